//! Saving records: the one path on which forms, files, the API and our own code all complete, check, write and audit.

use crate::audit::{self, AuditRow};
use crate::insert::New;
use crate::later::Later;
use crate::registry::{Layout, MatchKey};
use crate::{Read, Refusals, Tx};
use base::{Date, Error, Refusal, Result};
use entity::{FieldDef, Fields, Kind, Record, Shape, Value};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a save did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saved {
    /// A new record.
    Inserted,
    /// A changed record.
    Updated,
    /// Nothing differed; version and audit stay.
    Unchanged,
}

impl Tx<'_> {
    /// Completes, checks and writes one record with its loaded lines. New when its id is 0.
    pub fn save(&mut self, entity: &str, record: &mut Record, touched: &Fields) -> Result<Saved> {
        self.save_as(entity, record, touched, "")
    }

    pub(crate) fn save_as(
        &mut self,
        entity: &str,
        record: &mut Record,
        touched: &Fields,
        action: &str,
    ) -> Result<Saved> {
        if record.head.saved() {
            self.prepare(entity, record, touched)?;
            return self.update_record(entity, record, action);
        }
        self.save_many(entity, std::slice::from_mut(record), touched)?;
        Ok(Saved::Inserted)
    }

    /// Completes, checks and inserts new records in one batch.
    pub fn save_many(&mut self, entity: &str, records: &mut [Record], touched: &Fields) -> Result<()> {
        for record in records.iter_mut() {
            self.prepare(entity, record, touched)?;
        }
        self.draw_numbers(entity, records)?;
        self.insert_records(entity, records)
    }

    fn draw_numbers(&mut self, entity: &str, records: &mut [Record]) -> Result<()> {
        let shape = self.shape(entity)?;
        let Some(pattern) = shape.def.number else { return Ok(()) };
        let Some(place) = shape.fields.iter().position(|f| matches!(f.kind, Kind::Number)) else { return Ok(()) };
        let empty: Vec<usize> =
            (0..records.len()).filter(|i| records[*i].values[place].text().is_none_or(str::is_empty)).collect();
        let year = if pattern.contains("{year}") { self.today().year().to_string() } else { String::new() };
        let first = self.draw_working(&format!("{entity}/{year}"), empty.len())?;
        for (number, i) in (first..).zip(empty) {
            records[i].values[place] = Value::Text(self.number_text(pattern, number));
        }
        Ok(())
    }

    fn number_text(&self, pattern: &str, seq: i64) -> String {
        pattern.replace("{year}", &self.today().year().to_string()).replace("{seq}", &format!("{seq:05}"))
    }

    fn insert_records(&mut self, entity: &str, records: &mut [Record]) -> Result<()> {
        let model = self.model.clone();
        let layout = model.layouts.get(entity).ok_or_else(|| Error::not_found("entity", entity))?;
        let (now, user) = (self.now(), self.who.user);
        for record in records.iter_mut() {
            record.head.version = 1;
            record.head.created_at = Some(now);
            record.head.created_by = user;
            record.head.changed_at = Some(now);
            record.head.changed_by = user;
        }
        match records {
            [record] if record.lines.iter().flatten().any(|lines| !lines.is_empty()) => {
                self.insert_document(&model, layout, record)?;
            }
            _ => self.insert_all(&model, layout, records)?,
        }
        self.index_new(layout, records)?;
        for record in records.iter() {
            let row = AuditRow::insert(&layout.shape, record);
            self.audit.push(row);
            self.originals.insert((layout.shape.name(), record.head.id), record.clone());
        }
        for record in records.iter() {
            self.saved(entity, record, "create")?;
        }
        Ok(())
    }

    /// A document and its lines travel together.
    fn insert_document(&mut self, model: &crate::Model, layout: &Layout, record: &mut Record) -> Result<()> {
        let head = New::of(layout.shape.table(), &layout.inserted, vec![row_of(layout, record, 0, 0)]);
        let (mut places, mut lines) = (Vec::new(), Vec::new());
        for (place, (_, shape)) in layout.shape.lines.iter().enumerate() {
            let line = self.line_layout(model, shape)?;
            let children = record.lines[place].iter().flatten().enumerate();
            let rows: Vec<_> = children.map(|(position, child)| row_of(line, child, 0, position as i64)).collect();
            if !rows.is_empty() {
                places.push(place);
                lines.push(New::of(shape.table(), &line.inserted, rows));
            }
        }
        let (id, ids) = self.insert_with_lines(head, lines)?;
        record.head.id = id;
        for (place, ids) in places.into_iter().zip(ids) {
            for (child, id) in record.lines[place].iter_mut().flatten().zip(ids) {
                child.head.id = id;
            }
        }
        Ok(())
    }

    fn insert_all(&mut self, model: &crate::Model, layout: &Layout, records: &mut [Record]) -> Result<()> {
        let rows = records.iter().map(|r| row_of(layout, r, 0, 0)).collect::<Vec<_>>();
        let ids = self.insert_rows(&layout.inserted, layout.shape.table(), rows)?;
        for (record, id) in records.iter_mut().zip(ids) {
            record.head.id = id;
        }
        for (place, (_, line_shape)) in layout.shape.lines.iter().enumerate() {
            let line = self.line_layout(model, line_shape)?;
            let mut rows = Vec::new();
            for record in records.iter() {
                for (position, child) in record.lines[place].iter().flatten().enumerate() {
                    rows.push(row_of(line, child, record.head.id, position as i64));
                }
            }
            let mut ids = self.insert_rows(&line.inserted, line_shape.table(), rows)?.into_iter();
            for record in records.iter_mut() {
                for child in record.lines[place].iter_mut().flatten() {
                    child.head.id = ids.next().unwrap_or(0);
                }
            }
        }
        Ok(())
    }

    pub(crate) fn line_layout<'m>(&self, model: &'m crate::Model, shape: &Arc<Shape>) -> Result<&'m Layout> {
        model.layouts.get(shape.name()).ok_or_else(|| Error::not_found("entity", shape.name()))
    }

    pub(crate) fn update_record(&mut self, entity: &str, record: &mut Record, action: &str) -> Result<Saved> {
        let model = self.model.clone();
        let layout = model.layouts.get(entity).ok_or_else(|| Error::not_found("entity", entity))?;
        let shape = layout.shape.clone();
        let id = record.head.id;
        let key = (shape.name(), id);
        match self.originals.get(&key).map(|original| original.head.version) {
            None => return Err(Error::broken(format!("{entity} {id} was changed without being locked first"))),
            Some(version) if version != record.head.version => {
                return Err(Error::Stale { entity: entity.to_owned(), id });
            }
            Some(_) => {}
        }
        let original = self.originals.remove(&key).unwrap_or_default();
        // A record read before a field was added here says nothing about that field.
        let known = record.values.len().min(original.values.len());
        record.values.extend_from_slice(&original.values[known..]);
        let mut row = AuditRow::update(&shape, &original, record, action);
        let lines = self.save_lines(&model, &shape, &original, record, &mut row)?;
        let archived = original.head.archived_at != record.head.archived_at;
        // What the program keeps by itself is written without a word in the audit; a verb leaves its word in any case.
        let volatile = original.values != record.values;
        if row.is_empty() && action.is_empty() && !lines && !archived && !volatile {
            self.originals.insert(key, original);
            return Ok(Saved::Unchanged);
        }
        record.head.version += 1;
        record.head.changed_at = Some(self.now());
        record.head.changed_by = self.who.user;
        self.write_update(layout, &original, record)?;
        let keyed = !row.is_empty() && self.keyed(entity);
        let worded = row.touches_search(&shape) || lines || archived || keyed;
        if worded && !self.says_the_same(layout, &original, record)? {
            self.reindex(layout, record)?;
        }
        row.version = record.head.version;
        self.audit.push(row);
        if let Some(kept) = self.kept.get_mut(&(shape.name(), id)) {
            // What was now saved by hand stands instead.
            kept.retain(|(name, _)| shape.value(&original, name) == shape.value(record, name));
        }
        self.originals.insert((shape.name(), id), record.clone());
        self.saved(entity, record, if action.is_empty() { "edit" } else { action })?;
        Ok(Saved::Updated)
    }

    /// Counts a change that lies outside the record's own columns: its version, search and audit tell of it.
    pub(crate) fn touch(&mut self, entity: &str, record: &mut Record, mut row: AuditRow) -> Result<()> {
        let model = self.model.clone();
        let layout = model.layouts.get(entity).ok_or_else(|| Error::not_found("entity", entity))?;
        let original = record.clone();
        record.head.version += 1;
        record.head.changed_at = Some(self.now());
        record.head.changed_by = self.who.user;
        self.write_update(layout, &original, record)?;
        self.reindex(layout, record)?;
        row.version = record.head.version;
        self.audit.push(row);
        self.originals.insert((layout.shape.name(), record.head.id), record.clone());
        self.saved(entity, record, "translate")
    }

    fn write_update(&mut self, layout: &Layout, original: &Record, record: &Record) -> Result<()> {
        let head = &record.head;
        let mut sets = vec!["version = $1".to_owned(), "changed_at = $2".to_owned(), "changed_by = $3".to_owned()];
        let mut params: Vec<Value> =
            vec![head.version.into(), Value::from(head.changed_at), Value::from(head.changed_by)];
        let mut set = |column: &str, value: Value, params: &mut Vec<Value>| {
            params.push(value);
            sets.push(format!("\"{column}\" = ${}", params.len()));
        };
        if original.head.archived_at != head.archived_at {
            set("archived_at", Value::from(head.archived_at), &mut params);
        }
        for place in &layout.stored {
            if original.values.get(*place) != record.values.get(*place) {
                let field = &layout.shape.fields[*place];
                set(field.name, record.values[*place].clone(), &mut params);
                if layout.sorted.contains(place) {
                    set(&crate::schema::sort_column(field), crate::sort::key(&record.values[*place]), &mut params);
                }
            }
        }
        params.push(head.id.into());
        params.push(original.head.version.into());
        let (id, version) = (params.len() - 1, params.len());
        let sql = format!(
            "UPDATE \"{}\" SET {} WHERE id = ${id} AND version = ${version}",
            layout.shape.table(),
            sets.join(", ")
        );
        self.count_rows(1)?;
        let finds = Some((layout.shape.name().to_owned(), head.id));
        self.leave(Later { table: layout.shape.table().to_owned(), sql, rows: vec![params], finds });
        Ok(())
    }

    /// Writes inserted, changed, moved and removed lines; true when any differed.
    fn save_lines(
        &mut self,
        model: &crate::Model,
        shape: &Arc<Shape>,
        original: &Record,
        record: &mut Record,
        audit: &mut AuditRow,
    ) -> Result<bool> {
        let mut changed = false;
        for (place, (field, line_shape)) in shape.lines.iter().enumerate() {
            let Some(lines) = record.lines.get_mut(place).and_then(Option::as_mut) else { continue };
            let empty = Vec::new();
            let before = original.lines.get(place).and_then(Option::as_ref).unwrap_or(&empty);
            let line = self.line_layout(model, line_shape)?;
            let name = shape.fields[*field].name;
            if let Some(foreign) =
                lines.iter().find(|l| l.head.id != 0 && !before.iter().any(|b| b.head.id == l.head.id))
            {
                return Err(Refusal::new("store.foreign_line").field(name).arg("line", foreign.head.id).into());
            }
            let gone: Vec<i64> =
                before.iter().map(|b| b.head.id).filter(|id| !lines.iter().any(|l| l.head.id == *id)).collect();
            if !gone.is_empty() {
                let sql = format!("DELETE FROM \"{}\" WHERE id IN LIST($1)", line_shape.table());
                self.execute(&sql, &[crate::access::list(&gone)])?;
                changed = true;
            }
            let (mut added, mut moved) = (Vec::new(), Vec::new());
            for (position, child) in lines.iter().enumerate() {
                let old = before.iter().position(|b| b.head.id == child.head.id && child.head.id != 0);
                match old {
                    None => added.push((position, row_of(line, child, original.head.id, position as i64))),
                    Some(at) if before[at].values != child.values || at != position => {
                        let rows = [(&before[at], at), (child, position)].map(|(l, at)| row_of(line, l, 0, at as i64));
                        moved.push((child.head.id, rows));
                    }
                    Some(_) => {}
                }
            }
            changed |= !added.is_empty() || !moved.is_empty();
            self.update_lines(line, moved)?;
            let (positions, rows): (Vec<_>, Vec<_>) = added.into_iter().unzip();
            let ids = self.insert_rows(&line.inserted, line_shape.table(), rows)?;
            for (position, id) in positions.into_iter().zip(ids) {
                lines[position].head.id = id;
            }
            audit.lines(name, line_shape, before, lines);
        }
        Ok(changed)
    }

    /// Lines that differ from what they were, each as it was and as it is now: one statement, over the columns in which any differs.
    fn update_lines(&mut self, line: &Layout, moved: Vec<(i64, [Vec<Value>; 2])>) -> Result<()> {
        let differs = |place: &usize| moved.iter().any(|(_, [old, new])| old.get(*place) != new.get(*place));
        let places: Vec<usize> = (0..line.inserted.len()).filter(differs).collect();
        if places.is_empty() {
            return Ok(());
        }
        let set = |(n, place): (usize, &usize)| format!("\"{}\" = ${}", line.inserted[*place], n + 1);
        let sets: Vec<String> = places.iter().enumerate().map(set).collect();
        let table = line.shape.table();
        let sql = format!("UPDATE \"{table}\" SET {} WHERE id = ${}", sets.join(", "), places.len() + 1);
        self.count_rows(moved.len() as u64)?;
        let row = |(id, [_, mut new]): (i64, [Vec<Value>; 2])| {
            let values = places.iter().map(|place| std::mem::take(&mut new[*place]));
            values.chain([id.into()]).collect()
        };
        let rows = moved.into_iter().map(row).collect();
        self.leave(Later { table: table.to_owned(), sql, rows, finds: None });
        Ok(())
    }

    /// Archives a record, or brings it back; lists leave archived records out unless asked.
    pub fn set_archived(&mut self, entity: &str, id: i64, version: Option<i64>, archived: bool) -> Result<()> {
        let mut record = self.lock_record(entity, id)?;
        if version.is_some_and(|v| v != record.head.version) {
            return Err(Error::Stale { entity: entity.to_owned(), id });
        }
        if archived && self.who.user.is_some() {
            let shape = self.shape(entity)?;
            crate::submit::changeable(&shape, &record)?;
        }
        record.head.archived_at = archived.then(|| self.now());
        self.update_record(entity, &mut record, if archived { "archive" } else { "restore" })?;
        Ok(())
    }

    /// True when duplicates of the entity are looked for.
    fn keyed(&self, entity: &str) -> bool {
        self.registry.get(entity).is_some_and(|registered| registered.match_keys.is_some())
    }

    pub(crate) fn keys_of(&self, entity: &str, record: &Record) -> Result<Vec<MatchKey>> {
        let registered = self.registry.get(entity).ok_or_else(|| Error::not_found("entity", entity))?;
        registered.match_keys.map_or_else(|| Ok(Vec::new()), |keys| keys(record))
    }

    /// Writes what the transaction gathered: what waits for its end, its own row and the audit. What is asked there may lead to more.
    pub(crate) fn finish(&mut self) -> Result<()> {
        loop {
            let rows = std::mem::take(&mut self.audit);
            if !rows.is_empty() {
                audit::write(self, rows)?;
            }
            if self.last.is_empty() {
                return self.flush();
            }
            self.ask_last()?;
        }
    }
}

