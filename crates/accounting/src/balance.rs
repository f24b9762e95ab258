//! Balances of accounts on any day: the kept sums of whole periods and the few lines of the one begun.

use crate::Period;
use base::{Date, Id, Money, Result};
use entity::Value;
use platform::Company;
use std::collections::BTreeMap;
use store::Read;

/// What each account had moved from the first day (or ever since) to the last, debit positive, in company currency. Accounts
/// without movement are left out.
pub fn balances(read: &Read, company: Id<Company>, from: Option<Date>, until: Date) -> Result<BTreeMap<i64, Money>> {
    let mut sums: BTreeMap<i64, i64> = BTreeMap::new();
    let mut add = |rows: Vec<store::Row>, sign: i64| -> Result<()> {
        for row in rows {
            let (account, amount) = (int(&row, 0), int(&row, 1));
            let sum = sums.entry(account).or_default();
            *sum = amount.checked_mul(sign).and_then(|a| sum.checked_add(a)).ok_or(base::Overflow)?;
        }
        Ok(())
    };
    add(until_day(read, company, until)?, 1)?;
    if let Some(from) = from {
        add(until_day(read, company, from.add_days(-1)?)?, -1)?;
    }
    Ok(sums.into_iter().filter(|(_, sum)| *sum != 0).map(|(account, sum)| (account, Money::from_minor(sum))).collect())
}

/// Account and balance of everything posted up to a day: whole periods from the kept sums, the rest line by line.
fn until_day(read: &Read, company: Id<Company>, day: Date) -> Result<Vec<store::Row>> {
    let mut rows = read.query(
        store::sql!(
            "accounting.balances_whole",
            "SELECT b.account, SUM(b.debit) - SUM(b.credit) FROM accounting_period p \
             JOIN accounting_balance b ON b.period = p.id AND b.company = $1 AND b.ledger = 1 \
             WHERE p.company = $1 AND p.ends_on <= $2 GROUP BY b.account"
        ),
        &[company.into(), day.into()],
    )?;
    let begun: Vec<Period> = read.select(
        "company = $1 AND starts_on <= $2 AND ends_on > $2 AND adjustment = 0",
        &[company.into(), day.into()],
    )?;
    if let Some(period) = begun.first() {
        rows.extend(read.query(
            store::sql!(
                "accounting.balances_begun",
                "SELECT l.account, SUM(l.amount_base) FROM accounting_journal_entry e \
                 JOIN accounting_journal_line l ON l.document = e.id \
                 WHERE e.period = $1 AND e.posted_on <= $2 AND e.ledger = 1 AND e.archived_at IS NULL GROUP BY l.account"
            ),
            &[period.head.id.into(), day.into()],
        )?);
    }
    Ok(rows)
}

fn int(row: &store::Row, place: usize) -> i64 {
    row.get(place).and_then(Value::int).unwrap_or(0)
}
