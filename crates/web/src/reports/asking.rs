//! What a report is asked: read from an address, filled with what the report used, and written as an address again.

use crate::cells::Looks;
use crate::forms;
use crate::http::Pairs;
use base::{Refusal, Result};
use entity::{FieldDef, Kind, Record, Shape, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use store::list::{self, Question};
use store::report::{AFTER, Report, Sheet};
use store::{Read, action};
use ui::part::{Choice, Control, Field};

/// A record that is one of this many is chosen from a short list rather than searched.
const FEW: usize = 12;

/// What an address asks of a report.
pub struct Asked {
    /// The parameters.
    pub record: Record,
    /// The same as an address that means the same to everybody.
    pub query: Pairs,
    /// True when the address is written that way already.
    pub plain: bool,
    /// What could not be read.
    pub refusals: Vec<Refusal>,
}

/// Reads an address in the reader's way of writing.
pub fn typed(read: &Read, looks: &mut Looks, report: &Report, sent: &Pairs) -> Result<Asked> {
    let mut record = Record::blank(report.parameters);
    let mut refusals = Vec::new();
    for (place, def) in report.parameters.iter().enumerate() {
        let value = match def.kind {
            Kind::Reference(target) => reference(read, looks, def, target, sent)?,
            _ => looks.read_typed(def, sent.get(def.name), def.kind.scale().unwrap_or(2)),
        };
        match value {
            // A box that is not ticked is not sent.
            Ok(_) if matches!(def.kind, Kind::Bool) && !sent.has(def.name) => {}
            Ok(value) => record.values[place] = value,
            Err(refusal) => refusals.push(refusal),
        }
    }
    let query = query(report, &record.values);
    let said = |k: &str, v: &str| !v.is_empty() && k != "format";
    let said: BTreeSet<(&str, &str)> = sent.0.iter().map(|(k, v)| (&**k, &**v)).filter(|(k, v)| said(k, v)).collect();
    let plain = said == query.0.iter().map(|(k, v)| (&**k, &**v)).collect();
    report.defaults(&mut record);
    crate::json::check_input(read, report.parameters, &record, &mut refusals)?;
    Ok(Asked { record, query, plain, refusals })
}

/// A record by its id, or, typed without scripts, by its code or its whole name.
fn reference(
    read: &Read,
    looks: &mut Looks,
    def: &FieldDef,
    target: &'static str,
    sent: &Pairs,
) -> Result<Result<Value, Refusal>> {
    let id = looks.read_typed(def, sent.get(def.name), 0);
    let label = format!("{}.text", def.name);
    let name = sent.get(&label).trim();
    let known = id.as_ref().ok().and_then(Value::int);
    if let Some(id) = known {
        looks.name_ids(read, [(target, [id].into())].into())?;
    }
    if !sent.has(&label) || known.is_some_and(|id| looks.title(target, id) == name) {
        return Ok(id);
    }
    if name.is_empty() {
        return Ok(Ok(Value::Null));
    }
    if let Some(id) = crate::json::by_code(read, target, name)? {
        return Ok(Ok(Value::Int(id)));
    }
    let asked = Question { entity: target.to_owned(), q: name.to_owned(), limit: 50, ..Question::default() };
    let shape = read.shape(target)?;
    let found = list::page(read, &asked)?.records;
    let same: Vec<&Record> = found.iter().filter(|r| shape.title(r).eq_ignore_ascii_case(name)).collect();
    Ok(match same.as_slice() {
        [one] => Ok(Value::Int(one.head.id)),
        _ => Err(Refusal::new("store.reference_unknown").field(def.name).arg("target", target).arg("id", name)),
    })
}

/// The values that the report worked with: what was asked, or what it took by itself.
pub fn used(report: &Report, asked: &Record, sheet: &Sheet) -> Vec<Value> {
    let own = |name: &str| sheet.used.iter().find(|(n, _)| *n == name).map(|(_, value)| value.clone());
    let values = report.parameters.iter().zip(&asked.values);
    values.map(|(def, value)| own(def.name).unwrap_or_else(|| value.clone())).collect()
}

/// The address of these values, without the place in a long report.
pub fn query(report: &Report, values: &[Value]) -> Pairs {
    let named = report.parameters.iter().zip(values).filter(|(_, v)| !v.is_null());
    let text = |def: &FieldDef, value: &Value| match (def.kind, value) {
        (Kind::Money | Kind::Price | Kind::Quantity | Kind::Percent, Value::Int(n)) => {
            base::decimal::format_trimmed(*n, def.kind.scale().unwrap_or(2))
        }
        (_, value) => value.to_string(),
    };
    Pairs(named.map(|(def, value)| (def.name.to_owned(), text(def, value))).collect())
}

/// The records that these values refer to.
pub fn referenced(report: &Report, values: &[Value]) -> BTreeMap<&'static str, BTreeSet<i64>> {
    let mut all: BTreeMap<&'static str, BTreeSet<i64>> = BTreeMap::new();
    for (def, value) in report.parameters.iter().zip(values) {
        if let (Kind::Reference(target), Value::Int(id)) = (def.kind, value) {
            all.entry(target).or_default().insert(*id);
        }
    }
    all
}

