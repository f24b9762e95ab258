//! What a merge does not move at once: more rows than one transaction holds, and references that others wrote while it ran.
//!
//! Somebody may have read the merged record before, and his reference is committed after the merge: on PostgreSQL his insert waits
//! for the lock of the merge and then goes through, because the record is archived and not gone. The job of each merge looks once
//! more when every transaction of that time is long over.

use super::{Merge, STAYS, archive_twin_ties, hanging_to_json, ids, list};
use crate::{Party, loaded};
use base::{Error, Id, Instant, Result};
use entity::{Entity, Shape, Text, Value};
use platform::job::{self, JobKind, Step, Work};
use serde_json::{Value as Json, json};
use std::sync::Arc;
use store::Tx;

/// The job that follows a merge; its key is the merge.
pub const JOB: JobKind = JobKind { task: "parties.follow_merge", step: follow, tries: 20 };
/// Rows that the merge itself moves, so that small ones are done when it answers.
pub(super) const AT_ONCE: usize = 1_000;
/// Rows of one step.
const STEP: usize = 200;
/// No transaction lasts as long, in microseconds: after this nobody brings a reference from before the merge.
const LATE: i64 = 60_000_000;

/// What was moved, as the log of the merge keeps it.
pub(super) struct Moved {
    pub references: Vec<Json>,
    pub hanging: Vec<Json>,
}

/// Points references known from the shapes, and what hangs on the record by kind and id, to the survivor, as many rows as are
/// left. Rows of the merged records themselves are left out.
pub(super) fn move_over(
    tx: &mut Tx,
    shape: &Arc<Shape>,
    from: i64,
    to: i64,
    merged: &[i64],
    left: &mut usize,
) -> Result<Moved> {
    let mut moved = Moved { references: Vec::new(), hanging: Vec::new() };
    for (referring, field) in tx.model().clone().shapes.references(shape.name()) {
        if STAYS.contains(&referring.name()) || *left == 0 {
            continue;
        }
        let mut rows = tx.pointing(referring.name(), field.name, from)?;
        if referring.name() == shape.name() {
            rows.retain(|id| !merged.contains(id));
        } else if referring.def.line_of == Some(shape.name()) {
            let sql =
                format!("SELECT id FROM \"{}\" WHERE id IN LIST($1) AND document NOT IN LIST($2)", referring.table());
            let others = tx.query(&sql, &[store::id_list(&rows), store::id_list(merged)])?;
            rows = others.iter().filter_map(|row| row.first().and_then(Value::int)).collect();
        }
        rows.truncate(*left);
        if !rows.is_empty() {
            let rows = tx.repoint(referring.name(), field.name, &rows, from, to, "merge")?;
            *left -= rows.len();
            let step = json!({ "entity": referring.name(), "field": field.name, "from": from, "rows": rows });
            moved.references.push(step);
        }
    }
    for mut rows in tx.hanging(shape.name(), from)? {
        rows.rows.truncate(*left);
        let rows = tx.rehang(&rows, shape.def.kind, from, to, "merge")?;
        if !rows.rows.is_empty() {
            *left -= rows.rows.len();
            moved.hanging.push(hanging_to_json(from, &rows));
        }
    }
    Ok(moved)
}

pub(super) fn order(tx: &mut Tx, merge: Id<Merge>) -> Result<()> {
    job::order(tx, JOB.task, &merge.to_string(), "").map(|_| ())
}

/// One step: some rows more, noted in the log for the way back. When nothing is left it waits once for what comes late.
fn follow(tx: &mut Tx, work: &Work) -> Result<Step> {
    let id = work.key.parse().map_err(|_| Error::broken("the job of a merge is named after it"))?;
    let mut merge = tx.lock(Id::<Merge>::from_raw(id))?;
    if merge.undone_at.is_some() {
        return Ok(Step::Done);
    }
    let shape = tx.shape(Party::DEF.name)?;
    let survivor = merge.survivor.raw();
    let losers: Vec<i64> = loaded(&merge.merged).iter().map(|m| m.party.raw()).collect();
    let mut all = losers.clone();
    all.push(survivor);
    tx.lock_records(shape.name(), &all)?;
    let mut left = STEP;
    let (mut references, mut hanging) = (Vec::new(), Vec::new());
    for loser in &losers {
        let moved = move_over(tx, &shape, *loser, survivor, &all, &mut left)?;
        references.extend(moved.references);
        hanging.extend(moved.hanging);
    }
    if left == STEP {
        let late = tx.now().micros() + LATE;
        return Ok(match work.cursor.as_str() {
            "late" => Step::Done,
            _ => Step::Later("late".to_owned(), Instant::from_micros(late)),
        });
    }
    let twins = archive_twin_ties(tx, merge.survivor)?;
    let mut log: Json =
        serde_json::from_str(&merge.moved).map_err(|e| Error::broken_by("reading the log of a merge", &e))?;
    let with = |there: &Json, more: Vec<Json>| Json::Array(list(there).into_iter().chain(more).collect());
    log["references"] = with(&log["references"], references);
    log["hanging"] = with(&log["hanging"], hanging);
    log["twins"] = json!([ids(&log["twins"]), twins].concat());
    merge.moved = Text::new(log.to_string());
    tx.update(&mut merge)?;
    Ok(Step::Next { cursor: work.cursor.clone(), progress: work.progress + (STEP - left) as i64, total: None })
}
