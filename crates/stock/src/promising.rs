//! What can be promised: stock that nobody holds and what is on its way, less what others wait for, day by day.

use crate::{Warehouse, kept};
use accounting::Source;
use base::{Date, Id, Price, Quantity, Result};
use catalog::Item;
use entity::Value;
use platform::Company;
use std::collections::{BTreeMap, BTreeSet};
use store::{Read, Row, Tx};

/// A line of a document by which goods will come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    pub line: i64,
    pub item: Id<Item>,
    pub warehouse: Id<Warehouse>,
    /// Without a day it is promised to nobody.
    pub on: Option<Date>,
    /// What is still to come, in base units.
    pub quantity: Quantity,
}

/// Keeps what a document will bring, in the place of what was kept of it. Whoever changes an order for goods calls it.
pub fn expect(tx: &mut Tx, company: Id<Company>, source: Source, lines: &[Expected]) -> Result<()> {
    let gone = store::sql!("stock.expected_gone", "DELETE FROM stock_expected WHERE kind = $1 AND document = $2");
    tx.execute(gone, &[source.kind.into(), source.record.into()])?;
    let mut params: Vec<Value> = Vec::new();
    let mut rows = Vec::new();
    for line in lines.iter().filter(|l| l.quantity.is_positive()) {
        let marks: Vec<String> = (1..=8).map(|i| format!("${}", params.len() + i)).collect();
        rows.push(format!("({})", marks.join(", ")));
        params.extend([source.kind, line.line, source.record, company.raw(), line.item.raw()].map(Value::Int));
        params.extend([line.warehouse.into(), Value::from(line.on), Value::Int(line.quantity.units())]);
    }
    if rows.is_empty() {
        return Ok(());
    }
    let sql = format!(
        "INSERT INTO stock_expected (kind, line, document, company, item, warehouse, on_day, quantity) VALUES {}",
        rows.join(", ")
    );
    tx.execute(&sql, &params).map(|_| ())
}

/// So much of an item, wanted from a warehouse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    pub item: Id<Item>,
    pub warehouse: Id<Warehouse>,
    /// In base units.
    pub quantity: Quantity,
    pub on: Date,
}

/// What can be said to whoever asks for it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Promise {
    /// The first day on which all of it is there, not before the wanted one; nothing where no supply is known.
    pub on: Option<Date>,
    /// What one base unit costs us by now, in company currency; nothing where it never cost anything.
    pub cost: Option<Price>,
}

/// Supply and demand of one item in one warehouse.
#[derive(Clone, Debug, Default)]
struct Situation {
    on_hand: Quantity,
    receipts: Vec<(Date, Quantity)>,
    demands: Vec<(Date, Quantity)>,
    cost: Option<Price>,
}

/// Promises what is wanted, in this order: what one line takes the next cannot have. One statement, whatever the number of lines.
pub fn promises(read: &Read, company: Id<Company>, wanted: &[Wanted]) -> Result<Vec<Promise>> {
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let today = read.today();
    let mut all = situations(read, company, wanted)?;
    let mut promised = Vec::with_capacity(wanted.len());
    for one in wanted {
        let situation = all.entry((one.item.raw(), one.warehouse.raw())).or_default();
        let steps = available(today, situation.on_hand, &situation.receipts, &situation.demands)?;
        let on = steps.iter().find(|s| s.free >= one.quantity).map(|s| s.from.max(one.on));
        if let Some(on) = on {
            situation.demands.push((on, one.quantity));
        }
        promised.push(Promise { on, cost: situation.cost });
    }
    Ok(promised)
}

/// From a day on, so much can still be promised, whatever was promised for later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    pub from: Date,
    pub free: Quantity,
}

/// What can be promised from each day on which something comes: all that is there by then less what is wanted until the next
/// receipt, and no more than what leaves every later promise untouched. What is late counts as of today.
pub fn available(
    today: Date,
    on_hand: Quantity,
    receipts: &[(Date, Quantity)],
    demands: &[(Date, Quantity)],
) -> Result<Vec<Step>> {
    let mut days: BTreeSet<Date> = receipts.iter().map(|(day, _)| (*day).max(today)).collect();
    days.insert(today);
    let days: Vec<Date> = days.into_iter().collect();
    let mut steps = Vec::with_capacity(days.len());
    for (place, from) in days.iter().enumerate() {
        let next = days.get(place + 1);
        let came = receipts.iter().filter(|(day, _)| (*day).max(today) <= *from).map(|(_, q)| *q);
        let left = demands.iter().filter(|(day, _)| next.is_none_or(|n| (*day).max(today) < *n)).map(|(_, q)| *q);
        let free = on_hand.checked_add(Quantity::sum(came)?)?.checked_sub(Quantity::sum(left)?)?;
        steps.push(Step { from: *from, free });
    }
    for place in (0..steps.len().saturating_sub(1)).rev() {
        steps[place].free = steps[place].free.min(steps[place + 1].free);
    }
    Ok(steps)
}

