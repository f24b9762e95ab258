//! A connection to a PostgreSQL server that waits for its answers, and can send several statements before the first answer comes.

use super::encryption::Way;
use super::{BUSY, Bound, RETRY, Row, broken, dangling, duplicate, short, too_long};
use base::quick::QuickMap;
use base::{Context as _, Error, Refusal, Result};
use entity::Value;
use futures_util::{SinkExt, StreamExt};
use std::error::Error as StdError;
use std::future::{Future, poll_fn};
use std::io::Cursor;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::Poll;
use tokio::runtime::{Builder, Runtime};
use tokio::task::JoinHandle;
use tokio_postgres::types::private::BytesMut;
use tokio_postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};
use tokio_postgres::{Client, SimpleQueryMessage, Statement};

/// A client and what keeps it going while somebody waits for an answer.
pub(super) struct Server {
    runtime: Runtime,
    /// Gone only while the connection is closed.
    client: Option<Client>,
    talk: JoinHandle<()>,
    prepared: QuickMap<Arc<str>, Statement>,
}

/// What a statement answered: its rows, and how many it changed or found.
#[derive(Debug, Default)]
pub(crate) struct Answer {
    pub rows: Vec<Row>,
    pub changed: u64,
}

type Driver = tokio_postgres::Error;

/// A statement as it is sent, as it was written, and the sets of parameters that it runs with.
pub(crate) type Asked<'a> = (Arc<str>, &'a str, &'a [Vec<Value>]);

/// An answer that is under way.
type Coming<'a> = Pin<Box<dyn Future<Output = Result<Answer, Driver>> + 'a>>;

impl Server {
    /// Opens a connection.
    pub fn connect(url: &str) -> Result<Server> {
        let runtime = Builder::new_current_thread().enable_all().build().context("connecting to PostgreSQL")?;
        // It ends with the connection, and whoever asks then hears that.
        let (client, talk) = runtime.block_on(async { Way::of(url)?.open().await })?;
        Ok(Server { runtime, client: Some(client), talk, prepared: QuickMap::default() })
    }

    fn wait<T>(&self, answer: impl Future<Output = T>) -> T {
        self.runtime.block_on(answer)
    }

    fn client(&self) -> Result<&Client> {
        self.client.as_ref().context("a connection that is closing was asked")
    }

    /// True when the server hung up.
    pub fn closed(&self) -> bool {
        self.client.as_ref().is_none_or(Client::is_closed)
    }

    /// Forgets prepared statements, after the schema changed.
    pub fn forget(&mut self) {
        self.prepared.clear();
    }

    /// Asks the server to look at a statement.
    pub fn check(&self, text: &str) -> Result<()> {
        self.wait(self.client()?.prepare(text)).map(|_| ()).map_err(|e| told(e, text))
    }

    fn prepare(&mut self, text: &Arc<str>, sql: &str) -> Result<Statement> {
        if let Some(statement) = self.prepared.get(text) {
            return Ok(statement.clone());
        }
        let statement = self.wait(self.client()?.prepare(text)).map_err(|e| told(e, sql))?;
        self.prepared.insert(text.clone(), statement.clone());
        Ok(statement)
    }

    /// Hands each row to `f` as it comes.
    pub fn each(
        &mut self,
        text: &Arc<str>,
        sql: &str,
        params: &[Value],
        f: &mut dyn FnMut(Row) -> Result<()>,
    ) -> Result<()> {
        let statement = self.prepare(text, sql)?;
        let rows = self.wait(self.client()?.query_raw(&statement, params.iter().map(Bound)));
        let mut rows = pin!(rows.map_err(|e| told(e, sql))?);
        while let Some(row) = self.wait(rows.next()) {
            f(values(&row.map_err(|e| told(e, sql))?).map_err(|e| told(e, sql))?)?;
        }
        Ok(())
    }

    /// All rows of a statement that is planned anew for these values.
    pub fn planned(&mut self, text: &str, sql: &str, params: &[Value]) -> Result<Vec<Row>> {
        let bound: Vec<Bound> = params.iter().map(Bound).collect();
        let typed: Vec<(&(dyn ToSql + Sync), Type)> =
            bound.iter().map(|b| (b as &(dyn ToSql + Sync), type_of(b.0))).collect();
        let rows = self.wait(self.client()?.query_typed(text, &typed)).map_err(|e| told(e, sql))?;
        rows.iter().map(values).collect::<Result<_, _>>().map_err(|e| told(e, sql))
    }

