//! Turning a quantity in one unit into another, exactly, by what the item says of its packages and by the units themselves.

use crate::{Dimension, Item, Unit};
use base::{Id, Quantity, Ratio, Refusal, Result, Rounding};
use parties::loaded;
use std::collections::BTreeMap;
use std::sync::Arc;
use store::Read;

/// What conversion needs to know of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measure {
    /// The dimension.
    pub dimension: Dimension,
    /// The ratio to the base of the dimension.
    pub ratio: Ratio,
}

/// What one package of an item holds: so many of another unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Package {
    /// The package.
    pub unit: i64,
    /// How many of `of` it holds.
    pub holds: Ratio,
    /// What it holds; the item's base unit or another package.
    pub of: i64,
}

/// Every unit and package that matter for one item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The item's base unit.
    pub base: i64,
    /// The packages.
    pub packages: Vec<Package>,
    /// The units by id.
    pub units: BTreeMap<i64, Measure>,
}

impl Table {
    /// How many base units one of a unit is; nothing when no package and no dimension leads there.
    pub fn to_base(&self, unit: i64) -> Option<Ratio> {
        self.walk(unit, self.packages.len())
    }

    fn walk(&self, unit: i64, steps: usize) -> Option<Ratio> {
        if unit == self.base {
            return Some(Ratio::ONE);
        }
        if let Some(package) = self.packages.iter().find(|p| p.unit == unit) {
            // Packages that hold each other would go round for ever; the number of packages bounds the walk.
            let inner = self.walk(package.of, steps.checked_sub(1)?)?;
            return package.holds.then(inner).ok();
        }
        if let Some(ratio) = self.by_dimension(unit, self.base) {
            return Some(ratio);
        }
        // Grams of something counted in pieces whose kilogram is given as a package.
        self.packages.iter().find_map(|package| {
            let step = self.by_dimension(unit, package.unit)?;
            step.then(self.walk(package.unit, steps.checked_sub(1)?)?).ok()
        })
    }

    fn by_dimension(&self, from: i64, to: i64) -> Option<Ratio> {
        let (from, to) = (self.units.get(&from)?, self.units.get(&to)?);
        let alike = from.dimension == to.dimension && from.dimension != Dimension::Package;
        if alike { from.ratio.then(to.ratio.invert()).ok() } else { None }
    }

    /// How many of `to` one of `from` is.
    pub fn ratio(&self, from: i64, to: i64) -> Option<Ratio> {
        if from == to {
            return Some(Ratio::ONE);
        }
        self.to_base(from)?.then(self.to_base(to)?.invert()).ok()
    }
}

/// The units and packages of an item; a variant without packages of its own has its template's.
pub fn table(read: &Read, item: &Item) -> Result<Table> {
    let mut lines = loaded(&item.units).to_vec();
    if let (true, Some(template)) = (lines.is_empty(), item.variant_of) {
        lines = loaded(&read.get(template)?.units).to_vec();
    }
    let of = |contained: Option<Id<Unit>>| contained.unwrap_or(item.base_unit).raw();
    let packages: Vec<Package> = (lines.iter())
        .filter_map(|l| {
            Some(Package { unit: l.unit.raw(), holds: Ratio::new(l.numerator, l.denominator)?, of: of(l.contained) })
        })
        .collect();
    Ok(Table { base: item.base_unit.raw(), packages, units: measures(read)?.0.clone() })
}

/// Every unit, kept in memory.
struct Measures(BTreeMap<i64, Measure>);

fn measures(read: &Read) -> Result<Arc<Measures>> {
    read.kept(|| {
        let units = read.select::<Unit>("1 = 1", &[])?;
        let one = |u: &Unit| Some((u.head.id, Measure { dimension: u.dimension, ratio: u.ratio()? }));
        Ok(Measures(units.iter().filter_map(one).collect()))
    })
}

