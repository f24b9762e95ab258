//! An open account set: its writer, its readers, its model. Every transaction of the program begins here.

use crate::registry::Model;
use crate::writer::Writer;
use crate::{Conn, Engine, Read, Registry, Tx, Who, conn, migrate};
use base::{Context, Error, Instant, Result};
use entity::Value;
use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, RwLock};
use std::time::Duration;

/// The clock of a set; tests and the simulator put their own in.
pub type Clock = Arc<dyn Fn() -> Instant + Send + Sync>;

/// The machine's clock.
pub fn system_now() -> Instant {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    Instant::from_micros(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
}

/// Where an account set lives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// A SQLite file.
    File(PathBuf),
    /// A schema on a PostgreSQL server.
    Schema {
        /// `postgres://user:password@host/database`.
        url: String,
        /// The schema's name.
        schema: String,
    },
}

impl Location {
    /// Which engine answers there.
    pub fn engine(&self) -> Engine {
        match self {
            Location::File(_) => Engine::Sqlite,
            Location::Schema { .. } => Engine::Postgres,
        }
    }
}

/// What a set is opened with.
#[derive(Clone)]
pub struct Options {
    /// The set's clock.
    pub clock: Clock,
    /// The time zone that "today" is taken in.
    pub zone: String,
    /// Reading connections, and writing ones on PostgreSQL.
    pub connections: usize,
    /// How long a transaction may read that somebody waits for.
    pub reading: Duration,
    /// Locks what may not lie open in the database, where the installation has a key.
    pub vault: Option<Arc<crate::Vault>>,
}

impl Default for Options {
    fn default() -> Self {
        let clock: Clock = Arc::new(system_now);
        Options { clock, zone: "UTC".to_owned(), connections: 8, reading: Duration::from_secs(5), vault: None }
    }
}

/// An open account set.
pub struct Set {
    inner: Arc<Inner>,
    writer: Option<Writer>,
}

pub(crate) struct Inner {
    pub location: Location,
    pub registry: Arc<Registry>,
    pub options: Options,
    model: RwLock<Arc<Model>>,
    readers: Pool,
    /// People whose operations wait for the writer of a SQLite set.
    pub waiting: AtomicUsize,
    /// A connection for what must not wait for the transaction that asks: working numbers on PostgreSQL.
    apart: Mutex<Option<Conn>>,
    /// Statements of operations so far, and all that was sent with beginnings, commits and seals.
    pub statements: AtomicU64,
    pub sent: AtomicU64,
}

impl Inner {
    /// Runs something at once and for good, outside the transaction that asks. It need not be safe on disk when it answers:
    /// whatever uses the answer commits after it in the same log.
    pub fn apart<T>(&self, run: impl Fn(&mut Conn) -> Result<T>) -> Result<T> {
        let mut slot = lock(&self.apart);
        for _ in 0..2 {
            if slot.is_none() {
                let mut conn = connect(&self.location)?;
                conn.batch("SET synchronous_commit TO off")?;
                *slot = Some(conn);
            }
            let Some(conn) = slot.as_mut() else { break };
            let outcome = run(conn);
            self.statements.fetch_add(1, Ordering::Relaxed);
            self.sent.fetch_add(1, Ordering::Relaxed);
            if !conn.closed() {
                return outcome;
            }
            *slot = None;
        }
        Err(Error::Unavailable("the database server hung up".to_owned()))
    }

    pub fn model(&self) -> Arc<Model> {
        self.model.read().map_or_else(|p| p.into_inner().clone(), |m| m.clone())
    }

    pub fn now(&self) -> Instant {
        (self.options.clock)()
    }

    /// The model of the revision that a transaction sees. Another process may have added a field since this one looked.
    pub fn refresh(&self, conn: &mut Conn, revision: i64) -> Result<Arc<Model>> {
        let known = self.model();
        if known.revision == revision {
            return Ok(known);
        }
        let model = Arc::new(load_model(conn, &self.registry)?);
        self.keep(&model);
        Ok(model)
    }

    /// A transaction on an older snapshot must not bring an older model back.
    fn keep(&self, model: &Arc<Model>) {
        let mut slot = self.model.write().unwrap_or_else(std::sync::PoisonError::into_inner);
        if model.revision >= slot.revision {
            *slot = model.clone();
        }
    }
}

