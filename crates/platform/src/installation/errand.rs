//! Errands are work on whole account sets that takes a while: copy, back up, restore, verify, move, remove. Somebody orders one,
//! goes on with his day, and reads here how far it is.

use super::{Installation, Place};
use base::{Context, Error, Instant, Refusal, Result, ensure};
use entity::Value;
use serde_json::{Value as Json, json};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant as Moment};
use store::archive::{self, Manifest, Progress};
use store::{Row, Who};

/// How often progress is written down.
const BEAT: Duration = Duration::from_millis(250);
/// An errand that said nothing for this long has lost its process, in microseconds.
const SILENT: i64 = 15 * 60 * 1_000_000;
/// How many are listed.
const LISTED: i64 = 20;

/// What can be ordered.
#[derive(Clone, Debug)]
pub enum Order {
    /// Copies a set under another name.
    Copy { from: String, to: String, title: String },
    /// Writes a set into the folder of backups.
    Backup { set: String },
    /// Makes a set of a backup file; an uploaded file is thrown away afterwards.
    Restore { file: PathBuf, shown: String, name: String, title: String, keep_tokens: bool, uploaded: bool },
    /// Proves a set as it is: counts, laws, chain.
    Verify { set: String },
    /// Proves a backup file.
    VerifyFile { file: String },
    /// Moves a set to another folder or database.
    Move { set: String, to: Place },
    /// Removes a set for good.
    Remove { set: String },
}

impl Order {
    fn verb(&self) -> &'static str {
        match self {
            Order::Copy { .. } => "copy",
            Order::Backup { .. } => "backup",
            Order::Restore { .. } => "restore",
            Order::Verify { .. } => "verify",
            Order::VerifyFile { .. } => "verify-file",
            Order::Move { .. } => "move",
            Order::Remove { .. } => "remove",
        }
    }

    /// The set it is about, and what else tells it from others. No password of a database stands here.
    fn about(&self) -> (String, String) {
        match self {
            Order::Copy { from, to, .. } => (from.clone(), to.clone()),
            Order::Backup { set } | Order::Verify { set } | Order::Remove { set } => (set.clone(), String::new()),
            Order::Restore { name, shown, .. } => (name.clone(), shown.clone()),
            Order::VerifyFile { file } => (String::new(), file.clone()),
            Order::Move { set, to } => (set.clone(), to.shown()),
        }
    }
}

/// How an errand stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stand {
    Running,
    Done,
    Failed,
    /// Its process ended before it did. What it began is cleared away by the next try.
    Interrupted,
}

/// An errand as it is listed.
#[derive(Clone, Debug)]
pub struct Errand {
    pub id: i64,
    /// `copy`, `backup`, `restore`, `verify`, `verify-file`, `move`, `remove`.
    pub verb: String,
    pub set: String,
    /// The other name, the file or the place.
    pub about: String,
    pub stand: Stand,
    pub progress: i64,
    pub total: i64,
    /// What came of it: counts and problems of a verification, the file of a backup, the refusals of what failed.
    pub outcome: Json,
    /// Who ordered it.
    pub by: String,
    pub at: Instant,
    pub ended_at: Option<Instant>,
}

/// A backup in the folder of backups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackupFile {
    pub name: String,
    pub bytes: u64,
    pub at: Option<Instant>,
}

impl Installation {
    /// Lets somebody look after the account sets of the installation, or no longer.
    pub fn set_steward(&self, identity: i64, is: bool) -> Result<()> {
        self.store.write(&Self::who(), move |tx| {
            let sql = match is {
                true => "INSERT INTO steward (identity) VALUES ($1) ON CONFLICT (identity) DO NOTHING",
                false => "DELETE FROM steward WHERE identity = $1",
            };
            tx.execute(sql, &[identity.into()]).map(|_| ())
        })
    }

    /// True for whoever looks after the account sets of the installation.
    pub fn is_steward(&self, identity: i64) -> Result<bool> {
        self.store.read(&Self::who(), |store| {
            let sql = store::sql!("installation.steward", "SELECT 1 FROM steward WHERE identity = $1");
            Ok(store.row(sql, &[identity.into()])?.is_some())
        })
    }

