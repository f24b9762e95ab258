//! Whether an event falls on what its people have already, or on time in which they do not work. It is a warning: whoever means
//! it says so on the event, and that is kept with their name.

use super::timing::{FOREVER, told_span};
use super::{Event, State, diary};
use crate::WorkingTime;
use base::{Id, Instant, Local, Refusal, Result, Zone};
use entity::{Described, Entity};
use std::collections::HashMap;
use store::{Read, Refusals, action};
use worktime::{Busy, Span, clashes, outside};

/// Clashes that one warning names.
const NAMED: usize = 10;

/// How far ahead a series is looked at, and how many of it.
const AHEAD: i64 = 548 * 86_400 * 1_000_000;
const OF_SERIES: usize = 200;

/// Something in the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// Whose time it is.
    pub person: i64,
    /// When: the part of the event that is in the way.
    pub span: Span,
    /// What.
    pub what: What,
}

/// What is in the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// An event that whoever asks may see.
    Event { id: i64, title: String },
    /// Something they may not see.
    Busy,
    /// They do not work then; a holiday has a name.
    Closed { day: Option<String> },
}

/// Adds what is in the way, unless it was accepted, is over, or nothing changed about time and people.
pub(super) fn check(event: &Event, read: &Read, refusals: &mut Refusals) -> Result<()> {
    let over = event.until_at.is_some_and(|until| until <= read.now());
    if event.accepted || event.state != State::Planned || over || !asks(event, read)? {
        return Ok(());
    }
    told(event, read, of(read, event)?, refusals)
}

/// What is in the way, as refusals that name it.
pub(super) fn told(event: &Event, read: &Read, found: Vec<Clash>, refusals: &mut Refusals) -> Result<()> {
    let zone = event.clock();
    let ids: Vec<i64> = found.iter().map(|clash| clash.person).collect();
    let names = read.titles(crate::User::DEF.name, &ids)?;
    for clash in found {
        let refusal = match &clash.what {
            What::Event { title, .. } => Refusal::new("platform.event_clash").arg("what", title),
            What::Busy => Refusal::new("platform.event_busy"),
            What::Closed { day: Some(day) } => Refusal::new("platform.event_on_holiday").arg("what", day),
            What::Closed { day: None } => Refusal::new("platform.event_outside_hours"),
        };
        let person = names.get(&clash.person).cloned().unwrap_or_default();
        let when = told_span(clash.span, &zone, false);
        refusals.add(refusal.field("accepted").arg("person", person).arg("when", when));
    }
    Ok(())
}

/// True when times or people differ from what was saved before.
fn asks(event: &Event, read: &Read) -> Result<bool> {
    if !event.head.saved() {
        return Ok(true);
    }
    let Some(record) = read.find(Event::DEF.name, event.head.id)? else { return Ok(true) };
    let before = Event::from_record(&record).map_err(store::damaged)?;
    let loaded = matches!(event.attendees, entity::Lines::Loaded(_));
    let joined = loaded && event.people().iter().any(|person| !before.people().contains(person));
    Ok(event.moved_from(&before) || joined)
}

/// What is in the way of an event, at most ten of it.
pub fn of(read: &Read, event: &Event) -> Result<Vec<Clash>> {
    of_people(read, event, &event.people().into_iter().map(Id::raw).collect::<Vec<_>>())
}

/// What is in the way of an event for some of its people.
pub fn of_people(read: &Read, event: &Event, people: &[i64]) -> Result<Vec<Clash>> {
    let Ok(mut series) = event.series() else { return Ok(Vec::new()) };
    if people.is_empty() {
        return Ok(Vec::new());
    }
    let zone = event.clock();
    if event.head.saved() {
        let taken = diary::taken_out(read, &[event.head.id])?;
        series.left_out.extend(taken.into_values().flatten());
    }
    let from = event.starts_at.max(Instant::from_micros(read.now().micros() - 1));
    let until = event.until_at.unwrap_or(FOREVER).min(Instant::from_micros(from.micros().saturating_add(AHEAD)));
    let window = Span { from, until: until.max(Instant::from_micros(from.micros() + 1)) };
    let Ok(told) = series.within(window, &zone, OF_SERIES) else { return Ok(Vec::new()) };
    let wanted: Vec<Span> = told.occurrences.iter().map(|occurrence| occurrence.span).collect();
    let mut found = closed(read, event, people, &wanted)?;
    if !event.free {
        found.extend(taken(read, event, people, &wanted, window, &zone)?);
    }
    found.sort_by_key(|clash| (clash.span.from, clash.person));
    found.truncate(NAMED);
    Ok(found)
}

/// Events of the same people at the same time.
fn taken(read: &Read, event: &Event, people: &[i64], wanted: &[Span], window: Span, zone: &Zone) -> Result<Vec<Clash>> {
    let Some(last) = wanted.iter().map(|span| span.until).max() else { return Ok(Vec::new()) };
    let shape = read.shape(Event::DEF.name)?;
    let own = event.original.as_deref().and_then(Local::parse);
    let (mut busy, mut visible) = (Vec::new(), HashMap::new());
    for entry in diary::within(read, Span { from: window.from, until: last }, zone, people)? {
        let other = &entry.event;
        let itself = event.head.saved() && other.head.id == event.head.id;
        if itself || other.free || other.state != State::Planned {
            continue;
        }
        let of_series = event.series.is_some_and(|series| series.raw() == other.head.id);
        for occurrence in entry.occurrences.iter().filter(|o| !of_series || Some(o.original) != own) {
            let theirs = entry.people.iter().filter(|person| people.contains(person));
            busy.extend(theirs.map(|person| Busy { span: occurrence.span, by: (*person, other.head.id) }));
        }
        let sees = read.may(&shape, &other.to_record(), action::READ)?;
        visible.insert(other.head.id, sees.then(|| other.title.clone()));
    }
    let clash = |(_, place): (usize, usize)| {
        let Busy { span, by: (person, id) } = busy[place];
        let what = match visible.get(&id).cloned().flatten() {
            Some(title) => What::Event { id, title },
            None => What::Busy,
        };
        Clash { person, span, what }
    };
    Ok(clashes(wanted, &busy, NAMED).into_iter().map(clash).collect())
}

/// Times at which its people do not work. Whole days ask nobody to work all day.
fn closed(read: &Read, event: &Event, people: &[i64], wanted: &[Span]) -> Result<Vec<Clash>> {
    let mut found = Vec::new();
    if event.all_day {
        return Ok(found);
    }
    let time = WorkingTime::of(read)?;
    for person in people {
        let user = Id::from_raw(*person);
        let Some(calendar) = time.of_user(user) else { continue };
        let mut named = 0;
        for span in wanted {
            let closed = outside(&calendar, *span).unwrap_or_default();
            let Some(first) = closed.first() else { continue };
            let day = calendar.zone().local(first.from).ok().and_then(|local| time.day_name(user, local.date));
            let whole = calendar.zone().local(first.from).is_ok_and(|local| calendar.day(local.date).is_off());
            let day = day.filter(|_| whole).map(str::to_owned);
            found.push(Clash { person: *person, span: *first, what: What::Closed { day } });
            named += 1;
            if named == NAMED {
                break;
            }
        }
    }
    Ok(found)
}
