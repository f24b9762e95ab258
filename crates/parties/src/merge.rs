//! Two records of one somebody become one, and can become two again within 30 days.
//!
//! The survivor keeps its id. What pointed to the others points to it, their lines hang under it with the ids they had, and the
//! others stay as archived records whose ids answer with the survivor. What is posted never changes: it keeps the id it was
//! posted with, and reports follow the id to the survivor. The history of who owned which record stays with each.

pub mod following;

use crate::party::CreditStatus;
use crate::{Affiliation, Party, loaded};
use base::{Error, Id, Instant, Refusal, Result, ensure};
use entity::{Choice, Entity, FieldDef, Fields, Head, Kind, Record, Shape, Text, Value};
use serde_json::{Value as Json, json};
use std::collections::BTreeSet;
use std::sync::Arc;
use store::{Business, Guard, Hanging, Made, Merging, Operation, Read, Tx, action, operations};

/// So many days a merge can be undone.
const DAYS: i64 = 30;
/// References to these entities' rows stay: they tell the past of one record.
const STAYS: &[&str] = &["parties.merge", "parties.merged", "parties.ownership"];
/// Fields that belong to the record, not to the somebody.
const OWN_FIELDS: &[&str] =
    &["code", "state", "email", "phone", "is_customer", "is_supplier", "owner", "team", "blocked_because"];

/// How parties are merged from a page that knows no parties.
pub(crate) const MERGING: Merging = Merging {
    log: "parties.merge",
    chosen: |field| mergeable(field) && !FOLLOWS.contains(&field.name),
    run: |tx, wish| {
        let others: Vec<Id<Party>> = wish.others.iter().copied().map(Id::from_raw).collect();
        let takes = wish.chosen.iter().map(|(field, from)| Take { field: field.clone(), from: Id::from_raw(*from) });
        merge(tx, Id::from_raw(wish.survivor), &others, &takes.collect::<Vec<_>>()).map(Id::raw)
    },
};

/// Fields that go with another: the country with its tax number. All records have one form.
const FOLLOWS: &[&str] = &["tax_country", "form"];

/// One merge, with all that moved.
#[derive(Entity, Clone, Debug)]
#[entity(name = "parties.merge", aside, kind = 58, icon = "merge", title = "title", sort = "-id", search(title))]
pub struct Merge {
    pub head: Head,
    /// The names that went in.
    #[field(read_only, column, personal)]
    pub title: String,
    #[field(read_only, column)]
    pub survivor: Id<Party>,
    #[field(read_only)]
    pub merged: entity::Lines<Merged>,
    #[field(read_only, column)]
    pub undone_at: Option<Instant>,
    /// What moved, for the way back.
    #[field(read_only, secret, max = 40_000_000)]
    pub moved: Text,
    #[field(column)]
    pub state: Done,
}

/// One record that went into the survivor.
#[derive(Entity, Clone, Debug)]
#[entity(name = "parties.merged", kind = 59, line_of = "parties.merge")]
pub struct Merged {
    pub head: Head,
    pub party: Id<Party>,
}

/// Whether a merge holds.
#[derive(Choice, Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    /// The records are one.
    #[choice(tone = "success")]
    Merged,
    /// They are several again.
    Undone,
}

impl Business for Merged {}

impl Business for Merge {
    const OPERATIONS: &'static [Operation] = &{
        type State = Done;
        operations![Merge: undo if can_undo: [Merged] => Undone]
    };
}

impl Merge {
    fn undo(&mut self, tx: &mut Tx) -> Result<Made> {
        put_back(tx, self)?;
        self.undone_at = Some(tx.now());
        Ok(vec![(Party::DEF.name, self.survivor.raw())])
    }

    fn can_undo(&self, read: &Read) -> Result<Guard> {
        let at = self.head.created_at.unwrap_or(read.now());
        let open = read.now().micros() - at.micros() <= DAYS * 86_400_000_000;
        Ok(if open { Guard::Open } else { Guard::Closed(Refusal::new("parties.undo_too_late").arg("days", DAYS)) })
    }
}

