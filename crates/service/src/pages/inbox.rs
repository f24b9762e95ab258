//! The inbox: what waits, in the order in which it is due, and the conversation somebody is in.

use super::queues::{Chosen, groups};
use super::{INBOX, Seen, left, number, talk};
use crate::Ticket;
use base::{Error, Instant, Result};
use entity::{Entity, Record, Shape, Value};
use platform::page::{Ask, Drawn, Sheet};
use std::collections::BTreeMap;
use store::list;
use store::{Read, action};
use ui::page::{Conversation, Inbox, Left, Pane, inbox};
use ui::part::{Action, Tone};

pub(super) fn draw(read: &Read, ask: &Ask) -> Result<Drawn> {
    let missing = || Error::not_found("page", "inbox");
    let (word, id) = match ask.rest {
        [] => ("mine", None),
        [word] => (*word, None),
        // What was posted is shown again with what was typed.
        [word, id, ..] => (*word, Some(id.parse::<i64>().map_err(|_| missing())?)),
    };
    let chosen = Chosen::of(read, ask, word)?.ok_or_else(missing)?;
    let pane = match ask.rest.len() {
        0 => Pane::Queues,
        1 => Pane::List,
        _ => Pane::Talk,
    };
    let (page, broken) = match list::page(read, &chosen.question(ask.get("cursor"))) {
        Ok(page) => (page, false),
        // A view that no longer says anything selects nothing.
        Err(Error::Refused(_)) => (list::Page::default(), true),
        Err(other) => return Err(other),
    };
    let talk = match id {
        Some(id) => match talk::of(read, ask, &chosen.word, id, after(&page.records, id))? {
            talk::Found::Here(talk) => Some(*talk),
            talk::Found::Moved(to) => {
                return Ok(Drawn::Elsewhere(format!("{}{INBOX}/{}/{to}", ask.base, chosen.word)));
            }
        },
        None => None,
    };
    let here = format!("{}{INBOX}/{}", ask.base, chosen.word);
    let view = Inbox {
        pane,
        entity: Ticket::DEF.name,
        groups: groups(read, ask, &chosen.word)?,
        title: chosen.title.clone(),
        up: format!("{}{INBOX}", ask.base),
        conversations: conversations(read, ask, &here, &page.records, id)?,
        more: page.next.map(|cursor| format!("{here}?cursor={}", platform::page::encode(&cursor))),
        empty: ask.t(if broken { "service-inbox-broken" } else { "service-inbox-empty" }),
        talk,
        nothing_chosen: ask.t("service-inbox-choose"),
    };
    let mut actions = Vec::new();
    let shape = read.shape(Ticket::DEF.name)?;
    if read.access()?.may(&shape, action::CREATE) {
        let new = format!("{}/pages/service/new-ticket", ask.base);
        actions.push(Action::link(ask.t("service-page-new-ticket"), new).icon("plus").primary().key("create"));
    }
    let content = inbox(ask.cx, &view);
    Ok(Drawn::Page(Box::new(Sheet { actions, content, ..Sheet::default() })))
}

/// From a ticket's record to the conversation.
pub(super) fn lead(_: &Read, ask: &Ask) -> Result<Drawn> {
    let id = ask.id().ok_or_else(|| Error::not_found("page", "conversation"))?;
    Ok(Drawn::Elsewhere(format!("{}{INBOX}/open/{id}", ask.base)))
}

/// The conversation after one in the list.
fn after(records: &[Record], id: i64) -> Option<i64> {
    let at = records.iter().position(|r| r.head.id == id)?;
    records.get(at + 1).or_else(|| records.get(at.checked_sub(1)?)).map(|r| r.head.id)
}

/// The last words of a ticket: when, and what.
struct Last {
    at: Instant,
    body: String,
    /// The newest that somebody else said.
    theirs: i64,
}

/// `notes` are the tickets of which the reader also reads what we wrote for ourselves.
fn last_words(read: &Read, ids: &[i64], notes: &[i64]) -> Result<BTreeMap<i64, Last>> {
    let me = read.who().user.unwrap_or(0);
    let sql = store::sql!(
        "service.last_words",
        "SELECT m.document, m.said_at, m.body, n.theirs FROM service_message m JOIN (SELECT document, MAX(id) AS newest, \
         MAX(CASE WHEN person = $2 THEN 0 ELSE id END) AS theirs FROM service_message WHERE document IN LIST($1) \
         AND (speaker <> 'note' OR document IN LIST($3)) GROUP BY document) n ON n.newest = m.id"
    );
    let rows = read.query(sql, &[store::id_list(ids), me.into(), store::id_list(notes)])?;
    let last = |row: &store::Row| {
        let body = row.get(2).and_then(Value::text).unwrap_or_default().to_owned();
        let at = Instant::from_micros(number(row, 1)?);
        Some((number(row, 0)?, Last { at, body, theirs: number(row, 3).unwrap_or(0) }))
    };
    Ok(rows.iter().filter_map(last).collect())
}

