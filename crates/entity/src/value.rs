//! One stored value: nothing, a whole number or a text. Both databases hold exactly these (dates are text, money is minor units).

use std::fmt;

/// A value as it is stored. Booleans are 0 or 1, dates `YYYY-MM-DD`, instants microseconds UTC, money minor units.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Value {
    /// Nothing was entered.
    #[default]
    Null,
    /// Whole numbers, money, quantities, references, instants, booleans.
    Int(i64),
    /// Texts, dates, choice codes.
    Text(String),
    /// Raw bytes; only attachments use them.
    Bytes(Vec<u8>),
}

/// A stored value that does not fit the declared type; it means damaged data or a bug, never a user's mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// What the declaration expects.
    pub expected: &'static str,
    /// What was found.
    pub found: String,
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {}, found {}", self.expected, self.found)
    }
}

impl std::error::Error for Mismatch {}

impl Value {
    /// True when nothing was entered.
    pub fn is_null(&self) -> bool {
        matches!(self, Value::Null)
    }

    /// The whole number, if it is one.
    pub fn int(&self) -> Option<i64> {
        match self {
            Value::Int(n) => Some(*n),
            _ => None,
        }
    }

    /// The text, if it is one.
    pub fn text(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The mismatch that this value is, against an expectation.
    pub fn mismatch(&self, expected: &'static str) -> Mismatch {
        let found = match self {
            Value::Text(text) if text.chars().count() > 40 => format!("a text of {} characters", text.chars().count()),
            Value::Bytes(bytes) => format!("{} bytes", bytes.len()),
            other => format!("{other:?}"),
        };
        Mismatch { expected, found }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Null => Ok(()),
            Value::Int(n) => write!(f, "{n}"),
            Value::Text(text) => f.write_str(text),
            Value::Bytes(bytes) => write!(f, "({} bytes)", bytes.len()),
        }
    }
}

impl From<i64> for Value {
    fn from(n: i64) -> Value {
        Value::Int(n)
    }
}

impl From<bool> for Value {
    fn from(yes: bool) -> Value {
        Value::Int(i64::from(yes))
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Value {
        Value::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Value {
        Value::Text(text)
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Value {
        value.map_or(Value::Null, Into::into)
    }
}

impl<E> From<base::Id<E>> for Value {
    fn from(id: base::Id<E>) -> Value {
        Value::Int(id.raw())
    }
}

impl From<base::Date> for Value {
    fn from(date: base::Date) -> Value {
        Value::Text(date.to_string())
    }
}

impl From<base::Money> for Value {
    fn from(money: base::Money) -> Value {
        Value::Int(money.minor())
    }
}

impl From<base::Instant> for Value {
    fn from(at: base::Instant) -> Value {
        Value::Int(at.micros())
    }
}
