//! Laws and examples of quantities, prices, percentages, rates and unit ratios.

use super::*;
use proptest::prelude::*;

const HALF_AWAY: Rounding = Rounding::HalfAwayFromZero;

fn price(text: &str) -> Price {
    Price::parse(text).unwrap()
}

fn quantity(text: &str) -> Quantity {
    Quantity::parse(text).unwrap()
}

fn rate(text: &str) -> Rate {
    Rate::parse(text).unwrap()
}

#[test]
fn a_price_times_a_quantity_is_rounded_once() {
    let cases: &[(&str, &str, u8, i64)] = &[
        ("5", "120", 2, 60000),
        ("2.50", "20", 2, 5000),
        ("0.333333", "3", 2, 100),
        ("0.005", "1", 2, 1),
        ("0.0049", "1", 2, 0),
        ("-0.005", "1", 2, -1),
        ("0.005", "-1", 2, -1),
        ("1234.5", "1", 0, 1235),
        ("1.2345", "1", 3, 1235),
        ("0.000001", "0.000001", 12, 1),
        ("0.000001", "0.000001", 14, 100),
    ];
    for (p, q, exponent, minor) in cases {
        assert_eq!(price(p).amount(quantity(q), *exponent, HALF_AWAY), Ok(Money::from_minor(*minor)), "{p} x {q}");
    }
    let widest = Price::from_units(i64::MAX);
    assert_eq!(widest.amount(Quantity::from_units(i64::MAX), 2, HALF_AWAY), Err(Overflow));
    assert_eq!(widest.amount(Quantity::from_units(i64::MIN), 255, HALF_AWAY), Err(Overflow));
    assert_eq!(Price::ZERO.amount(Quantity::from_units(i64::MIN), 255, HALF_AWAY), Ok(Money::ZERO));
}

#[test]
fn a_percentage_of_an_amount() {
    let cases: &[(&str, i64, Rounding, i64)] = &[
        ("21", 10000, HALF_AWAY, 2100),
        ("7.7", 1000, HALF_AWAY, 77),
        ("50", 1, HALF_AWAY, 1),
        ("50", 1, Rounding::HalfEven, 0),
        ("50", -1, HALF_AWAY, -1),
        ("0.0001", 1_000_000, HALF_AWAY, 1),
        ("100", i64::MAX, HALF_AWAY, i64::MAX),
        ("0", i64::MIN, HALF_AWAY, 0),
    ];
    for (percent, amount, rounding, answer) in cases {
        let percent = Percent::parse(percent).unwrap();
        assert_eq!(percent.of(Money::from_minor(*amount), *rounding), Ok(Money::from_minor(*answer)), "{percent} %");
    }
    assert_eq!(Percent::whole(21), Ok(Percent::from_units(210_000)));
    assert_eq!(Percent::whole(200).unwrap().of(Money::from_minor(i64::MAX), HALF_AWAY), Err(Overflow));
}

#[test]
fn a_rate_keeps_its_quotation() {
    for (text, mantissa, exponent) in [
        ("1.10", 110, -2),
        ("0.0067", 67, -4),
        ("7", 7, 0),
        ("00120", 120, 0),
        ("123456789.012345", 123456789012345, -6),
    ] {
        let rate = rate(text);
        assert_eq!((rate.mantissa(), rate.exponent()), (mantissa, exponent), "{text}");
        assert_eq!(rate.to_string(), text.trim_start_matches("00"));
        assert_eq!(Rate::from_storage(&rate.to_storage()), Ok(rate));
    }
    assert_eq!(rate("1000000000000000000").to_string(), "1000000000000000000");
    assert_eq!(rate("1.1000000000000000000"), Rate::new(110_000_000_000_000, -14).unwrap());
    assert!(rate("1.10").same_value(rate("1.1")));
    assert!(rate("10").same_value(Rate::new(1, 1).unwrap()));
    for (text, error) in [
        ("0", DecimalError::NotPositive),
        ("0.000", DecimalError::NotPositive),
        ("-1.1", DecimalError::NotPositive),
        ("1.234567890123456", DecimalError::TooManyDigits),
        ("1e2", DecimalError::Malformed),
        ("", DecimalError::Empty),
        ("0.0000000000000000000000000000001", DecimalError::TooLarge),
    ] {
        assert_eq!(Rate::parse(text), Err(error), "{text}");
    }
    for text in ["", "1", "e1", "1e", "+1e0", "01e0", "1e+0", "0e0", "1e99", "1e200", "1 e0"] {
        assert!(Rate::from_storage(text).is_err(), "{text}");
    }
}

