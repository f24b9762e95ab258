//! Foreign tables in and out: CSV and Excel files, whatever their encoding, delimiter and way of writing numbers.
//!
//! [`table`] reads rows of text and says what it detected, [`Cell`] turns one text into an exact value, [`write`] makes files;
//! these know no entities and no database. [`import`] brings a table into the records of any entity,
//! [`replay`] the business of a past in the order of its days. What cannot be understood is a refusal that names line and
//! column; nothing is guessed in silence, and no input makes it panic.

pub mod bank;
pub mod bill;
mod cell;
pub mod ical;
pub mod import;
mod limits;
mod lines;
pub mod replay;
pub mod table;
pub mod vcard;
pub mod write;

pub use cell::{Cell, DateOrder, Decimal};
pub use limits::{MAX_CELL, MAX_COLUMNS, MAX_FILE, MAX_REFUSALS, MAX_ROW, MAX_ROWS, MAX_TABLE, MAX_UNPACKED};

#[cfg(test)]
mod messages_tests;

/// The messages of this crate as (language, text).
pub const MESSAGES: [(&str, &str); 3] = [
    ("en", include_str!("../messages/en.ftl")),
    ("zh-CN", include_str!("../messages/zh-CN.ftl")),
    ("es", include_str!("../messages/es.ftl")),
];
