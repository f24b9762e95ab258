//! The program's module list and its migrations: the one place where everything is put together.

/// Prints a line; whoever stops reading half-way (`| head`) is no failure of ours.
macro_rules! say {
    ($($words:tt)*) => {{
        use std::io::Write as _;
        let _ = writeln!(std::io::stdout(), $($words)*);
    }};
}

mod bank;
pub mod commands;
pub mod demo;
pub mod reactions;
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
];

/// Every module's own pages, in the order of the sidebar.
pub const PAGES: &[&[platform::page::Page]] = &[sales::PAGES];

/// What modules add to the pages of others: of customers, and of somebody's day.
pub const PANELS: &[&[platform::page::Panel]] = &[];

include!("../migrations/list.rs");

/// What the program is made of.
pub fn registry() -> Arc<Registry> {
    Registry::reacting(MODULES, MIGRATIONS, platform::HOOKS, reactions::REACTIONS)
}
