//! The ways something can fail, divided by what the caller would do differently.

use std::any::Any;
use std::borrow::Cow;
use std::fmt;

use crate::{DecimalError, Overflow};

/// The result of anything that can be refused or break.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why something did not happen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// A business rule said no. The person reads every reason, each beside its field.
    Refused(Vec<Refusal>),
    /// There is no such record, or the person may not know that there is.
    NotFound { entity: String, key: String },
    /// The person sees the record but may not do this with it.
    Forbidden { entity: String, action: String },
    /// Somebody else changed the record since it was read.
    Stale { entity: String, id: i64 },
    /// Something needed does not answer now; trying later may help. Says what.
    Unavailable(String),
    /// Our side failed. Logged once with its chain; the person reads only that it is not their fault.
    Broken(Broken),
}

impl Error {
    /// There is no record of `entity` under `key`.
    pub fn not_found(entity: impl Into<String>, key: impl fmt::Display) -> Error {
        Error::NotFound { entity: entity.into(), key: key.to_string() }
    }

    /// The person may not do `action` with `entity`.
    pub fn forbidden(entity: impl Into<String>, action: impl Into<String>) -> Error {
        Error::Forbidden { entity: entity.into(), action: action.into() }
    }

    /// Our side failed, with one sentence about what.
    pub fn broken(what: impl Into<String>) -> Error {
        Error::Broken(Broken::new(what))
    }

    /// Our side failed while doing `what`, because of `cause` and its own causes.
    pub fn broken_by(what: &str, cause: &dyn std::error::Error) -> Error {
        Error::Broken(within(Broken::from_cause(cause), what))
    }

    /// The code of the first refusal, or the name of the kind: "not_found", "forbidden", "stale", "unavailable",
    /// "broken".
    pub fn code(&self) -> &str {
        match self {
            Error::Refused(refusals) => refusals.first().map_or("refused", |refusal| &refusal.code),
            Error::NotFound { .. } => "not_found",
            Error::Forbidden { .. } => "forbidden",
            Error::Stale { .. } => "stale",
            Error::Unavailable(_) => "unavailable",
            Error::Broken(_) => "broken",
        }
    }

    /// The reasons, if a business rule said no; otherwise none.
    pub fn refusals(&self) -> &[Refusal] {
        match self {
            Error::Refused(refusals) => refusals,
            _ => &[],
        }
    }
}

/// For logs and command lines. People read the translated message of the code instead.
impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Refused(refusals) if refusals.is_empty() => f.write_str("refused"),
            Error::Refused(refusals) => {
                for (place, refusal) in refusals.iter().enumerate() {
                    write!(f, "{}{refusal}", if place == 0 { "" } else { "; " })?;
                }
                Ok(())
            }
            Error::NotFound { entity, key } => write!(f, "{entity} {key} was not found"),
            Error::Forbidden { entity, action } => write!(f, "{action} of {entity} is not allowed"),
            Error::Stale { entity, id } => write!(f, "{entity} {id} was changed by somebody else meanwhile"),
            Error::Unavailable(what) => write!(f, "{what} is not available now"),
            Error::Broken(broken) => broken.fmt(f),
        }
    }
}

impl std::error::Error for Error {}

/// One business rule that said no. Its code is the key of the message that people read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Module and rule, "sales.order_without_lines". A contract: only ever added.
    pub code: Cow<'static, str>,
    /// The kind of record, "sales.order".
    pub entity: Option<String>,
    /// The record as people call it, "SO-2026-00017".
    pub record: Option<String>,
    /// The field to mark, "lines.2.quantity".
    pub field: Option<String>,
    /// The named values that the message shows.
    pub args: Vec<(Cow<'static, str>, String)>,
}

impl Refusal {
    /// A refusal by this rule, as yet without place and values.
    pub fn new(code: impl Into<Cow<'static, str>>) -> Refusal {
        Refusal { code: code.into(), entity: None, record: None, field: None, args: Vec::new() }
    }

    /// Names the kind of record.
    pub fn entity(mut self, entity: impl Into<String>) -> Refusal {
        self.entity = Some(entity.into());
        self
    }

    /// Names the record as people call it.
    pub fn record(mut self, record: impl Into<String>) -> Refusal {
        self.record = Some(record.into());
        self
    }

    /// Names the field to mark.
    pub fn field(mut self, field: impl Into<String>) -> Refusal {
        self.field = Some(field.into());
        self
    }

    /// Adds a value that the message shows under this name.
    pub fn arg(mut self, name: impl Into<Cow<'static, str>>, value: impl fmt::Display) -> Refusal {
        self.args.push((name.into(), value.to_string()));
        self
    }
}

