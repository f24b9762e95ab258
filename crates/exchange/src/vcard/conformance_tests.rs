//! Address cards of others with what must come out of them, read in place where they are installed.

use super::read;
use serde_json::Value;
use std::path::Path;

/// What an example expects of a name, which it gives as it stands in the file.
fn named(raw: &str) -> String {
    let line = format!(
        "BEGIN:VCARD\nFN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:{}\nEND:VCARD",
        raw.trim_end_matches(['\r', '='])
    );
    let text = if raw.contains("=C3") { line } else { format!("BEGIN:VCARD\nFN:{}\nEND:VCARD", raw.trim_end()) };
    read(text.as_bytes()).unwrap().remove(0).name
}

#[test]
fn cards_of_others_say_what_others_find() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/conformance/vcard");
    let Ok(expected) = std::fs::read_to_string(folder.join("expected.jsonl")) else {
        println!("skipped: the examples of address cards are not here");
        return;
    };
    let mut wrong = Vec::new();
    for case in expected.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()) {
        let (file, facts) = (case["file"].as_str().unwrap(), &case["facts"]);
        let cards = read(&std::fs::read(folder.join(file)).unwrap()).unwrap();
        let mut told = |what: &str, found: i64| {
            if facts[what].as_i64() != Some(found) {
                wrong.push(format!("{file}: {found} {what} instead of {}", facts[what]));
            }
        };
        told("cards", cards.len() as i64);
        told("emails", cards.iter().map(|card| card.emails.len() as i64).sum());
        told("phones", cards.iter().map(|card| card.phones.len() as i64).sum());
        told("addresses", cards.iter().map(|card| card.places.len() as i64).sum());
        let strings = |what: &str| facts[what].as_array().unwrap().iter().map(|v| v.as_str().unwrap().to_owned());
        for version in strings("version") {
            if !cards.iter().any(|card| card.version == version.trim()) {
                wrong.push(format!("{file}: no card of version {version}"));
            }
        }
        for name in strings("fn").map(|raw| named(&raw)) {
            // Of a name that goes on in the next line the example shows its beginning.
            if !cards.iter().any(|card| card.name == name || card.name.starts_with(&name)) {
                wrong.push(format!("{file}: nobody is called {name}"));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}
