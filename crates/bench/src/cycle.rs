//! Business in cycles: the same steps over and over beside many that were done before, each a transaction as a click would be.

use crate::measure::{Meter, Report, Times};
use crate::{Arguments, place};
use accounting::charts::Chart;
use accounting::{Costing, Flow, OpenItem, Payment, PaymentLine};
use base::{Context as _, Date, Error, Id, Money, Percent, Price, Quantity, Result};
use catalog::Item;
use entity::{Entity, Input, Record};
use parties::Party;
use platform::Company;
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use stock::{Movement, MovementLine, Purpose, Warehouse};
use store::{Engine, Made, Set, Tx, Who};

/// Cycles before them, which fill caches and are not counted.
const WARM: u64 = 20;
/// Cycles of one transaction while a set is filled.
const TOGETHER: u64 = 20;
/// Items, customers and suppliers that the documents go over.
pub const ITEMS: usize = 200;
pub const PARTIES: usize = 100;

/// So many of each item that the warehouse is never empty.
const PLENTY: i64 = 500_000_000;

/// What the documents refer to.
#[derive(Clone, Debug)]
pub struct Ground {
    pub company: Id<Company>,
    pub items: Vec<Id<Item>>,
    pub customers: Vec<Id<Party>>,
    pub suppliers: Vec<Id<Party>>,
    pub warehouse: Id<Warehouse>,
    pub on: Date,
}

impl Ground {
    /// The item of a line of a document.
    pub fn item(&self, number: u64, line: u64) -> Id<Item> {
        self.items[((number * 7 + line * 13) % ITEMS as u64) as usize]
    }
}

/// One step of a cycle: the number of the cycle and the ids that the steps before made; answers the id of what it made.
pub type Step = fn(&mut Tx, &Ground, u64, &[i64]) -> Result<i64>;

/// The program itself.
pub fn we() -> Who {
    Who::program("bench")
}

/// Runs a verb that asks for something.
pub fn perform<E: Entity, I: Input>(tx: &mut Tx, id: i64, verb: &str, input: &I) -> Result<Made> {
    tx.perform(E::NAME, id, verb, None, &input.to_record())
}

/// Runs a verb.
pub fn act<E: Entity>(tx: &mut Tx, id: i64, verb: &str) -> Result<Made> {
    tx.perform(E::NAME, id, verb, None, &Record::default())
}

/// The id of the one record that a verb made.
pub fn one(made: Made) -> Result<i64> {
    made.first().map(|m| m.1).ok_or_else(|| Error::broken("nothing was made"))
}

/// Pays what a document opened.
pub fn pay(tx: &mut Tx, ground: &Ground, flow: Flow, kind: u16, source: i64) -> Result<i64> {
    let items: Vec<OpenItem> =
        tx.select("source_kind = $1 AND source = $2", &[i64::from(kind).into(), source.into()])?;
    let item = items.first().context("an invoice opens an item")?;
    let owed = item.open.checked_abs()?;
    let payment = Payment::new(ground.company, flow, item.party, owed, ground.on);
    let mut payment = payment.settling(vec![PaymentLine::of(Id::from_raw(item.head.id), owed)]);
    payment.currency = Some(item.currency);
    let id = tx.insert(&mut payment)?;
    act::<Payment>(tx, id.raw(), "post").map(|_| id.raw())
}

/// Measures cycles of these steps beside so many that are there already.
pub fn run(arguments: &Arguments, steps: &[Step]) -> Result<Report> {
    let bench = place::fresh(arguments)?;
    let (set, cycles) = (&bench.set, arguments.cycles);
    let ground = found(set, PLENTY)?;
    // Each step is a transaction, or each document is made and posted in one.
    let together = if arguments.at_once { 2 } else { 1 };
    fill(set, &ground, steps, arguments.size as u64)?;
    let first = arguments.size as u64;
    for number in first..first + WARM {
        cycle(set, &ground, (steps, together), number, None)?;
    }
    if arguments.texts {
        tell(set, &ground, (steps, together), first + WARM)?;
    }
    let next = AtomicU64::new(first + WARM + 1);
    let end = first + WARM + 1 + cycles;
    let all = Mutex::new(Times::default());
    let failed = Mutex::new(Ok(()));
    let before = set.statements();
    let meter = Meter::begin(set)?;
    std::thread::scope(|scope| {
        for _ in 0..arguments.clients.max(1) {
            scope.spawn(|| {
                if let Err(error) = client(set, &ground, (steps, together), (&next, end), &all)
                    && let Ok(mut slot) = failed.lock()
                {
                    *slot = Err(error);
                }
            });
        }
    });
    failed.into_inner().unwrap_or(Ok(()))?;
    let after = set.statements();
    let mut report = meter.end(arguments, set, cycles as usize, None)?;
    let times = all.into_inner().map_err(|_| Error::broken("a client stopped short"))?;
    let each = |n: u64| json!(crate::measure::rounded(n as f64 / cycles as f64));
    report.insert("statements_per_cycle".to_owned(), each(after.0 - before.0));
    report.insert("with_begin_and_commit".to_owned(), each(after.1 - before.1));
    report.insert("p50_ms".to_owned(), json!(times.median()));
    report.insert("p99_ms".to_owned(), json!(times.at(0.99)));
    set.seal()?;
    let broken = fondaco::commands::laws(set)?;
    report.insert("laws_broken".to_owned(), json!(broken.len()));
    Ok(report)
}

