//! The calendar of people's events: a day, a week, a month, an agenda, a team's day with times at which all are free, or people and
//! rooms under each other.

mod rooms;

pub(super) use rooms::Rooms;

use super::entries::{self, Colours, Seen};
use super::{event_form, names, reader, working_time, zone_of_reader};
use crate::event::{Event, Reach, Retime};
use crate::page::{Ask, Drawn, Form, Reply, Sheet};
use crate::{User, WorkingTime};
use base::{Date, Error, Id, Instant, Local, Result, Weekday, Zone};
use entity::{Choice, Described, Entity};
use std::collections::BTreeMap;
use std::time::Duration;
use store::{Read, Tx, action};
use ui::page::{
    Calendar, CalendarEntry as Entry, CalendarSpan as Span, Day, Diary, DiaryAsks, DiaryColumn, DiaryHours, diary,
};
use ui::part::{Action, Does, Tab, icon};
use ui::{Markup, html};

/// Most calendars beside each other.
const MOST_PEOPLE: usize = 12;

/// Entries of a day in a month; the others are a line that leads to the day.
const OF_DAY: usize = 4;

/// How far ahead a time is looked for at which all are free.
const AHEAD: i64 = 14;

/// Times at which all are free that are proposed.
const PROPOSED: usize = 3;

/// What of the calendar is asked for.
pub(super) struct View {
    pub span: Span,
    /// Somebody chose the span; otherwise phones show an agenda.
    pub chosen: bool,
    pub at: Date,
    pub today: Date,
    pub zone: Zone,
    pub me: Id<User>,
    /// Whose calendars, one's own first where it is among them.
    pub people: Vec<i64>,
    /// Rooms and vehicles that are shown as well.
    pub resources: Vec<i64>,
    pub here: String,
}

/// Where entries lead.
pub(super) struct Places {
    here: String,
    events: String,
}

impl Places {
    /// A record's page, or the question which of a series is meant.
    pub fn of(&self, seen: &Seen) -> String {
        let id = seen.event.head.id;
        match seen.event.rule.is_some() {
            true => format!("{}/event/{id}?at={}", self.here, seen.occurrence.original),
            false => format!("{}/{id}", self.events),
        }
    }
}

pub fn draw(read: &Read, ask: &Ask) -> Result<Drawn> {
    match ask.rest {
        [] => page(read, ask),
        ["new"] => event_form::new(read, ask),
        ["event", id] => event_form::which(read, ask, id),
        _ => Err(Error::not_found("page", ask.rest.join("/"))),
    }
}

/// What is posted: a new event, another time, or which of a series is meant.
pub fn act(tx: &mut Tx, form: &Form) -> Result<Reply> {
    match form.part(0) {
        "new" => event_form::make(tx, form),
        "move" => retime(tx, form),
        "event" => event_form::change(tx, form),
        _ => Err(Error::not_found("page", form.rest.join("/"))),
    }
}

impl View {
    fn of(read: &Read, ask: &Ask) -> Result<View> {
        let (me, zone) = (reader(read)?, zone_of_reader(read)?);
        let today = zone.local(read.now())?.date;
        let asked = ask.get("span");
        let span = match asked {
            "day" => Span::Day,
            "month" => Span::Month,
            "agenda" => Span::Agenda,
            "team" => Span::Team,
            "timeline" => Span::Timeline,
            _ => Span::Week,
        };
        let (mut people, mut resources) = (ids(ask, "people"), ids(ask, "resources"));
        if people.is_empty() && resources.is_empty() && span == Span::Timeline {
            resources = Rooms::of(read)?.ids();
        }
        if people.is_empty() {
            people.push(me.raw());
            if matches!(span, Span::Team | Span::Timeline) {
                people.extend(team_mates(read, me)?);
            }
        }
        people.sort_by_key(|person| *person != me.raw());
        people.dedup();
        people.truncate(MOST_PEOPLE);
        resources.truncate(MOST_PEOPLE);
        let at = Date::parse(ask.get("at")).unwrap_or(today);
        Ok(View { span, chosen: !asked.is_empty(), at, today, zone, me, people, resources, here: ask.here.to_owned() })
    }

