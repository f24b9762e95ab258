//! Reservations: stock promised to a demand, in the order of priority, wanted day and confirmation.

use crate::reallocating::{Give, Prioritise};
use crate::{Warehouse, state};
use accounting::Source;
use base::{Date, Id, Quantity, Result};
use catalog::Item;
use entity::{Entity, Head, Value};
use platform::Company;
use std::collections::{BTreeMap, BTreeSet};
use store::{Ask, Business, Operation, Rank, Tx, operations};

/// Stock promised to a line of a document.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "stock.reservation",
    kind = 156,
    icon = "bookmark",
    title = "number",
    sort = "wanted_on",
    large,
    index(source_kind, source),
    index(item, done)
)]
pub struct Reservation {
    pub head: Head,
    /// The number of the document.
    #[field(read_only, column, max = 60)]
    pub number: String,
    #[field(read_only)]
    pub company: Id<Company>,
    #[field(read_only, column)]
    pub item: Id<Item>,
    #[field(read_only, column)]
    pub warehouse: Id<Warehouse>,
    /// What the document still wants, in base units.
    #[field(read_only, column, volatile)]
    pub wanted: Quantity,
    /// What is held for it now.
    #[field(read_only, column, volatile)]
    pub quantity: Quantity,
    #[field(read_only, indexed, column)]
    pub wanted_on: Date,
    /// The lower, the earlier it is served.
    #[field(read_only, column)]
    pub priority: i64,
    #[field(read_only)]
    pub source_kind: i64,
    #[field(read_only)]
    pub source: i64,
    #[field(read_only)]
    pub source_line: i64,
    /// True once nothing is wanted any more.
    #[field(read_only, volatile)]
    pub done: bool,
}

impl Business for Reservation {
    const OPERATIONS: &'static [Operation] = &operations![Reservation:
        give(Give) if can_give: [] => same,
        prioritise(Prioritise) if still_open: [] => same,
        share_out if can_give: [] => same,
    ];

    const PLAIN: bool = true;
}

/// What a line of a document wants.
#[derive(Clone, Debug)]
pub struct Demand {
    pub item: Id<Item>,
    pub warehouse: Id<Warehouse>,
    /// In base units.
    pub quantity: Quantity,
    pub wanted_on: Date,
    pub priority: i64,
    pub source_line: i64,
}

/// Holds what is free for the lines of a document, as much of each as there is; answers what was held line by line. What is
/// missing stays wanted, and [`refill`] gives it what comes later.
pub fn reserve(
    tx: &mut Tx,
    company: Id<Company>,
    number: &str,
    source: Source,
    demands: &[Demand],
) -> Result<Vec<Quantity>> {
    tx.rank(Rank::Stock);
    let places: BTreeSet<(i64, i64)> = demands.iter().map(|d| (d.item.raw(), d.warehouse.raw())).collect();
    let positions = state::hold_positions(tx, &places)?;
    let mut free = free_of(&positions);
    let mut rows = Vec::with_capacity(demands.len());
    let mut changes: BTreeMap<(i64, i64), (i64, i64)> = BTreeMap::new();
    let mut held = Vec::with_capacity(demands.len());
    for demand in demands {
        let key = (demand.item.raw(), demand.warehouse.raw());
        let left = free.entry(key).or_insert(0);
        let take = demand.quantity.units().min((*left).max(0));
        *left -= take;
        changes.entry(key).or_default().1 += take;
        held.push(Quantity::from_units(take));
        rows.push(Reservation {
            head: Head::default(),
            number: number.to_owned(),
            company,
            item: demand.item,
            warehouse: demand.warehouse,
            wanted: demand.quantity,
            quantity: Quantity::from_units(take),
            wanted_on: demand.wanted_on,
            priority: demand.priority,
            source_kind: source.kind,
            source: source.record,
            source_line: demand.source_line,
            done: false,
        });
    }
    tx.insert_many(&mut rows)?;
    state::add_positions(tx, &positions, &changes)?;
    Ok(held)
}

