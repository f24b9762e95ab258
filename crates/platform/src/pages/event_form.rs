//! The short form of a new event, and the question which of a series is meant.

use super::{calendar, entries, reader, zone_of_reader};
use crate::event::{Answer, Event, EventKind, Leave, Reach, Repeat, RespondOne, Which};
use crate::page::{Ask, Drawn, Form, Reply, Sheet};
use crate::working_calendar::{clock, minutes};
use base::{Date, Error, Local, Refusal, Result};
use entity::{Choice, Described, Entity, Value};
use store::{LineChange, LinesChange, Read, Submission, Tx, action};
use ui::part::{Choice as Offer, Control, Crumb, Field, Span, TextKind, Tone, field, pill};
use ui::{Markup, html};

/// Minutes ahead that the short form offers.
const REMINDERS: [i64; 6] = [0, 5, 15, 30, 60, 1440];

/// The reminder that is set unless somebody chooses another.
const USUAL: i64 = 15;

/// What stands in the form: what was typed, else what the address says, else the usual.
struct Filled<'a>(&'a Ask<'a>);

impl Filled<'_> {
    fn get(&self, name: &str, usual: &str) -> String {
        if !self.0.typed.is_empty() {
            return self.0.typed(name).to_owned();
        }
        let asked = self.0.get(name);
        if asked.is_empty() { usual.to_owned() } else { asked.to_owned() }
    }

    fn on(&self, name: &str) -> bool {
        self.get(name, "") == "1"
    }

    fn ids(&self, name: &str) -> Vec<i64> {
        let given = if self.0.typed.is_empty() { self.0.query } else { self.0.typed };
        given.iter().filter(|(k, _)| k == name).filter_map(|(_, v)| v.parse().ok()).collect()
    }
}

/// GET of the form.
pub(super) fn new(read: &Read, ask: &Ask) -> Result<Drawn> {
    read.allowed(&*read.shape(Event::DEF.name)?, action::CREATE)?;
    let zone = zone_of_reader(read)?;
    let now = zone.local(read.now())?;
    let form = Filled(ask);
    let day = form.get("day", &now.date.to_string());
    // The next half hour, as long as it is still today.
    let next = ((now.second / 1800 + 1) * 30).min(23 * 60) as u16;
    let from = form.get("from", &clock(next));
    let later = minutes(&from).map_or(next + 60, |from| from + 60).min(1439);
    let until = form.get("until", &clock(later));
    let t = |id: &str| ask.t(id);
    let text = |name: &str, label: &str, span: Span| {
        let control = Control::Text { value: form.get(name, ""), kind: TextKind::Plain };
        Field::new(name, t(label), control).span(span)
    };
    let options = |def: &'static entity::ChoiceDef, name: &str| -> Vec<Offer> {
        let word = |code: &str| t(&format!("platform-event-{name}-{code}"));
        def.options.iter().map(|o| Offer { value: o.code.to_owned(), label: word(o.code) }).collect()
    };
    let choice = |name: &str, usual: &str, options: Vec<Offer>| {
        Field::new(
            name,
            t(&format!("platform-event-{name}")),
            Control::Choice { value: form.get(name, usual), options },
        )
        .required()
    };
    let repeats = options(Repeat::DEF, "repeat").into_iter().filter(|o| o.value != Repeat::Other.code()).collect();
    let ahead = |n: i64| Offer {
        value: n.to_string(),
        label: ask.cx.t_args("platform-calendar-ahead", &[("n", ui::Arg::Count(n))]),
    };
    let mut ahead: Vec<Offer> = REMINDERS.into_iter().map(ahead).collect();
    ahead.insert(0, Offer { value: "none".to_owned(), label: t("platform-calendar-no-reminder") });
    let chosen = form.ids("people");
    let booked = form.ids("resources");
    let rooms = calendar::Rooms::of(read)?;
    let me = reader(read)?;
    let people = calendar::colleagues(read, me, &chosen)?.into_iter().filter(|(id, _)| *id != me.raw());
    let reminder = Field::new(
        "reminder",
        t("platform-event-reminders"),
        Control::Choice { value: form.get("reminder", &USUAL.to_string()), options: ahead },
    );
    let content = html! {
        div.wiz.short {
            form method="post" action=(ask.below("new")) {
                input type="hidden" name="_token" value=(ask.cx.token);
                div.flds {
                    (field(ask.cx, "ev", &text("title", "platform-event-title", Span::Two).required()))
                    (field(ask.cx, "ev", &choice("kind", EventKind::Meeting.code(), options(EventKind::DEF, "kind"))))
                    (timed("day", "date", &t("platform-calendar-day"), &day))
                    (timed("from", "time", &t("platform-event-starts_at"), &from))
                    (timed("until", "time", &t("platform-event-ends_at"), &until))
                    (field(ask.cx, "ev", &Field::new("all_day", t("platform-event-all_day"), Control::Flag(form.on("all_day")))))
                    (timed("last", "date", &t("platform-calendar-last-day"), &form.get("last", "")))
                    (field(ask.cx, "ev", &text("place", "platform-event-place", Span::One)))
                    (field(ask.cx, "ev", &choice("repeat", Repeat::Never.code(), repeats)))
                    (timed("repeat_until", "date", &t("platform-event-repeat_until"), &form.get("repeat_until", "")))
                    (field(ask.cx, "ev", &reminder.required()))
                    @if crate::mail::sends(read)? {
                        (field(ask.cx, "ev", &Field::new("by_email", t("platform-reminder-by_email"), Control::Flag(form.on("by_email")))))
                    }
                    div.fld.wide {
                        span.lbl #ev-people-l { (t("platform-event-attendees")) }
                        div.picks role="group" aria-labelledby="ev-people-l" {
                            @for (id, name) in people {
                                label.check { input type="checkbox" name="people" value=(id) checked[chosen.contains(&id)]; span { (name) } }
                            }
                        }
                    }
                    @if !rooms.ids().is_empty() {
                        div.fld.wide {
                            span.lbl #ev-rooms-l { (t("platform-event-resources")) }
                            div.picks role="group" aria-labelledby="ev-rooms-l" {
                                @for (id, name) in rooms.all() {
                                    label.check { input type="checkbox" name="resources" value=(id) checked[booked.contains(&id)]; span { (name) } }
                                }
                            }
                        }
                    }
                    (field(ask.cx, "ev", &Field::new("private", t("platform-event-private"), Control::Flag(form.on("private")))))
                    @if !ask.refusals.is_empty() {
                        (field(ask.cx, "ev", &Field::new("accepted", t("platform-event-accepted"), Control::Flag(form.on("accepted")))))
                    }
                }
                div.acts {
                    button.btn.pri data-do="main" { (t("platform-calendar-keep")) }
                    a.btn.ghost href=(format!("{}?at={day}", ask.here)) data-close { (ask.cx.t("ui-cancel")) }
                }
            }
        }
    };
    Ok(sheet(ask, t("platform-calendar-new"), content))
}

