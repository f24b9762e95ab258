//! Moving what points to one record over to another: references, lines and whatever hangs on a record by kind and id.

use crate::audit::AuditRow;
use crate::destroy::host_columns;
use crate::{Read, Tx};
use base::{Error, Result};
use entity::{Record, Value};
use std::collections::BTreeSet;

/// Rows that hang on a record by kind and id, by the values of their key without the record itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hanging {
    /// The table.
    pub table: String,
    /// The column of the host's kind.
    pub kind: String,
    /// The column of the host's id.
    pub record: String,
    /// The columns that name a row besides the host's id.
    pub key: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<Value>>,
}

/// Tables of kind and record that are made again from the record, or that tell the past.
const KEPT: &[&str] = &["search", "search_record", "match_key", "match_record", "audit", "former_id", "translation"];

impl Read<'_> {
    /// Every row that hangs on a record by kind and id: links, shares, external keys, attachments, notes.
    pub fn hanging(&self, entity: &str, id: i64) -> Result<Vec<Hanging>> {
        let kind = Value::Int(self.shape(entity)?.def.kind.into());
        let mut found = Vec::new();
        for table in self.registry.tables(&[]).into_iter().filter(|t| !KEPT.contains(&t.name.as_str()) && !t.posted) {
            let names: Vec<&str> = table.columns.iter().map(|c| c.name.as_str()).collect();
            for (kind_column, record) in host_columns(&names) {
                let key: Vec<String> = match table.key.is_empty() {
                    true => vec!["id".to_owned()],
                    false => table.key.iter().filter(|k| **k != record).cloned().collect(),
                };
                let columns = key.iter().map(|k| format!("\"{k}\"")).collect::<Vec<_>>().join(", ");
                let sql = format!(
                    "SELECT {columns} FROM \"{}\" WHERE \"{kind_column}\" = $1 AND \"{record}\" = $2 ORDER BY {columns}",
                    table.name
                );
                let rows = self.query(&sql, &[kind.clone(), id.into()])?;
                if !rows.is_empty() {
                    found.push(Hanging { table: table.name.clone(), kind: kind_column, record, key, rows });
                }
            }
        }
        Ok(found)
    }

    /// The rows whose field points to a record: ids of records, or of lines.
    pub fn pointing(&self, entity: &str, field: &str, to: i64) -> Result<Vec<i64>> {
        let shape = self.shape(entity)?;
        let sql = format!("SELECT id FROM \"{}\" WHERE \"{field}\" = $1 ORDER BY id", shape.table());
        let rows = self.query(&sql, &[to.into()])?;
        Ok(rows.iter().filter_map(|row| row.first().and_then(Value::int)).collect())
    }
}

