//! Why opportunities end, and how old those are that do not.

use super::{AsOf, Endings, Why, company_of, days, int, list, mine, money, named, sheet};
use crate::Pipeline;
use crate::pipeline::{Class, Stage, stages};
use base::{Date, Instant, Money, Result};
use entity::{Entity as _, Tone, Value};
use std::collections::BTreeMap;
use store::Read;
use store::report::{Cell, Column, Holds, Line, Link, Look, Sheet};

/// Won and lost, by reason, competitor, item, source or owner.
pub(super) fn endings(read: &Read, wanted: &Endings) -> Result<Sheet> {
    let company = company_of(read, wanted.company)?;
    let (from, until) = days(read, wanted.starts_on, wanted.ends_on)?;
    let holds = money(read, company)?;
    let per = wanted.per.unwrap_or_default();
    let (entity, key, field): (&'static str, &str, &str) = match per {
        Why::Reason => ("crm.close_reason", "o.close_reason", "close_reason"),
        Why::Competitor => ("crm.competitor", "o.competitor", "competitor"),
        Why::Item => ("catalog.item", "l.item", ""),
        Why::Source => ("crm.source", "o.source", "source"),
        Why::Owner => ("platform.user", "o.owner", "owner"),
    };
    let columns = vec![
        Column::new(per.code(), Holds::Text),
        Column::new("won", Holds::Integer),
        Column::new("won_amount", holds),
        Column::new("lost", Holds::Integer),
        Column::new("lost_amount", holds),
        Column::new("win_rate", Holds::Percent),
    ];
    let sheet =
        sheet(read, company, columns)?.using("starts_on", from).using("ends_on", until).using("per", per.code());
    let sheet_of = |won, lost| [(won, Tone::Success), (lost, Tone::Danger)];
    let mut sheet =
        sheet.drawn(&if per == Why::Item { sheet_of("won", "lost") } else { sheet_of("won_amount", "lost_amount") });
    let mut params: Vec<Value> = vec![company.into(), from.into(), until.into()];
    let Some(mine) = mine(read, &mut params)? else { return Ok(sheet) };
    // An opportunity of several items counts with each; its amount is counted once, without an item.
    let (join, count, amount) = match per {
        Why::Item => (" JOIN crm_opportunity_line l ON l.document = o.id", "COUNT(DISTINCT o.id)", "0"),
        _ => ("", "COUNT(*)", "SUM(o.amount_base)"),
    };
    let sql = format!(
        "SELECT {key}, o.state, {count}, {amount} FROM crm_opportunity o{join} WHERE o.company = $1 AND o.closed_on >= $2 \
         AND o.closed_on <= $3 AND o.archived_at IS NULL{mine} GROUP BY {key}, o.state"
    );
    let mut found: BTreeMap<Option<i64>, [(i64, Money); 2]> = BTreeMap::new();
    let mut all = [(0, Money::ZERO); 2];
    for row in read.query(&sql, &params)? {
        let place = usize::from(row.get(1).and_then(Value::text) != Some("won"));
        let (count, amount) = (int(&row, 2), Money::from_minor(int(&row, 3)));
        for sums in [found.entry(row.first().and_then(Value::int)).or_default(), &mut all] {
            sums[place] = (sums[place].0 + count, sums[place].1.checked_add(amount)?);
        }
    }
    let ids: Vec<i64> = found.keys().copied().flatten().collect();
    let names = read.titles(entity, &ids)?;
    let within = format!("closed_on >= {from} and closed_on <= {until}");
    for (id, sums) in &found {
        let whose = match (id, field) {
            (_, "") => String::new(),
            (Some(id), field) => format!("{field} = #{id} and "),
            (None, field) => format!("{field} is empty and "),
        };
        let to = match (id, field) {
            (Some(id), "") => Link::Record(entity.to_owned(), *id),
            _ => list(format!("{whose}{within}")),
        };
        let behind = |state: &str| list(format!("{whose}state = {state} and {within}"));
        let linked = !field.is_empty();
        let count = |n: i64, state: &str| if linked && n > 0 { Cell::of(n).to(behind(state)) } else { Cell::of(n) };
        let head = named(entity, *id, &names, to);
        let cells = [count(sums[0].0, "won"), count(sums[1].0, "lost")];
        sheet.rows.push(Line::of(ending_row(head, sums, cells, linked)));
    }
    if per != Why::Item {
        let cells = [Cell::of(all[0].0), Cell::of(all[1].0)];
        sheet.rows.push(Line::of(ending_row(Cell::word("crm-total"), &all, cells, true)).looks(Look::Total));
    }
    Ok(sheet)
}

fn ending_row(head: Cell, sums: &[(i64, Money); 2], [won, lost]: [Cell; 2], amounts: bool) -> Vec<Cell> {
    let rate = Cell::share(sums[0].0, sums[0].0 + sums[1].0);
    let amount = |m: Money| if amounts { Cell::of(m) } else { Cell::empty() };
    vec![head, won, amount(sums[0].1), lost, amount(sums[1].1), rate]
}

/// Days at which a column begins.
const STEPS: [i64; 5] = [0, 31, 61, 91, 181];

