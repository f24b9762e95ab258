//! Completing an order: units, the supplier's prices, taxes and totals, read for all lines at once.

use super::{Order, OrderLine};
use crate::supplier_calendar;
use accounting::taxing::{self, Taxable};
use accounting::{Direction, PartyTerms, RateKind, kept, rate};
use base::{Date, Id, Price, Quantity, Refusal, Result, Rounding};
use catalog::{Item, Nature, SupplierItem, Unit, units};
use entity::{Fields, Lines};
use parties::{Party, loaded};
use platform::Currency;
use std::collections::BTreeMap;
use store::Read;

/// Fills what the lines leave open and reckons the totals.
pub(super) fn complete(order: &mut Order, read: &Read, touched: &Fields) -> Result<()> {
    let Lines::Loaded(lines) = &mut order.lines else { return Ok(()) };
    let Some(supplier) = read.select::<Party>("id = $1", &[order.supplier.into()])?.pop() else { return Ok(()) };
    let currency = *order.currency.get_or_insert(match (supplier.currency, order.company_currency) {
        (Some(own), _) => own,
        (None, Some(company)) => company,
        (None, None) => return Ok(()),
    });
    if order.payment_term.is_none() {
        order.payment_term = PartyTerms::of(read, order.supplier)?.and_then(|t| t.supplier_term);
    }
    let mut items = items_of(read, lines.iter().map(|l| l.item.raw()), false)?;
    let open: Vec<i64> = lines.iter().filter(|l| l.unit.is_none() || l.price.is_none()).map(|l| l.item.raw()).collect();
    let offers = offers(read, order.supplier, order.ordered_on, &open)?;
    for line in lines.iter_mut().filter(|l| l.unit.is_none()) {
        let sold_in = offers.get(&line.item.raw()).and_then(|o| o.unit);
        line.unit = sold_in.or(items.get(&line.item.raw()).map(|i| i.base_unit));
    }
    // Packages matter only where a line counts in something else than the base unit.
    let packed = lines.iter().filter(|l| items.get(&l.item.raw()).is_some_and(|i| l.unit != Some(i.base_unit)));
    items.extend(items_of(read, packed.map(|l| l.item.raw()), true)?);
    let calendars = supplier_calendar::calendars(read)?;
    let moved = touched.has("requested") || touched.has("supplier");
    for (place, line) in lines.iter_mut().enumerate() {
        let Some(item) = items.get(&line.item.raw()) else { continue };
        let kit = || Refusal::new("purchasing.kits_are_not_bought").record(&item.code);
        base::ensure!(item.nature != Nature::Kit, kit().field(format!("lines.{place}.item")))?;
        let offer = offers.get(&line.item.raw());
        let set = |name: &str| touched.has_line("lines", place, name);
        if (moved || set("requested")) && !set("forecast") {
            // What was believed of another day.
            line.forecast = None;
        }
        propose(read, line, item, offer, currency, order.ordered_on)?;
        line.is_service = item.nature == Nature::Service;
        line.description.get_or_insert_with(|| item.name.clone());
        line.requested = line.requested.or(order.requested);
        if !set("forecast") {
            // Goods come on a day on which the supplier delivers; what they confirmed is their word.
            let day = line.forecast.or(line.requested).filter(|_| line.confirmed.is_none());
            let comes = day.map(|day| calendars.next(read, order.supplier, day)).transpose()?;
            line.forecast = if comes == day { line.forecast } else { comes };
        }
        if line.tax_code.is_none() {
            let group = item.item_group;
            line.tax_code =
                taxing::code_for(read, order.company, Direction::Purchase, &supplier, group, order.ordered_on)?;
        }
        let unit = line.unit.unwrap_or(item.base_unit);
        line.stock_quantity = units::convert(read, item, line.quantity, unit, item.base_unit)?;
    }
    let taxable: Vec<Taxable> = lines.iter().map(OrderLine::taxable).collect();
    let taxed = taxing::reckon(read, order.company, currency, order.ordered_on, &taxable)?;
    for (line, (net, tax, lost)) in lines.iter_mut().zip(&taxed.lines) {
        (line.net, line.tax, line.cost) = (*net, *tax, net.checked_add(*lost)?);
    }
    (order.net, order.tax, order.total) = (taxed.net, taxed.tax, taxed.total);
    let kept = kept::books(read)?;
    let company_currency = kept.currency(order.company)?;
    // An order may be written before anybody entered the rate; releasing it asks again.
    order.total_base = match rate::quote(read, currency, company_currency, RateKind::Spot, order.ordered_on) {
        Ok(quote) => Some(quote.convert(order.total, kept.exponent(currency), kept.exponent(company_currency))?),
        Err(base::Error::Refused(_)) => None,
        Err(other) => return Err(other),
    };
    Ok(())
}

