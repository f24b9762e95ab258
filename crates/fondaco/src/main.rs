//! The command line of Fondaco.

use clap::Parser;
use std::process::ExitCode;

// A step of business takes some thousand small pieces of memory; benchmarks measure with the same.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| "warn".into());
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).without_time().init();
    let arguments = fondaco::commands::Arguments::parse();
    match fondaco::commands::run(&arguments) {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            eprintln!("{}", fondaco::commands::explain(&error));
            ExitCode::from(1)
        }
    }
}
