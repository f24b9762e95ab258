//! All promises anew, after a policy or a calendar changed: some thousand tickets a step, without opening one of them.

use super::{Clock, State, Target, broken};
use crate::hours::Hours;
use crate::policy::{About, Policies, covering};
use crate::{Priority, SlaPolicy, Ticket, TicketState};
use base::{Id, Instant, Result};
use entity::{Choice, Entity, Head, Value};
use platform::job::{Step, Work, order};
use sales::contract::InForce;
use std::collections::{BTreeMap, HashMap};
use std::time::Duration;
use store::{Read, Row, Tx};
use worktime::{Span, Timetable};

/// The job's name.
pub const TASK: &str = "service.reckon";
/// Tickets of one step.
const MOST: usize = 4_000;
/// Tickets of one step that have to be opened, because a promise came or went.
const OPENED: usize = 200;
/// Working time is written out so far back and ahead.
const DAYS: i64 = 400;
/// States in which promises wait to be kept, in the order in which they are gone through.
const STATES: [TicketState; 5] = [
    TicketState::New,
    TicketState::Open,
    TicketState::WaitingCustomer,
    TicketState::WaitingThirdParty,
    TicketState::OnHold,
];

/// What the program's reaction table runs when a policy, a type or a calendar changed.
pub fn reckon_all(tx: &mut Tx) -> Result<()> {
    order(tx, TASK, "all", "").map(|_| ())
}

/// One step of the job.
pub fn step(tx: &mut Tx, work: &Work) -> Result<Step> {
    let (place, after) = match work.cursor.split_once('.') {
        Some((place, after)) => (place.parse().unwrap_or(0), after.parse().unwrap_or(0)),
        None => (0, 0),
    };
    let Some(state) = STATES.get(place) else { return Ok(Step::Done) };
    let (done, last) = some(tx, *state, after)?;
    let progress = work.progress + done as i64;
    let cursor = match last {
        Some(last) => format!("{place}.{last}"),
        None => format!("{}.0", place + 1),
    };
    Ok(Step::Next { cursor, progress, total: None })
}

/// What is known of a ticket without opening it.
struct Known {
    id: i64,
    about: About,
    customer: Option<i64>,
    piece: Option<i64>,
    accept_until: Option<Instant>,
    due_at: Option<Instant>,
    act_at: Option<Instant>,
}

/// Reckons some tickets of a state from an id on: how many, and the last one where there may be more.
pub fn some(tx: &mut Tx, state: TicketState, after: i64) -> Result<(usize, Option<i64>)> {
    let (policies, hours) = (Policies::of(tx)?, Hours::of(tx)?);
    let mut known = gather(tx, &policies, state, after)?;
    let more = known.len() == MOST;
    let mut clocks = open_clocks(tx, &known)?;
    let now = tx.now();
    let aside = |days: i64| Instant::from_micros(now.micros() + days * 86_400_000_000);
    let within = Span { from: aside(-DAYS), until: aside(DAYS) };
    let calendars = hours.all();
    let tables: Vec<(i64, Timetable)> = calendars
        .iter()
        .map(|(key, calendar)| Ok((*key, Timetable::of(calendar, within).map_err(broken)?)))
        .collect::<Result<_>>()?;
    let table = |key: i64| tables.iter().find(|(k, _)| *k == key).map(|(_, table)| table);
    let (mut opened, mut done) = (Vec::new(), 0usize);
    let mut moved = Moved::default();
    for ticket in &mut known {
        done += 1;
        let mine = clocks.remove(&ticket.id).unwrap_or_default();
        let policy = policies.choose(&ticket.about).filter(|_| counts(&policies, &ticket.about));
        if !fits(policy, &ticket.about, &mine) {
            opened.push(ticket.id);
        } else if let Some(policy) = policy {
            let new = table(hours.key_of(policy));
            one(&mut moved, policy, new, &table, &hours, ticket, mine, now)?;
        }
        if opened.len() >= OPENED {
            break;
        }
    }
    moved.write(tx)?;
    let last = known.get(done.saturating_sub(1)).map(|t| t.id);
    for id in opened {
        let mut ticket: Ticket = tx.lock(Id::from_raw(id))?;
        tx.update(&mut ticket)?;
    }
    Ok((done, last.filter(|_| more || done < known.len())))
}

