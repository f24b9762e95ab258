//! What the demonstration company does now and then: rates and terms, a sale abroad, batches that expire, limits of prices,
//! changed orders, packages, goods sent back, lists to pick from.

use super::trade::{Shop, act, pay, perform, we};
use accounting::{ExchangeRate, PartyTerms, PaymentTerm, RateKind, TermInstalment, TermOffer};
use base::{Date, Error, Id, Percent, Price, Quantity, Rate, Result};
use catalog::Item;
use entity::{Entity, Head, Text};
use parties::Party;
use platform::Currency;
use purchasing::{GoodsReceipt, ReturnLine, SupplierReturn};
use sales::{Bill, CustomerInvoice, Deliver, Delivery, Order, OrderLine, Pack, PriceGuard, Reaction};
use stock::picking::PickList;
use stock::{Lot, Movement, MovementLine, Purpose, Status};
use store::{Set, Tx};

/// What is agreed and known before anything is traded.
pub(super) fn agree(set: &Set) -> Result<()> {
    set.write(&we(), |tx| {
        rates(tx)?;
        terms(tx)
    })
}

/// What was sold beside the usual, while those months were open.
pub(super) fn sell(set: &Set, shop: &Shop) -> Result<()> {
    abroad(set, shop)?;
    batches(set, shop)
}

/// Everything else in turn, each step the transaction it would have been.
pub(super) fn work(set: &Set, shop: &Shop) -> Result<()> {
    changed(set, shop)?;
    packed(set, shop)?;
    sent_back(set, shop)?;
    to_pick(set)?;
    limits(set, shop)
}

/// What a euro was worth once a week, and on each working day of the last four weeks.
fn rates(tx: &mut Tx) -> Result<()> {
    let euro = currency(tx, "EUR")?;
    let today = tx.today();
    let first = Date::new(today.year() - 2, 1, 1).ok_or_else(|| Error::broken("a year without a first day"))?;
    let mut days = Vec::new();
    let mut day = first;
    while day < today.add_days(-28)? {
        days.push(day);
        day = day.add_days(7)?;
    }
    for back in (0..28).rev() {
        let day = today.add_days(-back)?;
        if day.weekday().to_monday_zero_offset() < 5 {
            days.push(day);
        }
    }
    for (code, middle, swing) in [("USD", 10_850_i64, 340_i64), ("CNY", 78_200, 1_900), ("GBP", 8_560, 150)] {
        let other = currency(tx, code)?;
        for (place, quoted_on) in days.iter().enumerate() {
            // A slow wave and a quick one, so that a season differs from the next and a day from the day before.
            let (slow, quick) = (wave(place, 19), wave(place * 5 + code.len(), 7));
            let units = middle + swing * slow / 100 + swing * quick / 600;
            let rate = Rate::parse(&format!("{}.{:04}", units / 10_000, units % 10_000))?;
            let (head, kind) = (Head::default(), RateKind::default());
            tx.insert(&mut ExchangeRate {
                head,
                base_currency: euro,
                currency: other,
                kind,
                quoted_on: *quoted_on,
                rate,
            })?;
        }
    }
    Ok(())
}

/// From -100 to 100 and back in so many steps.
fn wave(place: usize, steps: i64) -> i64 {
    let at = place as i64 % (2 * steps);
    let up = if at < steps { at } else { 2 * steps - at };
    up * 200 / steps - 100
}

fn currency(tx: &Tx, code: &str) -> Result<Id<Currency>> {
    Currency::by_code(tx, code)?.ok_or_else(|| Error::not_found(Currency::DEF.name, code))
}

