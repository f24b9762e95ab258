//! Finding records by words, parts of words, codes and numbers in any of the three languages, from one ordinary table.

use crate::registry::Layout;
use crate::{Engine, Predicate, Read, Tx, action};
use base::Result;
use entity::{FieldDef, Kind, Record, Shape, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// At most this many records are weighed for one search.
const CANDIDATES: usize = 1_000;
/// Below this many hits, words that only look alike are tried too.
const FEW: usize = 10;
/// The longest token in characters.
const TOKEN: usize = 40;

/// Text without case and marks, as tokens and duplicate keys compare it: `Müller` and `MULLER` fold alike.
pub fn fold(text: &str) -> String {
    text.nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .map(|c| if c == 'ß' { 's' } else { c })
        .collect()
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

/// The words of a text: folded runs of letters and digits; Han runs give single characters and pairs.
pub fn words(text: &str) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    let folded = fold(text);
    let mut word = String::new();
    let mut han: Vec<char> = Vec::new();
    let flush_han = |han: &mut Vec<char>, out: &mut BTreeSet<String>| {
        out.extend(han.iter().map(char::to_string));
        out.extend(han.windows(2).map(|pair| pair.iter().collect::<String>()));
        han.clear();
    };
    for c in folded.chars().chain([' ']) {
        if is_han(c) {
            han.push(c);
        } else {
            flush_han(&mut han, &mut out);
        }
        if c.is_alphanumeric() && !is_han(c) {
            word.push(c);
        } else if !word.is_empty() {
            out.insert(word.chars().take(TOKEN).collect());
            word.clear();
        }
    }
    out
}

/// The digits of a telephone number from the end, so that the last four find it: `#7654…`.
fn phone_token(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(char::is_ascii_digit).rev().take(TOKEN).collect();
    (digits.len() >= 4).then(|| format!("#{digits}"))
}

fn whole_token(text: &str) -> String {
    format!("={}", fold(text.trim()).chars().take(TOKEN).collect::<String>())
}

/// The tokens of a record and its texts in further languages with their weights: what comes first in the declaration weighs more.
fn tokens(shape: &Shape, record: &Record, translated: &[(String, String)]) -> BTreeMap<String, i64> {
    let mut all = BTreeMap::new();
    collect(shape, record, &mut all);
    for (field, text) in translated {
        if let Some(place) = shape.def.search.iter().position(|name| name == field)
            && let Some(field) = shape.field(field)
        {
            add_text(shape, field, place, text, &mut all);
        }
    }
    for (place, (_, line_shape)) in shape.lines.iter().enumerate() {
        for line in record.lines.get(place).and_then(Option::as_ref).into_iter().flatten() {
            collect(line_shape, line, &mut all);
        }
    }
    all
}

fn collect(shape: &Shape, record: &Record, all: &mut BTreeMap<String, i64>) {
    for (place, name) in shape.def.search.iter().enumerate() {
        let Some(field) = shape.position(name) else { continue };
        let value = &record.values[field];
        let Some(text) = value.text().filter(|t| !t.is_empty()) else { continue };
        add_text(shape, &shape.fields[field], place, text, all);
    }
}

fn add_text(shape: &Shape, field: &FieldDef, place: usize, text: &str, all: &mut BTreeMap<String, i64>) {
    let weight = (10 - place as i64).max(1);
    let mut add = |token: String| {
        let kept = all.entry(token).or_insert(0);
        *kept = (*kept).max(weight);
    };
    if matches!(field.kind, Kind::Phone) {
        phone_token(text).into_iter().for_each(&mut add);
        return;
    }
    words(text).into_iter().for_each(&mut add);
    if matches!(field.kind, Kind::Email | Kind::Number | Kind::Key) || shape.def.code == Some(field.name) {
        add(whole_token(text));
    }
}

impl Tx<'_> {
    /// Writes the search tokens and duplicate keys of new records.
    pub(crate) fn index_new(&mut self, layout: &Layout, records: &[Record]) -> Result<()> {
        self.index(layout, records, &[])
    }

    fn index(&mut self, layout: &Layout, records: &[Record], translated: &[(String, String)]) -> Result<()> {
        let kind = i64::from(layout.shape.def.kind);
        let mut rows = Vec::new();
        let mut keys = Vec::new();
        for record in records {
            let id = record.head.id;
            rows.extend(
                tokens(&layout.shape, record, translated)
                    .into_iter()
                    .map(|(token, weight)| vec![token.into(), kind.into(), id.into(), weight.into()]),
            );
            let mut of_record: Vec<_> = self.keys_of(layout.shape.name(), record)?;
            of_record.sort_by(|a, b| (&a.key, -a.weight).cmp(&(&b.key, -b.weight)));
            of_record.dedup_by(|later, first| later.key == first.key);
            keys.extend(of_record.into_iter().map(|k| vec![k.key.into(), kind.into(), id.into(), k.weight.into()]));
        }
        rows.sort();
        self.insert_tokens("search", "token", rows)?;
        self.insert_tokens("match_key", "key", keys)
    }

    /// Adds the words of further languages that the record's own words do not hold yet.
    pub(crate) fn index_further(&mut self, shape: &Shape, record: &Record, texts: &[(String, String)]) -> Result<()> {
        let own = tokens(shape, record, &[]);
        let (kind, id) = (i64::from(shape.def.kind), record.head.id);
        let further = tokens(shape, record, texts).into_iter().filter(|(token, _)| !own.contains_key(token));
        let rows = further.map(|(token, weight)| vec![token.into(), kind.into(), id.into(), weight.into()]).collect();
        self.insert_tokens("search", "token", rows)
    }

    fn insert_tokens(&mut self, table: &str, first: &str, rows: Vec<Vec<Value>>) -> Result<()> {
        if rows.is_empty() {
            return Ok(());
        }
        if self.engine() == Engine::Sqlite {
            let sql = format!("INSERT INTO {table} ({first}, kind, record, weight) VALUES ($1, $2, $3, $4)");
            return self.conn.borrow_mut().execute_each(&sql, &rows).map(|_| ());
        }
        // One text for any number of rows: they travel as one JSON parameter.
        let list: Vec<_> =
            rows.iter().map(|r| serde_json::json!([r[0].text(), r[1].int(), r[2].int(), r[3].int()])).collect();
        let sql = format!(
            "INSERT INTO {table} ({first}, kind, record, weight) SELECT r->>0, CAST(r->>1 AS BIGINT), CAST(r->>2 AS BIGINT), \
             CAST(r->>3 AS BIGINT) FROM json_array_elements(CAST($1 AS json)) r"
        );
        self.execute_uncounted(&sql, &[Value::Text(serde_json::Value::Array(list).to_string())])
    }

    fn execute_uncounted(&mut self, sql: &str, params: &[Value]) -> Result<()> {
        self.conn.borrow_mut().execute(sql, params).map(|_| ())
    }

    /// Replaces the tokens and keys of a changed record; an archived one has none.
    pub(crate) fn reindex(&mut self, layout: &Layout, record: &Record) -> Result<()> {
        let params = [Value::Int(layout.shape.def.kind.into()), Value::Int(record.head.id)];
        self.execute_uncounted(
            crate::sql!("store.forget_tokens", "DELETE FROM search WHERE kind = $1 AND record = $2"),
            &params,
        )?;
        self.execute_uncounted(
            crate::sql!("store.forget_keys", "DELETE FROM match_key WHERE kind = $1 AND record = $2"),
            &params,
        )?;
        if record.head.archived_at.is_some() {
            return Ok(());
        }
        let mut full = record.clone();
        if full.lines.iter().any(Option::is_none) {
            self.load_lines(layout, std::slice::from_mut(&mut full))?;
        }
        let translated = self.searched_translations(&layout.shape, record.head.id)?;
        self.index(layout, std::slice::from_ref(&full), &translated)
    }
}

