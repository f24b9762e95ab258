//! What purchases say in the books: one rule for each document, in both ways of booking goods.

use crate::goods_receipt::Valued;
use accounting::dimensioning::Chosen;
use accounting::{Control, InventoryMode, JournalEntry, Role, account, kept};
use base::{Id, Money, Result};
use platform::{Company, Currency};
use std::collections::{BTreeMap, BTreeSet};
use stock::{Borne, Moved};
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

    /// A line on what is owed without an invoice. In the company's own currency both figures are one.
    fn owed(&self, role: Role, of: &Owed, group: Option<Id<catalog::ItemGroup>>) -> Result<ledger::Line> {
        let account = account(self.read, self.company, role, group)?;
        Ok(ledger::Line {
            amount: if of.currency == self.currency { of.base } else { of.amount },
            item: Some(of.item.raw()),
            source_line: Some(of.line),
            ..ledger::Line::of(account.raw(), of.currency.raw(), of.base)
        })
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
        let owed = Owed {
            item: line.order_line.item,
            line: line.id(),
            currency: line.currency,
            amount: line.amount.checked_neg()?,
            base: line.base.checked_neg()?,
        };
        draft.push(way.owed(Role::ReceivedNotInvoiced, &owed, group)?);
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
        if kept.account(line.account.raw())?.control == Control::Clearing {
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

/// An invoice was mirrored, and goods that left meanwhile cannot give back what they had borne of it. What its differences are now
/// takes the place of what they were; nothing when they are the same.
///
/// The lines of differences stand behind the line that the supplier was owed.
pub(crate) fn not_given_back(
    read: &Read,
    company: Id<Company>,
    entry: Id<JournalEntry>,
    borne: &[Borne],
    chosen: &Chosen,
) -> Result<Option<ledger::Draft>> {
    let kept = kept::books(read)?;
    let old = read.get(entry)?;
    let mut differences = 0;
    for (at, line) in old.lines.iter().enumerate() {
        if kept.account(line.account.raw())?.control == Control::Payables {
            differences = at + 1;
        }
    }
    let mut draft = stock::posting::difference(read, company, borne, ledger::Draft::new())?;
    let currency = kept.currency(company)?.raw();
    // What lies between values of a dimension is reckoned anew.
    let between = kept.role(company, Role::BetweenDimensions, None);
    for line in old.lines[differences..].iter().filter(|l| Some(l.account) != between) {
        let (item, dimensions) = (line.item.map(|i| i.raw()), line.dimensions.map(|d| d.raw()));
        draft.push(ledger::Line {
            item,
            dimensions,
            ..ledger::Line::of(line.account.raw(), currency, line.amount_base)
        });
    }
    let mut sums: BTreeMap<(i64, Option<i64>, Option<i64>), Money> = BTreeMap::new();
    let lines = match draft.close() {
        Ok(entry) => entry.into_lines(),
        Err(ledger::Unbalanced::Empty) => Vec::new(),
        Err(other) => return Err(base::Error::broken_by("differences of price do not balance", &other)),
    };
    for line in lines {
        let dimensions = line.dimensions.or(line.source_line.and_then(|l| chosen.get(&l).copied().flatten()));
        let sum = sums.entry((line.account, line.item, dimensions)).or_insert(Money::ZERO);
        *sum = sum.checked_add(line.base)?;
    }
    let mut rest = ledger::Draft::new();
    for ((account, item, dimensions), base) in sums {
        rest.push(ledger::Line { item, dimensions, ..ledger::Line::of(account, currency, base) });
    }
    Ok(if says_nothing(&rest) { None } else { Some(rest) })
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
        draft.push(way.owed(Role::ReceivedNotInvoiced, o, group)?);
    }
    goods_leave(&way, moved, draft)
}

/// True for an entry that would have no lines; one that does not balance is refused where it is posted.
pub(crate) fn says_nothing(draft: &ledger::Draft) -> bool {
    matches!(draft.clone().close(), Err(ledger::Unbalanced::Empty))
}
