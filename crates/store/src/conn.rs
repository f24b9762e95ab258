//! One connection to a database, SQLite or PostgreSQL, behind the same few verbs. The only file that speaks to the drivers.

mod encryption;
mod server;

use base::quick::QuickMap;
use base::{Broken, Context, Error, Refusal, Result};
use entity::Value;
use rusqlite::types::ValueRef;
use std::collections::HashMap;
use std::error::Error as StdError;
use std::ops::Deref;
use std::sync::Arc;
use std::time::{Duration, Instant as Moment};

pub(crate) use server::Answer;
use server::Server;

/// Which database an account set lives in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// A file beside the program.
    Sqlite,
    /// A schema on a PostgreSQL server.
    Postgres,
}

impl Engine {
    /// The word for reports and benchmarks.
    pub fn word(self) -> &'static str {
        match self {
            Engine::Sqlite => "sqlite",
            Engine::Postgres => "postgres",
        }
    }
}

/// One row as it came back, a value per selected column.
pub type Row = Vec<Value>;

/// A connection with its prepared statements. Statements are written with `$n`, `SUM(…)`, `LIST($n)`, `TEXTS($n)` and `FOR UPDATE`.
pub struct Conn {
    driver: Driver,
    rewritten: QuickMap<String, Arc<str>>,
    /// Bytes of the kept texts.
    kept: usize,
    /// True once a statement of the open transaction failed.
    failed: bool,
    /// True while an operation runs in a transaction, outside of which nothing of it may be written.
    inside: bool,
    /// True once the question for the revision is prepared.
    asks_revision: bool,
    /// Where tables draw their ids from, as far as it was asked.
    sequences: HashMap<String, String>,
    /// The id that the open transaction's row will have.
    pub(crate) drawn: Option<i64>,
    /// Transactions of the open commit with the hashes of their audit rows, in order.
    pub(crate) unsealed: Vec<(i64, Vec<u8>)>,
    /// When reading must be over.
    until: Option<Moment>,
    /// The texts that ran, while a test wants to see them.
    pub(crate) trace: Option<Vec<String>>,
    /// Calls of the verbs so far: one is one round trip on PostgreSQL.
    pub statements: u64,
}

/// An insert on SQLite, and the parameters of each time that it runs.
pub(crate) struct Run {
    pub sql: String,
    /// So many rows each time.
    pub rows: usize,
    pub sets: Vec<Vec<Value>>,
}

/// A statement as its engine wants it.
enum Text<'a> {
    Same(&'a str),
    Kept(Arc<str>),
}

impl Text<'_> {
    /// As the server keeps it.
    fn kept(&self) -> Arc<str> {
        match self {
            Text::Same(text) => (*text).into(),
            Text::Kept(text) => text.clone(),
        }
    }
}

impl Deref for Text<'_> {
    type Target = str;
    fn deref(&self) -> &str {
        match self {
            Text::Same(text) => text,
            Text::Kept(text) => text,
        }
    }
}

enum Driver {
    Sqlite(Box<rusqlite::Connection>),
    Postgres(Box<Server>),
}

/// What an operation begins and ends with.
const FRAMES: [&str; 4] = ["BEGIN IMMEDIATE", "COMMIT", "SAVEPOINT operation", "RELEASE operation"];
/// Steps of SQLite's machine between two looks at the clock: some tenths of a millisecond.
const STEPS: i32 = 20_000;
/// More texts than this are not kept prepared: lists with many filter combinations would fill memory.
const KEPT_STATEMENTS: usize = 400;
/// Nor more bytes of text than this: the server keeps a parsed form of each that is many times as large.
const KEPT_BYTES: usize = 1 << 20;

impl Conn {
    /// Wraps an open SQLite connection.
    pub fn sqlite(connection: rusqlite::Connection) -> Conn {
        connection.set_prepared_statement_cache_capacity(KEPT_STATEMENTS);
        Conn::over(Driver::Sqlite(Box::new(connection)))
    }

