//! Every name and every refusal can be said in all three languages, and no message is idle.

use entity::Kind;
use std::collections::BTreeSet;
use std::path::Path;

fn ids(text: &str) -> BTreeSet<String> {
    let parsed = fluent_syntax::parser::parse(text).expect("the message file is well-formed");
    let id = |entry: fluent_syntax::ast::Entry<&str>| match entry {
        fluent_syntax::ast::Entry::Message(message) => Some(message.id.name.to_owned()),
        _ => None,
    };
    parsed.body.into_iter().filter_map(id).collect()
}

/// Refusal codes as they stand in the source: `"sales.no_price"` where nothing else has that name.
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

fn codes_in(text: &str, found: &mut BTreeSet<String>) {
    // Words of printed documents are named whole.
    for (at, _) in text.match_indices(&format!("\"{}-print-", sales::NAME)) {
        found.insert(text[at + 1..].split('"').next().unwrap().to_owned());
    }
    for (at, _) in text.match_indices(&format!("\"{}.", sales::NAME)) {
        let code = text[at + 1..].split('"').next().unwrap();
        let before: String = text[..at].split_whitespace().collect();
        let named = before.ends_with("sql!(")
            || before.ends_with("name:")
            || before.ends_with("TASK:&str=")
            || sales::PAGES.iter().any(|p| p.name == code)
            || sales::overview::PANELS.iter().any(|p| p.name == code)
            || sales::overview::DAY.iter().any(|p| p.name == code)
            || sales::MODULE.reports.iter().any(|r| r.name == code)
            || sales::MODULE.entities.iter().any(|e| e.def.name == code);
        if !named {
            found.insert(code.replace('.', "-"));
        }
    }
}

/// Words that pages, panels and reports ask for by name: `"sales-offer-accept"`.
fn words() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let start = format!("\"{}-", sales::NAME);
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(path).unwrap();
            let named = text.match_indices(&start).map(|(at, _)| &text[at + 1..]);
            let named = named.map(|rest| rest.split('"').next().unwrap().to_owned());
            found.extend(named.filter(|id| !id.contains('{')));
        }
    }
    found
}

fn wanted() -> BTreeSet<String> {
    let mut wanted = refusals();
    wanted.extend(words());
    wanted.extend(sales::PAGES.iter().map(platform::page::Page::message));
    wanted.extend(sales::overview::PANELS.iter().map(platform::page::Panel::message));
    wanted.extend(sales::overview::DAY.iter().map(platform::page::Panel::message));
    for report in sales::MODULE.reports {
        let id = report.message();
        wanted.extend([id.clone(), format!("{id}-about")]);
        wanted.extend(report.parameters.iter().map(|f| format!("{id}-{}", f.name)));
    }
    wanted.insert(sales::NAME.to_owned());
    wanted.extend(sales::MODULE.laws.iter().map(|l| l.name.replace('.', "-")));
    for registered in sales::MODULE.entities {
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
        wanted.extend(registered.controls.iter().map(|c| format!("sales-control-{}", c.name)));
        for operation in registered.operations {
            wanted.insert(format!("{id}-op-{}", operation.name));
            wanted.extend(operation.input.iter().map(|f| format!("{id}-op-{}-{}", operation.name, f.name)));
        }
    }
    wanted
}

#[test]
fn every_name_and_refusal_has_its_message_in_three_languages() {
    let wanted = wanted();
    for (language, text) in sales::MODULE.messages {
        let known = ids(text);
        let missing: Vec<_> = wanted.difference(&known).collect();
        assert!(missing.is_empty(), "{language} lacks {missing:#?}");
        // What stands above the columns of a report is known to whoever draws it.
        let column = |id: &&String| sales::MODULE.reports.iter().any(|r| id.starts_with(&format!("{}-", r.message())));
        let panel = |id: &&String| id.starts_with("sales-panel-");
        let idle: Vec<_> = known.difference(&wanted).filter(|id| !column(id) && !panel(id)).collect();
        assert!(idle.is_empty(), "{language} has messages that nobody says: {idle:#?}");
    }
}
