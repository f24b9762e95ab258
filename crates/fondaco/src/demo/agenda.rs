//! The calendars of the demonstration company: when people work in Spain and in China, their meetings, calls and visits of some
//! weeks, and what came of those that are over.

use base::{Date, Id, Instant, Local, Result, Weekday, Zone};
use entity::{Described, Entity, Text};
use parties::Party;
use platform::event::{self, Leave, Outcome, Reach, Repeat, Retime};
use platform::working_calendar::On;
use platform::{
    Activity, ActivityType, Attendee, Booking, CheckItem, Collaborator, Company, Event, EventKind, Priority, Reminder,
    Resource, ResourceKind, SpecialDay, User, WorkingCalendar, WorkingHours,
};
use std::sync::atomic::Ordering;
use store::{Set, Tx, Who};

/// Work days before and after today that have events.
const DAYS: i64 = 15;
const MINUTE: i64 = 60_000_000;
const DAY: i64 = 86_400_000_000;

/// Makes working calendars, events and tasks, each in a transaction of its own.
pub fn fill(set: &Set) -> Result<()> {
    let who = Who::program("demo");
    set.write(&who, hours)?;
    set.write(&who, regular)?;
    appointments(set)?;
    set.write(&who, tasks)
}

fn people(tx: &Tx) -> Result<Vec<User>> {
    tx.select("active = 1 AND archived_at IS NULL ORDER BY id", &[])
}

/// Madrid's shop hours with the national holidays; Shanghai's with the days that are worked instead of others.
fn hours(tx: &mut Tx) -> Result<()> {
    let year = tx.today().year();
    let mut days = Vec::new();
    for year in [year, year + 1] {
        for (month, day, name) in [
            (1, 1, "Año Nuevo"),
            (1, 6, "Epifanía del Señor"),
            (5, 1, "Fiesta del Trabajo"),
            (8, 15, "Asunción de la Virgen"),
            (10, 12, "Fiesta Nacional"),
            (11, 1, "Todos los Santos"),
            (12, 6, "Día de la Constitución"),
            (12, 8, "Inmaculada Concepción"),
            (12, 25, "Navidad"),
        ] {
            days.extend(Date::new(year, month, day).map(|day| SpecialDay::off(day, name)));
        }
        days.extend(Date::new(year, 12, 24).map(|day| SpecialDay::with(day, "Nochebuena", "09:00", "14:00")));
    }
    let week =
        vec![WorkingHours::new(On::Workdays, "09:00", "14:00"), WorkingHours::new(On::Workdays, "16:00", "19:00")];
    let company = tx.select::<Company>("archived_at IS NULL ORDER BY id LIMIT 1", &[])?;
    let mut spain = WorkingCalendar::new("España", week, days);
    spain.of_company = company.first().map(Entity::id);
    spain.zone = Some("Europe/Madrid".to_owned());
    tx.insert(&mut spain)?;
    // The State Council's list for 2026: holidays and the weekend days worked for them.
    let mut days = Vec::new();
    let mut off = |month: i8, from: i8, until: i8, name: &str| {
        days.extend((from..=until).filter_map(|day| Date::new(2026, month, day)).map(|day| SpecialDay::off(day, name)));
    };
    off(1, 1, 3, "元旦");
    off(2, 15, 23, "春节");
    off(4, 4, 6, "清明节");
    off(5, 1, 5, "劳动节");
    off(6, 19, 21, "端午节");
    off(9, 25, 27, "中秋节");
    off(10, 1, 7, "国庆节");
    for (month, day) in [(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)] {
        for (opens, closes) in [("09:00", "12:00"), ("13:30", "18:00")] {
            days.extend(Date::new(2026, month, day).map(|day| SpecialDay::with(day, "调休上班", opens, closes)));
        }
    }
    let week =
        vec![WorkingHours::new(On::Workdays, "09:00", "12:00"), WorkingHours::new(On::Workdays, "13:30", "18:00")];
    let mut china = WorkingCalendar::new("中国", week, days);
    china.zone = Some("Asia/Shanghai".to_owned());
    china.of_person = people(tx)?.iter().find(|user| user.name == "Mei Lin").map(Entity::id);
    tx.insert(&mut china)?;
    // Support has promises to keep around the clock.
    tx.insert(&mut WorkingCalendar::new("24/7", vec![WorkingHours::new(On::EveryDay, "00:00", "24:00")], Vec::new()))?;
    Ok(())
}

