//! Promises to customers: so many tickets reckoned anew after their policy changed, without opening one of them.

use crate::cycle::{self, we};
use crate::measure::{Meter, Report};
use crate::{Arguments, place};
use base::{Id, Instant, Result};
use parties::Party;
use platform::Company;
use serde_json::json;
use service::{SlaPolicy, Ticket, TicketState, clocks};
use std::time::{Duration, Instant as Clock};
use store::{Set, Tx};

/// Tickets of one transaction while the set is filled.
const TOGETHER: usize = 200;

/// Measures a change of the policy: every due time moves there and, with the second change, back.
pub fn run(arguments: &Arguments) -> Result<Report> {
    let know = |set: &Set| {
        let tickets = set.read(&we(), |read| read.number("SELECT COUNT(*) FROM service_ticket", &[]))?;
        Ok((tickets >= arguments.size as i64).then_some(()))
    };
    let (bench, ()) = place::of_its_own(arguments, "tickets", know, |set| fill(set, arguments.size))?;
    let set = &bench.set;
    // Nothing moves: what reading and reckoning alone take.
    let unmoved = reckon(set)?;
    promise(set, 120, 960)?;
    let meter = Meter::begin(set)?;
    let (begun, statements) = (Clock::now(), set.statements().0);
    let moved = reckon(set)?;
    let took = begun.elapsed();
    let mut report = meter.end(arguments, set, 1, None)?;
    report.insert("statements_per_cycle".to_owned(), json!(set.statements().0 - statements));
    promise(set, 60, 480)?;
    reckon(set)?;
    report.insert("tickets".to_owned(), json!(moved.0));
    report.insert("unmoved_ms".to_owned(), json!(crate::measure::rounded(unmoved.1.as_secs_f64() * 1e3)));
    report.insert("p50_ms".to_owned(), json!(crate::measure::rounded(took.as_secs_f64() * 1e3)));
    Ok(report)
}

/// All tickets in the steps of the job: how many, and how long.
fn reckon(set: &Set) -> Result<(usize, Duration)> {
    let (begun, mut count) = (Clock::now(), 0);
    for state in [TicketState::New, TicketState::Open] {
        let mut after = 0;
        loop {
            let (done, last) = set.write(&we(), move |tx| clocks::reckon_some(tx, state, after))?;
            count += done;
            let Some(last) = last else { break };
            after = last;
        }
    }
    Ok((count, begun.elapsed()))
}

fn promise(set: &Set, first: i64, resolution: i64) -> Result<()> {
    set.write(&we(), move |tx| {
        let policies = tx.select::<SlaPolicy>("archived_at IS NULL ORDER BY id", &[])?;
        for policy in policies {
            let mut policy = tx.lock(Id::<SlaPolicy>::from_raw(policy.head.id))?;
            for target in policy.targets.iter_mut() {
                (target.first_response, target.resolution) = (Some(first), Some(resolution));
            }
            tx.update(&mut policy)?;
        }
        Ok(())
    })
}

fn fill(set: &Set, size: usize) -> Result<()> {
    let ground = cycle::found(set, 1)?;
    let (company, customers) = (ground.company, ground.customers);
    set.write(&we(), |tx| tx.insert(&mut SlaPolicy::new("Everybody", Some(60), None, Some(480))).map(|_| ()))?;
    let mut from = 0;
    while from < size {
        let (customers, upto) = (customers.clone(), (from + TOGETHER).min(size));
        set.write(&we(), move |tx| (from..upto).try_for_each(|number| ticket(tx, company, &customers, number)))?;
        from = upto;
    }
    Ok(())
}

/// Received within the last days, so that promises end today and tomorrow.
fn ticket(tx: &mut Tx, company: Id<Company>, customers: &[Id<Party>], number: usize) -> Result<()> {
    let mut ticket = Ticket::new(company, Some(customers[number % customers.len()]), &format!("Question {number}"));
    let ago = (number as i64 * 97) % (5 * 86_400);
    ticket.received_at = Some(Instant::from_micros(tx.now().micros() - ago * 1_000_000));
    tx.insert(&mut ticket).map(|_| ())
}
