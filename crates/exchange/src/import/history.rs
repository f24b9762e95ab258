//! The runs of the past: what each did, its refused rows as a file that imports again, and the way back.

use super::batch::{Refused, from_json};
use crate::write::{self, CsvOptions};
use base::{Error, Instant, Refusal, Result};
use entity::Value;
use serde_json::{Value as Json, json};
use store::{LineChange, LinesChange, Read, Set, Submission, Tx, Who, action};

/// How long a run can be taken back: what its updates replaced is kept this long.
const KEPT: i64 = 30 * 86_400_000_000;

/// One import.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Run {
    pub id: i64,
    pub entity: String,
    pub file: String,
    /// `running`, `done`, `stopped`, `reverted`.
    pub state: String,
    pub at: i64,
    pub by: Option<i64>,
    pub created: i64,
    pub updated: i64,
    pub unchanged: i64,
    pub refused: i64,
    columns: Vec<String>,
}

/// What taking a run back did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reverted {
    /// New records archived.
    pub archived: u64,
    /// Updates undone.
    pub undone: u64,
    /// Records that stay as they are because somebody changed them since, with their ids.
    pub kept: Vec<i64>,
}

/// Begins a run; older runs lose what taking them back would need.
pub fn begin(tx: &mut Tx, entity: &str, file: &str, mapping: &str, columns: &[String]) -> Result<i64> {
    let kind = i64::from(tx.shape(entity)?.def.kind);
    let old = store::sql!(
        "import.forget_runs",
        "UPDATE import_record SET before = NULL WHERE before IS NOT NULL AND run IN (SELECT id FROM import_run WHERE at < $1)"
    );
    let now = tx.now().micros();
    tx.execute(old, &[(now - KEPT).into()])?;
    let sql = store::sql!(
        "import.begin_run",
        "INSERT INTO import_run (kind, file, state, mapping, columns, at, by_user, created, updated, unchanged, refused, position) \
         VALUES ($1, $2, 'running', $3, $4, $5, $6, 0, 0, 0, 0, 0) RETURNING id"
    );
    let columns = json!(columns).to_string();
    let user = Value::from(tx.who().user);
    let rows = tx.returning(sql, &[kind.into(), file.into(), mapping.into(), columns.into(), now.into(), user])?;
    rows.first().and_then(|r| r.first()).and_then(Value::int).ok_or_else(|| Error::broken("a run got no number"))
}

/// Ends a run.
pub fn end(tx: &mut Tx, run: i64, state: &str) -> Result<()> {
    let sql = store::sql!("import.end_run", "UPDATE import_run SET state = $2, ended_at = $3 WHERE id = $1");
    let now = tx.now().micros();
    tx.execute(sql, &[run.into(), state.into(), now.into()]).map(|_| ())
}

/// Keeps a refused row.
pub(super) fn note_refusal(tx: &mut Tx, run: i64, refused: &Refused) -> Result<()> {
    let sql = store::sql!(
        "import.note_refusal",
        "INSERT INTO import_refusal (run, line, cells, reasons) VALUES ($1, $2, $3, $4) ON CONFLICT (run, line) DO NOTHING"
    );
    let line = i64::try_from(refused.line).unwrap_or(0);
    let reasons: Vec<Json> = refused.refusals.iter().map(refusal_json).collect();
    let cells = json!(refused.cells).to_string();
    tx.execute(sql, &[run.into(), line.into(), cells.into(), Json::Array(reasons).to_string().into()]).map(|_| ())
}

/// Counts and keeps rows that could not even be read. `at` is how many rows were dealt with before.
pub(super) fn note_unreadable(tx: &mut Tx, run: i64, at: i64, refused: &[Refused]) -> Result<()> {
    for one in refused {
        note_refusal(tx, run, one)?;
    }
    let count = i64::try_from(refused.len()).unwrap_or(0);
    count_rows(tx, run, (at, at + count), [0, 0, 0, count])
}

