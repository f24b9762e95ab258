//! Goods come back, are looked at, and go where they belong; the customer's side is written at what he paid.

use crate::fixture::{World, codes, day, perform, perform_with, pieces, we, world};
use accounting::charts::Chart;
use accounting::{CostAt, Costing};
use base::{Id, Money, Quantity};
use sales::{
    CustomerInvoice, Delivery, Disposition, InvoiceState, OnDay, Order, Progress, Return, ReturnState, Reversal,
    Settlement, TakeBack, Why,
};
use stock::{Basis, LandedCost, LandedCostItem, LandedCostReceipt, Purpose};

fn trading(cost_at: CostAt) -> World {
    trading_by(cost_at, Costing::MovingAverage)
}

fn trading_by(cost_at: CostAt, costing: Costing) -> World {
    let w = world(Chart::General, costing);
    w.write(&we(), move |tx| {
        let all: Vec<accounting::Books> = tx.select("1 = 1", &[])?;
        let mut books = tx.lock(Id::<accounting::Books>::from_raw(all[0].head.id))?;
        books.cost_at = cost_at;
        tx.update(&mut books)
    })
    .unwrap();
    w.moved(Purpose::Opening, "2026-01-02", 100, Some("10")).unwrap();
    w
}

fn on(text: &str) -> OnDay {
    OnDay { posted_on: Some(day(text)) }
}

fn read(w: &World, id: Id<Return>) -> Return {
    w.read(&we(), move |r| r.get(id)).unwrap()
}

/// A return of some of a delivery, authorised.
fn authorised(w: &World, delivery: Id<Delivery>, n: i64) -> Id<Return> {
    let asked = TakeBack { why: Why::Defective, reason: Some("Thread is cut".into()) };
    w.write(&we(), move |tx| {
        let made = perform_with(tx, delivery, "take_back", &asked)?;
        let id: Id<Return> = Id::from_raw(made[0].1);
        let mut rma = tx.lock(id)?;
        rma.lines[0].quantity = pieces(n);
        tx.update(&mut rma)?;
        perform(tx, id, "authorise")?;
        Ok(id)
    })
    .unwrap()
}

fn received(w: &World, id: Id<Return>, day: &str) {
    let day = on(day);
    w.write(&we(), move |tx| perform_with(tx, id, "receive", &day)).unwrap();
}

fn settled(w: &World, id: Id<Return>, day: &str, disposition: Disposition, settlement: Settlement) {
    let day = on(day);
    w.write(&we(), move |tx| {
        let mut rma = tx.lock(id)?;
        (rma.lines[0].disposition, rma.lines[0].settlement) = (disposition, settlement);
        tx.update(&mut rma).map(|_| ())
    })
    .unwrap();
    w.write(&we(), move |tx| perform_with(tx, id, "settle", &day)).unwrap();
}

fn post(w: &World, id: Id<CustomerInvoice>) -> base::Result<store::Made> {
    w.write(&we(), move |tx| perform(tx, id, "post"))
}

fn stock_of(w: &World) -> Vec<(String, Quantity)> {
    w.read(&we(), |r| {
        let rows = r.query(
            "SELECT status, SUM(on_hand) FROM stock_balance GROUP BY status HAVING SUM(on_hand) <> 0 ORDER BY status",
            &[],
        )?;
        let figure = |row: &store::Row, place: usize| row.get(place).and_then(entity::Value::int).unwrap_or(0);
        Ok(rows.iter().map(|r| (r[0].to_string(), Quantity::from_units(figure(r, 1)))).collect())
    })
    .unwrap()
}

