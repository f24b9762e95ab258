//! Places for sets and files on disk and server: where something is built beside, and how it is swapped in at once.

use super::unused;
use crate::{Conn, Location, connect};
use base::{Context, Error, Refusal, Result};
use entity::Value;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The file of this name with a further ending.
pub fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.file_name().unwrap_or_default().to_owned();
    name.push(".");
    name.push(ending);
    file.with_file_name(name)
}

fn folder(file: &Path) -> &Path {
    file.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Makes a new file that only its owner reads: it holds everything the company knows.
pub fn create_private(file: &Path) -> Result<File> {
    let mut options = File::options();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file).context("making the file")
}

/// Gives a finished file its name, on disk for good.
pub fn appear(part: &Path, file: &Path) -> Result<()> {
    std::fs::rename(part, file).context("naming the file")?;
    File::open(folder(file)).and_then(|f| f.sync_all()).context("naming the file")
}

/// Where the file of a copy lies on its way: where there is room for a set anyway.
pub fn between(from: &Location, to: &Location) -> PathBuf {
    match (to, from) {
        (Location::File(path), _) | (_, Location::File(path)) => unused(folder(path)),
        _ => unused(&std::env::temp_dir()),
    }
}

/// Refuses a place where something already is.
pub fn must_be_empty(to: &Location) -> Result<()> {
    let taken = match to {
        Location::File(path) => path.exists(),
        Location::Schema { url, schema } => schema_exists(&mut server(url)?, schema)?,
    };
    base::ensure!(!taken, Refusal::new("store.place_taken").arg("place", name_of(to)))
}

fn name_of(location: &Location) -> String {
    match location {
        Location::File(path) => path.display().to_string(),
        Location::Schema { schema, .. } => schema.clone(),
    }
}

fn server(url: &str) -> Result<Conn> {
    connect(&Location::Schema { url: url.to_owned(), schema: "public".to_owned() })
}

fn schema_exists(conn: &mut Conn, schema: &str) -> Result<bool> {
    Ok(conn.row("SELECT 1 FROM pg_namespace WHERE nspname = $1", &[schema.into()])?.is_some())
}

fn quoted(schema: &str) -> String {
    format!("\"{}\"", schema.replace('"', ""))
}

/// A place beside another, in which a set is built.
pub enum Stage {
    /// A folder beside the file; its lock goes when this process does, however it ends.
    File { to: PathBuf, folder: PathBuf, at: Location, _lock: File },
    /// A schema beside the schema; the connection holds an advisory lock on it.
    Schema { to: String, at: Location, name: String, guard: Box<std::cell::RefCell<Conn>> },
}

impl Stage {
    /// Makes an empty place; what an interrupted restore left there is cleared away.
    pub fn prepare(to: &Location) -> Result<Stage> {
        let busy = || Error::Unavailable(format!("another restore of {} is running", name_of(to)));
        match to {
            Location::File(path) => {
                let folder = beside(path, "restoring");
                std::fs::create_dir_all(&folder).context("making room for the restored set")?;
                let lock = create_private(&folder.join("lock"))?;
                lock.try_lock().map_err(|_| busy())?;
                let set = folder.join("set.db");
                for ending in ["", "-wal", "-shm", "-journal"] {
                    let mut name = set.clone().into_os_string();
                    name.push(ending);
                    match std::fs::remove_file(&name) {
                        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                            return Err(error).context("clearing what an interrupted restore left");
                        }
                        _ => {}
                    }
                }
                Ok(Stage::File { to: path.clone(), folder, at: Location::File(set), _lock: lock })
            }
            Location::Schema { url, schema } => {
                let name = format!("{schema}__restoring");
                if name.len() > 63 {
                    return Err(Refusal::new("store.name_too_long").arg("place", schema).into());
                }
                let mut guard = server(url)?;
                let key = Value::Text(format!("restore {schema}"));
                let won = guard.row("SELECT CAST(pg_try_advisory_lock(hashtextextended($1, 0)) AS INT)", &[key])?;
                if won.as_deref() != Some(&[Value::Int(1)]) {
                    return Err(busy());
                }
                let quoted = quoted(&name);
                guard.batch(&format!("DROP SCHEMA IF EXISTS {quoted} CASCADE; CREATE SCHEMA {quoted}"))?;
                let at = Location::Schema { url: url.clone(), schema: name.clone() };
                Ok(Stage::Schema { to: schema.clone(), at, name, guard: Box::new(guard.into()) })
            }
        }
    }

    /// Where the set is built.
    pub fn location(&self) -> &Location {
        match self {
            Stage::File { at, .. } | Stage::Schema { at, .. } => at,
        }
    }

    /// A connection to load with: nothing is safe before the end, and nothing has to be.
    pub fn connect(&self) -> Result<Conn> {
        match self.location() {
            Location::File(path) => {
                let connection = rusqlite::Connection::open(path).context("making the restored set")?;
                let fast = "PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; \
                            PRAGMA foreign_keys = OFF; PRAGMA cache_size = -64000; PRAGMA temp_store = FILE";
                connection.execute_batch(fast).context("making the restored set")?;
                Ok(Conn::sqlite(connection))
            }
            at @ Location::Schema { .. } => {
                let mut conn = connect(at)?;
                conn.batch("SET synchronous_commit TO off")?;
                Ok(conn)
            }
        }
    }

    /// After loading: lets the engine count what it will plan with.
    pub fn settle(&self, conn: &mut Conn) -> Result<()> {
        match self {
            Stage::File { .. } => Ok(()),
            Stage::Schema { .. } => conn.batch("ANALYZE"),
        }
    }

    /// Clears away what was built.
    pub fn discard(self) {
        match self {
            Stage::File { folder, .. } => drop(std::fs::remove_dir_all(folder)),
            Stage::Schema { name, guard, .. } => {
                let _ = guard.into_inner().batch(&format!("DROP SCHEMA IF EXISTS {} CASCADE", quoted(&name)));
            }
        }
    }

    /// Puts what was built in the place of what was there, at once.
    pub fn swap(self) -> Result<()> {
        match self {
            Stage::File { to, folder, at: Location::File(built), .. } => {
                File::open(&built).and_then(|f| f.sync_all()).context("writing the restored set")?;
                let held = if to.exists() { Some(hold(&to)?) } else { None };
                appear(&built, &to)?;
                drop(held);
                let _ = std::fs::remove_dir_all(folder);
                Ok(())
            }
            Stage::Schema { to, name, guard, .. } => {
                let mut guard = guard.into_inner();
                let (to_quoted, built, old) = (quoted(&to), quoted(&name), quoted(&format!("{to}__replaced")));
                let before = schema_exists(&mut guard, &to)?;
                let away = format!("ALTER SCHEMA {to_quoted} RENAME TO {old}; ");
                let drop = format!("; DROP SCHEMA {old} CASCADE");
                guard.batch(&format!(
                    "BEGIN; {}ALTER SCHEMA {built} RENAME TO {to_quoted}{}; COMMIT",
                    if before { away.as_str() } else { "" },
                    if before { drop.as_str() } else { "" },
                ))
            }
            Stage::File { .. } => Err(Error::broken("a file stage is a file")),
        }
    }
}

