//! `report`: a statement or any other report of a set as a table for a spreadsheet or the next program.

use base::{Context, Result};
use clap::Args;
use std::io::Write;
use std::path::PathBuf;
use store::{Set, Who};
use ui::Lang;

/// `fondaco report SET NAME`.
#[derive(Args)]
pub struct RunReport {
    set: String,
    /// The report, `accounting.income_statement`.
    name: String,
    /// What it is asked, `starts_on=2026-01-01`; once for each parameter. Records go by their code or id.
    #[arg(long = "with", value_name = "PARAMETER=VALUE", value_parser = parameter)]
    with: Vec<(String, String)>,
    /// The language of its headings and names.
    #[arg(long, default_value = "en", value_parser = ["en", "zh-CN", "es"])]
    language: String,
    /// The file to write; the standard output unless given.
    #[arg(long)]
    output: Option<PathBuf>,
}

impl RunReport {
    /// The set's name.
    pub fn set(&self) -> &str {
        &self.set
    }

    /// Writes the whole report as CSV, as its page does.
    pub fn run(&self, set: &Set) -> Result<u8> {
        let messages = web::app::messages(set.registry())?;
        let lang = Lang::from_tag(&self.language).unwrap_or(Lang::En);
        let words = web::Words { messages: &messages, lang };
        let bytes = set.read_long(&Who::program("report"), |read| {
            let mut bytes = Vec::new();
            web::reports::csv(read, words, &self.name, &self.with, &mut bytes)?;
            Ok(bytes)
        })?;
        match &self.output {
            Some(path) => std::fs::write(path, bytes).context("writing the report")?,
            None => std::io::stdout().write_all(&bytes).context("writing the report")?,
        }
        Ok(0)
    }
}

fn parameter(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("PARAMETER=VALUE is wanted")?;
    Ok((name.trim().to_owned(), value.trim().to_owned()))
}
