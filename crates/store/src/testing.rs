//! A fresh, empty account set for one test, on SQLite, or on PostgreSQL when `FONDACO_TEST_DATABASE` names a server.

use crate::{Location, Options, Registry, Set};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

mod plans;
mod template;

pub use plans::{explain_all, golden, prepare_all};

static COUNT: AtomicU32 = AtomicU32::new(0);

/// The PostgreSQL server to test on, if one is named.
pub fn database() -> Option<String> {
    std::env::var("FONDACO_TEST_DATABASE").ok().filter(|url| !url.is_empty())
}

/// A place for a set that nothing else uses; what is there goes when it is dropped.
pub struct Place {
    location: Location,
    folder: Option<PathBuf>,
    /// A database of its own, copied from a template.
    database: Option<template::Copy>,
}

impl Place {
    /// An empty place on the engine that the run is for.
    pub fn here() -> Place {
        Place::postgres().unwrap_or_else(Place::file)
    }

    /// A file that is not there yet, in a folder of its own.
    pub fn file() -> Place {
        let folder = std::env::temp_dir().join(format!("fondaco_{}", Place::name()));
        std::fs::create_dir_all(&folder).expect("a temporary folder can be made");
        Place { location: Location::File(folder.join("set.db")), folder: Some(folder), database: None }
    }

    /// A place where the tables of these modules already are, on the engine that the run is for. On PostgreSQL they are copied,
    /// which takes a fraction of making them.
    fn furnished(registry: &Arc<Registry>) -> Place {
        let Some(url) = database() else { return Place::file() };
        let copy = template::copy(&url, registry, &Place::name());
        Place { location: copy.location(), folder: None, database: Some(copy) }
    }

    /// A schema that is not there yet, when a server is named.
    pub fn postgres() -> Option<Place> {
        let location = Location::Schema { url: database()?, schema: Place::name() };
        Some(Place { location, folder: None, database: None })
    }

    fn name() -> String {
        format!("test_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed))
    }

    /// Where it is.
    pub fn location(&self) -> &Location {
        &self.location
    }

    /// Makes the schema, so that a set can be opened there.
    pub fn make(&self) {
        if let Location::Schema { url, schema } = &self.location {
            let mut client = postgres::Client::connect(url, postgres::NoTls).expect("the test server answers");
            client.batch_execute(&format!("CREATE SCHEMA {schema}")).expect("a test schema can be made");
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Some(folder) = &self.folder {
            let _ = std::fs::remove_dir_all(folder);
        }
        if self.database.take().is_some() {
            return;
        }
        if let Location::Schema { url, schema } = &self.location
            && let Ok(mut client) = postgres::Client::connect(url, postgres::NoTls)
        {
            for ending in ["", "__restoring", "__moved", "__replaced"] {
                let _ = client.batch_execute(&format!("DROP SCHEMA IF EXISTS {schema}{ending} CASCADE"));
            }
        }
    }
}

/// The set of one test; its file or schema goes when it is dropped.
pub struct Fresh {
    set: Option<Arc<Set>>,
    place: Place,
}

impl Fresh {
    /// Makes and opens a set of these modules.
    pub fn open(registry: Arc<Registry>) -> Fresh {
        Fresh::with(registry, Options::default())
    }

    /// The same with a clock or zone of its own.
    pub fn with(registry: Arc<Registry>, options: Options) -> Fresh {
        let place = Place::furnished(&registry);
        let set = Set::open(place.location.clone(), registry, options).expect("a fresh set opens");
        Fresh { set: Some(Arc::new(set)), place }
    }

    /// The open set, to share with threads.
    pub fn set(&self) -> Arc<Set> {
        self.set.clone().expect("the set is open until the test ends")
    }

    /// Closes the set; its place stays until the returned value is dropped.
    pub fn close(mut self) -> Place {
        drop(self.set.take());
        let nowhere = Place { location: Location::File(PathBuf::new()), folder: None, database: None };
        std::mem::replace(&mut self.place, nowhere)
    }
}

/// Waits until every transaction so far is finished for good and sealed. On PostgreSQL that takes as long as the oldest
/// transaction of the whole server runs, other tests included.
pub fn seal_all(set: &Set) {
    let unsealed = "SELECT COUNT(*) FROM store_tx WHERE xid > (SELECT COALESCE(MAX(through), -9223372036854775807) FROM audit_seal)";
    for _ in 0..2_000 {
        set.seal().expect("the seal is made");
        let left =
            set.read(&crate::Who::program("seal"), |read| read.number(unsealed, &[])).expect("the seals are read");
        if left == 0 {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    panic!("a transaction somewhere on the server does not end");
}

impl std::ops::Deref for Fresh {
    type Target = Set;
    fn deref(&self) -> &Set {
        self.set.as_deref().expect("the set is open until the test ends")
    }
}

impl Drop for Fresh {
    fn drop(&mut self) {
        // Before its place goes.
        drop(self.set.take());
    }
}
