//! Passwords: what is refused, how they are kept, and a check that takes as long for unknown names as for known ones.

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use base::{Error, Refusal, Result, ensure};
use std::collections::HashSet;
use std::sync::{LazyLock, Mutex, PoisonError};

/// The fewest characters.
pub const LEAST: usize = 10;
/// The most characters; beyond it hashing would be work for an attacker to order.
const MOST: usize = 256;

/// Passwords that everybody tries first, in small letters.
static REFUSED: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| include_str!("passwords.txt").lines().filter(|line| !line.is_empty()).collect());

/// Hashing takes 19 MiB each, so that it happens one at a time.
static HASHING: Mutex<()> = Mutex::new(());

/// What an unknown name is checked against.
static NOBODY: LazyLock<Option<String>> = LazyLock::new(|| hash("nobody has this password").ok());

/// Refuses passwords that are short, contain the sign-in name, or are among those everybody tries first.
pub fn check(password: &str, login: &str) -> Result<()> {
    let refuse = |code: &'static str| Refusal::new(code).field("password");
    let length = password.chars().count();
    ensure!(length >= LEAST, refuse("platform.password_short").arg("least", LEAST))?;
    ensure!(length <= MOST, refuse("platform.password_long").arg("most", MOST))?;
    let folded = password.to_lowercase();
    let local = login.split('@').next().unwrap_or_default().to_lowercase();
    let named = local.chars().count() >= 3 && folded.contains(&local);
    ensure!(!named, refuse("platform.password_contains_login"))?;
    let different: HashSet<char> = folded.chars().collect();
    ensure!(!common(&folded) && different.len() >= 4, refuse("platform.password_common"))
}

/// True for what everybody tries first, also with figures for letters and something short at the end.
fn common(folded: &str) -> bool {
    let stem = folded.trim_end_matches(|c: char| !c.is_alphabetic());
    [folded, stem].into_iter().any(|text| REFUSED.contains(text) || REFUSED.contains(plain(text).as_str()))
}

/// Figures and signs that stand for letters as those letters.
fn plain(text: &str) -> String {
    let letter = |c| match c {
        '0' => 'o',
        '1' => 'i',
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        other => other,
    };
    text.chars().map(letter).collect()
}

/// The password as it is kept: argon2id with its own salt and settings inside.
pub(crate) fn hash(password: &str) -> Result<String> {
    let _one = HASHING.lock().unwrap_or_else(PoisonError::into_inner);
    let hashed = Argon2::default().hash_password(password.as_bytes());
    // The reason says nothing about the password, yet nothing of it belongs into a log.
    hashed.map(|h| h.to_string()).map_err(|_| Error::broken("hashing a password"))
}

/// Whether a password is right. Without a kept one the same work is done, so that the time tells nobody who exists.
pub(crate) fn verify(password: &str, kept: Option<&str>) -> bool {
    // Made on the first check of all, known name or not, so that its making tells nothing either.
    let nobody = NOBODY.as_deref();
    let against = kept.or(nobody).unwrap_or_default();
    let _one = HASHING.lock().unwrap_or_else(PoisonError::into_inner);
    let right = PasswordHash::new(against)
        .is_ok_and(|parsed| Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok());
    right && kept.is_some() && password.len() <= MOST * 4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weak_passwords_are_refused_by_reason() {
        assert!(REFUSED.len() >= 1_000, "{}", REFUSED.len());
        for (password, code) in [
            ("short", "platform.password_short"),
            ("aaaaaaaaaaaa", "platform.password_common"),
            ("Password123", "platform.password_common"),
            ("P4ssw0rd2026!", "platform.password_common"),
            ("1234567890", "platform.password_common"),
            ("my-ana.silva-secret", "platform.password_contains_login"),
        ] {
            assert_eq!(check(password, "ana.silva@x.example").unwrap_err().code(), code, "{password}");
        }
        check("correct horse battery", "ana@x.example").unwrap();
        check("十个汉字也可以作为密码的", "ana@x.example").unwrap();
    }

    #[test]
    fn a_kept_password_is_verified_and_says_nothing() {
        let kept = hash("correct horse battery").unwrap();
        assert!(kept.starts_with("$argon2id$") && !kept.contains("horse"));
        assert!(verify("correct horse battery", Some(&kept)));
        assert!(!verify("correct horse", Some(&kept)));
        assert!(!verify("nobody has this password", None));
    }
}
