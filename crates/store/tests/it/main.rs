//! The store's promises, each on whichever engine the run is for.

mod fixture;
mod listing;
mod saving;
