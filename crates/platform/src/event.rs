//! An event takes place at a time with people: a meeting, a call, a visit; once or again and again, on a record or by itself.

mod answering;
pub mod clash;
pub mod diary;
mod editing;
mod timing;

use crate::{Booking, Host, Resource, Team, User, WorkingTime};
use base::{Id, Instant, Refusal, Result, Zone};
use entity::{Choice, Described, Email, Entity, Fields, Head, Input, Lines, Text, Value};
use store::{Business, Guard, Made, Operation, Read, Refusals, Tx, operations};
use worktime::Problem;

pub use answering::{Respond, RespondOne, replied};
pub use editing::{Reach, Retime};
pub use timing::{Fault, Repeat, rule_of};

/// What takes place.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EventKind {
    #[default]
    Meeting,
    Appointment,
    Call,
    Visit,
    Email,
    Letter,
    Fax,
}

/// Whether it took place.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    #[default]
    #[choice(tone = "info")]
    Planned,
    #[choice(tone = "success")]
    Held,
    #[choice(tone = "warn")]
    NotHeld,
}

/// Something that takes place.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "platform.event",
    kind = 35,
    icon = "calendar",
    search(title, place),
    sort = "-starts_at",
    board = "state",
    private = "private",
    participants(attendees, person, respond, respond_one),
    index(host_kind, host, id),
    index(lasting, until_at),
    index(series),
    index(rings_at),
    index(uid),
    large
)]
pub struct Event {
    pub head: Head,
    #[field(indexed, column)]
    pub title: String,
    #[field(column)]
    pub kind: EventKind,
    #[field(indexed, column)]
    pub starts_at: Instant,
    /// Empty is a usual length for its kind.
    #[field(column)]
    pub ends_at: Option<Instant>,
    /// It takes whole days of its own zone.
    pub all_day: bool,
    /// Where its clock hangs; a series keeps the time on this wall when clocks change.
    #[field(max = 60)]
    pub zone: Option<String>,
    #[field(column)]
    pub place: Option<String>,
    /// Whose calendar it stands in.
    #[field(column)]
    pub owner: Option<Id<User>>,
    pub team: Option<Id<Team>>,
    /// Others see that the time is taken, and no more.
    pub private: bool,
    /// Its people can be booked elsewhere at the same time.
    pub free: bool,
    #[field(max = 20000)]
    pub description: Option<Text>,
    #[field(section = "people")]
    pub attendees: Lines<Attendee>,
    /// Rooms and vehicles it takes.
    #[field(section = "people")]
    pub resources: Lines<Booking>,
    #[field(section = "repeating")]
    pub repeat: Repeat,
    #[field(section = "repeating")]
    pub repeat_until: Option<base::Date>,
    /// The rule by RFC 5545; typed only where none of the usual ones fits.
    #[field(section = "repeating", max = 1000)]
    pub rule: Option<Text>,
    #[field(section = "reminding")]
    pub reminders: Lines<Reminder>,
    /// It is meant although people are elsewhere or do not work then.
    #[field(section = "reminding")]
    pub accepted: bool,
    /// The times and people for which that was said; with others it is asked again.
    #[field(computed, inner, max = 4000)]
    pub accepted_for: Option<Text>,
    #[field(read_only, max = 20000)]
    pub result: Option<Text>,
    /// The series it was taken out of, and where that has it.
    #[field(read_only)]
    pub series: Option<Id<Event>>,
    #[field(read_only, inner, max = 20)]
    pub original: Option<String>,
    /// Of a series: what is left out, and what comes besides its rule.
    #[field(read_only, inner, max = 20000)]
    pub left_out: Option<Text>,
    #[field(read_only, inner, max = 20000)]
    pub extra: Option<Text>,
    /// Its name in the file it came from.
    #[field(read_only, inner, max = 250)]
    pub uid: Option<String>,
    #[field(read_only)]
    pub host_kind: Option<i64>,
    #[field(read_only)]
    pub host: Option<i64>,
    /// It repeats or lasts long: what lists of one day must look for apart from its beginning.
    #[field(computed, inner)]
    pub lasting: bool,
    /// When the last of it is over.
    #[field(computed, inner)]
    pub until_at: Option<Instant>,
    /// When the next reminder is due.
    #[field(computed, inner, volatile)]
    pub rings_at: Option<Instant>,
    #[field(indexed, column)]
    pub state: State,
}

