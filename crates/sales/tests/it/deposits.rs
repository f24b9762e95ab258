//! A customer pays ahead: the deposit is invoiced with its tax, and the invoices of the order take it off again, no more and no less.

use crate::fixture::{World, codes, day, perform, perform_with, pieces, price, we, world};
use accounting::Costing;
use accounting::charts::Chart;
use base::{Id, Money, Percent};
use entity::Entity as _;
use sales::{CustomerInvoice, Deposit, Form, InvoiceState, Order, OrderLine, Progress, Purpose, Reversal};
use stock::Purpose as Move;

fn cents(n: i64) -> Money {
    Money::from_minor(n)
}

fn trading() -> World {
    let w = world(Chart::General, Costing::MovingAverage);
    w.moved(Move::Opening, "2026-01-02", 100, Some("10")).unwrap();
    w
}

fn percent(n: i64) -> Deposit {
    Deposit { percent: Some(Percent::from_units(n * 10_000)), amount: None, posted_on: Some(day("2026-01-06")) }
}

fn draft(w: &World, order: Id<Order>, asked: Deposit) -> base::Result<Id<CustomerInvoice>> {
    w.write(&we(), move |tx| Ok(Id::from_raw(perform_with(tx, order, "deposit", &asked)?[0].1)))
}

fn posted(w: &World, id: Id<CustomerInvoice>) -> base::Result<CustomerInvoice> {
    w.write(&we(), move |tx| perform(tx, id, "post"))?;
    w.read(&we(), move |r| r.get(id))
}

fn deposit(w: &World, order: Id<Order>, asked: Deposit) -> base::Result<CustomerInvoice> {
    posted(w, draft(w, order, asked)?)
}

fn credited(w: &World, id: Id<CustomerInvoice>) -> base::Result<CustomerInvoice> {
    let note = w.write(&we(), move |tx| {
        let asked = Reversal { posted_on: day("2026-01-20"), reason: "Called off".into() };
        Ok(Id::<CustomerInvoice>::from_raw(perform_with(tx, id, "reverse", &asked)?[0].1))
    })?;
    posted(w, note)
}

fn order(w: &World, id: Id<Order>) -> Order {
    w.read(&we(), move |r| r.get(id)).unwrap()
}

/// What of the books is about sales: advances, tax, revenue, receivables.
fn books(w: &World) -> Vec<String> {
    let cost =
        |l: &String| l.contains("opening") || l.contains("cost of") || l.contains("inventor") || l.contains("merch");
    w.ledger().into_iter().filter(|l| !cost(l)).collect()
}

fn weight(w: &World) -> Money {
    let (company, customer) = (w.company, w.customer);
    w.read(&we(), move |r| sales::credit::look(r, company, customer)).unwrap().orders
}

