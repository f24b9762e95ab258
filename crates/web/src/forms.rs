//! From a posted form to changes of a record, and the typed text kept when something is refused.

use crate::cells::Looks;
use crate::http::Pairs;
use base::{Refusal, decimal};
use entity::{FieldDef, Kind, Record, Shape, Value};
use serde_json::Value as Json;
use std::sync::Arc;
use store::{Access, LineChange, LinesChange, Submission};
use ui::part::{Control, Field};

/// The changes a form carries, and what could not be read.
pub struct Posted {
    pub submission: Submission,
    pub refusals: Vec<Refusal>,
    /// Fields somebody typed into, by name.
    pub touched: Vec<String>,
}

/// True when a person may type into this field.
pub fn editable(access: &Access, shape: &Shape, field: &FieldDef) -> bool {
    field.writable() && !field.secret && access.edits(shape, field.name)
}

/// Reads a posted form against the record it was filled from.
pub fn read(looks: &Looks, shape: &Arc<Shape>, stored: &Record, form: &Pairs) -> Posted {
    let touched = form.get("_touched").split(',').filter(|t| !t.is_empty()).map(str::to_owned).collect();
    let id = stored.head.saved().then_some(stored.head.id);
    let version = form.get("_version").parse().ok().filter(|v: &i64| *v > 0);
    let mut posted = Posted {
        submission: Submission { entity: shape.name().to_owned(), id, version, ..Submission::default() },
        refusals: Vec::new(),
        touched,
    };
    let currency = form.get("currency").parse().ok().or_else(|| shape.value(stored, "currency").int());
    let open = |f: &&FieldDef| editable(&looks.access, shape, f) && !(f.once && stored.head.saved());
    for field in shape.fields.iter().filter(open) {
        let flag = matches!(field.kind, Kind::Bool);
        // A box that is not ticked is not sent at all.
        let unticked = flag && form.has("_key");
        if !form.has(field.name) && !unticked {
            continue;
        }
        if form.get(&format!("_take.{}", field.name)) == "theirs" {
            continue;
        }
        let scale = match field.kind {
            Kind::Money if field.currency.is_empty() || field.currency == "currency" => {
                looks.currencies.exponent(currency)
            }
            _ => looks.currencies.scale(shape, field, stored, currency),
        };
        match looks.read_typed(field, form.get(field.name), scale) {
            Ok(value) => posted.submission.values.push((field.name.to_owned(), value)),
            Err(refusal) => posted.refusals.push(refusal),
        }
    }
    for (field, line_shape) in &shape.lines {
        let name = shape.fields[*field].name;
        if form.has(name) {
            match lines(looks, line_shape, name, form.get(name), currency, &mut posted.refusals) {
                Some(changes) => posted.submission.lines.push((name.to_owned(), LinesChange::Whole(changes))),
                None => posted.refusals.push(Refusal::new("web.lines_unreadable").field(name)),
            }
        }
    }
    posted
}

/// The lines grid sends `[{id, column: text}]` in the order shown; texts are plain: exact decimals, ids, ISO dates, codes.
fn lines(
    looks: &Looks,
    shape: &Arc<Shape>,
    name: &str,
    json: &str,
    currency: Option<i64>,
    refusals: &mut Vec<Refusal>,
) -> Option<Vec<LineChange>> {
    let Json::Array(rows) = serde_json::from_str(json).ok()? else { return None };
    let mut changes = Vec::with_capacity(rows.len());
    for (position, row) in rows.iter().enumerate() {
        let row = row.as_object()?;
        let text = |key: &str| match row.get(key) {
            Some(Json::String(text)) => text.trim().to_owned(),
            Some(Json::Number(number)) => number.to_string(),
            _ => String::new(),
        };
        let mut change = LineChange { id: text("id").parse().ok(), ..LineChange::default() };
        for field in shape.fields.iter().filter(|f| editable(&looks.access, shape, f) && row.contains_key(f.name)) {
            // What nobody typed into a new line is left to the line's own defaults.
            if change.id.is_none() && text(field.name).is_empty() {
                continue;
            }
            let scale = match field.kind {
                Kind::Money => looks.currencies.exponent(currency),
                kind => kind.scale().unwrap_or(0),
            };
            match plain(field, &text(field.name), scale) {
                Some(value) => change.values.push((field.name.to_owned(), value)),
                None => refusals.push(
                    Refusal::new("web.cell_unreadable")
                        .field(format!("{name}.{position}.{}", field.name))
                        .arg("value", text(field.name)),
                ),
            }
        }
        let blank = change.id.is_none() && change.values.iter().all(|(_, v)| v.is_null());
        if !blank {
            changes.push(change);
        }
    }
    Some(changes)
}

/// A canonical cell text as a stored value.
fn plain(field: &FieldDef, text: &str, scale: u8) -> Option<Value> {
    if text.is_empty() {
        return Some(Value::Null);
    }
    Some(match field.kind {
        Kind::Money | Kind::Price | Kind::Quantity | Kind::Percent => Value::Int(decimal::parse(text, scale).ok()?),
        Kind::Integer | Kind::Reference(_) => Value::Int(text.parse().ok()?),
        Kind::Bool => Value::from(matches!(text, "1" | "true" | "yes")),
        Kind::Date => Value::from(base::Date::parse(text).ok()?),
        Kind::Instant => Value::from(base::Instant::parse(text).ok()?),
        Kind::Rate => Value::Text(base::Rate::parse(text).ok()?.to_storage()),
        _ => Value::from(text),
    })
}

/// Puts what was typed back into a field, so that a refusal loses nothing.
pub fn keep_typed(field: &mut Field, form: &Pairs) {
    if field.readonly || !form.has(&field.name) {
        return;
    }
    let typed = form.get(&field.name).to_owned();
    match &mut field.control {
        Control::Text { value, .. }
        | Control::Number { value, .. }
        | Control::Long(value)
        | Control::Instant(value) => *value = typed,
        Control::Date { value, iso } => {
            if *value != typed {
                *iso = String::new();
            }
            *value = typed;
        }
        Control::Choice { value, .. } => *value = typed,
        Control::Reference { id, label, .. } => {
            // A name typed without scripts, or not chosen from the list, is shown again as it was typed.
            let name = format!("{}.text", field.name);
            if form.has(&name) {
                *label = form.get(&name).to_owned();
            }
            *id = typed;
        }
        Control::Flag(on) => *on = !typed.is_empty(),
        Control::Many { .. } | Control::File { .. } | Control::Shown(_) => {}
    }
}
