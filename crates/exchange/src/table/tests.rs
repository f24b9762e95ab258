//! Files as people send them: every encoding, delimiter and style, broken ones, and bytes that are no table at all.

use std::io::Write;

use base::Error;
use encoding_rs::{GB18030, WINDOWS_1252};
use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;

use super::*;
use crate::MAX_COLUMNS;
use crate::write::{CsvOptions, Value};

fn table(text: &str) -> Table {
    read(text.as_bytes(), "test.csv", &Hints::default()).unwrap()
}

fn code(bytes: &[u8]) -> String {
    read(bytes, "test.csv", &Hints::default()).unwrap_err().code().to_owned()
}

fn texts(table: &Table) -> Vec<Vec<&str>> {
    table.rows.iter().map(|row| row.cells.iter().map(String::as_str).collect()).collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn utf16(text: &str, big: bool, mark: bool) -> Vec<u8> {
    let marked = if mark { format!("\u{feff}{text}") } else { text.to_owned() };
    marked.encode_utf16().flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
}

#[test]
fn one_table_reads_the_same_in_every_encoding() {
    let chinese = "名称;城市;数量\n北京贸易有限公司;北京;12\n上海钢铁;上海;7\n";
    let spanish = "nombre;ciudad;cantidad\nMuñoz Hnos.;Málaga;12\nPeña;Cádiz;7\n";
    let cases: Vec<(&str, &str, Vec<u8>, bool)> = vec![
        ("UTF-8", chinese, chinese.as_bytes().to_vec(), false),
        ("UTF-8", spanish, format!("\u{feff}{spanish}").into_bytes(), true),
        ("UTF-16LE", chinese, utf16(chinese, false, true), true),
        ("UTF-16BE", chinese, utf16(chinese, true, true), true),
        ("UTF-16LE", spanish, utf16(spanish, false, false), false),
        ("UTF-16BE", chinese, utf16(chinese, true, false), false),
        ("gb18030", chinese, GB18030.encode(chinese).0.into_owned(), false),
        ("windows-1252", spanish, WINDOWS_1252.encode(spanish).0.into_owned(), false),
    ];
    for (encoding, text, bytes, bom) in cases {
        let expected = table(text);
        for (bytes, compressed) in [(gzip(&bytes), true), (bytes, false)] {
            let read = read(&bytes, "test.csv", &Hints::default()).unwrap();
            assert_eq!((&read.columns, &read.rows), (&expected.columns, &expected.rows), "{encoding}");
            let found = &read.detected;
            assert_eq!((found.encoding, found.bom, found.compressed), (Some(encoding), bom, compressed));
            assert_eq!(found.delimiter, Some(';'));
        }
    }
}

#[test]
fn a_hint_about_the_encoding_wins() {
    let bytes = WINDOWS_1252.encode("a;b\nÃ©;1\n").0.into_owned();
    let hints = |label: &str| Hints { encoding: Some(label.to_owned()), ..Hints::default() };
    assert_eq!(texts(&read(&bytes, "f", &Hints::default()).unwrap()), [["é", "1"]]);
    assert_eq!(texts(&read(&bytes, "f", &hints("windows-1252")).unwrap()), [["Ã©", "1"]]);
    assert_eq!(read(&bytes, "f", &hints("klingon")).unwrap_err().code(), "exchange.encoding_unknown");
    let marked = utf16("a;b\n1;2\n", false, true);
    assert_eq!(read(&marked, "f", &hints("utf-16le")).unwrap().columns, ["a", "b"]);
}

#[test]
fn delimiters_are_found_by_the_regularity_of_the_rows() {
    let cases: &[(&str, Option<char>, &[&str])] = &[
        ("a,b,c\n1,2,3\n", Some(','), &["1", "2", "3"]),
        ("a;b\n1,5;2,5\n3,5;4,5\n", Some(';'), &["1,5", "2,5"]),
        ("1,5;2,5\n3,5;4,5\n", Some(';'), &["1,5", "2,5"]),
        ("a\tb\nx, y\tz\n", Some('\t'), &["x, y", "z"]),
        ("a|b\n1|2\n", Some('|'), &["1", "2"]),
        ("name\nAnna\nBea\n", None, &["Anna"]),
        ("sep=;\na;b\n1;2\n", Some(';'), &["1", "2"]),
        ("sep=,\r\na,b\r\n1;1,2\r\n", Some(','), &["1;1", "2"]),
        ("\"a;x\",b\n\"1;1\",2\n\"2;2\",3\n", Some(','), &["1;1", "2"]),
        ("a,b\n\"Main Street; 5\",x\n", Some(','), &["Main Street; 5", "x"]),
    ];
    for (text, delimiter, first) in cases {
        let table = table(text);
        assert_eq!(table.detected.delimiter, *delimiter, "{text:?}");
        assert_eq!(texts(&table)[0], *first, "{text:?}");
        assert_eq!(table.refusals, [], "{text:?}");
    }
    let hints = Hints { delimiter: Some('~'), ..Hints::default() };
    assert_eq!(read(b"a~b\n1~2\n", "f", &hints).unwrap().columns, ["a", "b"]);
    for bad in ['"', '\n', 'x', '，'] {
        let hints = Hints { delimiter: Some(bad), ..Hints::default() };
        assert_eq!(read(b"a,b\n", "f", &hints).unwrap_err().code(), "exchange.delimiter_unusable");
    }
}

#[test]
fn quotes_line_ends_and_blank_rows_are_read_as_meant() {
    let read = table("\u{feff}name,note\r\n\"a \"\"b\"\"\",\"two\r\nlines\"\r\n\r\n,,\r\n5\" pipe,\"\"\r\nlast,x");
    assert_eq!(texts(&read), [vec!["a \"b\"", "two\r\nlines"], vec!["5\" pipe", ""], vec!["last", "x"]]);
    assert_eq!(read.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [2, 6, 7]);
    assert_eq!(texts(&table("a,b\r1,2\r3,4\r")), [["1", "2"], ["3", "4"]]);
    assert_eq!(table("a,b\r1,2\r3,4\r").rows[1].line, 3);
    assert_eq!(texts(&table("a,b,,\n1,2,,\n3,4,\n")), [["1", "2"], ["3", "4"]]);
}

#[test]
fn every_broken_row_is_named_once_and_the_others_are_read() {
    let text = "name,qty,note\n\
        good,1,x\n\
        short,2\n\
        long,3,x,y\n\
        \"quote\"d,4,x\n\
        nul,\0,x\n\
        bad\u{fffd},6,x\n\
        good,7,x\n\
        open,8,\"never closed\n\
        lost,9,x\n";
    let read = table(text);
    assert_eq!(texts(&read), [["good", "1", "x"], ["good", "7", "x"]]);
    let found: Vec<String> = read.refusals.iter().map(ToString::to_string).collect();
    assert_eq!(
        found,
        [
            "exchange.row_too_short (line: 3, expected: 3, found: 2)",
            "exchange.row_too_long (line: 4, expected: 3, found: 4)",
            "exchange.text_after_quote, field name (line: 5, column: name)",
            "exchange.cell_with_null_character, field qty (line: 6, column: qty)",
            "exchange.cell_undecodable, field name (line: 7, column: name, encoding: UTF-8)",
            "exchange.quote_not_closed, field note (line: 9, column: note)",
        ]
    );
    assert_eq!(read.refused, 6);
}

#[test]
fn lone_surrogates_and_broken_bytes_refuse_their_row_only() {
    let mut bytes = utf16("name,qty\nAnna,1\n", false, true);
    bytes.extend([0x00, 0xd8]);
    bytes.extend(utf16("x,2\nBea,3\n", false, false));
    let found = read(&bytes, "f", &Hints::default()).unwrap();
    assert_eq!(texts(&found), [["Anna", "1"], ["Bea", "3"]]);
    assert_eq!(found.refusals[0].code, "exchange.cell_undecodable");
    let hints = Hints { encoding: Some("utf-8".to_owned()), ..Hints::default() };
    let found = read(b"name,qty\nN\xfa\xf1ez,1\nBea,3\n", "f", &hints).unwrap();
    assert_eq!((texts(&found), found.refused), (vec![vec!["Bea", "3"]], 1));
}

#[test]
fn only_the_first_thousand_refusals_are_kept() {
    let text = format!("a,b\n{}1,2\n", "x\n".repeat(1500));
    let read = table(&text);
    assert_eq!((read.rows.len(), read.refusals.len(), read.refused), (1, MAX_REFUSALS, 1500));
}

#[test]
fn what_is_no_table_is_refused_with_a_reason() {
    let binary: Vec<u8> = (0..20_000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let mut truncated = gzip("a,b\n1,2\n".repeat(1000).as_bytes());
    truncated.truncate(60);
    let cases: &[(&str, &[u8])] = &[
        ("exchange.file_empty", b""),
        ("exchange.file_empty", b"\xef\xbb\xbf"),
        ("exchange.file_empty", b"\n\n , \n"),
        ("exchange.file_empty", b"sep=;\n"),
        ("exchange.format_unknown", b"%PDF-1.7 whatever"),
        ("exchange.format_unknown", &binary),
        ("exchange.workbook_old_or_locked", &[0xd0, 0xcf, 0x11, 0xe0, 1, 2, 3]),
        ("exchange.workbook_broken", b"PK\x03\x04 and nothing more"),
        ("exchange.archive_broken", &truncated),
        ("exchange.archive_broken", &[0x1f, 0x8b, 0, 0]),
        ("exchange.format_unknown", &gzip(b"PK\x03\x04")),
        ("exchange.quote_not_closed", b"\"a,b\n1,2\n"),
    ];
    for (expected, bytes) in cases {
        assert_eq!(code(bytes), *expected, "{:?}", &bytes[..bytes.len().min(20)]);
    }
}

#[test]
fn limits_stop_the_reading_and_name_the_place() {
    let wide = vec!["1"; MAX_COLUMNS + 1].join(",");
    assert_eq!(code(wide.as_bytes()), "exchange.too_many_columns");
    let endless = format!("a,b\n1,\"{}", "x\n".repeat(600_000));
    let error = read(endless.as_bytes(), "big.csv", &Hints::default()).unwrap_err();
    assert_eq!(error.code(), "exchange.cell_too_large");
    assert!(error.refusals()[0].args.contains(&("line".into(), "2".to_owned())));
    let cell = "x".repeat(1_000_000);
    let heavy = vec![cell.as_str(); 20].join(",");
    assert_eq!(code(heavy.as_bytes()), "exchange.row_too_large");
    assert!(weight(&vec![String::new(); MAX_COLUMNS]) >= 500 * 24, "empty cells need memory too");
    let packed = gzip(&[b'x'; 100]);
    let mut limited = Limited::new(MultiGzDecoder::new(&packed[..]), 99, Exceeded::Unpacked);
    let error = limited.read_to_end(&mut Vec::new()).unwrap_err();
    assert_eq!(Fatal::Io(error).explain("f", &[]).code(), "exchange.unpacked_too_large");
    let mut limited = Limited::new(&b"abc"[..], 3, Exceeded::File);
    assert_eq!(limited.read_to_end(&mut Vec::new()).unwrap(), 3);
}

#[test]
fn a_stream_that_breaks_off_says_so_and_ends() {
    /// Good rows, and then more bytes than a file may have.
    struct TooLong(usize);
    impl Read for TooLong {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let line = b"abc,def\n";
            if self.0 == 0 {
                return Err(io::Error::other(Exceeded::File));
            }
            self.0 -= 1;
            buffer[..line.len()].copy_from_slice(line);
            Ok(line.len())
        }
    }
    let mut stream = stream(TooLong(200_000), "f", &Hints::default()).unwrap();
    assert_eq!(stream.by_ref().take_while(Result::is_ok).count(), 199_999);
    assert!(stream.broke_off() && stream.next().is_none());
    let error = stream_error(TooLong(10));
    assert_eq!(error.code(), "exchange.file_too_large");
}

fn stream_error(source: impl Read + Send) -> Error {
    stream(source, "f", &Hints::default()).err().unwrap()
}

#[test]
fn a_stream_hands_out_the_same_rows_as_a_whole_read() {
    let text: String = (0..5000).map(|n| if n % 100 == 7 { "bad\n".to_owned() } else { format!("{n},x\n") }).collect();
    let text = format!("n,t\n{text}");
    let whole = table(&text);
    let stream = stream(text.as_bytes(), "f", &Hints::default()).unwrap();
    assert_eq!(stream.columns, whole.columns);
    let (mut rows, mut refused) = (Vec::new(), 0);
    for row in stream {
        match row {
            Ok(row) => rows.push(row),
            Err(Error::Refused(_)) => refused += 1,
            Err(other) => panic!("{other}"),
        }
    }
    assert_eq!((rows, refused), (whole.rows, whole.refused));
}

#[test]
fn a_failing_source_is_our_failure_and_not_the_files() {
    struct Failing;
    impl Read for Failing {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::new(io::ErrorKind::PermissionDenied, "no"))
        }
    }
    assert_eq!(stream_error(Failing).code(), "broken");
}

