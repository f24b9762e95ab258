//! The promises of customer service, each on whichever engine the run is for.

mod fixture;
mod messages;
mod promises;
mod tickets;