/// A moment on the wall of Madrid.
fn moment(day: Date, minute: u32) -> Result<Instant> {
    Ok(Zone::named("Europe/Madrid")?.instant(Local::new(day, minute * 60)?)?)
}

fn later(at: Instant, minutes: i64) -> Instant {
    Instant::from_micros(at.micros() + minutes * 60_000_000)
}

fn monday_before(day: Date, weeks: i64) -> Result<Date> {
    Ok(day.add_days(-i64::from(day.weekday().to_monday_zero_offset()) - 7 * weeks)?)
}

/// Two rooms and a van, by their English names.
fn rooms(tx: &mut Tx) -> Result<[Id<Resource>; 3]> {
    let all = [
        (["Room Canal", "运河会议室", "Sala Canal"], ResourceKind::Room, Some(8), "First floor"),
        (["Room Bridge", "桥会议室", "Sala Puente"], ResourceKind::Room, Some(4), "First floor"),
        (["Delivery van", "送货车", "Furgoneta"], ResourceKind::Vehicle, Some(3), "Yard"),
    ];
    let mut ids = Vec::new();
    for (names, kind, seats, place) in all {
        let mut resource = Resource { seats, place: Some(place.to_owned()), ..Resource::new(names[0], kind) };
        ids.push(super::called(tx, &mut resource, names)?);
    }
    Ok([ids[0], ids[1], ids[2]])
}

/// What comes again: the sales meeting, of which one was moved and one fell away, a supplier's call, the stocktaking.
fn regular(tx: &mut Tx) -> Result<()> {
    let users = people(tx)?;
    let [canal, bridge, van] = rooms(tx)?;
    let named = |name: &str| users.iter().find(|user| user.name == name).map(Entity::id);
    let (lucia, mei, tom, diego) = (named("Lucía Ortega"), named("Mei Lin"), named("Tom Becker"), named("Diego Paz"));
    let monday = monday_before(tx.today(), 6)?;
    let with = |people: &[Option<Id<User>>]| {
        people.iter().flatten().map(|person| Attendee::colleague(*person)).collect::<Vec<_>>()
    };
    let at = moment(monday, 9 * 60 + 30)?;
    let mut weekly = Event::new(EventKind::Meeting, "Sales meeting", at, later(at, 30), lucia);
    weekly.repeat = Repeat::Weekly;
    weekly.resources = vec![Booking::of(canal)].into();
    weekly.attendees = with(&[tom, diego]).into();
    weekly.reminders = vec![Reminder::before(15)].into();
    weekly.accepted = true;
    let weekly = tx.insert(&mut weekly)?;
    let name =
        |week: i64| -> Result<String> { Ok(Local::new(monday.add_days(7 * week)?, (9 * 60 + 30) * 60)?.to_string()) };
    let moved = Retime {
        starts_at: moment(monday.add_days(7 * 7 + 1)?, 10 * 60)?,
        ends_at: None,
        original: Some(name(7)?),
        reach: Reach::This,
        accepted: true,
    };
    tx.perform(Event::DEF.name, weekly.raw(), "retime", None, &moved.to_record())?;
    let away = Leave { original: name(8)?, reach: Reach::This };
    tx.perform(Event::DEF.name, weekly.raw(), "leave_out", None, &away.to_record())?;
    let at = moment(monday.add_days(3)?, 9 * 60)?;
    let mut call = Event::new(EventKind::Call, "Chains and hubs, with Shenzhen", at, later(at, 45), mei);
    call.repeat = Repeat::Fortnightly;
    call.zone = Some("Asia/Shanghai".to_owned());
    call.attendees = with(&[lucia]).into();
    call.resources = vec![Booking::of(bridge)].into();
    call.reminders = vec![Reminder::before(10)].into();
    call.accepted = true;
    tx.insert(&mut call)?;
    let last = monday.last_of_month();
    let at = moment(last, 16 * 60)?;
    let mut count = Event::new(EventKind::Appointment, "Stocktaking", at, later(at, 120), named("Inés Vidal"));
    count.repeat = Repeat::Other;
    count.rule = Some(Text::new("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"));
    count.accepted = true;
    tx.insert(&mut count)?;
    let fair = tx.today().add_days(18)?;
    let mut fair =
        Event::new(EventKind::Visit, "Eurobike, Frankfurt", moment(fair, 0)?, moment(fair.add_days(3)?, 0)?, lucia);
    (fair.all_day, fair.free) = (true, false);
    fair.place = Some("Hall 12, stand C04".to_owned());
    fair.attendees = with(&[tom]).into();
    fair.resources = vec![Booking::of(van)].into();
    fair.accepted = true;
    tx.insert(&mut fair)?;
    let dentist = next_workday(tx.today().add_days(2)?)?;
    let at = moment(dentist, 13 * 60)?;
    let mut private = Event::new(EventKind::Appointment, "Dentist", at, later(at, 45), lucia);
    private.private = true;
    tx.insert(&mut private)?;
    Ok(())
}

