//! Where cost waits for the invoice: what of the cost of delivered goods is cost of sales by now, and what still waits.

use super::CustomerInvoice;
use crate::{Delivery, Order, Return};
use accounting::dimensioning::{self, Chosen};
use accounting::posting::Numbering;
use accounting::{Account, CostAt, InventoryMode, Journal, Part, Posting, Role, Source};
use base::{Date, Id, Money, Quantity, Result, Rounding};
use entity::{Described as _, Entity as _, Record, Value};
use parties::loaded;
use platform::Company;
use std::collections::{BTreeMap, BTreeSet};
use stock::ValueAdjustment;
use store::{Link, Read, Row, Tx};

/// What of a line's goods was invoiced beyond what is kept: a line and its change.
type Changes = BTreeMap<i64, Quantity>;

/// The cost of what left for a line of an order, and how far it is cost of sales.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Cost {
    order: i64,
    /// Of all that is at the customer's, as it is corrected by now.
    cost: Money,
    kept: Quantity,
    /// All that left; what is invoiced beyond it waits for its goods.
    delivered: Quantity,
    invoiced: Quantity,
    /// What became cost of sales already.
    sold: Money,
}

impl Cost {
    /// What should be cost of sales: as much of the cost as is invoiced of the goods. While goods that came back wait for their credit
    /// note, more is invoiced than is at the customer's.
    fn due(&self) -> Result<Money> {
        if self.kept.is_zero() {
            return Ok(if self.invoiced.is_zero() { self.cost } else { self.sold });
        }
        let billed = self.invoiced.min(self.delivered);
        let part = i128::from(self.cost.minor()) * i128::from(billed.units());
        let part = base::decimal::div_round(part, i128::from(self.kept.units()), Rounding::HalfAwayFromZero);
        Ok(Money::from_minor(i64::try_from(part).map_err(|_| base::Overflow)?))
    }

    /// What still stands on the account of what is delivered and not invoiced.
    pub(crate) fn waits(&self) -> Result<Money> {
        Ok(self.cost.checked_sub(self.sold)?)
    }
}

/// True where a company books cost with the invoice.
pub(crate) fn with_invoice(read: &Read, company: Id<Company>) -> Result<bool> {
    let kept = accounting::kept::books(read)?;
    let books = kept.books(company)?;
    Ok(books.cost_at == CostAt::Invoice && books.inventory_mode == InventoryMode::CostOfSales)
}

fn int(row: &Row, place: usize) -> i64 {
    row.get(place).and_then(Value::int).unwrap_or(0)
}

/// The costs of lines of orders, corrections of what left included.
pub(crate) fn of(read: &Read, lines: &[i64]) -> Result<BTreeMap<i64, Cost>> {
    let (delivery, back) = (i64::from(Delivery::DEF.kind), i64::from(Return::DEF.kind));
    let sql = store::sql!(
        "sales.costs_of_lines",
        "SELECT line, SUM(cost), SUM(sold) FROM ( \
           SELECT k.from_line AS line, CASE WHEN k.role = 'cost' THEN 0 ELSE -k.amount END AS cost, \
             CASE WHEN k.role = 'cost' THEN k.amount ELSE 0 END AS sold FROM link k JOIN sales_progress l ON l.line = k.from_line \
             WHERE k.from_kind = $2 AND k.from_record = l.document AND l.line IN LIST($1) AND k.role IN ('delivered', 'returned', 'cost') \
           UNION ALL \
           SELECT d.order_line, -a.value, 0 FROM sales_delivery_line d JOIN stock_ledger_row r ON r.source_kind = $3 \
             AND r.source = d.document AND r.source_line = d.id JOIN stock_value_adjustment_line a ON a.ledger_row = r.id \
             WHERE d.order_line IN LIST($1) \
           UNION ALL \
           SELECT t.order_line, -a.value, 0 FROM sales_return_line t JOIN stock_ledger_row r ON r.source_kind = $4 \
             AND r.source = t.document AND r.source_line = t.id JOIN stock_value_adjustment_line a ON a.ledger_row = r.id \
             WHERE t.order_line IN LIST($1) AND (r.quantity > 0 OR t.disposition = 'back_to_customer') \
         ) all_parts GROUP BY line"
    );
    let params = [store::id_list(lines), i64::from(Order::DEF.kind).into(), delivery.into(), back.into()];
    let mut found: BTreeMap<i64, Cost> = BTreeMap::new();
    for row in read.query(sql, &params)? {
        let cost = found.entry(int(&row, 0)).or_default();
        (cost.cost, cost.sold) = (Money::from_minor(int(&row, 1)), Money::from_minor(int(&row, 2)));
    }
    let sql = store::sql!(
        "sales.progress_of_lines",
        "SELECT line, document, delivered - returned, invoiced, delivered FROM sales_progress WHERE line IN LIST($1)"
    );
    for row in read.query(sql, &[store::id_list(lines)])? {
        let cost = found.entry(int(&row, 0)).or_default();
        cost.order = int(&row, 1);
        cost.kept = Quantity::from_units(int(&row, 2));
        cost.invoiced = Quantity::from_units(int(&row, 3));
        cost.delivered = Quantity::from_units(int(&row, 4));
    }
    Ok(found)
}

