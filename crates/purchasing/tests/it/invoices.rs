//! What the supplier wants for it.

use crate::fixture::{average, codes, day, pieces, we, world};
use accounting::charts::Chart;
use accounting::{Costing, Part, Period, Which, blocking};
use base::Id;
use purchasing::{Extent, InvoiceLine, Payment, Reason, Reversal, SupplierInvoice};

/// Test vector 1: 100 come at 10.00, 40 leave, 100 are invoiced at 11.00.
#[test]
fn goods_still_here_bear_their_share_of_a_dearer_invoice() {
    let w = average();
    let order = w.order(100, "10");
    w.receive(order, "2026-01-05", 100).unwrap();
    w.scrap("2026-01-06", 40);
    let invoice = w.invoice(order, "F-1", "2026-01-10", 100, "11").unwrap();
    assert_eq!(w.ledger(), ["inventory 660.00", "trade payables -1100.00", "price differences 40.00", "scrap 400.00"]);
    // Nothing may differ, so its payment waits.
    assert_eq!(w.got(invoice).payment, Payment::Blocked);
    assert!(w.got(invoice).wrong_price);
    assert_eq!(w.got(order).invoiced, Extent::Fully);
    assert_eq!(w.broken(), Vec::<String>::new());
}

/// Test vector 2: at standard 10.00, ordered at 10.50, invoiced at 10.70.
#[test]
fn at_standard_the_invoice_has_a_variance_of_its_own() {
    let w = world(Chart::General, Costing::Standard);
    let order = w.order(100, "10.50");
    w.receive(order, "2026-01-05", 100).unwrap();
    w.invoice(order, "F-1", "2026-01-10", 100, "10.70").unwrap();
    assert_eq!(
        w.ledger(),
        [
            "inventory 1000.00",
            "trade payables -1070.00",
            "purchase price variance 50.00",
            "invoice price variance 20.00"
        ]
    );
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn an_invoice_ahead_of_its_goods_gives_them_their_price() {
    let w = average();
    let order = w.order(100, "10");
    let invoice = w.invoice(order, "F-1", "2026-01-04", 60, "11").unwrap();
    assert_eq!(w.ledger(), ["trade payables -660.00", "goods received not invoiced 660.00"]);
    assert!(w.got(invoice).wrong_quantity);
    assert_eq!(w.progress(order), ["0", "0", "60", "60"]);
    assert_eq!(w.broken(), Vec::<String>::new());
    // 60 come at the invoice's 11.00, 40 at the order's 10.00.
    w.receive(order, "2026-01-05", 100).unwrap();
    assert_eq!(w.ledger(), ["inventory 1060.00", "trade payables -660.00", "goods received not invoiced -400.00"]);
    // The quantity is right now; the price still is not.
    let got = w.got(invoice);
    assert_eq!((got.payment, got.wrong_quantity, got.wrong_price), (Payment::Blocked, false, true));
    w.invoice(order, "F-2", "2026-01-10", 40, "10").unwrap();
    assert_eq!(w.ledger(), ["inventory 1060.00", "trade payables -1060.00"]);
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn a_payment_waits_until_the_goods_are_here() {
    let w = average();
    let order = w.order(100, "10");
    w.receive(order, "2026-01-05", 50).unwrap();
    let invoice = w.invoice(order, "F-1", "2026-01-06", 100, "10").unwrap();
    assert_eq!(w.got(invoice).payment, Payment::Blocked);
    let blocked = |w: &crate::fixture::World| {
        let entry = w.got(invoice).entry.unwrap();
        let items: Vec<accounting::OpenItem> =
            w.read(&we(), |read| read.select("entry = $1", &[entry.into()])).unwrap();
        items[0].blocked.clone()
    };
    assert_eq!(blocked(&w).as_deref(), Some("quantity"));
    let pay = || accounting::Pay { posted_on: Some(day("2026-01-20")), bank_account: None, reference: None };
    assert_eq!(codes(w.does_with(invoice, "pay", pay()).unwrap_err()), ["accounting.pay_blocked "]);
    w.receive(order, "2026-01-07", 50).unwrap();
    assert_eq!(w.got(invoice).payment, Payment::Free);
    assert_eq!(blocked(&w), None);
    // From the invoice's own page all of it is paid, and then there is nothing to pay.
    let made = w.does_with(invoice, "pay", pay()).unwrap();
    let payment: Id<accounting::Payment> = Id::from_raw(made[0].1);
    w.does(payment, "post").unwrap();
    let got = w.got(payment);
    assert_eq!((got.direction, got.amount.minor()), (accounting::Flow::Paid, 100_000));
    assert!(!w.ledger().iter().any(|l| l.starts_with("trade payables")), "{:?}", w.ledger());
    assert!(w.does_with(invoice, "pay", pay()).is_err());
    assert_eq!(w.broken(), Vec::<String>::new());
    // Or until somebody lets it pass.
    let dear = w.order(10, "10");
    w.receive(dear, "2026-01-08", 10).unwrap();
    let invoice = w.invoice(dear, "F-2", "2026-01-09", 10, "12").unwrap();
    w.does_with(invoice, "release", Reason { reason: "Agreed by telephone".into() }).unwrap();
    assert_eq!(w.got(invoice).payment, Payment::Released);
}

#[test]
fn the_same_paper_comes_in_once() {
    let w = average();
    let order = w.order(100, "10");
    w.receive(order, "2026-01-05", 100).unwrap();
    let first = w.invoice(order, "F-0001", "2026-01-06", 50, "10").unwrap();
    assert_eq!(
        codes(w.invoice(order, "f 0001", "2026-01-09", 50, "10").unwrap_err()),
        ["purchasing.invoice_twice supplier_number"]
    );
    // Another number over as much within a week is let in, and says what it looks like.
    let second = w.invoice(order, "F-0002", "2026-01-09", 50, "10").unwrap();
    assert_eq!(w.got(second).looks_like, Some(first));
    assert_eq!(w.got(first).number.as_deref(), Some("PI-2026-00001"));
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn an_invoice_is_taken_back_with_what_stock_had_borne() {
    let w = average();
    let order = w.order(100, "10");
    w.receive(order, "2026-01-05", 100).unwrap();
    let invoice = w.invoice(order, "F-1", "2026-01-10", 100, "11").unwrap();
    assert_eq!(w.ledger(), ["inventory 1100.00", "trade payables -1100.00"]);
    w.scrap("2026-01-11", 95);
    let back = Reversal { posted_on: day("2026-01-12"), reason: "Wrong supplier".into() };
    w.does_with(invoice, "reverse", back).unwrap();
    // 5 of 100 bolts are here and give back their share; what the others had taken along stays with whoever took it.
    assert_eq!(
        w.ledger(),
        ["inventory 50.00", "goods received not invoiced -1000.00", "price differences -95.00", "scrap 1045.00"]
    );
    assert_eq!(w.progress(order), ["100", "0", "0", "0"]);
    assert_eq!(w.broken(), Vec::<String>::new());
    // The paper may come in again.
    w.invoice(order, "F-1", "2026-01-10", 100, "10").unwrap();
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn tax_that_cannot_be_deducted_is_cost_of_the_goods() {
    let w = average();
    w.tax("20", "50");
    let order = w.order(10, "10");
    w.receive(order, "2026-01-05", 10).unwrap();
    assert_eq!(w.ledger(), ["inventory 110.00", "goods received not invoiced -110.00"]);
    w.invoice(order, "F-1", "2026-01-06", 10, "10").unwrap();
    assert_eq!(w.ledger(), ["inventory 110.00", "input tax 10.00", "trade payables -120.00"]);
    assert_eq!(w.broken(), Vec::<String>::new());
}

/// 100 dollars come at 0.90 and are invoiced, dearer, at 0.95: exchange and price are told apart.
#[test]
fn exchange_is_no_price() {
    let w = average();
    w.rate("2026-01-01", "0.90");
    w.rate("2026-01-10", "0.95");
    let mut draft = w.draft(vec![purchasing::OrderLine::new(w.bolt, pieces(10)).at(crate::fixture::price("10"))]);
    draft.currency = Some(w.dollar);
    let order = w.released(draft).unwrap();
    w.receive(order, "2026-01-05", 10).unwrap();
    assert_eq!(w.ledger(), ["inventory 90.00", "goods received not invoiced -90.00"]);
    w.invoice(order, "F-1", "2026-01-10", 10, "11").unwrap();
    // 110 dollars are 104.50; at the rate of the receipt they were 99.00.
    assert_eq!(w.ledger(), ["inventory 99.00", "trade payables -104.50", "exchange losses 5.50"]);
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn the_continental_way_books_purchases_when_they_are_invoiced() {
    let w = world(Chart::Spain, Costing::MovingAverage);
    let order = w.order(100, "10");
    w.receive(order, "2026-01-05", 100).unwrap();
    w.scrap("2026-01-06", 40);
    w.invoice(order, "F-1", "2026-01-10", 100, "11").unwrap();
    assert_eq!(
        w.ledger(),
        [
            "merchandise 660.00",
            "suppliers -1100.00",
            "purchases of merchandise 1100.00",
            "variation of merchandise -660.00"
        ]
    );
    assert_eq!(w.broken(), Vec::<String>::new());
}

/// The month of payables waits for a bill that nobody posted; stock and the months beside it do not.
#[test]
fn a_bill_that_is_not_posted_keeps_its_month_of_payables_open() {
    let w = average();
    let order = w.order(10, "10");
    w.receive(order, "2026-01-05", 10).unwrap();
    let draft = w
        .write(&we(), move |tx| {
            let order = tx.get(order)?;
            let line = InvoiceLine::of(&order, &order.lines[0], pieces(10));
            tx.insert(&mut SupplierInvoice::new(order.company, order.supplier, "F-1", day("2026-01-06"), vec![line]))
        })
        .unwrap();
    let of = |month: &'static str, part: Option<Part>| {
        let found = w.read(&we(), move |read| {
            let period: Vec<Period> = read.select("name = $1", &[month.into()])?;
            blocking(read, &period[0], part)
        });
        found.unwrap().iter().map(|b| (b.entity, b.id)).collect::<Vec<_>>()
    };
    let bill = ("purchasing.supplier_invoice", draft.raw());
    assert_eq!(of("2026-01", None), [bill]);
    assert_eq!(of("2026-01", Some(Part::Payables)), [bill]);
    assert_eq!(of("2026-01", Some(Part::Inventory)), []);
    assert_eq!(of("2026-02", None), []);
    let january = w
        .read(&we(), |read| read.select::<Period>("name = '2026-01'", &[]))
        .unwrap()
        .into_iter()
        .map(|p| Id::<Period>::from_raw(p.head.id))
        .next()
        .unwrap();
    let close = |part| w.does_with(january, "close_softly", Which { part: Some(part) });
    assert_eq!(codes(close(Part::Payables).unwrap_err()), ["accounting.period_has_drafts "]);
    close(Part::Inventory).unwrap();
    w.does(draft, "post").unwrap();
    close(Part::Payables).unwrap();
}
