//! The trade of the demonstration company: goods come, orders are promised, delivered, invoiced and mostly paid, month by month.

use accounting::{Destination, DimensionSet, Direction, Flow, OpenItem, Payment, PaymentLine, TaxCode, TaxRule};
use base::{Date, Error, Id, Percent, Price, Quantity, Result};
use catalog::Item;
use entity::{Entity, Head, Input, Record};
use parties::Party;
use platform::{Company, Currency, Team, User};
use sales::{Bill, CustomerInvoice, Deliver, Delivery, Order, OrderLine};
use std::collections::BTreeMap;
use stock::Warehouse;
use store::{Made, Set, Tx, Who};

/// Orders of a usual month; the last ones are busier.
const ORDERS: usize = 4;

/// Who sells what, and since when.
#[derive(Clone, Debug)]
pub(super) struct Shop {
    pub company: Id<Company>,
    pub warehouse: Id<Warehouse>,
    pub items: Vec<(Id<Item>, Price)>,
    /// The product line of each item.
    pub lines: BTreeMap<i64, Id<DimensionSet>>,
    pub customers: Vec<Id<Party>>,
    pub suppliers: Vec<Id<Party>>,
    /// Who sells, in turns by customer.
    pub sellers: Vec<(Id<User>, Option<Id<Team>>)>,
    first: Date,
    pub today: Date,
}

impl Shop {
    /// Orders of a month; the last months are busier.
    pub fn orders(&self, month: Date) -> Result<usize> {
        Ok(if month.add_months(3)? > self.today { ORDERS * 2 } else { ORDERS })
    }

    /// The number that tells orders of different months apart.
    pub fn number(turn: usize, place: usize) -> usize {
        turn * 7 + place
    }

    /// What an order is for.
    pub fn wanted(&self, number: usize) -> Vec<(Id<Item>, Quantity)> {
        let line = |line: usize| {
            let (item, _) = self.items[(number * 3 + line * 7) % self.items.len()];
            let quantity = Quantity::whole(30 + ((number * 5 + line * 3) % 8) as i64 * 22);
            (item, quantity.unwrap_or(Quantity::ZERO))
        };
        (0..1 + number % 5).map(line).collect()
    }
}

pub(super) fn we() -> Who {
    Who::program("demo")
}

pub(super) fn perform<E: Entity, I: Input>(tx: &mut Tx, id: Id<E>, verb: &str, input: &I) -> Result<Made> {
    tx.perform(E::NAME, id.raw(), verb, None, &input.to_record())
}

pub(super) fn act<E: Entity>(tx: &mut Tx, id: Id<E>, verb: &str) -> Result<Made> {
    tx.perform(E::NAME, id.raw(), verb, None, &Record::default())
}

/// Trades from the first day of the books to today, each step the transaction it would have been.
pub(super) fn trade(set: &Set) -> Result<Shop> {
    let shop = set.write(&we(), found)?;
    let (mut month, mut turn) = (shop.first, 0);
    while month <= shop.today {
        super::supply::fill_up(set, &shop, month, turn)?;
        let orders = shop.orders(month)?;
        for place in 0..orders {
            let on = month.add_days(2 + (place * 26 / orders) as i64)?;
            if on <= shop.today {
                order(set, &shop, on, Shop::number(turn, place))?;
            }
        }
        (month, turn) = (month.add_months(1)?, turn + 1);
    }
    super::supply::fill_up(set, &shop, month, turn)?;
    Ok(shop)
}