/// How many of one unit make one of another for this item. Where nothing leads from one to the other, the refusal says to give
/// the item a package.
pub fn ratio(read: &Read, item: &Item, from: Id<Unit>, to: Id<Unit>) -> Result<Ratio> {
    if from == to {
        return Ok(Ratio::ONE);
    }
    if let Some(ratio) = table(read, item)?.ratio(from.raw(), to.raw()) {
        return Ok(ratio);
    }
    let refusal = Refusal::new("catalog.no_conversion").entity("catalog.item").record(&item.name);
    Err(refusal.arg("from", code(read, from)?).arg("to", code(read, to)?).into())
}

/// The quantity in another unit, exactly; refused when it has no exact figure there, such as 1 piece in boxes of 12.
pub fn convert(read: &Read, item: &Item, quantity: Quantity, from: Id<Unit>, to: Id<Unit>) -> Result<Quantity> {
    let ratio = ratio(read, item, from, to)?;
    let (down, up) = (ratio.apply(quantity, Rounding::Floor)?, ratio.apply(quantity, Rounding::Ceiling)?);
    if down == up {
        return Ok(down);
    }
    let refusal = Refusal::new("catalog.conversion_not_exact").entity("catalog.item").record(&item.name);
    let refusal = refusal.arg("quantity", quantity).arg("from", code(read, from)?).arg("to", code(read, to)?);
    Err(refusal.into())
}

/// The quantity in another unit, rounded to a millionth: for figures that only inform.
pub fn convert_rounded(
    read: &Read,
    item: &Item,
    quantity: Quantity,
    from: Id<Unit>,
    to: Id<Unit>,
    rounding: Rounding,
) -> Result<Quantity> {
    Ok(ratio(read, item, from, to)?.apply(quantity, rounding)?)
}

fn code(read: &Read, unit: Id<Unit>) -> Result<String> {
    Ok(read.titles("catalog.unit", &[unit.raw()])?.remove(&unit.raw()).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PIECE: i64 = 1;
    const BOX: i64 = 2;
    const PALLET: i64 = 3;
    const KG: i64 = 4;
    const GRAM: i64 = 5;
    const DOZEN: i64 = 6;
    const METRE: i64 = 7;

    fn chain() -> Table {
        let measure = |dimension, n, d| Measure { dimension, ratio: Ratio::new(n, d).unwrap() };
        let package = |unit, n, d, of| Package { unit, holds: Ratio::new(n, d).unwrap(), of };
        Table {
            base: PIECE,
            packages: vec![package(BOX, 12, 1, PIECE), package(PALLET, 40, 1, BOX), package(KG, 25, 2, PIECE)],
            units: BTreeMap::from([
                (PIECE, measure(Dimension::Count, 1, 1)),
                (DOZEN, measure(Dimension::Count, 12, 1)),
                (BOX, measure(Dimension::Package, 1, 1)),
                (PALLET, measure(Dimension::Package, 1, 1)),
                (KG, measure(Dimension::Mass, 1, 1)),
                (GRAM, measure(Dimension::Mass, 1, 1000)),
                (METRE, measure(Dimension::Length, 1, 1)),
            ]),
        }
    }

    #[test]
    fn packages_and_dimensions_lead_everywhere_they_can() {
        let ratio = |from, to| chain().ratio(from, to).map(|r| r.to_string());
        let of = |text: &str| Some(text.to_owned());
        assert_eq!(ratio(BOX, PIECE), of("12/1"));
        assert_eq!(ratio(PALLET, PIECE), of("480/1"));
        assert_eq!(ratio(PALLET, BOX), of("40/1"));
        assert_eq!(ratio(PIECE, PALLET), of("1/480"));
        assert_eq!(ratio(DOZEN, BOX), of("1/1"));
        assert_eq!(ratio(KG, PIECE), of("25/2"), "twelve and a half pieces weigh a kilogram");
        assert_eq!(ratio(GRAM, PIECE), of("1/80"));
        assert_eq!(ratio(BOX, GRAM), of("960/1"));
        assert_eq!(ratio(METRE, PIECE), None);
    }

    #[test]
    fn packages_that_hold_each_other_lead_nowhere() {
        let package = |unit, of| Package { unit, holds: Ratio::ONE, of };
        let table = Table { packages: vec![package(BOX, PALLET), package(PALLET, BOX)], ..chain() };
        assert_eq!(table.to_base(BOX), None);
    }
}
