//! Import: parties with address, e-mail, phone and role through completing, checking, duplicate keys, search tokens and audit.

use crate::measure::{Meter, Report, Times, rounded};
use crate::{Arguments, data, place};
use base::Result;
use serde_json::json;
use std::time::Instant;
use store::{Set, Who};

/// Parties that are written together.
const BATCH: usize = 500;
/// A transaction takes no more of them, as a job that nobody waits for does, see `exchange::import`.
const MOST: usize = 4 * BATCH;

/// What filling a set told.
pub struct Filled {
    times: Times,
    statements: u64,
}

/// Imports so many parties into a set, a batch a transaction, the first with this number.
pub fn fill(set: &Set, from: usize, size: usize) -> Result<Filled> {
    let ground = place::ground(set)?;
    let (mut times, mut statements) = (Times::default(), 0);
    for done in (0..size).step_by(MOST) {
        let begun = Instant::now();
        let ground = ground.clone();
        let (first, last) = (from + done, from + size.min(done + MOST));
        statements += set.write_job(&Who::program("bench import"), move |tx| {
            let before = tx.statements();
            for part in (first..last).step_by(BATCH) {
                let mut batch: Vec<_> =
                    (part..last.min(part + BATCH)).map(|n| data::party(n as u64, &ground)).collect();
                tx.insert_many(&mut batch)?;
            }
            Ok(tx.statements() - before)
        })?;
        times.note(begun.elapsed());
        if done % 100_000 == 0 && done > 0 {
            eprintln!("{done} of {size} parties");
        }
    }
    set.seal()?;
    Ok(Filled { times, statements })
}

/// Founds the set of this size anew and measures filling it; with `--more`, what that many further parties cost in the set that
/// is there. A cycle is one party, a time one transaction.
pub fn run(arguments: &Arguments) -> Result<Report> {
    let (bench, from, count) = match arguments.more {
        None => (place::fresh(arguments)?, 0, arguments.size),
        Some(more) => {
            let bench = place::filled(arguments)?;
            // Beyond every number that filling or creating used.
            let from = 20_000_000 + usize::try_from(place::parties(&bench.set)?).unwrap_or(0);
            (bench, from, more)
        }
    };
    let meter = Meter::begin(&bench.set)?;
    let filled = fill(&bench.set, from, count)?;
    let mut report = meter.end(arguments, &bench.set, count, None)?;
    // What every large import ends with.
    let begun = Instant::now();
    bench.set.tidy()?;
    report.insert("tidy_s".to_owned(), json!(rounded(begun.elapsed().as_secs_f64())));
    report.insert("statements_per_cycle".to_owned(), json!(filled.statements as f64 / count.max(1) as f64));
    report.insert("p50_ms".to_owned(), json!(filled.times.median()));
    report.insert("p99_ms".to_owned(), json!(filled.times.at(0.99)));
    report.insert("batch".to_owned(), json!(MOST));
    Ok(report)
}
