//! The store's promises, each on whichever engine the run is for.

mod accidents;
mod archiving;
mod child;
mod figures;
mod fixture;
mod following;
mod further;
mod listing;
mod races;
mod saving;
mod schema;
mod statements;
mod waiting;
