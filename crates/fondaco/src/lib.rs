//! The program's module list and its migrations: the one place where everything is put together.

pub mod commands;
pub mod demo;

use std::sync::Arc;
use store::{Migration, Module, Registry};

/// Every module, lowest first.
pub const MODULES: &[&Module] = &[&platform::MODULE, &parties::MODULE, &catalog::MODULE];

/// The committed steps of the schema.
pub const MIGRATIONS: &[Migration] = &[];

/// What the program is made of.
pub fn registry() -> Arc<Registry> {
    Registry::new(MODULES, MIGRATIONS, platform::HOOKS)
}
