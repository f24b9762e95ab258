//! A movement found out later: the key is reckoned again from a snapshot, and every later row says what it is off by.

use std::collections::HashMap;

use base::{Money, Price, Quantity};

use crate::difference::absorb;
use crate::movement::{enter, leave, stated};
use crate::{Cost, Difference, Layer, Method, Problem, Result, Row, Shortage, State, Worth, returned_cost, revalue};

/// What a row did, as far as its value follows from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// Goods came in at a cost.
    Receive { quantity: Quantity, cost: Cost },
    /// A customer brought goods of a delivery back. A delivery of this history gives its cost anew; of another key or
    /// from before the snapshot it is what `cost` says.
    TakeBack { quantity: Quantity, delivery: Row, cost: Cost },
    /// Goods came in with layers out of another valuation area.
    ReceiveLayers { parts: Vec<Layer> },
    /// Goods went out; `from` names the original receipt of a return to the supplier.
    Issue { quantity: Quantity, from: Option<Row> },
    /// An invoice or landed cost was spread over stock and expense.
    Spread(Difference),
    /// A new standard cost began and revalued what was on hand.
    NewStandard(Price),
}

/// A posted row of the key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its number.
    pub row: Row,
    /// What it did.
    pub act: Act,
    /// What is booked on inventory for it so far: in positive, out negative, with earlier deltas and settlements.
    pub booked: Money,
}

/// What a row is off by: in company currency, with the sign of the inventory account.
///
/// An issue that has to cost 7.50 more says −7.50. The counter account is the one the row hit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Delta {
    /// The row.
    pub row: Row,
    /// What is to be added to inventory for it.
    pub value: Money,
}

/// The rows of a key from a snapshot on, in the order of posting day, time and sequence.
#[derive(Clone, Copy, Debug)]
pub struct History<'a> {
    /// How the key is valued; at standard with the cost that held at the snapshot.
    pub method: Method,
    /// The state at the end of the last closed period.
    pub snapshot: &'a State,
    /// All rows after it.
    pub rows: &'a [Entry],
    /// What rows after the snapshot already settled of issues before it.
    pub settled: &'a [Delta],
    /// Whether an issue may go out without stock.
    pub shortage: Shortage,
}

/// What a history would have become with the right rows, as differences to what is booked. Posted rows stay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// The state at the end.
    pub state: State,
    /// What inventory is booked with for the inserted row; zero when nothing was inserted.
    pub inserted: Money,
    /// What other rows are off by, in their order; rows that are right are left out.
    ///
    /// A delta is the whole new value less all that is booked, each a whole minor unit. So what is below one is
    /// dropped here and not lost: it comes with the next correction that makes it a unit.
    pub deltas: Vec<Delta>,
    /// FIFO: what each issue takes now, in place of the links it had.
    pub links: Vec<(Row, Vec<Layer>)>,
}

impl History<'_> {
    /// Inserts a row before the row at `place` (or at the end) and reckons all that follows again.
    ///
    /// The caller has checked that its day is open and not too old. Refused, naming the row, when any later issue
    /// would run short.
    pub fn insert(&self, place: usize, row: Row, act: &Act) -> Result<Correction> {
        let (before, after) = self.rows.split_at_checked(place).ok_or(Problem::NoSuchPlace)?;
        let inserted = Entry { row, act: act.clone(), booked: Money::ZERO };
        let mut correction = self.run(before.iter().chain([&inserted]).chain(after))?;
        if let Some(at) = correction.deltas.iter().position(|delta| delta.row == row) {
            correction.inserted = correction.deltas.remove(at).value;
        }
        Ok(correction)
    }

    /// Reckons the rows as they are now, after a receipt got another cost out of a transfer or a work order.
    pub fn again(&self) -> Result<Correction> {
        self.run(self.rows.iter())
    }

    fn run<'r>(&self, rows: impl Iterator<Item = &'r Entry>) -> Result<Correction> {
        let mut run = Run {
            method: self.method,
            state: self.snapshot.clone(),
            deltas: Vec::new(),
            places: HashMap::new(),
            delivered: HashMap::new(),
            links: Vec::new(),
        };
        for delta in self.settled {
            run.add(delta.row, delta.value.checked_neg()?)?;
        }
        for entry in rows {
            run.add(entry.row, entry.booked.checked_neg()?)?;
            run.step(entry, self.shortage)?;
        }
        run.deltas.retain(|delta| !delta.value.is_zero());
        Ok(Correction { state: run.state, inserted: Money::ZERO, deltas: run.deltas, links: run.links })
    }
}

