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

/// What the source says by itself: refusals such as `"service.nothing_said"`, and words of pages such as `"service-inbox-late"`.
fn said() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let text = std::fs::read_to_string(path).unwrap();
                codes_in(&text, &mut found);
                words_in(&text, &mut found);
            }
        }
    }
    found
}

fn codes_in(text: &str, found: &mut BTreeSet<String>) {
    for (at, _) in text.match_indices(&format!("\"{}.", service::NAME)) {
        let code = text[at + 1..].split('"').next().unwrap();
        let before: String = text[..at].split_whitespace().collect();
        let named = before.ends_with("sql!(")
            || before.ends_with("TASK:&str=")
            || before.ends_with("WATCH:&str=")
            || before.ends_with("lock_key(")
            || before.ends_with("name:")
            || service::MODULE.entities.iter().any(|e| e.def.name == code);
        if !named {
            found.insert(code.replace('.', "-"));
        }
    }
}

fn words_in(text: &str, found: &mut BTreeSet<String>) {
    for (at, _) in text.match_indices(&format!("\"{}-", service::NAME)) {
        let word = text[at + 1..].split('"').next().unwrap();
        if !word.contains(['{', ' ']) {
            found.insert(word.to_owned());
        }
    }
}

fn wanted() -> BTreeSet<String> {
    let mut wanted = said();
    wanted.insert(service::NAME.to_owned());
    wanted.extend(service::pages::PAGES.iter().map(platform::page::Page::message));
    let queues = ["mine", "nobody", "late", "waiting", "open", "solved"];
    wanted.extend(queues.map(|queue| format!("service-inbox-queue-{queue}")));
    wanted.extend(service::home::PANELS.iter().map(platform::page::Panel::message));
    wanted.extend(service::panels::PANELS.iter().map(platform::page::Panel::message));
    for report in service::MODULE.reports {
        let id = report.message();
        wanted.extend([id.clone(), format!("{id}-about"), format!("{id}-group")]);
        for field in report.parameters {
            wanted.insert(format!("{id}-{}", field.name));
            if let Kind::Choice(choice) = field.kind {
                wanted.extend(choice.options.iter().map(|o| format!("{id}-{}-{}", field.name, o.code)));
            }
        }
        // Its columns stand in its answer.
        let prefix = format!("{id}-");
        let columns = ids(service::MODULE.messages[0].1).into_iter().filter(|known| known.starts_with(&prefix));
        wanted.extend(columns);
    }
    for registered in service::MODULE.entities {
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
                wanted.insert(format!("{id}-op-{}-{}", operation.name, field.name));
                if let Kind::Choice(choice) = field.kind {
                    wanted.extend(choice.options.iter().map(|o| format!("{id}-{}-{}", field.name, o.code)));
                }
            }
        }
    }
    wanted
}

#[test]
fn every_name_and_refusal_has_its_message_in_three_languages() {
    let wanted = wanted();
    for (language, text) in service::MODULE.messages {
        let known = ids(text);
        let missing: Vec<_> = wanted.difference(&known).collect();
        assert!(missing.is_empty(), "{language} lacks {missing:#?}");
        let idle: Vec<_> = known.difference(&wanted).collect();
        assert!(idle.is_empty(), "{language} has messages that nobody says: {idle:#?}");
    }
}
