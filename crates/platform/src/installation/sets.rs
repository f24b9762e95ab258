//! The account sets of an installation: found one, open it, copy it, remove it; and who is a member of which.

use super::Installation;
use super::Place;
use crate::{Language, Role, User, seed};
use base::{Error, Instant, Refusal, Result, ensure};
use entity::Value;
use std::sync::{Arc, PoisonError};
use std::time::{Duration, Instant as Moment};
use store::archive::Watch;
use store::{Location, Row, Set, Who, connect};

/// An account set as the directory lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetEntry {
    /// The word in its addresses.
    pub name: String,
    /// What people call it.
    pub title: String,
    /// Where it lives.
    pub location: Location,
    /// Since when.
    pub created_at: Instant,
}

/// What a new set begins with.
#[derive(Clone, Debug)]
pub struct Founding {
    /// The word in its addresses: small letters, digits and hyphens.
    pub name: String,
    /// What people call it.
    pub title: String,
    /// The language of its names and texts.
    pub language: Language,
    /// The first company's name.
    pub company: String,
    /// Its currency's code.
    pub currency: String,
    /// Its country's code.
    pub country: String,
    /// The identity that becomes its first administrator, if any.
    pub administrator: Option<i64>,
}

/// Where a name of the directory stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is being made.
    Coming,
    /// It serves.
    Ready,
    /// It is being removed or moved: nobody begins anything there any more.
    Leaving,
    /// It was removed or moved away; its name is free again.
    Gone,
}

impl Standing {
    fn code(self) -> i64 {
        match self {
            Standing::Coming => 0,
            Standing::Ready => 1,
            Standing::Leaving => 2,
            Standing::Gone => 3,
        }
    }

    fn of(code: i64) -> Option<Standing> {
        [Standing::Coming, Standing::Ready, Standing::Leaving, Standing::Gone].into_iter().find(|s| s.code() == code)
    }
}

/// How long a set that is to go is waited for.
const PATIENCE: Duration = Duration::from_secs(30);

/// A set somebody is a member of, and as which user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The set's name.
    pub set: String,
    /// The set's title.
    pub title: String,
    /// The user's id in the set.
    pub user: i64,
}

/// Words of our own addresses.
const TAKEN: [&str; 14] = [
    "api",
    "assets",
    "static",
    "sign-in",
    "sign-out",
    "account",
    "admin",
    "events",
    "files",
    "health",
    "installation",
    "public",
    "help",
    "sets",
];

/// Refuses names that are no plain word of an address, so that no name ever leads out of its folder.
pub fn valid_name(name: &str) -> Result<()> {
    let refuse = |code: &'static str| Refusal::new(code).field("name").arg("value", name);
    let plain = name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    let edges = name.starts_with(|c: char| c.is_ascii_lowercase()) && !name.ends_with('-');
    ensure!(plain && edges && (2..=40).contains(&name.len()), refuse("platform.set_name"))?;
    ensure!(!TAKEN.contains(&name), refuse("platform.set_name_taken"))
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', ""))
}

/// A connection that is in no schema of ours.
fn outside(url: &str) -> Result<store::Conn> {
    connect(&Location::Schema { url: url.to_owned(), schema: "public".to_owned() })
}

pub(super) fn make_schema(url: &str, schema: &str) -> Result<()> {
    outside(url)?.batch(&format!("CREATE SCHEMA IF NOT EXISTS {}", quoted(schema)))
}

impl Installation {
    pub(super) fn location(&self, name: &str) -> Location {
        match &self.place {
            Place::Folder(folder) => Location::File(folder.join("sets").join(format!("{name}.db"))),
            Place::Database { url, prefix } => {
                Location::Schema { url: url.clone(), schema: format!("{prefix}_{}", name.replace('-', "_")) }
            }
        }
    }

    /// Founds an account set with its basics, first company and first administrator.
    pub fn create_set(&self, founding: &Founding) -> Result<Arc<Set>> {
        self.enter_set(&founding.name, &founding.title)?;
        let outcome = self.furnish(founding);
        match &outcome {
            Ok(_) => self.set_ready(&founding.name)?,
            Err(_) => self.take_down(&founding.name)?,
        }
        outcome
    }

