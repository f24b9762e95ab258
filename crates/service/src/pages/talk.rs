//! One conversation: what was said and done in the order of time, what was promised, and what can be done next.

use super::inbox::{shape, tone_of};
use super::{INBOX, Seen, left};
use crate::{Act, After, Channel, Queue, Ticket};
use base::{Error, Id, Instant, Result};
use entity::{Choice as _, Entity, Record, Shape};
use parties::loaded;
use platform::page::Ask;
use std::collections::BTreeMap;
use store::{Read, action};
use ui::page::{Answer, Left, Said, Side, Talk};
use ui::part::{Action, Choice, Does, Tone};

/// What an address leads to.
pub(super) enum Found {
    Here(Box<Talk>),
    /// It became part of this one.
    Moved(i64),
}

/// People a ticket can be given to, at most.
const PEOPLE: usize = 20;
/// Tags that are offered.
const TAGS: i64 = 30;

/// The conversation of a ticket, if whoever asks may read it. `next` is the one after it in the list.
pub(super) fn of(read: &Read, ask: &Ask, queue: &str, id: i64, next: Option<i64>) -> Result<Found> {
    let shape = shape(read)?;
    let record = read.visible(Ticket::DEF.name, id, action::READ)?;
    let ticket = Seen { shape: &shape, record: &record };
    if let Some(survivor) = read.survivor(Ticket::DEF.name, id)?
        && read.visible(Ticket::DEF.name, survivor, action::READ).is_ok()
    {
        return Ok(Found::Moved(survivor));
    }
    let here = format!("{}{INBOX}/{queue}/{id}", ask.base);
    let mut marks = vec![(Tone::Neutral, ticket.text("number"))];
    marks.extend(["state", "priority"].iter().filter_map(|field| ticket.choice(ask, field)));
    marks.extend(platform::tag::of(read, Ticket::DEF.name, id)?.iter().map(|tag| (tone_of(tag), tag.name.clone())));
    let talk = Talk {
        title: ticket.text("subject"),
        href: ask.record(read, Ticket::DEF.name, id)?,
        up: format!("{}{INBOX}/{queue}", ask.base),
        marks,
        left: promises(read, ask, &ticket),
        facts: facts(read, ask, &ticket)?,
        actions: actions(read, ask, &ticket, &here, next)?,
        said: said(read, ask, &ticket)?,
        seen: Some(format!("{here}/seen")),
        answer: answer(read, ask, &ticket, &here)?,
        closed: (ticket.text("state") == "closed").then(|| ask.t("service-inbox-closed")),
    };
    Ok(Found::Here(Box::new(talk)))
}

/// The lines of a ticket, as far as its reader may see them.
fn lines<'a>(read: &Read, ticket: &'a Seen, name: &str) -> Result<(&'a Shape, &'a [Record])> {
    let place = ticket.shape.lines_position(name).ok_or_else(|| Error::broken(format!("a ticket without {name}")))?;
    let rows = ticket.record.lines.get(place).and_then(Option::as_deref).unwrap_or_default();
    let closed = !read.access()?.sees(ticket.shape, name);
    Ok((&ticket.shape.lines[place].1, if closed { &[] } else { rows }))
}

/// What is left of each promise that is still to be kept.
fn promises(read: &Read, ask: &Ask, ticket: &Seen) -> Vec<Left> {
    let Ok((shape, rows)) = lines(read, ticket, "clocks") else { return Vec::new() };
    let one = |record: &Record| {
        let clock = Seen { shape, record };
        let (_, what) = clock.choice(ask, "target")?;
        let open = clock.at("met_at").is_none() && clock.text("standing") != "cancelled";
        let due = clock.at("due_at").filter(|_| open)?;
        let mut chip = left(ask, &what, due, read.now());
        chip.text = format!("{what}: {}", chip.text);
        if clock.at("running_since").is_none() {
            chip = Left { tone: Tone::Neutral, text: what, paused: true, ..chip };
        }
        Some(chip)
    };
    rows.iter().filter_map(one).collect()
}

/// Whom and what it is about, each leading there where the reader may go.
fn facts(read: &Read, ask: &Ask, ticket: &Seen) -> Result<Vec<(String, String, Option<String>)>> {
    let about = [
        ("customer", "parties.party"),
        ("contact", "parties.party"),
        ("item", "catalog.item"),
        ("lot", "stock.lot"),
        ("sales_order", "sales.order"),
        ("delivery", "sales.delivery"),
        ("customer_invoice", "sales.customer_invoice"),
        ("kind", "service.ticket_type"),
        ("queue", "service.queue"),
        ("owner", "platform.user"),
    ];
    let mut facts = Vec::new();
    for (field, entity) in about {
        let Some(id) = ticket.int(field) else { continue };
        let text = read.titles_in(entity, &[id], ask.cx.lang.tag())?.remove(&id).unwrap_or_default();
        let open = !matches!(field, "owner" | "queue" | "kind") && read.visible(entity, id, action::READ).is_ok();
        let href = if open { Some(ask.record(read, entity, id)?) } else { None };
        let text = if text.is_empty() { ask.t("service-inbox-without-number") } else { text };
        facts.push((ask.t(&format!("service-ticket-{field}")), text, href));
    }
    Ok(facts)
}

