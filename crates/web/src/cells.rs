//! Stored values as cells of lists, boards and panels, and as fields of forms; texts typed by people as stored values again.

use crate::json::Currencies;
use crate::words::Words;
use base::{Date, Instant, Money, Percent, Price, Quantity, Rate, Refusal, Result};
use entity::{FieldDef, Kind, Record, Shape, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use store::{Access, Read, action};
use ui::Format;
use ui::part::{Cell, Choice, Control, Field, Span, TextKind, Tone, Width};

/// What cells need besides the value: words, formats, currencies and the names of referenced records.
pub struct Looks<'a> {
    pub words: Words<'a>,
    pub format: &'a Format,
    pub currencies: Currencies,
    pub titles: BTreeMap<(&'static str, i64), String>,
    pub access: Arc<Access>,
    pub base: &'a str,
    /// Names are shown in this language where they have a text in it; files carry the set's own, so that they come back as they
    /// went.
    pub language: Option<&'static str>,
    pub now: Instant,
    pub today: Date,
}

/// The tone of a badge.
pub fn tone(tone: entity::Tone) -> Tone {
    match tone {
        entity::Tone::Neutral => Tone::Neutral,
        entity::Tone::Info => Tone::Info,
        entity::Tone::Violet => Tone::Violet,
        entity::Tone::Teal => Tone::Teal,
        entity::Tone::Success => Tone::Success,
        entity::Tone::Warn => Tone::Warn,
        entity::Tone::Danger => Tone::Danger,
    }
}

/// The field by which somebody says that they want to hear nothing.
const QUIET: &str = "do_not_contact";

impl<'a> Looks<'a> {
    /// Everything that these records' cells need, in one question per referenced entity.
    pub fn new(read: &Read, words: Words<'a>, format: &'a Format, base: &'a str) -> Result<Looks<'a>> {
        Ok(Looks {
            words,
            format,
            currencies: Currencies::load(read)?,
            titles: BTreeMap::new(),
            access: read.access()?,
            base,
            language: Some(words.lang.tag()),
            now: read.now(),
            today: read.today(),
        })
    }

    /// Looks up the names of all records that these refer to.
    pub fn name(&mut self, read: &Read, shape: &Shape, records: &[Record]) -> Result<()> {
        let mut wanted: BTreeMap<&'static str, BTreeSet<i64>> = BTreeMap::new();
        for record in records {
            collect(shape, record, &mut wanted);
            for (place, (_, line_shape)) in shape.lines.iter().enumerate() {
                let lines = record.lines.get(place).and_then(Option::as_ref).into_iter().flatten();
                lines.for_each(|line| collect(line_shape, line, &mut wanted));
            }
            let head = &record.head;
            wanted.entry("platform.user").or_default().extend(head.created_by.iter().chain(&head.changed_by));
        }
        self.name_ids(read, wanted)
    }

    /// Looks up the names of these records.
    pub fn name_ids(&mut self, read: &Read, wanted: BTreeMap<&'static str, BTreeSet<i64>>) -> Result<()> {
        for (target, ids) in wanted {
            let ids: Vec<i64> = ids.into_iter().filter(|id| !self.titles.contains_key(&(target, *id))).collect();
            let titles = match self.language {
                Some(language) => read.titles_in(target, &ids, language)?,
                None => read.titles(target, &ids)?,
            };
            for (id, title) in titles {
                self.titles.insert((target, id), title);
            }
        }
        Ok(())
    }

    /// Puts the reader's language into records that will only be shown: one statement, none where nothing of them is translated.
    pub fn translate(&self, read: &Read, shape: &Shape, records: &mut [Record], fields: &[&FieldDef]) -> Result<()> {
        let title = shape.field(shape.def.title);
        let names: BTreeSet<&str> =
            fields.iter().copied().chain(title).filter(|f| f.translated).map(|f| f.name).collect();
        match self.language {
            Some(language) => read.in_language(shape.name(), records, &names.into_iter().collect::<Vec<_>>(), language),
            None => Ok(()),
        }
    }

    /// What a referenced record is called.
    pub fn title(&self, target: &'static str, id: i64) -> String {
        self.titles.get(&(target, id)).cloned().unwrap_or_else(|| format!("#{id}"))
    }

    /// The page of a record, if this reader may open such records.
    pub fn href(&self, read: &Read, target: &str, id: i64) -> Option<String> {
        let shape = read.model().shapes.get(target)?;
        let reachable = shape.enabled && shape.def.line_of.is_none() && self.access.may(shape, action::READ);
        reachable.then(|| format!("{}/{}/{}/{id}", self.base, shape.def.module(), shape.def.plural))
    }

    /// A number as the reader writes it.
    pub fn figure(&self, field: &FieldDef, units: i64, exponent: u8) -> String {
        match field.kind {
            Kind::Money => self.format.money(Money::from_minor(units), exponent),
            Kind::Price => self.format.price(Price::from_units(units), exponent),
            Kind::Quantity => self.format.quantity(Quantity::from_units(units)),
            Kind::Percent => self.format.percent(Percent::from_units(units)),
            _ => self.format.integer(units),
        }
    }

    /// The decimals of a money or price field in a record.
    pub fn exponent(&self, shape: &Shape, field: &FieldDef, record: &Record, outer: Option<i64>) -> u8 {
        self.currencies.exponent(self.currencies.of(shape, field, record, outer))
    }

    /// One value as a cell.
    pub fn cell(&self, read: &Read, shape: &Shape, field: &FieldDef, record: &Record) -> Cell {
        let value = shape.value(record, field.name);
        match (field.kind, &value) {
            (_, Value::Null) => Cell::Empty,
            (Kind::Choice(choice), Value::Text(code)) => {
                let shade = choice.option(code).map(|o| tone(o.tone)).unwrap_or_default();
                let text = self.words.option(shape, field, code);
                // Only a state is always a mark; of other choices a colour has to mean something.
                let state = shape.def.state().is_some_and(|s| s.name == field.name);
                if shade == Tone::Neutral && !state { Cell::Text(text) } else { Cell::State(shade, text) }
            }
            (Kind::Reference("platform.user"), Value::Int(id)) => Cell::Person(self.title("platform.user", *id)),
            (Kind::Reference(target), Value::Int(id)) => Cell::Reference {
                text: self.title(target, *id),
                href: self.href(read, target, *id),
                face: target == "parties.party",
            },
            (Kind::Bool, Value::Int(n)) => Cell::Flag(*n != 0),
            (Kind::Date, Value::Text(text)) => match Date::parse(text) {
                Ok(date) => Cell::Time { text: self.format.date(date), iso: text.clone(), late: false },
                Err(_) => Cell::Text(text.clone()),
            },
            (Kind::Instant, Value::Int(n)) => {
                let at = Instant::from_micros(*n);
                Cell::Time { text: self.format.instant(at), iso: at.to_string(), late: false }
            }
            // Who wants to hear nothing is not offered to be written to or called.
            (Kind::Email | Kind::Phone, Value::Text(text)) if shape.value(record, QUIET).int() == Some(1) => {
                Cell::Text(text.clone())
            }
            (Kind::Email, Value::Text(text)) => Cell::Link { text: text.clone(), href: format!("mailto:{text}") },
            (Kind::Phone, Value::Text(text)) => {
                let digits: String = text.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
                Cell::Link { text: text.clone(), href: format!("tel:{digits}") }
            }
            (Kind::Url, Value::Text(text)) => Cell::Link { text: text.clone(), href: text.clone() },
            (Kind::Rate, Value::Text(text)) => {
                Cell::figure(Rate::from_storage(text).map_or_else(|_| text.clone(), |r| r.to_string()))
            }
            (_, Value::Int(units)) => {
                let text = self.figure(field, *units, self.exponent(shape, field, record, None));
                Cell::Figure { text, alarm: *units < 0 && matches!(field.kind, Kind::Money) }
            }
            (_, value) => {
                let text = value.to_string();
                let named = crate::ownfields::entity_word(read, self.words, shape, field, &text);
                let named = named.or_else(|| crate::approvals::verb_word(read, self.words, shape, field, record));
                Cell::Text(named.unwrap_or_else(|| first_line(&text)))
            }
        }
    }

    /// One value as plain text, for titles, cards and changes.
    pub fn plain(&self, shape: &Shape, field: &FieldDef, value: &Value, exponent: u8) -> String {
        match (field.kind, value) {
            (_, Value::Null) => String::new(),
            (Kind::Reference(target), Value::Int(id)) => self.title(target, *id),
            (Kind::Choice(_) | Kind::Bool, value) => self.words.value(shape, field, value),
            (Kind::Date, Value::Text(text)) => Date::parse(text).map_or_else(|_| text.clone(), |d| self.format.date(d)),
            (Kind::Instant, Value::Int(n)) => self.format.instant(Instant::from_micros(*n)),
            (Kind::Rate, Value::Text(text)) => {
                Rate::from_storage(text).map_or_else(|_| text.clone(), |r| r.to_string())
            }
            (_, Value::Int(units)) => self.figure(field, *units, exponent),
            (_, value) => value.to_string(),
        }
    }

    /// What stands in an input at rest.
    pub fn typed(&self, shape: &Shape, field: &FieldDef, value: &Value, exponent: u8) -> String {
        match (field.kind, value) {
            (Kind::LongText | Kind::Text, value) => value.to_string(),
            (Kind::Percent, Value::Int(units)) => self.format.decimal(*units, Percent::SCALE, 0),
            _ => self.plain(shape, field, value, exponent),
        }
    }

    /// A field of a form, filled.
    pub fn field(
        &self,
        read: &Read,
        shape: &Shape,
        def: &FieldDef,
        record: &Record,
        label: String,
        readonly: bool,
    ) -> Field {
        let value = shape.value(record, def.name);
        let exponent = self.exponent(shape, def, record, None);
        let money = matches!(def.kind, Kind::Money | Kind::Price);
        let unit = money
            .then(|| self.currencies.of(shape, def, record, None))
            .flatten()
            .map(|id| self.currencies.code(id).to_owned());
        let mut field = self.control(read, shape, def, &value, exponent, unit, label, readonly);
        if let (Kind::Reference(target @ "platform.attachment"), Control::Reference { source, create, .. }) =
            (def.kind, &mut field.control)
        {
            // A record's own files; others are attached to it first.
            let own = format!("host_kind = {} and host = {}", shape.def.kind, record.head.id);
            let place = read.model().shapes.get(target).map(|s| format!("{}/{}", s.def.module(), s.def.plural));
            let (place, own) = (place.unwrap_or_default(), crate::http::encode(&own));
            (*source, *create) = (format!("{}/lookup/{place}?filter={own}&q=", self.base), None);
        }
        field
    }

    /// The same for a value that is not part of a record, such as an operation's input.
    #[allow(clippy::too_many_arguments, reason = "each is one fact of the field")]
    pub fn control(
        &self,
        read: &Read,
        shape: &Shape,
        def: &FieldDef,
        value: &Value,
        exponent: u8,
        unit: Option<String>,
        label: String,
        readonly: bool,
    ) -> Field {
        let text = |kind| Control::Text { value: self.typed(shape, def, value, exponent), kind };
        let control = match def.kind {
            Kind::LongText => Control::Long(value.to_string()),
            Kind::Email => text(TextKind::Email),
            Kind::Phone => text(TextKind::Phone),
            Kind::Url => text(TextKind::Url),
            Kind::Text if def.secret => text(TextKind::Password),
            Kind::Bool => Control::Flag(value.int() == Some(1)),
            Kind::Date => Control::Date { value: self.typed(shape, def, value, exponent), iso: value.to_string() },
            Kind::Instant => Control::Instant(self.local(value)),
            Kind::Money | Kind::Price | Kind::Quantity | Kind::Percent | Kind::Integer | Kind::Rate => {
                Control::Number {
                    value: self.typed(shape, def, value, exponent),
                    unit: unit.or_else(|| percent_sign(def)),
                }
            }
            Kind::Choice(choice) => Control::Choice {
                value: value.to_string(),
                options: choice
                    .options
                    .iter()
                    .map(|o| Choice { value: o.code.to_owned(), label: self.words.option(shape, def, o.code) })
                    .collect(),
            },
            Kind::Reference(target) => self.picker(read, target, value),
            _ => match crate::ownfields::entities(read, self.words, shape, def) {
                Some(options) => Control::Choice { value: value.to_string(), options },
                None => text(TextKind::Plain),
            },
        };
        let span = match def.kind {
            Kind::LongText => Span::Row,
            Kind::Text if def.max > 200 => Span::Two,
            _ => Span::One,
        };
        let required = (def.required || def.needed) && !readonly && !matches!(def.kind, Kind::Bool | Kind::Number);
        Field { name: def.name.to_owned(), label, control, required, readonly, help: None, error: None, span }
    }

    fn picker(&self, read: &Read, target: &'static str, value: &Value) -> Control {
        let shape = read.model().shapes.get(target);
        let place = shape.map(|s| format!("{}/{}", s.def.module(), s.def.plural)).unwrap_or_default();
        let create = shape
            .is_some_and(|s| self.access.may(s, action::CREATE) && s.def.made_by_hand() && !s.def.title.is_empty());
        Control::Reference {
            id: value.to_string(),
            label: value.int().map(|id| self.title(target, id)).unwrap_or_default(),
            source: format!("{}/lookup/{place}?q=", self.base),
            create: create.then(|| format!("{}/{place}/new?{}=", self.base, shape.map_or("", |s| s.def.title))),
            href: value.int().and_then(|id| self.href(read, target, id)),
        }
    }

    fn local(&self, value: &Value) -> String {
        let at = value.int().map(Instant::from_micros).and_then(|at| at.in_zone(&self.format.zone).ok());
        at.map(|(date, time)| format!("{date}T{time}")).unwrap_or_default()
    }

    /// Reads what somebody typed into a field of this kind. Empty is nothing.
    pub fn read_typed(&self, def: &FieldDef, text: &str, scale: u8) -> Result<Value, Refusal> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(if matches!(def.kind, Kind::Bool) { Value::Int(0) } else { Value::Null });
        }
        let wrong = |code: &'static str| {
            Refusal::new(code).field(def.name).arg("value", text.chars().take(60).collect::<String>())
        };
        Ok(match def.kind {
            Kind::Integer => {
                Value::Int(self.format.read_decimal(text, 0).map_err(|_| wrong("web.not_a_whole_number"))?)
            }
            Kind::Money | Kind::Price | Kind::Quantity => {
                Value::Int(self.format.read_decimal(text, scale).map_err(|e| Refusal::from(e).field(def.name))?)
            }
            Kind::Percent => {
                Value::Int(self.format.read_percent(text).map_err(|e| Refusal::from(e).field(def.name))?.units())
            }
            Kind::Rate => {
                let plain = text.replace(',', ".");
                Value::Text(Rate::parse(&plain).map_err(|e| Refusal::from(e).field(def.name))?.to_storage())
            }
            Kind::Bool => Value::from(matches!(text, "1" | "on" | "true" | "yes")),
            Kind::Date => Value::from(self.format.read_date(text, self.today).map_err(|_| wrong("store.not_a_date"))?),
            Kind::Instant => Value::from(self.read_moment(text).ok_or_else(|| wrong("base.instant_malformed"))?),
            Kind::Reference(_) => {
                Value::Int(text.parse::<i64>().map_err(|_| wrong("store.reference_unknown").arg("id", text))?)
            }
            _ => Value::from(text),
        })
    }

    /// `2026-11-21T09:30` in the reader's zone.
    fn read_moment(&self, text: &str) -> Option<Instant> {
        if let Ok(at) = Instant::parse(text) {
            return Some(at);
        }
        let (date, time) = text.split_once(['T', ' '])?;
        let (hours, minutes) = time.split_once(':')?;
        let (hours, minutes): (i64, i64) = (hours.parse().ok()?, minutes.get(..2)?.parse().ok()?);
        if !(0..24).contains(&hours) || !(0..60).contains(&minutes) {
            return None;
        }
        let start = Instant::start_of(Date::parse(date).ok()?, &self.format.zone).ok()?;
        let near = Instant::from_micros(start.micros() + (hours * 60 + minutes) * 60_000_000);
        // On the day of a clock change the wall clock is an hour off; the difference shows and is put right.
        let (_, shown) = near.in_zone(&self.format.zone).ok()?;
        let (h, m) = shown.split_once(':')?;
        let off = (hours * 60 + minutes) - (h.parse::<i64>().ok()? * 60 + m.parse::<i64>().ok()?);
        Some(Instant::from_micros(near.micros() + if off.abs() <= 120 { off * 60_000_000 } else { 0 }))
    }
}

