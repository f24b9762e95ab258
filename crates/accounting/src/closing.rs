//! Closing: what must be done before a period closes, and carrying the result of a year to equity.

use crate::posting::{self, Numbering, Posting, Source};
use crate::{FiscalYear, Journal, JournalEntry, Part, Period, PeriodState, Role, kept};
use base::{Id, Money, Refusal, Result};
use entity::{Entity, Value};
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

/// Drafts dated in a period: they are posted, moved or archived before it closes.
pub fn blocking(read: &Read, period: &Period, part: Option<Part>) -> Result<Vec<Blocking>> {
    let mut found = Vec::new();
    if part.is_none_or(|p| p == Part::General) {
        let sql = store::sql!(
            "accounting.manual_drafts",
            "SELECT id, number, text FROM accounting_manual_entry WHERE company = $1 AND state = 'draft' AND posted_on >= $2 \
             AND posted_on <= $3 AND archived_at IS NULL ORDER BY id LIMIT 100"
        );
        let params = [period.company.into(), period.starts_on.into(), period.ends_on.into()];
        for row in read.query(sql, &params)? {
            let id = row.first().and_then(Value::int).unwrap_or(0);
            let said = row.get(2).and_then(Value::text).unwrap_or_default();
            let name = if said.is_empty() { format!("#{id}") } else { said.to_owned() };
            found.push(Blocking { entity: "accounting.manual_entry", id, name });
        }
    }
    if part.is_none_or(|p| matches!(p, Part::General | Part::Receivables | Part::Payables)) {
        let drafts = crate::payment::drafts(read, period.company, period.starts_on, period.ends_on)?;
        found.extend(drafts.into_iter().map(|(id, name)| Blocking { entity: "accounting.payment", id, name }));
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
