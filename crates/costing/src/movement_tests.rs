//! Receipts and issues by every method: worked examples and the laws that no sequence of movements breaks.

use base::{Money, Price, Quantity};
use proptest::prelude::*;

use crate::*;

pub(crate) const EURO_AT_TEN: Method = Method::Standard { cost: Price::from_units(10_000_000), exponent: 2 };

/// So many pieces.
pub(crate) fn pieces(n: i64) -> Quantity {
    Quantity::whole(n).unwrap()
}

pub(crate) fn euro(text: &str) -> Money {
    Money::parse(text, 2).unwrap()
}

fn worth(n: i64, value: &str) -> Worth {
    Worth { quantity: pieces(n), value: euro(value) }
}

pub(crate) fn layer(row: i64, n: i64, value: &str) -> Layer {
    Layer { row: Row(row), quantity: pieces(n), value: euro(value) }
}

pub(crate) fn received(method: Method, state: &State, row: i64, n: i64, value: &str) -> Receipt {
    receive(method, state, Row(row), pieces(n), Cost::Of(euro(value))).unwrap()
}

pub(crate) fn issued(method: Method, state: &State, row: i64, n: i64) -> Issue {
    issue(method, state, Row(row), pieces(n), Shortage::Allow).unwrap()
}

/// 10 at 1.00, then 10 at 2.00.
fn two_receipts(method: Method) -> State {
    let first = received(method, &State::default(), 1, 10, "10").state;
    received(method, &first, 2, 10, "20").state
}

#[test]
fn each_method_values_the_same_issue_in_its_own_way() {
    let at_one_fifty = Method::Standard { cost: Price::parse("1.5").unwrap(), exponent: 2 };
    let cases: &[(Method, i64, &str, &str)] = &[
        (Method::MovingAverage, 5, "7.50", "22.50"),
        (Method::MovingAverage, 20, "30.00", "0.00"),
        (Method::Lot, 5, "7.50", "22.50"),
        (Method::Fifo, 5, "5.00", "25.00"),
        (Method::Fifo, 15, "20.00", "10.00"),
        (Method::Fifo, 20, "30.00", "0.00"),
        (at_one_fifty, 5, "7.50", "22.50"),
        (at_one_fifty, 20, "30.00", "0.00"),
    ];
    for (method, n, value, left) in cases {
        let issue = issued(*method, &two_receipts(*method), 3, *n);
        assert_eq!(issue.value, euro(value), "{method:?} issue of {n}");
        assert_eq!(issue.state.worth(), worth(20 - n, left), "{method:?} after an issue of {n}");
    }
}

#[test]
fn fifo_keeps_which_layer_gave_how_much() {
    let issue = issued(Method::Fifo, &two_receipts(Method::Fifo), 3, 15);
    assert_eq!(issue.taken, [layer(1, 10, "10"), layer(2, 5, "10")]);
    assert_eq!(issue.state.layers, [layer(2, 5, "10")]);
}

/// A third of 10.00 is 3.33, again 3.33 (6.67 by halves), and the last piece takes what is left.
#[test]
fn the_last_piece_takes_the_rest() {
    for method in [Method::MovingAverage, Method::Fifo, Method::Lot] {
        let mut state = received(method, &State::default(), 1, 3, "10").state;
        let mut values = Vec::new();
        for row in 2..5 {
            let issue = issued(method, &state, row, 1);
            values.push(issue.value);
            state = issue.state;
        }
        assert_eq!(values, [euro("3.33"), euro("3.34"), euro("3.33")], "{method:?}");
        assert_eq!(state.worth(), Worth::default());
        assert_eq!(state.layers, []);
    }
}

/// TV2: standard 10, order 10.50: the receipt bears the purchase price variance.
#[test]
fn a_receipt_at_standard_leaves_a_purchase_price_variance() {
    let receipt = received(EURO_AT_TEN, &State::default(), 1, 100, "1050");
    assert_eq!(receipt.value, euro("1000"));
    assert_eq!(receipt.variance, euro("50"));
    let cheap = received(EURO_AT_TEN, &State::default(), 1, 100, "980");
    assert_eq!(cheap.variance, euro("-20"));
}

