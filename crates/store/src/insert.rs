//! Writing new rows: many in one call, a document together with its lines.

use crate::conn::Run;
use crate::later::Later;
use crate::{Engine, Tx};
use base::{Context as _, Result};
use entity::Value;

/// The marks of so many rows of parameters, behind those that stand before: `($5, $6), ($7, $8)`.
pub fn marks(before: usize, rows: usize, width: usize) -> String {
    let mut text = String::with_capacity(rows * (width * 6 + 4));
    let mut mark = before;
    for row in 0..rows {
        text.push_str(if row == 0 { "(" } else { ", (" });
        for place in 0..width {
            mark += 1;
            text.push_str(if place == 0 { "$" } else { ", $" });
            push_number(&mut text, mark as i64);
        }
        text.push(')');
    }
    text
}

/// A number as text, without the detour over a text of its own.
pub(crate) fn push_number(text: &mut String, number: i64) {
    let (mut digits, mut left, mut at) = ([b'0'; 20], number.unsigned_abs(), 20);
    loop {
        at -= 1;
        digits[at] = b'0' + (left % 10) as u8;
        left /= 10;
        if left == 0 {
            break;
        }
    }
    if number < 0 {
        text.push('-');
    }
    digits[at..].iter().for_each(|digit| text.push(char::from(*digit)));
}

/// New rows of a table.
pub(crate) struct New<'a> {
    table: &'a str,
    columns: &'a [String],
    rows: Vec<Vec<Value>>,
}

impl<'a> New<'a> {
    pub fn of(table: &'a str, columns: &'a [String], rows: Vec<Vec<Value>>) -> New<'a> {
        New { table, columns, rows }
    }
}

impl Tx<'_> {
    /// Inserts one row and, in the same call, rows of other tables whose first column is its id; answers its id and theirs.
    pub(crate) fn insert_with_lines(&mut self, head: New, lines: Vec<New>) -> Result<(i64, Vec<Vec<i64>>)> {
        self.count_rows(1 + lines.iter().map(|l| l.rows.len() as u64).sum::<u64>())?;
        self.settle_table(head.table)?;
        for line in &lines {
            self.settle_table(line.table)?;
        }
        let mut conn = self.conn.borrow_mut();
        if conn.engine() == Engine::Sqlite {
            let sent = conn.statements;
            let id = conn.insert(&runs(head.columns, head.table, head.rows))?.first().copied();
            let id = id.context("a row that was written has an id")?;
            let mut ids = Vec::with_capacity(lines.len());
            for mut line in lines {
                line.rows.iter_mut().for_each(|row| row[0] = Value::Int(id));
                ids.push(conn.insert(&runs(line.columns, line.table, line.rows))?);
            }
            conn.statements = sent + 1;
            return Ok((id, ids));
        }
        let id = format!("currval('{}')", conn.sequence(head.table)?);
        let mut texts = insert_texts(head.columns, head.table, head.rows, None, " RETURNING id");
        let mut owners = vec![0; texts.len()];
        let many = lines.len();
        for (place, line) in lines.into_iter().enumerate() {
            texts.extend(insert_texts(line.columns, line.table, line.rows, Some(&id), " RETURNING id"));
            owners.resize(texts.len(), place + 1);
        }
        let asked: Vec<(&str, &[Vec<Value>])> =
            texts.iter().map(|(sql, rows)| (sql.as_str(), rows.as_slice())).collect();
        let mut ids = vec![Vec::new(); many + 1];
        for (owner, answer) in owners.into_iter().zip(conn.together(&asked)?) {
            ids[owner].extend(answer.rows.iter().filter_map(|r| r.first().and_then(Value::int)));
        }
        // PostgreSQL numbers the rows of one VALUES list in order, but does not promise to answer in it.
        ids.iter_mut().for_each(|ids| ids.sort_unstable());
        let own = ids.remove(0).first().copied();
        Ok((own.context("a row that was written has an id")?, ids))
    }

    /// Inserts rows in one call and returns their ids in order.
    pub(crate) fn insert_rows(&mut self, columns: &[String], table: &str, rows: Vec<Vec<Value>>) -> Result<Vec<i64>> {
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        self.count_rows(rows.len() as u64)?;
        self.settle_table(table)?;
        if self.engine() == Engine::Sqlite {
            return self.conn.borrow_mut().insert(&runs(columns, table, rows));
        }
        let texts = insert_texts(columns, table, rows, None, " RETURNING id");
        let asked: Vec<(&str, &[Vec<Value>])> =
            texts.iter().map(|(sql, params)| (sql.as_str(), params.as_slice())).collect();
        let answers = self.conn.borrow_mut().together(&asked)?;
        let mut ids: Vec<i64> =
            answers.iter().flat_map(|a| &a.rows).filter_map(|r| r.first().and_then(Value::int)).collect();
        // PostgreSQL numbers the rows of one VALUES list in order, but does not promise to answer in it.
        ids.sort_unstable();
        Ok(ids)
    }

    /// Inserts rows whose ids nobody asks for, at the end of the transaction.
    pub(crate) fn insert_later(&mut self, columns: &[String], table: &str, rows: Vec<Vec<Value>>) -> Result<()> {
        if rows.is_empty() {
            return Ok(());
        }
        self.count_rows(rows.len() as u64)?;
        let leave = |sql: String, rows: Vec<Vec<Value>>| Later { table: table.to_owned(), sql, rows, finds: None };
        if self.engine() == Engine::Sqlite {
            for run in runs(columns, table, rows) {
                self.leave(leave(run.sql, run.sets));
            }
            return Ok(());
        }
        for (sql, params) in insert_texts(columns, table, rows, None, "") {
            self.leave(leave(sql, params));
        }
        Ok(())
    }
}

