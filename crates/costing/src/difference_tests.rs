//! Invoices and freight that change the cost of goods received earlier.

use base::{Money, Price, Quantity, Rate, Rounding};
use proptest::prelude::*;

use crate::movement_tests::{EURO_AT_TEN, euro, issued, layer, pieces, received};
use crate::*;

fn difference(amount: &str, n: i64, received: i64) -> Difference {
    Difference { amount: euro(amount), receipt: Row(1), matched: pieces(n), received: pieces(received) }
}

/// TV1: received 100 at 10, issued 40, invoiced at 11.
#[test]
fn a_moving_average_bears_a_price_difference_as_far_as_stock_covers_it() {
    let stock = received(Method::MovingAverage, &State::default(), 1, 100, "1000").state;
    let stock = issued(Method::MovingAverage, &stock, 2, 40).state;
    let spread = spread(Method::MovingAverage, &stock, difference("100", 100, 100)).unwrap();
    assert_eq!((spread.inventory, spread.rest), (euro("60"), euro("40")));
    assert_eq!(spread.rest_to, Rest::PriceDifference);
    assert_eq!(spread.state.unit_cost(2), Some(Price::parse("11").unwrap()));
}

/// TV2: standard 10, ordered at 10.50, invoiced at 10.70.
#[test]
fn at_standard_an_invoice_leaves_a_variance_and_stock_alone() {
    let stock = received(EURO_AT_TEN, &State::default(), 1, 100, "1050").state;
    let spread = spread(EURO_AT_TEN, &stock, difference("20", 100, 100)).unwrap();
    assert_eq!((spread.inventory, spread.rest, spread.rest_to), (Money::ZERO, euro("20"), Rest::Variance));
    assert_eq!(spread.state, stock);
}

#[test]
fn fifo_revalues_what_is_left_of_the_receipt() {
    let stock = received(Method::Fifo, &State::default(), 1, 100, "1000").state;
    let stock = received(Method::Fifo, &stock, 2, 50, "600").state;
    let out = issued(Method::Fifo, &stock, 3, 40);
    let whole = spread(Method::Fifo, &out.state, difference("100", 100, 100)).unwrap();
    assert_eq!((whole.inventory, whole.rest, whole.rest_to), (euro("60"), euro("40"), Rest::Consumers));
    assert_eq!(whole.state.layers, [layer(1, 60, "660"), layer(2, 50, "600")]);
    // An invoice for half the receipt: 60 % of its goods are still there, whichever half was invoiced.
    let half = spread(Method::Fifo, &out.state, difference("100", 50, 100)).unwrap();
    assert_eq!((half.inventory, half.rest), (euro("60"), euro("40")));
    // Another warehouse that got 30 of the receipt by transfer bears its own share.
    let moved = receive_layers(Method::Fifo, &State::default(), Row(4), &[layer(1, 30, "300")]).unwrap();
    assert_eq!(spread(Method::Fifo, &moved.state, difference("100", 100, 100)).unwrap().inventory, euro("30"));
    let gone = issued(Method::Fifo, &stock, 3, 110);
    assert_eq!(spread(Method::Fifo, &gone.state, difference("100", 100, 100)).unwrap().inventory, Money::ZERO);
    let consumers =
        [Worth { quantity: pieces(30), value: euro("300") }, Worth { quantity: pieces(10), value: euro("100") }];
    assert_eq!(charge_consumers(euro("40"), &consumers), Ok(vec![euro("30"), euro("10")]));
    assert_eq!(charge_consumers(euro("40"), &[]), Err(Problem::NothingToShareBy));
}

#[test]
fn goods_found_after_an_invoice_come_in_at_its_price() {
    for method in [Method::MovingAverage, Method::Fifo, Method::Lot] {
        let stock = received(method, &State::default(), 1, 10, "100").state;
        let invoiced = spread(method, &stock, difference("20", 10, 10)).unwrap().state;
        let empty = issued(method, &invoiced, 2, 10).state;
        assert_eq!(current_cost(method, &empty, Row(3), pieces(1)), Ok(euro("12")), "{method:?}");
    }
}

/// A receipt corrected downwards after its goods were moved: no more is borne than there is.
#[test]
fn layers_never_bear_more_than_the_difference() {
    let parts = [layer(1, 6, "60"), layer(1, 6, "60")];
    let stock = receive_layers(Method::Fifo, &State::default(), Row(2), &parts).unwrap().state;
    let spread = spread(Method::Fifo, &stock, difference("10", 10, 10)).unwrap();
    assert_eq!((spread.inventory, spread.rest), (euro("10"), Money::ZERO));
    assert_eq!(spread.state.layers, [layer(1, 6, "66"), layer(1, 6, "64")]);
}

#[test]
fn a_lot_bears_the_share_that_is_left_of_it() {
    let stock = received(Method::Lot, &State::default(), 1, 100, "1000").state;
    let stock = issued(Method::Lot, &stock, 2, 40).state;
    let spread = spread(Method::Lot, &stock, difference("-50", 50, 100)).unwrap();
    assert_eq!((spread.inventory, spread.rest, spread.rest_to), (euro("-30"), euro("-20"), Rest::Consumers));
}

