//! Finding the records that texts of a file stand for: all texts of a batch in one question each.

use super::plan::{By, Plan};
use base::{Error, Refusal, Result};
use entity::{Kind, Shape, Value};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;
use store::{Read, action};

/// What a text stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    One(i64),
    /// Several records answer to it.
    Several,
}

/// The texts of one batch and the records they stand for.
#[derive(Default)]
pub struct Lookups {
    found: HashMap<(&'static str, By), HashMap<String, Found>>,
}

impl Lookups {
    /// Looks up every reference of a batch: rows of texts in the order of the plan's targets.
    pub fn of(read: &Read, plan: &Plan, rows: &[&[String]]) -> Result<Lookups> {
        let mut wanted: BTreeMap<(&'static str, By), BTreeSet<&str>> = BTreeMap::new();
        for (place, target) in plan.targets.iter().enumerate() {
            if let (Kind::Reference(entity), Some(by)) = (target.field.kind, &target.by) {
                let texts = rows.iter().map(|row| row[place].as_str()).filter(|t| !t.is_empty());
                wanted.entry((entity, by.clone())).or_default().extend(texts);
            }
        }
        let mut found = HashMap::new();
        for ((entity, by), texts) in wanted {
            let texts: Vec<&str> = texts.into_iter().collect();
            let answers = if texts.is_empty() { HashMap::new() } else { look(read, entity, &by, &texts)? };
            found.insert((entity, by), answers);
        }
        Ok(Lookups { found })
    }

    /// What a text stands for.
    pub fn get(&self, entity: &'static str, by: &By, text: &str) -> Option<Found> {
        self.found.get(&(entity, by.clone()))?.get(text).copied()
    }
}

/// What texts stand for, asked in one question.
pub fn look(read: &Read, entity: &str, by: &By, texts: &[&str]) -> Result<HashMap<String, Found>> {
    let shape = read.shape(entity)?;
    match by {
        By::External(system) => {
            let known = read.external_many(system, entity, texts)?;
            let ids: Vec<i64> = known.values().copied().collect();
            let seen: BTreeSet<i64> =
                visible(read, &shape, "id", &ids_json(&ids), true)?.into_iter().map(|(_, id)| id).collect();
            Ok(known.into_iter().filter(|(_, id)| seen.contains(id)).map(|(key, id)| (key, Found::One(id))).collect())
        }
        By::Id => {
            let ids: Vec<i64> = texts.iter().filter_map(|t| t.parse().ok()).collect();
            let seen = visible(read, &shape, "id", &ids_json(&ids), true)?;
            Ok(seen.into_iter().map(|(_, id)| (id.to_string(), Found::One(id))).collect())
        }
        By::Field(name) if name.is_empty() => {
            let mut all = match shape.def.code {
                Some(code) => by_field(read, &shape, code, texts)?,
                None => HashMap::new(),
            };
            let rest: Vec<&str> = texts.iter().copied().filter(|t| !all.contains_key(*t)).collect();
            if !rest.is_empty() && shape.def.code != Some(shape.def.title) {
                all.extend(by_field(read, &shape, shape.def.title, &rest)?);
            }
            Ok(all)
        }
        By::Field(name) => by_field(read, &shape, name, texts),
    }
}

/// Live records by the text of one of their fields.
pub fn by_field(read: &Read, shape: &Arc<Shape>, field: &str, texts: &[&str]) -> Result<HashMap<String, Found>> {
    let def =
        shape.field(field).filter(|f| f.stored() && !f.secret && read.access().is_ok_and(|a| a.sees(shape, f.name)));
    let def = def.ok_or_else(|| Error::from(Refusal::new("exchange.field_unknown").field(field).arg("path", field)))?;
    let mut found = HashMap::new();
    let rows = if def.kind.is_int() {
        let numbers: Vec<i64> = texts.iter().filter_map(|t| t.parse().ok()).collect();
        visible(read, shape, def.name, &ids_json(&numbers), true)?
    } else {
        visible(read, shape, def.name, &Value::Text(serde_json::json!(texts).to_string()), false)?
    };
    for (text, id) in rows {
        found.entry(text).and_modify(|f| *f = Found::Several).or_insert(Found::One(id));
    }
    Ok(found)
}

fn ids_json(ids: &[i64]) -> Value {
    Value::Text(serde_json::json!(ids).to_string())
}

/// Field and id of live records that the asking person may read.
fn visible(read: &Read, shape: &Arc<Shape>, field: &str, list: &Value, numbers: bool) -> Result<Vec<(String, i64)>> {
    let mut params = vec![list.clone()];
    let Some(rights) = read.access()?.narrowed(shape, action::READ, "r", &mut params) else { return Ok(Vec::new()) };
    let list = if numbers { "LIST" } else { "TEXTS" };
    let sql = format!(
        "SELECT r.\"{field}\", r.id FROM \"{}\" r WHERE r.\"{field}\" IN {list}($1) AND r.archived_at IS NULL{rights}",
        shape.table()
    );
    let rows = read.query(&sql, &params)?;
    Ok(rows.iter().filter_map(|row| Some((row.first()?.to_string(), row.get(1)?.int()?))).collect())
}
