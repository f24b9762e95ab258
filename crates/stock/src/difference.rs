//! An invoice or freight that says goods cost something else: the part that stock still bears, and who bears the rest.

use crate::history::{self, Timeline};
use crate::moving::{Document, batch};
use crate::state::{self, Held, Key};
use crate::{Act, LedgerRow, Status, correcting};
use accounting::{Account, Role};
use base::{Error, Id, Money, Quantity, Refusal, Result};
use catalog::{Item, ItemGroup};
use costing::{Difference, Rest, Row, Worth};
use entity::Head;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use store::{Rank, Tx};

/// What a difference is: it decides who bears what stock no longer does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The supplier charged another price than was booked.
    InvoicePrice,
    /// Freight, duty and the like.
    LandedCost,
}

/// A receipt that costs something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Receipt {
    pub row: Id<LedgerRow>,
    /// How much of it is concerned: what was invoiced, or all of it.
    pub matched: Quantity,
    /// More than was booked when positive, in company currency.
    pub amount: Money,
    /// The line of the document that says so.
    pub source_line: Option<i64>,
}

/// What came of a difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Borne {
    pub item: Id<Item>,
    pub item_group: Option<Id<ItemGroup>>,
    pub source_line: Option<i64>,
    /// What inventory bears.
    pub inventory: Money,
    /// Who bears the rest.
    pub rest: Vec<(Id<Account>, Money)>,
}

/// Spreads differences over the goods that are still there and those that have left, in the order of valuations. Dated before
/// later movements it finds its place among them. The document's own entry takes the result by [`crate::posting::difference`].
pub fn value_difference(tx: &mut Tx, document: &Document, why: Why, receipts: &[Receipt]) -> Result<Vec<Borne>> {
    let receipts: Vec<&Receipt> = receipts.iter().filter(|r| !r.amount.is_zero()).collect();
    let ids: Vec<i64> = receipts.iter().map(|r| r.row.raw()).collect();
    let rows: Vec<LedgerRow> = tx.select("id IN LIST($1)", &[store::id_list(&ids)])?;
    let rows: HashMap<i64, LedgerRow> = rows.into_iter().map(|r| (r.head.id, r)).collect();
    let mut shares = Vec::new();
    for receipt in &receipts {
        let row = rows.get(&receipt.row.raw()).filter(|r| r.quantity.is_positive());
        let row = row.ok_or_else(|| Error::not_found("stock.ledger_row", receipt.row))?;
        shares.extend(share(tx, document, receipt, row)?);
    }
    let shares = joined(shares)?;
    tx.rank(Rank::Stock);
    let keys: Vec<Key> = shares.iter().flat_map(|s| s.reached.iter().map(|(key, _)| *key)).collect();
    let mut work =
        Work { document: *document, states: state::hold(tx, &keys)?, late: BTreeMap::new(), rows: Vec::new() };
    let mut borne = Vec::with_capacity(shares.len());
    for share in &shares {
        borne.push(work.spread(tx, why, share)?);
    }
    work.write(tx)?;
    Ok(borne)
}

/// One difference and the valuations that its goods reached.
struct Share {
    item: Item,
    row: LedgerRow,
    method: costing::Method,
    matched: Quantity,
    amount: Money,
    source_line: Option<i64>,
    /// Each with a warehouse of its area.
    reached: Vec<(Key, Id<crate::Warehouse>)>,
}

fn share(tx: &Tx, document: &Document, receipt: &Receipt, row: &LedgerRow) -> Result<Vec<Share>> {
    let item: Item = tx.get(row.item)?;
    let method = batch::method(tx, document, &item)?;
    let lot = row.lot.map_or(0, |l| l.raw());
    let mut reached = vec![(batch::key_of(tx, document, &item, row.warehouse.raw(), lot)?, row.warehouse)];
    if method == costing::Method::Fifo {
        for carried in carried(tx, row.head.id)? {
            let key = batch::key_of(tx, document, &item, carried.warehouse.raw(), lot)?;
            if reached.iter().all(|(known, _)| *known != key) {
                reached.push((key, carried.warehouse));
            }
        }
    }
    let (matched, amount, source_line) = (receipt.matched, receipt.amount, receipt.source_line);
    Ok(vec![Share { item, row: row.clone(), method, matched, amount, source_line, reached }])
}

/// The receipts by which goods of one receipt came into other valuation areas.
fn carried(tx: &Tx, receipt: i64) -> Result<Vec<LedgerRow>> {
    tx.select(
        "act = 'carried' AND origin IN (SELECT issue FROM stock_consumption WHERE receipt = $1) ORDER BY id",
        &[receipt.into()],
    )
}

