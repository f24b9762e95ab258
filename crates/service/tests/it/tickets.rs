//! Who gets a ticket, who keeps it, how it ends, and how two become one.

use crate::fixture::{World, at, codes, we, world};
use base::Id;
use platform::User;
use service::{
    Act, After, ClockState, HandOver, Level, MergeInto, Priority, Queue, RoutingRule, Sharing, Solve, Speaker, Target,
    Ticket, TicketState, TicketType,
};
use store::Who;

fn queue_of(w: &World, ticket: Id<Ticket>) -> Option<Id<Queue>> {
    w.get(ticket).queue
}

#[test]
fn tickets_go_round_those_who_can_take_them_and_the_leader_hears_when_nobody_can() {
    let w = world();
    let queue = w.queue(Sharing::RoundRobin);
    let got: String = (0..3).map(|n| w.owner(w.ticket(&format!("Case {n}")))).collect();
    assert_eq!(got, "ata");
    w.change(queue, |q: &mut Queue| q.members[0].most_open = Some(2));
    w.change(queue, |q: &mut Queue| q.members[1].away_until = Some(crate::fixture::day("2026-11-23")));
    let waiting = w.ticket("Case 3");
    assert_eq!((w.owner(waiting), w.bells(w.lea)), ('-', 1));
    assert_eq!((queue_of(&w, waiting), w.get(waiting).team), (Some(queue), Some(w.team)), "it waits in the queue");
    w.watch();
    w.watch();
    assert_eq!(w.bells(w.lea), 1, "she is told once");
    // Tom is back, and what waited is his without anybody's doing.
    w.now("11-24T09:00");
    w.watch();
    assert_eq!((w.owner(waiting), w.log(waiting)), ('t', vec!["nobody_could", "assigned"]));
}

#[test]
fn the_first_rule_that_fits_names_the_queue_then_the_type_does() {
    let w = world();
    let (first, second) = (w.queue(Sharing::ByHand), w.keep(Queue::new("Second line", w.lea, Sharing::ByHand)));
    w.keep(RoutingRule::new("Hard ones", 1, "level in (major, critical)", second));
    assert_eq!(queue_of(&w, w.ticket("Squeaks")), Some(first));
    let hard = w.keep(Ticket { level: Level::Critical, ..Ticket::new(w.company, None, "Fork broke") });
    assert_eq!((queue_of(&w, hard), w.get(hard).priority), (Some(second), Some(Priority::Urgent)));
    let refused = w.write(&we(), move |tx| tx.insert(&mut RoutingRule::new("X", 1, "colour = red", second)));
    assert_eq!(codes(refused.unwrap_err()), ["store.filter_unknown_name tickets"]);
}

#[test]
fn where_no_rule_fits_the_ticket_says_so_and_falls_to_nobody() {
    let w = world();
    let ticket = w.ticket("Bent rim");
    assert_eq!((w.owner(ticket), w.log(ticket)), ('-', vec!["no_queue"]));
    assert_eq!([w.ana, w.tom, w.lea].map(|who| w.bells(who)), [0, 0, 0]);
}

#[test]
fn whoever_does_not_accept_in_time_loses_it_to_somebody_else() {
    let w = world();
    let queue = w.queue(Sharing::RoundRobin);
    w.change(queue, |q: &mut Queue| q.accept_within = Some(30));
    let (lying, taken) = (w.ticket("Lies about"), w.ticket("Is taken"));
    assert_eq!((w.owner(lying), w.owner(taken)), ('a', 't'));
    w.does(w.tom, taken, "take").unwrap();
    assert_eq!(w.state(taken), TicketState::Open);
    w.now("11-23T09:29");
    w.watch();
    assert_eq!(w.owner(lying), 'a');
    w.now("11-23T09:30");
    w.watch();
    assert_eq!((w.owner(lying), w.owner(taken)), ('t', 't'));
    assert_eq!(w.log(lying), ["assigned", "given_back", "assigned"]);
    // Nobody is left who has not let it lie: it goes back to the first.
    w.now("11-23T10:00");
    w.watch();
    assert_eq!(w.owner(lying), 'a');
}

