//! Guessing which column goes where, from its heading in any language.

use super::plan::{Labels, fold};
use entity::{FieldDef, Kind, Shape};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use store::Access;

/// How many lines of a kind a file's columns are offered for.
const SLOTS: usize = 3;
/// Languages whose texts are offered for translated fields.
const LANGUAGES: [&str; 3] = ["en", "zh-CN", "es"];

/// A field path that a column can go to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offered {
    /// `emails.1.address`, `name@es`.
    pub path: String,
    /// The entity whose field it is, to find its label.
    pub entity: &'static str,
    pub field: &'static str,
    /// The lines field and the number of the line, from 1; 0 is every line of a file with a row for each.
    pub line: Option<(&'static str, usize)>,
    /// The language of a translation.
    pub language: Option<&'static str>,
}

/// Everything a person may import into an entity, in the order of its fields.
pub fn offered(shape: &Arc<Shape>, access: &Access) -> Vec<Offered> {
    let open = |owner: &Shape, f: &FieldDef| f.writable() && !f.secret && access.edits(owner, f.name);
    let mut all = Vec::new();
    for field in shape.fields.iter().filter(|f| open(shape, f)) {
        let own = Offered {
            path: field.name.to_owned(),
            entity: shape.name(),
            field: field.name,
            line: None,
            language: None,
        };
        all.push(own.clone());
        if field.translated {
            for language in LANGUAGES {
                all.push(Offered {
                    path: format!("{}@{language}", field.name),
                    language: Some(language),
                    ..own.clone()
                });
            }
        }
    }
    for (place, line) in &shape.lines {
        let lines = shape.fields[*place].name;
        for slot in 0..=SLOTS {
            for field in line.fields.iter().filter(|f| open(line, f)) {
                let nth = if slot == 0 { "*".to_owned() } else { slot.to_string() };
                let path = format!("{lines}.{nth}.{}", field.name);
                all.push(Offered {
                    path,
                    entity: line.name(),
                    field: field.name,
                    line: Some((lines, slot)),
                    language: None,
                });
            }
        }
    }
    all
}

/// The path that each column goes to, none where its heading says nothing. No path is given twice.
pub fn auto(shape: &Arc<Shape>, access: &Access, columns: &[String], labels: Labels) -> Vec<Option<String>> {
    let mut names: HashMap<String, String> = HashMap::new();
    let all = offered(shape, access);
    let label = |entity: &str, field: &str| {
        let mut words = labels(entity, field, None);
        words.push(field.to_owned());
        words
    };
    // The record's own fields come first; a heading "City" means the first address only where the record has no city.
    for one in all.iter().filter(|o| o.line.is_none()) {
        for word in label(one.entity, one.field) {
            let word = one.language.map_or(word.clone(), |l| format!("{word} {l}"));
            names.entry(fold(&word)).or_insert_with(|| one.path.clone());
        }
        names.entry(fold(&one.path)).or_insert_with(|| one.path.clone());
    }
    for one in &all {
        let Some((lines, slot)) = one.line else { continue };
        let starred = if slot == 0 { "*" } else { "" };
        names.entry(format!("{starred}{}", fold(&one.path))).or_insert_with(|| one.path.clone());
        for of in label(shape.name(), lines) {
            for word in label(one.entity, one.field) {
                let nth = if slot == 0 { String::new() } else { slot.to_string() };
                let said = fold(&format!("{of} {nth} {word}"));
                names.entry(format!("{starred}{said}")).or_insert_with(|| one.path.clone());
                if slot == 1 {
                    names.entry(fold(&format!("{of} {word}"))).or_insert_with(|| one.path.clone());
                }
            }
        }
    }
    computed(shape, &all, &label, &mut names);
    for one in all.iter().filter(|o| o.line.is_some_and(|(_, slot)| slot == 1)) {
        for word in label(one.entity, one.field) {
            names.entry(fold(&word)).or_insert_with(|| one.path.clone());
        }
    }
    let mut taken = HashSet::new();
    let key = |column: &str| format!("{}{}", if column.contains('*') { "*" } else { "" }, fold(column));
    let one = |column: &String| names.get(&key(column)).filter(|path| taken.insert((*path).clone())).cloned();
    columns.iter().map(one).collect()
}

/// A computed field such as the primary e-mail address is filled through the first line that holds one.
fn computed(
    shape: &Shape,
    all: &[Offered],
    label: &dyn Fn(&str, &str) -> Vec<String>,
    names: &mut HashMap<String, String>,
) {
    for field in shape.fields.iter().filter(|f| f.computed && matches!(f.kind, Kind::Email | Kind::Phone)) {
        let same = |line: &Shape, name: &str| {
            line.field(name).is_some_and(|f| std::mem::discriminant(&f.kind) == std::mem::discriminant(&field.kind))
        };
        let target = all.iter().find(|o| {
            o.line.is_some_and(|(lines, slot)| {
                let line = shape.lines_position(lines).map(|at| &shape.lines[at].1);
                slot == 1 && line.is_some_and(|l| same(l, o.field))
            })
        });
        if let Some(target) = target {
            for word in label(shape.name(), field.name) {
                names.entry(fold(&word)).or_insert_with(|| target.path.clone());
            }
        }
    }
}
