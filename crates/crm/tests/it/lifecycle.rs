//! Where somebody stands follows from offers and orders, on the day on which they came; what a person decides stands beside it.

use crate::fixture::{World, codes, day, perform, perform_with, pieces, we, world};
use base::Id;
use crm::lifecycle::{self, MoveTo, Stage, Why};
use crm::{Lifecycle, LifecycleChange};
use parties::Party;
use sales::Order;

/// The company with a warehouse, without which nothing is promised.
fn house() -> World {
    let w = world();
    w.keep(stock::Warehouse::new(w.company, "MAIN", "Main")).unwrap();
    w
}

/// An order of the customer on a day, confirmed.
fn ordered(w: &World, on: &str) {
    let (company, customer, bolt, on) = (w.company, w.customer, w.bolt, day(on));
    w.write(&we(), move |tx| {
        let mut order = Order::new(company, customer, on, vec![sales::OrderLine::of(bolt, pieces(1))]);
        let id = tx.insert(&mut order)?;
        perform(tx, id, "confirm")
    })
    .unwrap();
}

fn review(w: &World) {
    w.write(&we(), |tx| lifecycle::review(tx, 0).map(|_| ())).unwrap();
}

fn stands(w: &World) -> Lifecycle {
    let customer = w.customer;
    w.read(&we(), |read| read.select::<Lifecycle>("party = $1", &[customer.into()])).unwrap().remove(0)
}

fn changes(w: &World) -> Vec<String> {
    let customer = w.customer;
    let all = w.read(&we(), |read| lifecycle::of(read, customer)).unwrap().1;
    let told = |c: &LifecycleChange| format!("{} {:?} {:?}", c.began_on, c.stage, c.why);
    all.iter().rev().map(told).collect()
}

#[test]
fn a_customer_comes_falls_silent_and_comes_back_each_on_its_day() {
    let w = house();
    review(&w);
    assert!(
        w.read(&we(), |read| read.select::<Lifecycle>("id > 0", &[])).unwrap().is_empty(),
        "a stranger stands nowhere"
    );
    for on in ["2025-10-01", "2025-10-31", "2025-11-30"] {
        ordered(&w, on);
    }
    // Seen at once, also before the job comes by.
    let customer: Id<Party> = w.customer;
    let now = w.read(&we(), |read| lifecycle::of(read, customer)).unwrap().0;
    assert_eq!(now, Some((Stage::Customer, day("2025-10-01"))));
    review(&w);
    review(&w);
    assert_eq!(changes(&w), ["2025-10-01 Customer FirstOrder"]);
    assert_eq!((stands(&w).rhythm, stands(&w).last_order_on), (Some(30), Some(day("2025-11-30"))));
    w.pass(30);
    review(&w);
    assert_eq!((stands(&w).stage, stands(&w).began_on), (Stage::Dormant, Some(day("2026-01-29"))));
    ordered(&w, "2026-02-04");
    review(&w);
    assert_eq!(
        changes(&w),
        ["2025-10-01 Customer FirstOrder", "2026-01-29 Dormant Silence", "2026-02-04 Customer OrderedAgain"]
    );
}

#[test]
fn a_person_raises_and_gives_up_and_the_program_respects_it() {
    let w = house();
    ordered(&w, "2026-01-05");
    review(&w);
    let id = stands(&w).head.id;
    let to = |stage: Stage| {
        let input = MoveTo { stage, note: None };
        w.write(&we(), move |tx| perform_with(tx, Id::<Lifecycle>::from_raw(id), "move_to", &input))
    };
    to(Stage::Key).unwrap();
    review(&w);
    assert_eq!((stands(&w).stage, stands(&w).why), (Stage::Key, Why::ByHand));
    assert_eq!(codes(to(Stage::Key).unwrap_err()), ["crm.stands_there_already "]);
    to(Stage::Lost).unwrap();
    review(&w);
    assert_eq!(stands(&w).stage, Stage::Lost);
    w.pass(10);
    ordered(&w, "2026-01-15");
    review(&w);
    assert_eq!((stands(&w).stage, stands(&w).began_on), (Stage::Customer, Some(day("2026-01-15"))));
}
