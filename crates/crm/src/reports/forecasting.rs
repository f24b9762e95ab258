//! What may come in by when: by category, weighted, and against what was to be won.

use super::{By, Days, Forecasting, Mode, company_of, days, int, list, mine, money, named, sheet};
use crate::Quota;
use crate::forecast::{CATEGORIES, FINER, Forecast};
use crate::pipeline::{Category, Class};
use accounting::rate::{self, Quote};
use base::{Date, Id, Money, Percent, Result};
use entity::{Choice as _, Tone, Value};
use platform::{Company, Currency};
use std::collections::BTreeMap;
use store::Read;
use store::report::{Cell, Column, Holds, Line, Link, Look, Sheet};

/// What rows are grouped by: an owner's or team's id, or a month.
type Key = Value;

/// A company's forecasts by key: open ones by the day they are expected on, won ones by the day they were won.
struct Asked<'r, 'c> {
    read: &'r Read<'c>,
    company: Id<Company>,
    days: (Date, Date),
    by: By,
}

impl Asked<'_, '_> {
    fn key(&self, day: &str) -> String {
        match self.by {
            By::Owner => "o.owner".to_owned(),
            By::Team => "o.team".to_owned(),
            By::Month => format!("SUBSTR(o.{day}, 1, 7)"),
        }
    }

    fn gathered(&self, quotes: &mut Quotes) -> Result<BTreeMap<String, (Key, Forecast)>> {
        let mut found: BTreeMap<String, (Key, Forecast)> = BTreeMap::new();
        let mut params: Vec<Value> = vec![self.company.into(), self.days.0.into(), self.days.1.into()];
        let Some(mine) = mine(self.read, &mut params)? else { return Ok(found) };
        let open = format!(
            "SELECT {key}, o.category, o.currency, o.probability, SUM(o.amount), COUNT(*) FROM crm_opportunity o \
             WHERE o.state = 'open' AND o.company = $1 AND o.expected_on >= $2 AND o.expected_on <= $3 \
             AND o.archived_at IS NULL{mine} GROUP BY {key}, o.category, o.currency, o.probability",
            key = self.key("expected_on")
        );
        for row in self.read.query(&open, &params)? {
            let category = row.get(1).and_then(Value::text).and_then(Category::from_code).unwrap_or_default();
            let finer = quotes.finer(self.read, int(&row, 2), Money::from_minor(int(&row, 4)))?;
            let place = at(&mut found, row.first().cloned().unwrap_or_default());
            place.add(Class::Open, category, Percent::from_units(int(&row, 3)), finer, int(&row, 5));
        }
        // What was won was converted at the rate of the day it was won.
        let won = format!(
            "SELECT {key}, SUM(o.amount_base), COUNT(*) FROM crm_opportunity o WHERE o.state = 'won' AND o.company = $1 \
             AND o.closed_on >= $2 AND o.closed_on <= $3 AND o.archived_at IS NULL{mine} GROUP BY {key}",
            key = self.key("closed_on")
        );
        for row in self.read.query(&won, &params)? {
            let finer = i128::from(int(&row, 1)) * 10i128.pow(FINER.into());
            let place = at(&mut found, row.first().cloned().unwrap_or_default());
            place.add(Class::Won, Category::Closed, Percent::HUNDRED, finer, int(&row, 2));
        }
        Ok(found)
    }

    /// The filter behind a row, narrowed to a category or to what was won.
    fn behind(&self, key: &Key, category: Option<Category>) -> String {
        let (from, until) = self.days;
        let company = format!("company = #{}", self.company);
        let whose = match (self.by, key) {
            (By::Owner, Value::Int(id)) => format!(" and owner = #{id}"),
            (By::Owner, _) => " and owner is empty".to_owned(),
            (By::Team, Value::Int(id)) => format!(" and team = #{id}"),
            (By::Team, _) => " and team is empty".to_owned(),
            (By::Month, _) => String::new(),
        };
        let (from, until) = match (self.by, key.text().and_then(|m| Date::parse(&format!("{m}-01")).ok())) {
            (By::Month, Some(first)) => (from.max(first), until.min(first.last_of_month())),
            _ => (from, until),
        };
        let open = format!("state = open and expected_on >= {from} and expected_on <= {until}");
        let won = format!("state = won and closed_on >= {from} and closed_on <= {until}");
        match category {
            Some(Category::Closed) => format!("{company}{whose} and {won}"),
            Some(category) => format!("{company}{whose} and {open} and category = {}", category.code()),
            None => format!("{company}{whose} and ({open} or {won})"),
        }
    }
}

