//! What is kept of stock: how much lies where, and what a valuation key is worth. Read under lock, written with the rows.

use crate::moving::Move;
use base::{Date, Error, Money, Quantity, Result};
use costing::{Layer, Row, State, Worth};
use entity::{Choice as _, Value};
use serde_json::{Value as Json, json};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use store::{Read, Tx};

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
    /// The last row written when it was.
    pub last_row: i64,
    pub touched: bool,
    /// What it was before the first movement of a new month, to begin from when something is posted late.
    pub snapshot: Option<Snapshot>,
}

/// A valuation's state after all rows up to one.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    pub on: Option<Date>,
    pub upto: i64,
    pub state: State,
}

impl Held {
    /// Notes a movement of a day; the first of a month keeps what was before it.
    pub fn touch(&mut self, on: Date) {
        if let Some(last) = self.last_on
            && last.first_of_month() < on.first_of_month()
            && self.snapshot.is_none()
            && !self.touched
        {
            self.snapshot = Some(Snapshot { on: Some(last), upto: self.last_row, state: self.state.clone() });
        }
        self.last_on = Some(self.last_on.map_or(on, |last| last.max(on)));
        self.touched = true;
    }
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
    let (sql, params) = ask_hold(keys);
    answer_hold(&tx.returning(&sql, &params)?)
}

/// The statement that holds valuations, to travel with others.
pub fn ask_hold(keys: &[Key]) -> (String, Vec<Value>) {
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
         RETURNING company, item, area, lot, quantity, value, layers, unsettled, last_quantity, last_value, last_on, last_row",
        rows.join(", ")
    );
    (sql, params)
}

/// Its answer.
pub fn answer_hold(rows: &[store::Row]) -> Result<HashMap<Key, Held>> {
    let mut held = HashMap::with_capacity(rows.len());
    for row in rows {
        let key = Key { company: int(row, 0), item: int(row, 1), area: int(row, 2), lot: int(row, 3) };
        let state = state_of(row, 4)?;
        let text = |place: usize| row.get(place).and_then(Value::text);
        let last_on = text(10).map(Date::parse).transpose()?;
        held.insert(key, Held { state, last_on, last_row: int(row, 11), ..Held::default() });
    }
    Ok(held)
}

/// A state from its columns: quantity, value, layers, unsettled, last quantity, last value.
fn state_of(row: &store::Row, at: usize) -> Result<State> {
    let text = |place: usize| row.get(at + place).and_then(Value::text);
    let last = match (row.get(at + 4).and_then(Value::int), row.get(at + 5).and_then(Value::int)) {
        (Some(quantity), Some(value)) => {
            Some(Worth { quantity: Quantity::from_units(quantity), value: Money::from_minor(value) })
        }
        _ => None,
    };
    Ok(State {
        quantity: Quantity::from_units(int(row, at)),
        value: Money::from_minor(int(row, at + 1)),
        layers: layers(text(2).unwrap_or("[]"))?,
        unsettled: layers(text(3).unwrap_or("[]"))?,
        last,
    })
}

/// What a valuation was at the last end of a month not after a day; empty where none is kept.
pub fn snapshot(read: &Read, key: Key, on: Date) -> Result<Snapshot> {
    let sql = store::sql!(
        "stock.snapshot",
        "SELECT upto, quantity, value, layers, unsettled, last_quantity, last_value FROM stock_snapshot \
         WHERE company = $1 AND item = $2 AND area = $3 AND lot = $4 AND until <= $5 ORDER BY until DESC LIMIT 1"
    );
    let params = [key.company.into(), key.item.into(), key.area.into(), key.lot.into(), on.into()];
    match read.row(sql, &params)? {
        Some(row) => Ok(Snapshot { on: None, upto: int(&row, 0), state: state_of(&row, 1)? }),
        None => Ok(Snapshot::default()),
    }
}

/// Forgets what was kept of a valuation after a day, because something is posted on it late.
pub fn forget(tx: &mut Tx, key: Key, on: Date) -> Result<()> {
    let sql = store::sql!(
        "stock.forget",
        "DELETE FROM stock_snapshot WHERE company = $1 AND item = $2 AND area = $3 AND lot = $4 AND until > $5"
    );
    let params = [key.company.into(), key.item.into(), key.area.into(), key.lot.into(), on.into()];
    tx.execute(sql, &params).map(|_| ())
}

