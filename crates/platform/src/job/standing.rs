//! The platform's own jobs, one of each in every set.

use super::{JobKind, Step, Work, order};
use base::{Instant, Result};
use store::Tx;

const HOUR: i64 = 3_600_000_000;

/// The platform's kinds of job; the program adds those of the modules.
pub const STANDING: &[JobKind] = &[
    JobKind { task: crate::custom_field::TASK, step: add_columns, tries: 5 },
    JobKind { task: SWEEP, step: sweep, tries: 20 },
    JobKind { task: REMIND, step: remind, tries: 1_000_000 },
    crate::approval::LATE,
];

const SWEEP: &str = "platform.sweep";
const REMIND: &str = "platform.remind";

/// How often reminders are looked for.
const SOON: i64 = 20_000_000;

/// Orders the jobs that every set has; called when the serving program opens it.
pub fn order_standing(tx: &mut Tx) -> Result<()> {
    order(tx, SWEEP, "all", "")?;
    order(tx, REMIND, "all", "")?;
    order(tx, crate::approval::LATE.task, "all", "")?;
    order(tx, crate::mail::TASK, "all", "")?;
    // A field may have been kept by a form or a file, which order nothing.
    order(tx, crate::custom_field::TASK, "all", "")?;
    Ok(())
}

fn add_columns(tx: &mut Tx, work: &Work) -> Result<Step> {
    let progress = work.progress + 1;
    Ok(match crate::custom_field::add_column(tx)? {
        true => Step::Next { cursor: progress.to_string(), progress, total: None },
        false => Step::Done,
    })
}

/// Rings what is due; again soon.
fn remind(tx: &mut Tx, _work: &Work) -> Result<Step> {
    let wait = if crate::alarm::ring_due(tx)? { 0 } else { SOON };
    Ok(Step::Later(String::new(), Instant::from_micros(tx.now().micros() + wait)))
}

/// Sweeps what nobody named; again in an hour.
fn sweep(tx: &mut Tx, _work: &Work) -> Result<Step> {
    let swept = crate::attachment::sweep(tx)?;
    let wait = if swept > 0 { 0 } else { HOUR };
    Ok(Step::Later(String::new(), Instant::from_micros(tx.now().micros() + wait)))
}
