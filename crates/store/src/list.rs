//! Lists of any size: rows of one page by key, the foot over the whole filter, groups, and everything for an export.

use crate::audit::hex;
use crate::registry::Layout;
use crate::{Access, Engine, Predicate, Read, Row, action, filter, read, schema, search};
use base::{Error, Refusal, Result};
use entity::{FieldDef, Kind, Record, Shape, Value};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Most rows of one page.
pub const MOST: usize = 500;
/// Sorting by a field without an index is offered up to this many rows.
pub const UNINDEXED: i64 = 10_000;
/// The foot counts no further than this where no index covers it, until somebody asks for all.
pub const COUNTED: i64 = 10_000;
/// Up to here it is cheaper to gather a filter's rows and sort them than to walk the sort index.
const GATHERED: i64 = 7_000;
/// Rows of the list's order that are tried against a filter before its rows are counted.
const GLANCED: i64 = 600;
/// Records weighed for a search inside a list.
const FOUND: usize = 1_000;

/// Which records by their archive state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Archived {
    /// Live ones.
    #[default]
    Live,
    /// Archived ones.
    Only,
}

/// What a list is asked.
#[derive(Clone, Debug, Default)]
pub struct Question {
    /// The entity.
    pub entity: String,
    /// A filter in the filter language.
    pub filter: String,
    /// Words to search for.
    pub q: String,
    /// The field to sort by, `-` before it for descending; empty for the entity's own.
    pub sort: String,
    /// Rows of a page.
    pub limit: usize,
    /// Where the page starts, from an earlier answer.
    pub cursor: String,
    /// Live or archived.
    pub archived: Archived,
}

/// One page of a list.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// The records, without lines, hidden fields blanked.
    pub records: Vec<Record>,
    /// The cursor of the next page.
    pub next: Option<String>,
    /// The cursor of the previous page.
    pub previous: Option<String>,
    /// The cursor of the last page.
    pub last: String,
}

/// The foot of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Foot {
    /// How many records.
    pub count: i64,
    /// True when there are more than were counted.
    pub more: bool,
    /// Sums by field and currency (the currency's id, where the field has one).
    pub sums: Vec<Sum>,
}

/// One sum of a foot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sum {
    /// The field.
    pub field: &'static str,
    /// The currency's id.
    pub currency: Option<i64>,
    /// The sum in the field's units.
    pub units: i64,
}

/// One group of a list.
#[derive(Clone, Debug)]
pub struct Group {
    /// The value they share.
    pub value: Value,
    /// How many, and their sums.
    pub foot: Foot,
}

/// Where a page starts: after or before a row, among rows with a sort value or among those without.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Cursor {
    back: bool,
    empty: bool,
    /// The row's sort value and id; `None` means the very end.
    row: Option<(Value, i64)>,
}

impl Cursor {
    const START: Cursor = Cursor { back: false, empty: false, row: None };

    fn write(&self) -> String {
        let head = format!("{}{}", if self.back { 'b' } else { 'f' }, if self.empty { 'n' } else { 'v' });
        match &self.row {
            None => head,
            Some((value, id)) => match value {
                Value::Int(n) => format!("{head}{id}.i{n}"),
                Value::Text(text) => format!("{head}{id}.t{}", hex(text.as_bytes())),
                Value::Bytes(bytes) => format!("{head}{id}.b{}", hex(bytes)),
                Value::Null => format!("{head}{id}.n"),
            },
        }
    }

