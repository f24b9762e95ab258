//! Reading a foreign table: what format it has, what its columns look like, and its rows as text.
//!
//! [`read`] takes a whole file and collects what is wrong with it; [`stream`] hands out row after row of a file of any
//! length. Both look at the first rows to find out encoding, delimiter, decimal mark and date order. Where the rows
//! leave two readings open the answer is [`Choice::Ambiguous`], and a person or a hint has to decide.

mod csv;
mod encoding;
mod guess;
mod xlsx;

use std::collections::{BTreeMap, HashSet, VecDeque};
use std::io::{self, Cursor, Read};

use base::{Error, Refusal, Result};
use encoding_rs::Encoding;
use flate2::read::MultiGzDecoder;

use crate::limits::{Exceeded, Limited, MAX_FILE, MAX_REFUSALS, MAX_ROWS, MAX_TABLE, MAX_UNPACKED, megabytes, weight};
use crate::{Cell, DateOrder, Decimal};
use csv::{CsvRows, detect_delimiter};
use encoding::Decoded;

pub use guess::{Choice, Guess, Kind};

/// What a person says about a file; it wins over what the file looks like.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hints {
    /// The name of the encoding, such as "windows-1252" or "gb18030".
    pub encoding: Option<String>,
    /// The character between cells, ASCII.
    pub delimiter: Option<char>,
    /// The decimal mark of all columns.
    pub decimal: Option<Decimal>,
    /// The order of the figures in dates of all columns.
    pub date_order: Option<DateOrder>,
    /// Whether the first row holds headings.
    pub header: Option<bool>,
    /// The line, or row of the sheet, where the table begins; what stands above is left out.
    pub first_line: Option<u64>,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
}

/// The kinds of file that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Delimited text.
    Csv,
    /// An Excel workbook since 2007.
    Xlsx,
}

/// What a file turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detected {
    pub format: Format,
    /// The name of the encoding; none for a workbook.
    pub encoding: Option<&'static str>,
    /// The character between cells; none for a workbook or a single column.
    pub delimiter: Option<char>,
    /// The decimal mark that the columns agree on.
    pub decimal: Choice<Decimal>,
    /// The date order that the columns agree on.
    pub date_order: Choice<DateOrder>,
    /// Whether the first row was taken as headings. If not, columns are called A, B, C.
    pub header: bool,
    /// Whether the file begins with a byte order mark.
    pub bom: bool,
    /// Whether the file was compressed with gzip.
    pub compressed: bool,
    /// The sheets of a workbook.
    pub sheets: Vec<String>,
    /// The sheet that was read.
    pub sheet: Option<String>,
}

/// One row: as many texts as there are columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The line of the file where it begins, or the row of the sheet, the first being 1.
    pub line: u64,
    pub cells: Vec<String>,
}

/// A whole table in memory.
#[derive(Clone, Debug)]
pub struct Table {
    /// The headings, each once; letters where there is none.
    pub columns: Vec<String>,
    /// What each column seems to hold.
    pub guesses: Vec<Guess>,
    /// The rows that could be read. Blank rows are left out.
    pub rows: Vec<Row>,
    pub detected: Detected,
    /// Why rows could not be read, one for each row, the first thousand.
    pub refusals: Vec<Refusal>,
    /// How many rows could not be read in all.
    pub refused: u64,
}

impl Table {
    /// The cell of a row of this table, with its place for messages.
    pub fn cell<'a>(&'a self, row: &'a Row, column: usize) -> Cell<'a> {
        cell(&self.columns, row, column)
    }
}

fn cell<'a>(columns: &'a [String], row: &'a Row, column: usize) -> Cell<'a> {
    let text = row.cells.get(column).map_or("", String::as_str);
    Cell { text, line: row.line, column: columns.get(column).map_or("", String::as_str) }
}

/// Reads a whole table. Rows that cannot be read are listed in [`Table::refusals`]; the file itself is refused when it
/// is no table, is too large, or its text breaks off.
pub fn read(bytes: &[u8], file_name: &str, hints: &Hints) -> Result<Table> {
    let mut stream = Stream::open(Box::new(Cursor::new(bytes)), file_name, hints, &WHOLE)?;
    let (mut rows, mut refusals, mut refused, mut size) = (Vec::new(), Vec::new(), 0, 0u64);
    while let Some(row) = stream.advance().map_err(|fatal| stream.explain(fatal))? {
        match row {
            Ok(row) => {
                size += weight(&row.cells);
                rows.push(row);
            }
            Err(refusal) => {
                refused += 1;
                if refusals.len() < MAX_REFUSALS {
                    refusals.push(refusal);
                }
            }
        }
        if rows.len() as u64 > MAX_ROWS {
            return Err(Refusal::new("exchange.too_many_rows").arg("file", file_name).arg("limit", MAX_ROWS).into());
        }
        if size > MAX_TABLE {
            return Err(table_too_large().arg("file", file_name).into());
        }
    }
    let Stream { columns, guesses, detected, .. } = stream;
    Ok(Table { columns, guesses, rows, detected, refusals, refused })
}

