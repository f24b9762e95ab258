//! Calendar files (RFC 5545): events come in from them and go out as one event, a file or a feed that other programs subscribe to.
//!
//! `events` makes events of the lines of a file, `write` the other way; nothing of a file is believed: it is limited in size,
//! depth and number, and each event goes through the same checks as one that is typed.

mod events;
mod import;
pub mod pages;
mod write;
mod zones;

pub use import::{Look, MOST_EVENTS, Outlook, Taken, import, look};
pub use write::{event_file, feed_file};

use crate::bank::decode;
use crate::lines::{Component, DEEPEST, Fault, MOST_LINES, components};
use base::{Refusal, Result};

/// A larger calendar is no calendar of a person.
pub const MOST_BYTES: usize = 4 << 20;

/// Reads the calendars of a file. Refuses what is none, and what is too large to be one.
fn read(bytes: &[u8]) -> Result<Vec<Component>> {
    if bytes.len() > MOST_BYTES {
        return Err(Refusal::new("exchange.calendar_too_large").arg("limit", MOST_BYTES >> 20).into());
    }
    let roots = components(&decode(bytes)).map_err(|fault| match fault {
        Fault::TooLong => Refusal::new("exchange.calendar_too_long").arg("limit", MOST_LINES),
        Fault::TooDeep => Refusal::new("exchange.calendar_too_deep").arg("limit", DEEPEST),
    })?;
    let (mut calendars, loose): (Vec<_>, Vec<_>) = roots.into_iter().partition(|root| root.name == "VCALENDAR");
    // Some cut the frame off; what is known of one calendar lies loose in the file.
    if loose.iter().any(|part| part.name == "VEVENT") {
        calendars.push(Component { parts: loose, ..Component::default() });
    }
    base::ensure!(!calendars.is_empty(), "exchange.not_a_calendar")?;
    Ok(calendars)
}

#[cfg(test)]
mod conformance_tests;
