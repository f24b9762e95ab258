//! A kit is sold, priced and invoiced as one line; its parts are promised, held, picked, delivered, costed and come back.

use crate::fixture::{World, codes, day, perform, perform_with, pieces, price, we, world};
use crate::printing::{lines, printed};
use accounting::Costing;
use accounting::charts::Chart;
use base::{Id, Money, Quantity};
use catalog::{Item, KitPart, Nature};
use entity::Head;
use sales::{
    CustomerInvoice, Delivery, Disposition, OnDay, Order, OrderLine, Progress, Return, Settlement, TakeBack, Why,
};
use stock::picking::PickList;
use stock::{Movement, MovementLine, Purpose, reservation};

struct Shop {
    w: World,
    kit: Id<Item>,
    nut: Id<Item>,
}

impl std::ops::Deref for Shop {
    type Target = World;
    fn deref(&self) -> &World {
        &self.w
    }
}

fn part(item: Id<Item>, n: i64) -> KitPart {
    KitPart { head: Head::default(), item, quantity: pieces(n) }
}

/// A set of 2 bolts and 3 nuts for 70; 100 bolts at 10 and 60 nuts at 2 are there.
fn shop() -> Shop {
    let w = world(Chart::General, Costing::MovingAverage);
    w.moved(Purpose::Opening, "2026-01-02", 100, Some("10")).unwrap();
    let (company, warehouse, bolt) = (w.company, w.warehouse, w.bolt);
    let (kit, nut) = w
        .write(&we(), move |tx| {
            let plain = tx.get(bolt)?;
            let mut nut = Item::goods("NUT", "Nut", plain.base_unit);
            (nut.currency, nut.list_price) = (plain.currency, Some(price("4")));
            let nut = tx.insert(&mut nut)?;
            let mut kit = Item::goods("SET", "Set of bolts and nuts", plain.base_unit);
            (kit.nature, kit.currency, kit.list_price) = (Nature::Kit, plain.currency, Some(price("70")));
            kit.parts = vec![part(bolt, 2), part(nut, 3)].into();
            let kit = tx.insert(&mut kit)?;
            let line = MovementLine::new(nut, pieces(60), Some(price("2")));
            let id =
                tx.insert(&mut Movement::new(company, warehouse, Purpose::Opening, day("2026-01-02"), vec![line]))?;
            perform(tx, id, "post")?;
            Ok((kit, nut))
        })
        .unwrap();
    Shop { w, kit, nut }
}

fn ordered(s: &Shop, n: i64) -> Id<Order> {
    let draft = Order::new(s.company, s.customer, day("2026-03-02"), vec![OrderLine::of(s.kit, pieces(n))]);
    s.write(&we(), move |tx| {
        let id = tx.insert(&mut draft.clone())?;
        perform(tx, id, "confirm")?;
        Ok(id)
    })
    .unwrap()
}

fn order(s: &Shop, id: Id<Order>) -> Order {
    s.read(&we(), move |r| r.get(id)).unwrap()
}

/// What an order holds of bolts and nuts.
fn held(s: &Shop, id: Id<Order>) -> (Quantity, Quantity) {
    let (bolt, nut) = (s.bolt.raw(), s.nut.raw());
    let all = s.read(&we(), |r| reservation::held(r, accounting::Source::of::<Order>(id.raw()))).unwrap();
    let of = |item| Quantity::sum(all.iter().filter(|((_, i), _)| *i == item).map(|(_, q)| *q)).unwrap();
    (of(bolt), of(nut))
}

#[test]
fn a_kit_is_priced_as_one_and_promised_by_its_scarcest_part() {
    let s = shop();
    let id = ordered(&s, 5);
    let first = order(&s, id);
    let line = &first.lines[0];
    assert_eq!((line.price, line.net), (Some(price("70")), Money::from_minor(35_000)));
    // Five times two bolts at 10 and three nuts at 2.
    assert_eq!(line.cost, Some(Money::from_minor(13_000)));
    assert_eq!(line.forecast, Some(s.read(&we(), |r| Ok(r.today())).unwrap().max(day("2026-03-02"))));
    assert_eq!(held(&s, id), (pieces(10), pieces(15)));
    // 45 nuts are left: enough for fifteen more, not for twenty, though the bolts would do.
    let more = ordered(&s, 20);
    assert_eq!(held(&s, more), (pieces(40), pieces(45)));
    assert_eq!(order(&s, more).lines[0].forecast, None);
    assert_eq!(s.broken(), Vec::<String>::new());
}

