//! Tax tables of two countries and who wins in them.

use super::*;

const SPAIN: &str = "ES";

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn place(country: &str, region: Option<&str>) -> Place {
    Place { country: country.to_owned(), region: region.map(str::to_owned) }
}

fn rule(id: i64, codes: &[i64]) -> Rule {
    Rule {
        id,
        from: day("2020-01-01"),
        until: None,
        side: Some(Side::Sale),
        registered_in: None,
        ship_from: Where::Country(SPAIN.to_owned()),
        ship_to: Where::Country(SPAIN.to_owned()),
        status: None,
        item_class: None,
        codes: codes.to_vec(),
    }
}

const BOOKS: i64 = 5;

fn table() -> Vec<Rule> {
    let union = Where::Among(["ES", "DE", "FR"].map(str::to_owned).to_vec());
    vec![
        rule(1, &[21]),
        Rule { item_class: Some(BOOKS), ..rule(2, &[4]) },
        Rule { ship_to: Where::Region(SPAIN.to_owned(), "CN".to_owned()), ..rule(3, &[]) },
        Rule { ship_to: Where::Abroad, ..rule(4, &[0]) },
        Rule { ship_to: union.clone(), ..rule(5, &[21]) },
        Rule { ship_to: union, status: Some(Status::Business), ..rule(6, &[100]) },
        Rule {
            ship_to: Where::Country("DE".to_owned()),
            registered_in: Some("DE".to_owned()),
            status: Some(Status::Consumer),
            ..rule(7, &[19])
        },
        Rule { side: Some(Side::Purchase), ship_from: Where::Abroad, ..rule(8, &[121]) },
        Rule { from: day("2026-07-01"), ..rule(9, &[22]) },
        Rule { ship_from: Where::Abroad, ship_to: Where::Anywhere, ..rule(11, &[0]) },
        Rule { until: Some(day("2020-12-31")), item_class: Some(BOOKS), from: day("2020-06-01"), ..rule(10, &[0]) },
    ]
}

fn ask<'a>(from: &'a Place, to: &'a Place, status: Status) -> Question<'a> {
    Question {
        side: Side::Sale,
        registrations: &[],
        ship_from: from,
        ship_to: to,
        status,
        item_class: None,
        taxed_on: day("2026-03-01"),
        certificates: &[],
    }
}

#[test]
fn the_most_specific_rule_wins() {
    let (home, island) = (place(SPAIN, None), place(SPAIN, Some("CN")));
    let (germany, china) = (place("DE", None), place("CN", None));
    let registered = ["ES".to_owned(), "DE".to_owned()];
    let consumer = |to| ask(&home, to, Status::Consumer);
    let cases: &[(&str, Question<'_>, i64, &[i64])] = &[
        ("at home", consumer(&home), 1, &[21]),
        ("a book at home", Question { item_class: Some(BOOKS), ..consumer(&home) }, 2, &[4]),
        ("a region of its own", consumer(&island), 3, &[]),
        ("export", consumer(&china), 4, &[0]),
        ("a consumer in the union", consumer(&germany), 5, &[21]),
        ("a business in the union", ask(&home, &germany, Status::Business), 6, &[100]),
        ("where we are registered", Question { registrations: &registered, ..consumer(&germany) }, 7, &[19]),
        ("bought abroad", Question { side: Side::Purchase, ..ask(&germany, &home, Status::Business) }, 8, &[121]),
        ("from another country", ask(&germany, &home, Status::Consumer), 11, &[0]),
        ("a new rate", Question { taxed_on: day("2026-07-01"), ..consumer(&home) }, 9, &[22]),
        (
            "a rule that ended",
            Question { item_class: Some(BOOKS), taxed_on: day("2020-12-31"), ..consumer(&home) },
            10,
            &[0],
        ),
    ];
    for (name, question, rule, codes) in cases {
        let determined = determine(&table(), question).unwrap();
        assert_eq!((determined.rule, &determined.codes[..]), (*rule, *codes), "{name}");
    }
    let past = Question { taxed_on: day("2019-12-31"), ..consumer(&home) };
    assert_eq!(determine(&table(), &past), Err(Problem::NoRule));
}

#[test]
fn two_rules_that_contradict_each_other_are_a_mistake() {
    let home = place(SPAIN, None);
    let question = ask(&home, &home, Status::Consumer);
    let twice = [rule(1, &[21]), rule(2, &[10])];
    assert_eq!(determine(&twice, &question), Err(Problem::Ambiguous { first: 1, second: 2 }));
    let same = [rule(1, &[21]), rule(2, &[21])];
    assert_eq!(determine(&same, &question).unwrap().rule, 1);
    // A more specific third settles it.
    let settled = [rule(1, &[21]), rule(2, &[10]), Rule { status: Some(Status::Consumer), ..rule(3, &[4]) }];
    assert_eq!(determine(&settled, &question).unwrap().rule, 3);
}

#[test]
fn a_valid_certificate_exempts() {
    let home = place(SPAIN, None);
    let certificates = [Certificate {
        id: 77,
        from: day("2026-01-01"),
        until: Some(day("2026-12-31")),
        country: SPAIN.to_owned(),
        item_class: None,
        code: 900,
    }];
    let question = Question { certificates: &certificates, ..ask(&home, &home, Status::Business) };
    let exempt = determine(&table(), &question).unwrap();
    assert_eq!((exempt.certificate, &exempt.codes[..]), (Some(77), &[900][..]));
    let cases = [
        Question { taxed_on: day("2027-01-01"), ..question },
        Question { taxed_on: day("2025-12-31"), ..question },
        Question { ship_to: &place("DE", None), ..question },
        Question { side: Side::Purchase, ship_from: &place("DE", None), ..question },
    ];
    for late in cases {
        assert_eq!(determine(&table(), &late).unwrap().certificate, None);
    }
}

#[test]
fn a_code_has_the_rate_of_its_day_or_none() {
    let percent = |n| Figure::Percent(Percent::whole(n).unwrap());
    let code = |id, order| Code {
        id,
        order,
        compound: false,
        included: false,
        recoverable: Percent::HUNDRED,
        reverse_charge: false,
        figures: vec![
            (day("2020-01-01"), percent(19)),
            (day("2020-07-01"), percent(16)),
            (day("2021-01-01"), percent(19)),
        ],
    };
    let codes = [code(1, 2), code(2, 1)];
    for (on, expected) in [("2020-06-30", 19), ("2020-07-01", 16), ("2020-12-31", 16), ("2026-01-01", 19)] {
        let taxes = taxes_on(&codes, &[1, 2], day(on)).unwrap();
        assert_eq!(taxes.iter().map(|tax| tax.code).collect::<Vec<_>>(), [2, 1]);
        assert_eq!(taxes[0].figure, percent(expected), "{on}");
    }
    assert_eq!(taxes_on(&codes, &[1], day("2019-12-31")), Err(Problem::NoRate { code: 1 }));
    assert_eq!(taxes_on(&codes, &[3], day("2026-01-01")), Err(Problem::NoRate { code: 3 }));
}
