//! A slice of a real company's tables, joined and imported by the maps of `examples/adventureworks`, twice.

use crate::fixture::*;
use exchange::import::Mapping;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// The tables, if the variable names a folder that has them.
fn tables() -> Option<PathBuf> {
    let folder = PathBuf::from(std::env::var_os("FONDACO_ADVENTUREWORKS")?);
    folder.join("README.md").exists().then_some(folder)
}

#[test]
fn the_sample_company_arrives_once() {
    let Some(folder) = tables() else {
        eprintln!("skipped: FONDACO_ADVENTUREWORKS names no folder with the AdventureWorks tables");
        return;
    };
    let maps = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/adventureworks/maps");
    let slice = Slice::of(&folder);
    let set = world();
    let steps = [
        ("01-units", "Production.UnitMeasure"),
        ("02-categories", "Production.ProductCategory"),
        ("03-subcategories", "Production.ProductSubcategory"),
        ("04-items", "Production.Product"),
        ("05-list-prices", "Production.ProductListPriceHistory"),
        ("07-vendors", "Purchasing.Vendor"),
        ("09-people", "Person.Person"),
    ];
    let mut seen = String::new();
    for round in 1..=2 {
        for (map, table) in steps {
            let text = std::fs::read_to_string(maps.join(format!("{map}.toml"))).unwrap();
            let report = import_beside(&set, &Mapping::parse(&text).unwrap(), &slice.path(table));
            let counts = report.counts;
            assert_eq!(counts.refused, 0, "{map}: {:?}", report.problems);
            assert!(round == 1 || counts.created + counts.updated == 0, "{map} changed something: {counts:?}");
            writeln!(seen, "{round} {map} {}", counts.rows()).unwrap();
        }
    }
    assert!(seen.contains("2 09-people 300"), "{seen}");
    assert_eq!(number(&set, "SELECT COUNT(*) FROM parties_email_address"), 300);
    assert_eq!(number(&set, "SELECT COUNT(*) FROM parties_phone_number"), 300);
    assert!(number(&set, "SELECT COUNT(*) FROM translation WHERE language = 'zh-TW'") > 100);
}

/// The tables with all rows of the small ones and 300 people.
struct Slice(PathBuf);

impl Slice {
    fn of(folder: &Path) -> Slice {
        let to = std::env::temp_dir().join(format!("fondaco_slice_{}", std::process::id()));
        std::fs::create_dir_all(&to).unwrap();
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            std::fs::copy(&path, to.join(path.file_name().unwrap())).unwrap();
        }
        let people = exchange::table::read(
            &std::fs::read(folder.join("Person.Person.csv.gz")).unwrap(),
            "people",
            &Default::default(),
        );
        let people = people.unwrap();
        let mut text = people.columns.join(",") + "\n";
        for row in people.rows.iter().take(300) {
            writeln!(text, "{}", row.cells.iter().map(|c| format!("\"{c}\"")).collect::<Vec<_>>().join(",")).unwrap();
        }
        std::fs::write(to.join("Person.Person.csv"), text).unwrap();
        Slice(to)
    }

    fn path(&self, table: &str) -> PathBuf {
        self.0.join(format!("{table}.csv"))
    }
}

impl Drop for Slice {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
