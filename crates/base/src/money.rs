//! Money: whole minor units of a currency that the document names, added and shared out without losing a cent.

use std::fmt;

use crate::{DecimalError, decimal};

/// A result greater than 64 bits can hold. Books refuse such a figure instead of keeping a wrapped one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Overflow;

impl fmt::Display for Overflow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the figure is too large to be kept exactly")
    }
}

impl std::error::Error for Overflow {}

/// Narrows a 128-bit intermediate result to what is stored.
pub(crate) fn narrow(wide: i128) -> Result<i64, Overflow> {
    i64::try_from(wide).map_err(|_| Overflow)
}

/// Gives a newtype over `i64` the arithmetic that all amounts share: adding, turning the sign, summing.
macro_rules! additive {
    ($name:ident) => {
        impl $name {
            /// Nothing.
            pub const ZERO: $name = $name(0);

            /// The sum of the two, refused when it does not fit.
            pub fn checked_add(self, other: $name) -> Result<$name, $crate::Overflow> {
                self.0.checked_add(other.0).map($name).ok_or($crate::Overflow)
            }

            /// The difference of the two, refused when it does not fit.
            pub fn checked_sub(self, other: $name) -> Result<$name, $crate::Overflow> {
                self.0.checked_sub(other.0).map($name).ok_or($crate::Overflow)
            }

            /// The same figure with the other sign, refused for the one figure that has no counterpart.
            pub fn checked_neg(self) -> Result<$name, $crate::Overflow> {
                self.0.checked_neg().map($name).ok_or($crate::Overflow)
            }

            /// The figure without its sign, refused for the one figure that has no counterpart.
            pub fn checked_abs(self) -> Result<$name, $crate::Overflow> {
                self.0.checked_abs().map($name).ok_or($crate::Overflow)
            }

            /// This figure taken `times` times, refused when it does not fit.
            pub fn checked_mul(self, times: i64) -> Result<$name, $crate::Overflow> {
                self.0.checked_mul(times).map($name).ok_or($crate::Overflow)
            }

            /// The sum of all. Only the final sum has to fit, not every sum on the way.
            pub fn sum(all: impl IntoIterator<Item = $name>) -> Result<$name, $crate::Overflow> {
                let wide = all.into_iter().map(|one| i128::from(one.0)).sum();
                $crate::money::narrow(wide).map($name)
            }

            /// Whether there is nothing of it.
            pub const fn is_zero(self) -> bool {
                self.0 == 0
            }

            /// −1, 0 or 1.
            pub const fn signum(self) -> i64 {
                self.0.signum()
            }

            /// Whether it is less than nothing.
            pub const fn is_negative(self) -> bool {
                self.0 < 0
            }

            /// Whether it is more than nothing.
            pub const fn is_positive(self) -> bool {
                self.0 > 0
            }
        }
    };
}
pub(crate) use additive;

/// An amount in minor units (cents) of a currency. Which currency, and so how many decimals, is said by the document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money(i64);

additive!(Money);

impl Money {
    /// The amount of this many minor units.
    pub const fn from_minor(minor: i64) -> Money {
        Money(minor)
    }

    /// How many minor units it is.
    pub const fn minor(self) -> i64 {
        self.0
    }

    /// Reads "12.50" as an amount of a currency with `exponent` decimals; more decimals than that are refused.
    pub fn parse(text: &str, exponent: u8) -> Result<Money, DecimalError> {
        decimal::parse(text, exponent).map(Money)
    }

    /// Writes the amount with all decimals of its currency: "12.50".
    pub fn format(self, exponent: u8) -> String {
        decimal::format(self.0, exponent)
    }
}

/// For logs and failures only: an amount does not know its decimals, so it says "1250 minor" and never "1250".
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} minor", self.0)
    }
}

