//! Importing a foreign file: every row goes the way of a form, in batches, twice is once, and the whole run can be taken back.
//!
//! [`Mapping`] says how; [`Import::rehearse`] does everything but keep it; [`Import::run`] does it under a number. [`history`]
//! tells of past runs and takes them back.

mod auto;
mod batch;
pub mod history;
pub(crate) mod lookup;
mod mapping;
pub(crate) mod plan;
pub(crate) mod rows;

pub use auto::{Offered, auto, offered};
pub use batch::Refused;
pub use mapping::{Dates, DecimalMark, Join, Key, Mapping, Mode, Reading, Source, Texts};
pub use plan::{Labels, no_labels};
pub use rows::{Rows, open, samples, samples_of};

use base::{Error, Refusal, Result};
use batch::{Outcome, Prepared, Setting};
use plan::Plan;
use std::collections::HashSet;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use store::{Set, Who};

/// Most rows of one transaction.
const MOST: usize = 2_000;
/// Fewest: below this the commits would cost more than the rows.
const LEAST: usize = 32;
/// How long a transaction may hold the set while somebody waits for it.
const HELD: Duration = Duration::from_millis(45);
/// How long while nobody waits: many rows together change each page of an index once. A second program that writes to the same
/// SQLite file is not seen waiting, so it stays short.
const UNWATCHED: Duration = Duration::from_millis(250);
/// After this many changed records the database looks at its tables anew, from which it chooses its plans.
const LARGE: u64 = 10_000;
/// How many refused rows a report carries.
const SHOWN: usize = 50;
/// The error that ends a rehearsal's transactions.
const REHEARSED: &str = "this was a rehearsal";

/// What an import did, or would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub created: u64,
    pub updated: u64,
    pub unchanged: u64,
    pub refused: u64,
}

impl Counts {
    /// Rows in all.
    pub fn rows(&self) -> u64 {
        self.created + self.updated + self.unchanged + self.refused
    }
}

/// How an import went.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Its number; none for a rehearsal.
    pub run: Option<i64>,
    pub counts: Counts,
    /// The first problems.
    pub problems: Vec<Problem>,
    /// All rows were dealt with; false when it was told to stop.
    pub finished: bool,
}

/// Why a row was refused.
#[derive(Clone, Debug)]
pub struct Problem {
    pub line: u64,
    /// The heading of the column, empty where it is about the row.
    pub column: String,
    pub value: String,
    pub refusal: Refusal,
}

/// An import about to run.
pub struct Import<'a> {
    pub set: &'a Set,
    pub who: &'a Who,
    pub mapping: &'a Mapping,
    /// What people call choices, so that a file may say "Person" for `person`.
    pub labels: Labels<'a>,
    /// Told after every batch; false stops.
    pub progress: &'a dyn Fn(&Counts) -> bool,
}

struct Running {
    plan: Arc<Plan>,
    who: Who,
    run: Option<i64>,
    /// Rows of the file that are dealt with.
    at: i64,
    size: usize,
    /// Rows of this file that fit into one transaction.
    most: usize,
    promised: HashSet<String>,
    report: Report,
}

