//! A line of an order in several quantities, each on its day.

use crate::fixture::{World, codes, perform, perform_with, pieces, we, world};
use accounting::Costing;
use accounting::charts::Chart;
use base::{Date, Id, Money, Quantity};
use entity::Entity as _;
use sales::{
    Amendment, Aspect, CreditRule, Deliver, Delivery, Hold, Order, OrderLine, Partial, Reason, ScheduleLine, Split,
};
use stock::Purpose;

fn today(w: &World) -> Date {
    w.read(&we(), |r| Ok(r.today())).unwrap()
}

fn day(w: &World, days: i64) -> Date {
    today(w).add_days(days).unwrap()
}

/// A draft of so many bolts, delivered by a schedule.
fn draft(w: &World, bolts: i64) -> Id<Order> {
    let (company, customer, bolt, now) = (w.company, w.customer, w.bolt, today(w));
    w.write(&we(), move |tx| {
        let order = Order::new(company, customer, now, vec![OrderLine::of(bolt, pieces(bolts))]);
        tx.insert(&mut Order { partial: Partial::Scheduled, ..order })
    })
    .unwrap()
}

fn part(w: &World, order: Id<Order>, bolts: i64, on: Date) -> base::Result<Id<ScheduleLine>> {
    w.write(&we(), move |tx| tx.insert(&mut ScheduleLine::new(order, 1, pieces(bolts), on)))
}

fn confirmed(w: &World, order: Id<Order>) -> base::Result<()> {
    w.write(&we(), move |tx| perform(tx, order, "confirm").map(|_| ()))
}

fn parts(w: &World, order: Id<Order>) -> Vec<ScheduleLine> {
    w.read(&we(), move |r| r.select("sales_order = $1 AND archived_at IS NULL ORDER BY requested, id", &[order.into()]))
        .unwrap()
}

/// What is wanted and held for an order, day by day.
fn reserved(w: &World, order: Id<Order>) -> Vec<(Date, Quantity, Quantity)> {
    let rows: Vec<stock::Reservation> =
        w.read(&we(), move |r| r.select("source = $1 AND done = 0 ORDER BY wanted_on, id", &[order.into()])).unwrap();
    rows.iter().map(|r| (r.wanted_on, r.wanted, r.quantity)).collect()
}

fn delivered(w: &World, order: Id<Order>, on: Date) -> base::Result<Quantity> {
    w.write(&we(), move |tx| {
        let made = perform_with(tx, order, "deliver", &Deliver { posted_on: Some(on) })?;
        let id: Id<Delivery> = Id::from_raw(made[0].1);
        // What is due by then leaves today: the books have no later day yet.
        let mut draft = tx.lock(id)?;
        draft.posted_on = tx.today();
        tx.update(&mut draft)?;
        perform(tx, id, "post")?;
        Ok(Quantity::sum(tx.get(id)?.lines.iter().map(|l| l.quantity))?)
    })
}

