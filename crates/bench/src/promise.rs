//! What can be promised while somebody types: a draft of ten lines beside so many open orders that wait for the same goods.

use crate::cash;
use crate::cycle::{self, Ground, we};
use crate::measure::{Meter, Report, Times, rounded};
use crate::{Arguments, place};
use accounting::Source;
use base::{Error, Quantity, Result};
use entity::Described as _;
use sales::{Order, OrderLine};
use serde_json::json;
use stock::promising::{Expected, expect};
use store::Set;

/// Drafts that are measured.
const RUNS: usize = 200;
/// Lines of a draft.
const LINES: u64 = 10;
/// On so many days something comes.
const DAYS: u64 = 180;

/// Measures drafts of orders as the live form asks for them.
pub fn run(arguments: &Arguments) -> Result<Report> {
    let bench = place::fresh(arguments)?;
    let set = &bench.set;
    // The first tenth of the orders finds goods, the others wait for what comes.
    let ground = cycle::found(set, (arguments.size as i64 / 4).max(10))?;
    cycle::fill(set, &ground, &cash::STEPS[..2], arguments.size as u64)?;
    coming(set, &ground, arguments.size as i64)?;
    let [(_, who), _] = place::askers(set)?;
    let (mut statements, mut promised) = (0, 0);
    let draft = |number: u64, statements: &mut u64| {
        let lines = (0..LINES).map(|line| Ok(OrderLine::of(ground.item(number, line), Quantity::whole(5)?)));
        let lines = lines.collect::<Result<Vec<_>>>()?;
        let order =
            Order::new(ground.company, ground.customers[number as usize % ground.customers.len()], ground.on, lines);
        set.read(&who, |read| {
            let (mut record, before) = (order.to_record(), read.statements());
            let refusals = read.draft("sales.order", &mut record, &entity::Fields::none())?;
            *statements += read.statements() - before + 2;
            if !refusals.is_empty() {
                return Err(Error::broken("the draft was refused"));
            }
            let order = Order::from_record(&record).map_err(store::damaged)?;
            Ok(order.lines.iter().filter(|l| l.forecast.is_some()).count())
        })
    };
    draft(0, &mut 0)?;
    let meter = Meter::begin(set)?;
    let times = Times::of(RUNS, |run| {
        promised += draft(run as u64, &mut statements)?;
        Ok(())
    })?;
    let mut report = meter.end(arguments, set, RUNS, None)?;
    report.insert("statements_per_cycle".to_owned(), json!(rounded(statements as f64 / RUNS as f64)));
    report.insert("p50_ms".to_owned(), json!(times.median()));
    report.insert("p99_ms".to_owned(), json!(times.at(0.99)));
    report.insert("promised".to_owned(), json!(promised as f64 / (RUNS as u64 * LINES) as f64));
    Ok(report)
}

/// Suppliers bring every item on many days.
fn coming(set: &Set, ground: &Ground, size: i64) -> Result<()> {
    for day in 0..DAYS {
        let ground = ground.clone();
        set.write(&we(), move |tx| {
            let on = Some(ground.on.add_days(1 + day as i64)?);
            let (mut lines, first) = (Vec::new(), day as i64 * 1_000);
            for (place, item) in ground.items.iter().enumerate() {
                let quantity = Quantity::whole(1 + size / 500)?;
                let line = first + place as i64 + 1;
                lines.push(Expected { line, item: *item, warehouse: ground.warehouse, on, quantity });
            }
            expect(tx, ground.company, Source { kind: 201, record: day as i64 + 1 }, &lines)
        })?;
    }
    Ok(())
}