/// Reads a table row by row, with memory for the first rows and one piece of the file only.
///
/// A workbook cannot be read in pieces and is held in memory within the limits of [`read`].
pub fn stream<'a>(source: impl Read + Send + 'a, file_name: &str, hints: &Hints) -> Result<Stream<'a>> {
    Stream::open(Box::new(source), file_name, hints, &PIECEWISE)
}

/// How much of a file is looked at before the first row is handed out.
struct Look {
    /// Bytes that decide the encoding.
    head: u64,
    /// Rows that decide what columns hold.
    rows: usize,
}

const WHOLE: Look = Look { head: 16 * 1024 * 1024, rows: 20_000 };
const PIECEWISE: Look = Look { head: 1024 * 1024, rows: 1_000 };
/// Memory for the first rows, whichever of both is reached first.
const LOOK_MEMORY: u64 = 16 * 1024 * 1024;
/// Bytes that decide the delimiter.
const LOOK_DELIMITER: usize = 256 * 1024;

/// The rows of a table as they come. A row that cannot be read is an [`Error::Refused`] and reading goes on; after any
/// other error, or when [`Stream::broke_off`], there are no more rows.
pub struct Stream<'a> {
    /// The headings, each once; letters where there is none.
    pub columns: Vec<String>,
    /// What each column seems to hold, after the first rows.
    pub guesses: Vec<Guess>,
    pub detected: Detected,
    file_name: String,
    source: Source<'a>,
    seen: VecDeque<RawRow>,
    first_line: u64,
    broke_off: bool,
}

enum Source<'a> {
    Csv(Box<CsvRows<'a>>),
    Sheet(std::vec::IntoIter<RawRow>),
}

impl Source<'_> {
    fn next_row(&mut self) -> Result<Option<RawRow>, Fatal> {
        match self {
            Source::Csv(rows) => rows.next_row(),
            Source::Sheet(rows) => Ok(rows.next()),
        }
    }
}

/// A row before its shape was checked.
#[derive(Clone, Debug, Default)]
pub(crate) struct RawRow {
    line: u64,
    cells: Vec<String>,
    problem: Option<Problem>,
}

impl RawRow {
    fn is_blank(&self) -> bool {
        self.problem.is_none() && self.cells.iter().all(|cell| cell.trim().is_empty())
    }
}

/// What is wrong with a row, as long as its columns have no names.
#[derive(Clone, Debug)]
pub(crate) struct Problem {
    code: &'static str,
    line: u64,
    column: Option<usize>,
    args: Vec<(&'static str, String)>,
}

impl Problem {
    fn refusal(self, columns: &[String]) -> Refusal {
        let mut refusal = Refusal::new(self.code).arg("line", self.line);
        if let Some(column) = self.column {
            let name = columns.get(column).cloned().unwrap_or_else(|| letters(column));
            refusal = refusal.field(name.clone()).arg("column", name);
        }
        self.args.into_iter().fold(refusal, |refusal, (name, value)| refusal.arg(name, value))
    }
}

/// What ends the reading of a file.
#[derive(Debug)]
pub(crate) enum Fatal {
    Io(io::Error),
    At(Problem),
    File(Refusal),
}

impl Fatal {
    fn limit(code: &'static str, line: u64, column: Option<usize>, limit: u64) -> Fatal {
        Fatal::At(Problem { code, line, column, args: vec![("limit", limit.to_string())] })
    }

    fn file(code: &'static str) -> Fatal {
        Fatal::File(Refusal::new(code))
    }

