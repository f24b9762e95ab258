//! The web form as strangers see it: what is asked, what they agree to, and the thanks afterwards. Nothing they write is trusted.

use crate::web_form::{self, Outcome, Sent, WebForm};
use base::{Error, Result};
use entity::Choice as _;
use platform::Language;
use platform::page::{Ask, Drawn, Form, Reply, Sheet};
use store::{Read, Tx};
use ui::{Markup, html};

/// The five parts of a campaign, as addresses name them.
const UTM: [&str; 5] = ["utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content"];

/// What a person does not see and a program fills in.
const TRAP: &str = "homepage";

pub(super) fn draw(read: &Read, ask: &Ask) -> Result<Drawn> {
    let token = ask.rest.first().copied().unwrap_or_default();
    let Some(form) = WebForm::by_token(read, token)? else {
        let title = ask.t("crm-form-nowhere");
        let content = html! { h1 { (title) } p { (ask.t("crm-form-nowhere-why")) } };
        return Ok(Drawn::Page(Box::new(Sheet { title, content, gone: true, ..Sheet::default() })));
    };
    let frames = form.sites().map(str::to_owned).collect();
    let content = match ask.rest.get(1).copied() {
        Some("thanks") => thanks(ask, &form),
        _ => asks(read, ask, &form)?,
    };
    Ok(Drawn::Page(Box::new(Sheet { title: form.heading.clone(), content, frames, ..Sheet::default() })))
}

fn asks(read: &Read, ask: &Ask, form: &WebForm) -> Result<Markup> {
    // A form that came back with a refusal keeps its key: it is still the same sending.
    let key = if ask.typed("key").is_empty() { form.draw_key(read)? } else { ask.typed("key").to_owned() };
    let said = |name: &str| if ask.typed(name).is_empty() { ask.get(name) } else { ask.typed(name) };
    let from = if ask.typed("page").is_empty() { ask.get("page") } else { ask.typed("page") };
    Ok(html! {
        h1 { (form.heading) }
        @if let Some(text) = &form.introduction { @for line in text.lines() { p { (line) } } }
        form method="post" action=(ask.here) data-full {
            input type="hidden" name="key" value=(key);
            input type="hidden" name="page" value=(from);
            @for name in UTM { input type="hidden" name=(name) value=(said(name)); }
            div.sec { div.flds {
                (text(ask, "given_name", "crm-lead-given_name", "text", "given-name", false))
                (text(ask, "family_name", "crm-lead-family_name", "text", "family-name", true))
                @if form.asks_organisation {
                    (text(ask, "organisation", "crm-lead-organisation", "text", "organization", false))
                }
                @if form.asks_telephone { (text(ask, "telephone", "crm-lead-phone", "tel", "tel", false)) }
                (text(ask, "email", "crm-lead-email", "email", "email", true))
                @if form.asks_interest {
                    div.fld.wide {
                        label for="interest" { (ask.t("crm-form-interest")) }
                        textarea.inp #interest name="interest" rows="5" maxlength="4000" { (ask.typed("interest")) }
                    }
                }
            } }
            div.vh aria-hidden="true" {
                label for=(TRAP) { (ask.t("crm-form-leave-empty")) }
                input #(TRAP) type="text" name=(TRAP) tabindex="-1" autocomplete="off";
            }
            @if let Some(wording) = &form.wording {
                label.check {
                    input type="checkbox" name="agrees" value="1" checked[ask.typed("agrees") == "1"];
                    span { @for line in wording.lines() { (line) br; } }
                }
            }
            div.acts { button.btn.pri { (ask.t("crm-form-send")) } }
        }
    })
}

fn text(ask: &Ask, name: &str, word: &str, kind: &str, fills: &str, needed: bool) -> Markup {
    html! {
        div.fld.wide[name == "email"] {
            label for=(name) { (ask.t(word)) }
            input.inp #(name) type=(kind) name=(name) value=(ask.typed(name)) autocomplete=(fills) required[needed] maxlength="200";
        }
    }
}

fn thanks(ask: &Ask, form: &WebForm) -> Markup {
    let secret = ask.rest.get(2).copied().unwrap_or_default();
    let plain = !secret.is_empty() && secret.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b));
    html! {
        h1 { (ask.t("crm-form-thanks")) }
        @if let Some(text) = &form.thanks { @for line in text.lines() { p { (line) } } }
        @if form.confirms && form.wording.is_some() { p { (ask.t("crm-form-confirm")) } }
        @if plain {
            p.mute { (ask.t("crm-form-withdraw")) }
            p { a href={ (ask.base) "/consent/" (secret) "?lang=" (ask.cx.lang.tag()) } data-full { (ask.t("crm-form-withdraw-link")) } }
        }
    }
}

pub(super) fn act(tx: &mut Tx, posted: &Form) -> Result<Reply> {
    let token = posted.part(0).to_owned();
    let form = WebForm::by_token(tx, &token)?.ok_or_else(|| Error::not_found("page", "form"))?;
    let text = |name: &str| posted.get(name).to_owned();
    let sent = Sent {
        key: text("key"),
        given_name: text("given_name"),
        family_name: text("family_name"),
        organisation: text("organisation"),
        email: text("email"),
        telephone: text("telephone"),
        interest: text("interest"),
        trap: text(TRAP),
        agrees: posted.get("agrees") == "1",
        utm: UTM.map(text),
        landing_page: text("page"),
        language: Language::from_code(&posted.language),
        address: posted.address.clone(),
    };
    let secret = match web_form::submit(tx, &form, &sent)? {
        Outcome::Made(_, secret) | Outcome::Joined(_, secret) => secret,
        Outcome::Again | Outcome::Nothing => None,
    };
    let secret = secret.map_or_else(String::new, |secret| format!("/{secret}"));
    Ok(Reply { to: format!("/form/{token}/thanks{secret}?lang={}", posted.language), said: None })
}
