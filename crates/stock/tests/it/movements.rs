//! Goods come, go and are valued; the books move with them.

use crate::fixture::{World, codes, day, perform_with, pieces, we, world};
use accounting::Costing;
use accounting::charts::Chart;
use stock::{Demand, Purpose, Reversal, reservation};

fn average() -> World {
    world(Chart::General, Costing::MovingAverage)
}

#[test]
fn the_books_move_with_the_goods() {
    let w = average();
    w.moved(Purpose::Opening, "2026-01-02", 10, Some("10")).unwrap();
    w.moved(Purpose::Scrap, "2026-01-03", 5, None).unwrap();
    w.moved(Purpose::Receipt, "2026-01-04", 5, Some("16")).unwrap();
    // Test vector 3: the average of 5 at 10.00 and 5 at 16.00 is 13.00.
    w.moved(Purpose::InternalUse, "2026-01-05", 4, None).unwrap();
    assert_eq!(
        w.ledger(),
        [
            "inventory 78.00",
            "opening balances -100.00",
            "inventory differences -80.00",
            "scrap 50.00",
            "goods for own use 52.00"
        ]
    );
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn the_continental_way_books_what_changes_in_stock() {
    let w = world(Chart::Spain, Costing::MovingAverage);
    w.moved(Purpose::Receipt, "2026-01-02", 10, Some("10")).unwrap();
    w.moved(Purpose::Scrap, "2026-01-03", 4, None).unwrap();
    assert_eq!(w.ledger(), ["merchandise 60.00", "variation of merchandise -60.00"]);
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn the_oldest_leaves_first() {
    let w = world(Chart::General, Costing::Fifo);
    w.moved(Purpose::Opening, "2026-01-02", 10, Some("10")).unwrap();
    w.moved(Purpose::Opening, "2026-01-03", 10, Some("12")).unwrap();
    w.moved(Purpose::Scrap, "2026-01-04", 15, None).unwrap();
    assert_eq!(w.ledger(), ["inventory 60.00", "opening balances -220.00", "scrap 160.00"]);
    w.moved(Purpose::Scrap, "2026-01-05", 5, None).unwrap();
    assert_eq!(w.ledger(), ["opening balances -220.00", "scrap 220.00"]);
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn at_standard_the_rest_is_variance() {
    let w = world(Chart::General, Costing::Standard);
    w.moved(Purpose::Receipt, "2026-01-02", 10, Some("10.50")).unwrap();
    assert_eq!(w.ledger()[0], "inventory 100.00");
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn nothing_leaves_that_is_not_there() {
    let w = average();
    w.moved(Purpose::Opening, "2026-01-02", 10, Some("10")).unwrap();
    assert_eq!(codes(w.moved(Purpose::Scrap, "2026-01-03", 11, None).unwrap_err()), ["stock.not_enough quantity"]);
    assert_eq!(
        codes(w.moved(Purpose::Opening, "2026-01-02", 1, None).unwrap_err()),
        ["stock.cost_unknown_line lines.0.unit_cost"]
    );
    w.moved(Purpose::Scrap, "2026-01-04", 10, None).unwrap();
    assert_eq!(w.ledger(), ["opening balances -100.00", "scrap 100.00"]);
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn a_movement_is_taken_back() {
    let w = average();
    w.moved(Purpose::Opening, "2026-01-02", 10, Some("10")).unwrap();
    let scrap = w.moved(Purpose::Scrap, "2026-01-03", 4, None).unwrap();
    let reversal = Reversal { posted_on: day("2026-01-04"), reason: "Found again".into() };
    w.write(&we(), move |tx| perform_with(tx, scrap, "reverse", &reversal)).unwrap();
    assert_eq!(w.ledger(), ["inventory 100.00", "opening balances -100.00"]);
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn what_is_promised_waits_for_what_comes() {
    let w = average();
    w.moved(Purpose::Opening, "2026-01-02", 10, Some("10")).unwrap();
    let (company, item, warehouse) = (w.company, w.bolt, w.warehouse);
    let order = |n: i64| accounting::Source { kind: 999, record: n };
    let demand = move |n: i64, on: &str| Demand {
        item,
        warehouse,
        quantity: pieces(n),
        wanted_on: day(on),
        priority: 5,
        source_line: 1,
    };
    let late = demand(8, "2026-02-01");
    let held = w
        .write(&we(), move |tx| reservation::reserve(tx, company, "A", order(1), std::slice::from_ref(&late)))
        .unwrap();
    assert_eq!(held, [pieces(8)]);
    let early = demand(6, "2026-01-20");
    let held = w
        .write(&we(), move |tx| reservation::reserve(tx, company, "B", order(2), std::slice::from_ref(&early)))
        .unwrap();
    assert_eq!(held, [pieces(2)]);
    // Five more come: the demand that waits takes four of them, one is free.
    w.moved(Purpose::Receipt, "2026-01-05", 5, Some("10")).unwrap();
    let free = w.read(&we(), |read| stock::available(read, warehouse, &[item])).unwrap();
    assert_eq!(free[&item.raw()], pieces(1));
    assert_eq!(w.broken(), Vec::<String>::new());
    w.write(&we(), move |tx| reservation::release(tx, order(1))).unwrap();
    let free = w.read(&we(), |read| stock::available(read, warehouse, &[item])).unwrap();
    assert_eq!(free[&item.raw()], pieces(9));
    assert_eq!(w.broken(), Vec::<String>::new());
}
