//! The platform's promises, each on whichever engine the run is for.

mod agenda;
mod alarms;
mod approvals;
mod basics;
mod fixture;
mod installation;
mod jobs;
mod mails;
mod messages;
mod postbox;
mod records;
mod rights;
mod rooms;
mod seeding;
mod tokens;
