//! Movements found out later: the corrections of worked examples, and that they equal a history written in order.

use base::{Money, Price, Quantity};
use proptest::prelude::*;

use crate::movement_tests::{EURO_AT_TEN, Move, cost, euro, layer, methods, moves, pieces};
use crate::*;

fn receipt(n: i64, value: &str) -> Act {
    Act::Receive { quantity: pieces(n), cost: Cost::Of(euro(value)) }
}

fn out(n: i64) -> Act {
    Act::Issue { quantity: pieces(n), from: None }
}

/// Rows numbered from 1, as they would have been posted in this order.
fn posted(method: Method, shortage: Shortage, acts: &[Act]) -> Vec<Entry> {
    let mut rows: Vec<Entry> = Vec::new();
    for (place, act) in acts.iter().enumerate() {
        let history = History { method, snapshot: &State::default(), rows: &rows, settled: &[], shortage };
        let row = Row(place as i64 + 1);
        let Ok(correction) = history.insert(rows.len(), row, act) else { continue };
        for delta in correction.deltas {
            let settled = rows.iter_mut().find(|entry| entry.row == delta.row).unwrap();
            settled.booked = settled.booked.checked_add(delta.value).unwrap();
        }
        rows.push(Entry { row, act: act.clone(), booked: correction.inserted });
    }
    rows
}

fn history(method: Method, rows: &[Entry]) -> History<'_> {
    const EMPTY: &State =
        &State { quantity: Quantity::ZERO, value: Money::ZERO, layers: Vec::new(), unsettled: Vec::new(), last: None };
    History { method, snapshot: EMPTY, rows, settled: &[], shortage: Shortage::Refuse }
}

fn delta(row: i64, value: &str) -> Delta {
    Delta { row: Row(row), value: euro(value) }
}

/// TV3: in 10 at 10; out 5; in 5 at 16; out 4. Then 10 at 13 are found that came before the first issue.
#[test]
fn a_receipt_found_later_changes_what_later_issues_cost() {
    let rows = posted(Method::MovingAverage, Shortage::Refuse, &[receipt(10, "100"), out(5), receipt(5, "80"), out(4)]);
    let booked: Vec<Money> = rows.iter().map(|entry| entry.booked).collect();
    assert_eq!(booked, ["100", "-50", "80", "-52"].map(euro));
    let history = history(Method::MovingAverage, &rows);
    assert_eq!(history.again().unwrap().state.worth(), Worth { quantity: pieces(6), value: euro("78") });
    let correction = history.insert(1, Row(9), &receipt(10, "130")).unwrap();
    assert_eq!(correction.inserted, euro("130"));
    assert_eq!(correction.deltas, [delta(2, "-7.50"), delta(4, "1.50")]);
    assert_eq!(correction.state.worth(), Worth { quantity: pieces(16), value: euro("202") });
}

#[test]
fn an_issue_found_later_moves_fifo_layers_and_their_links() {
    let rows = posted(Method::Fifo, Shortage::Refuse, &[receipt(10, "100"), receipt(10, "150"), out(8)]);
    let correction = history(Method::Fifo, &rows).insert(1, Row(9), &out(5)).unwrap();
    assert_eq!(correction.inserted, euro("-50"));
    assert_eq!(correction.deltas, [delta(3, "-15")]);
    assert_eq!(
        correction.links,
        [(Row(9), vec![layer(1, 5, "50")]), (Row(3), vec![layer(1, 5, "50"), layer(2, 3, "45")])]
    );
    assert_eq!(correction.state.layers, [layer(2, 7, "105")]);
}

#[test]
fn a_later_issue_that_would_run_short_is_named() {
    let rows = posted(Method::MovingAverage, Shortage::Refuse, &[receipt(10, "100"), out(8)]);
    let problem = history(Method::MovingAverage, &rows).insert(1, Row(9), &out(3));
    assert_eq!(problem, Err(Problem::NotEnough { row: Row(2), wanted: pieces(8), on_hand: pieces(7) }));
    assert_eq!(history(Method::MovingAverage, &rows).insert(3, Row(9), &out(1)), Err(Problem::NoSuchPlace));
}

