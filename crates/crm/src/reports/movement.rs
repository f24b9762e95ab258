//! How opportunities move: how many go on from stage to stage, how fast a pipeline earns, and what changed it between two days.

use super::{Between, Cohort, Days, company_of, days, int, list, mine, money, named, percent, sheet};
use crate::Pipeline;
use crate::forecast::{self, Change, Velocity};
use crate::funnel::{self, Entry, Step};
use crate::pipeline::{Class, Stage, stages};
use crate::snapshot;
use base::{Date, Id, Instant, Money, Refusal, Result};
use entity::{Entity as _, Tone, Value};
use std::collections::{BTreeMap, BTreeSet};
use store::Read;
use store::report::{Cell, Column, Holds, Line, Link, Look, Sheet};

/// Of those that entered a stage, how many went on.
pub(super) fn funnel(read: &Read, wanted: &Cohort) -> Result<Sheet> {
    let company = company_of(read, wanted.company)?;
    let (from, until) = days(read, wanted.starts_on, wanted.ends_on)?;
    let as_of = wanted.as_of.unwrap_or(read.today());
    let all = stages(read)?;
    let pipeline = wanted.pipeline.or(all.usual(None));
    let pipeline = pipeline.ok_or_else(|| Refusal::new("crm.no_pipeline").field("pipeline"))?;
    let columns = vec![
        Column::new("stage", Holds::Text),
        Column::new("entered", Holds::Integer),
        Column::new("went_on", Holds::Integer),
        Column::new("conversion", Holds::Percent),
        Column::new("won", Holds::Integer),
        Column::new("win_rate", Holds::Percent),
        Column::new("lost", Holds::Integer),
        Column::new("open", Holds::Integer),
    ];
    let mut sheet = Sheet::new(columns)
        .using("company", company)
        .using("pipeline", pipeline)
        .using("starts_on", from)
        .using("ends_on", until)
        .using("as_of", as_of)
        .note("crm-funnel_cohort", vec![("day", as_of.to_string())])
        .drawn(&[("won", Tone::Success), ("open", Tone::Info), ("lost", Tone::Neutral)]);
    let open: Vec<&Stage> = all.of(pipeline.raw()).into_iter().filter(|s| s.class == Class::Open).collect();
    let start = |day: Date| Instant::start_of(day, read.zone());
    let last = |day: Date| -> Result<Instant> { Ok(Instant::from_micros(start(day.add_days(1)?)?.micros() - 1)) };
    let entries = entries(read, company.raw(), pipeline, &open, start(from)?, last(as_of)?)?;
    let steps = funnel::funnel(&entries, open.len(), start(from)?, last(until)?, last(as_of)?);
    let names = read.titles(Stage::DEF.name, &open.iter().map(|s| s.head.id).collect::<Vec<_>>())?;
    for (stage, step) in open.iter().zip(&steps) {
        sheet.rows.push(Line::of(funnel_row(stage, step, &names)));
    }
    Ok(sheet)
}

fn funnel_row(stage: &Stage, step: &Step, names: &BTreeMap<i64, String>) -> Vec<Cell> {
    let count = |ids: &BTreeSet<i64>| {
        let cell = Cell::of(ids.len() as i64);
        // A list of more is no longer an address.
        if ids.is_empty() || ids.len() > 200 { cell } else { cell.to(of_ids(ids)) }
    };
    let rate = |part: usize| Cell::share(part as i64, step.entered.len() as i64);
    let still = step.entered.len() - step.won.len() - step.lost.len();
    let to = Link::Record(Stage::DEF.name.to_owned(), stage.head.id);
    vec![
        named(Stage::DEF.name, Some(stage.head.id), names, to),
        count(&step.entered),
        count(&step.went_on),
        rate(step.went_on.len()),
        count(&step.won),
        rate(step.won.len()),
        count(&step.lost),
        Cell::of(still as i64),
    ]
}

fn of_ids(ids: &BTreeSet<i64>) -> Link {
    let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    list(format!("id in ({})", ids.join(", ")))
}

