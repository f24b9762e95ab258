//! Pages of selling that fit no list, record or report.

mod credit;
mod offer;
mod offer_link;

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
