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
    if let Some(period) = begun(read, company, day)? {
        let (from, until, sign) = match ends_soon(&period, day) {
            true => (day.add_days(1)?, period.ends_on, -1),
            false => (period.starts_on, day, 1),
        };
        if sign < 0 {
            let whole = store::sql!(
                "accounting.balances_of_period",
                "SELECT account, SUM(debit) - SUM(credit) FROM accounting_balance WHERE company = $1 AND period = $2 AND ledger = 1 \
                 GROUP BY account"
            );
            rows.extend(read.query(whole, &[company.into(), period.head.id.into()])?);
        }
        // By its days: most of the period may lie on the other side.
        let some = store::sql!(
            "accounting.balances_begun",
            "SELECT l.account, SUM(l.amount_base) FROM accounting_journal_entry e \
             JOIN accounting_journal_line l ON l.document = e.id \
             WHERE e.period + 0 = $1 AND e.posted_on >= $2 AND e.posted_on <= $3 AND e.ledger = 1 AND e.archived_at IS NULL \
             GROUP BY l.account"
        );
        for row in read.query(some, &[period.head.id.into(), from.into(), until.into()])? {
            rows.push(vec![Value::Int(int(&row, 0)), Value::Int(int(&row, 1) * sign)]);
        }
    }
    Ok(rows)
}

/// The ordinary period that has begun on a day and does not end with it.
pub(crate) fn begun(read: &Read, company: Id<Company>, day: Date) -> Result<Option<Period>> {
    let begun: Vec<Period> = read.select(
        "company = $1 AND starts_on <= $2 AND ends_on > $2 AND adjustment = 0",
        &[company.into(), day.into()],
    )?;
    Ok(begun.into_iter().next())
}

/// True when less of a period lies behind a day than before it: then the whole less its end is asked for instead of its beginning.
pub(crate) fn ends_soon(period: &Period, day: Date) -> bool {
    day.days_until(period.ends_on) < period.starts_on.days_until(day)
}

fn int(row: &store::Row, place: usize) -> i64 {
    row.get(place).and_then(Value::int).unwrap_or(0)
}