#[test]
fn amounts_change_currency_in_both_directions() {
    let cases: &[(&str, i64, u8, u8, i64, i64)] = &[
        // rate, amount, decimals from and to, multiplied, divided
        ("1.10", 10000, 2, 2, 11000, 9091),
        ("163.25", 10000, 2, 0, 16325, 1),
        ("0.0061", 16325, 0, 2, 9958, 267_622_951),
        ("0.30780", 1000, 2, 3, 3078, 32489),
        ("1", -5, 2, 2, -5, -5),
    ];
    for (text, amount, from, to, multiplied, divided) in cases {
        let (rate, amount) = (rate(text), Money::from_minor(*amount));
        assert_eq!(rate.convert(amount, *from, *to, HALF_AWAY), Ok(Money::from_minor(*multiplied)), "{text}");
        assert_eq!(rate.convert_back(amount, *from, *to, HALF_AWAY), Ok(Money::from_minor(*divided)), "{text}");
    }
}

#[test]
fn extreme_rates_are_refused_or_round_to_nothing() {
    let (tiny, huge) = (Rate::new(1, -30).unwrap(), Rate::new(999_999_999_999_999, 15).unwrap());
    let (most, one) = (Money::from_minor(i64::MAX), Money::from_minor(1));
    assert_eq!(tiny.convert(most, 255, 0, HALF_AWAY), Ok(Money::ZERO));
    assert_eq!(tiny.convert(one, 255, 0, Rounding::Up), Ok(one));
    assert_eq!(huge.convert(most, 0, 18, HALF_AWAY), Err(Overflow));
    assert_eq!(huge.convert_back(most, 18, 0, HALF_AWAY), Ok(Money::ZERO));
    assert_eq!(huge.convert_back(one, 255, 0, Rounding::Up), Ok(one));
    assert_eq!(tiny.convert_back(most, 0, 18, HALF_AWAY), Err(Overflow));
    assert_eq!(tiny.convert_back(Money::ZERO, 0, 255, HALF_AWAY), Ok(Money::ZERO));
}

#[test]
fn units_convert_exactly() {
    let dozen = Ratio::new(12, 1).unwrap();
    let inch = Ratio::new(254, 10).unwrap();
    assert_eq!((inch.numerator(), inch.denominator()), (127, 5));
    assert_eq!(dozen.apply(quantity("2.5"), HALF_AWAY), Ok(quantity("30")));
    assert_eq!(dozen.invert().apply(quantity("1"), HALF_AWAY), Ok(quantity("0.083333")));
    assert_eq!(dozen.then(dozen), Ok(Ratio::new(144, 1).unwrap()));
    assert_eq!(dozen.then(dozen.invert()), Ok(Ratio::ONE));
    assert_eq!(inch.to_string(), "127/5");
    for (n, d) in [(0, 1), (1, 0), (-1, 1), (1, -1), (i64::MIN, 1)] {
        assert_eq!(Ratio::new(n, d), None);
    }
    let most = Ratio::new(i64::MAX, 1).unwrap();
    assert_eq!(most.then(most), Err(Overflow));
    assert_eq!(most.then(most.invert()), Ok(Ratio::ONE));
    assert_eq!(most.apply(Quantity::from_units(2), HALF_AWAY), Err(Overflow));
}

#[test]
fn figures_are_written_trimmed_and_can_be_padded() {
    assert_eq!(Quantity::whole(12).unwrap().to_string(), "12");
    assert_eq!(quantity("12.500000").to_string(), "12.5");
    assert_eq!(format!("{:>6}|{:<6}|", price("-0.5"), Percent::whole(21).unwrap()), "  -0.5|21    |");
    assert_eq!(Quantity::whole(i64::MAX), Err(Overflow));
}

