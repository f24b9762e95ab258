//! Bills of suppliers as UBL 2.1 (EN 16931, Peppol): invoices and credit notes come in as drafts. The reader is pure, text in and values
//! out; [`books`] finds the supplier, the order and the items, and writes the draft.

pub mod books;
pub mod pages;
mod ubl;

pub use ubl::read;

use base::{Date, Refusal};

/// The most bytes of a bill.
pub const MOST_BYTES: usize = 5_000_000;
/// The most lines of a bill.
pub const MOST_LINES: usize = 2_000;

/// A figure as files write it, in units of 10⁻⁶.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Figure(pub i64);

impl Figure {
    fn parse(text: &str) -> Option<Figure> {
        let plain = text.trim();
        let plain = plain.strip_prefix('+').unwrap_or(plain);
        base::decimal::parse(plain, 6).ok().map(Figure)
    }

    /// In minor units of a currency with so many decimals; nothing when it has more decimals than the currency.
    pub fn money(self, exponent: u8) -> Option<base::Money> {
        let unit = 10i64.checked_pow(u32::from(6u8.checked_sub(exponent)?))?;
        (self.0 % unit == 0).then(|| base::Money::from_minor(self.0 / unit))
    }
}

/// Somebody on a bill.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Someone {
    pub name: Option<String>,
    /// Numbers at the tax office and in registers, as they stand there.
    pub numbers: Vec<String>,
    pub country: Option<String>,
}

/// A line of a bill.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BillLine {
    pub id: String,
    pub name: Option<String>,
    pub description: Option<String>,
    /// Numbers of the item: ours, the seller's, and the world's.
    pub ours: Option<String>,
    pub theirs: Option<String>,
    pub standard: Option<String>,
    pub quantity: Figure,
    pub unit: Option<String>,
    /// Of one unit, less what the seller takes off it.
    pub price: Figure,
    pub net: Figure,
    pub percent: Option<Figure>,
    pub category: Option<String>,
    /// The line of the order.
    pub order_line: Option<String>,
}

/// Something on or off the whole bill.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extra {
    /// Charges are positive.
    pub amount: Figure,
    pub reason: Option<String>,
    pub percent: Option<Figure>,
    pub category: Option<String>,
}

/// What stands on a bill.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bill {
    pub number: String,
    /// A credit note, or an invoice over less than nothing.
    pub credit: bool,
    pub issued_on: Option<Date>,
    pub due_on: Option<Date>,
    pub taxed_on: Option<Date>,
    pub currency: String,
    pub seller: Someone,
    pub buyer: Someone,
    pub order: Option<String>,
    /// The number of the invoice that a credit note is about.
    pub corrects: Option<String>,
    pub lines: Vec<BillLine>,
    pub extras: Vec<Extra>,
    pub total: Option<Figure>,
}

/// A refusal that says which part of a bill could not be read.
fn unreadable(place: impl std::fmt::Display) -> base::Error {
    Refusal::new("exchange.bill_unreadable").field("file").arg("place", place).into()
}

#[cfg(test)]
mod tests;
