//! An invoice or a freight bill says that goods cost something else than was booked: who bears the difference.

use base::{Money, Quantity, distribute};

use crate::state::share;
use crate::{Layer, Method, Problem, Result, Row, State, Worth};

/// A difference that belongs to goods received earlier: an invoice at another price, or landed cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Difference {
    /// More than was booked when positive.
    pub amount: Money,
    /// The receipt it belongs to.
    pub receipt: Row,
    /// How much of the receipt it is about: the invoiced quantity, or all of it for landed cost.
    pub matched: Quantity,
    /// How much the receipt brought in.
    pub received: Quantity,
}

/// Where the part of a difference goes that no stock bears.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rest {
    /// Moving average: price difference, an expense (or cost of sales, a setting).
    PriceDifference,
    /// FIFO and lots: to whatever took the goods; see [`charge_consumers`].
    Consumers,
    /// Standard: invoice price variance or landed-cost variance.
    Variance,
}

/// A difference split between the goods that are still there and the rest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spread {
    /// The key afterwards.
    pub state: State,
    /// What the stock on hand bears.
    pub inventory: Money,
    /// The remainder of the difference.
    pub rest: Money,
    /// Who bears it.
    pub rest_to: Rest,
}

/// Splits a difference by coverage: goods still there bear their share, the rest is expense (IAS 2.10, 2.34).
///
/// * Moving average: `covered = min(on hand, matched)`, stock bears `round(amount · covered ÷ matched)`. Several lines of
///   one document on the same key are handed in as one difference, or they would claim the same stock twice.
/// * FIFO and lot: stock bears the share of the receipt's layers that is left.
/// * Standard: all of it is variance.
///
/// A receipt whose layers were transferred is spread over each key it reached; the rest is then what all of them leave.
/// A difference never pushes the value of stock below zero; what would is rest.
pub fn spread(method: Method, state: &State, difference: Difference) -> Result<Spread> {
    let mut state = state.clone();
    let inventory = absorb(method, &mut state, difference)?;
    let rest = difference.amount.checked_sub(inventory)?;
    let rest_to = match method {
        Method::MovingAverage => Rest::PriceDifference,
        Method::Fifo | Method::Lot => Rest::Consumers,
        Method::Standard { .. } => Rest::Variance,
    };
    Ok(Spread { state, inventory, rest, rest_to })
}

/// Changes the value of the goods still there and gives the change.
pub(crate) fn absorb(method: Method, state: &mut State, difference: Difference) -> Result<Money> {
    let Difference { amount, receipt, matched, received } = difference;
    if !matched.is_positive() || !received.is_positive() {
        return Err(Problem::QuantityNotPositive { row: receipt });
    }
    let on_hand = state.quantity.max(Quantity::ZERO);
    let borne = match method {
        Method::Standard { .. } => return Ok(Money::ZERO),
        Method::Fifo => absorb_in_layers(&mut state.layers, difference)?,
        Method::MovingAverage => share(Worth { quantity: matched, value: amount }, on_hand.min(matched))?,
        Method::Lot => share(Worth { quantity: received, value: amount }, on_hand.min(received))?,
    };
    // A lowered value stops at nothing; below nothing only uncovered issues stand, and they bear no difference.
    let floor = state.value.max(Money::ZERO).checked_neg()?;
    let borne = borne.max(floor);
    state.value = state.value.checked_add(borne)?;
    if method == Method::Fifo {
        if let Some(newest) = state.layers.last().filter(|layer| layer.row == receipt) {
            state.last = Some(Worth { quantity: newest.quantity, value: newest.value });
        }
    } else if on_hand.is_positive() {
        state.last = Some(state.worth());
    }
    Ok(borne)
}

fn absorb_in_layers(layers: &mut [Layer], difference: Difference) -> Result<Money> {
    let whole = Worth { quantity: difference.received, value: difference.amount };
    let (mut seen, mut given, mut borne) = (Quantity::ZERO, Money::ZERO, Money::ZERO);
    for layer in layers.iter_mut().filter(|layer| layer.row == difference.receipt) {
        // Shares are differences of running totals, so that layers split by a transfer bear what one layer would.
        seen = seen.checked_add(layer.quantity)?.min(difference.received);
        let upto = share(whole, seen)?;
        let part = upto.checked_sub(given)?.max(layer.value.checked_neg()?);
        given = upto;
        layer.value = layer.value.checked_add(part)?;
        borne = borne.checked_add(part)?;
    }
    Ok(borne)
}

/// Shares what consumed goods have to bear among the issues that took them, by quantity and to the last cent.
///
/// `consumers` are the links of the receipt: the issue and how much it took. The module charges each to where the
/// issue went: cost of sales, an open work order, or finished goods by coverage.
pub fn charge_consumers(rest: Money, consumers: &[Worth]) -> Result<Vec<Money>> {
    let weights: Vec<i64> = consumers.iter().map(|taken| taken.quantity.units()).collect();
    if weights.is_empty() && !rest.is_zero() {
        return Err(Problem::NothingToShareBy);
    }
    Ok(distribute(rest, &weights)?)
}

/// The part of an invoice's difference that is not price but exchange rate, split off first (IAS 21.28).
///
/// `invoiced` is the invoice net in company currency at the rate of the invoice, `at_receipt_rate` the same net at the
/// rate of the receipt; the two are equal when both are in company currency. The price difference to spread is
/// then `at_receipt_rate` less what was credited to goods received, not invoiced.
pub fn exchange_part(invoiced: Money, at_receipt_rate: Money) -> Result<Money> {
    Ok(invoiced.checked_sub(at_receipt_rate)?)
}
