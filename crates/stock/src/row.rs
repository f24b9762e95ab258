//! The stock ledger: every movement of goods with its quantity and value, never changed.

use crate::{Location, Lot, Status, Warehouse};
use base::{Date, Id, Money, Quantity};
use catalog::Item;
use entity::{Entity, Head};
use platform::{Company, Currency};
use store::Business;

/// One movement: in positive, out negative. A correction of values has no quantity.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "stock.ledger_row",
    kind = 153,
    icon = "scroll-text",
    title = "number",
    sort = "-posted_on",
    posted,
    large,
    index(company, item, posted_on, id),
    index(source_kind, source)
)]
pub struct LedgerRow {
    pub head: Head,
    /// The number of the document behind it.
    #[field(read_only, column, max = 60)]
    pub number: String,
    #[field(read_only)]
    pub company: Id<Company>,
    #[field(read_only, indexed, column)]
    pub posted_on: Date,
    #[field(read_only, column)]
    pub item: Id<Item>,
    #[field(read_only, column)]
    pub warehouse: Id<Warehouse>,
    #[field(read_only)]
    pub location: Option<Id<Location>>,
    #[field(read_only)]
    pub lot: Option<Id<Lot>>,
    #[field(read_only, column)]
    pub status: Status,
    /// In base units of the item.
    #[field(read_only, column)]
    pub quantity: Quantity,
    /// What the inventory account moved by, in company currency.
    #[field(read_only, column, currency = "currency")]
    pub value: Money,
    #[field(read_only)]
    pub currency: Id<Currency>,
    #[field(read_only)]
    pub source_kind: i64,
    #[field(read_only)]
    pub source: i64,
    #[field(read_only)]
    pub source_line: Option<i64>,
    /// The row that this one takes back or corrects.
    #[field(read_only, indexed)]
    pub reverses: Option<Id<LedgerRow>>,
}

impl Business for LedgerRow {}
