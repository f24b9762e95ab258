//! The promises of stock, each on whichever engine the run is for.

mod fixture;
mod messages;
mod movements;
