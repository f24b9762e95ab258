//! HTTP: pages, forms, the API, uploads and event streams over the descriptions. The only crate that knows HTTP.

mod api;
mod app;
mod boards;
mod cells;
mod forms;
mod http;
mod json;
mod lists;
mod once;
pub mod openapi;
mod places;
mod records;
mod timeline;
mod visit;
mod words;
