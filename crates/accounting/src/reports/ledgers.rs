//! The general ledger of an account line by line, and the tax return by its boxes.

use super::{OfAccount, Period, company_of, money, sheet, year_start};
use crate::balance::balances;
use crate::{TaxCode, kept};
use base::{Date, Error, Money, Refusal, Result};
use entity::Value;
use store::report::{Cell, Column, Holds, Line, Link, Look, Sheet};
use store::{Read, Row};

const READS: &str = "accounting.journal_entry";

/// Lines of one page.
const PAGE: i64 = 500;

fn int(row: &Row, place: usize) -> i64 {
    row.get(place).and_then(Value::int).unwrap_or(0)
}

fn cell(row: &Row, place: usize) -> Cell {
    Cell::of(row.get(place).cloned().unwrap_or_default())
}

/// Every line of an account with the running balance; each leads to its entry.
pub(super) fn general_ledger(read: &Read, asked: &OfAccount) -> Result<Sheet> {
    let company = company_of(read, asked.company, READS)?;
    let kept = kept::books(read)?;
    let Some(account) = asked.account else {
        return Err(Refusal::new("accounting.which_account").field("account").into());
    };
    let account = kept.account(account.raw())?;
    if account.company != company {
        return Err(Error::not_found("accounting.account", account.head.id));
    }
    let until = asked.ends_on.unwrap_or(read.today());
    let from = match asked.starts_on {
        Some(from) => from,
        None => year_start(read, company, until)?,
    };
    let holds = money(read, company)?;
    let columns = vec![
        Column::new("posted_on", Holds::Date),
        Column::new("number", Holds::Text),
        Column::new("text", Holds::Text),
        Column::new("party", Holds::Text),
        Column::new("debit", holds),
        Column::new("credit", holds),
        Column::new("balance", holds),
    ];
    let mut sheet = sheet(read, company, columns)?
        .using("account", account.head.id)
        .using("starts_on", from)
        .using("ends_on", until);
    let opening = balances(read, company, None, from.add_days(-1)?)?;
    let mut balance = opening.get(&account.head.id).copied().unwrap_or(Money::ZERO);
    let (mut day, mut id) = (from, 0);
    if let Some(after) = asked.after {
        (day, balance) = upto(read, account.head.id, from, after, balance)?;
        id = after;
    }
    sheet.rows.push(opening_line(balance));
    let sql = store::sql!(
        "accounting.ledger_lines",
        "SELECT l.id, l.posted_on, e.number, COALESCE(l.text, e.text), l.party, l.amount_base, e.id FROM accounting_journal_line l \
         JOIN accounting_journal_entry e ON e.id = l.document WHERE l.account = $1 AND l.posted_on <= $4 \
         AND (l.posted_on, l.id) > ($2, $3) ORDER BY l.posted_on, l.id LIMIT 501"
    );
    // Before the first day's first line.
    let start = if asked.after.is_some() { day } else { day.add_days(-1)? };
    let after = if asked.after.is_some() { id } else { i64::MAX };
    let rows = read.query(sql, &[account.head.id.into(), start.into(), after.into(), until.into()])?;
    sheet.cut = rows.len() as i64 > PAGE;
    let rows = &rows[..rows.len().min(PAGE as usize)];
    sheet.next = rows.last().filter(|_| sheet.cut).map(|row| int(row, 0));
    let parties: Vec<i64> = rows.iter().map(|r| int(r, 4)).filter(|p| *p != 0).collect();
    let names = read.titles("parties.party", &parties)?;
    for row in rows {
        let amount = Money::from_minor(int(row, 5));
        balance = balance.checked_add(amount)?;
        let side = |wanted: bool| match amount.is_negative() == wanted {
            true => amount.checked_abs().map(Cell::of),
            false => Ok(Cell::empty()),
        };
        let party = names.get(&int(row, 4)).map_or_else(Cell::empty, |name| {
            Cell::of(name.as_str()).to(Link::Record("parties.party".to_owned(), int(row, 4)))
        });
        let entry = Link::Record("accounting.journal_entry".to_owned(), int(row, 6));
        let cells = vec![
            cell(row, 1),
            cell(row, 2).to(entry),
            cell(row, 3),
            party,
            side(false)?,
            side(true)?,
            Cell::of(balance),
        ];
        sheet.rows.push(Line::of(cells));
    }
    Ok(sheet)
}