/// Brings what a document holds to what it wants now: less is freed, more is held as far as it is free, in the place that the document
/// has in the order of service. Answers what is held for each demand.
pub fn revise(
    tx: &mut Tx,
    company: Id<Company>,
    number: &str,
    source: Source,
    demands: &[Demand],
) -> Result<Vec<Quantity>> {
    tx.rank(Rank::Stock);
    // Positions are held before the reservations on them.
    let mut places = places_of(tx, source)?;
    places.extend(demands.iter().map(|d| (d.item.raw(), d.warehouse.raw())));
    let positions = state::hold_positions(tx, &places)?;
    let mut known: Vec<Reservation> = tx.select(
        "source_kind = $1 AND source = $2 AND done = 0 ORDER BY id FOR UPDATE",
        &[source.kind.into(), source.record.into()],
    )?;
    known.sort_by_key(|r| (r.wanted_on, r.head.id));
    let mut changes = state::Positions::new();
    let mut fresh = Vec::new();
    let alike =
        |r: &Reservation, d: &Demand| (r.source_line, r.item, r.warehouse) == (d.source_line, d.item, d.warehouse);
    let change = store::sql!(
        "stock.reservation_revised",
        "UPDATE stock_reservation SET wanted = $1, quantity = $2, wanted_on = $3, done = $4 WHERE id = $5"
    );
    // A line may want several quantities, each on its day: the first reservation becomes that of the first day.
    let mut taken = BTreeSet::new();
    for row in &known {
        let mine = demands.iter().enumerate().filter(|(at, d)| !taken.contains(at) && alike(row, d));
        let next = mine.filter(|(_, d)| d.quantity.is_positive()).min_by_key(|(at, d)| (d.wanted_on, *at));
        taken.extend(next.map(|(at, _)| at));
        let demand = next.map(|(_, demand)| demand);
        let wanted = demand.map_or(Quantity::ZERO, |d| d.quantity);
        let held = row.quantity.min(wanted);
        let on = demand.map_or(row.wanted_on, |d| d.wanted_on);
        if (wanted, held, on) == (row.wanted, row.quantity, row.wanted_on) {
            continue;
        }
        changes.entry((row.item.raw(), row.warehouse.raw())).or_default().1 += held.units() - row.quantity.units();
        let params =
            vec![wanted.units().into(), held.units().into(), on.into(), wanted.is_zero().into(), row.head.id.into()];
        tx.later("stock_reservation", change.to_string(), params, 1)?;
    }
    for (at, demand) in demands.iter().enumerate().filter(|(_, d)| d.quantity.is_positive()) {
        if !taken.contains(&at) {
            fresh.push(demand.clone());
        }
    }
    state::add_positions(tx, &positions, &changes)?;
    reserve(tx, company, number, source, &fresh)?;
    let places: BTreeSet<(i64, i64)> = demands.iter().map(|d| (d.item.raw(), d.warehouse.raw())).collect();
    let places: Vec<_> = places.into_iter().map(|(i, w)| (Id::from_raw(i), Id::from_raw(w))).collect();
    refill(tx, &places)?;
    let mut held = held(tx, source)?;
    let mut found = vec![Quantity::ZERO; demands.len()];
    let mut order: Vec<usize> = (0..demands.len()).collect();
    order.sort_by_key(|at| (demands[*at].wanted_on, *at));
    for at in order {
        let demand = &demands[at];
        let Some(left) = held.get_mut(&(demand.source_line, demand.item.raw())) else { continue };
        found[at] = demand.quantity.min(*left);
        *left = left.checked_sub(found[at])?;
    }
    Ok(found)
}

/// Where a document has reservations, not held yet.
fn places_of(read: &store::Read, source: Source) -> Result<BTreeSet<(i64, i64)>> {
    let sql = store::sql!(
        "stock.reserved_places",
        "SELECT DISTINCT item, warehouse FROM stock_reservation WHERE source_kind = $1 AND source = $2 AND done = 0"
    );
    let rows = read.query(sql, &[source.kind.into(), source.record.into()])?;
    Ok(rows.iter().map(|r| (int(r, 0), int(r, 1))).collect())
}

/// What is free of each.
fn free_of(positions: &state::Positions) -> BTreeMap<(i64, i64), i64> {
    positions.iter().map(|(key, (on_hand, reserved))| (*key, on_hand - reserved)).collect()
}

fn int(row: &store::Row, place: usize) -> i64 {
    row.get(place).and_then(Value::int).unwrap_or(0)
}

