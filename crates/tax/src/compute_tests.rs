//! Taxed documents: worked examples by every way of rounding, and the laws of all totals.

use base::{Money, Percent, Price, Quantity};
use proptest::prelude::*;

use crate::*;

pub(crate) fn euro(text: &str) -> Money {
    Money::parse(text, 2).unwrap()
}

/// A fully recoverable tax on top of the price; its code is its whole percentage.
pub(crate) fn tax(percent: &str) -> Tax {
    let rate = Percent::parse(percent).unwrap();
    Tax {
        code: rate.units(),
        figure: Figure::Percent(rate),
        order: 0,
        compound: false,
        included: false,
        recoverable: Percent::HUNDRED,
        reverse_charge: false,
    }
}

pub(crate) fn inside(percent: &str) -> Tax {
    Tax { included: true, ..tax(percent) }
}

pub(crate) fn lines(amounts: &[&str], taxes: &[Tax]) -> Vec<Line> {
    amounts.iter().map(|amount| Line::of(euro(amount), taxes.to_vec())).collect()
}

/// Net and taxes of each line.
fn figures(document: &Computed) -> Vec<(Money, Vec<Money>)> {
    document.lines.iter().map(|line| (line.net, line.taxes.iter().map(|tax| tax.tax).collect())).collect()
}

fn totals(document: &Computed) -> [Money; 3] {
    [document.net, document.tax, document.total]
}

/// TV4: three lines of 33.33 at 19 %.
#[test]
fn the_cent_of_the_document_falls_to_the_first_of_the_largest_lines() {
    let lines = lines(&["33.33", "33.33", "33.33"], &[tax("19")]);
    let by_line = compute(&lines, Mode::Line).unwrap();
    assert_eq!(totals(&by_line), ["99.99", "18.99", "118.98"].map(euro));
    assert_eq!(by_line.groups[0].levelled, Money::ZERO);
    for mode in [Mode::Document, Mode::Category] {
        let document = compute(&lines, mode).unwrap();
        assert_eq!(totals(&document), ["99.99", "19.00", "118.99"].map(euro), "{mode:?}");
        let taxes: Vec<Money> = document.lines.iter().map(|line| line.taxes[0].tax).collect();
        assert_eq!(taxes, ["6.34", "6.33", "6.33"].map(euro));
        assert_eq!(document.groups[0].levelled, euro("0.01"));
        assert_eq!((document.groups[0].base, document.groups[0].tax), (euro("99.99"), euro("19.00")));
    }
}

/// TV5: two lines of 21.53 with 21 % inside.
#[test]
fn prices_with_tax_inside_stay_what_the_customer_was_told() {
    let lines = lines(&["21.53", "21.53"], &[inside("21")]);
    let document = compute(&lines, Mode::Document).unwrap();
    assert_eq!(totals(&document), ["35.59", "7.47", "43.06"].map(euro));
    assert_eq!(figures(&document), [(euro("17.80"), vec![euro("3.73")]), (euro("17.79"), vec![euro("3.74")])]);
    assert_eq!((document.groups[0].base, document.groups[0].tax), (euro("35.59"), euro("7.47")));
    let by_line = compute(&lines, Mode::Line).unwrap();
    assert_eq!(totals(&by_line), ["35.58", "7.48", "43.06"].map(euro));
    // The e-invoice shows nets of 17.79 and 21 % of their sum; what the price loses by that is shown as rounding.
    let category = compute(&lines, Mode::Category).unwrap();
    assert_eq!(totals(&category), ["35.58", "7.47", "43.06"].map(euro));
    assert_eq!(category.rounding, euro("0.01"));
}