fn timed(name: &str, kind: &str, label: &str, value: &str) -> Markup {
    let id = format!("ev-{name}");
    html! { div.fld { label for=(id) { (label) } input.inp type=(kind) id=(id) name=(name) value=(value); } }
}

fn sheet(ask: &Ask, title: String, content: Markup) -> Drawn {
    let crumbs = vec![Crumb { label: ask.t("platform-page-calendar"), href: ask.here.to_owned() }];
    Drawn::Page(Box::new(Sheet { title, crumbs, content, current: ask.here.to_owned(), ..Sheet::default() }))
}

/// POST of the form: the event goes through the same door as any other.
pub(super) fn make(tx: &mut Tx, form: &Form) -> Result<Reply> {
    let zone = zone_of_reader(tx)?;
    let day = Date::parse(form.get("day")).map_err(|_| Refusal::new("platform.event_day").field("day"))?;
    let all_day = form.get("all_day") == "1";
    let time = |name: &'static str| -> Result<u32> {
        let minutes = minutes(form.get(name)).ok_or_else(|| Refusal::new("platform.event_time").field(name))?;
        Ok(u32::from(minutes) * 60)
    };
    let (starts_at, ends_at) = if all_day {
        let last = if form.get("last").is_empty() { day } else { Date::parse(form.get("last"))?.max(day) };
        (zone.instant(Local::midnight(day))?, zone.instant(Local::midnight(last.add_days(1)?))?)
    } else {
        let (from, until) = (time("from")?, time("until")?);
        // An end earlier on the clock is on the next day.
        let next = if until < from { day.add_days(1)? } else { day };
        (zone.instant(Local::new(day, from)?)?, zone.instant(Local::new(next, until)?)?)
    };
    let mut values = vec![
        ("title".to_owned(), Value::from(form.get("title"))),
        ("kind".to_owned(), Value::from(form.get("kind"))),
        ("starts_at".to_owned(), starts_at.into()),
        ("ends_at".to_owned(), ends_at.into()),
        ("all_day".to_owned(), all_day.into()),
        ("zone".to_owned(), Value::from(zone.name())),
        ("repeat".to_owned(), Value::from(form.get("repeat"))),
        ("private".to_owned(), (form.get("private") == "1").into()),
        ("accepted".to_owned(), (form.get("accepted") == "1").into()),
    ];
    let given = |name: &str| Some(Value::from(form.get(name))).filter(|_| !form.get(name).is_empty());
    values.extend(["place", "repeat_until"].iter().filter_map(|name| Some(((*name).to_owned(), given(name)?))));
    let line =
        |field: &str, value: Value| LineChange { values: vec![(field.to_owned(), value)], ..LineChange::default() };
    let people = form.all("people").filter_map(|id| id.parse::<i64>().ok()).filter(|id| Some(*id) != tx.who().user);
    let attendees: Vec<LineChange> = people.map(|id| line("person", id.into())).collect();
    let booked = form.all("resources").filter_map(|id| id.parse::<i64>().ok());
    let booked: Vec<LineChange> = booked.map(|id| line("resource", id.into())).collect();
    let mut reminders: Vec<LineChange> =
        form.get("reminder").parse::<i64>().ok().map(|minutes| line("minutes", minutes.into())).into_iter().collect();
    let by_email = Value::from(form.get("by_email") == "1");
    for reminder in &mut reminders {
        reminder.values.push(("by_email".to_owned(), by_email.clone()));
    }
    let lines = vec![
        ("attendees".to_owned(), LinesChange::Whole(attendees)),
        ("resources".to_owned(), LinesChange::Whole(booked)),
        ("reminders".to_owned(), LinesChange::Whole(reminders)),
    ];
    let sent = Submission { entity: Event::DEF.name.to_owned(), values, lines, ..Submission::default() };
    tx.submit(&sent)?;
    let said = vec![("title", form.get("title").to_owned())];
    Ok(Reply { to: format!("{}?at={day}", super::CALENDAR), said: Some(("platform-calendar-made", said)) })
}