    fn read(text: &str) -> Option<Cursor> {
        let mut chars = text.chars();
        let back = match chars.next()? {
            'b' => true,
            'f' => false,
            _ => return None,
        };
        let empty = match chars.next()? {
            'n' => true,
            'v' => false,
            _ => return None,
        };
        let rest = chars.as_str();
        if rest.is_empty() {
            return Some(Cursor { back, empty, row: None });
        }
        let (id, value) = rest.split_once('.')?;
        let id = id.parse().ok()?;
        let value = match value.split_at_checked(1)? {
            ("i", n) => Value::Int(n.parse().ok()?),
            ("t", text) => Value::Text(String::from_utf8(unhex(text)?).ok()?),
            ("b", bytes) => Value::Bytes(unhex(bytes)?),
            ("n", "") => Value::Null,
            _ => return None,
        };
        Some(Cursor { back, empty, row: Some((value, id)) })
    }
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    if text.len() > 10_000 || !text.len().is_multiple_of(2) || !text.is_ascii() {
        return None;
    }
    (0..text.len()).step_by(2).map(|i| u8::from_str_radix(&text[i..i + 2], 16).ok()).collect()
}

/// A question typed against the shape and the rights of whoever asks.
struct Asked<'a> {
    layout: &'a Layout,
    access: Arc<Access>,
    /// Conditions joined by AND, the archive state first: which rows there are for whoever asks.
    scope: String,
    /// These and those of filter and search.
    condition: String,
    params: Vec<Value>,
    /// Own columns that filter and rights read.
    columns: BTreeSet<String>,
    /// Own fields that every match has certain values of, and those that have one value in all of them.
    fixed: Vec<String>,
    constant: Vec<String>,
    live: bool,
    filtered: bool,
    /// True when the words led to more records than are weighed.
    cut: bool,
    sort: FieldDef,
    descending: bool,
}

fn ask<'a>(read: &'a Read, question: &Question) -> Result<Option<Asked<'a>>> {
    ask_after(read, question, Vec::new())
}

/// The same in a statement that has values already.
fn ask_after<'a>(read: &'a Read, question: &Question, mut params: Vec<Value>) -> Result<Option<Asked<'a>>> {
    let layout = read.layout(&question.entity)?;
    let shape = &layout.shape;
    let access = read.access()?;
    if layout.line || !access.may(shape, action::READ) {
        return Err(Error::forbidden(shape.name(), action::READ));
    }
    let mut columns = BTreeSet::new();
    let archived = match question.archived {
        // Nothing posted is archived, and its indexes do not say so.
        Archived::Live if shape.def.posted => "TRUE",
        Archived::Live => "t.archived_at IS NULL",
        Archived::Only => "t.archived_at IS NOT NULL",
    };
    let mut condition = archived.to_owned();
    match access.predicate(shape, action::READ, "t", &mut params) {
        Predicate::Nothing => return Ok(None),
        Predicate::Everything => {}
        Predicate::Rows(rows) => {
            condition.push_str(" AND ");
            condition.push_str(&rows);
            columns.extend(
                ["owner", "team", "company"].map(str::to_owned).into_iter().filter(|c| rows.contains(c.as_str())),
            );
        }
    }
    let scope = condition.clone();
    let (mut fixed, mut constant) = (Vec::new(), Vec::new());
    let expr = filter::parse(&question.filter)?;
    let filtered = match &expr {
        None => false,
        Some(expr) => {
            let compiled = filter::compile(read, shape, expr, "t", &mut params)?;
            condition.push_str(" AND ");
            condition.push_str(&compiled.condition);
            columns.extend(compiled.columns);
            (fixed, constant) = (filter::fixed(expr), filter::constant(expr));
            true
        }
    };
    let searched = !question.q.trim().is_empty();
    let mut cut = false;
    if searched {
        let hits = search::find_within(read, std::slice::from_ref(shape), expr.as_ref(), &question.q, FOUND)?;
        cut = hits.len() >= FOUND;
        let ids: Vec<i64> = hits.iter().map(|h| h.id).collect();
        params.push(crate::access::list(&ids));
        condition.push_str(&format!(" AND t.id IN LIST(${})", params.len()));
    }
    let name = if question.sort.is_empty() { shape.def.sort } else { &question.sort };
    let descending = name.starts_with('-');
    let name = name.trim_start_matches('-');
    let sort = shape.field(name).filter(|f| f.stored() && !f.secret && access.sees(shape, f.name));
    let Some(sort) = sort.copied() else {
        return Err(Refusal::new("store.sort_unknown_name").field("sort").arg("name", name).into());
    };
    Ok(Some(Asked {
        layout,
        access,
        scope,
        condition,
        params,
        columns,
        fixed,
        constant,
        live: question.archived == Archived::Live,
        filtered: filtered || searched,
        cut,
        sort,
        descending,
    }))
}

