//! The promises of stock, each on whichever engine the run is for.

mod cost_changes;
mod counts;
mod differences;
mod fixture;
mod late;
mod lots;
mod messages;
mod movements;
mod reordering;
mod reports;
mod transfers;
