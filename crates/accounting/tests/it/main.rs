//! The promises of the books, each on whichever engine the run is for.

mod books;
mod fixture;
mod messages;
mod reports;
mod taxes;
