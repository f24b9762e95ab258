//! What is promised, in working time from nine to twelve and one to six, in the week of 23 November 2026.

use crate::fixture::{World, at, codes, day, we, world};
use base::Id;
use parties::Party;
use platform::working_calendar::On;
use platform::{SpecialDay, WorkingCalendar, WorkingHours};
use service::{
    After, ClockState, Does, EscalationStep, Priority, Sharing, SlaPolicy, SlaTarget, Target, Ticket, TicketState,
};

fn due(w: &World, ticket: Id<Ticket>, target: Target) -> String {
    let at = w.clock_of(ticket, target).due_at.to_string();
    at[5..16].to_owned()
}

#[test]
fn eight_hours_that_were_paused_from_monday_four_to_tuesday_eleven_are_up_on_tuesday_at_two() {
    let w = world();
    w.promised();
    let ticket = w.ticket("Bent rim");
    assert_eq!(due(&w, ticket, Target::FirstResponse), "11-23T11:00");
    assert_eq!(due(&w, ticket, Target::Resolution), "11-23T18:00");
    w.now("11-23T10:00");
    w.answers(w.ana, ticket, "We look into it.", After::Open);
    w.now("11-23T16:00");
    w.does(w.ana, ticket, "wait_for_customer").unwrap();
    assert_eq!(w.clock_of(ticket, Target::Resolution).standing, ClockState::Paused);
    assert_eq!(w.get(ticket).due_at, None, "it is the customer's turn");
    w.now("11-24T11:00");
    w.says(ticket, "Here is the photo.");
    assert_eq!(w.state(ticket), TicketState::Open);
    assert_eq!(due(&w, ticket, Target::Resolution), "11-24T14:00");
    w.now("11-24T14:00");
    w.answers(w.ana, ticket, "A new one is on its way.", After::Solved);
    let clock = w.clock_of(ticket, Target::Resolution);
    assert_eq!((clock.standing, clock.breached_at), (ClockState::Met, None));
}

#[test]
fn the_first_answer_never_waits_and_a_note_is_none() {
    let w = world();
    w.promised();
    let ticket = w.ticket("Bent rim");
    w.does(w.ana, ticket, "wait_for_third_party").unwrap();
    assert_eq!(w.clock_of(ticket, Target::FirstResponse).standing, ClockState::Running);
    assert_eq!(w.clock_of(ticket, Target::Resolution).standing, ClockState::Paused);
    w.does_with(w.ana, ticket, "note", service::Note { body: "Asked the supplier.".into() }).unwrap();
    w.now("11-23T11:01");
    w.watch();
    let clock = w.clock_of(ticket, Target::FirstResponse);
    assert_eq!((clock.standing, clock.breached_at), (ClockState::Breached, Some(at("11-23T11:00"))));
    assert!(w.get(ticket).is_late);
    // A late answer ends the wait and leaves the promise broken; the solution is a promise of its own.
    w.answers(w.ana, ticket, "Sorry.", After::Open);
    let clock = w.clock_of(ticket, Target::FirstResponse);
    assert_eq!((clock.standing, clock.met_at), (ClockState::Breached, Some(at("11-23T11:01"))));
    assert_eq!(w.clock_of(ticket, Target::Resolution).standing, ClockState::Running);
}

#[test]
fn each_word_after_ours_asks_for_a_next_answer() {
    let w = world();
    w.promised();
    let ticket = w.ticket("Bent rim");
    w.says(ticket, "And quickly!");
    let next = |w: &World| w.get(ticket).clocks.iter().filter(|c| c.target == Target::NextResponse).count();
    assert_eq!(next(&w), 0, "the first answer is still owed");
    w.answers(w.ana, ticket, "Which size?", After::WaitingCustomer);
    w.now("11-23T17:00");
    w.says(ticket, "Twenty-eight.");
    w.says(ticket, "Inches.");
    assert_eq!((next(&w), due(&w, ticket, Target::NextResponse).as_str()), (1, "11-24T12:00"));
    w.now("11-24T10:00");
    w.answers(w.ana, ticket, "Thank you.", After::WaitingCustomer);
    assert_eq!(w.clock_of(ticket, Target::NextResponse).standing, ClockState::Met);
    w.now("11-25T09:00");
    w.says(ticket, "So?");
    assert_eq!((next(&w), due(&w, ticket, Target::NextResponse).as_str()), (2, "11-25T14:00"));
}

