//! A customer's timeline: what was noted, said, planned, filed and sold, at the customer and at everything that belongs to them, in
//! one stream. It is asked anew each time and copied nowhere.

pub mod hanging;

use crate::Party;
use base::{Error, Id, Instant, Result};
use entity::{Entity, Record, Shape, Value};
use platform::page::{Ask, Drawn, Sheet};
use platform::{Activity, ActivityType, Attachment, Event, EventKind, Note};
use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use store::list::{self, Question};
use store::{Predicate, Read, Row, action};
use ui::part::{Crumb, Event as Shown, Tab, Tone, icon, tabs, timeline};
use ui::{Markup, html};

/// What belongs to a customer, and the fields that say so. Modules that are not there are passed over.
const RELATED: [(&str, &[&str]); 8] = [
    ("crm.lead", &["became_organisation", "became_person"]),
    ("crm.opportunity", &["customer"]),
    ("sales.quotation", &["customer"]),
    ("sales.contract", &["customer"]),
    ("sales.order", &["customer"]),
    ("sales.delivery", &["customer"]),
    ("sales.customer_invoice", &["customer"]),
    (TICKET, &["customer", "contact"]),
];

/// What people talk about with a customer, and the lines in which it is written down.
const TICKET: &str = "service.ticket";
const MESSAGES: &str = "messages";

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
    /// Something that was said about a ticket.
    Said,
}

impl Sort {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Sort; 9] = [
        Sort::Note,
        Sort::Call,
        Sort::Meeting,
        Sort::Mail,
        Sort::Task,
        Sort::File,
        Sort::Document,
        Sort::Ticket,
        Sort::Said,
    ];

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
            Sort::Said => "said",
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
            Sort::Said => "parties-story-said",
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
            Sort::Said => ("message-square", Tone::Teal),
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
    /// Who said it about a ticket.
    pub voice: Option<Voice>,
}

/// Who said something about a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voice {
    /// The customer, and which person there.
    Customer(Option<i64>),
    /// We, to the customer.
    Us,
    /// We among ourselves.
    Note,
}

impl Voice {
    fn message(self) -> &'static str {
        match self {
            Voice::Customer(_) => "parties-story-said-customer",
            Voice::Us => "parties-story-said-us",
            Voice::Note => "parties-story-said-note",
        }
    }
}

/// What is asked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted {
    pub sort: Option<Sort>,
    /// Only what this user did.
    pub by: Option<i64>,
}

/// One page of the timeline of a customer that one may see, and where the next one begins: the last id of each source, and of what
/// was said also the moment.
pub fn page(
    read: &Read,
    id: Id<Party>,
    wanted: Wanted,
    after: &str,
    limit: usize,
) -> Result<(Vec<Told>, Option<String>)> {
    read.visible(Party::DEF.name, id.raw(), action::READ)?;
    let kin = kin(read, id)?;
    let most = limit + 1;
    let mut places: Vec<i64> = after.split('.').filter_map(|place| place.parse().ok()).collect();
    places.resize(6 + RELATED.len(), i64::MAX);
    let has = |sorts: &[Sort]| wanted.sort.is_none_or(|sort| sorts.contains(&sort));
    let asked = Asked { read, kin: &kin, wanted, most };
    let mut sources: Vec<VecDeque<Told>> = vec![VecDeque::new(); 5 + RELATED.len()];
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
    let said = 4 + RELATED.len();
    for one in &kin {
        let Some(place) = RELATED.iter().position(|(entity, _)| *entity == one.shape.name()) else { continue };
        let ticket = one.shape.name() == TICKET;
        if has(&[if ticket { Sort::Ticket } else { Sort::Document }]) {
            sources[4 + place] = asked.documents(one, places[4 + place])?;
        }
        if ticket && has(&[Sort::Said]) {
            sources[said] = asked.said(one, places[said], places[said + 1])?;
        }
    }
    let mut found = Vec::with_capacity(limit);
    while found.len() < limit {
        let newest =
            (0..sources.len()).filter_map(|i| Some((sources[i].front()?.at, i))).max_by_key(|(at, i)| (*at, *i));
        let Some((_, source)) = newest else { break };
        if let Some(told) = sources[source].pop_front() {
            if source == said {
                (places[said], places[said + 1]) = (told.at.micros(), told.record.1);
            } else {
                places[source] = told.record.1;
            }
            found.push(told);
        }
    }
    let more = sources.iter().any(|source| !source.is_empty());
    let next = more.then(|| places.iter().map(i64::to_string).collect::<Vec<_>>().join("."));
    Ok((found, next))
}