fn opening_line(balance: Money) -> Line {
    let mut cells = vec![Cell::empty(), Cell::empty(), Cell::word("accounting-opening")];
    cells.extend([Cell::empty(), Cell::empty(), Cell::empty(), Cell::of(balance)]);
    Line::of(cells).looks(Look::Total)
}

/// The day of a line and the balance after it.
fn upto(read: &Read, account: i64, from: Date, line: i64, opening: Money) -> Result<(Date, Money)> {
    let sql = store::sql!(
        "accounting.line_day",
        "SELECT posted_on FROM accounting_journal_line WHERE id = $1 AND account = $2"
    );
    let row = read.row(sql, &[line.into(), account.into()])?;
    let text = row.as_ref().and_then(|r| r.first()).and_then(Value::text).unwrap_or_default();
    let day = Date::parse(text).map_err(|_| Error::not_found("accounting.journal_entry", line))?;
    let sql = store::sql!(
        "accounting.ledger_before",
        "SELECT COALESCE(SUM(amount_base), 0) FROM accounting_journal_line WHERE account = $1 AND posted_on >= $2 \
         AND (posted_on, id) <= ($3, $4)"
    );
    let moved = read.number(sql, &[account.into(), from.into(), day.into(), line.into()])?;
    Ok((day, opening.checked_add(Money::from_minor(moved))?))
}

/// Base and tax of every tax code in a time, with the boxes they belong to.
pub(super) fn tax_return(read: &Read, asked: &Period) -> Result<Sheet> {
    let company = company_of(read, asked.company, READS)?;
    let until = asked.ends_on.unwrap_or(read.today());
    let from = asked.starts_on.unwrap_or(until.first_of_month());
    let holds = money(read, company)?;
    let columns = vec![
        Column::new("code", Holds::Text),
        Column::new("name", Holds::Text),
        Column::new("base_box", Holds::Text),
        Column::new("base", holds),
        Column::new("tax_box", Holds::Text),
        Column::new("tax", holds),
    ];
    let mut sheet = sheet(read, company, columns)?.using("starts_on", from).using("ends_on", until);
    let sql = store::sql!(
        "accounting.taxes",
        "SELECT l.tax_code, SUM(l.tax_base), SUM(l.amount_base) FROM accounting_journal_entry e \
         JOIN accounting_journal_line l ON l.document = e.id WHERE e.company = $1 AND e.taxed_on >= $2 AND e.taxed_on <= $3 \
         AND e.ledger = 1 AND l.tax_code IS NOT NULL AND l.tax_base IS NOT NULL GROUP BY l.tax_code ORDER BY l.tax_code"
    );
    let mut due = Money::ZERO;
    for row in read.query(sql, &[company.into(), from.into(), until.into()])? {
        let code: TaxCode = read.get(base::Id::from_raw(int(&row, 0)))?;
        // Credits are owed to the tax office.
        let tax = Money::from_minor(int(&row, 2)).checked_neg()?;
        due = due.checked_add(tax)?;
        let text = |t: &Option<String>| Cell::of(t.clone().unwrap_or_default());
        let link = Link::Record("accounting.tax_code".to_owned(), code.head.id);
        sheet.rows.push(Line::of(vec![
            Cell::of(code.code.as_str()).to(link),
            Cell::of(code.name.as_str()).naming("accounting.tax_code", code.head.id),
            text(&code.base_box),
            Cell::of(Money::from_minor(int(&row, 1))),
            text(&code.tax_box),
            Cell::of(tax),
        ]));
    }
    let cells = vec![
        Cell::empty(),
        Cell::word("accounting-tax_due"),
        Cell::empty(),
        Cell::empty(),
        Cell::empty(),
        Cell::of(due),
    ];
    sheet.rows.push(Line::of(cells).looks(Look::Total));
    Ok(sheet)
}
