//! While somebody types, each line says when it can be there and what it earns; afterwards the day follows what is on its way.

use crate::fixture::{World, perform, pieces, price, we, world};
use accounting::charts::Chart;
use accounting::{Costing, Source};
use base::{Date, Id, Money, Percent};
use sales::{Order, OrderLine, PriceFrom, Quotation, QuotationLine, promise};
use stock::Purpose;
use stock::promising::{Expected, expect};

fn trading() -> World {
    let w = world(Chart::General, Costing::MovingAverage);
    w.moved(Purpose::Opening, "2026-01-02", 100, Some("10")).unwrap();
    w
}

fn today(w: &World) -> Date {
    w.read(&we(), |r| Ok(r.today())).unwrap()
}

fn percent(text: &str) -> Option<Percent> {
    Some(Percent::parse(text).unwrap())
}

/// So many bolts come in so many days, by an order to a supplier.
fn comes(w: &World, order: i64, days: i64, n: i64) -> Date {
    let (company, warehouse, item) = (w.company, w.warehouse, w.bolt);
    let on = today(w).add_days(days).unwrap();
    w.write(&we(), move |tx| {
        let line = Expected { line: order, item, warehouse, on: Some(on), quantity: pieces(n) };
        expect(tx, company, Source { kind: 201, record: order }, &[line])
    })
    .unwrap();
    on
}

/// A draft of these lines, as the live form would show it: nothing is stored.
fn draft(w: &World, lines: Vec<OrderLine>) -> (Order, u64) {
    let on = today(w);
    let order = Order::new(w.company, w.customer, on, lines);
    w.read(&we(), move |read| {
        let mut record = entity::Described::to_record(&order);
        let begun = read.statements();
        let refusals = read.draft("sales.order", &mut record, &entity::Fields::none())?;
        assert!(refusals.is_empty(), "{refusals:?}");
        let order = entity::Described::from_record(&record).unwrap();
        Ok((order, read.statements() - begun))
    })
    .unwrap()
}

fn bolts(w: &World, n: i64) -> OrderLine {
    OrderLine::of(w.bolt, pieces(n))
}

#[test]
fn a_line_says_when_it_can_be_there_and_what_it_earns() {
    let w = trading();
    let now = today(&w);
    let (order, _) = draft(&w, vec![bolts(&w, 60), bolts(&w, 60), OrderLine::of(w.hours, pieces(2))]);
    let days: Vec<Option<Date>> = order.lines.iter().map(|l| l.forecast).collect();
    // The second line cannot have what the first one took, and nothing is known to come.
    assert_eq!(days, [Some(now), None, Some(now)]);
    let on = comes(&w, 1, 7, 30);
    let (order, _) = draft(&w, vec![bolts(&w, 60), bolts(&w, 60).at(price("20"))]);
    assert_eq!(order.lines[1].forecast, Some(on));
    assert_eq!((order.lines[0].price_from, order.lines[1].price_from), (PriceFrom::ListPrice, PriceFrom::Hand));
    // Bought at 10, sold at 25 and at 20.
    assert_eq!((order.lines[0].margin, order.lines[1].margin), (percent("60"), percent("50")));
    assert_eq!((order.cost, order.lines[0].cost), (Some(Money::from_minor(120_000)), Some(Money::from_minor(60_000))));
    assert_eq!(order.margin, percent("55.5556"));
    // The trace does not tell what the goods cost.
    let trace = order.lines[0].price_trace.as_ref().unwrap().to_string();
    assert!(trace.contains("\"cost\":null"), "{trace}");
}

#[test]
fn the_margin_is_of_what_the_goods_cost_by_now() {
    let w = trading();
    w.moved(Purpose::Receipt, "2026-01-03", 100, Some("14")).unwrap();
    let (order, _) = draft(&w, vec![bolts(&w, 1)]);
    // 100 at 10 and 100 at 14 are 12 each.
    assert_eq!((order.lines[0].cost, order.margin), (Some(Money::from_minor(1_200)), percent("52")));
    // What is sold out still has its last cost; what was never bought, the one it is reckoned to have.
    w.moved(Purpose::Scrap, "2026-01-04", 200, None).unwrap();
    let (order, _) = draft(&w, vec![bolts(&w, 1)]);
    assert_eq!(order.lines[0].cost, Some(Money::from_minor(1_200)));
}

