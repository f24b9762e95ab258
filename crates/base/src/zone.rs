//! Time zones: what the clock on the wall of a place says at a moment, and which moment a wall time is.

use std::fmt;

use jiff::tz::{AmbiguousOffset, TimeZone};

use crate::{Date, Instant, Overflow, Refusal, Result};

const SECOND: i64 = 1_000_000;
const DAY: i64 = 86_400;

/// What calendar and clock on the wall say: a day and the seconds since its midnight, without zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Local {
    /// The day.
    pub date: Date,
    /// Seconds since midnight, 0 to 86,399.
    pub second: u32,
}

impl Local {
    /// This second of a day; from 86,400 on it belongs to the days after.
    pub fn new(date: Date, second: u32) -> Result<Local, Overflow> {
        Local::from_seconds(date.day_number() * DAY + i64::from(second))
    }

    /// The beginning of a day.
    pub const fn midnight(date: Date) -> Local {
        Local { date, second: 0 }
    }

    /// Seconds on the wall since the midnight that began 1970.
    pub fn seconds(self) -> i64 {
        self.date.day_number() * DAY + i64::from(self.second)
    }

    /// So many seconds on the wall since the midnight that began 1970.
    pub fn from_seconds(seconds: i64) -> Result<Local, Overflow> {
        let date = Date::from_day_number(seconds.div_euclid(DAY)).ok_or(Overflow)?;
        Ok(Local { date, second: seconds.rem_euclid(DAY) as u32 })
    }

    /// The wall time so many seconds later, as a clock that is never put forward or back would count them.
    pub fn add_seconds(self, seconds: i64) -> Result<Local, Overflow> {
        Local::from_seconds(self.seconds().checked_add(seconds).ok_or(Overflow)?)
    }

    /// The hour, 0 to 23.
    pub fn hour(self) -> u32 {
        self.second / 3600
    }

    /// The minute of the hour, 0 to 59.
    pub fn minute(self) -> u32 {
        self.second / 60 % 60
    }

    /// Reads "2026-11-23T09:00" and "2026-11-23T09:00:30".
    pub fn parse(text: &str) -> Option<Local> {
        let (date, time) = text.split_once('T')?;
        let mut parts = time.split(':').map(|part| (part.len() == 2).then(|| part.parse::<u32>().ok()).flatten());
        let (hour, minute) = (parts.next()??, parts.next()??);
        let second = parts.next().map_or(Some(0), |part| part)?;
        let fits = hour < 24 && minute < 60 && second < 60 && parts.next().is_none();
        let date = Date::parse(date).ok()?;
        fits.then_some(Local { date, second: hour * 3600 + minute * 60 + second })
    }
}

/// "2026-11-23T09:00:00", which also sorts as text.
impl fmt::Display for Local {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}T{:02}:{:02}:{:02}", self.date, self.hour(), self.minute(), self.second % 60)
    }
}

/// A time zone with its rules, such as "Europe/Madrid".
#[derive(Clone, PartialEq, Eq)]
pub struct Zone(TimeZone);

impl Zone {
    /// Universal time.
    pub const UTC: Zone = Zone(TimeZone::UTC);

    /// The zone of a name of the IANA database; refuses others.
    pub fn named(name: &str) -> Result<Zone> {
        let found = TimeZone::get(name).map_err(|_| Refusal::new("base.time_zone_unknown").arg("zone", name))?;
        Ok(Zone(found))
    }

    /// The name it was found by.
    pub fn name(&self) -> &str {
        self.0.iana_name().unwrap_or("UTC")
    }

    /// What the wall says at a moment.
    pub fn local(&self, at: Instant) -> Result<Local, Overflow> {
        let timestamp = jiff::Timestamp::from_microsecond(at.micros()).map_err(|_| Overflow)?;
        let offset = i64::from(self.0.to_offset(timestamp).seconds());
        Local::from_seconds(at.micros().div_euclid(SECOND) + offset)
    }

    /// The moment of a wall time.
    ///
    /// A time that the clock skips counts on from before the jump, so 02:30 becomes 03:30; of a time that comes twice it is the
    /// first. So RFC 5545 has it.
    pub fn instant(&self, local: Local) -> Result<Instant, Overflow> {
        let offset = match self.offset(local)? {
            AmbiguousOffset::Unambiguous { offset } => offset,
            AmbiguousOffset::Gap { before, .. } | AmbiguousOffset::Fold { before, .. } => before,
        };
        moment(local.seconds(), offset.seconds())
    }