/// The names of everybody who said or did something.
struct Names {
    people: BTreeMap<i64, String>,
    parties: BTreeMap<i64, String>,
    queues: BTreeMap<i64, String>,
    tickets: BTreeMap<i64, String>,
}

impl Names {
    fn of(&self, all: &BTreeMap<i64, String>, id: Option<i64>) -> String {
        id.and_then(|id| all.get(&id).cloned()).unwrap_or_default()
    }
}

fn said(read: &Read, ask: &Ask, ticket: &Seen) -> Result<Vec<Said>> {
    let (message, messages) = lines(read, ticket, "messages")?;
    let (entry, log) = lines(read, ticket, "log")?;
    let ids = |shape: &Shape, rows: &[Record], fields: &[&str]| -> Vec<i64> {
        rows.iter().flat_map(|r| fields.iter().filter_map(|f| shape.value(r, f).int())).collect()
    };
    let mut parties = ids(message, messages, &["contact"]);
    parties.extend(ticket.int("customer").into_iter().chain(ticket.int("contact")));
    let mut people = ids(message, messages, &["person"]);
    people.extend(ids(entry, log, &["person", "owner_before", "owner_after"]));
    let names = Names {
        people: read.titles("platform.user", &people)?,
        parties: read.titles("parties.party", &parties)?,
        queues: read.titles_in(Queue::DEF.name, &ids(entry, log, &["queue"]), ask.cx.lang.tag())?,
        tickets: numbers(read, &ids(entry, log, &["other"]))?,
    };
    let customer = ticket.int("contact").or(ticket.int("customer"));
    // What happened stands before what was said in the same moment.
    let mut all: Vec<((Instant, bool), Said)> = Vec::new();
    let opening = ticket.text("description");
    if !opening.is_empty() {
        let at = ticket.at("received_at").unwrap_or(read.now());
        let by = ticket.choice(ask, "channel").map(|(_, word)| word).unwrap_or_default();
        let icon = sign(&ticket.text("channel"));
        let who = unnamed(ask, names.of(&names.parties, customer));
        all.push(((at, false), words(ask, Side::Them, who, at, icon, by, opening)));
    }
    for record in messages {
        let line = Seen { shape: message, record };
        let at = line.at("said_at").unwrap_or(read.now());
        let person = names.of(&names.people, line.int("person"));
        let (side, who) = match line.text("speaker").as_str() {
            "us" => (Side::Us, if person.is_empty() { ask.t("service-inbox-we") } else { person }),
            "note" => (Side::Note, if person.is_empty() { ask.t("service-inbox-we") } else { person }),
            _ => (Side::Them, unnamed(ask, names.of(&names.parties, line.int("contact").or(customer)))),
        };
        let by = line.choice(ask, "channel").map(|(_, word)| word).unwrap_or_default();
        let by = match line.text("said_in") {
            number if number.is_empty() => by,
            number => format!("{by} · {number}"),
        };
        let icon = sign(&line.text("channel"));
        all.push(((at, true), words(ask, side, who, at, icon, by, line.text("body"))));
    }
    for record in log {
        let line = Seen { shape: entry, record };
        let at = line.at("done_at").unwrap_or(read.now());
        all.push(((at, false), event(ask, &line, &names, at)));
    }
    all.sort_by_key(|(at, _)| *at);
    Ok(all.into_iter().map(|(_, said)| said).collect())
}

/// What tickets are called in the log.
fn numbers(read: &Read, ids: &[i64]) -> Result<BTreeMap<i64, String>> {
    let sql = store::sql!("service.numbers", "SELECT id, number FROM service_ticket WHERE id IN LIST($1)");
    let rows = read.query(sql, &[store::id_list(ids)])?;
    Ok(rows.iter().filter_map(|r| Some((super::number(r, 0)?, r.get(1)?.text()?.to_owned()))).collect())
}

fn unnamed(ask: &Ask, name: String) -> String {
    if name.is_empty() { ask.t("service-inbox-unknown") } else { name }
}

fn words(ask: &Ask, side: Side, who: String, at: Instant, icon: &'static str, by: String, body: String) -> Said {
    Said { side, who, when: ask.format.instant(at), iso: at.to_string(), icon, by, body, tone: Tone::Neutral }
}

