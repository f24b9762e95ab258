//! A set with units, two currencies and a bolt.

use base::{Date, Id, Price, Quantity};
use catalog::{Dimension, Item, ItemUnit, Unit};
use entity::Head;
use platform::Currency;
use store::testing::Fresh;
use store::{Hooks, Registry, Who};

pub struct World {
    pub set: Fresh,
    pub piece: Id<Unit>,
    pub boxes: Id<Unit>,
    pub pallet: Id<Unit>,
    pub metre: Id<Unit>,
    pub euro: Id<Currency>,
    pub dollar: Id<Currency>,
    pub bolt: Id<Item>,
}

impl std::ops::Deref for World {
    type Target = Fresh;
    fn deref(&self) -> &Fresh {
        &self.set
    }
}

pub fn we() -> Who {
    Who::program("test")
}

pub fn codes(error: base::Error) -> Vec<String> {
    error.refusals().iter().map(|r| format!("{} {}", r.code, r.field.clone().unwrap_or_default())).collect()
}

pub fn price(text: &str) -> Price {
    Price::parse(text).unwrap()
}

pub fn pieces(n: i64) -> Quantity {
    Quantity::whole(n).unwrap()
}

pub fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

pub fn holds(unit: Id<Unit>, n: i64, contained: Option<Id<Unit>>) -> ItemUnit {
    ItemUnit { head: Head::default(), unit, numerator: n, denominator: 1, contained }
}

/// A bolt at 2.00 EUR, in boxes of 100 and pallets of 40 boxes.
pub fn world() -> World {
    let registry = Registry::new(&[&platform::MODULE, &parties::MODULE, &catalog::MODULE], &[], Hooks::OPEN);
    let set = Fresh::open(registry);
    let (piece, boxes, pallet, metre, euro, dollar, bolt) = set
        .write(&we(), |tx| {
            let piece = tx.insert(&mut Unit::of("pc", "Piece", Dimension::Count, (1, 1), "C62"))?;
            let boxes = tx.insert(&mut Unit::of("box", "Box", Dimension::Package, (1, 1), "XBX"))?;
            let pallet = tx.insert(&mut Unit::of("plt", "Pallet", Dimension::Package, (1, 1), "XPX"))?;
            let metre = tx.insert(&mut Unit::of("m", "Metre", Dimension::Length, (1, 1), "MTR"))?;
            let currency =
                |code: &str| Currency { head: Head::default(), code: code.into(), name: code.into(), exponent: 2 };
            let (euro, dollar) = (tx.insert(&mut currency("EUR"))?, tx.insert(&mut currency("USD"))?);
            let mut bolt = Item::goods("BOLT-M8", "Bolt M8", piece);
            bolt.units = vec![holds(boxes, 100, None), holds(pallet, 40, Some(boxes))].into();
            (bolt.currency, bolt.list_price, bolt.standard_cost) = (Some(euro), Some(price("2")), Some(price("0.8")));
            Ok((piece, boxes, pallet, metre, euro, dollar, tx.insert(&mut bolt)?))
        })
        .unwrap();
    World { set, piece, boxes, pallet, metre, euro, dollar, bolt }
}