    /// The moment at which an interval of wall times begins or ends here.
    ///
    /// Where the clock skips the time it is the moment of the jump, so that an interval counts only what exists of it; of a time
    /// that comes twice it is the first.
    pub fn boundary(&self, local: Local) -> Result<Instant, Overflow> {
        let AmbiguousOffset::Gap { before, .. } = self.offset(local)? else { return self.instant(local) };
        let after = moment(local.seconds(), before.seconds())?;
        // The jump lies at or before what the old offset makes of the skipped time.
        let next = jiff::Timestamp::from_microsecond(after.micros() + 1).map_err(|_| Overflow)?;
        let jump = self.0.preceding(next).next().map(|jump| jump.timestamp().as_microsecond());
        Ok(jump.map_or(after, Instant::from_micros))
    }

    /// Seconds ahead of universal time at a moment.
    pub fn offset_at(&self, at: Instant) -> i32 {
        jiff::Timestamp::from_microsecond(at.micros()).map_or(0, |at| self.0.to_offset(at).seconds())
    }

    /// The changes of the clock between two moments, in order.
    pub fn changes(&self, from: Instant, until: Instant) -> Vec<Change> {
        let (Ok(start), Ok(end)) =
            (jiff::Timestamp::from_microsecond(from.micros()), jiff::Timestamp::from_microsecond(until.micros()))
        else {
            return Vec::new();
        };
        let (mut before, mut found) = (self.offset_at(from), Vec::new());
        for change in self.0.following(start).take_while(|change| change.timestamp() < end) {
            let after = change.offset().seconds();
            if after != before {
                found.push(Change { at: Instant::from_micros(change.timestamp().as_microsecond()), before, after });
            }
            before = after;
        }
        found
    }

    /// Turns many wall times into moments, quickly while they come in order.
    pub fn reader(&self) -> Reader<'_> {
        Reader { zone: self, from: i64::MAX, until: i64::MIN, offset: 0 }
    }

    fn offset(&self, local: Local) -> Result<AmbiguousOffset, Overflow> {
        let civil = local.date.civil().at(local.hour() as i8, local.minute() as i8, (local.second % 60) as i8, 0);
        Ok(self.0.to_ambiguous_timestamp(civil).offset())
    }
}

impl fmt::Debug for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Zone({})", self.name())
    }
}

fn moment(seconds: i64, offset: i32) -> Result<Instant, Overflow> {
    let seconds = seconds - i64::from(offset);
    seconds.checked_mul(SECOND).map(Instant::from_micros).ok_or(Overflow)
}

/// A moment at which the clock of a zone is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// When.
    pub at: Instant,
    /// Seconds ahead of universal time before it.
    pub before: i32,
    /// Seconds ahead of universal time from it on.
    pub after: i32,
}

/// Turns many wall times of one zone into moments; it remembers until when the offset holds that it looked up last.
#[derive(Debug)]
pub struct Reader<'z> {
    zone: &'z Zone,
    /// Wall seconds that are safely within the stretch of one offset.
    from: i64,
    until: i64,
    offset: i32,
}

