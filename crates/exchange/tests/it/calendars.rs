//! Calendar files in and out: what others write comes in, the same comes out again, and what is bad or hostile is refused in
//! words.

use base::{Id, Instant, Result, Zone};
use entity::{Entity, Lines};
use exchange::ical::{Taken, event_file, feed_file, import};
use platform::event::{State, diary};
use platform::{Attendee, Event, EventKind, User};
use std::sync::Arc;
use store::testing::Fresh;
use store::{Options, Registry, Tx, Who};
use worktime::Span;

struct Desk {
    set: Fresh,
    ana: Id<User>,
    eva: Id<User>,
}

/// Ana and Eva in Madrid, on Monday, 23 November 2026.
fn desk() -> Desk {
    let registry = Registry::new(&[&platform::MODULE], &[], platform::HOOKS);
    let clock = Arc::new(|| Instant::parse("2026-11-23T07:00:00Z").unwrap());
    let set = Fresh::with(registry, Options { clock, ..Options::default() });
    let found = |tx: &mut Tx| -> Result<(Id<User>, Id<User>)> {
        platform::seed::basics(tx, platform::Language::English)?;
        platform::seed::company(tx, "Ferrum Trading", "EUR", "ES")?;
        let role = platform::Role::by_code(tx, "sales")?.unwrap();
        let ana = tx.insert(&mut User::new("Ana", "ana@ferrum.example", &[role]))?;
        Ok((ana, tx.insert(&mut User::new("Eva", "eva@ferrum.example", &[role]))?))
    };
    let (ana, eva) = set.write(&Who::program("test"), found).unwrap();
    Desk { set, ana, eva }
}

impl Desk {
    fn who(&self) -> Who {
        Who::user(self.ana.raw(), "test")
    }

    fn take(&self, file: &str, leave_out: bool) -> Result<Taken> {
        let bytes = file.replace('\n', "\r\n").into_bytes();
        self.set.write(&self.who(), move |tx| import(tx, &bytes, leave_out))
    }

    fn all(&self) -> Vec<Event> {
        let ids = "archived_at IS NULL ORDER BY id";
        self.set
            .read(&Who::program("test"), |read| {
                read.select::<Event>(ids, &[])?.iter().map(|event| read.get(event.id())).collect()
            })
            .unwrap()
    }

    /// What takes place until spring, as "title day time" in universal time.
    fn diary(&self) -> Vec<String> {
        let at = |text: &str| Instant::parse(text).unwrap();
        let window = Span { from: at("2026-11-01T00:00:00Z"), until: at("2027-04-30T00:00:00Z") };
        let found = self
            .set
            .read(&Who::program("test"), |read| diary::within(read, window, &Zone::UTC, &[self.ana.raw()]))
            .unwrap();
        let told = |e: &diary::Entry| -> Vec<String> {
            e.occurrences.iter().map(|o| format!("{} {}", e.event.title, &o.span.from.to_string()[..16])).collect()
        };
        let mut all: Vec<String> = found.iter().flat_map(told).collect();
        all.sort_by_key(|text| text[text.len() - 16..].to_owned());
        all
    }
}

fn calendar(events: &str) -> String {
    format!("BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Others//EN\n{events}END:VCALENDAR\n")
}

/// A weekly meeting as Outlook writes it: Windows names of zones, one moved, one left out.
const WEEKLY: &str = "BEGIN:VEVENT\nUID:weekly@others\nSUMMARY:Weekly with Nordbau\\, prices\nDTSTART;TZID=Romance Standard Time:20261124T090000\n\
DTEND;TZID=Romance Standard Time:20261124T093000\nRRULE:FREQ=WEEKLY;UNTIL=20261222\nEXDATE;TZID=Romance Standard Time:20261208T090000\n\
ATTENDEE;CN=\"Eva\";PARTSTAT=ACCEPTED:mailto:EVA@ferrum.example\nATTENDEE;CN=Olaf;ROLE=OPT-PARTICIPANT:mailto:olaf@nordbau.example\n\
ATTENDEE:mailto:ana@ferrum.example\nLOCATION:Room 4\nCLASS:PRIVATE\nBEGIN:VALARM\nTRIGGER:-PT15M\nACTION:DISPLAY\nEND:VALARM\nEND:VEVENT\n\
BEGIN:VEVENT\nUID:weekly@others\nSUMMARY:Weekly with Nordbau\nRECURRENCE-ID:20261201T080000Z\nDTSTART:20261202T100000Z\nDURATION:PT1H\nEND:VEVENT\n";