#[test]
fn stock_at_standard_is_worth_its_quantity_after_many_small_issues() {
    let half_a_cent = Method::Standard { cost: Price::parse("0.005").unwrap(), exponent: 2 };
    let mut state = received(half_a_cent, &State::default(), 1, 1000, "5").state;
    let mut out = Money::ZERO;
    for row in 2..502 {
        let issue = issued(half_a_cent, &state, row, 1);
        out = out.checked_add(issue.value).unwrap();
        state = issue.state;
    }
    assert_eq!((out, state.worth()), (euro("2.50"), worth(500, "2.50")));
}

#[test]
fn goods_found_before_changes_of_their_cost_were_revalued_with_the_rest() {
    let pieces = |n| Quantity::whole(n).unwrap();
    let off = |costs: &[&str], from, to| {
        let costs: Vec<Price> = costs.iter().map(|text| Price::parse(text).unwrap()).collect();
        revalued_since(&costs, 2, pieces(from), pieces(to)).unwrap()
    };
    assert_eq!(off(&["10", "12"], 20, 25), [euro("10.00")]);
    assert_eq!(off(&["10", "12", "11"], 20, 25), [euro("10.00"), euro("-5.00")]);
    // An issue found later was not there to be revalued.
    assert_eq!(off(&["10", "12"], 25, 20), [euro("-10.00")]);
    // Three halves of a cent are two cents; the fourth half brings nothing.
    assert_eq!(off(&["0", "0.005"], 2, 3), [euro("0.01")]);
    assert_eq!(off(&["0", "0.005"], 3, 4), [euro("0.00")]);
    assert_eq!(off(&["10"], 20, 25), []);
}

#[test]
fn a_new_standard_cost_revalues_what_is_on_hand_once() {
    let day = |d| base::Date::new(2026, 3, d).unwrap();
    let price = |text| Price::parse(text).unwrap();
    let history = [
        StandardCost { from: day(1), cost: price("10") },
        StandardCost { from: day(20), cost: price("12") },
        StandardCost { from: day(20), cost: price("11.5") },
    ];
    let cases = [(1, Some("10")), (19, Some("10")), (20, Some("11.5")), (31, Some("11.5"))];
    for (d, expected) in cases {
        assert_eq!(standard_on(&history, day(d)), expected.map(price), "on day {d}");
    }
    assert_eq!(standard_on(&history[1..], day(1)), None);
    let stock = received(EURO_AT_TEN, &State::default(), 1, 100, "1050").state;
    let revaluation = revalue(&stock, price("11.5"), 2).unwrap();
    assert_eq!(revaluation.difference, euro("150"));
    assert_eq!(revaluation.state.worth(), worth(100, "1150"));
}

/// Bought while the standard was 10, issued after it rose to 12, before anybody revalued the stock.
#[test]
fn at_standard_too_no_value_stays_without_goods() {
    let risen = Method::Standard { cost: Price::parse("12").unwrap(), exponent: 2 };
    let stock = received(EURO_AT_TEN, &State::default(), 1, 10, "100").state;
    let most = issued(risen, &stock, 2, 8);
    assert_eq!((most.value, most.state.worth()), (euro("96"), worth(2, "4")));
    let last = issued(risen, &most.state, 3, 2);
    assert_eq!((last.value, last.state.worth()), (euro("4"), Worth::default()));
}

#[test]
fn goods_without_a_price_ask_for_a_stated_cost() {
    let receive = |cost| receive(Method::MovingAverage, &State::default(), Row(1), pieces(1), cost);
    assert_eq!(receive(Cost::Of(Money::ZERO)), Err(Problem::CostNotPositive { row: Row(1) }));
    assert_eq!(receive(Cost::Of(euro("-1"))), Err(Problem::CostNotPositive { row: Row(1) }));
    assert_eq!(receive(Cost::Free).unwrap().state.worth(), worth(1, "0"));
    let nothing = current_cost(Method::MovingAverage, &State::default(), Row(1), pieces(1));
    assert_eq!(nothing, Err(Problem::CostUnknown { row: Row(1) }));
}

