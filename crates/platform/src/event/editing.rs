//! Changing events at a time: one of a series, it and the following, or all; what is taken out of a series, and what is left out.

use super::timing::{Fault, written};
use super::{Attendee, Event, Leave, Reminder, Which, diary, timing};
use crate::Booking;
use base::{Error, Id, Instant, Local, Refusal, Result};
use entity::{Choice, Entity as _, Head, Input};
use std::collections::BTreeSet;
use std::time::Duration;
use store::{Made, Read, Refusals, Tx};
use worktime::{Problem, Series, When};

/// How much of a series a change is meant for.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reach {
    #[default]
    This,
    Following,
    All,
}

/// Another time.
#[derive(Input, Clone, Debug)]
pub struct Retime {
    pub starts_at: Instant,
    /// Empty keeps the length.
    pub ends_at: Option<Instant>,
    /// Of a series: which of its events was moved.
    #[field(max = 20)]
    pub original: Option<String>,
    pub reach: Reach,
    /// It is meant although something is in the way.
    pub accepted: bool,
}

impl Event {
    /// Moves it to another time; of a series one event, it and the following, or all by as much.
    pub(super) fn retime(&mut self, tx: &mut Tx, wish: Retime) -> Result<Made> {
        let length =
            wish.ends_at.map_or(self.span().length().as_micros() as i64, |end| end.micros() - wish.starts_at.micros());
        let length = u64::try_from(length).map_err(|_| Refusal::new("platform.event_backwards").field("ends_at"))?;
        let (from, length) = (wish.starts_at, Duration::from_micros(length));
        if self.rule.is_none() {
            self.accept(wish.accepted);
            self.starts_at = from;
            self.ends_at = Some(later(from, length)?);
            return Ok(Vec::new());
        }
        let original =
            wish.original.as_deref().ok_or_else(|| Refusal::new("platform.series_which").field("original"))?;
        let original = name(original)?;
        match wish.reach {
            Reach::This => {
                let mut one = self.taken(tx, original)?;
                one.accept(wish.accepted);
                (one.starts_at, one.ends_at) = (from, Some(later(from, length)?));
                keep(tx, &mut one)
            }
            Reach::Following => {
                let Some(mut tail) = self.cut(tx, original)? else {
                    return self.move_whole(tx, original, from, length, wish.accepted);
                };
                tail.accept(wish.accepted);
                let at = self.clock().local(from)?;
                let others = apart(tx, self.head.id, Some(original))?;
                let moved = tail.shift(tx, at, length, others)?;
                let made = keep(tx, &mut tail)?;
                moved.keep(tx, tail.id())?;
                Ok(made)
            }
            Reach::All => self.move_whole(tx, original, from, length, wish.accepted),
        }
    }

    /// One of a series becomes an event of its own, to be held, changed or written about.
    pub(super) fn take_out(&mut self, tx: &mut Tx, which: Which) -> Result<Made> {
        let mut one = self.taken(tx, name(&which.original)?)?;
        if one.head.saved() { Ok(vec![(Event::DEF.name, one.head.id)]) } else { keep(tx, &mut one) }
    }

    /// From one event on the series goes on as another, which can then be changed.
    pub(super) fn split(&mut self, tx: &mut Tx, which: Which) -> Result<Made> {
        let original = name(&which.original)?;
        let Some(mut tail) = self.cut(tx, original)? else { return Ok(vec![(Event::DEF.name, self.head.id)]) };
        let made = keep(tx, &mut tail)?;
        self.hand_over(tx, &tail, original)?;
        Ok(made)
    }

    /// One event does not take place, or none from it on.
    pub(super) fn leave_out(&mut self, tx: &mut Tx, leave: Leave) -> Result<Made> {
        let original = name(&leave.original)?;
        if leave.reach == Reach::Following {
            if self.cut(tx, original)?.is_none() {
                return Err(Refusal::new("platform.series_whole").record(&self.title).into());
            }
            for one in apart(tx, self.head.id, Some(original))? {
                tx.set_archived(Event::DEF.name, one, None, true)?;
            }
            return Ok(Vec::new());
        }
        let mut series = self.series().map_err(refused)?;
        if !series.has(original).map_err(problem)? {
            return Err(lacks(original));
        }
        series.left_out.insert(original);
        self.left_out = written(&series.left_out);
        for one in apart_at(tx, self.head.id, original)? {
            tx.set_archived(Event::DEF.name, one, None, true)?;
        }
        Ok(Vec::new())
    }

