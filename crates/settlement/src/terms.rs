//! Payment terms: the days and amounts a document falls due in, and what is offered for paying early.

use base::{Date, Money, Percent, Rounding, distribute};

use crate::{Problem, Result};

/// How much of the whole a part is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Share {
    /// A share of the total; odd cents go to the largest remainders.
    Percent(Percent),
    /// An amount, with the sign of an invoice; a credit note turns it.
    Fixed(Money),
    /// What the other parts leave; exactly one part, wherever it stands.
    Rest,
}

/// When a part falls due, reckoned from the day of the document in this order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DueBy {
    /// Months later; the last day of a month that is shorter.
    pub months: i32,
    /// Days later.
    pub days: i64,
    /// Then the end of that month.
    pub end_of_month: bool,
    /// Then the next such day of a month, 1 to 31; the last day of a month that is shorter.
    pub day_of_month: Option<i8>,
}

/// One part of payment terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// How much.
    pub share: Share,
    /// When.
    pub due: DueBy,
}

/// What is due on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Instalment {
    /// The day.
    pub due: Date,
    /// The amount, with the sign of the total.
    pub amount: Money,
}

/// What is offered for paying early: so much less until so many days after the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EarlyOffer {
    /// How much less.
    pub discount: Percent,
    /// The last day of it.
    pub until: DueBy,
}

/// The instalments of a total, in the order of the terms; they sum to it exactly.
///
/// Without parts all is due at once. Terms whose parts do not make up the total are refused, so that nothing is
/// silently never due.
pub fn instalments(total: Money, documented_on: Date, parts: &[Part]) -> Result<Vec<Instalment>> {
    if parts.is_empty() {
        return Ok(vec![Instalment { due: documented_on, amount: total }]);
    }
    if parts.iter().filter(|part| part.share == Share::Rest).count() > 1 {
        return Err(Problem::TermsDoNotSum);
    }
    let amounts = match weights(parts)? {
        Some(weights) => distribute(total, &weights)?,
        None => stated(total, parts)?,
    };
    let due = parts.iter().zip(amounts).map(|(part, amount)| {
        let due = part.due.after(documented_on)?;
        Ok(Instalment { due, amount })
    });
    due.collect()
}

/// The weights of terms that state percentages only; the rest weighs what they leave. Nothing when an amount is stated.
fn weights(parts: &[Part]) -> Result<Option<Vec<i64>>> {
    let mut left = Percent::HUNDRED;
    for part in parts {
        match part.share {
            Share::Percent(percent) => left = left.checked_sub(percent)?,
            Share::Fixed(_) => return Ok(None),
            Share::Rest => {}
        }
    }
    let weight = |part: &Part| match part.share {
        Share::Percent(percent) => percent.units(),
        _ => left.units(),
    };
    let weights: Vec<i64> = parts.iter().map(weight).collect();
    let leftover = parts.iter().all(|part| part.share != Share::Rest) && !left.is_zero();
    if leftover || weights.iter().any(|weight| *weight < 0) { Err(Problem::TermsDoNotSum) } else { Ok(Some(weights)) }
}

/// The parts of a total where some are stated as amounts.
fn stated(total: Money, parts: &[Part]) -> Result<Vec<Money>> {
    let one = |part: &Part| {
        Ok(match part.share {
            Share::Percent(percent) => percent.of(total, Rounding::HalfAwayFromZero)?,
            Share::Fixed(amount) if total.is_negative() => amount.checked_neg()?,
            Share::Fixed(amount) => amount,
            Share::Rest => Money::ZERO,
        })
    };
    let mut amounts = parts.iter().map(one).collect::<Result<Vec<Money>>>()?;
    let mut rest = total.checked_sub(Money::sum(amounts.iter().copied())?)?;
    if let Some(place) = parts.iter().position(|part| part.share == Share::Rest) {
        amounts[place] = std::mem::take(&mut rest);
    }
    let turned = amounts.iter().any(|amount| amount.signum() * total.signum() < 0);
    if rest.is_zero() && !turned { Ok(amounts) } else { Err(Problem::TermsDoNotSum) }
}

/// Until when which offer holds. What it amounts to, and what happens to tax, depends on the country's policy.
pub fn offers(documented_on: Date, offers: &[EarlyOffer]) -> Result<Vec<(Date, Percent)>> {
    offers.iter().map(|offer| Ok((offer.until.after(documented_on)?, offer.discount))).collect()
}

impl DueBy {
    /// Reckons the day from the day of the document.
    pub fn after(&self, documented_on: Date) -> Result<Date> {
        let mut day = documented_on.add_months(self.months)?.add_days(self.days)?;
        if self.end_of_month {
            day = day.last_of_month();
        }
        match self.day_of_month {
            Some(wanted) => next_day_of_month(day, wanted),
            None => Ok(day),
        }
    }
}

