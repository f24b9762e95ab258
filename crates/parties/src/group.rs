//! How parties are grouped: by what they are to us, and by the trade they are in.

use entity::{Entity, Head};
use store::Business;

/// A group of parties that prices and reports refer to: dealers, workshops, key accounts.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "parties.category",
    kind = 60,
    icon = "tags",
    title = "name",
    code = "code",
    search(name, code),
    sort = "name",
    open
)]
pub struct Category {
    pub head: Head,
    #[field(unique, column, max = 20)]
    pub code: String,
    #[field(indexed, column, translated, max = 80)]
    pub name: String,
}

/// The trade a party is in.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "parties.industry",
    kind = 61,
    icon = "factory",
    title = "name",
    code = "code",
    search(name, code),
    sort = "name",
    open
)]
pub struct Industry {
    pub head: Head,
    #[field(unique, column, max = 20)]
    pub code: String,
    #[field(indexed, column, translated, max = 80)]
    pub name: String,
}

impl Business for Category {}
impl Business for Industry {}
