//! Records as JSON and back: money and quantities as decimal strings, dates ISO 8601, references by id or by code.

use base::{Date, Instant, Rate, Refusal, Result, decimal};
use entity::{FieldDef, Kind, Record, STANDARD, Shape, Value};
use serde_json::{Map, Value as Json, json};
use std::collections::HashMap;
use std::sync::Arc;
use store::{LineChange, LinesChange, Read, Submission};

/// The currencies of a set: code and decimals by id. Read once for each revision of the set.
#[derive(Clone, Debug, Default)]
pub struct Currencies(Arc<HashMap<i64, (String, u8)>>);

impl Currencies {
    /// Reads them.
    pub fn load(read: &Read) -> Result<Currencies> {
        let kept = read.kept(|| {
            let rows = read.query("SELECT id, code, exponent FROM platform_currency", &[])?;
            let one = |row: &store::Row| {
                let exponent = u8::try_from(row.get(2)?.int()?).ok()?;
                Some((row.first()?.int()?, (row.get(1)?.text()?.to_owned(), exponent)))
            };
            Ok(Currencies(Arc::new(rows.iter().filter_map(one).collect())))
        })?;
        Ok(Currencies::clone(&kept))
    }

    /// The code of a currency.
    pub fn code(&self, id: i64) -> &str {
        self.0.get(&id).map_or("", |(code, _)| code)
    }

    /// The currency of a code, in capital letters.
    pub fn by_code(&self, code: &str) -> Option<i64> {
        self.0.iter().find(|(_, (known, _))| known == code).map(|(id, _)| *id)
    }

    /// Decimals of a currency; two where none is known.
    pub fn exponent(&self, id: Option<i64>) -> u8 {
        id.and_then(|id| self.0.get(&id)).map_or(2, |(_, exponent)| *exponent)
    }

    /// The currency of a money field in a record: a field of its own, else of the document it belongs to.
    pub fn of(&self, shape: &Shape, field: &FieldDef, record: &Record, outer: Option<i64>) -> Option<i64> {
        let name = if field.currency.is_empty() { "currency" } else { field.currency };
        shape.value(record, name).int().or(outer)
    }

    /// Digits after the point of a stored number.
    pub fn scale(&self, shape: &Shape, field: &FieldDef, record: &Record, outer: Option<i64>) -> u8 {
        match field.kind {
            Kind::Money => self.exponent(self.of(shape, field, record, outer)),
            kind => kind.scale().unwrap_or(0),
        }
    }
}

/// A value for a reader of JSON.
pub fn write(field: &FieldDef, value: &Value, scale: u8) -> Json {
    match (field.kind, value) {
        (_, Value::Null) => Json::Null,
        (Kind::Bool, Value::Int(n)) => json!(*n != 0),
        (Kind::Instant, Value::Int(n)) => json!(Instant::from_micros(*n).to_string()),
        (Kind::Money, Value::Int(n)) => json!(decimal::format(*n, scale)),
        (Kind::Price | Kind::Quantity | Kind::Percent, Value::Int(n)) => json!(decimal::format_trimmed(*n, scale)),
        (Kind::Rate, Value::Text(text)) => {
            json!(Rate::from_storage(text).map_or_else(|_| text.clone(), |r| r.to_string()))
        }
        (_, Value::Int(n)) => json!(n),
        (_, Value::Text(text)) => json!(text),
        (_, Value::Bytes(_)) => Json::Null,
    }
}

/// A record with its loaded lines.
pub fn record(currencies: &Currencies, shape: &Arc<Shape>, record: &Record) -> Json {
    let mut map = Map::new();
    for field in &STANDARD {
        map.insert(field.name.to_owned(), write(field, &shape.value(record, field.name), 0));
    }
    fields(currencies, shape, record, None, &mut map);
    let own = shape.value(record, "currency").int();
    for (place, (field, line_shape)) in shape.lines.iter().enumerate() {
        if let Some(Some(lines)) = record.lines.get(place) {
            let line = |line: &Record| {
                let mut map = Map::from_iter([("id".to_owned(), json!(line.head.id))]);
                fields(currencies, line_shape, line, own, &mut map);
                Json::Object(map)
            };
            map.insert(shape.fields[*field].name.to_owned(), lines.iter().map(line).collect());
        }
    }
    Json::Object(map)
}

fn fields(currencies: &Currencies, shape: &Shape, record: &Record, outer: Option<i64>, map: &mut Map<String, Json>) {
    for (field, value) in shape.fields.iter().zip(&record.values) {
        if field.stored() && !field.secret {
            let scale = currencies.scale(shape, field, record, outer);
            map.insert(field.name.to_owned(), write(field, value, scale));
        }
    }
}

fn mistyped(name: &str, expected: &'static str) -> Refusal {
    Refusal::new("web.mistyped").field(name).arg("expected", expected)
}

