//! The job that sends what waits: each e-mail is taken, handed in and noted by itself, and one whose fate is unknown is not sent again.

use super::server::{MailServer, at_work, trial};
use super::smtp::{Failure, Way};
use super::{Mail, State, Trouble};
use crate::Host;
use crate::job::{Beat, Step, Tell};
use base::{Id, Instant, Result};
use entity::{Entity as _, Text, Value};
use std::sync::Arc;
use store::{Engine, Read, Set, Tx, Who};

/// The kind of job.
pub const TASK: &str = "platform.mail";

/// Makes the PDF of a record's print; the program knows how. The last is which of its documents, as a query.
pub type Printer<'a> = &'a dyn Fn(&Set, &Who, Host, &str) -> Result<Vec<u8>>;

const SECOND: i64 = 1_000_000;
const HOUR: i64 = 3_600 * SECOND;
/// How often the job looks.
const LOOK: i64 = 10 * SECOND;
/// Whoever is at it for longer has died.
const LEASE: i64 = 600 * SECOND;
/// Tries of one e-mail: after a minute, two, four and so on, over some two days.
const TRIES: i64 = 12;
/// E-mails in one go, so that others get their turn.
const AT_ONCE: usize = 200;

/// Sends what is due.
pub fn deliver(set: &Arc<Set>, who: &Who, tell: Tell, print: Printer) -> Result<Step> {
    let later = |set: &Set| Ok(Step::Later(String::new(), Instant::from_micros(set.now().micros() + LOOK)));
    // Mostly there is nothing, and looking writes nothing.
    if !set.read(who, due)? {
        return later(set);
    }
    let mut way: Option<(i64, Way)> = None;
    for done in 0..AT_ONCE {
        match tell(done as i64, None)? {
            Beat::Go => {}
            Beat::Off => return Ok(Step::Done),
            Beat::Leave => break,
        }
        let Some((server, password, mail)) = set.write_job(who, claim)? else { break };
        let version = server.head.version;
        if way.as_ref().is_none_or(|(known, _)| *known != version) {
            way = Some((version, Way::to(server, password)));
        }
        let Some((_, way)) = &mut way else { break };
        let outcome = pdf(set, who, &mail, print).and_then(|pdf| way.hand_in(&mail, pdf));
        let id = mail.id();
        set.write_job(who, move |tx| settle(tx, id, &outcome))?;
    }
    if let Some((_, way)) = way {
        way.close();
    }
    later(set)
}

/// True when something is to be looked at.
fn due(read: &Read) -> Result<bool> {
    let sql = store::sql!(
        "platform.mail_due",
        "SELECT COUNT(*) FROM platform_mail WHERE state IN ('waiting', 'sending') AND due_at <= $1 AND archived_at IS NULL"
    );
    Ok(read.number(sql, &[read.now().into()])? > 0 && at_work(read)?.is_some())
}

fn pdf(set: &Set, who: &Who, mail: &Mail, print: Printer) -> std::result::Result<Option<Vec<u8>>, Failure> {
    let (Some(kind), Some(record)) = (mail.prints_kind, mail.prints) else { return Ok(None) };
    let made = print(set, who, Host { kind, record }, mail.prints_which.as_deref().unwrap_or_default());
    made.map(Some).map_err(|error| {
        tracing::warn!(mail = mail.head.id, %error, "the PDF of an e-mail could not be made");
        Failure::new(Trouble::Print, "", true)
    })
}

/// Takes the next one that is due. What somebody died over is not known to have gone out, and what a copy brought along is not its to send.
fn claim(tx: &mut Tx) -> Result<Option<(MailServer, Option<String>, Mail)>> {
    let Some((server, sends)) = at_work(tx)? else { return Ok(None) };
    let now = tx.now();
    for id in ids(tx, "state = 'sending' AND due_at <= $1", &[now.into()])? {
        close(tx, id, State::Failed, Trouble::Unknown, "")?;
    }
    let epoch = tx.epoch()?;
    let tests = trial(tx)?;
    // Tests go out while everything else waits: because nobody switched it on, or because the hour is full.
    let all = sends && lately(tx)? < server.most_an_hour;
    let which = format!("state = 'waiting' AND due_at <= $1 AND ($2 = 1 OR substr(key, 1, {}) = $3)", tests.len());
    for id in ids(tx, &which, &[now.into(), i64::from(all).into(), tests.into()])? {
        let mut mail: Mail = tx.lock(id)?;
        if mail.state != State::Waiting {
            continue;
        }
        if mail.epoch.as_deref().unwrap_or_default() != epoch {
            close(tx, id, State::Cancelled, Trouble::Copied, "")?;
            continue;
        }
        mail.state = State::Sending;
        mail.attempts += 1;
        mail.due_at = Instant::from_micros(now.micros() + LEASE);
        tx.update(&mut mail)?;
        let password = server.opened(tx);
        return Ok(Some((server, password, mail)));
    }
    Ok(None)
}

/// The first that are due, held for this transaction; those that another one holds are left to it.
fn ids(tx: &Tx, which: &str, params: &[Value]) -> Result<Vec<Id<Mail>>> {
    let lock = if tx.engine() == Engine::Postgres { " FOR UPDATE SKIP LOCKED" } else { "" };
    let sql = format!(
        "SELECT id FROM platform_mail WHERE {which} AND archived_at IS NULL ORDER BY due_at, id LIMIT 50{lock}"
    );
    let rows = tx.query(&sql, params)?;
    Ok(rows.iter().filter_map(|row| row.first()?.int()).map(Id::from_raw).collect())
}

/// How many went out within the hour.
fn lately(read: &Read) -> Result<i64> {
    let sql =
        store::sql!("platform.mail_lately", "SELECT COUNT(*) FROM platform_mail WHERE state = 'sent' AND due_at > $1");
    read.number(sql, &[(read.now().micros() - HOUR).into()])
}

fn close(tx: &mut Tx, id: Id<Mail>, state: State, trouble: Trouble, answer: &str) -> Result<()> {
    let mut mail: Mail = tx.lock(id)?;
    mail.state = state;
    mail.trouble = Some(trouble);
    if state == State::Cancelled {
        mail.link = None;
    }
    mail.answer = some(answer);
    tx.update(&mut mail).map(|_| ())
}

fn some(answer: &str) -> Option<Text> {
    let plain: String = answer.chars().map(|c| if c.is_control() { ' ' } else { c }).take(1_000).collect();
    (!plain.trim().is_empty()).then(|| Text::new(plain))
}

/// Notes what became of one.
fn settle(tx: &mut Tx, id: Id<Mail>, outcome: &std::result::Result<(), Failure>) -> Result<()> {
    let mut mail: Mail = tx.lock(id)?;
    if mail.state != State::Sending {
        return Ok(());
    }
    let now = tx.now();
    mail.due_at = now;
    match outcome {
        Ok(()) => {
            (mail.state, mail.trouble, mail.answer) = (State::Sent, None, None);
            (mail.sent_at, mail.link) = (Some(now), None);
        }
        Err(failure) => {
            let again = failure.again && mail.attempts < TRIES;
            mail.state = if again { State::Waiting } else { State::Failed };
            let wait = (60 * SECOND) << mail.attempts.clamp(1, TRIES).saturating_sub(1);
            mail.due_at = Instant::from_micros(now.micros() + if again { wait.min(12 * HOUR) } else { 0 });
            mail.trouble = Some(failure.trouble);
            mail.answer = some(&failure.answer);
        }
    }
    tx.update(&mut mail).map(|_| ())
}
