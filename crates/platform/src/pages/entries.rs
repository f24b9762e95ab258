//! What a calendar shows of events: where each stands on the wall of whoever looks, and no more than they may see.

use crate::event::{Event, EventKind, State, diary};
use base::{Date, Id, Instant, Local, Result, Zone};
use entity::{Described, Entity};
use std::collections::HashMap;
use store::{Read, action};
use ui::page::{CalendarEntry as Entry, DiaryTimed as Timed};
use ui::part::Tone;
use worktime::{Occurrence, Span};

/// One event of the stretch that is shown, as far as the reader may see it.
pub(super) struct Seen {
    pub event: Event,
    pub occurrence: Occurrence,
    /// Whose time it takes.
    pub people: Vec<i64>,
    /// The rooms and vehicles it takes.
    pub resources: Vec<i64>,
    /// The reader may see what it is.
    pub visible: bool,
    /// The reader may move it.
    pub movable: bool,
    /// On the wall of whoever looks: its first second, and the one after its last.
    pub from: Local,
    pub until: Local,
}

/// How entries are named and coloured.
pub(super) struct Colours<'a> {
    /// People in the order of their colours; one alone leaves the colours to the kinds of events.
    pub people: &'a [i64],
}

/// What takes place in a stretch of time for these people.
pub(super) fn seen(read: &Read, window: Span, zone: &Zone, people: &[i64], resources: &[i64]) -> Result<Vec<Seen>> {
    let shape = read.shape(Event::DEF.name)?;
    let mut all = Vec::new();
    for entry in diary::of(read, window, zone, people, resources)? {
        let record = entry.event.to_record();
        let visible = read.may(&shape, &record, action::READ)?;
        let movable = visible && entry.event.state == State::Planned && read.may(&shape, &record, action::EDIT)?;
        let idle = entry.event.free && !entry.resources.iter().any(|r| resources.contains(r));
        if !visible && (idle || entry.event.state != State::Planned) {
            continue;
        }
        for occurrence in entry.occurrences {
            // Whole days are the days they are, wherever somebody looks from.
            let (from, until) = match entry.event.all_day {
                true => {
                    let days = occurrence.span.length().as_secs().div_ceil(86_400).max(1) as i64;
                    (occurrence.start, Local::midnight(occurrence.start.date).add_seconds(days * 86_400)?)
                }
                false => (zone.local(occurrence.span.from)?, zone.local(occurrence.span.until)?),
            };
            all.push(Seen {
                event: entry.event.clone(),
                occurrence,
                people: entry.people.clone(),
                resources: entry.resources.clone(),
                visible,
                movable,
                from,
                until: until.max(from),
            });
        }
    }
    all.sort_by_key(|seen| (seen.from, seen.until, seen.event.head.id));
    Ok(all)
}

impl Seen {
    /// True when it takes some of this day.
    pub fn on(&self, day: Date) -> bool {
        let last = if self.until > self.from && self.until.second == 0 {
            self.until.seconds() - 1
        } else {
            self.until.seconds()
        };
        self.from.date <= day && Local::from_seconds(last).is_ok_and(|last| day <= last.date)
    }

    /// True when it stands above the hours: whole days, and what lasts a day or longer.
    pub fn whole(&self) -> bool {
        self.event.all_day || self.until.seconds() - self.from.seconds() >= 86_400
    }

    /// The minutes of a day that it takes.
    fn minutes(&self, day: Date) -> (u16, u16) {
        let from = if self.from.date < day { 0 } else { super::minute(self.from) };
        let until = if self.until.date > day { 24 * 60 } else { super::minute(self.until) };
        (from, until.max(from))
    }

