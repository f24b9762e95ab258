//! The clock of a promise through pauses, breaches, late answers and changed targets, in the week of 23 November 2026.

use super::*;
use crate::{Hours, Week};
use base::Zone;
use proptest::prelude::*;
use std::collections::BTreeMap;

const HOUR: Duration = Duration::from_secs(3600);

fn at(text: &str) -> Instant {
    Instant::parse(&format!("2026-11-{text}:00Z")).unwrap()
}

fn office(pairs: &[(u16, u16)]) -> Calendar {
    let hours: Vec<Hours> = pairs.iter().map(|(from, until)| Hours::new(from * 60, until * 60).unwrap()).collect();
    Calendar::new(Zone::UTC, Week::monday_to_friday(&hours), BTreeMap::new()).unwrap()
}

/// 09–12 and 13–18.
fn with_lunch() -> Calendar {
    office(&[(9, 12), (13, 18)])
}

#[test]
fn a_pause_moves_the_end_by_the_working_time_it_takes() {
    let office = with_lunch();
    let mut clock = Clock::start(&office, HOUR * 8, at("23T09:00")).unwrap();
    assert_eq!(clock.due_at, at("23T18:00"));
    clock.pause(&office, at("23T16:00")).unwrap();
    assert_eq!((clock.state, clock.consumed), (State::Paused, HOUR * 6));
    clock.resume(&office, at("24T11:00")).unwrap();
    assert_eq!(clock.due_at, at("24T14:00"));
    clock.meet(&office, at("24T14:00")).unwrap();
    assert_eq!((clock.state, clock.consumed, clock.breached_at), (State::Met, HOUR * 8, None));
}

#[test]
fn the_warning_comes_an_hour_of_work_before_the_end() {
    let office = office(&[(8, 18)]);
    let clock = Clock::start(&office, HOUR * 4, at("23T17:00")).unwrap();
    assert_eq!(clock.due_at, at("24T11:00"));
    let step = |step| clock.step_at(&office, step).unwrap();
    assert_eq!(step(Step::Before(HOUR)), Some(at("24T10:00")));
    assert_eq!(step(Step::Percent(50)), Some(at("24T09:00")));
    assert_eq!(step(Step::Percent(25)), Some(at("23T18:00")));
    assert_eq!(step(Step::After(HOUR * 8)), Some(at("25T09:00")));
}

#[test]
fn a_step_that_lies_behind_comes_at_once_and_none_comes_in_a_pause() {
    let office = with_lunch();
    let mut clock = Clock::start(&office, HOUR * 4, at("23T09:00")).unwrap();
    clock.pause(&office, at("23T12:00")).unwrap();
    assert_eq!(clock.step_at(&office, Step::Percent(50)).unwrap(), None);
    clock.resume(&office, at("23T15:00")).unwrap();
    assert_eq!(clock.step_at(&office, Step::Percent(50)).unwrap(), Some(at("23T15:00")));
    assert_eq!(clock.step_at(&office, Step::Percent(100)).unwrap(), Some(at("23T16:00")));
}

#[test]
fn a_pause_at_night_costs_nothing() {
    let office = with_lunch();
    let mut clock = Clock::start(&office, HOUR * 8, at("23T13:00")).unwrap();
    let due = clock.due_at;
    clock.pause(&office, at("23T20:00")).unwrap();
    clock.resume(&office, at("24T07:00")).unwrap();
    assert_eq!(clock.due_at, due);
}

#[test]
fn what_was_breached_stays_breached_although_it_is_kept_late() {
    let office = with_lunch();
    let mut clock = Clock::start(&office, HOUR, at("23T09:00")).unwrap();
    assert!(!clock.pass(at("23T09:59")));
    assert!(clock.pass(at("23T10:30")), "noted once");
    assert!(!clock.pass(at("23T11:00")), "and not again");
    assert_eq!((clock.state, clock.breached_at, clock.is_open()), (State::Breached, Some(at("23T10:00")), true));
    clock.pause(&office, at("23T11:00")).unwrap();
    clock.resume(&office, at("23T15:00")).unwrap();
    clock.meet(&office, at("23T16:00")).unwrap();
    assert_eq!((clock.state, clock.met_at), (State::Breached, Some(at("23T16:00"))));
    assert_eq!(clock.consumed, HOUR * 3, "two hours in the morning, one in the afternoon");
}

