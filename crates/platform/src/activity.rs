//! An activity is something to do until a day: a call, a meeting, a task; on a record or by itself, alone or with others.

use crate::event::{Repeat, rule_of};
use crate::notification::{self, Topic};
use crate::{Host, Team, User};
use base::{Date, Id, Instant, Refusal, Result};
use entity::{Choice, Entity, Fields, Head, Lines, Text};
use store::{Business, Guard, Made, Operation, Read, Refusals, Tx, operations};

/// What there is to do.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ActivityType {
    /// Anything to do.
    #[default]
    Task,
    /// A telephone call.
    Call,
    /// A meeting.
    Meeting,
    /// An e-mail to write.
    Email,
    /// A day that must not pass.
    #[choice(tone = "warn")]
    Deadline,
}

/// How much it matters beside other things.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Priority {
    Low,
    #[default]
    Normal,
    #[choice(tone = "warn")]
    High,
    #[choice(tone = "danger")]
    Urgent,
}

/// How far it is.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// To do.
    #[default]
    #[choice(tone = "info")]
    Open,
    /// Done.
    #[choice(tone = "success")]
    Done,
    /// No longer to do.
    Cancelled,
}

/// Something to do.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "platform.activity",
    kind = 19,
    plural = "activities",
    icon = "square-check",
    search(title),
    sort = "due_on",
    board = "state",
    calendar = "due_on",
    participants(collaborators, person),
    index(host_kind, host, id),
    index(parent),
    index(rings_at),
    index(owner, state, due_on),
    view(open = "filter=state%20%3D%20open&sort=due_on"),
    view(urgent = "filter=state%20%3D%20open%20and%20priority%20in%20(high%2C%20urgent)&sort=due_on")
)]
pub struct Activity {
    pub head: Head,
    #[field(indexed, column)]
    pub title: String,
    #[field(column)]
    pub activity: ActivityType,
    #[field(column, default = "normal")]
    pub priority: Priority,
    /// From when on it can be done.
    pub starts_on: Option<Date>,
    #[field(indexed, column)]
    pub due_on: Option<Date>,
    /// When its owner's bell rings.
    pub remind_at: Option<Instant>,
    /// That reminder comes as e-mail too, where this set sends any.
    pub by_email: bool,
    #[field(computed, inner, volatile)]
    pub rings_at: Option<Instant>,
    /// Done, it comes again.
    pub repeat: Repeat,
    pub repeat_until: Option<Date>,
    /// What it is a part of.
    pub parent: Option<Id<Activity>>,
    /// Who does it.
    #[field(column)]
    pub owner: Option<Id<User>>,
    pub team: Option<Id<Team>>,
    /// Who else takes part and may read it.
    pub collaborators: Lines<Collaborator>,
    pub checklist: Lines<CheckItem>,
    #[field(max = 20000)]
    pub description: Option<Text>,
    #[field(read_only)]
    pub host_kind: Option<i64>,
    #[field(read_only)]
    pub host: Option<i64>,
    #[field(read_only)]
    pub done_at: Option<Instant>,
    #[field(indexed, column)]
    pub state: State,
}

/// Somebody who takes part in an activity.
#[derive(Entity, Clone, Debug)]
#[entity(name = "platform.collaborator", kind = 39, line_of = "platform.activity", index(person))]
pub struct Collaborator {
    pub head: Head,
    pub person: Id<User>,
}

/// A step of an activity, to be ticked.
#[derive(Entity, Clone, Debug)]
#[entity(name = "platform.check_item", kind = 40, line_of = "platform.activity")]
pub struct CheckItem {
    pub head: Head,
    pub text: String,
    pub done: bool,
}

impl Business for Collaborator {}
impl Business for CheckItem {}

impl Collaborator {
    pub fn new(person: Id<User>) -> Collaborator {
        Collaborator { head: Head::default(), person }
    }
}

impl CheckItem {
    /// A step that is still to do.
    pub fn new(text: &str) -> CheckItem {
        CheckItem { head: Head::default(), text: text.to_owned(), done: false }
    }
}

