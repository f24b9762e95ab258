//! An alarm reminds one person of one event or task: it rings their bell at its time, can wait a while, and stays on a list until
//! they have seen to it.

use crate::event::{self, Event};
use crate::notification::{self, Topic};
use crate::{Activity, Host, User, WorkingTime, mail};
use base::{Id, Instant, Refusal, Result};
use entity::{Choice, Described, Entity, Head, Input, Lines, Value};
use std::collections::BTreeMap;
use store::{Business, Made, Operation, Read, Tx, operations};
use ui::{Arg, Format};
use worktime::{Occurrence, Span};

/// What became of it.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// It rang, and nobody saw to it yet.
    #[default]
    #[choice(tone = "info")]
    Rung,
    /// It rings again later.
    #[choice(tone = "violet")]
    Snoozed,
    /// Its time passed while nothing could ring.
    #[choice(tone = "warn")]
    Missed,
    Dismissed,
}

/// A reminder that came for somebody.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "platform.alarm",
    kind = 38,
    icon = "bell-ring",
    title = "title",
    sort = "-rings_at",
    aside,
    unique(host_kind, host, occurrence, minutes, owner),
    index(state, rings_at),
    index(owner, state, rings_at),
    view(waiting = "filter=state%20in%20(rung%2C%20missed%2C%20snoozed)")
)]
pub struct Alarm {
    pub head: Head,
    #[field(read_only, column)]
    pub title: String,
    /// Whose bell rings.
    #[field(read_only)]
    pub owner: Id<User>,
    #[field(read_only)]
    pub host_kind: i64,
    #[field(read_only)]
    pub host: i64,
    /// Which of the events of a series, or at which time: another time is another reminder.
    #[field(read_only, inner, max = 20)]
    pub occurrence: String,
    #[field(read_only)]
    pub minutes: i64,
    /// When what it reminds of begins or is due.
    #[field(read_only, column)]
    pub about_at: Instant,
    #[field(read_only, indexed, column)]
    pub rings_at: Instant,
    #[field(indexed, column)]
    pub state: State,
}

/// For how long it is to be quiet.
#[derive(Input, Clone, Debug)]
pub struct Snooze {
    #[field(default = "10")]
    pub minutes: i64,
}

impl Business for Alarm {
    const OPERATIONS: &'static [Operation] = &operations![Alarm:
        snooze(Snooze): [Rung, Missed, Snoozed] => Snoozed,
        dismiss: [Rung, Missed, Snoozed] => Dismissed,
    ];
}

const MINUTE: i64 = 60_000_000;

/// The longest that an alarm waits: four weeks.
const QUIET: i64 = 28 * 24 * 60;

impl Alarm {
    fn snooze(&mut self, tx: &mut Tx, wish: Snooze) -> Result<Made> {
        if !(1..=QUIET).contains(&wish.minutes) {
            return Err(Refusal::new("platform.snooze_length").field("minutes").into());
        }
        self.rings_at = Instant::from_micros(tx.now().micros() + wish.minutes * MINUTE);
        Ok(Vec::new())
    }

    fn dismiss(&mut self, _tx: &mut Tx) -> Result<Made> {
        Ok(Vec::new())
    }
}

/// What somebody still has to see to, the latest first.
pub fn waiting(read: &Read, owner: Id<User>, limit: i64) -> Result<Vec<Alarm>> {
    let condition =
        "owner = $1 AND state IN ('rung', 'missed') AND archived_at IS NULL ORDER BY rings_at DESC, id DESC LIMIT $2";
    read.select(condition, &[owner.into(), limit.into()])
}

/// When an event rings next. A reminder whose time has come already rings at once, as long as the event has not begun.
pub(crate) fn next(event: &Event, now: Instant) -> Option<Instant> {
    let Lines::Loaded(reminders) = &event.reminders else { return event.rings_at };
    let times = reminders.iter().filter_map(|reminder| Some(first(event, now, reminder.minutes, false)?.max(now)));
    times.min()
}

/// When an event rings next after now.
fn following(event: &Event, now: Instant) -> Option<Instant> {
    event.reminders.iter().filter_map(|reminder| first(event, now, reminder.minutes, true)).min()
}

/// The moment at which a reminder of the next event of a series comes; `later` leaves out one whose moment has passed.
fn first(event: &Event, now: Instant, minutes: i64, later: bool) -> Option<Instant> {
    if event.state != event::State::Planned {
        return None;
    }
    let after = if later { now.micros().checked_add(minutes * MINUTE)? } else { now.micros() };
    let series = event.series().ok()?;
    let window =
        Span { from: Instant::from_micros(after), until: event.until_at?.max(Instant::from_micros(after + 1)) };
    let told = series.within(window, &event.clock(), 50).ok()?;
    let starts = told.occurrences.iter().map(|occurrence| occurrence.span.from);
    let next = starts.filter(|start| start.micros() > after).min()?;
    Some(Instant::from_micros(next.micros() - minutes * MINUTE))
}

/// Events whose time has come, in one step.
const STEP: i64 = 50;

/// An alarm that comes so much later than it should have is missed, if what it is about has begun.
const LATE: i64 = 10 * MINUTE;

