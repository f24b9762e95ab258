//! What is read from the books: trial balance, statements, ledgers, aged items. Every figure leads on to what it is made of.

mod aged;
mod group;
mod ledgers;
mod numbers;
mod statements;

use crate::{Account, Dimension, DimensionValue, Side, kept};
use base::{Date, Id, Result};
use entity::{Described as _, Entity as _, Input, Record};
use platform::{Company, Currency};
use store::report::{Cell, Column, Holds, Link, Report, Sheet};
use store::{Access, Read, Scope, action};

/// The reports of the books.
pub const REPORTS: &[Report] = &[
    Report {
        name: "accounting.trial_balance",
        icon: "scale",
        reads: "accounting.journal_entry",
        parameters: Period::FIELDS,
        run: |read, record| statements::trial_balance(read, &asked(read, record)?),
    },
    Report {
        name: "accounting.balance_sheet",
        icon: "landmark",
        reads: "accounting.journal_entry",
        parameters: OnDay::FIELDS,
        run: |read, record| statements::balance_sheet(read, &asked(read, record)?),
    },
    Report {
        name: "accounting.income_statement",
        icon: "trending-up",
        reads: "accounting.journal_entry",
        parameters: ComparedPeriod::FIELDS,
        run: |read, record| statements::income_statement(read, &asked(read, record)?),
    },
    Report {
        name: "accounting.cash_flow",
        icon: "waves",
        reads: "accounting.journal_entry",
        parameters: Period::FIELDS,
        run: |read, record| statements::cash_flow(read, &asked(read, record)?),
    },
    Report {
        name: "accounting.general_ledger",
        icon: "book-open-text",
        reads: "accounting.journal_entry",
        parameters: OfAccount::FIELDS,
        run: |read, record| ledgers::general_ledger(read, &asked(read, record)?),
    },
    Report {
        name: "accounting.tax_return",
        icon: "percent",
        reads: "accounting.journal_entry",
        parameters: Period::FIELDS,
        run: |read, record| ledgers::tax_return(read, &asked(read, record)?),
    },
    Report {
        name: "accounting.aged_items",
        icon: "hourglass",
        reads: "accounting.open_item",
        parameters: Aged::FIELDS,
        run: |read, record| aged::aged_items(read, &asked(read, record)?),
    },
    Report {
        name: "accounting.group_balances",
        icon: "network",
        reads: "accounting.journal_entry",
        parameters: OfGroup::FIELDS,
        run: |read, record| group::balances_of_group(read, &asked(read, record)?),
    },
    Report {
        name: "accounting.legal_numbers",
        icon: "hash",
        reads: "accounting.journal_entry",
        parameters: OfCompany::FIELDS,
        run: |read, record| numbers::legal_numbers(read, &asked(read, record)?),
    },
];

pub use group::OfGroup;

/// From one day to another.
#[derive(Input, Clone, Debug)]
pub struct Period {
    pub company: Option<Id<Company>>,
    pub starts_on: Option<Date>,
    pub ends_on: Option<Date>,
}

/// From one day to another, beside another stretch.
#[derive(Input, Clone, Debug)]
pub struct ComparedPeriod {
    pub company: Option<Id<Company>>,
    pub starts_on: Option<Date>,
    pub ends_on: Option<Date>,
    pub compared_starts_on: Option<Date>,
    pub compared_ends_on: Option<Date>,
}

/// On one day, beside another.
#[derive(Input, Clone, Debug)]
pub struct OnDay {
    pub company: Option<Id<Company>>,
    pub as_of: Option<Date>,
    pub compared_as_of: Option<Date>,
}

/// One account over a time.
#[derive(Input, Clone, Debug)]
pub struct OfAccount {
    pub company: Option<Id<Company>>,
    pub account: Option<Id<Account>>,
    pub starts_on: Option<Date>,
    pub ends_on: Option<Date>,
    /// Goes on after this line.
    pub after: Option<i64>,
}

/// All of a company.
#[derive(Input, Clone, Debug)]
pub struct OfCompany {
    pub company: Option<Id<Company>>,
}

