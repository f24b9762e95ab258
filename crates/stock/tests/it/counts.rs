//! Counting: what was found against what should be there, although goods move meanwhile.

use crate::fixture::{World, codes, day, pieces, price, we, world};
use accounting::Costing;
use accounting::charts::Chart;
use base::{Id, Percent, Quantity};
use entity::Record;
use stock::{Count, Demand, Purpose, reservation};

fn counted() -> World {
    let w = world(Chart::General, Costing::MovingAverage);
    w.moved(Purpose::Opening, "2026-02-02", 100, Some("10")).unwrap();
    w
}

impl World {
    fn count(&self, change: impl Fn(&mut Count)) -> Id<Count> {
        let mut draft = Count::new(self.company, self.warehouse, day("2026-02-05"));
        change(&mut draft);
        let id = self.write(&we(), move |tx| tx.insert(&mut draft.clone())).unwrap();
        self.verb(id, "start").unwrap();
        id
    }

    fn verb(&self, count: Id<Count>, verb: &'static str) -> base::Result<store::Made> {
        self.write(&we(), move |tx| tx.perform("stock.count", count.raw(), verb, None, &Record::default()))
    }

    fn find(&self, count: Id<Count>, change: impl Fn(&mut stock::CountLine) + Send + Sync + 'static) {
        self.write(&we(), move |tx| {
            let mut sheet = tx.lock(count)?;
            let mut lines = sheet.lines.to_vec();
            change(&mut lines[0]);
            sheet.lines = lines.into();
            tx.update(&mut sheet)
        })
        .unwrap();
    }

    fn sheet(&self, count: Id<Count>) -> Count {
        self.read(&we(), |read| read.get(count)).unwrap()
    }
}

#[test]
fn what_moves_after_counting_is_no_difference() {
    let w = counted();
    let count = w.count(|c| c.tolerance = Some(Percent::parse("5").unwrap()));
    assert_eq!(w.sheet(count).lines[0].book, None, "a blind sheet does not say");
    w.moved(Purpose::Scrap, "2026-02-05", 10, None).unwrap();
    w.find(count, |line| line.counted = Some(pieces(88)));
    w.moved(Purpose::Scrap, "2026-02-06", 20, None).unwrap();
    w.verb(count, "finish").unwrap();
    let sheet = w.sheet(count);
    assert_eq!((sheet.lines[0].book, sheet.lines[0].difference), (Some(pieces(90)), Some(pieces(-2))));
    assert_eq!(sheet.accuracy, Some(Percent::HUNDRED));
    w.verb(count, "post").unwrap();
    assert_eq!(
        w.ledger(),
        ["inventory 680.00", "opening balances -1000.00", "inventory differences 20.00", "scrap 300.00"]
    );
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn what_differs_much_is_counted_again() {
    let w = counted();
    let count = w.count(|c| c.blind = false);
    assert_eq!(w.sheet(count).lines[0].book, Some(pieces(100)));
    assert_eq!(codes(w.verb(count, "finish").unwrap_err()), ["stock.not_counted lines.0.counted"]);
    w.find(count, |line| line.counted = Some(pieces(50)));
    assert_eq!(codes(w.verb(count, "finish").unwrap_err()), ["stock.count_again lines.0.recounted"]);
    w.find(count, |line| line.recounted = Some(pieces(101)));
    w.verb(count, "finish").unwrap();
    w.verb(count, "count_on").unwrap();
    w.verb(count, "finish").unwrap();
    assert_eq!(w.sheet(count).accuracy, Some(Percent::ZERO));
    w.verb(count, "post").unwrap();
    assert_eq!(w.ledger()[0], "inventory 1010.00");
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn nothing_moves_in_a_frozen_warehouse() {
    let w = counted();
    let count = w.count(|c| c.freeze = true);
    assert_eq!(
        codes(w.moved(Purpose::Scrap, "2026-02-05", 1, None).unwrap_err()),
        ["stock.warehouse_frozen warehouse"]
    );
    w.verb(count, "cancel").unwrap();
    w.moved(Purpose::Scrap, "2026-02-05", 1, None).unwrap();
}

#[test]
fn what_nobody_knew_of_needs_a_cost() {
    let w = world(Chart::General, Costing::MovingAverage);
    let bolt = w.bolt;
    let count = w.count(|c| c.lines = vec![stock::CountLine::new(bolt, Some(pieces(3)))].into());
    w.find(count, |line| line.recounted = Some(pieces(3)));
    w.verb(count, "finish").unwrap();
    assert_eq!(codes(w.verb(count, "post").unwrap_err()), ["stock.cost_unknown "]);
    w.verb(count, "count_on").unwrap();
    w.find(count, |line| line.unit_cost = Some(price("4")));
    w.verb(count, "finish").unwrap();
    w.verb(count, "post").unwrap();
    assert_eq!(w.ledger(), ["inventory 12.00", "inventory differences -12.00"]);
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn what_is_missing_was_promised_to_the_last_in_line() {
    let w = counted();
    let (company, item, warehouse) = (w.company, w.bolt, w.warehouse);
    for (n, on) in [(1, "2026-03-01"), (2, "2026-02-20")] {
        let demand = Demand { item, warehouse, quantity: pieces(50), wanted_on: day(on), priority: 5, source_line: 1 };
        let source = accounting::Source { kind: 999, record: n };
        w.write(&we(), move |tx| reservation::reserve(tx, company, "A", source, std::slice::from_ref(&demand)))
            .unwrap();
    }
    w.moved(Purpose::Scrap, "2026-02-05", 30, None).unwrap();
    assert_eq!(w.broken(), Vec::<String>::new());
    let held = |n| {
        let source = accounting::Source { kind: 999, record: n };
        w.read(&we(), |read| reservation::held(read, source))
            .unwrap()
            .remove(&(1, item.raw()))
            .unwrap_or(Quantity::ZERO)
    };
    assert_eq!((held(1), held(2)), (pieces(20), pieces(50)), "who wants it earlier keeps it");
}