proptest! {
    #[test]
    fn an_amount_is_symmetric_in_sign_when_halves_go_away_from_zero(
        p in -i64::MAX..=i64::MAX, q in -i64::MAX..=i64::MAX, exponent in 0u8..5,
    ) {
        let amount = |p, q| Price::from_units(p).amount(Quantity::from_units(q), exponent, HALF_AWAY);
        prop_assert_eq!(amount(p, q), amount(-p, -q));
        prop_assert_eq!(amount(-p, q), amount(p, -q));
        if let Ok(plus) = amount(p, q) && plus.minor() != i64::MIN {
            prop_assert_eq!(amount(-p, q), plus.checked_neg());
        }
    }

    /// Realistic figures never overflow, and the result is the nearest cent.
    #[test]
    fn an_amount_is_the_nearest_minor_unit(
        p in -1_000_000_000_000i64..1_000_000_000_000, q in -1_000_000_000_000i64..1_000_000_000_000,
    ) {
        let minor = Price::from_units(p).amount(Quantity::from_units(q), 2, HALF_AWAY).unwrap().minor();
        let error = i128::from(minor) * 10_000_000_000 - i128::from(p) * i128::from(q);
        prop_assert!(error.abs() * 2 <= 10_000_000_000);
    }

    #[test]
    fn a_whole_number_of_units_converts_there_and_back(
        n in 1i64..1_000_000, d in 1i64..1_000_000, times in -1000i64..1000,
    ) {
        let ratio = Ratio::new(n, d).unwrap();
        prop_assert_eq!(ratio.invert().invert(), ratio);
        // A multiple of the denominator converts without a rest, whatever the rule, and so comes back unchanged.
        let quantity = Quantity::from_units(times * ratio.denominator());
        let there = ratio.apply(quantity, Rounding::Down).unwrap();
        prop_assert_eq!(there, ratio.apply(quantity, Rounding::Up).unwrap());
        prop_assert_eq!(ratio.invert().apply(there, Rounding::Down).unwrap(), quantity);
    }

    #[test]
    fn a_rate_survives_storage_and_print(mantissa in 1i64..1_000_000_000_000_000, exponent in -30i8..=15) {
        let rate = Rate::new(mantissa, exponent).unwrap();
        prop_assert_eq!(Rate::from_storage(&rate.to_storage()), Ok(rate));
        prop_assert!(Rate::parse(&rate.to_string()).unwrap().same_value(rate));
    }

    #[test]
    fn any_text_is_a_rate_or_refused(text in "[-+0-9.eE]{0,40}|.{0,20}") {
        let _ = Rate::from_storage(&text);
        if let Ok(rate) = Rate::parse(&text) {
            prop_assert!(rate.mantissa() > 0);
        }
    }

    #[test]
    fn no_conversion_panics(m in 1i64..1_000_000_000_000_000, e in -30i8..=15, amount: i64, from: u8, to: u8) {
        let (rate, amount) = (Rate::new(m, e).unwrap(), Money::from_minor(amount));
        let _ = rate.convert(amount, from, to, HALF_AWAY);
        let _ = rate.convert_back(amount, from, to, HALF_AWAY);
    }
}

#[test]
fn a_share_is_rounded_once_and_nothing_of_nothing_is_none() {
    let units = |part, whole| Percent::share(part, whole).map(Percent::units);
    // 2/3 is 66.6667 %, one in eight of a ten-thousandth goes away from zero on both sides.
    assert_eq!((units(2, 3), units(-2, 3), units(1, 1)), (Some(666_667), Some(-666_667), Some(1_000_000)));
    assert_eq!((units(1, 1_600_000), units(-1, 2_000_000)), (Some(1), Some(-1)));
    assert_eq!((units(0, 0), units(1, 0), units(1, -1)), (None, None, None));
    let read = |units| Percent::from_units(units).rounded(1).units();
    assert_eq!((read(666_667), read(-666_667), read(500), read(499)), (667_000, -667_000, 1_000, 0));
}
