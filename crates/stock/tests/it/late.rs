//! Goods that are dated before others: what was posted stays, and what it is off by is posted beside it.

use crate::fixture::{World, codes, day, perform_with, pieces, price, we, world};
use accounting::charts::Chart;
use accounting::{Costing, Part};
use stock::{MovementLine, Purpose, Reversal};

fn average() -> World {
    world(Chart::General, Costing::MovingAverage)
}

/// Test vector 3: 10 at 10.00, 5 out, 5 at 16.00, 4 out. Then 10 at 13.00 turn up that came on the day before the first issue.
fn vector_3(costing: Costing) -> World {
    let w = world(Chart::General, costing);
    w.moved(Purpose::Opening, "2026-02-02", 10, Some("10")).unwrap();
    w.moved(Purpose::Scrap, "2026-02-04", 5, None).unwrap();
    w.moved(Purpose::Opening, "2026-02-05", 5, Some("16")).unwrap();
    w.moved(Purpose::InternalUse, "2026-02-06", 4, None).unwrap();
    w
}

#[test]
fn a_receipt_found_later_changes_what_later_issues_cost() {
    let w = vector_3(Costing::MovingAverage);
    w.moved(Purpose::Opening, "2026-02-03", 10, Some("13")).unwrap();
    assert_eq!(
        w.rows(),
        [
            "2026-02-02 10 100.00",
            "2026-02-03 10 130.00",
            "2026-02-04 -5 -50.00",
            "2026-02-04 0 -7.50",
            "2026-02-05 5 80.00",
            "2026-02-06 -4 -52.00",
            "2026-02-06 0 1.50",
        ]
    );
    assert_eq!(w.ledger(), ["inventory 202.00", "opening balances -310.00", "scrap 57.50", "goods for own use 50.50"]);
    assert_eq!(w.broken(), Vec::<String>::new());
    let adjustments: Vec<stock::ValueAdjustment> = w.read(&we(), |read| read.select("1 = 1", &[])).unwrap();
    assert_eq!(adjustments.len(), 1, "one document says it all");
    assert_eq!(adjustments[0].value.format(2), "-6.00");
    assert!(adjustments[0].cause_number.starts_with("SM-2026-"));
    // What comes afterwards goes on from the corrected average: 202.00 for 16.
    w.moved(Purpose::Scrap, "2026-02-07", 16, None).unwrap();
    assert_eq!(w.ledger()[0], "opening balances -310.00");
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn layers_find_their_order_again() {
    let w = vector_3(Costing::Fifo);
    // 5 and 4 of the first receipt at 10.00; now the last of the four comes out of the one at 13.00? No: nine of ten are enough.
    assert_eq!(w.ledger()[0], "inventory 90.00");
    w.moved(Purpose::Scrap, "2026-02-03", 3, None).unwrap();
    // 3 and 5 at 10.00, then 2 at 10.00 and 2 at 16.00 in the place of 4 at 10.00.
    assert_eq!(w.ledger(), ["inventory 48.00", "opening balances -180.00", "scrap 80.00", "goods for own use 52.00"]);
    assert_eq!(w.broken(), Vec::<String>::new());
    w.moved(Purpose::Scrap, "2026-02-06", 3, None).unwrap();
    assert_eq!(w.ledger()[0], "opening balances -180.00", "the last layers are gone");
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn nothing_leaves_that_a_later_day_needs() {
    let w = vector_3(Costing::MovingAverage);
    // 6 are there today, but on the day of the first issue 5 were.
    assert_eq!(codes(w.moved(Purpose::Scrap, "2026-02-03", 6, None).unwrap_err()), ["stock.short_later quantity"]);
    assert_eq!(codes(w.moved(Purpose::Scrap, "2026-02-05", 7, None).unwrap_err()), ["stock.not_enough quantity"]);
    w.moved(Purpose::Scrap, "2026-02-03", 5, None).unwrap();
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn the_books_say_how_far_back() {
    let w = average();
    w.moved(Purpose::Opening, "2026-02-02", 10, Some("10")).unwrap();
    let refused = w.moved(Purpose::Opening, "2026-01-02", 1, Some("10")).unwrap_err();
    assert_eq!(codes(refused), ["stock.dated_too_far_back posted_on"]);
    w.moved(Purpose::Opening, "2026-01-10", 1, Some("10")).unwrap();
    w.close("2026-01", Part::Inventory);
    let refused = w.moved(Purpose::Opening, "2026-01-20", 1, Some("10")).unwrap_err();
    assert_eq!(codes(refused), ["accounting.period_closed posted_on"]);
}

#[test]
fn a_month_is_begun_from_its_snapshot() {
    let w = average();
    w.moved(Purpose::Opening, "2026-01-12", 10, Some("10")).unwrap();
    w.moved(Purpose::Scrap, "2026-01-31", 4, None).unwrap();
    w.moved(Purpose::Opening, "2026-02-02", 6, Some("14")).unwrap();
    w.moved(Purpose::Scrap, "2026-02-04", 6, None).unwrap();
    assert_eq!(w.ledger()[0], "inventory 72.00");
    // After the snapshot: 6 at 10.00 and 2 at 20.00 before the receipt of 6 at 14.00.
    w.moved(Purpose::Opening, "2026-02-01", 2, Some("20")).unwrap();
    assert_eq!(w.broken(), Vec::<String>::new());
    let after = w.rows();
    assert_eq!(after[after.len() - 1], "2026-02-04 0 -6.86");
    // Before it: the snapshot no longer holds, and the first issue is off as well.
    w.moved(Purpose::Opening, "2026-01-20", 10, Some("20")).unwrap();
    assert_eq!(w.broken(), Vec::<String>::new());
    w.moved(Purpose::Opening, "2026-02-01", 1, Some("20")).unwrap();
    assert_eq!(w.broken(), Vec::<String>::new());
    let left = 10 - 4 + 6 - 6 + 2 + 10 + 1;
    w.moved(Purpose::Scrap, "2026-02-09", left, None).unwrap();
    assert_eq!(w.ledger()[0], "opening balances -444.00");
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn what_was_taken_back_follows_what_it_took_back() {
    let w = average();
    w.moved(Purpose::Opening, "2026-02-02", 10, Some("10")).unwrap();
    let scrap = w.moved(Purpose::Scrap, "2026-02-04", 5, None).unwrap();
    let reversal = Reversal { posted_on: day("2026-02-05"), reason: "Found again".into() };
    w.write(&we(), move |tx| perform_with(tx, scrap, "reverse", &reversal)).unwrap();
    w.moved(Purpose::Opening, "2026-02-03", 10, Some("20")).unwrap();
    assert_eq!(w.ledger(), ["inventory 300.00", "opening balances -300.00"]);
    assert_eq!(w.broken(), Vec::<String>::new());
    // Taken back after it was corrected: at what it costs by now.
    let late = w.moved(Purpose::Scrap, "2026-02-06", 10, None).unwrap();
    w.moved(Purpose::Opening, "2026-02-01", 10, Some("30")).unwrap();
    let reversal = Reversal { posted_on: day("2026-02-07"), reason: "Found again".into() };
    w.write(&we(), move |tx| perform_with(tx, late, "reverse", &reversal)).unwrap();
    assert_eq!(w.ledger(), ["inventory 600.00", "opening balances -600.00"]);
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn an_issue_without_cover_gets_its_cost_from_what_is_found() {
    let w = average();
    w.allow_below_zero();
    w.moved(Purpose::Opening, "2026-02-02", 2, Some("10")).unwrap();
    w.moved(Purpose::Scrap, "2026-02-04", 5, None).unwrap();
    w.moved(Purpose::Opening, "2026-02-06", 3, Some("14")).unwrap();
    assert_eq!(w.broken(), Vec::<String>::new());
    w.moved(Purpose::Opening, "2026-02-03", 3, Some("11")).unwrap();
    assert_eq!(w.ledger()[0], "inventory 42.00");
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn two_lines_of_one_document_follow_each_other() {
    let w = vector_3(Costing::MovingAverage);
    let line = |n, cost| MovementLine::new(w.bolt, pieces(n), Some(price(cost)));
    let draft = stock::Movement::new(
        w.company,
        w.warehouse,
        Purpose::Opening,
        day("2026-02-03"),
        vec![line(4, "13"), line(6, "13")],
    );
    w.write(&we(), move |tx| {
        let id = tx.insert(&mut draft.clone())?;
        tx.perform("stock.movement", id.raw(), "post", None, &entity::Record::default())
    })
    .unwrap();
    assert_eq!(w.ledger()[0], "inventory 202.00");
    assert_eq!(w.broken(), Vec::<String>::new());
}
