//! Reports: named questions with parameters whose answers are tables. Screen, file and API show the same one.

use crate::Read;
use base::{Percent, Result};
use entity::{FieldDef, Kind, Record, Tone, Value};
use std::collections::{BTreeMap, BTreeSet};

/// The parameter, a whole number, by which a report of many rows goes on where an earlier answer ended. No form asks for it.
pub const AFTER: &str = "after";

/// A report that a module offers.
pub struct Report {
    /// `module.report`: its address, right and label come from it.
    pub name: &'static str,
    /// The name of its icon.
    pub icon: &'static str,
    /// Whoever may read this entity may run it.
    pub reads: &'static str,
    /// What it asks for; the description of an `Input`.
    pub parameters: &'static [FieldDef],
    /// Answers it. Rights on rows are the report's to apply, through [`Access`](crate::Access) and the entity's predicate.
    pub run: fn(&Read, &Record) -> Result<Sheet>,
}

/// The answer: columns and rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    pub columns: Vec<Column>,
    pub rows: Vec<Line>,
    /// Told above the table, as message ids of the module with arguments: what the figures are of, or why there are none.
    pub notes: Vec<Note>,
    /// The parameters as the report took them: what was asked for, and its own defaults for the rest.
    pub used: Vec<(&'static str, Value)>,
    /// True when there is more than what is shown.
    pub cut: bool,
    /// What [`AFTER`] has to be to go on; none when a report that was cut cannot.
    pub next: Option<i64>,
    /// What is drawn above the table.
    pub chart: Option<Chart>,
}

/// A picture of a table: of each row of a look one bar, made of the figures of these columns one after another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    /// Columns with the tone that each is drawn in.
    pub columns: Vec<(&'static str, Tone)>,
    pub rows: Look,
}

/// A sentence above a report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Note {
    /// The message's id.
    pub message: &'static str,
    /// Its arguments.
    pub arguments: Vec<(&'static str, String)>,
}

/// A column of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its label is `{module}-report-{report}-{name}`.
    pub name: &'static str,
    /// What stands behind the label, such as the day it is of; two days of a time are parted by a slash, as in ISO 8601.
    pub detail: String,
    /// How its cells look.
    pub holds: Holds,
}

/// How the cells of a report's column are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    Text,
    Date,
    /// Minor units with so many decimals.
    Money(u8),
    Quantity,
    Percent,
    Integer,
}

impl Report {
    /// `accounting` of `accounting.trial_balance`.
    pub fn module(&self) -> &'static str {
        self.name.split('.').next().unwrap_or_default()
    }

    /// The last part of its address: `trial-balance`.
    pub fn place(&self) -> String {
        self.name.split_once('.').map_or(self.name, |(_, name)| name).replace('_', "-")
    }

    /// A choice that was left out is the one it starts with; a question that was not answered is a no.
    pub fn defaults(&self, record: &mut Record) {
        for (def, value) in self.parameters.iter().zip(&mut record.values) {
            match def.kind {
                Kind::Choice(choice) if def.required && value.is_null() => {
                    let first = def.default.or_else(|| choice.options.first().map(|o| o.code));
                    *value = first.map_or(Value::Null, Value::from);
                }
                Kind::Bool if value.is_null() => *value = Value::Int(0),
                _ => {}
            }
        }
    }

    /// The id of its title, and the beginning of the ids of its parameters and columns.
    pub fn message(&self) -> String {
        format!("{}-report-{}", self.module(), self.place())
    }
}

impl Sheet {
    /// A sheet of these columns.
    pub fn new(columns: Vec<Column>) -> Sheet {
        Sheet { columns, ..Sheet::default() }
    }

    /// With what a parameter was taken as.
    pub fn using(mut self, parameter: &'static str, value: impl Into<Value>) -> Sheet {
        self.used.push((parameter, value.into()));
        self
    }