#[test]
fn goods_found_in_a_count_come_in_at_the_last_known_cost() {
    let cases: &[(Method, i64, &str)] = &[
        (Method::MovingAverage, 0, "3"),
        (Method::MovingAverage, 20, "3"),
        (Method::Fifo, 0, "4"),
        (Method::Fifo, 20, "4"),
        (EURO_AT_TEN, 20, "20"),
    ];
    for (method, out, expected) in cases {
        let mut state = two_receipts(*method);
        if *out > 0 {
            state = issued(*method, &state, 3, *out).state;
        }
        assert_eq!(current_cost(*method, &state, Row(4), pieces(2)), Ok(euro(expected)), "{method:?} after {out}");
    }
}

#[test]
fn a_return_to_the_supplier_takes_its_own_layer_while_it_is_there() {
    let stock = two_receipts(Method::Fifo);
    let back = |state: &State, n, original: i64, credited: &str| {
        return_to_supplier(Method::Fifo, state, Row(9), pieces(n), Row(original), euro(credited)).unwrap()
    };
    let own = back(&stock, 4, 2, "8");
    assert_eq!((own.issue.value, own.difference), (euro("8"), Money::ZERO));
    assert_eq!(own.issue.state.layers, [layer(1, 10, "10"), layer(2, 6, "12")]);
    let partly = back(&stock, 12, 2, "24");
    assert_eq!(partly.issue.taken, [layer(2, 10, "20"), layer(1, 2, "2")]);
    assert_eq!(partly.difference, euro("2"));
    let average = return_to_supplier(
        Method::MovingAverage,
        &two_receipts(Method::MovingAverage),
        Row(9),
        pieces(4),
        Row(2),
        euro("8"),
    );
    let average = average.unwrap();
    assert_eq!((average.issue.value, average.difference), (euro("6"), euro("2")));
}

#[test]
fn a_customer_brings_goods_back_at_the_cost_of_their_delivery() {
    let delivered = worth(3, "10");
    assert_eq!(returned_cost(delivered, Worth::default(), pieces(1)), Ok(euro("3.33")));
    assert_eq!(returned_cost(delivered, worth(1, "3.33"), pieces(2)), Ok(euro("6.67")));
    assert_eq!(returned_cost(delivered, worth(1, "3.33"), pieces(3)), Err(Problem::MoreThanDelivered));
    assert_eq!(returned_cost(delivered, worth(3, "10"), pieces(1)), Err(Problem::MoreThanDelivered));
}

#[test]
fn a_transfer_carries_layers_and_sums_for_other_methods() {
    let out = issued(Method::Fifo, &two_receipts(Method::Fifo), 3, 15);
    let fifo = receive_layers(Method::Fifo, &State::default(), Row(3), &out.taken).unwrap();
    assert_eq!(fifo.state.layers, out.taken);
    let average = receive_layers(Method::MovingAverage, &State::default(), Row(3), &out.taken).unwrap();
    assert_eq!(average.state.worth(), worth(15, "20"));
    let standard = receive_layers(EURO_AT_TEN, &State::default(), Row(3), &out.taken).unwrap();
    assert_eq!((standard.value, standard.variance), (euro("150"), euro("-130")));
}

#[test]
fn nothing_goes_out_that_is_not_there_unless_that_is_allowed() {
    let stock = received(Method::Fifo, &State::default(), 1, 3, "30").state;
    let wanted = issue(Method::Fifo, &stock, Row(2), pieces(5), Shortage::Refuse);
    assert_eq!(wanted, Err(Problem::NotEnough { row: Row(2), wanted: pieces(5), on_hand: pieces(3) }));
    let never = issue(Method::Fifo, &State::default(), Row(2), pieces(5), Shortage::Allow);
    assert_eq!(never, Err(Problem::CostUnknown { row: Row(2) }));
    let none = issue(Method::Fifo, &stock, Row(2), Quantity::ZERO, Shortage::Allow);
    assert_eq!(none, Err(Problem::QuantityNotPositive { row: Row(2) }));
}

