//! From what is held for orders to a pick list, and from what was picked to the deliveries that leave.

use crate::{Delivery, Hold, Order, OrderState, Partial, progress, schedule};
use base::{Id, Quantity, Refusal, Result};
use catalog::Item;
use entity::{Entity as _, Record, Value};
use parties::loaded;
use std::collections::{BTreeMap, HashMap};
use stock::picking::{self, PickList, Want};
use stock::reservation::ByLine;
use store::{Link, Read, Row, Tx};

fn int(row: &Row, place: usize) -> i64 {
    row.get(place).and_then(Value::int).unwrap_or(0)
}

/// What of orders' lines is on the way out already, by line and item: on open pick lists, or in deliveries that were not posted yet.
fn on_the_way(read: &Read, orders: &[Order]) -> Result<ByLine> {
    let sql = store::sql!(
        "sales.on_the_way",
        "SELECT line, item, SUM(quantity) FROM ( \
           SELECT l.source_line AS line, l.item AS item, l.wanted AS quantity FROM stock_pick_line l JOIN stock_pick_list p ON p.id = l.document \
           WHERE l.item IN LIST($1) AND p.state = 'open' AND p.archived_at IS NULL AND l.source_kind = $3 \
           UNION ALL \
           SELECT l.order_line, l.item, l.quantity FROM sales_delivery_line l JOIN sales_delivery d ON d.id = l.document \
           WHERE l.order_line IN LIST($2) AND d.state = 'draft' AND d.archived_at IS NULL \
         ) both_ways GROUP BY line, item"
    );
    let lines = || orders.iter().flat_map(|o| loaded(&o.lines));
    let ids: Vec<i64> = lines().map(|l| l.head.id).collect();
    let mut items: Vec<i64> = Vec::new();
    for line in lines() {
        items.extend(line.needs(Quantity::ZERO)?.iter().map(|(item, _)| item.raw()));
    }
    items.sort_unstable();
    items.dedup();
    let params = [store::id_list(&items), store::id_list(&ids), i64::from(Order::DEF.kind).into()];
    let rows = read.query(sql, &params)?;
    Ok(rows.iter().map(|r| ((int(r, 0), int(r, 1)), Quantity::from_units(int(r, 2)))).collect())
}

/// Makes one pick list of what is held for orders that leave the same warehouse and is not being picked yet.
pub fn pick(tx: &mut Tx, orders: &[Order]) -> Result<Id<PickList>> {
    let first = orders.first().ok_or_else(|| Refusal::new("sales.nothing_to_pick"))?;
    let warehouse = first.leaves_from(tx)?;
    let going = on_the_way(tx, orders)?;
    let (parts, today) = (schedule::of(tx, orders)?, tx.today());
    let scheduled: Vec<i64> = orders.iter().filter(|o| o.partial == Partial::Scheduled).map(|o| o.head.id).collect();
    let done = if scheduled.is_empty() { progress::Done::new() } else { progress::of(tx, &scheduled)? };
    let mut wants = Vec::new();
    for order in orders {
        base::ensure!(
            order.state == OrderState::Confirmed,
            Refusal::new("sales.order_not_open").record(&*order.number)
        )?;
        base::ensure!(order.hold == Hold::Without, Refusal::new("sales.order_on_hold").record(&*order.number))?;
        let here = (order.company, order.leaves_from(tx)?) == (first.company, warehouse);
        base::ensure!(here, Refusal::new("sales.another_warehouse").record(&*order.number))?;
        let held = stock::reservation::held(tx, order.source())?;
        for line in loaded(&order.lines).iter().filter(|l| l.goods) {
            let of =
                |all: &ByLine, item: Id<Item>| all.get(&(line.head.id, item.raw())).copied().unwrap_or(Quantity::ZERO);
            // Of a kit all parts are picked, or none.
            let mut most = line.most(|item| of(&held, item).checked_sub(of(&going, item)))?;
            if order.partial == Partial::Scheduled {
                // What is due is picked, what is held for later days is not.
                let delivered = done.get(&line.head.id).map_or(Quantity::ZERO, |d| d.delivered);
                let due = schedule::due(order, line, &parts, delivered, today)?;
                let on_its_way = line.most(|item| Ok::<_, base::Error>(of(&going, item)))?;
                most = most.min(due.checked_sub(on_its_way)?);
            }
            for (item, quantity) in line.needs(most.max(Quantity::ZERO))? {
                if quantity.is_positive() {
                    wants.push(Want {
                        item,
                        quantity,
                        remaining_days: 0,
                        number: order.number.to_string(),
                        source: order.source(),
                        source_line: line.head.id,
                    });
                }
            }
        }
    }
    let refusal = || Refusal::new("sales.nothing_to_pick").record(&*first.number);
    base::ensure!(!wants.is_empty(), refusal())?;
    picking::make(tx, first.company, warehouse, &wants)
}

