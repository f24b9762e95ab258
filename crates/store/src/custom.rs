//! Fields that an account set adds to an entity for itself: a real column, there for list, form, search, audit and backup alike.

use crate::{Engine, Tx, schema};
use base::{Refusal, Result};
use entity::{CustomField, Kind};

/// Most custom fields of one entity.
pub const MOST: usize = 100;
/// Longest name of a custom field, its `x_` included.
const NAME: usize = 48;

impl Tx<'_> {
    /// Adds the column of a custom field; whoever calls this writes the field's definition in the same transaction, so that the
    /// hook which lists the set's fields names it from the same moment on. Every open process takes it up with its next
    /// transaction. A table that is busy for long is given up, so that others do not queue behind the change.
    pub fn add_field(&mut self, field: &CustomField) -> Result<()> {
        let shape = self.shape(&field.entity)?;
        let refuse = |code: &'static str| Refusal::new(code).field("name").arg("name", &field.name);
        base::ensure!(shape.def.custom, refuse("store.no_custom_fields"))?;
        base::ensure!(plain_name(&field.name), refuse("store.custom_field_name"))?;
        base::ensure!(shape.field(&field.name).is_none(), refuse("store.custom_field_taken"))?;
        let known = match field.kind {
            Kind::Reference(target) => self.model.shapes.get(target).is_some_and(|s| s.def.line_of.is_none()),
            kind => offered(&kind),
        };
        base::ensure!(known, refuse("store.custom_field_kind"))?;
        let added = shape.fields.len() - shape.def.fields.len();
        base::ensure!(added < MOST, refuse("store.too_many_custom_fields").arg("most", MOST))?;
        let engine = self.engine();
        // A column that an earlier field of this name left behind is used again if it holds the same kind of value.
        self.flush()?;
        let mut conn = self.conn.borrow_mut();
        let kept = schema::columns_of(&mut conn, shape.table())?.into_iter().find(|(name, _)| *name == field.name);
        let kind = schema::column_type(schema::custom_column(&field.kind), engine);
        match kept {
            Some((_, holds)) => {
                let same = schema::column_type(holds, engine) == kind;
                base::ensure!(same, refuse("store.custom_field_taken"))?;
            }
            None => {
                if engine == Engine::Postgres {
                    conn.batch("SET LOCAL lock_timeout TO '2s'")?;
                }
                conn.batch(&format!("ALTER TABLE \"{}\" ADD COLUMN \"{}\" {kind}", shape.table(), field.name))?;
                if engine == Engine::Postgres {
                    conn.batch("SET LOCAL lock_timeout TO '10s'")?;
                }
            }
        }
        drop(conn);
        self.raise_revision()
    }
}

/// `x_` and a word of small letters, digits and underscores that begins with a letter.
pub fn plain_name(name: &str) -> bool {
    let Some(word) = name.strip_prefix("x_") else { return false };
    name.len() <= NAME
        && word.starts_with(|c: char| c.is_ascii_lowercase())
        && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        // The store itself puts such endings on columns and indexes.
        && !word.contains("__")
        && !word.ends_with("_sort")
}

fn offered(kind: &Kind) -> bool {
    !matches!(kind, Kind::Lines(_) | Kind::Number | Kind::Rate | Kind::Key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_custom_name_is_a_plain_word() {
        for (name, good) in [
            ("x_batch", true),
            ("x_b2", true),
            ("batch", false),
            ("x_", false),
            ("x_2b", false),
            ("x_Batch", false),
            ("x_a\" --", false),
            ("x_a__b", false),
            ("x_name_sort", false),
            ("x_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false),
        ] {
            assert_eq!(plain_name(name), good, "{name}");
        }
    }
}
