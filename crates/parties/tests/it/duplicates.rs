//! Somebody already known is found while typing, at save, and by name; the invisible stays invisible.

use crate::fixture::{codes, firm, we, world};
use entity::{Entity, Head};
use parties::duplicates::{Seen, like, of};
use parties::{Address, AddressUse, Distinction, Party};
use store::{Submission, Who};

#[test]
fn an_equal_address_number_or_tax_id_stops_a_save_until_somebody_says_they_are_distinct() {
    let world = world();
    let first = world.add(firm("Nordbau", "info@nordbau.example", "+4930901820"));
    for draft in [firm("Other", "INFO@nordbau.example", ""), firm("Third", "", "0049 30 901820")] {
        let insert = draft.clone();
        let error = world.write(&we(), move |tx| tx.insert(&mut insert.clone())).unwrap_err();
        let refusal = &error.refusals()[0];
        assert_eq!(refusal.code, "parties.looks_like");
        assert!(refusal.args.iter().any(|(name, value)| name == "ids" && *value == first.to_string()));
        let mut distinct = draft;
        distinct.distinctions = vec![Distinction { head: Head::default(), other: first }].into();
        let id = world.add(distinct);
        // Said once: neither side asks again.
        let change = world.change(first, |p| p.notes = Some("visited".into()));
        assert!(change.is_ok());
        let found = world.read(&we(), |read| of(read, id)).unwrap();
        assert!(found.iter().all(|c| c.id != first.raw()), "{found:?}");
    }
    // A person may share the address of the firm.
    let mut ana = Party::person("Ana", "Ruiz");
    ana.emails = vec![parties::EmailAddress::of("info@nordbau.example")].into();
    world.add(ana);
}

#[test]
fn names_are_found_and_never_stop_anybody() {
    let world = world();
    let at = |name: &str, city: &str| {
        let mut party = firm(name, "", "");
        party.addresses = vec![Address::of(AddressUse::Bill, city, None)].into();
        party
    };
    let muller = world.add(at("Müller & Söhne GmbH", "Köln"));
    let smith = world.add(Party::person("John", "Smith"));
    let peking = world.add(at("北京平安贸易有限公司", ""));
    let huawei = world.add(at("上海华为技术有限公司", ""));
    let best = |draft: Party| {
        let found = world.read(&we(), |read| like(read, &draft)).unwrap();
        found.first().map(|c| (c.id, c.score, c.reasons[0].clone()))
    };
    let named = |mut p: Party| {
        if p.name.is_empty() {
            p.name = format!("{} {}", p.given_name.clone().unwrap(), p.family_name.clone().unwrap());
        }
        p
    };
    assert_eq!(best(at("Sohne Muller", "Bonn")), Some((muller.raw(), 80, "name".into())));
    let (id, score, reason) = best(at("Müler & Söhne", "Köln")).unwrap();
    assert!(id == muller.raw() && score >= 70 && reason == "name_like", "{score} {reason}");
    let (id, score, _) = best(named(Party::person("Jon", "Smith"))).unwrap();
    assert!(id == smith.raw() && score >= 75);
    let (id, score, _) = best(at("上海平安贸易有限公司", "")).unwrap();
    assert!(id == peking.raw() && score <= 50, "another place is another firm: {score}");
    assert_eq!(best(at("华为技术有限公司", "")).map(|b| (b.0, b.1)), Some((huawei.raw(), 80)));
    world.add(at("Müller & Söhne GmbH", "Köln"));
}

#[test]
fn a_switchboard_says_nothing() {
    let world = world();
    for n in 0..22 {
        let mut party = Party::person("Tester", &format!("Number{n}"));
        party.phones = vec![parties::PhoneNumber::of("+4930901820")].into();
        let known = world.read(&we(), |read| like(read, &party)).unwrap();
        party.distinctions = (1..=n)
            .map(|id| Distinction { head: Head::default(), other: base::Id::from_raw(id) })
            .collect::<Vec<_>>()
            .into();
        drop(known);
        world.add(party);
    }
    let mut late = Party::person("Somebody", "Else");
    late.phones = vec![parties::PhoneNumber::of("+4930901820")].into();
    world.add(late);
}

#[test]
fn who_may_not_read_a_record_learns_only_that_it_exists() {
    let world = world();
    let (ana, wang) = (world.ana, world.wang);
    let mut secret = firm("Nordbau", "info@nordbau.example", "");
    secret.owner = Some(wang);
    let secret = world.add(secret);
    let draft = firm("Nordbau", "info@nordbau.example", "");
    let seen = |who: &Who| world.read(who, |read| like(read, &draft)).unwrap().remove(0);
    let (hers, his) = (seen(&Who::user(ana.raw(), "test")), seen(&Who::user(wang.raw(), "test")));
    assert_eq!((hers.id, hers.seen), (secret.raw(), Seen::Hidden { owner: Some(wang.raw()) }));
    assert_eq!(his.seen, Seen::Open("Nordbau".into()));
    let submission = Submission {
        entity: Party::DEF.name.into(),
        values: vec![("name".into(), "Nordbau".into())],
        ..Submission::default()
    };
    let lines = store::LinesChange::Whole(vec![store::LineChange {
        values: vec![("address".into(), "info@nordbau.example".into())],
        ..Default::default()
    }]);
    let submission = Submission { lines: vec![("emails".into(), lines)], ..submission };
    let typing = world.read(&Who::user(ana.raw(), "test"), |read| read.preview(&submission)).unwrap().1;
    assert_eq!(typing[0].code, "parties.looks_like", "told while typing");
    assert!(!format!("{:?}", typing[0].args).contains("Nordbau"));
    let error = world.write(&Who::user(ana.raw(), "test"), move |tx| tx.submit(&submission).map(|_| ())).unwrap_err();
    assert_eq!(codes(error), ["parties.looks_like emails"]);
}
