//! Moving goods: quantities, values, balances and the ledger's rows, in one step under the locks that decide.

pub(crate) mod batch;

use crate::reservation::ByLine;
use crate::{Act, LedgerRow, Location, Lot, Status, Warehouse, kept};
use accounting::Source;
use base::{Date, Id, Money, Quantity, Result};
use catalog::Item;
use entity::Value;
use platform::Company;
use std::collections::{BTreeMap, HashMap};
use store::Tx;

/// What goods that come in are worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Worth {
    /// In company currency, for the whole quantity.
    Of(Money),
    /// Explicitly nothing.
    Free,
    /// What they would cost today: found in a count, returned from nobody knows where.
    Current,
}

/// Goods that move: in positive, out negative.
#[derive(Clone, Debug)]
pub struct Move {
    pub item: Id<Item>,
    pub warehouse: Id<Warehouse>,
    pub location: Option<Id<Location>>,
    pub lot: Option<Id<Lot>>,
    pub status: Status,
    /// In base units.
    pub quantity: Quantity,
    /// Of what comes in.
    pub worth: Worth,
    /// Of what leaves, the receipt that goes back to its supplier: FIFO takes from its layer first. Of what comes, the delivery
    /// that comes back: with [`Worth::Current`] it comes at what that delivery costs.
    pub original: Option<Id<LedgerRow>>,
    /// The line of the document.
    pub source_line: Option<i64>,
    /// The row that this takes back.
    pub reverses: Option<Id<LedgerRow>>,
}

impl Move {
    /// Goods that come in at a value.
    pub fn receipt(item: Id<Item>, warehouse: Id<Warehouse>, quantity: Quantity, value: Money) -> Move {
        let worth = if value.is_zero() { Worth::Free } else { Worth::Of(value) };
        Move {
            item,
            warehouse,
            location: None,
            lot: None,
            status: Status::Unrestricted,
            quantity,
            worth,
            original: None,
            source_line: None,
            reverses: None,
        }
    }

    /// Goods that leave.
    pub fn issue(item: Id<Item>, warehouse: Id<Warehouse>, quantity: Quantity) -> Result<Move> {
        let quantity = quantity.checked_neg()?;
        Ok(Move { quantity, worth: Worth::Current, ..Move::receipt(item, warehouse, quantity, Money::ZERO) })
    }

    /// With the document's line.
    pub fn line(self, line: i64) -> Move {
        Move { source_line: Some(line), ..self }
    }
}

/// What a movement came to.
#[derive(Clone, Debug)]
pub struct Moved {
    pub row: Id<LedgerRow>,
    pub item: Id<Item>,
    pub item_group: Option<Id<catalog::ItemGroup>>,
    pub quantity: Quantity,
    /// What the inventory account moves by.
    pub value: Money,
    /// Standard cost: what the goods cost less their standard.
    pub variance: Money,
    /// Earlier issues without cover that this receipt settled: what inventory still loses to their accounts.
    pub settled: Money,
    pub source_line: Option<i64>,
}

/// The document behind movements.
#[derive(Clone, Copy, Debug)]
pub struct Document<'a> {
    pub company: Id<Company>,
    pub posted_on: Date,
    pub number: &'a str,
    pub source: Source,
}

/// A place that goods can be moved to within a company, and the status they have there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    pub warehouse: Id<Warehouse>,
    pub location: Option<Id<Location>>,
    pub status: Status,
}

/// Goods that change their place or status and stay ours.
#[derive(Clone, Debug)]
pub struct Relocation {
    pub item: Id<Item>,
    pub lot: Option<Id<Lot>>,
    /// In base units, more than nothing.
    pub quantity: Quantity,
    pub from: Spot,
    pub to: Spot,
    /// The line of the document.
    pub source_line: Option<i64>,
}

/// Moves goods. Nobody else moves the same items until the transaction ends; what would go below zero is refused unless a policy
/// allows it, and nothing is moved. Goods dated before the last movement of their item find their place, as long ago as the
/// books allow: later rows stay as they are, and what they are off by is posted at once as a value adjustment.
pub fn apply(tx: &mut Tx, document: &Document, moves: &[Move]) -> Result<Vec<Moved>> {
    apply_promised(tx, document, moves, &[])
}

/// The same for goods that were promised to documents: what of each line leaves is no longer held for it. Nobody else gets it in
/// between.
pub fn apply_promised(
    tx: &mut Tx,
    document: &Document,
    moves: &[Move],
    promised: &[(Source, ByLine)],
) -> Result<Vec<Moved>> {
    let moves = moves.iter().filter(|m| !m.quantity.is_zero()).cloned();
    let legs: Vec<Leg> = moves.map(|m| Leg { m, how: How::Valued, counter: None }).collect();
    batch::run(tx, document, legs, promised)
}