    /// Opens a connection to a PostgreSQL server and brings it into this state.
    pub fn postgres(url: &str, settings: &str) -> Result<Conn> {
        let mut conn = Conn::over(Driver::Postgres(Box::new(Server::connect(url)?)));
        conn.batch(settings)?;
        Ok(conn)
    }

    fn over(driver: Driver) -> Conn {
        Conn {
            driver,
            rewritten: QuickMap::default(),
            kept: 0,
            failed: false,
            inside: false,
            asks_revision: false,
            sequences: HashMap::new(),
            drawn: None,
            unsealed: Vec::new(),
            until: None,
            trace: None,
            statements: 0,
        }
    }

    /// From now on reading may take no longer than this; nothing takes the limit away. What is over time is refused: a statement
    /// is stopped where it is, and no further one begins.
    pub(crate) fn limit(&mut self, time: Option<Duration>) -> Result<()> {
        self.until = time.map(|time| Moment::now() + time);
        if let Driver::Sqlite(connection) = &mut self.driver {
            let over = self.until.map(|until| move || Moment::now() > until);
            connection.progress_handler(STEPS, over).map_err(|e| sqlite_error(e, "limiting the time of reading"))?;
        }
        Ok(())
    }

    /// On PostgreSQL the server stops the statement; no later one begins.
    fn in_time(&self) -> Result<()> {
        match self.until {
            Some(until) if Moment::now() > until => Err(too_long()),
            _ => Ok(()),
        }
    }

    /// Which engine answers.
    pub fn engine(&self) -> Engine {
        match self.driver {
            Driver::Sqlite(_) => Engine::Sqlite,
            Driver::Postgres(_) => Engine::Postgres,
        }
    }

