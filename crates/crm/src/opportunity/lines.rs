//! What would be sold: items, priced by the rules that orders are priced by, rolling up to the amount.

use super::Opportunity;
use base::{Id, Money, Percent, Price, Quantity, Result, Rounding};
use catalog::{Item, Unit, pricing};
use entity::{Entity, Fields, Head, Lines};
use parties::loaded;
use std::collections::HashMap;
use store::{Business, Read, Refusals};

/// So many of an item.
#[derive(Entity, Clone, Debug, PartialEq, Eq)]
#[entity(name = "crm.opportunity_line", kind = 275, line_of = "crm.opportunity", title = "item", large)]
pub struct OpportunityLine {
    pub head: Head,
    pub item: Id<Item>,
    #[field(max = 400)]
    pub text: Option<String>,
    pub quantity: Quantity,
    pub unit: Option<Id<Unit>>,
    /// Of one unit; empty is what the rules say.
    pub price: Option<Price>,
    #[field(default = "0")]
    pub discount: Percent,
    #[field(computed)]
    pub net: Money,
    /// The price was found by the rules and follows them.
    #[field(computed)]
    pub by_rules: bool,
}

impl Business for OpportunityLine {}

impl OpportunityLine {
    /// So many of an item, priced by the rules.
    pub fn of(item: Id<Item>, quantity: Quantity) -> OpportunityLine {
        OpportunityLine {
            head: Head::default(),
            item,
            text: None,
            quantity,
            unit: None,
            price: None,
            discount: Percent::ZERO,
            net: Money::ZERO,
            by_rules: false,
        }
    }
}

impl Opportunity {
    /// Units, prices and nets of the lines; where there are any, they are what it is worth.
    pub(super) fn complete_lines(&mut self, read: &Read, touched: &Fields) -> Result<()> {
        if loaded(&self.lines).is_empty() {
            return Ok(());
        }
        let kept = accounting::kept::books(read)?;
        let currency = *self.currency.get_or_insert(kept.currency(self.company)?);
        let exponent = kept.exponent(currency);
        let mut ids: Vec<i64> = loaded(&self.lines).iter().map(|l| l.item.raw()).filter(|id| *id > 0).collect();
        ids.sort_unstable();
        ids.dedup();
        let items: Vec<Item> = store::typed(&read.find_many(Item::DEF.name, &ids, true)?)?;
        let items: HashMap<i64, Item> = items.into_iter().map(|i| (i.head.id, i)).collect();
        self.price(read, &items, currency, touched)?;
        let Lines::Loaded(lines) = &mut self.lines else { return Ok(()) };
        for line in lines.iter_mut() {
            let gross =
                line.price.unwrap_or(Price::ZERO).amount(line.quantity, exponent, Rounding::HalfAwayFromZero)?;
            line.net = gross.checked_sub(line.discount.of(gross, Rounding::HalfAwayFromZero)?)?;
        }
        self.amount = Money::sum(lines.iter().map(|l| l.net))?;
        Ok(())
    }

    /// Prices what nobody priced by hand.
    fn price(
        &mut self,
        read: &Read,
        items: &HashMap<i64, Item>,
        currency: Id<platform::Currency>,
        touched: &Fields,
    ) -> Result<()> {
        let Lines::Loaded(lines) = &mut self.lines else { return Ok(()) };
        let mut open = Vec::new();
        for (place, line) in lines.iter_mut().enumerate() {
            let Some(item) = items.get(&line.item.raw()) else { continue };
            line.unit.get_or_insert(item.base_unit);
            let typed = touched.has_line("lines", place, "price");
            line.by_rules = line.price.is_none() || (line.by_rules && !typed);
            if line.by_rules {
                open.push(place);
            }
        }
        let wanted: Vec<pricing::Wanted> = open
            .iter()
            .filter_map(|place| {
                let line = &lines[*place];
                let item = items.get(&line.item.raw())?;
                Some(pricing::Wanted {
                    item,
                    quantity: line.quantity,
                    unit: line.unit.unwrap_or(item.base_unit),
                    tax: None,
                })
            })
            .collect();
        if wanted.is_empty() {
            return Ok(());
        }
        let priced = pricing::prices(read, self.customer, currency, read.today(), &wanted)?;
        for (place, priced) in open.into_iter().zip(priced) {
            lines[place].price = Some(priced.price);
        }
        Ok(())
    }

    pub(super) fn check_lines(&self, refusals: &mut Refusals) {
        for (place, line) in loaded(&self.lines).iter().enumerate() {
            let field = |name: &str| format!("lines.{place}.{name}");
            refusals.ensure(line.quantity.is_positive(), "crm.quantity_not_positive", field("quantity"));
            refusals.ensure(line.price.is_none_or(|p| !p.is_negative()), "crm.price_negative", field("price"));
            let within = !line.discount.is_negative() && line.discount <= Percent::HUNDRED;
            refusals.ensure(within, "crm.discount_range", field("discount"));
        }
    }
}