impl Asked<'_> {
    fn table(&self) -> &str {
        self.layout.shape.table()
    }

    /// True for an index that holds every live record.
    fn holds_all(&self, index: &schema::Index) -> bool {
        !index.given && (index.live || self.layout.shape.def.posted)
    }

    /// The index in which the matches already lie in the order of the sort: it begins with a field that is the same in all of them
    /// and holds everything that filter and rights read.
    fn lane(&self) -> Option<&schema::Index> {
        let sort = schema::sort_column(&self.sort);
        let fits = |i: &&schema::Index| match i.columns.as_slice() {
            [first, second, third, ..] => {
                let holds = self.columns.iter().all(|c| i.columns.contains(c));
                self.holds_all(i) && self.constant.contains(first) && *second == sort && third == "id" && holds
            }
            _ => false,
        };
        self.layout.indexes.iter().find(fits).filter(|_| self.live && !self.condition.contains("SELECT"))
    }

    /// The index that serves the sort, if there is one.
    fn index(&self) -> Option<&str> {
        if let Some(lane) = self.lane() {
            return Some(&lane.name);
        }
        let wanted = [schema::sort_column(&self.sort), "id".to_owned()];
        let by_id = self.sort.name == "id";
        self.layout
            .indexes
            .iter()
            .find(|i| {
                self.holds_all(i)
                    && (i.columns.starts_with(&wanted) || (by_id && i.columns.first().is_some_and(|c| c == "id")))
            })
            .map(|i| i.name.as_str())
    }

    /// On SQLite, the index that leads straight to what the filter wants and holds all that filter and rights read. SQLite knows
    /// only how many rows a value has on average: it would rather go through a team's records than through the few blocked ones.
    fn narrow(&self, read: &Read) -> String {
        let leads = |index: &&schema::Index| {
            let own = index.columns.first().is_some_and(|c| self.fixed.contains(c));
            (index.live || self.layout.shape.def.posted)
                && own
                && self.columns.iter().all(|c| index.columns.contains(c))
        };
        let usable = read.engine() == Engine::Sqlite && self.live && !self.condition.contains("SELECT");
        hint(usable.then(|| self.layout.indexes.iter().find(leads)).flatten())
    }

    /// On SQLite, the smallest index over all live records, which it would not count them by itself.
    fn smallest(&self, read: &Read, needed: &BTreeSet<String>, by: Option<&FieldDef>) -> String {
        let all = |index: &&schema::Index| {
            self.holds_all(index) && !index.unique && needed.iter().all(|n| index.columns.contains(n))
        };
        let usable = read.engine() == Engine::Sqlite && self.live && self.columns.is_empty();
        let indexes = self.layout.indexes.iter().filter(all);
        let first = by.map_or("id", |f| f.name);
        hint(usable.then(|| indexes.min_by_key(|i| (i.columns[0] != first, i.columns.len()))).flatten())
    }

    /// On SQLite, the index that alone answers a sum by groups: it begins with a field that is the same in every match, goes on with
    /// the groups, and holds all that is read.
    fn whole(&self, read: &Read, needed: &BTreeSet<String>, by: Option<&FieldDef>) -> Option<&schema::Index> {
        let by = by?;
        let fits = |i: &&schema::Index| match i.columns.as_slice() {
            [first, second, ..] => {
                let holds = self.columns.iter().chain(needed).all(|c| i.columns.contains(c));
                i.live && self.constant.contains(first) && second == by.name && holds
            }
            _ => false,
        };
        let usable = read.engine() == Engine::Sqlite && self.live && !self.condition.contains("SELECT");
        self.layout.indexes.iter().find(fits).filter(|_| usable)
    }

    /// Everything after the scope, for rows that were found within it.
    fn further(&self) -> &str {
        self.condition.strip_prefix(&self.scope).and_then(|rest| rest.strip_prefix(" AND ")).unwrap_or("1 = 1")
    }

    /// How many rows match, counted no further than `most`.
    fn capped(&self, read: &Read, most: i64) -> Result<i64> {
        let sql = format!(
            "SELECT COUNT(*) FROM (SELECT 1 FROM \"{}\" t{} WHERE {} LIMIT {most}) x",
            self.table(),
            self.narrow(read),
            self.condition
        );
        let rows = read.query_planned(&sql, &self.params)?;
        Ok(rows.first().and_then(|row| row.first()).and_then(Value::int).unwrap_or(0))
    }
}

