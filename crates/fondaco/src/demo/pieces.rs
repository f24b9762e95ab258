//! Single pieces of the demonstration company: derailleurs with serial numbers came, were sold one by one and stand at customers.

use super::trade::{act, pay, perform, we};
use base::{Date, Error, Id, Price, Quantity, Result};
use catalog::Item;
use entity::{Entity, Head};
use parties::Party;
use platform::Company;
use sales::{Bill, CustomerInvoice, Deliver, Delivery, DeliveryLine, Order, OrderLine};
use stock::{Lot, Movement, MovementLine, Purpose, Warehouse};
use store::{Read, Set};

/// How many days ago, how many pieces; the oldest are out of warranty.
const SOLD: [(i64, i64); 6] = [(690, 2), (400, 3), (210, 1), (120, 4), (48, 2), (20, 3)];

/// Sells them, each step the transaction it would have been.
pub(super) fn sell(set: &Set) -> Result<()> {
    for (place, (days, pieces)) in SOLD.into_iter().enumerate() {
        match one(set, place, days, pieces) {
            // Somebody without credit waits.
            Err(Error::Refused(_)) => {}
            other => other?,
        }
    }
    Ok(())
}

/// Who sells what to whom.
struct Deal {
    company: Id<Company>,
    warehouse: Id<Warehouse>,
    item: Item,
    cost: Price,
    customer: Id<Party>,
    on: Date,
}

fn found(read: &Read, place: usize, days: i64) -> Result<Deal> {
    let missing = |what: &str| Error::not_found("demo", what);
    let company: Vec<Company> = read.select("archived_at IS NULL ORDER BY id LIMIT 1", &[])?;
    let company = company.first().map(Entity::id).ok_or_else(|| missing("company"))?;
    let warehouse: Vec<Warehouse> = read.select("code = 'MAIN'", &[])?;
    let warehouse = warehouse.first().map(Entity::id).ok_or_else(|| missing("warehouse"))?;
    let items: Vec<Item> = read.select(
        "tracking = 'serial' AND state = 'active' AND list_price > 0 \
         AND id NOT IN (SELECT variant_of FROM catalog_item WHERE variant_of IS NOT NULL) ORDER BY id LIMIT 6",
        &[],
    )?;
    let item = items.get(place % items.len().max(1)).ok_or_else(|| missing("item"))?.clone();
    let cost = item.standard_cost.unwrap_or(Price::from_units(item.list_price.map_or(0, Price::units) * 55 / 100));
    let buyers: Vec<Party> = read.select(
        "is_customer = 1 AND state = 'active' AND archived_at IS NULL AND (currency IS NULL OR currency = $1) ORDER BY id LIMIT 12",
        &[item.currency.map_or(0, Id::raw).into()],
    )?;
    let customer = buyers.get(place * 2 % buyers.len().max(1)).map(Entity::id).ok_or_else(|| missing("customer"))?;
    let on = read.today().add_days(-days)?;
    Ok(Deal { company, warehouse, item, cost, customer, on })
}

fn one(set: &Set, place: usize, days: i64, pieces: i64) -> Result<()> {
    let deal = set.read(&we(), move |read| found(read, place, days))?;
    let Deal { company, warehouse, cost, customer, on, .. } = deal;
    let (item, code) = (deal.item.id(), deal.item.code);
    // They came a week before, each with its number.
    let lots: Vec<Id<Lot>> = set.write(&we(), move |tx| {
        let mut lines = Vec::new();
        for n in 0..pieces {
            let serial = format!("{code}-{:02}{:03}", on.year() % 100, place as i64 * 20 + n + 101);
            let lot = Some(tx.insert(&mut Lot::new(item, &serial, None))?);
            lines.push(MovementLine { lot, ..MovementLine::new(item, Quantity::whole(1)?, Some(cost)) });
        }
        let lots = lines.iter().filter_map(|line| line.lot).collect();
        let came = on.add_days(-7)?;
        let movement = tx.insert(&mut Movement::new(company, warehouse, Purpose::Receipt, came, lines))?;
        act(tx, movement, "post")?;
        Ok(lots)
    })?;
    let order: Id<Order> = set.write(&we(), move |tx| {
        let mut order = Order::new(company, customer, on, vec![OrderLine::of(item, Quantity::whole(pieces)?)]);
        order.reference = Some(format!("S-{}", place + 1));
        let order = tx.insert(&mut order)?;
        act(tx, order, "confirm")?;
        Ok(order)
    })?;
    set.write(&we(), move |tx| {
        let made = perform(tx, order, "deliver", &Deliver { posted_on: Some(on) })?;
        let delivery: Id<Delivery> = Id::from_raw(made.first().map_or(0, |m| m.1));
        let mut draft = tx.lock(delivery)?;
        let line = draft.lines.first().cloned().ok_or_else(|| Error::not_found("demo", "delivery line"))?;
        let piece = |lot: &Id<Lot>| -> Result<DeliveryLine> {
            Ok(DeliveryLine { head: Head::default(), lot: Some(*lot), quantity: Quantity::whole(1)?, ..line.clone() })
        };
        draft.lines = lots.iter().map(piece).collect::<Result<Vec<_>>>()?.into();
        tx.update(&mut draft)?;
        act(tx, delivery, "post").map(|_| ())
    })?;
    let invoice: Id<CustomerInvoice> = set.write(&we(), move |tx| {
        let made = perform(tx, order, "bill", &Bill { posted_on: Some(on) })?;
        let invoice: Id<CustomerInvoice> = Id::from_raw(made.first().map_or(0, |m| m.1));
        let mut bill = tx.lock(invoice)?;
        bill.due_on = Some(on.add_days(30)?);
        tx.update(&mut bill)?;
        act(tx, invoice, "post")?;
        Ok(invoice)
    })?;
    if days <= 30 {
        return Ok(());
    }
    let paid_on = on.add_days(28)?;
    set.write(&we(), move |tx| pay(tx, company, invoice, paid_on))
}
