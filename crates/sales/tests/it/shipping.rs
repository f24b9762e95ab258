//! Goods are picked where they lie, packed, shipped, and taken by somebody at the customer's.

use crate::fixture::{World, codes, day, perform, perform_with, pieces, price, we, world};
use accounting::Costing;
use accounting::charts::Chart;
use base::{Id, Quantity};
use catalog::{Item, Tracking};
use sales::{Delivery, DeliveryState, HandOver, Order, OrderLine, Pack, Package, Progress};
use stock::picking::{PickList, State};
use stock::{Location, Lot, Movement, MovementLine, Purpose};

fn trading() -> World {
    let w = world(Chart::General, Costing::MovingAverage);
    w.moved(Purpose::Opening, "2026-01-02", 100, Some("10")).unwrap();
    w
}

fn picked(w: &World, order: Id<Order>) -> Id<PickList> {
    let made = w.write(&we(), move |tx| perform(tx, order, "pick")).unwrap();
    Id::from_raw(made[0].1)
}

fn list(w: &World, id: Id<PickList>) -> PickList {
    w.read(&we(), move |r| r.get(id)).unwrap()
}

fn deliveries(w: &World) -> Vec<Delivery> {
    let ids: Vec<i64> = w
        .read(&we(), |r| {
            let all: Vec<Delivery> = r.select("1 = 1 ORDER BY id", &[])?;
            Ok(all.iter().map(|d| d.head.id).collect())
        })
        .unwrap();
    ids.into_iter().map(|id| w.read(&we(), move |r| r.get(Id::from_raw(id))).unwrap()).collect()
}

#[test]
fn what_expires_first_is_picked_first_and_leaves_with_its_lot() {
    let w = trading();
    let (company, warehouse, customer) = (w.company, w.warehouse, w.customer);
    // Glue in two lots and three places; the lot that expires first lies in two of them.
    let (glue, early, late) = w
        .write(&we(), move |tx| {
            let unit = tx.get(w_bolt(tx)?)?.base_unit;
            let mut glue = Item::goods("GLUE", "Glue", unit);
            (glue.tracking, glue.list_price) = (Tracking::Lot, Some(price("5")));
            glue.currency = platform::Currency::by_code(tx, "EUR")?;
            let glue = tx.insert(&mut glue)?;
            let year = tx.today();
            let early = tx.insert(&mut Lot::new(glue, "E", Some(year.add_days(100)?)))?;
            let late = tx.insert(&mut Lot::new(glue, "L", Some(year.add_days(300)?)))?;
            let place = |code: &str| Location {
                head: entity::Head::default(),
                warehouse,
                code: code.to_owned(),
                name: None,
                parent: None,
                capacity: None,
            };
            let (b, a) = (tx.insert(&mut place("B-01"))?, tx.insert(&mut place("A-07"))?);
            let line = |lot, at, n| MovementLine {
                lot: Some(lot),
                location: Some(at),
                ..MovementLine::new(glue, pieces(n), Some(price("2")))
            };
            let lines = vec![line(late, a, 50), line(early, b, 8), line(early, a, 5)];
            let today = tx.today();
            let id = tx.insert(&mut Movement::new(company, warehouse, Purpose::Receipt, today, lines))?;
            perform(tx, id, "post")?;
            Ok((glue, early, late))
        })
        .unwrap();
    let order = w
        .write(&we(), move |tx| {
            let today = tx.today();
            let mut order = Order::new(company, customer, today, vec![OrderLine::of(glue, pieces(20))]);
            let id = tx.insert(&mut order)?;
            perform(tx, id, "confirm")?;
            Ok(id)
        })
        .unwrap();
    let id = picked(&w, order);
    let said: Vec<(Option<Id<Lot>>, Quantity)> = list(&w, id).lines.iter().map(|l| (l.lot, l.wanted)).collect();
    // In the order of the way: A-07 before B-01.
    assert_eq!(said, [(Some(early), pieces(5)), (Some(late), pieces(7)), (Some(early), pieces(8))]);
    // While somebody picks it nobody else does.
    let refused = w.write(&we(), move |tx| perform(tx, order, "pick")).unwrap_err();
    assert_eq!(codes(refused), ["sales.nothing_to_pick "]);
    // One piece of the second place is not there.
    let refused = w
        .write(&we(), move |tx| {
            let mut list = tx.lock(id)?;
            list.lines[1].picked = Some(pieces(8));
            tx.update(&mut list)
        })
        .unwrap_err();
    assert_eq!(codes(refused), ["stock.picked_range lines.1.picked"]);
    w.write(&we(), move |tx| {
        let mut list = tx.lock(id)?;
        list.lines[1].picked = Some(pieces(6));
        tx.update(&mut list)
    })
    .unwrap();
    w.write(&we(), move |tx| perform(tx, id, "finish")).unwrap();
    assert_eq!(list(&w, id).state, State::Picked);
    let made = deliveries(&w);
    let lots: Vec<(Option<Id<Lot>>, Quantity)> = made[0].lines.iter().map(|l| (l.lot, l.quantity)).collect();
    assert_eq!(lots, [(Some(early), pieces(5)), (Some(late), pieces(6)), (Some(early), pieces(8))]);
    let delivery: Id<Delivery> = Id::from_raw(made[0].head.id);
    w.write(&we(), move |tx| perform(tx, delivery, "post")).unwrap();
    let order_now: Order = w.read(&we(), move |r| r.get(order)).unwrap();
    assert_eq!(order_now.delivered, Progress::Partially);
    // The piece that was not found is picked again once it is.
    let again = picked(&w, order);
    assert_eq!(list(&w, again).lines[0].wanted, pieces(1));
    w.write(&we(), move |tx| perform(tx, again, "cancel")).unwrap();
    assert_eq!(w.broken(), Vec::<String>::new());
}