fn hint(index: Option<&schema::Index>) -> String {
    index.map(|i| format!(" INDEXED BY \"{}\"", i.name)).unwrap_or_default()
}

/// How the rows of a page are found.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Path {
    /// Walk the sort index and test each row.
    Walk,
    /// The same, but give up after so many rows.
    Glance,
    /// Gather the rows that match and sort them.
    Gather,
    /// Let the database choose.
    Free,
}

fn path(read: &Read, asked: &Asked, archived: Archived) -> Result<Path> {
    let indexed = asked.index().is_some() && archived == Archived::Live;
    if !indexed && asked.sort.name != "id" {
        let count = asked.capped(read, UNINDEXED + 1)?;
        if count > UNINDEXED {
            return Err(Refusal::new("store.sort_not_indexed")
                .field("sort")
                .arg("name", asked.sort.name)
                .arg("rows", UNINDEXED)
                .into());
        }
        return Ok(Path::Gather);
    }
    if read.engine() == Engine::Postgres {
        return Ok(Path::Free);
    }
    let covered = |c: &String| *c == asked.sort.name || ["owner", "team", "company", "id"].contains(&c.as_str());
    if !asked.filtered || asked.columns.iter().all(covered) || asked.lane().is_some() {
        return Ok(if indexed { Path::Walk } else { Path::Free });
    }
    Ok(Path::Glance)
}

/// The rows of a page. Most filters leave many rows, so the first rows in the order of the list are tried before anything is
/// counted; only a filter that leaves few of them is worth counting.
fn picked(read: &Read, asked: &Asked, path: Path, cursor: &Cursor, limit: usize) -> Result<Vec<Row>> {
    if path != Path::Glance {
        return rows(read, asked, path, cursor, limit);
    }
    let first = part(read, asked, Path::Glance, cursor.empty, cursor.row.as_ref(), cursor.back, limit)?;
    if first.len() >= limit {
        return Ok(first);
    }
    let path = if asked.capped(read, GATHERED + 1)? > GATHERED { Path::Walk } else { Path::Gather };
    rows(read, asked, path, cursor, limit)
}

/// One page of a list for whoever asks.
pub fn page(read: &Read, question: &Question) -> Result<Page> {
    let Some(asked) = ask(read, question)? else { return Ok(Page::default()) };
    let limit = question.limit.clamp(1, MOST);
    let cursor = match question.cursor.as_str() {
        "" => Cursor::START,
        text => Cursor::read(text).ok_or_else(|| Refusal::new("store.cursor_unknown").field("cursor"))?,
    };
    let path = path(read, &asked, question.archived)?;
    let mut rows = picked(read, &asked, path, &cursor, limit + 1)?;
    let beyond = rows.len() > limit;
    rows.truncate(limit);
    if cursor.back {
        rows.reverse();
    }
    let at = |row: &Row, back: bool| {
        let (value, id) = (row.first().cloned().unwrap_or_default(), row.get(1).and_then(Value::int).unwrap_or(0));
        Cursor { back, empty: value.is_null(), row: Some((value, id)) }.write()
    };
    let more_before = if cursor.back { beyond } else { cursor != Cursor::START };
    let more_after = if cursor.back { cursor.row.is_some() } else { beyond };
    let previous = rows.first().filter(|_| more_before).map(|row| at(row, true));
    let next = rows.last().filter(|_| more_after).map(|row| at(row, false));
    let last = Cursor { back: true, empty: !asked.sort.required, row: None }.write();
    let shape = &asked.layout.shape;
    let records = rows
        .into_iter()
        .map(|mut row| {
            let mut record = read::record_of(asked.layout, row.split_off(1));
            mask(shape, &asked.access, &mut record);
            record
        })
        .collect();
    Ok(Page { records, next, previous, last })
}