fn counts(policies: &Policies, about: &About) -> bool {
    policies.kind(about.kind.map(Id::from_raw)).is_none_or(|kind| kind.counts)
}

/// True when the promises of a policy are those that the ticket has clocks for; otherwise it has to be opened.
fn fits(policy: Option<&SlaPolicy>, about: &About, clocks: &[Clock]) -> bool {
    let Some(policy) = policy else { return clocks.is_empty() };
    let has = |target: Target| clocks.iter().any(|c| c.target == target);
    let promised = |target: Target| policy.promised(about.priority, target).is_some();
    let gone = clocks.iter().all(|c| promised(c.target));
    // A first answer may have been given long ago; a solution is still owed.
    gone && (!promised(Target::Resolution) || has(Target::Resolution))
}

fn one<'t>(
    moved: &mut Moved,
    policy: &SlaPolicy,
    new: Option<&'t Timetable<'t>>,
    table: &dyn Fn(i64) -> Option<&'t Timetable<'t>>,
    hours: &Hours,
    ticket: &Known,
    clocks: Vec<Clock>,
    now: Instant,
) -> Result<()> {
    let Some(new) = new else { return Ok(()) };
    let (mut due, mut act): (Option<Instant>, Option<Instant>) = (None, ticket.accept_until);
    let soonest = |one: Option<Instant>, other: Instant| Some(one.map_or(other, |one| one.min(other)));
    for mut clock in clocks {
        let before = clock.clone();
        let allowed = policy.promised(ticket.about.priority, clock.target).unwrap_or_default();
        move_to(&mut clock, policy, allowed, new, table(hours.key_of_clock(&before)), now)?;
        if clock.runs() {
            due = soonest(due, clock.due_at);
            if clock.standing == State::Running {
                act = soonest(act, clock.due_at);
            }
            let next = policy.ladder(clock.target).into_iter().find(|s| s.percent > clock.reached);
            if let (Some(step), Some(since)) = (next, clock.running_since) {
                let share = clock.minutes.saturating_mul(600_000).saturating_mul(step.percent);
                let left = u64::try_from(share.saturating_sub(clock.consumed)).unwrap_or(0);
                act = soonest(act, new.add(since, Duration::from_micros(left)).map_err(broken)?);
            }
        }
        if clock != before {
            moved.clock(&before, &clock);
        }
    }
    if (due, act) != (ticket.due_at, ticket.act_at) {
        moved.tickets.push(vec![due.into(), act.into(), ticket.id.into()]);
    }
    Ok(())
}

/// Moves a clock to what is promised now; what has counted stays, and a broken promise keeps the moment at which it broke.
fn move_to(
    clock: &mut Clock,
    policy: &SlaPolicy,
    allowed: Duration,
    new: &Timetable,
    old: Option<&Timetable>,
    now: Instant,
) -> Result<()> {
    let micros = |time: Duration| i64::try_from(time.as_micros()).unwrap_or(i64::MAX);
    let minutes = i64::try_from(allowed.as_secs() / 60).unwrap_or(i64::MAX);
    let elsewhere = (clock.around_the_clock, clock.calendar) != (policy.around_the_clock, policy.calendar);
    if elsewhere && let (Some(since), Some(old)) = (clock.running_since, old) {
        // What was worked until now counts by the calendar that held until now.
        clock.consumed = clock.consumed.saturating_add(micros(old.between(since, now).map_err(broken)?));
        clock.running_since = Some(now.max(since));
    }
    clock.policy = Some(policy.id());
    (clock.around_the_clock, clock.calendar) = (policy.around_the_clock, policy.calendar);
    clock.minutes = minutes;
    if clock.standing == State::Breached {
        return Ok(());
    }
    let left = Duration::from_micros(u64::try_from(micros(allowed).saturating_sub(clock.consumed)).unwrap_or(0));
    let due = match clock.running_since {
        Some(since) => new.add(since, left).map_err(broken)?,
        None => return Ok(()),
    };
    if due != clock.due_at {
        clock.was_due_at = Some(clock.due_at);
        clock.due_at = due;
    }
    Ok(())
}

