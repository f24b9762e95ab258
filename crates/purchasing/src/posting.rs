//! What purchases say in the books: one rule for each document, in both ways of booking goods.

use crate::difference::Borne;
use crate::goods_receipt::Valued;
use accounting::{InventoryMode, JournalEntry, Role, account, kept};
use base::{Id, Money, Result};
use platform::{Company, Currency};
use stock::Moved;
use std::collections::{BTreeMap, BTreeSet};
use store::Read;

/// How a company books, and in what.
pub(crate) struct Way<'r, 'c> {
    read: &'r Read<'c>,
    pub company: Id<Company>,
    pub mode: InventoryMode,
    pub currency: Id<Currency>,
}

impl<'r, 'c> Way<'r, 'c> {
    /// The way of a company.
    pub fn of(read: &'r Read<'c>, company: Id<Company>) -> Result<Way<'r, 'c>> {
        let kept = kept::books(read)?;
        let mode = kept.books(company)?.inventory_mode;
        Ok(Way { read, company, mode, currency: kept.currency(company)? })
    }

    /// A line about goods on the account of a role, in company currency.
    pub fn goods(&self, role: Role, moved: &Moved, base: Money) -> Result<ledger::Line> {
        let account = account(self.read, self.company, role, moved.item_group)?;
        Ok(ledger::Line {
            item: Some(moved.item.raw()),
            source_line: moved.source_line,
            ..ledger::Line::of(account.raw(), self.currency.raw(), base)
        })
    }

    /// A line about an item.
    fn item(&self, role: Role, borne: &Borne, base: Money) -> Result<ledger::Line> {
        let account = account(self.read, self.company, role, borne.item_group)?;
        let item = Some(borne.item.raw());
        Ok(ledger::Line { item, ..ledger::Line::of(account.raw(), self.currency.raw(), base) })
    }

    /// Where a difference of price goes when goods come: the standard cost has its own account.
    fn variance(&self) -> Role {
        match self.mode {
            InventoryMode::CostOfSales => Role::PurchasePriceVariance,
            InventoryMode::NatureOfExpense => Role::StockVariation,
        }
    }
}

/// Goods came and their invoice did not.
///
/// Cost of sales: Dr inventory at its cost, Dr or Cr purchase price variance against the standard / Cr goods received, not invoiced at
/// the order's price. Nature of expense: Dr inventory / Cr stock variation.
pub(crate) fn goods_receipt(
    read: &Read,
    company: Id<Company>,
    lines: &[Valued],
    moved: &[Moved],
) -> Result<ledger::Draft> {
    let way = Way::of(read, company)?;
    if way.mode == InventoryMode::NatureOfExpense {
        return stock::posting::against(read, company, moved, Role::StockVariation, ledger::Draft::new());
    }
    let mut draft = ledger::Draft::new();
    let mut groups = BTreeMap::new();
    for m in moved {
        groups.insert(m.item.raw(), m.item_group);
        let inventory = m.value.checked_sub(m.settled)?;
        draft.push(ledger::Line { quantity: Some(m.quantity), ..way.goods(Role::Inventory, m, inventory)? });
        draft.push(way.goods(way.variance(), m, m.variance)?);
        // What earlier issues without cover had been charged too little.
        draft.push(way.goods(Role::CostOfGoodsSold, m, m.settled)?);
    }
    for line in lines.iter().filter(|l| !l.order_line.is_service) {
        let group = groups.get(&line.order_line.item.raw()).copied().flatten();
        let owed = account(read, company, Role::ReceivedNotInvoiced, group)?;
        draft.push(ledger::Line {
            amount: line.amount.checked_neg()?,
            item: Some(line.order_line.item.raw()),
            source_line: Some(line.id()),
            ..ledger::Line::of(owed.raw(), line.currency.raw(), line.base.checked_neg()?)
        });
    }
    Ok(draft)
}

/// A receipt is taken back: inventory loses what the goods cost now, the debt is the one that was booked, and what lies between them is
/// a difference of price.
pub(crate) fn receipt_taken_back(
    read: &Read,
    company: Id<Company>,
    entry: Id<JournalEntry>,
    moved: &[Moved],
) -> Result<ledger::Draft> {
    let way = Way::of(read, company)?;
    if way.mode == InventoryMode::NatureOfExpense {
        return stock::posting::against(read, company, moved, Role::StockVariation, ledger::Draft::new());
    }
    let kept = kept::books(read)?;
    let old = read.get(entry)?;
    let mut draft = ledger::Draft::new();
    for line in old.lines.iter() {
        if kept.account(line.account.raw())?.control == accounting::Control::Clearing {
            draft.push(ledger::Line {
                amount: line.amount.checked_neg()?,
                item: line.item.map(|i| i.raw()),
                source_line: line.source_line,
                ..ledger::Line::of(line.account.raw(), line.currency.raw(), line.amount_base.checked_neg()?)
            });
        }
    }
    goods_leave(&way, moved, draft)
}

