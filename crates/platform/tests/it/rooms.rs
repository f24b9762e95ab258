//! Rooms and vehicles: an event that takes one which is taken, or shut, says so on whatever way it comes.

use crate::agenda::{House, at, house};
use crate::fixture::{codes, we};
use base::{Id, Result};
use entity::{Entity as _, Value};
use platform::event::Reach;
use platform::working_calendar::On;
use platform::{Booking, Event, Resource, ResourceKind, WorkingCalendar, WorkingHours};
use store::{LineChange, LinesChange, Submission};

fn room(house: &House, name: &'static str) -> Id<Resource> {
    house.set.write(&we(), move |tx| tx.insert(&mut Resource::new(name, ResourceKind::Room))).unwrap()
}

fn in_room(event: Event, rooms: &[Id<Resource>]) -> Event {
    Event { resources: rooms.iter().map(|r| Booking::of(*r)).collect::<Vec<_>>().into(), ..event }
}

/// What a save is refused for: whose time it is, and what.
fn told(refused: Result<Id<Event>>) -> Vec<String> {
    let error = refused.unwrap_err();
    let arg = |r: &base::Refusal, name: &str| {
        r.args.iter().find(|(n, _)| *n == name).map(|(_, v)| v.to_string()).unwrap_or_default()
    };
    error.refusals().iter().map(|r| format!("{} {} {}", r.code, arg(r, "person"), arg(r, "what"))).collect()
}

#[test]
fn a_room_that_is_taken_is_named_with_what_takes_it_whoever_books_it() {
    let house = house();
    let (blue, green) = (room(&house, "Blue room"), room(&house, "Green room"));
    let first = in_room(house.event(house.ana, "Planning", "23T09:00", "23T10:00"), &[blue]);
    house.insert(&house.ana(), first).unwrap();
    // Eva is free, the room is not. She does not see what Ana does.
    let second = in_room(house.event(house.eva, "Interview", "23T09:30", "23T11:00"), &[blue, green]);
    assert_eq!(told(house.insert(&house.eva(), second.clone())), ["platform.event_busy Blue room "]);
    assert_eq!(told(house.insert(&we(), second.clone())), ["platform.event_clash Blue room Planning"]);
    // Next to it, or elsewhere, it fits; and so it does when it is meant all the same.
    let elsewhere = in_room(house.event(house.eva, "Interview", "23T09:30", "23T11:00"), &[green]);
    house.insert(&house.eva(), elsewhere).unwrap();
    let later = in_room(house.event(house.eva, "Review", "23T11:00", "23T12:00"), &[blue]);
    house.insert(&house.eva(), later).unwrap();
    house.insert(&house.eva(), Event { accepted: true, title: "Squeezed".into(), ..second }).unwrap();
    // Somebody's own free day takes no room, but a fair that takes the room takes it.
    let fair = in_room(house.event(house.ana, "Fair", "24T09:00", "24T17:00"), &[green]);
    house.insert(&house.ana(), Event { free: true, ..fair }).unwrap();
    let meeting = in_room(house.event(house.eva, "Meeting", "24T10:00", "24T11:00"), &[green]);
    assert_eq!(told(house.insert(&house.eva(), meeting)), ["platform.event_busy Green room "]);
}

#[test]
fn moving_an_event_into_a_taken_room_asks_as_the_form_and_the_interface_do() {
    let house = house();
    let blue = room(&house, "Blue room");
    let event = |title: &str, from: &str, until: &str| in_room(house.event(house.ana, title, from, until), &[blue]);
    let of_eva = |e: Event| Event { owner: Some(house.eva), ..e };
    house.insert(&house.eva(), of_eva(event("Planning", "23T09:00", "23T10:00"))).unwrap();
    // Dragged.
    let moved = house.insert(&house.ana(), event("Review", "23T11:00", "23T12:00")).unwrap();
    let refused = house.retime(moved, None, at("23T09:30"), Reach::This).unwrap_err();
    assert_eq!(codes(refused), ["platform.event_busy accepted"]);
    house.retime(moved, None, at("23T10:00"), Reach::This).unwrap();
    // By the form or the interface: the room is chosen for an event that is there already.
    let there = house.event(house.ana, "Call", "23T09:15", "23T09:45");
    let there = house.insert(&house.ana(), there).unwrap();
    let values = vec![("resource".to_owned(), Value::from(blue.raw()))];
    let line = LineChange { values, ..LineChange::default() };
    let lines = vec![("resources".to_owned(), LinesChange::Whole(vec![line]))];
    let sent = Submission { entity: Event::DEF.name.to_owned(), id: Some(there.raw()), lines, ..Submission::default() };
    let refused = house.set.write(&house.ana(), move |tx| tx.submit(&sent).map(|_| ())).unwrap_err();
    assert_eq!(codes(refused), ["platform.event_busy accepted"]);
    // A series is told out.
    let mut weekly = event("Weekly", "16T10:15", "16T10:45");
    weekly.repeat = platform::event::Repeat::Weekly;
    assert_eq!(codes(house.insert(&we(), of_eva(weekly)).unwrap_err()), ["platform.event_clash accepted"]);
}

#[test]
fn a_room_is_shut_outside_its_hours_and_named_once() {
    let house = house();
    let hall = house
        .set
        .write(&we(), |tx| {
            let hours = vec![WorkingHours::new(On::Workdays, "08:00", "16:00")];
            let calendar = WorkingCalendar {
                zone: Some("Europe/Madrid".into()),
                ..WorkingCalendar::new("Hall", hours, Vec::new())
            };
            let calendar = tx.insert(&mut calendar.clone())?;
            tx.insert(&mut Resource { calendar: Some(calendar), ..Resource::new("Hall", ResourceKind::Room) })
        })
        .unwrap();
    let late = in_room(house.event(house.ana, "Evening", "23T16:30", "23T17:30"), &[hall]);
    assert_eq!(told(house.insert(&house.ana(), late)), ["platform.resource_shut Hall "]);
    let fine = in_room(house.event(house.ana, "Morning", "23T08:30", "23T09:30"), &[hall]);
    house.insert(&house.ana(), fine.clone()).unwrap();
    let twice = in_room(house.event(house.ana, "Twice", "25T08:30", "25T09:30"), &[hall, hall]);
    assert_eq!(codes(house.insert(&house.ana(), twice).unwrap_err()), ["platform.named_twice resources.1.resource"]);
    let none = Resource { seats: Some(0), ..Resource::new("Cupboard", ResourceKind::Room) };
    let refused = house.set.write(&we(), move |tx| tx.insert(&mut none.clone())).unwrap_err();
    assert_eq!(codes(refused), ["platform.seats_not_positive seats"]);
}