fn at(found: &mut BTreeMap<String, (Key, Forecast)>, key: Key) -> &mut Forecast {
    let sort = match &key {
        Value::Null => "~".to_owned(),
        Value::Int(id) => format!("{id:020}"),
        other => other.to_string(),
    };
    &mut found.entry(sort).or_insert((key, Forecast::default())).1
}

/// Quotes of one day, asked for once each.
struct Quotes {
    base: Id<Currency>,
    kind: accounting::RateKind,
    on: Date,
    known: BTreeMap<i64, (Quote, u8, u8)>,
}

impl Quotes {
    fn new(read: &Read, company: Id<Company>, kind: accounting::RateKind, on: Date) -> Result<Quotes> {
        let base = accounting::kept::books(read)?.currency(company)?;
        Ok(Quotes { base, kind, on, known: BTreeMap::new() })
    }

    /// An amount in company currency, with four decimals more.
    fn finer(&mut self, read: &Read, currency: i64, amount: Money) -> Result<i128> {
        let (quote, from, to) = match self.known.get(&currency) {
            Some(known) => *known,
            None => {
                let kept = accounting::kept::books(read)?;
                let id = if currency == 0 { self.base } else { Id::from_raw(currency) };
                let quote = rate::quote(read, id, self.base, self.kind, self.on)?;
                *self.known.entry(currency).or_insert((quote, kept.exponent(id), kept.exponent(self.base)))
            }
        };
        if quote == Quote::One {
            return Ok(i128::from(amount.minor()) * 10i128.pow(FINER.into()));
        }
        Ok(quote.convert(amount, from, to + FINER)?.minor().into())
    }
}

/// The colour of a category, the same as on its records.
fn tone(category: Category) -> Tone {
    Category::DEF.option(category.code()).map_or(Tone::Neutral, |option| option.tone)
}

/// The forecast of a stretch of days.
pub(super) fn forecast(read: &Read, wanted: &Forecasting) -> Result<Sheet> {
    let company = company_of(read, wanted.company)?;
    let days = days(read, wanted.starts_on, wanted.ends_on)?;
    let (per, mode) = (wanted.per.unwrap_or_default(), wanted.mode.unwrap_or_default());
    let rates = wanted.rates.unwrap_or_default();
    let rated_on = wanted.rated_on.unwrap_or(days.0.min(read.today()));
    let holds = money(read, company)?;
    let first = match per {
        By::Owner => "owner",
        By::Team => "team",
        By::Month => "month",
    };
    let mut columns = vec![Column::new(first, Holds::Text), Column::new("count", Holds::Integer)];
    columns.extend(CATEGORIES.map(|c| Column::new(c.code(), holds)));
    columns.extend([Column::new("weighted", holds), Column::new("total", holds)]);
    let mut sheet = sheet(read, company, columns)?
        .using("starts_on", days.0)
        .using("ends_on", days.1)
        .using("per", per.code())
        .using("mode", mode.code())
        .using("rates", rates.code())
        .using("rated_on", rated_on)
        .note("crm-forecast_rates", vec![("day", rated_on.to_string())]);
    // Each category holds the surer ones as well: their bars would count an amount more than once.
    sheet = match mode {
        Mode::Cumulative => sheet.note("crm-forecast_cumulative", Vec::new()).drawn(&[("total", Tone::Info)]),
        Mode::Single => sheet.drawn(&CATEGORIES.map(|c| (c.code(), tone(c)))),
    };
    let asked = Asked { read, company, days, by: per };
    let found = asked.gathered(&mut Quotes::new(read, company, rates, rated_on)?)?;
    let ids: Vec<i64> = found.values().filter_map(|(key, _)| key.int()).collect();
    let names = match per {
        By::Owner => read.titles("platform.user", &ids)?,
        By::Team => read.titles("platform.team", &ids)?,
        By::Month => BTreeMap::new(),
    };
    let mut all = Forecast::default();
    for (key, forecast) in found.values() {
        all.join(forecast);
        let to = list(asked.behind(key, None));
        let head = match per {
            By::Owner => named("platform.user", key.int(), &names, to),
            By::Team => named("platform.team", key.int(), &names, to),
            By::Month => Cell::of(key.clone()).to(to),
        };
        let behind = |category| list(asked.behind(key, Some(category)));
        sheet.rows.push(Line::of(row(head, forecast, mode, behind)?));
    }
    let none = |category| list(format!("company = #{company} and category = {}", Category::code(category)));
    let total = row(Cell::word("crm-total"), &all, mode, none)?;
    let plain = total.into_iter().map(|cell| Cell { link: None, ..cell }).collect();
    sheet.rows.push(Line::of(plain).looks(Look::Total));
    overdue(read, company, days.0, sheet)
}