    fn text<'a>(&mut self, sql: &'a str) -> Text<'a> {
        if let Some(trace) = &mut self.trace {
            trace.push(sql.to_owned());
        }
        // Inserts that were made for SQLite are what they will be.
        if self.engine() == Engine::Sqlite && sql.starts_with("INSERT") && sql.contains("VALUES (?") {
            return Text::Same(sql);
        }
        if let Some(known) = self.rewritten.get(sql) {
            return Text::Kept(known.clone());
        }
        let text: Arc<str> = rewrite(sql, self.engine()).into();
        self.kept += text.len();
        if self.rewritten.len() >= KEPT_STATEMENTS || self.kept > KEPT_BYTES {
            self.rewritten.clear();
            self.kept = text.len();
            if let Driver::Postgres(server) = &mut self.driver {
                server.forget();
            }
        }
        self.rewritten.insert(sql.to_owned(), text.clone());
        Text::Kept(text)
    }

    /// All rows of a query.
    pub fn query(&mut self, sql: &str, params: &[Value]) -> Result<Vec<Row>> {
        let mut rows = Vec::new();
        self.each(sql, params, &mut |row| {
            rows.push(row);
            Ok(())
        })?;
        Ok(rows)
    }

    /// The first row of a query, if it has one.
    pub fn row(&mut self, sql: &str, params: &[Value]) -> Result<Option<Row>> {
        Ok(self.query(sql, params)?.into_iter().next())
    }

    /// All rows of a query whose best plan depends on the values: on PostgreSQL it is planned anew for these, where a prepared
    /// statement would soon be planned for values in general. SQLite's planner is told which way to go by the text.
    pub fn query_planned(&mut self, sql: &str, params: &[Value]) -> Result<Vec<Row>> {
        if self.engine() == Engine::Sqlite {
            return self.query(sql, params);
        }
        let outcome = self.planned_rows(sql, params);
        self.failed |= outcome.is_err();
        outcome
    }

    fn planned_rows(&mut self, sql: &str, params: &[Value]) -> Result<Vec<Row>> {
        self.statements += 1;
        self.in_time()?;
        let text = self.text(sql);
        let Driver::Postgres(server) = &mut self.driver else { return Ok(Vec::new()) };
        server.planned(&text.kept(), sql, params)
    }

    /// Hands each row to `f`, one at a time, so that large tables need little memory.
    pub fn each(&mut self, sql: &str, params: &[Value], f: &mut dyn FnMut(Row) -> Result<()>) -> Result<()> {
        let mut stopped = false;
        let outcome = self.each_row(sql, params, &mut |row| f(row).inspect_err(|_| stopped = true));
        self.failed |= outcome.is_err() && !stopped;
        outcome
    }

    fn each_row(&mut self, sql: &str, params: &[Value], f: &mut dyn FnMut(Row) -> Result<()>) -> Result<()> {
        self.statements += 1;
        self.still_inside()?;
        self.in_time()?;
        let text = self.text(sql);
        match &mut self.driver {
            Driver::Sqlite(connection) => {
                let mut statement = connection.prepare_cached(&text).map_err(|e| sqlite_error(e, sql))?;
                let count = statement.column_count();
                let mut rows = statement
                    .query(rusqlite::params_from_iter(params.iter().map(Bound)))
                    .map_err(|e| sqlite_error(e, sql))?;
                while let Some(row) = rows.next().map_err(|e| sqlite_error(e, sql))? {
                    f(sqlite_row(row, count).map_err(|e| sqlite_error(e, sql))?)?;
                }
                Ok(())
            }
            Driver::Postgres(server) => server.each(&text.kept(), sql, params, f),
        }
    }

    /// Runs a statement and says how many rows it changed.
    pub fn execute(&mut self, sql: &str, params: &[Value]) -> Result<u64> {
        let outcome = self.run(sql, params);
        self.failed |= outcome.is_err();
        outcome
    }

    fn run(&mut self, sql: &str, params: &[Value]) -> Result<u64> {
        self.statements += 1;
        self.still_inside()?;
        let text = self.text(sql);
        match &mut self.driver {
            Driver::Sqlite(connection) => {
                let mut statement = connection.prepare_cached(&text).map_err(|e| sqlite_error(e, sql))?;
                let changed = statement.execute(rusqlite::params_from_iter(params.iter().map(Bound)));
                changed.map(|n| n as u64).map_err(|e| sqlite_error(e, sql))
            }
            Driver::Postgres(server) => server.execute(&text.kept(), sql, params),
        }
    }

    /// Runs statements one after the other that travel together: one call, one round trip. Each sees what the ones before it did
    /// and, on PostgreSQL, what others committed while it waited for them. One may come with several sets of parameters.
    pub(crate) fn together(&mut self, asked: &[(&str, &[Vec<Value>])]) -> Result<Vec<Answer>> {
        let outcome = self.run_together(asked);
        self.failed |= outcome.is_err();
        outcome
    }

    fn run_together(&mut self, asked: &[(&str, &[Vec<Value>])]) -> Result<Vec<Answer>> {
        self.statements += 1;
        self.still_inside()?;
        self.in_time()?;
        let texts: Vec<Text> = asked.iter().map(|(sql, _)| self.text(sql)).collect();
        let asked = texts.into_iter().zip(asked).map(|(text, (sql, rows))| (text, *sql, *rows));
        match &mut self.driver {
            Driver::Sqlite(connection) => asked.map(|(text, sql, rows)| answer(connection, &text, sql, rows)).collect(),
            Driver::Postgres(server) => {
                server.together(&asked.map(|(text, sql, rows)| (text.kept(), sql, rows)).collect::<Vec<_>>())
            }
        }
    }

    /// Runs an insert of one row on SQLite for each of these, counted as one call of a batch verb.
    fn execute_each(&mut self, sql: &str, rows: &[Vec<Value>]) -> Result<()> {
        let outcome = self.run_each(sql, rows);
        self.failed |= outcome.is_err();
        outcome
    }

    fn run_each(&mut self, sql: &str, rows: &[Vec<Value>]) -> Result<()> {
        self.statements += 1;
        self.still_inside()?;
        let text = self.text(sql);
        let Driver::Sqlite(connection) = &mut self.driver else {
            return Err(Broken::new("a row-wise batch is for SQLite").into());
        };
        let mut statement = connection.prepare_cached(&text).map_err(|e| sqlite_error(e, sql))?;
        for row in rows {
            statement.execute(rusqlite::params_from_iter(row.iter().map(Bound))).map_err(|e| sqlite_error(e, sql))?;
        }
        Ok(())
    }

    /// Runs inserts of several rows on SQLite, counted as one call; the ids in the order of the rows.
    pub(crate) fn insert(&mut self, runs: &[Run]) -> Result<Vec<i64>> {
        let outcome = self.run_inserts(runs);
        self.failed |= outcome.is_err();
        outcome
    }

    fn run_inserts(&mut self, runs: &[Run]) -> Result<Vec<i64>> {
        self.statements += 1;
        self.still_inside()?;
        let mut ids = Vec::with_capacity(runs.iter().map(|run| run.rows * run.sets.len()).sum());
        for run in runs {
            let text = self.text(&run.sql);
            let Driver::Sqlite(connection) = &mut self.driver else {
                return Err(Broken::new("a batch without RETURNING is for SQLite").into());
            };
            let mut statement = connection.prepare_cached(&text).map_err(|e| sqlite_error(e, &run.sql))?;
            for set in &run.sets {
                let bound = rusqlite::params_from_iter(set.iter().map(Bound));
                statement.execute(bound).map_err(|e| sqlite_error(e, &run.sql))?;
                // One writer at a time: the rows of a statement have the ids up to the last.
                let last = connection.last_insert_rowid();
                ids.extend(last + 1 - run.rows as i64..=last);
            }
        }
        Ok(ids)
    }

    /// The sequence that a table on PostgreSQL draws its ids from.
    pub(crate) fn sequence(&mut self, table: &str) -> Result<String> {
        if let Some(known) = self.sequences.get(table) {
            return Ok(known.clone());
        }
        let sql = "SELECT pg_get_serial_sequence(quote_ident($1), 'id')";
        let name = self.row(sql, &[table.into()])?.and_then(|r| r.first().and_then(Value::text).map(str::to_owned));
        let name = name.context("a table without ids of its own")?;
        self.sequences.insert(table.to_owned(), name.clone());
        Ok(name)
    }

    /// Writes rows into a table as they are, as fast as the engine takes them.
    pub(crate) fn load(&mut self, table: &str, columns: &[&str], rows: &[Row]) -> Result<()> {
        let names = columns.iter().map(|c| format!("\"{c}\"")).collect::<Vec<_>>().join(", ");
        let Driver::Postgres(server) = &mut self.driver else {
            let marks = (1..=columns.len()).map(|i| format!("${i}")).collect::<Vec<_>>().join(", ");
            let sql = format!("INSERT INTO \"{table}\" ({names}) VALUES ({marks})");
            return self.execute_each(&sql, rows);
        };
        self.statements += 1;
        server.copy(&format!("COPY \"{table}\" ({names}) FROM STDIN"), rows)
    }

    /// Runs several statements without parameters.
    pub fn batch(&mut self, sql: &str) -> Result<()> {
        self.statements += 1;
        let outcome = match &mut self.driver {
            // These frame every operation, so they stay prepared.
            Driver::Sqlite(connection) if FRAMES.contains(&sql) => {
                let ran = connection.prepare_cached(sql).and_then(|mut statement| statement.execute([]));
                ran.map(|_| ()).map_err(|e| sqlite_error(e, sql))
            }
            Driver::Sqlite(connection) => connection.execute_batch(sql).map_err(|e| sqlite_error(e, sql)),
            Driver::Postgres(server) => server.batch(sql),
        };
        self.failed |= outcome.is_err();
        outcome
    }

    /// Begins a transaction and reads the set's revision with it, in one round trip. One that writes also draws the id of its row in
    /// the audit, so that the row can travel with the rest at its end.
    pub(crate) fn begin(&mut self, begin: &str, writes: bool) -> Result<i64> {
        const REVISION: &str = "SELECT value FROM store_fact WHERE name = 'revision'";
        const BOTH: &str = "SELECT (SELECT value FROM store_fact WHERE name = 'revision'), \
                            (SELECT seq FROM sqlite_sequence WHERE name = 'store_tx')";
        self.failed = false;
        self.unsealed.clear();
        let text = match &mut self.driver {
            Driver::Sqlite(_) => {
                self.batch(begin)?;
                let row = match writes {
                    // One writer at a time: the id that the row is about to get is also its place in time.
                    true => self.row(BOTH, &[])?,
                    false => self.row(REVISION, &[])?,
                };
                let row = row.unwrap_or_default();
                self.drawn = writes.then(|| row.get(1).and_then(Value::int).unwrap_or(0) + 1);
                row.first().and_then(Value::text).map(str::to_owned)
            }
            Driver::Postgres(server) => {
                self.statements += 1;
                if !self.asks_revision {
                    // Prepared by hand: this way they travel with BEGIN and are planned once.
                    server.batch(&format!(
                        "PREPARE store_revision AS SELECT COALESCE(({REVISION}), '0'); \
                         PREPARE store_drawn AS SELECT nextval(pg_get_serial_sequence('store_tx', 'id'))"
                    ))?;
                    self.asks_revision = true;
                }
                let draw = if writes { "; EXECUTE store_drawn" } else { "" };
                let told = server.first(&format!("{begin}; EXECUTE store_revision{draw}"))?;
                self.drawn = told.get(1).and_then(|id| id.parse().ok());
                told.into_iter().next()
            }
        };
        Ok(text.and_then(|text| text.parse().ok()).unwrap_or(0))
    }

    /// An operation starts: earlier failures are forgotten, and from now on nothing is written outside the transaction.
    pub(crate) fn start(&mut self) {
        self.failed = false;
        self.inside = true;
    }

    /// When SQLite ends a transaction by itself, what an operation writes afterwards would be written for good at once.
    fn still_inside(&self) -> Result<()> {
        if self.inside && !self.in_transaction() {
            return Err(Error::broken("the database ended the transaction"));
        }
        Ok(())
    }

    /// Refuses to go on to a commit after a statement failed, even when the operation swallowed the error: PostgreSQL would
    /// answer such a COMMIT with a silent rollback, SQLite would keep the half that worked.
    pub(crate) fn sound(&mut self) -> Result<()> {
        self.inside = false;
        if self.failed || !self.in_transaction() {
            return Err(Error::broken("an operation went on after one of its statements failed"));
        }
        Ok(())
    }

    /// Prepares a statement without running it; the registry test uses this on both engines.
    pub fn check(&mut self, sql: &str) -> Result<()> {
        let text = rewrite(sql, self.engine());
        match &mut self.driver {
            Driver::Sqlite(connection) => connection.prepare(&text).map(|_| ()).map_err(|e| sqlite_error(e, sql)),
            Driver::Postgres(server) => server.check(&text),
        }
    }

    /// The steps of SQLite's plan for a statement, whatever its parameters will be; PostgreSQL plans by rows and says nothing.
    pub(crate) fn plan(&mut self, sql: &str) -> Result<Vec<String>> {
        let text = format!("EXPLAIN QUERY PLAN {}", rewrite(sql, self.engine()));
        let Driver::Sqlite(connection) = &mut self.driver else { return Ok(Vec::new()) };
        let mut statement = connection.prepare(&text).map_err(|e| sqlite_error(e, sql))?;
        let nothing = vec![Value::Null; statement.parameter_count()];
        let steps = statement
            .query_map(rusqlite::params_from_iter(nothing.iter().map(Bound)), |row| row.get("detail"))
            .map_err(|e| sqlite_error(e, sql))?;
        steps.collect::<Result<_, _>>().map_err(|e| sqlite_error(e, sql))
    }

    /// True while SQLite is inside a transaction; false tells the writer that SQLite ended it by itself.
    pub(crate) fn in_transaction(&self) -> bool {
        match &self.driver {
            Driver::Sqlite(connection) => !connection.is_autocommit(),
            Driver::Postgres(_) => true,
        }
    }

    /// True when the server hung up.
    pub(crate) fn closed(&self) -> bool {
        match &self.driver {
            Driver::Sqlite(_) => false,
            Driver::Postgres(server) => server.closed(),
        }
    }

    /// Forgets prepared statements, after the schema changed.
    pub fn forget(&mut self) {
        self.rewritten.clear();
        self.sequences.clear();
        self.kept = 0;
        match &mut self.driver {
            Driver::Sqlite(connection) => connection.flush_prepared_statement_cache(),
            Driver::Postgres(server) => server.forget(),
        }
    }
}

