//! Keeping the search table: which words a record is found by, written with it and changed with it.
//!
//! `search` leads from a word to records, `search_record` from a record to its words. The second is one row for all words: a
//! second index over the first would cost as much again as the first for every word of every record. Likewise `match_key` and
//! `match_record` for the keys by which duplicates are found.

use super::tokens;
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

impl Tx<'_> {
    /// Writes the search tokens and duplicate keys of new records.
    pub(crate) fn index_new(&mut self, layout: &Layout, records: &[Record]) -> Result<()> {
        let kind = i64::from(layout.shape.def.kind);
        let (mut rows, mut of_records) = (Vec::new(), Vec::new());
        let (mut keys, mut keys_of_records) = (Vec::new(), Vec::new());
        for record in records {
            let id = record.head.id;
            let tokens = tokens(&layout.shape, record, &[]);
            if !tokens.is_empty() {
                of_records.push(vec![kind.into(), id.into(), joined(&tokens).into()]);
            }
            rows.extend(
                tokens.into_iter().map(|(token, weight)| vec![token.into(), kind.into(), id.into(), weight.into()]),
            );
            let of_record = self.unlike_keys(layout, record)?;
            if !of_record.is_empty() {
                keys_of_records.push(vec![kind.into(), id.into(), joined(&of_record).into()]);
            }
            keys.extend(
                of_record.into_iter().map(|(key, weight)| vec![key.into(), kind.into(), id.into(), weight.into()]),
            );
        }
        // In the order of the index, neighbours land on the same page.
        rows.sort_unstable();
        keys.sort_unstable();
        self.insert_all("search", &["token", "kind", "record", "weight"], rows)?;
        self.insert_all("search_record", &["kind", "record", "tokens"], of_records)?;
        self.insert_all("match_key", &["key", "kind", "record", "weight"], keys)?;
        self.insert_all("match_record", &["kind", "record", "keys"], keys_of_records)
    }

    /// Adds the words of further languages that the record's own words do not hold yet.
    pub(crate) fn index_further(&mut self, shape: &Shape, record: &Record) -> Result<()> {
        let texts = self.searched_translations(shape, record.head.id)?;
        self.keep_tokens(shape, record.head.id, tokens(shape, record, &texts))
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
            self.keep_tokens(&shape, id, BTreeMap::new())?;
            return self.keep_keys(&shape, id, BTreeMap::new());
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
        self.keep_tokens(&shape, id, tokens(&shape, full, &translated))?;
        let keys = self.unlike_keys(layout, full)?;
        self.keep_keys(&shape, id, keys)
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

    /// Writes only what differs from the tokens that are there: most changes touch no word.
    fn keep_tokens(&mut self, shape: &Shape, id: i64, wanted: BTreeMap<String, i64>) -> Result<()> {
        let kind = Value::Int(shape.def.kind.into());
        let sql = crate::sql!("store.tokens_of", "SELECT tokens FROM search_record WHERE kind = $1 AND record = $2");
        let row = self.row(sql, &[kind.clone(), id.into()])?;
        let there = parted(row.as_ref().and_then(|r| r.first()).and_then(Value::text).unwrap_or_default());
        let forget = crate::sql!(
            "store.forget_tokens",
            "DELETE FROM search WHERE kind = $1 AND record = $2 AND token IN TEXTS($3)"
        );
        if !self.replace(forget, "search", "token", (&kind, id), &there, &wanted)? {
            return Ok(());
        }
        let keep = crate::sql!(
            "store.keep_tokens",
            "INSERT INTO search_record (kind, record, tokens) VALUES ($1, $2, $3) \
             ON CONFLICT (kind, record) DO UPDATE SET tokens = excluded.tokens"
        );
        let drop = crate::sql!("store.drop_tokens", "DELETE FROM search_record WHERE kind = $1 AND record = $2");
        match wanted.is_empty() {
            true => self.execute_uncounted(drop, &[kind, id.into()]),
            false => self.execute_uncounted(keep, &[kind, id.into(), joined(&wanted).into()]),
        }
    }

    fn keep_keys(&mut self, shape: &Shape, id: i64, wanted: BTreeMap<String, i64>) -> Result<()> {
        let kind = Value::Int(shape.def.kind.into());
        let there = self.match_keys(shape.def.kind, id)?;
        let forget = crate::sql!(
            "store.forget_keys",
            "DELETE FROM match_key WHERE kind = $1 AND record = $2 AND key IN TEXTS($3)"
        );
        if !self.replace(forget, "match_key", "key", (&kind, id), &there, &wanted)? {
            return Ok(());
        }
        let keep = crate::sql!(
            "store.keep_keys",
            "INSERT INTO match_record (kind, record, keys) VALUES ($1, $2, $3) \
             ON CONFLICT (kind, record) DO UPDATE SET keys = excluded.keys"
        );
        let drop = crate::sql!("store.drop_keys", "DELETE FROM match_record WHERE kind = $1 AND record = $2");
        match wanted.is_empty() {
            true => self.execute_uncounted(drop, &[kind, id.into()]),
            false => self.execute_uncounted(keep, &[kind, id.into(), joined(&wanted).into()]),
        }
    }

    /// Deletes what is there and not wanted, adds what is wanted and not there; true when anything differed.
    fn replace(
        &mut self,
        forget: &str,
        table: &str,
        column: &str,
        (kind, id): (&Value, i64),
        there: &BTreeMap<String, i64>,
        wanted: &BTreeMap<String, i64>,
    ) -> Result<bool> {
        let missing = |from: &BTreeMap<String, i64>, of: &BTreeMap<String, i64>| -> Vec<(String, i64)> {
            of.iter().filter(|(text, weight)| from.get(*text) != Some(weight)).map(|(t, w)| (t.clone(), *w)).collect()
        };
        let (gone, new) = (missing(wanted, there), missing(there, wanted));
        if !gone.is_empty() {
            let texts: Vec<&str> = gone.iter().map(|(text, _)| text.as_str()).collect();
            let texts = serde_json::to_string(&texts).unwrap_or_default();
            self.execute_uncounted(forget, &[kind.clone(), id.into(), texts.into()])?;
        }
        let differs = !gone.is_empty() || !new.is_empty();
        let rows = new.into_iter().map(|(text, weight)| vec![text.into(), kind.clone(), id.into(), weight.into()]);
        self.insert_all(table, &[column, "kind", "record", "weight"], rows.collect())?;
        Ok(differs)
    }

    /// Inserts rows without ids; they do not count towards the row budget, which counts what people see.
    fn insert_all(&mut self, table: &str, columns: &[&str], rows: Vec<Vec<Value>>) -> Result<()> {
        if rows.is_empty() {
            return Ok(());
        }
        let names = columns.join(", ");
        if self.engine() == Engine::Sqlite {
            let marks = (1..=columns.len()).map(|i| format!("${i}")).collect::<Vec<_>>().join(", ");
            let sql = format!("INSERT INTO {table} ({names}) VALUES ({marks})");
            return self.conn.borrow_mut().execute_each(&sql, &rows).map(|_| ());
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
            "INSERT INTO {table} ({names}) SELECT {} FROM json_array_elements(CAST($1 AS json)) r",
            values.collect::<Vec<_>>().join(", ")
        );
        self.execute_uncounted(&sql, &[Value::Text(serde_json::to_string(&list).unwrap_or_default())])
    }

    fn execute_uncounted(&mut self, sql: &str, params: &[Value]) -> Result<()> {
        self.conn.borrow_mut().execute(sql, params).map(|_| ())
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
