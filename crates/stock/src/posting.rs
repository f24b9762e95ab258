//! What movements of goods say in the books: one rule for each kind of event, in both ways of booking goods.

use crate::Moved;
use accounting::{InventoryMode, Role};
use base::{Id, Money, Result};
use platform::Company;
use store::Read;

/// Goods come or go against another account, line by line: inventory moves by the value, the counter account takes the rest.
///
/// Cost of sales: Dr inventory / Cr counter for what comes in, the other way round for what leaves. Nature of expense: the counter is
/// always the stock variation, because purchases and sales are booked by their nature.
pub fn against(
    read: &Read,
    company: Id<Company>,
    moved: &[Moved],
    counter: Role,
    mut draft: ledger::Draft,
) -> Result<ledger::Draft> {
    let kept = accounting::kept::books(read)?;
    let mode = kept.books(company)?.inventory_mode;
    let currency = kept.currency(company)?.raw();
    let counter = match mode {
        InventoryMode::CostOfSales => counter,
        InventoryMode::NatureOfExpense => Role::StockVariation,
    };
    for m in moved {
        let account = |role: Role| accounting::account(read, company, role, m.item_group).map(|a| a.raw());
        let line = |account: i64, base: Money| ledger::Line {
            item: Some(m.item.raw()),
            quantity: Some(m.quantity),
            source_line: m.source_line,
            ..ledger::Line::of(account, currency, base)
        };
        // What an earlier issue without cover had been charged too little leaves again at once.
        let inventory = m.value.checked_sub(m.settled)?;
        draft.push(line(account(Role::Inventory)?, inventory));
        draft.push(line(account(counter)?, m.value.checked_neg()?));
        draft.push(line(account(settled_role(mode))?, m.settled));
    }
    Ok(draft)
}

fn settled_role(mode: InventoryMode) -> Role {
    match mode {
        InventoryMode::CostOfSales => Role::CostOfGoodsSold,
        InventoryMode::NatureOfExpense => Role::StockVariation,
    }
}
