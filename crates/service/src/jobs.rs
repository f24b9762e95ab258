//! What service does by itself: promises that come due, tickets nobody accepted, solved ones that close, waiting ones that find
//! somebody.

use crate::clocks::{self, RECKON, next_step};
use crate::hours::Hours;
use crate::policy::Policies;
use crate::{
    Act, Clock, ClockState, Does, EscalationStep, LogEntry, Queue, Ticket, TicketState, Whom, assigning, installed,
};
use base::{Id, Instant, Result};
use entity::{Entity, Record, Value};
use platform::job::{JobKind, Step, Work, order};
use platform::{Activity, ActivityType, Topic, User, activity};
use store::Tx;

/// The module's kinds of job.
pub const JOBS: [JobKind; 3] = [
    JobKind { task: WATCH, step: watch, tries: 20 },
    JobKind { task: RECKON, step: clocks::reckon_step, tries: 20 },
    JobKind { task: installed::TASK, step: installed::step, tries: 20 },
];

const WATCH: &str = "service.watch";
/// Tickets of one step.
const MOST: i64 = 40;
const SECOND: i64 = 1_000_000;
/// How often waiting tickets are looked at.
const LOOK: i64 = 20 * SECOND;
/// A step that is late by more than this waits until work begins: a server that comes back at night wakes nobody.
const TOLERANCE: i64 = 15 * 60 * SECOND;

/// Orders the jobs that every set has; called when the serving program opens it.
pub fn order_standing(tx: &mut Tx) -> Result<()> {
    order(tx, WATCH, "all", "")?;
    installed::order_first(tx)
}

/// Tickets at which something is due, then those that wait for somebody; again in a while.
fn watch(tx: &mut Tx, work: &Work) -> Result<Step> {
    let progress = work.progress + look(tx)?;
    if progress - work.progress >= MOST {
        return Ok(Step::Next { cursor: String::new(), progress, total: None });
    }
    give_waiting(tx)?;
    Ok(Step::Later(String::new(), Instant::from_micros(tx.now().micros() + LOOK)))
}

/// Does what is due by now on some tickets; how many.
pub fn look(tx: &mut Tx) -> Result<i64> {
    let sql = store::sql!(
        "service.due",
        "SELECT id FROM service_ticket WHERE act_at <= $1 AND archived_at IS NULL ORDER BY act_at, id LIMIT $2"
    );
    let rows = tx.query(sql, &[tx.now().into(), MOST.into()])?;
    let ids: Vec<i64> = rows.iter().filter_map(|row| row.first()?.int()).collect();
    for id in &ids {
        see_to(tx, Id::from_raw(*id))?;
    }
    Ok(ids.len() as i64)
}

/// What is due on one ticket.
fn see_to(tx: &mut Tx, id: Id<Ticket>) -> Result<()> {
    let mut ticket: Ticket = tx.lock(id)?;
    let (policies, hours, now) = (Policies::of(tx)?, Hours::of(tx)?, tx.now());
    if ticket.is_to_close(&policies, now) {
        tx.perform(Ticket::DEF.name, id.raw(), "close", None, &Record::default())?;
        return Ok(());
    }
    if ticket.state.is_live() && ticket.accept_until.is_some_and(|until| until <= now) {
        assigning::take_back(tx, &mut ticket)?;
    }
    let mut later: Option<Instant> = None;
    for place in 0..ticket.clocks.len() {
        breach(&mut ticket, place, now);
        while let Some((step, at)) = next_step(&policies, &hours, &ticket.clocks[place])? {
            if at > now {
                break;
            }
            let calendar = hours.of_clock(&ticket.clocks[place]);
            let late = now.micros() - at.micros() > TOLERANCE;
            if late && !calendar.is_open(now).map_err(clocks::broken)? {
                let opens = calendar.next_open(now).map_err(clocks::broken)?;
                later = Some(later.map_or(opens, |known| known.min(opens)));
                break;
            }
            climb(tx, &mut ticket, place, step)?;
        }
    }
    tx.update(&mut ticket)?;
    // The save looked ahead as if nothing had to wait for the morning.
    if let Some(opens) = later.filter(|_| ticket.act_at.is_some_and(|at| at <= now)) {
        let sql = store::sql!("service.wait_for_work", "UPDATE service_ticket SET act_at = $1 WHERE id = $2");
        tx.execute(sql, &[opens.into(), id.into()])?;
    }
    Ok(())
}

