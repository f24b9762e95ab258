//! The past of a record, read out of the audit: what was done to it by whom, and whether that leads to what it is today.

use super::{MADE, MADE_SALTED, closed, content, hex, plain, value_at};
use crate::Read;
use base::{Instant, Result};
use entity::{FieldDef, Record, Shape, Value};
use serde_json::{Map, Value as Json, json};
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// One entry of a record's history, for its timeline.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The audit row.
    pub id: i64,
    /// When.
    pub at: Instant,
    /// By which user; `None` is the program itself.
    pub by: Option<i64>,
    /// `create`, `edit`, `archive` or the verb.
    pub action: String,
    /// The version it led to.
    pub version: i64,
    /// Changed fields with old and new as stored.
    pub changes: Map<String, Json>,
    /// What the hash of a new record was salted with, until it is erased.
    salt: Option<Vec<u8>>,
}

/// The history of a record, newest first, with personal values filled back in while they are kept.
pub fn history(read: &Read, shape: &Arc<Shape>, id: i64, before: Option<i64>, limit: i64) -> Result<Vec<Entry>> {
    let sql = crate::sql!(
        "store.history",
        "SELECT a.id, t.at, t.by_user, a.action, a.version, a.changes FROM audit a JOIN store_tx t ON t.id = a.tx \
         WHERE a.kind = $1 AND a.record = $2 AND a.id < $3 ORDER BY a.id DESC LIMIT $4"
    );
    let params = [Value::Int(shape.def.kind.into()), id.into(), before.unwrap_or(i64::MAX).into(), limit.into()];
    let mut entries = Vec::new();
    for row in read.query(sql, &params)? {
        let int = |i: usize| row.get(i).and_then(Value::int);
        let text = |i: usize| row.get(i).and_then(Value::text).unwrap_or_default();
        entries.push(Entry {
            id: int(0).unwrap_or(0),
            at: Instant::from_micros(int(1).unwrap_or(0)),
            by: int(2),
            action: text(3).to_owned(),
            version: int(4).unwrap_or(0),
            changes: serde_json::from_str(text(5)).unwrap_or_default(),
            salt: None,
        });
    }
    let ids: Vec<i64> = entries.iter().map(|e| e.id).collect();
    let sql = crate::sql!(
        "store.history_values",
        "SELECT audit, field, old, new, salt FROM audit_value WHERE audit IN LIST($1)"
    );
    for row in read.query(sql, &[crate::access::list(&ids)])? {
        let parse = |i: usize| {
            row.get(i).and_then(Value::text).and_then(|t| serde_json::from_str(t).ok()).unwrap_or(Json::Null)
        };
        let (audit, field) = (row.first().and_then(Value::int), row.get(1).and_then(Value::text).unwrap_or_default());
        let Some(entry) = entries.iter_mut().find(|e| Some(e.id) == audit) else { continue };
        match row.get(4) {
            Some(Value::Bytes(salt)) if field == MADE_SALTED => entry.salt = Some(salt.clone()),
            _ => drop(entry.changes.insert(field.to_owned(), json!([parse(2), parse(3)]))),
        }
    }
    Ok(entries)
}

/// The users who did one of these things to a record: `create`, `edit` or its verbs.
pub fn doers(read: &Read, shape: &Shape, id: i64, actions: &[&str]) -> Result<Vec<i64>> {
    let sql = crate::sql!(
        "store.doers",
        "SELECT DISTINCT t.by_user FROM audit a JOIN store_tx t ON t.id = a.tx WHERE a.kind = $1 AND a.record = $2 \
         AND a.action IN TEXTS($3) AND t.by_user IS NOT NULL ORDER BY t.by_user"
    );
    let actions = serde_json::to_string(actions).unwrap_or_default();
    let rows = read.query(sql, &[Value::Int(shape.def.kind.into()), id.into(), actions.into()])?;
    Ok(rows.iter().filter_map(|row| row.first()?.int()).collect())
}

/// Walks a record's changes back from today: disagreements with what the history says, nothing when it holds. What it comes
/// to must be what the first entry says the record was made as; where that cannot be known any more (a secret was changed, a
/// personal value was erased), only the steps are compared.
pub fn walk_back(read: &Read, shape: &Arc<Shape>, record: &Record) -> Result<Vec<String>> {
    let mut past = Past::of(shape, record);
    let mut before = None;
    loop {
        let entries = history(read, shape, record.head.id, before, 500)?;
        let Some(last) = entries.last() else { break };
        before = Some(last.id);
        entries.iter().for_each(|entry| past.undo(entry));
    }
    Ok(past.wrong)
}

/// A record on its way back to how it was made.
struct Past<'a> {
    shape: &'a Shape,
    id: i64,
    values: Vec<Json>,
    /// What each line says, by lines field, in order.
    lines: Vec<Vec<(i64, Map<String, Json>)>>,
    /// False once something cannot be known any more.
    known: bool,
    wrong: Vec<String>,
}