/// A history on its way from row to row.
struct Run {
    method: Method,
    state: State,
    deltas: Vec<Delta>,
    places: HashMap<Row, usize>,
    /// What of each issue is still out.
    delivered: HashMap<Row, Worth>,
    links: Vec<(Row, Vec<Layer>)>,
}

impl Run {
    /// Adds to what is reckoned for a row less what is booked for it.
    fn add(&mut self, row: Row, value: Money) -> Result<()> {
        let place = *self.places.entry(row).or_insert_with(|| {
            self.deltas.push(Delta { row, value: Money::ZERO });
            self.deltas.len() - 1
        });
        let delta = &mut self.deltas[place];
        delta.value = delta.value.checked_add(value)?;
        Ok(())
    }

    fn step(&mut self, entry: &Entry, shortage: Shortage) -> Result<()> {
        let row = entry.row;
        match &entry.act {
            Act::Receive { quantity, cost } => {
                let part = Layer { row, quantity: *quantity, value: stated(row, *cost)? };
                self.enter(row, &[part])
            }
            Act::TakeBack { quantity, delivery, cost } => {
                let value = self.taken_back(row, *quantity, *delivery, *cost)?;
                self.enter(row, &[Layer { row, quantity: *quantity, value }])
            }
            Act::ReceiveLayers { parts } => self.enter(row, parts),
            Act::Issue { quantity, from } => {
                let left = leave(self.method, &mut self.state, row, *quantity, *from, shortage)?;
                self.delivered.insert(row, Worth { quantity: *quantity, value: left.value });
                if !left.taken.is_empty() {
                    self.links.push((row, left.taken));
                }
                self.add(row, left.value.checked_neg()?)
            }
            Act::Spread(difference) => {
                let borne = absorb(self.method, &mut self.state, *difference)?;
                self.add(row, borne)
            }
            Act::NewStandard(cost) => {
                self.method = self.method.with_standard(*cost);
                let Method::Standard { exponent, .. } = self.method else { return Ok(()) };
                let revaluation = revalue(&self.state, *cost, exponent)?;
                self.state = revaluation.state;
                self.add(row, revaluation.difference)
            }
        }
    }

    /// A receipt, whose settlements count for the issues they settle.
    fn enter(&mut self, row: Row, parts: &[Layer]) -> Result<()> {
        let entered = enter(self.method, &mut self.state, row, parts)?;
        self.add(row, entered.value)?;
        for settled in entered.settled {
            let difference = settled.difference()?;
            self.add(settled.issue, difference.checked_neg()?)?;
            if let Some(out) = self.delivered.get_mut(&settled.issue) {
                out.value = out.value.checked_add(difference)?;
            }
        }
        Ok(())
    }

    /// What goods of a delivery are worth that come back: their share of what the delivery costs now.
    fn taken_back(&mut self, row: Row, quantity: Quantity, delivery: Row, cost: Cost) -> Result<Money> {
        let Some(out) = self.delivered.get_mut(&delivery) else { return stated(row, cost) };
        let value = returned_cost(*out, Worth::default(), quantity)?;
        out.quantity = out.quantity.checked_sub(quantity)?;
        out.value = out.value.checked_sub(value)?;
        Ok(value)
    }
}
