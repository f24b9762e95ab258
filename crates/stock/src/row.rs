//! The stock ledger: every movement of goods with its quantity and value, never changed.

use crate::{Location, Lot, Status, Warehouse};
use accounting::Account;
use base::{Date, Id, Money, Quantity};
use catalog::Item;
use entity::{Choice, Entity, Head};
use platform::{Company, Currency};
use store::Business;

/// What a row does to the worth of goods. A history is reckoned again from it when something is posted before it.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Act {
    /// Goods came or went.
    #[default]
    Moved,
    /// Goods changed their place or status; what they are worth stays where it was.
    Placed,
    /// Goods came with what they cost in another valuation area.
    Carried,
    /// An issue without cover got its real cost.
    Settled,
    /// What an earlier row is off by since something was posted before it.
    Corrected,
    /// An invoice or freight changed what goods cost.
    Spread,
    /// The standard cost changed.
    Revalued,
}

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
    #[field(read_only, column)]
    pub act: Act,
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
    #[field(read_only)]
    pub reverses: Option<Id<LedgerRow>>,
    /// Where it comes from: the receipt of a return or a difference, the delivery of what comes back, the issue of a transfer.
    #[field(read_only)]
    pub origin: Option<Id<LedgerRow>>,
    /// What was said to be paid in all: of a receipt its cost, of a difference the whole of it.
    #[field(read_only, currency = "currency")]
    pub cost: Option<Money>,
    /// How much of the receipt a difference is about.
    #[field(read_only)]
    pub matched: Option<Quantity>,
    /// The account on the other side, where the row knows it.
    #[field(read_only)]
    pub counter: Option<Id<Account>>,
}

impl LedgerRow {
    /// True for a row that only changes the value of another one.
    pub fn amends(&self) -> bool {
        matches!(self.act, Act::Settled | Act::Corrected)
    }
}

impl Business for LedgerRow {
    const PLAIN: bool = true;
}
