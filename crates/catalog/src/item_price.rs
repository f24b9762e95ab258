//! What an item cost and was listed at, and from when until when.

use crate::{Item, check_period};
use base::{Date, Id, Price, Refusal, Result};
use entity::{Choice, Entity, Head, Value};
use platform::Currency;
use std::collections::HashMap;
use store::{Business, Read, Refusals, Tx};

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

impl ItemPrice {
    /// From a day on one base unit has another price: what held until then ends the day before, what is agreed for later stays. What
    /// the item itself said is kept for the days from `since` on, and then follows.
    pub fn begin(
        tx: &mut Tx,
        item: &Item,
        purpose: PriceKind,
        (currency, price): (Id<Currency>, Price),
        day: Date,
        since: Date,
    ) -> Result<()> {
        let (id, own) = (Id::<Item>::from_raw(item.head.id), item.currency == Some(currency));
        let before = price_on(tx, item, purpose, currency, day)?;
        if before == Some(price) {
            return Ok(());
        }
        let known: Vec<ItemPrice> = tx.select(
            "item = $1 AND purpose = $2 AND currency = $3 AND archived_at IS NULL ORDER BY starts_on",
            &[id.into(), purpose.code().into(), currency.into()],
        )?;
        let new = |starts_on: Date, ends_on: Option<Date>, price: Price| ItemPrice {
            head: Head::default(),
            item: id,
            purpose,
            currency,
            price,
            starts_on,
            ends_on,
        };
        let eve = day.add_days(-1)?;
        let next = known.iter().find(|row| row.starts_on > day).map(|row| row.starts_on.add_days(-1)).transpose()?;
        match known.iter().rfind(|row| row.starts_on <= day && row.ends_on.is_none_or(|last| last >= day)) {
            Some(row) if row.starts_on == day => {
                let mut row = tx.lock(Id::<ItemPrice>::from_raw(row.head.id))?;
                row.price = price;
                tx.update(&mut row)?;
            }
            Some(row) => {
                let mut row = tx.lock(Id::<ItemPrice>::from_raw(row.head.id))?;
                let ends_on = row.ends_on.replace(eve);
                tx.update(&mut row)?;
                tx.insert(&mut new(day, ends_on, price))?;
            }
            None => {
                let gap = known.iter().rfind(|row| row.starts_on < day).and_then(|row| row.ends_on);
                let since = gap.map(|last| last.add_days(1)).transpose()?.map_or(since, |free| free.max(since));
                if let Some(own) = before.filter(|_| since <= eve) {
                    tx.insert(&mut new(since, Some(eve), own))?;
                }
                tx.insert(&mut new(day, next, price))?;
            }
        }
        if own && day <= tx.today() && next.is_none_or(|last| last >= tx.today()) {
            let mut item = tx.lock(id)?;
            match purpose {
                PriceKind::List => item.list_price = Some(price),
                PriceKind::Cost => item.standard_cost = Some(price),
            }
            tx.update(&mut item)?;
        }
        Ok(())
    }

    /// The list prices or costs of many items on a day, by item, in one statement: the same as [`price_on`] of each.
    pub fn on(
        read: &Read,
        items: &[Item],
        purpose: PriceKind,
        currency: Id<Currency>,
        day: Date,
    ) -> Result<HashMap<i64, Price>> {
        let sql = store::sql!(
            "catalog.item_prices_on",
            "SELECT item, price FROM catalog_item_price WHERE item IN LIST($1) AND purpose = $2 AND currency = $3 \
             AND archived_at IS NULL AND starts_on <= $4 AND (ends_on IS NULL OR ends_on >= $5)"
        );
        let said = |item: &Item| own(item, purpose, currency).map(|price| (item.head.id, price));
        let mut found: HashMap<i64, Price> = items.iter().filter_map(said).collect();
        let ids: Vec<i64> = items.iter().map(|item| item.head.id).collect();
        let params = [store::id_list(&ids), purpose.code().into(), currency.into(), day.into(), day.into()];
        for row in read.query(sql, &params)? {
            let int = |place: usize| row.get(place).and_then(Value::int).unwrap_or(0);
            found.insert(int(0), Price::from_units(int(1)));
        }
        Ok(found)
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
    Ok(own(item, purpose, currency))
}

/// What the item itself says in a currency.
fn own(item: &Item, purpose: PriceKind, currency: Id<Currency>) -> Option<Price> {
    let own = match purpose {
        PriceKind::List => item.list_price,
        PriceKind::Cost => item.standard_cost,
    };
    own.filter(|_| item.currency == Some(currency))
}
