//! The three-way match: an invoice against what was ordered and what came. What does not fit is posted, and its payment waits
//! until the reason is gone or somebody lets it pass.

use crate::held::{self, Held, Link};
use crate::supplier_invoice::{InvoiceLine, Payment, Sense, SupplierInvoice};
use crate::tolerance::{Basis, MatchTolerance};
use crate::{GoodsReceipt, rules, share};
use accounting::{JournalEntry, OpenItem, kept};
use base::{Date, Id, Money, Quantity, Result, Rounding};
use catalog::Item;
use entity::{Entity as _, Value};
use parties::{Category, Party, loaded};
use std::collections::BTreeMap;
use store::{Read, Tx};

/// Why an invoice does not fit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Found {
    pub price: bool,
    pub quantity: bool,
    /// More is invoiced than was fit for use.
    pub quality: bool,
    /// It came, or was invoiced, too early or too late.
    pub date: bool,
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
            (self.date, "date"),
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
    let days = if rules.by_day() { Some(Days::of(read, invoice, held)?) } else { None };
    for line in loaded(&invoice.lines) {
        let group = groups.iter().find(|i| Some(i.head.id) == line.item.map(|i| i.raw())).and_then(|i| i.item_group);
        let tolerance = rules.tolerance(read, invoice.company, category, group)?;
        let Some(order_line) = line.order_line else {
            found.without_order |= tolerance.order_required;
            continue;
        };
        let (order, ordered) = held.line(line.purchase_order, order_line)?;
        if let (Some(days), Some(due)) = (&days, ordered.promised().or(order.requested)) {
            found.date |= !days.fit(invoice, line.head.id, order_line, due, &tolerance);
        }
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

/// On which days came what an invoice is about. Asked only where some tolerance wants to know.
struct Days {
    /// The receipts that a line of the invoice clears.
    cleared: BTreeMap<i64, Vec<i64>>,
    /// Those of a line of an order.
    came: BTreeMap<i64, Vec<i64>>,
    on: BTreeMap<i64, Date>,
}

impl Days {
    fn of(read: &Read, invoice: &SupplierInvoice, held: &Held) -> Result<Days> {
        let (mut cleared, mut came): (BTreeMap<i64, Vec<i64>>, BTreeMap<i64, Vec<i64>>) = Default::default();
        let kept = held::links_to::<SupplierInvoice>(read, invoice.head.id)?;
        let own = held::place::<SupplierInvoice>(invoice.head.id, 0);
        let receipt = i64::from(GoodsReceipt::DEF.kind);
        let mine = |l: &&Link| (l.to.0, l.to.1, l.from.0) == (own.0, own.1, receipt);
        for link in kept.iter().chain(held.links()).filter(mine) {
            cleared.entry(link.to.2).or_default().push(link.from.1);
        }
        for order_line in loaded(&invoice.lines).iter().filter_map(|l| l.order_line) {
            came.insert(order_line, held.of_line(order_line).iter().map(|c| c.receipt).collect());
        }
        let mut ids: Vec<i64> = cleared.values().chain(came.values()).flatten().copied().collect();
        ids.sort_unstable();
        ids.dedup();
        let sql = store::sql!(
            "purchasing.came_on",
            "SELECT id, posted_on FROM purchasing_goods_receipt WHERE id IN LIST($1) AND state <> 'reversed'"
        );
        let mut on = BTreeMap::new();
        for row in if ids.is_empty() { Vec::new() } else { read.query(sql, &[store::id_list(&ids)])? } {
            let day = row.get(1).and_then(Value::text).map(Date::parse).transpose()?;
            on.extend(row.first().and_then(Value::int).zip(day));
        }
        Ok(Days { cleared, came, on })
    }

    /// Neither the paper nor what came is too early; what came, or the paper where nothing comes, is not too late.
    fn fit(
        &self,
        invoice: &SupplierInvoice,
        line: i64,
        order_line: i64,
        due: Date,
        tolerance: &MatchTolerance,
    ) -> bool {
        let receipts = self.cleared.get(&line).or(self.came.get(&order_line)).map_or(&[][..], |all| all);
        let mut days: Vec<Date> = receipts.iter().filter_map(|receipt| self.on.get(receipt)).copied().collect();
        if days.is_empty() {
            days.push(invoice.documented_on);
        }
        let first = days.iter().copied().min().unwrap_or(due).min(invoice.documented_on);
        let last = days.iter().copied().max().unwrap_or(due);
        let early = tolerance.days_early.is_some_and(|most| first.days_until(due) > most);
        let late = tolerance.days_late.is_some_and(|most| due.days_until(last) > most);
        !early && !late
    }
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
    invoice.wrong_date = found.date;
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
