//! An entity as one account set sees it: the declared fields plus that set's own, looked up by name.

use crate::{ChoiceDef, EntityDef, FieldDef, Head, Kind, OptionDef, Record, Tone, Value};
use base::Instant;
use base::quick::QuickMap;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock};

/// The standard columns as fields, so that filters, sorts and exports can name them.
pub const STANDARD: [FieldDef; 7] = [
    FieldDef { indexed: true, read_only: true, ..FieldDef::new("id", Kind::Integer) },
    FieldDef { read_only: true, ..FieldDef::new("version", Kind::Integer) },
    FieldDef { read_only: true, ..FieldDef::new("created_at", Kind::Instant) },
    FieldDef { read_only: true, ..FieldDef::new("created_by", Kind::Reference("platform.user")) },
    FieldDef { indexed: true, read_only: true, ..FieldDef::new("changed_at", Kind::Instant) },
    FieldDef { read_only: true, ..FieldDef::new("changed_by", Kind::Reference("platform.user")) },
    FieldDef { read_only: true, ..FieldDef::new("archived_at", Kind::Instant) },
];

/// A field that one account set added to an entity: a nullable column `x_name`. Kinds with a list of words or a target are made
/// with [`choice_of`] and [`reference_to`].
#[derive(Clone, Debug)]
pub struct CustomField {
    /// The entity it belongs to.
    pub entity: String,
    /// The column, `x_` and the name.
    pub name: String,
    /// What it holds; lines are not offered.
    pub kind: Kind,
    /// What people call it in this set, in the set's language.
    pub label: String,
    /// Words in further languages, and those of its options: `@es`, `.large`, `.large@es` with the text.
    pub texts: Vec<(String, String)>,
    /// Whoever changes a record fills it.
    pub needed: bool,
    /// The heading it stands under in the form, in the set's words; empty for the first group.
    pub section: String,
}

impl CustomField {
    /// A field without further words.
    pub fn new(entity: &str, name: &str, kind: Kind, label: &str) -> CustomField {
        CustomField {
            entity: entity.to_owned(),
            name: name.to_owned(),
            kind,
            label: label.to_owned(),
            texts: Vec::new(),
            needed: false,
            section: String::new(),
        }
    }
}

/// A choice of these codes. Each distinct list is kept once, as long as the process lives.
pub fn choice_of(codes: &[String]) -> Kind {
    static LISTS: OnceLock<Mutex<HashMap<Vec<String>, &'static ChoiceDef>>> = OnceLock::new();
    let mut lists = match LISTS.get_or_init(Mutex::default).lock() {
        Ok(lists) => lists,
        Err(poisoned) => poisoned.into_inner(),
    };
    if let Some(known) = lists.get(codes) {
        return Kind::Choice(known);
    }
    let options: Vec<OptionDef> =
        codes.iter().map(|code| OptionDef { code: intern(code), tone: Tone::Neutral }).collect();
    let kept: &'static ChoiceDef = Box::leak(Box::new(ChoiceDef { options: Box::leak(options.into_boxed_slice()) }));
    lists.insert(codes.to_vec(), kept);
    Kind::Choice(kept)
}

/// A reference to an entity that is known by name.
pub fn reference_to(entity: &str) -> Kind {
    Kind::Reference(intern(entity))
}

/// Where a value lies in a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// A standard column, by its place in [`STANDARD`].
    Standard(usize),
    /// A field, by its place in the shape.
    Field(usize),
}

/// A description with the custom fields of one account set, held by `Arc` and replaced when the set's revision changes.
#[derive(Debug)]
pub struct Shape {
    /// The compiled description.
    pub def: &'static EntityDef,
    /// All fields in order: declared, then custom.
    pub fields: Vec<FieldDef>,
    /// Words of the custom fields: by name, name and language, name and option: `x_size`, `x_size@es`, `x_size.large@es`.
    texts: HashMap<String, String>,
    /// The shapes of its lines: the lines field's place and the line's shape.
    pub lines: Vec<(usize, Arc<Shape>)>,
    /// False while its module is switched off in this set.
    pub enabled: bool,
    table: String,
    slots: QuickMap<&'static str, Slot>,
    alphabetical: Vec<usize>,
}