#[test]
fn columns_are_recognised_and_open_questions_stay_open() {
    use crate::{DateOrder::*, Decimal::*};
    use Choice::*;
    type Expected = (Kind, Choice<Decimal>, Choice<DateOrder>);
    let cases: &[(&[&str], Expected)] = &[
        (&["1", "22", "-3"], (Kind::Integer, NotNeeded, NotNeeded)),
        (&["1.5", "22", "3.25"], (Kind::Decimal, Sure(Point), NotNeeded)),
        (&["1,5", "22", "3,25"], (Kind::Decimal, Sure(Comma), NotNeeded)),
        (&["1.234,50", "22"], (Kind::Decimal, Sure(Comma), NotNeeded)),
        (&["1,234,567", "22"], (Kind::Integer, Sure(Point), NotNeeded)),
        (&["1,234", "5,678"], (Kind::Decimal, Ambiguous, NotNeeded)),
        (&["1,5", "2.5"], (Kind::Decimal, Ambiguous, NotNeeded)),
        (&["00123", "00456"], (Kind::Text, NotNeeded, NotNeeded)),
        (&["1234567890123456789012", "1"], (Kind::Text, NotNeeded, NotNeeded)),
        (&["2026-11-21", "2026-01-02"], (Kind::Date, NotNeeded, NotNeeded)),
        (&["2026年11月21日"], (Kind::Date, NotNeeded, NotNeeded)),
        (&["21/11/2026", "02/03/2026"], (Kind::Date, NotNeeded, Sure(Dmy))),
        (&["11/21/2026", "02/03/2026"], (Kind::Date, NotNeeded, Sure(Mdy))),
        (&["02/03/2026", "04/05/2026"], (Kind::Date, NotNeeded, Ambiguous)),
        (&["13/01/2026", "01/13/2026"], (Kind::Date, NotNeeded, Ambiguous)),
        (&["02.03.2026"], (Kind::Date, NotNeeded, Sure(Dmy))),
        (&["05/05/2026"], (Kind::Date, NotNeeded, NotNeeded)),
        (&["21/11/26"], (Kind::Date, NotNeeded, Ambiguous)),
        (&["31/12/99"], (Kind::Date, NotNeeded, Sure(Dmy))),
        (&["yes", "no", "Y"], (Kind::Bool, NotNeeded, NotNeeded)),
        (&["是", "否"], (Kind::Bool, NotNeeded, NotNeeded)),
        (&["0", "1"], (Kind::Integer, NotNeeded, NotNeeded)),
        (&["a@b.es", "c.d@e.com.cn"], (Kind::Email, NotNeeded, NotNeeded)),
        (&["+34 612 345 678", "(030) 123-4567"], (Kind::Phone, NotNeeded, NotNeeded)),
        (&["612 345 678", "0034 91 1234567"], (Kind::Phone, NotNeeded, NotNeeded)),
        (&["", " "], (Kind::Text, NotNeeded, NotNeeded)),
        (&["a@b", "x"], (Kind::Text, NotNeeded, NotNeeded)),
    ];
    for (cells, expected) in cases {
        let rows: Vec<Vec<String>> = cells.iter().map(|cell| vec![(*cell).to_owned()]).collect();
        let guess = guess::columns(1, rows.iter().map(|row| &row[..]), &Hints::default())[0];
        assert_eq!((guess.kind, guess.decimal, guess.date_order), *expected, "{cells:?}");
        let filled = cells.iter().filter(|cell| !cell.trim().is_empty()).count() as u64;
        assert_eq!(guess.filled, filled);
    }
}