/// The ids of a list as a subselect, for a statement that reads what hangs on its records: `host IN (…)`. Its values are added to
/// `params`; nothing where whoever asks may see none of them.
pub fn within(read: &Read, question: &Question, params: &mut Vec<Value>) -> Result<Option<String>> {
    let Some(asked) = ask_after(read, question, params.clone())? else { return Ok(None) };
    let sql = format!("SELECT t.id FROM \"{}\" t WHERE {}", asked.table(), asked.condition);
    *params = asked.params;
    Ok(Some(sql))
}

/// The records before and after one in the list that the question asks for. The record itself may have left the list since: its
/// neighbours are those of the place where it would stand.
pub fn around(read: &Read, question: &Question, id: i64) -> Result<(Option<i64>, Option<i64>)> {
    let Some(asked) = ask(read, question)? else { return Ok((None, None)) };
    let column = schema::sort_column(&asked.sort);
    let sql = format!("SELECT \"{column}\", id FROM \"{}\" WHERE id = $1", asked.table());
    let Some(row) = read.row(&sql, &[id.into()])? else { return Ok((None, None)) };
    let value = row.into_iter().next().unwrap_or_default();
    let path = path(read, &asked, question.archived)?;
    let next_to = |back: bool| -> Result<Option<i64>> {
        let cursor = Cursor { back, empty: value.is_null(), row: Some((value.clone(), id)) };
        let found = picked(read, &asked, path, &cursor, 1)?;
        Ok(found.first().and_then(|row| row.get(1)).and_then(Value::int))
    };
    Ok((next_to(true)?, next_to(false)?))
}

/// Blanks what this person may not see, and leaves out lines that are not for them. Every way out does it, so that no page has to
/// remember.
pub fn mask(shape: &Shape, access: &Access, record: &mut Record) {
    let withheld =
        shape.lines.iter().map(|(_, line)| line.def.reserved.filter(|r| !access.covers(shape, r.verb, record)));
    for (place, reserved) in withheld.collect::<Vec<_>>().into_iter().enumerate() {
        let Some(reserved) = reserved else { continue };
        let line_shape = &shape.lines[place].1;
        if let Some(Some(lines)) = record.lines.get_mut(place) {
            lines.retain(|line| line_shape.value(line, reserved.field).text() != Some(reserved.code));
        }
    }
    for (value, field) in record.values.iter_mut().zip(&shape.fields) {
        if field.secret || !access.sees(shape, field.name) {
            *value = Value::Null;
        }
    }
    for (lines, (_, line_shape)) in record.lines.iter_mut().zip(&shape.lines) {
        for line in lines.iter_mut().flatten() {
            mask(line_shape, access, line);
        }
    }
}

/// Rows of a page in reading direction of the cursor: those with a sort value stand before those without.
fn rows(read: &Read, asked: &Asked, path: Path, cursor: &Cursor, limit: usize) -> Result<Vec<Row>> {
    let parts: &[bool] = match (asked.sort.required || asked.sort.name == "id", cursor.back, cursor.empty) {
        (true, ..) => &[false],
        (false, false, false) => &[false, true],
        (false, false, true) => &[true],
        (false, true, true) => &[true, false],
        (false, true, false) => &[false],
    };
    let mut found = Vec::new();
    for (place, empty) in parts.iter().enumerate() {
        let start = if place == 0 { cursor.row.as_ref() } else { None };
        found.extend(part(read, asked, path, *empty, start, cursor.back, limit - found.len())?);
        if found.len() >= limit {
            break;
        }
    }
    Ok(found)
}

