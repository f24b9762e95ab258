//! What the demonstration company trades: bicycle parts in families of variants, with packages, suppliers and two price lists.

mod rows;

use crate::{
    Attribute, Barcode, CustomerItem, Item, ItemGroup, ItemPrice, ItemUnit, KitPart, Nature, PriceBreak, PriceKind,
    PriceList, PriceRule, PriceTarget, SupplierItem, Unit, gtin,
};
use base::{Error, Id, Percent, Price, Quantity, Result};
use entity::{Custom, Entity, Head};
use platform::{Country, Currency, Language, seed};
use rows::{FAMILIES, Family, GROUPS, KITS, SERVICES, UNITS};
use std::collections::BTreeMap;
use store::Tx;

/// What was made, for whoever builds further demonstration data on it.
#[derive(Clone, Debug, Default)]
pub struct Demo {
    /// Units by code.
    pub units: BTreeMap<&'static str, Id<Unit>>,
    /// Groups by code.
    pub groups: BTreeMap<&'static str, Id<ItemGroup>>,
    /// Items by code, templates included.
    pub items: BTreeMap<String, Id<Item>>,
    /// Price lists by code: `DEALER`, `US`.
    pub price_lists: BTreeMap<&'static str, Id<PriceList>>,
}

impl Demo {
    /// An item of the demonstration by its code.
    pub fn item(&self, code: &str) -> Result<Id<Item>> {
        self.items.get(code).copied().ok_or_else(|| Error::not_found(Item::DEF.name, code))
    }

    fn unit(&self, code: &str) -> Result<Id<Unit>> {
        self.units.get(code).copied().ok_or_else(|| Error::not_found(Unit::DEF.name, code))
    }
}

/// Fills an account set that has the demonstration's parties. The same every time.
pub fn fill(tx: &mut Tx, parties: &parties::demo::Demo, language: Language) -> Result<Demo> {
    let mut demo = Demo::default();
    for (code, names, dimension, ratio, un_code) in UNITS {
        let mut unit = Unit::of(code, seed::name(&names, language), dimension, ratio, un_code);
        let id = seed::called(tx, &mut unit, &names, language)?;
        demo.units.insert(code, id);
    }
    for (code, above, names) in GROUPS {
        let parent = demo.groups.get(above).copied();
        let mut group = ItemGroup {
            head: Head::default(),
            code: code.to_owned(),
            name: seed::name(&names, language).to_owned(),
            parent,
        };
        let id = seed::called(tx, &mut group, &names, language)?;
        demo.groups.insert(code, id);
    }
    let euro = currency(tx, "EUR")?;
    let mut serial = 0;
    for family in &FAMILIES {
        items_of(tx, family, euro, language, &mut serial, &mut demo)?;
        supply_of(tx, family, parties, &demo)?;
    }
    for (code, names, cents) in SERVICES {
        let mut item = Item::goods(code, seed::name(&names, language), demo.unit("h")?);
        (item.nature, item.currency, item.list_price) = (Nature::Service, Some(euro), Some(price(cents)?));
        item.item_group = demo.groups.get("WORK").copied();
        let id = seed::called(tx, &mut item, &names, language)?;
        demo.items.insert(code.to_owned(), id);
    }
    for (code, group, names, cents, parts) in KITS {
        let mut item = Item::goods(code, seed::name(&names, language), demo.unit("set")?);
        (item.nature, item.currency, item.list_price) = (Nature::Kit, Some(euro), Some(price(cents)?));
        item.item_group = demo.groups.get(group).copied();
        let part = |(code, n): &(&str, i64)| -> Result<KitPart> {
            Ok(KitPart { head: Head::default(), item: demo.item(code)?, quantity: Quantity::whole(*n)? })
        };
        item.parts = parts.iter().map(part).collect::<Result<Vec<_>>>()?.into();
        let id = seed::called(tx, &mut item, &names, language)?;
        demo.items.insert(code.to_owned(), id);
    }
    history(tx, euro, &demo)?;
    price_lists(tx, parties, language, &mut demo)?;
    customer_items(tx, parties, &demo)?;
    Ok(demo)
}

fn currency(tx: &Tx, code: &str) -> Result<Id<Currency>> {
    Currency::by_code(tx, code)?.ok_or_else(|| Error::not_found(Currency::DEF.name, code))
}

fn price(cents: i64) -> Result<Price> {
    Ok(Price::from_units(10_000).checked_mul(cents)?)
}

