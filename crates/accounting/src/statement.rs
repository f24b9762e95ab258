//! Bank statements: what the bank says moved, taken in once, each statement going on where the last one ended.

use crate::{BankAccount, matching};
use base::{Date, Id, Money, Refusal, Result};
use entity::{Entity, Head, Value};
use platform::{Company, Currency};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use store::{Business, Made, Operation, Read, Tx, operations};

/// A statement of one of our accounts. The program makes it from a file of the bank.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "accounting.bank_statement",
    kind = 125,
    plural = "bank-statements",
    icon = "scroll-text",
    title = "number",
    search(number),
    sort = "-ends_on"
)]
pub struct BankStatement {
    pub head: Head,
    /// The bank's own number, or the days it covers.
    #[field(read_only, column, max = 60)]
    pub number: String,
    #[field(read_only, column)]
    pub company: Id<Company>,
    #[field(read_only, column)]
    pub bank_account: Id<BankAccount>,
    #[field(read_only)]
    pub currency: Id<Currency>,
    #[field(read_only, column)]
    pub starts_on: Date,
    #[field(read_only, indexed, column)]
    pub ends_on: Date,
    #[field(read_only, column)]
    pub opening: Money,
    #[field(read_only, column)]
    pub closing: Money,
    /// How many movements.
    #[field(read_only, column)]
    pub movements: i64,
}

/// A movement on one of our accounts.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "accounting.bank_transaction",
    kind = 129,
    plural = "bank-transactions",
    icon = "arrow-right-left",
    title = "text",
    search(text, name, reference),
    sort = "-booked_on",
    large,
    index(bank_account, booked_on),
    index(company, settled),
    unique(bank_account, key),
    view(unmatched = "filter=settled%20%3D%20no&sort=booked_on")
)]
pub struct BankTransaction {
    pub head: Head,
    #[field(read_only)]
    pub statement: Id<BankStatement>,
    #[field(read_only, column)]
    pub bank_account: Id<BankAccount>,
    #[field(read_only)]
    pub company: Id<Company>,
    #[field(read_only)]
    pub currency: Id<Currency>,
    #[field(read_only, indexed, column)]
    pub booked_on: Date,
    #[field(read_only)]
    pub valued_on: Option<Date>,
    /// Positive came in.
    #[field(read_only, column)]
    pub amount: Money,
    #[field(read_only, column, max = 500)]
    pub text: String,
    #[field(read_only, column, max = 140, personal)]
    pub name: Option<String>,
    /// The other side's account.
    #[field(read_only, max = 42, personal)]
    pub other_account: Option<String>,
    #[field(read_only, max = 140)]
    pub reference: Option<String>,
    /// By which it is known when the same file comes again.
    #[field(read_only, max = 160)]
    pub key: String,
    /// What of it is in the books, with its sign.
    #[field(read_only, column, volatile)]
    pub matched: Money,
    /// Nothing is left to match.
    #[field(read_only, volatile)]
    pub settled: bool,
}

/// A statement as a file says it, in minor units of the account's currency.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Incoming {
    pub number: Option<String>,
    pub opening: Option<Money>,
    pub closing: Option<Money>,
    pub lines: Vec<IncomingLine>,
}

/// A movement as a file says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IncomingLine {
    pub booked_on: Date,
    pub valued_on: Option<Date>,
    pub amount: Money,
    pub text: String,
    pub name: Option<String>,
    pub account: Option<String>,
    pub reference: Option<String>,
    /// The bank's own mark.
    pub bank_id: Option<String>,
}

/// What taking in a statement made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TakenIn {
    /// Nothing when every movement was known.
    pub statement: Option<Id<BankStatement>>,
    pub new: usize,
    /// Movements that were there already.
    pub known: usize,
}

/// Takes a statement in. Movements that are known are passed over, so that a file may come twice or overlap; one that does not add
/// up, or does not go on where the last one ended, is refused.
pub fn take_in(tx: &mut Tx, account: Id<BankAccount>, incoming: &Incoming) -> Result<TakenIn> {
    let account: BankAccount = tx.get(account)?;
    let id = account.id();
    tx.lock_key("bank_statement", &id.to_string())?;
    let total = Money::sum(incoming.lines.iter().map(|l| l.amount))?;
    if let (Some(opening), Some(closing)) = (incoming.opening, incoming.closing) {
        let gap = closing.checked_sub(opening)?.checked_sub(total)?;
        if !gap.is_zero() {
            let refusal = Refusal::new("accounting.statement_does_not_add_up").record(&account.name);
            return Err(refusal.arg("gap", gap.minor()).into());
        }
    }
    let keys = keys(id, incoming)?;
    let seen = known(tx, id, incoming)?;
    let fresh: Vec<(&IncomingLine, &String)> =
        incoming.lines.iter().zip(&keys).filter(|(_, key)| !seen.contains(*key)).collect();
    let already = incoming.lines.len() - fresh.len();
    let (Some(starts_on), Some(ends_on)) =
        (fresh.iter().map(|(l, _)| l.booked_on).min(), fresh.iter().map(|(l, _)| l.booked_on).max())
    else {
        return Ok(TakenIn { statement: None, new: 0, known: already });
    };
    let moved = Money::sum(fresh.iter().map(|(l, _)| l.amount))?;
    let last = last_closing(tx, id)?;
    let opening = match incoming.closing {
        Some(closing) => closing.checked_sub(moved)?,
        None => last.or(incoming.opening).unwrap_or(Money::ZERO),
    };
    if last.is_some_and(|last| last != opening) {
        let gap = opening.checked_sub(last.unwrap_or(Money::ZERO))?;
        let refusal = Refusal::new("accounting.statement_not_next").record(&account.name);
        return Err(refusal.arg("gap", gap.minor()).into());
    }
    let mut statement = BankStatement {
        head: Head::default(),
        number: incoming
            .number
            .clone()
            .unwrap_or_else(|| format!("{starts_on} – {ends_on}"))
            .chars()
            .take(60)
            .collect(),
        company: account.company,
        bank_account: id,
        currency: account.currency,
        starts_on,
        ends_on,
        opening,
        closing: opening.checked_add(moved)?,
        movements: fresh.len() as i64,
    };
    let made = tx.insert(&mut statement)?;
    let mut rows: Vec<BankTransaction> =
        fresh.iter().map(|(line, key)| transaction(&account, made, line, key)).collect();
    tx.insert_many(&mut rows)?;
    Ok(TakenIn { statement: Some(made), new: rows.len(), known: already })
}

