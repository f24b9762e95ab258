//! The promises of selling, each on whichever engine the run is for.

mod approvals;
mod fixture;
mod messages;
mod offering;
mod selling;
