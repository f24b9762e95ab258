//! A stream fitted to its table and to the entities it makes: which text of a row goes where, step by step.

use super::script::{Earlier, Given, Step, Stream};
use crate::Cell;
use crate::import::plan::{Fitting, Labels, Place, Target};
use crate::import::rows::{WideRow, Written};
use crate::import::{Source, Texts};
use base::{Date, Error, Refusal, Result};
use entity::{FieldDef, Kind, Shape, Value};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::{Access, Read};

/// A stream that fits.
pub struct Fitted {
    pub name: String,
    key: Target,
    pub steps: Vec<Fit>,
    /// What its steps call records, and which entity each is of.
    pub names: Vec<(String, Arc<Shape>)>,
    pub columns: Vec<String>,
    pub century: Option<i16>,
}

/// A step that fits.
pub struct Fit {
    on: Target,
    days: i64,
    pub act: Act,
    /// The record it makes, by its place among the names.
    pub made: Option<usize>,
    pub fields: Vec<Slot>,
    pub verb: Option<Verb>,
    only: Vec<(usize, Texts)>,
    unless: Vec<(usize, Texts)>,
    rows_where: Vec<(usize, Texts)>,
    rows_unless: Vec<(usize, Texts)>,
}

/// What a step does before its verb.
pub enum Act {
    Make(Arc<Shape>),
    /// The record is what the first of the fields refers to.
    Find,
    Change(usize),
    Nothing,
}

/// A verb with what it asks for.
pub struct Verb {
    pub of: usize,
    pub name: String,
    pub input: &'static [FieldDef],
    pub given: Vec<Slot>,
    /// The entity of the record it makes, and the record's place among the names.
    pub makes: Option<(&'static str, usize)>,
}

/// One value of a record or an input, and where it comes from.
pub struct Slot {
    pub path: String,
    pub place: Place,
    pub field: FieldDef,
    /// A line for each row.
    pub repeated: bool,
    pub from: From,
}

/// Where a value comes from.
pub enum From {
    Text(Box<Target>),
    Record(usize),
    Field(usize, String),
    Line(usize),
    Day(i64),
}

/// A case as its rows tell it.
pub struct Case {
    pub key: String,
    pub line: u64,
    /// What each step needs to know; nothing for a step that is left out.
    pub steps: Vec<Option<Told>>,
}

/// What a step needs to know of its case.
pub struct Told {
    pub day: Date,
    /// Texts of the slots that are no repeated lines, in their order: of fields, then of the verb's input.
    pub texts: Vec<String>,
    /// Which rows bring a line, and the texts of each.
    pub rows: Vec<(u32, Vec<String>)>,
}

struct Fitter<'a, 'c> {
    read: &'a Read<'c>,
    columns: &'a [String],
    written: &'a [Written],
    labels: Labels<'a>,
    access: &'a Access,
    names: Vec<(String, Arc<Shape>)>,
}

impl Fitted {
    /// Fits a stream to the columns of its table; what does not fit is refused with the step's number.
    pub fn new(
        read: &Read,
        stream: &Stream,
        columns: &[String],
        written: &[Written],
        labels: Labels,
    ) -> Result<Fitted> {
        let access = read.access()?;
        let mut fitter = Fitter { read, columns, written, labels, access: &access, names: Vec::new() };
        let key = fitter.plain("key", Kind::Text, &stream.key)?;
        let mut steps = Vec::with_capacity(stream.step.len());
        for (at, step) in stream.step.iter().enumerate() {
            let fit = fitter.step(at, step).map_err(|error| placed(error, &stream.name, at + 1))?;
            steps.push(fit);
        }
        base::ensure!(!steps.is_empty(), Refusal::new("exchange.replay_without_steps").record(&stream.name))?;
        let (name, century) = (stream.name.clone(), stream.read.century);
        Ok(Fitted { name, key, steps, names: fitter.names, columns: columns.to_vec(), century })
    }

    /// The key of a row's case.
    pub fn key(&self, row: &WideRow) -> String {
        self.key.text(row)
    }