/// How one word of a query is looked up: a range of tokens.
#[derive(Clone, Debug)]
struct Term {
    from: String,
    to: String,
    exact: String,
}

impl Term {
    fn prefix(text: &str) -> Term {
        Term { from: text.to_owned(), to: format!("{text}\u{10ffff}"), exact: text.to_owned() }
    }

    fn whole(text: &str) -> Term {
        Term { from: text.to_owned(), to: text.to_owned(), exact: text.to_owned() }
    }
}

/// The terms of a query. Words are prefixes, so that a search answers while it is typed; Han text is found by its pairs.
fn terms(query: &str) -> Vec<Term> {
    let trimmed = query.trim();
    let digits = trimmed.chars().filter(char::is_ascii_digit).count();
    let phone_like = digits >= 4 && trimmed.chars().all(|c| c.is_ascii_digit() || " +-/().".contains(c));
    if trimmed.contains('@') {
        return vec![Term::prefix(&whole_token(trimmed))];
    }
    let mut found: Vec<String> = words(trimmed).into_iter().collect();
    // A pair says all that its single characters say.
    let pairs: Vec<String> =
        found.iter().filter(|w| w.chars().count() == 2 && w.chars().all(is_han)).cloned().collect();
    found
        .retain(|w| !(w.chars().count() == 1 && w.chars().all(is_han) && pairs.iter().any(|p| p.contains(w.as_str()))));
    let mut out: Vec<Term> =
        found.iter().map(|w| if w.chars().all(is_han) { Term::whole(w) } else { Term::prefix(w) }).collect();
    if phone_like {
        let tail: String = trimmed.chars().filter(char::is_ascii_digit).rev().collect();
        out = vec![Term::prefix(&format!("#{tail}"))];
        out.extend(found.first().filter(|w| found.len() == 1 && w.len() == digits).map(|w| Term::prefix(w)));
    }
    out.truncate(8);
    out
}