/// GET of one event of a series: what it is, and which of them a change is meant for.
pub(super) fn which(read: &Read, ask: &Ask, id: &str) -> Result<Drawn> {
    let gone = || Error::not_found(Event::DEF.name, id);
    let id = entries::id_of(id).ok_or_else(gone)?;
    let record = read.visible(Event::DEF.name, id.raw(), action::READ)?;
    let event = Event::from_record(&record).map_err(store::damaged)?;
    let page = ask.record(read, Event::DEF.name, id.raw())?;
    let Some(original) = Local::parse(ask.get("at")).filter(|_| event.rule.is_some()) else {
        return Ok(Drawn::Elsewhere(page));
    };
    let may = read.may(&*read.shape(Event::DEF.name)?, &record, action::EDIT)?;
    let here = ask.below(format_args!("event/{id}"));
    let day = format!("{}, {}", ask.format.weekday_short(original.date.weekday()), ask.format.date(original.date));
    let when = if event.all_day { day } else { format!("{day}, {:02}:{:02}", original.hour(), original.minute()) };
    let coming = coming(read, ask, &event)?;
    let mine = read.who().user.and_then(|me| event.answer_of(base::Id::from_raw(me)));
    let press = |verb: &str, label: String, look: &str| {
        html! { button class={ "btn " (look) } formaction=(format!("{here}/{verb}")) { (label) } }
    };
    let content = html! {
        div.wiz.short {
            dl.facts {
                div { dt { (ask.t("platform-event-starts_at")) } dd { (when) @if !event.all_day { " " span.mute { (event.clock().name().to_owned()) } } } }
                div { dt { (ask.t("platform-event-kind")) } dd { (ask.t(&format!("platform-event-kind-{}", event.kind.code()))) } }
                div { dt { (ask.t("platform-event-repeat")) } dd {
                    (ask.t(&format!("platform-event-repeat-{}", event.repeat.code())))
                    @if let Some(until) = event.repeat_until { ", " (ask.t("platform-event-repeat_until")) " " (ask.format.date(until)) }
                } }
                @if let Some(place) = &event.place { div { dt { (ask.t("platform-event-place")) } dd { (place) } } }
                div { dt { (ask.t("platform-event-attendees")) } dd { (coming) } }
                @if event.private { div { dt {} dd { (pill(Tone::Neutral, &ask.t("platform-event-private"))) } } }
            }
            @if let Some(text) = &event.description { p.pre { (text.to_string()) } }
            @if mine.is_some() {
                form method="post" action=(here) {
                    input type="hidden" name="_token" value=(ask.cx.token);
                    input type="hidden" name="at" value=(original);
                    p.mute { (ask.t("platform-calendar-answer")) }
                    @if !ask.refusals.is_empty() {
                        label.check { input type="checkbox" name="accepted" value="1"; span { (ask.t("platform-event-accepted")) } }
                    }
                    div.acts {
                        @for answer in [Answer::Accepted, Answer::Tentative, Answer::Declined] {
                            (press(answer.code(), ask.t(&format!("platform-attendee-answer-{}", answer.code())), ""))
                        }
                    }
                }
            }
            @if may {
                form method="post" action=(here) {
                    input type="hidden" name="_token" value=(ask.cx.token);
                    input type="hidden" name="at" value=(original);
                    p.mute { (ask.t("platform-calendar-which")) }
                    div.acts {
                        (press("one", ask.t("platform-event-reach-this"), "pri"))
                        (press("following", ask.t("platform-event-reach-following"), ""))
                        a.btn href=(page) { (ask.t("platform-event-reach-all")) }
                    }
                    p.mute { (ask.t("platform-calendar-away")) }
                    div.acts {
                        (press("leave", ask.t("platform-calendar-leave"), "bad"))
                        (press("end", ask.t("platform-calendar-end"), "bad"))
                    }
                }
            } @else { div.acts { a.btn href=(page) { (ask.t("platform-event")) } } }
        }
    };
    Ok(sheet(ask, event.title.clone(), content))
}