#[test]
fn taxes_of_one_line_are_reckoned_in_their_order() {
    let compound = |percent, order| Tax { order, compound: true, ..tax(percent) };
    let per_piece =
        Tax { code: 7, figure: Figure::PerUnit { amount: Price::parse("0.25").unwrap(), exponent: 2 }, ..tax("0") };
    let held = tax("-15");
    let reversed = Tax { reverse_charge: true, ..tax("21") };
    /// What is taxed how, and what of 100.00 is net, tax by tax, and paid.
    type Case = (&'static str, Vec<Tax>, &'static str, &'static [&'static str], &'static str);
    let cases: &[Case] = &[
        ("none", vec![], "100", &[], "100"),
        ("two on one base", vec![tax("10"), tax("5")], "100", &["10", "5"], "115"),
        ("compound", vec![tax("10"), compound("5", 1)], "100", &["10", "5.50"], "115.50"),
        ("compound, handed in unsorted", vec![compound("5", 1), tax("10")], "100", &["10", "5.50"], "115.50"),
        ("per piece, then compound", vec![per_piece, compound("10", 1)], "100", &["1", "10.10"], "111.10"),
        ("withheld", vec![tax("21"), held], "100", &["21", "-15"], "106"),
        ("owed by the buyer", vec![reversed], "100", &["21"], "100"),
        ("inside", vec![inside("25")], "80", &["20"], "100"),
        ("two inside", vec![inside("10"), inside("15")], "80", &["8", "12"], "100"),
        (
            "compound inside",
            vec![inside("10"), Tax { included: true, ..compound("5", 1) }],
            "86.58",
            &["8.66", "4.76"],
            "100",
        ),
        ("per piece inside", vec![Tax { included: true, ..per_piece }, inside("10")], "90", &["1", "9"], "100"),
        ("inside and on top", vec![inside("25"), tax("10")], "80", &["20", "8"], "108"),
    ];
    for (name, taxes, net, parts, gross) in cases {
        for mode in [Mode::Document, Mode::Line] {
            let line = Line { quantity: Quantity::whole(4).unwrap(), ..Line::of(euro("100"), taxes.clone()) };
            let document = compute(&[line], mode).unwrap();
            let parts: Vec<Money> = parts.iter().map(|part| euro(part)).collect();
            assert_eq!(figures(&document), [(euro(net), parts)], "{name}");
            assert_eq!(document.total, euro(gross), "{name}");
        }
    }
    let base = compute(&lines(&["100"], &[tax("10"), compound("5", 1)]), Mode::Document).unwrap();
    assert_eq!(base.groups.iter().map(|group| group.base).collect::<Vec<_>>(), ["100", "110"].map(euro));
    // What the buyer owes was never in the seller's price, whatever the table says.
    let told = compute(&lines(&["100"], &[Tax { included: true, ..reversed }]), Mode::Document).unwrap();
    assert_eq!(totals(&told), ["100", "0", "100"].map(euro));
    let all_of_it = Line::of(euro("100"), vec![inside("-100")]);
    assert_eq!(compute(&[all_of_it], Mode::Document), Err(Problem::NothingLeft));
}

/// A delivery before and one after a change of the rate, on one document.
#[test]
fn two_rates_of_one_code_are_two_groups() {
    let before = tax("19");
    let after = Tax { code: before.code, ..tax("16") };
    let document = [lines(&["100"], &[before]), lines(&["50"], &[after])].concat();
    let document = compute(&document, Mode::Document).unwrap();
    let groups: Vec<[Money; 2]> = document.groups.iter().map(|group| [group.base, group.tax]).collect();
    assert_eq!(groups, [["100", "19"], ["50", "8"]].map(|group| group.map(euro)));
}

#[test]
fn raw_amounts_are_summed_before_they_are_rounded() {
    let amount = |discount| {
        let (quantity, price) = (Quantity::whole(1).unwrap(), Price::parse("0.333333").unwrap());
        line_amount(quantity, price, Percent::parse(discount).unwrap(), 2).unwrap()
    };
    assert_eq!(amount("0").round(), Ok(euro("0.33")));
    assert_eq!(amount("50").round(), Ok(euro("0.17")));
    let line = Line { amount: amount("0"), ..Line::of(Money::ZERO, vec![tax("10")]) };
    let lines = vec![line; 3];
    let document = compute(&lines, Mode::Document).unwrap();
    assert_eq!(totals(&document), ["1.00", "0.10", "1.10"].map(euro));
    assert_eq!(document.lines[0].net, euro("0.34"));
    assert_eq!(totals(&compute(&lines, Mode::Line).unwrap()), ["0.99", "0.09", "1.08"].map(euro));
    assert_eq!(totals(&compute(&lines, Mode::Category).unwrap()), ["0.99", "0.10", "1.09"].map(euro));
}