/// What was picked becomes deliveries, one for each customer; follows a pick list that is finished.
pub fn picked(tx: &mut Tx, record: &Record) -> Result<()> {
    let list: PickList = entity::Described::from_record(record).map_err(store::damaged)?;
    let kind = i64::from(Order::DEF.kind);
    let lines =
        || loaded(&list.lines).iter().filter(|l| l.source_kind == kind && l.picked.is_some_and(Quantity::is_positive));
    let mut ids: Vec<Id<Order>> = lines().map(|l| Id::from_raw(l.source)).collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Ok(());
    }
    let (orders, done) = progress::hold(tx, &ids)?;
    let mut by_customer: BTreeMap<i64, Vec<&Order>> = BTreeMap::new();
    for order in orders.iter().filter(|o| o.state == OrderState::Confirmed) {
        by_customer.entry(order.customer.raw()).or_default().push(order);
    }
    let on = tx.today();
    for orders in by_customer.into_values() {
        let mut taken = Vec::new();
        for order in &orders {
            for ordered in loaded(&order.lines) {
                let mine = || lines().filter(|l| (l.source, l.source_line) == (order.head.id, ordered.head.id));
                if mine().next().is_none() {
                    continue;
                }
                // Meanwhile some of it may have left another way; of a kit only what makes whole ones leaves.
                let delivered = done.get(&ordered.head.id).map_or(Quantity::ZERO, |d| d.delivered);
                let left = ordered.stock_quantity.checked_sub(delivered)?;
                let found = |item: Id<Item>| {
                    Quantity::sum(mine().filter(|l| l.item == item).map(|l| l.picked.unwrap_or_default()))
                };
                let makes = ordered.most(found)?.min(left).max(Quantity::ZERO);
                let mut needs: BTreeMap<Id<Item>, Quantity> = ordered.needs(makes)?.into_iter().collect();
                for line in mine() {
                    let Some(open) = needs.get_mut(&line.item) else { continue };
                    let quantity = line.picked.unwrap_or_default().min(*open);
                    if quantity.is_positive() {
                        *open = open.checked_sub(quantity)?;
                        let part = (line.item, quantity);
                        taken.push((line.head.id, Delivery::line(order, ordered, part, line.lot, line.location)));
                    }
                }
            }
        }
        let Some(first) = orders.first().filter(|_| !taken.is_empty()) else { continue };
        let (picks, lines): (Vec<i64>, Vec<_>) = taken.into_iter().unzip();
        let mut delivery = Delivery::draft(first, list.warehouse, on, lines);
        tx.insert(&mut delivery)?;
        let (from, to) = (i64::from(PickList::DEF.kind), i64::from(Delivery::DEF.kind));
        let links: Vec<Link> = picks
            .iter()
            .zip(loaded(&delivery.lines))
            .map(|(pick, line)| Link {
                from: (from, list.head.id, *pick),
                to: (to, delivery.head.id, line.head.id),
                role: "picked",
                quantity: line.quantity.units(),
                amount: 0,
            })
            .collect();
        tx.link(&links)?;
    }
    Ok(())
}

/// Orders whose goods can be picked: confirmed, not on hold, with something held that nobody picks yet. Of those that a condition
/// on `o` lets through, the first wanted first.
pub fn waiting(read: &Read, rights: &str, mut params: Vec<Value>, most: i64) -> Result<Vec<(Order, Quantity)>> {
    params.push(i64::from(Order::DEF.kind).into());
    let kind = params.len();
    params.push(most.into());
    let sql = format!(
        "SELECT o.id, SUM(r.quantity) FROM sales_order o JOIN stock_reservation r ON r.source_kind = ${kind} AND r.source = o.id \
         WHERE o.delivered IN ('not', 'partially') AND o.state = 'confirmed' AND o.hold = 'without' AND o.archived_at IS NULL \
         AND r.done = 0 AND r.quantity > 0{rights} GROUP BY o.id, o.requested ORDER BY o.requested, o.id LIMIT ${}",
        params.len()
    );
    let held: HashMap<i64, Quantity> =
        read.query(&sql, &params)?.iter().map(|r| (int(r, 0), Quantity::from_units(int(r, 1)))).collect();
    let ids: Vec<i64> = held.keys().copied().collect();
    let mut orders: Vec<Order> = store::typed(&read.find_many(Order::DEF.name, &ids, true)?)?;
    orders.sort_by_key(|o| (o.requested, o.head.id));
    let going = on_the_way(read, &orders)?;
    let mut found = Vec::new();
    for order in orders {
        let lines: Vec<i64> = loaded(&order.lines).iter().map(|l| l.head.id).collect();
        let gone = going.iter().filter(|((line, _), _)| lines.contains(line)).map(|(_, quantity)| *quantity);
        let left = held.get(&order.head.id).copied().unwrap_or_default().checked_sub(Quantity::sum(gone)?)?;
        if left.is_positive() {
            found.push((order, left));
        }
    }
    Ok(found)
}
