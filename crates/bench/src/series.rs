//! Series: so many of them told out over a year, of the kinds that people's calendars are full of.

use crate::Arguments;
use crate::measure::{Report, Times, own_cpu, rounded};
use base::{Context as _, Date, Error, Instant, Local, Result, Zone};
use serde_json::json;
use std::time::Duration;
use worktime::{Rule, Series, Span, When};

/// Runs over all of them.
const RUNS: usize = 50;

/// The rules, most of them weekly.
const RULES: [&str; 10] = [
    "FREQ=WEEKLY;BYDAY=MO",
    "FREQ=WEEKLY;BYDAY=TU,TH",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE",
    "FREQ=DAILY",
    "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
    "FREQ=MONTHLY;BYMONTHDAY=15",
    "FREQ=MONTHLY;BYDAY=-1FR",
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
    "FREQ=YEARLY",
    "FREQ=WEEKLY;COUNT=40;BYDAY=FR",
];
const ZONES: [&str; 3] = ["Europe/Madrid", "America/New_York", "Asia/Shanghai"];

/// Measures a year of all series together.
pub fn run(arguments: &Arguments) -> Result<Report> {
    let broken = |problem: worktime::Problem| Error::broken(problem.to_string());
    let mut all = Vec::with_capacity(arguments.size);
    for number in 0..arguments.size {
        let zone = Zone::named(ZONES[number % ZONES.len()])?;
        let first = Date::new(2025, 1, 6).context("a day")?.add_days((number % 300) as i64)?;
        let start = Local::new(first, 8 * 3_600 + (number % 20) as u32 * 1_800)?;
        let rule = Rule::parse(RULES[number % RULES.len()]).map_err(|fault| Error::broken(fault.to_string()))?;
        let when = When::Hours { start, zone, length: Duration::from_secs(3_600) };
        all.push(Series::repeated(when, rule).map_err(broken)?);
    }
    let viewer = Zone::named("Europe/Madrid")?;
    let at = |year| Date::new(year, 1, 1).context("a day").and_then(|day| Instant::start_of(day, "Europe/Madrid"));
    let year = Span { from: at(2026)?, until: at(2027)? };
    let mut told = 0;
    let before = own_cpu();
    let times = Times::of(RUNS, |_| {
        told = 0;
        for series in &all {
            told += series.within(year, &viewer, 10_000).map_err(broken)?.occurrences.len();
        }
        Ok(())
    })?;
    let cpu = own_cpu().saturating_sub(before).as_secs_f64();
    let mut report = Report::new();
    report.insert("name".to_owned(), json!("series"));
    report.insert("size".to_owned(), json!(arguments.size));
    report.insert("cycles".to_owned(), json!(RUNS));
    report.insert("cpu_s".to_owned(), json!(rounded(cpu)));
    report.insert("per_cycle_cpu_ms".to_owned(), json!(rounded(cpu * 1e3 / RUNS as f64)));
    report.insert("p50_ms".to_owned(), json!(times.median()));
    report.insert("p99_ms".to_owned(), json!(times.at(0.99)));
    report.insert("events".to_owned(), json!(told));
    Ok(report)
}
