//! What a customer would like to have: the items of his open opportunities and of offers that he has not answered yet.

use crate::Opportunity;
use base::{Money, Quantity, Result};
use catalog::Item;
use entity::{Entity, Value};
use platform::page::{Ask, PanelView, currencies};
use sales::Quotation;
use std::collections::BTreeMap;
use store::{Read, Row, action};
use ui::part::Cell;

/// Items that the panel shows, those wanted in most places first.
const SHOWN: usize = 6;

/// An item that somebody is interested in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Opportunities and offers that name it.
    pub places: i64,
    /// In the units of its lines.
    pub quantity: i64,
}

/// What everything wanted would come to, by currency, in its minor units.
type Sums = BTreeMap<Option<i64>, i64>;

/// The items by id, and what they would come to by currency, as far as the reader may see opportunities and offers. An offer that was
/// made for an opportunity is told there.
pub fn wanted(read: &Read, customer: i64) -> Result<(BTreeMap<i64, Wanted>, Sums)> {
    let (mut items, mut sums) = (BTreeMap::<i64, Wanted>::new(), Sums::new());
    let mut gather = |row: &Row| {
        let int = |place: usize| row.get(place).and_then(Value::int);
        if let Some(item) = int(0) {
            let wanted = items.entry(item).or_default();
            (wanted.places, wanted.quantity) =
                (wanted.places + int(1).unwrap_or(0), wanted.quantity + int(2).unwrap_or(0));
            *sums.entry(int(4)).or_default() += int(3).unwrap_or(0);
        }
    };
    let shape = read.shape(Opportunity::DEF.name)?;
    let mut params: Vec<Value> = vec![customer.into()];
    if let Some(rights) = read.access()?.narrowed(&shape, action::READ, "o", &mut params) {
        let sql = format!(
            "SELECT l.item, COUNT(DISTINCT o.id), SUM(l.quantity), SUM(l.net), o.currency FROM crm_opportunity o \
             JOIN crm_opportunity_line l ON l.document = o.id WHERE o.customer = $1 AND o.state = 'open' \
             AND o.archived_at IS NULL{rights} GROUP BY l.item, o.currency"
        );
        read.query(&sql, &params)?.iter().for_each(&mut gather);
    }
    let Some(shape) = read.model().shapes.get(Quotation::DEF.name).filter(|shape| shape.enabled) else {
        return Ok((items, sums));
    };
    let mut params: Vec<Value> = vec![customer.into(), i64::from(Opportunity::DEF.kind).into()];
    if let Some(rights) = read.access()?.narrowed(shape, action::READ, "q", &mut params) {
        let sql = format!(
            "SELECT l.item, COUNT(DISTINCT q.id), SUM(l.quantity), SUM(l.net), q.currency FROM sales_quotation q \
             JOIN sales_quotation_line l ON l.document = q.id WHERE q.customer = $1 AND q.state IN ('draft', 'sent') \
             AND l.item IS NOT NULL AND (q.source_kind IS NULL OR q.source_kind <> $2) AND q.archived_at IS NULL{rights} \
             GROUP BY l.item, q.currency"
        );
        read.query(&sql, &params)?.iter().for_each(&mut gather);
    }
    Ok((items, sums))
}

/// The panel: each item with how many are wanted and in how many places.
pub(super) fn panel(read: &Read, ask: &Ask, id: i64) -> Result<PanelView> {
    let (items, sums) = wanted(read, id)?;
    let mut first: Vec<(&i64, &Wanted)> = items.iter().collect();
    first.sort_by_key(|(item, wanted)| (-wanted.places, **item));
    first.truncate(SHOWN);
    let ids: Vec<i64> = first.iter().map(|(item, _)| **item).collect();
    let names = read.titles_in(Item::DEF.name, &ids, ask.cx.lang.tag())?;
    let mut rows = Vec::new();
    for (item, wanted) in first {
        let href = ask.record(read, Item::DEF.name, *item)?;
        let places = ask.cx.t_args("crm-interest-in", &[("n", ui::Arg::Count(wanted.places))]);
        let quantity = ask.format.quantity(Quantity::from_units(wanted.quantity));
        let text = names.get(item).cloned().unwrap_or_default();
        rows.push(vec![Cell::Key { text, href }, Cell::Text(places), Cell::figure(quantity)]);
    }
    let money = currencies(read)?;
    let said = |(currency, units): (&Option<i64>, &i64)| {
        ask.format.money_code(Money::from_minor(*units), money.exponent(*currency), money.code(*currency))
    };
    Ok(PanelView {
        count: Some(items.len() as i64),
        amount: sums.iter().map(said).collect::<Vec<_>>().join(" · "),
        content: ui::page::mini(&rows, &ask.t("ui-none-yet")),
        ..PanelView::default()
    })
}
