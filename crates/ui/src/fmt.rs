//! Numbers, money and dates as people of a region read and write them; the one formatter of screens, papers and exports.
//!
//! Everything is exact: figures are whole units in 64 bits, sums typed with `=` are fractions rounded once.

mod dates;
mod reading;

use std::borrow::Cow;

use base::{Money, Percent, Price, Quantity, Rounding, decimal};

use crate::i18n::Lang;

/// How figures and dates look. Language of the words and region of the figures are separate settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Format {
    /// Language of month names and relative times.
    pub words: Lang,
    /// Whose separators and order of date parts.
    pub region: Lang,
    /// Time zone of instants, such as "Europe/Madrid".
    pub zone: Cow<'static, str>,
}

/// Minus as typographers write it, as wide as a digit.
const MINUS: &str = "\u{2212}";
/// The narrow space between a figure and its percent sign in Spanish.
const NARROW: &str = "\u{202f}";

impl Format {
    /// Figures and words of one language, instants in UTC.
    pub fn new(lang: Lang) -> Format {
        Format { words: lang, region: lang, zone: "UTC".into() }
    }

    /// The same with another time zone.
    pub fn in_zone(mut self, zone: impl Into<Cow<'static, str>>) -> Format {
        self.zone = zone.into();
        self
    }

    /// The same with another region for figures and dates.
    pub fn in_region(mut self, region: Lang) -> Format {
        self.region = region;
        self
    }

    /// What parts thousands.
    pub fn group_mark(&self) -> char {
        if self.region == Lang::Es { '.' } else { ',' }
    }

    /// What parts whole and decimals.
    pub fn decimal_mark(&self) -> char {
        if self.region == Lang::Es { ',' } else { '.' }
    }

    /// A whole number: "1,234,567", in Spanish "1.234.567" and "1234".
    pub fn integer(&self, number: i64) -> String {
        self.decimal(number, 0, 0)
    }

    /// Units of 10^-`scale` with at least `least` decimals; further zeros are cut off.
    pub fn decimal(&self, units: i64, scale: u8, least: u8) -> String {
        let exact = decimal::format(units, scale);
        let unsigned = exact.trim_start_matches('-');
        let (whole, tail) = unsigned.split_once('.').unwrap_or((unsigned, ""));
        let mut kept = tail.trim_end_matches('0').len();
        kept = kept.max(usize::from(least).min(tail.len()));
        let mut text = String::with_capacity(exact.len() + 8);
        if units < 0 {
            text.push_str(MINUS);
        }
        self.push_grouped(&mut text, whole);
        if kept > 0 {
            text.push(self.decimal_mark());
            text.push_str(&tail[..kept]);
        }
        text
    }

    /// Spanish leaves four digits together.
    fn push_grouped(&self, text: &mut String, whole: &str) {
        let apart = self.region != Lang::Es || whole.len() > 4;
        for (position, digit) in whole.chars().enumerate() {
            if apart && position > 0 && (whole.len() - position).is_multiple_of(3) {
                text.push(self.group_mark());
            }
            text.push(digit);
        }
    }

    /// An amount with all decimals of its currency, without the currency: "1,234.50".
    pub fn money(&self, amount: Money, exponent: u8) -> String {
        self.decimal(amount.minor(), exponent, exponent)
    }

    /// An amount with its currency: "EUR 1,234.50", in Spanish "1234,50 EUR".
    pub fn money_code(&self, amount: Money, exponent: u8, code: &str) -> String {
        let figure = self.money(amount, exponent);
        if self.region == Lang::Es {
            format!("{figure}\u{a0}{code}")
        } else {
            match figure.strip_prefix(MINUS) {
                Some(figure) => format!("{MINUS}{code}\u{a0}{figure}"),
                None => format!("{code}\u{a0}{figure}"),
            }
        }
    }

    /// An amount of an accounting report: negatives in brackets where the region does so.
    pub fn money_report(&self, amount: Money, exponent: u8) -> String {
        let figure = self.money(amount, exponent);
        match figure.strip_prefix(MINUS) {
            Some(figure) if self.region == Lang::En => format!("({figure})"),
            _ => figure,
        }
    }

    /// A quantity with the decimals it has: "12", "0.5".
    pub fn quantity(&self, quantity: Quantity) -> String {
        self.decimal(quantity.units(), Quantity::SCALE, 0)
    }

