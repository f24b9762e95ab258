//! Prices of suppliers, units, approvals, amendments, requisitions, and how many statements a purchase takes.

use crate::fixture::{World, average, codes, day, paper, perform, perform_with, pieces, price, we};
use base::{Id, Money};
use catalog::{Dimension, Item, ItemUnit, PriceBreak, SupplierItem, Unit};
use entity::{Custom, Described as _, Entity, Head};
use purchasing::{
    Amendment, Extent, InvoiceLine, MatchTolerance, Order, OrderLine, Payment, Reason, Requisition, RequisitionLine,
    Sense, SupplierInvoice,
};
use stock::ReorderRule;

/// Ferrum sells bolts in boxes of 12: 24.00 a box, 21.60 from ten boxes on; at least two, in steps of two.
fn sold_in_boxes(w: &World) -> Id<Unit> {
    let (bolt, supplier, euro, piece) = (w.bolt, w.supplier, w.euro, w.piece);
    w.write(&we(), move |tx| {
        let unit = tx.insert(&mut Unit::of("box", "Box", Dimension::Package, (1, 1), "BX"))?;
        let mut item: Item = tx.lock(bolt)?;
        item.units =
            vec![ItemUnit { head: Head::default(), unit, numerator: 12, denominator: 1, contained: Some(piece) }]
                .into();
        tx.update(&mut item)?;
        let step = |from: i64, at: &str| PriceBreak {
            head: Head::default(),
            from_quantity: pieces(from),
            price: price(at),
            currency: None,
        };
        tx.insert(&mut SupplierItem {
            head: Head::default(),
            item: bolt,
            supplier,
            part_number: Some("B-12".into()),
            part_name: None,
            lead_time_days: Some(14),
            unit: Some(unit),
            minimum: Some(pieces(2)),
            multiple: Some(pieces(2)),
            currency: euro,
            breaks: vec![step(1, "24"), step(10, "21.60")].into(),
            starts_on: None,
            ends_on: None,
            is_preferred: true,
            custom: Custom::default(),
        })?;
        Ok(unit)
    })
    .unwrap()
}

