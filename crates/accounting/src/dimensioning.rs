//! What an entry says of dimensions: what its document chose, what its own lines take from that, the rules, and the balance of each value.

use crate::dimension_rule::{self, Rules, Values};
use crate::kept::Kept;
use crate::posting::Posting;
use crate::{DimensionSet, Journal, ManualEntry, OpenItem, Role, dimension};
use base::{Error, Id, Money, Refusal, Result};
use entity::{Entity as _, Named as _};
use ledger::{Draft, Line};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use store::Tx;

/// What the lines of a document carry, by their numbers.
pub type Chosen = BTreeMap<i64, Option<i64>>;

/// What lines of a document chose.
pub fn chosen(lines: impl Iterator<Item = (i64, Option<Id<DimensionSet>>)>) -> Chosen {
    lines.map(|(line, set)| (line, set.map(|s| s.raw()))).collect()
}

/// The sets that an entry meets and what is in them.
struct Sets {
    known: HashMap<i64, Values>,
}

impl Sets {
    fn of(&self, set: Option<i64>) -> Values {
        set.and_then(|s| self.known.get(&s).cloned()).unwrap_or_default()
    }

    fn read(tx: &Tx, rules: &Rules, ids: &BTreeSet<i64>) -> Result<Sets> {
        let ids: Vec<i64> = ids.iter().copied().collect();
        let mut known = HashMap::new();
        for set in store::typed::<DimensionSet>(&tx.find_many(DimensionSet::NAME, &ids, false)?)? {
            let values = set.values().into_iter().filter_map(|v| Some((rules.dimension_of(v)?, v.raw())));
            known.insert(set.head.id, values.collect());
        }
        Ok(Sets { known })
    }

    /// The number of a set; nothing for none.
    fn number(&mut self, tx: &mut Tx, values: &Values) -> Result<Option<i64>> {
        if values.is_empty() {
            return Ok(None);
        }
        if let Some((id, _)) = self.known.iter().find(|(_, known)| *known == values) {
            return Ok(Some(*id));
        }
        let ids: Vec<_> = values.values().map(|v| Id::from_raw(*v)).collect();
        let id = dimension::set_of(tx, &ids)?.raw();
        self.known.insert(id, values.clone());
        Ok(Some(id))
    }
}

/// Completes and examines the dimensions of an entry before it is closed. What takes an entry back stays its mirror.
pub(crate) fn apply(tx: &mut Tx, kept: &Kept, posting: &Posting, draft: &mut Draft) -> Result<()> {
    let rules = dimension_rule::rules(tx)?;
    if rules.is_empty() || (posting.reverses.is_some() && posting.chosen.is_none()) {
        return Ok(());
    }
    // Some lines say of themselves what they are about: those of the document, and those that settle something.
    let mut says: Vec<bool> = Vec::new();
    let settled = settled(tx, draft)?;
    for line in draft.lines_mut() {
        let of_document = line.source_line.and_then(|id| posting.chosen.as_ref().and_then(|c| c.get(&id)));
        let of_item = line.settles.and_then(|id| settled.get(&id));
        line.dimensions = line.dimensions.or(of_document.copied().flatten()).or(of_item.copied().flatten());
        says.push(line.dimensions.is_some() || of_document.is_some() || line.settles.is_some());
    }
    let ids: BTreeSet<i64> = draft.lines().iter().filter_map(|l| l.dimensions).collect();
    let mut sets = Sets::read(tx, &rules, &ids)?;
    let mut values: Vec<Values> = draft.lines().iter().map(|l| sets.of(l.dimensions)).collect();
    let by_hand = posting.source.kind == i64::from(ManualEntry::DEF.kind);
    // What carries a year's results on takes them as they were posted.
    let as_posted = posting.journal == Journal::Closing;
    if !by_hand && !as_posted {
        inherit(kept, &rules, draft, &says, &mut values)?;
    }
    for (line, values) in draft.lines_mut().iter_mut().zip(&values) {
        if !as_posted {
            examine(kept, &rules, line, values)?;
        }
        if sets.of(line.dimensions) != *values {
            line.dimensions = sets.number(tx, values)?;
        }
    }
    balance(tx, kept, &rules, posting, draft, &mut sets, by_hand)
}

/// What the items carry that an entry settles.
fn settled(tx: &mut Tx, draft: &Draft) -> Result<HashMap<i64, Option<i64>>> {
    let mut ids: Vec<Id<OpenItem>> = draft.lines().iter().filter_map(|l| l.settles).map(Id::from_raw).collect();
    ids.sort_unstable();
    ids.dedup();
    if !ids.iter().all(|id| tx.holds(*id)) {
        tx.lock_many(&ids)?;
    }
    let mut found = HashMap::new();
    for id in ids {
        let item = tx.held(id)?.ok_or_else(|| Error::not_found(OpenItem::NAME, id.raw()))?;
        found.insert(id.raw(), item.dimensions.map(|d| d.raw()));
    }
    Ok(found)
}

