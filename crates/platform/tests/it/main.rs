//! The platform's promises, each on whichever engine the run is for.

mod agenda;
mod alarms;
mod approvals;
mod basics;
mod fixture;
mod installation;
mod jobs;
mod messages;
mod records;
mod rights;
mod seeding;
mod tokens;