/// The question what lines of a document hold now, to travel with others.
pub fn ask_held(source: Source) -> Ask<'static> {
    let sql = store::sql!(
        "stock.held",
        "SELECT source_line, item, quantity FROM stock_reservation WHERE source_kind = $1 AND source = $2 AND done = 0"
    );
    (sql, vec![source.kind.into(), source.record.into()])
}

/// Quantities by line of a document and item: a line may want several items, such as the parts of a kit.
pub type ByLine = BTreeMap<(i64, i64), Quantity>;

/// Its answer, by line and item.
pub fn answer_held(rows: &[store::Row]) -> ByLine {
    let mut held = ByLine::new();
    for row in rows {
        let sum = held.entry((int(row, 0), int(row, 1))).or_insert(Quantity::ZERO);
        *sum = Quantity::from_units(sum.units().saturating_add(int(row, 2)));
    }
    held
}

/// What lines of a document hold now, by line and item.
pub fn held(read: &store::Read, source: Source) -> Result<ByLine> {
    let (sql, params) = ask_held(source);
    Ok(answer_held(&read.query(sql, &params)?))
}

/// Lets go of everything that lines of a document hold and want.
pub fn release(tx: &mut Tx, source: Source) -> Result<()> {
    tx.rank(Rank::Stock);
    // Positions are held before the reservations on them.
    let places = places_of(tx, source)?;
    let positions = state::hold_positions(tx, &places)?;
    let (sql, params) = ask_reserved(source);
    let freed = Freed::of(&tx.query(sql, &params)?, None);
    freed.write(tx)?;
    state::add_positions(tx, &positions, &freed.changes())
}

/// The question which reservations a document has, which holds them. It stands behind the positions.
pub(crate) fn ask_reserved(source: Source) -> Ask<'static> {
    let sql = store::sql!(
        "stock.reservations_of",
        "SELECT id, item, warehouse, wanted, quantity, source_line, wanted_on FROM stock_reservation \
         WHERE source_kind = $1 AND source = $2 AND done = 0 ORDER BY id FOR UPDATE"
    );
    (sql, vec![source.kind.into(), source.record.into()])
}

/// What reservations give free.
#[derive(Debug, Default)]
pub(crate) struct Freed {
    /// Reservation, what is not wanted any more, what is not held any more, whether nothing is left.
    less: Vec<(i64, i64, i64, i64)>,
    /// What is free again, by item and warehouse.
    pub places: BTreeMap<(i64, i64), i64>,
}

impl Freed {
    /// Of the reservations of a document, so much of each line, what was wanted first before the rest, or everything.
    pub fn of(rows: &[store::Row], quantities: Option<&ByLine>) -> Freed {
        let mut freed = Freed::default();
        let mut left = quantities.cloned();
        let mut rows: Vec<&store::Row> = rows.iter().collect();
        rows.sort_by_key(|row| (row.get(6).and_then(Value::text).map(str::to_owned), int(row, 0)));
        for row in rows {
            let (wanted, held) = (int(row, 3), int(row, 4));
            let gone = match &mut left {
                Some(lines) => lines.get_mut(&(int(row, 5), int(row, 1))).map_or(0, |left| {
                    let gone = left.units().min(wanted);
                    *left = Quantity::from_units(left.units() - gone);
                    gone
                }),
                None => wanted,
            };
            if gone == 0 {
                continue;
            }
            *freed.places.entry((int(row, 1), int(row, 2))).or_default() += gone.min(held);
            freed.less.push((int(row, 0), gone, gone.min(held), i64::from(wanted == gone)));
        }
        freed
    }

    /// Puts those of another document to these.
    pub fn add(&mut self, other: Freed) {
        self.less.extend(other.less);
        for (key, freed) in other.places {
            *self.places.entry(key).or_default() += freed;
        }
    }

    /// What it changes of positions.
    pub fn changes(&self) -> state::Positions {
        self.places.iter().map(|(key, freed)| (*key, (0, -freed))).collect()
    }

    /// Writes what is left of the reservations.
    pub fn write(&self, tx: &mut Tx) -> Result<()> {
        fewer(tx, &self.less)
    }
}

