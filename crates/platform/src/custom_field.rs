//! A custom field is one that this account set added to an entity for itself.

use base::{Id, Refusal, Result};
use entity::{Choice, Entity, Fields, Head, Kind, Lines, Value};
use std::collections::BTreeSet;
use store::{Business, Conn, Read, Refusals, Tx};

/// Fields that one set may add to one entity.
pub const MOST: i64 = 100;

/// What a custom field can hold.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Holds {
    /// One line of text.
    #[default]
    Text,
    /// Text of several lines.
    LongText,
    /// A whole number.
    Integer,
    /// A number with up to six decimals.
    Quantity,
    /// Yes or no.
    YesNo,
    /// A day.
    Date,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A web address.
    Url,
    /// A percentage.
    Percent,
    /// One of a list of words.
    Choice,
    /// Another record.
    Reference,
}

impl Holds {
    /// The kind of field it makes, with its words or its target.
    pub fn kind(self, codes: &[String], target: &str) -> Kind {
        match self {
            Holds::Text => Kind::Text,
            Holds::LongText => Kind::LongText,
            Holds::Integer => Kind::Integer,
            Holds::Quantity => Kind::Quantity,
            Holds::YesNo => Kind::Bool,
            Holds::Date => Kind::Date,
            Holds::Email => Kind::Email,
            Holds::Phone => Kind::Phone,
            Holds::Url => Kind::Url,
            Holds::Percent => Kind::Percent,
            Holds::Choice => entity::choice_of(codes),
            Holds::Reference => entity::reference_to(target),
        }
    }
}

/// A field that this set added to an entity.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "platform.custom_field",
    kind = 13,
    icon = "list-plus",
    title = "label",
    sort = "label",
    unique(entity, name)
)]
pub struct CustomField {
    pub head: Head,
    /// What people call it, in the set's language.
    #[field(indexed, column, max = 80)]
    pub label: String,
    #[field(column, max = 80)]
    pub entity: String,
    #[field(column)]
    pub holds: Holds,
    /// The entity that a reference leads to.
    #[field(max = 80)]
    pub target: Option<String>,
    /// Whoever changes a record fills it.
    pub needed: bool,
    /// The heading it stands under in the form.
    #[field(max = 80)]
    pub section: Option<String>,
    pub position: i64,
    /// The column: `x_`, then small letters, digits and underscores; made of the label where nobody gives one.
    #[field(column, max = 50)]
    pub name: String,
    #[field(section = "languages", max = 80)]
    pub english: Option<String>,
    #[field(section = "languages", max = 80)]
    pub chinese: Option<String>,
    #[field(section = "languages", max = 80)]
    pub spanish: Option<String>,
    /// True once its column exists; until then nobody sees the field.
    #[field(read_only, column)]
    pub ready: bool,
    /// The words of a choice.
    pub options: Lines<CustomOption>,
}

/// One word of a choice that a set made for itself.
#[derive(Entity, Clone, Debug)]
#[entity(name = "platform.custom_option", kind = 23, line_of = "platform.custom_field")]
pub struct CustomOption {
    pub head: Head,
    /// What is stored; made of the label where nobody gives one.
    #[field(max = 40)]
    pub code: String,
    /// What people read, in the set's language.
    #[field(max = 80)]
    pub label: String,
    #[field(max = 80)]
    pub english: Option<String>,
    #[field(max = 80)]
    pub chinese: Option<String>,
    #[field(max = 80)]
    pub spanish: Option<String>,
}

impl Business for CustomOption {}

impl CustomField {
    /// A field of this kind, still without its column.
    pub fn new(entity: &str, name: &str, label: &str, holds: Holds) -> CustomField {
        CustomField {
            head: Head::default(),
            label: label.to_owned(),
            entity: entity.to_owned(),
            holds,
            target: None,
            needed: false,
            section: None,
            position: 0,
            name: name.to_owned(),
            english: None,
            chinese: None,
            spanish: None,
            ready: false,
            options: Vec::new().into(),
        }
    }

    fn codes(&self) -> Vec<String> {
        match &self.options {
            Lines::Loaded(options) => options.iter().map(|o| o.code.clone()).collect(),
            Lines::NotLoaded => Vec::new(),
        }
    }

    fn check_kind(&self, read: &Read, refusals: &mut Refusals) {
        let codes = self.codes();
        let distinct: BTreeSet<&String> = codes.iter().collect();
        refusals.ensure(distinct.len() == codes.len(), "platform.custom_option_twice", "options");
        if self.holds == Holds::Choice {
            refusals.ensure(!codes.is_empty(), "platform.custom_options_missing", "options");
        } else {
            refusals.ensure(codes.is_empty(), "platform.custom_options_unused", "options");
        }
        let target = self.target.as_deref().unwrap_or_default();
        let known = read.model().shapes.get(target).is_some_and(|s| s.def.line_of.is_none());
        if self.holds == Holds::Reference {
            refusals.ensure(known, "platform.custom_target_missing", "target");
        } else {
            refusals.ensure(target.is_empty(), "platform.custom_target_unused", "target");
        }
    }

    /// Entity, column and kind stay once there are values; words of a choice may be added and renamed.
    fn check_same(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        let before: CustomField = read.get(self.id())?;
        let same = before.entity == self.entity
            && before.name == self.name
            && before.holds == self.holds
            && before.target == self.target;
        refusals.ensure(same, "platform.custom_field_fixed", "name");
        let codes = self.codes();
        refusals.ensure(before.codes().iter().all(|c| codes.contains(c)), "platform.custom_option_fixed", "options");
        Ok(())
    }
}

