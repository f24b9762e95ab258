//! A statement of account: what a customer has not paid yet, by currency, with what of it is overdue.

use crate::{OpenItem, kept};
use base::{Date, Id, Money, Result};
use entity::Named as _;
use parties::printing::Receiver;
use parties::{AddressUse, Party};
use platform::print::{Asked, Layout, Wording, letter};
use platform::{Company, Currency};
use std::collections::BTreeMap;
use store::{Read, action};
use ui::print::{Cell, Column, Print, Row, Table, Total};

/// The most items of one statement.
const MOST: i64 = 5_000;

pub(super) const LAYOUT: Layout = Layout {
    entity: "parties.party",
    shows: &["name", "addresses"],
    reads: &["accounting.open_item"],
    make: statements,
};

/// A statement of each company that the party owes, or one that says that nothing is owed.
fn statements(read: &Read, asked: &Asked, party: i64) -> Result<Vec<Print>> {
    let shape = read.shape(OpenItem::NAME)?;
    let access = read.access()?;
    let condition =
        "party = $1 AND side = 'receivable' AND settled = 0 AND archived_at IS NULL ORDER BY due_on, id LIMIT $2";
    let mut records = read.records_where(OpenItem::NAME, condition, &[party.into(), MOST.into()])?;
    records.retain(|r| access.covers(&shape, action::READ, r));
    let mut companies: BTreeMap<i64, Vec<OpenItem>> = BTreeMap::new();
    for item in store::typed::<OpenItem>(&records)? {
        companies.entry(item.company.raw()).or_default().push(item);
    }
    if companies.is_empty() {
        let first: Vec<Company> = read.select("archived_at IS NULL ORDER BY id LIMIT 1", &[])?;
        companies.extend(first.iter().map(|c| (c.head.id, Vec::new())));
    }
    let receiver = Receiver::of(read, Id::<Party>::from_raw(party), AddressUse::Bill)?;
    let wording = asked.wording(read, receiver.party.language, receiver.country())?;
    companies
        .into_iter()
        .map(|(company, items)| statement(read, &wording, &receiver, Id::from_raw(company), &items))
        .collect()
}

fn statement(
    read: &Read,
    wording: &Wording,
    receiver: &Receiver,
    company: Id<Company>,
    items: &[OpenItem],
) -> Result<Print> {
    let today = read.today();
    let mut print = letter(read, wording, company)?;
    print.title = wording.t("accounting-print-statement");
    print.recipient = receiver.lines(read, None, kept::books(read)?.company(company)?.country)?;
    print.facts = vec![
        wording.fact("accounting-print-as-of", wording.date(today)),
        wording.fact("accounting-print-customer-number", receiver.party.code.to_string()),
    ];
    let said = if items.is_empty() { "accounting-print-nothing-open" } else { "accounting-print-statement-intro" };
    print.before = vec![wording.with(said, &[("date", &wording.date(today))])];
    let mut currencies: BTreeMap<i64, Vec<&OpenItem>> = BTreeMap::new();
    for item in items {
        currencies.entry(item.currency.raw()).or_default().push(item);
    }
    let several = currencies.len() > 1;
    for (currency, items) in currencies {
        let currency = Id::from_raw(currency);
        let mut table = table(wording, currency, &items, today)?;
        if several {
            table.title = Some(wording.with("accounting-print-items-in", &[("currency", wording.code(currency))]));
        }
        print.tables.push(table);
        print.sections.extend(super::payment(read, wording, company, currency, &receiver.party.code)?);
    }
    Ok(print)
}

fn table(wording: &Wording, currency: Id<Currency>, items: &[&OpenItem], today: Date) -> Result<Table> {
    let (mut rows, mut all, mut overdue) = (Vec::new(), Money::ZERO, Money::ZERO);
    for item in items {
        let days = item.due_on.days_until(today).max(0);
        all = all.checked_add(item.open)?;
        if days > 0 {
            overdue = overdue.checked_add(item.open)?;
        }
        rows.push(Row::Line(vec![
            Cell::of(item.number.as_str()),
            Cell::of(wording.date(item.posted_on)),
            Cell::of(wording.date(item.due_on)),
            Cell::of(if days > 0 { wording.format.integer(days) } else { String::new() }),
            Cell::of(wording.money(item.amount, currency)),
            Cell::of(wording.money(item.open, currency)),
        ]));
    }
    let mut totals = vec![Total::grand(wording.t("accounting-print-total-open"), wording.amount(all, currency))];
    if !overdue.is_zero() {
        totals.insert(0, Total::new(wording.t("accounting-print-overdue"), wording.money(overdue, currency)));
    }
    Ok(Table { columns: columns(wording, wording.code(currency)), rows, totals, ..Table::default() })
}

/// The columns that statements and reminders have in common.
pub(super) fn columns(wording: &Wording, currency: &str) -> Vec<Column> {
    let open = wording.with("accounting-print-open", &[("currency", currency)]);
    vec![
        Column::text(wording.t("accounting-print-document")),
        Column::word(wording.t("accounting-print-date")),
        Column::word(wording.t("accounting-print-due")),
        Column::figure(wording.t("accounting-print-days")),
        Column::figure(wording.t("accounting-print-amount")),
        Column::figure(open),
    ]
}
