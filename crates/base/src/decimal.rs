//! Exact decimal text to whole units and back: "12.50" at two decimals is 1250 units.

use std::fmt;

use crate::Rounding;

/// The most decimals a scaled figure in 64 bits can have.
pub const MAX_SCALE: u8 = 18;

/// Why a text is not an exact decimal figure of the wanted scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DecimalError {
    /// Nothing was written.
    Empty,
    /// Something other than an optional minus, digits and at most one point between digits.
    Malformed,
    /// A decimal beyond the scale is not zero, so keeping the figure would round it. Holds the scale.
    TooManyDecimals(u8),
    /// A rate is written with more than 15 significant digits.
    TooManyDigits,
    /// The figure is greater than the type can hold.
    TooLarge,
    /// A rate is zero or negative.
    NotPositive,
}

impl DecimalError {
    /// The refusal code that belongs to this error.
    pub fn code(self) -> &'static str {
        match self {
            Self::Empty => "base.number_missing",
            Self::Malformed => "base.number_malformed",
            Self::TooManyDecimals(_) => "base.number_has_too_many_decimals",
            Self::TooManyDigits => "base.number_has_too_many_digits",
            Self::TooLarge => "base.number_too_large",
            Self::NotPositive => "base.number_not_positive",
        }
    }
}

impl fmt::Display for DecimalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("the number is missing"),
            Self::Malformed => f.write_str("not a decimal number"),
            Self::TooManyDecimals(scale) => write!(f, "more than {scale} decimals"),
            Self::TooManyDigits => f.write_str("more than 15 significant digits"),
            Self::TooLarge => f.write_str("the number is too large"),
            Self::NotPositive => f.write_str("the number is not greater than zero"),
        }
    }
}

impl std::error::Error for DecimalError {}

/// A decimal text taken apart: its sign, and its digits before and after the point.
pub(crate) struct Parts<'a> {
    pub(crate) negative: bool,
    pub(crate) whole: &'a str,
    pub(crate) fraction: &'a str,
}

/// Takes "-12.50" apart. Only an optional minus, digits, and one point with digits on both sides are allowed.
pub(crate) fn split(text: &str) -> Result<Parts<'_>, DecimalError> {
    if text.is_empty() {
        return Err(DecimalError::Empty);
    }
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let (whole, fraction) = match digits.split_once('.') {
        Some((_, "")) => return Err(DecimalError::Malformed),
        Some(parts) => parts,
        None => (digits, ""),
    };
    if !is_number(whole) || !(fraction.is_empty() || is_number(fraction)) {
        return Err(DecimalError::Malformed);
    }
    Ok(Parts { negative, whole, fraction })
}

/// Reads an exact decimal with a point, such as "-12.50", as units of 10^-`scale`.
///
/// Zeros beyond the scale are accepted, other decimals there are refused rather than rounded. Exponents, plus signs,
/// group separators, "NaN" and blanks are refused.
pub fn parse(text: &str, scale: u8) -> Result<i64, DecimalError> {
    let parts = split(text)?;
    let scale_len = usize::from(scale);
    let (kept, rest) = parts.fraction.split_at(parts.fraction.len().min(scale_len));
    if rest.bytes().any(|b| b != b'0') {
        return Err(DecimalError::TooManyDecimals(scale));
    }
    let padding = std::iter::repeat_n(b'0', scale_len - kept.len());
    let mut units: i128 = 0;
    for digit in parts.whole.bytes().chain(kept.bytes()).chain(padding) {
        units = units * 10 + i128::from(digit - b'0');
        // Checked at every digit, so that a text of any length stays within 128 bits.
        if units > i128::from(i64::MAX) + 1 {
            return Err(DecimalError::TooLarge);
        }
    }
    let signed = if parts.negative { -units } else { units };
    i64::try_from(signed).map_err(|_| DecimalError::TooLarge)
}

/// Writes units of 10^-`scale` with exactly `scale` decimals: 1250 at scale 2 is "12.50".
pub fn format(units: i64, scale: u8) -> String {
    let scale = usize::from(scale);
    let digits = format!("{:0>width$}", units.unsigned_abs(), width = scale + 1);
    let sign = if units < 0 { "-" } else { "" };
    let (whole, fraction) = digits.split_at(digits.len() - scale);
    if scale == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}

