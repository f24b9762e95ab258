//! What is known of each ticket of a time, as far as whoever asks may read it.

use super::By;
use crate::Ticket;
use base::{Date, Instant, Result};
use entity::{Entity, Value};
use std::collections::BTreeMap;
use store::{Read, Row, action};

/// What tickets have in common.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Group {
    Record(i64, String),
    Code(&'static str),
    Nothing,
}

/// One ticket.
#[derive(Clone, Debug, Default)]
pub(crate) struct Fact {
    pub id: i64,
    pub received_at: i64,
    pub answered_at: Option<i64>,
    pub solved_at: Option<i64>,
    pub state: String,
    pub reopens: i64,
    pub due_at: Option<i64>,
    /// Our public answers; counted only where a report wants them.
    pub answers: i64,
}

impl Fact {
    /// True once it is answered for good.
    pub fn is_solved(&self) -> bool {
        matches!(self.state.as_str(), "solved" | "closed") && self.solved_at.is_some()
    }
}

/// The facts of each group, in the order in which they are shown.
pub(crate) type Groups = Vec<(Group, Vec<Fact>)>;

/// Which tickets.
pub(crate) enum Which {
    /// Received on these days.
    Received(Date, Date),
    /// Waiting to be solved.
    Open,
}

/// True where a report may put tickets together by this: whoever may not read a field learns nothing of it.
pub(crate) fn open(read: &Read, by: By) -> Result<bool> {
    Ok(read.access()?.sees(&*read.shape(Ticket::DEF.name)?, by.column()))
}

/// Tickets by group. Those of our own house and those that became part of others are none of the customers'.
pub(crate) fn gather(read: &Read, by: By, which: &Which) -> Result<Groups> {
    let shape = read.shape(Ticket::DEF.name)?;
    let mut params: Vec<Value> = Vec::new();
    let time = match which {
        Which::Received(starts, ends) => {
            params.push(Instant::start_of(*starts, read.zone())?.into());
            params.push(Instant::start_of(ends.add_days(1)?, read.zone())?.into());
            "t.received_at >= $1 AND t.received_at < $2"
        }
        Which::Open => "t.state IN ('new', 'open', 'waiting_customer', 'waiting_third_party', 'on_hold')",
    };
    let Some(rights) = read.access()?.narrowed(&shape, action::READ, "t", &mut params) else { return Ok(Vec::new()) };
    let column = if open(read, by)? { format!("t.\"{}\"", by.column()) } else { "NULL".to_owned() };
    let sql = format!(
        "SELECT t.id, t.received_at, t.answered_at, t.solved_at, t.state, t.reopens, t.due_at, {column} FROM service_ticket t \
         LEFT JOIN service_ticket_type k ON k.id = t.kind WHERE {time} AND t.archived_at IS NULL AND t.merged_into IS NULL \
         AND COALESCE(k.counts, 1) = 1{rights}"
    );
    let mut by_value: BTreeMap<String, (Value, Vec<Fact>)> = BTreeMap::new();
    for row in read.query(&sql, &params)? {
        let value = row.get(7).cloned().unwrap_or_default();
        by_value.entry(value.to_string()).or_insert_with(|| (value, Vec::new())).1.push(fact(&row));
    }
    named(read, by, by_value.into_values().collect())
}

fn fact(row: &Row) -> Fact {
    let int = |place: usize| row.get(place).and_then(Value::int);
    Fact {
        id: int(0).unwrap_or(0),
        received_at: int(1).unwrap_or(0),
        answered_at: int(2),
        solved_at: int(3),
        state: row.get(4).and_then(Value::text).unwrap_or_default().to_owned(),
        reopens: int(5).unwrap_or(0),
        due_at: int(6),
        answers: 0,
    }
}

