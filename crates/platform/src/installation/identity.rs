//! An identity is a person who can sign in to this installation, to any of its sets he is a member of.

use super::{Installation, password, throttle};
use base::{Error, Refusal, Result, ensure};
use entity::Value;
use store::{Row, Tx};

/// A person who can sign in. What he may do is decided in each set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// Its number in the installation.
    pub id: i64,
    /// The sign-in name, an e-mail address in small letters.
    pub login: String,
    /// What people call him.
    pub name: String,
    /// The language of the pages before a set is chosen.
    pub language: String,
    /// False for somebody who may not sign in.
    pub active: bool,
    /// True when a code of the authenticator is asked for.
    pub factor: bool,
}

/// What a new identity is made of.
#[derive(Clone)]
pub struct NewIdentity {
    /// The sign-in name, an e-mail address.
    pub login: String,
    /// What people call him.
    pub name: String,
    /// `en`, `zh-CN` or `es`.
    pub language: String,
    /// The password in the clear; it is kept only as a hash.
    pub password: String,
}

/// Says everything but the password.
impl std::fmt::Debug for NewIdentity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewIdentity").field("login", &self.login).finish_non_exhaustive()
    }
}

pub(super) const COLUMNS: &str = "i.id, i.login, i.name, i.language, i.active, i.totp IS NOT NULL";

pub(super) fn read(row: &Row) -> Identity {
    let text = |i: usize| row.get(i).and_then(Value::text).unwrap_or_default().to_owned();
    let int = |i: usize| row.get(i).and_then(Value::int).unwrap_or(0);
    Identity { id: int(0), login: text(1), name: text(2), language: text(3), active: int(4) != 0, factor: int(5) != 0 }
}

impl Installation {
    /// Lets somebody sign in.
    pub fn add_identity(&self, new: &NewIdentity) -> Result<Identity> {
        let login = crate::lower(&new.login);
        let address = login.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
        ensure!(address, Refusal::new("platform.login_not_an_email").field("login").arg("value", &login))?;
        password::check(&new.password, &login)?;
        let hash = password::hash(&new.password)?;
        let (name, language) = (new.name.clone(), new.language.clone());
        self.store.write(&Self::who(), move |tx| {
            let there = tx.row("SELECT 1 FROM identity WHERE login = $1", &[login.as_str().into()])?.is_some();
            ensure!(!there, Refusal::new("platform.login_taken").field("login").arg("value", &login))?;
            let sql = store::sql!(
                "installation.identity",
                "INSERT INTO identity (login, name, language, hash, active, created_at, totp_step) \
                 VALUES ($1, $2, $3, $4, 1, $5, 0) RETURNING id"
            );
            let params =
                [login.as_str(), &name, &language, &hash].map(Value::from).into_iter().chain([Value::from(tx.now())]);
            let rows = tx.returning(sql, &params.collect::<Vec<_>>())?;
            let id = rows.first().and_then(|r| r.first()).and_then(Value::int).unwrap_or(0);
            // Whoever comes first looks after the installation, until he says who else does.
            if tx.row("SELECT 1 FROM identity WHERE id <> $1 LIMIT 1", &[id.into()])?.is_none() {
                tx.execute("INSERT INTO steward (identity) VALUES ($1)", &[id.into()])?;
            }
            by_id(tx, id)
        })
    }

    /// Somebody by his sign-in name.
    pub fn identity(&self, login: &str) -> Result<Option<Identity>> {
        let login = crate::lower(login);
        self.store.read(&Self::who(), |store| {
            let sql = format!("SELECT {COLUMNS} FROM identity i WHERE i.login = $1");
            Ok(store.row(&sql, &[login.into()])?.as_ref().map(read))
        })
    }

    /// Everybody, by sign-in name.
    pub fn identities(&self) -> Result<Vec<Identity>> {
        self.store.read(&Self::who(), |store| {
            let rows = store.query(&format!("SELECT {COLUMNS} FROM identity i ORDER BY i.login"), &[])?;
            Ok(rows.iter().map(read).collect())
        })
    }

    /// Gives a new password; every session of this person ends.
    pub fn set_password(&self, identity: i64, new: &str) -> Result<()> {
        self.give_password(identity, new, None)
    }

    /// The same; the session in hand goes on.
    fn give_password(&self, identity: i64, new: &str, in_hand: Option<&super::SessionToken>) -> Result<()> {
        let login = self.store.read(&Self::who(), |store| {
            let row = store.row("SELECT login FROM identity WHERE id = $1", &[identity.into()])?;
            let login = row.and_then(|r| r.first().and_then(Value::text).map(str::to_owned));
            login.ok_or_else(|| Error::not_found("identity", identity))
        })?;
        password::check(new, &login)?;
        let hash = password::hash(new)?;
        let kept = in_hand.map(|token| super::digest(token.expose())).unwrap_or_default();
        self.store.write(&Self::who(), move |tx| {
            tx.execute("UPDATE identity SET hash = $1 WHERE id = $2", &[hash.as_str().into(), identity.into()])?;
            let sql = "DELETE FROM session WHERE identity = $1 AND token <> $2";
            tx.execute(sql, &[identity.into(), kept.as_str().into()])?;
            Ok(())
        })
    }

    /// True when this is somebody's password. Wrong ones are counted like wrong sign-ins; the moment says how long to wait.
    pub fn knows_password(&self, identity: i64, password: &str) -> Result<std::result::Result<bool, base::Instant>> {
        let row = self.store.read(&Self::who(), |store| {
            store.row("SELECT login, hash FROM identity WHERE id = $1", &[identity.into()])
        })?;
        let text = |i: usize| row.as_ref().and_then(|r| r.get(i)).and_then(Value::text);
        let subjects = [throttle::Subject::Login(text(0).unwrap_or_default().to_owned())];
        let tried = subjects.clone();
        if let Some(until) = self.store.write(&Self::who(), move |tx| throttle::enter(tx, &tried))? {
            return Ok(Err(until));
        }
        let right = password::verify(password, text(1));
        if right {
            self.store.write(&Self::who(), move |tx| throttle::leave(tx, &subjects))?;
        }
        Ok(Ok(right))
    }

    /// Changes one's own password after the old one was proven; other sessions end, the one in hand goes on.
    pub fn change_password(&self, identity: i64, new: &str, in_hand: &super::SessionToken) -> Result<()> {
        self.give_password(identity, new, Some(in_hand))
    }

    /// Lets somebody sign in again, or no longer; then every session ends at once.
    pub fn set_active(&self, identity: i64, active: bool) -> Result<()> {
        self.store.write(&Self::who(), move |tx| {
            let changed =
                tx.execute("UPDATE identity SET active = $1 WHERE id = $2", &[active.into(), identity.into()])?;
            if changed == 0 {
                return Err(Error::not_found("identity", identity));
            }
            if !active {
                tx.execute("DELETE FROM session WHERE identity = $1", &[identity.into()])?;
            }
            Ok(())
        })
    }
}

pub(super) fn by_id(tx: &Tx, id: i64) -> Result<Identity> {
    let row = tx.row(&format!("SELECT {COLUMNS} FROM identity i WHERE i.id = $1"), &[id.into()])?;
    row.as_ref().map(read).ok_or_else(|| Error::not_found("identity", id))
}