    /// The same with another span and day.
    fn link(&self, span: &str, at: Date) -> String {
        let mut address = format!("{}?at={at}", self.here);
        if !span.is_empty() {
            address.push_str(&format!("&span={span}"));
        }
        address.push_str(&self.whose());
        address
    }

    /// The calendars shown, for an address; one's own alone needs no words.
    fn whose(&self) -> String {
        let mut text = String::new();
        if self.people != [self.me.raw()] {
            text.extend(self.people.iter().map(|person| format!("&people={person}")));
        }
        text.extend(self.resources.iter().map(|resource| format!("&resources={resource}")));
        text
    }

    fn word(&self) -> &'static str {
        match self.span {
            _ if !self.chosen => "",
            Span::Day => "day",
            Span::Week => "week",
            Span::Month => "month",
            Span::Agenda => "agenda",
            Span::Team => "team",
            Span::Timeline => "timeline",
        }
    }

    /// The first and the last day shown.
    fn reach(&self) -> Result<(Date, Date)> {
        let monday = |day: Date| day.add_days(-i64::from(day.weekday().to_monday_zero_offset()));
        Ok(match self.span {
            Span::Day | Span::Team => (self.at, self.at),
            Span::Week | Span::Timeline => (monday(self.at)?, monday(self.at)?.add_days(6)?),
            Span::Month => (monday(self.at.first_of_month())?, monday(self.at.last_of_month())?.add_days(6)?),
            Span::Agenda => (self.at, self.at.add_days(30)?),
        })
    }

    /// A step earlier and later.
    fn steps(&self) -> Result<(Date, Date)> {
        Ok(match self.span {
            Span::Day | Span::Team => (self.at.add_days(-1)?, self.at.add_days(1)?),
            Span::Week | Span::Timeline => (self.at.add_days(-7)?, self.at.add_days(7)?),
            Span::Month => (self.at.add_months(-1)?, self.at.add_months(1)?),
            Span::Agenda => (self.at.add_days(-30)?, self.at.add_days(30)?),
        })
    }

    fn moments(&self, first: Date, last: Date) -> Result<worktime::Span> {
        let from = self.zone.boundary(Local::midnight(first))?;
        Ok(worktime::Span { from, until: self.zone.boundary(Local::midnight(last.add_days(1)?))? })
    }
}

fn page(read: &Read, ask: &Ask) -> Result<Drawn> {
    let view = View::of(read, ask)?;
    let (first, last) = view.reach()?;
    // Phones show what comes next, also beyond the week.
    let last_seen = if view.chosen { last } else { last.max(view.at.add_days(30)?) };
    let all = entries::seen(read, view.moments(first, last_seen)?, &view.zone, &view.people, &view.resources)?;
    let rooms = Rooms::of(read)?;
    let time = working_time(read)?;
    let places = Places { here: ask.here.to_owned(), events: ask.list(read, Event::DEF.name)? };
    let colours = Colours { people: &view.people };
    let entry = |seen: &Seen, day: Date| seen.entry(&|id| ask.t(id), &places, day, &colours);
    let people = names(read, &view.people)?;
    let hours = match view.span {
        Span::Day | Span::Week => Some(week(read, ask, &view, &all, &time, (first, last), &entry)?),
        Span::Team => Some(team(read, ask, &view, &all, &time, (&people, &rooms), &entry)?),
        Span::Month | Span::Agenda | Span::Timeline => None,
    };
    let (days_from, days_until) = if hours.is_some() { (view.at, last_seen) } else { (first, last) };
    let days = days(ask, &view, &all, &time, (days_from, days_until), &entry)?;
    let above = if view.span == Span::Team {
        proposals(read, ask, &view, &time, &rooms)?
    } else {
        html! {}
    };
    let may = read.access()?.may(&*read.shape(Event::DEF.name)?, action::CREATE);
    let shown = Diary {
        calendar: calendar(ask, &view, first, days)?,
        hours,
        lines: match view.span {
            Span::Timeline => rooms::lines(&view, &all, &time, (&people, &rooms), (first, last), &entry)?,
            _ => Vec::new(),
        },
        agenda_on_phones: !view.chosen,
        people: picker(read, ask, &view, &rooms)?,
        above,
        move_to: ask.below("move"),
        new_at: ask.below("new"),
        words: DiaryAsks {
            which: ask.t("platform-calendar-which"),
            this: ask.t("platform-event-reach-this"),
            following: ask.t("platform-event-reach-following"),
            all: ask.t("platform-event-reach-all"),
            clash: ask.t("platform-calendar-clash"),
            anyway: ask.t("platform-calendar-anyway"),
            back: ask.t("platform-calendar-back"),
        },
    };
    let mut actions =
        vec![Action::link(ask.t("platform-event-plural"), ask.list(read, Event::DEF.name)?).icon("list").desk_only()];
    let files = format!("{}/pages/platform/calendar-file", ask.base);
    actions.push(Action::link(ask.t("platform-page-calendar-file"), files).icon("calendar-range").desk_only());
    if may {
        let address = format!("{}?day={}{}", ask.below("new"), view.at, view.whose());
        let new = Action::new(ask.t("platform-calendar-new"), Does::Dialog(address));
        actions.push(new.icon("plus").primary().key("create"));
    }
    let content = diary(ask.cx, &shown);
    Ok(Drawn::Page(Box::new(Sheet { actions, content, ..Sheet::default() })))
}

