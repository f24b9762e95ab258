//! What an order's lines carry of dimensions reaches receipt, invoice and return, and every entry of theirs.

use crate::fixture::{World, average, perform, pieces, price, we};
use accounting::{Dimension, DimensionSet, DimensionValue, JournalEntry};
use base::Id;
use entity::{Entity, Head};
use purchasing::{InvoiceLine, OrderLine, ReturnLine, SupplierInvoice, SupplierReturn};
use stock::Status;

fn centres(w: &World, balancing: bool) -> [Id<DimensionSet>; 2] {
    w.write(&we(), move |tx| {
        let dimension = tx.insert(&mut Dimension {
            head: Head::default(),
            code: "CC".into(),
            name: "Cost centre".into(),
            required_on: None,
            balancing,
            company: None,
        })?;
        let mut set = |code: &str| {
            let (code, name) = (code.to_owned(), code.to_lowercase());
            let value = DimensionValue { head: Head::default(), dimension, code, name, parent: None, usual: false };
            let value = tx.insert(&mut value.clone())?;
            accounting::set_of(tx, &[value])
        };
        Ok([set("SHOP")?, set("HOUSE")?])
    })
    .unwrap()
}

/// The lines of every entry of a document: account, amount, values.
fn said<E: Entity>(w: &World, id: Id<E>) -> Vec<String> {
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

#[test]
fn values_of_an_orders_lines_reach_every_entry_of_its_documents() {
    let w = average();
    let [shop, house] = centres(&w, false);
    let bolts = OrderLine { dimensions: Some(shop), ..OrderLine::new(w.bolt, pieces(10)).at(price("10")) };
    let repair = OrderLine { dimensions: Some(house), ..OrderLine::new(w.repair, pieces(1)).at(price("50")) };
    let order = w.released(w.draft(vec![bolts, repair])).unwrap();
    let receipt = w.receive(order, "2026-01-10", 10).unwrap();
    assert_eq!(said(&w, receipt), ["1200 100.00 SHOP", "2010 -100.00 SHOP"]);
    // The invoice is dearer; the goods bear it, and the repair is of another centre.
    let invoice = w.write(&we(), move |tx| {
        let order = tx.get(order)?;
        let bolts = InvoiceLine { price: price("11"), ..InvoiceLine::of(&order, &order.lines[0], pieces(10)) };
        let repair = InvoiceLine::of(&order, &order.lines[1], pieces(1));
        let on = base::Date::parse("2026-01-12").unwrap();
        let invoice = SupplierInvoice::new(order.company, order.supplier, "R-1", on, vec![bolts, repair]);
        let id = tx.insert(&mut SupplierInvoice { currency: order.currency, ..invoice })?;
        perform(tx, id, "post")?;
        Ok(id)
    });
    let invoice = invoice.unwrap();
    assert_eq!(said(&w, invoice), ["2010 100.00 SHOP", "5010 50.00 HOUSE", "2000 -160.00", "1200 10.00 SHOP"]);
    // Some go back.
    let line = w.read(&we(), move |read| Ok(read.get(receipt)?.lines[0].head.id)).unwrap();
    let (company, supplier) = (w.company, w.supplier);
    let back = w.write(&we(), move |tx| {
        let on = base::Date::parse("2026-01-20").unwrap();
        let lines = vec![ReturnLine::of(line, pieces(2), Status::Unrestricted)];
        let id = tx.insert(&mut SupplierReturn::new(company, supplier, on, lines))?;
        perform(tx, id, "post")?;
        Ok(id)
    });
    let told = said(&w, back.unwrap());
    assert!(told.iter().all(|line| line.ends_with(" SHOP")), "{told:?}");
}

#[test]
fn a_typed_line_takes_the_values_of_its_order_and_an_invoice_of_one_centre_is_of_it_as_a_whole() {
    let w = average();
    let [shop, house] = centres(&w, true);
    let bolts = OrderLine { dimensions: Some(shop), ..OrderLine::new(w.bolt, pieces(10)).at(price("10")) };
    let order = w.released(w.draft(vec![bolts])).unwrap();
    w.receive(order, "2026-01-10", 10).unwrap();
    let invoice = w.write(&we(), move |tx| {
        let order = tx.get(order)?;
        let mut line = InvoiceLine::expense("", pieces(10), price("10"));
        line.order_line = Some(order.lines[0].head.id);
        let on = base::Date::parse("2026-01-12").unwrap();
        let id = tx.insert(&mut SupplierInvoice::new(order.company, order.supplier, "R-1", on, vec![line]))?;
        perform(tx, id, "post")?;
        Ok(id)
    });
    // What balances by itself needs no account between.
    assert_eq!(said(&w, invoice.unwrap()), ["2010 100.00 SHOP", "2000 -100.00 SHOP"]);
    // Two expenses of two centres.
    let rent = w.read(&we(), |read| Ok(read.select::<accounting::Account>("code = '6100'", &[])?[0].id())).unwrap();
    let (company, supplier) = (w.company, w.supplier);
    let invoice = w.write(&we(), move |tx| {
        let line = |set, at| InvoiceLine {
            account: Some(rent),
            dimensions: Some(set),
            ..InvoiceLine::expense("Rent", pieces(1), price(at))
        };
        let on = base::Date::parse("2026-01-12").unwrap();
        let lines = vec![line(shop, "30"), line(house, "70")];
        let id = tx.insert(&mut SupplierInvoice::new(company, supplier, "R-2", on, lines))?;
        perform(tx, id, "post")?;
        Ok(id)
    });
    assert_eq!(
        said(&w, invoice.unwrap()),
        ["6100 30.00 SHOP", "6100 70.00 HOUSE", "2000 -100.00", "1390 100.00", "1390 -30.00 SHOP", "1390 -70.00 HOUSE"]
    );
}
