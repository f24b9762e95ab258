//! Which tax a line bears and what a document's taxes amount to, by the company's own rules and rounding.

use crate::{Direction, Role, TaxCode, TaxRounding, kept};
use base::{Date, Error, Id, Money, Percent, Price, Quantity, Refusal, Result};
use catalog::ItemGroup;
use entity::{Choice, Entity, Head};
use parties::{Form, Party};
use platform::{Company, Country, Currency};
use store::{Business, Read, Refusals};

/// Where the goods go, seen from the company.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Destination {
    #[default]
    Anywhere,
    Domestic,
    Abroad,
}

/// What the other side is to the tax office.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// With a tax number.
    #[default]
    Business,
    /// Without one.
    Consumer,
}

/// A line of the tax table: when its conditions hold, its code applies. The most specific rule wins.
#[derive(Entity, Clone, Debug)]
#[entity(name = "accounting.tax_rule", kind = 149, icon = "git-branch", title = "direction", sort = "id", aside, kept)]
pub struct TaxRule {
    pub head: Head,
    #[field(column)]
    pub company: Id<Company>,
    #[field(column)]
    pub direction: Direction,
    #[field(column)]
    pub destination: Destination,
    /// One country; the finest condition on the place.
    #[field(column)]
    pub country: Option<Id<Country>>,
    #[field(column)]
    pub standing: Option<Standing>,
    /// Items of this group and of the groups below it.
    #[field(column)]
    pub item_group: Option<Id<ItemGroup>>,
    #[field(column)]
    pub starts_on: Date,
    /// The last day.
    #[field(column)]
    pub ends_on: Option<Date>,
    /// Nothing is taxed when this is empty.
    #[field(column)]
    pub tax_code: Option<Id<TaxCode>>,
}

impl Business for TaxRule {
    fn check(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        if let Some(code) = self.tax_code {
            let code = read.get(code)?;
            refusals.ensure(code.company == self.company, "accounting.tax_code_of_company", "tax_code");
            refusals.ensure(code.direction == self.direction, "accounting.tax_code_direction", "tax_code");
        }
        refusals.ensure(self.ends_on.is_none_or(|e| e >= self.starts_on), "accounting.ends_before_start", "ends_on");
        Ok(())
    }
}

/// The tax code of a line for a party on a day; nothing where nothing is taxed or no rule says anything.
pub fn code_for(
    read: &Read,
    company: Id<Company>,
    direction: Direction,
    party: &Party,
    group: Option<Id<ItemGroup>>,
    day: Date,
) -> Result<Option<Id<TaxCode>>> {
    let kept = kept::books(read)?;
    let home = kept.company(company)?.country.raw();
    let there = party.country.map_or(home, |c| c.raw());
    let above = kept.groups_above(group);
    // The group of an item stands for its class: a rule about any group above it is about the item.
    const CLASS: i64 = 1;
    let place = |country: i64| tax::Place { country: country.to_string(), region: None };
    let rules: Vec<tax::Rule> = kept
        .tax_rules(company)
        .filter(|r| r.direction == direction)
        .filter(|r| r.item_group.is_none_or(|g| above.contains(&g.raw())))
        .map(|r| tax::Rule {
            id: r.head.id,
            from: r.starts_on,
            until: r.ends_on,
            side: Some(side(direction)),
            registered_in: None,
            ship_from: tax::Where::Anywhere,
            ship_to: match (r.country, r.destination) {
                (Some(country), _) => tax::Where::Country(country.to_string()),
                (None, Destination::Anywhere) => tax::Where::Anywhere,
                (None, Destination::Domestic) => tax::Where::Country(home.to_string()),
                (None, Destination::Abroad) => tax::Where::Abroad,
            },
            status: r.standing.map(|s| match s {
                Standing::Business => tax::Status::Business,
                Standing::Consumer => tax::Status::Consumer,
            }),
            item_class: r.item_group.map(|_| CLASS),
            codes: r.tax_code.iter().map(|c| c.raw()).collect(),
        })
        .collect();
    if rules.is_empty() {
        return Ok(None);
    }
    let business = party.form == Form::Organisation && party.tax_id.is_some();
    // The place that decides is the other side's, whichever way the goods go.
    let question = tax::Question {
        side: side(direction),
        registrations: &[],
        ship_from: &place(home),
        ship_to: &place(there),
        status: if business { tax::Status::Business } else { tax::Status::Consumer },
        item_class: (!above.is_empty()).then_some(CLASS),
        taxed_on: day,
        certificates: &[],
    };
    match tax::determine(&rules, &question) {
        Ok(found) => Ok(found.codes.first().map(|c| Id::from_raw(*c))),
        Err(tax::Problem::NoRule) => Ok(None),
        Err(_) => Err(Refusal::new("accounting.tax_rules_tie").record(&party.name).into()),
    }
}

