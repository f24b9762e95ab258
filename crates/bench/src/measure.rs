//! Measuring: CPU seconds, memory, and what the middle and the slowest of many took.

use crate::Arguments;
use base::Result;
use serde_json::{Map, Value as Json, json};
use std::time::{Duration, Instant};
use store::{Engine, Set, Who};

/// One line of JSON.
pub type Report = Map<String, Json>;

/// CPU seconds of this process so far, all its threads.
#[cfg(unix)]
pub fn own_cpu() -> Duration {
    use nix::sys::resource::{UsageWho, getrusage};
    use nix::sys::time::TimeVal;
    let of = |t: TimeVal| Duration::from_micros((t.tv_sec() * 1_000_000 + t.tv_usec()).unsigned_abs());
    getrusage(UsageWho::RUSAGE_SELF).map(|u| of(u.user_time()) + of(u.system_time())).unwrap_or_default()
}

/// Elsewhere nobody says.
#[cfg(not(unix))]
pub fn own_cpu() -> Duration {
    Duration::ZERO
}

/// CPU seconds of another process so far, to a hundredth; nothing where the system does not say.
pub fn cpu_of(pid: u32) -> Duration {
    let text = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    // The program's name may hold blanks; the numbers stand after its closing parenthesis.
    let numbers: Vec<u64> =
        text.rsplit(')').next().unwrap_or("").split_whitespace().map(|w| w.parse().unwrap_or(0)).collect();
    let ticks = numbers.get(11).unwrap_or(&0) + numbers.get(12).unwrap_or(&0);
    Duration::from_millis(ticks * 10)
}

/// The most memory a process held, in megabytes; nothing where the system does not say.
pub fn peak_mb(pid: u32) -> f64 {
    let text = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let line = text.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|l| l.split_whitespace().next()).and_then(|n| n.parse::<f64>().ok());
    rounded(kilobytes.unwrap_or(0.0) / 1024.0)
}

/// The memory of a process now in megabytes: all of it, and what is its own, without pages of files that the system may take back.
pub fn memory_mb(pid: u32) -> (f64, f64) {
    let text = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let of = |name: &str| {
        let line = text.lines().find_map(|l| l.strip_prefix(name));
        let kilobytes = line.and_then(|l| l.split_whitespace().next()).and_then(|n| n.parse::<f64>().ok());
        rounded(kilobytes.unwrap_or(0.0) / 1024.0)
    };
    (of("VmRSS:"), of("RssAnon:"))
}

/// Forgets the peak so far, so that preparing a set does not count.
pub fn forget_peak() {
    // Where this is not offered, the peak holds the preparation too.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}

/// Times of many runs of one thing, in milliseconds.
#[derive(Clone, Debug, Default)]
pub struct Times(Vec<f64>);

impl Times {
    /// Notes one.
    pub fn note(&mut self, took: Duration) {
        self.0.push(took.as_secs_f64() * 1e3);
    }

    /// Runs something so often and notes how long each run took.
    pub fn of<T>(runs: usize, mut run: impl FnMut(usize) -> Result<T>) -> Result<Times> {
        let mut times = Times::default();
        for i in 0..runs {
            let begun = Instant::now();
            run(i)?;
            times.note(begun.elapsed());
        }
        Ok(times)
    }

    /// Puts others to these.
    pub fn add(&mut self, others: &Times) {
        self.0.extend(&others.0);
    }

    /// The time that this share of the runs did not exceed; 0 without any.
    pub fn at(&self, share: f64) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_by(f64::total_cmp);
        let place = (sorted.len() as f64 * share).ceil() as usize;
        rounded(sorted.get(place.saturating_sub(1)).copied().unwrap_or(0.0))
    }

    /// The middle one.
    pub fn median(&self) -> f64 {
        self.at(0.5)
    }
}

/// Three digits after the point say enough.
pub fn rounded(number: f64) -> f64 {
    (number * 1e3).round() / 1e3
}

/// What every report holds, taken at the beginning and the end of the measured part.
pub struct Meter {
    begun: Instant,
    cpu: Duration,
    database: Vec<(u32, Duration)>,
    audit: i64,
}

impl Meter {
    /// Begins to measure.
    pub fn begin(set: &Set) -> Result<Meter> {
        forget_peak();
        let (audit, database) = (audit_rows(set)?, backends(set)?);
        Ok(Meter { begun: Instant::now(), cpu: own_cpu(), database, audit })
    }

    /// Ends: the report's common part. `server` is the process that did the work, if it was not this one, and its CPU before.
    pub fn end(
        self,
        arguments: &Arguments,
        set: &Set,
        cycles: usize,
        server: Option<(u32, Duration)>,
    ) -> Result<Report> {
        let (wall, cpu) = match server {
            Some((pid, before)) => (self.begun.elapsed(), cpu_of(pid).saturating_sub(before)),
            None => (self.begun.elapsed(), own_cpu().saturating_sub(self.cpu)),
        };
        let before = |pid: u32| self.database.iter().find(|(p, _)| *p == pid).map(|(_, t)| *t).unwrap_or_default();
        let database: Duration = backends(set)?.iter().map(|(pid, t)| t.saturating_sub(before(*pid))).sum();
        let sql = match set.engine() {
            Engine::Sqlite => "PRAGMA synchronous",
            Engine::Postgres => "SHOW synchronous_commit",
        };
        let synchronous = set.maintenance()?.row(sql, &[])?.and_then(|r| r.into_iter().next());
        let synchronous = match synchronous.map(|v| v.to_string()).as_deref() {
            Some("2") => "FULL".to_owned(),
            Some(other) => other.to_owned(),
            None => String::new(),
        };
        let pid = server.map_or_else(std::process::id, |(pid, _)| pid);
        let name =
            clap::ValueEnum::to_possible_value(&arguments.name).map(|v| v.get_name().to_owned()).unwrap_or_default();
        let mut report = Report::new();
        let mut put = |name: &str, value: Json| report.insert(name.to_owned(), value);
        put("name", json!(name));
        put("size", json!(arguments.size));
        put("clients", json!(arguments.clients));
        put("engine", json!(set.engine().word()));
        put("synchronous", json!(synchronous));
        put("audit_rows", json!(audit_rows(set)? - self.audit));
        put("wall_s", json!(rounded(wall.as_secs_f64())));
        put("cpu_s", json!(rounded(cpu.as_secs_f64())));
        put("database_cpu_s", json!(rounded(database.as_secs_f64())));
        put("cycles", json!(cycles));
        put("per_cycle_cpu_ms", json!(rounded(cpu.as_secs_f64() * 1e3 / cycles.max(1) as f64)));
        put("peak_mb", json!(peak_mb(pid)));
        Ok(report)
    }
}

fn audit_rows(set: &Set) -> Result<i64> {
    set.read(&Who::program("bench"), |read| read.number("SELECT COALESCE(MAX(id), 0) FROM audit", &[]))
}

/// The processes of the database server that work for us, with their CPU so far, where they run on this machine.
fn backends(set: &Set) -> Result<Vec<(u32, Duration)>> {
    if set.engine() == Engine::Sqlite {
        return Ok(Vec::new());
    }
    let sql = "SELECT CAST(pid AS BIGINT) FROM pg_stat_activity WHERE datname = current_database()";
    let rows = set.read(&Who::program("bench"), |read| read.query(sql, &[]))?;
    let pids = rows.iter().filter_map(|r| u32::try_from(r.first()?.int()?).ok());
    Ok(pids.map(|pid| (pid, cpu_of(pid))).collect())
}
