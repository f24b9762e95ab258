//! Writes the difference between the declarations and the golden schema as the next migration, for a person to read and commit.
//!
//! A migrations folder holds `schema.txt` (the golden tables), `NNNN_name.sqlite.sql` and `NNNN_name.postgres.sql` per step, and
//! `list.rs`, which the program includes: `include!("../migrations/list.rs")` gives `MIGRATIONS`.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use store::{Registry, differ, schema};

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Written {
    /// Declarations and golden schema agree.
    Nothing,
    /// This step, in these files.
    Step { number: u32, files: Vec<PathBuf> },
}

/// One step that is already in the folder.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Known {
    number: u32,
    name: String,
}

/// Writes the next step. Without a name it is called after what it changes first.
pub fn write(registry: &Registry, folder: &Path, name: Option<&str>) -> Result<Written, String> {
    let golden = match fs::read_to_string(folder.join("schema.txt")) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(format!("schema.txt cannot be read: {error}")),
    };
    let steps = known(folder)?;
    if golden.is_empty() != steps.is_empty() {
        return Err("schema.txt and the numbered steps belong together; one of them is missing".to_owned());
    }
    let Some(step) = differ::step(&golden, &registry.tables(&[]))? else { return Ok(Written::Nothing) };
    let number = steps.last().map_or(1, |s| s.number + 1);
    let name = name.map_or_else(|| suggested(&golden, &step.golden), str::to_owned);
    put(folder, steps, number, &name, step)
}

/// Throws all steps away and writes one that makes every table. Only while no set exists that anybody wants to keep.
pub fn fresh(registry: &Registry, folder: &Path) -> Result<Written, String> {
    for step in known(folder)? {
        for file in files(folder, &step) {
            fs::remove_file(&file).map_err(|error| format!("{} cannot be removed: {error}", file.display()))?;
        }
    }
    let Some(step) = differ::step("", &registry.tables(&[]))? else { return Ok(Written::Nothing) };
    put(folder, Vec::new(), 1, "initial", step)
}

/// True when the declarations and the golden schema agree: what a test of the program asks.
pub fn agrees(registry: &Registry, golden: &str) -> bool {
    schema::to_text(&registry.tables(&[])) == golden
}

fn put(folder: &Path, mut steps: Vec<Known>, number: u32, name: &str, step: differ::Step) -> Result<Written, String> {
    let plain = !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    if !plain {
        return Err(format!("{name:?} is no name for a step: small letters, digits and underscores"));
    }
    let known = Known { number, name: name.to_owned() };
    let [sqlite, postgres] = files(folder, &known);
    steps.push(known);
    let all = [
        (sqlite, step.sqlite),
        (postgres, step.postgres),
        (folder.join("schema.txt"), step.golden),
        (folder.join("list.rs"), list(&steps)),
    ];
    fs::create_dir_all(folder).map_err(|error| format!("{} cannot be made: {error}", folder.display()))?;
    for (file, text) in &all {
        fs::write(file, text).map_err(|error| format!("{} cannot be written: {error}", file.display()))?;
    }
    Ok(Written::Step { number, files: all.into_iter().map(|(file, _)| file).collect() })
}

fn files(folder: &Path, step: &Known) -> [PathBuf; 2] {
    ["sqlite", "postgres"].map(|engine| folder.join(format!("{:04}_{}.{engine}.sql", step.number, step.name)))
}

/// The steps of a folder in order; a gap or a missing half is an error.
fn known(folder: &Path) -> Result<Vec<Known>, String> {
    let mut steps = Vec::new();
    let Ok(entries) = fs::read_dir(folder) else { return Ok(steps) };
    for entry in entries.flatten() {
        let file = entry.file_name().to_string_lossy().into_owned();
        let Some((number, name)) = file.strip_suffix(".sqlite.sql").and_then(|stem| stem.split_once('_')) else {
            continue;
        };
        let number = number.parse().map_err(|_| format!("{file} does not begin with a number"))?;
        steps.push(Known { number, name: name.to_owned() });
    }
    steps.sort();
    for (step, number) in steps.iter().zip(1..) {
        if step.number != number {
            return Err(format!("step {number} is missing or there twice"));
        }
        if let Some(missing) = files(folder, step).iter().find(|file| !file.exists()) {
            return Err(format!("{} is missing", missing.display()));
        }
    }
    Ok(steps)
}

