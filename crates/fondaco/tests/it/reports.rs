//! Reports over the wire: page, files and JSON of each for whoever may read them, nothing for others, and every word in every language.

use crate::pages::{Answer, Browser, ask, form, house};
use base::Id;
use serde_json::Value as Json;
use std::collections::BTreeSet;
use store::Who;
use store::report::{AFTER, Report};
use ui::{Lang, Messages};

fn reports() -> Vec<&'static Report> {
    house().registry.modules.iter().flat_map(|m| m.reports).collect()
}

fn json(answer: &Answer) -> Json {
    serde_json::from_str(&answer.body).unwrap_or_else(|e| panic!("{e}: {}", answer.body))
}

/// The id of an account of the demonstration company.
fn account(who: &Browser, code: &str) -> String {
    let found = json(&who.get(&format!("/demo/api/accounting/accounts?filter=code%20%3D%20{code}")));
    found["data"][0]["id"].to_string()
}

/// The query that a report needs to answer at all; none where the demonstration company has nothing of the kind.
fn needed(who: &Browser, report: &Report) -> Option<String> {
    let mut query = Vec::new();
    for (parameter, list) in [
        ("account", "accounting/accounts?filter=code%20%3D%20572"),
        ("item", "catalog/items?sort=id"),
        ("lot", "stock/lots?sort=id"),
    ] {
        if report.parameters.iter().any(|p| p.name == parameter) {
            let found = json(&who.get(&format!("/demo/api/{list}")));
            query.push(format!("{parameter}={}", found["data"][0]["id"].as_i64()?));
        }
    }
    Some(query.join("&"))
}

#[test]
fn every_report_answers_as_page_file_and_json() {
    let (lucia, ines) = (Browser::sign_in("lucia@demo.example"), Browser::sign_in("ines@demo.example"));
    let noor = Browser::sign_in("noor@demo.example");
    let messages = web::app::messages(&house().registry).expect("the words are there");
    for report in reports() {
        let place = format!("{}/{}", report.module(), report.place());
        let Some(asked) = needed(&lucia, report) else { continue };
        let answer = lucia.get(&format!("/demo/api/reports/{place}?{asked}"));
        assert_eq!(answer.status, 200, "{place}: {}", answer.body);
        let sheet = json(&answer);
        // Whoever keeps the books serves no customers.
        // … nor looks after deals or controls.
        let second = match report.module() {
            "service" => &noor,
            "platform" | "crm" => &lucia,
            _ => &ines,
        };
        for who in [&lucia, second] {
            let page = who.get(&format!("/demo/reports/{place}?{asked}"));
            assert_eq!(page.status, 200, "{place}: {}", page.body);
            let shown = page.body.contains("<table class=\"rep") || page.body.contains("class=\"empty\"");
            assert!(shown, "{place} shows neither rows nor that there are none");
            assert!(!page.body.contains(&format!("{}-report-", report.module())), "{place} lacks a word");
            assert!(!page.body.contains(" style="), "{place} holds a style");
        }
        let csv = lucia.get(&format!("/demo/reports/{place}?{asked}&format=csv"));
        assert_eq!((csv.status, csv.header("content-type")), (200, Some("text/csv; charset=utf-8")), "{place}");
        let xlsx = lucia.get(&format!("/demo/reports/{place}?{asked}&format=xlsx"));
        assert!(xlsx.status == 200 && xlsx.body.starts_with("PK"), "{place}");
        assert!(xlsx.header("content-disposition").is_some_and(|h| h.contains(".xlsx")), "{place}");
        whole(&messages, report, &sheet);
    }
}

/// The sheet is complete: as many cells as columns, figures as decimals, and every word known in every language.
fn whole(messages: &Messages, report: &Report, sheet: &Json) {
    let columns = sheet["columns"].as_array().expect("columns");
    let mut said = BTreeSet::new();
    said.extend(columns.iter().map(|c| format!("{}-{}", report.message(), c["name"].as_str().unwrap_or_default())));
    said.extend(sheet["notes"].as_array().into_iter().flatten().filter_map(|n| n["code"].as_str().map(str::to_owned)));
    for row in sheet["rows"].as_array().expect("rows") {
        let cells = row["cells"].as_array().expect("cells");
        assert_eq!(cells.len(), columns.len(), "{}: {row}", report.name);
        for (column, cell) in columns.iter().zip(cells) {
            said.extend(cell["code"].as_str().map(str::to_owned));
            let money = column["holds"] == "money" && !cell["value"].is_null();
            // A unit cost has six decimals, an amount those of its currency.
            let decimal = cell["value"].as_str().and_then(|v| v.split_once('.')).is_some_and(|(_, d)| d.len() >= 2);
            assert!(!money || decimal, "{}: {cell}", report.name);
        }
    }
    for lang in Lang::ALL {
        let lacking: Vec<_> = said.iter().filter(|id| !messages.has(lang, id)).collect();
        assert!(lacking.is_empty(), "{}: {lacking:?}", lang.tag());
    }
}

