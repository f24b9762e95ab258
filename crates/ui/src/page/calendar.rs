//! The calendar: a month, a week or an agenda of the same query.

use maud::{Markup, html};

use super::list::{List, bar};
use crate::{
    Cx,
    part::{Tab, Tone, Top, document, icon, pill, tabs},
};

/// A calendar. Views, filters and shapes are those of the list it shows.
#[derive(Clone, Debug, Default)]
pub struct Calendar {
    /// Title, actions, views, search and filters; its rows and foot are not used.
    pub list: List,
    /// Month, week, agenda as links.
    pub spans: Vec<Tab>,
    /// "November 2026".
    pub label: String,
    /// Earlier, today, later.
    pub moves: (String, String, String),
    /// Which shape.
    pub span: Span,
    /// Names of the days of a week, from the company's first.
    pub weekdays: Vec<String>,
    /// Whole weeks of a month, seven days of a week, or the days that have entries.
    pub days: Vec<Day>,
    /// Where a new day is posted, with `{id}` for the entry's id.
    pub moved: Option<String>,
    /// Hours shown in a week, from and to.
    pub hours: (u8, u8),
}

/// Shape of a calendar.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Span {
    /// Weeks under each other.
    #[default]
    Month,
    /// Seven days beside hours.
    Week,
    /// Days with their entries, one under another; the phone's choice.
    Agenda,
    /// One day beside its hours.
    Day,
    /// One day of several people beside each other.
    Team,
    /// People and rooms under each other, the days of a week across.
    Timeline,
}

/// A day.
#[derive(Clone, Debug, Default)]
pub struct Day {
    /// "2026-11-21".
    pub iso: String,
    /// Day of the month.
    pub number: i8,
    /// Read aloud and shown in the agenda: "Sat, 21 Nov 2026".
    pub label: String,
    /// Of another month.
    pub outside: bool,
    /// It is today.
    pub today: bool,
    /// What is on.
    pub entries: Vec<Entry>,
    /// "3 more", and where they are.
    pub more: Option<(String, String)>,
    /// The number of its week, on the day the week begins with.
    pub week: Option<String>,
    /// No work is done.
    pub off: bool,
    /// A holiday's name.
    pub note: Option<String>,
}

/// What is on.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// Record id.
    pub id: String,
    /// Row version.
    pub version: i64,
    /// What it is.
    pub title: String,
    /// The record's page.
    pub href: String,
    /// "09:30"; none for all day.
    pub time: Option<String>,
    /// Colour of its owner or its type, never of both.
    pub tone: Tone,
    /// Word for the colour, shown in the agenda.
    pub kind: Option<String>,
    /// It may be moved by whoever looks.
    pub movable: bool,
    /// Of a series, which of its events: its page asks how many are meant.
    pub original: Option<String>,
    /// Whose time it takes, as ids parted by spaces.
    pub people: Option<String>,
    /// The minute of the day it begins at; none for whole days.
    pub from: Option<u16>,
    /// How many minutes it takes, or days.
    pub length: Option<u32>,
    /// It did not take place.
    pub off: bool,
}

/// The calendar page.
pub fn calendar(cx: &Cx<'_>, view: &Calendar) -> Markup {
    let list = &view.list;
    let top = Top {
        title: list.title.clone(),
        icon: list.icon,
        heading: true,
        actions: list.actions.clone(),
        ..Top::default()
    };
    document(
        cx,
        &top,
        html! {
            @if !list.views.is_empty() { (tabs(cx.t("ui-views"), "tabs", true, &list.views, html! {})) }
            (bar(cx, list))
            div.bar.calhead {
                h2 aria-live="polite" { (view.label) }
                a.btn.ghost.ico href=(view.moves.0) aria-label=(cx.t("ui-earlier")) { (icon("chevron-left")) }
                a.btn href=(view.moves.1) { (cx.t("ui-today")) }
                a.btn.ghost.ico href=(view.moves.2) aria-label=(cx.t("ui-later")) { (icon("chevron-right")) }
                span.grow {}
                span.seg {
                    @for span in &view.spans {
                        a href=(span.href) aria-current=[span.current.then_some("page")] { (span.label) }
                    }
                }
            }
            ui-calendar.cal tabindex="0" role="group" aria-label=(view.label) data-region="rows"
                data-move=[view.moved.as_deref()] data-moved=(cx.t("ui-calendar-moved")) {
                @match view.span {
                    Span::Month => (month(view)),
                    Span::Week | Span::Day | Span::Team | Span::Timeline => (week(cx, view)),
                    Span::Agenda => (agenda(view)),
                }
                p.vh aria-live="polite" {}
            }
        },
    )
}

