//! What a lead or a customer agreed to: by address, way and purpose, with the proof; what they say on the telephone or on paper is
//! noted here.

use crate::consent::{self, Answer, Purpose, Reach, Said, Why};
use crate::{Consent, ConsentState, Lead};
use base::{Error, Id, Refusal, Result};
use entity::{Choice, Described, Entity, Text};
use parties::{Party, loaded};
use platform::page::{Ask, Drawn, Form, PanelView, Reply, Sheet};
use store::{Read, Tx, action};
use ui::part::{Crumb, Tone, pill};
use ui::{Arg, Markup, html};

/// Whoever is asked about: a lead or a party, and how they are reached.
pub(crate) struct Subject {
    pub entity: &'static str,
    pub id: i64,
    pub title: String,
    pub ways: Vec<(Reach, String)>,
}

impl Subject {
    /// A record that one may see; its addresses only as far as one may see them.
    pub(crate) fn of(read: &Read, entity: &str, id: i64) -> Result<Subject> {
        let missing = || Error::not_found("page", "agreed");
        let entity = [Lead::DEF.name, Party::DEF.name].into_iter().find(|name| *name == entity).ok_or_else(missing)?;
        let mut record = read.visible(entity, id, action::READ)?;
        let shape = read.shape(entity)?;
        store::list::mask(&shape, &*read.access()?, &mut record);
        let title = shape.title(&record);
        let (emails, phones): (Vec<String>, Vec<String>) = if entity == Lead::DEF.name {
            let lead = <Lead as Described>::from_record(&record).map_err(store::damaged)?;
            (
                loaded(&lead.emails).iter().map(|e| e.address.to_string()).collect(),
                loaded(&lead.phones).iter().map(|p| p.number.to_string()).collect(),
            )
        } else {
            let party = <Party as Described>::from_record(&record).map_err(store::damaged)?;
            (
                loaded(&party.emails).iter().map(|e| e.address.to_string()).collect(),
                loaded(&party.phones).iter().map(|p| p.number.to_string()).collect(),
            )
        };
        let ways = emails.into_iter().map(|a| (Reach::Email, a));
        let ways = ways.chain(phones.into_iter().map(|a| (Reach::Telephone, a))).take(20).collect();
        Ok(Subject { entity, id, title, ways })
    }
}

/// The word of an answer and how it looks.
pub(crate) fn told(ask: &Ask, answer: &Answer) -> Markup {
    let (tone, word) = match answer {
        Answer::Yes(_) => (Tone::Success, "crm-agreed-yes"),
        Answer::No(Why::NeverAsked) => (Tone::Neutral, "crm-agreed-never-asked"),
        Answer::No(Why::Denied) => (Tone::Danger, "crm-consent-state-denied"),
        Answer::No(Why::Withdrawn) => (Tone::Danger, "crm-consent-state-withdrawn"),
        Answer::No(Why::Expired) => (Tone::Warn, "crm-agreed-expired"),
        Answer::No(Why::Blocked) => (Tone::Danger, "crm-agreed-blocked"),
    };
    pill(tone, &ask.t(word))
}

fn purposes() -> impl Iterator<Item = Purpose> {
    <Purpose as Choice>::DEF.options.iter().filter_map(|option| Purpose::from_code(option.code))
}

/// Each address with what its owner agreed to; where nobody asked, once that nobody did.
pub(crate) fn told_all(read: &Read, ask: &Ask, subject: &Subject) -> Result<Markup> {
    let mut rows = Vec::new();
    for (reach, address) in &subject.ways {
        let before = rows.len();
        for purpose in purposes() {
            let answer = consent::asked(read, *reach, purpose, address)?;
            if answer != Answer::No(Why::NeverAsked) {
                let word = ask.t(&format!("crm-consent-purpose-{}", purpose.code()));
                rows.push((address, word, told(ask, &answer)));
            }
        }
        if rows.len() == before {
            rows.push((address, String::new(), told(ask, &Answer::No(Why::NeverAsked))));
        }
    }
    Ok(html! {
        ul.todo {
            @for (address, purpose, answer) in &rows {
                li { span { (address) } span.mute.small { (purpose) } span.end { (answer) } }
            }
        }
    })
}

