//! Stock transfers: goods that go to another place of the company, at once or by way of goods in transit.

use crate::moving::{self, Relocation, Spot};
use crate::{Location, Lot, Reversal, Status, Warehouse, posting};
use accounting::posting::Numbering;
use accounting::{Journal, JournalEntry, Part, Posting, Role, Source};
use base::{Date, Id, Quantity, Refusal, Result};
use catalog::Item;
use entity::{Choice, Custom, Entity, Head, Input, Lines};
use parties::loaded;
use platform::Company;
use store::{Business, Made, Operation, Read, Refusals, Tx, operations};

/// Where the document stands.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    #[default]
    Draft,
    /// They have left and not come yet.
    #[choice(tone = "info")]
    InTransit,
    #[choice(tone = "success")]
    Received,
    #[choice(tone = "warn")]
    Reversed,
}

/// Goods on their way from one warehouse to another, or from one location to another.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "stock.transfer",
    kind = 159,
    icon = "truck",
    title = "number",
    search(number, text),
    sort = "-posted_on",
    editable(draft),
    view(in_transit = "filter=state%20%3D%20in_transit&sort=posted_on")
)]
pub struct Transfer {
    pub head: Head,
    #[field(read_only, indexed, column, max = 40)]
    pub number: Option<String>,
    #[field(column)]
    pub company: Id<Company>,
    #[field(column)]
    pub from_warehouse: Id<Warehouse>,
    #[field(column)]
    pub to_warehouse: Id<Warehouse>,
    /// The day they leave.
    #[field(indexed, column)]
    pub posted_on: Date,
    /// The day they came.
    #[field(read_only, column)]
    pub received_on: Option<Date>,
    #[field(max = 200)]
    pub text: Option<String>,
    pub lines: Lines<TransferLine>,
    #[field(read_only)]
    pub entry: Option<Id<JournalEntry>>,
    #[field(read_only, max = 200)]
    pub reversed_because: Option<String>,
    #[field(indexed, column)]
    pub state: State,
    pub custom: Custom,
}

/// One item of a transfer.
#[derive(Entity, Clone, Debug, PartialEq, Eq)]
#[entity(name = "stock.transfer_line", kind = 160, line_of = "stock.transfer", title = "item")]
pub struct TransferLine {
    pub head: Head,
    pub item: Id<Item>,
    /// In base units.
    pub quantity: Quantity,
    pub lot: Option<Id<Lot>>,
    pub from_location: Option<Id<Location>>,
    pub to_location: Option<Id<Location>>,
    pub status: Status,
}

/// What receiving asks for.
#[derive(Input, Clone, Debug)]
pub struct Arrival {
    pub posted_on: Date,
}

impl TransferLine {
    /// A line of unrestricted goods.
    pub fn new(item: Id<Item>, quantity: Quantity) -> TransferLine {
        TransferLine {
            head: Head::default(),
            item,
            quantity,
            lot: None,
            from_location: None,
            to_location: None,
            status: Status::Unrestricted,
        }
    }
}

impl Transfer {
    /// A draft.
    pub fn new(
        company: Id<Company>,
        from_warehouse: Id<Warehouse>,
        to_warehouse: Id<Warehouse>,
        on: Date,
        lines: Vec<TransferLine>,
    ) -> Transfer {
        Transfer {
            head: Head::default(),
            number: None,
            company,
            from_warehouse,
            to_warehouse,
            posted_on: on,
            received_on: None,
            text: None,
            lines: lines.into(),
            entry: None,
            reversed_because: None,
            state: State::Draft,
            custom: Custom::default(),
        }
    }

    fn here(&self, line: &TransferLine) -> Spot {
        Spot { warehouse: self.from_warehouse, location: line.from_location, status: line.status }
    }

    fn there(&self, line: &TransferLine) -> Spot {
        Spot { warehouse: self.to_warehouse, location: line.to_location, status: line.status }
    }

    /// On the way they belong to where they go, and nobody can use them yet.
    fn on_the_way(&self) -> Spot {
        Spot { warehouse: self.to_warehouse, location: None, status: Status::InTransit }
    }

    fn relocations(&self, ends: impl Fn(&TransferLine) -> (Spot, Spot)) -> Vec<Relocation> {
        let one = |line: &TransferLine| {
            let (from, to) = ends(line);
            let (item, lot, quantity) = (line.item, line.lot, line.quantity);
            Relocation { item, lot, quantity, from, to, source_line: Some(line.head.id) }
        };
        loaded(&self.lines).iter().map(one).collect()
    }