/// The terms of the house, and who has other ones.
fn terms(tx: &mut Tx) -> Result<()> {
    let month = ["30 days net", "30 天付清", "30 días netos"];
    let month = super::called(tx, &mut PaymentTerm::days("N30", month[0], 30), month)?;
    let early = ["30 days net, 2 % within 10", "30 天付清，10 天内付款减 2%", "30 días netos, 2 % en 10 días"];
    let offer = TermOffer { head: Head::default(), percent: Percent::parse("2")?, days: 10, end_of_month: false };
    let mut sooner = PaymentTerm { offers: vec![offer].into(), ..PaymentTerm::days("N30-2", early[0], 30) };
    let sooner = super::called(tx, &mut sooner, early)?;
    let halves = ["Half at once, half in 60 days", "一半立即付，一半 60 天付", "Mitad al contado, mitad a 60 días"];
    let part = |percent: Option<Percent>, days| TermInstalment { percent, ..TermInstalment::rest(days) };
    let two = vec![part(Some(Percent::parse("50")?), 0), part(None, 60)];
    let mut parts = PaymentTerm { instalments: two.into(), ..PaymentTerm::new("HALF", halves[0]) };
    let parts = super::called(tx, &mut parts, halves)?;
    let buyers: Vec<Party> =
        tx.select("archived_at IS NULL AND is_customer = 1 AND state = 'active' ORDER BY id LIMIT 12", &[])?;
    for (place, buyer) in buyers.iter().enumerate() {
        let term = [month, sooner, parts][place % 3];
        tx.insert(&mut PartyTerms { customer_term: Some(term), ..PartyTerms::new(buyer.id()) })?;
    }
    Ok(())
}

/// Somebody far away pays in dollars, four weeks later, when the rate is not that of the invoice any more.
fn abroad(set: &Set, shop: &Shop) -> Result<()> {
    let buyer: Option<Party> = set.read(&we(), |read| {
        let far = "archived_at IS NULL AND is_customer = 1 AND state = 'active' AND currency = \
                   (SELECT id FROM platform_currency WHERE code = 'USD') ORDER BY id LIMIT 1";
        Ok(read.select(far, &[])?.into_iter().next())
    })?;
    let Some(buyer) = buyer else { return Ok(()) };
    let company = shop.company;
    for (days, paid) in [(29, true), (16, false)] {
        let (on, customer) = (shop.today.add_days(-days)?, buyer.id());
        let items: Vec<_> =
            shop.items.iter().skip(days as usize % 9).step_by(8).take(3).map(|(item, _)| *item).collect();
        let order: Id<Order> = set.write(&we(), move |tx| {
            let mut lines = Vec::new();
            for item in &items {
                let euros = tx.get(*item)?.list_price.map_or(0, Price::units);
                let line = OrderLine::of(*item, Quantity::whole(5)?);
                lines.push(OrderLine { price: Some(Price::from_units(euros * 11 / 10)), ..line });
            }
            let order = Order::new(company, customer, on, lines);
            let order = tx.insert(&mut Order { requested: on.add_days(10)?, ..order })?;
            act(tx, order, "confirm")?;
            Ok(order)
        })?;
        if !leaves(set, order, on)? {
            continue;
        }
        let invoice: Id<CustomerInvoice> = set.write(&we(), move |tx| {
            let made = perform(tx, order, "bill", &Bill { posted_on: Some(on.add_days(1)?) })?;
            let invoice: Id<CustomerInvoice> = Id::from_raw(made.first().map_or(0, |m| m.1));
            act(tx, invoice, "post")?;
            Ok(invoice)
        })?;
        if paid {
            let paid_on = shop.today.add_days(-3)?;
            set.write(&we(), move |tx| pay(tx, company, invoice, paid_on))?;
        }
    }
    Ok(())
}

/// Oil and sealant come in batches that expire: one is old, one of it was sold, one is new.
fn batches(set: &Set, shop: &Shop) -> Result<()> {
    let (company, warehouse, today) = (shop.company, shop.warehouse, shop.today);
    let items: Vec<Item> = set.read(&we(), |read| {
        let kept = "tracking = 'lot' AND state = 'active' AND nature = 'goods' AND list_price > 0 \
                    AND id NOT IN (SELECT variant_of FROM catalog_item WHERE variant_of IS NOT NULL) ORDER BY id LIMIT 3";
        read.select(kept, &[])
    })?;
    let sold: Vec<Id<Item>> = items.iter().map(Entity::id).collect();
    for (place, item) in items.into_iter().enumerate() {
        set.write(&we(), move |tx| {
            let cost = Price::from_units(item.list_price.map_or(0, Price::units) * 55 / 100);
            for (letter, came, lasts) in [("A", 150, 175), ("B", 60, 420), ("C", 12, 540)] {
                let on = today.add_days(-came)?;
                let number = format!("{}{:02}{:02}-{letter}", place + 1, on.year() % 100, on.month());
                let lot = tx.insert(&mut Lot::new(item.id(), &number, Some(on.add_days(lasts)?)))?;
                let line = MovementLine::new(item.id(), Quantity::whole(24)?, Some(cost));
                let line = MovementLine { lot: Some(lot), ..line };
                let movement = tx.insert(&mut Movement::new(company, warehouse, Purpose::Receipt, on, vec![line]))?;
                act(tx, movement, "post")?;
            }
            Ok(())
        })?;
    }
    let customer = shop.customers[4 % shop.customers.len()];
    let on = today.add_days(-8)?;
    if sold.is_empty() {
        return Ok(());
    }
    let order: Id<Order> = set.write(&we(), move |tx| {
        let line = |item: &Id<Item>| Ok(OrderLine::of(*item, Quantity::whole(6)?));
        let lines = sold.iter().map(line).collect::<Result<Vec<_>>>()?;
        let order = tx.insert(&mut Order::new(company, customer, on, lines))?;
        act(tx, order, "confirm")?;
        Ok(order)
    })?;
    leaves(set, order, on).map(|_| ())
}

