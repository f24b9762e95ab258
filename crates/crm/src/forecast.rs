//! What a forecast adds up to, and what changed a pipeline between two days: arithmetic alone, without a database.

use crate::pipeline::{Category, Class};
use base::decimal::div_round;
use base::{Date, Money, Overflow, Percent, Result, Rounding};
use std::collections::BTreeMap;

/// Figures are summed with four more decimals than the currency has, and rounded when they are shown.
pub const FINER: u8 = 4;
const SCALE: i128 = 10_000;
/// A whole, in units of a percentage.
const WHOLE: i128 = 1_000_000;

/// The categories of a forecast, the surest first. What is omitted is none.
pub const CATEGORIES: [Category; 5] =
    [Category::Closed, Category::Commit, Category::MostLikely, Category::BestCase, Category::Pipeline];

/// Amounts by category, unrounded; and what the probability leaves of what is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Forecast {
    single: [i128; 5],
    weighted: i128,
    /// How many opportunities.
    pub count: i64,
}

impl Forecast {
    /// Adds opportunities of one category and probability, with their sum in finer units. Lost ones count nowhere, and only open
    /// ones are weighted.
    pub fn add(&mut self, class: Class, category: Category, probability: Percent, finer: i128, count: i64) {
        let category = match class {
            Class::Won => Category::Closed,
            Class::Lost => return,
            Class::Open => category,
        };
        self.count += count;
        if let Some(place) = CATEGORIES.iter().position(|c| *c == category) {
            self.single[place] += finer;
        }
        if class == Class::Open {
            self.weighted += div_round(finer * i128::from(probability.units()), WHOLE, Rounding::HalfAwayFromZero);
        }
    }

    /// Adds another one.
    pub fn join(&mut self, other: &Forecast) {
        for (sum, figure) in self.single.iter_mut().zip(other.single) {
            *sum += figure;
        }
        self.weighted += other.weighted;
        self.count += other.count;
    }

    /// Each category by itself.
    pub fn single(&self) -> Result<[Money; 5]> {
        rounded(&self.single)
    }

    /// Each category with all that are surer.
    pub fn cumulative(&self) -> Result<[Money; 5]> {
        let mut sums = self.single;
        for place in 1..sums.len() {
            sums[place] += sums[place - 1];
        }
        rounded(&sums)
    }

    /// What the probability leaves of what is open.
    pub fn weighted(&self) -> Result<Money> {
        round(self.weighted)
    }

    /// What is closed, and the weighted rest.
    pub fn total(&self) -> Result<Money> {
        round(self.single[0] + self.weighted)
    }
}

fn rounded(figures: &[i128; 5]) -> Result<[Money; 5]> {
    let mut out = [Money::ZERO; 5];
    for (money, figure) in out.iter_mut().zip(figures) {
        *money = round(*figure)?;
    }
    Ok(out)
}

fn round(finer: i128) -> Result<Money> {
    let minor = div_round(finer, SCALE, Rounding::HalfAwayFromZero);
    Ok(Money::from_minor(i64::try_from(minor).map_err(|_| Overflow)?))
}

/// An opportunity on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    pub class: Class,
    pub amount: Money,
    pub expected_on: Option<Date>,
}

/// The days an opportunity must be expected on to count; all of them where there is none.
pub type Window = Option<(Date, Date)>;

/// What led from one day's pipeline to another's. `opening` and all changes come to `closing`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bridge {
    pub opening: Money,
    /// Came into being, or was opened again.
    pub new: Money,
    /// Was expected outside these days before.
    pub pulled_in: Money,
    pub increased: Money,
    /// Negative.
    pub decreased: Money,
    /// Is expected outside these days now; negative.
    pub slipped_out: Money,
    /// Negative.
    pub lost: Money,
    /// Negative: it is no pipeline any more.
    pub won: Money,
    /// Was put away; negative.
    pub removed: Money,
    pub closing: Money,
}

impl Bridge {
    /// The changes in order, as they are shown.
    pub fn changes(&self) -> [Money; 8] {
        [self.new, self.pulled_in, self.increased, self.decreased, self.slipped_out, self.lost, self.won, self.removed]
    }
}

/// The change of an opportunity, for the list below a bridge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    New,
    PulledIn,
    Increased,
    Decreased,
    SlippedOut,
    Lost,
    Won,
    Removed,
}

/// A deal, how it changed the forecast, and by how much.
pub type Step = (i64, Change, Money);

