//! What happened to a valuation since the last end of a month, so that something posted late finds its place among it.

use crate::state::{self, Key};
use crate::{Act, LedgerRow, kept};
use base::{Date, Id, Money, Price, Quantity, Refusal, Result};
use catalog::Item;
use costing::{Cost, Delta, Difference, History, Layer, Method, Problem, Row, Shortage, State};
use entity::Value;
use std::collections::HashMap;
use std::collections::btree_map::{BTreeMap, Entry};
use store::Read;

/// Beyond this many rows nobody waits for a correction.
pub const MOST_ROWS: usize = 5_000;

/// The rows of a valuation from a month's end on, and what they are off by.
pub struct Timeline {
    method: Method,
    shortage: Shortage,
    snapshot: State,
    rows: Vec<(Date, costing::Entry)>,
    settled: Vec<Delta>,
    /// What each row is off by so far.
    pub off: BTreeMap<i64, Money>,
    /// What each issue takes now, where a receipt is taken from.
    pub links: HashMap<i64, Vec<Layer>>,
}

/// What a row that was put into its place came to.
pub struct Placed {
    /// The valuation at the end.
    pub state: State,
    /// What inventory moves by for the row.
    pub value: Money,
    /// The layers it took.
    pub taken: Vec<Layer>,
}

impl Timeline {
    /// Reads what is needed to put something in its place on a day.
    pub fn read(read: &Read, key: Key, method: Method, shortage: Shortage, on: Date) -> Result<Timeline> {
        let snapshot = state::snapshot(read, key, on)?;
        let rows = rows_of(read, key, snapshot.upto)?;
        if rows.len() > MOST_ROWS {
            let name = read.titles("catalog.item", &[key.item])?.remove(&key.item).unwrap_or_default();
            return Err(Refusal::new("stock.too_many_to_correct").record(name).arg("rows", MOST_ROWS).into());
        }
        let facts = Facts::read(read, &rows)?;
        let mut booked: HashMap<i64, Money> = HashMap::new();
        for row in rows.iter().filter(|r| r.amends()) {
            let sum = booked.entry(row.reverses.map_or(0, |r| r.raw())).or_insert(Money::ZERO);
            *sum = sum.checked_add(row.value)?;
        }
        let mut entries = Vec::with_capacity(rows.len());
        for row in rows.iter().filter(|r| !r.amends()) {
            let booked = booked.remove(&row.head.id).unwrap_or(Money::ZERO).checked_add(row.value)?;
            let Some(act) = facts.act(row, booked)? else { continue };
            entries.push((row.posted_on, costing::Entry { row: Row(row.head.id), act, booked }));
        }
        let settled = booked.into_iter().map(|(row, value)| Delta { row: Row(row), value }).collect();
        Ok(Timeline {
            method,
            shortage,
            snapshot: snapshot.state,
            rows: entries,
            settled,
            off: BTreeMap::new(),
            links: HashMap::new(),
        })
    }

    /// A valuation at standard: no row is reckoned again but those that revalued it.
    pub fn at_standard(method: Method, shortage: Shortage) -> Timeline {
        Timeline {
            method,
            shortage,
            snapshot: State::default(),
            rows: Vec::new(),
            settled: Vec::new(),
            off: BTreeMap::new(),
            links: HashMap::new(),
        }
    }

    /// Puts a row behind all that was posted up to its day.
    pub fn insert(&mut self, on: Date, row: Row, act: costing::Act) -> Result<Placed, Problem> {
        let place = self.rows.partition_point(|(day, _)| *day <= on);
        let entries: Vec<costing::Entry> = self.rows.iter().map(|(_, entry)| entry.clone()).collect();
        let correction = self.history(&entries).insert(place, row, &act)?;
        self.rows.insert(place, (on, costing::Entry { row, act, booked: correction.inserted }));
        self.note(&correction)?;
        let taken = self.links.get(&row.0).cloned().unwrap_or_default();
        Ok(Placed { state: correction.state, value: correction.inserted, taken })
    }

    /// Gives a receipt out of another valuation area other layers; the state afterwards.
    pub fn carry(&mut self, row: i64, parts: Vec<Layer>) -> Result<State, Problem> {
        let entry = self.rows.iter_mut().find(|(_, entry)| entry.row.0 == row).ok_or(Problem::NoSuchPlace)?;
        entry.1.act = costing::Act::ReceiveLayers { parts };
        let entries: Vec<costing::Entry> = self.rows.iter().map(|(_, entry)| entry.clone()).collect();
        let correction = self.history(&entries).again()?;
        self.note(&correction)?;
        Ok(correction.state)
    }

