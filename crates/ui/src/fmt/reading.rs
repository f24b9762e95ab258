//! Reading figures as people type them: both separators, brackets, and small exact sums after `=`.

use base::{DecimalError, Money, Percent, Price, Quantity, Rounding, decimal};

use super::Format;

/// A fraction; sums stay exact until the one rounding at the end.
#[derive(Clone, Copy)]
struct Fraction {
    above: i128,
    below: i128,
}

impl Format {
    /// Units of 10^-`scale` from typed text: "1.234,50", "1,234.5", "(12)", "=12*3".
    ///
    /// Both separators are understood; a single one of the other language is a decimal mark unless exactly three
    /// digits follow it. A sum is rounded half away from zero; a plain figure with more decimals is refused.
    pub fn read_decimal(&self, text: &str, scale: u8) -> Result<i64, DecimalError> {
        let text = text.trim();
        match text.strip_prefix('=') {
            Some(sum) => {
                let Fraction { above, below } = Sum::new(self, sum).whole()?;
                let units = above.checked_mul(10i128.pow(u32::from(scale))).ok_or(DecimalError::TooLarge)?;
                let units = decimal::div_round(units, below, Rounding::HalfAwayFromZero);
                i64::try_from(units).map_err(|_| DecimalError::TooLarge)
            }
            None => decimal::parse(&self.canonical(text), scale),
        }
    }

    /// An amount in the smallest unit of its currency.
    pub fn read_money(&self, text: &str, exponent: u8) -> Result<Money, DecimalError> {
        self.read_decimal(text, exponent).map(Money::from_minor)
    }

    /// A quantity.
    pub fn read_quantity(&self, text: &str) -> Result<Quantity, DecimalError> {
        self.read_decimal(text, Quantity::SCALE).map(Quantity::from_units)
    }

    /// A price of one unit.
    pub fn read_price(&self, text: &str) -> Result<Price, DecimalError> {
        self.read_decimal(text, Price::SCALE).map(Price::from_units)
    }

    /// A percentage, with or without its sign.
    pub fn read_percent(&self, text: &str) -> Result<Percent, DecimalError> {
        self.read_decimal(text.trim_end_matches(|c: char| c == '%' || c.is_whitespace()), Percent::SCALE)
            .map(Percent::from_units)
    }

    /// The figure with a point, without groups; what is no figure stays what it was and is refused by its reader.
    fn canonical(&self, text: &str) -> String {
        let mut figure: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let mut negative = false;
        if let Some(inner) = figure.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
            (figure, negative) = (inner.to_string(), true);
        } else if let Some(rest) = figure.strip_prefix(['-', '\u{2212}', '－']) {
            (figure, negative) = (rest.to_string(), true);
        }
        let point = self.point_of(&figure);
        let (whole, tail) = match figure.rsplit_once(point) {
            Some((whole, tail)) => (whole, Some(tail)),
            None => (figure.as_str(), None),
        };
        let group = if point == '.' { ',' } else { '.' };
        let mut plain = if negative { "-".to_string() } else { String::new() };
        plain.extend(whole.chars().filter(|c| *c != group));
        if whole.is_empty() && tail.is_some() {
            plain.push('0');
        }
        if let Some(tail) = tail.filter(|tail| !tail.is_empty()) {
            plain.push('.');
            plain.push_str(tail);
        }
        plain
    }

    /// Which of the two separators is the decimal mark of this figure.
    fn point_of(&self, figure: &str) -> char {
        let (dots, commas) = (figure.matches('.').count(), figure.matches(',').count());
        let other = |mark| if mark == '.' { ',' } else { '.' };
        match (dots, commas) {
            (0, 0) => self.decimal_mark(),
            (1, 0) | (0, 1) => {
                let mark = if dots == 1 { '.' } else { ',' };
                let (whole, tail) = figure.split_once(mark).unwrap_or_default();
                let looks_grouped = tail.len() == 3 && (1..=3).contains(&whole.len());
                if mark != self.decimal_mark() && looks_grouped { other(mark) } else { mark }
            }
            (_, 0) => ',',
            (0, _) => '.',
            _ => {
                if figure.rfind('.') > figure.rfind(',') {
                    '.'
                } else {
                    ','
                }
            }
        }
    }
}

/// Reads `12*3-(4+1)/2` by descent; every step is checked.
struct Sum<'a> {
    format: &'a Format,
    rest: &'a str,
}

impl<'a> Sum<'a> {
    fn new(format: &'a Format, text: &'a str) -> Self {
        Sum { format, rest: text }
    }

    fn whole(mut self) -> Result<Fraction, DecimalError> {
        let value = self.sum(0)?;
        if self.peek().is_some() { Err(DecimalError::Malformed) } else { Ok(value) }
    }

    fn peek(&mut self) -> Option<char> {
        self.rest = self.rest.trim_start();
        self.rest.chars().next()
    }

    fn take(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        if found {
            self.rest = &self.rest[wanted.len_utf8()..];
        }
        found
    }

