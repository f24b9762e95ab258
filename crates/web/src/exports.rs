//! Lists as files: the same question, every row, the columns shown.

use crate::cells::Looks;
use crate::http::Response;
use crate::lists::{columns, question};
use crate::visit::Visit;
use base::{Refusal, Result};
use entity::{FieldDef, Kind, Record, Shape, Value as Stored};
use exchange::write::{Sheet, Value};
use std::sync::Arc;
use store::list::{self, Question};
use store::{Read, action};

/// Most records of one export through the browser.
const EXPORTED: usize = 100_000;

impl Visit<'_> {
    /// GET of the list as a file: the same query, every row, the columns shown.
    pub fn export(&self, shape: &Arc<Shape>, ids: Option<Vec<i64>>) -> Result<Response> {
        let query = &self.req.query;
        self.read_long(|read| {
            read.allowed(shape, action::EXPORT)?;
            let lines = query.get("lines") == "1" && !shape.lines.is_empty();
            let mut fields = columns(read, shape, query)?;
            if lines {
                // What the program fills from the lines would meet itself on the way back.
                fields.retain(|f| f.writable());
            }
            let mut looks = Looks::new(read, self.words(), &self.visitor.format, &self.base)?;
            looks.language = None;
            let mut asked = Question { cursor: String::new(), ..question(shape, query, list::MOST) };
            if let Some(ids) = &ids {
                let ids = ids.iter().map(i64::to_string).collect::<Vec<_>>().join(", ");
                asked.filter = format!("id in ({ids})");
                asked.q = String::new();
            }
            let mut records = Vec::new();
            list::each(read, &asked, &mut |record| {
                records.push(record);
                if records.len() > EXPORTED {
                    Err(Refusal::new("web.export_too_large").arg("most", EXPORTED).into())
                } else {
                    Ok(())
                }
            })?;
            if lines {
                load_lines(read, shape, &looks, &mut records)?;
            }
            looks.name(read, shape, &records)?;
            let name = looks.words.plural(shape);
            let mut sheet = table(&looks, shape, &fields, &records, &name);
            if query.get("format") == "xlsx" {
                let second = lines.then(|| lines_table(&looks, shape, &records));
                let sheets: Vec<Sheet> = std::iter::once(sheet).chain(second).collect();
                let bytes = exchange::write::workbook(&sheets)?;
                return Ok(Response::download(
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                    &format!("{name}.xlsx"),
                    bytes,
                ));
            }
            if lines {
                sheet = beside(sheet, &looks, shape, &records);
            }
            let heads: Vec<&str> = sheet.columns.iter().map(String::as_str).collect();
            let mut bytes = Vec::new();
            exchange::write::csv(&mut bytes, &heads, sheet.rows, &exchange::write::CsvOptions::default())?;
            Ok(Response::download("text/csv; charset=utf-8", &format!("{name}.csv"), bytes))
        })
    }
}

/// Reads the lines of all records, in portions, with hidden fields blanked.
fn load_lines(read: &Read, shape: &Shape, looks: &Looks, records: &mut [Record]) -> Result<()> {
    for some in records.chunks_mut(500) {
        let ids: Vec<i64> = some.iter().map(|r| r.head.id).collect();
        let mut whole = read.find_many(shape.name(), &ids, true)?;
        whole.iter_mut().for_each(|r| list::mask(shape, &looks.access, r));
        for record in some {
            if let Some(found) = whole.iter_mut().find(|w| w.head.id == record.head.id) {
                record.lines = std::mem::take(&mut found.lines);
            }
        }
    }
    Ok(())
}

/// The records: their ids and the columns shown.
fn table(looks: &Looks, shape: &Shape, fields: &[&FieldDef], records: &[Record], name: &str) -> Sheet {
    let mut columns: Vec<String> = vec!["id".to_owned()];
    columns.extend(fields.iter().map(|f| looks.words.field(shape, f.name)));
    let row = |r: &Record| {
        let mut row = vec![Value::Number { units: r.head.id, scale: 0 }];
        row.extend(fields.iter().map(|f| exported(looks, shape, f, r, None)));
        row
    };
    Sheet { name: name.to_owned(), columns, rows: records.iter().map(row).collect() }
}