/// The team of a user.
pub(crate) fn team_of(read: &Read, user: Id<User>) -> Result<Option<Id<Team>>> {
    let sql = store::sql!("platform.team_of", "SELECT team FROM platform_user WHERE id = $1");
    let row = read.row(sql, &[user.into()])?;
    Ok(row.and_then(|r| r.first().and_then(entity::Value::int)).map(Id::from_raw))
}

impl Business for Activity {
    const OPERATIONS: &'static [Operation] = &operations![Activity:
        finish if parts_are_done: [Open] => Done,
        cancel: [Open] => Cancelled,
        reopen: [Done, Cancelled] => Open,
    ];

    /// It counts for the team of whoever does it.
    fn complete(&mut self, read: &Read, touched: &Fields) -> Result<()> {
        if let (None, false, Some(owner)) = (self.team, touched.has("team"), self.owner) {
            self.team = team_of(read, owner)?;
        }
        let saved =
            self.head.saved().then(|| read.select::<Activity>("id = $1", &[self.head.id.into()])).transpose()?;
        let before = saved.and_then(|mut found| found.pop());
        // A reminder that rang stays silent until another time is set.
        if before.is_none_or(|before| (before.remind_at, before.state) != (self.remind_at, self.state)) {
            self.rings_at = self.remind_at.filter(|_| self.state == State::Open);
        }
        Ok(())
    }

    fn check(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        let ordered = self.starts_on.zip(self.due_on).is_none_or(|(starts, due)| starts <= due);
        refusals.ensure(ordered, "platform.activity_backwards", "due_on");
        let comes_again = self.repeat != Repeat::Never;
        refusals.ensure(!comes_again || self.due_on.is_some(), "platform.activity_repeats_without_day", "due_on");
        refusals.ensure(self.repeat != Repeat::Other, "platform.activity_rule", "repeat");
        crate::unlike(&self.collaborators, |c| c.person, "collaborators", "person", refusals);
        if self.parent.is_some() {
            read.hold("tree", "platform.activity")?;
        }
        if let Some(parent) = self.parent
            && self.head.saved()
            && crate::tree::above(read, "platform_activity", "parent", parent.raw())?.contains(&self.head.id)
        {
            refusals.add(Refusal::new("platform.activity_in_a_circle").field("parent").record(&self.title));
        }
        Ok(())
    }
}

impl Activity {
    /// Something to do for somebody until a day.
    pub fn new(activity: ActivityType, title: &str, due_on: Option<Date>, owner: Option<Id<User>>) -> Activity {
        Activity {
            head: Head::default(),
            title: title.to_owned(),
            activity,
            priority: Priority::Normal,
            starts_on: None,
            due_on,
            remind_at: None,
            by_email: false,
            rings_at: None,
            repeat: Repeat::Never,
            repeat_until: None,
            parent: None,
            owner,
            team: None,
            collaborators: Vec::new().into(),
            checklist: Vec::new().into(),
            description: None,
            host_kind: None,
            host: None,
            done_at: None,
            state: State::Open,
        }
    }

    /// What has parts is done when they are.
    fn parts_are_done(&self, read: &Read) -> Result<Guard> {
        let sql = store::sql!(
            "platform.open_parts",
            "SELECT COUNT(*) FROM platform_activity WHERE parent = $1 AND state = 'open' AND archived_at IS NULL"
        );
        let open = read.number(sql, &[self.head.id.into()])?;
        let why = || Refusal::new("platform.activity_has_open_parts").arg("n", open);
        Ok(if open == 0 { Guard::Open } else { Guard::Closed(why()) })
    }

    /// Done; one that repeats comes again on the next day its rule names that has not passed.
    fn finish(&mut self, tx: &mut Tx) -> Result<Made> {
        self.done_at = Some(tx.now());
        let Some(mut again) = self.again(tx.today())? else { return Ok(Vec::new()) };
        // It repeats from the one that is open; this one is done for good.
        (self.repeat, self.repeat_until) = (Repeat::Never, None);
        let made = tx.insert(&mut again)?;
        Ok(vec![(Activity::DEF.name, made.raw())])
    }

