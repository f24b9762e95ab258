//! Background work of a serving program: a runner of jobs for each account set, and the sealer where one is elected.

use base::{Error, Result};
use platform::Host;
use platform::installation::Installation;
use platform::job::{JobKind, LongJob, Runner, Running, STANDING, Step, Tell, Work, order_standing};
use platform::print::Asked;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};
use store::{Engine, Read, Set, Who};
use ui::Messages;

/// The platform's kinds of job and the modules'.
static KINDS: LazyLock<Vec<JobKind>> = LazyLock::new(|| {
    STANDING
        .iter()
        .chain(&[parties::merge::following::JOB])
        .chain(&accounting::JOBS)
        .chain(&sales::JOBS)
        .chain(&crm::JOBS)
        .chain(&service::JOBS)
        .copied()
        .collect()
});

/// How often new sets are looked for, and PostgreSQL sets are sealed.
const BEAT: Duration = Duration::from_secs(1);

/// Jobs that take long; they have a thread of their own, so that they keep no other waiting.
const LONG: &[LongJob] = &[web::IMPORT, platform::approval::CARRY_OUT, sales::run::RUN];

/// E-mail waits for mail servers, and keeps no other waiting either.
const POST: &[LongJob] = &[LongJob { task: platform::mail::TASK, run: deliver, tries: 1_000_000 }];

fn deliver(set: &Arc<Set>, who: &Who, _: &Work, tell: Tell) -> Result<Step> {
    platform::mail::deliver(set, who, tell, &pdf)
}

/// Makes the PDF that goes along with an e-mail.
fn pdf(set: &Set, who: &Who, host: Host, which: &str) -> Result<Vec<u8>> {
    static WORDS: LazyLock<Result<Messages>> = LazyLock::new(|| web::app::messages(&crate::registry()));
    static PAPER: LazyLock<paper::Paper> = LazyLock::new(paper::Paper::default);
    let words = WORDS.as_ref().map_err(|error| Error::broken(error.to_string()))?;
    let pairs: Vec<&str> = which.split('&').collect();
    let query: Vec<(String, String)> =
        pairs.into_iter().filter_map(|pair| pair.split_once('=')).map(|(k, v)| (k.to_owned(), v.to_owned())).collect();
    let make = |read: &Read| {
        let shape = host.shape(read)?;
        let layout = crate::PRINTS.iter().flat_map(|all| all.iter()).find(|l| l.entity == shape.name());
        let layout = layout.ok_or_else(|| Error::not_found("print", shape.name()))?;
        Ok(((layout.make)(read, &Asked { words, query: &query }, host.record)?, read.now()))
    };
    let (prints, at) = set.read(who, make)?;
    PAPER.pdf(words, &prints, at)
}

/// How often a set is asked whether a day has passed since it was tidied.
const HOUR: Duration = Duration::from_secs(3_600);

/// The work on one set.
struct Tended {
    set: Arc<Set>,
    _running: [Running; 3],
    /// When it was last asked about tidying, and whoever is at it.
    asked: Option<(Instant, JoinHandle<()>)>,
}

type Runners = BTreeMap<String, Tended>;

/// Background work that goes on until this is dropped.
pub struct Background {
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Background {
    /// Starts it over all sets of an installation.
    pub fn start(house: Arc<Installation>) -> Result<Background> {
        let stop = Arc::new(AtomicBool::new(false));
        let seen = stop.clone();
        let thread = std::thread::Builder::new().name("background".to_owned()).spawn(move || {
            let mut runners: Runners = BTreeMap::new();
            while !seen.load(Ordering::Acquire) {
                if let Err(error) = look(&house, &mut runners) {
                    tracing::warn!(%error, "background work waits");
                }
                std::thread::park_timeout(BEAT);
            }
        });
        let thread = base::Context::context(thread, "starting background work")?;
        Ok(Background { stop, thread: Some(thread) })
    }
}

impl Drop for Background {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Release);
        if let Some(thread) = self.thread.take() {
            thread.thread().unpark();
            let _ = thread.join();
        }
    }
}

/// One look: a runner for each set, none for sets that are gone, seals on PostgreSQL.
fn look(house: &Installation, runners: &mut Runners) -> Result<()> {
    let sets = house.sets()?;
    house.let_go()?;
    runners.retain(|name, _| sets.iter().any(|s| s.name == *name));
    for entry in sets {
        // One set that does not open leaves the others their work.
        if let Err(error) = tend(house, &entry.name, runners) {
            tracing::warn!(set = entry.name, %error, "background work waits");
        }
    }
    Ok(())
}

fn tend(house: &Installation, name: &str, runners: &mut Runners) -> Result<()> {
    if !runners.contains_key(name) {
        let set = house.set(name)?;
        set.write_job(&Who::program("start"), |tx| {
            order_standing(tx)?;
            sales::order_standing(tx)?;
            crm::order_standing(tx)?;
            service::order_standing(tx)
        })?;
        let running = [
            Runner::new(set.clone(), &KINDS).start()?,
            Runner::of_long(set.clone(), LONG).start()?,
            Runner::of_long(set.clone(), POST).start()?,
        ];
        runners.insert(name.to_owned(), Tended { set, _running: running, asked: None });
    }
    let Some(tended) = runners.get_mut(name) else { return Ok(()) };
    if tended.set.engine() == Engine::Postgres {
        tended.set.seal()?;
    }
    let due = tended.asked.as_ref().is_none_or(|(at, thread)| at.elapsed() > HOUR && thread.is_finished());
    if due {
        // Beside, because seals must not wait for a large set.
        let (set, name) = (tended.set.clone(), name.to_owned());
        let thread = std::thread::Builder::new().name("tidying".to_owned()).spawn(move || {
            if let Err(error) = set.renew_search().and_then(|_| set.tidy_daily()) {
                tracing::warn!(set = name, %error, "bringing search and statistics up to date");
            }
        });
        tended.asked = Some((Instant::now(), base::Context::context(thread, "starting to tidy")?));
    }
    Ok(())
}
