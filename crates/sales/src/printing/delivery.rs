//! A delivery note: what is in the parcel, for whoever opens it. It says no prices.

use super::{Sold, Writing};
use crate::delivery::{Delivery, DeliveryLine, State};
use crate::order::Order;
use base::{Id, Money, Percent, Price, Result};
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

fn orders(read: &Read, delivery: &Delivery) -> Result<Vec<Order>> {
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
        text: said.get(&line.order_line).cloned().flatten(),
        quantity: line.quantity,
        unit: None,
        price: Price::ZERO,
        discount: Percent::ZERO,
        tax_code: None,
        tax_inside: false,
        net: Money::ZERO,
        notes: Vec::new(),
    };
    let lines: Vec<Sold> = loaded(&delivery.lines).iter().map(sold).collect();
    let names = to.names(read, &lines)?;
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
    let row = |(place, (line, sold)): (usize, (&DeliveryLine, &Sold))| {
        let mut cells = vec![Cell::of((place + 1).to_string()), names.cell(wording, sold)];
        if tracked {
            cells.push(Cell::of(line.lot.and_then(|l| lots.get(&l.raw())).map_or("", String::as_str)));
        }
        cells.push(Cell::of(wording.quantity(line.quantity)));
        cells.push(names.unit(sold));
        Row::Line(cells)
    };
    let rows = loaded(&delivery.lines).iter().zip(&lines).enumerate().map(row).collect();
    Ok(Table { columns, rows, ..Table::default() })
}
