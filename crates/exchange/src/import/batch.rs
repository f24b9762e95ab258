//! One batch of rows in one transaction: found, changed, completed, checked, written and audited like a form.

use super::lookup::{self, Found, Lookups};
use super::mapping::Mode;
use super::plan::{By, Place, Plan, Target};
use base::{Error, Refusal, Result};
use entity::{Kind, Record, Shape, Value};
use serde_json::{Map, Value as Json, json};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;
use std::time::{Duration, Instant as Moment};
use store::{LineChange, LinesChange, Saved, Submission, Tx};

/// A row with its texts in the order of the plan's targets.
#[derive(Clone, Debug, Default)]
pub struct Prepared {
    pub line: u64,
    /// The cells of the file itself, for the file of refused rows.
    pub cells: Vec<String>,
    pub texts: Vec<String>,
    pub key: String,
}

/// A row that was refused, and why.
#[derive(Clone, Debug)]
pub struct Refused {
    pub line: u64,
    pub cells: Vec<String>,
    pub refusals: Vec<Refusal>,
}

/// What a batch did.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    pub created: u64,
    pub updated: u64,
    pub unchanged: u64,
    pub refused: Vec<Refused>,
    /// How long it held the set, without waiting for its turn or for the disk.
    pub held: Duration,
    /// How many rows it came to; it stops early when it has held the set long enough and somebody waits.
    pub done: usize,
    touched: Vec<Touched>,
}

#[derive(Clone, Debug)]
struct Touched {
    id: i64,
    before: i64,
    after: i64,
    snapshot: Option<Json>,
}

/// Where a batch runs.
#[derive(Clone, Copy)]
pub struct Setting<'a> {
    pub plan: &'a Plan,
    /// The run to note it under; none while rehearsing.
    pub run: Option<i64>,
    /// How many rows of the file were dealt with before.
    pub at: i64,
    /// The batch is this one row: any refusal ends the transaction, because something may have been written.
    pub alone: bool,
    /// Keys of rows before, which a rehearsal did not keep.
    pub promised: &'a HashSet<String>,
}

/// Runs a batch. A refusal after something was written is an error: the caller divides the batch.
pub fn run(tx: &mut Tx, setting: Setting, rows: &[Prepared]) -> Result<Outcome> {
    let began = Moment::now();
    let texts: Vec<&[String]> = rows.iter().map(|r| r.texts.as_slice()).collect();
    let plan = setting.plan;
    let lookups = Lookups::of(tx, plan, &texts)?;
    let mut known = find(tx, plan, rows)?;
    let ids: Vec<i64> = known.values().filter_map(|f| if let Found::One(id) = f { Some(*id) } else { None }).collect();
    // All at once and in the order of their ids: two imports of the same records wait for each other instead of deadlocking.
    let locked = if ids.is_empty() { Vec::new() } else { tx.lock_records(plan.shape.name(), &ids)? };
    let mut batch = Batch {
        setting,
        lookups,
        exponents: exponents(tx, plan)?,
        existing: locked.into_iter().map(|r| (r.head.id, r)).collect(),
        outcome: Outcome::default(),
        new_keys: Vec::new(),
    };
    for (done, row) in rows.iter().enumerate() {
        if done >= super::LEAST && tx.awaited() && began.elapsed() > super::HELD {
            break;
        }
        batch.outcome.done = done + 1;
        match batch.row(tx, row, &mut known) {
            Ok(()) => {}
            Err(Error::Refused(refusals)) if !setting.alone => {
                let refusals = telling(&plan.shape, refusals);
                batch.outcome.refused.push(Refused { line: row.line, cells: row.cells.clone(), refusals });
            }
            Err(error) => return Err(error),
        }
    }
    if let Some(system) = plan.key.as_ref().and_then(|k| k.external.as_deref()) {
        let keys: Vec<(&str, i64)> = batch.new_keys.iter().map(|(key, id)| (key.as_str(), *id)).collect();
        if !keys.is_empty() {
            tx.remember_external_many(system, plan.shape.name(), &keys)?;
        }
    }
    if let Some(run) = setting.run {
        note(tx, plan, run, (setting.at, setting.at + batch.outcome.done as i64), &batch.outcome)?;
    }
    batch.outcome.held = began.elapsed();
    Ok(batch.outcome)
}

