//! A random key that something born outside the database brings with it, so that it is never created twice.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::Malformed;

/// 128 bits that name one thing in the world, written as 32 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key([u8; 16]);

impl Key {
    /// A new key from the operating system's source of randomness.
    pub fn random() -> Key {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes).expect("an operating system we run on always gives random bytes");
        Key(bytes)
    }

    /// The key of these bytes.
    pub const fn from_bytes(bytes: [u8; 16]) -> Key {
        Key(bytes)
    }

    /// Its bytes.
    pub const fn bytes(self) -> [u8; 16] {
        self.0
    }

    /// Reads exactly 32 hexadecimal digits, of either case.
    pub fn parse(text: &str) -> Result<Key, Malformed> {
        let digits = text.as_bytes();
        if digits.len() != 32 {
            return Err(Malformed::Key);
        }
        let mut bytes = [0; 16];
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            let value = |digit: u8| char::from(digit).to_digit(16).ok_or(Malformed::Key);
            *byte = (value(pair[0])? << 4 | value(pair[1])?) as u8;
        }
        Ok(Key(bytes))
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Key({self})")
    }
}

impl FromStr for Key {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Key, Malformed> {
        Key::parse(text)
    }
}

impl Serialize for Key {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Key, D::Error> {
        let text = String::deserialize(deserializer)?;
        Key::parse(&text).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_survives_text() {
        let key = Key::random();
        assert_eq!(Key::parse(&key.to_string()), Ok(key));
        assert_ne!(key, Key::random());
        let known = Key::from_bytes([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 171, 205, 239, 254, 255]);
        assert_eq!(known.to_string(), "000102030405060708090aabcdeffeff");
        assert_eq!(Key::parse("000102030405060708090AABCDEFFEFF"), Ok(known));
        assert_eq!(serde_json::to_string(&known).unwrap(), "\"000102030405060708090aabcdeffeff\"");
        for text in [
            "",
            "0",
            "000102030405060708090aabcdeffefg",
            "000102030405060708090aabcdeffeff0",
            "é00102030405060708090aabcdeffef",
        ] {
            assert_eq!(Key::parse(text), Err(Malformed::Key), "{text:?}");
        }
    }
}
