//! Sessions: signing in, with a second step where there is one, and what a browser's token stands for afterwards.

use super::identity::{self, Identity};
use super::throttle::{self, Subject};
use super::{Installation, digest, factor, password, random_token};
use base::{Instant, Result};
use entity::Value;
use store::Tx;

const MINUTE: i64 = 60 * 1_000_000;
/// A session ends after this time without a request.
const IDLE: i64 = 12 * 60 * MINUTE;
/// A session ends after this time in any case.
const ABSOLUTE: i64 = 14 * 24 * 60 * MINUTE;
/// How long the second step may take.
const CHALLENGE: i64 = 5 * MINUTE;

/// The random word a browser keeps. It stands in no log and in no database.
#[derive(Clone, PartialEq, Eq)]
pub struct SessionToken(String);

impl SessionToken {
    /// The word, for the cookie.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// A token as a browser sent it.
    pub fn from_cookie(text: &str) -> SessionToken {
        SessionToken(text.to_owned())
    }
}

impl std::fmt::Debug for SessionToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SessionToken")
    }
}

/// What came of trying to sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignIn {
    /// Signed in: the new token and who it is.
    Welcome { token: SessionToken, identity: Identity },
    /// The password was right; now the code of the authenticator, or a recovery code, with this token.
    NeedsTotp { challenge: SessionToken },
    /// Too many wrong tries for this name or from this address; there is to wait until then.
    Throttled { until: Instant },
    /// Name, password or code is wrong; which one is not said.
    Refused,
}

/// One session of somebody, as a list of his devices shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// The kept SHA-256 of the token: enough to end it, not enough to use it.
    pub id: String,
    /// Whose it is.
    pub identity: Identity,
    /// Since when.
    pub created_at: Instant,
    /// The last request, to the minute.
    pub seen_at: Instant,
    /// When it ends in any case.
    pub expires_at: Instant,
    /// From which address it was opened.
    pub address: String,
    /// With which browser.
    pub agent: String,
}

impl Installation {
    /// Tries to sign in with a name and a password. `old` is the session the browser still had; it ends.
    pub fn sign_in(
        &self,
        login: &str,
        password: &str,
        address: &str,
        agent: &str,
        old: Option<&SessionToken>,
    ) -> Result<SignIn> {
        let login: String = crate::lower(login).chars().take(254).collect();
        let subjects = [Subject::Login(login.clone()), Subject::Address(address.to_owned())];
        let tried = subjects.clone();
        if let Some(until) = self.store.write(&Self::who(), move |tx| throttle::enter(tx, &tried))? {
            return Ok(SignIn::Throttled { until });
        }
        let known = self.store.read(&Self::who(), |store| {
            let sql = store::sql!(
                "installation.sign_in",
                "SELECT id, hash, CASE WHEN totp IS NULL THEN 0 ELSE 1 END FROM identity WHERE login = $1 AND active = 1"
            );
            store.row(sql, &[login.into()])
        })?;
        let int = |i: usize| known.as_ref().and_then(|r| r.get(i)).and_then(Value::int).unwrap_or(0);
        let kept = known.as_ref().and_then(|r| r.get(1)).and_then(Value::text);
        if !password::verify(password, kept) {
            return Ok(SignIn::Refused);
        }
        let (id, factor) = (int(0), int(2) != 0);
        let token = random_token()?;
        let (kept, old) = (digest(&token), old.map(|t| digest(&t.0)));
        let (address, agent) = (address.to_owned(), shorten(agent));
        let identity = self.store.write(&Self::who(), move |tx| {
            if !factor {
                throttle::leave(tx, &subjects)?;
            }
            end(tx, old.as_deref())?;
            begin(tx, &kept, id, !factor, &address, &agent)?;
            identity::by_id(tx, id)
        })?;
        let token = SessionToken(token);
        Ok(if factor { SignIn::NeedsTotp { challenge: token } } else { SignIn::Welcome { token, identity } })
    }

    /// The second step: a code of the authenticator, or one of the recovery codes, each good for one time.
    pub fn confirm_totp(&self, challenge: &SessionToken, code: &str, address: &str, agent: &str) -> Result<SignIn> {
        let (token, waiting) = (random_token()?, digest(&challenge.0));
        let kept = digest(&token);
        let (code, address, agent) = (code.trim().to_owned(), address.to_owned(), shorten(agent));
        let vault = self.vault.clone();
        self.store.write(&Self::who(), move |tx| {
            let now = tx.now().micros();
            let sql = "SELECT i.id, i.login FROM session s JOIN identity i ON i.id = s.identity \
                       WHERE s.token = $1 AND s.verified = 0 AND s.expires_at > $2 AND i.active = 1";
            let Some(row) = tx.row(sql, &[waiting.as_str().into(), now.into()])? else { return Ok(SignIn::Refused) };
            let id = row.first().and_then(Value::int).unwrap_or(0);
            let login = row.get(1).and_then(Value::text).unwrap_or_default().to_owned();
            let subjects = [Subject::Login(login), Subject::Address(address.clone())];
            if let Some(until) = throttle::enter(tx, &subjects)? {
                return Ok(SignIn::Throttled { until });
            }
            if !factor::accept(tx, vault.as_deref(), id, &code)? {
                return Ok(SignIn::Refused);
            }
            throttle::leave(tx, &subjects)?;
            end(tx, Some(&waiting))?;
            begin(tx, &kept, id, true, &address, &agent)?;
            Ok(SignIn::Welcome { token: SessionToken(token.clone()), identity: identity::by_id(tx, id)? })
        })
    }

