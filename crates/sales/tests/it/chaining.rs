//! Legal numbers are a chain: whoever changes, removes or swaps a document behind the program's back is told by name.

use crate::fixture::{World, day, perform, perform_with, we, world};
use accounting::Costing;
use accounting::JournalEntry;
use accounting::charts::Chart;
use base::Id;
use sales::{CustomerInvoice, Reversal};
use store::Engine;

/// Three invoices of hours, and the credit note of the second.
fn sold() -> World {
    let w = world(Chart::General, Costing::MovingAverage);
    let mut invoices = Vec::new();
    for hours in 1..=3 {
        let order = w.ordered("2026-01-05", 0, hours).unwrap();
        invoices.push(w.billed(order, "2026-01-06").unwrap());
    }
    let (second, asked) = (invoices[1], Reversal { posted_on: day("2026-01-07"), reason: "Wrong hours".into() });
    w.write(&we(), move |tx| {
        let made = perform_with(tx, second, "reverse", &asked)?;
        perform(tx, Id::<CustomerInvoice>::from_raw(made[0].1), "post")
    })
    .unwrap();
    assert_eq!(w.broken(), Vec::<String>::new());
    w
}

fn behind(w: &World, sql: &'static [&'static str]) {
    w.write(&we(), move |tx| sql.iter().try_for_each(|sql| tx.execute(sql, &[]).map(|_| ()))).unwrap();
}

/// What a law of the chain says; other laws may speak as well.
fn told(w: &World, law: &str) -> Vec<String> {
    let laws = accounting::MODULE.laws.iter().chain(sales::MODULE.laws);
    let law = laws.into_iter().find(|l| l.name == law).unwrap();
    w.read(&we(), |read| (law.broken)(read)).unwrap()
}

const BOOKS: &str = "accounting.legal_numbers_chained";
const INVOICES: &str = "sales.invoices_are_what_was_chained";

/// Entries refuse change on the database itself; who has the database takes that away first.
fn unguarded(w: &World) {
    behind(
        w,
        match w.engine() {
            Engine::Sqlite => &[
                "DROP TRIGGER \"accounting_journal_entry__no_update\"",
                "DROP TRIGGER \"accounting_journal_entry__no_delete\"",
                "DROP TRIGGER \"accounting_journal_line__no_update\"",
                "DROP TRIGGER \"accounting_journal_line__no_delete\"",
            ],
            Engine::Postgres => &[
                "ALTER TABLE accounting_journal_entry DISABLE TRIGGER USER",
                "ALTER TABLE accounting_journal_line DISABLE TRIGGER USER",
            ],
        },
    );
}

#[test]
fn each_invoice_carries_the_hash_of_the_one_before() {
    let w = sold();
    let all: Vec<CustomerInvoice> = w.read(&we(), |r| r.select("1 = 1 ORDER BY id", &[])).unwrap();
    assert_eq!(all.len(), 4);
    let hashes: Vec<&str> = all.iter().filter_map(|i| i.hash.as_deref()).collect();
    let before: Vec<Option<&str>> = all.iter().map(|i| i.previous_hash.as_deref()).collect();
    // The credit note begins a series of its own.
    assert_eq!(before, [None, Some(hashes[0]), Some(hashes[1]), None]);
    assert!(hashes.iter().all(|hash| hash.len() == 64), "{hashes:?}");
    let entry: JournalEntry = w.read(&we(), |r| r.get(all[2].entry.unwrap())).unwrap();
    assert_eq!(entry.hash, all[2].hash);
}

