//! The confirmation of an order: what was promised to a customer, at which price and when it comes.

use super::{Priced, Sold, Writing};
use crate::order::{Order, OrderLine, State};
use accounting::taxing::{self, Taxable};
use base::{Id, Price, Result};
use parties::printing::Receiver;
use parties::{AddressUse, loaded};
use platform::print::{Asked, Layout};
use store::Read;
use ui::print::{Print, Section, Table};

pub(super) const LAYOUT: Layout = Layout {
    entity: "sales.order",
    shows: &[
        "number",
        "customer",
        "reference",
        "ordered_on",
        "requested",
        "lines",
        "lines.text",
        "lines.quantity",
        "lines.price",
        "lines.discount",
        "lines.net",
        "net",
        "tax",
        "total",
        "owner",
    ],
    reads: &[],
    make,
};

fn make(read: &Read, asked: &Asked, id: i64) -> Result<Vec<Print>> {
    let order: Order = read.get(Id::from_raw(id))?;
    let receiver = Receiver::of(read, order.customer, AddressUse::Bill)?;
    let to = Writing::to(read, asked, order.company, receiver)?;
    let wording = &to.wording;
    let mut print = to.letter(read, None)?;
    print.title = wording.t("sales-print-order-confirmation");
    print.number = order.number.to_string();
    print.mark = match order.state {
        State::Draft | State::Amending => Some(wording.t("sales-print-draft")),
        State::Cancelled => Some(wording.t("sales-print-cancelled")),
        State::Confirmed | State::Closed => None,
    };
    print.facts.push(wording.fact("sales-print-order-date", wording.date(order.ordered_on)));
    print.facts.push(wording.fact("sales-print-requested", wording.date(order.requested)));
    print.facts.extend(to.receiver_facts(read, order.reference.as_ref())?);
    if let Some(owner) = order.owner {
        print.facts.push(wording.fact("sales-print-our-contact", wording.title(read, owner)?));
    }
    print.before.push(wording.t("sales-print-order-intro"));
    if let Some(currency) = order.currency {
        let lines = loaded(&order.lines);
        let sold: Vec<Sold> = lines.iter().map(|l| sold(&to, &order, l)).collect();
        let names = to.names(read, &sold)?;
        let priced = Priced::of(currency, order.ordered_on, &sold);
        let rows = sold.iter().enumerate().map(|(at, sold)| to.line(read, &names, &priced, at + 1, sold));
        let rows = rows.collect::<Result<Vec<_>>>()?;
        let taxables: Vec<Taxable> = lines.iter().map(OrderLine::taxable).collect();
        let taxed = taxing::reckon(read, order.company, currency, order.ordered_on, &taxables)?;
        let totals = to.totals(read, &priced, &taxed.groups, order.net, order.total)?;
        print.tables.push(Table { columns: to.columns(currency, &sold), rows, ..totals });
        print.after.extend(to.reverse_charge(&taxed.groups));
    }
    print.sections.extend(goes_to(read, &to, order.customer)?);
    Ok(vec![print])
}

fn sold(to: &Writing, order: &Order, line: &OrderLine) -> Sold {
    let wording = &to.wording;
    let promised = line.forecast.or(line.confirmed).filter(|day| *day != order.requested);
    let notes = match (promised, line.requested.filter(|day| *day != order.requested)) {
        (Some(day), _) => vec![wording.with("sales-print-promised-for", &[("date", &wording.date(day))])],
        (None, Some(day)) => vec![wording.with("sales-print-wanted-on", &[("date", &wording.date(day))])],
        (None, None) => Vec::new(),
    };
    Sold {
        item: Some(line.item),
        text: line.text.clone(),
        quantity: line.quantity,
        unit: line.unit,
        price: line.price.unwrap_or(Price::ZERO),
        discount: line.discount,
        tax_code: line.tax_code,
        tax_inside: line.tax_inside,
        net: line.net,
        notes,
    }
}

/// Where the goods go, where that is another place than the invoice's.
fn goes_to(read: &Read, to: &Writing, customer: Id<parties::Party>) -> Result<Option<Section>> {
    let there = Receiver::of(read, customer, AddressUse::Ship)?;
    let other = there.address.as_ref().zip(to.receiver.address.as_ref()).is_some_and(|(a, b)| a.head.id != b.head.id);
    if !other {
        return Ok(None);
    }
    let lines = there.lines(read, None, read.get(to.company)?.country)?;
    Ok(Some(Section {
        title: to.wording.t("sales-print-delivery-address"),
        facts: Vec::new(),
        words: vec![lines.join("\n")],
    }))
}