#[test]
fn a_series_of_another_program_comes_in_with_what_was_moved_and_left_out() {
    let desk = desk();
    assert_eq!(desk.take(&calendar(WEEKLY), false).unwrap(), Taken { made: 2, changed: 0, left_out: 0 });
    assert_eq!(
        desk.diary(),
        [
            "Weekly with Nordbau, prices 2026-11-24T08:00",
            "Weekly with Nordbau 2026-12-02T10:00",
            "Weekly with Nordbau, prices 2026-12-15T08:00",
            "Weekly with Nordbau, prices 2026-12-22T08:00",
        ]
    );
    let series = &desk.all()[0];
    assert_eq!((series.owner, series.place.as_deref(), series.private), (Some(desk.ana), Some("Room 4"), true));
    let Lines::Loaded(lines) = &series.attendees else { panic!("not loaded") };
    assert_eq!((lines[0].person, lines.len()), (Some(desk.eva), 2), "whoever imports is no line");
    assert_eq!((lines[1].name.as_deref(), lines[1].optional), (Some("Olaf"), true));
    assert_eq!(series.reminders[0].minutes, 15);
}

#[test]
fn the_same_file_twice_changes_nothing_and_a_newer_one_changes_the_event() {
    let desk = desk();
    desk.take(&calendar(WEEKLY), false).unwrap();
    let (before, versions) = (desk.diary(), desk.all().iter().map(|e| e.head.version).collect::<Vec<_>>());
    assert_eq!(desk.take(&calendar(WEEKLY), false).unwrap(), Taken { made: 0, changed: 2, left_out: 0 });
    assert_eq!((desk.diary(), desk.all().len()), (before, 2), "by its name, not by title and time");
    let later: Vec<i64> = desk.all().iter().map(|e| e.head.version).collect();
    assert!(later.iter().zip(&versions).all(|(now, then)| now - then <= 1));
    let cancelled = "BEGIN:VEVENT\nUID:weekly@others\nSEQUENCE:2\nSUMMARY:Called off\nDTSTART:20261124T080000Z\nSTATUS:CANCELLED\nEND:VEVENT\n";
    desk.take(&calendar(cancelled), false).unwrap();
    assert_eq!((desk.all()[0].title.as_str(), desk.all()[0].state), ("Called off", State::NotHeld));
}

#[test]
fn whole_days_stay_the_days_they_are() {
    let desk = desk();
    let fair = "BEGIN:VEVENT\nUID:fair\nSUMMARY:Fair\nDTSTART;VALUE=DATE:20261201\nDTEND;VALUE=DATE:20261204\nEND:VEVENT\n\
        BEGIN:VEVENT\nUID:day\nSUMMARY:Closed\nDTSTART;VALUE=DATE:20261208\nRRULE:FREQ=YEARLY;BYMONTHDAY=8;BYMONTH=12\nEND:VEVENT\n";
    desk.take(&calendar(fair), false).unwrap();
    let days = |event: &Event| {
        let zone = event.clock();
        (zone.local(event.starts_at).unwrap().to_string(), zone.local(event.ends_at.unwrap()).unwrap().to_string())
    };
    let (fair, closed) = (&desk.all()[0], &desk.all()[1]);
    assert!(fair.all_day && closed.all_day);
    assert_eq!(days(fair), ("2026-12-01T00:00:00".into(), "2026-12-04T00:00:00".into()));
    assert_eq!(days(closed).0, "2026-12-08T00:00:00");
}

#[test]
fn what_went_out_comes_in_as_it_was() {
    let (ours, theirs) = (desk(), desk());
    ours.take(&calendar(WEEKLY), false).unwrap();
    let file = ours.set.read(&ours.who(), |read| event_file(read, ours.all()[0].id())).unwrap();
    assert!(
        file.contains("DTSTART;TZID=Europe/Paris:20261124T090000")
            && file.contains("RRULE:FREQ=WEEKLY;UNTIL=20261222T225959Z"),
        "{file}"
    );
    assert!(
        file.contains("BEGIN:VTIMEZONE") && file.contains("RECURRENCE-ID;TZID=Europe/Paris:20261201T090000"),
        "{file}"
    );
    assert!(file.lines().all(|line| line.len() <= 75));
    let bytes = file.into_bytes();
    theirs.set.write(&theirs.who(), move |tx| import(tx, &bytes, false)).unwrap();
    assert_eq!(theirs.diary(), ours.diary());
    let feed = ours.set.read(&Who::program("feed"), |read| feed_file(read, ours.ana)).unwrap();
    assert_eq!((feed.matches("BEGIN:VEVENT").count(), feed.contains("X-WR-CALNAME:Ana")), (2, true));
    let others = ours.set.read(&Who::program("feed"), |read| feed_file(read, ours.eva)).unwrap();
    assert_eq!(
        others.matches("BEGIN:VEVENT").count(),
        1,
        "Eva accepted the series, and nobody asked her about the moved one"
    );
}

