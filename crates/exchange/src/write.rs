//! Making files for other programs: delimited text and Excel sheets, with exact numbers and without live formulas.

mod csv;
mod xlsx;

use base::{Date, decimal};

pub use csv::{CsvOptions, csv};
pub use xlsx::{Sheet, workbook, xlsx};

/// What a cell of a written table holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    Empty,
    Text(String),
    /// An exact decimal: units of 10^-`scale`, shown with all its decimals.
    Number {
        units: i64,
        scale: u8,
    },
    Date(Date),
    Bool(bool),
}

impl Value {
    /// As plain text: numbers with a point, dates as 2026-11-21.
    fn plain(&self) -> String {
        match self {
            Value::Empty => String::new(),
            Value::Text(text) => text.clone(),
            Value::Number { units, scale } => decimal::format(*units, *scale),
            Value::Date(date) => date.to_string(),
            Value::Bool(yes) => yes.to_string(),
        }
    }
}

/// Whether a spreadsheet would run this text as a formula when it opens a text file.
fn is_formula(text: &str) -> bool {
    let Some(first) = text.chars().next() else { return false };
    let starts = matches!(first, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠');
    let rest = &text[first.len_utf8()..];
    let is_figure = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | ' ' | '\u{a0}');
    let number =
        matches!(first, '+' | '-') && rest.starts_with(|c: char| c.is_ascii_digit()) && rest.chars().all(is_figure);
    starts && !number
}

/// Puts an apostrophe before a text that a spreadsheet would run, or that already looks guarded.
fn guard(text: String) -> String {
    if is_formula(text.trim_start_matches('\'')) { format!("'{text}") } else { text }
}

/// Takes the apostrophe of [`guard`] off again, so that what was exported is imported unchanged.
pub(crate) fn take_guard_off(text: &mut String) {
    if text.starts_with('\'') && is_formula(text.trim_start_matches('\'')) {
        text.remove(0);
    }
}