#[test]
fn tax_that_does_not_come_back_belongs_to_the_cost_of_its_line() {
    let half = Tax { recoverable: Percent::whole(50).unwrap(), ..tax("21") };
    let document = compute(&lines(&["0.50", "0.50"], &[half]), Mode::Document).unwrap();
    // 0.21 of tax, 0.11 of it back.
    assert_eq!((document.groups[0].tax, document.groups[0].recoverable), (euro("0.21"), euro("0.11")));
    let costs: Vec<Money> = document.lines.iter().map(|line| line.cost).collect();
    assert_eq!(Money::sum(costs), Ok(euro("1.10")));
    let never = Tax { recoverable: Percent::ZERO, reverse_charge: true, ..tax("21") };
    let reversed = compute(&lines(&["100"], &[never]), Mode::Document).unwrap();
    assert_eq!((reversed.lines[0].cost, reversed.total), (euro("121"), euro("100")));
}

#[test]
fn a_document_discount_is_taken_off_each_rate() {
    let mut order = lines(&["200", "100"], &[tax("19")]);
    order.extend(lines(&["50"], &[tax("7")]));
    let tenth = document_discount(&order, Discount::Percent(Percent::whole(10).unwrap())).unwrap();
    let amounts: Vec<Money> = tenth.iter().map(|allowance| allowance.amount).collect();
    assert_eq!(amounts, ["30", "5"].map(euro));
    assert_eq!(tenth[0].lines, [(0, euro("20")), (1, euro("10"))]);
    let ten = document_discount(&order, Discount::Amount(euro("10"))).unwrap();
    let amounts: Vec<Money> = ten.iter().map(|allowance| allowance.amount).collect();
    assert_eq!(amounts, ["8.57", "1.43"].map(euro));
    order.extend(ten.iter().map(|allowance| allowance.line().unwrap()));
    let document = compute(&order, Mode::Category).unwrap();
    assert_eq!(totals(&document), ["340", "58.77", "398.77"].map(euro));
    let free = lines(&["0"], &[tax("19")]);
    assert_eq!(document_discount(&free, Discount::Amount(euro("1"))), Err(Problem::NothingToShareBy));
}

#[test]
fn a_deposit_is_deducted_with_its_tax() {
    let mut deposit = lines(&["30"], &[tax("21")]);
    deposit.extend(lines(&["12.10"], &[inside("21")]));
    let paid = compute(&deposit, Mode::Document).unwrap();
    assert_eq!(totals(&paid), ["40", "8.40", "48.40"].map(euro));
    let mut last = lines(&["100"], &[tax("21")]);
    last.extend(deposit_lines(&deposit, &paid).unwrap());
    let document = compute(&last, Mode::Document).unwrap();
    assert_eq!(totals(&document), ["60", "12.60", "72.60"].map(euro));
    assert_eq!(document.lines[2].gross, euro("-12.10"));
}

#[test]
fn a_total_is_paid_in_coins() {
    let cases = [("10.02", "5", "-0.02"), ("10.03", "5", "0.02"), ("-10.03", "5", "-0.02"), ("10.05", "5", "0")];
    for (total, step, added) in cases {
        let added_now =
            cash_rounding(euro(total), Money::from_minor(step.parse().unwrap()), base::Rounding::HalfAwayFromZero);
        assert_eq!(added_now, Ok(euro(added)), "{total}");
    }
    assert_eq!(cash_rounding(euro("1"), Money::ZERO, base::Rounding::Down), Err(Problem::NothingToShareBy));
}

fn any_tax() -> impl Strategy<Value = Tax> {
    let figure = (0usize..6).prop_map(|which| ["0", "5.2", "7", "10", "19", "21"][which]);
    (figure, 0i32..3, any::<bool>(), any::<bool>(), 0i64..=100, 0u8..8).prop_map(
        |(percent, order, compound, included, recoverable, reverse)| {
            let recoverable = Percent::whole(recoverable).unwrap();
            // One code says one thing, as in the table of codes.
            let code =
                tax(percent).code * 100 + i64::from(order) * 10 + i64::from(compound) * 2 + i64::from(reverse == 0);
            Tax { code, order, compound, included, recoverable, reverse_charge: reverse == 0, ..tax(percent) }
        },
    )
}

