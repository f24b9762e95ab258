//! The demonstration company fills without a refusal, the same every time.

use crate::fixture::we;
use entity::Entity;
use parties::{Affiliation, Party, duplicates};
use platform::Language;
use store::testing::Fresh;

fn filled(language: Language) -> (Fresh, parties::demo::Demo) {
    let set = Fresh::open(crate::fixture::registry());
    let demo = set
        .write(&we(), move |tx| {
            platform::seed::basics(tx, language)?;
            parties::demo::fill(tx, language)
        })
        .unwrap();
    (set, demo)
}

#[test]
fn sixty_parties_of_four_countries_with_their_people() {
    let (set, demo) = filled(Language::Spanish);
    assert_eq!(demo.parties.len(), 61);
    let twins = set
        .read(&we(), |read| {
            assert_eq!(read.select::<Affiliation>("1 = 1", &[])?.len(), 24);
            let mut twins = Vec::new();
            for id in demo.parties.values() {
                let party = read.get(*id)?;
                assert!(party.phones.iter().all(|p| !p.is_as_typed), "{} {:?}", party.name, party.phone);
                twins.extend(duplicates::of(read, *id)?.into_iter().filter(|c| c.score >= 90));
            }
            Ok(twins)
        })
        .unwrap();
    assert!(twins.is_empty(), "{twins:?}");
    let (again, _) = filled(Language::Spanish);
    let all = |set: &Fresh| {
        let rows = set.read(&we(), |read| read.records_where(Party::DEF.name, "1 = 1 ORDER BY id", &[])).unwrap();
        rows.into_iter().map(|r| r.values).collect::<Vec<_>>()
    };
    assert_eq!(all(&set), all(&again));
}