/// "sales.not_enough on sales.order SO-1, field lines.2.quantity (wanted: 120, on_hand: 80)".
impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.code)?;
        match (&self.entity, &self.record) {
            (Some(entity), Some(record)) => write!(f, " on {entity} {record}")?,
            (Some(one), None) | (None, Some(one)) => write!(f, " on {one}")?,
            (None, None) => {}
        }
        if let Some(field) = &self.field {
            write!(f, ", field {field}")?;
        }
        for (place, (name, value)) in self.args.iter().enumerate() {
            write!(f, "{}{name}: {value}", if place == 0 { " (" } else { ", " })?;
        }
        f.write_str(if self.args.is_empty() { "" } else { ")" })
    }
}

impl From<&'static str> for Refusal {
    fn from(code: &'static str) -> Refusal {
        Refusal::new(code)
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Error {
        Error::Refused(vec![refusal])
    }
}

impl From<Vec<Refusal>> for Error {
    fn from(refusals: Vec<Refusal>) -> Error {
        Error::Refused(refusals)
    }
}

impl From<Overflow> for Refusal {
    fn from(_: Overflow) -> Refusal {
        Refusal::new("base.figure_too_large")
    }
}

impl From<Overflow> for Error {
    fn from(overflow: Overflow) -> Error {
        Refusal::from(overflow).into()
    }
}

impl From<DecimalError> for Refusal {
    fn from(error: DecimalError) -> Refusal {
        let refusal = Refusal::new(error.code());
        match error {
            DecimalError::TooManyDecimals(scale) => refusal.arg("decimals", scale),
            _ => refusal,
        }
    }
}

impl From<DecimalError> for Error {
    fn from(error: DecimalError) -> Error {
        Refusal::from(error).into()
    }
}

/// A text from outside that is not what it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Malformed {
    /// Not a day written "YYYY-MM-DD".
    Date,
    /// Not a moment written as RFC 3339.
    Instant,
    /// Not a record number.
    Id,
    /// Not a key of 32 hexadecimal digits.
    Key,
}

impl Malformed {
    /// The refusal code that belongs to it.
    pub fn code(self) -> &'static str {
        match self {
            Malformed::Date => "base.date_malformed",
            Malformed::Instant => "base.instant_malformed",
            Malformed::Id => "base.id_malformed",
            Malformed::Key => "base.key_malformed",
        }
    }
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Malformed::Date => "not a date written as 2026-11-21",
            Malformed::Instant => "not an instant written as 2026-11-21T09:30:00Z",
            Malformed::Id => "not a record number",
            Malformed::Key => "not a key of 32 hexadecimal digits",
        })
    }
}

impl std::error::Error for Malformed {}

impl From<Malformed> for Refusal {
    fn from(malformed: Malformed) -> Refusal {
        Refusal::new(malformed.code())
    }
}

impl From<Malformed> for Error {
    fn from(malformed: Malformed) -> Error {
        Refusal::from(malformed).into()
    }
}

/// A failure of our side: what we were doing, innermost first, and the chain of causes as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    context: Vec<String>,
    causes: Vec<String>,
}

impl Broken {
    /// A failure of which only this sentence is known.
    pub fn new(what: impl Into<String>) -> Broken {
        Broken { context: Vec::new(), causes: vec![what.into()] }
    }

    fn from_cause(cause: &dyn std::error::Error) -> Broken {
        let causes = std::iter::successors(Some(cause), |error| error.source()).map(ToString::to_string).collect();
        Broken { context: Vec::new(), causes }
    }

    /// What we were doing, innermost first.
    pub fn context(&self) -> &[String] {
        &self.context
    }

    /// The causes, nearest first.
    pub fn causes(&self) -> &[String] {
        &self.causes
    }
}

/// Outermost first: "importing the statement: reading the file: permission denied".
impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, part) in self.context.iter().rev().chain(&self.causes).enumerate() {
            write!(f, "{}{part}", if place == 0 { "" } else { ": " })?;
        }
        Ok(())
    }
}

impl std::error::Error for Broken {}

impl From<Broken> for Error {
    fn from(broken: Broken) -> Error {
        Error::Broken(broken)
    }
}

/// Says what we were doing when something on our side failed.
pub trait Context<T> {
    /// Turns a foreign failure, or an absence, into [`Error::Broken`] with this sentence.
    ///
    /// Our own refusals, absences and rights pass through unchanged, so that nobody's mistake is logged as ours.
    fn context(self, what: &str) -> Result<T>;
}

