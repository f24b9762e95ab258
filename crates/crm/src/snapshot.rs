//! How pipelines stood day by day: a job writes down each opportunity that changed, with the day; the last row up to a day is how it
//! stood then.

use crate::forecast::Standing;
use crate::pipeline::Class;
use base::{Date, Id, Instant, Money, Result};
use entity::Value;
use platform::Company;
use platform::job::{Step, Work};
use std::collections::BTreeMap;
use store::schema::{Holds::*, Table};
use store::{Read, Row, Tx, action};

/// The job that writes down how opportunities stood at the end of each day.
pub(crate) const TASK: &str = "crm.standing";
/// Opportunities of one step.
const MOST: i64 = 1_000;

pub(crate) fn table() -> Table {
    Table::keyed("crm_standing", &["opportunity", "day"])
        .column("opportunity", Big)
        .column("day", Text)
        .column("state", Text)
        .column("amount_base", Big)
        .maybe("expected_on", Text)
        .index(&["day"])
}

/// Writes down what changed before this day began and was not written down yet, each for the day of its last change; again after
/// the next midnight. The cursor says from when on changes count, and up to which opportunity of that time it has come.
pub(crate) fn step(tx: &mut Tx, work: &Work) -> Result<Step> {
    let midnight = Instant::start_of(tx.today(), tx.zone())?;
    let (since, after) = work.cursor.split_once(' ').unwrap_or(("0", "0"));
    let (since, after): (i64, i64) = (since.parse().unwrap_or(0), after.parse().unwrap_or(0));
    let changed = changed(tx, since, midnight.micros(), after)?;
    let mut by_day: BTreeMap<Date, Vec<i64>> = BTreeMap::new();
    for (id, at) in &changed {
        by_day.entry(at.date_in(tx.zone())?).or_default().push(*id);
    }
    for (day, ids) in by_day {
        write_down(tx, &ids, day)?;
    }
    match changed.last() {
        Some((last, _)) if changed.len() as i64 == MOST => {
            let progress = work.progress + MOST;
            Ok(Step::Next { cursor: format!("{since} {last}"), progress, total: None })
        }
        _ => {
            let tomorrow = Instant::start_of(tx.today().add_days(1)?, tx.zone())?;
            Ok(Step::Later(format!("{} 0", midnight.micros()), tomorrow))
        }
    }
}

/// Opportunities that were last changed between two moments, in the order of their ids, with when.
fn changed(tx: &Tx, since: i64, until: i64, after: i64) -> Result<Vec<(i64, Instant)>> {
    let sql = store::sql!(
        "crm.opportunities_changed",
        "SELECT id, changed_at FROM crm_opportunity WHERE changed_at >= $1 AND changed_at < $2 AND id > $3 \
         AND archived_at IS NULL ORDER BY id LIMIT $4"
    );
    let rows = tx.query(sql, &[since.into(), until.into(), after.into(), MOST.into()])?;
    Ok(rows.iter().filter_map(|r| Some((r.first()?.int()?, Instant::from_micros(r.get(1)?.int()?)))).collect())
}

fn write_down(tx: &mut Tx, ids: &[i64], day: Date) -> Result<()> {
    let sql = store::sql!(
        "crm.standing_write",
        "INSERT INTO crm_standing (opportunity, day, state, amount_base, expected_on) \
         SELECT id, $2, state, amount_base, expected_on FROM crm_opportunity WHERE id IN LIST($1) \
         ON CONFLICT (opportunity, day) DO UPDATE SET state = excluded.state, amount_base = excluded.amount_base, \
         expected_on = excluded.expected_on"
    );
    tx.execute(sql, &[store::id_list(ids), day.into()]).map(|_| ())
}

/// How the opportunities of a company that whoever asks may see stood at the end of a day; of today and later, how they stand.
pub(crate) fn standing(read: &Read, company: Id<Company>, day: Date) -> Result<BTreeMap<i64, Standing>> {
    let mut params: Vec<Value> = vec![company.into()];
    let shape = read.shape("crm.opportunity")?;
    let Some(mine) = read.access()?.narrowed(&shape, action::READ, "o", &mut params) else {
        return Ok(BTreeMap::new());
    };
    let sql = if day >= read.today() {
        format!(
            "SELECT o.id, o.state, o.amount_base, o.expected_on FROM crm_opportunity o \
             WHERE o.company = $1 AND o.archived_at IS NULL{mine}"
        )
    } else {
        params.push(day.into());
        let on = params.len();
        // What was put away by then is gone; what was put away since was still there.
        params.push(Instant::start_of(day.add_days(1)?, read.zone())?.into());
        let over = params.len();
        format!(
            "SELECT o.id, s.state, s.amount_base, s.expected_on FROM crm_standing s \
             JOIN (SELECT opportunity, MAX(day) AS day FROM crm_standing WHERE day <= ${on} GROUP BY opportunity) m \
             ON m.opportunity = s.opportunity AND m.day = s.day \
             JOIN crm_opportunity o ON o.id = s.opportunity \
             WHERE o.company = $1 AND (o.archived_at IS NULL OR o.archived_at >= ${over}){mine}"
        )
    };
    let one = |row: &Row| {
        let class = match row.get(1)?.text()? {
            "won" => Class::Won,
            "lost" => Class::Lost,
            _ => Class::Open,
        };
        let amount = Money::from_minor(row.get(2)?.int()?);
        let expected_on = row.get(3).and_then(Value::text).and_then(|t| Date::parse(t).ok());
        Some((row.first()?.int()?, Standing { class, amount, expected_on }))
    };
    Ok(read.query(&sql, &params)?.iter().filter_map(one).collect())
}

/// The first day of which anything is known.
pub(crate) fn known_since(read: &Read) -> Result<Option<Date>> {
    let sql = store::sql!("crm.standing_since", "SELECT MIN(day) FROM crm_standing");
    let row = read.row(sql, &[])?;
    Ok(row.as_ref().and_then(|r| r.first()).and_then(Value::text).and_then(|t| Date::parse(t).ok()))
}
