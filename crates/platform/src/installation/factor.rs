//! The second factor: six figures that an authenticator shows for half a minute, and recovery codes for when it is lost.

use super::{Installation, digest, identity, random_token};
use base::{Context, Error, Refusal, Result, ensure};
use entity::Value;
use store::{Tx, Vault, lies_open};
use totp_rs::{Builder, Secret, Totp};

/// How many recovery codes are given.
const CODES: usize = 10;
/// The letters of a secret as authenticators take it (RFC 4648).
const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// What the authenticator needs, shown once.
#[derive(Clone)]
pub struct Enrolment {
    /// The secret to type in.
    pub secret: String,
    /// The address to show as a QR code.
    pub url: String,
}

/// Says nothing: the secret is as good as the factor.
impl std::fmt::Debug for Enrolment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Enrolment")
    }
}

fn base32(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len() * 8 / 5 + 1);
    let (mut kept, mut bits) = (0u32, 0u32);
    for byte in bytes {
        kept = (kept << 8) | u32::from(*byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            out.push(char::from(BASE32[(kept >> bits & 31) as usize]));
        }
        kept &= (1 << bits) - 1;
    }
    out
}

fn totp(secret: &str) -> Result<Totp> {
    let secret = Secret::try_from_base32(secret).map_err(|_| Error::broken("reading the secret of a second factor"))?;
    Builder::new().with_secret(secret).build().map_err(|_| Error::broken("preparing a second factor"))
}

/// What one person's secret is locked for.
fn purpose(identity: i64) -> String {
    format!("totp {identity}")
}

/// The secret as kept, opened. A key that was lost opens nothing; recovery codes still do.
fn opened(vault: Option<&Vault>, identity: i64, kept: &str) -> Option<String> {
    if lies_open(kept) {
        return Some(kept.to_owned());
    }
    let secret = vault.and_then(|vault| vault.open(&purpose(identity), kept));
    if secret.is_none() {
        tracing::warn!(
            identity,
            "the secret of a second factor does not open: the installation's key is missing or another one"
        );
    }
    secret
}

impl Installation {
    /// Locks secrets that were kept before there was a key. Does nothing without a key.
    pub(super) fn lock_factors(&self) -> Result<()> {
        let Some(vault) = self.vault.clone() else { return Ok(()) };
        let open = "SELECT COUNT(*) FROM identity WHERE totp IS NOT NULL OR totp_pending IS NOT NULL";
        if self.store.read(&Self::who(), |store| store.number(open, &[]))? == 0 {
            return Ok(());
        }
        self.store.write(&Self::who(), move |tx| {
            for row in tx.query("SELECT id, totp, totp_pending FROM identity FOR UPDATE", &[])? {
                let id = row.first().and_then(Value::int).unwrap_or(0);
                let columns = [
                    "UPDATE identity SET totp = $1 WHERE id = $2",
                    "UPDATE identity SET totp_pending = $1 WHERE id = $2",
                ];
                for (sql, kept) in columns.into_iter().zip(&row[1..]) {
                    if let Some(kept) = kept.text().filter(|kept| lies_open(kept)) {
                        tx.execute(sql, &[vault.lock(&purpose(id), kept)?.into(), id.into()])?;
                    }
                }
            }
            Ok(())
        })
    }

    /// Starts setting up an authenticator; nothing is asked for until a first code proves that it works.
    pub fn begin_totp(&self, identity: i64) -> Result<Enrolment> {
        let vault = self.vault.as_ref().ok_or_else(|| Refusal::new("platform.key_missing"))?;
        let mut bytes = [0u8; 20];
        getrandom::fill(&mut bytes).context("drawing random numbers")?;
        let secret = base32(&bytes);
        let pending = vault.lock(&purpose(identity), &secret)?;
        let person = self.store.write(&Self::who(), move |tx| {
            let sql = "UPDATE identity SET totp_pending = $1 WHERE id = $2";
            tx.execute(sql, &[pending.as_str().into(), identity.into()])?;
            identity::by_id(tx, identity)
        })?;
        Ok(enrolment(&person.login, secret))
    }

    /// The authenticator that is being set up, to show again while its first code is awaited.
    pub fn pending_totp(&self, identity: i64) -> Result<Option<Enrolment>> {
        let row = self.store.read(&Self::who(), |store| {
            store.row("SELECT login, totp_pending FROM identity WHERE id = $1", &[identity.into()])
        })?;
        let text = |i: usize| row.as_ref().and_then(|r| r.get(i)).and_then(Value::text);
        let secret = text(1).and_then(|kept| opened(self.vault.as_deref(), identity, kept));
        Ok(secret.map(|secret| enrolment(text(0).unwrap_or_default(), secret)))
    }

