//! What lies in the places of a warehouse, how much fits, and how much is left.

use super::{InWarehouse, company_of};
use crate::{Location, capacity};
use base::{Percent, Result};
use entity::{Entity as _, Value};
use store::Read;
use store::report::{Cell, Column, Holds, Line, Link, Sheet};

/// Places shown at most; a warehouse narrows it.
const MOST: i64 = 2_000;

/// Every place with a capacity, with what is in it and what still fits, the fullest first.
pub(super) fn places(read: &Read, asked: &InWarehouse) -> Result<Sheet> {
    let company = company_of(read, asked.company)?;
    let sql = store::sql!(
        "stock.places_of",
        "SELECT l.id, l.warehouse FROM stock_location l JOIN stock_warehouse w ON w.id = l.warehouse WHERE w.company = $1 \
         AND ($2 = 0 OR w.id = $2) AND l.capacity IS NOT NULL AND l.archived_at IS NULL ORDER BY l.id LIMIT $3"
    );
    let warehouse = asked.warehouse.map_or(0, |w| w.raw());
    let rows = read.query(sql, &[company.into(), warehouse.into(), MOST.into()])?;
    let int = |row: &store::Row, place: usize| row.get(place).and_then(Value::int).unwrap_or(0);
    let within: std::collections::BTreeMap<i64, i64> = rows.iter().map(|r| (int(r, 0), int(r, 1))).collect();
    let ids: Vec<i64> = within.keys().copied().collect();
    let mut spaces = capacity::spaces(read, &ids)?;
    spaces.retain(|s| within.contains_key(&s.location.raw()));
    let share = |s: &capacity::Space| Percent::share(s.there.units().into(), s.capacity.units().into());
    spaces.sort_by_key(|s| std::cmp::Reverse(share(s)));
    let codes = read.titles(Location::DEF.name, &ids)?;
    let houses: Vec<i64> = within.values().copied().collect();
    let houses = read.titles("stock.warehouse", &houses)?;
    let mut sheet = Sheet::new(vec![
        Column::new("in_warehouse", Holds::Text),
        Column::new("location", Holds::Text),
        Column::new("capacity", Holds::Quantity),
        Column::new("there", Holds::Quantity),
        Column::new("left", Holds::Quantity),
        Column::new("filled", Holds::Percent),
    ])
    .using("company", company);
    for space in &spaces {
        let id = space.location.raw();
        let name =
            |names: &std::collections::BTreeMap<i64, String>, id: i64| names.get(&id).cloned().unwrap_or_default();
        let house = within.get(&id).copied().unwrap_or(0);
        let left = space.capacity.checked_sub(space.there)?;
        sheet.rows.push(Line::of(vec![
            Cell::of(name(&houses, house)).to(Link::Record("stock.warehouse".to_owned(), house)),
            Cell::of(name(&codes, id)).to(Link::Record(Location::DEF.name.to_owned(), id)),
            Cell::of(Value::Int(space.capacity.units())),
            Cell::of(Value::Int(space.there.units())),
            Cell::of(Value::Int(left.units())),
            share(space).map_or_else(Cell::empty, |p| Cell::of(Value::Int(p.units()))),
        ]));
    }
    Ok(sheet)
}