/// What a computed field repeats of the line it is made from is left out.
pub fn telling(shape: &Shape, refusals: Vec<Refusal>) -> Vec<Refusal> {
    let computed = |r: &Refusal| r.field.as_deref().and_then(|f| shape.field(f)).is_some_and(|f| f.computed);
    if refusals.iter().all(computed) { refusals } else { refusals.into_iter().filter(|r| !computed(r)).collect() }
}

/// The records that the rows' keys stand for.
fn find(tx: &Tx, plan: &Plan, rows: &[Prepared]) -> Result<HashMap<String, Found>> {
    let Some(key) = &plan.key else { return Ok(HashMap::new()) };
    let keys: Vec<&str> = rows.iter().map(|r| r.key.as_str()).filter(|k| !k.is_empty()).collect();
    match &key.external {
        Some(system) => {
            let found = tx.external_many(system, plan.shape.name(), &keys)?;
            Ok(found.into_iter().map(|(key, id)| (key, Found::One(id))).collect())
        }
        None => lookup::by_field(tx, &plan.shape, &key.field, &keys),
    }
}

fn exponents(tx: &Tx, plan: &Plan) -> Result<HashMap<i64, u8>> {
    if !plan.targets.iter().any(|t| matches!(t.field.kind, Kind::Money)) {
        return Ok(HashMap::new());
    }
    let rows = tx.query(store::sql!("import.exponents", "SELECT id, exponent FROM platform_currency"), &[])?;
    Ok(rows.iter().filter_map(|r| Some((r.first()?.int()?, u8::try_from(r.get(1)?.int()?).ok()?))).collect())
}

struct Batch<'a> {
    setting: Setting<'a>,
    lookups: Lookups,
    exponents: HashMap<i64, u8>,
    existing: HashMap<i64, Record>,
    outcome: Outcome,
    new_keys: Vec<(String, i64)>,
}

