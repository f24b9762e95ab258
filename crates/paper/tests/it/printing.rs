//! What is printed is found again in the file, page by page, whatever is written in it.

use crate::samples::{invoice, sender};
use base::{Error, Instant};
use paper::Paper;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;
use std::time::Duration;
use ui::{Lang, Messages, print::*};

/// Points of a millimetre.
const MM: f32 = 72.0 / 25.4;

fn words() -> Messages {
    let sources: Vec<_> = ui::i18n::SOURCES.into_iter().chain(paper::MESSAGES).collect();
    Messages::build(&sources).unwrap()
}

fn moment() -> Instant {
    Instant::parse("2026-11-16T08:30:00Z").unwrap()
}

/// One for all tests, as in a server.
static PAPER: LazyLock<Paper> = LazyLock::new(Paper::default);

fn pdf(print: &Print) -> Vec<u8> {
    let bytes = PAPER.pdf(&words(), std::slice::from_ref(print), moment()).unwrap();
    // For eyes: with FONDACO_LOOK=folder every document is kept there.
    if let Some(folder) = std::env::var_os("FONDACO_LOOK") {
        let name = std::thread::current().name().unwrap_or("print").replace("::", "-");
        std::fs::write(Path::new(&folder).join(format!("{name}-{}.pdf", print.lang.tag())), &bytes).unwrap();
    }
    bytes
}

/// Runs a tool of poppler on a file; nothing, with a line that says so, where it is not installed.
fn poppler(tool: &str, options: &[&str], pdf: &[u8]) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("print.pdf");
    std::fs::write(&path, pdf).unwrap();
    let Ok(output) = Command::new(tool).args(options).arg(&path).arg("-").output() else {
        eprintln!("skipped: {tool} is missing (package poppler-utils)");
        return None;
    };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    // Poppler writes signs beyond the first plane as two halves in the title.
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The text of each page, lines as they stand.
fn pages(pdf: &[u8]) -> Option<Vec<String>> {
    let text = poppler("pdftotext", &["-layout"], pdf)?;
    let mut pages: Vec<String> = text.split('\u{c}').map(str::to_owned).collect();
    pages.pop();
    Some(pages)
}

/// Every word with its box in points: left, top, right, bottom.
fn boxes(pdf: &[u8]) -> Option<Vec<(String, [f32; 4])>> {
    let text = poppler("pdftotext", &["-bbox"], pdf)?;
    let value = |line: &str, name: &str| -> f32 {
        let from = line.find(&format!("{name}=\"")).unwrap() + name.len() + 2;
        line[from..].split('"').next().unwrap().parse().unwrap()
    };
    let word = |line: &str| {
        let content = line.split_once('>').unwrap().1.split("</word>").next().unwrap().to_owned();
        (content, ["xMin", "yMin", "xMax", "yMax"].map(|name| value(line, name)))
    };
    Some(text.lines().filter(|l| l.trim_start().starts_with("<word")).map(word).collect())
}

