//! The form for a call: who it is, found by name, number, document or serial number while one types, and what it is about.

use super::{INBOX, name_of, number};
use crate::policy::Policies;
use crate::{Channel, InstalledPiece, Level, Ticket, TicketType};
use base::{Error, Id, Refusal, Result};
use entity::{Choice as _, Entity, Text, Value};
use parties::Party;
use platform::page::{Ask, Drawn, Form, Reply, Sheet};
use sales::{CustomerInvoice, Order};
use std::collections::BTreeMap;
use store::list::{self, Question};
use store::{Read, Tx, action, search};
use ui::html;
use ui::part::{Action, Cell, Choice, Control, Crumb, Does, Field, Look, Span, TextKind, cell, fields};

/// Hits of the search for a customer.
const HITS: usize = 10;

pub(super) fn draw(read: &Read, ask: &Ask) -> Result<Drawn> {
    let shape = read.shape(Ticket::DEF.name)?;
    if !read.access()?.may(&shape, action::CREATE) {
        return Err(Error::not_found("page", "new_ticket"));
    }
    match ask.rest {
        [] => form(read, ask),
        ["find"] => {
            let found = serde_json::to_vec(&find(read, ask.get("q"))?).unwrap_or_default();
            Ok(Drawn::File("application/json", "found.json".to_owned(), found))
        }
        ["about", chosen] => Ok(Drawn::Region(about(read, ask, chosen)?)),
        _ => Err(Error::not_found("page", ask.rest.join("/"))),
    }
}

/// What was picked: a party, perhaps with the document or the piece by whose number it was found.
#[derive(Clone, Copy, Debug, Default)]
struct Picked {
    party: Option<Id<Party>>,
    order: Option<Id<Order>>,
    invoice: Option<Id<CustomerInvoice>>,
    piece: Option<Id<InstalledPiece>>,
}

impl Picked {
    /// `12`, `12:o7`, `12:i9` or `12:p4`.
    fn read(text: &str) -> Picked {
        let (party, document) = text.split_once(':').unwrap_or((text, ""));
        let id = |text: &str| text.parse::<i64>().ok().filter(|id| *id > 0);
        Picked {
            party: id(party).map(Id::from_raw),
            order: document.strip_prefix('o').and_then(id).map(Id::from_raw),
            invoice: document.strip_prefix('i').and_then(id).map(Id::from_raw),
            piece: document.strip_prefix('p').and_then(id).map(Id::from_raw),
        }
    }
}

/// Parties by name, telephone number and e-mail address; documents and pieces by their number, each with its customer.
fn find(read: &Read, typed: &str) -> Result<Vec<serde_json::Value>> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(Vec::new());
    }
    let access = read.access()?;
    let mut found = Vec::new();
    let kinds = [
        (Party::DEF.name, ' '),
        (Order::DEF.name, 'o'),
        (CustomerInvoice::DEF.name, 'i'),
        (InstalledPiece::DEF.name, 'p'),
    ];
    for (entity, mark) in kinds {
        let shape = read.shape(entity)?;
        let open = |field: &str| access.sees(&shape, field);
        if !platform::page::lists(read, entity)? || mark != ' ' && !open("customer") {
            continue;
        }
        let hits = search::find(read, std::slice::from_ref(&shape), typed, HITS)?;
        let ids: Vec<i64> = hits.iter().map(|h| h.id).collect();
        let mut records = read.find_many(entity, &ids, false)?;
        records.iter_mut().for_each(|r| list::mask(&shape, &access, r));
        let of = |r: &entity::Record| if mark == ' ' { Some(r.head.id) } else { shape.value(r, "customer").int() };
        let names = read.titles(Party::DEF.name, &records.iter().filter_map(of).collect::<Vec<_>>())?;
        for record in &records {
            let Some((party, name)) = of(record).and_then(|id| Some((id, names.get(&id)?))) else { continue };
            let text = |field: &str| shape.value(record, field).text().unwrap_or_default().to_owned();
            let (id, hints) = match mark {
                ' ' => (party.to_string(), vec![text("phone"), text("email")]),
                mark => {
                    let number = text(if mark == 'p' { "serial" } else { "number" });
                    (format!("{party}:{mark}{}", record.head.id), vec![number])
                }
            };
            let hints: Vec<String> = hints.into_iter().filter(|h| !h.is_empty()).collect();
            found.push(serde_json::json!({ "id": id, "label": name, "hints": hints }));
        }
    }
    found.truncate(HITS * 2);
    Ok(found)
}

