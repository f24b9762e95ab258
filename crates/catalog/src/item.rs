//! An item is anything with a price: goods that are kept, and services. Its base unit is what stock and costs count in.

use crate::{Unit, check_period, gtin};
use base::{Date, Id, Price, Quantity, Ratio, Refusal, Result};
use entity::{Choice, Custom, Entity, Fields, Head, Lines, Text, Value};
use parties::loaded;
use platform::{Country, Currency};
use store::{Business, Made, Operation, Read, Refusals, Tx, operations};

/// Whether it lies on a shelf.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Nature {
    /// It is kept and counted.
    #[default]
    #[choice(tone = "teal")]
    Goods,
    /// It is done.
    #[choice(tone = "violet")]
    Service,
    /// It is sold as one thing and leaves as its parts, which are kept.
    #[choice(tone = "info")]
    Kit,
}

/// How far single pieces are told apart.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tracking {
    /// They are all alike.
    #[default]
    Without,
    /// By lot.
    Lot,
    /// Each by its number.
    Serial,
}

/// Whether it is traded.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// Bought and sold.
    #[default]
    #[choice(tone = "success")]
    Active,
    /// Sold off; nothing new is bought or made.
    #[choice(tone = "warn")]
    PhasedOut,
    /// No longer traded.
    Discontinued,
}

/// Something we buy, make, keep or sell.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "catalog.item",
    kind = 71,
    icon = "package",
    title = "name",
    code = "code",
    search(code, name, brand),
    sort = "code",
    large,
    view(goods = "filter=nature%20%3D%20goods%20and%20state%20%3D%20active&sort=code"),
    view(services = "filter=nature%20%3D%20service&sort=code"),
    view(kits = "filter=nature%20%3D%20kit&sort=code"),
    view(phased_out = "filter=state%20%3D%20phased_out&sort=code")
)]
pub struct Item {
    pub head: Head,
    #[field(unique, indexed, column, max = 60)]
    pub code: String,
    #[field(indexed, column, translated)]
    pub name: String,
    #[field(column)]
    pub item_group: Option<Id<ItemGroup>>,
    #[field(column)]
    pub nature: Nature,
    /// What stock and costs count in; stays once documents count in it.
    #[field(column)]
    pub base_unit: Id<Unit>,
    #[field(translated, max = 4_000)]
    pub description: Option<Text>,
    #[field(max = 80)]
    pub brand: Option<String>,
    #[field(section = "variants")]
    pub variant_of: Option<Id<Item>>,
    /// What one base unit of a kit is made of.
    #[field(section = "kit")]
    pub parts: Lines<KitPart>,
    #[field(section = "variants")]
    pub attributes: Lines<Attribute>,
    #[field(section = "packaging")]
    pub units: Lines<ItemUnit>,
    #[field(section = "packaging")]
    pub barcodes: Lines<Barcode>,
    #[field(section = "prices")]
    pub currency: Option<Id<Currency>>,
    /// What one base unit costs whoever has no other price.
    #[field(column, currency = "currency", section = "prices")]
    pub list_price: Option<Price>,
    #[field(currency = "currency", section = "prices")]
    pub standard_cost: Option<Price>,
    #[field(section = "keeping")]
    pub tracking: Tracking,
    /// Where it was made, for customs.
    #[field(section = "keeping")]
    pub origin: Option<Id<Country>>,
    /// The code of the customs tariff.
    #[field(max = 14, section = "keeping")]
    pub customs_code: Option<String>,
    /// How many months from its delivery on we answer for it; empty is no warranty of ours.
    #[field(section = "keeping")]
    pub warranty_months: Option<i64>,
    #[field(section = "keeping")]
    pub starts_on: Option<Date>,
    /// The last day on which it is traded.
    #[field(section = "keeping")]
    pub ends_on: Option<Date>,
    #[field(indexed, column)]
    pub state: State,
    pub custom: Custom,
}

/// One barcode of an item, on the piece or on a package of it.
#[derive(Entity, Clone, Debug, PartialEq, Eq)]
#[entity(name = "catalog.barcode", kind = 72, line_of = "catalog.item", title = "number", search(number))]
pub struct Barcode {
    pub head: Head,
    /// A GTIN in 14 digits, or a code of our own that is none.
    #[field(indexed, max = 48)]
    pub number: String,
    /// The package it stands on; empty is the base unit.
    pub unit: Option<Id<Unit>>,
    /// A code of our own making, without a check digit.
    pub is_internal: bool,
}

/// What one package of an item holds.
#[derive(Entity, Clone, Debug, PartialEq, Eq)]
#[entity(name = "catalog.item_unit", kind = 73, line_of = "catalog.item", title = "unit")]
pub struct ItemUnit {
    pub head: Head,
    pub unit: Id<Unit>,
    /// So many of `contained` make `denominator` of it.
    pub numerator: i64,
    #[field(default = "1")]
    pub denominator: i64,
    /// What is in it; empty is the base unit. A pallet holds boxes, a box holds pieces.
    pub contained: Option<Id<Unit>>,
}

