//! Calendar files of others with what must come out of them, read in place where they are installed.

use super::events;
use base::Zone;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

#[test]
fn files_of_others_have_the_components_that_others_find() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/conformance/ical");
    let Ok(expected) = std::fs::read_to_string(folder.join("expected.jsonl")) else {
        println!("skipped: the examples of calendars are not here");
        return;
    };
    let (mut wrong, mut read) = (Vec::new(), 0);
    for case in expected.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()) {
        let file = case["file"].as_str().unwrap();
        let bytes = std::fs::read(folder.join(file)).unwrap();
        let mut found = BTreeMap::new();
        crate::lines::components(&crate::bank::decode(&bytes))
            .unwrap()
            .iter()
            .for_each(|calendar| calendar.count(&mut found));
        let wanted: BTreeMap<String, i64> = case["components"]
            .as_object()
            .unwrap()
            .iter()
            .map(|(name, n)| (name.clone(), n.as_i64().unwrap()))
            .collect();
        if found != wanted {
            wrong.push(format!("{file}: {found:?} instead of {wanted:?}"));
        }
        // Whatever its events say, each is taken or refused with a reason.
        for calendar in super::read(&bytes).iter().flatten() {
            let mine = calendar.parts.iter().filter(|part| part.name == "VEVENT");
            read += mine.filter(|event| events::read(event, calendar, &Zone::UTC).is_ok()).count();
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
    assert!(read > 8, "of the examples' events {read} can be taken in");
}
