//! The promises of stock, each on whichever engine the run is for.

mod capacity;
mod cost_changes;
mod counts;
mod differences;
mod fixture;
mod late;
mod lots;
mod messages;
mod movements;
mod reallocating;
mod reordering;
mod reports;
mod transfers;