/// The bridge between two days, with what each opportunity did.
pub fn bridge(
    before: &BTreeMap<i64, Standing>,
    after: &BTreeMap<i64, Standing>,
    window: Window,
) -> Result<(Bridge, Vec<Step>)> {
    let counts = |s: &Standing| s.class == Class::Open && within(s.expected_on, window);
    let mut changes = Vec::new();
    let mut bridge = Bridge::default();
    for (id, was) in before {
        if counts(was) {
            bridge.opening = bridge.opening.checked_add(was.amount)?;
        }
        match (counts(was), after.get(id)) {
            (true, Some(is)) => {
                // What it is worth now leaves or stays; how that differs from before is a change of its own.
                let difference = is.amount.checked_sub(was.amount)?;
                if !difference.is_zero() {
                    let kind = if difference.is_negative() { Change::Decreased } else { Change::Increased };
                    changes.push((*id, kind, difference));
                }
                let gone = match is.class {
                    Class::Won => Some(Change::Won),
                    Class::Lost => Some(Change::Lost),
                    Class::Open if !counts(is) => Some(Change::SlippedOut),
                    Class::Open => None,
                };
                if let Some(kind) = gone {
                    changes.push((*id, kind, is.amount.checked_neg()?));
                }
            }
            (true, None) => changes.push((*id, Change::Removed, was.amount.checked_neg()?)),
            (false, Some(is)) if counts(is) => {
                let kind = if was.class == Class::Open { Change::PulledIn } else { Change::New };
                changes.push((*id, kind, is.amount));
            }
            (false, _) => {}
        }
    }
    for (id, is) in after.iter().filter(|(_, is)| counts(is)) {
        bridge.closing = bridge.closing.checked_add(is.amount)?;
        if !before.contains_key(id) {
            changes.push((*id, Change::New, is.amount));
        }
    }
    for (_, kind, amount) in &changes {
        let figure = match kind {
            Change::New => &mut bridge.new,
            Change::PulledIn => &mut bridge.pulled_in,
            Change::Increased => &mut bridge.increased,
            Change::Decreased => &mut bridge.decreased,
            Change::SlippedOut => &mut bridge.slipped_out,
            Change::Lost => &mut bridge.lost,
            Change::Won => &mut bridge.won,
            Change::Removed => &mut bridge.removed,
        };
        *figure = figure.checked_add(*amount)?;
    }
    Ok((bridge, changes))
}

fn within(day: Option<Date>, window: Window) -> bool {
    let Some((from, until)) = window else { return true };
    day.is_some_and(|day| day >= from && day <= until)
}

/// How fast a pipeline earns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Velocity {
    pub open: i64,
    pub won: i64,
    pub lost: i64,
    pub won_amount: Money,
    pub lost_amount: Money,
    /// Days from the beginning to the end of those that were won, summed up.
    pub days: i64,
}

impl Velocity {
    /// Won of all that ended, by count.
    pub fn win_rate(&self) -> Option<Percent> {
        Percent::share(self.won.into(), (self.won + self.lost).into())
    }

    /// Won of all that ended, by amount.
    pub fn win_rate_of_amount(&self) -> Option<Percent> {
        let won = i128::from(self.won_amount.minor());
        Percent::share(won, won + i128::from(self.lost_amount.minor()))
    }

    /// What one that was won brought.
    pub fn average(&self) -> Option<Money> {
        quotient(self.won_amount.minor().into(), self.won.into())
    }

    /// How long one that was won took, in tenths of days.
    pub fn cycle(&self) -> Option<i64> {
        (self.won > 0)
            .then(|| div_round(i128::from(self.days) * 10, self.won.into(), Rounding::HalfAwayFromZero) as i64)
    }

    /// What the pipeline earns a day: open ones, times the share that is won, times what one brings, over the days it takes.
    pub fn per_day(&self) -> Option<Money> {
        // Open × won/(won + lost) × amount/won ÷ days/won, in one fraction.
        let top = i128::from(self.open) * i128::from(self.won) * i128::from(self.won_amount.minor());
        quotient(top, i128::from(self.won + self.lost) * i128::from(self.days))
    }
}

fn quotient(top: i128, bottom: i128) -> Option<Money> {
    if bottom <= 0 {
        return None;
    }
    i64::try_from(div_round(top, bottom, Rounding::HalfAwayFromZero)).ok().map(Money::from_minor)
}

#[cfg(test)]
#[path = "forecast_tests.rs"]
mod tests;
