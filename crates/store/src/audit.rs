//! The audit: who changed what, when and why, sealed so that nobody can change the past unseen.

use crate::insert::push_number;
use crate::{Business, Conn, Engine, Read, Tx};
use base::{Error, Id, Instant, Result};
use entity::{FieldDef, Record, Shape, Value};
use serde_json::{Map, Value as Json, json};
use sha2::{Digest, Sha256};
use std::io::Write as _;

mod history;
pub use history::{Entry, doers, history, walk_back};

/// The verb that takes a person's data away: what it replaces is not kept, not even under a salt.
pub const ERASE: &str = "erase";
/// What a new record was made as, with nothing personal in it.
const MADE: &str = "#";
/// The same under a salt that is kept with the personal values, so that nobody can try guesses once it is erased.
const MADE_SALTED: &str = "#~";

/// One change of one record, gathered in the transaction and written at its end.
#[derive(Debug)]
pub(crate) struct AuditRow {
    kind: u16,
    record: i64,
    pub version: i64,
    action: String,
    changes: Map<String, Json>,
    /// Of a new record, the text of the one thing that is said.
    made: Option<String>,
    personal: Vec<(String, [u8; 16], Value, Value)>,
}

impl AuditRow {
    /// A new record: its content hash, salted when it says something personal.
    pub fn insert(shape: &Shape, record: &Record) -> AuditRow {
        let (kind, id) = (shape.def.kind, record.head.id);
        let salt = says_personal(shape, record).then(|| base::Key::random().bytes());
        let name = if salt.is_some() { MADE_SALTED } else { MADE };
        let hash = hex(&content_hash(shape, record, salt.as_ref().map_or(&[], |s| s)));
        let made = Some(format!("{{\"{name}\":\"{hash}\"}}"));
        let personal = salt.map(|salt| (MADE_SALTED.to_owned(), salt, Value::Null, Value::Null)).into_iter().collect();
        AuditRow { kind, record: id, version: 1, action: "create".to_owned(), changes: Map::new(), made, personal }
    }

    /// A changed record: old and new of what differs.
    pub fn update(shape: &Shape, old: &Record, new: &Record, action: &str) -> AuditRow {
        let action = if action.is_empty() { "edit" } else { action };
        let (kind, id) = (shape.def.kind, new.head.id);
        let mut row = AuditRow {
            kind,
            record: id,
            version: 0,
            action: action.to_owned(),
            changes: Map::new(),
            made: None,
            personal: Vec::new(),
        };
        for (i, field) in shape.fields.iter().enumerate().filter(|(_, f)| !f.volatile) {
            if old.values.get(i) == new.values.get(i) {
                continue;
            }
            let (before, after) = (value_at(old, i), value_at(new, i));
            let change = if field.secret {
                Json::String("changed".to_owned())
            } else if field.personal {
                let salt = base::Key::random().bytes();
                let change = json!([salted(&salt, &before), salted(&salt, &after)]);
                if action != ERASE {
                    row.personal.push((field.name.to_owned(), salt, before, after));
                }
                change
            } else {
                json!([plain(&before), plain(&after)])
            };
            row.changes.insert(field.name.to_owned(), change);
        }
        row
    }

    /// A change that lies outside the record's own fields, under a name of its own.
    pub fn change(shape: &Shape, id: i64, action: &str, name: &str, old: Value, new: Value) -> AuditRow {
        let changes = Map::from_iter([(name.to_owned(), json!([plain(&old), plain(&new)]))]);
        let (kind, action) = (shape.def.kind, action.to_owned());
        AuditRow { kind, record: id, version: 0, action, changes, made: None, personal: Vec::new() }
    }

