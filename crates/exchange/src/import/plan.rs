//! A mapping fitted to an entity and the columns of a file: which text of a row goes where, and how it is read.

use super::mapping::{Mapping, Mode, Source};
use super::rows::{WideRow, Written};
use crate::{Cell, DateOrder, Decimal};
use base::{Error, Refusal, Result};
use entity::{FieldDef, Kind, Shape, Value};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use store::{Access, Read, action};

/// A mapping that fits.
pub struct Plan {
    pub shape: Arc<Shape>,
    pub mode: Mode,
    pub clear: bool,
    pub targets: Vec<Target>,
    pub key: Option<KeyPlan>,
    /// The lines field, its place among the shape's lines, and the reference that says "somebody else".
    pub distinct: Option<(String, String)>,
    century: Option<i16>,
    columns: Vec<String>,
    pub own: usize,
}

/// How a row says which record it is.
pub struct KeyPlan {
    /// The other system, or none for a field of the record.
    pub external: Option<String>,
    pub field: String,
    from: From,
}

/// One value of a row and its place in the record.
pub struct Target {
    /// As the mapping says it: `emails.1.address`.
    pub path: String,
    pub place: Place,
    pub field: FieldDef,
    from: From,
    values: BTreeMap<String, String>,
    /// How a reference is found.
    pub by: Option<By>,
    written: Written,
    /// Words that stand for a choice's codes.
    words: HashMap<String, String>,
    /// More decimals than the currency has are rounded.
    round: bool,
}

/// Where in a record a value belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    Field,
    Line { lines: String, slot: usize },
    Translation(String),
}

/// How the record that a text stands for is found.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum By {
    Id,
    Field(String),
    External(String),
}

/// Where a text of a row comes from.
enum From {
    Column(usize),
    /// The second column where the first one is empty.
    Either(usize, usize),
    Template(Vec<Piece>),
    Constant(String),
}

enum Piece {
    Text(String),
    Column(usize),
}

/// What people call a field or an option: `labels("parties.party", "form", Some("person"))`, in every language.
pub type Labels<'a> = &'a dyn Fn(&str, &str, Option<&str>) -> Vec<String>;

/// Labels nobody knows: codes and field names only.
pub fn no_labels(_: &str, _: &str, _: Option<&str>) -> Vec<String> {
    Vec::new()
}

impl Plan {
    /// Fits a mapping; what does not fit is listed.
    pub fn new(
        read: &Read,
        mapping: &Mapping,
        columns: &[String],
        written: &[Written],
        own: usize,
        labels: Labels,
    ) -> Result<Plan> {
        let shape = read.shape(&mapping.entity)?;
        if shape.def.line_of.is_some() || !shape.enabled {
            return Err(Error::not_found("entity", &mapping.entity));
        }
        read.allowed(&shape, action::IMPORT)?;
        let access = read.access()?;
        let mut refusals = Vec::new();
        let mut targets = Vec::new();
        let fitting = Fitting { shape: &shape, columns, written, labels, access: &access };
        for (path, source) in expand(mapping, columns) {
            match fitting.target(&path, &source) {
                Ok(target) => targets.push(target),
                Err(refusal) => refusals.push(refusal.field(path)),
            }
        }
        let key = fitting.key(mapping, &targets).unwrap_or_else(|refusal| {
            refusals.push(refusal);
            None
        });
        if targets.is_empty() && refusals.is_empty() {
            refusals.push(Refusal::new("exchange.nothing_mapped"));
        }
        if mapping.mode == Mode::Update && key.is_none() && refusals.is_empty() {
            refusals.push(Refusal::new("exchange.update_without_key"));
        }
        let distinct = match &mapping.distinct {
            None => None,
            Some(path) => {
                let pair = path.split_once('.').filter(|(lines, field)| {
                    let line = shape.lines_position(lines).map(|at| &shape.lines[at].1);
                    line.is_some_and(|l| l.field(field).is_some())
                });
                if pair.is_none() {
                    refusals.push(Refusal::new("exchange.field_unknown").field(path.clone()).arg("path", path));
                }
                pair.map(|(lines, field)| (lines.to_owned(), field.to_owned()))
            }
        };
        if !refusals.is_empty() {
            return Err(Error::Refused(refusals));
        }
        let columns = columns.to_vec();
        let (mode, clear, century) = (mapping.mode, mapping.clear, mapping.read.century);
        Ok(Plan { shape, mode, clear, targets, key, distinct, century, columns, own })
    }

