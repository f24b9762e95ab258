//! The values of business: money, quantities, prices, percentages, rates, dates, ids and errors.
//!
//! Nothing here reads a file, a clock or a database. Every amount is a whole number of small units, every product goes
//! through 128 bits, and a result that does not fit is an [`Overflow`], never a wrapped figure.

mod date;
pub mod decimal;
mod error;
mod id;
mod key;
mod money;
mod quantity;
pub mod quick;
mod rounding;
mod zone;

pub use date::{Date, Instant, Weekday};
pub use decimal::DecimalError;
pub use error::{Broken, Context, Error, Malformed, Refusal, Result};
pub use id::Id;
pub use key::Key;
pub use money::{Money, Overflow, distribute};
pub use quantity::{Percent, Price, Quantity, Rate, Ratio};
pub use rounding::Rounding;
pub use zone::{Change, Local, Reader, Zone};

#[cfg(test)]
mod textbook_tests;