/// Takes a file's database for itself alone, its log folded in, so that nothing of it is applied to what takes its name.
/// A file that is no database any more is put aside instead.
fn hold(path: &Path) -> Result<Option<rusqlite::Connection>> {
    let held = rusqlite::Connection::open(path).and_then(|connection| {
        connection.busy_timeout(Duration::from_secs(2))?;
        connection.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
        let mode: String = connection.query_row("PRAGMA journal_mode = DELETE", [], |row| row.get(0))?;
        connection.execute_batch("BEGIN EXCLUSIVE")?;
        Ok((connection, mode))
    });
    let open = || Error::Unavailable(format!("{} is open; close it first", path.display()));
    match held {
        Ok((connection, mode)) if mode == "delete" => Ok(Some(connection)),
        Ok(_) => Err(open()),
        Err(error) => match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::NotADatabase | rusqlite::ErrorCode::DatabaseCorrupt) => {
                for ending in ["-wal", "-shm", ""] {
                    let mut from = path.as_os_str().to_owned();
                    from.push(ending);
                    let damaged = beside(Path::new(&from), "damaged");
                    if Path::new(&from).exists() {
                        std::fs::rename(&from, damaged).context("putting the damaged file aside")?;
                    }
                }
                Ok(None)
            }
            Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked) => Err(open()),
            _ => Err(error).context("taking the file over"),
        },
    }
}

/// A set that nobody can write to while it moves.
pub struct Frozen {
    pub conn: Conn,
    from: Location,
}

impl Frozen {
    /// Holds a set still.
    pub fn of(from: &Location, tables: &[String]) -> Result<Frozen> {
        let conn = match from {
            Location::File(path) => {
                let connection = hold(path)?.context("the set is damaged and cannot be moved")?;
                Conn::sqlite(connection)
            }
            Location::Schema { .. } => {
                let mut conn = connect(from)?;
                let all = tables.iter().map(|t| format!("\"{t}\"")).collect::<Vec<_>>().join(", ");
                conn.batch(&format!("BEGIN ISOLATION LEVEL REPEATABLE READ; LOCK TABLE {all} IN SHARE MODE"))?;
                conn
            }
        };
        Ok(Frozen { conn, from: from.clone() })
    }

    /// Gives the old set another name, so that nobody goes on with it by mistake.
    pub fn put_aside(mut self) -> Result<()> {
        match &self.from {
            Location::File(path) => appear(path, &beside(path, "moved")),
            Location::Schema { schema, .. } => {
                let (from, to) = (quoted(schema), quoted(&format!("{schema}__moved")));
                self.conn.batch(&format!("ALTER SCHEMA {from} RENAME TO {to}; COMMIT"))
            }
        }
    }
}

/// True when nobody has the set open.
pub fn alone(at: &Location) -> Result<bool> {
    match at {
        Location::File(path) if path.exists() => match hold(path) {
            Ok(_) => Ok(true),
            Err(Error::Unavailable(_)) => Ok(false),
            Err(other) => Err(other),
        },
        _ => Ok(true),
    }
}

/// Removes a set for good.
pub fn remove(at: &Location) -> Result<()> {
    match at {
        Location::File(path) => {
            let held = if path.exists() { hold(path)? } else { None };
            for ending in ["", "-wal", "-shm"] {
                let mut name = path.as_os_str().to_owned();
                name.push(ending);
                match std::fs::remove_file(&name) {
                    Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                        return Err(error).context("removing the file of a set");
                    }
                    _ => {}
                }
            }
            drop(held);
            Ok(())
        }
        Location::Schema { url, schema } => {
            let drop = format!("SET lock_timeout TO '15s'; DROP SCHEMA IF EXISTS {} CASCADE", quoted(schema));
            server(url)?.batch(&drop)
        }
    }
}
