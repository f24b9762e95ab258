//! Order to cash: order, confirm with credit check and reservation, deliver, invoice, payment, with all postings; ten lines each.

use crate::measure::{Meter, Report, Times};
use crate::{Arguments, place};
use accounting::charts::Chart;
use accounting::{Costing, Flow, OpenItem, Payment, PaymentLine};
use base::{Context as _, Date, Error, Id, Money, Price, Quantity, Result};
use catalog::Item;
use entity::{Entity, Input, Record};
use parties::Party;
use platform::Company;
use sales::{Bill, CustomerInvoice, Deliver, Delivery, Order, OrderLine};
use serde_json::json;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;
use stock::{Movement, MovementLine, Purpose, Warehouse};
use store::{Made, Set, Tx, Who};

/// Cycles that are measured.
const CYCLES: u64 = 300;
/// Items and customers that the orders go over.
const ITEMS: usize = 200;
const CUSTOMERS: usize = 100;

/// Where the orders go.
#[derive(Clone, Debug)]
struct Ground {
    company: Id<Company>,
    items: Vec<Id<Item>>,
    customers: Vec<Id<Party>>,
    on: Date,
}

fn we() -> Who {
    Who::program("bench")
}

fn perform<E: Entity, I: Input>(tx: &mut Tx, id: Id<E>, verb: &str, input: &I) -> Result<Made> {
    tx.perform(E::NAME, id.raw(), verb, None, &input.to_record())
}

fn act<E: Entity>(tx: &mut Tx, id: Id<E>, verb: &str) -> Result<Made> {
    tx.perform(E::NAME, id.raw(), verb, None, &Record::default())
}

/// Measures order to cash beside so many orders that are there already.
pub fn run(arguments: &Arguments) -> Result<Report> {
    let bench = place::fresh(arguments)?;
    let set = &bench.set;
    let ground = found(set)?;
    for number in 0..arguments.size as u64 {
        cycle(set, &ground, number)?;
        if number % 10_000 == 9_999 {
            set.tidy()?;
        }
    }
    let next = AtomicU64::new(arguments.size as u64);
    let end = arguments.size as u64 + CYCLES;
    let all = Mutex::new((Times::default(), 0_u64));
    let clients = arguments.clients.max(1);
    let meter = Meter::begin(set)?;
    let failed = Mutex::new(Ok(()));
    std::thread::scope(|scope| {
        for _ in 0..clients {
            scope.spawn(|| {
                let mut times = Times::default();
                let mut statements = 0;
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= end {
                        break;
                    }
                    let begun = Instant::now();
                    match cycle(set, &ground, number) {
                        Ok(n) => statements += n,
                        Err(error) => {
                            if let Ok(mut slot) = failed.lock() {
                                *slot = Err(error);
                            }
                            break;
                        }
                    }
                    times.note(begun.elapsed());
                }
                if let Ok(mut all) = all.lock() {
                    all.0.add(&times);
                    all.1 += statements;
                }
            });
        }
    });
    failed.into_inner().unwrap_or(Ok(()))?;
    let mut report = meter.end(arguments, set, CYCLES as usize, None)?;
    let (times, statements) = all.into_inner().map_err(|_| Error::broken("a client stopped short"))?;
    report.insert("statements_per_cycle".to_owned(), json!(statements as f64 / CYCLES as f64));
    report.insert("p50_ms".to_owned(), json!(times.median()));
    report.insert("p99_ms".to_owned(), json!(times.at(0.99)));
    let broken = fondaco::commands::laws(set)?;
    report.insert("laws_broken".to_owned(), json!(broken.len()));
    Ok(report)
}