#[test]
fn every_hand_over_is_written_down() {
    let w = world();
    let first = w.queue(Sharing::RoundRobin);
    let second = w.keep(Queue::new("Second line", w.lea, Sharing::ByHand));
    let ticket = w.ticket("Bent rim");
    let to = |owner: Option<Id<User>>, queue: Option<Id<Queue>>| HandOver {
        owner,
        queue,
        because: Some("Knows rims.".into()),
    };
    w.does_with(w.ana, ticket, "hand_over", to(Some(w.tom), None)).unwrap();
    assert_eq!((w.owner(ticket), w.bells(w.tom)), ('t', 1));
    w.does_with(w.tom, ticket, "hand_over", to(None, Some(second))).unwrap();
    assert_eq!((w.owner(ticket), queue_of(&w, ticket)), ('-', Some(second)));
    assert_eq!(
        codes(w.does_with(w.tom, ticket, "hand_over", to(None, None)).unwrap_err()),
        ["service.handed_to_nobody owner"]
    );
    let log = w.get(ticket).log.to_vec();
    let told: Vec<_> = log.iter().map(|e| (e.act, e.person, e.owner_before, e.owner_after, e.queue)).collect();
    assert_eq!(
        told,
        [
            (Act::Assigned, None, None, Some(w.ana), Some(first)),
            (Act::HandedOver, Some(w.ana), Some(w.ana), Some(w.tom), Some(first)),
            (Act::HandedOver, Some(w.tom), Some(w.tom), None, Some(second)),
        ]
    );
    assert_eq!(log[1].because.as_deref(), Some("Knows rims."));
    w.change(w.tom, |user: &mut User| user.active = false);
    assert_eq!(
        codes(w.does_with(w.ana, ticket, "hand_over", to(Some(w.tom), None)).unwrap_err()),
        ["service.owner_inactive owner"]
    );
}

#[test]
fn a_type_fills_what_nobody_said_and_whoever_writes_it_down_does_not_get_it() {
    let w = world();
    w.queue(Sharing::LeastBusy);
    let mut kind = TicketType::new("Claim");
    (kind.subject, kind.template) = (Some("Claim".into()), Some("What is broken?\nSince when?".into()));
    kind.level = Some(Level::Major);
    let kind = w.keep(kind);
    let asked = store::Submission {
        entity: "service.ticket".into(),
        values: vec![
            ("kind".into(), kind.into()),
            ("customer".into(), w.customer.into()),
            ("company".into(), w.company.into()),
        ],
        ..store::Submission::default()
    };
    let (made, _) = w.write(&Who::user(w.lea.raw(), "test"), move |tx| tx.submit(&asked)).unwrap();
    let ticket = w.get(Id::<Ticket>::from_raw(made.head.id));
    assert_eq!((ticket.subject.as_str(), ticket.level, ticket.priority), ("Claim", Level::Major, Some(Priority::High)));
    assert!(ticket.description.is_some_and(|text| text.starts_with("What is broken?")));
    assert_eq!(ticket.owner, Some(w.ana), "Lea wrote it down, the queue gave it to Ana");
}

#[test]
fn a_solved_ticket_closes_by_itself_and_goes_on_in_a_new_one_after_its_window() {
    let w = world();
    w.queue(Sharing::RoundRobin);
    let ticket = w.ticket("Bent rim");
    w.does_with(w.ana, ticket, "solve", Solve { solution: Some("Replaced.".into()), channel: Default::default() })
        .unwrap();
    w.now("11-28T08:59");
    w.watch();
    assert_eq!(w.state(ticket), TicketState::Solved);
    w.now("11-28T09:00");
    w.watch();
    assert_eq!(w.state(ticket), TicketState::Closed);
    // Within fourteen days it opens again.
    w.now("12-07T08:00");
    assert_eq!(w.says(ticket, "Bent again."), []);
    assert_eq!((w.state(ticket), w.owner(ticket)), (TicketState::Open, 'a'));
    w.answers(w.ana, ticket, "Replaced again.", After::Solved);
    w.now("12-31T08:00");
    w.watch();
    let made = w.says(ticket, "And again.");
    let next = w.get(Id::<Ticket>::from_raw(made[0].1));
    assert_eq!((next.follows, next.customer, next.state), (Some(ticket), Some(w.customer), TicketState::New));
    assert_eq!(next.description.as_deref(), Some("And again."));
    assert_eq!(w.state(ticket), TicketState::Closed);
    assert_eq!(codes(w.does(w.ana, ticket, "reopen").unwrap_err()), ["service.reopened_too_late "]);
}

