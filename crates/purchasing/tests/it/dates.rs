//! What comes or is invoiced on another day than was agreed.

use crate::fixture::{World, average, codes, day, pieces, price, we};
use base::Id;
use entity::{Entity as _, Head};
use purchasing::{Acknowledgement, MatchTolerance, Order, OrderLine, Payment, Reason};

/// Bolts that are wanted on a day.
fn wanted(w: &World, on: &str) -> Id<Order> {
    let line = OrderLine { requested: Some(day(on)), ..OrderLine::new(w.bolt, pieces(10)).at(price("10")) };
    w.released(w.draft(vec![line])).unwrap()
}

fn tolerate(w: &World, early: Option<i64>, late: Option<i64>) {
    let company = w.company;
    w.write(&we(), move |tx| {
        let none = MatchTolerance::none(company);
        tx.insert(&mut MatchTolerance { head: Head::default(), days_early: early, days_late: late, ..none })
    })
    .unwrap();
}

#[test]
fn goods_that_come_days_too_early_or_too_late_hold_their_payment_back() {
    let w = average();
    tolerate(&w, Some(5), Some(2));
    // Agreed for the twentieth: from the fifteenth to the twenty-second nobody minds.
    for (number, came, invoiced, fits) in [
        ("F-1", "2026-01-14", "2026-01-15", false),
        ("F-2", "2026-01-15", "2026-01-15", true),
        ("F-3", "2026-01-20", "2026-01-14", false),
        ("F-4", "2026-01-22", "2026-02-20", true),
        ("F-5", "2026-01-23", "2026-01-23", false),
    ] {
        let order = wanted(&w, "2026-01-20");
        w.receive(order, came, 10).unwrap();
        let invoice = w.invoice(order, number, invoiced, 10, "10").unwrap();
        let got = w.got(invoice);
        assert_eq!((got.wrong_date, got.payment == Payment::Free), (!fits, fits), "{number}");
        assert!(!got.wrong_price && !got.wrong_quantity);
    }
    let pay = || accounting::Pay { posted_on: Some(day("2026-02-20")), bank_account: None, reference: None };
    let work: Vec<purchasing::SupplierInvoice> =
        w.read(&we(), |read| read.select("payment = 'blocked' AND state = 'posted' ORDER BY id", &[])).unwrap();
    let numbers: Vec<&str> = work.iter().map(|i| i.supplier_number.as_str()).collect();
    assert_eq!(numbers, ["F-1", "F-3", "F-5"]);
    let late = work[2].id();
    assert_eq!(codes(w.does_with(late, "pay", pay()).unwrap_err()), ["accounting.pay_blocked "]);
    w.does_with(late, "release", Reason { reason: "We did not need it before".into() }).unwrap();
    w.does_with(late, "pay", pay()).unwrap();
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn each_invoice_is_held_against_the_receipts_that_it_is_about() {
    let w = average();
    tolerate(&w, None, Some(2));
    let order = wanted(&w, "2026-01-20");
    w.receive(order, "2026-01-19", 6).unwrap();
    let first = w.invoice(order, "F-1", "2026-01-19", 6, "10").unwrap();
    // What the supplier promised since then counts, not what we had asked for.
    let answer = Acknowledgement { line: None, confirmed: Some(day("2026-01-26")), forecast: None, reference: None };
    w.does_with(order, "acknowledge", answer).unwrap();
    w.receive(order, "2026-01-29", 4).unwrap();
    let second = w.invoice(order, "F-2", "2026-01-29", 4, "10").unwrap();
    assert!(!w.got(first).wrong_date);
    assert!(w.got(second).wrong_date);
    // Ahead of its goods an invoice waits for them; when they come too late it waits for somebody to look.
    let order = wanted(&w, "2026-02-10");
    let ahead = w.invoice(order, "F-3", "2026-02-05", 10, "10").unwrap();
    assert_eq!((w.got(ahead).wrong_quantity, w.got(ahead).wrong_date), (true, false));
    w.receive(order, "2026-02-13", 10).unwrap();
    let got = w.got(ahead);
    assert_eq!((got.wrong_quantity, got.wrong_date, got.payment), (false, true, Payment::Blocked));
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn days_of_a_tolerance_are_not_negative() {
    let w = average();
    let company = w.company;
    let refused = w
        .write(&we(), move |tx| {
            let none = MatchTolerance::none(company);
            tx.insert(&mut MatchTolerance { days_early: Some(-1), days_late: Some(4_000), ..none })
        })
        .unwrap_err();
    assert_eq!(codes(refused), ["purchasing.days_range days_early", "purchasing.days_range days_late"]);
}
