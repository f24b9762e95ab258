//! Whether an event falls on what its people or its rooms have already, or on time in which they do not work. It is a warning: whoever means
//! it says so on the event, and that is kept with their name.

use super::timing::{FOREVER, told_span};
use super::{Event, State, diary};
use crate::{Resource, User, WorkingTime};
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
    pub whose: Whose,
    /// When: the part of the event that is in the way.
    pub span: Span,
    /// What.
    pub what: What,
}

/// Whose time is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Whose {
    Person(i64),
    /// A room or a vehicle.
    Resource(i64),
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
    let (mut people, mut resources) = (Vec::new(), Vec::new());
    for clash in &found {
        match clash.whose {
            Whose::Person(id) => people.push(id),
            Whose::Resource(id) => resources.push(id),
        }
    }
    let mut names = HashMap::new();
    for (id, name) in read.titles(User::DEF.name, &people)? {
        names.insert(Whose::Person(id), name);
    }
    for (id, name) in read.titles(Resource::DEF.name, &resources)? {
        names.insert(Whose::Resource(id), name);
    }
    for clash in found {
        let refusal = match &clash.what {
            What::Event { title, .. } => Refusal::new("platform.event_clash").arg("what", title),
            What::Busy => Refusal::new("platform.event_busy"),
            What::Closed { day: Some(day) } => Refusal::new("platform.event_on_holiday").arg("what", day),
            What::Closed { day: None } => match clash.whose {
                Whose::Person(_) => Refusal::new("platform.event_outside_hours"),
                Whose::Resource(_) => Refusal::new("platform.resource_shut"),
            },
        };
        let person = names.get(&clash.whose).cloned().unwrap_or_default();
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
    let booked = event.booked().iter().any(|resource| !before.booked().contains(resource));
    Ok(event.moved_from(&before) || joined || booked)
}

/// What is in the way of an event, at most ten of it.
pub fn of(read: &Read, event: &Event) -> Result<Vec<Clash>> {
    let resources: Vec<i64> = event.booked().into_iter().map(Id::raw).collect();
    of_both(read, event, &event.people().into_iter().map(Id::raw).collect::<Vec<_>>(), &resources)
}

/// What is in the way of an event for some of its people.
pub fn of_people(read: &Read, event: &Event, people: &[i64]) -> Result<Vec<Clash>> {
    of_both(read, event, people, &[])
}

fn of_both(read: &Read, event: &Event, people: &[i64], resources: &[i64]) -> Result<Vec<Clash>> {
    let Ok(mut series) = event.series() else { return Ok(Vec::new()) };
    if people.is_empty() && resources.is_empty() {
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
    found.extend(shut(read, resources, &wanted)?);
    // People of a free event may be booked elsewhere; its room is taken all the same.
    let people = if event.free { &[] } else { people };
    if !people.is_empty() || !resources.is_empty() {
        found.extend(taken(read, event, people, resources, &wanted, window, &zone)?);
    }
    found.sort_by_key(|clash| (clash.span.from, clash.whose));
    found.truncate(NAMED);
    Ok(found)
}

/// Events of the same people and in the same rooms at the same time.
fn taken(
    read: &Read,
    event: &Event,
    people: &[i64],
    resources: &[i64],
    wanted: &[Span],
    window: Span,
    zone: &Zone,
) -> Result<Vec<Clash>> {
    let Some(last) = wanted.iter().map(|span| span.until).max() else { return Ok(Vec::new()) };
    let shape = read.shape(Event::DEF.name)?;
    let own = event.original.as_deref().and_then(Local::parse);
    let (mut busy, mut visible) = (Vec::new(), HashMap::new());
    for entry in diary::of(read, Span { from: window.from, until: last }, zone, people, resources)? {
        let other = &entry.event;
        let itself = event.head.saved() && other.head.id == event.head.id;
        if itself || other.state != State::Planned {
            continue;
        }
        let of_series = event.series.is_some_and(|series| series.raw() == other.head.id);
        for occurrence in entry.occurrences.iter().filter(|o| !of_series || Some(o.original) != own) {
            let theirs = entry.people.iter().filter(|person| !other.free && people.contains(person));
            let rooms = entry.resources.iter().filter(|resource| resources.contains(resource));
            let whose = theirs.map(|id| Whose::Person(*id)).chain(rooms.map(|id| Whose::Resource(*id)));
            busy.extend(whose.map(|whose| Busy { span: occurrence.span, by: (whose, other.head.id) }));
        }
        let sees = read.may(&shape, &other.to_record(), action::READ)?;
        visible.insert(other.head.id, sees.then(|| other.title.clone()));
    }
    let clash = |(_, place): (usize, usize)| {
        let Busy { span, by: (whose, id) } = busy[place];
        let what = match visible.get(&id).cloned().flatten() {
            Some(title) => What::Event { id, title },
            None => What::Busy,
        };
        Clash { whose, span, what }
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
            found.push(Clash { whose: Whose::Person(*person), span: *first, what: What::Closed { day } });
            named += 1;
            if named == NAMED {
                break;
            }
        }
    }
    Ok(found)
}

/// Times at which its rooms may not be used; most may be at any time.
fn shut(read: &Read, resources: &[i64], wanted: &[Span]) -> Result<Vec<Clash>> {
    let mut found = Vec::new();
    if resources.is_empty() {
        return Ok(found);
    }
    let time = WorkingTime::of(read)?;
    let booked: Vec<Resource> = read.select("id IN LIST($1) ORDER BY id", &[store::id_list(resources)])?;
    for resource in booked {
        let Some(calendar) = resource.calendar.and_then(|calendar| time.calendar(calendar)) else { continue };
        let closed = wanted.iter().filter_map(|span| outside(&calendar, *span).ok()?.first().copied());
        let whose = Whose::Resource(resource.head.id);
        found.extend(closed.take(NAMED).map(|span| Clash { whose, span, what: What::Closed { day: None } }));
    }
    Ok(found)
}
