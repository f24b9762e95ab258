//! Proving a backup without restoring it: every count, every hash, and the audit chain from the first row to the last seal.

use super::{Manifest, Rows, Zip, open, read_manifest, read_schema};
use crate::audit::{Chain, Link};
use crate::schema::Table;
use base::{Error, Result};
use entity::Value;
use std::path::Path;

/// What the proof of a backup found.
#[derive(Clone, Debug)]
pub struct Verified {
    /// What the file says about itself.
    pub manifest: Manifest,
    /// What does not hold; nothing, when it can be relied on.
    pub problems: Vec<String>,
}

/// Proves a backup file. A file that cannot be read as one is an error; one that can, but does not hold, lists its problems.
pub fn verify(file: &Path) -> Result<Verified> {
    let manifest = read_manifest(file)?;
    let tables = read_schema(file)?;
    let mut problems = Vec::new();
    let mut zip = open(file)?;
    for entry in &manifest.tables {
        let Some(table) = tables.iter().find(|t| t.name == entry.name) else {
            problems.push(format!("table {} is not in the schema", entry.name));
            continue;
        };
        match read_through(&mut zip, table) {
            Ok((rows, _)) if rows != entry.rows => {
                problems.push(format!("table {} holds {rows} rows instead of {}", entry.name, entry.rows));
            }
            Ok((_, sha256)) if sha256 != entry.sha256 => {
                problems.push(format!("table {} does not have its hash", entry.name));
            }
            Ok(_) => {}
            Err(Error::Refused(_)) => problems.push(format!("table {} cannot be read", entry.name)),
            Err(other) => return Err(other),
        }
    }
    problems.extend(
        tables
            .iter()
            .filter(|t| !manifest.tables.iter().any(|e| e.name == t.name))
            .map(|t| format!("table {} is missing", t.name)),
    );
    if problems.is_empty() {
        problems = chain(file, &tables, &manifest)?;
    }
    Ok(Verified { manifest, problems })
}

fn read_through(zip: &mut Zip, table: &Table) -> Result<(u64, String)> {
    let mut rows = Rows::open(zip, table)?;
    while rows.next()?.is_some() {}
    let written = rows.finish();
    Ok((written.rows, written.sha256))
}

/// Columns of one table's rows by name.
struct Columns<'t>(Vec<&'t str>);

impl Columns<'_> {
    fn value<'r>(&self, row: &'r [Value], name: &str) -> Option<&'r Value> {
        self.0.iter().position(|c| *c == name).and_then(|i| row.get(i))
    }

    fn int(&self, row: &[Value], name: &str) -> i64 {
        self.value(row, name).and_then(Value::int).unwrap_or(0)
    }

    fn text<'r>(&self, row: &'r [Value], name: &str) -> &'r str {
        self.value(row, name).and_then(Value::text).unwrap_or_default()
    }

    fn bytes<'r>(&self, row: &'r [Value], name: &str) -> &'r [u8] {
        match self.value(row, name) {
            Some(Value::Bytes(bytes)) => bytes,
            _ => &[],
        }
    }
}

/// Walks transactions, audit rows and seals side by side: all three stand in the same order.
fn chain(file: &Path, tables: &[Table], manifest: &Manifest) -> Result<Vec<String>> {
    let table = |name: &str| tables.iter().find(|t| t.name == name).ok_or_else(|| super::damaged(name));
    let (mut first, mut second, mut third) = (open(file)?, open(file)?, open(file)?);
    let (tx, audit, seal) = (table("store_tx")?, table("audit")?, table("audit_seal")?);
    let (of_tx, of_audit, of_seal) =
        (Columns(super::rows::columns(tx)), Columns(super::rows::columns(audit)), Columns(super::rows::columns(seal)));
    let mut transactions = Rows::open(&mut first, tx)?;
    let mut audits = Rows::open(&mut second, audit)?;
    let mut seals = Rows::open(&mut third, seal)?;
    let mut chain = Chain::new();
    let mut next_audit = audits.next()?;
    let mut next_seal = seals.next()?;
    let mut last = None;
    while let Some((transaction, _)) = transactions.next()? {
        let (id, rank) = (of_tx.int(&transaction, "id"), of_tx.int(&transaction, "xid"));
        while let Some((row, _)) = next_audit.as_ref().filter(|(row, _)| of_audit.int(row, "tx") == id) {
            chain.row(&Link {
                tx: id,
                at: of_tx.int(&transaction, "at"),
                by: of_tx.value(&transaction, "by_user").and_then(Value::int),
                kind: of_audit.int(row, "kind"),
                record: of_audit.int(row, "record"),
                version: of_audit.int(row, "version"),
                action: of_audit.text(row, "action"),
                changes: of_audit.text(row, "changes"),
                hash: of_audit.bytes(row, "hash"),
            });
            next_audit = audits.next()?;
        }
        while let Some((row, _)) = next_seal.as_ref().filter(|(row, _)| of_seal.int(row, "through") <= rank) {
            last = Some((of_seal.int(row, "id"), crate::audit::hex(of_seal.bytes(row, "hash"))));
            chain.seal(of_seal.int(row, "id"), of_seal.bytes(row, "hash"));
            next_seal = seals.next()?;
        }
    }
    if next_audit.is_some() {
        chain.tell("rows of the audit have lost their transaction".to_owned());
    }
    if next_seal.is_some() {
        chain.tell("a seal covers transactions that are not there".to_owned());
    }
    if last != manifest.seal {
        chain.tell("the last seal is not the one that the file names".to_owned());
    }
    Ok(chain.wrong)
}