    fn explain(self, file_name: &str, columns: &[String]) -> Error {
        match self {
            Fatal::At(problem) => problem.refusal(columns).arg("file", file_name).into(),
            Fatal::File(refusal) => refusal.arg("file", file_name).into(),
            Fatal::Io(error) => {
                let exceeded = error.get_ref().and_then(|inner| inner.downcast_ref::<Exceeded>());
                let refusal = match (exceeded, error.kind()) {
                    (Some(Exceeded::File), _) => {
                        Refusal::new("exchange.file_too_large").arg("limit", megabytes(MAX_FILE))
                    }
                    (Some(Exceeded::Unpacked), _) => unpacked_too_large(MAX_UNPACKED),
                    (None, io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof) => {
                        Refusal::new("exchange.archive_broken")
                    }
                    _ => return Error::broken_by(&format!("reading the table {file_name}"), &error),
                };
                refusal.arg("file", file_name).into()
            }
        }
    }
}

fn unpacked_too_large(limit: u64) -> Refusal {
    Refusal::new("exchange.unpacked_too_large").arg("limit", megabytes(limit))
}

fn table_too_large() -> Refusal {
    Refusal::new("exchange.table_too_large").arg("limit", megabytes(MAX_TABLE))
}

/// A file whose rows can be fetched, and what is known of it before any row was.
struct Opened<'a> {
    source: Source<'a>,
    detected: Detected,
    /// Whether the first row only names the delimiter, as Excel's "sep=;".
    skip_first: bool,
}

impl<'a> Stream<'a> {
    fn open(source: Box<dyn Read + Send + 'a>, file_name: &str, hints: &Hints, look: &Look) -> Result<Stream<'a>> {
        Stream::try_open(source, file_name, hints, look).map_err(|fatal| fatal.explain(file_name, &[]))
    }

    fn try_open(
        source: Box<dyn Read + Send + 'a>,
        file_name: &str,
        hints: &Hints,
        look: &Look,
    ) -> Result<Stream<'a>, Fatal> {
        let Opened { mut source, mut detected, skip_first } = open_file(source, hints, look)?;
        if skip_first {
            source.next_row()?;
        }
        let first_line = hints.first_line.unwrap_or(0);
        let (mut seen, mut size) = (VecDeque::new(), 0);
        while seen.len() < look.rows && size < LOOK_MEMORY {
            let Some(row) = source.next_row()? else { break };
            if row.line >= first_line && !row.is_blank() {
                size += weight(&row.cells);
                seen.push_back(row);
            }
        }
        let first = seen.front().ok_or_else(|| Fatal::file("exchange.file_empty"))?;
        if let Some(problem) = first.problem.clone() {
            return Err(Fatal::At(problem));
        }
        detected.header = hints.header.unwrap_or_else(|| guess::is_header(&first.cells));
        let columns = headings(&seen, detected.header);
        if detected.header {
            seen.pop_front();
        }
        let guesses = guess::columns(columns.len(), seen.iter().map(|row| &row.cells[..]), hints);
        detected.decimal = guess::agreed(guesses.iter().map(|guess| guess.decimal));
        detected.date_order = guess::agreed(guesses.iter().map(|guess| guess.date_order));
        let file_name = file_name.to_owned();
        Ok(Stream { columns, guesses, detected, file_name, source, seen, first_line, broke_off: false })
    }

    /// The cell of a row of this table, with its place for messages.
    pub fn cell<'r>(&'r self, row: &'r Row, column: usize) -> Cell<'r> {
        cell(&self.columns, row, column)
    }

    /// Whether the last error ended the reading before the end of the file.
    pub fn broke_off(&self) -> bool {
        self.broke_off
    }

    fn explain(&self, fatal: Fatal) -> Error {
        fatal.explain(&self.file_name, &self.columns)
    }

    fn advance(&mut self) -> Result<Option<Result<Row, Refusal>>, Fatal> {
        loop {
            let raw = match self.seen.pop_front() {
                Some(raw) => raw,
                None => match self.source.next_row() {
                    Ok(Some(raw)) => raw,
                    Ok(None) => return Ok(None),
                    Err(fatal) => {
                        self.broke_off = true;
                        return Err(fatal);
                    }
                },
            };
            if raw.line >= self.first_line && !raw.is_blank() {
                return Ok(Some(self.shape(raw)));
            }
        }
    }

