//! The record that a note, a file, a task or a tag belongs to: whoever may see it sees them.

use base::{Error, Result};
use entity::{Record, Shape, Value};
use std::sync::Arc;
use store::{Read, Tx, Who, action};

/// A record by its entity's number and its id, as links store it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Host {
    /// The entity's number.
    pub kind: i64,
    /// The record.
    pub record: i64,
}

impl Host {
    /// The host of an entity's name and an id.
    pub fn of(read: &Read, entity: &str, id: i64) -> Result<Host> {
        Ok(Host { kind: read.shape(entity)?.def.kind.into(), record: id })
    }

    /// The shape of the host's entity.
    pub fn shape(self, read: &Read) -> Result<Arc<Shape>> {
        let shape = u16::try_from(self.kind).ok().and_then(|kind| read.model().shapes.of_kind(kind));
        shape.cloned().ok_or_else(|| Error::not_found("entity", self.kind))
    }

    /// The record, if whoever asks may see it.
    pub fn visible(self, read: &Read) -> Result<Record> {
        read.visible(self.shape(read)?.name(), self.record, action::READ)
    }

    /// True when what hangs on the record may be seen: at itself, or at a record where it shows too.
    pub fn shows(self, read: &Read) -> Result<bool> {
        let sees = |host: Host| match host.visible(read) {
            Ok(_) => Ok(true),
            Err(Error::NotFound { .. } | Error::Forbidden { .. }) => Ok(false),
            Err(other) => Err(other),
        };
        if sees(self)? {
            return Ok(true);
        }
        for host in shows_at(read, self)? {
            if sees(host)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// True when another user may see the record.
    pub fn visible_to(self, read: &Read, user: i64) -> Result<bool> {
        let shape = self.shape(read)?;
        let Some(record) = read.find(shape.name(), self.record)? else { return Ok(false) };
        let access = match (read.registry().hooks.access)(read, &Who::user(user, "visible")) {
            Ok(access) => access,
            Err(Error::Forbidden { .. }) => return Ok(false),
            Err(other) => return Err(other),
        };
        if access.covers(&shape, action::READ, &record) {
            return Ok(true);
        }
        if let Some((lines, column)) = shape.def.participants
            && let Some(place) = shape.lines_position(lines)
            && access.takes_part.contains(&shape.def.kind)
        {
            let column = shape.lines[place].1.position(column);
            let named = record.lines.get(place).and_then(Option::as_ref).into_iter().flatten();
            if column.is_some_and(|c| named.into_iter().any(|line| line.values[c].int() == Some(user))) {
                return Ok(true);
            }
        }
        let parties = serde_json::to_string(&access.parties).unwrap_or_default();
        let sql = store::sql!(
            "platform.shared_with",
            "SELECT COUNT(*) FROM share WHERE kind = $1 AND record = $2 AND party IN TEXTS($3)"
        );
        Ok(read.number(sql, &[self.kind.into(), self.record.into(), Value::Text(parties)])? > 0)
    }
}

/// Shows at one record what hangs on another: at a customer what was written about the lead it was.
pub fn show_also(tx: &mut Tx, at: Host, from: Host) -> Result<()> {
    let sql = store::sql!(
        "platform.show_also",
        "INSERT INTO host_also (kind, record, from_kind, from_record) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (kind, record, from_kind, from_record) DO NOTHING"
    );
    tx.execute(sql, &[at.kind.into(), at.record.into(), from.kind.into(), from.record.into()]).map(|_| ())
}

/// Shows what hangs on a record at no other record any more.
pub fn show_no_more(tx: &mut Tx, from: Host) -> Result<()> {
    let sql = store::sql!("platform.show_no_more", "DELETE FROM host_also WHERE from_kind = $1 AND from_record = $2");
    tx.execute(sql, &[from.kind.into(), from.record.into()]).map(|_| ())
}

/// The records whose notes, files and activities show at this one too.
pub fn shown_at(read: &Read, at: Host) -> Result<Vec<Host>> {
    let sql = store::sql!(
        "platform.shown_at",
        "SELECT from_kind, from_record FROM host_also WHERE kind = $1 AND record = $2 ORDER BY from_kind, from_record"
    );
    hosts(read, sql, at)
}

/// The records at which what hangs on this one shows too.
pub fn shows_at(read: &Read, from: Host) -> Result<Vec<Host>> {
    let sql = store::sql!(
        "platform.shows_at",
        "SELECT kind, record FROM host_also WHERE from_kind = $1 AND from_record = $2 ORDER BY kind, record"
    );
    hosts(read, sql, from)
}

fn hosts(read: &Read, sql: &str, of: Host) -> Result<Vec<Host>> {
    let rows = read.query(sql, &[of.kind.into(), of.record.into()])?;
    Ok(rows.iter().filter_map(|row| Some(Host { kind: row.first()?.int()?, record: row.get(1)?.int()? })).collect())
}
