//! Calendar days and instants: a day is what stands on a document, an instant is when something happened.

use std::fmt;
use std::str::FromStr;
use std::time::SystemTime;

use jiff::civil;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{Malformed, Overflow, Refusal, Result};

pub use jiff::civil::Weekday;

/// A calendar day of the years 1 to 9999, without time or zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(civil::Date);

impl Date {
    /// The day, or nothing if the calendar does not have it.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Date> {
        if !(1..=9999).contains(&year) {
            return None;
        }
        civil::Date::new(year, month, day).ok().map(Date)
    }

    /// Reads exactly "YYYY-MM-DD".
    pub fn parse(text: &str) -> Result<Date, Malformed> {
        let bytes = text.as_bytes();
        let shaped = bytes.len() == 10
            && bytes.iter().enumerate().all(|(i, b)| if i == 4 || i == 7 { *b == b'-' } else { b.is_ascii_digit() });
        if !shaped {
            return Err(Malformed::Date);
        }
        let number = |part: &[u8]| part.iter().fold(0i16, |sum, b| sum * 10 + i16::from(b - b'0'));
        let (month, day) = (number(&bytes[5..7]) as i8, number(&bytes[8..10]) as i8);
        Date::new(number(&bytes[..4]), month, day).ok_or(Malformed::Date)
    }

    /// The year, 1 to 9999.
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// The month, 1 to 12.
    pub fn month(self) -> i8 {
        self.0.month()
    }

    /// The day of the month, 1 to 31.
    pub fn day(self) -> i8 {
        self.0.day()
    }

    /// The day of the week.
    pub fn weekday(self) -> Weekday {
        self.0.weekday()
    }

    /// The ISO 8601 week: its year, which differs from the calendar year around New Year, and its number 1 to 53.
    pub fn iso_week(self) -> (i16, i8) {
        let week = self.0.iso_week_date();
        (week.year(), week.week())
    }

    /// The day this many days later, or earlier when negative.
    pub fn add_days(self, days: i64) -> Result<Date, Overflow> {
        let days = i32::try_from(days).map_err(|_| Overflow)?;
        let span = jiff::Span::new().try_days(days).map_err(|_| Overflow)?;
        self.after(span)
    }

    /// The same day of the month so many months later; the last of that month where it is shorter.
    pub fn add_months(self, months: i32) -> Result<Date, Overflow> {
        let span = jiff::Span::new().try_months(months).map_err(|_| Overflow)?;
        self.after(span)
    }

    fn after(self, span: jiff::Span) -> Result<Date, Overflow> {
        let date = self.0.checked_add(span).map_err(|_| Overflow)?;
        if date.year() < 1 { Err(Overflow) } else { Ok(Date(date)) }
    }

    /// How many days from this day to the other; negative when the other is earlier.
    pub fn days_until(self, other: Date) -> i64 {
        other.day_number() - self.day_number()
    }

    /// How many days after 1970-01-01 it is.
    pub fn day_number(self) -> i64 {
        // Years that begin in March put the leap day last; 400 of them have 146,097 days.
        let (month, day) = (i64::from(self.month()), i64::from(self.day()));
        let year = i64::from(self.year()) - i64::from(month <= 2);
        let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
        let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
    }

    /// The day so many days after 1970-01-01, if the calendar has it.
    pub fn from_day_number(number: i64) -> Option<Date> {
        if !(-719_162..=2_932_896).contains(&number) {
            return None;
        }
        let shifted = number + 719_468;
        let (era, of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
        let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let march = (5 * of_year + 2) / 153;
        let day = of_year - (153 * march + 2) / 5 + 1;
        let month = if march < 10 { march + 3 } else { march - 9 };
        Date::new((year + era * 400 + i64::from(month <= 2)) as i16, month as i8, day as i8)
    }

    pub(crate) fn civil(self) -> civil::Date {
        self.0
    }

    /// The first day of this month.
    pub fn first_of_month(self) -> Date {
        Date(self.0.first_of_month())
    }

    /// The last day of this month.
    pub fn last_of_month(self) -> Date {
        Date(self.0.last_of_month())
    }
}

/// "2026-11-21", which also sorts as text.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Every row that is written says some days: digit by digit, without a text in between.
        let digit = |number: i16| b'0' + (number % 10) as u8;
        let (year, month, day) = (self.year(), i16::from(self.month()), i16::from(self.day()));
        let text = [
            digit(year / 1000),
            digit(year / 100),
            digit(year / 10),
            digit(year),
            b'-',
            digit(month / 10),
            digit(month),
            b'-',
            digit(day / 10),
            digit(day),
        ];
        f.pad(std::str::from_utf8(&text).unwrap_or_default())
    }
}

