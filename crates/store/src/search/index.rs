//! Keeping the search table: which words a record is found by, written with it and changed with it.
//!
//! `search` leads from a word to records, `search_record` from a record to its words. The second is one row for all words: a
//! second index over the first would cost as much again as the first for every word of every record. Likewise `match_key` and
//! `match_record` for the keys by which duplicates are found.

use super::tokens;
use crate::conn::Conn;
use crate::later::Later;
use crate::registry::Layout;
use crate::{Engine, Read, Tx};
use base::Result;
use entity::{Record, Shape, Value};
use std::collections::BTreeMap;

/// Stands before each token of a record, and its weight after [`WEIGHT`].
const TOKEN: char = '\n';
const WEIGHT: char = '\t';

/// What stands in a record's tokens when it holds this one, or one that begins so.
pub(super) fn mark(token: &str, whole: bool) -> String {
    if whole { format!("{TOKEN}{token}{WEIGHT}") } else { format!("{TOKEN}{token}") }
}

fn joined(tokens: &BTreeMap<String, i64>) -> String {
    let mut text = String::with_capacity(tokens.len() * 12);
    for (token, weight) in tokens {
        text.push(TOKEN);
        text.push_str(token);
        text.push(WEIGHT);
        text.push_str(&weight.to_string());
    }
    text
}

fn parted(text: &str) -> BTreeMap<String, i64> {
    let one =
        |part: &str| part.split_once(WEIGHT).map(|(token, weight)| (token.to_owned(), weight.parse().unwrap_or(0)));
    text.split(TOKEN).filter_map(one).collect()
}

/// What the words and duplicate keys of one record are to be; nothing is left as it is.
#[derive(Debug, Default)]
struct Wanted {
    /// It was made by this transaction, so nothing of it is there yet.
    fresh: bool,
    tokens: Option<BTreeMap<String, i64>>,
    keys: Option<BTreeMap<String, i64>>,
}

/// The words and keys that a transaction leaves for its end, by kind and record: a record that changes twice is written once.
#[derive(Debug, Default)]
pub(crate) struct Words(BTreeMap<(i64, i64), Wanted>);

/// One of the two tables that lead from a text to records, and the one that leads back.
struct Pair {
    table: &'static str,
    text: &'static str,
    of_record: &'static str,
    texts: &'static str,
}

const TOKENS: Pair = Pair { table: "search", text: "token", of_record: "search_record", texts: "tokens" };
const KEYS: Pair = Pair { table: "match_key", text: "key", of_record: "match_record", texts: "keys" };

impl Words {
    /// The tables they are written to; the first is part of the name of the second.
    pub const TABLES: [&'static str; 3] = [TOKENS.table, KEYS.table, KEYS.of_record];

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The writes that bring the tables up to date, in the order of their keys, so that neighbours land on the same page.
    pub fn writes(self, conn: &mut Conn) -> Result<Vec<Later>> {
        let mut writes = Vec::new();
        let mut words = self.0;
        let part = |words: &mut BTreeMap<(i64, i64), Wanted>, of: fn(&mut Wanted) -> Option<BTreeMap<String, i64>>| {
            words.iter_mut().filter_map(|(key, w)| Some((*key, (w.fresh, of(w)?)))).collect::<Vec<_>>()
        };
        for (pair, wanted) in
            [(TOKENS, part(&mut words, |w| w.tokens.take())), (KEYS, part(&mut words, |w| w.keys.take()))]
        {
            pair.writes(conn, wanted, &mut writes)?;
        }
        Ok(writes)
    }
}

type Known = ((i64, i64), (bool, BTreeMap<String, i64>));

impl Pair {
    fn writes(&self, conn: &mut Conn, wanted: Vec<Known>, writes: &mut Vec<Later>) -> Result<()> {
        let there = self.there(conn, wanted.iter().filter(|(_, (fresh, _))| !fresh).map(|(key, _)| *key))?;
        let nothing = BTreeMap::new();
        let (mut rows, mut records) = (Vec::new(), Vec::new());
        for ((kind, id), (fresh, wanted)) in wanted {
            let was = there.get(&(kind, id)).unwrap_or(&nothing);
            let gone: Vec<&str> =
                was.iter().filter(|(t, w)| wanted.get(*t) != Some(w)).map(|(t, _)| t.as_str()).collect();
            if !gone.is_empty() {
                let texts = serde_json::to_string(&gone).unwrap_or_default();
                let sql = format!(
                    "DELETE FROM {} WHERE kind = $1 AND record = $2 AND {} IN TEXTS($3)",
                    self.table, self.text
                );
                writes.push(later(self.table, sql, vec![kind.into(), id.into(), texts.into()]));
            }
            let new = rows.len();
            for (text, weight) in wanted.iter().filter(|(t, w)| was.get(*t) != Some(w)) {
                rows.push(vec![text.clone().into(), kind.into(), id.into(), (*weight).into()]);
            }
            if gone.is_empty() && rows.len() == new {
                continue;
            }
            if !wanted.is_empty() {
                records.push(vec![kind.into(), id.into(), joined(&wanted).into()]);
            } else if !fresh {
                let sql = format!("DELETE FROM {} WHERE kind = $1 AND record = $2", self.of_record);
                writes.push(later(self.of_record, sql, vec![kind.into(), id.into()]));
            }
        }
        rows.sort_unstable();
        writes.extend(rows_of(conn.engine(), self.table, &[self.text, "kind", "record", "weight"], "", rows));
        let replaced = format!(" ON CONFLICT (kind, record) DO UPDATE SET {0} = excluded.{0}", self.texts);
        writes.extend(rows_of(conn.engine(), self.of_record, &["kind", "record", self.texts], &replaced, records));
        Ok(())
    }

