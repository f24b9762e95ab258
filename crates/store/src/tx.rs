//! One transaction: everything that writes takes it first. It knows who, when and which set, and lands whole or not at all.

use crate::audit::AuditRow;
use crate::later::Last;
use crate::registry::{Model, damaged};
use crate::save::Saved;
use crate::set::Inner;
use crate::{Ask, Conn, Engine, Made, Read, Row, Who};
use base::quick::QuickMap;
use base::{Error, Id, Refusal, Result};
use entity::{Entity, Fields, Record, Shape, Value};
use std::ops::Deref;
use std::sync::Arc;

/// Where in the one lock order a lock stands. Taking an earlier one after a later one could deadlock, so tests refuse it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// Documents and master data, by id.
    Document,
    /// Credit accounts.
    Credit,
    /// Stock balances, by key.
    Stock,
    /// Period balances.
    Period,
    /// Number series, last.
    Series,
}

/// What runs once the commit is safe: waking followers, sending events. Never business.
pub type AfterCommit = Box<dyn FnOnce() + Send>;

/// One transaction in an account set.
pub struct Tx<'c> {
    read: Read<'c>,
    pub(crate) inner: &'c Inner,
    pub(crate) originals: QuickMap<(&'static str, i64), Record>,
    /// What was written since to fields that the program keeps by itself.
    pub(crate) kept: QuickMap<(&'static str, i64), Vec<(&'static str, Value)>>,
    pub(crate) audit: Vec<AuditRow>,
    pub(crate) tx_id: Option<i64>,
    /// Tables that a statement of somebody's own changed: what is held of their records may no longer be so.
    changed: Vec<String>,
    /// What is asked at the end.
    pub(crate) last: Vec<Last>,
    /// The hash that each legal series ends with after what this transaction posted.
    pub(crate) chains: QuickMap<String, String>,
    rank: Rank,
    after: Vec<AfterCommit>,
    touched_rows: u64,
    raised: bool,
    /// Records whose verb is running: what it saves on the way is not yet what it leads to.
    performing: Vec<(&'static str, i64)>,
}

/// The number under which PostgreSQL holds a named lock.
pub(crate) fn key_number(kind: &str, key: &str) -> i64 {
    let sum = format!("{kind}\u{1f}{key}")
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
    sum as i64
}

/// Holds a named lock until the transaction ends. The schema's name is part of it: sets of one server do not wait for each other.
pub(crate) const LOCK_KEY: &str = "SELECT CAST(pg_advisory_xact_lock(hashtextextended(current_schema(), $1)) AS TEXT)";

/// An operation of more rows than this is a job that commits in steps.
pub const ROW_BUDGET: u64 = 20_000;

impl<'c> Deref for Tx<'c> {
    type Target = Read<'c>;
    fn deref(&self) -> &Read<'c> {
        &self.read
    }
}

impl<'c> Tx<'c> {
    pub(crate) fn new(conn: &'c mut Conn, model: Arc<Model>, inner: &'c Inner, who: &'c Who) -> Self {
        Tx {
            read: Read::new(conn, model, inner.registry.clone(), who, inner.now(), &inner.options),
            inner,
            originals: QuickMap::default(),
            kept: QuickMap::default(),
            changed: Vec::new(),
            audit: Vec::new(),
            tx_id: None,
            last: Vec::new(),
            chains: QuickMap::default(),
            rank: Rank::Document,
            after: Vec::new(),
            touched_rows: 0,
            raised: false,
            performing: Vec::new(),
        }
    }

    /// Runs a statement of the store's dialect on tables that are not entities; entities are saved, so that they are audited.
    pub fn execute(&mut self, sql: &str, params: &[Value]) -> Result<u64> {
        self.settle(sql)?;
        let changed = self.read.conn.borrow_mut().execute(sql, params)?;
        self.note_statement(sql);
        self.count_rows(changed)?;
        Ok(changed)
    }

    /// Runs a statement that answers with rows, such as `INSERT … RETURNING`.
    pub fn returning(&mut self, sql: &str, params: &[Value]) -> Result<Vec<Row>> {
        self.settle(sql)?;
        let rows = self.read.conn.borrow_mut().query(sql, params)?;
        self.note_statement(sql);
        self.count_rows(rows.len() as u64)?;
        Ok(rows)
    }

    pub(crate) fn count_rows(&mut self, rows: u64) -> Result<()> {
        self.touched_rows += rows;
        if self.touched_rows > ROW_BUDGET {
            return Err(Refusal::new("store.too_much_at_once").arg("rows", ROW_BUDGET).into());
        }
        Ok(())
    }

