//! Debts from the invoice to the payment: when what is due, what another currency gains or loses, what paying late costs.
//!
//! Pure functions over open items. Amounts carry the sign of the account: what is owed to us is positive, what we owe
//! negative; gains come out positive in both cases.

mod currency;
mod overdue;
mod terms;

pub use currency::{OpenItem, Settlement, settle, unrealised};
pub use overdue::{DayCount, Level, days_overdue, interest, interest_days, next_level};
pub use terms::{DueBy, EarlyOffer, Instalment, Part, Share, instalments, offers};

use std::fmt;

use base::Overflow;

/// The result of a settlement.
pub type Result<T, E = Problem> = std::result::Result<T, E>;

/// Why a debt cannot be reckoned. The calling module says it in its own words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// More is settled than is open, or with the wrong sign.
    MoreThanOpen,
    /// Payment terms leave something over or ask for more than there is.
    TermsDoNotSum,
    /// A day that the calendar does not have.
    NoSuchDay,
    /// A figure that does not fit.
    Overflow,
}

impl From<Overflow> for Problem {
    fn from(_: Overflow) -> Problem {
        Problem::Overflow
    }
}

/// For logs; people read the message of the module that asked.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MoreThanOpen => f.write_str("more is settled than is open"),
            Self::TermsDoNotSum => f.write_str("the payment terms do not sum to the whole"),
            Self::NoSuchDay => f.write_str("the calendar has no such day"),
            Self::Overflow => Overflow.fmt(f),
        }
    }
}

impl std::error::Error for Problem {}

#[cfg(test)]
mod textbook_tests;
