//! Jobs are work that nobody waits for: in steps, each one transaction that moves the cursor, resumed by whoever is alive.

mod runner;
mod standing;

use crate::User;
use base::{Id, Instant, Result};
use entity::{Choice, Entity, Head, Text};
use store::{Business, Guard, Made, Operation, Read, Tx, operations};

pub use runner::{Beat, JobKind, LongJob, Runner, Running, Step, Tell, Work};
pub use standing::{STANDING, order_standing};

/// How far a job is.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// Waits for its turn.
    #[default]
    Waiting,
    /// Somebody works on it.
    #[choice(tone = "info")]
    Running,
    /// Finished.
    #[choice(tone = "success")]
    Done,
    /// Given up after several tries.
    #[choice(tone = "danger")]
    Failed,
    /// Called off.
    Cancelled,
}

/// Work in steps.
#[derive(Entity, Clone, Debug)]
#[entity(name = "platform.job", kind = 21, icon = "server", title = "task", board = "state", index(state, due_at))]
pub struct Job {
    pub head: Head,
    /// The kind of work, `module.word`.
    #[field(read_only, column, max = 80)]
    pub task: String,
    /// What it works on: no two live jobs have the same task and key.
    #[field(read_only, column)]
    pub key: String,
    /// Task and key while the job lives; empty afterwards.
    #[field(read_only, unique, volatile)]
    pub alive: Option<String>,
    /// What it was ordered with.
    #[field(read_only)]
    pub input: Option<Text>,
    /// Where it goes on.
    #[field(read_only, volatile)]
    pub cursor: Option<Text>,
    #[field(read_only, column, volatile)]
    pub progress: i64,
    #[field(read_only, column, volatile)]
    pub total: Option<i64>,
    /// Tries since the last step that went well.
    #[field(read_only, volatile)]
    pub attempts: i64,
    /// Not before this moment.
    #[field(read_only, column, volatile)]
    pub due_at: Instant,
    /// Who works on it, and until when it is his.
    #[field(read_only, volatile)]
    pub holder: Option<String>,
    #[field(read_only, volatile)]
    pub lease_until: Option<Instant>,
    #[field(read_only, max = 2000, volatile)]
    pub error: Option<Text>,
    /// Who ordered it: it runs with his rights.
    #[field(read_only, column)]
    pub owner: Option<Id<User>>,
    #[field(indexed, column, volatile)]
    pub state: State,
}

impl Business for Job {
    const OPERATIONS: &'static [Operation] = &operations![Job:
        cancel: [Waiting, Running] => Cancelled,
        retry if can_retry: [Failed, Cancelled] => Waiting,
    ];
}

impl Job {
    fn cancel(&mut self, _tx: &mut Tx) -> Result<Made> {
        self.alive = None;
        self.holder = None;
        self.lease_until = None;
        Ok(Vec::new())
    }

    /// It goes on where it stopped, unless another one has taken its place.
    fn can_retry(&self, read: &Read) -> Result<Guard> {
        let other = find(read, &self.task, &self.key)?;
        let refusal = || base::Refusal::new("platform.job_alive").record(&self.task);
        Ok(if other.is_some() { Guard::Closed(refusal()) } else { Guard::Open })
    }

    fn retry(&mut self, tx: &mut Tx) -> Result<Made> {
        self.alive = Some(alive(&self.task, &self.key));
        self.attempts = 0;
        self.error = None;
        self.due_at = tx.now();
        Ok(Vec::new())
    }
}

fn alive(task: &str, key: &str) -> String {
    format!("{task} {key}")
}

fn alive_of() -> &'static str {
    store::sql!("platform.job_alive", "SELECT id FROM platform_job WHERE alive = $1")
}

fn find(read: &Read, task: &str, key: &str) -> Result<Option<Id<Job>>> {
    let row = read.row(alive_of(), &[alive(task, key).into()])?;
    Ok(row.and_then(|r| r.first().and_then(entity::Value::int)).map(Id::from_raw))
}

/// Orders a job. One with the same task and key that is still alive is the answer instead.
pub fn order(tx: &mut Tx, task: &str, key: &str, input: &str) -> Result<Id<Job>> {
    let now = tx.now();
    order_at(tx, task, key, input, now)
}

/// Orders a job for later.
pub fn order_at(tx: &mut Tx, task: &str, key: &str, input: &str, due_at: Instant) -> Result<Id<Job>> {
    tx.lock_key("job", &alive(task, key))?;
    if let Some(known) = find(tx, task, key)? {
        return Ok(known);
    }
    tx.insert(&mut Job {
        head: Head::default(),
        task: task.to_owned(),
        key: key.to_owned(),
        alive: Some(alive(task, key)),
        input: (!input.is_empty()).then(|| Text::new(input)),
        cursor: None,
        progress: 0,
        total: None,
        attempts: 0,
        due_at,
        holder: None,
        lease_until: None,
        error: None,
        owner: tx.who().user.map(Id::from_raw),
        state: State::Waiting,
    })
}

/// Orders a job at the end of the transaction, unless it is alive then: whoever says it often asks once, and not in a call of its own.
pub fn order_at_end(tx: &mut Tx, task: &'static str, key: &'static str) {
    let name = alive(task, key);
    tx.at_end(&name, alive_of(), vec![name.as_str().into()], move |tx, rows| match rows.is_empty() {
        true => order(tx, task, key, "").map(|_| ()),
        false => Ok(()),
    });
}
