//! Every control of the house on one sheet, with what it stopped and who got past it; and each of these events by itself.

use super::control;
use super::decision::{Decision, What};
use super::definition::{Definition, State as DefinitionState};
use super::request::Request;
use crate::{Company, User};
use base::{Date, Id, Instant, Result};
use entity::{Described as _, Entity as _, Input, Named as _, Record, Value};
use std::collections::BTreeMap;
use store::report::{Cell, Column, Holds, Line, Link, Report, Sheet};
use store::{Read, Row, action, list};

/// The reports of controls.
pub const REPORTS: &[Report] = &[
    Report {
        name: "platform.controls",
        icon: "shield-check",
        reads: Decision::NAME,
        parameters: Span::FIELDS,
        run: |read, record| controls(read, &Span::from_record(record).map_err(store::damaged)?),
    },
    Report {
        name: "platform.overrides",
        icon: "stamp",
        reads: Decision::NAME,
        parameters: Events::FIELDS,
        run: |read, record| overrides(read, &Events::from_record(record).map_err(store::damaged)?),
    },
];

/// Which days, and of which company.
#[derive(Input, Clone, Debug)]
pub struct Span {
    pub company: Option<Id<Company>>,
    /// The first day; nothing is thirty days ago.
    pub from_on: Option<Date>,
    /// The last day; nothing is today.
    pub until_on: Option<Date>,
}

/// Which events.
#[derive(Input, Clone, Debug)]
pub struct Events {
    pub company: Option<Id<Company>>,
    pub from_on: Option<Date>,
    pub until_on: Option<Date>,
    /// A control by its key, `sales.order.credit`, or a definition by its name; nothing is all of them.
    #[field(max = 120)]
    pub control: Option<String>,
    pub person: Option<Id<User>>,
    /// Whatever happened, not only what got past.
    pub everything: bool,
}

/// More events than this are cut.
const MOST: usize = 1_000;

/// What got past a control, or would have been stopped by one.
const PAST: [What; 5] = [What::Approved, What::Overridden, What::Reassigned, What::Escalated, What::Skipped];
/// What a control stopped.
const STOPPED: [What; 2] = [What::Asked, What::Held];

fn days(read: &Read, from: Option<Date>, until: Option<Date>) -> Result<(Date, Date)> {
    let until = until.unwrap_or(read.today());
    Ok((from.unwrap_or(until.add_days(-30)?), until))
}

/// The moments between the first and the last day, in the set's zone.
fn moments(read: &Read, (from, until): (Date, Date)) -> Result<(i64, i64)> {
    let start = |day: Date| Instant::start_of(day, read.zone()).map(Instant::micros);
    Ok((start(from)?, start(until.add_days(1)?)?))
}

/// The condition of rows that the reader may see, over `d`.
fn seen(read: &Read, params: &mut Vec<Value>) -> Result<Option<String>> {
    let shape = read.shape(Decision::NAME)?;
    Ok(read.access()?.narrowed(&shape, action::READ, "d", params))
}

/// How often each thing happened, by control or definition.
fn counts(read: &Read, wanted: &Span, span: (Date, Date)) -> Result<BTreeMap<(String, String), i64>> {
    let (from, until) = moments(read, span)?;
    let mut params: Vec<Value> = vec![from.into(), until.into()];
    let Some(mine) = seen(read, &mut params)? else { return Ok(BTreeMap::new()) };
    let mut narrow = String::new();
    if let Some(company) = wanted.company {
        params.push(company.into());
        narrow = format!(" AND d.company = ${}", params.len());
    }
    let sql = format!(
        "SELECT COALESCE(d.control, f.name), d.what, COUNT(*) FROM platform_approval_decision d \
         LEFT JOIN platform_approval_request r ON r.id = d.request \
         LEFT JOIN platform_approval_definition f ON f.id = r.definition \
         WHERE d.created_at >= $1 AND d.created_at < $2{mine}{narrow} GROUP BY COALESCE(d.control, f.name), d.what"
    );
    let text = |row: &Row, at: usize| row.get(at).map(ToString::to_string).unwrap_or_default();
    let rows = read.query(&sql, &params)?;
    Ok(rows.iter().map(|r| ((text(r, 0), text(r, 1)), r.get(2).and_then(Value::int).unwrap_or(0))).collect())
}

