//! The record that a note, a file, a task or a tag belongs to: whoever may see it sees them.

use base::{Error, Result};
use entity::{Record, Shape, Value};
use std::sync::Arc;
use store::{Read, Who, action};

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