/// The first day on or after `day` that is the wanted one of its month.
fn next_day_of_month(day: Date, wanted: i8) -> Result<Date> {
    if !(1..=31).contains(&wanted) {
        return Err(Problem::NoSuchDay);
    }
    let in_month = |first: Date| {
        let last = first.last_of_month();
        first.add_days(i64::from(wanted.min(last.day())) - 1)
    };
    let this = in_month(day.first_of_month())?;
    if this >= day { Ok(this) } else { Ok(in_month(day.first_of_month().add_months(1)?)?) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    fn euro(text: &str) -> Money {
        Money::parse(text, 2).unwrap()
    }

    fn percent(text: &str) -> Share {
        Share::Percent(Percent::parse(text).unwrap())
    }

    fn after_days(share: Share, days: i64) -> Part {
        Part { share, due: DueBy { days, ..DueBy::default() } }
    }

    #[test]
    fn a_due_day_is_reckoned_in_steps() {
        let cases: &[(&str, DueBy, &str)] = &[
            ("2026-01-15", DueBy::default(), "2026-01-15"),
            ("2026-01-15", DueBy { days: 30, ..DueBy::default() }, "2026-02-14"),
            ("2026-01-31", DueBy { months: 1, ..DueBy::default() }, "2026-02-28"),
            ("2026-01-15", DueBy { days: 30, end_of_month: true, ..DueBy::default() }, "2026-02-28"),
            ("2026-01-15", DueBy { end_of_month: true, day_of_month: Some(10), ..DueBy::default() }, "2026-02-10"),
            ("2026-01-15", DueBy { day_of_month: Some(15), ..DueBy::default() }, "2026-01-15"),
            ("2026-01-15", DueBy { day_of_month: Some(10), ..DueBy::default() }, "2026-02-10"),
            ("2026-02-15", DueBy { day_of_month: Some(31), ..DueBy::default() }, "2026-02-28"),
        ];
        for (from, due, expected) in cases {
            assert_eq!(due.after(day(from)), Ok(day(expected)), "{due:?} from {from}");
        }
        assert_eq!(
            DueBy { day_of_month: Some(32), ..DueBy::default() }.after(day("2026-01-01")),
            Err(Problem::NoSuchDay)
        );
    }

    #[test]
    fn instalments_make_up_the_total() {
        let thirds = [("33.3333", 30), ("33.3333", 60), ("33.3334", 90)].map(|(p, days)| after_days(percent(p), days));
        let cases: &[(&str, Vec<Part>, &[&str])] = &[
            ("100", vec![], &["100"]),
            ("100", thirds.to_vec(), &["33.33", "33.33", "33.34"]),
            ("-100", thirds.to_vec(), &["-33.33", "-33.33", "-33.34"]),
            ("100", vec![after_days(percent("30"), 0), after_days(Share::Rest, 30)], &["30", "70"]),
            ("100", vec![after_days(Share::Rest, 0), after_days(Share::Fixed(euro("40")), 30)], &["60", "40"]),
            ("-100", vec![after_days(Share::Rest, 0), after_days(Share::Fixed(euro("40")), 30)], &["-60", "-40"]),
            ("100", vec![after_days(Share::Fixed(euro("100")), 30)], &["100"]),
            ("0", thirds.to_vec(), &["0", "0", "0"]),
            ("0.02", thirds.to_vec(), &["0.01", "0", "0.01"]),
        ];
        for (total, parts, expected) in cases {
            let all = instalments(euro(total), day("2026-01-01"), parts).unwrap();
            let amounts: Vec<Money> = all.iter().map(|one| one.amount).collect();
            assert_eq!(amounts, expected.iter().map(|amount| euro(amount)).collect::<Vec<_>>(), "{parts:?}");
        }
        let wrong: &[Vec<Part>] = &[
            vec![after_days(percent("50"), 0)],
            vec![after_days(percent("60"), 0), after_days(percent("50"), 30)],
            vec![after_days(percent("110"), 0), after_days(Share::Rest, 30)],
            vec![after_days(Share::Rest, 0), after_days(Share::Rest, 30)],
            vec![after_days(Share::Fixed(euro("120")), 0), after_days(Share::Rest, 30)],
        ];
        for parts in wrong {
            assert_eq!(instalments(euro("100"), day("2026-01-01"), parts), Err(Problem::TermsDoNotSum), "{parts:?}");
        }
    }

    #[test]
    fn an_offer_ends_on_its_day() {
        let two_percent = Percent::whole(2).unwrap();
        let offer = EarlyOffer { discount: two_percent, until: DueBy { days: 10, ..DueBy::default() } };
        assert_eq!(offers(day("2026-01-25"), &[offer]), Ok(vec![(day("2026-02-04"), two_percent)]));
    }

    proptest! {
        #[test]
        fn percentages_that_make_a_hundred_make_the_total(
            total in prop_oneof![-20i64..20, -1_000_000_000i64..1_000_000_000], cuts in prop::collection::vec(1i64..1_000_000, 1..6),
        ) {
            let mut cuts = cuts;
            cuts.extend([0, 1_000_000]);
            cuts.sort_unstable();
            cuts.dedup();
            let parts: Vec<Part> = cuts.windows(2)
                .map(|pair| after_days(Share::Percent(Percent::from_units(pair[1] - pair[0])), pair[0] % 100)).collect();
            let all = instalments(Money::from_minor(total), day("2026-01-01"), &parts).unwrap();
            prop_assert_eq!(Money::sum(all.iter().map(|one| one.amount)), Ok(Money::from_minor(total)));
            prop_assert!(all.iter().all(|one| one.amount.signum() * total.signum() >= 0));
        }
    }
}
