//! A customer's timeline: what was noted, said, planned, filed and sold, at the customer and at everything that belongs to them, in
//! one stream. It is asked anew each time and copied nowhere.

use crate::{Affiliation, Party};
use base::{Error, Id, Instant, Result};
use entity::{Described, Entity, Record, Shape};
use platform::page::{Ask, Drawn, Sheet};
use platform::{Activity, ActivityType, Attachment, Event, EventKind, Note};
use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use store::list::{self, Question};
use store::{Read, action, id_list};
use ui::part::{Crumb, Event as Shown, Tab, Tone, tabs, timeline};
use ui::{Markup, html};

/// What belongs to a customer, and the field that says so. Modules that are not there are passed over.
const RELATED: [(&str, &str); 8] = [
    ("crm.lead", "became_organisation"),
    ("crm.lead", "became_person"),
    ("crm.opportunity", "customer"),
    ("sales.quotation", "customer"),
    ("sales.order", "customer"),
    ("sales.delivery", "customer"),
    ("sales.customer_invoice", "customer"),
    ("service.ticket", "customer"),
];

/// Of each kind of document the newest are looked at; older ones are found in their list.
const NEWEST: usize = 200;

/// Entries of one answer.
const ENTRIES: usize = 30;

/// What people filter by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    Note,
    Call,
    Meeting,
    Mail,
    Task,
    File,
    Document,
    Ticket,
}

impl Sort {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Sort; 8] =
        [Sort::Note, Sort::Call, Sort::Meeting, Sort::Mail, Sort::Task, Sort::File, Sort::Document, Sort::Ticket];

    /// Its word in addresses and messages.
    pub fn code(self) -> &'static str {
        match self {
            Sort::Note => "note",
            Sort::Call => "call",
            Sort::Meeting => "meeting",
            Sort::Mail => "mail",
            Sort::Task => "task",
            Sort::File => "file",
            Sort::Document => "document",
            Sort::Ticket => "ticket",
        }
    }

    fn message(self) -> &'static str {
        match self {
            Sort::Note => "parties-story-note",
            Sort::Call => "parties-story-call",
            Sort::Meeting => "parties-story-meeting",
            Sort::Mail => "parties-story-mail",
            Sort::Task => "parties-story-task",
            Sort::File => "parties-story-file",
            Sort::Document => "parties-story-document",
            Sort::Ticket => "parties-story-ticket",
        }
    }

    fn look(self) -> (&'static str, Tone) {
        match self {
            Sort::Note => ("message-square", Tone::Info),
            Sort::Call => ("phone", Tone::Violet),
            Sort::Meeting => ("calendar", Tone::Teal),
            Sort::Mail => ("mail", Tone::Info),
            Sort::Task => ("circle-check", Tone::Violet),
            Sort::File => ("paperclip", Tone::Neutral),
            Sort::Document => ("file-text", Tone::Success),
            Sort::Ticket => ("headset", Tone::Warn),
        }
    }
}

/// One entry.
#[derive(Clone, Debug)]
pub struct Told {
    pub at: Instant,
    pub by: Option<i64>,
    pub sort: Sort,
    pub title: String,
    pub body: Option<String>,
    /// Of an event, when it takes place.
    pub takes_place: Option<Instant>,
    /// The record it is: entity and id.
    pub record: (&'static str, i64),
    /// Where it hangs: entity number and id.
    pub at_record: Option<(i64, i64)>,
}

/// What is asked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted {
    pub sort: Option<Sort>,
    /// Only what this user did.
    pub by: Option<i64>,
}