/// Reads supply, demand and cost of the items. What is held for others is wanted now; what others wait for, on their day.
fn situations(read: &Read, company: Id<Company>, wanted: &[Wanted]) -> Result<BTreeMap<(i64, i64), Situation>> {
    let mut items: Vec<i64> = wanted.iter().map(|w| w.item.raw()).collect();
    items.sort_unstable();
    items.dedup();
    let sql = store::sql!(
        "stock.promising",
        "SELECT 'free' AS what, item, warehouse AS place, NULL AS on_day, on_hand - reserved AS figure, 0 AS worth \
           FROM stock_position WHERE item IN LIST($1) \
         UNION ALL SELECT 'waits', item, warehouse, wanted_on, SUM(wanted - quantity), 0 FROM stock_reservation \
           WHERE item IN LIST($1) AND done = 0 AND quantity < wanted GROUP BY item, warehouse, wanted_on \
         UNION ALL SELECT 'comes', item, warehouse, on_day, SUM(quantity), 0 FROM stock_expected \
           WHERE item IN LIST($1) AND on_day IS NOT NULL GROUP BY item, warehouse, on_day \
         UNION ALL SELECT 'costs', item, area, NULL, SUM(quantity), SUM(value) FROM stock_valuation \
           WHERE item IN LIST($1) AND company = $2 AND quantity > 0 GROUP BY item, area \
         UNION ALL SELECT 'cost', item, area, NULL, MAX(last_quantity), MAX(last_value) FROM stock_valuation \
           WHERE item IN LIST($1) AND company = $2 AND quantity = 0 AND last_quantity > 0 GROUP BY item, area"
    );
    let int = |row: &Row, place: usize| row.get(place).and_then(Value::int).unwrap_or(0);
    let policies = kept::policies(read)?;
    let mut all: BTreeMap<(i64, i64), Situation> =
        wanted.iter().map(|w| ((w.item.raw(), w.warehouse.raw()), Situation::default())).collect();
    for row in read.query(sql, &[store::id_list(&items), company.into()])? {
        let (item, place) = (int(&row, 1), int(&row, 2));
        let quantity = Quantity::from_units(int(&row, 4));
        let day = row.get(3).and_then(Value::text).map(Date::parse).transpose()?;
        match row.first().and_then(Value::text) {
            Some("free") => with(&mut all, item, place, |s| s.on_hand = quantity),
            Some("waits") => with(&mut all, item, place, |s| s.demands.extend(day.map(|d| (d, quantity)))),
            Some("comes") => with(&mut all, item, place, |s| s.receipts.extend(day.map(|d| (d, quantity)))),
            Some(what) => {
                let cost = unit_cost(int(&row, 5), int(&row, 4), read, company)?;
                for ((_, warehouse), s) in all.iter_mut().filter(|((i, _), _)| *i == item) {
                    let own = policies.warehouse(Id::from_raw(*warehouse)).is_ok_and(|w| w.own_costs);
                    let mine = place == if own { *warehouse } else { 0 };
                    if mine && (what == "costs" || s.cost.is_none()) {
                        s.cost = cost;
                    }
                }
            }
            None => {}
        }
    }
    Ok(all)
}

fn with(all: &mut BTreeMap<(i64, i64), Situation>, item: i64, warehouse: i64, change: impl FnOnce(&mut Situation)) {
    if let Some(situation) = all.get_mut(&(item, warehouse)) {
        change(situation);
    }
}

/// Value over quantity, to a millionth.
fn unit_cost(value: i64, quantity: i64, read: &Read, company: Id<Company>) -> Result<Option<Price>> {
    if quantity <= 0 {
        return Ok(None);
    }
    let kept = accounting::kept::books(read)?;
    let exponent = kept.exponent(kept.currency(company)?);
    let scale = 10i128.pow(u32::from(Price::SCALE) + u32::from(Quantity::SCALE) - u32::from(exponent));
    let units =
        base::decimal::div_round(i128::from(value) * scale, i128::from(quantity), base::Rounding::HalfAwayFromZero);
    Ok(Some(Price::from_units(i64::try_from(units).map_err(|_| base::Overflow)?)))
}

