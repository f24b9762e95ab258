//! Rules of dimensions: what lines on an account, or with a value, must carry of a dimension, may carry, or may not.

use crate::kept::Kept;
use crate::{Account, Dimension, DimensionValue, Nature};
use base::{Id, Refusal, Result};
use entity::{Choice, Entity, Head, Lines, Value};
use parties::loaded;
use platform::Company;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use store::{Business, Read, Refusals};

/// What a rule asks of lines.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Demand {
    /// A value, whichever.
    #[default]
    Required,
    /// One of its values or those below them, or none.
    #[choice(tone = "success")]
    Only,
    /// None of its values, nor of those below them; without values none at all.
    #[choice(tone = "warn")]
    Never,
}

/// Which values of a dimension fit accounts, or values of another dimension.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "accounting.dimension_rule",
    kind = 142,
    icon = "list-checks",
    title = "name",
    search(name),
    sort = "name",
    kept
)]
pub struct DimensionRule {
    pub head: Head,
    #[field(indexed, column, max = 80)]
    pub name: String,
    pub company: Option<Id<Company>>,
    #[field(column)]
    pub dimension: Id<Dimension>,
    #[field(column)]
    pub demand: Demand,
    /// Lines on this account, or on those under this heading.
    #[field(column)]
    pub account: Option<Id<Account>>,
    /// Lines on accounts of this nature.
    #[field(column)]
    pub nature: Option<Nature>,
    /// Lines that carry this value of another dimension, or one below it.
    #[field(column)]
    pub beside: Option<Id<DimensionValue>>,
    pub lines: Lines<RuledValue>,
}

/// A value that a rule speaks of, with those below it.
#[derive(Entity, Clone, Debug, PartialEq, Eq)]
#[entity(name = "accounting.ruled_value", kind = 143, line_of = "accounting.dimension_rule", title = "value")]
pub struct RuledValue {
    pub head: Head,
    pub value: Id<DimensionValue>,
}

impl DimensionRule {
    /// A rule for every line.
    pub fn new(name: &str, dimension: Id<Dimension>, demand: Demand) -> DimensionRule {
        DimensionRule {
            head: Head::default(),
            name: name.to_owned(),
            company: None,
            dimension,
            demand,
            account: None,
            nature: None,
            beside: None,
            lines: Lines::default(),
        }
    }

    /// With the values it speaks of.
    pub fn of(self, values: &[Id<DimensionValue>]) -> DimensionRule {
        let line = |value: &Id<DimensionValue>| RuledValue { head: Head::default(), value: *value };
        DimensionRule { lines: values.iter().map(line).collect::<Vec<_>>().into(), ..self }
    }
}

impl Business for RuledValue {}

impl Business for DimensionRule {
    fn check(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        if !self.dimension.is_valid() {
            return Ok(());
        }
        let rules = rules(read)?;
        let lines = loaded(&self.lines);
        for (place, line) in lines.iter().enumerate() {
            let fits = rules.dimension_of(line.value) == Some(self.dimension.raw());
            refusals.ensure(fits, "accounting.value_of_other_dimension", format!("lines.{place}.value"));
        }
        refusals.ensure(self.demand != Demand::Only || !lines.is_empty(), "accounting.rule_without_values", "lines");
        let other = self.beside.is_none_or(|v| rules.dimension_of(v) != Some(self.dimension.raw()));
        refusals.ensure(other, "accounting.rule_beside_itself", "beside");
        Ok(())
    }
}

/// The dimensions of a set with their values and rules, in memory while its revision stands.
#[derive(Debug)]
pub struct Rules {
    dimensions: BTreeMap<i64, Dimension>,
    values: HashMap<i64, DimensionValue>,
    rules: Vec<DimensionRule>,
}

/// The kept rules; read once for each revision of the set.
pub fn rules(read: &Read) -> Result<Arc<Rules>> {
    read.kept(|| {
        let dimensions: Vec<Dimension> = read.select("archived_at IS NULL", &[])?;
        if dimensions.is_empty() {
            return Ok(Rules { dimensions: BTreeMap::new(), values: HashMap::new(), rules: Vec::new() });
        }
        let values: Vec<DimensionValue> = read.select("1 = 1", &[])?;
        let ids: Vec<i64> = read
            .query("SELECT id FROM accounting_dimension_rule WHERE archived_at IS NULL ORDER BY id", &[])?
            .iter()
            .filter_map(|r| r.first().and_then(Value::int))
            .collect();
        Ok(Rules {
            dimensions: dimensions.into_iter().map(|d| (d.head.id, d)).collect(),
            values: values.into_iter().map(|v| (v.head.id, v)).collect(),
            rules: store::typed(&read.find_many("accounting.dimension_rule", &ids, true)?)?,
        })
    })
}