/// What stands on a customer's page.
pub(crate) fn panel(read: &Read, ask: &Ask, entity: &str, id: i64) -> Result<PanelView> {
    let subject = Subject::of(read, entity, id)?;
    let href = format!("{}/pages/crm/agreed/{entity}/{id}", ask.base);
    if subject.ways.is_empty() {
        return Ok(PanelView { count: Some(0), ..PanelView::default() });
    }
    let content = html! { (told_all(read, ask, &subject)?) };
    Ok(PanelView { href: Some(href), content, ..PanelView::default() })
}

pub(super) fn draw(read: &Read, ask: &Ask) -> Result<Drawn> {
    let [entity, id, ..] = ask.rest else { return Err(Error::not_found("page", "agreed")) };
    let id = id.parse().map_err(|_| Error::not_found("page", "agreed"))?;
    let subject = Subject::of(read, entity, id)?;
    let mut history: Vec<Consent> = Vec::new();
    for (reach, address) in &subject.ways {
        let address = consent::normal(*reach, address);
        history.extend(read.select::<Consent>("address = $1 ORDER BY id DESC LIMIT 50", &[address.into()])?);
    }
    history.sort_by_key(|one| -one.head.id);
    let here = ask.below(format_args!("{entity}/{id}"));
    let content = html! {
        div.wrap {
            @if subject.ways.is_empty() {
                p { (ask.t("crm-agreed-unreachable")) }
            } @else {
                (told_all(read, ask, &subject)?)
                (note(read, ask, &subject, &here)?)
                (link(ask, &subject, &here, may(read, &subject)?))
            }
            (told_history(ask, &history))
        }
    };
    let list = ask.list(read, subject.entity)?;
    let crumbs = vec![Crumb { label: subject.title.clone(), href: format!("{list}/{id}") }];
    Ok(Drawn::Page(Box::new(Sheet { crumbs, content, current: list, ..Sheet::default() })))
}

fn options<C: Choice>(ask: &Ask, name: &str, word: &str, skip: &[&str]) -> Markup {
    html! {
        div.fld {
            label for=(name) { (ask.t(word)) }
            select.inp #(name) name=(name) {
                @for option in C::DEF.options.iter().filter(|option| !skip.contains(&option.code)) {
                    option value=(option.code) selected[ask.typed(name) == option.code] { (ask.t(&format!("{word}-{}", option.code))) }
                }
            }
        }
    }
}

/// The form on which what somebody says is noted.
fn note(read: &Read, ask: &Ask, subject: &Subject, here: &str) -> Result<Markup> {
    if !may(read, subject)? {
        return Ok(Markup::default());
    }
    Ok(html! {
        details open[!ask.refusals.is_empty()] {
            summary { (ask.t("crm-agreed-note")) }
            form method="post" action=(here) {
                (super::token(ask))
                div.sec { div.flds {
                    div.fld {
                        label for="way" { (ask.t("crm-consent-address")) }
                        select.inp #way name="way" {
                            @for (place, (_, address)) in subject.ways.iter().enumerate() {
                                option value=(place) selected[ask.typed("way") == place.to_string()] { (address) }
                            }
                        }
                    }
                    (options::<Purpose>(ask, "purpose", "crm-consent-purpose", &[]))
                    (options::<ConsentState>(ask, "state", "crm-consent-state", &[]))
                    (options::<Said>(ask, "said", "crm-consent-said", &["web_form", "link"]))
                    div.fld.two {
                        label for="evidence" { (ask.t("crm-consent-evidence")) }
                        input.inp #evidence name="evidence" maxlength="300" value=(ask.typed("evidence"));
                    }
                    div.fld.wide {
                        label for="wording" { (ask.t("crm-consent-wording")) }
                        textarea.inp #wording name="wording" rows="3" maxlength="4000" { (ask.typed("wording")) }
                    }
                } }
                div.acts { button.btn.pri name="do" value="note" { (ask.t("crm-agreed-keep")) } }
            }
        }
    })
}

