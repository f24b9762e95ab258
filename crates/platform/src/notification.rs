//! The bell: what a user should know about, until he has seen it.

use crate::{Host, User};
use base::{Id, Instant, Result};
use entity::{Choice, Entity, Head};
use store::{Business, Read, Tx};

/// What a bell is about.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Topic {
    /// Somebody named him in a note.
    #[default]
    #[choice(tone = "info")]
    Mention,
    /// He was given a task.
    #[choice(tone = "violet")]
    Task,
    /// Something waits that nobody could take.
    #[choice(tone = "danger")]
    Waiting,
    /// A record was shared with him.
    #[choice(tone = "teal")]
    Share,
    /// A job that he ordered ended.
    #[choice(tone = "success")]
    Job,
    /// Something needs his attention.
    #[choice(tone = "warn")]
    Warning,
    /// He is asked to come to an event.
    #[choice(tone = "violet")]
    Invitation,
    /// Something begins soon or is due.
    #[choice(tone = "info")]
    Reminder,
    /// Something waits for his yes.
    #[choice(tone = "violet")]
    Approval,
    /// What he asked for was decided, or needs him.
    #[choice(tone = "info")]
    Decision,
}

/// One ring of the bell.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "platform.notification",
    kind = 20,
    icon = "bell",
    title = "text",
    index(owner, seen_at, id),
    index(host_kind, host)
)]
pub struct Notification {
    pub head: Head,
    #[field(read_only, column, max = 500)]
    pub text: String,
    #[field(read_only, column)]
    pub topic: Topic,
    /// Whose bell it is.
    #[field(read_only)]
    pub owner: Id<User>,
    /// Who caused it.
    #[field(read_only, column)]
    pub cause: Option<Id<User>>,
    #[field(read_only)]
    pub host_kind: Option<i64>,
    #[field(read_only)]
    pub host: Option<i64>,
    #[field(read_only, volatile)]
    pub seen_at: Option<Instant>,
}

impl Business for Notification {}

/// Rings somebody's bell.
pub fn ring(tx: &mut Tx, owner: Id<User>, topic: Topic, text: &str, host: Option<Host>) -> Result<Id<Notification>> {
    let cause = tx.who().user.map(Id::from_raw);
    tx.insert(&mut Notification {
        head: Head::default(),
        text: text.chars().take(500).collect(),
        topic,
        owner,
        cause,
        host_kind: host.map(|h| h.kind),
        host: host.map(|h| h.record),
        seen_at: None,
    })
}

/// How often the bell of a user rang unseen.
pub fn unseen(read: &Read, owner: Id<User>) -> Result<i64> {
    let sql = store::sql!(
        "platform.unseen",
        "SELECT COUNT(*) FROM platform_notification WHERE owner = $1 AND seen_at IS NULL AND archived_at IS NULL"
    );
    read.number(sql, &[owner.into()])
}

/// The newest rings of a user's bell, below an id.
pub fn newest(read: &Read, owner: Id<User>, before: Option<i64>, limit: i64) -> Result<Vec<Notification>> {
    let condition = "owner = $1 AND id < $2 AND archived_at IS NULL ORDER BY id DESC LIMIT $3";
    read.select(condition, &[owner.into(), before.unwrap_or(i64::MAX).into(), limit.into()])
}

/// Notes that a user has seen everything up to a ring. Seeing is no change of the record: no version, no audit.
pub fn seen(tx: &mut Tx, owner: Id<User>, through: i64) -> Result<u64> {
    let sql = store::sql!(
        "platform.seen",
        "UPDATE platform_notification SET seen_at = $1 WHERE owner = $2 AND id <= $3 AND seen_at IS NULL"
    );
    let now = tx.now();
    tx.execute(sql, &[now.into(), owner.into(), through.into()])
}
