//! What of the books goes on paper: statements of account, reminders, and on every document how it is to be paid.

mod reminder;
mod remittance;
mod statement;

use crate::{BankAccount, iban};
use base::{Id, Result};
use platform::print::{Layout, Wording};
use platform::{Company, Currency};
use store::Read;
use ui::print::Section;

/// The module's prints, for the program's list.
pub const PRINTS: [Layout; 3] = [statement::LAYOUT, reminder::LAYOUT, remittance::LAYOUT];

/// Where to pay what is owed in a currency: the company's accounts in it. Nothing where it has none.
pub fn payment(
    read: &Read,
    wording: &Wording,
    company: Id<Company>,
    currency: Id<Currency>,
    reference: &str,
) -> Result<Option<Section>> {
    let accounts: Vec<BankAccount> = read.select(
        "company = $1 AND currency = $2 AND archived_at IS NULL ORDER BY id LIMIT 2",
        &[company.into(), currency.into()],
    )?;
    let mut facts = Vec::new();
    for account in accounts {
        facts.push(wording.fact("accounting-print-bank", account.name.as_str()));
        match (&account.iban, &account.number) {
            (Some(number), _) => facts.push(wording.fact("accounting-print-iban", iban::spaced(number))),
            (None, Some(number)) => facts.push(wording.fact("accounting-print-account", number.as_str())),
            (None, None) => {}
        }
        facts.extend(account.bic.map(|bic| wording.fact("accounting-print-bic", bic)));
    }
    if facts.is_empty() {
        return Ok(None);
    }
    if !reference.is_empty() {
        facts.push(wording.fact("accounting-print-reference", reference));
    }
    Ok(Some(Section { title: wording.t("accounting-print-payment"), facts, words: Vec::new() }))
}
