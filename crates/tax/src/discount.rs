//! What is taken off or added to a whole document: discounts, deposits paid before, cash that has no cents.

use base::decimal::div_round;
use base::{Money, Percent, Quantity, Rounding, distribute};

use crate::{Computed, Exact, Line, Problem, Result, Tax, level};

/// A discount on the whole document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Discount {
    /// So much of every line.
    Percent(Percent),
    /// So much in all.
    Amount(Money),
}

/// The part of a discount that falls to lines taxed alike (EN 16931 BG-20).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowance {
    /// How these lines are taxed.
    pub taxes: Vec<Tax>,
    /// What is taken off them, positive.
    pub amount: Money,
    /// What of it each line bears: its place and its part.
    pub lines: Vec<(usize, Money)>,
}

impl Allowance {
    /// The line to compute with the others; it counts no units, so that taxes per unit stay.
    pub fn line(&self) -> Result<Line> {
        Ok(Line { quantity: Quantity::ZERO, ..Line::of(self.amount.checked_neg()?, self.taxes.clone()) })
    }
}

/// Distributes a document discount before tax: first among the ways of being taxed, then among their lines, by amount.
pub fn document_discount(lines: &[Line], discount: Discount) -> Result<Vec<Allowance>> {
    let amounts = lines.iter().map(|line| line.amount.round()).collect::<Result<Vec<Money>>>()?;
    let groups = alike(lines);
    let sum = |group: &Vec<usize>| Exact::sum(group.iter().map(|at| lines[*at].amount))?.round();
    let bases = groups.iter().map(sum).collect::<Result<Vec<Money>>>()?;
    let parts = match discount {
        Discount::Percent(percent) => bases
            .iter()
            .map(|base| Ok(percent.of(*base, Rounding::HalfAwayFromZero)?))
            .collect::<Result<Vec<Money>>>()?,
        Discount::Amount(_) if bases.iter().all(|base| base.is_zero()) => return Err(Problem::NothingToShareBy),
        Discount::Amount(amount) => distribute(amount, &minors(&bases))?,
    };
    let mut allowances = Vec::with_capacity(groups.len());
    for ((group, base), amount) in groups.into_iter().zip(bases).zip(parts) {
        let own: Vec<Money> = group.iter().map(|at| amounts[*at]).collect();
        let shares = shares(amount, base, &own)?;
        let taxes = lines[group[0]].taxes.clone();
        allowances.push(Allowance { taxes, amount, lines: group.into_iter().zip(shares).collect() });
    }
    Ok(allowances)
}

/// Each line's share of an amount by its own size, so that a line of the other sign bears one of the other sign.
fn shares(amount: Money, base: Money, own: &[Money]) -> Result<Vec<Money>> {
    if base.is_zero() {
        return Ok(distribute(amount, &minors(own))?);
    }
    let rate = Exact::from(amount).checked_div(base.into())?;
    let mut shares = own.iter().map(|own| rate.checked_mul((*own).into())?.round()).collect::<Result<Vec<Money>>>()?;
    level(&mut shares, amount, own)?;
    Ok(shares)
}

fn minors(amounts: &[Money]) -> Vec<i64> {
    amounts.iter().map(|amount| amount.minor()).collect()
}

/// The places of lines taxed alike, in the order in which they first appear.
pub(crate) fn alike(lines: &[Line]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        match groups.iter_mut().find(|group| lines[group[0]].taxes == line.taxes) {
            Some(group) => group.push(at),
            None => groups.push(vec![at]),
        }
    }
    groups
}

/// What a final invoice deducts for a deposit that was invoiced with its tax: a negative line for each way of being
/// taxed, to be computed with the other lines (Directive 2006/112/EC art. 65).
///
/// `lines` are those of the deposit invoice, `computed` what it came to.
pub fn deposit_lines(lines: &[Line], computed: &Computed) -> Result<Vec<Line>> {
    let deduct = |group: Vec<usize>| {
        let taxes = lines[group[0]].taxes.clone();
        // A price with tax inside is deducted as it was told, so that nothing is taken out of it twice.
        let included = |at: &usize| {
            let paid = taxes.iter().filter(|tax| tax.included && !tax.reverse_charge);
            let own = &computed.lines[*at].taxes;
            paid.flat_map(|tax| own.iter().filter(|part| part.code == tax.code).map(|part| part.tax))
                .collect::<Vec<_>>()
        };
        let nets = group.iter().map(|at| computed.lines[*at].net);
        let amount = Money::sum(nets.chain(group.iter().flat_map(included)))?;
        let quantity = Quantity::sum(group.iter().map(|at| lines[*at].quantity))?.checked_neg()?;
        Ok(Line { quantity, ..Line::of(amount.checked_neg()?, taxes.clone()) })
    };
    alike(lines).into_iter().map(deduct).collect()
}

/// What is added to a total so that it can be paid in coins: the difference to the nearest multiple of `step`.
///
/// It is a line of its own without tax, on its own account.
pub fn cash_rounding(total: Money, step: Money, rounding: Rounding) -> Result<Money> {
    if !step.is_positive() {
        return Err(Problem::NothingToShareBy);
    }
    let steps = div_round(i128::from(total.minor()), i128::from(step.minor()), rounding);
    let payable = steps * i128::from(step.minor());
    let payable = i64::try_from(payable).map_err(|_| Problem::Overflow)?;
    Ok(Money::from_minor(payable).checked_sub(total)?)
}
