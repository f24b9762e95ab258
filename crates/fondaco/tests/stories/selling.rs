//! From the order to the cash, with goods that are not where they should be and a bike that comes back.

use crate::books::{Stage, day, pieces};
use accounting::{Flow, Payment};
use base::{Id, Money, Price};
use entity::Value;
use sales::{
    Bill, CustomerInvoice, Delivery, Disposition, OnDay, Order, OrderLine, Pack, Progress, Return, Settlement,
    TakeBack, Why,
};
use stock::picking::PickList;
use stock::{Movement, MovementLine, Purpose};

/// The delivery that a pick list became.
fn delivery_of(stage: &Stage, list: Id<PickList>) -> Id<Delivery> {
    let sql = "SELECT to_record FROM link WHERE from_record = $1 AND role = 'picked' ORDER BY id LIMIT 1";
    Id::from_raw(stage.number(sql, &[Value::Int(list.raw())]))
}

#[test]
fn an_order_is_picked_shipped_invoiced_and_paid_and_a_broken_bike_comes_back() {
    let stage = Stage::new();
    let trade = stage.trade.clone();
    let (nordbau, bike) = (trade.customers[0], trade.items[2]);

    // Ten bikes are there, at 500 each.
    let line = MovementLine::new(bike, pieces(10), Some(Price::parse("500").unwrap()));
    let opening = Movement::new(trade.company, trade.warehouse, Purpose::Opening, day("2026-03-02"), vec![line]);
    let opening = stage.makes(opening);
    stage.does(opening, "post");

    // Nordbau orders four at 899.
    stage.on("2026-03-03");
    let order = Order::new(trade.company, nordbau, day("2026-03-03"), vec![OrderLine::of(bike, pieces(4))]);
    let order: Id<Order> = stage.makes(order);
    stage.does(order, "confirm");

    // Whoever picks them finds three, and these leave.
    stage.on("2026-03-04");
    let list: Id<PickList> = Id::from_raw(stage.does(order, "pick"));
    stage.write(move |tx| {
        let mut list = tx.lock(list)?;
        list.lines[0].picked = Some(pieces(3));
        tx.update(&mut list).map(|_| ())
    });
    stage.does(list, "finish");
    let three = delivery_of(&stage, list);
    stage.does_with(three, "ship", &Pack { tracking_number: Some("1Z-1".into()), ..Pack::default() });

    // They are invoiced and paid.
    stage.on("2026-03-05");
    let bill = Bill { posted_on: Some(day("2026-03-05")) };
    let first: Id<CustomerInvoice> = Id::from_raw(stage.does_with(order, "bill", &bill));
    stage.does(first, "post");
    stage.on("2026-03-20");
    let owed = stage.reads(first).total;
    let payment = Payment::new(trade.company, Flow::Received, nordbau, owed, day("2026-03-20"));
    let currency = stage.reads(order).currency;
    let payment = stage.makes(Payment { currency, ..payment });
    stage.does(payment, "post");

    // The fourth is found behind the others, leaves and is invoiced.
    stage.on("2026-03-23");
    let list: Id<PickList> = Id::from_raw(stage.does(order, "pick"));
    stage.does(list, "finish");
    let fourth = delivery_of(&stage, list);
    stage.does_with(fourth, "ship", &Pack::default());
    let bill = Bill { posted_on: Some(day("2026-03-24")) };
    let second: Id<CustomerInvoice> = Id::from_raw(stage.does_with(order, "bill", &bill));
    stage.does(second, "post");
    let now = stage.reads(order);
    assert_eq!((now.delivered, now.invoiced), (Progress::Fully, Progress::Fully));

    // Its frame is broken: it comes back, is scrapped, and Nordbau gets a credit note.
    stage.on("2026-03-30");
    let why = TakeBack { why: Why::Defective, reason: Some("The frame is broken".into()) };
    let back: Id<Return> = Id::from_raw(stage.does_with(fourth, "take_back", &why));
    stage.does(back, "authorise");
    stage.does_with(back, "receive", &OnDay { posted_on: Some(day("2026-03-30")) });
    stage.write(move |tx| {
        let mut rma = tx.lock(back)?;
        (rma.lines[0].disposition, rma.lines[0].settlement) = (Disposition::Scrap, Settlement::Credit);
        tx.update(&mut rma).map(|_| ())
    });
    stage.does_with(back, "settle", &OnDay { posted_on: Some(day("2026-03-31")) });
    let note = stage.reads(back).credit_note.unwrap();
    assert_eq!(stage.reads(note).total, Money::from_minor(108_779));
    stage.does(note, "post");

    assert_eq!(stage.journal(), JOURNAL);
    assert_eq!(stage.ledger(), LEDGER);
    stage.everything_agrees();
}

