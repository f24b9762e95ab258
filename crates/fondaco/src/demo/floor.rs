//! What lies on the desks and shelves of the demonstration company today: offers, returns, a shop of its own, a count, and what runs low.

use super::trade::{Shop, act, perform, we};
use base::{Error, Id, Money, Percent, Quantity, Result};
use entity::{Entity, Head, Text};
use purchasing::{GoodsReceipt, Requisition, RequisitionLine};
use sales::{
    Bill, Deliver, Delivery, Disposition, OnDay, Order, OrderLine, Quotation, QuotationLine, Reason, Return,
    Settlement, TakeBack, Why,
};
use stock::{
    Basis, Count, LandedCost, LandedCostItem, LandedCostReceipt, LedgerRow, Location, Movement, MovementLine, Purpose,
    ReorderRule, Site, Transfer, TransferLine, Warehouse,
};
use store::{Set, Tx};

/// Everything in turn, each step the transaction it would have been.
pub(super) fn fill(set: &Set, shop: &Shop) -> Result<()> {
    offers(set, shop)?;
    kits(set, shop)?;
    returns(set, shop)?;
    shelves(set, shop)?;
    freight(set, shop)?;
    what_runs_low(set, shop)
}

/// Offers in every state: as the customer got them, accepted, declined, revised, still being written.
fn offers(set: &Set, shop: &Shop) -> Result<()> {
    let written = [
        ("Chains for the spring", 24, "accept"),
        ("Brake pads, yearly need", 19, "decline"),
        ("Workshop tools", 12, "revise"),
        ("Wheels for the rental fleet", 8, "send"),
        ("Saddles and grips", 3, "send"),
        ("Lights before the dark season", 0, "write"),
    ];
    for (place, (subject, days, verb)) in written.into_iter().enumerate() {
        let on = shop.today.add_days(-days)?;
        let customer = shop.customers[(place * 5 + 2) % shop.customers.len()];
        let mut lines = Vec::new();
        for (item, quantity) in shop.wanted(place * 5 + 1).into_iter().take(3) {
            lines.push(QuotationLine::of(item, quantity));
        }
        let (extra, _) = shop.items[(place * 11 + 4) % shop.items.len()];
        lines.push(QuotationLine::of(extra, Quantity::whole(10)?).option());
        let seller = shop.sellers.get(place % shop.sellers.len().max(1)).copied();
        let company = shop.company;
        let id: Id<Quotation> = set.write(&we(), move |tx| {
            let mut offer = Quotation::new(company, customer, on, lines.clone());
            (offer.subject, offer.valid_until) = (Some(subject.to_owned()), Some(on.add_days(45)?));
            (offer.owner, offer.team) = seller.map_or((None, None), |(user, team)| (Some(user), team));
            tx.insert(&mut offer)
        })?;
        if verb == "write" {
            continue;
        }
        set.write(&we(), move |tx| act(tx, id, "send").map(|_| ()))?;
        match verb {
            "accept" => {
                let by = sales::quotation::Accept { options: None, name: Some("Marta Gil".to_owned()) };
                set.write(&we(), move |tx| perform(tx, id, "accept", &by).map(|_| ()))?;
            }
            "decline" => {
                let reason = Reason { reason: Text::new("Another supplier delivers a week earlier.") };
                set.write(&we(), move |tx| perform(tx, id, "decline", &reason).map(|_| ()))?;
            }
            "revise" => set.write(&we(), move |tx| act(tx, id, "revise").map(|_| ()))?,
            _ => {}
        }
    }
    Ok(())
}

/// A customer buys sets: the first ones left and are invoiced, the others wait to be picked part by part.
fn kits(set: &Set, shop: &Shop) -> Result<()> {
    let customer = shop.customers[3 % shop.customers.len()];
    let company = shop.company;
    for (days, sets, leaves) in [(6, 4, true), (1, 3, false)] {
        let on = shop.today.add_days(-days)?;
        let order: Id<Order> = set.write(&we(), move |tx| {
            let mut lines = Vec::new();
            for code in ["KT-DRIVE", "KT-BRAKE"] {
                let item = catalog::Item::by_code(tx, code)?.ok_or_else(|| Error::not_found("catalog.item", code))?;
                lines.push(OrderLine::of(item, Quantity::whole(sets)?));
            }
            let mut order = Order::new(company, customer, on, lines);
            order.requested = on.add_days(days + 2)?;
            let order = tx.insert(&mut order)?;
            act(tx, order, "confirm")?;
            Ok(order)
        })?;
        if !leaves {
            continue;
        }
        set.write(&we(), move |tx| {
            let made = perform(tx, order, "deliver", &Deliver { posted_on: Some(on) })?;
            let delivery: Id<Delivery> = Id::from_raw(made.first().map_or(0, |m| m.1));
            act(tx, delivery, "post").map(|_| ())
        })?;
        set.write(&we(), move |tx| perform(tx, order, "bill", &Bill { posted_on: Some(on) }).map(|_| ()))?;
    }
    Ok(())
}

