//! Whether the books and stock agree on a day, and which documents are to blame where they do not.

use super::{AsOf, company_of, document, int, money, sheet};
use accounting::{Control, kept};
use base::{Money, Result};
use store::Read;
use store::report::{Cell, Column, Holds, Line, Look, Sheet};

/// The inventory accounts beside the value of stock on a day; below, every document by which they differ.
pub(super) fn reconciliation(read: &Read, asked: &AsOf) -> Result<Sheet> {
    let company = company_of(read, asked.company)?;
    let on = asked.as_of.unwrap_or(read.today());
    let holds = money(read, company)?;
    let mut sheet = sheet(
        read,
        company,
        vec![
            Column::new("what", Holds::Text),
            Column::new("stock", holds),
            Column::new("books", holds),
            Column::new("difference", holds),
        ],
    )?
    .using("as_of", on);
    let kept = kept::books(read)?;
    let accounts = kept.controlled(company, Control::Stock);
    let balances = accounting::balance::balances(read, company, None, on)?;
    let sum = store::sql!(
        "stock.worth_on",
        "SELECT COALESCE(SUM(value), 0) FROM stock_ledger_row WHERE company = $1 AND posted_on <= $2"
    );
    let stock = Money::from_minor(read.number(sum, &[company.into(), on.into()])?);
    let mut books = Money::ZERO;
    for account in &accounts {
        let balance = balances.get(account).copied().unwrap_or(Money::ZERO);
        books = books.checked_add(balance)?;
        if !balance.is_zero() {
            let account = kept.account(*account)?;
            let name = format!("{} {}", account.code, account.name);
            sheet.rows.push(Line::of(vec![Cell::of(name), Cell::empty(), Cell::of(balance), Cell::empty()]));
        }
    }
    let cells = vec![Cell::word("stock-total"), Cell::of(stock), Cell::of(books), Cell::of(stock.checked_sub(books)?)];
    sheet.rows.push(Line::of(cells).looks(Look::Total));
    let sql = store::sql!(
        "stock.culprits",
        "SELECT source_kind, source, MAX(number), SUM(rows_value), SUM(books_value) FROM ( \
           SELECT source_kind, source, number, value AS rows_value, 0 AS books_value FROM stock_ledger_row \
           WHERE company = $1 AND posted_on <= $2 \
           UNION ALL \
           SELECT e.source_kind, e.source, e.number, 0, l.amount_base FROM accounting_journal_line l \
           JOIN accounting_journal_entry e ON e.id = l.document WHERE l.account IN LIST($3) AND l.posted_on <= $2 \
         ) both_sides GROUP BY source_kind, source HAVING SUM(rows_value) <> SUM(books_value) \
         ORDER BY source_kind, source LIMIT 501"
    );
    let rows = read.query(sql, &[company.into(), on.into(), store::id_list(&accounts)])?;
    sheet.cut = rows.len() > 500;
    for row in rows.iter().take(500) {
        let number = row.get(2).map(ToString::to_string).unwrap_or_default();
        let (stock, books) = (Money::from_minor(int(row, 3)), Money::from_minor(int(row, 4)));
        let culprit = document(read, &number, int(row, 0), int(row, 1));
        let cells = vec![culprit, Cell::of(stock), Cell::of(books), Cell::of(stock.checked_sub(books)?)];
        sheet.rows.push(Line::of(cells).deep(1));
    }
    Ok(sheet)
}