#[test]
fn another_priority_keeps_what_has_counted() {
    let w = world();
    let policy = SlaPolicy::new("Everybody", Some(120), None, Some(480));
    let urgent = SlaTarget::of(Some(Priority::Urgent), Some(30), None, Some(240));
    let mut targets = policy.targets.clone();
    targets.push(urgent);
    w.keep(SlaPolicy { targets, ..policy });
    let ticket = w.ticket("Bent rim");
    w.now("11-23T10:00");
    w.change(ticket, |t: &mut Ticket| t.priority = Some(Priority::Urgent));
    // An hour of the eight has counted; three of the four are left, over lunch.
    let clock = w.clock_of(ticket, Target::Resolution);
    assert_eq!(
        (due(&w, ticket, Target::Resolution).as_str(), clock.was_due_at),
        ("11-23T14:00", Some(at("11-23T18:00")))
    );
    // Half an hour was allowed to the first answer, and an hour is gone.
    let first = w.clock_of(ticket, Target::FirstResponse);
    assert_eq!((first.standing, first.breached_at), (ClockState::Breached, Some(at("11-23T10:00"))));
    w.change(ticket, |t: &mut Ticket| t.priority = Some(Priority::Low));
    assert_eq!(w.clock_of(ticket, Target::FirstResponse).standing, ClockState::Breached, "nothing makes it unhappened");
    assert_eq!(due(&w, ticket, Target::Resolution), "11-23T18:00");
}

#[test]
fn the_customers_own_policy_comes_before_the_items_and_that_before_everybodys() {
    let w = world();
    w.promised();
    let group = w.keep(Party::organisation("Bau Group"));
    w.change(w.customer, move |p: &mut Party| p.parent = Some(group));
    let ticket = w.ticket("Bent rim");
    assert_eq!(w.clock_of(ticket, Target::FirstResponse).minutes, 120);
    w.keep(SlaPolicy { item: Some(w.bolt), place: 1, ..SlaPolicy::new("Bolts", Some(90), None, Some(480)) });
    w.keep(SlaPolicy { customer: Some(group), place: 99, ..SlaPolicy::new("Group", Some(60), None, Some(480)) });
    let ticket = w.keep(Ticket { item: Some(w.bolt), ..Ticket::new(w.company, Some(w.customer), "Loose bolt") });
    assert_eq!(w.clock_of(ticket, Target::FirstResponse).minutes, 60, "it belongs to the group");
    let ticket = w.keep(Ticket { item: Some(w.bolt), ..Ticket::new(w.company, None, "Loose bolt") });
    assert_eq!(w.clock_of(ticket, Target::FirstResponse).minutes, 90);
}

#[test]
fn around_the_clock_there_is_no_lunch_and_no_night() {
    let w = world();
    w.keep(SlaPolicy { around_the_clock: true, ..SlaPolicy::new("Always", Some(60), None, Some(1_440)) });
    w.now("11-28T22:30");
    let ticket = w.ticket("Bent rim");
    assert_eq!(due(&w, ticket, Target::FirstResponse), "11-28T23:30");
    assert_eq!(due(&w, ticket, Target::Resolution), "11-29T22:30");
}

#[test]
fn tickets_of_our_own_house_are_promised_nothing() {
    let w = world();
    w.promised();
    let kind = w.keep(service::TicketType { counts: false, ..service::TicketType::new("Printer") });
    let ticket = w.keep(Ticket { kind: Some(kind), ..Ticket::new(w.company, None, "No toner") });
    assert!(w.get(ticket).clocks.is_empty());
}

