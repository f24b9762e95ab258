//! Delimited text, row by row, strict about quotes: what other readers swallow in silence is named here.

use std::io;

use super::encoding::Decoded;
use super::{Fatal, Problem, RawRow};
use crate::limits::{MAX_CELL, MAX_COLUMNS, MAX_ROW, megabytes};

/// Where the reader stands inside a row.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// At the beginning of a row; line ends here are blank lines.
    RowStart,
    /// At the beginning of a cell.
    CellStart,
    /// Inside a cell without quotes. Quotes in there are ordinary characters, as in 5" pipe.
    Plain,
    /// Inside quotes, where delimiters and line ends are text.
    Quoted,
    /// Behind a quote inside quotes: the second of a doubled quote, or the end of the cell, comes next.
    QuoteInQuoted,
}

/// Reads rows from decoded text with memory for one row and one piece of text only.
pub(crate) struct CsvRows<'a> {
    source: Decoded<'a>,
    delimiter: u8,
    piece: String,
    at: usize,
    line: u64,
    after_return: bool,
    state: State,
    row: RowBuilder,
    ended: bool,
}

#[derive(Default)]
struct RowBuilder {
    line: u64,
    cells: Vec<String>,
    cell: Vec<u8>,
    size: u64,
    quote_line: u64,
    problem: Option<Problem>,
}

impl RowBuilder {
    fn push(&mut self, bytes: &[u8]) -> Result<(), Fatal> {
        self.cell.extend_from_slice(bytes);
        let column = self.cells.len();
        if self.cell.len() as u64 > MAX_CELL {
            return Err(Fatal::limit("exchange.cell_too_large", self.line, Some(column), megabytes(MAX_CELL)));
        }
        if self.size + self.cell.len() as u64 > MAX_ROW {
            return Err(Fatal::limit("exchange.row_too_large", self.line, None, megabytes(MAX_ROW)));
        }
        Ok(())
    }

    fn end_cell(&mut self) -> Result<(), Fatal> {
        let bytes = std::mem::take(&mut self.cell);
        self.size += bytes.len() as u64;
        if self.cells.len() == MAX_COLUMNS {
            return Err(Fatal::limit("exchange.too_many_columns", self.line, None, MAX_COLUMNS as u64));
        }
        // Cut only at ASCII characters, the text stays valid; the lossy way merely avoids a panic should that change.
        let text = String::from_utf8(bytes).unwrap_or_else(|e| String::from_utf8_lossy(e.as_bytes()).into_owned());
        self.cells.push(text);
        Ok(())
    }

    fn note(&mut self, code: &'static str, line: u64) {
        let column = self.cells.len();
        self.problem.get_or_insert(Problem { code, line, column: Some(column), args: Vec::new() });
    }

    fn take(&mut self) -> RawRow {
        let row = std::mem::take(self);
        RawRow { line: row.line, cells: row.cells, problem: row.problem }
    }
}

