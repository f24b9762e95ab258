//! Landed cost: freight, duty and insurance shared among the goods they brought, and borne by what became of them.

use crate::moving::Document;
use crate::{LedgerRow, Receipt, Reversal, Why, difference, posting};
use accounting::posting::Numbering;
use accounting::{InventoryMode, Journal, JournalEntry, Part, Posting, Role, Source};
use base::{Date, Id, Money, Quantity, Refusal, Result};
use costing::Goods;
use entity::{Choice, Custom, Entity, Fields, Head, Lines};
use parties::loaded;
use platform::{Company, Currency};
use std::collections::HashMap;
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

/// What a cost is shared by.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Basis {
    #[default]
    Value,
    Quantity,
    Weight,
    Volume,
    /// Amounts stated line by line.
    Fixed,
}

/// Costs of bringing goods here.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "stock.landed_cost",
    kind = 167,
    icon = "ship",
    title = "number",
    search(number, text),
    sort = "-posted_on",
    editable(draft)
)]
pub struct LandedCost {
    pub head: Head,
    #[field(read_only, indexed, column, max = 40)]
    pub number: Option<String>,
    #[field(column)]
    pub company: Id<Company>,
    #[field(indexed, column)]
    pub posted_on: Date,
    #[field(column, max = 200)]
    pub text: Option<String>,
    /// The costs.
    pub costs: Lines<LandedCostItem>,
    /// The goods.
    pub receipts: Lines<LandedCostReceipt>,
    #[field(computed, column, currency = "currency")]
    pub total: Money,
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

/// One cost.
#[derive(Entity, Clone, Debug, PartialEq, Eq)]
#[entity(name = "stock.landed_cost_item", kind = 168, line_of = "stock.landed_cost", title = "text")]
pub struct LandedCostItem {
    pub head: Head,
    #[field(max = 120)]
    pub text: String,
    /// In company currency.
    #[field(currency = "currency")]
    pub amount: Money,
    pub basis: Basis,
}

/// Goods that a cost belongs to.
#[derive(Entity, Clone, Debug, PartialEq, Eq)]
#[entity(name = "stock.landed_cost_receipt", kind = 169, line_of = "stock.landed_cost", title = "ledger_row")]
pub struct LandedCostReceipt {
    pub head: Head,
    pub ledger_row: Id<LedgerRow>,
    /// In one unit for all lines, such as kilograms.
    pub weight: Option<Quantity>,
    /// In one unit for all lines, such as litres.
    pub volume: Option<Quantity>,
    /// Its part of costs that are shared by stated amounts.
    #[field(currency = "currency")]
    pub fixed: Option<Money>,
    /// What fell to it.
    #[field(read_only, currency = "currency")]
    pub amount: Option<Money>,
}

impl LandedCostItem {
    /// A cost.
    pub fn new(text: &str, amount: Money, basis: Basis) -> LandedCostItem {
        LandedCostItem { head: Head::default(), text: text.to_owned(), amount, basis }
    }
}

impl LandedCostReceipt {
    /// Goods of a receipt.
    pub fn new(ledger_row: Id<LedgerRow>) -> LandedCostReceipt {
        LandedCostReceipt { head: Head::default(), ledger_row, weight: None, volume: None, fixed: None, amount: None }
    }
}

impl LandedCost {
    /// A draft.
    pub fn new(
        company: Id<Company>,
        on: Date,
        costs: Vec<LandedCostItem>,
        receipts: Vec<LandedCostReceipt>,
    ) -> LandedCost {
        LandedCost {
            head: Head::default(),
            number: None,
            company,
            posted_on: on,
            text: None,
            costs: costs.into(),
            receipts: receipts.into(),
            total: Money::ZERO,
            currency: None,
            entry: None,
            reversed_because: None,
            state: State::Draft,
            custom: Custom::default(),
        }
    }

    /// What falls to each receipt: every cost by its own basis.
    fn parts(&self, rows: &HashMap<i64, LedgerRow>) -> Result<Vec<Money>> {
        let receipts = loaded(&self.receipts);
        let goods = |line: &LandedCostReceipt| {
            let row = rows.get(&line.ledger_row.raw());
            Goods {
                quantity: row.map_or(Quantity::ZERO, |r| r.quantity),
                weight: line.weight.unwrap_or(Quantity::ZERO),
                volume: line.volume.unwrap_or(Quantity::ZERO),
                value: row.map_or(Money::ZERO, |r| r.value),
                fixed: line.fixed.unwrap_or(Money::ZERO),
            }
        };
        let goods: Vec<Goods> = receipts.iter().map(goods).collect();
        let mut sums = vec![Money::ZERO; receipts.len()];
        for cost in loaded(&self.costs) {
            let basis = match cost.basis {
                Basis::Value => costing::Basis::Value,
                Basis::Quantity => costing::Basis::Quantity,
                Basis::Weight => costing::Basis::Weight,
                Basis::Volume => costing::Basis::Volume,
                Basis::Fixed => costing::Basis::Fixed,
            };
            let parts = costing::allocate(cost.amount, basis, &goods).map_err(|problem| {
                let code = match problem {
                    costing::Problem::FixedPartsDiffer { .. } => "stock.fixed_parts_differ",
                    _ => "stock.nothing_to_share_by",
                };
                base::Error::from(Refusal::new(code).field("receipts").record(&cost.text))
            })?;
            for (sum, part) in sums.iter_mut().zip(parts) {
                *sum = sum.checked_add(part)?;
            }
        }
        Ok(sums)
    }

