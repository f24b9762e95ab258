//! What is kept of stock: how much lies where, and what a valuation key is worth. Read under lock, written with the rows.

use crate::moving::Move;
use base::{Date, Error, Money, Quantity, Result};
use costing::{Layer, Row, State, Worth};
use entity::{Choice as _, Value};
use serde_json::{Value as Json, json};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use store::Tx;

/// One valuation: an item of a company, in one area, of one lot where lots have costs of their own. 0 is "all".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    pub company: i64,
    pub item: i64,
    pub area: i64,
    pub lot: i64,
}

/// A valuation's state and the day of its last movement.
#[derive(Clone, Debug, Default)]
pub struct Held {
    pub state: State,
    pub last_on: Option<Date>,
    pub touched: bool,
}

/// One balance: an item in a place, of a lot, in a status. 0 is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    pub item: i64,
    pub warehouse: i64,
    pub location: i64,
    pub lot: i64,
    pub status: &'static str,
}

impl Place {
    /// Where a movement happens.
    pub fn of(m: &Move) -> Place {
        Place {
            item: m.item.raw(),
            warehouse: m.warehouse.raw(),
            location: m.location.map_or(0, |l| l.raw()),
            lot: m.lot.map_or(0, |l| l.raw()),
            status: m.status.code(),
        }
    }
}

fn int(row: &store::Row, place: usize) -> i64 {
    row.get(place).and_then(Value::int).unwrap_or(0)
}

fn layers_text(layers: &[Layer], numbers: &[i64]) -> String {
    // A row that was just written stood for its place until now.
    let row = |row: Row| if row.0 < 0 { numbers.get((-1 - row.0) as usize).copied().unwrap_or(row.0) } else { row.0 };
    let all: Vec<Json> = layers.iter().map(|l| json!([row(l.row), l.quantity.units(), l.value.minor()])).collect();
    Json::Array(all).to_string()
}

fn layers(text: &str) -> Result<Vec<Layer>> {
    let read: Vec<(i64, i64, i64)> =
        serde_json::from_str(text).map_err(|e| Error::broken_by("reading the layers of a valuation", &e))?;
    let layer = |(row, quantity, value)| Layer {
        row: Row(row),
        quantity: Quantity::from_units(quantity),
        value: Money::from_minor(value),
    };
    Ok(read.into_iter().map(layer).collect())
}

/// Reads the valuations and holds them until the transaction ends; those not there yet begin empty.
pub fn hold(tx: &mut Tx, keys: &[Key]) -> Result<HashMap<Key, Held>> {
    let wanted: BTreeSet<Key> = keys.iter().copied().collect();
    let mut params: Vec<Value> = Vec::with_capacity(wanted.len() * 4);
    let mut rows = Vec::with_capacity(wanted.len());
    for key in &wanted {
        let at = params.len();
        rows.push(format!("(${}, ${}, ${}, ${}, 0, 0, '[]', '[]')", at + 1, at + 2, at + 3, at + 4));
        params.extend([key.company, key.item, key.area, key.lot].map(Value::Int));
    }
    // Writing a row as it is holds it on PostgreSQL, and makes the one that is missing, in the same order for everybody.
    let sql = format!(
        "INSERT INTO stock_valuation (company, item, area, lot, quantity, value, layers, unsettled) VALUES {} \
         ON CONFLICT (company, item, area, lot) DO UPDATE SET quantity = stock_valuation.quantity \
         RETURNING company, item, area, lot, quantity, value, layers, unsettled, last_quantity, last_value, last_on",
        rows.join(", ")
    );
    let mut held = HashMap::new();
    for row in tx.returning(&sql, &params)? {
        let key = Key { company: int(&row, 0), item: int(&row, 1), area: int(&row, 2), lot: int(&row, 3) };
        let text = |place: usize| row.get(place).and_then(Value::text);
        let last = match (row.get(8).and_then(Value::int), row.get(9).and_then(Value::int)) {
            (Some(quantity), Some(value)) => {
                Some(Worth { quantity: Quantity::from_units(quantity), value: Money::from_minor(value) })
            }
            _ => None,
        };
        let state = State {
            quantity: Quantity::from_units(int(&row, 4)),
            value: Money::from_minor(int(&row, 5)),
            layers: layers(text(6).unwrap_or("[]"))?,
            unsettled: layers(text(7).unwrap_or("[]"))?,
            last,
        };
        let last_on = text(10).map(Date::parse).transpose()?;
        held.insert(key, Held { state, last_on, touched: false });
    }
    Ok(held)
}

/// Writes the valuations that moved. `numbers` are the rows just written, in their order.
pub fn write(tx: &mut Tx, states: HashMap<Key, Held>, numbers: &[i64]) -> Result<()> {
    let states: BTreeMap<Key, Held> = states.into_iter().filter(|(_, held)| held.touched).collect();
    let mut params: Vec<Value> = Vec::with_capacity(states.len() * 11);
    let mut rows = Vec::with_capacity(states.len());
    for (key, held) in &states {
        let marks: Vec<String> = (1..=11).map(|i| format!("${}", params.len() + i)).collect();
        rows.push(format!("({})", marks.join(", ")));
        params.extend([key.company, key.item, key.area, key.lot].map(Value::Int));
        params.push(Value::Int(held.state.quantity.units()));
        params.push(held.state.value.into());
        params.push(layers_text(&held.state.layers, numbers).into());
        params.push(layers_text(&held.state.unsettled, numbers).into());
        params.push(Value::from(held.state.last.map(|l| l.quantity.units())));
        params.push(Value::from(held.state.last.map(|l| l.value.minor())));
        params.push(Value::from(held.last_on));
    }
    if rows.is_empty() {
        return Ok(());
    }
    let sql = format!(
        "INSERT INTO stock_valuation (company, item, area, lot, quantity, value, layers, unsettled, last_quantity, last_value, last_on) \
         VALUES {} ON CONFLICT (company, item, area, lot) DO UPDATE SET quantity = excluded.quantity, value = excluded.value, \
         layers = excluded.layers, unsettled = excluded.unsettled, last_quantity = excluded.last_quantity, \
         last_value = excluded.last_value, last_on = excluded.last_on",
        rows.join(", ")
    );
    tx.execute(&sql, &params).map(|_| ())
}