    /// Adds what differs between the lines before and after.
    pub fn lines(&mut self, name: &str, shape: &Shape, before: &[Record], after: &[Record]) {
        let mut changes = Map::new();
        for old in before {
            match after.iter().find(|n| n.head.id == old.head.id) {
                None => {
                    changes.insert(old.head.id.to_string(), json!([shown(shape, old), null]));
                }
                Some(new) if new.values != old.values => {
                    let differing = |i: &usize| !shape.fields[*i].volatile && value_at(old, *i) != value_at(new, *i);
                    let fields = (0..shape.fields.len()).filter(differing).map(|i| {
                        let field = &shape.fields[i];
                        let change = if closed(field) {
                            Json::String("changed".to_owned())
                        } else {
                            json!([plain(&value_at(old, i)), plain(&value_at(new, i))])
                        };
                        (field.name.to_owned(), change)
                    });
                    let fields: Map<String, Json> = fields.collect();
                    // What the program keeps by itself is no change.
                    if !fields.is_empty() {
                        changes.insert(old.head.id.to_string(), Json::Object(fields));
                    }
                }
                Some(_) => {}
            }
        }
        for new in after.iter().filter(|n| !before.iter().any(|o| o.head.id == n.head.id)) {
            changes.insert(new.head.id.to_string(), json!([null, shown(shape, new)]));
        }
        let order = |lines: &[Record]| lines.iter().map(|l| l.head.id).collect::<Vec<_>>();
        let kept = |ids: Vec<i64>, other: &[i64]| ids.into_iter().filter(|id| other.contains(id)).collect::<Vec<_>>();
        let (was, is) = (order(before), order(after));
        if kept(was.clone(), &is) != kept(is.clone(), &was) || (!changes.is_empty() && was != is) {
            changes.insert("order".to_owned(), json!([was, is]));
        }
        if !changes.is_empty() {
            self.changes.insert(name.to_owned(), Json::Object(changes));
        }
    }

    /// True when nothing differs.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// True when a field of the record itself changed that the search index may hold.
    pub fn touches_search(&self, shape: &Shape) -> bool {
        shape.def.search.iter().any(|name| self.changes.contains_key(*name))
    }
}

fn value_at(record: &Record, place: usize) -> Value {
    record.values.get(place).cloned().unwrap_or_default()
}

fn plain(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Int(n) => json!(n),
        Value::Text(text) => json!(text),
        Value::Bytes(bytes) => json!(hex(bytes)),
    }
}

fn salted(salt: &[u8], value: &Value) -> String {
    hex(&Sha256::new().chain_update(salt).chain_update(plain(value).to_string()).finalize())
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        text.push(char::from(DIGITS[usize::from(byte >> 4)]));
        text.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    text
}

fn says_something(value: &Value) -> bool {
    !matches!(value, Value::Null | Value::Int(0)) && value.text() != Some("")
}

/// What a record says, without what says nothing: empty values, zeros and empty texts are left out, so that a field added
/// later does not change what older records said.
fn content(shape: &Shape, record: &Record) -> Json {
    let mut map = Map::new();
    let mut fields: Vec<(usize, &FieldDef)> = shape.fields.iter().enumerate().filter(|(_, f)| !f.volatile).collect();
    fields.sort_by_key(|(_, f)| f.name);
    for (i, field) in fields {
        let value = value_at(record, i);
        if says_something(&value) {
            map.insert(field.name.to_owned(), plain(&value));
        }
    }
    for (place, (field, line_shape)) in shape.lines.iter().enumerate() {
        let lines: Vec<Json> = record
            .lines
            .get(place)
            .and_then(Option::as_ref)
            .into_iter()
            .flatten()
            .map(|l| content(line_shape, l))
            .collect();
        if !lines.is_empty() {
            map.insert(shape.fields[*field].name.to_owned(), Json::Array(lines));
        }
    }
    Json::Object(map)
}

/// Values of a line that the chain must not hold: secrets, and what may have to be erased.
fn closed(field: &FieldDef) -> bool {
    field.secret || field.personal
}

/// What a line says, for the history.
fn shown(shape: &Shape, line: &Record) -> Json {
    let mut said = content(shape, line);
    for field in shape.fields.iter().filter(|f| closed(f)) {
        if let Some(value) = said.get_mut(field.name) {
            *value = Json::String("changed".to_owned());
        }
    }
    said
}

