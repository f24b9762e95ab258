//! The rows of a file with the columns of the tables that are joined to it.

use super::mapping::{Join, Mapping, Texts};
use crate::table::{self, Choice, Guess, Hints, Stream};
use crate::{DateOrder, Decimal};
use base::{Context, Error, Refusal, Result};
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// How the numbers and dates of one column are written.
#[derive(Clone, Copy, Debug)]
pub struct Written {
    /// None where the rows leave both marks open.
    pub decimal: Option<Decimal>,
    /// None where the rows leave several orders open.
    pub dates: Option<DateOrder>,
}

/// One row of the file with everything joined to it.
#[derive(Clone, Debug)]
pub struct WideRow {
    /// The line of the first file.
    pub line: u64,
    /// As many texts as there are columns.
    pub cells: Vec<String>,
}

/// The rows of a file, one after the other.
pub struct Rows {
    stream: Stream<'static>,
    /// The columns of the file and of the tables joined to it.
    pub columns: Vec<String>,
    /// How many of them are the file's own.
    pub own: usize,
    /// How each column writes numbers and dates.
    pub written: Vec<Written>,
    /// The file's name, for messages.
    pub file_name: String,
    only: Vec<(usize, Texts)>,
    joins: Vec<Joined>,
    /// The records of a file with a row for each line.
    gathered: Option<Gathered>,
}

/// Records whose lines have a row each: consecutive rows that begin with the same text are one record, and columns with a star in
/// their heading (`Addresses * City`) belong to the lines.
struct Gathered {
    /// Which of the file's columns belong to the lines.
    starred: Vec<bool>,
    /// The most rows of one record.
    most: usize,
    records: VecDeque<Result<(u64, Vec<Vec<String>>)>>,
}

struct Joined {
    /// The columns whose texts are looked for, and how many rows each of them may bring.
    on: Vec<usize>,
    most: usize,
    required: bool,
    width: usize,
    rows: HashMap<String, Vec<Vec<String>>>,
}

/// The file itself, or the same with `.gz` behind it.
fn beside(folder: &Path, name: &str) -> PathBuf {
    let plain = folder.join(name);
    let packed = folder.join(format!("{name}.gz"));
    if !plain.exists() && packed.exists() { packed } else { plain }
}

/// Opens a file to read, or its packed twin.
pub fn open(path: &Path) -> Result<File> {
    let folder = path.parent().unwrap_or(Path::new(""));
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let found = beside(folder, &name);
    File::open(&found)
        .map_err(|error| Refusal::new("exchange.file_missing").arg("file", found.display()).arg("why", error).into())
}

fn column(columns: &[String], name: &str) -> Result<usize, Refusal> {
    let found =
        columns.iter().position(|c| c == name).or_else(|| columns.iter().position(|c| c.eq_ignore_ascii_case(name)));
    found.ok_or_else(|| Refusal::new("exchange.column_missing").field(name).arg("column", name))
}

fn written(guess: &Guess, stream: &Stream, hints: &Hints) -> Written {
    fn settled<T: Copy>(own: Choice<T>, all: Choice<T>, hint: Option<T>, usual: T) -> Option<T> {
        match own {
            Choice::Ambiguous => hint.or(all.get()),
            other => hint.or(other.get()).or(all.get()).or(Some(usual)),
        }
    }
    let detected = &stream.detected;
    Written {
        decimal: settled(guess.decimal, detected.decimal, hints.decimal, Decimal::Point),
        dates: settled(guess.date_order, detected.date_order, hints.date_order, DateOrder::Ymd),
    }
}

