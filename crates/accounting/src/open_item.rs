//! Open items: what each customer owes and what each supplier is owed, instalment by instalment, and what settled it.

use crate::kept::Kept;
use crate::posting::Posting;
use crate::{Account, Control, DimensionSet, JournalEntry};
use base::{Date, Error, Id, Money, Refusal, Result};
use entity::{Choice, Entity, Head, Named as _, Value};
use parties::Party;
use platform::{Company, Currency};
use store::{Business, Tx};

/// Whose debt it is.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Side {
    /// A customer's.
    #[default]
    Receivable,
    /// Ours.
    Payable,
}

/// An unsettled instalment of a customer or supplier: debit positive, credit negative. A payment on account is one too.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "accounting.open_item",
    kind = 110,
    icon = "circle-dashed",
    title = "number",
    search(number),
    sort = "due_on",
    large,
    index(party, side, settled),
    index(entry),
    index(company, side, settled, due_on),
    view(receivable = "filter=side%20%3D%20receivable%20and%20settled%20%3D%20no&sort=due_on"),
    view(payable = "filter=side%20%3D%20payable%20and%20settled%20%3D%20no&sort=due_on")
)]
pub struct OpenItem {
    pub head: Head,
    /// The number of its document.
    #[field(read_only, column, max = 60)]
    pub number: String,
    #[field(read_only)]
    pub company: Id<Company>,
    #[field(read_only, column)]
    pub side: Side,
    #[field(read_only, column)]
    pub party: Id<Party>,
    #[field(read_only)]
    pub account: Id<Account>,
    #[field(read_only)]
    pub entry: Id<JournalEntry>,
    /// Which line of the entry opened it, counted from 0.
    #[field(read_only)]
    pub entry_line: i64,
    #[field(read_only)]
    pub posted_on: Date,
    #[field(read_only, indexed, column)]
    pub due_on: Date,
    #[field(read_only)]
    pub currency: Id<Currency>,
    #[field(read_only, column)]
    pub amount: Money,
    #[field(read_only, currency = "company_currency")]
    pub amount_base: Money,
    /// What is left of it.
    #[field(read_only, column, volatile)]
    pub open: Money,
    #[field(read_only, volatile, currency = "company_currency")]
    pub open_base: Money,
    #[field(read_only)]
    pub company_currency: Id<Currency>,
    /// True once nothing is left.
    #[field(read_only, volatile)]
    pub settled: bool,
    #[field(read_only)]
    pub source_kind: i64,
    #[field(read_only)]
    pub source: i64,
    /// What the line that opened it carries.
    #[field(read_only)]
    pub dimensions: Option<Id<DimensionSet>>,
    /// No reminder goes out, and no payment run takes it, for this reason.
    #[field(max = 200)]
    pub blocked: Option<String>,
    /// The customer disagrees.
    pub disputed: bool,
    /// The level of the last reminder.
    #[field(read_only, volatile)]
    pub dunning_level: i64,
    #[field(read_only, volatile)]
    pub dunned_on: Option<Date>,
    /// Interest was charged until this day.
    #[field(read_only, volatile)]
    pub interest_until: Option<Date>,
}

impl Business for OpenItem {
    const PLAIN: bool = true;
}

/// What took something off an open item: a fact that stays.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "accounting.allocation",
    kind = 111,
    icon = "link",
    title = "item",
    sort = "-id",
    posted,
    aside,
    large,
    index(item, posted_on)
)]
pub struct Allocation {
    pub head: Head,
    #[field(read_only, column)]
    pub item: Id<OpenItem>,
    /// The item on the other side, where two open items cleared each other.
    #[field(read_only, column)]
    pub against: Option<Id<OpenItem>>,
    /// The entry that settled it, where one did.
    #[field(read_only, column)]
    pub entry: Option<Id<JournalEntry>>,
    #[field(read_only, column)]
    pub posted_on: Date,
    /// What it changed, with the sign of the change.
    #[field(read_only, column)]
    pub amount: Money,
    #[field(read_only)]
    pub currency: Id<Currency>,
    #[field(read_only, currency = "company_currency")]
    pub amount_base: Money,
    #[field(read_only)]
    pub company_currency: Id<Currency>,
}

impl Business for Allocation {
    const PLAIN: bool = true;
}

/// An open item and what is to be taken off it, with the sign of the change.
pub(crate) struct Settled {
    item: OpenItem,
    amount: Money,
    base: Money,
}

/// Locks the items that an entry settles and refuses what is more than they are open. Before a number is drawn.
pub(crate) fn prepare(tx: &mut Tx, kept: &Kept, posted: &ledger::Entry) -> Result<Vec<Settled>> {
    let mut parts = Vec::new();
    for line in posted.lines() {
        if let (Some(item), true) = (line.settles, side_of(kept, line.account)?.is_some()) {
            parts.push((item, line.amount, line.base));
        }
    }
    held(tx, &parts)
}

