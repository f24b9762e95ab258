//! Reading within one transaction: records, rows, rights. It cannot write, so `complete` and `check` are safe to run anywhere.

use crate::later::{Ask, Waiting};
use crate::registry::{Layout, Model, damaged};
use crate::{Access, Conn, Engine, Registry, Row};
use base::{Date, Error, Id, Instant, Result};
use entity::{Described, Entity, Head, Record, Shape, Value};
use std::cell::{Cell, OnceCell, RefCell};
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

/// Who asks, and through what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Who {
    /// The user's id in the set; `None` is the program itself.
    pub user: Option<i64>,
    /// Why this transaction runs, for the audit: a route, a command, a job.
    pub cause: String,
    /// What a token's scopes leave of the user's rights: `entity:action` words; empty leaves all.
    pub limits: Vec<String>,
}

impl Who {
    /// The program itself, for this reason.
    pub fn program(cause: impl Into<String>) -> Who {
        Who { user: None, cause: cause.into(), limits: Vec::new() }
    }

    /// A user, through this door.
    pub fn user(id: i64, cause: impl Into<String>) -> Who {
        Who { user: Some(id), cause: cause.into(), limits: Vec::new() }
    }
}

/// A view of the set in one transaction.
pub struct Read<'c> {
    pub(crate) conn: RefCell<&'c mut Conn>,
    pub(crate) model: Arc<Model>,
    pub(crate) registry: Arc<Registry>,
    pub(crate) who: &'c Who,
    pub(crate) now: Cell<Instant>,
    pub(crate) options: &'c crate::Options,
    pub(crate) access: OnceCell<Arc<Access>>,
    pub(crate) known: RefCell<HashSet<(&'static str, i64)>>,
    /// Keys of other systems that this transaction asked for and that stood for nothing then.
    pub(crate) unknown_keys: RefCell<HashSet<(String, i64, String)>>,
    /// True once this transaction changed what copies in memory are made from.
    pub(crate) raised: Cell<bool>,
    /// What is written at the end, or before a statement that would miss it.
    pub(crate) waiting: Waiting,
}

impl<'c> Read<'c> {
    pub(crate) fn new(
        conn: &'c mut Conn,
        model: Arc<Model>,
        registry: Arc<Registry>,
        who: &'c Who,
        now: Instant,
        options: &'c crate::Options,
    ) -> Self {
        let access = OnceCell::new();
        Read {
            conn: RefCell::new(conn),
            model,
            registry,
            who,
            now: Cell::new(now),
            options,
            access,
            known: RefCell::default(),
            unknown_keys: RefCell::default(),
            raised: Cell::new(false),
            waiting: Waiting::default(),
        }
    }

    /// What was worked out from entities that say `kept`, once for each revision of the set. A transaction that changed one of
    /// them works it out for itself.
    pub fn kept<T: std::any::Any + Send + Sync>(&self, load: impl FnOnce() -> Result<T>) -> Result<Arc<T>> {
        if self.raised.get() { load().map(Arc::new) } else { self.model.kept(load) }
    }

    /// Who asks.
    pub fn who(&self) -> &Who {
        self.who
    }

    /// The moment of this transaction, from the set's clock.
    pub fn now(&self) -> Instant {
        self.now.get()
    }

    /// Today in the set's time zone.
    pub fn today(&self) -> Date {
        let now = self.now.get();
        now.date_in(self.zone()).or_else(|_| now.date_in("UTC")).expect("an instant of the calendar has a date in UTC")
    }

    /// The set's time zone.
    pub fn zone(&self) -> &str {
        self.model.zone.as_deref().unwrap_or(&self.options.zone)
    }

    /// What locks secrets of this set; nothing where the installation has no key.
    pub fn vault(&self) -> Option<&crate::Vault> {
        self.options.vault.as_deref()
    }

    /// Names this set since it was founded or restored: a copy has another one.
    pub fn epoch(&self) -> Result<String> {
        crate::follow::epoch(self)
    }

    /// The shapes and layouts of this set.
    pub fn model(&self) -> &Arc<Model> {
        &self.model
    }

    /// What the program is made of.
    pub fn registry(&self) -> &Arc<Registry> {
        &self.registry
    }

    /// Which engine answers.
    pub fn engine(&self) -> Engine {
        self.conn.borrow().engine()
    }