/// The bar above: which stretch, and the ways to others.
fn calendar(ask: &Ask, view: &View, first: Date, days: Vec<Day>) -> Result<Calendar> {
    let (earlier, later) = view.steps()?;
    let tab = |word: &str, label: &str, span: Span| Tab {
        label: ask.t(label),
        href: view.link(word, view.at),
        current: view.span == span,
        count: None,
    };
    let week = |day: Date| week_of(ask, day);
    let format = ask.format;
    let label = match view.span {
        Span::Day | Span::Team => {
            format!("{}, {}", format.weekday_short(view.at.weekday()), format.date(view.at))
        }
        Span::Week | Span::Timeline => {
            let last = first.add_days(6)?;
            format!("{} – {} · {}", format.day_month(first), format.date(last), week(first))
        }
        Span::Month => format.month_year(view.at),
        Span::Agenda => format!("{} – {}", format.day_month(view.at), format.date(view.at.add_days(30)?)),
    };
    let weekdays = (0..7).filter_map(|n| first.add_days(n).ok()).map(|d| format.weekday_short(d.weekday()).to_owned());
    Ok(Calendar {
        spans: vec![
            tab("day", "platform-calendar-day", Span::Day),
            tab("week", "platform-calendar-week", Span::Week),
            tab("month", "platform-calendar-month", Span::Month),
            tab("agenda", "platform-calendar-agenda", Span::Agenda),
            tab("team", "platform-calendar-team", Span::Team),
            tab("timeline", "platform-calendar-timeline", Span::Timeline),
        ],
        label,
        moves: (view.link(view.word(), earlier), view.link(view.word(), view.today), view.link(view.word(), later)),
        span: view.span,
        weekdays: weekdays.collect(),
        days,
        ..Calendar::default()
    })
}

fn week_of(ask: &Ask, day: Date) -> String {
    ask.cx.t_args("platform-calendar-week-number", &[("n", ui::Arg::Count(i64::from(day.iso_week().1)))])
}

/// Days of a month or an agenda.
fn days(
    ask: &Ask,
    view: &View,
    all: &[Seen],
    time: &WorkingTime,
    (first, last): (Date, Date),
    entry: &dyn Fn(&Seen, Date) -> Entry,
) -> Result<Vec<Day>> {
    let month = view.span == Span::Month;
    let (who, calendar) = (Id::from_raw(view.people[0]), time.of_user(Id::from_raw(view.people[0])));
    let mut days = Vec::new();
    let mut day = first;
    while day <= last {
        let mut shown: Vec<Entry> = all.iter().filter(|seen| seen.on(day)).map(|seen| entry(seen, day)).collect();
        let more = month.then_some(shown.len()).filter(|n| *n > OF_DAY).map(|n| n - OF_DAY + 1);
        if let Some(more) = more {
            shown.truncate(shown.len() - more);
        }
        let label = |n: usize| ask.cx.t_args("platform-calendar-more", &[("n", ui::Arg::Count(n as i64))]);
        days.push(Day {
            iso: day.to_string(),
            number: day.day(),
            label: format!("{}, {}", ask.format.weekday_short(day.weekday()), ask.format.date(day)),
            outside: month && day.month() != view.at.month(),
            today: day == view.today,
            entries: shown,
            more: more.map(|n| (label(n), view.link("day", day))),
            week: (month && day.weekday() == Weekday::Monday).then(|| day.iso_week().1.to_string()),
            off: month && calendar.as_ref().is_some_and(|calendar| calendar.day(day).is_off()),
            note: time.day_name(who, day).map(str::to_owned),
        });
        day = day.add_days(1)?;
    }
    Ok(days)
}

