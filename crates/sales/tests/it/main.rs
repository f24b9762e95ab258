//! The promises of selling, each on whichever engine the run is for.

mod fixture;
mod messages;
mod races;
mod selling;
