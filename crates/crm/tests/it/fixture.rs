//! A company that sells bolts and hours, two sellers of a team, and what leads come from.

use base::{Date, Id, Instant, Price, Quantity};
use catalog::{Dimension, Item, Unit};
use crm::{CloseReason, Source};
use entity::{Entity, Head, Input, Record};
use parties::Party;
use platform::{Company, Country, Currency, Team, User};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use store::testing::Fresh;
use store::{Hooks, Options, Reaction, Registry, Tx, Who};

pub struct World {
    pub set: Fresh,
    clock: Arc<AtomicI64>,
    pub company: Id<Company>,
    pub euro: Id<Currency>,
    pub dollar: Id<Currency>,
    pub bolt: Id<Item>,
    pub customer: Id<Party>,
    pub team: Id<Team>,
    pub ana: Id<User>,
    pub tom: Id<User>,
    pub fair: Id<Source>,
    pub price: Id<CloseReason>,
}

impl std::ops::Deref for World {
    type Target = Fresh;
    fn deref(&self) -> &Fresh {
        &self.set
    }
}

pub fn we() -> Who {
    Who::program("test")
}

pub fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

pub fn pieces(n: i64) -> Quantity {
    Quantity::whole(n).unwrap()
}

pub fn price(text: &str) -> Price {
    Price::parse(text).unwrap()
}

/// The codes a refusal names, with their fields.
pub fn codes(error: base::Error) -> Vec<String> {
    assert!(!error.refusals().is_empty(), "no refusal: {error}");
    error.refusals().iter().map(|r| format!("{} {}", r.code, r.field.clone().unwrap_or_default())).collect()
}

/// Runs a verb without input.
pub fn perform<E: Entity>(tx: &mut Tx, id: Id<E>, verb: &str) -> base::Result<store::Made> {
    tx.perform(E::NAME, id.raw(), verb, None, &Record::default())
}

/// Runs a verb with its input.
pub fn perform_with<E: Entity, I: Input>(tx: &mut Tx, id: Id<E>, verb: &str, input: &I) -> base::Result<store::Made> {
    tx.perform(E::NAME, id.raw(), verb, None, &input.to_record())
}

/// Nordbau buys bolts from Ponte Cycles; Ana and Tom sell them. It is the 5th of January 2026, noon.
pub fn world() -> World {
    let modules = [
        &platform::MODULE,
        &parties::MODULE,
        &catalog::MODULE,
        &accounting::MODULE,
        &stock::MODULE,
        &sales::MODULE,
        &crm::MODULE,
    ];
    let noon = Instant::parse("2026-01-05T12:00:00Z").unwrap().micros();
    let clock = Arc::new(AtomicI64::new(noon));
    let hand = clock.clone();
    let options =
        Options { clock: Arc::new(move || Instant::from_micros(hand.load(Ordering::Relaxed))), ..Options::default() };
    // The lines of the program's reaction table that this module has a part in.
    static REACTIONS: [Reaction; 3] = [
        Reaction { after: "parties.party", action: "before erase", run: crm::consent::erase },
        Reaction { after: "sales.quotation", action: "before accept", run: crm::opportunity::lock_offered },
        Reaction { after: "sales.quotation", action: "accept", run: crm::opportunity::offer_accepted },
    ];
    let set = Fresh::with(Registry::reacting(&modules, &[], Hooks::OPEN, &REACTIONS), options);
    set.write(&we(), |tx| platform::seed::basics(tx, platform::Language::English)).unwrap();
    let made = set.write(&we(), |tx| {
        let euro = Currency::by_code(tx, "EUR")?.unwrap();
        let dollar = Currency::by_code(tx, "USD")?.unwrap();
        let spain = Country::by_code(tx, "ES")?.unwrap();
        let company = tx.insert(&mut Company::new("Ponte Cycles", "PC", euro, spain))?;
        let costing = accounting::Costing::MovingAverage;
        let books = tx.insert(&mut accounting::Books { costing, ..accounting::Books::new(company) })?;
        let (chart, language) = (accounting::charts::Chart::General, platform::Language::English);
        perform_with(tx, books, "open", &accounting::Founding { chart, language, starts_on: day("2026-01-01") })?;
        let piece = tx.insert(&mut Unit::of("pc", "Piece", Dimension::Count, (1, 1), "C62"))?;
        let mut bolt = Item::goods("BOLT", "Bolt", piece);
        (bolt.currency, bolt.standard_cost, bolt.list_price) = (Some(euro), Some(price("10")), Some(price("25")));
        let bolt = tx.insert(&mut bolt)?;
        let customer = tx.insert(&mut Party::organisation("Nordbau GmbH"))?;
        let team = Team { head: Head::default(), name: "Sales".into(), parent: None, leader: None };
        let team = tx.insert(&mut team.clone())?;
        let mut user = |name: &str, login: &str| {
            let mut user = User::new(name, login, &[]);
            user.team = Some(team);
            tx.insert(&mut user)
        };
        let (ana, tom) = (user("Ana", "ana@ponte.example")?, user("Tom", "tom@ponte.example")?);
        let fair = tx.insert(&mut Source::new("fair", "Eurobike 2026"))?;
        let price = tx.insert(&mut CloseReason::new("price", "Too dear"))?;
        Ok((company, euro, dollar, bolt, customer, team, ana, tom, fair, price))
    });
    let (company, euro, dollar, bolt, customer, team, ana, tom, fair, price) = made.unwrap();
    World { set, clock, company, euro, dollar, bolt, customer, team, ana, tom, fair, price }
}

impl World {
    /// Lets so many days go by.
    pub fn pass(&self, days: i64) {
        self.clock.fetch_add(days * 86_400_000_000, Ordering::Relaxed);
    }

    /// Lets so many seconds go by.
    pub fn wait(&self, seconds: i64) {
        self.clock.fetch_add(seconds * 1_000_000, Ordering::Relaxed);
    }

    /// A record as it is now.
    pub fn get<E: Entity>(&self, id: Id<E>) -> E {
        self.read(&we(), |read| read.get(id)).unwrap()
    }

    /// Keeps a new record.
    pub fn keep<E: Entity + Clone + Send + Sync>(&self, record: E) -> base::Result<Id<E>> {
        self.write(&we(), move |tx| tx.insert(&mut record.clone()))
    }

    /// Runs a verb without input.
    pub fn does<E: Entity>(&self, id: Id<E>, verb: &'static str) -> base::Result<store::Made> {
        self.write(&we(), move |tx| perform(tx, id, verb))
    }

    /// Runs a verb with its input.
    pub fn does_with<E: Entity, I: Input + Send + Sync>(
        &self,
        id: Id<E>,
        verb: &'static str,
        input: I,
    ) -> base::Result<store::Made> {
        self.write(&we(), move |tx| perform_with(tx, id, verb, &input))
    }
}
