//! Value adjustments: what posted rows are off by since something was dated before them, in one document with its entries.

use crate::history::{self, Timeline};
use crate::moving::{Document, batch};
use crate::state::{self, Held, Key};
use crate::{Act, LedgerRow, Status};
use accounting::posting::Numbering;
use accounting::{Account, Control, InventoryMode, Journal, Part, Posting, Role, Source};
use base::{Date, Id, Money, Quantity, Refusal, Result};
use catalog::Item;
use costing::{Layer, Row};
use entity::{Choice, Entity, Head, Lines, Value};
use platform::{Company, Currency};
use std::collections::{BTreeMap, HashMap};
use store::{Business, Read, Tx};

/// Why values changed without goods moving.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reason {
    /// Something was posted before them.
    #[default]
    Backdated,
}

/// A correction of values, made by the program together with what caused it.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "stock.value_adjustment",
    kind = 154,
    icon = "scale",
    title = "number",
    search(number, cause_number),
    sort = "-posted_on",
    posted,
    index(cause_kind, cause)
)]
pub struct ValueAdjustment {
    pub head: Head,
    #[field(read_only, indexed, column, max = 40)]
    pub number: String,
    #[field(read_only, column)]
    pub company: Id<Company>,
    /// The day of what caused it; each line has its own.
    #[field(read_only, indexed, column)]
    pub posted_on: Date,
    #[field(read_only, column)]
    pub reason: Reason,
    /// The document that was posted late.
    #[field(read_only, column, max = 60)]
    pub cause_number: String,
    #[field(read_only)]
    pub cause_kind: i64,
    #[field(read_only)]
    pub cause: i64,
    pub lines: Lines<ValueAdjustmentLine>,
    /// What inventory moved by in all.
    #[field(read_only, column, currency = "currency")]
    pub value: Money,
    #[field(read_only)]
    pub currency: Id<Currency>,
}

/// One row that is off, by how much, and against which account.
#[derive(Entity, Clone, Debug, PartialEq, Eq)]
#[entity(name = "stock.value_adjustment_line", kind = 155, line_of = "stock.value_adjustment", title = "item")]
pub struct ValueAdjustmentLine {
    pub head: Head,
    #[field(read_only)]
    pub ledger_row: Id<LedgerRow>,
    #[field(read_only, max = 60)]
    pub document_number: String,
    #[field(read_only)]
    pub item: Id<Item>,
    #[field(read_only)]
    pub posted_on: Date,
    /// What inventory moves by.
    #[field(read_only, currency = "currency")]
    pub value: Money,
    #[field(read_only)]
    pub counter: Id<Account>,
}

impl Business for ValueAdjustment {}
impl Business for ValueAdjustmentLine {}

/// Follows changed issues into the valuation areas that got their goods, until nothing changes any more.
pub fn carry_on(
    tx: &mut Tx,
    document: &Document,
    late: &mut BTreeMap<Key, Timeline>,
    states: &mut HashMap<Key, Held>,
) -> Result<()> {
    let mut passed: HashMap<i64, Money> = HashMap::new();
    for _ in 0..64 {
        let off = late.values().flat_map(|t| t.off.iter().map(|(row, value)| (*row, *value)));
        let open: Vec<(i64, Money)> = off.filter(|(row, value)| passed.get(row) != Some(value)).collect();
        let ids: Vec<i64> = open.iter().map(|(row, _)| *row).filter(|row| *row > 0).collect();
        passed.extend(open);
        let condition = "origin IN LIST($1) AND act = 'carried' ORDER BY posted_on, id";
        let children: Vec<LedgerRow> = tx.select(condition, &[store::id_list(&ids)])?;
        if children.is_empty() {
            return Ok(());
        }
        for child in &children {
            carry_into(tx, document, child, late, states)?;
        }
    }
    Err(Refusal::new("stock.correction_in_a_circle").record(document.number).into())
}

fn carry_into(
    tx: &mut Tx,
    document: &Document,
    child: &LedgerRow,
    late: &mut BTreeMap<Key, Timeline>,
    states: &mut HashMap<Key, Held>,
) -> Result<()> {
    let parent = child.origin.map_or(0, |o| o.raw());
    let Some(source) = late.values().find(|t| t.day(parent).is_some()) else { return Ok(()) };
    let whole =
        Layer { row: Row(child.head.id), quantity: child.quantity, value: source.booked(parent).checked_neg()? };
    let parts = source.links.get(&parent).filter(|l| !l.is_empty()).cloned().unwrap_or_else(|| vec![whole]);
    let item: Item = tx.get(child.item)?;
    let key = batch::key_of(tx, document, &item, child.warehouse.raw(), child.lot.map_or(0, |l| l.raw()))?;
    if !states.contains_key(&key) {
        states.extend(state::hold(tx, &[key])?);
    }
    let timeline = history::of(late, key, || {
        let below = crate::kept::policies(tx)?.policy(document.company, &item).is_some_and(|p| p.below_zero);
        let method = batch::method(tx, document, &item)?;
        Timeline::read(tx, key, method, batch::shortage(below), document.posted_on)
    })?;
    let state = timeline.carry(child.head.id, parts).map_err(|p| batch::problem(tx, &item, p))?;
    if let Some(held) = states.get_mut(&key) {
        held.state = state;
        held.touched = true;
    }
    Ok(())
}

