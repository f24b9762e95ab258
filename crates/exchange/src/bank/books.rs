//! What the files of banks and central banks say, brought into the books: statements, rates, and orders back to the bank.

use super::{Entry, Order, Statement, Transfer, pain001, rates};
use accounting::statement::{Incoming, IncomingLine, TakenIn, take_in};
use accounting::{BankAccount, PaymentRun, payment_run};
use base::{Id, Refusal, Result};
use entity::Entity;
use store::{Read, Set, Tx, Who};

/// How many rates one transaction takes in.
const RATES: usize = 2_000;

/// Takes in every statement of a file, each in a transaction of its own. A file that names no account needs one told.
pub fn statements(set: &Set, who: &Who, text: &str, account: Option<Id<BankAccount>>) -> Result<Vec<TakenIn>> {
    let mut taken = Vec::new();
    for statement in told(text)? {
        taken.push(set.write(who, move |tx| one(tx, &statement, account))?);
    }
    Ok(taken)
}

/// The same in one transaction: the whole file or nothing of it.
pub fn statements_in(tx: &mut Tx, text: &str, account: Option<Id<BankAccount>>) -> Result<Vec<TakenIn>> {
    told(text)?.iter().map(|statement| one(tx, statement, account)).collect()
}

fn told(text: &str) -> Result<Vec<Statement>> {
    Ok(super::read(text)?.into_iter().filter(|s| !s.entries.is_empty() || s.closing.is_some()).collect())
}

fn one(tx: &mut Tx, statement: &Statement, account: Option<Id<BankAccount>>) -> Result<TakenIn> {
    let account = account_of(tx, statement, account)?;
    let incoming = incoming(tx, &account, statement)?;
    take_in(tx, account.id(), &incoming)
}

/// The account that a statement is of: the one told, which must not contradict the file, or the one the file names.
fn account_of(read: &Read, statement: &Statement, told: Option<Id<BankAccount>>) -> Result<BankAccount> {
    let named = match &statement.account {
        Some(number) => by_number(read, number)?,
        None => None,
    };
    match (told, named) {
        (Some(told), Some(named)) if named.id() != told => {
            Err(Refusal::new("exchange.bank_account_other").record(&named.name).into())
        }
        (Some(told), _) => read.get(told),
        (None, Some(named)) => Ok(named),
        (None, None) => {
            let number = statement.account.clone().unwrap_or_default();
            Err(Refusal::new("exchange.bank_account_unknown").arg("number", number).into())
        }
    }
}

/// Some banks write the currency behind the number, others a code in front of it.
fn by_number(read: &Read, number: &str) -> Result<Option<BankAccount>> {
    let plain = number.trim();
    let bare = plain.strip_suffix(|c: char| c.is_ascii_uppercase()).map(|_| &plain[..plain.len().saturating_sub(3)]);
    for candidate in [Some(plain), bare, plain.rsplit('/').next()].into_iter().flatten() {
        if let Some(found) = BankAccount::by_number(read, candidate)? {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

fn incoming(read: &Read, account: &BankAccount, statement: &Statement) -> Result<Incoming> {
    let currency = read.get(account.currency)?;
    let exponent = u8::try_from(currency.exponent).unwrap_or(2);
    let money = |amount: super::Amount| {
        let refusal = || Refusal::new("exchange.bank_decimals").record(&account.name).arg("currency", &currency.code);
        amount.money(exponent).ok_or_else(|| base::Error::from(refusal()))
    };
    if statement.currency.as_ref().is_some_and(|c| *c != currency.code) {
        let refusal = Refusal::new("exchange.bank_currency").record(&account.name);
        return Err(refusal.arg("currency", statement.currency.clone().unwrap_or_default()).into());
    }
    let booked = statement.entries.iter().filter(|e| !e.announced);
    Ok(Incoming {
        number: statement.number.clone(),
        opening: statement.opening.as_ref().map(|b| money(b.amount)).transpose()?,
        closing: statement.closing.as_ref().map(|b| money(b.amount)).transpose()?,
        lines: booked.map(|e| line(e, money(e.amount)?)).collect::<Result<_>>()?,
    })
}

fn line(entry: &Entry, amount: base::Money) -> Result<IncomingLine> {
    let day =
        entry.booked_on.or(entry.valued_on).ok_or_else(|| super::unreadable("bank", "a movement without a day"))?;
    Ok(IncomingLine {
        booked_on: day,
        valued_on: entry.valued_on,
        amount,
        text: entry.text.clone(),
        name: entry.name.clone(),
        account: entry.account.clone(),
        reference: entry.reference.clone(),
        bank_id: entry.bank_id.clone(),
    })
}

/// Takes in the rates of the European Central Bank; answers how many were new or changed.
pub fn ecb_rates(set: &Set, who: &Who, text: &str) -> Result<usize> {
    let all = rates::ecb(text)?;
    let mut changed = 0;
    for part in all.chunks(RATES) {
        let part: Vec<_> = part.iter().map(|q| (q.on, q.currency.clone(), q.rate)).collect();
        changed += set.write(who, move |tx| accounting::rate::take_in(tx, "EUR", &part))?;
    }
    Ok(changed)
}

/// The same in one transaction.
pub fn ecb_rates_in(tx: &mut Tx, text: &str) -> Result<usize> {
    let all: Vec<_> = rates::ecb(text)?.into_iter().map(|q| (q.on, q.currency, q.rate)).collect();
    accounting::rate::take_in(tx, "EUR", &all)
}

/// The file with which a bank pays a booked run.
pub fn order_file(read: &Read, run: Id<PaymentRun>) -> Result<String> {
    let order = payment_run::order(read, run)?;
    let made_at = read.now().to_string();
    let transfers = order.transfers.into_iter().map(|t| Transfer {
        id: t.number,
        name: t.name,
        account: t.account,
        bic: t.bic,
        amount: t.amount,
        remittance: t.remittance,
    });
    Ok(pain001(&Order {
        id: order.id,
        made_at: made_at.chars().take(19).collect(),
        name: order.company,
        iban: order.bank_account.iban.unwrap_or_default(),
        bic: order.bank_account.bic,
        pay_on: order.pay_on,
        currency: order.currency,
        exponent: order.exponent,
        transfers: transfers.collect(),
    }))
}
