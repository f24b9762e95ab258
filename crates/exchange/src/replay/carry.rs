//! One step of one case in a transaction: the record is made or changed like by a form, the verb is run like by a button.

use super::fit::{Act, Case, Fit, Fitted, From, Slot, Told, Verb};
use crate::Cell;
use crate::import::lookup::{self, Found};
use crate::import::plan::{By, Place};
use base::{Error, Refusal, Result};
use entity::{Kind, Record, Value};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use store::{LineChange, LinesChange, Submission, Tx};

/// How far a case has come: how many of its steps are done, and the records its names stand for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    pub done: usize,
    pub records: BTreeMap<String, i64>,
}

/// Records that texts stand for, as far as they were asked for.
#[derive(Clone, Debug, Default)]
pub struct Known(HashMap<(&'static str, By), HashMap<String, i64>>);

/// A transaction that carries steps out.
pub struct Carrier<'a, 'c> {
    pub tx: &'a mut Tx<'c>,
    pub system: &'a str,
    pub known: &'a Known,
    /// What this transaction found out; kept when it lands.
    pub found: Known,
    pub exponents: HashMap<i64, u8>,
}

/// The step of a case that is being carried out.
#[derive(Clone, Copy)]
pub struct At<'a> {
    pub stream: &'a Fitted,
    pub case: &'a Case,
    pub fit: &'a Fit,
    pub told: &'a Told,
    pub progress: &'a Progress,
}

impl Known {
    fn get(&self, entity: &'static str, by: &By, text: &str) -> Option<i64> {
        self.0.get(&(entity, by.clone()))?.get(text).copied()
    }

    pub fn extend(&mut self, other: Known) {
        for (of, texts) in other.0 {
            self.0.entry(of).or_default().extend(texts);
        }
    }
}

impl Carrier<'_, '_> {
    /// Asks for all records at once that texts of many steps stand for. What is not there yet may be made on the way.
    pub fn look_ahead<'s>(&mut self, steps: impl Iterator<Item = (&'s Fit, &'s Told)>) -> Result<()> {
        let mut wanted: BTreeMap<(&'static str, By), BTreeSet<&str>> = BTreeMap::new();
        for (fit, told) in steps {
            let given = fit.verb.iter().flat_map(|v| &v.given);
            let single =
                fit.fields.iter().filter(|s| !s.repeated).chain(given).filter(|s| s.is_text()).zip(&told.texts);
            let repeated = fit.fields.iter().filter(|s| s.repeated && s.is_text());
            let repeated =
                repeated.enumerate().flat_map(|(at, s)| told.rows.iter().map(move |(_, texts)| (s, &texts[at])));
            for (slot, text) in single.chain(repeated) {
                if let (Some((entity, by)), false) = (slot.reference(), text.is_empty())
                    && self.known.get(entity, by, text).is_none()
                {
                    wanted.entry((entity, by.clone())).or_default().insert(text);
                }
            }
        }
        for ((entity, by), texts) in wanted {
            let texts: Vec<&str> = texts.into_iter().collect();
            for (text, found) in lookup::look(self.tx, entity, &by, &texts)? {
                if let Found::One(id) = found {
                    self.found.0.entry((entity, by.clone())).or_default().insert(text, id);
                }
            }
        }
        Ok(())
    }

    /// Carries a step out; the records it made stand in the answer by their names.
    pub fn step(&mut self, at: At) -> Result<Vec<(usize, i64)>> {
        let mut texts = at.told.texts.iter().map(String::as_str);
        let mut made = Vec::new();
        match &at.fit.act {
            Act::Make(shape) => {
                let submission = self.submission(at, shape.name(), None, &mut texts)?;
                let (record, _) = self.tx.submit(&submission)?;
                let place = at.fit.made.ok_or_else(|| Error::broken("a made record without a name"))?;
                self.remember(at, place, shape.name(), record.head.id)?;
                made.push((place, record.head.id));
            }
            Act::Change(place) => {
                let (name, id) = (at.stream.names[*place].1.name(), at.record(*place, &made)?);
                let submission = self.submission(at, name, Some(id), &mut texts)?;
                self.tx.submit(&submission)?;
            }
            Act::Find => {
                let place = at.fit.made.ok_or_else(|| Error::broken("a found record without a name"))?;
                let which = at.fit.fields.first().ok_or_else(|| Error::broken("a record looked for by nothing"))?;
                let found = self.value(at, which, &mut texts, None, 2)?.int();
                let name = &at.stream.names[place].0;
                made.push((place, found.ok_or_else(|| Refusal::new("exchange.replay_not_made").arg("name", name))?));
            }
            Act::Nothing => {}
        }
        if let Some(verb) = &at.fit.verb {
            self.tx.next_document();
            made.extend(self.verb(at, verb, &made, &mut texts)?);
        }
        Ok(made)
    }

    fn verb<'t>(
        &mut self,
        at: At,
        verb: &Verb,
        made: &[(usize, i64)],
        texts: &mut impl Iterator<Item = &'t str>,
    ) -> Result<Vec<(usize, i64)>> {
        let mut input = Record::blank(verb.input);
        for slot in &verb.given {
            let value = self.value(at, slot, texts, None, 2)?;
            if let Some(place) = verb.input.iter().position(|f| f.name == slot.field.name) {
                input.values[place] = value;
            }
        }
        let id = at.record(verb.of, made)?;
        let answered = self.tx.perform(at.stream.names[verb.of].1.name(), id, &verb.name, None, &input)?;
        let Some((entity, place)) = verb.makes else { return Ok(Vec::new()) };
        let one = answered.iter().find(|(name, _)| *name == entity).map(|(_, id)| (place, *id));
        let none = || Refusal::new("exchange.replay_made_nothing").arg("verb", &verb.name).arg("entity", entity);
        Ok(vec![one.ok_or_else(none)?])
    }

    /// Makes the case's key known for the record; where a case makes several of one entity, the name tells them apart.
    fn remember(&mut self, at: At, place: usize, entity: &'static str, id: i64) -> Result<()> {
        let first = at.stream.names.iter().position(|(_, shape)| shape.name() == entity) == Some(place);
        let mut key = format!("{}/{}", at.stream.name, at.case.key);
        if !first {
            key = format!("{key}/{}", at.stream.names[place].0);
        }
        self.tx.remember_external(self.system, entity, &key, id)
    }

    fn submission<'t>(
        &mut self,
        at: At,
        entity: &str,
        id: Option<i64>,
        texts: &mut impl Iterator<Item = &'t str>,
    ) -> Result<Submission> {
        let exponent = self.exponent(at)?;
        let mut submission = Submission { entity: entity.to_owned(), id, ..Submission::default() };
        // Whether a line says something of this case, and whether it could.
        let mut numbered: BTreeMap<(&str, usize), (bool, bool, LineChange)> = BTreeMap::new();
        for slot in at.fit.fields.iter().filter(|s| !s.repeated) {
            let varies = slot.varies();
            let value = self.value(at, slot, texts, None, exponent)?;
            match &slot.place {
                Place::Line { lines, slot: number } => {
                    let (filled, varying, line) = numbered.entry((lines, *number)).or_default();
                    *filled |= varies && !value.is_null();
                    *varying |= varies;
                    line.values.push((slot.field.name.to_owned(), value));
                }
                _ if value.is_null() => {}
                _ => submission.values.push((slot.field.name.to_owned(), value)),
            }
        }
        let mut lines: BTreeMap<&str, Vec<LineChange>> = BTreeMap::new();
        for (row, texts) in &at.told.rows {
            let mut texts = texts.iter().map(String::as_str);
            let mut line: BTreeMap<&str, LineChange> = BTreeMap::new();
            for slot in at.fit.fields.iter().filter(|s| s.repeated) {
                let Place::Line { lines, .. } = &slot.place else { continue };
                let value = self.value(at, slot, &mut texts, Some(*row), exponent)?;
                if !value.is_null() {
                    line.entry(lines).or_default().values.push((slot.field.name.to_owned(), value));
                }
            }
            line.into_iter().for_each(|(name, change)| lines.entry(name).or_default().push(change));
        }
        for ((name, _), (filled, varying, line)) in numbered {
            if filled || !varying {
                lines.entry(name).or_default().push(line);
            }
        }
        submission.lines = lines.into_iter().map(|(n, changes)| (n.to_owned(), LinesChange::Some(changes))).collect();
        Ok(submission)
    }

    fn value<'t>(
        &mut self,
        at: At,
        slot: &Slot,
        texts: &mut impl Iterator<Item = &'t str>,
        row: Option<u32>,
        exponent: u8,
    ) -> Result<Value> {
        match &slot.from {
            From::Day(days) => Ok(Value::from(at.told.day.add_days(*days)?)),
            From::Record(place) => Ok(Value::Int(at.record(*place, &[])?)),
            From::Field(place, field) => {
                let (shape, id) = (&at.stream.names[*place].1, at.record(*place, &[])?);
                let record = self.tx.find_many(shape.name(), &[id], false)?.pop();
                Ok(record.map_or(Value::Null, |r| shape.value(&r, field)))
            }
            From::Line(place) => self.line_of(at, *place, row.unwrap_or_default()),
            From::Text(target) => {
                let text = texts.next().unwrap_or_default();
                let cell = Cell { text, line: at.case.line, column: target.heading(&at.stream.columns) };
                match slot.reference() {
                    _ if text.is_empty() => Ok(Value::Null),
                    Some((entity, by)) => self.reference(entity, by, cell, &slot.path),
                    None => Ok(target.value(cell, exponent, at.stream.century)?),
                }
            }
        }
    }

    fn reference(&mut self, entity: &'static str, by: &By, cell: Cell, path: &str) -> Result<Value> {
        let text = cell.text;
        if let Some(id) = self.known.get(entity, by, text).or_else(|| self.found.get(entity, by, text)) {
            return Ok(Value::Int(id));
        }
        // A step before may have made it just now.
        let refused = |code: &'static str| cell.refuse(code).field(path.to_owned());
        match lookup::look(self.tx, entity, by, &[text])?.remove(text) {
            Some(Found::One(id)) => {
                self.found.0.entry((entity, by.clone())).or_default().insert(text.to_owned(), id);
                Ok(Value::Int(id))
            }
            Some(Found::Several) => Err(refused("exchange.several_found").into()),
            None => Err(refused("exchange.reference_missing").into()),
        }
    }

    /// The line that a row brought to a record which an earlier step made.
    fn line_of(&mut self, at: At, place: usize, row: u32) -> Result<Value> {
        let missing = || Refusal::new("exchange.replay_line_missing").record(&at.stream.names[place].0);
        let maker = at.stream.steps.iter().position(|s| s.made == Some(place)).ok_or_else(missing)?;
        let rows = at.case.steps[maker].as_ref().map(|told| told.rows.as_slice()).unwrap_or_default();
        let nth = rows.iter().position(|(of, _)| *of == row).ok_or_else(missing)?;
        let (shape, id) = (&at.stream.names[place].1, at.record(place, &[])?);
        let named = at.stream.steps[maker].fields.iter().find(|s| s.repeated).map(|s| &s.place);
        let Some(Place::Line { lines, .. }) = named else { return Err(missing().into()) };
        let record = self.tx.find_many(shape.name(), &[id], true)?.pop().ok_or_else(missing)?;
        let lines = shape.lines_position(lines).and_then(|at| record.lines.get(at)).and_then(Option::as_ref);
        let line = lines.and_then(|lines| lines.get(nth)).ok_or_else(missing)?;
        Ok(Value::Int(line.head.id))
    }

    /// The decimals of the step's money: those of the currency it names, otherwise two.
    fn exponent(&mut self, at: At) -> Result<u8> {
        let money = at.fit.fields.iter().any(|s| matches!(s.field.kind, Kind::Money));
        let named = at.fit.fields.iter().filter(|s| !s.repeated && s.is_text()).zip(&at.told.texts);
        let Some((slot, text)) = named.filter(|(s, _)| money && s.field.name == "currency").last() else {
            return Ok(2);
        };
        let Some((entity, by)) = slot.reference() else { return Ok(2) };
        let id = self.reference(entity, by, Cell { text, line: at.case.line, column: &slot.path }, &slot.path)?;
        Ok(id.int().and_then(|id| self.exponents.get(&id).copied()).unwrap_or(2))
    }
}

impl At<'_> {
    fn record(&self, place: usize, made: &[(usize, i64)]) -> Result<i64> {
        let name = &self.stream.names[place].0;
        let now = made.iter().find(|(at, _)| *at == place).map(|(_, id)| *id);
        let id = now.or_else(|| self.progress.records.get(name).copied());
        Ok(id.ok_or_else(|| Refusal::new("exchange.replay_not_made").arg("name", name))?)
    }
}

impl Slot {
    fn is_text(&self) -> bool {
        matches!(self.from, From::Text(_))
    }

    /// True when it is not the same for every case.
    fn varies(&self) -> bool {
        !matches!(&self.from, From::Text(target) if target.is_constant())
    }

    fn reference(&self) -> Option<(&'static str, &By)> {
        match (&self.from, self.field.kind) {
            (From::Text(target), Kind::Reference(entity)) => target.by.as_ref().map(|by| (entity, by)),
            _ => None,
        }
    }
}
