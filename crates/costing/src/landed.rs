//! Landed cost: freight, duty and insurance shared among the goods they brought.

use base::{Money, Quantity, distribute};

use crate::{Problem, Result};

/// What a cost is shared by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// The quantity in base units.
    Quantity,
    /// The weight.
    Weight,
    /// The volume.
    Volume,
    /// The value of the goods.
    Value,
    /// Amounts stated line by line, which have to sum to the cost.
    Fixed,
}

/// What a receipt line offers to share by. What is unknown is zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Goods {
    /// In base units.
    pub quantity: Quantity,
    /// In one unit for all lines, such as kilograms.
    pub weight: Quantity,
    /// In one unit for all lines, such as litres.
    pub volume: Quantity,
    /// In company currency.
    pub value: Money,
    /// The stated part, for [`Basis::Fixed`].
    pub fixed: Money,
}

/// Shares a cost among receipt lines (IAS 2.11); the parts sum to it, odd cents go to the largest remainders.
///
/// Each part is then split by coverage with [`crate::spread`]. Refused when no line has what is shared by, because
/// equal shares would be a guess; and when stated parts do not sum to the cost.
pub fn allocate(cost: Money, basis: Basis, lines: &[Goods]) -> Result<Vec<Money>> {
    if basis == Basis::Fixed {
        let parts: Vec<Money> = lines.iter().map(|line| line.fixed).collect();
        let missing = cost.checked_sub(Money::sum(parts.iter().copied())?)?;
        return if missing.is_zero() { Ok(parts) } else { Err(Problem::FixedPartsDiffer { missing }) };
    }
    let weights: Vec<i64> = lines.iter().map(|line| weight(basis, line)).collect();
    if weights.iter().any(|weight| *weight < 0) || weights.iter().all(|weight| *weight == 0) {
        return Err(Problem::NothingToShareBy);
    }
    Ok(distribute(cost, &weights)?)
}

fn weight(basis: Basis, line: &Goods) -> i64 {
    match basis {
        Basis::Quantity => line.quantity.units(),
        Basis::Weight => line.weight.units(),
        Basis::Volume => line.volume.units(),
        Basis::Value => line.value.minor(),
        Basis::Fixed => line.fixed.minor(),
    }
}