/// The icon of a way to talk.
fn sign(channel: &str) -> &'static str {
    match channel {
        "mail" => "mail",
        "web" => "globe",
        "chat" => "message-square",
        "visit" => "map-pin",
        _ => "phone",
    }
}

/// One line of the log in words: what, from whom to whom, and why.
fn event(ask: &Ask, line: &Seen, names: &Names, at: Instant) -> Said {
    let (tone, what) = line.choice(ask, "act").unwrap_or_default();
    let act = Act::from_code(&line.text("act")).unwrap_or_default();
    let mut parts = vec![what];
    let target = line.choice(ask, "target").map(|(_, word)| word);
    match (target, line.int("percent")) {
        (Some(target), Some(percent)) if act == Act::Escalated => parts.push(format!("{target} {percent} %")),
        (Some(target), _) => parts.push(target),
        _ => {}
    }
    let (before, after) = (line.int("owner_before"), line.int("owner_after"));
    let queue = names.of(&names.queues, line.int("queue"));
    if before != after {
        let to = names.of(&names.people, after);
        parts.push(format!("→ {}", if to.is_empty() { queue.clone() } else { to }));
    } else if matches!(act, Act::NobodyCould) {
        parts.push(queue);
    }
    parts.push(names.of(&names.tickets, line.int("other")));
    parts.push(line.text("because"));
    let person = names.of(&names.people, line.int("person"));
    if !person.is_empty() {
        parts.push(person);
    }
    let body = parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" · ");
    let icon = match act {
        Act::Escalated | Act::Breached => "alarm-clock",
        Act::NobodyCould | Act::NoQueue => "circle-alert",
        Act::Merged | Act::MergedInto => "merge",
        Act::Solved | Act::Closed => "circle-check",
        Act::Reopened | Act::Followed => "history",
        _ => "users",
    };
    Said { body, icon, tone, ..words(ask, Side::Event, String::new(), at, icon, String::new(), String::new()) }
}

/// The buttons of the head: solve, give to somebody, tag, and what else the state allows.
fn actions(read: &Read, ask: &Ask, ticket: &Seen, here: &str, next: Option<i64>) -> Result<Vec<Action>> {
    let live = !matches!(ticket.text("state").as_str(), "solved" | "closed");
    let may = |verb: &str| read.may(ticket.shape, ticket.record, verb);
    let op = |verb: &str| ask.t(&format!("service-ticket-op-{verb}"));
    let mut all = Vec::new();
    if live && may("hand_over")? {
        let menu = people(read, ask, ticket, here)?;
        all.push(Action::new(op("hand_over"), Does::Menu(menu)).icon("user-plus").key("assign").bare());
    }
    let tags = tags(read, ask, ticket, here)?;
    if !tags.is_empty() {
        all.push(Action::new(ask.t("service-inbox-tag"), Does::Menu(tags)).icon("tag").key("tag").bare());
    }
    let mut more = Vec::new();
    let record = ask.record(read, Ticket::DEF.name, ticket.record.head.id)?;
    let state = ticket.text("state");
    for (verb, from) in [
        ("take", &["new", "open", "waiting_customer", "waiting_third_party", "on_hold"][..]),
        ("wait_for_customer", &["new", "open", "waiting_third_party", "on_hold"][..]),
        ("wait_for_third_party", &["new", "open", "waiting_customer", "on_hold"][..]),
        ("hold", &["new", "open", "waiting_customer", "waiting_third_party"][..]),
        ("resume", &["waiting_customer", "waiting_third_party", "on_hold"][..]),
        ("reopen", &["solved", "closed"][..]),
        ("close", &["solved"][..]),
        ("follow_up", &["closed"][..]),
    ] {
        if from.contains(&state.as_str()) && may(verb)? {
            more.push(Action::post(op(verb), format!("{here}/do/{verb}")));
        }
    }
    let credit = live && ticket.int("customer_invoice").is_some() && may("credit")?;
    if credit {
        more.push(Action::new(op("credit"), Does::Dialog(format!("{record}/credit"))).icon("receipt-text"));
    }
    if live && may("merge_into")? {
        more.push(Action::new(op("merge_into"), Does::Dialog(format!("{record}/merge_into"))).icon("merge"));
    }
    more.push(Action::link(ask.t("service-inbox-record"), record).icon("headset"));
    all.push(Action::new(ask.t("ui-more"), Does::Menu(more)).icon("ellipsis").bare());
    if live && may("solve")? {
        let to = next.map(|id| format!("/{id}")).unwrap_or_default();
        all.push(Action::post(op("solve"), format!("{here}/done{to}")).icon("check").key("done"));
    }
    Ok(all)
}

