//! The rows of one sheet of an Excel workbook, numbers and dates as exact text.

use std::io::{self, Cursor, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};

use base::Refusal;
use calamine::{DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx, XlsxError};

use super::{Fatal, Problem, RawRow, table_too_large, unpacked_too_large};
use crate::limits::{Exceeded, Limited, MAX_CELL, MAX_COLUMNS, MAX_ROWS, MAX_TABLE, megabytes, weight};

/// What was read of a workbook.
pub(super) struct Workbook {
    pub(super) sheets: Vec<String>,
    pub(super) sheet: String,
    pub(super) rows: Vec<RawRow>,
}

/// Reads the named sheet, or the first visible one.
pub(super) fn read(bytes: &[u8], sheet: Option<&str>) -> Result<Workbook, Fatal> {
    measure(bytes)?;
    // The reader computes with figures from the file, and a crafted one makes it overflow. That refuses the file only.
    catch_unwind(AssertUnwindSafe(|| read_sheet(bytes, sheet)))
        .unwrap_or_else(|_| Err(broken(&"its cells contradict each other")))
}

/// Unpacks everything once into nothing: a small file can unpack to more than any memory, and may lie about its size.
fn measure(bytes: &[u8]) -> Result<(), Fatal> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    let mut left = MAX_TABLE;
    for place in 0..archive.len() {
        let file = archive.by_index(place).map_err(|error| broken(&error))?;
        let holds_strings = file.name().is_ok_and(|name| name.to_lowercase().ends_with("sharedstrings.xml"));
        let mut limited = Limited::new(file, left, Exceeded::Unpacked);
        let mut strings = Vec::new();
        let size = match holds_strings {
            true => limited.read_to_end(&mut strings).map(|size| size as u64),
            false => io::copy(&mut limited, &mut io::sink()),
        };
        let size = size.map_err(|error| {
            let exceeded = error.get_ref().is_some_and(|inner| inner.is::<Exceeded>());
            if exceeded { Fatal::File(unpacked_too_large(MAX_TABLE)) } else { broken(&error) }
        })?;
        left = left.saturating_sub(size);
        if claims_more_strings_than_it_has_room_for(&strings) {
            return Err(broken(&"it claims more texts than it holds"));
        }
    }
    Ok(())
}

/// The reader reserves memory for as many texts as the file claims, and a process that asks for too much is ended by
/// the system. Each text takes at least the five characters of its element.
fn claims_more_strings_than_it_has_room_for(part: &[u8]) -> bool {
    const CLAIM: &[u8] = b"uniqueCount";
    // In UTF-16 every second byte is zero.
    let ascii: Vec<u8> = part.iter().copied().filter(|byte| *byte != 0).collect();
    let claims = ascii.windows(CLAIM.len()).enumerate().filter(|(_, window)| *window == CLAIM);
    claims.map(|(at, _)| &ascii[at + CLAIM.len()..]).any(|rest| {
        let value = rest.iter().skip_while(|byte| matches!(byte, b'=' | b'"' | b'\'' | b' ' | b'\t' | b'\r' | b'\n'));
        let digits = value.take_while(|byte| byte.is_ascii_digit());
        let claimed =
            digits.fold(0usize, |sum, digit| sum.saturating_mul(10).saturating_add(usize::from(digit - b'0')));
        claimed > ascii.len() / 5
    })
}

fn broken(reason: &dyn std::fmt::Display) -> Fatal {
    Fatal::File(Refusal::new("exchange.workbook_broken").arg("reason", crate::cell::shorten(&reason.to_string())))
}

fn explain(error: XlsxError) -> Fatal {
    match error {
        XlsxError::Password => Fatal::file("exchange.workbook_old_or_locked"),
        other => broken(&other),
    }
}

fn read_sheet(bytes: &[u8], wanted: Option<&str>) -> Result<Workbook, Fatal> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(explain)?;
    let all = workbook.sheets_metadata().to_vec();
    let mut tables = all.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let sheets: Vec<String> = tables.clone().map(|sheet| sheet.name.clone()).collect();
    let sheet = match wanted {
        Some(name) => sheets.iter().find(|sheet| *sheet == name).cloned(),
        None => {
            let visible = tables.find(|sheet| sheet.visible == SheetVisible::Visible);
            visible.map(|sheet| sheet.name.clone()).or_else(|| sheets.first().cloned())
        }
    };
    let Some(sheet) = sheet else {
        let missing = Refusal::new("exchange.sheet_missing").arg("sheet", wanted.unwrap_or_default());
        return Err(Fatal::File(missing.arg("sheets", sheets.join(", "))));
    };
    let rows = read_rows(&mut workbook, &sheet)?;
    Ok(Workbook { sheets, sheet, rows })
}