#[test]
fn a_bad_file_is_refused_in_words_and_the_rest_can_be_taken() {
    let desk = desk();
    let bad = "BEGIN:VEVENT\nUID:1\nSUMMARY:Good\nDTSTART:20261201T090000Z\nDTEND:20261201T100000Z\nEND:VEVENT\n\
        BEGIN:VEVENT\nSUMMARY:No time\nEND:VEVENT\n\
        BEGIN:VEVENT\nSUMMARY:Elsewhere\nDTSTART;TZID=Mars/Olympus:20261201T090000\nEND:VEVENT\n\
        BEGIN:VEVENT\nSUMMARY:Sometimes\nDTSTART:20261201T090000Z\nRRULE:FREQ=SOMETIMES\nEND:VEVENT\n\
        BEGIN:VEVENT\nSUMMARY:Backwards\nDTSTART:20261201T090000Z\nDTEND:20261101T090000Z\nEND:VEVENT\n";
    let told = |error: base::Error| -> Vec<String> {
        error.refusals().iter().map(|r| format!("{} {}", r.code, r.record.clone().unwrap_or_default())).collect()
    };
    assert_eq!(
        told(desk.take(&calendar(bad), false).unwrap_err()),
        [
            "exchange.event_without_start No time",
            "exchange.event_zone Elsewhere",
            "exchange.event_rule Sometimes",
            "exchange.event_end Backwards",
        ]
    );
    assert!(desk.all().is_empty(), "all or nothing, unless somebody says otherwise");
    assert_eq!(desk.take(&calendar(bad), true).unwrap(), Taken { made: 1, changed: 0, left_out: 4 });
    for (file, code) in [("PK\u{3}\u{4}", "exchange.not_a_calendar"), (&*calendar(""), "exchange.calendar_empty")] {
        assert_eq!(desk.take(file, true).unwrap_err().code(), code);
    }
}

#[test]
fn a_hostile_file_costs_little() {
    let desk = desk();
    let endless = "BEGIN:VEVENT\nUID:x\nSUMMARY:Every second\nDTSTART:19700101T000000Z\nRRULE:FREQ=SECONDLY;COUNT=4000000000\nEND:VEVENT\n";
    desk.take(&calendar(endless), false).unwrap();
    assert!(desk.diary().len() <= 400, "no list shows more of one series");
    let many = "BEGIN:VEVENT\nSUMMARY:x\nDTSTART:20261201T090000Z\nEND:VEVENT\n".repeat(1_001);
    assert_eq!(desk.take(&calendar(&many), true).unwrap_err().code(), "exchange.calendar_too_many");
    let dates = format!("RDATE:{}\n", vec!["20261201T090000Z"; 100_000].join(","));
    let event = format!("BEGIN:VEVENT\nUID:y\nSUMMARY:Dates\nDTSTART:20261201T090000Z\n{dates}END:VEVENT\n");
    desk.take(&calendar(&event), false).unwrap();
    let long = format!("BEGIN:VEVENT\nSUMMARY:{}\nDTSTART:20261201T090000Z\nEND:VEVENT\n", "x".repeat(1_000_000));
    desk.take(&calendar(&long), false).unwrap();
    let never = "BEGIN:VEVENT\nSUMMARY:Never\nDTSTART:20261201T090000Z\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30\nEND:VEVENT\n";
    assert_eq!(desk.take(&calendar(never), false).unwrap_err().code(), "exchange.event_rule_never");
}

#[test]
fn a_first_event_that_its_rule_does_not_know_is_counted_all_the_same() {
    let desk = desk();
    let odd = "BEGIN:VEVENT\nUID:odd\nSUMMARY:Odd\nDTSTART:20261124T090000Z\nRRULE:FREQ=WEEKLY;BYDAY=FR;COUNT=3\nEND:VEVENT\n";
    desk.take(&calendar(odd), false).unwrap();
    assert_eq!(desk.diary(), ["Odd 2026-11-24T09:00", "Odd 2026-11-27T09:00", "Odd 2026-12-04T09:00"]);
}

#[test]
fn a_feed_is_read_by_its_address_alone_until_another_is_made() {
    let desk = desk();
    let draw = || platform::feed::draw().unwrap();
    let (first, second) = (draw(), draw());
    let make = |text: platform::token::TokenText| {
        desk.set.write(&desk.who(), move |tx| platform::feed::create(tx, &text)).unwrap();
    };
    make(first.clone());
    let owner = |text: &str| {
        desk.set.read(&Who::program("feed"), |read| platform::feed::by_token(read, text)).unwrap().map(|f| f.owner)
    };
    assert_eq!(owner(first.expose()), Some(desk.ana));
    make(second.clone());
    assert_eq!((owner(first.expose()), owner(second.expose()), owner("")), (None, Some(desk.ana), None));
    let ana = desk.ana;
    let leaves = move |tx: &mut Tx| {
        let mut user = tx.lock(ana)?;
        user.active = false;
        tx.update(&mut user)
    };
    desk.set.write(&Who::program("test"), leaves).unwrap();
    assert_eq!(owner(second.expose()), None, "whoever left is not read any more");
}

