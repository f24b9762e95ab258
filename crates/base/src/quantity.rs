//! Quantities, unit prices, percentages, exchange rates and unit conversions, each exact in its own fixed scale.

use std::fmt;

use crate::decimal::{self, div_round, power_of_ten};
use crate::money::{additive, narrow};
use crate::{DecimalError, Money, Overflow, Rounding};

/// Gives a newtype over `i64` a fixed number of decimals: reading, writing, whole figures.
macro_rules! scaled {
    ($name:ident, $scale:literal) => {
        additive!($name);

        impl $name {
            /// How many decimals are kept.
            pub const SCALE: u8 = $scale;

            /// The figure of this many units of 10^-SCALE.
            pub const fn from_units(units: i64) -> $name {
                $name(units)
            }

            /// How many units of 10^-SCALE it is.
            pub const fn units(self) -> i64 {
                self.0
            }

            /// The whole figure `n`, refused when it does not fit.
            pub fn whole(n: i64) -> Result<$name, Overflow> {
                n.checked_mul(10i64.pow($scale)).map($name).ok_or(Overflow)
            }

            /// Reads an exact decimal such as "12.5"; decimals beyond SCALE are refused.
            pub fn parse(text: &str) -> Result<$name, DecimalError> {
                decimal::parse(text, $scale).map($name)
            }
        }

        /// The decimal without trailing zeros: "12.5".
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&decimal::format_trimmed(self.0, $scale))
            }
        }
    };
}

/// How much of an item, in millionths of its base unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quantity(i64);

scaled!(Quantity, 6);

/// A price or cost for one base unit, in millionths of the currency's major unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Price(i64);

scaled!(Price, 6);

impl Price {
    /// The amount for `quantity` at this price, in a currency with `exponent` decimals, rounded once.
    pub fn amount(self, quantity: Quantity, exponent: u8, rounding: Rounding) -> Result<Money, Overflow> {
        let product = i128::from(self.0) * i128::from(quantity.0);
        let scale = i32::from(Self::SCALE) + i32::from(Quantity::SCALE);
        shift(product, i32::from(exponent) - scale, rounding)
    }
}

/// A percentage, in ten-thousandths of a percent point: 21 % is 210,000 units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Percent(i64);

scaled!(Percent, 4);

impl Percent {
    /// A hundred percent.
    pub const HUNDRED: Percent = Percent(1_000_000);

    /// What part of a whole this is, a half away from zero; none of a whole that is not above zero.
    pub fn share(part: i128, whole: i128) -> Option<Percent> {
        if whole <= 0 {
            return None;
        }
        let units = div_round(part * i128::from(Self::HUNDRED.0), whole, Rounding::HalfAwayFromZero);
        i64::try_from(units).ok().map(Percent)
    }

    /// The same with fewer decimals, a half away from zero: what a person reads in a table.
    pub fn rounded(self, decimals: u8) -> Percent {
        let step = 10i64.pow(u32::from(Self::SCALE.saturating_sub(decimals)));
        let steps = div_round(i128::from(self.0), i128::from(step), Rounding::HalfAwayFromZero);
        Percent(i64::try_from(steps).map_or(self.0, |n| n.saturating_mul(step)))
    }

    /// This percentage of an amount, rounded to a minor unit.
    pub fn of(self, amount: Money, rounding: Rounding) -> Result<Money, Overflow> {
        let product = i128::from(self.0) * i128::from(amount.minor());
        narrow(div_round(product, i128::from(Self::HUNDRED.0), rounding)).map(Money::from_minor)
    }
}

/// An exchange rate as it was quoted: `mantissa` · 10^`exponent`, greater than zero, at most 15 digits.
///
/// "1.10" and "1.1" are two quotations of one value and compare as different; [`Rate::same_value`] compares values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rate {
    mantissa: i64,
    exponent: i8,
}

impl Rate {
    /// One unit for one unit.
    pub const ONE: Rate = Rate { mantissa: 1, exponent: 0 };

