//! The one writer of a SQLite set: operations queue up, run each in its savepoint, and are answered after one common commit.

use crate::checkpoint::Checkpointer;
use crate::set::{Inner, lock, run_body};
use crate::{AfterCommit, Conn, Tx, Who};
use base::{Context, Error, Result};
use std::collections::VecDeque;
use std::sync::atomic::Ordering;
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
    answer: SyncSender<Result<Vec<AfterCommit>>>,
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
    inner: Arc<Inner>,
    thread: Option<JoinHandle<()>>,
}

impl Writer {
    pub fn start(inner: Arc<Inner>, mut conn: Conn) -> Result<Writer> {
        let shared = Arc::new(Shared { queues: Mutex::default(), filled: Condvar::new() });
        let seen = shared.clone();
        let own = inner.clone();
        let checkpointer = Checkpointer::start(inner.location.clone(), &mut conn)?;
        let thread = std::thread::Builder::new()
            .name("writer".to_owned())
            .spawn(move || {
                let _closing = Closing(seen.clone());
                while let Some(batch) = next_batch(&inner, &seen) {
                    let before = conn.statements;
                    run_batch(&inner, &mut conn, &seen, batch);
                    inner.sent.fetch_add(conn.statements - before, Ordering::Relaxed);
                    checkpointer.committed(&mut conn);
                }
            })
            .context("starting the writer")?;
        Ok(Writer { shared, inner: own, thread: Some(thread) })
    }

    /// Runs an operation and waits until it is safe. Returns what to do now, on the caller's thread: what an operation does after
    /// its commit may itself write, and must not hold up or end the writer.
    pub fn run(&self, who: Who, job: bool, body: Body) -> Result<Vec<AfterCommit>> {
        let (answer, answered) = sync_channel(1);
        {
            let mut queues = lock(&self.shared.queues);
            if queues.closed {
                return Err(Error::Unavailable("the set was closed".to_owned()));
            }
            let queue = if job { &mut queues.jobs } else { &mut queues.people };
            if queue.len() >= WAITING {
                return Err(Error::Unavailable("too many changes are waiting; try again in a moment".to_owned()));
            }
            queue.push_back(Call { who, body, answer });
            self.inner.waiting.store(queues.people.len(), Ordering::Relaxed);
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

/// Closes the queues when the writer ends, however it ends, so that nobody waits for an answer that never comes.
struct Closing(Arc<Shared>);

impl Drop for Closing {
    fn drop(&mut self) {
        let mut queues = lock(&self.0.queues);
        queues.closed = true;
        queues.people.clear();
        queues.jobs.clear();
    }
}

fn next_call(inner: &Inner, queues: &mut Queues) -> Option<Call> {
    let call = queues.people.pop_front().or_else(|| queues.jobs.pop_front());
    inner.waiting.store(queues.people.len(), Ordering::Relaxed);
    call
}

/// Waits for the first operation of a batch; `None` when the set closes and nothing is left.
fn next_batch(inner: &Inner, shared: &Shared) -> Option<Call> {
    let mut queues = lock(&shared.queues);
    loop {
        if let Some(call) = next_call(inner, &mut queues) {
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
    if let Err(error) = begin(inner, conn) {
        let _ = first.answer.send(Err(error));
        return;
    }
    let begun = Moment::now();
    let mut ran: Vec<Ran> = Vec::new();
    let mut waiting = Some(first);
    let mut ended = false;
    while let Some(call) = waiting.take() {
        // The first has no neighbours yet: it needs no savepoint, which would copy every page it changes.
        let run = match ran.is_empty() {
            true => run_body(inner, conn, inner.model(), &call.who, &call.body),
            false => in_savepoint(inner, conn, &call),
        };
        let (outcome, raised) = match run {
            Ok((after, raised)) => (Ok(after), raised),
            Err(error) => (Err(error), false),
        };
        if ran.is_empty() && outcome.is_err() {
            if conn.in_transaction() {
                let _ = conn.batch("ROLLBACK");
            }
            let _ = call.answer.send(outcome);
            return;
        }
        ended = !conn.in_transaction();
        ran.push(Ran { call, outcome });
        if ended || raised || ran.len() >= BATCH || begun.elapsed() > GATHER {
            break;
        }
        waiting = next_call(inner, &mut lock(&shared.queues));
    }
    let committed = !ended && commit(inner, conn, &ran);
    if committed {
        for Ran { call, outcome } in ran {
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

fn begin(inner: &Inner, conn: &mut Conn) -> Result<()> {
    let begun = conn.begin("BEGIN IMMEDIATE", true).and_then(|revision| inner.refresh(conn, revision));
    if begun.is_err() && conn.in_transaction() {
        let _ = conn.batch("ROLLBACK");
    }
    begun.map(|_| ())
}

fn commit(inner: &Inner, conn: &mut Conn, ran: &[Ran]) -> bool {
    if ran.iter().all(|r| r.outcome.is_err()) {
        return conn.batch("ROLLBACK").is_ok();
    }
    crate::audit::seal(conn, inner.now()).is_ok() && conn.batch("COMMIT").is_ok()
}

fn in_savepoint(inner: &Inner, conn: &mut Conn, call: &Call) -> Result<(Vec<AfterCommit>, bool)> {
    let (drawn, unsealed) = (conn.drawn, conn.unsealed.len());
    conn.batch("SAVEPOINT operation")?;
    match run_body(inner, conn, inner.model(), &call.who, &call.body) {
        Ok(ran) => conn.batch("RELEASE operation").map(|()| ran),
        Err(error) => {
            if conn.in_transaction() {
                let _ = conn.batch("ROLLBACK TO operation; RELEASE operation");
            }
            conn.drawn = drawn;
            conn.unsealed.truncate(unsealed);
            Err(error)
        }
    }
}

fn alone(inner: &Inner, conn: &mut Conn, call: &Call) -> Result<Vec<AfterCommit>> {
    begin(inner, conn)?;
    let outcome = run_body(inner, conn, inner.model(), &call.who, &call.body).and_then(|(after, _)| {
        crate::audit::seal(conn, inner.now())?;
        conn.batch("COMMIT")?;
        Ok(after)
    });
    if outcome.is_err() && conn.in_transaction() {
        let _ = conn.batch("ROLLBACK");
    }
    outcome
}