#[test]
fn what_one_column_leaves_open_another_settles_or_a_hint() {
    use crate::{DateOrder::*, Decimal::*};
    let text = "total;price;due;paid\n1.234;2,50;02/03/2026;21/11/2026\n";
    let read_as = |hints: &Hints| read(text.as_bytes(), "f", hints).unwrap();
    let found = read_as(&Hints::default());
    assert_eq!(found.guesses[0].decimal, Choice::Likely(Comma));
    assert_eq!(found.guesses[0].kind, Kind::Integer);
    assert_eq!(found.guesses[2].date_order, Choice::Likely(Dmy));
    assert_eq!((found.detected.decimal, found.detected.date_order), (Choice::Sure(Comma), Choice::Sure(Dmy)));
    let cell = found.cell(&found.rows[0], 0);
    assert_eq!(cell.units(found.guesses[0].decimal.get().unwrap(), 2), Ok(123_400));
    let hinted = read_as(&Hints { decimal: Some(Point), date_order: Some(Mdy), ..Hints::default() });
    assert_eq!((hinted.guesses[0].decimal, hinted.guesses[2].date_order), (Choice::Sure(Point), Choice::Sure(Mdy)));
    let short = table("when\n21/11/26\n");
    assert!(short.guesses[0].two_digit_years);
}

