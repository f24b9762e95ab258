//! The installed base on a customer's page: serial number, item, contract, and whether the warranty still holds.

use super::InstalledPiece;
use base::{Date, Result};
use catalog::Item;
use entity::{Entity, Value};
use platform::page::{Ask, PanelView, encode};
use sales::Contract;
use store::{Read, action};
use ui::part::{Cell, Tone};

/// Pieces that the panel shows, the latest first.
const SHOWN: i64 = 8;

/// Draws it: each line leads to the piece.
pub fn panel(read: &Read, ask: &Ask, customer: i64) -> Result<PanelView> {
    let shape = read.shape(InstalledPiece::DEF.name)?;
    let mut params: Vec<Value> = vec![customer.into()];
    let Some(rights) = read.access()?.narrowed(&shape, action::READ, "p", &mut params) else {
        return Ok(PanelView::default());
    };
    let from = format!(
        "FROM service_installed_piece p WHERE p.customer = $1 AND p.state = 'in_use' AND p.archived_at IS NULL{rights}"
    );
    let count = read.number(&format!("SELECT COUNT(*) {from}"), &params)?;
    let sql = format!(
        "SELECT p.id, p.item, p.serial, p.warranty_until, p.contract {from} \
         ORDER BY p.installed_on DESC, p.id DESC LIMIT {SHOWN}"
    );
    let rows = read.query(&sql, &params)?;
    let int = |row: &store::Row, place: usize| row.get(place).and_then(Value::int);
    let ids = |place: usize| rows.iter().filter_map(|row| int(row, place)).collect::<Vec<i64>>();
    let items = read.titles_in(Item::DEF.name, &ids(1), ask.cx.lang.tag())?;
    let contracts = read.titles_in(Contract::DEF.name, &ids(4), ask.cx.lang.tag())?;
    let mut cells = Vec::new();
    for row in &rows {
        let name = int(row, 1).and_then(|item| items.get(&item).cloned()).unwrap_or_default();
        let serial = row.get(2).and_then(Value::text).unwrap_or_default();
        let href = ask.record(read, InstalledPiece::DEF.name, int(row, 0).unwrap_or(0))?;
        let day = |place: usize| row.get(place).and_then(Value::text).map(Date::parse).transpose();
        let contract = int(row, 4).and_then(|id| contracts.get(&id).cloned()).map_or(Cell::Empty, Cell::Text);
        cells.push(vec![
            Cell::Key { text: serial.to_owned(), href },
            Cell::Text(name),
            contract,
            warranty(read, ask, day(3)?),
        ]);
    }
    let list = ask.list(read, InstalledPiece::DEF.name)?;
    let href = format!("{list}?filter={}", encode(&format!("customer = #{} and state = in_use", customer)));
    let content = ui::page::mini(&cells, &ask.t("ui-none-yet"));
    Ok(PanelView { count: Some(count), href: Some(href), content, ..PanelView::default() })
}

fn warranty(read: &Read, ask: &Ask, until: Option<Date>) -> Cell {
    let Some(until) = until else { return Cell::Empty };
    let over = until < read.today();
    let word = if over { "service-installed-over" } else { "service-installed-until" };
    let day = ask.format.date(until);
    let tone = if over { Tone::Neutral } else { Tone::Success };
    Cell::State(tone, ask.cx.t_args(word, &[("day", ui::Arg::Text(&day))]))
}
