//! Files of banks laid down on the bank's desk: statements and exchange rates, whichever they are.

use accounting::{BankAccount, BankStatement, PaymentRun};
use base::{Error, Id, Result};
use entity::{Described as _, Entity as _};
use exchange::bank::{books, decode, rates};
use platform::page::{Ask, Drawn, Form, Page, Reply};
use store::{Read, Tx, action};

/// The desk, with the readers of files behind it, and the file that a booked payment run goes to the bank with.
pub const PAGES: [Page; 2] = [accounting::bank_work::page(act), accounting::bank_work::order_page(order)];

/// Files that one post may bring.
const FILES: usize = 20;

fn act(tx: &mut Tx, form: &Form) -> Result<Reply> {
    if form.get("do") != "file" {
        return accounting::bank_work::pressed(tx, form);
    }
    may(tx, BankStatement::DEF.name, action::CREATE)?;
    let account = match form.get("account") {
        "" => None,
        text => {
            let id = text.parse().map_err(|_| Error::not_found(BankAccount::DEF.name, text))?;
            tx.visible(BankAccount::DEF.name, id, action::READ)?;
            Some(Id::from_raw(id))
        }
    };
    let files: Vec<_> =
        form.files.iter().filter(|(_, name, content)| !name.is_empty() && !content.is_empty()).collect();
    if files.is_empty() || files.len() > FILES {
        return Err(accounting::bank_work::too_many(FILES).into());
    }
    let (mut new, mut known, mut quoted) = (0, 0, 0);
    for (_, _, content) in files {
        let text = decode(content);
        if rates::looks_like(&text) {
            may(tx, accounting::ExchangeRate::DEF.name, action::CREATE)?;
            quoted += books::ecb_rates_in(tx, &text)?;
            continue;
        }
        for taken in books::statements_in(tx, &text, account)? {
            (new, known) = (new + taken.new, known + taken.known);
            if let Some(statement) = taken.statement {
                // A file may name an account of a company that the sender does not see.
                tx.visible(BankStatement::DEF.name, statement.raw(), action::READ)?;
                accounting::matching::order(tx, statement)?;
            }
        }
    }
    Ok(accounting::bank_work::taken_in(new, known, quoted))
}

/// pain.001 of a run.
fn order(read: &Read, ask: &Ask) -> Result<Drawn> {
    let id = ask.id().ok_or_else(|| Error::not_found("page", "bank-order"))?;
    let run =
        PaymentRun::from_record(&read.visible(PaymentRun::DEF.name, id, action::READ)?).map_err(store::damaged)?;
    let xml = books::order_file(read, Id::from_raw(id))?;
    let name: String = run.number.to_string().chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
    Ok(Drawn::File("application/xml", format!("{name}.xml"), xml.into_bytes()))
}

fn may(tx: &Tx, entity: &str, action: &str) -> Result<()> {
    match tx.access()?.may(&*tx.shape(entity)?, action) {
        true => Ok(()),
        false => Err(Error::forbidden(entity, action)),
    }
}
