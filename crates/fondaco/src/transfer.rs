//! Files in and out on the command line: `import` and `export`.

use base::{Context, Error, Refusal, Result};
use clap::Args;
use entity::{FieldDef, Kind, Record, Shape, Value};
use exchange::import::{self, Counts, Import, Key, Mapping, Report, Rows, Source, history};
use exchange::write;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use store::list::{self, Question};
use store::{Read, Set, Who};
use ui::{Lang, Messages};

/// `fondaco import SET ENTITY FILE`.
#[derive(Args)]
pub struct ImportFile {
    set: String,
    /// The entity, `parties.party`.
    entity: String,
    /// CSV or XLSX, also compressed with gzip.
    file: PathBuf,
    /// What goes where, see docs/importing.md; without it the headings decide.
    #[arg(long)]
    map: Option<PathBuf>,
    /// Says what would happen and keeps nothing.
    #[arg(long)]
    dry_run: bool,
    /// Where to write refused rows with their reasons; corrected, they import again.
    #[arg(long, value_name = "FILE")]
    errors: Option<PathBuf>,
}

/// `fondaco export SET ENTITY`.
#[derive(Args)]
pub struct ExportFile {
    set: String,
    /// The entity, `parties.party`.
    entity: String,
    /// Which records, in the filter language.
    #[arg(long, default_value = "")]
    filter: String,
    /// Which fields, separated by commas; all unless given.
    #[arg(long, default_value = "", value_delimiter = ',')]
    columns: Vec<String>,
    #[arg(long, default_value = "csv", value_parser = ["csv", "xlsx"])]
    format: String,
    /// The file to write; the standard output unless given.
    #[arg(long)]
    output: Option<PathBuf>,
}

/// `fondaco revert SET RUN`.
#[derive(Args)]
pub struct RevertRun {
    set: String,
    /// The number that the import printed.
    run: i64,
}

impl ImportFile {
    /// The set's name.
    pub fn set(&self) -> &str {
        &self.set
    }

    /// Imports; the number is the exit code: 1 when a row was refused.
    pub fn run(&self, set: &Set) -> Result<u8> {
        let messages = web::app::messages(set.registry())?;
        let model = set.model();
        let shape = model.shapes.get(&self.entity).ok_or_else(|| Error::not_found("entity", &self.entity))?;
        let folder = self.file.parent().unwrap_or(Path::new("")).to_path_buf();
        let name = self.file.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let labels = |entity: &str, field: &str, option: Option<&str>| labels(&messages, entity, field, option);
        let who = Who::program(format!("import of {name}"));
        let mapping = match &self.map {
            Some(path) => Mapping::parse(&std::fs::read_to_string(path).map_err(|e| unreadable(path, &e))?)?,
            None => by_headings(set, &who, shape, &self.file, &name, &labels)?,
        };
        let mapping = mapping.of(&self.entity)?;
        let rows = Rows::open(import::open(&self.file)?, &name, &mapping, Some(&folder))?;
        let import = Import { set, who: &who, mapping: &mapping, labels: &labels, progress: &|_: &Counts| true };
        let report = if self.dry_run { import.rehearse(rows)? } else { import.run(rows)? };
        self.tell(set, shape, &messages, &report)?;
        Ok(u8::from(report.counts.refused > 0))
    }

    fn tell(&self, set: &Set, shape: &Shape, messages: &Messages, report: &Report) -> Result<()> {
        let Counts { created, updated, unchanged, refused } = report.counts;
        let run = report.run.map_or("Rehearsal".to_owned(), |run| format!("Import {run}"));
        say!("{run}: {created} created, {updated} updated, {unchanged} unchanged, {refused} refused.");
        let words = web::Words { messages, lang: Lang::En };
        for problem in &report.problems {
            let place = if problem.column.is_empty() {
                String::new()
            } else {
                format!(", {}: {}", problem.column, problem.value)
            };
            eprintln!("line {}{place}: {}", problem.line, words.refusal(Some(shape), &problem.refusal));
        }
        if let (Some(path), Some(run)) = (&self.errors, report.run) {
            let bytes = set.read_long(&Who::program("import"), |read| {
                let run = history::run(read, run)?;
                history::error_file(read, &run, "Refused because", &|r| words.refusal(Some(shape), r))
            })?;
            std::fs::write(path, bytes).context("writing the refused rows")?;
        }
        Ok(())
    }
}

