//! Two records become one with everything that hung on them, and can become two again.

use crate::fixture::{World, codes, firm, we, world};
use base::Id;
use entity::Entity;
use parties::merge::{Take, merge, undo};
use parties::{Address, AddressUse, Affiliation, EmailAddress, Party, Role, RoleName};
use store::audit;

struct Pair {
    kept: Id<Party>,
    lost: Id<Party>,
    site: Id<Party>,
    tie: Id<Affiliation>,
}

/// Two records of one firm: the second has a tax number, a site, a contact, an external key and an opted-out address.
fn pair(world: &World) -> Pair {
    let (spain, germany) = (world.spain, world.germany);
    let mut kept = firm("Nordbau", "info@nordbau.example", "+4930901820");
    kept.roles = vec![Role::of(RoleName::Customer)].into();
    kept.country = Some(germany);
    let kept = world.add(kept);
    let mut lost = firm("Nordbau Bauunternehmen GmbH", "bau@nordbau.example", "+4930901821");
    lost.tax_id = Some("DE136695976".into());
    lost.tax_country = Some(germany);
    lost.roles = vec![Role::of(RoleName::Customer), Role::of(RoleName::Supplier)].into();
    lost.addresses = vec![Address::of(AddressUse::Ship, "Berlin", Some(spain))].into();
    let lost = world.add(lost);
    let mut site = firm("Nordbau Yard", "", "");
    site.parent = Some(lost);
    let site = world.add(site);
    let eva = world.add(Party::person("Eva", "Sanz"));
    let tie = world.write(&we(), move |tx| tx.insert(&mut Affiliation::of(eva, lost, "Buyer"))).unwrap();
    world
        .write(&we(), move |tx| {
            tx.execute(
                "INSERT INTO external_key (system, kind, key, record) VALUES ($1, $2, $3, $4)",
                &["old".into(), i64::from(Party::DEF.kind).into(), "4711".into(), lost.raw().into()],
            )
        })
        .unwrap();
    Pair { kept, lost, site, tie }
}

fn external(world: &World) -> i64 {
    world.read(&we(), |read| read.number("SELECT record FROM external_key WHERE key = '4711'", &[])).unwrap()
}

fn sound(world: &World, ids: &[Id<Party>]) {
    world.seal().unwrap();
    for id in ids {
        let wrong = world
            .read(&we(), |read| {
                let mut wrong = audit::verify(read)?;
                let record = read.find(Party::DEF.name, id.raw())?.unwrap();
                wrong.extend(audit::walk_back(read, &read.shape(Party::DEF.name)?, &record)?);
                Ok(wrong)
            })
            .unwrap();
        assert_eq!(wrong, Vec::<String>::new());
    }
}

#[test]
fn everything_moves_and_comes_back() {
    let world = world();
    let Pair { kept, lost, site, tie } = pair(&world);
    let before = (world.party(kept), world.party(lost));
    let address = before.1.addresses[0].head.id;
    let takes = vec![Take { field: "name".into(), from: lost }];
    let done = world.write(&we(), move |tx| merge(tx, kept, &[lost], &takes)).unwrap();
    let one = world.party(kept);
    assert_eq!(one.name, "Nordbau Bauunternehmen GmbH", "chosen");
    assert_eq!(one.tax_id.as_deref(), Some("136695976"), "filled where the survivor had none");
    assert_eq!(one.code, before.0.code, "the survivor keeps its code");
    let emails: Vec<&str> = one.emails.iter().map(|e| &*e.address).collect();
    assert_eq!(emails, ["info@nordbau.example", "bau@nordbau.example"]);
    assert_eq!(one.emails.iter().filter(|e| e.is_primary).count(), 1);
    assert_eq!(one.roles.iter().map(|r| r.role).collect::<Vec<_>>(), [RoleName::Customer, RoleName::Supplier]);
    assert_eq!(one.addresses[0].head.id, address, "what refers to the address still does");
    assert_eq!((world.party(site).parent, external(&world)), (Some(kept), kept.raw()));
    let organisation = world.read(&we(), |read| Ok(read.get(tie)?.organisation)).unwrap();
    assert_eq!(organisation, kept);
    let survivor = world.read(&we(), |read| read.survivor(Party::DEF.name, lost.raw())).unwrap();
    assert_eq!(survivor, Some(kept.raw()));
    assert!(world.party(lost).head.archived_at.is_some());
    sound(&world, &[kept, lost, site]);
    let again = world.write(&we(), move |tx| merge(tx, site, &[lost], &[])).unwrap_err();
    assert_eq!(again.refusals()[0].code, "parties.already_merged");

    world.write(&we(), move |tx| undo(tx, done)).unwrap();
    let after = (world.party(kept), world.party(lost));
    assert_eq!((&after.0.name, &after.0.tax_id), (&before.0.name, &before.0.tax_id));
    assert_eq!((after.0.emails, after.0.roles, after.0.phones), (before.0.emails, before.0.roles, before.0.phones));
    assert_eq!(
        (after.1.emails, after.1.addresses, after.1.tax_id),
        (before.1.emails, before.1.addresses, before.1.tax_id)
    );
    assert!(after.1.head.archived_at.is_none());
    assert_eq!((world.party(site).parent, external(&world)), (Some(lost), lost.raw()));
    assert_eq!(world.read(&we(), |read| read.survivor(Party::DEF.name, lost.raw())).unwrap(), None);
    sound(&world, &[kept, lost, site]);
    let error = world.write(&we(), move |tx| undo(tx, done)).unwrap_err();
    assert_eq!(codes(error), ["store.wrong_state "]);
}

