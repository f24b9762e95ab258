//! Which Rust type is which kind of field: the place where "the type is the schema" is written down.

use crate::{ChoiceDef, Kind, Mismatch, Named, Value};
use base::{Date, Id, Instant, Key, Money, Percent, Price, Quantity, Rate};
use std::fmt;
use std::ops::Deref;

/// A Rust type that can be a field.
pub trait FieldType: Sized {
    /// The kind of field it makes.
    const KIND: Kind;
    /// False for `Option`.
    const REQUIRED: bool = true;
    /// The longest text in characters.
    const MAX: u32 = crate::VARIABLE_TEXT;
    /// The stored form.
    fn to_value(&self) -> Value;
    /// Back from the stored form.
    fn from_value(value: &Value) -> Result<Self, Mismatch>;
}

/// A closed list of words, by `#[derive(Choice)]` on an enum without data.
pub trait Choice: Sized + Copy {
    /// The options in order.
    const DEF: &'static ChoiceDef;
    /// The code that is stored.
    fn code(self) -> &'static str;
    /// The option of a code.
    fn from_code(code: &str) -> Option<Self>;
}

impl<T: FieldType> FieldType for Option<T> {
    const KIND: Kind = T::KIND;
    const REQUIRED: bool = false;
    const MAX: u32 = T::MAX;
    fn to_value(&self) -> Value {
        self.as_ref().map_or(Value::Null, T::to_value)
    }
    fn from_value(value: &Value) -> Result<Self, Mismatch> {
        if value.is_null() { Ok(None) } else { T::from_value(value).map(Some) }
    }
}

impl FieldType for String {
    const KIND: Kind = Kind::Text;
    fn to_value(&self) -> Value {
        Value::Text(self.clone())
    }
    fn from_value(value: &Value) -> Result<Self, Mismatch> {
        match value {
            Value::Text(text) => Ok(text.clone()),
            Value::Null => Ok(String::new()),
            other => Err(other.mismatch("a text")),
        }
    }
}

impl FieldType for bool {
    const KIND: Kind = Kind::Bool;
    fn to_value(&self) -> Value {
        Value::from(*self)
    }
    fn from_value(value: &Value) -> Result<Self, Mismatch> {
        match value {
            Value::Int(n) => Ok(*n != 0),
            Value::Null => Ok(false),
            other => Err(other.mismatch("yes or no")),
        }
    }
}

impl<E: Named> FieldType for Id<E> {
    const KIND: Kind = Kind::Reference(E::NAME);
    fn to_value(&self) -> Value {
        if self.raw() == 0 { Value::Null } else { Value::Int(self.raw()) }
    }
    fn from_value(value: &Value) -> Result<Self, Mismatch> {
        match value {
            Value::Int(n) => Ok(Id::from_raw(*n)),
            Value::Null => Ok(Id::from_raw(0)),
            other => Err(other.mismatch("a reference")),
        }
    }
}

macro_rules! whole_number {
    ($($type:ty, $kind:ident, $what:literal, $to:expr, $from:expr;)*) => {$(
        impl FieldType for $type {
            const KIND: Kind = Kind::$kind;
            fn to_value(&self) -> Value {
                let to: fn(&$type) -> i64 = $to;
                Value::Int(to(self))
            }
            fn from_value(value: &Value) -> Result<Self, Mismatch> {
                let from: fn(i64) -> $type = $from;
                match value {
                    Value::Int(n) => Ok(from(*n)),
                    Value::Null => Ok(from(0)),
                    other => Err(other.mismatch($what)),
                }
            }
        }
    )*};
}

whole_number! {
    i64, Integer, "a whole number", |n| *n, |n| n;
    Money, Money, "money in minor units", |m| m.minor(), Money::from_minor;
    Price, Price, "a price", |p| p.units(), Price::from_units;
    Quantity, Quantity, "a quantity", |q| q.units(), Quantity::from_units;
    Percent, Percent, "a percentage", |p| p.units(), Percent::from_units;
    Instant, Instant, "an instant", |i| i.micros(), Instant::from_micros;
}

impl FieldType for Date {
    const KIND: Kind = Kind::Date;
    fn to_value(&self) -> Value {
        Value::from(*self)
    }
    fn from_value(value: &Value) -> Result<Self, Mismatch> {
        let parsed = value.text().and_then(|text| Date::parse(text).ok());
        parsed.ok_or_else(|| value.mismatch("a date YYYY-MM-DD"))
    }
}

impl FieldType for Rate {
    const KIND: Kind = Kind::Rate;
    fn to_value(&self) -> Value {
        Value::Text(self.to_storage())
    }
    fn from_value(value: &Value) -> Result<Self, Mismatch> {
        let parsed = value.text().and_then(|text| Rate::from_storage(text).ok());
        parsed.ok_or_else(|| value.mismatch("a rate"))
    }
}

impl FieldType for Key {
    const KIND: Kind = Kind::Key;
    fn to_value(&self) -> Value {
        Value::Text(self.to_string())
    }
    fn from_value(value: &Value) -> Result<Self, Mismatch> {
        let parsed = value.text().and_then(|text| Key::parse(text).ok());
        parsed.ok_or_else(|| value.mismatch("a key of 32 hexadecimal digits"))
    }
}

macro_rules! text_type {
    ($($(#[$doc:meta])* $name:ident, $kind:ident, $max:expr;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub String);

        impl $name {
            /// Takes any text; the rules of the kind are checked when the record is saved.
            pub fn new(text: impl Into<String>) -> Self {
                $name(text.into())
            }
        }

        impl Deref for $name {
            type Target = str;
            fn deref(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                $name(text.to_owned())
            }
        }

        impl FieldType for $name {
            const KIND: Kind = Kind::$kind;
            const MAX: u32 = $max;
            fn to_value(&self) -> Value {
                Value::Text(self.0.clone())
            }
            fn from_value(value: &Value) -> Result<Self, Mismatch> {
                String::from_value(value).map($name)
            }
        }
    )*};
}

text_type! {
    /// Text of several lines: notes, terms, descriptions.
    Text, LongText, 100_000;
    /// A number drawn from a series when the record is first saved; empty before.
    Number, Number, 60;
    /// An e-mail address.
    Email, Email, 254;
    /// A telephone number; E.164 where it could be read so.
    Phone, Phone, 40;
    /// A web address.
    Url, Url, 2_000;
}
