//! An invoice says that goods cost something else than was booked: which receipts of stock that is about.

use accounting::Source;
use base::{Error, Money, Quantity, Result};
use entity::Entity as _;
use std::collections::HashMap;
use stock::{Act, Borne, Document, LedgerRow, Receipt, Why};
use store::{Read, Tx};

/// A difference of price on what a line of a receipt brought.
#[derive(Clone, Copy, Debug)]
pub struct Late {
    /// The receipt, and its line.
    pub receipt: i64,
    pub receipt_line: i64,
    /// The line of the document that says so.
    pub source_line: i64,
    /// In company currency; more than was booked is positive.
    pub amount: Money,
    /// How much of the line it is about.
    pub matched: Quantity,
    /// What the line brought, counted the same way.
    pub received: Quantity,
}

/// Spreads differences of price over the goods that are still here; nothing of nothing.
pub fn spread(tx: &mut Tx, document: &Document, receipts: &[Receipt]) -> Result<Vec<Borne>> {
    match receipts {
        [] => Ok(Vec::new()),
        some => stock::value_difference(tx, document, Why::InvoicePrice, some),
    }
}

/// The rows of stock that differences are about; goods of a line that lie in several states share them by quantity.
pub fn receipts(read: &Read, late: &[Late]) -> Result<Vec<Receipt>> {
    let late: Vec<&Late> = late.iter().filter(|l| !l.amount.is_zero()).collect();
    if late.is_empty() {
        return Ok(Vec::new());
    }
    let came = came(read, late.iter().map(|l| l.receipt))?;
    let mut receipts = Vec::with_capacity(late.len());
    for l in late {
        let rows = came.get(&l.receipt_line);
        let rows = rows.ok_or_else(|| Error::broken(format!("receipt line {} moved nothing", l.receipt_line)))?;
        let stocked = Quantity::sum(rows.iter().map(|r| r.quantity))?;
        let weights: Vec<i64> = rows.iter().map(|r| r.quantity.units()).collect();
        let matched = crate::share::scale(Money::from_minor(stocked.units()), l.matched.units(), l.received.units())?;
        let parts = base::distribute(matched, &weights)?;
        for ((row, amount), part) in rows.iter().zip(base::distribute(l.amount, &weights)?).zip(parts) {
            receipts.push(Receipt {
                row: row.id(),
                matched: Quantity::from_units(part.minor()),
                amount,
                source_line: Some(l.source_line),
            });
        }
    }
    Ok(receipts)
}

/// The differences of a document, the other way round.
pub fn back(read: &Read, source: Source) -> Result<Vec<Receipt>> {
    let rows: Vec<LedgerRow> = read.select(
        "source_kind = $1 AND source = $2 AND act = $3 ORDER BY id",
        &[source.kind.into(), source.record.into(), Act::Spread.code().into()],
    )?;
    let mut receipts = Vec::with_capacity(rows.len());
    for row in &rows {
        let (Some(origin), Some(cost), Some(matched)) = (row.origin, row.cost, row.matched) else { continue };
        let amount = cost.checked_neg()?;
        receipts.push(Receipt { row: origin, matched, amount, source_line: row.source_line });
    }
    Ok(receipts)
}

/// What receipts brought into stock, by their lines.
pub fn came(read: &Read, receipts: impl Iterator<Item = i64>) -> Result<HashMap<i64, Vec<LedgerRow>>> {
    let mut receipts: Vec<i64> = receipts.collect();
    receipts.sort_unstable();
    receipts.dedup();
    let kind = i64::from(crate::GoodsReceipt::DEF.kind);
    let rows: Vec<LedgerRow> = read.select(
        "source_kind = $1 AND source IN LIST($2) AND quantity > 0 AND reverses IS NULL ORDER BY id",
        &[kind.into(), store::id_list(&receipts)],
    )?;
    let mut by_line: HashMap<i64, Vec<LedgerRow>> = HashMap::new();
    for row in rows {
        by_line.entry(row.source_line.unwrap_or(0)).or_default().push(row);
    }
    Ok(by_line)
}
