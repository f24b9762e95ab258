//! What of ours a customer has: every piece with a serial number that was delivered and did not come back, and until when it is under
//! warranty. It is asked of deliveries and returns each time and copied nowhere.

use crate::Delivery;
use base::{Date, Id, Result};
use catalog::Item;
use entity::{Entity, Value};
use parties::Party;
use platform::page::{Ask, PanelView};
use stock::Lot;
use store::{Read, action};
use ui::part::{Cell, Tone};

/// Pieces that the panel shows, the latest first.
const SHOWN: usize = 8;

/// A piece at a customer's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    pub item: Id<Item>,
    pub lot: Id<Lot>,
    /// Its serial number.
    pub serial: String,
    /// The day it left for the customer.
    pub since: Date,
    /// The last day of its warranty; empty where the item has none.
    pub until: Option<Date>,
}

/// The pieces of a customer as far as the reader may see the deliveries, the latest first: how many there are, and the first of them.
pub fn pieces(read: &Read, customer: Id<Party>, most: usize) -> Result<(i64, Vec<Piece>)> {
    let shape = read.shape(Delivery::DEF.name)?;
    let mut params: Vec<Value> = vec![customer.into()];
    let Some(rights) = read.access()?.narrowed(&shape, action::READ, "d", &mut params) else {
        return Ok((0, Vec::new()));
    };
    let from = format!(
        "FROM sales_delivery d JOIN sales_delivery_line l ON l.document = d.id JOIN catalog_item i ON i.id = l.item \
         JOIN stock_lot t ON t.id = l.lot WHERE d.customer = $1 AND d.state = 'posted' AND d.archived_at IS NULL \
         AND i.tracking = 'serial' AND NOT EXISTS (SELECT 1 FROM sales_return_line r JOIN sales_return b ON b.id = r.document \
         WHERE r.delivery_line = l.id AND b.state IN ('received', 'settled')){rights}"
    );
    let count = read.number(&format!("SELECT COUNT(*) {from}"), &params)?;
    params.push((most as i64).into());
    let sql = format!(
        "SELECT l.item, l.lot, t.code, d.posted_on, i.warranty_months {from} ORDER BY d.posted_on DESC, l.id DESC LIMIT ${}",
        params.len()
    );
    let mut found = Vec::new();
    for row in read.query(&sql, &params)? {
        let int = |place: usize| row.get(place).and_then(Value::int);
        let text = |place: usize| row.get(place).and_then(Value::text).unwrap_or_default().to_owned();
        let since = Date::parse(&text(3))?;
        let months = int(4).and_then(|months| i32::try_from(months).ok());
        let until = months.map(|months| since.add_months(months)?.add_days(-1)).transpose()?;
        let (item, lot) = (Id::from_raw(int(0).unwrap_or(0)), Id::from_raw(int(1).unwrap_or(0)));
        found.push(Piece { item, lot, serial: text(2), since, until });
    }
    Ok((count, found))
}

/// The panel: item, serial number, since when, and whether the warranty still holds. Each leads to the piece with all that happened to it.
pub(super) fn panel(read: &Read, ask: &Ask, id: i64) -> Result<PanelView> {
    let (count, found) = pieces(read, Id::from_raw(id), SHOWN)?;
    let ids: Vec<i64> = found.iter().map(|piece| piece.item.raw()).collect();
    let names = read.titles_in(Item::DEF.name, &ids, ask.cx.lang.tag())?;
    let today = read.today();
    let mut rows = Vec::new();
    for piece in &found {
        let name = names.get(&piece.item.raw()).cloned().unwrap_or_default();
        let href = ask.record(read, Lot::DEF.name, piece.lot.raw())?;
        let day = |day: Date| ask.format.date(day);
        let warranty = match piece.until {
            None => Cell::Empty,
            Some(until) => {
                let word = if until < today { "sales-installed-over" } else { "sales-installed-until" };
                let tone = if until < today { Tone::Neutral } else { Tone::Success };
                Cell::State(tone, ask.cx.t_args(word, &[("day", ui::Arg::Text(&day(until)))]))
            }
        };
        let since = Cell::Time { text: day(piece.since), iso: piece.since.to_string(), late: false };
        rows.push(vec![Cell::Key { text: format!("{name} · {}", piece.serial), href }, since, warranty]);
    }
    let content = ui::page::mini(&rows, &ask.t("ui-none-yet"));
    Ok(PanelView { count: Some(count), content, ..PanelView::default() })
}
