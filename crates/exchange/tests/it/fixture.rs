//! A set with the basics of a small trader, and short ways to import into it.

use base::Result;
use exchange::import::{Counts, Import, Mapping, Report, Rows, no_labels};
use platform::Language;
use std::collections::HashMap;
use std::io::Cursor;
use std::path::Path;
use std::sync::Arc;
use store::testing::Fresh;
use store::{Access, Hooks, Registry, Scope, Set, Who};

/// The registry; users may only read and import, the program may everything.
pub fn registry() -> Arc<Registry> {
    let hooks = Hooks {
        access: |_, who| {
            let user = who.user.unwrap_or(0);
            let granted = ["read", "create", "edit"].map(|a| (("parties.party".to_owned(), a.to_owned()), Scope::Own));
            let mut grants: HashMap<_, _> = granted.into_iter().collect();
            grants.insert(
                ("parties.party".to_owned(), "import".to_owned()),
                if user == 1 { Scope::All } else { Scope::None },
            );
            Ok(Arc::new(Access { user, grants, ..Access::default() }))
        },
        ..Hooks::OPEN
    };
    Registry::new(&[&platform::MODULE, &parties::MODULE, &catalog::MODULE], &[], hooks)
}

pub fn world() -> Fresh {
    let set = Fresh::open(registry());
    set.write(&we(), |tx| {
        platform::seed::basics(tx, Language::English)?;
        tx.insert(&mut platform::User::new("Ana", "ana@we.example", &[])).map(|_| ())
    })
    .unwrap();
    set
}

pub fn we() -> Who {
    Who::program("test")
}

pub fn mapping(text: &str) -> Mapping {
    Mapping::parse(text).unwrap()
}

/// Customers by the key of another system.
pub const CUSTOMERS: &str = r#"
entity = "parties.party"
key = { external = "old", column = "No" }
[fields]
name = "Name"
credit_limit = "Limit"
currency = { value = "EUR" }
country = "Country"
"roles.1.role" = { value = "customer" }
"addresses.1.city" = "City"
"addresses.1.purpose" = { value = "bill" }
"emails.1.address" = "Mail"
"phones.1.number" = "Phone"
"#;

pub fn rows(bytes: impl Into<Vec<u8>>, mapping: &Mapping) -> Result<Rows> {
    Rows::open(Cursor::new(bytes.into()), "customers.csv", mapping, None)
}

pub fn import_as(set: &Set, who: &Who, mapping: &Mapping, bytes: impl Into<Vec<u8>>) -> Result<Report> {
    let import = Import { set, who, mapping, labels: &no_labels, progress: &|_| true };
    import.run(rows(bytes, mapping)?)
}

pub fn import(set: &Set, mapping: &Mapping, bytes: impl Into<Vec<u8>>) -> Report {
    import_as(set, &we(), mapping, bytes).unwrap()
}

pub fn rehearse(set: &Set, mapping: &Mapping, bytes: impl Into<Vec<u8>>) -> Report {
    let who = we();
    let import = Import { set, who: &who, mapping, labels: &no_labels, progress: &|_| true };
    import.rehearse(rows(bytes, mapping).unwrap()).unwrap()
}

pub fn import_beside(set: &Set, mapping: &Mapping, path: &Path) -> Report {
    let who = we();
    let import = Import { set, who: &who, mapping, labels: &no_labels, progress: &|_| true };
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let file = exchange::import::open(path).unwrap();
    import.run(Rows::open(file, &name, mapping, path.parent()).unwrap()).unwrap()
}

pub fn counts(created: u64, updated: u64, unchanged: u64, refused: u64) -> Counts {
    Counts { created, updated, unchanged, refused }
}

pub fn number(set: &Set, sql: &str) -> i64 {
    set.read(&we(), |read| read.number(sql, &[])).unwrap()
}

/// Each problem as line, column and code.
pub fn problems(report: &Report) -> Vec<String> {
    report.problems.iter().map(|p| format!("{} {} {}", p.line, p.column, p.refusal.code)).collect()
}
