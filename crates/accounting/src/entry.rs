//! Journal entries: what was posted, line by line, never changed. Taking one back is a new entry that names the old one.

use crate::{Account, Period};
use base::{Date, Id, Money, Quantity};
use catalog::Item;
use entity::{Choice, Entity, Head, Lines};
use parties::Party;
use platform::{Company, Currency};
use store::Business;

/// The book that an entry stands in.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Journal {
    /// By hand.
    #[default]
    General,
    Sales,
    Purchases,
    Bank,
    Stock,
    Production,
    Assets,
    Payroll,
    /// Results carried over, openings.
    Closing,
}

/// An entry in the books. The program makes it, with the business step that it belongs to.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "accounting.journal_entry",
    kind = 106,
    plural = "journal-entries",
    icon = "notebook-text",
    title = "number",
    sort = "-posted_on",
    posted,
    large,
    index(source_kind, source),
    index(number),
    index(company, taxed_on),
    view(general = "filter=journal%20%3D%20general&sort=-posted_on")
)]
pub struct JournalEntry {
    pub head: Head,
    /// The number of the document behind it.
    #[field(read_only, column, max = 60)]
    pub number: String,
    #[field(read_only, column)]
    pub company: Id<Company>,
    /// Parallel ledgers share documents and differ in valuation; 1 is the leading one.
    #[field(read_only)]
    pub ledger: i64,
    #[field(read_only, column)]
    pub journal: Journal,
    /// The day of its effect on the books.
    #[field(read_only, indexed, column)]
    pub posted_on: Date,
    /// The day on the document.
    #[field(read_only)]
    pub documented_on: Date,
    #[field(read_only)]
    pub taxed_on: Date,
    #[field(read_only)]
    pub period: Id<Period>,
    #[field(read_only, column, max = 200)]
    pub text: Option<String>,
    /// Debits, which are also the credits, in company currency.
    #[field(read_only, column, currency = "company_currency")]
    pub total_base: Money,
    #[field(read_only)]
    pub company_currency: Id<Currency>,
    /// The kind of document it belongs to, from the registry of entities.
    #[field(read_only)]
    pub source_kind: i64,
    #[field(read_only)]
    pub source: i64,
    /// The entry that this one takes back.
    #[field(read_only)]
    pub reverses: Option<Id<JournalEntry>>,
    /// What the document states to somebody else, as the chain of its legal numbers covers it.
    #[field(read_only, max = 120)]
    pub stated: Option<String>,
    /// Of what the entry of a legal number says, and of the one before it.
    #[field(read_only, max = 64)]
    pub hash: Option<String>,
    /// Of the entry before it in the series.
    #[field(read_only, max = 64)]
    pub previous_hash: Option<String>,
    pub lines: Lines<JournalLine>,
}

/// One line of an entry: debit positive, credit negative.
#[derive(Entity, Clone, Debug, PartialEq, Eq)]
#[entity(
    name = "accounting.journal_line",
    kind = 107,
    line_of = "accounting.journal_entry",
    title = "account",
    posted,
    large,
    index(account, posted_on, id, amount_base)
)]
pub struct JournalLine {
    pub head: Head,
    #[field(column, read_only)]
    pub account: Id<Account>,
    #[field(column, read_only, currency = "company_currency")]
    pub amount_base: Money,
    #[field(read_only)]
    pub amount: Money,
    #[field(read_only)]
    pub currency: Id<Currency>,
    #[field(column, read_only)]
    pub party: Option<Id<Party>>,
    #[field(read_only)]
    pub item: Option<Id<Item>>,
    /// In base units of the item.
    #[field(read_only)]
    pub quantity: Option<Quantity>,
    /// The interned set of dimension values.
    #[field(read_only)]
    pub dimensions: Option<Id<crate::DimensionSet>>,
    #[field(column, read_only)]
    pub due_on: Option<Date>,
    #[field(read_only)]
    pub tax_code: Option<Id<crate::TaxCode>>,
    #[field(read_only, currency = "company_currency")]
    pub tax_base: Option<Money>,
    #[field(read_only)]
    pub source_line: Option<i64>,
    #[field(column, read_only, max = 200)]
    pub text: Option<String>,
    /// The same as the entry's, so that an account can be read without it.
    #[field(read_only)]
    pub posted_on: Date,
}

impl Business for JournalEntry {
    const PLAIN: bool = true;
}
impl Business for JournalLine {}
