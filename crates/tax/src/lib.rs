//! Which taxes apply to a line, what they amount to, and how the cents fall so that every total agrees.
//!
//! Pure functions: the figures of a document in, its taxed lines and totals out. Nothing is rounded before the place
//! where the rule says so: amounts between are exact fractions. Each function keeps these laws, and the tests hold
//! them:
//!
//! * lines sum to groups and groups to the document, in net, tax and total;
//! * a price that includes its tax stays what the customer was told;
//! * a credit note with all signs turned undoes the invoice to the cent.

mod compute;
mod convert;
mod determine;
mod discount;
mod exact;
mod payment;

pub use compute::{Computed, Group, Line, LineTax, Mode, TaxedLine, compute, line_amount};
pub use convert::{Converted, ConvertedLine, in_company_currency};
pub use determine::{
    Certificate, Code, Determined, Figure, Place, Question, Rule, Side, Status, Tax, Where, determine, taxes_on,
};
pub use discount::{Allowance, Discount, cash_rounding, deposit_lines, document_discount};
pub use exact::Exact;
pub use payment::{EarlyDiscount, EarlyPayment, anticipated_lines, early_payment, release};

use std::fmt;

use base::{Money, Overflow};

/// The result of a tax calculation.
pub type Result<T, E = Problem> = std::result::Result<T, E>;

/// Why taxes cannot be found or calculated. The calling module says it in its own words, with document and line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// No rule fits.
    NoRule,
    /// Two rules fit equally well and say different things. Holds their numbers.
    Ambiguous { first: i64, second: i64 },
    /// A tax code is not known, or has no rate on that day.
    NoRate { code: i64 },
    /// Taxes inside a price take all of it, so that no net is left.
    NothingLeft,
    /// An amount is to be shared among lines that are none or sum to nothing.
    NothingToShareBy,
    /// A figure that does not fit.
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
            Self::NoRule => f.write_str("no tax rule fits"),
            Self::Ambiguous { first, second } => write!(f, "tax rules {first} and {second} fit equally well"),
            Self::NoRate { code } => write!(f, "tax code {code} has no rate on that day"),
            Self::NothingLeft => f.write_str("taxes inside the price leave no net"),
            Self::NothingToShareBy => f.write_str("there is nothing to share the amount by"),
            Self::Overflow => Overflow.fmt(f),
        }
    }
}

impl std::error::Error for Problem {}

/// Brings rounded parts to the total they have to sum to: one minor unit each, the largest first, in their order.
///
/// `sizes` says how large a part counts, without its sign. The difference comes from rounding each part to a unit, so
/// it is no more units than there are parts; what is more than that goes round again.
pub(crate) fn level(parts: &mut [Money], total: Money, sizes: &[Money]) -> Result<()> {
    let difference = total.checked_sub(Money::sum(parts.iter().copied())?)?;
    if difference.is_zero() {
        return Ok(());
    }
    if parts.is_empty() {
        return Err(Problem::NothingToShareBy);
    }
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|place| std::cmp::Reverse(sizes[*place].minor().unsigned_abs()));
    let unit = Money::from_minor(difference.signum());
    for turn in 0..difference.minor().unsigned_abs() as usize {
        let part = &mut parts[order[turn % order.len()]];
        *part = part.checked_add(unit)?;
    }
    Ok(())
}

#[cfg(test)]
mod compute_tests;
#[cfg(test)]
mod payment_tests;
#[cfg(test)]
mod textbook_tests;
