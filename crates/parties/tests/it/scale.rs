//! How long it takes to learn that somebody is known, among a million parties. A measurement of minutes:
//! runs when `FONDACO_SCALE` is set.

use crate::fixture::{firm, we, world};
use parties::duplicates::like;
use std::time::Instant;

#[test]
fn a_draft_among_a_million() {
    if std::env::var("FONDACO_SCALE").is_err() {
        return;
    }
    let world = world();
    let mut conn = world.maintenance().unwrap();
    let numbers = "WITH RECURSIVE n (i) AS (SELECT 1000 UNION ALL SELECT i + 1 FROM n WHERE i < 1000999)";
    let party = "INSERT INTO parties_party (id, version, created_at, changed_at, code, form, name, is_customer, is_supplier, state)";
    let firms = format!(
        "{party} {numbers} SELECT i, 1, 0, 0, 'X' || i, 'organisation', 'Nordbau ' || i, 0, 0, 'active' FROM n"
    );
    let mut fill = |sql: &str| conn.batch(sql).unwrap();
    fill(&firms);
    for key in [
        "'email:a' || i || '@x.example'",
        "'phone:' || (i % 100000) || '/+34' || i",
        "'name:' || i || ' nordbau'",
        "'domain:x.example'",
        "'block:10~no~' || (i % 500)",
    ] {
        let weight = if key.contains("block") { 0 } else { 90 };
        fill(&format!(
            "INSERT INTO match_key (key, kind, record, weight) {numbers} SELECT {key}, 50, i, {weight} FROM n"
        ));
    }
    fill("ANALYZE");
    let mut draft = firm("1001 Nordbau GmbH", "a500000@x.example", "+34911234567");
    draft.website = Some("https://x.example".into());
    let mut times = Vec::new();
    for _ in 0..20 {
        let start = Instant::now();
        let found = world.read(&we(), |read| like(read, &draft)).unwrap();
        times.push(start.elapsed());
        assert_eq!(found[0].id, 500_000);
    }
    times.sort();
    println!("median {:?}, slowest {:?}", times[10], times[19]);
}
