//! A lot on paper: where it came from, where it went, and what a recall has to fetch.

use super::{OfLot, document};
use crate::tracing::{self, Step, Way};
use crate::{Lot, reports};
use base::{Error, Id, Refusal, Result};
use entity::Value;
use store::Read;
use store::report::{Cell, Column, Holds, Line, Link, Look, Sheet};

/// The lot asked for, if the reader may see the stock of any company.
fn lot(read: &Read, asked: &OfLot) -> Result<Id<Lot>> {
    reports::company_of(read, None)?;
    let lot = asked.lot.ok_or_else(|| Error::from(Refusal::new("stock.which_lot").field("lot")))?;
    let there = !read.select::<Lot>("id = $1", &[lot.into()])?.is_empty();
    if there { Ok(lot) } else { Err(Error::not_found("stock.lot", lot)) }
}

fn columns() -> Vec<Column> {
    vec![
        Column::new("lot", Holds::Text),
        Column::new("item", Holds::Text),
        Column::new("posted_on", Holds::Date),
        Column::new("number", Holds::Text),
        Column::new("quantity", Holds::Quantity),
    ]
}

fn lines(read: &Read, steps: &[Step]) -> Result<Vec<Line>> {
    let lots: Vec<i64> = steps.iter().map(|s| s.lot.raw()).collect();
    let items: Vec<i64> = steps.iter().map(|s| s.item.raw()).collect();
    let (lots, items) = (read.titles("stock.lot", &lots)?, read.titles("catalog.item", &items)?);
    let line = |s: &Step| {
        let lot = Cell::of(lots.get(&s.lot.raw()).cloned().unwrap_or_default());
        let cells = vec![
            lot.to(Link::Record("stock.lot".to_owned(), s.lot.raw())),
            Cell::of(items.get(&s.item.raw()).cloned().unwrap_or_default()),
            Cell::of(s.posted_on),
            document(read, &s.number, s.source_kind, s.source),
            Cell::of(Value::Int(s.quantity.units())),
        ];
        Line::of(cells).deep(s.depth.saturating_add(1))
    };
    Ok(steps.iter().map(line).collect())
}

fn heading(word: &'static str) -> Line {
    let mut cells = vec![Cell::word(word)];
    cells.extend(std::iter::repeat_with(Cell::empty).take(4));
    Line::of(cells).looks(Look::Heading)
}

/// A lot both ways: the documents it came by, and those it left by, through whatever it was made of or became.
pub(super) fn lot_trace(read: &Read, asked: &OfLot) -> Result<Sheet> {
    let lot = lot(read, asked)?;
    let mut sheet = Sheet::new(columns()).using("lot", lot);
    for (word, way) in [("stock-came-from", Way::Back), ("stock-went-to", Way::Forth)] {
        let steps = tracing::trace(read, lot, way)?;
        sheet.rows.push(heading(word));
        sheet.rows.extend(lines(read, &steps)?);
    }
    Ok(sheet)
}

/// What a recall has to fetch: the documents by which goods left, and what still lies here.
pub(super) fn recall(read: &Read, asked: &OfLot) -> Result<Sheet> {
    let lot = lot(read, asked)?;
    let (gone, here) = tracing::recall(read, lot)?;
    let mut sheet = Sheet::new(columns()).using("lot", lot);
    sheet.rows.push(heading("stock-went-to"));
    sheet.rows.extend(lines(read, &gone)?);
    sheet.rows.push(heading("stock-still-here"));
    let ids = |of: fn(&tracing::Lying) -> i64| here.iter().map(of).collect::<Vec<i64>>();
    let lots = read.titles("stock.lot", &ids(|l| l.lot.raw()))?;
    let items = read.titles("catalog.item", &ids(|l| l.item.raw()))?;
    let warehouses = read.titles("stock.warehouse", &ids(|l| l.warehouse.raw()))?;
    for l in &here {
        let name = |all: &std::collections::BTreeMap<i64, String>, id: i64| {
            Cell::of(all.get(&id).cloned().unwrap_or_default())
        };
        let warehouse = warehouses.get(&l.warehouse.raw()).cloned().unwrap_or_default();
        let cells = vec![
            name(&lots, l.lot.raw()).to(Link::Record("stock.lot".to_owned(), l.lot.raw())),
            name(&items, l.item.raw()),
            Cell::word(format!("stock-ledger-row-status-{}", l.status.code())),
            Cell::of(warehouse),
            Cell::of(Value::Int(l.quantity.units())),
        ];
        sheet.rows.push(Line::of(cells).deep(1));
    }
    Ok(sheet)
}
