//! Taking a calendar file into somebody's calendar: what is new is made, what came before is changed, what cannot be is told.

use super::{events, read};
use crate::lines::Component;
use base::{Error, Id, Local, Refusal, Result, Zone};
use entity::{Entity, Lines};
use platform::{Attendee, Event, User};
use std::collections::HashMap;
use store::{Read, Tx, action};

/// The most events that one file brings at once.
pub const MOST_EVENTS: usize = 1_000;

/// Reasons that are told of one file.
const MOST_REASONS: usize = 10;

/// What came of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    pub made: usize,
    pub changed: usize,
    pub left_out: usize,
}

/// What would come of one event.
#[derive(Clone, Debug, PartialEq)]
pub enum Outlook {
    /// It is made.
    New,
    /// It came before and is changed.
    Changed,
    /// It cannot be taken in.
    LeftOut(Refusal),
}

/// One event of a file, looked at before anything is taken in.
#[derive(Clone, Debug)]
pub struct Look {
    /// Empty where the file cannot be understood that far.
    pub event: Option<Event>,
    pub outlook: Outlook,
}

/// Whose calendar it comes into: whoever asks, if they may make events.
fn asking(read: &Read) -> Result<Id<User>> {
    read.allowed(&*read.shape(Event::DEF.name)?, action::CREATE)?;
    let forbidden = || Error::forbidden(Event::DEF.name, action::CREATE);
    read.who().user.map(Id::<User>::from_raw).ok_or_else(forbidden)
}

/// The calendars of a file, within the limits.
fn limited(bytes: &[u8]) -> Result<Vec<Component>> {
    let calendars = read(bytes)?;
    let count: usize = calendars.iter().map(|calendar| events_of(calendar).count()).sum();
    if count > MOST_EVENTS {
        return Err(Refusal::new("exchange.calendar_too_many").arg("found", count).arg("limit", MOST_EVENTS).into());
    }
    base::ensure!(count > 0, "exchange.calendar_empty")?;
    Ok(calendars)
}

fn events_of(calendar: &Component) -> impl Iterator<Item = &Component> {
    calendar.parts.iter().filter(|part| part.name == "VEVENT")
}

/// What a file would bring into the calendar of whoever asks; nothing is stored.
pub fn look(read: &Read, bytes: &[u8]) -> Result<Vec<Look>> {
    let owner = asking(read)?;
    let home = platform::WorkingTime::of(read)?.zone_of(owner);
    let mut looks = Vec::new();
    for calendar in &limited(bytes)? {
        for component in events_of(calendar) {
            if is_reply(calendar) {
                looks.push(match asked(read, component, calendar, owner)? {
                    Ok((event, _)) => Look { event: Some(event), outlook: Outlook::Changed },
                    Err(reason) => Look { event: None, outlook: Outlook::LeftOut(reason) },
                });
                continue;
            }
            looks.push(match events::read(component, calendar, &home) {
                Err(reason) => Look { event: None, outlook: Outlook::LeftOut(reason) },
                Ok(found) => {
                    let known = known(read, &found, owner, &home)?;
                    let outlook = if known.is_some() { Outlook::Changed } else { Outlook::New };
                    Look { event: Some(found.event), outlook }
                }
            });
        }
    }
    Ok(looks)
}

/// The event that a file names, as it came before; one that was taken out of a series by its place on the series' wall.
fn known(read: &Read, found: &events::Found, owner: Id<User>, home: &Zone) -> Result<Option<Event>> {
    let Some(moment) = &found.instead_of else { return before(read, &found.uid, owner, None) };
    let series = before(read, &found.uid, owner, None)?.filter(|known| known.rule.is_some());
    let original = moment.on(&series.map_or_else(|| home.clone(), |series| series.clock()));
    before(read, &found.uid, owner, original.map(|local| local.to_string()).as_deref())
}

/// Takes the events of a file into the calendar of whoever asks. Refuses with a reason for each that cannot be taken in, unless
/// those are to be left out.
pub fn import(tx: &mut Tx, bytes: &[u8], leave_out: bool) -> Result<Taken> {
    let owner = asking(tx)?;
    let calendars = limited(bytes)?;
    let home = platform::WorkingTime::of(tx)?.zone_of(owner);
    let (mut taken, mut reasons) = (Taken::default(), Vec::new());
    let mut series: HashMap<String, Id<Event>> = HashMap::new();
    for calendar in &calendars {
        let mut found = Vec::new();
        for component in events_of(calendar) {
            if is_reply(calendar) {
                match hear(tx, component, calendar, owner)? {
                    Ok(()) => taken.changed += 1,
                    Err(reason) => reasons.push(reason),
                }
                continue;
            }
            match events::read(component, calendar, &home) {
                Ok(event) => found.push(event),
                Err(reason) => reasons.push(reason),
            }
        }
        // A series comes before what was taken out of it; of two versions of one event the later one holds.
        found.sort_by_key(|one| (one.instead_of.is_some(), one.sequence));
        for one in found {
            match keep(tx, one, owner, &mut series, &home) {
                Ok(true) => taken.made += 1,
                Ok(false) => taken.changed += 1,
                Err(Error::Refused(refusals)) => reasons.extend(refusals),
                Err(other) => return Err(other),
            }
        }
    }
    taken.left_out = reasons.len();
    if reasons.is_empty() || leave_out && taken.made + taken.changed > 0 {
        return Ok(taken);
    }
    reasons.truncate(MOST_REASONS);
    Err(Error::Refused(reasons))
}