#[test]
fn each_step_is_taken_once_in_working_hours_also_after_the_server_slept() {
    let w = world();
    let queue = w.queue(Sharing::RoundRobin);
    let steps = vec![
        EscalationStep::at(Target::Resolution, 50, Does::Notify),
        EscalationStep::at(Target::Resolution, 75, Does::Raise),
        EscalationStep::at(Target::Resolution, 100, Does::Task).to_leader(),
        EscalationStep::at(Target::Resolution, 150, Does::Reassign),
    ];
    w.keep(SlaPolicy { steps: steps.into(), ..SlaPolicy::new("Everybody", None, None, Some(480)) });
    let ticket = w.ticket("Bent rim");
    assert_eq!((w.owner(ticket), w.bells(w.ana)), ('a', 1), "she was given it");
    w.now("11-23T13:59");
    w.watch();
    assert_eq!(w.bells(w.ana), 1);
    w.now("11-23T14:00");
    w.watch();
    w.watch();
    assert_eq!(w.bells(w.ana), 2, "half of it is used up, told once");
    w.now("11-23T16:05");
    w.watch();
    assert_eq!(w.get(ticket).priority, Some(Priority::High));
    // The server sleeps until three at night: what came at six waits until work begins.
    w.now("11-24T03:00");
    w.watch();
    assert!(w.get(ticket).is_late, "that the time was up is a fact at any hour");
    assert_eq!(w.bells(w.lea), 0);
    w.now("11-24T09:00");
    w.watch();
    w.watch();
    let tasks = w.read(&we(), |read| platform::activity::of(read, "service.ticket", ticket.raw())).unwrap();
    assert_eq!((tasks.len(), tasks[0].owner), (1, Some(w.lea)));
    // Four more hours of work, and somebody else gets it.
    w.now("11-24T14:00");
    w.watch();
    assert_eq!(w.owner(ticket), 't');
    assert_eq!(w.log(ticket), ["assigned", "escalated", "escalated", "breached", "escalated", "assigned", "escalated"]);
    assert_eq!(w.get(ticket).queue, Some(queue));
}

#[test]
fn what_is_opened_again_goes_on_with_what_is_left() {
    let w = world();
    w.promised();
    let ticket = w.ticket("Bent rim");
    w.now("11-23T12:00");
    w.answers(w.ana, ticket, "Replaced.", After::Solved);
    w.now("11-25T09:00");
    assert_eq!(w.says(ticket, "It is bent again."), []);
    let clock = w.clock_of(ticket, Target::Resolution);
    assert_eq!((clock.standing, clock.reopens, w.get(ticket).reopens), (ClockState::Running, 1, 1));
    assert_eq!(due(&w, ticket, Target::Resolution), "11-25T15:00", "three hours had counted");
}

#[test]
fn a_policy_that_changes_moves_every_open_ticket_as_opening_each_would() {
    let w = world();
    let policy = w.promised();
    let tickets: Vec<Id<Ticket>> = (0..5).map(|n| w.ticket(&format!("Case {n}"))).collect();
    w.now("11-23T10:00");
    w.answers(w.ana, tickets[1], "We look into it.", After::Open);
    w.does(w.ana, tickets[2], "wait_for_customer").unwrap();
    w.answers(w.ana, tickets[3], "Done.", After::Solved);
    w.change(policy, |p: &mut SlaPolicy| {
        p.targets[0].resolution = Some(240);
        p.targets[0].next_response = None;
    });
    w.now("11-23T10:30");
    reckon(&w);
    // An hour and a half counted by half past ten, and two and a half are left.
    assert_eq!(due(&w, tickets[0], Target::Resolution), "11-23T14:00");
    assert_eq!(w.clock_of(tickets[0], Target::Resolution).was_due_at, Some(at("11-23T18:00")));
    assert_eq!(w.get(tickets[1]).due_at, Some(at("11-23T14:00")));
    let paused = w.clock_of(tickets[2], Target::Resolution);
    assert_eq!((paused.standing, paused.minutes), (ClockState::Paused, 240));
    assert_eq!(w.clock_of(tickets[3], Target::Resolution).minutes, 480, "what is over stays as it was promised");
    // Opening each says the same.
    let before: Vec<Ticket> = tickets.iter().map(|t| w.get(*t)).collect();
    for (id, before) in tickets.iter().zip(before) {
        w.change(*id, |_| {});
        let after = w.get(*id);
        assert_eq!(
            (after.clocks.to_vec(), after.due_at, after.act_at),
            (before.clocks.to_vec(), before.due_at, before.act_at)
        );
    }
    // A promise that is new begins with every ticket that waits for it.
    w.change(policy, |p: &mut SlaPolicy| p.is_active = false);
    reckon(&w);
    assert_eq!(w.clock_of(tickets[0], Target::Resolution).standing, ClockState::Cancelled);
    assert_eq!(w.get(tickets[0]).act_at, None);
}