impl Import<'_> {
    /// Does everything but keep it.
    pub fn rehearse(&self, rows: Rows) -> Result<Report> {
        let plan = Arc::new(self.plan(&rows)?);
        let (who, report) = (self.who.clone(), Report::default());
        let mut running =
            Running { plan, who, run: None, at: 0, size: 64, most: MOST, promised: HashSet::new(), report };
        let mut rows = rows;
        running.report.finished = self.all(&mut rows, &mut running)?;
        Ok(running.report)
    }

    /// Imports under a new number, to the end or until it is told to stop.
    pub fn run(&self, rows: Rows) -> Result<Report> {
        self.check(&rows)?;
        let number = self.begin(&rows)?;
        let outcome = self.go_on(rows, number);
        if !matches!(&outcome, Ok(report) if report.finished) {
            self.set.write_job(self.who, move |tx| history::end(tx, number, "stopped"))?;
        }
        outcome
    }

    /// Draws the number of a run that [`Import::go_on`] then carries out.
    pub fn begin(&self, rows: &Rows) -> Result<i64> {
        let (entity, file) = (self.mapping.entity.clone(), rows.file_name.clone());
        let (mapping, columns) = (self.mapping.to_json(), rows.columns[..rows.own].to_vec());
        self.set.write_job(self.who, move |tx| history::begin(tx, &entity, &file, &mapping, &columns))
    }

    /// Carries out a run from where it is: at its beginning, or where a program ended before. Each transaction writes down how far
    /// it came, so that no row is done twice. Told to stop, or failing, it stays where it is.
    pub fn go_on(&self, mut rows: Rows, run: i64) -> Result<Report> {
        let plan = Arc::new(self.plan(&rows)?);
        let (at, counts) = self.set.write_job(self.who, move |tx| history::take_up(tx, run))?;
        for _ in 0..at {
            if let Err(error) = rows.next_row()
                && (rows.broke_off() || !matches!(error, Error::Refused(_)))
            {
                return Err(error);
            }
        }
        let [created, updated, unchanged, refused] = counts.map(|n| u64::try_from(n).unwrap_or(0));
        let counts = Counts { created, updated, unchanged, refused };
        let report = Report { run: Some(run), counts, ..Report::default() };
        let who = Who { cause: format!("import {run}"), ..self.who.clone() };
        let mut running =
            Running { plan, who, run: Some(run), at, size: 64, most: MOST, promised: HashSet::new(), report };
        running.report.finished = self.all(&mut rows, &mut running)?;
        if running.report.finished {
            self.set.write_job(&running.who, move |tx| history::end(tx, run, "done"))?;
            let changed = running.report.counts.created + running.report.counts.updated;
            // The import is done whatever becomes of this: only plans would stay those of a smaller set.
            if changed >= LARGE
                && let Err(error) = self.set.tidy()
            {
                tracing::warn!(%error, "bringing statistics up to date after an import");
            }
        }
        Ok(running.report)
    }

    /// Refuses a mapping that does not fit, before anything is read.
    pub fn check(&self, rows: &Rows) -> Result<()> {
        self.plan(rows).map(|_| ())
    }

    fn plan(&self, rows: &Rows) -> Result<Plan> {
        self.set
            .read(self.who, |read| Plan::new(read, self.mapping, &rows.columns, &rows.written, rows.own, self.labels))
    }

    /// False when it was stopped.
    fn all(&self, rows: &mut Rows, running: &mut Running) -> Result<bool> {
        // A row that belongs to the next transaction: readable and unreadable ones do not share one, so that each transaction
        // reaches exactly as far as it says.
        let mut ahead = None;
        loop {
            let mut prepared: Vec<Prepared> = Vec::with_capacity(running.size);
            let mut unreadable: Vec<Refused> = Vec::new();
            let mut over = false;
            while prepared.len() < running.size && unreadable.len() < MOST {
                let next = match ahead.take() {
                    Some(row) => Some(row),
                    None => self.next(rows, &running.plan)?,
                };
                match next {
                    None => over = true,
                    Some(Ok(row)) if unreadable.is_empty() => prepared.push(row),
                    Some(Err(row)) if prepared.is_empty() => unreadable.push(row),
                    other => ahead = other,
                }
                if over || ahead.is_some() {
                    break;
                }
            }
            self.unreadable(running, unreadable)?;
            let shared: Arc<[Prepared]> = prepared.into();
            let size = running.size;
            for part in shared.chunks(size.max(1)) {
                self.batch(running, part.to_vec().into())?;
            }
            if !(self.progress)(&running.report.counts) {
                return Ok(false);
            }
            if over {
                return Ok(true);
            }
        }
    }

    /// The next row of the file, or why it cannot be read; nothing after the last.
    fn next(&self, rows: &mut Rows, plan: &Plan) -> Result<Option<std::result::Result<Prepared, Refused>>> {
        match rows.next_row() {
            Ok(Some(row)) => {
                let (texts, key) = plan.texts(&row);
                let mut cells = row.cells;
                cells.truncate(plan.own);
                Ok(Some(Ok(Prepared { line: row.line, cells, texts, key })))
            }
            Ok(None) => Ok(None),
            Err(Error::Refused(refusals)) if !rows.broke_off() => Ok(Some(Err(unread(refusals)))),
            Err(error) => Err(error),
        }
    }

    fn unreadable(&self, running: &mut Running, rows: Vec<Refused>) -> Result<()> {
        if rows.is_empty() {
            return Ok(());
        }
        if let Some(run) = running.run {
            let (noted, at) = (rows.clone(), running.at);
            self.set.write_job(&running.who, move |tx| history::note_unreadable(tx, run, at, &noted))?;
        }
        running.at += rows.len() as i64;
        running.refuse(&rows);
        Ok(())
    }

    /// Runs a batch; one that fails is divided until the culprit is alone.
    fn batch(&self, running: &mut Running, rows: Arc<[Prepared]>) -> Result<()> {
        if rows.is_empty() {
            return Ok(());
        }
        match self.attempt(running, rows.clone()) {
            Ok(outcome) => {
                let done = outcome.done;
                let fitting =
                    (done as f64 * UNWATCHED.as_secs_f64() / outcome.held.as_secs_f64().max(0.000_1)) as usize;
                running.at += done as i64;
                running.take(&rows[..done], outcome);
                running.size = fitting.clamp(LEAST, (running.size * 2).clamp(LEAST, running.most));
                self.batch(running, rows[done..].to_vec().into())
            }
            Err(error) if rows.len() > 1 && !matches!(error, Error::Unavailable(_)) => {
                if error.code() == "store.too_much_at_once" {
                    running.most = (rows.len() / 2).max(LEAST);
                }
                let (first, second) = rows.split_at(rows.len() / 2);
                self.batch(running, first.to_vec().into())?;
                self.batch(running, second.to_vec().into())
            }
            Err(Error::Unavailable(why)) => Err(Error::Unavailable(why)),
            Err(error) => self.refuse_alone(running, &rows[0], error),
        }
    }

    fn refuse_alone(&self, running: &mut Running, row: &Prepared, error: Error) -> Result<()> {
        let refusals = match error {
            Error::Refused(refusals) => batch::telling(&running.plan.shape, refusals),
            Error::Forbidden { .. } => vec![Refusal::new("exchange.row_forbidden")],
            Error::NotFound { .. } => vec![Refusal::new("exchange.record_missing").field("key").arg("key", &row.key)],
            Error::Stale { .. } => vec![Refusal::new("exchange.record_changed")],
            other => return Err(other),
        };
        let refused = vec![Refused { line: row.line, cells: row.cells.clone(), refusals }];
        if let Some(run) = running.run {
            let (noted, at) = (refused.clone(), running.at);
            self.set.write_job(&running.who, move |tx| history::note_unreadable(tx, run, at, &noted))?;
        }
        running.at += 1;
        let counts = &mut running.report.counts;
        counts.refused += 1;
        running.show(std::slice::from_ref(row), &refused);
        Ok(())
    }

    fn attempt(&self, running: &Running, rows: Arc<[Prepared]>) -> Result<Outcome> {
        let (plan, run, at, alone) = (running.plan.clone(), running.run, running.at, rows.len() == 1);
        let promised = if run.is_none() { Arc::new(running.promised.clone()) } else { Arc::default() };
        if run.is_some() {
            return self.set.write_job(&running.who, move |tx| {
                batch::run(tx, Setting { plan: &plan, run, at, alone, promised: &promised }, &rows)
            });
        }
        let kept: Arc<Mutex<Option<Outcome>>> = Arc::default();
        let slot = kept.clone();
        let rolled_back = self.set.write_job(&running.who, move |tx| -> Result<()> {
            let outcome = batch::run(tx, Setting { plan: &plan, run, at, alone, promised: &promised }, &rows)?;
            *slot.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = Some(outcome);
            Err(Error::Unavailable(REHEARSED.to_owned()))
        });
        match rolled_back {
            Err(Error::Unavailable(why)) if why == REHEARSED => {
                let outcome = kept.lock().unwrap_or_else(std::sync::PoisonError::into_inner).take();
                outcome.ok_or_else(|| Error::broken("a rehearsal left no outcome"))
            }
            Err(error) => Err(error),
            Ok(()) => Err(Error::broken("a rehearsal was kept")),
        }
    }
}