    /// Statements sent by this connection so far.
    pub fn statements(&self) -> u64 {
        self.conn.borrow().statements
    }

    /// Notes the texts of the statements that run from now on, for whoever measures.
    pub fn trace(&self) {
        self.conn.borrow_mut().trace = Some(Vec::new());
    }

    /// The texts noted since [`Read::trace`], which ends here.
    pub fn traced(&self) -> Vec<String> {
        self.conn.borrow_mut().trace.take().unwrap_or_default()
    }

    /// The shape of an entity; asking for one that does not exist is a bug.
    pub fn shape(&self, name: &str) -> Result<Arc<Shape>> {
        self.model.shapes.get(name).cloned().ok_or_else(|| Error::not_found("entity", name))
    }

    pub(crate) fn layout(&self, name: &str) -> Result<&Layout> {
        self.model.layouts.get(name).ok_or_else(|| Error::not_found("entity", name))
    }

    /// The rights of whoever asks, read in this transaction.
    pub fn access(&self) -> Result<Arc<Access>> {
        if let Some(access) = self.access.get() {
            return Ok(access.clone());
        }
        let access = match self.who.user {
            None => Arc::new(Access::program()),
            Some(_) => (self.registry.hooks.access)(self, self.who)?,
        };
        Ok(self.access.get_or_init(|| access).clone())
    }

    /// All rows of a query.
    pub fn query(&self, sql: &str, params: &[Value]) -> Result<Vec<Row>> {
        self.settle(sql)?;
        self.conn.borrow_mut().query(sql, params)
    }

    /// All rows of a query whose best plan depends on the values, see [`Conn::query_planned`].
    pub fn query_planned(&self, sql: &str, params: &[Value]) -> Result<Vec<Row>> {
        self.settle(sql)?;
        self.conn.borrow_mut().query_planned(sql, params)
    }

    /// The first row of a query.
    pub fn row(&self, sql: &str, params: &[Value]) -> Result<Option<Row>> {
        self.settle(sql)?;
        self.conn.borrow_mut().row(sql, params)
    }

    /// The first value of the first row, as a whole number; 0 where there is none.
    pub fn number(&self, sql: &str, params: &[Value]) -> Result<i64> {
        Ok(self.row(sql, params)?.and_then(|row| row.first().and_then(Value::int)).unwrap_or(0))
    }

    /// A record with its lines, whoever asks; `None` when there is none.
    pub fn find(&self, entity: &str, id: i64) -> Result<Option<Record>> {
        Ok(self.find_many(entity, &[id], true)?.into_iter().next())
    }