/// An invoice spread over 6 pieces on hand finds 4 when an issue of 2 turns up; a new standard revalues fewer pieces.
#[test]
fn differences_and_revaluations_are_reckoned_again() {
    let invoice = Difference { amount: euro("10"), receipt: Row(1), matched: pieces(10), received: pieces(10) };
    let acts = [receipt(10, "100"), out(4), Act::Spread(invoice)];
    for method in [Method::MovingAverage, Method::Fifo] {
        let rows = posted(method, Shortage::Refuse, &acts);
        assert_eq!(rows[2].booked, euro("6"));
        let correction = history(method, &rows).insert(1, Row(9), &out(2)).unwrap();
        assert_eq!(correction.deltas, [delta(3, "-2")], "{method:?}");
        assert_eq!(correction.state.worth(), Worth { quantity: pieces(4), value: euro("44") });
    }
    let acts = [receipt(10, "105"), Act::NewStandard(Price::parse("12").unwrap()), out(4)];
    let rows = posted(EURO_AT_TEN, Shortage::Refuse, &acts);
    assert_eq!(rows.iter().map(|entry| entry.booked).collect::<Vec<_>>(), ["100", "20", "-48"].map(euro));
    let correction = history(EURO_AT_TEN, &rows).insert(1, Row(9), &out(2)).unwrap();
    assert_eq!(correction.deltas, [delta(2, "-4")]);
    assert_eq!(correction.state.worth(), Worth { quantity: pieces(4), value: euro("48") });
}

/// A piece went out without cover before the snapshot at 10; the receipt that settled it at 12 turns out to come
/// after another one at 11.
#[test]
fn an_issue_settled_after_the_snapshot_is_settled_anew() {
    let snapshot =
        State { quantity: pieces(-1), value: euro("-10"), unsettled: vec![layer(1, 1, "10")], ..State::default() };
    let rows = [Entry { row: Row(2), act: receipt(2, "24"), booked: euro("24") }];
    let history = History {
        method: Method::MovingAverage,
        snapshot: &snapshot,
        rows: &rows,
        settled: &[delta(1, "-2")],
        shortage: Shortage::Allow,
    };
    let right = history.again().unwrap();
    assert_eq!((right.deltas, right.state.worth()), (vec![], Worth { quantity: pieces(1), value: euro("12") }));
    let correction = history.insert(0, Row(9), &receipt(1, "11")).unwrap();
    assert_eq!(correction.deltas, [delta(1, "1")]);
    assert_eq!(correction.state.worth(), Worth { quantity: pieces(2), value: euro("24") });
}

/// 5 delivered, 2 of them brought back; then a dearer receipt turns up that came before: both change, the rest as well.
#[test]
fn goods_that_come_back_come_at_what_their_delivery_costs_now() {
    let back = |delivery| Act::TakeBack { quantity: pieces(2), delivery: Row(delivery), cost: Cost::Of(euro("20")) };
    for method in [Method::MovingAverage, Method::Fifo] {
        let rows = posted(method, Shortage::Refuse, &[receipt(10, "100"), out(5), back(2)]);
        assert_eq!(rows[2].booked, euro("20"));
        let correction = history(method, &rows).insert(0, Row(9), &receipt(10, "200")).unwrap();
        let unit = if method == Method::Fifo { ["-50", "20"] } else { ["-25", "10"] };
        assert_eq!(correction.deltas, [delta(2, unit[0]), delta(3, unit[1])], "{method:?}");
        // A delivery that this history does not hold keeps the cost that was stated.
        let elsewhere = posted(method, Shortage::Refuse, &[receipt(10, "100"), out(5), back(77)]);
        let correction = history(method, &elsewhere).insert(0, Row(9), &receipt(10, "200")).unwrap();
        assert_eq!(correction.deltas, [delta(2, unit[0])], "{method:?}");
    }
    // Delivered without cover at 10, settled at 12: what comes back afterwards costs 12.
    let acts = [receipt(1, "10"), out(3), receipt(2, "24"), back(2)];
    let rows = posted(Method::MovingAverage, Shortage::Allow, &acts);
    assert_eq!(rows.iter().map(|entry| entry.booked).collect::<Vec<_>>(), ["10", "-34", "24", "22.67"].map(euro));
    let late = posted(Method::MovingAverage, Shortage::Allow, &[receipt(3, "30"), out(1), back(2)]);
    assert_eq!(late.len(), 2, "more than was delivered does not come back");
}

