//! Goods that go from place to place: inside a valuation area nothing is booked, across areas they take their cost along.

use crate::fixture::{World, codes, day, perform_with, pieces, we, world};
use accounting::charts::Chart;
use accounting::{Costing, Part, Period};
use base::Id;
use entity::Record;
use stock::{Arrival, Purpose, Reversal, Status, StatusChange, StatusChangeLine, Transfer, TransferLine, Warehouse};

impl World {
    fn warehouse(&self, code: &'static str, own_costs: bool) -> Id<Warehouse> {
        let company = self.company;
        self.write(&we(), move |tx| tx.insert(&mut Warehouse { own_costs, ..Warehouse::new(company, code, code) }))
            .unwrap()
    }

    fn transfer(&self, to: Id<Warehouse>, on: &str, n: i64, verb: &'static str) -> base::Result<Id<Transfer>> {
        let lines = vec![TransferLine::new(self.bolt, pieces(n))];
        let draft = Transfer::new(self.company, self.warehouse, to, day(on), lines);
        self.write(&we(), move |tx| {
            let id = tx.insert(&mut draft.clone())?;
            tx.perform("stock.transfer", id.raw(), verb, None, &Record::default())?;
            Ok(id)
        })
    }

    fn receive(&self, transfer: Id<Transfer>, on: &str) {
        let arrival = Arrival { posted_on: day(on) };
        self.write(&we(), move |tx| perform_with(tx, transfer, "receive", &arrival)).unwrap();
    }

    fn free(&self, warehouse: Id<Warehouse>) -> String {
        let bolt = self.bolt;
        let free = self.read(&we(), |read| stock::available(read, warehouse, &[bolt])).unwrap();
        free.get(&bolt.raw()).map_or_else(|| "0".into(), ToString::to_string)
    }

    fn out_of(&self, warehouse: Id<Warehouse>, on: &str, n: i64) {
        let line = stock::MovementLine::new(self.bolt, pieces(n), None);
        let draft = stock::Movement::new(self.company, warehouse, Purpose::Scrap, day(on), vec![line]);
        self.write(&we(), move |tx| {
            let id = tx.insert(&mut draft.clone())?;
            tx.perform("stock.movement", id.raw(), "post", None, &Record::default())
        })
        .unwrap();
    }
}

