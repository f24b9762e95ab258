//! A stack of business cards, typed one after the other by keyboard alone: what stays the same stays, and the next card begins where
//! the last one ended. A photo of the card stands beside the fields while they are typed, and stays with the lead.

use crate::{Channel, Lead, Source, lead};
use base::{Error, Id, Refusal, Result};
use entity::{Email, Entity, Fields, Phone, Text};
use platform::Company;
use platform::attachment::{self, Content};
use platform::page::{Ask, Drawn, Form, Reply, Sheet, encode};
use store::{Business, Read, Seen, Tx, action};
use ui::part::Action;
use ui::{Markup, html};

/// How sure it is that somebody is known, so that a card stops.
const SURE: i64 = 80;

/// Cards that are shown below the form.
const SHOWN: usize = 12;

pub(super) fn draw(read: &Read, ask: &Ask) -> Result<Drawn> {
    let shape = read.shape(Lead::DEF.name)?;
    if !read.access()?.may(&shape, action::CREATE) {
        return Err(Error::not_found("page", "cards"));
    }
    match ask.rest {
        [] => {}
        ["photo", content] => return picture(read, content),
        _ => return Err(Error::not_found("page", ask.rest.join("/"))),
    }
    let said = |name: &str| said(ask, name).to_owned();
    let photo = Some(said("photo")).filter(|content| is_content(content));
    let source = said("source");
    let sources =
        read.select::<Source>("archived_at IS NULL AND is_active = 1 ORDER BY name_sort, id LIMIT 200", &[])?;
    let stopped = !ask.refusals.is_empty();
    let content = html! {
        div.wrap {
            p.mute { (ask.t("crm-cards-about")) }
            form.cardform method="post" action=(ask.here) autocomplete="off" enctype="multipart/form-data" {
                (super::token(ask))
                input type="hidden" name="made" value=(said("made"));
                @if let Some(content) = &photo {
                    input type="hidden" name="photo" value=(content);
                    img.shot src=(ask.below(format_args!("photo/{content}"))) alt=(ask.t("crm-cards-photo"));
                }
                // Taking one sends what is typed along, and it comes back beside the picture.
                label.btn {
                    (ui::part::icon("camera")) span { (ask.t(if photo.is_some() { "crm-cards-photo-other" } else { "crm-cards-photo-take" })) }
                    input.vh type="file" name="file" accept="image/*" capture="environment" data-submit;
                }
                div.sec { div.flds {
                    div.fld {
                        label for="source" { (ask.t("crm-lead-source")) }
                        select.inp #source name="source" {
                            option value="" { "—" }
                            @for one in &sources {
                                option value=(one.head.id) selected[one.head.id.to_string() == source] { (one.name) }
                            }
                        }
                    }
                    (field(ask, "given_name", "crm-lead-given_name", "text", 80, !stopped))
                    (field(ask, "family_name", "crm-lead-family_name", "text", 80, false))
                    (field(ask, "organisation", "crm-lead-organisation", "text", 200, false))
                    (field(ask, "job_title", "crm-lead-job_title", "text", 120, false))
                    (field(ask, "email", "crm-lead-email", "email", 200, false))
                    (field(ask, "telephone", "crm-lead-phone", "tel", 40, false))
                    (field(ask, "city", "crm-lead-city", "text", 80, false))
                    (field(ask, "website", "crm-lead-website", "text", 200, false))
                    (field(ask, "interest", "crm-lead-interest", "text", 4_000, false))
                } }
                @if stopped {
                    label.check { input type="checkbox" name="anyway" value="1" autofocus; span { (ask.t("crm-cards-anyway")) } }
                }
                div.acts { button.btn.pri name="go" value="1" { (ask.t("crm-cards-next")) } }
            }
            (made(read, ask, &said("made"))?)
        }
    };
    let files = Action::link(ask.t("crm-page-card-file"), format!("{}/pages/crm/card-file", ask.base)).icon("upload");
    Ok(Drawn::Page(Box::new(Sheet { content, actions: vec![files], ..Sheet::default() })))
}

/// What was typed before the page came back, with a refusal or with a picture.
fn said<'a>(ask: &'a Ask, name: &str) -> &'a str {
    if ask.typed(name).is_empty() { ask.get(name) } else { ask.typed(name) }
}

/// True for the name under which a picture is held.
fn is_content(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| b.is_ascii_hexdigit())
}

/// The type of a picture that browsers show; nothing for anything else.
fn picture_type(bytes: &[u8]) -> Option<&'static str> {
    let kinds = ["image/jpeg", "image/png", "image/gif", "image/webp"];
    let found = attachment::sniff(bytes, "")?;
    kinds.into_iter().find(|kind| *kind == found)
}

/// The picture that is held until its card is noted.
fn picture(read: &Read, content: &str) -> Result<Drawn> {
    let gone = || Error::not_found("page", "cards");
    let bytes = if is_content(content) { attachment::held(read, content)? } else { None }.ok_or_else(gone)?;
    let kind = picture_type(&bytes).ok_or_else(gone)?;
    Ok(Drawn::File(kind, "card".to_owned(), bytes))
}