    /// A case out of its rows, the first of which tells what belongs to no line.
    pub fn case(&self, key: String, rows: &[WideRow]) -> Result<Case> {
        let first = rows.first().ok_or_else(|| Refusal::new("exchange.replay_without_steps").record(&self.name))?;
        let steps = self.steps.iter().map(|step| step.told(self, rows, first)).collect::<Result<_>>()?;
        Ok(Case { key, line: first.line, steps })
    }
}

impl Fit {
    fn told(&self, stream: &Fitted, rows: &[WideRow], first: &WideRow) -> Result<Option<Told>> {
        let holds = |row: &WideRow, of: &[(usize, Texts)]| of.iter().all(|(at, texts)| texts.has(&row.cells[*at]));
        let any = |row: &WideRow, of: &[(usize, Texts)]| of.iter().any(|(at, texts)| texts.has(&row.cells[*at]));
        if !holds(first, &self.only) || any(first, &self.unless) {
            return Ok(None);
        }
        let mut lines = Vec::new();
        if self.fields.iter().any(|s| s.repeated) {
            for (at, row) in rows.iter().enumerate() {
                if holds(row, &self.rows_where) && !any(row, &self.rows_unless) {
                    let texts = self.fields.iter().filter(|s| s.repeated).filter_map(|s| s.text(row));
                    lines.push((u32::try_from(at).unwrap_or(u32::MAX), texts.collect()));
                }
            }
            if lines.is_empty() {
                return Ok(None);
            }
        }
        let given = self.verb.iter().flat_map(|v| &v.given);
        let texts = self.fields.iter().filter(|s| !s.repeated).chain(given).filter_map(|s| s.text(first)).collect();
        let text = self.on.text(first);
        let day = text.split(['T', ' ']).next().unwrap_or_default();
        let cell = Cell { text: day, line: first.line, column: self.on.heading(&stream.columns) };
        let day = match self.on.value(cell, 0, stream.century)? {
            Value::Text(day) => {
                Date::parse(&day).map_err(|_| cell.refuse("exchange.date_malformed").arg("order", "ymd"))?
            }
            _ => return Err(cell.refuse("exchange.replay_without_day").into()),
        };
        Ok(Some(Told { day: day.add_days(self.days)?, texts, rows: lines }))
    }
}

impl Slot {
    fn text(&self, row: &WideRow) -> Option<String> {
        match &self.from {
            From::Text(target) => Some(target.text(row)),
            _ => None,
        }
    }
}

impl Fitter<'_, '_> {
    /// A value that belongs to no record: a day or a key.
    fn plain(&self, name: &'static str, kind: Kind, source: &Source) -> Result<Target> {
        // Any shape will do: a value of no record has no words of its own.
        let shapes = &self.read.model().shapes;
        let shape = shapes.iter().next().ok_or_else(|| Error::not_found("entity", name))?;
        let field = FieldDef::new(name, kind);
        Ok(self.fitting(shape).of_field("", field, Place::Field, name, source).map_err(|r| r.field(name))?)
    }

    fn fitting<'f>(&'f self, shape: &'f Arc<Shape>) -> Fitting<'f> {
        let Fitter { columns, written, labels, access, .. } = self;
        Fitting { shape, columns, written, labels: *labels, access }
    }

    fn step(&mut self, at: usize, step: &Step) -> Result<Fit> {
        let on = self.plain("on", Kind::Date, &step.on)?;
        let unclear = || Refusal::new("exchange.replay_step_unclear");
        let ways = [&step.make, &step.find, &step.change].into_iter().flatten().count();
        base::ensure!(ways <= 1 && (step.find.is_none() || step.fields.is_empty()), unclear())?;
        let (act, shape) = match (&step.make, &step.find, &step.change) {
            (Some(entity), ..) => {
                let shape = self.read.shape(entity)?;
                (Act::Make(shape.clone()), Some(shape))
            }
            (_, Some(entity), _) => (Act::Find, Some(self.read.shape(entity)?)),
            (.., Some(name)) => {
                let place = self.named(name)?;
                (Act::Change(place), Some(self.names[place].1.clone()))
            }
            _ => (Act::Nothing, None),
        };
        let mut fields = Vec::new();
        match &shape {
            Some(shape) => {
                for (path, given) in &step.fields {
                    fields.push(self.slot(shape, path, given)?);
                }
            }
            None => base::ensure!(step.fields.is_empty() && step.verb.is_some(), unclear())?,
        }
        // Lines in the order of their numbers, and a slot's texts where it stands.
        fields.sort_by_key(|s| match &s.place {
            Place::Line { slot, .. } => (1, *slot),
            _ => (0, 0),
        });
        if let (Act::Find, Some(shape)) = (&act, &shape) {
            let field = FieldDef::new("which", Kind::Reference(shape.name()));
            let target = self.fitting(shape).of_field("", field, Place::Field, "which", &step.which);
            let from = From::Text(Box::new(target.map_err(|r| r.field("which"))?));
            fields.push(Slot { path: "which".to_owned(), place: Place::Field, field, repeated: false, from });
        }
        let made = match (&act, &shape) {
            (Act::Make(_) | Act::Find, Some(shape)) => {
                let name = step.name.clone().filter(|_| step.makes.is_none()).unwrap_or_else(|| format!("step {at}"));
                Some(self.call(name, shape.clone())?)
            }
            _ => None,
        };
        let verb = match &step.verb {
            None => None,
            Some(verb) => {
                let own = match act {
                    Act::Change(place) => Some(place),
                    _ => made,
                };
                let of = match (&step.of, own) {
                    (Some(name), _) => self.named(name)?,
                    (None, Some(own)) => own,
                    (None, None) => return Err(unclear().into()),
                };
                Some(self.verb(of, verb, step)?)
            }
        };
        base::ensure!(step.input.is_empty() || verb.is_some(), unclear())?;
        Ok(Fit {
            on,
            days: step.days,
            act,
            made,
            fields,
            verb,
            only: self.chosen(&step.only)?,
            unless: self.chosen(&step.unless)?,
            rows_where: self.chosen(&step.rows_where)?,
            rows_unless: self.chosen(&step.rows_unless)?,
        })
    }

