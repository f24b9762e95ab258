//! Many orders become deliveries and invoices in one run, each a transaction of its own.

use crate::fixture::{World, day, perform, pieces, we, world};
use accounting::Costing;
use accounting::charts::Chart;
use base::{Id, Money};
use sales::run::{CollectiveRun, Grouping, Outcome, State, What, step};
use sales::{CustomerInvoice, Order, OrderLine};
use stock::Purpose;

fn trading() -> World {
    let w = world(Chart::General, Costing::MovingAverage);
    w.moved(Purpose::Opening, "2026-01-02", 100, Some("10")).unwrap();
    w
}

/// Starts a run and does what its job would do.
fn run(w: &World, run: CollectiveRun) -> CollectiveRun {
    let id = w
        .write(&we(), move |tx| {
            let id = tx.insert(&mut run.clone())?;
            perform(tx, id, "start")?;
            Ok(id)
        })
        .unwrap();
    let lines = read(w, id).lines.len();
    for place in 0..lines {
        step(w, &we(), id, place).unwrap();
    }
    w.write(&we(), move |tx| perform(tx, id, "finish")).unwrap();
    read(w, id)
}

fn read(w: &World, id: Id<CollectiveRun>) -> CollectiveRun {
    w.read(&we(), move |r| r.get(id)).unwrap()
}

fn invoice(w: &World, id: Id<CustomerInvoice>) -> CustomerInvoice {
    w.read(&we(), move |r| r.get(id)).unwrap()
}

/// A run posts nothing itself: what keeps the month open are the documents it leaves as drafts.
#[test]
fn a_run_keeps_no_month_open_but_its_drafts_do() {
    let w = trading();
    w.ordered("2026-01-05", 10, 0).unwrap();
    let company = w.company;
    let waiting = |part: Option<accounting::Part>| {
        let found = w.read(&we(), move |read| {
            let january: Vec<accounting::Period> = read.select("name = '2026-01'", &[])?;
            accounting::blocking(read, &january[0], part)
        });
        found.unwrap().into_iter().map(|b| (b.entity, b.name)).collect::<Vec<_>>()
    };
    let draft = CollectiveRun::new(company, What::Deliveries, Grouping::Order, day("2026-01-08"));
    let unposted = CollectiveRun { posts: false, ..draft.clone() };
    w.write(&we(), move |tx| tx.insert(&mut draft.clone()).map(|_| ())).unwrap();
    assert_eq!(waiting(None), []);
    run(&w, unposted);
    let delivery = vec![("sales.delivery", "DN-2026-00001".to_owned())];
    assert_eq!(waiting(None), delivery);
    assert_eq!(waiting(Some(accounting::Part::Inventory)), delivery);
    assert_eq!(waiting(Some(accounting::Part::Payables)), []);
}

#[test]
fn a_run_delivers_and_invoices_by_customer_and_says_what_was_refused() {
    let w = trading();
    let other = w.write(&we(), |tx| tx.insert(&mut parties::Party::organisation("Velo Lund"))).unwrap();
    let (company, bolt) = (w.company, w.bolt);
    w.ordered("2026-01-05", 10, 0).unwrap();
    w.ordered("2026-01-06", 20, 1).unwrap();
    // A third customer's order is promised and there is nothing left for it.
    for (customer, n) in [(other, 70), (other, 1)] {
        w.write(&we(), move |tx| {
            let mut order = Order::new(company, customer, day("2026-01-07"), vec![OrderLine::of(bolt, pieces(n))]);
            let id = tx.insert(&mut order)?;
            perform(tx, id, "confirm")
        })
        .unwrap();
    }
    let on = day("2026-01-08");
    let done = run(&w, CollectiveRun::new(company, What::Deliveries, Grouping::Order, on));
    assert_eq!((done.made, done.refused, done.state), (3, 1, State::Done));
    let refused = done.lines.iter().find(|l| l.outcome == Outcome::Refused).unwrap();
    assert!(refused.refusal.as_ref().unwrap().contains("sales.nothing_to_deliver"), "{refused:?}");
    let done = run(&w, CollectiveRun::new(company, What::Invoices, Grouping::Customer, on));
    assert_eq!((done.made, done.refused), (2, 0));
    // One invoice over both orders of the first customer: 30 bolts and an hour, with 19 %.
    let first = done.lines.iter().find(|l| l.customer == w.customer).unwrap();
    let invoice = invoice(&w, first.invoice.unwrap());
    assert_eq!((first.orders, invoice.lines.len(), invoice.total), (2, 3, Money::from_minor(96_390)));
    assert_eq!(invoice.number.as_deref(), Some("INV-2026-00001"));
    // Nothing waits any more.
    let nothing = CollectiveRun::new(company, What::Invoices, Grouping::Customer, on);
    let refused = w.write(&we(), move |tx| {
        let id = tx.insert(&mut nothing.clone())?;
        perform(tx, id, "start")
    });
    assert_eq!(crate::fixture::codes(refused.unwrap_err()), ["sales.run_finds_nothing until"]);
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn what_left_after_the_period_waits_for_the_next_run() {
    let w = trading();
    let order = w.ordered("2026-01-05", 150, 0).unwrap();
    w.delivered(order, "2026-01-20").unwrap();
    w.moved(Purpose::Receipt, "2026-02-01", 50, Some("10")).unwrap();
    w.delivered(order, "2026-02-03").unwrap();
    let january = CollectiveRun {
        until: day("2026-01-31"),
        posted_on: day("2026-02-05"),
        ..CollectiveRun::new(w.company, What::Invoices, Grouping::Customer, day("2026-02-05"))
    };
    let done = run(&w, january);
    let first = invoice(&w, done.lines[0].invoice.unwrap());
    assert_eq!(first.lines[0].quantity, pieces(100));
    let february = CollectiveRun::new(w.company, What::Invoices, Grouping::Customer, day("2026-02-28"));
    let done = run(&w, february);
    assert_eq!(invoice(&w, done.lines[0].invoice.unwrap()).lines[0].quantity, pieces(50));
    assert_eq!(w.broken(), Vec::<String>::new());
}