/// Whoever works in the ticket's queue, whoever asks, and the other queues.
fn people(read: &Read, ask: &Ask, ticket: &Seen, here: &str) -> Result<Vec<Action>> {
    let mut ids: Vec<i64> = read.who().user.into_iter().collect();
    if let Some(queue) = ticket.int("queue") {
        let queue: Queue = read.get(Id::from_raw(queue))?;
        ids.extend(loaded(&queue.members).iter().map(|m| m.member.raw()));
        ids.push(queue.leader.raw());
    }
    let mut seen = Vec::new();
    ids.retain(|id| {
        Some(*id) != ticket.int("owner") && !seen.contains(id) && {
            seen.push(*id);
            true
        }
    });
    ids.truncate(PEOPLE);
    let names = read.titles("platform.user", &ids)?;
    let person = |id: &i64| {
        let name = names.get(id)?;
        let me = Some(*id) == read.who().user;
        let label = if me { ask.t("service-inbox-to-me") } else { name.clone() };
        Some(Action::post(label, format!("{here}/to-user/{id}")).icon("user"))
    };
    let mut menu: Vec<Action> = ids.iter().filter_map(person).collect();
    if platform::page::lists(read, Queue::DEF.name)? {
        let asked = store::list::Question {
            entity: Queue::DEF.name.to_owned(),
            filter: "is_active = yes".to_owned(),
            limit: PEOPLE,
            ..Default::default()
        };
        let shape = read.shape(Queue::DEF.name)?;
        let mut queues = store::list::page(read, &asked)?.records;
        read.in_language(Queue::DEF.name, &mut queues, &[Queue::DEF.title], ask.cx.lang.tag())?;
        for queue in queues {
            let address = format!("{here}/to-queue/{}", queue.head.id);
            menu.push(Action::post(shape.title(&queue), address).icon("users"));
        }
    }
    Ok(menu)
}

/// Tags to put on or to take off.
fn tags(read: &Read, ask: &Ask, ticket: &Seen, here: &str) -> Result<Vec<Action>> {
    let on: Vec<i64> =
        platform::tag::of(read, Ticket::DEF.name, ticket.record.head.id)?.iter().map(|t| t.head.id).collect();
    let all = platform::tag::offered(read, Ticket::DEF.name, TAGS)?;
    let one = |tag: &platform::Tag| {
        let (verb, icon) = if on.contains(&tag.head.id) { ("off", "check") } else { ("on", "tag") };
        let label = match verb {
            "off" => ask.cx.t_args("service-inbox-untag", &[("tag", ui::Arg::Text(&tag.name))]),
            _ => tag.name.clone(),
        };
        Action::post(label, format!("{here}/tag-{verb}/{}", tag.head.id)).icon(icon)
    };
    Ok(all.iter().map(one).collect())
}

/// The box that answers, for whoever may.
fn answer(read: &Read, ask: &Ask, ticket: &Seen, here: &str) -> Result<Option<Answer>> {
    let may = |verb: &str| read.may(ticket.shape, ticket.record, verb);
    let closed = ticket.text("state") == "closed";
    if closed || !may("reply")? && !may("note")? {
        return Ok(None);
    }
    let options = |field: &str, codes: &[&str]| -> Vec<Choice> {
        let one =
            |code: &&str| Choice { value: (*code).to_owned(), label: ask.t(&format!("service-ticket-{field}-{code}")) };
        codes.iter().map(one).collect()
    };
    let typed = |name: &str, otherwise: &str| match ask.typed(name) {
        "" => otherwise.to_owned(),
        typed => typed.to_owned(),
    };
    let (_, messages) = lines(read, ticket, "messages")?;
    let channels = [Channel::Phone, Channel::Mail, Channel::Web, Channel::Chat, Channel::Visit].map(|c| c.code());
    let afters = [After::WaitingCustomer, After::Open, After::Solved].map(|a| a.code());
    Ok(Some(Answer {
        action: format!("{here}/say"),
        reply: ask.t("service-ticket-op-reply"),
        note: ask.t("service-ticket-op-note"),
        channel: typed("channel", &ticket.text("channel")),
        channels: options("channel", &channels),
        channel_label: ask.t("service-ticket-op-reply-channel"),
        after: typed("leads_to", After::WaitingCustomer.code()),
        afters: options("leads_to", &afters),
        after_label: ask.t("service-ticket-op-reply-leads_to"),
        placeholder: ask.t("service-inbox-write"),
        send: ask.t("service-inbox-send"),
        seen: messages.iter().map(|m| m.head.id).max().unwrap_or(0),
        typed: ask.typed("body").to_owned(),
        as_note: ask.typed("kind") == "note",
        refusals: Vec::new(),
    }))
}
