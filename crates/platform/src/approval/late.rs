//! What the clock does to requests: reminders, escalation, answers by default, and people who stand in from a day on.

use super::decision::{self, Said, What};
use super::definition::Late;
use super::request::{Asked, Came, Request, State, StepState, Vote};
use super::running::{self, later};
use crate::job::{self, JobKind, Step, Work};
use crate::notification::Topic;
use base::{Id, Instant, Result};
use entity::Value;
use store::Tx;

/// The job that looks every few minutes.
pub const JOB: JobKind = JobKind { task: TASK, step: look, tries: 20 };

/// Its name.
pub(crate) const TASK: &str = "platform.approvals";

/// How long it rests.
const REST: i64 = 5 * 60_000_000;
/// Requests of one look.
const MOST: i64 = 20;
/// The key of the look that follows a change and ends.
const SOON: &str = "soon";

/// Looks at once, because somebody who stands in was named or taken back.
pub(crate) fn soon(tx: &mut Tx) -> Result<()> {
    job::order(tx, TASK, SOON, "").map(|_| ())
}

fn look(tx: &mut Tx, work: &Work) -> Result<Step> {
    // Whoever ordered the look after a change only moved people; the clock belongs to the program.
    let due = if work.key == SOON { Vec::new() } else { overdue(tx)? };
    for id in &due {
        late(tx, *id)?;
    }
    let moved = hand_over(tx)?;
    let progress = work.progress + (due.len() + moved) as i64;
    Ok(if due.len() + moved >= MOST as usize {
        Step::Next { cursor: progress.to_string(), progress, total: None }
    } else if work.key == SOON {
        Step::Done
    } else {
        Step::Later(String::new(), Instant::from_micros(tx.now().micros() + REST))
    })
}

fn ids(rows: &[store::Row]) -> Vec<Id<Request>> {
    rows.iter().filter_map(|row| row.first().and_then(Value::int)).map(Id::from_raw).collect()
}

fn overdue(tx: &Tx) -> Result<Vec<Id<Request>>> {
    let sql = store::sql!(
        "platform.approval_overdue",
        "SELECT DISTINCT document FROM platform_approval_request_step WHERE state = 'open' AND due_at <= $1 \
         ORDER BY document LIMIT $2"
    );
    Ok(ids(&tx.query(sql, &[tx.now().into(), MOST.into()])?))
}

fn late(tx: &mut Tx, id: Id<Request>) -> Result<()> {
    let mut request: Request = tx.lock(id)?;
    let now = tx.now();
    for at in 0..request.steps.len() {
        let step = &request.steps[at];
        let due = step.state == StepState::Open && step.due_at.is_some_and(|due| due <= now);
        if due && request.state == State::Open {
            overdue_step(tx, &mut request, at)?;
        }
    }
    tx.update(&mut request)?;
    Ok(())
}

fn overdue_step(tx: &mut Tx, request: &mut Request, at: usize) -> Result<()> {
    let definition = request.rule(tx)?;
    let case = request.case(tx, &definition)?;
    let (hours, what) = definition.steps.get(at).map_or((1, Late::Remind), |s| (s.hours.unwrap_or(24), s.late));
    let said = |what| Said { what, step: Some(at), ..Said::default() };
    if !request.anybody(at) {
        // Nobody could be asked when its turn came; perhaps somebody can now.
        let (found, _) = running::enough(tx, &definition, &case, at)?;
        request.steps[at].due_at = Some(later(tx, if found.people.is_empty() { 1 } else { hours }));
        for person in found.people {
            request.put(tx, Asked::new(at, person), true)?;
        }
        return Ok(());
    }
    match what {
        Late::Approve => {
            decision::write(tx, request, said(What::Approved))?;
            request.decided(at, StepState::Approved);
            return request.advance(tx, &definition, &case, &[]);
        }
        Late::Reject => {
            decision::write(tx, request, said(What::Rejected))?;
            request.decided(at, StepState::Rejected);
            return request.end(tx, State::Rejected, "");
        }
        Late::Escalate => {
            let mut next = case.find(tx, &definition, at, true)?.people;
            next.retain(|p| !request.asked.iter().any(|a| a.step == at as i64 + 1 && a.person.raw() == p.user));
            if !next.is_empty() {
                decision::write(tx, request, said(What::Escalated))?;
                for person in next {
                    request.put(tx, Asked::new(at, person), true)?;
                }
                request.steps[at].due_at = Some(later(tx, hours));
                return Ok(());
            }
        }
        Late::Remind => {}
    }
    decision::write(tx, request, said(What::Reminded))?;
    for line in request.asked.iter().filter(|a| a.step == at as i64 + 1 && a.state == Vote::Asked) {
        request.ring(tx, line.person, Topic::Approval)?;
    }
    request.steps[at].due_at = Some(later(tx, hours));
    Ok(())
}

/// Leaves open answers to whoever stands in from today, and gives back those whose time has ended. Returns how many moved.
fn hand_over(tx: &mut Tx) -> Result<usize> {
    let today = Value::from(tx.today());
    let begun = store::sql!(
        "platform.approval_absent",
        "SELECT DISTINCT a.document FROM platform_delegation d JOIN platform_approval_asked a ON a.open_for = d.owner \
         WHERE d.archived_at IS NULL AND d.starts_on <= $1 AND d.ends_on >= $2 ORDER BY a.document LIMIT $3"
    );
    let begun = ids(&tx.query(begun, &[today.clone(), today.clone(), (10 * MOST).into()])?);
    let ended = store::sql!(
        "platform.approval_present",
        "SELECT DISTINCT a.document FROM platform_approval_asked a WHERE a.open_for IS NOT NULL AND a.came = 'delegation' \
         AND NOT EXISTS (SELECT 1 FROM platform_delegation d WHERE d.owner = a.behalf_of AND d.archived_at IS NULL \
         AND d.starts_on <= $1 AND d.ends_on >= $2) ORDER BY a.document LIMIT $3"
    );
    let ended = ids(&tx.query(ended, &[today.clone(), today, MOST.into()])?);
    let mut moved = 0;
    for id in begun {
        moved += usize::from(stand_in(tx, id)?);
    }
    for id in ended {
        moved += usize::from(give_back(tx, id)?);
    }
    Ok(moved)
}

fn stand_in(tx: &mut Tx, id: Id<Request>) -> Result<bool> {
    let mut request: Request = tx.lock(id)?;
    let definition = request.rule(tx)?;
    let case = request.case(tx, &definition)?;
    let mut moved = false;
    for at in 0..request.asked.len() {
        let line = request.asked[at].clone();
        let Some(user) = line.open_for else { continue };
        let taken =
            |other: i64| request.asked.iter().any(|a| a.step == line.step && a.counts() && a.person.raw() == other);
        if let Some(other) = case.stand_in(tx, user.raw(), &taken)? {
            request.hand_over(tx, at, Id::from_raw(other), Came::Delegation)?;
            moved = true;
        }
    }
    if moved {
        tx.update(&mut request)?;
    }
    Ok(moved)
}

fn give_back(tx: &mut Tx, id: Id<Request>) -> Result<bool> {
    let mut request: Request = tx.lock(id)?;
    let today = super::delegation::absent_today(tx)?;
    let mut moved = false;
    for at in 0..request.asked.len() {
        let line = &request.asked[at];
        let (Some(_), Some(absent), Came::Delegation) = (line.open_for, line.behalf_of, line.came) else { continue };
        if today.contains(&absent.raw()) {
            continue;
        }
        request.return_to(tx, at, absent)?;
        moved = true;
    }
    if moved {
        tx.update(&mut request)?;
    }
    Ok(moved)
}
