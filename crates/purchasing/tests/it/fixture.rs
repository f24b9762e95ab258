//! A company with books, a warehouse, a bolt, and Ferrum, who sells bolts.

use accounting::{Costing, Direction, ExchangeRate, RateKind, TaxCode, TaxRule, charts::Chart};
use base::{Date, Id, Money, Percent, Price, Quantity, Rate};
use catalog::{Dimension, Item, Nature, Unit};
use entity::{Entity, Head, Input, Record};
use parties::Party;
use platform::{Company, Currency};
use purchasing::{GoodsReceipt, InvoiceLine, Order, OrderLine, Paper, ReceiptLine, SupplierInvoice, held};
use stock::{Movement, MovementLine, Purpose, Warehouse};
use store::testing::Fresh;
use store::{Hooks, Registry, Tx, Who};

pub struct World {
    pub set: Fresh,
    pub company: Id<Company>,
    pub warehouse: Id<Warehouse>,
    pub supplier: Id<Party>,
    pub bolt: Id<Item>,
    /// Something that is done.
    pub repair: Id<Item>,
    pub piece: Id<Unit>,
    pub euro: Id<Currency>,
    pub dollar: Id<Currency>,
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

pub fn percent(text: &str) -> Percent {
    Percent::parse(text).unwrap()
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

/// Runs a verb.
pub fn perform<E: Entity>(tx: &mut Tx, id: Id<E>, verb: &str) -> base::Result<store::Made> {
    tx.perform(E::NAME, id.raw(), verb, None, &Record::default())
}

/// A company that books goods in this chart's way and values them so; purchases bear no tax.
pub fn world(chart: Chart, costing: Costing) -> World {
    let modules = [
        &platform::MODULE,
        &parties::MODULE,
        &catalog::MODULE,
        &accounting::MODULE,
        &stock::MODULE,
        &purchasing::MODULE,
    ];
    let set = Fresh::open(Registry::new(&modules, &[], APPROVALS));
    let made = set.write(&we(), move |tx| {
        platform::seed::basics(tx, platform::Language::English)?;
        let euro = Currency::by_code(tx, "EUR")?.unwrap();
        let dollar = Currency::by_code(tx, "USD")?.unwrap();
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
        let mut repair = Item::goods("REPAIR", "Repair", piece);
        repair.nature = Nature::Service;
        let repair = tx.insert(&mut repair)?;
        let mut ferrum = Party::organisation("Ferrum");
        ferrum.roles = vec![parties::Role::of(parties::RoleName::Supplier)].into();
        let supplier = tx.insert(&mut ferrum)?;
        Ok((company, warehouse, supplier, bolt, repair, piece, euro, dollar))
    });
    let (company, warehouse, supplier, bolt, repair, piece, euro, dollar) = made.unwrap();
    World { set, company, warehouse, supplier, bolt, repair, piece, euro, dollar }
}

/// Anglo-Saxon, at the average.
pub fn average() -> World {
    world(Chart::General, Costing::MovingAverage)
}

impl World {
    /// A draft of an order.
    pub fn draft(&self, lines: Vec<OrderLine>) -> Order {
        let order = Order::new(self.company, self.supplier, day("2026-01-02"), lines);
        Order { warehouse: Some(self.warehouse), ..order }
    }

    /// A released order.
    pub fn released(&self, order: Order) -> base::Result<Id<Order>> {
        self.write(&we(), move |tx| {
            let id = tx.insert(&mut order.clone())?;
            perform(tx, id, "release")?;
            Ok(id)
        })
    }

    /// Orders bolts.
    pub fn order(&self, n: i64, at: &str) -> Id<Order> {
        self.released(self.draft(vec![OrderLine::new(self.bolt, pieces(n)).at(price(at))])).unwrap()
    }

    /// So many of the first line of an order come.
    pub fn receive(&self, order: Id<Order>, on: &str, n: i64) -> base::Result<Id<GoodsReceipt>> {
        self.receive_sorted(order, on, (n, 0, 0))
    }

    /// So many come fit, to be inspected, and not fit.
    pub fn receive_sorted(&self, order: Id<Order>, on: &str, n: (i64, i64, i64)) -> base::Result<Id<GoodsReceipt>> {
        let on = day(on);
        self.write(&we(), move |tx| {
            let order = tx.get(order)?;
            let line = ReceiptLine {
                quarantined: pieces(n.1),
                rejected: pieces(n.2),
                ..ReceiptLine::of(&order, &order.lines[0], pieces(n.0))
            };
            let mut receipt = GoodsReceipt::new(order.company, order.supplier, on, vec![line]);
            let id = tx.insert(&mut receipt)?;
            perform(tx, id, "post")?;
            Ok(id)
        })
    }

    /// The supplier invoices so many of the first line of an order.
    pub fn invoice(
        &self,
        order: Id<Order>,
        number: &str,
        on: &str,
        n: i64,
        at: &str,
    ) -> base::Result<Id<SupplierInvoice>> {
        let (on, number, at) = (day(on), number.to_owned(), price(at));
        self.write(&we(), move |tx| {
            let order = tx.get(order)?;
            let line = InvoiceLine { price: at, ..InvoiceLine::of(&order, &order.lines[0], pieces(n)) };
            let invoice = SupplierInvoice::new(order.company, order.supplier, &number, on, vec![line]);
            let mut invoice = SupplierInvoice { currency: order.currency, ..invoice };
            let id = tx.insert(&mut invoice)?;
            perform(tx, id, "post")?;
            Ok(id)
        })
    }

    /// Bolts that are thrown away.
    pub fn scrap(&self, on: &str, n: i64) {
        self.scrap_some(day(on), n).unwrap();
    }

    /// Bolts that are thrown away, if they are there.
    pub fn scrap_some(&self, on: Date, n: i64) -> base::Result<()> {
        let line = MovementLine::new(self.bolt, pieces(n), None);
        let draft = Movement::new(self.company, self.warehouse, Purpose::Scrap, on, vec![line]);
        self.write(&we(), move |tx| {
            let id = tx.insert(&mut draft.clone())?;
            perform(tx, id, "post").map(|_| ())
        })
    }

    /// One dollar is so many euros from a day on.
    pub fn rate(&self, on: &str, rate: &str) {
        let (dollar, euro, on, rate) = (self.dollar, self.euro, day(on), Rate::parse(rate).unwrap());
        self.write(&we(), move |tx| {
            tx.insert(&mut ExchangeRate {
                head: Head::default(),
                base_currency: dollar,
                currency: euro,
                kind: RateKind::Spot,
                quoted_on: on,
                rate,
            })
        })
        .unwrap();
    }

    /// Purchases bear this tax, of which so much may be deducted.
    pub fn tax(&self, rate: &str, recoverable: &str) {
        let (company, rate, recoverable) = (self.company, percent(rate), percent(recoverable));
        self.write(&we(), move |tx| {
            let code = TaxCode::new(company, "P", "Input tax", Direction::Purchase, rate);
            let code = tx.insert(&mut TaxCode { recoverable, ..code })?;
            tx.insert(&mut TaxRule {
                head: Head::default(),
                company,
                direction: Direction::Purchase,
                destination: accounting::Destination::Anywhere,
                country: None,
                standing: None,
                item_group: None,
                starts_on: day("2020-01-01"),
                ends_on: None,
                tax_code: Some(code),
            })
        })
        .unwrap();
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

    /// Reads a record.
    pub fn got<E: Entity>(&self, id: Id<E>) -> E {
        self.read(&we(), |read| read.get(id)).unwrap()
    }

    /// What happened of the first line of an order: received, rejected, invoiced, ahead.
    pub fn progress(&self, order: Id<Order>) -> [String; 4] {
        let line = self.got(order).lines[0].head.id;
        let all = self.read(&we(), |read| held::progress(read, &[order.raw()])).unwrap();
        let p = all.get(&line).copied().unwrap_or_default();
        [p.received, p.rejected, p.invoiced, p.ahead].map(|q| q.to_string())
    }

    /// Every law of the books, of stock and of purchasing that does not hold.
    pub fn broken(&self) -> Vec<String> {
        self.read(&we(), |read| {
            let laws = accounting::MODULE.laws.iter().chain(stock::MODULE.laws).chain(purchasing::MODULE.laws);
            let all = laws.map(|law| (law.broken)(read)).collect::<base::Result<Vec<_>>>()?;
            Ok(all.into_iter().flatten().collect())
        })
        .unwrap()
    }

    /// Runs a verb on a record.
    pub fn does<E: Entity>(&self, id: Id<E>, verb: &'static str) -> base::Result<store::Made> {
        self.write(&we(), move |tx| perform(tx, id, verb))
    }

    /// Runs a verb with its input on a record.
    pub fn does_with<E: Entity, I: Input>(&self, id: Id<E>, verb: &'static str, input: I) -> base::Result<store::Made> {
        let input = input.to_record();
        self.write(&we(), move |tx| tx.perform(E::NAME, id.raw(), verb, None, &input))
    }
}

/// What stands on a paper of that day.
pub fn paper(number: &str, on: &str) -> Paper {
    Paper { supplier_number: number.to_owned(), documented_on: day(on), due_on: None }
}