impl<'a> Past<'a> {
    fn of(shape: &'a Shape, record: &Record) -> Past<'a> {
        let lines = shape.lines.iter().enumerate().map(|(place, (_, line_shape))| {
            let loaded = record.lines.get(place).and_then(Option::as_ref).into_iter().flatten();
            let said = |line: &Record| match content(line_shape, line) {
                Json::Object(map) => (line.head.id, map),
                _ => (line.head.id, Map::new()),
            };
            loaded.map(said).collect()
        });
        let lines = lines.collect();
        let values = (0..shape.fields.len()).map(|i| plain(&value_at(record, i))).collect();
        Past { shape, id: record.head.id, values, lines, known: true, wrong: Vec::new() }
    }

    fn undo(&mut self, entry: &Entry) {
        let shape = self.shape;
        for (i, field) in shape.fields.iter().enumerate() {
            let Some(change) = entry.changes.get(field.name) else { continue };
            if let Some(place) = shape.lines.iter().position(|(at, _)| *at == i) {
                self.undo_lines(place, change);
                continue;
            }
            let (Some(old), Some(new)) = (change.get(0), change.get(1)) else {
                self.known = false;
                continue;
            };
            let erased = field.personal && new.as_str().is_some_and(|t| t.len() == 64) && *new != self.values[i];
            if erased {
                self.known = false;
            } else if *new != self.values[i] {
                let (name, version) = (shape.name(), entry.version);
                let found = &self.values[i];
                self.wrong.push(format!(
                    "{name} {} field {}: version {version} left {new}, the next one found {found}",
                    self.id, field.name
                ));
            }
            self.values[i] = old.clone();
        }
        let made = |name: &str| entry.changes.get(name).and_then(Json::as_str);
        let made = match (made(MADE), made(MADE_SALTED), &entry.salt) {
            (Some(hash), ..) => Some((hash, &[][..])),
            (None, Some(hash), Some(salt)) => Some((hash, salt.as_slice())),
            // The salt was erased: only the steps are proven.
            _ => None,
        };
        if let Some((expected, salt)) = made
            && self.known
            && self.wrong.is_empty()
            && hex(&Sha256::new().chain_update(salt).chain_update(self.content().to_string()).finalize()) != expected
        {
            self.wrong.push(format!("{} {} is not what it was made as, and no change says why", shape.name(), self.id));
        }
    }

    fn undo_lines(&mut self, place: usize, change: &Json) {
        let line_shape = &self.shape.lines[place].1;
        let hides = line_shape.fields.iter().any(closed);
        let lines = &mut self.lines[place];
        for (key, change) in change.as_object().into_iter().flatten() {
            let Ok(id) = key.parse::<i64>() else { continue };
            match change {
                Json::Array(halves) => match halves.as_slice() {
                    [Json::Null, _] => lines.retain(|(known, _)| *known != id),
                    [Json::Object(old), Json::Null] if !hides => lines.push((id, old.clone())),
                    _ => self.known = false,
                },
                Json::Object(fields) => {
                    let Some((_, said)) = lines.iter_mut().find(|(known, _)| *known == id) else {
                        self.known = false;
                        continue;
                    };
                    for (name, change) in fields {
                        match change.get(0) {
                            Some(old) => put(said, name, old),
                            None => self.known = false,
                        }
                    }
                }
                _ => self.known = false,
            }
        }
        if let Some(was) = change.get("order").and_then(|o| o.get(0)).and_then(Json::as_array) {
            let at = |id: i64| was.iter().position(|w| w.as_i64() == Some(id)).unwrap_or(usize::MAX);
            lines.sort_by_key(|(id, _)| at(*id));
        }
    }

    /// What the record said then, as [`content`] writes it.
    fn content(&self) -> Json {
        let mut map = Map::new();
        let mut fields: Vec<(usize, &FieldDef)> =
            self.shape.fields.iter().enumerate().filter(|(_, f)| !f.volatile).collect();
        fields.sort_by_key(|(_, f)| f.name);
        for (i, field) in fields {
            put(&mut map, field.name, &self.values[i]);
        }
        for (lines, (field, line_shape)) in self.lines.iter().zip(&self.shape.lines) {
            let sorted = |said: &Map<String, Json>| {
                let mut names: Vec<&FieldDef> = line_shape.fields.iter().collect();
                names.sort_by_key(|f| f.name);
                let all = names.into_iter().filter_map(|f| Some((f.name.to_owned(), said.get(f.name)?.clone())));
                Json::Object(all.collect())
            };
            if !lines.is_empty() {
                let all = lines.iter().map(|(_, said)| sorted(said)).collect();
                map.insert(self.shape.fields[*field].name.to_owned(), Json::Array(all));
            }
        }
        Json::Object(map)
    }
}

/// Sets what a field says; nothing, zero and an empty text say nothing.
fn put(map: &mut Map<String, Json>, name: &str, value: &Json) {
    if value.is_null() || value.as_i64() == Some(0) || value.as_str() == Some("") {
        map.remove(name);
    } else {
        map.insert(name.to_owned(), value.clone());
    }
}
