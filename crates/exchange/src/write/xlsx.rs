//! Tables as Excel workbooks with one sheet.

use base::{Context, Date, Refusal, Result, decimal};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet};

use super::Value;

const DOING: &str = "writing a table as a workbook";
/// The most characters a cell of a sheet can hold.
const MAX_TEXT: usize = 32_767;
/// The most rows of a sheet, the headings included.
const MAX_SHEET_ROWS: u32 = 1_048_576;
/// Excel calculates with 15 digits; a longer number would be changed, so it is written as text.
const EXACT: u64 = 1_000_000_000_000_000;

/// One sheet of a workbook.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// The headings.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<Value>>,
}

/// Writes headings and rows as a workbook and returns its bytes.
///
/// Numbers with up to 15 digits and dates since 1900 are typed cells, others are text. Texts longer than a cell can
/// hold and tables longer than a sheet are refused.
pub fn xlsx(sheet: &str, columns: &[&str], rows: impl IntoIterator<Item = Vec<Value>>) -> Result<Vec<u8>> {
    let columns = columns.iter().map(|c| (*c).to_owned()).collect();
    workbook(&[Sheet { name: sheet.to_owned(), columns, rows: rows.into_iter().collect() }])
}

/// The same with several sheets.
pub fn workbook(sheets: &[Sheet]) -> Result<Vec<u8>> {
    let mut workbook = Workbook::new();
    let formats = Formats::new();
    for sheet in sheets {
        write_sheet(workbook.add_worksheet(), sheet, &formats)?;
    }
    workbook.save_to_buffer().context(DOING)
}

fn write_sheet(page: &mut Worksheet, sheet: &Sheet, formats: &Formats) -> Result<()> {
    let bold = Format::new().set_bold();
    page.set_name(sheet_name(&sheet.name)).context(DOING)?;
    page.set_freeze_panes(1, 0).context(DOING)?;
    for (column, name) in (0u16..).zip(&sheet.columns) {
        page.write_string_with_format(0, column, name, &bold).context(DOING)?;
    }
    for (row, line) in (1u32..).zip(&sheet.rows) {
        if row >= MAX_SHEET_ROWS {
            return Err(Refusal::new("exchange.sheet_too_long").arg("limit", MAX_SHEET_ROWS - 1).into());
        }
        for (column, value) in (0u16..).zip(line) {
            if let Value::Text(text) = value
                && text.chars().count() > MAX_TEXT
            {
                let name = sheet.columns.get(usize::from(column)).cloned().unwrap_or_default();
                let refusal = Refusal::new("exchange.text_too_long_for_sheet").field(name.clone()).arg("column", name);
                return Err(refusal.arg("line", row + 1).arg("limit", MAX_TEXT).into());
            }
            formats.write(page, row, column, value).context(DOING)?;
        }
    }
    Ok(())
}

/// The formats of typed cells, made once for the whole workbook.
struct Formats {
    date: Format,
    numbers: Vec<Format>,
}

impl Formats {
    fn new() -> Formats {
        let number = |scale: u8| match scale {
            0 => Format::new().set_num_format("0"),
            _ => Format::new().set_num_format(format!("0.{}", "0".repeat(usize::from(scale)))),
        };
        Formats {
            date: Format::new().set_num_format("yyyy-mm-dd"),
            numbers: (0..=decimal::MAX_SCALE).map(number).collect(),
        }
    }

    fn write(
        &self,
        page: &mut Worksheet,
        row: u32,
        column: u16,
        value: &Value,
    ) -> Result<(), rust_xlsxwriter::XlsxError> {
        match value {
            Value::Empty => {}
            Value::Text(text) => {
                page.write_string(row, column, text)?;
            }
            Value::Bool(yes) => {
                page.write_boolean(row, column, *yes)?;
            }
            Value::Number { units, scale } => {
                match (exact_number(*units, *scale), self.numbers.get(usize::from(*scale))) {
                    (Some(number), Some(format)) => {
                        page.write_number_with_format(row, column, number, format)?;
                    }
                    _ => {
                        page.write_string(row, column, value.plain())?;
                    }
                }
            }
            Value::Date(date) => match excel_date(*date) {
                Some(day) => {
                    page.write_datetime_with_format(row, column, day, &self.date)?;
                }
                None => {
                    page.write_string(row, column, date.to_string())?;
                }
            },
        }
        Ok(())
    }
}

/// The nearest floating-point figure, where its first 15 digits are the number itself.
fn exact_number(units: i64, scale: u8) -> Option<f64> {
    if units.unsigned_abs() >= EXACT { None } else { decimal::format(units, scale).parse().ok() }
}

fn excel_date(date: Date) -> Option<ExcelDateTime> {
    ExcelDateTime::from_ymd(u16::try_from(date.year()).ok()?, date.month() as u8, date.day() as u8).ok()
}

/// A name Excel accepts: at most 31 characters, none of its marks, no apostrophe at either end.
fn sheet_name(wanted: &str) -> String {
    let plain: String =
        wanted.chars().map(|c| if matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\') { ' ' } else { c }).collect();
    let mut name = String::new();
    for c in plain.trim_matches(|c: char| c == '\'' || c.is_whitespace()).chars().filter(|c| !c.is_control()) {
        // Excel counts UTF-16 units.
        if name.encode_utf16().count() + c.len_utf16() > 31 {
            break;
        }
        name.push(c);
    }
    let name = name.trim_matches(|c: char| c == '\'' || c.is_whitespace()).to_owned();
    // Excel keeps this name for itself.
    if name.is_empty() || name.eq_ignore_ascii_case("history") { "Table".to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_sheet_name_becomes_one_that_excel_accepts() {
        let cases: &[(&str, &str)] = &[
            ("Orders", "Orders"),
            ("a/b:c", "a b c"),
            ("", "Table"),
            ("'''", "Table"),
            ("History", "Table"),
            ("销售订单", "销售订单"),
            ("x123456789012345678901234567890123", "x123456789012345678901234567890"),
        ];
        for (wanted, name) in cases {
            assert_eq!(sheet_name(wanted), *name);
            assert!(xlsx(wanted, &["a"], []).is_ok());
        }
    }
}
