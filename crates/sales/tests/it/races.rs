//! Many sell the same goods to the same customer at once: nobody is turned away by a lock, nothing is promised twice, no figure is lost.

use crate::fixture::{World, day, perform, perform_with, pieces, price, we, world};
use accounting::Costing;
use accounting::charts::Chart;
use base::{Id, Money, Result};
use catalog::Item;
use entity::Head;
use sales::{Bill, CustomerInvoice, Deliver, Delivery, Hold, Order, OrderLine, OrderState};
use std::sync::{Arc, Barrier};
use stock::{Movement, MovementLine, Purpose};
use store::{Set, Tx};

const CLIENTS: i64 = 8;

/// A company with so many bolts, and as many nuts.
fn stocked(pieces_of_each: i64) -> (World, Id<Item>) {
    let w = world(Chart::General, Costing::MovingAverage);
    let bolt = w.bolt;
    let nut = w
        .write(&we(), move |tx| {
            let bolt: Item = tx.get(bolt)?;
            tx.insert(&mut Item { head: Head::default(), code: "NUT".into(), name: "Nut".into(), ..bolt })
        })
        .unwrap();
    let lines = [w.bolt, nut].map(|item| MovementLine::new(item, pieces(pieces_of_each), Some(price("10"))));
    let opening = Movement::new(w.company, w.warehouse, Purpose::Opening, day("2026-01-02"), lines.to_vec());
    w.write(&we(), move |tx| {
        let id = tx.insert(&mut opening.clone())?;
        perform(tx, id, "post").map(|_| ())
    })
    .unwrap();
    (w, nut)
}

/// Runs the same in eight sessions that begin together, each so often; every outcome must be good.
fn all_at_once<T: Send + 'static>(
    set: &Arc<Set>,
    times: i64,
    run: impl Fn(&Set, i64) -> Result<T> + Clone + Send + 'static,
) -> Vec<T> {
    let gate = Arc::new(Barrier::new(CLIENTS as usize));
    let threads: Vec<_> = (0..CLIENTS)
        .map(|client| {
            let (set, gate, run) = (set.clone(), gate.clone(), run.clone());
            std::thread::spawn(move || {
                gate.wait();
                (0..times).map(|n| run(&set, client * times + n)).collect::<Result<Vec<_>>>()
            })
        })
        .collect();
    threads.into_iter().flat_map(|t| t.join().unwrap().expect("nobody is turned away")).collect()
}

/// Two of each; every other order names the nut first, so that sessions meet from both sides.
fn order(tx: &mut Tx, like: &Order, items: [Id<Item>; 2], number: i64) -> Result<Id<Order>> {
    let mut lines = items.map(|item| OrderLine::of(item, pieces(2)));
    if number % 2 == 1 {
        lines.reverse();
    }
    tx.insert(&mut Order::new(like.company, like.customer, like.ordered_on, lines.to_vec()))
}

fn figure(w: &World, sql: &str) -> i64 {
    w.read(&we(), |read| read.number(sql, &[])).unwrap()
}