/// One page of the timeline of a customer that one may see, and where the next one begins: the last id of each source.
pub fn page(
    read: &Read,
    id: Id<Party>,
    wanted: Wanted,
    after: &str,
    limit: usize,
) -> Result<(Vec<Told>, Option<String>)> {
    read.visible(Party::DEF.name, id.raw(), action::READ)?;
    let (hosts, documents) = belonging(read, id)?;
    let most = limit + 1;
    let mut places: Vec<i64> = after.split('.').filter_map(|place| place.parse().ok()).collect();
    places.resize(4 + RELATED.len(), i64::MAX);
    let has = |sorts: &[Sort]| wanted.sort.is_none_or(|sort| sorts.contains(&sort));
    let asked = Asked { read, hosts: &hosts, wanted, most };
    let mut sources: Vec<VecDeque<Told>> = vec![VecDeque::new(); places.len()];
    if has(&[Sort::Note]) {
        sources[0] = asked.notes(places[0])?;
    }
    if has(&[Sort::File]) {
        sources[1] = asked.files(places[1])?;
    }
    if has(&[Sort::Task, Sort::Call, Sort::Mail, Sort::Meeting]) {
        sources[2] = asked.activities(places[2])?;
    }
    if has(&[Sort::Meeting, Sort::Call, Sort::Mail]) {
        sources[3] = asked.events(places[3])?;
    }
    for (place, told) in documents.into_iter().enumerate() {
        let fits = |one: &Told| {
            one.record.1 < places[4 + place] && has(&[one.sort]) && wanted.by.is_none_or(|by| one.by == Some(by))
        };
        sources[4 + place] = told.into_iter().filter(fits).take(most).collect();
    }
    let mut found = Vec::with_capacity(limit);
    while found.len() < limit {
        let newest =
            (0..sources.len()).filter_map(|i| Some((sources[i].front()?.at, i))).max_by_key(|(at, i)| (*at, *i));
        let Some((_, source)) = newest else { break };
        if let Some(told) = sources[source].pop_front() {
            places[source] = told.record.1;
            found.push(told);
        }
    }
    let more = sources.iter().any(|source| !source.is_empty());
    let next = more.then(|| places.iter().map(i64::to_string).collect::<Vec<_>>().join("."));
    Ok((found, next))
}

/// Records by kind on which something may hang.
type Hosts = BTreeMap<i64, Vec<i64>>;

/// Everything of a customer that the reader may see: where notes and the rest may hang, and the documents themselves.
fn belonging(read: &Read, id: Id<Party>) -> Result<(Hosts, Vec<Vec<Told>>)> {
    let mut hosts = Hosts::new();
    let parties = read.shape(Party::DEF.name)?;
    let own = hosts.entry(parties.def.kind.into()).or_default();
    own.push(id.raw());
    let ties: Vec<Affiliation> =
        read.select("organisation = $1 AND archived_at IS NULL ORDER BY id DESC LIMIT 200", &[id.into()])?;
    let people: Vec<i64> = ties.iter().map(|tie| tie.person.raw()).collect();
    for person in read.find_many(Party::DEF.name, &people, false)? {
        if read.may(&parties, &person, action::READ)? && !own.contains(&person.head.id) {
            own.push(person.head.id);
        }
    }
    let mut documents = Vec::new();
    for (entity, field) in RELATED {
        let Some(shape) = read.model().shapes.get(entity).filter(|shape| shape.enabled).cloned() else {
            documents.push(Vec::new());
            continue;
        };
        let sees = platform::page::lists(read, shape.name())? && read.access()?.sees(&shape, field);
        let records = if sees { newest(read, &shape, field, id)? } else { Vec::new() };
        hosts.entry(shape.def.kind.into()).or_default().extend(records.iter().map(|record| record.head.id));
        documents.push(records.iter().map(|record| document(&shape, record)).collect());
    }
    Ok((hosts, documents))
}

fn newest(read: &Read, shape: &Arc<Shape>, field: &str, id: Id<Party>) -> Result<Vec<Record>> {
    let question = Question {
        entity: shape.name().to_owned(),
        filter: format!("{field} = #{id}"),
        sort: "-id".to_owned(),
        limit: NEWEST,
        ..Question::default()
    };
    Ok(list::page(read, &question)?.records)
}

fn document(shape: &Arc<Shape>, record: &Record) -> Told {
    let text = |field: &str| shape.value(record, field).text().unwrap_or_default().to_owned();
    let sort = if shape.name() == "service.ticket" { Sort::Ticket } else { Sort::Document };
    Told {
        at: record.head.created_at.unwrap_or(Instant::from_micros(0)),
        by: record.head.created_by,
        sort,
        title: shape.title(record),
        body: Some(text("subject")).filter(|text| !text.is_empty()),
        takes_place: None,
        record: (shape.name(), record.head.id),
        at_record: None,
    }
}

/// What hangs on the records of a customer.
struct Asked<'a, 'r> {
    read: &'a Read<'r>,
    hosts: &'a Hosts,
    wanted: Wanted,
    most: usize,
}

impl Asked<'_, '_> {
    /// Rows of one kind, newest first; `whose` names the host as `$1` and `LIST($2)`.
    fn rows<E: Entity>(&self, whose: &str, narrowed: &str, before: i64) -> Result<Vec<E>> {
        let by = if self.wanted.by.is_some() { " AND created_by = $5" } else { "" };
        let condition = format!("{whose} AND id < $3{narrowed}{by} AND archived_at IS NULL ORDER BY id DESC LIMIT $4");
        let mut found: Vec<E> = Vec::new();
        for (kind, ids) in self.hosts.iter().filter(|(_, ids)| !ids.is_empty()) {
            let mut params = vec![(*kind).into(), id_list(ids), before.into(), (self.most as i64).into()];
            params.extend(self.wanted.by.map(Into::into));
            found.extend(self.read.select::<E>(&condition, &params)?);
        }
        found.sort_by_key(|record| -record.head().id);
        found.dedup_by_key(|record| record.head().id);
        found.truncate(self.most);
        Ok(found)
    }

