//! The timeline of a record: what changed, what was written, filed and planned, newest first, a page at a time.

use crate::approval::Decision;
use crate::{Activity, Attachment, Event as Meeting, Host, Note, host};
use base::{Instant, Result};
use entity::{Described, Entity, Shape};
use std::collections::VecDeque;
use std::sync::Arc;
use store::audit::{self, Entry};
use store::{Access, Read};

/// What happened.
#[derive(Clone, Debug)]
pub enum What {
    /// The record was made, changed or an operation ran; with the fields the reader may see.
    Changed(Entry),
    /// Somebody wrote a note.
    Noted(Note),
    /// Somebody added a file.
    Filed(Attachment),
    /// Somebody planned an activity.
    Planned(Activity),
    /// Somebody put an event into a calendar.
    Booked(Box<Meeting>),
    /// Somebody asked for approval, or answered.
    Decided(Decision),
}

/// One entry of a timeline.
#[derive(Clone, Debug)]
pub struct Event {
    /// When.
    pub at: Instant,
    /// Which user; nobody is the program itself.
    pub by: Option<i64>,
    /// What.
    pub what: What,
}

/// Where the next page goes on: the last id of each source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    changed: i64,
    noted: i64,
    filed: i64,
    planned: i64,
    booked: i64,
    decided: i64,
}

impl Cursor {
    const START: Cursor = Cursor {
        changed: i64::MAX,
        noted: i64::MAX,
        filed: i64::MAX,
        planned: i64::MAX,
        decided: i64::MAX,
        booked: i64::MAX,
    };

    /// The cursor as it stands in an address.
    pub fn write(self) -> String {
        let places = [self.changed, self.noted, self.filed, self.planned, self.decided, self.booked];
        places.map(|place| place.to_string()).join(".")
    }

    /// A cursor from an address; nothing for anything else.
    pub fn read(text: &str) -> Option<Cursor> {
        let parts: Vec<i64> = text.split('.').map(str::parse).collect::<Result<_, _>>().ok()?;
        match parts.as_slice() {
            &[changed, noted, filed, planned, decided, booked] => {
                Some(Cursor { changed, noted, filed, planned, decided, booked })
            }
            _ => None,
        }
    }
}

/// One page of the timeline of a record that whoever asks may see, and where the next one begins.
pub fn of(
    read: &Read,
    entity: &str,
    id: i64,
    after: Option<Cursor>,
    limit: usize,
) -> Result<(Vec<Event>, Option<Cursor>)> {
    let host = Host::of(read, entity, id)?;
    host.visible(read)?;
    let (shape, access) = (read.shape(entity)?, read.access()?);
    let mut cursor = after.unwrap_or(Cursor::START);
    // One more than asked of each source tells whether there is a next page.
    let most = limit as i64 + 1;
    let mut hosts = vec![host];
    hosts.extend(host::shown_at(read, host)?);
    let mut sources = [
        changes(read, &shape, &access, id, cursor.changed, most)?,
        of_host(read, &hosts, crate::note::ABOUT, cursor.noted, most, What::Noted)?,
        of_host(read, &hosts, OWN, cursor.filed, most, What::Filed)?,
        of_host(read, &hosts, OWN, cursor.planned, most, What::Planned)?,
        decisions(read, host, cursor.decided, most)?,
        booked(read, &hosts, cursor.booked, most)?,
    ];
    let mut events = Vec::with_capacity(limit);
    while events.len() < limit {
        // Among equal moments the change comes last, so that it stands above what came with it.
        let newest =
            (0..sources.len()).filter_map(|i| Some((sources[i].front()?.1.at, i))).max_by_key(|(at, i)| (*at, 9 - i));
        let Some((_, source)) = newest else { break };
        if let Some((id, event)) = sources[source].pop_front() {
            let places = [
                &mut cursor.changed,
                &mut cursor.noted,
                &mut cursor.filed,
                &mut cursor.planned,
                &mut cursor.decided,
                &mut cursor.booked,
            ];
            if let Some(place) = places.into_iter().nth(source) {
                *place = id;
            }
            events.push(event);
        }
    }
    let more = sources.iter().any(|s| !s.is_empty());
    Ok((events, more.then_some(cursor)))
}

