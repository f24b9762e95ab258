//! Closing: what must be done before a period closes, and carrying the result of a year to equity.

use crate::posting::{self, Numbering, Posting, Source};
use crate::{FiscalYear, Journal, JournalEntry, Part, Period, PeriodState, Role, kept};
use base::{Id, Money, Refusal, Result};
use entity::{Entity, Kind, Record, Shape, Value};
use parties::Party;
use store::{Made, Read, Tx};

/// A document that keeps a period open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blocking {
    /// Its entity.
    pub entity: &'static str,
    /// Its id.
    pub id: i64,
    /// What a person calls it.
    pub name: String,
}

/// Most documents of one kind that are named.
const MOST: i64 = 100;

/// What keeps a period open: drafts of any module dated in it, which are posted, moved or archived before it closes, and movements of
/// the bank that are not in the books. A document belongs to the parts of the books that it names a customer, a supplier or a
/// warehouse for; with none of them it belongs to the ledger alone.
pub fn blocking(read: &Read, period: &Period, part: Option<Part>) -> Result<Vec<Blocking>> {
    let mut found = Vec::new();
    let shapes: Vec<_> = read.model().shapes.iter().filter(|s| s.enabled && posts(s)).cloned().collect();
    for shape in shapes.iter().filter(|s| part.is_none_or(|p| p == Part::General || parts(s).contains(&p))) {
        let sql = format!(
            "SELECT id FROM \"{}\" WHERE company = $1 AND state = 'draft' AND posted_on >= $2 AND posted_on <= $3 \
             AND archived_at IS NULL ORDER BY id LIMIT {MOST}",
            shape.table()
        );
        let params = [period.company.into(), period.starts_on.into(), period.ends_on.into()];
        let ids: Vec<i64> =
            read.query(&sql, &params)?.iter().filter_map(|row| row.first().and_then(Value::int)).collect();
        let records = read.find_many(shape.name(), &ids, false)?;
        let with = ["customer", "supplier", "party"].into_iter().find(|name| shape.def.field(name).is_some());
        let party = |record: &Record| with.and_then(|name| shape.value(record, name).int());
        let parties = read.titles(Party::DEF.name, &records.iter().filter_map(party).collect::<Vec<_>>())?;
        for record in records {
            // A draft has no number yet; whom it is with or what it says tells it apart.
            let said = shape.value(&record, "text").text().map(str::to_owned);
            let whom = party(&record).and_then(|id| parties.get(&id).cloned());
            let number = shape.value(&record, shape.def.title).text().map(str::to_owned);
            let mut names = [number, whom, said].into_iter().flatten();
            let name = names.find(|n| !n.is_empty()).unwrap_or_else(|| shape.title(&record));
            found.push(Blocking { entity: shape.name(), id: record.head.id, name });
        }
    }
    if part.is_none_or(|p| p == Part::General) {
        let waiting = crate::statement::unmatched(read, period.company, period.starts_on, period.ends_on)?;
        found.extend(waiting.into_iter().map(|(id, name)| Blocking {
            entity: "accounting.bank_transaction",
            id,
            name,
        }));
    }
    Ok(found)
}

/// A document that is posted on a day it names.
fn posts(shape: &Shape) -> bool {
    let draft = |field: &entity::FieldDef| matches!(field.kind, Kind::Choice(c) if c.option("draft").is_some());
    let day = shape.def.field("posted_on").is_some_and(|f| matches!(f.kind, Kind::Date) && f.stored());
    day && shape.def.field("company").is_some() && shape.def.state().is_some_and(draft)
}

fn parts(shape: &Shape) -> Vec<Part> {
    let named = [
        ("customer", Part::Receivables),
        ("supplier", Part::Payables),
        ("warehouse", Part::Inventory),
        ("party", Part::Receivables),
        ("party", Part::Payables),
    ];
    named.into_iter().filter(|(field, _)| shape.def.field(field).is_some()).map(|(_, part)| part).collect()
}