#[test]
fn a_transfer_that_came_at_another_cost_is_passed_on() {
    let acts = [Act::ReceiveLayers { parts: vec![layer(7, 10, "100")] }, out(4)];
    let mut rows = posted(Method::Fifo, Shortage::Refuse, &acts);
    rows[0].act = Act::ReceiveLayers { parts: vec![layer(7, 10, "110")] };
    let correction = history(Method::Fifo, &rows).again().unwrap();
    assert_eq!(correction.deltas, [delta(1, "10"), delta(2, "-4")]);
}

fn act(one: &Move) -> Act {
    match one {
        Move::In(units, cents) => Act::Receive { quantity: Quantity::from_units(*units), cost: cost(*cents) },
        Move::Out(units) => Act::Issue { quantity: Quantity::from_units(*units), from: None },
    }
}

proptest! {
    /// Booked values plus deltas are what the books would say if the row had been there from the beginning.
    #[test]
    fn inserting_later_is_the_same_as_writing_in_order(
        method in methods(), moves in moves(), place in 0usize..40, late in moves(), allowed: bool,
    ) {
        let shortage = if allowed { Shortage::Allow } else { Shortage::Refuse };
        let acts: Vec<Act> = moves.iter().map(act).collect();
        let rows = posted(method, shortage, &acts);
        let (place, late) = (place.min(rows.len()), act(&late[0]));
        let history = History { method, snapshot: &State::default(), rows: &rows, settled: &[], shortage };
        let Ok(correction) = history.insert(place, Row(99), &late) else { return Ok(()) };

        let mut in_order: Vec<Act> = rows.iter().map(|entry| entry.act.clone()).collect();
        in_order.insert(place, late);
        let fresh = posted(method, shortage, &in_order);
        prop_assert_eq!(fresh.len(), in_order.len());

        let corrected = |row: Row, booked: Money| {
            let delta = correction.deltas.iter().find(|delta| delta.row == row);
            booked.checked_add(delta.map_or(Money::ZERO, |delta| delta.value)).unwrap()
        };
        let mut late_first: Vec<Money> = rows.iter().map(|entry| corrected(entry.row, entry.booked)).collect();
        late_first.insert(place, correction.inserted);
        let written: Vec<Money> = fresh.iter().map(|entry| entry.booked).collect();
        prop_assert_eq!(late_first, written.clone());
        prop_assert_eq!(Money::sum(written), Ok(correction.state.value));
    }

    /// From a snapshot on or from the beginning: the same corrections.
    #[test]
    fn a_snapshot_changes_nothing(method in methods(), moves in moves(), cut in 0usize..40, late in moves()) {
        let acts: Vec<Act> = moves.iter().map(act).collect();
        let rows = posted(method, Shortage::Allow, &acts);
        let (before, after) = rows.split_at(cut.min(rows.len()));
        let at = |rows, settled, snapshot| History { method, snapshot, rows, settled, shortage: Shortage::Allow };
        let empty = State::default();
        let head = at(before, &[], &empty).again().unwrap();
        // What the head is off by without its tail is what the tail settled of it.
        let turn = |delta: &Delta| Delta { row: delta.row, value: delta.value.checked_neg().unwrap() };
        let settled: Vec<Delta> = head.deltas.iter().map(turn).collect();
        let whole = at(&rows[..], &[], &empty).insert(before.len(), Row(99), &act(&late[0]));
        let part = at(after, &settled, &head.state).insert(0, Row(99), &act(&late[0]));
        match (whole, part) {
            (Ok(whole), Ok(part)) => {
                prop_assert_eq!(whole.state, part.state);
                prop_assert_eq!(whole.inserted, part.inserted);
                let sorted = |mut deltas: Vec<Delta>| { deltas.sort_by_key(|delta| delta.row); deltas };
                prop_assert_eq!(sorted(whole.deltas), sorted(part.deltas));
            }
            (whole, part) => prop_assert_eq!(whole, part),
        }
    }
}
