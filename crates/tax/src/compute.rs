//! What the taxes of a document amount to, line by line, rate by rate and in all.

use base::{Money, Percent, Price, Quantity};

use crate::{Exact, Figure, Problem, Result, Tax, level};

/// Where a tax is rounded. Countries differ; a company chooses the one its law expects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// The raw tax of all lines of a rate is summed and rounded once; odd cents go to the lines with the largest base.
    Document,
    /// Each line is rounded, then added.
    Line,
    /// As an e-invoice shows it: line nets are rounded first, and the tax of a category is its base times its rate
    /// (EN 16931 BR-CO-17, BR-S-08). What a price with tax inside loses by that stands in [`Computed::rounding`].
    Category,
}

/// A line to be taxed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Quantity times price less discount, in minor units and not rounded; with the included taxes where there are.
    pub amount: Exact,
    /// In base units, for taxes per unit.
    pub quantity: Quantity,
    /// The taxes that apply.
    pub taxes: Vec<Tax>,
}

impl Line {
    /// A line of a whole amount, counted as one piece.
    pub fn of(amount: Money, taxes: Vec<Tax>) -> Line {
        Line { amount: amount.into(), quantity: Quantity::from_units(1_000_000), taxes }
    }
}

/// Quantity times price less a discount, exactly, in minor units of a currency with `exponent` decimals.
pub fn line_amount(quantity: Quantity, price: Price, discount: Percent, exponent: u8) -> Result<Exact> {
    let scale = 10i128.pow(u32::from(Price::SCALE + Quantity::SCALE));
    let gross = Exact::new(i128::from(quantity.units()) * i128::from(price.units()), scale)?;
    let kept = Exact::ONE.checked_sub(Exact::percent(discount)?)?;
    let minor = 10i128.checked_pow(u32::from(exponent)).ok_or(Problem::Overflow)?;
    gross.checked_mul(Exact::new(minor, 1)?)?.checked_mul(kept)
}

/// One tax of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineTax {
    /// The code.
    pub code: i64,
    /// What it was reckoned from, to tell rates of one code apart.
    pub figure: Figure,
    /// What it is reckoned on: the net, with the taxes before it where it is compound.
    pub base: Money,
    /// What it is.
    pub tax: Money,
    /// What of it comes back as input tax. The rest belongs to the cost of the line.
    pub recoverable: Money,
    /// Whether whoever buys owes it: then it is not part of what is paid.
    pub reverse_charge: bool,
}

/// A line with its taxes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaxedLine {
    /// Without tax.
    pub net: Money,
    /// Its taxes, in the order in which they were reckoned.
    pub taxes: Vec<LineTax>,
    /// Net and taxes that are paid.
    pub gross: Money,
    /// What the line costs whoever bought it: net and the tax that does not come back (IAS 2.11).
    pub cost: Money,
}

/// All lines of one code and rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Group {
    /// The code.
    pub code: i64,
    /// Its rate or amount per unit.
    pub figure: Figure,
    /// The sum of the lines' bases.
    pub base: Money,
    /// The sum of the lines' taxes.
    pub tax: Money,
    /// The sum of what comes back.
    pub recoverable: Money,
    /// Whether whoever buys owes it.
    pub reverse_charge: bool,
    /// What was given to single lines so that they sum to the tax rounded once.
    pub levelled: Money,
}

/// A document with its taxes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Computed {
    /// The lines, in their order.
    pub lines: Vec<TaxedLine>,
    /// The rates, in the order in which they first appear.
    pub groups: Vec<Group>,
    /// All nets.
    pub net: Money,
    /// All taxes that are paid.
    pub tax: Money,
    /// What is added so that prices with tax inside keep their sum (EN 16931 BT-114); only in [`Mode::Category`].
    pub rounding: Money,
    /// What is to be paid.
    pub total: Money,
}

/// Taxes a document.
///
/// `tax = base · rate`, in the order of the taxes; a compound tax counts those before it into its base. Out of a price
/// that includes taxes: `net = (price − amounts per unit) ÷ (1 + sum of rates)`, which for compound rates is solved
/// for all of them at once.
pub fn compute(lines: &[Line], mode: Mode) -> Result<Computed> {
    let mut solved = lines.iter().map(|line| Solved::of(line, mode)).collect::<Result<Vec<Solved>>>()?;
    let rates = rates(&solved);
    let mut groups = Vec::with_capacity(rates.len());
    for rate in &rates {
        groups.push(round_group(&mut solved, rate, mode)?);
    }
    let nets = nets(&solved, mode)?;
    let taxed = solved.iter().zip(nets).map(|(line, net)| line.taxed(net)).collect::<Result<Vec<TaxedLine>>>()?;
    for (group, rate) in groups.iter_mut().zip(&rates) {
        let members = members(&solved, rate);
        group.base = Money::sum(members.iter().map(|(line, tax)| taxed[*line].taxes[*tax].base))?;
    }
    let net = Money::sum(taxed.iter().map(|line| line.net))?;
    let gross = Money::sum(taxed.iter().map(|line| line.gross))?;
    let rounding = if mode == Mode::Category { promised(&solved, &taxed)? } else { Money::ZERO };
    Ok(Computed {
        lines: taxed,
        groups,
        net,
        tax: gross.checked_sub(net)?,
        rounding,
        total: gross.checked_add(rounding)?,
    })
}

