//! What movements of goods say in the books: one rule for each kind of event, in both ways of booking goods.

use crate::{Borne, Moved, ValueAdjustment};
use accounting::{InventoryMode, Role, Source};
use base::{Id, Money, Result};
use entity::{Entity as _, Value};
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

/// A price difference or landed cost on goods: what stock bears to inventory, the rest to whoever bears it.
///
/// Cost of sales: Dr inventory, Dr price difference, variance or the accounts of the consumers; the caller credits what the invoice
/// says. Nature of expense: Dr inventory / Cr stock variation for what stock bears; the rest is in purchases already.
pub fn difference(
    read: &Read,
    company: Id<Company>,
    borne: &[Borne],
    mut draft: ledger::Draft,
) -> Result<ledger::Draft> {
    let kept = accounting::kept::books(read)?;
    let mode = kept.books(company)?.inventory_mode;
    let currency = kept.currency(company)?.raw();
    for b in borne {
        let account = |role: Role| accounting::account(read, company, role, b.item_group).map(|a| a.raw());
        let line = |account: i64, base: Money| ledger::Line {
            item: Some(b.item.raw()),
            source_line: b.source_line,
            ..ledger::Line::of(account, currency, base)
        };
        draft.push(line(account(Role::Inventory)?, b.inventory));
        match mode {
            InventoryMode::CostOfSales => {
                for (account, amount) in &b.rest {
                    draft.push(line(account.raw(), *amount));
                }
            }
            InventoryMode::NatureOfExpense => {
                draft.push(line(account(Role::StockVariation)?, b.inventory.checked_neg()?));
            }
        }
    }
    Ok(draft)
}

/// Goods went to another valuation area: what left the one comes into the other, or into goods in transit.
///
/// Dr inventory of the destination, or in transit / Cr inventory of the source, at what they cost there; standard costs that differ
/// leave a transfer variance. Inside one area nothing is said.
pub fn transfer(
    read: &Read,
    company: Id<Company>,
    moved: &[Moved],
    through: Option<Role>,
    mut draft: ledger::Draft,
) -> Result<ledger::Draft> {
    let kept = accounting::kept::books(read)?;
    let mode = kept.books(company)?.inventory_mode;
    let currency = kept.currency(company)?.raw();
    for m in moved {
        let account = |role: Role| accounting::account(read, company, role, m.item_group).map(|a| a.raw());
        let line = |account: i64, base: Money| ledger::Line {
            item: Some(m.item.raw()),
            quantity: Some(m.quantity),
            source_line: m.source_line,
            ..ledger::Line::of(account, currency, base)
        };
        let came = m.quantity.is_positive();
        let own = if came { through.unwrap_or(Role::Inventory) } else { Role::Inventory };
        draft.push(line(account(own)?, m.value));
        if came {
            draft.push(line(account(Role::TransferVariance)?, m.variance));
            draft.push(line(account(Role::Inventory)?, m.settled.checked_neg()?));
            draft.push(line(account(settled_role(mode))?, m.settled));
        }
    }
    Ok(draft)
}

/// What a transfer has on the way arrives: Dr inventory / Cr in transit, for each of its lines.
pub fn out_of_transit(
    read: &Read,
    company: Id<Company>,
    source: Source,
    mut draft: ledger::Draft,
) -> Result<ledger::Draft> {
    let sql = store::sql!(
        "stock.in_transit",
        "SELECT l.account, l.item, i.item_group, SUM(l.amount_base) FROM accounting_journal_entry e \
         JOIN accounting_journal_line l ON l.document = e.id JOIN catalog_item i ON i.id = l.item \
         WHERE (e.source_kind = $1 AND e.source = $2) OR (e.source_kind = $3 AND l.source_line IN \
           (SELECT a.id FROM stock_value_adjustment_line a JOIN stock_ledger_row r ON r.id = a.ledger_row \
            WHERE r.source_kind = $1 AND r.source = $2)) \
         GROUP BY l.account, l.item, i.item_group HAVING SUM(l.amount_base) <> 0 ORDER BY l.item, l.account"
    );
    let kept = accounting::kept::books(read)?;
    let currency = kept.currency(company)?.raw();
    // Corrections of what was sent stand in entries of their own, on the same account.
    let adjustments = i64::from(ValueAdjustment::DEF.kind);
    for row in read.query(sql, &[source.kind.into(), source.record.into(), adjustments.into()])? {
        let int = |place: usize| row.get(place).and_then(Value::int);
        let group = int(2).map(Id::from_raw);
        let (transit, inventory) = (
            accounting::account(read, company, Role::InTransit, group)?,
            accounting::account(read, company, Role::Inventory, group)?,
        );
        let sum = Money::from_minor(int(3).unwrap_or(0));
        if int(0) == Some(transit.raw()) {
            let line = |account: Id<accounting::Account>, base: Money| ledger::Line {
                item: int(1),
                ..ledger::Line::of(account.raw(), currency, base)
            };
            draft.push(line(inventory, sum));
            draft.push(line(transit, sum.checked_neg()?));
        }
    }
    Ok(draft)
}
