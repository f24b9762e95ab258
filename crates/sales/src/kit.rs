//! A kit is sold and priced as one line and leaves as its parts: what is ordered counts kits, what is held, picked, delivered and comes
//! back counts parts.

use crate::OrderLine;
use base::{Error, Id, Quantity, Refusal, Result};
use catalog::Item;
use entity::Text;
use parties::loaded;
use std::collections::BTreeMap;
use store::Read;

/// So many base units of an item.
pub(crate) type Part = (Id<Item>, Quantity);

/// What one of each kit among these items is made of now, as lines keep it; nothing is read where there is none.
pub(crate) fn made_of<'a>(read: &Read, items: impl Iterator<Item = &'a Item>) -> Result<BTreeMap<i64, Text>> {
    let kits: Vec<i64> = items.filter(|i| i.nature == catalog::Nature::Kit).map(|i| i.head.id).collect();
    if kits.is_empty() {
        return Ok(BTreeMap::new());
    }
    let kits: Vec<Item> = store::typed(&read.find_many("catalog.item", &kits, true)?)?;
    let said = |kit: &Item| {
        let parts = loaded(&kit.parts).iter().map(|p| format!("{}:{}", p.item.raw(), p.quantity.units()));
        (kit.head.id, Text::new(format!("{}={}", kit.head.id, parts.collect::<Vec<_>>().join(","))))
    };
    Ok(kits.iter().map(said).collect())
}

impl OrderLine {
    /// What one base unit of its kit is made of, as it was when the order was written; nothing of other items.
    pub(crate) fn parts(&self) -> Result<Vec<Part>> {
        let Some((_, list)) = self.kit_parts.as_ref().and_then(|t| t.split_once('=')) else { return Ok(Vec::new()) };
        let part = |said: &str| {
            let (item, units) = said.split_once(':')?;
            Some((Id::from_raw(item.parse().ok()?), Quantity::from_units(units.parse().ok()?)))
        };
        list.split(',').map(|said| part(said).ok_or_else(|| Error::broken("the parts of a kit"))).collect()
    }

    pub(crate) fn is_kit(&self) -> bool {
        self.kit_parts.is_some()
    }

    /// The kit that its parts are of, while the line keeps them.
    pub(super) fn kit_kept(&self) -> Option<i64> {
        self.kit_parts.as_ref()?.split_once('=')?.0.parse().ok()
    }

    /// What has to be there for so much of the line.
    pub(crate) fn needs(&self, quantity: Quantity) -> Result<Vec<Part>> {
        if !self.is_kit() {
            return Ok(vec![(self.item, quantity)]);
        }
        self.parts()?.into_iter().map(|(item, one)| Ok((item, times(one, quantity)?))).collect()
    }

    /// How much of the line these make. Parts of a kit count only together.
    pub(crate) fn makes(&self, found: &[Part]) -> Result<Quantity> {
        if !self.is_kit() {
            return Ok(Quantity::sum(found.iter().map(|(_, q)| *q))?);
        }
        let sum = |item: Id<Item>| Quantity::sum(found.iter().filter(|(i, _)| *i == item).map(|(_, q)| *q));
        let kits = self.most(sum)?;
        let needed = self.needs(kits)?;
        let mut whole = found.iter().all(|(item, _)| needed.iter().any(|(i, _)| i == item));
        for (item, quantity) in &needed {
            whole &= sum(*item)? == *quantity;
        }
        base::ensure!(whole, Refusal::new("sales.kit_incomplete").field("lines"))?;
        Ok(kits)
    }

    /// How much of the line can be made of what is there of each item: whole kits only.
    pub(crate) fn most<E: Into<Error>>(
        &self,
        there: impl Fn(Id<Item>) -> std::result::Result<Quantity, E>,
    ) -> Result<Quantity> {
        if !self.is_kit() {
            return there(self.item).map_err(Into::into);
        }
        let mut kits = i64::MAX;
        for (item, one) in self.parts()? {
            let there = there(item).map_err(Into::into)?.units().max(0);
            kits = kits.min(there.checked_div(one.units()).unwrap_or(0));
        }
        Ok(Quantity::whole(if kits == i64::MAX { 0 } else { kits })?)
    }
}

/// Exact, because kits are counted whole.
fn times(one: Quantity, kits: Quantity) -> Result<Quantity> {
    let units = i128::from(one.units()) * i128::from(kits.units()) / i128::from(Quantity::whole(1)?.units());
    Ok(Quantity::from_units(i64::try_from(units).map_err(|_| base::Overflow)?))
}

/// How much of each line of orders these parts make, by line.
pub(crate) fn by_line<'a>(
    lines: impl Iterator<Item = &'a OrderLine>,
    found: &BTreeMap<i64, Vec<Part>>,
) -> Result<BTreeMap<i64, Quantity>> {
    let mut sums = BTreeMap::new();
    for line in lines {
        if let Some(parts) = found.get(&line.head.id) {
            sums.insert(line.head.id, line.makes(parts)?);
        }
    }
    Ok(sums)
}

/// How much of its order's line each line of a document stands for, so that together they are what they make: the first part of a kit
/// stands for all of it.
pub(crate) fn stands_for<'a>(
    lines: impl Iterator<Item = &'a OrderLine>,
    whole: &BTreeMap<i64, Quantity>,
    parts: &[(i64, Quantity)],
) -> Vec<Quantity> {
    let mut kits: BTreeMap<i64, Quantity> =
        lines.filter(|l| l.is_kit()).map(|l| (l.head.id, whole.get(&l.head.id).copied().unwrap_or_default())).collect();
    let said = |(line, quantity): &(i64, Quantity)| match kits.get_mut(line) {
        Some(left) => std::mem::take(left),
        None => *quantity,
    };
    parts.iter().map(said).collect()
}