/// The link by which they withdraw, shown once.
fn link(ask: &Ask, subject: &Subject, here: &str, may: bool) -> Markup {
    let (secret, site) = (ask.get("secret"), ask.get("at"));
    let plain = |text: &str, more: &[u8]| text.bytes().all(|b| b.is_ascii_alphanumeric() || more.contains(&b));
    let site = if plain(site, b".-:[]/") { site } else { "" };
    html! {
        @if !secret.is_empty() && plain(secret, b"-_") {
            div.fld {
                label for="withdraw" { (ask.t("crm-agreed-link")) }
                input.inp #withdraw readonly value={ (site) (ask.base) "/consent/" (secret) };
                p.help { (ask.t("crm-agreed-link-once")) }
            }
        }
        @if may {
            form method="post" action=(here) {
                (super::token(ask))
                div.sec { div.flds { div.fld {
                    label for="link-way" { (ask.t("crm-consent-address")) }
                    select.inp #link-way name="way" {
                        @for (place, (_, address)) in subject.ways.iter().enumerate() { option value=(place) { (address) } }
                    }
                } } }
                div.acts { button.btn name="do" value="link" { (ask.t("crm-agreed-make-link")) } }
            }
        }
    }
}

fn told_history(ask: &Ask, history: &[Consent]) -> Markup {
    html! {
        @if !history.is_empty() {
            h2 { (ask.t("crm-agreed-history")) }
            @for one in history {
                section.card.panel {
                    p {
                        (pill(if one.state == ConsentState::Granted { Tone::Success } else { Tone::Danger },
                            &ask.t(&format!("crm-consent-state-{}", one.state.code()))))
                        " " (one.address) " · " (ask.t(&format!("crm-consent-purpose-{}", one.purpose.code())))
                        " · " (ask.t(&format!("crm-consent-said-{}", one.said.code()))) " · " (ask.format.instant(one.said_at))
                    }
                    @if let Some(wording) = &one.wording {
                        p.mute { (&**wording)
                            @if let Some(version) = one.wording_version {
                                " (" (ask.cx.t_args("crm-agreed-version", &[("n", Arg::Count(version))])) ")"
                            } }
                    }
                    @if let Some(evidence) = &one.evidence { p.mute.small { (ask.t("crm-consent-evidence")) ": " (evidence) } }
                }
            }
        }
    }
}

/// Whoever may change the record may note what its people say.
fn may(read: &Read, subject: &Subject) -> Result<bool> {
    let record = read.visible(subject.entity, subject.id, action::READ)?;
    read.may(&*read.shape(subject.entity)?, &record, action::EDIT)
}

pub(super) fn act(tx: &mut Tx, form: &Form) -> Result<Reply> {
    let id = form.part(1).parse().map_err(|_| Error::not_found("page", "agreed"))?;
    let subject = Subject::of(tx, form.part(0), id)?;
    if !may(tx, &subject)? {
        return Err(Error::forbidden(Consent::DEF.name, action::CREATE));
    }
    let missing = || Refusal::new("crm.consent_without_address").field("way");
    let place: usize = form.get("way").parse().map_err(|_| missing())?;
    let (reach, address) = subject.ways.get(place).ok_or_else(missing)?;
    let here = format!("/pages/crm/agreed/{}/{id}", subject.entity);
    if form.get("do") == "link" {
        let secret = consent::link(tx, &consent::normal(*reach, address))?;
        return Ok(Reply { to: format!("{here}?secret={secret}&at={}", form.origin), said: None });
    }
    let purpose = Purpose::from_code(form.get("purpose")).unwrap_or_default();
    let state = ConsentState::from_code(form.get("state")).unwrap_or_default();
    let some = |name: &str| Some(form.get(name).to_owned()).filter(|text| !text.is_empty());
    let said = consent::statement(tx, *reach, purpose, address, state);
    tx.insert(&mut Consent {
        said: Said::from_code(form.get("said")).unwrap_or_default(),
        wording: some("wording").map(Text::new),
        evidence: some("evidence"),
        lead: (subject.entity == Lead::DEF.name).then(|| Id::from_raw(id)),
        party: (subject.entity == Party::DEF.name).then(|| Id::from_raw(id)),
        ..said
    })?;
    Ok(Reply { to: here, said: Some(("crm-agreed-noted", Vec::new())) })
}
