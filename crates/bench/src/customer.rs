//! Everything about one customer: the page of somebody with so many activities, and half as many documents, and each of its panels.

use crate::cycle::{self, we};
use crate::http::{Client, Server};
use crate::measure::{Meter, Report, Times, rounded};
use crate::{Arguments, cash, import, place};
use base::{Context as _, Id, Result};
use parties::Party;
use platform::activity::{self, Activity, ActivityType};
use serde_json::json;
use store::Set;

/// Runs of the page and of each panel.
const RUNS: usize = 30;
/// Activities of one transaction while the set is filled.
const TOGETHER: usize = 200;
/// So many activities for each order with its delivery, invoice and payment: four documents.
const PER_ORDER: usize = 8;

/// Measures the page and its panels through a server.
pub fn run(arguments: &Arguments) -> Result<Report> {
    let know = |set: &Set| {
        set.read(&we(), |read| {
            let there = read.number("SELECT COUNT(*) FROM platform_activity", &[])?;
            let customer = read.number("SELECT COALESCE(MIN(customer), 0) FROM sales_order", &[])?;
            Ok((there >= arguments.size as i64).then(|| Id::<Party>::from_raw(customer)))
        })
    };
    let word = if arguments.among == 0 { "customer".to_owned() } else { format!("customer{}x", arguments.among) };
    let fill = |set: &Set| {
        import::fill(set, 0, arguments.among)?;
        fill(set, arguments.size)
    };
    let (bench, customer) = place::of_its_own(arguments, &word, know, fill)?;
    let server = Server::start(arguments)?;
    let mut client = Client::connect(&server)?;
    let cookie = format!("cookie: {}\r\naccept-encoding: br, gzip\r\n", client.sign_in()?);
    let page = format!("/{}/pages/parties/overview/{}", bench.name, customer.raw());
    let mut asked: Vec<(String, String)> = vec![("page".to_owned(), page)];
    for panel in fondaco::PANELS.iter().flat_map(|p| p.iter()).filter(|p| p.of == "parties.party") {
        asked.push((panel.name.to_owned(), panel.address(&format!("/{}", bench.name), customer.raw())));
    }
    let (mut each, mut slowest, mut all) = (Report::new(), 0.0_f64, Times::default());
    let before = server.cpu();
    let meter = Meter::begin(&bench.set)?;
    for (name, path) in &asked {
        client.get(path, &cookie)?.expect(200)?;
        let times = Times::of(RUNS, |_| client.get(path, &cookie)?.expect(200))?;
        each.insert(name.clone(), json!(times.median()));
        if name != "page" {
            slowest = slowest.max(times.median());
        }
        all.add(&times);
    }
    let cycles = asked.len() * (RUNS + 1);
    let mut report = meter.end(arguments, &bench.set, cycles, Some((server.pid(), before)))?;
    report.insert("p50_ms".to_owned(), json!(all.median()));
    report.insert("p99_ms".to_owned(), json!(all.at(0.99)));
    report.insert("among".to_owned(), json!(place::parties(&bench.set)?));
    report.insert("page_ms".to_owned(), each.get("page").cloned().unwrap_or_default());
    report.insert("slowest_panel_ms".to_owned(), json!(rounded(slowest)));
    report.insert("each_ms".to_owned(), each.into());
    Ok(report)
}

fn fill(set: &Set, size: usize) -> Result<()> {
    let mut ground = cycle::found(set, 1_000_000)?;
    ground.customers.truncate(1);
    let customer = *ground.customers.first().context("there is a customer")?;
    cycle::fill(set, &ground, &cash::STEPS, (size / PER_ORDER) as u64)?;
    // Some are still to be delivered, billed and paid.
    for (steps, from) in [(2, 0), (4, 1), (6, 2)] {
        let from = (size / PER_ORDER) as u64 + from * 50;
        for number in from..from + 50 {
            cycle::cycle(set, &ground, (&cash::STEPS[..steps], 1), number, None)?;
        }
    }
    let mut from = 0;
    while from < size {
        let upto = (from + TOGETHER).min(size);
        set.write(&we(), move |tx| {
            for number in from..upto {
                let on = tx.today().add_days(number as i64 % 400 - 380)?;
                let planned = Activity::new(ActivityType::Call, &format!("Call {number}"), Some(on), None);
                activity::plan(tx, "parties.party", customer.raw(), planned)?;
            }
            Ok(())
        })?;
        from = upto;
    }
    Ok(())
}