/// Open items by age.
#[derive(Input, Clone, Debug)]
pub struct Aged {
    pub company: Option<Id<Company>>,
    pub side: Side,
    pub as_of: Option<Date>,
    /// What is open in this currency, in it; nothing is everything in company currency.
    pub currency: Option<Id<Currency>>,
    /// By the values of this dimension.
    pub dimension: Option<Id<Dimension>>,
    /// Only what is of this value, or of those below it.
    pub value: Option<Id<DimensionValue>>,
}

fn asked<I: Input>(_read: &Read, record: &Record) -> Result<I> {
    I::from_record(record).map_err(store::damaged)
}

/// The company asked for, or the only one the reader sees; one he may not see does not exist for him.
pub fn company_of(read: &Read, asked: Option<Id<Company>>, entity: &str) -> Result<Id<Company>> {
    let companies = companies(read, entity)?;
    let wanted = asked.or(companies.first().copied());
    match wanted.filter(|id| companies.contains(id)) {
        Some(id) => Ok(id),
        None => match asked {
            Some(id) => Err(base::Error::not_found("platform.company", id.raw())),
            None => Err(base::Refusal::new("accounting.no_books_at_all").into()),
        },
    }
}

/// The companies with open books that the reader sees.
fn companies(read: &Read, entity: &str) -> Result<Vec<Id<Company>>> {
    let access = read.access()?;
    let shape = read.shape(entity)?;
    let mut companies: Vec<i64> =
        kept::books(read)?.all_books().filter(|b| b.opened()).map(|b| b.company.raw()).collect();
    companies.sort_unstable();
    companies.retain(|id| reaches(&access, &shape, *id));
    Ok(companies.into_iter().map(Id::from_raw).collect())
}

fn reaches(access: &Access, shape: &entity::Shape, company: i64) -> bool {
    match access.scope(shape, action::READ) {
        Scope::All => true,
        Scope::Company => access.companies.contains(&company),
        _ => false,
    }
}

/// An account's name, leading to its ledger.
fn account_cells(account: &Account, from: Option<Date>, until: Date) -> [Cell; 2] {
    let mut parameters = vec![
        ("account", account.head.id.to_string()),
        ("ends_on", until.to_string()),
        ("company", account.company.to_string()),
    ];
    if let Some(from) = from {
        parameters.push(("starts_on", from.to_string()));
    }
    let link = Link::Report("accounting.general_ledger", parameters);
    let name = Cell::of(account.name.as_str()).naming(Account::DEF.name, account.head.id);
    [Cell::of(account.code.as_str()).to(link.clone()), name.to(link)]
}

/// The first day of the fiscal year that a day lies in.
fn year_start(read: &Read, company: Id<Company>, day: Date) -> Result<Date> {
    let sql = store::sql!(
        "accounting.year_start",
        "SELECT starts_on FROM accounting_fiscal_year WHERE company = $1 AND starts_on <= $2 AND archived_at IS NULL \
         ORDER BY starts_on DESC LIMIT 1"
    );
    let row = read.row(sql, &[company.into(), day.into()])?;
    let text = row.as_ref().and_then(|r| r.first()).and_then(entity::Value::text);
    Ok(text.and_then(|t| Date::parse(t).ok()).unwrap_or(day.first_of_month()))
}

/// How a company's money is shown.
fn money(read: &Read, company: Id<Company>) -> Result<Holds> {
    let kept = kept::books(read)?;
    Ok(Holds::Money(kept.exponent(kept.currency(company)?)))
}

/// A sheet without rows, in the currency of a company.
fn sheet(read: &Read, company: Id<Company>, columns: Vec<Column>) -> Result<Sheet> {
    let currency = read.get(kept::books(read)?.currency(company)?)?;
    let sheet = Sheet::new(columns).using("company", company);
    Ok(sheet.note("accounting-in_currency", vec![("currency", currency.code)]))
}

/// A time as the detail of a column.
fn time(from: Date, until: Date) -> String {
    format!("{from}/{until}")
}
