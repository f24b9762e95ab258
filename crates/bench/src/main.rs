//! Benchmarks: how long the parts of the program take on ten thousand, a hundred thousand and a million records.
//!
//! Each run prints one line of JSON. Data sets are invented, always the same, and kept between runs.

#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

mod board;
mod cash;
mod create;
mod customer;
mod cycle;
mod data;
mod duplicates;
mod http;
mod import;
mod list;
mod measure;
mod pay;
mod place;
mod prints;
mod promise;
mod promised;
mod search;
mod series;
mod start;
mod statements;

use base::Result;
use clap::{Parser, ValueEnum};
use std::process::ExitCode;

/// What can be measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Name {
    /// Pages and foots of a list, for everybody's records and for one team's.
    List,
    /// The search over every party.
    Search,
    /// Parties with address, e-mail and phone through the whole way in; founds the data set anew.
    Import,
    /// One party with ten lines at a time, by several clients.
    Create,
    /// Whether a draft of a party is somebody who is known.
    Duplicates,
    /// Order, confirmation, delivery, invoice and payment of ten lines, with all postings, beside so many orders.
    OrderToCash,
    /// Order, release, receipt, invoice and payment of ten lines, with all postings, beside so many orders.
    ProcureToPay,
    /// Trial balance, statements and a page of the general ledger over so many journal lines.
    Statements,
    /// The board of so many opportunities.
    Board,
    /// So many tickets reckoned anew after their policy changed.
    Sla,
    /// So many series over a year.
    Series,
    /// The page of a customer with so many activities, and its panels.
    CustomerPage,
    /// A draft of ten lines with its days of delivery, beside so many orders that wait.
    Promise,
    /// From the command to the first page, and the memory of a server at rest.
    Start,
    /// An invoice of so many lines as PDF, in three languages.
    Paper,
}

/// Measures one part of the program and prints one line of JSON.
#[derive(Parser, Clone, Debug)]
#[command(name = "bench")]
pub struct Arguments {
    /// What to measure.
    name: Name,
    /// Records in the set.
    #[arg(long)]
    size: usize,
    /// How many work at once.
    #[arg(long, default_value_t = 8)]
    clients: usize,
    /// `sqlite`, or the address of a PostgreSQL database that the benchmarks may fill.
    #[arg(long, default_value = "sqlite")]
    database: String,
    /// With `import`: so many more into the set that is there, instead of founding it anew.
    #[arg(long)]
    more: Option<usize>,
    /// With `customer-page`: how many parties there are besides the customer.
    #[arg(long, default_value_t = 0)]
    among: usize,
    /// Over the network through a server process of its own.
    #[arg(long)]
    http: bool,
    /// How many cycles are measured.
    #[arg(long, default_value_t = 300)]
    cycles: u64,
    /// With the cycles: each document is made and posted in one step instead of two.
    #[arg(long)]
    at_once: bool,
    /// With the cycles: which statements one of them sends, on the error output.
    #[arg(long)]
    texts: bool,
}

fn main() -> ExitCode {
    // The server of `--http` is this program again, so that a benchmark always measures what it was built with.
    if std::env::args().nth(1).as_deref() == Some(http::SERVER) {
        let asked = std::env::args().skip(2);
        let arguments = fondaco::commands::Arguments::parse_from(std::iter::once("fondaco".to_owned()).chain(asked));
        return match fondaco::commands::run(&arguments) {
            Ok(code) => ExitCode::from(code),
            Err(error) => failed(&error),
        };
    }
    // A wrong word ends with 2 here.
    let arguments = Arguments::parse();
    match run(&arguments) {
        Ok(report) => {
            println!("{}", serde_json::Value::Object(report));
            ExitCode::SUCCESS
        }
        Err(error) => failed(&error),
    }
}

fn failed(error: &base::Error) -> ExitCode {
    eprintln!("{}", fondaco::commands::explain(error));
    ExitCode::from(1)
}

fn run(arguments: &Arguments) -> Result<measure::Report> {
    match arguments.name {
        Name::OrderToCash => cash::run(arguments),
        Name::ProcureToPay => pay::run(arguments),
        Name::Statements => statements::run(arguments),
        Name::Board => board::run(arguments),
        Name::Sla => promised::run(arguments),
        Name::Series => series::run(arguments),
        Name::CustomerPage => customer::run(arguments),
        Name::Promise => promise::run(arguments),
        Name::List => list::run(arguments),
        Name::Search => search::run(arguments),
        Name::Import => import::run(arguments),
        Name::Create => create::run(arguments),
        Name::Duplicates => duplicates::run(arguments),
        Name::Start => start::run(arguments),
        Name::Paper => prints::run(arguments),
    }
}
