//! Plays the simulator from the command line: `story simulate --steps 10000 --seeds 20`.

use accounting::Costing;
use accounting::charts::Chart;
use base::{Context, Date, Error, Result};
use clap::{Parser, Subcommand};
use std::process::ExitCode;
use story::{Plan, found, simulate};

#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Plays every verb by chance and looks after the laws; on PostgreSQL where FONDACO_TEST_DATABASE names a server.
    Simulate {
        #[arg(long, default_value_t = 2_000)]
        steps: u64,
        #[arg(long, default_value_t = 3)]
        seeds: u64,
        /// The first seed.
        #[arg(long, default_value_t = 1)]
        from: u64,
    },
}

fn main() -> ExitCode {
    let What::Simulate { steps, seeds, from } = Arguments::parse().what;
    match (from..from + seeds).try_for_each(|seed| play(steps, seed)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(1)
        }
    }
}

fn play(steps: u64, seed: u64) -> Result<()> {
    let first = Date::parse("2026-01-02").map_err(Error::from)?;
    let starts_on = Date::parse("2026-01-01").map_err(Error::from)?;
    let set = store::testing::Fresh::open(story::registry());
    // Each seed another way to value goods and to book them.
    let costing = [Costing::MovingAverage, Costing::Fifo, Costing::Standard][(seed % 3) as usize];
    let chart = [Chart::General, Chart::Spain][(seed / 3 % 2) as usize];
    let trade = found(&set, chart, costing, starts_on)?;
    let outcome = simulate(&set, &trade, Plan { steps, seed, broken_at: None }, first)?;
    println!("seed {seed}: {costing:?}, {chart:?}, {} on {}", steps, set.engine().word());
    for (verb, (done, refused)) in &outcome.done {
        println!("  {verb:<20} {done:>6} done {refused:>6} refused");
    }
    match outcome.broken {
        None => {
            println!("  every law holds");
            Ok(())
        }
        Some((step, culprits)) => Err(Error::broken(format!("step {step}: {}", culprits.join("; "))))
            .context("a law of the books does not hold"),
    }
}
