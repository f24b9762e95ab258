//! Order to cash: order, confirm with credit check and reservation, deliver, invoice, payment, with all postings; ten lines each.

use crate::Arguments;
use crate::cycle::{self, Ground, Step, act, one, perform};
use crate::measure::Report;
use accounting::Flow;
use base::{Quantity, Result};
use entity::Entity as _;
use sales::{Bill, CustomerInvoice, Deliver, Delivery, Order, OrderLine};
use store::Tx;

/// The way from the order to the money.
pub const STEPS: [Step; 7] = [
    order,
    |tx, _, _, made| act::<Order>(tx, made[0], "confirm").map(|_| 0),
    |tx, ground, _, made| one(perform::<Order, _>(tx, made[0], "deliver", &Deliver { posted_on: Some(ground.on) })?),
    |tx, _, _, made| act::<Delivery>(tx, made[2], "post").map(|_| 0),
    |tx, ground, _, made| one(perform::<Order, _>(tx, made[0], "bill", &Bill { posted_on: Some(ground.on) })?),
    |tx, _, _, made| act::<CustomerInvoice>(tx, made[4], "post").map(|_| 0),
    |tx, ground, _, made| cycle::pay(tx, ground, Flow::Received, CustomerInvoice::DEF.kind, made[4]),
];

/// Measures order to cash beside so many orders that are there already.
pub fn run(arguments: &Arguments) -> Result<Report> {
    cycle::run(arguments, &STEPS)
}

fn order(tx: &mut Tx, ground: &Ground, number: u64, _made: &[i64]) -> Result<i64> {
    let lines = (0..10_u64).map(|line| {
        let quantity = Quantity::whole(1 + ((number + line) % 9) as i64).unwrap_or(Quantity::ZERO);
        OrderLine::of(ground.item(number, line), quantity)
    });
    let customer = ground.customers[number as usize % ground.customers.len()];
    let mut order = Order::new(ground.company, customer, ground.on, lines.collect());
    tx.insert(&mut order).map(|id| id.raw())
}