/// Writes what rows are off by: rows that name them, one document, and entries on the days they count on.
pub fn settle(tx: &mut Tx, document: &Document, late: &BTreeMap<Key, Timeline>, ids: &[i64]) -> Result<Vec<i64>> {
    for (key, timeline) in late {
        state::forget(tx, *key, document.posted_on)?;
        relink(tx, timeline, ids)?;
    }
    let mut off: BTreeMap<i64, Money> = BTreeMap::new();
    for (row, value) in late.values().flat_map(|t| &t.off).filter(|(_, value)| !value.is_zero()) {
        off.insert(batch::written(Row(*row), ids), *value);
    }
    if off.is_empty() {
        return Ok(Vec::new());
    }
    let wrong: Vec<i64> = off.keys().copied().collect();
    let rows: Vec<LedgerRow> = tx.select("id IN LIST($1) ORDER BY posted_on, id", &[store::id_list(&wrong)])?;
    let mut lines = Vec::with_capacity(rows.len());
    let mut days: HashMap<Date, Date> = HashMap::new();
    for row in &rows {
        let on = match days.get(&row.posted_on) {
            Some(on) => *on,
            None => accounting::first_open_day(tx, document.company, Part::Inventory, row.posted_on)?,
        };
        days.insert(row.posted_on, on);
        lines.push(ValueAdjustmentLine {
            head: Head::default(),
            ledger_row: Id::from_raw(row.head.id),
            document_number: row.number.clone(),
            item: row.item,
            posted_on: on,
            value: off[&row.head.id],
            counter: counter(tx, row)?,
        });
    }
    let adjustment = insert(tx, document, lines)?;
    let written = amend(tx, &adjustment, &rows)?;
    post(tx, &adjustment, &rows)?;
    Ok(written)
}

/// What issues take now, where that differs from what they took.
fn relink(tx: &mut Tx, timeline: &Timeline, ids: &[i64]) -> Result<()> {
    let issues: Vec<i64> = timeline.links.keys().copied().filter(|row| *row > 0).collect();
    let before = history::links(tx, &issues)?;
    let changed = timeline.links.iter().filter(|(row, now)| **row > 0 && before.get(*row) != Some(*now));
    let changed: Vec<(i64, &[Layer])> = changed.map(|(row, now)| (*row, now.as_slice())).collect();
    if changed.is_empty() { Ok(()) } else { state::rewrite_links(tx, &changed, ids) }
}

fn insert(tx: &mut Tx, document: &Document, lines: Vec<ValueAdjustmentLine>) -> Result<ValueAdjustment> {
    let currency = accounting::kept::books(tx)?.currency(document.company)?;
    let mut adjustment = ValueAdjustment {
        head: Head::default(),
        number: crate::number::<ValueAdjustment>(tx, "VA", document.posted_on)?,
        company: document.company,
        posted_on: document.posted_on,
        reason: Reason::Backdated,
        cause_number: document.number.to_owned(),
        cause_kind: document.source.kind,
        cause: document.source.record,
        value: Money::sum(lines.iter().map(|l| l.value))?,
        lines: lines.into(),
        currency,
    };
    tx.insert(&mut adjustment)?;
    Ok(adjustment)
}

/// Rows without quantity that name the rows they amend.
fn amend(tx: &mut Tx, adjustment: &ValueAdjustment, rows: &[LedgerRow]) -> Result<Vec<i64>> {
    let source = Source::of::<ValueAdjustment>(adjustment.head.id);
    let amending = |(line, row): (&ValueAdjustmentLine, &LedgerRow)| LedgerRow {
        head: Head::default(),
        number: adjustment.number.clone(),
        posted_on: line.posted_on,
        act: Act::Corrected,
        status: Status::Unrestricted,
        quantity: Quantity::ZERO,
        value: line.value,
        source_kind: source.kind,
        source: source.record,
        source_line: Some(line.head.id),
        reverses: Some(line.ledger_row),
        origin: None,
        cost: None,
        matched: None,
        counter: Some(line.counter),
        ..row.clone()
    };
    let mut made: Vec<LedgerRow> = adjustment.lines.iter().zip(rows).map(amending).collect();
    tx.insert_many(&mut made)?;
    Ok(made.iter().map(|r| r.head.id).collect())
}