pub(crate) fn unreadable(path: &Path, error: &std::io::Error) -> Error {
    Refusal::new("exchange.file_missing").arg("file", path.display()).arg("why", error).into()
}

/// What people call a field or an option, in every language.
fn labels(messages: &Messages, entity: &str, field: &str, option: Option<&str>) -> Vec<String> {
    web::labels(messages, entity, field, option)
}

/// A mapping made from the headings alone; a column with the entity's code finds existing records.
fn by_headings(
    set: &Set,
    who: &Who,
    shape: &Arc<Shape>,
    file: &Path,
    name: &str,
    labels: import::Labels,
) -> Result<Mapping> {
    let stream = exchange::table::stream(import::open(file)?, name, &exchange::table::Hints::default())?;
    let paths = set.read(who, |read| {
        let access = read.access()?;
        Ok(import::auto(shape, &access, &stream.columns, labels))
    })?;
    let found = stream.columns.iter().zip(paths).filter_map(|(column, path)| Some((path?, Source::column(column))));
    let fields: BTreeMap<String, Source> = found.collect();
    let key = match (shape.def.code, stream.columns.iter().any(|c| c == "id")) {
        (_, true) => Key { field: Some("id".to_owned()), column: Some("id".to_owned()), ..Key::default() },
        (Some(code), _) if fields.contains_key(code) => Key { field: Some(code.to_owned()), ..Key::default() },
        _ => Key::default(),
    };
    Ok(Mapping { entity: shape.name().to_owned(), key, fields, ..Mapping::default() })
}

impl RevertRun {
    /// The set's name.
    pub fn set(&self) -> &str {
        &self.set
    }

    /// Takes an import back; exit code 1 when records were changed since and stay.
    pub fn run(&self, set: &Set) -> Result<u8> {
        let done = history::revert(set, &Who::program("revert"), self.run)?;
        say!(
            "Import {} is taken back: {} archived, {} undone, {} kept.",
            self.run,
            done.archived,
            done.undone,
            done.kept.len()
        );
        for id in &done.kept {
            eprintln!("{id} was changed since and stays as it is.");
        }
        Ok(u8::from(!done.kept.is_empty()))
    }
}

impl ExportFile {
    /// The set's name.
    pub fn set(&self) -> &str {
        &self.set
    }

    /// Writes the records with field names as headings and codes of references, so that the file imports again.
    pub fn run(&self, set: &Set) -> Result<u8> {
        let (heads, rows) = set.read_long(&Who::program("export"), |read| self.table(read))?;
        let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
        let mut bytes = Vec::new();
        if self.format == "xlsx" {
            bytes = write::xlsx(&self.entity, &heads, rows)?;
        } else {
            write::csv(
                &mut bytes,
                &heads,
                rows,
                &write::CsvOptions { bom: self.output.is_some(), ..write::CsvOptions::default() },
            )?;
        }
        match &self.output {
            Some(path) => std::fs::write(path, bytes).context("writing the export")?,
            None => std::io::stdout().write_all(&bytes).context("writing the export")?,
        }
        Ok(0)
    }

    fn table(&self, read: &Read) -> Result<(Vec<String>, Vec<Vec<write::Value>>)> {
        let shape = read.shape(&self.entity)?;
        let named: Vec<&String> = self.columns.iter().filter(|c| !c.is_empty()).collect();
        if let Some(unknown) = named.iter().find(|c| shape.field(c).is_none()) {
            return Err(Refusal::new("exchange.field_unknown").field(unknown.as_str()).arg("path", unknown).into());
        }
        let wanted = |f: &&FieldDef| named.is_empty() || named.iter().any(|c| *c == f.name);
        let fields: Vec<FieldDef> =
            shape.fields.iter().filter(|f| f.stored() && !f.secret).filter(wanted).copied().collect();
        let records = self.records(read, &shape)?;
        let names = codes(read, &shape, &fields, &records)?;
        let exponents = exponents(read)?;
        let mut heads = vec!["id".to_owned()];
        heads.extend(fields.iter().map(|f| f.name.to_owned()));
        let rows = records.iter().map(|record| {
            let mut row = vec![write::Value::Number { units: record.head.id, scale: 0 }];
            row.extend(fields.iter().map(|f| cell(&shape, f, record, &names, &exponents)));
            row
        });
        Ok((heads, rows.collect()))
    }
}