#[test]
fn nobody_noticed_the_breach_and_it_is_noted_when_the_answer_comes() {
    let office = with_lunch();
    let mut clock = Clock::start(&office, HOUR, at("23T09:00")).unwrap();
    clock.meet(&office, at("24T09:00")).unwrap();
    assert_eq!((clock.state, clock.breached_at), (State::Breached, Some(at("23T10:00"))));
}

#[test]
fn what_is_reopened_goes_on_with_what_is_left() {
    let office = with_lunch();
    let mut clock = Clock::start(&office, HOUR * 4, at("23T09:00")).unwrap();
    clock.meet(&office, at("23T12:00")).unwrap();
    clock.reopen(&office, at("25T09:00")).unwrap();
    assert_eq!((clock.state, clock.reopens, clock.due_at), (State::Running, 1, at("25T10:00")));
    assert_eq!(clock.left_at(&office, at("25T09:30")).unwrap(), HOUR / 2);
}

#[test]
fn another_target_keeps_what_has_counted() {
    let (office, nights) = (with_lunch(), Calendar::always(Zone::UTC));
    let mut clock = Clock::start(&office, HOUR * 8, at("23T09:00")).unwrap();
    let moved = clock.change(&office, &office, HOUR * 4, at("23T12:00")).unwrap();
    assert_eq!(moved, (at("23T18:00"), at("23T14:00")));
    clock.change(&office, &nights, HOUR * 4, at("23T12:00")).unwrap();
    assert_eq!(clock.due_at, at("23T13:00"), "around the clock there is no lunch");
    clock.change(&nights, &office, HOUR, at("23T12:30")).unwrap();
    assert_eq!(
        (clock.state, clock.breached_at),
        (State::Breached, Some(at("23T12:30"))),
        "more has counted than is allowed"
    );
    clock.change(&office, &office, HOUR * 40, at("23T14:00")).unwrap();
    assert_eq!(clock.breached_at, Some(at("23T12:30")), "no change makes it unhappened");
}

#[test]
fn a_clock_refuses_what_does_not_fit() {
    let office = with_lunch();
    let mut clock = Clock::start(&office, HOUR, at("23T09:00")).unwrap();
    assert_eq!(clock.resume(&office, at("23T09:10")), Err(Problem::NotNow));
    assert_eq!(clock.reopen(&office, at("23T09:10")), Err(Problem::NotNow));
    assert_eq!(clock.pause(&office, at("23T08:00")), Err(Problem::Backwards));
    clock.cancel(&office, at("23T09:30")).unwrap();
    assert_eq!(clock.meet(&office, at("23T09:40")), Err(Problem::NotNow));
    assert_eq!(clock.pause(&office, at("23T09:40")), Err(Problem::NotNow));
}

proptest! {
    #[test]
    fn pauses_cost_exactly_the_working_time_within_them(
        target in 1u64..100, steps in prop::collection::vec(1u64..2000, 0..12),
    ) {
        let office = with_lunch();
        let mut clock = Clock::start(&office, HOUR * target as u32, at("23T09:00")).unwrap();
        let (mut now, mut paused) = (at("23T09:00"), Duration::ZERO);
        for (turn, minutes) in steps.iter().enumerate() {
            let next = Instant::from_micros(now.micros() + *minutes as i64 * 60_000_000);
            if clock.state == State::Breached || clock.running_since.is_some() && next >= clock.due_at {
                break;
            }
            if turn % 2 == 0 {
                clock.pause(&office, next).unwrap();
            } else {
                paused += office.between(now, next).unwrap();
                clock.resume(&office, next).unwrap();
            }
            now = next;
        }
        if clock.running_since.is_some() {
            prop_assert_eq!(clock.due_at, office.add(at("23T09:00"), HOUR * target as u32 + paused).unwrap());
        }
    }
}