/// What has to become cost of sales, by line, once these are invoiced.
fn moving(read: &Read, changes: &Changes) -> Result<BTreeMap<i64, (i64, Money)>> {
    let lines: Vec<i64> = changes.keys().copied().collect();
    let mut parts = BTreeMap::new();
    for (line, mut cost) in of(read, &lines)? {
        let more = changes.get(&line).copied().unwrap_or_default();
        cost.invoiced = cost.invoiced.checked_add(more)?;
        let part = cost.due()?.checked_sub(cost.sold)?;
        if !part.is_zero() {
            parts.insert(line, (cost.order, part));
        }
    }
    Ok(parts)
}

fn entry(
    read: &Read,
    company: Id<Company>,
    parts: &BTreeMap<i64, (i64, Money)>,
    chosen: &Chosen,
    mut draft: ledger::Draft,
) -> Result<ledger::Draft> {
    let own = accounting::kept::books(read)?.currency(company)?.raw();
    let account = |role: Role| accounting::account(read, company, role, None).map(|a| a.raw());
    for (line, (_, part)) in parts {
        let dimensions = chosen.get(line).copied().flatten();
        let say = |account: i64, base: Money| ledger::Line { dimensions, ..ledger::Line::of(account, own, base) };
        draft.push(say(account(Role::CostOfGoodsSold)?, *part));
        draft.push(say(account(Role::DeliveredNotInvoiced)?, part.checked_neg()?));
    }
    Ok(draft)
}

/// Notes what became cost of sales by a document.
fn note(tx: &mut Tx, parts: &BTreeMap<i64, (i64, Money)>, to: (i64, i64)) -> Result<()> {
    let link = |(line, (order, part)): (&i64, &(i64, Money))| Link {
        from: (i64::from(Order::DEF.kind), *order, *line),
        to: (to.0, to.1, 0),
        role: "cost",
        quantity: 0,
        amount: part.minor(),
    };
    tx.link(&parts.iter().map(link).collect::<Vec<_>>())
}

impl CustomerInvoice {
    /// Adds what becomes cost of sales with this document; before its own figures are kept.
    pub(super) fn cost_lines(&self, tx: &mut Tx, draft: ledger::Draft) -> Result<ledger::Draft> {
        if !with_invoice(tx, self.company)? {
            return Ok(draft);
        }
        let mut changes = Changes::new();
        for line in loaded(&self.lines).iter().filter(|l| l.order_line != 0) {
            let change = changes.entry(line.order_line).or_default();
            *change = change.checked_add(line.stock_quantity.checked_mul(self.sign())?)?;
        }
        if changes.is_empty() {
            return Ok(draft);
        }
        for line in changes.keys() {
            tx.lock_key(KEY, &line.to_string())?;
        }
        let parts = moving(tx, &changes)?;
        let of_orders = dimensioning::chosen(loaded(&self.lines).iter().map(|l| (l.order_line, l.dimensions)));
        let draft = entry(tx, self.company, &parts, &of_orders, draft)?;
        note(tx, &parts, (CustomerInvoice::DEF.kind.into(), self.head.id))?;
        Ok(draft)
    }
}

