//! The vault locks what must be read again and may not lie open in a database: the secrets of second factors, the password of a mail
//! server. Its key is kept outside the database, so that a copy of the file alone opens nothing.

use base::{Context, Error, Result};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use std::io::{Read as _, Write as _};
use std::path::Path;

/// What a locked value begins with. Older ones lie open and are locked when the installation is opened.
const LOCKED: &str = "x1:";
/// Bytes of the key.
const KEY: usize = 32;
/// Bytes of the number used once.
const NONCE: usize = 24;

/// Locks and opens values.
pub struct Vault(XChaCha20Poly1305);

impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Vault")
    }
}

impl Vault {
    /// The vault of a key written as 64 hexadecimal digits.
    pub fn of(text: &str) -> Result<Vault> {
        let bytes = bytes_of(text.trim()).filter(|b| b.len() == KEY);
        let bytes = bytes.ok_or_else(|| base::Refusal::new("platform.key_malformed"))?;
        let cipher = XChaCha20Poly1305::new_from_slice(&bytes);
        Ok(Vault(cipher.map_err(|_| Error::broken("preparing the key of the installation"))?))
    }

    /// The vault of a key file; a new key is drawn for a folder that has none. Nobody but the program's own user reads it.
    pub fn in_file(path: &Path) -> Result<Vault> {
        const DOING: &str = "reading the key of the installation";
        if let Some(mut file) = new_file(path)? {
            let mut key = [0u8; KEY];
            getrandom::fill(&mut key).context("drawing random numbers")?;
            let text = format!("{}\n", hex(&key));
            file.write_all(text.as_bytes())
                .and_then(|()| file.sync_all())
                .context("writing the key of the installation")?;
            return Vault::of(&text);
        }
        let mut text = String::new();
        std::fs::File::open(path).and_then(|mut f| f.read_to_string(&mut text)).context(DOING)?;
        Vault::of(&text)
    }

    /// Locks a value; it opens only for the same purpose.
    pub fn lock(&self, purpose: &str, value: &str) -> Result<String> {
        let mut nonce = [0u8; NONCE];
        getrandom::fill(&mut nonce).context("drawing random numbers")?;
        let payload = Payload { msg: value.as_bytes(), aad: purpose.as_bytes() };
        let sealed = self.0.encrypt(&XNonce::from(nonce), payload).map_err(|_| Error::broken("locking a secret"))?;
        Ok(format!("{LOCKED}{}{}", hex(&nonce), hex(&sealed)))
    }

    /// Opens a value; nothing when the key is another one, or somebody changed it.
    pub fn open(&self, purpose: &str, kept: &str) -> Option<String> {
        let bytes = bytes_of(kept.strip_prefix(LOCKED)?)?;
        let (nonce, sealed) = bytes.split_at_checked(NONCE)?;
        let nonce: [u8; NONCE] = nonce.try_into().ok()?;
        let payload = Payload { msg: sealed, aad: purpose.as_bytes() };
        String::from_utf8(self.0.decrypt(&XNonce::from(nonce), payload).ok()?).ok()
    }
}

/// True for a value that lies open: written before there was a key.
pub fn lies_open(kept: &str) -> bool {
    !kept.starts_with(LOCKED)
}

/// A file that was not there before, readable by its owner only; nothing when it was.
fn new_file(path: &Path) -> Result<Option<std::fs::File>> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Ok(file) => Ok(Some(file)),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(None),
        Err(error) => Err(error).context("writing the key of the installation"),
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

fn bytes_of(text: &str) -> Option<Vec<u8>> {
    let digits: Vec<u8> = text.chars().map(|c| c.to_digit(16).map(|d| d as u8)).collect::<Option<_>>()?;
    digits.len().is_multiple_of(2).then(|| digits.chunks_exact(2).map(|pair| pair[0] * 16 + pair[1]).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locked_value_opens_with_its_key_and_purpose_only() {
        let vault = Vault::of(&"a1".repeat(KEY)).unwrap();
        let kept = vault.lock("totp 1", "JBSWY3DPEHPK3PXP").unwrap();
        assert!(!kept.contains("JBSWY") && !lies_open(&kept) && lies_open("JBSWY3DPEHPK3PXP"));
        assert_eq!(vault.open("totp 1", &kept).as_deref(), Some("JBSWY3DPEHPK3PXP"));
        assert_eq!(vault.open("totp 2", &kept), None, "one person's secret is no use in another's row");
        assert_eq!(Vault::of(&"b2".repeat(KEY)).unwrap().open("totp 1", &kept), None);
        assert_ne!(vault.lock("totp 1", "JBSWY3DPEHPK3PXP").unwrap(), kept, "never locked the same way twice");
        assert!(Vault::of("short").is_err());
    }
}