/// Refuses to close a period while documents keep it open, and names them.
pub(crate) fn ready(tx: &Tx, period: &Period, part: Option<Part>) -> Result<()> {
    let found = blocking(tx, period, part)?;
    if let Some(first) = found.first() {
        let names: Vec<&str> = found.iter().take(5).map(|b| b.name.as_str()).collect();
        let refusal = Refusal::new("accounting.period_has_drafts").entity(first.entity).record(names.join(", "));
        return Err(refusal.arg("count", found.len()).into());
    }
    Ok(())
}

/// Carries every result account's balance of the year to retained earnings, in the adjustment period.
pub(crate) fn close_year(tx: &mut Tx, year: &FiscalYear) -> Result<Option<Id<JournalEntry>>> {
    let mut periods = periods(tx, year)?;
    for period in periods.iter().filter(|p| !p.adjustment) {
        ready(tx, period, None)?;
    }
    let sums = store::sql!(
        "accounting.year_results",
        "SELECT b.account, SUM(b.debit) - SUM(b.credit) FROM accounting_balance b JOIN accounting_period p ON p.id = b.period \
         WHERE p.fiscal_year = $1 AND b.ledger = 1 GROUP BY b.account"
    );
    let kept = kept::books(tx)?;
    let currency = kept.currency(year.company)?;
    let mut draft = ledger::Draft::new();
    for row in tx.query(sums, &[year.head.id.into()])? {
        let (account, balance) = (int(&row, 0), Money::from_minor(int(&row, 1)));
        if !kept.account(account)?.nature.lasting() {
            draft.push(ledger::Line::of(account, currency.raw(), balance.checked_neg()?));
        }
    }
    let gap = draft.gap()?;
    let equity = crate::account(tx, year.company, Role::RetainedEarnings, None)?;
    draft.push(ledger::Line::of(equity.raw(), currency.raw(), gap.checked_neg()?));
    let entry = if !draft.is_empty() {
        let number = format!("CLOSE-{}", year.name);
        let source = Source::of::<FiscalYear>(year.head.id);
        let posting = Posting::new(
            year.company,
            Journal::Closing,
            Part::General,
            year.ends_on,
            Numbering::Given(&number),
            source,
        );
        Some(posting::post(tx, &Posting { adjustment: true, ..posting }, draft)?.entry)
    } else {
        None
    };
    for period in &mut periods {
        period.set(None, PeriodState::Soft)?;
        tx.update(period)?;
    }
    Ok(entry)
}

/// Opens a closed year again: the closing entry gets its mirror.
pub(crate) fn reopen_year(tx: &mut Tx, year: &FiscalYear) -> Result<Made> {
    let mut periods = periods(tx, year)?;
    if let Some(period) = periods.iter().find(|p| p.adjustment && p.general == PeriodState::Hard) {
        return Err(Refusal::new("accounting.period_closed_for_good").record(&period.name).into());
    }
    for period in &mut periods {
        period.set(None, PeriodState::Open)?;
        tx.update(period)?;
    }
    let Some(entry) = year.closing_entry else { return Ok(Vec::new()) };
    let number = format!("CLOSE-{}", year.name);
    let source = Source::of::<FiscalYear>(year.head.id);
    let mirror = posting::reverse_adjustment(tx, entry, year.ends_on, &number, source)?;
    Ok(vec![(JournalEntry::DEF.name, mirror.entry.raw())])
}

fn periods(tx: &mut Tx, year: &FiscalYear) -> Result<Vec<Period>> {
    let sql = store::sql!(
        "accounting.periods_of_year",
        "SELECT id FROM accounting_period WHERE fiscal_year = $1 ORDER BY number"
    );
    let ids: Vec<Id<Period>> =
        tx.query(sql, &[year.head.id.into()])?.iter().map(|row| Id::from_raw(int(row, 0))).collect();
    let mut periods = tx.lock_many(&ids)?;
    periods.sort_by_key(|p| p.number);
    Ok(periods)
}

fn int(row: &store::Row, place: usize) -> i64 {
    row.get(place).and_then(Value::int).unwrap_or(0)
}