#[test]
fn of_eighty_orders_confirmed_at_once_as_many_are_promised_as_goods_and_credit_allow() {
    let (w, nut) = stocked(100);
    let customer = w.customer;
    // Two bolts and two nuts at 25, with 19 % tax: 119.00 an order. The credit is for sixty.
    w.write(&we(), move |tx| {
        let mut party = tx.lock(customer)?;
        party.currency = platform::Currency::by_code(tx, "EUR")?;
        party.credit_limit = Some(Money::from_minor(60 * 11_900));
        tx.update(&mut party).map(|_| ())
    })
    .unwrap();
    let (like, items) = (Order::new(w.company, w.customer, day("2026-01-05"), Vec::new()), [w.bolt, nut]);
    let orders = all_at_once(&w.set.set(), 10, move |set, number| {
        let like = like.clone();
        let id = set.write(&we(), move |tx| order(tx, &like, items, number))?;
        set.write(&we(), move |tx| perform(tx, id, "confirm"))?;
        Ok(id)
    });
    assert_eq!(orders.len(), 80);
    let confirmed = w.read(&we(), |read| read.select::<Order>("1 = 1", &[])).unwrap();
    assert!(confirmed.iter().all(|o| o.state == OrderState::Confirmed));
    assert_eq!(confirmed.iter().filter(|o| o.hold == Hold::Without).count(), 60, "what the credit allows");
    // Each of the sixty wants two of a hundred: fifty orders' worth is promised, the rest waits.
    let promised = "SELECT SUM(quantity) / 1000000 FROM stock_reservation WHERE done = 0";
    assert_eq!(figure(&w, promised), 200);
    assert_eq!(figure(&w, "SELECT SUM(wanted) / 1000000 FROM stock_reservation WHERE done = 0"), 240);
    assert_eq!(figure(&w, "SELECT SUM(reserved) / 1000000 FROM stock_position"), 200);
    assert_eq!(figure(&w, "SELECT orders FROM sales_credit"), 80 * 11_900, "every order is in the sum");
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn selling_and_receiving_the_same_goods_at_once_ends_in_books_that_agree() {
    let (w, nut) = stocked(60);
    let (like, items) = (Order::new(w.company, w.customer, day("2026-01-05"), Vec::new()), [w.bolt, nut]);
    let (company, warehouse) = (w.company, w.warehouse);
    all_at_once(&w.set.set(), 4, move |set, number| {
        let like = like.clone();
        let id = set.write(&we(), move |tx| {
            let id = order(tx, &like, items, number)?;
            perform(tx, id, "confirm")?;
            Ok(id)
        })?;
        // More comes in while others sell; it goes to whoever waits.
        set.write(&we(), move |tx| {
            let lines = items.map(|item| MovementLine::new(item, pieces(2), Some(price("12"))));
            let mut receipt = Movement::new(company, warehouse, Purpose::Receipt, day("2026-01-06"), lines.to_vec());
            let receipt = tx.insert(&mut receipt)?;
            perform(tx, receipt, "post")
        })?;
        let posted_on = Some(day("2026-01-06"));
        let delivery = set.write(&we(), move |tx| Ok(perform_with(tx, id, "deliver", &Deliver { posted_on })?[0].1))?;
        set.write(&we(), move |tx| perform(tx, Id::<Delivery>::from_raw(delivery), "post"))?;
        let invoice = set.write(&we(), move |tx| Ok(perform_with(tx, id, "bill", &Bill { posted_on })?[0].1))?;
        set.write(&we(), move |tx| perform(tx, Id::<CustomerInvoice>::from_raw(invoice), "post"))
    });
    // 32 orders took 64 of each; 64 of each came: the sixty are still there, nothing is promised or owed but invoiced.
    assert_eq!(figure(&w, "SELECT SUM(on_hand) / 1000000 FROM stock_balance"), 120);
    assert_eq!(figure(&w, "SELECT SUM(reserved) FROM stock_position"), 0);
    assert_eq!(figure(&w, "SELECT orders + delivered FROM sales_credit"), 0);
    assert_eq!(figure(&w, "SELECT SUM(open) FROM accounting_open_item"), 32 * 11_900);
    let numbers = "SELECT COUNT(*) FROM sales_customer_invoice WHERE number = 'INV-2026-00032'";
    assert_eq!(figure(&w, numbers), 1, "thirty-two invoices, numbered without a gap");
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn two_customers_of_one_credit_group_never_owe_more_than_both_may() {
    let (w, nut) = stocked(200);
    let first = w.customer;
    // 119.00 an order; the credit of both is for thirty of the eighty.
    let second = w
        .write(&we(), move |tx| {
            let party: parties::Party = tx.get(first)?;
            let name = "Sister".to_owned();
            let code = entity::Number::default();
            let second = tx.insert(&mut parties::Party { head: Head::default(), code, name, ..party })?;
            let euro = platform::Currency::by_code(tx, "EUR")?.unwrap();
            let limit = Some(Money::from_minor(30 * 11_900));
            tx.insert(&mut sales::CreditGroup::new("Family", euro, limit, &[first, second]))?;
            Ok(second)
        })
        .unwrap();
    let (like, items) = (Order::new(w.company, w.customer, day("2026-01-05"), Vec::new()), [w.bolt, nut]);
    all_at_once(&w.set.set(), 10, move |set, number| {
        let customer = if number % 2 == 0 { first } else { second };
        let like = Order { customer, ..like.clone() };
        let id = set.write(&we(), move |tx| order(tx, &like, items, number))?;
        set.write(&we(), move |tx| perform(tx, id, "confirm"))
    });
    let confirmed = w.read(&we(), |read| read.select::<Order>("1 = 1", &[])).unwrap();
    assert_eq!(confirmed.iter().filter(|o| o.hold == Hold::Without).count(), 30, "what the credit of both allows");
    assert_eq!(figure(&w, "SELECT SUM(orders) FROM sales_credit"), 80 * 11_900);
    assert_eq!(w.broken(), Vec::<String>::new());
}
