//! What was there on any day, and what it was worth.

use super::{Names, OnDay, company_of, held, money, sheet};
use base::{Money, Result};
use costing::State;
use entity::Value;
use store::Read;
use store::report::{Cell, Column, Holds, Line, Look, Sheet};

/// Quantity, unit cost and value of every item on a day.
pub(super) fn on_hand(read: &Read, asked: &OnDay) -> Result<Sheet> {
    let company = company_of(read, asked.company)?;
    let on = asked.as_of.unwrap_or(read.today());
    let holds = money(read, company)?;
    let exponent = if let Holds::Money(exponent) = holds { exponent } else { 2 };
    let mut sheet = sheet(
        read,
        company,
        vec![
            Column::new("code", Holds::Text),
            Column::new("name", Holds::Text),
            Column::new("quantity", Holds::Quantity),
            Column::new("unit_cost", Holds::Money(6)),
            Column::new("value", holds),
        ],
    )?
    .using("as_of", on);
    let held = held(read, company, asked, on)?;
    let ids: Vec<i64> = held.keys().copied().collect();
    let names = Names::read(read, &ids)?;
    let mut all = Money::ZERO;
    let mut rows: Vec<(String, Line)> = Vec::with_capacity(held.len());
    for (item, held) in &held {
        all = all.checked_add(held.value)?;
        let state = State { quantity: held.quantity, value: held.value, ..State::default() };
        let [code, name] = names.cells(*item, company, on);
        // A unit cost is shown to a millionth, as it is kept.
        let cost = state.unit_cost(exponent).map_or_else(Cell::empty, |c| Cell::of(c.units()));
        let sort = code.value.to_string();
        let cells = vec![code, name, Cell::of(Value::Int(held.quantity.units())), cost, Cell::of(held.value)];
        rows.push((sort, Line::of(cells)));
    }
    rows.sort_by(|a, b| a.0.cmp(&b.0));
    sheet.rows = rows.into_iter().map(|(_, line)| line).collect();
    let total = vec![Cell::word("stock-total"), Cell::empty(), Cell::empty(), Cell::empty(), Cell::of(all)];
    sheet.rows.push(Line::of(total).looks(Look::Total));
    Ok(sheet)
}
