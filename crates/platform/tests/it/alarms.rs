//! Reminders that ring, wait, are missed and seen to; tasks that come again; notes on many records.

use crate::agenda::{at, monday};
use crate::fixture::{Deal, codes, deal, registry, user_with, we};
use base::{Date, Id, Instant, Result};
use entity::{Described as _, Entity as _, Record};
use platform::event::Repeat;
use platform::{
    Activity, ActivityType, Alarm, Attendee, CheckItem, Event, EventKind, Language, Reach, Reminder, User, seed,
};
use platform::{activity, alarm, note, notification};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use store::testing::Fresh;
use store::{Options, Tx, Who};

struct Desk {
    set: Fresh,
    clock: Arc<AtomicI64>,
    ana: Id<User>,
    eva: Id<User>,
    deal: Id<Deal>,
}

fn desk() -> Desk {
    let clock = Arc::new(AtomicI64::new(monday().micros()));
    let seen = clock.clone();
    let now = Arc::new(move || Instant::from_micros(seen.load(Ordering::Relaxed)));
    let set = Fresh::with(registry(), Options { clock: now, ..Options::default() });
    let found = |tx: &mut Tx| -> Result<_> {
        seed::basics(tx, Language::English)?;
        seed::company(tx, "Ferrum Trading", "EUR", "ES")?;
        let rights: &[_] = &[
            ("shop.deal", "*", Reach::Own),
            ("platform.event", "*", Reach::Own),
            ("platform.alarm", "*", Reach::Own),
            ("platform.activity", "*", Reach::Own),
            ("platform.note", "*", Reach::Own),
        ];
        let (ana, eva) = (user_with(tx, "Ana", rights)?, user_with(tx, "Eva", rights)?);
        Ok((ana, eva, tx.insert(&mut deal("Bridge", Some(ana), None, None))?))
    };
    let (ana, eva, deal) = set.write(&we(), found).unwrap();
    Desk { set, clock, ana, eva, deal }
}

impl Desk {
    fn ana(&self) -> Who {
        Who::user(self.ana.raw(), "test")
    }

    /// The clock stands at this time of November 2026 and the job runs.
    fn at(&self, text: &str) {
        self.clock.store(at(text).micros(), Ordering::Relaxed);
        while self.set.write(&we(), alarm::ring_due).unwrap() {}
    }

    /// What rang for somebody so far, oldest first.
    fn bell(&self, whose: Id<User>) -> Vec<String> {
        let rings = self.set.read(&we(), |read| notification::newest(read, whose, None, 50)).unwrap();
        rings.into_iter().rev().map(|ring| ring.text).collect()
    }

    fn waiting(&self, whose: Id<User>) -> Vec<(String, &'static str)> {
        let found = self.set.read(&we(), |read| alarm::waiting(read, whose, 50)).unwrap();
        found.into_iter().map(|alarm| (alarm.title, alarm.state.code())).collect()
    }

    fn event(&self, title: &str, from: &str, until: &str, minutes: &[i64]) -> Event {
        let mut event = Event::new(EventKind::Meeting, title, at(from), at(until), Some(self.ana));
        event.reminders = minutes.iter().map(|m| Reminder::before(*m)).collect::<Vec<_>>().into();
        event
    }

    fn insert(&self, event: Event) -> Id<Event> {
        self.set.write(&self.ana(), move |tx| tx.insert(&mut event.clone())).unwrap()
    }

    fn alarm(&self, whose: Id<User>) -> Alarm {
        self.set.read(&we(), |read| alarm::waiting(read, whose, 1)).unwrap().remove(0)
    }

    fn perform(&self, alarm: &Alarm, verb: &'static str, input: Record) -> Result<()> {
        let (id, who) = (alarm.head.id, Who::user(alarm.owner.raw(), "test"));
        self.set.write(&who, move |tx| tx.perform("platform.alarm", id, verb, None, &input)).map(|_| ())
    }
}