impl Tx<'_> {
    /// Points a field of these rows from one record to another, each locked, audited and raised in version. Rows that do not
    /// point to `from` any more are left alone; returned are those that moved. The rules of the entity are not asked: the
    /// record means the same as before, only under another id.
    pub fn repoint(
        &mut self,
        entity: &str,
        field: &str,
        rows: &[i64],
        from: i64,
        to: i64,
        action: &str,
    ) -> Result<Vec<i64>> {
        let shape = self.shape(entity)?;
        let (from, to) = (Value::Int(from), Value::Int(to));
        let mut moved = Vec::new();
        let Some(parent) = shape.def.line_of else {
            for mut record in self.lock_records(entity, rows)? {
                if shape.value(&record, field) == from {
                    shape.set(&mut record, field, to.clone());
                    self.update_record(entity, &mut record, action)?;
                    moved.push(record.head.id);
                }
            }
            return Ok(moved);
        };
        let sql = format!("SELECT DISTINCT document FROM \"{}\" WHERE id IN LIST($1)", shape.table());
        let documents = self.query(&sql, &[crate::id_list(rows)])?;
        let documents: Vec<i64> = documents.iter().filter_map(|row| row.first().and_then(Value::int)).collect();
        let wanted: BTreeSet<i64> = rows.iter().copied().collect();
        let places: Vec<usize> = (self.shape(parent)?.lines.iter().enumerate())
            .filter(|(_, (_, line))| line.name() == entity)
            .map(|(place, _)| place)
            .collect();
        for mut record in self.lock_records(parent, &documents)? {
            let mut any = false;
            let lines = record.lines.iter_mut().enumerate().filter(|(place, _)| places.contains(place));
            for line in lines.filter_map(|(_, lines)| lines.as_mut()).flatten() {
                if wanted.contains(&line.head.id) && shape.value(line, field) == from {
                    shape.set(line, field, to.clone());
                    moved.push(line.head.id);
                    any = true;
                }
            }
            if any {
                self.update_record(parent, &mut record, action)?;
            }
        }
        Ok(moved)
    }

    /// Points rows that hang on one record by kind and id to another. A row whose twin already hangs there stays.
    pub fn rehang(&mut self, hanging: &Hanging, kind: u16, from: i64, to: i64, action: &str) -> Result<Hanging> {
        let shape = self.model.shapes.iter().find(|s| s.table() == hanging.table).cloned();
        let mut rows = Vec::new();
        if let Some(shape) = shape {
            let ids: Vec<i64> = hanging.rows.iter().filter_map(|r| r.first().and_then(Value::int)).collect();
            let moved = self.repoint(shape.name(), &hanging.record, &ids, from, to, action)?;
            rows.extend(moved.into_iter().map(|id| vec![Value::Int(id)]));
            return Ok(Hanging { rows, ..hanging.clone() });
        }
        let same: String = hanging.key.iter().enumerate().map(|(i, k)| format!(" AND \"{k}\" = ${}", i + 4)).collect();
        let twin: String =
            hanging.key.iter().enumerate().map(|(i, k)| format!(" AND o.\"{k}\" = ${}", i + 4)).collect();
        let (table, record, kind_column) = (&hanging.table, &hanging.record, &hanging.kind);
        let sql = format!(
            "UPDATE \"{table}\" SET \"{record}\" = $1 WHERE \"{record}\" = $2 AND \"{kind_column}\" = $3{same} \
             AND NOT EXISTS (SELECT 1 FROM \"{table}\" o WHERE o.\"{record}\" = $1 AND o.\"{kind_column}\" = $3{twin})"
        );
        for row in &hanging.rows {
            let mut params = vec![Value::Int(to), Value::Int(from), Value::Int(kind.into())];
            params.extend(row.iter().cloned());
            if self.execute(&sql, &params)? > 0 {
                rows.push(row.clone());
            }
        }
        Ok(Hanging { rows, ..hanging.clone() })
    }

    /// Hangs these lines of one record at the end of another's; they keep their ids, so what refers to them still does.
    /// Both records are locked, audited and raised in version. Returns the lines that were still there.
    pub fn move_lines(
        &mut self,
        entity: &str,
        lines: &str,
        ids: &[i64],
        from: i64,
        to: i64,
        action: &str,
    ) -> Result<Vec<i64>> {
        let shape = self.shape(entity)?;
        let place = shape.lines_position(lines).ok_or_else(|| Error::not_found("lines", lines))?;
        let line = shape.lines[place].1.clone();
        let both = self.lock_records(entity, &[from, to])?;
        let find = |id: i64| both.iter().find(|r| r.head.id == id).cloned().ok_or_else(|| Error::not_found(entity, id));
        let (giver, taker) = (find(from)?, find(to)?);
        let of = |record: &Record| record.lines[place].clone().unwrap_or_default();
        let (moving, left): (Vec<Record>, Vec<Record>) = of(&giver).into_iter().partition(|l| ids.contains(&l.head.id));
        if moving.is_empty() {
            return Ok(Vec::new());
        }
        let last = format!("SELECT COALESCE(MAX(position), -1) FROM \"{}\" WHERE document = $1", line.table());
        let mut position = self.number(&last, &[to.into()])?;
        let update = format!("UPDATE \"{}\" SET document = $1, position = $2 WHERE id = $3", line.table());
        for moved in &moving {
            position += 1;
            self.execute(&update, &[to.into(), position.into(), moved.head.id.into()])?;
        }
        let moved: Vec<i64> = moving.iter().map(|l| l.head.id).collect();
        let mut taken = of(&taker);
        taken.extend(moving);
        for (before, after) in [(giver, left), (taker, taken)] {
            let mut record = before.clone();
            let mut row = AuditRow::update(&shape, &before, &record, action);
            row.lines(lines, &line, before.lines[place].as_deref().unwrap_or_default(), &after);
            record.lines[place] = Some(after);
            self.touch(entity, &mut record, row)?;
        }
        Ok(moved)
    }

    /// From now on an id answers with its survivor, and so do the ids that led to it. Returns those that were led on.
    pub fn retire(&mut self, entity: &str, id: i64, survivor: i64) -> Result<Vec<i64>> {
        let kind = Value::Int(self.shape(entity)?.def.kind.into());
        let led = self.returning(
            crate::sql!(
                "store.lead_on",
                "UPDATE former_id SET survivor = $1 WHERE kind = $2 AND survivor = $3 RETURNING record"
            ),
            &[survivor.into(), kind.clone(), id.into()],
        )?;
        self.execute(
            crate::sql!(
                "store.retire",
                "INSERT INTO former_id (kind, record, survivor) VALUES ($1, $2, $3) \
                 ON CONFLICT (kind, record) DO UPDATE SET survivor = $3"
            ),
            &[kind, id.into(), survivor.into()],
        )?;
        Ok(led.iter().filter_map(|row| row.first().and_then(Value::int)).collect())
    }

    /// The id is a record of its own again, and these ids lead to it as before.
    pub fn unretire(&mut self, entity: &str, id: i64, led: &[i64]) -> Result<()> {
        let kind = Value::Int(self.shape(entity)?.def.kind.into());
        let sql = crate::sql!("store.unretire", "DELETE FROM former_id WHERE kind = $1 AND record = $2");
        self.execute(sql, &[kind.clone(), id.into()])?;
        let sql =
            crate::sql!("store.lead_back", "UPDATE former_id SET survivor = $1 WHERE kind = $2 AND record IN LIST($3)");
        self.execute(sql, &[id.into(), kind, crate::id_list(led)])?;
        Ok(())
    }
}

impl Read<'_> {
    /// Waits for whoever decides about the same thing, until this transaction ends: a rule in `check` that spans rows, such as
    /// a tree without cycles, takes it before it looks. A transaction that only reads decides nothing and does not wait.
    pub fn hold(&self, kind: &str, key: &str) -> Result<()> {
        if self.engine() == crate::Engine::Postgres {
            let writing =
                self.row("SELECT CASE WHEN current_setting('transaction_read_only') = 'off' THEN 1 ELSE 0 END", &[])?;
            if writing.and_then(|row| row.first().and_then(Value::int)) == Some(1) {
                let sum = crate::tx::key_number(kind, key);
                self.query(crate::tx::LOCK_KEY, &[sum.into()])?;
            }
        }
        Ok(())
    }
}