/// Lines that a document adds of itself, for the customer, the tax or the bank, take the value on which all others agree, where their
/// account lets them. What still lacks a value that it needs takes the usual one.
fn inherit(kept: &Kept, rules: &Rules, draft: &Draft, says: &[bool], values: &mut [Values]) -> Result<()> {
    for dimension in rules.dimensions().map(|d| d.head.id) {
        let said: BTreeSet<Option<i64>> =
            values.iter().zip(says).filter(|(_, says)| **says).map(|(v, _)| v.get(&dimension).copied()).collect();
        let agreed = match said.first() {
            Some(Some(value)) if said.len() == 1 => Some(*value),
            _ => None,
        };
        for ((line, says), values) in draft.lines().iter().zip(says).zip(values.iter_mut()) {
            let (Some(value), false) = (agreed, *says) else { continue };
            let mut with = values.clone();
            with.insert(dimension, value);
            if rules.broken(kept, kept.account(line.account)?, &with).is_none() {
                *values = with;
            }
        }
    }
    for (line, values) in draft.lines().iter().zip(values.iter_mut()) {
        let account = kept.account(line.account)?;
        let missing: Vec<i64> = rules.missing(kept, account, values).into_iter().map(|d| d.head.id).collect();
        for dimension in missing {
            if let Some(usual) = rules.usual(dimension) {
                values.insert(dimension, usual);
            }
        }
    }
    Ok(())
}

fn examine(kept: &Kept, rules: &Rules, line: &Line, values: &Values) -> Result<()> {
    let account = kept.account(line.account)?;
    let missing = rules.missing(kept, account, values);
    if !missing.is_empty() {
        let names: Vec<&str> = missing.iter().map(|d| d.name.as_str()).collect();
        let refusal = Refusal::new("accounting.dimension_missing").field("lines").record(&account.code);
        return Err(refusal.arg("dimension", names.join(", ")).into());
    }
    match rules.broken(kept, account, values) {
        Some((rule, value)) => Err(dimension_rule::not_allowed(rules, account, rule, value).into()),
        None => Ok(()),
    }
}

/// Every value of a balancing dimension has as much on the debit as on the credit side; lines without one are a group of their own.
/// What a document leaves between values stands on the account for that; by hand nothing is left.
fn balance(
    tx: &mut Tx,
    kept: &Kept,
    rules: &Rules,
    posting: &Posting,
    draft: &mut Draft,
    sets: &mut Sets,
    by_hand: bool,
) -> Result<()> {
    let balancing = rules.balancing(posting.company);
    // What is unbalanced as a whole is refused for that.
    if balancing.is_empty() || !draft.gap()?.is_zero() {
        return Ok(());
    }
    let mut groups: BTreeMap<Values, (Money, Money)> = BTreeMap::new();
    for line in draft.lines() {
        let mut values = sets.of(line.dimensions);
        values.retain(|dimension, _| balancing.contains(dimension));
        let (base, amount) = groups.entry(values).or_default();
        (*base, *amount) = (base.checked_add(line.base)?, amount.checked_add(line.amount)?);
    }
    groups.retain(|_, (base, amount)| !base.is_zero() || !amount.is_zero());
    let Some((values, (gap, _))) = groups.iter().find(|(v, (base, _))| !v.is_empty() && !base.is_zero()) else {
        return Ok(());
    };
    let account = kept.role(posting.company, Role::BetweenDimensions, None);
    let account = match account.filter(|_| !by_hand) {
        Some(account) => account,
        None => {
            let (dimension, value) = values.iter().next().map(|(d, v)| (*d, rules.said(*v))).unwrap_or_default();
            let refusal = Refusal::new("accounting.dimension_unbalanced").field("lines");
            let refusal = refusal.record(rules.called(dimension)).arg("value", value).arg("gap", gap.minor());
            return Err(refusal.into());
        }
    };
    let own = kept.currency(posting.company)?.raw();
    let first = draft.lines().first().map(|l| l.currency);
    let one = first.filter(|c| draft.lines().iter().all(|l| l.currency == *c));
    for (values, (base, amount)) in groups {
        let base = base.checked_neg()?;
        // In one currency both figures balance for each value; between several only the company's does.
        let (currency, amount) = match one {
            Some(currency) => (currency, amount.checked_neg()?),
            None => (own, base),
        };
        let dimensions = sets.number(tx, &values)?;
        draft.push(Line { amount, dimensions, ..Line::of(account.raw(), currency, base) });
    }
    Ok(())
}