/// Books, a warehouse that is never empty, items with prices, customers without a limit.
fn found(set: &Set) -> Result<Ground> {
    let on = set.read(&we(), |read| Ok(read.today()))?;
    let company = set.read(&we(), |read| read.number("SELECT MIN(id) FROM platform_company", &[]))?;
    let company: Id<Company> = Id::from_raw(company);
    set.write(&we(), move |tx| {
        let books = accounting::Books { costing: Costing::MovingAverage, ..accounting::Books::new(company) };
        let books = tx.insert(&mut books.clone())?;
        let starts_on = Date::new(on.year(), 1, 1).context("the first of January is a day")?;
        let founding = accounting::Founding { chart: Chart::General, language: platform::Language::English, starts_on };
        perform(tx, books, "open", &founding)?;
        tx.insert(&mut Warehouse::new(company, "MAIN", "Main")).map(|_| ())
    })?;
    set.write(&we(), move |tx| {
        let euro = platform::Currency::by_code(tx, "EUR")?.context("the euro is there")?;
        let piece = tx.insert(&mut catalog::Unit::of("pcs", "Piece", catalog::Dimension::Count, (1, 1), "C62"))?;
        let percent = base::Percent::parse("21").map_err(Error::from)?;
        let code = accounting::TaxCode::new(company, "S21", "21 %", accounting::Direction::Sale, percent);
        let code = tx.insert(&mut code.clone())?;
        tx.insert(&mut accounting::TaxRule {
            head: entity::Head::default(),
            company,
            direction: accounting::Direction::Sale,
            destination: accounting::Destination::Anywhere,
            country: None,
            standing: None,
            item_group: None,
            starts_on: Date::new(2020, 1, 1).context("a day")?,
            ends_on: None,
            tax_code: Some(code),
        })?;
        let mut items = Vec::new();
        let mut lines = Vec::new();
        for number in 0..ITEMS {
            let mut item = Item::goods(&format!("ITEM-{number:04}"), &format!("Item {number}"), piece);
            item.currency = Some(euro);
            item.list_price = Some(Price::from_units(3_330_000 + number as i64 * 170_000));
            let id = tx.insert(&mut item)?;
            items.push(id);
            let many = Quantity::whole(500_000_000)?;
            lines.push(MovementLine::new(id, many, Some(Price::from_units(2_110_000 + number as i64 * 90_000))));
        }
        let warehouse = tx.number("SELECT MIN(id) FROM stock_warehouse", &[])?;
        let on_first = Date::new(on.year(), 1, 1).context("a day")?;
        let opening = Movement::new(company, Id::from_raw(warehouse), Purpose::Opening, on_first, lines);
        let opening = tx.insert(&mut opening.clone())?;
        act(tx, opening, "post")?;
        let mut customers = Vec::new();
        for number in 0..CUSTOMERS {
            let mut party = Party::organisation(&format!("Customer {number}"));
            party.currency = Some(euro);
            party.credit_limit = Some(Money::from_minor(i64::MAX / 8));
            customers.push(tx.insert(&mut party)?);
        }
        Ok(Ground { company, items, customers, on })
    })
}

/// One step of a cycle: what it does, and the id of what it made.
type Step = Box<dyn Fn(&mut Tx) -> Result<i64> + Send>;

/// One order to cash, each step the transaction that a person's click would be. Answers the statements it took.
fn cycle(set: &Set, ground: &Ground, number: u64) -> Result<u64> {
    let step = |run: Step| -> Result<(i64, u64)> {
        set.write(&we(), move |tx| {
            let begun = tx.statements();
            let id = run(tx)?;
            Ok((id, tx.statements() - begun))
        })
    };
    let g = ground.clone();
    let make = move |tx: &mut Tx| {
        let lines = (0..10_u64).map(|line| {
            let item = g.items[((number * 7 + line * 13) % ITEMS as u64) as usize];
            OrderLine::of(item, Quantity::whole(1 + ((number + line) % 9) as i64).unwrap_or(Quantity::ZERO))
        });
        let customer = g.customers[(number % CUSTOMERS as u64) as usize];
        let mut order = Order::new(g.company, customer, g.on, lines.collect());
        tx.insert(&mut order).map(|id| id.raw())
    };
    let (order, a) = step(Box::new(make))?;
    let order: Id<Order> = Id::from_raw(order);
    let (_, b) = step(Box::new(move |tx| act(tx, order, "confirm").map(|_| 0)))?;
    let on = ground.on;
    let made = |made: Made| made.first().map(|m| m.1).ok_or_else(|| Error::broken("nothing was made"));
    let (delivery, c) =
        step(Box::new(move |tx| made(perform(tx, order, "deliver", &Deliver { posted_on: Some(on) })?)))?;
    let delivery: Id<Delivery> = Id::from_raw(delivery);
    let (_, d) = step(Box::new(move |tx| act(tx, delivery, "post").map(|_| 0)))?;
    let (invoice, e) = step(Box::new(move |tx| made(perform(tx, order, "bill", &Bill { posted_on: Some(on) })?)))?;
    let invoice: Id<CustomerInvoice> = Id::from_raw(invoice);
    let (_, f) = step(Box::new(move |tx| act(tx, invoice, "post").map(|_| 0)))?;
    let (company, kind) = (ground.company, i64::from(CustomerInvoice::DEF.kind));
    let pay = move |tx: &mut Tx| {
        let items: Vec<OpenItem> =
            tx.select("source_kind = $1 AND source = $2", &[kind.into(), invoice.raw().into()])?;
        let item = items.first().context("an invoice opens an item")?;
        let payment = Payment::new(company, Flow::Received, item.party, item.open, on);
        let mut payment = payment.settling(vec![PaymentLine::of(Id::from_raw(item.head.id), item.open)]);
        payment.currency = Some(item.currency);
        let id = tx.insert(&mut payment)?;
        act(tx, id, "post").map(|_| 0)
    };
    let (_, g) = step(Box::new(pay))?;
    Ok(a + b + c + d + e + f + g)
}
