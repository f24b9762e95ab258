//! What developers run beside the compiler: today the writer of schema steps.

pub mod schema;