/// Custom field names live as long as the process; each distinct name is kept once.
fn intern(name: &str) -> &'static str {
    static NAMES: OnceLock<Mutex<HashMap<String, &'static str>>> = OnceLock::new();
    let mut names = match NAMES.get_or_init(Mutex::default).lock() {
        Ok(names) => names,
        Err(poisoned) => poisoned.into_inner(),
    };
    if let Some(known) = names.get(name) {
        return known;
    }
    let kept: &'static str = Box::leak(name.to_owned().into_boxed_str());
    names.insert(name.to_owned(), kept);
    kept
}

impl Shape {
    fn new(def: &'static EntityDef, custom: &[CustomField], lines: Vec<(usize, Arc<Shape>)>, enabled: bool) -> Shape {
        let mut fields = def.fields.to_vec();
        let mut texts = HashMap::new();
        for field in custom.iter().filter(|c| c.entity == def.name && def.custom) {
            let name = intern(&field.name);
            let section = intern(&field.section);
            fields.push(FieldDef { needed: field.needed, section, ..FieldDef::new(name, field.kind) });
            texts.insert(field.name.clone(), field.label.clone());
            texts.extend(field.texts.iter().map(|(key, text)| (format!("{name}{key}"), text.clone())));
        }
        let standard = STANDARD.iter().enumerate().map(|(i, f)| (f.name, Slot::Standard(i)));
        let declared = fields.iter().enumerate().map(|(i, f)| (f.name, Slot::Field(i)));
        let slots = standard.chain(declared).collect();
        let mut alphabetical: Vec<usize> = (0..fields.len()).collect();
        alphabetical.sort_by_key(|place| fields[*place].name);
        Shape { def, fields, texts, lines, enabled, table: def.table(), slots, alphabetical }
    }

    /// The places of the fields in the order of their names.
    pub fn alphabetical(&self) -> &[usize] {
        &self.alphabetical
    }

    /// What this set calls a custom field (`x_size`) or one of its options (`x_size.large`) in a language; nothing for what the
    /// program declares.
    pub fn text(&self, key: &str, language: &str) -> Option<&str> {
        self.texts.get(&format!("{key}@{language}")).or_else(|| self.texts.get(key)).map(String::as_str)
    }

    /// `module.entity`.
    pub fn name(&self) -> &'static str {
        self.def.name
    }

    /// The table's name.
    pub fn table(&self) -> &str {
        &self.table
    }

    /// Where a field's value lies, standard columns included.
    pub fn slot(&self, name: &str) -> Option<Slot> {
        self.slots.get(name).copied()
    }

    /// A field by name, standard columns included.
    pub fn field(&self, name: &str) -> Option<&FieldDef> {
        self.slot(name).map(|slot| match slot {
            Slot::Standard(i) => &STANDARD[i],
            Slot::Field(i) => &self.fields[i],
        })
    }

    /// The place of a field among [`Shape::fields`]; standard columns have none.
    pub fn position(&self, name: &str) -> Option<usize> {
        match self.slot(name)? {
            Slot::Field(i) => Some(i),
            Slot::Standard(_) => None,
        }
    }

    /// The place of a lines field among the record's `lines`.
    pub fn lines_position(&self, name: &str) -> Option<usize> {
        self.lines.iter().position(|(field, _)| self.fields[*field].name == name)
    }

    /// The value of a field in a record, standard columns included.
    pub fn value(&self, record: &Record, name: &str) -> Value {
        match self.slot(name) {
            Some(Slot::Field(i)) => record.values.get(i).cloned().unwrap_or_default(),
            Some(Slot::Standard(i)) => standard(&record.head, i),
            None => Value::Null,
        }
    }

    /// Sets a field's value; false when there is no such field.
    pub fn set(&self, record: &mut Record, name: &str, value: Value) -> bool {
        match self.position(name) {
            Some(i) if i < record.values.len() => {
                record.values[i] = value;
                true
            }
            _ => false,
        }
    }

    /// An empty record with the declared defaults.
    pub fn blank(&self) -> Record {
        let mut record = Record::blank(&self.fields);
        for (value, field) in record.values.iter_mut().zip(&self.fields) {
            if let Some(default) = field.default {
                *value = match field.kind {
                    kind if kind.is_int() => default.parse().map_or(Value::Null, Value::Int),
                    _ => Value::from(default),
                };
            } else if let (Kind::Choice(choice), true) = (field.kind, field.required) {
                *value = choice.options.first().map_or(Value::Null, |o| Value::from(o.code));
            } else if matches!(field.kind, Kind::Bool) && field.required {
                *value = Value::Int(0);
            }
        }
        record.lines.iter_mut().for_each(|lines| *lines = Some(Vec::new()));
        record
    }

    /// True when the record is changed by its verbs alone, see [`EntityDef::editable`](crate::EntityDef::editable).
    pub fn fixed(&self, record: &Record) -> bool {
        let state = if self.def.state().is_some() { self.value(record, "state").to_string() } else { String::new() };
        self.def.fixed_in(&state)
    }

    /// What a person calls this record: its title field, or its number while that is empty.
    pub fn title(&self, record: &Record) -> String {
        let title = self.value(record, self.def.title).to_string();
        if title.is_empty() { format!("#{}", record.head.id) } else { title }
    }
}