#[test]
fn a_deposit_is_owed_with_its_tax_and_taken_off_by_the_invoices_of_the_order() {
    let w = trading();
    // Ten bolts and two hours: 370.00 and 70.30 of tax.
    let id = w.ordered("2026-01-05", 10, 2).unwrap();
    let ahead = deposit(&w, id, percent(30)).unwrap();
    assert_eq!(
        (ahead.form, ahead.net, ahead.tax, ahead.total),
        (Form::Deposit, cents(11_100), cents(2_109), cents(13_209))
    );
    assert_eq!(books(&w), ["trade receivables 132.09", "advances from customers -111.00", "output tax -21.09"]);
    // The open item weighs what the order does no longer: the customer owes 440.30 either way.
    assert_eq!((order(&w, id).prepaid, weight(&w)), (cents(13_209), cents(44_030 - 13_209)));
    assert_eq!(w.broken(), Vec::<String>::new());
    // Half of the goods and the hours: 245.00 of 370.00 take as much of the deposit.
    w.write(&we(), move |tx| {
        let made = perform_with(tx, id, "deliver", &sales::Deliver { posted_on: Some(day("2026-01-07")) })?;
        let mut delivery: sales::Delivery = tx.lock(Id::from_raw(made[0].1))?;
        delivery.lines[0].quantity = pieces(5);
        tx.update(&mut delivery)?;
        perform(tx, Id::<sales::Delivery>::from_raw(made[0].1), "post").map(|_| ())
    })
    .unwrap();
    let first = w.billed(id, "2026-01-08").unwrap();
    let first = w.read(&we(), move |r| r.get(first)).unwrap();
    let taken: Vec<_> = first.lines.iter().filter(|l| l.purpose == Purpose::Deduction).collect();
    assert_eq!((taken.len(), taken[0].price), (1, price("87.47")));
    assert_eq!(order(&w, id).prepaid, cents(13_209 - 8_747));
    assert_eq!(w.broken(), Vec::<String>::new());
    // The last invoice takes the rest, and nothing stays on the account of deposits.
    w.delivered(id, "2026-01-09").unwrap();
    let last = w.billed(id, "2026-01-10").unwrap();
    let last = w.read(&we(), move |r| r.get(last)).unwrap();
    let sum = [&ahead, &first, &last].map(|i| i.total.minor()).iter().sum::<i64>();
    assert_eq!((sum, order(&w, id).prepaid, order(&w, id).invoiced), (44_030, cents(0), Progress::Fully));
    assert_eq!(books(&w), ["trade receivables 440.30", "output tax -70.30", "sales -370.00"]);
    assert_eq!((weight(&w), w.broken()), (cents(0), Vec::<String>::new()));
}

#[test]
fn no_more_is_taken_off_than_was_invoiced_and_no_more_asked_for_than_the_order_costs() {
    let w = trading();
    let id = w.ordered("2026-01-05", 10, 0).unwrap();
    let both = Deposit { amount: Some(cents(100)), ..percent(30) };
    assert_eq!(codes(draft(&w, id, both).unwrap_err()), ["sales.deposit_percent_or_amount percent"]);
    let amount = |n: i64| Deposit { percent: None, amount: Some(cents(n)), posted_on: Some(day("2026-01-06")) };
    assert_eq!(codes(draft(&w, id, amount(0)).unwrap_err()), ["sales.deposit_of_nothing percent"]);
    // 297.50 is all: 200.00 are asked for, and another 97.51 are a cent too much.
    assert_eq!(deposit(&w, id, amount(20_000)).unwrap().total, cents(20_000));
    assert_eq!(codes(deposit(&w, id, amount(9_751)).unwrap_err()), ["sales.deposit_beyond_order lines"]);
    w.delivered(id, "2026-01-07").unwrap();
    let bill = |w: &World| -> Id<CustomerInvoice> {
        w.write(&we(), move |tx| {
            let bill = sales::Bill { posted_on: Some(day("2026-01-08")) };
            Ok(Id::from_raw(perform_with(tx, id, "bill", &bill)?[0].1))
        })
        .unwrap()
    };
    let (one, two) = (bill(&w), bill(&w));
    // Somebody takes off a cent more than the deposit was.
    let greedy = w.write(&we(), move |tx| {
        let mut draft = tx.lock(one)?;
        draft.lines[1].price = price("200.01");
        tx.update(&mut draft)?;
        perform(tx, one, "post")
    });
    assert_eq!(codes(greedy.unwrap_err()), ["sales.deposit_taken_already lines"]);
    let said = posted(&w, one).unwrap();
    assert_eq!((said.total, order(&w, id).prepaid), (cents(9_750), cents(0)));
    // The second draft knew nothing of the first.
    assert_eq!(codes(posted(&w, two).unwrap_err()), ["sales.more_than_delivered lines"]);
    assert_eq!(w.broken(), Vec::<String>::new());
    // Taken back, what it took off is there again; credited itself, the deposit is gone.
    credited(&w, one).unwrap();
    assert_eq!((order(&w, id).prepaid, w.broken()), (cents(20_000), Vec::<String>::new()));
}