/// Goods leave whose invoice was ahead of them: their cost is cost of sales at once, in an entry beside that of the delivery.
pub(crate) fn sold_ahead(tx: &mut Tx, delivery: &Delivery, lines: &[i64], of_orders: &Chosen) -> Result<()> {
    if lines.is_empty() || !with_invoice(tx, delivery.company)? {
        return Ok(());
    }
    for line in lines {
        tx.lock_key(KEY, &line.to_string())?;
    }
    let parts = moving(tx, &lines.iter().map(|line| (*line, Quantity::ZERO)).collect())?;
    if parts.is_empty() {
        return Ok(());
    }
    let draft = entry(tx, delivery.company, &parts, of_orders, ledger::Draft::new())?;
    let source = Source::of::<Delivery>(delivery.head.id);
    note(tx, &parts, (source.kind, source.record))?;
    let given = Numbering::Given(&delivery.number);
    let header = Posting::new(delivery.company, Journal::Sales, Part::Inventory, delivery.posted_on, given, source);
    accounting::posting::post(tx, &header, draft).map(|_| ())
}

/// What is corrected after its invoice is cost of sales at once; follows every correction of the stock ledger.
pub fn corrected(tx: &mut Tx, record: &Record) -> Result<()> {
    let adjustment = ValueAdjustment::from_record(record).map_err(store::damaged)?;
    if !with_invoice(tx, adjustment.company)? {
        return Ok(());
    }
    let rows: Vec<i64> = loaded(&adjustment.lines).iter().map(|l| l.ledger_row.raw()).collect();
    let sql = store::sql!(
        "sales.lines_of_rows",
        "SELECT d.order_line, r.id FROM stock_ledger_row r JOIN sales_delivery_line d ON d.id = r.source_line AND d.document = r.source \
         WHERE r.id IN LIST($1) AND r.source_kind = $2 \
         UNION SELECT t.order_line, r.id FROM stock_ledger_row r JOIN sales_return_line t ON t.id = r.source_line AND t.document = r.source \
         WHERE r.id IN LIST($1) AND r.source_kind = $3"
    );
    let kinds = [i64::from(Delivery::DEF.kind).into(), i64::from(Return::DEF.kind).into()];
    let [delivery, back] = kinds;
    let mut lines: BTreeMap<i64, BTreeSet<i64>> = BTreeMap::new();
    for row in tx.query(sql, &[store::id_list(&rows), delivery, back])? {
        lines.entry(int(&row, 0)).or_default().insert(int(&row, 1));
    }
    if lines.is_empty() {
        return Ok(());
    }
    // Whoever invoices the same goods holds the same names, so that neither misses what the other moves.
    for line in lines.keys() {
        tx.lock_key(KEY, &line.to_string())?;
    }
    let changes: Changes = lines.keys().map(|line| (*line, Quantity::ZERO)).collect();
    let parts = moving(tx, &changes)?;
    // Each part on the day of its own correction; one day where there are several.
    let on = |line: &i64| {
        let rows = &lines[line];
        let days = loaded(&adjustment.lines).iter().filter(|l| rows.contains(&l.ledger_row.raw())).map(|l| l.posted_on);
        days.max().unwrap_or(adjustment.posted_on)
    };
    let mut by_day: BTreeMap<Date, BTreeMap<i64, (i64, Money)>> = BTreeMap::new();
    for (line, part) in parts {
        by_day.entry(on(&line)).or_default().insert(line, part);
    }
    let source = Source::of::<ValueAdjustment>(adjustment.head.id);
    let sql =
        store::sql!("sales.dimensions_of_lines", "SELECT id, dimensions FROM sales_order_line WHERE id IN LIST($1)");
    let ids: Vec<i64> = lines.keys().copied().collect();
    let rows = tx.query(sql, &[store::id_list(&ids)])?;
    let of_orders: Chosen = rows.iter().map(|r| (int(r, 0), r.get(1).and_then(Value::int))).collect();
    for (on, parts) in by_day {
        let draft = entry(tx, adjustment.company, &parts, &of_orders, ledger::Draft::new())?;
        note(tx, &parts, (source.kind, source.record))?;
        let given = Numbering::Given(&adjustment.number);
        let header = Posting::new(adjustment.company, Journal::Sales, Part::Inventory, on, given, source);
        accounting::posting::post(tx, &header.text(&adjustment.cause_number), draft)?;
    }
    Ok(())
}

/// What invoices and corrections of one line of an order hold.
const KEY: &str = "cost of a line";

/// The account on which cost waits, of a company that books it with the invoice.
pub(crate) fn account(read: &Read, company: Id<Company>) -> Result<Id<Account>> {
    accounting::account(read, company, Role::DeliveredNotInvoiced, None)
}
