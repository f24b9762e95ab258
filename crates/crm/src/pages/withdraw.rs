//! The page on which somebody withdraws what they agreed to, by the link they were given. Opening it changes nothing: programs that
//! look at links only open them.

use crate::ConsentState;
use crate::consent::{self, Said};
use base::{Error, Result};
use platform::page::{Ask, Drawn, Form, Reply, Sheet};
use store::{Read, Tx};
use ui::html;

pub(super) fn draw(read: &Read, ask: &Ask) -> Result<Drawn> {
    let secret = ask.rest.first().copied().unwrap_or_default();
    let Some(address) = consent::opened(read, secret)? else {
        let title = ask.t("crm-withdraw-nowhere");
        let content = html! { h1 { (title) } p { (ask.t("crm-withdraw-nowhere-why")) } };
        return Ok(Drawn::Page(Box::new(Sheet { title, content, gone: true, ..Sheet::default() })));
    };
    let granted: Vec<_> =
        consent::latest(read, &address)?.into_iter().filter(|c| c.state == ConsentState::Granted).collect();
    let title = ask.t("crm-page-withdraw");
    let content = html! {
        h1 { (title) }
        p { (ask.cx.t_args("crm-withdraw-of", &[("address", ui::Arg::Text(&address))])) }
        @if granted.is_empty() {
            p { b { (ask.t("crm-withdraw-none")) } }
        } @else {
            @for one in &granted {
                section {
                    h2 { (ask.t(&format!("crm-consent-purpose-{}", one.purpose.code()))) " · "
                        (ask.t(&format!("crm-consent-reach-{}", one.reach.code()))) }
                    p.mute { (ask.format.instant(one.said_at)) }
                    @if let Some(wording) = &one.wording { @for line in wording.lines() { p { (line) } } }
                }
            }
            form method="post" action=(ask.here) data-full {
                div.acts { button.btn.pri { (ask.t("crm-withdraw-all")) } }
            }
        }
    };
    Ok(Drawn::Page(Box::new(Sheet { title, content, ..Sheet::default() })))
}

pub(super) fn act(tx: &mut Tx, form: &Form) -> Result<Reply> {
    let address = consent::opened(tx, form.part(0))?.ok_or_else(|| Error::not_found("page", "consent"))?;
    let from = Some(form.address.clone()).filter(|from| !from.is_empty());
    consent::withdraw(tx, &address, Said::Link, from)?;
    Ok(Reply::default())
}
