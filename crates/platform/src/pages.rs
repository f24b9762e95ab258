//! The platform's own pages: the calendar of people's events, and somebody's day.

mod calendar;
mod entries;
mod event_form;
mod my_day;

use crate::page::{Page, Place};
use crate::{User, WorkingTime};
use base::{Error, Id, Instant, Local, Result, Zone};
use store::Read;

/// The platform's pages.
pub const PAGES: [Page; 2] = [
    Page {
        name: "platform.my_day",
        icon: "sun",
        reads: "",
        place: Place::Home,
        key: Some("go-day"),
        draw: my_day::draw,
        act: Some(my_day::act),
    },
    Page {
        name: "platform.calendar",
        icon: "calendar-days",
        reads: "platform.event",
        place: Place::Home,
        key: Some("go-calendar"),
        draw: calendar::draw,
        act: Some(calendar::act),
    },
];

/// Where the calendar is, below the set.
pub(crate) const CALENDAR: &str = "/pages/platform/calendar";

/// Who asks; the program itself has no calendar.
fn reader(read: &Read) -> Result<Id<User>> {
    read.who().user.map(Id::from_raw).ok_or_else(|| Error::not_found("page", "calendar"))
}

/// The zone whose wall a reader's pages show: their own, else the set's.
fn zone_of_reader(read: &Read) -> Result<Zone> {
    let user: User = read.get(reader(read)?)?;
    let own = user.zone.as_deref().and_then(|zone| Zone::named(zone).ok());
    Ok(own.or_else(|| Zone::named(read.zone()).ok()).unwrap_or(Zone::UTC))
}

/// The minute of the day on the wall.
fn minute(local: Local) -> u16 {
    (local.second / 60) as u16
}

fn wall(zone: &Zone, at: Instant) -> Result<Local> {
    Ok(zone.local(at)?)
}

/// Names of users by id.
fn names(read: &Read, ids: &[i64]) -> Result<std::collections::BTreeMap<i64, String>> {
    read.titles("platform.user", ids)
}

/// Working time as it is kept.
fn working_time(read: &Read) -> Result<std::sync::Arc<WorkingTime>> {
    WorkingTime::of(read)
}
