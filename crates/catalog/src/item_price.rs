//! What an item cost and was listed at, and from when until when.

use crate::{Item, check_period};
use base::{Date, Id, Price, Refusal, Result};
use entity::{Choice, Entity, Head, Value};
use platform::Currency;
use store::{Business, Read, Refusals};

/// Which of the two figures a row is about.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PriceKind {
    /// What we ask of whoever has no other price.
    #[default]
    #[choice(tone = "info")]
    List,
    /// What one costs us by standard.
    #[choice(tone = "teal")]
    Cost,
}

/// The list price or cost of one base unit during a period. Periods of one item, figure and currency do not overlap.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "catalog.item_price",
    kind = 81,
    icon = "history",
    title = "starts_on",
    sort = "-starts_on",
    calendar = "starts_on",
    index(item, purpose, currency, starts_on)
)]
pub struct ItemPrice {
    pub head: Head,
    #[field(column)]
    pub item: Id<Item>,
    #[field(column)]
    pub purpose: PriceKind,
    #[field(column)]
    pub currency: Id<Currency>,
    #[field(column, currency = "currency")]
    pub price: Price,
    #[field(column, indexed)]
    pub starts_on: Date,
    /// The last day.
    #[field(column)]
    pub ends_on: Option<Date>,
}

impl Business for ItemPrice {
    fn check(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        check_period(Some(self.starts_on), self.ends_on, "ends_on", refusals);
        refusals.ensure(!self.price.is_negative(), "catalog.price_negative", "price");
        read.hold("item_price", &self.item.to_string())?;
        let sql = store::sql!(
            "catalog.price_overlap",
            "SELECT starts_on FROM catalog_item_price WHERE item = $1 AND purpose = $2 AND currency = $3 AND id <> $4 \
             AND archived_at IS NULL AND starts_on <= $5 AND (ends_on IS NULL OR ends_on >= $6) LIMIT 1"
        );
        let last = self.ends_on.map_or_else(|| Value::from("9999-12-31"), Value::from);
        let params = [
            self.item.into(),
            self.purpose.code().into(),
            self.currency.into(),
            self.head.id.into(),
            last,
            self.starts_on.into(),
        ];
        if let Some(row) = read.row(sql, &params)? {
            let since = row.first().cloned().unwrap_or_default();
            refusals.add(Refusal::new("catalog.price_overlaps").field("starts_on").arg("since", since));
        }
        Ok(())
    }
}

/// The list price or cost of one base unit on a day: from the history, or else what the item itself says in that currency.
pub fn price_on(
    read: &Read,
    item: &Item,
    purpose: PriceKind,
    currency: Id<Currency>,
    day: Date,
) -> Result<Option<Price>> {
    let sql = store::sql!(
        "catalog.price_on",
        "SELECT price FROM catalog_item_price WHERE item = $1 AND purpose = $2 AND currency = $3 AND archived_at IS NULL \
         AND starts_on <= $4 AND (ends_on IS NULL OR ends_on >= $5) ORDER BY starts_on DESC LIMIT 1"
    );
    let params = [item.head.id.into(), purpose.code().into(), currency.into(), day.into(), day.into()];
    if let Some(price) = read.row(sql, &params)?.and_then(|row| row.first().and_then(Value::int)) {
        return Ok(Some(Price::from_units(price)));
    }
    let own = match purpose {
        PriceKind::List => item.list_price,
        PriceKind::Cost => item.standard_cost,
    };
    Ok(own.filter(|_| item.currency == Some(currency)))
}
