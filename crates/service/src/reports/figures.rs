//! The figures themselves. Both kinds of time are told: what was worked, and what passed on the wall of the customer.

use super::facts::{Fact, Groups, Kept, Which, clocks, count_answers, due, gather};
use super::{Asked, Backlog, days, finish, head, integers};
use base::{Date, Instant, Result};
use entity::Tone;
use std::collections::BTreeMap;
use store::Read;
use store::report::{Cell, Column, Holds, Line, Sheet};

const DAY: i64 = 86_400_000_000;
const MINUTE: i64 = 60_000_000;

fn received(starts: Date, ends: Date) -> Result<String> {
    Ok(format!("received_at >= {starts} and received_at < {}", ends.add_days(1)?))
}

fn sheet(columns: Vec<Column>, starts: Date, ends: Date, asked: &Asked) -> Sheet {
    let columns = std::iter::once(Column::new("group", Holds::Text)).chain(columns).collect();
    Sheet::new(columns).using("starts_on", starts).using("ends_on", ends).using("per", entity::Choice::code(asked.per))
}

fn count(facts: &[Fact], holds: impl Fn(&Fact) -> bool) -> i64 {
    facts.iter().filter(|f| holds(f)).count() as i64
}

/// Adds a row of figures for each group, and the sum below.
fn rows(mut out: Sheet, asked: &Asked, groups: &Groups, only: &str, of: impl Fn(&[Fact]) -> Vec<Cell>) -> Sheet {
    for (group, facts) in groups {
        let cells = std::iter::once(head(asked.per, group, only)).chain(of(facts)).collect();
        out.rows.push(Line::of(cells));
    }
    let all: Vec<Fact> = groups.iter().flat_map(|(_, facts)| facts.iter().cloned()).collect();
    finish(out, of(&all))
}

/// How many came, were solved, are open, and were opened again.
pub(super) fn volume(read: &Read, asked: &Asked) -> Result<Sheet> {
    let (starts, ends) = days(read, asked)?;
    let groups = gather(read, asked.per, &Which::Received(starts, ends))?;
    let out = sheet(integers(&["received", "solved", "open", "reopened"]), starts, ends, asked);
    let out = out.drawn(&[("solved", Tone::Success), ("open", Tone::Info)]);
    let of = |facts: &[Fact]| {
        let figures = [
            facts.len() as i64,
            count(facts, Fact::is_solved),
            count(facts, |f| !matches!(f.state.as_str(), "solved" | "closed")),
            count(facts, |f| f.reopens > 0),
        ];
        figures.map(Cell::of).to_vec()
    };
    Ok(rows(out, asked, &groups, &received(starts, ends)?, of))
}

/// Days after which an open ticket stands in the next column.
const AGES: [i64; 4] = [1, 3, 7, 30];

/// What waits to be solved, by how long it has, and how much of it is late.
pub(super) fn backlog(read: &Read, asked: &Backlog) -> Result<Sheet> {
    let groups = gather(read, asked.per, &Which::Open)?;
    let now = read.now().micros();
    let mut columns = vec![Column::new("group", Holds::Text)];
    columns.extend(integers(&["day", "days_3", "week", "month", "older", "open", "late"]));
    let out = Sheet::new(columns).using("per", entity::Choice::code(asked.per)).drawn(&[
        ("day", Tone::Success),
        ("days_3", Tone::Info),
        ("week", Tone::Violet),
        ("month", Tone::Warn),
        ("older", Tone::Danger),
    ]);
    let asked = Asked { starts_on: None, ends_on: None, per: asked.per };
    let only = "state in (new, open, waiting_customer, waiting_third_party, on_hold)";
    let of = |facts: &[Fact]| {
        let mut ages = [0i64; 5];
        for fact in facts {
            let age = (now - fact.received_at) / DAY;
            ages[AGES.iter().filter(|most| age >= **most).count()] += 1;
        }
        let late = count(facts, |f| f.due_at.is_some_and(|due| due <= now));
        ages.into_iter().chain([facts.len() as i64, late]).map(Cell::of).collect()
    };
    Ok(rows(out, &asked, &groups, only, of))
}

/// The value below which so many of a hundred lie, of sorted values.
fn quantile(sorted: &[i64], percent: usize) -> Option<i64> {
    let place = (sorted.len() * percent).div_ceil(100).max(1) - 1;
    sorted.get(place).copied()
}

fn minutes(values: &mut [i64]) -> [Cell; 2] {
    values.sort_unstable();
    [50, 90].map(|percent| quantile(values, percent).map_or(Cell::empty(), |v| Cell::of(v / MINUTE)))
}

