//! Lists as files: the same question, every row, the columns shown.

use crate::cells::Looks;
use crate::http::Response;
use crate::lists::{columns, question};
use crate::visit::Visit;
use base::{Error, Refusal, Result};
use entity::{FieldDef, Kind, Record, Shape, Value};
use std::sync::Arc;
use store::action;
use store::list::{self, Question};

/// Most records of one export through the browser.
const EXPORTED: usize = 100_000;

impl Visit<'_> {
    /// GET of the list as a file: the same query, every row, the columns shown.
    pub fn export(&self, shape: &Arc<Shape>, ids: Option<Vec<i64>>) -> Result<Response> {
        let query = &self.req.query;
        self.read(|read| {
            if !read.access()?.may(shape, action::EXPORT) {
                return Err(Error::forbidden(shape.name(), action::EXPORT));
            }
            let fields = columns(read, shape, query)?;
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
            looks.name(read, shape, &records)?;
            let mut heads: Vec<String> = vec!["id".to_owned()];
            heads.extend(fields.iter().map(|f| looks.words.field(shape, f.name)));
            let rows = records.iter().map(|r| {
                let mut row = vec![exchange::write::Value::Number { units: r.head.id, scale: 0 }];
                row.extend(fields.iter().map(|f| exported(&looks, shape, f, r)));
                row
            });
            let rows: Vec<_> = rows.collect();
            let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
            let name = looks.words.plural(shape);
            if query.get("format") == "xlsx" {
                let bytes = exchange::write::xlsx(&name, &heads, rows)?;
                return Ok(Response::download(
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                    &format!("{name}.xlsx"),
                    bytes,
                ));
            }
            let mut bytes = Vec::new();
            exchange::write::csv(&mut bytes, &heads, rows, &exchange::write::CsvOptions::default())?;
            Ok(Response::download("text/csv; charset=utf-8", &format!("{name}.csv"), bytes))
        })
    }
}

/// A value in a file: exact figures and dates, names of references.
fn exported(looks: &Looks, shape: &Shape, field: &FieldDef, record: &Record) -> exchange::write::Value {
    use exchange::write::Value as Out;
    let value = shape.value(record, field.name);
    match (field.kind, &value) {
        (_, Value::Null) => Out::Empty,
        (Kind::Bool, Value::Int(n)) => Out::Bool(*n != 0),
        (Kind::Date, Value::Text(text)) => base::Date::parse(text).map_or(Out::Text(text.clone()), Out::Date),
        (Kind::Money, Value::Int(n)) => Out::Number { units: *n, scale: looks.exponent(shape, field, record, None) },
        (Kind::Price | Kind::Quantity | Kind::Percent | Kind::Integer, Value::Int(n)) => {
            Out::Number { units: *n, scale: field.kind.scale().unwrap_or(0) }
        }
        (Kind::Choice(_), Value::Text(code)) => Out::Text(code.clone()),
        _ => Out::Text(looks.plain(shape, field, &value, 2)),
    }
}
