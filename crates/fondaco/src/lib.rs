//! The program's module list and its migrations: the one place where everything is put together.

/// Prints a line; whoever stops reading half-way (`| head`) is no failure of ours.
macro_rules! say {
    ($($words:tt)*) => {{
        use std::io::Write as _;
        let _ = writeln!(std::io::stdout(), $($words)*);
    }};
}

mod bank;
mod bank_desk;
pub mod commands;
pub mod demo;
pub mod reactions;
mod replay;
pub mod report;
pub mod transfer;
pub mod work;

use std::sync::Arc;
use store::{Module, Registry};

/// Every module, lowest first.
pub const MODULES: &[&Module] = &[
    &platform::MODULE,
    &parties::MODULE,
    &catalog::MODULE,
    &accounting::MODULE,
    &stock::MODULE,
    &purchasing::MODULE,
    &sales::MODULE,
    &crm::MODULE,
    &service::MODULE,
];

/// Every module's own pages, in the order of the sidebar.
pub const PAGES: &[&[platform::page::Page]] = &[
    &platform::PAGES,
    &exchange::ical::pages::PAGES,
    &exchange::vcard::pages::PAGES,
    &exchange::bill::pages::PAGES,
    &parties::PAGES,
    &crm::PAGES,
    &accounting::close::PAGES,
    &bank_desk::PAGES,
    sales::PAGES,
    stock::PAGES,
    &service::pages::PAGES,
];

/// What modules add to the pages of others: of customers, and of somebody's day.
pub const PANELS: &[&[platform::page::Panel]] = &[
    &platform::approval::PANELS,
    &platform::note::PANELS,
    &accounting::home::PANELS,
    &crm::home::PANELS,
    &service::home::PANELS,
    &crm::panels::PANELS,
    &sales::overview::DAY,
    &service::panels::PANELS,
    &sales::overview::PANELS,
    &accounting::panels::PANELS,
    &parties::PANELS,
    &parties::story::hanging::PANELS,
];

/// How records of modules are printed.
pub const PRINTS: &[&[platform::print::Layout]] =
    &[&accounting::printing::PRINTS, &purchasing::printing::PRINTS, &sales::printing::PRINTS];

/// The sidebar: what is used every day stands first, everything else of the same modules is folded away below.
pub const SIDEBAR: &[web::pages::Group] = &[
    web::pages::Group {
        word: "sell",
        modules: &["parties", "crm", "sales"],
        daily: &[
            "crm.lead",
            "crm.opportunity",
            "parties.party",
            "sales.quotation",
            "sales.order",
            "sales.delivery",
            "sales.customer_invoice",
            "sales.return",
        ],
    },
    web::pages::Group { word: "serve", modules: &["service"], daily: &["service.ticket"] },
    web::pages::Group {
        word: "supply",
        modules: &["purchasing", "stock", "catalog"],
        daily: &[
            "catalog.item",
            "purchasing.requisition",
            "purchasing.order",
            "purchasing.goods_receipt",
            "purchasing.supplier_invoice",
            "stock.movement",
            "stock.transfer",
            "stock.count",
        ],
    },
    web::pages::Group {
        word: "finance",
        modules: &["accounting"],
        daily: &[
            "accounting.journal_entry",
            "accounting.manual_entry",
            "accounting.payment",
            "accounting.bank_statement",
            "accounting.payment_run",
            "accounting.dunning_run",
            "accounting.period",
        ],
    },
];

include!("../migrations/list.rs");

/// What the program is made of.
pub fn registry() -> Arc<Registry> {
    Registry::reacting(MODULES, MIGRATIONS, platform::HOOKS, reactions::REACTIONS)
}
