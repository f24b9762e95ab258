//! Whom a run reminds of what: one step at a time, after grace, without what is blocked, disputed, exempt or paid by credits.

use super::{DunningLine, DunningProcedure, DunningRun, YearDays};
use crate::PartyTerms;
use crate::open_item::OpenItem;
use base::{Date, Id, Money, Result};
use entity::{Entity as _, Head};
use parties::loaded;
use settlement::{DayCount, Level};
use std::collections::BTreeMap;
use store::Read;

/// The most debts of one run; the next run takes the rest.
const MOST: usize = 3_000;

/// The lines of a run, by party and due day.
pub(super) fn lines(read: &Read, run: &DunningRun) -> Result<Vec<DunningLine>> {
    let procedure: DunningProcedure = read.get(run.procedure)?;
    let open: Vec<OpenItem> = read.select(
        "company = $1 AND side = 'receivable' AND settled = 0 AND currency = $2 AND archived_at IS NULL ORDER BY due_on, id LIMIT 50000",
        &[run.company.into(), procedure.currency.into()],
    )?;
    let mut by_party: BTreeMap<i64, Vec<OpenItem>> = BTreeMap::new();
    for item in open {
        by_party.entry(item.party.raw()).or_default().push(item);
    }
    let mut lines = Vec::new();
    for (party, items) in by_party {
        let terms = PartyTerms::of(read, Id::from_raw(party))?;
        let other = terms.as_ref().and_then(|t| t.dunning_procedure).is_some_and(|p| p != run.procedure);
        if other || terms.is_some_and(|t| t.never_reminded) {
            continue;
        }
        let mine = of_party(&procedure, items, run.run_on)?;
        if lines.len() + mine.len() > MOST {
            break;
        }
        lines.extend(mine);
    }
    Ok(lines)
}

/// The debts of one party that a letter asks for.
fn of_party(procedure: &DunningProcedure, items: Vec<OpenItem>, today: Date) -> Result<Vec<DunningLine>> {
    let levels: Vec<Level> = loaded(&procedure.levels)
        .iter()
        .map(|l| Level { min_days_overdue: l.min_days_overdue, min_days_since_last: l.min_days_since_last })
        .collect();
    let balance = Money::sum(items.iter().map(|i| i.open))?;
    if !balance.is_positive() {
        return Ok(Vec::new());
    }
    let mut credit = match procedure.credits_offset {
        true => Money::sum(items.iter().map(|i| i.open).filter(|o| o.is_negative()))?.checked_neg()?,
        false => Money::ZERO,
    };
    let (mut lines, mut overdue_in_all) = (Vec::new(), Money::ZERO);
    for item in items.iter().filter(|i| i.open.is_positive()) {
        let covered = item.open.min(credit);
        credit = credit.checked_sub(covered)?;
        let open = item.open.checked_sub(covered)?;
        let overdue = settlement::days_overdue(item.due_on, procedure.grace_days, today);
        // A fee is asked for with the debt, but earns neither a letter nor interest.
        let charge = item.source_kind == i64::from(DunningRun::DEF.kind);
        if open.is_zero() || overdue <= 0 || charge || item.disputed || item.blocked.is_some() {
            continue;
        }
        overdue_in_all = overdue_in_all.checked_add(open)?;
        let last = item.dunned_on.map(|on| (usize::try_from(item.dunning_level).unwrap_or(0), on));
        let Some(level) = settlement::next_level(&levels, last, overdue, today) else { continue };
        lines.push(DunningLine {
            head: Head::default(),
            item: item.id(),
            party: item.party,
            currency: item.currency,
            due_on: item.due_on,
            days_overdue: item.due_on.days_until(today),
            open,
            level: level as i64,
            interest: interest(procedure, item, open, level, today)?,
            left_out: false,
            because: None,
        });
    }
    if overdue_in_all < procedure.least { Ok(Vec::new()) } else { Ok(lines) }
}

/// Interest for the days that have not borne any yet.
fn interest(procedure: &DunningProcedure, item: &OpenItem, open: Money, level: usize, today: Date) -> Result<Money> {
    let Some(level) = loaded(&procedure.levels).get(level - 1).filter(|l| !l.interest.is_zero()) else {
        return Ok(Money::ZERO);
    };
    let days = settlement::interest_days(item.due_on, item.interest_until, today);
    let count = match procedure.year_days {
        YearDays::Of365 => DayCount::Of365,
        YearDays::Of360 => DayCount::Of360,
    };
    settlement::interest(open, level.interest, days, count).map_err(crate::terms::reckoning)
}