/// How much lies in each of the places that movements touch. The valuations are held, so nobody changes them meanwhile.
pub fn balances(tx: &Tx, moves: &[&Move]) -> Result<BTreeMap<Place, Quantity>> {
    let mut items: Vec<i64> = moves.iter().map(|m| m.item.raw()).collect();
    let mut warehouses: Vec<i64> = moves.iter().map(|m| m.warehouse.raw()).collect();
    for ids in [&mut items, &mut warehouses] {
        ids.sort_unstable();
        ids.dedup();
    }
    let sql = store::sql!(
        "stock.balances",
        "SELECT item, warehouse, location, lot, status, on_hand FROM stock_balance WHERE item IN LIST($1) AND warehouse IN LIST($2)"
    );
    let mut found = BTreeMap::new();
    for row in tx.query(sql, &[store::id_list(&items), store::id_list(&warehouses)])? {
        let status = row.get(4).and_then(Value::text).and_then(crate::Status::from_code).unwrap_or_default();
        let place = Place {
            item: int(&row, 0),
            warehouse: int(&row, 1),
            location: int(&row, 2),
            lot: int(&row, 3),
            status: status.code(),
        };
        found.insert(place, Quantity::from_units(int(&row, 5)));
    }
    Ok(found)
}

/// Adds movements to the balances, and to what is free to use in each warehouse.
pub fn add_balances(tx: &mut Tx, moves: &[&Move]) -> Result<()> {
    let mut places: BTreeMap<Place, i64> = BTreeMap::new();
    let mut positions: BTreeMap<(i64, i64), i64> = BTreeMap::new();
    for m in moves {
        let add = |sum: &mut i64| -> Result<()> {
            *sum = sum.checked_add(m.quantity.units()).ok_or(base::Overflow)?;
            Ok(())
        };
        add(places.entry(Place::of(m)).or_default())?;
        if m.status == crate::Status::Unrestricted {
            add(positions.entry((m.item.raw(), m.warehouse.raw())).or_default())?;
        }
    }
    let mut params: Vec<Value> = Vec::new();
    let mut rows = Vec::new();
    for (place, quantity) in &places {
        let marks: Vec<String> = (1..=6).map(|i| format!("${}", params.len() + i)).collect();
        rows.push(format!("({})", marks.join(", ")));
        params.extend([place.item, place.warehouse, place.location, place.lot].map(Value::Int));
        params.push(place.status.into());
        params.push(Value::Int(*quantity));
    }
    let sql = format!(
        "INSERT INTO stock_balance (item, warehouse, location, lot, status, on_hand) VALUES {} \
         ON CONFLICT (item, warehouse, location, lot, status) DO UPDATE SET on_hand = stock_balance.on_hand + excluded.on_hand",
        rows.join(", ")
    );
    tx.execute(&sql, &params)?;
    add_positions(tx, &positions.into_iter().map(|(key, q)| (key, (q, 0))).collect())
}

/// Adds to what is on hand and what is reserved in warehouses.
pub fn add_positions(tx: &mut Tx, changes: &BTreeMap<(i64, i64), (i64, i64)>) -> Result<()> {
    if changes.is_empty() {
        return Ok(());
    }
    let mut params: Vec<Value> = Vec::new();
    let mut rows = Vec::new();
    for ((item, warehouse), (on_hand, reserved)) in changes {
        let marks: Vec<String> = (1..=4).map(|i| format!("${}", params.len() + i)).collect();
        rows.push(format!("({})", marks.join(", ")));
        params.extend([*item, *warehouse, *on_hand, *reserved].map(Value::Int));
    }
    let sql = format!(
        "INSERT INTO stock_position (item, warehouse, on_hand, reserved) VALUES {} ON CONFLICT (item, warehouse) \
         DO UPDATE SET on_hand = stock_position.on_hand + excluded.on_hand, reserved = stock_position.reserved + excluded.reserved",
        rows.join(", ")
    );
    tx.execute(&sql, &params).map(|_| ())
}

/// Which receipts an issue took from, so that a later change of a receipt finds its consumers.
pub fn write_links(tx: &mut Tx, taken: &[(i64, &[Layer])], numbers: &[i64]) -> Result<()> {
    let mut params: Vec<Value> = Vec::new();
    let mut rows = Vec::new();
    for (issue, layers) in taken {
        for layer in *layers {
            let receipt = if layer.row.0 < 0 { numbers[(-1 - layer.row.0) as usize] } else { layer.row.0 };
            let marks: Vec<String> = (1..=4).map(|i| format!("${}", params.len() + i)).collect();
            rows.push(format!("({})", marks.join(", ")));
            params.extend([*issue, receipt, layer.quantity.units(), layer.value.minor()].map(Value::Int));
        }
    }
    if rows.is_empty() {
        return Ok(());
    }
    let sql = format!("INSERT INTO stock_consumption (issue, receipt, quantity, value) VALUES {}", rows.join(", "));
    tx.execute(&sql, &params).map(|_| ())
}