#[test]
fn headings_are_recognised_named_and_made_distinct() {
    let cases: &[(&str, bool, &[&str])] = &[
        ("name,price\nBolt,2.50\n", true, &["name", "price"]),
        ("Bolt,2.50\nNut,1.20\n", false, &["A", "B"]),
        ("a@b.es,Anna\n", false, &["A", "B"]),
        ("name, name ,,\"Unit\n price\"\nx,y,z,1\n", true, &["name", "name (2)", "C", "Unit price"]),
        ("a,a,b\n1,2,3\n", true, &["a", "a (2)", "b"]),
    ];
    for (text, header, columns) in cases {
        let table = table(text);
        let names: Vec<&str> = table.columns.iter().map(String::as_str).collect();
        assert_eq!((table.detected.header, &names[..]), (*header, *columns), "{text:?}");
    }
    let hints = Hints { header: Some(true), first_line: Some(3), ..Hints::default() };
    let found = read(b"Our bank\nStatement 7\na,a,2026\n1,2,3\n", "f", &hints).unwrap();
    assert_eq!(found.columns, ["a", "a (2)", "2026"]);
    assert_eq!(found.rows[0].line, 4);
    assert_eq!(
        (letters(0), letters(25), letters(26), letters(499)),
        ("A".into(), "Z".into(), "AA".into(), "SF".into())
    );
}

