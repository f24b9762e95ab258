//! Working time written out for a stretch, so that thousands of promises can be reckoned in one go: each costs two looks into a
//! sorted list instead of a walk from day to day.

use crate::{Calendar, Result, Span};
use base::Instant;
use std::time::Duration;

/// The working time of a calendar within a stretch.
#[derive(Clone, Debug)]
pub struct Timetable<'c> {
    calendar: &'c Calendar,
    within: Span,
    /// Where work begins, and how much was worked within the stretch before, in microseconds.
    begins: Vec<(i64, i64)>,
    /// Where each piece ends.
    ends: Vec<i64>,
}

impl<'c> Timetable<'c> {
    /// Writes a calendar out for a stretch. Moments outside it are reckoned by the calendar itself.
    pub fn of(calendar: &'c Calendar, within: Span) -> Result<Timetable<'c>> {
        let (mut begins, mut ends, mut worked) = (Vec::new(), Vec::new(), 0);
        for span in calendar.spans(within)? {
            begins.push((span.from.micros(), worked));
            ends.push(span.until.micros());
            worked += span.until.micros() - span.from.micros();
        }
        Ok(Timetable { calendar, within, begins, ends })
    }

    /// The first moment by which so much working time has passed since `at`; see [`Calendar::add`].
    pub fn add(&self, at: Instant, time: Duration) -> Result<Instant> {
        let left = i64::try_from(time.as_micros()).unwrap_or(i64::MAX);
        if left == 0 {
            return Ok(at);
        }
        let wanted = self.worked_by(at).map(|worked| worked.saturating_add(left));
        let found = wanted.and_then(|wanted| {
            // The last piece that begins with less work done than wanted holds the end, if it is long enough.
            let place = self.begins.partition_point(|(_, worked)| *worked < wanted).checked_sub(1)?;
            let (from, worked) = self.begins[place];
            let end = from + (wanted - worked);
            (end <= self.ends[place]).then_some(end)
        });
        match found {
            Some(end) => Ok(Instant::from_micros(end)),
            None => self.calendar.add(at, time),
        }
    }

    /// How much working time lies between two moments; see [`Calendar::between`].
    pub fn between(&self, from: Instant, until: Instant) -> Result<Duration> {
        if until <= from {
            return Ok(Duration::ZERO);
        }
        match (self.worked_by(from), self.worked_by(until)) {
            (Some(before), Some(after)) => Ok(Duration::from_micros((after - before).max(0) as u64)),
            _ => self.calendar.between(from, until),
        }
    }

    /// The calendar it was written from.
    pub fn calendar(&self) -> &'c Calendar {
        self.calendar
    }

    /// How much of the stretch was worked by a moment of it.
    fn worked_by(&self, at: Instant) -> Option<i64> {
        if at < self.within.from || at > self.within.until {
            return None;
        }
        let at = at.micros();
        let Some(place) = self.begins.partition_point(|(from, _)| *from <= at).checked_sub(1) else { return Some(0) };
        let (from, worked) = self.begins[place];
        Some(worked + at.min(self.ends[place]) - from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Day, Hours, Week};
    use base::{Date, Zone};
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    const MINUTE: i64 = 60_000_000;

    /// 09–12 and 13–18 in Berlin, with a day off and a short Saturday.
    fn office() -> Calendar {
        let hours = [Hours::new(540, 720).unwrap(), Hours::new(780, 1080).unwrap()];
        let exceptions = BTreeMap::from([
            (Date::parse("2026-11-24").unwrap(), Day::OFF),
            (Date::parse("2026-11-28").unwrap(), Day::of([Hours::new(600, 660).unwrap()])),
        ]);
        let zone = Zone::named("Europe/Berlin").unwrap();
        Calendar::new(zone, Week::monday_to_friday(&hours), exceptions).unwrap()
    }

    fn stretch() -> Span {
        let at = |text: &str| Instant::parse(text).unwrap();
        Span { from: at("2026-10-01T00:00:00Z"), until: at("2027-02-01T00:00:00Z") }
    }

    proptest! {
        #[test]
        fn it_says_what_the_calendar_says(start in -20_000i64..190_000, minutes in 0i64..20_000, further in 0i64..30_000) {
            let (office, within) = (office(), stretch());
            let table = Timetable::of(&office, within).unwrap();
            let at = Instant::from_micros(within.from.micros() + start * MINUTE);
            let time = Duration::from_secs(minutes as u64 * 60);
            prop_assert_eq!(table.add(at, time).unwrap(), office.add(at, time).unwrap());
            let until = Instant::from_micros(at.micros() + further * MINUTE);
            prop_assert_eq!(table.between(at, until).unwrap(), office.between(at, until).unwrap());
        }
    }

    #[test]
    fn around_the_clock_there_is_one_piece() {
        let always = Calendar::always(Zone::UTC);
        let table = Timetable::of(&always, stretch()).unwrap();
        let at = Instant::parse("2026-11-23T17:00:00Z").unwrap();
        assert_eq!(table.add(at, Duration::from_secs(3600)).unwrap(), Instant::parse("2026-11-23T18:00:00Z").unwrap());
    }
}
