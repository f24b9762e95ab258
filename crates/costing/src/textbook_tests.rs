//! Known answers from textbooks, read from the shared data where it is present.

use std::path::Path;

use base::{Money, Price, Quantity, Rounding};
use serde_json::Value;

use crate::*;

/// The cases of one file, or nothing, said in one line, where the data is not installed.
fn cases(file: &str) -> Vec<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/textbook").join(file);
    match std::fs::read_to_string(&path) {
        Ok(text) => serde_json::from_str(&text).unwrap(),
        Err(_) => {
            println!("skipped: {file} of the textbook data is not here");
            Vec::new()
        }
    }
}

/// Runs the movements of a case and gives what was sold, what is left, and the unit cost after the last movement.
fn run(method: Method, moves: &[Value]) -> (Money, Worth, Option<Price>) {
    let mut state = State::default();
    let mut sold = Money::ZERO;
    for (place, one) in moves.iter().enumerate() {
        let row = Row(place as i64);
        if let Some(n) = one["buy"].as_i64() {
            let quantity = Quantity::whole(n).unwrap();
            let price = Price::parse(&one["at"].to_string()).unwrap();
            let cost = Cost::Of(price.amount(quantity, 2, Rounding::HalfAwayFromZero).unwrap());
            state = receive(method, &state, row, quantity, cost).unwrap().state;
        } else {
            let quantity = Quantity::whole(one["sell"].as_i64().unwrap()).unwrap();
            let issue = issue(method, &state, row, quantity, Shortage::Refuse).unwrap();
            sold = sold.checked_add(issue.value).unwrap();
            state = issue.state;
        }
    }
    (sold, state.worth(), state.unit_cost(2))
}

#[test]
fn inventory_accounting_agrees_with_the_textbooks() {
    let dollars = |value: &Value| Money::from_minor(value.as_i64().unwrap() * 100);
    for case in cases("inventory-accounting.json") {
        let (given, answer) = (&case["given"], &case["answer"]);
        let Some(moves) = given["moves"].as_array() else {
            println!("skipped: {} has no movements", case["id"]);
            continue;
        };
        for (name, expected) in answer.as_object().unwrap() {
            let method = match name.as_str() {
                "fifo" => Method::Fifo,
                "moving_average" => Method::MovingAverage,
                // A period's average is one average over the period, so its receipts are summed first.
                "weighted_average_periodic" => {
                    let (bought, sold): (Vec<Value>, Vec<Value>) =
                        moves.iter().cloned().partition(|one| one["buy"].is_number());
                    let (cogs, left, unit) = run(Method::MovingAverage, &[bought, sold].concat());
                    assert_eq!((cogs, left.value), (dollars(&expected["cogs"]), dollars(&expected["ending"])));
                    assert_eq!(unit, Price::parse(&expected["unit"].to_string()).ok());
                    continue;
                }
                other => {
                    println!("skipped: {other} is no method of this program (IAS 2 does not allow LIFO)");
                    continue;
                }
            };
            let (cogs, left, unit) = run(method, moves);
            assert_eq!(cogs, dollars(&expected["cogs"]), "{name} cost of sales");
            assert_eq!(left.value, dollars(&expected["ending"]), "{name} ending inventory");
            if !expected["unit_after_last"].is_null() {
                assert_eq!(unit, Price::parse(&expected["unit_after_last"].to_string()).ok());
            }
        }
    }
}