    fn furnish(&self, founding: &Founding) -> Result<Arc<Set>> {
        let location = self.location(&founding.name);
        if let Location::Schema { url, schema } = &location {
            make_schema(url, schema)?;
        }
        let set = Set::open(location, self.registry.clone(), self.set_options())?;
        let person = match founding.administrator {
            Some(id) => {
                let everybody = self.identities()?;
                Some(everybody.into_iter().find(|i| i.id == id).ok_or_else(|| Error::not_found("identity", id))?)
            }
            None => None,
        };
        let (wanted, first) = (founding.clone(), person.clone());
        let user = set.write(&Self::who(), move |tx| {
            seed::basics(tx, wanted.language)?;
            seed::company(tx, &wanted.company, &wanted.currency, &wanted.country)?;
            match &first {
                Some(person) => {
                    let language = <Language as entity::Choice>::from_code(&person.language).unwrap_or(wanted.language);
                    Ok(Some(seed::administrator(tx, &person.name, &person.login, language)?))
                }
                None => Ok(None),
            }
        })?;
        if let (Some(person), Some(user)) = (person, user) {
            self.join(person.id, &founding.name, user)?;
        }
        let set = Arc::new(set);
        self.kept().insert(founding.name.clone(), set.clone());
        Ok(set)
    }

    pub(super) fn kept(&self) -> std::sync::MutexGuard<'_, std::collections::HashMap<String, Arc<Set>>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reserves a name in the directory; the set shows once it is ready.
    pub(super) fn enter_set(&self, name: &str, title: &str) -> Result<()> {
        valid_name(name)?;
        let title: String = title.trim().chars().take(200).collect();
        let title = if title.is_empty() { name.to_owned() } else { title };
        let location = match self.location(name) {
            Location::File(path) => path.file_name().map(|f| f.to_string_lossy().into_owned()).unwrap_or_default(),
            Location::Schema { schema, .. } => schema,
        };
        // A file or schema that nobody entered is somebody's books: never written over.
        ensure!(!self.exists(name)?, Refusal::new("platform.set_name_taken").field("name").arg("value", name))?;
        let name = name.to_owned();
        self.store.write(&Self::who(), move |tx| {
            tx.execute("DELETE FROM account_set WHERE name = $1 AND ready = 3", &[name.as_str().into()])?;
            let there = tx.row("SELECT 1 FROM account_set WHERE name = $1", &[name.as_str().into()])?.is_some();
            ensure!(!there, Refusal::new("platform.set_name_taken").field("name").arg("value", &name))?;
            let sql = "INSERT INTO account_set (name, title, location, created_at, ready) VALUES ($1, $2, $3, $4, 0)";
            let params = [name.as_str().into(), title.as_str().into(), location.as_str().into(), Value::from(tx.now())];
            tx.execute(sql, &params)?;
            Ok(())
        })
    }

    fn exists(&self, name: &str) -> Result<bool> {
        match self.location(name) {
            Location::File(path) => Ok(path.exists()),
            Location::Schema { url, schema } => {
                let sql = "SELECT 1 FROM pg_namespace WHERE nspname = $1";
                Ok(outside(&url)?.row(sql, &[schema.into()])?.is_some())
            }
        }
    }

    pub(super) fn set_ready(&self, name: &str) -> Result<()> {
        self.put(name, Standing::Ready)
    }

    fn put(&self, name: &str, standing: Standing) -> Result<()> {
        let name = name.to_owned();
        self.store.write(&Self::who(), move |tx| {
            let sql = "UPDATE account_set SET ready = $1 WHERE name = $2";
            tx.execute(sql, &[standing.code().into(), name.as_str().into()]).map(|_| ())
        })
    }

    /// Where a name stands; nothing for one that never was.
    pub fn standing(&self, name: &str) -> Result<Option<Standing>> {
        self.store.read(&Self::who(), |store| {
            let sql = store::sql!("installation.standing", "SELECT ready FROM account_set WHERE name = $1");
            let row = store.row(sql, &[name.into()])?;
            Ok(row.and_then(|r| r.first().and_then(Value::int)).and_then(Standing::of))
        })
    }

    /// Every set, by name.
    pub fn sets(&self) -> Result<Vec<SetEntry>> {
        self.store.read(&Self::who(), |store| {
            let sql = "SELECT name, title, created_at FROM account_set WHERE ready = 1 ORDER BY name";
            Ok(store.query(sql, &[])?.iter().map(|row| self.entry(row)).collect())
        })
    }