#[test]
fn a_file_is_looked_at_before_it_is_taken_in() {
    let desk = desk();
    let bad = "BEGIN:VEVENT\nSUMMARY:No time\nEND:VEVENT\n";
    let file = calendar(&format!("{WEEKLY}{bad}")).replace('\n', "\r\n").into_bytes();
    let seen = |desk: &Desk| -> Vec<String> {
        let looks = desk.set.read(&desk.who(), |read| exchange::ical::look(read, &file)).unwrap();
        let told = |look: &exchange::ical::Look| match &look.outlook {
            exchange::ical::Outlook::New => "new".to_owned(),
            exchange::ical::Outlook::Changed => "changed".to_owned(),
            exchange::ical::Outlook::LeftOut(reason) => reason.code.to_string(),
        };
        looks.iter().map(told).collect()
    };
    assert_eq!(seen(&desk), ["new", "new", "exchange.event_without_start"]);
    assert!(desk.all().is_empty(), "looking stores nothing");
    desk.take(&calendar(WEEKLY), false).unwrap();
    assert_eq!(seen(&desk), ["changed", "changed", "exchange.event_without_start"]);
    assert!(desk.set.read(&Who::program("test"), |read| exchange::ical::look(read, b"BEGIN:VCALENDAR")).is_err());
}

/// The codes of a refusal.
fn codes(taken: Result<Taken>) -> Vec<String> {
    taken.unwrap_err().refusals().iter().map(|refusal| refusal.code.to_string()).collect()
}

#[test]
fn the_answer_of_somebody_invited_comes_in_by_a_file_and_goes_out_with_the_event() {
    let desk = desk();
    let meeting = desk
        .set
        .write(&desk.who(), |tx| {
            let at = |hour: i64| Instant::from_micros(tx.now().micros() + (24 + hour) * 3_600_000_000);
            let (from, until) = (at(1), at(2));
            let mut event = Event::new(EventKind::Meeting, "Prices", from, until, tx.who().user.map(Id::from_raw));
            event.attendees = vec![Attendee::guest("Olaf", Some(entity::Email::new("olaf@nordbau.example")))].into();
            tx.insert(&mut event)
        })
        .unwrap();
    let file = desk.set.read(&desk.who(), |read| event_file(read, meeting)).unwrap();
    assert!(file.contains("PARTSTAT=NEEDS-ACTION"), "{file}");
    let uid = file.lines().find_map(|line| line.strip_prefix("UID:")).unwrap().trim().to_owned();
    let reply = |uid: &str, who: &str, says: &str| {
        format!(
            "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Others//EN\nMETHOD:REPLY\nBEGIN:VEVENT\nUID:{uid}\nSUMMARY:Prices\n\
             ATTENDEE;PARTSTAT={says}:mailto:{who}\nEND:VEVENT\nEND:VCALENDAR\n"
        )
    };
    let taken = desk.take(&reply(&uid, "OLAF@nordbau.example", "TENTATIVE"), false).unwrap();
    assert_eq!(taken, Taken { made: 0, changed: 1, left_out: 0 }, "it makes no event of its own");
    assert_eq!(desk.all()[0].attendees[0].answer, platform::event::Answer::Tentative);
    let file = desk.set.read(&desk.who(), |read| event_file(read, meeting)).unwrap();
    assert!(file.contains("PARTSTAT=TENTATIVE"), "{file}");
    assert_eq!(
        codes(desk.take(&reply("9.9@fondaco", "olaf@nordbau.example", "ACCEPTED"), false)),
        ["exchange.reply_to_nothing"]
    );
    assert_eq!(codes(desk.take(&reply(&uid, "stranger@x.example", "ACCEPTED"), false)), ["exchange.reply_of_stranger"]);
    assert_eq!((desk.all().len(), desk.all()[0].attendees.len()), (1, 1), "nothing was let in");
    // One of a series is answered by its place in it.
    desk.take(&calendar(WEEKLY), false).unwrap();
    let one = reply("weekly@others", "olaf@nordbau.example", "DECLINED")
        .replace("SUMMARY", "RECURRENCE-ID:20261215T080000Z\nSUMMARY");
    desk.take(&one, false).unwrap();
    let apart = desk.all().into_iter().find(|e| e.original.as_deref() == Some("2026-12-15T09:00:00")).unwrap();
    assert_eq!(apart.attendees.iter().map(|a| a.answer.code()).collect::<Vec<_>>(), ["accepted", "declined"]);
}
