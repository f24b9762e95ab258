//! The runner claims one job at a time and does its steps; several processes may run side by side on one set.

use super::Job;
use crate::notification::{self, Topic};
use base::{Context, Error, Id, Instant, Result};
use entity::Value;
use std::cell::Cell;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;
use store::{Engine, Row, Set, Tx, Who};

const SECOND: i64 = 1_000_000;
/// A step renews the lease; whoever does not for this long has died, and another takes over.
const LEASE: i64 = 60 * SECOND;
/// The longest wait between two tries.
const LONGEST: i64 = 3_600 * SECOND;
/// How often an idle runner looks.
const LOOK: Duration = Duration::from_millis(500);

/// What a step sees of its job.
#[derive(Clone, Debug)]
pub struct Work {
    /// The job.
    pub job: Id<Job>,
    /// What it works on.
    pub key: String,
    /// What it was ordered with.
    pub input: String,
    /// Where the last step stopped; empty at first.
    pub cursor: String,
    /// How much is done.
    pub progress: i64,
}

/// What a step leaves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// There is more to do, from this cursor.
    Next {
        /// Where to go on.
        cursor: String,
        /// How much is done now.
        progress: i64,
        /// Out of how much, where that is known.
        total: Option<i64>,
    },
    /// Go on from this cursor, at this moment and not before.
    Later(String, Instant),
    /// All done.
    Done,
}

/// One kind of job.
#[derive(Clone, Copy)]
pub struct JobKind {
    /// `module.word`, as ordered.
    pub task: &'static str,
    /// One step, in one transaction, at most a few tens of milliseconds long.
    pub step: fn(&mut Tx, &Work) -> Result<Step>,
    /// How many tries without progress before it is given up.
    pub tries: i64,
}

/// What a long job hears when it says how far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beat {
    /// Go on.
    Go,
    /// Somebody called it off, or took it over.
    Off,
    /// The program ends: leave everything so that another one can go on.
    Leave,
}

/// Says how far a job is: done, and out of how much.
pub type Tell<'a> = &'a dyn Fn(i64, Option<i64>) -> Result<Beat>;

/// A job that makes its own transactions, each of which also writes down where it is: a file of a hundred thousand rows is not
/// read anew for each step. It says how far it is at least every half minute.
#[derive(Clone, Copy)]
pub struct LongJob {
    /// `module.word`, as ordered.
    pub task: &'static str,
    /// Works until it is done, or leaves when it is told to.
    pub run: fn(&Arc<Set>, &Who, &Work, Tell) -> Result<Step>,
    /// How many tries without progress before it is given up.
    pub tries: i64,
}

#[derive(Clone, Copy)]
enum Kind {
    Steps(JobKind),
    Long(LongJob),
}

impl Kind {
    fn task(&self) -> &'static str {
        match self {
            Kind::Steps(kind) => kind.task,
            Kind::Long(job) => job.task,
        }
    }

    fn tries(&self) -> i64 {
        match self {
            Kind::Steps(kind) => kind.tries,
            Kind::Long(job) => job.tries,
        }
    }
}

/// Works on the jobs of one set.
pub struct Runner {
    set: Arc<Set>,
    kinds: Vec<Kind>,
    stop: Arc<AtomicBool>,
    name: String,
}

/// A claimed job.
struct Claimed {
    work: Work,
    kind: Kind,
    attempts: i64,
    owner: Option<i64>,
}

impl Runner {
    /// A runner for these kinds of job. Others are left to programs that know them.
    pub fn new(set: Arc<Set>, kinds: &'static [JobKind]) -> Runner {
        let kinds = kinds.iter().copied().map(Kind::Steps).collect();
        Runner { set, kinds, stop: Arc::default(), name: base::Key::random().to_string() }
    }

    /// A runner for long jobs: they do not keep the others waiting.
    pub fn of_long(set: Arc<Set>, jobs: &'static [LongJob]) -> Runner {
        let kinds = jobs.iter().copied().map(Kind::Long).collect();
        Runner { set, kinds, stop: Arc::default(), name: base::Key::random().to_string() }
    }

    /// Claims the next job that is due and does its steps until it is done, put off or failed. False when there was none.
    pub fn run_one(&self) -> Result<bool> {
        let Some(claimed) = self.claim()? else { return Ok(false) };
        self.steps(claimed)?;
        Ok(true)
    }

    /// Claims the next job that is due and does one step of it. For tests, and for whoever must stop between steps.
    pub fn run_step(&self) -> Result<bool> {
        let Some(mut claimed) = self.claim()? else { return Ok(false) };
        self.step(&mut claimed)?;
        Ok(true)
    }

    /// Does everything that is due.
    pub fn run_all(&self) -> Result<usize> {
        let mut count = 0;
        while self.run_one()? {
            count += 1;
        }
        Ok(count)
    }