/// So much of an item goes into one kit.
#[derive(Entity, Clone, Debug, PartialEq, Eq)]
#[entity(name = "catalog.kit_part", kind = 83, line_of = "catalog.item", title = "item")]
pub struct KitPart {
    pub head: Head,
    pub item: Id<Item>,
    /// In base units of the part.
    pub quantity: Quantity,
}

/// What sets a variant apart: size 28, black.
#[derive(Entity, Clone, Debug, PartialEq, Eq)]
#[entity(name = "catalog.attribute", kind = 74, line_of = "catalog.item", search(value))]
pub struct Attribute {
    pub head: Head,
    #[field(max = 40)]
    pub name: String,
    #[field(max = 80)]
    pub value: String,
}

/// A group of items, standing under another.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "catalog.item_group",
    kind = 75,
    icon = "folder-tree",
    title = "name",
    code = "code",
    search(name, code),
    sort = "name",
    open,
    kept
)]
pub struct ItemGroup {
    pub head: Head,
    #[field(unique, column, max = 30)]
    pub code: String,
    #[field(indexed, column, translated, max = 80)]
    pub name: String,
    #[field(column)]
    pub parent: Option<Id<ItemGroup>>,
}

/// What a barcode stands on: the item, and the package unless it is the base unit.
pub type Scanned = (Id<Item>, Option<Id<Unit>>);

impl Business for Barcode {}
impl Business for ItemUnit {}
impl Business for KitPart {}
impl Business for Attribute {}

impl Business for ItemGroup {
    fn check(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        if let (Some(parent), true) = (self.parent, self.head.saved()) {
            read.hold("tree", "catalog.item_group")?;
            if platform::tree::above(read, "catalog_item_group", "parent", parent.raw())?.contains(&self.head.id) {
                refusals.add(Refusal::new("catalog.group_in_a_circle").field("parent").record(&self.name));
            }
        }
        Ok(())
    }
}

impl Item {
    /// Active goods counted in a unit.
    pub fn goods(code: &str, name: &str, base_unit: Id<Unit>) -> Item {
        Item {
            head: Head::default(),
            code: code.to_owned(),
            name: name.to_owned(),
            item_group: None,
            nature: Nature::Goods,
            base_unit,
            description: None,
            brand: None,
            variant_of: None,
            parts: Lines::default(),
            attributes: Lines::default(),
            units: Lines::default(),
            barcodes: Lines::default(),
            currency: None,
            list_price: None,
            standard_cost: None,
            tracking: Tracking::Without,
            origin: None,
            customs_code: None,
            warranty_months: None,
            starts_on: None,
            ends_on: None,
            state: State::Active,
            custom: Custom::default(),
        }
    }

    /// The item of a code.
    pub fn by_code(read: &Read, code: &str) -> Result<Option<Id<Item>>> {
        let sql =
            store::sql!("catalog.item_by_code", "SELECT id FROM catalog_item WHERE code = $1 AND archived_at IS NULL");
        let row = read.row(sql, &[code.into()])?;
        Ok(row.and_then(|row| row.first().and_then(Value::int)).map(Id::from_raw))
    }

    /// The item and the package that a scanned barcode stands on; the package is empty for the base unit.
    pub fn by_barcode(read: &Read, scanned: &str) -> Result<Option<Scanned>> {
        let code = if gtin::valid(scanned.trim()) { gtin::normal(scanned) } else { scanned.trim().to_owned() };
        let sql = store::sql!(
            "catalog.by_barcode",
            "SELECT b.document, b.unit FROM catalog_barcode b JOIN catalog_item i ON i.id = b.document \
             WHERE b.number = $1 AND i.archived_at IS NULL ORDER BY b.document LIMIT 1"
        );
        let row = read.row(sql, &[code.into()])?;
        Ok(row.and_then(|row| {
            let unit = row.get(1).and_then(Value::int).map(Id::from_raw);
            Some((Id::from_raw(row.first()?.int()?), unit))
        }))
    }

    fn phase_out(&mut self, _tx: &mut Tx) -> Result<Made> {
        Ok(Vec::new())
    }

    fn discontinue(&mut self, tx: &mut Tx) -> Result<Made> {
        self.ends_on = Some(self.ends_on.map_or(tx.today(), |day| day.min(tx.today())));
        Ok(Vec::new())
    }

    fn reactivate(&mut self, _tx: &mut Tx) -> Result<Made> {
        self.ends_on = None;
        Ok(Vec::new())
    }

    fn check_units(&self, refusals: &mut Refusals) {
        let lines = loaded(&self.units);
        for (place, line) in lines.iter().enumerate() {
            let field = |name: &str| format!("units.{place}.{name}");
            if Ratio::new(line.numerator, line.denominator).is_none() {
                refusals.field("catalog.ratio_not_positive", field("numerator"));
            }
            let twice = lines[..place].iter().any(|l| l.unit == line.unit) || line.unit == self.base_unit;
            refusals.ensure(!twice, "catalog.unit_twice", field("unit"));
            let mut inside = line.contained;
            let mut steps = 0;
            while let Some(unit) = inside.filter(|_| steps <= lines.len()) {
                inside = lines.iter().find(|l| l.unit == unit).and_then(|l| l.contained);
                steps += 1;
            }
            refusals.ensure(inside.is_none(), "catalog.packages_in_a_circle", field("contained"));
        }
    }

