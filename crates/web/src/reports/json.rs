//! Reports over the REST interface: the same sheet as JSON, figures as decimal strings, with addresses of what lies behind.

use super::{find, may, scale};
use crate::http::{Pairs, encode};
use crate::words::Words;
use base::{Date, Refusal, Result, decimal};
use entity::{FieldDef, Kind, Record, Value};
use serde_json::{Map, Value as Json, json};
use std::collections::BTreeMap;
use store::report::{AFTER, Cell, Column, Holds, Line, Link, Look, Report};
use store::{Access, Read, action};

/// Runs the report at an address and writes its sheet.
pub fn answer(read: &Read, words: &Words, base: &str, module: &str, place: &str, query: &Pairs) -> Result<Json> {
    let report = find(read, module, place)?;
    let record = sent(read, report, query)?;
    let sheet = (report.run)(read, &record)?;
    let used = super::asking::used(report, &record, &sheet);
    let parameters: Map<String, Json> = (report.parameters.iter().zip(&used))
        .filter(|(def, _)| def.name != AFTER)
        .map(|(def, value)| (def.name.to_owned(), crate::json::write(def, value, def.kind.scale().unwrap_or(2))))
        .collect();
    let access = read.access()?;
    let mut names = BTreeMap::new();
    for (entity, ids) in sheet.named() {
        let ids: Vec<i64> = ids.into_iter().collect();
        let found = read.titles_in(entity, &ids, words.lang.tag())?;
        names.extend(found.into_iter().map(|(id, name)| ((entity, id), name)));
    }
    let writer = Writer { read, words, base, access: &access, names };
    let notes = sheet.notes.iter().map(|note| {
        let arguments: Map<String, Json> = note.arguments.iter().map(|(k, v)| ((*k).to_owned(), json!(v))).collect();
        json!({ "code": note.message, "text": words.note(note), "args": arguments })
    });
    Ok(json!({
        "report": report.name,
        "title": words.report(report),
        "parameters": parameters,
        "notes": notes.collect::<Vec<_>>(),
        "columns": sheet.columns.iter().map(|c| column(words, report, c)).collect::<Vec<_>>(),
        "rows": sheet.rows.iter().map(|line| writer.row(&sheet.columns, line)).collect::<Vec<_>>(),
        "more": sheet.cut,
        "next": sheet.next,
    }))
}

fn mistyped(name: &str, expected: &'static str) -> Refusal {
    Refusal::new("web.mistyped").field(name).arg("expected", expected)
}

/// The parameters of a program: ids, codes, ISO dates. Unknown names and wrong kinds are refused, all at once.
pub(super) fn sent(read: &Read, report: &Report, query: &Pairs) -> Result<Record> {
    let mut record = Record::blank(report.parameters);
    let mut refusals = Vec::new();
    for (name, text) in query.0.iter().filter(|(_, text)| !text.is_empty()) {
        match report.parameters.iter().position(|p| p.name == name) {
            None => refusals.push(Refusal::new("web.parameter_unknown").field(name.clone())),
            Some(place) => match value(&report.parameters[place], text) {
                Ok(value) => record.values[place] = value,
                Err(expected) => refusals.push(mistyped(name, expected)),
            },
        }
    }
    report.defaults(&mut record);
    crate::json::check_input(read, report.parameters, &record, &mut refusals)?;
    if refusals.is_empty() { Ok(record) } else { Err(base::Error::Refused(refusals)) }
}

fn value(def: &FieldDef, text: &str) -> Result<Value, &'static str> {
    let whole = || text.parse::<i64>().ok().filter(|n| n.unsigned_abs() < 1 << 53);
    Ok(match def.kind {
        Kind::Integer => Value::Int(whole().ok_or("integer")?),
        Kind::Reference(_) => Value::Int(whole().filter(|n| *n > 0).ok_or("reference")?),
        Kind::Bool => Value::from(text.parse::<bool>().map_err(|_| "boolean")?),
        Kind::Date => Value::from(Date::parse(text).map_err(|_| "date")?),
        Kind::Instant => Value::from(base::Instant::parse(text).map_err(|_| "instant")?),
        Kind::Money | Kind::Price | Kind::Quantity | Kind::Percent => {
            Value::Int(decimal::parse(text, def.kind.scale().unwrap_or(2)).map_err(|_| "decimal")?)
        }
        _ => Value::from(text),
    })
}