fn next_workday(mut day: Date) -> Result<Date> {
    while matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) {
        day = day.add_days(1)?;
    }
    Ok(day)
}

/// Titles with the kind they are of and how long they take; what is said when they are over.
const APPOINTMENTS: [(EventKind, &str, i64, &str); 8] = [
    (EventKind::Call, "Spring order", 15, "They want 120 frames by March; the offer goes out tomorrow."),
    (EventKind::Meeting, "Yearly contract", 60, "Agreed on 4% from 50,000 EUR a year. Draft to their lawyer."),
    (EventKind::Visit, "Workshop and stock", 90, "Stock is low on chains and tyres. Left the new price list."),
    (EventKind::Call, "Open invoices", 15, "Two invoices will be paid on Friday, the third was lost."),
    (EventKind::Meeting, "New e-bike line", 60, "Liked the motor, not the colour. Sample in black next week."),
    (EventKind::Visit, "Scratched rims", 60, "Took 14 rims back. Replacement is on its way."),
    (EventKind::Call, "Delivery day", 15, "Thursday morning suits them."),
    (EventKind::Appointment, "Price list", 30, ""),
];

/// A call, a meeting or a visit somebody has with a customer: whose it is, which turn, on which day and from which minute.
type Slot = (User, usize, Date, u32);

/// Calls, meetings and visits with customers on the work days around today; what is over was held, one in nine was not. Each is put
/// into the calendar by its owner some days before, and what came of it noted when it was over.
fn appointments(set: &Set) -> Result<()> {
    let now = set.now();
    let (then, hand) = super::on_a_clock(set)?;
    let (parties, slots) = then.write(&Who::program("demo"), slots)?;
    for (user, turn, day, minute) in slots {
        let (kind, title, length, result) = APPOINTMENTS[turn % APPOINTMENTS.len()];
        let Some((party, name)) = parties.get(turn * 5 % parties.len().max(1)).cloned() else { continue };
        let (at, who) = (moment(day, minute)?, Who::user(user.head.id, "demo"));
        let planned = at.micros() - (2 + turn as i64 % 5) * DAY - turn as i64 % 50 * 7 * MINUTE;
        hand.store(planned.min(now.micros()), Ordering::Relaxed);
        let owner = user.id();
        let id = then.write(&who, move |tx| {
            let mut event = Event::new(kind, &format!("{title}, {name}"), at, later(at, length), Some(owner));
            event.reminders = vec![Reminder::before(if kind == EventKind::Visit { 60 } else { 15 })].into();
            // What fell on something else when the calendars were set up fell on it.
            event.accepted = true;
            if kind == EventKind::Visit {
                event.place = Some(name.clone());
            }
            event::plan(tx, Party::DEF.name, party.raw(), event)
        })?;
        let over = later(at, length + 4);
        if over < now {
            hand.store(over.micros(), Ordering::Relaxed);
            let missed = turn % 9 == 0;
            let words = if missed { "Nobody was there." } else { result };
            let outcome = Outcome { result: Some(Text::new(words)).filter(|_| !words.is_empty()) };
            let verb = if missed { "miss" } else { "hold" };
            then.write(&who, move |tx| {
                tx.perform(Event::DEF.name, id.raw(), verb, None, &outcome.to_record()).map(|_| ())
            })?;
        }
    }
    Ok(())
}