/// Reads one value; money waits for its currency, so the scale is given.
fn value(read: &Read, field: &FieldDef, name: &str, json: &Json, scale: u8) -> Result<Value, base::Error> {
    let refuse = |expected| -> base::Error { mistyped(name, expected).into() };
    let text = || match json {
        Json::String(text) => Some(text.as_str()),
        _ => None,
    };
    if json.is_null() {
        return Ok(Value::Null);
    }
    Ok(match field.kind {
        Kind::Integer => Value::Int(json.as_i64().ok_or_else(|| refuse("integer"))?),
        Kind::Bool => Value::from(json.as_bool().ok_or_else(|| refuse("boolean"))?),
        Kind::Date => Value::from(text().and_then(|t| Date::parse(t).ok()).ok_or_else(|| refuse("date"))?),
        Kind::Instant => Value::from(text().and_then(|t| Instant::parse(t).ok()).ok_or_else(|| refuse("instant"))?),
        Kind::Money | Kind::Price | Kind::Quantity | Kind::Percent => {
            // A JSON number is taken by its text, never through a float.
            let digits = match json {
                Json::String(text) => text.clone(),
                Json::Number(number) => number.to_string(),
                _ => return Err(refuse("decimal")),
            };
            Value::Int(decimal::parse(&digits, scale).map_err(|_| refuse("decimal"))?)
        }
        Kind::Rate => Value::Text(text().and_then(|t| Rate::parse(t).ok()).ok_or_else(|| refuse("rate"))?.to_storage()),
        Kind::Reference(target) => reference(read, target, name, json)?,
        Kind::Lines(_) => return Err(refuse("lines")),
        _ => Value::from(text().ok_or_else(|| refuse("string"))?),
    })
}

/// `7`, or `{"code": "ES"}`, which must be readable by whoever asks.
fn reference(read: &Read, target: &str, name: &str, json: &Json) -> Result<Value> {
    if let Some(id) = json.as_i64() {
        return Ok(Value::Int(id));
    }
    let code = json.get("code").and_then(Json::as_str);
    let (Some(code), true) = (code, json.as_object().is_some_and(|o| o.len() == 1)) else {
        return Err(mistyped(name, "reference").into());
    };
    let found = by_code(read, target, code)?;
    let refusal = || Refusal::new("store.reference_unknown").field(name).arg("target", target).arg("id", code);
    found.map(Value::Int).ok_or_else(|| refusal().into())
}

/// The live record of a code, if whoever asks may see it.
pub fn by_code(read: &Read, entity: &str, code: &str) -> Result<Option<i64>> {
    let shape = read.shape(entity)?;
    let Some(field) = shape.def.code else { return Ok(None) };
    let found =
        read.records_where(entity, &format!("\"{field}\" = $1 AND archived_at IS NULL LIMIT 1"), &[code.into()])?;
    match found.first() {
        Some(record) if read.may(&shape, record, store::action::READ)? => Ok(Some(record.head.id)),
        _ => Ok(None),
    }
}

/// A body as changes to a record. Unknown names and wrong kinds are refused, all at once.
pub fn submission(
    read: &Read,
    shape: &Arc<Shape>,
    id: Option<i64>,
    version: Option<i64>,
    body: &Json,
) -> Result<Submission> {
    let Json::Object(body) = body else {
        return Err(Refusal::new("web.body_not_an_object").into());
    };
    let currencies = Currencies::load(read)?;
    let stored = match id {
        Some(id) => read.find(shape.name(), id)?,
        None => None,
    };
    let mut taker = Taker { read, currencies, refusals: Vec::new() };
    let own = taker.currency(shape, body, stored.as_ref(), None)?;
    let mut sent = Submission { entity: shape.name().to_owned(), id, version, ..Submission::default() };
    for (name, json) in body {
        if let Some(place) = shape.lines_position(name) {
            let lines = taker.lines(&shape.lines[place].1, name, json, id.is_some(), own)?;
            sent.lines.push((name.clone(), lines));
        } else if !(STANDARD.iter().any(|f| f.name == name)) {
            sent.values.extend(taker.one(shape, name, name, json, own)?);
        }
    }
    if taker.refusals.is_empty() { Ok(sent) } else { Err(base::Error::Refused(taker.refusals)) }
}

struct Taker<'a, 'c> {
    read: &'a Read<'c>,
    currencies: Currencies,
    refusals: Vec<Refusal>,
}

impl Taker<'_, '_> {
    /// The currency a body speaks of: its own, else the stored record's, else the document's.
    fn currency(
        &self,
        shape: &Shape,
        body: &Map<String, Json>,
        stored: Option<&Record>,
        outer: Option<i64>,
    ) -> Result<Option<i64>> {
        let Some(field) = shape.field("currency").filter(|f| matches!(f.kind, Kind::Reference(_))) else {
            return Ok(outer);
        };
        match body.get("currency").filter(|j| !j.is_null()) {
            Some(json) => Ok(value(self.read, field, "currency", json, 0).ok().and_then(|v| v.int())),
            None => Ok(stored.and_then(|r| shape.value(r, "currency").int()).or(outer)),
        }
    }