/// Alarms of one event that one step makes up for; whoever was away for long needs to hear of the latest.
const MADE_UP: usize = 3;

/// What rings in one step, by person.
type Rings = BTreeMap<Id<User>, Vec<(Alarm, String)>>;

/// Rings what is due; true when there may be more.
pub fn ring_due(tx: &mut Tx) -> Result<bool> {
    let now = tx.now();
    let mut rings = Rings::new();
    let events = "rings_at <= $1 AND archived_at IS NULL ORDER BY rings_at, id LIMIT $2";
    let ids: Vec<i64> = tx.select::<Event>(events, &[now.into(), STEP.into()])?.iter().map(|e| e.head.id).collect();
    for record in tx.find_many(Event::DEF.name, &ids, true)? {
        let event = Event::from_record(&record).map_err(store::damaged)?;
        of_event(tx, &event, now, &mut rings)?;
        arm(tx, event.id(), following(&event, now))?;
    }
    let tasks = "rings_at <= $1 AND archived_at IS NULL ORDER BY rings_at, id LIMIT $2";
    let tasks: Vec<Activity> = tx.select(tasks, &[now.into(), STEP.into()])?;
    for task in &tasks {
        of_task(tx, task, &mut rings)?;
    }
    let snoozed = "state = 'snoozed' AND rings_at <= $1 AND archived_at IS NULL ORDER BY rings_at, id LIMIT $2";
    let snoozed: Vec<Alarm> = tx.select(snoozed, &[now.into(), STEP.into()])?;
    let more = [ids.len(), tasks.len(), snoozed.len()].into_iter().any(|n| n as i64 == STEP);
    for alarm in snoozed {
        let mut alarm = tx.lock(alarm.id())?;
        alarm.state = State::Rung;
        tx.update(&mut alarm)?;
        let text = alarm.title.clone();
        rings.entry(alarm.owner).or_default().push((alarm, text));
    }
    for (person, alarms) in rings {
        tell(tx, person, &alarms)?;
    }
    Ok(more)
}

/// Makes the alarms of an event whose time has come.
fn of_event(tx: &mut Tx, event: &Event, now: Instant, rings: &mut Rings) -> Result<()> {
    if event.state != event::State::Planned {
        return Ok(());
    }
    let (Ok(mut series), Some(armed)) = (event.series(), event.rings_at) else { return Ok(()) };
    let apart = event::diary::taken_out(tx, &[event.head.id])?;
    series.left_out.extend(apart.into_values().flatten());
    let time = WorkingTime::of(tx)?;
    for reminder in event.reminders.iter() {
        let ahead = reminder.minutes * MINUTE;
        let window = Span {
            from: Instant::from_micros(armed.micros().saturating_add(ahead).min(now.micros())),
            until: Instant::from_micros(now.micros().saturating_add(ahead) + 1),
        };
        let Ok(told) = series.within(window, &event.clock(), 1_000) else { continue };
        let begins = |o: &&Occurrence| o.span.from >= window.from && o.span.from < window.until;
        let due: Vec<&Occurrence> = told.occurrences.iter().filter(begins).collect();
        for occurrence in &due[due.len().saturating_sub(MADE_UP)..] {
            for person in event.people() {
                let text = event::told_to(event, occurrence.span, &time.zone_of(person));
                let host = (i64::from(Event::DEF.kind), event.head.id);
                let rings_at = Instant::from_micros(occurrence.span.from.micros() - ahead);
                let alarm = Alarm {
                    head: Head::default(),
                    title: event.title.clone(),
                    owner: person,
                    host_kind: host.0,
                    host: host.1,
                    occurrence: occurrence.original.to_string(),
                    minutes: reminder.minutes,
                    about_at: occurrence.span.from,
                    rings_at,
                    state: came(rings_at, occurrence.span.from, now),
                };
                let wanted = reminder.by_email && alarm.state == State::Rung;
                if make(tx, alarm, text, rings)? && wanted {
                    write(tx, event, occurrence, reminder.minutes, person, &time)?;
                }
            }
        }
    }
    Ok(())
}

/// The same as e-mail to the address that somebody signs in with, where this set sends any.
fn write(
    tx: &mut Tx,
    event: &Event,
    occurrence: &Occurrence,
    minutes: i64,
    person: Id<User>,
    time: &WorkingTime,
) -> Result<()> {
    let user: User = tx.get(person)?;
    if !mail::sends(tx)? || !user.active || !mail::address(&user.login) {
        return Ok(());
    }
    let (words, lang) = (mail::words(tx)?, mail::lang(user.language));
    let at = occurrence.span.from;
    let when = match event.all_day {
        true => Format::new(lang).date(at.date_in(event.zone.as_deref().unwrap_or("UTC"))?),
        false => Format::new(lang).in_zone(time.zone_of(person).name().to_owned()).instant(at),
    };
    let place = event.place.as_deref().unwrap_or_default();
    let texts = [("title", Arg::Text(&event.title)), ("when", Arg::Text(&when)), ("place", Arg::Text(place))];
    let body = if place.is_empty() { "platform-mail-reminder-body" } else { "platform-mail-reminder-body-at" };
    let draft = mail::Draft {
        key: format!("reminder {} {} {minutes} {person}", event.head.id, occurrence.original),
        to: user.login.0.clone(),
        name: Some(user.name),
        subject: words.t_args(lang, "platform-mail-reminder-subject", &texts),
        body: words.t_args(lang, body, &texts),
        host: Some(Host { kind: i64::from(Event::DEF.kind), record: event.head.id }),
        ..mail::Draft::default()
    };
    mail::queue(tx, draft).map(|_| ())
}

