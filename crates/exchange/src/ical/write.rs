//! Events as calendar files: one event with all that was taken out of it, or everything of a person's calendar as a feed.

use crate::lines::Writer;
use base::{Id, Instant, Local, Result, Zone};
use entity::{Described, Entity};
use platform::event::{Answer, State};
use platform::{Event, User};
use std::collections::{BTreeMap, BTreeSet};
use store::Read;
use worktime::{End, Rule, When, basic};

const DAY: i64 = 86_400 * 1_000_000;

/// How far back and ahead a feed reaches.
const BACK: i64 = 92 * DAY;
const AHEAD: i64 = 550 * DAY;

/// Most events of a feed.
const MOST: i64 = 5_000;

/// A file of one event; of a series with everything that was taken out of it.
pub fn event_file(read: &Read, id: Id<Event>) -> Result<String> {
    let event = read.get(id)?;
    let apart = "series = $1 AND archived_at IS NULL ORDER BY id";
    let apart: Vec<i64> = read.select::<Event>(apart, &[id.into()])?.iter().map(|e| e.head.id).collect();
    let mut events = vec![event];
    events.extend(whole(read, &apart)?);
    file(read, &events, None)
}

/// A person's calendar from three months back to a year and a half ahead, for programs that subscribe to it.
pub fn feed_file(read: &Read, owner: Id<User>) -> Result<String> {
    let now = read.now().micros();
    let mine =
        "(owner = $1 OR id IN (SELECT document FROM platform_attendee WHERE person = $1 AND answer <> 'declined'))";
    let short = format!(
        "{mine} AND lasting = 0 AND starts_at >= $2 AND starts_at < $3 AND archived_at IS NULL ORDER BY starts_at LIMIT {MOST}"
    );
    let long = format!(
        "{mine} AND lasting = 1 AND until_at >= $2 AND starts_at < $3 AND archived_at IS NULL ORDER BY id LIMIT {MOST}"
    );
    let window = [owner.into(), (now - BACK).into(), (now + AHEAD).into()];
    let mut ids: Vec<i64> = read.select::<Event>(&short, &window)?.iter().map(|e| e.head.id).collect();
    ids.extend(read.select::<Event>(&long, &window)?.iter().map(|e| e.head.id));
    let name = read.titles("platform.user", &[owner.raw()])?.remove(&owner.raw());
    file(read, &whole(read, &ids)?, name)
}

/// Events with their lines.
fn whole(read: &Read, ids: &[i64]) -> Result<Vec<Event>> {
    let records = read.find_many(Event::DEF.name, ids, true)?;
    records.iter().map(|record| Event::from_record(record).map_err(store::damaged)).collect()
}

fn file(read: &Read, events: &[Event], name: Option<String>) -> Result<String> {
    let mut out = Writer::default();
    for line in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Fondaco//Calendar//EN", "CALSCALE:GREGORIAN"] {
        out.line(line);
    }
    if let Some(name) = name {
        out.text("X-WR-CALNAME", &name);
        out.line("REFRESH-INTERVAL;VALUE=DURATION:PT1H");
    }
    for (zone, from) in zones(events) {
        timezone(&mut out, &zone, from);
    }
    let people: BTreeSet<i64> = events
        .iter()
        .flat_map(|e| e.owner.into_iter().chain(e.attendees.iter().filter_map(|a| a.person)))
        .map(Id::raw)
        .collect();
    let people: BTreeMap<i64, (String, String)> = {
        let users = read.find_many(User::DEF.name, &people.into_iter().collect::<Vec<_>>(), false)?;
        let users = store::typed::<User>(&users)?;
        users.into_iter().map(|user| (user.head.id, (user.name, user.login.to_string()))).collect()
    };
    let masters: BTreeMap<i64, &Event> = events.iter().filter(|e| e.rule.is_some()).map(|e| (e.head.id, e)).collect();
    for event in events {
        write(&mut out, read, event, &masters, &people)?;
    }
    out.line("END:VCALENDAR");
    Ok(out.finish())
}

/// Its name for life.
pub(super) fn uid(event: &Event) -> String {
    let made = event.head.created_at.map_or(0, Instant::micros);
    event.uid.clone().unwrap_or_else(|| format!("{}.{made}@fondaco", event.head.id))
}

