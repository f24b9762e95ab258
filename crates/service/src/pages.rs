//! The pages of customer service: the inbox that agents keep open, and the form that takes a call in half a minute.

mod answering;
mod inbox;
mod queues;
mod quick;
mod talk;

use crate::Ticket;
use base::Instant;
use entity::{Entity, Record, Shape, Value};
use platform::page::{Ask, Page, Place};
use store::{Read, Row};
use ui::Arg;
use ui::page::Left;
use ui::part::Tone;

/// The module's pages.
pub const PAGES: [Page; 3] = [
    Page {
        name: "service.inbox",
        icon: "inbox",
        reads: Ticket::DEF.name,
        place: Place::Home,
        key: Some("go-inbox"),
        draw: inbox::draw,
        act: Some(answering::act),
    },
    Page {
        name: "service.conversation",
        icon: "inbox",
        reads: Ticket::DEF.name,
        place: Place::Record(Ticket::DEF.name),
        key: None,
        draw: inbox::lead,
        act: None,
    },
    Page {
        name: "service.new_ticket",
        icon: "headset",
        reads: Ticket::DEF.name,
        place: Place::Linked,
        key: None,
        draw: quick::draw,
        act: Some(quick::act),
    },
];

/// Where the inbox is, below a set.
pub(crate) const INBOX: &str = "/pages/service/inbox";

/// A record as its reader may see it: fields that are closed to them say nothing.
struct Seen<'a> {
    shape: &'a Shape,
    record: &'a Record,
}

impl Seen<'_> {
    fn value(&self, field: &str) -> Value {
        self.shape.value(self.record, field)
    }

    fn text(&self, field: &str) -> String {
        self.value(field).text().unwrap_or_default().to_owned()
    }

    fn int(&self, field: &str) -> Option<i64> {
        self.value(field).int()
    }

    fn at(&self, field: &str) -> Option<Instant> {
        self.int(field).map(Instant::from_micros)
    }

    /// The words and the tone of a choice.
    fn choice(&self, ask: &Ask, field: &str) -> Option<(Tone, String)> {
        let code = self.text(field);
        let entity::Kind::Choice(choice) = self.shape.field(field)?.kind else { return None };
        let option = choice.option(&code)?;
        let word = ask.t(&format!("{}-{field}-{code}", self.shape.def.message()));
        Some((platform::page::tone(option.tone), word))
    }
}

/// A whole number of a row.
fn number(row: &Row, place: usize) -> Option<i64> {
    row.get(place).and_then(Value::int)
}

/// How long there is until a moment, or since it: "45 min", "5 h", "3 d".
fn span(ask: &Ask, from: Instant, until: Instant) -> String {
    let minutes = (until.micros() - from.micros()).abs() / 60_000_000;
    let (n, word) = match minutes {
        0..60 => (minutes, "service-time-minutes"),
        60..2_880 => (minutes / 60, "service-time-hours"),
        _ => (minutes / 1_440, "service-time-days"),
    };
    ask.cx.t_args(word, &[("n", Arg::Count(n))])
}

/// What is left of a promise.
fn left(ask: &Ask, what: &str, due: Instant, now: Instant) -> Left {
    let (late, time) = (due <= now, span(ask, now, due));
    let text = if late { ask.cx.t_args("service-inbox-late", &[("time", Arg::Text(&time))]) } else { time };
    let soon = due.micros() - now.micros() < 1_800_000_000;
    let tone = match (late, soon) {
        (true, _) => Tone::Danger,
        (_, true) => Tone::Warn,
        _ => Tone::Neutral,
    };
    let until = ask.format.instant(due);
    let title = ask.cx.t_args("service-inbox-due", &[("what", Arg::Text(what)), ("at", Arg::Text(&until))]);
    Left { tone, text, title, paused: false }
}

/// What somebody is called, by id.
fn name_of(read: &Read, entity: &str, id: Option<i64>) -> base::Result<String> {
    let Some(id) = id else { return Ok(String::new()) };
    Ok(read.titles(entity, &[id])?.remove(&id).unwrap_or_default())
}
