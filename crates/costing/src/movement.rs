//! Goods come in and go out: what each movement is worth and what it leaves behind.

use base::{Money, Quantity};

use crate::standard::step;
use crate::state::share;
use crate::{Layer, Method, Problem, Result, Row, State, Worth};

/// What goods cost that come in. There is no silence: what came without a price is stated or called free.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cost {
    /// Cost of purchase or conversion, without recoverable tax (IAS 2.10); greater than zero.
    Of(Money),
    /// Explicitly nothing, as for a free sample.
    Free,
}

/// What happens when more is issued than there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shortage {
    /// The issue is refused. The rule unless a company decides otherwise.
    Refuse,
    /// It goes out at the last known cost and is settled by the next receipt.
    Allow,
}

/// An issue without cover, or a part of it, that a receipt has now covered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settled {
    /// The issue.
    pub issue: Row,
    /// How much of it is now covered.
    pub quantity: Quantity,
    /// What was charged for that.
    pub provisional: Money,
    /// What it cost.
    pub actual: Money,
}

impl Settled {
    /// What the account that the issue was charged to still has to bear; negative when it gets something back.
    pub fn difference(&self) -> Result<Money> {
        Ok(self.actual.checked_sub(self.provisional)?)
    }
}

/// A receipt and what it leaves behind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The key afterwards.
    pub state: State,
    /// What inventory is debited with for this receipt, before what was settled leaves again.
    pub value: Money,
    /// Standard only: the cost less the standard value, a purchase price or transfer variance.
    pub variance: Money,
    /// Issues without cover that this receipt settles; each difference leaves inventory to the account of its issue.
    pub settled: Vec<Settled>,
}

/// An issue and what it leaves behind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// The key afterwards.
    pub state: State,
    /// What inventory is credited with.
    pub value: Money,
    /// FIFO only: what each layer gave. Kept as links, so that a later change of a receipt finds its consumers.
    pub taken: Vec<Layer>,
    /// What of it had no cover, charged at the last known cost. Zero of both when all was covered.
    pub uncovered: Worth,
}

/// Goods that go back to their supplier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Return {
    /// The issue from stock.
    pub issue: Issue,
    /// What the supplier credits less what the goods were worth: price difference, or variance at standard.
    pub difference: Money,
}

/// Goods come in at a cost. Issues without cover are settled first, the rest enters stock.
///
/// Moving average: `v += value, q += quantity`. FIFO: a new layer. Standard: at standard, the rest is variance. A
/// negative balance is never averaged.
pub fn receive(method: Method, state: &State, row: Row, quantity: Quantity, cost: Cost) -> Result<Receipt> {
    let value = stated(row, cost)?;
    receive_layers(method, state, row, &[Layer { row, quantity, value }])
}

/// Goods come in out of another valuation area with the layers they had there; a transfer changes no cost.
///
/// FIFO keeps each layer under the receipt it came from, so that a later change of that receipt finds it here too.
/// Other methods take in the sum. A part that was free stays free.
pub fn receive_layers(method: Method, state: &State, row: Row, parts: &[Layer]) -> Result<Receipt> {
    let mut state = state.clone();
    let Entered { value, variance, settled } = enter(method, &mut state, row, parts)?;
    Ok(Receipt { state, value, variance, settled })
}

/// Goods go out. Without stock the issue is refused or, when allowed, charged at the last known cost.
///
/// Moving average and lot: `round(quantity · v ÷ q)`. FIFO: the oldest layers. Standard: at standard. Whoever takes all
/// takes the whole value, so that no cent stays without goods.
pub fn issue(method: Method, state: &State, row: Row, quantity: Quantity, shortage: Shortage) -> Result<Issue> {
    issue_from(method, state, row, quantity, None, shortage)
}

/// Goods go back to their supplier, who credits `credited` for them at the price of the order.
///
/// FIFO takes from the layer of the original receipt as far as it is still there, then from the oldest. Moving
/// average takes the current average.
pub fn return_to_supplier(
    method: Method,
    state: &State,
    row: Row,
    quantity: Quantity,
    original: Row,
    credited: Money,
) -> Result<Return> {
    let issue = issue_from(method, state, row, quantity, Some(original), Shortage::Refuse)?;
    let difference = credited.checked_sub(issue.value)?;
    Ok(Return { issue, difference })
}