/// Days beside each other.
fn week(
    read: &Read,
    ask: &Ask,
    view: &View,
    all: &[Seen],
    time: &WorkingTime,
    (first, last): (Date, Date),
    entry: &dyn Fn(&Seen, Date) -> Entry,
) -> Result<DiaryHours> {
    let mut columns = Vec::new();
    let mut day = first;
    while day <= last {
        let mut column = column(read, ask, view, all, time, (day, Id::from_raw(view.people[0]), None), entry)?;
        column.head = format!("{} {}", ask.format.weekday_short(day.weekday()), day.day());
        column.href = (view.span == Span::Week).then(|| view.link("day", day));
        columns.push(column);
        day = day.add_days(1)?;
    }
    Ok(DiaryHours { corner: String::new(), columns })
}

/// People of one day beside each other.
fn team(
    read: &Read,
    ask: &Ask,
    view: &View,
    all: &[Seen],
    time: &WorkingTime,
    (people, rooms): (&BTreeMap<i64, String>, &Rooms),
    entry: &dyn Fn(&Seen, Date) -> Entry,
) -> Result<DiaryHours> {
    let mut columns = Vec::new();
    for person in &view.people {
        let who = Id::from_raw(*person);
        let mut column = column(read, ask, view, all, time, (view.at, who, Some(*person)), entry)?;
        column.head = people.get(person).cloned().unwrap_or_default();
        columns.push(column);
    }
    for resource in &view.resources {
        columns.push(rooms.column(ask, view, all, *resource, entry));
    }
    Ok(DiaryHours { corner: String::new(), columns })
}

fn column(
    read: &Read,
    ask: &Ask,
    view: &View,
    all: &[Seen],
    time: &WorkingTime,
    (day, who, person): (Date, Id<User>, Option<i64>),
    entry: &dyn Fn(&Seen, Date) -> Entry,
) -> Result<DiaryColumn> {
    let takes = |seen: &Seen| person.is_none_or(|person| seen.people.contains(&person));
    let (whole, timed) = entries::column(all, day, &takes, &|seen| entry(seen, day));
    let now = view.zone.local(read.now())?;
    Ok(DiaryColumn {
        iso: day.to_string(),
        label: format!("{}, {}", ask.format.weekday_short(day.weekday()), ask.format.date(day)),
        today: day == view.today && person.is_none(),
        note: time.day_name(who, day).map(str::to_owned),
        person,
        whole,
        timed,
        shut: time.of_user(who).map(|calendar| entries::shut(&calendar, day, &view.zone)).unwrap_or_default(),
        now: (day == now.date).then_some((now.second / 900) as u8),
        ..DiaryColumn::default()
    })
}

