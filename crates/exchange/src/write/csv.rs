//! Tables as delimited text.

use std::io::Write;

use base::{Context, Result};

use super::{Value, guard};
use crate::Decimal;

/// How delimited text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CsvOptions {
    /// The ASCII character between cells.
    pub delimiter: u8,
    /// The mark before decimals.
    pub decimal: Decimal,
    /// Whether to begin with a byte order mark, by which Excel knows that the text is UTF-8.
    pub bom: bool,
}

impl Default for CsvOptions {
    /// Commas, a decimal point and a byte order mark.
    fn default() -> CsvOptions {
        CsvOptions { delimiter: b',', decimal: Decimal::Point, bom: true }
    }
}

/// Writes headings and rows as UTF-8 with line ends CR LF. Texts that a spreadsheet would run as a formula get an
/// apostrophe in front, which reading takes off again. Fails only if `out` does.
pub fn csv(
    out: impl Write,
    columns: &[&str],
    rows: impl IntoIterator<Item = Vec<Value>>,
    options: &CsvOptions,
) -> Result<()> {
    let mut out = out;
    if options.bom {
        out.write_all("\u{feff}".as_bytes()).context("writing a table as text")?;
    }
    let mut writer = csv::WriterBuilder::new()
        .delimiter(options.delimiter)
        .terminator(csv::Terminator::CRLF)
        .flexible(true)
        .from_writer(out);
    let headings = columns.iter().map(|name| guard((*name).to_owned()));
    writer.write_record(headings.map(String::into_bytes)).context("writing a table as text")?;
    for row in rows {
        let cells = row.iter().map(|value| cell(value, options.decimal).into_bytes());
        writer.write_record(cells).context("writing a table as text")?;
    }
    writer.flush().context("writing a table as text")
}

fn cell(value: &Value, mark: Decimal) -> String {
    match (value, mark) {
        (Value::Text(text), _) => guard(text.clone()),
        (Value::Number { .. }, Decimal::Comma) => value.plain().replace('.', ","),
        _ => value.plain(),
    }
}