/// Records of one kind that belong to a customer and that the reader may see.
struct Kin {
    shape: Arc<Shape>,
    /// Which ones, in the filter language; nothing for the customer and its people.
    filter: String,
    of: Id<Party>,
}

impl Kin {
    /// Their ids as a subselect; its values are added to the statement's.
    fn ids(&self, read: &Read, params: &mut Vec<Value>) -> Result<Option<String>> {
        if !self.filter.is_empty() {
            let question =
                Question { entity: self.shape.name().to_owned(), filter: self.filter.clone(), ..Question::default() };
            return list::within(read, &question, params);
        }
        params.push(self.of.into());
        let own = params.len();
        let mut ids = format!("SELECT p.id FROM parties_party p WHERE p.id = ${own}");
        let question = Question { entity: Party::DEF.name.to_owned(), ..Question::default() };
        if let Some(seen) = list::within(read, &question, params)? {
            ids.push_str(&format!(
                " UNION ALL {seen} AND t.id IN (SELECT a.person FROM parties_affiliation a \
                 WHERE a.organisation = ${own} AND a.archived_at IS NULL)"
            ));
        }
        Ok(Some(ids))
    }
}

/// Everything of a customer: where notes and the rest may hang, and the documents themselves.
fn kin(read: &Read, id: Id<Party>) -> Result<Vec<Kin>> {
    let mut all = vec![Kin { shape: read.shape(Party::DEF.name)?, filter: String::new(), of: id }];
    for (entity, fields) in RELATED {
        let Some(shape) = read.model().shapes.get(entity).filter(|shape| shape.enabled).cloned() else { continue };
        if !platform::page::lists(read, shape.name())? {
            continue;
        }
        let access = read.access()?;
        let names = fields.iter().filter(|field| access.sees(&shape, field));
        let named: Vec<String> = names.map(|field| format!("{field} = #{id}")).collect();
        if !named.is_empty() {
            all.push(Kin { shape, filter: format!("({})", named.join(" or ")), of: id });
        }
    }
    Ok(all)
}

fn document(shape: &Arc<Shape>, record: &Record) -> Told {
    let text = |field: &str| shape.value(record, field).text().unwrap_or_default().to_owned();
    let (sort, body) = match shape.name() {
        TICKET => (Sort::Ticket, text("description")),
        _ => (Sort::Document, text("subject")),
    };
    Told {
        at: record.head.created_at.unwrap_or(Instant::from_micros(0)),
        by: record.head.created_by,
        sort,
        title: shape.title(record),
        body: Some(body).filter(|body| !body.is_empty()),
        takes_place: None,
        record: (shape.name(), record.head.id),
        at_record: None,
        voice: None,
    }
}

/// What hangs on the records of a customer.
struct Asked<'a, 'r> {
    read: &'a Read<'r>,
    kin: &'a [Kin],
    wanted: Wanted,
    most: usize,
}

impl Asked<'_, '_> {
    /// Rows of one kind, newest first; `whose` names the host as `$1` and, where the ids stand, `{ids}`.
    fn rows<E: Entity>(&self, whose: &str, narrowed: &str, before: i64) -> Result<Vec<E>> {
        let mut found: Vec<E> = Vec::new();
        for kin in self.kin {
            let kind = i64::from(kin.shape.def.kind);
            let mut params: Vec<Value> = vec![kind.into(), before.into(), (self.most as i64).into()];
            let Some(ids) = kin.ids(self.read, &mut params)? else { continue };
            let mut condition = format!("{} AND id < $2{narrowed}", whose.replace("{ids}", &ids));
            if let Some(by) = self.wanted.by {
                params.push(by.into());
                condition.push_str(&format!(" AND created_by = ${}", params.len()));
            }
            if E::DEF.name == Event::DEF.name {
                condition.push_str(&self.open(&mut params)?);
            }
            condition.push_str(" AND archived_at IS NULL ORDER BY id DESC LIMIT $3");
            found.extend(self.read.select::<E>(&condition, &params)?);
        }
        found.sort_by_key(|record| -record.head().id);
        found.dedup_by_key(|record| record.head().id);
        found.truncate(self.most);
        Ok(found)
    }

    /// Private events only for their people.
    fn open(&self, params: &mut Vec<Value>) -> Result<String> {
        let shape = self.read.shape(Event::DEF.name)?;
        Ok(match self.read.access()?.predicate(&shape, action::READ, shape.table(), params) {
            Predicate::Everything => String::new(),
            Predicate::Nothing => " AND private = 0".to_owned(),
            Predicate::Rows(rows) => format!(" AND (private = 0 OR {rows})"),
        })
    }

