//! The platform's promises, each on whichever engine the run is for.

mod basics;
mod fixture;
mod messages;
mod rights;
mod seeding;
