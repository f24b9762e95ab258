//! One file that holds a whole account set, the same from either engine: backup, proof, restore, copy and move.
//!
//! The file is a ZIP of `schema.txt` (the tables), one `tables/NAME.jsonl` per table (a JSON array per row; bytes are
//! `{"hex": …}`) and `manifest.json` (counts and hashes). Attachments are tables like the others.

mod check;
mod place;
mod rows;

use crate::schema::{self, Table};
use crate::{Conn, Engine, Location, Registry, Set, connect, directive, migrate};
use base::{Context, Error, Instant, Refusal, Result};
use entity::Value;
use rows::{Rows, Written};
use serde_json::{Value as Json, json};
use std::collections::HashMap;
use std::fs::File;
use std::io::{BufReader, Read as _, Write};
use std::path::{Path, PathBuf};

pub use check::{Verified, verify};

/// The version of the file's form.
pub const FORMAT: u64 = 1;
/// Rows that travel at once.
const ROWS: usize = 2_000;
/// Bytes that travel at once, roughly.
const BYTES: usize = 4 << 20;

/// What a backup file says about itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    /// The schema number of the set.
    pub schema: u32,
    /// When the backup was made, by the set's clock.
    pub created_at: Instant,
    /// The tables in the file, by name.
    pub tables: Vec<TableEntry>,
    /// The last seal of the audit, as (number, hash): written down elsewhere, it proves that the past is whole.
    pub seal: Option<(i64, String)>,
}

/// One table in a backup file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableEntry {
    /// The table.
    pub name: String,
    /// Its rows.
    pub rows: u64,
    /// The SHA-256 of its row file.
    pub sha256: String,
    /// The highest id ever given; 0 for tables without ids.
    pub last_id: i64,
}

/// How far a backup or a restore has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress<'a> {
    /// A table is written or loaded.
    Table(&'a str, u64),
    /// Everything is loaded and checked beside the old set.
    Ready,
}

/// What wants to know how far it is.
pub type Watch<'a> = &'a mut dyn FnMut(Progress);

/// For callers that do not want to know.
pub fn quietly(_: Progress) {}

/// Writes a set into a file while others go on writing to the set: one moment of it, all tables. The file appears under its name
/// once it is whole and on disk.
pub fn backup(set: &Set, file: &Path, watch: Watch) -> Result<Manifest> {
    let mut conn = set.maintenance()?;
    match conn.engine() {
        // What has to be sorted is sorted on disk: a backup needs little memory however large the set.
        Engine::Sqlite => conn.batch("PRAGMA temp_store = FILE; BEGIN")?,
        Engine::Postgres => conn.batch("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")?,
    }
    let manifest = write_file(&mut conn, set.registry(), set.now(), file, watch)?;
    conn.batch("COMMIT")?;
    Ok(manifest)
}

/// Writes the set as this connection's transaction sees it.
fn write_file(conn: &mut Conn, registry: &Registry, now: Instant, file: &Path, watch: Watch) -> Result<Manifest> {
    let part = place::beside(file, "part");
    let outcome = write_part(conn, registry, now, &part, watch).and_then(|manifest| {
        place::appear(&part, file)?;
        Ok(manifest)
    });
    if outcome.is_err() {
        let _ = std::fs::remove_file(&part);
    }
    outcome
}

fn write_part(conn: &mut Conn, registry: &Registry, now: Instant, part: &Path, watch: Watch) -> Result<Manifest> {
    const DOING: &str = "writing the backup";
    let custom = (registry.hooks.custom_fields)(conn)?;
    let mut tables = registry.tables(&custom);
    tables.sort_by(|a, b| a.name.cmp(&b.name));
    let schema = migrate::schema_number(conn)?.context("a set without a schema number")?;
    let mut zip = zip::ZipWriter::new(place::create_private(part)?);
    let options = zip::write::SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated)
        .compression_level(Some(3))
        .large_file(true);
    zip.start_file("schema.txt", options).context(DOING)?;
    zip.write_all(schema::to_text(&tables).as_bytes()).context(DOING)?;
    let last = last_ids(conn)?;
    let mut entries = Vec::new();
    for table in &tables {
        zip.start_file(format!("tables/{}.jsonl", table.name), options).context(DOING)?;
        let written = rows::write(conn, table, &mut zip)?;
        let Written { rows, sha256 } = written;
        let last_id = if table.key.is_empty() { last.get(&table.name).copied().unwrap_or(0) } else { 0 };
        entries.push(TableEntry { name: table.name.clone(), rows, sha256, last_id });
        watch(Progress::Table(&table.name, rows));
    }
    let seal = conn.row("SELECT id, hash FROM audit_seal ORDER BY id DESC LIMIT 1", &[])?;
    let seal = match seal.as_deref() {
        Some([Value::Int(id), Value::Bytes(hash)]) => Some((*id, crate::audit::hex(hash))),
        _ => None,
    };
    let manifest = Manifest { schema, created_at: now, tables: entries, seal };
    zip.start_file("manifest.json", options).context(DOING)?;
    zip.write_all(manifest.write().as_bytes()).context(DOING)?;
    zip.finish().context(DOING)?.sync_all().context(DOING)?;
    Ok(manifest)
}

