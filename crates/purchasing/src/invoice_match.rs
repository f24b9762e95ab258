//! The three-way match: an invoice against what was ordered and what came. What does not fit is posted, and its payment waits
//! until the reason is gone or somebody lets it pass.

use crate::held::Held;
use crate::supplier_invoice::{InvoiceLine, Payment, Sense, SupplierInvoice};
use crate::tolerance::{Basis, MatchTolerance};
use crate::{rules, share};
use accounting::{JournalEntry, OpenItem, kept};
use base::{Id, Money, Quantity, Result, Rounding};
use catalog::Item;
use entity::Value;
use parties::{Category, Party, loaded};
use store::{Read, Tx};

/// Why an invoice does not fit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Found {
    pub price: bool,
    pub quantity: bool,
    /// More is invoiced than was fit for use.
    pub quality: bool,
    pub without_order: bool,
}

impl Found {
    /// True when nothing was found.
    pub fn fits(self) -> bool {
        self == Found::default()
    }

    /// The reasons as words of the program, for whoever pays.
    pub fn words(self) -> String {
        let all = [
            (self.price, "price"),
            (self.quantity, "quantity"),
            (self.quality, "quality"),
            (self.without_order, "without order"),
        ];
        all.iter().filter(|(is, _)| *is).map(|(_, word)| *word).collect::<Vec<_>>().join(", ")
    }
}

/// Holds an invoice against its orders and receipts as they stand now. Credit notes always fit. The category is the supplier's.
pub fn examine(read: &Read, invoice: &SupplierInvoice, held: &Held, category: Option<Id<Category>>) -> Result<Found> {
    let mut found = Found::default();
    if invoice.sense == Sense::CreditNote {
        return Ok(found);
    }
    let rules = rules(read)?;
    let ids: Vec<i64> = loaded(&invoice.lines).iter().filter_map(|l| l.item).map(|i| i.raw()).collect();
    let groups = if rules.by_group() {
        store::typed::<Item>(&read.find_many("catalog.item", &ids, false)?)?
    } else {
        Vec::new()
    };
    for line in loaded(&invoice.lines) {
        let group = groups.iter().find(|i| Some(i.head.id) == line.item.map(|i| i.raw())).and_then(|i| i.item_group);
        let tolerance = rules.tolerance(read, invoice.company, category, group)?;
        let Some(order_line) = line.order_line else {
            found.without_order |= tolerance.order_required;
            continue;
        };
        let (_, ordered) = held.line(line.purchase_order, order_line)?;
        let should = share::amount(ordered.net, line.quantity, ordered.quantity)?;
        found.price |= !price_fits(read, invoice, line, should, &tolerance)?;
        let p = held.of(order_line);
        let by_order = tolerance.basis == Basis::Order || ordered.is_service;
        let limit = |of: Quantity| -> Result<Quantity> {
            let whole = Money::from_minor(ordered.quantity.units());
            let more = tolerance.quantity_over.of(whole, Rounding::Floor)?;
            Ok(of.checked_add(Quantity::from_units(more.minor()))?)
        };
        if by_order {
            found.quantity |= p.invoiced > limit(ordered.quantity)?;
        } else if p.invoiced > limit(p.received)? {
            found.quantity = true;
        } else {
            found.quality |= p.invoiced > limit(p.accepted()?)?;
        }
    }
    Ok(found)
}

/// Within the percentages and, where one is given, the amount. A minor unit of rounding always fits.
fn price_fits(
    read: &Read,
    invoice: &SupplierInvoice,
    line: &InvoiceLine,
    should: Money,
    tolerance: &MatchTolerance,
) -> Result<bool> {
    let gap = line.net.checked_sub(should)?;
    if gap.checked_abs()? <= Money::from_minor(1) {
        return Ok(true);
    }
    let percent = if gap.is_positive() { tolerance.price_over } else { tolerance.price_under };
    let within = gap.checked_abs()? <= percent.of(should.checked_abs()?, Rounding::HalfAwayFromZero)?;
    let Some(most) = tolerance.amount_over.filter(|_| gap.is_positive()) else { return Ok(within) };
    let kept = kept::books(read)?;
    let own = kept.currency(invoice.company)?;
    let currency = invoice.currency.unwrap_or(own);
    let quote = accounting::rate::quote(read, currency, own, accounting::RateKind::Spot, invoice.posted_on)?;
    Ok(within && quote.convert(gap, kept.exponent(currency), kept.exponent(own))? <= most)
}

/// Writes the result on the invoice.
pub fn mark(invoice: &mut SupplierInvoice, found: Found) {
    (invoice.wrong_price, invoice.wrong_quantity) = (found.price, found.quantity);
    (invoice.wrong_quality, invoice.without_order) = (found.quality, found.without_order);
    invoice.payment = if found.fits() { Payment::Free } else { Payment::Blocked };
}

/// The blocked invoices of these orders, locked. Asked before stock is, because documents are locked first.
pub fn blocked(tx: &mut Tx, orders: &[i64]) -> Result<Vec<SupplierInvoice>> {
    let sql = store::sql!(
        "purchasing.blocked",
        "SELECT DISTINCT i.id FROM purchasing_invoice_line l JOIN purchasing_supplier_invoice i ON i.id = l.document \
         WHERE l.purchase_order IN LIST($1) AND i.payment = 'blocked' AND i.state = 'posted'"
    );
    let rows = tx.query(sql, &[store::id_list(orders)])?;
    let ids: Vec<Id<SupplierInvoice>> =
        rows.iter().filter_map(|r| r.first().and_then(Value::int)).map(Id::from_raw).collect();
    if ids.is_empty() { Ok(Vec::new()) } else { tx.lock_many(&ids) }
}

/// Looks at blocked invoices again; those whose reasons are gone may be paid.
pub fn again(tx: &mut Tx, invoices: Vec<SupplierInvoice>, held: &Held) -> Result<()> {
    for mut invoice in invoices {
        // One that also concerns an order nobody holds here waits for that order's own turn.
        let mine = |l: &InvoiceLine| l.purchase_order.is_none_or(|o| held.orders.contains_key(&o.raw()));
        if !loaded(&invoice.lines).iter().all(mine) {
            continue;
        }
        let supplier: Party = tx.header(invoice.supplier)?;
        let found = examine(tx, &invoice, held, supplier.category)?;
        let before = invoice.payment;
        mark(&mut invoice, found);
        if invoice.payment != before
            && let Some(entry) = invoice.entry
        {
            hold_back(tx, entry, None)?;
        }
        tx.update(&mut invoice)?;
    }
    Ok(())
}

/// What an entry opened, locked.
pub fn items(tx: &mut Tx, entry: Id<JournalEntry>) -> Result<Vec<OpenItem>> {
    let sql = store::sql!("purchasing.items_of", "SELECT id FROM accounting_open_item WHERE entry = $1 ORDER BY id");
    let rows = tx.query(sql, &[entry.into()])?;
    let ids: Vec<Id<OpenItem>> = rows.iter().filter_map(|r| r.first().and_then(Value::int)).map(Id::from_raw).collect();
    if ids.iter().all(|id| tx.holds(*id)) {
        // What this transaction opened is held already.
        return ids.iter().map(|id| tx.get(*id)).collect();
    }
    tx.lock_many(&ids)
}

/// Holds back the payment of what an entry opened, or lets it go.
pub fn hold_back(tx: &mut Tx, entry: Id<JournalEntry>, because: Option<&str>) -> Result<()> {
    for mut item in items(tx, entry)? {
        item.blocked = because.map(str::to_owned);
        tx.update(&mut item)?;
    }
    Ok(())
}
