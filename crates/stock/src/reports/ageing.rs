//! How long goods have been lying there, and which do not move.

use super::{AsOf, Held, Names, OnDay, Slow, company_of, held, int, money, part, sheet};
use base::{Date, Id, Money, Quantity, Result};
use entity::Value;
use platform::Company;
use std::collections::BTreeMap;
use store::Read;
use store::report::{Cell, Column, Holds, Line, Look, Sheet};

/// Days at which a column begins.
const STEPS: [i64; 5] = [0, 31, 61, 91, 181];

/// Stock by age: what is there came with the latest receipts, because the oldest goods leave first.
pub(super) fn ageing(read: &Read, asked: &OnDay) -> Result<Sheet> {
    let company = company_of(read, asked.company)?;
    let on = asked.as_of.unwrap_or(read.today());
    let holds = money(read, company)?;
    let mut columns = vec![
        Column::new("code", Holds::Text),
        Column::new("name", Holds::Text),
        Column::new("quantity", Holds::Quantity),
    ];
    for name in ["days_0", "days_31", "days_61", "days_91", "days_181", "value"] {
        columns.push(Column::new(name, holds));
    }
    let mut sheet = sheet(read, company, columns)?.using("as_of", on);
    let mut held = held(read, company, asked, on)?;
    held.retain(|_, h| h.quantity.is_positive());
    let ids: Vec<i64> = held.keys().copied().collect();
    let names = Names::read(read, &ids)?;
    let receipts = receipts(read, company, &ids, on)?;
    let mut all = [Money::ZERO; 6];
    for (item, held) in &held {
        let none = Vec::new();
        let buckets = buckets(held, receipts.get(item).unwrap_or(&none), on)?;
        for (sum, figure) in all.iter_mut().zip(buckets.iter().chain([&held.value])) {
            *sum = sum.checked_add(*figure)?;
        }
        let [code, name] = names.cells(*item, company, on);
        let mut cells = vec![code, name, Cell::of(Value::Int(held.quantity.units()))];
        cells.extend(buckets.map(Cell::of));
        cells.push(Cell::of(held.value));
        sheet.rows.push(Line::of(cells));
    }
    sheet.rows.sort_by_key(|line| line.cells[0].value.to_string());
    let mut cells = vec![Cell::word("stock-total"), Cell::empty(), Cell::empty()];
    cells.extend(all.map(Cell::of));
    sheet.rows.push(Line::of(cells).looks(Look::Total));
    Ok(sheet)
}

/// Receipts of items up to a day, the latest first.
fn receipts(
    read: &Read,
    company: Id<Company>,
    items: &[i64],
    on: Date,
) -> Result<BTreeMap<i64, Vec<(Date, Quantity)>>> {
    // Goods that were taken back or came out of another warehouse are as old as they were.
    let sql = store::sql!(
        "stock.receipts_until",
        "SELECT item, posted_on, quantity FROM stock_ledger_row WHERE company = $1 AND item IN LIST($2) AND posted_on <= $3 \
         AND quantity > 0 AND act = 'moved' AND reverses IS NULL ORDER BY item, posted_on DESC, id DESC"
    );
    let mut found: BTreeMap<i64, Vec<(Date, Quantity)>> = BTreeMap::new();
    for row in read.query(sql, &[company.into(), store::id_list(items), on.into()])? {
        let day = row.get(1).and_then(Value::text).and_then(|t| Date::parse(t).ok()).unwrap_or(on);
        found.entry(int(&row, 0)).or_default().push((day, Quantity::from_units(int(&row, 2))));
    }
    Ok(found)
}

/// The value of what is there by age; what no receipt explains is the oldest.
fn buckets(held: &Held, receipts: &[(Date, Quantity)], on: Date) -> Result<[Money; 5]> {
    let mut quantities = [0i64; 5];
    let mut left = held.quantity.units();
    for (day, quantity) in receipts {
        let take = left.min(quantity.units());
        let age = day.days_until(on);
        let place = STEPS.iter().rposition(|step| age >= *step).unwrap_or(0);
        quantities[place] += take;
        left -= take;
        if left == 0 {
            break;
        }
    }
    quantities[4] += left;
    // Shares of running sums, so that the parts are the whole.
    let (mut seen, mut given) = (0, 0);
    let mut values = [Money::ZERO; 5];
    for (value, quantity) in values.iter_mut().zip(quantities) {
        seen += quantity;
        let upto = part(held.value.minor(), seen, held.quantity.units())?;
        *value = Money::from_minor(upto - given);
        given = upto;
    }
    Ok(values)
}

/// Goods that have not left for a long time.
pub(super) fn slow_movers(read: &Read, asked: &Slow) -> Result<Sheet> {
    let company = company_of(read, asked.company)?;
    let on = asked.as_of.unwrap_or(read.today());
    let least = asked.days.unwrap_or(90).max(1);
    let mut sheet = sheet(
        read,
        company,
        vec![
            Column::new("code", Holds::Text),
            Column::new("name", Holds::Text),
            Column::new("last_issue", Holds::Date),
            Column::new("days", Holds::Integer),
            Column::new("quantity", Holds::Quantity),
            Column::new("value", money(read, company)?),
        ],
    )?
    .using("as_of", on)
    .using("days", least);
    let all = AsOf { company: Some(company), as_of: Some(on) };
    let every = OnDay { company: all.company, as_of: all.as_of, warehouse: None, item_group: None };
    let mut held = held(read, company, &every, on)?;
    held.retain(|_, h| h.quantity.is_positive());
    let ids: Vec<i64> = held.keys().copied().collect();
    let names = Names::read(read, &ids)?;
    let sql = store::sql!(
        "stock.last_issues",
        "SELECT item, MAX(CASE WHEN quantity < 0 AND reverses IS NULL THEN posted_on ELSE NULL END), MIN(posted_on) \
         FROM stock_ledger_row WHERE company = $1 AND item IN LIST($2) AND posted_on <= $3 AND act = 'moved' GROUP BY item"
    );
    let mut found = Vec::new();
    for row in read.query(sql, &[company.into(), store::id_list(&ids), on.into()])? {
        let day = |place: usize| row.get(place).and_then(Value::text).and_then(|t| Date::parse(t).ok());
        // What never left is as slow as it is old.
        let (last, since) = (day(1), day(1).or(day(2)).unwrap_or(on));
        let days = since.days_until(on);
        if days >= least {
            found.push((int(&row, 0), last, days));
        }
    }
    found.sort_by_key(|(item, _, days)| (std::cmp::Reverse(*days), *item));
    for (item, last, days) in found {
        let h = held.get(&item).copied().unwrap_or_default();
        let [code, name] = names.cells(item, company, on);
        let last = last.map_or_else(Cell::empty, Cell::of);
        let cells = vec![code, name, last, Cell::of(days), Cell::of(Value::Int(h.quantity.units())), Cell::of(h.value)];
        sheet.rows.push(Line::of(cells));
    }
    Ok(sheet)
}