/// Cell by cell instead of as one range, because a range would be filled up to the farthest cell.
fn read_rows(workbook: &mut Xlsx<Cursor<&[u8]>>, sheet: &str) -> Result<Vec<RawRow>, Fatal> {
    let mut cells = workbook.worksheet_cells_reader(sheet).map_err(explain)?;
    let mut rows: Vec<RawRow> = Vec::new();
    let mut size = 0u64;
    while let Some(cell) = cells.next_cell().map_err(explain)? {
        let (row, column) = cell.get_position();
        let (line, column) = (u64::from(row) + 1, column as usize);
        let text = text_of(cell.get_value());
        if text.as_ref().is_ok_and(String::is_empty) {
            continue;
        }
        if column >= MAX_COLUMNS {
            return Err(Fatal::limit("exchange.too_many_columns", line, None, MAX_COLUMNS as u64));
        }
        match rows.last().map_or(0, |last| last.line) {
            last if last < line => rows.push(RawRow { line, ..RawRow::default() }),
            last if last > line => return Err(broken(&"its rows are out of order")),
            _ => {}
        }
        if rows.len() as u64 > MAX_ROWS {
            let limit = Refusal::new("exchange.too_many_rows").arg("limit", MAX_ROWS);
            return Err(Fatal::File(limit));
        }
        let Some(present) = rows.last_mut() else { continue };
        if present.cells.len() <= column {
            let before = present.cells.len();
            present.cells.resize(column + 1, String::new());
            size += weight(&present.cells[before..]);
        }
        match text {
            Ok(text) if text.len() as u64 > MAX_CELL => {
                return Err(Fatal::limit("exchange.cell_too_large", line, Some(column), megabytes(MAX_CELL)));
            }
            Ok(text) => {
                size += text.len() as u64;
                present.cells[column] = text;
            }
            Err(error) => {
                let args = vec![("text", error)];
                present.problem.get_or_insert(Problem {
                    code: "exchange.cell_is_error",
                    line,
                    column: Some(column),
                    args,
                });
            }
        }
        if size > MAX_TABLE {
            return Err(Fatal::File(table_too_large()));
        }
    }
    Ok(rows)
}

/// The value as text with a decimal point and ISO dates, or the name of the error it shows.
fn text_of(value: &DataRef<'_>) -> Result<String, String> {
    Ok(match value {
        DataRef::Empty => String::new(),
        DataRef::Int(whole) => whole.to_string(),
        DataRef::Float(number) => number_text(*number),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(yes) => yes.to_string(),
        DataRef::DateTime(moment) => moment_text(moment),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(error) => return Err(error.to_string()),
    })
}

/// The number with the 15 digits that Excel itself keeps and shows, so that 0.1 + 0.2 is 0.3.
///
/// Exactly three decimals get a zero behind them: "1.234" could be read as grouped thousands, "1.2340" cannot.
fn number_text(number: f64) -> String {
    let scientific = format!("{number:.14e}");
    let parts = scientific.split_once('e').and_then(|(digits, power)| Some((digits, power.parse::<i32>().ok()?)));
    let Some((digits, power)) = parts.filter(|(_, power)| (-20..=20).contains(power)) else {
        // Infinities and figures no book has stay as they are and are refused as numbers.
        return if number == 0.0 { "0".to_owned() } else { scientific };
    };
    let sign = if digits.starts_with('-') { "-" } else { "" };
    let digits: String = digits.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.trim_end_matches('0');
    if digits.is_empty() {
        return "0".to_owned();
    }
    let point = power + 1;
    let (whole, fraction) = if point <= 0 {
        ("0".to_owned(), format!("{}{digits}", "0".repeat(point.unsigned_abs() as usize)))
    } else {
        let point = point as usize;
        let padded = format!("{digits:0<point$}");
        (padded[..point].to_owned(), padded[point..].to_owned())
    };
    match fraction.len() {
        0 => format!("{sign}{whole}"),
        3 => format!("{sign}{whole}.{fraction}0"),
        _ => format!("{sign}{whole}.{fraction}"),
    }
}

/// "2026-11-21", with "T10:30:00" when it is not midnight; a duration or a time alone as "10:30:00".
fn moment_text(moment: &ExcelDateTime) -> String {
    /// The day after 9999-12-31.
    const END: f64 = 2_958_466.0;
    let days = moment.as_f64();
    if !(0.0..END).contains(&days) {
        return number_text(days);
    }
    if moment.is_duration() || days < 1.0 {
        let seconds = (days * 86_400.0).round() as u64;
        return format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
    let (year, month, day, hour, minute, second, milli) = moment.to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    match (hour, minute, second, milli) {
        (0, 0, 0, 0) => date,
        (_, _, _, 0) => format!("{date}T{hour:02}:{minute:02}:{second:02}"),
        _ => format!("{date}T{hour:02}:{minute:02}:{second:02}.{milli:03}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_the_digits_excel_shows() {
        let cases: &[(f64, &str)] = &[
            (0.1 + 0.2, "0.3"),
            (1.1 * 3.0, "3.3"),
            (1234.5, "1234.5"),
            (-0.05, "-0.05"),
            (1.234, "1.2340"),
            (0.000001, "0.000001"),
            (123456789012345.0, "123456789012345"),
            (1e15, "1000000000000000"),
            (1e-7, "0.0000001"),
            (0.0, "0"),
            (-0.0, "0"),
            (100.0, "100"),
            (20261121.0, "20261121"),
            (1e300, "1.00000000000000e300"),
        ];
        for (number, text) in cases {
            assert_eq!(number_text(*number), *text);
        }
    }
}
