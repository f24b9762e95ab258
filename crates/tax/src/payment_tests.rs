//! Early payment, cash basis and company currency.

use base::{Money, Percent, Rate, Rounding};
use proptest::prelude::*;

use crate::compute_tests::{euro, inside, lines, tax};
use crate::*;

const HALF_AWAY: Rounding = Rounding::HalfAwayFromZero;

fn percent(n: i64) -> Percent {
    Percent::whole(n).unwrap()
}

#[test]
fn an_early_payment_discount_follows_the_law_of_the_country() {
    let mut order = lines(&["100"], &[tax("21")]);
    order.extend(lines(&["50"], &[tax("10")]));
    let document = compute(&order, Mode::Document).unwrap();
    assert_eq!(document.total, euro("176"));
    let cases: &[(EarlyPayment, &str, &str, [&str; 2])] = &[
        (EarlyPayment::ReduceTaxOnPayment, "3.52", "3", ["0.42", "0.10"]),
        (EarlyPayment::Never, "3", "3", ["0", "0"]),
        (EarlyPayment::TaxOnDiscountedAmount, "3", "3", ["0", "0"]),
    ];
    for (policy, amount, net, taxes) in cases {
        let discount = early_payment(&document, percent(2), *policy).unwrap();
        assert_eq!((discount.amount, discount.net), (euro(amount), euro(net)), "{policy:?}");
        assert_eq!(discount.taxes, taxes.map(euro), "{policy:?}");
    }
    let mut anticipated = order.clone();
    anticipated.extend(anticipated_lines(&order, &document, percent(2)).unwrap());
    let document = compute(&anticipated, Mode::Category).unwrap();
    assert_eq!((document.net, document.tax), (euro("150"), euro("25.48")));
    assert_eq!((document.groups[0].base, document.groups[0].tax), (euro("98"), euro("20.58")));
}

#[test]
fn a_price_with_tax_inside_is_anticipated_by_its_net() {
    let order = lines(&["121"], &[inside("21")]);
    let document = compute(&order, Mode::Document).unwrap();
    let added = anticipated_lines(&order, &document, percent(2)).unwrap();
    let document = compute(&[order, added].concat(), Mode::Document).unwrap();
    assert_eq!((document.net, document.tax, document.total), (euro("100"), euro("20.58"), euro("120.58")));
}

#[test]
fn cash_basis_tax_becomes_due_with_the_money() {
    let (tax, total) = (euro("7"), euro("40"));
    let cases = [("13.33", "0", "2.33"), ("26.66", "2.33", "2.34"), ("40", "4.67", "2.33"), ("13.33", "4.67", "-2.34")];
    for (allocated, moved, due) in cases {
        assert_eq!(release(tax, total, euro(allocated), euro(moved)), Ok(euro(due)), "{allocated} allocated");
    }
    assert_eq!(release(tax, total, euro("50"), euro("7")), Ok(Money::ZERO));
    assert_eq!(release(euro("-7"), euro("-40"), euro("-40"), euro("-1")), Ok(euro("-6")));
    assert_eq!(release(tax, Money::ZERO, total, tax), Err(Problem::NothingToShareBy));
}

#[test]
fn group_totals_are_converted_once_and_the_receivable_balances() {
    let dollars = Rate::parse("1.10").unwrap();
    let in_euro = |amount| Ok(dollars.convert_back(amount, 2, 2, HALF_AWAY)?);
    let document = compute(&lines(&["33.33", "33.33", "33.34"], &[tax("19")]), Mode::Document).unwrap();
    let converted = in_company_currency(&document, &in_euro).unwrap();
    // 100.00 is 90.91, 19.00 is 17.27, 119.00 alone would be 108.18.
    assert_eq!(converted.groups, [(euro("90.91"), euro("17.27"))]);
    let nets: Vec<Money> = converted.lines.iter().map(|line| line.net).collect();
    assert_eq!(nets, ["30.30", "30.30", "30.31"].map(euro));
    assert_eq!((converted.total, converted.remainder), (euro("108.18"), Money::ZERO));
    let yen = Rate::parse("163.255").unwrap();
    let converted = in_company_currency(&document, &|amount| Ok(yen.convert(amount, 2, 0, HALF_AWAY)?)).unwrap();
    assert_eq!((converted.groups[0].0.minor(), converted.groups[0].1.minor()), (16326, 3102));
    assert_eq!((converted.total.minor(), converted.remainder.minor()), (19428, 1));
}

proptest! {
    #[test]
    fn the_entry_in_company_currency_balances(
        cents in prop::collection::vec((-10_000i64..100_000, 0usize..3), 1..12), mantissa in 1i64..100_000,
    ) {
        let rates = [vec![tax("21")], vec![tax("10"), tax("5.2")], vec![Tax { reverse_charge: true, ..tax("19") }]];
        let lines: Vec<Line> =
            cents.into_iter().map(|(c, which)| Line::of(Money::from_minor(c), rates[which].clone())).collect();
        let document = compute(&lines, Mode::Document).unwrap();
        let rate = Rate::new(mantissa, -4).unwrap();
        let convert = |amount| Ok(rate.convert(amount, 2, 2, HALF_AWAY)?);
        let converted = in_company_currency(&document, &convert).unwrap();
        let mut credits: i64 = converted.lines.iter().map(|line| line.net.minor()).sum();
        for (group, (base, tax)) in document.groups.iter().zip(&converted.groups) {
            prop_assert_eq!(convert(group.base), Ok(*base));
            prop_assert_eq!(convert(group.tax), Ok(*tax));
            credits += if group.reverse_charge { 0 } else { tax.minor() };
        }
        prop_assert_eq!(credits, converted.total.minor());
        // A cent for each net and each tax that was rounded apart, and a half for the total itself.
        prop_assert!(converted.remainder.minor().abs() <= 4);
    }

    #[test]
    fn all_of_a_cash_basis_tax_becomes_due(
        tax in -100_000i64..100_000, parts in prop::collection::vec(1i64..10_000, 1..10),
    ) {
        let total = Money::from_minor(parts.iter().sum());
        let (mut moved, mut allocated) = (0, 0);
        for part in parts {
            allocated += part;
            let due = release(Money::from_minor(tax), total, Money::from_minor(allocated), Money::from_minor(moved));
            let due = due.unwrap().minor();
            prop_assert!(due * tax >= 0);
            moved += due;
        }
        prop_assert_eq!(moved, tax);
    }
}
