//! Following what changes: whoever keeps something up to date elsewhere reads on from its cursor and misses nothing.

use crate::{Engine, Read};
use base::{Instant, Refusal, Result};
use entity::Value;
use std::fmt;
use std::str::FromStr;

/// Most transactions of one batch.
pub const MOST: usize = 500;

/// How far a follower has read. Its text is safe to keep in the set or outside it.
///
/// A restored set numbers its transactions anew; the epoch tells a cursor from before, which then goes on after the same
/// transaction, or, when the restored set never had that one, at the first after the restore.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Cursor {
    epoch: String,
    position: i64,
    tx: i64,
}

impl Cursor {
    /// Before everything that ever happened in a set.
    pub const START: Cursor = Cursor { epoch: String::new(), position: i64::MIN, tx: 0 };
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.position, self.tx, self.epoch)
    }
}

impl FromStr for Cursor {
    type Err = base::Error;

    fn from_str(text: &str) -> Result<Cursor> {
        let mut parts = text.splitn(3, '.');
        let mut number = || parts.next().and_then(|part| part.parse::<i64>().ok());
        match (number(), number(), parts.next()) {
            (Some(position), Some(tx), Some(epoch)) => Ok(Cursor { epoch: epoch.to_owned(), position, tx }),
            _ => Err(Refusal::new("store.cursor_unknown").field("cursor").into()),
        }
    }
}

/// One change of one record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The transaction it was part of.
    pub tx: i64,
    /// When.
    pub at: Instant,
    /// The user who did it; `None` is the program itself.
    pub by: Option<i64>,
    /// The entity's number.
    pub kind: u16,
    /// The record.
    pub record: i64,
    /// The version it led to.
    pub version: i64,
    /// `create`, `edit`, `archive` or the verb.
    pub action: String,
}

/// Changes of whole transactions, in an order that is the same for every follower.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    /// The changes; those of one record in the order of its versions.
    pub changes: Vec<Change>,
    /// Where to go on.
    pub cursor: Cursor,
    /// True when more is ready now.
    pub more: bool,
}

/// What changed after a cursor, at most `limit` transactions of it.
///
/// Ids are drawn before a commit, so a lower id may appear after a higher one was read. On PostgreSQL only transactions below
/// the oldest one still running are handed out; on SQLite there is one writer, and nothing can come late.
pub fn follow(read: &Read, cursor: &Cursor, limit: usize) -> Result<Batch> {
    let from = locate(read, cursor)?;
    let limit = limit.clamp(1, MOST);
    let finished = finished(read.engine());
    let sql = format!(
        "SELECT t.xid, t.id, t.at, t.by_user, a.kind, a.record, a.version, a.action FROM \
         (SELECT xid, id, at, by_user FROM store_tx WHERE (xid, id) > ($1, $2){finished} ORDER BY xid, id LIMIT $3) t \
         LEFT JOIN audit a ON a.tx = t.id ORDER BY t.xid, t.id, a.id"
    );
    let mut batch = Batch { changes: Vec::new(), cursor: from, more: false };
    let params = [Value::Int(batch.cursor.position), Value::Int(batch.cursor.tx), Value::Int(limit as i64)];
    let mut transactions = 0;
    for row in read.query(&sql, &params)? {
        let int = |i: usize| row.get(i).and_then(Value::int);
        let (position, tx) = (int(0).unwrap_or(0), int(1).unwrap_or(0));
        if (position, tx) != (batch.cursor.position, batch.cursor.tx) {
            transactions += 1;
            (batch.cursor.position, batch.cursor.tx) = (position, tx);
        }
        if let Some(kind) = int(4) {
            batch.changes.push(Change {
                tx,
                at: Instant::from_micros(int(2).unwrap_or(0)),
                by: int(3),
                kind: u16::try_from(kind).unwrap_or(0),
                record: int(5).unwrap_or(0),
                version: int(6).unwrap_or(0),
                action: row.get(7).and_then(Value::text).unwrap_or_default().to_owned(),
            });
        }
    }
    batch.more = transactions == limit;
    Ok(batch)
}

/// The cursor after everything that is finished now, for a follower that begins today.
pub fn end(read: &Read) -> Result<Cursor> {
    let finished = finished(read.engine());
    let sql = format!("SELECT xid, id FROM store_tx WHERE 1 = 1{finished} ORDER BY xid DESC, id DESC LIMIT 1");
    let epoch = epoch(read)?;
    Ok(match read.row(&sql, &[])?.as_deref() {
        Some([Value::Int(position), Value::Int(tx)]) => Cursor { epoch, position: *position, tx: *tx },
        _ => Cursor { epoch, ..Cursor::START },
    })
}

fn finished(engine: Engine) -> &'static str {
    match engine {
        Engine::Sqlite => "",
        Engine::Postgres => " AND xid < CAST(CAST(pg_snapshot_xmin(pg_current_snapshot()) AS TEXT) AS BIGINT)",
    }
}

pub(crate) fn epoch(read: &Read) -> Result<String> {
    let sql = crate::sql!("store.epoch", "SELECT value FROM store_fact WHERE name = 'epoch'");
    Ok(read.row(sql, &[])?.and_then(|row| row.first().and_then(Value::text).map(str::to_owned)).unwrap_or_default())
}

/// The cursor as this set numbers it now.
fn locate(read: &Read, cursor: &Cursor) -> Result<Cursor> {
    let epoch = epoch(read)?;
    if cursor.epoch == epoch || cursor.position == i64::MIN {
        return Ok(Cursor { epoch, ..cursor.clone() });
    }
    // Restored transactions stand below zero, those made since above it.
    let sql = crate::sql!("store.restored_tx", "SELECT xid FROM store_tx WHERE id = $1 AND xid < 0");
    let known = read.row(sql, &[cursor.tx.into()])?.and_then(|row| row.first().and_then(Value::int));
    Ok(match known {
        Some(position) => Cursor { epoch, position, tx: cursor.tx },
        None => Cursor { epoch, position: 0, tx: 0 },
    })
}
