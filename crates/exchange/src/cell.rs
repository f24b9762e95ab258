//! One cell of a foreign table, and how its text becomes an exact number, a date or a yes or no.

use base::decimal::div_round;
use base::{Date, DecimalError, Refusal, Rounding, decimal};

/// Which mark stands before the decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Decimal {
    /// 1,234.50
    Point,
    /// 1.234,50
    Comma,
}

/// In which order a date that does not begin with its four-digit year is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DateOrder {
    /// Year, month, day: 26/11/21, 20261121.
    Ymd,
    /// Day, month, year: 21/11/2026.
    Dmy,
    /// Month, day, year: 11/21/2026.
    Mdy,
}

impl DateOrder {
    fn code(self) -> &'static str {
        match self {
            DateOrder::Ymd => "ymd",
            DateOrder::Dmy => "dmy",
            DateOrder::Mdy => "mdy",
        }
    }
}

/// The text of one cell and where it stands, so that whatever is wrong with it can be found in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell<'a> {
    /// As written in the file.
    pub text: &'a str,
    /// The line of the file, or row of the sheet, the first being 1.
    pub line: u64,
    /// The heading of the column.
    pub column: &'a str,
}

impl<'a> Cell<'a> {
    /// The text without blanks around it.
    pub fn trimmed(&self) -> &'a str {
        self.text.trim()
    }

    /// Whether nothing but blanks is written.
    pub fn is_empty(&self) -> bool {
        self.trimmed().is_empty()
    }

    /// A refusal that names this cell and shows its text.
    pub fn refuse(&self, code: &'static str) -> Refusal {
        Refusal::new(code)
            .field(self.column)
            .arg("line", self.line)
            .arg("column", self.column)
            .arg("text", shorten(self.text))
    }

    /// The number in units of 10^-`scale`, exactly: more decimals than that are refused unless they are zero.
    ///
    /// Thousands may be grouped by the other mark, a blank or an apostrophe, always three by three; the minus may stand
    /// before or after. Exponents are refused, because whoever wrote them has already rounded.
    pub fn units(&self, decimal: Decimal, scale: u8) -> Result<i64, Refusal> {
        let number = Number::read(self.text, decimal).ok_or_else(|| self.refuse("exchange.number_malformed"))?;
        decimal::parse(&number.plain(), scale).map_err(|error| match error {
            DecimalError::TooManyDecimals(_) => {
                self.refuse("exchange.number_has_too_many_decimals").arg("decimals", scale)
            }
            DecimalError::TooLarge => self.refuse("exchange.number_too_large"),
            _ => self.refuse("exchange.number_malformed"),
        })
    }

    /// The same, with more decimals than asked for rounded, a half away from zero.
    pub fn rounded(&self, decimal: Decimal, scale: u8) -> Result<i64, Refusal> {
        const FINEST: u8 = 12;
        let number = Number::read(self.text, decimal).ok_or_else(|| self.refuse("exchange.number_malformed"))?;
        let decimals = number.plain().split_once('.').map_or(0, |(_, d)| d.len());
        let extra = u8::try_from(decimals).unwrap_or(u8::MAX).min(FINEST).saturating_sub(scale);
        let units = self.units(decimal, scale + extra)?;
        let rounded = div_round(i128::from(units), 10i128.pow(extra.into()), Rounding::HalfAwayFromZero);
        i64::try_from(rounded).map_err(|_| self.refuse("exchange.number_too_large"))
    }

    /// The whole number; grouped thousands are understood under either decimal mark's rules as given.
    pub fn integer(&self, decimal: Decimal) -> Result<i64, Refusal> {
        self.units(decimal, 0)
    }

    /// The date. A four-digit year in front settles the order; otherwise `order` decides.
    ///
    /// Two-digit years are refused unless `century` gives the first of the hundred years they lie in: 1950 makes 49
    /// the year 2049 and 50 the year 1950. A time after the date is accepted only if it is midnight.
    pub fn date(&self, order: DateOrder, century: Option<i16>) -> Result<Date, Refusal> {
        let malformed = || self.refuse("exchange.date_malformed").arg("order", order.code());
        let written = WrittenDate::read(self.text).ok_or_else(malformed)?;
        if written.short_year(order) && century.is_none() {
            return Err(self.refuse("exchange.date_with_two_digit_year"));
        }
        written.date(order, century).ok_or_else(malformed)
    }

    /// Yes or no, in English, Chinese or Spanish, or as 1 and 0.
    pub fn boolean(&self) -> Result<bool, Refusal> {
        boolean(self.text).ok_or_else(|| self.refuse("exchange.yes_or_no_malformed"))
    }
}