#[test]
fn parts_leave_together_and_cost_what_they_cost() {
    let s = shop();
    let id = ordered(&s, 25);
    // Nuts for twenty are there.
    let delivery = s.delivered(id, "2026-03-03").unwrap();
    let said: Delivery = s.read(&we(), move |r| r.get(delivery)).unwrap();
    let parts: Vec<(Id<Item>, Quantity, Option<Id<Item>>)> =
        said.lines.iter().map(|l| (l.item, l.quantity, l.kit)).collect();
    assert_eq!(parts, [(s.bolt, pieces(40), Some(s.kit)), (s.nut, pieces(60), Some(s.kit))]);
    assert_eq!(said.cost, Some(Money::from_minor(52_000)));
    // On paper the parts stand under their kit.
    assert_eq!(
        lines(&printed(&s, delivery, &[]).tables[0])[1..],
        [
            "1 | Set of bolts and nuts [Item SET] | 20 | Piece",
            " | Bolt [Item BOLT] | 40 | Piece",
            " | Nut [Item NUT] | 60 | Piece"
        ]
    );
    assert_eq!(order(&s, id).delivered, Progress::Partially);
    assert_eq!(held(&s, id), (pieces(10), pieces(0)));
    // The invoice says kits at the price of the kit.
    let invoice = s.billed(id, "2026-03-04").unwrap();
    let invoice: CustomerInvoice = s.read(&we(), move |r| r.get(invoice)).unwrap();
    let line = &invoice.lines[0];
    assert_eq!((line.item, line.quantity, line.net), (Some(s.kit), pieces(20), Money::from_minor(140_000)));
    assert_eq!(s.broken(), Vec::<String>::new());
}

#[test]
fn half_a_kit_does_not_leave() {
    let s = shop();
    let id = ordered(&s, 4);
    let refused = s
        .write(&we(), move |tx| {
            let made = perform(tx, id, "deliver")?;
            let delivery: Id<Delivery> = Id::from_raw(made[0].1);
            let mut draft = tx.lock(delivery)?;
            draft.lines[1].quantity = pieces(9);
            tx.update(&mut draft)?;
            perform(tx, delivery, "post")
        })
        .unwrap_err();
    assert_eq!(codes(refused), ["sales.kit_incomplete lines"]);
    let half = Order::new(
        s.company,
        s.customer,
        day("2026-03-02"),
        vec![OrderLine::of(s.kit, Quantity::parse("1.5").unwrap())],
    );
    let refused = s.write(&we(), move |tx| tx.insert(&mut half.clone())).unwrap_err();
    assert_eq!(codes(refused), ["sales.kits_are_whole lines.0.quantity"]);
}

#[test]
fn what_is_picked_of_a_kit_leaves_as_whole_ones() {
    let s = shop();
    let id = ordered(&s, 4);
    let list: Id<PickList> = Id::from_raw(s.write(&we(), move |tx| perform(tx, id, "pick")).unwrap()[0].1);
    let said: PickList = s.read(&we(), move |r| r.get(list)).unwrap();
    let wanted: Vec<(Id<Item>, Quantity)> = said.lines.iter().map(|l| (l.item, l.wanted)).collect();
    assert_eq!(wanted, [(s.bolt, pieces(8)), (s.nut, pieces(12))]);
    // Only 11 nuts are found: three whole sets.
    s.write(&we(), move |tx| {
        let mut list = tx.lock(list)?;
        list.lines[1].picked = Some(pieces(11));
        tx.update(&mut list)
    })
    .unwrap();
    s.write(&we(), move |tx| perform(tx, list, "finish")).unwrap();
    let delivery = s
        .read(&we(), |r| {
            let all: Vec<Delivery> = r.select("1 = 1 ORDER BY id", &[])?;
            r.get(Id::<Delivery>::from_raw(all[0].head.id))
        })
        .unwrap();
    let parts: Vec<(Id<Item>, Quantity)> = delivery.lines.iter().map(|l| (l.item, l.quantity)).collect();
    assert_eq!(parts, [(s.bolt, pieces(6)), (s.nut, pieces(9))]);
    let delivery: Id<Delivery> = Id::from_raw(delivery.head.id);
    s.write(&we(), move |tx| perform(tx, delivery, "post")).unwrap();
    assert_eq!(order(&s, id).delivered, Progress::Partially);
    assert_eq!(held(&s, id), (pieces(2), pieces(3)));
    assert_eq!(s.broken(), Vec::<String>::new());
}

