//! The trade of the demonstration company: goods come, orders are promised, delivered, invoiced and mostly paid, month by month.

use accounting::{Destination, Direction, Flow, OpenItem, Payment, PaymentLine, TaxCode, TaxRule};
use base::{Date, Error, Id, Percent, Price, Quantity, Result};
use catalog::Item;
use entity::{Entity, Head, Input, Record};
use parties::Party;
use platform::{Company, Currency, Team, User};
use sales::{Bill, CustomerInvoice, Deliver, Delivery, Order, OrderLine};
use stock::{Movement, MovementLine, Purpose, Warehouse};
use store::{Made, Set, Tx, Who};

/// Orders of a usual month; the last ones are busier.
const ORDERS: usize = 4;

/// Who sells what, and since when.
#[derive(Clone, Debug)]
struct Shop {
    company: Id<Company>,
    warehouse: Id<Warehouse>,
    items: Vec<(Id<Item>, Price)>,
    customers: Vec<Id<Party>>,
    /// Who sells, in turns by customer.
    sellers: Vec<(Id<User>, Option<Id<Team>>)>,
    first: Date,
    today: Date,
}

fn we() -> Who {
    Who::program("demo")
}

fn perform<E: Entity, I: Input>(tx: &mut Tx, id: Id<E>, verb: &str, input: &I) -> Result<Made> {
    tx.perform(E::NAME, id.raw(), verb, None, &input.to_record())
}

fn act<E: Entity>(tx: &mut Tx, id: Id<E>, verb: &str) -> Result<Made> {
    tx.perform(E::NAME, id.raw(), verb, None, &Record::default())
}

/// Trades from the first day of the books to today, each step the transaction it would have been.
pub fn trade(set: &Set) -> Result<()> {
    let shop = set.write(&we(), found)?;
    let (mut month, mut turn) = (shop.first, 0);
    while month <= shop.today {
        fill_up(set, &shop, month, turn)?;
        let busy = month.add_months(3)? > shop.today;
        let orders = if busy { ORDERS * 2 } else { ORDERS };
        for place in 0..orders {
            let on = month.add_days(2 + (place * 26 / orders) as i64)?;
            if on <= shop.today {
                order(set, &shop, on, turn * 7 + place)?;
            }
        }
        (month, turn) = (month.add_months(1)?, turn + 1);
    }
    Ok(())
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
    let warehouse = tx.insert(&mut Warehouse::new(company, "MAIN", "Central warehouse"))?;
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
    let logins = r#"["tom@demo.example","diego@demo.example","lucia@demo.example"]"#;
    let sellers: Vec<User> = tx.select("login IN TEXTS($1) ORDER BY id", &[logins.into()])?;
    let sellers = sellers.iter().map(|u| (u.id(), u.team)).collect();
    Ok(Shop { company, warehouse, items, customers: customers.iter().map(Entity::id).collect(), sellers, first, today })
}

/// The month's goods arrive, a little dearer every year.
fn fill_up(set: &Set, shop: &Shop, month: Date, turn: usize) -> Result<()> {
    let shop = shop.clone();
    set.write(&we(), move |tx| {
        let mut lines = Vec::new();
        for (place, (item, cost)) in shop.items.iter().enumerate() {
            if turn > 0 && !(place + turn).is_multiple_of(3) {
                continue;
            }
            let quantity = Quantity::whole(140 + ((place * 11 + turn * 5) % 50) as i64 * 3)?;
            let dearer = Price::from_units(cost.units() / 1_000 * (1_000 + 2 * turn as i64));
            lines.push(MovementLine::new(*item, quantity, Some(dearer)));
        }
        let mut movement = Movement::new(shop.company, shop.warehouse, Purpose::Receipt, month, lines);
        movement.text = Some("Goods of the month".to_owned());
        let id = tx.insert(&mut movement)?;
        act(tx, id, "post").map(|_| ())
    })
}

/// One order as far as it has come by today: the older, the further.
fn order(set: &Set, shop: &Shop, on: Date, number: usize) -> Result<()> {
    let s = shop.clone();
    let id: Id<Order> = set.write(&we(), move |tx| {
        let lines = (0..1 + number % 5).map(|line| {
            let (item, _) = s.items[(number * 3 + line * 7) % s.items.len()];
            let quantity = Quantity::whole(12 + ((number * 5 + line * 3) % 8) as i64 * 9).unwrap_or(Quantity::ZERO);
            OrderLine::of(item, quantity)
        });
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
    if age < 9 || held {
        return Ok(());
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
    // Most pay when it is due; every ninth forgets.
    let paid_on = leaves.add_days(24 + (number % 14) as i64)?;
    if paid_on > shop.today || number % 9 == 4 {
        return Ok(());
    }
    let (company, kind) = (shop.company, i64::from(CustomerInvoice::DEF.kind));
    set.write(&we(), move |tx| {
        let items: Vec<OpenItem> =
            tx.select("source_kind = $1 AND source = $2", &[kind.into(), invoice.raw().into()])?;
        let Some(item) = items.first() else { return Ok(()) };
        let payment = Payment::new(company, Flow::Received, item.party, item.open, paid_on);
        let mut payment = payment.settling(vec![PaymentLine::of(item.id(), item.open)]);
        (payment.currency, payment.reference) = (Some(item.currency), Some(item.number.clone()));
        let id = tx.insert(&mut payment)?;
        act(tx, id, "post").map(|_| ())
    })
}
