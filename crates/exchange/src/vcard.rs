//! Address cards (vCard 2.1, 3.0 and 4.0, RFC 6350): people come in from them as leads or contacts and go out as one card each.
//!
//! `cards` reads and writes the text, `import` makes records of it; nothing of a file is believed: it is limited in size, depth
//! and number, and each record goes through the same checks as one that is typed.

mod cards;
mod import;
pub mod pages;
mod write;

pub use cards::{Card, MOST_BYTES, MOST_CARDS, Place, Way, read};
pub use import::{As, Look, Taken, look, take};
pub use write::card_of;

#[cfg(test)]
mod conformance_tests;