impl Set {
    /// Opens a set, makes its tables or brings them up to date, and starts its writer.
    pub fn open(location: Location, registry: Arc<Registry>, options: Options) -> Result<Set> {
        let mut conn = connect(&location)?;
        migrate::bring_up_to_date(&mut conn, &registry)?;
        let model = load_model(&mut conn, &registry)?;
        let readers = Pool::new(location.clone(), options.connections.max(1));
        let writer_conn = matches!(location, Location::File(_)).then_some(conn);
        let model = RwLock::new(Arc::new(model));
        let inner = Arc::new(Inner {
            location,
            registry,
            options,
            model,
            readers,
            waiting: AtomicUsize::new(0),
            apart: Mutex::new(None),
            statements: AtomicU64::new(0),
            sent: AtomicU64::new(0),
        });
        let writer = writer_conn.map(|conn| Writer::start(inner.clone(), conn)).transpose()?;
        Ok(Set { inner, writer })
    }

    /// Where the set lives.
    pub fn location(&self) -> &Location {
        &self.inner.location
    }

    /// Which engine answers.
    pub fn engine(&self) -> Engine {
        self.inner.location.engine()
    }

    /// What the program is made of.
    pub fn registry(&self) -> &Arc<Registry> {
        &self.inner.registry
    }

    /// The shapes of this set now.
    pub fn model(&self) -> Arc<Model> {
        self.inner.model()
    }

    /// The moment by the set's clock.
    pub fn now(&self) -> Instant {
        self.inner.now()
    }

    /// Statements that operations sent since the set was opened, those of the audit included; one is one round trip on PostgreSQL.
    /// And the same with beginnings, commits and, on SQLite, seals, which operations of one commit share.
    pub fn statements(&self) -> (u64, u64) {
        (self.inner.statements.load(Ordering::Relaxed), self.inner.sent.load(Ordering::Relaxed))
    }

    /// Reads custom fields and switched-off modules again, after somebody changed them.
    pub fn reload(&self) -> Result<()> {
        let mut conn = self.inner.readers.take()?;
        conn.forget();
        let model = load_model(&mut conn, &self.inner.registry);
        self.inner.readers.put(conn);
        self.inner.keep(&Arc::new(model?));
        Ok(())
    }