fn form(read: &Read, ask: &Ask) -> Result<Drawn> {
    let picked = match ask.typed("customer") {
        "" => ask.get("customer"),
        typed => typed,
    };
    let name = name_of(read, Party::DEF.name, Picked::read(picked).party.map(Id::raw))?;
    let kinds: Vec<TicketType> = read.select("archived_at IS NULL ORDER BY name_sort, id LIMIT 40", &[])?;
    let ids: Vec<i64> = kinds.iter().map(|k| k.head.id).collect();
    let called = read.titles_in(TicketType::DEF.name, &ids, ask.cx.lang.tag())?;
    let option = |value: &str, label: String| Choice { value: value.to_owned(), label };
    let choices = |field: &str, codes: &[&str]| -> Vec<Choice> {
        codes.iter().map(|c| option(c, ask.t(&format!("service-ticket-{field}-{c}")))).collect()
    };
    let typed = |name: &str, otherwise: &str| match (ask.typed(name), ask.get(name)) {
        ("", "") => otherwise.to_owned(),
        ("", asked) => asked.to_owned(),
        (typed, _) => typed.to_owned(),
    };
    let field = |name: &str, control: Control, required: bool, span: Span| Field {
        name: name.to_owned(),
        label: ask.t(&format!("service-ticket-{name}")),
        control,
        required,
        readonly: false,
        help: None,
        error: None,
        span,
    };
    let levels = [Level::Minor, Level::Normal, Level::Major, Level::Critical].map(|l| l.code());
    let channels = [Channel::Phone, Channel::Mail, Channel::Web, Channel::Chat, Channel::Visit].map(|c| c.code());
    let words = |value: String| Control::Text { value, kind: TextKind::Plain };
    let all = vec![
        Field {
            help: Some(ask.t("service-quick-find")),
            ..field(
                "customer",
                Control::Reference {
                    id: picked.to_owned(),
                    label: name,
                    source: ask.below("find?q="),
                    create: None,
                    href: None,
                },
                false,
                Span::Two,
            )
        },
        field(
            "channel",
            Control::Choice { value: typed("channel", Channel::Phone.code()), options: choices("channel", &channels) },
            true,
            Span::One,
        ),
        field(
            "kind",
            Control::Choice {
                value: typed("kind", ""),
                options: kinds
                    .iter()
                    .map(|k| option(&k.head.id.to_string(), called.get(&k.head.id).unwrap_or(&k.name).clone()))
                    .collect(),
            },
            false,
            Span::One,
        ),
        field("subject", words(typed("subject", "")), false, Span::One),
        field(
            "level",
            Control::Choice { value: typed("level", ""), options: choices("level", &levels) },
            false,
            Span::One,
        ),
        field("description", Control::Long(typed("description", "")), false, Span::Row),
    ];
    type Template<'t> = (Option<String>, Option<String>, Option<&'t str>);
    let templates: BTreeMap<String, Template> = kinds
        .iter()
        .map(|k| {
            let text = k.template.as_ref().map(|t| t.to_string());
            (k.head.id.to_string(), (k.subject.clone(), text, k.level.map(|l| l.code())))
        })
        .collect();
    let templates = serde_json::to_string(&templates).unwrap_or_default();
    let create = Action::new(ask.t("ui-create"), Does::Submit { form: "quick".into(), action: None });
    let create = create.icon("check").look(Look::Primary).key("main");
    let content = html! {
        ui-quick.quick data-templates=(templates) data-about=(ask.below("about/")) {
            form #quick.form method="post" action=(ask.here) {
                (ask.cx.token_field())
                (fields(ask.cx, "quick", &all))
            }
            div.context data-context { @if !picked.is_empty() { (about(read, ask, picked)?) } }
        }
    };
    let crumbs = vec![Crumb { label: ask.t("service-page-inbox"), href: format!("{}{INBOX}", ask.base) }];
    Ok(Drawn::Page(Box::new(Sheet {
        crumbs,
        actions: vec![create],
        content,
        current: format!("{}{INBOX}", ask.base),
        ..Sheet::default()
    })))
}