    const MANTISSA_LIMIT: i64 = 1_000_000_000_000_000;
    const EXPONENTS: std::ops::RangeInclusive<i8> = -30..=15;

    /// The rate `mantissa` · 10^`exponent`, if it is positive, has at most 15 digits and an exponent from −30 to 15.
    pub fn new(mantissa: i64, exponent: i8) -> Result<Rate, DecimalError> {
        if mantissa <= 0 {
            return Err(DecimalError::NotPositive);
        }
        if mantissa >= Self::MANTISSA_LIMIT {
            return Err(DecimalError::TooManyDigits);
        }
        if !Self::EXPONENTS.contains(&exponent) {
            return Err(DecimalError::TooLarge);
        }
        Ok(Rate { mantissa, exponent })
    }

    /// Reads a quoted rate such as "1.0850", keeping its trailing zeros.
    pub fn parse(text: &str) -> Result<Rate, DecimalError> {
        let parts = decimal::split(text)?;
        let digits = [parts.whole, parts.fraction].concat();
        let mut digits = digits.trim_start_matches('0');
        if parts.negative || digits.is_empty() {
            return Err(DecimalError::NotPositive);
        }
        let mut exponent = -i64::try_from(parts.fraction.len()).map_err(|_| DecimalError::TooManyDigits)?;
        while digits.len() > 15
            && let Some(shorter) = digits.strip_suffix('0')
        {
            digits = shorter;
            exponent += 1;
        }
        if digits.len() > 15 {
            return Err(DecimalError::TooManyDigits);
        }
        let mantissa = digits.parse().map_err(|_| DecimalError::Malformed)?;
        Rate::new(mantissa, i8::try_from(exponent).map_err(|_| DecimalError::TooLarge)?)
    }

    /// The digits of the quotation without its point.
    pub const fn mantissa(self) -> i64 {
        self.mantissa
    }

    /// The power of ten that the mantissa is multiplied by.
    pub const fn exponent(self) -> i8 {
        self.exponent
    }

    /// Whether both quotations mean the same value, as "1.10" and "1.1" do.
    pub fn same_value(self, other: Rate) -> bool {
        self.reduced() == other.reduced()
    }

    fn reduced(self) -> Rate {
        let mut rate = self;
        while rate.mantissa % 10 == 0 {
            rate.mantissa /= 10;
            rate.exponent += 1;
        }
        rate
    }

    /// The text kept in the database: "10850e-4".
    pub fn to_storage(self) -> String {
        format!("{}e{}", self.mantissa, self.exponent)
    }

    /// Reads what [`Rate::to_storage`] wrote.
    pub fn from_storage(text: &str) -> Result<Rate, DecimalError> {
        let (mantissa, exponent) = text.split_once('e').ok_or(DecimalError::Malformed)?;
        let rate = Rate::new(
            mantissa.parse().map_err(|_| DecimalError::Malformed)?,
            exponent.parse().map_err(|_| DecimalError::Malformed)?,
        )?;
        // Only one spelling is stored, so that equal rates are equal texts.
        if rate.to_storage() == text { Ok(rate) } else { Err(DecimalError::Malformed) }
    }

    /// Multiplies: an amount with `from_exponent` decimals becomes an amount of a currency with `to_exponent` decimals.
    pub fn convert(
        self,
        amount: Money,
        from_exponent: u8,
        to_exponent: u8,
        rounding: Rounding,
    ) -> Result<Money, Overflow> {
        let product = i128::from(amount.minor()) * i128::from(self.mantissa);
        shift(product, i32::from(self.exponent) + i32::from(to_exponent) - i32::from(from_exponent), rounding)
    }