    /// Works in a thread of its own until what this returns is dropped.
    pub fn start(self) -> Result<Running> {
        let stop = self.stop.clone();
        let seen = stop.clone();
        let thread = std::thread::Builder::new()
            .name("jobs".to_owned())
            .spawn(move || {
                while !seen.load(Ordering::Acquire) {
                    match self.run_one() {
                        Ok(true) => {}
                        Ok(false) => std::thread::park_timeout(LOOK),
                        Err(error) => {
                            tracing::warn!(%error, "jobs wait: the set does not answer");
                            std::thread::park_timeout(LOOK * 10);
                        }
                    }
                }
            })
            .context("starting the thread of jobs")?;
        Ok(Running { stop, thread: Some(thread) })
    }

    fn who(&self, cause: &str) -> Who {
        Who::program(format!("jobs: {cause}"))
    }

    fn claim(&self) -> Result<Option<Claimed>> {
        let tasks = self.kinds.iter().map(Kind::task).collect::<Vec<_>>();
        let (tasks, holder) = (serde_json::to_string(&tasks).unwrap_or_default(), self.name.clone());
        let row = self.set.write_job(&self.who("claim"), move |tx| claim(tx, &tasks, &holder))?;
        let Some(row) = row else { return Ok(None) };
        let int = |i: usize| row.get(i).and_then(Value::int);
        let text = |i: usize| row.get(i).and_then(Value::text).unwrap_or_default().to_owned();
        let task = text(1);
        let kind = self.kinds.iter().find(|k| k.task() == task).copied();
        let kind = kind.ok_or_else(|| Error::not_found("kind of job", &task))?;
        let work = Work {
            job: Id::from_raw(int(0).unwrap_or(0)),
            key: text(2),
            input: text(3),
            cursor: text(4),
            progress: int(5).unwrap_or(0),
        };
        Ok(Some(Claimed { work, kind, attempts: int(6).unwrap_or(1), owner: int(7) }))
    }

    fn steps(&self, mut claimed: Claimed) -> Result<()> {
        while self.step(&mut claimed)? {}
        Ok(())
    }

    /// One step; true when the next may follow at once.
    fn step(&self, claimed: &mut Claimed) -> Result<bool> {
        let who = Who { user: claimed.owner, cause: format!("job {}", claimed.kind.task()), limits: Vec::new() };
        let (work, holder) = (claimed.work.clone(), self.name.clone());
        let outcome = match claimed.kind {
            Kind::Steps(kind) => self.set.write_job(&who, move |tx| {
                if !hold(tx, &work, &holder)? {
                    return Ok(None);
                }
                let left = (kind.step)(tx, &work)?;
                keep(tx, &work, &left)?;
                Ok(Some(left))
            }),
            Kind::Long(job) => self.whole(&who, &work, &job),
        };
        match outcome {
            Ok(Some(Step::Next { cursor, progress, .. })) => {
                claimed.work.cursor = cursor;
                claimed.work.progress = progress;
                claimed.attempts = 1;
                Ok(true)
            }
            // Cancelled, or taken over by somebody else while this one slept.
            Ok(Some(Step::Done | Step::Later(..)) | None) => Ok(false),
            Err(error) => {
                self.put_back(claimed, &error)?;
                Ok(false)
            }
        }
    }

    /// All of a long job, or as much as there is time for.
    fn whole(&self, who: &Who, work: &Work, job: &LongJob) -> Result<Option<Step>> {
        let heard = Cell::new(false);
        let beat = |progress: i64, total: Option<i64>| {
            if self.stop.load(Ordering::Acquire) {
                return Ok(Beat::Leave);
            }
            let (work, holder) = (work.clone(), self.name.clone());
            self.set
                .write_job(&self.who("beat"), move |tx| {
                    if !hold(tx, &work, &holder)? {
                        return Ok(Beat::Off);
                    }
                    keep(tx, &work, &Step::Next { cursor: work.cursor.clone(), progress, total })?;
                    Ok(Beat::Go)
                })
                .inspect(|beat| heard.set(*beat == Beat::Off))
        };
        // A panic must leave the thread to the jobs behind.
        let ran = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| (job.run)(&self.set, who, work, &beat)));
        let left = ran.unwrap_or_else(|_| Err(Error::broken("a job stopped short")))?;
        let (work, holder, heard) = (work.clone(), self.name.clone(), heard.get());
        self.set.write_job(&self.who("end"), move |tx| {
            if !hold(tx, &work, &holder)? {
                // Called off after its last beat: all of it is there, and says so.
                if left == Step::Done && !heard && called_off(tx, &work)? {
                    keep(tx, &work, &left)?;
                }
                return Ok(None);
            }
            keep(tx, &work, &left)?;
            Ok(Some(left.clone()))
        })
    }

    /// After a failure: later again, each time twice as long; in the end given up, and whoever ordered it is told.
    fn put_back(&self, claimed: &Claimed, error: &Error) -> Result<()> {
        let given_up = claimed.attempts >= claimed.kind.tries();
        tracing::warn!(job = claimed.work.job.raw(), task = claimed.kind.task(), %error, given_up, "a job's step failed");
        let text: String = error.to_string().chars().take(2_000).collect();
        let wait = (SECOND << claimed.attempts.clamp(1, 12)).min(LONGEST);
        let (job, holder, owner, task) = (claimed.work.job, self.name.clone(), claimed.owner, claimed.kind.task());
        self.set.write_job(&self.who("failed"), move |tx| {
            let due = tx.now().micros() + wait;
            let sql = "UPDATE platform_job SET state = $1, alive = CASE WHEN $2 = 1 THEN NULL ELSE alive END, error = $3, \
                       due_at = $4, holder = NULL, lease_until = NULL WHERE id = $5 AND holder = $6 AND state = 'running'";
            let state = if given_up { "failed" } else { "waiting" };
            let given = Value::Int(i64::from(given_up));
            let params =
                [state.into(), given, text.as_str().into(), due.into(), job.into(), Value::from(holder.as_str())];
            let changed = tx.execute(sql, &params)?;
            if let (true, true, Some(owner)) = (given_up, changed > 0, owner) {
                let host = crate::Host::of(tx, "platform.job", job.raw())?;
                notification::ring(tx, Id::from_raw(owner), Topic::Warning, task, Some(host))?;
            }
            Ok(())
        })
    }
}