/// A line on its way: exact figures first, whole minor units when their group is rounded.
struct Solved {
    /// As entered.
    amount: Exact,
    /// Without any tax.
    net: Exact,
    /// In the order in which they are reckoned.
    taxes: Vec<Tax>,
    exact: Vec<Exact>,
    rounded: Vec<Money>,
    recoverable: Vec<Money>,
}

/// Whether the price holds this tax. One that the buyer owes is never in the seller's price.
fn inside(tax: &Tax) -> bool {
    tax.included && !tax.reverse_charge
}

/// A tax as `slope · net + fixed`, which every tax of a line is.
struct Linear {
    slope: Exact,
    fixed: Exact,
}

impl Solved {
    fn of(line: &Line, mode: Mode) -> Result<Solved> {
        let mut taxes = line.taxes.clone();
        taxes.sort_by_key(|tax| tax.order);
        let linear = linear(&taxes, line.quantity)?;
        let amount = if mode == Mode::Line { line.amount.round()?.into() } else { line.amount };
        let (mut divisor, mut rest) = (Exact::ONE, amount);
        for (_, part) in taxes.iter().zip(&linear).filter(|(tax, _)| inside(tax)) {
            divisor = divisor.checked_add(part.slope)?;
            rest = rest.checked_sub(part.fixed)?;
        }
        if !divisor.is_positive() {
            return Err(Problem::NothingLeft);
        }
        let mut net = rest.checked_div(divisor)?;
        if mode == Mode::Category {
            net = net.round()?.into();
        }
        let exact = linear
            .iter()
            .map(|part| part.slope.checked_mul(net)?.checked_add(part.fixed))
            .collect::<Result<Vec<Exact>>>()?;
        let nothing = vec![Money::ZERO; taxes.len()];
        Ok(Solved { amount, net, taxes, exact, rounded: nothing.clone(), recoverable: nothing })
    }

    /// What of the taxes is inside the amount as entered.
    fn inside(&self) -> Result<Money> {
        let parts = self.taxes.iter().zip(&self.rounded).filter(|(tax, _)| inside(tax));
        Ok(Money::sum(parts.map(|(_, rounded)| *rounded))?)
    }

    fn taxed(&self, net: Money) -> Result<TaxedLine> {
        let (mut gross, mut cost, mut taxes) = (net, net, Vec::with_capacity(self.taxes.len()));
        let mut before = net;
        for (place, tax) in self.taxes.iter().enumerate() {
            let (amount, recoverable) = (self.rounded[place], self.recoverable[place]);
            taxes.push(LineTax {
                code: tax.code,
                figure: tax.figure,
                base: if tax.compound { before } else { net },
                tax: amount,
                recoverable,
                reverse_charge: tax.reverse_charge,
            });
            before = before.checked_add(amount)?;
            if !tax.reverse_charge {
                gross = gross.checked_add(amount)?;
            }
            cost = cost.checked_add(amount.checked_sub(recoverable)?)?;
        }
        Ok(TaxedLine { net, taxes, gross, cost })
    }
}

fn linear(taxes: &[Tax], quantity: Quantity) -> Result<Vec<Linear>> {
    let (mut slope_before, mut fixed_before) = (Exact::ONE, Exact::ZERO);
    let mut all = Vec::with_capacity(taxes.len());
    for tax in taxes {
        let part = match tax.figure {
            Figure::Percent(rate) => {
                let rate = Exact::percent(rate)?;
                let (slope, fixed) =
                    if tax.compound { (slope_before, fixed_before) } else { (Exact::ONE, Exact::ZERO) };
                Linear { slope: rate.checked_mul(slope)?, fixed: rate.checked_mul(fixed)? }
            }
            Figure::PerUnit { amount, exponent } => {
                let fixed = line_amount(quantity, amount, Percent::ZERO, exponent)?;
                Linear { slope: Exact::ZERO, fixed }
            }
        };
        slope_before = slope_before.checked_add(part.slope)?;
        fixed_before = fixed_before.checked_add(part.fixed)?;
        all.push(part);
    }
    Ok(all)
}

