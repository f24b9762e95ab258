//! The buying of the demonstration company: each month's goods are ordered, come, are invoiced and paid, a little dearer every year.

use super::trade::{Shop, act, perform, we};
use accounting::{Flow, OpenItem, Payment, PaymentLine};
use base::{Date, Id, Price, Quantity, Result};
use entity::Entity;
use purchasing::{Announcement, GoodsReceipt, Order, OrderLine, Paper, ShippingNotice, SupplierInvoice};
use std::collections::BTreeMap;
use store::Set;

/// Orders what the month's customers will want, a tenth more, and something to begin with; what was ordered lately is still on its
/// way.
pub(super) fn fill_up(set: &Set, shop: &Shop, month: Date, turn: usize) -> Result<()> {
    let mut wanted: BTreeMap<i64, i64> = BTreeMap::new();
    for place in 0..shop.orders(month)? {
        for (item, quantity) in shop.wanted(Shop::number(turn, place)) {
            *wanted.entry(item.raw()).or_default() += quantity.units() / 1_000_000;
        }
    }
    for half in 0..2 {
        let mut lines = Vec::new();
        for (place, (item, cost)) in shop.items.iter().enumerate().filter(|(place, _)| place % 2 == half) {
            let stock = if turn == 0 { 60 } else { 0 };
            let pieces = wanted.get(&item.raw()).map_or(0, |n| n * 11 / 10 + (place % 4) as i64) + stock;
            if pieces > 0 {
                let dearer = Price::from_units(cost.units() / 1_000 * (1_000 + 2 * turn as i64));
                let line = OrderLine::new(*item, Quantity::whole(pieces)?).at(dearer);
                lines.push(OrderLine { dimensions: shop.lines.get(&item.raw()).copied(), ..line });
            }
        }
        // Two weeks ahead, so that they are there when the month begins.
        let on = if turn == 0 { month } else { month.add_days(-16 + half as i64 * 2)? };
        if !lines.is_empty() && on <= shop.today {
            buy(set, shop, (on, month), turn * 2 + half, lines)?;
        }
    }
    Ok(())
}

/// Every other supplier says what is on its way and when it is here.
fn announced(set: &Set, order: Id<Order>, comes: Date, number: usize) -> Result<()> {
    if number % 2 == 1 {
        return Ok(());
    }
    set.write(&we(), move |tx| {
        let said = Announcement { arrives_on: comes, reference: Some(format!("LS-{}", 4_400 + number)) };
        let made = perform(tx, order, "announce", &said)?;
        act(tx, Id::<ShippingNotice>::from_raw(made.first().map_or(0, |m| m.1)), "announce").map(|_| ())
    })
}

fn buy(set: &Set, shop: &Shop, (on, comes): (Date, Date), number: usize, lines: Vec<OrderLine>) -> Result<()> {
    let Some(supplier) = shop.suppliers.get(number % shop.suppliers.len().max(1)).copied() else { return Ok(()) };
    let (company, warehouse) = (shop.company, shop.warehouse);
    let order: Id<Order> = set.write(&we(), move |tx| {
        let order = Order::new(company, supplier, on, lines.clone());
        let id = tx.insert(&mut Order { warehouse: Some(warehouse), ..order })?;
        act(tx, id, "release")?;
        Ok(id)
    })?;
    // What comes next month is still on its way.
    if comes > shop.today {
        return announced(set, order, comes, number);
    }
    set.write(&we(), move |tx| {
        let made = act(tx, order, "receive")?;
        let id: Id<GoodsReceipt> = Id::from_raw(made.first().map_or(0, |m| m.1));
        let mut receipt = tx.lock(id)?;
        receipt.posted_on = comes;
        tx.update(&mut receipt)?;
        act(tx, id, "post").map(|_| ())
    })?;
    let billed = comes.add_days(6)?;
    if billed > shop.today {
        return Ok(());
    }
    let invoice: Id<SupplierInvoice> = set.write(&we(), move |tx| {
        let paper = Paper {
            supplier_number: format!("R{}-{:04}", billed.year() % 100, number + 311),
            documented_on: billed,
            due_on: Some(billed.add_days(30)?),
        };
        let made = perform(tx, order, "invoice", &paper)?;
        let id: Id<SupplierInvoice> = Id::from_raw(made.first().map_or(0, |m| m.1));
        let mut invoice = tx.lock(id)?;
        invoice.posted_on = billed;
        tx.update(&mut invoice)?;
        act(tx, id, "post")?;
        Ok(id)
    })?;
    set.write(&we(), move |tx| act(tx, order, "close").map(|_| ()))?;
    let paid_on = billed.add_days(29)?;
    // What fell due lately is left to a payment run.
    if paid_on.add_days(super::months::BY_RUN)? > shop.today {
        return Ok(());
    }
    let kind = i64::from(SupplierInvoice::DEF.kind);
    set.write(&we(), move |tx| {
        let items: Vec<OpenItem> =
            tx.select("source_kind = $1 AND source = $2", &[kind.into(), invoice.raw().into()])?;
        let Some(item) = items.first() else { return Ok(()) };
        let payment = Payment::new(company, Flow::Paid, item.party, item.open.checked_neg()?, paid_on);
        let mut payment = payment.settling(vec![PaymentLine::of(item.id(), item.open.checked_neg()?)]);
        (payment.currency, payment.reference) = (Some(item.currency), Some(item.number.clone()));
        let id = tx.insert(&mut payment)?;
        act(tx, id, "post").map(|_| ())
    })
}
