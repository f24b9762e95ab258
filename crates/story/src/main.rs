//! Plays the simulator from the command line: `story simulate --steps 10000 --seeds 20`.

use accounting::charts::Chart;
use accounting::{CostAt, Costing};
use base::{Context, Date, Error, Result};
use clap::{Parser, Subcommand};
use std::process::ExitCode;
use story::{Calendar, Keeping, Plan, found, simulate};

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
        /// Also says which rules said no, and how often.
        #[arg(long)]
        why: bool,
    },
}

fn main() -> ExitCode {
    let What::Simulate { steps, seeds, from, why } = Arguments::parse().what;
    match (from..from + seeds).try_for_each(|seed| play(steps, seed, why)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(1)
        }
    }
}

fn play(steps: u64, seed: u64, why: bool) -> Result<()> {
    let first = Date::parse("2026-01-02").map_err(Error::from)?;
    let starts_on = Date::parse("2026-01-01").map_err(Error::from)?;
    let calendar = Calendar::at(first)?;
    let set = store::testing::Fresh::with(story::registry(), calendar.options());
    // Each seed another way to value goods and to book them.
    let costing = [Costing::MovingAverage, Costing::Fifo, Costing::Standard][(seed % 3) as usize];
    let chart = [Chart::General, Chart::Spain][(seed / 3 % 2) as usize];
    let cost_at = [CostAt::Delivery, CostAt::Invoice][(seed / 2 % 2) as usize];
    let trade = found(&set, Keeping { chart, costing, cost_at }, starts_on)?;
    let outcome = simulate(&set, &trade, &calendar, Plan { steps, seed, broken_at: None }, first)?;
    println!("seed {seed}: {costing:?}, {chart:?}, cost at {cost_at:?}, {} on {}", steps, set.engine().word());
    for (verb, (done, refused)) in &outcome.done {
        println!("  {verb:<20} {done:>6} done {refused:>6} refused");
    }
    for ((verb, code), times) in outcome.refused.iter().filter(|_| why) {
        println!("  {verb:<20} {times:>6} {code}");
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