/// One hit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The entity.
    pub entity: &'static str,
    /// The record.
    pub id: i64,
    /// Higher is better.
    pub score: i64,
}

/// Records that this person may see and that hold every word of the query, best first. `shapes` limits where to look.
pub fn find(read: &Read, shapes: &[Arc<Shape>], query: &str, limit: usize) -> Result<Vec<Hit>> {
    let terms = terms(query);
    if terms.is_empty() {
        return Ok(Vec::new());
    }
    let phone_or_word = terms.len() == 2 && terms[0].from.starts_with('#');
    let mut hits = Vec::new();
    for shape in shapes.iter().filter(|s| !s.def.search.is_empty() || !s.lines.is_empty()) {
        if phone_or_word {
            for term in &terms {
                hits.extend(find_in(read, shape, std::slice::from_ref(term), limit)?);
            }
        } else {
            hits.extend(find_in(read, shape, &terms, limit)?);
        }
    }
    if hits.len() < FEW && !query.chars().any(|c| is_han(c) || c == '@') {
        for shape in shapes.iter().filter(|s| !s.def.search.is_empty()) {
            hits.extend(find_alike(read, shape, &terms, limit)?);
        }
    }
    hits.sort_by(|a, b| b.score.cmp(&a.score).then(b.id.cmp(&a.id)));
    let mut seen = BTreeSet::new();
    hits.retain(|h| seen.insert((h.entity, h.id)));
    hits.truncate(limit);
    Ok(hits)
}

/// How many rows a term leads to, counted no further than the cap.
fn breadth(read: &Read, kind: i64, term: &Term) -> Result<i64> {
    let sql = crate::sql!(
        "store.search_breadth",
        "SELECT COUNT(*) FROM (SELECT 1 FROM search WHERE token >= $1 AND token <= $2 AND kind = $3 LIMIT 1001) x"
    );
    read.number(sql, &[term.from.as_str().into(), term.to.as_str().into(), kind.into()])
}