/// A field of the survivor and the record whose value it takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Take {
    /// The field.
    pub field: String,
    /// One of the merged records, or the survivor.
    pub from: Id<Party>,
}

/// Merges 1 to 8 records into a survivor. Fields without a choice keep the survivor's value, or where it has none take the
/// first of the others'. Refused when one of them was merged meanwhile: of two people merging the same record at once, the
/// second is told where it went.
pub fn merge(tx: &mut Tx, survivor: Id<Party>, others: &[Id<Party>], takes: &[Take]) -> Result<Id<Merge>> {
    let records = gather(tx, survivor, others)?;
    let shape = tx.shape(Party::DEF.name)?;
    let (kept, losers) = records.split_first().ok_or_else(|| Error::broken("a merge without records"))?;
    let chosen = choose(&shape, kept, losers, takes)?;
    let ids: Vec<i64> = records.iter().map(|r| r.head.id).collect();
    let mut references = Vec::new();
    let mut hanging = Vec::new();
    let mut led = Vec::new();
    let mut left = following::AT_ONCE;
    for loser in losers {
        let moved = following::move_over(tx, &shape, loser.head.id, survivor.raw(), &ids, &mut left)?;
        references.extend(moved.references);
        hanging.extend(moved.hanging);
    }
    let twins = archive_twin_ties(tx, survivor)?;
    let lines = move_lines(tx, &shape, kept, losers)?;
    for loser in losers {
        tx.set_archived(Party::DEF.name, loser.head.id, None, true)?;
        led.push((loser.head.id, tx.retire(Party::DEF.name, loser.head.id, survivor.raw())?));
    }
    let fields = write_fields(tx, &shape, survivor.raw(), &chosen)?;
    let moved = json!({
        "fields": fields,
        "references": references,
        "lines": lines,
        "hanging": hanging,
        "led": led,
        "twins": twins,
    });
    let titles: Vec<String> = records.iter().map(|r| shape.title(r)).collect();
    let mut log = Merge {
        head: Head::default(),
        title: titles.join(" + ").chars().take(200).collect(),
        survivor,
        merged: losers
            .iter()
            .map(|l| Merged { head: Head::default(), party: Id::from_raw(l.head.id) })
            .collect::<Vec<_>>()
            .into(),
        undone_at: None,
        moved: Text::new(moved.to_string()),
        state: Done::Merged,
    };
    let merge = tx.insert(&mut log)?;
    following::order(tx, merge)?;
    Ok(merge)
}

/// Makes the records several again, as the operation `undo` of the merge does. Refused after 30 days, or when what moved was
/// changed since, naming what.
pub fn undo(tx: &mut Tx, merge: Id<Merge>) -> Result<()> {
    tx.perform(Merge::DEF.name, merge.raw(), "undo", None, &Record::default()).map(|_| ())
}

/// The survivor and the others, locked, allowed, live, and of one form.
fn gather(tx: &mut Tx, survivor: Id<Party>, others: &[Id<Party>]) -> Result<Vec<Record>> {
    let different: BTreeSet<i64> = others.iter().map(|id| id.raw()).filter(|id| *id != survivor.raw()).collect();
    ensure!((1..=8).contains(&different.len()) && different.len() == others.len(), "parties.merge_two_to_nine")?;
    let mut ids = vec![survivor.raw()];
    ids.extend(others.iter().map(|id| id.raw()));
    let mut found = tx.lock_records(Party::DEF.name, &ids)?;
    let shape = tx.shape(Party::DEF.name)?;
    let mut sorted = Vec::new();
    for id in ids {
        let place = found.iter().position(|r| r.head.id == id).ok_or_else(|| Error::not_found(Party::DEF.name, id))?;
        let record = found.swap_remove(place);
        tx.must(&shape, &record, action::EDIT)?;
        if record.head.archived_at.is_some() {
            let refusal = Refusal::new("parties.already_merged").record(shape.title(&record));
            let now = tx.survivor(Party::DEF.name, id)?;
            return Err(refusal.arg("survivor", now.map_or_else(String::new, |id| id.to_string())).into());
        }
        sorted.push(record);
    }
    let form = |r: &Record| shape.value(r, "form");
    ensure!(sorted.iter().all(|r| form(r) == form(&sorted[0])), "parties.merge_unlike")?;
    Ok(sorted)
}

