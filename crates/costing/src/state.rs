//! What is known of one valuation key: how much is there, what it is worth, and out of which receipts.

use std::fmt;

use base::decimal::div_round;
use base::{Money, Overflow, Price, Quantity, Rounding};

/// The result of a valuation.
pub type Result<T, E = Problem> = std::result::Result<T, E>;

/// How the cost of an issue is found. Fixed for an item and company; changing it is a revaluation in a new period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Each receipt makes a new weighted average, issues take it (IAS 2.25, 2.27).
    MovingAverage,
    /// The oldest receipt goes out first (IAS 2.25, 2.27).
    Fifo,
    /// A cost set beforehand, differences are variances (IAS 2.21). `exponent` is the decimals of the currency.
    Standard { cost: Price, exponent: u8 },
    /// Each lot or piece is its own key and keeps its own cost (specific identification, IAS 2.23).
    Lot,
}

/// The number of the stock row that moved something; engines only pass it on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Row(pub i64);

/// So much, worth so much. Also carries a unit cost exactly, as a fraction that nobody rounded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Worth {
    /// In the item's base unit.
    pub quantity: Quantity,
    /// In minor units of the company's currency.
    pub value: Money,
}

/// What is left of one receipt, or what is still unsettled of one issue. Both figures are positive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layer {
    /// The receipt it came with, or the issue that went out without cover.
    pub row: Row,
    /// How much of it is left.
    pub quantity: Quantity,
    /// What that is worth; of an unsettled issue what was charged provisionally.
    pub value: Money,
}

/// What a valuation key holds: the figures that `stock` keeps in a table and reads under lock.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// On hand; negative only where issues without stock are allowed.
    pub quantity: Quantity,
    /// The value on the inventory account; negative while the quantity is.
    pub value: Money,
    /// FIFO only: open receipts, the oldest first.
    pub layers: Vec<Layer>,
    /// Issues that went out without cover and wait for the next receipt, the oldest first.
    pub unsettled: Vec<Layer>,
    /// The last known cost, as value for a quantity; what an issue without cover is charged at.
    pub last: Option<Worth>,
}

impl State {
    /// The cost of one unit to a millionth, for people to read. No calculation uses it. `exponent` is the decimals
    /// of the currency. Nothing when nothing is there.
    pub fn unit_cost(&self, exponent: u8) -> Option<Price> {
        unit_cost(Worth { quantity: self.quantity, value: self.value }, exponent)
    }

    /// What is on hand, as one figure of quantity and value.
    pub fn worth(&self) -> Worth {
        Worth { quantity: self.quantity, value: self.value }
    }
}

/// Value by quantity to a millionth of the major unit, half away from zero.
fn unit_cost(worth: Worth, exponent: u8) -> Option<Price> {
    if worth.quantity.is_zero() {
        return None;
    }
    // Price and quantity both count millionths, so the value is raised to twelve decimals first.
    let scale = 10i128.checked_pow(u32::from(Price::SCALE + Quantity::SCALE).checked_sub(u32::from(exponent))?)?;
    let raised = i128::from(worth.value.minor()).checked_mul(scale)?;
    let units = div_round(raised, i128::from(worth.quantity.units()), Rounding::HalfAwayFromZero);
    i64::try_from(units).ok().map(Price::from_units)
}

/// Why a movement cannot be valued. The calling module says it in its own words, with item and document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// More is wanted than there is, and issues without stock are not allowed.
    NotEnough { row: Row, wanted: Quantity, on_hand: Quantity },
    /// No cost is known for what comes in or for what goes out without cover: it has to be stated.
    CostUnknown { row: Row },
    /// A quantity is zero or negative where something has to move.
    QuantityNotPositive { row: Row },
    /// A cost is negative, or zero without being called free.
    CostNotPositive { row: Row },
    /// More is returned than was delivered.
    MoreThanDelivered,
    /// There is nothing to share a landed cost by: no line, all weights zero, or one of them negative.
    NothingToShareBy,
    /// Amounts stated line by line do not sum to the cost. Holds what is missing.
    FixedPartsDiffer { missing: Money },
    /// A place in the history that it does not have.
    NoSuchPlace,
    /// A figure that does not fit into 64 bits.
    Overflow,
}

impl From<Overflow> for Problem {
    fn from(_: Overflow) -> Problem {
        Problem::Overflow
    }
}

/// For logs; people read the message of the module that asked.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotEnough { row, wanted, on_hand } => write!(f, "row {}: {wanted} wanted, {on_hand} on hand", row.0),
            Self::CostUnknown { row } => write!(f, "row {}: no cost is known, state one", row.0),
            Self::QuantityNotPositive { row } => write!(f, "row {}: the quantity is not greater than zero", row.0),
            Self::CostNotPositive { row } => write!(f, "row {}: the cost is not greater than zero", row.0),
            Self::MoreThanDelivered => f.write_str("more is returned than was delivered"),
            Self::NothingToShareBy => f.write_str("there is nothing to share the cost by"),
            Self::FixedPartsDiffer { missing } => write!(f, "the parts differ from the cost by {missing}"),
            Self::NoSuchPlace => f.write_str("the history has no such place"),
            Self::Overflow => Overflow.fmt(f),
        }
    }
}

impl std::error::Error for Problem {}

/// The value of `part` out of `whole`: round(value · part ÷ quantity), half away from zero; for the whole that is all of
/// it. `whole` is never nothing.
pub(crate) fn share(whole: Worth, part: Quantity) -> Result<Money> {
    let product = i128::from(whole.value.minor()) * i128::from(part.units());
    let minor = div_round(product, i128::from(whole.quantity.units()), Rounding::HalfAwayFromZero);
    i64::try_from(minor).map(Money::from_minor).map_err(|_| Problem::Overflow)
}
