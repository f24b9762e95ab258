//! Duplicates: 200 fixed drafts of parties that are nearly in the set, looked up among all of its parties.

use crate::measure::{Meter, Report, Times};
use crate::{Arguments, data, place};
use base::{Context, Error, Result};
use entity::Lines;
use parties::{EmailAddress, Party, PhoneNumber, duplicates};
use serde_json::json;

/// Drafts.
const DRAFTS: usize = 200;

/// A party as somebody else types it: the name alone, with the e-mail address, or with the number, in turn.
fn draft(number: usize, size: usize, ground: &data::Ground) -> Party {
    let known = (number * 7_919 * 104_729 % size) as u64;
    let full = data::party(known, ground);
    let mut draft = Party { form: full.form, ..Party::organisation(&data::name(known).to_uppercase()) };
    draft.addresses = full.addresses;
    match number % 3 {
        0 => {}
        1 => draft.emails = Lines::from(vec![EmailAddress::of(&data::email(known).to_uppercase())]),
        _ => draft.phones = Lines::from(vec![PhoneNumber::of(&data::phone(known))]),
    }
    draft
}

/// Asks for each draft once to warm up and three times to measure.
pub fn run(arguments: &Arguments) -> Result<Report> {
    let bench = place::filled(arguments)?;
    let ground = place::ground(&bench.set)?;
    let who = place::askers(&bench.set)?.into_iter().next().context("there is an administrator")?.1;
    let drafts: Vec<Party> = (0..DRAFTS).map(|n| draft(n, arguments.size, &ground)).collect();
    let (mut statements, mut found, mut times) = (0, 0, Times::default());
    let mut like = |draft: &Party| {
        bench.set.read(&who, |read| {
            let before = read.statements();
            let candidates = duplicates::like(read, draft)?;
            statements += read.statements() - before + 2;
            Ok(candidates.len())
        })
    };
    let meter = Meter::begin(&bench.set)?;
    for draft in &drafts {
        found += usize::from(like(draft)? > 0);
        times.add(&Times::of(3, |_| like(draft))?);
    }
    // A name that many share leads to more than are looked through; nearly every draft leads to its party.
    if found < DRAFTS * 2 / 3 {
        return Err(Error::broken(format!("only {found} of {DRAFTS} drafts look like anybody")));
    }
    let mut report = meter.end(arguments, &bench.set, DRAFTS * 4, None)?;
    report.insert("statements_per_cycle".to_owned(), json!(statements as f64 / (DRAFTS * 4) as f64));
    report.insert("p50_ms".to_owned(), json!(times.median()));
    report.insert("p95_ms".to_owned(), json!(times.at(0.95)));
    report.insert("p99_ms".to_owned(), json!(times.at(0.99)));
    report.insert("slowest_ms".to_owned(), json!(times.at(1.0)));
    report.insert("found".to_owned(), json!(found));
    Ok(report)
}
