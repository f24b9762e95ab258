//! Status changes: goods are held back for inspection, blocked, or set free again; they stay where they are and worth the same.

use crate::moving::{self, Relocation, Spot};
use crate::{Location, Lot, Reversal, Status, Warehouse};
use accounting::Source;
use base::{Date, Id, Quantity, Refusal, Result};
use catalog::Item;
use entity::{Choice, Custom, Entity, Head, Lines};
use parties::loaded;
use platform::Company;
use store::{Business, Made, Operation, Read, Refusals, Tx, operations};

/// Where the document stands.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    #[default]
    Draft,
    #[choice(tone = "success")]
    Posted,
    #[choice(tone = "warn")]
    Reversed,
}

/// Goods of a warehouse that may be used otherwise than before.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "stock.status_change",
    kind = 162,
    icon = "shield-check",
    title = "number",
    search(number, reason),
    sort = "-posted_on",
    editable(draft)
)]
pub struct StatusChange {
    pub head: Head,
    #[field(read_only, indexed, column, max = 40)]
    pub number: Option<String>,
    #[field(column)]
    pub company: Id<Company>,
    #[field(column)]
    pub warehouse: Id<Warehouse>,
    #[field(indexed, column)]
    pub posted_on: Date,
    #[field(column)]
    pub from_status: Status,
    #[field(column)]
    pub to_status: Status,
    /// Why.
    #[field(max = 200)]
    pub reason: String,
    pub lines: Lines<StatusChangeLine>,
    #[field(read_only, max = 200)]
    pub reversed_because: Option<String>,
    #[field(indexed, column)]
    pub state: State,
    pub custom: Custom,
}

/// One item whose status changes.
#[derive(Entity, Clone, Debug, PartialEq, Eq)]
#[entity(name = "stock.status_change_line", kind = 163, line_of = "stock.status_change", title = "item")]
pub struct StatusChangeLine {
    pub head: Head,
    pub item: Id<Item>,
    /// In base units.
    pub quantity: Quantity,
    pub location: Option<Id<Location>>,
    pub lot: Option<Id<Lot>>,
}

impl StatusChangeLine {
    /// A line.
    pub fn new(item: Id<Item>, quantity: Quantity, lot: Option<Id<Lot>>) -> StatusChangeLine {
        StatusChangeLine { head: Head::default(), item, quantity, location: None, lot }
    }
}

impl StatusChange {
    /// A draft.
    pub fn new(
        company: Id<Company>,
        warehouse: Id<Warehouse>,
        on: Date,
        (from_status, to_status): (Status, Status),
        reason: &str,
        lines: Vec<StatusChangeLine>,
    ) -> StatusChange {
        StatusChange {
            head: Head::default(),
            number: None,
            company,
            warehouse,
            posted_on: on,
            from_status,
            to_status,
            reason: reason.to_owned(),
            lines: lines.into(),
            reversed_because: None,
            state: State::Draft,
            custom: Custom::default(),
        }
    }

    fn post(&mut self, tx: &mut Tx) -> Result<Made> {
        base::ensure!(!loaded(&self.lines).is_empty(), Refusal::new("stock.without_lines").field("lines"))?;
        let number = crate::number::<StatusChange>(tx, "SS", self.posted_on)?;
        self.change(tx, self.posted_on, &number, self.from_status, self.to_status)?;
        self.number = Some(number);
        Ok(Vec::new())
    }

    fn reverse(&mut self, tx: &mut Tx, asked: Reversal) -> Result<Made> {
        let number = self.number.clone().unwrap_or_default();
        self.change(tx, asked.posted_on, &number, self.to_status, self.from_status)?;
        self.reversed_because = Some(asked.reason);
        Ok(Vec::new())
    }

    fn change(&self, tx: &mut Tx, on: Date, number: &str, from: Status, to: Status) -> Result<()> {
        let spot =
            |line: &StatusChangeLine, status| Spot { warehouse: self.warehouse, location: line.location, status };
        let one = |line: &StatusChangeLine| Relocation {
            item: line.item,
            lot: line.lot,
            quantity: line.quantity,
            from: spot(line, from),
            to: spot(line, to),
            source_line: Some(line.head.id),
        };
        let goods: Vec<Relocation> = loaded(&self.lines).iter().map(one).collect();
        let source = Source::of::<StatusChange>(self.head.id);
        let document = moving::Document { company: self.company, posted_on: on, number, source };
        moving::relocate(tx, &document, &goods, None)?;
        let places: Vec<_> = goods.iter().map(|g| (g.item, self.warehouse)).collect();
        crate::reservation::refill(tx, &places)
    }
}

impl Business for StatusChangeLine {}

impl Business for StatusChange {
    const OPERATIONS: &'static [Operation] = &operations![StatusChange:
        post: [Draft] => Posted,
        reverse(Reversal): [Posted] => Reversed,
    ];

    fn check(&self, _read: &Read, refusals: &mut Refusals) -> Result<()> {
        refusals.ensure(self.from_status != self.to_status, "stock.same_status", "to_status");
        for (field, status) in [("from_status", self.from_status), ("to_status", self.to_status)] {
            refusals.ensure(status != Status::InTransit, "stock.status_by_transfer", field);
        }
        for (place, line) in loaded(&self.lines).iter().enumerate() {
            let field = format!("lines.{place}.quantity");
            refusals.ensure(line.quantity.is_positive(), "stock.quantity_not_positive", &field);
        }
        Ok(())
    }
}
