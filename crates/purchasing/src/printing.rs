//! What of purchasing goes on paper: the order, and before it the reminder of what of it is late.

use crate::order::reminding::Late;
use crate::order::{Order, OrderLine, State};
use base::{Id, Result};
use catalog::{Item, Unit};
use entity::Entity as _;
use parties::printing::Receiver;
use parties::{AddressUse, loaded};
use platform::Company;
use platform::print::{Asked, Layout, Wording, letter};
use std::collections::HashMap;
use store::Read;
use ui::print::{Cell, Column, Print, Row, Table, Total};

/// The module's prints, for the program's list.
pub const PRINTS: [Layout; 1] = [Layout {
    entity: "purchasing.order",
    shows: &[
        "number",
        "supplier",
        "supplier_reference",
        "ordered_on",
        "lines",
        "lines.description",
        "lines.quantity",
        "lines.price",
        "lines.discount",
        "lines.net",
        "lines.confirmed",
        "net",
        "tax",
        "total",
        "reminded_on",
        "reminders",
    ],
    reads: &[],
    make,
}];

/// The order; once the supplier was reminded, the letter about what is still late stands before it.
fn make(read: &Read, asked: &Asked, id: i64) -> Result<Vec<Print>> {
    let order: Order = read.get(Id::from_raw(id))?;
    let receiver = Receiver::of(read, order.supplier, AddressUse::Bill)?;
    let wording = asked.wording(read, receiver.party.language, receiver.country())?;
    let country = read.get::<Company>(order.company)?.country;
    let mut sheet = letter(read, &wording, order.company)?;
    sheet.recipient = receiver.lines(read, None, country)?;
    let names = Names::read(read, &wording, &order)?;
    let reminds = order.state == State::Released && order.reminded_on.is_some();
    let late = if reminds { order.late(read, read.today())? } else { Vec::new() };
    let mut prints = Vec::new();
    if !late.is_empty() {
        prints.push(reminder(&wording, &names, &order, &late, sheet.clone()));
    }
    prints.push(itself(read, &wording, &names, &order, sheet)?);
    Ok(prints)
}

/// What should be here by now, and since when.
fn reminder(wording: &Wording, names: &Names, order: &Order, late: &[Late], sheet: Print) -> Print {
    let t = |id: &str| wording.t(id);
    let mut print = Print { title: t("purchasing-print-reminder"), ..sheet };
    print.number = order.number.to_string();
    print.facts.extend(order.reminded_on.map(|on| wording.fact("purchasing-print-date", wording.date(on))));
    print.facts.push(wording.fact("purchasing-print-our-order", order.number.to_string()));
    print.facts.push(wording.fact("purchasing-print-ordered-on", wording.date(order.ordered_on)));
    let theirs = order.supplier_reference.as_ref();
    print.facts.extend(theirs.map(|r| wording.fact("purchasing-print-your-reference", r.as_str())));
    print.facts.push(wording.fact("purchasing-print-reminder-number", order.reminders.to_string()));
    print.before.push(t("purchasing-print-reminder-intro"));
    let row = |late: &Late| {
        loaded(&order.lines).get(late.place).map(|line| {
            Row::Line(vec![
                Cell::of((late.place + 1).to_string()),
                names.cell(wording, line),
                Cell::of(wording.quantity(late.open)),
                names.unit(line),
                Cell::of(wording.date(late.due)),
                Cell::of(late.days.to_string()),
            ])
        })
    };
    print.tables.push(Table {
        columns: vec![
            Column::word(t("purchasing-print-position")),
            Column::text(t("purchasing-print-description")),
            Column::figure(t("purchasing-print-outstanding")),
            Column::word(t("purchasing-print-unit")),
            Column::word(t("purchasing-print-promised-for")),
            Column::figure(t("purchasing-print-days-late")),
        ],
        rows: late.iter().filter_map(row).collect(),
        ..Table::default()
    });
    print.after.push(t("purchasing-print-reminder-answer"));
    print
}

