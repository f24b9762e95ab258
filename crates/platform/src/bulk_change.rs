//! A bulk change is one change made to many records at once, kept so that whoever made it can take it back.
//!
//! It keeps which records were changed and the versions it left them at; what they held before stands in their history. Taking it
//! back is the opposite edit under these versions: a record that somebody changed since is left alone and listed.

use crate::User;
use base::{Error, Id, Instant, Refusal, Result};
use entity::{Choice, Entity, Head, Shape, Text, Value};
use serde_json::Value as Json;
use std::sync::Arc;
use store::{Business, Made, Operation, Submission, Tx, action, audit, operations};

/// What was done to the records.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Verb {
    /// A field got a value.
    #[default]
    #[choice(tone = "info")]
    Edit,
    /// They were archived.
    #[choice(tone = "warn")]
    Archive,
    /// They were brought back.
    #[choice(tone = "success")]
    Restore,
}

/// Whether a bulk change holds.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// It holds.
    #[default]
    #[choice(tone = "success")]
    Done,
    /// It was taken back.
    Undone,
}

/// One change of many records.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "platform.bulk_change",
    aside,
    kind = 22,
    icon = "history",
    title = "title",
    sort = "-id",
    search(title),
    index(entity, owner)
)]
pub struct BulkChange {
    pub head: Head,
    /// The records and the field, in the words of whoever changed them.
    #[field(read_only, column)]
    pub title: String,
    /// The entity, `parties.party`.
    #[field(read_only, max = 80)]
    pub entity: String,
    #[field(read_only, column)]
    pub verb: Verb,
    /// How many records were changed.
    #[field(read_only, column)]
    pub records: i64,
    /// Who changed them.
    #[field(read_only, column)]
    pub owner: Option<Id<User>>,
    #[field(read_only, column)]
    pub undone_at: Option<Instant>,
    /// The changed records, each with the version it was left at.
    #[field(read_only, secret, max = 400_000)]
    pub touched: Text,
    /// Records that stayed when the change was taken back, because they were changed since.
    #[field(read_only, secret, max = 400_000)]
    pub kept: Option<Text>,
    #[field(column)]
    pub state: State,
}

impl Business for BulkChange {
    const OPERATIONS: &'static [Operation] = &operations![BulkChange: undo: [Done] => Undone];
}

/// Keeps a change just made, with each record and the version it was left at. Nothing is kept of a change of nothing.
pub fn keep(
    tx: &mut Tx,
    title: &str,
    entity: &str,
    verb: Verb,
    touched: &[(i64, i64)],
) -> Result<Option<Id<BulkChange>>> {
    if touched.is_empty() {
        return Ok(None);
    }
    let mut change = BulkChange {
        head: Head::default(),
        title: title.chars().take(200).collect(),
        entity: entity.to_owned(),
        verb,
        records: touched.len() as i64,
        owner: tx.who().user.map(Id::from_raw),
        undone_at: None,
        touched: Text::new(serde_json::json!(touched).to_string()),
        kept: None,
        state: State::Done,
    };
    tx.insert(&mut change).map(Some)
}

impl BulkChange {
    fn undo(&mut self, tx: &mut Tx) -> Result<Made> {
        let touched: Vec<(i64, i64)> = serde_json::from_str(&self.touched)
            .map_err(|_| Error::broken("the records of a bulk change cannot be read"))?;
        let shape = tx.shape(&self.entity)?;
        let mut kept = Vec::new();
        for (id, left) in &touched {
            // What is gone for good, or no longer this person's to see, cannot be put back either.
            let back = match tx.lock_record(shape.name(), *id) {
                Ok(record) if record.head.version == *left => self.put_back(tx, &shape, *id, *left)?,
                Ok(_) | Err(Error::NotFound { .. }) => false,
                Err(other) => return Err(other),
            };
            if !back {
                kept.push(*id);
            }
        }
        self.kept = (!kept.is_empty()).then(|| Text::new(serde_json::json!(kept).to_string()));
        self.undone_at = Some(tx.now());
        Ok(Vec::new())
    }

    fn put_back(&self, tx: &mut Tx, shape: &Arc<Shape>, id: i64, left: i64) -> Result<bool> {
        if self.verb != Verb::Edit {
            let record = tx.lock_record(shape.name(), id)?;
            tx.must(shape, &record, action::ARCHIVE)?;
            tx.set_archived(shape.name(), id, Some(left), self.verb == Verb::Restore)?;
            return Ok(true);
        }
        let Some(values) = before(tx, shape, id, left)? else { return Ok(false) };
        let sent = Submission {
            entity: shape.name().to_owned(),
            id: Some(id),
            version: Some(left),
            values,
            ..Submission::default()
        };
        tx.submit(&sent).map_err(|error| named(tx, shape, id, error))?;
        Ok(true)
    }

    /// The records that stayed when the change was taken back.
    pub fn kept_records(&self) -> Vec<i64> {
        self.kept.as_ref().and_then(|kept| serde_json::from_str(kept).ok()).unwrap_or_default()
    }
}

/// What a record held before the change that left it at this version; nothing when that is not known any more, because personal
/// values were erased.
fn before(tx: &Tx, shape: &Arc<Shape>, id: i64, left: i64) -> Result<Option<Vec<(String, Value)>>> {
    let Some(record) = tx.find(shape.name(), id)? else { return Ok(None) };
    let entries = audit::history(tx, shape, id, None, 3)?;
    let Some(entry) = entries.into_iter().find(|e| e.version == left) else { return Ok(None) };
    let mut values = Vec::new();
    for (name, change) in &entry.changes {
        if !shape.field(name).is_some_and(|f| f.writable() && f.stored()) {
            continue;
        }
        let (Some(old), Some(new)) = (change.get(0).and_then(stored), change.get(1).and_then(stored)) else {
            return Ok(None);
        };
        if !same(&new, &shape.value(&record, name)) {
            return Ok(None);
        }
        values.push((name.clone(), old));
    }
    Ok(Some(values))
}

fn same(a: &Value, b: &Value) -> bool {
    a == b || (a.is_null() && b.text() == Some("")) || (b.is_null() && a.text() == Some(""))
}

fn stored(json: &Json) -> Option<Value> {
    Some(match json {
        Json::Null => Value::Null,
        Json::Number(n) => Value::Int(n.as_i64()?),
        Json::String(text) => Value::Text(text.clone()),
        _ => return None,
    })
}

/// A refusal that says which of the many records it is about.
fn named(tx: &Tx, shape: &Shape, id: i64, error: Error) -> Error {
    let Error::Refused(refusals) = error else { return error };
    let title = tx.titles(shape.name(), &[id]).ok().and_then(|mut t| t.remove(&id)).unwrap_or_else(|| format!("#{id}"));
    let one = |r: Refusal| if r.record.is_some() { r } else { r.record(title.clone()) };
    Error::Refused(refusals.into_iter().map(one).collect())
}