    /// Orders an errand, which begins at once on a thread of its own; returns its number. What cannot work is refused here.
    pub fn order(self: &Arc<Self>, by: i64, order: Order) -> Result<i64> {
        if !self.is_steward(by)? {
            return Err(Error::forbidden("installation", order.verb()));
        }
        self.fitting(&order)?;
        let (verb, (set, about)) = (order.verb(), order.about());
        let id = self.store.write(&Self::who(), move |tx| {
            let now = Value::from(tx.now());
            let sql = "INSERT INTO errand (verb, set_name, about, state, progress, total, by_identity, at, seen_at) \
                       VALUES ($1, $2, $3, 'running', 0, 0, $4, $5, $6) RETURNING id";
            let params = [verb.into(), set.as_str().into(), about.as_str().into(), by.into(), now.clone(), now];
            let rows = tx.returning(sql, &params)?;
            rows.first()
                .and_then(|r| r.first())
                .and_then(Value::int)
                .ok_or_else(|| Error::broken("an errand without a number"))
        })?;
        let house = self.clone();
        let run = move || {
            let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| house.run(id, &order)));
            let outcome = outcome.unwrap_or_else(|_| Err(Error::broken("an errand stopped short")));
            if let Err(error) = house.end(id, outcome) {
                tracing::error!(errand = id, %error, "the end of an errand could not be written down");
            }
        };
        std::thread::Builder::new().name("errand".to_owned()).spawn(run).context("starting an errand")?;
        Ok(id)
    }

    /// Refuses what would fail at its first step, while the form is still open.
    fn fitting(&self, order: &Order) -> Result<()> {
        let known = |name: &str| {
            let there = self.sets()?.iter().any(|s| s.name == *name);
            ensure!(there, Refusal::new("platform.set_unknown").field("name").arg("value", name))
        };
        let free = |name: &str| {
            super::valid_name(name)?;
            let there = self.sets()?.iter().any(|s| s.name == *name);
            ensure!(!there, Refusal::new("platform.set_name_taken").field("name").arg("value", name))
        };
        match order {
            Order::Copy { from, to, .. } => known(from).and_then(|()| free(to)),
            Order::Backup { set } | Order::Verify { set } | Order::Remove { set } => known(set),
            Order::Restore { file, name, .. } => free(name).and_then(|()| archive::read_manifest(file).map(|_| ())),
            Order::VerifyFile { file } => self.backup_file(file).map(|_| ()),
            Order::Move { set, to } => {
                known(set)?;
                ensure!(*to != self.place, Refusal::new("platform.move_to_itself").field("to"))
            }
        }
    }

    fn run(&self, id: i64, order: &Order) -> Result<Json> {
        let total = self.registry.tables(&[]).len() as i64;
        let mut told = Moment::now();
        let mut done = 0i64;
        let mut watch = |progress: Progress| {
            if let Progress::Table(..) = progress {
                done += 1;
            }
            if told.elapsed() > BEAT {
                told = Moment::now();
                // A figure that is late disturbs nobody; the errand itself goes on.
                let _ = self.note(id, done.min(total), total);
            }
        };
        match order {
            Order::Copy { from, to, title } => {
                self.copy_set_telling(from, to, title, &mut watch)?;
                Ok(json!({}))
            }
            Order::Backup { set } => {
                let name = format!("{set}-{}.fondaco", stamp(self.store.now()));
                std::fs::create_dir_all(&self.backups).context("making the folder of backups")?;
                super::private(&self.backups)?;
                let manifest = self.backup_set_telling(set, &self.backups.join(&name), &mut watch)?;
                Ok(counts(&manifest, &json!({ "file": name })))
            }
            Order::Restore { file, name, title, keep_tokens, uploaded, .. } => {
                let outcome = self.restore_set_telling(file, name, title, *keep_tokens, &mut watch);
                if *uploaded {
                    let _ = std::fs::remove_file(file);
                }
                Ok(counts(&outcome?, &json!({})))
            }
            Order::Verify { set } => self.prove(id, set),
            Order::VerifyFile { file } => {
                let verified = archive::verify(&self.backup_file(file)?)?;
                Ok(counts(&verified.manifest, &json!({ "problems": verified.problems })))
            }
            Order::Move { set, to } => {
                let target = Installation::open(to.clone(), self.registry.clone(), self.options.clone())?;
                let manifest = self.move_set_telling(set, &target, &mut watch)?;
                Ok(counts(&manifest, &json!({})))
            }
            Order::Remove { set } => {
                self.remove_set(set)?;
                Ok(json!({}))
            }
        }
    }

    /// Counts every table, checks every law and the chain of a set that serves.
    fn prove(&self, id: i64, name: &str) -> Result<Json> {
        let set = self.set(name)?;
        set.seal()?;
        let tables = self.registry.tables(&[]);
        let all = tables.len() as i64 + 1;
        let (rows, seal) = set.read(&Who::program("verify"), |read| {
            let mut rows = 0;
            for (place, table) in tables.iter().enumerate() {
                rows += read.number(&format!("SELECT COUNT(*) FROM \"{}\"", table.name), &[])?;
                let _ = self.note(id, place as i64, all);
            }
            let seal = read.row("SELECT id, hash FROM audit_seal ORDER BY id DESC LIMIT 1", &[])?;
            let seal = match seal.as_deref() {
                Some([Value::Int(number), Value::Bytes(hash)]) => Some((*number, super::hex(hash))),
                _ => None,
            };
            Ok((rows, seal))
        })?;
        let problems = (self.laws)(&set)?;
        Ok(json!({ "rows": rows, "tables": tables.len(), "problems": problems, "seal": seal }))
    }

    fn note(&self, id: i64, done: i64, total: i64) -> Result<()> {
        self.store.write(&Self::who(), move |tx| {
            let sql = "UPDATE errand SET progress = $1, total = $2, seen_at = $3 WHERE id = $4";
            let now = tx.now();
            tx.execute(sql, &[done.into(), total.into(), now.into(), id.into()]).map(|_| ())
        })
    }

    fn end(&self, id: i64, outcome: Result<Json>) -> Result<()> {
        let (state, outcome) = match outcome {
            Ok(json) => ("done", json),
            Err(Error::Refused(refusals)) => {
                let one = |r: &Refusal| json!({ "code": r.code, "args": r.args });
                ("failed", json!({ "refusals": refusals.iter().map(one).collect::<Vec<_>>() }))
            }
            Err(Error::Unavailable(why)) => ("failed", json!({ "why": why })),
            Err(error) => {
                tracing::error!(errand = id, %error, "an errand failed");
                ("failed", json!({ "why": error.to_string() }))
            }
        };
        let text = outcome.to_string();
        self.store.write(&Self::who(), move |tx| {
            let now = tx.now();
            let sql = "UPDATE errand SET state = $1, outcome = $2, ended_at = $3, progress = total WHERE id = $4";
            tx.execute(sql, &[state.into(), text.as_str().into(), now.into(), id.into()]).map(|_| ())
        })
    }

    /// The latest errands, newest first.
    pub fn errands(&self) -> Result<Vec<Errand>> {
        let silent = self.store.now().micros() - SILENT;
        self.store.read(&Self::who(), |store| {
            let sql = "SELECT e.id, e.verb, e.set_name, e.about, e.state, e.progress, e.total, e.outcome, i.name, e.at, e.ended_at, \
                       e.seen_at FROM errand e LEFT JOIN identity i ON i.id = e.by_identity ORDER BY e.id DESC LIMIT $1";
            Ok(store.query(sql, &[LISTED.into()])?.iter().map(|row| errand(row, silent)).collect())
        })
    }

    /// The backups in the folder of backups, newest first.
    pub fn backups(&self) -> Result<Vec<BackupFile>> {
        let mut files = Vec::new();
        for entry in std::fs::read_dir(&self.backups).into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let Some(data) = entry.metadata().ok().filter(|d| d.is_file() && plain(&name)) else { continue };
            let since = data.modified().ok().and_then(|at| at.duration_since(std::time::UNIX_EPOCH).ok());
            let at = since.and_then(|s| i64::try_from(s.as_micros()).ok()).map(Instant::from_micros);
            files.push(BackupFile { name, bytes: data.len(), at });
        }
        files.sort_by(|a, b| b.at.cmp(&a.at).then_with(|| b.name.cmp(&a.name)));
        Ok(files)
    }

    /// Where a backup of the folder lies. No name leads out of the folder.
    pub fn backup_file(&self, name: &str) -> Result<PathBuf> {
        let path = self.backups.join(name);
        if plain(name) && path.is_file() { Ok(path) } else { Err(Error::not_found("backup", name)) }
    }

    /// Keeps an uploaded backup until it is restored, where no list shows it.
    pub fn keep_upload(&self, from: &Path) -> Result<PathBuf> {
        std::fs::create_dir_all(&self.backups).context("making the folder of backups")?;
        super::private(&self.backups)?;
        let kept = self.backups.join(format!(".upload-{}", base::Key::random()));
        if std::fs::rename(from, &kept).is_err() {
            // The folder of temporary files may lie on another disk.
            std::fs::copy(from, &kept).context("keeping an uploaded backup")?;
        }
        Ok(kept)
    }

    /// Removes a backup from the folder.
    pub fn remove_backup(&self, name: &str) -> Result<()> {
        std::fs::remove_file(self.backup_file(name)?).context("removing a backup")
    }
}