fn unread(refusals: Vec<Refusal>) -> Refused {
    let arg = |r: &Refusal| r.args.iter().find(|(name, _)| name == "line").and_then(|(_, v)| v.parse().ok());
    Refused { line: refusals.first().and_then(arg).unwrap_or(0), cells: Vec::new(), refusals }
}

impl Running {
    fn take(&mut self, rows: &[Prepared], outcome: Outcome) {
        let counts = &mut self.report.counts;
        counts.created += outcome.created;
        counts.updated += outcome.updated;
        counts.unchanged += outcome.unchanged;
        counts.refused += outcome.refused.len() as u64;
        if self.run.is_none() {
            self.promise(rows, outcome.created);
        }
        self.show(rows, &outcome.refused);
    }

    /// A rehearsal keeps nothing, but rows below may refer to rows above.
    fn promise(&mut self, rows: &[Prepared], created: u64) {
        if created == 0 {
            return;
        }
        let code = self.plan.shape.def.code.and_then(|code| self.plan.targets.iter().position(|t| t.path == code));
        for row in rows {
            self.promised.extend(Some(row.key.clone()).filter(|k| !k.is_empty()));
            self.promised.extend(code.map(|at| row.texts[at].clone()));
        }
    }

    fn refuse(&mut self, refused: &[Refused]) {
        self.report.counts.refused += refused.len() as u64;
        self.show(&[], refused);
    }

    fn show(&mut self, rows: &[Prepared], refused: &[Refused]) {
        for one in refused {
            let row = rows.iter().find(|r| r.line == one.line);
            for refusal in &one.refusals {
                if self.report.problems.len() >= SHOWN {
                    return;
                }
                self.report.problems.push(problem(&self.plan, row, one.line, refusal));
            }
        }
    }
}

/// Where in the file a refusal points.
fn problem(plan: &Plan, row: Option<&Prepared>, line: u64, refusal: &Refusal) -> Problem {
    let arg = |name: &str| refusal.args.iter().find(|(n, _)| n == name).map(|(_, v)| v.to_string());
    let target = refusal.field.as_deref().and_then(|field| plan.target_of(field));
    let place = target.and_then(|t| plan.targets.iter().position(|one| std::ptr::eq(one, t)));
    let text = place.and_then(|at| row.and_then(|r| r.texts.get(at).cloned()));
    Problem {
        line,
        column: target.map(|t| plan.column_of(t).to_owned()).or_else(|| arg("column")).unwrap_or_default(),
        value: text.or_else(|| arg("text")).or_else(|| row.map(|r| r.key.clone())).unwrap_or_default(),
        refusal: refusal.clone(),
    }
}