/// Inventory against the account that each row hit, one entry for each day.
fn post(tx: &mut Tx, adjustment: &ValueAdjustment, rows: &[LedgerRow]) -> Result<()> {
    let source = Source::of::<ValueAdjustment>(adjustment.head.id);
    let mut drafts: BTreeMap<Date, ledger::Draft> = BTreeMap::new();
    for (line, row) in adjustment.lines.iter().zip(rows) {
        let draft = drafts.entry(line.posted_on).or_default();
        let said = |account: i64, base: Money| ledger::Line {
            item: Some(line.item.raw()),
            source_line: Some(line.head.id),
            text: line.document_number.clone(),
            ..ledger::Line::of(account, adjustment.currency.raw(), base)
        };
        let own = standing_on(tx, row)?;
        if own != line.counter {
            draft.push(said(own.raw(), line.value));
            draft.push(said(line.counter.raw(), line.value.checked_neg()?));
        }
    }
    for (on, draft) in drafts {
        if !draft.is_empty() {
            let number = Numbering::Given(&adjustment.number);
            let header = Posting::new(adjustment.company, Journal::Stock, Part::Inventory, on, number, source);
            accounting::posting::post(tx, &header.text(&adjustment.cause_number), draft)?;
        }
    }
    Ok(())
}

fn inventory(read: &Read, row: &LedgerRow) -> Result<Id<Account>> {
    let group = read.get(row.item)?.item_group;
    accounting::account(read, row.company, Role::Inventory, group)
}

/// The account that the value of a row stands on: inventory, or goods in transit while what a transfer sent is on its way.
fn standing_on(read: &Read, row: &LedgerRow) -> Result<Id<Account>> {
    let Some(through) = row.counter.filter(|_| row.act == Act::Carried) else { return inventory(read, row) };
    let sql = store::sql!(
        "stock.on_the_way",
        "SELECT COALESCE(SUM(quantity), 0) FROM stock_ledger_row WHERE source_kind = $1 AND source = $2 AND item = $3 \
         AND COALESCE(source_line, 0) = $4 AND status = 'in_transit'"
    );
    let line = row.source_line.unwrap_or(0);
    let params = [row.source_kind.into(), row.source.into(), row.item.into(), line.into()];
    if read.number(sql, &params)? > 0 { Ok(through) } else { inventory(read, row) }
}

/// The account that a row hit: what it knows itself, else what its document's entry says.
pub fn counter(read: &Read, row: &LedgerRow) -> Result<Id<Account>> {
    if let Some(known) = row.counter {
        return Ok(known);
    }
    let kept = accounting::kept::books(read)?;
    // What went back to its supplier was owed at the price it came for; every other cost of it is a difference of price, and so it is
    // once that is taken back.
    let back = |r: &LedgerRow| r.origin.is_some() && r.quantity.is_negative() && r.act == Act::Moved;
    let undone = row.reverses.filter(|_| row.quantity.is_positive()).map(|id| read.get(id)).transpose()?;
    if back(row) || undone.as_ref().is_some_and(back) {
        let role = match kept.books(row.company)?.inventory_mode {
            InventoryMode::CostOfSales => Role::PriceDifference,
            InventoryMode::NatureOfExpense => Role::StockVariation,
        };
        return accounting::account(read, row.company, role, read.get(row.item)?.item_group);
    }
    let stock = kept.controlled(row.company, Control::Stock);
    // What took the document back stands on its line as well, with the other sign.
    let sql = store::sql!(
        "stock.hit",
        "SELECT l.account FROM accounting_journal_entry e JOIN accounting_journal_line l ON l.document = e.id \
         WHERE e.source_kind = $1 AND e.source = $2 AND l.item = $3 AND COALESCE(l.source_line, 0) = $4 \
         AND l.amount_base * $5 < 0 AND l.account NOT IN LIST($6) \
         GROUP BY l.account ORDER BY MAX(ABS(l.amount_base)) DESC, l.account LIMIT 1"
    );
    let params = [
        row.source_kind.into(),
        row.source.into(),
        row.item.into(),
        row.source_line.unwrap_or(0).into(),
        row.value.signum().into(),
        store::id_list(&stock),
    ];
    if let Some(account) = read.row(sql, &params)?.and_then(|r| r.first().and_then(Value::int)) {
        return Ok(Id::from_raw(account));
    }
    let role = match kept.books(row.company)?.inventory_mode {
        InventoryMode::CostOfSales => Role::CostOfGoodsSold,
        InventoryMode::NatureOfExpense => Role::StockVariation,
    };
    accounting::account(read, row.company, role, read.get(row.item)?.item_group)
}