    /// The texts of a row in the order of the targets, and its key.
    pub fn texts(&self, row: &WideRow) -> (Vec<String>, String) {
        let texts = self.targets.iter().map(|target| target.text(row));
        (texts.collect(), self.key.as_ref().map(|key| key.from.text(row)).unwrap_or_default())
    }

    /// True for a line that is the same in every row, such as the role of a customer. Beside columns, constants alone make no
    /// line: an address without a street is none.
    pub fn is_fixed(&self, of: &str, number: usize) -> bool {
        let here = |t: &&Target| matches!(&t.place, Place::Line { lines, slot } if lines == of && *slot == number);
        self.targets.iter().filter(here).all(Target::is_constant)
    }

    /// Reads a text as the value of a field that is no reference.
    pub fn value(&self, target: &Target, text: &str, line: u64, exponent: u8) -> Result<Value, Refusal> {
        target.value(Cell { text, line, column: self.column_of(target) }, exponent, self.century)
    }

    /// The heading of the column a target comes from; its path where that is no single column.
    pub fn column_of<'a>(&'a self, target: &'a Target) -> &'a str {
        target.heading(&self.columns)
    }

    /// The target of a field path as refusals name it: lines counted from 0.
    pub fn target_of(&self, refused: &str) -> Option<&Target> {
        let same = |target: &&Target| match &target.place {
            Place::Line { lines, slot } => refused == format!("{lines}.{slot}.{}", target.field.name),
            _ => target.path == refused,
        };
        self.targets
            .iter()
            .find(same)
            .or_else(|| self.targets.iter().find(|t| matches!(&t.place, Place::Line { lines, .. } if lines == refused)))
    }
}

impl Target {
    /// True when every row has the same text.
    pub fn is_constant(&self) -> bool {
        matches!(self.from, From::Constant(_))
    }

    /// What a row says for it, put into the words meant by it.
    pub fn text(&self, row: &WideRow) -> String {
        let text = self.from.text(row);
        // A star says what every other text means; an empty cell means nothing.
        let meant = self.values.get(&text).or_else(|| self.values.get("*").filter(|_| !text.is_empty()));
        meant.cloned().unwrap_or(text)
    }

    /// The heading of the column it comes from; its path where that is no single column.
    pub fn heading<'a>(&'a self, columns: &'a [String]) -> &'a str {
        match &self.from {
            From::Column(at) | From::Either(at, _) => &columns[*at],
            _ => &self.path,
        }
    }

    /// Reads a text as the value of its field, where that is no reference.
    pub fn value(&self, cell: Cell, exponent: u8, century: Option<i16>) -> Result<Value, Refusal> {
        let text = cell.text;
        if text.is_empty() {
            return Ok(Value::Null);
        }
        let (decimal, order) =
            (self.written.decimal.unwrap_or(Decimal::Point), self.written.dates.unwrap_or(DateOrder::Ymd));
        Ok(match self.field.kind {
            Kind::Integer => Value::Int(cell.integer(decimal)?),
            Kind::Money if self.round => Value::Int(cell.rounded(decimal, exponent)?),
            Kind::Money => Value::Int(cell.units(decimal, exponent)?),
            Kind::Price | Kind::Quantity | Kind::Percent => {
                Value::Int(cell.units(decimal, self.field.kind.scale().unwrap_or(0))?)
            }
            Kind::Bool => Value::from(cell.boolean()?),
            Kind::Date => Value::from(cell.date(order, century)?),
            Kind::Instant => match base::Instant::parse(text) {
                Ok(instant) => Value::from(instant),
                Err(_) => Value::from(
                    base::Instant::parse(&format!("{}T00:00:00Z", cell.date(order, century)?))
                        .map_err(|_| cell.refuse("exchange.date_malformed").arg("order", "ymd"))?,
                ),
            },
            Kind::Rate => {
                Value::Text(base::Rate::parse(text).map_err(|_| cell.refuse("exchange.number_malformed"))?.to_storage())
            }
            Kind::Choice(choice) => {
                match choice.option(text).map(|o| o.code.to_owned()).or_else(|| self.words.get(&fold(text)).cloned()) {
                    Some(code) => Value::Text(code),
                    None => {
                        let codes: Vec<&str> = choice.options.iter().map(|o| o.code).collect();
                        return Err(cell.refuse("exchange.choice_unknown").arg("codes", codes.join(", ")));
                    }
                }
            }
            _ => Value::from(text),
        })
    }
}