    fn entry(&self, row: &Row) -> SetEntry {
        let text = |i: usize| row.get(i).and_then(Value::text).unwrap_or_default().to_owned();
        let at = row.get(2).and_then(Value::int).unwrap_or(0);
        SetEntry {
            location: self.location(&text(0)),
            name: text(0),
            title: text(1),
            created_at: Instant::from_micros(at),
        }
    }

    /// Lets go of sets that are to be removed or moved, also when nobody asks for them any more. Servers call it all the time.
    pub fn let_go(&self) -> Result<()> {
        let open: Vec<String> = self.kept().keys().cloned().collect();
        for name in open {
            if matches!(self.standing(&name)?, Some(Standing::Leaving | Standing::Gone)) {
                let dropped = self.kept().remove(&name);
                drop(dropped);
            }
        }
        Ok(())
    }

    /// A set by name, opened once and kept open.
    pub fn set(&self, name: &str) -> Result<Arc<Set>> {
        // Another process may be removing it: asked each time, so that nobody goes on with a set that is to go.
        match self.standing(name)? {
            Some(Standing::Ready) => {}
            Some(Standing::Leaving) => {
                self.kept().remove(name);
                return Err(Error::Unavailable(format!("the account set {name} is being removed or moved")));
            }
            _ => {
                self.kept().remove(name);
                return Err(Error::not_found("account set", name));
            }
        }
        if let Some(set) = self.kept().get(name) {
            return Ok(set.clone());
        }
        let entry = self.sets()?.into_iter().find(|s| s.name == name);
        let entry = entry.ok_or_else(|| Error::not_found("account set", name))?;
        // Opening may migrate, which takes a lock of its own; two at once only open it twice, and one is dropped.
        let opened = Arc::new(Set::open(entry.location, self.registry.clone(), self.set_options())?);
        Ok(self.kept().entry(name.to_owned()).or_insert(opened).clone())
    }

    /// Copies a set under another name from one moment, while others go on writing. Its members come along, its API tokens do not.
    pub fn copy_set(&self, from: &str, to: &str, title: &str) -> Result<Arc<Set>> {
        self.copy_set_telling(from, to, title, &mut store::archive::quietly)
    }

    pub(super) fn copy_set_telling(&self, from: &str, to: &str, title: &str, watch: Watch) -> Result<Arc<Set>> {
        let source = self.set(from)?;
        self.enter_set(to, title)?;
        let place = self.location(to);
        let outcome = store::archive::copy(&source, &place, watch).and_then(|_| self.without_tokens(&place));
        if let Err(error) = outcome {
            self.take_down(to)?;
            return Err(error);
        }
        let (old, new) = (from.to_owned(), to.to_owned());
        self.store.write(&Self::who(), move |tx| {
            let sql = "INSERT INTO membership (identity, set_name, user_id) \
                       SELECT identity, $1, user_id FROM membership WHERE set_name = $2";
            tx.execute(sql, &[new.as_str().into(), old.as_str().into()])?;
            Ok(())
        })?;
        self.set_ready(to)?;
        self.set(to)
    }

    /// What opened the first set must not open its copy: programs that write to the one would write to both.
    pub(super) fn without_tokens(&self, place: &Location) -> Result<()> {
        let set = Set::open(place.clone(), self.registry.clone(), self.set_options())?;
        set.write(&Who::program("copy"), |tx| crate::token::revoke_all(tx).map(|_| ()))
    }

    /// Removes a set and everything in it, for good. Every server lets go of it first and refuses new requests meanwhile.
    pub fn remove_set(&self, name: &str) -> Result<()> {
        self.vacate(name)?;
        if let Err(error) = store::archive::remove(&self.location(name)) {
            self.put(name, Standing::Ready)?;
            return Err(error);
        }
        self.strike(name)
    }

    /// Closes a set to everybody and waits until nobody has it open; if somebody keeps it, it serves again.
    pub(super) fn vacate(&self, name: &str) -> Result<()> {
        ensure!(
            matches!(self.standing(name)?, Some(Standing::Ready | Standing::Leaving)),
            Refusal::new("platform.set_unknown").field("name").arg("value", name)
        )?;
        self.put(name, Standing::Leaving)?;
        self.kept().remove(name);
        let until = Moment::now() + PATIENCE;
        let place = self.location(name);
        loop {
            match store::archive::alone(&place) {
                Ok(true) => return Ok(()),
                Ok(false) if Moment::now() < until => std::thread::sleep(Duration::from_millis(100)),
                Ok(false) => {
                    self.put(name, Standing::Ready)?;
                    return Err(Refusal::new("platform.set_in_use").field("name").arg("value", name).into());
                }
                Err(error) => {
                    self.put(name, Standing::Ready)?;
                    return Err(error);
                }
            }
        }
    }

