//! What stands at customers: written down by deliveries and by hand, with warranty and contract, and named by tickets.

use crate::fixture::{World, codes, day, perform, perform_with, we, world};
use base::{Id, Price, Quantity};
use catalog::{Item, Tracking};
use entity::{Entity as _, Head, Named as _};
use parties::Party;
use sales::{Contract, ContractKind, Delivery, DeliveryLine, Order, OrderLine};
use service::{InstalledPiece, PieceState, Ticket};
use stock::{Lot, Movement, MovementLine, Purpose, Warehouse};

fn pieces(n: i64) -> Quantity {
    Quantity::whole(n).unwrap()
}

/// A motor with a serial number and two years of warranty, two of which came.
fn hub(w: &World) -> Id<Item> {
    w.books();
    let company = w.company;
    w.write(&we(), move |tx| {
        let unit = tx.select::<Item>("code = 'BOLT'", &[])?[0].base_unit;
        let mut hub = Item::goods("HUB", "Hub motor", unit);
        (hub.tracking, hub.list_price, hub.warranty_months) = (Tracking::Serial, Some(Price::parse("300")?), Some(24));
        hub.currency = platform::Currency::by_code(tx, "EUR")?;
        let hub = tx.insert(&mut hub)?;
        let warehouse = tx.insert(&mut Warehouse::new(company, "MAIN", "Main"))?;
        let mut lines = Vec::new();
        for serial in ["H-1", "H-2"] {
            let lot = Some(tx.insert(&mut Lot::new(hub, serial, None))?);
            lines.push(MovementLine { lot, ..MovementLine::new(hub, pieces(1), Some(Price::parse("120")?)) });
        }
        let came = day("2026-01-10");
        let id = tx.insert(&mut Movement::new(company, warehouse, Purpose::Receipt, came, lines))?;
        perform(tx, id, "post")?;
        Ok(hub)
    })
    .unwrap()
}

/// Sells pieces by their serial numbers to a customer, who has them from a day on.
fn sold(w: &World, hub: Id<Item>, customer: Id<Party>, serials: &'static [&'static str], on: &str) -> Id<Delivery> {
    let (company, on) = (w.company, day(on));
    let order = w
        .write(&we(), move |tx| {
            let lines = vec![OrderLine::of(hub, pieces(serials.len() as i64))];
            let order = tx.insert(&mut Order::new(company, customer, on, lines))?;
            perform(tx, order, "confirm")?;
            Ok(order)
        })
        .unwrap();
    let delivery: Id<Delivery> = w
        .write(&we(), move |tx| {
            let made = perform_with(tx, order, "deliver", &sales::Deliver { posted_on: Some(on) })?;
            let id: Id<Delivery> = Id::from_raw(made[0].1);
            let lots: Vec<Lot> = tx.select("item = $1 ORDER BY id", &[hub.into()])?;
            let mut draft = tx.lock(id)?;
            let line = draft.lines[0].clone();
            let lots = lots.iter().filter(|l| serials.contains(&l.code.as_str()));
            let piece = |lot: &Lot| DeliveryLine {
                head: Head::default(),
                lot: Some(Id::from_raw(lot.head.id)),
                quantity: pieces(1),
                ..line.clone()
            };
            draft.lines = lots.map(piece).collect::<Vec<_>>().into();
            tx.update(&mut draft)?;
            Ok(id)
        })
        .unwrap();
    w.write(&we(), move |tx| perform(tx, delivery, "post")).unwrap();
    delivery
}

/// Serial, item, installed, warranty, contract and state of what was ever written down for a customer, in the order of its numbers.
fn base_of(w: &World, customer: Id<Party>) -> Vec<String> {
    w.read(&we(), move |read| {
        let all: Vec<InstalledPiece> = read.select("customer = $1 ORDER BY serial, id", &[customer.into()])?;
        let one = |p: &InstalledPiece| -> base::Result<String> {
            let contract = p.contract.map(|c| read.get(c)).transpose()?.and_then(|c| c.subject);
            let word = |day: Option<base::Date>| day.map_or_else(|| "–".to_owned(), |day| day.to_string());
            let item = read.get(p.item)?.code;
            let contract = contract.unwrap_or_else(|| "–".to_owned());
            Ok(format!(
                "{} {item} {} {} {contract} {:?}",
                p.serial,
                word(p.installed_on),
                word(p.warranty_until),
                p.state
            ))
        };
        all.iter().map(one).collect()
    })
    .unwrap()
}

#[test]
fn a_delivery_of_serials_feeds_the_installed_base_and_a_return_takes_the_piece_out_again() {
    let w = world();
    let (hub, customer) = (hub(&w), w.customer);
    let delivery = sold(&w, hub, customer, &["H-1", "H-2"], "2026-01-15");
    let both = ["H-1 HUB 2026-01-15 2028-01-14 – InUse".to_owned(), "H-2 HUB 2026-01-15 2028-01-14 – InUse".to_owned()];
    assert_eq!(base_of(&w, customer), both, "two years from the day it left");
    // One comes back: it is not with the customer any more.
    let asked = sales::TakeBack { why: sales::Why::Defective, reason: Some("Rattles".into()) };
    let back: Id<sales::Return> = w
        .write(&we(), move |tx| {
            let made = perform_with(tx, delivery, "take_back", &asked)?;
            let id: Id<sales::Return> = Id::from_raw(made[0].1);
            let mut back = tx.lock(id)?;
            let kept: Vec<sales::ReturnLine> = back.lines.iter().take(1).cloned().collect();
            back.lines = kept.into();
            tx.update(&mut back)?;
            perform(tx, id, "authorise")?;
            Ok(id)
        })
        .unwrap();
    assert_eq!(base_of(&w, customer), both, "it is still there while it may be sent");
    let on = sales::OnDay { posted_on: Some(day("2026-01-20")) };
    w.write(&we(), move |tx| perform_with(tx, back, "receive", &on)).unwrap();
    assert_eq!(base_of(&w, customer)[0], "H-1 HUB 2026-01-15 2028-01-14 – Returned");
    assert_eq!(base_of(&w, customer)[1], both[1]);
}

