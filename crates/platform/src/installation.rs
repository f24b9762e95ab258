//! The installation: who may sign in, with what, from where how often, and which account sets there are.
//!
//! It is a small store of its own, beside the sets. Who somebody is comes from here; what he may do is read from the set.

mod carry;
mod errand;
mod factor;
mod identity;
mod password;
mod session;
mod sets;
mod throttle;

pub use errand::{BackupFile, Errand, Order, Stand};
pub use factor::Enrolment;
pub use identity::{Identity, NewIdentity};
pub use password::{LEAST as PASSWORD_LEAST, check as check_password};
pub use session::{Session, SessionToken, SignIn};
pub use sets::{Founding, Member, SetEntry, Standing, valid_name};

use base::{Context, Result};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use store::schema::{Holds::*, Table};
use store::{Engine, Hooks, Location, Module, Options, Registry, Set, Vault, Who};

/// Where the installation and its account sets live.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A folder: `installation.db` and one file for each set under `sets/`.
    Folder(PathBuf),
    /// A PostgreSQL database: schema `fondaco` and one schema for each set, `fondaco_{name}`.
    Database {
        /// `postgres://user:password@host/database`.
        url: String,
        /// The schema's name, and what the sets' schemas begin with; `fondaco` unless several share one database.
        prefix: String,
    },
}

impl Place {
    /// A place from what the command line says: an address of PostgreSQL, or a folder.
    pub fn of(text: &str) -> Place {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            Place::Database { url: text.to_owned(), prefix: "fondaco".to_owned() }
        } else {
            Place::Folder(PathBuf::from(text))
        }
    }

    /// The place for people to read: a database without its user's password.
    pub fn shown(&self) -> String {
        match self {
            Place::Folder(folder) => folder.display().to_string(),
            Place::Database { url, .. } => match url
                .split_once("://")
                .and_then(|(kind, rest)| Some((kind, rest.rsplit_once('@')?)))
            {
                Some((kind, (user, host))) => format!("{kind}://{}@{host}", user.split(':').next().unwrap_or_default()),
                None => url.clone(),
            },
        }
    }
}

static TABLES: Module = Module {
    name: "installation",
    entities: &[],
    messages: &[],
    needs: &[],
    tables: || {
        vec![
            Table::with_id("identity")
                .column("login", Text)
                .column("name", Text)
                .column("language", Text)
                .column("hash", Text)
                .column("active", Small)
                .column("created_at", Big)
                // The shared secret of the authenticator, the one being set up, and the last time step used.
                .maybe("totp", Text)
                .maybe("totp_pending", Text)
                .column("totp_step", Big)
                .unique(&["login"]),
            Table::keyed("recovery_code", &["identity", "code"]).column("identity", Big).column("code", Text),
            // Only the SHA-256 of a token is kept; `verified` is 0 while the second factor is awaited.
            Table::keyed("session", &["token"])
                .column("token", Text)
                .column("identity", Big)
                .column("verified", Small)
                .column("created_at", Big)
                .column("seen_at", Big)
                .column("expires_at", Big)
                .column("address", Text)
                .column("agent", Text)
                .index(&["identity"])
                .index(&["expires_at"]),
            Table::keyed("throttle", &["subject"])
                .column("subject", Text)
                .column("failures", Big)
                .column("at", Big)
                .column("until", Big)
                .index(&["at"]),
            Table::keyed("account_set", &["name"])
                .column("name", Text)
                .column("title", Text)
                .column("location", Text)
                .column("created_at", Big)
                .column("ready", Small),
            Table::keyed("membership", &["identity", "set_name"])
                .column("identity", Big)
                .column("set_name", Text)
                .column("user_id", Big)
                .index(&["set_name"]),
            steward_table(),
            errand_table(),
        ]
    },
    reports: &[],
    laws: &[],
};

/// Who looks after the account sets.
fn steward_table() -> Table {
    Table::keyed("steward", &["identity"]).column("identity", Big)
}

/// Work on whole sets, ordered on the page of account sets.
fn errand_table() -> Table {
    Table::with_id("errand")
        .column("verb", Text)
        .column("set_name", Text)
        .column("about", Text)
        .column("state", Text)
        .column("progress", Big)
        .column("total", Big)
        .maybe("outcome", Text)
        .column("by_identity", Big)
        .column("at", Big)
        .column("seen_at", Big)
        .maybe("ended_at", Big)
}

