//! Number series: working numbers with gaps allowed, and legal ones that leave none.

use crate::{Engine, Rank, Tx};
use base::Result;
use entity::Value;

impl Tx<'_> {
    /// Takes a block of working numbers of a series and returns the first. Gaps are allowed, so nobody waits for anybody.
    pub(crate) fn draw_working(&mut self, series: &str, count: usize) -> Result<i64> {
        if count == 0 {
            return Ok(0);
        }
        let sql = crate::sql!(
            "store.draw",
            "INSERT INTO number_series (series, next) VALUES ($1, $2 + 1) \
             ON CONFLICT (series) DO UPDATE SET next = number_series.next + $2 RETURNING next"
        );
        let params = [Value::from(series), Value::Int(count as i64)];
        let rows = match self.engine() {
            Engine::Sqlite => self.returning(sql, &params)?,
            // In this transaction the row of the series would stay locked until its end, and everybody who makes such a document
            // would wait in line. On a connection of its own the number is drawn and free at once.
            Engine::Postgres => self.inner.apart(|conn| conn.query(sql, &params))?,
        };
        Ok(next(&rows, count) - count as i64)
    }

    /// The next working number of a series that a document names itself; gaps are allowed.
    pub fn draw(&mut self, series: &str) -> Result<i64> {
        self.draw_working(series, 1)
    }

    /// Takes the next numbers of a legal series, without gaps, and returns the first. The series stays locked until the end, so
    /// this is the last lock of a posting; the moment of the transaction is read again after it, so that numbers and moments
    /// stand in the same order.
    pub fn draw_legal(&mut self, series: &str, count: usize) -> Result<i64> {
        self.rank(Rank::Series);
        if count == 0 {
            return Ok(0);
        }
        let sql = crate::sql!(
            "store.draw_legal",
            "INSERT INTO number_series (series, next) VALUES ($1, $2 + 1) \
             ON CONFLICT (series) DO UPDATE SET next = number_series.next + $2 RETURNING next"
        );
        let rows = self.returning(sql, &[Value::Text(format!("legal/{series}")), Value::Int(count as i64)])?;
        self.now.set(self.inner.now().max(self.now.get()));
        Ok(next(&rows, count) - count as i64)
    }
}

fn next(rows: &[crate::Row], count: usize) -> i64 {
    rows.first().and_then(|r| r.first()).and_then(Value::int).unwrap_or(count as i64 + 1)
}