    /// Takes back what was begun and came to nothing.
    fn take_down(&self, name: &str) -> Result<()> {
        self.kept().remove(name);
        store::archive::remove(&self.location(name))?;
        self.forget(name)
    }

    /// Takes a name that never served out of the directory.
    pub(super) fn forget(&self, name: &str) -> Result<()> {
        let name = name.to_owned();
        self.store.write(&Self::who(), move |tx| {
            tx.execute("DELETE FROM membership WHERE set_name = $1", &[name.as_str().into()])?;
            tx.execute("DELETE FROM account_set WHERE name = $1", &[name.as_str().into()]).map(|_| ())
        })
    }

    /// Takes a set that served out of the directory; whoever still asks for it hears that it is gone.
    pub(super) fn strike(&self, name: &str) -> Result<()> {
        let name = name.to_owned();
        self.store.write(&Self::who(), move |tx| {
            tx.execute("DELETE FROM membership WHERE set_name = $1", &[name.as_str().into()])?;
            tx.execute("UPDATE account_set SET ready = 3 WHERE name = $1", &[name.as_str().into()])?;
            Ok(())
        })
    }

    /// Lets somebody into a set with these roles, by their codes: as the user who has his sign-in name, or as a new one.
    pub fn admit(&self, login: &str, set: &str, roles: &[&str]) -> Result<base::Id<User>> {
        let person = self.identity(login)?.ok_or_else(|| Error::not_found("identity", login))?;
        let (opened, id) = (self.set(set)?, person.id);
        let codes: Vec<String> = roles.iter().map(|r| (*r).to_owned()).collect();
        let user = opened.write(&Self::who(), move |tx| {
            if let Some(known) = User::by_login(tx, &person.login)? {
                return Ok(entity::Entity::id(&known));
            }
            let role = |code: &String| {
                let unknown = || Refusal::new("platform.role_unknown").field("roles").arg("value", code);
                Ok::<_, Error>(Role::by_code(tx, code)?.ok_or_else(unknown)?)
            };
            let roles = codes.iter().map(role).collect::<Result<Vec<_>>>()?;
            let language = <Language as entity::Choice>::from_code(&person.language).unwrap_or_default();
            tx.insert(&mut User { language, ..User::new(person.name.clone(), person.login.clone(), &roles) })
        })?;
        self.join(id, set, user)?;
        Ok(user)
    }

    /// Makes somebody a member of a set, as one of its users.
    pub fn join(&self, identity: i64, set: &str, user: base::Id<User>) -> Result<()> {
        let set = set.to_owned();
        self.store.write(&Self::who(), move |tx| {
            let sql = "INSERT INTO membership (identity, set_name, user_id) VALUES ($1, $2, $3) \
                       ON CONFLICT (identity, set_name) DO UPDATE SET user_id = excluded.user_id";
            tx.execute(sql, &[identity.into(), set.as_str().into(), user.into()])?;
            Ok(())
        })
    }

    /// Ends somebody's membership; the user in the set stays for the history.
    pub fn leave(&self, identity: i64, set: &str) -> Result<()> {
        let set = set.to_owned();
        self.store.write(&Self::who(), move |tx| {
            let sql = "DELETE FROM membership WHERE identity = $1 AND set_name = $2";
            tx.execute(sql, &[identity.into(), set.as_str().into()])?;
            Ok(())
        })
    }

    /// The sets somebody is a member of.
    pub fn memberships(&self, identity: i64) -> Result<Vec<Member>> {
        self.store.read(&Self::who(), |store| {
            let sql = "SELECT m.set_name, s.title, m.user_id FROM membership m JOIN account_set s ON s.name = m.set_name \
                       WHERE m.identity = $1 AND s.ready = 1 ORDER BY s.title";
            let member = |row: &Row| {
                let text = |i: usize| row.get(i).and_then(Value::text).unwrap_or_default().to_owned();
                Member { set: text(0), title: text(1), user: row.get(2).and_then(Value::int).unwrap_or(0) }
            };
            Ok(store.query(sql, &[identity.into()])?.iter().map(member).collect())
        })
    }
}