    /// True while a person of this program waits for the set: a job then ends its transaction soon. Nobody waits for others on
    /// PostgreSQL.
    pub fn awaited(&self) -> bool {
        self.inner.waiting.load(std::sync::atomic::Ordering::Relaxed) > 0
    }

    /// Raises the set's revision, so that rights, custom fields and modules are read again by everybody from the next
    /// transaction on. Saving an entity of [`Hooks::watched`](crate::Hooks) does it by itself.
    pub fn raise_revision(&mut self) -> Result<()> {
        self.read.raised.set(true);
        if std::mem::replace(&mut self.raised, true) {
            return Ok(());
        }
        let sql = crate::sql!(
            "store.raise_revision",
            "INSERT INTO store_fact (name, value) VALUES ('revision', '1') ON CONFLICT (name) DO UPDATE \
             SET value = CAST(CAST(store_fact.value AS BIGINT) + 1 AS TEXT)"
        );
        self.execute(sql, &[]).map(|_| ())
    }

    pub(crate) fn raised(&self) -> bool {
        self.raised
    }

    /// What every save ends with: rights and shapes may have changed, and the reaction table may have a line for it.
    pub(crate) fn saved(&mut self, entity: &str, record: &Record, action: &str) -> Result<()> {
        let kept = self.read.registry.get(entity).is_some_and(|e| e.def.kept);
        if kept || self.read.registry.hooks.watched.contains(&entity) {
            self.raise_revision()?;
        }
        let on_the_way = action == crate::action::EDIT && self.performing.contains(&(entity, record.head.id));
        if !on_the_way {
            (self.read.registry.hooks.saved)(self, record, entity, action)?;
        }
        let reactions = self.read.registry.reactions;
        for reaction in reactions.iter().filter(|r| r.after == entity && (r.action.is_empty() || r.action == action)) {
            (reaction.run)(self, record)?;
        }
        Ok(())
    }

    /// Runs after the commit, once, and never when the transaction fails.
    pub fn after_commit(&mut self, run: impl FnOnce() + Send + 'static) {
        self.after.push(Box::new(run));
    }

    pub(crate) fn take_after(&mut self) -> Vec<AfterCommit> {
        std::mem::take(&mut self.after)
    }

    /// Notes that a lock of this rank is taken; an earlier rank after a later one is refused in tests and debug builds.
    pub fn rank(&mut self, rank: Rank) {
        debug_assert!(rank >= self.rank, "lock order: {rank:?} after {:?}", self.rank);
        self.rank = self.rank.max(rank);
    }

    /// Begins the next of several documents that a job writes in one transaction. Locks of those before are kept, so two such
    /// jobs may wait for each other; the engine ends one of them, and it runs again.
    pub fn next_document(&mut self) {
        self.rank = Rank::Document;
    }

    /// True when this transaction locked or inserted the record already.
    pub fn holds<E: Entity>(&self, id: Id<E>) -> bool {
        self.originals.contains_key(&(E::NAME, id.raw()))
    }

    /// A record with its lines, locked until the end; what it was is remembered for the audit.
    pub fn lock_record(&mut self, entity: &str, id: i64) -> Result<Record> {
        self.lock_records(entity, &[id])?.pop().ok_or_else(|| Error::not_found(entity, id))
    }

    /// Records with their lines, locked in the order of their ids. What this transaction holds already it waits for no more, so that
    /// it may be asked for at any rank.
    pub fn lock_records(&mut self, entity: &str, ids: &[i64]) -> Result<Vec<Record>> {
        self.lock_records_with(entity, ids, &[]).map(|(records, _)| records)
    }

    fn lock_records_with(
        &mut self,
        entity: &str,
        ids: &[i64],
        further: &[Ask],
    ) -> Result<(Vec<Record>, Vec<Vec<Row>>)> {
        let mut sorted = ids.to_vec();
        sorted.sort_unstable();
        sorted.dedup();
        let name = self.read.layout(entity)?.shape.name();
        if !sorted.iter().all(|id| self.originals.contains_key(&(name, *id))) {
            self.rank(Rank::Document);
        }
        if let Some(held) = self.all_held(name, &sorted)? {
            return Ok((held, self.together(further)?));
        }
        let layout = self.read.layout(entity)?;
        let held = match sorted.as_slice() {
            [] => return Ok((Vec::new(), self.together(further)?)),
            [_] => "id = $1 FOR UPDATE",
            _ => "id IN LIST($1) ORDER BY id FOR UPDATE",
        };
        let (records, further) = self.read.by_ids_with(layout, held, &sorted, true, further)?;
        for record in &records {
            self.originals.insert((name, record.head.id), record.clone());
        }
        Ok((records, further))
    }