/// How far the reader has read in each ticket.
fn read_until(read: &Read, ids: &[i64]) -> Result<BTreeMap<i64, i64>> {
    let sql = store::sql!(
        "service.seen_until",
        "SELECT ticket, through FROM service_seen WHERE person = $1 AND ticket IN LIST($2)"
    );
    let rows = read.query(sql, &[read.who().user.unwrap_or(0).into(), store::id_list(ids)])?;
    Ok(rows.iter().filter_map(|row| Some((number(row, 0)?, number(row, 1)?))).collect())
}

fn conversations(
    read: &Read,
    ask: &Ask,
    here: &str,
    records: &[Record],
    chosen: Option<i64>,
) -> Result<Vec<Conversation>> {
    let shape = read.shape(Ticket::DEF.name)?;
    let access = read.access()?;
    let words = shape.lines_position("messages").map(|place| shape.lines[place].1.clone());
    let sees = words.is_some_and(|lines| access.sees(&lines, "body")) && access.sees(&shape, "messages");
    let ids: Vec<i64> = records.iter().map(|r| r.head.id).collect();
    let all = |field: &str| -> Vec<i64> { records.iter().filter_map(|r| shape.value(r, field).int()).collect() };
    let customers = read.titles("parties.party", &[all("customer"), all("contact")].concat())?;
    let people = read.titles("platform.user", &all("owner"))?;
    let whole = |record: &&Record| access.covers(&shape, "note", record);
    let notes: Vec<i64> = records.iter().filter(whole).map(|r| r.head.id).collect();
    let (last, seen) = (last_words(read, &ids, &notes)?, read_until(read, &ids)?);
    let tags = platform::tag::of_many(read, Ticket::DEF.name, &ids)?;
    let one = |record: &Record| {
        let ticket = Seen { shape: &shape, record };
        let id = record.head.id;
        let words = last.get(&id);
        let at = words.map(|w| w.at).or(ticket.at("received_at")).unwrap_or(read.now());
        let named = ticket.int("customer").or(ticket.int("contact"));
        let who = named.and_then(|id| customers.get(&id).cloned()).unwrap_or_else(|| ask.t("service-inbox-unknown"));
        let body = match words {
            Some(words) if sees => words.body.clone(),
            _ => ticket.text("description"),
        };
        let unread = match seen.get(&id) {
            Some(through) => words.is_some_and(|w| w.theirs > *through),
            None => true,
        };
        Conversation {
            href: format!("{here}/{id}"),
            who,
            subject: ticket.text("subject"),
            preview: body.chars().map(|c| if c.is_control() { ' ' } else { c }).take(120).collect(),
            when: ask.format.relative(at, read.now()),
            iso: at.to_string(),
            unread,
            left: chip(ask, &ticket, read.now()),
            marks: marks(ask, &ticket, tags.get(&id)),
            owner: ticket.int("owner").and_then(|id| people.get(&id).cloned()),
            current: chosen == Some(id),
        }
    };
    Ok(records.iter().map(one).collect())
}

/// What is left until the next promise is due; that it stands still where it is somebody else's turn.
fn chip(ask: &Ask, ticket: &Seen, now: Instant) -> Option<Left> {
    let state = ticket.text("state");
    match ticket.at("due_at") {
        Some(due) => Some(left(ask, "", due, now)),
        None if matches!(state.as_str(), "waiting_customer" | "waiting_third_party" | "on_hold") => {
            let (_, text) = ticket.choice(ask, "state")?;
            Some(Left { tone: Tone::Neutral, title: text.clone(), text, paused: true })
        }
        None => None,
    }
}

/// What stands out about a ticket: its priority where that is high, that it is new, and its tags.
fn marks(ask: &Ask, ticket: &Seen, tags: Option<&Vec<platform::Tag>>) -> Vec<(Tone, String)> {
    let mut marks = Vec::new();
    if matches!(ticket.text("priority").as_str(), "high" | "urgent") {
        marks.extend(ticket.choice(ask, "priority"));
    }
    if matches!(ticket.text("state").as_str(), "new" | "solved") {
        marks.extend(ticket.choice(ask, "state"));
    }
    marks.extend(tags.into_iter().flatten().map(|tag| (tone_of(tag), tag.name.clone())));
    marks
}

pub(super) fn tone_of(tag: &platform::Tag) -> Tone {
    let option = <platform::Colour as entity::Choice>::DEF.option(entity::Choice::code(tag.colour));
    option.map(|o| platform::page::tone(o.tone)).unwrap_or_default()
}

/// The shape of tickets, for the pages beside this one.
pub(super) fn shape(read: &Read) -> Result<std::sync::Arc<Shape>> {
    read.shape(Ticket::DEF.name)
}