/// Whether somebody comes.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Answer {
    #[default]
    Open,
    #[choice(tone = "success")]
    Accepted,
    #[choice(tone = "warn")]
    Tentative,
    #[choice(tone = "danger")]
    Declined,
}

/// Somebody who is to come: a colleague, a record such as a customer's contact, or a name.
#[derive(Entity, Clone, Debug)]
#[entity(name = "platform.attendee", kind = 36, line_of = "platform.event", title = "name", index(person))]
pub struct Attendee {
    pub head: Head,
    pub person: Option<Id<User>>,
    #[field(personal)]
    pub name: Option<String>,
    #[field(personal)]
    pub email: Option<Email>,
    #[field(read_only, inner)]
    pub host_kind: Option<i64>,
    #[field(read_only, inner)]
    pub host: Option<i64>,
    /// The event takes place without them too.
    pub optional: bool,
    pub answer: Answer,
}

/// So many minutes before it begins its people are reminded; before midnight in its zone when it takes whole days.
#[derive(Entity, Clone, Debug)]
#[entity(name = "platform.reminder", kind = 37, line_of = "platform.event")]
pub struct Reminder {
    pub head: Head,
    #[field(default = "15")]
    pub minutes: i64,
    /// To each of them also as e-mail, where this set sends any.
    pub by_email: bool,
}

/// How it went.
#[derive(Input, Clone, Debug)]
pub struct Outcome {
    #[field(max = 20000)]
    pub result: Option<Text>,
}

/// Which event of a series, by the wall time at which the rule has it.
#[derive(Input, Clone, Debug)]
pub struct Which {
    #[field(max = 20)]
    pub original: String,
}

/// Which event of a series does not take place: it alone, or none from it on.
#[derive(Input, Clone, Debug)]
pub struct Leave {
    #[field(max = 20)]
    pub original: String,
    pub reach: Reach,
}

impl Business for Reminder {}

impl Business for Attendee {}

impl Attendee {
    /// A colleague who is to come.
    pub fn colleague(person: Id<User>) -> Attendee {
        Attendee { person: Some(person), ..Attendee::guest("", None) }
    }

    /// Somebody from outside.
    pub fn guest(name: &str, email: Option<Email>) -> Attendee {
        Attendee {
            head: Head::default(),
            person: None,
            name: Some(name.to_owned()).filter(|name| !name.is_empty()),
            email,
            host_kind: None,
            host: None,
            optional: false,
            answer: Answer::Open,
        }
    }

    /// A record that stands for somebody: a contact, a customer.
    pub fn record(host: Host, name: &str) -> Attendee {
        Attendee { host_kind: Some(host.kind), host: Some(host.record), ..Attendee::guest(name, None) }
    }
}

impl Reminder {
    /// So many minutes before.
    pub fn before(minutes: i64) -> Reminder {
        Reminder { head: Head::default(), minutes, by_email: false }
    }
}

/// The longest that somebody can be reminded ahead, in minutes: a year.
const FARTHEST: i64 = 366 * 24 * 60;

