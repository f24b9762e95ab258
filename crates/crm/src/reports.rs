//! The reports of winning customers: what may come in and what did, how far and how fast opportunities go, and why they end.

mod activity;
mod ending;
mod forecasting;
mod movement;

use base::{Date, Error, Id, Refusal, Result};
use entity::{Choice, Described as _, Input, Value};
use platform::{Company, Team, User};
use store::report::{Cell, Column, Holds, Link, Report, Sheet};
use store::{Read, Row, action};

const READS: &str = "crm.opportunity";

/// The reports, as the module lists them.
pub const REPORTS: &[Report] = &[
    Report {
        name: "crm.forecast",
        icon: "trending-up",
        reads: READS,
        parameters: Forecasting::FIELDS,
        run: |read, record| forecasting::forecast(read, &asked(record)?),
    },
    Report {
        name: "crm.attainment",
        icon: "gauge",
        reads: READS,
        parameters: Days::FIELDS,
        run: |read, record| forecasting::attainment(read, &asked(record)?),
    },
    Report {
        name: "crm.funnel",
        icon: "funnel",
        reads: READS,
        parameters: Cohort::FIELDS,
        run: |read, record| movement::funnel(read, &asked(record)?),
    },
    Report {
        name: "crm.velocity",
        icon: "timer",
        reads: READS,
        parameters: Days::FIELDS,
        run: |read, record| movement::velocity(read, &asked(record)?),
    },
    Report {
        name: "crm.bridge",
        icon: "waves",
        reads: READS,
        parameters: Between::FIELDS,
        run: |read, record| movement::bridge(read, &asked(record)?),
    },
    Report {
        name: "crm.endings",
        icon: "scale",
        reads: READS,
        parameters: Endings::FIELDS,
        run: |read, record| ending::endings(read, &asked(record)?),
    },
    Report {
        name: "crm.aged_pipeline",
        icon: "hourglass",
        reads: READS,
        parameters: AsOf::FIELDS,
        run: |read, record| ending::aged(read, &asked(record)?),
    },
    Report {
        name: "crm.activity",
        icon: "square-check",
        reads: "platform.activity",
        parameters: Stretch::FIELDS,
        run: |read, record| activity::activity(read, &asked(record)?),
    },
];

fn asked<T: entity::Described>(record: &entity::Record) -> Result<T> {
    T::from_record(record).map_err(store::damaged)
}

/// What a forecast's rows are.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum By {
    #[default]
    Owner,
    Team,
    Month,
}

/// How categories are read.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// Each by itself.
    #[default]
    Single,
    /// Each with all that are surer.
    Cumulative,
}

/// What a forecast asks for.
#[derive(Input, Clone, Debug)]
pub struct Forecasting {
    pub company: Option<Id<Company>>,
    /// Empty is the first day of this quarter.
    pub starts_on: Option<Date>,
    /// Empty is the last day of the quarter.
    pub ends_on: Option<Date>,
    pub per: Option<By>,
    pub mode: Option<Mode>,
    pub rates: Option<accounting::RateKind>,
    /// The day of the rates; empty is the first of the days asked for, at the latest today.
    pub rated_on: Option<Date>,
}

/// A stretch of days.
#[derive(Input, Clone, Debug)]
pub struct Days {
    pub company: Option<Id<Company>>,
    pub starts_on: Option<Date>,
    pub ends_on: Option<Date>,
}

/// A stretch of days, whatever the company.
#[derive(Input, Clone, Debug)]
pub struct Stretch {
    pub starts_on: Option<Date>,
    pub ends_on: Option<Date>,
}

/// Opportunities that entered in a stretch of days, and what became of them up to a day.
#[derive(Input, Clone, Debug)]
pub struct Cohort {
    pub company: Option<Id<Company>>,
    pub pipeline: Option<Id<crate::Pipeline>>,
    pub starts_on: Option<Date>,
    pub ends_on: Option<Date>,
    pub as_of: Option<Date>,
}