impl Read<'_> {
    /// Runs `complete` and `check` without writing: what the live form and `POST …/draft` call.
    pub fn draft(&self, entity: &str, record: &mut Record, touched: &Fields) -> Result<Vec<Refusal>> {
        match self.prepare(entity, record, touched) {
            Ok(()) => Ok(Vec::new()),
            Err(Error::Refused(refusals)) => Ok(refusals),
            Err(other) => Err(other),
        }
    }

    pub(crate) fn prepare(&self, entity: &str, record: &mut Record, touched: &Fields) -> Result<()> {
        let registered = self.registry.get(entity).ok_or_else(|| Error::not_found("entity", entity))?;
        let shape = self.shape(entity)?;
        let mut refusals = Refusals::default();
        let fits = |record: &Record, refusals: &mut Refusals| -> Result<bool> {
            for (shape, record, line) in every_record(&shape, record) {
                check_values(shape, record, line, refusals);
            }
            if !touched.is_empty() {
                self.check_references(&shape, record, refusals)?;
            }
            // A record whose values do not fit would confuse the business rules into further messages.
            Ok(refusals.0.is_empty())
        };
        // The typed form cannot hold an unknown choice or no date; what cannot be read is refused before anything computes.
        let readable = every_record(&shape, record).all(|(shape, record, _)| readable(shape, record));
        match registered.prepare.filter(|_| readable) {
            Some(prepare) => prepare(record, self, touched, &mut refusals, &fits)?,
            None => drop(fits(record, &mut refusals)?),
        }
        let title = if record.head.saved() { shape.title(record) } else { String::new() };
        for refusal in &mut refusals.0 {
            refusal.entity.get_or_insert_with(|| entity.to_owned());
            if !title.is_empty() {
                refusal.record.get_or_insert_with(|| title.clone());
            }
        }
        refusals.into_result()
    }

    /// References that came from outside must exist; one question per target.
    fn check_references(&self, shape: &Arc<Shape>, record: &Record, refusals: &mut Refusals) -> Result<()> {
        let mut wanted: BTreeMap<&'static str, Vec<(i64, String)>> = BTreeMap::new();
        let mut collect = |fields: &[FieldDef], record: &Record, prefix: &str| {
            for (field, value) in fields.iter().zip(&record.values) {
                if let (Kind::Reference(target), Value::Int(id)) = (field.kind, value)
                    && !self.known.borrow().contains(&(target, *id))
                {
                    wanted.entry(target).or_default().push((*id, format!("{prefix}{}", field.name)));
                }
            }
        };
        collect(&shape.fields, record, "");
        for (place, (field, line_shape)) in shape.lines.iter().enumerate() {
            let name = shape.fields[*field].name;
            for (position, line) in record.lines.get(place).and_then(Option::as_ref).into_iter().flatten().enumerate() {
                collect(&line_shape.fields, line, &format!("{name}.{position}."));
            }
        }
        for (target, uses) in wanted {
            let ids: Vec<i64> = uses.iter().map(|(id, _)| *id).collect();
            let sql = format!("SELECT id FROM \"{}\" WHERE id IN LIST($1)", self.shape(target)?.table());
            let found = self.query(&sql, &[crate::access::list(&ids)])?;
            for row in found {
                if let Some(id) = row.first().and_then(Value::int) {
                    self.known.borrow_mut().insert((target, id));
                }
            }
            for (id, field) in uses {
                if !self.known.borrow().contains(&(target, id)) {
                    refusals
                        .add(Refusal::new("store.reference_unknown").field(field).arg("target", target).arg("id", id));
                }
            }
        }
        Ok(())
    }
}

