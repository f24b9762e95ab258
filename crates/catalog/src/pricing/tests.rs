//! Which rule wins, in tables, with the complaints that people have about other systems.

use super::*;

const EUR: i64 = 1;
const USD: i64 = 2;

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn price_of(text: &str) -> Price {
    Price::parse(text).unwrap()
}

fn pieces(n: i64) -> Quantity {
    Quantity::whole(n).unwrap()
}

fn percent(text: &str) -> Percent {
    Percent::parse(text).unwrap()
}

fn fixed(list: &str, price: &str) -> Rule {
    Rule {
        list: list.into(),
        id: 0,
        place: 0,
        nearness: Nearness::Everybody,
        reach: Reach::All,
        currency: EUR,
        priority: 0,
        minimum: Quantity::ZERO,
        starts_on: None,
        ends_on: None,
        method: Method::Fixed,
        price: price_of(price),
        percent: Percent::ZERO,
        round_to: None,
        tax_inside: false,
    }
}

fn discount(list: &str, off: &str) -> Rule {
    Rule { method: Method::Discount, percent: percent(off), ..fixed(list, "0") }
}

fn facts(rules: &[Rule]) -> Facts {
    let rules = rules.iter().enumerate().map(|(i, r)| Rule { id: i as i64 + 1, ..r.clone() }).collect();
    Facts { list_price: Some(price_of("100")), cost: Some(price_of("40")), rules, tax: None }
}

/// The price for ten pieces on a day in June, asked with the rules in every rotation and backwards.
#[track_caller]
fn check(rules: &[Rule], wanted: &str) -> Trace {
    let facts = facts(rules);
    let first = choose(&facts, pieces(10), day("2026-06-15"), EUR).unwrap();
    for turn in 0..rules.len() {
        let mut turned = facts.clone();
        turned.rules.rotate_left(turn);
        assert_eq!(choose(&turned, pieces(10), day("2026-06-15"), EUR).unwrap(), first, "the order of reading matters");
        turned.rules.reverse();
        assert_eq!(choose(&turned, pieces(10), day("2026-06-15"), EUR).unwrap(), first);
    }
    assert_eq!(first.0.map(|p| p.to_string()).as_deref(), Some(wanted));
    first.1
}

#[test]
fn the_nearest_customer_wins_then_the_narrowest_reach_then_quantity_date_priority_and_code() {
    let all = fixed("A", "90");
    let near = |nearness| Rule { nearness, price: price_of("80"), ..all.clone() };
    check(std::slice::from_ref(&all), "90");
    for nearness in [Nearness::Category, Nearness::Above(1), Nearness::Customer] {
        check(&[all.clone(), near(nearness)], "80");
    }
    let above = Rule { price: price_of("81"), ..near(Nearness::Above(1)) };
    let category = Rule { price: price_of("82"), ..near(Nearness::Category) };
    check(&[all.clone(), category.clone(), above.clone(), near(Nearness::Customer)], "80");
    check(&[all.clone(), category.clone(), above], "81");
    // Who the list is for weighs more than how narrow the rule is.
    let item = Rule { reach: Reach::Item, price: price_of("70"), ..all.clone() };
    check(&[category, item.clone()], "82");
    let reach = |reach, price: &str| Rule { reach, price: price_of(price), ..all.clone() };
    let order =
        [item, reach(Reach::Template, "71"), reach(Reach::Group(0), "72"), reach(Reach::Group(1), "73"), all.clone()];
    for (place, wanted) in ["70", "71", "72", "73", "90"].iter().enumerate() {
        check(&order[place..], wanted);
    }
    let from = |n, price: &str| Rule { minimum: pieces(n), price: price_of(price), ..all.clone() };
    check(&[from(1, "60"), from(10, "50"), from(11, "40")], "50");
    let since = |start: &str, price: &str| Rule { starts_on: Some(day(start)), price: price_of(price), ..all.clone() };
    check(&[since("2026-01-01", "60"), since("2026-06-01", "61"), since("2026-07-01", "62")], "61");
    check(&[Rule { priority: 5, ..fixed("B", "50") }, fixed("A", "60")], "50");
    check(&[fixed("B", "50"), fixed("A", "60")], "60");
}

#[test]
fn a_discount_is_taken_once_and_from_the_list_price() {
    // Two discounts that both apply: one of them wins, they do not add up, and asking again gives the same.
    let trace = check(&[discount("A", "10"), Rule { reach: Reach::Group(0), ..discount("A", "20") }], "80");
    let outcomes: Vec<_> = trace.steps.iter().map(|s| s.outcome).collect();
    assert_eq!(outcomes, [Outcome::Taken(price_of("80")), Outcome::Outranked(price_of("90"))]);
}

#[test]
fn a_rule_goes_when_its_reason_goes() {
    let rules = [Rule { minimum: pieces(10), ..discount("A", "20") }];
    let at = |n| choose(&facts(&rules), pieces(n), day("2026-06-15"), EUR).unwrap();
    assert_eq!(at(10).0, Some(price_of("80")));
    let (price, trace) = at(9);
    assert_eq!(price, Some(price_of("100")), "back to the list price, nothing sticks");
    assert_eq!(trace.steps[0].outcome, Outcome::BelowMinimum(pieces(10)));
    assert_eq!(trace.taken(), None);
}

