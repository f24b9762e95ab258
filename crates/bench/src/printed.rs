//! Paper: an order with so many lines as PDF, and how long a page takes.

use crate::cycle::{self, we};
use crate::measure::{Meter, Report, Times, rounded};
use crate::{Arguments, place};
use base::{Context as _, Id, Quantity, Result};
use entity::Entity as _;
use platform::print::Asked;
use sales::{Order, OrderLine};
use serde_json::json;

/// Runs of the file.
const RUNS: usize = 30;

/// Measures making the file, from the record to the bytes.
pub fn run(arguments: &Arguments) -> Result<Report> {
    let bench = place::fresh(arguments)?;
    let set = &bench.set;
    let ground = cycle::found(set, 1)?;
    let size = arguments.size as u64;
    let order: Id<Order> = set.write(&we(), move |tx| {
        let lines =
            (0..size).map(|line| Ok(OrderLine::of(ground.item(0, line), Quantity::whole(1 + line as i64 % 9)?)));
        let lines = lines.collect::<Result<Vec<_>>>()?;
        tx.insert(&mut Order::new(ground.company, ground.customers[0], ground.on, lines))
    })?;
    let layout = fondaco::PRINTS.iter().flat_map(|p| p.iter()).find(|l| l.entity == Order::DEF.name);
    let layout = layout.context("orders are printed")?;
    let words = web::app::messages(&fondaco::registry())?;
    let paper = paper::Paper::default();
    let [(_, who), _] = place::askers(set)?;
    let print = || {
        set.read(&who, |read| {
            let prints = (layout.make)(read, &Asked { words: &words, query: &[] }, order.raw())?;
            paper.pdf(&words, &prints, read.now())
        })
    };
    // The first one reads the fonts.
    let begun = std::time::Instant::now();
    let file = print()?;
    let first = begun.elapsed();
    let pages = pages(&file).max(1);
    let meter = Meter::begin(set)?;
    let times = Times::of(RUNS, |_| print())?;
    let mut report = meter.end(arguments, set, RUNS, None)?;
    let cpu = report["per_cycle_cpu_ms"].as_f64().unwrap_or_default();
    report.insert("p50_ms".to_owned(), json!(times.median()));
    report.insert("p99_ms".to_owned(), json!(times.at(0.99)));
    report.insert("first_ms".to_owned(), json!(rounded(first.as_secs_f64() * 1e3)));
    report.insert("pages".to_owned(), json!(pages));
    report.insert("bytes".to_owned(), json!(file.len()));
    report.insert("page_cpu_ms".to_owned(), json!(rounded(cpu / pages as f64)));
    report.insert("page_p50_ms".to_owned(), json!(rounded(times.median() / pages as f64)));
    Ok(report)
}

/// The pages of a file, by the entries that are no list of pages.
fn pages(file: &[u8]) -> usize {
    let word = b"/Type /Page";
    file.windows(word.len() + 1).filter(|w| w.starts_with(word) && w[word.len()] != b's').count()
}