/// What a message shows of a text: at most 60 characters, and no control characters.
pub(crate) fn shorten(text: &str) -> String {
    let mut shown: String = text.chars().take(60).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.chars().nth(60).is_some() {
        shown.push('…');
    }
    shown
}

pub(crate) fn boolean(text: &str) -> Option<bool> {
    match text.trim().to_lowercase().as_str() {
        "1" | "yes" | "y" | "true" | "on" | "sí" | "si" | "s" | "verdadero" | "是" | "真" | "对" | "有" => {
            Some(true)
        }
        "0" | "no" | "n" | "false" | "off" | "falso" | "否" | "假" | "错" | "无" => Some(false),
        _ => None,
    }
}

/// A number taken apart under one decimal mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Number {
    negative: bool,
    whole: String,
    fraction: String,
    /// The mark between its thousands, if there is one.
    pub(crate) grouped_by: Option<char>,
}

impl Number {
    pub(crate) fn read(text: &str, decimal: Decimal) -> Option<Number> {
        let text = text.trim();
        let (mark, other) = match decimal {
            Decimal::Point => ('.', ','),
            Decimal::Comma => (',', '.'),
        };
        let (negative, unsigned) = match text.strip_prefix(['-', '−']) {
            Some(rest) => (true, rest),
            // Some accounting systems write the minus behind the number.
            None => match text.strip_suffix(['-', '−']) {
                Some(rest) => (true, rest),
                None => (false, text.strip_prefix('+').unwrap_or(text)),
            },
        };
        let (whole, fraction) = match unsigned.split_once(mark) {
            Some((_, "")) => return None,
            Some((whole, fraction)) => (whole, fraction),
            None => (unsigned, ""),
        };
        if whole.is_empty() && fraction.is_empty() || !fraction.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let grouped_by = whole.chars().find(|c| !c.is_ascii_digit());
        let digits: String = match grouped_by {
            None => whole.to_owned(),
            Some(by) => {
                let allowed = by == other || matches!(by, ' ' | '\u{a0}' | '\u{202f}' | '\'' | '’');
                let mut groups = whole.split(by);
                let first = groups.next()?;
                let sound = allowed && (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
                if !sound {
                    return None;
                }
                whole.split(by).collect()
            }
        };
        if !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        Some(Number { negative, whole: digits, fraction: fraction.to_owned(), grouped_by })
    }

    /// As an exact decimal with a point.
    pub(crate) fn plain(&self) -> String {
        let sign = if self.negative { "-" } else { "" };
        let whole = if self.whole.is_empty() { "0" } else { &self.whole };
        if self.fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{}", self.fraction) }
    }

    pub(crate) fn is_whole(&self) -> bool {
        self.fraction.is_empty()
    }

    pub(crate) fn digits(&self) -> usize {
        self.whole.len() + self.fraction.len()
    }

    /// Whether a leading zero would be lost, as it would from an article code or a postcode.
    pub(crate) fn has_leading_zero(&self) -> bool {
        self.whole.len() > 1 && self.whole.starts_with('0')
    }

    /// Whether both readings mean the same number.
    pub(crate) fn same_value(&self, other: &Number) -> bool {
        let value = |n: &Number| {
            (n.negative, n.whole.trim_start_matches('0').to_owned(), n.fraction.trim_end_matches('0').to_owned())
        };
        value(self) == value(other)
    }
}

/// A date taken apart: three figures in the order written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct WrittenDate<'a> {
    figures: [&'a str; 3],
    /// The mark between the figures, or nothing for eight digits in a row.
    pub(crate) separator: Option<char>,
}

impl<'a> WrittenDate<'a> {
    pub(crate) fn read(text: &'a str) -> Option<WrittenDate<'a>> {
        let day = without_midnight(text.trim())?;
        let is_figure =
            |part: &str, most: usize| (1..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        if let Some((year, rest)) = day.split_once('年') {
            let (month, rest) = rest.split_once('月')?;
            let figures = [year, month, rest.strip_suffix(['日', '号'])?];
            let sound =
                matches!(year.len(), 2 | 4) && is_figure(year, 4) && figures[1..].iter().all(|f| is_figure(f, 2));
            return sound.then_some(WrittenDate { figures, separator: Some('年') });
        }
        if day.len() == 8 && is_figure(day, 8) {
            return Some(WrittenDate { figures: [&day[..4], &day[4..6], &day[6..]], separator: None });
        }
        let separator = day.chars().find(|c| !c.is_ascii_digit()).filter(|c| matches!(c, '-' | '/' | '.'))?;
        let mut parts = day.split(separator);
        let figures = [parts.next()?, parts.next()?, parts.next()?];
        if parts.next().is_some() {
            return None;
        }
        // Exactly one figure is the year: four digits in front or behind, or three figures of at most two digits.
        let lengths = figures.map(str::len);
        let shaped = matches!(lengths, [4, 1..=2, 1..=2] | [1..=2, 1..=2, 4] | [1..=2, 1..=2, 2] | [2, 1..=2, 1..=2]);
        let sound = shaped && figures.iter().all(|f| is_figure(f, 4));
        sound.then_some(WrittenDate { figures, separator: Some(separator) })
    }

    /// Whether the order is settled by a four-digit year in front.
    pub(crate) fn year_first(&self) -> bool {
        self.figures[0].len() == 4 || self.separator == Some('年')
    }

    /// Whether the year has two digits when the date is read in this order.
    pub(crate) fn short_year(&self, order: DateOrder) -> bool {
        let year = if self.year_first() || order == DateOrder::Ymd { self.figures[0] } else { self.figures[2] };
        year.len() == 2 && !self.figures.iter().any(|f| f.len() == 4)
    }

    pub(crate) fn date(&self, order: DateOrder, century: Option<i16>) -> Option<Date> {
        let [a, b, c] = self.figures;
        let (year, month, day) = if self.year_first() {
            (a, b, c)
        } else {
            match order {
                DateOrder::Ymd => (a, b, c),
                DateOrder::Dmy => (c, b, a),
                DateOrder::Mdy => (c, a, b),
            }
        };
        let year = match year.len() {
            4 => year.parse().ok()?,
            2 => {
                let first = century?;
                let short: i16 = year.parse().ok()?;
                first.checked_add((short - first).rem_euclid(100))?
            }
            _ => return None,
        };
        Date::new(year, month.parse().ok()?, day.parse().ok()?)
    }
}

/// Takes a time of midnight off a date; another time, which a date would lose, is not accepted.
fn without_midnight(text: &str) -> Option<&str> {
    let Some((day, time)) = text.split_once(['T', ' ']) else {
        return Some(text);
    };
    let time = time.trim().trim_end_matches('Z');
    let (clock, fraction) = time.split_once('.').unwrap_or((time, "0"));
    let midnight = matches!(clock, "00:00" | "00:00:00" | "0:00" | "0:00:00");
    (midnight && !fraction.is_empty() && fraction.bytes().all(|b| b == b'0')).then_some(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use DateOrder::*;
    use Decimal::*;
    use proptest::prelude::*;

    fn cell(text: &str) -> Cell<'_> {
        Cell { text, line: 7, column: "Price" }
    }

    #[test]
    fn numbers_are_read_exactly_in_either_style() {
        let cases: &[(&str, Decimal, u8, Result<i64, &str>)] = &[
            ("12.50", Point, 2, Ok(1250)),
            ("12,50", Comma, 2, Ok(1250)),
            ("1,234,567.89", Point, 2, Ok(123456789)),
            ("1.234.567,89", Comma, 2, Ok(123456789)),
            ("1 234 567,89", Comma, 2, Ok(123456789)),
            ("1\u{202f}234,5", Comma, 2, Ok(123450)),
            ("1'234.50", Point, 2, Ok(123450)),
            ("1,234", Point, 0, Ok(1234)),
            ("1,234", Comma, 3, Ok(1234)),
            (" -12 ", Point, 0, Ok(-12)),
            ("12.5-", Point, 2, Ok(-1250)),
            ("−3", Point, 0, Ok(-3)),
            ("+3", Point, 0, Ok(3)),
            (".5", Point, 1, Ok(5)),
            ("0007", Point, 0, Ok(7)),
            ("12.500", Point, 2, Ok(1250)),
            ("12.505", Point, 2, Err("exchange.number_has_too_many_decimals")),
            ("99999999999999999999", Point, 0, Err("exchange.number_too_large")),
            ("12,50", Point, 2, Err("exchange.number_malformed")),
            ("12.50", Comma, 2, Err("exchange.number_malformed")),
            ("1,23,456", Point, 0, Err("exchange.number_malformed")),
            ("1,234 567", Point, 0, Err("exchange.number_malformed")),
            ("1234,567.0", Point, 2, Err("exchange.number_malformed")),
            (",123", Point, 2, Err("exchange.number_malformed")),
            ("1.5E+05", Point, 2, Err("exchange.number_malformed")),
            ("12.", Point, 2, Err("exchange.number_malformed")),
            (".", Point, 2, Err("exchange.number_malformed")),
            ("-", Point, 2, Err("exchange.number_malformed")),
            ("--1", Point, 2, Err("exchange.number_malformed")),
            ("", Point, 2, Err("exchange.number_malformed")),
            ("12 €", Comma, 2, Err("exchange.number_malformed")),
        ];
        for (text, style, scale, expected) in cases {
            let read = cell(text).units(*style, *scale);
            assert_eq!(read.as_ref().map_err(|r| &*r.code), expected.as_ref().map_err(|c| *c), "{text:?} {style:?}");
        }
        let refusal = cell("x").integer(Point).unwrap_err();
        assert_eq!(refusal.to_string(), "exchange.number_malformed, field Price (line: 7, column: Price, text: x)");
    }

    #[test]
    fn dates_are_read_in_the_order_given_and_never_guessed() {
        type Case = (&'static str, DateOrder, Option<i16>, Result<&'static str, &'static str>);
        let cases: &[Case] = &[
            ("2026-11-21", Dmy, None, Ok("2026-11-21")),
            ("2026/1/2", Mdy, None, Ok("2026-01-02")),
            ("2026年11月21日", Dmy, None, Ok("2026-11-21")),
            ("2026年1月2号", Mdy, None, Ok("2026-01-02")),
            ("20261121", Ymd, None, Ok("2026-11-21")),
            ("02/03/2026", Dmy, None, Ok("2026-03-02")),
            ("02/03/2026", Mdy, None, Ok("2026-02-03")),
            ("21.11.2026", Dmy, None, Ok("2026-11-21")),
            ("1.2.2026", Dmy, None, Ok("2026-02-01")),
            ("2026-11-21 00:00:00", Dmy, None, Ok("2026-11-21")),
            ("2026-11-21T00:00:00.000Z", Dmy, None, Ok("2026-11-21")),
            ("21/11/26", Dmy, Some(1950), Ok("2026-11-21")),
            ("21/11/50", Dmy, Some(1950), Ok("1950-11-21")),
            ("21/11/49", Dmy, Some(1950), Ok("2049-11-21")),
            ("26/11/21", Ymd, Some(2000), Ok("2026-11-21")),
            ("21/11/26", Dmy, None, Err("exchange.date_with_two_digit_year")),
            ("26年11月21日", Ymd, None, Err("exchange.date_with_two_digit_year")),
            ("21/11/2026", Mdy, None, Err("exchange.date_malformed")),
            ("21/11/2026", Ymd, None, Err("exchange.date_malformed")),
            ("30.02.2026", Dmy, None, Err("exchange.date_malformed")),
            ("2026-11-21 10:30", Dmy, None, Err("exchange.date_malformed")),
            ("2026-11/21", Dmy, None, Err("exchange.date_malformed")),
            ("2026-11", Dmy, None, Err("exchange.date_malformed")),
            ("1-2-3-4", Dmy, None, Err("exchange.date_malformed")),
            ("年月日", Dmy, None, Err("exchange.date_malformed")),
            ("2026年月日", Dmy, None, Err("exchange.date_malformed")),
            ("", Dmy, None, Err("exchange.date_malformed")),
        ];
        for (text, order, century, expected) in cases {
            let read = cell(text).date(*order, *century).map(|date| date.to_string());
            assert_eq!(read.as_deref().map_err(|r| &*r.code), expected.as_ref().copied().map_err(|c| *c), "{text:?}");
        }
    }

    #[test]
    fn yes_and_no_are_understood_in_three_languages() {
        for yes in ["yes", "Y", "TRUE", "sí", "SI", "是", " 1 ", "verdadero"] {
            assert_eq!(cell(yes).boolean(), Ok(true), "{yes}");
        }
        for no in ["No", "false", "否", "0", "falso"] {
            assert_eq!(cell(no).boolean(), Ok(false), "{no}");
        }
        assert_eq!(cell("maybe").boolean().unwrap_err().code, "exchange.yes_or_no_malformed");
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(
            text in "[-+−0-9.,'/年月日 T:Z]{0,24}|.{0,80}", century: Option<i16>, scale in 0u8..=18,
        ) {
            let cell = cell(&text);
            for style in [Point, Comma] {
                let _ = cell.units(style, scale);
            }
            for order in [Ymd, Dmy, Mdy] {
                let _ = cell.date(order, century);
            }
            let _ = cell.boolean();
        }

        #[test]
        fn a_number_written_with_groups_is_read_back(units: i64) {
            let plain = decimal::format(units, 2);
            let (whole, fraction) = plain.trim_start_matches('-').split_once('.').unwrap();
            let groups: Vec<&str> = whole.as_bytes().rchunks(3).rev().map(|g| std::str::from_utf8(g).unwrap()).collect();
            let sign = if units < 0 { "-" } else { "" };
            let german = format!("{sign}{},{fraction}", groups.join("."));
            let english = format!("{sign}{}.{fraction}", groups.join(","));
            prop_assert_eq!(cell(&german).units(Comma, 2), Ok(units));
            prop_assert_eq!(cell(&english).units(Point, 2), Ok(units));
        }
    }
}