#[test]
fn the_next_receipt_settles_what_went_out_without_cover() {
    for method in [Method::MovingAverage, Method::Fifo] {
        let stock = received(method, &State::default(), 1, 3, "30").state;
        let short = issued(method, &stock, 2, 5);
        assert_eq!((short.value, short.uncovered), (euro("50"), worth(2, "20")), "{method:?}");
        assert_eq!(short.state.worth(), worth(-2, "-20"));
        let shorter = issued(method, &short.state, 3, 1);
        assert_eq!(shorter.state.worth(), worth(-3, "-30"));
        // One piece more than the first issue waits for: the second issue gets it.
        let part = received(method, &shorter.state, 4, 1, "12");
        let settled =
            |issue, actual| Settled { issue: Row(issue), quantity: pieces(1), provisional: euro("10"), actual };
        assert_eq!(part.settled, [settled(2, euro("12"))]);
        assert_eq!(part.state.worth(), worth(-2, "-20"));
        let rest = received(method, &part.state, 5, 6, "66");
        assert_eq!(rest.settled, [settled(2, euro("11")), settled(3, euro("11"))]);
        assert_eq!(rest.settled[0].difference(), Ok(euro("1")));
        assert_eq!(rest.state.worth(), worth(4, "44"));
        assert_eq!(rest.state.unsettled, []);
        assert_eq!(rest.state.unit_cost(2), Some(Price::parse("11").unwrap()));
    }
}

/// One random movement: `pieces` in for `cents`, or out.
#[derive(Clone, Debug)]
pub(crate) enum Move {
    In(i64, i64),
    Out(i64),
}

pub(crate) fn moves() -> impl Strategy<Value = Vec<Move>> {
    let one = prop_oneof![
        (1i64..40_000_000, 0i64..5000).prop_map(|(units, cents)| Move::In(units, cents)),
        (1i64..40_000_000).prop_map(Move::Out),
    ];
    prop::collection::vec(one, 1..40)
}

pub(crate) fn methods() -> impl Strategy<Value = Method> {
    let standard = (1i64..30_000_000).prop_map(|cost| Method::Standard { cost: Price::from_units(cost), exponent: 2 });
    prop_oneof![Just(Method::MovingAverage), Just(Method::Fifo), Just(Method::Lot), standard]
}

pub(crate) fn cost(cents: i64) -> Cost {
    if cents == 0 { Cost::Free } else { Cost::Of(Money::from_minor(cents)) }
}

fn laws(method: Method, state: &State) -> Result<(), TestCaseError> {
    prop_assert_eq!(state.quantity.is_zero() && !state.value.is_zero(), false, "no quantity, no value: {:?}", state);
    prop_assert!(state.value.signum() * state.quantity.signum() >= 0, "never a negative average: {:?}", state);
    let sum = |layers: &[Layer]| {
        let quantity: i64 = layers.iter().map(|layer| layer.quantity.units()).sum();
        let value: i64 = layers.iter().map(|layer| layer.value.minor()).sum();
        Worth { quantity: Quantity::from_units(quantity), value: Money::from_minor(value) }
    };
    let turned = |worth: Worth| Worth {
        quantity: worth.quantity.checked_neg().unwrap(),
        value: worth.value.checked_neg().unwrap(),
    };
    match method {
        Method::Standard { cost, exponent } => {
            let at_standard = cost.amount(state.quantity, exponent, base::Rounding::HalfAwayFromZero).unwrap();
            prop_assert_eq!(state.value, at_standard);
        }
        _ if state.quantity.is_negative() => prop_assert_eq!(turned(sum(&state.unsettled)), state.worth()),
        Method::Fifo => prop_assert_eq!(sum(&state.layers), state.worth()),
        _ => prop_assert!(state.layers.is_empty() && state.unsettled.is_empty()),
    }
    if !state.quantity.is_negative() {
        prop_assert!(state.unsettled.is_empty());
    }
    Ok(())
}

