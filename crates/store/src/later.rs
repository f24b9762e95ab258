//! What a transaction leaves for its end: figures that nobody decides by, words of the search, changed records, the audit. They travel
//! in one call, and sooner only when a statement names one of their tables.

use crate::conn::{Answer, Conn};
use crate::registry::damaged;
use crate::search::Words;
use crate::{Read, Row, Tx};
use base::{Error, Id, Result};
use entity::{Entity, Value};
use std::cell::RefCell;

/// A write that waits.
#[derive(Debug)]
pub(crate) struct Later {
    /// The table it writes.
    pub table: String,
    pub sql: String,
    /// Its parameters; on SQLite it may run once for each of several sets of them.
    pub rows: Vec<Vec<Value>>,
    /// The entity and record that it must find as they were read.
    pub finds: Option<(String, i64)>,
}

/// Everything that waits in one transaction.
#[derive(Debug, Default)]
pub(crate) struct Waiting {
    pub writes: RefCell<Vec<Later>>,
    pub words: RefCell<Words>,
}

impl Waiting {
    fn is_empty(&self) -> bool {
        self.writes.borrow().is_empty() && self.words.borrow().is_empty()
    }

    /// True when a statement names a table that something waits for.
    fn concerns(&self, sql: &str) -> bool {
        self.writes.borrow().iter().any(|l| sql.contains(l.table.as_str()))
            || (!self.words.borrow().is_empty() && Words::TABLES.iter().any(|table| sql.contains(table)))
    }
}

/// A statement with its parameters, to travel with others.
pub type Ask<'a> = (&'a str, Vec<Value>);

/// What follows the rows that answered.
type Then = Box<dyn FnOnce(&mut Tx, Vec<Row>) -> Result<()>>;

/// A question that travels with what is written at the end, and what follows its answer.
pub(crate) struct Last {
    name: String,
    sql: &'static str,
    params: Vec<Value>,
    then: Then,
}

impl Read<'_> {
    /// Before a statement runs: what waits for its tables is written first.
    pub(crate) fn settle(&self, sql: &str) -> Result<()> {
        if self.waiting.is_empty() || !self.waiting.concerns(sql) {
            return Ok(());
        }
        self.flush()
    }

    /// Before new rows are written: what waits for the same table may make room for them.
    pub(crate) fn settle_table(&self, table: &str) -> Result<()> {
        if self.waiting.writes.borrow().iter().any(|l| l.table == table) { self.flush() } else { Ok(()) }
    }

    /// Writes everything that waits.
    pub(crate) fn flush(&self) -> Result<()> {
        if self.waiting.is_empty() { Ok(()) } else { self.flush_asking(&[]).map(|_| ()) }
    }

    /// The same, with questions behind it in the one call.
    fn flush_asking(&self, asked: &[Ask]) -> Result<Vec<Vec<Row>>> {
        let words = self.waiting.words.take();
        let mut writes = self.waiting.writes.take();
        let mut conn = self.conn.borrow_mut();
        writes.extend(words.writes(&mut conn)?);
        let question = |(sql, params): &Ask| Later {
            table: String::new(),
            sql: (*sql).to_owned(),
            rows: vec![params.clone()],
            finds: None,
        };
        writes.extend(asked.iter().map(question));
        let mut answers = send(&mut conn, &writes)?;
        Ok(answers.split_off(answers.len() - asked.len()).into_iter().map(|a| a.rows).collect())
    }

    /// Several questions in one round trip, each with its own answer. Each sees what others committed by its turn, so a locking one
    /// stands before what is read under its lock.
    pub fn together(&self, asked: &[Ask]) -> Result<Vec<Vec<Row>>> {
        if asked.is_empty() {
            return Ok(Vec::new());
        }
        for (sql, _) in asked {
            self.settle(sql)?;
        }
        let asked: Vec<(&str, &[Vec<Value>])> =
            asked.iter().map(|(sql, params)| (*sql, std::slice::from_ref(params))).collect();
        Ok(self.conn.borrow_mut().together(&asked)?.into_iter().map(|a: Answer| a.rows).collect())
    }
}

