//! Lists: the first page, the page behind 99 of 100 rows, a filter that matches nothing, and the foot; for everybody's records and
//! for a user who sees the fiftieth part that his team owns.

use crate::http::{Client, Server};
use crate::measure::{Meter, Report, Times};
use crate::{Arguments, place};
use base::{Context, Error, Result};
use serde_json::{Value as Json, json};
use store::list::{self, Question};
use store::{Set, Who};

/// Runs of each question.
const RUNS: usize = 100;
/// Rows of a page.
const ROWS: usize = 50;

/// Questions over indexed fields: name, filter, sort.
const QUESTIONS: [(&str, &str, &str); 6] = [
    ("by name", "", "name"),
    ("active by name", "state = active", "name"),
    ("blocked by name", "state = blocked", "name"),
    ("suppliers last changed", "is_supplier = yes", "-changed_at"),
    ("suppliers by code", "is_supplier = yes and state = active", "-code"),
    ("customers by number", "is_customer = yes", "id"),
];

/// Filters that match no party.
const NOTHING: [(&str, &str, &str); 3] = [
    ("no state", "state = inactive", "name"),
    ("no state, last changed", "state = inactive", "-changed_at"),
    ("no code", "code = X-1", "name"),
];

/// Two conditions that many parties match each and none both: no index answers that. Told beside, without a budget.
const APART: &str = "is_supplier = yes and is_customer = yes";

/// Foots that an index covers.
const FOOTS: [(&str, &str); 3] = [("everything", ""), ("active", "state = active"), ("suppliers", "is_supplier = yes")];

fn question(filter: &str, sort: &str) -> Question {
    Question {
        entity: "parties.party".to_owned(),
        filter: filter.to_owned(),
        sort: sort.to_owned(),
        limit: ROWS,
        ..Question::default()
    }
}

/// The slowest of several medians decides; every one is told.
struct Table {
    worst: f64,
    each: serde_json::Map<String, Json>,
}

impl Table {
    fn new() -> Table {
        Table { worst: 0.0, each: serde_json::Map::new() }
    }

    fn note(&mut self, name: String, times: &Times) {
        self.worst = self.worst.max(times.median());
        self.each.insert(name, json!(times.median()));
    }

    fn into(self, report: &mut Report, name: &str) {
        report.insert(name.to_owned(), json!(self.worst));
        report.insert(format!("{name}_each"), Json::Object(self.each));
    }
}

/// The cursor behind so many rows, by paging there.
fn behind(set: &Set, who: &Who, question: &Question, rows: usize) -> Result<String> {
    let mut asked = Question { limit: list::MOST, ..question.clone() };
    let mut seen = 0;
    while seen < rows {
        asked.limit = list::MOST.min(rows - seen);
        let page = set.read(who, |read| list::page(read, &asked))?;
        seen += page.records.len();
        asked.cursor = page.next.context("there are rows behind this one")?;
    }
    Ok(asked.cursor)
}

/// Measures lists in this process, and with `--http` the API and the page too.
pub fn run(arguments: &Arguments) -> Result<Report> {
    let bench = place::filled(arguments)?;
    let set = &bench.set;
    let askers = place::askers(set)?;
    let mut report = Report::new();
    let (mut pages, mut all, mut cycles, mut statements) = (Table::new(), Times::default(), 0, 0);
    let meter = Meter::begin(set)?;
    for (scope, who) in &askers {
        let mut of_scope = Table::new();
        for (name, filter, sort) in QUESTIONS {
            let asked = question(filter, sort);
            let times = Times::of(RUNS, |_| {
                set.read(who, |read| {
                    let before = read.statements();
                    let page = list::page(read, &asked)?;
                    // Beginning and ending the transaction are round trips too.
                    statements += read.statements() - before + 2;
                    Ok(page)
                })
            })?;
            cycles += RUNS;
            all.add(&times);
            of_scope.note(name.to_owned(), &times);
        }
        pages.each.insert((*scope).to_owned(), json!(of_scope.worst));
        of_scope.into(&mut report, &format!("rows_p50_ms_{scope}"));
    }
    let mut common = meter.end(arguments, set, cycles, None)?;
    common.insert("statements_per_cycle".to_owned(), json!(statements as f64 / cycles as f64));
    common.insert("p50_ms".to_owned(), json!(all.median()));
    common.insert("p99_ms".to_owned(), json!(all.at(0.99)));
    common.insert("rows_p50_ms".to_owned(), Json::Object(pages.each));
    common.extend(report);
    deep(arguments, set, &askers, &mut common)?;
    feet(set, &askers, &mut common)?;
    if arguments.http {
        over_http(arguments, &bench, &mut common)?;
    }
    Ok(common)
}