/// Writes units of 10^-`scale` without trailing zeros: 1250 at scale 2 is "12.5", 1200 is "12".
pub fn format_trimmed(units: i64, scale: u8) -> String {
    let full = format(units, scale);
    if scale == 0 {
        return full;
    }
    full.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Ten to the power of `exponent`, where it fits into 128 bits.
pub(crate) fn power_of_ten(exponent: u32) -> Option<i128> {
    10i128.checked_pow(exponent)
}

/// Divides and rounds to a whole number by the given rule.
///
/// # Panics
/// When `d` is zero, or for the single quotient −2^127 ÷ −1; neither can come from products of 64-bit figures.
pub fn div_round(n: i128, d: i128, rounding: Rounding) -> i128 {
    assert!(d != 0, "a figure is never divided by zero");
    let negative = (n < 0) != (d < 0);
    let (size, divisor) = (n.unsigned_abs(), d.unsigned_abs());
    let (quotient, rest) = (size / divisor, size % divisor);
    // Compares the rest with the half without doubling it, which could exceed 128 bits.
    let against_half = rest.cmp(&(divisor - rest));
    let grow = rest != 0
        && match rounding {
            Rounding::HalfAwayFromZero => against_half.is_ge(),
            Rounding::HalfEven => against_half.is_gt() || (against_half.is_eq() && quotient % 2 == 1),
            Rounding::Down => false,
            Rounding::Up => true,
            Rounding::Floor => negative,
            Rounding::Ceiling => !negative,
        };
    let rounded = quotient + u128::from(grow);
    if negative {
        0i128.checked_sub_unsigned(rounded).expect("a quotient is no greater than its dividend")
    } else {
        i128::try_from(rounded).expect("only the least figure divided by -1 does not fit")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use DecimalError::*;
    use proptest::prelude::*;

    #[test]
    fn exact_decimals_are_read_and_everything_else_is_refused() {
        let cases: &[(&str, u8, Result<i64, DecimalError>)] = &[
            ("12.50", 2, Ok(1250)),
            ("-12.50", 2, Ok(-1250)),
            ("12.5", 2, Ok(1250)),
            ("12.500", 2, Ok(1250)),
            ("12", 0, Ok(12)),
            ("12.0", 0, Ok(12)),
            ("007", 0, Ok(7)),
            ("-0", 2, Ok(0)),
            ("0.01", 2, Ok(1)),
            ("9223372036854775807", 0, Ok(i64::MAX)),
            ("-9223372036854775808", 0, Ok(i64::MIN)),
            ("9223372036854775808", 0, Err(TooLarge)),
            ("-9223372036854775809", 0, Err(TooLarge)),
            ("99999999999999999999999999999999999999999999999", 0, Err(TooLarge)),
            ("12.505", 2, Err(TooManyDecimals(2))),
            ("0.5", 0, Err(TooManyDecimals(0))),
            ("", 2, Err(Empty)),
            ("-", 2, Err(Malformed)),
            ("+1", 2, Err(Malformed)),
            ("--1", 2, Err(Malformed)),
            (".5", 2, Err(Malformed)),
            ("5.", 2, Err(Malformed)),
            (".", 2, Err(Malformed)),
            ("1.2.3", 2, Err(Malformed)),
            ("1,5", 2, Err(Malformed)),
            ("1e3", 2, Err(Malformed)),
            ("NaN", 2, Err(Malformed)),
            ("inf", 2, Err(Malformed)),
            (" 1", 2, Err(Malformed)),
            ("1 ", 2, Err(Malformed)),
            ("١", 2, Err(Malformed)),
        ];
        for (text, scale, expected) in cases {
            assert_eq!(parse(text, *scale), *expected, "{text:?} at {scale}");
        }
    }

    #[test]
    fn figures_are_written_with_and_without_trailing_zeros() {
        let cases: &[(i64, u8, &str, &str)] = &[
            (1250, 2, "12.50", "12.5"),
            (-1250, 2, "-12.50", "-12.5"),
            (5, 2, "0.05", "0.05"),
            (-5, 3, "-0.005", "-0.005"),
            (0, 2, "0.00", "0"),
            (1200, 0, "1200", "1200"),
            (1200, 2, "12.00", "12"),
            (i64::MIN, 6, "-9223372036854.775808", "-9223372036854.775808"),
        ];
        for (units, scale, full, trimmed) in cases {
            assert_eq!(format(*units, *scale), *full);
            assert_eq!(format_trimmed(*units, *scale), *trimmed);
        }
    }

    /// Every rule at every interesting place between −2 and 2, in quarters.
    #[test]
    fn each_rounding_rule_rounds_quarters_as_its_name_says() {
        use Rounding::*;
        let quarters = [-7, -6, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6, 7];
        let expected: &[(Rounding, [i128; 15])] = &[
            (HalfAwayFromZero, [-2, -2, -1, -1, -1, -1, 0, 0, 0, 1, 1, 1, 1, 2, 2]),
            (HalfEven, [-2, -2, -1, -1, -1, 0, 0, 0, 0, 0, 1, 1, 1, 2, 2]),
            (Down, [-1, -1, -1, -1, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1]),
            (Up, [-2, -2, -2, -1, -1, -1, -1, 0, 1, 1, 1, 1, 2, 2, 2]),
            (Floor, [-2, -2, -2, -1, -1, -1, -1, 0, 0, 0, 0, 1, 1, 1, 1]),
            (Ceiling, [-1, -1, -1, -1, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2]),
        ];
        for (rounding, answers) in expected {
            for (n, answer) in quarters.iter().zip(answers) {
                assert_eq!(div_round(*n, 4, *rounding), *answer, "{n}/4 {rounding:?}");
                assert_eq!(div_round(-n, -4, *rounding), *answer, "{n}/4 with both signs turned, {rounding:?}");
            }
        }
    }

    #[test]
    fn the_widest_figures_divide_without_overflow() {
        assert_eq!(div_round(i128::MIN, 1, Rounding::Up), i128::MIN);
        assert_eq!(div_round(i128::MAX, i128::MAX, Rounding::HalfEven), 1);
        assert_eq!(div_round(i128::MAX, i128::MIN, Rounding::HalfEven), -1);
        assert_eq!(div_round(1, i128::MIN, Rounding::HalfAwayFromZero), 0);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(units: i64, scale in 0u8..=MAX_SCALE) {
            prop_assert_eq!(parse(&format(units, scale), scale), Ok(units));
            prop_assert_eq!(parse(&format_trimmed(units, scale), scale), Ok(units));
        }

        #[test]
        fn any_text_is_read_or_refused_but_never_panics(text in ".{0,60}", scale in 0u8..=MAX_SCALE) {
            let _ = parse(&text, scale);
        }

        /// The definition, by comparing n with q·d instead of by a rest: no step of the code is repeated here.
        #[test]
        fn division_rounds_as_the_rational_number_says(
            n in -10_000i128..10_000, d in prop_oneof![-60i128..0, 1i128..60],
        ) {
            let (n_up, d_up) = if d < 0 { (-n, -d) } else { (n, d) };
            let floor = (-20_000i128..20_000).rev().find(|q| q * d_up <= n_up).unwrap();
            let exact = floor * d_up == n_up;
            let ceiling = if exact { floor } else { floor + 1 };
            let twice = 2 * n_up - (floor + ceiling) * d_up; // sign tells which neighbour is nearer
            let (towards, away) = if n_up < 0 { (ceiling, floor) } else { (floor, ceiling) };
            let nearest = |tie: i128| match twice.signum() { -1 => floor, 1 => ceiling, _ => tie };
            let even = if floor % 2 == 0 { floor } else { ceiling };
            prop_assert_eq!(div_round(n, d, Rounding::Floor), floor);
            prop_assert_eq!(div_round(n, d, Rounding::Ceiling), ceiling);
            prop_assert_eq!(div_round(n, d, Rounding::Down), towards);
            prop_assert_eq!(div_round(n, d, Rounding::Up), away);
            prop_assert_eq!(div_round(n, d, Rounding::HalfAwayFromZero), nearest(away));
            prop_assert_eq!(div_round(n, d, Rounding::HalfEven), nearest(even));
        }
    }
}
