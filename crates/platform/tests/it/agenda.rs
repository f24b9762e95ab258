//! Calendars of people: meetings that fall on each other, hours in which nobody works, series and what is changed of them.

use crate::fixture::{codes, registry, user_with, we};
use base::{Date, Id, Instant, Local, Result, Zone};
use entity::{Described as _, Entity as _, Record, Value};
use platform::event::{Answer, Reach, Respond, RespondOne, Retime, Which, diary};
use platform::working_calendar::On;
use platform::{
    Attendee, Event, EventKind, Language, Reach as Scope, SpecialDay, User, WorkingCalendar, WorkingHours, WorkingTime,
    seed,
};
use std::sync::Arc;
use store::testing::Fresh;
use store::{Options, Read, Submission, Tx, Who};
use worktime::Span;

const EVENT: &str = "platform.event";

/// Monday, 23 November 2026, eight in the morning in Madrid.
pub fn monday() -> Instant {
    at("23T07:00")
}

pub fn at(text: &str) -> Instant {
    Instant::parse(&format!("2026-11-{text}:00Z")).unwrap()
}

pub struct House {
    pub set: Fresh,
    pub ana: Id<User>,
    pub eva: Id<User>,
}

/// Ana and Eva work in Madrid, each with their own calendar.
pub fn house() -> House {
    let options = Options { clock: Arc::new(monday), ..Options::default() };
    let set = Fresh::with(registry(), options);
    let (ana, eva) = set.write(&we(), found).unwrap();
    House { set, ana, eva }
}

fn found(tx: &mut Tx) -> Result<(Id<User>, Id<User>)> {
    seed::basics(tx, Language::English)?;
    seed::company(tx, "Ferrum Trading", "EUR", "ES")?;
    let rights: &[_] = &[(EVENT, "*", Scope::Own), ("platform.alarm", "*", Scope::Own)];
    Ok((user_with(tx, "Ana", rights)?, user_with(tx, "Eva", rights)?))
}

impl House {
    pub fn ana(&self) -> Who {
        Who::user(self.ana.raw(), "test")
    }

    pub fn eva(&self) -> Who {
        Who::user(self.eva.raw(), "test")
    }

    /// Somebody's event at these times of November 2026, in universal time.
    pub fn event(&self, whose: Id<User>, title: &str, from: &str, until: &str) -> Event {
        Event::new(EventKind::Meeting, title, at(from), at(until), Some(whose))
    }

    pub fn insert(&self, who: &Who, event: Event) -> Result<Id<Event>> {
        self.set.write(who, move |tx| tx.insert(&mut event.clone()))
    }

    fn perform(&self, event: Id<Event>, verb: &'static str, input: Record) -> Result<Vec<i64>> {
        let run = move |tx: &mut Tx| tx.perform(EVENT, event.raw(), verb, None, &input);
        Ok(self.set.write(&self.ana(), run)?.into_iter().map(|(_, id)| id).collect())
    }

    pub fn retime(&self, event: Id<Event>, original: Option<&str>, from: Instant, reach: Reach) -> Result<Vec<i64>> {
        let original = original.map(str::to_owned);
        let wish = Retime { starts_at: from, ends_at: None, original, reach, accepted: false };
        self.perform(event, "retime", wish.to_record())
    }

    /// What takes place from November to January, as "title day time" on the wall of Madrid.
    fn diary(&self) -> Vec<String> {
        self.diary_of(self.ana)
    }

    fn diary_of(&self, whose: Id<User>) -> Vec<String> {
        let window = Span { from: at("01T00:00"), until: Instant::parse("2027-02-01T00:00:00Z").unwrap() };
        let zone = Zone::named("Europe/Madrid").unwrap();
        let entries = self.set.read(&we(), |read| diary::within(read, window, &zone, &[whose.raw()])).unwrap();
        let mut all: Vec<(Instant, String)> = Vec::new();
        for entry in entries {
            for occurrence in entry.occurrences {
                let wall = zone.local(occurrence.span.from).unwrap().to_string();
                all.push((occurrence.span.from, format!("{} {}", entry.event.title, &wall[5..16])));
            }
        }
        all.sort();
        all.into_iter().map(|(_, text)| text).collect()
    }

