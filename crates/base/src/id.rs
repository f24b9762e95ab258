//! The number that names a record inside one account set, typed by what it names.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::Malformed;

/// The number of a record of kind `E`: 1 to 2^53 − 1, so that JavaScript and JSON carry it exactly.
pub struct Id<E>(i64, PhantomData<fn() -> E>);

impl<E> Id<E> {
    /// The greatest number an id can be.
    pub const MAX: i64 = (1 << 53) - 1;

    /// The id of this number, or nothing if no record can have it. For numbers from outside.
    pub const fn new(raw: i64) -> Option<Id<E>> {
        if raw >= 1 && raw <= Self::MAX { Some(Id(raw, PhantomData)) } else { None }
    }

    /// The id of a number the database gave; it is not checked again.
    pub const fn from_raw(raw: i64) -> Id<E> {
        Id(raw, PhantomData)
    }

    /// The plain number.
    pub const fn raw(self) -> i64 {
        self.0
    }

    /// Whether a record can have this number.
    pub const fn is_valid(self) -> bool {
        Self::new(self.0).is_some()
    }
}

// Written out instead of derived, because a derive would ask the same traits of `E`, which is only a name here.
impl<E> Clone for Id<E> {
    fn clone(&self) -> Id<E> {
        *self
    }
}

impl<E> Copy for Id<E> {}

impl<E> PartialEq for Id<E> {
    fn eq(&self, other: &Id<E>) -> bool {
        self.0 == other.0
    }
}

impl<E> Eq for Id<E> {}

impl<E> PartialOrd for Id<E> {
    fn partial_cmp(&self, other: &Id<E>) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<E> Ord for Id<E> {
    fn cmp(&self, other: &Id<E>) -> Ordering {
        self.0.cmp(&other.0)
    }
}

impl<E> Hash for Id<E> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl<E> fmt::Debug for Id<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Id({})", self.0)
    }
}

impl<E> fmt::Display for Id<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Reads the number as it stands in an address; only its one plain spelling is accepted.
impl<E> FromStr for Id<E> {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Id<E>, Malformed> {
        let plain = text.bytes().all(|b| b.is_ascii_digit()) && !text.starts_with('0');
        text.parse().ok().filter(|_| plain).and_then(Id::new).ok_or(Malformed::Id)
    }
}

impl<E> Serialize for Id<E> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i64(self.0)
    }
}

impl<'de, E> Deserialize<'de> for Id<E> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Id<E>, D::Error> {
        Id::new(i64::deserialize(deserializer)?).ok_or_else(|| serde::de::Error::custom(Malformed::Id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    /// Has no traits at all, to show that an id asks none of it.
    struct Order;

    #[test]
    fn an_id_is_a_positive_number_that_json_carries_exactly() {
        let cases: &[(i64, bool)] =
            &[(1, true), (Id::<Order>::MAX, true), (0, false), (-1, false), (1 << 53, false), (i64::MIN, false)];
        for (raw, valid) in cases {
            assert_eq!(Id::<Order>::new(*raw).is_some(), *valid, "{raw}");
            assert_eq!(Id::<Order>::from_raw(*raw).is_valid(), *valid, "{raw}");
            assert_eq!(serde_json::from_str::<Id<Order>>(&raw.to_string()).is_ok(), *valid, "{raw}");
            assert_eq!(raw.to_string().parse::<Id<Order>>().is_ok(), *valid, "{raw}");
        }
        for text in ["", "+1", "01", "1.0", " 1", "x", "99999999999999999999"] {
            assert_eq!(text.parse::<Id<Order>>(), Err(Malformed::Id), "{text:?}");
        }
        assert!(serde_json::from_str::<Id<Order>>("\"1\"").is_err());
    }

    #[test]
    fn an_id_is_a_plain_value_whatever_it_names() {
        let (one, two) = (Id::<Order>::from_raw(1), Id::<Order>::from_raw(2));
        let copy = one;
        assert!(one == copy && one < two && one.max(two) == two);
        assert_eq!(HashSet::from([one, copy, two]).len(), 2);
        assert_eq!((format!("{one:?}"), one.to_string()), ("Id(1)".to_owned(), "1".to_owned()));
        assert_eq!(serde_json::to_string(&two).unwrap(), "2");
    }
}
