//! The committed schema is what the declarations ask for, and every statement fits it.

use std::collections::BTreeMap;
use store::testing::{self, Fresh};

#[test]
fn the_committed_schema_is_what_the_declarations_ask_for() {
    let golden = include_str!("../../migrations/schema.txt");
    let registry = fondaco::registry();
    let wanted = store::schema::to_text(&registry.tables(&[]));
    assert!(golden == wanted, "run `cargo xtask schema`, read the new step and commit it");
}

#[test]
fn every_statement_prepares_on_the_committed_schema() {
    let set = Fresh::open(fondaco::registry());
    let wrong: Vec<String> = testing::prepare_all(&set).expect("the statements can be asked");
    let ours: Vec<&String> = wrong.iter().filter(|w| !w.starts_with("installation.")).collect();
    assert_eq!(ours, Vec::<&String>::new());
}

#[test]
fn no_statement_or_list_scans_a_large_table() {
    let set = Fresh::open(fondaco::registry());
    let scans: Vec<String> = testing::explain_all(&set).expect("the statements can be asked");
    // In the order of ids the table itself is the index, and a page stops after its rows.
    let ours: Vec<&String> =
        scans.iter().filter(|w| !w.contains("sorted by id") && !w.contains("sorted by -id")).collect();
    assert_eq!(ours, Vec::<&String>::new());
}

#[test]
fn kinds_names_and_paths_are_unique() {
    let (mut kinds, mut paths, mut names) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for def in fondaco::registry().defs() {
        assert_eq!(kinds.insert(def.kind, def.name), None, "number {}", def.kind);
        assert_eq!(names.insert(def.name, def.kind), None);
        if def.line_of.is_none() {
            assert_eq!(paths.insert((def.module(), def.plural), def.name), None, "{}/{}", def.module(), def.plural);
        }
    }
}

#[test]
fn every_column_that_holds_an_id_is_declared_as_a_reference() {
    // Merging moves every reference it knows from the descriptions; one it does not know would point at nothing.
    let mut wrong = Vec::new();
    for def in fondaco::registry().defs() {
        for field in def.fields.iter().filter(|f| matches!(f.kind, entity::Kind::Integer)) {
            if field.name.ends_with("_id") || ["party", "customer", "supplier", "item", "user"].contains(&field.name) {
                wrong.push(format!("{}.{}", def.name, field.name));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

/// A field that only the program fills and that begins with nothing keeps people from making a record: nobody could type an order.
#[test]
fn people_make_every_record_but_these() {
    let defs = fondaco::registry().defs();
    let made = |d: &&&entity::EntityDef| d.line_of.is_none() && !d.made_by_hand();
    let mut by_the_program: Vec<&str> = defs.iter().filter(made).map(|d| d.name).collect();
    by_the_program.sort_unstable();
    assert_eq!(by_the_program, BY_THE_PROGRAM);
}

const BY_THE_PROGRAM: &[&str] = &[
    "accounting.allocation",
    "accounting.bank_statement",
    "accounting.bank_transaction",
    "accounting.discount_offer",
    "accounting.journal_entry",
    "accounting.open_item",
    "accounting.period",
    "crm.assignment",
    "crm.confirmation",
    "crm.consent",
    "crm.consent_link",
    "crm.conversion",
    "crm.lifecycle_change",
    "crm.stage_stay",
    "crm.web_entry",
    "parties.merge",
    "parties.ownership",
    "platform.alarm",
    "platform.approval_decision",
    "platform.approval_request",
    "platform.attachment",
    "platform.bulk_change",
    "platform.calendar_feed",
    "platform.job",
    "platform.mail",
    "platform.notification",
    "platform.token",
    "purchasing.amendment",
    "sales.amendment",
    "sales.collective_run",
    "sales.offer_link",
    "sales.package",
    "stock.ledger_row",
    "stock.pick_list",
    "stock.reservation",
    "stock.value_adjustment",
];