/// Times at which all who are shown are free: the first ones from the day shown on.
fn proposals(read: &Read, ask: &Ask, view: &View, time: &WorkingTime, rooms: &Rooms) -> Result<Markup> {
    let minutes: i64 = ask.get("minutes").parse().ok().filter(|m| (15..=480).contains(m)).unwrap_or(60);
    let first = view.at.max(view.today);
    let mut within = view.moments(first, first.add_days(AHEAD)?)?;
    within.from = within.from.max(read.now());
    let all = entries::seen(read, within, &view.zone, &view.people, &view.resources)?;
    let mut busy = entries::busy(&all);
    let calendars: Vec<_> =
        view.people.iter().map(|person| hours_of(time, Id::from_raw(*person))).collect::<Result<_>>()?;
    let opens: Vec<_> = view.resources.iter().map(|id| rooms.hours(time, *id, &view.zone)).collect();
    let mut attendees: Vec<worktime::Attendee> = (view.people.iter().zip(&calendars))
        .map(|(person, calendar)| worktime::Attendee {
            calendar,
            busy: busy.remove(person).unwrap_or_default(),
            needed: true,
        })
        .collect();
    for (resource, calendar) in view.resources.iter().zip(&opens) {
        attendees.push(worktime::Attendee { calendar, busy: entries::taken(&all, *resource), needed: true });
    }
    let length = Duration::from_secs(minutes as u64 * 60);
    let found =
        worktime::common_slots(&attendees, within, length, Duration::from_secs(900), PROPOSED).unwrap_or_default();
    let told = |slot: &worktime::Slot| -> Result<(String, String)> {
        let (from, until) = (view.zone.local(slot.span.from)?, view.zone.local(slot.span.until)?);
        let clock = |local: Local| crate::working_calendar::clock(super::minute(local));
        let day = format!("{} {}", ask.format.weekday_short(from.date.weekday()), ask.format.day_month(from.date));
        let people: String = view.people.iter().map(|person| format!("&people={person}")).collect();
        let booked: String = view.resources.iter().map(|resource| format!("&resources={resource}")).collect();
        let address = format!(
            "{}?day={}&from={}&until={}{people}{booked}",
            ask.below("new"),
            from.date,
            clock(from),
            clock(until)
        );
        Ok((format!("{day}, {}–{}", clock(from), clock(until)), address))
    };
    let slots = found.iter().map(told).collect::<Result<Vec<_>>>()?;
    let lengths = [15, 30, 45, 60, 90, 120, 180, 240];
    Ok(html! {
        div.slots data-region="slots" {
            form method="get" action=(ask.here) {
                input type="hidden" name="span" value="team";
                input type="hidden" name="at" value=(view.at);
                @for person in &view.people { input type="hidden" name="people" value=(person); }
                @for resource in &view.resources { input type="hidden" name="resources" value=(resource); }
                label {
                    (ask.t("platform-calendar-free-for")) " "
                    span.sel {
                        select.inp name="minutes" data-submit {
                            @for length in lengths {
                                option value=(length) selected[length == minutes] {
                                    (ask.cx.t_args("platform-calendar-minutes", &[("n", ui::Arg::Count(length))]))
                                }
                            }
                        }
                        (icon("chevron-down"))
                    }
                }
                noscript { button.btn { (ask.t("platform-calendar-show")) } }
            }
            @for (label, address) in &slots { a.btn href=(address) data-dialog { (icon("calendar-check")) (label) } }
            @if slots.is_empty() { span.mute { (ask.t("platform-calendar-none-free")) } }
        }
    })
}

/// When somebody works; who has no calendar is taken to work from nine to six on weekdays where they are.
fn hours_of(time: &WorkingTime, who: Id<User>) -> Result<worktime::Calendar> {
    if let Some(calendar) = time.of_user(who) {
        return Ok(calendar);
    }
    let hours = worktime::Hours::new(9 * 60, 18 * 60).map(|hours| worktime::Week::monday_to_friday(&[hours]));
    let usual = hours.and_then(|week| worktime::Calendar::new(time.zone_of(who), week, BTreeMap::new()));
    usual.map_err(|problem| Error::broken(problem.to_string()))
}

/// Ids that an address names, such as those of people.
fn ids(ask: &Ask, name: &str) -> Vec<i64> {
    ask.query.iter().filter(|(k, _)| k == name).filter_map(|(_, v)| v.parse().ok()).collect()
}

