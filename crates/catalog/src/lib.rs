//! What we buy, make, keep and sell: items, their units and packagings, and what they cost whom.
//!
//! [`pricing::price`] answers what a customer pays and why; [`units::convert`] turns one unit into another exactly. This module
//! posts nothing.

mod customer_item;
pub mod demo;
pub mod gtin;
mod item;
mod item_price;
mod price_list;
pub mod pricing;
mod supplier_item;
mod unit;
pub mod units;

pub use customer_item::CustomerItem;
pub use item::{Attribute, Barcode, Item, ItemGroup, ItemUnit, KitPart, Nature, Scanned, State as ItemState, Tracking};
pub use item_price::{ItemPrice, PriceKind, price_on};
pub use price_list::{Method, PriceList, PriceRule, PriceTarget, State as PriceListState};
pub use supplier_item::{Offer, PriceBreak, SupplierItem};
pub use unit::{Dimension, Unit};

use store::{Module, Registered, entity};

/// The module's name.
pub const NAME: &str = "catalog";

// Entity numbers 70 to 99 are this module's.
static ENTITIES: [Registered; 14] = [
    entity::<Unit>(),
    entity::<Barcode>(),
    entity::<ItemUnit>(),
    entity::<KitPart>(),
    entity::<Attribute>(),
    entity::<Item>(),
    entity::<ItemGroup>(),
    entity::<PriceBreak>(),
    entity::<SupplierItem>(),
    entity::<CustomerItem>(),
    entity::<PriceTarget>(),
    entity::<PriceRule>(),
    entity::<PriceList>(),
    entity::<ItemPrice>(),
];

/// The module's entities, messages and tables.
pub static MODULE: Module = Module {
    name: NAME,
    entities: &ENTITIES,
    messages: &[
        ("en", include_str!("../messages/en.ftl")),
        ("zh-CN", include_str!("../messages/zh-CN.ftl")),
        ("es", include_str!("../messages/es.ftl")),
    ],
    needs: &[parties::NAME],
    tables: Vec::new,
    reports: &[],
    laws: &[],
};

/// Refuses a period whose last day lies before its first.
fn check_period(from: Option<base::Date>, until: Option<base::Date>, field: &str, refusals: &mut store::Refusals) {
    if let (Some(from), Some(until)) = (from, until) {
        refusals.ensure(from <= until, "catalog.ends_before_start", field);
    }
}
