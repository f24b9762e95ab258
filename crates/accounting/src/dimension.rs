//! Dimensions: what else a line is about, such as a cost center or a project, and the sets of values that lines carry.

use crate::{Nature, dimension_rule};
use base::{Id, Refusal, Result};
use entity::{Described as _, Entity, Fields, Head, Record};
use platform::Company;
use store::{Business, Read, Refusals, Tx};

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
    /// Every entry balances for each of its values, as the books of a branch that are read by themselves.
    #[field(column)]
    pub balancing: bool,
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
    unique(dimension, code),
    kept
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
    /// What entries of documents carry where a value is needed and nobody chose one.
    #[field(column)]
    pub usual: bool,
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
        if self.usual {
            let others: Vec<DimensionValue> =
                read.select("dimension = $1 AND usual = 1 AND archived_at IS NULL", &[self.dimension.into()])?;
            if let Some(other) = others.iter().find(|o| o.head.id != self.head.id) {
                refusals.add(Refusal::new("accounting.usual_twice").field("usual").record(&other.code));
            }
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
    /// A combination of these values.
    pub fn new(values: &[Id<DimensionValue>]) -> DimensionSet {
        let at = |place: usize| values.get(place).copied();
        DimensionSet {
            head: Head::default(),
            name: String::new(),
            key: String::new(),
            value_1: at(0).unwrap_or(Id::from_raw(0)),
            value_2: at(1),
            value_3: at(2),
            value_4: at(3),
            value_5: at(4),
            value_6: at(5),
            value_7: at(6),
            value_8: at(7),
        }
    }

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

/// The set of these values, made if nobody wrote it down before; values of as many dimensions, in any order.
pub fn set_of(tx: &mut Tx, values: &[Id<DimensionValue>]) -> Result<Id<DimensionSet>> {
    base::ensure!(values.len() <= 8, Refusal::new("accounting.too_many_dimensions"))?;
    let rules = dimension_rule::rules(tx)?;
    let mut values = values.to_vec();
    values.sort_by_key(|v| rules.dimension_of(*v));
    let key = values.iter().map(ToString::to_string).collect::<Vec<_>>().join("-");
    tx.lock_key("dimension set", &key)?;
    let found: Vec<DimensionSet> = tx.select("key = $1 AND archived_at IS NULL", &[key.as_str().into()])?;
    match found.first() {
        Some(set) => Ok(Id::from_raw(set.head.id)),
        None => tx.insert(&mut DimensionSet::new(&values)),
    }
}

/// A new value can be chosen by itself at once.
pub fn value_made(tx: &mut Tx, record: &Record) -> Result<()> {
    let value = DimensionValue::from_record(record).map_err(store::damaged)?;
    set_of(tx, &[value.id()]).map(|_| ())
}