fn transaction(account: &BankAccount, statement: Id<BankStatement>, line: &IncomingLine, key: &str) -> BankTransaction {
    // What banks write may hold anything; a field takes what a person can read.
    let cut = |text: &str, most: usize| -> String {
        text.chars().filter(|c| !c.is_control()).take(most).collect::<String>().trim().to_owned()
    };
    let short = |text: &Option<String>, most: usize| text.as_deref().map(|t| cut(t, most)).filter(|t| !t.is_empty());
    let text = cut(&line.text, 500);
    BankTransaction {
        head: Head::default(),
        statement,
        bank_account: account.id(),
        company: account.company,
        currency: account.currency,
        booked_on: line.booked_on,
        valued_on: line.valued_on,
        amount: line.amount,
        text: if text.is_empty() { short(&line.name, 140).unwrap_or_else(|| line.booked_on.to_string()) } else { text },
        name: short(&line.name, 140),
        other_account: short(&line.account.as_deref().map(crate::iban::normal), 42),
        reference: short(&line.reference, 140),
        key: key.to_owned(),
        matched: Money::ZERO,
        settled: line.amount.is_zero(),
    }
}

/// By what each movement is known: the bank's mark with day and amount, or a hash of all it says with the balance after it. Equal
/// ones in one file are counted.
fn keys(account: Id<BankAccount>, incoming: &Incoming) -> Result<Vec<String>> {
    let mut balance = incoming.opening;
    if let (None, Some(closing)) = (balance, incoming.closing) {
        balance = Some(closing.checked_sub(Money::sum(incoming.lines.iter().map(|l| l.amount))?)?);
    }
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    let mut keys = Vec::with_capacity(incoming.lines.len());
    for line in &incoming.lines {
        balance = balance.map(|b| b.checked_add(line.amount)).transpose()?;
        let key = match &line.bank_id {
            Some(mark) => {
                format!("{}|{}|{}", mark.chars().take(80).collect::<String>(), line.booked_on, line.amount.minor())
            }
            None => {
                let after = balance.map_or_else(String::new, |b| b.minor().to_string());
                let said = format!("{account}|{}|{}|{}|{after}", line.booked_on, line.amount.minor(), line.text);
                Sha256::digest(said).iter().map(|byte| format!("{byte:02x}")).collect()
            }
        };
        let count = times.entry(key.clone()).or_default();
        *count += 1;
        keys.push(if *count == 1 { key } else { format!("{key}#{count}") });
    }
    Ok(keys)
}

fn known(read: &Read, account: Id<BankAccount>, incoming: &Incoming) -> Result<BTreeSet<String>> {
    let days = || incoming.lines.iter().map(|l| l.booked_on);
    let (Some(from), Some(until)) = (days().min(), days().max()) else { return Ok(BTreeSet::new()) };
    let sql = store::sql!(
        "accounting.known_movements",
        "SELECT key FROM accounting_bank_transaction WHERE bank_account = $1 AND booked_on >= $2 AND booked_on <= $3 AND archived_at IS NULL"
    );
    let rows = read.query(sql, &[account.into(), from.into(), until.into()])?;
    Ok(rows.iter().filter_map(|r| r.first().and_then(Value::text)).map(str::to_owned).collect())
}

/// What the last statement of an account ended with.
pub fn last_closing(read: &Read, account: Id<BankAccount>) -> Result<Option<Money>> {
    let last: Vec<BankStatement> =
        read.select("bank_account = $1 AND archived_at IS NULL ORDER BY id DESC LIMIT 1", &[account.into()])?;
    Ok(last.first().map(|s| s.closing))
}

impl BankStatement {
    /// Every movement that one answer fits is matched, in the background.
    fn match_all(&mut self, tx: &mut Tx) -> Result<Made> {
        let job = platform::job::order(tx, matching::TASK, &self.head.id.to_string(), "")?;
        Ok(vec![("platform.job", job.raw())])
    }
}

impl Business for BankStatement {
    const OPERATIONS: &'static [Operation] = &operations![BankStatement:
        match_all: [] => same,
    ];
}

/// Movements of a time that are not in the books, with what they say.
pub(crate) fn unmatched(read: &Read, company: Id<Company>, from: Date, until: Date) -> Result<Vec<(i64, String)>> {
    let sql = store::sql!(
        "accounting.unmatched",
        "SELECT id, text FROM accounting_bank_transaction WHERE company = $1 AND settled = 0 AND booked_on >= $2 \
         AND booked_on <= $3 AND archived_at IS NULL ORDER BY id LIMIT 100"
    );
    let rows = read.query(sql, &[company.into(), from.into(), until.into()])?;
    let id = |row: &store::Row| row.first().and_then(Value::int).unwrap_or(0);
    Ok(rows.iter().map(|row| (id(row), row.get(1).map(ToString::to_string).unwrap_or_default())).collect())
}