    fn source(&self) -> Source {
        Source::of::<Transfer>(self.head.id)
    }

    /// They leave and arrive in one step.
    fn post(&mut self, tx: &mut Tx) -> Result<Made> {
        let goods = self.relocations(|line| (self.here(line), self.there(line)));
        let made = self.leave(tx, goods, None)?;
        self.received_on = Some(self.posted_on);
        Ok(made)
    }

    /// They leave and are in transit.
    fn send(&mut self, tx: &mut Tx) -> Result<Made> {
        let goods = self.relocations(|line| (self.here(line), self.on_the_way()));
        self.leave(tx, goods, Some(Role::InTransit))
    }

    fn leave(&mut self, tx: &mut Tx, goods: Vec<Relocation>, through: Option<Role>) -> Result<Made> {
        base::ensure!(!goods.is_empty(), Refusal::new("stock.without_lines").field("lines"))?;
        self.number = Some(crate::number::<Transfer>(tx, "ST", self.posted_on)?);
        self.entry = self.relocate(tx, self.posted_on, goods, through, ledger::Draft::new())?;
        Ok(self.entry.map(|e| ("accounting.journal_entry", e.raw())).into_iter().collect())
    }

    fn receive(&mut self, tx: &mut Tx, arrival: Arrival) -> Result<Made> {
        let early = Refusal::new("stock.received_before_sent").field("posted_on");
        base::ensure!(arrival.posted_on >= self.posted_on, early)?;
        let goods = self.relocations(|line| (self.on_the_way(), self.there(line)));
        let draft = posting::out_of_transit(tx, self.company, self.source(), ledger::Draft::new())?;
        let entry = self.relocate(tx, arrival.posted_on, goods, None, draft)?;
        self.received_on = Some(arrival.posted_on);
        Ok(entry.map(|e| ("accounting.journal_entry", e.raw())).into_iter().collect())
    }

    /// They go back to where they came from, at what they cost where they are.
    fn reverse(&mut self, tx: &mut Tx, asked: Reversal) -> Result<Made> {
        let away = self.state == State::InTransit;
        let at = |line: &TransferLine| if away { self.on_the_way() } else { self.there(line) };
        let goods = self.relocations(|line| (at(line), self.here(line)));
        let draft = posting::out_of_transit(tx, self.company, self.source(), ledger::Draft::new())?;
        let entry = self.relocate(tx, asked.posted_on, goods, None, draft)?;
        self.reversed_because = Some(asked.reason);
        Ok(entry.map(|e| ("accounting.journal_entry", e.raw())).into_iter().collect())
    }

    fn relocate(
        &self,
        tx: &mut Tx,
        on: Date,
        goods: Vec<Relocation>,
        through: Option<Role>,
        draft: ledger::Draft,
    ) -> Result<Option<Id<JournalEntry>>> {
        let number = self.number.clone().unwrap_or_default();
        let source = self.source();
        let document = moving::Document { company: self.company, posted_on: on, number: &number, source };
        let moved = moving::relocate(tx, &document, &goods, through)?;
        let draft = posting::transfer(tx, self.company, &moved, through, draft)?;
        let places: Vec<_> = goods.iter().map(|g| (g.item, g.to.warehouse)).collect();
        let entry = match draft.clone().close() {
            Err(ledger::Unbalanced::Empty) => None,
            _ => {
                let number = Numbering::Given(&number);
                let header = Posting::new(self.company, Journal::Stock, Part::Inventory, on, number, source);
                let text = self.text.clone().unwrap_or_default();
                Some(accounting::posting::post(tx, &header.text(&text), draft)?.entry)
            }
        };
        crate::reservation::refill(tx, &places)?;
        Ok(entry)
    }
}

impl Business for TransferLine {}

impl Business for Transfer {
    const OPERATIONS: &'static [Operation] = &operations![Transfer:
        post: [Draft] => Received,
        send: [Draft] => InTransit,
        receive(Arrival): [InTransit] => Received,
        reverse(Reversal): [InTransit, Received] => Reversed,
    ];

    fn check(&self, _read: &Read, refusals: &mut Refusals) -> Result<()> {
        for (place, line) in loaded(&self.lines).iter().enumerate() {
            let field = |name: &str| format!("lines.{place}.{name}");
            refusals.ensure(line.quantity.is_positive(), "stock.quantity_not_positive", field("quantity"));
            let moves = self.here(line) != self.there(line);
            refusals.ensure(moves, "stock.transfer_to_itself", field("to_location"));
            refusals.ensure(line.status != Status::InTransit, "stock.status_by_transfer", field("status"));
        }
        Ok(())
    }
}