impl ExportFile {
    fn records(&self, read: &Read, shape: &Shape) -> Result<Vec<Record>> {
        let mut records = Vec::new();
        if shape.def.line_of.is_some() {
            // Lines have no list of their own; they come in the order in which they were made.
            let mut after = 0;
            loop {
                let some = read.records_where(shape.name(), "id > $1 ORDER BY id LIMIT 1000", &[Value::Int(after)])?;
                let Some(last) = some.last() else { return Ok(records) };
                after = last.head.id;
                records.extend(some);
            }
        }
        let question = Question {
            entity: self.entity.clone(),
            filter: self.filter.clone(),
            sort: "id".to_owned(),
            limit: list::MOST,
            ..Question::default()
        };
        list::each(read, &question, &mut |record| {
            records.push(record);
            Ok(())
        })?;
        Ok(records)
    }
}

type Codes = BTreeMap<(&'static str, i64), String>;

/// What the referenced records are found by: their code, else their id.
fn codes(read: &Read, shape: &Shape, fields: &[FieldDef], records: &[Record]) -> Result<Codes> {
    let mut wanted: BTreeMap<&'static str, BTreeSet<i64>> = BTreeMap::new();
    for field in fields {
        if let Kind::Reference(target) = field.kind {
            wanted.entry(target).or_default().extend(records.iter().filter_map(|r| shape.value(r, field.name).int()));
        }
    }
    let mut codes = Codes::new();
    for (target, ids) in wanted {
        let of = read.shape(target)?;
        let ids: Vec<i64> = ids.into_iter().collect();
        let Some(code) = of.def.code else { continue };
        for record in read.find_many(target, &ids, false)? {
            codes.insert((target, record.head.id), of.value(&record, code).to_string());
        }
    }
    Ok(codes)
}

fn exponents(read: &Read) -> Result<BTreeMap<i64, u8>> {
    let rows = read.query(store::sql!("fondaco.exponents", "SELECT id, exponent FROM platform_currency"), &[])?;
    Ok(rows.iter().filter_map(|r| Some((r.first()?.int()?, u8::try_from(r.get(1)?.int()?).ok()?))).collect())
}

fn cell(
    shape: &Shape,
    field: &FieldDef,
    record: &Record,
    codes: &Codes,
    exponents: &BTreeMap<i64, u8>,
) -> write::Value {
    use write::Value as Out;
    let value = shape.value(record, field.name);
    match (field.kind, &value) {
        (_, Value::Null | Value::Bytes(_)) => Out::Empty,
        (Kind::Reference(target), Value::Int(id)) => {
            Out::Text(codes.get(&(target, *id)).filter(|c| !c.is_empty()).cloned().unwrap_or_else(|| id.to_string()))
        }
        (Kind::Bool, Value::Int(n)) => Out::Bool(*n != 0),
        (Kind::Date, Value::Text(text)) => base::Date::parse(text).map_or(Out::Text(text.clone()), Out::Date),
        (Kind::Money, Value::Int(n)) => {
            let currency = list::currency_of(shape, field).and_then(|name| shape.value(record, name).int());
            Out::Number { units: *n, scale: currency.and_then(|id| exponents.get(&id).copied()).unwrap_or(2) }
        }
        (Kind::Instant, Value::Int(n)) => Out::Text(base::Instant::from_micros(*n).to_string()),
        (kind, Value::Int(n)) => Out::Number { units: *n, scale: kind.scale().unwrap_or(0) },
        (Kind::Rate, Value::Text(text)) => {
            Out::Text(base::Rate::from_storage(text).map_or(text.clone(), |r| r.to_string()))
        }
        (_, Value::Text(text)) => Out::Text(text.clone()),
    }
}