fn write(
    out: &mut Writer,
    read: &Read,
    event: &Event,
    masters: &BTreeMap<i64, &Event>,
    people: &BTreeMap<i64, (String, String)>,
) -> Result<()> {
    let Ok(series) = event.series() else { return Ok(()) };
    let clock = event.clock();
    let stored;
    let master = match event.series {
        Some(of) => match masters.get(&of.raw()) {
            Some(known) => Some(*known),
            None => {
                stored = read.get(of)?;
                Some(&stored)
            }
        },
        None => None,
    };
    out.line("BEGIN:VEVENT");
    out.text("UID", &uid(master.unwrap_or(event)));
    let stamp = |at: Instant| Zone::UTC.local(at).map(|local| format!("{}Z", basic::time(local)));
    out.line(&format!("DTSTAMP:{}", stamp(event.head.changed_at.unwrap_or(read.now()))?));
    out.line(&format!("SEQUENCE:{}", event.head.version - 1));
    if let (Some(master), Some(original)) = (master, event.original.as_deref().and_then(Local::parse)) {
        out.line(&at("RECURRENCE-ID", original, master.all_day, &master.clock()));
    }
    match &series.when {
        When::Days { first, days } => {
            out.line(&at("DTSTART", Local::midnight(*first), true, &clock));
            out.line(&at("DTEND", Local::midnight(first.add_days(i64::from(*days))?), true, &clock));
        }
        // A time by itself is a moment; a series keeps its time on the wall.
        When::Hours { start, .. } if series.rule.is_some() || !series.extra.is_empty() => {
            let end = Instant::from_micros(clock.instant(*start)?.micros() + event.span().length().as_micros() as i64);
            out.line(&at("DTSTART", *start, false, &clock));
            out.line(&at("DTEND", clock.local(end)?, false, &clock));
        }
        When::Hours { .. } => {
            out.line(&format!("DTSTART:{}", stamp(event.starts_at)?));
            out.line(&format!("DTEND:{}", stamp(event.span().until)?));
        }
    }
    if let Some(rule) = &series.rule {
        out.line(&format!("RRULE:{}", told(rule, &series.when, &clock)));
    }
    for local in &series.extra {
        out.line(&at("RDATE", *local, event.all_day, &clock));
    }
    for local in &series.left_out {
        out.line(&at("EXDATE", *local, event.all_day, &clock));
    }
    texts(out, event);
    persons(out, event, people);
    for reminder in event.reminders.iter() {
        for line in ["BEGIN:VALARM", "ACTION:DISPLAY"] {
            out.line(line);
        }
        out.text("DESCRIPTION", &event.title);
        out.line(&format!("TRIGGER:-PT{}M", reminder.minutes));
        out.line("END:VALARM");
    }
    out.line("END:VEVENT");
    Ok(())
}

fn texts(out: &mut Writer, event: &Event) {
    out.text("SUMMARY", &event.title);
    if let Some(place) = &event.place {
        out.text("LOCATION", place);
    }
    if let Some(text) = &event.description {
        out.text("DESCRIPTION", text);
    }
    out.line(&format!("CATEGORIES:{}", event.kind.code().to_ascii_uppercase()));
    out.line(if event.private { "CLASS:PRIVATE" } else { "CLASS:PUBLIC" });
    out.line(if event.free { "TRANSP:TRANSPARENT" } else { "TRANSP:OPAQUE" });
    out.line(if event.state == State::NotHeld { "STATUS:CANCELLED" } else { "STATUS:CONFIRMED" });
}

