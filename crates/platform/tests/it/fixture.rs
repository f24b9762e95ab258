//! A set of the platform alone.

use std::sync::Arc;
use store::testing::Fresh;
use store::{Hooks, Registry, Who};

pub fn registry() -> Arc<Registry> {
    Registry::new(&[&platform::MODULE], &[], Hooks::OPEN)
}

pub fn fresh() -> Fresh {
    Fresh::open(registry())
}

pub fn we() -> Who {
    Who::program("test")
}

pub fn codes(error: base::Error) -> Vec<String> {
    error.refusals().iter().map(|r| format!("{} {}", r.code, r.field.clone().unwrap_or_default())).collect()
}