    /// Records that this transaction holds already, as they are now; nothing as soon as one is to be read.
    fn all_held(&self, entity: &'static str, ids: &[i64]) -> Result<Option<Vec<Record>>> {
        let shape = self.shape(entity)?;
        let tables = || std::iter::once(shape.table()).chain(shape.lines.iter().map(|(_, line)| line.table()));
        if self.changed.iter().any(|changed| tables().any(|table| table == changed)) {
            return Ok(None);
        }
        Ok(ids.iter().map(|id| self.held_record(&shape, *id)).collect())
    }

    /// A record that this transaction locked or made, with what was written since to fields that the program keeps by itself.
    pub(crate) fn held_record(&self, shape: &Shape, id: i64) -> Option<Record> {
        let mut record = self.originals.get(&(shape.name(), id))?.clone();
        for (name, value) in self.kept.get(&(shape.name(), id)).into_iter().flatten() {
            shape.set(&mut record, name, value.clone());
        }
        Some(record)
    }

    /// A record of this transaction as whoever asks may see it, without reading it again; nothing where it has to be read.
    pub fn shown(&self, entity: &str, id: i64) -> Result<Option<Record>> {
        let shape = self.shape(entity)?;
        let held = self.all_held(shape.name(), &[id])?.and_then(|mut held| held.pop());
        match held.filter(|record| record.lines.iter().all(Option::is_some)) {
            Some(record) if self.may(&shape, &record, crate::action::READ)? => self.masked(&shape, record).map(Some),
            _ => Ok(None),
        }
    }

    /// Notes which table a statement of somebody's own changed.
    fn note_statement(&mut self, sql: &str) {
        let after = |words: &str| sql.trim_start().strip_prefix(words).and_then(|rest| rest.split_whitespace().next());
        if let Some(table) = after("UPDATE ").or_else(|| after("INSERT INTO ")).or_else(|| after("DELETE FROM ")) {
            self.note_changed(table.trim_matches('"'));
        }
    }

    pub(crate) fn note_changed(&mut self, table: &str) {
        if !self.changed.iter().any(|known| known == table) {
            self.changed.push(table.to_owned());
        }
    }

    /// A typed record, locked.
    pub fn lock<E: Entity>(&mut self, id: Id<E>) -> Result<E> {
        E::from_record(&self.lock_record(E::NAME, id.raw())?).map_err(damaged)
    }

    /// A typed record that is locked last, after whatever else: whoever holds it waits for nothing else any more, so that it
    /// needs no place in the order.
    pub fn lock_aside<E: Entity>(&mut self, id: Id<E>) -> Result<E> {
        let rank = std::mem::replace(&mut self.rank, Rank::Document);
        let locked = self.lock(id);
        self.rank = rank;
        locked
    }

    /// Typed records, locked in the order of their ids.
    pub fn lock_many<E: Entity>(&mut self, ids: &[Id<E>]) -> Result<Vec<E>> {
        let ids: Vec<i64> = ids.iter().map(|id| id.raw()).collect();
        self.lock_records(E::NAME, &ids)?.iter().map(|r| E::from_record(r).map_err(damaged)).collect()
    }

    /// The same with what is kept of them, read under their locks in the same round trip.
    pub fn lock_many_with<E: Entity>(&mut self, ids: &[Id<E>], further: &[Ask]) -> Result<(Vec<E>, Vec<Vec<Row>>)> {
        let ids: Vec<i64> = ids.iter().map(|id| id.raw()).collect();
        let (records, further) = self.lock_records_with(E::NAME, &ids, further)?;
        Ok((crate::typed(&records)?, further))
    }

    /// Holds a name until the end: rules that span rows, such as a tree without cycles, take it before they look.
    pub fn lock_key(&mut self, kind: &str, key: &str) -> Result<()> {
        if self.engine() == Engine::Postgres {
            self.returning(LOCK_KEY, &[Value::Int(key_number(kind, key))])?;
        }
        Ok(())
    }

    /// Saves a typed record that our own code made; it gets its id, version and computed fields.
    pub fn insert<E: Entity>(&mut self, entity: &mut E) -> Result<Id<E>> {
        let mut record = entity.to_record();
        record.head = entity::Head::default();
        self.save(E::NAME, &mut record, &Fields::none())?;
        *entity = E::from_record(&record).map_err(damaged)?;
        Ok(entity.id())
    }

    /// Saves typed records in one batch.
    pub fn insert_many<E: Entity>(&mut self, entities: &mut [E]) -> Result<()> {
        let mut records: Vec<Record> =
            entities.iter().map(|e| Record { head: entity::Head::default(), ..e.to_record() }).collect();
        self.save_many(E::NAME, &mut records, &Fields::none())?;
        for (entity, record) in entities.iter_mut().zip(&records) {
            *entity = E::from_record(record).map_err(damaged)?;
        }
        Ok(())
    }

