//! Closing: what must be done before a period closes, and carrying the result of a year to equity.

use crate::posting::{self, Numbering, Posting, Source};
use crate::{
    BankTransaction, FiscalYear, Journal, JournalEntry, Part, Period, PeriodState, Role, dimension_rule, kept,
};
use base::{Id, Money, Refusal, Result};
use entity::{Entity, Kind, Record, Shape, Value};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::{Made, Operation, Read, Tx};

/// A document that keeps a period open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blocking {
    /// Its entity.
    pub entity: &'static str,
    /// Its id.
    pub id: i64,
    /// What a person calls it.
    pub name: String,
}

/// Most documents of one kind that are named.
const MOST: i64 = 100;

/// What keeps a period open: documents of any module dated in it that are still to be posted, and movements of the bank that are
/// not in the books. They are posted, moved or archived before it closes. A document belongs to the parts of the books that it
/// names a customer, a supplier or goods for.
pub fn blocking(read: &Read, period: &Period, part: Option<Part>) -> Result<Vec<Blocking>> {
    let all = read.model().shapes.iter().filter(|s| s.enabled);
    let kinds: Vec<Posted> = all.filter_map(|shape| Posted::of(read, shape)).collect();
    let of_part = |kind: &&Posted| part.is_none_or(|p| p == Part::General || kind.parts.contains(&p));
    let mut found = Vec::new();
    for (kind, ids) in waiting(read, period, &kinds.iter().filter(of_part).collect::<Vec<_>>())? {
        found.extend(named(read, &kind.shape, &ids)?);
    }
    if part.is_none_or(|p| p == Part::General) {
        let waiting = crate::statement::unmatched(read, period.company, period.starts_on, period.ends_on)?;
        found.extend(waiting.into_iter().map(|(id, name)| Blocking { entity: BankTransaction::DEF.name, id, name }));
    }
    Ok(found)
}

/// Which documents of a period are still to be posted: one statement over all kinds, at most [`MOST`] of each.
fn waiting<'a>(read: &Read, period: &Period, kinds: &[&'a Posted]) -> Result<Vec<(&'a Posted, Vec<i64>)>> {
    let one = |(place, kind): (usize, &&'a Posted)| {
        let states = kind.before.iter().map(|s| format!("'{s}'")).collect::<Vec<_>>().join(", ");
        format!(
            "SELECT * FROM (SELECT {place} AS kind, id FROM \"{}\" WHERE company = $1 AND state IN ({states}) \
             AND posted_on >= $2 AND posted_on <= $3 AND archived_at IS NULL ORDER BY id LIMIT {MOST}) d{place}",
            kind.shape.table()
        )
    };
    let sql = kinds.iter().enumerate().map(one).collect::<Vec<_>>().join(" UNION ALL ");
    if sql.is_empty() {
        return Ok(Vec::new());
    }
    let params = [period.company.into(), period.starts_on.into(), period.ends_on.into()];
    let mut ids = vec![Vec::new(); kinds.len()];
    for row in read.query(&sql, &params)? {
        if let Some(of_kind) = usize::try_from(int(&row, 0)).ok().and_then(|place| ids.get_mut(place)) {
            of_kind.push(int(&row, 1));
        }
    }
    ids.iter_mut().for_each(|of_kind| of_kind.sort_unstable());
    Ok(kinds.iter().copied().zip(ids).filter(|(_, ids)| !ids.is_empty()).collect())
}

/// Documents as a person calls them: a draft has no number yet, but whom it is with, where it is or what it says tells it apart.
fn named(read: &Read, shape: &Shape, ids: &[i64]) -> Result<Vec<Blocking>> {
    let records = read.find_many(shape.name(), ids, false)?;
    let with = shape.fields.iter().find(|f| WITH.iter().any(|(name, _)| *name == f.name) || a_warehouse(f.name));
    let (with, target) = match with.map(|f| (f.name, f.kind)) {
        Some((name, Kind::Reference(target))) => (name, target),
        _ => ("", ""),
    };
    let whom = |record: &Record| shape.value(record, with).int();
    let titles = read.titles(target, &records.iter().filter_map(whom).collect::<Vec<_>>())?;
    let one = |record: Record| {
        let text = |name: &str| shape.value(&record, name).text().map(str::to_owned);
        let whom = whom(&record).and_then(|id| titles.get(&id).cloned());
        let mut names = [text(shape.def.title), whom, text("text")].into_iter().flatten();
        let name = names.find(|n| !n.is_empty()).unwrap_or_else(|| shape.title(&record));
        Blocking { entity: shape.name(), id: record.head.id, name }
    };
    Ok(records.into_iter().map(one).collect())
}

