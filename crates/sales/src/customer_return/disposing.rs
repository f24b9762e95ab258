//! What becomes of returned goods: to the shelf, to the scrap, or back; and what the customer gets for them.

use super::{Disposition, Return, ReturnLine, Settlement};
use crate::{CustomerInvoice, Order, OrderLine, progress};
use accounting::Role;
use base::{Date, Id, Percent, Price, Quantity, Result};
use entity::{Entity as _, Record};
use parties::loaded;
use stock::{Move, Moved, Relocation, Spot, Status, moving};
use store::{Link, Made, Tx};

/// Documents first, then goods, then books: locks have one order.
pub(super) fn settle(rma: &mut Return, tx: &mut Tx, on: Date) -> Result<Made> {
    let (orders, done) = progress::hold(tx, &rma.orders())?;
    let mut made = Made::new();
    if let Some(note) = credit_note(rma, tx, &orders, on)? {
        rma.credit_note = Some(note);
        made.push((CustomerInvoice::DEF.name, note.raw()));
    }
    let replacement = replacement(rma, tx, &orders, on)?;
    let back = rma.by_order_line(&orders, |l| l.disposition == Disposition::BackToCustomer)?;
    if !back.is_empty() {
        rma.weigh(tx, &orders, &done, &back, -1)?;
    }
    if let Some(order) = replacement {
        rma.replacement = Some(order);
        made.push((Order::DEF.name, order.raw()));
        tx.perform(Order::DEF.name, order.raw(), "confirm", None, &Record::default())?;
    }
    let (scrapped, sent) = move_goods(rma, tx, on)?;
    if !back.is_empty() {
        rma.progress(tx, &orders, done, &back, &sent, -1)?;
    }
    let mut draft = stock::posting::against(tx, rma.company, &scrapped, Role::Scrap, ledger::Draft::new())?;
    draft = stock::posting::against(tx, rma.company, &sent, rma.counter(tx)?, draft)?;
    rma.book(tx, &orders, on, draft)?;
    Ok(made)
}

/// Lines of a disposition of which something came.
fn of(rma: &Return, disposition: Disposition) -> impl Iterator<Item = &ReturnLine> {
    loaded(&rma.lines).iter().filter(move |l| l.disposition == disposition && l.came().is_positive())
}

/// Out of inspection: to the shelf, away, or back to the customer. Answers what was scrapped and what was sent.
fn move_goods(rma: &Return, tx: &mut Tx, on: Date) -> Result<(Vec<Moved>, Vec<Moved>)> {
    let number = rma.number.to_string();
    let document = moving::Document { company: rma.company, posted_on: on, number: &number, source: rma.source() };
    let spot = |status: Status| Spot { warehouse: rma.warehouse, location: None, status };
    let restocked: Vec<Relocation> = of(rma, Disposition::Restock)
        .map(|l| Relocation {
            item: l.item,
            lot: l.lot,
            quantity: l.came(),
            from: spot(Status::Inspection),
            to: spot(Status::Unrestricted),
            source_line: Some(l.head.id),
        })
        .collect();
    if !restocked.is_empty() {
        moving::relocate(tx, &document, &restocked, None)?;
        let places: Vec<_> = restocked.iter().map(|r| (r.item, rma.warehouse)).collect();
        stock::reservation::refill(tx, &places)?;
    }
    let gone = |disposition: Disposition| -> Result<Vec<Move>> {
        let one = |l: &ReturnLine| -> Result<Move> {
            let issue = Move::issue(l.item, rma.warehouse, l.came())?.line(l.head.id);
            Ok(Move { status: Status::Inspection, lot: l.lot, ..issue })
        };
        of(rma, disposition).map(one).collect()
    };
    let (scrap, back) = (gone(Disposition::Scrap)?, gone(Disposition::BackToCustomer)?);
    let sent: Vec<i64> = back.iter().filter_map(|m| m.source_line).collect();
    let moves: Vec<Move> = scrap.into_iter().chain(back).collect();
    if moves.is_empty() {
        return Ok((Vec::new(), Vec::new()));
    }
    let moved = moving::apply(tx, &document, &moves)?;
    let is_sent = |m: &Moved| m.source_line.is_some_and(|line| sent.contains(&line));
    let (sent, scrapped) = moved.into_iter().partition(is_sent);
    Ok((scrapped, sent))
}

/// The credit note of what was invoiced, at the price of the invoice; posted by whoever posts invoices.
fn credit_note(rma: &Return, tx: &mut Tx, orders: &[Order], on: Date) -> Result<Option<Id<CustomerInvoice>>> {
    let wanted = rma.by_order_line(orders, |l| l.settlement == Settlement::Credit)?;
    let Some(mut note) = CustomerInvoice::credit(tx, orders, &wanted, on)? else { return Ok(None) };
    note.reference = Some(rma.number.to_string());
    let id = tx.insert(&mut note)?;
    let (from, to) = (i64::from(Return::DEF.kind), i64::from(CustomerInvoice::DEF.kind));
    let link = |l: &crate::CustomerInvoiceLine| -> Option<Link> {
        let line = loaded(&rma.lines).iter().find(|r| r.order_line == l.order_line)?;
        Some(Link {
            from: (from, rma.head.id, line.head.id),
            to: (to, id.raw(), l.head.id),
            role: "credited",
            quantity: l.stock_quantity.units(),
            amount: l.net.minor(),
        })
    };
    let links: Vec<Link> = loaded(&note.lines).iter().filter_map(link).collect();
    tx.link(&links)?;
    Ok(Some(id))
}

/// An order of the same goods without charge.
fn replacement(rma: &Return, tx: &mut Tx, orders: &[Order], on: Date) -> Result<Option<Id<Order>>> {
    let whole = rma.by_order_line(orders, |l| l.settlement == Settlement::Replacement)?;
    let (Some(first), false) = (orders.first(), whole.is_empty()) else { return Ok(None) };
    let sold: Vec<(&OrderLine, Quantity)> = orders
        .iter()
        .flat_map(|o| loaded(&o.lines))
        .filter_map(|o| whole.get(&o.head.id).map(|quantity| (o, *quantity)))
        .collect();
    let line = |(sold, quantity): &(&OrderLine, Quantity)| OrderLine {
        discount: Percent::ZERO,
        tax_code: sold.tax_code,
        dimensions: sold.dimensions,
        ..OrderLine::of(sold.item, *quantity).at(Price::ZERO)
    };
    let mut order = Order {
        reference: Some(rma.number.to_string()),
        warehouse: first.warehouse,
        currency: first.currency,
        replaces: Some(rma.id()),
        owner: first.owner,
        team: first.team,
        ..Order::new(rma.company, rma.customer, on, sold.iter().map(line).collect())
    };
    let id = tx.insert(&mut order)?;
    let (from, to) = (i64::from(Return::DEF.kind), i64::from(Order::DEF.kind));
    let mut links = Vec::with_capacity(sold.len());
    for ((sold, quantity), new) in sold.iter().zip(loaded(&order.lines)) {
        let back = loaded(&rma.lines).iter().find(|l| l.order_line == sold.head.id);
        let Some(back) = back else { continue };
        links.push(Link {
            from: (from, rma.head.id, back.head.id),
            to: (to, id.raw(), new.head.id),
            role: "replaced",
            quantity: quantity.units(),
            amount: 0,
        });
    }
    tx.link(&links)?;
    Ok(Some(id))
}