    /// Who stands behind a browser's token, if it is still good. Notes the visit, at most once a minute.
    pub fn session(&self, token: &SessionToken) -> Result<Option<Session>> {
        let kept = digest(&token.0);
        let now = self.store.now().micros();
        let found = self.sessions_where("s.token = $1 AND s.verified = 1", &[kept.as_str().into()])?.pop();
        let Some(session) =
            found.filter(|s| s.identity.active && s.expires_at.micros() > now && now - s.seen_at.micros() <= IDLE)
        else {
            return Ok(None);
        };
        if now - session.seen_at.micros() > MINUTE {
            self.store.write(&Self::who(), move |tx| {
                tx.execute("UPDATE session SET seen_at = $1 WHERE token = $2", &[now.into(), kept.as_str().into()])
            })?;
        }
        Ok(Some(session))
    }

    /// The open sessions of somebody, the one used last first.
    pub fn sessions(&self, identity: i64) -> Result<Vec<Session>> {
        let now = self.store.now().micros();
        let open =
            "s.identity = $1 AND s.verified = 1 AND s.expires_at > $2 AND s.seen_at >= $3 ORDER BY s.seen_at DESC";
        self.sessions_where(open, &[identity.into(), now.into(), (now - IDLE).into()])
    }

    fn sessions_where(&self, condition: &str, params: &[Value]) -> Result<Vec<Session>> {
        let sql = format!(
            "SELECT {}, s.token, s.created_at, s.seen_at, s.expires_at, s.address, s.agent \
             FROM session s JOIN identity i ON i.id = s.identity WHERE {condition}",
            identity::COLUMNS
        );
        self.store.read(&Self::who(), |store| {
            let rows = store.query(&sql, params)?;
            let session = |row: &store::Row| {
                let text = |i: usize| row.get(i).and_then(Value::text).unwrap_or_default().to_owned();
                let at = |i: usize| Instant::from_micros(row.get(i).and_then(Value::int).unwrap_or(0));
                Session {
                    id: text(6),
                    identity: identity::read(row),
                    created_at: at(7),
                    seen_at: at(8),
                    expires_at: at(9),
                    address: text(10),
                    agent: text(11),
                }
            };
            Ok(rows.iter().map(session).collect())
        })
    }

    /// Signs out.
    pub fn sign_out(&self, token: &SessionToken) -> Result<()> {
        let kept = digest(&token.0);
        self.store.write(&Self::who(), move |tx| end(tx, Some(&kept)))
    }

    /// Ends every session of somebody but the one he has in hand.
    pub fn revoke_others(&self, identity: i64, in_hand: &SessionToken) -> Result<u64> {
        let kept = digest(&in_hand.0);
        self.store.write(&Self::who(), move |tx| {
            let sql = "DELETE FROM session WHERE identity = $1 AND token <> $2";
            tx.execute(sql, &[identity.into(), kept.as_str().into()])
        })
    }

    /// Ends one session of somebody, as listed; true when there was one.
    pub fn revoke(&self, identity: i64, session: &str) -> Result<bool> {
        let session = session.to_owned();
        self.store.write(&Self::who(), move |tx| {
            let sql = "DELETE FROM session WHERE identity = $1 AND token = $2";
            Ok(tx.execute(sql, &[identity.into(), session.as_str().into()])? > 0)
        })
    }
}

fn shorten(agent: &str) -> String {
    agent.chars().filter(|c| !c.is_control()).take(200).collect()
}

fn begin(tx: &mut Tx, token: &str, identity: i64, verified: bool, address: &str, agent: &str) -> Result<()> {
    let now = tx.now().micros();
    let expires = now + if verified { ABSOLUTE } else { CHALLENGE };
    tx.execute("DELETE FROM session WHERE expires_at < $1 OR seen_at < $2", &[now.into(), (now - IDLE).into()])?;
    let sql = "INSERT INTO session (token, identity, verified, created_at, seen_at, expires_at, address, agent) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let params = [
        token.into(),
        identity.into(),
        verified.into(),
        now.into(),
        now.into(),
        expires.into(),
        address.into(),
        agent.into(),
    ];
    tx.execute(sql, &params)?;
    Ok(())
}

fn end(tx: &mut Tx, token: Option<&str>) -> Result<()> {
    if let Some(token) = token {
        tx.execute("DELETE FROM session WHERE token = $1", &[token.into()])?;
    }
    Ok(())
}
