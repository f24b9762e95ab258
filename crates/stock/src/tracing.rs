//! Lots: which to take first, where each came from and went to, and who has to be told when one is bad.

use crate::{Location, Lot, Warehouse};
use base::{Date, Id, Quantity, Result};
use catalog::Item;
use entity::Value;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use store::{Read, Row};

/// Goods to take from a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pick {
    pub location: Option<Id<Location>>,
    pub lot: Option<Id<Lot>>,
    pub expires_on: Option<Date>,
    /// In base units.
    pub quantity: Quantity,
}

fn int(row: &Row, place: usize) -> i64 {
    row.get(place).and_then(Value::int).unwrap_or(0)
}

fn id<E>(row: &Row, place: usize) -> Option<Id<E>> {
    row.get(place).and_then(Value::int).filter(|id| *id != 0).map(Id::from_raw)
}

fn date(row: &Row, place: usize) -> Option<Date> {
    row.get(place).and_then(Value::text).and_then(|t| Date::parse(t).ok())
}

/// What to take of an item: what expires first goes first, as long as it may still be used for so many days; then the oldest lot.
/// Less than the quantity when there is not enough. Frozen, blocked and inspected goods are left alone.
pub fn picks(
    read: &Read,
    item: Id<Item>,
    warehouse: Id<Warehouse>,
    quantity: Quantity,
    remaining_days: i64,
) -> Result<Vec<Pick>> {
    let sql = store::sql!(
        "stock.first_expired",
        "SELECT b.location, b.lot, l.expires_on, b.on_hand FROM stock_balance b LEFT JOIN stock_lot l ON l.id = b.lot \
         WHERE b.item = $1 AND b.warehouse = $2 AND b.status = 'unrestricted' AND b.on_hand > 0 AND COALESCE(l.frozen, 0) = 0 \
         AND (l.expires_on IS NULL OR l.expires_on >= $3) \
         ORDER BY COALESCE(l.expires_on, '9999-12-31'), b.lot, b.on_hand, b.location"
    );
    let until = read.today().add_days(remaining_days)?;
    let mut left = quantity;
    let mut all = Vec::new();
    for row in read.query(sql, &[item.into(), warehouse.into(), until.into()])? {
        if !left.is_positive() {
            break;
        }
        let take = left.min(Quantity::from_units(int(&row, 3)));
        left = left.checked_sub(take)?;
        all.push(Pick { location: id(&row, 0), lot: id(&row, 1), expires_on: date(&row, 2), quantity: take });
    }
    Ok(all)
}

/// Which way a lot is followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Where it came from, and what it was made of.
    Back,
    /// Where it went, and what was made of it.
    Forth,
}

/// One document on the way of a lot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// How many lots away from the one that was asked for.
    pub depth: u8,
    pub lot: Id<Lot>,
    pub item: Id<Item>,
    pub posted_on: Date,
    pub number: String,
    pub source_kind: i64,
    pub source: i64,
    /// In positive, out negative.
    pub quantity: Quantity,
}

/// Follows a lot through the documents that moved it, and through those in which other lots became it or it became others.
pub fn trace(read: &Read, lot: Id<Lot>, way: Way) -> Result<Vec<Step>> {
    let (mut steps, mut seen) = (Vec::new(), BTreeSet::from([lot.raw()]));
    let mut queue = VecDeque::from([(lot.raw(), 0u8)]);
    while let Some((lot, depth)) = queue.pop_front() {
        let sign = if way == Way::Back { 1 } else { -1 };
        let sql = store::sql!(
            "stock.steps_of_lot",
            "SELECT lot, item, posted_on, number, source_kind, source, SUM(quantity) FROM stock_ledger_row WHERE lot = $1 \
             AND act = 'moved' GROUP BY lot, item, posted_on, number, source_kind, source \
             HAVING SUM(quantity) * $2 > 0 ORDER BY posted_on, number LIMIT 1000"
        );
        let rows = read.query(sql, &[lot.into(), sign.into()])?;
        for row in &rows {
            steps.push(Step {
                depth,
                lot: Id::from_raw(int(row, 0)),
                item: Id::from_raw(int(row, 1)),
                posted_on: date(row, 2).unwrap_or(read.today()),
                number: row.get(3).map(ToString::to_string).unwrap_or_default(),
                source_kind: int(row, 4),
                source: int(row, 5),
                quantity: Quantity::from_units(int(row, 6)),
            });
            if depth < 20 {
                for other in others(read, row, sign)? {
                    if seen.insert(other) {
                        queue.push_back((other, depth + 1));
                    }
                }
            }
        }
    }
    Ok(steps)
}

/// The lots of other items on the other side of the same document: what became it, or what it became.
fn others(read: &Read, row: &Row, sign: i64) -> Result<Vec<i64>> {
    let sql = store::sql!(
        "stock.other_side",
        "SELECT lot FROM stock_ledger_row WHERE source_kind = $1 AND source = $2 AND lot IS NOT NULL AND item <> $3 \
         AND act = 'moved' GROUP BY lot HAVING SUM(quantity) * $4 < 0 ORDER BY lot"
    );
    let params = [int(row, 4).into(), int(row, 5).into(), int(row, 1).into(), sign.into()];
    Ok(read.query(sql, &params)?.iter().map(|r| int(r, 0)).collect())
}

/// Where goods of a lot and of all that was made of it lie now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lying {
    pub lot: Id<Lot>,
    pub item: Id<Item>,
    pub warehouse: Id<Warehouse>,
    pub location: Option<Id<Location>>,
    pub status: crate::Status,
    pub quantity: Quantity,
}

/// What a recall of a lot needs: the documents by which it and what was made of it left, and what still lies here.
pub fn recall(read: &Read, lot: Id<Lot>) -> Result<(Vec<Step>, Vec<Lying>)> {
    let gone = trace(read, lot, Way::Forth)?;
    let mut lots: BTreeMap<i64, ()> = gone.iter().map(|s| (s.lot.raw(), ())).collect();
    lots.insert(lot.raw(), ());
    let mut reached: Vec<i64> = lots.into_keys().collect();
    let sql = store::sql!(
        "stock.made_of_lots",
        "SELECT DISTINCT o.lot FROM stock_ledger_row i JOIN stock_ledger_row o ON o.source_kind = i.source_kind \
         AND o.source = i.source AND o.item <> i.item WHERE i.lot IN LIST($1) AND i.quantity < 0 AND i.act = 'moved' \
         AND o.quantity > 0 AND o.act = 'moved' AND o.lot IS NOT NULL"
    );
    let made = read.query(sql, &[store::id_list(&reached)])?;
    reached.extend(made.iter().map(|r| int(r, 0)));
    reached.sort_unstable();
    reached.dedup();
    let sql = store::sql!(
        "stock.lying",
        "SELECT lot, item, warehouse, location, status, on_hand FROM stock_balance WHERE lot IN LIST($1) AND on_hand <> 0 \
         ORDER BY lot, warehouse, location, status"
    );
    let lying = |row: &Row| Lying {
        lot: Id::from_raw(int(row, 0)),
        item: Id::from_raw(int(row, 1)),
        warehouse: Id::from_raw(int(row, 2)),
        location: id(row, 3),
        status: row.get(4).and_then(Value::text).and_then(status).unwrap_or_default(),
        quantity: Quantity::from_units(int(row, 5)),
    };
    let here = read.query(sql, &[store::id_list(&reached)])?.iter().map(lying).collect();
    Ok((gone, here))
}

fn status(code: &str) -> Option<crate::Status> {
    use entity::Choice as _;
    crate::Status::from_code(code)
}