    /// Divides: the other direction of the same quotation, without an inverse rate that would itself be rounded.
    ///
    /// At "1.10 USD for 1 EUR", `convert` leads from EUR to USD and `convert_back` from USD to EUR.
    pub fn convert_back(
        self,
        amount: Money,
        from_exponent: u8,
        to_exponent: u8,
        rounding: Rounding,
    ) -> Result<Money, Overflow> {
        let power = i32::from(to_exponent) - i32::from(from_exponent) - i32::from(self.exponent);
        let scale = power_of_ten(power.unsigned_abs());
        let (amount, mantissa) = (i128::from(amount.minor()), i128::from(self.mantissa));
        if amount == 0 {
            return Ok(Money::ZERO);
        }
        let (n, d) = if power >= 0 {
            (scale.and_then(|s| amount.checked_mul(s)).ok_or(Overflow)?, mantissa)
        } else {
            // A divisor beyond 128 bits leaves less than half a unit of any amount, as the widest divisor does.
            (amount, scale.and_then(|s| mantissa.checked_mul(s)).unwrap_or(i128::MAX))
        };
        narrow(div_round(n, d, rounding)).map(Money::from_minor)
    }
}

/// As quoted: "1.0850".
impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.mantissa.to_string();
        let power = usize::from(self.exponent.unsigned_abs());
        if self.exponent >= 0 {
            return f.pad(&format!("{digits}{}", "0".repeat(power)));
        }
        let digits = format!("{digits:0>width$}", width = power + 1);
        let (whole, fraction) = digits.split_at(digits.len() - power);
        f.pad(&format!("{whole}.{fraction}"))
    }
}

/// Multiplies by a power of ten, rounding when it is negative.
fn shift(figure: i128, power: i32, rounding: Rounding) -> Result<Money, Overflow> {
    if figure == 0 {
        return Ok(Money::ZERO);
    }
    let scale = power_of_ten(power.unsigned_abs());
    let wide = if power >= 0 {
        scale.and_then(|s| figure.checked_mul(s)).ok_or(Overflow)?
    } else {
        // Beyond 10^38 every figure here is less than half a unit, as it already is at 10^38.
        div_round(figure, scale.unwrap_or(10i128.pow(38)), rounding)
    };
    narrow(wide).map(Money::from_minor)
}

/// How many of one unit make another, exactly: 1 box = 12 pieces is 12/1, 1 inch = 127/5 millimetres.
///
/// Always positive and reduced, so equal ratios compare as equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Ratio {
    numerator: i64,
    denominator: i64,
}

impl Ratio {
    /// One for one.
    pub const ONE: Ratio = Ratio { numerator: 1, denominator: 1 };

    /// The reduced ratio, or nothing unless both figures are greater than zero.
    pub fn new(numerator: i64, denominator: i64) -> Option<Ratio> {
        if numerator <= 0 || denominator <= 0 {
            return None;
        }
        Ratio::reduce(i128::from(numerator), i128::from(denominator)).ok()
    }

    fn reduce(numerator: i128, denominator: i128) -> Result<Ratio, Overflow> {
        let (mut a, mut b) = (numerator, denominator);
        while b != 0 {
            (a, b) = (b, a % b);
        }
        Ok(Ratio { numerator: narrow(numerator / a)?, denominator: narrow(denominator / a)? })
    }

    /// The upper figure.
    pub const fn numerator(self) -> i64 {
        self.numerator
    }

    /// The lower figure.
    pub const fn denominator(self) -> i64 {
        self.denominator
    }

    /// The quantity times this ratio, rounded to a millionth.
    pub fn apply(self, quantity: Quantity, rounding: Rounding) -> Result<Quantity, Overflow> {
        let product = i128::from(quantity.0) * i128::from(self.numerator);
        narrow(div_round(product, i128::from(self.denominator), rounding)).map(Quantity)
    }

    /// The way back.
    pub const fn invert(self) -> Ratio {
        Ratio { numerator: self.denominator, denominator: self.numerator }
    }

    /// This conversion followed by another.
    pub fn then(self, next: Ratio) -> Result<Ratio, Overflow> {
        Ratio::reduce(
            i128::from(self.numerator) * i128::from(next.numerator),
            i128::from(self.denominator) * i128::from(next.denominator),
        )
    }
}

/// "12/1".
impl fmt::Display for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.numerator, self.denominator)
    }
}

#[cfg(test)]
#[path = "quantity_tests.rs"]
mod tests;