/// How soon we answered first and solved: median and what nine of ten were within, worked and elapsed, in minutes.
pub(super) fn times(read: &Read, asked: &Asked) -> Result<Sheet> {
    let (starts, ends) = days(read, asked)?;
    let groups = gather(read, asked.per, &Which::Received(starts, ends))?;
    let ids: Vec<i64> = groups.iter().flat_map(|(_, facts)| facts.iter().map(|f| f.id)).collect();
    let all = clocks(read, &ids)?;
    let columns = integers(&[
        "answered",
        "answer_worked",
        "answer_worked_90",
        "answer_elapsed",
        "answer_elapsed_90",
        "solved",
        "solution_worked",
        "solution_worked_90",
        "solution_elapsed",
        "solution_elapsed_90",
    ]);
    let out = sheet(columns, starts, ends, asked);
    let out = out.drawn(&[("answer_worked", Tone::Info), ("solution_worked", Tone::Success)]);
    let of = |facts: &[Fact]| {
        let worked = |target: &str| -> Vec<i64> {
            let mine = facts.iter().flat_map(|f| all.get(&f.id).into_iter().flatten());
            mine.filter(|c| c.target == target && c.met_at.is_some()).map(|c| c.consumed).collect()
        };
        let elapsed = |to: &dyn Fn(&Fact) -> Option<i64>| -> Vec<i64> {
            facts.iter().filter_map(|f| to(f).map(|at| at - f.received_at)).collect()
        };
        let mut answers = elapsed(&|f| f.answered_at);
        let mut solutions = elapsed(&|f| f.solved_at.filter(|_| f.is_solved()));
        let mut cells = vec![Cell::of(answers.len() as i64)];
        cells.extend(minutes(&mut worked("first_response")));
        cells.extend(minutes(&mut answers));
        cells.push(Cell::of(solutions.len() as i64));
        cells.extend(minutes(&mut worked("resolution")));
        cells.extend(minutes(&mut solutions));
        cells
    };
    Ok(rows(out, asked, &groups, &received(starts, ends)?, of))
}

/// What we kept of what was due on these days: of each target how many, and how many in a hundred. What is overdue and still
/// open is counted among the broken ones and told again by itself.
pub(super) fn kept(read: &Read, asked: &Asked) -> Result<Sheet> {
    let (starts, ends) = days(read, asked)?;
    let groups = due(read, asked.per, starts, ends)?;
    let ids: Vec<i64> = groups.iter().flat_map(|(_, facts)| facts.iter().map(|f| f.id)).collect();
    let within =
        Instant::start_of(starts, read.zone())?.micros()..Instant::start_of(ends.add_days(1)?, read.zone())?.micros();
    let all: BTreeMap<i64, Vec<Kept>> = clocks(read, &ids)?;
    let mut columns = Vec::new();
    for (met, broken, percent) in [
        ("first_met", "first_broken", "first_percent"),
        ("next_met", "next_broken", "next_percent"),
        ("solution_met", "solution_broken", "solution_percent"),
    ] {
        columns.extend([Column::new(met, Holds::Integer), Column::new(broken, Holds::Integer)]);
        columns.push(Column::new(percent, Holds::Percent));
    }
    columns.push(Column::new("overdue", Holds::Integer));
    let out = sheet(columns, starts, ends, asked);
    let out = out.drawn(&[("solution_met", Tone::Success), ("solution_broken", Tone::Danger)]);
    let of = |facts: &[Fact]| {
        let mine: Vec<&Kept> = facts
            .iter()
            .flat_map(|f| all.get(&f.id).into_iter().flatten())
            .filter(|c| within.contains(&c.due_at))
            .collect();
        let mut cells = Vec::new();
        for target in ["first_response", "next_response", "resolution"] {
            let of_target = || mine.iter().filter(|c| c.target == target);
            let met = of_target().filter(|c| c.met_at.is_some() && !c.breached).count() as i64;
            let broken = of_target().filter(|c| c.breached).count() as i64;
            cells.extend([Cell::of(met), Cell::of(broken), Cell::share(met, met + broken)]);
        }
        cells.push(Cell::of(mine.iter().filter(|c| c.breached && c.met_at.is_none()).count() as i64));
        cells
    };
    Ok(rows(out, asked, &groups, "", of))
}

/// How it ended: solved with the first answer, and opened again.
pub(super) fn outcome(read: &Read, asked: &Asked) -> Result<Sheet> {
    let (starts, ends) = days(read, asked)?;
    let mut groups = gather(read, asked.per, &Which::Received(starts, ends))?;
    count_answers(read, &mut groups)?;
    let columns = vec![
        Column::new("solved", Holds::Integer),
        Column::new("first_contact", Holds::Integer),
        Column::new("first_contact_percent", Holds::Percent),
        Column::new("reopened", Holds::Integer),
        Column::new("reopened_percent", Holds::Percent),
        Column::new("answers", Holds::Integer),
    ];
    let out = sheet(columns, starts, ends, asked);
    let out = out.drawn(&[("first_contact", Tone::Success), ("reopened", Tone::Danger)]);
    let of = |facts: &[Fact]| {
        let solved = count(facts, Fact::is_solved);
        let first = count(facts, |f| f.is_solved() && f.answers <= 1 && f.reopens == 0);
        let again = count(facts, |f| f.reopens > 0);
        let answers: i64 = facts.iter().map(|f| f.answers).sum();
        vec![
            Cell::of(solved),
            Cell::of(first),
            Cell::share(first, solved),
            Cell::of(again),
            Cell::share(again, facts.len() as i64),
            Cell::of(answers),
        ]
    };
    Ok(rows(out, asked, &groups, &received(starts, ends)?, of))
}

#[cfg(test)]
mod tests {
    use super::quantile;

    #[test]
    fn half_and_nine_of_ten_lie_at_or_below() {
        let values: Vec<i64> = (1..=10).collect();
        assert_eq!((quantile(&values, 50), quantile(&values, 90)), (Some(5), Some(9)));
        assert_eq!((quantile(&[7], 50), quantile(&[7], 90), quantile(&[], 50)), (Some(7), Some(7), None));
        assert_eq!(quantile(&[1, 2, 3], 50), Some(2));
    }
}
