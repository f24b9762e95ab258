//! A fresh, empty account set for one test, on SQLite, or on PostgreSQL when `FONDACO_TEST_DATABASE` names a server.

use crate::{Location, Options, Registry, Set};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

/// The set of one test; its file or schema goes when it is dropped.
pub struct Fresh {
    set: Option<Arc<Set>>,
    location: Location,
    folder: Option<PathBuf>,
}

static COUNT: AtomicU32 = AtomicU32::new(0);

/// The PostgreSQL server to test on, if one is named.
pub fn database() -> Option<String> {
    std::env::var("FONDACO_TEST_DATABASE").ok().filter(|url| !url.is_empty())
}

impl Fresh {
    /// Makes and opens a set of these modules.
    pub fn open(registry: Arc<Registry>) -> Fresh {
        Fresh::with(registry, Options::default())
    }

    /// The same with a clock or zone of its own.
    pub fn with(registry: Arc<Registry>, options: Options) -> Fresh {
        let name = format!("test_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let (location, folder) = match database() {
            Some(url) => {
                let mut client = postgres::Client::connect(&url, postgres::NoTls).expect("the test server answers");
                client.batch_execute(&format!("CREATE SCHEMA {name}")).expect("a test schema can be made");
                (Location::Schema { url, schema: name }, None)
            }
            None => {
                let folder = std::env::temp_dir().join(format!("fondaco_{name}"));
                std::fs::create_dir_all(&folder).expect("a temporary folder can be made");
                (Location::File(folder.join("set.db")), Some(folder))
            }
        };
        let set = Set::open(location.clone(), registry, options).expect("a fresh set opens");
        Fresh { set: Some(Arc::new(set)), location, folder }
    }

    /// The open set, to share with threads.
    pub fn set(&self) -> Arc<Set> {
        self.set.clone().expect("the set is open until the test ends")
    }
}

impl std::ops::Deref for Fresh {
    type Target = Set;
    fn deref(&self) -> &Set {
        self.set.as_deref().expect("the set is open until the test ends")
    }
}

impl Drop for Fresh {
    fn drop(&mut self) {
        drop(self.set.take());
        if let Some(folder) = &self.folder {
            let _ = std::fs::remove_dir_all(folder);
        }
        if let Location::Schema { url, schema } = &self.location
            && let Ok(mut client) = postgres::Client::connect(url, postgres::NoTls)
        {
            let _ = client.batch_execute(&format!("DROP SCHEMA {schema} CASCADE"));
        }
    }
}