fn part(
    read: &Read,
    asked: &Asked,
    path: Path,
    empty: bool,
    start: Option<&(Value, i64)>,
    back: bool,
    limit: usize,
) -> Result<Vec<Row>> {
    let column = schema::sort_column(&asked.sort);
    let by_id = asked.sort.name == "id";
    let down = asked.descending != back;
    let (sign, word) = if down { ("<", " DESC") } else { (">", "") };
    let mut params = asked.params.clone();
    let mut condition = if path == Path::Glance { asked.scope.clone() } else { asked.condition.clone() };
    if !by_id && !asked.sort.required {
        condition.push_str(&format!(" AND t.\"{column}\" IS {}NULL", if empty { "" } else { "NOT " }));
    }
    if let Some((value, id)) = start {
        if by_id || empty {
            params.push(Value::Int(*id));
            condition.push_str(&format!(" AND t.id {sign} ${}", params.len()));
        } else {
            params.push(value.clone());
            params.push(Value::Int(*id));
            let n = params.len();
            condition.push_str(&format!(" AND (t.\"{column}\", t.id) {sign} (${}, ${n})", n - 1));
        }
    }
    // A plus sign keeps SQLite from using an index for the order.
    let plus = if path == Path::Gather && read.engine() == Engine::Sqlite { "+" } else { "" };
    let order = match by_id || empty {
        true => format!("{plus}t.id{word}"),
        false => format!("{plus}t.\"{column}\"{word}, t.id{word}"),
    };
    let table = asked.table();
    let hint = match (path, read.engine(), asked.index()) {
        (Path::Gather, ..) => asked.narrow(read),
        (Path::Walk | Path::Glance, Engine::Sqlite, Some(index)) if !by_id => format!(" INDEXED BY \"{index}\""),
        _ => String::new(),
    };
    let pick = if path == Path::Glance {
        // The rows come out of the inner query in its order, and the outer one stops when it has enough.
        let mut columns: BTreeSet<String> =
            asked.columns.iter().cloned().chain([column.clone(), "id".to_owned()]).collect();
        let keyed =
            asked.columns.iter().filter_map(|c| asked.layout.shape.field(c)).filter(|f| schema::has_sort_key(f));
        columns.extend(keyed.map(schema::sort_column));
        let columns = columns.iter().map(|c| format!("t.\"{c}\"")).collect::<Vec<_>>().join(", ");
        format!(
            "SELECT t.id AS i, t.\"{column}\" AS s FROM (SELECT {columns} FROM \"{table}\" t{hint} WHERE {condition} \
             ORDER BY {order} LIMIT {GLANCED}) t WHERE {} LIMIT {limit}",
            asked.further()
        )
    } else {
        format!(
            "SELECT t.id AS i, t.\"{column}\" AS s FROM \"{table}\" t{hint} WHERE {condition} ORDER BY {order} LIMIT {limit}"
        )
    };
    // Rows are picked on the narrow index first and read whole afterwards.
    let sql = format!(
        "SELECT p.s, {} FROM ({pick}) p JOIN \"{table}\" f ON f.id = p.i ORDER BY {}",
        asked.layout.select_f,
        if by_id || empty { format!("p.i{word}") } else { format!("p.s{word}, p.i{word}") }
    );
    read.query_planned(&sql, &params)
}

fn sums_of(asked: &Asked) -> Vec<(FieldDef, Option<&'static str>)> {
    let shape = &asked.layout.shape;
    let visible = |f: &&FieldDef| f.kind.sums() && f.column && asked.access.sees(shape, f.name) && !f.secret;
    shape
        .fields
        .iter()
        .filter(visible)
        .filter(|f| !matches!(f.kind, Kind::Integer))
        .map(|f| (*f, currency_of(shape, f)))
        .collect()
}