/// The goods of an order leave; false when the customer has no credit or the goods are not there.
fn leaves(set: &Set, order: Id<Order>, on: Date) -> Result<bool> {
    let left = set.write(&we(), move |tx| {
        let made = perform(tx, order, "deliver", &Deliver { posted_on: Some(on) })?;
        let delivery: Id<Delivery> = Id::from_raw(made.first().map_or(0, |m| m.1));
        act(tx, delivery, "post").map(|_| ())
    });
    match left {
        Err(Error::Refused(_)) => Ok(false),
        other => other.map(|()| true),
    }
}

/// A customer wants more of something, a supplier can send less: both orders are changed after they were promised.
fn changed(set: &Set, shop: &Shop) -> Result<()> {
    let recent = "state = 'confirmed' AND hold = 'without' AND id NOT IN (SELECT sales_order FROM sales_delivery_line WHERE sales_order IS NOT NULL) \
                  ORDER BY id DESC LIMIT 1";
    let order: Option<Order> = set.read(&we(), |read| Ok(read.select(recent, &[])?.into_iter().next()))?;
    if let Some(order) = order.map(|o| o.id()) {
        let why = sales::Reason { reason: Text::new("Telephone: two more of the first line, the rest a week later.") };
        let later = shop.today.add_days(12)?;
        set.write(&we(), move |tx| {
            perform(tx, order, "amend", &why)?;
            let mut open = tx.lock(order)?;
            let mut lines = open.lines.to_vec();
            for (place, line) in lines.iter_mut().enumerate() {
                match place {
                    0 => line.quantity = line.quantity.checked_add(Quantity::whole(2)?)?,
                    _ => line.requested = Some(later),
                }
            }
            open.lines = lines.into();
            tx.update(&mut open)?;
            act(tx, order, "confirm").map(|_| ())
        })?;
    }
    let coming = "state = 'released' ORDER BY id DESC LIMIT 1";
    let order: Option<purchasing::Order> = set.read(&we(), |read| Ok(read.select(coming, &[])?.into_iter().next()))?;
    if let Some(order) = order.map(|o| o.id()) {
        let why = purchasing::Reason { reason: "The supplier has ten fewer of the first.".to_owned() };
        set.write(&we(), move |tx| {
            perform(tx, order, "amend", &why)?;
            let mut open = tx.lock(order)?;
            let mut lines = open.lines.to_vec();
            if let Some(line) = lines.first_mut() {
                let fewer = line.quantity.checked_sub(Quantity::whole(10)?)?;
                line.quantity = if fewer.is_positive() { fewer } else { line.quantity };
            }
            open.lines = lines.into();
            tx.update(&mut open)?;
            act(tx, order, "release").map(|_| ())
        })?;
    }
    Ok(())
}

/// What left lately went in packages; the carrier said under which number.
fn packed(set: &Set, shop: &Shop) -> Result<()> {
    let carrier = set.read(&we(), |read| {
        let carries = "archived_at IS NULL AND id IN (SELECT document FROM parties_role WHERE role = 'carrier') ORDER BY id LIMIT 1";
        let found: Vec<Party> = read.select(carries, &[])?;
        Ok(found.first().map(Entity::id))
    })?;
    let since = shop.today.add_days(-45)?;
    let left: Vec<Delivery> = set
        .read(&we(), |read| read.select("state = 'posted' AND posted_on >= $1 ORDER BY id LIMIT 8", &[since.into()]))?;
    for (place, delivery) in left.iter().map(Entity::id).enumerate() {
        let weight = Some(Quantity::from_units(8_400_000 + 2_150_000 * place as i64));
        let tracking_number = Some(format!("ES{:010}", 4_418_200_000_i64 + 7_919 * place as i64));
        let pack = Pack { weight, carrier, tracking_number };
        set.write(&we(), move |tx| perform(tx, delivery, "pack", &pack).map(|_| ()))?;
    }
    Ok(())
}

