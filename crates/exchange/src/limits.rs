//! How large a foreign file may be, and readers that stop there instead of filling the memory.

use std::io::{self, Read};

const MIB: u64 = 1024 * 1024;

/// The largest file accepted, in bytes.
pub const MAX_FILE: u64 = 200 * MIB;
/// The most bytes a compressed file may unpack to.
pub const MAX_UNPACKED: u64 = 1024 * MIB;
/// The most memory a table read as a whole may need, in bytes, its empty cells included.
pub const MAX_TABLE: u64 = 512 * MIB;
/// The most rows a table read as a whole may have: as many as an Excel sheet.
pub const MAX_ROWS: u64 = 1_048_576;
/// The most bytes of text in one row.
pub const MAX_ROW: u64 = 16 * MIB;
/// The most bytes of text in one cell.
pub const MAX_CELL: u64 = MIB;
/// The most columns of a table.
pub const MAX_COLUMNS: usize = 500;
/// How many refusals of rows are kept when a table is read as a whole.
pub const MAX_REFUSALS: usize = 1000;

/// The memory a row needs. Its empty cells count, or a small file of delimiters alone would fill any memory.
pub(crate) fn weight(cells: &[String]) -> u64 {
    cells.iter().map(|cell| (cell.len() + size_of::<String>()) as u64).sum()
}

/// A limit in megabytes, as a message shows it.
pub(crate) fn megabytes(limit: u64) -> u64 {
    limit / MIB
}

/// Which limit a [`Limited`] reader met. Travels inside an [`io::Error`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exceeded {
    File,
    Unpacked,
}

impl std::fmt::Display for Exceeded {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the file is larger than accepted")
    }
}

impl std::error::Error for Exceeded {}

/// Passes bytes through and fails once there are more than allowed.
pub(crate) struct Limited<R> {
    inner: R,
    left: u64,
    exceeded: Exceeded,
}

impl<R: Read> Limited<R> {
    pub(crate) fn new(inner: R, limit: u64, exceeded: Exceeded) -> Limited<R> {
        Limited { inner, left: limit, exceeded }
    }
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.left = self.left.checked_sub(count as u64).ok_or_else(|| io::Error::other(self.exceeded))?;
        Ok(count)
    }
}