#[test]
fn the_reports_of_sales_and_service_are_drawn_and_each_part_leads_to_what_it_counts() {
    let lucia = Browser::sign_in("lucia@demo.example");
    let drawn = |report: &&&Report| {
        let of = ["crm.", "service."].iter().any(|module| report.name.starts_with(module));
        of || report.name == "sales.top_customers"
    };
    let all = reports();
    let all: Vec<_> = all.iter().filter(drawn).collect();
    assert!(all.len() >= 14, "{}", all.len());
    for report in all {
        let place = format!("/demo/reports/{}/{}", report.module(), report.place());
        let page = lucia.get(&place);
        assert_eq!(page.status, 200, "{place}");
        assert!(page.body.contains("<figure class=\"stacks\""), "{place} is not drawn");
        assert!(!page.body.contains(" style="), "{place} holds a style");
    }
    let page = lucia.get("/demo/reports/crm/endings");
    let figure = page.body.split("<figure").nth(1).and_then(|rest| rest.split("</figure>").next()).unwrap_or_default();
    assert!(figure.contains("<rect class=\"t-success\"") && figure.contains("<rect class=\"t-danger\""), "{figure}");
    let top = lucia.get("/demo/reports/sales/top-customers").body;
    let figure = top.split("<figure").nth(1).and_then(|rest| rest.split("</figure>").next()).unwrap_or_default();
    let href = figure.split("href=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
    assert_eq!(lucia.get(href).status, 200, "{href}");
}

/// The start page of whoever sells or serves shows the figures of the reports, and leads to them.
#[test]
fn figures_of_the_start_page_are_those_of_the_reports() {
    let (lucia, tom, noor) = (
        Browser::sign_in("lucia@demo.example"),
        Browser::sign_in("tom@demo.example"),
        Browser::sign_in("noor@demo.example"),
    );
    // A panel of one's own day: its address stands on the start page.
    let panel_of = |who: &Browser, panel: &str| -> Answer {
        let home = who.get("/demo").body;
        let place = home.split("data-lazy=\"").filter_map(|rest| rest.split('"').next()).find(|at| at.contains(panel));
        who.get(place.unwrap_or_else(|| panic!("{panel} stands on the start page")))
    };
    let total = |who: &Browser, report: &str, column: &str| -> String {
        let sheet = json(&who.get(&format!("/demo/api/reports/{report}")));
        let at = sheet["columns"].as_array().and_then(|all| all.iter().position(|c| c["name"] == column));
        let row = sheet["rows"].as_array().and_then(|all| all.last()).expect("a row of sums");
        assert_eq!(row["look"], "total", "{report}");
        row["cells"][at.expect(column)]["value"].to_string().trim_matches('"').to_owned()
    };
    let grouped = |figure: &str| {
        let (whole, cents) = figure.split_once('.').unwrap_or((figure, ""));
        let digits: Vec<char> = whole.chars().collect();
        let parts: Vec<String> = digits.rchunks(3).rev().map(|c| c.iter().collect()).collect();
        if cents.is_empty() { parts.join(",") } else { format!("{}.{cents}", parts.join(",")) }
    };
    for who in [&lucia, &tom] {
        let panel = panel_of(who, "/crm/figures/").body;
        for (report, column) in
            [("crm/aged-pipeline", "amount"), ("crm/forecast", "closed"), ("crm/forecast", "weighted")]
        {
            let figure = grouped(&total(who, report, column));
            assert!(figure.len() > 4 && panel.contains(&figure), "{report} {column} {figure}: {panel}");
        }
        let drawn = panel_of(who, "/crm/pipeline/").body;
        assert!(drawn.contains("<figure class=\"stacks\"") && drawn.contains("/crm/opportunities?filter="), "{drawn}");
    }
    assert_ne!(total(&lucia, "crm/aged-pipeline", "amount"), "0.00", "there is something to be seen");
    let panel = panel_of(&noor, "/service/figures/").body;
    for (report, column) in [("service/backlog", "open"), ("service/backlog", "late"), ("service/volume", "received")] {
        let figure = total(&noor, report, column);
        assert!(panel.contains(&format!(">{figure}<")), "{report} {column} {figure}: {panel}");
    }
    assert!(!noor.get("/demo").body.contains("/panel/crm/figures/"), "she has no part in opportunities");
}

#[test]
fn whoever_gives_rights_away_sees_how_a_report_asks() {
    let (lucia, tom) = (Browser::sign_in("lucia@demo.example"), Browser::sign_in("tom@demo.example"));
    let place = "/demo/reports/crm/funnel";
    let page = lucia.get(&format!("{place}?format=sql"));
    assert_eq!(page.status, 200);
    assert!(
        page.body.contains("<pre") && page.body.contains("FROM crm_stage_stay s\nJOIN crm_opportunity o"),
        "{}",
        page.body
    );
    assert!(lucia.get(place).body.contains("format=sql") && !lucia.get(place).body.contains("<pre"));
    assert!(!tom.get(place).body.contains("format=sql"), "he is not shown the way");
    assert_eq!(tom.get(&format!("{place}?format=sql")).status, 403);
}

#[test]
fn a_report_by_command_is_the_file_of_the_page() {
    let (lucia, set) = (Browser::sign_in("lucia@demo.example"), house().house.set("demo").expect("it is open"));
    let messages = web::app::messages(&house().registry).expect("the words are there");
    let run = |name: &str, asked: &[(&str, &str)], lang| {
        let asked: Vec<(String, String)> = asked.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        let mut bytes = Vec::new();
        let words = web::Words { messages: &messages, lang };
        set.read(&Who::program("test"), |read| web::reports::csv(read, words, name, &asked, &mut bytes))?;
        Ok::<_, base::Error>(String::from_utf8(bytes).expect("text"))
    };
    let days = [("starts_on", "2025-01-01"), ("ends_on", "2025-12-31")];
    let written = run("accounting.income_statement", &days, Lang::En).unwrap();
    let page = "/demo/reports/accounting/income-statement?starts_on=2025-01-01&ends_on=2025-12-31&format=csv";
    assert_eq!(written, lucia.get(page).body.trim_start_matches('\u{feff}'));
    assert!(written.lines().count() > 5, "{written}");
    assert_ne!(run("accounting.income_statement", &days, Lang::Zh).unwrap(), written, "in another language");
    // A record goes by its code, and what is wrong is named.
    let ledger = run("accounting.general_ledger", &[("account", "572"), days[0], days[1]], Lang::En).unwrap();
    assert!(ledger.lines().count() > 5, "{ledger}");
    let refused = |name, asked: &[(&str, &str)]| run(name, asked, Lang::En).unwrap_err().code().to_owned();
    assert_eq!(refused("accounting.income_statement", &[("begins", "2025-01-01")]), "web.parameter_unknown");
    assert_eq!(refused("accounting.income_statement", &[("starts_on", "01.02.2025")]), "web.mistyped");
    assert_eq!(refused("accounting.general_ledger", &[("account", "no such")]), "web.mistyped");
    assert_eq!(refused("accounting.profit", &[]), "not_found");
}

#[test]
fn every_report_and_parameter_has_words() {
    let registry = fondaco::registry();
    let messages = web::app::messages(&registry).expect("the words are there");
    let mut lacking = Vec::new();
    for report in registry.modules.iter().flat_map(|m| m.reports) {
        let (id, reads) = (report.message(), registry.get(report.reads).expect("the entity it reads is there").def);
        let mut ids = vec![id.clone(), format!("{id}-about")];
        ids.extend(report.parameters.iter().filter(|p| p.name != AFTER).map(|p| format!("{id}-{}", p.name)));
        for lang in Lang::ALL {
            lacking.extend(ids.iter().filter(|id| !messages.has(lang, id)).map(|id| format!("{}: {id}", lang.tag())));
            for parameter in report.parameters {
                let entity::Kind::Choice(choice) = parameter.kind else { continue };
                let own = |code: &str| format!("{id}-{}-{code}", parameter.name);
                let shared = |code: &str| format!("{}-{}-{code}", reads.message(), parameter.name);
                let known = |code: &str| messages.has(lang, &own(code)) || messages.has(lang, &shared(code));
                let unknown = choice.options.iter().filter(|o| !known(o.code));
                lacking.extend(unknown.map(|o| format!("{}: {}", lang.tag(), own(o.code))));
            }
        }
    }
    assert_eq!(lacking, Vec::<String>::new());
}

#[test]
fn who_may_not_read_the_books_finds_no_reports() {
    let (lucia, tom) = (Browser::sign_in("lucia@demo.example"), Browser::sign_in("tom@demo.example"));
    // What is sold and what lies in stock concerns others too.
    for report in reports().into_iter().filter(|r| r.module() == "accounting") {
        let place = format!("{}/{}?{}", report.module(), report.place(), needed(&lucia, report).unwrap_or_default());
        assert_eq!(tom.get(&format!("/demo/reports/{place}")).status, 404, "{place}");
        assert_eq!(tom.get(&format!("/demo/reports/{place}&format=csv")).status, 404, "{place}");
        assert_eq!(tom.get(&format!("/demo/api/reports/{place}")).status, 404, "{place}");
    }
    assert_eq!(tom.get("/demo/reports/accounting").status, 404);
    assert!(!tom.get("/demo/reports").body.contains("/reports/accounting"));
    assert!(lucia.get("/demo/reports").body.contains("/demo/reports/accounting/trial-balance"));
    assert!(lucia.get("/demo").body.contains("href=\"/demo/reports\""), "they have their place in the sidebar");
    let palette = |who: &Browser| who.get("/demo/palette?q=balance").body;
    assert!(palette(&lucia).contains("/demo/reports/accounting/balance-sheet"));
    assert!(!palette(&tom).contains("/reports/accounting"));
    let stranger = ask("GET", "/demo/api/reports/accounting/trial-balance", &[], b"");
    assert_eq!(stranger.status, 401);
}

/// A token of Lucía's with these scopes, as the header that carries it.
fn token(scopes: &'static [&'static str]) -> String {
    let text = platform::token::draw().expect("random bytes");
    let kept = text.clone();
    let made = house().set().write(&Who::program("test"), move |tx| {
        let sql = "SELECT id FROM platform_user WHERE login = $1";
        let owner = Id::from_raw(tx.number(sql, &["lucia@demo.example".into()])?);
        let scopes: Vec<String> = scopes.iter().map(|s| (*s).to_owned()).collect();
        platform::token::create(tx, &kept, "reports", owner, &scopes, None).map(|_| ())
    });
    made.expect("the token is made");
    format!("Bearer {}", text.expose())
}

