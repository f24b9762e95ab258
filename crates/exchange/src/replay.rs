//! Replaying a business: documents and their steps out of tables, in the order of their days, through the verbs that people use.
//!
//! [`Script`] says how; [`Replay::run`] carries it out in transactions of many steps. How far each case has come is written with
//! its steps, so that an interrupted replay goes on where it was, and one that is done changes nothing.

mod carry;
mod fit;
mod script;

pub use script::{Earlier, Given, Script, Step, Stream};

use crate::import::plan::Labels;
use crate::import::rows::{Rows, WideRow, Written};
use crate::import::{Mapping, open};
use base::{Date, Error, Refusal, Result};
use carry::{At, Carrier, Known, Progress};
use entity::Value;
use fit::{Case, Fitted};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant as Moment};
use store::{Read, Set, Tx, Who};

/// Most steps of one transaction.
const MOST: usize = 400;
/// Fewest, while nobody waits.
const LEAST: usize = 4;
/// How long a transaction may hold the set while somebody waits for it.
const HELD: Duration = Duration::from_millis(45);
/// How long while nobody waits.
const UNWATCHED: Duration = Duration::from_millis(250);
/// How many stopped cases a report carries.
const SHOWN: usize = 50;
/// After this many steps the database looks at its tables anew, from which it chooses its plans; then after ten times as many.
const LOOK_ANEW: u64 = 1_000;

/// A business about to be replayed.
pub struct Replay<'a> {
    pub set: &'a Set,
    pub who: &'a Who,
    pub script: &'a Script,
    /// Where its tables lie.
    pub folder: &'a Path,
    /// What people call choices.
    pub labels: Labels<'a>,
    /// Told after every transaction; false stops.
    pub progress: &'a dyn Fn(&Report) -> bool,
}

/// How far a replay is.
#[derive(Clone, Debug, Default)]
pub struct Report {
    pub cases: u64,
    /// Steps in all, those that were done before, and those of this run.
    pub steps: u64,
    pub before: u64,
    pub done: u64,
    /// The day that is being replayed.
    pub day: Option<Date>,
    /// Cases that a refusal stopped; they go on with the next run.
    pub stopped: u64,
    /// The first of them.
    pub problems: Vec<Problem>,
    /// Everything that could be done is done; false when it was told to stop.
    pub finished: bool,
}

/// Why a case stopped.
#[derive(Clone, Debug)]
pub struct Problem {
    pub stream: String,
    pub key: String,
    /// The step, counted from 1.
    pub step: usize,
    pub refusals: Vec<Refusal>,
}

/// Stream and case by their places.
type Of = (usize, usize);

/// A step of a case on its day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Event {
    day: Date,
    of: Of,
    step: usize,
}

/// Streams with their cases.
type Business = Vec<(Fitted, Vec<Case>)>;

struct Running {
    business: Arc<Business>,
    progress: HashMap<Of, Progress>,
    stopped: HashSet<Of>,
    known: Arc<Known>,
    most: usize,
    size: usize,
    report: Report,
}

/// What a transaction did.
struct Outcome {
    done: usize,
    held: Duration,
    progress: BTreeMap<Of, Progress>,
    found: Known,
}