#[test]
fn the_suppliers_unit_price_and_lead_time_are_proposed() {
    let w = average();
    let unit = sold_in_boxes(&w);
    let in_pieces = OrderLine { unit: Some(w.piece), ..OrderLine::new(w.bolt, pieces(120)) };
    let order = w.released(w.draft(vec![OrderLine::new(w.bolt, pieces(4)), in_pieces])).unwrap();
    let got = w.got(order);
    let line = &got.lines[0];
    assert_eq!((line.unit, line.price, line.stock_quantity), (Some(unit), Some(price("24")), pieces(48)));
    assert_eq!(line.forecast, Some(day("2026-01-16")));
    // 120 pieces are ten boxes, and a piece is a twelfth of one.
    assert_eq!(got.lines[1].price, Some(price("1.80")));
    assert_eq!(got.total, Money::parse("312.00", 2).unwrap());
    w.receive(order, "2026-01-05", 3).unwrap();
    assert_eq!(w.ledger(), ["inventory 72.00", "goods received not invoiced -72.00"]);
    let free = w.read(&we(), |read| stock::available(read, w.warehouse, &[w.bolt])).unwrap();
    assert_eq!(free[&w.bolt.raw()], pieces(36));
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn services_are_invoiced_as_ordered_and_expenses_as_they_come() {
    let w = average();
    let mut draft = w.draft(vec![OrderLine::new(w.repair, pieces(2)).at(price("50"))]);
    draft.warehouse = None;
    let order = w.released(draft).unwrap();
    let made = w.does_with(order, "invoice", paper("F-1", "2026-01-10")).unwrap();
    let invoice: Id<SupplierInvoice> = Id::from_raw(made[0].1);
    w.does(invoice, "post").unwrap();
    assert_eq!(w.ledger(), ["trade payables -100.00", "purchases 100.00"]);
    assert_eq!((w.got(order).invoiced, w.got(invoice).payment), (Extent::Fully, Payment::Free));
    let (company, supplier, rent) = (w.company, w.supplier, account(&w, "6100"));
    w.write(&we(), move |tx| {
        let line = InvoiceLine { account: Some(rent), ..InvoiceLine::expense("Rent", pieces(1), price("80")) };
        let mut bill = SupplierInvoice::new(company, supplier, "R-1", day("2026-01-11"), vec![line]);
        // The paper says two cents more; they are written off.
        bill.stated_total = Some(Money::parse("80.02", 2)?);
        let id = tx.insert(&mut bill)?;
        perform(tx, id, "post").map(|_| ())
    })
    .unwrap();
    assert_eq!(w.ledger(), ["trade payables -180.02", "purchases 100.00", "rent 80.00", "small differences 0.02"]);
    assert_eq!(w.broken(), Vec::<String>::new());
    // Goods that nobody ordered are not taken in by an invoice.
    let (bolt, company, supplier) = (w.bolt, w.company, w.supplier);
    let refused = w.write(&we(), move |tx| {
        let line = InvoiceLine { item: Some(bolt), ..InvoiceLine::expense("Bolts", pieces(1), price("8")) };
        let id = tx.insert(&mut SupplierInvoice::new(company, supplier, "R-2", day("2026-01-11"), vec![line]))?;
        perform(tx, id, "post")
    });
    assert_eq!(codes(refused.unwrap_err()), ["purchasing.goods_without_order lines.0.order_line"]);
}

fn account(w: &World, code: &str) -> Id<accounting::Account> {
    let company = w.company;
    w.read(&we(), |read| {
        let kept = accounting::kept::books(read)?;
        let found = kept.chart(company).into_iter().find(|a| a.code == code).map(|a| a.id());
        Ok(found.unwrap())
    })
    .unwrap()
}

#[test]
fn a_credit_note_lowers_the_price_of_goods_that_stay() {
    let w = average();
    let order = w.order(100, "10");
    w.receive(order, "2026-01-05", 100).unwrap();
    let invoice = w.invoice(order, "F-1", "2026-01-06", 100, "10").unwrap();
    w.scrap("2026-01-07", 40);
    w.write(&we(), move |tx| {
        let ordered = tx.get(order)?;
        let line = InvoiceLine::of(&ordered, &ordered.lines[0], pieces(100));
        let line = InvoiceLine { price: price("1"), price_only: true, ..line };
        let note = SupplierInvoice::new(ordered.company, ordered.supplier, "C-1", day("2026-01-08"), vec![line]);
        let mut note = SupplierInvoice { sense: Sense::CreditNote, corrects: Some(invoice), ..note };
        let id = tx.insert(&mut note)?;
        perform(tx, id, "post").map(|_| ())
    })
    .unwrap();
    assert_eq!(w.ledger(), ["inventory 540.00", "trade payables -900.00", "price differences -40.00", "scrap 400.00"]);
    assert_eq!(w.progress(order), ["100", "0", "100", "0"]);
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn tolerances_let_small_differences_pass() {
    let w = average();
    let company = w.company;
    w.write(&we(), move |tx| {
        let rule = MatchTolerance { price_over: crate::fixture::percent("5"), ..MatchTolerance::none(company) };
        tx.insert(&mut MatchTolerance { amount_over: Some(Money::parse("40.00", 2)?), ..rule })
    })
    .unwrap();
    let order = w.order(100, "10");
    w.receive(order, "2026-01-05", 100).unwrap();
    let within = w.invoice(order, "F-1", "2026-01-06", 50, "10.50").unwrap();
    assert_eq!(w.got(within).payment, Payment::Free);
    // Five percent of more is too much money.
    let order = w.order(100, "10");
    w.receive(order, "2026-01-07", 100).unwrap();
    let beyond = w.invoice(order, "F-2", "2026-01-08", 100, "10.50").unwrap();
    assert_eq!(w.got(beyond).payment, Payment::Blocked);
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn what_changes_after_release_is_an_amendment() {
    let w = average();
    let order = w.order(100, "10");
    w.receive(order, "2026-01-05", 60).unwrap();
    let dear = w.invoice(order, "F-1", "2026-01-06", 60, "11").unwrap();
    assert_eq!(w.got(dear).payment, Payment::Blocked);
    w.does_with(order, "amend", Reason { reason: "Steel is dearer".into() }).unwrap();
    let less = w.write(&we(), move |tx| {
        let mut draft: Order = tx.lock(order)?;
        draft.lines[0].quantity = pieces(50);
        tx.update(&mut draft)
    });
    assert_eq!(codes(less.unwrap_err()), ["purchasing.less_than_came lines.0.quantity"]);
    w.write(&we(), move |tx| {
        let mut draft: Order = tx.lock(order)?;
        draft.lines[0].price = Some(price("11"));
        tx.update(&mut draft)?;
        perform(tx, order, "release").map(|_| ())
    })
    .unwrap();
    let found: Vec<Amendment> = w.read(&we(), |read| read.select("purchase_order = $1", &[order.into()])).unwrap();
    let amendment = w.got(found[0].id());
    assert_eq!((amendment.number, amendment.reason.as_str()), (1, "Steel is dearer"));
    let changed: Vec<_> =
        amendment.lines.iter().map(|l| (l.changed.as_str(), l.before.as_deref(), l.after.as_deref())).collect();
    assert_eq!(changed, [("price", Some("10"), Some("11"))]);
    // The order says now what the invoice said, so the payment is free.
    assert_eq!(w.got(dear).payment, Payment::Free);
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn what_is_missing_is_asked_for_once_and_ordered_from_who_sells_it() {
    let w = average();
    sold_in_boxes(&w);
    let (company, item, warehouse) = (w.company, w.bolt, w.warehouse);
    let proposed = |read: &store::Read| stock::reorder::proposals(read, company, &purchasing::on_order(read, company)?);
    let requisition = w
        .write(&we(), move |tx| {
            let (point, maximum) = (Some(pieces(50)), Some(pieces(100)));
            let rule = ReorderRule::new(company, item, warehouse);
            tx.insert(&mut ReorderRule { reorder_point: point, maximum, ..rule })?;
            let id = tx.insert(&mut Requisition::new(company, day("2026-01-02"), Vec::<RequisitionLine>::new()))?;
            perform(tx, id, "replenish")?;
            Ok(id)
        })
        .unwrap();
    let got = w.got(requisition);
    assert_eq!((got.lines[0].quantity, got.lines[0].supplier), (pieces(100), Some(w.supplier)));
    assert_eq!(got.estimate, Money::parse("1000.00", 2).unwrap());
    let missing = w.read(&we(), proposed).unwrap();
    assert_eq!(missing, Vec::new(), "what is asked for is not missing any more");
    w.does(requisition, "submit").unwrap();
    w.does(requisition, "approve").unwrap();
    let made = w.does(requisition, "order").unwrap();
    let order: Order = w.got(Id::from_raw(made[0].1));
    // 100 pieces are 8⅓ boxes; they sell ten.
    assert_eq!((order.lines[0].quantity, order.lines[0].stock_quantity), (pieces(10), pieces(120)));
    assert_eq!(order.lines[0].price, Some(price("21.60")));
    let missing = w.read(&we(), proposed).unwrap();
    assert_eq!(missing, Vec::new(), "what is ordered is not missing any more");
}

#[test]
fn the_board_says_what_is_late() {
    let w = average();
    let mut late = w.draft(vec![OrderLine::new(w.bolt, pieces(5)).at(price("2"))]);
    late.requested = Some(day("2026-01-10"));
    w.released(late).unwrap();
    w.order(3, "2");
    let report = purchasing::MODULE.reports.iter().find(|r| r.name == "purchasing.progress").unwrap();
    let asked = |only_late: bool| {
        let (company, supplier, as_of) = (None, None, Some(day("2026-01-13")));
        purchasing::ProgressWanted { company, supplier, only_late, as_of }.to_record()
    };
    let all = w.read(&we(), |read| (report.run)(read, &asked(false))).unwrap();
    let days: Vec<Option<i64>> = all.rows.iter().map(|r| r.cells[10].value.int()).collect();
    assert_eq!(days, [Some(3), None]);
    let late = w.read(&we(), |read| (report.run)(read, &asked(true))).unwrap();
    assert_eq!(late.rows.len(), 1);
}

/// How many statements a purchase of ten lines takes; printed, because they are a budget and no promise.
#[test]
fn a_purchase_takes_few_statements() {
    let w = average();
    let (company, supplier, warehouse, piece) = (w.company, w.supplier, w.warehouse, w.piece);
    let items = w
        .write(&we(), move |tx| {
            let mut items: Vec<Item> = (0..10).map(|n| Item::goods(&format!("I-{n}"), "Part", piece)).collect();
            tx.insert_many(&mut items)?;
            Ok(items.iter().map(|i| i.id()).collect::<Vec<_>>())
        })
        .unwrap();
    let mut counts = Vec::new();
    // The second time everything that is kept in memory is there.
    for round in 1..=2 {
        counts.clear();
        let lines = items.iter().map(|i| OrderLine::new(*i, pieces(10)).at(price("3.50"))).collect();
        let order = Order::new(company, supplier, day("2026-01-02"), lines);
        let draft = Order { warehouse: Some(warehouse), ..order };
        let order = counted(&w, &mut counts, "order", move |tx| Ok(tx.insert(&mut draft.clone())?.raw()));
        let order: Id<Order> = Id::from_raw(order);
        counted(&w, &mut counts, "release", move |tx| perform(tx, order, "release").map(|_| 0));
        let receipt = counted(&w, &mut counts, "receipt drafted", move |tx| Ok(perform(tx, order, "receive")?[0].1));
        let receipt: Id<purchasing::GoodsReceipt> = Id::from_raw(receipt);
        counted(&w, &mut counts, "receipt posted", move |tx| perform(tx, receipt, "post").map(|_| 0));
        let paper = paper(&format!("F-{round}"), "2026-11-22");
        let invoice =
            counted(&w, &mut counts, "invoice drafted", move |tx| Ok(perform_with(tx, order, "invoice", &paper)?[0].1));
        let invoice: Id<SupplierInvoice> = Id::from_raw(invoice);
        counted(&w, &mut counts, "invoice posted", move |tx| perform(tx, invoice, "post").map(|_| 0));
    }
    let all: u64 = counts.iter().map(|c| c.1).sum();
    println!("statements of a purchase of ten lines: {counts:?}, {all} in all");
    assert!(all < 200, "{counts:?}");
    assert_eq!(w.broken(), Vec::<String>::new());
}

/// Runs a step and notes its statements, without those of the audit at its end.
fn counted(
    w: &World,
    counts: &mut Vec<(&'static str, u64)>,
    name: &'static str,
    run: impl Fn(&mut store::Tx) -> base::Result<i64> + Send + 'static,
) -> i64 {
    let (made, sent) = w
        .write(&we(), move |tx| {
            let before = tx.statements();
            let made = run(tx)?;
            Ok((made, tx.statements() - before))
        })
        .unwrap();
    counts.push((name, sent));
    made
}