fn row(head: Cell, forecast: &Forecast, mode: Mode, behind: impl Fn(Category) -> Link) -> Result<Vec<Cell>> {
    let figures = match mode {
        Mode::Single => forecast.single()?,
        Mode::Cumulative => forecast.cumulative()?,
    };
    let mut cells = vec![head, Cell::of(forecast.count)];
    for (category, figure) in CATEGORIES.into_iter().zip(figures) {
        let cell = Cell::of(figure);
        // A sum of several categories is no list of one.
        cells.push(if mode == Mode::Single && !figure.is_zero() { cell.to(behind(category)) } else { cell });
    }
    cells.extend([Cell::of(forecast.weighted()?), Cell::of(forecast.total()?)]);
    Ok(cells)
}

/// Tells of open ones that are in no forecast, because they should have been closed by now or nobody says when.
fn overdue(read: &Read, company: Id<Company>, from: Date, sheet: Sheet) -> Result<Sheet> {
    let mut params: Vec<Value> = vec![company.into(), from.min(read.today()).into()];
    let Some(mine) = mine(read, &mut params)? else { return Ok(sheet) };
    let sql = format!(
        "SELECT COUNT(*) FROM crm_opportunity o WHERE o.state = 'open' AND o.company = $1 \
         AND (o.expected_on IS NULL OR o.expected_on < $2) AND o.archived_at IS NULL{mine}"
    );
    let count = read.number(&sql, &params)?;
    if count == 0 {
        return Ok(sheet);
    }
    Ok(sheet.note("crm-forecast_overdue", vec![("count", count.to_string())]))
}

/// What was won of what was to be won, and what may still come.
pub(super) fn attainment(read: &Read, wanted: &Days) -> Result<Sheet> {
    let company = company_of(read, wanted.company)?;
    let days = days(read, wanted.starts_on, wanted.ends_on)?;
    let holds = money(read, company)?;
    let columns = vec![
        Column::new("whose", Holds::Text),
        Column::new("starts_on", Holds::Date),
        Column::new("ends_on", Holds::Date),
        Column::new("quota", holds),
        Column::new("won", holds),
        Column::new("attained", Holds::Percent),
        Column::new("gap", holds),
        Column::new("commit", holds),
        Column::new("weighted", holds),
    ];
    let sheet = sheet(read, company, columns)?.using("starts_on", days.0).using("ends_on", days.1);
    let mut sheet = sheet.drawn(&[("attained", Tone::Success)]);
    for quota in quotas(read, company, days)? {
        let by = if quota.owner.is_some() { By::Owner } else { By::Team };
        let asked = Asked { read, company, days: (quota.starts_on, quota.ends_on), by };
        let key: Key = quota.owner.map(|o| o.raw()).or(quota.team.map(|t| t.raw())).into();
        let rated_on = quota.starts_on.min(read.today());
        let mut quotes = Quotes::new(read, company, accounting::RateKind::Spot, rated_on)?;
        let found = asked.gathered(&mut quotes)?;
        let forecast = found.into_values().find(|(k, _)| *k == key).map(|(_, f)| f).unwrap_or_default();
        let [won, commit, ..] = forecast.single()?;
        let entity = if by == By::Owner { "platform.user" } else { "platform.team" };
        let names = read.titles(entity, &key.int().into_iter().collect::<Vec<_>>())?;
        let to = Link::Record("crm.quota".to_owned(), quota.head.id);
        sheet.rows.push(Line::of(vec![
            named(entity, key.int(), &names, to),
            Cell::of(quota.starts_on),
            Cell::of(quota.ends_on),
            Cell::of(quota.amount),
            Cell::of(won).to(list(asked.behind(&key, Some(Category::Closed)))),
            Cell::share(won.minor(), quota.amount.minor()),
            Cell::of(quota.amount.checked_sub(won)?),
            Cell::of(commit).to(list(asked.behind(&key, Some(Category::Commit)))),
            Cell::of(forecast.weighted()?),
        ]));
    }
    Ok(sheet)
}

/// The quotas that touch these days, as far as this reader may see them.
fn quotas(read: &Read, company: Id<Company>, (from, until): (Date, Date)) -> Result<Vec<Quota>> {
    let shape = read.shape("crm.quota")?;
    let found = read.select::<Quota>(
        "company = $1 AND starts_on <= $2 AND ends_on >= $3 AND archived_at IS NULL ORDER BY starts_on, id",
        &[company.into(), until.into(), from.into()],
    )?;
    let mut seen = Vec::new();
    for quota in found {
        if read.may(&shape, &entity::Described::to_record(&quota), store::action::READ)? {
            seen.push(quota);
        }
    }
    Ok(seen)
}
