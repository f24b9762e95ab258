//! Reports agree with the ledger on any day, and name the document where stock and books differ.

use crate::fixture::{World, day, we, world};
use accounting::Costing;
use accounting::charts::Chart;
use base::{Id, Money};
use entity::{Described, Value};
use stock::reports::{AsOf, OfItem, OfLot, OnDay, Slow};
use stock::{Lot, Purpose};
use store::report::{Cell, Report, Sheet};

fn run<I: Described>(w: &World, name: &str, asked: I) -> Sheet {
    let record = asked.to_record();
    let report = stock::MODULE.reports.iter().find(|r| r.name == name).expect("the report is there");
    w.read(&we(), move |read| (report.run)(read, &record)).unwrap()
}

fn on(as_of: &str) -> OnDay {
    OnDay { company: None, as_of: Some(day(as_of)), warehouse: None, item_group: None }
}

fn said(cell: &Cell) -> String {
    match (&cell.word, &cell.value) {
        (Some(word), _) => word.rsplit('-').next().unwrap().to_owned(),
        (None, Value::Int(units)) => units.to_string(),
        (None, Value::Null) => String::new(),
        (None, value) => value.to_string(),
    }
}

fn lines(sheet: &Sheet) -> Vec<String> {
    sheet.rows.iter().map(|l| l.cells.iter().map(said).collect::<Vec<_>>().join("|")).collect()
}

fn traded() -> World {
    let w = world(Chart::General, Costing::MovingAverage);
    w.moved(Purpose::Opening, "2026-01-12", 10, Some("10")).unwrap();
    w.moved(Purpose::Scrap, "2026-01-20", 4, None).unwrap();
    w.moved(Purpose::Opening, "2026-02-05", 6, Some("14")).unwrap();
    w
}

/// Every report with the names of its columns.
pub fn columns() -> Vec<(&'static Report, Vec<&'static str>)> {
    let w = traded();
    let bolt = w.bolt;
    let lot = w.write(&we(), move |tx| tx.insert(&mut Lot::new(bolt, "L1", None))).unwrap();
    let (item, lot) = (Value::from(bolt), Value::from(lot));
    let asked = |report: &Report| {
        let mut record = entity::Record::blank(report.parameters);
        for (place, field) in report.parameters.iter().enumerate() {
            match field.name {
                "item" => record.values[place] = item.clone(),
                "lot" => record.values[place] = lot.clone(),
                _ => {}
            }
        }
        w.read(&we(), |read| (report.run)(read, &record)).unwrap()
    };
    stock::MODULE.reports.iter().map(|r| (r, asked(r).columns.iter().map(|c| c.name).collect())).collect()
}

#[test]
fn what_was_there_on_any_day() {
    let w = traded();
    assert_eq!(lines(&run(&w, "stock.on_hand", on("2026-01-11"))), ["total||||0"]);
    let then = run(&w, "stock.on_hand", on("2026-01-31"));
    assert_eq!(lines(&then), ["BOLT|Bolt|6000000|10000000|6000", "total||||6000"]);
    let now = run(&w, "stock.on_hand", on("2026-02-09"));
    assert_eq!(lines(&now), ["BOLT|Bolt|12000000|12000000|14400", "total||||14400"]);
    let here = OnDay { warehouse: Some(w.warehouse), ..on("2026-02-09") };
    assert_eq!(lines(&run(&w, "stock.on_hand", here))[1], "total||||14400");
}

#[test]
fn goods_are_as_old_as_their_receipts() {
    let w = traded();
    // On 15 March: 6 came 38 days ago, 6 of the 10 are 62 days old.
    let sheet = run(&w, "stock.ageing", on("2026-03-15"));
    assert_eq!(lines(&sheet)[0], "BOLT|Bolt|12000000|0|7200|7200|0|0|14400");
    let slow = |days| {
        let asked = Slow { company: None, as_of: Some(day("2026-03-15")), days: Some(days) };
        lines(&run(&w, "stock.slow_movers", asked))
    };
    assert_eq!(slow(54), ["BOLT|Bolt|2026-01-20|54|12000000|14400"]);
    assert_eq!(slow(55), Vec::<String>::new());
}

#[test]
fn the_card_runs_on() {
    let w = traded();
    let card = |starts: &str, after| {
        let (item, starts_on, ends_on) = (Some(w.bolt), Some(day(starts)), Some(day("2026-02-09")));
        lines(&run(&w, "stock.card", OfItem { company: None, item, warehouse: None, starts_on, ends_on, after }))
    };
    let whole = card("2026-01-01", None);
    assert_eq!(
        whole,
        [
            "|opening|||||||0|0",
            "2026-01-12|SM-2026-00001|moved|Main||unrestricted|10000000|10000|10000000|10000",
            "2026-01-20|SM-2026-00002|moved|Main||unrestricted|-4000000|-4000|6000000|6000",
            "2026-02-05|SM-2026-00003|moved|Main||unrestricted|6000000|8400|12000000|14400",
        ]
    );
    assert_eq!(card("2026-02-01", None)[0], "|opening|||||||6000000|6000");
    let first = w.read(&we(), |read| read.number("SELECT MIN(id) FROM stock_ledger_row", &[])).unwrap();
    assert_eq!(card("2026-01-01", Some(first)), [&["|opening|||||||10000000|10000".to_owned()], &whole[2..]].concat());
}

#[test]
fn who_is_to_blame_is_named() {
    let w = traded();
    let asked = || AsOf { company: None, as_of: Some(day("2026-02-09")) };
    let agreed = lines(&run(&w, "stock.reconciliation", asked()));
    assert_eq!(agreed.len(), 2);
    assert_eq!(agreed[1], "total|14400|14400|0");
    // Somebody posts to inventory without moving anything.
    let company = w.company;
    w.write(&we(), move |tx| {
        let source = accounting::Source { kind: 999, record: 7 };
        let account = |tx: &store::Tx, role| accounting::account(tx, company, role, None).map(|a| a.raw());
        let currency = accounting::kept::books(tx)?.currency(company)?.raw();
        let draft = ledger::Draft::new()
            .debit(account(tx, accounting::Role::Inventory)?, currency, Money::from_minor(500))
            .credit(account(tx, accounting::Role::Scrap)?, currency, Money::from_minor(500));
        let number = accounting::posting::Numbering::Given("ODD-7");
        let (journal, part) = (accounting::Journal::General, accounting::Part::General);
        let posting = accounting::Posting::new(company, journal, part, day("2026-02-06"), number, source);
        accounting::posting::post(tx, &posting, draft).map(|_| ())
    })
    .unwrap();
    let differs = lines(&run(&w, "stock.reconciliation", asked()));
    assert_eq!(differs[1..], ["total|14400|14900|-500", "ODD-7|0|500|-500"]);
    assert_eq!(w.broken().len(), 1);
}

#[test]
fn a_report_of_nothing_asks_for_something() {
    let w = traded();
    let report = stock::MODULE.reports.iter().find(|r| r.name == "stock.recall").unwrap();
    let refused = w.read(&we(), |read| (report.run)(read, &OfLot { lot: None }.to_record())).unwrap_err();
    assert_eq!(crate::fixture::codes(refused), ["stock.which_lot lot"]);
    let nobody = OfLot { lot: Some(Id::from_raw(77)) }.to_record();
    assert!(matches!(w.read(&we(), |read| (report.run)(read, &nobody)).unwrap_err(), base::Error::NotFound { .. }));
}
