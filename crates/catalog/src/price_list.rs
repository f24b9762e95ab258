//! A price list says what whom costs what and when; its rules are tried in one fixed order, see [`crate::pricing`].

use crate::{Item, ItemGroup, check_period};
use base::{Date, Id, Percent, Price, Quantity, Result};
use entity::{Choice, Custom, Entity, Head, Lines};
use parties::{Category, Party, loaded};
use platform::Currency;
use store::{Business, Made, Operation, Read, Refusals, Tx, operations};

/// Whether its rules hold.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// Being prepared.
    #[default]
    Draft,
    /// In force.
    #[choice(tone = "success")]
    Active,
    /// No longer in force.
    Retired,
}

/// How a rule finds the price.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Method {
    /// This price.
    #[default]
    Fixed,
    /// The list price less so many percent.
    Discount,
    /// The cost and so many percent.
    Markup,
}

/// A set of price rules in one currency for some customers or everybody.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "catalog.price_list",
    kind = 79,
    icon = "list",
    title = "name",
    code = "code",
    search(name, code),
    sort = "name",
    board = "state",
    view(active = "filter=state%20%3D%20active&sort=name")
)]
pub struct PriceList {
    pub head: Head,
    #[field(unique, column, max = 30)]
    pub code: String,
    #[field(indexed, column, translated, max = 80)]
    pub name: String,
    #[field(column)]
    pub currency: Id<Currency>,
    #[field(column)]
    pub starts_on: Option<Date>,
    /// The last day.
    #[field(column)]
    pub ends_on: Option<Date>,
    /// Its prices are what is paid, with the tax inside.
    #[field(column)]
    pub tax_inside: bool,
    /// Decides last, between rules that are equal in everything else; the higher one wins.
    #[field(default = "0")]
    pub priority: i64,
    /// Whom it is for; nobody named is everybody.
    pub targets: Lines<PriceTarget>,
    pub rules: Lines<PriceRule>,
    #[field(indexed, column)]
    pub state: State,
    pub custom: Custom,
}

/// A customer, or all customers of a category, that a list is for.
#[derive(Entity, Clone, Debug, PartialEq, Eq)]
#[entity(name = "catalog.price_target", kind = 82, line_of = "catalog.price_list", title = "customer")]
pub struct PriceTarget {
    pub head: Head,
    pub customer: Option<Id<Party>>,
    pub category: Option<Id<Category>>,
}

/// One rule: for an item, a group of items or all, from a quantity on.
#[derive(Entity, Clone, Debug, PartialEq, Eq)]
#[entity(name = "catalog.price_rule", kind = 80, line_of = "catalog.price_list", title = "method")]
pub struct PriceRule {
    pub head: Head,
    /// The item, or the template of its variants.
    pub item: Option<Id<Item>>,
    /// All items of a group and of the groups below it.
    pub item_group: Option<Id<ItemGroup>>,
    /// In base units of the item.
    pub minimum: Option<Quantity>,
    pub starts_on: Option<Date>,
    /// The last day.
    pub ends_on: Option<Date>,
    pub method: Method,
    /// For one base unit.
    pub price: Option<Price>,
    pub percent: Option<Percent>,
    /// The price is rounded to a multiple of this; half a step goes up.
    pub round_to: Option<Price>,
}

impl Business for PriceTarget {}
impl Business for PriceRule {}

impl PriceRule {
    /// A fixed price of an item.
    pub fn fixed(item: Id<Item>, price: Price) -> PriceRule {
        let blank = PriceRule::discount(Percent::ZERO);
        PriceRule { item: Some(item), method: Method::Fixed, price: Some(price), percent: None, ..blank }
    }

    /// A discount on everything.
    pub fn discount(percent: Percent) -> PriceRule {
        PriceRule {
            head: Head::default(),
            item: None,
            item_group: None,
            minimum: None,
            starts_on: None,
            ends_on: None,
            method: Method::Discount,
            price: None,
            percent: Some(percent),
            round_to: None,
        }
    }
}

impl PriceList {
    /// A list in force without rules, for everybody.
    pub fn new(code: &str, name: &str, currency: Id<Currency>) -> PriceList {
        PriceList {
            head: Head::default(),
            code: code.to_owned(),
            name: name.to_owned(),
            currency,
            starts_on: None,
            ends_on: None,
            tax_inside: false,
            priority: 0,
            targets: Lines::default(),
            rules: Lines::default(),
            state: State::Active,
            custom: Custom::default(),
        }
    }

    fn activate(&mut self, _tx: &mut Tx) -> Result<Made> {
        Ok(Vec::new())
    }

    fn retire(&mut self, _tx: &mut Tx) -> Result<Made> {
        Ok(Vec::new())
    }
}

impl Business for PriceList {
    const OPERATIONS: &'static [Operation] = &operations![PriceList:
        activate: [Draft, Retired] => Active,
        retire: [Active] => Retired,
    ];

    fn check(&self, _read: &Read, refusals: &mut Refusals) -> Result<()> {
        check_period(self.starts_on, self.ends_on, "ends_on", refusals);
        for (place, target) in loaded(&self.targets).iter().enumerate() {
            let one = target.customer.is_some() != target.category.is_some();
            refusals.ensure(one, "catalog.target_one_of_two", format!("targets.{place}.customer"));
        }
        for (place, rule) in loaded(&self.rules).iter().enumerate() {
            let field = |name: &str| format!("rules.{place}.{name}");
            check_period(rule.starts_on, rule.ends_on, &field("ends_on"), refusals);
            refusals.ensure(
                rule.item.is_none() || rule.item_group.is_none(),
                "catalog.rule_item_or_group",
                field("item_group"),
            );
            refusals.ensure(
                rule.minimum.is_none_or(|m| !m.is_negative()),
                "catalog.quantity_not_positive",
                field("minimum"),
            );
            refusals.ensure(
                rule.round_to.is_none_or(Price::is_positive),
                "catalog.rounding_not_positive",
                field("round_to"),
            );
            match rule.method {
                Method::Fixed => {
                    refusals.ensure(
                        rule.price.is_some_and(|p| !p.is_negative()),
                        "catalog.rule_without_price",
                        field("price"),
                    );
                }
                Method::Discount => {
                    let within = rule.percent.is_some_and(|p| !p.is_negative() && p <= Percent::HUNDRED);
                    refusals.ensure(within, "catalog.discount_out_of_range", field("percent"));
                }
                Method::Markup => {
                    let within = rule.percent.is_some_and(|p| p > Percent::from_units(-Percent::HUNDRED.units()));
                    refusals.ensure(within, "catalog.markup_out_of_range", field("percent"));
                }
            }
        }
        Ok(())
    }
}
