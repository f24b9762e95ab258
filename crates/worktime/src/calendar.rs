//! A working calendar: a zone, the hours of a week and the days that differ, and the arithmetic of working time over them.

use crate::{Day, Problem, Result, Week};
use base::{Date, Instant, Local, Reader, Zone};
use std::collections::BTreeMap;
use std::time::Duration;

/// How far ahead working time is looked for; who needs longer than a hundred years has a mistake in the calendar.
const HORIZON_DAYS: i64 = 36_525;

/// A stretch of time; the end is not part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first moment.
    pub from: Instant,
    /// The moment after the last.
    pub until: Instant,
}

impl Span {
    /// How long it is; nothing when it ends before it begins.
    pub fn length(self) -> Duration {
        Duration::from_micros(self.until.micros().saturating_sub(self.from.micros()).max(0) as u64)
    }

    /// True when both have a moment in common; one that ends when the other begins has none.
    pub fn overlaps(self, other: Span) -> bool {
        self.from < other.until && other.from < self.until
    }
}

/// What one level says about working time: a person's, a team's or a company's. What it leaves open, the level above says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layer {
    /// Where the hours are told.
    pub zone: Option<Zone>,
    /// The ordinary week.
    pub week: Option<Week>,
    /// Days with other hours: holidays, make-up days, shortened days.
    pub exceptions: BTreeMap<Date, Day>,
}

/// Working time as it applies to somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    zone: Zone,
    week: Week,
    exceptions: BTreeMap<Date, Day>,
}

impl Calendar {
    /// The calendar of a zone, an ordinary week and days that differ. Refuses a week in which nobody works.
    pub fn new(zone: Zone, week: Week, exceptions: BTreeMap<Date, Day>) -> Result<Calendar> {
        if week.is_off() { Err(Problem::NeverOpen) } else { Ok(Calendar { zone, week, exceptions }) }
    }

    /// The calendar that levels make together, the most particular first: a person's, their team's, the company's.
    ///
    /// Zone and week are the first that a level names; of a day that differs, the first level that names the day decides.
    pub fn of(layers: &[Layer]) -> Result<Calendar> {
        let zone = layers.iter().find_map(|layer| layer.zone.clone()).unwrap_or(Zone::UTC);
        let week = layers.iter().find_map(|layer| layer.week.clone()).ok_or(Problem::NeverOpen)?;
        let mut exceptions = BTreeMap::new();
        for layer in layers.iter().rev() {
            exceptions.extend(layer.exceptions.iter().map(|(date, day)| (*date, day.clone())));
        }
        Calendar::new(zone, week, exceptions)
    }

    /// Always open.
    pub fn always(zone: Zone) -> Calendar {
        Calendar { zone, week: Week::always(), exceptions: BTreeMap::new() }
    }

    /// Where its hours are told.
    pub fn zone(&self) -> &Zone {
        &self.zone
    }

    /// The hours of a day.
    pub fn day(&self, date: Date) -> &Day {
        self.exceptions.get(&date).unwrap_or_else(|| self.week.day(date.weekday()))
    }

    /// The first moment by which so much working time has passed since `at`; `at` itself when none has to pass.
    pub fn add(&self, at: Instant, time: Duration) -> Result<Instant> {
        let mut left = i64::try_from(time.as_micros()).map_err(|_| Problem::Overflow)?;
        if left == 0 {
            return Ok(at);
        }
        for span in self.open_from(at)? {
            let span = span?;
            let length = span.until.micros() - span.from.micros();
            if left <= length {
                return Ok(Instant::from_micros(span.from.micros() + left));
            }
            left -= length;
        }
        Err(Problem::NeverOpen)
    }

    /// How much working time lies between two moments; none when the second is not later.
    pub fn between(&self, from: Instant, until: Instant) -> Result<Duration> {
        let spans = self.spans(Span { from, until })?;
        Ok(spans.into_iter().map(Span::length).sum())
    }

    /// Whether work is done at a moment.
    pub fn is_open(&self, at: Instant) -> Result<bool> {
        Ok(self.open_from(at)?.next().transpose()?.is_some_and(|span| span.from == at))
    }

    /// The moment itself while work is done, otherwise the next one when work begins.
    pub fn next_open(&self, at: Instant) -> Result<Instant> {
        let span = self.open_from(at)?.next().ok_or(Problem::NeverOpen)??;
        Ok(span.from)
    }

    /// The working time within a span, in order; what goes on over midnight is one piece.
    pub fn spans(&self, within: Span) -> Result<Vec<Span>> {
        let mut found: Vec<Span> = Vec::new();
        if within.until <= within.from {
            return Ok(found);
        }
        for span in self.open_from(within.from)? {
            let span = span?;
            if span.from >= within.until {
                break;
            }
            let until = span.until.min(within.until);
            match found.last_mut() {
                Some(last) if last.until == span.from => last.until = until,
                _ => found.push(Span { from: span.from, until }),
            }
        }
        Ok(found)
    }

    /// The stretches of working time from a moment on, in order, day by day.
    fn open_from(&self, at: Instant) -> Result<Open<'_>> {
        let today = self.zone.local(at)?.date.day_number();
        // The day before, because where the clock is put back over midnight its end comes twice.
        Ok(Open {
            calendar: self,
            reader: self.zone.reader(),
            at,
            day: today - 1,
            last: today + HORIZON_DAYS,
            place: 0,
        })
    }
}

/// Walks over the stretches of working time; each day costs a look at its hours and no more.
struct Open<'c> {
    calendar: &'c Calendar,
    reader: Reader<'c>,
    at: Instant,
    day: i64,
    last: i64,
    place: usize,
}

impl Iterator for Open<'_> {
    type Item = Result<Span>;

    fn next(&mut self) -> Option<Result<Span>> {
        while self.day <= self.last {
            let date = match Date::from_day_number(self.day) {
                Some(date) => date,
                // The day before the first day of the calendar is none; after the last there is nothing more.
                None if self.day < 0 => {
                    self.day += 1;
                    continue;
                }
                None => return None,
            };
            while let Some(hours) = self.calendar.day(date).hours().get(self.place) {
                self.place += 1;
                let span = match (self.moment(date, hours.from), self.moment(date, hours.until)) {
                    (Ok(from), Ok(until)) => Span { from: from.max(self.at), until },
                    (Err(problem), _) | (_, Err(problem)) => return Some(Err(problem)),
                };
                if span.from < span.until {
                    return Some(Ok(span));
                }
            }
            (self.day, self.place) = (self.day + 1, 0);
        }
        None
    }
}

impl Open<'_> {
    fn moment(&mut self, date: Date, minute: u16) -> Result<Instant> {
        Ok(self.reader.boundary(Local::new(date, u32::from(minute) * 60)?)?)
    }
}

#[cfg(test)]
#[path = "calendar_tests.rs"]
mod tests;