fn standard(head: &Head, place: usize) -> Value {
    let instant = |at: Option<Instant>| Value::from(at);
    match place {
        0 => Value::Int(head.id),
        1 => Value::Int(head.version),
        2 => instant(head.created_at),
        3 => Value::from(head.created_by),
        4 => instant(head.changed_at),
        5 => Value::from(head.changed_by),
        _ => instant(head.archived_at),
    }
}

/// Every shape of one account set.
#[derive(Debug, Default)]
pub struct Shapes {
    list: Vec<Arc<Shape>>,
    by_name: QuickMap<&'static str, usize>,
    by_kind: QuickMap<u16, usize>,
}

impl Shapes {
    /// The shapes of these entities with a set's custom fields; `enabled` says whether a module is on.
    pub fn new(defs: &[&'static EntityDef], custom: &[CustomField], enabled: impl Fn(&str) -> bool) -> Shapes {
        let mut shapes = Shapes::default();
        let (lines, documents): (Vec<&'static EntityDef>, Vec<&'static EntityDef>) =
            defs.iter().copied().partition(|d| d.line_of.is_some());
        for def in lines.into_iter().chain(documents) {
            let children = (def.fields.iter().enumerate())
                .filter_map(|(i, f)| match f.kind {
                    Kind::Lines(name) => shapes.get(name).cloned().map(|shape| (i, shape)),
                    _ => None,
                })
                .collect();
            let place = shapes.list.len();
            shapes.by_name.insert(def.name, place);
            shapes.by_kind.insert(def.kind, place);
            shapes.list.push(Arc::new(Shape::new(def, custom, children, enabled(def.module()))));
        }
        shapes
    }

    /// The shape of an entity by name.
    pub fn get(&self, name: &str) -> Option<&Arc<Shape>> {
        self.by_name.get(name).map(|i| &self.list[*i])
    }

    /// The shape at a path: module and plural.
    pub fn at(&self, module: &str, plural: &str) -> Option<&Arc<Shape>> {
        self.list.iter().find(|s| s.def.module() == module && s.def.plural == plural)
    }

    /// The shape of a kind number, as source links store it.
    pub fn of_kind(&self, kind: u16) -> Option<&Arc<Shape>> {
        self.by_kind.get(&kind).map(|i| &self.list[*i])
    }

    /// Every shape, lines first.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Shape>> {
        self.list.iter()
    }

    /// Every reference to an entity: shape and field. Merging and final deletion walk these.
    pub fn references(&self, target: &str) -> Vec<(Arc<Shape>, FieldDef)> {
        let mut found = Vec::new();
        for shape in &self.list {
            for field in &shape.fields {
                if matches!(field.kind, Kind::Reference(name) if name == target) {
                    found.push((shape.clone(), *field));
                }
            }
        }
        found
    }
}