/// True when a record or one of its lines says something that may have to be erased.
fn says_personal(shape: &Shape, record: &Record) -> bool {
    let own = shape.fields.iter().zip(&record.values).any(|(f, v)| f.personal && !f.volatile && says_something(v));
    let lines = shape.lines.iter().zip(&record.lines);
    own || lines.into_iter().any(|((_, line), rows)| rows.iter().flatten().any(|row| says_personal(line, row)))
}

/// The hash of what a record says, lines included in their order, behind a salt.
fn content_hash(shape: &Shape, record: &Record, salt: &[u8]) -> [u8; 32] {
    let mut text = Vec::with_capacity(1_024);
    text.extend_from_slice(salt);
    write_content(shape, record, &mut text);
    Sha256::digest(&text).into()
}

/// Erases what the history keeps of a record's personal values, with the salts they lie under: the chain still holds, and
/// nobody can confirm a guess. The record itself is emptied by a change under the verb [`ERASE`]. Takes the right to destroy.
pub fn erase(tx: &mut Tx, entity: &str, id: i64) -> Result<u64> {
    let shape = tx.shape(entity)?;
    let record = tx.lock_record(entity, id)?;
    tx.must(&shape, &record, crate::action::DESTROY)?;
    forget(tx, &shape, id)
}

/// Empties a record that is erased along with another: a note about a person, what they agreed to. Who may erase that one was
/// asked already. Also of posted rows what is personal goes; everything else about them the tables keep as it is.
pub fn erase_along<E: Business>(tx: &mut Tx, id: Id<E>, empty: impl FnOnce(&mut E)) -> Result<()> {
    let record = tx.lock_record(E::NAME, id.raw())?;
    let mut this = E::from_record(&record).map_err(crate::damaged)?;
    empty(&mut this);
    let shape = tx.shape(E::NAME)?;
    forget(tx, &shape, id.raw())?;
    tx.update_record(E::NAME, &mut this.to_record(), ERASE).map(|_| ())
}

fn forget(tx: &mut Tx, shape: &Shape, id: i64) -> Result<u64> {
    let sql = crate::sql!(
        "store.erase_values",
        "DELETE FROM audit_value WHERE audit IN (SELECT id FROM audit WHERE kind = $1 AND record = $2)"
    );
    tx.execute(sql, &[Value::Int(shape.def.kind.into()), id.into()])
}

/// The text of [`content`] without the tree in between: every new record is hashed.
fn write_content(shape: &Shape, record: &Record, out: &mut Vec<u8>) {
    // Writing into memory cannot fail.
    let quoted = |out: &mut Vec<u8>, text: &str| drop(serde_json::to_writer(out, text));
    let mut first = true;
    let mut name = |out: &mut Vec<u8>, name: &str| {
        out.push(if std::mem::take(&mut first) { b'{' } else { b',' });
        // Names of fields hold nothing that JSON writes otherwise.
        out.push(b'"');
        out.extend_from_slice(name.as_bytes());
        out.extend_from_slice(b"\":");
    };
    for place in shape.alphabetical() {
        let field = &shape.fields[*place];
        let Some(value) = record.values.get(*place).filter(|value| !field.volatile && says_something(value)) else {
            continue;
        };
        name(out, field.name);
        match value {
            Value::Null => out.extend(b"null"),
            // Writing into memory cannot fail.
            Value::Int(n) => drop(write!(out, "{n}")),
            Value::Text(text) => quoted(out, text),
            Value::Bytes(bytes) => quoted(out, &hex(bytes)),
        }
    }
    for (place, (field, line_shape)) in shape.lines.iter().enumerate() {
        let lines = record.lines.get(place).and_then(Option::as_deref).unwrap_or_default();
        for (i, line) in lines.iter().enumerate() {
            if i == 0 {
                name(out, shape.fields[*field].name);
            }
            out.push(if i == 0 { b'[' } else { b',' });
            write_content(line_shape, line, out);
        }
        if !lines.is_empty() {
            out.push(b']');
        }
    }
    out.extend(if first { &b"{}"[..] } else { &b"}"[..] });
}