#[test]
fn a_customers_group_discount_beats_the_general_one_on_the_same_group() {
    let general = Rule { reach: Reach::Group(1), priority: 1, ..discount("GENERAL", "0") };
    let theirs = Rule { reach: Reach::Group(1), nearness: Nearness::Customer, priority: 2, ..discount("THEIRS", "10") };
    check(&[general, theirs], "90");
}

#[test]
fn equal_rules_never_tie() {
    let one = Rule { place: 0, ..fixed("SAME", "50") };
    let two = Rule { place: 1, ..fixed("SAME", "60") };
    check(&[two, one], "50");
}

#[test]
fn every_rule_passed_over_says_why() {
    let rules = [
        Rule { nearness: Nearness::Others, ..fixed("A", "1") },
        Rule { currency: USD, ..fixed("B", "1") },
        Rule { starts_on: Some(day("2026-06-16")), ..fixed("C", "1") },
        Rule { ends_on: Some(day("2026-06-14")), ..fixed("D", "1") },
        Rule { minimum: pieces(11), ..fixed("E", "1") },
    ];
    let trace = check(&rules, "100");
    let why = |list: &str| trace.steps.iter().find(|s| s.list == list).map(|s| s.outcome.code());
    let wanted = ["other_customer", "other_currency", "not_yet", "over", "below_minimum"];
    for (list, code) in ["A", "B", "C", "D", "E"].into_iter().zip(wanted) {
        assert_eq!(why(list), Some(code));
    }
    let bare = Facts {
        list_price: None,
        cost: None,
        rules: vec![discount("A", "5"), Rule { method: Method::Markup, ..discount("B", "5") }],
        tax: None,
    };
    let (price, trace) = choose(&bare, pieces(1), day("2026-06-15"), EUR).unwrap();
    assert_eq!(price, None);
    let codes: Vec<_> = trace.steps.iter().map(|s| s.outcome.code()).collect();
    assert_eq!(codes, ["without_list_price", "without_cost"]);
}

#[test]
fn first_and_last_day_belong_to_the_rule() {
    let rule = Rule { starts_on: Some(day("2026-06-15")), ends_on: Some(day("2026-06-15")), ..fixed("A", "50") };
    check(&[rule], "50");
}

#[test]
fn percentages_and_rounding_are_exact() {
    let cases = [
        (discount("A", "33.3333"), None, "66.6667"),
        (Rule { method: Method::Markup, ..discount("A", "25") }, None, "50"),
        (discount("A", "33.3333"), Some("0.05"), "66.65"),
        (fixed("A", "9.975"), Some("0.05"), "10"),
        (fixed("A", "9.974"), Some("0.05"), "9.95"),
        (discount("A", "100"), None, "0"),
    ];
    for (rule, step, wanted) in cases {
        check(&[Rule { round_to: step.map(price_of), ..rule }], wanted);
    }
    assert_eq!(per_unit(price_of("0.35"), Ratio::new(12, 1).unwrap()).unwrap().to_string(), "4.2");
    assert_eq!(per_unit(price_of("1"), Ratio::new(1, 3).unwrap()).unwrap().to_string(), "0.333333");
}

#[test]
fn the_trace_is_data() {
    let trace = check(&[fixed("A", "90"), Rule { minimum: pieces(50), ..fixed("B", "80") }], "90");
    assert_eq!(
        trace.to_json().to_string(),
        r#"{"list_price":"100","cost":"40","quantity":"10","steps":[{"list":"B","rule":2,"outcome":"below_minimum","minimum":"50"},{"list":"A","rule":1,"outcome":"taken","price":"90"}]}"#
    );
}

#[test]
fn of_a_list_with_tax_inside_discounts_and_markups_are_of_what_is_paid() {
    let shelf = |rule: Rule| Rule { tax_inside: true, ..rule };
    let markup = Rule { method: Method::Markup, percent: percent("50"), ..fixed("A", "0") };
    let nines = |rule: Rule| Rule { round_to: Some(price_of("0.5")), ..rule };
    for (rule, tax, wanted, inside) in [
        // 100 and 19 of tax are 119, less a tenth.
        (shelf(discount("A", "10")), Some("19"), "107.1", true),
        (nines(shelf(discount("A", "10"))), Some("19"), "107", true),
        // 40 and 7.60 are 47.60, half as much again.
        (shelf(markup.clone()), Some("19"), "71.4", true),
        (shelf(fixed("A", "99")), Some("19"), "99", true),
        (shelf(discount("A", "10")), Some("0"), "90", true),
        // Nobody knows the tax: the price is without.
        (shelf(discount("A", "10")), None, "90", false),
        (shelf(fixed("A", "99")), None, "99", true),
        // Another list's prices are without.
        (discount("A", "10"), Some("19"), "90", false),
        (markup, Some("19"), "60", false),
    ] {
        let facts = Facts { tax: tax.map(percent), ..facts(std::slice::from_ref(&rule)) };
        let (price, trace) = choose(&facts, pieces(1), day("2026-06-15"), EUR).unwrap();
        assert_eq!(
            (price.map(|p| p.to_string()).as_deref(), facts.tax_inside(&trace)),
            (Some(wanted), inside),
            "{rule:?}"
        );
    }
}