impl Replay<'_> {
    /// Goes from the first day to the last, or on from where an earlier run ended.
    pub fn run(&self) -> Result<Report> {
        let mut business = Business::new();
        for stream in &self.script.stream {
            business.push(self.gather(stream)?);
        }
        let progress = self.come(&business)?;
        let mut report = Report { cases: business.iter().map(|(_, c)| c.len() as u64).sum(), ..Report::default() };
        let events = events(&business, &progress, &mut report);
        let (business, known) = (Arc::new(business), Arc::default());
        let mut running =
            Running { business, progress, stopped: HashSet::new(), known, most: MOST, size: LEAST, report };
        let mut anew = LOOK_ANEW;
        let mut at = 0;
        while at < events.len() {
            let end = (at + running.size).min(events.len());
            running.report.day = Some(events[at].day);
            self.batch(&mut running, &events[at..end])?;
            at = end;
            if running.report.done >= anew {
                anew *= 10;
                self.set.tidy()?;
            }
            if !(self.progress)(&running.report) {
                return Ok(running.report);
            }
        }
        if running.report.done > LOOK_ANEW {
            self.set.tidy()?;
        }
        running.report.finished = true;
        Ok(running.report)
    }

    /// Reads the table of a stream into cases, in the order in which they first appear.
    fn gather(&self, stream: &Stream) -> Result<(Fitted, Vec<Case>)> {
        let fit = |columns: &[String], written: &[Written]| {
            self.set.read(self.who, |read| Fitted::new(read, stream, columns, written, self.labels))
        };
        let Some(file) = &stream.file else {
            let fitted = fit(&[], &[])?;
            let row = WideRow { line: 1, cells: Vec::new() };
            let case = fitted.case(fitted.key(&row), &[row])?;
            return Ok((fitted, vec![case]));
        };
        let beside = || Refusal::new("exchange.join_malformed").arg("file", file);
        base::ensure!(!file.contains("..") && !Path::new(file).is_absolute(), beside())?;
        let mapping = Mapping {
            read: stream.read.clone(),
            join: stream.join.clone(),
            only: stream.only.clone(),
            ..Mapping::default()
        };
        let mut rows = Rows::open(open(&self.folder.join(file))?, file, &mapping, Some(self.folder))?;
        let fitted = fit(&rows.columns, &rows.written)?;
        let mut places: HashMap<String, usize> = HashMap::new();
        let mut gathered: Vec<(String, Vec<WideRow>)> = Vec::new();
        let mut cases = Vec::new();
        while let Some(row) = rows.next_row()? {
            let key = fitted.key(&row);
            base::ensure!(!key.is_empty(), Refusal::new("exchange.key_empty").field("key").record(&stream.name))?;
            match places.get(&key) {
                Some(place) => gathered[*place].1.push(row),
                None => {
                    places.insert(key.clone(), gathered.len());
                    gathered.push((key, vec![row]));
                }
            }
        }
        for (key, rows) in gathered {
            cases.push(fitted.case(key, &rows)?);
        }
        Ok((fitted, cases))
    }

    /// How far the cases came before.
    fn come(&self, business: &Business) -> Result<HashMap<Of, Progress>> {
        let sql = store::sql!("replay.come", "SELECT key, done, records FROM replay_case WHERE system = $1");
        let rows = self.set.read_long(self.who, |read| read.query(sql, &[self.script.system.as_str().into()]))?;
        let text = |row: &store::Row, at: usize| row.get(at).and_then(Value::text).unwrap_or_default().to_owned();
        let of = |row: &store::Row| {
            let done = row.get(1).and_then(Value::int).and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
            (text(row, 0), Progress { done, records: serde_json::from_str(&text(row, 2)).unwrap_or_default() })
        };
        let mut known: HashMap<String, Progress> = rows.iter().map(of).collect();
        let mut found = HashMap::new();
        for (stream, (fitted, cases)) in business.iter().enumerate() {
            for (place, case) in cases.iter().enumerate() {
                let come = known.remove(&row_key(fitted, case)).unwrap_or_default();
                found.insert((stream, place), come);
            }
        }
        Ok(found)
    }

    /// Carries steps out in one transaction; those that fail together are divided until the culprit is alone.
    fn batch(&self, running: &mut Running, events: &[Event]) -> Result<()> {
        let events: Vec<Event> = events.iter().filter(|e| !running.stopped.contains(&e.of)).copied().collect();
        if events.is_empty() {
            return Ok(());
        }
        match self.attempt(running, &events) {
            Ok(outcome) => {
                let done = outcome.done;
                running.take(outcome);
                self.batch(running, &events[done..])
            }
            Err(error @ (Error::Unavailable(_) | Error::Broken(_))) => Err(error),
            Err(error) if events.len() > 1 => {
                if error.code() == "store.too_much_at_once" {
                    running.most = (events.len() / 2).max(LEAST);
                    running.size = running.size.min(running.most);
                }
                let (first, second) = events.split_at(events.len() / 2);
                self.batch(running, first)?;
                self.batch(running, second)
            }
            Err(error) => {
                running.stop(&events[0], refusals(error)?);
                Ok(())
            }
        }
    }

    fn attempt(&self, running: &Running, events: &[Event]) -> Result<Outcome> {
        let (business, known) = (running.business.clone(), running.known.clone());
        let system = self.script.system.clone();
        let events: Arc<[Event]> = events.into();
        let before: BTreeMap<Of, Progress> =
            events.iter().map(|e| (e.of, running.progress.get(&e.of).cloned().unwrap_or_default())).collect();
        let before = Arc::new(before);
        let kept: Arc<Mutex<Option<Outcome>>> = Arc::default();
        let slot = kept.clone();
        self.set.write_job(self.who, move |tx| {
            let outcome = carry_out(tx, &system, &business, &known, &events, &before)?;
            *slot.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = Some(outcome);
            Ok(())
        })?;
        let outcome = kept.lock().unwrap_or_else(std::sync::PoisonError::into_inner).take();
        outcome.ok_or_else(|| Error::broken("a replay left no outcome"))
    }
}

/// Every step that is left, in the order of the days. A step never comes before the one it follows.
fn events(business: &Business, progress: &HashMap<Of, Progress>, report: &mut Report) -> Vec<Event> {
    let mut events = Vec::new();
    for (stream, (_, cases)) in business.iter().enumerate() {
        for (place, case) in cases.iter().enumerate() {
            let of = (stream, place);
            let done = progress.get(&of).map_or(0, |p| p.done);
            let mut latest = None;
            for (step, told) in case.steps.iter().enumerate() {
                let Some(told) = told else { continue };
                let day = latest.map_or(told.day, |l: Date| l.max(told.day));
                latest = Some(day);
                report.steps += 1;
                match step < done {
                    true => report.before += 1,
                    false => events.push(Event { day, of, step }),
                }
            }
        }
    }
    events.sort_unstable();
    events
}

