//! The promises of the books, each on whichever engine the run is for.

mod banks;
mod books;
mod dimensions;
mod dunning;
mod fixture;
mod groups;
mod messages;
mod payments;
mod printing;
mod reports;
mod revaluation;
mod runs;
mod taxes;
