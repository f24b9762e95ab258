//! What the demonstration company invoices ahead of the goods, and what it delivers later: an order by milestones, a deposit, a schedule;
//! and two customers with one limit.

use super::trade::{Shop, act, pay, perform, we};
use base::{Date, Id, Money, Percent, Quantity, Result};
use sales::{
    Billing, CreditGroup, CreditRule, CustomerInvoice, Deposit, Milestone, Order, OrderLine, Partial, Reach, Split,
};
use store::{Made, Set, Tx};

/// Steps of an order: what they are called, days from today, hundredths of the net.
const STEPS: [(&str, i64, i64); 3] =
    [("Frames welded", -9, 30), ("Painted and assembled", -1, 40), ("Handed over", 24, 30)];

pub(super) fn bill(set: &Set, shop: &Shop) -> Result<()> {
    let ordered = shop.today.add_days(-12)?;
    let by_steps = ordered_on(set, shop, ordered, 2, Billing::Milestones)?;
    let mut first = None;
    for (name, days, hundredths) in STEPS {
        let on = shop.today.add_days(days)?;
        let share = Percent::from_units(hundredths * 10_000);
        let step = set.write(&we(), move |tx| tx.insert(&mut Milestone::of(by_steps, name, on, share)))?;
        first.get_or_insert((step, on));
    }
    set.write(&we(), move |tx| act(tx, by_steps, "confirm").map(|_| ()))?;
    if let Some((step, on)) = first {
        set.write(&we(), move |tx| {
            let made = perform(tx, step, "reach", &Reach { reached_on: Some(on) })?;
            posted(tx, &made, on).map(|_| ())
        })?;
    }
    let ahead = ordered_on(set, shop, ordered, 3, Billing::Delivery)?;
    let (company, paid_on) = (shop.company, shop.today.add_days(-4)?);
    set.write(&we(), move |tx| act(tx, ahead, "confirm").map(|_| ()))?;
    let invoice = set.write(&we(), move |tx| {
        let on = ordered.add_days(1)?;
        let asked = Deposit { percent: Some(Percent::from_units(300_000)), amount: None, posted_on: Some(on) };
        let made = perform(tx, ahead, "deposit", &asked)?;
        posted(tx, &made, on)
    })?;
    set.write(&we(), move |tx| pay(tx, company, invoice, paid_on))?;
    later(set, shop)?;
    lent_together(set, shop)
}

/// An order that goes out in three quantities, a month apart.
fn later(set: &Set, shop: &Shop) -> Result<()> {
    let (on, first) = (shop.today.add_days(-3)?, shop.today.add_days(11)?);
    let order = ordered_on(set, shop, on, 5, Billing::Delivery)?;
    set.write(&we(), move |tx| {
        let mut draft = tx.lock(order)?;
        draft.partial = Partial::Scheduled;
        tx.update(&mut draft)
    })?;
    set.write(&we(), move |tx| {
        let asked = Split { line: 1, parts: 3, first: Some(first), every_days: 30 };
        perform(tx, order, "split", &asked)?;
        act(tx, order, "confirm").map(|_| ())
    })
}

/// Two customers of one house share what they may owe.
fn lent_together(set: &Set, shop: &Shop) -> Result<()> {
    let (company, members) = (shop.company, [shop.customers[0], shop.customers[1 % shop.customers.len()]]);
    set.write(&we(), move |tx| {
        let currency = tx.get(company)?.currency;
        let limit = Some(Money::from_minor(12_000_000));
        tx.insert(&mut CreditGroup::new("Meridian", currency, limit, &members))?;
        let watch_from = Some(Percent::from_units(800_000));
        tx.insert(&mut CreditRule { watch_from, ..CreditRule::new(company) }).map(|_| ())
    })
}

/// A draft of a few goods for a customer, wanted in a month.
fn ordered_on(set: &Set, shop: &Shop, on: Date, turn: usize, billing: Billing) -> Result<Id<Order>> {
    let customer = shop.customers[turn % shop.customers.len()];
    let items = [turn, turn + 4].map(|at| shop.items[at % shop.items.len()].0);
    let (company, lines) = (shop.company, items.map(|item| OrderLine::of(item, Quantity::from_units(12_000_000))));
    let requested = on.add_days(36)?;
    set.write(&we(), move |tx| {
        let order = Order { billing, requested, ..Order::new(company, customer, on, lines.to_vec()) };
        tx.insert(&mut order.clone())
    })
}

/// The invoice that a step made, posted, to be paid within a month.
fn posted(tx: &mut Tx, made: &Made, on: Date) -> Result<Id<CustomerInvoice>> {
    let invoice: Id<CustomerInvoice> = Id::from_raw(made.first().map_or(0, |m| m.1));
    let mut draft = tx.lock(invoice)?;
    draft.due_on = Some(on.add_days(30)?);
    tx.update(&mut draft)?;
    act(tx, invoice, "post")?;
    Ok(invoice)
}