#[test]
fn a_delivery_that_is_taken_back_leaves_nothing_at_the_customers_and_is_not_written_down_twice() {
    let w = world();
    let (hub, customer) = (hub(&w), w.customer);
    let delivery = sold(&w, hub, customer, &["H-1"], "2026-01-15");
    // What the job for older sets finds is there already.
    let again = w.write(&we(), move |tx| {
        let record = tx.lock_record(Delivery::NAME, delivery.raw())?;
        service::installed::shipped(tx, &record)
    });
    again.unwrap();
    assert_eq!(base_of(&w, customer).len(), 1);
    let reversal = sales::Reversal { posted_on: day("2026-01-16"), reason: "Wrong customer".into() };
    w.write(&we(), move |tx| perform_with(tx, delivery, "reverse", &reversal)).unwrap();
    assert_eq!(base_of(&w, customer), ["H-1 HUB 2026-01-15 2028-01-14 – Returned"]);
}

#[test]
fn what_came_on_other_ways_is_written_down_by_hand_and_a_contract_looks_after_it() {
    let w = world();
    let (hub, customer) = (hub(&w), w.customer);
    let other = w.keep(Party::organisation("Ferrum KG"));
    let mut contract = Contract::new(w.company, customer, ContractKind::Service, day("2026-01-01"));
    contract.subject = Some("Yearly service".into());
    let contract = w.keep(contract);
    let mut old = InstalledPiece::new(customer, hub, "X-77");
    (old.installed_on, old.contract) = (Some(day("2025-03-01")), Some(contract));
    let old = w.keep(old);
    assert_eq!(base_of(&w, customer), ["X-77 HUB 2025-03-01 2027-02-28 Yearly service InUse"]);
    // Another day was agreed on.
    w.change(old, |piece| piece.warranty_until = Some(day("2029-12-31")));
    assert_eq!(base_of(&w, customer), ["X-77 HUB 2025-03-01 2029-12-31 Yearly service InUse"]);
    // A piece that was written down before it left is the same piece.
    let lot = w.write(&we(), |tx| Ok(tx.select::<Lot>("code = 'H-1'", &[])?[0].id())).unwrap();
    let ahead = InstalledPiece { lot: Some(lot), ..InstalledPiece::new(customer, hub, "") };
    w.keep(ahead.clone());
    sold(&w, hub, customer, &["H-1"], "2026-02-01");
    assert_eq!(base_of(&w, customer)[0], "H-1 HUB 2026-02-01 2028-01-31 – InUse");
    assert_eq!(base_of(&w, customer).len(), 2);
    let refused = |piece: InstalledPiece| codes(w.write(&we(), move |tx| tx.insert(&mut piece.clone())).unwrap_err());
    assert_eq!(refused(InstalledPiece::new(customer, hub, " ")), ["service.piece_without_serial serial"]);
    assert_eq!(refused(InstalledPiece { customer: other, ..ahead }), ["service.piece_elsewhere lot"]);
    let foreign = InstalledPiece { contract: Some(contract), ..InstalledPiece::new(other, hub, "X-1") };
    assert_eq!(refused(foreign), ["service.contract_of_another_customer contract"]);
    let mut backwards = InstalledPiece::new(customer, hub, "X-2");
    (backwards.installed_on, backwards.warranty_until) = (Some(day("2026-02-01")), Some(day("2026-01-31")));
    assert_eq!(refused(backwards), ["service.warranty_before_installed warranty_until"]);
    w.does(w.ana, old, "retire").unwrap();
    assert_eq!(w.get(old).state, PieceState::Retired);
}

#[test]
fn a_ticket_that_names_a_piece_knows_its_customer_and_item() {
    let w = world();
    let (hub, customer) = (hub(&w), w.customer);
    let piece = w.keep(InstalledPiece::new(customer, hub, "X-77"));
    let ticket = w.keep(Ticket { piece: Some(piece), ..Ticket::new(w.company, None, "Rattles") });
    let ticket = w.get(ticket);
    assert_eq!((ticket.customer, ticket.item), (Some(customer), Some(hub)));
    // A branch asks about a piece of its company; a stranger does not.
    let branch = w.keep(Party { parent: Some(customer), ..Party::organisation("Nordbau Kiel") });
    w.keep(Ticket { piece: Some(piece), ..Ticket::new(w.company, Some(branch), "Rattles") });
    let stranger = w.keep(Party::organisation("Ferrum KG"));
    let asked = Ticket { piece: Some(piece), ..Ticket::new(w.company, Some(stranger), "Rattles") };
    let refused = w.write(&we(), move |tx| tx.insert(&mut asked.clone())).unwrap_err();
    assert_eq!(codes(refused), ["service.piece_of_another_customer piece"]);
}