    /// Proves that the authenticator works, and from now on asks for its codes. Returns the recovery codes, shown once.
    pub fn finish_totp(&self, identity: i64, code: &str) -> Result<Vec<String>> {
        let code = code.trim().to_owned();
        let codes = (0..CODES).map(|_| recovery_code()).collect::<Result<Vec<_>>>()?;
        let kept: Vec<String> = codes.iter().map(|c| digest(&plain(c))).collect();
        let vault = self.vault.clone();
        self.store.write(&Self::who(), move |tx| {
            let row = tx.row("SELECT totp_pending FROM identity WHERE id = $1 FOR UPDATE", &[identity.into()])?;
            let pending = row.as_ref().and_then(|r| r.first()).and_then(Value::text);
            let refusal = || Refusal::new("platform.totp_wrong").field("code");
            let secret = pending.and_then(|kept| opened(vault.as_deref(), identity, kept)).ok_or_else(refusal)?;
            let step = totp(&secret)?.check(&code, seconds(tx));
            ensure!(step.is_some(), refusal())?;
            let sql = "UPDATE identity SET totp = totp_pending, totp_pending = NULL, totp_step = $1 WHERE id = $2";
            tx.execute(sql, &[Value::Int(step.unwrap_or(0) as i64), identity.into()])?;
            tx.execute("DELETE FROM recovery_code WHERE identity = $1", &[identity.into()])?;
            for code in &kept {
                let sql = "INSERT INTO recovery_code (identity, code) VALUES ($1, $2)";
                tx.execute(sql, &[identity.into(), code.as_str().into()])?;
            }
            Ok(())
        })?;
        Ok(codes)
    }

    /// Takes the second factor away, with its recovery codes.
    pub fn remove_totp(&self, identity: i64) -> Result<()> {
        self.store.write(&Self::who(), move |tx| {
            let sql = "UPDATE identity SET totp = NULL, totp_pending = NULL WHERE id = $1";
            tx.execute(sql, &[identity.into()])?;
            tx.execute("DELETE FROM recovery_code WHERE identity = $1", &[identity.into()])?;
            Ok(())
        })
    }
}

/// What the authenticator of a person reads.
fn enrolment(login: &str, secret: String) -> Enrolment {
    let label: String = login.bytes().map(escaped).collect();
    Enrolment { url: format!("otpauth://totp/Fondaco:{label}?secret={secret}&issuer=Fondaco"), secret }
}

/// Percent-encodes what is not plain in an address.
fn escaped(byte: u8) -> String {
    match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    }
}

fn seconds(tx: &Tx) -> u64 {
    u64::try_from(tx.now().micros() / 1_000_000).unwrap_or(0)
}

/// `ABCDE-FGHIJ`: fifty random bits.
fn recovery_code() -> Result<String> {
    let token = random_token()?;
    let text = base32(&token.as_bytes()[..16].chunks(2).map(pair).collect::<Vec<u8>>());
    Ok(format!("{}-{}", &text[..5], &text[5..10]))
}

/// Two hexadecimal digits as the byte they stand for.
fn pair(digits: &[u8]) -> u8 {
    digits.iter().fold(0, |sum, d| sum * 16 + char::from(*d).to_digit(16).unwrap_or(0) as u8)
}

fn plain(code: &str) -> String {
    code.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect()
}

/// Takes a code if it is right and was not used before.
pub(super) fn accept(tx: &mut Tx, vault: Option<&Vault>, identity: i64, code: &str) -> Result<bool> {
    let row = tx.row("SELECT totp FROM identity WHERE id = $1", &[identity.into()])?;
    let Some(kept) = row.as_ref().and_then(|r| r.first()).and_then(Value::text) else { return Ok(false) };
    let secret = opened(vault, identity, kept);
    let step = match secret {
        Some(secret) => totp(&secret)?.check(code, seconds(tx)),
        None => None,
    };
    if let Some(step) = step {
        let sql = "UPDATE identity SET totp_step = $1 WHERE id = $2 AND totp_step < $3";
        let step = step as i64;
        return Ok(tx.execute(sql, &[step.into(), identity.into(), step.into()])? > 0);
    }
    let sql = "DELETE FROM recovery_code WHERE identity = $1 AND code = $2";
    Ok(tx.execute(sql, &[identity.into(), digest(&plain(code)).into()])? > 0)
}