/// The field that holds the currency of a money field.
pub fn currency_of(shape: &Shape, field: &FieldDef) -> Option<&'static str> {
    if !matches!(field.kind, Kind::Money | Kind::Price) {
        return None;
    }
    let name = if field.currency.is_empty() { "currency" } else { field.currency };
    shape.field(name).filter(|f| matches!(f.kind, Kind::Reference(_))).map(|f| f.name)
}

/// Count and sums over the whole filter. Without an index that covers them, they stop at [`COUNTED`] unless `all` is wanted.
pub fn foot(read: &Read, question: &Question, all: bool) -> Result<Foot> {
    let Some(asked) = ask(read, question)? else { return Ok(Foot::default()) };
    let sums = sums_of(&asked);
    if !all && !covered(&asked, &sums) {
        let count = asked.capped(read, COUNTED + 1)?;
        if count > COUNTED {
            return Ok(Foot { count: COUNTED, more: true, sums: Vec::new() });
        }
    }
    let mut groups = totals(read, &asked, &sums, None)?;
    let foot = groups.pop().map(|g| g.foot).unwrap_or_default();
    // Sums over a part would be taken for sums over all.
    Ok(if asked.cut { Foot { more: true, sums: Vec::new(), ..foot } } else { foot })
}

/// True when one index holds every column that filter, rights and sums read.
fn covered(asked: &Asked, sums: &[(FieldDef, Option<&'static str>)]) -> bool {
    let mut needed: BTreeSet<String> = asked.columns.clone();
    for (field, currency) in sums {
        needed.insert(field.name.to_owned());
        needed.extend(currency.map(str::to_owned));
    }
    !asked.condition.contains("SELECT")
        && asked.layout.indexes.iter().filter(|i| !i.given).any(|i| {
            let leads = asked.columns.is_empty()
                || i.columns.first().is_some_and(|c| {
                    asked.columns.contains(c)
                        || asked.columns.iter().all(|c| ["owner", "team", "company"].contains(&c.as_str()))
                });
            leads && needed.iter().all(|n| i.columns.contains(n))
        })
}

/// Count and sums, over everything or per value of a field.
fn totals(
    read: &Read,
    asked: &Asked,
    sums: &[(FieldDef, Option<&'static str>)],
    by: Option<&FieldDef>,
) -> Result<Vec<Group>> {
    let currencies: BTreeSet<&'static str> = sums.iter().filter_map(|(_, c)| *c).collect();
    let mut keys: Vec<String> = by.iter().map(|f| format!("t.\"{}\"", f.name)).collect();
    keys.extend(currencies.iter().map(|c| format!("t.\"{c}\"")));
    let mut select = keys.clone();
    select.push("COUNT(*)".to_owned());
    select.extend(sums.iter().map(|(f, _)| format!("SUM(t.\"{}\")", f.name)));
    let mut needed: BTreeSet<String> = sums.iter().map(|(f, _)| f.name.to_owned()).collect();
    needed.extend(currencies.iter().map(|c| (*c).to_owned()));
    needed.extend(by.map(|f| f.name.to_owned()));
    let hint = match asked.whole(read, &needed, by) {
        Some(index) => hint(Some(index)),
        None if asked.columns.is_empty() => asked.smallest(read, &needed, by),
        None => asked.narrow(read),
    };
    let group = if keys.is_empty() { String::new() } else { format!(" GROUP BY {}", keys.join(", ")) };
    let sql = format!(
        "SELECT {} FROM \"{}\" t{hint} WHERE {}{group} LIMIT 5000",
        select.join(", "),
        asked.table(),
        asked.condition
    );
    let rows = read.query_planned(&sql, &asked.params).map_err(|error| match &error {
        Error::Broken(broken)
            if broken.to_string().contains("overflow") || broken.to_string().contains("out of range") =>
        {
            Refusal::new("store.sum_too_large").into()
        }
        _ => error,
    })?;
    let mut groups: Vec<Group> = Vec::new();
    for row in rows {
        let value = if by.is_some() { row.first().cloned().unwrap_or_default() } else { Value::Null };
        let place = groups.iter().position(|g| g.value == value).unwrap_or_else(|| {
            groups.push(Group { value, foot: Foot::default() });
            groups.len() - 1
        });
        let foot = &mut groups[place].foot;
        let first = usize::from(by.is_some());
        foot.count += row.get(keys.len()).and_then(Value::int).unwrap_or(0);
        for (i, (field, currency)) in sums.iter().enumerate() {
            let units = row.get(keys.len() + 1 + i).and_then(Value::int).unwrap_or(0);
            let place = currency.and_then(|c| currencies.iter().position(|k| *k == c));
            let currency = place.and_then(|p| row.get(first + p)).and_then(Value::int);
            match foot.sums.iter_mut().find(|s| s.field == field.name && s.currency == currency) {
                Some(sum) => {
                    sum.units = sum.units.checked_add(units).ok_or_else(|| Refusal::new("store.sum_too_large"))?;
                }
                None => foot.sums.push(Sum { field: field.name, currency, units }),
            }
        }
    }
    Ok(groups)
}

/// The groups of a list by the values of a choice, reference, yes/no or text field, each with count and sums.
pub fn groups(read: &Read, question: &Question, by: &str) -> Result<Vec<Group>> {
    let Some(asked) = ask(read, question)? else { return Ok(Vec::new()) };
    let shape = asked.layout.shape.clone();
    let field = shape.field(by).filter(|f| groupable(f) && asked.access.sees(&shape, f.name));
    let Some(field) = field else {
        return Err(Refusal::new("store.group_unknown_name").field("group").arg("name", by).into());
    };
    let mut groups = totals(read, &asked, &sums_of(&asked), Some(field))?;
    let order = |value: &Value| match (field.kind, value) {
        (Kind::Choice(choice), Value::Text(code)) => {
            choice.options.iter().position(|o| o.code == code).unwrap_or(usize::MAX)
        }
        _ => usize::MAX,
    };
    groups.sort_by(|a, b| {
        order(&a.value)
            .cmp(&order(&b.value))
            .then(a.value.is_null().cmp(&b.value.is_null()))
            .then(b.foot.count.cmp(&a.foot.count))
    });
    Ok(groups)
}

/// Count and sums of these amounts for each value of a field that lists can be grouped by, over the whole filter.
pub fn sums(read: &Read, question: &Question, by: &str, amounts: &[&str]) -> Result<Vec<Group>> {
    let Some(asked) = ask(read, question)? else { return Ok(Vec::new()) };
    let shape = asked.layout.shape.clone();
    let field = shape.field(by).filter(|f| groupable(f) && asked.access.sees(&shape, f.name));
    let Some(field) = field else {
        return Err(Refusal::new("store.group_unknown_name").field("group").arg("name", by).into());
    };
    let summed = amounts.iter().filter_map(|name| shape.field(name));
    let summed = summed.filter(|f| f.kind.sums() && !f.secret && asked.access.sees(&shape, f.name));
    let summed: Vec<_> = summed.map(|f| (*f, currency_of(&shape, f))).collect();
    totals(read, &asked, &summed, Some(field))
}

/// True for fields whose values make sensible groups.
pub fn groupable(field: &FieldDef) -> bool {
    matches!(field.kind, Kind::Choice(_) | Kind::Reference(_) | Kind::Bool | Kind::Text | Kind::Date) && !field.secret
}

/// Every record of a question, in pages, for exports and jobs; `f` stops it with an error.
pub fn each(read: &Read, question: &Question, f: &mut dyn FnMut(Record) -> Result<()>) -> Result<()> {
    let mut question = Question { limit: MOST, ..question.clone() };
    loop {
        let page = page(read, &question)?;
        for record in page.records {
            f(record)?;
        }
        match page.next {
            Some(next) => question.cursor = next,
            None => return Ok(()),
        }
    }
}
