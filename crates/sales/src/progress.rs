//! How far the lines of orders have come: what was delivered and what was invoiced, kept with each posting.

use crate::{Order, Progress};
use base::{Id, Quantity, Result};
use entity::{Entity as _, Value};
use parties::loaded;
use std::collections::{BTreeMap, HashMap};
use store::{Ask, Read, Tx};

/// Delivered and invoiced quantities in base units, by order line.
pub type Done = HashMap<i64, (Quantity, Quantity)>;

fn int(row: &store::Row, place: usize) -> i64 {
    row.get(place).and_then(Value::int).unwrap_or(0)
}

/// How far the lines of orders are.
pub fn of(read: &Read, orders: &[i64]) -> Result<Done> {
    let (sql, params) = ask(orders);
    Ok(answer(&read.query(sql, &params)?))
}

/// The question how far the lines of orders are, to travel with others.
pub fn ask(orders: &[i64]) -> Ask<'static> {
    let sql = store::sql!(
        "sales.progress",
        "SELECT line, delivered, invoiced FROM sales_progress WHERE document IN LIST($1)"
    );
    (sql, vec![store::id_list(orders)])
}

/// Its answer.
pub fn answer(rows: &[store::Row]) -> Done {
    let done = |r: &store::Row| (int(r, 0), (Quantity::from_units(int(r, 1)), Quantity::from_units(int(r, 2))));
    rows.iter().map(done).collect()
}

/// Orders, held until the transaction ends, and how far they are.
pub fn hold(tx: &mut Tx, orders: &[Id<Order>]) -> Result<(Vec<Order>, Done)> {
    let ids: Vec<i64> = orders.iter().map(|id| id.raw()).collect();
    let (orders, further) = match ids.as_slice() {
        [] => return Ok((Vec::new(), Done::new())),
        ids => tx.lock_many_with(orders, &[ask(ids)])?,
    };
    Ok((orders, further.first().map(|rows| answer(rows)).unwrap_or_default()))
}

/// Adds to what lines are delivered and invoiced, and brings the orders' own words up to date.
/// `done` is how far they were, read under the orders' locks.
pub fn add(tx: &mut Tx, orders: &[Order], mut done: Done, changes: &BTreeMap<i64, (i64, i64)>) -> Result<()> {
    if changes.is_empty() {
        return Ok(());
    }
    let document: HashMap<i64, i64> =
        orders.iter().flat_map(|o| loaded(&o.lines).iter().map(|l| (l.head.id, o.head.id))).collect();
    let mut params: Vec<Value> = Vec::with_capacity(changes.len() * 4);
    for (line, (delivered, invoiced)) in changes {
        params.extend([*line, document.get(line).copied().unwrap_or(0), *delivered, *invoiced].map(Value::Int));
    }
    let sql = format!(
        "INSERT INTO sales_progress (line, document, delivered, invoiced) VALUES {} ON CONFLICT (line) DO UPDATE SET \
         delivered = sales_progress.delivered + excluded.delivered, invoiced = sales_progress.invoiced + excluded.invoiced",
        store::marks(0, changes.len(), 4)
    );
    tx.later("sales_progress", sql, params, changes.len())?;
    for (line, (delivered, invoiced)) in changes {
        let now = done.entry(*line).or_default();
        now.0 = now.0.checked_add(Quantity::from_units(*delivered))?;
        now.1 = now.1.checked_add(Quantity::from_units(*invoiced))?;
    }
    for order in orders {
        let (delivered, invoiced) = words(order, &done);
        if (delivered, invoiced) == (order.delivered, order.invoiced) {
            continue;
        }
        tx.keep(order.id(), &[("delivered", delivered.code().into()), ("invoiced", invoiced.code().into())])?;
    }
    Ok(())
}

/// What an order says of its deliveries and invoices.
pub fn words(order: &Order, done: &Done) -> (Progress, Progress) {
    let lines = loaded(&order.lines);
    let word = |all: bool, some: bool| match (all, some) {
        (true, _) => Progress::Fully,
        (_, true) => Progress::Partially,
        _ => Progress::Not,
    };
    let of = |id: i64| done.get(&id).copied().unwrap_or_default();
    let goods = || lines.iter().filter(|l| l.goods);
    let delivered =
        word(goods().all(|l| of(l.head.id).0 >= l.stock_quantity), goods().any(|l| of(l.head.id).0.is_positive()));
    let invoiced = word(
        lines.iter().all(|l| of(l.head.id).1 >= l.stock_quantity),
        lines.iter().any(|l| of(l.head.id).1.is_positive()),
    );
    (delivered, invoiced)
}