    fn documents(&self, kin: &Kin, before: i64) -> Result<VecDeque<Told>> {
        let mut filter = kin.filter.clone();
        if before < i64::MAX {
            filter.push_str(&format!(" and id < {before}"));
        }
        if let Some(by) = self.wanted.by {
            filter.push_str(&format!(" and created_by = #{by}"));
        }
        let (entity, sort) = (kin.shape.name().to_owned(), "-id".to_owned());
        let question = Question { entity, filter, sort, limit: self.most, ..Question::default() };
        let records = list::page(self.read, &question)?.records;
        Ok(records.iter().map(|record| document(&kin.shape, record)).collect())
    }

    /// What was said about the customer's tickets. What we wrote for ourselves is for those who may write it too. What a ticket took
    /// over from another is told once, there.
    fn said(&self, tickets: &Kin, until: i64, before: i64) -> Result<VecDeque<Told>> {
        let (read, shape) = (self.read, &tickets.shape);
        let access = read.access()?;
        let Some(lines) = shape.lines_position(MESSAGES).map(|place| &shape.lines[place].1) else {
            return Ok(VecDeque::new());
        };
        if !access.sees(shape, MESSAGES) || !access.sees(lines, "body") {
            return Ok(VecDeque::new());
        }
        let mut params: Vec<Value> = vec![until.into(), before.into(), (self.most as i64).into()];
        let filter = format!("{} and merged_into is empty", tickets.filter);
        let question = Question { entity: TICKET.to_owned(), filter, ..Question::default() };
        let Some(ids) = list::within(read, &question, &mut params)? else { return Ok(VecDeque::new()) };
        let mut narrowed = String::new();
        if let Some(by) = self.wanted.by {
            params.push(by.into());
            narrowed.push_str(&format!(" AND m.person = ${}", params.len()));
        }
        match access.predicate(shape, "note", "n", &mut params) {
            Predicate::Everything => {}
            Predicate::Nothing => narrowed.push_str(" AND m.speaker <> 'note'"),
            Predicate::Rows(rows) => narrowed.push_str(&format!(
                " AND (m.speaker <> 'note' OR m.document IN (SELECT n.id FROM \"{}\" n WHERE {rows}))",
                shape.table()
            )),
        }
        let sql = format!(
            "SELECT m.id, m.said_at, m.speaker, m.person, m.contact, m.body, m.document FROM \"{}\" m \
             WHERE m.document IN ({ids}) AND (m.said_at, m.id) < ($1, $2){narrowed} \
             ORDER BY m.said_at DESC, m.id DESC LIMIT $3",
            lines.table()
        );
        let one = |row: Row| {
            let int = |place: usize| row.get(place).and_then(Value::int);
            let text = |place: usize| row.get(place).and_then(Value::text).unwrap_or_default();
            let voice = match text(2) {
                "us" => Voice::Us,
                "note" => Voice::Note,
                _ => Voice::Customer(int(4)),
            };
            Some(Told {
                at: Instant::from_micros(int(1)?),
                by: int(3),
                sort: Sort::Said,
                title: String::new(),
                body: Some(text(5).to_owned()),
                takes_place: None,
                record: (lines.name(), int(0)?),
                at_record: Some((shape.def.kind.into(), int(6)?)),
                voice: Some(voice),
            })
        };
        Ok(read.query(&sql, &params)?.into_iter().filter_map(one).collect())
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
            voice: None,
        }
    }

    fn notes(&self, before: i64) -> Result<VecDeque<Told>> {
        let whose = "(host_kind = $1 AND host IN ({ids}) OR id IN (SELECT document FROM platform_note_link \
                     WHERE host_kind = $1 AND host IN ({ids})))";
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
        let told = |event: &Event| {
            let sort = match event.kind {
                EventKind::Call => Sort::Call,
                EventKind::Email | EventKind::Letter | EventKind::Fax => Sort::Mail,
                EventKind::Meeting | EventKind::Appointment | EventKind::Visit => Sort::Meeting,
            };
            let body = event.result.as_ref().or(event.description.as_ref()).map(ToString::to_string);
            let host = event.host_kind.zip(event.host);
            let title = event.title.clone();
            Told { body, takes_place: Some(event.starts_at), ..Self::told(event, sort, title, host) }
        };
        Ok(self.rows::<Event>(OWN, narrowed, before)?.iter().map(told).collect())
    }
}

/// What belongs to one of the records.
const OWN: &str = "host_kind = $1 AND host IN ({ids})";

