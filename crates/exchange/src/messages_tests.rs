//! Every refusal of this crate has its message in every language, with the same values, and no message is left over.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

const LANGUAGES: [(&str, &str); 3] = [
    ("en", include_str!("../messages/en.ftl")),
    ("zh-CN", include_str!("../messages/zh-CN.ftl")),
    ("es", include_str!("../messages/es.ftl")),
];

/// The ids of a file's messages and the values each of them shows.
fn messages(text: &str) -> BTreeMap<String, BTreeSet<String>> {
    let resource = fluent_syntax::parser::parse(text).expect("the messages are sound Fluent");
    let mut found = BTreeMap::new();
    for entry in resource.body {
        if let fluent_syntax::ast::Entry::Message(message) = entry {
            let shown = format!("{:?}", message.value.expect("a message has a text"));
            let values = shown.split("VariableReference { id: Identifier { name: \"").skip(1);
            let values = values.filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect();
            assert!(found.insert(message.id.name.to_owned(), values).is_none(), "{} is there twice", message.id.name);
        }
    }
    found
}

fn codes(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            codes(&path, found);
        } else {
            let source = std::fs::read_to_string(&path).unwrap();
            let literals = source.split("\"exchange.").skip(1).filter_map(|rest| rest.split('"').next());
            found.extend(literals.map(|code| format!("exchange-{code}")));
            let words = source.split("\"exchange-").skip(1).filter_map(|rest| rest.split('"').next());
            found.extend(words.map(|word| format!("exchange-{word}")));
        }
    }
}

#[test]
fn every_refusal_has_a_message_in_every_language() {
    let mut used = BTreeSet::new();
    codes(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut used);
    used.retain(|code| {
        code.len() > "exchange-".len() && code.bytes().all(|b| b.is_ascii_lowercase() || matches!(b, b'_' | b'-'))
    });
    let english = messages(LANGUAGES[0].1);
    for (language, text) in LANGUAGES {
        let found = messages(text);
        assert_eq!(found.keys().cloned().collect::<BTreeSet<_>>(), used, "{language}");
        assert_eq!(found, english, "{language} shows other values than English");
    }
    assert!(english["exchange-row_too_long"].contains("line"));
}