#[test]
fn two_tickets_about_one_thing_become_one_and_both_tell_of_it() {
    let w = world();
    w.promised();
    w.queue(Sharing::RoundRobin);
    let first = w.keep(Ticket {
        description: Some("The rim is bent.".into()),
        ..Ticket::new(w.company, Some(w.customer), "Bent rim")
    });
    w.now("11-23T10:00");
    let second = w.ticket("Rim, urgent");
    w.says(second, "Did you get my mail?");
    let child = w.keep(Ticket { parent: Some(first), ..Ticket::new(w.company, Some(w.customer), "Also") });
    w.now("11-23T10:30");
    w.does_with(w.ana, first, "merge_into", MergeInto { ticket: second }).unwrap();
    let (gone, stays) = (w.get(first), w.get(second));
    assert_eq!((gone.state, gone.merged_into), (TicketState::Closed, Some(second)));
    assert!(gone.clocks.iter().all(|c| c.standing == ClockState::Cancelled), "nobody waits for it");
    let said: Vec<_> = stays.messages.iter().map(|m| (&*m.body, m.said_in.clone())).collect();
    assert_eq!(said, [("The rim is bent.", Some(gone.number.to_string())), ("Did you get my mail?", None)]);
    // Whichever began first counts.
    assert_eq!(w.clock_of(second, Target::FirstResponse).due_at, at("11-23T11:00"));
    assert_eq!((w.log(first), w.log(second)), (vec!["assigned", "merged_into"], vec!["assigned", "merged"]));
    assert_eq!(w.get(child).parent, Some(second));
    let survivor = w.read(&we(), |read| read.survivor("service.ticket", first.raw())).unwrap();
    assert_eq!(survivor, Some(second.raw()));
    // What is still said about the first reaches the second.
    w.says(first, "Hello?");
    let last = w.get(second).messages.last().cloned().unwrap();
    assert_eq!((&*last.body, last.speaker), ("Hello?", Speaker::Customer));
}

#[test]
fn what_cannot_become_one_is_refused() {
    let w = world();
    let other = w.keep(parties::Party::organisation("Südwind"));
    let (one, two) = (w.ticket("One"), w.keep(Ticket::new(w.company, Some(other), "Two")));
    let merge = |from: Id<Ticket>, into: Id<Ticket>| {
        codes(w.does_with(w.ana, from, "merge_into", MergeInto { ticket: into }).unwrap_err())
    };
    assert_eq!(merge(one, one), ["service.merged_with_itself ticket"]);
    assert_eq!(merge(one, two), ["service.merged_unlike ticket"]);
    let (three, four) = (w.ticket("Three"), w.ticket("Four"));
    w.does_with(w.ana, three, "merge_into", MergeInto { ticket: four }).unwrap();
    assert_eq!(merge(one, three), ["service.merged_already ticket"]);
    w.answers(w.ana, four, "Done.", After::Solved);
    assert_eq!(merge(one, four), ["service.merged_with_closed ticket"]);
}

#[test]
fn what_was_said_is_never_changed_from_outside() {
    let w = world();
    let ticket = w.ticket("Bent rim");
    w.says(ticket, "It is bent.");
    let line = w.get(ticket).messages[0].head.id;
    let send = |change: store::LineChange| {
        let asked = store::Submission {
            entity: "service.ticket".into(),
            id: Some(ticket.raw()),
            lines: vec![("messages".into(), store::LinesChange::Some(vec![change]))],
            ..store::Submission::default()
        };
        w.write(&Who::user(w.ana.raw(), "test"), move |tx| tx.submit(&asked))
    };
    let text = || vec![("body".to_owned(), entity::Value::from("It is fine."))];
    let refused = ["store.field_not_yours_to_set messages"];
    assert_eq!(codes(send(store::LineChange { id: Some(line), delete: true, values: vec![] }).unwrap_err()), refused);
    assert_eq!(codes(send(store::LineChange { id: Some(line), delete: false, values: text() }).unwrap_err()), refused);
    assert_eq!(codes(send(store::LineChange { id: None, delete: false, values: text() }).unwrap_err()), refused);
    assert!(send(store::LineChange { id: Some(line), delete: false, values: vec![] }).is_ok(), "sent back as it was");
    assert_eq!(w.get(ticket).messages[0].body.to_string(), "It is bent.");
}