impl Business for CustomField {
    fn complete(&mut self, _read: &Read, _touched: &Fields) -> Result<()> {
        if self.name.trim().is_empty() && !self.label.trim().is_empty() {
            self.name = format!("x_{}", slug(&self.label, "field"));
        }
        if let Lines::Loaded(options) = &mut self.options {
            for option in options.iter_mut().filter(|o| o.code.trim().is_empty() && !o.label.trim().is_empty()) {
                option.code = slug(&option.label, "option");
            }
        }
        Ok(())
    }

    fn check(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        match read.model().shapes.get(&self.entity) {
            None => refusals.add(Refusal::new("platform.entity_unknown").field("entity").arg("value", &self.entity)),
            Some(shape) if !shape.def.custom => {
                refusals.add(Refusal::new("platform.no_custom_fields").field("entity").arg("value", &self.entity));
            }
            Some(_) => {}
        }
        refusals.ensure(store::custom_field_name(&self.name), "platform.custom_field_name", "name");
        if let Lines::Loaded(_) = &self.options {
            self.check_kind(read, refusals);
        }
        if self.head.saved() {
            return self.check_same(read, refusals);
        }
        let sql = store::sql!("platform.custom_fields", "SELECT COUNT(*) FROM platform_custom_field WHERE entity = $1");
        if read.number(sql, &[self.entity.as_str().into()])? >= MOST {
            refusals.add(Refusal::new("platform.too_many_custom_fields").field("entity").arg("most", MOST));
        }
        Ok(())
    }
}

/// A technical word made of a label: small letters and digits; a number where nothing of the label can stand in one.
fn slug(label: &str, otherwise: &str) -> String {
    let folded = store::search::fold(label);
    let mut word = String::new();
    for c in folded.chars() {
        match c {
            'a'..='z' | '0'..='9' => word.push(c),
            _ if !word.is_empty() && !word.ends_with('_') => word.push('_'),
            _ => {}
        }
    }
    let word: String = word.trim_matches('_').chars().take(36).collect();
    if word.starts_with(|c: char| c.is_ascii_lowercase()) {
        return word.trim_end_matches('_').to_owned();
    }
    // The same label gives the same word, so that a draft and the save after it agree.
    let sum = label.chars().fold(7u32, |sum, c| sum.wrapping_mul(31) ^ u32::from(c));
    format!("{otherwise}_{}", sum % 100_000)
}

/// The fields of this set whose column exists, in the order people gave them.
pub(crate) fn of_set(conn: &mut Conn) -> Result<Vec<entity::CustomField>> {
    let sql = store::sql!(
        "platform.custom_fields_of_set",
        "SELECT id, entity, name, holds, label, english, chinese, spanish, target, needed, section \
         FROM platform_custom_field WHERE ready = 1 ORDER BY entity, position, id"
    );
    let rows = conn.query(sql, &[])?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let sql = store::sql!(
        "platform.custom_options_of_set",
        "SELECT document, code, label, english, chinese, spanish FROM platform_custom_option ORDER BY document, position, id"
    );
    let options = conn.query(sql, &[])?;
    let text = |row: &store::Row, i: usize| row.get(i).and_then(Value::text).map(str::to_owned);
    let languages = |row: &store::Row, from: usize, key: &str| -> Vec<(String, String)> {
        let said = ["en", "zh-CN", "es"].iter().enumerate();
        said.filter_map(|(i, lang)| Some((format!("{key}@{lang}"), text(row, from + i)?)))
            .filter(|(_, text)| !text.is_empty())
            .collect()
    };
    let field = |row: &store::Row| {
        let own: Vec<&store::Row> = options.iter().filter(|o| o.first() == row.first()).collect();
        let codes: Vec<String> = own.iter().filter_map(|o| text(o, 1)).collect();
        let mut texts = languages(row, 5, "");
        for option in own {
            let key = format!(".{}", text(option, 1)?);
            texts.push((key.clone(), text(option, 2)?));
            texts.extend(languages(option, 3, &key));
        }
        let kind = <Holds as Choice>::from_code(&text(row, 3)?)?.kind(&codes, &text(row, 8).unwrap_or_default());
        Some(entity::CustomField {
            entity: text(row, 1)?,
            name: text(row, 2)?,
            kind,
            label: text(row, 4)?,
            texts,
            needed: row.get(9).and_then(Value::int) == Some(1),
            section: text(row, 10).unwrap_or_default(),
        })
    };
    Ok(rows.iter().filter_map(field).collect())
}

/// Keeps a new field and orders the job that adds its column.
pub fn create(tx: &mut Tx, field: &mut CustomField) -> Result<Id<CustomField>> {
    let id = tx.insert(field)?;
    crate::job::order(tx, TASK, "all", "")?;
    Ok(id)
}

/// The job that adds columns.
pub const TASK: &str = "platform.custom_fields";

/// Adds the column of the next field that lacks one, and shows the field; false when none does.
pub fn add_column(tx: &mut Tx) -> Result<bool> {
    let Some(field) = tx.select::<CustomField>("ready = 0 ORDER BY id LIMIT 1", &[])?.pop() else { return Ok(false) };
    let mut field = tx.lock(field.id())?;
    if field.ready {
        return Ok(true);
    }
    let kind = field.holds.kind(&field.codes(), field.target.as_deref().unwrap_or_default());
    tx.add_field(&entity::CustomField::new(&field.entity, &field.name, kind, &field.label))?;
    field.ready = true;
    tx.update(&mut field)?;
    Ok(true)
}
