//! Number series: working numbers with gaps allowed, and legal ones that leave none and are chained by their documents' hashes.

use crate::{Engine, Rank, Row, Tx};
use base::Result;
use entity::Value;

/// Legal numbers that were taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// The first of them.
    pub first: i64,
    /// The hash of the document that took the number before; none where the chain begins.
    pub before: Option<String>,
}

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
            Engine::Sqlite => self.drawn(sql, &params)?,
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

    /// Takes the next numbers of a legal series, without gaps. The series stays locked until the end, so this is the last lock of a
    /// posting; the moment of the transaction is read again after it, so that numbers and moments stand in the same order.
    pub fn draw_legal(&mut self, series: &str, count: usize) -> Result<Drawn> {
        self.rank(Rank::Series);
        if count == 0 {
            return Ok(Drawn { first: 0, before: None });
        }
        let sql = crate::sql!(
            "store.draw_legal",
            "INSERT INTO number_series (series, next) VALUES ($1, $2 + 1) \
             ON CONFLICT (series) DO UPDATE SET next = number_series.next + $2 RETURNING next, hash"
        );
        let name = format!("legal/{series}");
        let rows = self.drawn(sql, &[name.as_str().into(), Value::Int(count as i64)])?;
        self.now.set(self.inner.now().max(self.now.get()));
        let kept = || rows.first().and_then(|r| r.get(1)).and_then(Value::text).map(str::to_owned);
        let before = self.chains.get(&name).cloned().or_else(kept);
        Ok(Drawn { first: next(&rows, count) - count as i64, before })
    }

    /// Remembers the hash of the document that took the last number of a legal series, for the one that takes the next. It is
    /// written at the end; until then this transaction knows it.
    pub fn chain(&mut self, series: &str, hash: &str) -> Result<()> {
        let name = format!("legal/{series}");
        let sql = crate::sql!("store.chain", "UPDATE number_series SET hash = $2 WHERE series = $1");
        self.later("number_series", sql.to_string(), vec![name.as_str().into(), hash.into()], 1)?;
        self.chains.insert(name, hash.to_owned());
        Ok(())
    }

    /// What waits for a series is only its hash, which decides no number: drawing does not hurry it.
    fn drawn(&mut self, sql: &str, params: &[Value]) -> Result<Vec<Row>> {
        let rows = self.conn.borrow_mut().query(sql, params)?;
        self.count_rows(rows.len() as u64)?;
        Ok(rows)
    }
}

fn next(rows: &[Row], count: usize) -> i64 {
    rows.first().and_then(|r| r.first()).and_then(Value::int).unwrap_or(count as i64 + 1)
}