#[test]
fn each_reminder_rings_once_for_everybody_who_comes_and_waits_until_seen_to() {
    let desk = desk();
    let mut meeting = desk.event("Prices", "24T09:00", "24T10:00", &[15, 60]);
    meeting.attendees = vec![Attendee::colleague(desk.eva)].into();
    desk.insert(meeting);
    desk.at("24T07:59");
    assert_eq!(desk.bell(desk.ana), Vec::<String>::new());
    desk.at("24T08:00");
    desk.at("24T08:01");
    assert_eq!(desk.bell(desk.ana), ["Prices, 2026-11-24 10:00–11:00"], "once, on the wall of Madrid");
    desk.at("24T08:45");
    assert_eq!((desk.bell(desk.ana).len(), desk.bell(desk.eva).len()), (2, 2));
    let minutes = |minutes| alarm::Snooze { minutes }.to_record();
    let first = desk.alarm(desk.eva);
    assert_eq!(codes(desk.perform(&first, "snooze", minutes(0)).unwrap_err()), ["platform.snooze_length minutes"]);
    desk.perform(&first, "snooze", minutes(10)).unwrap();
    desk.at("24T08:54");
    assert_eq!(desk.bell(desk.eva).len(), 2);
    desk.at("24T08:55");
    assert_eq!(desk.bell(desk.eva).len(), 3, "it rings again");
    desk.perform(&first, "dismiss", Record::blank(&[])).unwrap();
    assert_eq!(desk.waiting(desk.eva).len(), 1, "the other one still waits");
    desk.at("24T23:00");
    assert_eq!((desk.bell(desk.ana).len(), desk.bell(desk.eva).len()), (2, 3));
}

#[test]
fn a_series_rings_for_each_of_its_events_and_not_for_those_left_out_or_moved() {
    let desk = desk();
    let mut daily = desk.event("Stand-up", "24T08:00", "24T08:15", &[10]);
    daily.repeat = Repeat::Daily;
    let series = desk.insert(daily);
    let leave = platform::event::Leave { original: "2026-11-25T09:00:00".into(), reach: platform::event::Reach::This };
    let moved = platform::event::Retime {
        starts_at: at("26T12:00"),
        ends_at: None,
        original: Some("2026-11-26T09:00:00".into()),
        reach: platform::event::Reach::This,
        accepted: false,
    };
    for (verb, input) in [("leave_out", leave.to_record()), ("retime", moved.to_record())] {
        let run = move |tx: &mut Tx| tx.perform("platform.event", series.raw(), verb, None, &input);
        desk.set.write(&desk.ana(), run).unwrap();
    }
    for (time, rung) in [("24T07:50", 1), ("25T07:50", 1), ("26T07:50", 1), ("26T11:50", 2), ("27T07:50", 3)] {
        desk.at(time);
        assert_eq!(desk.bell(desk.ana).len(), rung, "{time}");
    }
}

#[test]
fn a_reminder_is_told_in_the_zone_of_its_event_and_for_whole_days_from_midnight() {
    let desk = desk();
    let mut fair = desk.event("Fair", "25T12:00", "25T12:00", &[9 * 60]);
    (fair.all_day, fair.zone) = (true, Some("Asia/Shanghai".to_owned()));
    desk.insert(fair);
    // Midnight of the 25th in Shanghai is 16:00 of the 24th in universal time; nine hours earlier is 07:00.
    desk.at("24T06:59");
    assert_eq!(desk.bell(desk.ana).len(), 0);
    desk.at("24T07:00");
    assert_eq!(desk.bell(desk.ana), ["Fair, 2026-11-25"]);
}

#[test]
fn what_was_missed_while_nothing_ran_is_one_ring_and_a_list() {
    let desk = desk();
    desk.insert(desk.event("Prices", "24T09:00", "24T10:00", &[15]));
    desk.insert(desk.event("Visit", "25T09:00", "25T10:00", &[15]));
    let mut daily = desk.event("Stand-up", "24T08:00", "24T08:15", &[10]);
    daily.repeat = Repeat::Daily;
    desk.insert(daily);
    desk.at("30T12:00");
    assert_eq!(desk.bell(desk.ana).len(), 1, "no storm");
    let waiting = desk.waiting(desk.ana);
    assert!(waiting.iter().all(|(_, state)| *state == "missed"), "{waiting:?}");
    assert_eq!(waiting.len(), 5, "the two meetings, and the last three of the series");
    // The event is going on: late, but not too late.
    desk.insert(desk.event("Board", "30T13:00", "30T14:00", &[240]));
    desk.at("30T12:01");
    assert_eq!(
        desk.waiting(desk.ana)[0],
        ("Board".to_owned(), "rung"),
        "its time had come already, so it rings at once"
    );
}