impl Rows {
    /// Opens a file under a mapping. `folder` is where joined tables lie; without one there may be none.
    pub fn open(
        source: impl Read + Send + 'static,
        file_name: &str,
        mapping: &Mapping,
        folder: Option<&Path>,
    ) -> Result<Rows> {
        let hints = mapping.read.hints();
        let stream = table::stream(source, file_name, &hints)?;
        let mut rows = Rows {
            columns: stream.columns.clone(),
            own: stream.columns.len(),
            written: stream.guesses.iter().map(|g| written(g, &stream, &hints)).collect(),
            file_name: file_name.to_owned(),
            only: Vec::new(),
            joins: Vec::new(),
            gathered: None,
            stream,
        };
        rows.gather();
        for join in &mapping.join {
            let folder = folder.ok_or_else(|| Refusal::new("exchange.join_without_folder").arg("file", &join.file))?;
            rows.join(join, folder, &hints)?;
        }
        rows.only = chosen(&rows.columns, &mapping.only)?;
        Ok(rows)
    }

    /// Reads a file with a row for each line whole, because how many lines a record has at most decides the columns.
    fn gather(&mut self) {
        let starred: Vec<bool> = self.columns.iter().map(|c| c.contains('*')).collect();
        if !starred.contains(&true) || starred.first() == Some(&true) {
            return;
        }
        let mut records: VecDeque<Result<(u64, Vec<Vec<String>>)>> = VecDeque::new();
        let mut most = 1;
        for row in &mut self.stream {
            let row = match row {
                Ok(row) => row,
                Err(error) => {
                    records.push_back(Err(error));
                    continue;
                }
            };
            let first = row.cells[0].trim().to_owned();
            match records.back_mut() {
                Some(Ok((_, rows))) if !first.is_empty() && rows[0][0].trim() == first => {
                    rows.push(row.cells);
                    most = most.max(rows.len());
                }
                _ => records.push_back(Ok((row.line, vec![row.cells]))),
            }
        }
        let (mut columns, mut written) = (Vec::new(), Vec::new());
        for ((name, own), starred) in self.columns.iter().zip(&self.written).zip(&starred) {
            let times = if *starred { most } else { 1 };
            columns.extend((1..=times).map(|n| name.replace('*', &n.to_string())));
            written.extend(std::iter::repeat_n(*own, times));
        }
        (self.own, self.columns, self.written) = (columns.len(), columns, written);
        self.gathered = Some(Gathered { starred, most, records });
    }

    /// What the file turned out to be.
    pub fn detected(&self) -> &table::Detected {
        &self.stream.detected
    }

    fn join(&mut self, join: &Join, folder: &Path, hints: &Hints) -> Result<()> {
        if join.name.is_empty() || join.file.contains("..") || Path::new(&join.file).is_absolute() {
            return Err(Refusal::new("exchange.join_malformed").arg("file", &join.file).into());
        }
        let hints = Hints { header: None, first_line: None, sheet: None, ..hints.clone() };
        let mut stream = table::stream(open(&folder.join(&join.file))?, &join.file, &hints)?;
        let with = column(&stream.columns, join.with.as_deref().unwrap_or(last_part(&join.on)))?;
        let only = chosen(&stream.columns, &join.only)?;
        let written: Vec<Written> = stream.guesses.iter().map(|g| written(g, &stream, &hints)).collect();
        let columns = stream.columns.clone();
        let mut rows: HashMap<String, Vec<Vec<String>>> = HashMap::new();
        for row in &mut stream {
            let row = row?;
            if only.iter().all(|(at, texts)| texts.has(&row.cells[*at])) {
                rows.entry(row.cells[with].trim().to_owned()).or_default().push(row.cells);
            }
        }
        let most = join.most.unwrap_or(1).max(1);
        // What was joined several times is joined on for each of them: `link.1.AddressID`, `link.2.AddressID`.
        let on = self.numbered(&join.on)?;
        for (place, _) in on.iter().enumerate() {
            for nth in 0..most {
                let number = match (on.len(), most) {
                    (1, 1) => String::new(),
                    (_, 1) => format!("{}.", place + 1),
                    _ => format!("{}.", place * most + nth + 1),
                };
                self.columns.extend(columns.iter().map(|c| format!("{}.{number}{c}", join.name)));
                self.written.extend_from_slice(&written);
            }
        }
        self.joins.push(Joined { on, most, required: join.required, width: columns.len(), rows });
        Ok(())
    }