    /// What inventory carries for a row with its corrections.
    pub fn booked(&self, row: i64) -> Money {
        self.rows.iter().find(|(_, entry)| entry.row.0 == row).map_or(Money::ZERO, |(_, entry)| entry.booked)
    }

    /// The day of a row.
    pub fn day(&self, row: i64) -> Option<Date> {
        self.rows.iter().find(|(_, entry)| entry.row.0 == row).map(|(day, _)| *day)
    }

    fn history<'a>(&'a self, rows: &'a [costing::Entry]) -> History<'a> {
        History { method: self.method, snapshot: &self.snapshot, rows, settled: &self.settled, shortage: self.shortage }
    }

    /// From here on the deltas count as booked, so that the next one is reckoned on top of them.
    fn note(&mut self, correction: &costing::Correction) -> Result<(), Problem> {
        for delta in &correction.deltas {
            let off = self.off.entry(delta.row.0).or_insert(Money::ZERO);
            *off = off.checked_add(delta.value)?;
            match self.rows.iter_mut().find(|(_, entry)| entry.row == delta.row) {
                Some((_, entry)) => entry.booked = entry.booked.checked_add(delta.value)?,
                None => match self.settled.iter_mut().find(|settled| settled.row == delta.row) {
                    Some(settled) => settled.value = settled.value.checked_add(delta.value)?,
                    None => self.settled.push(*delta),
                },
            }
        }
        self.links.extend(correction.links.iter().map(|(row, layers)| (row.0, layers.clone())));
        Ok(())
    }
}

/// What a movement meets that is dated before changes of a standard cost: their rows, each with its cost, in their order.
pub fn revalued_since(read: &Read, key: Key, on: Date) -> Result<Vec<(i64, Price)>> {
    let sql = store::sql!(
        "stock.revalued_since",
        "SELECT r.id, l.cost FROM stock_ledger_row r JOIN stock_cost_change_line l ON l.id = r.source_line \
         WHERE r.company = $1 AND r.item = $2 AND r.warehouse IN LIST($3) AND r.act = 'revalued' AND r.posted_on > $4 \
         ORDER BY r.posted_on, r.id"
    );
    let params = [key.company.into(), key.item.into(), store::id_list(&area(read, key)?), on.into()];
    let int = |row: &store::Row, place: usize| row.get(place).and_then(Value::int).unwrap_or(0);
    Ok(read.query(sql, &params)?.iter().map(|row| (int(row, 0), Price::from_units(int(row, 1)))).collect())
}

/// The history of a valuation, read the first time it is wanted.
pub fn of(
    late: &mut BTreeMap<Key, Timeline>,
    key: Key,
    read: impl FnOnce() -> Result<Timeline>,
) -> Result<&mut Timeline> {
    match late.entry(key) {
        Entry::Occupied(there) => Ok(there.into_mut()),
        Entry::Vacant(place) => Ok(place.insert(read()?)),
    }
}

/// The rows of a valuation after one, in the order in which they count.
pub fn rows_of(read: &Read, key: Key, after: i64) -> Result<Vec<LedgerRow>> {
    let warehouses = area(read, key)?;
    read.select(
        "company = $1 AND item = $2 AND warehouse IN LIST($3) AND ($4 = 0 OR lot = $4) AND id > $5 \
         ORDER BY posted_on, id LIMIT 5001",
        &[key.company.into(), key.item.into(), store::id_list(&warehouses), key.lot.into(), after.into()],
    )
}

/// The warehouses of a valuation area.
fn area(read: &Read, key: Key) -> Result<Vec<i64>> {
    if key.area != 0 {
        return Ok(vec![key.area]);
    }
    let policies = kept::policies(read)?;
    Ok(policies.sharing_costs(Id::from_raw(key.company)))
}

/// What rows refer to: how much a receipt brought, and which layers a transfer took along.
struct Facts {
    received: HashMap<i64, Quantity>,
    carried: HashMap<i64, Vec<Layer>>,
}

impl Facts {
    fn read(read: &Read, rows: &[LedgerRow]) -> Result<Facts> {
        let origins = |act: Act| -> Vec<i64> {
            rows.iter().filter(|r| r.act == act).filter_map(|r| r.origin.map(|o| o.raw())).collect()
        };
        let (spread, carried) = (origins(Act::Spread), origins(Act::Carried));
        let mut facts = Facts { received: HashMap::new(), carried: links(read, &carried)? };
        let sql = store::sql!("stock.received", "SELECT id, quantity FROM stock_ledger_row WHERE id IN LIST($1)");
        for row in read.query(sql, &[store::id_list(&spread)])? {
            let int = |place: usize| row.get(place).and_then(Value::int).unwrap_or(0);
            facts.received.insert(int(0), Quantity::from_units(int(1)));
        }
        Ok(facts)
    }

