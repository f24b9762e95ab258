//! A package is what leaves as one piece: what of a delivery is in it, what it weighs, who carries it under which number.

use crate::Delivery;
use base::{Id, Quantity, Result};
use catalog::Item;
use entity::{Entity, Head, Input, Lines, Number};
use parties::{Party, loaded};
use platform::Company;
use std::collections::BTreeMap;
use store::{Business, Read, Refusals, Tx};

/// One piece of a delivery.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "sales.package",
    kind = 242,
    icon = "package-open",
    title = "number",
    number = "PK-{year}-{seq}",
    search(number, tracking_number),
    sort = "-id",
    large,
    index(delivery)
)]
pub struct Package {
    pub head: Head,
    #[field(column)]
    pub number: Number,
    #[field(read_only, column)]
    pub delivery: Id<Delivery>,
    #[field(read_only)]
    pub company: Id<Company>,
    /// In kilograms.
    #[field(column)]
    pub weight: Option<Quantity>,
    #[field(column)]
    pub carrier: Option<Id<Party>>,
    /// The number under which the carrier follows it.
    #[field(column, max = 60)]
    pub tracking_number: Option<String>,
    pub lines: Lines<PackageLine>,
}

/// What is in a package.
#[derive(Entity, Clone, Debug, PartialEq, Eq)]
#[entity(
    name = "sales.package_line",
    kind = 243,
    line_of = "sales.package",
    title = "item",
    large,
    index(delivery_line)
)]
pub struct PackageLine {
    pub head: Head,
    #[field(read_only)]
    pub item: Id<Item>,
    /// In base units.
    pub quantity: Quantity,
    #[field(read_only)]
    pub delivery_line: i64,
}

/// What packing asks for.
#[derive(Input, Clone, Debug, Default)]
pub struct Pack {
    /// In kilograms.
    pub weight: Option<Quantity>,
    pub carrier: Option<Id<Party>>,
    #[field(max = 60)]
    pub tracking_number: Option<String>,
}

impl Pack {
    /// True when something was said.
    pub(crate) fn says_something(&self) -> bool {
        self.weight.is_some() || self.carrier.is_some() || self.tracking_number.is_some()
    }
}

/// What of a delivery's lines is in packages already, by line.
pub(crate) fn packed(read: &Read, delivery: &Delivery) -> Result<BTreeMap<i64, Quantity>> {
    let sql = store::sql!(
        "sales.packed",
        "SELECT l.delivery_line, SUM(l.quantity) FROM sales_package p JOIN sales_package_line l ON l.document = p.id \
         WHERE p.delivery = $1 AND p.archived_at IS NULL GROUP BY l.delivery_line"
    );
    let int = |row: &store::Row, place: usize| row.get(place).and_then(entity::Value::int).unwrap_or(0);
    let rows = read.query(sql, &[delivery.head.id.into()])?;
    Ok(rows.iter().map(|r| (int(r, 0), Quantity::from_units(int(r, 1)))).collect())
}

/// Puts all that is in no package yet into a new one; nothing is left to pack when nothing is answered.
pub(crate) fn pack(tx: &mut Tx, delivery: &Delivery, asked: Pack) -> Result<Option<Id<Package>>> {
    let packed = packed(tx, delivery)?;
    let mut lines = Vec::new();
    for line in loaded(&delivery.lines) {
        let there = packed.get(&line.head.id).copied().unwrap_or(Quantity::ZERO);
        let quantity = line.quantity.checked_sub(there)?;
        if quantity.is_positive() {
            lines.push(PackageLine { head: Head::default(), item: line.item, quantity, delivery_line: line.head.id });
        }
    }
    if lines.is_empty() {
        return Ok(None);
    }
    let mut package = Package {
        head: Head::default(),
        number: Number::default(),
        delivery: delivery.id(),
        company: delivery.company,
        weight: asked.weight,
        carrier: asked.carrier,
        tracking_number: asked.tracking_number.filter(|t| !t.trim().is_empty()),
        lines: lines.into(),
    };
    tx.insert(&mut package).map(Some)
}

impl Business for PackageLine {}

impl Business for Package {
    fn check(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        let weighs = self.weight.is_none_or(|w| !w.is_negative());
        refusals.ensure(weighs, "sales.weight_negative", "weight");
        for (place, line) in loaded(&self.lines).iter().enumerate() {
            let field = format!("lines.{place}.quantity");
            refusals.ensure(line.quantity.is_positive(), "sales.quantity_not_positive", &field);
        }
        if !self.head.saved() || !refusals.0.is_empty() {
            return Ok(());
        }
        // No piece is in two packages.
        let delivery: Delivery = read.get(self.delivery)?;
        let all = packed(read, &delivery)?;
        let before: Package = read.get(self.id())?;
        for (place, line) in loaded(&self.lines).iter().enumerate() {
            let own = |p: &Package| {
                let mine = loaded(&p.lines).iter().filter(|l| l.delivery_line == line.delivery_line);
                Quantity::sum(mine.map(|l| l.quantity))
            };
            let others = all.get(&line.delivery_line).copied().unwrap_or_default().checked_sub(own(&before)?)?;
            let whole = loaded(&delivery.lines).iter().find(|l| l.head.id == line.delivery_line).map(|l| l.quantity);
            let fits = others.checked_add(own(self)?)? <= whole.unwrap_or_default();
            refusals.ensure(fits, "sales.more_than_in_delivery", format!("lines.{place}.quantity"));
        }
        Ok(())
    }
}
