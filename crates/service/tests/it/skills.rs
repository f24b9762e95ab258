//! Skills: what a ticket needs goes to who can do it, and to nobody else; and contracts that decide about promises.

use crate::fixture::{World, day, perform, we, world};
use base::Id;
use parties::Party;
use sales::{Contract, ContractKind, ContractLine, Renewal};
use service::{Act, Sharing, Skill, SlaPolicy, Target, Ticket, TicketType};

fn kind(w: &World, skill: Id<Skill>) -> Id<TicketType> {
    w.keep(TicketType { skill: Some(skill), ..TicketType::new("Repair") })
}

fn asked(w: &World, kind: Id<TicketType>) -> Id<Ticket> {
    w.keep(Ticket { kind: Some(kind), ..Ticket::new(w.company, Some(w.customer), "Bent rim") })
}

#[test]
fn a_ticket_that_needs_a_skill_goes_in_turn_to_those_who_have_it() {
    let w = world();
    w.queue(Sharing::RoundRobin);
    let welding = w.keep(Skill::of("Welding", &[(w.tom, 3)]));
    let repair = kind(&w, welding);
    let given: String = (0..3).map(|_| w.owner(asked(&w, repair))).collect();
    assert_eq!(given, "ttt", "Ana cannot weld");
    assert_eq!(w.owner(w.ticket("Where is my order?")), 'a', "everybody can answer that");
    assert_eq!(w.get(asked(&w, repair)).skill, Some(welding));
}

#[test]
fn where_nobody_can_the_leader_hears_of_it_and_the_ticket_waits() {
    let w = world();
    w.queue(Sharing::LeastBusy);
    let welding = w.keep(Skill::of("Welding", &[(w.lea, 5)]));
    let ticket = asked(&w, kind(&w, welding));
    assert_eq!(w.owner(ticket), '-', "Lea welds, but is not of the queue; nobody gets it silently");
    let entry = w.get(ticket).log.last().cloned().unwrap();
    assert_eq!((entry.act, entry.because.as_deref()), (Act::NobodyCould, Some("Welding")));
    let lea = w.lea;
    let bells = w.read(&we(), move |read| {
        read.number("SELECT COUNT(*) FROM platform_notification WHERE owner = $1 AND topic = 'warning'", &[lea.into()])
    });
    assert_eq!(bells.unwrap(), 1);
    // Somebody learns it: the ticket that waits finds them.
    let ana = w.ana;
    w.change(welding, move |skill| skill.people = Skill::of("", &[(ana, 1)]).people);
    w.write(&we(), service::give_waiting).unwrap();
    assert_eq!(w.owner(ticket), 'a');
}

#[test]
fn the_best_skilled_get_it_first_and_a_queue_may_ask_a_skill_of_everybody() {
    let w = world();
    let queue = w.queue(Sharing::BestSkilled);
    let welding = w.keep(Skill::of("Welding", &[(w.ana, 2), (w.tom, 4)]));
    let repair = kind(&w, welding);
    assert_eq!((0..2).map(|_| w.owner(asked(&w, repair))).collect::<String>(), "tt");
    w.change(queue, |queue| queue.members[1].most_open = Some(2));
    assert_eq!(w.owner(asked(&w, repair)), 'a', "the best has no room");
    let spanish = w.keep(Skill::of("Spanish", &[(w.tom, 1)]));
    w.change(queue, move |queue| queue.skill = Some(spanish));
    assert_eq!(w.owner(asked(&w, repair)), '-', "of both only Tom, who is full");
}

#[test]
fn a_ticket_takes_the_policy_of_its_customers_valid_contract() {
    let w = world();
    let everybody = w.promised();
    let bolt = w.bolt;
    let mut gold = Contract::new(w.company, w.customer, ContractKind::Service, day("2026-11-01"));
    (gold.ends_on, gold.renewal, gold.renewal_months) = (Some(day("2026-11-30")), Renewal::Ends, Some(12));
    gold.lines =
        vec![ContractLine::of(bolt, base::Quantity::whole(1).unwrap()).at(base::Price::parse("600").unwrap())].into();
    w.books();
    let gold = w.keep(gold);
    let policy = |name: &str| SlaPolicy::new(name, Some(60), None, Some(120));
    let of_contract = w.keep(SlaPolicy { contract: Some(gold), ..policy("Gold") });
    let of_kind = w.keep(SlaPolicy { contract_kind: Some(ContractKind::Service), ..policy("Service contracts") });
    let first = w.ticket("Bent rim");
    assert_eq!(w.get(first).policy(), Some(everybody), "the contract is a draft");
    w.write(&we(), move |tx| perform(tx, gold, "activate")).unwrap();
    assert_eq!(w.get(w.ticket("Bent rim")).policy(), Some(of_contract));
    // What was asked before follows, because the contract says so to the clocks.
    w.write(&we(), |tx| service::clocks::reckon_some(tx, service::TicketState::New, 0).map(|_| ())).unwrap();
    assert_eq!(w.get(first).policy(), Some(of_contract));
    assert_eq!(w.clock_of(first, Target::Resolution).minutes, 120);
    // It covers bolts and nothing else.
    let unit = w.read(&we(), move |read| Ok(read.get(bolt)?.base_unit)).unwrap();
    let saddle = w.keep(catalog::Item::goods("SADDLE", "Saddle", unit));
    let about =
        |item| w.get(w.keep(Ticket { item: Some(item), ..Ticket::new(w.company, Some(w.customer), "?") })).policy();
    assert_eq!((about(bolt), about(saddle)), (Some(of_contract), Some(everybody)));
    // Another customer has a contract of that kind over everything; its branches are covered.
    let ferrum = w.keep(Party::organisation("Ferrum KG"));
    let branch = w.keep(Party { parent: Some(ferrum), ..Party::organisation("Ferrum Ulm") });
    let silver = w.keep(Contract::new(w.company, ferrum, ContractKind::Service, day("2026-11-01")));
    w.write(&we(), move |tx| perform(tx, silver, "activate")).unwrap();
    let of = |customer| w.get(w.keep(Ticket::new(w.company, Some(customer), "?"))).policy();
    assert_eq!((of(ferrum), of(branch)), (Some(of_kind), Some(of_kind)));
    // After its last day the contract promises nothing.
    w.now("12-01T09:00");
    assert_eq!(w.get(w.ticket("Bent rim")).policy(), Some(everybody));
    w.write(&we(), |tx| sales::contract::go_on(tx).map(|_| ())).unwrap();
    assert_eq!(w.get(gold).state, sales::ContractState::Ended);
}

#[test]
fn skills_have_levels_of_one_to_five_and_each_person_once() {
    let w = world();
    let refused = |people: Vec<(Id<platform::User>, i64)>| {
        let skill = Skill::of("Welding", &people);
        crate::fixture::codes(w.write(&we(), move |tx| tx.insert(&mut skill.clone())).unwrap_err())
    };
    assert_eq!(refused(vec![(w.ana, 6)]), ["service.level_out_of_range people.0.level"]);
    assert_eq!(refused(vec![(w.ana, 1), (w.ana, 2)]), ["service.member_twice people.1.person"]);
}
