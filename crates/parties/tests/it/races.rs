//! Two people at once, which only PostgreSQL lets happen: the second is told what the first did.

use crate::fixture::{codes, firm, we, world};
use entity::Entity;
use parties::Party;
use parties::merge::merge;
use std::sync::{Arc, Barrier};
use std::thread;

#[test]
fn of_two_people_merging_one_record_the_second_learns_where_it_went() {
    let world = world();
    for round in 0..5 {
        let names = [format!("A{round}"), format!("B{round}"), format!("C{round}")];
        let [a, b, c] = names.each_ref().map(|name| world.add(firm(name, "", "")));
        let start = Arc::new(Barrier::new(2));
        let threads = [a, c].map(|survivor| {
            let (set, start) = (world.set.set(), start.clone());
            thread::spawn(move || {
                start.wait();
                set.write(&we(), move |tx| merge(tx, survivor, &[b], &[]))
            })
        });
        let outcomes = threads.map(|t| t.join().unwrap());
        let refused: Vec<_> = outcomes.into_iter().filter_map(Result::err).collect();
        assert_eq!(refused.len(), 1, "one lands, one is refused");
        let refusal = &refused[0].refusals()[0];
        assert_eq!(refusal.code, "parties.already_merged");
        let survivor = world.read(&we(), |read| read.survivor(Party::DEF.name, b.raw())).unwrap().unwrap();
        assert!(refusal.args.iter().any(|(n, v)| n == "survivor" && *v == survivor.to_string()));
    }
}

#[test]
fn merging_each_into_the_other_at_once_leaves_one() {
    let world = world();
    for round in 0..5 {
        let [a, b] = ["A", "B"].map(|name| world.add(firm(&format!("{name}{round}"), "", "")));
        let start = Arc::new(Barrier::new(2));
        let threads = [(a, b), (b, a)].map(|(survivor, other)| {
            let (set, start) = (world.set.set(), start.clone());
            thread::spawn(move || {
                start.wait();
                set.write(&we(), move |tx| merge(tx, survivor, &[other], &[]))
            })
        });
        let landed = threads.map(|t| t.join().unwrap()).into_iter().filter(Result::is_ok).count();
        assert_eq!(landed, 1);
        let live = [a, b].iter().filter(|id| world.party(**id).head.archived_at.is_none()).count();
        assert_eq!(live, 1);
    }
}

#[test]
fn two_people_hanging_two_parties_under_each_other_make_no_circle() {
    let world = world();
    for round in 0..5 {
        let [a, b] = ["A", "B"].map(|name| world.add(firm(&format!("{name}{round}"), "", "")));
        let start = Arc::new(Barrier::new(2));
        let threads = [(a, b), (b, a)].map(|(child, parent)| {
            let (set, start) = (world.set.set(), start.clone());
            thread::spawn(move || {
                start.wait();
                set.write(&we(), move |tx| {
                    let mut party = tx.lock(child)?;
                    party.parent = Some(parent);
                    tx.update(&mut party)
                })
            })
        });
        let refused: Vec<_> = threads.map(|t| t.join().unwrap()).into_iter().filter_map(Result::err).collect();
        assert_eq!(refused.len(), 1);
        for error in refused {
            assert_eq!(codes(error), ["parties.parent_in_a_circle parent"]);
        }
    }
}
