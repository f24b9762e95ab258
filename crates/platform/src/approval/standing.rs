//! What pages show of approvals: where the requests of a document stand, what can be asked for, and what waits for a person.

use super::definition;
use super::request::Request;
use crate::{Host, User};
use base::{Id, Result};
use entity::{Record, Shape, Value};
use std::sync::Arc;
use store::Read;

/// The latest requests about a record, newest first, whoever may see the record.
pub fn of(read: &Read, host: Host) -> Result<Vec<Request>> {
    let sql = store::sql!(
        "platform.approval_requests_of",
        "SELECT id FROM platform_approval_request WHERE source_kind = $1 AND source = $2 ORDER BY id DESC LIMIT 5"
    );
    let rows = read.query(sql, &[host.kind.into(), host.record.into()])?;
    let ids: Vec<i64> = rows.iter().filter_map(|row| row.first().and_then(Value::int)).collect();
    store::typed(&read.find_many("platform.approval_request", &ids, true)?)
}

/// True when the asker of a verb is to choose who decides.
pub fn chooses(read: &Read, shape: &Arc<Shape>, record: &Record, operation: &str) -> Result<bool> {
    let fitting = definition::book(read)?.fitting(read, shape, record, operation)?;
    Ok(fitting.is_some_and(|d| d.approvers.iter().any(|a| a.how == definition::How::Chosen)))
}

/// True when a verb of a stored record waits for somebody's yes, asked for or not; whoever reads may not go ahead alone.
pub fn waits(read: &Read, entity: &str, id: i64, operation: &str) -> Result<bool> {
    if !known(read, entity)? {
        return Ok(false);
    }
    let shape = read.shape(entity)?;
    let Some(record) = read.find(entity, id)? else { return Ok(false) };
    match definition::book(read)?.fitting(read, &shape, &record, operation)? {
        Some(definition) => super::gate::goes_alone(read, &definition, &shape, &record).map(|alone| !alone),
        None => Ok(false),
    }
}

/// True when a definition covers a verb of a stored record as it stands: it does not run without somebody's yes, or somebody may
/// give that himself.
pub fn covers(read: &Read, entity: &str, id: i64, operation: &str) -> Result<bool> {
    if !known(read, entity)? {
        return Ok(false);
    }
    let shape = read.shape(entity)?;
    let Some(record) = read.find(entity, id)? else { return Ok(false) };
    Ok(definition::book(read)?.fitting(read, &shape, &record, operation)?.is_some())
}

/// True when some verb of an entity waits for approval.
pub fn known(read: &Read, entity: &str) -> Result<bool> {
    Ok(definition::book(read)?.knows(entity))
}

/// True when anything waits for approval in this set, or did.
pub fn any(read: &Read) -> Result<bool> {
    Ok(definition::book(read)?.any())
}

/// How many requests wait for a user's answer.
pub fn waiting(read: &Read, user: Id<User>) -> Result<i64> {
    let sql = store::sql!(
        "platform.approvals_waiting",
        "SELECT COUNT(DISTINCT document) FROM platform_approval_asked WHERE open_for = $1"
    );
    read.number(sql, &[user.into()])
}
