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

/// Refusal codes as they stand in the source: `"purchasing.no_price"` where nothing else has that name.
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
    // Words of printed documents and of letters are named whole.
    for kind in ["print", "reminder-mail"] {
        for (at, _) in text.match_indices(&format!("\"{}-{kind}-", purchasing::NAME)) {
            found.insert(text[at + 1..].split('"').next().unwrap().to_owned());
        }
    }
    for (at, _) in text.match_indices(&format!("\"{}.", purchasing::NAME)) {
        let code = text[at + 1..].split('"').next().unwrap();
        let before: String = text[..at].split_whitespace().collect();
        let named = before.ends_with("sql!(")
            || purchasing::MODULE.entities.iter().any(|e| e.def.name == code)
            || purchasing::MODULE.reports.iter().any(|r| r.name == code);
        if !named {
            found.insert(code.replace('.', "-"));
        }
    }
}

fn wanted() -> BTreeSet<String> {
    let mut wanted = refusals();
    wanted.insert(purchasing::NAME.to_owned());
    for registered in purchasing::MODULE.entities {
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
        wanted.extend(registered.controls.iter().map(|c| format!("purchasing-control-{}", c.name)));
        for operation in registered.operations {
            wanted.insert(format!("{id}-op-{}", operation.name));
            wanted.extend(operation.input.iter().map(|f| format!("{id}-op-{}-{}", operation.name, f.name)));
        }
    }
    for report in purchasing::MODULE.reports {
        let id = report.name.replace('.', "-report-");
        wanted.extend([id.clone(), format!("{id}-about")]);
        wanted.extend(report.parameters.iter().map(|f| format!("{id}-{}", f.name)));
        wanted.extend(COLUMNS.iter().map(|c| format!("{id}-{c}")));
    }
    // The page lies where files are read.
    wanted.insert("purchasing-page-bill-file".to_owned());
    wanted
}

/// The columns of the only report.
const COLUMNS: [&str; 14] = [
    "order",
    "supplier",
    "line",
    "ordered",
    "received",
    "rejected",
    "invoiced",
    "requested",
    "confirmed",
    "forecast",
    "announced",
    "arrives_on",
    "days_late",
    "reminded_on",
];

#[test]
fn every_name_and_refusal_has_its_message_in_three_languages() {
    let wanted = wanted();
    for (language, text) in purchasing::MODULE.messages {
        let known = ids(text);
        let missing: Vec<_> = wanted.difference(&known).collect();
        assert!(missing.is_empty(), "{language} lacks {missing:#?}");
        let idle: Vec<_> = known.difference(&wanted).collect();
        assert!(idle.is_empty(), "{language} has messages that nobody says: {idle:#?}");
    }
}
