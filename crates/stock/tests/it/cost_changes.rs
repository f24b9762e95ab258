//! Standard costs that change: stock on hand is worth the new ones by one document with its entry, what was posted stays.

use crate::fixture::{World, codes, day, perform_with, pieces, price, we, world};
use accounting::charts::Chart;
use accounting::{Costing, Part};
use base::{Date, Id, Price};
use catalog::{Item, ItemPrice, PriceKind};
use entity::Record;
use stock::{CostChange, CostChangeLine, Purpose, Transfer, TransferLine, Warehouse};

impl World {
    /// A change of the bolt's cost from a day on; nothing is to bring stock to what holds already.
    fn change(&self, on: &str, cost: Option<&str>) -> base::Result<Id<CostChange>> {
        let draft = CostChange::new(self.company, day(on), vec![CostChangeLine::new(self.bolt, cost.map(price))]);
        self.write(&we(), move |tx| {
            let id = tx.insert(&mut draft.clone())?;
            tx.perform("stock.cost_change", id.raw(), "post", None, &Record::default())?;
            Ok(id)
        })
    }

    fn changed(&self, id: Id<CostChange>) -> CostChange {
        self.read(&we(), |read| read.get(id)).unwrap()
    }

    /// What one bolt costs on a day.
    fn cost_on(&self, on: Date) -> Option<Price> {
        let bolt = self.bolt;
        self.read(&we(), |read| {
            let item = read.get(bolt)?;
            catalog::price_on(read, &item, PriceKind::Cost, item.currency.unwrap(), on)
        })
        .unwrap()
    }
}

