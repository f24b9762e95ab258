//! What a person says about a foreign file: how it is read, which column goes where, and how records are found again.

use crate::table::Hints;
use crate::{DateOrder, Decimal};
use base::{Refusal, Result};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Everything that is needed to import one kind of file; kept with each run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Mapping {
    /// The entity, `parties.party`; the command line may name it instead.
    pub entity: String,
    /// How the file is read; what is left out is found out.
    pub read: Reading,
    /// How an existing record is found; nothing makes a new record of every row.
    pub key: Key,
    /// Whether new records are made, existing ones changed, or both.
    pub mode: Mode,
    /// An empty cell empties the field; otherwise it leaves the field alone.
    pub clear: bool,
    /// A reference on lines, `distinctions.other`: records that a refused row looks like are named there, and the row is tried
    /// again. For files whose owner vouches that equal addresses belong to different records.
    pub distinct: Option<String>,
    /// Rows are left out unless each of these columns holds one of the given texts.
    #[serde(rename = "where")]
    pub only: BTreeMap<String, Texts>,
    /// Further tables whose columns are added to each row.
    pub join: Vec<Join>,
    /// Where each value goes: field path to source. `name`, `emails.1.address`, `name@es`.
    pub fields: BTreeMap<String, Source>,
}

/// How a file is read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Reading {
    /// The name of the encoding.
    pub encoding: Option<String>,
    /// The character between cells.
    pub delimiter: Option<char>,
    /// The mark before decimals.
    pub decimal: Option<DecimalMark>,
    /// The order of figures in dates.
    pub dates: Option<Dates>,
    /// The first of the hundred years that two-digit years lie in.
    pub century: Option<i16>,
    /// Whether the first row holds headings.
    pub header: Option<bool>,
    /// The line where the table begins.
    pub first_line: Option<u64>,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
}

/// The mark before decimals, as mapping files write it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DecimalMark {
    Point,
    Comma,
}

/// The order of figures in dates, as mapping files write it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Dates {
    Ymd,
    Dmy,
    Mdy,
}

impl From<DecimalMark> for Decimal {
    fn from(mark: DecimalMark) -> Decimal {
        match mark {
            DecimalMark::Point => Decimal::Point,
            DecimalMark::Comma => Decimal::Comma,
        }
    }
}

impl From<Dates> for DateOrder {
    fn from(order: Dates) -> DateOrder {
        match order {
            Dates::Ymd => DateOrder::Ymd,
            Dates::Dmy => DateOrder::Dmy,
            Dates::Mdy => DateOrder::Mdy,
        }
    }
}

impl Reading {
    /// The same as hints for the reader of tables.
    pub fn hints(&self) -> Hints {
        Hints {
            encoding: self.encoding.clone(),
            delimiter: self.delimiter,
            decimal: self.decimal.map(Decimal::from),
            date_order: self.dates.map(DateOrder::from),
            header: self.header,
            first_line: self.first_line,
            sheet: self.sheet.clone(),
        }
    }
}

/// How an existing record is found: by another system's key, or by a field of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Key {
    /// The other system; its key is made by `column` or `template`.
    pub external: Option<String>,
    /// The field, `code` or `id`; its value is made by `column` or `template`, or is what the mapping puts into it.
    pub field: Option<String>,
    /// The column that holds the key.
    pub column: Option<String>,
    /// The key joined from several columns.
    pub template: Option<String>,
}

/// What happens with rows whose record is there, or is not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// New records are made, existing ones changed.
    #[default]
    Save,
    /// Existing ones stay as they are.
    Create,
    /// Rows without a record are refused.
    Update,
}

/// A further table whose matching row adds its columns as `{as}.{column}`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Join {
    /// The file, beside the first one; `.gz` may stand behind it.
    pub file: String,
    /// What its columns are called by.
    #[serde(rename = "as")]
    pub name: String,
    /// The column here whose text is looked for.
    pub on: String,
    /// The column there; the same name unless given.
    pub with: Option<String>,
    /// Rows taken at most. Above one, columns are called `{as}.1.{column}`, `{as}.2.{column}`.
    pub most: Option<usize>,
    /// Only rows there whose columns hold these texts.
    #[serde(rename = "where")]
    pub only: BTreeMap<String, Texts>,
    /// Rows here without a match are left out.
    pub required: bool,
}

/// One text or several.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Texts {
    One(String),
    Many(Vec<String>),
}

impl Texts {
    /// True when one of them is this text, blanks around it aside.
    pub fn has(&self, text: &str) -> bool {
        match self {
            Texts::One(one) => one == text.trim(),
            Texts::Many(many) => many.iter().any(|one| one == text.trim()),
        }
    }
}

/// Where a value comes from. As a plain text it is a column.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default, from = "Written", into = "Written")]
pub struct Source {
    /// A column.
    pub column: Option<String>,
    /// Columns in braces joined by text: `{FirstName} {LastName}`. Blanks left by empty columns are taken out.
    pub template: Option<String>,
    /// The same text for every row.
    pub value: Option<String>,
    /// How a reference is found: `id`, `code`, a field, or `system:` for a key of another system.
    pub by: Option<String>,
    /// Texts of the file and what they mean here.
    pub values: BTreeMap<String, String>,
    /// The column that speaks where the first one is empty.
    pub or: Option<String>,
    /// An amount of money with more decimals than its currency has is rounded, a half away from zero; otherwise it is refused.
    pub round: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Written {
    Column(String),
    Full(Full),
}

#[derive(Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Full {
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    template: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<String>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    values: BTreeMap<String, String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    or: Option<String>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    round: bool,
}

impl From<Written> for Source {
    fn from(written: Written) -> Source {
        match written {
            Written::Column(column) => Source::column(column),
            Written::Full(Full { column, template, value, by, values, or, round }) => {
                Source { column, template, value, by, values, or, round }
            }
        }
    }
}

impl From<Source> for Written {
    fn from(source: Source) -> Written {
        let Source { column, template, value, by, values, or, round } = source;
        let bare = template.is_none() && value.is_none() && by.is_none() && values.is_empty() && or.is_none() && !round;
        match (column, bare) {
            (Some(column), true) => Written::Column(column),
            (column, _) => Written::Full(Full { column, template, value, by, values, or, round }),
        }
    }
}

impl Source {
    /// A column as it is.
    pub fn column(name: impl Into<String>) -> Source {
        Source { column: Some(name.into()), ..Source::default() }
    }
}

impl Mapping {
    /// Reads a mapping file: JSON if it begins with a brace, TOML otherwise.
    pub fn parse(text: &str) -> Result<Mapping> {
        let refused = |why: String| Refusal::new("exchange.mapping_malformed").arg("why", why);
        if text.trim_start().starts_with('{') {
            return serde_json::from_str(text).map_err(|e| refused(e.to_string()).into());
        }
        toml::from_str(text).map_err(|e| refused(e.to_string().split_whitespace().collect::<Vec<_>>().join(" ")).into())
    }

    /// The mapping for an entity; one made for another is refused.
    pub fn of(mut self, entity: &str) -> Result<Mapping> {
        if !self.entity.is_empty() && self.entity != entity {
            let refusal = Refusal::new("exchange.mapping_of_another").arg("other", &self.entity);
            return Err(refusal.arg("wanted", entity).into());
        }
        entity.clone_into(&mut self.entity);
        Ok(self)
    }

    /// The mapping as JSON, for keeping.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}