    /// Runs an operation: whole or not at all, answered only once it is safe on disk. It may run again after a conflict, so it
    /// changes nothing but the transaction. People come before jobs.
    pub fn write<T: Send + 'static>(
        &self,
        who: &Who,
        run: impl Fn(&mut Tx) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.write_as(who, false, run)
    }

    /// The same for background work: it waits while people write.
    pub fn write_job<T: Send + 'static>(
        &self,
        who: &Who,
        run: impl Fn(&mut Tx) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.write_as(who, true, run)
    }

    fn write_as<T: Send + 'static>(
        &self,
        who: &Who,
        job: bool,
        run: impl Fn(&mut Tx) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        if INSIDE.get() {
            // On SQLite it would wait for itself for ever, on PostgreSQL for its own locks.
            return Err(Error::broken("an operation began another one; it goes on with its own transaction"));
        }
        let slot: Arc<Mutex<Option<T>>> = Arc::default();
        let filled = slot.clone();
        let body = move |tx: &mut Tx| -> Result<()> {
            let value = run(tx)?;
            *lock(&filled) = Some(value);
            Ok(())
        };
        let after = match &self.writer {
            Some(writer) => writer.run(who.clone(), job, Box::new(body))?,
            None => self.write_postgres(who, &body)?,
        };
        for run in after {
            // The commit is safe; a follower that fails to wake must not make it look undone.
            if let Err(panic) = std::panic::catch_unwind(std::panic::AssertUnwindSafe(run)) {
                tracing::error!(cause = who.cause, "after a commit: {}", panic_text(&*panic));
            }
        }
        let value = lock(&slot).take();
        value.context("an operation that succeeded left its result")
    }

    fn write_postgres(&self, who: &Who, body: &dyn Fn(&mut Tx) -> Result<()>) -> Result<Vec<crate::AfterCommit>> {
        let mut tries = 0;
        loop {
            let (mut conn, model) = self.begin("BEGIN", true)?;
            // The beginning is one of them.
            let before = conn.statements - 1;
            let outcome = write_once(&self.inner, &mut conn, model, who, body);
            self.inner.sent.fetch_add(conn.statements - before, Ordering::Relaxed);
            self.inner.readers.put(conn);
            match outcome {
                Err(Error::Unavailable(why)) if why == conn::RETRY && tries < 8 => {
                    tries += 1;
                    let nanos = self.now().micros().unsigned_abs() % 7;
                    std::thread::sleep(Duration::from_millis((1 << tries) + nanos));
                }
                other => return other,
            }
        }
    }

    /// A connection inside a new transaction, with the model that belongs to it. Connections that the server dropped while they
    /// waited are replaced: nothing was done on them yet.
    fn begin(&self, begin: &str, writes: bool) -> Result<(Conn, Arc<Model>)> {
        loop {
            let (mut conn, waited) = self.inner.readers.take_idle()?;
            let model = conn.begin(begin, writes).and_then(|revision| self.inner.refresh(&mut conn, revision));
            match model {
                Ok(model) => return Ok((conn, model)),
                Err(error) => {
                    let again = waited && conn.closed();
                    if !conn.closed() && conn.in_transaction() {
                        let _ = conn.batch("ROLLBACK");
                    }
                    self.inner.readers.put(conn);
                    if !again {
                        return Err(error);
                    }
                }
            }
        }
    }

    /// Reads from one consistent moment, for a few seconds at most: whoever reads holds back the shortening of SQLite's log and
    /// the clearing away of old rows on PostgreSQL. Beyond [`Options::reading`] it is refused.
    pub fn read<T>(&self, who: &Who, run: impl FnOnce(&Read) -> Result<T>) -> Result<T> {
        let time = self.inner.options.reading;
        let (mut conn, model) = match self.engine() {
            Engine::Sqlite => self.begin("BEGIN", false)?,
            Engine::Postgres => {
                self.begin(&format!("{READ_ONLY}; SET LOCAL statement_timeout TO {}", time.as_millis()), false)?
            }
        };
        conn.limit(Some(time))?;
        let outcome = self.read_on(&mut conn, model, who, run);
        conn.limit(None)?;
        self.inner.readers.put(conn);
        outcome
    }

    /// Reads for as long as it takes, on a connection of its own: exports, checks.
    pub fn read_long<T>(&self, who: &Who, run: impl FnOnce(&Read) -> Result<T>) -> Result<T> {
        let mut conn = self.maintenance()?;
        let revision = conn.begin(if self.engine() == Engine::Sqlite { "BEGIN" } else { READ_ONLY }, false)?;
        let model = self.inner.refresh(&mut conn, revision)?;
        self.read_on(&mut conn, model, who, run)
    }

    /// Runs a reading operation in the open transaction and ends it.
    fn read_on<T>(
        &self,
        conn: &mut Conn,
        model: Arc<Model>,
        who: &Who,
        run: impl FnOnce(&Read) -> Result<T>,
    ) -> Result<T> {
        let outcome = {
            let outcome = {
                let read =
                    Read::new(conn, model, self.inner.registry.clone(), who, self.inner.now(), &self.inner.options);
                std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| run(&read)))
            };
            let end = conn.batch("COMMIT");
            let outcome = outcome.unwrap_or_else(|panic| Err(Error::broken(panic_text(&*panic))));
            outcome.and_then(|value| end.map(|()| value))
        };
        if outcome.is_err() && conn.in_transaction() {
            let _ = conn.batch("ROLLBACK");
        }
        outcome
    }

    /// A connection of its own for maintenance: backup, verification, measurement.
    pub fn maintenance(&self) -> Result<Conn> {
        connect(&self.inner.location)
    }

    /// Brings the database's statistics up to date, from which it chooses its plans: after a large import, and once a day. On
    /// PostgreSQL rows that nobody sees any more are cleared away too. Nobody waits for it.
    pub fn tidy(&self) -> Result<()> {
        let mut conn = self.maintenance()?;
        match self.engine() {
            // A sample of each index says enough and takes no longer on a large set than on a small one.
            Engine::Sqlite => {
                conn.batch("PRAGMA analysis_limit = 1000; ANALYZE")?;
                conn.batch(BUSIEST_FIRST)?;
            }
            Engine::Postgres => {
                // Not the whole database: other sets live in it.
                for table in self.inner.registry.tables(&[]) {
                    conn.batch(&format!("VACUUM (ANALYZE) \"{}\"", table.name))?;
                }
            }
        }
        // Connections read statistics when they open.
        self.inner.readers.close_idle();
        Ok(())
    }

    /// Tidies unless somebody did within a day; true when it did. Of several processes one does it.
    pub fn tidy_daily(&self) -> Result<bool> {
        let claimed = self.write_job(&Who::program("tidying"), |tx| {
            let now = tx.now().micros();
            let sql = crate::sql!(
                "store.claim_tidying",
                "INSERT INTO store_fact (name, value) VALUES ('tidied', $1) ON CONFLICT (name) DO UPDATE \
                 SET value = excluded.value WHERE CAST(store_fact.value AS BIGINT) < $2"
            );
            Ok(tx.execute(sql, &[now.to_string().into(), (now - DAY).into()])? > 0)
        })?;
        if claimed {
            self.tidy()?;
        }
        Ok(claimed)
    }

    /// Seals finished transactions on PostgreSQL; on SQLite the writer does it. Only one process does it at a time.
    pub fn seal(&self) -> Result<usize> {
        if self.engine() == Engine::Sqlite {
            return Ok(0);
        }
        let mut conn = self.inner.readers.take()?;
        let outcome = conn.batch("BEGIN").and_then(|()| {
            // The lock's name holds the schema: sets of one server are sealed independently.
            let lock = "SELECT CAST(pg_try_advisory_xact_lock(7405131, hashtext(current_schema())) AS INT)";
            let won = conn.row(lock, &[])?;
            let sealed = match won.as_deref() {
                Some([Value::Int(1)]) => crate::audit::seal(&mut conn, self.inner.now())?,
                _ => 0,
            };
            conn.batch("COMMIT")?;
            Ok(sealed)
        });
        if outcome.is_err() {
            let _ = conn.batch("ROLLBACK");
        }
        self.inner.readers.put(conn);
        outcome
    }
}