    /// Runs a statement and says how many rows it changed.
    pub fn execute(&mut self, text: &Arc<str>, sql: &str, params: &[Value]) -> Result<u64> {
        let statement = self.prepare(text, sql)?;
        let changed = self.client()?.execute_raw(&statement, params.iter().map(Bound));
        self.wait(changed).map_err(|e| told(e, sql))
    }

    /// Sends all of these before the first is answered. Each sees what the ones before it did and what others committed by then;
    /// the first that fails is told, and none after it had an effect.
    pub fn together(&mut self, asked: &[Asked]) -> Result<Vec<Answer>> {
        let statements: Vec<Statement> =
            asked.iter().map(|(text, sql, _)| self.prepare(text, sql)).collect::<Result<_>>()?;
        let client = self.client()?;
        let mut waiting: Vec<Coming> = Vec::new();
        let mut places = Vec::new();
        for (place, (statement, (_, _, sets))) in statements.iter().zip(asked).enumerate() {
            for params in *sets {
                waiting.push(Box::pin(answer(client, statement, params)));
                places.push(place);
            }
        }
        let mut answered: Vec<Option<Result<Answer, Driver>>> = waiting.iter().map(|_| None).collect();
        // Polled in their order, so that they are sent in it.
        self.wait(poll_fn(|cx| {
            let mut open = false;
            for (one, answer) in waiting.iter_mut().zip(answered.iter_mut()).filter(|(_, answer)| answer.is_none()) {
                match one.as_mut().poll(cx) {
                    Poll::Ready(done) => *answer = Some(done),
                    Poll::Pending => open = true,
                }
            }
            if open { Poll::Pending } else { Poll::Ready(()) }
        }));
        let mut answers: Vec<Answer> = asked.iter().map(|_| Answer::default()).collect();
        for (place, answer) in places.into_iter().zip(answered) {
            let answer = answer.unwrap_or_else(|| Ok(Answer::default())).map_err(|e| told(e, asked[place].1))?;
            answers[place].changed += answer.changed;
            answers[place].rows.extend(answer.rows);
        }
        Ok(answers)
    }

    /// Runs several statements without parameters.
    pub fn batch(&self, sql: &str) -> Result<()> {
        self.wait(self.client()?.batch_execute(sql)).map_err(|e| told(e, sql))
    }

    /// Runs several statements without parameters; answers the first value of the first row of any.
    pub fn first(&self, sql: &str) -> Result<Vec<String>> {
        let answers = self.wait(self.client()?.simple_query(sql)).map_err(|e| told(e, sql))?;
        let value = |answer: &SimpleQueryMessage| match answer {
            SimpleQueryMessage::Row(row) => row.get(0).map(str::to_owned),
            _ => None,
        };
        Ok(answers.iter().filter_map(value).collect())
    }

    /// Writes rows into a table as they are, as fast as the server takes them.
    pub fn copy(&self, sql: &str, rows: &[Row]) -> Result<()> {
        let mut text = Vec::new();
        rows.iter().for_each(|row| copy_line(row, &mut text));
        let client = self.client()?;
        let sent = self.wait(async {
            let mut sink = pin!(client.copy_in(sql).await?);
            // What cannot be sent is told by `finish`.
            let _ = sink.send(Cursor::new(text)).await;
            sink.finish().await
        });
        sent.map(|_| ()).map_err(|e| told(e, sql))
    }
}

/// Says good-bye, so that the server lets go of what the connection held before anybody else asks for it.
impl Drop for Server {
    fn drop(&mut self) {
        self.client = None;
        let patience = tokio::time::Duration::from_secs(1);
        let talk = &mut self.talk;
        self.runtime.block_on(async { drop(tokio::time::timeout(patience, talk).await) });
    }
}

async fn answer(client: &Client, statement: &Statement, params: &[Value]) -> Result<Answer, Driver> {
    let mut stream = pin!(client.query_raw(statement, params.iter().map(Bound)).await?);
    let mut rows = Vec::new();
    while let Some(row) = stream.next().await {
        rows.push(values(&row?)?);
    }
    Ok(Answer { rows, changed: stream.rows_affected().unwrap_or(0) })
}

fn values(row: &tokio_postgres::Row) -> Result<Row, Driver> {
    (0..row.len()).map(|i| row.try_get::<_, Received>(i).map(|r| r.0)).collect()
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

fn told(error: Driver, sql: &str) -> Error {
    use tokio_postgres::error::SqlState;
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
