//! Statements agree with the ledger, on any day and beside an earlier time; the laws find what was tampered with.

use crate::fixture::{World, day, eur, we, world};
use accounting::{Payment, RateKind, Side, reports};
use base::{Date, Money};
use entity::{Described, Value};
use store::report::{Cell, Sheet};

pub fn run<I: Described>(w: &World, name: &'static str, asked: I) -> Sheet {
    let record = asked.to_record();
    let report = accounting::MODULE.reports.iter().find(|r| r.name == name).expect("the report is there");
    w.read(&we(), move |read| (report.run)(read, &record)).unwrap()
}

fn said(cell: &Cell) -> String {
    match (&cell.word, &cell.value) {
        (Some(word), _) => word.rsplit('-').take(2).collect::<Vec<_>>().into_iter().rev().collect::<Vec<_>>().join("-"),
        (None, Value::Int(minor)) => Money::from_minor(*minor).format(2),
        (None, Value::Null) => String::new(),
        (None, value) => value.to_string(),
    }
}

pub fn lines(sheet: &Sheet) -> Vec<String> {
    let row = |l: &store::report::Line| l.cells.iter().map(said).collect::<Vec<_>>().join("|");
    sheet.rows.iter().map(row).collect()
}

fn period(from: &str, until: &str) -> reports::Period {
    reports::Period { company: None, starts_on: Some(day(from)), ends_on: Some(day(until)) }
}

fn trading() -> World {
    let w = world();
    w.post("2026-01-02", &[("1010", "10000.00"), ("3000", "-10000.00")]).unwrap();
    w.post("2026-01-20", &[("1100", "1210.00"), ("4000", "-1000.00"), ("2200", "-210.00")]).unwrap();
    w.post("2026-02-10", &[("6100", "300.00"), ("1010", "-300.00")]).unwrap();
    w.post("2026-02-15", &[("5000", "400.00"), ("2000", "-400.00")]).unwrap();
    w
}

#[test]
fn the_trial_balance_adds_up_on_any_day() {
    let w = trading();
    let sheet = run(&w, "accounting.trial_balance", period("2026-02-01", "2026-02-12"));
    assert_eq!(
        lines(&sheet),
        [
            "1010|Bank|10000.00|0.00|300.00|9700.00",
            "1100|Trade receivables|1210.00|0.00|0.00|1210.00",
            "2200|Output tax|-210.00|0.00|0.00|-210.00",
            "3000|Share capital|-10000.00|0.00|0.00|-10000.00",
            "4000|Sales|-1000.00|0.00|0.00|-1000.00",
            "6100|Rent|0.00|300.00|0.00|300.00",
            "|accounting-total|0.00|300.00|300.00|0.00",
        ]
    );
}

#[test]
fn on_every_day_a_balance_is_what_was_posted_up_to_then() {
    let w = trading();
    w.post("2026-01-31", &[("6100", "50.00"), ("1010", "-50.00")]).unwrap();
    w.post("2026-02-27", &[("1010", "80.00"), ("6100", "-80.00")]).unwrap();
    let first = day("2026-01-01");
    for days in 0..70 {
        let until = first.add_days(days).unwrap();
        let posted = |sums: &'static str| {
            let sql = format!(
                "SELECT {sums} FROM accounting_journal_line WHERE posted_on <= $1 GROUP BY account ORDER BY account"
            );
            w.read(&we(), move |read| read.query(&sql, &[until.into()])).unwrap()
        };
        let company = w.company;
        let kept = w.read(&we(), move |read| accounting::balance::balances(read, company, None, until)).unwrap();
        let kept: Vec<Vec<Value>> = kept.iter().map(|(a, m)| vec![Value::Int(*a), Value::Int(m.minor())]).collect();
        let mut lines = posted("account, SUM(amount_base)");
        lines.retain(|r| r[1] != Value::Int(0));
        assert_eq!(kept, lines, "on {until}");
        // The trial balance tells both sides apart, also from the middle of a period on.
        for from in [first, day("2026-01-10")].into_iter().filter(|from| *from <= until) {
            let sql = "SELECT SUM(CASE WHEN amount_base > 0 THEN amount_base ELSE 0 END) FROM accounting_journal_line \
                       WHERE posted_on >= $1 AND posted_on <= $2";
            let debits = w.read(&we(), move |read| read.number(sql, &[from.into(), until.into()])).unwrap();
            let asked = reports::Period { company: None, starts_on: Some(from), ends_on: Some(until) };
            let sheet = run(&w, "accounting.trial_balance", asked);
            let total = sheet.rows.last().unwrap().cells[3].value.int().unwrap_or(0);
            assert_eq!(total, debits, "from {from} until {until}");
        }
    }
}