/// A moving average knows no receipts: several lines of one document on it are one difference, or they would claim the same
/// stock twice.
fn joined(shares: Vec<Share>) -> Result<Vec<Share>> {
    let mut all: Vec<Share> = Vec::with_capacity(shares.len());
    for share in shares {
        let average = share.method == costing::Method::MovingAverage;
        match all.iter_mut().find(|known| average && known.reached[0].0 == share.reached[0].0) {
            Some(known) => {
                known.matched = known.matched.checked_add(share.matched)?;
                known.amount = known.amount.checked_add(share.amount)?;
                known.source_line = known.source_line.filter(|line| Some(*line) == share.source_line);
            }
            None => all.push(share),
        }
    }
    Ok(all)
}

struct Work<'d> {
    document: Document<'d>,
    states: HashMap<Key, Held>,
    late: BTreeMap<Key, Timeline>,
    rows: Vec<LedgerRow>,
}

impl Work<'_> {
    fn spread(&mut self, tx: &mut Tx, why: Why, share: &Share) -> Result<Borne> {
        let mut inventory = Money::ZERO;
        let first = self.rows.len();
        for (key, warehouse) in &share.reached {
            let borne = self.bear(tx, share, *key)?;
            inventory = inventory.checked_add(borne)?;
            self.rows.push(self.row(tx, share, *warehouse, borne)?);
        }
        let rest = share.amount.checked_sub(inventory)?;
        let rest = self.rest(tx, why, share, rest)?;
        let counter = rest.iter().max_by_key(|(_, amount)| amount.minor().abs()).map(|(account, _)| *account);
        let counter = match counter {
            Some(account) => account,
            None => self.account(tx, share, role(why, Rest::PriceDifference))?,
        };
        self.rows[first..].iter_mut().for_each(|row| row.counter = Some(counter));
        let (item, item_group) = (share.row.item, share.item.item_group);
        Ok(Borne { item, item_group, source_line: share.source_line, inventory, rest })
    }

    /// What the goods of one valuation bear.
    fn bear(&mut self, tx: &mut Tx, share: &Share, key: Key) -> Result<Money> {
        let on = self.document.posted_on;
        let difference = Difference {
            amount: share.amount,
            receipt: Row(share.row.head.id),
            matched: share.matched,
            received: share.row.quantity.max(share.matched),
        };
        let held = self.states.get_mut(&key).ok_or_else(|| Error::broken("a valuation that was not held"))?;
        let last = held.last_on.filter(|last| *last > on);
        held.touch(on);
        let standard = matches!(share.method, costing::Method::Standard { .. });
        let Some(last) = last.filter(|_| !standard) else {
            let spread = costing::spread(share.method, &held.state, difference);
            let spread = spread.map_err(|p| batch::problem(tx, &share.item, p))?;
            held.state = spread.state;
            return Ok(spread.inventory);
        };
        history::still_open(tx, self.document.company, on, last, &share.item)?;
        let below = crate::kept::policies(tx)?.policy(self.document.company, &share.item).is_some_and(|p| p.below_zero);
        let read = || Timeline::read(tx, key, share.method, batch::shortage(below), on);
        let timeline = history::of(&mut self.late, key, read)?;
        let row = Row(-1 - self.rows.len() as i64);
        let placed = timeline.insert(on, row, costing::Act::Spread(difference));
        let placed = placed.map_err(|p| batch::problem(tx, &share.item, p))?;
        held.state = placed.state;
        Ok(placed.value)
    }

    fn row(&self, tx: &Tx, share: &Share, warehouse: Id<crate::Warehouse>, borne: Money) -> Result<LedgerRow> {
        Ok(LedgerRow {
            head: Head::default(),
            number: self.document.number.to_owned(),
            company: self.document.company,
            posted_on: self.document.posted_on,
            item: share.row.item,
            warehouse,
            location: None,
            lot: share.row.lot,
            status: Status::Unrestricted,
            act: Act::Spread,
            quantity: Quantity::ZERO,
            value: borne,
            currency: accounting::kept::books(tx)?.currency(self.document.company)?,
            source_kind: self.document.source.kind,
            source: self.document.source.record,
            source_line: share.source_line,
            reverses: None,
            origin: Some(Id::from_raw(share.row.head.id)),
            cost: Some(share.amount),
            matched: Some(share.matched),
            counter: None,
        })
    }

    /// Who bears what stock does not: an expense, a variance, or the issues that took the goods.
    fn rest(&self, tx: &Tx, why: Why, share: &Share, rest: Money) -> Result<Vec<(Id<Account>, Money)>> {
        if rest.is_zero() {
            return Ok(Vec::new());
        }
        let to = match share.method {
            costing::Method::MovingAverage => Rest::PriceDifference,
            costing::Method::Standard { .. } => Rest::Variance,
            costing::Method::Fifo | costing::Method::Lot => Rest::Consumers,
        };
        let consumers = if to == Rest::Consumers { consumers(tx, share)? } else { Vec::new() };
        if consumers.is_empty() {
            return Ok(vec![(self.account(tx, share, role(why, to))?, rest)]);
        }
        let taken: Vec<Worth> = consumers.iter().map(|(_, taken)| *taken).collect();
        let parts = costing::charge_consumers(rest, &taken).map_err(|p| batch::problem(tx, &share.item, p))?;
        // Cost that waits for its invoice waits line by line, as it was when the goods left; what they cost more is borne at once.
        let waiting = self.account(tx, share, Role::DeliveredNotInvoiced).ok();
        let mut sums: BTreeMap<Id<Account>, Money> = BTreeMap::new();
        for ((issue, _), part) in consumers.iter().zip(parts) {
            let mut account = correcting::counter(tx, issue)?;
            if Some(account) == waiting {
                account = self.account(tx, share, role(why, to))?;
            }
            let sum = sums.entry(account).or_insert(Money::ZERO);
            *sum = sum.checked_add(part)?;
        }
        Ok(sums.into_iter().collect())
    }

    fn account(&self, tx: &Tx, share: &Share, role: Role) -> Result<Id<Account>> {
        accounting::account(tx, self.document.company, role, share.item.item_group)
    }

    fn write(mut self, tx: &mut Tx) -> Result<()> {
        tx.insert_many(&mut self.rows)?;
        let mut ids: Vec<i64> = self.rows.iter().map(|r| r.head.id).collect();
        if !self.late.is_empty() {
            correcting::carry_on(tx, &self.document, &mut self.late, &mut self.states)?;
            let written = correcting::settle(tx, &self.document, &self.late, &ids)?;
            ids.extend(written);
        }
        state::write(tx, self.states, &ids)
    }
}

