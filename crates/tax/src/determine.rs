//! Which taxes apply: the most specific rule that fits place, party, goods and day.

use base::{Date, Percent, Price};

use crate::{Problem, Result};

/// Whether we sell or buy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Output tax.
    Sale,
    /// Input tax.
    Purchase,
}

/// What the other side is to the tax office.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// A business with a tax number valid where the goods go.
    Business,
    /// A business without one, which is mostly taxed like a consumer.
    UnregisteredBusiness,
    /// A private person.
    Consumer,
    /// A public body.
    PublicBody,
}

/// A country and, where tax differs inside it, a region of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// ISO 3166-1, "ES".
    pub country: String,
    /// ISO 3166-2 without the country, "CN" for the Canary Islands.
    pub region: Option<String>,
}

/// A condition on a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Where {
    /// Any place.
    Anywhere,
    /// A country other than where the goods come from; of the origin itself: other than where they go.
    Abroad,
    /// One of several countries, such as a customs union.
    Among(Vec<String>),
    /// A country with all its regions.
    Country(String),
    /// One region of a country.
    Region(String, String),
}

impl Where {
    fn fits(&self, place: &Place, other: &Place) -> bool {
        match self {
            Where::Anywhere => true,
            Where::Abroad => place.country != other.country,
            Where::Among(countries) => countries.contains(&place.country),
            Where::Country(country) => *country == place.country,
            Where::Region(country, region) => *country == place.country && place.region.as_ref() == Some(region),
        }
    }

    fn fineness(&self) -> u32 {
        match self {
            Where::Anywhere => 0,
            Where::Abroad => 1,
            Where::Among(_) => 2,
            Where::Country(_) => 3,
            Where::Region(..) => 4,
        }
    }
}

/// One line of the tax table: when these conditions hold, these codes apply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its number, for the explanation on the document.
    pub id: i64,
    /// The first day it holds.
    pub from: Date,
    /// The last day, if it ended.
    pub until: Option<Date>,
    /// Sales, purchases, or both.
    pub side: Option<Side>,
    /// A country in which we are registered for tax.
    pub registered_in: Option<String>,
    /// Where the goods leave or the service is performed.
    pub ship_from: Where,
    /// Where they go.
    pub ship_to: Where,
    /// What the other side is.
    pub status: Option<Status>,
    /// The tax class of the item, such as books or food.
    pub item_class: Option<i64>,
    /// The codes that apply; none when nothing is taxed.
    pub codes: Vec<i64>,
}

/// A party's proof that it is exempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// Its number, kept with the document.
    pub id: i64,
    /// The first day it is valid.
    pub from: Date,
    /// The last day, if it ends.
    pub until: Option<Date>,
    /// The country whose tax it exempts from.
    pub country: String,
    /// The only item class it is for, if it is for one.
    pub item_class: Option<i64>,
    /// The exempt code that applies instead.
    pub code: i64,
}

/// What is asked for one line.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// Sale or purchase.
    pub side: Side,
    /// Countries in which our company is registered for tax.
    pub registrations: &'a [String],
    /// Where the goods leave.
    pub ship_from: &'a Place,
    /// Where they go.
    pub ship_to: &'a Place,
    /// What the other side is.
    pub status: Status,
    /// The item's tax class, if it has one.
    pub item_class: Option<i64>,
    /// The tax point: it, and not the day of the document, chooses rule and rate (Directive 2006/112/EC art. 63, 93).
    pub taxed_on: Date,
    /// The certificates of the other side.
    pub certificates: &'a [Certificate],
}

/// What applies, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Determined {
    /// The rule that won.
    pub rule: i64,
    /// The certificate that exempts, if one does.
    pub certificate: Option<i64>,
    /// The codes that apply.
    pub codes: Vec<i64>,
}