/// An insert without its rows.
fn begun(columns: &[String], table: &str, room: usize) -> String {
    let mut sql = String::with_capacity(64 + columns.len() * 24 + room);
    sql.push_str("INSERT INTO \"");
    sql.push_str(table);
    sql.push_str("\" (");
    for (place, column) in columns.iter().enumerate() {
        sql.push_str(if place == 0 { "\"" } else { ", \"" });
        sql.push_str(column);
        sql.push('"');
    }
    sql.push_str(") VALUES ");
    sql
}

/// An insert of so many rows on PostgreSQL. Their first column may be an expression that is the same for all.
fn insert_text(columns: &[String], table: &str, rows: usize, first: Option<&str>) -> String {
    let mut sql = begun(columns, table, rows * columns.len() * 6);
    let mut mark = 0;
    for row in 0..rows {
        sql.push_str(if row == 0 { "(" } else { ", (" });
        for place in 0..columns.len() {
            sql.push_str(if place == 0 { "" } else { ", " });
            match first {
                Some(first) if place == 0 => sql.push_str(first),
                _ => {
                    mark += 1;
                    sql.push('$');
                    push_number(&mut sql, mark as i64);
                }
            }
        }
        sql.push(')');
    }
    sql
}

/// An insert of so many rows on SQLite. Its marks go without numbers: the text is looked for by its bytes each time that it runs, and
/// most of it are marks.
fn run_text(columns: &[String], table: &str, rows: usize) -> String {
    let mut sql = begun(columns, table, rows * (columns.len() * 2 + 2));
    for row in 0..rows {
        sql.push_str(if row == 0 { "(?" } else { ",(?" });
        (1..columns.len()).for_each(|_| sql.push_str(",?"));
        sql.push(')');
    }
    sql
}

/// Inserts of all rows. A text per number of rows; powers of two keep few of them prepared.
fn insert_texts(
    columns: &[String],
    table: &str,
    rows: Vec<Vec<Value>>,
    first: Option<&str>,
    tail: &str,
) -> Vec<(String, Vec<Vec<Value>>)> {
    let mut texts = Vec::new();
    let mut rest = rows.into_iter();
    while rest.len() > 0 {
        let most = (4_000 / columns.len().max(1)).clamp(1, 128).min(rest.len());
        let take = 1usize << most.ilog2();
        let skipped = usize::from(first.is_some());
        let params: Vec<Value> = rest.by_ref().take(take).flat_map(|row| row.into_iter().skip(skipped)).collect();
        texts.push((insert_text(columns, table, take, first) + tail, vec![params]));
    }
    texts
}

/// So many rows one insert on SQLite has: up to these a longer one saves something, and few texts are kept prepared.
const ROWS: [usize; 10] = [16, 12, 10, 8, 6, 5, 4, 3, 2, 1];

/// Inserts of all rows on SQLite. Each run of one looks through the list of all tables for the last id of its own and keeps a copy of
/// each page until it is through, which costs more than a row: so few long ones.
fn runs(columns: &[String], table: &str, rows: Vec<Vec<Value>>) -> Vec<Run> {
    let most = (4_000 / columns.len().max(1)).max(1);
    let mut runs: Vec<Run> = Vec::new();
    let mut rest = rows.into_iter();
    while rest.len() > 0 {
        let take = ROWS.into_iter().find(|rows| *rows <= most.min(rest.len())).unwrap_or(1);
        let mut set = Vec::with_capacity(take * columns.len());
        rest.by_ref().take(take).for_each(|row| set.extend(row));
        match runs.last_mut() {
            Some(run) if run.rows == take => run.sets.push(set),
            _ => runs.push(Run { sql: run_text(columns, table, take), rows: take, sets: vec![set] }),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_reads_as_it_would_be_formatted() {
        for number in [0, 7, -7, 10, 1_764_403_200_000_000, i64::MAX, i64::MIN] {
            let mut text = String::new();
            push_number(&mut text, number);
            assert_eq!(text, number.to_string());
        }
    }

    #[test]
    fn many_rows_take_few_inserts_and_keep_their_order() {
        let columns = ["a", "b"].map(str::to_owned);
        let rows = (0..39).map(|n| vec![Value::Int(n), Value::Int(-n)]).collect();
        let runs = runs(&columns, "t", rows);
        let sizes: Vec<(usize, usize)> = runs.iter().map(|run| (run.rows, run.sets.len())).collect();
        assert_eq!(sizes, [(16, 2), (6, 1), (1, 1)]);
        assert_eq!(run_text(&columns, "t", 2), "INSERT INTO \"t\" (\"a\", \"b\") VALUES (?,?),(?,?)");
        let first: Vec<i64> =
            runs.iter().flat_map(|r| r.sets.iter().flatten().step_by(2)).filter_map(Value::int).collect();
        assert_eq!(first, (0..39).collect::<Vec<_>>());
    }
}
