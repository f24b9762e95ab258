//! What is left of a customer: revenue, discounts, returns, the cost of goods and everything else the books say about his documents.

use accounting::{Account, reports::company_of};
use base::{Date, Id, Money, Result};
use entity::{Described as _, Entity, Input, Record, Value};
use parties::Party;
use platform::Company;
use platform::page::{Ask, PanelView, currencies};
use std::collections::BTreeMap;
use store::Read;
use store::report::{Cell, Column, Holds, Line, Link, Look, Report, Sheet};
use ui::part::Cell as Shown;

/// Entries listed below their accounts; the sums are of all.
const ENTRIES: usize = 500;

/// The report.
pub const REPORT: Report = Report {
    name: "sales.customer_profit",
    icon: "trending-up",
    reads: "accounting.journal_entry",
    parameters: Asked::FIELDS,
    run: |read, record| sheet(read, &Asked::from_record(record).map_err(store::damaged)?),
};

/// Whose, and of which time.
#[derive(Input, Clone, Debug)]
pub struct Asked {
    pub customer: Option<Id<Party>>,
    pub company: Option<Id<Company>>,
    pub starts_on: Option<Date>,
    pub ends_on: Option<Date>,
}

/// One entry's part in one account.
struct Part {
    account: i64,
    entry: i64,
    number: String,
    on: String,
    /// Positive earns, negative costs.
    amount: i64,
}

/// Lines on income and expense accounts of every entry whose document is the customer's: his invoices, credit notes and deliveries,
/// their corrections of value, and costs that were posted with his name.
fn parts(read: &Read, company: Id<Company>, customer: i64, from: Date, until: Date) -> Result<Vec<Part>> {
    let sql = store::sql!(
        "sales.customer_profit",
        "SELECT l.account, e.id, e.number, e.posted_on, SUM(-l.amount_base) FROM (\
           SELECT 234 AS kind, id FROM sales_customer_invoice WHERE customer = $1 AND state <> 'draft' AND archived_at IS NULL \
           UNION ALL SELECT 232, id FROM sales_delivery WHERE customer = $1 AND state <> 'draft' AND archived_at IS NULL) d \
         JOIN accounting_journal_entry e ON e.source_kind = d.kind AND e.source = d.id \
         JOIN accounting_journal_line l ON l.document = e.id JOIN accounting_account a ON a.id = l.account \
         WHERE e.company = $2 AND e.posted_on >= $3 AND e.posted_on <= $4 \
           AND a.nature IN ('revenue', 'other_income', 'cost_of_sales', 'expense', 'other_expense') \
         GROUP BY l.account, e.id, e.number, e.posted_on \
         UNION ALL SELECT l.account, e.id, e.number, e.posted_on, SUM(-l.amount_base) FROM accounting_journal_line l \
         JOIN accounting_journal_entry e ON e.id = l.document JOIN accounting_account a ON a.id = l.account \
         WHERE l.party = $1 AND e.company = $2 AND e.posted_on >= $3 AND e.posted_on <= $4 AND e.source_kind NOT IN (232, 234) \
           AND a.nature IN ('revenue', 'other_income', 'cost_of_sales', 'expense', 'other_expense') \
         GROUP BY l.account, e.id, e.number, e.posted_on"
    );
    let params = [customer.into(), company.into(), from.to_string().into(), until.to_string().into()];
    let int = |row: &store::Row, place: usize| row.get(place).and_then(Value::int).unwrap_or(0);
    let text = |row: &store::Row, place: usize| row.get(place).map(ToString::to_string).unwrap_or_default();
    let part = |r: &store::Row| Part {
        account: int(r, 0),
        entry: int(r, 1),
        number: text(r, 2),
        on: text(r, 3),
        amount: int(r, 4),
    };
    Ok(read.query(sql, &params)?.iter().map(part).collect())
}

/// The same in sums of accounts, without naming every entry.
fn sums(read: &Read, company: Id<Company>, customer: i64, from: Date, until: Date) -> Result<BTreeMap<i64, i64>> {
    let sql = store::sql!(
        "sales.customer_profit_sums",
        "SELECT l.account, SUM(-l.amount_base) FROM (\
           SELECT 234 AS kind, id FROM sales_customer_invoice WHERE customer = $1 AND state <> 'draft' AND archived_at IS NULL \
           UNION ALL SELECT 232, id FROM sales_delivery WHERE customer = $1 AND state <> 'draft' AND archived_at IS NULL) d \
         JOIN accounting_journal_entry e ON e.source_kind = d.kind AND e.source = d.id \
         JOIN accounting_journal_line l ON l.document = e.id \
         WHERE e.company = $2 AND e.posted_on >= $3 AND e.posted_on <= $4 AND l.account IN LIST($5) GROUP BY l.account \
         UNION ALL SELECT l.account, SUM(-l.amount_base) FROM accounting_journal_line l \
         JOIN accounting_journal_entry e ON e.id = l.document \
         WHERE l.party = $1 AND e.company = $2 AND e.posted_on >= $3 AND e.posted_on <= $4 AND e.source_kind NOT IN (232, 234) \
           AND l.account IN LIST($5) GROUP BY l.account"
    );
    let kept = accounting::kept::books(read)?;
    let earning: Vec<i64> = kept.chart(company).iter().filter(|a| !a.nature.lasting()).map(|a| a.head.id).collect();
    let params = [customer.into(), company.into(), from.into(), until.into(), store::id_list(&earning)];
    let mut sums = BTreeMap::new();
    for row in read.query(sql, &params)? {
        let int = |place: usize| row.get(place).and_then(Value::int).unwrap_or(0);
        *sums.entry(int(0)).or_default() += int(1);
    }
    Ok(sums)
}

