//! Where a web form is found: its address, and the lines that show it on a web site.

use crate::{WebForm, WebFormState};
use base::{Error, Result};
use entity::{Described, Entity};
use platform::page::{Ask, Drawn, Sheet};
use store::{Read, action};
use ui::html;
use ui::part::Crumb;

pub(super) fn draw(read: &Read, ask: &Ask) -> Result<Drawn> {
    let id = ask.id().ok_or_else(|| Error::not_found("page", "form-address"))?;
    let record = read.visible(WebForm::DEF.name, id, action::READ)?;
    let form = <WebForm as Described>::from_record(&record).map_err(store::damaged)?;
    let path = form.token.as_ref().map(|token| format!("{}/form/{token}", ask.base));
    let content = html! {
        div.wrap {
            @match path.filter(|_| form.state == WebFormState::Open) {
                None => p { (ask.t("crm-form-address-closed")) },
                Some(path) => {
                    p { (ask.t("crm-form-address-about")) }
                    div.fld {
                        label for="form-path" { (ask.t("crm-form-address-path")) }
                        input.inp #form-path readonly value=(path);
                    }
                    p { a.btn href=(path) target="_blank" rel="noopener" data-full { (ask.t("crm-form-address-see")) } }
                    div.fld {
                        label for="form-frame" { (ask.t("crm-form-address-frame")) }
                        textarea.inp.mono #form-frame readonly rows="3" {
                            "<iframe src=\"https://…" (path) "?utm_source=site\" width=\"100%\" height=\"720\" title=\"" (form.heading) "\"></iframe>"
                        }
                        p.help { (ask.t("crm-form-address-sites")) }
                    }
                }
            }
        }
    };
    let list = ask.list(read, WebForm::DEF.name)?;
    let crumbs = vec![
        Crumb { label: ask.t("crm-web-form-plural"), href: list.clone() },
        Crumb { label: form.name.clone(), href: format!("{list}/{id}") },
    ];
    Ok(Drawn::Page(Box::new(Sheet { crumbs, content, current: list, ..Sheet::default() })))
}