    fn verb(&mut self, of: usize, name: &str, step: &Step) -> Result<Verb> {
        let shape = self.names[of].1.clone();
        let registered = self.read.registry().get(shape.name());
        let operation = registered.and_then(|r| r.operations.iter().find(|o| o.name == name));
        let operation = operation.ok_or_else(|| Error::not_found("operation", format!("{}:{name}", shape.name())))?;
        let mut given = Vec::new();
        for (path, from) in &step.input {
            let field = operation.input.iter().find(|f| f.name == path);
            let field =
                *field.ok_or_else(|| Refusal::new("exchange.field_unknown").field(path.clone()).arg("path", path))?;
            let from = match from {
                Given::Earlier(earlier) => self.earlier(earlier, false)?,
                Given::Source(source) => {
                    let target = self.fitting(&shape).of_field("", field, Place::Field, path, source);
                    From::Text(Box::new(target.map_err(|r| r.field(path.clone()))?))
                }
            };
            given.push(Slot { path: path.clone(), place: Place::Field, field, repeated: false, from });
        }
        let makes = match &step.makes {
            None => None,
            Some(entity) => {
                let made = self.read.shape(entity)?;
                let name = step.name.clone().unwrap_or_else(|| format!("made by {name}"));
                Some((made.name(), self.call(name, made)?))
            }
        };
        Ok(Verb { of, name: name.to_owned(), input: operation.input, given, makes })
    }

    fn slot(&self, shape: &Arc<Shape>, path: &str, given: &Given) -> Result<Slot> {
        let repeated = path.contains(".*.");
        let numbered = path.replace(".*.", ".1.");
        // A source that says nothing finds the place, whatever is said about the value afterwards.
        let nothing = Source { value: Some(String::new()), ..Source::default() };
        let source = match given {
            Given::Source(source) => source,
            Given::Earlier(_) => &nothing,
        };
        let target = self.fitting(shape).target(&numbered, source).map_err(|r| r.field(path.to_owned()))?;
        base::ensure!(!matches!(target.place, Place::Translation(_)), Refusal::new("store.not_translated"))?;
        let (place, field) = (target.place.clone(), target.field);
        let from = match given {
            Given::Earlier(earlier) => self.earlier(earlier, repeated)?,
            Given::Source(_) => From::Text(Box::new(target)),
        };
        Ok(Slot { path: path.to_owned(), place, field, repeated, from })
    }

    fn earlier(&self, earlier: &Earlier, repeated: bool) -> Result<From> {
        let unclear = || Refusal::new("exchange.source_unclear");
        Ok(match earlier {
            Earlier { of: Some(name), field: None, line: None, day: false, days: 0 } => From::Record(self.named(name)?),
            Earlier { of: Some(name), field: Some(field), line: None, day: false, days: 0 } => {
                let place = self.named(name)?;
                let known = self.names[place].1.field(field).is_some_and(|f| f.stored() && !f.secret);
                let unknown = || Refusal::new("exchange.field_unknown").field(field.clone()).arg("path", field);
                base::ensure!(known, unknown())?;
                From::Field(place, field.clone())
            }
            Earlier { of: None, field: None, line: Some(name), day: false, days: 0 } if repeated => {
                From::Line(self.named(name)?)
            }
            Earlier { of: None, field: None, line: None, day: true, days } => From::Day(*days),
            _ => return Err(unclear().into()),
        })
    }

    fn named(&self, name: &str) -> Result<usize> {
        let place = self.names.iter().position(|(known, _)| known == name);
        Ok(place.ok_or_else(|| Refusal::new("exchange.replay_name_unknown").arg("name", name))?)
    }

    fn call(&mut self, name: String, shape: Arc<Shape>) -> Result<usize> {
        let twice = self.names.iter().any(|(known, _)| *known == name);
        base::ensure!(!twice, Refusal::new("exchange.replay_name_twice").arg("name", &name))?;
        self.names.push((name, shape));
        Ok(self.names.len() - 1)
    }

    fn chosen(&self, texts: &BTreeMap<String, Texts>) -> Result<Vec<(usize, Texts)>> {
        let one = |(name, texts): (&String, &Texts)| -> Result<(usize, Texts)> {
            let at = self.columns.iter().position(|c| c == name);
            let missing = || Refusal::new("exchange.column_missing").field(name.clone()).arg("column", name);
            Ok((at.ok_or_else(missing)?, texts.clone()))
        };
        texts.iter().map(one).collect()
    }
}

/// A refusal that says which step it is about.
fn placed(error: Error, stream: &str, step: usize) -> Error {
    match error {
        Error::Refused(refusals) => {
            let place = format!("{stream}, {step}");
            Error::Refused(
                refusals.into_iter().map(|r| if r.record.is_none() { r.record(&place) } else { r }).collect(),
            )
        }
        other => other,
    }
}
