//! How far the lines of orders have come: what was delivered, what came back, and what was invoiced, kept with each posting.

use crate::{Order, OrderLine, OrderState, Progress, kit};
use base::{Date, Id, Money, Quantity, Result};
use entity::{Entity as _, Value};
use parties::loaded;
use std::collections::{BTreeMap, HashMap};
use store::{Ask, Read, Tx};

/// How far a line is, in base units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Far {
    /// All that ever left for it; what was taken back by a reversal is taken off.
    pub delivered: Quantity,
    /// Invoices less credit notes.
    pub invoiced: Quantity,
    /// What of the delivered came back from the customer.
    pub returned: Quantity,
}

impl Far {
    /// The same, once a document is posted.
    pub fn after(self, change: &Change) -> Result<Far> {
        Ok(Far {
            delivered: self.delivered.checked_add(Quantity::from_units(change.delivered))?,
            invoiced: self.invoiced.checked_add(Quantity::from_units(change.invoiced))?,
            returned: self.returned.checked_add(Quantity::from_units(change.returned))?,
        })
    }

    /// What the customer has of it.
    pub fn kept(&self) -> Result<Quantity> {
        Ok(self.delivered.checked_sub(self.returned)?)
    }
}

/// What a document adds to a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Change {
    pub delivered: i64,
    pub invoiced: i64,
    pub returned: i64,
}

impl Change {
    /// Goods came back, or went to the customer again.
    pub fn returned(units: i64) -> Change {
        Change { returned: units, ..Change::default() }
    }
}

/// What orders weigh more on their customer's credit once their lines go on: what is promised, and what left and was not invoiced.
pub fn weighing(orders: &[Order], done: &Done, changes: &BTreeMap<i64, Change>) -> Result<(Money, Money)> {
    let (mut open, mut waiting) = (Money::ZERO, Money::ZERO);
    // An order that is being changed weighs nothing until it is confirmed again.
    for order in orders.iter().filter(|o| o.state != OrderState::Amending) {
        for line in loaded(&order.lines) {
            let Some(change) = changes.get(&line.head.id) else { continue };
            let before = done.get(&line.head.id).copied().unwrap_or_default();
            let (was, is) = (line.weighs(before)?, line.weighs(before.after(change)?)?);
            // A closed order promises nothing any more; what comes back to it only stops being delivered.
            if order.state == OrderState::Confirmed {
                open = open.checked_add(is.0)?.checked_sub(was.0)?;
            }
            waiting = waiting.checked_add(is.1)?.checked_sub(was.1)?;
        }
    }
    Ok((open, waiting))
}

/// How far lines are, by order line.
pub type Done = HashMap<i64, Far>;

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
        "SELECT line, delivered, invoiced, returned FROM sales_progress WHERE document IN LIST($1)"
    );
    (sql, vec![store::id_list(orders)])
}

/// Its answer.
pub fn answer(rows: &[store::Row]) -> Done {
    let units = |r: &store::Row, place: usize| Quantity::from_units(int(r, place));
    let far = |r: &store::Row| Far { delivered: units(r, 1), invoiced: units(r, 2), returned: units(r, 3) };
    rows.iter().map(|r| (int(r, 0), far(r))).collect()
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

/// What left for lines of orders after a day and did not come back, by line.
pub fn delivered_after(read: &Read, orders: &[Order], day: Date) -> Result<HashMap<i64, Quantity>> {
    let sql = store::sql!(
        "sales.delivered_after",
        "SELECT l.order_line, l.item, SUM(l.quantity) FROM sales_delivery_line l JOIN sales_delivery d ON d.id = l.document \
         WHERE l.order_line IN LIST($1) AND d.state = 'posted' AND d.posted_on > $2 GROUP BY l.order_line, l.item"
    );
    let ids: Vec<i64> = orders.iter().flat_map(|o| loaded(&o.lines)).map(|l| l.head.id).collect();
    let mut found: BTreeMap<i64, Vec<kit::Part>> = BTreeMap::new();
    for row in read.query(sql, &[store::id_list(&ids), day.into()])? {
        let part = (Id::from_raw(int(&row, 1)), Quantity::from_units(int(&row, 2)));
        found.entry(int(&row, 0)).or_default().push(part);
    }
    Ok(kit::by_line(orders.iter().flat_map(|o| loaded(&o.lines)), &found)?.into_iter().collect())
}

/// Adds to what lines are delivered and invoiced, and brings the orders' own words up to date.
/// `done` is how far they were, read under the orders' locks.
pub fn add(tx: &mut Tx, orders: &[Order], mut done: Done, changes: &BTreeMap<i64, Change>) -> Result<()> {
    if changes.is_empty() {
        return Ok(());
    }
    let document: HashMap<i64, i64> =
        orders.iter().flat_map(|o| loaded(&o.lines).iter().map(|l| (l.head.id, o.head.id))).collect();
    let mut params: Vec<Value> = Vec::with_capacity(changes.len() * 5);
    for (line, change) in changes {
        let figures = [change.delivered, change.invoiced, change.returned];
        params.extend([*line, document.get(line).copied().unwrap_or(0)].into_iter().chain(figures).map(Value::Int));
    }
    let sql = format!(
        "INSERT INTO sales_progress (line, document, delivered, invoiced, returned) VALUES {} ON CONFLICT (line) DO UPDATE SET \
         delivered = sales_progress.delivered + excluded.delivered, invoiced = sales_progress.invoiced + excluded.invoiced, \
         returned = sales_progress.returned + excluded.returned",
        store::marks(0, changes.len(), 5)
    );
    tx.later("sales_progress", sql, params, changes.len())?;
    for (line, change) in changes {
        let now = done.entry(*line).or_default();
        *now = now.after(change)?;
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
    let left = |l: &OrderLine| of(l.head.id).delivered;
    let delivered = word(goods().all(|l| left(l) >= l.stock_quantity), goods().any(|l| left(l).is_positive()));
    // What came back is invoiced no more.
    let settled = |l: &OrderLine| of(l.head.id).invoiced.units().saturating_add(of(l.head.id).returned.units());
    let invoiced = word(
        lines.iter().all(|l| settled(l) >= l.stock_quantity.units()),
        lines.iter().any(|l| of(l.head.id).invoiced.is_positive()),
    );
    (delivered, invoiced)
}

/// What lines of orders carry of dimensions.
pub(crate) fn chosen(orders: &[Order]) -> accounting::dimensioning::Chosen {
    let lines = orders.iter().flat_map(|o| loaded(&o.lines));
    accounting::dimensioning::chosen(lines.map(|l| (l.head.id, l.dimensions)))
}