#[test]
fn inside_one_area_only_the_place_changes() {
    let w = world(Chart::General, Costing::MovingAverage);
    let branch = w.warehouse("BR", false);
    w.moved(Purpose::Opening, "2026-02-02", 10, Some("10")).unwrap();
    w.transfer(branch, "2026-02-03", 4, "post").unwrap();
    assert_eq!((w.free(w.warehouse), w.free(branch)), ("6".to_owned(), "4".to_owned()));
    let sent = w.transfer(branch, "2026-02-04", 2, "send").unwrap();
    assert_eq!(w.free(branch), "4", "what is on its way cannot be used");
    w.receive(sent, "2026-02-05");
    assert_eq!(w.free(branch), "6");
    assert_eq!(w.ledger(), ["inventory 100.00", "opening balances -100.00"]);
    assert_eq!(codes(w.transfer(branch, "2026-02-06", 5, "post").unwrap_err()), ["stock.not_enough quantity"]);
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn across_areas_goods_take_their_cost_along() {
    for costing in [Costing::MovingAverage, Costing::Fifo, Costing::Standard] {
        let w = world(Chart::General, costing);
        let branch = w.warehouse("BR", true);
        w.moved(Purpose::Opening, "2026-02-02", 10, Some("10")).unwrap();
        let sent = w.transfer(branch, "2026-02-03", 4, "send").unwrap();
        assert_eq!(w.ledger()[..2], ["inventory 60.00", "goods in transit 40.00"]);
        assert_eq!(w.broken(), Vec::<String>::new());
        w.receive(sent, "2026-02-05");
        assert_eq!(w.ledger(), ["inventory 100.00", "opening balances -100.00"]);
        w.out_of(branch, "2026-02-06", 1);
        let reversal = Reversal { posted_on: day("2026-02-07"), reason: "Wrong branch".into() };
        let refused = w.write(&we(), move |tx| perform_with(tx, sent, "reverse", &reversal)).unwrap_err();
        assert_eq!(codes(refused), ["stock.not_enough quantity"]);
        let back = w.transfer(branch, "2026-02-08", 2, "send").unwrap();
        let reversal = Reversal { posted_on: day("2026-02-09"), reason: "Called back".into() };
        w.write(&we(), move |tx| perform_with(tx, back, "reverse", &reversal)).unwrap();
        assert_eq!(w.ledger(), ["inventory 90.00", "opening balances -100.00", "scrap 10.00"]);
        assert_eq!((w.free(w.warehouse), w.free(branch)), ("6".to_owned(), "3".to_owned()));
        assert_eq!(w.broken(), Vec::<String>::new());
    }
}

#[test]
fn a_correction_follows_the_goods() {
    for costing in [Costing::MovingAverage, Costing::Fifo] {
        let w = world(Chart::General, costing);
        let branch = w.warehouse("BR", true);
        w.moved(Purpose::Opening, "2026-02-03", 10, Some("10")).unwrap();
        w.transfer(branch, "2026-02-04", 4, "post").unwrap();
        w.out_of(branch, "2026-02-05", 2);
        let sent = w.transfer(branch, "2026-02-06", 4, "send").unwrap();
        assert_eq!(w.ledger()[..2], ["inventory 40.00", "goods in transit 40.00"]);
        // 10 at 20.00 were there before.
        w.moved(Purpose::Opening, "2026-02-02", 10, Some("20")).unwrap();
        let scrap = if costing == Costing::Fifo { "scrap 40.00" } else { "scrap 30.00" };
        assert_eq!(w.ledger().last().unwrap(), scrap);
        assert_eq!(w.broken(), Vec::<String>::new());
        w.receive(sent, "2026-02-07");
        let inventory = if costing == Costing::Fifo { "inventory 260.00" } else { "inventory 270.00" };
        assert_eq!(w.ledger(), [inventory, "opening balances -300.00", scrap]);
        // Once more, now that nothing is on its way.
        w.moved(Purpose::Opening, "2026-02-01", 20, Some("10")).unwrap();
        assert_eq!(w.broken(), Vec::<String>::new());
        assert_eq!(w.ledger().len(), 3, "nothing is left in transit");
        w.out_of(branch, "2026-02-08", 6);
        w.out_of(w.warehouse, "2026-02-08", 32);
        assert_eq!(w.ledger(), ["opening balances -500.00", "scrap 500.00"]);
        assert_eq!(w.broken(), Vec::<String>::new());
    }
}

#[test]
fn blocked_goods_are_there_and_not_to_be_used() {
    let w = world(Chart::General, Costing::MovingAverage);
    w.moved(Purpose::Opening, "2026-02-02", 10, Some("10")).unwrap();
    let (company, warehouse, bolt) = (w.company, w.warehouse, w.bolt);
    let change = move |from, to, n: i64| {
        let lines = vec![StatusChangeLine::new(bolt, pieces(n), None)];
        StatusChange::new(company, warehouse, day("2026-02-03"), (from, to), "Rust", lines)
    };
    let post = |draft: StatusChange| {
        w.write(&we(), move |tx| {
            let id = tx.insert(&mut draft.clone())?;
            tx.perform("stock.status_change", id.raw(), "post", None, &Record::default())?;
            Ok(id)
        })
    };
    let blocked = post(change(Status::Unrestricted, Status::Blocked, 7)).unwrap();
    assert_eq!(w.free(warehouse), "3");
    assert_eq!(codes(w.moved(Purpose::Scrap, "2026-02-04", 4, None).unwrap_err()), ["stock.not_enough quantity"]);
    let refused = post(change(Status::Inspection, Status::Unrestricted, 1)).unwrap_err();
    assert_eq!(codes(refused), ["stock.not_enough quantity"]);
    let reversal = Reversal { posted_on: day("2026-02-05"), reason: "Clean".into() };
    w.write(&we(), move |tx| perform_with(tx, blocked, "reverse", &reversal)).unwrap();
    assert_eq!(w.free(warehouse), "10");
    assert_eq!(w.ledger(), ["inventory 100.00", "opening balances -100.00"]);
    assert_eq!(w.broken(), Vec::<String>::new());
}

/// A month of goods waits for a transfer that has not left, for a count that is under way and for costs nobody shared out; what
/// customers and suppliers owe does not.
#[test]
fn a_transfer_that_has_not_left_keeps_its_month_of_goods_open() {
    let w = world(Chart::General, Costing::MovingAverage);
    let branch = w.warehouse("BR", true);
    w.moved(Purpose::Opening, "2026-01-02", 10, Some("10")).unwrap();
    let lines = vec![TransferLine::new(w.bolt, pieces(4))];
    let draft = Transfer::new(w.company, w.warehouse, branch, day("2026-01-31"), lines);
    let transfer = w.write(&we(), move |tx| tx.insert(&mut draft.clone())).unwrap();
    let of = |month: &'static str, part: Option<Part>| {
        let found = w.read(&we(), move |read| {
            let period: Vec<Period> = read.select("name = $1", &[month.into()])?;
            accounting::blocking(read, &period[0], part)
        });
        found.unwrap().into_iter().map(|b| (b.entity, b.id, b.name)).collect::<Vec<_>>()
    };
    let waits = vec![("stock.transfer", transfer.raw(), "Main".to_owned())];
    assert_eq!(of("2026-01", None), waits);
    assert_eq!(of("2026-01", Some(Part::Inventory)), waits);
    assert_eq!(of("2026-01", Some(Part::General)), waits);
    for part in [Part::Receivables, Part::Payables, Part::Tax] {
        assert_eq!(of("2026-01", Some(part)), [], "{part:?}");
    }
    assert_eq!(of("2026-02", None), []);
    let refused = w.closing("2026-01", Part::Inventory).unwrap_err();
    assert_eq!(codes(refused), ["accounting.period_has_drafts "]);
    w.closing("2026-01", Part::Payables).unwrap();
    // On its way it is posted.
    w.write(&we(), move |tx| tx.perform("stock.transfer", transfer.raw(), "send", None, &Record::default())).unwrap();
    assert_eq!(of("2026-01", None), []);

    // A count that somebody is at, and freight that is not shared out.
    let (company, warehouse) = (w.company, w.warehouse);
    let count = w
        .write(&we(), move |tx| {
            let count = tx.insert(&mut stock::Count::new(company, warehouse, day("2026-01-30")))?;
            tx.perform("stock.count", count.raw(), "start", None, &Record::default())?;
            Ok(count)
        })
        .unwrap();
    let freight = stock::LandedCost::new(company, day("2026-01-30"), Vec::new(), Vec::new());
    let freight = w.write(&we(), move |tx| tx.insert(&mut freight.clone())).unwrap();
    let open = of("2026-01", Some(Part::Inventory));
    let open: Vec<_> = open.iter().map(|(entity, id, _)| (*entity, *id)).collect();
    assert_eq!(open, [("stock.count", count.raw()), ("stock.landed_cost", freight.raw())]);
    assert_eq!(of("2026-01", Some(Part::Payables)), []);
}

