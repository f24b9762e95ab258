//! Create: one party with ten lines at a time, by several clients; through the API with `--http`, straight into the store without.

use crate::http::{Client, Server};
use crate::measure::{Meter, Report, Times, rounded};
use crate::{Arguments, data, place};
use base::{Context, Error, Result};
use serde_json::json;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use store::{LineChange, LinesChange, Set, Submission, Who};

/// Parties made as fast as the clients can.
const CLOSED: u64 = 3_000;
/// Requests offered a second, whether or not earlier ones are answered.
const OFFERED: u64 = 300;
/// For how many seconds.
const SECONDS: u64 = 10;

/// Measures creating.
pub fn run(arguments: &Arguments) -> Result<Report> {
    let bench = place::filled(arguments)?;
    // Parties of earlier runs are there: these are others. The numbers stay below those a phone number can hold.
    let first = 2_000_000 + place::parties(&bench.set)?.unsigned_abs() * 3;
    if arguments.http { over_http(arguments, &bench, first) } else { in_process(arguments, &bench.set, first) }
}

fn threads(clients: usize, run: impl Fn() -> Result<()> + Sync) -> Result<()> {
    let failed = Mutex::new(Ok(()));
    std::thread::scope(|scope| {
        for _ in 0..clients {
            scope.spawn(|| {
                if let (Err(error), Ok(mut slot)) = (run(), failed.lock()) {
                    *slot = Err(error);
                }
            });
        }
    });
    failed.into_inner().unwrap_or(Ok(()))
}

fn added(all: &Mutex<Times>, times: &Times) {
    if let Ok(mut all) = all.lock() {
        all.add(times);
    }
}

fn over_http(arguments: &Arguments, bench: &place::Bench, first: u64) -> Result<Report> {
    let server = Server::start(arguments)?;
    let token = crate::http::token(&bench.set)?;
    let path = format!("/{}/api/parties/parties", bench.name);
    let head = format!("authorization: Bearer {token}\r\ncontent-type: application/json\r\n");
    let make = |client: &mut Client, number: u64| {
        let key = format!("{head}idempotency-key: bench-{number}\r\n");
        client.post(&path, &key, &data::body(number).to_string())?.expect(201).map(|_| ())
    };
    make(&mut Client::connect(&server)?, first)?;
    let next = AtomicU64::new(first + 1);
    let closed = Mutex::new(Times::default());
    let before = server.cpu();
    let meter = Meter::begin(&bench.set)?;
    let end = first + 1 + CLOSED;
    threads(arguments.clients, || {
        let mut client = Client::connect(&server)?;
        let mut times = Times::default();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= end {
                added(&closed, &times);
                return Ok(());
            }
            let begun = Instant::now();
            make(&mut client, number)?;
            times.note(begun.elapsed());
        }
    })?;
    let mut report = meter.end(arguments, &bench.set, CLOSED as usize, Some((server.pid(), before)))?;
    let closed = closed.into_inner().unwrap_or_default();
    report.insert("p50_ms".to_owned(), json!(closed.median()));
    report.insert("p99_ms".to_owned(), json!(closed.at(0.99)));

    // A time begins when the request was due, so that waiting for a slow server counts.
    let open = Mutex::new(Times::default());
    let (turn, begun) = (AtomicU64::new(0), Instant::now());
    threads(arguments.clients, || {
        let mut client = Client::connect(&server)?;
        let mut times = Times::default();
        loop {
            let n = turn.fetch_add(1, Ordering::Relaxed);
            if n >= OFFERED * SECONDS {
                added(&open, &times);
                return Ok(());
            }
            let due = begun + Duration::from_micros(n * 1_000_000 / OFFERED);
            std::thread::sleep(due.saturating_duration_since(Instant::now()));
            make(&mut client, end + 1 + n)?;
            times.note(due.elapsed());
        }
    })?;
    let open = open.into_inner().unwrap_or_default();
    report.insert("offered_per_s".to_owned(), json!(OFFERED));
    report.insert("offered_p50_ms".to_owned(), json!(open.median()));
    report.insert("offered_p99_ms".to_owned(), json!(open.at(0.99)));
    // Statements are counted in the store itself: a server tells nobody.
    let counted = in_process(arguments, &bench.set, end + 1 + OFFERED * SECONDS)?;
    report.insert("statements_per_cycle".to_owned(), counted["statements_per_cycle"].clone());
    Ok(report)
}

/// What the API makes of a body, for the store alone.
fn submission(number: u64, countries: &[(String, base::Id<platform::Country>)]) -> Submission {
    let body = data::body(number);
    let value = |json: &serde_json::Value| match json {
        serde_json::Value::Object(code) => {
            let code = code.get("code").and_then(|c| c.as_str()).unwrap_or_default();
            entity::Value::from(countries.iter().find(|(c, _)| c == code).map(|(_, id)| *id))
        }
        other => entity::Value::from(other.as_str()),
    };
    let mut sent = Submission { entity: "parties.party".to_owned(), ..Submission::default() };
    for (name, json) in body.as_object().into_iter().flatten() {
        match json.as_array() {
            None => sent.values.push((name.clone(), value(json))),
            Some(rows) => {
                let line = |row: &serde_json::Value| LineChange {
                    values: row.as_object().into_iter().flatten().map(|(n, v)| (n.clone(), value(v))).collect(),
                    ..LineChange::default()
                };
                sent.lines.push((name.clone(), LinesChange::Whole(rows.iter().map(line).collect())));
            }
        }
    }
    sent
}

fn in_process(arguments: &Arguments, set: &Set, first: u64) -> Result<Report> {
    let ground = place::ground(set)?;
    let (next, statements) = (AtomicU64::new(first), AtomicU64::new(0));
    let all = Mutex::new(Times::default());
    let who: Who = place::askers(set)?.into_iter().next().context("there is an administrator")?.1;
    let meter = Meter::begin(set)?;
    threads(arguments.clients, || {
        let mut times = Times::default();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= first + CLOSED {
                added(&all, &times);
                return Ok(());
            }
            let begun = Instant::now();
            let sent = submission(number, &ground.countries);
            let ran = set.write(&who, move |tx| {
                let before = tx.statements();
                tx.submit(&sent)?;
                Ok::<u64, Error>(tx.statements() - before)
            })?;
            // The audit's two inserts and the beginning and end come after the operation.
            statements.fetch_add(ran + 4, Ordering::Relaxed);
            times.note(begun.elapsed());
        }
    })?;
    let mut report = meter.end(arguments, set, CLOSED as usize, None)?;
    let times = all.into_inner().unwrap_or_default();
    report.insert("statements_per_cycle".to_owned(), json!(rounded(statements.into_inner() as f64 / CLOSED as f64)));
    report.insert("p50_ms".to_owned(), json!(times.median()));
    report.insert("p99_ms".to_owned(), json!(times.at(0.99)));
    Ok(report)
}