/// The highest id ever given, by table.
fn last_ids(conn: &mut Conn) -> Result<HashMap<String, i64>> {
    let sql = match conn.engine() {
        Engine::Sqlite => "SELECT name, seq FROM sqlite_sequence",
        Engine::Postgres => {
            "SELECT CAST(c.relname AS TEXT), s.last_value FROM pg_class c \
             JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = current_schema() \
             JOIN pg_depend d ON d.refobjid = c.oid AND d.deptype = 'i' \
             JOIN pg_class q ON q.oid = d.objid AND q.relkind = 'S' \
             JOIN pg_sequences s ON s.schemaname = n.nspname AND s.sequencename = q.relname WHERE s.last_value IS NOT NULL"
        }
    };
    let rows = conn.query(sql, &[])?;
    Ok(rows.iter().filter_map(|row| Some((row.first()?.text()?.to_owned(), row.get(1)?.int()?))).collect())
}

/// Puts a backup in the place of a set, on either engine, brought up to this program's schema. Everything is built and checked
/// beside the place and then swapped in at once: whatever interrupts it leaves the old set as it was. The set must not be open.
pub fn restore(file: &Path, to: &Location, registry: &Registry, watch: Watch) -> Result<Manifest> {
    let manifest = read_manifest(file)?;
    let known = registry.migrations.last().map_or(1, |m| m.number);
    if manifest.schema > known {
        return Err(Error::Unavailable(format!(
            "this backup has schema {}; this program knows {known}. Restore it with the newer program",
            manifest.schema
        )));
    }
    let stage = place::Stage::prepare(to)?;
    if let Err(error) = build(&stage, file, &manifest, registry, watch) {
        stage.discard();
        return Err(error);
    }
    watch(Progress::Ready);
    stage.swap()?;
    Ok(manifest)
}

fn build(stage: &place::Stage, file: &Path, manifest: &Manifest, registry: &Registry, watch: Watch) -> Result<()> {
    {
        let mut conn = stage.connect()?;
        load(&mut conn, file, manifest, watch)?;
        stage.settle(&mut conn)?;
    }
    let mut conn = connect(stage.location())?;
    migrate::bring_up_to_date(&mut conn, registry)
}

fn load(conn: &mut Conn, file: &Path, manifest: &Manifest, watch: Watch) -> Result<()> {
    let tables = read_schema(file)?;
    let engine = conn.engine();
    conn.batch(&schema::bare(&tables, engine))?;
    let mut zip = open(file)?;
    let transactions = manifest.rows("store_tx");
    for entry in &manifest.tables {
        let table =
            tables.iter().find(|t| t.name == entry.name).context("a backup whose tables do not fit its schema")?;
        conn.batch("BEGIN")?;
        let written = load_table(conn, &mut zip, table, transactions)?;
        if written.rows != entry.rows || written.sha256 != entry.sha256 {
            return Err(Refusal::new("store.backup_damaged").arg("table", &entry.name).into());
        }
        directive::continue_after(conn, &entry.name, entry.last_id)?;
        conn.batch("COMMIT")?;
        watch(Progress::Table(&entry.name, entry.rows));
    }
    conn.batch("BEGIN")?;
    conn.batch(&schema::dress(&tables, engine))?;
    if engine == Engine::Sqlite && !conn.query("PRAGMA foreign_key_check", &[])?.is_empty() {
        return Err(Refusal::new("store.backup_damaged").arg("table", "references").into());
    }
    // Cursors and open processes must notice that the set went back in time.
    let set =
        "INSERT INTO store_fact (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    let revision = crate::set::system_now().micros().to_string();
    conn.execute(set, &["epoch".into(), base::Key::random().to_string().into()])?;
    conn.execute(set, &["revision".into(), revision.into()])?;
    conn.batch("COMMIT")
}

type Zip = zip::ZipArchive<BufReader<File>>;

fn load_table(conn: &mut Conn, zip: &mut Zip, table: &Table, transactions: u64) -> Result<Written> {
    let columns = rows::columns(table);
    let mut reader = Rows::open(zip, table)?;
    let mut batch = Vec::new();
    let mut bytes = 0;
    loop {
        let row = reader.next()?;
        if batch.len() >= ROWS || bytes > BYTES || (row.is_none() && !batch.is_empty()) {
            conn.load(&table.name, &columns, &std::mem::take(&mut batch))?;
            bytes = 0;
        }
        let Some((mut row, size)) = row else { return Ok(reader.finish()) };
        // The file counts transactions from 1 in their order; a restored set holds them below zero, so that those it makes
        // itself come after them whatever the engine numbers them.
        let position = match table.name.as_str() {
            "store_tx" => columns.iter().position(|c| *c == "xid"),
            "audit_seal" => columns.iter().position(|c| *c == "through"),
            _ => None,
        };
        if let Some(Value::Int(rank)) = position.and_then(|p| row.get_mut(p)) {
            *rank = rank.saturating_sub_unsigned(transactions) - 1;
        }
        bytes += size;
        batch.push(row);
    }
}

