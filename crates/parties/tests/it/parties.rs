//! Parties, their numbers, addresses, owners and ends.

use crate::fixture::{codes, firm, we, world};
use base::{Id, Money};
use entity::{Described, Entity, Record, Value};
use parties::{
    Address, AddressUse, Affiliation, BlockReason, EmailAddress, Erasure, Party, PhoneNumber, Role, RoleName, State,
    Transfer, email_blocked, owner_on,
};
use store::{LineChange, LinesChange, Submission, Who, search};

#[test]
fn a_party_gets_a_code_unless_it_brings_one() {
    let world = world();
    let drawn = world.add(firm("Nordbau", "", ""));
    assert_eq!(&*world.party(drawn).code, "P-00001");
    let values = vec![("code".to_owned(), Value::from("K-700")), ("name".to_owned(), Value::from("Ferrum"))];
    let submission = Submission { entity: Party::DEF.name.into(), values, ..Submission::default() };
    let (record, _) = world.write(&we(), move |tx| tx.submit(&submission)).unwrap();
    assert_eq!(&*world.party(Id::from_raw(record.head.id)).code, "K-700");
    let mut twice = firm("Other", "", "");
    twice.code = "K-700".into();
    let error = world.write(&we(), move |tx| tx.insert(&mut twice.clone())).unwrap_err();
    assert_eq!(codes(error), ["store.not_unique code"]);
}

#[test]
fn contacts_are_written_one_way_and_found_by_mail_and_by_the_end_of_a_number() {
    let world = world();
    let mut party = firm("Ciclos Ribera", " Compras@Ribera.EXAMPLE ", "911 234 567");
    party.addresses = vec![Address::of(AddressUse::Bill, "Madrid", Some(world.spain))].into();
    party.roles = vec![Role::of(RoleName::Customer)].into();
    let id = world.add(party);
    let party = world.party(id);
    assert_eq!(party.country, Some(world.spain), "taken from the address");
    assert_eq!(party.email.as_deref(), Some("compras@ribera.example"));
    assert_eq!(party.phone.as_deref(), Some("+34911234567"));
    assert!(party.is_customer && !party.is_supplier && party.emails[0].is_primary);
    let found = |query: &str| {
        let hits = world.read(&we(), |read| search::find(read, &[read.shape(Party::DEF.name)?], query, 5)).unwrap();
        hits.into_iter().map(|h| h.id).collect::<Vec<_>>()
    };
    for query in ["compras@ribera.example", "234567", "+34 911 234 567", "ribera madrid", &*party.code] {
        assert_eq!(found(query), [id.raw()], "{query}");
    }
}

#[test]
fn a_person_is_called_by_both_names_in_the_order_of_the_language() {
    let world = world();
    let ana = world.add(Party::person("Ana", "Ruiz"));
    let wei = world.add(Party::person("小明", "王"));
    assert_eq!((world.party(ana).name.as_str(), world.party(wei).name.as_str()), ("Ana Ruiz", "王小明"));
}

#[test]
fn a_mistyped_tax_number_is_refused() {
    let world = world();
    let with = |number: &str, country| {
        let mut party = firm("Tax", "", "");
        (party.tax_id, party.tax_country) = (Some(number.to_owned()), country);
        world.write(&we(), move |tx| tx.insert(&mut party.clone()))
    };
    assert_eq!(codes(with("ES A13585626", Some(world.spain)).unwrap_err()), ["parties.tax_check_digit tax_id"]);
    assert_eq!(codes(with("12", Some(world.germany)).unwrap_err()), ["parties.tax_malformed tax_id"]);
    assert!(
        codes(with("A13585625", None).unwrap_err()).contains(&"parties.tax_country_missing tax_country".to_owned())
    );
    let id = with("es-a13585625", Some(world.spain)).unwrap();
    assert_eq!(world.party(id).tax_id.as_deref(), Some("A13585625"));
    let again = with("A-13585625", Some(world.spain)).unwrap_err();
    assert!(codes(again)[0].starts_with("parties.looks_like"));
}

#[test]
fn an_address_that_came_back_or_opted_out_is_blocked_wherever_it_stands() {
    let world = world();
    let mut person = Party::person("Ana", "Ruiz");
    person.emails = vec![EmailAddress { is_opted_out: true, ..EmailAddress::of("shared@x.example") }].into();
    world.add(person);
    world.add(firm("X", "shared@x.example", ""));
    let blocked = |address: &str| world.read(&we(), |read| email_blocked(read, address)).unwrap();
    assert_eq!(blocked("Shared@X.example"), (false, true));
    assert_eq!(blocked("other@x.example"), (false, false));
}

#[test]
fn nobody_stands_above_themselves_and_a_person_has_no_sites() {
    let world = world();
    let group = world.add(firm("Group", "", ""));
    let mut company = firm("Company", "", "");
    company.parent = Some(group);
    let company = world.add(company);
    let error = world.change(group, move |p| p.parent = Some(company)).unwrap_err();
    assert_eq!(codes(error), ["parties.parent_in_a_circle parent"]);
    let ana = world.add(Party::person("Ana", "Ruiz"));
    let error = world.change(company, move |p| p.parent = Some(ana)).unwrap_err();
    assert_eq!(codes(error), ["parties.parent_of_person parent"]);
    let family = world.read(&we(), |read| Party::family(read, group)).unwrap();
    assert_eq!(family, [group, company]);
}