/// Notes that the time of a promise is up.
fn breach(ticket: &mut Ticket, place: usize, now: Instant) {
    let clock: &mut Clock = &mut ticket.clocks[place];
    if clock.standing == ClockState::Running && clock.due_at <= now {
        (clock.standing, clock.breached_at) = (ClockState::Breached, Some(clock.due_at));
        let (target, at) = (Some(clock.target), clock.due_at);
        let owner = ticket.owner;
        let entry = LogEntry { target, percent: Some(100), ..LogEntry::of(Act::Breached, at) };
        ticket.wrote(LogEntry { owner_before: owner, owner_after: owner, ..entry });
    }
}

/// Takes one step of the ladder, once.
fn climb(tx: &mut Tx, ticket: &mut Ticket, place: usize, step: &EscalationStep) -> Result<()> {
    ticket.clocks[place].reached = step.percent;
    let before = ticket.owner;
    let entry = LogEntry {
        target: Some(step.target),
        percent: Some(step.percent),
        queue: ticket.queue,
        owner_before: before,
        ..LogEntry::of(Act::Escalated, tx.now())
    };
    match step.does {
        Does::Notify => {
            for person in concerned(tx, ticket, step)? {
                assigning::ring(tx, ticket, person, Topic::Warning)?;
            }
        }
        Does::Raise => ticket.priority = Some(ticket.priority.unwrap_or_default().raised()),
        Does::Reassign => {
            ticket.owner = None;
            assigning::share_out(tx, ticket, before)?;
            // Nobody else can: whoever has it keeps it, and the leader knows.
            ticket.owner = ticket.owner.or(before);
        }
        Does::Task => {
            for person in concerned(tx, ticket, step)? {
                let task = Activity::new(ActivityType::Task, &ticket.title(), Some(tx.today()), Some(person));
                activity::plan(tx, Ticket::DEF.name, ticket.head.id, task)?;
            }
        }
    }
    ticket.wrote(LogEntry { owner_after: ticket.owner, ..entry });
    Ok(())
}

/// Whom a step concerns.
fn concerned(tx: &Tx, ticket: &Ticket, step: &EscalationStep) -> Result<Vec<Id<User>>> {
    let leader = || -> Result<Option<Id<User>>> {
        Ok(match ticket.queue {
            Some(queue) => Some(tx.get::<Queue>(queue)?.leader),
            None => None,
        })
    };
    let person = match step.whom {
        Whom::Person => step.person,
        Whom::Leader => leader()?,
        Whom::Owner => match ticket.owner {
            Some(owner) => Some(owner),
            None => leader()?,
        },
    };
    Ok(person.into_iter().collect())
}

/// Gives tickets that nobody could take to whoever can now; where still nobody can, nobody is told again.
pub fn give_waiting(tx: &mut Tx) -> Result<()> {
    let sql = store::sql!(
        "service.waiting",
        "SELECT t.id FROM service_ticket t JOIN service_queue q ON q.id = t.queue WHERE t.owner IS NULL \
         AND t.state IN ('new', 'open') AND t.archived_at IS NULL AND q.sharing <> 'by_hand' AND q.is_active = 1 \
         ORDER BY t.id LIMIT $1"
    );
    let rows = tx.query(sql, &[MOST.into()])?;
    let ids: Vec<i64> = rows.iter().filter_map(|row| row.first().and_then(Value::int)).collect();
    for id in ids {
        let mut ticket: Ticket = tx.lock(Id::from_raw(id))?;
        let told = ticket.log.len();
        assigning::share_out(tx, &mut ticket, None)?;
        if ticket.owner.is_none() && ticket.log.len() == told || ticket.state == TicketState::Closed {
            continue;
        }
        tx.update(&mut ticket)?;
    }
    Ok(())
}
