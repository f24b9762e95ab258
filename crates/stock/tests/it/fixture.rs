//! A company with books, a warehouse and a bolt.

use base::{Date, Id, Money, Price, Quantity};
use catalog::{Dimension, Item, Unit};
use entity::{Entity, Head, Input, Record};
use platform::{Company, Currency};
use stock::{Movement, MovementLine, Purpose, Warehouse};
use store::testing::Fresh;
use store::{Hooks, Registry, Tx, Who};

pub struct World {
    pub set: Fresh,
    pub company: Id<Company>,
    pub warehouse: Id<Warehouse>,
    pub bolt: Id<Item>,
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

/// Runs a verb with its input.
pub fn perform_with<E: Entity, I: Input>(tx: &mut Tx, id: Id<E>, verb: &str, input: &I) -> base::Result<store::Made> {
    tx.perform(E::NAME, id.raw(), verb, None, &input.to_record())
}

/// A company that books goods in this chart's way and values them so.
pub fn world(chart: accounting::charts::Chart, costing: accounting::Costing) -> World {
    let modules = [&platform::MODULE, &parties::MODULE, &catalog::MODULE, &accounting::MODULE, &stock::MODULE];
    let registry = Registry::new(&modules, &[], Hooks::OPEN);
    let now = base::Instant::parse("2026-02-10T08:00:00Z").unwrap();
    let options = store::Options { clock: std::sync::Arc::new(move || now), ..store::Options::default() };
    let set = Fresh::with(registry, options);
    let (company, warehouse, bolt) = set
        .write(&we(), move |tx| {
            platform::seed::basics(tx, platform::Language::English)?;
            let euro = Currency::by_code(tx, "EUR")?.unwrap();
            let spain = platform::Country::by_code(tx, "ES")?.unwrap();
            let company = tx.insert(&mut Company::new("Ponte Cycles", "PC", euro, spain))?;
            let books = tx.insert(&mut accounting::Books { costing, ..accounting::Books::new(company) })?;
            let language = platform::Language::English;
            let founding = accounting::Founding { chart, language, starts_on: day("2026-01-01") };
            perform_with(tx, books, "open", &founding)?;
            let warehouse = tx.insert(&mut Warehouse::new(company, "MAIN", "Main"))?;
            let piece = tx.insert(&mut Unit::of("pc", "Piece", Dimension::Count, (1, 1), "C62"))?;
            let mut bolt = Item::goods("BOLT", "Bolt", piece);
            (bolt.currency, bolt.standard_cost) = (Some(euro), Some(price("10")));
            let bolt = tx.insert(&mut bolt)?;
            Ok((company, warehouse, bolt))
        })
        .unwrap();
    World { set, company, warehouse, bolt }
}

impl World {
    /// Moves bolts: (purpose, day, pieces, cost of one).
    pub fn moved(&self, purpose: Purpose, on: &str, n: i64, cost: Option<&str>) -> base::Result<Id<Movement>> {
        let line = MovementLine::new(self.bolt, pieces(n), cost.map(price));
        let draft = Movement::new(self.company, self.warehouse, purpose, day(on), vec![line]);
        self.write(&we(), move |tx| {
            let id = tx.insert(&mut draft.clone())?;
            tx.perform(Movement::NAME, id.raw(), "post", None, &Record::default())?;
            Ok(id)
        })
    }

    /// Closes a part of a period softly.
    pub fn close(&self, period: &'static str, part: accounting::Part) {
        self.closing(period, part).unwrap();
    }

    /// The same, where something may keep it open.
    pub fn closing(&self, period: &'static str, part: accounting::Part) -> base::Result<store::Made> {
        self.write(&we(), move |tx| {
            let found: Vec<accounting::Period> = tx.select("name = $1", &[period.into()])?;
            let which = accounting::Which { part: Some(part) };
            perform_with(tx, Id::<accounting::Period>::from_raw(found[0].head.id), "close_softly", &which)
        })
    }

    /// More bolts may leave than are there.
    pub fn allow_below_zero(&self) {
        let (company, bolt) = (self.company, self.bolt);
        self.write(&we(), move |tx| {
            tx.insert(&mut stock::ItemPolicy {
                head: Head::default(),
                company,
                item: Some(bolt),
                item_group: None,
                method: None,
                below_zero: true,
            })
        })
        .unwrap();
    }

    /// The row written last.
    pub fn last_row(&self) -> Id<stock::LedgerRow> {
        let id = self.read(&we(), |read| read.number("SELECT MAX(id) FROM stock_ledger_row", &[])).unwrap();
        Id::from_raw(id)
    }

    /// Every row of stock: day, quantity, value.
    pub fn rows(&self) -> Vec<String> {
        self.read(&we(), |read| {
            let rows: Vec<stock::LedgerRow> = read.select("1 = 1 ORDER BY posted_on, id", &[])?;
            Ok(rows.iter().map(|r| format!("{} {} {}", r.posted_on, r.quantity, r.value.format(2))).collect())
        })
        .unwrap()
    }

    /// The ledger as text: account names and balances that are not zero, by code.
    pub fn ledger(&self) -> Vec<String> {
        let (company, last) = (self.company, day("2099-12-31"));
        self.read(&we(), |read| {
            let balances = accounting::balance::balances(read, company, None, last)?;
            let kept = accounting::kept::books(read)?;
            let line = |a: &accounting::Account| {
                let balance = balances.get(&a.head.id).copied().unwrap_or(Money::ZERO);
                (!balance.is_zero()).then(|| format!("{} {}", a.name.to_lowercase(), balance.format(2)))
            };
            Ok(kept.chart(company).into_iter().filter_map(line).collect())
        })
        .unwrap()
    }

    /// Every law of the books and of stock that does not hold.
    pub fn broken(&self) -> Vec<String> {
        self.read(&we(), |read| {
            let laws = accounting::MODULE.laws.iter().chain(stock::MODULE.laws);
            let all = laws.map(|law| (law.broken)(read)).collect::<base::Result<Vec<_>>>()?;
            Ok(all.into_iter().flatten().collect())
        })
        .unwrap()
    }
}

use entity::Named as _;