    /// What was taken out of a series must still be one of its events.
    pub(super) fn check_overrides(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        if !self.head.saved() || self.rule.is_none() {
            return Ok(());
        }
        let apart: BTreeSet<Local> = diary::taken_out(read, &[self.head.id])?.into_values().flatten().collect();
        let Ok(series) = self.series() else { return Ok(()) };
        let lost = apart.iter().filter(|name| !series.has(**name).unwrap_or(false)).count();
        if lost > 0 {
            refusals.add(Refusal::new("platform.series_has_moved").field("starts_at").arg("n", lost));
        }
        Ok(())
    }

    /// Says anew whether it is meant although something is in the way.
    pub(super) fn accept(&mut self, accepted: bool) {
        (self.accepted, self.accepted_for) = (accepted, None);
    }

    /// The event of the series at a name, as it would stand by itself; the one that was taken out before, if there is one.
    pub(super) fn taken(&mut self, tx: &mut Tx, original: Local) -> Result<Event> {
        if let Some(known) = apart_at(tx, self.head.id, original)?.first() {
            return tx.lock(Id::from_raw(*known));
        }
        let series = self.series().map_err(refused)?;
        if !series.has(original).map_err(problem)? {
            return Err(lacks(original));
        }
        let mut one = self.copied();
        one.take_when(&series.when.from(original)).map_err(refused)?;
        (one.series, one.original) = (Some(self.id()), Some(original.to_string()));
        (one.repeat, one.repeat_until, one.rule) = (timing::Repeat::Never, None, None);
        (one.left_out, one.extra) = (None, None);
        // What fell on something already did so with the series.
        one.accept(true);
        Ok(one)
    }

    /// Ends the series before an event and answers what goes on from it; none when nothing lies before it.
    fn cut(&mut self, tx: &Tx, original: Local) -> Result<Option<Event>> {
        let mut series = self.series().map_err(refused)?;
        // What was taken out is still an event by its name.
        let apart: BTreeSet<Local> = diary::taken_out(tx, &[self.head.id])?.into_values().flatten().collect();
        series.left_out.retain(|name| !apart.contains(name));
        let (head, tail) = series.split(original).map_err(|fault| match fault {
            Problem::NotInSeries => lacks(original),
            Problem::OutOfStep => Refusal::new("platform.series_out_of_step").arg("when", original.date).into(),
            other => problem(other),
        })?;
        let Some(head) = head else { return Ok(None) };
        let mut following = self.copied();
        following.take_series(&tail).map_err(refused)?;
        following.accept(true);
        self.take_series(&head).map_err(refused)?;
        self.accept(true);
        Ok(Some(following))
    }

    /// What was taken out of the series from a name on belongs to the series that goes on.
    fn hand_over(&self, tx: &mut Tx, tail: &Event, from: Local) -> Result<()> {
        for one in apart(tx, self.head.id, Some(from))? {
            let mut one: Event = tx.lock(Id::from_raw(one))?;
            one.series = Some(tail.id());
            tx.update(&mut one)?;
        }
        Ok(())
    }

    /// Moves all events of a series by as much as one of them was moved.
    fn move_whole(
        &mut self,
        tx: &mut Tx,
        original: Local,
        from: Instant,
        length: Duration,
        accepted: bool,
    ) -> Result<Made> {
        self.accept(accepted);
        let delta = self.clock().local(from)?.seconds() - original.seconds();
        let start = self.series().map_err(refused)?.when.start().add_seconds(delta)?;
        let others = apart(tx, self.head.id, None)?;
        self.shift(tx, start, length, others)?.keep(tx, self.id())?;
        Ok(Vec::new())
    }

    /// Begins the series at another time. What was taken out of it moves along; these are answered to be kept.
    fn shift(&mut self, tx: &mut Tx, start: Local, length: Duration, others: Vec<i64>) -> Result<Shifted> {
        let mut series = self.series().map_err(refused)?;
        let delta = start.seconds() - series.when.start().seconds();
        let mut apart = Vec::new();
        for one in others {
            let one: Event = tx.lock(Id::from_raw(one))?;
            if let (Some(name), Ok(when)) = (one.original.as_deref().and_then(Local::parse), one.when()) {
                series.moved.insert(name, when);
                apart.push((name, one));
            }
        }
        let (moved, lost) = series.move_all(with_length(self, start, length)?).map_err(problem)?;
        if !lost.is_empty() {
            return Err(Refusal::new("platform.series_has_moved").field("starts_at").arg("n", lost.len()).into());
        }
        for (name, one) in &mut apart {
            *name = name.add_seconds(delta)?;
            if let Some(when) = moved.moved.get(name) {
                one.take_when(when).map_err(refused)?;
            }
        }
        self.take_series(&Series { moved: Default::default(), ..moved }).map_err(refused)?;
        Ok(Shifted(apart))
    }