#[test]
fn a_credit_never_pushes_stock_below_nothing() {
    let stock = received(Method::MovingAverage, &State::default(), 1, 10, "10").state;
    let spread = spread(Method::MovingAverage, &stock, difference("-100", 10, 10)).unwrap();
    assert_eq!((spread.inventory, spread.rest), (euro("-10"), euro("-90")));
}

#[test]
fn the_exchange_part_is_split_off_first() {
    // Received 1,000 dollars at 0.90, invoiced 1,020 at 0.95.
    let convert = |amount: &str, rate: &str| {
        Rate::parse(rate).unwrap().convert(euro(amount), 2, 2, Rounding::HalfAwayFromZero).unwrap()
    };
    let (credited, invoiced, at_receipt) = (convert("1000", "0.90"), convert("1020", "0.95"), convert("1020", "0.90"));
    let exchange = exchange_part(invoiced, at_receipt).unwrap();
    let price = at_receipt.checked_sub(credited).unwrap();
    assert_eq!((exchange, price), (euro("51"), euro("18")));
    assert_eq!(credited.checked_add(exchange).unwrap().checked_add(price), Ok(invoiced));
}

#[test]
fn freight_is_shared_by_what_the_company_chose() {
    let goods = |n, kilograms, litres, value: &str, fixed: &str| Goods {
        quantity: pieces(n),
        weight: pieces(kilograms),
        volume: pieces(litres),
        value: euro(value),
        fixed: euro(fixed),
    };
    let lines = [goods(10, 1, 0, "100", "70"), goods(10, 2, 5, "300", "0"), goods(10, 0, 5, "200", "30")];
    let cases: &[(Basis, [&str; 3])] = &[
        (Basis::Quantity, ["33.34", "33.33", "33.33"]),
        (Basis::Weight, ["33.33", "66.67", "0"]),
        (Basis::Volume, ["0", "50", "50"]),
        (Basis::Value, ["16.67", "50", "33.33"]),
        (Basis::Fixed, ["70", "0", "30"]),
    ];
    for (basis, expected) in cases {
        assert_eq!(allocate(euro("100"), *basis, &lines), Ok(expected.map(euro).to_vec()), "{basis:?}");
    }
    let missing = Problem::FixedPartsDiffer { missing: euro("5") };
    assert_eq!(allocate(euro("105"), Basis::Fixed, &lines), Err(missing));
    assert_eq!(allocate(euro("5"), Basis::Weight, &[Goods::default()]), Err(Problem::NothingToShareBy));
    assert_eq!(allocate(euro("5"), Basis::Value, &[]), Err(Problem::NothingToShareBy));
    let negative = goods(-1, 0, 0, "0", "0");
    assert_eq!(allocate(euro("5"), Basis::Quantity, &[lines[0], negative]), Err(Problem::NothingToShareBy));
}

proptest! {
    /// What stock and rest bear is the difference, wherever the goods are by now, and two keys that share a receipt
    /// never bear more than all of it.
    #[test]
    fn a_difference_is_borne_exactly(
        received_units in 1i64..1000, out in 0i64..1000, moved in 0i64..1000, amount in -100_000i64..100_000,
        cents in 1i64..100_000, fifo: bool,
    ) {
        let method = if fifo { Method::Fifo } else { Method::MovingAverage };
        let quantity = Quantity::from_units(received_units);
        let mut here = receive(method, &State::default(), Row(1), quantity, Cost::Of(Money::from_minor(cents))).unwrap().state;
        let mut there = State::default();
        let mut out_of = |n: i64, row: i64| {
            let n = Quantity::from_units(n.min(here.quantity.units()));
            if n.is_zero() { return Vec::new() }
            let issue = issue(method, &here, Row(row), n, Shortage::Refuse).unwrap();
            here = issue.state;
            issue.taken
        };
        out_of(out, 2);
        let taken = out_of(moved, 3);
        if !taken.is_empty() {
            there = receive_layers(method, &there, Row(3), &taken).unwrap().state;
        }
        let difference =
            Difference { amount: Money::from_minor(amount), receipt: Row(1), matched: quantity, received: quantity };
        let mut borne = 0;
        for state in [&here, &there] {
            let spread = spread(method, state, difference).unwrap();
            prop_assert_eq!(spread.inventory.checked_add(spread.rest), Ok(difference.amount));
            prop_assert_eq!(state.value.checked_add(spread.inventory), Ok(spread.state.value));
            prop_assert!(!spread.state.value.is_negative());
            prop_assert!(spread.inventory.minor() * amount >= 0);
            borne += spread.inventory.minor();
        }
        prop_assert!(borne.abs() <= amount.abs() + 1);
    }

    #[test]
    fn parts_of_a_landed_cost_sum_to_it(
        cost in -1_000_000i64..1_000_000, weights in prop::collection::vec(0i64..1000, 1..20),
    ) {
        prop_assume!(weights.iter().any(|w| *w > 0));
        let lines: Vec<Goods> =
            weights.iter().map(|w| Goods { weight: Quantity::from_units(*w), ..Goods::default() }).collect();
        let parts = allocate(Money::from_minor(cost), Basis::Weight, &lines).unwrap();
        prop_assert_eq!(Money::sum(parts), Ok(Money::from_minor(cost)));
    }
}
