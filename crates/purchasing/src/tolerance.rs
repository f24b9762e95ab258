//! How far an invoice may differ from its order and its receipt before its payment waits for somebody to look.

use accounting::kept;
use base::{Id, Money, Percent, Result};
use catalog::ItemGroup;
use entity::{Choice, Entity, Head};
use parties::Category;
use platform::Company;
use std::sync::Arc;
use store::{Business, Read, Refusals};

/// What an invoiced quantity is held against.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Basis {
    /// What came and was fit for use.
    #[default]
    Receipt,
    /// What was ordered.
    Order,
}

/// Tolerances of the three-way match. The row that says most about supplier and item holds; without one no quantity and no price may
/// differ, and any day will do.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "purchasing.match_tolerance",
    kind = 206,
    icon = "scale",
    title = "company",
    sort = "id",
    unique(company, category, item_group),
    kept,
    aside
)]
pub struct MatchTolerance {
    pub head: Head,
    #[field(column)]
    pub company: Id<Company>,
    /// Suppliers of this category; nothing is every supplier.
    #[field(column)]
    pub category: Option<Id<Category>>,
    /// Items of this group and of those below it; nothing is every item.
    #[field(column)]
    pub item_group: Option<Id<ItemGroup>>,
    #[field(column)]
    pub basis: Basis,
    /// So much dearer than ordered …
    #[field(column, default = "0")]
    pub price_over: Percent,
    /// … and so much cheaper.
    #[field(column, default = "1000000")]
    pub price_under: Percent,
    /// And at most so much on the line, in company currency; nothing is no such limit.
    #[field(currency = "currency")]
    pub amount_over: Option<Money>,
    #[field(computed)]
    pub currency: Option<Id<platform::Currency>>,
    /// So much more than came, of what was ordered.
    #[field(column, default = "0")]
    pub quantity_over: Percent,
    /// What came, and its invoice, may be so many days earlier than promised; nothing is as early as it likes.
    #[field(column)]
    pub days_early: Option<i64>,
    /// And so many days later.
    #[field(column)]
    pub days_late: Option<i64>,
    /// The paper's total may differ so much from the reckoned one.
    #[field(currency = "currency")]
    pub total_small: Option<Money>,
    /// What nobody ordered waits.
    #[field(column)]
    pub order_required: bool,
}

impl MatchTolerance {
    /// Neither quantity nor price may differ.
    pub fn none(company: Id<Company>) -> MatchTolerance {
        MatchTolerance {
            head: Head::default(),
            company,
            category: None,
            item_group: None,
            basis: Basis::Receipt,
            price_over: Percent::ZERO,
            price_under: Percent::HUNDRED,
            amount_over: None,
            currency: None,
            quantity_over: Percent::ZERO,
            days_early: None,
            days_late: None,
            total_small: None,
            order_required: false,
        }
    }
}

impl Business for MatchTolerance {
    fn complete(&mut self, read: &Read, _touched: &entity::Fields) -> Result<()> {
        if self.company.is_valid() {
            self.currency = Some(kept::books(read)?.currency(self.company)?);
        }
        Ok(())
    }

    fn check(&self, _read: &Read, refusals: &mut Refusals) -> Result<()> {
        for (percent, field) in
            [(self.price_over, "price_over"), (self.price_under, "price_under"), (self.quantity_over, "quantity_over")]
        {
            refusals.ensure(!percent.is_negative(), "purchasing.tolerance_range", field);
        }
        for (money, field) in [(self.amount_over, "amount_over"), (self.total_small, "total_small")] {
            refusals.ensure(money.is_none_or(|m| !m.is_negative()), "purchasing.tolerance_range", field);
        }
        for (days, field) in [(self.days_early, "days_early"), (self.days_late, "days_late")] {
            refusals.ensure(days.is_none_or(|d| (0..=3_650).contains(&d)), "purchasing.days_range", field);
        }
        Ok(())
    }
}

/// Tolerances, kept in memory while the set's revision stands.
#[derive(Debug)]
pub struct Rules {
    tolerances: Vec<MatchTolerance>,
}

/// The kept rules.
pub fn rules(read: &Read) -> Result<Arc<Rules>> {
    read.kept(|| Ok(Rules { tolerances: read.select("archived_at IS NULL ORDER BY id", &[])? }))
}

impl Rules {
    /// True when some tolerance depends on the item.
    pub fn by_group(&self) -> bool {
        self.tolerances.iter().any(|t| t.item_group.is_some())
    }

    /// True when some tolerance says on which days goods may come.
    pub fn by_day(&self) -> bool {
        self.tolerances.iter().any(|t| t.days_early.is_some() || t.days_late.is_some())
    }

    /// What holds for a supplier and an item: the finest row about both, about the item, about the supplier, about all.
    pub fn tolerance(
        &self,
        read: &Read,
        company: Id<Company>,
        category: Option<Id<Category>>,
        group: Option<Id<ItemGroup>>,
    ) -> Result<MatchTolerance> {
        let above = kept::books(read)?.groups_above(group);
        let fits = |t: &&MatchTolerance| {
            t.company == company
                && (t.category.is_none() || t.category == category)
                && t.item_group.is_none_or(|g| above.contains(&g.raw()))
        };
        let fineness = |t: &&MatchTolerance| {
            let depth = t.item_group.and_then(|g| above.iter().rev().position(|a| *a == g.raw()));
            (depth.map_or(0, |d| d + 1), t.category.is_some())
        };
        let found = self.tolerances.iter().filter(fits).max_by_key(fineness);
        Ok(found.cloned().unwrap_or_else(|| MatchTolerance::none(company)))
    }
}