    /// What a row did; nothing for one that left all values alone.
    fn act(&self, row: &LedgerRow, booked: Money) -> Result<Option<costing::Act>> {
        let quantity = row.quantity.checked_abs()?;
        let from = row.origin.or(row.reverses).map(|id| Row(id.raw()));
        let said = row.cost.unwrap_or(row.value);
        let act = match row.act {
            // At standard only what revalued is reckoned again, by itself; elsewhere nothing is revalued.
            Act::Placed | Act::Settled | Act::Corrected | Act::Revalued => return Ok(None),
            Act::Spread => {
                let receipt = from.unwrap_or(Row(0));
                let matched = row.matched.unwrap_or(Quantity::ZERO);
                let received = self.received.get(&receipt.0).copied().unwrap_or(matched);
                costing::Act::Spread(Difference { amount: said, receipt, matched, received })
            }
            Act::Carried => {
                // What was corrected where it came from was corrected here as well.
                let own = || vec![Layer { row: Row(row.head.id), quantity, value: booked }];
                let parts = from.and_then(|f| self.carried.get(&f.0).cloned()).unwrap_or_else(own);
                costing::Act::ReceiveLayers { parts }
            }
            Act::Moved if row.quantity.is_negative() => costing::Act::Issue { quantity, from },
            Act::Moved => match from {
                Some(delivery) => costing::Act::TakeBack { quantity, delivery, cost: cost(said) },
                None => costing::Act::Receive { quantity, cost: cost(said) },
            },
        };
        Ok(Some(act))
    }
}

/// A stated cost; nothing paid is free.
pub fn cost(value: Money) -> Cost {
    if value.is_zero() { Cost::Free } else { Cost::Of(value) }
}

/// The layers that issues took.
pub fn links(read: &Read, issues: &[i64]) -> Result<HashMap<i64, Vec<Layer>>> {
    let sql = store::sql!(
        "stock.links_of",
        "SELECT issue, receipt, quantity, value FROM stock_consumption WHERE issue IN LIST($1) ORDER BY issue, place"
    );
    let mut found: HashMap<i64, Vec<Layer>> = HashMap::new();
    for row in read.query(sql, &[store::id_list(issues)])? {
        let int = |place: usize| row.get(place).and_then(Value::int).unwrap_or(0);
        let layer =
            Layer { row: Row(int(1)), quantity: Quantity::from_units(int(2)), value: Money::from_minor(int(3)) };
        found.entry(int(0)).or_default().push(layer);
    }
    Ok(found)
}

/// How much of an item may still leave a place on a day without any later issue from it running short.
pub fn free_on(
    read: &Read,
    company: Id<platform::Company>,
    place: state::Place,
    on_hand: Quantity,
    on: Date,
) -> Result<Quantity> {
    let sql = store::sql!(
        "stock.place_after",
        "SELECT quantity FROM stock_ledger_row WHERE item = $1 AND warehouse = $2 AND COALESCE(location, 0) = $3 \
         AND COALESCE(lot, 0) = $4 AND status = $5 AND posted_on > $6 AND company = $7 AND quantity <> 0 ORDER BY posted_on, id"
    );
    let params = [
        place.item.into(),
        place.warehouse.into(),
        place.location.into(),
        place.lot.into(),
        place.status.into(),
        Value::from(on),
        company.into(),
    ];
    let later: Vec<Quantity> = read
        .query(sql, &params)?
        .iter()
        .map(|r| Quantity::from_units(r.first().and_then(Value::int).unwrap_or(0)))
        .collect();
    let then = on_hand.checked_sub(Quantity::sum(later.iter().copied())?)?;
    costing::available(then, &later).map_err(|_| base::Overflow.into())
}

/// Refuses a day that is too long ago or in a closed period.
pub fn still_open(read: &Read, company: Id<platform::Company>, on: Date, last: Date, item: &Item) -> Result<()> {
    let days = accounting::kept::books(read)?.books(company)?.backdate_days;
    if on.days_until(read.today()) > days {
        let refusal = Refusal::new("stock.dated_too_far_back").record(&item.code).field("posted_on");
        return Err(refusal.arg("days", days).arg("day", last).into());
    }
    accounting::open_period(read, company, accounting::Part::Inventory, on, false).map(|_| ())
}