impl FromStr for Date {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Date, Malformed> {
        Date::parse(text)
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
        let text = String::deserialize(deserializer)?;
        Date::parse(&text).map_err(serde::de::Error::custom)
    }
}

/// A moment, in microseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(i64);

impl Instant {
    /// The moment this many microseconds after the start of 1970 in UTC.
    pub const fn from_micros(micros: i64) -> Instant {
        Instant(micros)
    }

    /// Microseconds since the start of 1970 in UTC.
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// Reads an RFC 3339 moment such as "2026-11-21T09:30:00Z" or "…+01:00"; below microseconds it is cut off.
    pub fn parse(text: &str) -> Result<Instant, Malformed> {
        let shaped = text.len() >= 20 && matches!(text.as_bytes()[10], b'T' | b't' | b' ') && !text.contains('[');
        if !shaped {
            return Err(Malformed::Instant);
        }
        Date::parse(text.get(..10).unwrap_or_default()).map_err(|_| Malformed::Instant)?;
        let timestamp: jiff::Timestamp = text.parse().map_err(|_| Malformed::Instant)?;
        Ok(Instant(timestamp.as_microsecond()))
    }

    /// The day and the time "hh:mm" in a zone such as "Europe/Madrid".
    ///
    /// An unknown zone is refused, and so is a moment outside the years 1 to 9999.
    pub fn in_zone(self, zone: &str) -> Result<(Date, String)> {
        let local = self.local(zone)?;
        Ok((Date(local.date()), format!("{:02}:{:02}", local.hour(), local.minute())))
    }

    /// The day it is in a zone such as "Asia/Shanghai" at this moment.
    pub fn date_in(self, zone: &str) -> Result<Date> {
        self.local(zone).map(|local| Date(local.date()))
    }

    /// The moment a day begins in a zone; where midnight is skipped by the clock change, the first moment after it.
    pub fn start_of(date: Date, zone: &str) -> Result<Instant> {
        let named =
            jiff::tz::TimeZone::get(zone).map_err(|_| Refusal::new("base.time_zone_unknown").arg("zone", zone))?;
        let start = date.0.to_zoned(named).map_err(|_| Overflow)?;
        Ok(Instant(start.timestamp().as_microsecond()))
    }

    fn local(self, zone: &str) -> Result<civil::DateTime> {
        let zone =
            jiff::tz::TimeZone::get(zone).map_err(|_| Refusal::new("base.time_zone_unknown").arg("zone", zone))?;
        let local = zone.to_datetime(self.timestamp().ok_or(Overflow)?);
        if local.year() < 1 { Err(Overflow.into()) } else { Ok(local) }
    }

    fn timestamp(self) -> Option<jiff::Timestamp> {
        jiff::Timestamp::from_microsecond(self.0).ok()
    }
}

/// A moment the caller read from the system clock; this crate reads no clock.
impl From<SystemTime> for Instant {
    fn from(time: SystemTime) -> Instant {
        let micros = |duration: std::time::Duration| i64::try_from(duration.as_micros()).unwrap_or(i64::MAX);
        match time.duration_since(SystemTime::UNIX_EPOCH) {
            Ok(after) => Instant(micros(after)),
            Err(before) => Instant(-micros(before.duration())),
        }
    }
}

/// RFC 3339 in UTC: "2026-11-21T09:30:00Z", with a fraction only when there is one.
impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.timestamp() {
            Some(timestamp) => timestamp.fmt(f),
            // No calendar year exists for it; the raw figure keeps a log line readable.
            None => write!(f, "{} µs", self.0),
        }
    }
}

impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Instant {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Instant, D::Error> {
        let text = String::deserialize(deserializer)?;
        Instant::parse(&text).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    #[test]
    fn only_full_iso_dates_are_read() {
        assert_eq!(date("2024-02-29"), Date::new(2024, 2, 29).unwrap());
        assert_eq!(date("0001-01-01").to_string(), "0001-01-01");
        assert_eq!(date("9999-12-31").to_string(), "9999-12-31");
        for text in [
            "",
            "2023-02-29",
            "2026-13-01",
            "2026-00-10",
            "2026-01-00",
            "2026-1-1",
            "0000-01-01",
            "26-01-01",
            "10000-01-01",
            "2026/01/01",
            "20260101",
            "2026-01-01 ",
            "-001-01-01",
            "2026-01-0x",
            "２０２６-01",
        ] {
            assert_eq!(Date::parse(text), Err(Malformed::Date), "{text:?}");
        }
    }

    #[test]
    fn days_and_months_are_counted() {
        assert_eq!(date("2026-11-21").add_days(40), Ok(date("2026-12-31")));
        assert_eq!(date("2026-03-01").add_days(-1), Ok(date("2026-02-28")));
        assert_eq!(date("2026-01-31").add_months(1), Ok(date("2026-02-28")));
        assert_eq!(date("2026-01-31").add_months(-2), Ok(date("2025-11-30")));
        assert_eq!(date("9999-12-31").add_days(1), Err(Overflow));
        assert_eq!(date("0001-01-01").add_days(-1), Err(Overflow));
        assert_eq!(date("2026-01-01").add_days(i64::MAX), Err(Overflow));
        assert_eq!(date("2026-01-01").add_months(i32::MIN), Err(Overflow));
        assert_eq!(date("0001-01-01").days_until(date("9999-12-31")), 3_652_058);
        assert_eq!(date("2026-11-21").days_until(date("2026-11-20")), -1);
        assert_eq!(date("2024-02-10").first_of_month(), date("2024-02-01"));
        assert_eq!(date("2024-02-10").last_of_month(), date("2024-02-29"));
        assert_eq!(date("2026-11-21").weekday(), Weekday::Saturday);
        assert_eq!(date("2027-01-01").iso_week(), (2026, 53));
    }

    #[test]
    fn a_moment_is_another_day_elsewhere() {
        let late = Instant::parse("2026-11-21T23:30:00Z").unwrap();
        assert_eq!(late.in_zone("Europe/Madrid").unwrap(), (date("2026-11-22"), "00:30".to_owned()));
        assert_eq!(late.date_in("Asia/Shanghai").unwrap(), date("2026-11-22"));
        assert_eq!(late.date_in("America/Mexico_City").unwrap(), date("2026-11-21"));
        assert_eq!(late.date_in("UTC").unwrap(), date("2026-11-21"));
        assert_eq!(late.date_in("Mars/Olympus").unwrap_err().code(), "base.time_zone_unknown");
        assert!(Instant::from_micros(i64::MIN).date_in("UTC").is_err());
    }

    #[test]
    fn moments_are_read_and_written() {
        assert_eq!(Instant::from_micros(0).to_string(), "1970-01-01T00:00:00Z");
        assert_eq!(Instant::from_micros(-1).to_string(), "1969-12-31T23:59:59.999999Z");
        assert_eq!(Instant::parse("2026-11-21T10:00:00.5+01:00").unwrap().to_string(), "2026-11-21T09:00:00.5Z");
        for text in [
            "",
            "2026-11-21",
            "2026-11-21T10:00:00",
            "2026-11-21T25:00:00Z",
            "2026-11-21T10:00:00+01:00[Europe/Berlin]",
            "20261121T100000Z00000",
            "éééééééééééé",
        ] {
            assert_eq!(Instant::parse(text), Err(Malformed::Instant), "{text:?}");
        }
        assert_eq!(Instant::from(SystemTime::UNIX_EPOCH), Instant::from_micros(0));
        assert_eq!(
            serde_json::to_string(&(date("2026-11-21"), Instant::from_micros(0))).unwrap(),
            r#"["2026-11-21","1970-01-01T00:00:00Z"]"#
        );
        assert!(serde_json::from_str::<Date>("\"2026-02-30\"").is_err());
    }

    proptest! {
        #[test]
        fn a_date_survives_text_and_counting(days in 0i64..=3_652_058) {
            let first = date("0001-01-01");
            let day = first.add_days(days).unwrap();
            prop_assert_eq!(Date::parse(&day.to_string()), Ok(day));
            prop_assert_eq!(first.days_until(day), days);
            prop_assert_eq!(day.add_days(-days), Ok(first));
            prop_assert_eq!(day.day_number(), days - 719_162);
            prop_assert_eq!(Date::from_day_number(day.day_number()), Some(day));
        }

        #[test]
        fn an_instant_survives_text(micros in -62_000_000_000_000_000i64..253_000_000_000_000_000) {
            let instant = Instant::from_micros(micros);
            prop_assert_eq!(Instant::parse(&instant.to_string()), Ok(instant));
        }

        #[test]
        fn nothing_panics(text in ".{0,40}", micros: i64) {
            let _ = (Date::parse(&text), Instant::parse(&text));
            let _ = (Instant::from_micros(micros).to_string(), Instant::from_micros(micros).in_zone("Europe/Berlin"));
        }
    }
}
