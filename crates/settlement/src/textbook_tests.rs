//! Known answers from textbooks, read from the shared data where it is present.

use std::path::Path;

use base::{Money, Rate, Rounding};
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

fn cents(value: &Value) -> Money {
    Money::parse(value.as_str().unwrap(), 2).unwrap()
}

#[test]
fn currency_agrees_with_the_textbooks() {
    for case in cases("currency.json") {
        let (given, answer) = (&case["given"], &case["answer"]);
        if case["id"] != "fx-gain" {
            println!("skipped: {} is not about what this crate does", case["id"]);
            continue;
        }
        let amount = cents(&given["invoice_usd"]);
        let euro_at = |rate: &Value| {
            let rate = Rate::parse(rate.as_str().unwrap().split(' ').next().unwrap()).unwrap();
            rate.convert_back(amount, 2, 2, Rounding::HalfAwayFromZero).unwrap()
        };
        let open = OpenItem { amount, base: euro_at(&given["rate_invoice"]) };
        assert_eq!(open.base, cents(&answer["booked_eur"]));
        assert_eq!(unrealised(open, euro_at(&given["rate_year_end"])), Ok(cents(&answer["unrealised_gain_eur"])));
        let settlement = settle(open, amount, euro_at(&given["rate_payment"])).unwrap();
        assert_eq!(settlement.realised, cents(&answer["realised_total_eur"]));
        assert_eq!(settlement.rest, OpenItem::default());
    }
}