/// What goods are worth that a customer brings back: the cost of their original delivery.
///
/// `returned` is what came back of that delivery before. The last piece that comes back takes the rest.
pub fn returned_cost(delivered: Worth, returned: Worth, quantity: Quantity) -> Result<Money> {
    let out = Worth {
        quantity: delivered.quantity.checked_sub(returned.quantity)?,
        value: delivered.value.checked_sub(returned.value)?,
    };
    if quantity > out.quantity || !quantity.is_positive() {
        return Err(Problem::MoreThanDelivered);
    }
    share(out, quantity)
}

/// What `quantity` would enter stock at today, for goods found in a count or returned from an unknown delivery.
///
/// At standard its standard value; otherwise the last known cost, which at moving average is the average. Refused
/// when there never was a cost.
pub fn current_cost(method: Method, state: &State, row: Row, quantity: Quantity) -> Result<Money> {
    match method {
        Method::Standard { cost, exponent } => {
            step(cost, exponent, state.quantity, state.quantity.checked_add(quantity)?)
        }
        _ => share(last_known(state, row)?, quantity),
    }
}

/// The value of a stated cost.
pub(crate) fn stated(row: Row, cost: Cost) -> Result<Money> {
    match cost {
        Cost::Of(value) if value.is_positive() => Ok(value),
        Cost::Of(_) => Err(Problem::CostNotPositive { row }),
        Cost::Free => Ok(Money::ZERO),
    }
}

/// What a receipt did, beside the state it changed.
pub(crate) struct Entered {
    pub(crate) value: Money,
    pub(crate) variance: Money,
    pub(crate) settled: Vec<Settled>,
}

/// What an issue did, beside the state it changed.
pub(crate) struct Left {
    pub(crate) value: Money,
    pub(crate) taken: Vec<Layer>,
    pub(crate) uncovered: Worth,
}

pub(crate) fn enter(method: Method, state: &mut State, row: Row, parts: &[Layer]) -> Result<Entered> {
    if parts.is_empty() || parts.iter().any(|part| !part.quantity.is_positive()) {
        return Err(Problem::QuantityNotPositive { row });
    }
    if parts.iter().any(|part| part.value.is_negative()) {
        return Err(Problem::CostNotPositive { row });
    }
    let quantity = Quantity::sum(parts.iter().map(|part| part.quantity))?;
    let cost = Money::sum(parts.iter().map(|part| part.value))?;
    if let Method::Standard { cost: standard, exponent } = method {
        let value = shift_standard(state, standard, exponent, state.quantity.checked_add(quantity)?)?;
        return Ok(Entered { value, variance: cost.checked_sub(value)?, settled: Vec::new() });
    }
    let mut settled = Vec::new();
    for part in parts {
        let rest = settle(state, *part, &mut settled)?;
        state.quantity = state.quantity.checked_add(part.quantity)?;
        // What was settled leaves at its actual cost, and its provisional cost no longer counts below nothing.
        let covered = part.quantity.checked_sub(rest.quantity)?;
        if covered.is_zero() {
            state.value = state.value.checked_add(part.value)?;
        } else {
            let waiting = Money::sum(state.unsettled.iter().map(|open| open.value))?;
            state.value = rest.value.checked_sub(waiting)?;
        }
        if method == Method::Fifo && rest.quantity.is_positive() {
            state.layers.push(rest);
        }
        remember_cost(method, state, *part);
    }
    Ok(Entered { value: cost, variance: Money::ZERO, settled })
}

/// Covers issues that went out without stock, the oldest first, and gives back what of the receipt is left.
fn settle(state: &mut State, mut receipt: Layer, settled: &mut Vec<Settled>) -> Result<Layer> {
    let mut closed = 0;
    for open in &mut state.unsettled {
        if receipt.quantity.is_zero() {
            break;
        }
        let quantity = receipt.quantity.min(open.quantity);
        let actual = take(&mut receipt, quantity)?;
        let provisional = take(open, quantity)?;
        closed += usize::from(open.quantity.is_zero());
        settled.push(Settled { issue: open.row, quantity, provisional, actual });
    }
    state.unsettled.drain(..closed);
    Ok(receipt)
}

/// Takes a part out of a layer; the last piece takes the rest.
fn take(layer: &mut Layer, quantity: Quantity) -> Result<Money> {
    let value = share(Worth { quantity: layer.quantity, value: layer.value }, quantity)?;
    layer.quantity = layer.quantity.checked_sub(quantity)?;
    layer.value = layer.value.checked_sub(value)?;
    Ok(value)
}