proptest! {
    #[test]
    fn what_came_in_went_out_or_is_left(method in methods(), moves in moves(), allowed: bool) {
        let shortage = if allowed { Shortage::Allow } else { Shortage::Refuse };
        let mut state = State::default();
        let (mut paid, mut out, mut quantity) = (0, 0, 0);
        for (place, one) in moves.into_iter().enumerate() {
            let row = Row(place as i64);
            match one {
                Move::In(units, cents) => {
                    let receipt = receive(method, &state, row, Quantity::from_units(units), cost(cents)).unwrap();
                    paid += cents - receipt.variance.minor();
                    quantity += units;
                    out += receipt.settled.iter().map(|s| s.difference().unwrap().minor()).sum::<i64>();
                    state = receipt.state;
                }
                Move::Out(units) => {
                    let before = state.unit_cost(2);
                    let Ok(issue) = issue(method, &state, row, Quantity::from_units(units), shortage) else { continue };
                    let taken: i64 = issue.taken.iter().map(|layer| layer.value.minor()).sum();
                    if method == Method::Fifo {
                        prop_assert_eq!(taken + issue.uncovered.value.minor(), issue.value.minor());
                    }
                    if !issue.state.quantity.is_negative() {
                        prop_assert!(!issue.value.is_negative());
                    }
                    prop_assert!(before.is_some() || allowed);
                    quantity -= units;
                    out += issue.value.minor();
                    state = issue.state;
                }
            }
            prop_assert_eq!(paid, out + state.value.minor());
            prop_assert_eq!(quantity, state.quantity.units());
            laws(method, &state)?;
        }
    }

    #[test]
    fn whoever_takes_all_takes_the_whole_value(method in methods(), moves in moves()) {
        let mut state = State::default();
        for (place, one) in moves.into_iter().enumerate() {
            if let Move::In(units, cents) = one {
                let receipt = receive(method, &state, Row(place as i64), Quantity::from_units(units), cost(cents));
                state = receipt.unwrap().state;
            }
        }
        prop_assume!(state.quantity.is_positive());
        let all = issue(method, &state, Row(99), state.quantity, Shortage::Refuse).unwrap();
        prop_assert_eq!(all.value, state.value);
        prop_assert_eq!(all.state.worth(), Worth::default());
    }

    /// The average moves by less than a cent's rounding: what an issue takes is the nearest cent of its exact share.
    #[test]
    fn an_issue_takes_the_nearest_cent_of_its_share(
        quantity in 1i64..1_000_000_000, value in 0i64..1_000_000_000, part in 1i64..1_000_000_000,
    ) {
        let part = part.min(quantity);
        let receipt = receive(Method::MovingAverage, &State::default(), Row(1), Quantity::from_units(quantity), cost(value));
        let issue =
            issue(Method::MovingAverage, &receipt.unwrap().state, Row(2), Quantity::from_units(part), Shortage::Refuse);
        let off = i128::from(issue.unwrap().value.minor()) * i128::from(quantity) - i128::from(value) * i128::from(part);
        prop_assert!(off.abs() * 2 <= i128::from(quantity));
    }

    #[test]
    fn no_figure_makes_a_movement_panic(
        quantities in prop::collection::vec(1i64..=i64::MAX, 1..6), values in prop::collection::vec(0i64..=i64::MAX, 6),
        method in methods(),
    ) {
        let mut state = State::default();
        for (place, units) in quantities.iter().enumerate() {
            let (row, quantity) = (Row(place as i64), Quantity::from_units(*units));
            if let Ok(receipt) = receive(method, &state, row, quantity, cost(values[place])) {
                state = receipt.state;
            }
            if let Ok(issue) = issue(method, &state, row, quantity, Shortage::Allow) {
                state = issue.state;
            }
        }
    }
}
