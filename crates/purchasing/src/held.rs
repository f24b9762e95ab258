//! Orders held for a receipt, an invoice or a return, with what is kept of them: what came, what was invoiced, and what stands on
//! the account of goods received, not invoiced.
//!
//! Whoever changes these figures holds the orders first, so two documents never count the same goods.

use crate::order::Extent;
use crate::{GoodsReceipt, Order, OrderLine, SupplierInvoice, SupplierReturn, expected, share};
use base::{Error, Id, Money, Quantity, Refusal, Result};
use entity::{Entity, Value};
use parties::loaded;
use std::collections::{BTreeMap, BTreeSet};
use store::{Ask, Read, Row, Tx};

/// What happened of an order's line, in its unit. Returns and reversals are taken off.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// What came.
    pub received: Quantity,
    /// What of it lies blocked.
    pub rejected: Quantity,
    pub invoiced: Quantity,
    /// Invoiced and not here: ahead of the goods, or after they went back.
    pub ahead: Quantity,
    /// What that was invoiced at, in the order's currency and the company's.
    pub ahead_amount: Money,
    pub ahead_base: Money,
}

impl Progress {
    /// What came and is fit for use.
    pub fn accepted(&self) -> Result<Quantity> {
        Ok(self.received.checked_sub(self.rejected)?)
    }
}

/// What a line of a receipt put on the account of goods received, not invoiced, and what of it still stands there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clearing {
    /// The line of the receipt.
    pub line: i64,
    pub receipt: i64,
    pub order_line: i64,
    /// The order.
    pub document: i64,
    /// What came, in the unit of the order's line.
    pub received: Quantity,
    /// What it was credited at in company currency.
    pub credited: Money,
    /// The same in the order's currency.
    pub amount: Money,
    /// What still waits for its invoice.
    pub open: Quantity,
    pub open_base: Money,
}

/// A part of what a receipt's line had put there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cleared {
    pub line: i64,
    pub receipt: i64,
    pub quantity: Quantity,
    /// What was credited for it.
    pub base: Money,
    /// The same in the order's currency.
    pub amount: Money,
    /// The whole line in the order's currency and the company's: the rate of the receipt.
    pub rate: (Money, Money),
}

/// One line became part of another: the document flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// Kind, document and line.
    pub from: (i64, i64, i64),
    pub to: (i64, i64, i64),
    pub role: &'static str,
    pub quantity: Quantity,
    /// What moved on the account of goods received, not invoiced, in company currency.
    pub amount: Money,
}

/// A line of a document as links name it.
pub fn place<E: Entity>(record: i64, line: i64) -> (i64, i64, i64) {
    (E::DEF.kind.into(), record, line)
}

/// Orders, locked, with their figures.
pub struct Held {
    pub orders: BTreeMap<i64, Order>,
    progress: BTreeMap<i64, Progress>,
    /// What had come when it was read.
    came: BTreeMap<i64, Quantity>,
    clearing: BTreeMap<i64, Clearing>,
    fresh: Vec<Clearing>,
    touched: BTreeSet<i64>,
    cleared: BTreeSet<i64>,
    links: Vec<Link>,
}

fn int(row: &Row, place: usize) -> i64 {
    row.get(place).and_then(Value::int).unwrap_or(0)
}

fn quantity(row: &Row, place: usize) -> Quantity {
    Quantity::from_units(int(row, place))
}

fn money(row: &Row, place: usize) -> Money {
    Money::from_minor(int(row, place))
}

/// What happened of the lines of these orders, by line.
pub fn progress(read: &Read, orders: &[i64]) -> Result<BTreeMap<i64, Progress>> {
    let (sql, params) = ask_progress(orders);
    Ok(answer_progress(&read.query(sql, &params)?))
}

fn ask_progress(orders: &[i64]) -> Ask<'static> {
    let sql = store::sql!(
        "purchasing.progress",
        "SELECT line, received, rejected, invoiced, ahead, ahead_amount, ahead_base FROM purchasing_progress \
         WHERE document IN LIST($1)"
    );
    (sql, vec![store::id_list(orders)])
}

fn answer_progress(rows: &[Row]) -> BTreeMap<i64, Progress> {
    let of = |r: &Row| Progress {
        received: quantity(r, 1),
        rejected: quantity(r, 2),
        invoiced: quantity(r, 3),
        ahead: quantity(r, 4),
        ahead_amount: money(r, 5),
        ahead_base: money(r, 6),
    };
    rows.iter().map(|r| (int(r, 0), of(r))).collect()
}

/// The question what the receipts of these orders put on the clearing account.
fn ask_clearing(orders: &[i64]) -> Ask<'static> {
    let sql = store::sql!(
        "purchasing.clearing",
        "SELECT line, receipt, order_line, document, received, credited, amount, open, open_base \
         FROM purchasing_clearing WHERE document IN LIST($1)"
    );
    (sql, vec![store::id_list(orders)])
}