    /// The whole company works nine to two and four to seven; 8 December is a holiday, the Saturday before is worked.
    fn office_hours(&self) {
        let hours = vec![WorkingHours::new(On::Workdays, "9", "14:00"), WorkingHours::new(On::Workdays, "16", "1900")];
        let day = |text: &str| Date::parse(text).unwrap();
        let days = vec![
            SpecialDay::off(day("2026-12-08"), "Inmaculada"),
            SpecialDay::with(day("2026-12-05"), "Stocktaking", "9:00", "14:00"),
        ];
        let write = move |tx: &mut Tx| {
            let company = tx.select::<platform::Company>("archived_at IS NULL", &[])?[0].id();
            let mut calendar = WorkingCalendar::new("Office", hours.clone(), days.clone());
            calendar.of_company = Some(company);
            tx.insert(&mut calendar)
        };
        self.set.write(&we(), write).unwrap();
    }
}

fn which(original: &str) -> Record {
    Which { original: original.to_owned() }.to_record()
}

#[test]
fn a_meeting_on_anothers_is_warned_about_and_can_be_meant_all_the_same() {
    let house = house();
    house.insert(&house.eva(), house.event(house.eva, "Call with Nordbau", "24T09:00", "24T10:00")).unwrap();
    let mut both = house.event(house.ana, "Prices", "24T09:30", "24T10:30");
    both.attendees = vec![Attendee::colleague(house.eva)].into();
    let refused = house.insert(&house.ana(), both.clone()).unwrap_err();
    assert_eq!(refused.refusals()[0].args[1], ("when".into(), "2026-11-24 10:00–11:00".to_owned()));
    assert_eq!(codes(refused), ["platform.event_busy accepted"], "Ana does not see what Eva has");
    let seen = house.insert(&we(), both.clone()).unwrap_err();
    assert_eq!(codes(seen), ["platform.event_clash accepted"], "whoever may see it reads what it is");
    both.accepted = true;
    let kept = house.insert(&house.ana(), both).unwrap();
    // What was accepted is accepted for these times; others are asked about again.
    let earlier = house.retime(kept, None, at("24T08:30"), Reach::This).unwrap_err();
    assert_eq!(codes(earlier), ["platform.event_busy accepted"]);
    house.retime(kept, None, at("24T10:00"), Reach::This).unwrap();
}

#[test]
fn what_ends_when_the_other_begins_what_leaves_the_time_free_and_what_did_not_happen_are_in_nobodys_way() {
    let house = house();
    house.insert(&house.ana(), house.event(house.ana, "Stand-up", "24T08:00", "24T09:00")).unwrap();
    let mut fair = house.event(house.ana, "Fair in Milan", "24T00:00", "24T00:00");
    fair.all_day = true;
    let fair = house.insert(&house.ana(), fair).unwrap();
    let off = house.insert(&house.ana(), house.event(house.ana, "Lunch", "24T11:00", "24T12:00")).unwrap();
    house.perform(off, "miss", platform::event::Outcome { result: None }.to_record()).unwrap();
    house.insert(&house.ana(), house.event(house.ana, "Prices", "24T09:00", "24T12:00")).unwrap();
    let fair = house.set.read(&we(), |read| read.get(fair)).unwrap();
    assert!(fair.free, "whole days leave the time free unless somebody says otherwise");
    assert_eq!((fair.starts_at, fair.ends_at), (at("23T23:00"), Some(at("24T23:00"))), "the 24th in Madrid");
}

#[test]
fn a_private_event_keeps_its_title_from_everybody_and_the_time_from_nobody() {
    let house = house();
    let mut doctor = house.event(house.eva, "Doctor", "24T09:00", "24T10:00");
    doctor.private = true;
    let doctor = house.insert(&house.eva(), doctor).unwrap();
    let boss = house.set.write(&we(), |tx| user_with(tx, "Boss", &[("*", "*", Scope::Company)])).unwrap();
    let all = Who::user(boss.raw(), "test");
    let titles = |who: &Who| {
        let asked = store::list::Question { entity: EVENT.to_owned(), limit: 10, ..Default::default() };
        let found = house.set.read(who, |read| store::list::page(read, &asked)).unwrap();
        found.records.len()
    };
    assert_eq!((titles(&all), titles(&house.eva()), titles(&house.ana())), (0, 1, 0));
    let hidden = house.set.read(&all, |read| read.visible(EVENT, doctor.raw(), "read").map(|_| ()));
    assert!(matches!(hidden, Err(base::Error::NotFound { .. })));
    let mut meeting = house.event(boss, "Budget", "24T09:00", "24T10:00");
    meeting.attendees = vec![Attendee::colleague(house.eva)].into();
    assert_eq!(codes(house.insert(&all, meeting).unwrap_err()), ["platform.event_busy accepted"]);
}

