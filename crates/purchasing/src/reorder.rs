//! Reorder rules: when so little of an item is left in a warehouse, and to come, that more is bought.

use base::{Id, Money, Quantity, Result};
use catalog::Item;
use entity::{Entity, Head, Value};
use parties::Party;
use platform::Company;
use std::collections::BTreeMap;
use stock::Warehouse;
use store::{Business, Read, Refusals, Row};

/// How much of an item a warehouse keeps.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "purchasing.reorder_rule",
    kind = 214,
    icon = "refresh-cw",
    title = "item",
    sort = "id",
    unique(item, warehouse),
    aside
)]
pub struct ReorderRule {
    pub head: Head,
    #[field(column)]
    pub company: Id<Company>,
    #[field(column)]
    pub item: Id<Item>,
    #[field(column)]
    pub warehouse: Id<Warehouse>,
    /// Below this, in base units, more is bought …
    #[field(column)]
    pub minimum: Quantity,
    /// … until there is this much.
    #[field(column)]
    pub maximum: Quantity,
    /// From whom; nothing is whom we ask first.
    #[field(column)]
    pub supplier: Option<Id<Party>>,
}

impl Business for ReorderRule {
    fn check(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        refusals.ensure(!self.minimum.is_negative(), "purchasing.quantity_not_positive", "minimum");
        let above = self.maximum >= self.minimum && self.maximum.is_positive();
        refusals.ensure(above, "purchasing.maximum_below_minimum", "maximum");
        let warehouses = stock::kept::policies(read)?;
        let ours = warehouses.warehouse(self.warehouse).is_ok_and(|w| w.company == self.company);
        refusals.ensure(ours, "purchasing.warehouse_of_other_company", "warehouse");
        Ok(())
    }
}

/// What has to be bought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Missing {
    pub item: Id<Item>,
    pub warehouse: Id<Warehouse>,
    /// In base units.
    pub quantity: Quantity,
    pub supplier: Option<Id<Party>>,
}

/// What the rules of a company say is missing: on hand and free, to come of released and drafted orders and asked for by
/// requisitions together lie below the minimum.
pub fn missing(read: &Read, company: Id<Company>) -> Result<Vec<Missing>> {
    let rules: Vec<ReorderRule> = read.select("company = $1 AND archived_at IS NULL ORDER BY id", &[company.into()])?;
    let items: Vec<i64> = rules.iter().map(|r| r.item.raw()).collect();
    let known = known(read, company, &items)?;
    let mut missing = Vec::new();
    for rule in rules {
        let there = known.get(&(rule.item.raw(), rule.warehouse.raw())).copied().unwrap_or_default();
        if there < rule.minimum {
            let (item, warehouse, supplier) = (rule.item, rule.warehouse, rule.supplier);
            missing.push(Missing { item, warehouse, quantity: rule.maximum.checked_sub(there)?, supplier });
        }
    }
    Ok(missing)
}

/// What is free, ordered and asked for of items, by warehouse.
fn known(read: &Read, company: Id<Company>, items: &[i64]) -> Result<BTreeMap<(i64, i64), Quantity>> {
    let free = store::sql!(
        "purchasing.free",
        "SELECT item, warehouse, on_hand - reserved, 1, 0 FROM stock_position WHERE item IN LIST($1)"
    );
    let ordered = store::sql!(
        "purchasing.to_come",
        "SELECT l.item, COALESCE(l.warehouse, o.warehouse), l.stock_quantity, l.quantity, COALESCE(p.received, 0) \
         FROM purchasing_order o JOIN purchasing_order_line l ON l.document = o.id \
         LEFT JOIN purchasing_progress p ON p.line = l.id \
         WHERE o.company = $2 AND o.state IN ('draft', 'released') AND l.item IN LIST($1) AND o.archived_at IS NULL"
    );
    let asked = store::sql!(
        "purchasing.asked",
        "SELECT l.item, COALESCE(l.warehouse, r.warehouse), l.quantity, 1, 0 FROM purchasing_requisition r \
         JOIN purchasing_requisition_line l ON l.document = r.id \
         WHERE r.company = $2 AND r.state IN ('draft', 'submitted', 'approved') AND l.item IN LIST($1) AND r.archived_at IS NULL"
    );
    let items = store::id_list(items);
    let mut rows = read.query(free, std::slice::from_ref(&items))?;
    for sql in [ordered, asked] {
        rows.extend(read.query(sql, &[items.clone(), company.into()])?);
    }
    let int = |r: &Row, at: usize| r.get(at).and_then(Value::int).unwrap_or(0);
    let mut known: BTreeMap<(i64, i64), Quantity> = BTreeMap::new();
    for row in &rows {
        let (stock, whole, came) = (int(row, 2), int(row, 3), int(row, 4));
        let left = crate::share::scale(Money::from_minor(stock), (whole - came).max(0), whole)?;
        let sum = known.entry((int(row, 0), int(row, 1))).or_default();
        *sum = sum.checked_add(Quantity::from_units(left.minor()))?;
    }
    Ok(known)
}