    fn told<E: Entity>(record: &E, sort: Sort, title: String, host: Option<(i64, i64)>) -> Told {
        let head = record.head();
        let at = head.created_at.unwrap_or(Instant::from_micros(0));
        Told {
            at,
            by: head.created_by,
            sort,
            title,
            body: None,
            takes_place: None,
            record: (E::DEF.name, head.id),
            at_record: host,
        }
    }

    fn notes(&self, before: i64) -> Result<VecDeque<Told>> {
        let whose = "(host_kind = $1 AND host IN LIST($2) OR id IN (SELECT document FROM platform_note_link \
                     WHERE host_kind = $1 AND host IN LIST($2)))";
        let all = self.rows::<Note>(whose, "", before)?;
        let told = |note: &Note| {
            let host = note.host_kind.zip(note.host);
            Told { body: Some(note.body.to_string()), ..Self::told(note, Sort::Note, String::new(), host) }
        };
        Ok(all.iter().map(told).collect())
    }

    fn files(&self, before: i64) -> Result<VecDeque<Told>> {
        let all = self.rows::<Attachment>(OWN, "", before)?;
        let told =
            |file: &Attachment| Self::told(file, Sort::File, file.name.clone(), Some((file.host_kind, file.host)));
        Ok(all.iter().map(told).collect())
    }

    fn activities(&self, before: i64) -> Result<VecDeque<Told>> {
        let narrowed = match self.wanted.sort {
            Some(Sort::Call) => " AND activity = 'call'",
            Some(Sort::Mail) => " AND activity = 'email'",
            Some(Sort::Meeting) => " AND activity = 'meeting'",
            Some(Sort::Task) => " AND activity IN ('task', 'deadline')",
            _ => "",
        };
        let all = self.rows::<Activity>(OWN, narrowed, before)?;
        let told = |one: &Activity| {
            let sort = match one.activity {
                ActivityType::Call => Sort::Call,
                ActivityType::Email => Sort::Mail,
                ActivityType::Meeting => Sort::Meeting,
                ActivityType::Task | ActivityType::Deadline => Sort::Task,
            };
            let body = one.description.as_ref().map(ToString::to_string);
            Told { body, ..Self::told(one, sort, one.title.clone(), one.host_kind.zip(one.host)) }
        };
        Ok(all.iter().map(told).collect())
    }

    /// Events; private ones only for their people.
    fn events(&self, before: i64) -> Result<VecDeque<Told>> {
        let narrowed = match self.wanted.sort {
            Some(Sort::Call) => " AND kind = 'call'",
            Some(Sort::Mail) => " AND kind IN ('email', 'letter', 'fax')",
            Some(Sort::Meeting) => " AND kind IN ('meeting', 'appointment', 'visit')",
            _ => "",
        };
        let shape = self.read.shape(Event::DEF.name)?;
        let mut seen = VecDeque::new();
        for event in self.rows::<Event>(OWN, narrowed, before)? {
            if event.private && !self.read.may(&shape, &event.to_record(), action::READ)? {
                continue;
            }
            let sort = match event.kind {
                EventKind::Call => Sort::Call,
                EventKind::Email | EventKind::Letter | EventKind::Fax => Sort::Mail,
                EventKind::Meeting | EventKind::Appointment | EventKind::Visit => Sort::Meeting,
            };
            let body = event.result.as_ref().or(event.description.as_ref()).map(ToString::to_string);
            let host = event.host_kind.zip(event.host);
            seen.push_back(Told {
                body,
                takes_place: Some(event.starts_at),
                ..Self::told(&event, sort, event.title.clone(), host)
            });
        }
        Ok(seen)
    }
}

/// What belongs to one of the records.
const OWN: &str = "host_kind = $1 AND host IN LIST($2)";