/// Who comes, and what they answered.
fn coming(read: &Read, ask: &Ask, event: &Event) -> Result<Markup> {
    let people: Vec<i64> =
        event.owner.into_iter().chain(event.attendees.iter().filter_map(|a| a.person)).map(base::Id::raw).collect();
    let names = super::names(read, &people)?;
    let tone = |answer: Answer| match answer {
        Answer::Accepted => Tone::Success,
        Answer::Tentative => Tone::Warn,
        Answer::Declined => Tone::Danger,
        Answer::Open => Tone::Neutral,
    };
    let owner = event.owner.and_then(|owner| names.get(&owner.raw()));
    let others = event.attendees.iter().filter(|a| a.person.is_none() || a.person != event.owner).map(|a| {
        let name = a.person.and_then(|person| names.get(&person.raw()).cloned()).or_else(|| a.name.clone());
        (name.or_else(|| a.email.as_ref().map(ToString::to_string)).unwrap_or_default(), a.answer)
    });
    Ok(html! {
        @if let Some(owner) = owner { (owner) " " }
        @for (name, answer) in others {
            span.nobr { (name) " " (pill(tone(answer), &ask.t(&format!("platform-attendee-answer-{}", answer.code())))) } " "
        }
    })
}

/// POST of which of a series is meant.
pub(super) fn change(tx: &mut Tx, form: &Form) -> Result<Reply> {
    let id = entries::id_of(form.part(1)).ok_or_else(|| Error::not_found(Event::DEF.name, form.part(1)))?;
    let original = form.get("at").to_owned();
    let day = original.get(..10).unwrap_or_default().to_owned();
    let which = Which { original: original.clone() }.to_record();
    let leave = |reach: Reach| Leave { original: original.clone(), reach }.to_record();
    let (verb, input) = match form.part(2) {
        "one" => ("take_out", which),
        "following" => ("split", which),
        "leave" => ("leave_out", leave(Reach::This)),
        "end" => ("leave_out", leave(Reach::Following)),
        "accepted" | "tentative" | "declined" => {
            let answer = Answer::from_code(form.part(2)).unwrap_or_default();
            let accepted = form.get("accepted") == "1";
            let wish = RespondOne { original: original.clone(), answer, accepted };
            tx.perform(Event::DEF.name, id.raw(), "respond_one", None, &wish.to_record())?;
            let said = Some(("platform-day-answered", Vec::new()));
            return Ok(Reply { to: format!("{}?at={day}", super::CALENDAR), said });
        }
        other => return Err(Error::not_found("operation", other)),
    };
    let made = tx.perform(Event::DEF.name, id.raw(), verb, None, &input)?;
    let to = match made.first() {
        Some((_, made)) => format!("/platform/events/{made}"),
        None => format!("{}?at={day}", super::CALENDAR),
    };
    Ok(Reply { to, said: None })
}