/// Inventory loses what leaves; what the supplier owes for it beyond that is a difference of price.
pub(crate) fn goods_leave(way: &Way, moved: &[Moved], mut draft: ledger::Draft) -> Result<ledger::Draft> {
    let standard = standard_items(way, moved)?;
    let mut largest: Option<&Moved> = None;
    for m in moved {
        let inventory = m.value.checked_sub(m.settled)?;
        draft.push(ledger::Line { quantity: Some(m.quantity), ..way.goods(Role::Inventory, m, inventory)? });
        let role = if standard.contains(&m.item.raw()) { Role::PurchasePriceVariance } else { Role::PriceDifference };
        draft.push(way.goods(role, m, m.variance.checked_neg()?)?);
        largest = Some(m);
    }
    // Goods that leave at another cost than they came with: the rest lies on the same account.
    if let Some(m) = largest {
        let gap = draft.gap()?;
        draft.push(way.goods(Role::PriceDifference, m, gap.checked_neg()?)?);
    }
    Ok(draft)
}

/// Goods cost something else than was booked: those here bear their share, the rest is a difference of price.
///
/// Nature of expense: the invoice is expense already; what stock bears is a variation of stock.
pub(crate) fn price_difference(
    read: &Read,
    company: Id<Company>,
    borne: &[Borne],
    mut draft: ledger::Draft,
) -> Result<ledger::Draft> {
    let way = Way::of(read, company)?;
    for b in borne {
        draft.push(way.item(Role::Inventory, b, b.inventory)?);
        match way.mode {
            InventoryMode::CostOfSales => draft.push(way.item(b.rest_to, b, b.rest)?),
            InventoryMode::NatureOfExpense => draft.push(way.item(Role::StockVariation, b, b.inventory.checked_neg()?)?),
        }
    }
    Ok(draft)
}

/// An invoice was mirrored, and goods that left meanwhile cannot give back what they had borne of it: it is a difference of price.
pub(crate) fn not_given_back(read: &Read, company: Id<Company>, borne: &[Borne]) -> Result<ledger::Draft> {
    let way = Way::of(read, company)?;
    let mut draft = ledger::Draft::new();
    for b in borne.iter().filter(|b| !b.rest.is_zero()) {
        let counter = match way.mode {
            InventoryMode::CostOfSales => Role::PriceDifference,
            InventoryMode::NatureOfExpense => Role::StockVariation,
        };
        draft.push(way.item(Role::Inventory, b, b.rest.checked_neg()?)?);
        draft.push(way.item(counter, b, b.rest)?);
    }
    Ok(draft)
}

/// Which of these items are kept at a standard cost.
fn standard_items(way: &Way, moved: &[Moved]) -> Result<BTreeSet<i64>> {
    let ids: BTreeSet<i64> = moved.iter().map(|m| m.item.raw()).collect();
    let ids: Vec<i64> = ids.into_iter().collect();
    let costing = kept::books(way.read)?.books(way.company)?.costing;
    let policies = stock::kept::policies(way.read)?;
    let items = store::typed::<catalog::Item>(&way.read.find_many("catalog.item", &ids, false)?)?;
    let standard = |i: &&catalog::Item| policies.method(way.company, i, costing) == stock::Method::Standard;
    Ok(items.iter().filter(standard).map(|i| i.head.id).collect())
}

/// What the supplier owes for goods that go back.
pub(crate) struct Owed {
    pub item: Id<catalog::Item>,
    /// The line of the return.
    pub line: i64,
    pub currency: Id<Currency>,
    /// In the order's currency, and in the company's.
    pub amount: Money,
    pub base: Money,
}

/// Goods go back: Dr goods received, not invoiced at what they came for / Cr inventory at what they cost now; the rest is a difference of
/// price. Nature of expense: Dr stock variation / Cr inventory.
pub(crate) fn supplier_return(
    read: &Read,
    company: Id<Company>,
    owed: &[Owed],
    moved: &[Moved],
) -> Result<ledger::Draft> {
    let way = Way::of(read, company)?;
    if way.mode == InventoryMode::NatureOfExpense {
        return stock::posting::against(read, company, moved, Role::StockVariation, ledger::Draft::new());
    }
    let groups: BTreeMap<i64, _> = moved.iter().map(|m| (m.item.raw(), m.item_group)).collect();
    let mut draft = ledger::Draft::new();
    for o in owed {
        let group = groups.get(&o.item.raw()).copied().flatten();
        let account = account(read, company, Role::ReceivedNotInvoiced, group)?;
        draft.push(ledger::Line {
            amount: o.amount,
            item: Some(o.item.raw()),
            source_line: Some(o.line),
            ..ledger::Line::of(account.raw(), o.currency.raw(), o.base)
        });
    }
    goods_leave(&way, moved, draft)
}
