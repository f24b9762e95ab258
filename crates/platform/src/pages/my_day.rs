//! Somebody's day: what reminds them, what takes place today, what is overdue and due, and what other modules have for them.

use super::{entries, minute, reader, wall, zone_of_reader};
use crate::alarm::{self, Alarm, Snooze};
use crate::event::{Answer, Respond, clash};
use crate::page::{Ask, Drawn, Form, Reply, Sheet};
use crate::working_calendar::clock;
use crate::{Activity, ActivityType, Event, Host, Priority, User};
use base::{Date, Error, Id, Local, Result, Zone};
use entity::{Choice as _, Described, Entity, Record, Value};
use std::collections::BTreeMap;
use store::{Read, Submission, Tx, action};
use ui::part::{Action, Does, Tone, icon, pill};
use ui::{Markup, html};

/// Lines of one part of the page.
const LINES: i64 = 30;

/// Invitations that wait for an answer, at most so many at once.
const ASKED: i64 = 10;

/// How long an alarm is quiet when somebody presses *later*.
const QUIET: i64 = 10;

pub(super) fn draw(read: &Read, ask: &Ask) -> Result<Drawn> {
    match ask.rest {
        [] => {}
        ["alarm", id] => return rung(read, ask, id),
        _ => return Err(Error::not_found("page", ask.rest.join("/"))),
    }
    let (me, zone) = (reader(read)?, zone_of_reader(read)?);
    let now = wall(&zone, read.now())?;
    let alarms = alarms(read, ask, me, &zone)?;
    let asked = invitations(read, ask, me, &zone)?;
    let today = today(read, ask, me, &zone, now)?;
    let tasks = open_tasks(read, me, now.date)?;
    let hosts = hosts(read, &tasks)?;
    let late = |task: &&Activity| task.due_on.is_some_and(|due| due < now.date);
    let is_call = |task: &&Activity| task.activity == ActivityType::Call;
    let calls: Vec<&Activity> = tasks.iter().filter(is_call).collect();
    let (overdue, due): (Vec<&Activity>, Vec<&Activity>) = tasks.iter().filter(|task| !is_call(task)).partition(late);
    let panels = ask.panels_of(read, User::DEF.name, me.raw())?;
    let lines = |tasks: &[&Activity]| task_lines(read, ask, tasks, &hosts, now.date);
    let content = html! {
        div.day-of {
            @if let Some(alarms) = alarms { (alarms) }
            @if let Some(asked) = asked { (asked) }
            (part(ask, "platform-day-today", "calendar-days", false, None, today))
            (part(ask, "platform-day-overdue", "circle-alert", !overdue.is_empty(), Some(overdue.len()), lines(&overdue)?))
            (part(ask, "platform-day-due", "square-check", false, Some(due.len()), html! { (lines(&due)?) (add(ask)) }))
            (part(ask, "platform-day-calls", "phone", calls.iter().any(late), Some(calls.len()), lines(&calls)?))
            @for (_, place) in &panels { (place) }
        }
    };
    let date = format!("{}, {}", ask.format.weekday_short(now.date.weekday()), ask.format.date(now.date));
    let shape = read.shape(Event::DEF.name)?;
    let mut actions = vec![
        Action::link(ask.t("platform-page-calendar"), format!("{}{}", ask.base, super::CALENDAR)).icon("calendar-days"),
    ];
    if read.access()?.may(&shape, action::CREATE) {
        let new = Does::Dialog(format!("{}{}/new", ask.base, super::CALENDAR));
        actions.push(Action::new(ask.t("platform-calendar-new"), new).icon("plus").primary().key("create"));
    }
    let title = format!("{} · {date}", ask.t("platform-page-my-day"));
    Ok(Drawn::Page(Box::new(Sheet { title, actions, content, ..Sheet::default() })))
}

fn part(ask: &Ask, title: &str, sign: &'static str, pressing: bool, count: Option<usize>, content: Markup) -> Markup {
    html! {
        section.card.panel.part.pressing[pressing] {
            header { h2 { (icon(sign)) (ask.t(title)) @if let Some(count) = count.filter(|n| *n > 0) { span.count { (count) } } } }
            (content)
        }
    }
}

fn nothing(ask: &Ask, words: &str) -> Markup {
    html! { p.mute { (ask.t(words)) } }
}

