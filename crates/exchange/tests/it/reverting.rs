//! A whole run is taken back, except what somebody changed since.

use crate::fixture::*;
use exchange::import::history;
use store::{Set, Submission};

const MAP: &str = r#"
entity = "parties.party"
key = { external = "old", column = "No" }
[fields]
name = "Name"
"emails.1.address" = "Mail"
"#;

fn rename(set: &Set, from: &str, to: &'static str) {
    let id = number(set, &format!("SELECT id FROM parties_party WHERE name = '{from}'"));
    set.write(&we(), move |tx| {
        let values = vec![("name".to_owned(), to.into())];
        tx.submit(&Submission { entity: "parties.party".to_owned(), id: Some(id), values, ..Submission::default() })
            .map(|_| ())
    })
    .unwrap();
}

fn live(set: &Set) -> Vec<String> {
    set.read(&we(), |read| {
        let rows = read.query("SELECT name, email FROM parties_party WHERE archived_at IS NULL ORDER BY name", &[])?;
        Ok(rows.iter().map(|r| format!("{} {}", r[0], r[1])).collect())
    })
    .unwrap()
}

#[test]
fn what_was_made_goes_what_was_changed_returns_and_later_changes_stay() {
    let set = world();
    let map = mapping(MAP);
    import(
        &set,
        &map,
        "No,Name,Mail\n1,Aurora,a@aurora.example\n2,Boreal,b@boreal.example\n3,Cierzo,c@cierzo.example\n",
    );
    let second = "No,Name,Mail\n1,Aurora AG,new@aurora.example\n2,Boreal SL,b@boreal.example\n4,Dunas,d@dunas.example\n5,Estrella,e@estrella.example\n";
    let report = import(&set, &map, second);
    assert_eq!(report.counts, counts(2, 2, 0, 0));
    rename(&set, "Boreal SL", "Boreal & Hijos");
    rename(&set, "Estrella", "Estrella Polar");
    let done = history::revert(&set, &we(), report.run.unwrap()).unwrap();
    assert_eq!((done.archived, done.undone, done.kept.len()), (1, 1, 2));
    let expected = [
        "Aurora a@aurora.example",
        "Boreal & Hijos b@boreal.example",
        "Cierzo c@cierzo.example",
        "Estrella Polar e@estrella.example",
    ];
    assert_eq!(live(&set), expected);
    let run = set.read(&we(), |read| history::run(read, report.run.unwrap())).unwrap();
    assert_eq!(run.state, "reverted");
    // Once more changes nothing, and the file brings the rest again.
    assert_eq!(history::revert(&set, &we(), run.id).unwrap().archived, 0);
    let again = import(&set, &map, second);
    assert_eq!(again.counts, counts(1, 3, 0, 0), "{:?}", again.problems);
}

#[test]
fn the_same_record_twice_in_a_file_returns_to_what_was_before_the_file() {
    let set = world();
    let map = mapping(MAP);
    import(&set, &map, "No,Name,Mail\n1,Aurora,a@aurora.example\n");
    let report = import(&set, &map, "No,Name,Mail\n1,Aurora AG,a@aurora.example\n1,Aurora SE,z@aurora.example\n");
    assert_eq!(report.counts, counts(0, 2, 0, 0));
    let done = history::revert(&set, &we(), report.run.unwrap()).unwrap();
    assert_eq!((done.undone, done.kept.len()), (1, 0));
    assert_eq!(live(&set), ["Aurora a@aurora.example"]);
}