/// One statement of several on SQLite.
fn answer(connection: &rusqlite::Connection, text: &str, sql: &str, sets: &[Vec<Value>]) -> Result<Answer> {
    let mut statement = connection.prepare_cached(text).map_err(|e| sqlite_error(e, sql))?;
    let count = statement.column_count();
    let mut answer = Answer::default();
    for params in sets {
        let bound = rusqlite::params_from_iter(params.iter().map(Bound));
        if count == 0 {
            answer.changed += statement.execute(bound).map_err(|e| sqlite_error(e, sql))? as u64;
            continue;
        }
        let mut rows = statement.query(bound).map_err(|e| sqlite_error(e, sql))?;
        while let Some(row) = rows.next().map_err(|e| sqlite_error(e, sql))? {
            answer.rows.push(sqlite_row(row, count).map_err(|e| sqlite_error(e, sql))?);
            answer.changed += 1;
        }
    }
    Ok(answer)
}

/// The text for one engine. `$n` becomes `?n`, `FOR UPDATE` and `FOR SHARE` are dropped and lists unfold from one JSON parameter on SQLite;
/// on PostgreSQL `SUM` is brought back to BIGINT.
pub fn rewrite(sql: &str, engine: Engine) -> String {
    let unfolded = match engine {
        Engine::Sqlite => unfold(sql, "LIST", "SELECT value FROM json_each({})"),
        Engine::Postgres => {
            unfold(sql, "LIST", "SELECT CAST(value AS BIGINT) FROM json_array_elements_text(CAST({} AS json))")
        }
    };
    let unfolded = match engine {
        Engine::Sqlite => unfold(&unfolded, "TEXTS", "SELECT value FROM json_each({})"),
        Engine::Postgres => unfold(&unfolded, "TEXTS", "SELECT value FROM json_array_elements_text(CAST({} AS json))"),
    };
    match engine {
        Engine::Sqlite => unfolded.replace(" FOR UPDATE", "").replace(" FOR SHARE", "").replace('$', "?"),
        Engine::Postgres => sum_as_bigint(&unfolded),
    }
}

