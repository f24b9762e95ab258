//! Policies and warehouses, kept in memory while the set's revision stands.

use crate::{ItemPolicy, Method, Warehouse};
use accounting::Costing;
use base::{Error, Id, Result};
use catalog::{Item, Tracking};
use platform::Company;
use std::collections::HashMap;
use std::sync::Arc;
use store::Read;

/// Warehouses and policies of a set.
#[derive(Debug)]
pub struct Kept {
    warehouses: HashMap<i64, Warehouse>,
    items: HashMap<(i64, i64), ItemPolicy>,
    groups: HashMap<(i64, i64), ItemPolicy>,
    above: HashMap<i64, Option<i64>>,
}

/// The kept policies.
pub fn policies(read: &Read) -> Result<Arc<Kept>> {
    read.kept(|| {
        let warehouses: Vec<Warehouse> = read.select("1 = 1", &[])?;
        let policies: Vec<ItemPolicy> = read.select("archived_at IS NULL", &[])?;
        let groups: Vec<catalog::ItemGroup> = read.select("1 = 1", &[])?;
        let mut kept = Kept {
            warehouses: warehouses.into_iter().map(|w| (w.head.id, w)).collect(),
            items: HashMap::new(),
            groups: HashMap::new(),
            above: groups.into_iter().map(|g| (g.head.id, g.parent.map(|p| p.raw()))).collect(),
        };
        for policy in policies {
            match (policy.item, policy.item_group) {
                (Some(item), _) => kept.items.insert((policy.company.raw(), item.raw()), policy),
                (None, Some(group)) => kept.groups.insert((policy.company.raw(), group.raw()), policy),
                (None, None) => None,
            };
        }
        Ok(kept)
    })
}

impl Kept {
    /// A warehouse.
    pub fn warehouse(&self, id: Id<Warehouse>) -> Result<&Warehouse> {
        self.warehouses.get(&id.raw()).ok_or_else(|| Error::not_found("stock.warehouse", id.raw()))
    }

    /// The warehouses of a company, by id.
    pub fn of(&self, company: Id<Company>) -> Vec<&Warehouse> {
        let mut all: Vec<&Warehouse> =
            self.warehouses.values().filter(|w| w.company == company && w.head.archived_at.is_none()).collect();
        all.sort_by_key(|w| w.head.id);
        all
    }

    /// The warehouses of a company whose goods share one cost, archived ones too.
    pub fn sharing_costs(&self, company: Id<Company>) -> Vec<i64> {
        let mut all: Vec<i64> =
            self.warehouses.values().filter(|w| w.company == company && !w.own_costs).map(|w| w.head.id).collect();
        all.sort_unstable();
        all
    }

    /// The rules for an item: its own, those of its group or of a group above.
    pub fn policy(&self, company: Id<Company>, item: &Item) -> Option<&ItemPolicy> {
        if let Some(own) = self.items.get(&(company.raw(), item.head.id)) {
            return Some(own);
        }
        let mut group = item.item_group.map(|g| g.raw());
        for _ in 0..32 {
            let at = group?;
            if let Some(policy) = self.groups.get(&(company.raw(), at)) {
                return Some(policy);
            }
            group = self.above.get(&at).copied().flatten();
        }
        None
    }

    /// How an item's issues are valued.
    pub fn method(&self, company: Id<Company>, item: &Item, books: Costing) -> Method {
        let own = self.policy(company, item).and_then(|p| p.method);
        let method = own.unwrap_or(match books {
            Costing::MovingAverage => Method::MovingAverage,
            Costing::Fifo => Method::Fifo,
            Costing::Standard => Method::Standard,
        });
        // What is not told apart cannot keep costs apart.
        if method == Method::Lot && item.tracking == Tracking::Without { Method::MovingAverage } else { method }
    }
}