fn persons(out: &mut Writer, event: &Event, people: &BTreeMap<i64, (String, String)>) {
    let quoted = |name: &str| name.chars().filter(|c| *c != '"' && !c.is_control()).collect::<String>();
    if event.attendees.is_empty() {
        return;
    }
    if let Some((name, login)) = event.owner.and_then(|owner| people.get(&owner.raw())) {
        out.line(&format!("ORGANIZER;CN=\"{}\":mailto:{login}", quoted(name)));
    }
    for attendee in event.attendees.iter() {
        let known = attendee.person.and_then(|person| people.get(&person.raw()).cloned());
        let name = known.as_ref().map(|(name, _)| name.clone()).or_else(|| attendee.name.clone()).unwrap_or_default();
        let email = known.map(|(_, login)| login).or_else(|| attendee.email.as_ref().map(|email| email.to_string()));
        let answer = match attendee.answer {
            Answer::Open => "NEEDS-ACTION",
            Answer::Accepted => "ACCEPTED",
            Answer::Tentative => "TENTATIVE",
            Answer::Declined => "DECLINED",
        };
        let role = if attendee.optional { "OPT-PARTICIPANT" } else { "REQ-PARTICIPANT" };
        // A calendar user has an address; whoever has none is named by an address that leads nowhere.
        let address = email.map_or_else(|| "invalid:nomail".to_owned(), |email| format!("mailto:{email}"));
        out.line(&format!("ATTENDEE;CN=\"{}\";ROLE={role};PARTSTAT={answer}:{address}", quoted(&name)));
    }
}

/// "DTSTART;TZID=Europe/Madrid:20261123T090000".
fn at(name: &str, local: Local, all_day: bool, zone: &Zone) -> String {
    match (all_day, zone.name()) {
        (true, _) => format!("{name};VALUE=DATE:{}", basic::day(local.date)),
        (false, "UTC") => format!("{name}:{}Z", basic::time(local)),
        (false, zone) => format!("{name};TZID={zone}:{}", basic::time(local)),
    }
}

/// The rule as others read it: its end is a moment in universal time where the series has hours.
fn told(rule: &Rule, when: &When, clock: &Zone) -> String {
    let mut rule = rule.clone();
    if !when.all_day() {
        let last = match rule.end {
            End::OnDay(day) => Some(Local { date: day, second: 86_399 }),
            End::AtLocal(local) => Some(local),
            _ => None,
        };
        if let Some(moment) = last.and_then(|last| clock.instant(last).ok()) {
            rule.end = End::At(moment);
        }
    }
    rule.to_string()
}

/// The zones that series are told in, and from when on.
fn zones(events: &[Event]) -> Vec<(Zone, Instant)> {
    let mut found: Vec<(Zone, Instant)> = Vec::new();
    for event in events.iter().filter(|e| !e.all_day && (e.rule.is_some() || e.extra.is_some() || e.original.is_some()))
    {
        let zone = event.clock();
        match found.iter_mut().find(|(known, _)| *known == zone) {
            Some((_, from)) => *from = (*from).min(event.starts_at),
            None if zone.name() != "UTC" => found.push((zone, event.starts_at)),
            None => {}
        }
    }
    found
}

/// What a zone does, change by change, for readers who do not know it.
fn timezone(out: &mut Writer, zone: &Zone, from: Instant) {
    let until = Instant::from_micros(from.micros() + 12 * 366 * DAY);
    let changes = zone.changes(Instant::from_micros(from.micros() - 400 * DAY), until);
    out.line("BEGIN:VTIMEZONE");
    out.line(&format!("TZID:{}", zone.name()));
    let offset = |seconds: i32| {
        let minutes = seconds.abs() / 60;
        format!("{}{:02}{:02}", if seconds < 0 { '-' } else { '+' }, minutes / 60, minutes % 60)
    };
    let mut observe = |name: &str, local: Local, before: i32, after: i32| {
        out.line(&format!("BEGIN:{name}"));
        out.line(&format!("DTSTART:{}", basic::time(local)));
        out.line(&format!("TZOFFSETFROM:{}", offset(before)));
        out.line(&format!("TZOFFSETTO:{}", offset(after)));
        out.line(&format!("END:{name}"));
    };
    if changes.is_empty() {
        let always = zone.offset_at(from);
        if let Ok(local) = Local::from_seconds(0) {
            observe("STANDARD", local, always, always);
        }
    }
    for change in changes {
        // On the wall as it was before.
        let local = Local::from_seconds(change.at.micros() / 1_000_000 + i64::from(change.before));
        if let Ok(local) = local {
            observe(
                if change.after > change.before { "DAYLIGHT" } else { "STANDARD" },
                local,
                change.before,
                change.after,
            );
        }
    }
    out.line("END:VTIMEZONE");
}
