//! The stock card of an item: every row with what was there and what it was worth afterwards.

use super::{OfItem, company_of, document, int, money, row_at, sheet};
use crate::LedgerRow;
use base::{Error, Money, Quantity, Refusal, Result};
use entity::Value;
use store::Read;
use store::report::{Cell, Column, Holds, Line, Look, Sheet};

/// Rows of one page.
const PAGE: usize = 500;

/// The rows of an item in the order of their days, with running quantity and value.
pub(super) fn card(read: &Read, asked: &OfItem) -> Result<Sheet> {
    let company = company_of(read, asked.company)?;
    let Some(item) = asked.item else { return Err(Refusal::new("stock.which_item").field("item").into()) };
    if read.select::<catalog::Item>("id = $1", &[item.into()])?.is_empty() {
        return Err(Error::not_found("catalog.item", item));
    }
    let until = asked.ends_on.unwrap_or(read.today());
    let from = asked.starts_on.unwrap_or(until.add_days(-90)?);
    let holds = money(read, company)?;
    let mut sheet = sheet(
        read,
        company,
        vec![
            Column::new("posted_on", Holds::Date),
            Column::new("number", Holds::Text),
            Column::new("act", Holds::Text),
            Column::new("warehouse", Holds::Text),
            Column::new("lot", Holds::Text),
            Column::new("status", Holds::Text),
            Column::new("quantity", Holds::Quantity),
            Column::new("value", holds),
            Column::new("on_hand", Holds::Quantity),
            Column::new("worth", holds),
        ],
    )?
    .using("item", item)
    .using("starts_on", from)
    .using("ends_on", until);
    let warehouse = asked.warehouse.map_or(0, |w| w.raw());
    // The page begins behind this row, or before the first row of the first day.
    let (day, id) = match asked.after {
        Some(after) => (row_at(read, after)?.posted_on, after),
        None => (from.add_days(-1)?, i64::MAX),
    };
    let before = store::sql!(
        "stock.card_before",
        "SELECT COALESCE(SUM(quantity), 0), COALESCE(SUM(value), 0) FROM stock_ledger_row WHERE company = $1 AND item = $2 \
         AND ($3 = 0 OR warehouse = $3) AND (posted_on, id) <= ($4, $5)"
    );
    let opening = read.row(before, &[company.into(), item.into(), warehouse.into(), day.into(), id.into()])?;
    let opening = opening.unwrap_or_default();
    let (mut quantity, mut worth) = (Quantity::from_units(int(&opening, 0)), Money::from_minor(int(&opening, 1)));
    sheet.rows.push(opening_line(quantity, worth));
    let mut rows: Vec<LedgerRow> = read.select(
        "company = $1 AND item = $2 AND ($3 = 0 OR warehouse = $3) AND (posted_on, id) > ($4, $5) AND posted_on <= $6 \
         ORDER BY posted_on, id LIMIT 501",
        &[company.into(), item.into(), warehouse.into(), day.into(), id.into(), until.into()],
    )?;
    sheet.cut = rows.len() > PAGE;
    rows.truncate(PAGE);
    sheet.next = rows.last().filter(|_| sheet.cut).map(|r| r.head.id);
    let ids = |of: fn(&LedgerRow) -> Option<i64>| rows.iter().filter_map(of).collect::<Vec<i64>>();
    let warehouses = read.titles("stock.warehouse", &ids(|r| Some(r.warehouse.raw())))?;
    let lots = read.titles("stock.lot", &ids(|r| r.lot.map(|l| l.raw())))?;
    for row in &rows {
        (quantity, worth) = (quantity.checked_add(row.quantity)?, worth.checked_add(row.value)?);
        let lot = row.lot.and_then(|l| lots.get(&l.raw()).cloned());
        sheet.rows.push(Line::of(vec![
            Cell::of(row.posted_on),
            document(read, &row.number, row.source_kind, row.source),
            Cell::word(format!("stock-ledger-row-act-{}", row.act.code())),
            Cell::of(warehouses.get(&row.warehouse.raw()).cloned().unwrap_or_default()),
            lot.map_or_else(Cell::empty, Cell::of),
            Cell::word(format!("stock-ledger-row-status-{}", row.status.code())),
            Cell::of(Value::Int(row.quantity.units())),
            Cell::of(row.value),
            Cell::of(Value::Int(quantity.units())),
            Cell::of(worth),
        ]));
    }
    Ok(sheet)
}

fn opening_line(quantity: Quantity, worth: Money) -> Line {
    let mut cells = vec![Cell::empty(), Cell::word("stock-opening")];
    cells.extend(std::iter::repeat_with(Cell::empty).take(6));
    cells.extend([Cell::of(Value::Int(quantity.units())), Cell::of(worth)]);
    Line::of(cells).looks(Look::Total)
}