/// Reminders that came and wait to be seen to; nothing when there are none.
fn alarms(read: &Read, ask: &Ask, me: Id<User>, zone: &Zone) -> Result<Option<Markup>> {
    let waiting = alarm::waiting(read, me, LINES)?;
    if waiting.is_empty() {
        return Ok(None);
    }
    let mut lines = Vec::new();
    for alarm in &waiting {
        let about = wall(zone, alarm.about_at)?;
        let when = format!("{}, {}", ask.format.day_month(about.date), clock(minute(about)));
        lines.push((alarm, when, address(read, ask, Host { kind: alarm.host_kind, record: alarm.host })?));
    }
    let press = |alarm: &Alarm, verb: &str, label: &str| {
        html! {
            form method="post" action=(ask.below(format_args!("alarm/{}/{verb}", alarm.head.id))) {
                input type="hidden" name="_token" value=(ask.cx.token);
                button.btn { (ask.t(label)) }
            }
        }
    };
    let content = html! {
        ul.todo {
            @for (alarm, when, href) in &lines {
                li {
                    span { @if let Some(href) = href { a href=(href) { (alarm.title) } } @else { (alarm.title) } }
                    @if alarm.state == alarm::State::Missed { (pill(Tone::Warn, &ask.t("platform-alarm-state-missed"))) }
                    span.mute.small.end { (when) }
                    (press(alarm, "snooze", "platform-day-later"))
                    (press(alarm, "dismiss", "platform-alarm-op-dismiss"))
                }
            }
        }
    };
    Ok(Some(part(ask, "platform-alarm-plural", "bell-ring", true, Some(waiting.len()), content)))
}

/// Events that the reader is asked to come to and has not answered yet, with what they have already at the time.
fn invitations(read: &Read, ask: &Ask, me: Id<User>, zone: &Zone) -> Result<Option<Markup>> {
    let condition = "id IN (SELECT document FROM platform_attendee WHERE person = $1 AND answer = 'open') \
                     AND (owner IS NULL OR owner <> $1) AND state = 'planned' AND until_at > $2 AND archived_at IS NULL \
                     ORDER BY starts_at, id LIMIT $3";
    let events: Vec<Event> = read.select(condition, &[me.into(), read.now().into(), ASKED.into()])?;
    if events.is_empty() {
        return Ok(None);
    }
    let owners: Vec<i64> = events.iter().filter_map(|event| event.owner).map(Id::raw).collect();
    let owners = super::names(read, &owners)?;
    let list = ask.list(read, Event::DEF.name)?;
    let mut lines = Vec::new();
    for event in &events {
        let from = wall(zone, event.starts_at)?;
        let day = ask.format.day_month(from.date);
        let when = if event.all_day { day } else { format!("{day}, {}", clock(minute(from))) };
        let clash = clash::of_people(read, event, &[me.raw()])?.into_iter().next().map(|clash| match clash.what {
            clash::What::Event { title, .. } => title,
            clash::What::Busy => ask.t("platform-day-busy"),
            clash::What::Closed { day } => day.unwrap_or_else(|| ask.t("platform-day-off")),
        });
        lines.push((event, when, clash));
    }
    let content = html! {
        ul.todo {
            @for (event, when, clash) in &lines {
                li {
                    span.mono.when { (when) }
                    a href=(format!("{list}/{}", event.head.id)) { (event.title) }
                    @if event.rule.is_some() { span.mute.small { (ask.t(&format!("platform-event-repeat-{}", event.repeat.code()))) } }
                    @if let Some(owner) = event.owner.and_then(|owner| owners.get(&owner.raw())) { span.mute.small { (owner) } }
                    @if let Some(what) = clash {
                        (pill(Tone::Warn, &ask.cx.t_args("platform-day-falls-on", &[("what", ui::Arg::Text(what))])))
                    }
                    form.end.rsvp method="post" action=(ask.below(format_args!("respond/{}", event.head.id))) {
                        input type="hidden" name="_token" value=(ask.cx.token);
                        // Whoever presses has read what is in the way.
                        @if clash.is_some() { input type="hidden" name="accepted" value="1"; }
                        @for answer in [Answer::Accepted, Answer::Tentative, Answer::Declined] {
                            button.btn name="answer" value=(answer.code()) aria-label={ (ask.t(&format!("platform-attendee-answer-{}", answer.code()))) ": " (event.title) } {
                                (ask.t(&format!("platform-attendee-answer-{}", answer.code())))
                            }
                        }
                    }
                }
            }
        }
    };
    Ok(Some(part(ask, "platform-day-asked", "users", true, Some(events.len()), content)))
}

