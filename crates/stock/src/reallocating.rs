//! What is held for one document goes to another that waits for the same goods: by hand, or anew in the order of service.

use crate::reservation::Reservation;
use base::{Id, Quantity, Refusal, Result};
use entity::{Entity as _, Input, Value};
use std::collections::BTreeMap;
use store::{Guard, Made, Read, Row, Tx};

/// Whom what is held is given to.
#[derive(Input, Clone, Debug)]
pub struct Give {
    /// Another document that waits for the same item in the same warehouse.
    pub receiver: Id<Reservation>,
    /// In base units; empty is as much as can be given.
    pub quantity: Option<Quantity>,
}

/// Where a document stands in the order of service.
#[derive(Input, Clone, Debug)]
pub struct Prioritise {
    /// The lower, the earlier it is served; 100 is usual.
    pub priority: i64,
}

fn int(row: &Row, place: usize) -> i64 {
    row.get(place).and_then(Value::int).unwrap_or(0)
}

/// What of an item somebody is picking now, by document and its line: it is on its way out and stays.
fn being_picked(read: &Read, item: i64, warehouse: i64) -> Result<BTreeMap<(i64, i64, i64), i64>> {
    let sql = store::sql!(
        "stock.being_picked",
        "SELECT l.source_kind, l.source, l.source_line, SUM(l.wanted) FROM stock_pick_line l \
         JOIN stock_pick_list p ON p.id = l.document WHERE l.item = $1 AND p.warehouse = $2 AND p.state = 'open' \
         AND p.archived_at IS NULL GROUP BY l.source_kind, l.source, l.source_line"
    );
    let rows = read.query(sql, &[item.into(), warehouse.into()])?;
    Ok(rows.iter().map(|r| ((int(r, 0), int(r, 1), int(r, 2)), int(r, 3))).collect())
}

impl Reservation {
    fn place(&self) -> (i64, i64, i64) {
        (self.source_kind, self.source, self.source_line)
    }

    pub(crate) fn can_give(&self, _read: &Read) -> Result<Guard> {
        Ok(if self.done || self.quantity.is_zero() { Guard::Hidden } else { Guard::Open })
    }

    pub(crate) fn still_open(&self, _read: &Read) -> Result<Guard> {
        Ok(if self.done { Guard::Hidden } else { Guard::Open })
    }

    /// What it holds goes to another document that waits for the same goods; it waits for the next ones itself.
    pub(crate) fn give(&mut self, tx: &mut Tx, asked: Give) -> Result<Made> {
        let mut other = tx.lock(asked.receiver)?;
        let alike = (other.company, other.item, other.warehouse) == (self.company, self.item, self.warehouse);
        let same = alike && other.head.id != self.head.id;
        base::ensure!(same, Refusal::new("stock.reservation_of_other_goods").record(&other.number).field("receiver"))?;
        let picked = being_picked(tx, self.item.raw(), self.warehouse.raw())?.remove(&self.place()).unwrap_or(0);
        let mine = self.quantity.checked_sub(Quantity::from_units(picked))?.max(Quantity::ZERO);
        let missing = other.wanted.checked_sub(other.quantity)?;
        let most = mine.min(if other.done { Quantity::ZERO } else { missing });
        let quantity = asked.quantity.unwrap_or(most);
        if !quantity.is_positive() || quantity > most {
            let refusal = Refusal::new("stock.cannot_be_given").record(&other.number).field("quantity");
            return Err(refusal.arg("held", mine).arg("missing", missing).into());
        }
        self.quantity = self.quantity.checked_sub(quantity)?;
        other.quantity = other.quantity.checked_add(quantity)?;
        tx.update(&mut other)?;
        Ok(vec![(Reservation::DEF.name, other.head.id)])
    }

    /// Serves it earlier or later than others from now on; what is held stays until it is shared out anew.
    pub(crate) fn prioritise(&mut self, _tx: &mut Tx, asked: Prioritise) -> Result<Made> {
        base::ensure!((1..=999).contains(&asked.priority), Refusal::new("stock.priority_range").field("priority"))?;
        self.priority = asked.priority;
        Ok(Made::new())
    }

    /// All that is held of its item in its warehouse is given out anew: by priority, wanted day and age. What is being picked stays.
    pub(crate) fn share_out(&mut self, tx: &mut Tx) -> Result<Made> {
        let sql = store::sql!(
            "stock.reservations_to_share",
            "SELECT id, source_kind, source, source_line, wanted, quantity FROM stock_reservation \
             WHERE item = $1 AND warehouse = $2 AND done = 0 ORDER BY priority, wanted_on, id FOR UPDATE"
        );
        let rows = tx.query(sql, &[self.item.into(), self.warehouse.into()])?;
        let mut picked = being_picked(tx, self.item.raw(), self.warehouse.raw())?;
        let stays: Vec<i64> = rows
            .iter()
            .map(|r| picked.remove(&(int(r, 1), int(r, 2), int(r, 3))).unwrap_or(0).min(int(r, 5)))
            .collect();
        let mut left = rows.iter().map(|r| int(r, 5)).sum::<i64>() - stays.iter().sum::<i64>();
        let mut changed = Made::new();
        for (row, stays) in rows.iter().zip(stays) {
            let more = left.min(int(row, 4) - stays).max(0);
            left -= more;
            let now = Quantity::from_units(stays + more);
            if now.units() == int(row, 5) {
                continue;
            }
            if int(row, 0) == self.head.id {
                self.quantity = now;
            } else {
                let mut other = tx.lock(Id::<Reservation>::from_raw(int(row, 0)))?;
                other.quantity = now;
                tx.update(&mut other)?;
            }
            changed.push((Reservation::DEF.name, int(row, 0)));
        }
        base::ensure!(!changed.is_empty(), Refusal::new("stock.shared_out_already").record(&self.number))?;
        Ok(changed)
    }
}