/// Tax codes with their rules, a warehouse, and who buys what.
fn found(tx: &mut Tx) -> Result<Shop> {
    let missing = |what: &str| Error::not_found("demo", what);
    let companies: Vec<Company> = tx.select("archived_at IS NULL ORDER BY id LIMIT 1", &[])?;
    let company = companies.first().map(Entity::id).ok_or_else(|| missing("company"))?;
    let euro = Currency::by_code(tx, "EUR")?.ok_or_else(|| missing("EUR"))?;
    let first = tx.row("SELECT MIN(starts_on) FROM accounting_fiscal_year", &[])?;
    let first = first.as_ref().and_then(|r| r.first()).and_then(entity::Value::text).unwrap_or_default();
    let first = Date::parse(first).map_err(|_| missing("fiscal year"))?;
    let mut code = TaxCode::new(company, "IVA21", "IVA 21 %", Direction::Sale, Percent::parse("21")?);
    (code.base_box, code.tax_box) = (Some("07".to_owned()), Some("09".to_owned()));
    let code = tx.insert(&mut code)?;
    for (destination, tax_code) in [(Destination::Domestic, Some(code)), (Destination::Abroad, None)] {
        tx.insert(&mut TaxRule {
            head: Head::default(),
            company,
            direction: Direction::Sale,
            destination,
            country: None,
            standing: None,
            item_group: None,
            starts_on: first,
            ends_on: None,
            tax_code,
        })?;
    }
    let mut input = TaxCode::new(company, "IVAS21", "IVA soportado 21 %", Direction::Purchase, Percent::parse("21")?);
    (input.base_box, input.tax_box) = (Some("28".to_owned()), Some("29".to_owned()));
    let input = tx.insert(&mut input)?;
    for (destination, tax_code) in [(Destination::Domestic, Some(input)), (Destination::Abroad, None)] {
        tx.insert(&mut TaxRule {
            head: Head::default(),
            company,
            direction: Direction::Purchase,
            destination,
            country: None,
            standing: None,
            item_group: None,
            starts_on: first,
            ends_on: None,
            tax_code,
        })?;
    }
    let names = ["Central warehouse", "中央仓库", "Almacén central"];
    let warehouse = super::called(tx, &mut Warehouse::new(company, "MAIN", names[0]), names)?;
    let sold = "nature = 'goods' AND tracking = 'without' AND state = 'active' AND currency = $1 AND list_price > 0 \
                AND id NOT IN (SELECT variant_of FROM catalog_item WHERE variant_of IS NOT NULL) ORDER BY id LIMIT 40";
    let items: Vec<Item> = tx.select(sold, &[euro.into()])?;
    let cost = |i: &Item| {
        let units = i.list_price.map_or(0, Price::units);
        (i.id(), i.standard_cost.unwrap_or(Price::from_units(units * 55 / 100)))
    };
    let customers: Vec<Party> = tx.select(
        "archived_at IS NULL AND is_customer = 1 AND state <> 'blocked' AND (currency IS NULL OR currency = $1) ORDER BY id",
        &[euro.into()],
    )?;
    let today = tx.today();
    let items: Vec<(Id<Item>, Price)> = items.iter().map(cost).collect();
    if items.is_empty() || customers.is_empty() {
        return Err(missing("items and customers"));
    }
    let suppliers: Vec<Party> = tx.select(
        "archived_at IS NULL AND is_supplier = 1 AND state <> 'blocked' AND (currency IS NULL OR currency = $1) ORDER BY id LIMIT 5",
        &[euro.into()],
    )?;
    let suppliers = suppliers.iter().map(Entity::id).collect();
    let logins = r#"["tom@demo.example","diego@demo.example","lucia@demo.example"]"#;
    let sellers: Vec<User> = tx.select("login IN TEXTS($1) ORDER BY id", &[logins.into()])?;
    let sellers = sellers.iter().map(|u| (u.id(), u.team)).collect();
    Ok(Shop {
        company,
        warehouse,
        items,
        lines: super::dimensions::lines(tx)?,
        customers: customers.iter().map(Entity::id).collect(),
        suppliers,
        sellers,
        first,
        today,
    })
}