fn percent_sign(def: &FieldDef) -> Option<String> {
    matches!(def.kind, Kind::Percent).then(|| "%".to_owned())
}

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().chars().take(200).collect()
}

fn collect(shape: &Shape, record: &Record, wanted: &mut BTreeMap<&'static str, BTreeSet<i64>>) {
    for (field, value) in shape.fields.iter().zip(&record.values) {
        if let (Kind::Reference(target), Value::Int(id)) = (field.kind, value) {
            wanted.entry(target).or_default().insert(*id);
        }
    }
}

/// How wide a column of this kind is.
pub fn width(field: &FieldDef) -> Width {
    match field.kind {
        Kind::Bool | Kind::Integer => Width::Xs,
        Kind::Number => Width::M,
        Kind::Date | Kind::Percent | Kind::Choice(_) => Width::S,
        Kind::Reference("platform.country" | "platform.currency") => Width::S,
        Kind::Reference("platform.user" | "platform.team" | "parties.category" | "catalog.category") => Width::M,
        Kind::Money | Kind::Quantity | Kind::Price | Kind::Rate => Width::M,
        Kind::Reference("parties.party" | "catalog.item") => Width::Xl,
        Kind::Reference(_) | Kind::Instant | Kind::Phone | Kind::Email => Width::L,
        Kind::Text if field.max <= 20 => Width::S,
        Kind::Text if field.max <= 60 => Width::L,
        _ => Width::Xl,
    }
}

/// True for kinds whose figures stand at the right.
pub fn at_end(field: &FieldDef) -> bool {
    matches!(field.kind, Kind::Money | Kind::Price | Kind::Quantity | Kind::Percent | Kind::Integer | Kind::Rate)
}