/// Somebody to talk to, by number and name.
type Whom = (Id<Party>, String);

/// Whom there is to talk to, and when everybody does.
fn slots(tx: &mut Tx) -> Result<(Vec<Whom>, Vec<Slot>)> {
    let users = people(tx)?;
    let parties: Vec<Party> = tx.select("is_customer = 1 AND archived_at IS NULL ORDER BY id LIMIT 40", &[])?;
    let today = tx.today();
    let (mut turn, mut day, mut all) = (0usize, today.add_days(-DAYS)?, Vec::new());
    while day <= today.add_days(DAYS)? {
        let work = !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        for (place, user) in users.iter().enumerate().filter(|_| work) {
            // Six o'clock in the evening in Shanghai is eleven in Madrid.
            let slots: &[u32] =
                if user.name == "Mei Lin" { &[9 * 60 + 45] } else { &[10 * 60 + 30, 12 * 60, 16 * 60 + 30] };
            for (slot, minute) in slots.iter().enumerate() {
                turn += 1;
                if (turn * 7 + place * 3 + slot) % 5 < 2 {
                    all.push((user.clone(), turn, day, *minute));
                }
            }
        }
        day = day.add_days(1)?;
    }
    Ok((parties.into_iter().map(|party| (party.id(), party.name)).collect(), all))
}

/// Tasks with steps, parts, colleagues and days of their own.
fn tasks(tx: &mut Tx) -> Result<()> {
    let users = people(tx)?;
    let named = |name: &str| users.iter().find(|user| user.name == name).map(Entity::id);
    let (lucia, tom) = (named("Lucía Ortega"), named("Tom Becker"));
    let today = tx.today();
    let mut fair = Activity::new(ActivityType::Task, "Stand at Eurobike", Some(today.add_days(16)?), lucia);
    fair.priority = Priority::High;
    fair.starts_on = Some(today);
    fair.collaborators = tom.map(Collaborator::new).into_iter().collect::<Vec<_>>().into();
    fair.checklist = [
        ("Book the stand", true),
        ("Order brochures in three languages", true),
        ("Ship the show bikes", false),
        ("Hotel for four", false),
    ]
    .map(|(step, done)| CheckItem { done, ..CheckItem::new(step) })
    .to_vec()
    .into();
    let fair = tx.insert(&mut fair)?;
    for (title, days, owner) in [("Posters", 9, tom), ("Price list for the fair", 12, lucia)] {
        let mut part = Activity::new(ActivityType::Task, title, Some(today.add_days(days)?), owner);
        part.parent = Some(fair);
        tx.insert(&mut part)?;
    }
    for (title, kind, days, priority) in [
        ("Answer the tender of Stadtwerke", ActivityType::Deadline, -2, Priority::Urgent),
        ("Send samples of the black finish", ActivityType::Task, -1, Priority::Normal),
        ("Call the carrier about Friday", ActivityType::Call, 0, Priority::High),
        ("Check the open quotations", ActivityType::Task, 0, Priority::Normal),
        ("Call back: scratched rims", ActivityType::Call, -1, Priority::Normal),
    ] {
        let mut task = Activity::new(kind, title, Some(today.add_days(days)?), lucia);
        task.priority = priority;
        tx.insert(&mut task)?;
    }
    let mut weekly =
        Activity::new(ActivityType::Task, "Weekly figures to the bank", Some(next_workday(today.add_days(3)?)?), lucia);
    weekly.repeat = Repeat::Weekly;
    tx.insert(&mut weekly).map(|_| ())
}