#[test]
fn each_quantity_of_a_line_is_promised_held_and_delivered_on_its_day() {
    let w = world(Chart::General, Costing::MovingAverage);
    w.moved(Purpose::Opening, "2026-01-02", 50, Some("10")).unwrap();
    let company = w.company;
    w.write(&we(), move |tx| tx.insert(&mut CreditRule { horizon_days: Some(30), ..CreditRule::new(company) }))
        .unwrap();
    let order = draft(&w, 100);
    let (first, second, rest) = (day(&w, 0), day(&w, 60), day(&w, 65));
    w.write(&we(), move |tx| {
        let mut order = tx.lock(order)?;
        order.lines[0].requested = Some(rest);
        tx.update(&mut order)
    })
    .unwrap();
    part(&w, order, 40, first).unwrap();
    part(&w, order, 40, second).unwrap();
    // Of fifty in stock the first forty can be there; for the next forty no supply is known.
    let now: Vec<Option<Date>> = parts(&w, order).iter().map(|p| p.forecast).collect();
    assert_eq!(now, [Some(first), None]);
    assert_eq!(parts(&w, order)[1].label, format!("{} / 1", &*w.read(&we(), move |r| r.get(order)).unwrap().number));
    // Goods come in ten days: supply for the rest of the schedule and of the line.
    let (warehouse, bolt, comes) = (w.warehouse, w.bolt, day(&w, 70));
    let expected = move |tx: &mut store::Tx, n: i64| {
        let source = accounting::Source { kind: 9_999, record: 1 };
        let one = stock::promising::Expected { line: 1, item: bolt, warehouse, on: Some(comes), quantity: pieces(n) };
        stock::promising::expect(tx, company, source, &[one])
    };
    w.write(&we(), move |tx| expected(tx, 50)).unwrap();
    let limit = w.customer;
    w.write(&we(), move |tx| {
        let mut party = tx.lock(limit)?;
        party.currency = platform::Currency::by_code(tx, "EUR")?;
        // 40 bolts are 1,190.00 with tax: what is wanted beyond the horizon does not count.
        party.credit_limit = Some(Money::from_minor(119_000));
        tx.update(&mut party)
    })
    .unwrap();
    confirmed(&w, order).unwrap();
    let got: Order = w.read(&we(), move |r| r.get(order)).unwrap();
    assert_eq!(got.hold, Hold::Without);
    let said: Vec<(Date, Option<Date>)> = parts(&w, order).iter().map(|p| (p.on(), p.forecast)).collect();
    assert_eq!(said[0], (first, Some(first)));
    assert_eq!(said[1], (comes, Some(comes)), "promised for the day on which supply is known");
    assert_eq!(w.broken(), Vec::<String>::new());
    // The rest of the line, and what is due by its day, each with a reservation of its own.
    let some = |day: Date, wanted: i64, held: i64| (day, pieces(wanted), pieces(held));
    assert_eq!(reserved(&w, order), [some(first, 40, 40), some(rest, 20, 10), some(comes, 40, 0)]);
    // What is due leaves, nothing of the later day.
    let due = delivered(&w, order, first).unwrap();
    assert_eq!(due, pieces(40));
    let refused = delivered(&w, order, day(&w, 1)).unwrap_err();
    assert_eq!(codes(refused), ["sales.nothing_due "]);
    assert_eq!(w.broken(), Vec::<String>::new());
    w.moved(Purpose::Receipt, &today(&w).to_string(), 60, Some("10")).unwrap();
    w.write(&we(), move |tx| expected(tx, 0)).unwrap();
    while w.write(&we(), |tx| sales::promise::refresh(tx, 0)).unwrap().is_some() {}
    let on = parts(&w, order)[1].on();
    assert_eq!(parts(&w, order)[1].forecast, Some(on), "supply came, so it can be there on its day");
    assert_eq!(delivered(&w, order, day(&w, 400)).unwrap(), pieces(60));
    assert_eq!(reserved(&w, order), []);
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn a_line_is_split_into_equal_quantities_at_equal_distances() {
    let w = world(Chart::General, Costing::MovingAverage);
    w.moved(Purpose::Opening, "2026-01-02", 500, Some("10")).unwrap();
    let order = draft(&w, 100);
    assert_eq!(codes(confirmed(&w, order).unwrap_err()), ["sales.schedule_missing partial"]);
    let split = |line: i64, parts: i64| Split { line, parts, first: Some(day(&w, 10)), every_days: 30 };
    let run = |asked: Split| w.write(&we(), move |tx| perform_with(tx, order, "split", &asked));
    assert_eq!(codes(run(split(2, 3)).unwrap_err()), ["sales.no_such_line line"]);
    assert_eq!(codes(run(split(1, 1)).unwrap_err()), ["sales.schedule_parts parts"]);
    run(split(1, 3)).unwrap();
    let said: Vec<(Quantity, Date)> = parts(&w, order).iter().map(|p| (p.quantity, p.requested)).collect();
    assert_eq!(said, [(pieces(34), day(&w, 10)), (pieces(33), day(&w, 40)), (pieces(33), day(&w, 70))]);
    assert_eq!(codes(run(split(1, 3)).unwrap_err()), ["sales.line_is_split line"]);
    assert_eq!(codes(part(&w, order, 1, day(&w, 5)).unwrap_err()), ["sales.schedule_exceeds quantity"]);
    confirmed(&w, order).unwrap();
    // All of it is there, so each is promised for the day on which it is wanted, and held.
    let held: Vec<(Date, Quantity, Quantity)> = reserved(&w, order);
    let whole = |n: i64, days: i64| (day(&w, days), pieces(n), pieces(n));
    assert_eq!(held, [whole(34, 10), whole(33, 40), whole(33, 70)]);
    let late = parts(&w, order)[2].id();
    let change = |on: Date| {
        w.write(&we(), move |tx| {
            let mut part = tx.lock(late)?;
            (part.requested, part.confirmed) = (on, None);
            tx.update(&mut part)
        })
    };
    assert_eq!(codes(change(day(&w, 80)).unwrap_err()), ["sales.schedule_stands sales_order"]);
    // Changed, what it holds moves to the new day, and the amendment tells of it.
    let why = Reason { reason: "Later".into() };
    w.write(&we(), move |tx| perform_with(tx, order, "amend", &why)).unwrap();
    change(day(&w, 80)).unwrap();
    confirmed(&w, order).unwrap();
    assert_eq!(reserved(&w, order), [whole(34, 10), whole(33, 40), whole(33, 80)]);
    let made: Vec<Amendment> = w.read(&we(), |r| r.select("number = 1", &[])).unwrap();
    let id = made[0].id();
    let amendment: Amendment = w.read(&we(), move |r| r.get(id)).unwrap();
    assert!(amendment.lines.iter().any(|l| l.aspect == Aspect::Schedule), "{:?}", amendment.lines);
    assert_eq!(delivered(&w, order, day(&w, 40)).unwrap(), pieces(67));
    assert_eq!(reserved(&w, order), [whole(33, 80)]);
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn a_schedule_is_of_goods_of_a_line_of_an_order_that_is_delivered_by_one() {
    let w = world(Chart::General, Costing::MovingAverage);
    let plain = w.ordered("2026-01-05", 10, 0).unwrap();
    assert_eq!(codes(part(&w, plain, 5, day(&w, 5)).unwrap_err()), ["sales.schedule_stands sales_order"]);
    let (company, customer, hours, now) = (w.company, w.customer, w.hours, today(&w));
    let make = |partial: Partial| {
        w.write(&we(), move |tx| {
            let order = Order::new(company, customer, now, vec![OrderLine::of(hours, pieces(10))]);
            tx.insert(&mut Order { partial, ..order })
        })
        .unwrap()
    };
    let allowed = make(Partial::Allowed);
    let refused = codes(part(&w, allowed, 5, day(&w, 5)).unwrap_err());
    assert_eq!(refused, ["sales.order_without_schedule sales_order", "sales.schedule_of_goods line"]);
    let order = draft(&w, 10);
    let refused = w.write(&we(), move |tx| tx.insert(&mut ScheduleLine::new(order, 2, pieces(1), now))).unwrap_err();
    assert_eq!(codes(refused), ["sales.no_such_line line"]);
    let whole = part(&w, order, 10, day(&w, 5)).unwrap();
    // A line that is made smaller than its schedule is not promised.
    w.write(&we(), move |tx| {
        let mut order = tx.lock(order)?;
        order.lines[0].quantity = pieces(9);
        tx.update(&mut order)
    })
    .unwrap();
    assert_eq!(codes(confirmed(&w, order).unwrap_err()), ["sales.schedule_exceeds lines.0.quantity"]);
    w.write(&we(), move |tx| {
        let mut part = tx.lock(whole)?;
        part.quantity = pieces(9);
        tx.update(&mut part)
    })
    .unwrap();
    confirmed(&w, order).unwrap();
}
