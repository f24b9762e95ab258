//! An import that was interrupted goes on from the row where it stopped: none is done twice, none is left out.

use crate::fixture::*;
use base::Error;
use exchange::import::{Counts, Import, history, no_labels};
use std::cell::Cell;

/// Units without a key: a row that is done twice makes a second record, or is refused.
const UNITS: &str = "entity = \"catalog.unit\"\n[fields]\ncode = \"Code\"\nname = \"Name\"\n";

fn file() -> String {
    let mut text = String::from("Code,Name\n");
    for n in 0..700 {
        match n {
            // One that the database refuses, one without a name, and one that cannot be read at all.
            123 => text.push_str("U7,Twice\n"),
            300 => text.push_str("U300,\n"),
            450 => text.push_str("U450,Unit,too,many,cells\n"),
            _ => text.push_str(&format!("U{n},Unit {n}\n")),
        }
    }
    text
}

#[test]
fn a_run_that_is_stopped_again_and_again_does_every_row_once() {
    let whole = world();
    let expected = import(&whole, &mapping(UNITS), file());
    let set = world();
    let (who, mapping) = (we(), mapping(UNITS));
    let first = Import { set: &set, who: &who, mapping: &mapping, labels: &no_labels, progress: &|_| true };
    let run = first.begin(&rows(file(), &mapping).unwrap()).unwrap();
    let mut tries = 0;
    let report = loop {
        // Each program that takes it up lives for two transactions only.
        let left = Cell::new(2);
        let progress = |_: &Counts| {
            left.set(left.get() - 1);
            left.get() > 0
        };
        let import = Import { set: &set, who: &who, mapping: &mapping, labels: &no_labels, progress: &progress };
        let report = import.go_on(rows(file(), &mapping).unwrap(), run).unwrap();
        tries += 1;
        if report.finished {
            break report;
        }
        assert!(tries < 100);
    };
    assert!(tries > 2, "{tries}");
    assert_eq!(report.counts, expected.counts);
    let kept = set.read(&who, |read| history::run(read, run)).unwrap();
    assert_eq!((kept.state.as_str(), kept.created + kept.refused), ("done", 700));
    let units = "SELECT COUNT(*) FROM catalog_unit WHERE code LIKE 'U%'";
    assert_eq!(number(&set, units), number(&whole, units));
    assert_eq!(number(&set, "SELECT COUNT(*) FROM import_refusal"), i64::try_from(expected.counts.refused).unwrap());
    let again = first.go_on(rows(file(), &mapping).unwrap(), run);
    assert!(matches!(again, Err(Error::NotFound { .. })), "what is done is done");
}