fn find_in(read: &Read, shape: &Arc<Shape>, terms: &[Term], limit: usize) -> Result<Vec<Hit>> {
    let access = read.access()?;
    let kind = i64::from(shape.def.kind);
    let mut order: Vec<(i64, &Term)> = Vec::with_capacity(terms.len());
    for term in terms {
        order.push((if terms.len() == 1 { 0 } else { breadth(read, kind, term)? }, term));
    }
    order.sort_by_key(|(breadth, _)| *breadth);
    let Some((lead, rest)) = order.split_first() else { return Ok(Vec::new()) };
    let (mut params, mut conditions): (Vec<Value>, Vec<String>) = (Vec::new(), Vec::new());
    for text in [&lead.1.exact, &lead.1.from, &lead.1.to] {
        params.push(text.as_str().into());
    }
    params.push(kind.into());
    for (_, term) in rest {
        params.push(term.from.as_str().into());
        params.push(term.to.as_str().into());
        let (from, to) = (params.len() - 1, params.len());
        conditions.push(format!(
            "EXISTS (SELECT 1 FROM search o WHERE o.kind = s.kind AND o.record = s.record AND o.token >= ${from} AND o.token <= ${to})"
        ));
    }
    let visible = match access.predicate(shape, action::READ, "t", &mut params) {
        Predicate::Nothing => return Ok(Vec::new()),
        Predicate::Everything => String::new(),
        Predicate::Rows(condition) => {
            conditions.push(condition);
            format!("JOIN \"{}\" t ON t.id = s.record", shape.table())
        }
    };
    let conditions = conditions.iter().map(|c| format!(" AND {c}")).collect::<String>();
    // The exact token is asked first: a range over a prefix would spend the cap on other words.
    let mut hits: BTreeMap<i64, i64> = BTreeMap::new();
    for (range, bonus) in
        [("s.token = $1 AND $2 <= $3", 100), ("s.token >= $2 AND s.token <= $3 AND s.token <> $1", 50)]
    {
        if hits.len() >= limit || (bonus == 50 && lead.1.from == lead.1.to) {
            break;
        }
        let most = if rest.is_empty() { limit.clamp(50, CANDIDATES) } else { CANDIDATES };
        let sql = format!(
            "SELECT s.record, s.weight FROM search s {visible} WHERE {range} AND s.kind = $4{conditions} \
             ORDER BY s.token DESC, s.kind DESC, s.record DESC LIMIT {most}"
        );
        for row in read.query(&sql, &params)? {
            if let [Value::Int(record), Value::Int(weight)] = row.as_slice() {
                let score = hits.entry(*record).or_insert(0);
                *score = (*score).max(bonus + weight);
            }
        }
    }
    Ok(hits.into_iter().map(|(id, score)| Hit { entity: shape.name(), id, score }).collect())
}

/// Hits for words with one slip: tokens that begin alike and are at most one edit away (two for long words).
fn find_alike(read: &Read, shape: &Arc<Shape>, terms: &[Term], limit: usize) -> Result<Vec<Hit>> {
    let kind = i64::from(shape.def.kind);
    let mut replaced = Vec::new();
    let mut any = false;
    for term in terms {
        let length = term.exact.chars().count();
        if length < 4 || term.exact.starts_with(['#', '=']) || breadth(read, kind, term)? > 0 {
            replaced.push(vec![term.clone()]);
            continue;
        }
        let near = near_tokens(read, kind, &term.exact)?;
        any |= !near.is_empty();
        replaced.push(near.into_iter().map(|t| Term::whole(&t)).collect());
    }
    if !any || replaced.iter().any(Vec::is_empty) {
        return Ok(Vec::new());
    }
    let mut hits = Vec::new();
    for (place, choices) in replaced.iter().enumerate() {
        for choice in choices.iter().take(5) {
            let mut with: Vec<Term> = replaced.iter().map(|c| c[0].clone()).collect();
            with[place] = choice.clone();
            hits.extend(find_in(read, shape, &with, limit)?.into_iter().map(|h| Hit { score: h.score - 80, ..h }));
        }
    }
    Ok(hits)
}

