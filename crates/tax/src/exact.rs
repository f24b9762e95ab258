//! Exact fractions, so that an amount is rounded once, at the place the rule names, and never on the way there.

use base::decimal::div_round;
use base::{Money, Percent, Rounding};

use crate::{Problem, Result};

/// An exact amount in minor units: a reduced fraction with a denominator above zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exact {
    numerator: i128,
    denominator: i128,
}

impl Exact {
    /// Nothing.
    pub const ZERO: Exact = Exact { numerator: 0, denominator: 1 };

    /// One.
    pub const ONE: Exact = Exact { numerator: 1, denominator: 1 };

    /// The fraction, reduced. Refused for a denominator of zero.
    pub fn new(numerator: i128, denominator: i128) -> Result<Exact> {
        if denominator == 0 || numerator == i128::MIN || denominator == i128::MIN {
            return Err(Problem::Overflow);
        }
        let divisor = gcd(numerator.abs(), denominator.abs()) * denominator.signum();
        Ok(Exact { numerator: numerator / divisor, denominator: denominator / divisor })
    }

    /// The figure of a percentage: 21 % is 21/100.
    pub fn percent(percent: Percent) -> Result<Exact> {
        Exact::new(i128::from(percent.units()), i128::from(Percent::HUNDRED.units()))
    }

    /// The sum.
    pub fn checked_add(self, other: Exact) -> Result<Exact> {
        // Over the least common denominator, so that many lines of one rate keep small figures.
        let divisor = gcd(self.denominator, other.denominator);
        let (left, right) = (other.denominator / divisor, self.denominator / divisor);
        let sum = product(self.numerator, left)?.checked_add(product(other.numerator, right)?);
        Exact::new(sum.ok_or(Problem::Overflow)?, product(self.denominator, left)?)
    }

    /// The difference.
    pub fn checked_sub(self, other: Exact) -> Result<Exact> {
        self.checked_add(other.opposite())
    }

    /// The product.
    pub fn checked_mul(self, other: Exact) -> Result<Exact> {
        // Reduced crosswise first, so that only a result that is too large itself is refused.
        let (a, b) = (gcd(self.numerator.abs(), other.denominator), gcd(other.numerator.abs(), self.denominator));
        let (a, b) = (a.max(1), b.max(1));
        Exact::new(
            product(self.numerator / a, other.numerator / b)?,
            product(self.denominator / b, other.denominator / a)?,
        )
    }

    /// The quotient; refused for a divisor of zero.
    pub fn checked_div(self, other: Exact) -> Result<Exact> {
        self.checked_mul(Exact::new(other.denominator, other.numerator)?)
    }

    /// The same figure with the other sign.
    pub fn opposite(self) -> Exact {
        Exact { numerator: -self.numerator, denominator: self.denominator }
    }

    /// Whether it is more than nothing.
    pub fn is_positive(self) -> bool {
        self.numerator > 0
    }

    /// The whole minor units it becomes, a half away from zero.
    pub fn round(self) -> Result<Money> {
        let minor = div_round(self.numerator, self.denominator, Rounding::HalfAwayFromZero);
        i64::try_from(minor).map(Money::from_minor).map_err(|_| Problem::Overflow)
    }

    /// The sum of all.
    pub fn sum(all: impl IntoIterator<Item = Exact>) -> Result<Exact> {
        all.into_iter().try_fold(Exact::ZERO, Exact::checked_add)
    }
}

impl From<Money> for Exact {
    fn from(amount: Money) -> Exact {
        Exact { numerator: i128::from(amount.minor()), denominator: 1 }
    }
}

fn product(a: i128, b: i128) -> Result<i128> {
    // The least figure is left out, so that turning a sign always works.
    a.checked_mul(b).filter(|c| *c != i128::MIN).ok_or(Problem::Overflow)
}

fn gcd(mut a: i128, mut b: i128) -> i128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn exact(n: i128, d: i128) -> Exact {
        Exact::new(n, d).unwrap()
    }

    #[test]
    fn fractions_are_reduced_and_rounded_once() {
        assert_eq!(exact(-6, -4), exact(3, 2));
        assert_eq!(exact(0, -4), Exact::ZERO);
        assert_eq!(exact(3, 2).round(), Ok(Money::from_minor(2)));
        assert_eq!(exact(-3, 2).round(), Ok(Money::from_minor(-2)));
        assert_eq!(exact(1, 3).checked_add(exact(1, 6)), Ok(exact(1, 2)));
        assert_eq!(exact(2, 3).checked_div(exact(4, 3)), Ok(exact(1, 2)));
        assert_eq!(Exact::ZERO.checked_mul(exact(1, 3)), Ok(Exact::ZERO));
        assert_eq!(Exact::ONE.checked_div(Exact::ZERO), Err(Problem::Overflow));
        assert_eq!(exact(i128::MAX, 1).checked_add(Exact::ONE), Err(Problem::Overflow));
        assert_eq!(exact(i128::MAX, 1).round(), Err(Problem::Overflow));
    }

    proptest! {
        #[test]
        fn adding_and_multiplying_can_be_undone(a: i64, b in 1i64.., c: i64, d in 1i64..) {
            let small = |n: i64| i128::from(n >> 20).max(-(1 << 40));
            let (x, y) = (exact(small(a), small(b).max(1)), exact(small(c), small(d).max(1)));
            if let Ok(sum) = x.checked_add(y) {
                prop_assert_eq!(sum.checked_sub(y), Ok(x));
            }
            if let (Ok(product), true) = (x.checked_mul(y), y != Exact::ZERO) {
                prop_assert_eq!(product.checked_div(y), Ok(x));
            }
        }
    }
}
