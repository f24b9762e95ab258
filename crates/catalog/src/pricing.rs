//! What a customer pays for an item on a day, and why.
//!
//! The rules that apply are put in one order, and the first one wins; nothing is added up, and every price is found from the
//! list price or the cost, never from a price already reduced. The order:
//!
//! 1. rules for this customer, then for an organisation above it, then for its category, then for everybody;
//! 2. rules for the item, then for the template it is a variant of, then for its group, the nearest first, then for all items;
//! 3. the larger minimum quantity; 4. the later first day; 5. the higher priority of the list; 6. the code of the list and the
//!    place of the rule in it.
//!
//! The last two make it total: two rules never tie. The same question has the same answer in every document, and the
//! [`Trace`] says of each rule why it was taken or passed over.

mod facts;

use crate::Method;
use base::decimal::div_round;
use base::{Date, Id, Overflow, Percent, Price, Quantity, Ratio, Refusal, Result, Rounding};
use parties::Party;
use platform::Currency;
use serde_json::{Value as Json, json};
use std::cmp::Reverse;
use store::Read;

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ask {
    /// The item.
    pub item: Id<crate::Item>,
    /// Who buys; nothing is anybody.
    pub customer: Option<Id<Party>>,
    /// How much, counted in `unit`.
    pub quantity: Quantity,
    /// The unit that quantity and price count in.
    pub unit: Id<crate::Unit>,
    /// The day the price holds.
    pub day: Date,
    /// The currency of the price.
    pub currency: Id<Currency>,
}

/// The answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Priced {
    /// For one of the asked unit.
    pub price: Price,
    /// For one base unit.
    pub base_price: Price,
    /// It is what is paid, with the tax inside.
    pub tax_inside: bool,
    /// How it was found.
    pub trace: Trace,
}

/// Why this price: what was known and what became of each rule, in the order they were tried. Documents keep it with the line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trace {
    /// The list price of one base unit, where there is one in the currency.
    pub list_price: Option<Price>,
    /// The cost of one base unit.
    pub cost: Option<Price>,
    /// The quantity in base units.
    pub quantity: Quantity,
    /// Every rule that names the item, its template, one of its groups, or all items.
    pub steps: Vec<Step>,
}

/// One rule and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The list's code.
    pub list: String,
    /// The rule's line id.
    pub rule: i64,
    /// What became of it.
    pub outcome: Outcome,
}

/// What became of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It gave this price for one base unit.
    Taken(Price),
    /// It applies and would have given this price, but another rule stands before it.
    Outranked(Price),
    /// It is for other customers.
    OtherCustomer,
    /// It is in another currency.
    OtherCurrency,
    /// Its time, or that of its list, has not come.
    NotYet,
    /// Its time, or that of its list, is over.
    Over,
    /// It begins at this quantity.
    BelowMinimum(Quantity),
    /// A discount, and there is no list price in the currency.
    WithoutListPrice,
    /// A markup, and there is no cost in the currency.
    WithoutCost,
}

/// How near a rule's list stands to the customer; the first is the nearest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Nearness {
    /// Names the customer.
    Customer,
    /// Names an organisation so many steps above the customer.
    Above(u8),
    /// Names the customer's category.
    Category,
    /// Names nobody.
    Everybody,
    /// Names only others.
    Others,
}

/// What a rule is for; the first is the narrowest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// The item.
    Item,
    /// The template it is a variant of.
    Template,
    /// A group so many steps above the item.
    Group(u8),
    /// All items.
    All,
}

/// One rule as the choice sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    pub list: String,
    pub id: i64,
    pub place: i64,
    pub nearness: Nearness,
    pub reach: Reach,
    pub currency: i64,
    pub priority: i64,
    pub minimum: Quantity,
    /// The later of the first days of list and rule.
    pub starts_on: Option<Date>,
    /// The earlier of their last days.
    pub ends_on: Option<Date>,
    pub method: Method,
    pub price: Price,
    pub percent: Percent,
    pub round_to: Option<Price>,
    /// Its list says what is paid, with the tax inside.
    pub tax_inside: bool,
}

/// What is known when a price is chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// The list price of one base unit in the asked currency.
    pub list_price: Option<Price>,
    /// The cost of one base unit in the asked currency.
    pub cost: Option<Price>,
    /// The rules that name the item in some way.
    pub rules: Vec<Rule>,
    /// The tax that comes on top of list price and cost; nothing where nobody knows it.
    pub tax: Option<Percent>,
}