fn mergeable(field: &FieldDef) -> bool {
    !matches!(field.kind, Kind::Lines(_)) && !OWN_FIELDS.contains(&field.name)
}

/// The values that the survivor will have, by field. A tax number goes with its country, a limit with its currency.
fn choose(shape: &Shape, kept: &Record, losers: &[Record], takes: &[Take]) -> Result<Vec<(&'static str, Value)>> {
    let mut chosen = Vec::new();
    for take in takes {
        let known = shape.field(&take.field).is_some_and(mergeable);
        ensure!(known, "parties.merge_field_unknown")?;
    }
    let all: Vec<i64> = std::iter::once(kept).chain(losers).map(|r| r.head.id).collect();
    for field in shape.fields.iter().filter(|f| mergeable(f)) {
        let pair = match field.name {
            "tax_country" => "tax_id",
            "currency"
                if !shape.value(kept, "credit_limit").is_null()
                    || losers.iter().any(|l| !shape.value(l, "credit_limit").is_null()) =>
            {
                "credit_limit"
            }
            name => name,
        };
        let take = takes.iter().find(|t| t.field == pair).or_else(|| takes.iter().find(|t| t.field == field.name));
        let from = match take {
            Some(take) => std::iter::once(kept).chain(losers).find(|r| r.head.id == take.from.raw()),
            None => std::iter::once(kept).chain(losers).find(|r| filled(&shape.value(r, pair))),
        };
        if take.is_some() && from.is_none() {
            return Err(Refusal::new("parties.merge_field_unknown").field(field.name).into());
        }
        let Some(from) = from else { continue };
        let mut value = shape.value(from, field.name);
        // What stood above one of the merged now stands above itself; then what stands above that one takes its place.
        if field.name == "parent" && value.int().is_some_and(|id| all.contains(&id)) {
            let above = losers.iter().filter(|l| Some(l.head.id) == value.int()).map(|l| shape.value(l, "parent"));
            value = above.into_iter().find(|v| v.int().is_none_or(|id| !all.contains(&id))).unwrap_or_default();
        }
        // Whoever wants to hear nothing as one of them wants to hear nothing.
        if field.name == "do_not_contact" && losers.iter().any(|l| shape.value(l, "do_not_contact").int() == Some(1)) {
            value = Value::from(true);
        }
        // Nor does a stop of its credit go away with the record that said so.
        if field.name == "credit_status" && take.is_none() {
            let status = |r: &Record| CreditStatus::from_code(shape.value(r, field.name).text().unwrap_or_default());
            let worst = std::iter::once(kept).chain(losers).filter_map(status).max().unwrap_or_default();
            value = Value::from(worst.code());
        }
        if value != shape.value(kept, field.name) {
            chosen.push((field.name, value));
        }
    }
    Ok(chosen)
}

fn filled(value: &Value) -> bool {
    !value.is_null() && value.text() != Some("")
}

/// Of several ties of one person to one organisation in one role, only one stays: one that holds before one that ended.
fn archive_twin_ties(tx: &mut Tx, survivor: Id<Party>) -> Result<Vec<i64>> {
    let mut ties = tx.select::<Affiliation>(
        "(person = $1 OR organisation = $1) AND archived_at IS NULL ORDER BY is_active DESC, id",
        &[survivor.into()],
    )?;
    let mut archived = Vec::new();
    let mut seen: Vec<Affiliation> = Vec::new();
    for tie in ties.drain(..) {
        let same = |a: &Affiliation| (a.person, a.organisation, &a.role) == (tie.person, tie.organisation, &tie.role);
        if seen.iter().any(same) {
            tx.set_archived(Affiliation::DEF.name, tie.head.id, None, true)?;
            archived.push(tie.head.id);
        } else {
            seen.push(tie);
        }
    }
    Ok(archived)
}