/// The picture that came with the form, or the one that came before; nothing where there is none.
fn photographed(tx: &mut Tx, form: &Form) -> Result<Option<String>> {
    if let Some((_, _, bytes)) = form.files.iter().find(|(field, _, bytes)| field == "file" && !bytes.is_empty()) {
        base::ensure!(picture_type(bytes).is_some(), Refusal::new("crm.card_no_picture").field("file"))?;
        return attachment::hold(tx, bytes).map(Some);
    }
    Ok(Some(form.get("photo").to_owned()).filter(|content| is_content(content)))
}

/// What a card is asked for.
const FIELDS: [&str; 10] = [
    "source",
    "given_name",
    "family_name",
    "organisation",
    "job_title",
    "email",
    "telephone",
    "city",
    "website",
    "interest",
];

fn field(ask: &Ask, name: &str, word: &str, kind: &str, most: u32, first: bool) -> Markup {
    html! {
        div.fld.wide[name == "interest"] {
            label for=(name) { (ask.t(word)) }
            input.inp #(name) type=(kind) name=(name) value=(said(ask, name)) maxlength=(most) autofocus[first];
        }
    }
}

fn ids(text: &str) -> Vec<i64> {
    text.split(',').filter_map(|id| id.parse().ok()).filter(|id| *id > 0).take(SHOWN).collect()
}

/// The cards that were just typed, the last one first.
fn made(read: &Read, ask: &Ask, text: &str) -> Result<Markup> {
    let ids = ids(text);
    let shape = read.shape(Lead::DEF.name)?;
    let mut rows = Vec::new();
    for id in &ids {
        let Some(record) = read.find(Lead::DEF.name, *id)? else { continue };
        if read.may(&shape, &record, action::READ)? {
            let text = |field: &str| shape.value(&record, field).text().unwrap_or_default().to_owned();
            rows.push((
                ask.record(read, Lead::DEF.name, *id)?,
                shape.title(&record),
                text("organisation"),
                text("number"),
            ));
        }
    }
    Ok(html! {
        @if !rows.is_empty() {
            h2 { (ask.t("crm-cards-made")) }
            ul.todo { @for (href, name, organisation, number) in &rows {
                li { a href=(href) { (name) } span.mute.small { (organisation) } span.mute.small.end { (number) } }
            } }
        }
    })
}

pub(super) fn act(tx: &mut Tx, form: &Form) -> Result<Reply> {
    tx.allowed(&*tx.shape(Lead::DEF.name)?, action::CREATE)?;
    let photo = photographed(tx, form)?;
    if form.get("go").is_empty()
        && let Some(content) = &photo
    {
        let typed = FIELDS.iter().map(|name| format!("&{name}={}", encode(form.get(name)))).collect::<String>();
        let made = ids(form.get("made")).iter().map(i64::to_string).collect::<Vec<_>>().join(",");
        return Ok(Reply { to: format!("/pages/crm/cards?photo={content}&made={made}{typed}"), said: None });
    }
    let company = tx.select::<Company>("archived_at IS NULL ORDER BY id LIMIT 1", &[])?.pop();
    let company = company.ok_or_else(|| Error::not_found("platform.company", 0))?.id();
    let mut card = Lead::new(company, form.get("given_name"), form.get("family_name"), form.get("organisation"));
    let some = |name: &str| Some(form.get(name).to_owned()).filter(|text| !text.is_empty());
    card.job_title = some("job_title");
    card.email = some("email").map(Email::new);
    card.phone = some("telephone").map(Phone::new);
    card.city = some("city");
    let site = |text: String| if text.contains("://") { text } else { format!("https://{text}") };
    card.website = some("website").map(site).map(entity::Url::new);
    card.interest = some("interest").map(Text::new);
    card.channel = Channel::Card;
    card.source = form.get("source").parse().ok().filter(|id: &i64| *id > 0).map(Id::from_raw);
    card.owner = tx.who().user.map(Id::from_raw);
    if form.get("anyway") != "1" {
        let mut draft = card.clone();
        draft.complete(tx, &Fields::default())?;
        if let Some(known) = lead::alike(tx, &draft)?.into_iter().find(|candidate| candidate.score >= SURE) {
            let name = match known.seen {
                Seen::Open(title) => title,
                Seen::Hidden { .. } => draft.name.clone(),
            };
            return Err(Refusal::new("crm.card_known").record(name).into());
        }
    }
    let id = tx.insert(&mut card)?;
    if let Some(sha256) = photo {
        // A day later it is swept; whoever waited so long takes another.
        let held = attachment::held(tx, &sha256)?.ok_or_else(|| Refusal::new("platform.file_gone").field("file"))?;
        let kind = picture_type(&held).ok_or_else(|| Refusal::new("crm.card_no_picture").field("file"))?;
        let name = format!("{}.{}", &*card.number, kind.trim_start_matches("image/"));
        attachment::add(tx, Lead::DEF.name, id.raw(), &Content { sha256, size: 0 }, &name, kind)?;
    }
    let mut made = vec![id.raw()];
    made.extend(ids(form.get("made")));
    made.truncate(SHOWN);
    let made: Vec<String> = made.iter().map(i64::to_string).collect();
    let to =
        format!("/pages/crm/cards?source={}&made={}", form.get("source").parse::<i64>().unwrap_or(0), made.join(","));
    Ok(Reply { to, said: Some(("crm-cards-noted", vec![("name", card.name), ("number", card.number.to_string())])) })
}