/// Its answer, by line of the receipt.
fn answer_clearing(rows: &[Row]) -> BTreeMap<i64, Clearing> {
    let of = |r: &Row| Clearing {
        line: int(r, 0),
        receipt: int(r, 1),
        order_line: int(r, 2),
        document: int(r, 3),
        received: quantity(r, 4),
        credited: money(r, 5),
        amount: money(r, 6),
        open: quantity(r, 7),
        open_base: money(r, 8),
    };
    rows.iter().map(|r| (int(r, 0), of(r))).collect()
}

impl Held {
    /// Locks the orders and reads what is kept of them.
    pub fn lock(tx: &mut Tx, orders: impl IntoIterator<Item = Id<Order>>) -> Result<Held> {
        let ids: BTreeSet<i64> = orders.into_iter().map(|id| id.raw()).collect();
        let ids: Vec<i64> = ids.into_iter().collect();
        let mut held = Held {
            orders: BTreeMap::new(),
            progress: BTreeMap::new(),
            came: BTreeMap::new(),
            clearing: BTreeMap::new(),
            fresh: Vec::new(),
            touched: BTreeSet::new(),
            cleared: BTreeSet::new(),
            links: Vec::new(),
        };
        if ids.is_empty() {
            return Ok(held);
        }
        let wanted: Vec<Id<Order>> = ids.iter().map(|id| Id::from_raw(*id)).collect();
        let further = [ask_progress(&ids), ask_clearing(&ids)];
        let (orders, further) = match wanted.as_slice() {
            // A verb of the order itself holds it already, and locking again would forget what it was.
            [one] if tx.holds(*one) => (vec![tx.get(*one)?], tx.together(&further)?),
            many => tx.lock_many_with(many, &further)?,
        };
        held.orders = orders.into_iter().map(|o| (o.head.id, o)).collect();
        held.progress = answer_progress(&further[0]);
        held.came = held.progress.iter().map(|(line, p)| (*line, p.received)).collect();
        held.clearing = answer_clearing(&further[1]);
        Ok(held)
    }

    /// The same with an order as it will be saved.
    pub fn with(mut self, order: &Order) -> Held {
        self.orders.insert(order.head.id, order.clone());
        self
    }

    /// The ids of the orders.
    pub fn ids(&self) -> Vec<i64> {
        self.orders.keys().copied().collect()
    }

    /// What a line of an order carries of dimensions.
    pub fn dimensions(&self, order: Option<Id<Order>>, line: i64) -> Option<Id<accounting::DimensionSet>> {
        self.line(order, line).ok().and_then(|(_, l)| l.dimensions)
    }

    /// A line of one of the orders.
    pub fn line(&self, order: Option<Id<Order>>, line: i64) -> Result<(&Order, &OrderLine)> {
        let found = order.and_then(|id| self.orders.get(&id.raw()));
        let found = found.and_then(|o| loaded(&o.lines).iter().find(|l| l.head.id == line).map(|l| (o, l)));
        found.ok_or_else(|| Error::not_found(OrderLine::DEF.name, line))
    }

    /// What happened of a line.
    pub fn of(&self, line: i64) -> Progress {
        self.progress.get(&line).copied().unwrap_or_default()
    }

    /// What happened of a line, to change.
    pub fn change(&mut self, line: i64) -> &mut Progress {
        self.touched.insert(line);
        self.progress.entry(line).or_default()
    }

    /// What the line of a receipt put there.
    pub fn clearing(&self, line: i64) -> Result<Clearing> {
        self.clearing.get(&line).copied().ok_or_else(|| Refusal::new("purchasing.not_received").into())
    }

    /// What the receipts of an order's line put there.
    pub fn of_line(&self, order_line: i64) -> Vec<Clearing> {
        self.clearing.values().filter(|c| c.order_line == order_line).copied().collect()
    }

    /// What waits for its invoice of an order's line, or of one receipt of it.
    pub fn open(&self, order_line: i64, receipt_line: Option<i64>) -> Result<Quantity> {
        let mine = self.clearing.values().filter(|c| c.order_line == order_line);
        Ok(Quantity::sum(mine.filter(|c| receipt_line.is_none_or(|l| l == c.line)).map(|c| c.open))?)
    }

    /// Notes what a new receipt put there.
    pub fn add(&mut self, clearing: Clearing) {
        self.clearing.insert(clearing.line, clearing);
        self.fresh.push(clearing);
    }