#[test]
fn a_credit_note_of_a_deposit_gives_back_what_no_invoice_took_off() {
    let w = trading();
    let id = w.ordered("2026-01-05", 10, 0).unwrap();
    let ahead = deposit(&w, id, percent(50)).unwrap();
    let refused = w.write(&we(), move |tx| perform_with(tx, id, "cancel", &sales::Reason { reason: "No".into() }));
    assert_eq!(codes(refused.unwrap_err()), ["sales.order_has_followers "]);
    let note = credited(&w, ahead.id()).unwrap();
    assert_eq!((note.total, order(&w, id).prepaid), (ahead.total, cents(0)));
    let now = w.read(&we(), move |r| r.get(ahead.id())).unwrap();
    assert_eq!((now.state, books(&w)), (InvoiceState::Reversed, Vec::new()));
    assert_eq!((weight(&w), w.broken()), (cents(29_750), Vec::<String>::new()));
    // What an invoice took off is not credited besides.
    let again = deposit(&w, id, percent(50)).unwrap();
    w.delivered(id, "2026-01-09").unwrap();
    w.billed(id, "2026-01-10").unwrap();
    assert_eq!(codes(credited(&w, again.id()).unwrap_err()), ["sales.deposit_taken_already lines"]);
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn a_deposit_keeps_its_rates_of_tax_and_of_exchange() {
    let w = trading();
    let (company, customer, bolt) = (w.company, w.customer, w.bolt);
    // Dollars at 0.90, later at 0.95; the tax rises from 19 % to 21 % in between.
    let id = w
        .write(&we(), move |tx| {
            let dollar = platform::Currency::by_code(tx, "USD")?.unwrap();
            let euro = platform::Currency::by_code(tx, "EUR")?.unwrap();
            for (on, rate) in [("2026-01-05", "0.90"), ("2026-01-12", "0.95")] {
                tx.insert(&mut accounting::ExchangeRate {
                    head: entity::Head::default(),
                    base_currency: dollar,
                    currency: euro,
                    kind: accounting::RateKind::Spot,
                    quoted_on: day(on),
                    rate: base::Rate::parse(rate).unwrap(),
                })?;
            }
            let codes: Vec<accounting::TaxCode> = tx.select("code = 'S19'", &[])?;
            let mut code = tx.lock(codes[0].id())?;
            let mut rates = code.rates.to_vec();
            let mut more = rates[0].clone();
            (more.head, more.starts_on, more.rate) =
                (entity::Head::default(), day("2026-01-10"), Percent::parse("21")?);
            rates.push(more);
            code.rates = rates.into();
            tx.update(&mut code)?;
            let lines = vec![OrderLine::of(bolt, pieces(10)).at(price("100"))];
            let order = Order { currency: Some(dollar), ..Order::new(company, customer, day("2026-01-05"), lines) };
            let id = tx.insert(&mut order.clone())?;
            perform(tx, id, "confirm")?;
            Ok(id)
        })
        .unwrap();
    let amount = Deposit { percent: None, amount: Some(cents(35_700)), posted_on: Some(day("2026-01-06")) };
    let ahead = deposit(&w, id, amount).unwrap();
    assert_eq!((ahead.net, ahead.tax), (cents(30_000), cents(5_700)));
    assert_eq!(books(&w), ["trade receivables 321.30", "advances from customers -270.00", "output tax -51.30"]);
    w.delivered(id, "2026-01-12").unwrap();
    let last = w.billed(id, "2026-01-12").unwrap();
    let last = w.read(&we(), move |r| r.get(last)).unwrap();
    // 1,000.00 and 210.00 of tax, less 300.00 and the 57.00 that were paid on them.
    assert_eq!((last.net, last.tax, last.total), (cents(70_000), cents(15_300), cents(85_300)));
    // 300 of revenue are worth what they were when they were paid: 270.00 and 700 at 0.95.
    assert!(books(&w).contains(&"sales -935.00".to_owned()), "{:?}", books(&w));
    assert!(!books(&w).iter().any(|l| l.contains("advances")), "{:?}", books(&w));
    assert_eq!(w.broken(), Vec::<String>::new());
}