    /// Records by id in the order of the ids, those that exist; lines only when wanted.
    pub fn find_many(&self, entity: &str, ids: &[i64], lines: bool) -> Result<Vec<Record>> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let layout = self.layout(entity)?;
        let by_id = match ids {
            [_] => "id = $1",
            _ => "id IN LIST($1)",
        };
        let mut found = self.by_ids(layout, by_id, ids, lines)?;
        if ids.len() > 1 {
            let mut by_id: BTreeMap<i64, Record> = found.into_iter().map(|r| (r.head.id, r)).collect();
            found = ids.iter().filter_map(|id| by_id.remove(id)).collect();
        }
        Ok(found)
    }

    fn by_ids(&self, layout: &Layout, condition: &str, ids: &[i64], lines: bool) -> Result<Vec<Record>> {
        self.by_ids_with(layout, condition, ids, lines, &[]).map(|(records, _)| records)
    }

    /// Records by id under a condition on `$1`, which may lock them, their lines and the answers to further questions, all in one
    /// round trip: what stands behind the records is read once they are held.
    pub(crate) fn by_ids_with(
        &self,
        layout: &Layout,
        condition: &str,
        ids: &[i64],
        lines: bool,
        further: &[Ask],
    ) -> Result<(Vec<Record>, Vec<Vec<Row>>)> {
        let record = format!("SELECT {} FROM \"{}\" WHERE {condition}", layout.select, layout.shape.table());
        let mut asked = vec![record];
        if lines {
            for (_, shape) in &layout.shape.lines {
                asked.push(self.lines_of(shape, ids)?);
            }
        }
        let param = list_or_one(ids);
        let mut asked: Vec<Ask> = asked.iter().map(|sql| (sql.as_str(), vec![param.clone()])).collect();
        asked.extend(further.iter().cloned());
        let mut answers = self.together(&asked)?;
        let further = answers.split_off(answers.len() - further.len());
        let mut answers = answers.into_iter();
        let rows = answers.next().unwrap_or_default();
        let mut records: Vec<Record> = rows.into_iter().map(|row| record_of(layout, row)).collect();
        if lines {
            self.hang_lines(layout, &mut records, answers)?;
        }
        Ok((records, further))
    }

    /// Records without lines that satisfy a condition, which may go on with `ORDER BY` and `LIMIT`.
    pub fn records_where(&self, entity: &str, condition: &str, params: &[Value]) -> Result<Vec<Record>> {
        let layout = self.layout(entity)?;
        let sql = format!("SELECT {} FROM \"{}\" WHERE {condition}", layout.select, layout.shape.table());
        Ok(self.query(&sql, params)?.into_iter().map(|row| record_of(layout, row)).collect())
    }

    /// Typed records without lines that satisfy a condition.
    pub fn select<E: Entity>(&self, condition: &str, params: &[Value]) -> Result<Vec<E>> {
        let records = self.records_where(E::NAME, condition, params)?;
        records.iter().map(|r| E::from_record(r).map_err(damaged)).collect()
    }

    /// A typed record with its lines, whoever asks.
    pub fn get<E: Entity>(&self, id: Id<E>) -> Result<E> {
        let record = self.find(E::NAME, id.raw())?.ok_or_else(|| Error::not_found(E::NAME, id))?;
        E::from_record(&record).map_err(damaged)
    }

    /// A typed record without its lines, whoever asks.
    pub fn header<E: Entity>(&self, id: Id<E>) -> Result<E> {
        let record = self.find_many(E::NAME, &[id.raw()], false)?.pop().ok_or_else(|| Error::not_found(E::NAME, id))?;
        E::from_record(&record).map_err(damaged)
    }

    /// A record with its lines as the asking person may see it, hidden fields blanked; anything else is not found, so that
    /// nothing leaks. What will be saved is locked instead.
    pub fn visible(&self, entity: &str, id: i64, action: &str) -> Result<Record> {
        let shape = self.shape(entity)?;
        let gone = || Error::not_found(entity, id);
        let record = self.find(entity, id)?.ok_or_else(gone)?;
        if self.may(&shape, &record, crate::action::READ)? {
            if action == crate::action::READ || self.may(&shape, &record, action)? {
                return self.masked(&shape, record);
            }
            return Err(Error::forbidden(entity, action));
        }
        Err(gone())
    }

    pub(crate) fn masked(&self, shape: &Shape, mut record: Record) -> Result<Record> {
        crate::list::mask(shape, &*self.access()?, &mut record);
        Ok(record)
    }

    /// Refuses whoever may not do this to any record of an entity. Which records it may be done to is asked with [`Read::may`].
    pub fn allowed(&self, shape: &Shape, action: &str) -> Result<()> {
        if self.access()?.may(shape, action) { Ok(()) } else { Err(Error::forbidden(shape.name(), action)) }
    }

    /// True when the asking person may do this to this record, shares included.
    pub fn may(&self, shape: &Shape, record: &Record, action: &str) -> Result<bool> {
        let access = self.access()?;
        if access.covers(shape, action, record) {
            return Ok(true);
        }
        if let Some((table, column)) = access.takes_part_in(shape, action) {
            let sql = format!("SELECT 1 FROM \"{table}\" WHERE document = $1 AND \"{column}\" = $2 LIMIT 1");
            if self.row(&sql, &[record.head.id.into(), access.user.into()])?.is_some() {
                return Ok(true);
            }
        }
        let sharable = matches!(action, crate::action::READ | crate::action::EDIT);
        if !sharable || !access.shared.contains(&shape.def.kind) {
            return Ok(false);
        }
        let edit = if action == crate::action::EDIT { " AND edit = 1" } else { "" };
        let sql = format!("SELECT 1 FROM share WHERE kind = $1 AND record = $2 AND party IN TEXTS($3){edit}");
        let parties = serde_json::to_string(&access.parties).unwrap_or_default();
        let params = [Value::Int(shape.def.kind.into()), Value::Int(record.head.id), Value::Text(parties)];
        Ok(self.row(&sql, &params)?.is_some())
    }

    /// What a record is called, for each of these ids.
    pub fn titles(&self, entity: &str, ids: &[i64]) -> Result<BTreeMap<i64, String>> {
        if ids.is_empty() {
            return Ok(BTreeMap::new());
        }
        let shape = self.shape(entity)?;
        let sql = format!("SELECT id, \"{}\" FROM \"{}\" WHERE id IN LIST($1)", shape.def.title, shape.table());
        let rows = self.query(&sql, &[crate::access::list(ids)])?;
        let title = |row: &Row| row.get(1).map(ToString::to_string).unwrap_or_default();
        Ok(rows.iter().filter_map(|row| Some((row.first()?.int()?, title(row)))).collect())
    }

    /// The version of a record's table entry that a merged or deleted id leads to.
    pub fn survivor(&self, entity: &str, id: i64) -> Result<Option<i64>> {
        let kind = i64::from(self.shape(entity)?.def.kind);
        let sql = crate::sql!("store.survivor", "SELECT survivor FROM former_id WHERE kind = $1 AND record = $2");
        Ok(self.row(sql, &[kind.into(), id.into()])?.and_then(|row| row.first().and_then(Value::int)))
    }

    pub(crate) fn load_lines(&self, layout: &Layout, records: &mut [Record]) -> Result<()> {
        if layout.shape.lines.is_empty() || records.is_empty() {
            return Ok(());
        }
        let ids: Vec<i64> = records.iter().map(|r| r.head.id).collect();
        let param = list_or_one(&ids);
        let asked: Vec<String> =
            layout.shape.lines.iter().map(|(_, shape)| self.lines_of(shape, &ids)).collect::<Result<_>>()?;
        let asked: Vec<Ask> = asked.iter().map(|sql| (sql.as_str(), vec![param.clone()])).collect();
        self.hang_lines(layout, records, self.together(&asked)?.into_iter())
    }

    /// The text that reads the lines of documents.
    fn lines_of(&self, shape: &Shape, ids: &[i64]) -> Result<String> {
        let line = self.layout(shape.name())?;
        let rest = match ids {
            [_] => "document = $1 ORDER BY position, id",
            _ => "document IN LIST($1) ORDER BY document, position, id",
        };
        Ok(format!("SELECT {} FROM \"{}\" WHERE {rest}", line.select, shape.table()))
    }

    /// Hangs the rows of each kind of lines on their documents.
    fn hang_lines(
        &self,
        layout: &Layout,
        records: &mut [Record],
        answers: impl Iterator<Item = Vec<Row>>,
    ) -> Result<()> {
        for (place, ((_, shape), rows)) in layout.shape.lines.iter().zip(answers).enumerate() {
            let line = self.layout(shape.name())?;
            let mut by_document: BTreeMap<i64, Vec<Record>> = BTreeMap::new();
            for row in rows {
                let document = row.get(1).and_then(Value::int).unwrap_or(0);
                by_document.entry(document).or_default().push(record_of(line, row));
            }
            for record in records.iter_mut() {
                let lines = by_document.remove(&record.head.id).unwrap_or_default();
                if let Some(slot) = record.lines.get_mut(place) {
                    *slot = Some(lines);
                }
            }
        }
        Ok(())
    }
}

fn list_or_one(ids: &[i64]) -> Value {
    match ids {
        [one] => Value::Int(*one),
        many => crate::access::list(many),
    }
}

/// A selected row as a record; its lines are not loaded.
pub(crate) fn record_of(layout: &Layout, row: Row) -> Record {
    let mut record = Record::blank(&layout.shape.fields);
    let int = |i: usize| row.get(i).and_then(Value::int);
    record.head = if layout.line {
        Head { id: int(0).unwrap_or(0), ..Head::default() }
    } else {
        Head {
            id: int(0).unwrap_or(0),
            version: int(1).unwrap_or(0),
            created_at: int(2).map(Instant::from_micros),
            created_by: int(3),
            changed_at: int(4).map(Instant::from_micros),
            changed_by: int(5),
            archived_at: int(6).map(Instant::from_micros),
        }
    };
    let values = row.into_iter().skip(layout.heads());
    for (place, value) in layout.stored.iter().zip(values) {
        record.values[*place] = value;
    }
    record
}

/// Typed lines or documents of records that generic code read.
pub fn typed<E: Described>(records: &[Record]) -> Result<Vec<E>> {
    records.iter().map(|r| E::from_record(r).map_err(damaged)).collect()
}
