//! An invoice says that goods cost something else than was booked: stock on hand bears its share, the rest is expense.

use accounting::{Role, Source};
use base::{Date, Error, Id, Money, Quantity, Result};
use catalog::Item;
use costing::{Difference, Method, Row, State, spread};
use entity::{Entity as _, Head, Value};
use platform::Company;
use std::collections::{BTreeMap, HashMap};
use stock::LedgerRow;
use store::{Rank, Read, Tx};

/// A difference of price on what a line of a receipt brought.
#[derive(Clone, Copy, Debug)]
pub struct Late {
    /// The receipt, and its line.
    pub receipt: i64,
    pub receipt_line: i64,
    /// In company currency; more than was booked is positive.
    pub amount: Money,
    /// How much of the line it is about.
    pub matched: Quantity,
    /// What the line brought, counted the same way.
    pub received: Quantity,
}

/// Where a difference went.
#[derive(Clone, Copy, Debug)]
pub struct Borne {
    pub item: Id<Item>,
    pub item_group: Option<Id<catalog::ItemGroup>>,
    /// What goods on hand bear.
    pub inventory: Money,
    /// What is left of it, and its account.
    pub rest: Money,
    pub rest_to: Role,
}

/// The document that says so.
#[derive(Clone, Copy, Debug)]
pub struct Says<'a> {
    pub company: Id<Company>,
    pub posted_on: Date,
    pub number: &'a str,
    pub source: Source,
}

/// A valuation and what differs in it.
struct Key {
    item: i64,
    warehouse: i64,
    area: i64,
    amount: Money,
    matched: Quantity,
}

/// Spreads differences over the goods they are about, all of one item at once, and writes what stock bears into its ledger.
pub fn spread_late(tx: &mut Tx, says: &Says, late: &[Late]) -> Result<Vec<Borne>> {
    let late: Vec<&Late> = late.iter().filter(|l| !l.amount.is_zero()).collect();
    if late.is_empty() {
        return Ok(Vec::new());
    }
    let came = came(tx, &late)?;
    let policies = stock::kept::policies(tx)?;
    let mut keys: BTreeMap<(i64, i64), Key> = BTreeMap::new();
    for l in &late {
        let rows = came.get(&l.receipt_line);
        let rows = rows.ok_or_else(|| Error::broken(format!("receipt line {} moved nothing", l.receipt_line)))?;
        let stocked = Quantity::sum(rows.iter().map(|r| r.quantity))?;
        let weights: Vec<i64> = rows.iter().map(|r| r.quantity.units()).collect();
        let matched = crate::share::scale(Money::from_minor(stocked.units()), l.matched.units(), l.received.units())?;
        let parts = base::distribute(matched, &weights)?;
        for ((row, amount), part) in rows.iter().zip(base::distribute(l.amount, &weights)?).zip(parts) {
            let own = policies.warehouse(row.warehouse)?.own_costs;
            let (item, warehouse) = (row.item.raw(), row.warehouse.raw());
            let area = if own { warehouse } else { 0 };
            let (none, nothing) = (Money::ZERO, Quantity::ZERO);
            let key = keys.entry((item, area)).or_insert(Key { item, warehouse, area, amount: none, matched: nothing });
            key.amount = key.amount.checked_add(amount)?;
            key.matched = key.matched.checked_add(Quantity::from_units(part.minor()))?;
        }
    }
    bear(tx, says, keys.values())
}

/// Takes back what goods on hand had borne of a document; answers what they could not give back any more.
pub fn take_back(tx: &mut Tx, says: &Says) -> Result<Vec<Borne>> {
    let rows: Vec<LedgerRow> = tx.select(
        "source_kind = $1 AND source = $2 AND quantity = 0 ORDER BY id",
        &[says.source.kind.into(), says.source.record.into()],
    )?;
    let policies = stock::kept::policies(tx)?;
    let mut keys: BTreeMap<(i64, i64), Key> = BTreeMap::new();
    for row in &rows {
        let own = policies.warehouse(row.warehouse)?.own_costs;
        let (item, warehouse) = (row.item.raw(), row.warehouse.raw());
        let area = if own { warehouse } else { 0 };
        let matched = Quantity::from_units(1);
        let key = keys.entry((item, area)).or_insert(Key { item, warehouse, area, amount: Money::ZERO, matched });
        key.amount = key.amount.checked_sub(row.value)?;
    }
    bear(tx, says, keys.values().filter(|k| !k.amount.is_zero()))
}