/// True for a file in which invited people answer.
fn is_reply(calendar: &Component) -> bool {
    calendar.text("METHOD").is_some_and(|method| method.trim().eq_ignore_ascii_case("REPLY"))
}

/// The event of whoever asks that an answer is about, and the answer; else why there is none.
fn asked(
    read: &Read,
    component: &Component,
    calendar: &Component,
    owner: Id<User>,
) -> Result<Result<(Event, events::Answered), Refusal>> {
    let answered = match events::answered(component, calendar) {
        Ok(answered) => answered,
        Err(reason) => return Ok(Err(reason)),
    };
    let known = match before(read, &answered.uid, owner, None)? {
        Some(known) => Some(known),
        None => ours(read, &answered.uid, owner)?,
    };
    Ok(match known {
        Some(event) => Ok((event, answered)),
        None => Err(Refusal::new("exchange.reply_to_nothing").record(answered.title)),
    })
}

/// An event that was made here, by the name that its file gives it.
fn ours(read: &Read, uid: &str, owner: Id<User>) -> Result<Option<Event>> {
    let id = uid.split('.').next().and_then(|id| id.parse::<i64>().ok());
    let Some(id) = id else { return Ok(None) };
    let condition = "id = $1 AND owner = $2 AND archived_at IS NULL";
    let found = read.select::<Event>(condition, &[id.into(), owner.into()])?.pop();
    Ok(found.filter(|event| super::write::uid(event) == uid))
}

/// Notes the answers of a file on the event they are about.
fn hear(tx: &mut Tx, component: &Component, calendar: &Component, owner: Id<User>) -> Result<Result<(), Refusal>> {
    let (event, answered) = match asked(tx, component, calendar, owner)? {
        Ok(found) => found,
        Err(reason) => return Ok(Err(reason)),
    };
    let clock = event.clock();
    let original = answered.instead_of.as_ref().and_then(|moment| moment.on(&clock)).map(|local| local.to_string());
    let mut heard = false;
    for (address, answer) in &answered.answers {
        heard |= platform::event::replied(tx, event.id(), original.as_deref(), address, *answer)?;
    }
    Ok(if heard { Ok(()) } else { Err(Refusal::new("exchange.reply_of_stranger").record(event.title)) })
}

/// Makes the event, or changes the one that came before; true when it is new.
fn keep(
    tx: &mut Tx,
    found: events::Found,
    owner: Id<User>,
    series: &mut HashMap<String, Id<Event>>,
    home: &Zone,
) -> Result<bool> {
    let mut event = found.event;
    event.owner = Some(owner);
    event.uid = Some(found.uid.clone()).filter(|uid| !uid.is_empty());
    // What a file brings is meant as it stands; clashes show in the calendar.
    event.accepted = true;
    known_people(tx, &mut event, owner)?;
    if let Some(moment) = &found.instead_of {
        let of = match series.get(&found.uid) {
            Some(known) => Some(*known),
            None => before(tx, &found.uid, owner, None)?.filter(|known| known.rule.is_some()).map(|known| known.id()),
        };
        if let Some(of) = of {
            let clock = tx.get(of)?.clock();
            let original = moment.on(&clock).map(|local| local.to_string());
            (event.series, event.original) = (Some(of), original);
            (event.rule, event.repeat) = (None, platform::event::Repeat::Never);
        } else {
            // Without its series it stands for itself.
            event.original = moment.on(home).map(|local: Local| local.to_string());
        }
    }
    let known = before(tx, &found.uid, owner, event.original.as_deref())?;
    let new = known.is_none();
    let id = match known {
        None => tx.insert(&mut event)?,
        Some(known) => {
            let before: Event = tx.lock(known.id())?;
            let state = if event.state == platform::event::State::Planned { before.state } else { event.state };
            let result = before.result.clone();
            event = Event {
                head: before.head.clone(),
                host_kind: before.host_kind,
                host: before.host,
                state,
                result,
                ..event
            };
            tx.update(&mut event)?;
            event.id()
        }
    };
    if event.rule.is_some() && !found.uid.is_empty() {
        series.insert(found.uid, id);
    }
    Ok(new)
}

/// The event of this name that came before into the same calendar.
fn before(read: &Read, uid: &str, owner: Id<User>, original: Option<&str>) -> Result<Option<Event>> {
    if uid.is_empty() {
        return Ok(None);
    }
    let condition = "uid = $1 AND owner = $2 AND archived_at IS NULL ORDER BY id";
    let all = read.select::<Event>(condition, &[uid.into(), owner.into()])?;
    Ok(all.into_iter().find(|event| event.original.as_deref() == original))
}

/// Colleagues are found by the address they sign in with; whoever imports needs no line.
fn known_people(tx: &Tx, event: &mut Event, owner: Id<User>) -> Result<()> {
    let Lines::Loaded(lines) = &mut event.attendees else { return Ok(()) };
    for line in lines.iter_mut() {
        let Some(email) = line.email.as_deref() else { continue };
        line.person = User::by_login(tx, email)?.filter(|user| user.active).map(|user| user.id());
        if line.person.is_some() {
            (line.name, line.email) = (None, None);
        }
    }
    lines.retain(|line| line.person != Some(owner));
    let mut seen: Vec<Attendee> = Vec::new();
    for line in lines.drain(..) {
        if line.person.is_none() || !seen.iter().any(|known| known.person == line.person) {
            seen.push(line);
        }
    }
    *lines = seen;
    Ok(())
}
