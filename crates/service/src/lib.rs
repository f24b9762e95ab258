//! Customer service: tickets, who works on them, what was promised about them, and what became of the promises.
//!
//! [`Ticket`] is one question or complaint with all that was said about it; [`clocks`] keeps its promises in working time;
//! [`assigning`] finds somebody for it. This module posts nothing: a credit note that a ticket asks for is `sales`'s.

pub mod assigning;
pub mod clocks;
pub mod home;
mod hours;
pub mod installed;
mod jobs;
mod kind;
pub mod pages;
pub mod panels;
mod policy;
mod queue;
mod reports;
mod skill;
mod ticket;

pub use clocks::{Clock, State as ClockState, Target};
pub use hours::Hours;
pub use installed::{InstalledPiece, State as PieceState};
pub use jobs::{JOBS, give_waiting, look, order_standing};
pub use kind::TicketType;
pub use policy::{Does, EscalationStep, SlaPolicy, SlaTarget, Whom};
pub use queue::{Queue, QueueMember, RoutingRule, Sharing};
pub use skill::{Skill, SkilledPerson};
pub use ticket::{
    Act, After, Channel, Credit, HandOver, Level, LogEntry, MergeInto, Message, Note, Priority, Received, Reply, Solve,
    Speaker, State as TicketState, Ticket,
};

use store::schema::{Holds::*, Table};
use store::{Module, Registered, entity};

/// The module's name.
pub const NAME: &str = "service";

// Entity numbers 290 to 319 are this module's.
static ENTITIES: [Registered; 14] = [
    entity::<Message>(),
    entity::<Clock>(),
    entity::<LogEntry>(),
    entity::<Ticket>(),
    entity::<TicketType>(),
    entity::<SkilledPerson>(),
    entity::<Skill>(),
    entity::<QueueMember>(),
    entity::<Queue>(),
    entity::<RoutingRule>(),
    entity::<SlaTarget>(),
    entity::<EscalationStep>(),
    entity::<SlaPolicy>(),
    entity::<InstalledPiece>(),
];

/// The module's entities, messages and tables.
pub static MODULE: Module = Module {
    name: NAME,
    entities: &ENTITIES,
    messages: &[
        ("en", include_str!("../messages/en.ftl")),
        ("zh-CN", include_str!("../messages/zh-CN.ftl")),
        ("es", include_str!("../messages/es.ftl")),
    ],
    needs: &[sales::NAME],
    tables,
    reports: reports::REPORTS,
    laws: &[],
};

fn tables() -> Vec<Table> {
    vec![
        // Who got the last ticket of a queue.
        Table::keyed("service_queue_turn", &["queue"]).column("queue", Big).column("last", Big),
        // Up to which message somebody has read a ticket.
        Table::keyed("service_seen", &["ticket", "person"])
            .column("ticket", Big)
            .column("person", Big)
            .column("through", Big)
            .index(&["person"]),
    ]
}