#[test]
fn what_comes_back_is_inspected_restocked_and_credited_at_cost_and_price_of_its_delivery() {
    for cost_at in [CostAt::Delivery, CostAt::Invoice] {
        let w = trading(cost_at);
        let order = w.ordered("2026-01-05", 10, 0).unwrap();
        let delivery = w.delivered(order, "2026-01-06").unwrap();
        w.billed(order, "2026-01-07").unwrap();
        // Since then goods are dearer.
        w.moved(Purpose::Receipt, "2026-01-08", 90, Some("20")).unwrap();
        let before = w.ledger();
        let id = authorised(&w, delivery, 4);
        received(&w, id, "2026-01-10");
        // At the 10 they cost when they left, not at today's 15.
        let rma = read(&w, id);
        assert_eq!((rma.cost, rma.state), (Some(Money::from_minor(4_000)), ReturnState::Received));
        let status = |name: &str, n| (name.to_owned(), pieces(n));
        assert_eq!(stock_of(&w), [status("inspection", 4), status("unrestricted", 180)]);
        assert_eq!(w.broken(), Vec::<String>::new(), "{cost_at:?}");
        let refused = w.write(&we(), move |tx| perform_with(tx, id, "settle", &on("2026-01-11"))).unwrap_err();
        assert_eq!(codes(refused), ["sales.disposition_missing "]);
        settled(&w, id, "2026-01-11", Disposition::Restock, Settlement::Credit);
        assert_eq!(stock_of(&w), [status("unrestricted", 184)]);
        let rma = read(&w, id);
        let note = rma.credit_note.unwrap();
        let draft: CustomerInvoice = w.read(&we(), move |r| r.get(note)).unwrap();
        assert_eq!((draft.state, draft.total), (InvoiceState::Draft, Money::from_minor(11_900)));
        assert_eq!(w.broken(), Vec::<String>::new(), "{cost_at:?}");
        post(&w, note).unwrap();
        assert_eq!(w.broken(), Vec::<String>::new(), "{cost_at:?}");
        let find = |ledger: &[String], name: &str| ledger.iter().find(|l| l.starts_with(name)).cloned();
        assert_eq!(find(&before, "cost of goods sold"), Some("cost of goods sold 100.00".into()));
        assert_eq!(find(&w.ledger(), "cost of goods sold"), Some("cost of goods sold 60.00".into()), "{cost_at:?}");
        assert_eq!(find(&w.ledger(), "trade receivables"), Some("trade receivables 178.50".into()));
        assert_eq!(find(&w.ledger(), "delivered"), None);
        // The order expects nothing more, neither goods nor invoices.
        let order: Order = w.read(&we(), move |r| r.get(order)).unwrap();
        assert_eq!((order.delivered, order.invoiced), (Progress::Fully, Progress::Fully));
        // Line became line, all the way.
        let flow = w.read(&we(), move |r| r.flow(246, id.raw())).unwrap();
        let roles: Vec<&str> = flow.iter().map(|(_, _, role, _)| role.as_str()).collect();
        assert!(roles.contains(&"credited") && roles.contains(&"returned"), "{roles:?}");
    }
}