#[test]
fn the_statements_agree_with_each_other() {
    let w = trading();
    let asked =
        reports::OnDay { company: None, as_of: Some(day("2026-12-31")), compared_as_of: Some(day("2026-01-31")) };
    let sheet = lines(&run(&w, "accounting.balance_sheet", asked));
    let find =
        |word: &str| sheet.iter().find(|l| l.contains(word)).unwrap_or_else(|| panic!("{word} in {sheet:#?}")).clone();
    assert_eq!(find("|assets-total"), "|assets-total|10910.00|11210.00");
    assert_eq!(find("liabilities_and_equity-total"), "|liabilities_and_equity-total|10910.00|11210.00");
    let asked = reports::ComparedPeriod {
        company: None,
        starts_on: Some(day("2026-02-01")),
        ends_on: Some(day("2026-02-28")),
        compared_starts_on: Some(day("2026-01-01")),
        compared_ends_on: None,
    };
    let beside = run(&w, "accounting.income_statement", asked);
    assert!(beside.used.contains(&("compared_ends_on", Value::from(day("2026-01-28")))), "as long as the other");
    assert_eq!(lines(&beside).last().unwrap(), "|net_result-total|-700.00|1000.00");
    let asked = reports::ComparedPeriod {
        company: None,
        starts_on: Some(day("2026-01-01")),
        ends_on: Some(day("2026-12-31")),
        compared_starts_on: None,
        compared_ends_on: None,
    };
    let sheet = lines(&run(&w, "accounting.income_statement", asked));
    assert_eq!(sheet.last().unwrap(), "|net_result-total|300.00");
    assert!(sheet.contains(&"|gross_profit-total|600.00".to_owned()), "{sheet:#?}");
    let sheet = lines(&run(&w, "accounting.cash_flow", period("2026-01-01", "2026-12-31")));
    assert_eq!(sheet.last().unwrap(), "cash_closing-total|9700.00");
}

#[test]
fn an_account_is_read_line_by_line_in_pages() {
    let w = trading();
    for n in 1..=502 {
        w.post("2026-03-01", &[("6410", "1.00"), ("1010", "-1.00")]).unwrap_or_else(|e| panic!("{n}: {e}"));
    }
    let asked = |after: Option<i64>| reports::OfAccount {
        company: None,
        account: Some(w.account("1010")),
        starts_on: Some(day("2026-02-01")),
        ends_on: Some(Date::parse("2026-12-31").unwrap()),
        after,
    };
    let first = run(&w, "accounting.general_ledger", asked(None));
    assert!(first.cut);
    assert!(first.used.contains(&("starts_on", Value::from(day("2026-02-01")))), "what was used is said");
    assert_eq!(
        lines(&first)[..2],
        ["||accounting-opening||||10000.00", "2026-02-10|JE-2026-00003|by hand|||300.00|9700.00"]
    );
    assert_eq!(lines(&first).len(), 501);
    let rest = lines(&run(&w, "accounting.general_ledger", asked(first.next)));
    assert_eq!(rest.len(), 4, "{rest:#?}");
    assert_eq!(rest.last().unwrap().rsplit('|').next(), Some("9198.00"));
}

