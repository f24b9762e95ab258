//! The movements of one document: each is checked and valued in its turn, then all are written together.

use super::{Document, How, Leg, Move, Moved, Worth, amended};
use crate::history::{self, Timeline};
use crate::reservation::{self, Freed};
use crate::state::{self, Held, Key, Place};
use crate::{Act, LedgerRow, Method, Status, capacity, correcting, kept};
use accounting::Source;
use base::{Error, Id, Money, Price, Quantity, Refusal, Result};
use catalog::{Item, PriceKind, Tracking, price_on};
use costing::{Cost, Layer, Row, Settled, Shortage};
use entity::{Head, Value};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use store::{Ask, Rank, Tx};

/// What documents were promised of the goods, by their lines.
type Promised = [(Source, reservation::ByLine)];

pub(super) fn run(tx: &mut Tx, document: &Document, legs: Vec<Leg>, promised: &Promised) -> Result<Vec<Moved>> {
    if legs.is_empty() {
        return Ok(Vec::new());
    }
    let mut batch = Batch::hold(tx, *document, legs, promised)?;
    for place in 0..batch.legs.len() {
        batch.step(tx, place)?;
    }
    batch.write(tx)
}

struct Batch<'d> {
    document: Document<'d>,
    legs: Vec<Leg>,
    items: HashMap<i64, Item>,
    keys: Vec<Key>,
    states: HashMap<Key, Held>,
    balances: BTreeMap<Place, Quantity>,
    positions: state::Positions,
    freed: Freed,
    /// What is dated before the last movement, by valuation.
    late: BTreeMap<Key, Timeline>,
    done: Vec<Outcome>,
}

#[derive(Default)]
struct Outcome {
    value: Money,
    variance: Money,
    cost: Option<Money>,
    settled: Vec<Settled>,
    taken: Vec<Layer>,
}

