//! The promises of customer service, each on whichever engine the run is for.

mod figures;
mod fixture;
mod installed;
mod leaks;
mod messages;
mod promises;
mod skills;
mod tickets;