/// What a step changes, written together at its end.
#[derive(Default)]
struct Moved {
    tickets: Vec<Vec<Value>>,
    clocks: Vec<Vec<Value>>,
    /// Clocks that go on as they were counted, only longer or shorter.
    dues: Vec<Vec<Value>>,
}

impl Moved {
    fn clock(&mut self, before: &Clock, clock: &Clock) {
        let counted = |c: &Clock| (c.policy, c.around_the_clock, c.calendar, c.consumed, c.running_since);
        if counted(before) == counted(clock) {
            let (due, was) = (clock.due_at.into(), clock.was_due_at.into());
            return self.dues.push(vec![due, was, clock.minutes.into(), clock.head.id.into()]);
        }
        self.clocks.push(vec![
            clock.due_at.into(),
            clock.was_due_at.into(),
            clock.policy.into(),
            clock.minutes.into(),
            clock.around_the_clock.into(),
            clock.calendar.into(),
            clock.consumed.into(),
            clock.running_since.into(),
            clock.head.id.into(),
        ]);
    }

    /// The tickets first, as everybody does who changes one.
    fn write(self, tx: &mut Tx) -> Result<()> {
        let tickets =
            store::sql!("service.reckoned", "UPDATE service_ticket SET due_at = $1, act_at = $2 WHERE id = $3");
        let clocks = store::sql!(
            "service.clock_reckoned",
            "UPDATE service_clock SET due_at = $1, was_due_at = $2, policy = $3, minutes = $4, around_the_clock = $5, \
             calendar = $6, consumed = $7, running_since = $8 WHERE id = $9"
        );
        // A reference that is written is looked up, also where it stays.
        let dues = store::sql!(
            "service.clock_due",
            "UPDATE service_clock SET due_at = $1, was_due_at = $2, minutes = $3 WHERE id = $4"
        );
        tx.later_each("service_ticket", tickets, self.tickets)?;
        tx.later_each("service_clock", dues, self.dues)?;
        tx.later_each("service_clock", clocks, self.clocks)
    }
}

/// Tickets of a state from an id on, with what decides about their policy.
fn gather(read: &Read, policies: &Policies, state: TicketState, after: i64) -> Result<Vec<Known>> {
    let sql = store::sql!(
        "service.live_tickets",
        "SELECT id, customer, item, kind, priority, accept_until, due_at, act_at, piece FROM service_ticket \
         WHERE state = $1 AND id > $2 AND archived_at IS NULL ORDER BY id LIMIT $3"
    );
    let rows = read.query(sql, &[state.code().into(), after.into(), (MOST as i64).into()])?;
    let int = |row: &Row, place: usize| row.get(place).and_then(Value::int);
    let at = |row: &Row, place: usize| int(row, place).map(Instant::from_micros);
    let known = |row: &Row| Known {
        id: int(row, 0).unwrap_or(0),
        about: About {
            customers: Vec::new(),
            contracts: Vec::new(),
            item: int(row, 2),
            item_group: None,
            kind: int(row, 3),
            priority: row.get(4).and_then(Value::text).and_then(Priority::from_code).unwrap_or_default(),
        },
        customer: int(row, 1),
        piece: int(row, 8),
        accept_until: at(row, 5),
        due_at: at(row, 6),
        act_at: at(row, 7),
    };
    let mut all: Vec<Known> = rows.iter().map(known).collect();
    let pairs = |sql: &str, ids: Vec<i64>| -> Result<HashMap<i64, i64>> {
        let rows = read.query(sql, &[store::id_list(&ids)])?;
        Ok(rows.iter().filter_map(|r| Some((r.first()?.int()?, r.get(1)?.int()?))).collect())
    };
    let grouped = policies.all.iter().any(|p| p.item_group.is_some());
    if grouped {
        let sql =
            store::sql!("service.groups_of_items", "SELECT id, item_group FROM catalog_item WHERE id IN LIST($1)");
        let groups = pairs(sql, unlike(all.iter().filter_map(|t| t.about.item)))?;
        for ticket in &mut all {
            ticket.about.item_group = ticket.about.item.and_then(|item| groups.get(&item).copied());
        }
    }
    if policies.by_customer {
        let parents = parents(unlike(all.iter().filter_map(|t| t.customer)), &pairs)?;
        for ticket in &mut all {
            let mut next = ticket.customer;
            while let Some(customer) = next.filter(|c| !ticket.about.customers.contains(c)) {
                ticket.about.customers.push(customer);
                next = parents.get(&customer).copied();
            }
        }
    }
    if policies.by_contract {
        let customers = unlike(all.iter().flat_map(|t| t.about.customers.iter().copied()));
        let valid = sales::contract::in_force(read, &customers, read.today())?;
        let of_pieces = store::sql!(
            "service.contracts_of_pieces",
            "SELECT id, contract FROM service_installed_piece WHERE id IN LIST($1) AND contract IS NOT NULL"
        );
        let of_pieces = pairs(of_pieces, unlike(all.iter().filter_map(|t| t.piece)))?;
        let mut by_customer: HashMap<i64, Vec<InForce>> = HashMap::new();
        for contract in valid {
            by_customer.entry(contract.customer).or_default().push(contract);
        }
        for ticket in all.iter_mut().filter(|_| !by_customer.is_empty()) {
            let of_piece = ticket.piece.and_then(|piece| of_pieces.get(&piece).copied());
            let theirs = ticket.about.customers.iter().filter_map(|customer| by_customer.get(customer));
            ticket.about.contracts = theirs.flat_map(|c| covering(c, ticket.about.item, of_piece)).collect();
        }
    }
    Ok(all)
}

