//! Whether anything points to a record: what is in use keeps its decisive figures.

use base::Result;
use store::Read;

/// True when a row of any entity but these refers to the record.
pub fn used(read: &Read, entity: &str, id: i64, but: &[&str]) -> Result<bool> {
    for (shape, field) in read.model().shapes.references(entity) {
        if but.contains(&shape.name()) {
            continue;
        }
        let sql = format!("SELECT 1 FROM \"{}\" WHERE \"{}\" = $1 LIMIT 1", shape.table(), field.name);
        if read.row(&sql, &[id.into()])?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}