#[test]
fn an_offer_promises_like_an_order_and_counts_its_options_once_they_are_taken() {
    let w = trading();
    let (company, customer, bolt, now) = (w.company, w.customer, w.bolt, today(&w));
    let lines = vec![
        QuotationLine::section("Bolts"),
        QuotationLine::of(bolt, pieces(10)),
        QuotationLine::of(bolt, pieces(10)).at(price("20")).option(),
    ];
    let id = w.write(&we(), move |tx| tx.insert(&mut Quotation::new(company, customer, now, lines.clone()))).unwrap();
    let offer: Quotation = w.read(&we(), move |r| r.get(id)).unwrap();
    assert_eq!((offer.lines[1].forecast, offer.lines[2].margin), (Some(now), percent("50")));
    assert_eq!((offer.cost, offer.margin), (Some(Money::from_minor(10_000)), percent("60")));
}

#[test]
fn many_lines_take_no_more_statements_than_one() {
    let w = trading();
    // Once for what is kept in memory.
    draft(&w, vec![bolts(&w, 1)]);
    let (_, one) = draft(&w, vec![bolts(&w, 1)]);
    let (_, many) = draft(&w, (0..20).map(|_| bolts(&w, 1)).collect());
    assert_eq!(one, many);
    println!("a draft takes {many} statements");
}

#[test]
fn the_day_of_a_confirmed_line_follows_what_is_on_its_way() {
    let w = trading();
    let first_comes = comes(&w, 1, 10, 50);
    let (company, customer, bolt, now) = (w.company, w.customer, w.bolt, today(&w));
    let ordered = |n: i64, wanted: i64| -> Order {
        let id = w
            .write(&we(), move |tx| {
                let mut order = Order::new(company, customer, now, vec![OrderLine::of(bolt, pieces(n))]);
                order.requested = now.add_days(wanted)?;
                let id = tx.insert(&mut order)?;
                perform(tx, id, "confirm")?;
                Ok(id)
            })
            .unwrap();
        w.read(&we(), move |r| r.get(id)).unwrap()
    };
    let (early, late) = (ordered(120, 0), ordered(20, 5));
    // 100 are held for the first, which waits for 20 of the 50 that come; the second can have 20 of the rest.
    assert_eq!((early.lines[0].confirmed, early.lines[0].forecast), (Some(first_comes), Some(first_comes)));
    assert_eq!(late.lines[0].forecast, Some(first_comes));
}

#[test]
fn receipts_go_to_whoever_wants_them_first() {
    let w = trading();
    let (company, customer, bolt, now) = (w.company, w.customer, w.bolt, today(&w));
    let order = |n: i64, wanted: i64| -> Id<Order> {
        w.write(&we(), move |tx| {
            let mut order = Order::new(company, customer, now, vec![OrderLine::of(bolt, pieces(n))]);
            order.requested = now.add_days(wanted)?;
            let id = tx.insert(&mut order)?;
            perform(tx, id, "confirm")?;
            Ok(id)
        })
        .unwrap()
    };
    let read = |id: Id<Order>| -> Order { w.read(&we(), move |r| r.get(id)).unwrap() };
    let held = order(100, 0);
    let (later, sooner) = (order(10, 20), order(10, 15));
    assert_eq!((read(held).lines[0].forecast, read(sooner).lines[0].forecast), (Some(now), None));
    let first = comes(&w, 1, 30, 10);
    let second = comes(&w, 2, 40, 10);
    let version = read(sooner).head.version;
    assert_eq!(w.write(&we(), |tx| promise::refresh(tx, 0)).unwrap(), None);
    assert_eq!((read(sooner).lines[0].forecast, read(later).lines[0].forecast), (Some(first), Some(second)));
    assert!(read(sooner).lines[0].late(), "it was promised for the wanted day");
    // The supplier is earlier now; the orders themselves did not change.
    let sooner_now = comes(&w, 1, 12, 10);
    w.write(&we(), |tx| promise::refresh(tx, 0)).unwrap();
    assert_eq!(read(sooner).lines[0].forecast, Some(sooner_now.max(now.add_days(15).unwrap())));
    assert_eq!(read(sooner).head.version, version);
    let history =
        w.read(&we(), move |r| store::audit::history(r, &r.shape("sales.order")?, sooner.raw(), None, 50)).unwrap();
    assert_eq!(history.len() as i64, version, "what is expected leaves no trace in the history");
    assert_eq!(w.broken(), Vec::<String>::new());
}
