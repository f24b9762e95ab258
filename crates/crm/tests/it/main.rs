//! The promises of winning customers, each on whichever engine the run is for.

mod converting;
mod fixture;
mod leads;
mod lifecycle;
mod messages;
mod opportunities;
mod reaching;
mod reports;
mod story;
