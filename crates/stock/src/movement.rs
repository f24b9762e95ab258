//! Stock movements: goods that come, go or change without a business partner: opening, found, scrapped, used by ourselves.

use crate::{Location, Lot, Move, Status, Warehouse, Worth, moving, posting};
use accounting::posting::Numbering;
use accounting::{Journal, JournalEntry, Part, Posting, Role, Source};
use base::{Date, Id, Money, Price, Quantity, Refusal, Result, Rounding};
use catalog::Item;
use entity::{Choice, Custom, Entity, Fields, Head, Input, Lines};
use parties::loaded;
use platform::{Company, Currency};
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

/// Why goods move.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// What was there when the books began; each line says what it is worth.
    #[default]
    Opening,
    /// Found, or produced before production is booked.
    Receipt,
    /// Thrown away.
    Scrap,
    /// Used by ourselves.
    InternalUse,
    /// More or less than the books said.
    Difference,
}

impl Purpose {
    /// Positive lines bring goods in for these.
    fn comes_in(self) -> Option<bool> {
        match self {
            Purpose::Opening | Purpose::Receipt => Some(true),
            Purpose::Scrap | Purpose::InternalUse => Some(false),
            Purpose::Difference => None,
        }
    }

    fn counter(self) -> Role {
        match self {
            Purpose::Opening => Role::OpeningBalance,
            Purpose::Receipt | Purpose::Difference => Role::InventoryLoss,
            Purpose::Scrap => Role::Scrap,
            Purpose::InternalUse => Role::InternalUse,
        }
    }
}

/// A movement without a business partner.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "stock.movement",
    kind = 157,
    icon = "package-open",
    title = "number",
    search(number, text),
    sort = "-posted_on",
    editable(draft),
    view(drafts = "filter=state%20%3D%20draft&sort=-posted_on")
)]
pub struct Movement {
    pub head: Head,
    #[field(read_only, indexed, column, max = 40)]
    pub number: Option<String>,
    #[field(column)]
    pub company: Id<Company>,
    #[field(column)]
    pub purpose: Purpose,
    #[field(column)]
    pub warehouse: Id<Warehouse>,
    #[field(indexed, column)]
    pub posted_on: Date,
    #[field(column, max = 200)]
    pub text: Option<String>,
    pub lines: Lines<MovementLine>,
    /// What it was worth, in company currency.
    #[field(read_only, column, currency = "currency")]
    pub value: Option<Money>,
    #[field(computed)]
    pub currency: Option<Id<Currency>>,
    #[field(read_only)]
    pub entry: Option<Id<JournalEntry>>,
    #[field(read_only, max = 200)]
    pub reversed_because: Option<String>,
    #[field(indexed, column)]
    pub state: State,
    pub custom: Custom,
}

/// One item of a movement.
#[derive(Entity, Clone, Debug, PartialEq, Eq)]
#[entity(name = "stock.movement_line", kind = 158, line_of = "stock.movement", title = "item")]
pub struct MovementLine {
    pub head: Head,
    pub item: Id<Item>,
    /// In base units; differences may be negative.
    pub quantity: Quantity,
    /// What one base unit is worth, for goods that come in.
    #[field(currency = "currency")]
    pub unit_cost: Option<Price>,
    /// It came for nothing.
    pub free: bool,
    pub location: Option<Id<Location>>,
    pub lot: Option<Id<Lot>>,
    pub status: Status,
}

/// What reversing asks for.
#[derive(Input, Clone, Debug)]
pub struct Reversal {
    pub posted_on: Date,
    #[field(max = 200)]
    pub reason: String,
}

impl MovementLine {
    /// A line of unrestricted goods.
    pub fn new(item: Id<Item>, quantity: Quantity, unit_cost: Option<Price>) -> MovementLine {
        MovementLine {
            head: Head::default(),
            item,
            quantity,
            unit_cost,
            free: false,
            location: None,
            lot: None,
            status: Status::Unrestricted,
        }
    }
}

impl Movement {
    /// A draft.
    pub fn new(
        company: Id<Company>,
        warehouse: Id<Warehouse>,
        purpose: Purpose,
        on: Date,
        lines: Vec<MovementLine>,
    ) -> Movement {
        Movement {
            head: Head::default(),
            number: None,
            company,
            purpose,
            warehouse,
            posted_on: on,
            text: None,
            lines: lines.into(),
            value: None,
            currency: None,
            entry: None,
            reversed_because: None,
            state: State::Draft,
            custom: Custom::default(),
        }
    }