fn row_of(layout: &Layout, record: &Record, document: i64, position: i64) -> Vec<Value> {
    let head = &record.head;
    let mut row = Vec::with_capacity(layout.inserted.len());
    if layout.line {
        row.extend([Value::Int(document), Value::Int(position)]);
    } else {
        row.extend([
            Value::Int(head.version),
            Value::from(head.created_at),
            Value::from(head.created_by),
            Value::from(head.changed_at),
            Value::from(head.changed_by),
            Value::from(head.archived_at),
        ]);
    }
    row.extend(layout.stored.iter().map(|p| record.values.get(*p).cloned().unwrap_or_default()));
    row.extend(layout.sorted.iter().map(|p| crate::sort::key(record.values.get(*p).unwrap_or(&Value::Null))));
    row
}

/// Which line of a record it is: the name of its lines and its place; nothing for the record itself.
type Line<'a> = Option<(&'a str, usize)>;

/// What stands before a field's name in a refusal.
fn before(line: Line) -> String {
    line.map(|(name, place)| format!("{name}.{place}.")).unwrap_or_default()
}

/// The record and each of its loaded lines.
fn every_record<'a>(shape: &'a Shape, record: &'a Record) -> impl Iterator<Item = (&'a Shape, &'a Record, Line<'a>)> {
    let lines = shape.lines.iter().enumerate().flat_map(move |(place, (field, line_shape))| {
        let name = shape.fields[*field].name;
        let loaded = record.lines.get(place).and_then(Option::as_ref).into_iter().flatten().enumerate();
        loaded.map(move |(position, line)| (&**line_shape, line, Some((name, position))))
    });
    std::iter::once((shape, record, None)).chain(lines)
}

