//! The difference between two states of the tables, as the step that a person reads and commits.

use crate::Engine;
use crate::schema::{self, Column, Holds, POSTED_FUNCTION, Table};
use std::fmt::Write;

/// A new step of the schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The statements for SQLite.
    pub sqlite: String,
    /// The statements for PostgreSQL.
    pub postgres: String,
    /// The golden text of the tables after it.
    pub golden: String,
}

/// The step from the tables of a golden text to the wanted ones; nothing when they agree. What cannot be decided without a
/// person is an error that names the table.
pub fn step(golden: &str, wanted: &[Table]) -> Result<Option<Step>, String> {
    let from = schema::from_text(golden)?;
    let golden_now = schema::to_text(wanted);
    let to = schema::from_text(&golden_now)?;
    if schema::to_text(&from) == golden_now {
        return Ok(None);
    }
    let (sqlite, postgres) = (changes(&from, &to, Engine::Sqlite)?, changes(&from, &to, Engine::Postgres)?);
    Ok(Some(Step { sqlite, postgres, golden: golden_now }))
}

/// The statements that lead from one set of tables to another. Lines that begin with `--@` are carried out by the migration,
/// which knows what no file can: the columns that a set added for itself, and the order of names.
pub fn changes(from: &[Table], to: &[Table], engine: Engine) -> Result<String, String> {
    let mut sql = String::new();
    let mut late = String::new();
    if engine == Engine::Postgres && to.iter().any(|t| t.posted) && !from.iter().any(|t| t.posted) {
        sql.push_str(POSTED_FUNCTION);
    }
    for table in to {
        match from.iter().find(|t| t.name == table.name) {
            None => {
                sql.push_str(&schema::create_table(table, &table.name, engine));
                sql.push_str(&dressing(table, engine));
                if engine == Engine::Postgres {
                    late.push_str(&schema::foreign_keys(table));
                }
            }
            Some(old) if old == table => {}
            Some(old) if old.key.is_empty() != table.key.is_empty() => {
                return Err(format!("table {} changes between an id and a key: write that step by hand", table.name));
            }
            Some(old) => match engine {
                Engine::Sqlite => alter_sqlite(old, table, &mut sql),
                Engine::Postgres => alter_postgres(old, table, &mut sql, &mut late),
            },
        }
    }
    sql.push_str(&late);
    let gone: Vec<String> =
        from.iter().filter(|o| !to.iter().any(|n| n.name == o.name)).map(|o| format!("\"{}\"", o.name)).collect();
    match engine {
        _ if gone.is_empty() => {}
        Engine::Sqlite => sql.extend(gone.iter().map(|name| format!("DROP TABLE {name};\n"))),
        // Together, because they may refer to each other.
        Engine::Postgres => sql.push_str(&format!("DROP TABLE {};\n", gone.join(", "))),
    }
    Ok(sql)
}

fn dressing(table: &Table, engine: Engine) -> String {
    let mut sql: String = table.indexes.iter().map(|i| schema::create_index(table, i)).collect();
    sql.push_str(&schema::guard(table, engine));
    sql
}

fn added<'t>(old: &Table, new: &'t Table) -> impl Iterator<Item = &'t Column> {
    let known: Vec<String> = old.columns.iter().map(|c| c.name.clone()).collect();
    new.columns.iter().filter(move |c| !known.contains(&c.name))
}

fn changed<'t>(old: &'t Table, new: &'t Table) -> impl Iterator<Item = (&'t Column, &'t Column)> {
    new.columns.iter().filter_map(|c| old.columns.iter().find(|o| o.name == c.name && *o != c).map(|o| (o, c)))
}

fn dropped<'t>(old: &'t Table, new: &'t Table) -> impl Iterator<Item = &'t Column> {
    old.columns.iter().filter(|o| !new.columns.iter().any(|c| c.name == o.name))
}

/// What a column that must have a value gets in rows that had none.
pub(crate) fn nothing(holds: Holds, engine: Engine) -> &'static str {
    match (holds, engine) {
        (Holds::Big | Holds::Small, _) => "0",
        (Holds::Bytes, Engine::Sqlite) => "x''",
        (Holds::Text, _) | (Holds::Bytes, Engine::Postgres) => "''",
    }
}

/// Sort keys of texts that were there before their column was.
fn sort_lines(old: &Table, new: &Table) -> String {
    added(old, new)
        .filter_map(|c| c.name.strip_suffix("_sort").map(|field| (c, field)))
        .filter(|(c, field)| c.holds == Holds::Bytes && new.columns.iter().any(|o| o.name == *field))
        .map(|(_, field)| format!("--@sort {} {field}\n", new.name))
        .collect()
}

/// True when what may not change in its rows is said otherwise: a guard that lets an erasure pass names every other column.
fn guards_otherwise(old: &Table, new: &Table) -> bool {
    let names = |table: &Table| table.columns.iter().map(|c| c.name.clone()).collect::<Vec<_>>();
    old.posted != new.posted
        || old.forgets != new.forgets
        || new.posted && !new.forgets.is_empty() && names(old) != names(new)
}

