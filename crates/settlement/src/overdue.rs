//! What is overdue: for how long, how firmly it is asked for, and what interest it bears.

use base::decimal::div_round;
use base::{Date, Money, Percent, Rounding};

use crate::{Problem, Result};

/// How many days a year has for interest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayCount {
    /// 365, also in leap years.
    Of365,
    /// 360, as banks and some contracts count.
    Of360,
}

/// A step of a dunning procedure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Level {
    /// From how many days overdue it may be reached, after the grace days.
    pub min_days_overdue: i64,
    /// How many days after the letter before it.
    pub min_days_since_last: i64,
}

/// How long an item is overdue on a day, after the days of grace; zero or less when it is not.
pub fn days_overdue(due: Date, grace: i64, today: Date) -> i64 {
    due.days_until(today).saturating_sub(grace)
}

/// The level an item reaches today, counted from 1, or nothing when no letter is due.
///
/// One step at a time: a long overdue item that was never asked for begins at the first level. Asked again on the day
/// of the last letter it answers nothing, so that a run can be repeated.
pub fn next_level(levels: &[Level], last: Option<(usize, Date)>, overdue: i64, today: Date) -> Option<usize> {
    let highest = levels.iter().rposition(|level| overdue > 0 && overdue >= level.min_days_overdue)? + 1;
    let Some((last, sent)) = last else { return Some(1) };
    let next = (last + 1).min(highest);
    // After the last level the item stays there; what follows is a person's decision.
    let level = levels.get(next.checked_sub(1)?).filter(|_| next > last)?;
    let since = sent.days_until(today);
    (since > 0 && since >= level.min_days_since_last).then_some(next)
}

/// How many days bear interest that have not borne it yet: from the day after the due day, or after the last day
/// charged, to today included.
pub fn interest_days(due: Date, charged_until: Option<Date>, today: Date) -> i64 {
    let from = charged_until.map_or(due, |until| until.max(due));
    from.days_until(today).max(0)
}

/// Interest on an open amount: `open · rate · days ÷ 365` (or 360), rounded once. `rate` is for a year.
///
/// It becomes a debt of its own and stays when the principal is paid (Directive 2011/7/EU art. 3).
pub fn interest(open: Money, rate: Percent, days: i64, count: DayCount) -> Result<Money> {
    let year = match count {
        DayCount::Of365 => 365,
        DayCount::Of360 => 360,
    };
    let yearly = i128::from(open.minor()) * i128::from(rate.units());
    let product = yearly.checked_mul(i128::from(days)).ok_or(Problem::Overflow)?;
    let minor = div_round(product, i128::from(Percent::HUNDRED.units()) * year, Rounding::HalfAwayFromZero);
    i64::try_from(minor).map(Money::from_minor).map_err(|_| Problem::Overflow)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    /// TV7: 1000.00 at 9 % for 45 days.
    #[test]
    fn interest_counts_the_days_of_a_year() {
        let cases: &[(i64, &str, i64, DayCount, i64)] = &[
            (100_000, "9", 45, DayCount::Of365, 1110),
            (100_000, "9", 45, DayCount::Of360, 1125),
            (100_000, "9", 365, DayCount::Of365, 9000),
            (100_000, "9", 0, DayCount::Of365, 0),
            (-100_000, "9", 45, DayCount::Of365, -1110),
            (1, "9.1234", 365, DayCount::Of365, 0),
        ];
        for (open, rate, days, count, expected) in cases {
            let interest = interest(Money::from_minor(*open), Percent::parse(rate).unwrap(), *days, *count);
            assert_eq!(interest, Ok(Money::from_minor(*expected)), "{open} at {rate} for {days}");
        }
        let widest = interest(Money::from_minor(i64::MAX), Percent::from_units(i64::MAX), i64::MAX, DayCount::Of365);
        assert_eq!(widest, Err(Problem::Overflow));
    }

    #[test]
    fn a_day_bears_interest_once() {
        let due = day("2026-01-31");
        let cases = [
            (None, "2026-01-31", 0),
            (None, "2026-02-01", 1),
            (None, "2026-01-01", 0),
            (Some("2026-02-10"), "2026-02-15", 5),
            (Some("2026-02-15"), "2026-02-15", 0),
            (Some("2026-01-10"), "2026-02-01", 1),
        ];
        for (until, today, days) in cases {
            assert_eq!(interest_days(due, until.map(day), day(today)), days, "{until:?} to {today}");
        }
    }

    #[test]
    fn a_debtor_is_asked_one_step_at_a_time() {
        let levels = [(1, 0), (15, 10), (30, 14)];
        let levels = levels.map(|(overdue, since)| Level { min_days_overdue: overdue, min_days_since_last: since });
        let today = day("2026-03-31");
        /// The last letter and its day, the days overdue, and the letter that is due.
        type Case = (&'static str, Option<(usize, &'static str)>, i64, Option<usize>);
        let cases: &[Case] = &[
            ("not due", None, 0, None),
            ("within grace", None, -3, None),
            ("just overdue", None, 1, Some(1)),
            ("long overdue, never asked", None, 90, Some(1)),
            ("second letter", Some((1, "2026-03-20")), 15, Some(2)),
            ("too few days since the first", Some((1, "2026-03-25")), 15, None),
            ("not overdue enough for the second", Some((1, "2026-03-01")), 14, None),
            ("third letter", Some((2, "2026-03-01")), 90, Some(3)),
            ("nothing after the third", Some((3, "2026-01-01")), 90, None),
            ("asked today", Some((1, "2026-03-31")), 90, None),
        ];
        for (name, last, overdue, expected) in cases {
            let last = last.map(|(level, sent)| (level, day(sent)));
            assert_eq!(next_level(&levels, last, *overdue, today), *expected, "{name}");
        }
        assert_eq!(next_level(&[], None, 90, today), None);
        assert_eq!(days_overdue(day("2026-03-01"), 5, today), 25);
    }

    proptest! {
        /// However a period is cut into runs, every day counts once.
        #[test]
        fn runs_share_the_days_of_a_period(cuts in prop::collection::vec(0i64..100, 1..10)) {
            let due = day("2026-01-01");
            let mut cuts = cuts;
            cuts.sort_unstable();
            let (mut until, mut days) = (None, 0);
            for cut in &cuts {
                let today = due.add_days(*cut).unwrap();
                days += interest_days(due, until, today);
                until = Some(today);
            }
            prop_assert_eq!(days, *cuts.last().unwrap());
        }
    }
}