    fn one(
        &mut self,
        shape: &Shape,
        name: &str,
        shown: &str,
        json: &Json,
        currency: Option<i64>,
    ) -> Result<Option<(String, Value)>> {
        let Some(field) = shape.field(name).copied().filter(|_| shape.position(name).is_some()) else {
            self.refusals.push(Refusal::new("store.field_unknown").field(shown));
            return Ok(None);
        };
        let scale = match field.kind {
            Kind::Money => self.currencies.exponent(currency),
            kind => kind.scale().unwrap_or(0),
        };
        match value(self.read, &field, shown, json, scale) {
            Ok(value) => Ok(Some((name.to_owned(), value))),
            Err(base::Error::Refused(refusals)) => {
                self.refusals.extend(refusals);
                Ok(None)
            }
            Err(other) => Err(other),
        }
    }

    fn lines(
        &mut self,
        shape: &Arc<Shape>,
        name: &str,
        json: &Json,
        some: bool,
        outer: Option<i64>,
    ) -> Result<LinesChange> {
        let Json::Array(rows) = json else {
            self.refusals.push(mistyped(name, "lines"));
            return Ok(LinesChange::Some(Vec::new()));
        };
        let mut changes = Vec::with_capacity(rows.len().min(5_000));
        for (position, row) in rows.iter().enumerate().take(5_000) {
            let Json::Object(row) = row else {
                self.refusals.push(mistyped(&format!("{name}.{position}"), "object"));
                continue;
            };
            let currency = self.currency(shape, row, None, outer)?;
            let mut change = LineChange::default();
            for (field, json) in row {
                let shown = format!("{name}.{position}.{field}");
                match (field.as_str(), json) {
                    ("id", Json::Null) => {}
                    ("id", json) => match json.as_i64().filter(|id| *id > 0) {
                        Some(id) => change.id = Some(id),
                        None => self.refusals.push(mistyped(&shown, "integer")),
                    },
                    ("delete", json) => match json.as_bool() {
                        Some(delete) => change.delete = delete,
                        None => self.refusals.push(mistyped(&shown, "boolean")),
                    },
                    _ => change.values.extend(self.one(shape, field, &shown, json, currency)?),
                }
            }
            changes.push(change);
        }
        if rows.len() > 5_000 {
            self.refusals.push(Refusal::new("web.too_many_lines").field(name).arg("most", 5_000));
        }
        Ok(if some { LinesChange::Some(changes) } else { LinesChange::Whole(changes) })
    }
}

/// The input of an operation as a record of its fields.
pub fn input(read: &Read, fields: &'static [FieldDef], body: &Json) -> Result<Record> {
    let empty = Map::new();
    let body = match body {
        Json::Null => &empty,
        Json::Object(map) => map,
        _ => return Err(Refusal::new("web.body_not_an_object").into()),
    };
    let mut record = Record::blank(fields);
    let mut refusals = Vec::new();
    for (name, json) in body {
        let Some(place) = fields.iter().position(|f| f.name == name) else {
            refusals.push(Refusal::new("store.field_unknown").field(name.clone()));
            continue;
        };
        let scale = fields[place].kind.scale().unwrap_or(2);
        match value(read, &fields[place], name, json, scale) {
            Ok(value) => record.values[place] = value,
            Err(base::Error::Refused(more)) => refusals.extend(more),
            Err(other) => return Err(other),
        }
    }
    check_input(read, fields, &record, &mut refusals)?;
    if refusals.is_empty() { Ok(record) } else { Err(base::Error::Refused(refusals)) }
}

/// What an operation needs must be there and fit.
pub fn check_input(read: &Read, fields: &[FieldDef], record: &Record, refusals: &mut Vec<Refusal>) -> Result<()> {
    for (field, value) in fields.iter().zip(&record.values) {
        if let (Kind::Reference(target), Value::Int(id)) = (field.kind, value)
            && read.visible(target, *id, store::action::READ).is_err()
        {
            refusals
                .push(Refusal::new("store.reference_unknown").field(field.name).arg("target", target).arg("id", id));
        }
        let empty = value.is_null() || value.text() == Some("");
        if field.required
            && empty
            && !matches!(field.kind, Kind::Bool)
            && !refusals.iter().any(|r| r.field.as_deref() == Some(field.name))
        {
            refusals.push(Refusal::new("store.required").field(field.name));
        }
        if let (Kind::Choice(choice), Value::Text(code)) = (field.kind, value)
            && choice.option(code).is_none()
        {
            refusals.push(Refusal::new("store.not_a_choice").field(field.name).arg("value", code));
        }
        if let Value::Text(text) = value
            && text.chars().count() > field.max as usize
        {
            refusals.push(
                Refusal::new("store.too_long")
                    .field(field.name)
                    .arg("max", field.max)
                    .arg("length", text.chars().count()),
            );
        }
    }
    Ok(())
}
