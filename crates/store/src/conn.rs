//! One connection to a database, SQLite or PostgreSQL, behind the same few verbs. The only file that speaks to the drivers.

use base::{Broken, Context, Error, Refusal, Result};
use entity::Value;
use fallible_iterator::FallibleIterator;
use postgres::types::{FromSql, IsNull, ToSql, Type, private::BytesMut, to_sql_checked};
use rusqlite::types::ValueRef;
use std::collections::HashMap;
use std::error::Error as StdError;
use std::sync::Arc;
use std::time::{Duration, Instant as Moment};

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
    rewritten: HashMap<String, Arc<str>>,
    /// Bytes of the kept texts.
    kept: usize,
    /// True once a statement of the open transaction failed.
    failed: bool,
    /// True while an operation runs in a transaction, outside of which nothing of it may be written.
    inside: bool,
    /// True once the question for the revision is prepared.
    asks_revision: bool,
    /// When reading must be over.
    until: Option<Moment>,
    /// The texts that ran, while a test wants to see them.
    pub(crate) trace: Option<Vec<String>>,
    /// Calls of the verbs so far: one is one round trip on PostgreSQL.
    pub statements: u64,
}

enum Driver {
    Sqlite(Box<rusqlite::Connection>),
    Postgres { client: Box<postgres::Client>, prepared: HashMap<Arc<str>, postgres::Statement> },
}

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

    /// Wraps an open PostgreSQL connection.
    pub fn postgres(client: postgres::Client) -> Conn {
        Conn::over(Driver::Postgres { client: Box::new(client), prepared: HashMap::new() })
    }

    fn over(driver: Driver) -> Conn {
        Conn {
            driver,
            rewritten: HashMap::new(),
            kept: 0,
            failed: false,
            inside: false,
            asks_revision: false,
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
            Driver::Postgres { .. } => Engine::Postgres,
        }
    }

    fn text(&mut self, sql: &str) -> Arc<str> {
        if let Some(trace) = &mut self.trace {
            trace.push(sql.to_owned());
        }
        if let Some(known) = self.rewritten.get(sql) {
            return known.clone();
        }
        let text: Arc<str> = rewrite(sql, self.engine()).into();
        self.kept += text.len();
        if self.rewritten.len() >= KEPT_STATEMENTS || self.kept > KEPT_BYTES {
            self.rewritten.clear();
            self.kept = text.len();
            if let Driver::Postgres { prepared, .. } = &mut self.driver {
                prepared.clear();
            }
        }
        self.rewritten.insert(sql.to_owned(), text.clone());
        text
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
        let Driver::Postgres { client, .. } = &mut self.driver else { return Ok(Vec::new()) };
        let bound: Vec<Bound> = params.iter().map(Bound).collect();
        let typed: Vec<(&(dyn ToSql + Sync), Type)> =
            bound.iter().map(|b| (b as &(dyn ToSql + Sync), type_of(b.0))).collect();
        let rows = client.query_typed(&text, &typed).map_err(|e| postgres_error(e, sql))?;
        let values = |row: &postgres::Row| (0..row.len()).map(|i| row.try_get::<_, Received>(i).map(|r| r.0)).collect();
        rows.iter().map(values).collect::<Result<_, _>>().map_err(|e| postgres_error(e, sql))
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
                    let values = (0..count).map(|i| row.get_ref(i).map(sqlite_value)).collect::<Result<Row, _>>();
                    f(values.map_err(|e| sqlite_error(e, sql))?)?;
                }
                Ok(())
            }
            Driver::Postgres { client, prepared } => {
                let statement = prepare(client, prepared, &text, sql)?;
                let bound: Vec<Bound> = params.iter().map(Bound).collect();
                let bound = bound.iter().map(|b| b as &dyn ToSql);
                let mut rows = client.query_raw(&statement, bound).map_err(|e| postgres_error(e, sql))?;
                while let Some(row) = rows.next().map_err(|e| postgres_error(e, sql))? {
                    let values =
                        (0..row.len()).map(|i| row.try_get::<_, Received>(i).map(|r| r.0)).collect::<Result<Row, _>>();
                    f(values.map_err(|e| postgres_error(e, sql))?)?;
                }
                Ok(())
            }
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
            Driver::Postgres { client, prepared } => {
                let statement = prepare(client, prepared, &text, sql)?;
                let bound: Vec<Bound> = params.iter().map(Bound).collect();
                let bound: Vec<&(dyn ToSql + Sync)> = bound.iter().map(|b| b as &(dyn ToSql + Sync)).collect();
                client.execute(&statement, &bound).map_err(|e| postgres_error(e, sql))
            }
        }
    }

    /// Runs an insert of one row on SQLite for each of these, counted as one call of a batch verb.
    pub(crate) fn execute_each(&mut self, sql: &str, rows: &[Vec<Value>]) -> Result<Vec<i64>> {
        let outcome = self.run_each(sql, rows);
        self.failed |= outcome.is_err();
        outcome
    }

    fn run_each(&mut self, sql: &str, rows: &[Vec<Value>]) -> Result<Vec<i64>> {
        self.statements += 1;
        self.still_inside()?;
        let text = self.text(sql);
        let Driver::Sqlite(connection) = &mut self.driver else {
            return Err(Broken::new("a row-wise batch is for SQLite").into());
        };
        let mut ids = Vec::with_capacity(rows.len());
        let mut statement = connection.prepare_cached(&text).map_err(|e| sqlite_error(e, sql))?;
        for row in rows {
            statement.execute(rusqlite::params_from_iter(row.iter().map(Bound))).map_err(|e| sqlite_error(e, sql))?;
            ids.push(connection.last_insert_rowid());
        }
        Ok(ids)
    }

    /// Writes rows into a table as they are, as fast as the engine takes them.
    pub(crate) fn load(&mut self, table: &str, columns: &[&str], rows: &[Row]) -> Result<()> {
        let names = columns.iter().map(|c| format!("\"{c}\"")).collect::<Vec<_>>().join(", ");
        let Driver::Postgres { client, .. } = &mut self.driver else {
            let marks = (1..=columns.len()).map(|i| format!("${i}")).collect::<Vec<_>>().join(", ");
            let sql = format!("INSERT INTO \"{table}\" ({names}) VALUES ({marks})");
            return self.execute_each(&sql, rows).map(|_| ());
        };
        self.statements += 1;
        let sql = format!("COPY \"{table}\" ({names}) FROM STDIN");
        let mut text = Vec::new();
        rows.iter().for_each(|row| copy_line(row, &mut text));
        let outcome = client.copy_in(&sql).and_then(|mut writer| {
            // What cannot be sent is told by `finish`.
            let _ = std::io::Write::write_all(&mut writer, &text);
            writer.finish()
        });
        outcome.map(|_| ()).map_err(|e| postgres_error(e, &sql))
    }

    /// Runs several statements without parameters.
    pub fn batch(&mut self, sql: &str) -> Result<()> {
        self.statements += 1;
        let outcome = match &mut self.driver {
            Driver::Sqlite(connection) => connection.execute_batch(sql).map_err(|e| sqlite_error(e, sql)),
            Driver::Postgres { client, .. } => client.batch_execute(sql).map_err(|e| postgres_error(e, sql)),
        };
        self.failed |= outcome.is_err();
        outcome
    }

    /// Begins a transaction and reads the set's revision with it, in one round trip.
    pub(crate) fn begin(&mut self, begin: &str) -> Result<i64> {
        const REVISION: &str = "SELECT value FROM store_fact WHERE name = 'revision'";
        self.failed = false;
        let text = match &mut self.driver {
            Driver::Sqlite(_) => {
                self.batch(begin)?;
                self.row(REVISION, &[])?.and_then(|row| row.first().and_then(Value::text).map(str::to_owned))
            }
            Driver::Postgres { client, .. } => {
                self.statements += 1;
                if !self.asks_revision {
                    // Prepared by hand: this way it travels with BEGIN and is planned once.
                    let sql = format!("PREPARE store_revision AS {REVISION}");
                    client.batch_execute(&sql).map_err(|e| postgres_error(e, &sql))?;
                    self.asks_revision = true;
                }
                let sql = format!("{begin}; EXECUTE store_revision");
                let answers = client.simple_query(&sql).map_err(|e| postgres_error(e, &sql))?;
                answers.iter().find_map(|answer| match answer {
                    postgres::SimpleQueryMessage::Row(row) => row.get(0).map(str::to_owned),
                    _ => None,
                })
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
            Driver::Postgres { client, .. } => client.prepare(&text).map(|_| ()).map_err(|e| postgres_error(e, sql)),
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
            Driver::Postgres { .. } => true,
        }
    }

    /// True when the server hung up.
    pub(crate) fn closed(&self) -> bool {
        match &self.driver {
            Driver::Sqlite(_) => false,
            Driver::Postgres { client, .. } => client.is_closed(),
        }
    }

    /// Forgets prepared statements, after the schema changed.
    pub fn forget(&mut self) {
        self.rewritten.clear();
        self.kept = 0;
        match &mut self.driver {
            Driver::Sqlite(connection) => connection.flush_prepared_statement_cache(),
            Driver::Postgres { prepared, .. } => prepared.clear(),
        }
    }
}

