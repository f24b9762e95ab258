//! What people see: page archetypes and parts as pure functions to HTML, the formatter, the words, the icons, and the
//! style sheet and scripts behind them. Knows no entity, no database and no HTTP.

pub mod assets;
pub mod barcode;
mod cx;
pub mod fmt;
pub mod i18n;
pub mod keys;
pub mod page;
pub mod part;
pub mod print;

pub use cx::{Cx, Density, Flash, Theme, head};
pub use fmt::Format;
pub use i18n::{Arg, Lang, Messages};
pub use maud::{Markup, PreEscaped, html};
