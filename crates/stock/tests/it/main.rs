//! The promises of stock, each on whichever engine the run is for.

mod differences;
mod fixture;
mod late;
mod messages;
mod movements;
mod transfers;