/// A name without folders, with the ending of a backup.
fn plain(name: &str) -> bool {
    name.ends_with(".fondaco") && !name.starts_with('.') && !name.contains(['/', '\\', '\0'])
}

/// `20261122-081500`
fn stamp(at: Instant) -> String {
    let text: String = at.to_string().chars().filter(|c| c.is_ascii_digit() || *c == 'T').take(15).collect();
    text.replace('T', "-")
}

fn counts(manifest: &Manifest, more: &Json) -> Json {
    let rows: u64 = manifest.tables.iter().map(|t| t.rows).sum();
    let mut all = json!({ "rows": rows, "tables": manifest.tables.len(), "seal": manifest.seal });
    if let (Some(all), Some(more)) = (all.as_object_mut(), more.as_object()) {
        all.extend(more.clone());
    }
    all
}

fn errand(row: &Row, silent: i64) -> Errand {
    let text = |i: usize| row.get(i).and_then(Value::text).unwrap_or_default().to_owned();
    let int = |i: usize| row.get(i).and_then(Value::int);
    let stand = match text(4).as_str() {
        "done" => Stand::Done,
        "failed" => Stand::Failed,
        _ if int(11).unwrap_or(0) < silent => Stand::Interrupted,
        _ => Stand::Running,
    };
    Errand {
        id: int(0).unwrap_or(0),
        verb: text(1),
        set: text(2),
        about: text(3),
        stand,
        progress: int(5).unwrap_or(0),
        total: int(6).unwrap_or(0),
        outcome: serde_json::from_str(&text(7)).unwrap_or_default(),
        by: text(8),
        at: Instant::from_micros(int(9).unwrap_or(0)),
        ended_at: int(10).map(Instant::from_micros),
    }
}
