//! Hours of a day and of a week, as they hang at the door: 09:00 to 13:00 and 15:00 to 18:00.

use base::Weekday;

use crate::{Problem, Result};

/// The minutes of a day on the wall: 24:00.
pub const DAY_MINUTES: u16 = 24 * 60;

/// An interval of a day in minutes since midnight; the end is not part of it and may be 24:00.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hours {
    /// The first minute.
    pub from: u16,
    /// The minute after the last.
    pub until: u16,
}

impl Hours {
    /// Hours within one day; refuses those that end before they begin or after 24:00.
    pub fn new(from: u16, until: u16) -> Result<Hours> {
        if from < until && until <= DAY_MINUTES { Ok(Hours { from, until }) } else { Err(Problem::NoSuchHours) }
    }
}

/// The hours of one day, in order and apart from each other; none is a day off.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Day(Vec<Hours>);

impl Day {
    /// A day without hours, such as a holiday.
    pub const OFF: Day = Day(Vec::new());

    /// A day from these hours in any order; those that touch or overlap become one.
    pub fn of(hours: impl IntoIterator<Item = Hours>) -> Day {
        let mut sorted: Vec<Hours> = hours.into_iter().collect();
        sorted.sort_unstable();
        let mut day: Vec<Hours> = Vec::with_capacity(sorted.len());
        for hours in sorted {
            match day.last_mut() {
                Some(last) if hours.from <= last.until => last.until = last.until.max(hours.until),
                _ => day.push(hours),
            }
        }
        Day(day)
    }

    /// From midnight to midnight.
    pub fn whole() -> Day {
        Day(vec![Hours { from: 0, until: DAY_MINUTES }])
    }

    /// The hours in order.
    pub fn hours(&self) -> &[Hours] {
        &self.0
    }

    /// True without hours.
    pub fn is_off(&self) -> bool {
        self.0.is_empty()
    }
}

/// The hours of an ordinary week.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Week([Day; 7]);

impl Week {
    /// A week from its hours: the weekday, the minute they begin and the minute they end.
    ///
    /// Hours that end at or before their beginning go over midnight and become two, one of them the next day's: a holiday on
    /// either day leaves the other's part alone.
    pub fn of(hours: impl IntoIterator<Item = (Weekday, u16, u16)>) -> Result<Week> {
        let mut days: [Vec<Hours>; 7] = Default::default();
        for (weekday, from, until) in hours {
            let day = place(weekday);
            if from < until {
                days[day].push(Hours::new(from, until)?);
                continue;
            }
            if from == until {
                return Err(Problem::NoSuchHours);
            }
            days[day].push(Hours::new(from, DAY_MINUTES)?);
            if until > 0 {
                days[(day + 1) % 7].push(Hours::new(0, until)?);
            }
        }
        Ok(Week(days.map(Day::of)))
    }

    /// The same hours on Monday to Friday.
    pub fn monday_to_friday(hours: &[Hours]) -> Week {
        let day = Day::of(hours.iter().copied());
        Week(std::array::from_fn(|place| if place < 5 { day.clone() } else { Day::OFF }))
    }

    /// Every minute of the week.
    pub fn always() -> Week {
        Week(std::array::from_fn(|_| Day::whole()))
    }

    /// The hours of a day of the week.
    pub fn day(&self, weekday: Weekday) -> &Day {
        &self.0[place(weekday)]
    }

    /// True when nobody works on any day.
    pub fn is_off(&self) -> bool {
        self.0.iter().all(Day::is_off)
    }
}

/// Monday is 0.
fn place(weekday: Weekday) -> usize {
    weekday.to_monday_zero_offset() as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_over_midnight_become_two_and_those_that_touch_become_one() {
        let week = Week::of([(Weekday::Sunday, 22 * 60, 6 * 60), (Weekday::Monday, 6 * 60, 10 * 60)]).unwrap();
        assert_eq!(week.day(Weekday::Sunday).hours(), [Hours { from: 22 * 60, until: DAY_MINUTES }]);
        assert_eq!(week.day(Weekday::Monday).hours(), [Hours { from: 0, until: 10 * 60 }]);
        assert!(week.day(Weekday::Tuesday).is_off());
    }

    #[test]
    fn empty_hours_and_hours_outside_the_day_are_refused() {
        assert_eq!(Week::of([(Weekday::Monday, 540, 540)]), Err(Problem::NoSuchHours));
        assert_eq!(Week::of([(Weekday::Monday, 540, 1441)]), Err(Problem::NoSuchHours));
        assert_eq!(Week::of([(Weekday::Monday, 1500, 60)]), Err(Problem::NoSuchHours));
        assert!(Week::of([(Weekday::Monday, 1080, 0)]).is_ok(), "until midnight, told as 00:00");
    }
}
