//! One event of a calendar file as an event of ours, with the reasons where it cannot be one.

use super::zones;
use crate::lines::{Component, Property, unescape};
use base::{Date, Instant, Local, Refusal, Zone};
use entity::{Email, Text};
use platform::event::{Answer, Repeat, State};
use platform::{Attendee, Event, EventKind, Reminder};
use std::collections::BTreeSet;
use std::time::Duration;
use worktime::{End, Rule, Series, When};

/// The most people and reminders that an event is taken in with.
const MOST_LINES: usize = 200;

/// What a file says about an event.
#[derive(Clone, Debug)]
pub struct Found {
    /// Its name for life; several with the same one are a series and what was taken out of it.
    pub uid: String,
    /// The event without owner.
    pub event: Event,
    /// Of one that was taken out of a series: where the series has it.
    pub instead_of: Option<Moment>,
    /// How often it was changed.
    pub sequence: i64,
}

/// A moment as a file writes it.
#[derive(Clone, Debug, PartialEq)]
pub enum Moment {
    /// A day.
    Day(Date),
    /// A time on a wall; without a zone it is meant wherever one is.
    Wall(Local, Option<Zone>),
}

impl Moment {
    /// What the wall of a zone says then; whole days begin at midnight.
    pub fn on(&self, zone: &Zone) -> Option<Local> {
        match self {
            Moment::Day(day) => Some(Local::midnight(*day)),
            Moment::Wall(local, None) => Some(*local),
            Moment::Wall(local, Some(theirs)) if theirs == zone => Some(*local),
            Moment::Wall(local, Some(theirs)) => zone.local(theirs.instant(*local).ok()?).ok(),
        }
    }
}

/// Reads an event. `home` is the zone of times that name none.
pub fn read(component: &Component, calendar: &Component, home: &Zone) -> Result<Found, Refusal> {
    let title = component.text("SUMMARY").unwrap_or_else(|| "—".to_owned());
    let title: String = title.replace('\n', " ").chars().take(200).collect();
    let named = |code: &'static str| Refusal::new(code).record(title.clone());
    let missing = || named("exchange.event_without_start");
    let start_line = component.get("DTSTART").ok_or_else(missing)?;
    let start = moment(start_line, calendar).map_err(|fault| fault.refusal(&title, start_line))?;
    let when = span(component, calendar, &start, home).ok_or_else(|| named("exchange.event_end"))?;
    when.check().map_err(|_| named("exchange.event_end"))?;
    let zone = match &when {
        When::Hours { zone, .. } => zone.clone(),
        When::Days { .. } => home.clone(),
    };
    let mut series = Series::once(when);
    if let Some(line) = component.get("RRULE") {
        let rule = Rule::parse(&line.value).map_err(|fault| named("exchange.event_rule").arg("fault", fault))?;
        series = begun(series, rule).ok_or_else(|| named("exchange.event_rule_never"))?;
    }
    series.extra.extend(moments(component, calendar, "RDATE", &zone, &series));
    series.left_out.extend(moments(component, calendar, "EXDATE", &zone, &series));
    let attendees = attendees(component);
    let kind = if attendees.is_empty() { EventKind::Appointment } else { EventKind::Meeting };
    let mut event = Event::new(kind, &title, Instant::from_micros(0), Instant::from_micros(0), None);
    event.zone = Some(zone.name().to_owned());
    event.take_series(&series).map_err(|_| missing())?;
    if event.rule.is_none() && !series.extra.is_empty() {
        event.repeat = Repeat::Never;
    }
    let short = |name: &str, most: usize| component.text(name).map(|text| text.chars().take(most).collect::<String>());
    event.place = short("LOCATION", 200).map(|place| place.replace('\n', ", "));
    event.description = short("DESCRIPTION", 20_000).map(Text::new);
    event.private = component.text("CLASS").is_some_and(|class| !class.eq_ignore_ascii_case("PUBLIC"));
    event.free = component.text("TRANSP").is_some_and(|value| value.eq_ignore_ascii_case("TRANSPARENT"));
    if component.text("STATUS").is_some_and(|state| state.eq_ignore_ascii_case("CANCELLED")) {
        event.state = State::NotHeld;
    }
    event.attendees = attendees.into();
    event.reminders = reminders(component).into();
    let instead_of = component.get("RECURRENCE-ID");
    let instead_of =
        instead_of.map(|line| moment(line, calendar).map_err(|fault| fault.refusal(&title, line))).transpose()?;
    let uid = component.text("UID").unwrap_or_default().chars().take(250).collect();
    let sequence = component.text("SEQUENCE").and_then(|n| n.parse().ok()).unwrap_or(0);
    Ok(Found { uid, event, instead_of, sequence })
}

