//! HTTP: pages, forms, the API, uploads and event streams over the descriptions. The only crate that knows HTTP.

mod api;
pub mod app;
mod boards;
mod bulk;
mod cells;
mod destroying;
mod door;
mod events;
mod exports;
mod forms;
mod http;
mod imports;
mod json;
mod lists;
mod merging;
mod narrowing;
mod once;
pub mod openapi;
mod ownfields;
mod places;
mod records;
mod reports;
mod saving;
mod settings;
mod timeline;
mod visit;
mod words;

pub use imports::labels;
pub use words::Words;
