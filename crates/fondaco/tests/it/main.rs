//! What must hold for the program as a whole: layers, messages, statements, schema, interface, rights, pages.

mod approvals;
mod at_once;
mod captured;
mod house;
mod interface;
mod layers;
mod messages;
mod own_pages;
mod pages;
mod printing;
mod records;
mod replaying;
mod reports;
mod schema;
mod twenty;