    /// Takes a quantity off what waits for its invoice, the oldest receipt first, or off one receipt. What is missing is left over.
    pub fn clear(&mut self, order_line: i64, receipt_line: Option<i64>, wanted: Quantity) -> Result<Vec<Cleared>> {
        let mut left = wanted;
        let mut taken = Vec::new();
        for row in self.clearing.values_mut().filter(|c| c.order_line == order_line) {
            let quantity = left.min(row.open);
            if receipt_line.is_some_and(|l| l != row.line) || !quantity.is_positive() {
                continue;
            }
            let base = share::amount(row.open_base, quantity, row.open)?;
            let amount = share::scale(row.amount, base.minor(), row.credited.minor())?;
            row.open = row.open.checked_sub(quantity)?;
            row.open_base = row.open_base.checked_sub(base)?;
            left = left.checked_sub(quantity)?;
            self.cleared.insert(row.line);
            let rate = (row.amount, row.credited);
            taken.push(Cleared { line: row.line, receipt: row.receipt, quantity, base, amount, rate });
        }
        Ok(taken)
    }

    /// Puts back what had been taken off the line of a receipt.
    pub fn put_back(&mut self, receipt_line: i64, quantity: Quantity, base: Money) -> Result<()> {
        let row = self.clearing.get_mut(&receipt_line);
        let row = row.ok_or_else(|| Error::broken(format!("receipt line {receipt_line} was never received")))?;
        row.open = row.open.checked_add(quantity)?;
        row.open_base = row.open_base.checked_add(base)?;
        self.cleared.insert(receipt_line);
        Ok(())
    }

    /// Puts a quantity that is here and no longer invoiced back to what waits for an invoice, wherever there is room.
    pub fn reopen(&mut self, order_line: i64, quantity: Quantity, base: Money) -> Result<()> {
        let (mut left, mut left_base) = (quantity, base);
        let rows: Vec<Clearing> = self.clearing.values().filter(|c| c.order_line == order_line).copied().collect();
        for row in rows {
            let part = left.min(row.received.checked_sub(row.open)?);
            if part.is_positive() {
                let worth = share::amount(left_base, part, left)?;
                self.put_back(row.line, part, worth)?;
                (left, left_base) = (left.checked_sub(part)?, left_base.checked_sub(worth)?);
            }
        }
        base::ensure!(left.is_zero(), Refusal::new("purchasing.not_received"))
    }

    /// Takes a quantity off what was invoiced and is not here; answers its worth in the order's currency and the company's.
    pub fn catch_up(&mut self, order_line: i64, quantity: Quantity) -> Result<(Money, Money)> {
        let row = self.change(order_line);
        let amount = share::amount(row.ahead_amount, quantity, row.ahead)?;
        let base = share::amount(row.ahead_base, quantity, row.ahead)?;
        row.ahead = row.ahead.checked_sub(quantity)?;
        row.ahead_amount = row.ahead_amount.checked_sub(amount)?;
        row.ahead_base = row.ahead_base.checked_sub(base)?;
        Ok((amount, base))
    }

    /// Notes that a quantity is invoiced and not here.
    pub fn go_ahead(&mut self, order_line: i64, quantity: Quantity, amount: Money, base: Money) -> Result<()> {
        let row = self.change(order_line);
        row.ahead = row.ahead.checked_add(quantity)?;
        row.ahead_amount = row.ahead_amount.checked_add(amount)?;
        row.ahead_base = row.ahead_base.checked_add(base)?;
        Ok(())
    }

    /// Notes a step of the document flow.
    pub fn link(&mut self, link: Link) {
        self.links.push(link);
    }

    /// The steps that are noted and not written yet.
    pub fn links(&self) -> &[Link] {
        &self.links
    }

    /// Writes what changed: figures, clearing, links, and how far each order is.
    pub fn write(mut self, tx: &mut Tx) -> Result<()> {
        self.write_progress(tx)?;
        self.write_clearing(tx)?;
        write_links(tx, &self.links)?;
        let touched = std::mem::take(&mut self.touched);
        for order in self.orders.values() {
            if !loaded(&order.lines).iter().any(|l| touched.contains(&l.head.id)) {
                continue;
            }
            let moved =
                |l: &OrderLine| self.of(l.head.id).received != self.came.get(&l.head.id).copied().unwrap_or_default();
            if expected::open(order) && loaded(&order.lines).iter().any(moved) {
                expected::keep(tx, order, true, &self.progress)?;
            }
            let received = self.extent(order, |p| p.received)?;
            let invoiced = self.extent(order, |p| p.invoiced)?;
            if (received, invoiced) != (order.received, order.invoiced) {
                tx.keep(order.id(), &[("received", received.code().into()), ("invoiced", invoiced.code().into())])?;
            }
        }
        Ok(())
    }

    fn extent(&self, order: &Order, of: impl Fn(&Progress) -> Quantity) -> Result<Extent> {
        let lines = loaded(&order.lines);
        let done = |l: &OrderLine| of(&self.of(l.head.id));
        Ok(if lines.iter().all(|l| done(l) >= l.quantity) {
            Extent::Fully
        } else if lines.iter().all(|l| done(l).is_zero()) {
            Extent::Nothing
        } else {
            Extent::Partly
        })
    }