    /// Saves changes of a typed record that this transaction locked.
    pub fn update<E: Entity>(&mut self, entity: &mut E) -> Result<Saved> {
        let mut record = entity.to_record();
        let saved = self.save(E::NAME, &mut record, &Fields::none())?;
        *entity = E::from_record(&record).map_err(damaged)?;
        Ok(saved)
    }

    /// Runs a verb on a record: locks it, checks right, state, guard and approval, runs, saves and audits. The only way to run
    /// one.
    pub fn perform(&mut self, entity: &str, id: i64, name: &str, version: Option<i64>, input: &Record) -> Result<Made> {
        let registered = self.read.registry.get(entity).ok_or_else(|| Error::not_found("entity", entity))?;
        let operation = registered.operations.iter().find(|o| o.name == name);
        let operation = operation.ok_or_else(|| Error::not_found("operation", format!("{entity}:{name}")))?;
        let shape = self.shape(entity)?;
        let mut record = self.lock_record(entity, id)?;
        if !self.may(&shape, &record, crate::action::READ)? {
            return Err(Error::not_found(entity, id));
        }
        if !self.may(&shape, &record, name)? {
            return Err(Error::forbidden(entity, name));
        }
        if version.is_some_and(|v| v != record.head.version) {
            return Err(Error::Stale { entity: entity.to_owned(), id });
        }
        if record.head.archived_at.is_some() {
            return Err(Refusal::new("store.archived").entity(entity).record(shape.title(&record)).into());
        }
        let state = shape.value(&record, "state");
        let starts = operation.from.is_empty() || state.text().is_some_and(|s| operation.from.contains(&s));
        if !starts {
            let refusal = Refusal::new("store.wrong_state").entity(entity).record(shape.title(&record));
            return Err(refusal.arg("operation", name).arg("state", state).into());
        }
        match operation.guard.map(|guard| guard(&record, &self.read)).transpose()? {
            None | Some(crate::Guard::Open | crate::Guard::Over) => {}
            Some(crate::Guard::Closed(refusal)) => return Err(refusal.record(shape.title(&record)).into()),
            // A button that is not there can still be pressed from outside.
            Some(crate::Guard::Hidden) => return Err(Error::forbidden(entity, name)),
        }
        (self.read.registry.hooks.hold)(self, &shape, id)?;
        if let Some(refusal) = (self.read.registry.hooks.may_transition)(&self.read, &shape, &record, name)? {
            return Err(refusal.entity(entity).record(shape.title(&record)).into());
        }
        let reactions = self.read.registry.reactions;
        let before = |r: &&crate::Reaction| r.after == entity && r.action.strip_prefix("before ") == Some(name);
        for reaction in reactions.iter().filter(before) {
            (reaction.run)(self, &record)?;
        }
        self.performing.push((shape.name(), id));
        let ran = (operation.run)(&mut record, self, input);
        self.performing.pop();
        let made = ran?;
        if let Some(to) = operation.to {
            shape.set(&mut record, "state", Value::from(to));
        }
        self.save_as(entity, &mut record, &Fields::none(), name)?;
        Ok(made)
    }

    /// Runs a verb and, on each record it made, the verb that its row says follows: goods delivered and posted in one step, which
    /// lands whole or not at all. Rights, state, guard and approval of both are asked for.
    pub fn perform_on(
        &mut self,
        entity: &str,
        id: i64,
        name: &str,
        version: Option<i64>,
        input: &Record,
    ) -> Result<Made> {
        let operations = self.read.registry.get(entity).map_or(&[][..], |registered| registered.operations);
        let then = operations.iter().find(|o| o.name == name).and_then(|o| o.then);
        let (follower, verb) = then.ok_or_else(|| Error::not_found("operation", format!("{entity}:{name}?then")))?;
        let made = self.perform(entity, id, name, version, input)?;
        for (_, id) in made.iter().filter(|(entity, _)| *entity == follower) {
            self.next_document();
            self.perform(follower, *id, verb, None, &Record::default())?;
        }
        Ok(made)
    }

    /// Saves what somebody sent and runs a verb on it in one step: an order that is confirmed as it is created.
    pub fn submit_on(&mut self, submission: &crate::Submission, verb: &str) -> Result<i64> {
        let (record, _) = self.submit(submission)?;
        self.next_document();
        self.perform(&submission.entity, record.head.id, verb, None, &Record::default())?;
        Ok(record.head.id)
    }
}
