//! A delivery note: what is in the parcel, for whoever opens it. It says no prices.

use super::{Sold, Writing};
use crate::delivery::{Delivery, DeliveryLine, State};
use crate::order::Order;
use base::{Id, Quantity, Result};
use parties::printing::Receiver;
use parties::{AddressUse, loaded};
use platform::print::{Asked, Layout};
use std::collections::HashMap;
use store::Read;
use ui::print::{Cell, Column, Fact, Print, Row, Section, Table};

pub(super) const LAYOUT: Layout = Layout {
    entity: "sales.delivery",
    shows: &["number", "customer", "posted_on", "warehouse", "lines", "lines.item", "lines.quantity", "lines.lot"],
    reads: &[],
    make,
};

fn make(read: &Read, asked: &Asked, id: i64) -> Result<Vec<Print>> {
    let delivery: Delivery = read.get(Id::from_raw(id))?;
    let receiver = Receiver::of(read, delivery.customer, AddressUse::Ship)?;
    let to = Writing::to(read, asked, delivery.company, receiver)?;
    let wording = &to.wording;
    let orders = orders(read, &delivery)?;
    let mut print = to.letter(read, None)?;
    print.title = wording.t("sales-print-delivery-note");
    print.number = delivery.number.to_string();
    print.mark = match delivery.state {
        State::Draft => Some(wording.t("sales-print-draft")),
        State::Reversed => Some(wording.t("sales-print-reversed")),
        State::Posted => None,
    };
    print.facts.push(wording.fact("sales-print-shipped-on", wording.date(delivery.posted_on)));
    print.facts.push(wording.fact("sales-print-shipped-from", wording.title(read, delivery.warehouse)?));
    let list = |texts: Vec<&str>| texts.join(", ");
    print.facts.push(wording.fact("sales-print-our-order", list(orders.iter().map(|o| &*o.number).collect())));
    let theirs: Vec<&str> = orders.iter().filter_map(|o| o.reference.as_deref()).collect();
    let theirs = Some(list(theirs)).filter(|t| !t.is_empty());
    print.facts.extend(theirs.map(|t| wording.fact("sales-print-your-reference", t)));
    print.facts.push(wording.fact("sales-print-customer-number", to.receiver.party.code.to_string()));
    print.tables.push(table(read, &to, &delivery, &orders)?);
    print.sections.push(Section {
        title: wording.t("sales-print-received"),
        facts: ["sales-print-received-on", "sales-print-signature"]
            .map(|l| Fact::new(wording.t(l), format!("\n{}", "_".repeat(40))))
            .to_vec(),
        words: Vec::new(),
    });
    Ok(vec![print])
}

/// The orders that a delivery is for.
pub(super) fn orders(read: &Read, delivery: &Delivery) -> Result<Vec<Order>> {
    let mut ids: Vec<i64> = loaded(&delivery.lines).iter().filter_map(|l| l.sales_order).map(|o| o.raw()).collect();
    ids.sort_unstable();
    ids.dedup();
    store::typed::<Order>(&read.find_many("sales.order", &ids, true)?)
}

fn table(read: &Read, to: &Writing, delivery: &Delivery, orders: &[Order]) -> Result<Table> {
    let wording = &to.wording;
    // What the order's line was called.
    let said: HashMap<i64, Option<String>> =
        orders.iter().flat_map(|o| loaded(&o.lines)).map(|l| (l.head.id, l.text.clone())).collect();
    let sold = |line: &DeliveryLine| Sold {
        item: Some(line.item),
        // What the line was called is the kit, not its parts.
        text: said.get(&line.order_line).cloned().flatten().filter(|_| line.kit.is_none()),
        quantity: line.quantity,
        ..Sold::default()
    };
    let lines: Vec<Sold> = loaded(&delivery.lines).iter().map(sold).collect();
    let kits = kits(delivery, orders)?;
    let kits: HashMap<i64, Sold> = kits
        .into_iter()
        .map(|(line, (item, quantity))| {
            let text = said.get(&line).cloned().flatten();
            (line, Sold { item: Some(item), text, quantity, ..Sold::default() })
        })
        .collect();
    let named: Vec<Sold> = lines.iter().chain(kits.values()).cloned().collect();
    let names = to.names(read, &named)?;
    let lots: Vec<i64> = loaded(&delivery.lines).iter().filter_map(|l| l.lot).map(|l| l.raw()).collect();
    let tracked = !lots.is_empty();
    let lots = wording.titles(read, "stock.lot", &lots)?;
    let mut columns =
        vec![Column::word(wording.t("sales-print-position")), Column::text(wording.t("sales-print-description"))];
    if tracked {
        columns.push(Column::word(wording.t("sales-print-lot")));
    }
    columns.push(Column::figure(wording.t("sales-print-quantity")));
    columns.push(Column::word(wording.t("sales-print-unit")));
    let row = |position: String, lot: &str, quantity: Quantity, sold: &Sold| {
        let mut cells = vec![Cell::of(position), names.cell(wording, sold)];
        if tracked {
            cells.push(Cell::of(lot));
        }
        cells.push(Cell::of(wording.quantity(quantity)));
        cells.push(names.unit(sold));
        Row::Line(cells)
    };
    let (mut rows, mut position, mut under) = (Vec::new(), 0, None);
    for (line, sold) in loaded(&delivery.lines).iter().zip(&lines) {
        let kit = kits.get(&line.order_line);
        if kit.is_none() || under != Some(line.order_line) {
            position += 1;
        }
        if let Some(kit) = kit.filter(|_| under != Some(line.order_line)) {
            rows.push(row(position.to_string(), "", kit.quantity, kit));
        }
        under = kit.map(|_| line.order_line);
        let lot = line.lot.and_then(|l| lots.get(&l.raw())).map_or("", String::as_str);
        let place = if kit.is_some() { String::new() } else { position.to_string() };
        rows.push(row(place, lot, line.quantity, sold));
    }
    Ok(Table { columns, rows, ..Table::default() })
}

/// The kits that a delivery brings, by line of the order, and how many of each. A draft whose parts do not fit is not refused here: it
/// shows what can be made of them.
fn kits(delivery: &Delivery, orders: &[Order]) -> Result<HashMap<i64, (Id<catalog::Item>, Quantity)>> {
    let mut found = HashMap::new();
    for line in orders.iter().flat_map(|o| loaded(&o.lines)).filter(|l| l.is_kit()) {
        let mine = || loaded(&delivery.lines).iter().filter(|l| l.order_line == line.head.id);
        if mine().next().is_some() {
            let there = |item| Quantity::sum(mine().filter(|l| l.item == item).map(|l| l.quantity));
            found.insert(line.head.id, (line.item, line.most(there)?));
        }
    }
    Ok(found)
}
