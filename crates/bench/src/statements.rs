//! Statements: trial balance, balance sheet, income statement, cash flow and a page of the general ledger over so many journal lines.

use crate::cycle::{self, we};
use crate::http::{Client, Server};
use crate::measure::{Meter, Report, Times, rounded};
use crate::{Arguments, place};
use accounting::posting::{self, Numbering, Posting, Source};
use accounting::reports::{ComparedPeriod, OfAccount, OnDay, Period, REPORTS};
use accounting::{Account, Control, Journal, JournalEntry, Nature, Part};
use base::{Context as _, Date, Error, Id, Money, Result};
use entity::{Described as _, Entity as _, Record};
use platform::Company;
use serde_json::json;
use store::Set;

/// Runs of each report.
const RUNS: usize = 50;
/// Lines of an entry.
const LINES: usize = 10;
/// Entries of one transaction while the set is filled.
const TOGETHER: u64 = 100;

/// What the books hold.
struct Books {
    company: Id<Company>,
    accounts: Vec<i64>,
    first: Date,
    days: i64,
}

/// Measures what is read from the books; with `--http` the pages of the same.
pub fn run(arguments: &Arguments) -> Result<Report> {
    let know = |set: &Set| {
        let lines = set.read(&we(), |read| read.number("SELECT COUNT(*) FROM accounting_journal_line", &[]))?;
        if lines >= arguments.size as i64 { books(set).map(Some) } else { Ok(None) }
    };
    let (bench, books) = place::of_its_own(arguments, "books", know, |set| fill(set, arguments.size))?;
    let set = &bench.set;
    let [(_, who), _] = place::askers(set)?;
    let (mut all, mut each, mut statements) = (Times::default(), Report::new(), 0);
    let asked = asked(&books)?;
    let meter = Meter::begin(set)?;
    for (name, record) in &asked {
        let report = REPORTS.iter().find(|r| r.name == format!("accounting.{name}")).context("the report is there")?;
        let times = Times::of(RUNS, |_| {
            set.read(&who, |read| {
                let before = read.statements();
                let sheet = (report.run)(read, record)?;
                statements += read.statements() - before + 2;
                if sheet.rows.is_empty() { Err(Error::broken("a report without rows")) } else { Ok(()) }
            })
        })?;
        each.insert(format!("{name}_ms"), json!(times.median()));
        all.add(&times);
    }
    let cycles = RUNS * asked.len();
    let mut report = meter.end(arguments, set, cycles, None)?;
    report.insert("statements_per_cycle".to_owned(), json!(rounded(statements as f64 / cycles as f64)));
    report.insert("p50_ms".to_owned(), json!(all.median()));
    report.insert("p99_ms".to_owned(), json!(all.at(0.99)));
    report.extend(each);
    if arguments.http {
        over_http(arguments, &bench, &books, &mut report)?;
    }
    Ok(report)
}

/// Each report with what it asks for; the ledger's second page goes on from the middle of the account's lines.
fn asked(books: &Books) -> Result<Vec<(&'static str, Record)>> {
    let (company, ends_on) = (Some(books.company), Some(books.first.add_days(books.days)?));
    let period = Period { company, starts_on: Some(books.first), ends_on }.to_record();
    let on_day = OnDay { company, as_of: ends_on, compared_as_of: None }.to_record();
    let compared = ComparedPeriod {
        company,
        starts_on: Some(books.first),
        ends_on,
        compared_starts_on: None,
        compared_ends_on: None,
    };
    let account = Some(Id::from_raw(books.accounts[0]));
    let ledger = OfAccount { company, account, starts_on: Some(books.first), ends_on, after: None };
    Ok(vec![
        ("trial_balance", period.clone()),
        ("balance_sheet", on_day),
        ("income_statement", compared.to_record()),
        ("cash_flow", period),
        ("general_ledger", ledger.to_record()),
    ])
}

/// The same through the server, as a browser asks.
fn over_http(arguments: &Arguments, bench: &place::Bench, books: &Books, report: &mut Report) -> Result<()> {
    let server = Server::start(arguments)?;
    let mut client = Client::connect(&server)?;
    let cookie = format!("cookie: {}\r\naccept-encoding: br, gzip\r\n", client.sign_in()?);
    for (name, extra) in [
        ("trial-balance", String::new()),
        ("balance-sheet", String::new()),
        ("general-ledger", format!("?account={}", books.accounts[0])),
    ] {
        let path = format!("/{}/reports/accounting/{name}{extra}", bench.name);
        client.get(&path, &cookie)?.expect(200)?;
        let before = server.cpu();
        let times = Times::of(RUNS, |_| client.get(&path, &cookie)?.expect(200))?;
        let cpu = server.cpu().saturating_sub(before).as_secs_f64() * 1e3 / RUNS as f64;
        let name = name.replace('-', "_");
        report.insert(format!("{name}_page_ms"), json!(times.median()));
        report.insert(format!("{name}_page_cpu_ms"), json!(rounded(cpu)));
    }
    Ok(())
}

/// The accounts that anybody may post to, and the days from the first to the last entry.
fn books(set: &Set) -> Result<Books> {
    set.read(&we(), |read| {
        let company = Id::from_raw(read.number("SELECT MIN(id) FROM platform_company", &[])?);
        let today = read.today();
        let first = Date::new(today.year(), 1, 1).context("the first of January is a day")?;
        let all = read.select::<Account>("archived_at IS NULL ORDER BY id", &[])?;
        let open = |a: &Account| a.control == Control::Without && !a.heading && a.currency.is_none();
        let mut accounts: Vec<&Account> = all.iter().filter(|a| open(a)).collect();
        // The bank's first: it is the one with the most lines.
        accounts.sort_by_key(|a| (a.nature != Nature::Cash, a.head.id));
        let accounts = accounts.iter().map(|a| a.head.id).collect();
        Ok(Books { company, accounts, first, days: first.days_until(today) })
    })
}

fn fill(set: &Set, size: usize) -> Result<()> {
    cycle::found(set, 1)?;
    let (mut from, end) = (0, size.div_ceil(LINES) as u64);
    while from < end {
        let (books, upto) = (books(set)?, (from + TOGETHER).min(end));
        set.write(&we(), move |tx| {
            let euro = platform::Currency::by_code(tx, "EUR")?.context("the euro is there")?.raw();
            for number in from..upto {
                let on = books.first.add_days((number * 7 % books.days.max(1).unsigned_abs()) as i64)?;
                let source = Source { kind: JournalEntry::DEF.kind.into(), record: number as i64 + 1 };
                let text = format!("GJ-{number}");
                let posting =
                    Posting::new(books.company, Journal::General, Part::General, on, Numbering::Given(&text), source);
                let mut draft = ledger::Draft::new();
                for pair in 0..LINES / 2 {
                    let place = (number as usize * 3 + pair * 11) % (books.accounts.len() - 1);
                    let amount = Money::from_minor(1_000 + (number as i64 * 37 + pair as i64 * 113) % 90_000);
                    draft.push(ledger::Line::of(books.accounts[0], euro, amount));
                    draft.push(ledger::Line::of(books.accounts[1 + place], euro, amount.checked_neg()?));
                }
                posting::post(tx, &posting, draft)?;
            }
            Ok(())
        })?;
        from = upto;
    }
    Ok(())
}