/// Writes the transaction's row and its audit rows.
pub(crate) fn write(tx: &mut Tx, rows: Vec<AuditRow>) -> Result<()> {
    let (now, user, cause) = (tx.now(), tx.who().user, tx.who().cause.clone());
    let tx_id = match tx.tx_id {
        Some(id) => id,
        None => tx_row(tx, now, user, &cause)?,
    };
    let mut values = Vec::with_capacity(rows.len());
    for row in &rows {
        // A map of texts and numbers always has a JSON text.
        let changes = row.made.clone().unwrap_or_else(|| serde_json::to_string(&row.changes).unwrap_or_default());
        let hash = row_hash(tx_id, now.micros(), user, row.kind.into(), row.record, row.version, &row.action, &changes);
        values.push(vec![
            tx_id.into(),
            Value::Int(row.kind.into()),
            row.record.into(),
            row.version.into(),
            row.action.clone().into(),
            changes.into(),
            Value::Bytes(hash.to_vec()),
        ]);
        tx.conn.borrow_mut().unsealed.push((tx_id, hash.to_vec()));
    }
    let columns = ["tx", "kind", "record", "version", "action", "changes", "hash"].map(str::to_owned);
    if rows.iter().all(|row| row.personal.is_empty()) {
        return tx.insert_later(&columns, "audit", values);
    }
    let ids = tx.insert_rows(&columns, "audit", values)?;
    let mut personal = Vec::new();
    for (row, id) in rows.into_iter().zip(ids) {
        for (field, salt, old, new) in row.personal {
            let text = |value: &Value| Value::Text(plain(value).to_string());
            personal.push(vec![id.into(), field.into(), Value::Bytes(salt.to_vec()), text(&old), text(&new)]);
        }
    }
    let columns = ["audit", "field", "salt", "old", "new"].map(str::to_owned);
    tx.insert_later(&columns, "audit_value", personal)
}

fn tx_row(tx: &mut Tx, now: Instant, user: Option<i64>, cause: &str) -> Result<i64> {
    let drawn = tx.conn.borrow_mut().drawn;
    let id = drawn.ok_or_else(|| Error::broken("a transaction row without an id"))?;
    let (sql, next) = match tx.engine() {
        Engine::Sqlite => {
            ("INSERT INTO store_tx (id, xid, at, by_user, cause) VALUES ($1, $1, $2, $3, $4)", Some(id + 1))
        }
        Engine::Postgres => (
            "INSERT INTO store_tx (id, xid, at, by_user, cause) \
             VALUES ($1, CAST(CAST(pg_current_xact_id() AS TEXT) AS BIGINT), $2, $3, $4)",
            None,
        ),
    };
    // The next operation of the same commit has the next one.
    tx.conn.borrow_mut().drawn = next;
    tx.later("store_tx", sql.to_owned(), vec![id.into(), Value::from(now), Value::from(user), Value::from(cause)], 1)?;
    tx.tx_id = Some(id);
    Ok(id)
}

fn row_hash(
    tx: i64,
    at: i64,
    user: Option<i64>,
    kind: i64,
    record: i64,
    version: i64,
    action: &str,
    changes: &str,
) -> [u8; 32] {
    let mut head = String::with_capacity(96);
    for number in [tx, at, user.unwrap_or(0), kind, record, version] {
        push_number(&mut head, number);
        head.push('|');
    }
    head.push_str(action);
    head.push('|');
    Sha256::new().chain_update(head).chain_update(changes).finalize().into()
}

fn chain(previous: &[u8], hashes: impl IntoIterator<Item = Vec<u8>>) -> Vec<u8> {
    let mut sum = Sha256::new().chain_update(previous);
    for hash in hashes {
        sum.update(hash);
    }
    sum.finalize().to_vec()
}

/// Seals finished transactions: on SQLite the writer calls this before each COMMIT, on PostgreSQL one elected process does.
/// Returns how many audit rows the new seal covers.
pub(crate) fn seal(conn: &mut Conn, now: Instant) -> Result<usize> {
    let last = conn.row("SELECT through, hash FROM audit_seal ORDER BY id DESC LIMIT 1", &[])?;
    let (through, hash) = match last.as_deref() {
        Some([Value::Int(through), Value::Bytes(hash)]) => (*through, hash.clone()),
        _ => (i64::MIN, Vec::new()),
    };
    let rows = open(conn, through)?;
    let through = rows.last().map_or(through, |(position, _)| *position);
    let hashes: Vec<Vec<u8>> = rows.into_iter().map(|(_, hash)| hash).collect();
    if hashes.is_empty() {
        return Ok(0);
    }
    let count = hashes.len();
    let sealed = chain(&hash, hashes);
    conn.execute(
        "INSERT INTO audit_seal (through, at, hash) VALUES ($1, $2, $3)",
        &[through.into(), Value::from(now), Value::Bytes(sealed)],
    )?;
    Ok(count)
}

