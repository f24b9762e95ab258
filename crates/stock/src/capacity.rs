//! How much fits into the places of a warehouse, and how much of it is taken.

use crate::moving::Move;
use crate::{Count, Document, Location};
use base::{Id, Quantity, Refusal, Result};
use entity::{Entity as _, Value};
use std::collections::{BTreeMap, BTreeSet};
use store::{Read, Row, Tx};

/// A place that holds no more than so much.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Space {
    pub location: Id<Location>,
    pub capacity: Quantity,
    /// What lies in it and below it, of all items.
    pub there: Quantity,
}

fn int(row: &Row, place: usize) -> i64 {
    row.get(place).and_then(Value::int).unwrap_or(0)
}

/// These places and the zones around them that have a capacity, with what lies in each.
pub fn spaces(read: &Read, places: &[i64]) -> Result<Vec<Space>> {
    // A place counts for itself and for every zone above it.
    let sql = store::sql!(
        "stock.spaces",
        "WITH RECURSIVE up (id) AS (SELECT id FROM stock_location WHERE id IN LIST($1) \
           UNION SELECT l.parent FROM stock_location l JOIN up ON l.id = up.id WHERE l.parent IS NOT NULL), \
         down (top, id) AS (SELECT l.id, l.id FROM stock_location l JOIN up ON up.id = l.id WHERE l.capacity IS NOT NULL \
           UNION SELECT d.top, l.id FROM stock_location l JOIN down d ON l.parent = d.id) \
         SELECT t.id, t.capacity, (SELECT COALESCE(SUM(b.on_hand), 0) FROM stock_balance b WHERE b.warehouse = t.warehouse \
           AND b.location IN (SELECT d.id FROM down d WHERE d.top = t.id)) \
         FROM stock_location t WHERE t.id IN (SELECT d.top FROM down d) ORDER BY t.code, t.id"
    );
    let rows = read.query(sql, &[store::id_list(places)])?;
    let space = |r: &Row| Space {
        location: Id::from_raw(int(r, 0)),
        capacity: Quantity::from_units(int(r, 1)),
        there: Quantity::from_units(int(r, 2)),
    };
    Ok(rows.iter().map(space).collect())
}

/// Refuses what was put where it does not fit. A count says what is so, and what is taken back was there before.
pub(crate) fn fits(tx: &mut Tx, document: &Document, moves: &[&Move]) -> Result<()> {
    if document.source.kind == i64::from(Count::DEF.kind) {
        return Ok(());
    }
    let mut more: BTreeMap<i64, i64> = BTreeMap::new();
    for m in moves.iter().filter(|m| m.reverses.is_none()) {
        if let Some(location) = m.location {
            *more.entry(location.raw()).or_default() += m.quantity.units();
        }
    }
    let places: Vec<i64> = more.into_iter().filter(|(_, more)| *more > 0).map(|(place, _)| place).collect();
    if places.is_empty() {
        return Ok(());
    }
    let limited: BTreeSet<i64> = spaces(tx, &places)?.iter().map(|s| s.location.raw()).collect();
    if limited.is_empty() {
        return Ok(());
    }
    // Whoever puts other goods into the same place waits, so that both together fit.
    for place in &limited {
        tx.lock_key("stock.location", &place.to_string())?;
    }
    for space in spaces(tx, &places)? {
        if space.there > space.capacity {
            let code = tx.titles(Location::DEF.name, &[space.location.raw()])?.remove(&space.location.raw());
            let refusal = Refusal::new("stock.location_full").field("location").record(code.unwrap_or_default());
            let over = space.there.checked_sub(space.capacity)?;
            return Err(refusal.arg("capacity", space.capacity).arg("over", over).into());
        }
    }
    Ok(())
}