/// Adds to the figures of a run, and moves its position; refused when somebody else goes on with it already.
pub(super) fn count_rows(tx: &mut Tx, run: i64, (from, to): (i64, i64), counts: [i64; 4]) -> Result<()> {
    let sql = store::sql!(
        "import.count_run",
        "UPDATE import_run SET created = created + $2, updated = updated + $3, unchanged = unchanged + $4, \
         refused = refused + $5, position = $6 WHERE id = $1 AND position = $7 AND state = 'running'"
    );
    let [created, updated, unchanged, refused] = counts.map(Value::Int);
    let moved = tx.execute(sql, &[run.into(), created, updated, unchanged, refused, to.into(), from.into()])?;
    if moved == 1 { Ok(()) } else { Err(Error::Unavailable(format!("import {run} goes on elsewhere, or was stopped"))) }
}

/// Takes a run up again: where it is, and what it did so far.
pub(super) fn take_up(tx: &mut Tx, run: i64) -> Result<(i64, [i64; 4])> {
    let sql = store::sql!(
        "import.take_up",
        "UPDATE import_run SET state = 'running', ended_at = NULL WHERE id = $1 AND state IN ('running', 'stopped') \
         RETURNING position, created, updated, unchanged, refused"
    );
    let row = tx.returning(sql, &[run.into()])?.pop().ok_or_else(|| Error::not_found("import", run))?;
    let int = |i: usize| row.get(i).and_then(Value::int).unwrap_or(0);
    Ok((int(0), [int(1), int(2), int(3), int(4)]))
}

/// A refusal as it is kept, and back.
pub fn refusal_json(refusal: &Refusal) -> Json {
    let args: Vec<Json> = refusal.args.iter().map(|(name, value)| json!([name, value])).collect();
    json!({ "code": refusal.code, "field": refusal.field, "record": refusal.record, "args": args })
}

/// A refusal as it was kept.
pub fn refusal_of(json: &Json) -> Refusal {
    let text = |name: &str| json.get(name).and_then(Json::as_str).map(str::to_owned);
    let mut refusal = Refusal::new(text("code").unwrap_or_default());
    refusal.field = text("field");
    refusal.record = text("record");
    for pair in json.get("args").and_then(Json::as_array).into_iter().flatten() {
        let at = |i: usize| pair.get(i).and_then(Json::as_str).unwrap_or_default().to_owned();
        refusal = refusal.arg(at(0), at(1));
    }
    refusal
}

const RUN: &str =
    "SELECT id, kind, file, state, at, by_user, created, updated, unchanged, refused, columns FROM import_run";

fn run_of(read: &Read, row: &[Value]) -> Run {
    let int = |i: usize| row.get(i).and_then(Value::int);
    let text = |i: usize| row.get(i).and_then(Value::text).unwrap_or_default().to_owned();
    let kind = int(1).and_then(|k| u16::try_from(k).ok()).unwrap_or(0);
    Run {
        id: int(0).unwrap_or(0),
        entity: read.model().shapes.of_kind(kind).map(|s| s.name().to_owned()).unwrap_or_default(),
        file: text(2),
        state: text(3),
        at: int(4).unwrap_or(0),
        by: int(5),
        created: int(6).unwrap_or(0),
        updated: int(7).unwrap_or(0),
        unchanged: int(8).unwrap_or(0),
        refused: int(9).unwrap_or(0),
        columns: serde_json::from_str(&text(10)).unwrap_or_default(),
    }
}

/// A run by its number, for whoever may import its entity.
pub fn run(read: &Read, id: i64) -> Result<Run> {
    let row = read.row(&format!("{RUN} WHERE id = $1"), &[id.into()])?;
    let run = row.map(|row| run_of(read, &row)).ok_or_else(|| Error::not_found("import", id))?;
    let shape = read.shape(&run.entity)?;
    if read.access()?.may(&shape, action::IMPORT) { Ok(run) } else { Err(Error::not_found("import", id)) }
}