fn alter_sqlite(old: &Table, new: &Table, sql: &mut String) {
    let name = &new.name;
    let rebuild = changed(old, new).next().is_some() || dropped(old, new).next().is_some() || old.key != new.key;
    if rebuild {
        // SQLite alters no column, so the table is made anew; the migration copies the rows and the set's own columns.
        let _ = writeln!(sql, "--@rebuild {name}");
        sql.push_str(&schema::create_table(new, &format!("{name}__new"), Engine::Sqlite));
        let _ = writeln!(sql, "--@copied {name}");
        sql.push_str(&sort_lines(old, new));
        sql.push_str(&dressing(new, Engine::Sqlite));
        return;
    }
    for index in old.indexes.iter().filter(|i| !new.indexes.contains(i)) {
        let _ = writeln!(sql, "DROP INDEX IF EXISTS \"{}\";", index.name);
    }
    for column in added(old, new) {
        let mut line = schema::column_sql(column, Engine::Sqlite);
        if !column.null {
            let _ = write!(line, " DEFAULT {}", nothing(column.holds, Engine::Sqlite));
        }
        let _ = writeln!(sql, "ALTER TABLE \"{name}\" ADD COLUMN {line};");
    }
    sql.push_str(&sort_lines(old, new));
    for index in new.indexes.iter().filter(|i| !old.indexes.contains(i)) {
        sql.push_str(&schema::create_index(new, index));
    }
    if guards_otherwise(old, new) {
        if old.posted {
            let _ = writeln!(sql, "DROP TRIGGER \"{name}__no_update\";\nDROP TRIGGER \"{name}__no_delete\";");
        }
        sql.push_str(&schema::guard(new, Engine::Sqlite));
    }
}

fn alter_postgres(old: &Table, new: &Table, sql: &mut String, late: &mut String) {
    let name = &new.name;
    for index in old.indexes.iter().filter(|i| !new.indexes.contains(i)) {
        let _ = writeln!(sql, "DROP INDEX IF EXISTS \"{}\";", index.name);
    }
    for column in dropped(old, new) {
        let _ = writeln!(sql, "ALTER TABLE \"{name}\" DROP COLUMN \"{}\";", column.name);
    }
    let guarded = old.posted && changed(old, new).any(|(o, c)| o.null && !c.null);
    if guarded {
        let _ = writeln!(sql, "ALTER TABLE \"{name}\" DISABLE TRIGGER USER;");
    }
    for (before, column) in changed(old, new) {
        alter_column(name, before, column, sql, late);
    }
    if guarded {
        let _ = writeln!(sql, "ALTER TABLE \"{name}\" ENABLE TRIGGER USER;");
    }
    for column in added(old, new) {
        let line = schema::column_sql(column, Engine::Postgres);
        if column.null {
            let _ = writeln!(sql, "ALTER TABLE \"{name}\" ADD COLUMN {line};");
        } else {
            let nothing = nothing(column.holds, Engine::Postgres);
            let _ = writeln!(
                sql,
                "ALTER TABLE \"{name}\" ADD COLUMN {line} DEFAULT {nothing};\nALTER TABLE \"{name}\" ALTER COLUMN \"{}\" DROP DEFAULT;",
                column.name
            );
        }
        late.push_str(&schema::foreign_keys(&only(name, column)));
    }
    if old.key != new.key {
        let key: Vec<_> = new.key.iter().map(|k| format!("\"{k}\"")).collect();
        let _ = writeln!(
            sql,
            "ALTER TABLE \"{name}\" DROP CONSTRAINT \"{name}_pkey\", ADD PRIMARY KEY ({});",
            key.join(", ")
        );
    }
    sql.push_str(&sort_lines(old, new));
    for index in new.indexes.iter().filter(|i| !old.indexes.contains(i)) {
        sql.push_str(&schema::create_index(new, index));
    }
    if guards_otherwise(old, new) {
        if old.posted {
            let _ = writeln!(sql, "DROP TRIGGER \"{name}__no_change\" ON \"{name}\";");
        }
        sql.push_str(&schema::guard(new, Engine::Postgres));
    }
}

fn only(table: &str, column: &Column) -> Table {
    Table { columns: vec![column.clone()], ..Table::with_id(table) }
}

fn alter_column(table: &str, before: &Column, column: &Column, sql: &mut String, late: &mut String) {
    let (name, head) = (&column.name, format!("ALTER TABLE \"{table}\""));
    if before.references != column.references {
        if before.references.is_some() {
            let _ = writeln!(sql, "{head} DROP CONSTRAINT \"{table}__{name}__fk\";");
        }
        late.push_str(&schema::foreign_keys(&only(table, column)));
    }
    if before.holds != column.holds {
        let kind = schema::column_type(column.holds, Engine::Postgres);
        let plain = kind.split(' ').next().unwrap_or(kind);
        let value = match (before.holds, column.holds) {
            (Holds::Text, Holds::Big | Holds::Small) if column.null => {
                format!("CAST(NULLIF(\"{name}\", '') AS {plain})")
            }
            (Holds::Text, Holds::Big | Holds::Small) => {
                format!("CAST(COALESCE(NULLIF(\"{name}\", ''), '0') AS {plain})")
            }
            (Holds::Text, Holds::Bytes) => format!("convert_to(\"{name}\", 'UTF8')"),
            _ => format!("CAST(\"{name}\" AS {plain})"),
        };
        let _ = writeln!(sql, "{head} ALTER COLUMN \"{name}\" TYPE {kind} USING {value};");
    }
    if before.null && !column.null {
        let nothing = nothing(column.holds, Engine::Postgres);
        let _ = writeln!(
            sql,
            "UPDATE \"{table}\" SET \"{name}\" = {nothing} WHERE \"{name}\" IS NULL;\n{head} ALTER COLUMN \"{name}\" SET NOT NULL;"
        );
    } else if !before.null && column.null {
        let _ = writeln!(sql, "{head} ALTER COLUMN \"{name}\" DROP NOT NULL;");
    }
}