fn controls(read: &Read, wanted: &Span) -> Result<Sheet> {
    let span = days(read, wanted.from_on, wanted.until_on)?;
    let columns = ["control", "guards", "operation"].map(|name| Column::new(name, Holds::Text));
    let figures = ["waiting", "hits", "overrides", "refused"].map(|name| Column::new(name, Holds::Integer));
    let mut sheet = Sheet::new(columns.into_iter().chain(figures).collect());
    let counts = counts(read, wanted, span)?;
    let sum = |key: &str, of: &[What]| -> i64 {
        of.iter().filter_map(|what| counts.get(&(key.to_owned(), what.code().to_owned()))).sum()
    };
    let row = |key: &str, first: Cell, entity: &str, operation: Cell, waiting: Cell| {
        let events = |count: i64, all: bool| {
            let mut asked =
                vec![("control", key.to_owned()), ("from_on", span.0.to_string()), ("until_on", span.1.to_string())];
            asked.extend(all.then(|| ("everything", "1".to_owned())));
            asked.extend(wanted.company.map(|c| ("company", c.raw().to_string())));
            Cell::of(count).to(Link::Report("platform.overrides", asked))
        };
        let refused = sum(key, &[What::Rejected, What::Returned]);
        let (hits, past) = (sum(key, &STOPPED), sum(key, &PAST));
        let guards = Cell::word(entity.replace(['.', '_'], "-"));
        Line::of(vec![
            first,
            guards,
            operation,
            waiting,
            events(hits, true),
            events(past, false),
            events(refused, true),
        ])
    };
    for definition in
        read.select::<Definition>("state <> 'draft' AND archived_at IS NULL ORDER BY name, edition DESC", &[])?
    {
        // One row a name: that of the version that holds, or of the last one.
        let active = definition.state == DefinitionState::Active;
        let elsewhere =
            wanted.company.is_some() && definition.company.is_some() && definition.company != wanted.company;
        if elsewhere || (!active && sum(&definition.name, &STOPPED) == 0) {
            continue;
        }
        let link = Link::Record(Definition::NAME.to_owned(), definition.head.id);
        let first = Cell::of(definition.name.as_str()).to(link);
        let verb = verb(&definition.document, &definition.operation);
        let filter = format!("definition = #{} and state = open", definition.head.id);
        let waiting = holding(read, Request::NAME, &filter)?;
        sheet.rows.push(row(&definition.name, first, &definition.document, verb, waiting));
    }
    for (entity, control) in built_in(read) {
        let first = Cell::word(format!("{}-control-{}", module_of(entity), control.name));
        let word = control.overrides.first().copied().unwrap_or_default();
        let operation = if word == action::CREATE { Cell::empty() } else { verb(entity, word) };
        let waiting = if control.holds.is_empty() { Cell::empty() } else { holding(read, entity, control.holds)? };
        sheet.rows.push(row(&control::key(entity, control), first, entity, operation, waiting));
    }
    Ok(sheet.using("from_on", span.0).using("until_on", span.1))
}

fn module_of(entity: &str) -> &str {
    entity.split('.').next().unwrap_or_default()
}

/// The word on the button of a verb.
fn verb(entity: &str, verb: &str) -> Cell {
    Cell::word(format!("{}-op-{verb}", entity.replace(['.', '_'], "-")))
}

/// The controls that modules bring, of modules that are on.
fn built_in(read: &Read) -> Vec<(&'static str, &'static store::Control)> {
    let entities = read.registry().modules.iter().flat_map(|m| m.entities);
    let on = |name: &str| read.model().shapes.get(name).is_some_and(|s| s.enabled);
    let all = entities.filter(|e| on(e.def.name)).flat_map(|e| e.controls.iter().map(|c| (e.def.name, c)));
    all.collect()
}

/// How many a control stops now of those that the reader may see, with the way to them.
fn holding(read: &Read, entity: &'static str, filter: &str) -> Result<Cell> {
    let shape = read.shape(entity)?;
    if !read.access()?.may(&shape, action::READ) {
        return Ok(Cell::empty());
    }
    let asked = list::Question { entity: entity.to_owned(), filter: filter.to_owned(), ..list::Question::default() };
    Ok(Cell::of(list::foot(read, &asked, true)?.count).to(Link::List(entity, filter.to_owned())))
}

