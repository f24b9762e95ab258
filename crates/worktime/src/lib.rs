//! Working time and calendars: when somebody works, how long a promise has been running, when a series of meetings takes place,
//! who is free.
//!
//! Pure functions over moments: nothing here reads a clock or a database, and nothing loops without an end. Working hours are
//! told on the wall of their place, and everything between two moments is real time that passed, also where the clock is put
//! forward or back.

mod agenda;
mod calendar;
mod clock;
mod hours;
mod rule;
mod series;
mod timetable;

pub use agenda::{Attendee, Busy, Slot, clashes, common_slots, free, outside};
pub use calendar::{Calendar, Layer, Span};
pub use clock::{Clock, State, Step};
pub use hours::{DAY_MINUTES, Day, Hours, Week};
pub use rule::{End, Fault, Frequency, Rule, WeekdayOf};
pub use series::{Expansion, LONGEST_DAYS, Occurrence, Series, WIDEST_DAYS, When};
pub use timetable::Timetable;

use base::Overflow;
use std::fmt;

/// Days and wall times as calendar files write them: "20261231" and "20261231T235959".
pub mod basic {
    use base::{Date, Local};

    /// "20261231".
    pub fn day(day: Date) -> String {
        crate::rule::basic_day(day)
    }

    /// "20261231T235959".
    pub fn time(local: Local) -> String {
        crate::rule::basic(local)
    }

    /// Reads "20261231".
    pub fn read_day(text: &str) -> Option<Date> {
        crate::rule::date(text)
    }

    /// Reads "20261231T235959".
    pub fn read_time(text: &str) -> Option<Local> {
        crate::rule::local(text)
    }
}

/// The result of a reckoning with time.
pub type Result<T, E = Problem> = std::result::Result<T, E>;

/// Why a moment cannot be reckoned. The calling module says it in its own words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Hours that end when they begin, or lie outside the day.
    NoSuchHours,
    /// A week without any working time, or one with so little that the end lies more than a hundred years away.
    NeverOpen,
    /// Something is said to happen before what it follows.
    Backwards,
    /// What is asked for does not fit the state of the clock: a pause while paused, an end after the end.
    NotNow,
    /// An event that lasts no day, or longer than a year.
    TooLong,
    /// A rule that nothing fits, such as every 30 February.
    NeverOccurs,
    /// The series has no event of this name.
    NotInSeries,
    /// An event that its rule counts to another year than the one it lies in: a series of every other year cannot begin there.
    OutOfStep,
    /// A moment outside the years 1 to 9999.
    Overflow,
}

impl From<Overflow> for Problem {
    fn from(_: Overflow) -> Problem {
        Problem::Overflow
    }
}

/// For logs; people read the message of the module that asked.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSuchHours => f.write_str("the hours are empty or outside the day"),
            Self::NeverOpen => f.write_str("the calendar has too little working time"),
            Self::Backwards => f.write_str("something happens before what it follows"),
            Self::NotNow => f.write_str("the clock is in another state"),
            Self::TooLong => f.write_str("the event lasts no day or longer than a year"),
            Self::NeverOccurs => f.write_str("nothing fits the rule"),
            Self::NotInSeries => f.write_str("the series has no such event"),
            Self::OutOfStep => f.write_str("a series of every other year cannot begin in the year between"),
            Self::Overflow => Overflow.fmt(f),
        }
    }
}

impl std::error::Error for Problem {}

#[cfg(test)]
mod conformance_tests;