/// Whom a document may name, and the parts of the books that it then belongs to.
const WITH: [(&str, &[Part]); 3] = [
    ("customer", &[Part::Receivables]),
    ("supplier", &[Part::Payables]),
    ("party", &[Part::Receivables, Part::Payables]),
];

/// `warehouse`, `from_warehouse`: where goods of a document are.
fn a_warehouse(name: &str) -> bool {
    name == "warehouse" || name.ends_with("_warehouse")
}

/// A kind of document that is posted on a day it names.
struct Posted {
    shape: Arc<Shape>,
    /// The states in which it is still to be posted.
    before: Vec<&'static str>,
    parts: Vec<Part>,
}

impl Posted {
    /// What is posted by a verb or keeps its entry; a run that makes documents posts nothing itself.
    fn of(read: &Read, shape: &Arc<Shape>) -> Option<Posted> {
        let day = shape.def.field("posted_on").is_some_and(|f| matches!(f.kind, Kind::Date) && f.stored());
        let draft = |field: &entity::FieldDef| matches!(field.kind, Kind::Choice(c) if c.option("draft").is_some());
        if !day || shape.def.field("company").is_none() || !shape.def.state().is_some_and(draft) {
            return None;
        }
        let verbs = read.registry().get(shape.name()).map_or(&[][..], |known| known.operations);
        let entry =
            |field: &entity::FieldDef| matches!(field.kind, Kind::Reference(to) if to == JournalEntry::DEF.name);
        if !verbs.iter().any(|verb| verb.name == "post") && !shape.def.fields.iter().any(entry) {
            return None;
        }
        Some(Posted { before: before_posting(verbs), parts: parts(shape), shape: shape.clone() })
    }
}

/// The states from which verbs lead to the posting: a count that is under way is as open as a draft.
fn before_posting(verbs: &[Operation]) -> Vec<&'static str> {
    let mut before = vec!["draft"];
    loop {
        let leads = |v: &&Operation| v.name == "post" || v.to.is_some_and(|to| to != "draft" && before.contains(&to));
        let mut more: Vec<_> = verbs.iter().filter(leads).flat_map(|verb| verb.from).copied().collect();
        more.retain(|state| !before.contains(state));
        match more.first() {
            Some(state) => before.push(state),
            None => return before,
        }
    }
}

/// What a document belongs to: whom it names, whether it or its lines name where goods are; without any of them the ledger alone
/// if it is the ledger's own, else stock.
fn parts(shape: &Shape) -> Vec<Part> {
    let has = |name: &str| shape.def.field(name).is_some();
    let mut parts: Vec<Part> =
        WITH.iter().filter(|(name, _)| has(name)).flat_map(|(_, parts)| *parts).copied().collect();
    let of_lines = shape.lines.iter().flat_map(|(_, line)| line.def.fields);
    let goods = |name: &str| a_warehouse(name) || ["location", "lot", "status"].contains(&name);
    let stands = shape.def.fields.iter().any(|f| a_warehouse(f.name)) || of_lines.into_iter().any(|f| goods(f.name));
    if stands || (parts.is_empty() && shape.def.module() != JournalEntry::DEF.module()) {
        parts.push(Part::Inventory);
    }
    parts
}

/// Refuses to close a period while documents keep it open, and names them.
pub(crate) fn ready(tx: &Tx, period: &Period, part: Option<Part>) -> Result<()> {
    let found = blocking(tx, period, part)?;
    if let Some(first) = found.first() {
        let names: Vec<&str> = found.iter().take(5).map(|b| b.name.as_str()).collect();
        let refusal = Refusal::new("accounting.period_has_drafts").entity(first.entity).record(names.join(", "));
        return Err(refusal.arg("count", found.len()).into());
    }
    Ok(())
}