impl Facts {
    /// Whether the rule that was taken gives a price with the tax inside. List prices of items are without, and so is what is found
    /// from them where the tax is not known.
    fn tax_inside(&self, trace: &Trace) -> bool {
        let taken = trace.taken().map(|step| step.rule);
        let known = |rule: &&Rule| rule.method == Method::Fixed || self.tax.is_some();
        self.rules.iter().find(|rule| Some(rule.id) == taken).filter(known).is_some_and(|rule| rule.tax_inside)
    }
}

/// The price of a unit for a customer, with the reasons. Refused when there is neither a rule nor a list price.
pub fn price(read: &Read, ask: &Ask) -> Result<Priced> {
    let item = read.get(ask.item)?;
    let to_base = crate::units::ratio(read, &item, ask.unit, item.base_unit)?;
    // A quantity only decides between price breaks; the last millionth of a piece does not.
    let quantity = to_base.apply(ask.quantity, Rounding::HalfAwayFromZero)?;
    let facts = facts::gather(read, &item, ask)?;
    let (found, trace) = choose(&facts, quantity, ask.day, ask.currency.raw())?;
    let Some(base_price) = found else {
        let refusal = Refusal::new("catalog.no_price").entity("catalog.item").record(&item.name);
        let currency = read.titles("platform.currency", &[ask.currency.raw()])?.remove(&ask.currency.raw());
        return Err(refusal.arg("currency", currency.unwrap_or_default()).into());
    };
    Ok(Priced { price: per_unit(base_price, to_base)?, base_price, tax_inside: facts.tax_inside(&trace), trace })
}

/// So much of an item, for a document.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// The item, with its packages where `unit` is another than its base unit.
    pub item: &'a crate::Item,
    /// In `unit`.
    pub quantity: Quantity,
    /// What is counted in and priced.
    pub unit: Id<crate::Unit>,
    /// The tax that comes on top of a price without; nothing where whoever asks does not know it.
    pub tax: Option<Percent>,
}

/// The prices of a document's lines for a customer, each with its reasons, in as few statements as for one. Refused like [`price`].
pub fn prices(
    read: &Read,
    customer: Option<Id<Party>>,
    currency: Id<Currency>,
    day: Date,
    wanted: &[Wanted],
) -> Result<Vec<Priced>> {
    let items: Vec<&crate::Item> = wanted.iter().map(|w| w.item).collect();
    let facts = facts::gather_many(read, &items, customer, currency, day)?;
    let mut priced = Vec::with_capacity(wanted.len());
    for (w, facts) in wanted.iter().zip(facts) {
        let facts = &Facts { tax: w.tax, ..facts };
        let to_base = crate::units::ratio(read, w.item, w.unit, w.item.base_unit)?;
        let quantity = to_base.apply(w.quantity, Rounding::HalfAwayFromZero)?;
        let (found, trace) = choose(facts, quantity, day, currency.raw())?;
        let Some(base_price) = found else {
            let refusal = Refusal::new("catalog.no_price").entity("catalog.item").record(&w.item.name);
            let code = read.titles("platform.currency", &[currency.raw()])?.remove(&currency.raw());
            return Err(refusal.arg("currency", code.unwrap_or_default()).into());
        };
        let tax_inside = facts.tax_inside(&trace);
        priced.push(Priced { price: per_unit(base_price, to_base)?, base_price, tax_inside, trace });
    }
    Ok(priced)
}

/// The price of one base unit among the facts, with the reasons. Pure: the same facts in any order give the same answer.
pub fn choose(
    facts: &Facts,
    quantity: Quantity,
    day: Date,
    currency: i64,
) -> std::result::Result<(Option<Price>, Trace), Overflow> {
    let mut rules: Vec<&Rule> = facts.rules.iter().collect();
    rules.sort_by(|a, b| rank(a).cmp(&rank(b)));
    let mut taken: Option<Price> = None;
    let mut steps = Vec::with_capacity(rules.len());
    for rule in rules {
        let outcome = match hindrance(rule, facts, quantity, day, currency) {
            Some(why) => why,
            None => {
                let price = worked_out(rule, facts)?;
                match taken {
                    Some(_) => Outcome::Outranked(price),
                    None => {
                        taken = Some(price);
                        Outcome::Taken(price)
                    }
                }
            }
        };
        steps.push(Step { list: rule.list.clone(), rule: rule.id, outcome });
    }
    let trace = Trace { list_price: facts.list_price, cost: facts.cost, quantity, steps };
    Ok((taken.or(facts.list_price), trace))
}

