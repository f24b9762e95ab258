//! The page on which a salesperson makes the link that the customer opens, and takes it back.

use crate::offer_link::{self, OfferLink, State};
use crate::{Quotation, QuotationState};
use base::{Error, Id, Result};
use entity::Entity as _;
use platform::page::{Ask, Drawn, Form, Reply, Sheet};
use store::{Read, Tx, action};
use ui::html;
use ui::part::Crumb;

/// The offer in the address, if this person may change it: a link lets somebody else answer.
fn offer(read: &Read, id: Option<i64>) -> Result<Quotation> {
    let id = id.ok_or_else(|| Error::not_found("page", "offer-link"))?;
    let record = read.visible(Quotation::DEF.name, id, action::READ)?;
    read.must(&*read.shape(Quotation::DEF.name)?, &record, action::EDIT)?;
    entity::Described::from_record(&record).map_err(store::damaged)
}

pub(super) fn draw(read: &Read, ask: &Ask) -> Result<Drawn> {
    let offer = offer(read, ask.id())?;
    let links: Vec<OfferLink> = read.select("quotation = $1 ORDER BY id DESC LIMIT 20", &[offer.id().into()])?;
    let open = links.iter().any(|l| l.state == State::Open);
    // The secret is in the address of this one answer and nowhere else; shown only while it really opens the offer.
    let secret = Some(ask.get("secret")).filter(|s| !s.is_empty());
    let secret = match secret {
        Some(secret) if offer_link::opened(read, secret)? == Some(offer.id()) => Some(secret),
        _ => None,
    };
    let site = ask.get("at");
    let plain = site.split_once("://").is_some_and(|(scheme, host)| {
        matches!(scheme, "http" | "https") && host.bytes().all(|b| b.is_ascii_alphanumeric() || b".-:[]".contains(&b))
    });
    let site = if plain { site } else { "" };
    let sent = offer.state == QuotationState::Sent;
    let here = ask.below(offer.head.id);
    let content = html! {
        div.wrap {
            p { (ask.t("sales-offer-link-about")) }
            @if let Some(secret) = secret {
                div.fld {
                    label for="offer-link" { (ask.t("sales-offer-link-made")) }
                    input.inp #offer-link readonly value={ (site) (ask.base) "/offer/" (secret) };
                    p.help { (ask.t("sales-offer-link-once")) }
                }
            }
            @if !sent { p.mute { (ask.t("sales-offer-link-not-sent")) } }
            div.acts {
                @if sent {
                    form method="post" action=(here) {
                        (token(ask))
                        button.btn.pri name="do" value="make" {
                            @if open { (ask.t("sales-offer-link-again")) } @else { (ask.t("sales-offer-link-make")) }
                        }
                    }
                }
                @if open {
                    form method="post" action=(here) {
                        (token(ask))
                        button.btn.bad name="do" value="revoke" { (ask.t("sales-offer-link-revoke")) }
                    }
                }
            }
            @if !links.is_empty() {
                table.grid {
                    thead { tr { th scope="col" { (ask.t("sales-offer-link-state")) } th scope="col" { (ask.t("sales-offer-link-from")) }
                        th scope="col" { (ask.t("sales-offer-link-revoked_at")) } } }
                    tbody {
                        @for link in &links {
                            tr {
                                td { (ask.t(&format!("sales-offer-link-state-{}", link.state.code()))) }
                                td { @if let Some(at) = link.head.created_at { (ask.format.instant(at)) } }
                                td { @if let Some(at) = link.revoked_at { (ask.format.instant(at)) } }
                            }
                        }
                    }
                }
            }
        }
    };
    let crumb = Crumb { label: offer.number.to_string(), href: ask.record(read, Quotation::DEF.name, offer.head.id)? };
    let current = ask.list(read, Quotation::DEF.name)?;
    Ok(Drawn::Page(Box::new(Sheet { crumbs: vec![crumb], content, current, ..Sheet::default() })))
}

fn token(ask: &Ask) -> ui::Markup {
    html! { input type="hidden" name="_token" value=(ask.cx.token); }
}

pub(super) fn act(tx: &mut Tx, form: &Form) -> Result<Reply> {
    let offer = offer(tx, form.part(0).parse().ok())?;
    let id: Id<Quotation> = offer.id();
    let here = format!("/pages/sales/offer-link/{id}");
    if form.get("do") == "revoke" {
        offer_link::revoke(tx, id)?;
        return Ok(Reply { to: here, said: Some(("sales-offer-link-gone", Vec::new())) });
    }
    let secret = offer_link::create(tx, id)?;
    Ok(Reply { to: format!("{here}?secret={secret}&at={}", form.origin), said: None })
}
