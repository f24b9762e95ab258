//! Pages of stock that fit no list, record or report.

mod pick;

use platform::page::{Page, Place};

/// What the module shows besides lists, records and reports.
pub const PAGES: &[Page] = &[Page {
    name: "stock.pick",
    icon: "clipboard-list",
    reads: "stock.pick_list",
    place: Place::Record("stock.pick_list"),
    key: None,
    draw: pick::draw,
    act: Some(pick::act),
}];