impl Batch<'_> {
    fn row(&mut self, tx: &mut Tx, row: &Prepared, known: &mut HashMap<String, Found>) -> Result<()> {
        let plan = self.setting.plan;
        let existing = self.existing_of(row, known)?;
        if existing.is_none() && plan.mode == Mode::Update {
            return Err(Refusal::new("exchange.record_missing").field("key").arg("key", &row.key).into());
        }
        if existing.is_some() && plan.mode == Mode::Create {
            self.outcome.unchanged += 1;
            return Ok(());
        }
        let submission = self.submission(tx, row, existing.as_ref())?;
        let translations = translations(plan, row);
        if let Some(record) = &existing
            && record.head.archived_at.is_none()
            && submission.values.is_empty()
            && submission.lines.is_empty()
            && translations.is_empty()
        {
            self.outcome.unchanged += 1;
            return Ok(());
        }
        let (saved, mut record) = self.submit(tx, submission)?;
        let told = translate(tx, plan, &record, &translations)?;
        if told.changed > 0 {
            record.head.version += told.changed;
        }
        if !row.key.is_empty() && plan.key.is_some() {
            known.insert(row.key.clone(), Found::One(record.head.id));
            if saved == Saved::Inserted {
                self.new_keys.push((row.key.clone(), record.head.id));
            }
        }
        self.count(saved, existing.as_ref(), &record, told);
        self.existing.insert(record.head.id, record);
        Ok(())
    }

    fn count(&mut self, saved: Saved, before: Option<&Record>, after: &Record, told: Told) {
        match (saved, told.changed) {
            (Saved::Inserted, _) => self.outcome.created += 1,
            (Saved::Unchanged, 0) => {
                self.outcome.unchanged += 1;
                return;
            }
            _ => self.outcome.updated += 1,
        }
        let snapshot = before.map(|before| snapshot(&self.setting.plan.shape, before, after, told.before));
        let before = before.map_or(0, |b| b.head.version);
        self.outcome.touched.push(Touched { id: after.head.id, before, after: after.head.version, snapshot });
    }

    fn existing_of(&self, row: &Prepared, known: &HashMap<String, Found>) -> Result<Option<Record>> {
        if self.setting.plan.key.is_none() || row.key.is_empty() {
            return match &self.setting.plan.key {
                Some(key) if key.external.is_some() => Err(Refusal::new("exchange.key_empty").field("key").into()),
                _ => Ok(None),
            };
        }
        match known.get(&row.key) {
            None => Ok(None),
            Some(Found::Several) => {
                Err(Refusal::new("exchange.several_found").field("key").arg("text", &row.key).into())
            }
            // A key whose record is not there any more makes a new one.
            Some(Found::One(id)) => Ok(self.existing.get(id).cloned()),
        }
    }

    /// Submits it; where the file vouches for equal addresses, once more with the lookalikes named.
    fn submit(&self, tx: &mut Tx, mut submission: Submission) -> Result<(Saved, Record)> {
        let first = tx.submit(&submission);
        let (Err(Error::Refused(refusals)), Some((lines, field))) = (&first, &self.setting.plan.distinct) else {
            return first.map(|(record, saved)| (saved, record));
        };
        let named = refusals.iter().flat_map(|r| &r.args).filter(|(name, _)| name == "ids");
        let others: Vec<i64> =
            named.flat_map(|(_, ids)| ids.split(',')).filter_map(|id| id.trim().parse().ok()).collect();
        if others.is_empty() {
            return first.map(|(record, saved)| (saved, record));
        }
        let added = others
            .into_iter()
            .map(|id| LineChange { values: vec![(field.clone(), Value::Int(id))], ..LineChange::default() });
        submission.lines.push((lines.clone(), LinesChange::Some(added.collect())));
        tx.submit(&submission).map(|(record, saved)| (saved, record))
    }

    fn submission(&self, tx: &Tx, row: &Prepared, existing: Option<&Record>) -> Result<Submission> {
        let plan = self.setting.plan;
        let shape = &plan.shape;
        let mut submission =
            Submission { entity: shape.name().to_owned(), id: existing.map(|r| r.head.id), ..Submission::default() };
        let mut refusals = Vec::new();
        let mut slots: BTreeMap<(&str, usize), Slot> = BTreeMap::new();
        for (target, text) in plan.targets.iter().zip(&row.texts) {
            if matches!(target.place, Place::Translation(_)) || (text.is_empty() && !(plan.clear && existing.is_some()))
            {
                continue;
            }
            let value = match self.value(tx, row, target, text, existing) {
                Ok(Some(value)) => value,
                Ok(None) => continue,
                Err(Error::Refused(found)) => {
                    refusals.extend(found);
                    continue;
                }
                Err(other) => return Err(other),
            };
            match &target.place {
                Place::Line { lines, slot: slot_number } => {
                    let slot = slots.entry((lines.as_str(), *slot_number)).or_default();
                    slot.filled |= !text.is_empty() && (!target.is_constant() || plan.is_fixed(lines, *slot_number));
                    slot.values.push((target.field.name.to_owned(), value));
                }
                _ if value.is_null() && matches!(target.field.kind, Kind::Bool) => {}
                _ if existing.is_some_and(|r| shape.value(r, target.field.name) == value) => {}
                _ => submission.values.push((target.field.name.to_owned(), value)),
            }
        }
        if !refusals.is_empty() {
            return Err(Error::Refused(refusals));
        }
        submission.lines = lines(shape, existing, slots);
        Ok(submission)
    }

    /// The value of a text; nothing where a rehearsal cannot know the record yet.
    fn value(
        &self,
        tx: &Tx,
        row: &Prepared,
        target: &Target,
        text: &str,
        existing: Option<&Record>,
    ) -> Result<Option<Value>> {
        let plan = self.setting.plan;
        let (Kind::Reference(entity), Some(by)) = (target.field.kind, &target.by) else {
            let exponent = match target.field.kind {
                Kind::Money => self.exponent(row, target, existing),
                _ => 0,
            };
            return Ok(Some(plan.value(target, text, row.line, exponent)?));
        };
        if text.is_empty() {
            return Ok(Some(Value::Null));
        }
        let mut found = self.lookups.get(entity, by, text);
        if found.is_none() && entity == plan.shape.name() {
            // A row further up may have made it just now.
            found = match by {
                By::External(system) if plan.key.as_ref().and_then(|k| k.external.as_ref()) == Some(system) => {
                    self.new_keys.iter().find(|(key, _)| key == text).map(|(_, id)| Found::One(*id))
                }
                By::Field(name) => {
                    let name = if name.is_empty() { plan.shape.def.code.unwrap_or(plan.shape.def.title) } else { name };
                    lookup::by_field(tx, &plan.shape, name, &[text])?.remove(text)
                }
                _ => None,
            };
            if found.is_none() && self.setting.promised.contains(text) {
                return Ok(None);
            }
        }
        let refused = |code: &'static str| {
            let refusal = Refusal::new(code).field(target.path.clone()).arg("line", row.line);
            refusal.arg("column", plan.column_of(target)).arg("text", crate::cell::shorten(text))
        };
        match found {
            Some(Found::One(id)) => Ok(Some(Value::Int(id))),
            Some(Found::Several) => Err(refused("exchange.several_found").into()),
            None => Err(refused("exchange.reference_missing").into()),
        }
    }

    /// The decimals of a money field: those of the currency the row names, else the record's.
    fn exponent(&self, row: &Prepared, target: &Target, existing: Option<&Record>) -> u8 {
        let plan = self.setting.plan;
        let name = if target.field.currency.is_empty() { "currency" } else { target.field.currency };
        let named = plan.targets.iter().zip(&row.texts).find(|(t, text)| t.field.name == name && !text.is_empty());
        let given = named.and_then(|(t, text)| match (t.field.kind, &t.by) {
            (Kind::Reference(entity), Some(by)) => self.lookups.get(entity, by, text),
            _ => None,
        });
        let id = match given {
            Some(Found::One(id)) => Some(id),
            _ => existing.and_then(|r| plan.shape.value(r, name).int()),
        };
        id.and_then(|id| self.exponents.get(&id).copied()).unwrap_or(2)
    }
}

