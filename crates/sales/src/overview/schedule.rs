//! The schedule of an order on its page: each quantity with its day, and whether supply lets it be there.

use crate::ScheduleLine;
use base::Result;
use catalog::Item;
use entity::Entity as _;
use platform::page::{Ask, PanelView, encode};
use store::Read;
use store::list::{self, Question};
use ui::part::Cell;

/// Most quantities that it shows; the list has all of them.
const ROWS: usize = 12;

/// The panel of an order: the day of each part, its item and quantity.
pub(super) fn panel(read: &Read, ask: &Ask, id: i64) -> Result<PanelView> {
    let shape = read.shape(ScheduleLine::DEF.name)?;
    let filter = format!("sales_order = #{id}");
    let question = Question {
        entity: shape.name().to_owned(),
        filter: filter.clone(),
        sort: "requested".to_owned(),
        limit: ROWS,
        ..Question::default()
    };
    let count = list::foot(read, &question, false)?.count;
    let mut parts: Vec<ScheduleLine> = store::typed(&list::page(read, &question)?.records)?;
    parts.sort_by_key(ScheduleLine::on);
    let items: Vec<i64> = parts.iter().filter_map(|p| p.item).map(|i| i.raw()).collect();
    let names = read.titles_in(Item::DEF.name, &items, ask.cx.lang.tag())?;
    let path = ask.list(read, ScheduleLine::DEF.name)?;
    let row = |part: &ScheduleLine| {
        let name = part.item.and_then(|i| names.get(&i.raw())).cloned().unwrap_or_default();
        let text = ask.format.date(part.on());
        let mut row = vec![Cell::Key { text, href: format!("{path}/{}", part.head.id) }, Cell::Text(name)];
        if let Some(day) = part.forecast.filter(|day| *day > part.on()) {
            let date = ask.format.date(day);
            row.push(Cell::Text(ask.cx.t_args("sales-schedule-later", &[("date", ui::Arg::Text(&date))])));
        }
        row.push(Cell::figure(ask.format.quantity(part.quantity)));
        row
    };
    let rows: Vec<Vec<Cell>> = parts.iter().map(row).collect();
    let late = parts.iter().any(|p| p.forecast.is_some_and(|day| day > p.on()));
    Ok(PanelView {
        count: Some(count),
        href: Some(format!("{path}?filter={}", encode(&filter))),
        content: ui::page::mini(&rows, &ask.t("ui-none-yet")),
        pressing: late,
        ..PanelView::default()
    })
}