impl Reader<'_> {
    /// The moment of a wall time, as [`Zone::instant`] has it.
    pub fn instant(&mut self, local: Local) -> Result<Instant, Overflow> {
        self.instant_of(local.seconds())
    }

    /// The moment of a wall time that is told as [`Local::seconds`].
    pub fn instant_of(&mut self, seconds: i64) -> Result<Instant, Overflow> {
        if !self.knows(seconds) {
            let found = self.zone.instant(Local::from_seconds(seconds)?)?;
            self.remember(found);
            return Ok(found);
        }
        moment(seconds, self.offset)
    }

    /// The moment of a boundary, as [`Zone::boundary`] has it.
    pub fn boundary(&mut self, local: Local) -> Result<Instant, Overflow> {
        if !self.knows(local.seconds()) {
            let found = self.zone.boundary(local)?;
            self.remember(found);
            return Ok(found);
        }
        moment(local.seconds(), self.offset)
    }

    fn knows(&self, seconds: i64) -> bool {
        self.from <= seconds && seconds < self.until
    }

    fn remember(&mut self, at: Instant) {
        let Ok(timestamp) = jiff::Timestamp::from_microsecond(at.micros()) else { return };
        let offset = self.zone.0.to_offset(timestamp).seconds();
        let second = |t: jiff::Timestamp| t.as_second() + i64::from(offset);
        // A boundary may lie on the jump itself, which then is the one before.
        let beyond = timestamp.checked_add(jiff::SignedDuration::from_micros(1)).unwrap_or(timestamp);
        let before = self.zone.0.preceding(beyond).next().map(|t| second(t.timestamp()));
        let after = self.zone.0.following(timestamp).next().map(|t| second(t.timestamp()));
        // Within a day of a jump wall times may be skipped or come twice; there the zone itself is asked.
        self.from = before.map_or(i64::MIN, |t| t + DAY);
        self.until = after.map_or(i64::MAX, |t| t - DAY);
        self.offset = offset;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(text: &str) -> Local {
        Local::parse(text).unwrap()
    }

    fn moment_in(zone: &str, text: &str) -> String {
        Zone::named(zone).unwrap().instant(at(text)).unwrap().to_string()
    }

    #[test]
    fn a_skipped_time_counts_on_and_of_two_the_first_is_meant() {
        assert_eq!(moment_in("America/New_York", "2026-03-08T02:30"), "2026-03-08T07:30:00Z");
        assert_eq!(moment_in("America/New_York", "2026-11-01T01:30"), "2026-11-01T05:30:00Z");
        assert_eq!(moment_in("Asia/Shanghai", "2026-11-23T09:00"), "2026-11-23T01:00:00Z");
        assert_eq!(Zone::named("Mars/Olympus").unwrap_err().code(), "base.time_zone_unknown");
    }

    #[test]
    fn the_changes_of_a_year_are_told_with_what_was_before() {
        let madrid = Zone::named("Europe/Madrid").unwrap();
        let moment = |text: &str| Instant::parse(text).unwrap();
        let found = madrid.changes(moment("2026-01-01T00:00:00Z"), moment("2027-01-01T00:00:00Z"));
        let told: Vec<_> = found.iter().map(|c| (c.at.to_string(), c.before, c.after)).collect();
        assert_eq!(
            told,
            [("2026-03-29T01:00:00Z".to_owned(), 3600, 7200), ("2026-10-25T01:00:00Z".to_owned(), 7200, 3600)]
        );
        assert_eq!(Zone::UTC.changes(moment("2026-01-01T00:00:00Z"), moment("2027-01-01T00:00:00Z")), []);
        assert_eq!(madrid.offset_at(moment("2026-07-01T00:00:00Z")), 7200);
    }

    #[test]
    fn an_interval_ends_where_the_clock_jumps() {
        let york = Zone::named("America/New_York").unwrap();
        for text in ["2026-03-08T02:00", "2026-03-08T02:30", "2026-03-08T03:00"] {
            assert_eq!(york.boundary(at(text)).unwrap().to_string(), "2026-03-08T07:00:00Z", "{text}");
        }
        assert_eq!(york.boundary(at("2026-11-01T01:30")).unwrap().to_string(), "2026-11-01T05:30:00Z");
    }

    #[test]
    fn a_reader_that_met_a_jump_asks_the_zone_again() {
        let york = Zone::named("America/New_York").unwrap();
        let mut reader = york.reader();
        for text in ["2024-03-10T02:10", "2024-03-10T02:40", "2024-03-10T03:00", "2024-03-12T09:00"] {
            assert_eq!(reader.boundary(at(text)), york.boundary(at(text)), "{text}");
            assert_eq!(reader.instant(at(text)), york.instant(at(text)), "{text}");
        }
    }

    #[test]
    fn wall_times_are_read_and_written() {
        assert_eq!(at("2026-11-23T09:00").to_string(), "2026-11-23T09:00:00");
        assert_eq!(at("2026-11-23T23:59:30").add_seconds(45).unwrap().to_string(), "2026-11-24T00:00:15");
        assert_eq!(Local::new(at("2026-11-23T00:00").date, 86_400).unwrap().to_string(), "2026-11-24T00:00:00");
        for text in
            ["", "2026-11-23", "2026-11-23T24:00", "2026-11-23T9:00", "2026-11-23T09:00:00:00", "2026-11-23T09:60"]
        {
            assert_eq!(Local::parse(text), None, "{text:?}");
        }
        assert_eq!(at("9999-12-31T23:59:59").add_seconds(1), Err(Overflow));
        assert_eq!(at("0001-01-01T00:00:00").add_seconds(i64::MIN), Err(Overflow));
    }

    proptest! {
        #[test]
        fn a_reader_says_what_the_zone_says(start in 0i64..4_000_000_000, steps in prop::collection::vec(0i64..200_000, 1..60)) {
            for name in ["America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Shanghai", "UTC"] {
                let zone = Zone::named(name).unwrap();
                let mut reader = zone.reader();
                let mut seconds = start;
                for step in &steps {
                    seconds += step;
                    let local = Local::from_seconds(seconds).unwrap();
                    prop_assert_eq!(reader.instant(local), zone.instant(local));
                    prop_assert_eq!(reader.boundary(local), zone.boundary(local));
                }
            }
        }

        #[test]
        fn a_moment_comes_back_from_the_wall_unless_it_comes_twice(seconds in -2_000_000_000i64..4_000_000_000) {
            let zone = Zone::named("Europe/Madrid").unwrap();
            let moment = Instant::from_micros(seconds * SECOND);
            let back = zone.instant(zone.local(moment).unwrap()).unwrap();
            prop_assert!(back == moment || moment.micros() - back.micros() == 3600 * SECOND);
        }
    }
}
