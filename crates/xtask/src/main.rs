//! `cargo xtask schema [--name NAME] [--fresh]`: writes the next schema step from the declarations.

use std::path::Path;
use std::process::ExitCode;
use xtask::schema::{self, Written};

const USE: &str = "cargo xtask schema [--name NAME]   writes the next schema step\n\
                   cargo xtask schema --fresh         writes the first step anew, while nothing is released";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let registry = fondaco::registry();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fondaco/migrations");
    let outcome = match words.as_slice() {
        ["schema"] => schema::write(&registry, &folder, None),
        ["schema", "--name", name] => schema::write(&registry, &folder, Some(name)),
        ["schema", "--fresh"] => schema::fresh(&registry, &folder),
        _ => {
            eprintln!("{USE}");
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(Written::Nothing) => println!("The declarations and the schema agree."),
        Ok(Written::Step { number, files }) => {
            println!("Step {number} is written. Read it, complete it, commit it:");
            files.iter().for_each(|file| println!("  {}", file.display()));
        }
        Err(problem) => {
            eprintln!("{problem}");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}