/// `LIST($1)` → `(template with $1)`.
fn unfold(sql: &str, word: &str, template: &str) -> String {
    let mark = format!("{word}($");
    let mut out = String::with_capacity(sql.len());
    let mut rest = sql;
    while let Some(at) = rest.find(&mark) {
        let inside = &rest[at + word.len() + 1..];
        let end = inside.find(')').unwrap_or(inside.len());
        out.push_str(&rest[..at]);
        out.push('(');
        out.push_str(&template.replace("{}", &inside[..end]));
        out.push(')');
        rest = inside.get(end + 1..).unwrap_or("");
    }
    out.push_str(rest);
    out
}

fn sum_as_bigint(sql: &str) -> String {
    let mut out = String::with_capacity(sql.len());
    let mut rest = sql;
    while let Some(at) = rest.find("SUM(") {
        let mut depth = 0usize;
        let end = rest[at..].char_indices().find_map(|(i, c)| {
            match c {
                '(' => depth += 1,
                ')' => depth -= 1,
                _ => {}
            }
            (c == ')' && depth == 0).then_some(at + i + 1)
        });
        let end = end.unwrap_or(rest.len());
        out.push_str(&rest[..at]);
        out.push_str("CAST(");
        out.push_str(&rest[at..end]);
        out.push_str(" AS BIGINT)");
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

#[derive(Debug)]
struct Bound<'a>(&'a Value);

impl rusqlite::ToSql for Bound<'_> {
    fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
        Ok(rusqlite::types::ToSqlOutput::Borrowed(match self.0 {
            Value::Null => ValueRef::Null,
            Value::Int(n) => ValueRef::Integer(*n),
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
            Value::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

/// A whole row, in one piece of memory.
fn sqlite_row(row: &rusqlite::Row<'_>, columns: usize) -> rusqlite::Result<Row> {
    let mut values = Row::with_capacity(columns);
    for place in 0..columns {
        values.push(sqlite_value(row.get_ref(place)?));
    }
    Ok(values)
}

fn sqlite_value(value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(n) => Value::Int(n),
        // STRICT tables hold no floats; one can only come from a report's division, and is shown as text.
        ValueRef::Real(n) => Value::Text(n.to_string()),
        ValueRef::Text(text) => Value::Text(match std::str::from_utf8(text) {
            Ok(text) => text.to_owned(),
            Err(_) => String::from_utf8_lossy(text).into_owned(),
        }),
        ValueRef::Blob(bytes) => Value::Bytes(bytes.to_vec()),
    }
}

/// `UNIQUE constraint failed: parties_party.code` and its kin.
fn sqlite_error(error: rusqlite::Error, sql: &str) -> Error {
    use rusqlite::ffi;
    if let rusqlite::Error::SqliteFailure(failure, Some(message)) = &error {
        match failure.extended_code {
            ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY => {
                let columns = message.rsplit(": ").next().unwrap_or_default();
                let first = columns.split(", ").next().unwrap_or_default();
                let (table, column) = first.split_once('.').unwrap_or(("", first));
                return duplicate(table, column);
            }
            ffi::SQLITE_CONSTRAINT_FOREIGNKEY => return dangling(""),
            ffi::SQLITE_FULL | ffi::SQLITE_IOERR | ffi::SQLITE_CANTOPEN => {
                return Error::Unavailable(format!("the database cannot be written: {message}"));
            }
            _ if failure.code == rusqlite::ErrorCode::OperationInterrupted => return too_long(),
            _ if failure.code == rusqlite::ErrorCode::DatabaseBusy => return Error::Unavailable(BUSY.to_owned()),
            _ if message.contains("posted rows") => return Refusal::new("store.posted_row").into(),
            _ => {}
        }
    }
    broken(error, &format!("running: {}", short(sql)))
}

/// A failure of our side, with what we were doing.
pub(crate) fn broken(error: impl StdError + 'static, doing: &str) -> Error {
    match Err::<(), _>(error).context(doing) {
        Err(error) => error,
        Ok(()) => Error::broken(doing),
    }
}

/// What an `Unavailable` says when the transaction lost against another and only has to run again.
pub(crate) const RETRY: &str = "another transaction was faster; run again";

/// What an `Unavailable` says when a lock was not given in time.
const BUSY: &str = "somebody else's change holds this record; try again in a moment";

fn duplicate(table: &str, column: &str) -> Error {
    Refusal::new("store.not_unique").field(column.trim_end_matches("_sort")).arg("table", table).into()
}

/// Reading went on for too long; a narrower question would not have.
fn too_long() -> Error {
    Refusal::new("store.reads_too_long").into()
}

fn dangling(constraint: &str) -> Error {
    Refusal::new("store.reference_gone").arg("constraint", constraint).into()
}

fn short(sql: &str) -> String {
    let mut text: String = sql.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((at, _)) = text.char_indices().nth(160) {
        text.truncate(at);
        text.push('…');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_text_serves_both_engines() {
        let sql = "SELECT SUM(a * (b + 1)) FROM t WHERE id IN LIST($1) AND code IN TEXTS($2) FOR UPDATE";
        assert_eq!(
            rewrite(sql, Engine::Sqlite),
            "SELECT SUM(a * (b + 1)) FROM t WHERE id IN (SELECT value FROM json_each(?1)) AND code IN (SELECT value FROM json_each(?2))"
        );
        assert_eq!(
            rewrite(sql, Engine::Postgres),
            "SELECT CAST(SUM(a * (b + 1)) AS BIGINT) FROM t WHERE id IN (SELECT CAST(value AS BIGINT) FROM \
             json_array_elements_text(CAST($1 AS json))) AND code IN (SELECT value FROM \
             json_array_elements_text(CAST($2 AS json))) FOR UPDATE"
        );
    }
}
