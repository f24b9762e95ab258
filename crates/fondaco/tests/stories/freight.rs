//! Freight and duty of bikes that are partly sold when their bill comes: what is there is worth more, what was sold has cost more.

use crate::books::{Stage, day, pieces};
use accounting::{Flow, Payment};
use base::{Id, Money, Price};
use entity::{Entity as _, Value};
use purchasing::{GoodsReceipt, InvoiceLine, Order, OrderLine, ReceiptLine, SupplierInvoice};
use sales::{Deliver, Delivery, Order as SalesOrder, OrderLine as SalesLine};
use stock::{Basis, LandedCost, LandedCostItem, LandedCostReceipt, LedgerRow};

/// The row of stock that a receipt wrote.
fn row_of(stage: &Stage, receipt: Id<GoodsReceipt>) -> Id<LedgerRow> {
    let sql = "SELECT id FROM stock_ledger_row WHERE source_kind = $1 AND source = $2";
    let params = [Value::Int(i64::from(GoodsReceipt::DEF.kind)), receipt.into()];
    Id::from_raw(stage.number(sql, &params))
}

/// Costs of a receipt in cents, each by its basis.
fn shared(stage: &Stage, on: &str, row: Id<LedgerRow>, costs: &[(&str, i64, Basis)]) {
    let costs = costs.iter().map(|(text, cents, by)| LandedCostItem::new(text, Money::from_minor(*cents), *by));
    let goods = vec![LandedCostReceipt::new(row)];
    let document = stage.makes(LandedCost::new(stage.trade.company, day(on), costs.collect(), goods));
    stage.does(document, "post");
}

#[test]
fn freight_goes_to_what_is_there_and_to_what_was_sold_and_the_forwarder_is_paid() {
    let stage = Stage::new();
    let trade = stage.trade.clone();
    let (ferrum, nordbau, bike) = (trade.suppliers[0], trade.customers[0], trade.items[2]);
    let ruta = stage.makes(parties::Party {
        currency: stage.reads(ferrum).currency,
        roles: vec![parties::Role::of(parties::RoleName::Supplier)].into(),
        ..parties::Party::organisation("Mar y Ruta S.L.")
    });

    // Ten bikes at 500 come by sea.
    let lines = vec![OrderLine::new(bike, pieces(10)).at(Price::parse("500").unwrap())];
    let order = Order::new(trade.company, ferrum, day("2026-03-02"), lines);
    let order: Id<Order> = stage.makes(Order { warehouse: Some(trade.warehouse), ..order });
    stage.does(order, "release");
    stage.on("2026-03-04");
    let ordered = stage.reads(order);
    let came = vec![ReceiptLine::of(&ordered, &ordered.lines[0], pieces(10))];
    let receipt = stage.makes(GoodsReceipt::new(trade.company, ferrum, day("2026-03-04"), came));
    stage.does(receipt, "post");

    // Six leave for Nordbau before anybody knows what the way has cost.
    stage.on("2026-03-06");
    let sold = SalesOrder::new(trade.company, nordbau, day("2026-03-06"), vec![SalesLine::of(bike, pieces(6))]);
    let sold: Id<SalesOrder> = stage.makes(sold);
    stage.does(sold, "confirm");
    let six: Id<Delivery> = Id::from_raw(stage.does_with(sold, "deliver", &Deliver { posted_on: None }));
    stage.does(six, "post");

    // 150 of freight and 60 of duty are expected: four of ten bikes bear theirs.
    stage.on("2026-03-09");
    let row = row_of(&stage, receipt);
    shared(&stage, "2026-03-09", row, &[("Freight", 15_000, Basis::Value), ("Duty", 6_000, Basis::Quantity)]);

    // The forwarder charges ten more. The bill clears what was shared out, and the ten are shared out as well.
    stage.on("2026-03-16");
    let price = Price::parse("220").unwrap();
    let way = InvoiceLine {
        account: Some(stage.account("2020")),
        ..InvoiceLine::expense("Shanghai to Barcelona", pieces(1), price)
    };
    let bill = SupplierInvoice::new(trade.company, ruta, "MR-1180", day("2026-03-16"), vec![way]);
    let bill = stage.makes(SupplierInvoice { currency: ordered.currency, ..bill });
    stage.does(bill, "post");
    shared(&stage, "2026-03-16", row, &[("Freight, the rest", 1_000, Basis::Value)]);

    stage.on("2026-03-31");
    let owed = stage.reads(bill).total;
    let payment = Payment::new(trade.company, Flow::Paid, ruta, owed, day("2026-03-31"));
    let payment = stage.makes(Payment { currency: ordered.currency, ..payment });
    stage.does(payment, "post");

    assert_eq!(stage.journal(), JOURNAL);
    assert_eq!(stage.ledger(), LEDGER);
    stage.everything_agrees();
}

const JOURNAL: &str = "\
2026-03-04 GR-2026-00001
  Inventory                      5000.00
  Goods received not invoiced   -5000.00
2026-03-06 DN-2026-00001
  Inventory                     -3000.00
  Cost of goods sold             3000.00
2026-03-09 LC-2026-00001
  Inventory                        84.00
  Landed cost clearing           -210.00
  Cost of goods sold              126.00
2026-03-16 PI-2026-00001
  Trade payables                 -220.00
  Landed cost clearing            220.00
2026-03-16 LC-2026-00002
  Inventory                         4.00
  Landed cost clearing            -10.00
  Cost of goods sold                6.00
2026-03-31 PY-2026-00001
  Payments in transit            -220.00
  Trade payables                  220.00
";

const LEDGER: &str = "\
Payments in transit              -220.00
Inventory                        2088.00
Goods received not invoiced     -5000.00
Cost of goods sold               3132.00
";