    fn write_progress(&self, tx: &mut Tx) -> Result<()> {
        let mut rows = Rows::new(8);
        for order in self.orders.values() {
            for line in loaded(&order.lines).iter().filter(|l| self.touched.contains(&l.head.id)) {
                let p = self.of(line.head.id);
                let quantities = [p.received.units(), p.rejected.units(), p.invoiced.units(), p.ahead.units()];
                rows.push(
                    [line.head.id, order.head.id]
                        .into_iter()
                        .chain(quantities)
                        .chain([p.ahead_amount.minor(), p.ahead_base.minor()]),
                );
            }
        }
        rows.insert(
            tx,
            "purchasing_progress",
            "(line, document, received, rejected, invoiced, ahead, ahead_amount, ahead_base)",
            "ON CONFLICT (line) DO UPDATE SET received = excluded.received, rejected = excluded.rejected, \
             invoiced = excluded.invoiced, ahead = excluded.ahead, ahead_amount = excluded.ahead_amount, \
             ahead_base = excluded.ahead_base",
        )
    }

    fn write_clearing(&self, tx: &mut Tx) -> Result<()> {
        let mut rows = Rows::new(9);
        let changed = self.cleared.iter().chain(self.fresh.iter().map(|c| &c.line)).collect::<BTreeSet<_>>();
        for c in changed.into_iter().filter_map(|line| self.clearing.get(line)) {
            rows.push([
                c.line,
                c.receipt,
                c.order_line,
                c.document,
                c.received.units(),
                c.credited.minor(),
                c.amount.minor(),
                c.open.units(),
                c.open_base.minor(),
            ]);
        }
        rows.insert(
            tx,
            "purchasing_clearing",
            "(line, receipt, order_line, document, received, credited, amount, open, open_base)",
            "ON CONFLICT (line) DO UPDATE SET open = excluded.open, open_base = excluded.open_base",
        )
    }
}

/// Rows of whole numbers for one statement.
struct Rows {
    width: usize,
    params: Vec<Value>,
}

impl Rows {
    fn new(width: usize) -> Rows {
        Rows { width, params: Vec::new() }
    }

    fn push(&mut self, row: impl IntoIterator<Item = i64>) {
        self.params.extend(row.into_iter().map(Value::Int));
    }

    fn insert(self, tx: &mut Tx, table: &str, columns: &str, conflict: &str) -> Result<()> {
        // A statement takes a bounded number of parameters on both engines.
        for params in self.params.chunks(self.width * 500) {
            let rows = params.len() / self.width;
            let marks = store::marks(0, rows, self.width);
            tx.later(table, format!("INSERT INTO {table} {columns} VALUES {marks} {conflict}"), params.to_vec(), rows)?;
        }
        Ok(())
    }
}

fn write_links(tx: &mut Tx, links: &[Link]) -> Result<()> {
    let link = |l: &Link| store::Link {
        from: l.from,
        to: l.to,
        role: l.role,
        quantity: l.quantity.units(),
        amount: l.amount.minor(),
    };
    tx.link(&links.iter().map(link).collect::<Vec<_>>())
}

/// The links that lead to a document, what was taken back taken off.
pub fn links_to<E: Entity>(read: &Read, record: i64) -> Result<Vec<Link>> {
    let sql = store::sql!(
        "purchasing.links_to",
        "SELECT from_kind, from_record, COALESCE(from_line, 0), COALESCE(to_line, 0), role, SUM(quantity), SUM(amount) \
         FROM link WHERE to_kind = $1 AND to_record = $2 GROUP BY from_kind, from_record, from_line, to_line, role \
         HAVING SUM(quantity) <> 0 OR SUM(amount) <> 0 ORDER BY from_kind, from_line"
    );
    let kind = i64::from(E::DEF.kind);
    let of = |r: &Row| Link {
        from: (int(r, 0), int(r, 1), int(r, 2)),
        to: (kind, record, int(r, 3)),
        role: ROLES.iter().find(|role| r.get(4).and_then(Value::text) == Some(role)).unwrap_or(&ROLES[0]),
        quantity: quantity(r, 5),
        amount: money(r, 6),
    };
    Ok(read.query(sql, &[kind.into(), record.into()])?.iter().map(of).collect())
}

/// What links of purchasing are called.
pub const ROLES: [&str; 4] = ["received", "invoiced", "returned", "ordered"];

/// The documents of purchasing that move goods received, not invoiced.
pub const KINDS: [u16; 3] = [GoodsReceipt::DEF.kind, SupplierInvoice::DEF.kind, SupplierReturn::DEF.kind];