/// Distinct tokens near a word, found by skipping through the index from token to token: those that share the first two
/// letters, then those whose slip lies in the first two.
fn near_tokens(read: &Read, kind: i64, word: &str) -> Result<Vec<String>> {
    let allowed = if word.chars().count() >= 8 { 2 } else { 1 };
    let chars: Vec<char> = word.chars().collect();
    let mut starts = vec![chars[..2].iter().collect::<String>()];
    starts.push([chars[1], chars[0]].iter().collect());
    starts.push([chars[1], chars[2]].iter().collect());
    starts.push([chars[0], chars[2]].iter().collect());
    starts.dedup();
    let next = crate::sql!(
        "store.next_token",
        "SELECT token FROM search WHERE token > $1 AND token < $2 AND kind = $3 ORDER BY token LIMIT 1"
    );
    let mut near: Vec<(usize, String)> = Vec::new();
    let mut steps = 0;
    for start in starts {
        let end = format!("{start}\u{10ffff}");
        let mut at = start;
        while steps < 400 {
            steps += 1;
            let row = read.row(next, &[at.as_str().into(), end.as_str().into(), kind.into()])?;
            let Some(token) = row.as_ref().and_then(|r| r.first()).and_then(Value::text) else { break };
            let distance = distance(&chars, &token.chars().collect::<Vec<_>>(), allowed);
            if let Some(distance) = distance {
                near.push((distance, token.to_owned()));
            }
            at = token.to_owned();
        }
    }
    near.sort();
    near.dedup();
    Ok(near.into_iter().map(|(_, token)| token).take(5).collect())
}

/// The number of slips between two words (a swap of neighbours counts once), if not above `allowed`.
fn distance(a: &[char], b: &[char], allowed: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > allowed {
        return None;
    }
    let mut rows = vec![vec![0usize; b.len() + 1]; a.len() + 1];
    for (i, row) in rows.iter_mut().enumerate() {
        row[0] = i;
    }
    rows[0] = (0..=b.len()).collect();
    for i in 1..=a.len() {
        for j in 1..=b.len() {
            let cost = usize::from(a[i - 1] != b[j - 1]);
            let mut best = (rows[i - 1][j] + 1).min(rows[i][j - 1] + 1).min(rows[i - 1][j - 1] + cost);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(rows[i - 2][j - 2] + 1);
            }
            rows[i][j] = best;
        }
    }
    let found = rows[a.len()][b.len()];
    (found <= allowed).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_fold_case_marks_and_han() {
        let set = |text: &str| words(text).into_iter().collect::<Vec<_>>();
        assert_eq!(set("Müller & Söhne GmbH"), ["gmbh", "muller", "sohne"]);
        assert_eq!(set("上海机械"), ["上", "上海", "机", "机械", "械", "海", "海机"]);
        assert_eq!(set("M8×40, 10.9"), ["10", "40", "9", "m8"]);
        assert_eq!(set("  ,; "), Vec::<String>::new());
    }

    #[test]
    fn one_slip_is_forgiven() {
        let near = |a: &str, b: &str, n| distance(&a.chars().collect::<Vec<_>>(), &b.chars().collect::<Vec<_>>(), n);
        assert_eq!(near("nordbua", "nordbau", 1), Some(1));
        assert_eq!(near("nrdbau", "nordbau", 1), Some(1));
        assert_eq!(near("nordbau", "nordbau", 1), Some(0));
        assert_eq!(near("sudbau", "nordbau", 1), None);
    }
}
