//! Hierarchies: who stands above and below in a column that points to its own table.

use base::Result;
use entity::Value;
use store::Read;

/// A record and everything above it, by following `column`. Ends even where a damaged tree goes round.
pub fn above(read: &Read, table: &str, column: &str, id: i64) -> Result<Vec<i64>> {
    let sql = format!(
        "WITH RECURSIVE up (id) AS (SELECT CAST($1 AS BIGINT) UNION SELECT t.\"{column}\" FROM \"{table}\" t JOIN up ON t.id = up.id \
         WHERE t.\"{column}\" IS NOT NULL) SELECT id FROM up"
    );
    ids(read, &sql, id)
}

/// A record and everything below it: those whose `column` leads to it.
pub fn below(read: &Read, table: &str, column: &str, id: i64) -> Result<Vec<i64>> {
    let sql = format!(
        "WITH RECURSIVE down (id) AS (SELECT CAST($1 AS BIGINT) UNION SELECT t.id FROM \"{table}\" t JOIN down ON t.\"{column}\" = down.id) \
         SELECT id FROM down ORDER BY id"
    );
    ids(read, &sql, id)
}

fn ids(read: &Read, sql: &str, id: i64) -> Result<Vec<i64>> {
    let rows = read.query(sql, &[Value::Int(id)])?;
    Ok(rows.iter().filter_map(|row| row.first().and_then(Value::int)).collect())
}