/// One alarm of the reader's as a note at the edge of whatever page is open: what it is about, and what can be done with it.
fn rung(read: &Read, ask: &Ask, id: &str) -> Result<Drawn> {
    let gone = || Error::not_found(Alarm::DEF.name, id);
    let (me, zone) = (reader(read)?, zone_of_reader(read)?);
    let known = entries::id_of(id).ok_or_else(gone)?.raw();
    let condition = "id = $1 AND owner = $2 AND state IN ('rung', 'missed') AND archived_at IS NULL";
    let alarm: Alarm = read.select(condition, &[known.into(), me.into()])?.pop().ok_or_else(gone)?;
    let about = wall(&zone, alarm.about_at)?;
    let when = format!("{}, {}", ask.format.day_month(about.date), clock(minute(about)));
    let href = address(read, ask, Host { kind: alarm.host_kind, record: alarm.host })?;
    let here = |verb: &str| ask.below(format_args!("alarm/{known}/{verb}"));
    Ok(Drawn::Region(html! {
        div.toast.t-info.alarm role="group" aria-label=(ask.t("platform-alarm")) data-alarm=(known) data-do="alarm" tabindex="-1" {
            (icon("bell-ring"))
            span { (alarm.title) " · " (when) " " kbd { (ui::keys::shown("alarm").unwrap_or_default()) } }
            @if let Some(href) = href { a href=(href) { (ask.t("platform-alarm-open")) } }
            form method="post" action=(here("snooze")) data-quiet {
                input type="hidden" name="_token" value=(ask.cx.token);
                button { (ask.t("platform-day-later")) }
                button formaction=(here("dismiss")) { (ask.t("platform-alarm-op-dismiss")) }
            }
        }
    }))
}

/// The page of a record by its kind, if there is one.
fn address(read: &Read, ask: &Ask, host: Host) -> Result<Option<String>> {
    let Ok(shape) = host.shape(read) else { return Ok(None) };
    ask.record(read, shape.name(), host.record).map(Some)
}

/// Today's events in order, with what is over in grey.
fn today(read: &Read, ask: &Ask, me: Id<User>, zone: &Zone, now: Local) -> Result<Markup> {
    let (from, until) =
        (zone.boundary(Local::midnight(now.date))?, zone.boundary(Local::midnight(now.date.add_days(1)?))?);
    let all = entries::seen(read, worktime::Span { from, until }, zone, &[me.raw()], &[])?;
    let calendar = format!("{}{}", ask.base, super::CALENDAR);
    let events = ask.list(read, Event::DEF.name)?;
    let href = |seen: &entries::Seen| match seen.event.rule.is_some() {
        true => format!("{calendar}/event/{}?at={}", seen.event.head.id, seen.occurrence.original),
        false => format!("{events}/{}", seen.event.head.id),
    };
    if all.is_empty() {
        return Ok(nothing(ask, "platform-day-no-events"));
    }
    Ok(html! {
        ul.todo {
            @for seen in &all {
                li.over[!seen.whole() && seen.until < now] {
                    span.mono.when {
                        @if seen.whole() { (ask.cx.t("ui-all-day")) }
                        @else { (clock(minute(seen.from))) "–" (clock(minute(seen.until))) }
                    }
                    a.off[seen.event.state == crate::event::State::NotHeld] href=(href(seen)) data-dialog[seen.event.rule.is_some()] { (seen.event.title) }
                    span.mute.small.end {
                        @if let Some(place) = &seen.event.place { (place) " · " }
                        (ask.t(&format!("platform-event-kind-{}", seen.event.kind.code())))
                    }
                }
            }
        }
    })
}

/// What the reader has to do until today, the oldest first.
fn open_tasks(read: &Read, me: Id<User>, today: Date) -> Result<Vec<Activity>> {
    let condition =
        "owner = $1 AND state = 'open' AND due_on <= $2 AND archived_at IS NULL ORDER BY due_on, id LIMIT $3";
    read.select(condition, &[me.into(), Value::from(today), (LINES * 2).into()])
}

/// What the records are called that tasks are about, as far as the reader may see them.
fn hosts(read: &Read, tasks: &[Activity]) -> Result<BTreeMap<(i64, i64), (String, String)>> {
    let mut found = BTreeMap::new();
    for task in tasks {
        let (Some(kind), Some(record)) = (task.host_kind, task.host) else { continue };
        let host = Host { kind, record };
        if found.contains_key(&(kind, record)) {
            continue;
        }
        if let (Ok(shape), Ok(seen)) = (host.shape(read), host.visible(read)) {
            found.insert((kind, record), (shape.name().to_owned(), shape.title(&seen)));
        }
    }
    Ok(found)
}

