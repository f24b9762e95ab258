//! The calendar of people's events: hours of a day or a week beside each other, a month, an agenda.

use maud::{Markup, html};

use super::calendar::{Calendar, Entry, Span, agenda, month};
use crate::{
    Cx,
    part::{Tab, icon},
};

/// Quarters of an hour: the rows of a day.
pub const QUARTERS: u8 = 96;

/// A calendar of events. Its month and agenda are those of a list's calendar.
#[derive(Clone, Debug, Default)]
pub struct Diary {
    /// Days, span, label and moves; its list is not used.
    pub calendar: Calendar,
    /// Hours beside each other, for a day, a week or a team.
    pub hours: Option<Hours>,
    /// Who or what stands under each other, for a timeline; its days are the calendar's.
    pub lines: Vec<Line>,
    /// The agenda stands beside for phones, because nobody chose a shape.
    pub agenda_on_phones: bool,
    /// Beside the shapes: whose calendars are shown.
    pub people: Markup,
    /// Above the hours: times at which all are free.
    pub above: Markup,
    /// Where new times are posted.
    pub move_to: String,
    /// Where a new event's form is, with `day`, `from`, `until` and `people` put behind it.
    pub new_at: String,
    /// What is asked when one of a series is moved, and when something is in the way.
    pub words: Asks,
}

/// The words of the calendar's own questions.
#[derive(Clone, Debug, Default)]
pub struct Asks {
    pub which: String,
    pub this: String,
    pub following: String,
    pub all: String,
    pub clash: String,
    pub anyway: String,
    pub back: String,
}

/// Columns of hours.
#[derive(Clone, Debug, Default)]
pub struct Hours {
    /// What stands in the corner: the number of the week.
    pub corner: String,
    pub columns: Vec<Column>,
}

/// One day, or one person's day.
#[derive(Clone, Debug, Default)]
pub struct Column {
    /// "2026-11-23".
    pub iso: String,
    /// Read aloud: "Mon, 23 Nov 2026".
    pub label: String,
    /// "Mon 23", or a person's name.
    pub head: String,
    /// Where its head leads.
    pub href: Option<String>,
    /// A holiday's name.
    pub note: Option<String>,
    pub today: bool,
    /// The person it is of, where people stand beside each other.
    pub person: Option<i64>,
    /// Whole days.
    pub whole: Vec<Entry>,
    /// What has hours.
    pub timed: Vec<Timed>,
    /// Quarters in which no work is done: the first, and how many.
    pub shut: Vec<(u8, u8)>,
    /// The quarter it is now.
    pub now: Option<u8>,
}

/// Somebody, or a room, with the days of a week across.
#[derive(Clone, Debug, Default)]
pub struct Line {
    /// A name.
    pub head: String,
    /// What is on, one list for each day.
    pub days: Vec<Vec<Entry>>,
    /// On which of the days no work is done.
    pub off: Vec<bool>,
}

/// An entry with its place in a column.
#[derive(Clone, Debug, Default)]
pub struct Timed {
    pub entry: Entry,
    /// The quarter it begins in, and how many it takes.
    pub from: u8,
    pub length: u8,
    /// Which of how many that stand beside each other.
    pub lane: u8,
    pub lanes: u8,
}

/// The calendar: its bar, and the shape that is shown.
pub fn diary(cx: &Cx<'_>, view: &Diary) -> Markup {
    let calendar = &view.calendar;
    let words = &view.words;
    html! {
        link rel="stylesheet" href=(crate::assets::href("work.css"));
        div.bar.calhead {
            h2 aria-live="polite" { (calendar.label) }
            a.btn.ghost.ico href=(calendar.moves.0) aria-label=(cx.t("ui-earlier")) { (icon("chevron-left")) }
            a.btn href=(calendar.moves.1) { (cx.t("ui-today")) }
            a.btn.ghost.ico href=(calendar.moves.2) aria-label=(cx.t("ui-later")) { (icon("chevron-right")) }
            span.grow {}
            (view.people)
            (spans(&calendar.spans))
        }
        (view.above)
        ui-diary.cal.diary.both[view.agenda_on_phones] role="group" aria-label=(calendar.label) data-region="rows"
            data-move=(view.move_to) data-new=(view.new_at) data-moved=(cx.t("ui-calendar-moved")) data-which=(words.which)
            data-this=(words.this) data-following=(words.following) data-all=(words.all) data-clash=(words.clash)
            data-anyway=(words.anyway) data-back=(words.back) {
            @match (&view.hours, calendar.span) {
                (Some(columns), _) => (hours(cx, columns)),
                (None, Span::Agenda) => (agenda(calendar)),
                (None, Span::Timeline) => (timeline(view)),
                (None, _) => (month(calendar)),
            }
            @if view.agenda_on_phones { (agenda(calendar)) }
            p.vh aria-live="polite" {}
        }
    }
}