#[derive(Default)]
struct Slot {
    filled: bool,
    values: Vec<(String, Value)>,
}

/// Changes to lines: a line that says the same already stays; else the one at its place changes, or a new one comes.
fn lines(shape: &Shape, existing: Option<&Record>, slots: BTreeMap<(&str, usize), Slot>) -> Vec<(String, LinesChange)> {
    let mut out: Vec<(String, LinesChange)> = Vec::new();
    let mut used: HashSet<(&str, i64)> = HashSet::new();
    for ((name, place), slot) in slots.into_iter().filter(|(_, slot)| slot.filled) {
        let at = shape.lines_position(name);
        let old = at.and_then(|at| existing?.lines.get(at)?.as_ref()).map_or(&[][..], Vec::as_slice);
        let line_shape = at.map(|at| &shape.lines[at].1);
        let same = |line: &&Record| {
            line_shape.is_some_and(|s| slot.values.iter().all(|(field, value)| s.value(line, field) == *value))
        };
        if let Some(line) = old.iter().filter(|l| !used.contains(&(name, l.head.id))).find(same) {
            used.insert((name, line.head.id));
            continue;
        }
        let id = old.get(place).map(|l| l.head.id).filter(|id| used.insert((name, *id)));
        let change = LineChange { id, delete: false, values: slot.values };
        match out.iter_mut().find(|(n, _)| n == name) {
            Some((_, LinesChange::Some(changes) | LinesChange::Whole(changes))) => changes.push(change),
            None => out.push((name.to_owned(), LinesChange::Some(vec![change]))),
        }
    }
    out
}

/// The texts of a row in further languages: field, language, text.
fn translations<'p>(plan: &'p Plan, row: &'p Prepared) -> Vec<(&'p str, &'p str, &'p str)> {
    let one = |(target, text): (&'p Target, &'p String)| match &target.place {
        Place::Translation(language) if !text.is_empty() => Some((target.field.name, language.as_str(), text.as_str())),
        _ => None,
    };
    plan.targets.iter().zip(&row.texts).filter_map(one).collect()
}

#[derive(Default)]
struct Told {
    changed: i64,
    before: Map<String, Json>,
}

fn translate(tx: &mut Tx, plan: &Plan, record: &Record, texts: &[(&str, &str, &str)]) -> Result<Told> {
    let mut told = Told::default();
    if texts.is_empty() {
        return Ok(told);
    }
    let known = tx.translations(plan.shape.name(), record.head.id)?;
    for (field, language, text) in texts {
        let old = known.get(*field).and_then(|t| t.get(*language)).map_or("", String::as_str);
        if old != *text {
            tx.translate(plan.shape.name(), record.head.id, field, language, text)?;
            told.changed += 1;
            told.before.insert(format!("{field}@{language}"), json!(old));
        }
    }
    Ok(told)
}