/// What identifies a group: lines of one code at one rate are rounded together.
fn same_rate(a: &Tax, b: &Tax) -> bool {
    a.code == b.code && a.figure == b.figure && a.reverse_charge == b.reverse_charge
}

fn rates(lines: &[Solved]) -> Vec<Tax> {
    let mut rates: Vec<Tax> = Vec::new();
    for tax in lines.iter().flat_map(|line| &line.taxes) {
        if !rates.iter().any(|known| same_rate(known, tax)) {
            rates.push(*tax);
        }
    }
    rates
}

/// Where a rate appears: line and place among its taxes.
fn members(lines: &[Solved], rate: &Tax) -> Vec<(usize, usize)> {
    let places = lines.iter().enumerate().flat_map(|(at, line)| (0..line.taxes.len()).map(move |tax| (at, tax)));
    places.filter(|(line, tax)| same_rate(&lines[*line].taxes[*tax], rate)).collect()
}

fn round_group(lines: &mut [Solved], rate: &Tax, mode: Mode) -> Result<Group> {
    let members = members(lines, rate);
    let sizes = members.iter().map(|(line, _)| lines[*line].net.round()).collect::<Result<Vec<Money>>>()?;
    let exact: Vec<Exact> = members.iter().map(|(line, tax)| lines[*line].exact[*tax]).collect();
    let (taxes, levelled) = round_together(&exact, &sizes, mode)?;
    let share = |(tax, (line, at)): (&Money, &(usize, usize))| {
        Exact::from(*tax).checked_mul(Exact::percent(lines[*line].taxes[*at].recoverable)?)
    };
    let back = taxes.iter().zip(&members).map(share).collect::<Result<Vec<Exact>>>()?;
    let (back, _) = round_together(&back, &sizes, mode)?;
    for (place, (line, tax)) in members.iter().enumerate() {
        lines[*line].rounded[*tax] = taxes[place];
        lines[*line].recoverable[*tax] = back[place];
    }
    Ok(Group {
        code: rate.code,
        figure: rate.figure,
        base: Money::ZERO,
        tax: Money::sum(taxes)?,
        recoverable: Money::sum(back)?,
        reverse_charge: rate.reverse_charge,
        levelled,
    })
}

/// Rounds each part and, unless lines stand alone, levels them to their sum rounded once; says by how much.
fn round_together(parts: &[Exact], sizes: &[Money], mode: Mode) -> Result<(Vec<Money>, Money)> {
    let mut rounded = parts.iter().map(|part| part.round()).collect::<Result<Vec<Money>>>()?;
    if mode == Mode::Line {
        return Ok((rounded, Money::ZERO));
    }
    let total = Exact::sum(parts.iter().copied())?.round()?;
    let levelled = total.checked_sub(Money::sum(rounded.iter().copied())?)?;
    level(&mut rounded, total, sizes)?;
    Ok((rounded, levelled))
}

/// The net of each line: what was entered, rounded with its like, less the taxes inside.
fn nets(lines: &[Solved], mode: Mode) -> Result<Vec<Money>> {
    if mode == Mode::Category {
        return lines.iter().map(|line| line.net.round()).collect();
    }
    let mut nets = vec![Money::ZERO; lines.len()];
    let alike = |a: &Solved, b: &Solved| {
        a.taxes.len() == b.taxes.len()
            && a.taxes.iter().zip(&b.taxes).all(|(x, y)| same_rate(x, y) && x.included == y.included)
    };
    let mut done = vec![false; lines.len()];
    for first in 0..lines.len() {
        if done[first] {
            continue;
        }
        let group: Vec<usize> =
            (first..lines.len()).filter(|at| !done[*at] && alike(&lines[first], &lines[*at])).collect();
        let amounts: Vec<Exact> = group.iter().map(|at| lines[*at].amount).collect();
        let sizes = amounts.iter().map(|amount| amount.round()).collect::<Result<Vec<Money>>>()?;
        let (rounded, _) = round_together(&amounts, &sizes, mode)?;
        for (at, amount) in group.iter().zip(rounded) {
            nets[*at] = amount.checked_sub(lines[*at].inside()?)?;
            done[*at] = true;
        }
    }
    Ok(nets)
}

/// What lines with tax inside were promised to cost, less what they cost after rounding net and tax apart.
fn promised(lines: &[Solved], taxed: &[TaxedLine]) -> Result<Money> {
    let mut promised = Exact::ZERO;
    let mut shown = Money::ZERO;
    for (line, taxed) in lines.iter().zip(taxed).filter(|(line, _)| line.taxes.iter().any(inside)) {
        promised = promised.checked_add(line.amount)?;
        shown = shown.checked_add(taxed.net)?.checked_add(line.inside()?)?;
    }
    Ok(promised.round()?.checked_sub(shown)?)
}
