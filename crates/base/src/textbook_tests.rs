//! Known answers from textbooks, read from the shared data where it is present.

use std::path::Path;

use crate::{Date, Money, Rate, Rounding, distribute};
use serde_json::Value;

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

fn texts(value: &Value) -> Vec<&str> {
    value.as_array().unwrap().iter().map(|v| v.as_str().unwrap()).collect()
}

fn cents(value: &Value) -> Money {
    Money::parse(value.as_str().unwrap(), 2).unwrap()
}

fn shares(amount: &Value, weights: &[i64]) -> Vec<String> {
    distribute(cents(amount), weights).unwrap().iter().map(|part| part.format(2)).collect()
}

/// Rounds a figure with three decimals to two, and one with a single decimal to none.
fn round(text: &str, rounding: Rounding) -> String {
    let (from, to) = if text.split('.').next_back().unwrap().len() == 3 { (3, 2) } else { (1, 0) };
    let units = crate::decimal::parse(text, from).unwrap();
    let rounded = crate::decimal::div_round(i128::from(units), 10, rounding);
    crate::decimal::format(i64::try_from(rounded).unwrap(), to)
}

#[test]
fn arithmetic_agrees_with_the_textbooks() {
    for case in cases("arithmetic.json") {
        let (given, answer) = (&case["given"], &case["answer"]);
        match case["id"].as_str().unwrap() {
            "half-even" => {
                for (place, value) in texts(&given["values"]).into_iter().enumerate() {
                    assert_eq!(round(value, Rounding::HalfAwayFromZero), texts(&answer["half_up"])[place]);
                    assert_eq!(round(value, Rounding::HalfEven), texts(&answer["half_even"])[place]);
                }
            }
            "allocate-cents" => {
                let ratios: Vec<i64> = serde_json::from_value(given["ratios"].clone()).unwrap();
                assert_eq!(shares(&given["amount"], &ratios), texts(&answer["foemmel_first_gets_rest"]));
            }
            "split-100-by-3" => {
                let parts = given["parts"].as_u64().unwrap() as usize;
                assert_eq!(shares(&given["amount"], &vec![1; parts]), texts(&answer["largest_first"]));
            }
            other => println!("skipped: {other} is not about the values of this crate"),
        }
    }
}

#[test]
fn currency_agrees_with_the_textbooks() {
    for case in cases("currency.json").iter().filter(|case| case["id"] == "fx-gain") {
        let (given, answer) = (&case["given"], &case["answer"]);
        let euro_at = |rate: &Value| {
            let rate = Rate::parse(rate.as_str().unwrap().split(' ').next().unwrap()).unwrap();
            rate.convert_back(cents(&given["invoice_usd"]), 2, 2, Rounding::HalfAwayFromZero).unwrap()
        };
        let (booked, at_year_end, paid) =
            (euro_at(&given["rate_invoice"]), euro_at(&given["rate_year_end"]), euro_at(&given["rate_payment"]));
        assert_eq!(booked, cents(&answer["booked_eur"]));
        assert_eq!(at_year_end, cents(&answer["at_year_end_eur"]));
        assert_eq!(paid, cents(&answer["paid_eur"]));
        assert_eq!(at_year_end.checked_sub(booked), Ok(cents(&answer["unrealised_gain_eur"])));
        assert_eq!(paid.checked_sub(booked), Ok(cents(&answer["realised_total_eur"])));
    }
}

#[test]
fn iso_weeks_agree_with_the_textbooks() {
    for case in cases("calendar.json").iter().filter(|case| case["id"] == "iso-weeks") {
        for (date, expected) in texts(&case["given"]["dates"]).into_iter().zip(texts(&case["answer"]["weeks"])) {
            let date = Date::parse(date).unwrap();
            let (year, week) = date.iso_week();
            assert_eq!(format!("{year}-W{week:02}-{}", date.weekday().to_monday_one_offset()), expected);
        }
    }
}