#[test]
fn a_token_runs_only_what_its_scopes_name() {
    let path = "/demo/api/reports/accounting/trial-balance";
    for (scopes, status) in [
        (&["accounting.journal_entry:read"][..], 200),
        (&["accounting.journal_entry:create"][..], 404),
        (&["parties.party:read"][..], 404),
        (&[][..], 200),
    ] {
        let token = token(scopes);
        assert_eq!(ask("GET", path, &[("Authorization", &token)], b"").status, status, "{scopes:?}");
    }
}

#[test]
fn what_is_asked_is_read_in_everybodys_way_and_refused_with_words() {
    let lucia = Browser::sign_in("lucia@demo.example");
    let page = "/demo/reports/accounting/trial-balance";
    let typed = lucia.get(&format!("{page}?company=1&company.text=&starts_on=1+Jan+2026&ends_on="));
    let there = lucia.get(&format!("{page}?starts_on=1+Jan+2026&ends_on=31%2F3%2F2026"));
    assert_eq!(typed.status, 303, "{}", typed.body);
    assert_eq!(
        there.header("location"),
        Some("/demo/reports/accounting/trial-balance?starts_on=2026-01-01&ends_on=2026-03-31")
    );
    let ledger = "/demo/reports/accounting/general-ledger";
    let bank = account(&lucia, "572");
    let by_code = lucia.get(&format!("{ledger}?account.text=572&account="));
    assert_eq!(
        by_code.header("location").map(str::to_owned),
        Some(format!("{ledger}?account={bank}")),
        "without scripts"
    );
    assert_eq!(lucia.get(ledger).status, 200, "whoever opens it first is asked for the account");
    let bad = lucia.get(&format!("{page}?starts_on=soon"));
    assert_eq!(bad.status, 422);
    assert!(bad.body.contains("value=\"soon\"") && bad.body.contains("class=\"err\""), "it is kept, with the reason");
    let api = "/demo/api/reports/accounting/trial-balance";
    for (query, code) in [
        ("nonsense=1", "web.parameter_unknown"),
        ("starts_on=1+Jan+2026", "web.mistyped"),
        ("company=x", "web.mistyped"),
        ("company=999999", "store.reference_unknown"),
    ] {
        let refused = lucia.get(&format!("{api}?{query}"));
        assert_eq!(refused.status, 422, "{query}: {}", refused.body);
        assert_eq!(json(&refused)["errors"][0]["code"], code, "{query}");
    }
    let side = lucia.get("/demo/api/reports/accounting/aged-items?side=upward");
    assert_eq!(json(&side)["errors"][0]["code"], "store.not_a_choice");
    let cookie = [("Cookie", lucia.cookie.as_str()), ("X-Token", lucia.token.as_str())];
    assert_eq!(ask("POST", api, &cookie, b"{}").status, 405);
    for path in ["trial-balance", "income-statement", "cash-flow", "tax-return", "general-ledger", "balance-sheet"] {
        for query in ["starts_on=0001-01-01&ends_on=9999-12-31", "as_of=0001-01-01", "as_of=9999-12-31"] {
            let query =
                if path == "balance-sheet" { query.replace("starts_on=0001-01-01&", "") } else { query.to_owned() };
            let answer = lucia.get(&format!("/demo/reports/accounting/{path}?account={bank}&{query}"));
            assert!(answer.status < 500, "{path}?{query}: {}", answer.status);
        }
    }
    assert_eq!(lucia.get("/demo/reports/accounting/nothing").status, 404);
}