impl<'d> Batch<'d> {
    /// Reads what the movements touch and holds it.
    fn hold(tx: &mut Tx, document: Document<'d>, legs: Vec<Leg>, promised: &Promised) -> Result<Batch<'d>> {
        let moves: Vec<&Move> = legs.iter().map(|l| &l.m).collect();
        let items = items_of(tx, &moves)?;
        let mut keys = Vec::with_capacity(legs.len());
        for m in &moves {
            let item = item_of(&items, m.item)?;
            tracked(item, m)?;
            keys.push(key_of(tx, &document, item, m.warehouse.raw(), m.lot.map_or(0, |l| l.raw()))?);
        }
        thawed(tx, &moves)?;
        tx.rank(Rank::Stock);
        let free = moves.iter().filter(|m| m.status == Status::Unrestricted);
        let places: BTreeSet<(i64, i64)> = free.map(|m| (m.item.raw(), m.warehouse.raw())).collect();
        // Valuations first, then positions, then the reservations on them: everybody holds them in this order.
        let (valuations, held) = (state::ask_hold(&keys), state::ask_positions(&places));
        let mut asked: Vec<Ask> = vec![(&valuations.0, valuations.1), state::ask_balances(&moves)];
        if !places.is_empty() {
            asked.push((&held.0, held.1));
        }
        asked.extend(promised.iter().map(|(source, _)| reservation::ask_reserved(*source)));
        let mut answers = tx.together(&asked)?.into_iter();
        let states = state::answer_hold(&answers.next().unwrap_or_default())?;
        let balances = state::answer_balances(&answers.next().unwrap_or_default());
        let mut positions = match places.is_empty() {
            true => state::Positions::new(),
            false => state::answer_positions(&answers.next().unwrap_or_default()),
        };
        let mut freed = Freed::default();
        for ((_, lines), rows) in promised.iter().zip(answers) {
            freed.add(Freed::of(&rows, Some(lines)));
        }
        // What was promised in another warehouse than it leaves from.
        let other = freed.places.keys().filter(|key| !positions.contains_key(key)).copied().collect();
        positions.extend(state::hold_positions(tx, &other)?);
        let late = BTreeMap::new();
        Ok(Batch { document, legs, items, keys, states, balances, positions, freed, late, done: Vec::new() })
    }

    fn step(&mut self, tx: &mut Tx, place: usize) -> Result<()> {
        let on = self.document.posted_on;
        let (key, m, how) = (self.keys[place], self.legs[place].m.clone(), self.legs[place].how);
        let item = item_of(&self.items, m.item)?.clone();
        let last = self.held(key)?.last_on.filter(|last| *last > on);
        if let Some(last) = last {
            history::still_open(tx, self.document.company, on, last, &item)?;
        }
        let below = kept::policies(tx)?.policy(self.document.company, &item).is_some_and(|p| p.below_zero);
        self.take_place(tx, &item, &m, last.is_some(), below)?;
        self.held(key)?.touch(on);
        if how != How::Inside {
            let method = method(tx, &self.document, &item)?;
            let late = last.is_some() && !matches!(method, costing::Method::Standard { .. });
            let outcome = match late {
                true => self.insert(tx, place, method, below),
                false => self.append(tx, place, method, below),
            }?;
            self.done.push(outcome);
            if last.is_some() {
                self.revalue(tx, place, method)?;
            }
        } else {
            self.done.push(Outcome::default());
        }
        Ok(())
    }

    fn held(&mut self, key: Key) -> Result<&mut Held> {
        self.states.get_mut(&key).ok_or_else(|| Error::broken("a valuation that was not held"))
    }

    /// What lies in the place afterwards; what leaves must be there, today and on every day since.
    fn take_place(&mut self, tx: &Tx, item: &Item, m: &Move, late: bool, below: bool) -> Result<()> {
        let at = Place::of(m);
        let balance = self.balances.entry(at).or_insert(Quantity::ZERO);
        let after = balance.checked_add(m.quantity)?;
        if m.quantity.is_negative() && !below {
            if after.is_negative() {
                return Err(short(item, *balance, m.quantity)?);
            }
            let free = if late {
                history::free_on(tx, self.document.company, at, *balance, self.document.posted_on)?
            } else {
                *balance
            };
            if free < m.quantity.checked_abs()? {
                let refusal = Refusal::new("stock.short_later").record(&item.code).field("quantity");
                return Err(refusal.arg("on_hand", free).arg("wanted", m.quantity.checked_abs()?).into());
            }
        }
        *balance = after;
        Ok(())
    }

    /// The next movement of its valuation.
    fn append(&mut self, tx: &Tx, place: usize, method: costing::Method, below: bool) -> Result<Outcome> {
        let row = standing(place);
        let item = self.legs[place].m.item;
        let cost = self.cost(tx, place, method)?;
        let parts = self.parts(place)?;
        let key = self.keys[place];
        let (m, how) = (&self.legs[place].m, self.legs[place].how);
        let kept = self.states.get_mut(&key).ok_or_else(|| Error::broken("a valuation that was not held"))?;
        let outcome = value(method, &kept.state, row, m, how, cost, &parts, below);
        let item = item_of(&self.items, item)?;
        let (state, outcome) = outcome.map_err(|p| problem(tx, item, p))?;
        kept.state = state;
        Ok(outcome)
    }

    /// A movement that is dated before others: what follows it is reckoned again.
    fn insert(&mut self, tx: &Tx, place: usize, method: costing::Method, below: bool) -> Result<Outcome> {
        let row = standing(place);
        let cost = self.cost(tx, place, method)?;
        let parts = self.parts(place)?;
        let (key, on) = (self.keys[place], self.document.posted_on);
        let m = &self.legs[place].m;
        let quantity = m.quantity.checked_abs()?;
        let from = m.original.or(m.reverses).map(|r| Row(r.raw()));
        let act = match (m.quantity.is_positive(), self.legs[place].how, from) {
            (true, How::Carried(_), _) => costing::Act::ReceiveLayers { parts: parts.clone() },
            (true, _, Some(delivery)) => costing::Act::TakeBack { quantity, delivery, cost },
            (true, _, None) => costing::Act::Receive { quantity, cost },
            (false, ..) => costing::Act::Issue { quantity, from: m.original.map(|r| Row(r.raw())) },
        };
        let item = item_of(&self.items, m.item)?;
        let read = || Timeline::read(tx, key, method, shortage(below), on);
        let timeline = history::of(&mut self.late, key, read)?;
        let placed = timeline.insert(on, row, act).map_err(|p| problem(tx, item, p))?;
        let credited = match (m.original, m.worth, m.quantity.is_negative()) {
            (Some(_), Worth::Of(credited), true) => credited.checked_add(placed.value)?,
            _ => Money::ZERO,
        };
        let outcome = Outcome {
            value: placed.value,
            variance: credited,
            cost: m.quantity.is_positive().then_some(placed.value),
            settled: Vec::new(),
            taken: placed.taken,
        };
        self.held(key)?.state = placed.state;
        Ok(outcome)
    }

    /// At standard what is dated before a change of its cost was revalued with the rest: the rows of the changes are off by it.
    fn revalue(&mut self, tx: &Tx, place: usize, method: costing::Method) -> Result<()> {
        let costing::Method::Standard { cost, exponent } = method else { return Ok(()) };
        let (key, moved) = (self.keys[place], self.legs[place].m.quantity);
        let changes = history::revalued_since(tx, key, self.document.posted_on)?;
        if changes.is_empty() {
            return Ok(());
        }
        let costs: Vec<Price> = std::iter::once(cost).chain(changes.iter().map(|(_, cost)| *cost)).collect();
        let held = self.held(key)?;
        let to = held.state.quantity;
        let off = costing::revalued_since(&costs, exponent, to.checked_sub(moved)?, to).map_err(|_| base::Overflow)?;
        held.state.value = held.state.value.checked_add(Money::sum(off.iter().copied())?)?;
        let timeline = history::of(&mut self.late, key, || Ok(Timeline::at_standard(method, Shortage::Refuse)))?;
        for ((row, _), value) in changes.iter().zip(off) {
            let sum = timeline.off.entry(*row).or_insert(Money::ZERO);
            *sum = sum.checked_add(value)?;
        }
        Ok(())
    }

    /// What goods that come in cost; nothing is asked of what leaves.
    fn cost(&self, tx: &Tx, place: usize, method: costing::Method) -> Result<Cost> {
        let leg = &self.legs[place];
        let m = &leg.m;
        if !m.quantity.is_positive() || leg.how != How::Valued {
            return Ok(Cost::Free);
        }
        match (m.worth, m.original) {
            (Worth::Of(value), _) => Ok(Cost::Of(value)),
            (Worth::Free, _) => Ok(Cost::Free),
            (Worth::Current, Some(delivery)) => delivered(tx, delivery, m.quantity),
            (Worth::Current, None) => {
                let item = item_of(&self.items, m.item)?;
                let held = self.states.get(&self.keys[place]);
                let state = held.map(|h| h.state.clone()).unwrap_or_default();
                let value = costing::current_cost(method, &state, standing(place), m.quantity);
                Ok(history::cost(value.map_err(|p| problem(tx, item, p))?))
            }
        }
    }

    /// The layers that goods bring along out of another valuation area.
    fn parts(&self, place: usize) -> Result<Vec<Layer>> {
        let How::Carried(from) = self.legs[place].how else { return Ok(Vec::new()) };
        let out = &self.done[from];
        if !out.taken.is_empty() {
            return Ok(out.taken.clone());
        }
        let quantity = self.legs[place].m.quantity;
        Ok(vec![Layer { row: standing(place), quantity, value: out.value.checked_neg()? }])
    }

    fn write(mut self, tx: &mut Tx) -> Result<Vec<Moved>> {
        let mut rows = self.rows(tx)?;
        // What comes out of another area names the row by which it left, so that one is written first.
        let split = self.legs.iter().position(|l| matches!(l.how, How::Carried(_))).unwrap_or(rows.len());
        let (first, second) = rows.split_at_mut(split);
        tx.insert_many(first)?;
        for (row, leg) in second.iter_mut().zip(&self.legs[split..]) {
            if let How::Carried(from) = leg.how {
                row.origin = first.get(from).map(|r| Id::from_raw(r.head.id));
            }
        }
        tx.insert_many(second)?;
        let mut ids: Vec<i64> = rows.iter().map(|r| r.head.id).collect();
        let mut settled = self.settlements(&rows, &ids)?;
        tx.insert_many(&mut settled)?;
        let taken: Vec<(i64, &[Layer])> =
            ids.iter().zip(&self.done).map(|(id, done)| (*id, done.taken.as_slice())).collect();
        state::write_links(tx, &taken, &ids)?;
        let mut written: Vec<i64> = settled.iter().map(|r| r.head.id).collect();
        if !self.late.is_empty() {
            written.extend(self.correct(tx, &ids)?);
        }
        ids.extend(written);
        state::write(tx, std::mem::take(&mut self.states), &ids)?;
        let moves: Vec<&Move> = self.legs.iter().map(|l| &l.m).collect();
        state::add_balances(tx, &moves)?;
        capacity::fits(tx, &self.document, &moves)?;
        let mut changes = self.freed.changes();
        for m in moves.iter().filter(|m| m.status == Status::Unrestricted) {
            let change = changes.entry((m.item.raw(), m.warehouse.raw())).or_default();
            change.0 = change.0.checked_add(m.quantity.units()).ok_or(base::Overflow)?;
        }
        self.freed.write(tx)?;
        state::add_positions(tx, &self.positions, &changes)?;
        self.once(tx)?;
        self.moved(&rows)
    }

    /// A piece with a number of its own is in stock once.
    fn once(&self, tx: &Tx) -> Result<()> {
        for leg in self.legs.iter().filter(|l| l.m.quantity.is_positive()) {
            let item = item_of(&self.items, leg.m.item)?;
            let Some(lot) = leg.m.lot.filter(|_| item.tracking == Tracking::Serial) else { continue };
            let sql = store::sql!(
                "stock.pieces_of_number",
                "SELECT COALESCE(SUM(on_hand), 0) FROM stock_balance WHERE item = $1 AND lot = $2"
            );
            if tx.number(sql, &[leg.m.item.into(), lot.into()])? > Quantity::whole(1)?.units() {
                let code = tx.titles("stock.lot", &[lot.raw()])?.remove(&lot.raw()).unwrap_or_default();
                return Err(Refusal::new("stock.number_there_already").field("lot").record(code).into());
            }
        }
        Ok(())
    }

    fn rows(&self, tx: &Tx) -> Result<Vec<LedgerRow>> {
        let books = accounting::kept::books(tx)?;
        let (document, currency) = (&self.document, books.currency(self.document.company)?);
        let row = |(leg, done): (&Leg, &Outcome)| LedgerRow {
            head: Head::default(),
            number: document.number.to_owned(),
            company: document.company,
            posted_on: document.posted_on,
            item: leg.m.item,
            warehouse: leg.m.warehouse,
            location: leg.m.location,
            lot: leg.m.lot,
            status: leg.m.status,
            act: match leg.how {
                How::Valued | How::Left => Act::Moved,
                How::Carried(_) => Act::Carried,
                How::Inside => Act::Placed,
            },
            quantity: leg.m.quantity,
            value: done.value,
            currency,
            source_kind: document.source.kind,
            source: document.source.record,
            source_line: leg.m.source_line,
            reverses: leg.m.reverses,
            origin: leg.m.original,
            cost: done.cost,
            matched: None,
            counter: leg.counter,
        };
        Ok(self.legs.iter().zip(&self.done).map(row).collect())
    }

    /// Rows by which issues without cover get their real cost.
    fn settlements(&self, rows: &[LedgerRow], ids: &[i64]) -> Result<Vec<LedgerRow>> {
        let mut made = Vec::new();
        for (row, done) in rows.iter().zip(&self.done) {
            for settled in &done.settled {
                let difference = settled.difference().map_err(|_| base::Overflow)?;
                if difference.is_zero() {
                    continue;
                }
                made.push(LedgerRow {
                    head: Head::default(),
                    act: Act::Settled,
                    quantity: Quantity::ZERO,
                    value: difference.checked_neg()?,
                    reverses: Some(Id::from_raw(written(settled.issue, ids))),
                    origin: None,
                    cost: None,
                    ..row.clone()
                });
            }
        }
        Ok(made)
    }

    fn moved(&self, rows: &[LedgerRow]) -> Result<Vec<Moved>> {
        let one = |(row, done): (&LedgerRow, &Outcome)| -> Result<Moved> {
            let differences = done.settled.iter().map(Settled::difference).collect::<costing::Result<Vec<_>>>();
            Ok(Moved {
                row: Id::from_raw(row.head.id),
                item: row.item,
                item_group: item_of(&self.items, row.item)?.item_group,
                quantity: row.quantity,
                value: row.value,
                variance: done.variance,
                settled: Money::sum(differences.map_err(|_| base::Overflow)?)?,
                source_line: row.source_line,
            })
        };
        rows.iter().zip(&self.done).map(one).collect()
    }

    /// Posts what other rows are off by, in this valuation and in those that got goods from it.
    fn correct(&mut self, tx: &mut Tx, ids: &[i64]) -> Result<Vec<i64>> {
        correcting::carry_on(tx, &self.document, &mut self.late, &mut self.states)?;
        correcting::settle(tx, &self.document, &self.late, ids)
    }
}

/// Refuses what lies in a frozen warehouse or belongs to a frozen lot.
fn thawed(tx: &Tx, moves: &[&Move]) -> Result<()> {
    let policies = kept::policies(tx)?;
    for m in moves {
        let place = policies.warehouse(m.warehouse)?;
        if place.frozen {
            return Err(Refusal::new("stock.warehouse_frozen").field("warehouse").record(&place.name).into());
        }
    }
    let lots: Vec<i64> = moves.iter().filter_map(|m| m.lot.map(|l| l.raw())).collect();
    if lots.is_empty() {
        return Ok(());
    }
    let sql =
        store::sql!("stock.frozen_lots", "SELECT code FROM stock_lot WHERE id IN LIST($1) AND frozen = 1 LIMIT 1");
    match tx.row(sql, &[store::id_list(&lots)])?.and_then(|r| r.first().map(ToString::to_string)) {
        Some(code) => Err(Refusal::new("stock.lot_frozen").field("lot").record(code).into()),
        None => Ok(()),
    }
}

/// Until it is written a row stands for its place.
fn standing(place: usize) -> Row {
    Row(-1 - place as i64)
}

/// The number of a row, once it is written.
pub(crate) fn written(row: Row, ids: &[i64]) -> i64 {
    if row.0 < 0 { ids.get((-1 - row.0) as usize).copied().unwrap_or(row.0) } else { row.0 }
}

pub(crate) fn shortage(below: bool) -> Shortage {
    if below { Shortage::Allow } else { Shortage::Refuse }
}

/// Where goods of an item are valued.
pub(crate) fn key_of(tx: &Tx, document: &Document, item: &Item, warehouse: i64, lot: i64) -> Result<Key> {
    let policies = kept::policies(tx)?;
    let place = policies.warehouse(Id::from_raw(warehouse))?;
    if place.company != document.company {
        return Err(Refusal::new("stock.warehouse_of_other_company").record(&place.name).into());
    }
    let costing = accounting::kept::books(tx)?.books(document.company)?.costing;
    let by_lot = policies.method(document.company, item, costing) == Method::Lot;
    Ok(Key {
        company: document.company.raw(),
        item: item.head.id,
        area: if place.own_costs { warehouse } else { 0 },
        lot: if by_lot { lot } else { 0 },
    })
}

/// How an item is valued on the day of a document.
pub(crate) fn method(tx: &Tx, document: &Document, item: &Item) -> Result<costing::Method> {
    let books = accounting::kept::books(tx)?;
    let costing = books.books(document.company)?.costing;
    Ok(match kept::policies(tx)?.method(document.company, item, costing) {
        Method::MovingAverage => costing::Method::MovingAverage,
        Method::Fifo => costing::Method::Fifo,
        Method::Lot => costing::Method::Lot,
        Method::Standard => {
            let currency = books.currency(document.company)?;
            let cost = price_on(tx, item, PriceKind::Cost, currency, document.posted_on)?;
            let none = || Error::from(Refusal::new("stock.no_standard_cost").record(&item.code));
            costing::Method::Standard { cost: cost.ok_or_else(none)?, exponent: books.exponent(currency) }
        }
    })
}

#[expect(clippy::too_many_arguments, reason = "one movement with all that decides its value")]
fn value(
    method: costing::Method,
    state: &costing::State,
    row: Row,
    m: &Move,
    how: How,
    cost: Cost,
    parts: &[Layer],
    below: bool,
) -> costing::Result<(costing::State, Outcome)> {
    if m.quantity.is_positive() {
        let receipt = match how {
            How::Carried(_) => costing::receive_layers(method, state, row, parts)?,
            _ => costing::receive(method, state, row, m.quantity, cost)?,
        };
        let (value, variance) = (receipt.value, receipt.variance);
        let cost = Some(value.checked_add(variance)?);
        return Ok((receipt.state, Outcome { value, variance, cost, settled: receipt.settled, taken: Vec::new() }));
    }
    let quantity = m.quantity.checked_neg()?;
    let (issue, variance) = match (m.original, m.worth) {
        (Some(original), worth) => {
            let credited = if let Worth::Of(credited) = worth { credited } else { Money::ZERO };
            let back = costing::return_to_supplier(method, state, row, quantity, Row(original.raw()), credited)?;
            (back.issue, if matches!(worth, Worth::Of(_)) { back.difference } else { Money::ZERO })
        }
        _ => (costing::issue(method, state, row, quantity, shortage(below))?, Money::ZERO),
    };
    let value = issue.value.checked_neg()?;
    Ok((issue.state, Outcome { value, variance, taken: issue.taken, ..Outcome::default() }))
}

/// What goods of a delivery cost that come back: their share of what is still out.
fn delivered(tx: &Tx, delivery: Id<LedgerRow>, quantity: Quantity) -> Result<Cost> {
    let row: LedgerRow = tx.get(delivery)?;
    let since = amended(tx, &[delivery.raw()])?.remove(&delivery.raw()).unwrap_or(Money::ZERO);
    let sql = store::sql!(
        "stock.came_back",
        "SELECT COALESCE(SUM(quantity), 0), COALESCE(SUM(value), 0) FROM stock_ledger_row \
         WHERE (origin = $1 OR reverses = $1) AND quantity > 0"
    );
    let back = tx.row(sql, &[delivery.into()])?.unwrap_or_default();
    let int = |place: usize| back.get(place).and_then(Value::int).unwrap_or(0);
    let out =
        costing::Worth { quantity: row.quantity.checked_neg()?, value: row.value.checked_add(since)?.checked_neg()? };
    let came = costing::Worth { quantity: Quantity::from_units(int(0)), value: Money::from_minor(int(1)) };
    let value = costing::returned_cost(out, came, quantity)
        .map_err(|_| Error::from(Refusal::new("stock.more_than_delivered").record(&row.number)))?;
    Ok(history::cost(value))
}

pub(crate) fn items_of(tx: &Tx, moves: &[&Move]) -> Result<HashMap<i64, Item>> {
    let mut ids: Vec<i64> = moves.iter().map(|m| m.item.raw()).collect();
    ids.sort_unstable();
    ids.dedup();
    let records = tx.find_many("catalog.item", &ids, false)?;
    Ok(store::typed::<Item>(&records)?.into_iter().map(|i| (i.head.id, i)).collect())
}

pub(crate) fn item_of(items: &HashMap<i64, Item>, id: Id<Item>) -> Result<&Item> {
    items.get(&id.raw()).ok_or_else(|| Error::not_found("catalog.item", id.raw()))
}

/// Goods only, with a lot where they are told apart, one piece where each has its number.
fn tracked(item: &Item, m: &Move) -> Result<()> {
    let code = if item.nature == catalog::Nature::Service {
        "stock.services_do_not_move"
    } else if item.nature == catalog::Nature::Kit {
        "stock.kits_do_not_move"
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

/// What the engine refused, in words. A later row that would run short is named.
pub(crate) fn problem(tx: &Tx, item: &Item, problem: costing::Problem) -> Error {
    let code = match problem {
        costing::Problem::NotEnough { row, wanted, on_hand } => {
            let number = if row.0 > 0 { tx.get(Id::<LedgerRow>::from_raw(row.0)).ok() } else { None };
            let code = if number.is_some() { "stock.short_at_document" } else { "stock.not_enough" };
            let refusal = Refusal::new(code).record(&item.code).field("quantity");
            let refusal = refusal.arg("on_hand", on_hand).arg("wanted", wanted);
            return refusal.arg("document", number.map(|r| r.number).unwrap_or_default()).into();
        }
        costing::Problem::CostUnknown { .. } => "stock.cost_unknown",
        costing::Problem::CostNotPositive { .. } => "stock.cost_not_positive",
        costing::Problem::MoreThanDelivered => "stock.more_than_delivered",
        costing::Problem::Overflow => return base::Overflow.into(),
        _ => "stock.cannot_be_valued",
    };
    Refusal::new(code).record(&item.code).into()
}
