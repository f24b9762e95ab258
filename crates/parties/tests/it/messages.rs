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

/// Refusal codes as they stand in the source: `"parties.looks_like"` where nothing else has that name.
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
    for (at, _) in text.match_indices(&format!("\"{}.", parties::NAME)) {
        let code = text[at + 1..].split('"').next().unwrap();
        let before: String = text[..at].split_whitespace().collect();
        let named = before.ends_with("sql!(")
            || parties::MODULE.entities.iter().any(|e| e.def.name == code)
            || parties::PANELS.iter().chain(&parties::story::hanging::PANELS).any(|p| p.name == code)
            || parties::PAGES.iter().any(|p| p.name == code);
        if !named {
            found.insert(code.replace('.', "-"));
        }
    }
}

/// Words of the timeline stand whole in its source.
fn story() -> BTreeSet<String> {
    let text = [include_str!("../../src/story.rs"), include_str!("../../src/pages.rs")].concat();
    let literals = text.match_indices("\"parties-story-").map(|(at, _)| text[at + 1..].split('"').next().unwrap());
    literals.map(str::to_owned).collect()
}

fn wanted() -> BTreeSet<String> {
    let mut wanted = refusals();
    wanted.insert(parties::NAME.to_owned());
    // Why a record looks like another, see `store::Candidate`.
    let reasons = ["tax", "email", "phone", "name", "email_like", "phone_tail", "domain", "name_like"];
    wanted.extend(reasons.iter().map(|reason| format!("parties-alike-{reason}")));
    wanted.extend(parties::PANELS.iter().chain(&parties::story::hanging::PANELS).map(platform::page::Panel::message));
    wanted.extend(story());
    // Address cards are written by a crate above.
    wanted.insert("parties-page-card".to_owned());
    wanted.extend(parties::PAGES.iter().map(platform::page::Page::message));
    wanted.extend(
        ["timeline", "record", "offer", "contract", "order", "belongs", "unwanted"]
            .map(|word| format!("parties-overview-{word}")),
    );
    for registered in parties::MODULE.entities {
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
            wanted.extend(operation.input.iter().map(|f| format!("{id}-op-{}-{}", operation.name, f.name)));
        }
    }
    wanted
}

#[test]
fn every_name_and_refusal_has_its_message_in_three_languages() {
    let wanted = wanted();
    for (language, text) in parties::MODULE.messages {
        let known = ids(text);
        let missing: Vec<_> = wanted.difference(&known).collect();
        assert!(missing.is_empty(), "{language} lacks {missing:#?}");
        let idle: Vec<_> = known.difference(&wanted).collect();
        assert!(idle.is_empty(), "{language} has messages that nobody says: {idle:#?}");
    }
}
