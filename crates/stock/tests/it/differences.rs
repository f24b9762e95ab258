//! Invoices at another price: stock bears what is still there, the rest is expense, variance or what the goods became.

use crate::fixture::{World, codes, day, perform_with, pieces, we, world};
use accounting::charts::Chart;
use accounting::posting::Numbering;
use accounting::{Costing, Journal, Part, Posting, Role, Source};
use base::{Id, Money};
use stock::{
    Basis, LandedCost, LandedCostItem, LandedCostReceipt, LedgerRow, Move, Purpose, Receipt, Reversal, Why, moving,
};

const RECEIPT: Source = Source { kind: 998, record: 1 };
const INVOICE: Source = Source { kind: 999, record: 1 };

/// A purchase of bolts, received against goods received not invoiced.
fn received(w: &World, on: &str, n: i64, value: &str) -> Id<LedgerRow> {
    let (company, warehouse, bolt) = (w.company, w.warehouse, w.bolt);
    let (on, value) = (day(on), Money::parse(value, 2).unwrap());
    w.write(&we(), move |tx| {
        let document = moving::Document { company, posted_on: on, number: "GR-1", source: RECEIPT };
        let moved = moving::apply(tx, &document, &[Move::receipt(bolt, warehouse, pieces(n), value).line(1)])?;
        let mut draft = ledger::Draft::new();
        let account = |tx: &store::Tx, role| accounting::account(tx, company, role, None).map(|a| a.raw());
        let currency = accounting::kept::books(tx)?.currency(company)?.raw();
        draft = draft.debit(account(tx, Role::Inventory)?, currency, moved[0].value);
        draft = draft.debit(account(tx, Role::PurchasePriceVariance)?, currency, moved[0].variance);
        draft = draft.credit(account(tx, Role::ReceivedNotInvoiced)?, currency, value);
        let posting = Posting::new(company, Journal::Stock, Part::Inventory, on, Numbering::Given("GR-1"), RECEIPT);
        accounting::posting::post(tx, &posting, draft)?;
        Ok(moved[0].row)
    })
    .unwrap()
}

/// The supplier's invoice for all of it; `total` is its net.
fn invoiced(w: &World, on: &str, row: Id<LedgerRow>, n: i64, total: &str) {
    let (company, on, total) = (w.company, day(on), Money::parse(total, 2).unwrap());
    w.write(&we(), move |tx| {
        let expected = stock::received_value(tx, row, pieces(0), pieces(n))?;
        let document = moving::Document { company, posted_on: on, number: "SI-1", source: INVOICE };
        let amount = total.checked_sub(expected)?;
        let receipt = Receipt { row, matched: pieces(n), amount, source_line: Some(1) };
        let borne = stock::value_difference(tx, &document, Why::InvoicePrice, &[receipt])?;
        let account = |tx: &store::Tx, role| accounting::account(tx, company, role, None).map(|a| a.raw());
        let currency = accounting::kept::books(tx)?.currency(company)?.raw();
        let draft = ledger::Draft::new().debit(account(tx, Role::ReceivedNotInvoiced)?, currency, expected).credit(
            account(tx, Role::Bank)?,
            currency,
            total,
        );
        let draft = stock::posting::difference(tx, company, &borne, draft)?;
        let posting = Posting::new(company, Journal::Purchases, Part::Inventory, on, Numbering::Given("SI-1"), INVOICE);
        accounting::posting::post(tx, &posting, draft).map(|_| ())
    })
    .unwrap()
}