/// The latest runs of an entity, newest first.
pub fn runs(read: &Read, entity: &str, most: i64) -> Result<Vec<Run>> {
    let shape = read.shape(entity)?;
    if !read.access()?.may(&shape, action::IMPORT) {
        return Ok(Vec::new());
    }
    let kind = i64::from(shape.def.kind);
    let rows = read.query(&format!("{RUN} WHERE kind = $1 ORDER BY id DESC LIMIT $2"), &[kind.into(), most.into()])?;
    Ok(rows.iter().map(|row| run_of(read, row)).collect())
}

/// When a run began.
pub fn began(run: &Run) -> Instant {
    Instant::from_micros(run.at)
}

/// Refused rows of a run in the order of the file.
pub fn refused(read: &Read, id: i64, most: i64) -> Result<Vec<Refused>> {
    let sql = store::sql!(
        "import.refused",
        "SELECT line, cells, reasons FROM import_refusal WHERE run = $1 ORDER BY line LIMIT $2"
    );
    let one = |row: &store::Row| {
        let text = |i: usize| row.get(i).and_then(Value::text).unwrap_or("[]");
        let reasons: Vec<Json> = serde_json::from_str(text(2)).unwrap_or_default();
        Refused {
            line: row.first().and_then(Value::int).and_then(|n| u64::try_from(n).ok()).unwrap_or(0),
            cells: serde_json::from_str(text(1)).unwrap_or_default(),
            refusals: reasons.iter().map(refusal_of).collect(),
        }
    };
    Ok(read.query(sql, &[id.into(), most.into()])?.iter().map(one).collect())
}

/// The refused rows of a run as a table with the columns of the file and why at the end; corrected, it imports again.
pub fn error_file(read: &Read, run: &Run, reason: &str, explain: &dyn Fn(&Refusal) -> String) -> Result<Vec<u8>> {
    let mut heads: Vec<&str> = run.columns.iter().map(String::as_str).collect();
    heads.push(reason);
    let rows = refused(read, run.id, i64::MAX)?.into_iter().map(|row| {
        let mut cells: Vec<write::Value> = row.cells.into_iter().map(write::Value::Text).collect();
        cells.resize(run.columns.len(), write::Value::Empty);
        cells.push(write::Value::Text(row.refusals.iter().map(explain).collect::<Vec<_>>().join(" ")));
        cells
    });
    let mut bytes = Vec::new();
    write::csv(&mut bytes, &heads, rows, &CsvOptions::default())?;
    Ok(bytes)
}

/// A touched record, as noted.
#[derive(Clone)]
struct Touched {
    id: i64,
    before: i64,
    after: i64,
    snapshot: Option<Json>,
}

/// Takes a run back: new records are archived, updates get the opposite edit, both only where nobody changed them since.
pub fn revert(set: &Set, who: &Who, id: i64) -> Result<Reverted> {
    let run = set.read(who, |read| run(read, id))?;
    if run.state == "running" {
        return Err(Refusal::new("exchange.run_not_over").arg("run", id).into());
    }
    let who = Who { cause: format!("import {id} taken back"), ..who.clone() };
    let mut total = Reverted::default();
    let mut below = i64::MAX;
    loop {
        let touched = set.read(&who, |read| touched(read, id, below))?;
        let Some(last) = touched.last() else { break };
        below = last.id;
        revert_all(set, &who, &run, &touched, &mut total)?;
    }
    set.write_job(&who, move |tx| end(tx, id, "reverted"))?;
    Ok(total)
}

/// The newest first: what refers to something goes before it.
fn touched(read: &Read, id: i64, below: i64) -> Result<Vec<Touched>> {
    let sql = store::sql!(
        "import.touched",
        "SELECT record, version_before, version_after, before FROM import_record WHERE run = $1 AND record < $2 \
         ORDER BY record DESC LIMIT 100"
    );
    let one = |row: &store::Row| {
        let int = |i: usize| row.get(i).and_then(Value::int).unwrap_or(0);
        let snapshot = row.get(3).and_then(Value::text).and_then(|t| serde_json::from_str(t).ok());
        Touched { id: int(0), before: int(1), after: int(2), snapshot }
    };
    Ok(read.query(sql, &[id.into(), below.into()])?.iter().map(one).collect())
}