/// Keeps the last known cost: the average where there is one, else what came in last. A gift teaches FIFO nothing.
fn remember_cost(method: Method, state: &mut State, part: Layer) {
    let average = method != Method::Fifo && state.quantity.is_positive();
    if average {
        state.last = Some(state.worth());
    } else if part.value.is_positive() || state.last.is_none() {
        state.last = Some(Worth { quantity: part.quantity, value: part.value });
    }
}

fn last_known(state: &State, row: Row) -> Result<Worth> {
    let on_hand = Some(state.worth()).filter(|worth| worth.quantity.is_positive());
    state.last.filter(|cost| cost.quantity.is_positive()).or(on_hand).ok_or(Problem::CostUnknown { row })
}

fn issue_from(
    method: Method,
    state: &State,
    row: Row,
    quantity: Quantity,
    preferred: Option<Row>,
    shortage: Shortage,
) -> Result<Issue> {
    let mut state = state.clone();
    let Left { value, taken, uncovered } = leave(method, &mut state, row, quantity, preferred, shortage)?;
    Ok(Issue { state, value, taken, uncovered })
}

pub(crate) fn leave(
    method: Method,
    state: &mut State,
    row: Row,
    quantity: Quantity,
    preferred: Option<Row>,
    shortage: Shortage,
) -> Result<Left> {
    if !quantity.is_positive() {
        return Err(Problem::QuantityNotPositive { row });
    }
    let covered = quantity.min(state.quantity.max(Quantity::ZERO));
    let missing = quantity.checked_sub(covered)?;
    if missing.is_positive() && shortage == Shortage::Refuse {
        return Err(Problem::NotEnough { row, wanted: quantity, on_hand: state.quantity });
    }
    let remaining = state.quantity.checked_sub(quantity)?;
    if let Method::Standard { cost, exponent } = method {
        let value = shift_standard(state, cost, exponent, remaining)?.checked_neg()?;
        // At standard an issue without cover needs no settling: the receipt comes in at the same cost.
        return Ok(Left { value, taken: Vec::new(), uncovered: Worth::default() });
    }
    // Asked before the stock is touched: the average is still known here.
    let provisional = if missing.is_zero() { Money::ZERO } else { share(last_known(state, row)?, missing)? };
    let mut taken = Vec::new();
    let value = match method {
        _ if covered.is_zero() => Money::ZERO,
        Method::Fifo => {
            taken = consume(&mut state.layers, covered, preferred)?;
            Money::sum(taken.iter().map(|layer| layer.value))?
        }
        _ => share(state.worth(), covered)?,
    };
    let value = value.checked_add(provisional)?;
    state.quantity = remaining;
    state.value = state.value.checked_sub(value)?;
    if missing.is_positive() {
        state.unsettled.push(Layer { row, quantity: missing, value: provisional });
    }
    Ok(Left { value, taken, uncovered: Worth { quantity: missing, value: provisional } })
}

/// Takes a quantity out of the layers: first those of the preferred receipt, then the oldest.
fn consume(layers: &mut Vec<Layer>, quantity: Quantity, preferred: Option<Row>) -> Result<Vec<Layer>> {
    let mut wanted = quantity;
    let mut taken = Vec::new();
    let mut take_from = |layer: &mut Layer| -> Result<bool> {
        let part = wanted.min(layer.quantity);
        if part.is_positive() {
            taken.push(Layer { row: layer.row, quantity: part, value: take(layer, part)? });
            wanted = wanted.checked_sub(part)?;
        }
        Ok(wanted.is_zero())
    };
    let mut done = false;
    for layer in layers.iter_mut().filter(|layer| Some(layer.row) == preferred) {
        done = done || take_from(layer)?;
    }
    for layer in layers.iter_mut() {
        if done {
            break;
        }
        done = take_from(layer)?;
    }
    assert!(done, "open layers sum to what is on hand");
    layers.retain(|layer| layer.quantity.is_positive());
    Ok(taken)
}

/// Moves a key at standard cost to another quantity and gives the change of its value; no quantity has no value.
fn shift_standard(state: &mut State, cost: base::Price, exponent: u8, to: Quantity) -> Result<Money> {
    let change = if to.is_zero() { state.value.checked_neg()? } else { step(cost, exponent, state.quantity, to)? };
    state.quantity = to;
    state.value = state.value.checked_add(change)?;
    Ok(change)
}
