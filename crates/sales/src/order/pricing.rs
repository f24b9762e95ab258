//! What an order says by itself: units, prices with their reasons, taxes, totals, and what is earned.

use super::{Order, OrderLine, PriceFrom, State};
use crate::{kit, price_guard, promise};
use accounting::taxing::{self, Taxable};
use accounting::{Direction, RateKind, rate};
use base::{Id, Money, Price, Result};
use catalog::{Item, Nature, pricing, units};
use entity::{Entity as _, Fields, Lines, Text};
use parties::{Party, loaded};
use platform::Currency;
use std::collections::{HashMap, HashSet};
use store::Read;

pub(super) fn complete(order: &mut Order, read: &Read, touched: &Fields) -> Result<()> {
    let kept = accounting::kept::books(read)?;
    let company_currency = kept.currency(order.company)?;
    order.company_currency = Some(company_currency);
    let party: Party = read.get(order.customer)?;
    let currency = *order.currency.get_or_insert(party.currency.unwrap_or(company_currency));
    if !matches!(order.lines, Lines::Loaded(_)) {
        return Ok(());
    }
    let items = items_of(read, &order.lines)?;
    let open = units_and_taxes(order, read, touched, &items, &party)?;
    prices(order, read, &items, currency, &open)?;
    let taxable: Vec<Taxable> = order.lines.iter().map(OrderLine::taxable).collect();
    let taxed = taxing::reckon(read, order.company, currency, order.ordered_on, &taxable)?;
    let taxed = taxed.stated(order.stated_tax)?;
    (order.net, order.tax, order.total) = (taxed.net, taxed.tax, taxed.total);
    let quote = rate::quote(read, currency, company_currency, RateKind::Spot, order.ordered_on)?;
    let (from, to) = (kept.exponent(currency), kept.exponent(company_currency));
    let mut sum = Money::ZERO;
    for (line, (net, tax, _)) in order.lines.iter_mut().zip(&taxed.lines) {
        line.net = *net;
        line.gross_base = quote.convert(net.checked_add(*tax)?, from, to)?;
        line.net_base = quote.convert(*net, from, to)?;
        sum = sum.checked_add(line.gross_base)?;
    }
    order.total_base = sum;
    promise::fill(order, read, &items)?;
    price_guard::look(order, read, &items)
}

impl OrderLine {
    /// What is taxed of it.
    pub(crate) fn taxable(&self) -> Taxable {
        Taxable {
            quantity: self.quantity,
            price: self.price.unwrap_or(Price::ZERO),
            discount: self.discount,
            code: self.tax_code,
            tax_inside: self.tax_inside,
            on: None,
        }
    }
}

/// Fills units and tax codes; answers the lines whose price the rules find.
fn units_and_taxes(
    order: &mut Order,
    read: &Read,
    touched: &Fields,
    items: &HashMap<i64, Item>,
    party: &Party,
) -> Result<Vec<usize>> {
    let promised = promised_before(order, read)?;
    let kits = kit::made_of(read, items.values())?;
    let draft = order.state == State::Draft;
    let mut open = Vec::new();
    for place in 0..order.lines.len() {
        let (company, ordered_on) = (order.company, order.ordered_on);
        let line = &mut order.lines[place];
        let Some(item) = items.get(&line.item.raw()) else { continue };
        let set = |name: &str| touched.has_line("lines", place, name);
        line.goods = item.nature != Nature::Service;
        // What was promised is made of what it was made of then.
        if draft || line.kit_kept() != kits.contains_key(&item.head.id).then_some(item.head.id) {
            line.kit_parts = kits.get(&item.head.id).cloned();
        }
        let unit = *line.unit.get_or_insert(item.base_unit);
        line.stock_quantity = match unit == item.base_unit {
            true => line.quantity,
            false => units::convert(read, item, line.quantity, unit, item.base_unit)?,
        };
        let agreed = line.quotation_line.is_some() || promised.contains(&line.head.id);
        if line.price.is_none() || (line.price_trace.is_some() && !set("price") && !agreed) {
            open.push(place);
        } else if set("price") || line.price_trace.is_none() {
            (line.price_trace, line.price_list) = (None, None);
            let offered = line.quotation_line.is_some() && !set("price");
            line.price_from = if offered { PriceFrom::Offer } else { PriceFrom::Hand };
        }
        if line.tax_code.is_none() && !set("tax_code") {
            line.tax_code = taxing::code_for(read, company, Direction::Sale, party, item.item_group, ordered_on)?;
        }
    }
    Ok(open)
}

