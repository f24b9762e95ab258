//! A panel that is a list of records: how many, what they amount to, and the first of them, under the rights of whoever looks.

use super::{Ask, PanelView};
use base::{Date, Instant, Money, Result};
use entity::{FieldDef, Kind, Record, Shape, Value};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use store::list::{self, Question};
use store::{Read, action};
use ui::part::{Cell, Tone};

/// Rows shown in a panel.
const ROWS: usize = 5;

/// The currencies of a set: code and decimals by id.
pub struct Currencies(HashMap<i64, (String, u8)>);

/// The currencies, kept in memory.
pub fn currencies(read: &Read) -> Result<std::sync::Arc<Currencies>> {
    read.kept(|| {
        let rows =
            read.query(store::sql!("platform.currencies", "SELECT id, code, exponent FROM platform_currency"), &[])?;
        let one = |row: &store::Row| {
            let exponent = u8::try_from(row.get(2)?.int()?).ok()?;
            Some((row.first()?.int()?, (row.get(1)?.text()?.to_owned(), exponent)))
        };
        Ok(Currencies(rows.iter().filter_map(one).collect()))
    })
}

impl Currencies {
    /// Decimals of a currency; two where none is known.
    pub fn exponent(&self, id: Option<i64>) -> u8 {
        id.and_then(|id| self.0.get(&id)).map_or(2, |(_, exponent)| *exponent)
    }

    /// The code of a currency, empty where none is known.
    pub fn code(&self, id: Option<i64>) -> &str {
        id.and_then(|id| self.0.get(&id)).map_or("", |(code, _)| code)
    }
}

/// Which records a panel lists, in the filter language, and what it shows of each besides its name.
pub struct Listed<'a> {
    pub entity: &'a str,
    pub filter: &'a str,
    /// Empty for the entity's own order.
    pub sort: &'a str,
    /// Fields after the name, in order; a state shows as a mark, money with its currency's decimals.
    pub shows: &'a [&'a str],
    /// The amount that is added up, per currency; empty adds nothing.
    pub sums: &'a str,
}

/// What stands below the rows of a list, by record.
pub type More<'a> = &'a dyn Fn(&Read, &[Record]) -> Result<HashMap<i64, Cell>>;

/// Draws the list as a panel.
pub fn listed(read: &Read, ask: &Ask, wanted: &Listed) -> Result<PanelView> {
    listed_with(read, ask, wanted, &|_, _| Ok(HashMap::new()))
}

/// Where one more of an entity is made, with this field set, for whoever may.
pub fn new_of(read: &Read, ask: &Ask, entity: &str, begins: (&str, i64)) -> Result<Option<String>> {
    let shape = read.shape(entity)?;
    let may = read.access()?.may(&shape, action::CREATE);
    Ok(may.then_some(format!("{}/new?{}={}", ask.list(read, entity)?, begins.0, begins.1)))
}

/// The same with a line of its own below each row, reckoned for the few that are shown.
pub fn listed_with(read: &Read, ask: &Ask, wanted: &Listed, more: More) -> Result<PanelView> {
    let shape = read.shape(wanted.entity)?;
    let question = Question {
        entity: wanted.entity.to_owned(),
        filter: wanted.filter.to_owned(),
        sort: wanted.sort.to_owned(),
        limit: ROWS,
        ..Question::default()
    };
    let foot = list::foot(read, &question, false)?;
    let mut found = list::page(read, &question)?.records;
    read.in_language(wanted.entity, &mut found, &[shape.def.title], ask.cx.lang.tag())?;
    let money = currencies(read)?;
    let mut sums: BTreeMap<Option<i64>, i64> = BTreeMap::new();
    for sum in foot.sums.iter().filter(|s| s.field == wanted.sums) {
        *sums.entry(sum.currency).or_default() += sum.units;
    }
    let amount = sums.iter().map(|(currency, units)| {
        ask.format.money_code(Money::from_minor(*units), money.exponent(*currency), money.code(*currency))
    });
    let fields: Vec<&FieldDef> = wanted.shows.iter().filter_map(|name| shape.field(name)).collect();
    let titles = names(read, ask, &shape, &fields, &found)?;
    let path = ask.list(read, wanted.entity)?;
    let mut more = more(read, &found)?;
    let rows: Vec<Vec<Cell>> = found
        .iter()
        .flat_map(|record| {
            let title = shape.title(record);
            let text = if title.is_empty() { format!("#{}", record.head.id) } else { title };
            let mut row = vec![Cell::Key { text, href: format!("{path}/{}", record.head.id) }];
            row.extend(fields.iter().map(|f| cell(ask, &shape, f, record, &titles, &money)));
            [Some(row), more.remove(&record.head.id).map(|cell| vec![cell])].into_iter().flatten()
        })
        .collect();
    Ok(PanelView {
        count: Some(foot.count),
        amount: amount.collect::<Vec<_>>().join(" · "),
        href: Some(format!("{path}?filter={}", encode(wanted.filter))),
        content: ui::page::mini(&rows, &ask.t("ui-none-yet")),
        ..PanelView::default()
    })
}

