//! Pages of selling that fit no list, record or report.

pub(crate) mod credit;
mod hand_over;
mod offer;
mod offer_link;
mod pick;
mod run;

use platform::page::{Page, Place};

/// What the module shows besides lists, records and reports.
pub const PAGES: &[Page] = &[
    Page {
        name: "sales.held",
        icon: "lock",
        reads: "sales.order",
        place: Place::Sidebar,
        key: None,
        draw: credit::draw_list,
        act: None,
    },
    Page {
        name: "sales.pick",
        icon: "clipboard-list",
        reads: "sales.order",
        place: Place::Sidebar,
        key: None,
        draw: pick::draw,
        act: Some(pick::act),
    },
    Page {
        name: "sales.collect",
        icon: "layers",
        reads: "sales.collective_run",
        place: Place::Sidebar,
        key: None,
        draw: run::draw,
        act: Some(run::act),
    },
    Page {
        name: "sales.run_outcome",
        icon: "layers",
        reads: "sales.collective_run",
        place: Place::Record("sales.collective_run"),
        key: None,
        draw: run::draw_outcome,
        act: None,
    },
    Page {
        name: "sales.hand_over",
        icon: "file-check",
        reads: "sales.delivery",
        place: Place::Record("sales.delivery"),
        key: None,
        draw: hand_over::draw,
        act: Some(hand_over::act),
    },
    Page {
        name: "sales.credit",
        icon: "scale",
        reads: "sales.order",
        place: Place::Record("sales.order"),
        key: None,
        draw: credit::draw_order,
        act: None,
    },
    Page {
        name: "sales.offer_link",
        icon: "link",
        reads: "sales.quotation",
        place: Place::Record("sales.quotation"),
        key: None,
        draw: offer_link::draw,
        act: Some(offer_link::act),
    },
    Page {
        name: "sales.offer",
        icon: "file-text",
        reads: "",
        place: Place::Public("offer"),
        key: None,
        draw: offer::draw,
        act: Some(offer::act),
    },
];
