//! The promises of selling, each on whichever engine the run is for.

mod approvals;
mod billing;
mod chaining;
mod collecting;
mod contracts;
mod deposits;
mod dimensions;
mod fixture;
mod guarding;
mod kits;
mod lending;
mod messages;
mod offering;
mod paying;
mod printing;
mod promising;
mod races;
mod returning;
mod scheduling;
mod selling;
mod shipping;