fn revert_all(set: &Set, who: &Who, run: &Run, touched: &[Touched], total: &mut Reverted) -> Result<()> {
    let (rows, of) = (touched.to_vec(), run.clone());
    let outcome = set.write_job(who, move |tx| {
        let mut done = Reverted::default();
        for one in &rows {
            revert_one(tx, &of, one, &mut done)?;
        }
        Ok(done)
    });
    match outcome {
        Ok(done) => {
            total.archived += done.archived;
            total.undone += done.undone;
            total.kept.extend(done.kept);
            Ok(())
        }
        Err(Error::Refused(_) | Error::Stale { .. } | Error::NotFound { .. } | Error::Forbidden { .. })
            if touched.len() == 1 =>
        {
            total.kept.extend(touched.iter().map(|t| t.id));
            Ok(())
        }
        Err(_) if touched.len() > 1 => {
            let (first, second) = touched.split_at(touched.len() / 2);
            revert_all(set, who, run, first, total)?;
            revert_all(set, who, run, second, total)
        }
        Err(error) => Err(error),
    }
}

fn revert_one(tx: &mut Tx, run: &Run, touched: &Touched, done: &mut Reverted) -> Result<()> {
    let shape = tx.shape(&run.entity)?;
    let record = tx.lock_records(shape.name(), &[touched.id])?.pop();
    let same = record.as_ref().is_some_and(|r| r.head.version == touched.after && r.head.archived_at.is_none());
    let (Some(record), true) = (record, same) else {
        done.kept.push(touched.id);
        return Ok(());
    };
    if touched.before == 0 {
        tx.must(&shape, &record, action::ARCHIVE)?;
        tx.set_archived(shape.name(), touched.id, Some(touched.after), true)?;
        // The other system's key is free again: the same file brings the record anew.
        let sql = store::sql!("import.forget_key", "DELETE FROM external_key WHERE kind = $1 AND record = $2");
        tx.execute(sql, &[i64::from(shape.def.kind).into(), touched.id.into()])?;
        done.archived += 1;
    } else {
        let Some(snapshot) = &touched.snapshot else {
            done.kept.push(touched.id);
            return Ok(());
        };
        tx.submit(&opposite(&run.entity, touched, snapshot))?;
        for (name, text) in snapshot.get("translations").and_then(Json::as_object).into_iter().flatten() {
            if let Some((field, language)) = name.split_once('@') {
                tx.translate(&run.entity, touched.id, field, language, text.as_str().unwrap_or_default())?;
            }
        }
        done.undone += 1;
    }
    let sql =
        store::sql!("import.forget_record", "DELETE FROM import_record WHERE run = $1 AND kind = $2 AND record = $3");
    tx.execute(sql, &[run.id.into(), i64::from(shape.def.kind).into(), touched.id.into()]).map(|_| ())
}

/// The edit that puts back what an update replaced.
fn opposite(entity: &str, touched: &Touched, snapshot: &Json) -> Submission {
    let part = |name: &str| snapshot.get(name).and_then(Json::as_object).into_iter().flatten();
    let values = part("values").map(|(name, value)| (name.clone(), from_json(value))).collect();
    let line = |json: &Json| {
        let values = json.get("values").and_then(Json::as_object).into_iter().flatten();
        LineChange {
            id: json.get("id").and_then(Json::as_i64),
            delete: false,
            values: values.map(|(name, value)| (name.clone(), from_json(value))).collect(),
        }
    };
    let lines = part("lines").map(|(name, rows)| {
        let rows = rows.as_array().into_iter().flatten().map(line).collect();
        (name.clone(), LinesChange::Whole(rows))
    });
    Submission {
        entity: entity.to_owned(),
        id: Some(touched.id),
        version: Some(touched.after),
        values,
        lines: lines.collect(),
    }
}
