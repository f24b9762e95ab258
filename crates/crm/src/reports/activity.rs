//! What people did in a time: tasks, calls, meetings and letters that are done, appointments that were held, and what they let lie.

use super::{Stretch, days, int, named};
use base::{Date, Instant, Result};
use entity::{Choice, OptionDef, Tone, Value};
use platform::ActivityType;
use std::collections::BTreeMap;
use store::report::{Cell, Column, Holds, Line, Link, Look, Sheet};
use store::{Read, action};

/// What is done, a column for each type of activity; appointments that were held and what is overdue come behind.
const DONE: &[OptionDef] = <ActivityType as Choice>::DEF.options;
const HELD: usize = DONE.len();
const OVERDUE: usize = HELD + 1;

type Counts = [i64; OVERDUE + 1];

/// Of each person, how much of each kind.
pub(super) fn activity(read: &Read, wanted: &Stretch) -> Result<Sheet> {
    let (from, until) = days(read, wanted.starts_on, wanted.ends_on)?;
    let mut columns = vec![Column::new("owner", Holds::Text)];
    let names = DONE.iter().map(|option| option.code).chain(["held", "overdue"]);
    columns.extend(names.map(|name| Column::new(name, Holds::Integer)));
    let mut sheet = Sheet::new(columns).using("starts_on", from).using("ends_on", until).drawn(&[
        ("call", Tone::Info),
        ("meeting", Tone::Violet),
        ("email", Tone::Teal),
        ("task", Tone::Neutral),
        ("held", Tone::Success),
    ]);
    let found = counts(read, from, until)?;
    let ids: Vec<i64> = found.keys().copied().flatten().collect();
    let names = read.titles("platform.user", &ids)?;
    let mut all = Counts::default();
    let next = until.add_days(1)?;
    for (owner, counts) in &found {
        (0..counts.len()).for_each(|at| all[at] += counts[at]);
        let whose = owner.map_or("owner is empty".to_owned(), |id| format!("owner = #{id}"));
        let done = format!("{whose} and state = done and done_at >= {from} and done_at < {next}");
        let to = |at: usize| match at {
            HELD => Link::List(
                "platform.event",
                format!("{whose} and state = held and starts_at >= {from} and starts_at < {next}"),
            ),
            OVERDUE => Link::List("platform.activity", format!("{whose} and state = open and due_on < today")),
            at => Link::List("platform.activity", format!("{done} and activity = {}", DONE[at].code)),
        };
        let cell = |(at, n): (usize, &i64)| if *n > 0 { Cell::of(*n).to(to(at)) } else { Cell::of(*n) };
        let head = named("platform.user", *owner, &names, Link::List("platform.activity", whose.clone()));
        sheet.rows.push(Line::of(std::iter::once(head).chain(counts.iter().enumerate().map(cell)).collect()));
    }
    if !found.is_empty() {
        let cells = std::iter::once(Cell::word("crm-total")).chain(all.map(Cell::of)).collect();
        sheet.rows.push(Line::of(cells).looks(Look::Total));
    }
    Ok(sheet)
}

fn counts(read: &Read, from: Date, until: Date) -> Result<BTreeMap<Option<i64>, Counts>> {
    let access = read.access()?;
    let moments: [Value; 2] =
        [Instant::start_of(from, read.zone())?.into(), Instant::start_of(until.add_days(1)?, read.zone())?.into()];
    let mut found: BTreeMap<Option<i64>, Counts> = BTreeMap::new();
    let mut add = |row: &store::Row, at: usize, place: usize| {
        found.entry(row.first().and_then(Value::int)).or_default()[at] += int(row, place);
    };
    let shape = read.shape("platform.activity")?;
    let mut params = moments.to_vec();
    if let Some(mine) = access.narrowed(&shape, action::READ, "a", &mut params) {
        let sql = format!(
            "SELECT a.owner, a.activity, COUNT(*) FROM platform_activity a WHERE a.state = 'done' AND a.done_at >= $1 \
             AND a.done_at < $2 AND a.archived_at IS NULL{mine} GROUP BY a.owner, a.activity"
        );
        for row in read.query(&sql, &params)? {
            let kind = row.get(1).and_then(Value::text).unwrap_or_default();
            if let Some(at) = DONE.iter().position(|option| option.code == kind) {
                add(&row, at, 2);
            }
        }
    }
    let mut params: Vec<Value> = vec![read.today().into()];
    if let Some(mine) = access.narrowed(&shape, action::READ, "a", &mut params) {
        let sql = format!(
            "SELECT a.owner, COUNT(*) FROM platform_activity a WHERE a.state = 'open' AND a.due_on < $1 \
             AND a.archived_at IS NULL{mine} GROUP BY a.owner"
        );
        for row in read.query(&sql, &params)? {
            add(&row, OVERDUE, 1);
        }
    }
    let shape = read.shape("platform.event")?;
    let mut params = moments.to_vec();
    if let Some(mine) = access.narrowed(&shape, action::READ, "e", &mut params) {
        let sql = format!(
            "SELECT e.owner, COUNT(*) FROM platform_event e WHERE e.state = 'held' AND e.starts_at >= $1 \
             AND e.starts_at < $2 AND e.archived_at IS NULL{mine} GROUP BY e.owner"
        );
        for row in read.query(&sql, &params)? {
            add(&row, HELD, 1);
        }
    }
    Ok(found)
}