fn client(
    set: &Set,
    ground: &Ground,
    steps: (&[Step], usize),
    (next, end): (&AtomicU64, u64),
    all: &Mutex<Times>,
) -> Result<()> {
    let mut times = Times::default();
    loop {
        let number = next.fetch_add(1, Ordering::Relaxed);
        if number >= end {
            break;
        }
        let begun = Instant::now();
        cycle(set, ground, steps, number, None)?;
        times.note(begun.elapsed());
    }
    if let Ok(mut all) = all.lock() {
        all.add(&times);
    }
    Ok(())
}

/// One cycle, so many steps in each transaction. `texts` collects the statements of the transactions.
pub fn cycle(
    set: &Set,
    ground: &Ground,
    (steps, together): (&[Step], usize),
    number: u64,
    mut texts: Option<&mut Vec<Vec<String>>>,
) -> Result<()> {
    let mut made = Vec::with_capacity(steps.len());
    for steps in steps.chunks(together) {
        let (ground, steps, before, watched) = (ground.clone(), steps.to_vec(), made.clone(), texts.is_some());
        let (all, said) = set.write(&we(), move |tx| {
            if watched {
                tx.trace();
            }
            let mut made = before.clone();
            for step in &steps {
                tx.next_document();
                made.push(step(tx, &ground, number, &made)?);
            }
            Ok((made, tx.traced()))
        })?;
        made = all;
        if let Some(texts) = &mut texts {
            texts.push(said);
        }
    }
    Ok(())
}

/// Writes on the error output which statements a cycle sends, step by step, and how often each.
fn tell(set: &Set, ground: &Ground, steps: (&[Step], usize), number: u64) -> Result<()> {
    let named: BTreeMap<&str, &str> = store::statements().iter().map(|s| (s.text, s.name)).collect();
    let mut texts = Vec::new();
    cycle(set, ground, steps, number, Some(&mut texts))?;
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for (place, step) in texts.iter().enumerate() {
        eprintln!("step {}: {} statements", place + 1, step.len());
        for text in step {
            let name = named.get(text.as_str()).map_or_else(|| shortened(text), |name| (*name).to_owned());
            eprintln!("    {name}");
            *counts.entry(name).or_default() += 1;
        }
    }
    let mut counts: Vec<(usize, String)> = counts.into_iter().map(|(name, n)| (n, name)).collect();
    counts.sort_by(|a, b| b.cmp(a));
    for (n, name) in counts.iter().filter(|(n, _)| *n > 1) {
        eprintln!("{n:4} {name}");
    }
    Ok(())
}

fn shortened(text: &str) -> String {
    // What is selected says less than where from.
    let text = text.find(" FROM ").filter(|_| text.starts_with("SELECT")).map_or(text, |at| &text[at..]);
    text.chars().take(110).collect()
}

/// Does cycles as fast as they go: several in a transaction.
pub fn fill(set: &Set, ground: &Ground, steps: &[Step], size: u64) -> Result<()> {
    let mut tidied = Instant::now();
    let mut from = 0;
    while from < size {
        let (ground, steps, upto) = (ground.clone(), steps.to_vec(), (from + TOGETHER).min(size));
        set.write(&we(), move |tx| {
            for number in from..upto {
                let mut made = Vec::with_capacity(steps.len());
                for step in &steps {
                    made.push(step(tx, &ground, number, &made)?);
                }
            }
            Ok(())
        })?;
        from = upto;
        if tidied.elapsed() > Duration::from_secs(60) || (from == size && size >= 1_000) {
            set.seal()?;
            set.tidy()?;
            tidied = Instant::now();
        }
    }
    // What tidying and sealing left to write is not the cycles' work.
    if set.engine() == Engine::Postgres && size >= 1_000 {
        set.maintenance()?.batch("CHECKPOINT")?;
    }
    Ok(())
}

