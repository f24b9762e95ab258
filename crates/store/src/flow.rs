//! Document flow: which line became which, in one table read in both directions.

use crate::{Read, Tx};
use base::Result;
use entity::Value;

/// One line of a document that went into a line of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Kind, record and line it came from.
    pub from: (i64, i64, i64),
    /// Kind, record and line it went to.
    pub to: (i64, i64, i64),
    /// What it did there: `delivered`, `invoiced`.
    pub role: &'static str,
    /// In base units; negative where it took back.
    pub quantity: i64,
    /// In minor units of the company's currency.
    pub amount: i64,
}

impl Tx<'_> {
    /// Writes down which lines became which.
    pub fn link(&mut self, links: &[Link]) -> Result<()> {
        let columns =
            ["from_kind", "from_record", "from_line", "to_kind", "to_record", "to_line", "role", "quantity", "amount"];
        let columns = columns.map(str::to_owned);
        let row = |l: &Link| -> Vec<Value> {
            let (from, to) = (l.from, l.to);
            let mut row: Vec<Value> = [from.0, from.1, from.2, to.0, to.1, to.2].map(Value::Int).to_vec();
            row.push(l.role.into());
            row.extend([l.quantity, l.amount].map(Value::Int));
            row
        };
        self.insert_later(&columns, "link", links.iter().map(row).collect())
    }
}

impl Read<'_> {
    /// The documents that a record's lines went into and came from: (kind, record, role), each once, and whether they followed it.
    pub fn flow(&self, kind: i64, record: i64) -> Result<Vec<(i64, i64, String, bool)>> {
        let sql = crate::sql!(
            "store.flow",
            "SELECT DISTINCT to_kind, to_record, role, 1 FROM link WHERE from_kind = $1 AND from_record = $2 \
             UNION ALL SELECT DISTINCT from_kind, from_record, role, 0 FROM link WHERE to_kind = $1 AND to_record = $2"
        );
        let int = |row: &crate::Row, place: usize| row.get(place).and_then(Value::int).unwrap_or(0);
        let rows = self.query(sql, &[kind.into(), record.into()])?;
        let said = |r: &crate::Row| {
            (int(r, 0), int(r, 1), r.get(2).map(ToString::to_string).unwrap_or_default(), int(r, 3) == 1)
        };
        Ok(rows.iter().map(said).collect())
    }
}
