//! Laws of sales: progress is what the links say, credit is what orders and deliveries say, each piece in one place only.

use crate::Order;
use crate::progress::{self, words};
use base::{Id, Money, Result};
use entity::{Entity as _, Value};
use parties::loaded;
use std::collections::BTreeMap;
use store::{Law, Read, Row};

/// What `fondaco check` asks of sales.
pub const LAWS: &[Law] =
    &[Law { name: "sales.progress_kept", broken: kept }, Law { name: "sales.credit_kept", broken: credit }];

fn int(row: &Row, place: usize) -> i64 {
    row.get(place).and_then(Value::int).unwrap_or(0)
}

/// What lines are delivered and invoiced is the sum of their links.
fn kept(read: &Read) -> Result<Vec<String>> {
    let rows = read.query(
        "SELECT line, SUM(delivered), SUM(found_delivered), SUM(invoiced), SUM(found_invoiced) FROM ( \
           SELECT line, delivered, 0 AS found_delivered, invoiced, 0 AS found_invoiced FROM sales_progress \
           UNION ALL \
           SELECT from_line, 0, CASE WHEN role = 'delivered' THEN quantity ELSE 0 END, 0, \
           CASE WHEN role = 'invoiced' THEN quantity ELSE 0 END FROM link WHERE from_kind = $1 \
         ) both_sides GROUP BY line HAVING SUM(delivered) <> SUM(found_delivered) OR SUM(invoiced) <> SUM(found_invoiced) LIMIT 20",
        &[i64::from(Order::DEF.kind).into()],
    )?;
    let said = |r: &Row| {
        format!(
            "order line {}: delivered {} of {}, invoiced {} of {}",
            int(r, 0),
            int(r, 1),
            int(r, 2),
            int(r, 3),
            int(r, 4)
        )
    };
    Ok(rows.iter().map(said).collect())
}

/// Each customer's open orders and deliveries are those of his orders; what an order says of its progress is so.
fn credit(read: &Read) -> Result<Vec<String>> {
    let mut found: BTreeMap<(i64, i64), (Money, Money)> = BTreeMap::new();
    let mut broken = Vec::new();
    let mut after = 0;
    loop {
        let ids: Vec<i64> = read
            .query(
                "SELECT id FROM sales_order WHERE id > $1 AND state IN ('confirmed', 'closed') ORDER BY id LIMIT 500",
                &[Value::Int(after)],
            )?
            .iter()
            .map(|r| int(r, 0))
            .collect();
        let Some(last) = ids.last() else { break };
        after = *last;
        let done = progress::of(read, &ids)?;
        for order in store::typed::<Order>(&read.find_many(Order::DEF.name, &ids, true)?)? {
            if words(&order, &done) != (order.delivered, order.invoiced) {
                broken.push(format!("order {}: its progress is not what its lines say", &*order.number));
            }
            let sums = found.entry((order.company.raw(), order.customer.raw())).or_insert((Money::ZERO, Money::ZERO));
            for line in loaded(&order.lines) {
                let (delivered, invoiced) = done.get(&line.head.id).copied().unwrap_or_default();
                let gone = if line.goods { delivered } else { invoiced };
                if order.state == crate::OrderState::Confirmed {
                    sums.0 = sums.0.checked_add(line.gross_base.checked_sub(line.share(gone)?)?)?;
                }
                if line.goods {
                    sums.1 = sums.1.checked_add(line.share(delivered)?.checked_sub(line.share(invoiced)?)?)?;
                }
            }
        }
    }
    for row in read.query("SELECT company, customer, orders, delivered FROM sales_credit", &[])? {
        let key = (int(&row, 0), int(&row, 1));
        let (orders, delivered) = found.remove(&key).unwrap_or((Money::ZERO, Money::ZERO));
        if (orders.minor(), delivered.minor()) != (int(&row, 2), int(&row, 3)) {
            let name = read.titles("parties.party", &[key.1])?.remove(&key.1).unwrap_or_default();
            broken.push(format!(
                "credit of {name}: kept {} and {}, found {orders} and {delivered}",
                int(&row, 2),
                int(&row, 3)
            ));
        }
    }
    for (key, (orders, delivered)) in found {
        if !orders.is_zero() || !delivered.is_zero() {
            let party: Id<parties::Party> = Id::from_raw(key.1);
            broken.push(format!("credit of party {party}: nothing kept, found {orders} and {delivered}"));
        }
    }
    Ok(broken)
}