#[test]
fn whoever_is_asked_to_come_may_read_it_and_not_change_it() {
    let house = house();
    let mut meeting = house.event(house.ana, "Prices", "24T09:00", "24T10:00");
    meeting.private = true;
    meeting.attendees = vec![Attendee::colleague(house.eva)].into();
    let meeting = house.insert(&house.ana(), meeting).unwrap();
    house.set.read(&house.eva(), |read| read.visible(EVENT, meeting.raw(), "read").map(|_| ())).unwrap();
    let changes = move |tx: &mut Tx| {
        let values = vec![("title".to_owned(), Value::from("Mine now"))];
        tx.submit(&Submission { entity: EVENT.to_owned(), id: Some(meeting.raw()), values, ..Submission::default() })
    };
    assert!(matches!(house.set.write(&house.eva(), changes), Err(base::Error::Forbidden { .. })));
    let leave = move |tx: &mut Tx| {
        let mut event: Event = tx.lock(meeting)?;
        event.attendees = Vec::new().into();
        tx.update(&mut event)
    };
    house.set.write(&house.ana(), leave).unwrap();
    let gone = house.set.read(&house.eva(), |read| read.visible(EVENT, meeting.raw(), "read").map(|_| ()));
    assert!(matches!(gone, Err(base::Error::NotFound { .. })), "nothing of the invitation stays behind");
}

#[test]
fn nobody_is_booked_outside_their_hours_unseen() {
    let house = house();
    house.office_hours();
    let book = |from: &str, until: &str| house.insert(&house.ana(), house.event(house.ana, "Visit", from, until));
    book("24T08:00", "24T09:00").unwrap();
    assert_eq!(
        codes(book("24T13:30", "24T14:30").unwrap_err()),
        ["platform.event_outside_hours accepted"],
        "two is lunch"
    );
    assert_eq!(codes(book("28T09:00", "28T10:00").unwrap_err()), ["platform.event_outside_hours accepted"], "Saturday");
    let december = |day: &str| {
        let moment = |time: &str| Instant::parse(&format!("2026-12-{day}T{time}:00Z")).unwrap();
        let event = Event::new(EventKind::Visit, "Visit", moment("09:00"), moment("10:00"), Some(house.ana));
        house.insert(&house.ana(), event)
    };
    let holiday = december("08").unwrap_err();
    assert_eq!(holiday.refusals()[0].args[0], ("what".into(), "Inmaculada".to_owned()));
    assert_eq!(codes(holiday), ["platform.event_on_holiday accepted"]);
    december("05").unwrap();
    // A series names its first clashes, not the series.
    let mut daily = house.event(house.ana, "Stand-up", "25T08:30", "25T09:00");
    daily.repeat = platform::event::Repeat::Daily;
    assert_eq!(house.insert(&house.ana(), daily).unwrap_err().refusals().len(), 10);
}

#[test]
fn a_person_works_as_they_say_then_as_the_team_then_as_the_company() {
    let house = house();
    house.office_hours();
    let eva = house.eva;
    let write = move |tx: &mut Tx| {
        let hours = vec![WorkingHours::new(On::EveryDay, "22:00", "6:00")];
        let mut calendar = WorkingCalendar::new("Night watch", hours, Vec::new());
        calendar.of_person = Some(eva);
        tx.insert(&mut calendar)
    };
    house.set.write(&we(), write).unwrap();
    let open = |read: &Read, who, moment| -> Result<bool> {
        Ok(WorkingTime::of(read)?.of_user(who).unwrap().is_open(moment).unwrap())
    };
    house
        .set
        .read(&we(), |read| {
            assert!(open(read, house.ana, at("24T08:00"))? && !open(read, house.ana, at("24T22:00"))?);
            assert!(!open(read, eva, at("24T08:00"))? && open(read, eva, at("24T22:00"))?);
            assert!(
                !WorkingTime::of(read)?.of_user(eva).unwrap().is_open(Instant::parse("2026-12-08T22:00:00Z")?).unwrap()
            );
            Ok(())
        })
        .unwrap();
    let twice = move |tx: &mut Tx| {
        let mut calendar = WorkingCalendar::new("Days", vec![WorkingHours::new(On::Monday, "9", "25")], Vec::new());
        calendar.of_person = Some(eva);
        tx.insert(&mut calendar)
    };
    let refused = codes(house.set.write(&we(), twice).unwrap_err());
    assert_eq!(refused, ["platform.calendar_taken name", "platform.hours_unreadable hours.0.opens"]);
    let empty = |tx: &mut Tx| tx.insert(&mut WorkingCalendar::new("Nothing", Vec::new(), Vec::new()));
    assert_eq!(codes(house.set.write(&we(), empty).unwrap_err()), ["platform.calendar_without_hours hours"]);
}