/// What an answer to an invitation says: to which event, and who comes.
#[derive(Clone, Debug)]
pub struct Answered {
    pub uid: String,
    pub title: String,
    /// Of a series: for which of its events; nothing is all of them.
    pub instead_of: Option<Moment>,
    /// Addresses in lower case, and what they answer.
    pub answers: Vec<(String, Answer)>,
}

/// Reads an answer to an invitation. It need not say when the event is.
pub fn answered(component: &Component, calendar: &Component) -> Result<Answered, Refusal> {
    let title: String = component.text("SUMMARY").unwrap_or_else(|| "—".to_owned()).chars().take(200).collect();
    let instead_of = component.get("RECURRENCE-ID");
    let instead_of =
        instead_of.map(|line| moment(line, calendar).map_err(|fault| fault.refusal(&title, line))).transpose()?;
    let uid = component.text("UID").unwrap_or_default().chars().take(250).collect();
    let attendees = attendees(component);
    let answers = attendees.iter().filter_map(|a| Some((a.email.as_deref()?.to_owned(), a.answer))).collect();
    Ok(Answered { uid, title, instead_of, answers })
}

/// A series by its rule. The standard counts a first event that the rule does not know, so it is kept beside the rule.
fn begun(once: Series, rule: Rule) -> Option<Series> {
    let first = once.when.start();
    let mut rule = rule;
    let aligned = Series { rule: Some(rule.clone()), ..once.clone() }.aligned().ok()?;
    if aligned.when.start() == first {
        return Some(aligned);
    }
    if let End::After(count) = rule.end {
        if count == 1 {
            return Some(once);
        }
        rule.end = End::After(count - 1);
    }
    let mut series = Series { rule: Some(rule), ..once }.aligned().ok()?;
    series.extra.insert(first);
    Some(series)
}

/// Why a moment cannot be read.
enum Fault {
    Zone(String),
    Text,
}

impl Fault {
    fn refusal(self, title: &str, line: &Property) -> Refusal {
        let shown: String = line.value.chars().take(40).collect();
        match self {
            Fault::Zone(zone) => Refusal::new("exchange.event_zone").record(title).arg("zone", zone),
            Fault::Text => Refusal::new("exchange.event_time").record(title).arg("value", shown),
        }
    }
}

fn moment(line: &Property, calendar: &Component) -> Result<Moment, Fault> {
    let zone = match line.parameter("TZID") {
        None => None,
        Some(name) => Some(zones::find(name, calendar).ok_or_else(|| Fault::Zone(name.chars().take(60).collect()))?),
    };
    plain(line.value.trim(), zone).ok_or(Fault::Text)
}

/// "20261123", "20261123T090000" or "20261123T090000Z".
fn plain(text: &str, zone: Option<Zone>) -> Option<Moment> {
    if let Some(day) = worktime::basic::read_day(text) {
        return Some(Moment::Day(day));
    }
    match text.strip_suffix('Z') {
        Some(plain) => Some(Moment::Wall(worktime::basic::read_time(plain)?, Some(Zone::UTC))),
        None => Some(Moment::Wall(worktime::basic::read_time(text)?, zone)),
    }
}

/// From its start until its end, or for as long as it says.
fn span(component: &Component, calendar: &Component, start: &Moment, home: &Zone) -> Option<When> {
    let end = component.get("DTEND").and_then(|line| moment(line, calendar).ok());
    let length = component.text("DURATION").and_then(|text| duration(&text)).filter(|length| *length >= 0);
    match start {
        Moment::Day(first) => {
            let days = match (end, length) {
                (Some(end), _) => first.days_until(end.on(home)?.date),
                (None, Some(length)) => length / 86_400,
                (None, None) => 1,
            };
            // Some write the last day itself as the end.
            Some(When::Days { first: *first, days: u32::try_from(days.max(1)).ok()? })
        }
        Moment::Wall(local, zone) => {
            let zone = zone.clone().unwrap_or_else(|| home.clone());
            let from = zone.instant(*local).ok()?;
            let length = match (end, length) {
                (Some(end), _) => zone.instant(end.on(&zone)?).ok()?.micros() - from.micros(),
                (None, Some(length)) => length.checked_mul(1_000_000)?,
                (None, None) => 0,
            };
            Some(When::Hours { start: *local, zone, length: Duration::from_micros(u64::try_from(length).ok()?) })
        }
    }
}