fn carry_out(
    tx: &mut Tx,
    system: &str,
    business: &Business,
    known: &Known,
    events: &[Event],
    before: &BTreeMap<Of, Progress>,
) -> Result<Outcome> {
    let began = Moment::now();
    let exponents = exponents(tx)?;
    let mut carrier = Carrier { tx, system, known, found: Known::default(), exponents };
    let step_of = |event: &Event| {
        let (fitted, cases) = &business[event.of.0];
        let case = &cases[event.of.1];
        case.steps[event.step].as_ref().map(|told| (fitted, case, &fitted.steps[event.step], told))
    };
    carrier.look_ahead(events.iter().filter_map(step_of).map(|(_, _, fit, told)| (fit, told)))?;
    let mut progress: BTreeMap<Of, Progress> = BTreeMap::new();
    let mut done = 0;
    for event in events {
        if done >= LEAST && carrier.tx.awaited() && began.elapsed() > HELD {
            break;
        }
        done += 1;
        let Some((stream, case, fit, told)) = step_of(event) else { continue };
        let mut come = progress.remove(&event.of).or_else(|| before.get(&event.of).cloned()).unwrap_or_default();
        carrier.tx.next_document();
        let made = carrier.step(At { stream, case, fit, told, progress: &come })?;
        come.records.extend(made.into_iter().map(|(place, id)| (stream.names[place].0.clone(), id)));
        come.done = event.step + 1;
        progress.insert(event.of, come);
    }
    for (of, come) in &progress {
        let (fitted, cases) = &business[of.0];
        let from = before.get(of).map_or(0, |p| p.done);
        write(carrier.tx, system, &row_key(fitted, &cases[of.1]), from, come)?;
    }
    let found = carrier.found;
    Ok(Outcome { done, held: began.elapsed(), progress, found })
}

/// Writes how far a case has come; refused when another run went on with it meanwhile.
fn write(tx: &mut Tx, system: &str, key: &str, from: usize, come: &Progress) -> Result<()> {
    let sql = store::sql!(
        "replay.write",
        "INSERT INTO replay_case (system, key, done, records) VALUES ($1, $2, $3, $4) ON CONFLICT (system, key) \
         DO UPDATE SET done = excluded.done, records = excluded.records WHERE replay_case.done = $5"
    );
    let int = |n: usize| Value::Int(i64::try_from(n).unwrap_or(i64::MAX));
    let records = serde_json::to_string(&come.records).unwrap_or_default();
    let written = tx.execute(sql, &[system.into(), key.into(), int(come.done), records.into(), int(from)])?;
    if written == 1 { Ok(()) } else { Err(Error::Unavailable(format!("{key} is being replayed elsewhere"))) }
}

fn row_key(stream: &Fitted, case: &Case) -> String {
    format!("{}/{}", stream.name, case.key)
}

fn exponents(read: &Read) -> Result<HashMap<i64, u8>> {
    let rows = read.query(store::sql!("replay.exponents", "SELECT id, exponent FROM platform_currency"), &[])?;
    Ok(rows.iter().filter_map(|r| Some((r.first()?.int()?, u8::try_from(r.get(1)?.int()?).ok()?))).collect())
}

/// What a case is told that cannot go on; what is our own fault stays an error.
fn refusals(error: Error) -> Result<Vec<Refusal>> {
    match error {
        Error::Refused(refusals) => Ok(refusals),
        Error::Forbidden { .. } => Ok(vec![Refusal::new("exchange.row_forbidden")]),
        Error::NotFound { entity, key } => {
            Ok(vec![Refusal::new("exchange.record_missing").arg("key", format!("{entity} {key}"))])
        }
        Error::Stale { .. } => Ok(vec![Refusal::new("exchange.record_changed")]),
        other => Err(other),
    }
}

impl Running {
    fn take(&mut self, outcome: Outcome) {
        self.report.done += outcome.done as u64;
        self.progress.extend(outcome.progress);
        Arc::make_mut(&mut self.known).extend(outcome.found);
        let held = outcome.held.as_secs_f64().max(0.000_1);
        let fitting = (outcome.done as f64 * UNWATCHED.as_secs_f64() / held) as usize;
        self.size = fitting.clamp(LEAST, (self.size * 2).min(self.most));
    }

    fn stop(&mut self, event: &Event, refusals: Vec<Refusal>) {
        self.stopped.insert(event.of);
        self.report.stopped += 1;
        if self.report.problems.len() < SHOWN {
            let (fitted, cases) = &self.business[event.of.0];
            let (stream, key) = (fitted.name.clone(), cases[event.of.1].key.clone());
            self.report.problems.push(Problem { stream, key, step: event.step + 1, refusals });
        }
    }
}
