//! Every name and every refusal can be said in all three languages, and no message is idle.

use crate::fixture::{World, day, we, world};
use accounting::{Account, Control, Nature};
use entity::{Choice, Kind, Record, Value};
use std::collections::BTreeSet;
use std::path::Path;
use store::report::{AFTER, Report, Sheet};

fn ids(text: &str) -> BTreeSet<String> {
    let parsed = fluent_syntax::parser::parse(text).expect("the message file is well-formed");
    let id = |entry: fluent_syntax::ast::Entry<&str>| match entry {
        fluent_syntax::ast::Entry::Message(message) => Some(message.id.name.to_owned()),
        _ => None,
    };
    parsed.body.into_iter().filter_map(id).collect()
}

/// Refusal codes as they stand in the source: `"accounting.no_price"` where nothing else has that name.
fn refusals() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                codes_in(&std::fs::read_to_string(path).unwrap(), &mut found);
            }
        }
    }
    found
}

/// Everything the module's source says.
fn sources() -> String {
    let mut text = String::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => folders.push(path),
                false => text.push_str(&std::fs::read_to_string(&path).unwrap()),
            }
        }
    }
    text
}

fn codes_in(text: &str, found: &mut BTreeSet<String>) {
    // Words of printed documents are named whole.
    for (at, _) in text.match_indices(&format!("\"{}-print-", accounting::NAME)) {
        found.insert(text[at + 1..].split('"').next().unwrap().to_owned());
    }
    for (at, _) in text.match_indices(&format!("\"{}.", accounting::NAME)) {
        let code = text[at + 1..].split('"').next().unwrap();
        let before: String = text[..at].split_whitespace().collect();
        let named = before.ends_with("sql!(")
            || before.ends_with("TASK:&str=")
            || before.ends_with("name:")
            || accounting::MODULE.entities.iter().any(|e| e.def.name == code)
            || accounting::MODULE.reports.iter().any(|r| r.name == code)
            || accounting::MODULE.laws.iter().any(|l| l.name == code)
            || accounting::panels::PANELS.iter().any(|p| p.name == code);
        if !named {
            found.insert(code.replace('.', "-"));
        }
    }
}

fn wanted() -> BTreeSet<String> {
    let mut wanted = refusals();
    wanted.insert(accounting::NAME.to_owned());
    wanted.extend(accounting::panels::PANELS.iter().map(platform::page::Panel::message));
    for registered in accounting::MODULE.entities {
        let (def, id) = (registered.def, registered.def.message());
        wanted.extend([id.clone(), format!("{id}-plural")]);
        for field in def.fields {
            wanted.insert(format!("{id}-{}", field.name));
            if let Kind::Choice(choice) = field.kind {
                wanted.extend(choice.options.iter().map(|o| format!("{id}-{}-{}", field.name, o.code)));
            }
        }
        let sections = def.fields.iter().filter(|f| !f.section.is_empty());
        wanted.extend(sections.map(|f| format!("{id}-section-{}", f.section)));
        wanted.extend(def.views.iter().map(|v| format!("{id}-view-{}", v.key)));
        wanted.extend(registered.controls.iter().map(|c| format!("accounting-control-{}", c.name)));
        for operation in registered.operations {
            wanted.insert(format!("{id}-op-{}", operation.name));
            wanted.extend(operation.input.iter().map(|f| format!("{id}-op-{}-{}", operation.name, f.name)));
        }
    }
    wanted
}

/// A company in whose books something stands under every nature, so that no line of a statement is left out.
fn full() -> World {
    let w = world();
    let accounts: Vec<Account> = w.read(&we(), |read| read.select("1 = 1 ORDER BY code", &[])).unwrap();
    let natures = Nature::DEF.options.iter().filter_map(|o| Nature::from_code(o.code));
    for nature in natures.filter(|n| *n != Nature::Cash) {
        let by_hand = |a: &&Account| !matches!(a.control, Control::Stock | Control::Clearing) && !a.heading;
        let found = accounts.iter().filter(by_hand).find(|a| a.nature == nature).expect("the chart has every nature");
        w.post("2026-02-10", &[(found.code.as_str(), "8.00"), ("1010", "-8.00")]).unwrap();
    }
    w
}

fn run(w: &World, report: &'static Report) -> Sheet {
    let mut record = Record::blank(report.parameters);
    for (parameter, value) in report.parameters.iter().zip(&mut record.values) {
        *value = match (parameter.kind, parameter.name) {
            (Kind::Date, "starts_on") => Value::from(day("2026-01-01")),
            (Kind::Date, "ends_on" | "as_of") => Value::from(day("2026-12-31")),
            (Kind::Choice(choice), _) => Value::from(choice.options[0].code),
            (Kind::Reference("accounting.account"), _) => Value::from(w.account("1010")),
            _ => Value::Null,
        };
    }
    w.read(&we(), move |read| (report.run)(read, &record)).unwrap()
}

/// What the reports of the module say: titles, parameters, columns, and every word of every row.
fn of_reports() -> BTreeSet<String> {
    let (w, mut wanted) = (full(), BTreeSet::new());
    for report in accounting::MODULE.reports {
        let id = report.message();
        wanted.extend([id.clone(), format!("{id}-about")]);
        wanted.extend(report.parameters.iter().filter(|p| p.name != AFTER).map(|p| format!("{id}-{}", p.name)));
        let sheet = run(&w, report);
        wanted.extend(sheet.columns.iter().map(|c| format!("{id}-{}", c.name)));
        wanted.extend(sheet.notes.iter().map(|n| n.message.to_owned()));
        wanted.extend(sheet.rows.iter().flat_map(|r| &r.cells).filter_map(|c| c.word.clone()));
    }
    wanted
}

#[test]
fn every_name_and_refusal_has_its_message_in_three_languages() {
    let mut wanted = wanted();
    wanted.extend(of_reports());
    let panels = accounting::panels::PANELS.iter().chain(&accounting::home::PANELS);
    wanted.extend(panels.map(platform::page::Panel::message));
    wanted.extend(accounting::close::PAGES.iter().map(platform::page::Page::message));
    let desk = [
        accounting::bank_work::page(|_, _| Ok(platform::page::Reply::default())),
        accounting::bank_work::order_page(|_, _| Ok(platform::page::Drawn::Elsewhere(String::new()))),
    ];
    wanted.extend(desk.iter().map(platform::page::Page::message));
    for (language, text) in accounting::MODULE.messages {
        let known = ids(text);
        let missing: Vec<_> = wanted.difference(&known).collect();
        assert!(missing.is_empty(), "{language} lacks {missing:#?}");
        // Words of reports are held by a test of the program; others a page says by their id.
        let said = |id: &str| id.starts_with("accounting-report-") || sources().contains(&format!("\"{id}\""));
        let idle: Vec<_> = known.difference(&wanted).filter(|id| !said(id)).collect();
        assert!(idle.is_empty(), "{language} has messages that nobody says: {idle:#?}");
    }
}