/// "-P1DT2H30M" in seconds.
pub fn duration(text: &str) -> Option<i64> {
    let text = text.trim().to_ascii_uppercase();
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(&text)),
    };
    let mut rest = rest.strip_prefix('P')?;
    let (mut seconds, mut in_time) = (0i64, false);
    while !rest.is_empty() {
        if let Some(time) = rest.strip_prefix('T') {
            (in_time, rest) = (true, time);
            continue;
        }
        let digits = rest.find(|c: char| !c.is_ascii_digit())?;
        let number: i64 = rest[..digits].parse().ok()?;
        let unit = match (rest[digits..].chars().next()?, in_time) {
            ('W', false) => 604_800,
            ('D', false) => 86_400,
            ('H', true) => 3600,
            ('M', true) => 60,
            ('S', true) => 1,
            _ => return None,
        };
        seconds = seconds.checked_add(number.checked_mul(unit)?)?;
        rest = &rest[digits + 1..];
    }
    Some(sign * seconds)
}

/// Days and times that are added or left out, on the wall of the series. A day alone is meant at the time of the series.
fn moments(component: &Component, calendar: &Component, name: &str, zone: &Zone, series: &Series) -> BTreeSet<Local> {
    let mut found = BTreeSet::new();
    for line in component.all(name) {
        let theirs = line.parameter("TZID").and_then(|name| zones::find(name, calendar));
        for value in line.value.split(',').take(5_000) {
            // Of a period its beginning.
            let value = value.split('/').next().unwrap_or_default().trim();
            let Some(moment) = plain(value, theirs.clone()) else { continue };
            let local = match (&moment, series.when.all_day()) {
                (Moment::Day(day), false) => Some(Local { date: *day, second: series.when.start().second }),
                (_, true) => moment.on(zone).map(|local| Local::midnight(local.date)),
                (_, false) => moment.on(zone),
            };
            found.extend(local);
        }
    }
    found
}

fn attendees(component: &Component) -> Vec<Attendee> {
    let mut found: Vec<Attendee> = Vec::new();
    for line in component.all("ATTENDEE").take(MOST_LINES) {
        let address = line.value.trim();
        let address =
            address.get(..7).filter(|start| start.eq_ignore_ascii_case("mailto:")).map_or(address, |_| &address[7..]);
        let email = Some(address.trim().to_lowercase()).filter(|text| text.contains('@') && text.len() <= 200);
        let name = line.parameter("CN").map(|name| unescape(name).trim().chars().take(200).collect::<String>());
        let name = name.filter(|name| !name.is_empty() && Some(name) != email.as_ref()).or_else(|| email.clone());
        let Some(name) = name else { continue };
        let answer = match line.parameter("PARTSTAT").unwrap_or_default().to_ascii_uppercase().as_str() {
            "ACCEPTED" => Answer::Accepted,
            "TENTATIVE" => Answer::Tentative,
            "DECLINED" => Answer::Declined,
            _ => Answer::Open,
        };
        let optional = line.parameter("ROLE").is_some_and(|role| role.eq_ignore_ascii_case("OPT-PARTICIPANT"));
        let attendee = Attendee { answer, optional, ..Attendee::guest(&name, email.map(Email::new)) };
        if !found.iter().any(|known| known.email == attendee.email && known.name == attendee.name) {
            found.push(attendee);
        }
    }
    found
}

/// Alarms that come some time before it begins.
fn reminders(component: &Component) -> Vec<Reminder> {
    let mut minutes = BTreeSet::new();
    for alarm in component.parts.iter().filter(|part| part.name == "VALARM").take(MOST_LINES) {
        let Some(trigger) = alarm.get("TRIGGER") else { continue };
        let from_end = trigger.parameter("RELATED").is_some_and(|of| of.eq_ignore_ascii_case("END"));
        let before = duration(&trigger.value).filter(|seconds| *seconds <= 0 && !from_end);
        minutes.extend(before.map(|seconds| -seconds / 60).filter(|minutes| *minutes <= 527_040));
    }
    minutes.into_iter().map(Reminder::before).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_of_time_are_read() {
        for (text, seconds) in
            [("PT15M", 900), ("-PT15M", -900), ("P1DT2H30M", 95_400), ("P2W", 1_209_600), ("+PT0S", 0), ("PT", 0)]
        {
            assert_eq!(duration(text), Some(seconds), "{text}");
        }
        for text in ["", "15M", "P1H", "PT1D", "PTM", "P99999999999999999999D", "PT1", "PXM"] {
            assert_eq!(duration(text), None, "{text}");
        }
    }
}