impl Business for Event {
    const OPERATIONS: &'static [Operation] = &operations![Event:
        hold(Outcome) if is_one: [Planned] => Held,
        miss(Outcome) if is_one: [Planned, Held] => NotHeld,
        reopen if is_one: [Held, NotHeld] => Planned,
        retime(Retime): [Planned] => same,
        take_out(Which) if is_series: [Planned] => same,
        split(Which) if is_series: [Planned] => same,
        leave_out(Leave) if is_series: [Planned] => same,
        respond(Respond) if is_invited: [Planned] => same,
        respond_one(RespondOne) if is_invited_to_series: [Planned] => same,
    ];

    fn complete(&mut self, read: &Read, touched: &Fields) -> Result<()> {
        let before = self.stored(read)?;
        if self.zone.is_none() {
            let time = WorkingTime::of(read)?;
            let zone = self.owner.or(read.who().user.map(Id::from_raw)).map(|owner| time.zone_of(owner));
            self.zone = Some(zone.map_or_else(|| read.zone().to_owned(), |zone| zone.name().to_owned()));
        }
        if let (None, false, Some(owner)) = (self.team, touched.has("team"), self.owner) {
            self.team = crate::activity::team_of(read, owner)?;
        }
        if before.is_none() && self.all_day && !touched.has("free") {
            // A holiday or a fair is no reason to refuse a call; whoever is away says so.
            self.free = true;
        }
        self.settle_times(before.as_ref());
        let said = touched.has("accepted")
            || before.as_ref().is_none_or(|before| !before.accepted)
            || self.accepted_for.is_none();
        let wish = Text::new(self.wish());
        self.accepted &= said || self.accepted_for.as_ref() == Some(&wish);
        self.accepted_for = self.accepted.then_some(wish);
        self.rings_at = crate::alarm::next(self, read.now());
        Ok(())
    }

    fn check(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        if let Some(zone) = self.zone.as_deref().filter(|zone| Zone::named(zone).is_err()) {
            refusals.add(Refusal::new("platform.time_zone_unknown").field("zone").arg("value", zone));
            return Ok(());
        }
        let lasts = self.ends_at.is_some_and(|end| end >= self.starts_at);
        refusals.ensure(lasts, "platform.event_backwards", "ends_at");
        refusals.ensure(self.series.is_none() || self.rule.is_none(), "platform.event_of_series_repeats", "repeat");
        for (place, reminder) in self.reminders.iter().enumerate() {
            let field = format!("reminders.{place}.minutes");
            refusals.ensure((0..=FARTHEST).contains(&reminder.minutes), "platform.reminder_far", &field);
        }
        crate::unlike(&self.reminders, |r| r.minutes, "reminders", "minutes", refusals);
        for (place, attendee) in self.attendees.iter().enumerate() {
            let named = attendee.person.is_some() || attendee.name.is_some() || attendee.email.is_some();
            refusals.ensure(named, "platform.attendee_nobody", format!("attendees.{place}.person"));
        }
        let people = |a: &Attendee| a.person.map_or_else(|| Err(a.name.clone()), Ok);
        crate::unlike(&self.attendees, people, "attendees", "person", refusals);
        if matches!(self.resources, Lines::Loaded(_)) {
            crate::unlike(&self.resources, |b| b.resource, "resources", "resource", refusals);
        }
        if !lasts {
            return Ok(());
        }
        match self.series() {
            Ok(_) => {}
            Err(Fault::Rule(fault)) => {
                refusals.add(Refusal::new("platform.rule_unreadable").field("rule").arg("fault", fault));
                return Ok(());
            }
            Err(Fault::Time(Problem::NeverOccurs)) => {
                refusals.field("platform.rule_never", "rule");
                return Ok(());
            }
            Err(Fault::Time(_)) => {
                refusals.field("platform.event_too_long", "ends_at");
                return Ok(());
            }
        }
        self.check_overrides(read, refusals)?;
        clash::check(self, read, refusals)
    }
}

impl Event {
    /// A planned event in somebody's calendar.
    pub fn new(kind: EventKind, title: &str, starts_at: Instant, ends_at: Instant, owner: Option<Id<User>>) -> Event {
        Event {
            head: Head::default(),
            title: title.to_owned(),
            kind,
            starts_at,
            ends_at: Some(ends_at),
            all_day: false,
            zone: None,
            place: None,
            owner,
            team: None,
            private: false,
            free: false,
            description: None,
            attendees: Vec::new().into(),
            resources: Vec::new().into(),
            repeat: Repeat::Never,
            repeat_until: None,
            rule: None,
            reminders: Vec::new().into(),
            accepted: false,
            accepted_for: None,
            result: None,
            series: None,
            original: None,
            left_out: None,
            extra: None,
            uid: None,
            host_kind: None,
            host: None,
            lasting: false,
            until_at: None,
            rings_at: None,
            state: State::Planned,
        }
    }

    /// The record it is about.
    pub fn host(&self) -> Option<Host> {
        Some(Host { kind: self.host_kind?, record: self.host? })
    }

    /// The users whose time it takes: its owner and the colleagues who did not decline.
    pub fn people(&self) -> Vec<Id<User>> {
        let comes = self.attendees.iter().filter(|a| a.answer != Answer::Declined).filter_map(|a| a.person);
        let mut people: Vec<Id<User>> = self.owner.into_iter().collect();
        for person in comes {
            if !people.contains(&person) {
                people.push(person);
            }
        }
        people
    }

    /// The resources it takes.
    pub fn booked(&self) -> Vec<Id<Resource>> {
        match &self.resources {
            Lines::Loaded(lines) => lines.iter().map(|b| b.resource).collect(),
            Lines::NotLoaded => Vec::new(),
        }
    }

    /// The event as it lies in the set, without lines; none for a new one.
    fn stored(&self, read: &Read) -> Result<Option<Event>> {
        if !self.head.saved() {
            return Ok(None);
        }
        Ok(read.select::<Event>("id = $1", &[self.head.id.into()])?.pop())
    }