/// Of an order that is being changed, the lines that still say what was confirmed: their price was promised.
fn promised_before(order: &Order, read: &Read) -> Result<HashSet<i64>> {
    if order.state != State::Amending {
        return Ok(HashSet::new());
    }
    let before: Order = read.get(order.id())?;
    let same = |l: &&OrderLine| {
        let old = loaded(&before.lines).iter().find(|b| b.head.id == l.head.id);
        old.is_some_and(|b| (b.item, b.quantity, b.unit, b.price) == (l.item, l.quantity, l.unit, l.price))
    };
    Ok(loaded(&order.lines).iter().filter(same).map(|l| l.head.id).collect())
}

/// Prices lines by the rules, all at once, and keeps why.
fn prices(
    order: &mut Order,
    read: &Read,
    items: &HashMap<i64, Item>,
    currency: Id<Currency>,
    places: &[usize],
) -> Result<()> {
    let places: Vec<usize> =
        places.iter().copied().filter(|p| items.contains_key(&order.lines[*p].item.raw())).collect();
    if places.is_empty() {
        return Ok(());
    }
    let mut wanted = Vec::with_capacity(places.len());
    for line in places.iter().map(|place| &order.lines[*place]) {
        let Some(item) = items.get(&line.item.raw()) else { continue };
        let (quantity, unit) = (line.quantity, line.unit.unwrap_or(item.base_unit));
        let tax = Some(taxing::on_top(read, line.tax_code, order.ordered_on)?);
        wanted.push(pricing::Wanted { item, quantity, unit, tax });
    }
    let priced = pricing::prices(read, Some(order.customer), currency, order.ordered_on, &wanted)?;
    for (place, priced) in places.into_iter().zip(priced) {
        let line = &mut order.lines[place];
        (line.price, line.tax_inside) = (Some(priced.price), priced.tax_inside);
        line.price_list = priced.trace.taken().map(|step| step.list.clone());
        line.price_from = if line.price_list.is_some() { PriceFrom::PriceList } else { PriceFrom::ListPrice };
        // Whoever may read an order need not know what its goods cost us.
        let trace = pricing::Trace { cost: None, ..priced.trace };
        line.price_trace = Some(Text::new(trace.to_json().to_string()));
    }
    Ok(())
}

/// The items of lines, read at once; with their packages only where a line counts in another unit.
fn items_of(read: &Read, lines: &[OrderLine]) -> Result<HashMap<i64, Item>> {
    let packed = lines.iter().any(|l| l.unit.is_some());
    let mut items = read_items(read, lines.iter().map(|l| l.item), false)?;
    let other = |l: &OrderLine| {
        let base = items.get(&l.item.raw()).map(|i| i.base_unit);
        l.unit.is_some() && l.unit != base
    };
    if packed && lines.iter().any(other) {
        items = read_items(read, lines.iter().map(|l| l.item), true)?;
    }
    Ok(items)
}

/// Items by id, read at once.
pub(crate) fn read_items(
    read: &Read,
    ids: impl Iterator<Item = Id<Item>>,
    packages: bool,
) -> Result<HashMap<i64, Item>> {
    let mut ids: Vec<i64> = ids.filter(|i| i.is_valid()).map(|i| i.raw()).collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let records = read.find_many(Item::DEF.name, &ids, packages)?;
    Ok(store::typed::<Item>(&records)?.into_iter().map(|i| (i.head.id, i)).collect())
}