fn column(words: &Words, report: &Report, column: &Column) -> Json {
    let holds = match column.holds {
        Holds::Text => "text",
        Holds::Date => "date",
        Holds::Money(_) => "money",
        Holds::Quantity => "quantity",
        Holds::Percent => "percent",
        Holds::Integer => "integer",
    };
    let detail = Some(&column.detail).filter(|d| !d.is_empty());
    json!({ "name": column.name, "label": words.of_report(report, column.name), "detail": detail, "holds": holds })
}

struct Writer<'a, 'c> {
    read: &'a Read<'c>,
    words: &'a Words<'a>,
    base: &'a str,
    access: &'a Access,
    names: BTreeMap<(&'static str, i64), String>,
}

impl Writer<'_, '_> {
    fn row(&self, columns: &[Column], line: &Line) -> Json {
        let look = match line.look {
            Look::Plain => "plain",
            Look::Heading => "heading",
            Look::Total => "total",
        };
        let cells = columns.iter().zip(&line.cells).map(|(column, cell)| self.cell(column.holds, cell));
        json!({ "look": look, "depth": line.depth, "cells": cells.collect::<Vec<_>>() })
    }

    fn cell(&self, holds: Holds, cell: &Cell) -> Json {
        let mut map = Map::new();
        let name = cell.names.and_then(|names| self.names.get(&names));
        let value = match (holds, &cell.value) {
            _ if name.is_some() => json!(name),
            _ if cell.word.is_some() => Json::Null,
            (_, Value::Null) => Json::Null,
            (Holds::Integer, Value::Int(n)) => json!(n),
            (Holds::Money(scale), Value::Int(n)) => json!(decimal::format(*n, scale)),
            (_, Value::Int(n)) => json!(decimal::format_trimmed(*n, scale(holds))),
            (_, value) => json!(value.to_string()),
        };
        if let Some(word) = &cell.word {
            map.insert("code".to_owned(), json!(word));
            map.insert("text".to_owned(), json!(self.words.t(word)));
        }
        map.insert("value".to_owned(), value);
        if let Some(link) = cell.link.as_ref().and_then(|link| self.link(link)) {
            map.insert("link".to_owned(), link);
        }
        Json::Object(map)
    }

    /// What lies behind a cell, if the caller may read it.
    fn link(&self, link: &Link) -> Option<Json> {
        let place = |entity: &str| {
            let shape = self.read.model().shapes.get(entity)?;
            let open = shape.enabled && shape.def.line_of.is_none() && self.access.may(shape, action::READ);
            open.then(|| format!("{}/{}/{}", self.base, encode(shape.def.module()), encode(shape.def.plural)))
        };
        Some(match link {
            Link::Record(entity, id) => {
                json!({ "entity": entity, "id": id, "href": format!("{}/{id}", place(entity)?) })
            }
            Link::Report(name, parameters) => {
                let report = self.read.registry().report(name).filter(|r| may(self.read, self.access, r))?;
                let pairs = parameters.iter().map(|(k, v)| ((*k).to_owned(), v.clone())).collect();
                let path = format!("{}/reports/{}/{}", self.base, encode(report.module()), report.place());
                json!({ "report": name, "href": super::with_query(&path, &Pairs(pairs).with(&[])) })
            }
            Link::List(entity, filter) => {
                json!({ "entity": entity, "filter": filter, "href": format!("{}?filter={}", place(entity)?, encode(filter)) })
            }
        })
    }
}