#[test]
fn a_task_that_repeats_comes_again_when_it_is_done() {
    let desk = desk();
    let day = |text: &str| Date::parse(text).unwrap();
    let mut task = Activity::new(ActivityType::Task, "VAT return", Some(day("2026-11-20")), Some(desk.ana));
    (task.repeat, task.remind_at) = (Repeat::Weekly, Some(at("23T08:00")));
    task.checklist = vec![CheckItem { done: true, ..CheckItem::new("Check the figures") }].into();
    let task = desk.set.write(&desk.ana(), move |tx| tx.insert(&mut task.clone())).unwrap();
    desk.at("23T08:00");
    desk.at("23T08:05");
    assert_eq!(desk.bell(desk.ana), ["VAT return"]);
    let finish = |id: Id<Activity>| {
        let run = move |tx: &mut Tx| tx.perform("platform.activity", id.raw(), "finish", None, &Record::blank(&[]));
        desk.set.write(&desk.ana(), run)
    };
    let made = finish(task).unwrap();
    let again: Activity = desk.set.read(&we(), |read| read.get(Id::from_raw(made[0].1))).unwrap();
    assert_eq!(
        (again.due_on, again.state),
        (Some(day("2026-11-27")), activity::State::Open),
        "overdue by three days: this week's"
    );
    assert!(!again.checklist[0].done && again.remind_at == Some(at("30T08:00")));
    let whole = again.id();
    let part = move |tx: &mut Tx| {
        let mut part = Activity::new(ActivityType::Call, "Ask the adviser", None, None);
        part.parent = Some(whole);
        tx.insert(&mut part)
    };
    let part = desk.set.write(&we(), part).unwrap();
    assert_eq!(codes(finish(whole).unwrap_err()), ["platform.activity_has_open_parts "]);
    let circle = move |tx: &mut Tx| {
        let mut again: Activity = tx.lock(whole)?;
        again.parent = Some(part);
        tx.update(&mut again)
    };
    assert_eq!(codes(desk.set.write(&we(), circle).unwrap_err()), ["platform.activity_in_a_circle parent"]);
}

#[test]
fn who_works_on_a_task_together_may_read_it() {
    let desk = desk();
    let eva = Who::user(desk.eva.raw(), "test");
    let mut task = Activity::new(ActivityType::Task, "Fair", None, Some(desk.ana));
    task.collaborators = vec![platform::Collaborator::new(desk.eva)].into();
    let task = desk.set.write(&desk.ana(), move |tx| tx.insert(&mut task.clone())).unwrap();
    desk.set.read(&eva, |read| read.visible("platform.activity", task.raw(), "read").map(|_| ())).unwrap();
    let limited = Who { limits: vec!["shop.deal:read".to_owned()], ..eva };
    let narrow = desk.set.read(&limited, |read| read.visible("platform.activity", task.raw(), "read").map(|_| ()));
    assert!(matches!(narrow, Err(base::Error::NotFound { .. })), "a token for deals opens no tasks");
}

#[test]
fn a_note_is_about_many_records_and_stays_on_top_when_pinned() {
    let desk = desk();
    let (ana, first) = (desk.ana, desk.deal);
    let write = move |tx: &mut Tx| {
        let second = tx.insert(&mut deal("Tower", Some(ana), None, None))?;
        let old = note::add(tx, "shop.deal", first.raw(), "They want both before Easter", &[])?;
        note::add(tx, "shop.deal", second.raw(), "Asked for steel prices", &[])?;
        note::link(tx, old, "shop.deal", second.raw())?;
        note::link(tx, old, "shop.deal", second.raw())?;
        tx.perform("platform.note", old.raw(), "pin", None, &Record::blank(&[]))?;
        Ok((second, old))
    };
    let (second, old) = desk.set.write(&we(), write).unwrap();
    let texts = |deal: Id<Deal>| {
        let notes = desk.set.read(&desk.ana(), |read| note::of(read, "shop.deal", deal.raw())).unwrap();
        notes.iter().map(|n| n.body.0.clone()).collect::<Vec<_>>()
    };
    assert_eq!(texts(second), ["They want both before Easter", "Asked for steel prices"]);
    assert_eq!(texts(first), ["They want both before Easter"]);
    let (events, _) =
        desk.set.read(&desk.ana(), |read| platform::timeline::of(read, "shop.deal", second.raw(), None, 10)).unwrap();
    assert_eq!(events.len(), 3, "both notes and the record's beginning");
    let unlink = move |tx: &mut Tx| note::unlink(tx, old, "shop.deal", second.raw());
    desk.set.write(&we(), unlink).unwrap();
    assert_eq!(texts(second), ["Asked for steel prices"]);
}