/// Tables that installations of before do not have yet.
fn catch_up(store: &Set) -> Result<()> {
    let mut conn = store.maintenance()?;
    for table in [steward_table(), errand_table()] {
        let there = match store.engine() {
            Engine::Sqlite => "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = $1",
            Engine::Postgres => "SELECT 1 FROM pg_tables WHERE tablename = $1 AND schemaname = current_schema()",
        };
        if conn.row(there, &[table.name.as_str().into()])?.is_none() {
            conn.batch(&store::schema::create_all(&[table], store.engine()))?;
        }
    }
    Ok(())
}

/// The open installation.
pub struct Installation {
    store: Set,
    place: Place,
    registry: Arc<Registry>,
    options: Options,
    open: Mutex<HashMap<String, Arc<Set>>>,
    vault: Option<Arc<Vault>>,
    backups: PathBuf,
    laws: Laws,
}

/// What finds the laws that a set breaks.
pub type Laws = fn(&Set) -> Result<Vec<String>>;

/// Without a program around it: the seals of the audit.
fn seals(set: &Set) -> Result<Vec<String>> {
    set.read(&Who::program("verify"), store::audit::verify)
}

impl Installation {
    /// Opens the installation at a place, or founds it. Sets are opened with this registry and these options.
    pub fn open(place: Place, registry: Arc<Registry>, options: Options) -> Result<Installation> {
        let location = match &place {
            Place::Folder(folder) => {
                std::fs::create_dir_all(folder.join("sets")).context("making the data folder")?;
                private(folder)?;
                Location::File(folder.join("installation.db"))
            }
            Place::Database { url, prefix } => {
                sets::make_schema(url, prefix)?;
                Location::Schema { url: url.clone(), schema: prefix.clone() }
            }
        };
        let own = Options { connections: options.connections.min(4), ..options.clone() };
        let store = Set::open(location, Registry::new(&[&TABLES], &[], Hooks::OPEN), own)?;
        catch_up(&store)?;
        let (vault, backups) = match &place {
            Place::Folder(folder) => {
                (Some(Arc::new(Vault::in_file(&folder.join("installation.key"))?)), folder.join("backups"))
            }
            Place::Database { .. } => (None, PathBuf::from("fondaco-data").join("backups")),
        };
        let house =
            Installation { store, place, registry, options, open: Mutex::default(), vault, backups, laws: seals };
        house.lock_factors()?;
        Ok(house)
    }

    /// Takes the key of second factors, 64 hexadecimal digits, instead of the one in the data folder. Several servers of one
    /// database take the same.
    pub fn with_key(mut self, key: &str) -> Result<Installation> {
        self.vault = Some(Arc::new(Vault::of(key)?));
        self.lock_factors()?;
        Ok(self)
    }

    /// Writes backups into this folder.
    pub fn with_backups(mut self, folder: PathBuf) -> Installation {
        self.backups = folder;
        self
    }

    /// Checks these laws when a set is verified.
    pub fn with_laws(mut self, laws: Laws) -> Installation {
        self.laws = laws;
        self
    }

    /// What its sets are opened with.
    fn set_options(&self) -> Options {
        Options { vault: self.vault.clone(), ..self.options.clone() }
    }

    /// Where the installation lives.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// The installation's own store, for backup and verification.
    pub fn store(&self) -> &Set {
        &self.store
    }

    fn who() -> Who {
        Who::program("installation")
    }
}

/// Password hashes and secrets lie in this folder: nobody but the program's own user reads it.
#[cfg(unix)]
fn private(folder: &std::path::Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700))
        .context("closing the data folder to others")
}

#[cfg(not(unix))]
fn private(_: &std::path::Path) -> Result<()> {
    Ok(())
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

/// What is kept of a random token: whoever reads the database cannot sign in with it.
pub fn digest(token: &str) -> String {
    hex(&Sha256::digest(token.as_bytes()))
}

/// A random token of 256 bits.
pub fn random_token() -> Result<String> {
    let mut bytes = [0u8; 32];
    getrandom::fill(&mut bytes).context("drawing random numbers")?;
    Ok(hex(&bytes))
}
