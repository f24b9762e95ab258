//! Posting: an entry, its open items and the kept balances land together, in the transaction of the business step.

use crate::chain::{self, Place, Stated};
use crate::dimensioning::{self, Chosen};
use crate::{Allocation, Control, Journal, JournalEntry, JournalLine, OpenItem, Part, calendar, kept, open_item};
use base::{Date, Error, Id, Money, Refusal, Result};
use entity::{Entity, Head, Value};
use platform::Company;
use std::collections::BTreeMap;
use store::{Engine, Tx};

/// The document behind an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its entity's number.
    pub kind: i64,
    /// Its id.
    pub record: i64,
}

impl Source {
    /// A document as a source.
    pub fn of<E: Entity>(id: i64) -> Source {
        Source { kind: E::DEF.kind.into(), record: id }
    }
}

/// Where the number of an entry comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Numbering<'a> {
    /// The document has it already.
    Given(&'a str),
    /// The next legal number of this kind of document, drawn after every check and lock, because everybody else who posts the same
    /// kind waits for it.
    Legal(&'a str),
}

/// What posting made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posted {
    pub entry: Id<JournalEntry>,
    /// The number of the document.
    pub number: String,
    /// Where a legal number stands in the chain of its series.
    pub place: Option<Place>,
}

/// What an entry says besides its lines.
#[derive(Clone, Debug)]
pub struct Posting<'a> {
    pub company: Id<Company>,
    pub journal: Journal,
    /// The part of the books whose period must be open.
    pub part: Part,
    pub posted_on: Date,
    pub documented_on: Date,
    /// The tax point. Where the return of that day is closed, the entry counts in the next one.
    pub taxed_on: Date,
    pub number: Numbering<'a>,
    pub text: &'a str,
    pub source: Source,
    /// The entry that this one takes back.
    pub reverses: Option<Id<JournalEntry>>,
    /// What the document states, for the chain of its legal numbers.
    pub stated: Option<Stated>,
    /// Into the adjustment period at the end of the year.
    pub adjustment: bool,
    /// What the lines of the document carry of dimensions.
    pub chosen: Option<Chosen>,
}

impl<'a> Posting<'a> {
    /// An entry of a document, all its dates the same.
    pub fn new(
        company: Id<Company>,
        journal: Journal,
        part: Part,
        on: Date,
        number: Numbering<'a>,
        source: Source,
    ) -> Self {
        Posting {
            company,
            journal,
            part,
            posted_on: on,
            documented_on: on,
            taxed_on: on,
            number,
            text: "",
            source,
            reverses: None,
            stated: None,
            adjustment: false,
            chosen: None,
        }
    }

    /// With what it is about.
    pub fn text(self, text: &'a str) -> Self {
        Posting { text, ..self }
    }

    /// With what lines of the document carry of dimensions.
    pub fn chosen(self, chosen: Chosen) -> Self {
        Posting { chosen: Some(chosen), ..self }
    }

    /// With the day on the document.
    pub fn documented(self, documented_on: Date) -> Self {
        Posting { documented_on, ..self }
    }
}

/// Posts an entry. Lines on control accounts open an item for their party, or settle the one they name.
pub fn post(tx: &mut Tx, posting: &Posting, mut draft: ledger::Draft) -> Result<Posted> {
    let kept = kept::books(tx)?;
    dimensioning::apply(tx, &kept, posting, &mut draft)?;
    let entry = draft.close().map_err(|unbalanced| refuse(posting, unbalanced))?;
    kept.books(posting.company)?;
    checked(&kept, posting, &entry)?;
    let (on, part) = (posting.posted_on, posting.part);
    let taken = calendar::taken(tx, posting.company, part, on, posting.adjustment)?;
    let taxed = entry.lines().iter().any(|line| line.tax_code.is_some());
    let taxed_on = if taxed { taken.reported_on(tx, posting.company, posting.taxed_on)? } else { posting.taxed_on };
    let (period, year) = (taken.period, &taken.year);
    let items = open_item::prepare(tx, &kept, &entry)?;
    let currency = kept.currency(posting.company)?;
    let (number, legal) = match posting.number {
        Numbering::Given(number) => (number.to_owned(), None),
        Numbering::Legal(prefix) => {
            let legal = Legal::draw(tx, posting.company, prefix, year)?;
            (legal.number.clone(), Some(legal))
        }
    };
    let mut header = JournalEntry {
        head: Head::default(),
        number: number.clone(),
        company: posting.company,
        ledger: 1,
        journal: posting.journal,
        posted_on: posting.posted_on,
        documented_on: posting.documented_on,
        taxed_on,
        period,
        text: (!posting.text.is_empty()).then(|| posting.text.to_owned()),
        total_base: entry.total()?,
        company_currency: currency,
        source_kind: posting.source.kind,
        source: posting.source.record,
        reverses: posting.reverses,
        stated: posting.stated.map(|stated| stated.said()),
        hash: None,
        previous_hash: None,
        lines: entry.lines().iter().map(|line| row(line, posting.posted_on)).collect::<Vec<_>>().into(),
    };
    let place = legal.map(|legal| legal.chain(tx, &mut header)).transpose()?;
    let id = tx.insert(&mut header)?;
    open_item::write(tx, &kept, posting, &header, &entry, items)?;
    balances(tx, posting.company, (period.raw(), taken.stretch(on)), &entry)?;
    Ok(Posted { entry: id, number, place })
}