    /// Makes a row as wide as the table, or says what is wrong with it.
    fn shape(&self, mut raw: RawRow) -> Result<Row, Refusal> {
        let width = self.columns.len();
        let line = raw.line;
        let refuse = |code, column, args| Err(Problem { code, line, column, args }.refusal(&self.columns));
        if let Some(problem) = raw.problem {
            return Err(problem.refusal(&self.columns));
        }
        if let Some(column) = raw.cells.iter().position(|cell| cell.contains('\0')) {
            return refuse("exchange.cell_with_null_character", Some(column), vec![]);
        }
        if let Some(column) = raw.cells.iter().position(|cell| cell.contains('\u{fffd}')) {
            let encoding = self.detected.encoding.unwrap_or("UTF-8").to_owned();
            return refuse("exchange.cell_undecodable", Some(column), vec![("encoding", encoding)]);
        }
        while raw.cells.len() > width && raw.cells.last().is_some_and(|cell| cell.trim().is_empty()) {
            raw.cells.pop();
        }
        let counts = vec![("expected", width.to_string()), ("found", raw.cells.len().to_string())];
        if raw.cells.len() > width {
            return refuse("exchange.row_too_long", None, counts);
        }
        // A sheet stores no empty cells at the end of a row; in delimited text their absence means a lost delimiter.
        if self.detected.format == Format::Xlsx {
            raw.cells.resize(width, String::new());
        }
        if raw.cells.len() < width {
            return refuse("exchange.row_too_short", None, counts);
        }
        if self.detected.format == Format::Csv {
            raw.cells.iter_mut().for_each(crate::write::take_guard_off);
        }
        Ok(Row { line, cells: raw.cells })
    }
}

impl Iterator for Stream<'_> {
    type Item = Result<Row>;

    fn next(&mut self) -> Option<Result<Row>> {
        if self.broke_off {
            return None;
        }
        match self.advance() {
            Ok(None) => None,
            Ok(Some(row)) => Some(row.map_err(Error::from)),
            Err(fatal) => Some(Err(self.explain(fatal))),
        }
    }
}

/// Finds out what a file is, from its first bytes, and makes it ready to hand out rows.
fn open_file<'a>(source: Box<dyn Read + Send + 'a>, hints: &Hints, look: &Look) -> Result<Opened<'a>, Fatal> {
    let mut source: Box<dyn Read + Send + 'a> = Box::new(Limited::new(source, MAX_FILE, Exceeded::File));
    let mut head = take_head(&mut source, look.head)?;
    let compressed = head.starts_with(&[0x1f, 0x8b]);
    if compressed {
        let packed = Cursor::new(head).chain(source);
        source = Box::new(Limited::new(MultiGzDecoder::new(packed), MAX_UNPACKED, Exceeded::Unpacked));
        head = take_head(&mut source, look.head)?;
    }
    const OLD_EXCEL: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0];
    if head.starts_with(OLD_EXCEL) {
        return Err(Fatal::file("exchange.workbook_old_or_locked"));
    }
    if head.starts_with(b"PK\x03\x04") && !compressed {
        source.read_to_end(&mut head).map_err(Fatal::Io)?;
        return open_workbook(&head, hints);
    }
    if head.starts_with(b"%PDF") || head.starts_with(b"PK\x03\x04") {
        return Err(Fatal::file("exchange.format_unknown"));
    }
    open_text(source, head, hints, compressed)
}

fn take_head<'a>(source: &mut (impl Read + 'a), size: u64) -> Result<Vec<u8>, Fatal> {
    let mut head = Vec::new();
    source.take(size).read_to_end(&mut head).map_err(Fatal::Io)?;
    Ok(head)
}

fn open_workbook<'a>(bytes: &[u8], hints: &Hints) -> Result<Opened<'a>, Fatal> {
    let workbook = xlsx::read(bytes, hints.sheet.as_deref())?;
    let detected = Detected {
        format: Format::Xlsx,
        encoding: None,
        delimiter: None,
        decimal: Choice::NotNeeded,
        date_order: Choice::NotNeeded,
        header: false,
        bom: false,
        compressed: false,
        sheets: workbook.sheets,
        sheet: Some(workbook.sheet),
    };
    Ok(Opened { source: Source::Sheet(workbook.rows.into_iter()), detected, skip_first: false })
}

fn open_text<'a>(
    rest: Box<dyn Read + Send + 'a>,
    head: Vec<u8>,
    hints: &Hints,
    compressed: bool,
) -> Result<Opened<'a>, Fatal> {
    let (encoding, mark) = choose_encoding(&head, hints)?;
    let sample = sample_text(&head[mark..], encoding)?;
    let named = named_delimiter(&sample);
    let delimiter = match hints.delimiter {
        Some(hint) => Some(usable_delimiter(hint).ok_or_else(|| {
            Fatal::File(Refusal::new("exchange.delimiter_unusable").arg("delimiter", hint.escape_default()))
        })?),
        None => named.or_else(|| detect_delimiter(&sample)),
    };
    let mut text = Cursor::new(head);
    text.set_position(mark as u64);
    let decoded = Decoded::new(Box::new(text.chain(rest)), encoding);
    let detected = Detected {
        format: Format::Csv,
        encoding: Some(encoding.name()),
        delimiter: delimiter.map(char::from),
        decimal: Choice::NotNeeded,
        date_order: Choice::NotNeeded,
        header: false,
        bom: mark > 0,
        compressed,
        sheets: Vec::new(),
        sheet: None,
    };
    let rows = CsvRows::new(decoded, delimiter.unwrap_or(b','));
    Ok(Opened { source: Source::Csv(Box::new(rows)), detected, skip_first: named.is_some() })
}