/// Shares `total` out in proportion to `weights`, exactly: the parts always sum to the total.
///
/// Each part is cut to whole minor units, and the units left over go one each to the largest remainders, the first of
/// equals first. A negative total is shared as the mirror of the positive one, so that a reversal undoes it part by
/// part. Weights that sum to zero share equally. Without weights only nothing can be shared, other totals are refused.
pub fn distribute(total: Money, weights: &[i64]) -> Result<Vec<Money>, Overflow> {
    if weights.is_empty() {
        return if total.is_zero() { Ok(Vec::new()) } else { Err(Overflow) };
    }
    let sum: i128 = weights.iter().map(|w| i128::from(*w)).sum();
    let whole = if sum == 0 { weights.len() as i128 } else { sum.abs() };
    let weigh = |w: i64| if sum == 0 { 1 } else { i128::from(w) * sum.signum() };
    let size = i128::from(total.0).abs();
    let mut parts = Vec::with_capacity(weights.len());
    let mut remainders = Vec::with_capacity(weights.len());
    for (place, w) in weights.iter().enumerate() {
        let share = size * weigh(*w);
        parts.push(share.div_euclid(whole));
        remainders.push((share.rem_euclid(whole), place));
    }
    let left_over = size - parts.iter().sum::<i128>();
    remainders.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    for (_, place) in remainders.iter().take(left_over as usize) {
        parts[*place] += 1;
    }
    let sign = i128::from(total.0.signum());
    parts.into_iter().map(|part| narrow(part * sign).map(Money)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn minors(parts: &[Money]) -> Vec<i64> {
        parts.iter().map(|part| part.minor()).collect()
    }

    #[test]
    fn amounts_are_shared_out_to_the_last_cent() {
        let cases: &[(i64, &[i64], &[i64])] = &[
            (10000, &[1, 1, 1], &[3334, 3333, 3333]),
            (-10000, &[1, 1, 1], &[-3334, -3333, -3333]),
            (5, &[3, 7], &[2, 3]),
            (100, &[0, 0], &[50, 50]),
            (101, &[0, 0], &[51, 50]),
            (100, &[0, 1, 0], &[0, 100, 0]),
            (0, &[1, 2], &[0, 0]),
            (0, &[], &[]),
            (100, &[-1, -3], &[25, 75]),
            (100, &[3, -1], &[150, -50]),
            (100, &[1, -1], &[50, 50]),
            (i64::MAX, &[i64::MAX, i64::MAX], &[i64::MAX / 2 + 1, i64::MAX / 2]),
            (i64::MIN, &[1], &[i64::MIN]),
        ];
        for (total, weights, expected) in cases {
            let parts = distribute(Money(*total), weights).unwrap();
            assert_eq!(minors(&parts), *expected, "{total} over {weights:?}");
        }
        assert_eq!(distribute(Money(1), &[]), Err(Overflow));
        assert_eq!(distribute(Money(i64::MAX), &[1000, -999]), Err(Overflow));
    }

    #[test]
    fn no_sum_wraps() {
        assert_eq!(Money(i64::MAX).checked_add(Money(1)), Err(Overflow));
        assert_eq!(Money(i64::MIN).checked_sub(Money(1)), Err(Overflow));
        assert_eq!(Money(i64::MIN).checked_neg(), Err(Overflow));
        assert_eq!(Money(i64::MIN).checked_abs(), Err(Overflow));
        assert_eq!(Money(i64::MAX).checked_mul(2), Err(Overflow));
        assert_eq!(Money::sum([Money(i64::MAX), Money(1)]), Err(Overflow));
        assert_eq!(Money::sum([Money(i64::MAX), Money(1), Money(-1)]), Ok(Money(i64::MAX)));
        assert_eq!(Money::sum([]), Ok(Money::ZERO));
    }

    #[test]
    fn an_amount_is_read_and_written_with_the_decimals_of_its_currency() {
        assert_eq!(Money::parse("12.50", 2), Ok(Money(1250)));
        assert_eq!(Money::parse("1250", 0).unwrap().format(0), "1250");
        assert_eq!(Money::parse("0.001", 2), Err(DecimalError::TooManyDecimals(2)));
        assert_eq!(Money(-5).format(3), "-0.005");
        assert_eq!(Money(1250).to_string(), "1250 minor");
    }

    proptest! {
        #[test]
        fn parts_sum_exactly_and_mirror_for_the_opposite_total(
            total in -i64::MAX..=i64::MAX,
            weights in prop::collection::vec(0i64..=i64::MAX, 1..40),
        ) {
            let parts = distribute(Money(total), &weights).unwrap();
            prop_assert_eq!(Money::sum(parts.iter().copied()), Ok(Money(total)));
            let mirrored: Vec<i64> = minors(&distribute(Money(-total), &weights).unwrap()).iter().map(|m| -m).collect();
            prop_assert_eq!(minors(&parts), mirrored);
        }

        /// No part is a whole unit or more away from its exact share.
        #[test]
        fn parts_stay_within_one_unit_of_their_share(
            total in -1_000_000i64..1_000_000,
            weights in prop::collection::vec(-1000i64..1000, 1..20),
        ) {
            let sum: i64 = weights.iter().sum();
            prop_assume!(sum != 0);
            let parts = distribute(Money(total), &weights).unwrap();
            prop_assert_eq!(Money::sum(parts.iter().copied()), Ok(Money(total)));
            for (part, weight) in parts.iter().zip(&weights) {
                prop_assert!((part.minor() * sum - total * weight).abs() < sum.abs());
            }
        }
    }
}