fn side(direction: Direction) -> tax::Side {
    match direction {
        Direction::Sale => tax::Side::Sale,
        Direction::Purchase => tax::Side::Purchase,
    }
}

/// A line of a document as it is taxed.
#[derive(Clone, Copy, Debug)]
pub struct Taxable {
    pub quantity: Quantity,
    /// Of one unit of the quantity.
    pub price: Price,
    pub discount: Percent,
    pub code: Option<Id<TaxCode>>,
    /// The price is what is paid: the tax is taken out of it.
    pub tax_inside: bool,
    /// The day whose rate it bears, where that is not the document's: what a deposit took is given back as it was.
    pub on: Option<Date>,
}

/// What a document's lines and taxes amount to, in its currency.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taxed {
    /// Net and tax of each line; what cannot be deducted stands in the third.
    pub lines: Vec<(Money, Money, Money)>,
    pub groups: Vec<TaxGroup>,
    pub net: Money,
    pub tax: Money,
    pub total: Money,
}

/// One tax code of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TaxGroup {
    pub code: Id<TaxCode>,
    pub base: Money,
    pub tax: Money,
    /// What of it may be deducted.
    pub recoverable: Money,
    pub reverse_charge: bool,
}

/// Reckons lines and taxes of a document. What a line amounts to is rounded to the currency, a half away from zero: its net, or what
/// is paid for it where the price holds the tax. Then the tax is `paid − paid ÷ (1 + rate)`, and net and tax come to what is paid.
pub fn reckon(
    read: &Read,
    company: Id<Company>,
    currency: Id<Currency>,
    taxed_on: Date,
    lines: &[Taxable],
) -> Result<Taxed> {
    let kept = kept::books(read)?;
    let exponent = kept.exponent(currency);
    let mode = match kept.books(company)?.tax_rounding {
        TaxRounding::Document => tax::Mode::Document,
        TaxRounding::Line => tax::Mode::Line,
    };
    let mut asked = Vec::with_capacity(lines.len());
    for line in lines {
        let amount = tax::line_amount(line.quantity, line.price, line.discount, exponent).map_err(problem)?;
        let net = amount.round().map_err(problem)?;
        let mut taxes = Vec::new();
        if let Some(code) = line.code {
            let code = kept.tax_code(code)?;
            let on = line.on.unwrap_or(taxed_on);
            let rate = code.rate_on(on).ok_or_else(|| no_rate(code, on))?;
            taxes.push(tax::Tax {
                code: code.head.id,
                figure: tax::Figure::Percent(rate),
                order: 0,
                compound: code.compound,
                included: line.tax_inside,
                recoverable: code.recoverable,
                reverse_charge: code.reverse_charge,
            });
        }
        asked.push(tax::Line { amount: net.into(), quantity: line.quantity, taxes });
    }
    let computed = tax::compute(&asked, mode).map_err(problem)?;
    let line = |l: &tax::TaxedLine| -> Result<(Money, Money, Money)> {
        let tax = Money::sum(l.taxes.iter().filter(|t| !t.reverse_charge).map(|t| t.tax))?;
        Ok((l.net, tax, l.cost.checked_sub(l.net)?))
    };
    let group = |g: &tax::Group| TaxGroup {
        code: Id::from_raw(g.code),
        base: g.base,
        tax: g.tax,
        recoverable: g.recoverable,
        reverse_charge: g.reverse_charge,
    };
    Ok(Taxed {
        lines: computed.lines.iter().map(line).collect::<Result<_>>()?,
        groups: computed.groups.iter().map(group).collect(),
        net: computed.net,
        tax: computed.tax,
        total: computed.total,
    })
}

/// The tax of a code that a price without tax is charged on a day; none where the buyer owes it, or without a code.
pub fn on_top(read: &Read, code: Option<Id<TaxCode>>, on: Date) -> Result<Percent> {
    let Some(code) = code else { return Ok(Percent::ZERO) };
    let kept = kept::books(read)?;
    let code = kept.tax_code(code)?;
    let rate = code.rate_on(on).ok_or_else(|| no_rate(code, on))?;
    Ok(if code.reverse_charge { Percent::ZERO } else { rate })
}