impl From {
    fn text(&self, row: &WideRow) -> String {
        match self {
            From::Column(at) => row.cells[*at].trim().to_owned(),
            From::Either(first, second) => {
                let text = row.cells[*first].trim();
                if text.is_empty() { row.cells[*second].trim().to_owned() } else { text.to_owned() }
            }
            From::Constant(text) => text.clone(),
            From::Template(pieces) => {
                let (mut text, mut any) = (String::new(), false);
                for piece in pieces {
                    match piece {
                        Piece::Text(plain) => text.push_str(plain),
                        Piece::Column(at) => {
                            let cell = row.cells[*at].trim();
                            any |= !cell.is_empty();
                            text.push_str(cell);
                        }
                    }
                }
                if any { tidy(&text) } else { String::new() }
            }
        }
    }
}

/// Lines without blanks at their ends, without double blanks, and without empty lines.
fn tidy(text: &str) -> String {
    let lines = text.lines().map(|l| l.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|l| !l.is_empty()).collect::<Vec<_>>().join("\n")
}

/// A heading or word as it is compared: without case, accents, blanks and punctuation.
pub fn fold(text: &str) -> String {
    store::search::fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Fields written once for every joined row: `addresses.*.city = "address.*.City"`.
fn expand(mapping: &Mapping, columns: &[String]) -> Vec<(String, Source)> {
    let mut widths: BTreeMap<&str, usize> = BTreeMap::new();
    let starred = |path: &str| path.contains(".*.");
    for (path, source) in mapping.fields.iter().filter(|(path, _)| starred(path)) {
        let lines = path.split('.').next().unwrap_or_default();
        let named = source
            .column
            .as_deref()
            .or(source.template.as_deref().and_then(|t| t.split(['{', '}']).find(|p| p.contains('*'))));
        let count =
            named.map_or(0, |name| (1..).take_while(|n| columns.contains(&name.replace('*', &n.to_string()))).count());
        let width = widths.entry(lines).or_default();
        *width = (*width).max(count);
    }
    let mut out = Vec::new();
    for (path, source) in &mapping.fields {
        if !starred(path) {
            out.push((path.clone(), source.clone()));
            continue;
        }
        let lines = path.split('.').next().unwrap_or_default();
        for n in 1..=widths.get(lines).copied().unwrap_or(0).max(1) {
            let put = |text: &Option<String>| text.as_ref().map(|t| t.replace('*', &n.to_string()));
            let source = Source { column: put(&source.column), template: put(&source.template), ..source.clone() };
            out.push((path.replace('*', &n.to_string()), source));
        }
    }
    out
}

/// What a mapping is fitted to.
pub struct Fitting<'a> {
    pub shape: &'a Arc<Shape>,
    pub columns: &'a [String],
    pub written: &'a [Written],
    pub labels: Labels<'a>,
    pub access: &'a Access,
}

