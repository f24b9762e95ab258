//! The page on which somebody confirms what they ticked in a form, by the link in their mailbox. Opening it changes nothing: programs
//! that look at links only open them.

use crate::confirmation;
use base::{Error, Result};
use platform::page::{Ask, Drawn, Form, Reply, Sheet};
use store::{Read, Tx};
use ui::html;

pub(super) fn draw(read: &Read, ask: &Ask) -> Result<Drawn> {
    if let ["done", secret, ..] = ask.rest {
        let title = ask.t("crm-confirm-done");
        let plain = secret.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b));
        let content = html! {
            h1 { (title) }
            @if plain {
                p.mute { (ask.t("crm-form-withdraw")) }
                p { a href={ (ask.base) "/consent/" (secret) "?lang=" (ask.cx.lang.tag()) } data-full { (ask.t("crm-form-withdraw-link")) } }
            }
        };
        return Ok(Drawn::Page(Box::new(Sheet { title, content, ..Sheet::default() })));
    }
    let secret = ask.rest.first().copied().unwrap_or_default();
    let Some(asked) = confirmation::opened(read, secret)? else {
        let title = ask.t("crm-confirm-nowhere");
        let content = html! { h1 { (title) } p { (ask.t("crm-confirm-nowhere-why")) } };
        return Ok(Drawn::Page(Box::new(Sheet { title, content, gone: true, ..Sheet::default() })));
    };
    let title = ask.t("crm-page-confirm");
    let content = html! {
        h1 { (title) }
        p { (ask.cx.t_args("crm-confirm-of", &[("address", ui::Arg::Text(&asked.address))])) }
        section { @for line in asked.wording.lines() { p { (line) } } }
        form method="post" action=(ask.here) data-full {
            div.acts { button.btn.pri { (ask.t("crm-confirm-agree")) } }
        }
    };
    Ok(Drawn::Page(Box::new(Sheet { title, content, ..Sheet::default() })))
}

pub(super) fn act(tx: &mut Tx, form: &Form) -> Result<Reply> {
    let secret = confirmation::confirm(tx, form.part(0), &form.address)?;
    let secret = secret.ok_or_else(|| Error::not_found("page", "confirm"))?;
    Ok(Reply { to: format!("/confirm/done/{secret}?lang={}", form.language), said: None })
}
