//! The company that stories are told of: books, a warehouse, a few items and customers, founded in any set.

use accounting::charts::Chart;
use accounting::{Books, CostAt, Costing, Destination, Direction, Founding, TaxCode, TaxRule};
use base::{Date, Id, Instant, Money, Percent, Price, Result};
use catalog::{Dimension, Item, Unit};
use entity::{Entity, Head, Input, Record};
use parties::Party;
use platform::{Company, Country, Currency, Language};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use stock::Warehouse;
use store::{Made, Options, Set, Tx, Who};

/// What was founded.
#[derive(Clone, Debug)]
pub struct Trade {
    pub company: Id<Company>,
    pub warehouse: Id<Warehouse>,
    pub items: Vec<Id<Item>>,
    pub service: Id<Item>,
    pub customers: Vec<Id<Party>>,
    pub suppliers: Vec<Id<Party>>,
}

/// How its books are kept.
#[derive(Clone, Copy, Debug)]
pub struct Keeping {
    pub chart: Chart,
    pub costing: Costing,
    pub cost_at: CostAt,
}

/// The calendar of a story, which is also the clock of its set: nine in the morning of one day until somebody turns the page.
#[derive(Clone, Debug)]
pub struct Calendar(Arc<AtomicI64>);

impl Calendar {
    /// Begins on a day.
    pub fn at(day: Date) -> Result<Calendar> {
        let calendar = Calendar(Arc::default());
        calendar.turn_to(day)?;
        Ok(calendar)
    }

    /// Another day begins.
    pub fn turn_to(&self, day: Date) -> Result<()> {
        let morning = Instant::start_of(day, "UTC")?.micros() + 9 * 3_600 * 1_000_000;
        self.0.store(morning, Ordering::Relaxed);
        Ok(())
    }

    /// What a set is opened with so that this is its calendar.
    pub fn options(&self) -> Options {
        let at = self.0.clone();
        Options { clock: Arc::new(move || Instant::from_micros(at.load(Ordering::Relaxed))), ..Options::default() }
    }
}

/// The program itself acts.
pub fn we() -> Who {
    Who::program("story")
}

/// Runs a verb with its input.
pub fn perform<E: Entity, I: Input>(tx: &mut Tx, id: Id<E>, verb: &str, input: &I) -> Result<Made> {
    tx.perform(E::NAME, id.raw(), verb, None, &input.to_record())
}

/// Runs a verb that asks for nothing.
pub fn act<E: Entity>(tx: &mut Tx, id: Id<E>, verb: &str) -> Result<Made> {
    tx.perform(E::NAME, id.raw(), verb, None, &Record::default())
}

/// Founds a trading company in an empty set, its first year from `starts_on`.
pub fn found(set: &Set, keeping: Keeping, starts_on: Date) -> Result<Trade> {
    let Keeping { chart, costing, cost_at } = keeping;
    set.write(&we(), move |tx| {
        if Currency::by_code(tx, "EUR")?.is_none() {
            platform::seed::basics(tx, Language::English)?;
        }
        let none = |what: &str| base::Error::not_found("seed", what);
        let euro = Currency::by_code(tx, "EUR")?.ok_or_else(|| none("EUR"))?;
        let country = Country::by_code(tx, "ES")?.ok_or_else(|| none("ES"))?;
        let company = tx.insert(&mut Company::new("Ponte Cycles", "PC", euro, country))?;
        let books = tx.insert(&mut Books { costing, cost_at, ..Books::new(company) })?;
        perform(tx, books, "open", &Founding { chart, language: Language::English, starts_on })?;
        let code = TaxCode::new(company, "S21", "21 %", Direction::Sale, Percent::parse("21")?);
        let code = tx.insert(&mut code.clone())?;
        tx.insert(&mut TaxRule {
            head: Head::default(),
            company,
            direction: Direction::Sale,
            destination: Destination::Anywhere,
            country: None,
            standing: None,
            item_group: None,
            starts_on,
            ends_on: None,
            tax_code: Some(code),
        })?;
        let warehouse = tx.insert(&mut Warehouse::new(company, "MAIN", "Main"))?;
        let piece = tx.insert(&mut Unit::of("pc", "Piece", Dimension::Count, (1, 1), "C62"))?;
        let mut items = Vec::new();
        for (code, name, price, cost) in
            [("BOLT", "Bolt", "0.37", "0.21"), ("CHAIN", "Chain", "24.90", "11.13"), ("BIKE", "Bike", "899", "512.5")]
        {
            let mut item = Item::goods(code, name, piece);
            (item.currency, item.list_price) = (Some(euro), Some(Price::parse(price)?));
            item.standard_cost = Some(Price::parse(cost)?);
            items.push(tx.insert(&mut item)?);
        }
        let mut hour = Item::goods("HOUR", "Hour of work", piece);
        (hour.nature, hour.currency, hour.list_price) =
            (catalog::Nature::Service, Some(euro), Some(Price::parse("48.50")?));
        let service = tx.insert(&mut hour)?;
        let mut customers = Vec::new();
        for (name, limit) in [("Nordbau GmbH", None), ("Velo Lund", Some(2_000_000)), ("Casa Pico", Some(150_000))] {
            let mut party = Party::organisation(name);
            party.currency = Some(euro);
            party.credit_limit = limit.map(Money::from_minor);
            customers.push(tx.insert(&mut party)?);
        }
        let mut suppliers = Vec::new();
        for name in ["Ferrum S.A.", "Guangzhou Chains"] {
            let mut party = Party::organisation(name);
            party.currency = Some(euro);
            party.roles = vec![parties::Role::of(parties::RoleName::Supplier)].into();
            suppliers.push(tx.insert(&mut party)?);
        }
        Ok(Trade { company, warehouse, items, service, customers, suppliers })
    })
}
