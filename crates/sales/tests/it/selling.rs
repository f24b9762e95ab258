//! An order is promised, delivered and invoiced; stock, credit and books move with it.

use crate::fixture::{World, codes, day, perform, perform_with, pieces, price, we, world};
use accounting::Costing;
use accounting::charts::Chart;
use base::Money;
use sales::{
    CustomerInvoice, Delivery, Hold, Order, OrderLine, OrderState, Partial, Progress, Reason, Release, Reversal,
};
use stock::Purpose;

fn trading() -> World {
    let w = world(Chart::General, Costing::MovingAverage);
    w.moved(Purpose::Opening, "2026-01-02", 100, Some("10")).unwrap();
    w
}

#[test]
fn an_order_is_delivered_in_parts_and_invoiced() {
    let w = trading();
    let order = w.ordered("2026-01-05", 120, 2).unwrap();
    let read = |w: &World| -> Order { w.read(&we(), |r| r.get(order)).unwrap() };
    let first = read(&w);
    assert_eq!((first.net, first.total), (Money::from_minor(312_000), Money::from_minor(371_280)));
    w.delivered(order, "2026-01-06").unwrap();
    assert_eq!((read(&w).delivered, read(&w).invoiced), (Progress::Partially, Progress::Not));
    // Goods at cost of sales at once.
    assert_eq!(w.ledger(), ["opening balances -1000.00", "cost of goods sold 1000.00"]);
    w.billed(order, "2026-01-07").unwrap();
    assert_eq!(
        w.ledger(),
        [
            "trade receivables 3117.80",
            "output tax -497.80",
            "opening balances -1000.00",
            "sales -2620.00",
            "cost of goods sold 1000.00"
        ]
    );
    assert_eq!(w.broken(), Vec::<String>::new());
    // The rest comes in, goes out and is invoiced.
    w.moved(Purpose::Receipt, "2026-01-08", 30, Some("12")).unwrap();
    w.delivered(order, "2026-01-09").unwrap();
    w.billed(order, "2026-01-09").unwrap();
    assert_eq!((read(&w).delivered, read(&w).invoiced), (Progress::Fully, Progress::Fully));
    let refused = w.delivered(order, "2026-01-10").unwrap_err();
    assert!(matches!(refused, base::Error::Forbidden { .. }), "{refused}");
    assert_eq!(w.broken(), Vec::<String>::new());
    let numbers: Vec<CustomerInvoice> = w.read(&we(), |r| r.select("1 = 1 ORDER BY id", &[])).unwrap();
    let numbers: Vec<&str> = numbers.iter().filter_map(|i| i.number.as_deref()).collect();
    assert_eq!(numbers, ["INV-2026-00001", "INV-2026-00002"]);
}

