//! Import: parties with address, e-mail, phone and role through completing, checking, duplicate keys, search tokens and audit.

use crate::measure::{Meter, Report, Times, rounded};
use crate::{Arguments, data, place};
use base::Result;
use serde_json::json;
use std::time::Instant;
use store::{Set, Who};

/// Parties of one transaction.
const BATCH: usize = 500;

/// What filling a set told.
pub struct Filled {
    times: Times,
    statements: u64,
}

/// Imports so many parties into a set, a batch a transaction.
pub fn fill(set: &Set, size: usize) -> Result<Filled> {
    let ground = place::ground(set)?;
    let (mut times, mut statements) = (Times::default(), 0);
    for first in (0..size).step_by(BATCH) {
        let begun = Instant::now();
        let ground = ground.clone();
        let last = size.min(first + BATCH);
        statements += set.write_job(&Who::program("bench import"), move |tx| {
            let before = tx.statements();
            let mut batch: Vec<_> = (first..last).map(|n| data::party(n as u64, &ground)).collect();
            tx.insert_many(&mut batch)?;
            Ok(tx.statements() - before)
        })?;
        times.note(begun.elapsed());
        if first % 100_000 == 0 && first > 0 {
            eprintln!("{first} of {size} parties");
        }
    }
    set.seal()?;
    Ok(Filled { times, statements })
}

/// Founds the set of this size anew and measures filling it. A cycle is one party, a time one batch of 500.
pub fn run(arguments: &Arguments) -> Result<Report> {
    let bench = place::fresh(arguments)?;
    let meter = Meter::begin(&bench.set)?;
    let filled = fill(&bench.set, arguments.size)?;
    let mut report = meter.end(arguments, &bench.set, arguments.size, None)?;
    // What every large import ends with.
    let begun = Instant::now();
    bench.set.tidy()?;
    report.insert("tidy_s".to_owned(), json!(rounded(begun.elapsed().as_secs_f64())));
    report.insert("statements_per_cycle".to_owned(), json!(filled.statements as f64 / arguments.size.max(1) as f64));
    report.insert("p50_ms".to_owned(), json!(filled.times.median()));
    report.insert("p99_ms".to_owned(), json!(filled.times.at(0.99)));
    report.insert("batch".to_owned(), json!(BATCH));
    Ok(report)
}