/// Moves goods within a company: inside a valuation area only their place changes, across areas they take what they cost along.
/// Answers what left and what came, line by line: first all issues, then all receipts. `through` is the account on the way.
pub fn relocate(
    tx: &mut Tx,
    document: &Document,
    relocations: &[Relocation],
    through: Option<accounting::Role>,
) -> Result<Vec<Moved>> {
    let policies = kept::policies(tx)?;
    let mut legs = Vec::with_capacity(relocations.len() * 2);
    for (place, r) in relocations.iter().enumerate() {
        let (from, to) = (policies.warehouse(r.from.warehouse)?, policies.warehouse(r.to.warehouse)?);
        let across = r.from.warehouse != r.to.warehouse && (from.own_costs || to.own_costs);
        let how = if across { How::Left } else { How::Inside };
        let group = tx.select::<Item>("id = $1", &[r.item.into()])?.pop().and_then(|i| i.item_group);
        let role = through.unwrap_or(accounting::Role::Inventory);
        let counter = across.then(|| accounting::account(tx, document.company, role, group)).transpose()?;
        let at = |spot: &Spot, quantity: Quantity| Move {
            location: spot.location,
            lot: r.lot,
            status: spot.status,
            worth: Worth::Current,
            source_line: r.source_line,
            ..Move::receipt(r.item, spot.warehouse, quantity, Money::ZERO)
        };
        legs.insert(place, Leg { m: at(&r.from, r.quantity.checked_neg()?), how, counter });
        let how = if across { How::Carried(place) } else { How::Inside };
        legs.push(Leg { m: at(&r.to, r.quantity), how, counter });
    }
    let moved = batch::run(tx, document, legs, &[])?;
    // Inside one area no entry asks whether the day is open.
    accounting::open_period(tx, document.company, accounting::Part::Inventory, document.posted_on, false)?;
    Ok(moved)
}

/// How a movement changes what goods are worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum How {
    /// It comes at a cost or leaves at its cost.
    Valued,
    /// It leaves for another valuation area.
    Left,
    /// It comes out of another valuation area, by the leg at this place.
    Carried(usize),
    /// Not at all.
    Inside,
}

/// One movement with how it is valued.
struct Leg {
    m: Move,
    how: How,
    counter: Option<Id<accounting::Account>>,
}

/// Takes back what a document moved: what came leaves at what it cost then as far as it is there, what left comes back at its cost.
pub fn take_back(tx: &mut Tx, document: &Document) -> Result<Vec<Moved>> {
    let rows: Vec<LedgerRow> = tx.select(
        "source_kind = $1 AND source = $2 AND reverses IS NULL AND quantity <> 0 ORDER BY id DESC",
        &[document.source.kind.into(), document.source.record.into()],
    )?;
    let ids: Vec<i64> = rows.iter().map(|r| r.head.id).collect();
    let amended = amended(tx, &ids)?;
    let mut legs = Vec::with_capacity(rows.len());
    for row in rows.iter().filter(|r| !r.quantity.is_zero()) {
        let id = Id::from_raw(row.head.id);
        let since = amended.get(&row.head.id).copied().unwrap_or(Money::ZERO);
        let back = row.value.checked_add(since)?.checked_neg()?;
        let came = row.quantity.is_positive();
        let m = Move {
            location: row.location,
            lot: row.lot,
            status: row.status,
            worth: if back.is_zero() { Worth::Free } else { Worth::Of(back.checked_abs()?) },
            original: came.then_some(id),
            source_line: row.source_line,
            reverses: Some(id),
            ..Move::receipt(row.item, row.warehouse, row.quantity.checked_neg()?, Money::ZERO)
        };
        let how = if row.act == Act::Placed { How::Inside } else { How::Valued };
        legs.push(Leg { m, how, counter: row.counter });
    }
    batch::run(tx, document, legs, &[])
}

/// What was added to rows since they were posted.
fn amended(tx: &Tx, rows: &[i64]) -> Result<HashMap<i64, Money>> {
    let sql = store::sql!(
        "stock.amended",
        "SELECT reverses, SUM(value) FROM stock_ledger_row WHERE reverses IN LIST($1) AND quantity = 0 GROUP BY reverses"
    );
    let int = |row: &store::Row, place: usize| row.get(place).and_then(Value::int).unwrap_or(0);
    let rows = tx.query(sql, &[store::id_list(rows)])?;
    Ok(rows.iter().map(|r| (int(r, 0), Money::from_minor(int(r, 1)))).collect())
}

/// What is available of items in a warehouse: on hand and free to use, less what is reserved.
pub fn available(read: &store::Read, warehouse: Id<Warehouse>, items: &[Id<Item>]) -> Result<BTreeMap<i64, Quantity>> {
    let (sql, params) = ask_available(warehouse, items);
    Ok(answer_available(&read.query(sql, &params)?))
}

/// The question what is available, to travel with others.
pub fn ask_available(warehouse: Id<Warehouse>, items: &[Id<Item>]) -> store::Ask<'static> {
    let ids: Vec<i64> = items.iter().map(|i| i.raw()).collect();
    let sql = store::sql!(
        "stock.available",
        "SELECT item, on_hand - reserved FROM stock_position WHERE warehouse = $1 AND item IN LIST($2)"
    );
    (sql, vec![warehouse.into(), store::id_list(&ids)])
}

/// Its answer, by item.
pub fn answer_available(rows: &[store::Row]) -> BTreeMap<i64, Quantity> {
    let int = |row: &store::Row, place: usize| row.get(place).and_then(Value::int).unwrap_or(0);
    rows.iter().map(|r| (int(r, 0), Quantity::from_units(int(r, 1)))).collect()
}