fn span(read: &Read, asked: &Asked) -> Result<(Date, Date)> {
    let until = asked.ends_on.unwrap_or(read.today());
    Ok((asked.starts_on.unwrap_or(until.add_months(-12)?.add_days(1)?), until))
}

fn sheet(read: &Read, asked: &Asked) -> Result<Sheet> {
    let company = company_of(read, asked.company, "accounting.journal_entry")?;
    let (from, until) = span(read, asked)?;
    let exponent = accounting::kept::books(read)?.exponent(accounting::kept::books(read)?.currency(company)?);
    let columns = vec![
        Column::new("account", Holds::Text),
        Column::new("posted_on", Holds::Date),
        Column::new("amount", Holds::Money(exponent)),
    ];
    let sheet = Sheet::new(columns).using("starts_on", from).using("ends_on", until).using("company", company);
    let Some(customer) = asked.customer else {
        return Ok(sheet.note("sales-report-customer-profit-choose", Vec::new()));
    };
    read.visible(Party::DEF.name, customer.raw(), store::action::READ)?;
    let mut by_account: BTreeMap<i64, Vec<Part>> = BTreeMap::new();
    for part in parts(read, company, customer.raw(), from, until)? {
        by_account.entry(part.account).or_default().push(part);
    }
    let mut sheet = sheet.using("customer", customer);
    let (mut total, mut listed) = (0_i64, 0);
    let names = read.titles(Account::DEF.name, &by_account.keys().copied().collect::<Vec<_>>())?;
    for (account, mut parts) in by_account {
        let sum: i64 = parts.iter().map(|p| p.amount).sum();
        total += sum;
        let name = names.get(&account).cloned().unwrap_or_default();
        let name =
            Cell::of(name).naming(Account::DEF.name, account).to(Link::Record(Account::DEF.name.to_owned(), account));
        sheet.rows.push(Line::of(vec![name, Cell::empty(), Cell::of(Money::from_minor(sum))]).looks(Look::Heading));
        parts.sort_by(|a, b| (&b.on, b.entry).cmp(&(&a.on, a.entry)));
        for part in parts {
            listed += 1;
            if listed > ENTRIES {
                sheet.cut = true;
                break;
            }
            let entry = Link::Record("accounting.journal_entry".to_owned(), part.entry);
            let cells =
                vec![Cell::of(part.number).to(entry), Cell::of(part.on), Cell::of(Money::from_minor(part.amount))];
            sheet.rows.push(Line::of(cells).deep(1));
        }
    }
    let cells =
        vec![Cell::word("sales-report-customer-profit-left"), Cell::empty(), Cell::of(Money::from_minor(total))];
    sheet.rows.push(Line::of(cells).looks(Look::Total));
    Ok(sheet)
}

/// What is left of twelve months, and of what: each account with its sum, and the way to the entries.
pub fn panel(read: &Read, ask: &Ask, customer: i64) -> Result<PanelView> {
    let company = match company_of(read, None, "accounting.journal_entry") {
        Ok(company) => company,
        Err(base::Error::Refused(_)) => return Ok(PanelView::default()),
        Err(other) => return Err(other),
    };
    let until = read.today();
    let from = until.add_months(-12)?.add_days(1)?;
    let sums = sums(read, company, customer, from, until)?;
    let books = accounting::kept::books(read)?;
    let currency = books.currency(company)?;
    let exponent = books.exponent(currency);
    let names = read.titles(Account::DEF.name, &sums.keys().copied().collect::<Vec<_>>())?;
    let report = format!("{}/reports/sales/customer-profit?customer={customer}", ask.base);
    let left: i64 = sums.values().sum();
    let rows: Vec<Vec<Shown>> = sums
        .iter()
        .map(|(account, sum)| {
            let text = names.get(account).cloned().unwrap_or_default();
            let figure = Shown::Figure { text: ask.format.money(Money::from_minor(*sum), exponent), alarm: false };
            vec![Shown::Key { text, href: report.clone() }, figure]
        })
        .collect();
    let code = currencies(read)?.code(Some(currency.raw())).to_owned();
    Ok(PanelView {
        amount: ask.format.money_code(Money::from_minor(left), exponent, &code),
        href: Some(report),
        content: ui::page::mini(&rows, &ask.t("ui-none-yet")),
        pressing: left < 0,
        ..PanelView::default()
    })
}

/// The record of what is asked, for tests.
pub fn asked(customer: Id<Party>) -> Record {
    Asked { customer: Some(customer), company: None, starts_on: None, ends_on: None }.to_record()
}