/// Two pieces of what came last go back to who sent them.
fn sent_back(set: &Set, shop: &Shop) -> Result<()> {
    let last: Option<GoodsReceipt> = set.read(&we(), |read| {
        let last: Vec<GoodsReceipt> = read.select("state = 'posted' ORDER BY posted_on DESC, id DESC LIMIT 1", &[])?;
        last.first().map(|r| read.get(r.id())).transpose()
    })?;
    let Some(receipt) = last else { return Ok(()) };
    let Some(line) = receipt.lines.to_vec().first().map(|l| l.head.id) else { return Ok(()) };
    let (company, today) = (shop.company, shop.today);
    let gone = set.write(&we(), move |tx| {
        let lines = vec![ReturnLine::of(line, Quantity::whole(2)?, Status::Unrestricted)];
        let mut back = SupplierReturn::new(company, receipt.supplier, today, lines);
        back.reason = Some("Two of the carton are bent".to_owned());
        let id = tx.insert(&mut back)?;
        act(tx, id, "post").map(|_| ())
    });
    match gone {
        // All of it was sold meanwhile.
        Err(Error::Refused(_)) => Ok(()),
        other => other,
    }
}

/// Lists of what is to be taken from the shelves: one is done, its deliveries wait to be posted, another is open.
fn to_pick(set: &Set) -> Result<()> {
    let held = "state = 'confirmed' AND hold = 'without' AND delivered <> 'fully' ORDER BY requested, id LIMIT 12";
    let orders: Vec<Order> = set.read(&we(), |read| read.select(held, &[]))?;
    let mut lists: Vec<Id<PickList>> = Vec::new();
    for order in orders.iter().map(Entity::id) {
        if lists.len() == 2 {
            break;
        }
        let made = set.write(&we(), move |tx| act(tx, order, "pick"));
        match made {
            // Nothing is held for it.
            Err(Error::Refused(_)) => {}
            other => lists.extend(other?.first().map(|m| Id::from_raw(m.1))),
        }
    }
    let Some(first) = lists.first().copied() else { return Ok(()) };
    set.write(&we(), move |tx| act(tx, first, "finish").map(|_| ()))
}

/// From now on a thin margin is told of, and a big discount asks for a yes: a draft with one waits for it. Another order waits because its
/// customer asked for that.
fn limits(set: &Set, shop: &Shop) -> Result<()> {
    let company = shop.company;
    set.write(&we(), move |tx| {
        let (least_margin, most_discount) = (Some(Percent::parse("18")?), Some(Percent::parse("20")?));
        let (margin, discount) = (Reaction::Warn, Reaction::Block);
        let guard = PriceGuard { least_margin, margin, most_discount, discount, ..PriceGuard::new(company) };
        tx.insert(&mut guard.clone()).map(|_| ())
    })?;
    let (customer, today) = (shop.customers[6 % shop.customers.len()], shop.today);
    let wanted: Vec<_> = shop.items.iter().skip(5).step_by(9).take(2).map(|(item, _)| *item).collect();
    set.write(&we(), move |tx| {
        let line = |item: &Id<Item>| -> Result<OrderLine> {
            Ok(OrderLine { discount: Percent::parse("28")?, ..OrderLine::of(*item, Quantity::whole(10)?) })
        };
        let lines = wanted.iter().map(line).collect::<Result<Vec<_>>>()?;
        let order = Order::new(company, customer, today, lines);
        tx.insert(&mut Order { requested: today.add_days(9)?, ..order }).map(|_| ())
    })?;
    let open =
        "state = 'confirmed' AND hold = 'without' AND delivered = 'not' ORDER BY requested DESC, id DESC LIMIT 1";
    let last: Option<Order> = set.read(&we(), |read| Ok(read.select(open, &[])?.into_iter().next()))?;
    let Some(last) = last.map(|o| o.id()) else { return Ok(()) };
    let reason = Text::new("They move to a new shop and call when it is open.");
    let wait = sales::Wait { hold: sales::Hold::CustomerRequest, reason };
    set.write(&we(), move |tx| perform(tx, last, "put_on_hold", &wait).map(|_| ()))
}