/// The page: chips to narrow it, the stream, and more as one reads on.
pub(crate) fn draw(read: &Read, ask: &Ask) -> Result<Drawn> {
    let id = ask.id().ok_or_else(|| Error::not_found("page", "story"))?;
    let sort = Sort::ALL.into_iter().find(|sort| sort.code() == ask.get("kind"));
    let mine = read.who().user.filter(|_| ask.get("by") == "me");
    let (told, next) = page(read, Id::from_raw(id), Wanted { sort, by: mine }, ask.get("after"), ENTRIES)?;
    let here = ask.below(id);
    let more = next.map(|after| format!("{here}/more?kind={}&by={}&after={after}", ask.get("kind"), ask.get("by")));
    let stream = html! {
        section { (timeline(&shown(read, ask, &told)?)) }
        @if let Some(address) = more { section data-lazy=(address) {} }
    };
    if ask.rest.get(1) == Some(&"more") {
        return Ok(Drawn::Region(stream));
    }
    let record = read.visible(Party::DEF.name, id, action::READ)?;
    let shape = read.shape(Party::DEF.name)?;
    let content = html! {
        (chips(ask, &here, sort, mine.is_some()))
        div.wrap {
            @if told.is_empty() { p.mute { (ask.t("parties-story-nothing")) } }
            (stream)
        }
    };
    let list = ask.list(read, Party::DEF.name)?;
    let overview = format!("{}/pages/parties/overview/{id}", ask.base);
    let crumbs = vec![
        Crumb { label: ask.t("parties-party-plural"), href: list.clone() },
        Crumb { label: shape.title(&record), href: overview },
    ];
    Ok(Drawn::Page(Box::new(Sheet { crumbs, content, current: list, ..Sheet::default() })))
}

fn chips(ask: &Ask, here: &str, sort: Option<Sort>, mine: bool) -> Markup {
    let kind = sort.map_or("", Sort::code);
    let by = if mine { "me" } else { "" };
    let tab = |label: String, href: String, current: bool| Tab { label, href, current, count: None };
    let all = tab(ask.t("parties-story-all"), format!("{here}?by={by}"), sort.is_none());
    let mut kinds = vec![all];
    for one in Sort::ALL {
        let href = format!("{here}?kind={}&by={by}", one.code());
        kinds.push(tab(ask.t(one.message()), href, sort == Some(one)));
    }
    let whose = html! {
        span.grow {}
        a href={ (here) "?kind=" (kind) } aria-current=[(!mine).then_some("true")] { (ask.t("parties-story-everybody")) }
        a href={ (here) "?kind=" (kind) "&by=me" } aria-current=[mine.then_some("true")] { (ask.t("parties-story-mine")) }
    };
    tabs(&ask.t("parties-story-narrow"), "tabs", false, &kinds, whose)
}

/// Entries as they are drawn, with names of people and of the records they hang on.
fn shown(read: &Read, ask: &Ask, told: &[Told]) -> Result<Vec<Shown>> {
    let users: Vec<i64> = told.iter().filter_map(|one| one.by).collect();
    let names = read.titles("platform.user", &users)?;
    let mut wanted: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    for (kind, id) in told.iter().filter_map(|one| one.at_record) {
        wanted.entry(kind).or_default().push(id);
    }
    let mut titles: BTreeMap<(i64, i64), String> = BTreeMap::new();
    for (kind, ids) in wanted {
        let shape = u16::try_from(kind).ok().and_then(|kind| read.model().shapes.of_kind(kind)).cloned();
        let Some(shape) = shape else { continue };
        titles.extend(read.titles(shape.name(), &ids)?.into_iter().map(|(id, title)| ((kind, id), title)));
    }
    let now = read.now();
    let mut events = Vec::new();
    for one in told {
        let (icon, tone) = one.sort.look();
        let (entity, id) = one.record;
        let word = match one.sort {
            Sort::Document | Sort::Ticket => ask.t(&read.shape(entity)?.def.message()),
            other => ask.t(other.message()),
        };
        let title = if one.title.is_empty() { word } else { format!("{word} · {}", one.title) };
        let title = match one.takes_place {
            Some(at) => format!("{title} · {}", ask.format.instant(at)),
            None => title,
        };
        let href = match one.sort {
            Sort::File => format!("{}/files/{id}", ask.base),
            _ => ask.record(read, entity, id)?,
        };
        let by = one.by.and_then(|by| names.get(&by).cloned()).unwrap_or_else(|| ask.t("parties-story-program"));
        let place = one.at_record.and_then(|host| titles.get(&host)).cloned();
        events.push(Shown {
            icon,
            tone,
            title,
            href: Some(href),
            amount: None,
            when: ask.format.relative(one.at, now),
            iso: one.at.to_string(),
            body: one.body.clone().map(|body| body.chars().take(600).collect()),
            changes: Vec::new(),
            who: place.map_or(by.clone(), |place| format!("{by} · {place}")),
        });
    }
    Ok(events)
}