/// Finds the rule that applies: among those that fit, the one with most conditions; of these the one that names
/// places most finely, then the one that began last.
///
/// Two rules that are still equal but name different codes are a mistake of the table and refused, because a guess
/// would be a wrong return. A valid certificate of the destination replaces the codes of a taxed sale.
pub fn determine(rules: &[Rule], question: &Question<'_>) -> Result<Determined> {
    let fitting = rules.iter().filter(|rule| fits(rule, question));
    let best = fitting.clone().max_by_key(|rule| rank(rule)).ok_or(Problem::NoRule)?;
    // Of equals the first stands for all that say the same.
    let first = fitting.clone().find(|rule| rank(rule) == rank(best)).unwrap_or(best);
    if let Some(rival) = fitting.clone().find(|rule| rank(rule) == rank(first) && rule.codes != first.codes) {
        return Err(Problem::Ambiguous { first: first.id, second: rival.id });
    }
    let exempt = question.certificates.iter().find(|certificate| {
        let class = certificate.item_class.is_none() || certificate.item_class == question.item_class;
        let place = certificate.country == question.ship_to.country;
        class && place && holds(certificate.from, certificate.until, question.taxed_on)
    });
    match exempt.filter(|_| question.side == Side::Sale && !first.codes.is_empty()) {
        Some(certificate) => {
            Ok(Determined { rule: first.id, certificate: Some(certificate.id), codes: vec![certificate.code] })
        }
        None => Ok(Determined { rule: first.id, certificate: None, codes: first.codes.clone() }),
    }
}

fn holds(from: Date, until: Option<Date>, day: Date) -> bool {
    from <= day && until.is_none_or(|last| day <= last)
}

fn fits(rule: &Rule, question: &Question<'_>) -> bool {
    holds(rule.from, rule.until, question.taxed_on)
        && rule.side.is_none_or(|side| side == question.side)
        && rule.registered_in.as_ref().is_none_or(|country| question.registrations.contains(country))
        && rule.ship_from.fits(question.ship_from, question.ship_to)
        && rule.ship_to.fits(question.ship_to, question.ship_from)
        && rule.status.is_none_or(|status| status == question.status)
        && rule.item_class.is_none_or(|class| question.item_class == Some(class))
}

/// How specific a rule is, in the order that decides.
fn rank(rule: &Rule) -> (u32, u32, Date) {
    let places = [&rule.ship_from, &rule.ship_to];
    let named = [
        rule.side.is_some(),
        rule.registered_in.is_some(),
        rule.status.is_some(),
        rule.item_class.is_some(),
        rule.ship_from != Where::Anywhere,
        rule.ship_to != Where::Anywhere,
    ];
    let conditions = named.iter().filter(|named| **named).count() as u32;
    (conditions, places.iter().map(|place| place.fineness()).sum(), rule.from)
}

/// What a tax is reckoned from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    /// A share of the base; negative for a tax that is withheld.
    Percent(Percent),
    /// An amount for each base unit, in the currency of the document, which has `exponent` decimals.
    PerUnit { amount: Price, exponent: u8 },
}

/// A tax code with its rates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// Its number; accounts and return boxes are found by it.
    pub id: i64,
    /// The place among the taxes of a line, lowest first.
    pub order: i32,
    /// Whether its base includes the taxes before it.
    pub compound: bool,
    /// Whether prices include it.
    pub included: bool,
    /// How much of it we get back as input tax.
    pub recoverable: Percent,
    /// Whether whoever buys owes it instead of whoever sells (Directive 2006/112/EC art. 194–199).
    pub reverse_charge: bool,
    /// What it was from which day on.
    pub figures: Vec<(Date, Figure)>,
}

/// A tax as it applies to a line on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tax {
    /// The number of its code.
    pub code: i64,
    /// What it is reckoned from.
    pub figure: Figure,
    /// See [`Code::order`].
    pub order: i32,
    /// See [`Code::compound`].
    pub compound: bool,
    /// See [`Code::included`].
    pub included: bool,
    /// See [`Code::recoverable`].
    pub recoverable: Percent,
    /// See [`Code::reverse_charge`].
    pub reverse_charge: bool,
}

/// The taxes of these codes on a day, in the order in which they are reckoned. A missing rate is refused, never nil.
///
/// A credit note asks with the tax point of its invoice, so that it uses the rates of the original.
pub fn taxes_on(codes: &[Code], wanted: &[i64], day: Date) -> Result<Vec<Tax>> {
    let mut taxes = Vec::with_capacity(wanted.len());
    for id in wanted {
        let missing = Problem::NoRate { code: *id };
        let code = codes.iter().find(|code| code.id == *id).ok_or(missing)?;
        let begun = code.figures.iter().filter(|(from, _)| *from <= day);
        let (_, figure) = begun.max_by_key(|(from, _)| *from).ok_or(missing)?;
        taxes.push(Tax {
            code: code.id,
            figure: *figure,
            order: code.order,
            compound: code.compound,
            included: code.included,
            recoverable: code.recoverable,
            reverse_charge: code.reverse_charge,
        });
    }
    taxes.sort_by_key(|tax| tax.order);
    Ok(taxes)
}

#[cfg(test)]
#[path = "determine_tests.rs"]
mod tests;