#[test]
fn a_blocked_party_says_why_until_it_is_activated() {
    let world = world();
    let id = world.add(firm("Nordbau", "", ""));
    let input = BlockReason { reason: "Pays late".into() }.to_record();
    world.write(&we(), move |tx| tx.perform(Party::DEF.name, id.raw(), "block", None, &input)).unwrap();
    let party = world.party(id);
    assert_eq!((party.state, party.blocked_because.as_deref()), (State::Blocked, Some("Pays late")));
    world.write(&we(), move |tx| tx.perform(Party::DEF.name, id.raw(), "activate", None, &Record::default())).unwrap();
    assert_eq!((world.party(id).state, world.party(id).blocked_because), (State::Active, None));
    world
        .write(&we(), move |tx| tx.perform(Party::DEF.name, id.raw(), "deactivate", None, &Record::default()))
        .unwrap();
    assert_eq!(world.party(id).state, State::Inactive);
}

#[test]
fn a_limit_needs_its_currency() {
    let world = world();
    let id = world.add(firm("Nordbau", "", ""));
    let error = world.change(id, |p| p.credit_limit = Some(Money::from_minor(-1))).unwrap_err();
    assert_eq!(codes(error), ["parties.credit_limit_negative credit_limit", "parties.credit_limit_currency currency"]);
    let euro = world.euro;
    world.change(id, move |p| (p.credit_limit, p.currency) = (Some(Money::from_minor(50_000)), Some(euro))).unwrap();
}

#[test]
fn a_transfer_takes_the_children_along_and_the_past_stays_known() {
    let world = world();
    let (ana, wang) = (world.ana, world.wang);
    let mut group = firm("Group", "", "");
    group.owner = Some(ana);
    let group = world.add(group);
    let mut site = firm("Site", "", "");
    (site.owner, site.parent) = (Some(ana), Some(group));
    let site = world.add(site);
    let to = Transfer { owner: Some(wang), team: None, also_children: true }.to_record();
    let user = Who::user(ana.raw(), "test");
    world.write(&user, move |tx| tx.perform(Party::DEF.name, group.raw(), "transfer", None, &to)).unwrap();
    for id in [group, site] {
        let party = world.party(id);
        assert_eq!(party.owner, Some(wang));
        let (before, now) = world
            .read(&we(), |read| {
                Ok((owner_on(read, &party, read.today().add_days(-1)?)?, owner_on(read, &party, read.today())?))
            })
            .unwrap();
        assert_eq!((before, now), (Some(ana), Some(wang)));
    }
    // Ana gave it away, so she no longer sees it.
    assert!(world.read(&user, |read| read.visible(Party::DEF.name, site.raw(), "read")).is_err());
}

#[test]
fn a_person_is_affiliated_with_several_organisations_and_reports_to_somebody_else() {
    let world = world();
    let (firm_a, firm_b) = (world.add(firm("Alpha", "", "")), world.add(firm("Beta", "", "")));
    let (ana, eva) = (world.add(Party::person("Ana", "Ruiz")), world.add(Party::person("Eva", "Sanz")));
    let at = move |person, organisation, above| {
        let mut tie = Affiliation::of(person, organisation, "Buyer");
        tie.reports_to = above;
        tie
    };
    let insert = |tie: Affiliation| world.write(&we(), move |tx| tx.insert(&mut tie.clone()));
    insert(at(ana, firm_a, Some(eva))).unwrap();
    insert(at(ana, firm_b, None)).unwrap();
    assert_eq!(codes(insert(at(eva, firm_a, Some(ana))).unwrap_err()), ["parties.reports_in_a_circle reports_to"]);
    insert(at(eva, firm_b, Some(ana))).unwrap();
    assert_eq!(codes(insert(at(firm_a, firm_b, None)).unwrap_err()), ["parties.affiliation_person person"]);
    assert_eq!(codes(insert(at(ana, eva, None)).unwrap_err()), ["parties.affiliation_organisation organisation"]);
    let people = world.read(&we(), |read| Affiliation::at(read, firm_b)).unwrap();
    assert_eq!(people.iter().map(|a| a.person).collect::<Vec<_>>(), [ana, eva]);
}

