//! Parts of amounts and quantities: what belongs to a part of a line, rounded in one place.

use base::decimal::div_round;
use base::{Money, Overflow, Quantity, Refusal, Result, Rounding};

/// What of an amount belongs to a part of a quantity; the whole quantity takes the whole amount.
pub fn amount(of: Money, part: Quantity, whole: Quantity) -> Result<Money> {
    if part == whole {
        return Ok(of);
    }
    scale(of, part.units(), whole.units())
}

/// An amount times a fraction, a half away from zero; nothing of nothing.
pub fn scale(of: Money, part: i64, whole: i64) -> Result<Money> {
    if whole == 0 {
        return Ok(Money::ZERO);
    }
    let product = i128::from(of.minor()) * i128::from(part);
    let rounded = div_round(product, i128::from(whole), Rounding::HalfAwayFromZero);
    Ok(Money::from_minor(i64::try_from(rounded).map_err(|_| Overflow)?))
}

/// A part of a line in base units: so much of `stock` as `part` is of `whole`, exactly.
pub fn stocked(stock: Quantity, part: Quantity, whole: Quantity) -> Result<Quantity> {
    if part == whole || stock == whole {
        return Ok(if stock == whole { part } else { stock });
    }
    let product = i128::from(stock.units()) * i128::from(part.units());
    let divisor = i128::from(whole.units()).max(1);
    if product % divisor != 0 {
        return Err(Refusal::new("purchasing.part_not_exact").field("quantity").arg("quantity", part).into());
    }
    Ok(Quantity::from_units(i64::try_from(product / divisor).map_err(|_| Overflow)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_a_line_add_up() {
        let (whole, line) = (Quantity::from_units(3_000_000), Money::from_minor(1_000));
        let upto = |n: i64| amount(line, Quantity::from_units(n), whole).unwrap().minor();
        assert_eq!([upto(1_000_000), upto(2_000_000), upto(3_000_000)], [333, 667, 1_000]);
        let dozen = Quantity::from_units(12_000_000);
        assert_eq!(
            stocked(dozen, Quantity::from_units(500_000), Quantity::from_units(1_000_000)).unwrap().units(),
            6_000_000
        );
        assert!(stocked(Quantity::from_units(1), Quantity::from_units(1), whole).is_err());
    }
}
