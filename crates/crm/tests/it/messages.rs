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

/// Refusal codes as they stand in the source: `"crm.no_price"` where nothing else has that name.
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
    for (at, _) in text.match_indices(&format!("\"{}.", crm::NAME)) {
        let code = text[at + 1..].split('"').next().unwrap();
        let before: String = text[..at].split_whitespace().collect();
        let named = before.ends_with("sql!(")
            || before.ends_with("name:")
            || before.ends_with("hold(")
            || crm::MODULE.entities.iter().any(|e| e.def.name == code);
        if !named {
            found.insert(code.replace('.', "-"));
        }
    }
    // Words in cells and above reports.
    for (at, _) in text.match_indices("\"crm-") {
        let word = text[at + 1..].split('"').next().unwrap();
        // A beginning, to which the option's code is added.
        if !word.contains(['{', ' ']) && !word.ends_with('-') {
            found.insert(word.to_owned());
        }
    }
}

fn wanted() -> BTreeSet<String> {
    let mut wanted = refusals();
    wanted.insert(crm::NAME.to_owned());
    let reasons = ["tax", "email", "phone", "name", "email_like", "phone_tail", "domain", "name_like"];
    wanted.extend(reasons.map(|reason| format!("crm-alike-{reason}")));
    wanted.extend(crate::reports::words());
    // Cards in files are read by a crate above.
    wanted.insert("crm-page-card-file".to_owned());
    wanted.extend(crm::PAGES.iter().map(platform::page::Page::message));
    wanted.extend(crm::home::PANELS.iter().map(platform::page::Panel::message));
    wanted.extend(crm::panels::PANELS.iter().map(platform::page::Panel::message));
    for registered in crm::MODULE.entities {
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
        for operation in registered.operations {
            wanted.insert(format!("{id}-op-{}", operation.name));
            for field in operation.input {
                let word = format!("{id}-op-{}-{}", operation.name, field.name);
                if let Kind::Choice(choice) = field.kind {
                    wanted.extend(choice.options.iter().map(|o| format!("{word}-{}", o.code)));
                }
                wanted.insert(word);
            }
        }
    }
    wanted
}

#[test]
fn every_name_and_refusal_has_its_message_in_three_languages() {
    let wanted = wanted();
    for (language, text) in crm::MODULE.messages {
        let known = ids(text);
        let missing: Vec<_> = wanted.difference(&known).collect();
        assert!(missing.is_empty(), "{language} lacks {missing:#?}");
        let idle: Vec<_> = known.difference(&wanted).collect();
        assert!(idle.is_empty(), "{language} has messages that nobody says: {idle:#?}");
    }
}
