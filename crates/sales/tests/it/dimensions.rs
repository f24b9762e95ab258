//! What an order's lines carry of dimensions reaches delivery, invoice, return and credit note, and every entry of theirs.

use crate::fixture::{World, codes, day, perform, perform_with, pieces, we, world};
use accounting::charts::Chart;
use accounting::{Costing, Dimension, DimensionSet, DimensionValue, JournalEntry};
use base::Id;
use entity::{Entity, Head};
use sales::{Bill, CustomerInvoice, Disposition, OnDay, Order, OrderLine, Return, Reversal, TakeBack, Why};
use stock::Purpose;

struct Lines {
    dimension: Id<Dimension>,
    drive: Id<DimensionSet>,
    service: Id<DimensionSet>,
}

fn product_lines(w: &World) -> Lines {
    w.write(&we(), |tx| {
        let dimension = tx.insert(&mut Dimension {
            head: Head::default(),
            code: "LINE".into(),
            name: "Product line".into(),
            required_on: None,
            balancing: false,
            company: None,
        })?;
        let mut set = |code: &str| {
            let (code, name) = (code.to_owned(), code.to_lowercase());
            let value = DimensionValue { head: Head::default(), dimension, code, name, parent: None, usual: false };
            let value = tx.insert(&mut value.clone())?;
            accounting::set_of(tx, &[value])
        };
        let (drive, service) = (set("DRIVE")?, set("WORK")?);
        Ok(Lines { dimension, drive, service })
    })
    .unwrap()
}

/// The lines of every entry of a document: account, amount, values.
fn of<E: Entity>(w: &World, id: Id<E>) -> Vec<String> {
    let (kind, record) = (i64::from(E::DEF.kind), id.raw());
    w.read(&we(), move |read| {
        let kept = accounting::kept::books(read)?;
        let mut said = Vec::new();
        let entries: Vec<JournalEntry> =
            read.select("source_kind = $1 AND source = $2 ORDER BY id", &[kind.into(), record.into()])?;
        for entry in entries {
            for line in read.get(entry.id())?.lines.iter() {
                let set = line.dimensions.map(|d| read.get(d)).transpose()?.map(|s| s.name).unwrap_or_default();
                let account = kept.account(line.account.raw())?;
                said.push(format!("{} {} {set}", account.code, line.amount_base.format(2)).trim_end().to_owned());
            }
        }
        Ok(said)
    })
    .unwrap()
}

fn ordered(w: &World, lines: &Lines) -> Id<Order> {
    let bolts = OrderLine { dimensions: Some(lines.drive), ..OrderLine::of(w.bolt, pieces(4)) };
    let hours = OrderLine { dimensions: Some(lines.service), ..OrderLine::of(w.hours, pieces(1)) };
    let draft = Order::new(w.company, w.customer, day("2026-03-02"), vec![bolts, hours]);
    w.write(&we(), move |tx| {
        let id = tx.insert(&mut draft.clone())?;
        perform(tx, id, "confirm")?;
        Ok(id)
    })
    .unwrap()
}