    /// The texts that are there of records, in one question for each kind.
    fn there(
        &self,
        conn: &mut Conn,
        records: impl Iterator<Item = (i64, i64)>,
    ) -> Result<BTreeMap<(i64, i64), BTreeMap<String, i64>>> {
        let mut by_kind: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
        records.for_each(|(kind, id)| by_kind.entry(kind).or_default().push(id));
        let mut found = BTreeMap::new();
        for (kind, ids) in by_kind {
            let sql =
                format!("SELECT record, {} FROM {} WHERE kind = $1 AND record IN LIST($2)", self.texts, self.of_record);
            for row in conn.query(&sql, &[kind.into(), crate::id_list(&ids)])? {
                if let [Value::Int(id), Value::Text(text)] = row.as_slice() {
                    found.insert((kind, *id), parted(text));
                }
            }
        }
        Ok(found)
    }
}

fn later(table: &str, sql: String, params: Vec<Value>) -> Later {
    Later { table: table.to_owned(), sql, rows: vec![params], finds: None }
}

/// Rows without ids; they do not count towards the row budget, which counts what people see.
fn rows_of(engine: Engine, table: &str, columns: &[&str], tail: &str, rows: Vec<Vec<Value>>) -> Option<Later> {
    if rows.is_empty() {
        return None;
    }
    let names = columns.join(", ");
    if engine == Engine::Sqlite {
        let marks = (1..=columns.len()).map(|i| format!("${i}")).collect::<Vec<_>>().join(", ");
        let sql = format!("INSERT INTO {table} ({names}) VALUES ({marks}){tail}");
        return Some(Later { table: table.to_owned(), sql, rows, finds: None });
    }
    // One text for any number of rows: they travel as one JSON parameter.
    let json = |value: &Value| match value {
        Value::Int(n) => serde_json::json!(n),
        other => serde_json::json!(other.text()),
    };
    let list: Vec<Vec<_>> = rows.iter().map(|row| row.iter().map(json).collect()).collect();
    let whole = |column: &str| ["kind", "record", "weight"].contains(&column);
    let values = columns.iter().enumerate().map(|(place, column)| match whole(column) {
        true => format!("CAST(r->>{place} AS BIGINT)"),
        false => format!("r->>{place}"),
    });
    let sql = format!(
        "INSERT INTO {table} ({names}) SELECT {} FROM json_array_elements(CAST($1 AS json)) r{tail}",
        values.collect::<Vec<_>>().join(", ")
    );
    Some(later(table, sql, vec![Value::Text(serde_json::to_string(&list).unwrap_or_default())]))
}

impl Tx<'_> {
    /// Notes the search tokens and duplicate keys of new records.
    pub(crate) fn index_new(&mut self, layout: &Layout, records: &[Record]) -> Result<()> {
        let kind = i64::from(layout.shape.def.kind);
        for record in records {
            let (tokens, keys) = (tokens(&layout.shape, record, &[]), self.unlike_keys(layout, record)?);
            if !tokens.is_empty() || !keys.is_empty() {
                let wanted = Wanted { fresh: true, tokens: Some(tokens), keys: Some(keys) };
                self.waiting.words.borrow_mut().0.insert((kind, record.head.id), wanted);
            }
        }
        Ok(())
    }