    /// When it takes place and with whom.
    fn wish(&self) -> String {
        let people: Vec<String> = self.people().iter().map(ToString::to_string).collect();
        let rule = self.rule.as_deref().unwrap_or_default();
        let mut text =
            format!("{} {:?} {rule} {}", self.starts_at, self.ends_at.map(Instant::micros), people.join(","));
        // Only where there are some, so that what was said before still holds.
        for booked in self.booked() {
            text.push_str(&format!(" r{booked}"));
        }
        text.chars().take(4000).collect()
    }

    fn is_one(&self, _read: &Read) -> Result<Guard> {
        Ok(if self.rule.is_none() { Guard::Open } else { Guard::Closed(Refusal::new("platform.event_is_series")) })
    }

    fn is_series(&self, _read: &Read) -> Result<Guard> {
        Ok(if self.rule.is_some() { Guard::Open } else { Guard::Hidden })
    }

    fn hold(&mut self, _tx: &mut Tx, outcome: Outcome) -> Result<Made> {
        self.result = outcome.result.or(self.result.take());
        Ok(Vec::new())
    }

    fn miss(&mut self, _tx: &mut Tx, outcome: Outcome) -> Result<Made> {
        self.result = outcome.result.or(self.result.take());
        Ok(Vec::new())
    }

    fn reopen(&mut self, _tx: &mut Tx) -> Result<Made> {
        Ok(Vec::new())
    }
}

/// Plans an event on a record that one may see.
pub fn plan(tx: &mut Tx, entity: &str, id: i64, mut event: Event) -> Result<Id<Event>> {
    let host = Host::of(tx, entity, id)?;
    host.visible(tx)?;
    (event.host_kind, event.host) = (Some(host.kind), Some(host.record));
    tx.insert(&mut event)
}

/// The events on a record, the latest first; private ones only for their people.
pub fn of(read: &Read, entity: &str, id: i64) -> Result<Vec<Event>> {
    let host = Host::of(read, entity, id)?;
    host.visible(read)?;
    let condition = "host_kind = $1 AND host = $2 AND archived_at IS NULL ORDER BY starts_at DESC, id DESC LIMIT 200";
    let mut events: Vec<Event> = read.select(condition, &[host.kind.into(), host.record.into()])?;
    let shape = read.shape(Event::DEF.name)?;
    let mut seen = Vec::new();
    for event in events.drain(..) {
        if !event.private || read.may(&shape, &event.to_record(), store::action::READ)? {
            seen.push(event);
        }
    }
    Ok(seen)
}

/// What an alarm or a bell says of an event: its title and when it is, on the wall of whoever reads it.
pub(crate) fn told_to(event: &Event, span: worktime::Span, zone: &Zone) -> String {
    let clock = event.clock();
    format!("{}, {}", event.title, timing::told_span(span, if event.all_day { &clock } else { zone }, event.all_day))
}

/// Rings the bell of colleagues who are asked to come for the first time: one line of the program's reaction table.
pub fn invite(tx: &mut Tx, record: &entity::Record) -> Result<()> {
    let event = Event::from_record(record).map_err(store::damaged)?;
    let Lines::Loaded(_) = event.attendees else { return Ok(()) };
    if event.until_at.is_some_and(|until| until < tx.now()) {
        return Ok(());
    }
    let host = Host { kind: i64::from(Event::DEF.kind), record: event.head.id };
    let sql = store::sql!(
        "platform.invited",
        "SELECT owner FROM platform_notification WHERE host_kind = $1 AND host IN LIST($2) AND topic = 'invitation'"
    );
    // Whoever was asked to the series was asked to what is taken out of it.
    let asked: Vec<i64> = event.series.map(Id::raw).into_iter().chain([host.record]).collect();
    let rows = tx.query(sql, &[host.kind.into(), store::id_list(&asked)])?;
    let known: Vec<i64> = rows.iter().filter_map(|row| row.first().and_then(Value::int)).collect();
    let fresh = event.attendees.iter().filter_map(|a| a.person).filter(|person| {
        Some(person.raw()) != tx.who().user && Some(*person) != event.owner && !known.contains(&person.raw())
    });
    for person in fresh.collect::<Vec<_>>() {
        let text = told_to(&event, event.span(), &WorkingTime::of(tx)?.zone_of(person));
        crate::notification::ring(tx, person, crate::Topic::Invitation, &text, Some(host))?;
    }
    Ok(())
}