/// Two days, and the days an opportunity must be expected on to count.
#[derive(Input, Clone, Debug)]
pub struct Between {
    pub company: Option<Id<Company>>,
    /// At the end of this day; empty is thirty days ago.
    pub opens_on: Option<Date>,
    pub closes_on: Option<Date>,
    pub expected_from: Option<Date>,
    pub expected_until: Option<Date>,
}

/// What endings are counted by.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Why {
    #[default]
    Reason,
    Competitor,
    Item,
    Source,
    Owner,
}

/// What ended in a stretch of days, by what.
#[derive(Input, Clone, Debug)]
pub struct Endings {
    pub company: Option<Id<Company>>,
    pub starts_on: Option<Date>,
    pub ends_on: Option<Date>,
    pub per: Option<Why>,
}

/// How it stands.
#[derive(Input, Clone, Debug)]
pub struct AsOf {
    pub company: Option<Id<Company>>,
    pub owner: Option<Id<User>>,
    pub team: Option<Id<Team>>,
}

/// The company asked for, or the first that the reader works in; one he may not see does not exist for him.
fn company_of(read: &Read, asked: Option<Id<Company>>) -> Result<Id<Company>> {
    let access = read.access()?;
    let sql = store::sql!("crm.companies", "SELECT id FROM platform_company WHERE archived_at IS NULL ORDER BY id");
    let mut all: Vec<i64> = read.query(sql, &[])?.iter().filter_map(|r| r.first().and_then(Value::int)).collect();
    if !access.everything {
        all.retain(|id| access.companies.contains(id));
    }
    let wanted = asked.map(|a| a.raw()).or(all.first().copied());
    match (wanted.filter(|id| all.contains(id)), asked) {
        (Some(id), _) => Ok(Id::from_raw(id)),
        (None, Some(id)) => Err(Error::not_found("platform.company", id.raw())),
        (None, None) => Err(Refusal::new("crm.no_company_to_report").into()),
    }
}

/// The condition on rows `o` that leaves what this reader may see; none where that is nothing.
fn mine(read: &Read, params: &mut Vec<Value>) -> Result<Option<String>> {
    let shape = read.shape(READS)?;
    Ok(read.access()?.narrowed(&shape, action::READ, "o", params))
}

/// The days asked for; without any, those of the quarter that today is in.
fn days(read: &Read, from: Option<Date>, until: Option<Date>) -> Result<(Date, Date)> {
    let first = read.today().first_of_month();
    let first = first.add_months(-(i32::from(first.month() - 1) % 3))?;
    let from = from.unwrap_or(first);
    let until = until.unwrap_or(from.first_of_month().add_months(2)?.last_of_month());
    base::ensure!(from <= until, Refusal::new("crm.ends_before_start").field("ends_on"))?;
    Ok((from, until))
}

/// A sheet of a company's figures, with the currency they are in.
fn sheet(read: &Read, company: Id<Company>, columns: Vec<Column>) -> Result<Sheet> {
    let currency = read.get(accounting::kept::books(read)?.currency(company)?)?;
    let sheet = Sheet::new(columns).using("company", company);
    Ok(sheet.note("accounting-in_currency", vec![("currency", currency.code)]))
}

/// How amounts of a company are shown.
fn money(read: &Read, company: Id<Company>) -> Result<Holds> {
    let kept = accounting::kept::books(read)?;
    Ok(Holds::Money(kept.exponent(kept.currency(company)?)))
}

fn int(row: &Row, place: usize) -> i64 {
    row.get(place).and_then(Value::int).unwrap_or(0)
}

/// A list of opportunities.
fn list(filter: String) -> Link {
    Link::List(READS, filter)
}

/// The name of a record that leads somewhere; a word where there is none.
fn named(entity: &'static str, id: Option<i64>, names: &std::collections::BTreeMap<i64, String>, to: Link) -> Cell {
    match id {
        Some(id) => Cell::of(names.get(&id).cloned().unwrap_or_default()).naming(entity, id).to(to),
        None => Cell::word("crm-nobody").to(to),
    }
}

/// A share as a cell; nothing of nothing is empty.
fn percent(share: Option<base::Percent>) -> Cell {
    share.map_or_else(Cell::empty, |p| Cell::of(p.units()))
}
