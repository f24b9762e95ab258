//! `bank`: statements of banks and rates of central banks come in, payment orders go out as files.

use accounting::{BankAccount, PaymentRun};
use base::{Context, Error, Id, Result};
use clap::Subcommand;
use exchange::bank::{books, decode};
use std::path::{Path, PathBuf};
use store::{Set, Who};

/// `fondaco bank …`.
#[derive(Subcommand)]
pub enum BankCommand {
    /// Takes in a statement: CAMT.053, MT940, OFX or CSV. What is known is passed over.
    Statement {
        set: String,
        file: PathBuf,
        /// The name of the bank account, where the file does not say it.
        #[arg(long)]
        account: Option<String>,
        /// Matches every movement that one answer fits.
        #[arg(long = "match")]
        matching: bool,
    },
    /// Takes in exchange rates of the European Central Bank: eurofxref.csv or eurofxref-hist.csv.
    Rates { set: String, file: PathBuf },
    /// Writes the payment order (pain.001) of a booked payment run.
    Order {
        set: String,
        /// The number of the run, `PR-2026-00001`.
        run: String,
        /// The file to write; the standard output unless given.
        #[arg(long)]
        output: Option<PathBuf>,
    },
}

impl BankCommand {
    /// The set's name.
    pub fn set(&self) -> &str {
        match self {
            BankCommand::Statement { set, .. } | BankCommand::Rates { set, .. } | BankCommand::Order { set, .. } => set,
        }
    }

    /// Runs it; the number is the exit code.
    pub fn run(&self, set: &Set) -> Result<u8> {
        match self {
            BankCommand::Statement { file, account, matching, .. } => {
                statement(set, file, account.as_deref(), *matching)?
            }
            BankCommand::Rates { file, .. } => {
                let changed = books::ecb_rates(set, &who(file), &text(file)?)?;
                say!("{changed} rates new or changed.");
            }
            BankCommand::Order { run, output, .. } => order(set, run, output.as_deref())?,
        }
        Ok(0)
    }
}

fn who(file: &Path) -> Who {
    let name = file.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    Who::program(format!("bank file {name}"))
}

fn text(file: &Path) -> Result<String> {
    let bytes = std::fs::read(file).map_err(|e| crate::transfer::unreadable(file, &e))?;
    Ok(decode(&bytes))
}

fn statement(set: &Set, file: &Path, account: Option<&str>, matching: bool) -> Result<()> {
    let who = who(file);
    let account = account
        .map(|name| {
            let found = set.read(&who, |read| {
                read.select::<BankAccount>("name = $1 AND archived_at IS NULL ORDER BY id LIMIT 1", &[name.into()])
            })?;
            let found = found.first().map(|a| Id::<BankAccount>::from_raw(a.head.id));
            found.ok_or_else(|| Error::not_found("accounting.bank_account", name))
        })
        .transpose()?;
    let taken = books::statements(set, &who, &text(file)?, account)?;
    for one in &taken {
        say!("{} movements taken in, {} were known.", one.new, one.known);
    }
    if matching {
        for statement in taken.iter().filter_map(|t| t.statement) {
            set.write(&who, move |tx| accounting::matching::order(tx, statement))?;
        }
        say!("The movements are matched by the serving program.");
    }
    Ok(())
}

fn order(set: &Set, number: &str, output: Option<&Path>) -> Result<()> {
    let xml = set.read(&Who::program("bank order"), |read| {
        let found: Vec<PaymentRun> = read.select("number = $1", &[number.into()])?;
        let run = found.first().ok_or_else(|| Error::not_found("accounting.payment_run", number))?;
        books::order_file(read, Id::from_raw(run.head.id))
    })?;
    match output {
        Some(path) => std::fs::write(path, xml).context("writing the payment order")?,
        None => say!("{xml}"),
    }
    Ok(())
}
