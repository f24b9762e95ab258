//! Standard cost: a cost that holds from a day on, and what a new one does to the stock on hand.

use base::{Date, Money, Price, Quantity, Rounding};

use crate::{Method, Result, State};

/// A standard cost and the day it holds from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StandardCost {
    /// The first day it holds; movements posted on it are valued with it.
    pub from: Date,
    /// For one base unit.
    pub cost: Price,
}

/// The standard cost on a day: the one that began last. Of two that begin on one day the later in the list.
pub fn standard_on(history: &[StandardCost], day: Date) -> Option<Price> {
    let begun = history.iter().filter(|standard| standard.from <= day);
    begun.max_by_key(|standard| standard.from).map(|standard| standard.cost)
}

/// Stock on hand after its standard cost changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revaluation {
    /// The key at its new value.
    pub state: State,
    /// New less old value of what is on hand: inventory against revaluation.
    pub difference: Money,
}

/// Values what is on hand at another standard cost, once, on the day the cost changes.
///
/// Posted rows keep their values (IAS 2.21: standards are reviewed and revised, earlier issues stay). Also brings
/// stock to its standard that another method valued before.
pub fn revalue(state: &State, cost: Price, exponent: u8) -> Result<Revaluation> {
    let value = cost.amount(state.quantity, exponent, Rounding::HalfAwayFromZero)?;
    let difference = value.checked_sub(state.value)?;
    let state = State { quantity: state.quantity, value, ..State::default() };
    Ok(Revaluation { state, difference })
}

/// What changes of a standard cost are off by once a movement is found that was there before them, each with the sign of the inventory
/// account: the goods were revalued with the rest. `costs` begins with the cost of the day of the movement; the result has one figure
/// for each that follows.
///
/// Reckoned at the stock on hand now, so that all of it together is worth its quantity at the last cost, to the cent.
pub fn revalued_since(costs: &[Price], exponent: u8, from: Quantity, to: Quantity) -> Result<Vec<Money>> {
    let worth = costs.iter().map(|cost| step(*cost, exponent, from, to)).collect::<Result<Vec<_>>>()?;
    worth.windows(2).map(|pair| Ok(pair[1].checked_sub(pair[0])?)).collect()
}

/// What a movement from one quantity on hand to another is worth at standard cost.
///
/// The difference of both stock values, each rounded: so stock is always worth its quantity at standard, however
/// many small issues there were. Ten thousand issues of one piece at 0.005 take 50.00 and not 100.00.
pub(crate) fn step(cost: Price, exponent: u8, from: Quantity, to: Quantity) -> Result<Money> {
    let at = |quantity| cost.amount(quantity, exponent, Rounding::HalfAwayFromZero);
    Ok(at(to)?.checked_sub(at(from)?)?)
}

impl Method {
    /// The same method with another standard cost, where it is one.
    pub(crate) fn with_standard(self, new: Price) -> Method {
        match self {
            Method::Standard { exponent, .. } => Method::Standard { cost: new, exponent },
            other => other,
        }
    }
}
