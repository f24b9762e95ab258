//! How a recurrence rule is read from its text and written back.

use super::{End, Frequency, Rule, WeekdayOf};
use base::{Date, Local, Weekday, Zone};
use std::fmt;
use std::str::FromStr;

/// More values in one part are no rule of a person.
const MOST_VALUES: usize = 400;

/// What is wrong with the text of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It does not say how often.
    NoFrequency,
    /// A part that is not known, or given twice.
    Part(String),
    /// A part whose value cannot be.
    Value(String),
    /// It names both a number of times and a last day.
    TwoEnds,
}

/// For logs; people read the message of the module that asked.
impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::NoFrequency => f.write_str("the rule does not say how often"),
            Fault::Part(part) => write!(f, "the rule says {part}, which is unknown or comes twice"),
            Fault::Value(part) => write!(f, "the rule gives {part} a value that cannot be"),
            Fault::TwoEnds => f.write_str("the rule has a number of times and a last day"),
        }
    }
}

impl std::error::Error for Fault {}

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("MO", Weekday::Monday),
    ("TU", Weekday::Tuesday),
    ("WE", Weekday::Wednesday),
    ("TH", Weekday::Thursday),
    ("FR", Weekday::Friday),
    ("SA", Weekday::Saturday),
    ("SU", Weekday::Sunday),
];

const FREQUENCIES: [(&str, Frequency); 7] = [
    ("SECONDLY", Frequency::Secondly),
    ("MINUTELY", Frequency::Minutely),
    ("HOURLY", Frequency::Hourly),
    ("DAILY", Frequency::Daily),
    ("WEEKLY", Frequency::Weekly),
    ("MONTHLY", Frequency::Monthly),
    ("YEARLY", Frequency::Yearly),
];

pub(super) fn rule(text: &str) -> Result<Rule, Fault> {
    let text = text.trim().to_ascii_uppercase();
    let text = text.strip_prefix("RRULE:").unwrap_or(&text);
    let (mut rule, mut seen) = (Rule::every(Frequency::Daily), Vec::new());
    for part in text.split(';').filter(|part| !part.is_empty()) {
        let (name, value) = part.split_once('=').ok_or_else(|| Fault::Part(shown(part)))?;
        if seen.contains(&name) {
            return Err(Fault::Part(shown(name)));
        }
        seen.push(name);
        take(&mut rule, name, value)
            .ok_or_else(|| Fault::Value(shown(part)))
            .and_then(|known| if known { Ok(()) } else { Err(Fault::Part(shown(name))) })?;
    }
    if !seen.contains(&"FREQ") {
        return Err(Fault::NoFrequency);
    }
    if seen.contains(&"COUNT") && seen.contains(&"UNTIL") {
        return Err(Fault::TwoEnds);
    }
    Ok(rule)
}

/// Takes one part; false for a name that is not known, nothing for a value that cannot be.
fn take(rule: &mut Rule, name: &str, value: &str) -> Option<bool> {
    match name {
        "FREQ" => rule.frequency = named(&FREQUENCIES, value)?,
        "INTERVAL" => rule.interval = number(value, 1, 100_000)?,
        "COUNT" => rule.end = End::After(number(value, 1, u32::MAX)?),
        "UNTIL" => rule.end = until(value)?,
        "WKST" => rule.week_start = named(&WEEKDAYS, value)?,
        "BYMONTH" => rule.months = numbers(value, 1, 12, false)?,
        "BYWEEKNO" => rule.weeks = numbers(value, 1, 53, true)?,
        "BYYEARDAY" => rule.year_days = numbers(value, 1, 366, true)?,
        "BYMONTHDAY" => rule.month_days = numbers(value, 1, 31, true)?,
        "BYDAY" => rule.weekdays = parts(value)?.into_iter().map(weekday).collect::<Option<_>>()?,
        "BYHOUR" => rule.hours = numbers(value, 0, 23, false)?,
        "BYMINUTE" => rule.minutes = numbers(value, 0, 59, false)?,
        // The sixtieth is a leap second, which our clocks do not have.
        "BYSECOND" => rule.seconds = numbers::<u8>(value, 0, 60, false)?.into_iter().map(|s| s.min(59)).collect(),
        "BYSETPOS" => rule.positions = numbers(value, 1, 366, true)?,
        // What RFC 7529 calls the calendar we have anyway.
        "RSCALE" => return (value == "GREGORIAN").then_some(true),
        "SKIP" => return (value == "OMIT").then_some(true),
        _ => return Some(false),
    }
    Some(true)
}

fn named<T: Copy>(words: &[(&str, T)], value: &str) -> Option<T> {
    words.iter().find(|(word, _)| *word == value).map(|(_, is)| *is)
}

fn number<T: FromStr + PartialOrd>(value: &str, least: T, most: T) -> Option<T> {
    value.parse().ok().filter(|n| *n >= least && *n <= most)
}