/// 100 bolts at 10 are worth 11.50 each from the fifth on: 150.00 against the revaluation account, and earlier issues keep their value.
#[test]
fn a_new_standard_cost_revalues_what_is_on_hand_by_one_entry() {
    let w = world(Chart::General, Costing::Standard);
    w.moved(Purpose::Opening, "2026-02-02", 120, Some("10")).unwrap();
    w.moved(Purpose::Scrap, "2026-02-03", 20, None).unwrap();
    let id = w.change("2026-02-05", Some("11.50")).unwrap();
    assert_eq!(
        w.ledger(),
        ["inventory 1150.00", "opening balances -1200.00", "inventory revaluation -150.00", "scrap 200.00"]
    );
    assert_eq!(w.broken(), Vec::<String>::new());
    let made = w.changed(id);
    let line = &made.lines[0];
    assert_eq!((line.before, line.quantity), (Some(price("10")), pieces(100)));
    assert_eq!((line.value.format(2), line.difference.format(2)), ("1000.00".into(), "150.00".into()));
    assert_eq!((made.number.as_deref(), made.difference.format(2)), (Some("CC-2026-00001"), "150.00".into()));
    assert!(made.entry.is_some());
    assert_eq!(w.rows().last().unwrap(), "2026-02-05 0 150.00");
    // The history knows both costs, and the item says the new one.
    assert_eq!((w.cost_on(day("2026-02-04")), w.cost_on(day("2026-02-05"))), (Some(price("10")), Some(price("11.50"))));
    let bolt: Item = w.read(&we(), |read| read.get(w.bolt)).unwrap();
    assert_eq!(bolt.standard_cost, Some(price("11.50")));
    // What leaves from now on leaves at it, and nothing stays behind.
    w.moved(Purpose::Scrap, "2026-02-06", 100, None).unwrap();
    assert_eq!(w.ledger(), ["opening balances -1200.00", "inventory revaluation -150.00", "scrap 1350.00"]);
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn a_cost_that_falls_is_a_loss_and_may_be_put_right_on_the_same_day() {
    let w = world(Chart::Spain, Costing::Standard);
    w.moved(Purpose::Opening, "2026-02-02", 10, Some("10")).unwrap();
    w.change("2026-02-05", Some("1")).unwrap();
    let ledger = w.ledger();
    assert!(ledger.contains(&"merchandise 10.00".to_owned()), "{ledger:?}");
    assert!(ledger.contains(&"revaluation of inventories 90.00".to_owned()), "{ledger:?}");
    // A slip of the comma: the cost of that day is corrected, the loss but 5.00 comes back.
    w.change("2026-02-05", Some("9.50")).unwrap();
    let ledger = w.ledger();
    assert!(ledger.contains(&"merchandise 95.00".to_owned()), "{ledger:?}");
    assert!(ledger.contains(&"revaluation of inventories 5.00".to_owned()), "{ledger:?}");
    let rows: Vec<ItemPrice> = w.read(&we(), |read| read.select("1 = 1 ORDER BY starts_on", &[])).unwrap();
    let rows: Vec<String> =
        rows.iter().map(|r| format!("{} {:?} {}", r.starts_on, r.ends_on.map(|d| d.to_string()), r.price)).collect();
    assert_eq!(rows, ["2026-02-02 Some(\"2026-02-04\") 10", "2026-02-05 None 9.5"]);
    assert_eq!(w.broken(), Vec::<String>::new());
}

/// Each valuation area comes to the new cost by itself, goods on their way with the one they go to.
#[test]
fn every_place_with_costs_of_its_own_is_revalued() {
    let w = world(Chart::General, Costing::Standard);
    let company = w.company;
    let branch = w
        .write(&we(), move |tx| {
            tx.insert(&mut Warehouse { own_costs: true, ..Warehouse::new(company, "BR", "Branch") })
        })
        .unwrap();
    w.moved(Purpose::Opening, "2026-02-02", 10, Some("10")).unwrap();
    let draft =
        Transfer::new(company, w.warehouse, branch, day("2026-02-03"), vec![TransferLine::new(w.bolt, pieces(4))]);
    let sent = w
        .write(&we(), move |tx| {
            let id = tx.insert(&mut draft.clone())?;
            tx.perform("stock.transfer", id.raw(), "send", None, &Record::default())?;
            Ok(id)
        })
        .unwrap();
    w.change("2026-02-04", Some("12")).unwrap();
    assert_eq!(w.broken(), Vec::<String>::new());
    let arrival = stock::Arrival { posted_on: day("2026-02-05") };
    w.write(&we(), move |tx| perform_with(tx, sent, "receive", &arrival)).unwrap();
    assert_eq!(w.ledger(), ["inventory 120.00", "opening balances -100.00", "inventory revaluation -20.00"]);
    assert_eq!(w.rows().iter().filter(|r| r.starts_with("2026-02-04 0 ")).count(), 2);
    assert_eq!(w.broken(), Vec::<String>::new());
}

/// Somebody types another cost on the item, somebody else posts late: what stock is off by then is found and gathered.
#[test]
fn what_is_not_worth_its_standard_is_gathered() {
    let w = world(Chart::General, Costing::Standard);
    let bolt = w.bolt;
    let gathered = |on: &str| {
        let draft = CostChange::new(w.company, day(on), Vec::new());
        w.write(&we(), move |tx| {
            let id = tx.insert(&mut draft.clone())?;
            tx.perform("stock.cost_change", id.raw(), "gather", None, &Record::default())?;
            Ok(id)
        })
    };
    w.moved(Purpose::Opening, "2026-02-02", 10, Some("10")).unwrap();
    assert_eq!(codes(gathered("2026-02-03").unwrap_err()), ["stock.all_at_standard lines"]);
    w.write(&we(), move |tx| {
        let mut item = tx.lock(bolt)?;
        item.standard_cost = Some(price("13"));
        tx.update(&mut item).map(|_| ())
    })
    .unwrap();
    let id = gathered("2026-02-03").unwrap();
    let draft = w.changed(id);
    assert_eq!(
        (draft.lines.len(), draft.lines[0].cost, draft.difference.format(2)),
        (1, Some(price("13")), "30.00".into())
    );
    w.write(&we(), move |tx| tx.perform("stock.cost_change", id.raw(), "post", None, &Record::default())).unwrap();
    assert_eq!(w.ledger(), ["inventory 130.00", "opening balances -100.00", "inventory revaluation -30.00"]);
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn what_is_found_before_a_change_of_cost_was_revalued_with_the_rest() {
    let w = world(Chart::General, Costing::Standard);
    w.moved(Purpose::Opening, "2026-02-02", 10, Some("10")).unwrap();
    w.change("2026-02-05", Some("13")).unwrap();
    w.change("2026-02-07", Some("14")).unwrap();
    assert_eq!(w.ledger(), ["inventory 140.00", "opening balances -100.00", "inventory revaluation -40.00"]);
    // Five that come late come at the cost of their day, and both changes are corrected by one document.
    w.moved(Purpose::Opening, "2026-02-04", 5, Some("10")).unwrap();
    assert_eq!(w.ledger(), ["inventory 210.00", "opening balances -150.00", "inventory revaluation -60.00"]);
    let made: Vec<stock::ValueAdjustment> = w
        .read(&we(), |read| {
            let found: Vec<stock::ValueAdjustment> = read.select("id > 0 ORDER BY id", &[])?;
            found.iter().map(|one| read.get(Id::from_raw(one.head.id))).collect()
        })
        .unwrap();
    let lines: Vec<String> =
        made.iter().flat_map(|a| a.lines.iter()).map(|l| format!("{} {}", l.posted_on, l.value.format(2))).collect();
    assert_eq!((made.len(), lines), (1, vec!["2026-02-05 15.00".into(), "2026-02-07 5.00".into()]));
    // Between the changes only the second one is off; on the day of a change nothing is.
    w.moved(Purpose::Receipt, "2026-02-06", 2, Some("13")).unwrap();
    assert_eq!(w.ledger()[0], "inventory 238.00");
    w.moved(Purpose::Receipt, "2026-02-07", 1, Some("14")).unwrap();
    assert_eq!(w.ledger()[0], "inventory 252.00");
    // What left before was not there to be revalued.
    w.moved(Purpose::Scrap, "2026-02-03", 4, None).unwrap();
    assert_eq!(w.ledger()[0], "inventory 196.00");
    let draft = CostChange::new(w.company, day("2026-02-08"), Vec::new());
    let gathered = w.write(&we(), move |tx| {
        let id = tx.insert(&mut draft.clone())?;
        tx.perform("stock.cost_change", id.raw(), "gather", None, &Record::default())
    });
    assert_eq!(codes(gathered.unwrap_err()), ["stock.all_at_standard lines"]);
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn a_cost_changes_neither_ahead_nor_behind_and_only_at_standard() {
    let w = world(Chart::General, Costing::Standard);
    w.moved(Purpose::Opening, "2026-02-05", 10, Some("10")).unwrap();
    assert_eq!(codes(w.change("2026-02-04", Some("11")).unwrap_err()), ["stock.moved_since posted_on"]);
    assert_eq!(codes(w.change("2026-02-11", Some("11")).unwrap_err()), ["stock.cost_changes_ahead posted_on"]);
    assert_eq!(codes(w.change("2026-02-06", Some("-1")).unwrap_err()), ["stock.cost_not_positive_line lines.0.cost"]);
    let twice = CostChange::new(
        w.company,
        day("2026-02-06"),
        vec![CostChangeLine::new(w.bolt, None), CostChangeLine::new(w.bolt, None)],
    );
    let refused = w.write(&we(), move |tx| tx.insert(&mut twice.clone()).map(|_| ())).unwrap_err();
    assert_eq!(codes(refused), ["stock.item_twice lines.1.item"]);
    w.close("2026-02", Part::Inventory);
    assert_eq!(codes(w.change("2026-02-06", Some("11")).unwrap_err()), ["accounting.period_closed posted_on"]);
    assert_eq!(codes(w.change("2026-02-06", None).unwrap_err()), ["accounting.period_closed posted_on"]);
    assert_eq!(w.ledger(), ["inventory 100.00", "opening balances -100.00"]);
    let average = world(Chart::General, Costing::MovingAverage);
    assert_eq!(codes(average.change("2026-02-06", Some("11")).unwrap_err()), ["stock.not_at_standard lines.0.item"]);
}