/// Items with what is taken off them; one named twice is taken off once, by the sum.
pub(crate) fn held(tx: &mut Tx, parts: &[(i64, Money, Money)]) -> Result<Vec<Settled>> {
    if parts.is_empty() {
        return Ok(Vec::new());
    }
    let mut ids: Vec<Id<OpenItem>> = parts.iter().map(|p| Id::from_raw(p.0)).collect();
    ids.sort_unstable();
    ids.dedup();
    if !ids.iter().all(|id| tx.holds(*id)) {
        tx.lock_many(&ids)?;
    }
    let items: Vec<OpenItem> = ids.iter().filter_map(|id| tx.held(*id).transpose()).collect::<Result<_>>()?;
    let mut settled = Vec::with_capacity(items.len());
    for id in ids {
        let item = items.iter().find(|i| i.head.id == id.raw()).cloned();
        let mut item = item.ok_or_else(|| Error::not_found(OpenItem::NAME, id.raw()))?;
        let mine = || parts.iter().filter(|p| p.0 == id.raw());
        let amount = Money::sum(mine().map(|p| p.1))?;
        let base = Money::sum(mine().map(|p| p.2))?;
        item.open = item.open.checked_add(amount)?;
        item.open_base = item.open_base.checked_add(base)?;
        // What is left has the sign of the item or is nothing, and is never more than the item was.
        let turned = item.open.signum() * item.amount.signum() < 0;
        if turned || item.open.checked_abs()? > item.amount.checked_abs()? {
            return Err(Refusal::new("accounting.more_than_open").field("amount").record(&item.number).into());
        }
        item.settled = item.open.is_zero() && item.open_base.is_zero();
        settled.push(Settled { item, amount, base });
    }
    Ok(settled)
}

fn side_of(kept: &Kept, account: i64) -> Result<Option<Side>> {
    Ok(match kept.account(account)?.control {
        Control::Receivables => Some(Side::Receivable),
        Control::Payables => Some(Side::Payable),
        _ => None,
    })
}

/// Opens items for the lines on control accounts, and writes what the others settled.
pub(crate) fn write(
    tx: &mut Tx,
    kept: &Kept,
    posting: &Posting,
    header: &JournalEntry,
    posted: &ledger::Entry,
    settled: Vec<Settled>,
) -> Result<()> {
    let entry = Id::from_raw(header.head.id);
    let mut opened = Vec::new();
    for (place, line) in posted.lines().iter().enumerate() {
        let (Some(side), Some(party), None) = (side_of(kept, line.account)?, line.party, line.settles) else {
            continue;
        };
        opened.push(OpenItem {
            head: Head::default(),
            number: header.number.clone(),
            company: posting.company,
            side,
            party: Id::from_raw(party),
            account: Id::from_raw(line.account),
            entry,
            entry_line: place as i64,
            posted_on: posting.posted_on,
            due_on: line.due_on.unwrap_or(posting.posted_on),
            currency: Id::from_raw(line.currency),
            amount: line.amount,
            amount_base: line.base,
            open: line.amount,
            open_base: line.base,
            company_currency: header.company_currency,
            settled: line.amount.is_zero() && line.base.is_zero(),
            source_kind: posting.source.kind,
            source: posting.source.record,
            dimensions: line.dimensions.map(Id::from_raw),
            blocked: None,
            disputed: false,
            dunning_level: 0,
            dunned_on: None,
            interest_until: None,
        });
    }
    if !opened.is_empty() {
        tx.insert_many(&mut opened)?;
    }
    take_off(tx, settled, Some(entry), None, posting.posted_on)
}

/// Writes what was taken off open items, and what did it.
pub(crate) fn take_off(
    tx: &mut Tx,
    settled: Vec<Settled>,
    entry: Option<Id<JournalEntry>>,
    against: Option<Id<OpenItem>>,
    on: Date,
) -> Result<()> {
    if settled.is_empty() {
        return Ok(());
    }
    let mut facts = Vec::with_capacity(settled.len());
    for Settled { item, amount, base } in settled {
        let left =
            [("open", item.open.into()), ("open_base", item.open_base.into()), ("settled", Value::from(item.settled))];
        tx.keep(item.id(), &left)?;
        facts.push(Allocation {
            head: Head::default(),
            item: Id::from_raw(item.head.id),
            against,
            entry,
            posted_on: on,
            amount,
            currency: item.currency,
            amount_base: base,
            company_currency: item.company_currency,
        });
    }
    tx.insert_many(&mut facts)
}