    fn moves(&self, exponent: u8) -> Result<Vec<Move>> {
        let line = |line: &MovementLine| -> Result<Move> {
            let quantity = match self.purpose.comes_in() {
                Some(false) => line.quantity.checked_neg()?,
                _ => line.quantity,
            };
            let worth = match (line.unit_cost, line.free) {
                (_, true) => Worth::Free,
                (Some(cost), _) => {
                    Worth::Of(cost.amount(line.quantity.checked_abs()?, exponent, Rounding::HalfAwayFromZero)?)
                }
                (None, _) => Worth::Current,
            };
            Ok(Move {
                item: line.item,
                warehouse: self.warehouse,
                location: line.location,
                lot: line.lot,
                status: line.status,
                quantity,
                worth,
                original: None,
                source_line: Some(line.head.id),
                reverses: None,
            })
        };
        loaded(&self.lines).iter().map(line).collect()
    }

    fn post(&mut self, tx: &mut Tx) -> Result<Made> {
        base::ensure!(!loaded(&self.lines).is_empty(), Refusal::new("stock.without_lines").field("lines"))?;
        let kept = accounting::kept::books(tx)?;
        let exponent = kept.exponent(kept.currency(self.company)?);
        let moves = self.moves(exponent)?;
        let source = Source::of::<Movement>(self.head.id);
        let number = crate::number::<Movement>(tx, "SM", self.posted_on)?;
        let document = moving::Document { company: self.company, posted_on: self.posted_on, number: &number, source };
        let moved = moving::apply(tx, &document, &moves)?;
        let draft = posting::against(tx, self.company, &moved, self.purpose.counter(), ledger::Draft::new())?;
        self.value = Some(Money::sum(moved.iter().map(|m| m.value))?);
        if !draft.is_empty() {
            let text = self.text.clone().unwrap_or_default();
            let header = Posting::new(
                self.company,
                Journal::Stock,
                Part::Inventory,
                self.posted_on,
                Numbering::Given(&number),
                source,
            );
            self.entry = Some(accounting::posting::post(tx, &header.text(&text), draft)?.entry);
        }
        let places: Vec<_> =
            moved.iter().filter(|m| m.quantity.is_positive()).map(|m| (m.item, self.warehouse)).collect();
        if !places.is_empty() {
            crate::reservation::refill(tx, &places)?;
        }
        self.number = Some(number);
        Ok(self.entry.map(|e| ("accounting.journal_entry", e.raw())).into_iter().collect())
    }

    fn reverse(&mut self, tx: &mut Tx, asked: Reversal) -> Result<Made> {
        let number = self.number.clone().unwrap_or_default();
        let source = Source::of::<Movement>(self.head.id);
        let document = moving::Document { company: self.company, posted_on: asked.posted_on, number: &number, source };
        let moved = moving::take_back(tx, &document)?;
        let draft = posting::against(tx, self.company, &moved, self.purpose.counter(), ledger::Draft::new())?;
        self.reversed_because = Some(asked.reason);
        if draft.is_empty() {
            return Ok(Vec::new());
        }
        let header = Posting {
            reverses: self.entry,
            ..Posting::new(
                self.company,
                Journal::Stock,
                Part::Inventory,
                asked.posted_on,
                Numbering::Given(&number),
                source,
            )
        };
        let mirror = accounting::posting::post(tx, &header, draft)?;
        Ok(vec![("accounting.journal_entry", mirror.entry.raw())])
    }
}

impl Business for MovementLine {}

impl Business for Movement {
    const OPERATIONS: &'static [Operation] = &operations![Movement:
        post: [Draft] => Posted,
        reverse(Reversal): [Posted] => Reversed,
    ];

    fn complete(&mut self, read: &Read, _touched: &Fields) -> Result<()> {
        if self.company.is_valid() {
            self.currency = Some(accounting::kept::books(read)?.currency(self.company)?);
        }
        Ok(())
    }

    fn check(&self, _read: &Read, refusals: &mut Refusals) -> Result<()> {
        for (place, line) in loaded(&self.lines).iter().enumerate() {
            let field = |name: &str| format!("lines.{place}.{name}");
            let fits = match self.purpose.comes_in() {
                Some(_) => line.quantity.is_positive(),
                None => !line.quantity.is_zero(),
            };
            refusals.ensure(fits, "stock.quantity_not_positive", field("quantity"));
            let stated =
                self.purpose != Purpose::Opening || line.free || line.unit_cost.is_some_and(Price::is_positive);
            refusals.ensure(stated, "stock.cost_unknown_line", field("unit_cost"));
            refusals.ensure(line.status != Status::InTransit, "stock.status_by_transfer", field("status"));
            let cost = line.unit_cost.is_none_or(|c| !c.is_negative());
            refusals.ensure(cost, "stock.cost_not_positive_line", field("unit_cost"));
        }
        Ok(())
    }
}
