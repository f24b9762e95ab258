//! The row files of an archive: one JSON array per row, in an order that does not depend on the engine.

use super::{Zip, damaged};
use crate::audit::hex;
use crate::schema::Table;
use crate::{Conn, Row};
use base::{Context, Result};
use entity::Value;
use serde_json::Value as Json;
use sha2::{Digest, Sha256};
use std::io::{BufRead, BufReader, Read, Write};

/// The longest row in bytes; an attachment chunk of 1 MiB takes two.
const LINE: u64 = 256 << 20;

/// How much was written or read.
pub struct Written {
    pub rows: u64,
    pub sha256: String,
}

/// The columns of a table in the order of the file.
pub fn columns(table: &Table) -> Vec<&str> {
    let id = table.key.is_empty().then_some("id");
    id.into_iter().chain(table.columns.iter().map(|c| c.name.as_str())).collect()
}

/// The queries whose rows make up a table's file, one after the other.
fn queries(table: &Table) -> Vec<String> {
    let list = |alias: &str| columns(table).iter().map(|c| format!("{alias}\"{c}\"")).collect::<Vec<_>>().join(", ");
    match table.name.as_str() {
        // Transactions stand in the order in which they were finished and are counted below.
        "store_tx" => vec![format!("SELECT {} FROM store_tx ORDER BY xid, id", list(""))],
        "audit" => vec![
            // On SQLite CROSS JOIN walks the transactions in order and needs no sorting.
            format!(
                "SELECT {} FROM store_tx t CROSS JOIN audit a WHERE a.tx = t.id ORDER BY t.xid, t.id, a.id",
                list("a.")
            ),
            format!(
                "SELECT {} FROM audit a WHERE NOT EXISTS (SELECT 1 FROM store_tx t WHERE t.id = a.tx) ORDER BY a.id",
                list("a.")
            ),
        ],
        // A seal says how many transactions it and its forerunners cover.
        "audit_seal" => vec![
            format!(
                "SELECT {} FROM audit_seal s LEFT JOIN \
                 (SELECT xid, ROW_NUMBER() OVER (ORDER BY xid, id) AS n FROM store_tx) r ON r.xid = s.through ORDER BY s.id",
                list("s.")
            )
            .replace("s.\"through\"", "COALESCE(r.n, 0)"),
        ],
        _ => {
            let order = if table.key.is_empty() { vec!["id".to_owned()] } else { table.key.clone() };
            let order = order.iter().map(|c| format!("\"{c}\"")).collect::<Vec<_>>().join(", ");
            vec![format!("SELECT {} FROM \"{}\" ORDER BY {order}", list(""), table.name)]
        }
    }
}

/// Writes the rows of a table.
pub fn write(conn: &mut Conn, table: &Table, out: &mut impl Write) -> Result<Written> {
    let (mut rows, mut sum, mut line) = (0u64, Sha256::new(), Vec::new());
    let position = (table.name == "store_tx").then(|| columns(table).iter().position(|c| *c == "xid")).flatten();
    for sql in queries(table) {
        conn.each(&sql, &[], &mut |mut row| {
            rows += 1;
            if let Some(place) = position {
                row[place] = Value::Int(i64::try_from(rows).unwrap_or(i64::MAX));
            }
            line.clear();
            write_row(&row, &mut line)?;
            sum.update(&line);
            out.write_all(&line).context("writing the backup")
        })?;
    }
    Ok(Written { rows, sha256: hex(&sum.finalize()) })
}

fn write_row(row: &Row, out: &mut Vec<u8>) -> Result<()> {
    out.push(b'[');
    for (place, value) in row.iter().enumerate() {
        if place > 0 {
            out.push(b',');
        }
        match value {
            Value::Null => out.extend(b"null"),
            Value::Int(n) => out.extend(n.to_string().bytes()),
            Value::Text(text) => serde_json::to_writer(&mut *out, text).context("writing the backup")?,
            Value::Bytes(bytes) => {
                out.extend(b"{\"hex\":\"");
                out.extend(hex(bytes).bytes());
                out.extend(b"\"}");
            }
        }
    }
    out.extend(b"]\n");
    Ok(())
}

/// The rows of a table in a file, one after the other.
pub struct Rows<'z> {
    reader: BufReader<Box<dyn Read + 'z>>,
    line: String,
    sum: Sha256,
    rows: u64,
    width: usize,
    table: String,
}

impl<'z> Rows<'z> {
    pub fn open(zip: &'z mut Zip, table: &Table) -> Result<Rows<'z>> {
        let entry = zip.by_name(&format!("tables/{}.jsonl", table.name)).map_err(|_| damaged(&table.name))?;
        Ok(Rows {
            reader: BufReader::with_capacity(64 << 10, Box::new(entry)),
            line: String::new(),
            sum: Sha256::new(),
            rows: 0,
            width: columns(table).len(),
            table: table.name.clone(),
        })
    }

    /// The next row and the length of its line; nothing at the end.
    pub fn next(&mut self) -> Result<Option<(Row, usize)>> {
        self.line.clear();
        let bad = |_| damaged(&self.table);
        let length = (&mut self.reader).take(LINE).read_line(&mut self.line).map_err(bad)?;
        if length == 0 {
            return Ok(None);
        }
        self.sum.update(self.line.as_bytes());
        self.rows += 1;
        let values: Vec<Json> = serde_json::from_str(&self.line).map_err(|_| damaged(&self.table))?;
        let row = values.into_iter().map(read_value).collect::<Option<Row>>();
        let row = row.filter(|row| row.len() == self.width).ok_or_else(|| damaged(&self.table))?;
        Ok(Some((row, length)))
    }

    /// How much was read.
    pub fn finish(self) -> Written {
        Written { rows: self.rows, sha256: hex(&self.sum.finalize()) }
    }
}

fn read_value(json: Json) -> Option<Value> {
    match json {
        Json::Null => Some(Value::Null),
        Json::Number(n) => n.as_i64().map(Value::Int),
        Json::String(text) => Some(Value::Text(text)),
        Json::Object(map) => map.get("hex").and_then(Json::as_str).and_then(unhex).map(Value::Bytes),
        _ => None,
    }
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digit = |b: u8| char::from(b).to_digit(16).map(|d| d as u8);
    let pairs = text.as_bytes().chunks(2);
    pairs.map(|pair| Some(digit(*pair.first()?)? << 4 | digit(*pair.get(1)?)?)).collect()
}