/// One attempt on PostgreSQL.
fn write_once(
    inner: &Inner,
    conn: &mut Conn,
    model: Arc<Model>,
    who: &Who,
    body: &dyn Fn(&mut Tx) -> Result<()>,
) -> Result<Vec<crate::AfterCommit>> {
    match run_body(inner, conn, model, who, body) {
        Ok((after, _)) => conn.batch("COMMIT").map(|()| after),
        Err(error) => {
            let _ = conn.batch("ROLLBACK");
            Err(error)
        }
    }
}

thread_local! {
    /// True while this thread runs an operation.
    static INSIDE: Cell<bool> = const { Cell::new(false) };
}

/// Runs an operation inside an open transaction, panics caught. Returns what to do after the commit, and whether it changed
/// what rights and shapes are read from, so that no other operation may go on with the old ones.
pub(crate) fn run_body(
    inner: &Inner,
    conn: &mut Conn,
    model: Arc<Model>,
    who: &Who,
    body: &dyn Fn(&mut Tx) -> Result<()>,
) -> Result<(Vec<crate::AfterCommit>, bool)> {
    conn.start();
    let before = conn.statements;
    INSIDE.set(true);
    let outcome = {
        let mut tx = Tx::new(conn, model, inner, who);
        std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            body(&mut tx)?;
            tx.finish()?;
            Ok((tx.take_after(), tx.raised()))
        }))
    };
    INSIDE.set(false);
    inner.statements.fetch_add(conn.statements - before, Ordering::Relaxed);
    let sound = conn.sound();
    let after = outcome.unwrap_or_else(|panic| Err(Error::broken(panic_text(&*panic))))?;
    sound.map(|()| after)
}

pub(crate) fn panic_text(panic: &(dyn std::any::Any + Send)) -> String {
    let text =
        panic.downcast_ref::<&str>().map(|s| (*s).to_owned()).or_else(|| panic.downcast_ref::<String>().cloned());
    format!("an operation stopped short: {}", text.unwrap_or_else(|| "without a word".to_owned()))
}

pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

fn load_model(conn: &mut Conn, registry: &Registry) -> Result<Model> {
    let custom = (registry.hooks.custom_fields)(conn)?;
    let off = (registry.hooks.modules_off)(conn)?;
    let revision = conn.row("SELECT value FROM store_fact WHERE name = 'revision'", &[])?;
    let revision = revision.and_then(|r| r.first().and_then(Value::text).and_then(|t| t.parse().ok())).unwrap_or(0);
    let zone = (registry.hooks.zone)(conn)?;
    Ok(Model::new(registry.shapes(&custom, &off), revision, zone))
}