fn parts(value: &str) -> Option<Vec<&str>> {
    let parts: Vec<&str> = value.split(',').collect();
    (parts.len() <= MOST_VALUES).then_some(parts)
}

fn numbers<T: TryFrom<i32>>(value: &str, least: i32, most: i32, signed: bool) -> Option<Vec<T>> {
    let fits = |n: &i32| (least..=most).contains(n) || signed && (least..=most).contains(&-n);
    let read = |part: &str| part.parse::<i32>().ok().filter(fits).and_then(|n| T::try_from(n).ok());
    parts(value)?.into_iter().map(read).collect()
}

fn weekday(part: &str) -> Option<WeekdayOf> {
    let (nth, day) = part.split_at_checked(part.len().checked_sub(2)?)?;
    let day = named(&WEEKDAYS, day)?;
    if nth.is_empty() {
        return Some(WeekdayOf { nth: 0, day });
    }
    let nth: i16 = nth.parse().ok()?;
    (nth != 0 && (-53..=53).contains(&nth)).then_some(WeekdayOf { nth, day })
}

/// "20261231", "20261231T235959" or "20261231T235959Z".
fn until(value: &str) -> Option<End> {
    if value.len() == 8 {
        return date(value).map(End::OnDay);
    }
    let (plain, universal) = value.strip_suffix('Z').map_or((value, false), |plain| (plain, true));
    let local = local(plain)?;
    Some(if universal { End::At(Zone::UTC.instant(local).ok()?) } else { End::AtLocal(local) })
}

/// Reads the basic form of a day, "20261231".
pub(crate) fn date(text: &str) -> Option<Date> {
    if text.len() != 8 || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    Date::new(text[..4].parse().ok()?, text[4..6].parse().ok()?, text[6..].parse().ok()?)
}

/// Reads the basic form of a wall time, "20261231T235959".
pub(crate) fn local(text: &str) -> Option<Local> {
    let (day, time) = text.split_once('T')?;
    if time.len() != 6 || !time.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let (hour, minute): (u32, u32) = (time[..2].parse().ok()?, time[2..4].parse().ok()?);
    let (second, date): (u32, Date) = (time[4..].parse().ok()?, date(day)?);
    let fits = hour < 24 && minute < 60 && second <= 60;
    fits.then_some(Local { date, second: hour * 3600 + minute * 60 + second.min(59) })
}

fn shown(text: &str) -> String {
    text.chars().take(40).collect()
}

/// The text of an RRULE without its name.
impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FREQ={}", word(&FREQUENCIES, self.frequency))?;
        if self.interval != 1 {
            write!(f, ";INTERVAL={}", self.interval)?;
        }
        match self.end {
            End::Never => {}
            End::After(count) => write!(f, ";COUNT={count}")?,
            End::OnDay(day) => write!(f, ";UNTIL={}", basic_day(day))?,
            End::AtLocal(local) => write!(f, ";UNTIL={}", basic(local))?,
            End::At(moment) => {
                let local = Zone::UTC.local(moment).map_err(|_| fmt::Error)?;
                write!(f, ";UNTIL={}Z", basic(local))?;
            }
        }
        list(f, "BYMONTH", &self.months)?;
        list(f, "BYWEEKNO", &self.weeks)?;
        list(f, "BYYEARDAY", &self.year_days)?;
        list(f, "BYMONTHDAY", &self.month_days)?;
        list(f, "BYDAY", &self.weekdays)?;
        list(f, "BYHOUR", &self.hours)?;
        list(f, "BYMINUTE", &self.minutes)?;
        list(f, "BYSECOND", &self.seconds)?;
        list(f, "BYSETPOS", &self.positions)?;
        if self.week_start != Weekday::Monday {
            write!(f, ";WKST={}", word(&WEEKDAYS, self.week_start))?;
        }
        Ok(())
    }
}

impl fmt::Display for WeekdayOf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.nth != 0 {
            write!(f, "{}", self.nth)?;
        }
        f.write_str(word(&WEEKDAYS, self.day))
    }
}

fn word<T: Copy + PartialEq>(words: &[(&'static str, T)], value: T) -> &'static str {
    words.iter().find(|(_, is)| *is == value).map_or("", |(word, _)| word)
}

fn list<T: fmt::Display>(f: &mut fmt::Formatter<'_>, name: &str, values: &[T]) -> fmt::Result {
    for (place, value) in values.iter().enumerate() {
        if place == 0 {
            write!(f, ";{name}={value}")?;
        } else {
            write!(f, ",{value}")?;
        }
    }
    Ok(())
}

/// "20261231".
pub(crate) fn basic_day(day: Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

/// "20261231T235959".
pub(crate) fn basic(local: Local) -> String {
    format!("{}T{:02}{:02}{:02}", basic_day(local.date), local.hour(), local.minute(), local.second % 60)
}
