//! PostgreSQL databases for tests: the tables are made once for all runs and copied for each test.

use crate::{Engine, Location, Options, Registry, Set, schema};
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// The schema that the set lives in, in every copy.
const SCHEMA: &str = "books";

/// A database of one test, dropped with this.
pub(super) struct Copy {
    server: String,
    name: String,
}

impl Copy {
    /// Where the set is.
    pub fn location(&self) -> Location {
        Location::Schema { url: in_database(&self.server, &self.name), schema: SCHEMA.to_owned() }
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        if let Ok(mut client) = postgres::Client::connect(&self.server, postgres::NoTls) {
            // A child that a test killed may still be leaving.
            let _ = client.batch_execute(&format!("DROP DATABASE IF EXISTS \"{}\" WITH (FORCE)", self.name));
        }
    }
}

/// A database of this name in which the tables of these modules are.
pub(super) fn copy(server: &str, registry: &Arc<Registry>, name: &str) -> Copy {
    let mut client = postgres::Client::connect(server, postgres::NoTls).expect("the test server answers");
    let template = template_of(registry);
    let there = "SELECT 1 FROM pg_database WHERE datname = $1";
    let missing = |client: &mut postgres::Client| {
        client.query_opt(there, &[&template]).expect("the test server lists its databases").is_none()
    };
    if missing(&mut client) {
        // Several tests, and several test programs, begin at once; one of them makes it.
        client.batch_execute("SELECT pg_advisory_lock(7405132)").expect("the lock of the templates is given");
        if missing(&mut client) {
            make(&mut client, server, registry, &template);
        }
        client.batch_execute("SELECT pg_advisory_unlock(7405132)").expect("the lock of the templates is given back");
    }
    // Its pages go through the log: copying whole files would make the server write everything it holds to disk first.
    let create = format!("CREATE DATABASE \"{name}\" TEMPLATE \"{template}\" STRATEGY WAL_LOG");
    client.batch_execute(&create).expect("a database for a test can be copied");
    Copy { server: server.to_owned(), name: name.to_owned() }
}

/// Made under another name, so that an interrupted attempt is never taken for a template.
fn make(client: &mut postgres::Client, server: &str, registry: &Arc<Registry>, template: &str) {
    let building = format!("{template}_building");
    let mut run = |sql: String| client.batch_execute(&sql).expect("the template of the tests can be made");
    run(format!("DROP DATABASE IF EXISTS \"{building}\" WITH (FORCE)"));
    run(format!("CREATE DATABASE \"{building}\""));
    let url = in_database(server, &building);
    let mut inside = postgres::Client::connect(&url, postgres::NoTls).expect("the template of the tests answers");
    inside.batch_execute(&format!("CREATE SCHEMA {SCHEMA}")).expect("the template of the tests gets its schema");
    drop(inside);
    let location = Location::Schema { url, schema: SCHEMA.to_owned() };
    drop(Set::open(location, registry.clone(), Options::default()).expect("the template of the tests opens"));
    // The server may still be seeing the last connection off.
    for _ in 0..200 {
        if client.batch_execute(&format!("ALTER DATABASE \"{building}\" RENAME TO \"{template}\"")).is_ok() {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    panic!("the template of the tests stays in use");
}

/// The template's name: other tables, another template.
fn template_of(registry: &Registry) -> String {
    let mut sum = Sha256::new();
    sum.update(schema::create_all(&registry.tables(&[]), Engine::Postgres));
    for step in registry.migrations {
        sum.update(step.postgres);
    }
    for (name, value) in crate::search::renew::facts(registry) {
        sum.update(name);
        sum.update(value);
    }
    format!("fondaco_template_{}", &crate::audit::hex(&sum.finalize())[..16])
}

/// The address of another database on the same server.
fn in_database(url: &str, name: &str) -> String {
    let (address, settings) = url.split_once('?').map_or((url, String::new()), |(a, s)| (a, format!("?{s}")));
    let server = address.rsplit_once('/').map_or(address, |(server, _)| server);
    format!("{server}/{name}{settings}")
}