    /// The entry as it stands on a day.
    pub fn entry(
        &self,
        words: &dyn Fn(&str) -> String,
        at: &super::calendar::Places,
        day: Date,
        colours: &Colours,
    ) -> Entry {
        let event = &self.event;
        let (from, until) = self.minutes(day);
        let clock = crate::working_calendar::clock;
        let length = match event.all_day {
            true => (self.until.seconds() - self.from.seconds()) / 86_400,
            false => (self.occurrence.span.length().as_secs() / 60) as i64,
        };
        let kind = words(&format!("platform-event-kind-{}", event.kind.code()));
        // Series, and what goes on from the day before, are moved where they begin.
        let begins = self.from.date == day;
        Entry {
            id: event.head.id.to_string(),
            version: event.head.version,
            title: if self.visible { event.title.clone() } else { words("platform-calendar-busy") },
            href: if self.visible { at.of(self) } else { String::new() },
            time: (!self.whole()).then(|| format!("{}–{}", clock(from), clock(until))),
            tone: self.tone(colours),
            kind: self.visible.then_some(kind),
            movable: self.movable && begins,
            original: (self.visible && event.rule.is_some()).then(|| self.occurrence.original.to_string()),
            people: Some(self.people.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")),
            from: (!event.all_day).then(|| super::minute(self.from)),
            length: u32::try_from(length).ok(),
            off: event.state == State::NotHeld,
        }
    }

    /// Colour of its owner, or of its kind when one person's calendar is shown; never of both.
    fn tone(&self, colours: &Colours) -> Tone {
        if colours.people.len() > 1 {
            let place = colours.people.iter().position(|person| self.people.contains(person));
            return person_tone(place.unwrap_or(0));
        }
        match self.event.kind {
            _ if !self.visible => Tone::Neutral,
            EventKind::Meeting => Tone::Info,
            EventKind::Appointment => Tone::Warn,
            EventKind::Call => Tone::Violet,
            EventKind::Visit => Tone::Teal,
            EventKind::Email | EventKind::Letter | EventKind::Fax => Tone::Neutral,
        }
    }
}

/// The colour of a person by their place among those shown. Red stays for what is late or wrong.
pub(super) fn person_tone(place: usize) -> Tone {
    [Tone::Info, Tone::Violet, Tone::Teal, Tone::Warn, Tone::Success, Tone::Neutral][place % 6]
}

/// Entries beside the hours of a day, in lanes where they fall on each other.
pub(super) fn lanes(mut entries: Vec<(u16, u16, Entry)>) -> Vec<Timed> {
    entries.sort_by_key(|(from, until, _)| (*from, u16::MAX - until));
    let mut placed: Vec<(u8, u8, u8, Entry)> = Vec::new();
    let (mut timed, mut cluster_end) = (Vec::new(), 0u8);
    let mut free: Vec<u8> = Vec::new();
    let flush = |placed: &mut Vec<(u8, u8, u8, Entry)>, lanes: usize, timed: &mut Vec<Timed>| {
        // As many lanes as the sheet has classes for; what is beyond shares the last.
        let lanes = [1u8, 2, 3, 4, 6].into_iter().find(|n| usize::from(*n) >= lanes).unwrap_or(6);
        for (from, length, lane, entry) in placed.drain(..) {
            timed.push(Timed { entry, from, length, lane: lane.min(lanes - 1), lanes });
        }
    };
    for (from, until, entry) in entries {
        let start = (from / 15).min(95) as u8;
        let end = (until.div_ceil(15).min(96) as u8).max(start + 1);
        if start >= cluster_end {
            flush(&mut placed, free.len(), &mut timed);
            free.clear();
        }
        let lane = free.iter().position(|until| *until <= start).unwrap_or_else(|| {
            free.push(0);
            free.len() - 1
        });
        free[lane] = end;
        cluster_end = cluster_end.max(end);
        placed.push((start, end - start, lane as u8, entry));
    }
    flush(&mut placed, free.len(), &mut timed);
    timed
}

/// Events of one column: a day, or the day of a person or a room.
pub(super) fn column(
    all: &[Seen],
    day: Date,
    takes: &dyn Fn(&Seen) -> bool,
    entry: &dyn Fn(&Seen) -> Entry,
) -> (Vec<Entry>, Vec<Timed>) {
    let mine = all.iter().filter(|seen| seen.on(day) && takes(seen));
    let (whole, timed): (Vec<&Seen>, Vec<&Seen>) = mine.partition(|seen| seen.whole());
    let timed = timed.into_iter().map(|seen| {
        let (from, until) = seen.minutes(day);
        (from, until, entry(seen))
    });
    (whole.into_iter().map(entry).collect(), lanes(timed.collect()))
}

/// The quarters of a day in which somebody does not work: the first, and how many.
pub(super) fn shut(calendar: &worktime::Calendar, day: Date, zone: &Zone) -> Vec<(u8, u8)> {
    let bounds =
        (zone.boundary(Local::midnight(day)), day.add_days(1).map(|next| zone.boundary(Local::midnight(next))));
    let (Ok(from), Ok(Ok(until))) = bounds else { return Vec::new() };
    let closed = worktime::outside(calendar, Span { from, until }).unwrap_or_default();
    let quarter = |at: Instant, end: bool| match zone.local(at) {
        Ok(local) if local.date > day => 96,
        Ok(local) if end => local.second.div_ceil(900) as u8,
        Ok(local) => (local.second / 900) as u8,
        Err(_) => 0,
    };
    let pieces = closed.into_iter().map(|span| (quarter(span.from, false), quarter(span.until, true)));
    pieces.filter(|(from, until)| from < until).map(|(from, until)| (from, until - from)).collect()
}

/// What people have already in a stretch of time, by person: for finding a time at which all are free.
pub(super) fn busy(all: &[Seen]) -> HashMap<i64, Vec<Span>> {
    let mut busy: HashMap<i64, Vec<Span>> = HashMap::new();
    for seen in all.iter().filter(|seen| !seen.event.free && seen.event.state == State::Planned) {
        for person in &seen.people {
            busy.entry(*person).or_default().push(seen.occurrence.span);
        }
    }
    busy
}

/// When a room or a vehicle is taken.
pub(super) fn taken(all: &[Seen], resource: i64) -> Vec<Span> {
    let planned = all.iter().filter(|seen| seen.event.state == State::Planned && seen.resources.contains(&resource));
    planned.map(|seen| seen.occurrence.span).collect()
}

/// A record's id as it stands in an address.
pub(super) fn id_of(text: &str) -> Option<Id<Event>> {
    text.parse().ok().filter(|id| (1..1i64 << 53).contains(id)).map(Id::from_raw)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn placed(times: &[(u16, u16)]) -> Vec<(u8, u8, u8, u8)> {
        let entries = times.iter().map(|(from, until)| (*from, *until, Entry::default())).collect();
        lanes(entries).into_iter().map(|t| (t.from, t.length, t.lane, t.lanes)).collect()
    }

    #[test]
    fn what_falls_on_each_other_stands_beside_each_other() {
        assert_eq!(placed(&[(540, 600), (600, 660)]), [(36, 4, 0, 1), (40, 4, 0, 1)], "one after the other");
        assert_eq!(placed(&[(540, 660), (570, 600), (600, 630)]), [(36, 8, 0, 2), (38, 2, 1, 2), (40, 2, 1, 2)]);
        let many = placed(&[(540, 600); 8]);
        assert!(many.iter().all(|(_, _, lane, lanes)| *lanes == 6 && lane < lanes), "{many:?}");
        assert_eq!(placed(&[(1435, 1440), (0, 0)]), [(0, 1, 0, 1), (95, 1, 0, 1)], "nothing is shorter than a quarter");
    }
}