/// The fields of the form, filled with what was used, or with what was typed when that was refused.
pub fn fields(
    read: &Read,
    looks: &Looks,
    report: &Report,
    shape: &Arc<Shape>,
    used: &[Value],
    sent: &Pairs,
    refusals: &[Refusal],
) -> Result<Vec<Field>> {
    let mut all = Vec::new();
    for (def, value) in report.parameters.iter().zip(used).filter(|(def, _)| def.name != AFTER) {
        let label = looks.words.of_report(report, def.name);
        let mut field = looks.control(read, shape, def, value, 2, None, label, false);
        field.required = matches!(def.kind, Kind::Choice(_)) && def.required;
        if let Control::Choice { options, .. } = &mut field.control {
            options.iter_mut().for_each(|o| o.label = option(looks, report, shape, def, &o.value));
        }
        if let (Kind::Reference(target), Control::Reference { create, .. }) = (def.kind, &mut field.control) {
            *create = None;
            if let Some(options) = few(read, target)? {
                // Every report is of some company; there is nothing to leave out.
                let own = (target == "platform.company" && value.is_null() && options.len() == 1)
                    .then(|| options[0].value.clone());
                let value = own.unwrap_or_else(|| value.to_string());
                field.required = target == "platform.company" && !value.is_empty();
                field.control = Control::Choice { value, options };
            }
        }
        if let Some(refusal) = refusals.iter().find(|r| r.field.as_deref() == Some(def.name)) {
            forms::keep_typed(&mut field, sent);
            field.error = Some(looks.words.report_refusal(report, refusal));
        }
        all.push(field);
    }
    Ok(all)
}

/// The records of an entity when they are few enough to choose from.
fn few(read: &Read, target: &'static str) -> Result<Option<Vec<Choice>>> {
    let shape = read.shape(target)?;
    if !read.access()?.may(&shape, action::READ) {
        return Ok(None);
    }
    let asked = Question { entity: target.to_owned(), limit: FEW + 1, ..Question::default() };
    let found = list::page(read, &asked)?.records;
    let choice = |r: &Record| Choice { value: r.head.id.to_string(), label: shape.title(r) };
    Ok((found.len() <= FEW && !found.is_empty()).then(|| found.iter().map(choice).collect()))
}

/// An option of a parameter: in the report's own words, else in those of the entity that it reads.
fn option(looks: &Looks, report: &Report, shape: &Shape, def: &FieldDef, code: &str) -> String {
    let id = format!("{}-{}-{code}", report.message(), def.name);
    let own = looks.words.messages.has(looks.words.lang, &id);
    if own { looks.words.t(&id) } else { looks.words.option(shape, def, code) }
}

/// Label and value of everything that was used, as text.
pub fn told(looks: &Looks, report: &Report, shape: &Shape, used: &[Value]) -> Vec<(String, String)> {
    let text = |def: &FieldDef, value: &Value| match (def.kind, value) {
        (Kind::Choice(_), Value::Text(code)) => option(looks, report, shape, def, code),
        _ => looks.plain(shape, def, value, 2),
    };
    let told = report.parameters.iter().zip(used).filter(|(def, value)| def.name != AFTER && !value.is_null());
    told.map(|(def, value)| (looks.words.of_report(report, def.name), text(def, value))).collect()
}