fn sample_rows() -> Vec<Vec<Value>> {
    let day = base::Date::new(2026, 11, 21).unwrap();
    vec![
        vec![
            Value::Text("=1+1".into()),
            Value::Number { units: 1234, scale: 3 },
            Value::Date(day),
            Value::Bool(true),
            Value::Text("+34 91 12".into()),
        ],
        vec![
            Value::Text("'=x, \"y\"\nz".into()),
            Value::Number { units: -i64::MAX, scale: 2 },
            Value::Empty,
            Value::Bool(false),
            Value::Text("-5 apples".into()),
        ],
        vec![
            Value::Text("北京 ñ".into()),
            Value::Number { units: 30, scale: 2 },
            Value::Date(base::Date::new(1850, 1, 2).unwrap()),
            Value::Empty,
            Value::Empty,
        ],
    ]
}

const COLUMNS: [&str; 5] = ["name", "price", "due", "paid", "note"];

#[test]
fn what_is_written_as_csv_is_guarded_and_read_back_unchanged() {
    let mut out = Vec::new();
    crate::write::csv(&mut out, &COLUMNS, sample_rows(), &CsvOptions::default()).unwrap();
    let text = String::from_utf8(out.clone()).unwrap();
    assert!(
        text.starts_with("\u{feff}name,price,due,paid,note\r\n'=1+1,1.234,2026-11-21,true,+34 91 12\r\n"),
        "{text}"
    );
    assert!(text.contains("'-5 apples"));
    let options = CsvOptions { delimiter: b';', decimal: Decimal::Comma, bom: false };
    let mut other = Vec::new();
    crate::write::csv(&mut other, &COLUMNS, sample_rows(), &options).unwrap();
    for (bytes, mark) in [(out, Decimal::Point), (other, Decimal::Comma)] {
        let found = read(&bytes, "f", &Hints::default()).unwrap();
        assert_eq!((found.refused, &found.columns[..]), (0, &COLUMNS.map(String::from)[..]));
        assert_eq!(found.rows[0].cells[0], "=1+1");
        assert_eq!(found.rows[1].cells[0], "'=x, \"y\"\nz");
        assert_eq!(found.rows[0].cells[4], "+34 91 12");
        assert_eq!(found.rows[1].cells[4], "-5 apples");
        assert_eq!(found.cell(&found.rows[0], 1).units(mark, 3), Ok(1234));
        assert_eq!(found.cell(&found.rows[1], 1).units(mark, 2), Ok(-i64::MAX));
    }
}