#[test]
fn values_of_an_orders_lines_reach_every_entry_of_its_documents() {
    let w = world(Chart::General, Costing::MovingAverage);
    let lines = product_lines(&w);
    w.moved(Purpose::Receipt, "2026-01-05", 10, Some("10")).unwrap();
    let order = ordered(&w, &lines);
    let delivery = w.delivered(order, "2026-03-03").unwrap();
    assert_eq!(of(&w, delivery), ["1200 -40.00 DRIVE", "5000 40.00 DRIVE"]);
    let invoice = w.billed(order, "2026-03-04").unwrap();
    // The customer and the tax are of both lines, so of neither.
    assert_eq!(of(&w, invoice), ["4000 -100.00 DRIVE", "4000 -60.00 WORK", "2200 -30.40", "1100 190.40"]);
    // Goods that come back, and their credit note.
    let back: Id<Return> = w
        .write(&we(), move |tx| {
            let made = perform_with(tx, delivery, "take_back", &TakeBack { why: Why::default(), reason: None })?;
            let id: Id<Return> = Id::from_raw(made[0].1);
            perform(tx, id, "authorise")?;
            perform_with(tx, id, "receive", &OnDay { posted_on: Some(day("2026-03-06")) })?;
            let mut rma: Return = tx.lock(id)?;
            for line in rma.lines.iter_mut() {
                line.disposition = Disposition::Scrap;
            }
            tx.update(&mut rma)?;
            perform_with(tx, id, "settle", &OnDay { posted_on: Some(day("2026-03-07")) })?;
            Ok(id)
        })
        .unwrap();
    assert_eq!(of(&w, back), ["1200 40.00 DRIVE", "5000 -40.00 DRIVE", "1200 -40.00 DRIVE", "5100 40.00 DRIVE"]);
    let note = w.read(&we(), move |read| Ok(read.get(back)?.credit_note)).unwrap().unwrap();
    w.write(&we(), move |tx| perform(tx, note, "post").map(|_| ())).unwrap();
    assert_eq!(of(&w, note), ["4000 100.00 DRIVE", "2200 19.00 DRIVE", "1100 -119.00 DRIVE"]);
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn branches_balance_by_themselves_and_a_delivery_taken_back_leaves_nothing_on_them() {
    let w = world(Chart::General, Costing::MovingAverage);
    let lines = product_lines(&w);
    let dimension = lines.dimension;
    w.write(&we(), move |tx| {
        let mut dimension: Dimension = tx.lock(dimension)?;
        dimension.balancing = true;
        tx.update(&mut dimension)
    })
    .unwrap();
    w.moved(Purpose::Receipt, "2026-01-05", 10, Some("10")).unwrap();
    let order = ordered(&w, &lines);
    let delivery = w.delivered(order, "2026-03-03").unwrap();
    w.write(&we(), move |tx| {
        let asked = Reversal { posted_on: day("2026-03-03"), reason: "The wrong ones".into() };
        perform_with(tx, delivery, "reverse", &asked).map(|_| ())
    })
    .unwrap();
    assert_eq!(of(&w, delivery), ["1200 -40.00 DRIVE", "5000 40.00 DRIVE", "1200 40.00 DRIVE", "5000 -40.00 DRIVE"]);
    let again = w.delivered(order, "2026-03-04").unwrap();
    assert_eq!(of(&w, again).len(), 2);
    let invoice = w.billed(order, "2026-03-05").unwrap();
    assert_eq!(
        of(&w, invoice),
        [
            "4000 -100.00 DRIVE",
            "4000 -60.00 WORK",
            "2200 -30.40",
            "1100 190.40",
            "1390 -160.00",
            "1390 100.00 DRIVE",
            "1390 60.00 WORK",
        ]
    );
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn a_value_that_no_rule_lets_stand_is_refused_with_its_account() {
    let w = world(Chart::General, Costing::MovingAverage);
    let lines = product_lines(&w);
    w.moved(Purpose::Receipt, "2026-01-05", 10, Some("10")).unwrap();
    let dimension = lines.dimension;
    let rule = w.write(&we(), move |tx| {
        let sales: Vec<accounting::Account> = tx.select("code = '4000'", &[])?;
        let rule = accounting::DimensionRule::new("Sales have a line", dimension, accounting::Demand::Required);
        tx.insert(&mut accounting::DimensionRule { account: Some(sales[0].id()), ..rule })
    });
    rule.unwrap();
    let plain = w.ordered("2026-03-02", 1, 0).unwrap();
    w.delivered(plain, "2026-03-03").unwrap();
    let refused = w.billed(plain, "2026-03-04").unwrap_err();
    assert_eq!(refused.refusals()[0].record.as_deref(), Some("4000"));
    assert_eq!(codes(refused), ["accounting.dimension_missing lines"]);
    // Whoever writes the invoice chooses it there.
    let drive = lines.drive;
    let invoice = w
        .write(&we(), move |tx| {
            let made = perform_with(tx, plain, "bill", &Bill { posted_on: Some(day("2026-03-04")) })?;
            let id: Id<CustomerInvoice> = Id::from_raw(made[0].1);
            let mut invoice: CustomerInvoice = tx.lock(id)?;
            for line in invoice.lines.iter_mut() {
                line.dimensions = Some(drive);
            }
            tx.update(&mut invoice)?;
            perform(tx, id, "post")?;
            Ok(id)
        })
        .unwrap();
    assert_eq!(of(&w, invoice), ["4000 -25.00 DRIVE", "2200 -4.75 DRIVE", "1100 29.75 DRIVE"]);
}
