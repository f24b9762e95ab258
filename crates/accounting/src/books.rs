//! How a company keeps its books: its chart, the way goods are booked, and what happens to cents left over.

use crate::{FiscalYear, charts};
use base::{Date, Id, Money, Refusal, Result};
use entity::{Choice, Entity, Head, Input};
use platform::{Company, Language};
use store::{Business, Made, Operation, Read, Refusals, Tx, operations};

/// Whether they take postings.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// Without a chart.
    #[default]
    Planned,
    /// In use.
    #[choice(tone = "success")]
    Open,
}

/// How the cost of goods reaches the income statement.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InventoryMode {
    /// Anglo-Saxon: purchases are stock; what is delivered is cost of sales.
    #[default]
    CostOfSales,
    /// Continental: purchases are expense; what changes in stock corrects it.
    NatureOfExpense,
}

/// When the cost of delivered goods becomes cost of sales.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CostAt {
    /// When the goods leave.
    #[default]
    Delivery,
    /// When they are invoiced; until then they are delivered not invoiced.
    Invoice,
}

/// How unit costs are found.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Costing {
    #[default]
    MovingAverage,
    Fifo,
    Standard,
}

/// How tax is rounded.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TaxRounding {
    /// Once for each tax code of a document.
    #[default]
    Document,
    /// On each line.
    Line,
}

/// The books of a company.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "accounting.books",
    kind = 102,
    plural = "books",
    icon = "library",
    title = "company",
    unique(company),
    kept
)]
pub struct Books {
    pub head: Head,
    #[field(column)]
    pub company: Id<Company>,
    #[field(column)]
    pub inventory_mode: InventoryMode,
    #[field(column)]
    pub cost_at: CostAt,
    /// How unit costs of goods are found unless the item's group says otherwise.
    #[field(column)]
    pub costing: Costing,
    #[field(column)]
    pub tax_rounding: TaxRounding,
    /// Prices to consumers include tax.
    pub prices_with_tax: bool,
    /// Differences up to this many minor units are written off when money is allocated.
    #[field(default = "5")]
    pub small_difference: i64,
    /// How many days back a stock movement may be dated.
    #[field(default = "31")]
    pub backdate_days: i64,
    #[field(indexed, column)]
    pub state: State,
}

/// What founding the books asks for.
#[derive(Input, Clone, Debug)]
pub struct Founding {
    pub chart: charts::Chart,
    /// The language of the accounts' own names; the others stand beside them.
    pub language: Language,
    /// The first day of the first fiscal year.
    pub starts_on: Date,
}

impl Books {
    /// Books not yet opened.
    pub fn new(company: Id<Company>) -> Books {
        Books {
            head: Head::default(),
            company,
            inventory_mode: InventoryMode::default(),
            cost_at: CostAt::default(),
            costing: Costing::default(),
            tax_rounding: TaxRounding::default(),
            prices_with_tax: false,
            small_difference: 5,
            backdate_days: 31,
            state: State::Planned,
        }
    }

    /// True once they take postings.
    pub fn opened(&self) -> bool {
        self.state == State::Open
    }

    /// The largest difference that is written off without asking.
    pub fn small(&self) -> Money {
        Money::from_minor(self.small_difference)
    }

    /// The chart is laid out, each role gets its account, and the first fiscal year is opened.
    fn open(&mut self, tx: &mut Tx, founding: Founding) -> Result<Made> {
        charts::lay_out(tx, self.company, founding.chart, founding.language)?;
        self.inventory_mode = founding.chart.mode();
        let ends_on = founding.starts_on.add_months(12)?.add_days(-1)?;
        let year = FiscalYear::begin(tx, self.company, founding.starts_on, ends_on)?;
        Ok(vec![("accounting.fiscal_year", year.raw())])
    }
}

impl Business for Books {
    const OPERATIONS: &'static [Operation] = &operations![Books:
        open(Founding): [Planned] => Open,
    ];

    fn check(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        refusals.ensure(
            (0..=100_000).contains(&self.small_difference),
            "accounting.small_difference",
            "small_difference",
        );
        refusals.ensure((0..=3_650).contains(&self.backdate_days), "accounting.backdate_days", "backdate_days");
        if self.head.saved() {
            let before = read.get(Id::<Books>::from_raw(self.head.id))?;
            let fixed = before.company != self.company || before.inventory_mode != self.inventory_mode;
            let posted =
                store::sql!("accounting.books_posted", "SELECT 1 FROM accounting_balance WHERE company = $1 LIMIT 1");
            if fixed && read.row(posted, &[before.company.into()])?.is_some() {
                refusals.add(Refusal::new("accounting.books_in_use").field("inventory_mode"));
            }
        }
        Ok(())
    }
}