#[test]
fn two_ties_of_one_person_in_one_role_become_one() {
    let world = world();
    let Pair { kept, lost, tie, .. } = pair(&world);
    let ties = |of: Id<Party>| world.read(&we(), |read| Affiliation::at(read, of)).unwrap();
    let person = ties(lost)[0].person;
    world.write(&we(), move |tx| tx.insert(&mut Affiliation::of(person, kept, "Buyer"))).unwrap();
    world.write(&we(), move |tx| tx.insert(&mut Affiliation::of(person, kept, "Owner"))).unwrap();
    let done = world.write(&we(), move |tx| merge(tx, kept, &[lost], &[])).unwrap();
    assert_eq!(ties(kept).iter().map(|t| t.role.clone().unwrap()).collect::<Vec<_>>(), ["Buyer", "Owner"]);
    world.write(&we(), move |tx| undo(tx, done)).unwrap();
    assert_eq!((ties(kept).len(), ties(lost).iter().map(|t| t.id()).collect::<Vec<_>>()), (2, vec![tie]));
}

#[test]
fn who_opted_out_on_one_record_has_opted_out() {
    let world = world();
    let mut kept = Party::person("Ana", "Ruiz");
    kept.emails = vec![EmailAddress::of("ana@x.example")].into();
    let kept = world.add(kept);
    let mut lost = Party::person("Anna", "Ruiz");
    lost.emails = vec![EmailAddress { is_opted_out: true, ..EmailAddress::of("ana@x.example") }].into();
    lost.distinctions = vec![parties::Distinction { head: entity::Head::default(), other: kept }].into();
    lost.do_not_contact = true;
    let lost = world.add(lost);
    world.write(&we(), move |tx| merge(tx, kept, &[lost], &[])).unwrap();
    let emails = world.party(kept).emails;
    assert_eq!((emails.len(), emails[0].is_opted_out), (1, true));
    assert!(world.party(kept).do_not_contact, "and who wants to hear nothing at all, too");
}

#[test]
fn an_undo_is_refused_where_something_changed_since() {
    let world = world();
    let Pair { kept, lost, tie, .. } = pair(&world);
    let done = world.write(&we(), move |tx| merge(tx, kept, &[lost], &[])).unwrap();
    world.change(kept, |p| p.tax_id = None).unwrap();
    let error = world.write(&we(), move |tx| undo(tx, done)).unwrap_err();
    assert_eq!(codes(error), ["parties.undo_changed_since "]);
    world.change(kept, |p| p.tax_id = Some("136695976".into())).unwrap();
    let third = world.add(firm("Third", "", ""));
    world
        .write(&we(), move |tx| {
            let mut tie = tx.lock(tie)?;
            tie.organisation = third;
            tx.update(&mut tie)
        })
        .unwrap();
    let error = world.write(&we(), move |tx| undo(tx, done)).unwrap_err();
    assert_eq!(error.refusals()[0].code, "parties.undo_changed_since");
    assert_eq!(world.party(kept).emails.len(), 2, "a refused undo moves nothing");
}

#[test]
fn the_operation_merges_two_and_a_chain_of_merges_leads_to_the_last_survivor() {
    let world = world();
    let [a, b, c] = ["Alpha", "Beta", "Gamma"].map(|name| world.add(firm(name, "", "")));
    let input = entity::Described::to_record(&parties::MergeWith { other: a });
    world.write(&we(), move |tx| tx.perform(Party::DEF.name, b.raw(), "merge", None, &input)).unwrap();
    let second = world.write(&we(), move |tx| merge(tx, c, &[b], &[])).unwrap();
    let survivor = |id: Id<Party>| world.read(&we(), |read| read.survivor(Party::DEF.name, id.raw())).unwrap();
    assert_eq!((survivor(a), survivor(b)), (Some(c.raw()), Some(c.raw())));
    world.write(&we(), move |tx| undo(tx, second)).unwrap();
    assert_eq!((survivor(a), survivor(b)), (Some(b.raw()), None));
}