fn role(why: Why, to: Rest) -> Role {
    match (why, to) {
        (Why::InvoicePrice, Rest::Variance) => Role::InvoicePriceVariance,
        (Why::LandedCost, Rest::Variance) => Role::LandedCostVariance,
        (Why::InvoicePrice, _) => Role::PriceDifference,
        (Why::LandedCost, _) => Role::CostOfGoodsSold,
    }
}

/// The issues that took goods of a receipt, without those by which they only went to another valuation area.
fn consumers(tx: &Tx, share: &Share) -> Result<Vec<(LedgerRow, Worth)>> {
    if share.method == costing::Method::Lot {
        let rows = history::rows_of(tx, share.reached[0].0, 0)?;
        let out = rows.into_iter().filter(|r| r.act == Act::Moved && r.quantity.is_negative());
        let worth = |r: LedgerRow| Ok((r.clone(), Worth { quantity: r.quantity.checked_neg()?, value: Money::ZERO }));
        return out.map(worth).collect();
    }
    let sql = store::sql!(
        "stock.consumers",
        "SELECT issue, SUM(quantity), SUM(value) FROM stock_consumption WHERE receipt = $1 GROUP BY issue ORDER BY issue"
    );
    let int = |row: &store::Row, place: usize| row.get(place).and_then(entity::Value::int).unwrap_or(0);
    let found = tx.query(sql, &[share.row.head.id.into()])?;
    let ids: Vec<i64> = found.iter().map(|r| int(r, 0)).collect();
    let rows: Vec<LedgerRow> = tx.select("id IN LIST($1)", &[store::id_list(&ids)])?;
    let left: Vec<LedgerRow> = tx.select("origin IN LIST($1) AND act = 'carried'", &[store::id_list(&ids)])?;
    let left: BTreeSet<i64> = left.iter().filter_map(|r| r.origin.map(|o| o.raw())).collect();
    let mut all = Vec::with_capacity(rows.len());
    for row in &found {
        let worth = Worth { quantity: Quantity::from_units(int(row, 1)), value: Money::from_minor(int(row, 2)) };
        if let Some(issue) = rows.iter().find(|r| r.head.id == int(row, 0) && !left.contains(&r.head.id)) {
            all.push((issue.clone(), worth));
        }
    }
    Ok(all)
}

/// What a receipt was valued at when it came, for the quantity that is matched with an invoice: what was credited to goods received
/// not invoiced. The last quantity takes the rest.
pub fn received_value(tx: &Tx, row: Id<LedgerRow>, before: Quantity, matched: Quantity) -> Result<Money> {
    let row: LedgerRow = tx.get(row)?;
    let cost = row.cost.unwrap_or(row.value);
    let upto = |quantity: Quantity| -> Result<i128> {
        let whole = i128::from(row.quantity.units());
        if whole == 0 {
            return Err(Refusal::new("stock.cannot_be_valued").record(&row.number).into());
        }
        let product = i128::from(cost.minor()) * i128::from(quantity.units());
        Ok(base::decimal::div_round(product, whole, base::Rounding::HalfAwayFromZero))
    };
    let value = upto(before.checked_add(matched)?)? - upto(before)?;
    i64::try_from(value).map(Money::from_minor).map_err(|_| base::Overflow.into())
}
