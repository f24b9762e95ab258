//! The store's promises, each on whichever engine the run is for.

mod archiving;
mod child;
mod fixture;
mod following;
mod further;
mod listing;
mod saving;
mod statements;