/// Every entry into a stage from a moment on: stays that are over, and where opportunities stand now.
fn entries(
    read: &Read,
    company: i64,
    pipeline: Id<Pipeline>,
    open: &[&Stage],
    from: Instant,
    until: Instant,
) -> Result<Vec<Entry>> {
    let mut params: Vec<Value> = vec![pipeline.into(), from.into(), until.into(), company.into()];
    let Some(mine) = mine(read, &mut params)? else { return Ok(Vec::new()) };
    let over = format!(
        "SELECT s.opportunity, s.stage, s.entered_at FROM crm_stage_stay s JOIN crm_opportunity o ON o.id = s.opportunity \
         WHERE s.pipeline = $1 AND s.entered_at >= $2 AND s.entered_at <= $3 AND o.company = $4 \
         AND o.archived_at IS NULL{mine}"
    );
    let now = format!(
        "SELECT o.id, o.stage, o.stage_since FROM crm_opportunity o WHERE o.pipeline = $1 AND o.stage_since >= $2 \
         AND o.stage_since <= $3 AND o.company = $4 AND o.archived_at IS NULL{mine}"
    );
    let all = stages(read)?;
    let mut entries = Vec::new();
    for sql in [over, now] {
        for row in read.query(&sql, &params)? {
            let Ok(stage) = all.get(Id::from_raw(int(&row, 1))) else { continue };
            let place = open.iter().position(|s| s.head.id == stage.head.id).unwrap_or(usize::MAX);
            let at = Instant::from_micros(int(&row, 2));
            entries.push(Entry { opportunity: int(&row, 0), place, class: stage.class, at });
        }
    }
    Ok(entries)
}

/// How fast the pipeline earns, by owner.
pub(super) fn velocity(read: &Read, wanted: &Days) -> Result<Sheet> {
    let company = company_of(read, wanted.company)?;
    let (from, until) = days(read, wanted.starts_on, wanted.ends_on)?;
    let holds = money(read, company)?;
    let columns = vec![
        Column::new("owner", Holds::Text),
        Column::new("open", Holds::Integer),
        Column::new("won", Holds::Integer),
        Column::new("lost", Holds::Integer),
        Column::new("win_rate", Holds::Percent),
        Column::new("win_rate_of_amount", Holds::Percent),
        Column::new("average", holds),
        Column::new("cycle", Holds::Integer),
        Column::new("per_day", holds),
    ];
    let mut sheet = sheet(read, company, columns)?.using("starts_on", from).using("ends_on", until);
    sheet = sheet.drawn(&[("per_day", Tone::Info)]);
    let mut params: Vec<Value> = vec![company.into(), from.into(), until.into()];
    let Some(mine) = mine(read, &mut params)? else { return Ok(sheet) };
    let sql = format!(
        "SELECT o.owner, o.state, o.amount_base, o.created_at, o.closed_on FROM crm_opportunity o WHERE o.company = $1 \
         AND o.archived_at IS NULL AND (o.state = 'open' OR (o.closed_on >= $2 AND o.closed_on <= $3)){mine}"
    );
    let mut found: BTreeMap<Option<i64>, Velocity> = BTreeMap::new();
    let mut all = Velocity::default();
    for row in read.query(&sql, &params)? {
        let amount = Money::from_minor(int(&row, 2));
        let begun = Instant::from_micros(int(&row, 3)).date_in(read.zone())?;
        let ended = row.get(4).and_then(Value::text).and_then(|t| Date::parse(t).ok());
        let state = row.get(1).and_then(Value::text).unwrap_or_default();
        let own = found.entry(row.first().and_then(Value::int)).or_default();
        for sums in [own, &mut all] {
            match (state, ended) {
                ("won", Some(ended)) => {
                    sums.won += 1;
                    sums.won_amount = sums.won_amount.checked_add(amount)?;
                    // What is won on the day it begins took a day.
                    sums.days += begun.days_until(ended).max(1);
                }
                ("lost", Some(_)) => {
                    sums.lost += 1;
                    sums.lost_amount = sums.lost_amount.checked_add(amount)?;
                }
                _ => sums.open += 1,
            }
        }
    }
    let ids: Vec<i64> = found.keys().copied().flatten().collect();
    let names = read.titles("platform.user", &ids)?;
    let within = format!("closed_on >= {from} and closed_on <= {until}");
    for (owner, velocity) in &found {
        let whose = owner.map_or("owner is empty".to_owned(), |id| format!("owner = #{id}"));
        let head = named("platform.user", *owner, &names, list(whose.clone()));
        let behind = |state: &str| match state {
            "open" => list(format!("{whose} and state = open")),
            state => list(format!("{whose} and state = {state} and {within}")),
        };
        sheet.rows.push(Line::of(velocity_row(head, velocity, Some(&behind))));
    }
    sheet.rows.push(Line::of(velocity_row(Cell::word("crm-total"), &all, None)).looks(Look::Total));
    Ok(sheet)
}

