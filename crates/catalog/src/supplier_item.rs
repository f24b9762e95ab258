//! How a supplier sells us an item: their number for it, lead time, smallest and multiple quantities, prices by quantity.

use crate::{Item, Unit, check_period};
use base::{Date, Id, Price, Quantity, Refusal, Result};
use entity::{Custom, Entity, Head, Lines};
use parties::{Party, loaded};
use platform::Currency;
use store::{Business, Read, Refusals};

/// An item as one supplier sells it.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "catalog.supplier_item",
    kind = 76,
    icon = "truck",
    title = "part_number",
    search(part_number, part_name),
    sort = "-id",
    index(item, supplier)
)]
pub struct SupplierItem {
    pub head: Head,
    #[field(column)]
    pub item: Id<Item>,
    #[field(column)]
    pub supplier: Id<Party>,
    #[field(column, max = 60)]
    pub part_number: Option<String>,
    pub part_name: Option<String>,
    /// Days from order to arrival.
    #[field(column)]
    pub lead_time_days: Option<i64>,
    /// The unit that minimum, multiple and prices count in; empty is the base unit.
    #[field(section = "quantities")]
    pub unit: Option<Id<Unit>>,
    /// The least they sell.
    #[field(column, section = "quantities")]
    pub minimum: Option<Quantity>,
    /// They sell in steps of this.
    #[field(section = "quantities")]
    pub multiple: Option<Quantity>,
    #[field(section = "prices")]
    pub currency: Id<Currency>,
    #[field(section = "prices")]
    pub breaks: Lines<PriceBreak>,
    #[field(column)]
    pub starts_on: Option<Date>,
    /// The last day.
    #[field(column)]
    pub ends_on: Option<Date>,
    /// Whom we ask first.
    #[field(column)]
    pub is_preferred: bool,
    pub custom: Custom,
}

/// The price from a quantity on.
#[derive(Entity, Clone, Debug, PartialEq, Eq)]
#[entity(name = "catalog.price_break", kind = 77, line_of = "catalog.supplier_item", title = "from_quantity")]
pub struct PriceBreak {
    pub head: Head,
    pub from_quantity: Quantity,
    pub price: Price,
    /// Empty is the currency of the supplier item.
    pub currency: Option<Id<Currency>>,
}

/// What a supplier would sell when so much is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The wanted quantity raised to the minimum and to the next multiple.
    pub quantity: Quantity,
    /// The price of one at that quantity; nothing where no break reaches it.
    pub price: Option<(Price, Id<Currency>)>,
    /// Days from order to arrival.
    pub lead_time_days: i64,
}

impl SupplierItem {
    /// How this supplier sells an item on a day, the preferred first.
    pub fn of(read: &Read, item: Id<Item>, day: Date) -> Result<Vec<SupplierItem>> {
        let found = read.select::<SupplierItem>(
            "item = $1 AND archived_at IS NULL AND (starts_on IS NULL OR starts_on <= $2) AND (ends_on IS NULL OR ends_on >= $3) \
             ORDER BY is_preferred DESC, id",
            &[item.into(), day.into(), day.into()],
        )?;
        found.iter().map(|s| read.get(s.head_id())).collect()
    }

    fn head_id(&self) -> Id<SupplierItem> {
        Id::from_raw(self.head.id)
    }

    /// What they would sell when so much is wanted, counted in `unit`.
    pub fn offer(&self, wanted: Quantity) -> Result<Offer> {
        let mut quantity = wanted.max(self.minimum.unwrap_or(Quantity::ZERO));
        if let Some(step) = self.multiple.filter(|m| m.is_positive()) {
            let steps = (quantity.units() + step.units() - 1).div_euclid(step.units());
            quantity = step.checked_mul(steps)?;
        }
        let reached = loaded(&self.breaks).iter().filter(|b| b.from_quantity <= quantity);
        let best = reached.max_by_key(|b| b.from_quantity);
        let price = best.map(|b| (b.price, b.currency.unwrap_or(self.currency)));
        Ok(Offer { quantity, price, lead_time_days: self.lead_time_days.unwrap_or(0) })
    }
}

impl Business for PriceBreak {}

impl Business for SupplierItem {
    fn check(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        check_period(self.starts_on, self.ends_on, "ends_on", refusals);
        refusals.ensure(
            self.lead_time_days.is_none_or(|d| (0..=3_650).contains(&d)),
            "catalog.lead_time",
            "lead_time_days",
        );
        for (figure, field) in [(self.minimum, "minimum"), (self.multiple, "multiple")] {
            refusals.ensure(figure.is_none_or(Quantity::is_positive), "catalog.quantity_not_positive", field);
        }
        let breaks = loaded(&self.breaks);
        for (place, line) in breaks.iter().enumerate() {
            refusals.ensure(!line.price.is_negative(), "catalog.price_negative", format!("breaks.{place}.price"));
            let twice = breaks[..place].iter().any(|b| b.from_quantity == line.from_quantity);
            refusals.ensure(!twice, "catalog.break_twice", format!("breaks.{place}.from_quantity"));
        }
        if let Some(unit) = self.unit {
            let item = read.get(self.item)?;
            if let Err(base::Error::Refused(reasons)) = crate::units::ratio(read, &item, unit, item.base_unit) {
                reasons.into_iter().for_each(|r| refusals.add(Refusal { field: Some("unit".to_owned()), ..r }));
            }
        }
        Ok(())
    }
}