    fn sum(&mut self, depth: u8) -> Result<Fraction, DecimalError> {
        let mut value = self.product(depth)?;
        loop {
            let sign = if self.take('+') {
                1
            } else if self.take('-') {
                -1
            } else {
                return Ok(value);
            };
            let right = self.product(depth)?;
            let above = times(right.above, value.below)?.checked_mul(sign);
            let above = times(value.above, right.below)?.checked_add(above.ok_or(DecimalError::TooLarge)?);
            value = reduced(above.ok_or(DecimalError::TooLarge)?, times(value.below, right.below)?)?;
        }
    }

    fn product(&mut self, depth: u8) -> Result<Fraction, DecimalError> {
        let mut value = self.atom(depth)?;
        loop {
            if self.take('*') || self.take('×') {
                let right = self.atom(depth)?;
                value = reduced(times(value.above, right.above)?, times(value.below, right.below)?)?;
            } else if self.take('/') || self.take('÷') {
                let right = self.atom(depth)?;
                value = reduced(times(value.above, right.below)?, times(value.below, right.above)?)?;
            } else {
                return Ok(value);
            }
        }
    }

    fn atom(&mut self, depth: u8) -> Result<Fraction, DecimalError> {
        if depth > 20 {
            return Err(DecimalError::Malformed);
        }
        if self.take('-') {
            let value = self.atom(depth + 1)?;
            return Ok(Fraction { above: -value.above, ..value });
        }
        if self.take('(') {
            let value = self.sum(depth + 1)?;
            return if self.take(')') { Ok(value) } else { Err(DecimalError::Malformed) };
        }
        self.peek();
        let end = self.rest.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',').unwrap_or(self.rest.len());
        let (figure, rest) = self.rest.split_at(end);
        self.rest = rest;
        let units = decimal::parse(&self.format.canonical(figure), 9)?;
        reduced(i128::from(units), 1_000_000_000)
    }
}

fn times(a: i128, b: i128) -> Result<i128, DecimalError> {
    a.checked_mul(b).ok_or(DecimalError::TooLarge)
}

fn reduced(above: i128, below: i128) -> Result<Fraction, DecimalError> {
    if below == 0 {
        return Err(DecimalError::Malformed);
    }
    let (mut a, mut b) = (above.unsigned_abs(), below.unsigned_abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    let shared = i128::try_from(a.max(1)).map_err(|_| DecimalError::TooLarge)?;
    Ok(Fraction { above: above / shared, below: below / shared })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;

    #[test]
    fn typed_figures_are_read_in_both_habits() {
        let rows: &[(&str, [Result<i64, DecimalError>; 2])] = &[
            ("1,234.50", [Ok(123450), Ok(123450)]),
            ("1.234,50", [Ok(123450), Ok(123450)]),
            ("1234,5", [Ok(123450), Ok(123450)]),
            ("1,234", [Ok(123400), Err(DecimalError::TooManyDecimals(2))]),
            ("1.234", [Err(DecimalError::TooManyDecimals(2)), Ok(123400)]),
            ("1,5", [Ok(150), Ok(150)]),
            (".5", [Ok(50), Ok(50)]),
            ("1.234.567", [Ok(123456700), Ok(123456700)]),
            ("\u{2212}12", [Ok(-1200), Ok(-1200)]),
            ("(12.30)", [Ok(-1230), Ok(-1230)]),
            ("=12*3", [Ok(3600), Ok(3600)]),
            ("=10/3", [Ok(333), Ok(333)]),
            ("=10/3*3", [Ok(1000), Ok(1000)]),
            ("=1,5+2*(3-1)", [Ok(550), Ok(550)]),
            ("=-2*-3", [Ok(600), Ok(600)]),
            ("=1/0", [Err(DecimalError::Malformed), Err(DecimalError::Malformed)]),
            ("=2**3", [Err(DecimalError::Empty), Err(DecimalError::Empty)]),
            ("abc", [Err(DecimalError::Malformed), Err(DecimalError::Malformed)]),
            ("", [Err(DecimalError::Empty), Err(DecimalError::Empty)]),
        ];
        for (text, wanted) in rows {
            for (lang, wanted) in [Lang::En, Lang::Es].into_iter().zip(wanted) {
                assert_eq!(Format::new(lang).read_decimal(text, 2), *wanted, "{text} in {}", lang.tag());
            }
        }
        assert_eq!(Format::new(Lang::Es).read_percent("21 %").map(Percent::units), Ok(210_000));
    }

    #[test]
    fn what_is_shown_can_be_typed_back() {
        for lang in Lang::ALL {
            let format = Format::new(lang);
            for units in [0, 1, -1, 99, 100, 12345, -123456, 1234567, 999_999_999, i64::MAX, i64::MIN + 1] {
                assert_eq!(format.read_decimal(&format.decimal(units, 2, 2), 2), Ok(units), "{}", lang.tag());
            }
        }
    }
}
