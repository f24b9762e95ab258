//! Every statement of the program, prepared and explained: none is misspelt, and none scans a table that grows large.

use crate::list::{self, Question};
use crate::{Conn, Engine, Set, Who, follow, schema, search};
use base::Result;
use std::collections::HashSet;

/// Prepares every registered statement on the set's engine; says which cannot be, and which share a name.
pub fn prepare_all(set: &Set) -> Result<Vec<String>> {
    let mut conn = set.maintenance()?;
    let mut wrong = Vec::new();
    let mut seen: HashSet<&str> = HashSet::new();
    for statement in crate::statements() {
        if !seen.insert(statement.name) {
            wrong.push(format!("{}: two statements have this name", statement.name));
        }
        if let Err(error) = conn.check(statement.text) {
            wrong.push(format!("{}: {error}", statement.name));
        }
    }
    Ok(wrong)
}

/// Explains every registered statement and every list of a large entity; says which would scan a large table.
///
/// Only SQLite answers without rows, by fixed rules; on PostgreSQL nothing is said, since plans there follow the rows.
pub fn explain_all(set: &Set) -> Result<Vec<String>> {
    if set.engine() == Engine::Postgres {
        return Ok(Vec::new());
    }
    let mut conn = set.maintenance()?;
    let large = large_tables(set);
    let mut wrong = Vec::new();
    for statement in crate::statements() {
        // What cannot be prepared here belongs to another database, or is told by `prepare_all`.
        if conn.check(statement.text).is_ok() {
            scans(&mut conn, &large, statement.name, statement.text, &mut wrong)?;
        }
    }
    for (name, sql) in lists(set)? {
        scans(&mut conn, &large, &name, &sql, &mut wrong)?;
    }
    Ok(wrong)
}

/// Tables of large entities and their lines, and the store's own that grow with every change.
fn large_tables(set: &Set) -> HashSet<String> {
    let defs = set.registry().defs();
    let is_large = |name: &str| defs.iter().any(|d| d.name == name && d.large);
    let own = [
        "audit",
        "audit_value",
        "store_tx",
        "search",
        "search_record",
        "match_key",
        "match_record",
        "external_key",
        "link",
        "translation",
    ];
    let large = defs.iter().filter(|d| d.large || d.line_of.is_some_and(is_large)).map(|d| d.table());
    large.chain(own.map(str::to_owned)).collect()
}

/// What the lists, feet and searches of large entities ask of the database.
fn lists(set: &Set) -> Result<Vec<(String, String)>> {
    let mut all = Vec::new();
    for def in set.registry().defs().into_iter().filter(|d| d.large && d.line_of.is_none()) {
        set.read(&Who::program("explain"), |read| {
            let mut note = |name: &str, run: &dyn Fn() -> Result<()>| {
                read.conn.borrow_mut().trace = Some(Vec::new());
                let outcome = run();
                let texts = read.conn.borrow_mut().trace.take().unwrap_or_default();
                all.extend(texts.into_iter().map(|text| (format!("{} {name}", def.name), text)));
                outcome
            };
            let sorts =
                def.fields.iter().filter(|f| f.indexed && f.stored()).map(|f| f.name).chain(["id", "changed_at"]);
            for sort in sorts.flat_map(|s| [s.to_owned(), format!("-{s}")]) {
                let question =
                    Question { entity: def.name.to_owned(), sort: sort.clone(), limit: 50, ..Question::default() };
                let last = list::page(read, &question)?.last;
                note(&format!("sorted by {sort}"), &|| list::page(read, &question).map(|_| ()))?;
                let back = Question { cursor: last, ..question };
                note(&format!("sorted by {sort}, from the end"), &|| list::page(read, &back).map(|_| ()))?;
            }
            let shape = read.shape(def.name)?;
            note("searched", &|| search::find(read, std::slice::from_ref(&shape), "two words", 20).map(|_| ()))?;
            let start = follow::Cursor::START;
            note("followed", &|| follow::follow(read, &start, 20).map(|_| ()))?;
            note("read", &|| read.find(def.name, 1).map(|_| ()))
        })?;
    }
    Ok(all)
}

/// Adds the scans of large tables in one statement's plan.
fn scans(conn: &mut Conn, large: &HashSet<String>, name: &str, sql: &str, wrong: &mut Vec<String>) -> Result<()> {
    let names = sources(sql);
    let limited = sql.contains(" LIMIT ");
    for detail in conn.plan(sql)? {
        let Some(rest) = detail.strip_prefix("SCAN ") else { continue };
        let alias = rest.split(' ').next().unwrap_or_default();
        let table = names.iter().rev().find(|(a, _)| a == alias).map_or(alias, |(_, table)| table);
        // Walking an index in its order up to a limit is what a list does.
        let walks = limited && rest.contains(" INDEX ");
        if large.contains(table) && !walks {
            wrong.push(format!("{name}: {detail} ({table})"));
        }
    }
    Ok(())
}

/// Alias and table of each source that a statement names.
fn sources(sql: &str) -> Vec<(String, String)> {
    let spaced = sql.replace(['(', ')', ','], " ").replace('"', "");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let keywords =
        ["WHERE", "JOIN", "LEFT", "CROSS", "ON", "ORDER", "SET", "GROUP", "LIMIT", "INDEXED", "AS", "VALUES", "FOR"];
    let mut out = Vec::new();
    for (place, word) in words.iter().enumerate() {
        if !["FROM", "JOIN", "UPDATE", "INTO"].contains(word) {
            continue;
        }
        let Some(table) = words.get(place + 1) else { continue };
        let alias = words.get(place + 2).filter(|w| !keywords.contains(w)).unwrap_or(table);
        out.push(((*alias).to_owned(), (*table).to_owned()));
    }
    out
}

/// The text of the tables that the set's program wants, for a golden file.
pub fn golden(set: &Set) -> String {
    schema::to_text(&set.registry().tables(&[]))
}