/// Opens a connection with the settings that durability and correctness rest on.
pub fn connect(location: &Location) -> Result<Conn> {
    match location {
        Location::File(path) => connect_file(path),
        Location::Schema { url, schema } => {
            let schema = schema.replace('"', "");
            // No disk of today is four times slower out of order, and compiling a plan takes longer than running ours.
            let settings = format!(
                "SET search_path TO \"{schema}\"; SET synchronous_commit TO on; SET lock_timeout TO '10s'; \
                 SET random_page_cost TO 1.1; SET jit TO off"
            );
            Conn::postgres(url, &settings)
        }
    }
}

fn connect_file(path: &Path) -> Result<Conn> {
    let connection = rusqlite::Connection::open(path).context("opening the database file")?;
    connection.busy_timeout(PATIENCE).context("opening the database file")?;
    // SQLite does not wait by itself while another process makes the same change to a new file.
    let until = std::time::Instant::now() + PATIENCE;
    while let Err(error) = connection.execute_batch("PRAGMA journal_mode = WAL") {
        let busy = error.sqlite_error_code() == Some(rusqlite::ErrorCode::DatabaseBusy);
        if !busy || std::time::Instant::now() > until {
            return Err(error).context("opening the database file");
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    connection
        .execute_batch(
            "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; \
             PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16000; PRAGMA mmap_size = 2147418112;",
        )
        .context("preparing the database file")?;
    // Otherwise a prepared statement is planned anew whenever another value is bound to it, which costs more than most of ours
    // take to run. Where the plan must follow the values, the store counts first and says which one it wants.
    connection
        .set_db_config(rusqlite::config::DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)
        .context("preparing the database file")?;
    Ok(Conn::sqlite(connection))
}

const READ_ONLY: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

/// Each insert looks through the list of last ids from its beginning until it finds its table: those with the most rows go first.
const BUSIEST_FIRST: &str = "BEGIN IMMEDIATE; \
     CREATE TEMP TABLE last_ids AS SELECT name, seq FROM sqlite_sequence ORDER BY seq DESC; DELETE FROM sqlite_sequence; \
     INSERT INTO sqlite_sequence (name, seq) SELECT name, seq FROM last_ids ORDER BY rowid; DROP TABLE last_ids; COMMIT";

/// Microseconds of a day.
const DAY: i64 = 86_400_000_000;

/// How long somebody waits for a connection, or for another process.
const PATIENCE: Duration = Duration::from_secs(10);

/// Connections that wait for work.
struct Pool {
    location: Location,
    state: Mutex<PoolState>,
    freed: Condvar,
}

struct PoolState {
    idle: Vec<Conn>,
    open: usize,
    most: usize,
}

impl Pool {
    fn new(location: Location, most: usize) -> Pool {
        Pool { location, state: Mutex::new(PoolState { idle: Vec::new(), open: 0, most }), freed: Condvar::new() }
    }

    fn take(&self) -> Result<Conn> {
        self.take_idle().map(|(conn, _)| conn)
    }

    /// A connection, and whether it waited idle, so that the server may have dropped it meanwhile.
    fn take_idle(&self) -> Result<(Conn, bool)> {
        let until = std::time::Instant::now() + PATIENCE;
        let mut state = lock(&self.state);
        loop {
            if let Some(conn) = state.idle.pop() {
                return Ok((conn, true));
            }
            if state.open < state.most {
                state.open += 1;
                drop(state);
                let opened = connect(&self.location).inspect_err(|_| {
                    lock(&self.state).open -= 1;
                    self.freed.notify_one();
                });
                return opened.map(|conn| (conn, false));
            }
            let left = until.saturating_duration_since(std::time::Instant::now());
            let (next, _) = self.freed.wait_timeout(state, left).unwrap_or_else(std::sync::PoisonError::into_inner);
            state = next;
            if left.is_zero() {
                return Err(Error::Unavailable("every connection to the database is busy".to_owned()));
            }
        }
    }

    /// Lets idle connections go; new ones are opened when they are needed.
    fn close_idle(&self) {
        let mut state = lock(&self.state);
        state.open -= state.idle.len();
        state.idle.clear();
    }

    fn put(&self, conn: Conn) {
        let mut state = lock(&self.state);
        if conn.closed() {
            state.open -= 1;
        } else {
            state.idle.push(conn);
        }
        self.freed.notify_one();
    }
}
