//! Procure to pay: order, release, receipt, supplier invoice with its match, payment, with all postings; ten lines each.

use crate::Arguments;
use crate::cycle::{self, Ground, ITEMS, PARTIES, Step, act, one, perform};
use crate::measure::Report;
use accounting::Flow;
use base::{Quantity, Result};
use entity::Entity as _;
use purchasing::{GoodsReceipt, Order, OrderLine, Paper, SupplierInvoice};
use store::Tx;

pub const STEPS: [Step; 7] = [
    order,
    |tx, _, _, made| act::<Order>(tx, made[0], "release").map(|_| 0),
    |tx, _, _, made| one(act::<Order>(tx, made[0], "receive")?),
    |tx, _, _, made| act::<GoodsReceipt>(tx, made[2], "post").map(|_| 0),
    invoice,
    |tx, _, _, made| act::<SupplierInvoice>(tx, made[4], "post").map(|_| 0),
    |tx, ground, _, made| cycle::pay(tx, ground, Flow::Paid, SupplierInvoice::DEF.kind, made[4]),
];

/// Measures procure to pay beside so many orders that are there already.
pub fn run(arguments: &Arguments) -> Result<Report> {
    cycle::run(arguments, &STEPS)
}

fn order(tx: &mut Tx, ground: &Ground, number: u64, _made: &[i64]) -> Result<i64> {
    let lines = (0..10_u64).map(|line| {
        let quantity = Quantity::whole(1 + ((number + line) % 9) as i64).unwrap_or(Quantity::ZERO);
        let place = ((number * 7 + line * 13) % ITEMS as u64) as usize;
        OrderLine::new(ground.item(number, line), quantity).at(cycle::cost(place))
    });
    let supplier = ground.suppliers[(number % PARTIES as u64) as usize];
    let mut order = Order::new(ground.company, supplier, ground.on, lines.collect());
    order.warehouse = Some(ground.warehouse);
    tx.insert(&mut order).map(|id| id.raw())
}

fn invoice(tx: &mut Tx, ground: &Ground, number: u64, made: &[i64]) -> Result<i64> {
    let paper = Paper { supplier_number: format!("F-{number}"), documented_on: ground.on, due_on: None };
    one(perform::<Order, _>(tx, made[0], "invoice", &paper)?)
}