fn spans(all: &[Tab]) -> Markup {
    html! {
        span.seg { @for span in all { a href=(span.href) aria-current=[span.current.then_some("page")] { (span.label) } } }
    }
}

/// A week across, one line for everybody and everything.
fn timeline(view: &Diary) -> Markup {
    let days = &view.calendar.days;
    html! {
        div.week {
            div.dow {}
            @for (day, name) in days.iter().zip(&view.calendar.weekdays) {
                div.dow.today[day.today] { span.d { b { time datetime=(day.iso) aria-label=(day.label) { (name) " " (day.number) } } } }
            }
            @for line in &view.lines {
                div.hr { (line.head) }
                @for ((day, entries), off) in days.iter().zip(&line.days).zip(&line.off) {
                    div.slot.off[*off] data-day=(day.iso) data-label=(format!("{}, {}", line.head, day.label)) {
                        @for one in entries { (entry(one, "")) }
                    }
                }
            }
        }
    }
}

/// Columns of quarters under heads that stay, beside the hours.
fn hours(cx: &Cx<'_>, view: &Hours) -> Markup {
    html! {
        div.hours.many[view.columns.len() > 1] {
            div.dow { (view.corner) }
            div.hr.whole { (cx.t("ui-all-day")) }
            div.axis aria-hidden="true" { @for hour in 1..24 { span class={ "q" (hour * 4) } { (format!("{hour:02}:00")) } } }
            @for column in &view.columns { (head(column)) (whole(column)) (track(column)) }
        }
    }
}

fn head(column: &Column) -> Markup {
    let text = html! { b { time datetime=(column.iso) aria-label=(column.label) { (column.head) } } };
    html! {
        div.dow.today[column.today] {
            @if let Some(href) = &column.href { a.d href=(href) { (text) } } @else { span.d { (text) } }
            @if let Some(note) = &column.note { small title=(note) { (note) } }
        }
    }
}

fn whole(column: &Column) -> Markup {
    html! {
        div.whole data-day=(column.iso) data-label=(column.label) data-person=[column.person] {
            @for one in &column.whole { (entry(one, "")) }
        }
    }
}

fn track(column: &Column) -> Markup {
    html! {
        div.track data-day=(column.iso) data-label=(column.label) data-person=[column.person] {
            @for (from, length) in &column.shut { i class={ "shut q" (from) " h" (length) } {} }
            @if let Some(now) = column.now { i class={ "now q" (now) } {} }
            @for one in &column.timed {
                (entry(&one.entry, &format!(" tm q{} h{} k{}-{}", one.from, one.length, one.lanes, one.lane)))
            }
        }
    }
}

/// An entry: a link to its page, or only that time is taken.
pub(super) fn entry(one: &Entry, place: &str) -> Markup {
    let class = format!("ev {}{place}{}", one.tone.class(), if one.off { " off" } else { "" });
    // Beside the hours the title comes first, because there the place tells the time; in a month the beginning is enough.
    let short = |time: &str| {
        if place.is_empty() { time.split('–').next().unwrap_or_default().to_owned() } else { time.to_owned() }
    };
    let time = html! { @if let Some(time) = &one.time { time { (short(time)) } } };
    let text = html! {
        @if place.is_empty() { (time) }
        span { (one.title) }
        @if !place.is_empty() { (time) }
        @if let Some(kind) = &one.kind { span.vh { ", " (kind) } }
    };
    html! {
        @if one.href.is_empty() {
            div class={ (class) " busy" } data-people=[one.people.as_deref()] title=(one.title) { (text) }
        } @else {
            a class=(class) href=(one.href) data-id=[one.movable.then_some(one.id.as_str())] data-version=(one.version)
                data-original=[one.original.as_deref()] data-people=[one.people.as_deref()] data-from=[one.from]
                data-length=[one.length] data-dialog[one.original.is_some()] title=(one.title) { (text) }
        }
    }
}