fn task_lines(
    read: &Read,
    ask: &Ask,
    tasks: &[&Activity],
    hosts: &BTreeMap<(i64, i64), (String, String)>,
    today: Date,
) -> Result<Markup> {
    if tasks.is_empty() {
        return Ok(nothing(ask, "platform-day-nothing"));
    }
    let list = ask.list(read, Activity::DEF.name)?;
    let mut lines = Vec::new();
    for task in tasks {
        let about = task.host_kind.zip(task.host).and_then(|host| hosts.get(&host).map(|about| (host.1, about)));
        let about = about
            .map(|(id, (entity, title))| ask.record(read, entity, id).map(|href| (href, title.clone())))
            .transpose()?;
        lines.push((task, about));
    }
    Ok(html! {
        ul.todo {
            @for (task, about) in &lines {
                li {
                    form method="post" action=(ask.below(format_args!("done/{}", task.head.id))) {
                        input type="hidden" name="_token" value=(ask.cx.token);
                        button.btn.ghost.ico.tick aria-label=(ask.cx.t_args("platform-day-tick", &[("what", ui::Arg::Text(&task.title))])) { (icon("circle")) }
                    }
                    a href=(format!("{list}/{}", task.head.id)) { (task.title) }
                    @if matches!(task.priority, Priority::High | Priority::Urgent) {
                        (pill(if task.priority == Priority::Urgent { Tone::Danger } else { Tone::Warn }, &ask.t(&format!("platform-activity-priority-{}", task.priority.code()))))
                    }
                    @if let Some((href, title)) = about { a.mute.small href=(href) { (title) } }
                    @if let Some(due) = task.due_on {
                        time.small.end.late[due < today].mute[due >= today] datetime=(due) { (ask.format.day_month(due)) }
                    }
                }
            }
        }
    })
}

/// One line for what comes to mind: it is due today.
fn add(ask: &Ask) -> Markup {
    html! {
        form.quick method="post" action=(ask.below("task")) {
            input type="hidden" name="_token" value=(ask.cx.token);
            input.inp name="title" value=(ask.typed("title")) required maxlength="200" autocomplete="off"
                placeholder=(ask.t("platform-day-add")) aria-label=(ask.t("platform-day-add"));
            button.btn { (ask.cx.t("ui-add")) }
        }
    }
}

/// What is posted: a task, a tick, or what becomes of an alarm.
pub(super) fn act(tx: &mut Tx, form: &Form) -> Result<Reply> {
    let missing = || Error::not_found("page", form.rest.join("/"));
    let id = |place: usize| form.part(place).parse::<i64>().map_err(|_| missing());
    match (form.part(0), form.part(2)) {
        ("task", _) => {
            let zone = zone_of_reader(tx)?;
            let today = wall(&zone, tx.now())?.date;
            let values =
                vec![("title".to_owned(), Value::from(form.get("title"))), ("due_on".to_owned(), Value::from(today))];
            tx.submit(&Submission { entity: Activity::DEF.name.to_owned(), values, ..Submission::default() })?;
            Ok(Reply::default())
        }
        ("done", _) => {
            tx.perform(Activity::DEF.name, id(1)?, "finish", None, &Record::blank(&[]))?;
            Ok(Reply { to: String::new(), said: Some(("platform-day-done", Vec::new())) })
        }
        ("respond", _) => {
            let answer = Answer::from_code(form.get("answer")).ok_or_else(missing)?;
            let wish = Respond { answer, accepted: form.get("accepted") == "1" };
            tx.perform(Event::DEF.name, id(1)?, "respond", None, &wish.to_record())?;
            Ok(Reply { to: String::new(), said: Some(("platform-day-answered", Vec::new())) })
        }
        ("alarm", "snooze") => {
            tx.perform(Alarm::DEF.name, id(1)?, "snooze", None, &Snooze { minutes: QUIET }.to_record())?;
            Ok(Reply::default())
        }
        ("alarm", "dismiss") => {
            tx.perform(Alarm::DEF.name, id(1)?, "dismiss", None, &Record::blank(&[]))?;
            Ok(Reply::default())
        }
        _ => Err(missing()),
    }
}