/// Text without spaces: how far words stand apart is no concern.
fn close(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Folders with only the named files of this system's fonts.
fn only(names: &[&str]) -> Option<tempfile::TempDir> {
    let folder = tempfile::tempdir().unwrap();
    for name in names {
        let from = PathBuf::from("/usr/share/fonts/truetype/dejavu").join(name);
        if std::fs::copy(from, folder.path().join(name)).is_err() {
            eprintln!("skipped: {name} is missing (package fonts-dejavu-core)");
            return None;
        }
    }
    Some(folder)
}

fn everything(print: &Print) -> Vec<String> {
    let mut all = vec![print.title.clone(), print.number.clone(), print.sender.name.clone()];
    all.extend(print.recipient.iter().chain(&print.sender.legal).chain(&print.sender.address).cloned());
    all.extend(print.facts.iter().flat_map(|f| [f.label.clone(), f.value.clone()]));
    all.extend(print.before.iter().chain(&print.after).cloned());
    for table in &print.tables {
        all.extend(table.columns.iter().map(|c| c.label.clone()));
        for row in &table.rows {
            match row {
                Row::Line(cells) => {
                    all.extend(cells.iter().flat_map(|c| std::iter::once(&c.text).chain(&c.notes)).cloned())
                }
                Row::Heading(text) | Row::Note(text) => all.push(text.clone()),
            }
        }
        all.extend(table.totals.iter().flat_map(|t| [t.label.clone(), t.value.clone()]));
        all.extend(table.summary.iter().flat_map(|s| s.rows.iter().flatten().cloned()));
    }
    for section in &print.sections {
        all.push(section.title.clone());
        all.extend(section.facts.iter().flat_map(|f| [f.label.clone(), f.value.clone()]));
        all.extend(section.words.iter().cloned());
    }
    all
}

#[test]
fn every_word_of_an_invoice_stands_on_it_in_each_language() {
    for lang in Lang::ALL {
        let print = invoice(lang, 4);
        let Some(pages) = pages(&pdf(&print)) else { return };
        assert_eq!(pages.len(), 1);
        let text = close(&pages[0]);
        for wanted in everything(&print) {
            assert!(text.contains(&close(&wanted)), "{wanted} is missing in {}", pages[0]);
        }
    }
}

#[test]
fn a_table_of_two_hundred_lines_repeats_its_head_and_counts_its_pages() {
    let bytes = pdf(&invoice(Lang::En, 200));
    let Some(pages) = pages(&bytes) else { return };
    assert!((6..=9).contains(&pages.len()), "{} pages", pages.len());
    for (place, page) in pages.iter().enumerate() {
        assert!(page.contains(&format!("Page {} of {}", place + 1, pages.len())), "{page}");
        assert_eq!(page.matches("Description").count(), 1, "page {}", place + 1);
        assert!(page.contains("Invoice INV-2026-0042"));
    }
    let all = pages.join("\n");
    for line in 1..=200 {
        let row = all
            .lines()
            .filter(|l| l.contains("21%"))
            .filter(|l| l.trim_start().split(' ').next() == Some(&line.to_string()))
            .count();
        assert_eq!(row, 1, "line {line}");
    }
    assert!(bytes.len() < 60_000 * pages.len(), "{} bytes", bytes.len());
}

#[test]
fn totals_never_stand_alone_on_a_page() {
    // However many lines fill the page before, two of them go along with the totals.
    for lines in 12..30 {
        let Some(pages) = pages(&pdf(&invoice(Lang::Es, lines))) else { return };
        let last = pages.iter().find(|p| p.contains("Base imponible")).unwrap();
        for line in [lines - 1, lines] {
            let there = last.lines().any(|l| l.trim_start().split(' ').next() == Some(&line.to_string()));
            assert!(there, "line {line} of {lines} is apart from the totals");
        }
        assert!(last.contains("Total "), "the totals are apart");
    }
}

#[test]
fn the_window_of_a_dl_or_c5_envelope_shows_the_address_and_nothing_else() {
    let mut print = invoice(Lang::En, 3);
    print
        .recipient
        .insert(1, "Department of Two-Wheelers, Procurement and Everything Else on the Second Floor".to_owned());
    print.recipient.insert(1, "c/o Aunt Agatha".to_owned());
    for recipient in [invoice(Lang::En, 3).recipient, print.recipient.clone()] {
        print.recipient = recipient;
        let Some(boxes) = boxes(&pdf(&print)) else { return };
        let words: Vec<&str> = print.recipient.iter().flat_map(|l| l.split_whitespace()).collect();
        // What windows may show at all: 20 to 110 mm from the left, 45 to 100 mm from the top.
        let shown = |b: &[f32; 4]| b[0] < 110.0 * MM && b[3] > 56.0 * MM && b[1] < 98.0 * MM;
        let inside: Vec<&(String, [f32; 4])> = boxes.iter().filter(|(_, b)| shown(b)).collect();
        assert_eq!(inside.iter().map(|(w, _)| w.as_str()).collect::<Vec<_>>(), words);
        for (word, [left, top, right, bottom]) in inside {
            let fits = *left >= 20.0 * MM && *right <= 106.0 * MM && *top >= 56.5 * MM && *bottom <= 89.0 * MM;
            assert!(fits, "{word} at {left} {top} {right} {bottom}");
        }
    }
}

#[test]
fn figures_stand_under_each_other() {
    let Some(boxes) = boxes(&pdf(&invoice(Lang::En, 9))) else { return };
    let amounts: Vec<f32> = boxes
        .iter()
        .filter(|(w, b)| b[2] > 500.0 && b[1] > 350.0 && w.contains('.') && b[1] < 560.0)
        .map(|(_, b)| b[2])
        .collect();
    assert!(amounts.len() >= 8, "{amounts:?}");
    assert!(amounts.iter().all(|right| (right - amounts[0]).abs() < 0.6), "{amounts:?}");
}

#[test]
fn the_same_document_at_the_same_moment_is_the_same_file() {
    let print = invoice(Lang::Zh, 30);
    assert_eq!(pdf(&print), pdf(&print));
    let later = Instant::parse("2026-11-16T08:31:00Z").unwrap();
    assert_ne!(pdf(&print), PAPER.pdf(&words(), &[print], later).unwrap());
}

#[test]
fn several_letters_in_one_file_count_their_own_pages() {
    let letters = [invoice(Lang::En, 3), invoice(Lang::Es, 40), invoice(Lang::Zh, 3)];
    let bytes = PAPER.pdf(&words(), &letters, moment()).unwrap();
    let Some(pages) = pages(&bytes) else { return };
    let counted: Vec<String> = pages.iter().map(|p| close(p.trim_end().lines().last().unwrap())).collect();
    let ends = ["Page1of1", "Página1de2", "Página2de2", "第1页，共1页"];
    assert!(counted.iter().zip(ends).all(|(c, e)| c.ends_with(e)), "{counted:?}");
}

#[test]
fn a_letter_without_a_font_is_refused_with_the_package_that_has_it() {
    let refused = |fonts: Option<tempfile::TempDir>, lang: Lang| -> Option<(String, String)> {
        let fonts = fonts?;
        let paper = Paper::with_fonts_in(vec![fonts.path().to_owned()], Duration::from_secs(60));
        let Err(Error::Refused(refusals)) = paper.pdf(&words(), &[invoice(lang, 1)], moment()) else {
            panic!("it prints");
        };
        assert_eq!(refusals[0].code, "paper.font_missing");
        let argument =
            |name: &str| refusals[0].args.iter().find(|(k, _)| *k == name).map(|(_, v)| v.to_string()).unwrap();
        Some((argument("letters"), argument("package")))
    };
    let latin = ["DejaVuSans.ttf", "DejaVuSans-Bold.ttf"];
    if let Some((letters, package)) = refused(only(&latin), Lang::Zh) {
        assert!(letters.contains('东'), "{letters}");
        assert_eq!(package, "fonts-noto-cjk");
    }
    let (_, package) = refused(only(&[]), Lang::En).unwrap();
    assert_eq!(package, "fonts-dejavu-core");
}

#[test]
fn one_plain_font_is_enough_for_latin_letters() {
    let Some(folder) = only(&["DejaVuSans.ttf"]) else { return };
    let paper = Paper::with_fonts_in(vec![folder.path().to_owned()], Duration::from_secs(60));
    let mut print = invoice(Lang::Es, 2);
    // What no font has and is no letter becomes an empty box.
    print.after.push("Gracias 🚲 ¡y hasta pronto!".to_owned());
    let bytes = paper.pdf(&words(), &[print], moment()).unwrap();
    let Some(pages) = pages(&bytes) else { return };
    assert!(pages[0].contains("Gracias □ ¡y hasta pronto!"), "{}", pages[0]);
}

#[test]
fn hostile_texts_stay_on_the_page_and_print_the_rest() {
    let hostile = [
        "مرحبا بالعالم 12.50 עולם שלום",
        "Emoji 🚲👨‍👩‍👧‍👦🇪🇸 and ½ ™ ∑",
        "a\u{202e}00.1 RUE\u{202c}b\u{0}\u{7}\u{1b}[31m\u{feff}\u{ad}c",
        "Z\u{351}\u{323}\u{489}algo e\u{301} 한국어 日本語",
        "\u{e000}\u{fffe}\u{ffff}\u{10ffff}",
        "<script>alert(1)</script> & %s {0} \\(x\\) /Type /Page",
        "\n\n\n\t\n  \r\n",
        "",
    ];
    let endless = "W".repeat(3_000);
    let novel = "Lorem ipsum dolor sit amet, consetetur. ".repeat(500);
    let mut print = invoice(Lang::En, 3);
    for text in hostile.iter().copied().chain([endless.as_str(), novel.as_str()]) {
        print.before.push(text.to_owned());
        let mut cells = vec![Cell::of(text); 6];
        cells[1].notes = vec![text.to_owned(), text.to_owned()];
        print.tables[0].rows.push(Row::Line(cells));
        print.tables[0].rows.push(Row::Heading(text.to_owned()));
        print.tables[0].rows.push(Row::Note(text.to_owned()));
        print.tables[0].totals.push(Total::grand(text, text));
        print.facts.push(Fact::new(text, text));
        print.sections.push(Section {
            title: text.to_owned(),
            facts: vec![Fact::new(text, text)],
            words: vec![text.to_owned()],
        });
        print.sender.legal.push(text.to_owned());
        print.sender.contact.push(text.to_owned());
        print.recipient.push(text.to_owned());
    }
    (print.subject, print.mark, print.number) = (Some(novel.clone()), Some(endless.clone()), hostile.concat());
    let bytes = pdf(&print);
    let Some(pages) = pages(&bytes) else { return };
    let text = close(&pages.concat());
    for wanted in ["مرحبا", "alert(1)", "a00.1RUEb[31mc", "한국어", "日本語", "Harbour Bikes Ltd", "139.80"]
    {
        assert!(text.contains(&close(wanted)), "{wanted}");
    }
    assert!(!text.contains('\u{202e}'));
    let (width, height) = (210.0 * MM, 297.0 * MM);
    for (word, [left, _, right, bottom]) in boxes(&bytes).unwrap() {
        assert!(left >= 0.0 && right <= width + 0.5 && bottom <= height + 0.5, "{word} at {left} to {right}, {bottom}");
    }
}

fn label(code: &str) -> Print {
    Print {
        sheet: Sheet::Label,
        title: "Package".to_owned(),
        number: "PK-2026-0007".to_owned(),
        code: code.to_owned(),
        facts: vec![Fact::new("Our order", "SO-2026-0042"), Fact::new("Weight", "4 kg")],
        before: Vec::new(),
        tables: Vec::new(),
        sections: Vec::new(),
        after: Vec::new(),
        ..invoice(Lang::En, 1)
    }
}

/// The black of a scan line at so many millimetres from the top, as modules of a width: what a scanner sees.
fn scanned(pdf: &[u8], at: f32, module: f32) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("print.pdf");
    std::fs::write(&path, pdf).unwrap();
    let dots = 1_200.0;
    let run = Command::new("pdftoppm").args(["-r", "1200", "-gray"]).arg(&path).output();
    let Ok(run) = run else {
        eprintln!("skipped: pdftoppm is missing (package poppler-utils)");
        return None;
    };
    let image = run.stdout;
    let header: Vec<&[u8]> = image.splitn(4, |b| b.is_ascii_whitespace()).collect();
    let [width, height] = [1, 2].map(|at| std::str::from_utf8(header[at]).unwrap().parse::<usize>().unwrap());
    let row = image.len() - width * height + width * (at / 25.4 * dots) as usize;
    let black: Vec<bool> = image[row..row + width].iter().map(|b| *b < 128).collect();
    let first = black.iter().position(|b| *b)?;
    let last = black.iter().rposition(|b| *b)?;
    let step = module / 25.4 * dots;
    let count = ((last - first) as f32 / step).round() as usize;
    let sign = |place: usize| if black[first + ((place as f32 + 0.5) * step) as usize] { '1' } else { '0' };
    Some((0..count).map(sign).collect())
}