#[test]
fn what_is_written_as_a_workbook_is_typed_and_read_back_exactly() {
    let bytes = crate::write::xlsx("Orders", &COLUMNS, sample_rows()).unwrap();
    let found = read(&bytes, "f.xlsx", &Hints::default()).unwrap();
    assert_eq!((found.refused, &found.columns[..]), (0, &COLUMNS.map(String::from)[..]));
    assert_eq!((found.detected.format, found.detected.sheet.as_deref()), (Format::Xlsx, Some("Orders")));
    assert_eq!(
        texts(&found),
        [
            ["=1+1", "1.2340", "2026-11-21", "true", "+34 91 12"],
            ["'=x, \"y\"\nz", "-92233720368547758.07", "", "false", "-5 apples"],
            ["北京 ñ", "0.3", "1850-01-02", "", ""],
        ]
    );
    assert_eq!(found.cell(&found.rows[0], 1).units(Decimal::Point, 3), Ok(1234));
    let wrong = Hints { sheet: Some("Invoices".into()), ..Hints::default() };
    let error = read(&bytes, "f.xlsx", &wrong).unwrap_err();
    assert_eq!(error.to_string(), "exchange.sheet_missing (sheet: Invoices, sheets: Orders, file: f.xlsx)");
    let long = vec![vec![Value::Text("x".repeat(40_000))]];
    assert_eq!(crate::write::xlsx("s", &["a"], long).unwrap_err().code(), "exchange.text_too_long_for_sheet");
}

