//! A company with books, 19 % tax, a warehouse, a bolt and a customer.

use base::{Date, Id, Money, Price, Quantity};
use catalog::{Dimension, Item, Unit};
use entity::{Entity, Head, Input, Record};
use parties::Party;
use platform::{Company, Currency};
use sales::{Bill, CustomerInvoice, Deliver, Delivery, Order, OrderLine};
use stock::{Movement, MovementLine, Purpose, Warehouse};
use store::testing::Fresh;
use store::{Hooks, Registry, Tx, Who};

pub struct World {
    pub set: Fresh,
    pub company: Id<Company>,
    pub warehouse: Id<Warehouse>,
    pub bolt: Id<Item>,
    pub hours: Id<Item>,
    pub customer: Id<Party>,
}

impl std::ops::Deref for World {
    type Target = Fresh;
    fn deref(&self) -> &Fresh {
        &self.set
    }
}

/// Everybody may do everything, and approvals wait as they do in the house.
const APPROVALS: Hooks = Hooks {
    hold: platform::approval::hold,
    may_transition: platform::approval::may_transition,
    saved: platform::approval::saved,
    ..Hooks::OPEN
};

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

/// What follows in sales on what stock does, as the program's table has it.
static REACTIONS: [store::Reaction; 2] = [
    store::Reaction { after: "stock.pick_list", action: "finish", run: sales::picking::picked },
    store::Reaction { after: "stock.value_adjustment", action: "create", run: sales::customer_invoice::corrected },
];

/// A company that books goods in this chart's way and values them so.
pub fn world(chart: accounting::charts::Chart, costing: accounting::Costing) -> World {
    let modules =
        [&platform::MODULE, &parties::MODULE, &catalog::MODULE, &accounting::MODULE, &stock::MODULE, &sales::MODULE];
    let set = Fresh::open(Registry::reacting(&modules, &[], APPROVALS, &REACTIONS));
    let (company, warehouse, bolt, hours, customer) = set
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
            bolt.list_price = Some(price("25"));
            let bolt = tx.insert(&mut bolt)?;
            let mut hours = Item::goods("HOUR", "Hour", piece);
            (hours.nature, hours.currency, hours.list_price) =
                (catalog::Nature::Service, Some(euro), Some(price("60")));
            let hours = tx.insert(&mut hours)?;
            let percent = base::Percent::parse("19").unwrap();
            let full = accounting::TaxCode::new(company, "S19", "19 %", accounting::Direction::Sale, percent);
            let full = tx.insert(&mut full.clone())?;
            tx.insert(&mut accounting::TaxRule {
                head: Head::default(),
                company,
                direction: accounting::Direction::Sale,
                destination: accounting::Destination::Anywhere,
                country: None,
                standing: None,
                item_group: None,
                starts_on: day("2020-01-01"),
                ends_on: None,
                tax_code: Some(full),
            })?;
            let customer = tx.insert(&mut Party::organisation("Nordbau GmbH"))?;
            Ok((company, warehouse, bolt, hours, customer))
        })
        .unwrap();
    World { set, company, warehouse, bolt, hours, customer }
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

    /// An order of bolts and hours, confirmed.
    pub fn ordered(&self, on: &str, bolts: i64, hours: i64) -> base::Result<Id<Order>> {
        let mut lines = Vec::new();
        for (item, n) in [(self.bolt, bolts), (self.hours, hours)] {
            if n > 0 {
                lines.push(OrderLine::of(item, pieces(n)));
            }
        }
        let draft = Order::new(self.company, self.customer, day(on), lines);
        self.write(&we(), move |tx| {
            let id = tx.insert(&mut draft.clone())?;
            perform(tx, id, "confirm")?;
            Ok(id)
        })
    }

    /// Delivers what is left of an order.
    pub fn delivered(&self, order: Id<Order>, on: &str) -> base::Result<Id<Delivery>> {
        let posted_on = Some(day(on));
        self.write(&we(), move |tx| {
            let made = perform_with(tx, order, "deliver", &Deliver { posted_on })?;
            let id: Id<Delivery> = Id::from_raw(made[0].1);
            perform(tx, id, "post")?;
            Ok(id)
        })
    }

    /// Invoices what was delivered of an order.
    pub fn billed(&self, order: Id<Order>, on: &str) -> base::Result<Id<CustomerInvoice>> {
        let posted_on = Some(day(on));
        self.write(&we(), move |tx| {
            let made = perform_with(tx, order, "bill", &Bill { posted_on })?;
            let id: Id<CustomerInvoice> = Id::from_raw(made[0].1);
            perform(tx, id, "post")?;
            Ok(id)
        })
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
            let laws = accounting::MODULE.laws.iter().chain(stock::MODULE.laws).chain(sales::MODULE.laws);
            let all = laws.map(|law| (law.broken)(read)).collect::<base::Result<Vec<_>>>()?;
            Ok(all.into_iter().flatten().collect())
        })
        .unwrap()
    }
}

use entity::Named as _;