fn bear<'a>(tx: &mut Tx, says: &Says, keys: impl Iterator<Item = &'a Key>) -> Result<Vec<Borne>> {
    let keys: Vec<&Key> = keys.collect();
    let ids: Vec<i64> = keys.iter().map(|k| k.item).collect();
    let items = store::typed::<Item>(&tx.find_many("catalog.item", &ids, false)?)?;
    let items: HashMap<i64, Item> = items.into_iter().map(|i| (i.head.id, i)).collect();
    let books = accounting::kept::books(tx)?;
    let (costing, currency) = (books.books(says.company)?.costing, books.currency(says.company)?);
    let policies = stock::kept::policies(tx)?;
    tx.rank(Rank::Stock);
    let (mut borne, mut rows) = (Vec::with_capacity(keys.len()), Vec::new());
    for key in keys {
        let item = items.get(&key.item).ok_or_else(|| Error::not_found(Item::DEF.name, key.item))?;
        let (inventory, rest_to) = match policies.method(says.company, item, costing) {
            stock::Method::MovingAverage => (average(tx, says, key)?, Role::PriceDifference),
            stock::Method::Fifo | stock::Method::Lot => (Money::ZERO, Role::PriceDifference),
            stock::Method::Standard => (Money::ZERO, Role::InvoicePriceVariance),
        };
        if !inventory.is_zero() {
            rows.push(LedgerRow {
                head: Head::default(),
                number: says.number.to_owned(),
                company: says.company,
                posted_on: says.posted_on,
                item: item.id(),
                warehouse: Id::from_raw(key.warehouse),
                location: None,
                lot: None,
                status: stock::Status::Unrestricted,
                quantity: Quantity::ZERO,
                value: inventory,
                currency,
                source_kind: says.source.kind,
                source: says.source.record,
                source_line: None,
                reverses: None,
            });
        }
        let rest = key.amount.checked_sub(inventory)?;
        borne.push(Borne { item: item.id(), item_group: item.item_group, inventory, rest, rest_to });
    }
    tx.insert_many(&mut rows)?;
    Ok(borne)
}

/// At the average, goods on hand bear their share as far as they cover what the difference is about.
fn average(tx: &mut Tx, says: &Says, key: &Key) -> Result<Money> {
    let read = store::sql!(
        "purchasing.worth",
        "SELECT quantity, value FROM stock_valuation WHERE company = $1 AND item = $2 AND area = $3 AND lot = 0 FOR UPDATE"
    );
    let params = [says.company.into(), key.item.into(), key.area.into()];
    let Some(row) = tx.row(read, &params)? else { return Ok(Money::ZERO) };
    let int = |at: usize| row.get(at).and_then(Value::int).unwrap_or(0);
    let state = State {
        quantity: Quantity::from_units(int(0)),
        value: Money::from_minor(int(1)),
        ..State::default()
    };
    let (amount, matched) = (key.amount, key.matched);
    let difference = Difference { amount, receipt: Row(0), matched, received: matched };
    let spread = spread(Method::MovingAverage, &state, difference);
    let spread = spread.map_err(|p| Error::broken(format!("a difference of price cannot be spread: {p:?}")))?;
    if !spread.inventory.is_zero() {
        let write = store::sql!(
            "purchasing.worth_more",
            "UPDATE stock_valuation SET value = value + $1, last_quantity = quantity, last_value = value + $1 \
             WHERE company = $2 AND item = $3 AND area = $4 AND lot = 0"
        );
        let params = [spread.inventory.into(), says.company.into(), key.item.into(), key.area.into()];
        tx.execute(write, &params)?;
    }
    Ok(spread.inventory)
}

/// What the receipts brought into stock, by their lines.
fn came(read: &Read, late: &[&Late]) -> Result<HashMap<i64, Vec<LedgerRow>>> {
    let mut receipts: Vec<i64> = late.iter().map(|l| l.receipt).collect();
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