/// When what a line of a document waits for will be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Forecast {
    pub source: Source,
    pub source_line: i64,
    /// A line may want several quantities, each on its day.
    pub wanted_on: Date,
    /// Nothing where no supply is known for all of it.
    pub on: Option<Date>,
}

/// Tells lines that hold or wait for these items when theirs will be there: receipts go to them by priority, wanted day and age, as
/// [`crate::reservation::refill`] will give them.
pub fn forecasts(read: &Read, items: &[i64]) -> Result<Vec<Forecast>> {
    let waiting = store::sql!(
        "stock.forecast_waiting",
        "SELECT item, warehouse, source_kind, source, source_line, wanted - quantity, wanted_on FROM stock_reservation \
         WHERE item IN LIST($1) AND done = 0 ORDER BY priority, wanted_on, id"
    );
    let coming = store::sql!(
        "stock.forecast_coming",
        "SELECT item, warehouse, on_day, SUM(quantity) FROM stock_expected WHERE item IN LIST($1) AND on_day IS NOT NULL \
         GROUP BY item, warehouse, on_day ORDER BY on_day"
    );
    let int = |row: &Row, place: usize| row.get(place).and_then(Value::int).unwrap_or(0);
    let day = |row: &Row, place: usize| -> Result<Option<Date>> {
        Ok(row.get(place).and_then(Value::text).map(Date::parse).transpose()?)
    };
    let today = read.today();
    let mut supply: BTreeMap<(i64, i64), Vec<(Date, i64)>> = BTreeMap::new();
    for row in read.query(coming, &[store::id_list(items)])? {
        let on = day(&row, 2)?.unwrap_or(today).max(today);
        supply.entry((int(&row, 0), int(&row, 1))).or_default().push((on, int(&row, 3)));
    }
    let mut found = Vec::new();
    for row in read.query(waiting, &[store::id_list(items)])? {
        let wanted_on = day(&row, 6)?.unwrap_or(today);
        let mut left = int(&row, 5);
        let mut on = Some(wanted_on.max(today));
        for (comes_on, quantity) in supply.entry((int(&row, 0), int(&row, 1))).or_default().iter_mut() {
            if left <= 0 {
                break;
            }
            let taken = left.min(*quantity);
            if taken > 0 {
                on = on.map(|o| o.max(*comes_on));
            }
            (left, *quantity) = (left - taken, *quantity - taken);
        }
        let source = Source { kind: int(&row, 2), record: int(&row, 3) };
        found.push(Forecast { source, source_line: int(&row, 4), wanted_on, on: on.filter(|_| left <= 0) });
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(n: i64) -> Date {
        Date::parse("2026-03-01").unwrap().add_days(n - 1).unwrap()
    }

    fn pieces(n: i64) -> Quantity {
        Quantity::whole(n).unwrap()
    }

    fn at(figures: &[i64]) -> Vec<(Date, Quantity)> {
        let some = figures.iter().enumerate().filter(|(_, n)| **n > 0);
        some.map(|(place, n)| (day(place as i64 + 1), pieces(*n))).collect()
    }

    /// 25 on hand, 40 come in the second, fourth and sixth period: 10, 10, 5 and 40 can be promised beyond what is ordered.
    #[test]
    fn what_is_free_is_free_until_the_next_receipt() {
        let (receipts, orders) = (at(&[0, 40, 0, 40, 0, 40]), at(&[15, 20, 10, 30, 5, 0]));
        let steps = available(day(1), pieces(25), &receipts, &orders).unwrap();
        let told: Vec<(Date, Quantity)> = steps.iter().map(|s| (s.from, s.free)).collect();
        assert_eq!(told, [(day(1), pieces(10)), (day(2), pieces(20)), (day(4), pieces(25)), (day(6), pieces(65))]);
        let mut before = Quantity::ZERO;
        let each: Vec<Quantity> = steps
            .iter()
            .map(|s| {
                let more = s.free.checked_sub(before).unwrap();
                before = s.free;
                more
            })
            .collect();
        assert_eq!(each, [10, 10, 5, 40].map(pieces));
    }

    #[test]
    fn a_later_shortage_takes_from_earlier_stock() {
        let steps = available(day(1), pieces(30), &at(&[0, 0, 10]), &at(&[0, 0, 0, 25])).unwrap();
        assert_eq!(steps, [Step { from: day(1), free: pieces(15) }, Step { from: day(3), free: pieces(15) }]);
    }

    #[test]
    fn what_is_overdue_is_wanted_and_comes_today() {
        let steps = available(day(5), pieces(2), &at(&[4]), &at(&[0, 5])).unwrap();
        assert_eq!(steps, [Step { from: day(5), free: pieces(1) }]);
    }
}