/// Two customers sent something back: one piece of it was looked at and is credited, the other has just come.
fn returns(set: &Set, shop: &Shop) -> Result<()> {
    let (paid, today) = (shop.today.add_days(-20)?, shop.today);
    let deliveries: Vec<Delivery> = set.read(&we(), |read| {
        // Of single pieces nobody sends back two.
        let many = "state = 'posted' AND posted_on <= $1 AND id NOT IN (SELECT document FROM sales_delivery_line WHERE lot IS NOT NULL) \
                    ORDER BY posted_on DESC, id DESC LIMIT 2";
        read.select(many, &[paid.into()])
    })?;
    for (delivery, (why, says, settles)) in deliveries.iter().zip([
        (Why::Damaged, "The carton was wet; two pieces rust.", true),
        (Why::WrongItem, "They ordered the longer ones.", false),
    ]) {
        let (delivery, back) = (delivery.id(), OnDay { posted_on: Some(today) });
        let id: Id<Return> = set.write(&we(), move |tx| {
            let asked = TakeBack { why, reason: Some(Text::new(says)) };
            let made = perform(tx, delivery, "take_back", &asked)?;
            let id: Id<Return> = Id::from_raw(made.first().map_or(0, |m| m.1));
            let mut rma = tx.lock(id)?;
            let mut lines = rma.lines.to_vec();
            lines.truncate(1);
            for line in &mut lines {
                line.quantity = Quantity::whole(2)?;
            }
            rma.lines = lines.into();
            tx.update(&mut rma)?;
            act(tx, id, "authorise")?;
            Ok(id)
        })?;
        let came = back.clone();
        set.write(&we(), move |tx| perform(tx, id, "receive", &came).map(|_| ()))?;
        if settles {
            set.write(&we(), move |tx| {
                let mut rma = tx.lock(id)?;
                let mut lines = rma.lines.to_vec();
                for line in &mut lines {
                    (line.disposition, line.settlement) = (Disposition::Scrap, Settlement::Credit);
                    line.finding = Some("Rust on the bearing.".to_owned());
                }
                rma.lines = lines.into();
                tx.update(&mut rma).map(|_| ())
            })?;
            set.write(&we(), move |tx| perform(tx, id, "settle", &back).map(|_| ()))?;
        }
    }
    Ok(())
}

/// A shop in town gets goods, some of them are still on the way; it was counted, the warehouse is to be; a piece went to the workshop.
fn shelves(set: &Set, shop: &Shop) -> Result<()> {
    let (company, main, today) = (shop.company, shop.warehouse, shop.today);
    let all: Vec<_> = shop.items.iter().map(|(item, _)| *item).collect();
    let there = set.read(&we(), |read| stock::moving::available(read, main, &all))?;
    let enough = Quantity::whole(20)?;
    let some: Vec<_> = all.into_iter().filter(|i| there.get(&i.raw()).is_some_and(|q| *q >= enough)).take(4).collect();
    let town = set.write(&we(), move |tx| {
        let names = ["Shop in Gràcia", "格拉西亚门店", "Tienda de Gràcia"];
        super::called(tx, &mut Warehouse::new(company, "SHOP", names[0]), names)
    })?;
    if some.len() < 2 {
        return Ok(());
    }
    let pieces = |n: i64| move |item: &Id<catalog::Item>| Ok(TransferLine::new(*item, Quantity::whole(n)?));
    for (items, n, verb) in [(&some[..2], 8, "post"), (&some[1..], 5, "send")] {
        let lines = items.iter().map(pieces(n)).collect::<Result<Vec<_>>>()?;
        set.write(&we(), move |tx| {
            let id = tx.insert(&mut Transfer::new(company, main, town, today, lines.clone()))?;
            act(tx, id, verb).map(|_| ())
        })?;
    }
    let sheet = set.write(&we(), move |tx| {
        let mut sheet = Count::new(company, town, today);
        (sheet.text, sheet.tolerance) = (Some("The shop's shelves".to_owned()), Some(Percent::parse("20")?));
        let id = tx.insert(&mut sheet)?;
        act(tx, id, "start")?;
        Ok(id)
    })?;
    set.write(&we(), move |tx| {
        let mut found = tx.lock(sheet)?;
        let mut lines = found.lines.to_vec();
        for (place, line) in lines.iter_mut().enumerate() {
            line.counted = Some(Quantity::whole(if place == 0 { 7 } else { 8 })?);
        }
        found.lines = lines.into();
        tx.update(&mut found)?;
        act(tx, sheet, "finish")?;
        act(tx, sheet, "post").map(|_| ())
    })?;
    bins(set, shop, town, some[0])?;
    let used = MovementLine::new(some[0], Quantity::whole(1)?, None);
    set.write(&we(), move |tx| {
        let mut movement = Movement::new(company, main, Purpose::InternalUse, today, vec![used.clone()]);
        movement.text = Some("Demonstration bike of the workshop".to_owned());
        let id = tx.insert(&mut movement)?;
        act(tx, id, "post").map(|_| ())
    })
}