/// Groups with their names: choices in their own order, records with most tickets first, what belongs to none last.
fn named(read: &Read, by: By, found: Vec<(Value, Vec<Fact>)>) -> Result<Groups> {
    let codes = by.codes();
    let ids: Vec<i64> = found.iter().filter_map(|(value, _)| value.int()).collect();
    let names = match by.entity() {
        Some(entity) => read.titles(entity, &ids)?,
        None => BTreeMap::new(),
    };
    let mut groups: Groups = Vec::new();
    for (value, facts) in found {
        let group = match &value {
            Value::Int(id) => Group::Record(*id, names.get(id).cloned().unwrap_or_default()),
            Value::Text(code) => codes.iter().find(|c| *c == code).map_or(Group::Nothing, |c| Group::Code(c)),
            _ => Group::Nothing,
        };
        groups.push((group, facts));
    }
    let place = |group: &Group| match group {
        Group::Code(code) => codes.iter().position(|c| c == code).unwrap_or(usize::MAX),
        Group::Record(..) => 0,
        Group::Nothing => usize::MAX,
    };
    groups.sort_by(|(a, x), (b, y)| (place(a), y.len(), a).cmp(&(place(b), x.len(), b)));
    Ok(groups)
}

/// How often we answered each ticket.
pub(crate) fn count_answers(read: &Read, groups: &mut Groups) -> Result<()> {
    let ids: Vec<i64> = groups.iter().flat_map(|(_, facts)| facts.iter().map(|f| f.id)).collect();
    let sql = store::sql!(
        "service.answers",
        "SELECT document, COUNT(*) FROM service_message WHERE document IN LIST($1) AND speaker = 'us' GROUP BY document"
    );
    let rows = read.query(sql, &[store::id_list(&ids)])?;
    let counts: BTreeMap<i64, i64> = rows.iter().filter_map(|r| Some((r.first()?.int()?, r.get(1)?.int()?))).collect();
    for fact in groups.iter_mut().flat_map(|(_, facts)| facts) {
        fact.answers = counts.get(&fact.id).copied().unwrap_or(0);
    }
    Ok(())
}

/// A clock of a ticket, for reports.
#[derive(Clone, Debug, Default)]
pub(crate) struct Kept {
    pub target: String,
    pub due_at: i64,
    pub breached: bool,
    pub met_at: Option<i64>,
    pub consumed: i64,
}

/// The clocks of tickets, by ticket; cancelled ones promise nothing.
pub(crate) fn clocks(read: &Read, ids: &[i64]) -> Result<BTreeMap<i64, Vec<Kept>>> {
    let sql = store::sql!(
        "service.clocks_of",
        "SELECT document, target, due_at, breached_at, met_at, consumed FROM service_clock \
         WHERE document IN LIST($1) AND standing <> 'cancelled'"
    );
    let mut found: BTreeMap<i64, Vec<Kept>> = BTreeMap::new();
    for row in read.query(sql, &[store::id_list(ids)])? {
        let int = |place: usize| row.get(place).and_then(Value::int);
        let clock = Kept {
            target: row.get(1).and_then(Value::text).unwrap_or_default().to_owned(),
            due_at: int(2).unwrap_or(0),
            breached: int(3).is_some(),
            met_at: int(4),
            consumed: int(5).unwrap_or(0),
        };
        found.entry(int(0).unwrap_or(0)).or_default().push(clock);
    }
    Ok(found)
}

/// Tickets with a promise that was due on these days.
pub(crate) fn due(read: &Read, by: By, starts: Date, ends: Date) -> Result<Groups> {
    let shape = read.shape(Ticket::DEF.name)?;
    let mut params: Vec<Value> =
        vec![Instant::start_of(starts, read.zone())?.into(), Instant::start_of(ends.add_days(1)?, read.zone())?.into()];
    let Some(rights) = read.access()?.narrowed(&shape, action::READ, "t", &mut params) else { return Ok(Vec::new()) };
    let column = if open(read, by)? { format!("t.\"{}\"", by.column()) } else { "NULL".to_owned() };
    let sql = format!(
        "SELECT t.id, t.received_at, t.answered_at, t.solved_at, t.state, t.reopens, t.due_at, {column} FROM service_ticket t \
         WHERE t.id IN (SELECT c.document FROM service_clock c WHERE c.due_at >= $1 AND c.due_at < $2 \
         AND c.standing <> 'cancelled') AND t.archived_at IS NULL{rights}"
    );
    let mut by_value: BTreeMap<String, (Value, Vec<Fact>)> = BTreeMap::new();
    for row in read.query(&sql, &params)? {
        let value = row.get(7).cloned().unwrap_or_default();
        by_value.entry(value.to_string()).or_insert_with(|| (value, Vec::new())).1.push(fact(&row));
    }
    named(read, by, by_value.into_values().collect())
}