    fn again(&self, today: Date) -> Result<Option<Activity>> {
        let Some(due) = self.due_on else { return Ok(None) };
        let Some(rule) = rule_of(self.repeat, due, self.repeat_until) else { return Ok(None) };
        let first = worktime::When::Days { first: due, days: 1 };
        let Ok(series) = worktime::Series::repeated(first, rule) else { return Ok(None) };
        let zone = base::Zone::UTC;
        let from = zone.instant(base::Local::midnight(due.add_days(1)?.max(today)))?;
        let until = Instant::from_micros(from.micros() + worktime::WIDEST_DAYS * 86_400_000_000);
        let told = series.within(worktime::Span { from, until }, &zone, 1).unwrap_or_default();
        let Some(next) = told.occurrences.first().map(|occurrence| occurrence.start.date) else { return Ok(None) };
        let later = due.days_until(next);
        let shift = |at: Instant| Instant::from_micros(at.micros() + later * 86_400_000_000);
        let steps: Vec<CheckItem> = self.checklist.iter().map(|item| CheckItem::new(&item.text)).collect();
        let others: Vec<Collaborator> = self.collaborators.iter().map(|c| Collaborator::new(c.person)).collect();
        Ok(Some(Activity {
            head: Head::default(),
            due_on: Some(next),
            starts_on: self.starts_on.map(|day| day.add_days(later)).transpose()?,
            remind_at: self.remind_at.map(shift),
            checklist: steps.into(),
            collaborators: others.into(),
            done_at: None,
            state: State::Open,
            ..self.clone()
        }))
    }

    fn cancel(&mut self, _tx: &mut Tx) -> Result<Made> {
        Ok(Vec::new())
    }

    fn reopen(&mut self, _tx: &mut Tx) -> Result<Made> {
        self.done_at = None;
        Ok(Vec::new())
    }
}

/// Plans an activity on a record that one may see; another person who is to do it is told.
pub fn plan(tx: &mut Tx, entity: &str, id: i64, mut activity: Activity) -> Result<Id<Activity>> {
    let host = Host::of(tx, entity, id)?;
    host.visible(tx)?;
    activity.host_kind = Some(host.kind);
    activity.host = Some(host.record);
    let made = tx.insert(&mut activity)?;
    if let Some(owner) = activity.owner.filter(|o| Some(o.raw()) != tx.who().user) {
        let own = Host { kind: i64::from(Activity::DEF.kind), record: made.raw() };
        notification::ring(tx, owner, Topic::Task, &activity.title, Some(own))?;
    }
    Ok(made)
}

/// What is planned on a record: open ones by day, then the others.
pub fn of(read: &Read, entity: &str, id: i64) -> Result<Vec<Activity>> {
    let host = Host::of(read, entity, id)?;
    host.visible(read)?;
    let condition = "host_kind = $1 AND host = $2 AND archived_at IS NULL \
                     ORDER BY CASE WHEN state = 'open' THEN 0 ELSE 1 END, due_on IS NULL, due_on, id";
    read.select(condition, &[host.kind.into(), host.record.into()])
}

/// Open activities of a record go over to another, which goes on with them. Answers which.
pub fn pass_on(tx: &mut Tx, from: Host, to: Host) -> Result<Vec<i64>> {
    let sql = store::sql!(
        "platform.activities_open",
        "SELECT id FROM platform_activity WHERE host_kind = $1 AND host = $2 AND state = 'open' AND archived_at IS NULL ORDER BY id"
    );
    let rows = tx.query(sql, &[from.kind.into(), from.record.into()])?;
    let ids: Vec<i64> = rows.iter().filter_map(|row| row.first().and_then(entity::Value::int)).collect();
    hang_on(tx, &ids, to)?;
    Ok(ids)
}

/// Hangs activities on a record.
pub fn hang_on(tx: &mut Tx, activities: &[i64], host: Host) -> Result<()> {
    let ids: Vec<Id<Activity>> = activities.iter().map(|id| Id::from_raw(*id)).collect();
    for mut activity in tx.lock_many(&ids)? {
        (activity.host_kind, activity.host) = (Some(host.kind), Some(host.record));
        tx.update(&mut activity)?;
    }
    Ok(())
}
