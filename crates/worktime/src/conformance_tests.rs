//! Recurrence rules of others with the occurrences they must give, from the conformance examples beside the repository.

use crate::{Rule, rule::Starts};
use base::{Date, Local};
use serde_json::Value as Json;
use std::path::Path;

fn read(text: &str) -> (Local, bool) {
    let text = text.strip_suffix('Z').unwrap_or(text);
    let day = |t: &str| Date::parse(&format!("{}-{}-{}", &t[..4], &t[4..6], &t[6..8])).unwrap();
    match text.split_once('T') {
        None => (Local::midnight(day(text)), true),
        Some((date, time)) => {
            let part = |from: usize| time[from..from + 2].parse::<u32>().unwrap();
            (Local { date: day(date), second: part(0) * 3600 + part(2) * 60 + part(4) }, false)
        }
    }
}

#[test]
fn rules_of_others_give_what_others_expect() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/conformance/ical/recurrence.json");
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!("skipped: the conformance examples are not there");
        return;
    };
    let examples: Json = serde_json::from_str(&text).unwrap();
    let cases = examples["cases"].as_array().unwrap();
    assert!(cases.len() > 50);
    let mut wrong = Vec::new();
    for case in cases {
        let said = |name: &str| case[name].as_str().unwrap();
        let (start, all_day) = read(said("dtstart"));
        let rule = Rule::parse(said("rrule")).unwrap();
        let expected: Vec<Local> = said("instances").split(',').map(|text| read(text).0).collect();
        let starts = Starts::new(&rule, start, all_day).map(|second| Local::from_seconds(second).unwrap());
        let found: Vec<Local> = starts.take(expected.len() + 1).collect();
        if found != expected {
            let show = |locals: &[Local]| locals.iter().take(8).map(Local::to_string).collect::<Vec<_>>().join(" ");
            wrong.push(format!(
                "{} from {}\n  expected {}\n  found    {}",
                said("rrule"),
                said("dtstart"),
                show(&expected),
                show(&found)
            ));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}