#[test]
fn a_label_says_where_it_goes_and_its_number_is_bars_that_a_scanner_reads() {
    let bytes = pdf(&label("12"));
    let Some(pages) = pages(&bytes) else { return };
    assert_eq!(pages.len(), 1);
    let text = close(&pages[0]);
    for wanted in ["Ponte Cycles S.L.", "Harbour Bikes Ltd", "UNITED KINGDOM", "PK-2026-0007", "SO-2026-0042", "4 kg"] {
        assert!(text.contains(&close(wanted)), "{wanted} is missing in {}", pages[0]);
    }
    let (width, height) = (100.0 * MM, 150.0 * MM);
    assert!(boxes(&bytes).unwrap().iter().all(|(_, [left, _, right, bottom])| {
        *left >= 5.0 * MM - 0.1 && *right <= width - 5.0 * MM + 0.1 && *bottom <= height - 3.0 * MM
    }));
    let Some(seen) = scanned(&bytes, 127.0, 0.5) else { return };
    assert_eq!(seen, ["11010011100", "10110011100", "10011001110", "1100011101011"].concat());
}

#[test]
fn whatever_is_written_on_a_label_stays_on_it_and_off_its_bars() {
    let mut print = label("1Z999AA10123456784");
    let novel = "Lorem ipsum <script>alert(1)</script> \u{202e}dolor. ".repeat(200);
    let endless = "W".repeat(2_000);
    for text in [novel.as_str(), endless.as_str(), "\u{0}\u{1b}[31m", "(\\) /Type /Page"] {
        print.sender.address.push(text.to_owned());
        print.recipient.push(text.to_owned());
        print.facts.push(Fact::new(text, text));
    }
    (print.mark, print.title) = (Some(novel.clone()), endless.clone());
    let bytes = pdf(&print);
    let Some(pages) = pages(&bytes) else { return };
    assert_eq!(pages.len(), 1);
    assert!(close(&pages[0]).contains("HarbourBikesLtd") && close(&pages[0]).contains("1Z999AA10123456784"));
    for (word, [left, top, right, bottom]) in boxes(&bytes).unwrap() {
        assert!(left >= 4.9 * MM && right <= 95.2 * MM && bottom <= 147.0 * MM, "{word} at {left} {right} {bottom}");
        assert!(bottom <= 115.2 * MM || top >= 139.0 * MM, "{word} at {top} {bottom} stands in the bars");
    }
    // A number that no scanner could read is there for eyes.
    let text = pages_of(&label("包裹-7"));
    assert!(text.contains("包裹-7"), "{text}");
}