/// True when the typed form can hold every value.
fn readable(shape: &Shape, record: &Record) -> bool {
    shape.fields.iter().zip(&record.values).all(|(field, value)| match (field.kind, value) {
        (Kind::Choice(_) | Kind::Date | Kind::Rate | Kind::Key, Value::Null) => !field.required,
        (Kind::Choice(choice), value) => value.text().is_some_and(|code| choice.option(code).is_some()),
        (Kind::Date, value) => value.text().is_some_and(|text| Date::parse(text).is_ok()),
        (Kind::Rate, value) => value.text().is_some_and(|text| base::Rate::from_storage(text).is_ok()),
        (Kind::Key, value) => value.text().is_some_and(|text| base::Key::parse(text).is_ok()),
        (Kind::Lines(_), _) | (_, Value::Null) => true,
        (kind, value) => kind.is_int() == value.int().is_some(),
    })
}

/// Microseconds of the years 1 to 9999.
const INSTANTS: std::ops::RangeInclusive<i64> = -62_135_596_800_000_000..=253_402_300_799_999_999;

/// The rules that a field's kind alone decides.
fn check_values(shape: &Shape, record: &Record, line: Line, refusals: &mut Refusals) {
    for (field, value) in shape.fields.iter().zip(&record.values) {
        let name = || format!("{}{}", before(line), field.name);
        if value.is_null() || value.text() == Some("") {
            if (field.required || field.needed) && !matches!(field.kind, Kind::Lines(_) | Kind::Number) {
                refusals.add(Refusal::new("store.required").field(name()));
            }
            continue;
        }
        let refused = match (field.kind, value) {
            (Kind::Choice(choice), Value::Text(code)) => choice.option(code).is_none().then_some("store.not_a_choice"),
            (Kind::Date, Value::Text(text)) => Date::parse(text).is_err().then_some("store.not_a_date"),
            (Kind::Rate, Value::Text(text)) => base::Rate::from_storage(text).is_err().then_some("store.wrong_kind"),
            (Kind::Key, Value::Text(text)) => base::Key::parse(text).is_err().then_some("store.wrong_kind"),
            (Kind::Bool, Value::Int(n)) => (!matches!(n, 0 | 1)).then_some("store.not_yes_or_no"),
            (Kind::Email, Value::Text(text)) => (!looks_like_email(text)).then_some("store.not_an_email"),
            (Kind::Url, Value::Text(text)) => (!looks_like_url(text)).then_some("store.not_a_web_address"),
            (kind, Value::Int(n)) if kind.is_int() => {
                let id = matches!(kind, Kind::Reference(_)) && !(1..1 << 53).contains(n);
                let far = matches!(kind, Kind::Instant) && !INSTANTS.contains(n);
                (id || far).then_some("store.out_of_range")
            }
            (kind, Value::Text(_)) if !kind.is_int() => None,
            (Kind::Lines(_), _) => None,
            _ => Some("store.wrong_kind"),
        };
        if let Some(code) = refused {
            refusals.add(Refusal::new(code).field(name()).arg("value", shorten(value)));
        } else if let Value::Text(text) = value {
            check_text(field, text, &name, refusals);
        }
    }
}

pub(crate) fn check_text(field: &FieldDef, text: &str, name: &dyn Fn() -> String, refusals: &mut Refusals) {
    let count = text.chars().count();
    if count > field.max as usize {
        refusals.add(Refusal::new("store.too_long").field(name()).arg("max", field.max).arg("length", count));
    }
    let several = matches!(field.kind, Kind::LongText);
    if text.chars().any(|c| c.is_control() && !(several && matches!(c, '\n' | '\r' | '\t'))) {
        refusals.add(Refusal::new("store.control_character").field(name()));
    }
}

fn shorten(value: &Value) -> String {
    value.to_string().chars().take(60).collect()
}

fn looks_like_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let plain = |part: &str| {
        !part.is_empty() && !part.chars().any(|c| c.is_whitespace() || matches!(c, '@' | '<' | '>' | ',' | ';'))
    };
    plain(local)
        && local.len() <= 64
        && plain(domain)
        && domain.contains('.')
        && !domain.starts_with('.')
        && !domain.ends_with('.')
}

/// Only web addresses: a link that runs a script must never be stored as one.
fn looks_like_url(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let rest = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty() && !rest.chars().any(char::is_whitespace))
}