/// Takes an entry back: its mirror on a day that is open. Items it opened are settled by the mirror, items it settled are open again.
pub fn reverse(
    tx: &mut Tx,
    entry: Id<JournalEntry>,
    part: Part,
    on: Date,
    number: &str,
    source: Source,
) -> Result<Posted> {
    mirror(tx, entry, part, on, number, source, false)
}

/// The same in the adjustment period, for the closing entry of a year.
pub(crate) fn reverse_adjustment(
    tx: &mut Tx,
    entry: Id<JournalEntry>,
    on: Date,
    number: &str,
    source: Source,
) -> Result<Posted> {
    mirror(tx, entry, Part::General, on, number, source, true)
}

fn mirror(
    tx: &mut Tx,
    entry: Id<JournalEntry>,
    part: Part,
    on: Date,
    number: &str,
    source: Source,
    adjustment: bool,
) -> Result<Posted> {
    let again = store::sql!(
        "accounting.reversed",
        "SELECT number FROM accounting_journal_entry WHERE reverses = $1 AND archived_at IS NULL"
    );
    if let Some(by) = tx.row(again, &[entry.raw().into()])?.and_then(|r| r.first().map(ToString::to_string)) {
        return Err(Refusal::new("accounting.already_reversed").record(by).into());
    }
    let old: JournalEntry = tx.get(entry)?;
    let opened: Vec<OpenItem> = tx.select("entry = $1 AND archived_at IS NULL ORDER BY id", &[entry.raw().into()])?;
    let mut settled: Vec<(Allocation, i64)> = Vec::new();
    for fact in tx.select::<Allocation>("entry = $1 AND archived_at IS NULL ORDER BY id", &[entry.raw().into()])? {
        let account = tx.get(fact.item)?.account.raw();
        settled.push((fact, account));
    }
    let mut draft = ledger::Draft::new();
    for (place, line) in old.lines.iter().enumerate() {
        let mut mirror = ledger_line(line);
        mirror.base = mirror.base.checked_neg()?;
        mirror.amount = mirror.amount.checked_neg()?;
        mirror.quantity = mirror.quantity.map(base::Quantity::checked_neg).transpose()?;
        mirror.tax_base = mirror.tax_base.map(Money::checked_neg).transpose()?;
        // An item that somebody paid in the meantime must be freed first.
        if let Some(item) = opened.iter().find(|i| i.entry_line == place as i64) {
            if item.open != item.amount {
                return Err(Refusal::new("accounting.item_partly_settled").record(&item.number).into());
            }
            mirror.settles = Some(item.head.id);
        } else if let Some(at) = settled.iter().position(|(fact, account)| {
            (fact.amount, fact.amount_base, *account) == (line.amount, line.amount_base, line.account.raw())
        }) {
            // What it had settled is open again.
            mirror.settles = Some(settled.swap_remove(at).0.item.raw());
        }
        draft.push(mirror);
    }
    let posting = Posting {
        reverses: Some(entry),
        adjustment,
        ..Posting::new(old.company, old.journal, part, on, Numbering::Given(number), source)
    };
    post(tx, &posting, draft)
}

fn refuse(posting: &Posting, unbalanced: ledger::Unbalanced) -> Error {
    let refusal = match unbalanced {
        ledger::Unbalanced::Empty => Refusal::new("accounting.entry_without_lines"),
        ledger::Unbalanced::Base(gap) | ledger::Unbalanced::Currency(_, gap) => {
            Refusal::new("accounting.entry_unbalanced").arg("gap", gap.minor())
        }
        ledger::Unbalanced::Overflow => return base::Overflow.into(),
    };
    let refusal = refusal.field("lines");
    match posting.number {
        Numbering::Given(number) => refusal.record(number).into(),
        Numbering::Legal(_) => refusal.into(),
    }
}