#[test]
fn a_note_is_linked_on_its_page_by_a_name_or_an_address_to_records_that_its_writer_may_see() {
    let desk = desk();
    let (ana, first) = (desk.ana, desk.deal);
    let write = move |tx: &mut Tx| {
        let tower = tx.insert(&mut deal("Tower", Some(ana), None, None))?;
        let hidden = tx.insert(&mut deal("Secret", None, None, None))?;
        Ok((tower, hidden))
    };
    let (tower, hidden) = desk.set.write(&we(), write).unwrap();
    let jotted = move |tx: &mut Tx| note::add(tx, "shop.deal", first.raw(), "**Steel** for both", &[]);
    let jotted = desk.set.write(&desk.ana(), jotted).unwrap();
    let tie = |verb: &'static str, record: String| {
        let which = note::Which { record }.to_record();
        desk.set.write(&desk.ana(), move |tx| tx.perform("platform.note", jotted.raw(), verb, None, &which).map(|_| ()))
    };
    tie("tie", "tower".into()).unwrap();
    tie("tie", format!("https://erp.example/ferrum/shop/deals/{tower}?tab=1")).unwrap();
    let of = |deal: Id<Deal>| desk.set.read(&desk.ana(), |read| note::of(read, "shop.deal", deal.raw())).unwrap().len();
    assert_eq!((of(first), of(tower)), (1, 1), "once, however often it is said");
    for unseen in ["Secret".to_owned(), "Bridge of sighs".to_owned(), "/shop/boats/1".to_owned()] {
        assert_eq!(codes(tie("tie", unseen).unwrap_err()), ["platform.note_about_nothing record"]);
    }
    let address = tie("tie", format!("/ferrum/shop/deals/{hidden}")).unwrap_err();
    assert!(matches!(address, base::Error::NotFound { .. }), "an address tells no more than a name");
    tie("untie", "Tower".into()).unwrap();
    assert_eq!(of(tower), 0);
    tie("tie", "Tower".into()).unwrap();
    assert_eq!(codes(tie("untie", format!("/shop/deals/{first}")).unwrap_err()), ["platform.note_not_about record"]);
}

#[test]
fn an_event_on_a_record_stands_in_its_timeline_unless_it_is_private() {
    let desk = desk();
    let deal = desk.deal.raw();
    let (open, mut secret) =
        (desk.event("Visit", "24T09:00", "24T10:00", &[]), desk.event("Quarrel", "25T09:00", "25T10:00", &[]));
    secret.private = true;
    let plan = move |tx: &mut Tx| {
        platform::event::plan(tx, "shop.deal", deal, open.clone())?;
        platform::event::plan(tx, "shop.deal", deal, secret.clone())
    };
    desk.set.write(&desk.ana(), plan).unwrap();
    let boss = desk.set.write(&we(), |tx| user_with(tx, "Boss", &[("*", "*", Reach::All)])).unwrap();
    let count = |who: &Who| desk.set.read(who, |read| platform::event::of(read, "shop.deal", deal)).unwrap().len();
    assert_eq!((count(&desk.ana()), count(&Who::user(boss.raw(), "test"))), (2, 1));
}

#[test]
fn many_private_events_do_not_end_the_timeline_of_whoever_may_not_see_them() {
    let desk = desk();
    let deal = desk.deal.raw();
    let open = desk.event("Visit", "24T09:00", "24T10:00", &[]);
    let quarrel = Event { private: true, free: true, ..desk.event("Quarrel", "25T09:00", "25T10:00", &[]) };
    let plan = move |tx: &mut Tx| {
        platform::event::plan(tx, "shop.deal", deal, open.clone())?;
        (0..12).try_for_each(|_| platform::event::plan(tx, "shop.deal", deal, quarrel.clone()).map(|_| ()))
    };
    desk.set.write(&desk.ana(), plan).unwrap();
    let boss = desk.set.write(&we(), |tx| user_with(tx, "Boss", &[("*", "*", Reach::All)])).unwrap();
    let titles = |who: &Who| {
        let (mut all, mut after) = (Vec::new(), None);
        loop {
            let page = |read: &store::Read| platform::timeline::of(read, "shop.deal", deal, after, 3);
            let (events, next) = desk.set.read(who, page).unwrap();
            all.extend(events.into_iter().filter_map(|event| match event.what {
                platform::timeline::What::Booked(event) => Some(event.title),
                _ => None,
            }));
            after = next;
            if after.is_none() {
                return all;
            }
        }
    };
    assert_eq!(titles(&Who::user(boss.raw(), "test")), ["Visit"], "behind twelve that are not for him");
    assert_eq!(titles(&desk.ana()).len(), 13);
}