/// The bolt of the world, found by its code.
fn w_bolt(read: &store::Read) -> base::Result<Id<Item>> {
    let all: Vec<Item> = read.select("code = 'BOLT'", &[])?;
    Ok(Id::from_raw(all[0].head.id))
}

#[test]
fn one_round_picks_for_several_orders_and_makes_one_delivery_a_customer() {
    let w = trading();
    let other = w.write(&we(), |tx| tx.insert(&mut parties::Party::organisation("Velo Lund"))).unwrap();
    let (company, customer, bolt) = (w.company, w.customer, w.bolt);
    let order = |customer, n: i64| -> Id<Order> {
        w.write(&we(), move |tx| {
            let today = tx.today();
            let mut order = Order::new(company, customer, today, vec![OrderLine::of(bolt, pieces(n))]);
            let id = tx.insert(&mut order)?;
            perform(tx, id, "confirm")?;
            Ok(id)
        })
        .unwrap()
    };
    let ids = [order(customer, 10), order(other, 20), order(customer, 5)];
    let id = w
        .write(&we(), move |tx| {
            let orders = tx.lock_many(&ids)?;
            sales::picking::pick(tx, &orders)
        })
        .unwrap();
    w.write(&we(), move |tx| perform(tx, id, "finish")).unwrap();
    let made = deliveries(&w);
    let said: Vec<(bool, usize)> = made.iter().map(|d| (d.customer == customer, d.lines.len())).collect();
    assert_eq!(said, [(true, 2), (false, 1)]);
    // What is picked waits in deliveries and is not picked again.
    assert!(w.read(&we(), |r| sales::picking::waiting(r, "", Vec::new(), 100)).unwrap().is_empty());
    for delivery in made {
        let id: Id<Delivery> = Id::from_raw(delivery.head.id);
        w.write(&we(), move |tx| perform(tx, id, "post")).unwrap();
    }
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn packages_hold_what_is_delivered_and_somebody_takes_it() {
    let w = trading();
    let order = w.ordered("2026-01-05", 10, 0).unwrap();
    let made = w.write(&we(), move |tx| {
        perform_with(tx, order, "deliver", &sales::Deliver { posted_on: Some(day("2026-01-06")) })
    });
    let delivery: Id<Delivery> = Id::from_raw(made.unwrap()[0].1);
    let pack = Pack { weight: Some(pieces(4)), tracking_number: Some("1Z999".into()), carrier: None };
    let made = w
        .write(&we(), {
            let pack = pack.clone();
            move |tx| perform_with(tx, delivery, "pack", &pack)
        })
        .unwrap();
    let first: Id<Package> = Id::from_raw(made[0].1);
    // Six of the ten go into another one.
    w.write(&we(), move |tx| {
        let mut package = tx.lock(first)?;
        package.lines[0].quantity = pieces(4);
        tx.update(&mut package)
    })
    .unwrap();
    let made = w.write(&we(), move |tx| perform_with(tx, delivery, "ship", &pack)).unwrap();
    let second: Package = w
        .read(&we(), {
            let id = Id::from_raw(made[0].1);
            move |r| r.get(id)
        })
        .unwrap();
    assert_eq!((second.lines[0].quantity, second.tracking_number.as_deref()), (pieces(6), Some("1Z999")));
    let delivery_now: Delivery = w.read(&we(), move |r| r.get(delivery)).unwrap();
    assert_eq!(delivery_now.state, DeliveryState::Posted);
    let refused = w
        .write(&we(), move |tx| {
            let mut package = tx.lock(first)?;
            package.lines[0].quantity = pieces(5);
            tx.update(&mut package)
        })
        .unwrap_err();
    assert_eq!(codes(refused), ["sales.more_than_in_delivery lines.0.quantity"]);
    let refused = w.write(&we(), move |tx| perform_with(tx, delivery, "pack", &Pack::default())).unwrap_err();
    assert!(matches!(refused, base::Error::Forbidden { .. }), "all of it is packed: there is no such button");
    let nobody = HandOver { name: "  ".into(), at: None };
    let refused = w.write(&we(), move |tx| perform_with(tx, delivery, "hand_over", &nobody)).unwrap_err();
    assert_eq!(codes(refused), ["sales.name_missing name"]);
    let taken = HandOver { name: "Jo Berg".into(), at: None };
    w.write(&we(), move |tx| perform_with(tx, delivery, "hand_over", &taken)).unwrap();
    let delivery_now: Delivery = w.read(&we(), move |r| r.get(delivery)).unwrap();
    assert_eq!(delivery_now.received_by.as_deref(), Some("Jo Berg"));
    assert_eq!(w.broken(), Vec::<String>::new());
}