    /// With a bar for each plain row, made of these columns.
    pub fn drawn(self, columns: &[(&'static str, Tone)]) -> Sheet {
        self.drawn_of(Look::Plain, columns)
    }

    /// With a bar for each row of a look.
    pub fn drawn_of(mut self, rows: Look, columns: &[(&'static str, Tone)]) -> Sheet {
        self.chart = Some(Chart { columns: columns.to_vec(), rows });
        self
    }

    /// The records that its cells name, by entity.
    pub fn named(&self) -> BTreeMap<&'static str, BTreeSet<i64>> {
        let mut all: BTreeMap<&'static str, BTreeSet<i64>> = BTreeMap::new();
        for (entity, id) in self.rows.iter().flat_map(|row| &row.cells).filter_map(|cell| cell.names) {
            all.entry(entity).or_default().insert(id);
        }
        all
    }

    /// With a sentence above the table.
    pub fn note(mut self, message: &'static str, arguments: Vec<(&'static str, String)>) -> Sheet {
        self.notes.push(Note { message, arguments });
        self
    }
}

impl Holds {
    /// The kind of field that is shown the same way.
    pub fn kind(self) -> Kind {
        match self {
            Holds::Text => Kind::Text,
            Holds::Date => Kind::Date,
            Holds::Money(_) => Kind::Money,
            Holds::Quantity => Kind::Quantity,
            Holds::Percent => Kind::Percent,
            Holds::Integer => Kind::Integer,
        }
    }
}

impl Column {
    /// A column with this label.
    pub fn new(name: &'static str, holds: Holds) -> Column {
        Column { name, detail: String::new(), holds }
    }

    /// With what stands behind the label.
    pub fn of(self, detail: impl ToString) -> Column {
        Column { detail: detail.to_string(), ..self }
    }
}

/// What kind of row it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    #[default]
    Plain,
    /// Stands above others.
    Heading,
    /// Sums others up.
    Total,
}

/// A row of a report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    pub look: Look,
    /// How far it is indented, from 0.
    pub depth: u8,
    /// As many as there are columns.
    pub cells: Vec<Cell>,
}

/// A cell of a report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    pub value: Value,
    /// A message's id in the place of a text.
    pub word: Option<String>,
    /// The record that the text names; readers of other languages see its name in theirs.
    pub names: Option<(&'static str, i64)>,
    /// Where it leads.
    pub link: Option<Link>,
}

/// What lies behind a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Link {
    /// A record of an entity.
    Record(String, i64),
    /// Another report with these parameters as texts.
    Report(&'static str, Vec<(&'static str, String)>),
    /// A list with this filter.
    List(&'static str, String),
}

impl Cell {
    /// A value.
    pub fn of(value: impl Into<Value>) -> Cell {
        Cell { value: value.into(), ..Cell::default() }
    }

    /// A word in the reader's language.
    pub fn word(id: impl Into<String>) -> Cell {
        Cell { word: Some(id.into()), ..Cell::default() }
    }

    /// What part of a whole this is; nothing of nothing is empty.
    pub fn share(part: i64, whole: i64) -> Cell {
        Percent::share(part.into(), whole.into()).map_or_else(Cell::empty, |share| Cell::of(share.units()))
    }

    /// Nothing.
    pub fn empty() -> Cell {
        Cell::default()
    }

    /// The same, as the name of a record.
    pub fn naming(self, entity: &'static str, id: i64) -> Cell {
        Cell { names: Some((entity, id)), ..self }
    }

    /// The same, leading somewhere.
    pub fn to(self, link: Link) -> Cell {
        Cell { link: Some(link), ..self }
    }
}

impl Line {
    /// A plain row.
    pub fn of(cells: Vec<Cell>) -> Line {
        Line { cells, ..Line::default() }
    }

    /// Indented.
    pub fn deep(self, depth: u8) -> Line {
        Line { depth, ..self }
    }

    /// With a look.
    pub fn looks(self, look: Look) -> Line {
        Line { look, ..self }
    }
}