fn send(conn: &mut Conn, writes: &[Later]) -> Result<Vec<Answer>> {
    let asked: Vec<(&str, &[Vec<Value>])> = writes.iter().map(|w| (w.sql.as_str(), w.rows.as_slice())).collect();
    if asked.is_empty() {
        return Ok(Vec::new());
    }
    let answers = conn.together(&asked)?;
    for (write, answer) in writes.iter().zip(&answers) {
        if let (Some((entity, id)), 0) = (&write.finds, answer.changed) {
            return Err(Error::Stale { entity: entity.clone(), id: *id });
        }
    }
    Ok(answers)
}

impl Tx<'_> {
    /// Writes at the end of the transaction, in one call with all else that waits there, or as soon as a statement names the table.
    /// For figures that nothing in this transaction is decided by; what orders locks does not wait.
    pub fn later(&mut self, table: &str, sql: String, params: Vec<Value>, rows: usize) -> Result<()> {
        self.count_rows(rows as u64)?;
        self.note_changed(table);
        self.leave(Later { table: table.to_owned(), sql, rows: vec![params], finds: None });
        Ok(())
    }

    /// The same statement for each of many rows, as one.
    pub fn later_each(&mut self, table: &str, sql: &str, rows: Vec<Vec<Value>>) -> Result<()> {
        if rows.is_empty() {
            return Ok(());
        }
        self.count_rows(rows.len() as u64)?;
        self.note_changed(table);
        self.leave(Later { table: table.to_owned(), sql: sql.to_owned(), rows, finds: None });
        Ok(())
    }

    /// Asks at the end of the transaction, in the call that writes what waits there, and goes on from the answer. What is said
    /// several times under one name is asked once.
    pub fn at_end(
        &mut self,
        name: &str,
        sql: &'static str,
        params: Vec<Value>,
        then: impl FnOnce(&mut Tx, Vec<Row>) -> Result<()> + 'static,
    ) {
        if !self.last.iter().any(|last| last.name == name) {
            self.last.push(Last { name: name.to_owned(), sql, params, then: Box::new(then) });
        }
    }

    /// Writes everything that waits and asks what was left for the end; what follows the answers may leave more.
    pub(crate) fn ask_last(&mut self) -> Result<()> {
        let last = std::mem::take(&mut self.last);
        let asked: Vec<Ask> = last.iter().map(|l| (l.sql, l.params.clone())).collect();
        let answers = self.flush_asking(&asked)?;
        last.into_iter().zip(answers).try_for_each(|(last, rows)| (last.then)(self, rows))
    }

    /// Writes fields of a locked record that the program keeps by itself, at the end of the transaction: no version, no audit.
    pub fn keep<E: Entity>(&mut self, id: Id<E>, fields: &[(&'static str, Value)]) -> Result<()> {
        let shape = self.shape(E::NAME)?;
        if !self.holds(id) {
            return Err(Error::broken(format!("{} {id} was changed without being locked first", E::NAME)));
        }
        let (mut sets, mut params) = (Vec::new(), Vec::new());
        for (name, value) in fields {
            if !shape.field(name).is_some_and(|f| f.volatile) {
                return Err(Error::broken(format!("{}.{name} is not kept by the program", E::NAME)));
            }
            params.push(value.clone());
            sets.push(format!("\"{name}\" = ${}", params.len()));
        }
        self.kept.entry((E::NAME, id.raw())).or_default().extend(fields.iter().cloned());
        params.push(id.raw().into());
        let sql = format!("UPDATE \"{}\" SET {} WHERE id = ${}", shape.table(), sets.join(", "), params.len());
        self.count_rows(1)?;
        self.leave(Later { table: shape.table().to_owned(), sql, rows: vec![params], finds: None });
        Ok(())
    }

    /// A record that this transaction locked or made, as it is now.
    pub fn held<E: Entity>(&self, id: Id<E>) -> Result<Option<E>> {
        let record = self.held_record(&*self.shape(E::NAME)?, id.raw());
        record.map(|record| E::from_record(&record).map_err(damaged)).transpose()
    }

    pub(crate) fn leave(&mut self, later: Later) {
        self.waiting.writes.borrow_mut().push(later);
    }
}