#[test]
fn a_moving_average_bears_what_is_still_there() {
    // Test vector 1: 100 received at 10, 40 issued, 100 invoiced at 11.
    let w = world(Chart::General, Costing::MovingAverage);
    let row = received(&w, "2026-02-02", 100, "1000");
    w.moved(Purpose::Scrap, "2026-02-03", 40, None).unwrap();
    invoiced(&w, "2026-02-04", row, 100, "1100");
    assert_eq!(w.ledger(), ["bank -1100.00", "inventory 660.00", "price differences 40.00", "scrap 400.00"]);
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn at_standard_the_invoice_leaves_a_variance() {
    // Test vector 2: standard 10, ordered at 10.50, invoiced at 10.70.
    let w = world(Chart::General, Costing::Standard);
    let row = received(&w, "2026-02-02", 100, "1050");
    invoiced(&w, "2026-02-04", row, 100, "1070");
    assert_eq!(
        w.ledger(),
        ["bank -1070.00", "inventory 1000.00", "purchase price variance 50.00", "invoice price variance 20.00"]
    );
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn what_took_the_goods_bears_its_share() {
    let w = world(Chart::General, Costing::Fifo);
    let row = received(&w, "2026-02-02", 100, "1000");
    w.moved(Purpose::Scrap, "2026-02-03", 30, None).unwrap();
    w.moved(Purpose::InternalUse, "2026-02-03", 10, None).unwrap();
    invoiced(&w, "2026-02-04", row, 100, "1100");
    assert_eq!(w.ledger(), ["bank -1100.00", "inventory 660.00", "scrap 330.00", "goods for own use 110.00"]);
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn an_invoice_dated_before_an_issue_changes_what_it_cost() {
    let w = world(Chart::General, Costing::MovingAverage);
    let row = received(&w, "2026-02-02", 100, "1000");
    w.moved(Purpose::Scrap, "2026-02-05", 40, None).unwrap();
    invoiced(&w, "2026-02-03", row, 100, "1100");
    // All hundred were there on the third, so the issue takes its share of the difference.
    assert_eq!(w.ledger(), ["bank -1100.00", "inventory 660.00", "scrap 440.00"]);
    assert_eq!(w.broken(), Vec::<String>::new());
    // And an issue dated before the invoice leaves less to bear it.
    w.moved(Purpose::InternalUse, "2026-02-02", 50, None).unwrap();
    assert_eq!(
        w.ledger(),
        ["bank -1100.00", "inventory 110.00", "price differences 50.00", "scrap 440.00", "goods for own use 500.00"]
    );
    assert_eq!(w.broken(), Vec::<String>::new());
}

fn freight(w: &World, on: &str, amount: &str, basis: Basis, goods: Vec<LandedCostReceipt>) -> Id<LandedCost> {
    let costs = vec![LandedCostItem::new("Freight", Money::parse(amount, 2).unwrap(), basis)];
    let draft = LandedCost::new(w.company, day(on), costs, goods);
    w.write(&we(), move |tx| {
        let id = tx.insert(&mut draft.clone())?;
        tx.perform("stock.landed_cost", id.raw(), "post", None, &entity::Record::default())?;
        Ok(id)
    })
    .unwrap()
}

#[test]
fn freight_is_shared_and_borne() {
    let w = world(Chart::General, Costing::Fifo);
    let first = received(&w, "2026-02-02", 10, "100");
    w.moved(Purpose::Opening, "2026-02-03", 30, Some("10")).unwrap();
    let second = w.last_row();
    w.moved(Purpose::Scrap, "2026-02-04", 5, None).unwrap();
    // By quantity 10 fall to the first receipt, of which half has gone; 30 to the second.
    let goods = vec![LandedCostReceipt::new(first), LandedCostReceipt::new(second)];
    let id = freight(&w, "2026-02-05", "40.00", Basis::Quantity, goods);
    let books = |inventory: &str, clearing: Option<&str>, scrap: &str| {
        let mut lines = vec![format!("inventory {inventory}"), "goods received not invoiced -100.00".to_owned()];
        lines.extend(clearing.map(|c| format!("landed cost clearing {c}")));
        lines.extend(["opening balances -300.00".to_owned(), format!("scrap {scrap}")]);
        lines
    };
    assert_eq!(w.ledger(), books("385.00", Some("-40.00"), "55.00"));
    assert_eq!(w.broken(), Vec::<String>::new());
    let reversal = Reversal { posted_on: day("2026-02-06"), reason: "Wrong shipment".into() };
    w.write(&we(), move |tx| perform_with(tx, id, "reverse", &reversal)).unwrap();
    assert_eq!(w.ledger(), books("350.00", None, "50.00"));
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn freight_needs_something_to_be_shared_by() {
    let w = world(Chart::General, Costing::MovingAverage);
    let row = received(&w, "2026-02-02", 10, "100");
    let costs = vec![LandedCostItem::new("Freight", Money::from_minor(4000), Basis::Weight)];
    let draft = LandedCost::new(w.company, day("2026-02-05"), costs, vec![LandedCostReceipt::new(row)]);
    let refused = w
        .write(&we(), move |tx| {
            let id = tx.insert(&mut draft.clone())?;
            tx.perform("stock.landed_cost", id.raw(), "post", None, &entity::Record::default())
        })
        .unwrap_err();
    assert_eq!(codes(refused), ["stock.nothing_to_share_by receipts"]);
    let weighed = LandedCostReceipt { weight: Some(pieces(3)), ..LandedCostReceipt::new(row) };
    freight(&w, "2026-02-05", "40.00", Basis::Weight, vec![weighed]);
    assert_eq!(w.ledger()[0], "inventory 140.00");
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn the_continental_way_corrects_the_variation() {
    let w = world(Chart::Spain, Costing::MovingAverage);
    w.moved(Purpose::Receipt, "2026-02-02", 100, Some("10")).unwrap();
    let (company, row) = (w.company, w.last_row());
    w.write(&we(), move |tx| {
        let document = moving::Document { company, posted_on: day("2026-02-04"), number: "SI-1", source: INVOICE };
        let amount = Money::parse("100", 2).unwrap();
        let receipt = Receipt { row, matched: pieces(100), amount, source_line: None };
        let borne = stock::value_difference(tx, &document, Why::InvoicePrice, &[receipt])?;
        let draft = stock::posting::difference(tx, company, &borne, ledger::Draft::new())?;
        let on = document.posted_on;
        let posting = Posting::new(company, Journal::Purchases, Part::Inventory, on, Numbering::Given("SI-1"), INVOICE);
        accounting::posting::post(tx, &posting, draft).map(|_| ())
    })
    .unwrap();
    assert_eq!(w.ledger(), ["merchandise 1100.00", "variation of merchandise -1100.00"]);
    assert_eq!(w.broken(), Vec::<String>::new());
}