fn of_task(tx: &mut Tx, task: &Activity, rings: &mut Rings) -> Result<()> {
    let sql = store::sql!("platform.task_rang", "UPDATE platform_activity SET rings_at = NULL WHERE id = $1");
    tx.execute(sql, &[task.head.id.into()])?;
    let (Some(owner), Some(at)) = (task.owner, task.rings_at) else { return Ok(()) };
    if task.state != crate::activity::State::Open {
        return Ok(());
    }
    let alarm = Alarm {
        head: Head::default(),
        title: task.title.clone(),
        owner,
        host_kind: i64::from(Activity::DEF.kind),
        host: task.head.id,
        occurrence: at.to_string().chars().take(20).collect(),
        minutes: 0,
        about_at: at,
        rings_at: at,
        state: State::Rung,
    };
    let text = task.title.clone();
    if make(tx, alarm, text, rings)? && task.by_email {
        write_of_task(tx, task, owner, at)?;
    }
    Ok(())
}

/// The same as e-mail to whoever does it.
fn write_of_task(tx: &mut Tx, task: &Activity, person: Id<User>, at: Instant) -> Result<()> {
    let user: User = tx.get(person)?;
    if !mail::sends(tx)? || !user.active || !mail::address(&user.login) {
        return Ok(());
    }
    let (words, lang) = (mail::words(tx)?, mail::lang(user.language));
    let due = task.due_on.map(|day| Format::new(lang).date(day)).unwrap_or_default();
    let texts = [("title", Arg::Text(&task.title)), ("when", Arg::Text(&due))];
    let body = if due.is_empty() { "platform-mail-task-body" } else { "platform-mail-task-body-due" };
    let draft = mail::Draft {
        key: format!("reminder task {} {at} {person}", task.head.id),
        to: user.login.0.clone(),
        name: Some(user.name),
        subject: words.t_args(lang, "platform-mail-reminder-subject", &texts),
        body: words.t_args(lang, body, &texts),
        host: Some(Host { kind: i64::from(Activity::DEF.kind), record: task.head.id }),
        ..mail::Draft::default()
    };
    mail::queue(tx, draft).map(|_| ())
}

/// Whether an alarm comes in time or was missed.
fn came(rings_at: Instant, about_at: Instant, now: Instant) -> State {
    if now.micros() - rings_at.micros() > LATE && about_at <= now { State::Missed } else { State::Rung }
}

/// Keeps an alarm unless it came before: after a restart nothing rings twice. True when it is new.
fn make(tx: &mut Tx, mut alarm: Alarm, text: String, rings: &mut Rings) -> Result<bool> {
    let sql = store::sql!(
        "platform.alarm_came",
        "SELECT COUNT(*) FROM platform_alarm \
         WHERE host_kind = $1 AND host = $2 AND occurrence = $3 AND minutes = $4 AND owner = $5"
    );
    let key: [Value; 5] = [
        alarm.host_kind.into(),
        alarm.host.into(),
        alarm.occurrence.as_str().into(),
        alarm.minutes.into(),
        alarm.owner.into(),
    ];
    if tx.number(sql, &key)? > 0 {
        return Ok(false);
    }
    tx.insert(&mut alarm)?;
    rings.entry(alarm.owner).or_default().push((alarm, text));
    Ok(true)
}

fn arm(tx: &mut Tx, event: Id<Event>, at: Option<Instant>) -> Result<()> {
    let sql = store::sql!("platform.arm", "UPDATE platform_event SET rings_at = $1 WHERE id = $2");
    tx.execute(sql, &[Value::from(at), event.into()]).map(|_| ())
}

/// Rings somebody's bell: each alarm by itself, several that were missed at once, so that nobody is met by a storm.
fn tell(tx: &mut Tx, person: Id<User>, alarms: &[(Alarm, String)]) -> Result<()> {
    let (missed, now): (Vec<_>, Vec<_>) = alarms.iter().partition(|(alarm, _)| alarm.state == State::Missed);
    for (alarm, text) in now {
        let host = Host { kind: alarm.host_kind, record: alarm.host };
        notification::ring(tx, person, Topic::Reminder, text, Some(host))?;
    }
    match missed.as_slice() {
        [] => {}
        [(alarm, text)] => {
            let host = Host { kind: alarm.host_kind, record: alarm.host };
            notification::ring(tx, person, Topic::Reminder, text, Some(host))?;
        }
        many => {
            let all: Vec<&str> = many.iter().map(|(_, text)| text.as_str()).collect();
            notification::ring(tx, person, Topic::Reminder, &all.join(" · "), None)?;
        }
    }
    Ok(())
}