    fn post(&mut self, tx: &mut Tx) -> Result<Made> {
        let whole = !loaded(&self.costs).is_empty() && !loaded(&self.receipts).is_empty();
        base::ensure!(whole, Refusal::new("stock.landed_without_lines").field("receipts"))?;
        let ids: Vec<i64> = loaded(&self.receipts).iter().map(|r| r.ledger_row.raw()).collect();
        let rows: Vec<LedgerRow> = tx.select("id IN LIST($1)", &[store::id_list(&ids)])?;
        let rows = rows.into_iter().map(|r| (r.head.id, r)).collect();
        let parts = self.parts(&rows)?;
        let mut receipts = loaded(&self.receipts).to_vec();
        receipts.iter_mut().zip(parts).for_each(|(line, part)| line.amount = Some(part));
        self.receipts = receipts.into();
        let number = crate::number::<LandedCost>(tx, "LC", self.posted_on)?;
        self.entry = self.bear(tx, self.posted_on, &number, false)?;
        self.number = Some(number);
        Ok(self.entry.map(|e| ("accounting.journal_entry", e.raw())).into_iter().collect())
    }

    /// The cost was none: what is still there gives back its part, the rest goes back to whoever bore it.
    fn reverse(&mut self, tx: &mut Tx, asked: Reversal) -> Result<Made> {
        let number = self.number.clone().unwrap_or_default();
        let entry = self.bear(tx, asked.posted_on, &number, true)?;
        self.reversed_because = Some(asked.reason);
        Ok(entry.map(|e| ("accounting.journal_entry", e.raw())).into_iter().collect())
    }

    /// Inventory and whoever took the goods bear the costs / Cr landed cost clearing, until the bills come.
    fn bear(&self, tx: &mut Tx, on: Date, number: &str, back: bool) -> Result<Option<Id<JournalEntry>>> {
        let source = Source::of::<LandedCost>(self.head.id);
        let document = Document { company: self.company, posted_on: on, number, source };
        let mut differences = Vec::new();
        for line in loaded(&self.receipts) {
            let row: LedgerRow = tx.get(line.ledger_row)?;
            let amount = line.amount.unwrap_or(Money::ZERO);
            let amount = if back { amount.checked_neg()? } else { amount };
            let (matched, source_line) = (row.quantity, Some(line.head.id));
            differences.push(Receipt { row: line.ledger_row, matched, amount, source_line });
        }
        let borne = difference::value_difference(tx, &document, Why::LandedCost, &differences)?;
        let mut draft = posting::difference(tx, self.company, &borne, ledger::Draft::new())?;
        let kept = accounting::kept::books(tx)?;
        if kept.books(self.company)?.inventory_mode == InventoryMode::CostOfSales {
            let currency = kept.currency(self.company)?.raw();
            let clearing = accounting::account(tx, self.company, Role::LandedCost, None)?.raw();
            draft = draft.credit(clearing, currency, Money::sum(differences.iter().map(|d| d.amount))?);
        }
        if draft.clone().close().is_err_and(|e| e == ledger::Unbalanced::Empty) {
            return Ok(None);
        }
        let text = self.text.clone().unwrap_or_default();
        let reverses = self.entry.filter(|_| back);
        let header = Posting {
            reverses,
            ..Posting::new(self.company, Journal::Stock, Part::Inventory, on, Numbering::Given(number), source)
        };
        Ok(Some(accounting::posting::post(tx, &header.text(&text), draft)?.entry))
    }
}

impl Business for LandedCostItem {}
impl Business for LandedCostReceipt {}

impl Business for LandedCost {
    const OPERATIONS: &'static [Operation] = &operations![LandedCost:
        post: [Draft] => Posted,
        reverse(Reversal): [Posted] => Reversed,
    ];

    fn complete(&mut self, read: &Read, _touched: &Fields) -> Result<()> {
        if self.company.is_valid() {
            self.currency = Some(accounting::kept::books(read)?.currency(self.company)?);
        }
        if let Lines::Loaded(costs) = &self.costs {
            self.total = Money::sum(costs.iter().map(|c| c.amount))?;
        }
        Ok(())
    }

    fn check(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        let lines = loaded(&self.receipts);
        let ids: Vec<i64> = lines.iter().map(|l| l.ledger_row.raw()).collect();
        let rows: Vec<LedgerRow> = read.select("id IN LIST($1)", &[store::id_list(&ids)])?;
        for (place, line) in lines.iter().enumerate() {
            let field = format!("receipts.{place}.ledger_row");
            let row = rows.iter().find(|r| r.head.id == line.ledger_row.raw());
            let receipt = row.is_some_and(|r| r.quantity.is_positive() && r.company == self.company);
            refusals.ensure(receipt, "stock.not_a_receipt", &field);
            let twice = lines[..place].iter().any(|l| l.ledger_row == line.ledger_row);
            refusals.ensure(!twice, "stock.receipt_twice", &field);
        }
        for (place, cost) in loaded(&self.costs).iter().enumerate() {
            let field = format!("costs.{place}.amount");
            refusals.ensure(!cost.amount.is_zero(), "stock.cost_is_nothing", &field);
        }
        Ok(())
    }
}