    /// The same event anew, with lines of its own.
    fn copied(&self) -> Event {
        let attendees: Vec<Attendee> =
            self.attendees.iter().map(|a| Attendee { head: Head::default(), ..a.clone() }).collect();
        let reminders: Vec<Reminder> =
            self.reminders.iter().map(|r| Reminder { head: Head::default(), ..r.clone() }).collect();
        let resources: Vec<Booking> = self.booked().into_iter().map(Booking::of).collect();
        Event {
            head: Head::default(),
            attendees: attendees.into(),
            resources: resources.into(),
            reminders: reminders.into(),
            result: None,
            uid: None,
            ..self.clone()
        }
    }
}

/// Events that were taken out of a series and moved along with it, by their new names.
struct Shifted(Vec<(Local, Event)>);

impl Shifted {
    fn keep(self, tx: &mut Tx, series: Id<Event>) -> Result<()> {
        for (name, mut one) in self.0 {
            (one.series, one.original) = (Some(series), Some(name.to_string()));
            one.accept(true);
            tx.update(&mut one)?;
        }
        Ok(())
    }
}

/// Saves an event that is new or was taken out before.
pub(super) fn keep(tx: &mut Tx, event: &mut Event) -> Result<Made> {
    if event.head.saved() {
        tx.update(event)?;
    } else {
        tx.insert(event)?;
    }
    Ok(vec![(Event::DEF.name, event.head.id)])
}

/// Events that were taken out of a series, all or those from a name on.
pub(super) fn apart(read: &Read, series: i64, from: Option<Local>) -> Result<Vec<i64>> {
    let sql = store::sql!(
        "platform.apart",
        "SELECT id FROM platform_event WHERE series = $1 AND original >= $2 AND archived_at IS NULL ORDER BY id"
    );
    let from = from.map_or_else(String::new, |from| from.to_string());
    ids(read, sql, &[series.into(), from.into()])
}

fn apart_at(read: &Read, series: i64, original: Local) -> Result<Vec<i64>> {
    let sql = store::sql!(
        "platform.apart_at",
        "SELECT id FROM platform_event WHERE series = $1 AND original = $2 AND archived_at IS NULL ORDER BY id"
    );
    ids(read, sql, &[series.into(), original.to_string().into()])
}

fn ids(read: &Read, sql: &str, params: &[entity::Value]) -> Result<Vec<i64>> {
    Ok(read.query(sql, params)?.iter().filter_map(|row| row.first()?.int()).collect())
}

/// From a wall time on for a length of time; whole days count their days.
fn with_length(event: &Event, start: Local, length: Duration) -> Result<When> {
    if event.all_day {
        let days = length.as_secs().div_ceil(86_400).max(1);
        return Ok(When::Days { first: start.date, days: u32::try_from(days).unwrap_or(u32::MAX) });
    }
    Ok(When::Hours { start, zone: event.clock(), length })
}

fn later(from: Instant, length: Duration) -> Result<Instant> {
    let micros = i64::try_from(length.as_micros()).ok().and_then(|length| from.micros().checked_add(length));
    micros.map(Instant::from_micros).ok_or_else(|| base::Overflow.into())
}

/// The name of an event of a series, as pages and the interface send it.
pub(super) fn name(text: &str) -> Result<Local> {
    Local::parse(text.trim())
        .ok_or_else(|| Refusal::new("platform.series_lacks").field("original").arg("when", text).into())
}

fn lacks(original: Local) -> Error {
    Refusal::new("platform.series_lacks").field("original").arg("when", original).into()
}

fn refused(fault: Fault) -> Error {
    match fault {
        Fault::Rule(fault) => Refusal::new("platform.rule_unreadable").field("rule").arg("fault", fault).into(),
        Fault::Time(fault) => problem(fault),
    }
}

fn problem(fault: Problem) -> Error {
    match fault {
        Problem::NeverOccurs => Refusal::new("platform.rule_never").field("rule").into(),
        Problem::TooLong => Refusal::new("platform.event_too_long").field("ends_at").into(),
        Problem::Overflow => base::Overflow.into(),
        other => Error::broken(format!("a series: {other}")),
    }
}