/// A stand-up at nine on four Tuesdays from 24 November.
fn weekly(house: &House) -> Id<Event> {
    let mut weekly = house.event(house.ana, "Weekly", "24T08:00", "24T08:30");
    weekly.repeat = platform::event::Repeat::Weekly;
    weekly.repeat_until = Some(Date::parse("2026-12-15").unwrap());
    house.insert(&house.ana(), weekly).unwrap()
}

#[test]
fn one_of_a_series_is_moved_alone() {
    let house = house();
    let series = weekly(&house);
    let made = house.retime(series, Some("2026-12-01T09:00:00"), at("30T09:00"), Reach::This).unwrap();
    assert_eq!(house.diary(), ["Weekly 11-24T09:00", "Weekly 11-30T10:00", "Weekly 12-08T09:00", "Weekly 12-15T09:00"]);
    // Moved again it is still the same event.
    let again = house.retime(series, Some("2026-12-01T09:00:00"), at("30T10:00"), Reach::This).unwrap();
    assert_eq!(again, made);
    let one: Event = house.set.read(&we(), |read| read.get(Id::from_raw(made[0]))).unwrap();
    assert_eq!((one.series, one.original.as_deref(), one.rule), (Some(series), Some("2026-12-01T09:00:00"), None));
    let wrong = house.retime(series, Some("2026-12-02T09:00:00"), at("30T09:00"), Reach::This).unwrap_err();
    assert_eq!(codes(wrong), ["platform.series_lacks original"]);
}

#[test]
fn this_and_the_following_go_on_as_a_series_of_their_own() {
    let house = house();
    let series = weekly(&house);
    house
        .retime(series, Some("2026-12-15T09:00:00"), Instant::parse("2026-12-16T09:00:00Z").unwrap(), Reach::This)
        .unwrap();
    let wednesday = Instant::parse("2026-12-02T10:00:00Z").unwrap();
    let made = house.retime(series, Some("2026-12-01T09:00:00"), wednesday, Reach::Following).unwrap();
    assert_eq!(house.diary(), ["Weekly 11-24T09:00", "Weekly 12-02T11:00", "Weekly 12-09T11:00", "Weekly 12-17T12:00"]);
    let tail: Event = house.set.read(&we(), |read| read.get(Id::from_raw(made[0]))).unwrap();
    assert_eq!(tail.repeat, platform::event::Repeat::Weekly, "still a usual way to repeat");
    let head: Event = house.set.read(&we(), |read| read.get(series)).unwrap();
    assert_eq!(
        (head.repeat_until, head.rule.as_deref()),
        (Date::parse("2026-11-30").ok(), Some("FREQ=WEEKLY;UNTIL=20261130;BYDAY=TU"))
    );
}

#[test]
fn all_of_a_series_move_by_as_much_as_the_one_that_was_dragged() {
    let house = house();
    let series = weekly(&house);
    house
        .retime(series, Some("2026-12-08T09:00:00"), Instant::parse("2026-12-09T08:00:00Z").unwrap(), Reach::This)
        .unwrap();
    let leave = platform::event::Leave { original: "2026-12-15T09:00:00".into(), reach: Reach::This };
    house.perform(series, "leave_out", leave.to_record()).unwrap();
    let later = Instant::parse("2026-12-01T13:00:00Z").unwrap();
    house.retime(series, Some("2026-12-01T09:00:00"), later, Reach::All).unwrap();
    assert_eq!(house.diary(), ["Weekly 11-24T14:00", "Weekly 12-01T14:00", "Weekly 12-09T14:00"]);
}