/// A barcode in the range that shops keep for their own use, with its check digit.
fn barcode(serial: i64) -> Option<Barcode> {
    let digits = format!("2000000{serial:05}");
    let number = ('0'..='9').map(|check| format!("{digits}{check}")).find(|n| gtin::valid(n))?;
    Some(Barcode { head: Head::default(), number, unit: None, is_internal: false })
}

/// The variants of a family, under a template where there are several.
fn items_of(
    tx: &mut Tx,
    family: &Family,
    euro: Id<Currency>,
    language: Language,
    serial: &mut i64,
    demo: &mut Demo,
) -> Result<()> {
    let name = seed::name(&family.names, language);
    let mut plain = Item::goods(family.code, name, demo.unit(family.unit)?);
    plain.item_group = demo.groups.get(family.group).copied();
    plain.tracking = family.tracking;
    plain.warranty_months = (family.tracking == crate::Tracking::Serial).then_some(24);
    plain.brand = Some("Fondaco".to_owned());
    plain.currency = Some(euro);
    plain.units = packages(family, demo)?.into();
    let cost_country = if family.supply.1 > 40 { "CN" } else { "DE" };
    plain.origin = Country::by_code(tx, cost_country)?;
    let template = match family.variants {
        [_] => None,
        _ => Some(seed::called(tx, &mut plain.clone(), &family.names, language)?),
    };
    if let Some(id) = template {
        demo.items.insert(family.code.to_owned(), id);
    }
    for (place, variant) in family.variants.iter().enumerate() {
        *serial += 1;
        let dearer = 100 + 5 * place as i64;
        let mut item = plain.clone();
        item.code = format!("{}-{:02}", family.code, place + 1);
        item.name = format!("{name} {variant}");
        item.variant_of = template;
        item.list_price = Some(price(family.cents.0 * dearer / 100)?);
        item.standard_cost = Some(price(family.cents.1 * dearer / 100)?);
        item.attributes =
            vec![Attribute { head: Head::default(), name: "Type".to_owned(), value: (*variant).to_owned() }].into();
        item.barcodes = barcode(*serial).into_iter().collect::<Vec<_>>().into();
        let code = item.code.clone();
        let names = family.names.map(|n| format!("{n} {variant}"));
        let id = seed::called(tx, &mut item, &names.each_ref().map(String::as_str), language)?;
        demo.items.insert(code, id);
    }
    Ok(())
}

fn packages(family: &Family, demo: &Demo) -> Result<Vec<ItemUnit>> {
    let holds =
        |unit, numerator, contained| ItemUnit { head: Head::default(), unit, numerator, denominator: 1, contained };
    let (boxes, cartons, pallets) = (demo.unit("box")?, demo.unit("ctn")?, demo.unit("plt")?);
    Ok(match family.packed {
        (0, 0) => Vec::new(),
        (0, n) => vec![holds(cartons, n, None), holds(pallets, 24, Some(cartons))],
        (n, m) => vec![holds(boxes, n, None), holds(cartons, m, Some(boxes)), holds(pallets, 24, Some(cartons))],
    })
}

/// The codes of a family's variants.
fn codes(family: &Family) -> impl Iterator<Item = String> + '_ {
    (1..=family.variants.len()).map(|n| format!("{}-{n:02}", family.code))
}

/// Every variant from its supplier, a tenth cheaper from five times the least quantity on.
fn supply_of(tx: &mut Tx, family: &Family, parties: &parties::demo::Demo, demo: &Demo) -> Result<()> {
    let (key, lead_time, least) = family.supply;
    let supplier = parties.party(key)?;
    let party = tx.get(supplier)?;
    let (code, rate) = match party.currency {
        Some(id) if id == currency(tx, "CNY")? => ("CNY", 780),
        Some(id) if id == currency(tx, "USD")? => ("USD", 110),
        _ => ("EUR", 100),
    };
    let mut rows = Vec::new();
    for (place, item) in codes(family).enumerate() {
        let each = family.cents.1 * (100 + 5 * place as i64) / 100 * rate / 100;
        let from = |quantity, cents| -> Result<PriceBreak> {
            Ok(PriceBreak {
                head: Head::default(),
                from_quantity: Quantity::whole(quantity)?,
                price: price(cents)?,
                currency: None,
            })
        };
        rows.push(SupplierItem {
            head: Head::default(),
            item: demo.item(&item)?,
            supplier,
            part_number: Some(format!("{}{:04}", family.code, 1_000 + place * 11)),
            part_name: None,
            lead_time_days: Some(lead_time),
            unit: None,
            minimum: Some(Quantity::whole(least)?),
            multiple: Some(Quantity::whole((least / 10).max(1))?),
            currency: currency(tx, code)?,
            breaks: vec![from(0, each)?, from(least * 5, each * 9 / 10)?].into(),
            starts_on: None,
            ends_on: None,
            is_preferred: true,
            custom: Custom::default(),
        });
    }
    tx.insert_many(&mut rows)
}