/// A workbook made by another program: dates with times, errors, several sheets, a far-away cell.
fn foreign_workbook(far: bool) -> Vec<u8> {
    use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, XlsxError};
    let build = || -> Result<Vec<u8>, XlsxError> {
        let mut workbook = Workbook::new();
        workbook.add_worksheet().set_name("Hidden")?.set_hidden(true);
        let page = workbook.add_worksheet().set_name("Data")?.set_active(true);
        let moment = Format::new().set_num_format("yyyy-mm-dd hh:mm:ss");
        page.write_row(1, 0, ["when", "sum", "state"])?;
        page.write_with_format(2, 0, &ExcelDateTime::from_ymd(2026, 11, 21)?.and_hms(10, 30, 0)?, &moment)?;
        page.write(2, 1, 0.1 + 0.2)?;
        page.write(2, 2, "ok")?;
        page.write_with_format(3, 0, &ExcelDateTime::from_ymd(1900, 1, 1)?, &moment)?;
        page.write(3, 1, Formula::new("=1/0").set_result("#DIV/0!"))?;
        page.write_with_format(4, 0, &ExcelDateTime::from_hms(7, 5, 9)?, &moment)?;
        page.write(4, 1, 12345.678)?;
        if far {
            page.write(1_048_575, 16_383, "far")?;
        }
        workbook.save_to_buffer()
    };
    build().unwrap()
}

#[test]
fn a_foreign_workbook_is_read_as_exact_text() {
    let found = read(&foreign_workbook(false), "f.xlsx", &Hints::default()).unwrap();
    assert_eq!(
        (&found.detected.sheets[..], found.detected.sheet.as_deref()),
        (&["Hidden".to_owned(), "Data".to_owned()][..], Some("Data"))
    );
    assert_eq!(texts(&found), [["2026-11-21T10:30:00", "0.3", "ok"], ["07:05:09", "12345.6780", ""]]);
    assert_eq!(found.rows[0].line, 3);
    let refusal = found.refusals[0].to_string();
    assert_eq!(refusal, "exchange.cell_is_error, field sum (line: 4, column: sum, text: #DIV/0!)");
    assert_eq!(code(&foreign_workbook(true)), "exchange.too_many_columns");
}

/// The same workbook with its parts changed.
fn repacked(workbook: &[u8], change: impl Fn(usize, &str, &mut Vec<u8>)) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(workbook)).unwrap();
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for place in 0..archive.len() {
        let mut file = archive.by_index(place).unwrap();
        let (name, mut bytes) = (file.name().unwrap().into_owned(), Vec::new());
        file.read_to_end(&mut bytes).unwrap();
        change(place, &name, &mut bytes);
        out.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        out.write_all(&bytes).unwrap();
    }
    out.finish().unwrap().into_inner()
}

#[test]
fn a_workbook_that_claims_what_it_does_not_hold_is_refused() {
    let replaced = |part: &'static str, from: &'static str, to: &'static str| {
        repacked(&foreign_workbook(false), move |_, name, bytes| {
            if name.ends_with(part) {
                let text = String::from_utf8(bytes.clone()).unwrap();
                assert!(text.contains(from), "{text}");
                *bytes = text.replace(from, to).into_bytes();
            }
        })
    };
    for claim in ["uniqueCount=\"99999999999\" was=\"", "uniqueCount = '99999999999999999999999' was=\""] {
        assert_eq!(code(&replaced("sharedStrings.xml", "uniqueCount=\"", claim)), "exchange.workbook_broken");
    }
    let backwards = replaced("sheet2.xml", "<dimension ref=\"A2:C5\"", "<dimension ref=\"C9:A1\"");
    let _ = read(&backwards, "f.xlsx", &Hints::default());
    let unordered = replaced("sheet2.xml", "r=\"A5\"", "r=\"A1\"");
    assert_eq!(code(&unordered), "exchange.workbook_broken");
}

