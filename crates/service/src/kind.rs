//! A type of ticket says how tickets of it begin: their words, how urgent they are, which queue they go to, when they close.

use crate::{Level, Priority, Queue, Skill};
use base::{Id, Result};
use entity::{Custom, Entity, Head, Text};
use store::{Business, Read, Refusals};

/// How tickets of one kind begin and end.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "service.ticket_type",
    kind = 293,
    icon = "list-tree",
    title = "name",
    code = "name",
    search(name),
    sort = "name",
    kept,
    open
)]
pub struct TicketType {
    pub head: Head,
    #[field(indexed, unique, column, translated, max = 80)]
    pub name: String,
    /// What a ticket is about unless somebody says so.
    #[field(column, max = 120)]
    pub subject: Option<String>,
    /// What to ask and write down, put into the description of a new ticket.
    #[field(max = 4000)]
    pub template: Option<Text>,
    #[field(column)]
    pub level: Option<Level>,
    /// Where it is left open, the level decides.
    #[field(column)]
    pub priority: Option<Priority>,
    /// Where no rule says another.
    #[field(column)]
    pub queue: Option<Id<Queue>>,
    /// What whoever works on it has to be able to do.
    #[field(column)]
    pub skill: Option<Id<Skill>>,
    /// Its tickets are promised an answer and counted in reports; tickets of our own house are not.
    #[field(column, default = "1")]
    pub counts: bool,
    /// A solved ticket closes after so many days.
    #[field(default = "5")]
    pub closes_after: i64,
    /// Up to so many days after it was solved, it is opened again; later a new one follows it.
    #[field(default = "14")]
    pub reopens_within: i64,
    pub custom: Custom,
}

impl TicketType {
    /// A type with nothing special about it.
    pub fn new(name: &str) -> TicketType {
        TicketType {
            head: Head::default(),
            name: name.to_owned(),
            subject: None,
            template: None,
            level: None,
            priority: None,
            queue: None,
            skill: None,
            counts: true,
            closes_after: DAYS.0,
            reopens_within: DAYS.1,
            custom: Custom::default(),
        }
    }
}

/// Days to closing and days in which a ticket opens again, where no type says so.
pub(crate) const DAYS: (i64, i64) = (5, 14);

impl Business for TicketType {
    fn check(&self, _read: &Read, refusals: &mut Refusals) -> Result<()> {
        let within = |days: i64| (0..=3_650).contains(&days);
        refusals.ensure(within(self.closes_after), "service.days_out_of_range", "closes_after");
        refusals.ensure(within(self.reopens_within), "service.days_out_of_range", "reopens_within");
        Ok(())
    }
}
