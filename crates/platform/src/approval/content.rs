//! What a document says where somebody approved it: the hash by which everybody sees that it is still the same.

use entity::{FieldDef, Kind, Record, Shape, Value};
use sha2::{Digest, Sha256};

/// The names in a list parted by commas.
pub(crate) fn names(text: Option<&str>) -> Vec<&str> {
    text.unwrap_or_default().split(',').map(str::trim).filter(|name| !name.is_empty()).collect()
}

/// True for what a person decides about: not the number, the state, nor what the program notes beside it.
fn said(field: &FieldDef) -> bool {
    field.stored() && !field.volatile && !field.read_only && !matches!(field.kind, Kind::Number)
}

/// The hash of what a record says in these fields, lines in their order; without any named, of all that people decide about.
pub(crate) fn hash(shape: &Shape, record: &Record, watched: &[&str]) -> String {
    let mut text = String::with_capacity(512);
    let named = |name: &str| watched.is_empty() || watched.contains(&name);
    write(&mut text, shape, record, &|field| {
        if watched.is_empty() { said(field) } else { named(field.name) && field.stored() }
    });
    for (place, (field, lines)) in shape.lines.iter().enumerate() {
        let name = shape.fields[*field].name;
        let columns: Vec<&str> = watched.iter().filter_map(|w| w.strip_prefix(name)?.strip_prefix('.')).collect();
        if !named(name) && columns.is_empty() {
            continue;
        }
        for line in record.lines.get(place).and_then(Option::as_ref).into_iter().flatten() {
            text.push('\n');
            write(&mut text, lines, line, &|field| {
                if named(name) { said(field) } else { columns.contains(&field.name) }
            });
        }
    }
    let digest = Sha256::digest(text.as_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Fields in the order of their names, so that the order of a declaration says nothing; what is empty is left out.
fn write(text: &mut String, shape: &Shape, record: &Record, wanted: &dyn Fn(&FieldDef) -> bool) {
    let mut fields: Vec<(&FieldDef, &Value)> =
        shape.fields.iter().zip(&record.values).filter(|(f, v)| wanted(f) && !v.is_null()).collect();
    fields.sort_unstable_by_key(|(field, _)| field.name);
    for (field, value) in fields {
        // The length keeps one field's text from looking like the next field.
        let shown = value.to_string();
        text.push_str(&format!("{}={}:{shown};", field.name, shown.len()));
    }
}
