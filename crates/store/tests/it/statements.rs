//! Statements written by hand are right on this engine and find their rows by an index.

use crate::fixture::shop;
use store::testing::{explain_all, prepare_all};

#[test]
fn every_statement_can_be_prepared() {
    assert_eq!(prepare_all(&shop()).unwrap(), Vec::<String>::new());
}

#[test]
fn no_statement_scans_a_large_table() {
    assert_eq!(explain_all(&shop()).unwrap(), Vec::<String>::new());
}
