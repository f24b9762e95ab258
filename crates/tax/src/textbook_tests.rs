//! Known answers from textbooks, read from the shared data where it is present.

use std::path::Path;

use base::Money;
use serde_json::Value;

use crate::compute_tests::{euro, lines, tax};
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
    euro(value.as_str().unwrap())
}

fn line(one: &Value) -> Line {
    Line::of(cents(&one["net"]), vec![tax(&one["rate"].to_string())])
}

#[test]
fn taxes_agree_with_the_textbooks() {
    for case in cases("tax.json") {
        let (given, answer) = (&case["given"], &case["answer"]);
        match case["id"].as_str().unwrap() {
            "vat-line-vs-document" => {
                let nets: Vec<&str> =
                    given["lines_net"].as_array().unwrap().iter().map(|n| n.as_str().unwrap()).collect();
                let lines = lines(&nets, &[tax(&given["rate_pct"].to_string())]);
                let modes = [
                    (Mode::Line, "vat_by_line"),
                    (Mode::Document, "vat_by_document"),
                    (Mode::Category, "vat_by_document"),
                ];
                for (mode, name) in modes {
                    assert_eq!(compute(&lines, mode).unwrap().tax, cents(&answer[name]), "{mode:?}");
                }
            }
            "vat-mixed" => {
                let mut all: Vec<Line> = given["lines"].as_array().unwrap().iter().map(line).collect();
                let percent = given["document_discount_pct"].to_string().parse().unwrap();
                let discount = Discount::Percent(base::Percent::whole(percent).unwrap());
                let allowances = document_discount(&all, discount).unwrap();
                let amounts: Vec<Money> = allowances.iter().map(|allowance| allowance.amount).collect();
                assert_eq!(amounts, [cents(&answer["discount_19"]), cents(&answer["discount_7"])]);
                all.push(line(&given["charge"]));
                all.extend(allowances.iter().map(|allowance| allowance.line().unwrap()));
                for mode in [Mode::Category, Mode::Document] {
                    let document = compute(&all, mode).unwrap();
                    let groups: Vec<(Money, Money)> =
                        document.groups.iter().map(|group| (group.base, group.tax)).collect();
                    let expected = [("base_19", "vat_19"), ("base_7", "vat_7")];
                    assert_eq!(groups, expected.map(|(base, tax)| (cents(&answer[base]), cents(&answer[tax]))));
                    assert_eq!(document.net, cents(&answer["total_without_vat"]));
                    assert_eq!(document.total, cents(&answer["total_with_vat"]));
                }
            }
            other => println!("skipped: {other} is not about what this crate does"),
        }
    }
}
