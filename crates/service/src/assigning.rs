//! Who gets a ticket: a rule names the queue, and the queue somebody who works now and has room. Where nobody can, its leader
//! hears of it, and the ticket waits in the queue; it never goes silently to somebody who happens to be in charge.

mod choose;

pub use choose::{Facts, choose};

use crate::hours::Hours;
use crate::policy::Policies;
use crate::skill::people_with;
use crate::{Act, LogEntry, Queue, RoutingRule, Sharing, Skill, Ticket, TicketState};
use base::{Id, Instant, Result};
use entity::{Entity, Record, Value};
use parties::loaded;
use platform::{Host, Topic, User, notification};
use std::collections::HashMap;
use std::time::Duration;
use store::{Read, Tx, filter};

/// The tickets of a rule as a condition on rows `t`; nothing where it is for all of them.
pub(crate) fn condition(read: &Read, rule: &RoutingRule, params: &mut Vec<Value>) -> Result<Option<String>> {
    let Some(expr) = filter::parse(rule.tickets.as_deref().unwrap_or(""))? else { return Ok(None) };
    let shape = read.shape(Ticket::DEF.name)?;
    Ok(Some(filter::compile(read, &shape, &expr, "t", params)?.condition))
}

/// Rings somebody's bell about a ticket.
pub(crate) fn ring(tx: &mut Tx, ticket: &Ticket, person: Id<User>, topic: Topic) -> Result<()> {
    let host = Some(Host { kind: i64::from(Ticket::DEF.kind), record: ticket.head.id });
    notification::ring(tx, person, topic, &ticket.title(), host).map(|_| ())
}

/// What the program's reaction table runs after a ticket was made, on whatever way: it finds somebody for it.
pub fn arrived(tx: &mut Tx, record: &Record) -> Result<()> {
    let mut ticket: Ticket = tx.lock(Id::from_raw(record.head.id))?;
    if ticket.owner.is_some() {
        let owner = ticket.owner.filter(|owner| Some(owner.raw()) != tx.who().user);
        return owner.map_or(Ok(()), |owner| ring(tx, &ticket, owner, Topic::Task));
    }
    give_out(tx, &mut ticket)?;
    tx.update(&mut ticket)?;
    Ok(())
}

/// Finds the queue of a saved ticket, unless it has one, and then somebody of it.
pub(crate) fn give_out(tx: &mut Tx, ticket: &mut Ticket) -> Result<()> {
    if ticket.queue.is_none() {
        ticket.queue = match route(tx, ticket.id())? {
            Some(queue) => Some(queue),
            None => Policies::of(tx)?.kind(ticket.kind).and_then(|kind| kind.queue),
        };
    }
    if ticket.queue.is_none() {
        // Told once; the inbox shows it among those that nobody has.
        if ticket.log.last().is_none_or(|entry| entry.act != Act::NoQueue) {
            ticket.wrote(LogEntry::of(Act::NoQueue, tx.now()));
        }
        return Ok(());
    }
    share_out(tx, ticket, None)
}

/// The queue of the first rule that fits.
fn route(read: &Read, ticket: Id<Ticket>) -> Result<Option<Id<Queue>>> {
    let rules: Vec<RoutingRule> = read.select("is_active = 1 AND archived_at IS NULL ORDER BY place, id", &[])?;
    for rule in rules {
        let mut params = vec![ticket.into()];
        let fits = match condition(read, &rule, &mut params)? {
            None => true,
            Some(condition) => {
                let sql = format!("SELECT COUNT(*) FROM service_ticket t WHERE t.id = $1 AND {condition}");
                read.number(&sql, &params)? > 0
            }
        };
        if fits {
            return Ok(Some(rule.queue));
        }
    }
    Ok(None)
}

/// Gives a ticket to whoever of its queue is to have it, passing over `not`.
pub(crate) fn share_out(tx: &mut Tx, ticket: &mut Ticket, not: Option<Id<User>>) -> Result<()> {
    let Some(queue) = ticket.queue else { return Ok(()) };
    let queue: Queue = tx.get(queue)?;
    ticket.team = queue.team.or(ticket.team);
    if queue.sharing == Sharing::ByHand || !queue.is_active {
        return Ok(());
    }
    // One after the other, so that nobody gets more than they have room for.
    tx.lock_key("service.queue", &queue.head.id.to_string())?;
    let needs = needed(ticket, &queue);
    let members = facts(tx, &queue, &needs, not)?;
    let last = last_given(tx, &queue)?;
    let now = tx.now();
    let Some(place) = choose(queue.sharing, &members, last) else {
        let since =
            ticket.log.iter().rev().take_while(|e| !matches!(e.act, Act::Assigned | Act::HandedOver | Act::Accepted));
        if !since.into_iter().any(|entry| entry.act == Act::NobodyCould) {
            let because = lacking(tx, &needs, &members)?;
            ticket.wrote(LogEntry { queue: Some(queue.id()), because, ..LogEntry::of(Act::NobodyCould, now) });
            ring(tx, ticket, queue.leader, Topic::Warning)?;
        }
        return Ok(());
    };
    let owner: Id<User> = Id::from_raw(members[place].user);
    let entry = LogEntry { owner_before: ticket.owner, queue: Some(queue.id()), ..LogEntry::of(Act::Assigned, now) };
    ticket.wrote(LogEntry { owner_after: Some(owner), ..entry });
    ticket.owner = Some(owner);
    ticket.accept_until = accept_until(tx, &queue, owner, now)?;
    given(tx, &queue, owner)?;
    ring(tx, ticket, owner, Topic::Task)
}