#[test]
fn a_million_rows_stream_by() {
    let line = "12345,Bolt M8 x 40 zinc plated,12.50,2026-11-21\n".repeat(1000);
    let chunks = std::iter::repeat_n(line.as_bytes(), 1000);
    let text = chunks.collect::<Vec<_>>().concat();
    let packed = gzip(&text);
    let rows = stream(&packed[..], "big.csv.gz", &Hints::default()).unwrap();
    assert_eq!(rows.filter(|row| row.as_ref().is_ok_and(|row| row.cells.len() == 4)).count(), 1_000_000);
}

proptest! {
    /// Whatever the `csv` crate writes, both of us read alike.
    #[test]
    fn sound_text_reads_as_the_csv_crate_reads_it(
        rows in prop::collection::vec(prop::collection::vec("[a-c,;\"\n\r é北]{0,6}", 3), 1..8),
    ) {
        let mut writer = ::csv::WriterBuilder::new().from_writer(Vec::new());
        rows.iter().for_each(|row| writer.write_record(row).unwrap());
        let bytes = writer.into_inner().unwrap();
        let mut ours = CsvRows::new(Decoded::new(Box::new(Cursor::new(bytes.clone())), encoding_rs::UTF_8), b',');
        let theirs = ::csv::ReaderBuilder::new().has_headers(false).from_reader(&bytes[..]).into_records();
        for record in theirs {
            let row = ours.next_row().unwrap().unwrap();
            prop_assert!(row.problem.is_none());
            prop_assert_eq!(row.cells, record.unwrap().iter().map(str::to_owned).collect::<Vec<_>>());
        }
        prop_assert!(ours.next_row().unwrap().is_none());
    }

    #[test]
    fn no_bytes_make_reading_panic(bytes in prop::collection::vec(any::<u8>(), 0..2000), label in 0usize..5) {
        let label = [None, Some("utf-8"), Some("gb18030"), Some("utf-16be"), Some("windows-1252")][label];
        let hints = Hints { encoding: label.map(str::to_owned), ..Hints::default() };
        let _ = read(&bytes, "f", &hints);
        let _ = read(&[&[0x1f, 0x8b, 8, 0], &bytes[..]].concat(), "f", &hints);
        let _ = read(&[b"PK\x03\x04", &bytes[..]].concat(), "f", &hints);
    }

    #[test]
    fn no_text_makes_reading_panic(text in "[a-b0-9,;|\t\"'\r\n\\x00=.é北\u{fffd}]{0,300}") {
        let Ok(table) = read(text.as_bytes(), "f", &Hints::default()) else { return Ok(()) };
        for row in &table.rows {
            prop_assert_eq!(row.cells.len(), table.columns.len());
            prop_assert!(row.line >= 1);
        }
        prop_assert_eq!(table.refused, table.refusals.len() as u64);
    }

    #[test]
    fn exported_texts_are_imported_unchanged(
        texts in prop::collection::vec("['=+@a1 ,;\"\n-]{1,8}", 1..20),
    ) {
        let rows = texts.iter().map(|text| vec![Value::Text("x".into()), Value::Text(text.clone())]);
        let mut out = Vec::new();
        crate::write::csv(&mut out, &["key", "text"], rows, &CsvOptions::default()).unwrap();
        let hints = Hints { delimiter: Some(','), header: Some(true), ..Hints::default() };
        let found = read(&out, "f", &hints).unwrap();
        prop_assert_eq!(found.rows.iter().map(|row| row.cells[1].clone()).collect::<Vec<_>>(), texts);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Single bytes of the unpacked parts are changed, where a damaged or crafted workbook would differ.
    #[test]
    fn no_damaged_workbook_makes_reading_panic(at in any::<prop::sample::Index>(), byte: u8, part in 0usize..12) {
        let damaged = repacked(&foreign_workbook(false), |place, _, bytes| {
            if place == part && !bytes.is_empty() {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
        });
        let _ = read(&damaged, "f.xlsx", &Hints::default());
    }
}
