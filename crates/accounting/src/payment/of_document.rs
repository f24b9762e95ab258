//! Paying a document from its own page: one payment over everything that is still open of it.

use super::{Exchange, Flow, Payment, PaymentLine, allocation};
use crate::open_item::OpenItem;
use crate::posting::Source;
use crate::{BankAccount, RateKind, Side, terms};
use base::{Date, Id, Money, Refusal, Result};
use entity::{Input, Named as _, Value};
use store::{Guard, Made, Read, Tx};

/// What recording a payment from its document asks for.
#[derive(Input, Clone, Debug)]
pub struct Pay {
    pub posted_on: Option<Date>,
    /// Ours; without one it waits for a statement of whichever bank it moved on.
    pub bank_account: Option<Id<BankAccount>>,
    /// What the payer wrote, or the payee is to read.
    #[field(max = 140)]
    pub reference: Option<String>,
}

/// The debts of a document that are still open, the one due first before the others.
fn open_of(read: &Read, source: Source) -> Result<Vec<OpenItem>> {
    read.select(
        "source_kind = $1 AND source = $2 AND settled = 0 AND archived_at IS NULL ORDER BY due_on, id",
        &[source.kind.into(), source.record.into()],
    )
}

/// Whether there is anything to pay: nothing shows where all is settled, and what we may not pay yet says so. What a customer pays
/// of a debt that is not reminded of is his word.
pub fn can_pay(read: &Read, source: Source) -> Result<Guard> {
    let items = open_of(read, source)?;
    let held = items.iter().any(|item| item.side == Side::Payable && item.blocked.is_some());
    Ok(match (items.is_empty(), held) {
        (true, _) => Guard::Hidden,
        (_, true) => Guard::Closed(Refusal::new("accounting.pay_blocked")),
        _ => Guard::Open,
    })
}

/// The draft of a payment over what a document still owes, less the discount offered on the day; a credit note is paid out, or a
/// supplier's received. Where there is such a draft already, it is that one.
pub fn pay(tx: &mut Tx, source: Source, asked: Pay) -> Result<Made> {
    let items = open_of(tx, source)?;
    let first = items.first().ok_or_else(|| Refusal::new("accounting.nothing_open"))?;
    if let Some(draft) = drafted(tx, &items)? {
        return Ok(vec![(Payment::NAME, draft)]);
    }
    let on = asked.posted_on.unwrap_or(tx.today());
    let direction = if Money::sum(items.iter().map(|i| i.open))?.is_positive() { Flow::Received } else { Flow::Paid };
    let currency = match asked.bank_account {
        Some(account) => tx.get(account)?.currency,
        None => first.currency,
    };
    let exchange = match currency == first.currency {
        true => None,
        false => Some(Exchange::between(tx, first.currency, currency, RateKind::Spot, on)?),
    };
    let ids: Vec<i64> = items.iter().map(|i| i.head.id).collect();
    let offers = terms::offers_on(tx, &ids, on)?;
    let mut lines = Vec::with_capacity(items.len());
    for item in &items {
        let (wanted, offered) = allocation::wanted(item, offers.get(&item.head.id), direction.sign())?;
        let mut line = PaymentLine::of(Id::from_raw(item.head.id), wanted);
        line.discount = offered;
        line.paid = exchange.as_ref().map(|exchange| exchange.worth(line.amount)).transpose()?;
        lines.push(line);
    }
    let amount = Money::sum(lines.iter().map(PaymentLine::takes))?;
    let mut payment = Payment::new(first.company, direction, first.party, amount, on).settling(lines);
    payment.side = Some(first.side).filter(|side| *side != direction.side());
    payment.currency = Some(currency);
    payment.bank_account = asked.bank_account;
    payment.reference = asked.reference;
    let id = tx.insert(&mut payment)?;
    Ok(vec![(Payment::NAME, id.raw())])
}

/// A draft that somebody made for these debts before.
fn drafted(read: &Read, items: &[OpenItem]) -> Result<Option<i64>> {
    let sql = store::sql!(
        "accounting.drafted_payment",
        "SELECT p.id FROM accounting_payment_line l JOIN accounting_payment p ON p.id = l.document \
         WHERE l.item IN LIST($1) AND p.state = 'draft' AND p.archived_at IS NULL ORDER BY p.id LIMIT 1"
    );
    let ids: Vec<i64> = items.iter().map(|i| i.head.id).collect();
    Ok(read.row(sql, &[store::id_list(&ids)])?.and_then(|row| row.first().and_then(Value::int)))
}