/// Hangs the lines of the merged records under the survivor, except those that say what it already says; there the stronger
/// flag wins: who opted out anywhere has opted out.
fn move_lines(tx: &mut Tx, shape: &Arc<Shape>, kept: &Record, losers: &[Record]) -> Result<Vec<Json>> {
    let mut moved = Vec::new();
    let mut flags = Vec::new();
    for (place, (field, line)) in shape.lines.iter().enumerate() {
        if line.name() == "parties.distinction" {
            continue;
        }
        let name = shape.fields[*field].name;
        let mut said: Vec<(String, i64)> =
            kept.lines[place].iter().flatten().map(|l| (says(line, l), l.head.id)).collect();
        for loser in losers {
            let mut going = Vec::new();
            for l in loser.lines[place].iter().flatten() {
                let says = says(line, l);
                match said.iter().find(|(known, _)| *known == says) {
                    Some((_, twin)) => flags.extend(strong_flags(line, l).into_iter().map(|f| (place, *twin, f))),
                    None => {
                        said.push((says, l.head.id));
                        going.push(l.head.id);
                    }
                }
            }
            if !going.is_empty() {
                let going = tx.move_lines(shape.name(), name, &going, loser.head.id, kept.head.id, "merge")?;
                moved.push(json!({ "lines": name, "from": loser.head.id, "rows": going }));
            }
        }
    }
    if !flags.is_empty() {
        let mut record = tx.lock_record(shape.name(), kept.head.id)?;
        for (place, id, flag) in flags {
            let line = &shape.lines[place].1;
            for l in record.lines[place].iter_mut().flatten().filter(|l| l.head.id == id) {
                line.set(l, flag, Value::Int(1));
            }
        }
        tx.save(shape.name(), &mut record, &Fields::none())?;
    }
    Ok(moved)
}

/// What a line says, without its flags and dates: two lines that say the same become one.
fn says(line: &Shape, record: &Record) -> String {
    let fields: &[&str] = match line.name() {
        "parties.email_address" => &["address"],
        "parties.phone_number" => &["number"],
        "parties.role" => &["role", "ends_on"],
        _ => &["purpose", "street", "postal_code", "city", "country"],
    };
    let parts: Vec<String> =
        fields.iter().map(|f| store::search::fold(line.value(record, f).to_string().trim())).collect();
    parts.join("\u{1f}")
}

fn strong_flags(line: &Shape, record: &Record) -> Vec<&'static str> {
    let set = |name: &&'static str| line.value(record, name).int() == Some(1);
    ["is_invalid", "is_opted_out"].into_iter().filter(set).collect()
}

