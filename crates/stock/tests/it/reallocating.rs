//! What is held for one goes to another who waits: by hand, or anew by priority, wanted day and age.

use crate::fixture::{World, codes, day, perform_with, pieces, we, world};
use accounting::charts::Chart;
use accounting::{Costing, Source};
use base::{Id, Quantity};
use entity::{Entity, Record};
use stock::picking::{self, Want};
use stock::{Demand, Give, Prioritise, Purpose, Reservation, reservation};
use store::{Made, Tx};

fn perform<E: Entity>(tx: &mut Tx, id: Id<E>, verb: &str) -> base::Result<Made> {
    tx.perform(E::DEF.name, id.raw(), verb, None, &Record::default())
}

/// Twenty bolts, and three who want ten each: the last one gets none.
fn waiting() -> (World, Vec<Id<Reservation>>) {
    let w = world(Chart::General, Costing::MovingAverage);
    w.moved(Purpose::Opening, "2026-01-02", 20, Some("10")).unwrap();
    let (company, item, warehouse) = (w.company, w.bolt, w.warehouse);
    for (n, on) in [(1, "2026-02-20"), (2, "2026-02-10"), (3, "2026-03-01")] {
        let demand =
            Demand { item, warehouse, quantity: pieces(10), wanted_on: day(on), priority: 100, source_line: n };
        w.write(&we(), move |tx| {
            let source = Source { kind: 999, record: n };
            reservation::reserve(tx, company, "A", source, std::slice::from_ref(&demand))
        })
        .unwrap();
    }
    let all: Vec<Reservation> = w.read(&we(), |r| r.select("1 = 1 ORDER BY id", &[])).unwrap();
    let ids = all.iter().map(|r| r.id()).collect();
    (w, ids)
}

fn held(w: &World, ids: &[Id<Reservation>]) -> Vec<Quantity> {
    ids.iter().map(|id| w.read(&we(), |r| r.get(*id)).unwrap().quantity).collect()
}

#[test]
fn what_is_held_is_given_to_another_who_waits_for_the_same() {
    let (w, ids) = waiting();
    assert_eq!(held(&w, &ids), [pieces(10), pieces(10), pieces(0)]);
    let (first, second, third) = (ids[0], ids[1], ids[2]);
    let give = |from: Id<Reservation>, to, quantity: Option<i64>| {
        let asked = Give { receiver: to, quantity: quantity.map(pieces) };
        w.write(&we(), move |tx| perform_with(tx, from, "give", &asked)).map(|_| ())
    };
    give(first, third, Some(4)).unwrap();
    assert_eq!(held(&w, &ids), [pieces(6), pieces(10), pieces(4)]);
    // No more than the other misses, and not to itself.
    assert_eq!(codes(give(second, third, Some(7)).unwrap_err()), ["stock.cannot_be_given quantity"]);
    assert_eq!(codes(give(second, second, None).unwrap_err()), ["stock.reservation_of_other_goods receiver"]);
    give(second, third, None).unwrap();
    assert_eq!(held(&w, &ids), [pieces(6), pieces(4), pieces(10)]);
    assert_eq!(w.broken(), Vec::<String>::new());
    // Who gave waits for what comes next.
    let (bolt, warehouse) = (w.bolt, w.warehouse);
    w.moved(Purpose::Receipt, "2026-02-01", 7, Some("10")).unwrap();
    w.write(&we(), move |tx| reservation::refill(tx, &[(bolt, warehouse)])).unwrap();
    assert_eq!(held(&w, &ids), [pieces(7), pieces(10), pieces(10)]);
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn what_is_being_picked_is_not_given_away() {
    let (w, ids) = waiting();
    let (company, warehouse, item) = (w.company, w.warehouse, w.bolt);
    w.write(&we(), move |tx| {
        let source = Source { kind: 999, record: 1 };
        let want =
            Want { item, quantity: pieces(8), remaining_days: 0, number: "A".to_owned(), source, source_line: 1 };
        picking::make(tx, company, warehouse, &[want])
    })
    .unwrap();
    let (first, third) = (ids[0], ids[2]);
    w.write(&we(), move |tx| perform_with(tx, first, "give", &Give { receiver: third, quantity: None })).unwrap();
    assert_eq!(held(&w, &ids), [pieces(2 + 6), pieces(10), pieces(2)]);
    let all = Give { receiver: third, quantity: Some(pieces(1)) };
    let refused = w.write(&we(), move |tx| perform_with(tx, first, "give", &all)).unwrap_err();
    assert_eq!(codes(refused), ["stock.cannot_be_given quantity"]);
    // Sharing out anew leaves it alone as well, though the third comes first now.
    w.write(&we(), move |tx| perform_with(tx, third, "prioritise", &Prioritise { priority: 1 })).unwrap();
    w.write(&we(), move |tx| perform(tx, third, "share_out")).unwrap();
    assert_eq!(held(&w, &ids), [pieces(8), pieces(2), pieces(10)]);
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn goods_are_shared_out_by_priority_wanted_day_and_age() {
    let (w, ids) = waiting();
    let (first, third) = (ids[0], ids[2]);
    // The second is wanted first; the first was there before, and comes next.
    let refused = w.write(&we(), move |tx| perform(tx, first, "share_out")).unwrap_err();
    assert_eq!(codes(refused), ["stock.shared_out_already "]);
    let asked = Prioritise { priority: 0 };
    let refused = w.write(&we(), move |tx| perform_with(tx, third, "prioritise", &asked)).unwrap_err();
    assert_eq!(codes(refused), ["stock.priority_range priority"]);
    w.write(&we(), move |tx| perform_with(tx, third, "prioritise", &Prioritise { priority: 50 })).unwrap();
    w.write(&we(), move |tx| perform(tx, first, "share_out")).unwrap();
    assert_eq!(held(&w, &ids), [pieces(0), pieces(10), pieces(10)]);
    assert_eq!(w.broken(), Vec::<String>::new());
}