/// The next due job, or one whose holder let the lease run out; locked so that two runners never take the same.
fn claim(tx: &mut Tx, tasks: &str, holder: &str) -> Result<Option<Row>> {
    let now = tx.now().micros();
    let lock = if tx.engine() == Engine::Postgres { " FOR UPDATE SKIP LOCKED" } else { "" };
    let sql = format!(
        "SELECT id FROM platform_job WHERE state IN ('waiting', 'running') AND archived_at IS NULL AND due_at <= $1 \
         AND (lease_until IS NULL OR lease_until < $2) AND task IN TEXTS($3) ORDER BY due_at, id LIMIT 1{lock}"
    );
    let row = tx.row(&sql, &[now.into(), now.into(), tasks.into()])?;
    let Some(id) = row.and_then(|r| r.first().and_then(Value::int)) else { return Ok(None) };
    let sql = store::sql!(
        "platform.job_claim",
        "UPDATE platform_job SET state = 'running', holder = $1, lease_until = $2, attempts = attempts + 1 WHERE id = $3 \
         RETURNING id, task, key, input, cursor, progress, attempts, owner"
    );
    Ok(tx.returning(sql, &[holder.into(), (now + LEASE).into(), id.into()])?.pop())
}

/// Locks the job for this step; false when it is no longer this runner's.
fn hold(tx: &mut Tx, work: &Work, holder: &str) -> Result<bool> {
    let sql = "SELECT id FROM platform_job WHERE id = $1 AND holder = $2 AND state = 'running' FOR UPDATE";
    Ok(tx.row(sql, &[work.job.into(), holder.into()])?.is_some())
}

/// Whether somebody called the job off and nobody took it up again; locked for this step.
fn called_off(tx: &mut Tx, work: &Work) -> Result<bool> {
    let sql = "SELECT id FROM platform_job WHERE id = $1 AND state = 'cancelled' FOR UPDATE";
    Ok(tx.row(sql, &[work.job.into()])?.is_some())
}

/// Writes where the job is, in the same transaction as the step's work. Steps are no changes of the record: no version.
fn keep(tx: &mut Tx, work: &Work, left: &Step) -> Result<()> {
    let now = tx.now().micros();
    let id = Value::from(work.job);
    match left {
        Step::Next { cursor, progress, total } => {
            let sql = store::sql!(
                "platform.job_next",
                "UPDATE platform_job SET cursor = $1, progress = $2, total = COALESCE($3, total), attempts = 1, error = NULL, \
                 lease_until = $4 WHERE id = $5"
            );
            let lease = Value::Int(now + LEASE);
            tx.execute(sql, &[cursor.as_str().into(), (*progress).into(), Value::from(*total), lease, id])?;
        }
        Step::Later(cursor, at) => {
            let sql = store::sql!(
                "platform.job_later",
                "UPDATE platform_job SET state = 'waiting', cursor = $1, due_at = $2, attempts = 0, error = NULL, \
                 holder = NULL, lease_until = NULL WHERE id = $3"
            );
            tx.execute(sql, &[cursor.as_str().into(), (*at).into(), id])?;
        }
        Step::Done => {
            let sql = store::sql!(
                "platform.job_done",
                "UPDATE platform_job SET state = 'done', alive = NULL, progress = COALESCE(total, progress), error = NULL, \
                 holder = NULL, lease_until = NULL WHERE id = $1"
            );
            tx.execute(sql, &[id])?;
        }
    }
    Ok(())
}

/// A runner at work in its thread; dropping it lets the step at hand finish.
pub struct Running {
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Running {
    /// Looks at once instead of at the next turn.
    pub fn wake(&self) {
        if let Some(thread) = &self.thread {
            thread.thread().unpark();
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Release);
        if let Some(thread) = self.thread.take() {
            thread.thread().unpark();
            let _ = thread.join();
        }
    }
}