fn prepare(
    client: &mut postgres::Client,
    prepared: &mut HashMap<Arc<str>, postgres::Statement>,
    text: &Arc<str>,
    sql: &str,
) -> Result<postgres::Statement> {
    if let Some(statement) = prepared.get(text) {
        return Ok(statement.clone());
    }
    let statement = client.prepare(text).map_err(|e| postgres_error(e, sql))?;
    prepared.insert(text.clone(), statement.clone());
    Ok(statement)
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

/// One row as PostgreSQL's COPY reads it.
fn copy_line(row: &[Value], out: &mut Vec<u8>) {
    for (place, value) in row.iter().enumerate() {
        if place > 0 {
            out.push(b'\t');
        }
        match value {
            Value::Null => out.extend(b"\\N"),
            Value::Int(n) => out.extend(n.to_string().bytes()),
            Value::Bytes(bytes) => {
                out.extend(b"\\\\x");
                out.extend(crate::audit::hex(bytes).bytes());
            }
            Value::Text(text) => {
                for byte in text.bytes() {
                    match byte {
                        b'\\' => out.extend(b"\\\\"),
                        b'\n' => out.extend(b"\\n"),
                        b'\r' => out.extend(b"\\r"),
                        b'\t' => out.extend(b"\\t"),
                        other => out.push(other),
                    }
                }
            }
        }
    }
    out.push(b'\n');
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

fn sqlite_value(value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(n) => Value::Int(n),
        // STRICT tables hold no floats; one can only come from a report's division, and is shown as text.
        ValueRef::Real(n) => Value::Text(n.to_string()),
        ValueRef::Text(text) => Value::Text(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Blob(bytes) => Value::Bytes(bytes.to_vec()),
    }
}

impl ToSql for Bound<'_> {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn StdError + Sync + Send>> {
        match (self.0, ty) {
            (Value::Null, _) => Ok(IsNull::Yes),
            (Value::Int(n), &Type::INT2) => i16::try_from(*n)?.to_sql(ty, out),
            (Value::Int(n), &Type::INT4) => i32::try_from(*n)?.to_sql(ty, out),
            (Value::Int(n), &Type::INT8) => n.to_sql(ty, out),
            (Value::Int(n), &Type::BOOL) => (*n != 0).to_sql(ty, out),
            (Value::Int(n), _) => n.to_string().to_sql(&Type::TEXT, out),
            (Value::Text(text), &Type::INT8 | &Type::INT4 | &Type::INT2) => {
                Err(format!("a text of {} characters where a number belongs", text.chars().count()).into())
            }
            (Value::Text(text), _) => text.to_sql(&Type::TEXT, out),
            (Value::Bytes(bytes), _) => bytes.to_sql(&Type::BYTEA, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

/// The type under which a value is sent; PostgreSQL compares whole numbers of any width with each other.
fn type_of(value: &Value) -> Type {
    match value {
        Value::Int(_) => Type::INT8,
        Value::Text(_) => Type::TEXT,
        // The server knows from where it stands.
        Value::Null => Type::UNKNOWN,
        Value::Bytes(_) => Type::BYTEA,
    }
}

struct Received(Value);

impl<'a> FromSql<'a> for Received {
    fn from_sql(ty: &Type, raw: &'a [u8]) -> Result<Self, Box<dyn StdError + Sync + Send>> {
        Ok(Received(match *ty {
            Type::INT2 => Value::Int(i16::from_sql(ty, raw)?.into()),
            Type::INT4 => Value::Int(i32::from_sql(ty, raw)?.into()),
            Type::INT8 => Value::Int(i64::from_sql(ty, raw)?),
            Type::BOOL => Value::Int(bool::from_sql(ty, raw)?.into()),
            Type::BYTEA => Value::Bytes(raw.to_vec()),
            _ => Value::Text(std::str::from_utf8(raw)?.to_owned()),
        }))
    }

    fn from_sql_null(_: &Type) -> Result<Self, Box<dyn StdError + Sync + Send>> {
        Ok(Received(Value::Null))
    }

    fn accepts(ty: &Type) -> bool {
        matches!(
            *ty,
            Type::INT2
                | Type::INT4
                | Type::INT8
                | Type::BOOL
                | Type::BYTEA
                | Type::TEXT
                | Type::VARCHAR
                | Type::NAME
                | Type::BPCHAR
                | Type::JSON
                | Type::UNKNOWN
        )
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

fn postgres_error(error: postgres::Error, sql: &str) -> Error {
    use postgres::error::SqlState;
    if let Some(db) = error.as_db_error() {
        let state = db.code();
        if *state == SqlState::UNIQUE_VIOLATION {
            // The unique indexes are named `table__column__…`.
            let name = db.constraint().unwrap_or_default();
            let mut parts = name.split("__");
            let (table, column) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
            return duplicate(table, column);
        }
        if *state == SqlState::FOREIGN_KEY_VIOLATION {
            return dangling(db.constraint().unwrap_or_default());
        }
        if *state == SqlState::T_R_SERIALIZATION_FAILURE || *state == SqlState::T_R_DEADLOCK_DETECTED {
            return Error::Unavailable(RETRY.to_owned());
        }
        if *state == SqlState::LOCK_NOT_AVAILABLE {
            return Error::Unavailable(BUSY.to_owned());
        }
        if *state == SqlState::QUERY_CANCELED {
            return too_long();
        }
        if db.message().contains("posted rows") {
            return Refusal::new("store.posted_row").into();
        }
    }
    if error.is_closed() {
        return Error::Unavailable("the database server hung up".to_owned());
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