#[test]
fn a_promise_counts_by_the_team_s_calendar_and_moves_when_a_holiday_is_added() {
    let w = world();
    let hours = vec![WorkingHours::new(On::Workdays, "08:00", "16:00")];
    let mut early = WorkingCalendar::new("Early shift", hours, Vec::new());
    early.of_team = Some(w.team);
    let early = w.keep(early);
    w.keep(SlaPolicy { calendar: Some(early), ..SlaPolicy::new("Early", Some(120), None, Some(480)) });
    let ticket = w.ticket("Bent rim");
    // From nine o'clock seven hours are left of Monday, and one comes on Tuesday.
    assert_eq!(due(&w, ticket, Target::Resolution), "11-24T09:00");
    let company = w.company;
    let holiday = move |days: &mut WorkingCalendar| {
        days.days = vec![SpecialDay::off(day("2026-11-24"), "Founders' day")].into();
    };
    w.change(early, holiday);
    reckon(&w);
    assert_eq!(due(&w, ticket, Target::Resolution), "11-25T09:00");
    assert_eq!(w.clock_of(ticket, Target::Resolution).was_due_at, Some(at("11-24T09:00")));
    w.change(ticket, |_| {});
    assert_eq!(due(&w, ticket, Target::Resolution), "11-25T09:00", "opening it says the same");

    // Where a policy names none, the company's holds.
    let hours = vec![WorkingHours::new(On::Workdays, "10:00", "14:00")];
    let mut short = WorkingCalendar::new("House", hours, Vec::new());
    short.of_company = Some(company);
    w.keep(short);
    let plain = w.keep(SlaPolicy { place: 1, ..SlaPolicy::new("Plain", None, None, Some(480)) });
    let other = w.ticket("Loose spoke");
    assert_eq!(due(&w, other, Target::Resolution), "11-24T14:00", "four hours on Monday, four on Tuesday");
    let both =
        SlaPolicy { calendar: Some(early), around_the_clock: true, ..SlaPolicy::new("Both", None, None, Some(60)) };
    let refused = w.write(&we(), move |tx| tx.insert(&mut both.clone())).unwrap_err();
    assert_eq!(codes(refused), ["service.calendar_or_always calendar"]);
    assert!(plain.is_valid());
}

#[test]
fn nobody_who_is_off_is_given_a_ticket() {
    let w = world();
    w.queue(Sharing::RoundRobin);
    let hours = vec![WorkingHours::new(On::Workdays, "14:00", "18:00")];
    let mut afternoons = WorkingCalendar::new("Ana", hours, Vec::new());
    afternoons.of_person = Some(w.ana);
    w.keep(afternoons);
    let tickets: Vec<Id<Ticket>> = (0..2).map(|n| w.ticket(&format!("Case {n}"))).collect();
    w.watch();
    assert_eq!(tickets.iter().map(|t| w.owner(*t)).collect::<String>(), "tt", "at nine only Tom works");
    w.now("11-23T15:00");
    let late = w.ticket("Case 3");
    w.watch();
    assert_eq!(w.owner(late), 'a');
}

fn reckon(w: &World) {
    let states = [TicketState::New, TicketState::Open, TicketState::WaitingCustomer, TicketState::OnHold];
    for state in states {
        w.write(&we(), move |tx| service::clocks::reckon_some(tx, state, 0)).unwrap();
    }
}

#[test]
fn a_policy_that_cannot_be_kept_is_refused() {
    let w = world();
    let refused = |policy: SlaPolicy| codes(w.write(&we(), move |tx| tx.insert(&mut policy.clone())).unwrap_err());
    let fine = || SlaPolicy::new("Everybody", Some(120), None, Some(480));
    let only = SlaTarget::of(Some(Priority::High), Some(1), None, Some(2));
    assert_eq!(
        refused(SlaPolicy { targets: vec![only.clone()].into(), ..fine() }),
        ["service.priority_without_promise targets"]
    );
    assert_eq!(
        refused(SlaPolicy::new("X", Some(500), None, Some(480))),
        ["service.answer_after_solution targets.0.first_response"]
    );
    assert_eq!(
        refused(SlaPolicy::new("X", Some(0), None, None)),
        ["service.minutes_out_of_range targets.0.first_response"]
    );
    let nobody =
        EscalationStep { whom: service::Whom::Person, ..EscalationStep::at(Target::Resolution, 0, Does::Notify) };
    assert_eq!(
        refused(SlaPolicy { steps: vec![nobody].into(), ..fine() }),
        ["service.percent_out_of_range steps.0.percent", "service.step_for_nobody steps.0.person"]
    );
    let one = SlaPolicy { priority: Some(Priority::High), targets: vec![only].into(), ..fine() };
    w.keep(one);
}