fn entry(view: &Calendar, one: &Entry) -> Markup {
    if view.moved.is_none() {
        return super::diary::entry(one, "");
    }
    html! {
        a class={ "ev " (one.tone.class()) } href=(one.href) data-id=[view.moved.as_ref().map(|_| one.id.as_str())]
            data-version=(one.version) title=(one.title) {
            @if let Some(time) = &one.time { time { (time) } }
            span { (one.title) }
            @if let Some(kind) = &one.kind { span.vh { ", " (kind) } }
        }
    }
}

pub(super) fn month(view: &Calendar) -> Markup {
    html! {
        div.month {
            @for name in &view.weekdays { div.dow { (name) } }
            @for day in &view.days {
                div.day.out[day.outside].today[day.today].off[day.off] data-day=(day.iso) data-label=(day.label) {
                    div.d {
                        @if let Some(week) = &day.week { small.wk { (week) } }
                        @if let Some(note) = &day.note { small.note-of title=(note) { (note) } }
                        b { time datetime=(day.iso) aria-label=(day.label) { (day.number) } }
                    }
                    @for one in &day.entries { (entry(view, one)) }
                    @if let Some((label, href)) = &day.more { a.more href=(href) { (label) } }
                }
            }
        }
    }
}

fn week(cx: &Cx<'_>, view: &Calendar) -> Markup {
    let at = |entry: &Entry| entry.time.as_ref().and_then(|time| time.get(..2)?.parse::<u8>().ok());
    let slot = |day: &Day, hour: Option<u8>| {
        html! {
            div.slot data-day=(day.iso) data-hour=[hour] data-label=(day.label) {
                @for one in day.entries.iter().filter(|one| at(one) == hour) { (entry(view, one)) }
            }
        }
    };
    html! {
        div.week {
            div.dow {}
            @for (day, name) in view.days.iter().zip(&view.weekdays) {
                div.dow.today[day.today] { span.d { b { time datetime=(day.iso) aria-label=(day.label) { (name) " " (day.number) } } } }
            }
            div.hr { (cx.t("ui-all-day")) }
            @for day in &view.days { (slot(day, None)) }
            @for hour in view.hours.0..=view.hours.1 {
                div.hr { (format!("{hour:02}:00")) }
                @for day in &view.days { (slot(day, Some(hour))) }
            }
        }
    }
}

pub(super) fn agenda(view: &Calendar) -> Markup {
    html! {
        div.agenda {
            @for day in view.days.iter().filter(|day| !day.entries.is_empty()) {
                h2.today[day.today] {
                    time datetime=(day.iso) { (day.label) }
                    @if let Some(note) = &day.note { " " span.mute { (note) } }
                }
                ul data-day=(day.iso) {
                    @for one in &day.entries {
                        li {
                            span.mute.mono { @if let Some(time) = &one.time { (time) } @else { "—" } }
                            @if one.href.is_empty() { span { (one.title) } }
                            @else { a.off[one.off] href=(one.href) data-dialog[one.original.is_some()] { (one.title) } }
                            @if let Some(kind) = &one.kind { (pill(one.tone, kind)) }
                        }
                    }
                }
            }
        }
    }
}