fn pages_of(print: &Print) -> String {
    pages(&pdf(print)).map(|p| close(&p.concat())).unwrap_or_else(|| print.code.clone())
}

#[test]
fn a_document_without_content_is_one_page() {
    let print = Print { title: "Letter".to_owned(), ..Print::default() };
    let Some(pages) = pages(&pdf(&print)) else { return };
    assert_eq!(pages.len(), 1);
    assert!(pages[0].contains("Page 1 of 1"));
}

/// A red dot of 1 × 1.
const DOT: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0xd, 0xa, 0x1a, 0xa, 0, 0, 0, 0xd, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0,
    0, 0, 0x90, 0x77, 0x53, 0xde, 0, 0, 0, 0xc, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c, 0x63, 0xf8, 0xcf, 0xc0, 0, 0, 3, 1,
    1, 0, 0xc9, 0xfe, 0x92, 0xef, 0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
];

#[test]
fn the_logo_takes_the_place_of_the_name_and_a_broken_one_does_no_harm() {
    let logo = |bytes: &[u8]| Logo { media_type: "image/png".to_owned(), bytes: bytes.to_vec() };
    let mut damaged = DOT.to_vec();
    damaged[45] ^= 0xff;
    // Claims 60,000 × 60,000 dots.
    let mut giant = DOT.to_vec();
    giant[16..24].copy_from_slice(&[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
    for (bytes, pictures) in [(DOT, 1), (&damaged[..], 0), (&giant[..], 0), (b"no picture", 0)] {
        let mut print = invoice(Lang::En, 1);
        print.sender = Sender { logo: Some(logo(bytes)), ..sender() };
        let bytes = pdf(&print);
        let found = bytes.windows(14).filter(|w| w == b"/Subtype/Image").count();
        assert_eq!(found, pictures);
    }
}

#[test]
fn fonts_are_let_go_when_nobody_prints() {
    let Some(folder) = only(&["DejaVuSans.ttf"]) else { return };
    let paper = Paper::with_fonts_in(vec![folder.path().to_owned()], Duration::from_millis(50));
    paper.pdf(&words(), &[invoice(Lang::En, 1)], moment()).unwrap();
    for _ in 0..200 {
        if !paper.holds_fonts() {
            break;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    assert!(!paper.holds_fonts());
    // And found again.
    paper.pdf(&words(), &[invoice(Lang::En, 1)], moment()).unwrap();
}

#[test]
fn every_refusal_has_words_in_each_language() {
    for lang in Lang::ALL {
        let said = words().t_args(
            lang,
            "paper-font_missing",
            &[("letters", ui::Arg::Text("发")), ("package", ui::Arg::Text("fonts-noto-cjk"))],
        );
        assert!(said.contains("发") && said.contains("fonts-noto-cjk"), "{said}");
    }
}
