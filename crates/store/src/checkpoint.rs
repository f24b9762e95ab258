//! Carrying SQLite's log over into its file beside the writer, so that nobody's save waits for it.

use crate::set::{connect, lock};
use crate::{Conn, Location};
use base::{Context, Result};
use entity::Value;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

/// Commits of this time are carried over together: a page that several of them changed is written once.
const PAUSE: Duration = Duration::from_secs(1);
/// A log of more pages than this is begun anew: 64 MB.
const LONGEST: i64 = 16_000;

#[derive(Default)]
struct State {
    committed: bool,
    closed: bool,
}

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
    /// The log grew long; only the writer, between two transactions, can leave nothing behind in it.
    long: AtomicBool,
}

/// The thread that carries the log over. Every commit is safe in the log before anybody hears of it; this only moves it.
pub(crate) struct Checkpointer {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

impl Checkpointer {
    /// Starts it; the writer's own connection then leaves the log alone.
    pub fn start(location: Location, writer: &mut Conn) -> Result<Checkpointer> {
        let shared: Arc<Shared> = Arc::default();
        let seen = shared.clone();
        let thread = std::thread::Builder::new()
            .name("checkpoint".to_owned())
            .spawn(move || run(&seen, &location))
            .context("starting the checkpointer")?;
        // What the writer reads it soon changes: it keeps pages of its own, which it need not look for in the log each time. Few,
        // because a commit looks through all of them whenever a page was split. An import changes many thousand in one
        // transaction; those above the second figure (96 MB) are written twice.
        writer.batch(
            "PRAGMA wal_autocheckpoint = 0; PRAGMA mmap_size = 0; PRAGMA cache_size = -16000; PRAGMA cache_spill = 24000",
        )?;
        Ok(Checkpointer { shared, thread: Some(thread) })
    }

    /// The writer committed.
    pub fn committed(&self, writer: &mut Conn) {
        if self.shared.long.swap(false, Ordering::Relaxed) {
            // What is left is what came since the last run: little. Readers may hold it back; then the next time does it.
            if let Err(error) = checkpoint(writer) {
                tracing::warn!("shortening the log: {error}");
            }
        }
        let mut state = lock(&self.shared.state);
        if !std::mem::replace(&mut state.committed, true) {
            self.shared.changed.notify_one();
        }
    }
}

impl Drop for Checkpointer {
    fn drop(&mut self) {
        lock(&self.shared.state).closed = true;
        self.shared.changed.notify_all();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn run(shared: &Shared, location: &Location) {
    let mut conn: Option<Conn> = None;
    while waited(shared) {
        let outcome = match &mut conn {
            Some(conn) => checkpoint(conn),
            slot => connect(location).and_then(|fresh| checkpoint(slot.insert(fresh))),
        };
        match outcome {
            Ok(pages) if pages > LONGEST => shared.long.store(true, Ordering::Relaxed),
            Ok(_) => {}
            // A full disk, or somebody backs up: the log keeps what it holds, and the next commit tries again.
            Err(error) => tracing::warn!("carrying the log over: {error}"),
        }
    }
}

/// Waits for a commit and then a little longer; false when the set closes.
fn waited(shared: &Shared) -> bool {
    let poisoned = std::sync::PoisonError::into_inner;
    let state = lock(&shared.state);
    let state = shared.changed.wait_while(state, |s| !s.committed && !s.closed).unwrap_or_else(poisoned);
    let (mut state, _) =
        shared.changed.wait_timeout_while(state, PAUSE, |s| !s.closed).unwrap_or_else(|p| p.into_inner());
    state.committed = false;
    !state.closed
}

/// Carries over what no reader holds back, without waiting for anybody. Returns the pages of the log.
fn checkpoint(conn: &mut Conn) -> Result<i64> {
    let row = conn.row("PRAGMA wal_checkpoint(PASSIVE)", &[])?;
    Ok(row.and_then(|row| row.get(1).and_then(Value::int)).unwrap_or(0))
}