impl<T, E: std::error::Error + 'static> Context<T> for Result<T, E> {
    fn context(self, what: &str) -> Result<T> {
        self.map_err(|cause| {
            let mut own = Some(cause);
            let error = match (&mut own as &mut dyn Any).downcast_mut::<Option<Error>>() {
                Some(error) => error.take(),
                None => None,
            };
            match (error, own) {
                (Some(Error::Broken(broken)), _) => Error::Broken(within(broken, what)),
                (Some(error), _) => error,
                (None, Some(cause)) => Error::Broken(within(Broken::from_cause(&cause), what)),
                (None, None) => Error::broken(what),
            }
        })
    }
}

impl<T> Context<T> for Option<T> {
    fn context(self, what: &str) -> Result<T> {
        self.ok_or_else(|| Error::broken(what))
    }
}

fn within(mut broken: Broken, what: &str) -> Broken {
    broken.context.push(what.to_owned());
    broken
}

/// Refuses unless a condition holds: `ensure!(order.has_lines(), "sales.order_without_lines")?`.
///
/// The second part is a code or a [`Refusal`], made only when needed. The value is a [`Result`], so that the `?` which
/// ends the function stays visible.
#[macro_export]
macro_rules! ensure {
    ($condition:expr, $refusal:expr $(,)?) => {
        if $condition {
            $crate::Result::Ok(())
        } else {
            $crate::Result::Err($crate::Error::from($crate::Refusal::from($refusal)))
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ship(wanted: i64, on_hand: i64) -> Result<()> {
        ensure!(wanted != 0, "stock.nothing_to_ship")?;
        ensure!(
            wanted <= on_hand,
            Refusal::new("stock.not_enough")
                .record("Bolt M8")
                .field("lines.2.quantity")
                .arg("wanted", wanted)
                .arg("on_hand", on_hand)
        )
    }

    #[test]
    fn a_rule_that_does_not_hold_is_a_refusal_with_its_values() {
        assert_eq!(ship(80, 80), Ok(()));
        assert_eq!(ship(0, 80).unwrap_err().code(), "stock.nothing_to_ship");
        let error = ship(120, 80).unwrap_err();
        assert_eq!(error.code(), "stock.not_enough");
        assert_eq!(error.refusals()[0].field.as_deref(), Some("lines.2.quantity"));
        assert_eq!(error.to_string(), "stock.not_enough on Bolt M8, field lines.2.quantity (wanted: 120, on_hand: 80)");
    }

    #[test]
    fn context_is_told_from_the_outside_in() {
        let read = || -> Result<i32> { "x".parse::<i32>().context("reading the number") };
        let error = read().context("importing the statement").unwrap_err();
        assert_eq!(error.to_string(), "importing the statement: reading the number: invalid digit found in string");
        assert_eq!(error.code(), "broken");
        let parse = "x".parse::<i32>().unwrap_err();
        assert_eq!(Error::broken_by("reading the number", &parse), read().unwrap_err());
        assert_eq!(None::<()>.context("the main thread is gone").unwrap_err().to_string(), "the main thread is gone");
    }

    #[test]
    fn context_does_not_turn_refusals_into_failures() {
        let refused = ship(120, 80);
        assert_eq!(refused.clone().context("shipping"), refused);
        let absent: Result<()> = Err(Error::not_found("sales.order", 17));
        assert_eq!(absent.clone().context("loading"), absent);
    }

    #[test]
    fn every_kind_of_error_has_a_code_and_a_sentence() {
        let cases = [
            (Error::Refused(vec![]), "refused", "refused"),
            (vec![Refusal::new("a.b").entity("a.thing"), "a.c".into()].into(), "a.b", "a.b on a.thing; a.c"),
            (Error::not_found("sales.order", "SO-1"), "not_found", "sales.order SO-1 was not found"),
            (Error::forbidden("sales.order", "confirm"), "forbidden", "confirm of sales.order is not allowed"),
            (
                Error::Stale { entity: "sales.order".into(), id: 3 },
                "stale",
                "sales.order 3 was changed by somebody else meanwhile",
            ),
            (Error::Unavailable("the mail server".into()), "unavailable", "the mail server is not available now"),
            (Error::broken("no disk"), "broken", "no disk"),
            (Overflow.into(), "base.figure_too_large", "base.figure_too_large"),
            (
                DecimalError::TooManyDecimals(2).into(),
                "base.number_has_too_many_decimals",
                "base.number_has_too_many_decimals (decimals: 2)",
            ),
            (Malformed::Date.into(), "base.date_malformed", "base.date_malformed"),
        ];
        for (error, code, sentence) in cases {
            assert_eq!((error.code(), error.to_string().as_str()), (code, sentence));
        }
    }
}
