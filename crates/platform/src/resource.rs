//! A resource is a room, a vehicle or a machine that an event books: it is in one place at a time, and not open at every hour.

use crate::WorkingCalendar;
use base::{Id, Result};
use entity::{Choice, Entity, Head};
use store::{Business, Read, Refusals};

/// What is booked.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ResourceKind {
    #[default]
    Room,
    Vehicle,
    Equipment,
}

/// Something that events book.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "platform.resource",
    kind = 45,
    icon = "map-pin",
    title = "name",
    code = "name",
    search(name, place),
    sort = "name"
)]
pub struct Resource {
    pub head: Head,
    #[field(indexed, unique, column, translated, max = 80)]
    pub name: String,
    #[field(column)]
    pub kind: ResourceKind,
    /// For how many people.
    #[field(column)]
    pub seats: Option<i64>,
    /// Where it is.
    #[field(column, max = 120)]
    pub place: Option<String>,
    /// When it may be used; empty is at any time.
    #[field(column)]
    pub calendar: Option<Id<WorkingCalendar>>,
}

/// That an event takes a resource.
#[derive(Entity, Clone, Debug)]
#[entity(name = "platform.booking", kind = 46, line_of = "platform.event", title = "resource", index(resource))]
pub struct Booking {
    pub head: Head,
    pub resource: Id<Resource>,
}

impl Resource {
    /// Something that may be used at any time.
    pub fn new(name: &str, kind: ResourceKind) -> Resource {
        Resource { head: Head::default(), name: name.to_owned(), kind, seats: None, place: None, calendar: None }
    }
}

impl Booking {
    /// Takes a resource.
    pub fn of(resource: Id<Resource>) -> Booking {
        Booking { head: Head::default(), resource }
    }
}

impl Business for Booking {}

impl Business for Resource {
    fn check(&self, _read: &Read, refusals: &mut Refusals) -> Result<()> {
        refusals.ensure(self.seats.is_none_or(|n| n > 0), "platform.seats_not_positive", "seats");
        Ok(())
    }
}
