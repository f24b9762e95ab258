//! Bringing a set's tables up to date when it is opened, under a lock: all of its steps, or none.

use crate::{Conn, Engine, Registry, directive, schema};
use base::{Context, Error, Result};
use entity::Value;

/// Makes the tables of an empty set, or runs the steps that it lacks. A set from a newer program is refused.
pub fn bring_up_to_date(conn: &mut Conn, registry: &Registry) -> Result<()> {
    let engine = conn.engine();
    let known = registry.migrations.last().map_or(1, |m| m.number);
    let now = schema_number(conn)?;
    if now == Some(known) {
        return Ok(());
    }
    if let Some(newer) = now.filter(|n| *n > known) {
        return Err(Error::Unavailable(format!(
            "this set has schema {newer}; this program knows {known}. Start the newer program"
        )));
    }
    conn.batch(match engine {
        Engine::Sqlite => "PRAGMA foreign_keys = OFF; BEGIN EXCLUSIVE",
        // Another process may migrate for minutes, and waiting for it is right; waiting long for a table would stop everybody.
        Engine::Postgres => {
            "BEGIN; SET LOCAL lock_timeout TO '15min'; \
             SELECT pg_advisory_xact_lock(7405130, hashtext(current_schema())); SET LOCAL lock_timeout TO '10s'"
        }
    })?;
    let outcome = steps(conn, registry, known);
    match outcome {
        Ok(()) => conn.batch("COMMIT")?,
        Err(error) => {
            let _ = conn.batch("ROLLBACK");
            return Err(error);
        }
    }
    conn.forget();
    if engine == Engine::Sqlite {
        conn.batch("PRAGMA foreign_keys = ON")?;
    }
    Ok(())
}

fn steps(conn: &mut Conn, registry: &Registry, known: u32) -> Result<()> {
    let engine = conn.engine();
    // Another process may have done it while this one waited for the lock.
    let now = schema_number(conn)?.unwrap_or(0);
    if registry.migrations.is_empty() {
        if now == 0 {
            conn.batch(&schema::create_all(&registry.tables(&[]), engine))?;
        }
    } else {
        for step in registry.migrations.iter().filter(|m| m.number > now) {
            let sql = match engine {
                Engine::Sqlite => step.sqlite,
                Engine::Postgres => step.postgres,
            };
            directive::run(conn, sql).context(step.name)?;
        }
    }
    if now == 0 {
        for (name, value) in crate::search::renew::facts(registry) {
            conn.execute("INSERT INTO store_fact (name, value) VALUES ($1, $2)", &[name.into(), value.into()])?;
        }
    }
    if engine == Engine::Sqlite {
        let dangling = conn.query("PRAGMA foreign_key_check", &[])?;
        if !dangling.is_empty() {
            return Err(Error::broken(format!(
                "the migration leaves {} references without their record",
                dangling.len()
            )));
        }
    }
    let sql = "INSERT INTO store_fact (name, value) VALUES ('schema', $1) ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    conn.execute(sql, &[Value::Text(known.to_string())])?;
    Ok(())
}

/// The schema number of a set; nothing for an empty database.
pub fn schema_number(conn: &mut Conn) -> Result<Option<u32>> {
    let exists = match conn.engine() {
        Engine::Sqlite => "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'store_fact'",
        Engine::Postgres => "SELECT 1 FROM pg_tables WHERE tablename = 'store_fact' AND schemaname = current_schema()",
    };
    if conn.row(exists, &[])?.is_none() {
        return Ok(None);
    }
    let row = conn.row("SELECT value FROM store_fact WHERE name = 'schema'", &[])?;
    Ok(row.and_then(|r| r.first().and_then(Value::text).and_then(|t| t.parse().ok())))
}
