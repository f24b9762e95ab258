//! One row as plain data, and the bridge between it and the Rust type that declares it.

use crate::{EntityDef, FieldDef, FieldType, Kind, Mismatch, Value};
use base::{Id, Instant};
use std::collections::BTreeSet;
use std::ops::{Deref, DerefMut};

/// The standard columns: what every record carries besides its own fields. Lines use only `id`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// The record's number in its table; 0 until it is saved.
    pub id: i64,
    /// Counts changes; a save from an older version is refused as stale.
    pub version: i64,
    /// When it was first saved.
    pub created_at: Option<Instant>,
    /// The user who first saved it.
    pub created_by: Option<i64>,
    /// When it was last changed.
    pub changed_at: Option<Instant>,
    /// The user who changed it last.
    pub changed_by: Option<i64>,
    /// When it was archived; empty for live records.
    pub archived_at: Option<Instant>,
}

impl Head {
    /// True once the record has been saved.
    pub fn saved(&self) -> bool {
        self.id > 0
    }
}

/// One record as plain data: what lists, forms, files and the API handle without knowing its type.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// The standard columns.
    pub head: Head,
    /// One value per field of the shape, custom fields last. Lines fields hold nothing here.
    pub values: Vec<Value>,
    /// One entry per lines field, in order; `None` is not loaded, and saving leaves those rows alone.
    pub lines: Vec<Option<Vec<Record>>>,
}

impl Record {
    /// An empty record of these fields.
    pub fn blank(fields: &[FieldDef]) -> Record {
        let lines = fields.iter().filter(|f| matches!(f.kind, Kind::Lines(_))).count();
        Record { head: Head::default(), values: vec![Value::Null; fields.len()], lines: vec![None; lines] }
    }
}

/// A type whose fields are described: an entity, a line or an operation's input.
pub trait Described: Sized + 'static {
    /// The declared fields in order.
    const FIELDS: &'static [FieldDef];
    /// The typed value of a record; a mismatch means damaged data.
    fn from_record(record: &Record) -> Result<Self, Mismatch>;
    /// The record of a typed value.
    fn to_record(&self) -> Record;
}

/// A type with an entity name, for references to it.
pub trait Named: 'static {
    /// `module.entity`.
    const NAME: &'static str;
}

/// A business entity, by `#[derive(Entity)]`.
pub trait Entity: Described + Named {
    /// Its constant description.
    const DEF: &'static EntityDef;
    /// The standard columns.
    fn head(&self) -> &Head;
    /// The standard columns, to change.
    fn head_mut(&mut self) -> &mut Head;
    /// The record's typed id; meaningful once saved.
    fn id(&self) -> Id<Self> {
        Id::from_raw(self.head().id)
    }
}

/// What an operation asks for before it runs, by `#[derive(Input)]`: dialog, API body and command line come from it.
pub trait Input: Described {}

/// The lines of a document: loaded or not. Saving lines that were not loaded leaves the rows alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lines<T> {
    /// The document was read without them.
    NotLoaded,
    /// All lines, in order.
    Loaded(Vec<T>),
}

impl<T> Default for Lines<T> {
    fn default() -> Self {
        Lines::Loaded(Vec::new())
    }
}

impl<T> From<Vec<T>> for Lines<T> {
    fn from(lines: Vec<T>) -> Self {
        Lines::Loaded(lines)
    }
}

/// Reading lines that were not loaded is a bug of ours, so it stops there instead of showing an empty document.
impl<T> Deref for Lines<T> {
    type Target = Vec<T>;
    fn deref(&self) -> &Vec<T> {
        match self {
            Lines::Loaded(lines) => lines,
            Lines::NotLoaded => panic!("the lines of this document were not loaded"),
        }
    }
}

impl<T> DerefMut for Lines<T> {
    fn deref_mut(&mut self) -> &mut Vec<T> {
        match self {
            Lines::Loaded(lines) => lines,
            Lines::NotLoaded => panic!("the lines of this document were not loaded"),
        }
    }
}

impl<T: Named> FieldType for Lines<T> {
    const KIND: Kind = Kind::Lines(T::NAME);
    const REQUIRED: bool = false;
    fn to_value(&self) -> Value {
        Value::Null
    }
    fn from_value(_: &Value) -> Result<Self, Mismatch> {
        Ok(Lines::NotLoaded)
    }
}

impl<T: Described> Lines<T> {
    #[doc(hidden)]
    pub fn read(records: Option<&Option<Vec<Record>>>) -> Result<Self, Mismatch> {
        match records {
            Some(Some(records)) => Ok(Lines::Loaded(records.iter().map(T::from_record).collect::<Result<_, _>>()?)),
            _ => Ok(Lines::NotLoaded),
        }
    }

    #[doc(hidden)]
    pub fn write(&self) -> Option<Vec<Record>> {
        match self {
            Lines::Loaded(lines) => Some(lines.iter().map(T::to_record).collect()),
            Lines::NotLoaded => None,
        }
    }
}

/// The custom fields of one record, in the order of the set's shape.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Custom(pub Vec<Value>);

/// The names of fields that somebody set by hand: `complete` leaves those alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields(BTreeSet<String>);

impl Fields {
    /// No field at all.
    pub fn none() -> Fields {
        Fields::default()
    }

    /// These fields; a field of a line is `lines.2.price`.
    pub fn of<S: Into<String>>(names: impl IntoIterator<Item = S>) -> Fields {
        Fields(names.into_iter().map(Into::into).collect())
    }

    /// Notes that a field was set by hand.
    pub fn add(&mut self, name: impl Into<String>) {
        self.0.insert(name.into());
    }

    /// True when the field was set by hand.
    pub fn has(&self, name: &str) -> bool {
        self.0.contains(name)
    }

    /// True when a field of the line at this position (from 0) was set by hand.
    pub fn has_line(&self, lines: &str, position: usize, name: &str) -> bool {
        !self.0.is_empty() && self.0.contains(&format!("{lines}.{position}.{name}"))
    }

    /// True when nothing was set by hand.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The names, sorted.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }
}