/// Books, a warehouse with so many of each item, items with prices, customers with a limit that is never reached, suppliers.
pub fn found(set: &Set, stock: i64) -> Result<Ground> {
    let on = set.read(&we(), |read| Ok(read.today()))?;
    let company = set.read(&we(), |read| read.number("SELECT MIN(id) FROM platform_company", &[]))?;
    let company: Id<Company> = Id::from_raw(company);
    let starts_on = Date::new(on.year(), 1, 1).context("the first of January is a day")?;
    let warehouse = set.write(&we(), move |tx| {
        let books = accounting::Books { costing: Costing::MovingAverage, ..accounting::Books::new(company) };
        let books = tx.insert(&mut books.clone())?;
        let founding = accounting::Founding { chart: Chart::General, language: platform::Language::English, starts_on };
        perform::<accounting::Books, _>(tx, books.raw(), "open", &founding)?;
        tx.insert(&mut Warehouse::new(company, "MAIN", "Main"))
    })?;
    set.write(&we(), move |tx| {
        let euro = platform::Currency::by_code(tx, "EUR")?.context("the euro is there")?;
        for direction in [accounting::Direction::Sale, accounting::Direction::Purchase] {
            taxed(tx, company, direction)?;
        }
        let piece = tx.insert(&mut catalog::Unit::of("pcs", "Piece", catalog::Dimension::Count, (1, 1), "C62"))?;
        let (mut items, mut lines) = (Vec::new(), Vec::new());
        for number in 0..ITEMS {
            let mut item = Item::goods(&format!("ITEM-{number:04}"), &format!("Item {number}"), piece);
            item.currency = Some(euro);
            item.list_price = Some(Price::from_units(3_330_000 + number as i64 * 170_000));
            let id = tx.insert(&mut item)?;
            items.push(id);
            let many = Quantity::whole(stock)?;
            lines.push(MovementLine::new(id, many, Some(cost(number))));
        }
        let mut opening = Movement::new(company, warehouse, Purpose::Opening, starts_on, lines);
        let opening = tx.insert(&mut opening)?;
        act::<Movement>(tx, opening.raw(), "post")?;
        let mut parties = |word: &str| -> Result<Vec<Id<Party>>> {
            let mut ids = Vec::new();
            for number in 0..PARTIES {
                let mut party = Party::organisation(&format!("{word} {number}"));
                party.currency = Some(euro);
                party.is_supplier = word == "Supplier";
                party.credit_limit = Some(Money::from_minor(i64::MAX / 8));
                ids.push(tx.insert(&mut party)?);
            }
            Ok(ids)
        };
        let (customers, suppliers) = (parties("Customer")?, parties("Supplier")?);
        Ok(Ground { company, items, customers, suppliers, warehouse, on })
    })
}

/// What one of an item costs.
pub fn cost(number: usize) -> Price {
    Price::from_units(2_110_000 + number as i64 * 90_000)
}

/// One rate for everything that goes this way.
fn taxed(tx: &mut Tx, company: Id<Company>, direction: accounting::Direction) -> Result<()> {
    let percent = Percent::parse("21").map_err(Error::from)?;
    let code = if direction == accounting::Direction::Sale { "S21" } else { "P21" };
    let mut code = accounting::TaxCode::new(company, code, "21 %", direction, percent);
    let code = tx.insert(&mut code)?;
    tx.insert(&mut accounting::TaxRule {
        head: entity::Head::default(),
        company,
        direction,
        destination: accounting::Destination::Anywhere,
        country: None,
        standing: None,
        item_group: None,
        starts_on: Date::new(2020, 1, 1).context("a day")?,
        ends_on: None,
        tax_code: Some(code),
    })
    .map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;
    use platform::{Country, Currency, Language};
    use store::testing::Fresh;

    /// Round trips of one cycle once everything that is kept in memory is there.
    fn sent(steps: &[Step], together: usize) -> u64 {
        let set = Fresh::open(fondaco::registry());
        set.write(&we(), |tx| {
            platform::seed::basics(tx, Language::English)?;
            let euro = Currency::by_code(tx, "EUR")?.context("the euro is there")?;
            let country = Country::by_code(tx, "ES")?.context("Spain is there")?;
            tx.insert(&mut Company::new("Bench S.L.", "BENCH", euro, country)).map(|_| ())
        })
        .unwrap();
        let ground = found(&set, PLENTY).unwrap();
        (0..2).for_each(|number| cycle(&set, &ground, (steps, together), number, None).unwrap());
        let before = set.statements().0;
        cycle(&set, &ground, (steps, together), 2, None).unwrap();
        let sent = set.statements().0 - before;
        store::testing::seal_all(&set);
        assert_eq!(fondaco::commands::laws(&set).unwrap(), Vec::<String>::new());
        sent
    }

    #[test]
    fn order_to_cash_takes_sixty_round_trips_at_most() {
        let sent = [1, 2].map(|together| sent(&crate::cash::STEPS, together));
        eprintln!("{sent:?}");
        assert!(sent[0] <= 60 && sent[1] <= sent[0], "{sent:?}");
    }

    #[test]
    fn procure_to_pay_takes_sixty_round_trips_at_most() {
        let sent = [1, 2].map(|together| sent(&crate::pay::STEPS, together));
        eprintln!("{sent:?}");
        assert!(sent[0] <= 60 && sent[1] <= sent[0], "{sent:?}");
    }
}