/// Positions and hashes of what is to be sealed. The one writer of SQLite has just written them, and knows them where nothing else
/// is left between the last seal and its first.
fn open(conn: &mut Conn, through: i64) -> Result<Vec<(i64, Vec<u8>)>> {
    let written = std::mem::take(&mut conn.unsealed);
    let follows = written.first().is_some_and(|(first, _)| through.checked_add(1) == Some(*first));
    if follows && conn.engine() == Engine::Sqlite {
        return Ok(written);
    }
    let rows = conn.query(open_rows(conn.engine()), &[through.into()])?;
    let open = rows.into_iter().filter_map(|row| match <[Value; 2]>::try_from(row) {
        Ok([Value::Int(position), Value::Bytes(hash)]) => Some((position, hash)),
        _ => None,
    });
    Ok(open.collect())
}

/// Audit rows after a position, in the order in which they are sealed. The position is the xid; on PostgreSQL transactions
/// below the oldest one still running are finished for good, whatever order their ids were drawn in.
fn open_rows(engine: Engine) -> &'static str {
    match engine {
        Engine::Sqlite => {
            "SELECT t.xid, a.hash FROM store_tx t JOIN audit a ON a.tx = t.id WHERE t.xid > $1 ORDER BY t.xid, t.id, a.id"
        }
        Engine::Postgres => {
            "SELECT t.xid, a.hash FROM store_tx t JOIN audit a ON a.tx = t.id WHERE t.xid > $1 \
             AND t.xid < CAST(CAST(pg_snapshot_xmin(pg_current_snapshot()) AS TEXT) AS BIGINT) ORDER BY t.xid, t.id, a.id"
        }
    }
}

/// One audit row as the chain checks it.
pub(crate) struct Link<'a> {
    pub tx: i64,
    pub at: i64,
    pub by: Option<i64>,
    pub kind: i64,
    pub record: i64,
    pub version: i64,
    pub action: &'a str,
    pub changes: &'a str,
    pub hash: &'a [u8],
}

/// Walks the audit in the order of its seals, wherever the rows come from, and collects what does not hold.
pub(crate) struct Chain {
    sum: Sha256,
    pub wrong: Vec<String>,
}

/// More than this is not told one by one.
const TOLD: usize = 1_000;

impl Chain {
    pub fn new() -> Chain {
        Chain { sum: Sha256::new(), wrong: Vec::new() }
    }

    pub fn tell(&mut self, problem: String) {
        if self.wrong.len() < TOLD {
            self.wrong.push(problem);
        }
    }

    pub fn row(&mut self, l: &Link) {
        let hash = row_hash(l.tx, l.at, l.by, l.kind, l.record, l.version, l.action, l.changes);
        if l.hash != hash {
            self.tell(format!("the audit of kind {} record {} version {} was changed", l.kind, l.record, l.version));
        }
        self.sum.update(hash);
    }

    /// A seal over the rows since the one before.
    pub fn seal(&mut self, number: i64, expected: &[u8]) {
        let found = std::mem::take(&mut self.sum).finalize();
        if found.as_slice() != expected {
            self.tell(format!("seal {number} does not hold"));
        }
        self.sum.update(expected);
    }
}