impl<'a> CsvRows<'a> {
    pub(crate) fn new(source: Decoded<'a>, delimiter: u8) -> CsvRows<'a> {
        CsvRows {
            source,
            delimiter,
            piece: String::new(),
            at: 0,
            line: 1,
            after_return: false,
            state: State::RowStart,
            row: RowBuilder::default(),
            ended: false,
        }
    }

    /// The next row that is not blank. After a failure there is none.
    pub(crate) fn next_row(&mut self) -> Result<Option<RawRow>, Fatal> {
        let row = self.advance();
        self.ended |= row.is_err();
        row
    }

    fn advance(&mut self) -> Result<Option<RawRow>, Fatal> {
        while !self.ended {
            if self.at == self.piece.len() {
                self.at = 0;
                if !self.source.next_piece(&mut self.piece).map_err(Fatal::Io)? {
                    self.ended = true;
                    return self.last_row();
                }
            }
            if let Some(row) = self.scan()? {
                return Ok(Some(row));
            }
        }
        Ok(None)
    }

    fn last_row(&mut self) -> Result<Option<RawRow>, Fatal> {
        match self.state {
            State::RowStart => return Ok(None),
            State::Quoted => {
                let line = self.row.quote_line;
                self.row.note("exchange.quote_not_closed", line);
            }
            State::CellStart | State::Plain | State::QuoteInQuoted => {}
        }
        self.row.end_cell()?;
        Ok(Some(self.row.take()))
    }

    /// Goes on until a row ends or the piece does.
    fn scan(&mut self) -> Result<Option<RawRow>, Fatal> {
        let piece = std::mem::take(&mut self.piece);
        let bytes = piece.as_bytes();
        let mut found = None;
        while self.at < bytes.len() && found.is_none() {
            let ordinary = self.ordinary_run(&bytes[self.at..]);
            if ordinary > 0 {
                self.row.push(&bytes[self.at..self.at + ordinary])?;
                self.after_return = false;
                self.at += ordinary;
                continue;
            }
            let byte = bytes[self.at];
            self.at += 1;
            found = self.step(byte)?;
        }
        self.piece = piece;
        Ok(found)
    }

    /// How many bytes from here are plain text of the present cell.
    fn ordinary_run(&self, bytes: &[u8]) -> usize {
        let end = match self.state {
            State::Plain => bytes.iter().position(|b| matches!(b, b'\n' | b'\r') || *b == self.delimiter),
            State::Quoted => bytes.iter().position(|b| matches!(b, b'\n' | b'\r' | b'"')),
            _ => Some(0),
        };
        end.unwrap_or(bytes.len())
    }

    fn step(&mut self, byte: u8) -> Result<Option<RawRow>, Fatal> {
        let line_end = matches!(byte, b'\n' | b'\r');
        let row_line = self.line;
        self.count_line(byte);
        if self.state == State::RowStart {
            if line_end {
                return Ok(None);
            }
            self.row.line = row_line;
            self.state = State::CellStart;
        }
        self.state = match self.state {
            State::Quoted if byte == b'"' => State::QuoteInQuoted,
            State::Quoted => {
                self.row.push(&[byte])?;
                State::Quoted
            }
            State::QuoteInQuoted if byte == b'"' => {
                self.row.push(b"\"")?;
                State::Quoted
            }
            State::CellStart if byte == b'"' => {
                self.row.quote_line = row_line;
                State::Quoted
            }
            _ if byte == self.delimiter => {
                self.row.end_cell()?;
                State::CellStart
            }
            _ if line_end => {
                self.row.end_cell()?;
                self.state = State::RowStart;
                return Ok(Some(self.row.take()));
            }
            before => {
                if before == State::QuoteInQuoted {
                    self.row.note("exchange.text_after_quote", row_line);
                }
                self.row.push(&[byte])?;
                State::Plain
            }
        };
        Ok(None)
    }

    fn count_line(&mut self, byte: u8) {
        let second_of_pair = byte == b'\n' && self.after_return;
        if matches!(byte, b'\n' | b'\r') && !second_of_pair {
            self.line += 1;
        }
        self.after_return = byte == b'\r';
    }
}

/// The delimiter under which the rows of a sample have most consistently the same number of cells, if there is one.
pub(crate) fn detect_delimiter(sample: &str) -> Option<u8> {
    // In this order: a decimal or listing comma can be as regular as a delimiter, the others hardly ever are.
    let ranked = [b'\t', b';', b'|', b','].map(|delimiter| (delimiter, consistency(sample, delimiter)));
    let mut best: Option<(u8, u32)> = None;
    for (delimiter, share) in ranked {
        if share > best.map_or(0, |(_, most)| most) {
            best = Some((delimiter, share));
        }
    }
    best.map(|(delimiter, _)| delimiter)
}

/// The share in percent of rows that have the most frequent number of cells, or 0 if that number is one.
fn consistency(sample: &str, delimiter: u8) -> u32 {
    let source = Decoded::new(Box::new(io::Cursor::new(sample.as_bytes())), encoding_rs::UTF_8);
    let mut rows = CsvRows::new(source, delimiter);
    let mut counts = vec![0u32; MAX_COLUMNS + 1];
    let mut seen = 0;
    while let Ok(Some(row)) = rows.next_row()
        && seen < 200
    {
        // The last row of a cut sample is incomplete.
        if rows.ended && seen > 0 {
            break;
        }
        counts[row.cells.len()] += 1;
        seen += 1;
    }
    let most = (1..counts.len()).max_by_key(|n| (counts[*n], *n)).unwrap_or(1);
    if most < 2 || seen == 0 { 0 } else { counts[most] * 100 / seen }
}