    fn numbered(&self, name: &str) -> Result<Vec<usize>> {
        let Some((table, field)) = name.split_once('.') else { return Ok(vec![column(&self.columns, name)?]) };
        let several: Vec<usize> =
            (1..).map_while(|n| self.columns.iter().position(|c| *c == format!("{table}.{n}.{field}"))).collect();
        if several.is_empty() { Ok(vec![column(&self.columns, name)?]) } else { Ok(several) }
    }

    /// The next row that is wanted; a row that cannot be read is an error that names its line.
    pub fn next_row(&mut self) -> Result<Option<WideRow>> {
        loop {
            let next = match &mut self.gathered {
                Some(gathered) => gathered.next(),
                None => self.stream.next().map(|row| row.map(|row| (row.line, row.cells))),
            };
            let Some(row) = next else { return Ok(None) };
            let (line, cells) = row?;
            if let Some(wide) = self.widen(line, cells)
                && self.only.iter().all(|(at, texts)| texts.has(&wide.cells[*at]))
            {
                return Ok(Some(wide));
            }
        }
    }

    /// Whether the last error ended the reading.
    pub fn broke_off(&self) -> bool {
        self.stream.broke_off()
    }

    fn widen(&self, line: u64, mut cells: Vec<String>) -> Option<WideRow> {
        for join in &self.joins {
            let mut any = false;
            for on in &join.on {
                let found = Some(cells[*on].trim()).filter(|t| !t.is_empty()).and_then(|text| join.rows.get(text));
                any |= found.is_some();
                for nth in 0..join.most {
                    match found.and_then(|rows| rows.get(nth)) {
                        Some(row) => cells.extend_from_slice(row),
                        None => cells.resize(cells.len() + join.width, String::new()),
                    }
                }
            }
            if join.required && !any {
                return None;
            }
        }
        Some(WideRow { line, cells })
    }
}

impl Gathered {
    /// The next record in one row: its own cells as its first row has them, those of its lines one after the other.
    fn next(&mut self) -> Option<Result<(u64, Vec<String>)>> {
        let (line, mut rows) = match self.records.pop_front()? {
            Ok(record) => record,
            Err(error) => return Some(Err(error)),
        };
        let mut cells = Vec::new();
        for (column, starred) in self.starred.iter().enumerate() {
            let times = if *starred { self.most } else { 1 };
            cells.extend(
                (0..times).map(|n| rows.get_mut(n).map(|row| std::mem::take(&mut row[column])).unwrap_or_default()),
            );
        }
        Some(Ok((line, cells)))
    }
}

fn last_part(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}

fn chosen(columns: &[String], only: &BTreeMap<String, Texts>) -> Result<Vec<(usize, Texts)>> {
    let one = |(name, texts): (&String, &Texts)| Ok((column(columns, name)?, texts.clone()));
    only.iter().map(one).collect::<Result<_, Refusal>>().map_err(Error::from)
}

/// The first rows of a file, to show what its columns look like.
pub fn samples(
    path: &Path,
    file_name: &str,
    hints: &Hints,
    most: usize,
) -> Result<(Vec<String>, Vec<Vec<String>>, table::Detected)> {
    samples_of(File::open(path).context("opening an uploaded file")?, file_name, hints, most)
}

/// The same of a file that is read from elsewhere.
pub fn samples_of(
    source: impl Read + Send + 'static,
    file_name: &str,
    hints: &Hints,
    most: usize,
) -> Result<(Vec<String>, Vec<Vec<String>>, table::Detected)> {
    let mut stream = table::stream(source, file_name, hints)?;
    let mut samples = vec![Vec::new(); stream.columns.len()];
    for _ in 0..most * 20 {
        let Some(Ok(row)) = stream.next() else { break };
        for (column, cell) in samples.iter_mut().zip(row.cells) {
            if column.len() < most && !cell.trim().is_empty() && !column.contains(&cell) {
                column.push(crate::cell::shorten(&cell));
            }
        }
        if samples.iter().all(|s: &Vec<String>| s.len() >= most) {
            break;
        }
    }
    Ok((stream.columns.clone(), samples, stream.detected.clone()))
}
