//! Moving goods: quantities, values, balances and the ledger's rows, in one step under the locks that decide.

use crate::{LedgerRow, Location, Lot, Method, Status, Warehouse, kept, state};
use accounting::Source;
use base::{Date, Error, Id, Money, Quantity, Refusal, Result};
use catalog::{Item, PriceKind, Tracking, price_on};
use costing::{Cost, Layer, Row, Shortage};
use entity::{Head, Value};
use platform::Company;
use std::collections::{BTreeMap, HashMap};
use store::{Rank, Tx};

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
    /// The receipt that goes back to its supplier: FIFO takes from its layer first.
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

/// Moves goods. Nobody else moves the same items until the transaction ends; what would go below zero is refused unless a policy
/// allows it, and nothing is moved.
pub fn apply(tx: &mut Tx, document: &Document, moves: &[Move]) -> Result<Vec<Moved>> {
    let moves: Vec<&Move> = moves.iter().filter(|m| !m.quantity.is_zero()).collect();
    if moves.is_empty() {
        return Ok(Vec::new());
    }
    let books = accounting::kept::books(tx)?;
    let policies = kept::policies(tx)?;
    let settings = books.books(document.company)?.clone();
    let currency = books.currency(document.company)?;
    let exponent = books.exponent(currency);
    let items = items_of(tx, &moves)?;
    let mut keys: Vec<state::Key> = Vec::with_capacity(moves.len());
    let mut methods = Vec::with_capacity(moves.len());
    for m in &moves {
        let item = item_of(&items, m.item)?;
        let warehouse = policies.warehouse(m.warehouse)?;
        if warehouse.company != document.company {
            return Err(Refusal::new("stock.warehouse_of_other_company").record(&warehouse.name).into());
        }
        tracked(item, m)?;
        let method = policies.method(document.company, item, settings.costing);
        keys.push(state::Key {
            company: document.company.raw(),
            item: m.item.raw(),
            area: if warehouse.own_costs { m.warehouse.raw() } else { 0 },
            lot: if method == Method::Lot { m.lot.map_or(0, |l| l.raw()) } else { 0 },
        });
        methods.push(method);
    }
    tx.rank(Rank::Stock);
    let mut states = state::hold(tx, &keys)?;
    let mut balances = state::balances(tx, &moves)?;
    let mut rows = Vec::with_capacity(moves.len());
    let mut made = Vec::with_capacity(moves.len());
    for (place, m) in moves.iter().enumerate() {
        let item = item_of(&items, m.item)?;
        let kept = states.get_mut(&keys[place]).ok_or_else(|| Error::broken("a valuation that was not held"))?;
        if kept.last_on.is_some_and(|last| last > document.posted_on) {
            return Err(Refusal::new("stock.dated_before_last")
                .record(&item.code)
                .field("posted_on")
                .arg("day", kept.last_on.map(|d| d.to_string()).unwrap_or_default())
                .into());
        }
        let below = policies.policy(document.company, item).is_some_and(|p| p.below_zero);
        let balance = balances.entry(state::Place::of(m)).or_insert(Quantity::ZERO);
        let after = balance.checked_add(m.quantity)?;
        if after.is_negative() && m.quantity.is_negative() && !below {
            return Err(short(item, *balance, m.quantity)?);
        }
        *balance = after;
        let method = match methods[place] {
            Method::MovingAverage => costing::Method::MovingAverage,
            Method::Fifo => costing::Method::Fifo,
            Method::Lot => costing::Method::Lot,
            Method::Standard => {
                let cost = price_on(tx, item, PriceKind::Cost, currency, document.posted_on)?;
                let none = || Error::from(Refusal::new("stock.no_standard_cost").record(&item.code));
                costing::Method::Standard { cost: cost.ok_or_else(none)?, exponent }
            }
        };
        // The row's number is known once it is written; until then it stands for its place.
        let row = Row(-1 - place as i64);
        let outcome = value(method, &kept.state, row, m, below).map_err(|p| problem(item, p))?;
        kept.state = outcome.state;
        kept.last_on = Some(document.posted_on);
        kept.touched = true;
        rows.push(LedgerRow {
            head: Head::default(),
            number: document.number.to_owned(),
            company: document.company,
            posted_on: document.posted_on,
            item: m.item,
            warehouse: m.warehouse,
            location: m.location,
            lot: m.lot,
            status: m.status,
            quantity: m.quantity,
            value: outcome.value.checked_sub(outcome.settled)?,
            currency,
            source_kind: document.source.kind,
            source: document.source.record,
            source_line: m.source_line,
            reverses: m.reverses,
        });
        made.push((outcome.value, outcome.variance, outcome.settled, item.item_group, outcome.taken));
    }
    tx.insert_many(&mut rows)?;
    let ids: Vec<i64> = rows.iter().map(|r| r.head.id).collect();
    state::write(tx, states, &ids)?;
    state::add_balances(tx, &moves)?;
    let taken: Vec<(i64, &[Layer])> = ids.iter().zip(&made).map(|(id, m)| (*id, m.4.as_slice())).collect();
    state::write_links(tx, &taken, &ids)?;
    Ok(rows
        .iter()
        .zip(made)
        .map(|(row, (value, variance, settled, item_group, _))| Moved {
            row: Id::from_raw(row.head.id),
            item: row.item,
            item_group,
            quantity: row.quantity,
            value,
            variance,
            settled,
            source_line: row.source_line,
        })
        .collect())
}