/// The encoding and the length of the byte order mark.
fn choose_encoding(head: &[u8], hints: &Hints) -> Result<(&'static Encoding, usize), Fatal> {
    let Some(label) = &hints.encoding else {
        let found = encoding::detect(head);
        return Ok((found.encoding, found.mark));
    };
    let encoding = Encoding::for_label(label.as_bytes())
        .filter(|encoding| *encoding != encoding_rs::REPLACEMENT)
        .ok_or_else(|| Fatal::File(Refusal::new("exchange.encoding_unknown").arg("encoding", label)))?;
    let mark = match Encoding::for_bom(head) {
        Some((marked, length)) if marked == encoding => length,
        _ => 0,
    };
    Ok((encoding, mark))
}

/// The beginning of the text, refused if it looks like no text at all.
fn sample_text(bytes: &[u8], encoding: &'static Encoding) -> Result<String, Fatal> {
    let bytes = &bytes[..bytes.len().min(LOOK_DELIMITER)];
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(decoder.max_utf8_buffer_length(bytes.len()).unwrap_or(4 * bytes.len() + 16));
    let _ = decoder.decode_to_string(bytes, &mut text, false);
    let odd = |c: &char| *c == '\u{fffd}' || c.is_control() && !matches!(c, '\t' | '\n' | '\r');
    let (all, odd) = (text.chars().count(), text.chars().filter(odd).count());
    if odd > 20 && odd * 10 > all { Err(Fatal::file("exchange.format_unknown")) } else { Ok(text) }
}

/// The delimiter in a first line "sep=;", which Excel writes and reads.
fn named_delimiter(sample: &str) -> Option<u8> {
    let line = sample.lines().next()?;
    let (key, value) = line.split_at_checked(4)?;
    let mut named = value.chars();
    let delimiter = usable_delimiter(named.next()?)?;
    (key.eq_ignore_ascii_case("sep=") && named.next().is_none()).then_some(delimiter)
}

fn usable_delimiter(delimiter: char) -> Option<u8> {
    let byte = u8::try_from(delimiter).ok().filter(u8::is_ascii)?;
    let usable = byte == b'\t' || byte.is_ascii_graphic() || byte == b' ';
    (usable && !byte.is_ascii_alphanumeric() && byte != b'"').then_some(byte)
}

/// Names for all columns, each once: the headings, or letters as in a spreadsheet.
fn headings(seen: &VecDeque<RawRow>, header: bool) -> Vec<String> {
    let Some(first) = seen.front() else { return Vec::new() };
    let last_filled = |row: &RawRow| row.cells.iter().rposition(|cell| !cell.trim().is_empty()).map_or(0, |at| at + 1);
    if !header {
        return (0..common_width(seen)).map(letters).collect();
    }
    // Empty headings at the end count only when something stands below them.
    let below = seen.iter().skip(1).map(last_filled).max().unwrap_or(0);
    let width = last_filled(first).max(below.min(first.cells.len()));
    let mut taken = HashSet::new();
    let mut names = Vec::with_capacity(width);
    for (column, cell) in first.cells.iter().take(width).enumerate() {
        let heading = cell.split_whitespace().collect::<Vec<_>>().join(" ");
        let heading = if heading.is_empty() { letters(column) } else { heading };
        let again = (2..).map(|n| format!("{heading} ({n})"));
        let name = std::iter::once(heading.clone()).chain(again).find(|name| !taken.contains(name));
        let name = name.unwrap_or(heading);
        taken.insert(name.clone());
        names.push(name);
    }
    names
}

/// The width that most of the first rows have, the greater of equally frequent ones.
fn common_width(seen: &VecDeque<RawRow>) -> usize {
    let mut counts = BTreeMap::<usize, usize>::new();
    for row in seen {
        *counts.entry(row.cells.len()).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(width, count)| (*count, *width)).map_or(0, |(width, _)| width)
}

/// The name of a column without heading: A, B, … Z, AA.
fn letters(column: usize) -> String {
    let mut name = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        rest -= 1;
        name.push(char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    name.iter().rev().collect()
}

#[cfg(test)]
#[path = "table/tests.rs"]
mod tests;
