//! Doing an import: the rehearsal on a thread of its own, the import itself as a job that any server takes up where it stopped.

use super::ticket::{self, Stage, Ticket};
use base::{Context, Error, Refusal, Result};
use exchange::import::{Counts, Import, history};
use platform::job::{Beat, LongJob, Step, Tell, Work};
use std::cell::Cell;
use std::sync::Arc;
use std::time::{Duration, Instant as Moment};
use store::{Set, Who};

/// The job's word.
pub const TASK: &str = "exchange.import";
/// Imports are jobs.
pub const IMPORT: LongJob = LongJob { task: TASK, run: carry_out, tries: 5 };
/// How often progress is written down.
const OFTEN: Duration = Duration::from_millis(400);

fn keep(set: &Set, who: &Who, ticket: &Ticket) -> Result<()> {
    let kept = ticket.clone();
    set.write_job(who, move |tx| ticket::save(tx, &kept))
}

/// What somebody is told about an error; what broke on our side is logged.
fn refusals(error: Error) -> Vec<Refusal> {
    match error {
        Error::Refused(refusals) => refusals,
        Error::Forbidden { .. } => vec![Refusal::new("exchange.row_forbidden")],
        other => {
            tracing::error!("an import: {other}");
            vec![Refusal::new("web.import_failed")]
        }
    }
}

/// Tries everything and keeps nothing; the page asks how far it is.
pub fn rehearse(set: Arc<Set>, who: Who, mut ticket: Ticket) -> Result<()> {
    ticket.stage = Stage::Rehearsing(0, 0);
    keep(&set, &who, &ticket)?;
    let run = move || {
        let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| try_out(&set, &who, &ticket)));
        ticket.stage = match outcome {
            Ok(Ok(stage)) => stage,
            Ok(Err(error)) => Stage::Failed(refusals(error)),
            Err(_) => Stage::Failed(vec![Refusal::new("web.import_failed")]),
        };
        if let Err(error) = keep(&set, &who, &ticket) {
            tracing::error!("a rehearsal: {error}");
        }
    };
    std::thread::Builder::new().name("rehearsal".to_owned()).spawn(run).map(|_| ()).context("starting a rehearsal")
}

fn try_out(set: &Arc<Set>, who: &Who, ticket: &Ticket) -> Result<Stage> {
    let all = ticket.count(set)?;
    let told = Cell::new(Moment::now());
    let progress = |counts: &Counts| {
        if told.get().elapsed() > OFTEN {
            told.set(Moment::now());
            // A figure that is late disturbs nobody.
            let _ = keep(set, who, &Ticket { stage: Stage::Rehearsing(counts.rows(), all), ..ticket.clone() });
        }
        true
    };
    let labels = |entity: &str, field: &str, option: Option<&str>| ticket.words.words(entity, field, option);
    let import = Import { set, who, mapping: &ticket.mapping, labels: &labels, progress: &progress };
    Ok(Stage::Rehearsed(import.rehearse(ticket.rows(set)?)?))
}

/// The job: takes the run up where it is.
fn carry_out(set: &Arc<Set>, who: &Who, work: &Work, beat: Tell) -> Result<Step> {
    let ticket = set.read(who, |read| ticket::ordered(read, &work.key))?;
    let who = Who { cause: format!("import of {}", ticket.file), ..who.clone() };
    let outcome = go_on(set, &who, ticket.clone(), beat);
    match outcome {
        Err(error @ (Error::Refused(_) | Error::Forbidden { .. })) => {
            let text = error.to_string();
            let ticket = set.read(&who, |read| ticket::ordered(read, &work.key))?;
            if let Some(run) = ticket.run {
                set.write_job(&who, move |tx| history::end(tx, run, "stopped"))?;
            }
            keep(set, &who, &Ticket { stage: Stage::Failed(refusals(error)), ..ticket })?;
            Err(Error::Unavailable(text))
        }
        other => other,
    }
}

fn go_on(set: &Arc<Set>, who: &Who, mut ticket: Ticket, beat: Tell) -> Result<Step> {
    let all = i64::try_from(ticket.count(set)?).unwrap_or(i64::MAX);
    let (told, heard) = (Cell::new(None::<Moment>), Cell::new(Beat::Go));
    let progress = |counts: &Counts| {
        if told.get().is_none_or(|at| at.elapsed() > OFTEN) {
            told.set(Some(Moment::now()));
            let done = i64::try_from(counts.rows()).unwrap_or(i64::MAX);
            // Without an answer it stops; the next try goes on from the same row.
            heard.set(beat(done, Some(all)).unwrap_or(Beat::Leave));
        }
        heard.get() == Beat::Go
    };
    let labels = |entity: &str, field: &str, option: Option<&str>| ticket.words.words(entity, field, option);
    let mapping = ticket.mapping.clone();
    let import = Import { set, who, mapping: &mapping, labels: &labels, progress: &progress };
    let rows = ticket.rows(set)?;
    let run = match ticket.run {
        Some(run) => run,
        None => {
            import.check(&rows)?;
            import.begin(&rows)?
        }
    };
    if ticket.run.is_none() {
        let kept = Ticket { run: Some(run), stage: Stage::Ordered, ..ticket.clone() };
        keep(set, who, &kept)?;
    }
    let report = import.go_on(rows, run)?;
    ticket.run = Some(run);
    match heard.get() {
        _ if report.finished => Ok(Step::Done),
        Beat::Off => {
            set.write_job(who, move |tx| history::end(tx, run, "stopped"))?;
            Ok(Step::Done)
        }
        _ => Ok(Step::Later(String::new(), set.now())),
    }
}
