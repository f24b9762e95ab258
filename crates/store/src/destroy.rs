//! Final deletion: what refers to a record is listed first, and while anything does, the record stays.

use crate::audit::AuditRow;
use crate::registry::Layout;
use crate::{Read, Tx, action};
use base::{Error, Refusal, Result};
use entity::{Record, Shape, Value};
use std::sync::Arc;

/// Rows of one entity that refer to a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dependant {
    /// The entity a person would open: the document where the reference stands on one of its lines.
    pub entity: &'static str,
    /// The field that refers, or the column of the host.
    pub field: &'static str,
    /// How many rows do.
    pub count: i64,
    /// The first of the records, at most ten.
    pub some: Vec<i64>,
}

/// Columns by which a row belongs to a record of any kind: `host_kind` and `host`, `kind` and `record`.
pub(crate) fn host_columns(names: &[&str]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for name in names {
        let stem = match *name {
            "kind" => "",
            other => match other.strip_suffix("_kind") {
                Some(stem) => stem,
                None => continue,
            },
        };
        let wanted =
            if stem.is_empty() { vec!["record".to_owned()] } else { vec![format!("{stem}_record"), stem.to_owned()] };
        if let Some(record) = wanted.into_iter().find(|w| names.contains(&w.as_str())) {
            found.push(((*name).to_owned(), record));
        }
    }
    found
}

/// Rows of these tables belong to the record itself and go with it. Its search tokens and duplicate
/// keys went when it was archived.
const OWN: &[&str] = &["search_record", "match_record", "translation", "share", "external_key"];

impl Read<'_> {
    /// Everything that refers to a record: references, links, and what hangs on it by kind and id. Rights are not asked,
    /// because what one may not see still refers.
    pub fn dependants(&self, entity: &str, id: i64) -> Result<Vec<Dependant>> {
        let mut found = Vec::new();
        for (shape, field) in self.model.shapes.references(entity) {
            if shape.def.line_of == Some(entity) {
                continue;
            }
            let column = if shape.def.line_of.is_some() { "document" } else { "id" };
            let condition = format!("\"{}\" = $1", field.name);
            let own = shape.def.line_of.unwrap_or(shape.name());
            found.extend(self.dependant(own, field.name, shape.table(), column, &condition, &[id.into()])?);
        }
        let kind = Value::Int(self.shape(entity)?.def.kind.into());
        for shape in self.model.shapes.iter() {
            let names: Vec<&str> = shape.fields.iter().map(|f| f.name).collect();
            for (kind_column, record) in host_columns(&names) {
                let Some(field) = shape.fields.iter().find(|f| f.name == record) else { continue };
                let condition = format!("\"{kind_column}\" = $1 AND \"{record}\" = $2");
                let params = [kind.clone(), id.into()];
                found.extend(self.dependant(shape.name(), field.name, shape.table(), "id", &condition, &params)?);
            }
        }
        for (field, column) in [("from_record", "to_record"), ("to_record", "from_record")] {
            let condition = format!("{} = $1 AND {field} = $2", field.replace("record", "kind"));
            found.extend(self.dependant("link", field, "link", column, &condition, &[kind.clone(), id.into()])?);
        }
        Ok(found)
    }

    fn dependant(
        &self,
        entity: &'static str,
        field: &'static str,
        table: &str,
        column: &str,
        condition: &str,
        params: &[Value],
    ) -> Result<Option<Dependant>> {
        let count = self.number(&format!("SELECT COUNT(*) FROM \"{table}\" WHERE {condition}"), params)?;
        if count == 0 {
            return Ok(None);
        }
        let sql =
            format!("SELECT DISTINCT \"{column}\" FROM \"{table}\" WHERE {condition} ORDER BY \"{column}\" LIMIT 10");
        let some = self.query(&sql, params)?.iter().filter_map(|row| row.first().and_then(Value::int)).collect();
        Ok(Some(Dependant { entity, field, count, some }))
    }
}

impl Tx<'_> {
    /// Deletes an archived record for good, with its lines. Another right than archiving; refused while anything refers to it.
    /// Afterwards its id answers as gone, and the audit still tells what it was.
    pub fn destroy(&mut self, entity: &str, id: i64, version: Option<i64>) -> Result<()> {
        let model = self.model.clone();
        let layout = model.layouts.get(entity).ok_or_else(|| Error::not_found("entity", entity))?;
        let shape = layout.shape.clone();
        let record = self.lock_record(entity, id)?;
        self.must(&shape, &record, action::DESTROY)?;
        if version.is_some_and(|v| v != record.head.version) {
            return Err(Error::Stale { entity: entity.to_owned(), id });
        }
        let refused = |code: &'static str| Refusal::new(code).entity(entity).record(shape.title(&record));
        if record.head.archived_at.is_none() {
            return Err(refused("store.destroy_live").into());
        }
        let dependants = self.dependants(entity, id)?;
        if !dependants.is_empty() {
            let list: Vec<String> = dependants.iter().map(|d| format!("{} ({})", d.entity, d.count)).collect();
            return Err(refused("store.destroy_in_use").arg("dependants", list.join(", ")).into());
        }
        self.remove(layout, &shape, &record)
    }

    fn remove(&mut self, layout: &Layout, shape: &Arc<Shape>, record: &Record) -> Result<()> {
        let id = record.head.id;
        for (_, line) in &layout.shape.lines {
            self.execute(&format!("DELETE FROM \"{}\" WHERE document = $1", line.table()), &[id.into()])?;
        }
        let kind = Value::Int(shape.def.kind.into());
        for table in OWN {
            self.execute(&format!("DELETE FROM {table} WHERE kind = $1 AND record = $2"), &[kind.clone(), id.into()])?;
        }
        // Who was merged into this record is gone with it.
        self.execute(
            crate::sql!(
                "store.orphan_former",
                "UPDATE former_id SET survivor = NULL WHERE kind = $1 AND survivor = $2"
            ),
            &[kind.clone(), id.into()],
        )?;
        self.execute(
            crate::sql!(
                "store.former_gone",
                "INSERT INTO former_id (kind, record, survivor) VALUES ($1, $2, NULL) \
                 ON CONFLICT (kind, record) DO UPDATE SET survivor = NULL"
            ),
            &[kind, id.into()],
        )?;
        self.execute(&format!("DELETE FROM \"{}\" WHERE id = $1", shape.table()), &[id.into()])?;
        let mut nothing = Record::blank(&shape.fields);
        nothing.head.id = id;
        let mut row = AuditRow::update(shape, record, &nothing, action::DESTROY);
        row.version = record.head.version + 1;
        self.audit.push(row);
        self.originals.remove(&(shape.name(), id));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::host_columns;

    #[test]
    fn hosts_are_known_by_their_two_columns() {
        let pairs = |names: &[&str]| {
            host_columns(names).into_iter().map(|(kind, record)| format!("{kind}+{record}")).collect::<Vec<_>>()
        };
        assert_eq!(pairs(&["id", "kind", "record"]), ["kind+record"]);
        assert_eq!(
            pairs(&["from_kind", "from_record", "to_kind", "to_record"]),
            ["from_kind+from_record", "to_kind+to_record"]
        );
        assert_eq!(pairs(&["host_kind", "host", "kind"]), ["host_kind+host"]);
        assert_eq!(pairs(&["kind", "name"]), Vec::<String>::new());
    }
}