#[test]
fn items_age() {
    let w = trading();
    let asked = reports::Aged {
        company: None,
        side: Side::Receivable,
        as_of: Some(day("2026-02-25")),
        currency: None,
        dimension: None,
        value: None,
    };
    let sheet = lines(&run(&w, "accounting.aged_items", asked));
    assert_eq!(sheet[0], "Nordbau GmbH|0.00|0.00|1210.00|0.00|0.00|1210.00");
    let asked = reports::Aged {
        company: None,
        side: Side::Payable,
        as_of: Some(day("2026-02-15")),
        currency: None,
        dimension: None,
        value: None,
    };
    assert_eq!(lines(&run(&w, "accounting.aged_items", asked))[0], "Ferrum AG|400.00|0.00|0.00|0.00|0.00|400.00");
}

#[test]
fn items_of_one_currency_age_in_it() {
    let w = world();
    w.rate("2026-03-10", "0.90", RateKind::Spot);
    w.rate("2026-04-20", "0.90", RateKind::Spot);
    w.dollar_invoice("2026-03-10", "1000.00");
    w.post("2026-03-12", &[("1100", "50.00"), ("4000", "-50.00")]).unwrap();
    w.pay(&Payment { currency: Some(w.dollar), ..w.received("2026-04-20", "400.00") }).unwrap();
    let total = |on: &str, currency: Option<base::Id<platform::Currency>>| {
        let asked = reports::Aged {
            company: None,
            side: Side::Receivable,
            as_of: Some(day(on)),
            currency,
            dimension: None,
            value: None,
        };
        let sheet = lines(&run(&w, "accounting.aged_items", asked));
        sheet.last().and_then(|row| row.rsplit('|').next().map(str::to_owned)).unwrap()
    };
    assert_eq!((total("2026-03-31", Some(w.dollar)), total("2026-03-31", None)), ("1000.00".into(), "950.00".into()));
    assert_eq!((total("2026-04-30", Some(w.dollar)), total("2026-04-30", None)), ("600.00".into(), "590.00".into()));
    assert_eq!(total("2026-03-31", Some(w.euro)), "50.00");
}

#[test]
fn legal_numbers_tell_what_is_missing_and_out_of_order() {
    let w = trading();
    let found = |w: &World| -> Vec<String> {
        let sheet = run(w, "accounting.legal_numbers", reports::OfCompany { company: None });
        let row =
            |l: &store::report::Line| l.cells[2..].iter().map(|c| c.value.to_string()).collect::<Vec<_>>().join(" ");
        sheet.rows.iter().map(row).collect()
    };
    assert_eq!(found(&w), ["2026-01-02 2026-02-15 4 0 0"]);
    w.post("2026-02-11", &[("6100", "1.00"), ("1010", "-1.00")]).unwrap();
    assert_eq!(found(&w), ["2026-01-02 2026-02-15 5 0 1"], "the fifth goes back behind the fourth");
    w.write(&we(), |tx| tx.execute("UPDATE number_series SET next = next + 2 WHERE series LIKE 'legal/%'", &[]))
        .unwrap();
    assert_eq!(found(&w), ["2026-01-02 2026-02-15 7 2 1"]);
}

#[test]
fn every_law_holds_and_finds_what_was_tampered_with() {
    let w = trading();
    let broken = |w: &World| {
        w.read(&we(), |read| {
            let all = accounting::MODULE.laws.iter().map(|law| (law.broken)(read).map(|b| (law.name, b)));
            let all: Vec<_> = all.collect::<base::Result<_>>()?;
            Ok(all.into_iter().filter(|(_, b)| !b.is_empty()).map(|(name, _)| name).collect::<Vec<_>>())
        })
        .unwrap()
    };
    assert_eq!(broken(&w), Vec::<&str>::new());
    w.write(&we(), |tx| tx.execute("UPDATE accounting_balance SET debit = debit + 1 WHERE debit > 0", &[])).unwrap();
    assert_eq!(broken(&w), ["accounting.balances_kept"]);
    w.write(&we(), |tx| tx.execute("UPDATE accounting_open_item SET open = open - 1, open_base = open_base - 1", &[]))
        .unwrap();
    assert_eq!(
        broken(&w),
        ["accounting.balances_kept", "accounting.control_is_open_items", "accounting.items_are_what_is_left"]
    );
    assert_eq!(eur("1.00").minor(), 100);
}