#[test]
fn a_kit_comes_back_as_its_parts_and_is_credited_as_one() {
    let s = shop();
    let id = ordered(&s, 4);
    let delivery = s.delivered(id, "2026-03-03").unwrap();
    s.billed(id, "2026-03-04").unwrap();
    let asked = TakeBack { why: Why::Defective, reason: None };
    let rma: Id<Return> =
        Id::from_raw(s.write(&we(), move |tx| perform_with(tx, delivery, "take_back", &asked)).unwrap()[0].1);
    // One of four: two bolts and three nuts; with fewer nuts it is no kit.
    let with = |nuts: i64| {
        s.write(&we(), move |tx| {
            let mut back = tx.lock(rma)?;
            (back.lines[0].quantity, back.lines[1].quantity) = (pieces(2), pieces(nuts));
            back.lines[0].disposition = Disposition::Restock;
            back.lines[1].disposition = Disposition::Scrap;
            back.lines.iter_mut().for_each(|l| l.settlement = Settlement::Credit);
            tx.update(&mut back)?;
            perform(tx, rma, "authorise")?;
            perform_with(tx, rma, "receive", &OnDay { posted_on: Some(day("2026-03-10")) })
        })
    };
    assert_eq!(codes(with(2).unwrap_err()), ["sales.kit_incomplete lines"]);
    with(3).unwrap();
    s.write(&we(), move |tx| perform_with(tx, rma, "settle", &OnDay { posted_on: Some(day("2026-03-11")) })).unwrap();
    let back: Return = s.read(&we(), move |r| r.get(rma)).unwrap();
    assert_eq!(back.cost, Some(Money::from_minor(2_600)));
    let note = back.credit_note.unwrap();
    let note: CustomerInvoice = s.read(&we(), move |r| r.get(note)).unwrap();
    assert_eq!((note.lines[0].item, note.lines[0].quantity), (Some(s.kit), pieces(1)));
    assert_eq!(note.net, Money::from_minor(7_000));
    assert_eq!(s.broken(), Vec::<String>::new());
}

#[test]
fn a_delivery_of_kits_is_taken_back_whole_and_an_order_keeps_what_its_kit_was_made_of() {
    let s = shop();
    let id = ordered(&s, 4);
    let (kit, bolt) = (s.kit, s.bolt);
    // From now on a set has four bolts; who ordered before gets two.
    s.write(&we(), move |tx| {
        let mut item = tx.lock(kit)?;
        item.parts = vec![part(bolt, 4)].into();
        tx.update(&mut item)
    })
    .unwrap();
    let delivery = s.delivered(id, "2026-03-03").unwrap();
    assert_eq!(order(&s, id).delivered, Progress::Fully);
    let back = sales::Reversal { posted_on: day("2026-03-05"), reason: "Wrong truck".to_owned() };
    s.write(&we(), move |tx| perform_with(tx, delivery, "reverse", &back)).unwrap();
    assert_eq!(order(&s, id).delivered, Progress::Not);
    let refused = s
        .write(&we(), move |tx| {
            let mut item = tx.lock(kit)?;
            (item.nature, item.parts) = (Nature::Goods, Vec::new().into());
            tx.update(&mut item)
        })
        .unwrap_err();
    assert_eq!(codes(refused), ["catalog.kit_in_use nature"]);
    assert_eq!(s.broken(), Vec::<String>::new());
}

/// Two sets are invoiced on order and cost 26.00 each when they leave, whichever way the books take cost.
#[test]
fn a_kit_that_is_invoiced_ahead_costs_when_its_parts_leave() {
    for cost_at in [accounting::CostAt::Delivery, accounting::CostAt::Invoice] {
        let s = shop();
        let company = s.company;
        s.write(&we(), move |tx| {
            let books: Vec<accounting::Books> = tx.select("company = $1", &[company.into()])?;
            let mut books = tx.lock(Id::<accounting::Books>::from_raw(books[0].head.id))?;
            books.cost_at = cost_at;
            tx.update(&mut books).map(|_| ())
        })
        .unwrap();
        let draft = Order::new(s.company, s.customer, day("2026-03-02"), vec![OrderLine::of(s.kit, pieces(2))]);
        let draft = Order { billing: sales::Billing::Order, ..draft };
        let id = s
            .write(&we(), move |tx| {
                let id = tx.insert(&mut draft.clone())?;
                perform(tx, id, "confirm")?;
                Ok(id)
            })
            .unwrap();
        s.billed(id, "2026-03-03").unwrap();
        assert_eq!(order(&s, id).invoiced, Progress::Fully);
        assert!(!s.ledger().iter().any(|l| l.starts_with("cost of")), "{:?}", s.ledger());
        s.delivered(id, "2026-03-04").unwrap();
        assert_eq!(order(&s, id).delivered, Progress::Fully);
        let cost: Vec<String> = s.ledger().into_iter().filter(|l| l.starts_with("cost of")).collect();
        assert_eq!(cost, ["cost of goods sold 52.00"], "{cost_at:?}");
        assert!(!s.ledger().iter().any(|l| l.starts_with("goods delivered")), "{:?}", s.ledger());
        assert_eq!(s.broken(), Vec::<String>::new());
    }
}
