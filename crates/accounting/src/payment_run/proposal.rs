//! What a run proposes: debts due until a day and discounts that end until it, less what the suppliers owe us.

use super::{PaymentRun, RunLine, Why};
use crate::open_item::OpenItem;
use crate::{PartyAccount, terms};
use base::{Id, Money, Result};
use entity::{Head, Value};
use parties::{Party, loaded};
use std::collections::{BTreeMap, BTreeSet};
use store::Read;

/// The most debts of one run.
const MOST: i64 = 5_000;

/// The lines of a run: by party, the oldest debt first.
pub(super) fn lines(read: &Read, run: &PaymentRun) -> Result<Vec<RunLine>> {
    let (Some(company), Some(currency)) = (run.company, run.currency) else { return Ok(Vec::new()) };
    let open: Vec<OpenItem> = read.select(
        "company = $1 AND side = 'payable' AND settled = 0 AND currency = $2 AND archived_at IS NULL ORDER BY due_on, id LIMIT $3",
        &[company.into(), currency.into(), Value::Int(MOST)],
    )?;
    let taken = in_other_runs(read, run)?;
    let open: Vec<&OpenItem> = open.iter().filter(|i| !taken.contains(&i.head.id)).collect();
    let ids: Vec<i64> = open.iter().map(|i| i.head.id).collect();
    let offers = terms::offers_on(read, &ids, run.pay_on)?;
    let out: BTreeSet<i64> = loaded(&run.lines)
        .iter()
        .filter(|l| l.left_out && l.because == Some(Why::ByHand))
        .map(|l| l.item.raw())
        .collect();
    let mut by_party: BTreeMap<i64, Vec<RunLine>> = BTreeMap::new();
    for item in &open {
        let offer = offers.get(&item.head.id);
        let ends = offer.is_some_and(|o| o.until <= run.due_until);
        let credit = item.open.is_positive();
        if !credit && item.due_on > run.due_until && !ends {
            continue;
        }
        let discount = offer.map_or(Ok(Money::ZERO), |o| o.amount.checked_neg())?;
        let owed = item.open.checked_neg()?;
        let discount = if !credit && discount < owed { discount } else { Money::ZERO };
        let mut line = RunLine {
            head: Head::default(),
            item: Id::from_raw(item.head.id),
            party: Some(item.party),
            due_on: Some(item.due_on),
            currency: Some(item.currency),
            amount: owed.checked_sub(discount)?,
            discount,
            account: None,
            left_out: false,
            because: None,
            payment: None,
        };
        if item.blocked.is_some() || item.disputed {
            (line.left_out, line.because) = (true, Some(Why::Blocked));
        } else if out.contains(&item.head.id) {
            (line.left_out, line.because) = (true, Some(Why::ByHand));
        }
        by_party.entry(item.party.raw()).or_default().push(line);
    }
    let mut lines = Vec::new();
    for (party, mut mine) in by_party {
        let account = PartyAccount::of(read, Id::<Party>::from_raw(party))?.map(|a| Id::from_raw(a.head.id));
        let owed = Money::sum(mine.iter().filter(|l| !l.left_out).map(|l| l.amount))?;
        if mine.iter().all(|l| l.amount.is_negative()) {
            continue;
        }
        for line in mine.iter_mut().filter(|l| !l.left_out) {
            line.account = account;
            if !owed.is_positive() {
                (line.left_out, line.because) = (true, Some(Why::Credit));
            } else if account.is_none() {
                (line.left_out, line.because) = (true, Some(Why::NoAccount));
            }
        }
        lines.append(&mut mine);
    }
    Ok(lines)
}

/// Debts that another run is about to pay.
fn in_other_runs(read: &Read, run: &PaymentRun) -> Result<BTreeSet<i64>> {
    let sql = store::sql!(
        "accounting.in_other_runs",
        "SELECT l.item FROM accounting_payment_run r JOIN accounting_run_line l ON l.document = r.id \
         WHERE r.state IN ('draft', 'approved', 'booking') AND r.id <> $1 AND r.archived_at IS NULL AND l.left_out = 0"
    );
    let rows = read.query(sql, &[run.head.id.into()])?;
    Ok(rows.iter().filter_map(|r| r.first().and_then(Value::int)).collect())
}

/// Fills what a line says about its debt.
pub(super) fn complete(read: &Read, line: &mut RunLine) -> Result<()> {
    let found: Vec<OpenItem> = read.select("id = $1", &[line.item.into()])?;
    if let Some(item) = found.first() {
        (line.party, line.due_on, line.currency) = (Some(item.party), Some(item.due_on), Some(item.currency));
    }
    Ok(())
}
