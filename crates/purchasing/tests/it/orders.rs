//! What we order comes, in parts, too much, or not at all.

use crate::fixture::{average, codes, day, pieces, price, world};
use accounting::Costing;
use accounting::charts::Chart;
use purchasing::{Acknowledgement, Extent, GoodsReceipt, OrderLine, Reason, Reversal};

#[test]
fn what_comes_is_stock_and_owed_without_an_invoice() {
    let w = average();
    let order = w.order(100, "10");
    w.receive(order, "2026-01-05", 60).unwrap();
    assert_eq!(w.ledger(), ["inventory 600.00", "goods received not invoiced -600.00"]);
    assert_eq!((w.got(order).received, w.got(order).invoiced), (Extent::Partly, Extent::Nothing));
    w.receive(order, "2026-01-06", 40).unwrap();
    assert_eq!(w.got(order).received, Extent::Fully);
    assert_eq!(
        codes(w.receive(order, "2026-01-07", 1).unwrap_err()),
        ["purchasing.more_than_ordered lines.0.quantity"]
    );
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn a_little_more_may_come_where_the_order_says_so() {
    let w = average();
    let mut draft = w.draft(vec![OrderLine::new(w.bolt, pieces(100)).at(price("10"))]);
    draft.over_receipt = crate::fixture::percent("5");
    let order = w.released(draft).unwrap();
    w.receive(order, "2026-01-05", 105).unwrap();
    assert_eq!(w.ledger()[0], "inventory 1050.00");
    assert!(w.receive(order, "2026-01-05", 1).is_err());
}

#[test]
fn parts_of_a_line_come_to_the_line() {
    let w = average();
    let order = w.order(3, "3.333333");
    for on in ["2026-01-05", "2026-01-06", "2026-01-07"] {
        w.receive(order, on, 1).unwrap();
    }
    assert_eq!(w.ledger(), ["inventory 10.00", "goods received not invoiced -10.00"]);
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn at_standard_the_price_of_the_order_is_a_variance() {
    let w = world(Chart::General, Costing::Standard);
    let order = w.order(100, "10.50");
    w.receive(order, "2026-01-05", 100).unwrap();
    assert_eq!(
        w.ledger(),
        ["inventory 1000.00", "goods received not invoiced -1050.00", "purchase price variance 50.00"]
    );
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn the_continental_way_books_what_comes_as_a_variation() {
    let w = world(Chart::Spain, Costing::MovingAverage);
    let order = w.order(10, "10");
    w.receive(order, "2026-01-05", 10).unwrap();
    assert_eq!(w.ledger(), ["merchandise 100.00", "variation of merchandise -100.00"]);
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn a_receipt_is_taken_back_while_nobody_invoiced_it() {
    let w = average();
    let order = w.order(100, "10");
    let receipt = w.receive_sorted(order, "2026-01-05", (90, 6, 4)).unwrap();
    assert_eq!(w.progress(order), ["100", "4", "0", "0"]);
    let back = Reversal { posted_on: day("2026-01-06"), reason: "Wrong order".into() };
    w.does_with(receipt, "reverse", back).unwrap();
    assert_eq!(w.ledger(), Vec::<String>::new());
    assert_eq!(w.progress(order), ["0", "0", "0", "0"]);
    assert_eq!(w.got(order).received, Extent::Nothing);
    assert_eq!(w.broken(), Vec::<String>::new());
    // And comes again.
    w.receive(order, "2026-01-07", 100).unwrap();
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn the_order_drafts_its_receipt() {
    let w = average();
    let order = w.order(100, "10");
    w.receive(order, "2026-01-05", 30).unwrap();
    let made = w.does(order, "receive").unwrap();
    let receipt: GoodsReceipt = w.got(base::Id::from_raw(made[0].1));
    assert_eq!(receipt.lines[0].quantity, pieces(70));
    w.receive(order, "2026-01-05", 70).unwrap();
    assert_eq!(codes(w.does(order, "receive").unwrap_err()), ["purchasing.nothing_to_receive "]);
    assert_eq!(
        codes(w.does_with(order, "cancel", Reason { reason: "Too late".into() }).unwrap_err()),
        ["purchasing.order_begun "]
    );
}

#[test]
fn a_line_has_three_dates() {
    let w = average();
    let mut draft = w.draft(vec![OrderLine::new(w.bolt, pieces(5)).at(price("2"))]);
    draft.requested = Some(day("2026-02-01"));
    let order = w.released(draft).unwrap();
    assert_eq!(w.got(order).due_on, Some(day("2026-02-01")));
    let answer = Acknowledgement {
        line: Some(1),
        confirmed: Some(day("2026-02-05")),
        forecast: None,
        reference: Some("F-77".into()),
    };
    w.does_with(order, "acknowledge", answer).unwrap();
    let got = w.got(order);
    assert_eq!((got.due_on, got.supplier_reference.as_deref()), (Some(day("2026-02-05")), Some("F-77")));
    assert_eq!(got.lines[0].requested, Some(day("2026-02-01")));
}

#[test]
fn a_kit_is_not_bought_but_its_parts_are() {
    let w = average();
    let (bolt, piece) = (w.bolt, w.piece);
    let kit = w
        .write(&crate::fixture::we(), move |tx| {
            let mut kit = catalog::Item::goods("SET", "Set of bolts", piece);
            kit.nature = catalog::Nature::Kit;
            let part = catalog::KitPart { head: entity::Head::default(), item: bolt, quantity: pieces(2) };
            kit.parts = vec![part].into();
            tx.insert(&mut kit)
        })
        .unwrap();
    let draft = w.draft(vec![OrderLine::new(bolt, pieces(1)), OrderLine::new(kit, pieces(1)).at(price("10"))]);
    assert_eq!(codes(w.released(draft).unwrap_err()), ["purchasing.kits_are_not_bought lines.1.item"]);
}
