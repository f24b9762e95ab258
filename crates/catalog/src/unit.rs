//! Units of measure, each an exact ratio to the base of its dimension.

use base::{Id, Ratio, Result};
use entity::{Choice, Entity, Head, Value};
use store::{Business, Read, Refusals};

/// What a unit measures; units of one dimension convert into each other for every item.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dimension {
    /// Pieces. Boxes and pallets hold what the item says.
    #[default]
    Count,
    /// Base: kilogram.
    Mass,
    /// Base: metre.
    Length,
    /// Base: square metre.
    Area,
    /// Base: litre.
    Volume,
    /// Base: hour.
    Time,
    /// A package: what it holds is said by each item, so packages do not convert by themselves.
    Package,
}

/// A unit of measure.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "catalog.unit",
    kind = 70,
    icon = "ruler",
    title = "code",
    code = "code",
    search(code, name),
    sort = "name",
    open,
    kept,
    board = "dimension"
)]
pub struct Unit {
    pub head: Head,
    #[field(unique, column, max = 12)]
    pub code: String,
    #[field(indexed, column, translated, max = 60)]
    pub name: String,
    #[field(column)]
    pub dimension: Dimension,
    /// So many of the dimension's base make `denominator` of this: a gram is 1/1000 of a kilogram, an inch 127/5000 of a metre.
    #[field(column, default = "1")]
    pub numerator: i64,
    #[field(column, default = "1")]
    pub denominator: i64,
    /// The code of UN/ECE Recommendation 20 or 21, for electronic invoices: `C62`, `KGM`.
    #[field(column, max = 3)]
    pub un_code: Option<String>,
}

impl Unit {
    /// A unit by its exact ratio to the base of its dimension.
    pub fn of(code: &str, name: &str, dimension: Dimension, ratio: (i64, i64), un_code: &str) -> Unit {
        Unit {
            head: Head::default(),
            code: code.to_owned(),
            name: name.to_owned(),
            dimension,
            numerator: ratio.0,
            denominator: ratio.1,
            un_code: Some(un_code.to_owned()),
        }
    }

    /// The unit of a code.
    pub fn by_code(read: &Read, code: &str) -> Result<Option<Id<Unit>>> {
        let sql =
            store::sql!("catalog.unit_by_code", "SELECT id FROM catalog_unit WHERE code = $1 AND archived_at IS NULL");
        let row = read.row(sql, &[code.into()])?;
        Ok(row.and_then(|row| row.first().and_then(Value::int)).map(Id::from_raw))
    }

    /// How many of the dimension's base one of this is.
    pub fn ratio(&self) -> Option<Ratio> {
        Ratio::new(self.numerator, self.denominator)
    }
}

impl Business for Unit {
    fn check(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        refusals.ensure(self.numerator > 0, "catalog.ratio_not_positive", "numerator");
        refusals.ensure(self.denominator > 0, "catalog.ratio_not_positive", "denominator");
        let Some(before) = read.select::<Unit>("id = $1", &[self.head.id.into()])?.pop() else { return Ok(()) };
        // Quantities are stored in units; another ratio would make all of them say something else.
        let same = before.ratio() == self.ratio() && before.dimension == self.dimension;
        if !same && platform::used(read, "catalog.unit", self.head.id, &[])? {
            refusals.add(base::Refusal::new("catalog.unit_in_use").field("numerator").record(&self.code));
        }
        Ok(())
    }
}