type Source = VecDeque<(i64, Event)>;

fn changes(read: &Read, shape: &Arc<Shape>, access: &Access, id: i64, before: i64, most: i64) -> Result<Source> {
    let entries = audit::history(read, shape, id, Some(before), most)?;
    let event = |mut entry: Entry| {
        close(shape, access, &mut entry);
        (entry.id, Event { at: entry.at, by: entry.by, what: What::Changed(entry) })
    };
    Ok(entries.into_iter().map(event).collect())
}

/// Leaves out what this reader may not see, in the record and in its lines.
fn close(shape: &Arc<Shape>, access: &Access, entry: &mut Entry) {
    entry.changes.retain(|field, _| access.sees(shape, field));
    for (place, lines) in &shape.lines {
        let Some(changed) = entry.changes.get_mut(shape.fields[*place].name).and_then(|c| c.as_object_mut()) else {
            continue;
        };
        for change in changed.values_mut() {
            let halves = match change.as_array_mut() {
                Some(halves) => halves.iter_mut().collect(),
                None => vec![change],
            };
            for half in halves {
                if let Some(fields) = half.as_object_mut() {
                    fields.retain(|field, _| access.sees(lines, field));
                }
            }
        }
    }
}

fn decisions(read: &Read, host: Host, before: i64, most: i64) -> Result<Source> {
    let condition = "source_kind = $1 AND source = $2 AND id < $3 ORDER BY id DESC LIMIT $4";
    let params = [host.kind.into(), host.record.into(), before.into(), most.into()];
    let found: Vec<Decision> = read.select(condition, &params)?;
    let event = |decision: Decision| {
        let (id, at) = (decision.head.id, decision.head.created_at.unwrap_or(Instant::from_micros(0)));
        (id, Event { at, by: decision.person.map(base::Id::raw), what: What::Decided(decision) })
    };
    Ok(found.into_iter().map(event).collect())
}

/// What belongs to the record, `$1` and `$2`.
const OWN: &str = "host_kind = $1 AND host = $2";

/// Events on the record; those of a series that were taken out of it stand for themselves, and private ones only for their people.
fn booked(read: &Read, hosts: &[Host], before: i64, most: i64) -> Result<Source> {
    let shape = read.shape(Meeting::DEF.name)?;
    let (mut seen, mut before) = (Source::new(), before);
    // A page of others' private events is no end: older ones may be for everybody.
    loop {
        let all = of_host(read, hosts, OWN, before, most, |meeting: Meeting| What::Booked(Box::new(meeting)))?;
        let last = all.back().map(|(id, _)| *id).filter(|_| all.len() as i64 == most);
        for (id, event) in all {
            let hidden = match &event.what {
                What::Booked(meeting) if meeting.private => {
                    !read.may(&shape, &meeting.to_record(), store::action::READ)?
                }
                _ => false,
            };
            if !hidden {
                seen.push_back((id, event));
            }
        }
        match last {
            Some(last) if (seen.len() as i64) < most => before = last,
            _ => return Ok(seen),
        }
    }
}

fn of_host<E: Entity>(
    read: &Read,
    hosts: &[Host],
    whose: &str,
    before: i64,
    most: i64,
    what: fn(E) -> What,
) -> Result<Source> {
    let condition = format!("{whose} AND id < $3 AND archived_at IS NULL ORDER BY id DESC LIMIT $4");
    let mut found: Vec<E> = Vec::new();
    for host in hosts {
        found.extend(read.select(&condition, &[host.kind.into(), host.record.into(), before.into(), most.into()])?);
    }
    if hosts.len() > 1 {
        found.sort_by_key(|record: &E| -record.head().id);
        found.truncate(usize::try_from(most).unwrap_or(0));
    }
    let event = |record: E| {
        let head = record.head();
        let (id, at, by) = (head.id, head.created_at.unwrap_or(Instant::from_micros(0)), head.created_by);
        (id, Event { at, by, what: what(record) })
    };
    Ok(found.into_iter().map(event).collect())
}