/// Gives the survivor its new values; what it had before and has now is noted for the way back.
fn write_fields(tx: &mut Tx, shape: &Arc<Shape>, id: i64, chosen: &[(&'static str, Value)]) -> Result<Vec<Json>> {
    let mut record = tx.lock_record(shape.name(), id)?;
    let mut noted = Vec::new();
    for (field, value) in chosen {
        noted.push(json!({ "field": field, "old": to_json(&shape.value(&record, field)), "new": to_json(value) }));
        shape.set(&mut record, field, value.clone());
    }
    // The names of the fields count as typed, so that nothing derives the name of a person anew.
    let touched = Fields::of(chosen.iter().map(|(field, _)| *field).chain(["name"]));
    tx.save(shape.name(), &mut record, &touched)?;
    Ok(noted)
}

fn to_json(value: &Value) -> Json {
    match value {
        Value::Int(n) => json!(n),
        Value::Text(text) => json!(text),
        _ => Json::Null,
    }
}

fn from_json(json: &Json) -> Value {
    match json {
        Json::Number(n) => n.as_i64().map_or(Value::Null, Value::Int),
        Json::String(text) => Value::from(text.as_str()),
        _ => Value::Null,
    }
}

fn hanging_to_json(from: i64, h: &Hanging) -> Json {
    let rows: Vec<Vec<Json>> = h.rows.iter().map(|row| row.iter().map(to_json).collect()).collect();
    json!({ "from": from, "table": h.table, "kind": h.kind, "record": h.record, "key": h.key, "rows": rows })
}

fn ids(json: &Json) -> Vec<i64> {
    json.as_array().into_iter().flatten().filter_map(Json::as_i64).collect()
}

fn text(json: &Json) -> String {
    json.as_str().unwrap_or_default().to_owned()
}

fn list(json: &Json) -> Vec<Json> {
    json.as_array().cloned().unwrap_or_default()
}

/// The way back: archived records live again, what moved returns, the survivor's fields are as they were.
fn put_back(tx: &mut Tx, merge: &Merge) -> Result<()> {
    let moved: Json =
        serde_json::from_str(&merge.moved).map_err(|e| Error::broken_by("reading the log of a merge", &e))?;
    let shape = tx.shape(Party::DEF.name)?;
    let survivor = merge.survivor.raw();
    let others: Vec<i64> = loaded(&merge.merged).iter().map(|m| m.party.raw()).collect();
    let mut locked = others.clone();
    locked.push(survivor);
    for record in tx.lock_records(Party::DEF.name, &locked)? {
        tx.must(&shape, &record, action::EDIT)?;
        let changed = (record.head.id == survivor) == record.head.archived_at.is_some();
        if changed {
            return Err(conflict(&shape.title(&record)));
        }
    }
    restore_fields(tx, &shape, survivor, &list(&moved["fields"]))?;
    for step in list(&moved["lines"]) {
        let (wanted, from) = (ids(&step["rows"]), step["from"].as_i64().unwrap_or(0));
        let back = tx.move_lines(Party::DEF.name, &text(&step["lines"]), &wanted, survivor, from, "undo_merge")?;
        if back.len() != wanted.len() {
            return Err(conflict(&text(&step["lines"])));
        }
    }
    for step in list(&moved["references"]) {
        let (entity, field, wanted) = (text(&step["entity"]), text(&step["field"]), ids(&step["rows"]));
        let from = step["from"].as_i64().unwrap_or(0);
        let back = tx.repoint(&entity, &field, &wanted, survivor, from, "undo_merge")?;
        if back.len() != wanted.len() {
            return Err(conflict(&format!("{entity} {field}")));
        }
    }
    for step in list(&moved["hanging"]) {
        let rows = list(&step["rows"]).iter().map(|row| list(row).iter().map(from_json).collect()).collect();
        let key = list(&step["key"]).iter().map(text).collect();
        let hanging = Hanging {
            table: text(&step["table"]),
            kind: text(&step["kind"]),
            record: text(&step["record"]),
            key,
            rows,
        };
        tx.rehang(&hanging, shape.def.kind, survivor, step["from"].as_i64().unwrap_or(0), "undo_merge")?;
    }
    for id in ids(&moved["twins"]) {
        tx.set_archived(Affiliation::DEF.name, id, None, false)?;
    }
    for step in list(&moved["led"]) {
        let pair = list(&step);
        if let [id, led] = pair.as_slice() {
            tx.unretire(Party::DEF.name, id.as_i64().unwrap_or(0), &ids(led))?;
        }
    }
    for id in &others {
        tx.set_archived(Party::DEF.name, *id, None, false)?;
    }
    // Each elects its primary lines anew from what it has again.
    for mut record in tx.lock_records(Party::DEF.name, &locked)? {
        tx.save(Party::DEF.name, &mut record, &Fields::of(["name"]))?;
    }
    Ok(())
}

fn restore_fields(tx: &mut Tx, shape: &Arc<Shape>, id: i64, fields: &[Json]) -> Result<()> {
    let mut record = tx.lock_record(shape.name(), id)?;
    for step in fields {
        let name = text(&step["field"]);
        if shape.value(&record, &name) != from_json(&step["new"]) {
            return Err(conflict(&name));
        }
        shape.set(&mut record, &name, from_json(&step["old"]));
    }
    tx.save(shape.name(), &mut record, &Fields::of(["name"]))?;
    Ok(())
}

fn conflict(what: &str) -> Error {
    Refusal::new("parties.undo_changed_since").arg("what", what).into()
}
