//! Whose time is taken when: the events of a stretch of time, series told out, as calendars and checks need them.

use super::{Answer, Event};
use base::{Local, Result, Zone};
use entity::Value;
use std::collections::{BTreeSet, HashMap};
use store::{Read, id_list as list};
use worktime::{Occurrence, Span};

/// Most events that one look takes in; a week of a hundred people has fewer.
const MOST: i64 = 5_000;

/// Most events of one series that one look tells.
const OF_SERIES: usize = 400;

/// An event and when it takes place within the stretch.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The event without its lines.
    pub event: Event,
    /// The users whose time it takes.
    pub people: Vec<i64>,
    /// The resources it takes.
    pub resources: Vec<i64>,
    /// When.
    pub occurrences: Vec<Occurrence>,
}

/// What takes place within a stretch of time, for these people or, with none named, for everybody. Whole days are those of the
/// viewer's zone. Rights are the caller's to apply: whoever may not see an event learns at most that time is taken.
pub fn within(read: &Read, window: Span, viewer: &Zone, people: &[i64]) -> Result<Vec<Entry>> {
    of(read, window, viewer, people, &[])
}

/// The same for people and resources: what takes the time of one of them.
pub fn of(read: &Read, window: Span, viewer: &Zone, people: &[i64], resources: &[i64]) -> Result<Vec<Entry>> {
    let events = found(read, window, people, resources)?;
    let ids: Vec<i64> = events.iter().map(|event| event.head.id).collect();
    let (mut attending, mut taken_out) = (attending(read, &ids)?, taken_out(read, &ids)?);
    let mut booked = booked(read, &ids)?;
    let mut entries = Vec::new();
    for event in events {
        let id = event.head.id;
        let mut persons: Vec<i64> = event.owner.map(base::Id::raw).into_iter().collect();
        for (person, comes) in attending.remove(&id).unwrap_or_default() {
            match comes {
                true if !persons.contains(&person) => persons.push(person),
                false => persons.retain(|known| *known != person || event.owner.map(base::Id::raw) == Some(person)),
                true => {}
            }
        }
        let taken = booked.remove(&id).unwrap_or_default();
        let theirs = persons.iter().any(|p| people.contains(p)) || taken.iter().any(|r| resources.contains(r));
        if !(people.is_empty() && resources.is_empty() || theirs) {
            continue;
        }
        // A series that an older program wrote and this one cannot read shows its first event.
        let Ok(mut series) = event.series() else { continue };
        series.left_out.extend(taken_out.remove(&id).unwrap_or_default());
        let Ok(told) = series.within(window, viewer, OF_SERIES) else { continue };
        if !told.occurrences.is_empty() {
            entries.push(Entry { event, people: persons, resources: taken, occurrences: told.occurrences });
        }
    }
    Ok(entries)
}

/// Events that may lie in the stretch: short ones by their beginning, long ones and series by their end.
fn found(read: &Read, window: Span, people: &[i64], resources: &[i64]) -> Result<Vec<Event>> {
    // Whole days begin earlier or later elsewhere.
    let day = 86_400 * 1_000_000;
    let (from, until) = (window.from.micros().saturating_sub(day), window.until.micros().saturating_add(day));
    let month_before = from.saturating_sub(31 * day);
    let mine = |first: usize| {
        let mut wanted = Vec::new();
        if !people.is_empty() {
            wanted.push(format!(
                "owner IN LIST(${first}) OR id IN (SELECT document FROM platform_attendee WHERE person IN LIST(${first}))"
            ));
        }
        if !resources.is_empty() {
            let place = first + wanted.len();
            wanted.push(format!("id IN (SELECT document FROM platform_booking WHERE resource IN LIST(${place}))"));
        }
        if wanted.is_empty() { String::new() } else { format!(" AND ({})", wanted.join(" OR ")) }
    };
    let theirs = [people, resources].into_iter().filter(|ids| !ids.is_empty()).map(list);
    let theirs: Vec<Value> = theirs.collect();
    let short = format!(
        "starts_at >= $1 AND starts_at < $2 AND until_at >= $3 AND lasting = 0 AND archived_at IS NULL{} \
         ORDER BY starts_at, id LIMIT {MOST}",
        mine(4)
    );
    let mut params: Vec<Value> = vec![month_before.into(), until.into(), from.into()];
    params.extend(theirs.iter().cloned());
    let mut events: Vec<Event> = read.select(&short, &params)?;
    let long = format!(
        "lasting = 1 AND until_at >= $1 AND starts_at < $2 AND archived_at IS NULL{} ORDER BY until_at, id LIMIT {MOST}",
        mine(3)
    );
    let mut params: Vec<Value> = vec![from.into(), until.into()];
    params.extend(theirs);
    events.extend(read.select::<Event>(&long, &params)?);
    Ok(events)
}

/// Users among the attendees of events, and whether each comes.
fn attending(read: &Read, events: &[i64]) -> Result<HashMap<i64, Vec<(i64, bool)>>> {
    let sql = store::sql!(
        "platform.attending",
        "SELECT document, person, answer FROM platform_attendee WHERE document IN LIST($1) AND person IS NOT NULL \
         ORDER BY document, position"
    );
    let mut found: HashMap<i64, Vec<(i64, bool)>> = HashMap::new();
    if events.is_empty() {
        return Ok(found);
    }
    for row in read.query(sql, &[list(events)])? {
        let (Some(event), Some(person)) = (row.first().and_then(Value::int), row.get(1).and_then(Value::int)) else {
            continue;
        };
        let declined = row.get(2).and_then(Value::text) == Some(<Answer as entity::Choice>::code(Answer::Declined));
        found.entry(event).or_default().push((person, !declined));
    }
    Ok(found)
}

/// The resources that events take.
fn booked(read: &Read, events: &[i64]) -> Result<HashMap<i64, Vec<i64>>> {
    let sql = store::sql!(
        "platform.booked",
        "SELECT document, resource FROM platform_booking WHERE document IN LIST($1) ORDER BY document, position"
    );
    let mut found: HashMap<i64, Vec<i64>> = HashMap::new();
    if events.is_empty() {
        return Ok(found);
    }
    for row in read.query(sql, &[list(events)])? {
        if let (Some(event), Some(resource)) = (row.first().and_then(Value::int), row.get(1).and_then(Value::int)) {
            found.entry(event).or_default().push(resource);
        }
    }
    Ok(found)
}

/// What was taken out of series, by the name the series has for it.
pub(crate) fn taken_out(read: &Read, series: &[i64]) -> Result<HashMap<i64, BTreeSet<Local>>> {
    let sql = store::sql!(
        "platform.taken_out",
        "SELECT series, original FROM platform_event WHERE series IN LIST($1) AND archived_at IS NULL"
    );
    let mut found: HashMap<i64, BTreeSet<Local>> = HashMap::new();
    if series.is_empty() {
        return Ok(found);
    }
    for row in read.query(sql, &[list(series)])? {
        let name = row.get(1).and_then(Value::text).and_then(Local::parse);
        if let (Some(series), Some(name)) = (row.first().and_then(Value::int), name) {
            found.entry(series).or_default().insert(name);
        }
    }
    Ok(found)
}