fn velocity_row(head: Cell, velocity: &Velocity, behind: Option<&dyn Fn(&str) -> Link>) -> Vec<Cell> {
    let count = |n: i64, state: &str| match behind {
        Some(behind) if n > 0 => Cell::of(n).to(behind(state)),
        _ => Cell::of(n),
    };
    // Tenths of days are shown as whole ones.
    let cycle = velocity.cycle().map(|tenths| (tenths + 5) / 10);
    vec![
        head,
        count(velocity.open, "open"),
        count(velocity.won, "won"),
        count(velocity.lost, "lost"),
        percent(velocity.win_rate()),
        percent(velocity.win_rate_of_amount()),
        velocity.average().map_or_else(Cell::empty, Cell::of),
        cycle.map_or_else(Cell::empty, Cell::of),
        velocity.per_day().map_or_else(Cell::empty, Cell::of),
    ]
}

/// Opportunities listed below each change.
const LISTED: usize = 40;

/// What led from the pipeline of one day to that of another.
pub(super) fn bridge(read: &Read, wanted: &Between) -> Result<Sheet> {
    let company = company_of(read, wanted.company)?;
    let closes = wanted.closes_on.unwrap_or(read.today());
    let opens = wanted.opens_on.unwrap_or(closes.add_days(-30)?);
    base::ensure!(opens <= closes, Refusal::new("crm.ends_before_start").field("closes_on"))?;
    let window = match (wanted.expected_from, wanted.expected_until) {
        (None, None) => None,
        // Without an end, whatever comes counts.
        (from, until) => Some((from.unwrap_or(opens.add_months(-1_200)?), until.unwrap_or(closes.add_months(1_200)?))),
    };
    let columns = vec![Column::new("change", Holds::Text), Column::new("amount", money(read, company)?)];
    let mut sheet = sheet(read, company, columns)?.using("opens_on", opens).using("closes_on", closes);
    match snapshot::known_since(read)? {
        Some(since) if since <= opens => {}
        Some(since) => sheet = sheet.note("crm-bridge_known_since", vec![("day", since.to_string())]),
        None => sheet = sheet.note("crm-bridge_unknown", Vec::new()),
    }
    let before = snapshot::standing(read, company, opens)?;
    let after = snapshot::standing(read, company, closes)?;
    let (bridge, changes) = forecast::bridge(&before, &after, window)?;
    sheet = sheet.drawn_of(Look::Heading, &[("amount", Tone::Info)]);
    let total = |word: &str, amount: Money| Line::of(vec![Cell::word(word), Cell::of(amount)]).looks(Look::Total);
    sheet.rows.push(total("crm-bridge_opening", bridge.opening));
    let words = [
        (Change::New, "crm-bridge_new"),
        (Change::PulledIn, "crm-bridge_pulled_in"),
        (Change::Increased, "crm-bridge_increased"),
        (Change::Decreased, "crm-bridge_decreased"),
        (Change::SlippedOut, "crm-bridge_slipped_out"),
        (Change::Lost, "crm-bridge_lost"),
        (Change::Won, "crm-bridge_won"),
        (Change::Removed, "crm-bridge_removed"),
    ];
    for ((kind, word), amount) in words.into_iter().zip(bridge.changes()) {
        let of: Vec<(i64, Money)> = changes.iter().filter(|c| c.1 == kind).map(|c| (c.0, c.2)).collect();
        if of.is_empty() {
            continue;
        }
        let ids: BTreeSet<i64> = of.iter().map(|(id, _)| *id).collect();
        let head = Cell::word(word);
        let head = if ids.len() <= 200 { head.to(of_ids(&ids)) } else { head };
        sheet.rows.push(Line::of(vec![head, Cell::of(amount)]).looks(Look::Heading));
        let names = read.titles(super::READS, &ids.into_iter().take(LISTED).collect::<Vec<_>>())?;
        for (id, amount) in of.into_iter().take(LISTED) {
            let to = Link::Record(super::READS.to_owned(), id);
            sheet.rows.push(Line::of(vec![named(super::READS, Some(id), &names, to), Cell::of(amount)]).deep(1));
        }
    }
    sheet.rows.push(total("crm-bridge_closing", bridge.closing));
    Ok(sheet)
}