fn overrides(read: &Read, wanted: &Events) -> Result<Sheet> {
    let span = days(read, wanted.from_on, wanted.until_on)?;
    let texts = ["document", "control", "what", "person", "behalf_of", "comment", "via"];
    let columns = texts.iter().map(|name| Column::new(name, Holds::Text));
    let mut sheet = Sheet::new(std::iter::once(Column::new("day", Holds::Date)).chain(columns).collect());
    let found = events(read, wanted, span)?;
    sheet.cut = found.len() > MOST;
    let people: Vec<i64> = found.iter().flat_map(|(d, _)| [d.person, d.behalf_of]).flatten().map(Id::raw).collect();
    let names = read.titles(User::NAME, &people)?;
    let named = |user: Option<Id<User>>| {
        let name = user.and_then(|u| names.get(&u.raw()).cloned());
        name.map_or_else(Cell::empty, Cell::of)
    };
    for (decision, definition) in found.iter().take(MOST) {
        let kind = u16::try_from(decision.source_kind).ok().and_then(|kind| read.model().shapes.of_kind(kind));
        let document = Cell::of(decision.subject.as_str());
        let document = match kind {
            Some(shape) => document.to(Link::Record(shape.name().to_owned(), decision.source)),
            None => document,
        };
        let control = match (&decision.control, decision.request) {
            (Some(key), _) => {
                Cell::word(format!("{}-control-{}", module_of(key), key.rsplit('.').next().unwrap_or_default()))
            }
            (None, Some(request)) => {
                Cell::of(definition.as_str()).to(Link::Record(Request::NAME.to_owned(), request.raw()))
            }
            (None, None) => Cell::empty(),
        };
        let day = decision.head.created_at.and_then(|at| at.date_in(read.zone()).ok());
        let what = Cell::word(format!("platform-approval-decision-what-{}", decision.what.code()));
        let comment = decision.comment.as_deref().unwrap_or_default();
        sheet.rows.push(Line::of(vec![
            day.map_or_else(Cell::empty, Cell::of),
            document,
            control,
            what,
            named(decision.person),
            named(decision.behalf_of),
            Cell::of(comment),
            Cell::of(decision.via.as_str()),
        ]));
    }
    Ok(sheet.using("from_on", span.0).using("until_on", span.1))
}

/// The events, newest first, each with the name of the definition it belongs to.
fn events(read: &Read, wanted: &Events, span: (Date, Date)) -> Result<Vec<(Decision, String)>> {
    let (from, until) = moments(read, span)?;
    let mut params: Vec<Value> = vec![from.into(), until.into()];
    let Some(mine) = seen(read, &mut params)? else { return Ok(Vec::new()) };
    let mut narrow = String::new();
    let mut and = |condition: &str, value: Value, params: &mut Vec<Value>| {
        params.push(value);
        narrow.push_str(&format!(" AND {}", condition.replace('?', &format!("${}", params.len()))));
    };
    if let Some(company) = wanted.company {
        and("d.company = ?", company.into(), &mut params);
    }
    if let Some(person) = wanted.person {
        and("d.person = ?", person.into(), &mut params);
    }
    if let Some(control) = &wanted.control {
        and("COALESCE(d.control, f.name) = ?", control.as_str().into(), &mut params);
    }
    if !wanted.everything {
        let codes: Vec<&str> = PAST.iter().map(|w| w.code()).collect();
        and("d.what IN TEXTS(?)", serde_json::to_string(&codes).unwrap_or_default().into(), &mut params);
    }
    let sql = format!(
        "SELECT d.id, f.name FROM platform_approval_decision d LEFT JOIN platform_approval_request r ON r.id = d.request \
         LEFT JOIN platform_approval_definition f ON f.id = r.definition \
         WHERE d.created_at >= $1 AND d.created_at < $2{mine}{narrow} ORDER BY d.id DESC LIMIT {}",
        MOST + 1
    );
    let rows = read.query(&sql, &params)?;
    let ids: Vec<i64> = rows.iter().filter_map(|r| r.first().and_then(Value::int)).collect();
    let found: Vec<Record> = read.find_many(Decision::DEF.name, &ids, false)?;
    let names = rows.iter().map(|r| r.get(1).map(ToString::to_string).unwrap_or_default());
    Ok(store::typed::<Decision>(&found)?.into_iter().zip(names).collect())
}