/// The order itself.
fn itself(read: &Read, wording: &Wording, names: &Names, order: &Order, sheet: Print) -> Result<Print> {
    let t = |id: &str| wording.t(id);
    let mut print = Print { title: t("purchasing-print-purchase-order"), ..sheet };
    print.number = order.number.to_string();
    print.mark = match order.state {
        State::Draft | State::Submitted => Some(t("purchasing-print-draft")),
        State::Cancelled => Some(t("purchasing-print-cancelled")),
        State::Released | State::Closed => None,
    };
    print.facts.push(wording.fact("purchasing-print-ordered-on", wording.date(order.ordered_on)));
    let theirs = order.supplier_reference.as_ref();
    print.facts.extend(theirs.map(|r| wording.fact("purchasing-print-your-reference", r.as_str())));
    if let Some(warehouse) = order.warehouse {
        print.facts.push(wording.fact("purchasing-print-deliver-to", wording.title(read, warehouse)?));
    }
    let Some(currency) = order.currency else { return Ok(print) };
    let discounts = loaded(&order.lines).iter().any(|l| !l.discount.is_zero());
    let mut columns = vec![
        Column::word(t("purchasing-print-position")),
        Column::text(t("purchasing-print-description")),
        Column::figure(t("purchasing-print-quantity")),
        Column::word(t("purchasing-print-unit")),
        Column::word(t("purchasing-print-promised-for")),
        Column::figure(t("purchasing-print-price")),
    ];
    if discounts {
        columns.push(Column::figure(t("purchasing-print-discount")));
    }
    columns.push(Column::figure(wording.with("purchasing-print-net-in", &[("currency", wording.code(currency))])));
    let row = |(place, line): (usize, &OrderLine)| {
        let due = line.confirmed.or(line.requested).or(order.requested);
        let mut cells = vec![
            Cell::of((place + 1).to_string()),
            names.cell(wording, line),
            Cell::of(wording.quantity(line.quantity)),
            names.unit(line),
            Cell::of(due.map(|due| wording.date(due)).unwrap_or_default()),
            Cell::of(line.price.map(|p| wording.price(p, currency)).unwrap_or_default()),
        ];
        if discounts {
            let none = line.discount.is_zero();
            cells.push(Cell::of(if none { String::new() } else { wording.percent(line.discount) }));
        }
        cells.push(Cell::of(wording.money(line.net, currency)));
        Row::Line(cells)
    };
    let totals = vec![
        Total::new(t("purchasing-print-net"), wording.money(order.net, currency)),
        Total::new(t("purchasing-print-tax"), wording.money(order.tax, currency)),
        Total::grand(t("purchasing-print-total"), wording.amount(order.total, currency)),
    ];
    let rows = loaded(&order.lines).iter().enumerate().map(row).collect();
    print.tables.push(Table { columns, rows, totals, ..Table::default() });
    Ok(print)
}

/// Items and units in the language of the supplier.
struct Names {
    items: HashMap<i64, Item>,
    titles: HashMap<i64, String>,
    units: HashMap<i64, String>,
}

impl Names {
    fn read(read: &Read, wording: &Wording, order: &Order) -> Result<Names> {
        let each = |mut ids: Vec<i64>| {
            ids.sort_unstable();
            ids.dedup();
            ids
        };
        let ids = each(loaded(&order.lines).iter().map(|l| l.item.raw()).collect());
        let items = store::typed::<Item>(&read.find_many(Item::DEF.name, &ids, false)?)?;
        let own = loaded(&order.lines).iter().filter_map(|l| l.unit).map(|u| u.raw());
        let units = each(own.chain(items.iter().map(|i| i.base_unit.raw())).collect());
        let mut records = read.find_many("catalog.unit", &units, false)?;
        read.in_language("catalog.unit", &mut records, &["name"], wording.lang.tag())?;
        let units = store::typed::<Unit>(&records)?;
        Ok(Names {
            titles: wording.titles(read, Item::DEF.name, &ids)?,
            items: items.into_iter().map(|i| (i.head.id, i)).collect(),
            units: units.into_iter().map(|u| (u.head.id, u.name)).collect(),
        })
    }

    /// What is ordered, with its number.
    fn cell(&self, wording: &Wording, line: &OrderLine) -> Cell {
        let id = line.item.raw();
        let title = self.titles.get(&id).cloned().unwrap_or_default();
        let text = line.description.clone().filter(|t| !t.trim().is_empty()).unwrap_or(title);
        let number = self.items.get(&id).map(|i| wording.with("purchasing-print-item-number", &[("number", &i.code)]));
        Cell { text, notes: number.into_iter().collect() }
    }

    fn unit(&self, line: &OrderLine) -> Cell {
        let base = self.items.get(&line.item.raw()).map(|i| i.base_unit);
        Cell::of(line.unit.or(base).and_then(|u| self.units.get(&u.raw())).map_or("", String::as_str))
    }
}
