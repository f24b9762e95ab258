//! Paying an invoice from its own page: all that is open of it, once, and a credit note back.

use crate::fixture::{World, codes, day, perform, perform_with, we, world};
use accounting::charts::Chart;
use accounting::{Costing, Flow, Pay, Payment};
use base::{Id, Money};
use entity::{Described as _, Named as _};
use sales::{CustomerInvoice, Reversal};
use stock::Purpose;

fn paid(w: &World, invoice: Id<CustomerInvoice>, on: &str) -> base::Result<Payment> {
    let asked = Pay { posted_on: Some(day(on)), bank_account: None, reference: Some("RF-1".into()) };
    let id = w.write(&we(), move |tx| {
        let input = asked.to_record();
        Ok(tx.perform_on(CustomerInvoice::NAME, invoice.raw(), "pay", None, &input)?[0].1)
    })?;
    w.read(&we(), |read| read.get(Id::from_raw(id)))
}

fn sold() -> (World, Id<CustomerInvoice>) {
    let w = world(Chart::General, Costing::MovingAverage);
    w.moved(Purpose::Opening, "2026-01-02", 100, Some("10")).unwrap();
    let order = w.ordered("2026-02-02", 4, 0).unwrap();
    w.delivered(order, "2026-02-03").unwrap();
    let invoice = w.billed(order, "2026-02-04").unwrap();
    (w, invoice)
}

#[test]
fn an_invoice_is_paid_and_posted_in_one_step_and_then_offers_nothing_more() {
    let (w, invoice) = sold();
    let payment = paid(&w, invoice, "2026-02-10").unwrap();
    assert_eq!((payment.direction, payment.amount), (Flow::Received, Money::from_minor(11_900)));
    assert_eq!((payment.on_account, payment.state.to_owned()), (Money::ZERO, accounting::payment::State::Posted));
    let refused = paid(&w, invoice, "2026-02-11").unwrap_err();
    assert!(matches!(refused, base::Error::Forbidden { .. }), "{refused:?}");
    assert!(!w.ledger().iter().any(|l| l.contains("receivable")), "{:?}", w.ledger());
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn who_presses_twice_gets_the_draft_that_is_there_and_a_refused_posting_leaves_none() {
    let (w, invoice) = sold();
    let asked = Pay { posted_on: Some(day("2026-02-10")), bank_account: None, reference: None };
    let twice = asked.clone();
    let draft = |asked: Pay| w.write(&we(), move |tx| Ok(perform_with(tx, invoice, "pay", &asked)?[0].1)).unwrap();
    assert_eq!(draft(asked), draft(twice));
    // A day that no calendar has is refused with the posting, and the payment goes with it.
    let (w, invoice) = sold();
    assert!(!codes(paid(&w, invoice, "2031-02-10").unwrap_err()).is_empty());
    let payments = w.read(&we(), |read| read.number("SELECT COUNT(*) FROM accounting_payment", &[])).unwrap();
    assert_eq!(payments, 0);
}

#[test]
fn a_credit_note_is_paid_out() {
    let (w, invoice) = sold();
    let asked = Reversal { posted_on: day("2026-02-12"), reason: "Wrong bolts".into() };
    paid(&w, invoice, "2026-02-10").unwrap();
    let note = w
        .write(&we(), move |tx| {
            let note: Id<CustomerInvoice> = Id::from_raw(perform_with(tx, invoice, "reverse", &asked)?[0].1);
            perform(tx, note, "post")?;
            Ok(note)
        })
        .unwrap();
    let payment = paid(&w, note, "2026-02-13").unwrap();
    assert_eq!((payment.direction, payment.amount), (Flow::Paid, Money::from_minor(11_900)));
    assert_eq!(payment.side, Some(accounting::Side::Receivable));
    assert!(!w.ledger().iter().any(|l| l.contains("receivable")), "{:?}", w.ledger());
    assert_eq!(w.broken(), Vec::<String>::new());
}
