//! The lines of a schema step that begin with `--@`: what a step leaves to the moment it runs, because every set differs.

use crate::schema::{self, Holds};
use crate::{Conn, Engine, differ, sort};
use base::{Context, Error, Result};
use entity::Value;

/// Rows that get their sort key at once.
const ROWS: i64 = 1_000;

/// Runs one step: plain SQL up to a directive, the directive, and so on.
pub(crate) fn run(conn: &mut Conn, sql: &str) -> Result<()> {
    let mut plain = String::new();
    for line in sql.lines() {
        let Some(directive) = line.strip_prefix("--@") else {
            plain.push_str(line);
            plain.push('\n');
            continue;
        };
        flush(conn, &mut plain)?;
        match directive.split_whitespace().collect::<Vec<_>>().as_slice() {
            // Only marks where the new table begins; `copied` does the work.
            ["rebuild", _] => {}
            ["copied", table] => copied(conn, table)?,
            ["sort", table, field] => sort_keys(conn, table, field)?,
            _ => return Err(Error::broken(format!("the schema step has a line that means nothing here: {line}"))),
        }
    }
    flush(conn, &mut plain)
}

fn flush(conn: &mut Conn, plain: &mut String) -> Result<()> {
    let sql = std::mem::take(plain);
    if sql.trim().is_empty() { Ok(()) } else { conn.batch(&sql) }
}

/// Moves the rows of a table into its new form, with the columns that this set added for itself and its count of ids.
fn copied(conn: &mut Conn, table: &str) -> Result<()> {
    let new = format!("{table}__new");
    let old_columns = schema::columns_of(conn, table)?;
    let wanted = schema::columns_of(conn, &new)?;
    let has = |columns: &[(String, Holds)], name: &str| columns.iter().any(|(n, _)| n == name);
    for (name, holds) in old_columns.iter().filter(|(n, _)| n.starts_with("x_") && !has(&wanted, n)) {
        let kind = schema::column_type(*holds, Engine::Sqlite);
        conn.batch(&format!("ALTER TABLE \"{new}\" ADD COLUMN \"{name}\" {kind}"))?;
    }
    let (mut names, mut values) = (Vec::new(), Vec::new());
    for row in conn.query("SELECT name, lower(type), \"notnull\" FROM pragma_table_info($1)", &[new.as_str().into()])? {
        let [Value::Text(name), Value::Text(kind), Value::Int(filled)] = row.as_slice() else { continue };
        let holds = match kind.as_str() {
            "integer" => Holds::Big,
            "blob" => Holds::Bytes,
            _ => Holds::Text,
        };
        let nothing = differ::nothing(holds, Engine::Sqlite);
        let value = match old_columns.iter().find(|(n, _)| n == name) {
            Some((_, before)) if *before == holds => format!("\"{name}\""),
            Some((_, Holds::Text)) if holds == Holds::Big => format!("CAST(NULLIF(\"{name}\", '') AS INTEGER)"),
            Some(_) => format!("CAST(\"{name}\" AS {})", schema::column_type(holds, Engine::Sqlite)),
            None if *filled == 1 => nothing.to_owned(),
            None => continue,
        };
        values.push(if *filled == 1 && name != "id" { format!("COALESCE({value}, {nothing})") } else { value });
        names.push(format!("\"{name}\""));
    }
    let (names, values) = (names.join(", "), values.join(", "));
    conn.batch(&format!("INSERT INTO \"{new}\" ({names}) SELECT {values} FROM \"{table}\""))?;
    if has(&wanted, "id") {
        // The highest id ever given, also when its row is gone: it is never given again.
        let last = "SELECT seq FROM sqlite_sequence WHERE name = $1";
        let last = conn.row(last, &[table.into()])?.and_then(|row| row.first().and_then(Value::int)).unwrap_or(0);
        continue_after(conn, &new, last)?;
    }
    conn.batch(&format!("DROP TABLE \"{table}\"; ALTER TABLE \"{new}\" RENAME TO \"{table}\""))
}

/// Makes a table's ids go on after this one.
pub(crate) fn continue_after(conn: &mut Conn, table: &str, last: i64) -> Result<()> {
    if last <= 0 {
        return Ok(());
    }
    match conn.engine() {
        Engine::Sqlite => {
            let changed =
                conn.execute("UPDATE sqlite_sequence SET seq = $2 WHERE name = $1", &[table.into(), last.into()])?;
            if changed == 0 {
                conn.execute("INSERT INTO sqlite_sequence (name, seq) VALUES ($1, $2)", &[table.into(), last.into()])?;
            }
        }
        Engine::Postgres => {
            conn.query(
                "SELECT setval(pg_get_serial_sequence($1, 'id'), $2)",
                &[Value::Text(format!("\"{table}\"")), last.into()],
            )?;
        }
    }
    Ok(())
}

/// Fills the sort keys of a field whose column is new, posted rows included.
fn sort_keys(conn: &mut Conn, table: &str, field: &str) -> Result<()> {
    let guards = match conn.engine() {
        Engine::Sqlite => {
            let sql = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = $1";
            conn.query(sql, &[table.into()])?
        }
        Engine::Postgres => {
            conn.batch(&format!("ALTER TABLE \"{table}\" DISABLE TRIGGER USER"))?;
            Vec::new()
        }
    };
    for guard in &guards {
        conn.batch(&format!("DROP TRIGGER \"{}\"", guard[0]))?;
    }
    let select = format!("SELECT id, \"{field}\" FROM \"{table}\" WHERE id > $1 ORDER BY id LIMIT {ROWS}");
    let update = format!("UPDATE \"{table}\" SET \"{field}_sort\" = $1 WHERE id = $2");
    let mut last = 0;
    loop {
        let rows = conn.query(&select, &[last.into()])?;
        let Some(end) = rows.last() else { break };
        last = end.first().and_then(Value::int).context("a row without an id")?;
        for row in rows.iter().filter(|row| !row[1].is_null()) {
            conn.execute(&update, &[sort::key(&row[1]), row[0].clone()])?;
        }
    }
    for guard in &guards {
        conn.batch(&guard[1].to_string())?;
    }
    if conn.engine() == Engine::Postgres {
        conn.batch(&format!("ALTER TABLE \"{table}\" ENABLE TRIGGER USER"))?;
    }
    Ok(())
}
