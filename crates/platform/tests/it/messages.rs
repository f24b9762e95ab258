//! Every name and every refusal of the platform can be said in all three languages.

use entity::Kind;
use std::collections::BTreeSet;
use std::path::Path;

fn ids(text: &str) -> BTreeSet<String> {
    let parsed =
        fluent_syntax::parser::parse(text).map_err(|(_, errors)| errors).expect("the message file is well-formed");
    let id = |entry: fluent_syntax::ast::Entry<&str>| match entry {
        fluent_syntax::ast::Entry::Message(message) => Some(message.id.name.to_owned()),
        _ => None,
    };
    parsed.body.into_iter().filter_map(id).collect()
}

/// Refusal codes as they stand in the source of a crate: `"platform.entity_unknown"` beside a word that refuses.
fn refusals(crate_name: &str) -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(crate_name).join("src");
    let mut found = BTreeSet::new();
    let mut folders = vec![folder];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(path).unwrap();
            // Words of printed documents are named whole.
            for (at, _) in text.match_indices(&format!("\"{crate_name}-print-")) {
                found.insert(text[at + 1..].split('"').next().unwrap().to_owned());
            }
            let start = format!("\"{crate_name}.");
            for (at, _) in text.match_indices(&start) {
                let rest = &text[at + 1..];
                let code = rest.split('"').next().unwrap();
                let before: String = text[..at].split_whitespace().collect::<String>();
                let named = before.ends_with("sql!(")
                    || before.ends_with("&str=")
                    || before.ends_with("name=")
                    || before.ends_with("name:")
                    || before.ends_with("line_of=");
                let name = platform::MODULE.entities.iter().any(|e| e.def.name == code)
                    || platform::MODULE.reports.iter().any(|r| r.name == code);
                if code.chars().all(|c| c.is_ascii_lowercase() || "._".contains(c)) && !named && !name {
                    found.insert(code.replace('.', "-"));
                }
            }
        }
    }
    found
}

/// The columns of each report.
const COLUMNS: [(&str, &[&str]); 2] = [
    ("platform.controls", &["control", "guards", "operation", "waiting", "hits", "overrides", "refused"]),
    ("platform.overrides", &["day", "document", "control", "what", "person", "behalf_of", "comment", "via"]),
];

/// Messages that the source of the platform's own pages names whole.
fn named() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(path).unwrap();
            let ids = text.split('"').skip(1).step_by(2).filter(|word| word.starts_with("platform-"));
            let plain = |word: &&str| {
                word.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b)) && !word.ends_with('-')
            };
            found.extend(ids.filter(plain).map(str::to_owned));
        }
    }
    found
}

fn wanted() -> BTreeSet<String> {
    let mut wanted = BTreeSet::from([platform::NAME.to_owned()]);
    for registered in platform::MODULE.entities {
        let def = registered.def;
        let entity = def.message();
        wanted.insert(entity.clone());
        wanted.insert(format!("{entity}-plural"));
        for field in def.fields {
            wanted.insert(format!("{entity}-{}", field.name));
            if !field.section.is_empty() {
                wanted.insert(format!("{entity}-section-{}", field.section));
            }
            if let Kind::Choice(choice) = field.kind {
                wanted.extend(choice.options.iter().map(|o| format!("{entity}-{}-{}", field.name, o.code)));
            }
        }
        wanted.extend(def.views.iter().map(|v| format!("{entity}-view-{}", v.key)));
        for operation in registered.operations {
            wanted.insert(format!("{entity}-op-{}", operation.name));
            for field in operation.input {
                wanted.insert(format!("{entity}-op-{}-{}", operation.name, field.name));
                // What an operation asks to choose is said in the entity's words for such a field.
                if let Kind::Choice(choice) = field.kind {
                    wanted.extend(choice.options.iter().map(|o| format!("{entity}-{}-{}", field.name, o.code)));
                }
            }
        }
    }
    for report in platform::MODULE.reports {
        let id = report.message();
        wanted.extend([id.clone(), format!("{id}-about")]);
        wanted.extend(report.parameters.iter().map(|f| format!("{id}-{}", f.name)));
        let columns = COLUMNS.iter().find(|(name, _)| *name == report.name).map(|(_, columns)| *columns);
        wanted.extend(columns.expect("its columns").iter().map(|c| format!("{id}-{c}")));
    }
    // The key of the installation is read by the store.
    wanted.insert("platform-key_malformed".to_owned());
    // Calendar files are read and written by a crate above.
    wanted.extend(["calendar-file", "event-file", "calendar-feed"].map(|page| format!("platform-page-{page}")));
    let panels = platform::approval::PANELS.iter().chain(&platform::note::PANELS);
    wanted.extend(panels.map(platform::page::Panel::message));
    for name in ["base", "store", "platform"] {
        wanted.extend(refusals(name));
    }
    wanted.extend(named());
    wanted
}

#[test]
fn every_name_and_refusal_has_its_message_in_three_languages() {
    let wanted = wanted();
    assert!(wanted.contains("store-not_unique") && wanted.contains("base-date_malformed"));
    let languages: Vec<_> = platform::MODULE.messages.iter().map(|(language, text)| (*language, ids(text))).collect();
    for (language, known) in &languages {
        let missing: Vec<_> = wanted.difference(known).collect();
        assert!(missing.is_empty(), "{language} lacks {missing:#?}");
        let idle: Vec<_> = known.difference(&wanted).collect();
        assert!(idle.is_empty(), "{language} has messages that nobody says: {idle:#?}");
    }
}