/// What is wrong with the audit chain: nothing, when every row still says what it said and every seal holds.
pub fn verify(read: &Read) -> Result<Vec<String>> {
    let sql = "SELECT a.tx, t.at, t.by_user, a.kind, a.record, a.version, a.action, a.changes, a.hash FROM store_tx t \
               JOIN audit a ON a.tx = t.id WHERE t.xid > $1 AND t.xid <= $2 ORDER BY t.xid, t.id, a.id";
    let mut chain = Chain::new();
    let mut from = i64::MIN;
    let seals = read.query("SELECT id, through, hash FROM audit_seal ORDER BY id", &[])?;
    let rows_until = |chain: &mut Chain, from: i64, through: i64| {
        read.conn.borrow_mut().each(sql, &[from.into(), through.into()], &mut |row| {
            chain.row(&link(&row));
            Ok(())
        })
    };
    for seal in &seals {
        let [Value::Int(id), Value::Int(through), Value::Bytes(expected)] = seal.as_slice() else { continue };
        rows_until(&mut chain, from, *through)?;
        chain.seal(*id, expected);
        from = *through;
    }
    // Rows that wait for their seal still have their own hashes.
    rows_until(&mut chain, from, i64::MAX)?;
    let sql = "SELECT COUNT(*) FROM audit a WHERE NOT EXISTS (SELECT 1 FROM store_tx t WHERE t.id = a.tx)";
    let lost = read.number(sql, &[])?;
    if lost > 0 {
        chain.tell(format!("{lost} rows of the audit have lost their transaction"));
    }
    Ok(chain.wrong)
}

/// An audit row selected as `tx, at, by_user, kind, record, version, action, changes, hash`.
pub(crate) fn link(row: &crate::Row) -> Link<'_> {
    let int = |i: usize| row.get(i).and_then(Value::int);
    let text = |i: usize| row.get(i).and_then(Value::text).unwrap_or_default();
    let n = |i: usize| int(i).unwrap_or(0);
    let hash: &[u8] = match row.get(8) {
        Some(Value::Bytes(bytes)) => bytes,
        _ => &[],
    };
    Link {
        tx: n(0),
        at: n(1),
        by: int(2),
        kind: n(3),
        record: n(4),
        version: n(5),
        action: text(6),
        changes: text(7),
        hash,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use entity::{EntityDef, Kind, Shapes};

    #[test]
    fn the_hashed_text_is_that_of_the_content() {
        const PLAIN: EntityDef = EntityDef {
            name: "shop.box",
            kind: 1,
            plural: "boxes",
            icon: "box",
            title: "name",
            code: None,
            fields: &[
                FieldDef::new("name", Kind::Text),
                FieldDef::new("code", Kind::Text),
                FieldDef::new("lines", Kind::Lines("shop.line")),
                FieldDef { volatile: true, ..FieldDef::new("opened", Kind::Integer) },
            ],
            search: &[],
            sort: "name",
            number: None,
            unique: &[],
            indexes: &[],
            line_of: None,
            board: None,
            calendar: None,
            large: false,
            open: false,
            aside: false,
            posted: false,
            kept: false,
            editable: &[],
            private: None,
            reserved: None,
            participants: None,
            taking_part: &[],
            views: &[],
            custom: false,
        };
        static BOX: EntityDef = PLAIN;
        static LINE: EntityDef = EntityDef {
            name: "shop.line",
            kind: 2,
            fields: &[FieldDef::new("size", Kind::Integer), FieldDef::new("note", Kind::Text)],
            line_of: Some("shop.box"),
            ..PLAIN
        };
        let shapes = Shapes::new(&[&LINE, &BOX], &[], |_| true);
        let shape = shapes.get("shop.box").expect("it is one of the two");
        let line = |size: i64, note: &str| Record { values: vec![size.into(), note.into()], ..Record::default() };
        let lines = vec![line(0, ""), line(3, "a \"quoted\"\nline \u{1}"), line(-7, "上海")];
        for values in [["", ""], ["Box", ""], ["ñ\\", "B-1"]] {
            for lines in [None, Some(Vec::new()), Some(lines.clone())] {
                let values = values.map(Value::from).into_iter().chain([Value::Null, Value::Int(9)]).collect();
                let record = Record { values, lines: vec![lines], ..Record::default() };
                let mut text = Vec::new();
                write_content(shape, &record, &mut text);
                assert_eq!(String::from_utf8_lossy(&text), content(shape, &record).to_string());
            }
        }
    }
}
