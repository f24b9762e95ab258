//! Boards: so many opportunities of one pipeline as columns with counts, sums and the first cards, and the same for one team.

use crate::cycle::{self, act, we};
use crate::http::{Client, Server};
use crate::measure::{Meter, Report, Times, rounded};
use crate::{Arguments, place};
use base::{Context as _, Id, Money, Result};
use crm::{Opportunity, Pipeline, Stage};
use parties::Party;
use platform::{Company, User};
use serde_json::json;
use store::Set;

/// Runs of the page.
const RUNS: usize = 50;
/// Opportunities of one transaction while the set is filled.
const TOGETHER: usize = 200;

/// Measures the board through a server.
pub fn run(arguments: &Arguments) -> Result<Report> {
    let know = |set: &Set| {
        let deals = set.read(&we(), |read| read.number("SELECT COUNT(*) FROM crm_opportunity", &[]))?;
        Ok((deals >= arguments.size as i64).then_some(()))
    };
    let (bench, ()) = place::of_its_own(arguments, "deals", know, |set| fill(set, arguments.size))?;
    let server = Server::start(arguments)?;
    let mut client = Client::connect(&server)?;
    let cookie = format!("cookie: {}\r\naccept-encoding: br, gzip\r\n", client.sign_in()?);
    let path = format!("/{}/crm/opportunities?show=board", bench.name);
    let bytes = client.get(&path, &cookie)?.expect(200)?.body.len();
    let before = server.cpu();
    let meter = Meter::begin(&bench.set)?;
    let times = Times::of(RUNS, |_| client.get(&path, &cookie)?.expect(200))?;
    let cpu = server.cpu().saturating_sub(before).as_secs_f64() * 1e3 / RUNS as f64;
    let mut report = meter.end(arguments, &bench.set, RUNS, Some((server.pid(), before)))?;
    report.insert("p50_ms".to_owned(), json!(times.median()));
    report.insert("p99_ms".to_owned(), json!(times.at(0.99)));
    report.insert("page_cpu_ms".to_owned(), json!(rounded(cpu)));
    report.insert("page_bytes".to_owned(), json!(bytes));
    Ok(report)
}

fn fill(set: &Set, size: usize) -> Result<()> {
    let ground = cycle::found(set, 1)?;
    let (company, customers): (Id<Company>, Vec<Id<Party>>) = (ground.company, ground.customers);
    let stages = set.write(&we(), |tx| {
        let pipeline = tx.insert(&mut Pipeline::new("Sales"))?;
        let made = act::<Pipeline>(tx, pipeline.raw(), "furnish")?;
        Ok(made.iter().map(|m| Id::from_raw(m.1)).collect::<Vec<Id<Stage>>>())
    })?;
    let mut from = 0;
    while from < size {
        let (stages, customers, upto) = (stages.clone(), customers.clone(), (from + TOGETHER).min(size));
        set.write(&we(), move |tx| {
            let euro = platform::Currency::by_code(tx, "EUR")?.context("the euro is there")?;
            let people = tx.select::<User>("team IS NOT NULL ORDER BY id", &[])?;
            for number in from..upto {
                let customer = customers[number % customers.len()];
                let deal = Opportunity::new(company, Some(customer), &format!("Deal {number}"));
                let amount = Money::from_minor(100_000 + (number as i64 * 7_919) % 5_000_000);
                let on = tx.today().add_days((number * 13 % 180) as i64)?;
                let mut deal = deal.worth(amount, euro, on);
                // Few are near their end: five open stages, most deals in the first.
                deal.stage = stages[[0, 0, 0, 1, 1, 2, 2, 3, 4, 0][number % 10]];
                let person = &people[number % people.len()];
                (deal.owner, deal.team) = (Some(Id::from_raw(person.head.id)), person.team);
                tx.insert(&mut deal)?;
            }
            Ok(())
        })?;
        from = upto;
    }
    Ok(())
}
