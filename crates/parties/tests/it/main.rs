//! The promises of parties, each on whichever engine the run is for.

mod demo;
mod duplicates;
mod fixture;
mod merging;
mod messages;
mod parties;
mod races;
mod scale;