/// Accounts of the company that take postings; control accounts only with a party.
fn checked(kept: &kept::Kept, posting: &Posting, entry: &ledger::Entry) -> Result<()> {
    for line in entry.lines() {
        let account = kept.account(line.account)?;
        if account.company != posting.company || account.heading || account.head.archived_at.is_some() {
            return Err(Refusal::new("accounting.account_takes_no_postings").record(&account.code).into());
        }
        if account.currency.is_some_and(|c| c.raw() != line.currency) {
            return Err(Refusal::new("accounting.account_currency").record(&account.code).into());
        }
        let party_ledger = matches!(account.control, Control::Receivables | Control::Payables);
        if party_ledger && line.party.is_none() {
            return Err(Refusal::new("accounting.control_without_party").record(&account.code).into());
        }
    }
    Ok(())
}

fn row(line: &ledger::Line, posted_on: Date) -> JournalLine {
    JournalLine {
        head: Head::default(),
        account: Id::from_raw(line.account),
        amount_base: line.base,
        amount: line.amount,
        currency: Id::from_raw(line.currency),
        party: line.party.map(Id::from_raw),
        item: line.item.map(Id::from_raw),
        quantity: line.quantity,
        dimensions: line.dimensions.map(Id::from_raw),
        due_on: line.due_on,
        tax_code: line.tax_code.map(Id::from_raw),
        tax_base: line.tax_base,
        source_line: line.source_line,
        text: (!line.text.is_empty()).then(|| line.text.clone()),
        posted_on,
    }
}

fn ledger_line(line: &JournalLine) -> ledger::Line {
    ledger::Line {
        account: line.account.raw(),
        base: line.amount_base,
        amount: line.amount,
        currency: line.currency.raw(),
        party: line.party.map(|p| p.raw()),
        item: line.item.map(|i| i.raw()),
        quantity: line.quantity,
        dimensions: line.dimensions.map(|d| d.raw()),
        due_on: line.due_on,
        tax_code: line.tax_code.map(|t| t.raw()),
        tax_base: line.tax_base,
        settles: None,
        source_line: line.source_line,
        text: line.text.clone().unwrap_or_default(),
    }
}

/// Adds an entry to the kept balances of its period, sorted, so that two postings never wait for each other in a circle.
fn balances(tx: &mut Tx, company: Id<Company>, (period, stretch): (i64, i64), entry: &ledger::Entry) -> Result<()> {
    let mut sums: BTreeMap<i64, (i64, i64)> = BTreeMap::new();
    for line in entry.lines() {
        let sum = sums.entry(line.account).or_default();
        let side = if line.base.is_negative() { &mut sum.1 } else { &mut sum.0 };
        *side = side.checked_add(line.base.checked_abs()?.minor()).ok_or(base::Overflow)?;
    }
    // On PostgreSQL each server process adds to rows of its own, so nobody waits; readers sum.
    let shard = match tx.engine() {
        Engine::Sqlite => "0",
        Engine::Postgres => "pg_backend_pid() % 64",
    };
    let mut params: Vec<Value> = vec![company.into(), period.into(), stretch.into()];
    let mut rows = Vec::with_capacity(sums.len());
    for (account, (debit, credit)) in &sums {
        let at = params.len();
        rows.push(format!("($1, 1, ${}, $2, $3, {shard}, ${}, ${})", at + 1, at + 2, at + 3));
        params.extend([Value::Int(*account), Value::Int(*debit), Value::Int(*credit)]);
    }
    let sql = format!(
        "INSERT INTO accounting_balance (company, ledger, account, period, stretch, shard, debit, credit) VALUES {} \
         ON CONFLICT (account, period, stretch, ledger, shard) DO UPDATE SET debit = accounting_balance.debit + excluded.debit, \
         credit = accounting_balance.credit + excluded.credit",
        rows.join(", ")
    );
    tx.later("accounting_balance", sql, params, sums.len())
}

/// The next legal number of a kind of document: per company and fiscal year of its posting date, without gaps.
struct Legal {
    series: String,
    number: String,
    /// The hash of the document before it.
    before: Option<String>,
}

impl Legal {
    fn draw(tx: &mut Tx, company: Id<Company>, prefix: &str, year: &str) -> Result<Legal> {
        let year = year.replace('/', "-");
        let series = format!("{prefix}/{company}/{year}");
        let drawn = tx.draw_legal(&series, 1)?;
        let number = format!("{prefix}-{year}-{:05}", drawn.first);
        Ok(Legal { series, number, before: drawn.before })
    }

    /// Hangs the entry behind the one before it in its series.
    fn chain(self, tx: &mut Tx, entry: &mut JournalEntry) -> Result<Place> {
        entry.previous_hash = self.before;
        let hash = chain::hash(entry);
        tx.chain(&self.series, &hash)?;
        entry.hash = Some(hash.clone());
        Ok(Place { hash, before: entry.previous_hash.clone() })
    }
}