    /// Notes what the words, and the keys if they are given, of a record are now.
    fn note_words(
        &mut self,
        shape: &Shape,
        id: i64,
        tokens: BTreeMap<String, i64>,
        keys: Option<BTreeMap<String, i64>>,
    ) {
        let mut words = self.waiting.words.borrow_mut();
        let noted = words.0.entry((i64::from(shape.def.kind), id)).or_default();
        noted.tokens = Some(tokens);
        noted.keys = keys.or(noted.keys.take());
    }

    /// Adds the words of further languages that the record's own words do not hold yet.
    pub(crate) fn index_further(&mut self, shape: &Shape, record: &Record) -> Result<()> {
        let texts = self.searched_translations(shape, record.head.id)?;
        self.note_words(shape, record.head.id, tokens(shape, record, &texts), None);
        Ok(())
    }

    /// True when a change touched no word and no key, as far as can be told without asking: then the index stays as it is.
    pub(crate) fn says_the_same(&self, layout: &Layout, before: &Record, after: &Record) -> Result<bool> {
        let loaded = |r: &Record| r.lines.iter().map(Option::is_some).collect::<Vec<_>>();
        if before.head.archived_at != after.head.archived_at || loaded(before) != loaded(after) {
            return Ok(false);
        }
        // Translations are the same on both sides.
        let shape = &layout.shape;
        Ok(tokens(shape, before, &[]) == tokens(shape, after, &[])
            && self.unlike_keys(layout, before)? == self.unlike_keys(layout, after)?)
    }

    /// Brings the tokens and keys of a changed record up to date; an archived one has none.
    pub(crate) fn reindex(&mut self, layout: &Layout, record: &Record) -> Result<()> {
        let (shape, id) = (layout.shape.clone(), record.head.id);
        if record.head.archived_at.is_some() {
            self.note_words(&shape, id, BTreeMap::new(), Some(BTreeMap::new()));
            return Ok(());
        }
        let loaded;
        let full = if record.lines.iter().any(Option::is_none) {
            let mut copy = record.clone();
            self.load_lines(layout, std::slice::from_mut(&mut copy))?;
            loaded = copy;
            &loaded
        } else {
            record
        };
        let translated = self.searched_translations(&shape, id)?;
        let keys = self.unlike_keys(layout, full)?;
        self.note_words(&shape, id, tokens(&shape, full, &translated), Some(keys));
        Ok(())
    }

    /// The duplicate keys of a record, each once with its highest weight.
    fn unlike_keys(&self, layout: &Layout, record: &Record) -> Result<BTreeMap<String, i64>> {
        let mut keys = BTreeMap::new();
        for key in self.keys_of(layout.shape.name(), record)? {
            let kept = keys.entry(key.key).or_insert(key.weight);
            *kept = key.weight.max(*kept);
        }
        Ok(keys)
    }
}

impl Read<'_> {
    /// The keys by which a record is found as a duplicate now, with their weights; none for an archived one.
    pub fn match_keys(&self, kind: u16, id: i64) -> Result<BTreeMap<String, i64>> {
        let sql = crate::sql!("store.keys_of", "SELECT keys FROM match_record WHERE kind = $1 AND record = $2");
        let row = self.row(sql, &[i64::from(kind).into(), id.into()])?;
        Ok(parted(row.as_ref().and_then(|r| r.first()).and_then(Value::text).unwrap_or_default()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tokens_of_a_record_read_back() {
        let tokens = BTreeMap::from([("nordbau".to_owned(), 10), ("=p 00001".to_owned(), 9), ("上海".to_owned(), 10)]);
        let text = joined(&tokens);
        assert_eq!(parted(&text), tokens);
        assert!(text.contains(&mark("nord", false)) && !text.contains(&mark("nord", true)));
        assert!(text.contains(&mark("nordbau", true)) && !text.contains(&mark("bau", false)));
        assert_eq!(parted(""), BTreeMap::new());
    }
}