/// Asks a statement of ids for pairs of them.
type Pairs<'a> = dyn Fn(&str, Vec<i64>) -> Result<HashMap<i64, i64>> + 'a;

/// What each customer belongs to, all the way up.
fn parents(customers: Vec<i64>, pairs: &Pairs<'_>) -> Result<HashMap<i64, i64>> {
    let sql = store::sql!(
        "service.parents_of_customers",
        "SELECT id, parent FROM parties_party WHERE id IN LIST($1) AND parent IS NOT NULL"
    );
    let (mut all, mut wanted) = (HashMap::new(), customers);
    while !wanted.is_empty() {
        let found = pairs(sql, wanted)?;
        wanted =
            unlike(found.values().copied().filter(|parent| !all.contains_key(parent) && !found.contains_key(parent)));
        all.extend(found);
    }
    Ok(all)
}

fn unlike(ids: impl Iterator<Item = i64>) -> Vec<i64> {
    let mut ids: Vec<i64> = ids.collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// The clocks of tickets that are still to be kept, by ticket.
fn open_clocks(read: &Read, known: &[Known]) -> Result<BTreeMap<i64, Vec<Clock>>> {
    let sql = store::sql!(
        "service.open_clocks",
        "SELECT document, id, target, standing, due_at, was_due_at, breached_at, started_at, policy, minutes, \
         around_the_clock, consumed, running_since, reached, reopens, calendar FROM service_clock WHERE document IN LIST($1) \
         AND met_at IS NULL AND standing <> 'cancelled' ORDER BY document, position"
    );
    let ids: Vec<i64> = known.iter().map(|t| t.id).collect();
    let mut all: BTreeMap<i64, Vec<Clock>> = BTreeMap::new();
    for row in read.query(sql, &[store::id_list(&ids)])? {
        let int = |place: usize| row.get(place).and_then(Value::int);
        let at = |place: usize| int(place).map(Instant::from_micros);
        let text = |place: usize| row.get(place).and_then(Value::text).unwrap_or_default();
        let zero = Instant::from_micros(0);
        let clock = Clock {
            head: Head { id: int(1).unwrap_or(0), ..Head::default() },
            target: Target::from_code(text(2)).unwrap_or_default(),
            standing: State::from_code(text(3)).unwrap_or_default(),
            due_at: at(4).unwrap_or(zero),
            was_due_at: at(5),
            met_at: None,
            breached_at: at(6),
            started_at: at(7).unwrap_or(zero),
            policy: int(8).map(Id::from_raw),
            minutes: int(9).unwrap_or(0),
            around_the_clock: int(10) == Some(1),
            consumed: int(11).unwrap_or(0),
            running_since: at(12),
            reached: int(13).unwrap_or(0),
            reopens: int(14).unwrap_or(0),
            calendar: int(15).map(Id::from_raw),
        };
        all.entry(int(0).unwrap_or(0)).or_default().push(clock);
    }
    Ok(all)
}