    /// A kit is made of goods, each named once; nothing else is made of anything.
    fn check_parts(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        let lines = loaded(&self.parts);
        if self.nature != Nature::Kit {
            refusals.ensure(lines.is_empty(), "catalog.parts_of_no_kit", "parts");
            return Ok(());
        }
        refusals.ensure(!lines.is_empty(), "catalog.kit_without_parts", "parts");
        refusals.ensure(self.tracking == Tracking::Without, "catalog.kit_tracked", "tracking");
        let ids: Vec<i64> = lines.iter().map(|l| l.item.raw()).collect();
        let known = store::typed::<Item>(&read.find_many(Item::DEF.name, &ids, false)?)?;
        for (place, line) in lines.iter().enumerate() {
            let field = |name: &str| format!("parts.{place}.{name}");
            let goods = known.iter().any(|i| i.id() == line.item && i.nature == Nature::Goods);
            refusals.ensure(goods, "catalog.part_is_no_goods", field("item"));
            refusals.ensure(line.quantity.is_positive(), "catalog.quantity_not_positive", field("quantity"));
            let twice = lines[..place].iter().any(|l| l.item == line.item);
            refusals.ensure(!twice, "catalog.part_twice", field("item"));
        }
        Ok(())
    }

    fn check_barcodes(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        for (place, line) in loaded(&self.barcodes).iter().enumerate() {
            let field = format!("barcodes.{place}.number");
            if !line.is_internal && !gtin::valid(&line.number) {
                refusals.add(Refusal::new("catalog.barcode_check_digit").field(&field).arg("value", &line.number));
            }
            read.hold("barcode", &line.number)?;
            if let Some((other, _)) =
                Item::by_barcode(read, &line.number)?.filter(|(other, _)| other.raw() != self.head.id)
            {
                let name = read.titles("catalog.item", &[other.raw()])?.remove(&other.raw()).unwrap_or_default();
                refusals.add(
                    Refusal::new("catalog.barcode_taken").field(&field).arg("value", &line.number).arg("item", name),
                );
            }
        }
        Ok(())
    }
}

impl Business for Item {
    const OPERATIONS: &'static [Operation] = &operations![Item:
        phase_out: [Active] => PhasedOut,
        discontinue: [Active, PhasedOut] => Discontinued,
        reactivate: [PhasedOut, Discontinued] => Active,
    ];

    fn complete(&mut self, read: &Read, _touched: &Fields) -> Result<()> {
        if let Lines::Loaded(barcodes) = &mut self.barcodes {
            for line in barcodes.iter_mut().filter(|l| !l.is_internal && gtin::valid(l.number.trim())) {
                line.number = gtin::normal(&line.number);
            }
        }
        if self.item_group.is_none()
            && let Some(template) = self.variant_of
        {
            self.item_group = read.select::<Item>("id = $1", &[template.into()])?.pop().and_then(|t| t.item_group);
        }
        Ok(())
    }

    fn check(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        self.check_units(refusals);
        self.check_parts(read, refusals)?;
        self.check_barcodes(read, refusals)?;
        check_period(self.starts_on, self.ends_on, "ends_on", refusals);
        let priced = self.list_price.is_some() || self.standard_cost.is_some();
        refusals.ensure(!priced || self.currency.is_some(), "catalog.price_without_currency", "currency");
        for (price, field) in [(self.list_price, "list_price"), (self.standard_cost, "standard_cost")] {
            refusals.ensure(price.is_none_or(|p| !p.is_negative()), "catalog.price_negative", field);
        }
        let months = self.warranty_months.is_none_or(|months| (1..=600).contains(&months));
        refusals.ensure(months, "catalog.warranty_range", "warranty_months");
        if let Some(template) = self.variant_of {
            let above = read.select::<Item>("id = $1", &[template.into()])?.pop();
            let plain = above.as_ref().is_some_and(|t| t.variant_of.is_none()) && template.raw() != self.head.id;
            refusals.ensure(plain, "catalog.variant_of_variant", "variant_of");
            let counted = above.is_none_or(|t| t.base_unit == self.base_unit);
            refusals.ensure(counted, "catalog.variant_unit", "base_unit");
        }
        let Some(before) = read.select::<Item>("id = $1", &[self.head.id.into()])?.pop() else { return Ok(()) };
        let counts = before.base_unit != self.base_unit;
        let becomes = before.nature != self.nature && [before.nature, self.nature].contains(&Nature::Kit);
        if (counts || becomes) && platform::used(read, "catalog.item", self.head.id, &[])? {
            let (code, field) = match becomes {
                true => ("catalog.kit_in_use", "nature"),
                false => ("catalog.base_unit_in_use", "base_unit"),
            };
            refusals.add(Refusal::new(code).field(field).record(&self.name));
        }
        Ok(())
    }
}