fn keep(tx: &mut Tx, key: Key, snapshot: &Snapshot) -> Result<()> {
    let sql = store::sql!(
        "stock.keep",
        "INSERT INTO stock_snapshot (company, item, area, lot, until, upto, quantity, value, layers, unsettled, last_quantity, \
         last_value) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) \
         ON CONFLICT (company, item, area, lot, until) DO UPDATE SET upto = excluded.upto, quantity = excluded.quantity, \
         value = excluded.value, layers = excluded.layers, unsettled = excluded.unsettled, \
         last_quantity = excluded.last_quantity, last_value = excluded.last_value"
    );
    let state = &snapshot.state;
    let mut params: Vec<Value> = [key.company, key.item, key.area, key.lot].map(Value::Int).to_vec();
    params.extend([snapshot.on.into(), snapshot.upto.into(), state.quantity.units().into(), state.value.into()]);
    params.push(layers_text(&state.layers, &[]).into());
    params.push(layers_text(&state.unsettled, &[]).into());
    params.push(Value::from(state.last.map(|l| l.quantity.units())));
    params.push(Value::from(state.last.map(|l| l.value.minor())));
    tx.later("stock_snapshot", sql.to_string(), params, 1)
}

/// Writes the valuations that moved. `numbers` are the rows just written, in their order.
pub fn write(tx: &mut Tx, states: HashMap<Key, Held>, numbers: &[i64]) -> Result<()> {
    let states: BTreeMap<Key, Held> = states.into_iter().filter(|(_, held)| held.touched).collect();
    let last_row = numbers.iter().copied().max().unwrap_or(0);
    let mut params: Vec<Value> = Vec::with_capacity(states.len() * 12);
    for (key, held) in &states {
        params.extend([key.company, key.item, key.area, key.lot].map(Value::Int));
        params.push(Value::Int(held.state.quantity.units()));
        params.push(held.state.value.into());
        params.push(layers_text(&held.state.layers, numbers).into());
        params.push(layers_text(&held.state.unsettled, numbers).into());
        params.push(Value::from(held.state.last.map(|l| l.quantity.units())));
        params.push(Value::from(held.state.last.map(|l| l.value.minor())));
        params.push(Value::from(held.last_on));
        params.push(Value::Int(last_row.max(held.last_row)));
    }
    if states.is_empty() {
        return Ok(());
    }
    let sql = format!(
        "INSERT INTO stock_valuation (company, item, area, lot, quantity, value, layers, unsettled, last_quantity, last_value, last_on, \
         last_row) VALUES {} ON CONFLICT (company, item, area, lot) DO UPDATE SET quantity = excluded.quantity, value = excluded.value, \
         layers = excluded.layers, unsettled = excluded.unsettled, last_quantity = excluded.last_quantity, \
         last_value = excluded.last_value, last_on = excluded.last_on, \
         last_row = excluded.last_row",
        store::marks(0, states.len(), 12)
    );
    tx.later("stock_valuation", sql, params, states.len())?;
    for (key, held) in &states {
        if let Some(snapshot) = &held.snapshot {
            keep(tx, *key, snapshot)?;
        }
    }
    Ok(())
}

/// The question how much lies in each of the places that movements touch. It stands behind the valuations, which are held, so nobody
/// changes them meanwhile.
pub fn ask_balances(moves: &[&Move]) -> store::Ask<'static> {
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
    (sql, vec![store::id_list(&items), store::id_list(&warehouses)])
}

/// Its answer.
pub fn answer_balances(rows: &[store::Row]) -> BTreeMap<Place, Quantity> {
    let mut found = BTreeMap::new();
    for row in rows {
        let status = row.get(4).and_then(Value::text).and_then(crate::Status::from_code).unwrap_or_default();
        let place = Place {
            item: int(row, 0),
            warehouse: int(row, 1),
            location: int(row, 2),
            lot: int(row, 3),
            status: status.code(),
        };
        found.insert(place, Quantity::from_units(int(row, 5)));
    }
    found
}

/// Adds movements to the balances.
pub fn add_balances(tx: &mut Tx, moves: &[&Move]) -> Result<()> {
    let mut places: BTreeMap<Place, i64> = BTreeMap::new();
    for m in moves {
        let sum = places.entry(Place::of(m)).or_default();
        *sum = sum.checked_add(m.quantity.units()).ok_or(base::Overflow)?;
    }
    let mut params: Vec<Value> = Vec::with_capacity(places.len() * 6);
    for (place, quantity) in &places {
        params.extend([place.item, place.warehouse, place.location, place.lot].map(Value::Int));
        params.push(place.status.into());
        params.push(Value::Int(*quantity));
    }
    let sql = format!(
        "INSERT INTO stock_balance (item, warehouse, location, lot, status, on_hand) VALUES {} \
         ON CONFLICT (item, warehouse, location, lot, status) DO UPDATE SET on_hand = stock_balance.on_hand + excluded.on_hand",
        store::marks(0, places.len(), 6)
    );
    tx.later("stock_balance", sql, params, places.len())
}

