//! Throttles make guessing slow: each wrong try for a name, or from an address, doubles the wait, also after a restart.

use base::{Instant, Result};
use entity::Value;
use store::Tx;

/// Wrong tries that cost nothing: anybody mistypes.
const FREE_LOGIN: i64 = 5;
/// The same for an address, behind which a whole office may sit.
const FREE_ADDRESS: i64 = 30;
const SECOND: i64 = 1_000_000;
/// The longest wait: longer would let a stranger lock somebody out.
const LONGEST: i64 = 15 * 60 * SECOND;
/// After a day without a wrong try everything is forgotten.
const FORGOTTEN: i64 = 24 * 3_600 * SECOND;

/// What is counted.
#[derive(Clone, Debug)]
pub(super) enum Subject {
    Login(String),
    Address(String),
}

impl Subject {
    fn key(&self) -> String {
        match self {
            Subject::Login(login) => format!("login:{login}"),
            Subject::Address(address) => format!("address:{address}"),
        }
    }

    fn free(&self) -> i64 {
        match self {
            Subject::Login(_) => FREE_LOGIN,
            Subject::Address(_) => FREE_ADDRESS,
        }
    }
}

/// Counts a try before it is judged, so that many at once are counted too. Says until when there is to wait, if so; a try
/// that has to wait is not counted.
pub(super) fn enter(tx: &mut Tx, subjects: &[Subject]) -> Result<Option<Instant>> {
    let now = tx.now().micros();
    let mut states = Vec::new();
    for subject in subjects {
        let key = subject.key();
        tx.execute(
            "INSERT INTO throttle (subject, failures, at, until) VALUES ($1, 0, $2, 0) ON CONFLICT (subject) DO NOTHING",
            &[key.as_str().into(), now.into()],
        )?;
        let row =
            tx.row("SELECT failures, at, until FROM throttle WHERE subject = $1 FOR UPDATE", &[key.as_str().into()])?;
        let int = |i: usize| row.as_ref().and_then(|r| r.get(i)).and_then(Value::int).unwrap_or(0);
        let failures = if now - int(1) > FORGOTTEN { 0 } else { int(0) };
        if int(2) > now {
            return Ok(Some(Instant::from_micros(int(2))));
        }
        states.push((key, failures + 1, subject.free()));
    }
    for (key, failures, free) in states {
        let over = (failures - free).clamp(0, 12) as u32;
        let wait = if over == 0 { 0 } else { (SECOND << over).min(LONGEST) };
        let until = if wait == 0 { 0 } else { now + wait };
        tx.execute(
            "UPDATE throttle SET failures = $1, at = $2, until = $3 WHERE subject = $4",
            &[failures.into(), now.into(), until.into(), key.into()],
        )?;
    }
    Ok(None)
}

/// The try was right: the name starts afresh, the address gets this try back.
pub(super) fn leave(tx: &mut Tx, subjects: &[Subject]) -> Result<()> {
    for subject in subjects {
        let key = Value::from(subject.key());
        match subject {
            Subject::Login(_) => tx.execute("DELETE FROM throttle WHERE subject = $1", &[key])?,
            Subject::Address(_) => tx.execute(
                "UPDATE throttle SET failures = failures - 1, until = 0 WHERE subject = $1 AND failures > 0",
                &[key],
            )?,
        };
    }
    let before = tx.now().micros() - FORGOTTEN;
    tx.execute("DELETE FROM throttle WHERE at < $1", &[before.into()])?;
    Ok(())
}
