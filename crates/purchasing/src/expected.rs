//! What released orders will still bring, kept for whoever promises goods to customers.

use crate::held::Progress;
use crate::order::{Order, OrderLine, State};
use crate::share;
use accounting::Source;
use base::{Money, Quantity, Result};
use parties::loaded;
use std::collections::BTreeMap;
use stock::promising::{self, Expected};
use store::Tx;

/// Keeps what an order will bring; nothing of it unless it is released.
pub(crate) fn keep(tx: &mut Tx, order: &Order, released: bool, done: &BTreeMap<i64, Progress>) -> Result<()> {
    let lines = if released { of(order, done)? } else { Vec::new() };
    promising::expect(tx, order.company, Source::of::<Order>(order.head.id), &lines)
}

/// What is still to come, line by line.
pub(crate) fn of(order: &Order, done: &BTreeMap<i64, Progress>) -> Result<Vec<Expected>> {
    let mut lines = Vec::new();
    for line in loaded(&order.lines).iter().filter(|l| !l.is_service) {
        let Some(warehouse) = line.warehouse.or(order.warehouse) else { continue };
        let came = done.get(&line.head.id).map_or(Quantity::ZERO, |p| p.received);
        lines.push(Expected {
            line: line.head.id,
            item: line.item,
            warehouse,
            on: line.expected().or(order.requested),
            quantity: left(line, came)?,
        });
    }
    Ok(lines)
}

/// What of a line has not come, in base units.
fn left(line: &OrderLine, came: Quantity) -> Result<Quantity> {
    let open = line.quantity.units().saturating_sub(came.units()).max(0);
    let whole = Money::from_minor(line.stock_quantity.units());
    Ok(Quantity::from_units(share::scale(whole, open, line.quantity.units())?.minor()))
}

/// True while goods of it may come.
pub(crate) fn open(order: &Order) -> bool {
    order.state == State::Released
}
