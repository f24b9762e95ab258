//! Search: 200 fixed queries of seven classes over every party, for somebody who sees all and for one team's user.

use crate::measure::{Meter, Report, Times};
use crate::{Arguments, data, place};
use base::{Error, Result};
use serde_json::{Value as Json, json};
use store::search;

/// Hits wanted.
const HITS: usize = 20;

/// The queries by class. Each is made from a party of the set, so that there is something to find.
fn queries(size: usize) -> Vec<(&'static str, Vec<String>)> {
    // Spread over the whole set, the same for every run.
    let some = |count: usize, salt: usize| (0..count).map(move |i| ((i * 7_919 + salt) * 104_729 % size) as u64);
    let plain = |n: &u64| data::name(*n).split(' ').next().is_some_and(|w| w.is_ascii() && w.len() >= 7);
    let first = |n: u64| data::name(n).split(' ').next().unwrap_or_default().to_lowercase();
    let chinese = |n: &u64| data::name(*n).contains("有限公司");
    let common =
        ["gmbh", "logistik", "talleres", "trading", "ltd", "werkzeuge", "lucia", "peter", "alimentacion", "kg"];
    let common = common.iter().cycle().take(29).map(|w| (*w).to_owned()).collect();
    let rare = some(29, 1).map(data::email).collect();
    let two = some(400, 2).filter(plain).take(29).map(|n| {
        let name = data::name(n);
        name.split(' ').take(2).collect::<Vec<_>>().join(" ")
    });
    let prefix = some(400, 3).filter(plain).take(29).map(|n| first(n).chars().take(3).collect());
    let han = some(400, 4).filter(chinese).take(28).map(|n| data::name(n).chars().skip(1).take(2).collect());
    let tail = some(28, 5).map(|n| data::phone(n).chars().skip(6).collect());
    let typo = some(400, 6).filter(plain).take(28).map(|n| {
        let mut letters: Vec<char> = first(n).chars().collect();
        letters.swap(3, 4);
        letters.into_iter().collect()
    });
    vec![
        ("common", common),
        ("rare", rare),
        ("two_words", two.collect()),
        ("prefix", prefix.collect()),
        ("two_han", han.collect()),
        ("phone_tail", tail.collect()),
        ("typo", typo.collect()),
    ]
}

/// Asks each query once to warm up and three times to measure.
pub fn run(arguments: &Arguments) -> Result<Report> {
    let bench = place::filled(arguments)?;
    let set = &bench.set;
    let shape = set.model().shapes.get("parties.party").cloned();
    let shapes: Vec<_> = shape.into_iter().collect();
    let queries = queries(arguments.size);
    let (mut all, mut statements, mut cycles) = (Times::default(), 0, 0);
    let mut classes = serde_json::Map::new();
    let mut slowest = serde_json::Map::new();
    let askers = place::askers(set)?;
    let mut find = |who: &store::Who, query: &str| {
        set.read(who, |read| {
            let before = read.statements();
            let hits = search::find(read, &shapes, query, HITS)?;
            statements += read.statements() - before + 2;
            cycles += 1;
            Ok(hits.len())
        })
    };
    let meter = Meter::begin(set)?;
    for (scope, who) in &askers {
        for (class, queries) in &queries {
            let mut times = Times::default();
            let mut found = 0;
            for query in queries {
                found += usize::from(find(who, query)? > 0);
                let of_query = Times::of(3, |_| find(who, query))?;
                times.add(&of_query);
            }
            if *scope == "all" {
                if *class != "typo" && found < queries.len() {
                    return Err(Error::broken(format!("{class}: found for {found} of {} queries", queries.len())));
                }
                slowest.insert((*class).to_owned(), json!(times.at(1.0)));
            }
            classes.insert(format!("{class} ({scope})"), json!(times.at(0.95)));
            all.add(&times);
        }
    }
    let mut report = meter.end(arguments, set, cycles, None)?;
    report.insert("statements_per_cycle".to_owned(), json!(statements as f64 / cycles as f64));
    report.insert("p50_ms".to_owned(), json!(all.median()));
    report.insert("p99_ms".to_owned(), json!(all.at(0.99)));
    report.insert("p95_ms".to_owned(), json!(all.at(0.95)));
    report.insert("p95_ms_each".to_owned(), Json::Object(classes));
    report.insert("slowest_ms_each".to_owned(), Json::Object(slowest));
    Ok(report)
}