/// Takes back what a document moved: what came leaves at what it cost then as far as it is there, what left comes back at its cost.
pub fn take_back(tx: &mut Tx, document: &Document) -> Result<Vec<Moved>> {
    let rows: Vec<LedgerRow> = tx.select(
        "source_kind = $1 AND source = $2 AND reverses IS NULL ORDER BY id DESC",
        &[document.source.kind.into(), document.source.record.into()],
    )?;
    let mut moves = Vec::with_capacity(rows.len());
    for row in rows.iter().filter(|r| !r.quantity.is_zero()) {
        let id = Id::from_raw(row.head.id);
        let back = row.value.checked_neg()?;
        let came = row.quantity.is_positive();
        moves.push(Move {
            location: row.location,
            lot: row.lot,
            status: row.status,
            worth: if back.is_zero() { Worth::Free } else { Worth::Of(back.checked_abs()?) },
            original: came.then_some(id),
            source_line: row.source_line,
            reverses: Some(id),
            ..Move::receipt(row.item, row.warehouse, row.quantity.checked_neg()?, Money::ZERO)
        });
    }
    apply(tx, document, &moves)
}

struct Outcome {
    state: costing::State,
    value: Money,
    variance: Money,
    settled: Money,
    taken: Vec<Layer>,
}

fn value(method: costing::Method, state: &costing::State, row: Row, m: &Move, below: bool) -> costing::Result<Outcome> {
    if m.quantity.is_positive() {
        let cost = match m.worth {
            Worth::Of(value) => Cost::Of(value),
            Worth::Free => Cost::Free,
            Worth::Current => match costing::current_cost(method, state, row, m.quantity)? {
                value if value.is_zero() => Cost::Free,
                value => Cost::Of(value),
            },
        };
        let receipt = costing::receive(method, state, row, m.quantity, cost)?;
        let differences =
            receipt.settled.iter().map(costing::Settled::difference).collect::<costing::Result<Vec<_>>>()?;
        let settled = Money::sum(differences)?;
        return Ok(Outcome {
            state: receipt.state,
            value: receipt.value,
            variance: receipt.variance,
            settled,
            taken: Vec::new(),
        });
    }
    let quantity = m.quantity.checked_neg()?;
    let shortage = if below { Shortage::Allow } else { Shortage::Refuse };
    let (issue, variance) = match (m.original, m.worth) {
        (Some(original), Worth::Of(credited)) => {
            let back = costing::return_to_supplier(method, state, row, quantity, Row(original.raw()), credited)?;
            (back.issue, back.difference)
        }
        _ => (costing::issue(method, state, row, quantity, shortage)?, Money::ZERO),
    };
    let value = issue.value.checked_neg()?;
    Ok(Outcome { state: issue.state, value, variance, settled: Money::ZERO, taken: issue.taken })
}

fn items_of(tx: &Tx, moves: &[&Move]) -> Result<HashMap<i64, Item>> {
    let mut ids: Vec<i64> = moves.iter().map(|m| m.item.raw()).collect();
    ids.sort_unstable();
    ids.dedup();
    let records = tx.find_many("catalog.item", &ids, false)?;
    Ok(store::typed::<Item>(&records)?.into_iter().map(|i| (i.head.id, i)).collect())
}

fn item_of(items: &HashMap<i64, Item>, id: Id<Item>) -> Result<&Item> {
    items.get(&id.raw()).ok_or_else(|| Error::not_found("catalog.item", id.raw()))
}

/// Goods only, with a lot where they are told apart, one piece where each has its number.
fn tracked(item: &Item, m: &Move) -> Result<()> {
    let code = if item.nature == catalog::Nature::Service {
        "stock.services_do_not_move"
    } else if item.tracking != Tracking::Without && m.lot.is_none() {
        "stock.lot_missing"
    } else if item.tracking == Tracking::Serial && m.quantity.checked_abs()? != Quantity::whole(1)? {
        "stock.one_piece_a_number"
    } else {
        return Ok(());
    };
    Err(Refusal::new(code).record(&item.code).field("lot").into())
}

fn short(item: &Item, on_hand: Quantity, wanted: Quantity) -> Result<Error> {
    let refusal = Refusal::new("stock.not_enough").record(&item.code).field("quantity");
    Ok(refusal.arg("on_hand", on_hand).arg("wanted", wanted.checked_abs()?).into())
}

fn problem(item: &Item, problem: costing::Problem) -> Error {
    let code = match problem {
        costing::Problem::NotEnough { wanted, on_hand, .. } => {
            let refusal = Refusal::new("stock.not_enough").record(&item.code).field("quantity");
            return refusal.arg("on_hand", on_hand).arg("wanted", wanted).into();
        }
        costing::Problem::CostUnknown { .. } => "stock.cost_unknown",
        costing::Problem::CostNotPositive { .. } => "stock.cost_not_positive",
        costing::Problem::MoreThanDelivered => "stock.more_than_delivered",
        costing::Problem::Overflow => return base::Overflow.into(),
        _ => "stock.cannot_be_valued",
    };
    Refusal::new(code).record(&item.code).into()
}

/// What is available of items in a warehouse: on hand and free to use, less what is reserved.
pub fn available(read: &store::Read, warehouse: Id<Warehouse>, items: &[Id<Item>]) -> Result<BTreeMap<i64, Quantity>> {
    let ids: Vec<i64> = items.iter().map(|i| i.raw()).collect();
    let sql = store::sql!(
        "stock.available",
        "SELECT item, on_hand - reserved FROM stock_position WHERE warehouse = $1 AND item IN LIST($2)"
    );
    let rows = read.query(sql, &[warehouse.into(), store::id_list(&ids)])?;
    let int = |row: &store::Row, place: usize| row.get(place).and_then(Value::int).unwrap_or(0);
    Ok(rows.iter().map(|r| (int(r, 0), Quantity::from_units(int(r, 1)))).collect())
}
