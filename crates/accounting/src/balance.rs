//! Balances of accounts on any day: the kept sums of whole periods and of ten days each, and the few lines of the ten days begun.

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
        let moved = first_days(read, company, &period, day)?;
        rows.extend(moved.into_iter().map(|(account, debit, credit)| vec![account.into(), (debit - credit).into()]));
    }
    Ok(rows)
}

/// Days of a stretch: the sums of a period are kept in parts of so many days, so that few lines are read one by one.
const STRETCH: i64 = 10;

/// Which stretch of a period a day lies in.
pub(crate) fn stretch(starts_on: Date, day: Date) -> i64 {
    starts_on.days_until(day) / STRETCH
}

/// Account, debit and credit of a period up to one of its days: whole stretches from the kept sums, what is left line by line, added or
/// taken off, whichever are fewer days.
pub(crate) fn first_days(
    read: &Read,
    company: Id<Company>,
    period: &Period,
    until: Date,
) -> Result<Vec<(i64, i64, i64)>> {
    let days = period.starts_on.days_until(until) + 1;
    if days <= 0 {
        return Ok(Vec::new());
    }
    let begun = until.add_days(1 - days % STRETCH)?;
    let ends_on = begun.add_days(STRETCH - 1)?.min(period.ends_on);
    let (whole, lines) = match until.days_until(ends_on) < days % STRETCH {
        true => (days / STRETCH + 1, (until.add_days(1)?, ends_on, -1)),
        false => (days / STRETCH, (begun, until, 1)),
    };
    let kept = store::sql!(
        "accounting.balances_of_stretches",
        "SELECT account, SUM(debit), SUM(credit) FROM accounting_balance WHERE company = $1 AND period = $2 AND stretch < $3 \
         AND ledger = 1 GROUP BY account"
    );
    let sums = read.query(kept, &[company.into(), period.head.id.into(), whole.into()])?;
    let mut moved: Vec<(i64, i64, i64)> = sums.iter().map(|row| (int(row, 0), int(row, 1), int(row, 2))).collect();
    let (from, until, sign) = lines;
    if from <= until {
        for row in of_days(read, company, period.head.id, from, until)? {
            moved.push((int(&row, 0), int(&row, 1) * sign, int(&row, 2) * sign));
        }
    }
    Ok(moved)
}

/// Account, debit and credit of what was posted on some days of a period, line by line. Where no other period has these days the index
/// of the accounts tells it all; on the last days of a year the entry says which period it belongs to.
fn of_days(read: &Read, company: Id<Company>, period: i64, from: Date, until: Date) -> Result<Vec<store::Row>> {
    let others = store::sql!(
        "accounting.periods_of_days",
        "SELECT COUNT(*) FROM accounting_period WHERE company = $1 AND id <> $2 AND starts_on <= $3 AND ends_on >= $4"
    );
    if read.number(others, &[company.into(), period.into(), until.into(), from.into()])? == 0 {
        let by_account = store::sql!(
            "accounting.turnover_by_account",
            "SELECT a.id, SUM(CASE WHEN l.amount_base > 0 THEN l.amount_base ELSE 0 END), \
             SUM(CASE WHEN l.amount_base < 0 THEN -l.amount_base ELSE 0 END) FROM accounting_account a \
             CROSS JOIN accounting_journal_line l WHERE a.company = $1 AND l.account = a.id AND l.posted_on >= $2 \
             AND l.posted_on <= $3 GROUP BY a.id"
        );
        return read.query(by_account, &[company.into(), from.into(), until.into()]);
    }
    // By its days: most of the period may lie on the other side.
    let by_entry = store::sql!(
        "accounting.turnover_of_days",
        "SELECT l.account, SUM(CASE WHEN l.amount_base > 0 THEN l.amount_base ELSE 0 END), \
         SUM(CASE WHEN l.amount_base < 0 THEN -l.amount_base ELSE 0 END) FROM accounting_journal_entry e \
         JOIN accounting_journal_line l ON l.document = e.id WHERE e.period + 0 = $1 AND e.posted_on >= $2 AND e.posted_on <= $3 \
         AND e.ledger = 1 AND e.archived_at IS NULL GROUP BY l.account"
    );
    read.query(by_entry, &[period.into(), from.into(), until.into()])
}

/// The ordinary period that has begun on a day and does not end with it.
pub(crate) fn begun(read: &Read, company: Id<Company>, day: Date) -> Result<Option<Period>> {
    let begun: Vec<Period> = read.select(
        "company = $1 AND starts_on <= $2 AND ends_on > $2 AND adjustment = 0",
        &[company.into(), day.into()],
    )?;
    Ok(begun.into_iter().next())
}

fn int(row: &store::Row, place: usize) -> i64 {
    row.get(place).and_then(Value::int).unwrap_or(0)
}