/// The values of a line, one of each dimension.
pub(crate) type Values = BTreeMap<i64, i64>;

impl Rules {
    /// True where nobody uses dimensions.
    pub fn is_empty(&self) -> bool {
        self.dimensions.is_empty()
    }

    /// The dimensions.
    pub fn dimensions(&self) -> impl Iterator<Item = &Dimension> {
        self.dimensions.values()
    }

    /// The dimension that a value is one of.
    pub fn dimension_of(&self, value: Id<DimensionValue>) -> Option<i64> {
        self.values.get(&value.raw()).map(|v| v.dimension.raw())
    }

    /// A value by its number.
    pub fn value(&self, id: i64) -> Option<&DimensionValue> {
        self.values.get(&id)
    }

    /// The value that entries of documents carry where one is needed and nobody chose it.
    pub(crate) fn usual(&self, dimension: i64) -> Option<i64> {
        let usual = |v: &&DimensionValue| v.usual && v.dimension.raw() == dimension && v.head.archived_at.is_none();
        self.values.values().find(usual).map(|v| v.head.id)
    }

    /// True for a value and those below it.
    pub fn within(&self, value: i64, above: i64) -> bool {
        let mut at = Some(value);
        // A circle of values is refused elsewhere; a bound costs nothing.
        for _ in 0..32 {
            match at {
                Some(id) if id == above => return true,
                Some(id) => at = self.values.get(&id).and_then(|v| v.parent).map(|p| p.raw()),
                None => return false,
            }
        }
        false
    }

    /// The rules that speak of lines like this one.
    fn applying<'a>(
        &'a self,
        kept: &'a Kept,
        account: &'a Account,
        values: &'a Values,
    ) -> impl Iterator<Item = &'a DimensionRule> {
        self.rules.iter().filter(move |rule| {
            rule.company.is_none_or(|c| c == account.company)
                && rule.nature.is_none_or(|n| n == account.nature)
                && rule.account.is_none_or(|a| kept.under(account.head.id, a.raw()))
                && rule.beside.is_none_or(|b| values.values().any(|v| self.within(*v, b.raw())))
        })
    }

    /// The dimensions of which a line on an account needs a value and has none.
    pub(crate) fn missing(&self, kept: &Kept, account: &Account, values: &Values) -> Vec<&Dimension> {
        let ours = |d: &&Dimension| d.company.is_none_or(|c| c == account.company);
        let ruled = |d: &Dimension| {
            self.applying(kept, account, values).any(|r| r.demand == Demand::Required && r.dimension.raw() == d.head.id)
        };
        self.dimensions()
            .filter(ours)
            .filter(|d| !values.contains_key(&d.head.id))
            .filter(|d| d.required_on == Some(account.nature) || ruled(d))
            .collect()
    }

    /// The rule that a value of a line breaks.
    pub(crate) fn broken<'a>(
        &'a self,
        kept: &'a Kept,
        account: &'a Account,
        values: &'a Values,
    ) -> Option<(&'a DimensionRule, i64)> {
        self.applying(kept, account, values).find_map(|rule| {
            let value = *values.get(&rule.dimension.raw())?;
            let named = loaded(&rule.lines).iter().any(|l| self.within(value, l.value.raw()));
            let breaks = match rule.demand {
                Demand::Required => false,
                Demand::Only => !named,
                Demand::Never => named || loaded(&rule.lines).is_empty(),
            };
            breaks.then_some((rule, value))
        })
    }

    /// What a refusal calls a value.
    pub(crate) fn said(&self, value: i64) -> String {
        self.value(value).map(|v| format!("{} {}", v.code, v.name)).unwrap_or_default()
    }

    /// What a refusal calls a dimension.
    pub(crate) fn called(&self, dimension: i64) -> String {
        self.dimensions.get(&dimension).map(|d| d.name.clone()).unwrap_or_default()
    }

    /// The dimensions for each of whose values every entry of a company balances.
    pub(crate) fn balancing(&self, company: Id<Company>) -> Vec<i64> {
        let ours = |d: &&Dimension| d.balancing && d.company.is_none_or(|c| c == company);
        self.dimensions().filter(ours).map(|d| d.head.id).collect()
    }
}

/// A value that a rule does not let stand where it stands.
pub(crate) fn not_allowed(rules: &Rules, account: &Account, rule: &DimensionRule, value: i64) -> Refusal {
    let refusal = Refusal::new("accounting.value_not_allowed").field("lines").record(&account.code);
    refusal.arg("value", rules.said(value)).arg("rule", &*rule.name)
}