/// The page: chips to narrow it, the stream, and more as one reads on.
pub(crate) fn draw(read: &Read, ask: &Ask) -> Result<Drawn> {
    let id = ask.id().ok_or_else(|| Error::not_found("page", "story"))?;
    let sort = Sort::ALL.into_iter().find(|sort| sort.code() == ask.get("kind"));
    let by = match ask.get("by") {
        "me" => read.who().user,
        other => other.parse::<i64>().ok(),
    };
    let (told, next) = page(read, Id::from_raw(id), Wanted { sort, by }, ask.get("after"), ENTRIES)?;
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
        (chips(read, ask, &here, sort, by)?)
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

fn chips(read: &Read, ask: &Ask, here: &str, sort: Option<Sort>, person: Option<i64>) -> Result<Markup> {
    let kind = sort.map_or("", Sort::code);
    let by = person.map(|person| person.to_string()).unwrap_or_default();
    let me = read.who().user;
    let tab = |label: String, href: String, current: bool| Tab { label, href, current, count: None };
    let all = tab(ask.t("parties-story-all"), format!("{here}?by={by}"), sort.is_none());
    let mut kinds = vec![all];
    for one in Sort::ALL {
        let href = format!("{here}?kind={}&by={by}", one.code());
        kinds.push(tab(ask.t(one.message()), href, sort == Some(one)));
    }
    let whose = html! {
        span.grow {}
        form method="get" action=(here) {
            input type="hidden" name="kind" value=(kind);
            span.sel { select.inp name="by" aria-label=(ask.t("parties-story-by")) data-submit {
                option value="" selected[person.is_none()] { (ask.t("parties-story-everybody")) }
                @for (id, name) in people(read, person)? {
                    option value=(id) selected[person == Some(id)] {
                        @if Some(id) == me { (ask.t("parties-story-mine")) } @else { (name) }
                    }
                }
            } (icon("chevron-down")) }
            noscript { button.btn { (ask.t("parties-story-narrow")) } }
        }
    };
    Ok(tabs(&ask.t("parties-story-narrow"), "tabs", false, &kinds, whose))
}

/// Whose entries may be picked out: colleagues that the reader may see, oneself first.
fn people(read: &Read, chosen: Option<i64>) -> Result<Vec<(i64, String)>> {
    let question = Question {
        entity: "platform.user".to_owned(),
        filter: "active = yes".to_owned(),
        sort: "name".to_owned(),
        limit: 200,
        ..Question::default()
    };
    let seen = platform::page::lists(read, "platform.user")?;
    let found = if seen { list::page(read, &question)?.records } else { Vec::new() };
    let me = read.who().user;
    let mut ids: Vec<i64> = me.into_iter().chain(found.iter().map(|user| user.head.id)).chain(chosen).collect();
    let names = read.titles("platform.user", &ids)?;
    let mut known = std::collections::BTreeSet::new();
    ids.retain(|id| known.insert(*id));
    Ok(ids.into_iter().filter_map(|id| Some((id, names.get(&id)?.clone()))).collect())
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
    let voices = told.iter().filter_map(|one| match one.voice {
        Some(Voice::Customer(contact)) => contact,
        _ => None,
    });
    let voices = read.titles(Party::DEF.name, &voices.collect::<Vec<_>>())?;
    let now = read.now();
    let mut events = Vec::new();
    for one in told {
        let (icon, tone) = one.sort.look();
        let (entity, id) = one.record;
        let word = match (one.sort, one.voice) {
            (_, Some(voice)) => ask.t(voice.message()),
            (Sort::Document | Sort::Ticket, _) => ask.t(&read.shape(entity)?.def.message()),
            (other, _) => ask.t(other.message()),
        };
        let title = if one.title.is_empty() { word } else { format!("{word} · {}", one.title) };
        let title = match one.takes_place {
            Some(at) => format!("{title} · {}", ask.format.instant(at)),
            None => title,
        };
        let href = match (one.sort, one.at_record) {
            (Sort::File, _) => format!("{}/files/{id}", ask.base),
            (Sort::Said, Some((_, ticket))) => ask.record(read, TICKET, ticket)?,
            _ => ask.record(read, entity, id)?,
        };
        let by = match one.voice {
            // Whoever wrote the customer's words down is not who said them.
            Some(Voice::Customer(contact)) => contact.and_then(|contact| voices.get(&contact).cloned()),
            _ => one.by.and_then(|by| names.get(&by).cloned()).or_else(|| Some(ask.t("parties-story-program"))),
        };
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
            who: by.into_iter().chain(place).collect::<Vec<_>>().join(" · "),
        });
    }
    Ok(events)
}
