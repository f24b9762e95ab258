//! What is counted: a week of tickets whose figures can be told on one hand.

use crate::fixture::{World, day, we, world};
use base::Id;
use entity::{Entity, Record, Value};
use service::{After, Sharing, Ticket, TicketState};
use store::report::{Look, Sheet};

/// Runs a report over November, by something.
fn report(w: &World, name: &str, per: &str) -> Sheet {
    let report = service::MODULE.reports.iter().find(|r| r.name == name).expect("there is such a report");
    let mut asked = Record::blank(report.parameters);
    for (field, value) in report.parameters.iter().zip(asked.values.iter_mut()) {
        *value = match field.name {
            "per" => Value::from(per),
            "starts_on" => Value::from(day("2026-11-01")),
            _ => Value::from(day("2026-11-30")),
        };
    }
    w.read(&we(), move |read| (report.run)(read, &asked)).unwrap()
}

/// The figures of a row without its name; empty cells are none.
fn row(sheet: &Sheet, place: usize) -> Vec<Option<i64>> {
    sheet.rows[place].cells.iter().skip(1).map(|c| c.value.int()).collect()
}

fn some(figures: &[i64]) -> Vec<Option<i64>> {
    figures.iter().map(|n| Some(*n)).collect()
}

/// One is solved at once, one after two answers and late, one is opened again, one waits.
fn week() -> World {
    let w = world();
    w.promised();
    w.queue(Sharing::RoundRobin);
    let tickets: Vec<Id<Ticket>> = (0..4).map(|n| w.ticket(&format!("Case {n}"))).collect();
    w.now("11-23T10:00");
    w.answers(w.ana, tickets[0], "Like this.", After::Solved);
    w.answers(w.tom, tickets[2], "Done.", After::Solved);
    w.now("11-23T11:30");
    w.watch();
    w.answers(w.tom, tickets[1], "Which size?", After::Open);
    w.now("11-24T10:00");
    w.watch();
    w.answers(w.tom, tickets[1], "There.", After::Solved);
    w.says(tickets[2], "It broke again.");
    w.now("11-24T10:30");
    w.answers(w.ana, tickets[2], "Sorry. Done.", After::Solved);
    // Our own house is nobody's customer.
    let kind = w.keep(service::TicketType { counts: false, ..service::TicketType::new("Printer") });
    w.keep(Ticket { kind: Some(kind), ..Ticket::new(w.company, None, "No toner") });
    assert_eq!(w.state(tickets[3]), TicketState::New);
    w
}

#[test]
fn volume_and_backlog_lead_to_the_tickets() {
    let w = week();
    let volume = report(&w, "service.volume", "owner");
    assert_eq!(volume.rows.len(), 3, "Ana, Tom, and both");
    assert_eq!(row(&volume, 0), some(&[2, 2, 0, 1]));
    assert_eq!((row(&volume, 2), volume.rows[2].look), (some(&[4, 3, 1, 1]), Look::Total));
    let Some(store::report::Link::List(entity, filter)) = &volume.rows[0].cells[0].link else {
        panic!("it leads nowhere")
    };
    assert_eq!(*entity, Ticket::DEF.name);
    let asked =
        store::list::Question { entity: entity.to_string(), filter: filter.clone(), limit: 9, ..Default::default() };
    let found = w.read(&we(), move |read| store::list::page(read, &asked)).unwrap();
    assert_eq!(found.records.len(), 2, "{filter}");
    let backlog = report(&w, "service.backlog", "channel");
    // One is a day old and late.
    assert_eq!(row(&backlog, 0), some(&[0, 1, 0, 0, 0, 1, 1]));
}

#[test]
fn times_are_told_as_worked_and_as_passed() {
    let w = week();
    let times = report(&w, "service.times", "channel");
    // First answers after 60, 60 and 150 minutes; solutions after 60, 60 + 30 worked of the next day's, and a day.
    let total = row(&times, 1);
    assert_eq!(total[..5], some(&[3, 60, 150, 60, 150]));
    assert_eq!(total[5], Some(3));
    // Worked: 60, 90 and 540 minutes; passed on the wall: 60, 1,500 and 1,530.
    assert_eq!(total[6..], some(&[90, 540, 1_500, 1_530]));
}

#[test]
fn what_was_kept_is_of_what_was_due_and_the_late_and_open_stand_apart() {
    let w = week();
    let kept = report(&w, "service.kept", "channel");
    let total = row(&kept, 1);
    // First answers: two in time, one and the silent one late. Solutions: two in time of four.
    assert_eq!(total[..3], [Some(2), Some(2), Some(500_000)]);
    assert_eq!(total[6..9], [Some(2), Some(2), Some(500_000)]);
    assert_eq!(total[9], Some(2), "answer and solution of the one that waits");
    let outcome = report(&w, "service.outcome", "priority");
    // Of three solved one with the first answer; one was opened again.
    assert_eq!(row(&outcome, 1), some(&[3, 1, 333_333, 1, 250_000, 5]));
}

#[test]
fn a_time_that_ends_before_it_starts_is_refused() {
    let w = world();
    let report = service::MODULE.reports.iter().find(|r| r.name == "service.volume").unwrap();
    let mut asked = Record::blank(report.parameters);
    asked.values = vec![day("2026-11-30").into(), day("2026-11-01").into(), Value::from("kind")];
    let refused = w.read(&we(), move |read| (report.run)(read, &asked)).unwrap_err();
    assert_eq!(crate::fixture::codes(refused), ["service.ends_before_it_starts ends_on"]);
}
