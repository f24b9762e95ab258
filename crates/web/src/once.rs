//! The same request twice is done once: the answer is stored under its key in the same transaction as the effect.

use base::{Refusal, Result};
use entity::Value;
use sha2::{Digest, Sha256};
use store::Tx;

/// A request with its key.
#[derive(Clone, Debug)]
pub struct Once {
    key: String,
    route: String,
    body: Vec<u8>,
}

impl Once {
    /// A request with a key from its sender; an empty key does not protect.
    pub fn new(key: &str, route: String, body: &[u8]) -> Once {
        Once { key: key.chars().take(200).collect(), route, body: Sha256::digest(body).to_vec() }
    }

    /// Runs the effect and keeps the number it leads to, or returns the number kept before.
    pub fn run(&self, tx: &mut Tx, effect: impl FnOnce(&mut Tx) -> Result<i64>) -> Result<i64> {
        match self.before(tx)? {
            Some((_, answer)) => Ok(answer.parse().unwrap_or(0)),
            None => {
                let made = effect(tx)?;
                self.keep(tx, 200, &made.to_string())?;
                Ok(made)
            }
        }
    }

    /// The status and answer kept for this key. Another body under the same key is refused.
    pub fn before(&self, tx: &mut Tx) -> Result<Option<(i64, String)>> {
        if self.key.is_empty() {
            return Ok(None);
        }
        // Two at once: the second waits here until the first is through, then finds its answer.
        tx.lock_key("request", &self.key)?;
        let sql = store::sql!(
            "web.request_before",
            "SELECT route, body, status, answer FROM request_key WHERE key = $1 AND by_user = $2"
        );
        let Some(row) = tx.row(sql, &[self.key.as_str().into(), self.user(tx)])? else { return Ok(None) };
        let same = row.first().and_then(Value::text) == Some(&self.route)
            && row.get(1) == Some(&Value::Bytes(self.body.clone()));
        if !same {
            return Err(Refusal::new("web.key_used_for_something_else").field("Idempotency-Key").into());
        }
        let (status, answer) = (row.get(2).and_then(Value::int), row.get(3).and_then(Value::text));
        Ok(Some((status.unwrap_or(200), answer.unwrap_or_default().to_owned())))
    }

    /// Keeps the answer; older ones go after a day.
    pub fn keep(&self, tx: &mut Tx, status: i64, answer: &str) -> Result<()> {
        if self.key.is_empty() {
            return Ok(());
        }
        let now = tx.now().micros();
        let old = store::sql!("web.request_old", "DELETE FROM request_key WHERE at < $1");
        // Sweeping on every sixteenth request is often enough.
        if now % 16 == 0 {
            tx.execute(old, &[(now - 86_400_000_000).into()])?;
        }
        let sql = store::sql!(
            "web.request_keep",
            "INSERT INTO request_key (key, by_user, route, body, at, status, answer) VALUES ($1, $2, $3, $4, $5, $6, $7)"
        );
        let params = [
            self.key.as_str().into(),
            self.user(tx),
            self.route.as_str().into(),
            Value::Bytes(self.body.clone()),
            now.into(),
            status.into(),
            answer.into(),
        ];
        tx.execute(sql, &params).map(|_| ())
    }

    fn user(&self, tx: &Tx) -> Value {
        Value::Int(tx.who().user.unwrap_or(0))
    }
}