/// The same chance on every machine.
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }
}

#[test]
fn whatever_is_posted_late_the_laws_hold() {
    for (costing, seed) in [(Costing::MovingAverage, 7), (Costing::Fifo, 7), (Costing::Standard, 8)] {
        let w = world(Chart::General, costing);
        let branch = w.warehouse("BR", true);
        let mut chance = Chance(seed);
        let (mut moved, mut refused) = (0, 0);
        for _ in 0..70 {
            let on = day("2026-01-12").add_days(chance.below(28) as i64).unwrap().to_string();
            let n = 1 + chance.below(9) as i64;
            let cost = format!("{}.{:02}", 1 + chance.below(30), chance.below(100));
            let done = match chance.below(6) {
                0..=2 => w.moved(Purpose::Opening, &on, n, Some(&cost)).map(|_| ()),
                3 => w.moved(Purpose::Scrap, &on, n, None).map(|_| ()),
                4 => w.transfer(branch, &on, n, "post").map(|_| ()),
                _ => w.transfer(branch, &on, n, "send").map(|_| ()),
            };
            match done {
                Ok(()) => moved += 1,
                Err(refusal) => {
                    let said = codes(refusal).join(" ");
                    assert!(said.starts_with("stock.not_enough") || said.starts_with("stock.short_"), "{said}");
                    refused += 1;
                }
            }
            assert_eq!(w.broken(), Vec::<String>::new(), "{costing:?} after {moved} and {refused}");
        }
        assert!(moved > 40, "{moved} moved, {refused} were refused");
        // What is left goes out at what it is worth, to the last cent.
        let sent: Vec<Transfer> = w.read(&we(), |read| read.select("state = 'in_transit'", &[])).unwrap();
        sent.iter().for_each(|t| w.receive(Id::from_raw(t.head.id), "2026-02-09"));
        for place in [w.warehouse, branch] {
            let left = base::Quantity::parse(&w.free(place)).unwrap();
            w.out_of(place, "2026-02-09", left.units() / 1_000_000);
        }
        let ledger = w.ledger();
        assert!(
            ledger.iter().all(|l| !l.starts_with("inventory ") && !l.starts_with("goods in transit")),
            "{ledger:?}"
        );
        assert_eq!(w.broken(), Vec::<String>::new());
    }
}
