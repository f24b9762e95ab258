//! Files of banks: statements as CAMT, MT940, OFX or CSV come in, payment orders as pain.001 go out. The readers are pure, text in
//! and values out; [`books`] brings what they read into the books.
//!
//! [`read`] finds out which of them a text is. What a bank leaves out stays empty; what cannot be read names its place; nothing panics.

pub mod books;
mod camt;
mod mt940;
mod ofx;
mod pain;
mod plain;
pub mod rates;
pub(crate) mod tree;

pub use camt::camt;
pub use mt940::mt940;
pub use ofx::ofx;
pub use pain::{Order, Transfer, pain001};
pub use plain::csv;

use base::{Date, Money, Refusal, Result};

/// An amount as files write it, in units of 10⁻⁵: the currency, and so its decimals, may stand elsewhere. Credits are positive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Amount(pub i64);

/// Decimals of an [`Amount`].
const SCALE: u8 = 5;

impl Amount {
    /// Reads digits with a point or a comma.
    pub fn parse(text: &str) -> Option<Amount> {
        let plain = text.trim().replace(',', ".");
        let plain = plain.strip_prefix('+').unwrap_or(&plain);
        // A bank may write "65," and ".50".
        let plain = plain.strip_suffix('.').unwrap_or(plain);
        let plain = if let Some(rest) = plain.strip_prefix('.') { format!("0.{rest}") } else { plain.to_owned() };
        base::decimal::parse(&plain, SCALE).ok().map(Amount)
    }

    /// In minor units of a currency with so many decimals; nothing when it has more decimals than the currency.
    pub fn money(self, exponent: u8) -> Option<Money> {
        let unit = 10i64.checked_pow(u32::from(SCALE.checked_sub(exponent)?))?;
        (self.0 % unit == 0).then(|| Money::from_minor(self.0 / unit))
    }

    fn signed(self, credit: bool) -> Amount {
        if credit { self } else { Amount(-self.0) }
    }
}

/// A balance on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Balance {
    pub amount: Amount,
    pub currency: Option<String>,
    pub on: Option<Date>,
}

/// One movement on an account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    pub booked_on: Option<Date>,
    pub valued_on: Option<Date>,
    pub amount: Amount,
    pub currency: Option<String>,
    /// The bank's own mark, by which it is never taken in twice.
    pub bank_id: Option<String>,
    /// What the payer gave: end-to-end or creditor reference.
    pub reference: Option<String>,
    /// What it says.
    pub text: String,
    /// The other side's name and account.
    pub name: Option<String>,
    pub account: Option<String>,
    /// The bank's kind of movement.
    pub code: Option<String>,
    /// Only announced: it has not moved yet and counts in no balance.
    pub announced: bool,
}

/// A statement of one account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statement {
    /// IBAN, or the bank's number.
    pub account: Option<String>,
    pub number: Option<String>,
    pub currency: Option<String>,
    pub opening: Option<Balance>,
    pub closing: Option<Balance>,
    pub entries: Vec<Entry>,
}

/// The statements of a file, whichever format it has.
pub fn read(text: &str) -> Result<Vec<Statement>> {
    let start = text.trim_start_matches(['\u{feff}', ' ', '\r', '\n', '\t']);
    let head: String = start.chars().take(2_000).collect();
    if head.starts_with("OFXHEADER") || head.to_ascii_uppercase().contains("<OFX>") || head.contains("<?OFX") {
        return ofx(text);
    }
    if head.starts_with('<') {
        return camt(text);
    }
    let swift =
        start.starts_with("{1:") || start.lines().take(20).any(|l| l.starts_with(":20:") || l.starts_with(":25:"));
    if swift { Ok(mt940(text)) } else { csv(text) }
}

/// The text of a file. Banks still write in the code pages of their countries.
pub fn decode(bytes: &[u8]) -> String {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    // Chinese text has no run of single high bytes; German and Spanish letters stand alone between plain ones.
    let (chinese, _, failed) = encoding_rs::GB18030.decode(bytes);
    let han = chinese.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count();
    let high = bytes.iter().filter(|b| **b >= 0x80).count();
    if !failed && han * 2 == high {
        return chinese.into_owned();
    }
    encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned()
}

/// A refusal that says which part of a file could not be read.
fn unreadable(format: &str, place: impl std::fmt::Display) -> base::Error {
    Refusal::new("exchange.bank_file").arg("format", format.to_owned()).arg("place", place).into()
}

/// One line of text out of several, without blanks in a row.
fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn some(text: &str) -> Option<String> {
    let text = tidy(text);
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod conformance_tests;
#[cfg(test)]
mod tests;
