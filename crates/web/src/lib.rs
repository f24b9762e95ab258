//! HTTP: pages, forms, the API, uploads and event streams over the descriptions. The only crate that knows HTTP.

mod api;
pub mod app;
mod boards;
mod bulk;
mod calendars;
mod cells;
mod destroying;
mod door;
mod events;
mod exports;
mod forms;
mod http;
mod imports;
mod jobs;
mod json;
mod linked;
mod lists;
mod me;
mod merging;
mod narrowing;
mod once;
pub mod openapi;
mod ownfields;
pub mod pages;
mod places;
mod records;
mod reports;
mod saving;
mod sets;
mod settings;
mod shares;
mod timeline;
mod visit;
mod words;

pub use imports::{IMPORT, labels};
pub use words::Words;