/// The page behind 99 of 100 rows of each scope.
fn deep(arguments: &Arguments, set: &Set, askers: &[(&str, Who)], report: &mut Report) -> Result<()> {
    let mut table = Table::new();
    for (scope, who) in askers {
        let rows = if *scope == "all" { arguments.size } else { arguments.size / place::TEAMS * 9 / 10 };
        let asked = question("", "name");
        let asked = Question { cursor: behind(set, who, &asked, rows * 99 / 100)?, ..asked };
        let times = Times::of(RUNS, |_| set.read(who, |read| list::page(read, &asked)))?;
        table.note((*scope).to_owned(), &times);
    }
    table.into(report, "page_after_990000_ms");
    Ok(())
}

fn feet(set: &Set, askers: &[(&str, Who)], report: &mut Report) -> Result<()> {
    let (mut nothing, mut foot) = (Table::new(), Table::new());
    for (scope, who) in askers {
        for (name, filter, sort) in NOTHING {
            let asked = question(filter, sort);
            let times = Times::of(20, |_| {
                let page = set.read(who, |read| list::page(read, &asked))?;
                if page.records.is_empty() { Ok(()) } else { Err(Error::broken("the filter was to match nothing")) }
            })?;
            nothing.note(format!("{name} ({scope})"), &times);
        }
        for (name, filter) in FOOTS {
            let asked = question(filter, "name");
            let times = Times::of(20, |_| set.read(who, |read| list::foot(read, &asked, false)))?;
            foot.note(format!("{name} ({scope})"), &times);
        }
    }
    nothing.into(report, "nothing_ms");
    foot.into(report, "foot_ms");
    for (name, filter) in [("nothing_pair_ms", APART), ("nothing_unindexed_ms", "credit_limit > 1000000")] {
        let asked = question(filter, "name");
        let times = Times::of(3, |_| set.read(&askers[0].1, |read| list::page(read, &asked)))?;
        report.insert(name.to_owned(), json!(times.median()));
    }
    Ok(())
}

/// The same first page through the server: as JSON by token, and as the whole page of a browser.
fn over_http(arguments: &Arguments, bench: &place::Bench, report: &mut Report) -> Result<()> {
    let server = Server::start(arguments)?;
    let token = crate::http::token(&bench.set)?;
    let mut client = Client::connect(&server)?;
    let bearer = format!("authorization: Bearer {token}\r\n");
    let path = format!("/{}/api/parties/parties?sort=name&filter=state%20%3D%20active&limit=50", bench.name);
    client.get(&path, &bearer)?.expect(200)?;
    let before = server.cpu();
    let times = Times::of(RUNS * 5, |_| client.get(&path, &bearer)?.expect(200))?;
    let cpu = server.cpu().saturating_sub(before).as_secs_f64() * 1e3 / (RUNS * 5) as f64;
    report.insert("api_p50_ms".to_owned(), json!(times.median()));
    report.insert("api_cpu_ms".to_owned(), json!(crate::measure::rounded(cpu)));
    let cookie = format!("cookie: {}\r\naccept-encoding: br, gzip\r\n", client.sign_in()?);
    let path = format!("/{}/parties/parties?sort=name&f.state=active", bench.name);
    let size = client.get(&path, &cookie)?.expect(200)?.body.len();
    let before = server.cpu();
    let times = Times::of(RUNS * 5, |_| client.get(&path, &cookie)?.expect(200))?;
    let cpu = server.cpu().saturating_sub(before).as_secs_f64() * 1e3 / (RUNS * 5) as f64;
    report.insert("page_p50_ms".to_owned(), json!(times.median()));
    report.insert("page_cpu_ms".to_owned(), json!(crate::measure::rounded(cpu)));
    report.insert("page_bytes".to_owned(), json!(size));
    report.insert("cold_bytes".to_owned(), json!(size + client.assets(&path, &cookie)?));
    report.insert("server_peak_mb".to_owned(), json!(crate::measure::peak_mb(server.pid())));
    Ok(())
}
