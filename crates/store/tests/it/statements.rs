//! Statements written by hand are right on this engine and find their rows by an index.

use crate::fixture::shop;
use store::Engine;
use store::testing::{explain_all, prepare_all};

#[test]
fn every_statement_can_be_prepared() {
    assert_eq!(prepare_all(&shop()).unwrap(), Vec::<String>::new());
}

#[test]
fn no_statement_scans_a_large_table() {
    // One that does shows that the test would see it.
    let bad = store::sql!("test.scan", "SELECT COUNT(*) FROM shop_order o WHERE o.number = $1");
    let shop = shop();
    let found = explain_all(&shop).unwrap();
    match shop.engine() {
        Engine::Sqlite => assert_eq!(found, [format!("{}: SCAN o (shop_order)", bad.name)]),
        Engine::Postgres => assert_eq!(found, Vec::<String>::new()),
    }
}