/// A stored value as JSON and back.
pub fn to_json(value: &Value) -> Json {
    match value {
        Value::Int(n) => json!(n),
        Value::Text(text) => json!(text),
        Value::Null | Value::Bytes(_) => Json::Null,
    }
}

/// The stored value of a JSON value.
pub fn from_json(json: &Json) -> Value {
    match json {
        Json::Number(n) => n.as_i64().map_or(Value::Null, Value::Int),
        Json::String(text) => Value::Text(text.clone()),
        _ => Value::Null,
    }
}

/// What an update replaced: changed fields, and whole lines where any differed.
fn snapshot(shape: &Arc<Shape>, before: &Record, after: &Record, told: Map<String, Json>) -> Json {
    let mut values = Map::new();
    for (place, field) in shape.fields.iter().enumerate().filter(|(_, f)| f.writable()) {
        if before.values.get(place) != after.values.get(place) {
            values.insert(field.name.to_owned(), to_json(before.values.get(place).unwrap_or(&Value::Null)));
        }
    }
    let mut lines = Map::new();
    for (place, (field, line)) in shape.lines.iter().enumerate() {
        let old = before.lines.get(place).and_then(Option::as_ref);
        let new = after.lines.get(place).and_then(Option::as_ref);
        if old != new {
            let one = |record: &Record| {
                let fields = line.fields.iter().enumerate().filter(|(_, f)| f.writable());
                let values: Map<String, Json> =
                    fields.map(|(at, f)| (f.name.to_owned(), to_json(&record.values[at]))).collect();
                json!({ "id": record.head.id, "values": values })
            };
            lines.insert(shape.fields[*field].name.to_owned(), old.into_iter().flatten().map(one).collect());
        }
    }
    json!({ "values": values, "lines": lines, "translations": told })
}

/// Notes under the run's number what the batch did.
fn note(tx: &mut Tx, plan: &Plan, run: i64, reach: (i64, i64), outcome: &Outcome) -> Result<()> {
    let kind = i64::from(plan.shape.def.kind);
    let sql = store::sql!(
        "import.note_record",
        "INSERT INTO import_record (run, kind, record, version_before, version_after, before) VALUES ($1, $2, $3, $4, $5, $6) \
         ON CONFLICT (run, kind, record) DO UPDATE SET version_after = excluded.version_after, before = excluded.before"
    );
    for touched in &outcome.touched {
        let mut snapshot = touched.snapshot.clone();
        let mut before = touched.before;
        // The same record twice in one file: what the first row replaced wins.
        if touched.before > 0
            && let Some((first, version)) = noted(tx, run, kind, touched.id)?
        {
            before = version;
            snapshot = match (first, snapshot) {
                (Some(first), Some(second)) => Some(merge(first, second)),
                _ => None,
            };
        }
        let text = snapshot.map(|s| s.to_string());
        let params =
            [run.into(), kind.into(), touched.id.into(), before.into(), touched.after.into(), Value::from(text)];
        tx.execute(sql, &params)?;
    }
    for refused in &outcome.refused {
        super::history::note_refusal(tx, run, refused)?;
    }
    let count = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    let refused = count(outcome.refused.len() as u64);
    let counts = [count(outcome.created), count(outcome.updated), count(outcome.unchanged), refused];
    super::history::count_rows(tx, run, reach, counts)
}

fn noted(tx: &Tx, run: i64, kind: i64, id: i64) -> Result<Option<(Option<Json>, i64)>> {
    let sql = store::sql!(
        "import.noted",
        "SELECT before, version_before FROM import_record WHERE run = $1 AND kind = $2 AND record = $3"
    );
    let row = tx.row(sql, &[run.into(), kind.into(), id.into()])?;
    Ok(row.map(|row| {
        let before = row.first().and_then(Value::text).and_then(|t| serde_json::from_str(t).ok());
        (before, row.get(1).and_then(Value::int).unwrap_or(0))
    }))
}

fn merge(mut first: Json, second: Json) -> Json {
    for part in ["values", "lines", "translations"] {
        let Some(later) = second.get(part).and_then(Json::as_object).cloned() else { continue };
        if let Some(kept) = first.get_mut(part).and_then(Json::as_object_mut) {
            for (name, value) in later {
                kept.entry(name).or_insert(value);
            }
        }
    }
    first
}
