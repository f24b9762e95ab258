//! Making the search rows of records anew when what they are made from was declared otherwise.

use crate::{Registry, Set, Who};
use base::Result;
use entity::{Shape, Value};
use std::collections::BTreeMap;

/// Raised when tokens or duplicate keys come to be made in another way, so that every set makes them anew.
const WAY: u32 = 1;
/// Records of one transaction.
const STEP: usize = 100;
/// What the facts begin with that say how the rows of an entity were made.
const FACT: &str = "search:";

/// What the search rows of an entity follow from: its declaration, and that of its lines.
fn declared(shape: &Shape) -> String {
    let mut text = format!("{WAY}");
    let lines = shape.lines.iter().map(|(_, line)| &**line);
    for shape in std::iter::once(shape).chain(lines) {
        text.push_str(&format!("|{}", shape.def.code.unwrap_or_default()));
        if let Some(reserved) = shape.def.reserved {
            text.push_str(&format!(" without {}={}", reserved.field, reserved.code));
        }
        for name in shape.def.search {
            let kind = shape.field(name).map(|f| format!("{:?}", f.kind)).unwrap_or_default();
            // A choice says all its options; its name is enough.
            text.push_str(&format!(" {name}:{}", kind.split(['(', ' ']).next().unwrap_or_default()));
        }
    }
    text
}

/// The facts of a set whose rows are all made as declared now: a new one.
pub(crate) fn facts(registry: &Registry) -> Vec<(String, String)> {
    let shapes = registry.shapes(&[], &std::collections::HashSet::new());
    let own = |shape: &Shape| (format!("{FACT}{}", shape.name()), declared(shape));
    shapes.iter().filter(|s| s.def.line_of.is_none()).map(|s| own(s)).collect()
}

impl Set {
    /// Makes search rows and duplicate keys anew for entities whose declaration changed since theirs were made, some records a
    /// transaction, while others work. What is interrupted begins again the next time. Returns how many records it went through.
    pub fn renew_search(&self) -> Result<u64> {
        let who = Who::program("renewing the search");
        let known: BTreeMap<String, String> = self.read(&who, |read| {
            let sql =
                crate::sql!("store.search_facts", "SELECT name, value FROM store_fact WHERE name >= $1 AND name < $2");
            let rows = read.query(sql, &[FACT.into(), "search;".into()])?;
            let pair = |row: &crate::Row| Some((row.first()?.text()?.to_owned(), row.get(1)?.text()?.to_owned()));
            Ok(rows.iter().filter_map(pair).collect())
        })?;
        let mut renewed = 0;
        for (fact, wanted) in facts(self.registry()) {
            if known.get(&fact) != Some(&wanted) {
                renewed += self.renew(&who, &fact, &wanted)?;
            }
        }
        Ok(renewed)
    }

    fn renew(&self, who: &Who, fact: &str, wanted: &str) -> Result<u64> {
        let (mut after, mut renewed) = (0, 0);
        loop {
            let (fact, wanted) = (fact.to_owned(), wanted.to_owned());
            let ids: Vec<i64> = self.write_job(who, move |tx| {
                let name = fact.trim_start_matches(FACT);
                let model = tx.model().clone();
                let layout = tx.layout(name)?;
                let table = layout.shape.table();
                let sql = format!("SELECT id FROM \"{table}\" WHERE id > $1 ORDER BY id LIMIT {STEP}");
                let rows = tx.query(&sql, &[Value::Int(after)])?;
                let ids: Vec<i64> = rows.iter().filter_map(|row| row.first().and_then(Value::int)).collect();
                if ids.is_empty() {
                    let done = crate::sql!(
                        "store.search_fact",
                        "INSERT INTO store_fact (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE \
                         SET value = excluded.value"
                    );
                    tx.execute(done, &[fact.as_str().into(), wanted.as_str().into()])?;
                    return Ok(ids);
                }
                if let Some(layout) = model.layouts.get(name) {
                    for record in tx.lock_records(name, &ids)? {
                        tx.reindex(layout, &record)?;
                    }
                }
                Ok(ids)
            })?;
            let Some(last) = ids.last() else { return Ok(renewed) };
            (after, renewed) = (*last, renewed + ids.len() as u64);
        }
    }
}
