//! The golden table of working time (week of 23 November 2026), clock changes, and the laws of adding and measuring.

use super::*;
use crate::{DAY_MINUTES, Hours};
use base::Weekday;
use proptest::prelude::*;

const HOUR: Duration = Duration::from_secs(3600);

fn date(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn at(text: &str) -> Instant {
    Instant::parse(&format!("{text}:00Z")).unwrap()
}

fn hours(pairs: &[(u16, u16)]) -> Vec<Hours> {
    pairs.iter().map(|(from, until)| Hours::new(from * 60, until * 60).unwrap()).collect()
}

/// Monday to Friday at these hours, told in universal time.
fn office(pairs: &[(u16, u16)]) -> Calendar {
    Calendar::new(Zone::UTC, Week::monday_to_friday(&hours(pairs)), BTreeMap::new()).unwrap()
}

fn adds(calendar: &Calendar, from: &str, hours: u32, until: &str) {
    assert_eq!(calendar.add(at(from), HOUR * hours).unwrap(), at(until), "{hours} h from {from}");
    assert_eq!(calendar.between(at(from), at(until)).unwrap(), HOUR * hours, "{from} to {until}");
}

#[test]
fn the_golden_table() {
    let plain = office(&[(8, 18)]);
    adds(&plain, "2026-11-23T17:00", 4, "2026-11-24T11:00");
    let lunch = office(&[(9, 12), (13, 18)]);
    adds(&lunch, "2026-11-23T11:30", 2, "2026-11-23T14:30");
    adds(&lunch, "2026-11-27T17:30", 4, "2026-11-30T13:30");
    adds(&lunch, "2026-11-28T10:00", 1, "2026-11-30T10:00");
    let mut holiday = lunch.clone();
    holiday.exceptions.insert(date("2026-11-30"), Day::OFF);
    adds(&holiday, "2026-11-27T17:30", 4, "2026-12-01T13:30");
    let berlin = Calendar::always(Zone::named("Europe/Berlin").unwrap());
    // 20:00 in Berlin is 18:00 universal time; 19:00 the next day, after the clock went back, is 18:00 again.
    adds(&berlin, "2026-10-24T18:00", 24, "2026-10-25T18:00");
}

#[test]
fn an_interval_over_a_clock_change_counts_the_hours_that_pass() {
    let week = Week::of([(Weekday::Sunday, 0, 6 * 60)]).unwrap();
    let berlin = Calendar::new(Zone::named("Europe/Berlin").unwrap(), week, BTreeMap::new()).unwrap();
    let worked =
        |day: &str, next: &str| berlin.between(at(&format!("{day}T12:00")), at(&format!("{next}T12:00"))).unwrap();
    assert_eq!(worked("2026-10-24", "2026-10-25"), HOUR * 7);
    assert_eq!(worked("2026-03-28", "2026-03-29"), HOUR * 5);
    assert_eq!(worked("2026-11-28", "2026-11-29"), HOUR * 6);
}

#[test]
fn a_make_up_day_a_short_day_and_a_holiday_differ_from_their_week() {
    let mut china = office(&[(9, 12), (13, 18)]);
    china.exceptions.insert(date("2026-11-28"), Day::of(hours(&[(9, 12), (13, 18)])));
    china.exceptions.insert(date("2026-11-27"), Day::of(hours(&[(9, 12)])));
    adds(&china, "2026-11-27T11:00", 2, "2026-11-28T10:00");
    assert!(china.is_open(at("2026-11-28T09:00")).unwrap());
    assert!(!china.is_open(at("2026-11-28T12:00")).unwrap(), "the end is not part of the hours");
    assert_eq!(china.next_open(at("2026-11-27T12:30")).unwrap(), at("2026-11-28T09:00"));
    assert_eq!(china.next_open(at("2026-11-28T10:00")).unwrap(), at("2026-11-28T10:00"));
}

#[test]
fn a_night_shift_is_one_piece() {
    let week = Week::of([(Weekday::Monday, 22 * 60, 6 * 60)]).unwrap();
    let night = Calendar::new(Zone::UTC, week, BTreeMap::new()).unwrap();
    let within = Span { from: at("2026-11-23T00:00"), until: at("2026-11-30T00:00") };
    assert_eq!(night.spans(within).unwrap(), [Span { from: at("2026-11-23T22:00"), until: at("2026-11-24T06:00") }]);
    adds(&night, "2026-11-23T23:00", 7, "2026-11-24T06:00");
    adds(&night, "2026-11-23T23:00", 8, "2026-11-30T23:00");
}

#[test]
fn a_person_has_the_hours_of_the_company_but_for_what_they_or_the_team_say() {
    let company = Layer {
        zone: Some(Zone::named("Europe/Madrid").unwrap()),
        week: Some(Week::monday_to_friday(&hours(&[(9, 18)]))),
        exceptions: BTreeMap::from([(date("2026-12-08"), Day::OFF), (date("2026-12-24"), Day::of(hours(&[(9, 13)])))]),
    };
    let team =
        Layer { exceptions: BTreeMap::from([(date("2026-12-08"), Day::of(hours(&[(10, 12)])))]), ..Layer::default() };
    let person = Layer { week: Some(Week::monday_to_friday(&hours(&[(9, 14)]))), ..Layer::default() };
    let calendar = Calendar::of(&[person, team, company]).unwrap();
    assert_eq!(calendar.zone().name(), "Europe/Madrid");
    assert_eq!(calendar.day(date("2026-12-07")).hours(), hours(&[(9, 14)]), "their own week");
    assert_eq!(calendar.day(date("2026-12-08")).hours(), hours(&[(10, 12)]), "the team works on the holiday");
    assert_eq!(calendar.day(date("2026-12-24")).hours(), hours(&[(9, 13)]), "the company's short day");
    assert_eq!(Calendar::of(&[Layer::default()]), Err(Problem::NeverOpen), "nobody says when work is done");
}

#[test]
fn what_cannot_end_is_refused_and_not_waited_for() {
    assert_eq!(Calendar::new(Zone::UTC, Week::default(), BTreeMap::new()), Err(Problem::NeverOpen));
    let monday_minute = Week::of([(Weekday::Monday, 0, 1)]).unwrap();
    let rare = Calendar::new(Zone::UTC, monday_minute, BTreeMap::new()).unwrap();
    assert_eq!(rare.add(at("2026-11-23T00:00"), HOUR * 100), Err(Problem::NeverOpen));
    assert_eq!(rare.add(at("9999-12-01T00:00"), HOUR), Err(Problem::NeverOpen), "the years end");
    let always = Calendar::always(Zone::UTC);
    assert_eq!(always.between(at("2026-11-24T00:00"), at("2026-11-23T00:00")).unwrap(), Duration::ZERO);
    assert_eq!(always.add(Instant::from_micros(i64::MAX), HOUR), Err(Problem::Overflow));
}

/// Calendars of all sorts: several pieces a day, over midnight, holidays, zones that put the clock forward and back.
fn calendars() -> impl Strategy<Value = Calendar> {
    let zone =
        prop::sample::select(vec!["UTC", "Europe/Berlin", "America/New_York", "Asia/Shanghai", "Australia/Lord_Howe"]);
    let piece = (0usize..7, 0u16..DAY_MINUTES, 0u16..=DAY_MINUTES);
    let off = prop::collection::vec(0i64..60, 0..6);
    (zone, prop::collection::vec(piece, 1..8), off).prop_map(|(zone, pieces, off)| {
        let days = [Weekday::Monday, Weekday::Tuesday, Weekday::Wednesday, Weekday::Thursday, Weekday::Friday];
        let days = days.into_iter().chain([Weekday::Saturday, Weekday::Sunday]).collect::<Vec<_>>();
        let pieces = pieces.into_iter().filter(|(_, from, until)| from != until);
        let mut pieces: Vec<_> = pieces.map(|(day, from, until)| (days[day], from, until)).collect();
        pieces.push((Weekday::Wednesday, 540, 1080));
        let off = off.into_iter().map(|n| (date("2026-10-01").add_days(n).unwrap(), Day::OFF)).collect();
        Calendar::new(Zone::named(zone).unwrap(), Week::of(pieces).unwrap(), off).unwrap()
    })
}

fn moments() -> impl Strategy<Value = Instant> {
    // Around the clock changes of autumn 2026, to the second.
    (0i64..50 * 86_400).prop_map(|seconds| Instant::from_micros(at("2026-10-01T00:00").micros() + seconds * 1_000_000))
}

fn times() -> impl Strategy<Value = Duration> {
    (0u64..200 * 3600).prop_map(Duration::from_secs)
}

proptest! {
    #[test]
    fn what_is_added_is_measured(calendar in calendars(), from in moments(), time in times()) {
        let until = calendar.add(from, time).unwrap();
        prop_assert_eq!(calendar.between(from, until).unwrap(), time);
    }

    #[test]
    fn adding_in_two_steps_is_adding_at_once(calendar in calendars(), from in moments(), a in times(), b in times()) {
        let twice = calendar.add(calendar.add(from, a).unwrap(), b).unwrap();
        prop_assert_eq!(twice, calendar.add(from, a + b).unwrap());
    }

    #[test]
    fn later_stays_later(calendar in calendars(), a in moments(), b in moments(), time in times()) {
        let (first, second) = (a.min(b), a.max(b));
        prop_assert!(calendar.add(first, time).unwrap() <= calendar.add(second, time).unwrap());
        prop_assert!(calendar.next_open(first).unwrap() <= calendar.next_open(second).unwrap());
    }

    #[test]
    fn measured_in_pieces_it_is_the_same(calendar in calendars(), a in moments(), b in moments(), c in moments()) {
        let mut all = [a, b, c];
        all.sort_unstable();
        let [a, b, c] = all;
        let pieces = calendar.between(a, b).unwrap() + calendar.between(b, c).unwrap();
        prop_assert_eq!(pieces, calendar.between(a, c).unwrap());
    }

    #[test]
    fn a_moment_is_open_when_a_span_holds_it(calendar in calendars(), moment in moments()) {
        let within = Span { from: moment, until: Instant::from_micros(moment.micros() + 1) };
        prop_assert_eq!(calendar.is_open(moment).unwrap(), !calendar.spans(within).unwrap().is_empty());
        prop_assert!(calendar.is_open(calendar.next_open(moment).unwrap()).unwrap());
    }
}
