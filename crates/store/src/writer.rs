//! The one writer of a SQLite set: operations queue up, run each in its savepoint, and are answered after one common commit.

use crate::set::{Inner, lock, panic_text, run_body};
use crate::{AfterCommit, Conn, Tx, Who};
use base::{Context, Error, Result};
use std::collections::VecDeque;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::sync::{Arc, Condvar, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant as Moment};

type Body = Box<dyn Fn(&mut Tx) -> Result<()> + Send>;

/// Most operations of one commit.
const BATCH: usize = 32;
/// Longest a batch gathers before its commit.
const GATHER: Duration = Duration::from_millis(5);
/// Operations waiting beyond this are refused, so that a flood is felt at once and not as endless waiting.
const WAITING: usize = 4_096;

struct Call {
    who: Who,
    body: Body,
    answer: SyncSender<Result<()>>,
}

#[derive(Default)]
struct Queues {
    people: VecDeque<Call>,
    jobs: VecDeque<Call>,
    closed: bool,
}

struct Shared {
    queues: Mutex<Queues>,
    filled: Condvar,
}

pub(crate) struct Writer {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

impl Writer {
    pub fn start(inner: Arc<Inner>, mut conn: Conn) -> Result<Writer> {
        let shared = Arc::new(Shared { queues: Mutex::default(), filled: Condvar::new() });
        let seen = shared.clone();
        let thread = std::thread::Builder::new()
            .name("writer".to_owned())
            .spawn(move || {
                while let Some(batch) = next_batch(&seen) {
                    run_batch(&inner, &mut conn, &seen, batch);
                }
            })
            .context("starting the writer")?;
        Ok(Writer { shared, thread: Some(thread) })
    }

    /// Runs an operation and waits until it is safe.
    pub fn run(&self, who: Who, job: bool, body: Body) -> Result<()> {
        let (answer, answered) = sync_channel(1);
        {
            let mut queues = lock(&self.shared.queues);
            let queue = if job { &mut queues.jobs } else { &mut queues.people };
            if queue.len() >= WAITING {
                return Err(Error::Unavailable("too many changes are waiting; try again in a moment".to_owned()));
            }
            queue.push_back(Call { who, body, answer });
        }
        self.shared.filled.notify_one();
        answered.recv().unwrap_or_else(|_| Err(Error::Unavailable("the set was closed".to_owned())))
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        lock(&self.shared.queues).closed = true;
        self.shared.filled.notify_all();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn next_call(queues: &mut Queues) -> Option<Call> {
    queues.people.pop_front().or_else(|| queues.jobs.pop_front())
}

/// Waits for the first operation of a batch; `None` when the set closes and nothing is left.
fn next_batch(shared: &Shared) -> Option<Call> {
    let mut queues = lock(&shared.queues);
    loop {
        if let Some(call) = next_call(&mut queues) {
            return Some(call);
        }
        if queues.closed {
            return None;
        }
        queues = shared.filled.wait(queues).unwrap_or_else(std::sync::PoisonError::into_inner);
    }
}

/// An operation that ran, and what its caller will hear once the commit is safe.
struct Ran {
    call: Call,
    outcome: Result<Vec<AfterCommit>>,
}

fn run_batch(inner: &Inner, conn: &mut Conn, shared: &Shared, first: Call) {
    if let Err(error) = conn.batch("BEGIN IMMEDIATE") {
        let _ = first.answer.send(Err(error));
        return;
    }
    let begun = Moment::now();
    let mut ran: Vec<Ran> = Vec::new();
    let mut waiting = Some(first);
    let mut ended = false;
    while let Some(call) = waiting.take() {
        let outcome = in_savepoint(inner, conn, &call);
        ended = !conn.in_transaction();
        ran.push(Ran { call, outcome });
        if ended || ran.len() >= BATCH || begun.elapsed() > GATHER {
            break;
        }
        waiting = next_call(&mut lock(&shared.queues));
    }
    let committed = !ended && commit(inner, conn, &ran);
    if committed {
        for Ran { call, outcome } in ran {
            let outcome = outcome.map(|after| after.into_iter().for_each(|run| run()));
            let _ = call.answer.send(outcome);
        }
    } else {
        // SQLite ended the transaction, or the commit failed: nothing of the batch is there. Each runs once more alone, and
        // only the culprit hears of it.
        if conn.in_transaction() {
            let _ = conn.batch("ROLLBACK");
        }
        for Ran { call, .. } in ran {
            let outcome = alone(inner, conn, &call);
            let _ = call.answer.send(outcome);
        }
    }
}

fn commit(inner: &Inner, conn: &mut Conn, ran: &[Ran]) -> bool {
    if ran.iter().all(|r| r.outcome.is_err()) {
        return conn.batch("ROLLBACK").is_ok();
    }
    crate::audit::seal(conn, inner.now()).is_ok() && conn.batch("COMMIT").is_ok()
}

fn in_savepoint(inner: &Inner, conn: &mut Conn, call: &Call) -> Result<Vec<AfterCommit>> {
    conn.batch("SAVEPOINT operation")?;
    let outcome =
        std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| run_body(inner, conn, &call.who, &call.body)))
            .unwrap_or_else(|panic| Err(Error::broken(panic_text(&*panic))));
    match outcome {
        Ok((after, _)) => conn.batch("RELEASE operation").map(|()| after),
        Err(error) => {
            if conn.in_transaction() {
                let _ = conn.batch("ROLLBACK TO operation; RELEASE operation");
            }
            Err(error)
        }
    }
}

fn alone(inner: &Inner, conn: &mut Conn, call: &Call) -> Result<()> {
    conn.batch("BEGIN IMMEDIATE")?;
    let outcome = run_body(inner, conn, &call.who, &call.body).and_then(|(after, _)| {
        crate::audit::seal(conn, inner.now())?;
        conn.batch("COMMIT")?;
        Ok(after)
    });
    match outcome {
        Ok(after) => {
            after.into_iter().for_each(|run| run());
            Ok(())
        }
        Err(error) => {
            if conn.in_transaction() {
                let _ = conn.batch("ROLLBACK");
            }
            Err(error)
        }
    }
}