/// Takes off reservations what is not wanted and not held any more: (id, wanted less, held less, done).
fn fewer(tx: &mut Tx, less: &[(i64, i64, i64, i64)]) -> Result<()> {
    if less.is_empty() {
        return Ok(());
    }
    let mut params: Vec<Value> = Vec::with_capacity(less.len() * 4);
    let mut cases = [String::new(), String::new(), String::new()];
    let mut ids = Vec::with_capacity(less.len());
    for (id, wanted, held, done) in less {
        let at = params.len();
        for (case, figure) in cases.iter_mut().zip([at + 2, at + 3, at + 4]) {
            case.push_str(&format!(" WHEN ${} THEN CAST(${figure} AS BIGINT)", at + 1));
        }
        params.extend([*id, *wanted, *held, *done].map(Value::Int));
        ids.push(*id);
    }
    params.push(store::id_list(&ids));
    let [wanted, held, done] = cases;
    let sql = format!(
        "UPDATE stock_reservation SET wanted = wanted - CASE id{wanted} ELSE 0 END, \
         quantity = quantity - CASE id{held} ELSE 0 END, done = CASE id{done} ELSE 0 END WHERE id IN LIST(${})",
        params.len()
    );
    tx.later("stock_reservation", sql, params, less.len())
}

/// Takes back what is promised beyond what is there: the last in the order of service first. It stays wanted.
pub(crate) fn lose(tx: &mut Tx, item: i64, warehouse: i64, over: i64) -> Result<()> {
    let sql = store::sql!(
        "stock.reservations_last",
        "SELECT id, quantity FROM stock_reservation WHERE item = $1 AND warehouse = $2 AND quantity > 0 AND done = 0 \
         ORDER BY priority DESC, wanted_on DESC, id DESC FOR UPDATE"
    );
    let mut left = over;
    for row in tx.query(sql, &[item.into(), warehouse.into()])? {
        let gone = left.min(int(&row, 1));
        left -= gone;
        let update = store::sql!(
            "stock.reservation_lost",
            "UPDATE stock_reservation SET quantity = quantity - $1 WHERE id = $2 AND quantity >= $1"
        );
        tx.execute(update, &[gone.into(), int(&row, 0).into()])?;
        if left == 0 {
            break;
        }
    }
    let sql = store::sql!(
        "stock.position_lost",
        "UPDATE stock_position SET reserved = reserved - $1 WHERE item = $2 AND warehouse = $3"
    );
    tx.execute(sql, &[(over - left).into(), item.into(), warehouse.into()]).map(|_| ())
}

/// Gives what came in to the demands that wait for it: by priority, wanted day and age. Whoever moved the goods holds their
/// positions, so nobody begins to wait meanwhile.
pub fn refill(tx: &mut Tx, items: &[(Id<Item>, Id<Warehouse>)]) -> Result<()> {
    let ids: Vec<i64> = items.iter().map(|(i, _)| i.raw()).collect();
    let sql = store::sql!(
        "stock.reservations_waiting",
        "SELECT id, item, warehouse, wanted - quantity FROM stock_reservation WHERE item IN LIST($1) AND quantity < wanted \
         AND done = 0 ORDER BY priority, wanted_on, id LIMIT 1000"
    );
    let waiting = tx.query(sql, &[store::id_list(&ids)])?;
    if waiting.is_empty() {
        return Ok(());
    }
    let positions = state::hold_positions(tx, &items.iter().map(|(i, w)| (i.raw(), w.raw())).collect())?;
    let mut free = free_of(&positions);
    let mut changes = state::Positions::new();
    for row in waiting {
        let key = (int(&row, 1), int(&row, 2));
        let Some(left) = free.get_mut(&key) else { continue };
        let take = int(&row, 3).min((*left).max(0));
        if take == 0 {
            continue;
        }
        *left -= take;
        changes.entry(key).or_default().1 += take;
        let update = store::sql!(
            "stock.reservation_more",
            "UPDATE stock_reservation SET quantity = quantity + $1 WHERE id = $2 AND quantity + $1 <= wanted"
        );
        tx.later("stock_reservation", update.to_string(), vec![take.into(), int(&row, 0).into()], 1)?;
    }
    state::add_positions(tx, &positions, &changes)
}
