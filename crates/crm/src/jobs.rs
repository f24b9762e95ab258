//! What the front office does by itself: parked leads come back on their day, and leads that waited for somebody are given out.

use crate::assignment::{self, Because};
use crate::{Lead, LeadState, lifecycle, snapshot};
use base::{Id, Instant, Result};
use entity::{Entity as _, Record, Value};
use platform::job::{JobKind, Step, Work, order};
use store::Tx;

/// The module's kinds of job.
pub const JOBS: [JobKind; 3] = [
    JobKind { task: LEADS, step: leads, tries: 20 },
    JobKind { task: snapshot::TASK, step: snapshot::step, tries: 20 },
    JobKind { task: lifecycle::TASK, step: lifecycle::step, tries: 20 },
];

const LEADS: &str = "crm.leads";
/// Leads of one step.
const MOST: i64 = 50;
const MINUTES: i64 = 60_000_000;

/// Orders the jobs that every set has; called when the serving program opens it.
pub fn order_standing(tx: &mut Tx) -> Result<()> {
    order(tx, LEADS, "all", "")?;
    order(tx, lifecycle::TASK, "all", "")?;
    order(tx, snapshot::TASK, "all", "").map(|_| ())
}

/// Leads whose day has come, then those that nobody could take; again in ten minutes.
fn leads(tx: &mut Tx, work: &Work) -> Result<Step> {
    let due = due(tx)?;
    for id in &due {
        tx.perform(Lead::DEF.name, *id, "resume", None, &Record::default())?;
    }
    if due.len() as i64 == MOST {
        return Ok(Step::Next { cursor: String::new(), progress: work.progress + MOST, total: None });
    }
    let after: i64 = work.cursor.parse().unwrap_or(0);
    let waiting = waiting(tx, after)?;
    for id in &waiting {
        give_out(tx, Id::from_raw(*id))?;
    }
    let progress = work.progress + waiting.len() as i64;
    match waiting.last() {
        Some(last) if waiting.len() as i64 == MOST => {
            Ok(Step::Next { cursor: last.to_string(), progress, total: None })
        }
        _ => Ok(Step::Later(String::new(), Instant::from_micros(tx.now().micros() + 10 * MINUTES))),
    }
}

fn due(tx: &Tx) -> Result<Vec<i64>> {
    let sql = store::sql!(
        "crm.leads_due",
        "SELECT id FROM crm_lead WHERE state = 'nurturing' AND resume_on <= $1 AND archived_at IS NULL ORDER BY id LIMIT $2"
    );
    ids(tx, sql, &[tx.today().into(), MOST.into()])
}

/// Leads that a rule fits and nobody could take when they came.
fn waiting(tx: &Tx, after: i64) -> Result<Vec<i64>> {
    let sql = store::sql!(
        "crm.leads_waiting",
        "SELECT id FROM crm_lead WHERE owner IS NULL AND state = 'new' AND archived_at IS NULL AND id > $1 ORDER BY id LIMIT $2"
    );
    ids(tx, sql, &[after.into(), MOST.into()])
}

fn ids(tx: &Tx, sql: &str, params: &[Value]) -> Result<Vec<i64>> {
    Ok(tx.query(sql, params)?.iter().filter_map(|row| row.first().and_then(Value::int)).collect())
}

/// Gives a waiting lead to whoever can take it now; where still nobody can, nobody is told again.
fn give_out(tx: &mut Tx, id: Id<Lead>) -> Result<()> {
    let mut lead: Lead = tx.lock(id)?;
    if lead.owner.is_some() || lead.state != LeadState::New {
        return Ok(());
    }
    let decision = assignment::decide(tx, &lead)?;
    if matches!(decision.because, Because::NobodyEligible | Because::NoRule) {
        return Ok(());
    }
    assignment::carry_out(tx, &mut lead, decision)?;
    tx.update(&mut lead)?;
    Ok(())
}