fn any_lines() -> impl Strategy<Value = Vec<Line>> {
    let sets = prop::collection::vec(prop::collection::vec(any_tax(), 0..3), 1..4);
    let rows = prop::collection::vec((-20_000i64..100_000, 1i128..1000, 0usize..4), 1..12);
    (sets, rows).prop_map(|(sets, rows)| {
        let line = |(minor, denominator, set): (i64, i128, usize)| Line {
            amount: Exact::new(i128::from(minor), denominator).unwrap(),
            ..Line::of(Money::ZERO, sets[set % sets.len()].clone())
        };
        rows.into_iter().map(line).collect()
    })
}

fn modes() -> impl Strategy<Value = Mode> {
    prop_oneof![Just(Mode::Document), Just(Mode::Line), Just(Mode::Category)]
}

fn turned(lines: &[Line]) -> Vec<Line> {
    lines.iter().map(|line| Line { amount: line.amount.opposite(), ..line.clone() }).collect()
}

proptest! {
    #[test]
    fn lines_sum_to_groups_and_groups_to_the_document(lines in any_lines(), mode in modes()) {
        let document = compute(&lines, mode).unwrap();
        let sum = |amounts: Vec<Money>| Money::sum(amounts).unwrap();
        let paid = |reverse: bool| if reverse { 0 } else { 1 };
        prop_assert_eq!(sum(document.lines.iter().map(|line| line.net).collect()), document.net);
        let gross = sum(document.lines.iter().map(|line| line.gross).collect());
        prop_assert_eq!(gross.checked_add(document.rounding), Ok(document.total));
        let taxes: i64 = document.groups.iter().map(|group| group.tax.minor() * paid(group.reverse_charge)).sum();
        prop_assert_eq!(taxes, document.tax.minor());
        prop_assert_eq!(document.net.checked_add(document.tax), Ok(gross));
        for group in &document.groups {
            let own: Vec<&LineTax> = document.lines.iter().flat_map(|line| &line.taxes)
                .filter(|tax| (tax.code, tax.figure) == (group.code, group.figure)).collect();
            prop_assert_eq!(sum(own.iter().map(|tax| tax.tax).collect()), group.tax);
            prop_assert_eq!(sum(own.iter().map(|tax| tax.base).collect()), group.base);
            prop_assert_eq!(sum(own.iter().map(|tax| tax.recoverable).collect()), group.recoverable);
        }
        let cost: i64 = document.groups.iter().map(|group| group.tax.minor() - group.recoverable.minor()).sum();
        let costs = sum(document.lines.iter().map(|line| line.cost).collect());
        prop_assert_eq!(costs.minor(), document.net.minor() + cost);
    }

    #[test]
    fn a_credit_note_undoes_its_invoice(lines in any_lines(), mode in modes()) {
        let lines: Vec<Line> = lines.into_iter().map(|line| Line { quantity: Quantity::ZERO, ..line }).collect();
        let (invoice, credit) = (compute(&lines, mode).unwrap(), compute(&turned(&lines), mode).unwrap());
        for (a, b) in invoice.lines.iter().zip(&credit.lines) {
            prop_assert_eq!(a.net.checked_neg(), Ok(b.net));
            prop_assert_eq!(a.cost.checked_neg(), Ok(b.cost));
            for (x, y) in a.taxes.iter().zip(&b.taxes) {
                prop_assert_eq!(x.tax.checked_neg(), Ok(y.tax));
            }
        }
        prop_assert_eq!(invoice.total.checked_neg(), Ok(credit.total));
    }

    #[test]
    fn a_price_with_tax_inside_is_what_is_paid(
        cents in prop::collection::vec(-10_000i64..1_000_000, 1..15), which in 0usize..4, mode in modes(),
    ) {
        let taxes: [&[Tax]; 4] = [
            &[inside("21")],
            &[inside("19"), inside("5.2")],
            &[inside("10"), Tax { order: 1, compound: true, ..inside("7") }],
            &[inside("33.3333")],
        ];
        let lines: Vec<Line> = cents.iter().map(|c| Line::of(Money::from_minor(*c), taxes[which].to_vec())).collect();
        let document = compute(&lines, mode).unwrap();
        prop_assert_eq!(document.total.minor(), cents.iter().sum::<i64>());
        if mode != Mode::Category {
            for (line, cents) in document.lines.iter().zip(&cents) {
                prop_assert_eq!(line.gross.minor(), *cents);
            }
        }
    }

    /// EN 16931 BR-CO-17: in whole cents, the tax of a category is its base times its rate.
    #[test]
    fn a_category_tax_is_its_base_times_its_rate(
        amounts in prop::collection::vec((-10_000i64..1_000_000, 1i128..100, any::<bool>()), 1..15),
    ) {
        let line = |(minor, denominator, high): (i64, i128, bool)| Line {
            amount: Exact::new(i128::from(minor), denominator).unwrap(),
            ..Line::of(Money::ZERO, vec![if high { tax("21") } else { inside("5.2") }])
        };
        let lines: Vec<Line> = amounts.into_iter().map(line).collect();
        let document = compute(&lines, Mode::Category).unwrap();
        for group in &document.groups {
            let Figure::Percent(rate) = group.figure else { unreachable!() };
            prop_assert_eq!(rate.of(group.base, base::Rounding::HalfAwayFromZero), Ok(group.tax));
        }
    }

    /// No line is more than a cent for each line away from its own tax, and no cent falls to a smaller line first.
    #[test]
    fn cents_fall_smoothly(cents in prop::collection::vec(0i64..100_000, 1..15)) {
        let lines: Vec<Line> = cents.iter().map(|c| Line::of(Money::from_minor(*c), vec![tax("19")])).collect();
        let (document, alone) = (compute(&lines, Mode::Document).unwrap(), compute(&lines, Mode::Line).unwrap());
        let moved: Vec<i64> = document.lines.iter().zip(&alone.lines)
            .map(|(a, b)| a.taxes[0].tax.minor() - b.taxes[0].tax.minor()).collect();
        prop_assert!(moved.iter().all(|m| m.abs() <= 1));
        prop_assert_eq!(moved.iter().sum::<i64>(), document.groups[0].levelled.minor());
        for (place, m) in moved.iter().enumerate() {
            let smaller_got = moved.iter().zip(&cents).any(|(other, c)| *other != 0 && *c < cents[place]);
            prop_assert!(*m != 0 || !smaller_got);
        }
    }

    /// Prices with four decimals, quantities with three, two compound rates with three decimals inside: nothing is too large.
    #[test]
    fn real_figures_fit(
        rows in prop::collection::vec((1i64..1_000_000_000, 1i64..10_000_000_000, 0i64..10_000), 1..100),
        first in 0i64..30_000, second in 0i64..30_000,
    ) {
        let rate = |units: i64| Figure::Percent(Percent::from_units(units * 10));
        let taxes = vec![
            Tax { figure: rate(first), code: 1, ..inside("0") },
            Tax { figure: rate(second), code: 2, order: 1, compound: true, ..inside("0") },
        ];
        let line = |(quantity, price, discount): (i64, i64, i64)| {
            let (quantity, price) = (Quantity::from_units(quantity * 1000), Price::from_units(price * 100));
            let amount = line_amount(quantity, price, Percent::from_units(discount * 100), 2).unwrap();
            Line { amount, quantity, taxes: taxes.clone() }
        };
        let lines: Vec<Line> = rows.into_iter().map(line).collect();
        for mode in [Mode::Document, Mode::Line, Mode::Category] {
            let document = compute(&lines, mode).unwrap();
            let told = Exact::sum(lines.iter().map(|line| line.amount)).unwrap().round().unwrap();
            prop_assert!(mode == Mode::Line || document.total == told);
        }
    }

    #[test]
    fn discounts_are_borne_to_the_cent(lines in any_lines(), off in 0i64..10_000, percent in 0i64..100) {
        let discounts = [
            Discount::Amount(Money::from_minor(off)),
            Discount::Percent(Percent::whole(percent).unwrap()),
        ];
        for discount in discounts {
            let Ok(allowances) = document_discount(&lines, discount) else { continue };
            for allowance in &allowances {
                let parts = Money::sum(allowance.lines.iter().map(|(_, part)| *part));
                prop_assert_eq!(parts, Ok(allowance.amount));
            }
            if let Discount::Amount(amount) = discount {
                prop_assert_eq!(Money::sum(allowances.iter().map(|allowance| allowance.amount)), Ok(amount));
            }
        }
    }
}