    /// A price with at least the decimals of its currency: "0.0125", "580.60".
    pub fn price(&self, price: Price, exponent: u8) -> String {
        self.decimal(price.units(), Price::SCALE, exponent)
    }

    /// "21%", "−0.5%"; in Spanish with a narrow space.
    pub fn percent(&self, percent: Percent) -> String {
        let figure = self.decimal(percent.units(), Percent::SCALE, 0);
        if self.region == Lang::Es { format!("{figure}{NARROW}%") } else { format!("{figure}%") }
    }

    /// A figure for tiles and axes, of three digits or so: "27.8M", "412k", in Chinese "2780万".
    pub fn short(&self, minor: i64, exponent: u8) -> String {
        let steps: &[(u32, &str)] =
            if self.words == Lang::Zh { &[(8, "亿"), (4, "万")] } else { &[(9, "B"), (6, "M"), (3, "k")] };
        let whole = 10i128.pow(u32::from(exponent));
        for (power, mark) in steps {
            let unit = whole * 10i128.pow(*power);
            if i128::from(minor.unsigned_abs()) >= unit {
                // One decimal below a hundred of the unit, none above.
                let tenths = decimal::div_round(i128::from(minor) * 10, unit, Rounding::HalfAwayFromZero);
                let tenths = if tenths.abs() >= 1000 {
                    decimal::div_round(tenths, 10, Rounding::HalfAwayFromZero) * 10
                } else {
                    tenths
                };
                return format!("{}{mark}", self.decimal(i64::try_from(tenths).unwrap_or(i64::MAX), 1, 0));
            }
        }
        let rounded = decimal::div_round(i128::from(minor), whole, Rounding::HalfAwayFromZero);
        self.integer(i64::try_from(rounded).unwrap_or(i64::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all() -> [Format; 3] {
        Lang::ALL.map(Format::new)
    }

    #[test]
    fn figures_look_as_each_region_writes_them() {
        let rows: &[(i64, u8, u8, [&str; 3])] = &[
            (123456789, 2, 2, ["1,234,567.89", "1,234,567.89", "1.234.567,89"]),
            (123450, 2, 2, ["1,234.50", "1,234.50", "1234,50"]),
            (-123450, 2, 2, ["−1,234.50", "−1,234.50", "−1234,50"]),
            (-5, 2, 2, ["−0.05", "−0.05", "−0,05"]),
            (1234567, 0, 0, ["1,234,567", "1,234,567", "1.234.567"]),
            (12_500_000, 6, 0, ["12.5", "12.5", "12,5"]),
            (12_000_000, 6, 2, ["12.00", "12.00", "12,00"]),
            (i64::MIN, 0, 0, ["−9,223,372,036,854,775,808"; 3]),
        ];
        for (units, scale, least, wanted) in rows {
            for (format, wanted) in all().iter().zip(wanted) {
                let got = format.decimal(*units, *scale, *least);
                let wanted = if *units == i64::MIN && format.region == Lang::Es {
                    wanted.replace(',', ".")
                } else {
                    wanted.to_string()
                };
                assert_eq!(got, wanted);
            }
        }
    }

    #[test]
    fn money_carries_its_currency_where_the_region_puts_it() {
        let amount = Money::from_minor(-123450);
        let shown = all().map(|format| format.money_code(amount, 2, "EUR"));
        assert_eq!(shown, ["−EUR\u{a0}1,234.50", "−EUR\u{a0}1,234.50", "−1234,50\u{a0}EUR"]);
        assert_eq!(all().map(|f| f.money_report(amount, 2)), ["(1,234.50)", "−1,234.50", "−1234,50"]);
        assert_eq!(all()[0].money(Money::from_minor(500), 0), "500");
        let vat = Percent::whole(21).unwrap();
        assert_eq!(all().map(|f| f.percent(vat)), ["21%", "21%", "21\u{202f}%"]);
    }

    #[test]
    fn tiles_show_three_digits() {
        let rows: &[(i64, [&str; 3])] = &[
            (2_780_000_000, ["27.8M", "2,780万", "27,8M"]),
            (41_200_000, ["412k", "41.2万", "412k"]),
            (99_900, ["999", "999", "999"]),
            (-150_000, ["−1.5k", "−1,500", "−1,5k"]),
        ];
        for (minor, wanted) in rows {
            assert_eq!(all().map(|f| f.short(*minor, 2)), *wanted);
        }
    }
}