#[test]
fn two_of_one_transaction_follow_each_other() {
    let w = world(Chart::General, Costing::MovingAverage);
    let orders = [w.ordered("2026-01-05", 0, 1).unwrap(), w.ordered("2026-01-05", 0, 2).unwrap()];
    w.write(&we(), move |tx| {
        orders.iter().try_for_each(|order| {
            let made = perform_with(tx, *order, "bill", &sales::Bill { posted_on: Some(day("2026-01-06")) })?;
            tx.next_document();
            perform(tx, Id::<CustomerInvoice>::from_raw(made[0].1), "post")?;
            tx.next_document();
            Ok(())
        })
    })
    .unwrap();
    let third = w.ordered("2026-01-05", 0, 3).unwrap();
    w.billed(third, "2026-01-06").unwrap();
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn an_invoice_with_another_total_is_named() {
    let w = sold();
    behind(&w, &["UPDATE sales_customer_invoice SET total = total + 1 WHERE number = 'INV-2026-00002'"]);
    let said = told(&w, INVOICES);
    assert!(said.len() == 1 && said[0].starts_with("invoice INV-2026-00002 says "), "{said:?}");
}

#[test]
fn an_invoice_that_was_removed_is_named() {
    let w = sold();
    behind(
        &w,
        &[
            "DELETE FROM sales_customer_invoice_line WHERE document = (SELECT id FROM sales_customer_invoice WHERE number = 'INV-2026-00003')",
            "DELETE FROM sales_customer_invoice WHERE number = 'INV-2026-00003'",
        ],
    );
    assert_eq!(told(&w, INVOICES), ["invoice INV-2026-00003 is missing"]);
}

#[test]
fn two_invoices_that_were_swapped_are_named() {
    let w = sold();
    behind(
        &w,
        &[
            "UPDATE sales_customer_invoice SET number = 'x' WHERE number = 'INV-2026-00001'",
            "UPDATE sales_customer_invoice SET number = 'INV-2026-00001' WHERE number = 'INV-2026-00003'",
            "UPDATE sales_customer_invoice SET number = 'INV-2026-00003' WHERE number = 'x'",
        ],
    );
    let said = ["INV-2026-00001", "INV-2026-00003"];
    assert_eq!(told(&w, INVOICES), said.map(|n| format!("invoice {n} does not stand where its number was drawn")));
}

#[test]
fn who_changes_the_entry_with_its_invoice_breaks_the_chain() {
    let w = sold();
    unguarded(&w);
    behind(
        &w,
        &[
            "UPDATE sales_customer_invoice SET total = total + 1 WHERE number = 'INV-2026-00002'",
            "UPDATE accounting_journal_entry SET stated = (SELECT i.customer || ' ' || i.currency || ' ' || i.net || ' ' || i.tax || ' ' \
             || i.total FROM sales_customer_invoice i WHERE i.number = 'INV-2026-00002') WHERE number = 'INV-2026-00002'",
        ],
    );
    assert_eq!(told(&w, INVOICES), Vec::<String>::new());
    assert_eq!(told(&w, BOOKS), ["INV-2026-00002 does not say what its hash was taken of"]);
}

#[test]
fn a_line_that_says_more_breaks_the_chain() {
    let w = sold();
    unguarded(&w);
    behind(
        &w,
        &["UPDATE accounting_journal_line SET amount = amount + 1 WHERE party IS NOT NULL AND document = \
           (SELECT id FROM accounting_journal_entry WHERE number = 'INV-2026-00001')"],
    );
    assert_eq!(told(&w, BOOKS), ["INV-2026-00001 does not say what its hash was taken of"]);
}

#[test]
fn two_entries_that_were_swapped_break_the_chain() {
    let w = sold();
    unguarded(&w);
    behind(
        &w,
        &[
            "UPDATE accounting_journal_entry SET number = 'x' WHERE number = 'INV-2026-00001'",
            "UPDATE accounting_journal_entry SET number = 'INV-2026-00001' WHERE number = 'INV-2026-00002'",
            "UPDATE accounting_journal_entry SET number = 'INV-2026-00002' WHERE number = 'x'",
        ],
    );
    assert_eq!(told(&w, BOOKS), ["INV-2026-00001 does not follow the document before it"]);
}

#[test]
fn an_entry_that_was_removed_is_named() {
    for (number, said) in [
        ("INV-2026-00001", "INV-2026-00002 does not follow the document before it"),
        ("INV-2026-00002", "INV-2026-00002 is missing from its chain; INV-2026-00003 follows"),
        (
            "INV-2026-00003",
            "INV-2026-00003 is missing or is not the one that was posted: the chain ends with INV-2026-00002",
        ),
    ] {
        let w = sold();
        unguarded(&w);
        w.write(&we(), move |tx| {
            tx.execute("UPDATE accounting_journal_entry SET number = 'gone' WHERE number = $1", &[number.into()])
        })
        .unwrap();
        assert_eq!(told(&w, BOOKS), [said]);
    }
}

#[test]
fn a_customer_who_becomes_another_keeps_the_chain() {
    let w = sold();
    let customer = w.customer;
    w.write(&we(), move |tx| {
        let other = tx.insert(&mut parties::Party::organisation("Nordbau Holding"))?;
        let moved = tx.pointing("sales.customer_invoice", "customer", customer.raw())?;
        tx.repoint("sales.customer_invoice", "customer", &moved, customer.raw(), other.raw(), "merge")?;
        tx.retire("parties.party", customer.raw(), other.raw()).map(|_| ())
    })
    .unwrap();
    assert_eq!(told(&w, INVOICES), Vec::<String>::new());
}
