//! Dimensions: what else a line is about, such as a cost center or a project, and the sets of values that lines carry.

use crate::Nature;
use base::{Id, Refusal, Result};
use entity::{Entity, Fields, Head};
use platform::Company;
use store::{Business, Read, Refusals};

/// One way to look at the books: cost center, project, region.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "accounting.dimension",
    kind = 126,
    icon = "axis-3d",
    title = "name",
    code = "code",
    search(code, name),
    sort = "name",
    kept
)]
pub struct Dimension {
    pub head: Head,
    #[field(unique, column, max = 20)]
    pub code: String,
    #[field(indexed, column, translated, max = 60)]
    pub name: String,
    /// Lines on accounts of this nature must carry a value; nothing leaves it free.
    #[field(column)]
    pub required_on: Option<Nature>,
    pub company: Option<Id<Company>>,
}

impl Business for Dimension {}

/// A value of a dimension.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "accounting.dimension_value",
    kind = 127,
    icon = "tag",
    title = "name",
    code = "code",
    search(code, name),
    sort = "code",
    unique(dimension, code)
)]
pub struct DimensionValue {
    pub head: Head,
    #[field(column)]
    pub dimension: Id<Dimension>,
    #[field(indexed, column, max = 20)]
    pub code: String,
    #[field(indexed, column, translated, max = 80)]
    pub name: String,
    /// The value it is summed up in.
    pub parent: Option<Id<DimensionValue>>,
}

impl Business for DimensionValue {
    fn check(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        if let Some(parent) = self.parent {
            read.hold("tree", "accounting.dimension_value")?;
            let above = read.get(parent)?;
            refusals.ensure(above.dimension == self.dimension, "accounting.value_of_other_dimension", "parent");
            let circle = self.head.saved()
                && platform::tree::above(read, "accounting_dimension_value", "parent", parent.raw())?
                    .contains(&self.head.id);
            refusals.ensure(!circle, "accounting.value_in_a_circle", "parent");
        }
        Ok(())
    }
}

/// A combination of values, at most one of each dimension. Lines name the combination, so a set exists once.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "accounting.dimension_set",
    kind = 128,
    icon = "tags",
    title = "name",
    search(name),
    sort = "name",
    aside
)]
pub struct DimensionSet {
    pub head: Head,
    /// The codes of its values, in the order of the dimensions.
    #[field(computed, indexed, column, max = 200)]
    pub name: String,
    /// The same by number; no two sets have the same.
    #[field(computed, unique, max = 200)]
    pub key: String,
    #[field(column)]
    pub value_1: Id<DimensionValue>,
    #[field(column)]
    pub value_2: Option<Id<DimensionValue>>,
    #[field(column)]
    pub value_3: Option<Id<DimensionValue>>,
    pub value_4: Option<Id<DimensionValue>>,
    pub value_5: Option<Id<DimensionValue>>,
    pub value_6: Option<Id<DimensionValue>>,
    pub value_7: Option<Id<DimensionValue>>,
    pub value_8: Option<Id<DimensionValue>>,
}

impl DimensionSet {
    /// Its values.
    pub fn values(&self) -> Vec<Id<DimensionValue>> {
        let further =
            [self.value_2, self.value_3, self.value_4, self.value_5, self.value_6, self.value_7, self.value_8];
        std::iter::once(self.value_1).chain(further.into_iter().flatten()).collect()
    }
}

impl Business for DimensionSet {
    fn complete(&mut self, read: &Read, _touched: &Fields) -> Result<()> {
        if !self.value_1.is_valid() {
            return Ok(());
        }
        let mut values: Vec<DimensionValue> = self.values().into_iter().map(|v| read.get(v)).collect::<Result<_>>()?;
        values.sort_by_key(|v| v.dimension);
        self.name = values.iter().map(|v| v.code.as_str()).collect::<Vec<_>>().join(" · ");
        self.key = values.iter().map(|v| v.head.id.to_string()).collect::<Vec<_>>().join("-");
        Ok(())
    }

    fn check(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        let mut dimensions = Vec::new();
        for value in self.values() {
            let value = read.get(value)?;
            if dimensions.contains(&value.dimension) {
                refusals.add(Refusal::new("accounting.dimension_twice").field("value_2").record(&value.code));
            }
            dimensions.push(value.dimension);
        }
        Ok(())
    }
}

/// What lines on accounts of a nature must carry and do not: the names of the missing dimensions.
pub(crate) fn missing(read: &Read, nature: Nature, set: Option<Id<DimensionSet>>) -> Result<Vec<String>> {
    let wanted: Vec<Dimension> = read.select("required_on = $1 AND archived_at IS NULL", &[nature.code().into()])?;
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let mut known = Vec::new();
    if let Some(set) = set {
        for value in read.get(set)?.values() {
            known.push(read.get(value)?.dimension.raw());
        }
    }
    Ok(wanted.into_iter().filter(|d| !known.contains(&d.head.id)).map(|d| d.name).collect())
}
