//! An activity is something to do until a day: a call, a meeting, a task; on a record or by itself.

use crate::notification::{self, Topic};
use crate::{Host, Team, User};
use base::{Date, Id, Instant, Result};
use entity::{Choice, Entity, Fields, Head, Text};
use store::{Business, Made, Operation, Read, Tx, operations};

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
    index(host_kind, host, id),
    view(open = "filter=state%20%3D%20open&sort=due_on")
)]
pub struct Activity {
    pub head: Head,
    #[field(indexed, column)]
    pub title: String,
    #[field(column)]
    pub activity: ActivityType,
    #[field(indexed, column)]
    pub due_on: Option<Date>,
    /// Who does it.
    #[field(column)]
    pub owner: Option<Id<User>>,
    pub team: Option<Id<Team>>,
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

impl Business for Activity {
    const OPERATIONS: &'static [Operation] = &operations![Activity:
        finish: [Open] => Done,
        cancel: [Open] => Cancelled,
        reopen: [Done, Cancelled] => Open,
    ];

    /// It counts for the team of whoever does it.
    fn complete(&mut self, read: &Read, touched: &Fields) -> Result<()> {
        if let (None, false, Some(owner)) = (self.team, touched.has("team"), self.owner) {
            let sql = store::sql!("platform.team_of", "SELECT team FROM platform_user WHERE id = $1");
            let row = read.row(sql, &[owner.into()])?;
            self.team = row.and_then(|r| r.first().and_then(entity::Value::int)).map(Id::from_raw);
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
            due_on,
            owner,
            team: None,
            description: None,
            host_kind: None,
            host: None,
            done_at: None,
            state: State::Open,
        }
    }

    fn finish(&mut self, tx: &mut Tx) -> Result<Made> {
        self.done_at = Some(tx.now());
        Ok(Vec::new())
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