/// Last year's list prices and costs of the first families, a twentieth below today's.
fn history(tx: &mut Tx, euro: Id<Currency>, demo: &Demo) -> Result<()> {
    let this_year = base::Date::new(tx.today().year(), 1, 1).ok_or_else(|| Error::broken("a year has a first day"))?;
    let mut rows = Vec::new();
    for family in FAMILIES.iter().take(8) {
        for code in codes(family) {
            let item = tx.get(demo.item(&code)?)?;
            for (purpose, now) in [(PriceKind::List, item.list_price), (PriceKind::Cost, item.standard_cost)] {
                rows.push(ItemPrice {
                    head: Head::default(),
                    item: item.id(),
                    purpose,
                    currency: euro,
                    price: Price::from_units(now.map_or(0, Price::units) / 100 * 95),
                    starts_on: this_year.add_months(-12)?,
                    ends_on: Some(this_year.add_days(-1)?),
                });
            }
        }
    }
    tx.insert_many(&mut rows)
}

/// Dealers pay less by group and quantity; America pays dollars.
fn price_lists(tx: &mut Tx, parties: &parties::demo::Demo, language: Language, demo: &mut Demo) -> Result<()> {
    let category =
        |code| PriceTarget { head: Head::default(), customer: None, category: parties.categories.get(code).copied() };
    let off = |percent: &str| Percent::parse(percent).map_err(|e| Error::broken(format!("{e:?}")));
    let dealers = ["Dealers 2026", "经销商 2026", "Distribuidores 2026"];
    let mut dealer = PriceList::new("DEALER", seed::name(&dealers, language), currency(tx, "EUR")?);
    dealer.targets = vec![category("DEALER"), category("ONLINE"), category("MAKER")].into();
    let mut rules = vec![PriceRule::discount(off("25")?)];
    for (group, percent) in [("DRIVE", "30"), ("WHEEL", "32"), ("BRAKE", "28")] {
        let item_group = demo.groups.get(group).copied();
        rules.push(PriceRule { item_group, ..PriceRule::discount(off(percent)?) });
        let minimum = Some(Quantity::whole(100)?);
        rules.push(PriceRule { item_group, minimum, ..PriceRule::discount(off(percent)?.checked_add(off("5")?)?) });
    }
    let step = Some(price(5)?);
    rules.iter_mut().for_each(|r| r.round_to = step);
    dealer.rules = rules.into();
    let id = seed::called(tx, &mut dealer, &dealers, language)?;
    demo.price_lists.insert("DEALER", id);

    let names = ["United States", "美国", "Estados Unidos"];
    let mut america = PriceList::new("US", seed::name(&names, language), currency(tx, "USD")?);
    let mut rules = Vec::new();
    for family in &FAMILIES {
        for (place, code) in codes(family).enumerate() {
            let cents = family.cents.0 * (100 + 5 * place as i64) / 100 * 115 / 100;
            rules.push(PriceRule::fixed(demo.item(&code)?, price(cents / 5 * 5)?));
        }
    }
    america.rules = rules.into();
    let id = seed::called(tx, &mut america, &names, language)?;
    demo.price_lists.insert("US", id);
    Ok(())
}

/// Two customers order under their own numbers.
fn customer_items(tx: &mut Tx, parties: &parties::demo::Demo, demo: &Demo) -> Result<()> {
    let mut rows = Vec::new();
    for (key, prefix) in [("nordrad", "NR"), ("ciclofacil", "CF")] {
        for (place, family) in FAMILIES.iter().take(6).enumerate() {
            rows.push(CustomerItem {
                head: Head::default(),
                item: demo.item(&format!("{}-01", family.code))?,
                customer: parties.party(key)?,
                part_number: format!("{prefix}-{}", 7_100 + place),
                part_name: None,
            });
        }
    }
    tx.insert_many(&mut rows)
}
