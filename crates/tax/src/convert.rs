//! A document in another currency, as the books of the company show it.

use base::Money;

use crate::{Computed, Group, Result, TaxedLine, level};

/// A line in company currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConvertedLine {
    /// Without tax.
    pub net: Money,
    /// Base and tax of each of its taxes.
    pub taxes: Vec<(Money, Money)>,
}

/// A document in company currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Converted {
    /// Its lines, in their order.
    pub lines: Vec<ConvertedLine>,
    /// Base and tax of each group, in their order.
    pub groups: Vec<(Money, Money)>,
    /// The rounding, on its own account.
    pub rounding: Money,
    /// The customer's or supplier's line: what balances the entry.
    pub total: Money,
    /// What of it is not rate but cents: the balancing total less the document's total converted alone.
    pub remainder: Money,
}

/// Converts each group total once and levels its lines to it (Directive 2006/112/EC art. 91: the tax is converted at
/// the rate of the tax point). The receivable takes the remainder, so that the entry balances.
///
/// `convert` is the rate of the document: an amount of its currency in, one of the company's out, rounded.
pub fn in_company_currency(document: &Computed, convert: &dyn Fn(Money) -> Result<Money>) -> Result<Converted> {
    let blank =
        |line: &TaxedLine| ConvertedLine { net: Money::ZERO, taxes: vec![Default::default(); line.taxes.len()] };
    let mut lines: Vec<ConvertedLine> = document.lines.iter().map(blank).collect();
    for group in taxed_alike(&document.lines) {
        let nets: Vec<Money> = group.iter().map(|at| document.lines[*at].net).collect();
        for (at, net) in group.iter().zip(together(&nets, convert)?) {
            lines[*at].net = net;
        }
    }
    let mut groups = Vec::with_capacity(document.groups.len());
    for group in &document.groups {
        let places = places(document, group);
        let part = |(at, place): &(usize, usize)| &document.lines[*at].taxes[*place];
        let bases = together(&places.iter().map(|place| part(place).base).collect::<Vec<Money>>(), convert)?;
        let taxes = together(&places.iter().map(|place| part(place).tax).collect::<Vec<Money>>(), convert)?;
        groups.push((Money::sum(bases.iter().copied())?, Money::sum(taxes.iter().copied())?));
        for ((at, place), amounts) in places.into_iter().zip(bases.into_iter().zip(taxes)) {
            lines[at].taxes[place] = amounts;
        }
    }
    let rounding = convert(document.rounding)?;
    let paid = document.groups.iter().zip(&groups).filter(|(group, _)| !group.reverse_charge).map(|(_, (_, tax))| *tax);
    let total = Money::sum(lines.iter().map(|line| line.net).chain(paid).chain([rounding]))?;
    let remainder = total.checked_sub(convert(document.total)?)?;
    Ok(Converted { lines, groups, rounding, total, remainder })
}

/// Where the taxes of a group stand: line and place among its taxes.
fn places(document: &Computed, group: &Group) -> Vec<(usize, usize)> {
    let lines = document.lines.iter().enumerate();
    let all = lines.flat_map(|(at, line)| line.taxes.iter().enumerate().map(move |(place, tax)| (at, place, tax)));
    let own = all.filter(|(_, _, tax)| {
        tax.code == group.code && tax.figure == group.figure && tax.reverse_charge == group.reverse_charge
    });
    own.map(|(at, place, _)| (at, place)).collect()
}

/// Converts the sum once and the parts to match it.
fn together(parts: &[Money], convert: &dyn Fn(Money) -> Result<Money>) -> Result<Vec<Money>> {
    let total = convert(Money::sum(parts.iter().copied())?)?;
    let mut converted = parts.iter().map(|part| convert(*part)).collect::<Result<Vec<Money>>>()?;
    level(&mut converted, total, parts)?;
    Ok(converted)
}

/// The places of lines that bear the same taxes, in the order in which they first appear.
fn taxed_alike(lines: &[TaxedLine]) -> Vec<Vec<usize>> {
    let alike = |a: &TaxedLine, b: &TaxedLine| {
        let rates = |line: &TaxedLine| line.taxes.iter().map(|tax| (tax.code, tax.figure)).collect::<Vec<_>>();
        rates(a) == rates(b)
    };
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        match groups.iter_mut().find(|group| alike(&lines[group[0]], line)) {
            Some(group) => group.push(at),
            None => groups.push(vec![at]),
        }
    }
    groups
}
