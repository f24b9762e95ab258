//! `replay`: the business of another system, document by document in the order of its days.

use base::Result;
use clap::Args;
use exchange::replay::{Replay, Report, Script};
use std::cell::Cell;
use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use store::{Set, Who};
use ui::Lang;

/// How often the progress is shown on a terminal, and in a file that somebody reads later.
const SHOWN: [Duration; 2] = [Duration::from_millis(200), Duration::from_secs(15)];

/// `fondaco replay SET FILE`.
#[derive(Args)]
pub struct ReplayFile {
    set: String,
    /// What becomes of the tables, see docs/importing.md.
    file: PathBuf,
    /// Where the tables lie; beside the file unless given.
    #[arg(long, value_name = "DIR")]
    tables: Option<PathBuf>,
}

impl ReplayFile {
    /// The set's name.
    pub fn set(&self) -> &str {
        &self.set
    }

    /// Replays, or goes on where it ended; the number is the exit code: 1 when a case stopped.
    pub fn run(&self, set: &Set) -> Result<u8> {
        let text = std::fs::read_to_string(&self.file).map_err(|e| crate::transfer::unreadable(&self.file, &e))?;
        let script = Script::parse(&text)?;
        let beside = self.file.parent().unwrap_or(Path::new("")).to_path_buf();
        let folder = self.tables.clone().unwrap_or(beside);
        let messages = web::app::messages(set.registry())?;
        let labels = |entity: &str, field: &str, option: Option<&str>| web::labels(&messages, entity, field, option);
        let name = self.file.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let who = Who::program(format!("replay of {name}"));
        let bar = Bar::default();
        let progress = |report: &Report| {
            bar.show(report);
            true
        };
        let replay = Replay { set, who: &who, script: &script, folder: &folder, labels: &labels, progress: &progress };
        let report = replay.run()?;
        bar.end();
        let words = web::Words { messages: &messages, lang: Lang::En };
        for problem in &report.problems {
            for refusal in &problem.refusals {
                let place = format!("{}/{}, step {}", problem.stream, problem.key, problem.step);
                eprintln!("{place}: {}", words.refusal(None, refusal));
            }
        }
        let Report { cases, before, done, stopped, .. } = report;
        say!("{cases} cases: {done} steps done, {before} were done before, {stopped} cases stopped.");
        Ok(u8::from(stopped > 0))
    }
}

/// How far it is, on the standard error.
struct Bar {
    terminal: bool,
    shown: Cell<Instant>,
    any: Cell<bool>,
}

impl Default for Bar {
    fn default() -> Bar {
        Bar { terminal: std::io::stderr().is_terminal(), shown: Cell::new(Instant::now()), any: Cell::new(false) }
    }
}

impl Bar {
    fn show(&self, report: &Report) {
        if self.shown.get().elapsed() < SHOWN[usize::from(!self.terminal)] {
            return;
        }
        self.shown.set(Instant::now());
        let (done, all) = (report.before + report.done, report.steps.max(1));
        let day = report.day.map(|d| d.to_string()).unwrap_or_default();
        let mut out = std::io::stderr().lock();
        // Whoever closed the other end wants no progress.
        let _ = if self.terminal {
            let full = usize::try_from(done * 30 / all).unwrap_or(30).min(30);
            let (full, rest) = ("█".repeat(full), "░".repeat(30 - full));
            self.any.set(true);
            write!(out, "\r{full}{rest} {:>3} %  {day}  {done} of {all} steps\u{1b}[K", done * 100 / all)
                .and_then(|()| out.flush())
        } else {
            writeln!(out, "{:>3} %  {day}  {done} of {all} steps", done * 100 / all)
        };
    }

    fn end(&self) {
        if self.any.get() {
            let _ = write!(std::io::stderr().lock(), "\r\u{1b}[K");
        }
    }
}
