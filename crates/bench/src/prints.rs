//! Printing: how long a page takes and how large it is, in each language, with fonts already found and the first time.

use crate::Arguments;
use crate::measure::{Report, Times};
use base::{Error, Money, Percent, Result};
use serde_json::json;
use std::time::Instant;
use ui::print::{Cell, Column, Fact, Print, Row, Section, Sender, Summary, Table, Total};
use ui::{Format, Lang, Messages};

/// Prints of each language.
const RUNS: usize = 40;

/// An invoice of so many lines in three languages.
pub fn run(arguments: &Arguments) -> Result<Report> {
    let sources: Vec<_> = ui::i18n::SOURCES.into_iter().chain(paper::MESSAGES).collect();
    let words = Messages::build(&sources).map_err(|e| Error::broken(e.to_string()))?;
    let mut report = Report::new();
    report.insert("bench".to_owned(), json!("paper"));
    report.insert("size".to_owned(), json!(arguments.size));
    for lang in Lang::ALL {
        let print = invoice(lang, arguments.size)?;
        let prints = std::slice::from_ref(&print);
        let printer = paper::Paper::default();
        let begun = Instant::now();
        let at = base::Instant::parse("2026-11-16T08:30:00Z")?;
        let file = printer.pdf(&words, prints, at)?;
        let first = begun.elapsed();
        let mut times = Times::default();
        for _ in 0..RUNS {
            let begun = Instant::now();
            printer.pdf(&words, prints, at)?;
            times.note(begun.elapsed());
        }
        let found = |mark: &[u8]| file.windows(mark.len()).filter(|w| *w == mark).count();
        let pages = (found(b"/Type/Page") - found(b"/Type/Pages")).max(1);
        let name = |what: &str| format!("{}_{what}", lang.tag());
        report.insert(name("pages"), json!(pages));
        report.insert(name("first_ms"), json!(first.as_micros() as f64 / 1_000.0));
        report.insert(name("page_ms"), json!(times.median() / pages as f64));
        report.insert(name("page_kb"), json!(file.len() / 1_000 / pages));
    }
    Ok(report)
}

fn invoice(lang: Lang, lines: usize) -> Result<Print> {
    let format = Format::new(lang);
    let word = |words: [&str; 3]| words[lang as usize].to_owned();
    let money = |cents: i64| format.money(Money::from_minor(cents), 2);
    let names = [
        ["Chain 11-speed, 118 links", "11 速链条，118 节", "Cadena de 11 velocidades, 118 eslabones"],
        ["Wheel set 28\", aluminium", "28 英寸铝合金轮组", "Juego de ruedas de 28\", aluminio"],
        ["Workshop hour", "维修工时", "Hora de taller"],
    ];
    let percent = format.percent(Percent::whole(21)?);
    let mut rows = Vec::with_capacity(lines);
    let mut net = 0;
    for place in 0..lines {
        let (quantity, price) = (2 + place as i64 % 9, 1_995 + 750 * (place as i64 % 7));
        net += quantity * price;
        let mut what = Cell::of(word(names[place % 3]));
        what.notes.push(format!("A-{place:05}"));
        let figures = [quantity.to_string(), money(price), percent.clone(), money(quantity * price)];
        let cells = [Cell::of((place + 1).to_string()), what].into_iter().chain(figures.map(Cell::of));
        rows.push(Row::Line(cells.collect()));
    }
    let heads = [["No.", "序号", "N.º"], ["Description", "名称", "Descripción"]];
    let figures = [
        ["Quantity", "数量", "Cantidad"],
        ["Price", "单价", "Precio"],
        ["VAT", "税率", "IVA"],
        ["Amount", "金额", "Importe"],
    ];
    let mut columns = vec![Column::word(word(heads[0])), Column::text(word(heads[1]))];
    columns.extend(figures.map(|f| Column::figure(word(f))));
    let total = format.money_code(Money::from_minor(net * 121 / 100), 2, "EUR");
    let summary = Summary {
        columns: vec![Column::text("IVA"), Column::figure("Base")],
        rows: vec![vec!["21 %".to_owned(), money(net)]],
    };
    let totals = vec![Total::new("Net", money(net)), Total::grand("Total", total)];
    Ok(Print {
        lang,
        title: word(["Invoice", "发票", "Factura"]),
        number: "INV-2026-00042".to_owned(),
        sender: Sender {
            name: "Ponte Cycles S.L.".to_owned(),
            address: vec!["Carrer de la Marina 12".to_owned(), "08005 Barcelona".to_owned()],
            legal: vec!["NIF ESB12345674".to_owned(), "Registro Mercantil de Barcelona".to_owned()],
            ..Sender::default()
        },
        recipient: vec!["Harbour Bikes Ltd".to_owned(), "12 Quay Street".to_owned(), "Bristol".to_owned()],
        facts: vec![Fact::new(word(["Date", "日期", "Fecha"]), "2026-11-16"); 5],
        tables: vec![Table { columns, rows, summary: Some(summary), totals, ..Table::default() }],
        sections: vec![Section {
            title: word(["Payment", "付款", "Pago"]),
            facts: vec![Fact::new("IBAN", "ES91 2100 0418")],
            words: Vec::new(),
        }],
        ..Print::default()
    })
}
