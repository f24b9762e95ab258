//! The promises of the catalog, each on whichever engine the run is for.

mod demo;
mod fixture;
mod items;
mod messages;
mod prices;