/// What is on hand and free to use of an item in a warehouse, and what of it is promised.
pub type Positions = BTreeMap<(i64, i64), (i64, i64)>;

/// The statement that holds positions and reads them, to travel with others.
pub fn ask_positions(keys: &BTreeSet<(i64, i64)>) -> (String, Vec<Value>) {
    let mut params: Vec<Value> = Vec::with_capacity(keys.len() * 2);
    let mut rows = Vec::with_capacity(keys.len());
    for (item, warehouse) in keys {
        rows.push(format!("(${}, ${}, 0, 0)", params.len() + 1, params.len() + 2));
        params.extend([Value::Int(*item), Value::Int(*warehouse)]);
    }
    let sql = format!(
        "INSERT INTO stock_position (item, warehouse, on_hand, reserved) VALUES {} ON CONFLICT (item, warehouse) \
         DO UPDATE SET reserved = stock_position.reserved RETURNING item, warehouse, on_hand, reserved",
        rows.join(", ")
    );
    (sql, params)
}

/// Its answer.
pub fn answer_positions(rows: &[store::Row]) -> Positions {
    rows.iter().map(|r| ((int(r, 0), int(r, 1)), (int(r, 2), int(r, 3)))).collect()
}

/// Holds positions until the transaction ends and reads them.
pub fn hold_positions(tx: &mut Tx, keys: &BTreeSet<(i64, i64)>) -> Result<Positions> {
    if keys.is_empty() {
        return Ok(Positions::new());
    }
    let (sql, params) = ask_positions(keys);
    Ok(answer_positions(&tx.returning(&sql, &params)?))
}

/// Adds to what is on hand and what is reserved in warehouses whose positions are held, as they were then. What is no longer there
/// cannot be promised.
pub fn add_positions(tx: &mut Tx, held: &Positions, changes: &Positions) -> Result<()> {
    let changes: Positions = changes.iter().filter(|(_, c)| **c != (0, 0)).map(|(key, c)| (*key, *c)).collect();
    if changes.is_empty() {
        return Ok(());
    }
    let mut params: Vec<Value> = Vec::new();
    for ((item, warehouse), (on_hand, reserved)) in &changes {
        params.extend([*item, *warehouse, *on_hand, *reserved].map(Value::Int));
    }
    let sql = format!(
        "INSERT INTO stock_position (item, warehouse, on_hand, reserved) VALUES {} ON CONFLICT (item, warehouse) \
         DO UPDATE SET on_hand = stock_position.on_hand + excluded.on_hand, reserved = stock_position.reserved + excluded.reserved",
        store::marks(0, changes.len(), 4)
    );
    tx.later("stock_position", sql, params, changes.len())?;
    for (key, (more, promised)) in &changes {
        let before = held.get(key).copied().unwrap_or_default();
        let (on_hand, reserved) = (before.0 + more, before.1 + promised);
        let over = reserved - on_hand.max(0);
        if over > 0 && reserved > 0 {
            crate::reservation::lose(tx, key.0, key.1, over)?;
        }
    }
    Ok(())
}

/// Replaces what issues took from by what they take now.
pub fn rewrite_links(tx: &mut Tx, taken: &[(i64, &[Layer])], numbers: &[i64]) -> Result<()> {
    let issues: Vec<i64> = taken.iter().map(|(issue, _)| *issue).collect();
    let sql = store::sql!("stock.unlink", "DELETE FROM stock_consumption WHERE issue IN LIST($1)");
    tx.execute(sql, &[store::id_list(&issues)])?;
    write_links(tx, taken, numbers)
}

/// Which receipts an issue took from, so that a later change of a receipt finds its consumers.
pub fn write_links(tx: &mut Tx, taken: &[(i64, &[Layer])], numbers: &[i64]) -> Result<()> {
    let mut params: Vec<Value> = Vec::new();
    for (issue, layers) in taken {
        for (place, layer) in layers.iter().enumerate() {
            let receipt = if layer.row.0 < 0 { numbers[(-1 - layer.row.0) as usize] } else { layer.row.0 };
            params.extend([*issue, place as i64, receipt, layer.quantity.units(), layer.value.minor()].map(Value::Int));
        }
    }
    if params.is_empty() {
        return Ok(());
    }
    let count = params.len() / 5;
    let sql = format!(
        "INSERT INTO stock_consumption (issue, place, receipt, quantity, value) VALUES {}",
        store::marks(0, count, 5)
    );
    tx.later("stock_consumption", sql, params, count)
}