/// The one order of rules; see the top of the file.
#[expect(clippy::type_complexity, reason = "the tuple is the order, read from left to right")]
fn rank(rule: &Rule) -> (Nearness, Reach, Reverse<Quantity>, Reverse<Option<Date>>, Reverse<i64>, &str, i64, i64) {
    let late = Reverse(rule.starts_on);
    (rule.nearness, rule.reach, Reverse(rule.minimum), late, Reverse(rule.priority), &rule.list, rule.place, rule.id)
}

fn hindrance(rule: &Rule, facts: &Facts, quantity: Quantity, day: Date, currency: i64) -> Option<Outcome> {
    if rule.nearness == Nearness::Others {
        return Some(Outcome::OtherCustomer);
    }
    if rule.currency != currency {
        return Some(Outcome::OtherCurrency);
    }
    if rule.starts_on.is_some_and(|from| from > day) {
        return Some(Outcome::NotYet);
    }
    if rule.ends_on.is_some_and(|until| until < day) {
        return Some(Outcome::Over);
    }
    if quantity < rule.minimum {
        return Some(Outcome::BelowMinimum(rule.minimum));
    }
    match rule.method {
        Method::Discount if facts.list_price.is_none() => Some(Outcome::WithoutListPrice),
        Method::Markup if facts.cost.is_none() => Some(Outcome::WithoutCost),
        _ => None,
    }
}

fn worked_out(rule: &Rule, facts: &Facts) -> std::result::Result<Price, Overflow> {
    let hundred = Percent::HUNDRED;
    // Of a list that says what is paid, discount and markup start from a figure with its tax, so that the rounding is what is paid.
    let tax = facts.tax.filter(|_| rule.tax_inside).unwrap_or(Percent::ZERO);
    let from = |figure: Option<Price>| share(figure.unwrap_or_default(), hundred.checked_add(tax)?);
    let price = match rule.method {
        Method::Fixed => rule.price,
        Method::Discount => share(from(facts.list_price)?, hundred.checked_sub(rule.percent)?)?,
        Method::Markup => share(from(facts.cost)?, hundred.checked_add(rule.percent)?)?,
    };
    match rule.round_to.filter(|step| step.is_positive()) {
        None => Ok(price),
        Some(step) => {
            let steps = div_round(price.units().into(), step.units().into(), Rounding::HalfAwayFromZero);
            step.checked_mul(i64::try_from(steps).map_err(|_| Overflow)?)
        }
    }
}

fn share(price: Price, percent: Percent) -> std::result::Result<Price, Overflow> {
    let product = i128::from(price.units()) * i128::from(percent.units());
    let share = div_round(product, Percent::HUNDRED.units().into(), Rounding::HalfAwayFromZero);
    i64::try_from(share).map(Price::from_units).map_err(|_| Overflow)
}

/// The price of one unit that is `to_base` base units.
fn per_unit(price: Price, to_base: Ratio) -> std::result::Result<Price, Overflow> {
    let product = i128::from(price.units()) * i128::from(to_base.numerator());
    let each = div_round(product, to_base.denominator().into(), Rounding::HalfAwayFromZero);
    i64::try_from(each).map(Price::from_units).map_err(|_| Overflow)
}

impl Outcome {
    /// The word under which it is stored and explained.
    pub fn code(self) -> &'static str {
        match self {
            Outcome::Taken(_) => "taken",
            Outcome::Outranked(_) => "outranked",
            Outcome::OtherCustomer => "other_customer",
            Outcome::OtherCurrency => "other_currency",
            Outcome::NotYet => "not_yet",
            Outcome::Over => "over",
            Outcome::BelowMinimum(_) => "below_minimum",
            Outcome::WithoutListPrice => "without_list_price",
            Outcome::WithoutCost => "without_cost",
        }
    }
}

impl Trace {
    /// The rule that gave the price; nothing means the list price did.
    pub fn taken(&self) -> Option<&Step> {
        self.steps.iter().find(|s| matches!(s.outcome, Outcome::Taken(_)))
    }

    /// The trace as data, to keep with the line it explains. Figures are exact decimal texts.
    pub fn to_json(&self) -> Json {
        let steps = self.steps.iter().map(|step| {
            let mut row = json!({ "list": step.list, "rule": step.rule, "outcome": step.outcome.code() });
            match step.outcome {
                Outcome::Taken(price) | Outcome::Outranked(price) => row["price"] = json!(price.to_string()),
                Outcome::BelowMinimum(minimum) => row["minimum"] = json!(minimum.to_string()),
                _ => {}
            }
            row
        });
        json!({
            "list_price": self.list_price.map(|p| p.to_string()),
            "cost": self.cost.map(|p| p.to_string()),
            "quantity": self.quantity.to_string(),
            "steps": steps.collect::<Vec<_>>(),
        })
    }
}

#[cfg(test)]
mod tests;