/// Carries every result account's balance of the year to retained earnings, in the adjustment period.
pub(crate) fn close_year(tx: &mut Tx, year: &FiscalYear) -> Result<Option<Id<JournalEntry>>> {
    let mut periods = periods(tx, year)?;
    for period in periods.iter().filter(|p| !p.adjustment) {
        ready(tx, period, None)?;
    }
    let sums = store::sql!(
        "accounting.year_results",
        "SELECT b.account, SUM(b.debit) - SUM(b.credit) FROM accounting_balance b JOIN accounting_period p ON p.id = b.period \
         WHERE p.fiscal_year = $1 AND b.ledger = 1 GROUP BY b.account"
    );
    let kept = kept::books(tx)?;
    let currency = kept.currency(year.company)?;
    let carried = carried(tx, &periods)?;
    let line = |account: i64, dimensions: Option<i64>, base: Money| ledger::Line {
        dimensions,
        ..ledger::Line::of(account, currency.raw(), base)
    };
    let mut draft = ledger::Draft::new();
    for row in tx.query(sums, &[year.head.id.into()])? {
        let (account, mut rest) = (int(&row, 0), Money::from_minor(int(&row, 1)));
        if kept.account(account)?.nature.lasting() {
            continue;
        }
        for (set, part) in carried.get(&account).into_iter().flatten() {
            draft.push(line(account, Some(*set), part.checked_neg()?));
            rest = rest.checked_sub(*part)?;
        }
        draft.push(line(account, None, rest.checked_neg()?));
    }
    let equity = crate::account(tx, year.company, Role::RetainedEarnings, None)?;
    // What balances by itself keeps its own result.
    let by_value = !dimension_rule::rules(tx)?.balancing(year.company).is_empty();
    let mut results: BTreeMap<Option<i64>, Money> = BTreeMap::new();
    for said in draft.lines() {
        let result = results.entry(said.dimensions.filter(|_| by_value)).or_insert(Money::ZERO);
        *result = result.checked_sub(said.base)?;
    }
    for (set, result) in results {
        draft.push(line(equity.raw(), set, result));
    }
    let entry = if !draft.is_empty() {
        let number = format!("CLOSE-{}", year.name);
        let source = Source::of::<FiscalYear>(year.head.id);
        let posting = Posting::new(
            year.company,
            Journal::Closing,
            Part::General,
            year.ends_on,
            Numbering::Given(&number),
            source,
        );
        Some(posting::post(tx, &Posting { adjustment: true, ..posting }, draft)?.entry)
    } else {
        None
    };
    for period in &mut periods {
        period.set(None, PeriodState::Soft)?;
        tx.update(period)?;
    }
    Ok(entry)
}

/// What each account of the year was moved by under each set of dimension values; nothing where nobody uses them.
fn carried(read: &Read, periods: &[Period]) -> Result<BTreeMap<i64, Vec<(i64, Money)>>> {
    let mut carried: BTreeMap<i64, Vec<(i64, Money)>> = BTreeMap::new();
    if dimension_rule::rules(read)?.is_empty() {
        return Ok(carried);
    }
    let sql = store::sql!(
        "accounting.year_by_dimensions",
        "SELECT l.account, l.dimensions, SUM(l.amount_base) FROM accounting_journal_entry e JOIN accounting_journal_line l ON l.document = e.id \
         WHERE e.period IN LIST($1) AND e.ledger = 1 AND l.dimensions IS NOT NULL GROUP BY l.account, l.dimensions ORDER BY l.account, l.dimensions"
    );
    let ids: Vec<i64> = periods.iter().map(|p| p.head.id).collect();
    for row in read.query(sql, &[store::id_list(&ids)])? {
        carried.entry(int(&row, 0)).or_default().push((int(&row, 1), Money::from_minor(int(&row, 2))));
    }
    Ok(carried)
}

/// Opens a closed year again: the closing entry gets its mirror.
pub(crate) fn reopen_year(tx: &mut Tx, year: &FiscalYear) -> Result<Made> {
    let mut periods = periods(tx, year)?;
    if let Some(period) = periods.iter().find(|p| p.adjustment && p.general == PeriodState::Hard) {
        return Err(Refusal::new("accounting.period_closed_for_good").record(&period.name).into());
    }
    for period in &mut periods {
        period.set(None, PeriodState::Open)?;
        tx.update(period)?;
    }
    let Some(entry) = year.closing_entry else { return Ok(Vec::new()) };
    let number = format!("CLOSE-{}", year.name);
    let source = Source::of::<FiscalYear>(year.head.id);
    let mirror = posting::reverse_adjustment(tx, entry, year.ends_on, &number, source)?;
    Ok(vec![(JournalEntry::DEF.name, mirror.entry.raw())])
}

fn periods(tx: &mut Tx, year: &FiscalYear) -> Result<Vec<Period>> {
    let sql = store::sql!(
        "accounting.periods_of_year",
        "SELECT id FROM accounting_period WHERE fiscal_year = $1 ORDER BY number"
    );
    let ids: Vec<Id<Period>> =
        tx.query(sql, &[year.head.id.into()])?.iter().map(|row| Id::from_raw(int(row, 0))).collect();
    let mut periods = tx.lock_many(&ids)?;
    periods.sort_by_key(|p| p.number);
    Ok(periods)
}

fn int(row: &store::Row, place: usize) -> i64 {
    row.get(place).and_then(Value::int).unwrap_or(0)
}