/// The columns of the lines, with a star for the number of the line: `Addresses * City`. What the program fills is left out, so
/// that the file comes back as it went.
fn line_columns<'s>(looks: &Looks, shape: &'s Shape) -> Vec<(usize, &'s FieldDef, String)> {
    let mut columns = Vec::new();
    for (place, (field, line)) in shape.lines.iter().enumerate() {
        let of = looks.words.field(shape, shape.fields[*field].name);
        let open = |f: &&FieldDef| f.stored() && f.writable() && !f.secret && looks.access.sees(line, f.name);
        for field in line.fields.iter().filter(open) {
            columns.push((place, field, format!("{of} * {}", looks.words.field(line, field.name))));
        }
    }
    columns
}

/// The cells of a record's lines, a row for each: the first address beside the first telephone number.
fn line_rows(looks: &Looks, shape: &Shape, columns: &[(usize, &FieldDef, String)], record: &Record) -> Vec<Vec<Value>> {
    let lines = |place: usize| record.lines.get(place).and_then(Option::as_deref).unwrap_or_default();
    let most = (0..shape.lines.len()).map(|place| lines(place).len()).max().unwrap_or(0);
    let outer = shape.value(record, "currency").int();
    let cell = |n: usize, (place, field, _): &(usize, &FieldDef, String)| {
        let line = lines(*place).get(n);
        line.map_or(Value::Empty, |line| exported(looks, &shape.lines[*place].1, field, line, outer))
    };
    (0..most).map(|n| columns.iter().map(|c| cell(n, c)).collect()).collect()
}

/// The second sheet of a workbook: each line with the id of its record.
fn lines_table(looks: &Looks, shape: &Shape, records: &[Record]) -> Sheet {
    let columns = line_columns(looks, shape);
    let mut rows = Vec::new();
    for record in records {
        for mut cells in line_rows(looks, shape, &columns, record) {
            cells.insert(0, Value::Number { units: record.head.id, scale: 0 });
            rows.push(cells);
        }
    }
    let heads = std::iter::once("id".to_owned()).chain(columns.into_iter().map(|(_, _, head)| head));
    Sheet { name: looks.words.t("web-lines"), columns: heads.collect(), rows }
}

/// The records with their lines beside them, a row for each line; the record's own cells are repeated.
fn beside(sheet: Sheet, looks: &Looks, shape: &Shape, records: &[Record]) -> Sheet {
    let columns = line_columns(looks, shape);
    let mut rows = Vec::new();
    for (own, record) in sheet.rows.into_iter().zip(records) {
        let mut lines = line_rows(looks, shape, &columns, record);
        if lines.is_empty() {
            lines.push(vec![Value::Empty; columns.len()]);
        }
        rows.extend(lines.into_iter().map(|line| own.iter().cloned().chain(line).collect()));
    }
    let heads = sheet.columns.into_iter().chain(columns.into_iter().map(|(_, _, head)| head));
    Sheet { name: sheet.name, columns: heads.collect(), rows }
}

/// A value in a file: exact figures and dates, names of references.
fn exported(looks: &Looks, shape: &Shape, field: &FieldDef, record: &Record, outer: Option<i64>) -> Value {
    let value = shape.value(record, field.name);
    match (field.kind, &value) {
        (_, Stored::Null) => Value::Empty,
        (Kind::Bool, Stored::Int(n)) => Value::Bool(*n != 0),
        (Kind::Date, Stored::Text(text)) => base::Date::parse(text).map_or(Value::Text(text.clone()), Value::Date),
        (Kind::Money, Stored::Int(n)) => {
            Value::Number { units: *n, scale: looks.exponent(shape, field, record, outer) }
        }
        (Kind::Price | Kind::Quantity | Kind::Percent | Kind::Integer, Stored::Int(n)) => {
            Value::Number { units: *n, scale: field.kind.scale().unwrap_or(0) }
        }
        (Kind::Choice(_), Stored::Text(code)) => Value::Text(code.clone()),
        _ => Value::Text(looks.plain(shape, field, &value, 2)),
    }
}