#[test]
fn goods_are_scrapped_and_replaced_without_charge() {
    let w = trading(CostAt::Delivery);
    let order = w.ordered("2026-01-05", 10, 0).unwrap();
    let delivery = w.delivered(order, "2026-01-06").unwrap();
    w.billed(order, "2026-01-07").unwrap();
    let id = authorised(&w, delivery, 2);
    received(&w, id, "2026-01-10");
    settled(&w, id, "2026-01-11", Disposition::Scrap, Settlement::Replacement);
    let rma = read(&w, id);
    assert_eq!(rma.credit_note, None);
    let replacement: Order = w
        .read(&we(), {
            let id = rma.replacement.unwrap();
            move |r| r.get(id)
        })
        .unwrap();
    assert_eq!((replacement.total, replacement.lines[0].quantity), (Money::ZERO, pieces(2)));
    let ledger = w.ledger();
    assert!(ledger.contains(&"cost of goods sold 80.00".to_owned()), "{ledger:?}");
    assert!(ledger.iter().any(|l| l.contains("scrap") && l.ends_with("20.00")), "{ledger:?}");
    let replacement: Id<Order> = Id::from_raw(replacement.head.id);
    w.delivered(replacement, "2026-01-12").unwrap();
    assert!(w.ledger().contains(&"cost of goods sold 100.00".to_owned()));
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn goods_go_back_to_the_customer_as_if_they_had_never_come() {
    let w = trading(CostAt::Invoice);
    let order = w.ordered("2026-01-05", 10, 0).unwrap();
    let delivery = w.delivered(order, "2026-01-06").unwrap();
    let id = authorised(&w, delivery, 3);
    received(&w, id, "2026-01-10");
    let wrong = w.write(&we(), move |tx| {
        let mut rma = tx.lock(id)?;
        rma.lines[0].disposition = Disposition::BackToCustomer;
        tx.update(&mut rma)
    });
    assert_eq!(codes(wrong.unwrap_err()), ["sales.back_is_not_credited lines.0.settlement"]);
    settled(&w, id, "2026-01-11", Disposition::BackToCustomer, Settlement::Nothing);
    assert_eq!(w.broken(), Vec::<String>::new());
    w.billed(order, "2026-01-12").unwrap();
    assert!(w.ledger().contains(&"cost of goods sold 100.00".to_owned()), "{:?}", w.ledger());
    assert_eq!(w.broken(), Vec::<String>::new());
    // They may come back again.
    let again = authorised(&w, delivery, 10);
    received(&w, again, "2026-01-13");
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn what_goods_cost_more_after_they_left_does_not_wait_for_their_invoice() {
    let w = trading_by(CostAt::Invoice, Costing::Fifo);
    let order = w.ordered("2026-01-05", 10, 0).unwrap();
    w.delivered(order, "2026-01-06").unwrap();
    let has = |line: &str| assert!(w.ledger().contains(&line.to_owned()), "{line}: {:?}", w.ledger());
    has("delivered not invoiced 100.00");
    // Freight of 40 on the hundred that came, of which ten have left: four are borne at once.
    let row = w.read(&we(), |r| r.number("SELECT MIN(id) FROM stock_ledger_row", &[])).unwrap();
    let costs = vec![LandedCostItem::new("Freight", Money::from_minor(4_000), Basis::Quantity)];
    let goods = vec![LandedCostReceipt::new(Id::from_raw(row))];
    let freight = LandedCost::new(w.company, day("2026-01-08"), costs, goods);
    w.write(&we(), move |tx| {
        let id = tx.insert(&mut freight.clone())?;
        perform(tx, id, "post").map(|_| ())
    })
    .unwrap();
    has("delivered not invoiced 100.00");
    has("cost of goods sold 4.00");
    assert_eq!(w.broken(), Vec::<String>::new());
    w.billed(order, "2026-01-09").unwrap();
    has("cost of goods sold 104.00");
    assert!(!w.ledger().iter().any(|l| l.starts_with("delivered not invoiced")), "{:?}", w.ledger());
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn what_comes_back_before_its_invoice_is_not_invoiced() {
    let w = trading(CostAt::Delivery);
    let order = w.ordered("2026-01-05", 10, 0).unwrap();
    let delivery = w.delivered(order, "2026-01-06").unwrap();
    let id = authorised(&w, delivery, 4);
    received(&w, id, "2026-01-07");
    settled(&w, id, "2026-01-07", Disposition::Restock, Settlement::Credit);
    assert_eq!(read(&w, id).credit_note, None, "nothing was invoiced yet");
    let invoice = w.billed(order, "2026-01-08").unwrap();
    let invoice: CustomerInvoice = w.read(&we(), move |r| r.get(invoice)).unwrap();
    assert_eq!(invoice.lines[0].quantity, pieces(6));
    // More than is at the customer's does not come back, nor does the delivery as a whole.
    let asked = TakeBack { why: Why::Other, reason: None };
    let rest = w.write(&we(), move |tx| perform_with(tx, delivery, "take_back", &asked)).unwrap();
    let rest = read(&w, Id::from_raw(rest[0].1));
    assert_eq!(rest.lines[0].quantity, pieces(6));
    let back = Reversal { posted_on: day("2026-01-09"), reason: "Wrong".into() };
    let refused = w.write(&we(), move |tx| perform_with(tx, delivery, "reverse", &back)).unwrap_err();
    assert_eq!(codes(refused), ["sales.delivery_came_back "]);
    let too_many: Id<Return> = Id::from_raw(rest.head.id);
    let refused = w
        .write(&we(), move |tx| {
            let mut rma = tx.lock(too_many)?;
            rma.lines[0].quantity = pieces(7);
            tx.update(&mut rma)
        })
        .unwrap_err();
    assert_eq!(codes(refused), ["sales.more_than_left lines.0.quantity"]);
    assert_eq!(w.broken(), Vec::<String>::new());
}

/// A draft takes nothing back yet, and two notes never take back more than the invoice says.
#[test]
fn a_credit_note_counts_once_it_is_posted() {
    let w = trading(CostAt::Delivery);
    let order = w.ordered("2026-01-05", 10, 1).unwrap();
    w.delivered(order, "2026-01-06").unwrap();
    let invoice = w.billed(order, "2026-01-07").unwrap();
    let state = |w: &World| -> InvoiceState { w.read(&we(), move |r| Ok(r.get(invoice)?.state)).unwrap() };
    let back = || Reversal { posted_on: day("2026-01-08"), reason: "Some are missing".into() };
    let asked = back();
    let made = w.write(&we(), move |tx| perform_with(tx, invoice, "reverse", &asked)).unwrap();
    let note: Id<CustomerInvoice> = Id::from_raw(made[0].1);
    assert_eq!(state(&w), InvoiceState::Posted, "a draft takes nothing back");
    let asked = back();
    let refused = w.write(&we(), move |tx| perform_with(tx, invoice, "reverse", &asked)).unwrap_err();
    assert_eq!(codes(refused), ["sales.credit_note_waits_already "]);
    // Four bolts only; the hour stays.
    w.write(&we(), move |tx| {
        let mut note = tx.lock(note)?;
        note.lines.remove(1);
        (note.lines[0].quantity, note.lines[0].stock_quantity) = (pieces(4), pieces(4));
        tx.update(&mut note)
    })
    .unwrap();
    post(&w, note).unwrap();
    assert_eq!(state(&w), InvoiceState::Posted, "the rest stays");
    assert_eq!(w.broken(), Vec::<String>::new());
    // The four may be invoiced again, and the rest taken back.
    let asked = back();
    let made = w.write(&we(), move |tx| perform_with(tx, invoice, "reverse", &asked)).unwrap();
    let rest: Id<CustomerInvoice> = Id::from_raw(made[0].1);
    let lines: Vec<Quantity> =
        w.read(&we(), move |r| Ok(r.get(rest)?.lines.iter().map(|l| l.quantity).collect())).unwrap();
    assert_eq!(lines, [pieces(6), pieces(1)]);
    w.write(&we(), move |tx| {
        let mut note = tx.lock(rest)?;
        (note.lines[0].quantity, note.lines[0].stock_quantity) = (pieces(7), pieces(6));
        tx.update(&mut note)
    })
    .unwrap();
    assert_eq!(codes(post(&w, rest).unwrap_err()), ["sales.more_than_invoiced lines.0.quantity"]);
    w.write(&we(), move |tx| {
        let mut note = tx.lock(rest)?;
        note.lines[0].quantity = pieces(6);
        tx.update(&mut note)
    })
    .unwrap();
    post(&w, rest).unwrap();
    assert_eq!(state(&w), InvoiceState::Reversed);
    let asked = back();
    let refused = w.write(&we(), move |tx| perform_with(tx, invoice, "reverse", &asked)).unwrap_err();
    assert_eq!(codes(refused), ["store.wrong_state "]);
    assert_eq!(w.broken(), Vec::<String>::new());
}

/// Goods turn out dearer after they were invoiced: the difference is cost of sales, not waiting for an invoice that was written.
#[test]
fn a_correction_after_the_invoice_is_cost_of_sales_at_once() {
    let w = trading(CostAt::Invoice);
    let days_ago = |n: i64| w.read(&we(), move |r| Ok(r.today().add_days(-n)?.to_string())).unwrap();
    w.moved(Purpose::Receipt, &days_ago(20), 100, Some("10")).unwrap();
    let order = w.ordered(&days_ago(18), 10, 0).unwrap();
    w.delivered(order, &days_ago(17)).unwrap();
    let billed_on = day(&days_ago(16));
    let half = w.write(&we(), move |tx| {
        let made = perform_with(tx, order, "bill", &sales::Bill { posted_on: Some(billed_on) })?;
        let id: Id<CustomerInvoice> = Id::from_raw(made[0].1);
        let mut draft = tx.lock(id)?;
        (draft.lines[0].quantity, draft.lines[0].stock_quantity) = (pieces(5), pieces(5));
        tx.update(&mut draft)?;
        perform(tx, id, "post")
    });
    half.unwrap();
    // A receipt before the delivery, entered late, makes its 10 bolts dearer: 200 at 10 and 200 at 12 are 11 each.
    w.moved(Purpose::Receipt, &days_ago(19), 200, Some("12")).unwrap();
    let ledger = w.ledger();
    assert!(ledger.contains(&"cost of goods sold 55.00".to_owned()), "{ledger:?}");
    assert!(ledger.iter().any(|l| l.ends_with(" 55.00") && l.starts_with("delivered")), "{ledger:?}");
    assert_eq!(w.broken(), Vec::<String>::new());
    w.billed(order, &days_ago(10)).unwrap();
    assert!(w.ledger().contains(&"cost of goods sold 110.00".to_owned()), "{:?}", w.ledger());
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn a_delivery_of_which_something_came_back_is_not_taken_back() {
    let w = trading(CostAt::Delivery);
    let order = w.ordered("2026-01-05", 10, 0).unwrap();
    let first = w
        .write(&we(), move |tx| {
            let made = perform_with(tx, order, "deliver", &sales::Deliver { posted_on: Some(day("2026-01-06")) })?;
            let id: Id<Delivery> = Id::from_raw(made[0].1);
            let mut delivery = tx.lock(id)?;
            delivery.lines[0].quantity = pieces(5);
            tx.update(&mut delivery)?;
            perform(tx, id, "post")?;
            Ok(id)
        })
        .unwrap();
    w.delivered(order, "2026-01-07").unwrap();
    let id = authorised(&w, first, 3);
    let back = || Reversal { posted_on: day("2026-01-09"), reason: "Wrong customer".into() };
    // While it is only expected, the delivery may still be a mistake; then there is nothing to expect either.
    received(&w, id, "2026-01-08");
    let refused = w.write(&we(), move |tx| perform_with(tx, first, "reverse", &back())).unwrap_err();
    assert_eq!(codes(refused), ["sales.delivery_came_back "]);
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn what_comes_back_of_an_order_that_is_being_changed_weighs_nothing_until_it_is_confirmed_again() {
    let w = trading(CostAt::Delivery);
    let order = w.ordered("2026-01-05", 10, 2).unwrap();
    let delivery = w.delivered(order, "2026-01-06").unwrap();
    let id = authorised(&w, delivery, 4);
    w.write(&we(), move |tx| {
        perform_with(tx, order, "amend", &sales::Reason { reason: entity::Text::new("Two hours more") })
    })
    .unwrap();
    received(&w, id, "2026-01-08");
    assert_eq!(w.broken(), Vec::<String>::new());
    settled(&w, id, "2026-01-09", Disposition::BackToCustomer, Settlement::Nothing);
    assert_eq!(w.broken(), Vec::<String>::new());
    w.write(&we(), move |tx| perform(tx, order, "confirm")).unwrap();
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn of_one_return_some_goes_back_to_the_customer_and_some_is_replaced() {
    let w = trading(CostAt::Delivery);
    let (company, customer, bolt) = (w.company, w.customer, w.bolt);
    let order = w
        .write(&we(), move |tx| {
            let lines = vec![sales::OrderLine::of(bolt, pieces(6)), sales::OrderLine::of(bolt, pieces(4))];
            let id = tx.insert(&mut Order::new(company, customer, day("2026-01-05"), lines))?;
            perform(tx, id, "confirm")?;
            Ok(id)
        })
        .unwrap();
    let delivery = w.delivered(order, "2026-01-06").unwrap();
    let id = authorised(&w, delivery, 6);
    received(&w, id, "2026-01-08");
    w.write(&we(), move |tx| {
        let mut rma = tx.lock(id)?;
        (rma.lines[0].disposition, rma.lines[0].settlement) = (Disposition::BackToCustomer, Settlement::Nothing);
        (rma.lines[1].disposition, rma.lines[1].settlement) = (Disposition::Scrap, Settlement::Replacement);
        tx.update(&mut rma)?;
        Ok(())
    })
    .unwrap();
    w.write(&we(), move |tx| perform_with(tx, id, "settle", &on("2026-01-09"))).unwrap();
    let replacement: Order = w.read(&we(), move |r| r.get(r.get(id)?.replacement.unwrap())).unwrap();
    assert_eq!((replacement.state, replacement.total), (sales::OrderState::Confirmed, Money::ZERO));
    assert_eq!(stock_of(&w), [("unrestricted".to_owned(), pieces(90))]);
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn a_line_that_was_delivered_by_mistake_and_is_ordered_no_more_leaves_no_cost_waiting() {
    let w = trading(CostAt::Invoice);
    w.write(&we(), |tx| {
        let all: Vec<accounting::Books> = tx.select("1 = 1", &[])?;
        let mut books = tx.lock(Id::<accounting::Books>::from_raw(all[0].head.id))?;
        books.backdate_days = 360;
        tx.update(&mut books)
    })
    .unwrap();
    let order = w.ordered("2026-01-05", 10, 2).unwrap();
    let delivery = w.delivered(order, "2026-01-06").unwrap();
    // Dearer goods that had come before were written down only now: the ten cost 15 each.
    w.moved(Purpose::Receipt, "2026-01-04", 100, Some("20")).unwrap();
    let back = Reversal { posted_on: day("2026-01-09"), reason: "Wrong customer".into() };
    w.write(&we(), move |tx| perform_with(tx, delivery, "reverse", &back)).unwrap();
    w.write(&we(), move |tx| {
        perform_with(tx, order, "amend", &sales::Reason { reason: entity::Text::new("No bolts") })?;
        let mut order_now = tx.lock(order)?;
        order_now.lines.retain(|l| !l.goods);
        tx.update(&mut order_now)?;
        perform(tx, order, "confirm")
    })
    .unwrap();
    assert_eq!(w.broken(), Vec::<String>::new());
}