#[test]
fn final_deletion_is_another_right_and_waits_until_nothing_refers() {
    let world = world();
    let ana = world.ana;
    let mut group = firm("Group", "group@x.example", "");
    group.owner = Some(ana);
    let group = world.add(group);
    let mut site = firm("Site", "", "");
    site.parent = Some(group);
    let site = world.add(site);
    let set = world.set.set();
    let destroy = |who: Who, id: Id<Party>| set.write(&who, move |tx| tx.destroy(Party::DEF.name, id.raw(), None));
    let error = destroy(Who::user(ana.raw(), "test"), group).unwrap_err();
    assert!(matches!(error, base::Error::Forbidden { .. }), "{error}");
    assert_eq!(codes(destroy(we(), group).unwrap_err()), ["store.destroy_live "]);
    set.write(&we(), move |tx| tx.set_archived(Party::DEF.name, group.raw(), None, true)).unwrap();
    let error = destroy(we(), group).unwrap_err();
    assert_eq!(error.refusals()[0].code, "store.destroy_in_use");
    let dependants = set.read(&we(), |read| read.dependants(Party::DEF.name, group.raw())).unwrap();
    assert_eq!(dependants.len(), 1);
    assert_eq!(
        (dependants[0].entity, dependants[0].field, dependants[0].some.clone()),
        ("parties.party", "parent", vec![site.raw()])
    );
    set.write(&we(), move |tx| {
        let mut site = tx.lock(site)?;
        site.parent = None;
        tx.update(&mut site)
    })
    .unwrap();
    destroy(we(), group).unwrap();
    let (gone, lines) = set
        .read(&we(), |read| {
            let lines = read.number("SELECT COUNT(*) FROM parties_email_address", &[])?;
            Ok((read.find(Party::DEF.name, group.raw())?, lines))
        })
        .unwrap();
    assert_eq!((gone, lines), (None, 0));
}

#[test]
fn a_form_changes_one_number_and_leaves_the_rest() {
    let world = world();
    let mut party = firm("Nordbau", "a@x.example", "+34911234567");
    let mut phones = vec![PhoneNumber::of("+34911234567"), PhoneNumber::of("+34911234568")];
    phones[1].is_primary = true;
    party.phones = phones.into();
    let id = world.add(party);
    let line = world.party(id).phones[0].head.id;
    let change =
        LineChange { id: Some(line), values: vec![("number".into(), Value::from("915 555 000"))], delete: false };
    let submission = Submission {
        entity: Party::DEF.name.into(),
        id: Some(id.raw()),
        lines: vec![("phones".into(), LinesChange::Some(vec![change]))],
        ..Submission::default()
    };
    world.write(&we(), move |tx| tx.submit(&submission)).unwrap();
    let party = world.party(id);
    assert_eq!(party.phones[0].number.to_string(), "915 555 000");
    assert!(party.phones[0].is_as_typed, "nobody said in which country");
    assert_eq!(party.phone.as_deref(), Some("+34911234568"), "the marked one stays primary");
}

#[test]
fn a_person_s_data_are_erased_from_the_record_the_search_and_the_history_and_the_chain_still_holds() {
    let world = world();
    let mut ana = Party::person("Ana", "Ruiz");
    ana.emails = vec![EmailAddress::of("ana@ruiz.example")].into();
    ana.phones = vec![PhoneNumber::of("+34 911 234 567")].into();
    ana.addresses = vec![Address::of(AddressUse::Bill, "Sevilla", Some(world.spain))].into();
    let id = world.add(ana);
    world.change(id, |p| p.notes = Some("Allergic to nuts".into())).unwrap();
    world.change(id, |p| p.given_name = Some("Anita".into())).unwrap();
    let code = world.party(id).code.to_string();
    let erase = |typed: &str| {
        let input = Erasure { code: typed.to_owned() }.to_record();
        world.write(&we(), move |tx| tx.perform(Party::DEF.name, id.raw(), "erase", None, &input))
    };
    assert_eq!(codes(erase("P-99999").unwrap_err()), ["parties.erase_code code"]);
    erase(&code).unwrap();
    store::testing::seal_all(&world);
    let gone = world.party(id);
    assert_eq!((gone.name.as_str(), gone.state), (code.as_str(), State::Inactive));
    assert!(gone.email.is_none() && gone.phone.is_none() && gone.emails.is_empty() && gone.addresses.is_empty());
    world
        .read(&we(), |read| {
            for word in ["ruiz", "anita", "234567", "ana@ruiz.example"] {
                assert!(search::find(read, &[read.shape(Party::DEF.name)?], word, 5)?.is_empty(), "{word}");
            }
            for word in ["Ruiz", "Anita", "ruiz.example", "911234567", "nuts", "Sevilla"] {
                for sql in [
                    "SELECT COUNT(*) FROM audit WHERE kind = 50 AND changes LIKE $1",
                    "SELECT COUNT(*) FROM audit_value WHERE COALESCE(old, '') || COALESCE(new, '') LIKE $1",
                ] {
                    let left = read.row(sql, &[format!("%{word}%").into()])?.and_then(|r| r[0].int());
                    assert_eq!(left, Some(0), "{word}: {sql}");
                }
            }
            assert_eq!(store::audit::verify(read)?, Vec::<String>::new());
            let record = read.find(Party::DEF.name, id.raw())?.unwrap();
            assert_eq!(store::audit::walk_back(read, &read.shape(Party::DEF.name)?, &record)?, Vec::<String>::new());
            Ok(())
        })
        .unwrap();
}
