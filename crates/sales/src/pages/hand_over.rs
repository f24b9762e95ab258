//! Proof of delivery, on the driver's phone: who took the goods, when, and a picture or the signed paper.

use crate::delivery::HandOver;
use crate::{Delivery, DeliveryState};
use base::{Error, Id, Refusal, Result};
use entity::{Described as _, Entity as _};
use platform::attachment;
use platform::page::{Ask, Drawn, Form, Reply, Sheet};
use store::{Read, Tx, action};
use ui::html;
use ui::part::Crumb;

pub(super) fn draw(read: &Read, ask: &Ask) -> Result<Drawn> {
    let id = ask.id().ok_or_else(|| Error::not_found("page", "hand-over"))?;
    let record = read.visible(Delivery::DEF.name, id, action::READ)?;
    let delivery: Delivery = Delivery::from_record(&record).map_err(store::damaged)?;
    let customer = read.titles(parties::Party::DEF.name, &[delivery.customer.raw()])?;
    let name = customer.into_values().next().unwrap_or_default();
    let packages = read.select::<crate::Package>("delivery = $1 ORDER BY id", &[id.into()])?;
    let here = ask.below(id);
    let content = html! {
        div.wrap {
            p { b { (name) } " · " (&*delivery.number) }
            @if !packages.is_empty() {
                ul { @for package in &packages {
                    li {
                        (&*package.number)
                        @if let Some(number) = &package.tracking_number { " · " (number) }
                        @if let Some(weight) = package.weight { " · " (ask.format.quantity(weight)) " kg" }
                    }
                } }
            }
            @match (delivery.state, &delivery.received_by) {
                (DeliveryState::Posted, None) => {
                    form.offer-answer method="post" action=(here) enctype="multipart/form-data" data-full {
                        input type="hidden" name="_token" value=(ask.cx.token);
                        div.fld {
                            label for="hand-name" { (ask.t("sales-delivery-op-hand_over-name")) }
                            input.inp #hand-name name="name" value=(ask.typed("name")) maxlength="120" autocomplete="off" required;
                        }
                        div.fld {
                            label for="hand-file" { (ask.t("sales-hand-file")) }
                            input.inp #hand-file type="file" name="file" accept="image/*,application/pdf" capture="environment";
                        }
                        div.acts { button.btn.pri.big data-do="main" { (ask.t("sales-delivery-op-hand_over")) } }
                    }
                }
                (_, Some(by)) => {
                    p.note.t-success role="status" {
                        (ask.t("sales-delivery-received_by")) ": " b { (by) }
                        @if let Some(at) = delivery.received_at { " · " (ask.format.instant(at)) }
                    }
                }
                _ => p.note.t-warn role="status" { (ask.t("sales-hand-not-left")) },
            }
        }
    };
    let crumb = Crumb { label: delivery.number.to_string(), href: ask.record(read, Delivery::DEF.name, id)? };
    let current = ask.list(read, Delivery::DEF.name)?;
    Ok(Drawn::Page(Box::new(Sheet { crumbs: vec![crumb], content, current, ..Sheet::default() })))
}

pub(super) fn act(tx: &mut Tx, form: &Form) -> Result<Reply> {
    let id: Id<Delivery> = Id::from_raw(form.part(0).parse().unwrap_or(0));
    base::ensure!(!form.get("name").is_empty(), Refusal::new("sales.name_missing").field("name"))?;
    if let Some((_, name, bytes)) = form.files.iter().find(|(field, _, bytes)| field == "file" && !bytes.is_empty()) {
        let content = attachment::put(tx, bytes)?;
        attachment::add(tx, Delivery::DEF.name, id.raw(), &content, name, "")?;
    }
    let asked = HandOver { name: form.get("name").to_owned(), at: None };
    tx.perform(Delivery::DEF.name, id.raw(), "hand_over", None, &asked.to_record())?;
    Ok(Reply { to: format!("/pages/sales/hand-over/{id}"), said: None })
}
