//! The promises of selling, each on whichever engine the run is for.

mod approvals;
mod fixture;
mod lending;
mod messages;
mod offering;
mod printing;
mod promising;
mod races;
mod selling;