#[test]
fn a_series_keeps_its_time_on_the_wall_and_ends_where_it_is_told() {
    let house = house();
    let mut monthly = house.event(house.ana, "Board", "30T08:00", "30T09:00");
    monthly.repeat = platform::event::Repeat::MonthlyByWeekday;
    let series = house.insert(&house.ana(), monthly).unwrap();
    assert_eq!(house.diary(), ["Board 11-30T09:00", "Board 12-28T09:00", "Board 01-25T09:00"], "the last Monday");
    let summer = Span {
        from: Instant::parse("2027-06-01T00:00:00Z").unwrap(),
        until: Instant::parse("2027-07-01T00:00:00Z").unwrap(),
    };
    let june = house.set.read(&we(), |read| diary::within(read, summer, &Zone::UTC, &[house.ana.raw()])).unwrap();
    assert_eq!(june[0].occurrences[0].span.from.to_string(), "2027-06-28T07:00:00Z");
    let leave = platform::event::Leave { original: "2026-12-28T09:00:00".into(), reach: Reach::Following };
    house.perform(series, "leave_out", leave.to_record()).unwrap();
    assert_eq!(house.diary(), ["Board 11-30T09:00"]);
    let whole = platform::event::Leave { original: "2026-11-30T09:00:00".into(), reach: Reach::Following };
    assert_eq!(codes(house.perform(series, "leave_out", whole.to_record()).unwrap_err()), ["platform.series_whole "]);
}

#[test]
fn one_of_a_series_is_held_with_its_result() {
    let house = house();
    let series = weekly(&house);
    let outcome = |text: &str| platform::event::Outcome { result: Some(entity::Text::new(text)) }.to_record();
    assert_eq!(codes(house.perform(series, "hold", outcome("Went well")).unwrap_err()), ["platform.event_is_series "]);
    let made = house.perform(series, "take_out", which("2026-11-24T09:00:00")).unwrap();
    house.perform(Id::from_raw(made[0]), "hold", outcome("Went well")).unwrap();
    let one: Event = house.set.read(&we(), |read| read.get(Id::from_raw(made[0]))).unwrap();
    assert_eq!((one.state.code(), one.result.as_deref()), ("held", Some("Went well")));
    assert_eq!(house.diary().len(), 4, "it is still one of four");
    let mut rule = house.event(house.ana, "Rule", "24T15:00", "24T16:00");
    rule.repeat = platform::event::Repeat::Other;
    rule.rule = Some(entity::Text::new("FREQ=SOMETIMES"));
    assert_eq!(codes(house.insert(&house.ana(), rule).unwrap_err()), ["platform.rule_unreadable rule"]);
}

#[test]
fn changing_a_series_by_hand_does_not_leave_taken_out_events_behind() {
    let house = house();
    let series = weekly(&house);
    house.retime(series, Some("2026-12-01T09:00:00"), at("30T09:00"), Reach::This).unwrap();
    let by_hand = move |tx: &mut Tx| {
        let values = vec![
            ("starts_at".to_owned(), Value::from(at("25T08:00"))),
            ("ends_at".to_owned(), Value::from(at("25T09:00"))),
        ];
        tx.submit(&Submission { entity: EVENT.to_owned(), id: Some(series.raw()), values, ..Submission::default() })
    };
    assert_eq!(codes(house.set.write(&house.ana(), by_hand).unwrap_err()), ["platform.series_has_moved starts_at"]);
    assert_eq!(Local::parse("2026-12-01T09:00:00").unwrap().to_string(), "2026-12-01T09:00:00");
}

fn answers(answer: Answer, accepted: bool) -> Record {
    Respond { answer, accepted }.to_record()
}

/// What Eva's line of an event says.
fn eva_says(house: &House, event: Id<Event>) -> Option<Answer> {
    house.set.read(&we(), |read| Ok(read.get(event)?.answer_of(house.eva))).unwrap()
}

fn bell(house: &House, whose: Id<User>) -> Vec<String> {
    let rings = house.set.read(&we(), |read| platform::notification::newest(read, whose, None, 50)).unwrap();
    rings.into_iter().map(|ring| ring.text).collect()
}

