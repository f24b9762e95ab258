//! The promises of purchasing, each on whichever engine the run is for.

mod approvals;
mod breadth;
mod calendars;
mod dates;
mod dimensions;
mod fixture;
mod invoices;
mod messages;
mod notices;
mod orders;
mod reminders;
mod returns;
mod simulator;
