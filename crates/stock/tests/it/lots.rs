//! Lots: what expires first goes first, a number is in stock once, and a lot is followed both ways.

use crate::fixture::{World, codes, day, pieces, we, world};
use accounting::charts::Chart;
use accounting::{Costing, Source};
use base::{Id, Money};
use catalog::{Item, Tracking};
use entity::Record;
use stock::tracing::{self, Way};
use stock::{Lot, Move, moving};

impl World {
    fn tracked(&self, code: &'static str, tracking: Tracking) -> Id<Item> {
        let bolt = self.bolt;
        self.write(&we(), move |tx| {
            let unit = tx.get(bolt)?.base_unit;
            tx.insert(&mut Item { tracking, ..Item::goods(code, code, unit) })
        })
        .unwrap()
    }

    fn lot(&self, item: Id<Item>, code: &'static str, expires: Option<&str>) -> Id<Lot> {
        let expires = expires.map(day);
        self.write(&we(), move |tx| tx.insert(&mut Lot::new(item, code, expires))).unwrap()
    }

    /// Moves lots under one document: (item, lot, pieces).
    fn document(&self, n: i64, on: &str, goods: &[(Id<Item>, Id<Lot>, i64)]) -> base::Result<()> {
        let (company, warehouse, on, goods) = (self.company, self.warehouse, day(on), goods.to_vec());
        self.write(&we(), move |tx| {
            let number = format!("DOC-{n}");
            let source = Source { kind: 999, record: n };
            let document = moving::Document { company, posted_on: on, number: &number, source };
            let one = |(item, lot, n): &(Id<Item>, Id<Lot>, i64)| {
                let m = if *n > 0 {
                    Move::receipt(*item, warehouse, pieces(*n), Money::from_minor(100 * n))
                } else {
                    Move::issue(*item, warehouse, pieces(-n)).unwrap()
                };
                Move { lot: Some(*lot), ..m }
            };
            let moves: Vec<Move> = goods.iter().map(one).collect();
            moving::apply(tx, &document, &moves).map(|_| ())
        })
    }
}

#[test]
fn what_expires_first_goes_first() {
    let w = world(Chart::General, Costing::MovingAverage);
    let milk = w.tracked("MILK", Tracking::Lot);
    let late = w.lot(milk, "L1", Some("2026-06-01"));
    let soon = w.lot(milk, "L2", Some("2026-02-20"));
    let next = w.lot(milk, "L3", Some("2026-04-01"));
    let never = w.lot(milk, "L4", None);
    w.document(1, "2026-02-02", &[(milk, late, 5), (milk, soon, 5), (milk, next, 5), (milk, never, 5)]).unwrap();
    let picks = |n: i64, days: i64| {
        let warehouse = w.warehouse;
        let picks = w.read(&we(), |read| tracing::picks(read, milk, warehouse, pieces(n), days)).unwrap();
        picks.iter().map(|p| (p.lot.unwrap(), p.quantity)).collect::<Vec<_>>()
    };
    assert_eq!(picks(7, 0), [(soon, pieces(5)), (next, pieces(2))]);
    // On 10 February thirty days are left to the third lot, not to the second.
    assert_eq!(picks(7, 30), [(next, pieces(5)), (late, pieces(2))]);
    assert_eq!(picks(100, 30), [(next, pieces(5)), (late, pieces(5)), (never, pieces(5))]);
    w.write(&we(), move |tx| tx.perform("stock.lot", next.raw(), "freeze", None, &Record::default())).unwrap();
    assert_eq!(picks(7, 30), [(late, pieces(5)), (never, pieces(2))]);
    assert_eq!(codes(w.document(2, "2026-02-03", &[(milk, next, -1)]).unwrap_err()), ["stock.lot_frozen lot"]);
}

#[test]
fn a_number_is_in_stock_once() {
    let w = world(Chart::General, Costing::MovingAverage);
    let bike = w.tracked("BIKE", Tracking::Serial);
    let one = w.lot(bike, "SN-1", None);
    w.document(1, "2026-02-02", &[(bike, one, 1)]).unwrap();
    let again = w.document(2, "2026-02-03", &[(bike, one, 1)]).unwrap_err();
    assert_eq!(codes(again), ["stock.number_there_already lot"]);
    w.document(3, "2026-02-03", &[(bike, one, -1)]).unwrap();
    w.document(4, "2026-02-04", &[(bike, one, 1)]).unwrap();
}

#[test]
fn a_lot_is_followed_both_ways() {
    let w = world(Chart::General, Costing::MovingAverage);
    let (flour, bread) = (w.tracked("FLOUR", Tracking::Lot), w.tracked("BREAD", Tracking::Lot));
    let (f1, b1, b2) = (w.lot(flour, "F1", None), w.lot(bread, "B1", None), w.lot(bread, "B2", None));
    w.document(1, "2026-02-02", &[(flour, f1, 100)]).unwrap();
    w.document(2, "2026-02-03", &[(flour, f1, -30), (bread, b1, 20)]).unwrap();
    w.document(3, "2026-02-04", &[(flour, f1, -30), (bread, b2, 20)]).unwrap();
    w.document(4, "2026-02-05", &[(bread, b1, -15)]).unwrap();
    let steps = |lot, way| {
        let steps = w.read(&we(), |read| tracing::trace(read, lot, way)).unwrap();
        steps.iter().map(|s| format!("{} {} {}", s.depth, s.number, s.quantity)).collect::<Vec<_>>()
    };
    assert_eq!(steps(b1, Way::Back), ["0 DOC-2 20", "1 DOC-1 100"]);
    assert_eq!(steps(f1, Way::Forth), ["0 DOC-2 -30", "0 DOC-3 -30", "1 DOC-4 -15"]);
    let (gone, here) = w.read(&we(), |read| tracing::recall(read, f1)).unwrap();
    assert_eq!(gone.len(), 3);
    let here: Vec<_> = here.iter().map(|l| (l.lot, l.quantity)).collect();
    assert_eq!(here, [(f1, pieces(40)), (b1, pieces(5)), (b2, pieces(20))]);
}