#[test]
fn whoever_is_invited_answers_and_whoever_invited_hears_of_it() {
    let house = house();
    let mut meeting = house.event(house.ana, "Prices", "24T09:00", "24T10:00");
    meeting.attendees = vec![Attendee::colleague(house.eva), Attendee::guest("Olaf", None)].into();
    let meeting = house.insert(&house.ana(), meeting).unwrap();
    let respond = |who: &Who, wish: Record| {
        house.set.write(who, move |tx: &mut Tx| tx.perform(EVENT, meeting.raw(), "respond", None, &wish))
    };
    // Eva has no right on Ana's events but to read and to answer what she is asked to.
    respond(&house.eva(), answers(Answer::Tentative, false)).unwrap();
    assert_eq!(eva_says(&house, meeting), Some(Answer::Tentative));
    assert_eq!(bell(&house, house.ana), ["? Eva: Prices, 2026-11-24 10:00–11:00"]);
    respond(&house.eva(), answers(Answer::Declined, false)).unwrap();
    assert_eq!(house.diary_of(house.eva), Vec::<String>::new(), "the time is free again");
    assert!(matches!(respond(&house.ana(), answers(Answer::Accepted, false)), Err(base::Error::Forbidden { .. })));
    let rosa = house.set.write(&we(), |tx| user_with(tx, "Rosa", &[(EVENT, "*", Scope::Own)])).unwrap();
    let stranger = respond(&Who::user(rosa.raw(), "test"), answers(Answer::Accepted, false));
    assert!(matches!(stranger, Err(base::Error::NotFound { .. })), "who is not asked has nothing to answer");
}

#[test]
fn a_yes_on_what_one_has_already_is_warned_about_and_can_be_meant_all_the_same() {
    let house = house();
    let mut meeting = house.event(house.ana, "Prices", "24T09:00", "24T10:00");
    meeting.attendees = vec![Attendee::colleague(house.eva)].into();
    let meeting = house.insert(&house.ana(), meeting).unwrap();
    let mut call = house.event(house.eva, "Call with Nordbau", "24T09:30", "24T10:30");
    call.accepted = true;
    house.insert(&house.eva(), call).unwrap();
    let respond = |answer, accepted| {
        let wish = answers(answer, accepted);
        house.set.write(&house.eva(), move |tx: &mut Tx| tx.perform(EVENT, meeting.raw(), "respond", None, &wish))
    };
    let refused = respond(Answer::Accepted, false).unwrap_err();
    assert_eq!(codes(refused), ["platform.event_clash accepted"]);
    assert_eq!(eva_says(&house, meeting), Some(Answer::Open));
    respond(Answer::Tentative, false).unwrap();
    respond(Answer::Declined, false).unwrap();
    // Back among those who come, on an event of Ana's that was never asked about: it is Eva's word that counts.
    respond(Answer::Accepted, true).unwrap();
    assert_eq!(eva_says(&house, meeting), Some(Answer::Accepted));
}

#[test]
fn one_of_a_series_is_answered_alone_and_asks_nobody_twice() {
    let house = house();
    let mut weekly = house.event(house.ana, "Weekly", "24T08:00", "24T08:30");
    weekly.repeat = platform::event::Repeat::Weekly;
    weekly.repeat_until = Some(Date::parse("2026-12-15").unwrap());
    weekly.attendees = vec![Attendee::colleague(house.eva)].into();
    let series = house.insert(&house.ana(), weekly).unwrap();
    let one = RespondOne { original: "2026-12-01T09:00:00".into(), answer: Answer::Declined, accepted: false };
    let one = one.to_record();
    let made = house
        .set
        .write(&house.eva(), move |tx: &mut Tx| tx.perform(EVENT, series.raw(), "respond_one", None, &one))
        .unwrap();
    let apart = Id::from_raw(made[0].1);
    assert_eq!((eva_says(&house, apart), eva_says(&house, series)), (Some(Answer::Declined), Some(Answer::Open)));
    assert_eq!(house.diary_of(house.eva), ["Weekly 11-24T09:00", "Weekly 12-08T09:00", "Weekly 12-15T09:00"]);
    let all = answers(Answer::Accepted, false);
    house.set.write(&house.eva(), move |tx: &mut Tx| tx.perform(EVENT, series.raw(), "respond", None, &all)).unwrap();
    assert_eq!((eva_says(&house, apart), eva_says(&house, series)), (Some(Answer::Declined), Some(Answer::Accepted)));
}