#[test]
fn impossible_merges_are_refused() {
    let world = world();
    let (firm_a, firm_b) = (world.add(firm("Alpha", "", "")), world.add(firm("Beta", "", "")));
    let ana = world.add(Party::person("Ana", "Ruiz"));
    let merged = |others: Vec<Id<Party>>, takes: Vec<Take>| {
        let error = world.write(&we(), move |tx| merge(tx, firm_a, &others, &takes)).unwrap_err();
        error.refusals()[0].code.to_string()
    };
    assert_eq!(merged(vec![], vec![]), "parties.merge_two_to_nine");
    assert_eq!(merged(vec![firm_a], vec![]), "parties.merge_two_to_nine");
    assert_eq!(merged(vec![firm_b, firm_b], vec![]), "parties.merge_two_to_nine");
    assert_eq!(merged(vec![ana], vec![]), "parties.merge_unlike");
    let take = Take { field: "emails".into(), from: firm_b };
    assert_eq!(merged(vec![firm_b], vec![take]), "parties.merge_field_unknown");
    // Beta stands below Gamma, which stands below Alpha: as one record it would stand above itself.
    let gamma = world.add(firm("Gamma", "", ""));
    world.change(gamma, move |p| p.parent = Some(firm_a)).unwrap();
    world.change(firm_b, move |p| p.parent = Some(gamma)).unwrap();
    assert_eq!(merged(vec![firm_b], vec![]), "parties.parent_in_a_circle");
    let error = world.write(&we(), move |tx| merge(tx, firm_b, &[firm_a], &[])).unwrap_err();
    assert_eq!(error.refusals()[0].code, "parties.parent_in_a_circle");
}

/// Works on the jobs that are due.
fn follow(world: &World) {
    const KINDS: &[platform::job::JobKind] = &[parties::merge::following::JOB];
    platform::job::Runner::new(world.set.set(), KINDS).run_all().unwrap();
}

#[test]
fn a_reference_that_comes_while_the_merge_runs_reaches_the_survivor() {
    let world = world();
    let Pair { kept, lost, .. } = pair(&world);
    let (merging, begun) = std::sync::mpsc::sync_channel::<()>(8);
    let set = world.set.set();
    let (merge_id, late) = std::thread::scope(|scope| {
        let merger = scope.spawn(|| {
            let merging = merging.clone();
            set.write(&we(), move |tx| {
                let id = merge(tx, kept, &[lost], &[])?;
                // The other one writes now: on PostgreSQL at the same time, on SQLite he waits for his turn.
                let _ = merging.try_send(());
                std::thread::sleep(std::time::Duration::from_millis(300));
                Ok(id)
            })
            .unwrap()
        });
        begun.recv().unwrap();
        let mut yard = firm("Nordbau Late Yard", "", "");
        yard.parent = Some(lost);
        let late = set.write(&we(), move |tx| tx.insert(&mut yard.clone())).unwrap();
        (merger.join().unwrap(), late)
    });
    assert_eq!(world.party(late).parent, Some(lost), "he named the record that he saw");
    follow(&world);
    assert_eq!(world.party(late).parent, Some(kept));
    world.write(&we(), move |tx| undo(tx, merge_id)).unwrap();
    assert_eq!(world.party(late).parent, Some(lost), "the way back knows it");
    sound(&world, &[kept, lost, late]);
}

#[test]
fn a_merge_of_more_rows_than_it_moves_at_once_ends_in_steps() {
    let world = world();
    let Pair { kept, lost, .. } = pair(&world);
    let most = 1_300;
    for from in (0..most).step_by(650) {
        world
            .write(&we(), move |tx| {
                let yard = |n| Party { parent: Some(lost), ..firm(&format!("Yard {n}"), "", "") };
                tx.insert_many(&mut (from..from + 650).map(yard).collect::<Vec<_>>())
            })
            .unwrap();
    }
    let under = |party: Id<Party>| {
        let sql = "SELECT COUNT(*) FROM parties_party WHERE parent = $1 AND name LIKE 'Yard %'";
        world.read(&we(), |read| read.number(sql, &[party.into()])).unwrap()
    };
    let id = world.write(&we(), move |tx| merge(tx, kept, &[lost], &[])).unwrap();
    assert!((1..most).contains(&under(kept)), "some are there at once: {}", under(kept));
    follow(&world);
    assert_eq!((under(kept), under(lost)), (most, 0));
    world.write(&we(), move |tx| undo(tx, id)).unwrap();
    assert_eq!((under(kept), under(lost)), (0, most));
}