#[test]
fn parts_leave_only_where_the_customer_takes_them() {
    // A hundred bolts for sixty and sixty, and an hour that is not delivered at all.
    let ordered = |w: &World, partial: Partial| -> base::Id<Order> {
        let (bolt, hours, company, customer) = (w.bolt, w.hours, w.company, w.customer);
        w.write(&we(), move |tx| {
            let lines = [(bolt, 60), (bolt, 60), (hours, 1)].map(|(item, n)| OrderLine::of(item, pieces(n)));
            let order = Order { partial, ..Order::new(company, customer, day("2026-01-05"), lines.to_vec()) };
            let id = tx.insert(&mut order.clone())?;
            perform(tx, id, "confirm")?;
            Ok(id)
        })
        .unwrap()
    };
    let left = |w: &World, id: base::Id<Delivery>| -> Vec<String> {
        w.read(&we(), move |read| Ok(read.get(id)?.lines.iter().map(|l| l.quantity.to_string()).collect())).unwrap()
    };
    let (sixty, forty) = ("60".to_owned(), "40".to_owned());

    let w = trading();
    let order = ordered(&w, Partial::Allowed);
    assert_eq!(left(&w, w.delivered(order, "2026-01-06").unwrap()), [sixty.clone(), forty]);

    let w = trading();
    let order = ordered(&w, Partial::WholeLines);
    assert_eq!(left(&w, w.delivered(order, "2026-01-06").unwrap()), std::slice::from_ref(&sixty));
    assert_eq!(codes(w.delivered(order, "2026-01-06").unwrap_err()), ["sales.lines_go_whole "]);
    w.moved(Purpose::Receipt, "2026-01-08", 20, Some("10")).unwrap();
    assert_eq!(left(&w, w.delivered(order, "2026-01-09").unwrap()), std::slice::from_ref(&sixty));

    let w = trading();
    let order = ordered(&w, Partial::AtOnce);
    assert_eq!(codes(w.delivered(order, "2026-01-06").unwrap_err()), ["sales.order_goes_at_once "]);
    w.moved(Purpose::Receipt, "2026-01-08", 20, Some("10")).unwrap();
    // Somebody takes a line out of the draft, or some of one.
    for (line, rest) in [(0, 0), (1, 59)] {
        let refused = w.write(&we(), move |tx| {
            let made = perform_with(tx, order, "deliver", &sales::Deliver { posted_on: Some(day("2026-01-09")) })?;
            let id: base::Id<Delivery> = base::Id::from_raw(made[0].1);
            let mut draft = tx.lock(id)?;
            let mut lines = draft.lines.to_vec();
            match rest {
                0 => drop(lines.remove(line)),
                n => lines[line].quantity = pieces(n),
            }
            draft.lines = lines.into();
            tx.update(&mut draft)?;
            perform(tx, id, "post")
        });
        assert_eq!(codes(refused.unwrap_err()), ["sales.order_goes_at_once lines"]);
    }
    assert_eq!(left(&w, w.delivered(order, "2026-01-09").unwrap()), [sixty.clone(), sixty]);
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn a_customer_owes_no_more_than_we_lend() {
    let w = trading();
    let customer = w.customer;
    w.write(&we(), move |tx| {
        let mut party = tx.lock(customer)?;
        party.currency = platform::Currency::by_code(tx, "EUR")?;
        party.credit_limit = Some(Money::from_minor(500_000));
        tx.update(&mut party)
    })
    .unwrap();
    // 100 bolts are 2,975.00 with tax: the first is within, the second beyond.
    let first = w.ordered("2026-01-05", 100, 0).unwrap();
    let second = w.ordered("2026-01-05", 100, 0).unwrap();
    let read = |id| -> Order { w.read(&we(), move |r| r.get(id)).unwrap() };
    assert_eq!((read(first).hold, read(second).hold), (Hold::Without, Hold::Credit));
    let (would_owe, lent) = (Money::from_minor(595_000), Money::from_minor(500_000));
    assert_eq!((read(second).held_exposure, read(second).held_limit), (Some(would_owe), Some(lent)));
    let refused = w.delivered(second, "2026-01-06").unwrap_err();
    assert_eq!(codes(refused), ["sales.order_on_hold "]);
    // Delivered and invoiced it is still the same debt, in another place.
    w.delivered(first, "2026-01-06").unwrap();
    w.billed(first, "2026-01-07").unwrap();
    assert_eq!(w.broken(), Vec::<String>::new());
    let word = Release { reason: "Paid by cheque".into(), until: None };
    w.write(&we(), move |tx| perform_with(tx, second, "let_through", &word)).unwrap();
    assert_eq!((read(second).hold, read(second).state), (Hold::Without, OrderState::Confirmed));
    let reason = Reason { reason: "Not wanted".into() };
    w.write(&we(), move |tx| perform_with(tx, second, "cancel", &reason)).unwrap();
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn the_tax_that_a_shop_states_is_charged_part_by_part() {
    let w = trading();
    let (company, customer) = (w.company, w.customer);
    let lines = vec![OrderLine::of(w.bolt, pieces(120)), OrderLine::of(w.hours, pieces(2))];
    let order = w
        .write(&we(), move |tx| {
            let draft = Order::new(company, customer, day("2026-01-05"), lines.clone());
            let id = tx.insert(&mut Order { stated_tax: Some(Money::from_minor(50_000)), ..draft })?;
            perform(tx, id, "confirm")?;
            Ok(id)
        })
        .unwrap();
    let read: Order = w.read(&we(), |r| r.get(order)).unwrap();
    // We would have reckoned 592.80.
    assert_eq!((read.tax, read.total), (Money::from_minor(50_000), Money::from_minor(362_000)));
    w.delivered(order, "2026-01-06").unwrap();
    let first = w.billed(order, "2026-01-07").unwrap();
    w.moved(Purpose::Receipt, "2026-01-08", 30, Some("12")).unwrap();
    w.delivered(order, "2026-01-09").unwrap();
    w.billed(order, "2026-01-09").unwrap();
    let taxes = |w: &World| -> Vec<i64> {
        let all: Vec<CustomerInvoice> = w.read(&we(), |r| r.select("1 = 1 ORDER BY id", &[])).unwrap();
        all.iter().map(|i| i.tax.minor()).collect()
    };
    // 2,620 of 3,120 first, then the rest.
    assert_eq!(taxes(&w), [41_987, 8_013]);
    assert!(w.ledger().contains(&"output tax -500.00".to_owned()), "{:?}", w.ledger());
    assert_eq!(w.broken(), Vec::<String>::new());
    let asked = Reversal { posted_on: day("2026-01-10"), reason: "Wrong customer".into() };
    w.write(&we(), move |tx| {
        let made = perform_with(tx, first, "reverse", &asked)?;
        perform(tx, base::Id::<CustomerInvoice>::from_raw(made[0].1), "post")
    })
    .unwrap();
    assert!(w.ledger().contains(&"output tax -80.13".to_owned()), "{:?}", w.ledger());
    assert_eq!(w.broken(), Vec::<String>::new());
    let refused = w.write(&we(), move |tx| {
        let mut note = CustomerInvoice::new(company, customer, day("2026-01-11"));
        note.stated_tax = Some(Money::from_minor(100));
        tx.insert(&mut note)
    });
    assert_eq!(codes(refused.unwrap_err()), ["accounting.stated_tax_without_code stated_tax"]);
}

#[test]
fn what_is_posted_is_taken_back_by_its_mirror() {
    let w = trading();
    let order = w.ordered("2026-01-05", 10, 0).unwrap();
    let delivery = w.delivered(order, "2026-01-06").unwrap();
    let invoice = w.billed(order, "2026-01-07").unwrap();
    // The delivery is invoiced: first the invoice.
    let back = || Reversal { posted_on: day("2026-01-08"), reason: "Wrong customer".into() };
    let asked = back();
    let refused = w.write(&we(), move |tx| perform_with(tx, delivery, "reverse", &asked)).unwrap_err();
    assert_eq!(codes(refused), ["sales.delivery_invoiced "]);
    let asked = back();
    w.write(&we(), move |tx| {
        let made = perform_with(tx, invoice, "reverse", &asked)?;
        perform(tx, base::Id::<CustomerInvoice>::from_raw(made[0].1), "post")
    })
    .unwrap();
    let asked = back();
    w.write(&we(), move |tx| perform_with(tx, delivery, "reverse", &asked)).unwrap();
    assert_eq!(w.ledger(), ["inventory 1000.00", "opening balances -1000.00"]);
    assert_eq!(w.broken(), Vec::<String>::new());
    // Nobody changes what is posted.
    let order: Order = w.read(&we(), |r| r.get(order)).unwrap();
    assert_eq!((order.delivered, order.invoiced), (Progress::Not, Progress::Not));
}

/// Found by the simulator: what came back to a closed order was promised again.
#[test]
fn what_comes_back_to_a_closed_order_is_promised_to_nobody() {
    let w = trading();
    let order = w.ordered("2026-01-05", 10, 2).unwrap();
    let delivery = w.delivered(order, "2026-01-06").unwrap();
    w.write(&we(), move |tx| perform(tx, order, "close")).unwrap();
    assert_eq!(w.broken(), Vec::<String>::new());
    let asked = Reversal { posted_on: day("2026-01-07"), reason: "Never arrived".into() };
    w.write(&we(), move |tx| perform_with(tx, delivery, "reverse", &asked)).unwrap();
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn services_alone_have_nothing_to_deliver() {
    let w = trading();
    let order = w.ordered("2026-01-05", 0, 3).unwrap();
    let read = || -> Order { w.read(&we(), move |r| r.get(order)).unwrap() };
    assert_eq!((read().delivered, read().invoiced), (Progress::Fully, Progress::Not));
    w.billed(order, "2026-01-06").unwrap();
    assert_eq!((read().delivered, read().invoiced), (Progress::Fully, Progress::Fully));
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn bad_orders_are_refused_by_name() {
    let w = trading();
    let (company, customer, bolt) = (w.company, w.customer, w.bolt);
    let empty = Order::new(company, customer, day("2026-01-05"), Vec::new());
    let refused = w.write(&we(), move |tx| {
        let id = tx.insert(&mut empty.clone())?;
        perform(tx, id, "confirm")
    });
    assert_eq!(codes(refused.unwrap_err()), ["sales.order_without_lines lines"]);
    let line = OrderLine::of(bolt, pieces(-1)).at(price("-2"));
    let wrong = Order::new(company, customer, day("2026-01-05"), vec![line]);
    let refused = w.write(&we(), move |tx| tx.insert(&mut wrong.clone()));
    assert_eq!(
        codes(refused.unwrap_err()),
        ["sales.quantity_not_positive lines.0.quantity", "sales.price_negative lines.0.price"]
    );
}

/// One step: what it does, and the id of what it made.
type Step = Box<dyn Fn(&mut store::Tx) -> base::Result<i64> + Send>;

#[test]
fn an_order_to_cash_takes_few_statements() {
    let w = trading();
    let (company, customer, bolt, hours) = (w.company, w.customer, w.bolt, w.hours);
    w.ordered("2026-01-05", 1, 0).unwrap();
    let counted = |what: &str, run: Step| -> (i64, u64) {
        let (id, n) = w
            .write(&we(), move |tx| {
                let begun = tx.statements();
                let id = run(tx)?;
                Ok((id, tx.statements() - begun))
            })
            .unwrap();
        println!("{what}: {n} statements");
        (id, n)
    };
    let (order, a) = counted(
        "order",
        Box::new(move |tx| {
            let lines = (0..10).map(|n| OrderLine::of(if n == 9 { hours } else { bolt }, pieces(2)));
            let mut order = Order::new(company, customer, day("2026-01-05"), lines.collect());
            tx.insert(&mut order).map(|id| id.raw())
        }),
    );
    let order: base::Id<Order> = base::Id::from_raw(order);
    let (_, b) = counted("confirm", Box::new(move |tx| perform(tx, order, "confirm").map(|_| 0)));
    let asked = || sales::Deliver { posted_on: Some(day("2026-01-06")) };
    let (delivery, c) = counted("delivery", Box::new(move |tx| Ok(perform_with(tx, order, "deliver", &asked())?[0].1)));
    let delivery: base::Id<Delivery> = base::Id::from_raw(delivery);
    let (_, d) = counted("goods leave", Box::new(move |tx| perform(tx, delivery, "post").map(|_| 0)));
    let asked = || sales::Bill { posted_on: Some(day("2026-01-07")) };
    let (invoice, e) = counted("invoice", Box::new(move |tx| Ok(perform_with(tx, order, "bill", &asked())?[0].1)));
    let invoice: base::Id<CustomerInvoice> = base::Id::from_raw(invoice);
    let (_, f) = counted("invoice posted", Box::new(move |tx| perform(tx, invoice, "post").map(|_| 0)));
    println!("in all {}", a + b + c + d + e + f);
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn the_top_customers_are_those_of_the_books() {
    let w = trading();
    let order = w.ordered("2026-01-05", 20, 2).unwrap();
    w.delivered(order, "2026-01-06").unwrap();
    w.billed(order, "2026-01-07").unwrap();
    let books = w.ledger();
    assert!(
        books.contains(&"sales -620.00".to_owned()) && books.contains(&"cost of goods sold 200.00".to_owned()),
        "{books:?}"
    );
    let report = w.set.registry().report("sales.top_customers").expect("it is there");
    let run = |from: &str, until: &str| {
        let mut record = entity::Record::blank(report.parameters);
        record.values[1] = day(from).into();
        record.values[2] = day(until).into();
        w.read(&we(), |read| (report.run)(read, &record)).unwrap()
    };
    let sheet = run("2026-01-01", "2026-01-31");
    let figures = |line: &store::report::Line| line.cells[1..].iter().map(|c| c.value.int()).collect::<Vec<_>>();
    // One invoice of 620.00, all there is, of which 200.00 were goods: 420.00 and 67.7419 % are left.
    let wanted = vec![Some(1), Some(62_000), Some(1_000_000), Some(20_000), Some(42_000), Some(677_419)];
    assert_eq!(sheet.rows.iter().map(figures).collect::<Vec<_>>(), [wanted.clone(), wanted]);
    assert_eq!(sheet.rows[0].cells[0].names, Some(("parties.party", w.customer.raw())));
    // Work has revenue of its own: two invoices on two accounts are two invoices.
    let (company, hours) = (w.company, w.hours);
    w.write(&we(), move |tx| {
        let mut group = catalog::ItemGroup {
            head: entity::Head::default(),
            code: "WORK".into(),
            name: "Work".into(),
            parent: None,
        };
        let group = tx.insert(&mut group)?;
        let mut item = tx.lock(hours)?;
        item.item_group = Some(group);
        tx.update(&mut item)?;
        let mut account: accounting::Account =
            tx.get(accounting::account(tx, company, accounting::Role::Revenue, None)?)?;
        (account.head, account.code, account.name) = (entity::Head::default(), "4099".into(), "Services".into());
        let account = tx.insert(&mut account)?;
        let known: Vec<accounting::AccountRole> = tx.select("role = 'revenue' LIMIT 1", &[])?;
        let mut role = known[0].clone();
        (role.head, role.item_group, role.account) = (entity::Head::default(), Some(group), account);
        tx.insert(&mut role).map(|_| ())
    })
    .unwrap();
    w.billed(w.ordered("2026-01-08", 0, 1).unwrap(), "2026-01-08").unwrap();
    assert!(w.ledger().contains(&"services -60.00".to_owned()), "{:?}", w.ledger());
    let wanted = vec![Some(2), Some(68_000), Some(1_000_000), Some(20_000), Some(48_000), Some(705_882)];
    assert_eq!(figures(&run("2026-01-01", "2026-01-31").rows[0]), wanted);
    assert!(run("2026-02-01", "2026-02-28").rows.is_empty(), "nothing in a month without invoices");
}

/// A shop's list says what is paid: the tax is taken out of it, on the order, the invoice and what is credited of it.
#[test]
fn a_discount_of_a_list_with_tax_inside_is_of_what_is_paid() {
    let w = world(Chart::General, Costing::MovingAverage);
    let (company, customer, bolt) = (w.company, w.customer, w.bolt);
    w.write(&we(), move |tx| {
        let euro = platform::Currency::by_code(tx, "EUR")?.unwrap();
        let discount = catalog::PriceRule::discount(base::Percent::parse("10")?);
        let rule = catalog::PriceRule { item: Some(bolt), round_to: Some(price("0.05")), ..discount };
        let shelf = catalog::PriceList::new("SHELF", "Shelf", euro);
        tx.insert(&mut catalog::PriceList { tax_inside: true, rules: vec![rule].into(), ..shelf }).map(|_| ())
    })
    .unwrap();
    let id = w
        .write(&we(), move |tx| {
            tx.insert(&mut Order::new(company, customer, day("2026-01-05"), vec![OrderLine::of(bolt, pieces(3))]))
        })
        .unwrap();
    let order: Order = w.read(&we(), move |read| read.get(id)).unwrap();
    // 25.00 and 19 % are 29.75; a tenth less is 26.775, to five cents 26.80: what each costs with its tax.
    assert_eq!((order.lines[0].price, order.lines[0].tax_inside), (Some(price("26.80")), true));
    assert_eq!(order.total, Money::from_minor(8_040));
}

#[test]
fn a_list_with_tax_inside_says_what_is_paid() {
    let w = world(Chart::General, Costing::MovingAverage);
    w.moved(Purpose::Opening, "2026-01-02", 10, Some("5")).unwrap();
    let (company, customer, bolt, hours) = (w.company, w.customer, w.bolt, w.hours);
    w.write(&we(), move |tx| {
        let euro = platform::Currency::by_code(tx, "EUR")?.unwrap();
        let rules = vec![catalog::PriceRule::fixed(bolt, price("9.99"))].into();
        let shelf = catalog::PriceList::new("SHELF", "Shelf", euro);
        tx.insert(&mut catalog::PriceList { tax_inside: true, rules, ..shelf }).map(|_| ())
    })
    .unwrap();
    // Three bolts at 9.99 are 29.97 to pay; an hour stays at its list price, and its tax comes on top.
    let id = w
        .write(&we(), move |tx| {
            let lines = vec![OrderLine::of(bolt, pieces(3)), OrderLine::of(hours, pieces(1))];
            let id = tx.insert(&mut Order::new(company, customer, day("2026-01-05"), lines))?;
            perform(tx, id, "confirm")?;
            Ok(id)
        })
        .unwrap();
    let order: Order = w.read(&we(), move |read| read.get(id)).unwrap();
    let cents = Money::from_minor;
    let inside: Vec<bool> = order.lines.iter().map(|l| l.tax_inside).collect();
    assert_eq!((inside, order.lines[0].net), (vec![true, false], cents(2_518)));
    // 60.00 and 11.40 for the hour; of the 29.97 an even 4.79 is tax.
    assert_eq!((order.net, order.tax, order.total), (cents(8_518), cents(1_619), cents(10_137)));
    w.delivered(id, "2026-01-06").unwrap();
    let invoice = w.billed(id, "2026-01-07").unwrap();
    let posted: CustomerInvoice = w.read(&we(), move |read| read.get(invoice)).unwrap();
    assert_eq!((posted.net, posted.tax, posted.total), (order.net, order.tax, order.total));
    assert!(posted.lines[0].tax_inside && posted.lines[0].price == price("9.99"));
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn what_is_taxed_after_its_return_was_filed_counts_in_the_next_one() {
    let w = world(Chart::General, Costing::MovingAverage);
    let tax_of = |name: &'static str, verb: &'static str| {
        w.write(&we(), move |tx| {
            let found: Vec<accounting::Period> = tx.select("name = $1", &[name.into()])?;
            let which = accounting::Which { part: Some(accounting::Part::Tax) };
            perform_with(tx, base::Id::<accounting::Period>::from_raw(found[0].head.id), verb, &which)
        })
        .unwrap();
    };
    // An hour, invoiced on a day for another: what the invoice says, and the day by which its entry is reported.
    let invoiced = |posted: &str, taxed: &str| -> (Option<base::Date>, base::Date) {
        let order = w.ordered("2026-01-05", 0, 1).unwrap();
        let (posted_on, taxed_on) = (Some(day(posted)), Some(day(taxed)));
        let id: base::Id<CustomerInvoice> = w
            .write(&we(), move |tx| {
                let made = perform_with(tx, order, "bill", &sales::Bill { posted_on })?;
                let id = base::Id::from_raw(made[0].1);
                let mut draft: CustomerInvoice = tx.lock(id)?;
                draft.taxed_on = taxed_on;
                tx.update(&mut draft)?;
                perform(tx, id, "post")?;
                Ok(id)
            })
            .unwrap();
        w.read(&we(), move |read| {
            let invoice = read.get(id)?;
            Ok((invoice.taxed_on, read.get(invoice.entry.unwrap())?.taxed_on))
        })
        .unwrap()
    };
    assert_eq!(invoiced("2026-02-02", "2026-01-31"), (Some(day("2026-01-31")), day("2026-01-31")));
    tax_of("2026-01", "close_softly");
    assert_eq!(invoiced("2026-02-02", "2026-01-31"), (Some(day("2026-01-31")), day("2026-02-01")));
    assert_eq!(invoiced("2026-01-20", "2026-01-20").1, day("2026-02-01"), "also where the rest of its month is open");
    assert_eq!(invoiced("2026-02-02", "2026-02-02").1, day("2026-02-02"));
    tax_of("2026-02", "close_for_good");
    assert_eq!(invoiced("2026-02-03", "2026-01-30").1, day("2026-03-01"));
    // Opened again, the return is a corrected one.
    tax_of("2026-01", "open");
    assert_eq!(invoiced("2026-02-03", "2026-01-30").1, day("2026-01-30"));
    for month in ["01", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12"] {
        tax_of(Box::leak(format!("2026-{month}").into_boxed_str()), "close_softly");
    }
    let order = w.ordered("2026-01-05", 0, 1).unwrap();
    assert_eq!(codes(w.billed(order, "2026-02-03").unwrap_err()), ["accounting.returns_closed posted_on"]);
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn an_order_tells_how_far_it_has_come_from_the_documents_that_took_it_there() {
    use sales::Progress::{Fully, Not, Partially};
    let w = world(Chart::General, Costing::MovingAverage);
    w.moved(Purpose::Receipt, "2026-01-05", 6, Some("10")).unwrap();
    let order = w.ordered("2026-01-10", 10, 0).unwrap();
    let way = |w: &World| {
        let asked = move |read: &store::Read| {
            let (shape, record) = (read.shape("sales.order")?, read.find("sales.order", order.raw())?);
            let before = read.statements();
            let ways = sales::overview::way::of(read, &shape, &[record.expect("the order")])?;
            assert_eq!(read.statements() - before, 1, "one question for all that are shown");
            Ok(ways[&order.raw()].steps())
        };
        w.read(&we(), asked).unwrap()
    };
    assert_eq!(way(&w), [Fully, Not, Not, Not, Not]);
    let delivery = w
        .write(&we(), move |tx| {
            perform_with(tx, order, "deliver", &sales::Deliver { posted_on: Some(day("2026-01-11")) })
        })
        .unwrap()[0]
        .1;
    assert_eq!(way(&w), [Fully, Partially, Not, Not, Not], "six are taken from the shelf and wait to leave");
    w.write(&we(), move |tx| perform(tx, base::Id::<Delivery>::from_raw(delivery), "post")).unwrap();
    assert_eq!(way(&w), [Fully, Partially, Partially, Not, Not]);
    w.billed(order, "2026-01-12").unwrap();
    assert_eq!(way(&w), [Fully, Partially, Partially, Partially, Not]);
    w.moved(Purpose::Receipt, "2026-01-13", 4, Some("10")).unwrap();
    w.delivered(order, "2026-01-14").unwrap();
    let second = w.billed(order, "2026-01-15").unwrap();
    assert_eq!(way(&w), [Fully, Fully, Fully, Fully, Not]);
    // Whoever pays: the open items of one invoice are settled, then those of the other.
    let settle = |w: &World, which: &'static str| {
        let sql = format!(
            "UPDATE accounting_open_item SET open = 0, settled = 1 WHERE entry IN \
             (SELECT entry FROM sales_customer_invoice WHERE id {which} $1)"
        );
        w.write(&we(), move |tx| tx.execute(&sql, &[second.into()])).unwrap();
    };
    settle(&w, "<>");
    assert_eq!(way(&w), [Fully, Fully, Fully, Fully, Partially]);
    settle(&w, "=");
    assert_eq!(way(&w), [Fully, Fully, Fully, Fully, Fully]);
}