/// Copies a set to a place that is still empty, on either engine, while others go on writing to it.
pub fn copy(set: &Set, to: &Location, watch: Watch) -> Result<Manifest> {
    place::must_be_empty(to)?;
    let file = place::between(set.location(), to);
    let outcome = backup(set, &file, &mut quietly).and_then(|_| restore(&file, to, set.registry(), watch));
    let _ = std::fs::remove_file(&file);
    outcome
}

/// Moves a set to an empty place, on either engine. Nobody can write to it meanwhile; the old one stays under another name
/// until a person removes it.
pub fn move_to(set: Set, to: &Location, watch: Watch) -> Result<Manifest> {
    place::must_be_empty(to)?;
    let (from, registry, now) = (set.location().clone(), set.registry().clone(), set.now());
    let tables: Vec<String> = registry.tables(&[]).into_iter().map(|t| t.name).collect();
    drop(set);
    let file = place::between(&from, to);
    let mut frozen = place::Frozen::of(&from, &tables)?;
    let outcome = write_file(&mut frozen.conn, &registry, now, &file, &mut quietly)
        .and_then(|_| restore(&file, to, &registry, watch))
        .and_then(|manifest| frozen.put_aside().map(|()| manifest));
    let _ = std::fs::remove_file(&file);
    outcome
}

/// Removes a set for good. On SQLite it is refused while anybody has the file open; on PostgreSQL what runs ends first.
pub fn remove(at: &Location) -> Result<()> {
    place::remove(at)
}

/// True when nobody has the set open. On PostgreSQL connections come and go with each transaction: it is always alone there.
pub fn alone(at: &Location) -> Result<bool> {
    place::alone(at)
}

fn open(file: &Path) -> Result<Zip> {
    let opened = File::open(file).context("opening the backup")?;
    zip::ZipArchive::new(BufReader::new(opened)).map_err(|_| damaged("archive"))
}

fn damaged(part: &str) -> Error {
    Refusal::new("store.backup_damaged").arg("table", part).into()
}

fn text_of(file: &Path, name: &str) -> Result<String> {
    let mut text = String::new();
    let mut zip = open(file)?;
    let entry = zip.by_name(name).map_err(|_| damaged(name))?;
    entry.take(64 << 20).read_to_string(&mut text).map_err(|_| damaged(name))?;
    Ok(text)
}

fn read_schema(file: &Path) -> Result<Vec<Table>> {
    schema::from_text(&text_of(file, "schema.txt")?).map_err(|_| damaged("schema.txt"))
}

/// What a backup file says about itself; nothing is checked yet.
pub fn read_manifest(file: &Path) -> Result<Manifest> {
    let text = text_of(file, "manifest.json")?;
    let json: Json = serde_json::from_str(&text).map_err(|_| damaged("manifest.json"))?;
    let format = json["format"].as_u64().ok_or_else(|| damaged("manifest.json"))?;
    if format > FORMAT {
        return Err(Error::Unavailable(format!("this backup has form {format}; this program knows {FORMAT}")));
    }
    Manifest::read(&json).ok_or_else(|| damaged("manifest.json"))
}

impl Manifest {
    /// The rows of a table; 0 for one that is not there.
    pub fn rows(&self, table: &str) -> u64 {
        self.tables.iter().find(|t| t.name == table).map_or(0, |t| t.rows)
    }

    fn write(&self) -> String {
        let table = |t: &TableEntry| json!({"name": t.name, "rows": t.rows, "sha256": t.sha256, "last_id": t.last_id});
        let seal = self.seal.as_ref().map(|(id, hash)| json!({"id": id, "hash": hash}));
        let tables: Vec<Json> = self.tables.iter().map(table).collect();
        let json = json!({
            "format": FORMAT,
            "schema": self.schema,
            "created_at": self.created_at.to_string(),
            "created_micros": self.created_at.micros(),
            "seal": seal,
            "tables": tables,
        });
        format!("{json:#}\n")
    }

    fn read(json: &Json) -> Option<Manifest> {
        let table = |t: &Json| {
            Some(TableEntry {
                name: t["name"].as_str()?.to_owned(),
                rows: t["rows"].as_u64()?,
                sha256: t["sha256"].as_str()?.to_owned(),
                last_id: t["last_id"].as_i64()?,
            })
        };
        let seal = &json["seal"];
        Some(Manifest {
            schema: u32::try_from(json["schema"].as_u64()?).ok()?,
            created_at: Instant::from_micros(json["created_micros"].as_i64()?),
            tables: json["tables"].as_array()?.iter().map(table).collect::<Option<_>>()?,
            seal: seal["id"].as_i64().zip(seal["hash"].as_str().map(str::to_owned)),
        })
    }
}

/// A file that nobody has yet, for what is on its way.
fn unused(folder: &Path) -> PathBuf {
    folder.join(format!(".fondaco-{}.archive", base::Key::random()))
}