/// The Rust list that the program includes.
fn list(steps: &[Known]) -> String {
    let mut text = String::from(
        "// Written by `cargo xtask schema`; the steps themselves are read and completed by a person.\n\
         /// Every step of the schema, in order.\npub static MIGRATIONS: &[store::Migration] = &[\n",
    );
    for Known { number, name } in steps {
        let _ = writeln!(
            text,
            "    store::Migration {{\n        number: {number},\n        name: \"{name}\",\n        \
             sqlite: include_str!(\"{number:04}_{name}.sqlite.sql\"),\n        \
             postgres: include_str!(\"{number:04}_{name}.postgres.sql\"),\n    }},"
        );
    }
    text.push_str("];\n");
    text
}

/// A name after the first table that differs.
fn suggested(old: &str, new: &str) -> String {
    if old.is_empty() {
        return "initial".to_owned();
    }
    let tables = |text: &str| {
        schema::from_text(text).unwrap_or_default().into_iter().map(|t| (t.name.clone(), t)).collect::<Vec<_>>()
    };
    let (old, new) = (tables(old), tables(new));
    let differs = new.iter().find(|n| !old.contains(n)).or_else(|| old.iter().find(|o| !new.contains(o)));
    differs.map_or_else(|| "change".to_owned(), |(name, _)| name.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;
    use store::schema::{Holds, Table};
    use store::{Hooks, Module};

    fn first() -> Vec<Table> {
        vec![Table::with_id("till_goods").column("name", Holds::Text)]
    }

    fn second() -> Vec<Table> {
        vec![Table::with_id("till_goods").column("name", Holds::Big).maybe("shelf", Holds::Text)]
    }

    fn registry(tables: fn() -> Vec<Table>) -> Arc<Registry> {
        let module = Module { name: "till", entities: &[], messages: &[], needs: &[], tables, reports: &[], laws: &[] };
        Registry::new(&[Box::leak(Box::new(module))], &[], Hooks::OPEN)
    }

    #[test]
    fn a_folder_grows_by_one_step_for_each_difference() {
        let folder = std::env::temp_dir().join(format!("fondaco_xtask_{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        let (old, new) = (registry(first), registry(second));
        assert!(matches!(write(&old, &folder, None), Ok(Written::Step { number: 1, .. })));
        assert_eq!(write(&old, &folder, None), Ok(Written::Nothing));
        let Ok(Written::Step { number: 2, files }) = write(&new, &folder, None) else { panic!("no second step") };
        assert!(files[0].ends_with("0002_till_goods.sqlite.sql"));
        let sqlite = fs::read_to_string(&files[0]).unwrap();
        assert!(sqlite.starts_with("--@rebuild till_goods\n") && sqlite.contains("--@copied till_goods\n"), "{sqlite}");
        let golden = fs::read_to_string(folder.join("schema.txt")).unwrap();
        assert!(agrees(&new, &golden) && !agrees(&old, &golden));
        assert!(fs::read_to_string(folder.join("list.rs")).unwrap().contains("\"0002_till_goods.postgres.sql\""));
        assert!(write(&old, &folder, Some("Not a name")).is_err());
        assert!(matches!(fresh(&new, &folder), Ok(Written::Step { number: 1, .. })));
        assert_eq!(known(&folder).unwrap().len(), 1);
        fs::remove_file(folder.join("schema.txt")).unwrap();
        assert!(write(&new, &folder, None).is_err());
        fs::remove_dir_all(&folder).unwrap();
    }
}