/// Open ones by stage and age, and those that stand too long where they are.
pub(super) fn aged(read: &Read, wanted: &AsOf) -> Result<Sheet> {
    let company = company_of(read, wanted.company)?;
    let holds = money(read, company)?;
    let mut columns = vec![Column::new("stage", Holds::Text), Column::new("count", Holds::Integer)];
    for name in ["days_0", "days_31", "days_61", "days_91", "days_181", "amount", "weighted"] {
        columns.push(Column::new(name, holds));
    }
    columns.push(Column::new("stalled", Holds::Integer));
    let mut sheet = sheet(read, company, columns)?.drawn(&[
        ("days_0", Tone::Success),
        ("days_31", Tone::Info),
        ("days_61", Tone::Violet),
        ("days_91", Tone::Warn),
        ("days_181", Tone::Danger),
    ]);
    let today = read.today();
    let mut params: Vec<Value> = vec![company.into()];
    let Some(mine) = mine(read, &mut params)? else { return Ok(sheet) };
    let mut narrow = String::new();
    let mut whose = String::new();
    for (field, id) in [("owner", wanted.owner.map(|o| o.raw())), ("team", wanted.team.map(|t| t.raw()))] {
        if let Some(id) = id {
            params.push(id.into());
            narrow.push_str(&format!(" AND o.{field} = ${}", params.len()));
            whose.push_str(&format!(" and {field} = #{id}"));
        }
    }
    let sql = format!(
        "SELECT o.stage, o.created_at, o.amount_base, o.weighted_base, o.stalls_on FROM crm_opportunity o \
         WHERE o.state = 'open' AND o.company = $1 AND o.archived_at IS NULL{mine}{narrow}"
    );
    let mut found: BTreeMap<i64, Aged> = BTreeMap::new();
    let mut all = Aged::default();
    for row in read.query(&sql, &params)? {
        let begun = Instant::from_micros(int(&row, 1)).date_in(read.zone())?;
        let place = STEPS.iter().rposition(|step| begun.days_until(today) >= *step).unwrap_or(0);
        let stalls = row.get(4).and_then(Value::text).and_then(|t| Date::parse(t).ok());
        for sums in [found.entry(int(&row, 0)).or_default(), &mut all] {
            sums.count += 1;
            sums.by_age[place] = sums.by_age[place].checked_add(Money::from_minor(int(&row, 2)))?;
            sums.weighted = sums.weighted.checked_add(Money::from_minor(int(&row, 3)))?;
            sums.stalled += i64::from(stalls.is_some_and(|last| last < today));
        }
    }
    let kept = stages(read)?;
    let mut order: Vec<&Stage> = found.keys().filter_map(|id| kept.get(base::Id::from_raw(*id)).ok()).collect();
    order.sort_by_key(|s| (s.pipeline, s.place, s.head.id));
    order.retain(|s| s.class == Class::Open);
    let names = read.titles(Stage::DEF.name, &order.iter().map(|s| s.head.id).collect::<Vec<_>>())?;
    let pipelines: std::collections::BTreeSet<i64> = order.iter().map(|s| s.pipeline.raw()).collect();
    let named_pipelines = read.titles(Pipeline::DEF.name, &pipelines.iter().copied().collect::<Vec<_>>())?;
    let (several, mut above) = (pipelines.len() > 1, None);
    for stage in order {
        // Stages of several pipelines are often called the same.
        if several && above.replace(stage.pipeline) != Some(stage.pipeline) {
            let mut sums = Aged::default();
            kept.of(stage.pipeline.raw()).iter().filter_map(|s| found.get(&s.head.id)).try_for_each(|a| sums.add(a))?;
            let id = stage.pipeline.raw();
            let behind = format!("pipeline = #{id} and state = open{whose}");
            let head = named(Pipeline::DEF.name, Some(id), &named_pipelines, list(behind));
            sheet.rows.push(Line::of(sums.cells(head, None)?).looks(Look::Heading));
        }
        let behind = format!("stage = #{} and state = open{whose}", stage.head.id);
        let head = named(Stage::DEF.name, Some(stage.head.id), &names, list(behind.clone()));
        let stalled = list(format!("{behind} and stalls_on < today"));
        sheet.rows.push(Line::of(found[&stage.head.id].cells(head, Some(stalled))?).deep(several.into()));
    }
    sheet.rows.push(Line::of(all.cells(Cell::word("crm-total"), None)?).looks(Look::Total));
    Ok(sheet)
}

#[derive(Default)]
struct Aged {
    count: i64,
    by_age: [Money; 5],
    weighted: Money,
    stalled: i64,
}

impl Aged {
    fn add(&mut self, other: &Aged) -> Result<()> {
        self.count += other.count;
        self.stalled += other.stalled;
        self.weighted = self.weighted.checked_add(other.weighted)?;
        for (sum, one) in self.by_age.iter_mut().zip(other.by_age) {
            *sum = sum.checked_add(one)?;
        }
        Ok(())
    }

    fn cells(&self, head: Cell, stalled: Option<Link>) -> Result<Vec<Cell>> {
        let mut cells = vec![head, Cell::of(self.count)];
        cells.extend(self.by_age.map(Cell::of));
        cells.extend([Cell::of(Money::sum(self.by_age)?), Cell::of(self.weighted)]);
        let count = Cell::of(self.stalled);
        cells.push(match stalled.filter(|_| self.stalled > 0) {
            Some(link) => count.to(link),
            None => count,
        });
        Ok(cells)
    }
}