impl OrderLine {
    fn taxable(&self) -> Taxable {
        let price = self.price.unwrap_or(Price::ZERO);
        Taxable {
            quantity: self.quantity,
            price,
            discount: self.discount,
            code: self.tax_code,
            tax_inside: false,
            on: None,
        }
    }
}

/// Items by id, with their packages or without.
fn items_of(read: &Read, ids: impl Iterator<Item = i64>, packages: bool) -> Result<BTreeMap<i64, Item>> {
    let ids: std::collections::BTreeSet<i64> = ids.filter(|id| *id != 0).collect();
    let ids: Vec<i64> = ids.into_iter().collect();
    let items = store::typed::<Item>(&read.find_many("catalog.item", &ids, packages)?)?;
    Ok(items.into_iter().map(|i| (i.head.id, i)).collect())
}

/// How a supplier sells these items on a day; of several ways the preferred, then the oldest.
fn offers(read: &Read, supplier: Id<Party>, on: Date, items: &[i64]) -> Result<BTreeMap<i64, SupplierItem>> {
    if items.is_empty() {
        return Ok(BTreeMap::new());
    }
    let sql = store::sql!(
        "purchasing.offers",
        "SELECT id FROM catalog_supplier_item WHERE supplier = $1 AND item IN LIST($2) AND archived_at IS NULL \
         AND (starts_on IS NULL OR starts_on <= $3) AND (ends_on IS NULL OR ends_on >= $3) ORDER BY is_preferred DESC, id"
    );
    let rows = read.query(sql, &[supplier.into(), store::id_list(items), on.into()])?;
    let ids: Vec<i64> = rows.iter().filter_map(|r| r.first().and_then(entity::Value::int)).collect();
    let mut found = BTreeMap::new();
    for offer in store::typed::<SupplierItem>(&read.find_many("catalog.supplier_item", &ids, true)?)? {
        found.entry(offer.item.raw()).or_insert(offer);
    }
    Ok(found)
}

/// Unit, price and day as the supplier offers them, where the line says nothing. Prices in another currency are not proposed.
fn propose(
    read: &Read,
    line: &mut OrderLine,
    item: &Item,
    offer: Option<&SupplierItem>,
    currency: Id<Currency>,
    on: Date,
) -> Result<()> {
    let sold_in: Id<Unit> = offer.and_then(|o| o.unit).unwrap_or(item.base_unit);
    let unit = line.unit.unwrap_or(item.base_unit);
    let Some(offer) = offer else { return Ok(()) };
    if line.price.is_none() && loaded(&offer.breaks).iter().any(|b| b.currency.unwrap_or(offer.currency) == currency) {
        let ratio = units::ratio(read, item, unit, sold_in)?;
        let wanted = ratio.apply(line.quantity, Rounding::HalfAwayFromZero)?;
        let of_currency = |p: &(Price, Id<Currency>)| p.1 == currency;
        if let Some((price, _)) = offer.offer(wanted)?.price.filter(of_currency) {
            // The price of one of our units is the price of so many of theirs.
            let one = ratio.apply(Quantity::from_units(price.units()), Rounding::HalfAwayFromZero)?;
            line.price = Some(Price::from_units(one.units()));
        }
    }
    if let (None, Some(days)) = (line.requested.or(line.forecast), offer.lead_time_days) {
        line.forecast = Some(on.add_days(days)?);
    }
    Ok(())
}