const JOURNAL: &str = "\
2026-03-02 SM-2026-00001
  Inventory                      5000.00
  Opening balances              -5000.00
2026-03-04 DN-2026-00001
  Inventory                     -1500.00
  Cost of goods sold             1500.00
2026-03-05 INV-2026-00001
  Trade receivables              3263.37
  Output tax                     -566.37
  Sales                         -2697.00
2026-03-20 PY-2026-00001
  Payments in transit            3263.37
  Trade receivables             -3263.37
2026-03-23 DN-2026-00002
  Inventory                      -500.00
  Cost of goods sold              500.00
2026-03-24 INV-2026-00002
  Trade receivables              1087.79
  Output tax                     -188.79
  Sales                          -899.00
2026-03-30 RMA-2026-00001
  Inventory                       500.00
  Cost of goods sold             -500.00
2026-03-31 RMA-2026-00001
  Inventory                      -500.00
  Scrap                           500.00
2026-03-31 CN-2026-00001
  Trade receivables             -1087.79
  Output tax                      188.79
  Sales                           899.00
";

const LEDGER: &str = "\
Payments in transit              3263.37
Inventory                        3000.00
Output tax                       -566.37
Opening balances                -5000.00
Sales                           -2697.00
Cost of goods sold               1500.00
Scrap                             500.00
";

#[test]
fn a_customer_abroad_pays_when_the_dollar_is_dearer() {
    let stage = Stage::new();
    let trade = stage.trade.clone();
    let dollar = stage.dollar_is("2026-03-01", "0.90");
    stage.dollar_is("2026-03-20", "0.95");
    let shop = stage.makes(parties::Party { currency: Some(dollar), ..parties::Party::organisation("Bay Bikes Inc.") });

    // Ten hours of work at 100 dollars, invoiced at 0.90.
    stage.on("2026-03-05");
    let hours = OrderLine::of(trade.service, pieces(10)).at(Price::parse("100").unwrap());
    let order = stage.makes(Order::new(trade.company, shop, day("2026-03-05"), vec![hours]));
    stage.does(order, "confirm");
    let bill = Bill { posted_on: Some(day("2026-03-05")) };
    let invoice: Id<CustomerInvoice> = Id::from_raw(stage.does_with(order, "bill", &bill));
    stage.does(invoice, "post");
    let owed = stage.reads(invoice);
    assert_eq!((owed.currency, owed.total), (Some(dollar), Money::from_minor(121_000)));

    // Paid at 0.95.
    stage.on("2026-03-20");
    let payment = Payment::new(trade.company, Flow::Received, shop, owed.total, day("2026-03-20"));
    let payment = stage.makes(Payment { currency: Some(dollar), ..payment });
    stage.does(payment, "post");

    assert_eq!(stage.journal(), ABROAD);
    stage.everything_agrees();
}

const ABROAD: &str = "\
2026-03-05 INV-2026-00001
  Trade receivables              1089.00
  Output tax                     -189.00
  Sales                          -900.00
2026-03-20 PY-2026-00001
  Payments in transit            1149.50
  Trade receivables             -1089.00
  Exchange gains                  -60.50
";
