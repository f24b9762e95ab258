//! What people do from the inbox: the same verbs as everywhere, told in one press.

use super::INBOX;
use crate::{After, Channel, HandOver, Message, Note, Reply, Solve, Speaker, Ticket};
use base::{Error, Id, Result};
use entity::{Choice, Entity, Input, Record, Text};
use platform::page::{Form, Reply as Answered};
use store::{Made, Tx, action};

/// The same words of the same person within so long are one press of the button twice.
const TWICE: i64 = 60_000_000;
/// Verbs that ask for nothing.
const PLAIN: [&str; 8] =
    ["take", "wait_for_customer", "wait_for_third_party", "hold", "resume", "reopen", "close", "follow_up"];

pub(super) fn act(tx: &mut Tx, form: &Form) -> Result<Answered> {
    let missing = || Error::not_found("page", form.rest.join("/"));
    let id: Id<Ticket> = form.part(1).parse::<i64>().map(Id::from_raw).map_err(|_| missing())?;
    tx.visible(Ticket::DEF.name, id.raw(), action::READ)?;
    let here = |id: Id<Ticket>| format!("{INBOX}/{}/{id}", form.part(0));
    match (form.part(2), form.part(3), form.part(4)) {
        ("seen", "", "") => {
            seen(tx, id, form.get("seen").parse().unwrap_or(0))?;
            Ok(Answered { to: here(id), said: None })
        }
        ("say", "", "") => say(tx, form, id),
        ("done", next, "") => {
            let solve = Solve { solution: None, channel: Channel::default() };
            perform(tx, id, "solve", &solve)?;
            see_all(tx, id)?;
            let to = next.parse::<i64>().map_or(format!("{INBOX}/{}", form.part(0)), |next| here(Id::from_raw(next)));
            Ok(Answered { to, said: Some(("service-inbox-solved", vec![("ticket", tx.get(id)?.title())])) })
        }
        ("do", verb, "") if PLAIN.contains(&verb) => {
            let made = tx.perform(Ticket::DEF.name, id.raw(), verb, None, &Record::default())?;
            let to = made.first().map_or(id, |(_, made)| Id::from_raw(*made));
            Ok(Answered { to: here(to), said: None })
        }
        (to @ ("to-user" | "to-queue"), whom, "") => {
            let whom: i64 = whom.parse().map_err(|_| missing())?;
            let (owner, queue) = match to {
                "to-user" => (Some(Id::from_raw(whom)), None),
                _ => (None, Some(Id::from_raw(whom))),
            };
            perform(tx, id, "hand_over", &HandOver { owner, queue, because: None })?;
            Ok(Answered { to: here(id), said: None })
        }
        (how @ ("tag-on" | "tag-off"), tag, "") => {
            let tag = tag.parse::<i64>().map(Id::from_raw).map_err(|_| missing())?;
            match how {
                "tag-on" => platform::tag::put(tx, Ticket::DEF.name, id.raw(), tag)?,
                _ => platform::tag::take(tx, Ticket::DEF.name, id.raw(), tag)?,
            }
            Ok(Answered { to: here(id), said: None })
        }
        _ => Err(missing()),
    }
}

fn perform<I: Input>(tx: &mut Tx, id: Id<Ticket>, verb: &str, input: &I) -> Result<Made> {
    tx.perform(Ticket::DEF.name, id.raw(), verb, None, &input.to_record())
}

/// An answer or a note. Two who answer at once are both heard, and the second is told of the first; what is said about a ticket
/// that became part of another reaches that one.
fn say(tx: &mut Tx, form: &Form, asked: Id<Ticket>) -> Result<Answered> {
    let before = tx.lock(asked)?;
    let moved = before.merged_into;
    let id = moved.unwrap_or(asked);
    let before = if moved.is_some() { tx.lock(id)? } else { before };
    let to = format!("{INBOX}/{}/{id}", form.part(0));
    let body = Text::new(form.get("body").replace("\r\n", "\n"));
    let note = form.get("kind") == "note";
    let speaker = if note { Speaker::Note } else { Speaker::Us };
    if repeated(tx, &before, speaker, &body) {
        return Ok(Answered { to, said: None });
    }
    if note {
        perform(tx, id, "note", &Note { body })?;
    } else {
        let channel = Channel::from_code(form.get("channel")).unwrap_or_default();
        let leads_to = After::from_code(form.get("leads_to")).unwrap_or_default();
        perform(tx, id, "reply", &Reply { body, channel, leads_to })?;
    }
    see_all(tx, id)?;
    let said = match moved {
        Some(_) => {
            let gone = tx.get(asked)?;
            Some(("service-inbox-merged", vec![("gone", gone.number.to_string()), ("ticket", before.title())]))
        }
        None => crossed(tx, &before, form.get("seen").parse().unwrap_or(0))?,
    };
    Ok(Answered { to, said })
}

fn repeated(tx: &Tx, ticket: &Ticket, speaker: Speaker, body: &Text) -> bool {
    let me = tx.who().user;
    let same = |m: &Message| {
        let soon = tx.now().micros() - m.said_at.micros() < TWICE;
        soon && m.speaker == speaker && m.person.map(Id::raw) == me && m.body == *body
    };
    ticket.messages.last().is_some_and(same)
}

/// A message's id with its arguments.
type Said = (&'static str, Vec<(&'static str, String)>);

/// What somebody else said since the page was drawn.
fn crossed(tx: &Tx, before: &Ticket, seen: i64) -> Result<Option<Said>> {
    let me = tx.who().user;
    let news = |m: &&Message| m.head.id > seen && (m.speaker == Speaker::Customer || m.person.map(Id::raw) != me);
    let Some(last) = before.messages.iter().filter(news).max_by_key(|m| m.said_at) else { return Ok(None) };
    if last.speaker == Speaker::Customer {
        return Ok(Some(("service-inbox-crossed-customer", Vec::new())));
    }
    let name = super::name_of(tx, "platform.user", last.person.map(Id::raw))?;
    Ok(Some(("service-inbox-crossed", vec![("name", name)])))
}

/// Whoever asks has read a ticket up to a message.
fn seen(tx: &mut Tx, ticket: Id<Ticket>, through: i64) -> Result<()> {
    let Some(person) = tx.who().user else { return Ok(()) };
    let sql = store::sql!(
        "service.seen",
        "INSERT INTO service_seen (ticket, person, through) VALUES ($1, $2, $3) ON CONFLICT (ticket, person) DO UPDATE \
         SET through = CASE WHEN excluded.through > service_seen.through THEN excluded.through ELSE service_seen.through END"
    );
    tx.execute(sql, &[ticket.into(), person.into(), through.into()]).map(|_| ())
}

fn see_all(tx: &mut Tx, ticket: Id<Ticket>) -> Result<()> {
    let last = tx.get(ticket)?.messages.iter().map(|m| m.head.id).max().unwrap_or(0);
    seen(tx, ticket, last)
}