/// One order as far as it has come by today: the older, the further.
fn order(set: &Set, shop: &Shop, on: Date, number: usize) -> Result<()> {
    let s = shop.clone();
    let id: Id<Order> = set.write(&we(), move |tx| {
        let line = |(item, quantity): (Id<Item>, Quantity)| OrderLine {
            dimensions: s.lines.get(&item.raw()).copied(),
            ..OrderLine::of(item, quantity)
        };
        let lines = s.wanted(number).into_iter().map(line);
        let customer = s.customers[(number * 5 + 1) % s.customers.len()];
        let mut order = Order::new(s.company, customer, on, lines.collect());
        let seller = s.sellers.get(customer.raw() as usize % s.sellers.len().max(1));
        (order.owner, order.team) = seller.map_or((None, None), |(user, team)| (Some(*user), *team));
        order.requested = on.add_days(7)?;
        order.reference = Some(format!("{}-{:03}", on.year() % 100, number % 1_000));
        tx.insert(&mut order)
    })?;
    let age = on.days_until(shop.today);
    // What came in this week is still being talked about.
    if age < 5 && number.is_multiple_of(2) {
        return Ok(());
    }
    set.write(&we(), move |tx| act(tx, id, "confirm").map(|_| ()))?;
    let held = set.read(&we(), move |read| Ok(read.get(id)?.hold == sales::Hold::Credit))?;
    if age < 9 || held && age < 25 {
        return Ok(());
    }
    if held {
        let reason = sales::Release {
            reason: entity::Text::new("Paid the last two invoices early; agreed by telephone."),
            until: None,
        };
        set.write(&we(), move |tx| perform(tx, id, "let_through", &reason).map(|_| ()))?;
    }
    let leaves = on.add_days(1)?;
    let delivered = set.write(&we(), move |tx| {
        let made = perform(tx, id, "deliver", &Deliver { posted_on: Some(leaves) })?;
        let delivery: Id<Delivery> = Id::from_raw(made.first().map_or(0, |m| m.1));
        act(tx, delivery, "post").map(|_| ())
    });
    match delivered {
        // Sold out: it waits for the goods of the next month.
        Err(Error::Refused(_)) => return Ok(()),
        other => other?,
    }
    if age < 13 {
        return Ok(());
    }
    let invoice: Id<CustomerInvoice> = set.write(&we(), move |tx| {
        let made = perform(tx, id, "bill", &Bill { posted_on: Some(leaves) })?;
        let invoice: Id<CustomerInvoice> = Id::from_raw(made.first().map_or(0, |m| m.1));
        let mut draft = tx.lock(invoice)?;
        draft.due_on = Some(leaves.add_days(30)?);
        tx.update(&mut draft)?;
        act(tx, invoice, "post")?;
        Ok(invoice)
    })?;
    // Most pay when it is due; every ninth only after reminders.
    let late = if number % 9 == 4 { 75 } else { 0 };
    let paid_on = leaves.add_days(24 + (number % 14) as i64 + late)?;
    if paid_on > shop.today {
        return Ok(());
    }
    let company = shop.company;
    set.write(&we(), move |tx| pay(tx, company, invoice, paid_on))
}

/// The customer pays an invoice, all of it.
pub(super) fn pay(tx: &mut Tx, company: Id<Company>, invoice: Id<CustomerInvoice>, on: Date) -> Result<()> {
    let kind = i64::from(CustomerInvoice::DEF.kind);
    let items: Vec<OpenItem> = tx.select("source_kind = $1 AND source = $2", &[kind.into(), invoice.raw().into()])?;
    let Some(item) = items.first() else { return Ok(()) };
    let payment = Payment::new(company, Flow::Received, item.party, item.open, on);
    let mut payment = payment.settling(vec![PaymentLine::of(item.id(), item.open)]);
    (payment.currency, payment.reference) = (Some(item.currency), Some(item.number.clone()));
    let id = tx.insert(&mut payment)?;
    act(tx, id, "post").map(|_| ())
}
