//! The pages of winning customers that fit no list, record or report.

mod address;
pub(crate) mod agreed;
mod cards;
mod confirm;
mod form;
mod withdraw;

use platform::page::{Page, Place};

/// What the module shows besides lists, records and reports.
pub const PAGES: [Page; 6] = [
    Page {
        name: "crm.cards",
        icon: "users",
        reads: "crm.lead",
        place: Place::Sidebar,
        key: None,
        draw: cards::draw,
        act: Some(cards::act),
    },
    Page {
        name: "crm.form_address",
        icon: "link",
        reads: "crm.web_form",
        place: Place::Record("crm.web_form"),
        key: None,
        draw: address::draw,
        act: None,
    },
    Page {
        name: "crm.agreed",
        icon: "shield",
        reads: "crm.consent",
        place: Place::Linked,
        key: None,
        draw: agreed::draw,
        act: Some(agreed::act),
    },
    Page {
        name: "crm.form",
        icon: "globe",
        reads: "",
        place: Place::Public("form"),
        key: None,
        draw: form::draw,
        act: Some(form::act),
    },
    Page {
        name: "crm.confirm",
        icon: "shield",
        reads: "",
        place: Place::Public("confirm"),
        key: None,
        draw: confirm::draw,
        act: Some(confirm::act),
    },
    Page {
        name: "crm.withdraw",
        icon: "shield",
        reads: "",
        place: Place::Public("consent"),
        key: None,
        draw: withdraw::draw,
        act: Some(withdraw::act),
    },
];

/// The hidden field that every form in the house carries.
fn token(ask: &platform::page::Ask) -> ui::Markup {
    ui::html! { input type="hidden" name="_token" value=(ask.cx.token); }
}