/// Whose calendars are shown: one's own, colleagues', and those of rooms.
fn picker(read: &Read, ask: &Ask, view: &View, rooms: &Rooms) -> Result<Markup> {
    let all = colleagues(read, view.me, view.people.as_slice())?;
    let shown = |id: i64| view.people.iter().position(|person| *person == id);
    let label = match view.people.as_slice() {
        [one] if *one == view.me.raw() => ask.t("platform-calendar-mine"),
        many => ask.cx.t_args("platform-calendar-people", &[("n", ui::Arg::Count(many.len() as i64))]),
    };
    Ok(html! {
        button.btn type="button" popovertarget="diary-people" aria-expanded="false" { (icon("users")) span { (label) } }
        div.menu.people #diary-people popover {
            form method="get" action=(view.here) {
                input type="hidden" name="at" value=(view.at);
                @if !view.word().is_empty() { input type="hidden" name="span" value=(view.word()); }
                @for (id, name) in &all {
                    @let place = shown(*id);
                    label class=[place.filter(|_| view.people.len() > 1).map(|place| entries::person_tone(place).class())] {
                        input type="checkbox" name="people" value=(id) checked[place.is_some()];
                        (name)
                    }
                }
                @for (id, name) in rooms.all() {
                    label {
                        input type="checkbox" name="resources" value=(id) checked[view.resources.contains(&id)];
                        (icon("map-pin")) (name)
                    }
                }
                div.acts { button.btn.pri { (ask.t("platform-calendar-show")) } }
            }
        }
    })
}

/// Colleagues to choose from: oneself, those of one's team, the others by name.
pub(super) fn colleagues(read: &Read, me: Id<User>, shown: &[i64]) -> Result<Vec<(i64, String)>> {
    let users: Vec<User> = read.select("active = 1 AND archived_at IS NULL ORDER BY name, id LIMIT 500", &[])?;
    let team = users.iter().find(|user| user.id() == me).and_then(|user| user.team);
    let mut all: Vec<(u8, i64, String)> = users
        .into_iter()
        .map(|user| {
            let near = team.is_some() && user.team == team;
            let rank = if user.id() == me {
                0
            } else if shown.contains(&user.head.id) {
                1
            } else {
                3 - u8::from(near)
            };
            (rank, user.head.id, user.name)
        })
        .collect();
    all.sort_by_key(|(rank, _, _)| *rank);
    all.truncate(40);
    Ok(all.into_iter().map(|(_, id, name)| (id, name)).collect())
}

fn team_mates(read: &Read, me: Id<User>) -> Result<Vec<i64>> {
    let Some(team) = crate::activity::team_of(read, me)? else { return Ok(Vec::new()) };
    let sql = store::sql!(
        "platform.team_mates",
        "SELECT id FROM platform_user WHERE team = $1 AND id <> $2 AND active = 1 AND archived_at IS NULL ORDER BY name, id LIMIT 7"
    );
    let rows = read.query(sql, &[team.into(), me.into()])?;
    Ok(rows.iter().filter_map(|row| row.first()?.int()).collect())
}

/// POST of an entry that was dragged or moved by keys.
fn retime(tx: &mut Tx, form: &Form) -> Result<Reply> {
    let id = entries::id_of(form.get("id")).ok_or_else(|| Error::not_found(Event::DEF.name, form.get("id")))?;
    let record = tx.visible(Event::DEF.name, id.raw(), action::READ)?;
    let event = Event::from_record(&record).map_err(store::damaged)?;
    let day = Date::parse(form.get("day"))?;
    let zone = if event.all_day { event.clock() } else { zone_of_reader(tx)? };
    let minute = crate::working_calendar::minutes(form.get("from")).filter(|_| !event.all_day).unwrap_or(0);
    let starts_at = zone.instant(Local::new(day, u32::from(minute) * 60)?)?;
    let length: Option<i64> = form.get("length").parse().ok().filter(|minutes| (1..=366 * 1440).contains(minutes));
    let wish = Retime {
        starts_at,
        ends_at: length.map(|minutes| Instant::from_micros(starts_at.micros() + minutes * 60_000_000)),
        original: Some(form.get("original").to_owned()).filter(|name| !name.is_empty()),
        reach: Reach::from_code(form.get("reach")).unwrap_or_default(),
        accepted: form.get("accepted") == "1",
    };
    // A series is versioned as a whole; what is dragged is one of its events, which others may have changed meanwhile.
    let version = form.get("version").parse().ok().filter(|_| event.rule.is_none());
    tx.perform(Event::DEF.name, id.raw(), "retime", version, &wish.to_record())?;
    Ok(Reply { to: format!("{}?at={day}", super::CALENDAR), said: None })
}
