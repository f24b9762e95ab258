//! The promises of importing, each on whichever engine the run is for.

mod adventureworks;
mod banking;
mod bills;
mod calendars;
mod cards;
mod fixture;
mod importing;
mod resuming;
mod reverting;