/// Both warehouses stand on one site; the shop has a zone with two bins, and one of them is half full.
fn bins(set: &Set, shop: &Shop, town: Id<Warehouse>, item: Id<catalog::Item>) -> Result<()> {
    let (company, main, today) = (shop.company, shop.warehouse, shop.today);
    set.write(&we(), move |tx| {
        let names = ["Barcelona", "巴塞罗那", "Barcelona"];
        let mut site =
            Site { head: Head::default(), code: "BCN".to_owned(), name: names[0].to_owned(), address_of: None };
        let site = super::called(tx, &mut site, names)?;
        for id in [main, town] {
            let mut warehouse: Warehouse = tx.lock(id)?;
            warehouse.site = Some(site);
            tx.update(&mut warehouse)?;
        }
        let place = |code: &str, parent, capacity: i64| -> Result<Location> {
            let capacity = Some(Quantity::whole(capacity)?);
            Ok(Location { head: Head::default(), warehouse: town, code: code.to_owned(), name: None, parent, capacity })
        };
        let zone = tx.insert(&mut place("A", None, 40)?)?;
        let bin = tx.insert(&mut place("A-01", Some(zone), 8)?)?;
        tx.insert(&mut place("A-02", Some(zone), 24)?)?;
        let line = TransferLine { to_location: Some(bin), ..TransferLine::new(item, Quantity::whole(4)?) };
        let id = tx.insert(&mut Transfer::new(company, town, town, today, vec![line]))?;
        act(tx, id, "post").map(|_| ())
    })
}

/// The forwarder's part of the last goods that came; his invoice has not.
fn freight(set: &Set, shop: &Shop) -> Result<()> {
    let (company, today) = (shop.company, shop.today);
    set.write(&we(), move |tx: &mut Tx| {
        let rows: Vec<LedgerRow> = tx.select(
            "source_kind = $1 AND act = 'moved' AND quantity > 0 ORDER BY id DESC LIMIT 3",
            &[i64::from(GoodsReceipt::DEF.kind).into()],
        )?;
        let receipts: Vec<_> = rows.iter().map(|row| LandedCostReceipt::new(row.id())).collect();
        if receipts.is_empty() {
            return Ok(());
        }
        let costs = vec![LandedCostItem::new("Freight from Ningbo", Money::from_minor(18_000), Basis::Value)];
        let mut draft = LandedCost::new(company, today, costs, receipts);
        draft.text = Some("Container of the month".to_owned());
        let id = tx.insert(&mut draft)?;
        act(tx, id, "post").map(|_| ())
    })
}

/// Rules say when to order again; what is missing is asked for and waits for a yes, and somebody wishes for something else.
fn what_runs_low(set: &Set, shop: &Shop) -> Result<()> {
    let (company, main, today) = (shop.company, shop.warehouse, shop.today);
    let low: Vec<_> = shop.items.iter().step_by(7).map(|(item, _)| *item).collect();
    let other = shop.items.last().map(|(item, _)| *item);
    set.write(&we(), move |tx| {
        for item in &low {
            let rule = ReorderRule::new(company, *item, main);
            let (reorder_point, maximum) = (Some(Quantity::whole(400)?), Some(Quantity::whole(600)?));
            tx.insert(&mut ReorderRule { reorder_point, maximum, lead_days: 14, ..rule })?;
        }
        let mut asked = Requisition::new(company, today, Vec::new());
        asked.purpose = Some("What the rules say is missing".to_owned());
        let id = tx.insert(&mut asked)?;
        act(tx, id, "replenish")?;
        act(tx, id, "submit")?;
        let Some(other) = other else { return Ok(()) };
        let wish = vec![RequisitionLine::new(other, Quantity::whole(12)?)];
        let mut wanted = Requisition::new(company, today, wish);
        wanted.purpose = Some("For the stand at the fair".to_owned());
        tx.insert(&mut wanted).map(|_| ())
    })
}