/// Sends JSON as Lucía.
fn send(who: &Browser, path: &str, body: &str) -> Answer {
    let headers =
        [("Cookie", who.cookie.as_str()), ("X-Token", who.token.as_str()), ("Content-Type", "application/json")];
    ask("POST", path, &headers, body.as_bytes())
}

#[test]
fn figures_lead_to_what_they_are_made_of_and_hostile_names_stay_text() {
    let lucia = Browser::sign_in("lucia@demo.example");
    let name = "<img src=x onerror=alert(1)> & \"Co\"";
    let pairs = form(&[("_token", &lucia.token), ("_key", "hostile-1"), ("name", name), ("form", "organisation")]);
    let headers = [("Cookie", lucia.cookie.as_str()), ("Content-Type", "application/x-www-form-urlencoded")];
    let made = ask("POST", "/demo/parties/parties", &headers, &pairs);
    let party = made.header("location").and_then(|l| l.rsplit('/').next()).expect("a party").to_owned();
    let (receivables, sales) = (account(&lucia, "430"), account(&lucia, "700"));
    let today = json(&lucia.get("/demo/api/reports/accounting/balance-sheet"))["parameters"]["as_of"].clone();
    let today = today.as_str().expect("the day it is of");
    let entry = format!(
        r#"{{"company": 1, "posted_on": "{today}", "text": "=cmd()<script>", "lines": [
            {{"account": {receivables}, "party": {party}, "debit": "77.00", "due_on": "{today}"}},
            {{"account": {sales}, "credit": "77.00"}}]}}"#
    );
    let draft = send(&lucia, "/demo/api/accounting/manual-entries", &entry);
    assert_eq!(draft.status, 201, "{}", draft.body);
    let id = json(&draft)["id"].to_string();
    let posted = send(&lucia, &format!("/demo/api/accounting/manual-entries/{id}/post"), "");
    assert_eq!(posted.status, 200, "{}", posted.body);
    let ledger = format!("account={receivables}&starts_on={today}&ends_on={today}");
    for path in ["aged-items".to_owned(), format!("general-ledger?{ledger}")] {
        let page = lucia.get(&format!("/demo/reports/accounting/{path}"));
        assert!(page.status == 200 && page.body.contains("&lt;img src=x onerror"), "{path}: {}", page.status);
        assert!(!page.body.contains("<img src=x") && !page.body.contains("<script>"), "{path}");
    }
    let csv = lucia.get(&format!("/demo/reports/accounting/general-ledger?{ledger}&format=csv"));
    assert!(csv.body.contains("'=cmd()"), "a spreadsheet runs nothing: {}", csv.body);
    let balance = json(&lucia.get("/demo/api/reports/accounting/balance-sheet"));
    let link = |sheet: &Json, text: &str| {
        let rows = sheet["rows"].as_array().expect("rows").iter().flat_map(|r| r["cells"].as_array().expect("cells"));
        let found = rows.into_iter().find(|c| c["value"] == text).expect("the row is there");
        found["link"]["href"].as_str().expect("it leads on").to_owned()
    };
    let ledger = json(&lucia.get(&link(&balance, "Customers")));
    assert_eq!(ledger["report"], "accounting.general_ledger");
    let number = json(&posted)["number"].as_str().expect("its number").to_owned();
    let entry = json(&lucia.get(&link(&ledger, &number)));
    assert_eq!(entry["source"].to_string(), id, "the entry leads to its document");
    let page = lucia.get(&format!("/demo/accounting/journal-entries/{}", entry["id"]));
    assert!(page.body.contains(&format!("href=\"/demo/accounting/manual-entries/{id}\"")), "and so does its page");
}