/// A price with the tax inside as it would be without, to a millionth; any other as it is.
pub fn price_without_tax(read: &Read, line: &Taxable, on: Date) -> Result<Price> {
    if !line.tax_inside {
        return Ok(line.price);
    }
    let rate = on_top(read, line.code, on)?;
    let whole = i128::from(Percent::HUNDRED.units());
    let units = i128::from(line.price.units()) * whole;
    let net = base::decimal::div_round(units, whole + i128::from(rate.units()), base::Rounding::HalfAwayFromZero);
    Ok(Price::from_units(i64::try_from(net).map_err(|_| base::Overflow)?))
}

impl Taxed {
    /// The same with the tax that somebody else reckoned, such as a shop or a tax service: it is shared out as ours would lie, first to
    /// the codes, then to the lines. For what we charge; refused where no line bears a tax.
    pub fn stated(mut self, tax: Option<Money>) -> Result<Taxed> {
        let Some(tax) = tax.filter(|t| *t != self.tax) else { return Ok(self) };
        let of_codes: Vec<usize> = (0..self.groups.len()).filter(|at| !self.groups[*at].reverse_charge).collect();
        let without = Refusal::new("accounting.stated_tax_without_code").field("stated_tax");
        base::ensure!(!of_codes.is_empty(), without)?;
        let weights = |ours: Vec<i64>, net: Vec<i64>| if ours.iter().any(|w| *w != 0) { ours } else { net };
        let ours = of_codes.iter().map(|at| self.groups[*at].tax.minor()).collect();
        let net = of_codes.iter().map(|at| self.groups[*at].base.minor()).collect();
        for (at, share) in of_codes.iter().zip(base::distribute(tax, &weights(ours, net))?) {
            (self.groups[*at].tax, self.groups[*at].recoverable) = (share, share);
        }
        let ours = self.lines.iter().map(|l| l.1.minor()).collect();
        let net = self.lines.iter().map(|l| l.0.minor()).collect();
        for (line, share) in self.lines.iter_mut().zip(base::distribute(tax, &weights(ours, net))?) {
            line.1 = share;
        }
        (self.tax, self.total) = (tax, self.net.checked_add(tax)?);
        Ok(self)
    }
}

fn no_rate(code: &TaxCode, day: Date) -> Error {
    Refusal::new("accounting.no_tax_rate").record(&code.code).arg("day", day).into()
}

fn problem(_: tax::Problem) -> Error {
    base::Overflow.into()
}

/// The tax lines of an entry: what is owed to or by the tax office for each code, in the document's currency and the company's.
///
/// A sale credits output tax; a purchase debits what may be deducted. Under reverse charge the buyer books both sides.
pub fn entry_lines(
    read: &Read,
    company: Id<Company>,
    currency: Id<Currency>,
    direction: Direction,
    groups: &[TaxGroup],
    convert: &dyn Fn(Money) -> Result<Money>,
) -> Result<Vec<ledger::Line>> {
    let kept = kept::books(read)?;
    let mut lines = Vec::new();
    for group in groups {
        let code = kept.tax_code(group.code)?;
        let line = |role: Role, amount: Money, base: Money| -> Result<ledger::Line> {
            let account = match code.account {
                Some(account) if role != Role::OutputTax || direction == Direction::Sale => account,
                _ => crate::account(read, company, role, None)?,
            };
            Ok(ledger::Line {
                amount,
                tax_code: Some(code.head.id),
                tax_base: Some(convert(base)?),
                ..ledger::Line::of(account.raw(), currency.raw(), convert(amount)?)
            })
        };
        match direction {
            Direction::Sale if group.reverse_charge => {
                // Nothing is charged, but the base is reported.
                lines.push(ledger::Line { ..line(Role::OutputTax, Money::ZERO, group.base)? });
            }
            Direction::Sale => lines.push(line(Role::OutputTax, group.tax.checked_neg()?, group.base)?),
            Direction::Purchase => {
                lines.push(line(Role::InputTax, group.recoverable, group.base.checked_neg()?)?);
                if group.reverse_charge {
                    lines.push(line(Role::OutputTax, group.tax.checked_neg()?, group.base)?);
                }
            }
        }
    }
    Ok(lines)
}
