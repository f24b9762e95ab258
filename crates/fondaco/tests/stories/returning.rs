//! A bike that the customer did not want comes back to stock at what it cost when it left, is credited, and is sold again.

use crate::books::{Stage, day, pieces};
use accounting::{CostAt, Costing, Flow, Payment, PaymentLine};
use base::{Id, Money, Percent, Price};
use sales::{
    Bill, CustomerInvoice, Deliver, Delivery, Disposition, OnDay, Order, OrderLine, Return, Settlement, TakeBack, Why,
};
use stock::{Movement, MovementLine, Purpose};

/// Bikes that come at a price without an order.
fn come(stage: &Stage, on: &str, purpose: Purpose, n: i64, cost: &str) {
    let trade = &stage.trade;
    let line = MovementLine::new(trade.items[2], pieces(n), Some(Price::parse(cost).unwrap()));
    let document = stage.makes(Movement::new(trade.company, trade.warehouse, purpose, day(on), vec![line]));
    stage.does(document, "post");
}

/// The item that an invoice or a credit note opened.
fn item_of(stage: &Stage, document: Id<CustomerInvoice>) -> Id<accounting::OpenItem> {
    let entry = stage.reads(document).entry.unwrap();
    Id::from_raw(stage.number("SELECT id FROM accounting_open_item WHERE entry = $1", &[entry.into()]))
}

#[test]
fn a_bike_comes_back_to_stock_is_credited_and_sold_again() {
    // Cost of goods sold waits for the invoice.
    let stage = Stage::keeping(Costing::MovingAverage, CostAt::Invoice);
    let trade = stage.trade.clone();
    let (nordbau, lund, bike) = (trade.customers[0], trade.customers[1], trade.items[2]);
    come(&stage, "2026-03-02", Purpose::Opening, 4, "500");

    // Nordbau buys two at 899 less ten per cent.
    stage.on("2026-03-03");
    let line = OrderLine { discount: Percent::parse("10").unwrap(), ..OrderLine::of(bike, pieces(2)) };
    let order: Id<Order> = stage.makes(Order::new(trade.company, nordbau, day("2026-03-03"), vec![line]));
    stage.does(order, "confirm");
    let two: Id<Delivery> = Id::from_raw(stage.does_with(order, "deliver", &Deliver { posted_on: None }));
    stage.does(two, "post");
    stage.on("2026-03-05");
    let invoice: Id<CustomerInvoice> = Id::from_raw(stage.does_with(order, "bill", &Bill { posted_on: None }));
    stage.does(invoice, "post");

    // Since then bikes are dearer: two at 500 and two at 600 are 550 each.
    stage.on("2026-03-10");
    come(&stage, "2026-03-10", Purpose::Receipt, 2, "600");

    // One of Nordbau's comes back in its box. It cost 500 when it left, and that is what it is worth again.
    stage.on("2026-03-16");
    let unwanted = TakeBack { why: Why::NotWanted, reason: Some("One too many".into()) };
    let back: Id<Return> = Id::from_raw(stage.does_with(two, "take_back", &unwanted));
    stage.write(move |tx| {
        let mut rma = tx.lock(back)?;
        rma.lines[0].quantity = pieces(1);
        tx.update(&mut rma).map(|_| ())
    });
    stage.does(back, "authorise");
    stage.does_with(back, "receive", &OnDay { posted_on: None });
    stage.on("2026-03-17");
    stage.write(move |tx| {
        let mut rma = tx.lock(back)?;
        (rma.lines[0].disposition, rma.lines[0].settlement) = (Disposition::Restock, Settlement::Credit);
        tx.update(&mut rma).map(|_| ())
    });
    stage.does_with(back, "settle", &OnDay { posted_on: None });
    let note = stage.reads(back).credit_note.unwrap();
    // 809.10 and 21 %.
    assert_eq!(stage.reads(note).total, Money::from_minor(97_901));
    stage.does(note, "post");

    // Nordbau pays the invoice less the credit.
    stage.on("2026-03-20");
    let (owed, credited) = (stage.reads(invoice).total, stage.reads(note).total);
    let rest = owed.checked_sub(credited).unwrap();
    let lines = vec![
        PaymentLine::of(item_of(&stage, invoice), owed),
        PaymentLine::of(item_of(&stage, note), credited.checked_neg().unwrap()),
    ];
    let payment = Payment::new(trade.company, Flow::Received, nordbau, rest, day("2026-03-20")).settling(lines);
    let currency = stage.reads(order).currency;
    let payment = stage.makes(Payment { currency, ..payment });
    stage.does(payment, "post");

    // All five leave for Velo Lund: 2,200 and 500 of stock.
    stage.on("2026-03-24");
    let order = Order::new(trade.company, lund, day("2026-03-24"), vec![OrderLine::of(bike, pieces(5))]);
    let order: Id<Order> = stage.makes(order);
    stage.does(order, "confirm");
    let five: Id<Delivery> = Id::from_raw(stage.does_with(order, "deliver", &Deliver { posted_on: None }));
    stage.does(five, "post");
    let invoice: Id<CustomerInvoice> = Id::from_raw(stage.does_with(order, "bill", &Bill { posted_on: None }));
    stage.does(invoice, "post");

    assert_eq!(stage.journal(), JOURNAL);
    assert_eq!(stage.ledger(), LEDGER);
    stage.everything_agrees();
}

const JOURNAL: &str = "\
2026-03-02 SM-2026-00001
  Inventory                      2000.00
  Opening balances              -2000.00
2026-03-03 DN-2026-00001
  Inventory                     -1000.00
  Delivered not invoiced         1000.00
2026-03-05 INV-2026-00001
  Trade receivables              1958.02
  Delivered not invoiced        -1000.00
  Output tax                     -339.82
  Sales                         -1618.20
  Cost of goods sold             1000.00
2026-03-10 SM-2026-00002
  Inventory                      1200.00
  Inventory differences         -1200.00
2026-03-16 RMA-2026-00001
  Inventory                       500.00
  Delivered not invoiced         -500.00
2026-03-17 CN-2026-00001
  Trade receivables              -979.01
  Delivered not invoiced          500.00
  Output tax                      169.91
  Sales                           809.10
  Cost of goods sold             -500.00
2026-03-20 PY-2026-00001
  Payments in transit             979.01
  Trade receivables              -979.01
2026-03-24 DN-2026-00002
  Inventory                     -2700.00
  Delivered not invoiced         2700.00
2026-03-24 INV-2026-00002
  Trade receivables              5438.95
  Delivered not invoiced        -2700.00
  Output tax                     -943.95
  Sales                         -4495.00
  Cost of goods sold             2700.00
";

const LEDGER: &str = "\
Payments in transit               979.01
Trade receivables                5438.95
Output tax                      -1113.86
Opening balances                -2000.00
Sales                           -5304.10
Cost of goods sold               3200.00
Inventory differences           -1200.00
";
