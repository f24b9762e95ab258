//! What a payment does to tax: the discount for paying early, and tax that is due only when money comes.

use base::{Money, Percent, Rounding};

use crate::discount::alike;
use crate::{Computed, Exact, Line, Problem, Result};

/// What an early-payment discount does to the tax of the invoice. The law of the country chooses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EarlyPayment {
    /// The discount lowers base and tax when it is taken (Directive 2006/112/EC art. 90).
    ReduceTaxOnPayment,
    /// The invoice already taxes the discounted amount (see [`anticipated_lines`]); only the net is discounted.
    TaxOnDiscountedAmount,
    /// The tax stays; only the net is discounted.
    Never,
}

/// What whoever pays early may keep.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EarlyDiscount {
    /// In all.
    pub amount: Money,
    /// What of it is net.
    pub net: Money,
    /// What of it is tax, group by group of the document.
    pub taxes: Vec<Money>,
}

/// The discount for early payment of a document.
pub fn early_payment(document: &Computed, discount: Percent, policy: EarlyPayment) -> Result<EarlyDiscount> {
    let part = |amount: Money| discount.of(amount, Rounding::HalfAwayFromZero);
    let mut taxes = vec![Money::ZERO; document.groups.len()];
    if policy != EarlyPayment::ReduceTaxOnPayment {
        let net = part(document.net)?;
        return Ok(EarlyDiscount { amount: net, net, taxes });
    }
    let amount = part(document.total)?;
    for (tax, group) in taxes.iter_mut().zip(&document.groups).filter(|(_, group)| !group.reverse_charge) {
        *tax = part(group.tax)?;
    }
    let net = amount.checked_sub(Money::sum(taxes.iter().copied())?)?;
    Ok(EarlyDiscount { amount, net, taxes })
}

/// The lines by which an invoice taxes the discounted amount from the beginning: for each way of being taxed the
/// discount off with its taxes, and the same amount back without any. The net stays, the tax falls.
///
/// `lines` are those of the invoice, `computed` what it comes to without these.
pub fn anticipated_lines(lines: &[Line], computed: &Computed, discount: Percent) -> Result<Vec<Line>> {
    let mut added = Vec::new();
    for group in alike(lines).into_iter().filter(|group| !lines[group[0]].taxes.is_empty()) {
        let net = Money::sum(group.iter().map(|at| computed.lines[*at].net))?;
        let part = discount.of(net, Rounding::HalfAwayFromZero)?;
        let mut taxes = lines[group[0]].taxes.clone();
        for tax in &mut taxes {
            tax.included = false;
        }
        let quantity = base::Quantity::ZERO;
        added.push(Line { quantity, ..Line::of(part.checked_neg()?, taxes) });
        added.push(Line { quantity, ..Line::of(part, Vec::new()) });
    }
    Ok(added)
}

/// What of a cash-basis tax becomes due with an allocation (Directive 2006/112/EC art. 66 b): the share of what is
/// allocated so far, less what moved before. The last allocation takes the remainder.
///
/// `tax` and `total` are those of the document, `allocated` counts this allocation, `moved` is what became due before.
/// Taking an allocation back is the same call with less allocated.
pub fn release(tax: Money, total: Money, allocated: Money, moved: Money) -> Result<Money> {
    if total.is_zero() {
        return Err(Problem::NothingToShareBy);
    }
    let all = if total.is_positive() { allocated >= total } else { allocated <= total };
    let due = if all {
        tax
    } else {
        Exact::from(tax).checked_mul(Exact::from(allocated).checked_div(total.into())?)?.round()?
    };
    Ok(due.checked_sub(moved)?)
}