type Names = HashMap<(&'static str, i64), String>;

fn names(read: &Read, ask: &Ask, shape: &Shape, fields: &[&FieldDef], records: &[Record]) -> Result<Names> {
    let mut wanted: BTreeMap<&'static str, BTreeSet<i64>> = BTreeMap::new();
    for field in fields {
        if let Kind::Reference(target) = field.kind {
            let ids = records.iter().filter_map(|r| shape.value(r, field.name).int());
            wanted.entry(target).or_default().extend(ids);
        }
    }
    let mut found = Names::new();
    for (target, ids) in wanted {
        for (id, title) in read.titles_in(target, &ids.into_iter().collect::<Vec<_>>(), ask.cx.lang.tag())? {
            found.insert((target, id), title);
        }
    }
    Ok(found)
}

/// One value as a panel shows it.
fn cell(ask: &Ask, shape: &Shape, field: &FieldDef, record: &Record, titles: &Names, money: &Currencies) -> Cell {
    let value = shape.value(record, field.name);
    match (field.kind, &value) {
        (_, Value::Null) => Cell::Empty,
        (Kind::Choice(choice), Value::Text(code)) => {
            let word = ask.t(&format!("{}-{}-{code}", shape.def.message(), field.name));
            Cell::State(choice.option(code).map(|o| tone(o.tone)).unwrap_or_default(), word)
        }
        (Kind::Reference(target), Value::Int(id)) => {
            Cell::Text(titles.get(&(target, *id)).cloned().unwrap_or_default())
        }
        (Kind::Date, Value::Text(text)) => match Date::parse(text) {
            Ok(day) => Cell::Time { text: ask.format.date(day), iso: text.clone(), late: false },
            Err(_) => Cell::Text(text.clone()),
        },
        (Kind::Instant, Value::Int(at)) => {
            let at = Instant::from_micros(*at);
            Cell::Time { text: ask.format.instant(at), iso: at.to_string(), late: false }
        }
        (Kind::Money, Value::Int(units)) => {
            let name = if field.currency.is_empty() { "currency" } else { field.currency };
            let exponent = money.exponent(shape.value(record, name).int());
            Cell::Figure { text: ask.format.money(Money::from_minor(*units), exponent), alarm: *units < 0 }
        }
        (Kind::Quantity, Value::Int(units)) => Cell::figure(ask.format.quantity(base::Quantity::from_units(*units))),
        (_, Value::Int(units)) => Cell::figure(ask.format.integer(*units)),
        (_, value) => Cell::Text(value.to_string()),
    }
}

/// The tone of a mark.
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

/// True when whoever looks may open lists of this entity.
pub fn lists(read: &Read, entity: &str) -> Result<bool> {
    let Some(shape) = read.model().shapes.get(entity) else { return Ok(false) };
    Ok(shape.enabled && read.access()?.may(shape, action::READ))
}

/// A filter as part of an address.
pub fn encode(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => out.push(byte as char),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
