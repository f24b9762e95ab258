//! What is bought and not here yet: ordered or asked for, by item and warehouse. Reorder rules of stock ask for it.

use base::{Id, Money, Quantity, Result};
use catalog::Item;
use entity::Value;
use platform::Company;
use std::collections::BTreeMap;
use stock::Warehouse;
use store::{Read, Row};

/// How much of each item comes to each warehouse, in base units.
pub type ToCome = BTreeMap<(Id<Item>, Id<Warehouse>), Quantity>;

/// Orders drafted and released, and requisitions that are not ordered yet, in base units.
pub fn on_order(read: &Read, company: Id<Company>) -> Result<ToCome> {
    let ordered = store::sql!(
        "purchasing.to_come",
        "SELECT l.item, COALESCE(l.warehouse, o.warehouse), l.stock_quantity, l.quantity, COALESCE(p.received, 0) \
         FROM purchasing_order o JOIN purchasing_order_line l ON l.document = o.id \
         LEFT JOIN purchasing_progress p ON p.line = l.id \
         WHERE o.company = $1 AND o.state IN ('draft', 'submitted', 'released') AND o.archived_at IS NULL"
    );
    let asked = store::sql!(
        "purchasing.asked",
        "SELECT l.item, COALESCE(l.warehouse, r.warehouse), l.quantity, 1, 0 FROM purchasing_requisition r \
         JOIN purchasing_requisition_line l ON l.document = r.id \
         WHERE r.company = $1 AND r.state IN ('draft', 'submitted', 'approved') AND r.archived_at IS NULL"
    );
    let mut rows = read.query(ordered, &[company.into()])?;
    rows.extend(read.query(asked, &[company.into()])?);
    let int = |r: &Row, at: usize| r.get(at).and_then(Value::int);
    let mut known = ToCome::new();
    for row in &rows {
        let (Some(item), Some(warehouse)) = (int(row, 0), int(row, 1)) else { continue };
        let (stock, whole, came) = (int(row, 2).unwrap_or(0), int(row, 3).unwrap_or(0), int(row, 4).unwrap_or(0));
        let left = crate::share::scale(Money::from_minor(stock), (whole - came).max(0), whole)?;
        let sum = known.entry((Id::from_raw(item), Id::from_raw(warehouse))).or_default();
        *sum = sum.checked_add(Quantity::from_units(left.minor()))?;
    }
    Ok(known)
}