/// What whoever works on a ticket has to be able to do: what it says itself, and what its queue asks of everybody.
fn needed(ticket: &Ticket, queue: &Queue) -> Vec<Id<Skill>> {
    let mut needs: Vec<Id<Skill>> = [ticket.skill, queue.skill].into_iter().flatten().collect();
    needs.dedup();
    needs
}

/// The skills that nobody of a queue has, where that is why nobody could; the log says them.
fn lacking(read: &Read, needs: &[Id<Skill>], members: &[Facts]) -> Result<Option<String>> {
    if needs.is_empty() || members.iter().any(|m| m.skilled) {
        return Ok(None);
    }
    let ids: Vec<i64> = needs.iter().map(|s| s.raw()).collect();
    let names = read.titles(Skill::DEF.name, &ids)?;
    Ok(Some(ids.iter().filter_map(|id| names.get(id).cloned()).collect::<Vec<_>>().join(", ")))
}

/// Until when somebody accepts what they were given: so many minutes of their own working time.
fn accept_until(read: &Read, queue: &Queue, owner: Id<User>, now: Instant) -> Result<Option<Instant>> {
    let Some(minutes) = queue.accept_within.and_then(|m| u64::try_from(m).ok()) else { return Ok(None) };
    let calendar = Hours::of(read)?.of_user(owner);
    calendar.add(now, Duration::from_secs(minutes * 60)).map(Some).map_err(crate::clocks::broken)
}

/// Who of a queue got something last.
fn last_given(read: &Read, queue: &Queue) -> Result<Option<i64>> {
    let sql = store::sql!("service.queue_turn", "SELECT last FROM service_queue_turn WHERE queue = $1");
    Ok(read.row(sql, &[queue.id().into()])?.and_then(|row| row.first().and_then(Value::int)))
}

fn given(tx: &mut Tx, queue: &Queue, owner: Id<User>) -> Result<()> {
    let sql = store::sql!(
        "service.queue_turn_keep",
        "INSERT INTO service_queue_turn (queue, last) VALUES ($1, $2) ON CONFLICT (queue) DO UPDATE SET last = excluded.last"
    );
    tx.execute(sql, &[queue.id().into(), owner.into()]).map(|_| ())
}

/// The members of a queue with what each has to do.
fn facts(read: &Read, queue: &Queue, needs: &[Id<Skill>], not: Option<Id<User>>) -> Result<Vec<Facts>> {
    let users: Vec<i64> = loaded(&queue.members).iter().map(|m| m.member.raw()).collect();
    let list = store::id_list(&users);
    let numbers = |sql: &str| -> Result<HashMap<i64, i64>> {
        let rows = read.query(sql, std::slice::from_ref(&list))?;
        Ok(rows.iter().filter_map(|r| Some((r.first()?.int()?, r.get(1)?.int()?))).collect())
    };
    let active = numbers(store::sql!(
        "service.members_active",
        "SELECT id, active FROM platform_user WHERE id IN LIST($1) AND archived_at IS NULL"
    ))?;
    let open = numbers(store::sql!(
        "service.members_open",
        "SELECT owner, COUNT(*) FROM service_ticket WHERE owner IN LIST($1) AND state IN ('new', 'open') \
         AND archived_at IS NULL GROUP BY owner"
    ))?;
    let skilled = if needs.is_empty() { None } else { Some(people_with(read, needs)?) };
    let hours = Hours::of(read)?;
    let (on, now) = (read.today(), read.now());
    let one = |m: &crate::QueueMember| Facts {
        user: m.member.raw(),
        active: active.get(&m.member.raw()) == Some(&1),
        away: m.away_until.is_some_and(|until| until >= on),
        works: hours.works(m.member, now),
        open: open.get(&m.member.raw()).copied().unwrap_or(0),
        most_open: m.most_open,
        skilled: skilled.as_ref().is_none_or(|people| people.contains_key(&m.member.raw())),
        level: skilled.as_ref().and_then(|people| people.get(&m.member.raw()).copied()).unwrap_or(0),
        passed_over: not == Some(m.member),
    };
    Ok(loaded(&queue.members).iter().map(one).collect())
}

/// Whoever did not accept a ticket in time loses it to somebody else of the queue.
pub(crate) fn take_back(tx: &mut Tx, ticket: &mut Ticket) -> Result<()> {
    let before = ticket.owner;
    ticket.accept_until = None;
    if ticket.state != TicketState::New || ticket.queue.is_none() {
        return Ok(());
    }
    let entry = LogEntry { owner_before: before, queue: ticket.queue, ..LogEntry::of(Act::GivenBack, tx.now()) };
    ticket.wrote(entry);
    ticket.owner = None;
    if let Some(person) = before {
        ring(tx, ticket, person, Topic::Warning)?;
    }
    share_out(tx, ticket, before)
}