impl Fitting<'_> {
    fn column(&self, name: &str) -> Result<usize, Refusal> {
        let exact = self.columns.iter().position(|c| c == name);
        let found = exact.or_else(|| self.columns.iter().position(|c| c.eq_ignore_ascii_case(name)));
        found.ok_or_else(|| Refusal::new("exchange.column_missing").arg("column", name))
    }

    fn from(&self, source: &Source) -> Result<From, Refusal> {
        match (&source.column, &source.template, &source.value) {
            (Some(column), None, None) => Ok(match &source.or {
                Some(or) => From::Either(self.column(column)?, self.column(or)?),
                None => From::Column(self.column(column)?),
            }),
            (None, Some(template), None) => self.template(template),
            (None, None, Some(value)) => Ok(From::Constant(value.clone())),
            _ => Err(Refusal::new("exchange.source_unclear")),
        }
    }

    fn template(&self, template: &str) -> Result<From, Refusal> {
        let mut pieces = Vec::new();
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, later) = after.split_once('}').ok_or_else(|| Refusal::new("exchange.source_unclear"))?;
            pieces.push(Piece::Text(before.to_owned()));
            pieces.push(Piece::Column(self.column(name)?));
            rest = later;
        }
        pieces.push(Piece::Text(rest.to_owned()));
        Ok(From::Template(pieces))
    }

    fn key(&self, mapping: &Mapping, targets: &[Target]) -> Result<Option<KeyPlan>, Refusal> {
        let key = &mapping.key;
        let source = Source { column: key.column.clone(), template: key.template.clone(), ..Source::default() };
        match (&key.external, &key.field) {
            (None, None) => Ok(None),
            (Some(system), None) => {
                let from = self.from(&source).map_err(|r| r.field("key"))?;
                Ok(Some(KeyPlan { external: Some(system.clone()), field: String::new(), from }))
            }
            (None, Some(field)) => {
                let known = self.shape.field(field).filter(|f| {
                    f.name == "id"
                        || f.unique
                        || self.shape.def.code == Some(f.name)
                        || self.shape.def.unique.iter().any(|set| *set == [f.name])
                });
                let known = known.filter(|f| !f.secret && self.access.sees(self.shape, f.name));
                if known.is_none() {
                    return Err(Refusal::new("exchange.key_not_unique").field("key").arg("path", field));
                }
                let from = match targets.iter().any(|t| t.path == *field) && source == Source::default() {
                    true => self.from(mapping.fields.get(field).unwrap_or(&Source::default())),
                    false => self.from(&source),
                };
                Ok(Some(KeyPlan { external: None, field: field.clone(), from: from.map_err(|r| r.field("key"))? }))
            }
            _ => Err(Refusal::new("exchange.source_unclear").field("key")),
        }
    }

    /// The place of a path in the record, and how its source is read.
    pub fn target(&self, path: &str, source: &Source) -> Result<Target, Refusal> {
        let unknown = || Refusal::new("exchange.field_unknown").arg("path", path);
        let (owner, place, name) = match path.split('.').collect::<Vec<_>>().as_slice() {
            [name] => match name.split_once('@') {
                Some((name, language)) => (self.shape.clone(), Place::Translation(language.to_owned()), name),
                None => (self.shape.clone(), Place::Field, *name),
            },
            [lines, slot, name] => {
                let at = self.shape.lines_position(lines).ok_or_else(unknown)?;
                let slot = slot.parse::<usize>().ok().filter(|n| (1..=200).contains(n)).ok_or_else(unknown)? - 1;
                (self.shape.lines[at].1.clone(), Place::Line { lines: (*lines).to_owned(), slot }, *name)
            }
            _ => return Err(unknown()),
        };
        let field = owner.position(name).map(|at| owner.fields[at]).ok_or_else(unknown)?;
        if !field.writable() || field.secret || !self.access.edits(&owner, name) {
            return Err(Refusal::new("exchange.field_closed").arg("path", path));
        }
        if matches!(place, Place::Translation(_)) && !field.translated {
            return Err(Refusal::new("store.not_translated"));
        }
        self.of_field(owner.name(), field, place, path, source)
    }

    /// How a source is read as the value of a field.
    pub fn of_field(
        &self,
        owner: &str,
        field: FieldDef,
        place: Place,
        path: &str,
        source: &Source,
    ) -> Result<Target, Refusal> {
        let from = self.from(source)?;
        let written = match from {
            From::Column(at) | From::Either(at, _) => self.written[at],
            _ => Written { decimal: Some(Decimal::Point), dates: Some(DateOrder::Ymd) },
        };
        let column = source.column.as_deref().unwrap_or(path);
        let number = matches!(field.kind, Kind::Integer | Kind::Money | Kind::Price | Kind::Quantity | Kind::Percent);
        if number && written.decimal.is_none() {
            return Err(Refusal::new("exchange.decimal_unclear").arg("column", column));
        }
        if matches!(field.kind, Kind::Date | Kind::Instant) && written.dates.is_none() {
            return Err(Refusal::new("exchange.dates_unclear").arg("column", column));
        }
        let words = self.words(owner, &field);
        Ok(Target {
            path: path.to_owned(),
            place,
            field,
            from,
            values: source.values.clone(),
            by: by(&field, source),
            written,
            words,
            round: source.round,
        })
    }

    fn words(&self, owner: &str, field: &FieldDef) -> HashMap<String, String> {
        let Kind::Choice(choice) = field.kind else { return HashMap::new() };
        let mut words = HashMap::new();
        for option in choice.options {
            for label in (self.labels)(owner, field.name, Some(option.code)) {
                words.entry(fold(&label)).or_insert_with(|| option.code.to_owned());
            }
            words.entry(fold(option.code)).or_insert_with(|| option.code.to_owned());
        }
        words
    }
}

fn by(field: &FieldDef, source: &Source) -> Option<By> {
    let Kind::Reference(_) = field.kind else { return None };
    Some(match source.by.as_deref() {
        // The entity's own code, or its title where it has none; the lookup knows which.
        None => By::Field(String::new()),
        Some("id") => By::Id,
        Some(system) if system.ends_with(':') => By::External(system.trim_end_matches(':').to_owned()),
        Some(other) => By::Field(other.to_owned()),
    })
}