/// What is going on with whoever was picked: open tickets and the newest orders, as far as the reader may see them.
fn about(read: &Read, ask: &Ask, chosen: &str) -> Result<ui::Markup> {
    let Some(party) = Picked::read(chosen).party else { return Ok(html! {}) };
    if read.visible(Party::DEF.name, party.raw(), action::READ).is_err() {
        return Ok(html! {});
    }
    let rows = |entity: &'static str, filter: String, sort: &str, title: &str| -> Result<ui::Markup> {
        if !platform::page::lists(read, entity)? {
            return Ok(html! {});
        }
        let asked =
            Question { entity: entity.to_owned(), filter, sort: sort.to_owned(), limit: 5, ..Question::default() };
        let (shape, path) = (read.shape(entity)?, ask.list(read, entity)?);
        let records = list::page(read, &asked)?.records;
        let line = |r: &entity::Record| {
            let number =
                shape.value(r, if entity == InstalledPiece::DEF.name { "serial" } else { "number" }).to_string();
            let key = Cell::Key { text: number, href: format!("{path}/{}", r.head.id) };
            let state = super::Seen { shape: &shape, record: r }.choice(ask, "state");
            let more = shape.value(r, "subject").text().unwrap_or_default().to_owned();
            (key, more, state)
        };
        Ok(html! {
            @if !records.is_empty() {
                section.card.panel {
                    header { h2 { (title) } }
                    ul.rows {
                        @for (key, more, state) in records.iter().map(line) {
                            li { (cell(&key)) " " (more) " " @if let Some((tone, word)) = state { (ui::part::pill(tone, &word)) } }
                        }
                    }
                }
            }
        })
    };
    let id = party.raw();
    let open = "state in (new, open, waiting_customer, waiting_third_party, on_hold)";
    Ok(html! {
        div data-context {
            (rows(Ticket::DEF.name, format!("customer = #{id} and {open}"), "-id", &ask.t("service-quick-open"))?)
            (rows(Order::DEF.name, format!("customer = #{id}"), "-ordered_on", &ask.t("service-quick-orders"))?)
            (rows(InstalledPiece::DEF.name, format!("customer = #{id} and state = in_use"), "-installed_on", &ask.t("service-panel-installed"))?)
        }
    })
}

pub(super) fn act(tx: &mut Tx, form: &Form) -> Result<Reply> {
    let picked = Picked::read(form.get("customer"));
    let company = company(tx)?;
    let mut values: Vec<(String, Value)> = vec![("company".to_owned(), company.into())];
    let mut put = |name: &str, value: Value| {
        if !value.is_null() {
            values.push((name.to_owned(), value));
        }
    };
    put("customer", picked.party.into());
    put("sales_order", picked.order.into());
    put("customer_invoice", picked.invoice.into());
    put("piece", picked.piece.into());
    let kind = form.get("kind").parse::<i64>().ok().map(Id::<TicketType>::from_raw);
    put("kind", kind.into());
    let policies = Policies::of(tx)?;
    let subject = match (form.get("subject"), policies.kind(kind)) {
        ("", Some(kind)) => kind.subject.clone().unwrap_or_default(),
        (typed, _) => typed.to_owned(),
    };
    let description = Text::new(form.get("description").replace("\r\n", "\n"));
    // Whoever writes down what is said need not think of a title: the first line is one.
    let subject = match subject.trim() {
        "" => {
            description.lines().map(str::trim).find(|l| !l.is_empty()).unwrap_or_default().chars().take(120).collect()
        }
        said => said.to_owned(),
    };
    base::ensure!(!subject.is_empty(), Refusal::new("service.ticket_without_subject").field("subject"))?;
    put("subject", subject.into());
    if !description.trim().is_empty() {
        put("description", Value::from(description.to_string()));
    }
    for (name, known) in [
        ("level", Level::from_code(form.get("level")).map(|l| l.code())),
        ("channel", Channel::from_code(form.get("channel")).map(|c| c.code())),
    ] {
        put(name, known.into());
    }
    seen_through(tx, picked)?;
    let sent = store::Submission { entity: Ticket::DEF.name.to_owned(), values, ..store::Submission::default() };
    let (made, _) = tx.submit(&sent)?;
    let ticket: Ticket = tx.get(Id::from_raw(made.head.id))?;
    let owner = name_of(tx, "platform.user", ticket.owner.map(Id::raw))?;
    let said = match owner.is_empty() {
        true => ("service-quick-waits", vec![("ticket", ticket.number.to_string())]),
        false => ("service-quick-made", vec![("ticket", ticket.number.to_string()), ("owner", owner)]),
    };
    Ok(Reply { to: format!("{INBOX}/open/{}", made.head.id), said: Some(said) })
}

/// Nobody links a ticket to what they may not see.
fn seen_through(read: &Read, picked: Picked) -> Result<()> {
    for (entity, id) in [
        (Party::DEF.name, picked.party.map(Id::raw)),
        (Order::DEF.name, picked.order.map(Id::raw)),
        (CustomerInvoice::DEF.name, picked.invoice.map(Id::raw)),
        (InstalledPiece::DEF.name, picked.piece.map(Id::raw)),
    ] {
        if let Some(id) = id {
            read.visible(entity, id, action::READ)?;
        }
    }
    Ok(())
}

/// The company of whoever asks.
fn company(read: &Read) -> Result<Id<platform::Company>> {
    if let Some(company) = read.access()?.companies.first() {
        return Ok(Id::from_raw(*company));
    }
    let sql = store::sql!(
        "service.first_company",
        "SELECT id FROM platform_company WHERE archived_at IS NULL ORDER BY id LIMIT 1"
    );
    let row = read.row(sql, &[])?;
    let id = row.as_ref().and_then(|row| number(row, 0));
    id.map(Id::from_raw).ok_or_else(|| Error::not_found("platform.company", 0))
}
