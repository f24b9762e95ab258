//! From the purchase order to the payment, with one chain that does not fit and a price that went up.

use crate::books::{Stage, day, pieces};
use accounting::{Flow, Payment};
use base::{Id, Price};
use purchasing::{
    GoodsReceipt, InvoiceLine, Order, OrderLine, ReceiptLine, ReturnLine, SupplierInvoice, SupplierReturn,
};
use stock::Status;

#[test]
fn chains_are_ordered_received_sent_back_invoiced_dearer_and_paid() {
    let stage = Stage::new();
    let trade = stage.trade.clone();
    let (ferrum, chain) = (trade.suppliers[0], trade.items[1]);

    // Ten chains at 11.
    let lines = vec![OrderLine::new(chain, pieces(10)).at(Price::parse("11").unwrap())];
    let order = Order::new(trade.company, ferrum, day("2026-03-02"), lines);
    let order: Id<Order> = stage.makes(Order { warehouse: Some(trade.warehouse), ..order });
    stage.does(order, "release");

    // Nine are fit, one is bent and goes back.
    stage.on("2026-03-04");
    let ordered = stage.reads(order);
    let came = ReceiptLine { rejected: pieces(1), ..ReceiptLine::of(&ordered, &ordered.lines[0], pieces(9)) };
    let receipt = stage.makes(GoodsReceipt::new(trade.company, ferrum, day("2026-03-04"), vec![came]));
    stage.does(receipt, "post");
    stage.on("2026-03-05");
    let bent = vec![ReturnLine::of(stage.reads(receipt).lines[0].head.id, pieces(1), Status::Blocked)];
    let back = stage.makes(SupplierReturn::new(trade.company, ferrum, day("2026-03-05"), bent));
    stage.does(back, "post");

    // Ferrum invoices nine at 12; the goods are still there and bear the difference.
    stage.on("2026-03-10");
    let price = Price::parse("12").unwrap();
    let line = InvoiceLine { price, ..InvoiceLine::of(&ordered, &ordered.lines[0], pieces(9)) };
    let invoice = SupplierInvoice::new(trade.company, ferrum, "F-77", day("2026-03-10"), vec![line]);
    let invoice = stage.makes(SupplierInvoice { currency: ordered.currency, ..invoice });
    stage.does(invoice, "post");

    // It is paid within the month.
    stage.on("2026-03-30");
    let owed = stage.reads(invoice).total;
    let payment = Payment::new(trade.company, Flow::Paid, ferrum, owed, day("2026-03-30"));
    let payment = stage.makes(Payment { currency: ordered.currency, ..payment });
    stage.does(payment, "post");

    assert_eq!(stage.journal(), JOURNAL);
    assert_eq!(stage.ledger(), LEDGER);
    stage.everything_agrees();
}

const JOURNAL: &str = "\
2026-03-04 GR-2026-00001
  Inventory                       110.00
  Goods received not invoiced    -110.00
2026-03-05 RT-2026-00001
  Inventory                       -11.00
  Goods received not invoiced      11.00
2026-03-10 PI-2026-00001
  Inventory                         9.00
  Trade payables                 -108.00
  Goods received not invoiced      99.00
2026-03-30 PY-2026-00001
  Payments in transit            -108.00
  Trade payables                  108.00
";

const LEDGER: &str = "\
Payments in transit              -108.00
Inventory                         108.00
";
