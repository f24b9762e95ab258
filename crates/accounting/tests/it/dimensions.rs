//! Dimensions: what lines carry, which values fit together, and entries that balance for each value.

use crate::fixture::{World, codes, day, eur, perform, we, world};
use crate::reports::{lines, run};
use accounting::dimensioning::Chosen;
use accounting::posting::{self, Numbering, Posting, Source};
use accounting::{
    Demand, Dimension, DimensionRule, DimensionSet, DimensionValue, Journal, JournalEntry, ManualEntry, Nature,
    OpenItem, Part, PaymentLine, RateKind, Side, reports,
};
use base::{Id, Money};
use entity::{Entity, Head, Lines};
use ledger::Line;
use std::collections::BTreeMap;

impl World {
    fn dimension(&self, code: &str, balancing: bool) -> Id<Dimension> {
        let (code, name) = (code.to_owned(), format!("{code} name"));
        let dimension = Dimension { head: Head::default(), code, name, required_on: None, balancing, company: None };
        self.write(&we(), move |tx| tx.insert(&mut dimension.clone())).unwrap()
    }

    fn value(&self, dimension: Id<Dimension>, code: &str, parent: Option<Id<DimensionValue>>) -> Id<DimensionValue> {
        let (code, name) = (code.to_owned(), format!("the {code}"));
        let value = DimensionValue { head: Head::default(), dimension, code, name, parent, usual: false };
        self.write(&we(), move |tx| tx.insert(&mut value.clone())).unwrap()
    }

    fn set(&self, values: &[Id<DimensionValue>]) -> Id<DimensionSet> {
        let values = values.to_vec();
        self.write(&we(), move |tx| accounting::set_of(tx, &values)).unwrap()
    }

    fn rule(&self, rule: DimensionRule) -> base::Result<Id<DimensionRule>> {
        self.write(&we(), move |tx| tx.insert(&mut rule.clone()))
    }

    /// Posts by hand: account, amount, what the line carries.
    fn say(&self, on: &str, said: &[(&str, &str, Option<Id<DimensionSet>>)]) -> base::Result<Id<ManualEntry>> {
        let plain: Vec<(&str, &str)> = said.iter().map(|(account, amount, _)| (*account, *amount)).collect();
        let mut draft = self.draft(on, &plain);
        if let Lines::Loaded(lines) = &mut draft.lines {
            for (line, (_, _, set)) in lines.iter_mut().zip(said) {
                line.dimensions = *set;
            }
        }
        self.write(&we(), move |tx| {
            let id = tx.insert(&mut draft.clone())?;
            perform(tx, id, "post")?;
            Ok(id)
        })
    }

    /// What an entry of a document says: account, amount, the line of the document, the party.
    fn document(&self, on: &str, said: &[(&str, &str, Option<i64>)], chosen: Chosen) -> base::Result<JournalEntry> {
        let mut draft = ledger::Draft::new();
        for (code, amount, source_line) in said {
            draft.push(Line {
                party: (*code == "1100").then_some(self.customer.raw()),
                source_line: *source_line,
                ..Line::of(self.account(code).raw(), self.euro.raw(), eur(amount))
            });
        }
        let (company, on) = (self.company, day(on));
        self.write(&we(), move |tx| {
            let source = Source { kind: 1, record: 1 };
            let number = Numbering::Legal("T");
            let header = Posting::new(company, Journal::Sales, Part::Receivables, on, number, source);
            let posted = posting::post(tx, &header.chosen(chosen.clone()), draft.clone())?;
            tx.get(posted.entry)
        })
    }

    /// The lines of an entry: account, amount, codes of the values.
    fn said(&self, entry: &JournalEntry) -> Vec<String> {
        let entry = entry.clone();
        self.read(&we(), move |read| {
            let kept = accounting::kept::books(read)?;
            let line = |l: &accounting::JournalLine| -> base::Result<String> {
                let set = l.dimensions.map(|d| read.get(d)).transpose()?.map(|s| s.name).unwrap_or_default();
                Ok(format!("{} {} {set}", kept.account(l.account.raw())?.code, l.amount_base.format(2)))
            };
            entry.lines.iter().map(line).collect()
        })
        .unwrap()
    }

    fn last_entry(&self) -> JournalEntry {
        self.read(&we(), |read| {
            let last: Vec<JournalEntry> = read.select("1 = 1 ORDER BY id DESC LIMIT 1", &[])?;
            read.get(last[0].id())
        })
        .unwrap()
    }

    /// What all entries leave on a value, or on none.
    fn left_on(&self, value: Option<Id<DimensionValue>>) -> Money {
        self.read(&we(), move |read| {
            let mut left = Money::ZERO;
            for entry in read.select::<JournalEntry>("1 = 1", &[])? {
                for line in read.get(entry.id())?.lines.iter() {
                    let set = line.dimensions.map(|d| read.get(d)).transpose()?;
                    let values = set.map(|s| s.values()).unwrap_or_default();
                    if value.map_or(values.is_empty(), |v| values.contains(&v)) {
                        left = left.checked_add(line.amount_base)?;
                    }
                }
            }
            Ok(left)
        })
        .unwrap()
    }
}

fn refusal(result: base::Result<impl std::fmt::Debug>) -> base::Refusal {
    let error = result.unwrap_err();
    assert_eq!(error.refusals().len(), 1, "{error}");
    error.refusals()[0].clone()
}

#[test]
fn an_entry_balances_in_company_currency_and_for_each_value_of_a_balancing_dimension() {
    let w = world();
    let unbalanced = w.post("2026-03-02", &[("6100", "100.00"), ("1010", "-99.99")]);
    assert_eq!(codes(unbalanced.unwrap_err()), ["accounting.entry_unbalanced lines"]);
    let branch = w.dimension("BRANCH", true);
    let (north, south) = (w.value(branch, "N", None), w.value(branch, "S", None));
    let (n, s) = (Some(w.set(&[north])), Some(w.set(&[south])));
    // The whole balances, the branches do not.
    let refused = refusal(w.say("2026-03-02", &[("6100", "100.00", n), ("1010", "-100.00", s)]));
    assert_eq!((&*refused.code, refused.field.as_deref()), ("accounting.dimension_unbalanced", Some("lines")));
    let said = format!("{refused:?}");
    assert!(said.contains("BRANCH name") && said.contains("N the N") && said.contains("10000"), "{said}");
    // Lines without a value are a group of their own.
    let refused = w.say("2026-03-02", &[("6100", "100.00", n), ("1010", "-100.00", None)]);
    assert_eq!(codes(refused.unwrap_err()), ["accounting.dimension_unbalanced lines"]);
    let parts = [("6100", "100.00", n), ("1010", "-100.00", n), ("6110", "7.00", s), ("1010", "-7.00", s)];
    w.say("2026-03-02", &parts).unwrap();
    w.say("2026-03-02", &[("6100", "5.00", None), ("1010", "-5.00", None)]).unwrap();
    // As a whole it must balance all the same.
    let refused = w.say("2026-03-02", &[("6100", "100.00", n), ("1010", "-90.00", n)]);
    assert_eq!(codes(refused.unwrap_err()), ["accounting.entry_unbalanced lines"]);
    // In company currency, whatever the currency of the entry.
    w.rate("2026-03-03", "0.90", RateKind::Spot);
    let mut dollars = w.draft("2026-03-03", &[("6100", "10.00"), ("1010", "-10.00")]);
    dollars.currency = Some(w.dollar);
    if let Lines::Loaded(lines) = &mut dollars.lines {
        (lines[0].dimensions, lines[1].dimensions) = (n, s);
    }
    let refused = w.write(&we(), move |tx| {
        let id = tx.insert(&mut dollars.clone())?;
        perform(tx, id, "post")
    });
    assert!(format!("{:?}", refusal(refused)).contains("900"));
    // A dimension without the mark asks for nothing.
    let product = w.dimension("PRODUCT", false);
    let bikes = Some(w.set(&[w.value(product, "BIKES", None)]));
    w.say("2026-03-04", &[("6100", "3.00", bikes), ("1010", "-3.00", None)]).unwrap();
    w.laws_hold();
}

#[test]
fn what_is_taken_back_stays_the_mirror_of_what_was_posted() {
    let w = world();
    let branch = w.dimension("BRANCH", false);
    let (north, south) = (w.value(branch, "N", None), w.value(branch, "S", None));
    let (n, s) = (Some(w.set(&[north])), Some(w.set(&[south])));
    let id = w.say("2026-03-02", &[("6100", "100.00", n), ("1010", "-100.00", s)]).unwrap();
    // The mark came later.
    w.write(&we(), move |tx| {
        let mut dimension: Dimension = tx.lock(branch)?;
        dimension.balancing = true;
        tx.update(&mut dimension)
    })
    .unwrap();
    w.reverse(id, "2026-03-03").unwrap();
    assert_eq!(w.said(&w.last_entry()), ["6100 -100.00 N", "1010 100.00 S"]);
    assert_eq!((w.left_on(Some(north)), w.left_on(Some(south))), (Money::ZERO, Money::ZERO));
}

#[test]
fn documents_balance_over_the_account_between_values() {
    let w = world();
    let branch = w.dimension("BRANCH", true);
    let (north, south) = (w.value(branch, "N", None), w.value(branch, "S", None));
    let (n, s) = (Some(w.set(&[north]).raw()), Some(w.set(&[south]).raw()));
    // All lines agree: customer and tax take the branch along, and nothing lies between.
    let said = [("4000", "-100.00", Some(1)), ("2200", "-21.00", None), ("1100", "121.00", None)];
    let one = w.document("2026-03-02", &said, BTreeMap::from([(1, n)])).unwrap();
    assert_eq!(w.said(&one), ["4000 -100.00 N", "2200 -21.00 N", "1100 121.00 N"]);
    let first = w.last_item();
    // They differ: the customer's line belongs to none of them.
    let said = [("4000", "-60.00", Some(1)), ("4000", "-40.00", Some(2)), ("1100", "100.00", None)];
    let two = w.document("2026-03-02", &said, BTreeMap::from([(1, n), (2, s)])).unwrap();
    let wanted = ["4000 -60.00 N", "4000 -40.00 S", "1100 100.00 ", "1390 -100.00 ", "1390 60.00 N", "1390 40.00 S"];
    assert_eq!(w.said(&two), wanted);
    let said = [("4000", "-30.00", Some(1)), ("1100", "30.00", None)];
    w.document("2026-03-02", &said, BTreeMap::from([(1, s)])).unwrap();
    let second = w.last_item();
    // A payment of one debt is of its branch; of two branches' debts, the bank's line is of neither.
    let pay = |amount: &str, items: &[(Id<OpenItem>, &str)]| {
        let settles = items.iter().map(|(item, part)| PaymentLine::of(*item, eur(part))).collect();
        w.pay(&w.received("2026-03-10", amount).settling(settles)).unwrap();
        w.said(&w.last_entry())
    };
    assert_eq!(pay("21.00", &[(first, "21.00")]), ["1090 21.00 N", "1100 -21.00 N"]);
    assert_eq!(
        pay("130.00", &[(first, "100.00"), (second, "30.00")]),
        ["1090 130.00 ", "1100 -100.00 N", "1100 -30.00 S", "1390 -130.00 ", "1390 100.00 N", "1390 30.00 S"]
    );
    for value in [None, Some(north), Some(south)] {
        assert_eq!(w.left_on(value), Money::ZERO, "{value:?}");
    }
    w.laws_hold();
}

#[test]
fn a_line_carries_any_number_of_dimensions_and_rules_say_which_fit() {
    let w = world();
    let centre = w.dimension("CENTRE", false);
    let (sales, workshop) = (w.value(centre, "SALES", None), w.value(centre, "SHOP", None));
    let mut values = vec![sales];
    for n in 1..8 {
        let dimension = w.dimension(&format!("D{n}"), false);
        values.push(w.value(dimension, &format!("V{n}"), None));
    }
    // Eight at once, in whatever order; the same combination exists once.
    let all = w.set(&values);
    values.reverse();
    assert_eq!(w.set(&values), all);
    w.say("2026-03-02", &[("6100", "10.00", Some(all)), ("1010", "-10.00", None)]).unwrap();
    assert_eq!(w.said(&w.last_entry())[0], "6100 10.00 SALES · V1 · V2 · V3 · V4 · V5 · V6 · V7");

    let project = w.dimension("PROJECT", false);
    let inside = w.value(project, "IN", None);
    let (repair, build) = (w.value(project, "R1", Some(inside)), w.value(project, "B1", None));
    let carry = |values: &[Id<DimensionValue>]| Some(w.set(values));
    let expense = |account: &str, set| w.say("2026-03-02", &[(account, "10.00", set), ("1010", "-10.00", None)]);

    // Mandatory on an account and on all under a heading.
    let heading = DimensionRule::new("Expenses have a centre", centre, Demand::Required);
    w.rule(DimensionRule { account: Some(w.account("6")), ..heading }).unwrap();
    let refused = refusal(expense("6100", None));
    assert_eq!(&*refused.code, "accounting.dimension_missing");
    assert!(format!("{refused:?}").contains("CENTRE name") && format!("{refused:?}").contains("6100"));
    w.say("2026-03-02", &[("1310", "1.00", None), ("1010", "-1.00", None)]).unwrap();
    expense("6100", carry(&[sales])).unwrap();

    // Account by value: only these, or those below them.
    let only = DimensionRule::new("Repairs inside", project, Demand::Only).of(&[inside]);
    w.rule(DimensionRule { account: Some(w.account("6120")), ..only }).unwrap();
    expense("6120", carry(&[sales])).unwrap();
    expense("6120", carry(&[sales, repair])).unwrap();
    let refused = refusal(expense("6120", carry(&[sales, build])));
    assert_eq!((&*refused.code, refused.record.as_deref()), ("accounting.value_not_allowed", Some("6120")));
    assert!(format!("{refused:?}").contains("Repairs inside") && format!("{refused:?}").contains("B1"));
    expense("6100", carry(&[sales, build])).unwrap();

    // Value by value: the workshop builds nothing, and what it does needs a project.
    let never = DimensionRule::new("No building in the workshop", project, Demand::Never).of(&[build]);
    w.rule(DimensionRule { beside: Some(workshop), ..never }).unwrap();
    let needs = DimensionRule::new("The workshop works for projects", project, Demand::Required);
    w.rule(DimensionRule { beside: Some(workshop), nature: Some(Nature::Expense), ..needs }).unwrap();
    assert_eq!(&*refusal(expense("6100", carry(&[workshop, build]))).code, "accounting.value_not_allowed");
    assert_eq!(&*refusal(expense("6100", carry(&[workshop]))).code, "accounting.dimension_missing");
    expense("6100", carry(&[workshop, repair])).unwrap();

    // Rules that say nothing are none.
    let empty = w.rule(DimensionRule::new("Only what", project, Demand::Only));
    assert_eq!(codes(empty.unwrap_err()), ["accounting.rule_without_values lines"]);
    let other = w.rule(DimensionRule::new("Wrong", project, Demand::Never).of(&[sales]));
    assert_eq!(codes(other.unwrap_err()), ["accounting.value_of_other_dimension lines.0.value"]);
    let itself = DimensionRule { beside: Some(build), ..DimensionRule::new("Odd", project, Demand::Required) };
    assert_eq!(codes(w.rule(itself).unwrap_err()), ["accounting.rule_beside_itself beside"]);
}

#[test]
fn entries_of_documents_take_the_usual_value_where_one_is_needed() {
    let w = world();
    let centre = w.dimension("CENTRE", false);
    let (house, shop) = (w.value(centre, "HOUSE", None), w.value(centre, "SHOP", None));
    w.rule(DimensionRule { nature: Some(Nature::Revenue), ..DimensionRule::new("R", centre, Demand::Required) })
        .unwrap();
    let said = [("4000", "-60.00", Some(1)), ("4000", "-40.00", Some(2)), ("1100", "100.00", None)];
    let shop = Some(w.set(&[shop]).raw());
    let chosen = BTreeMap::from([(1, shop), (2, None)]);
    let refused = w.document("2026-03-02", &said, chosen.clone());
    assert_eq!(codes(refused.unwrap_err()), ["accounting.dimension_missing lines"]);
    let usual = |value: Id<DimensionValue>| {
        w.write(&we(), move |tx| {
            let mut value: DimensionValue = tx.lock(value)?;
            value.usual = true;
            tx.update(&mut value)
        })
    };
    usual(house).unwrap();
    let entry = w.document("2026-03-02", &said, chosen).unwrap();
    assert_eq!(w.said(&entry), ["4000 -60.00 SHOP", "4000 -40.00 HOUSE", "1100 100.00 "]);
    // Nobody guesses for people.
    assert!(w.say("2026-03-02", &[("4000", "-1.00", None), ("1010", "1.00", None)]).is_err());
    let other = w.value(centre, "OTHER", None);
    assert_eq!(codes(usual(other).unwrap_err()), ["accounting.usual_twice usual"]);
}

#[test]
fn debts_age_by_the_values_of_a_dimension_on_any_past_day() {
    let w = world();
    let line = w.dimension("LINE", false);
    let top = w.value(line, "A", None);
    let (bikes, parts) = (w.value(line, "BIKES", Some(top)), w.value(line, "PARTS", None));
    let (b, p) = (Some(w.set(&[bikes]).raw()), Some(w.set(&[parts]).raw()));
    // 100.01 of bikes and parts as three to one, then one of bikes alone, and one of nothing.
    let mixed = [("4000", "-75.00", Some(1)), ("4000", "-25.01", Some(2)), ("1100", "100.01", None)];
    w.document("2026-01-10", &mixed, BTreeMap::from([(1, b), (2, p)])).unwrap();
    let first = w.last_item();
    let plain = [("4000", "-50.00", Some(1)), ("1100", "50.00", None)];
    w.document("2026-02-10", &plain, BTreeMap::from([(1, b)])).unwrap();
    w.document("2026-02-20", &plain, BTreeMap::from([(1, None)])).unwrap();
    w.pay(&w.received("2026-03-20", "40.00").settling(vec![PaymentLine::of(first, eur("40.00"))])).unwrap();
    let asked = |on: &str, value| reports::Aged {
        company: None,
        side: Side::Receivable,
        as_of: Some(day(on)),
        currency: None,
        dimension: Some(line),
        value,
    };
    // Before the payment came.
    assert_eq!(
        lines(&run(&w, "accounting.aged_items", asked("2026-03-01", None))),
        [
            "BIKES the BIKES|0.00|50.00|75.00|0.00|0.00|125.00",
            "Nordbau GmbH|0.00|50.00|75.00|0.00|0.00|125.00",
            "PARTS the PARTS|0.00|0.00|25.01|0.00|0.00|25.01",
            "Nordbau GmbH|0.00|0.00|25.01|0.00|0.00|25.01",
            "accounting-without_value|0.00|50.00|0.00|0.00|0.00|50.00",
            "Nordbau GmbH|0.00|50.00|0.00|0.00|0.00|50.00",
            "accounting-total|0.00|100.00|100.01|0.00|0.00|200.01",
        ]
    );
    // Afterwards what is left keeps the proportion, to the cent.
    let after = lines(&run(&w, "accounting.aged_items", asked("2026-03-31", None)));
    assert_eq!(after[0], "BIKES the BIKES|0.00|0.00|50.00|45.00|0.00|95.00");
    assert_eq!(after[2], "PARTS the PARTS|0.00|0.00|0.00|15.01|0.00|15.01");
    assert_eq!(after[6], "accounting-total|0.00|0.00|100.00|60.01|0.00|160.01");
    // One value with those below it.
    let below = lines(&run(&w, "accounting.aged_items", asked("2026-03-01", Some(top))));
    assert_eq!(below.last().unwrap(), "accounting-total|0.00|50.00|75.00|0.00|0.00|125.00");
    assert_eq!(below.len(), 3);
    // In one currency.
    let euro = reports::Aged { currency: Some(w.euro), ..asked("2026-03-01", None) };
    assert_eq!(lines(&run(&w, "accounting.aged_items", euro)).len(), 7);
}

#[test]
fn a_year_is_carried_on_value_by_value() {
    let w = world();
    let branch = w.dimension("BRANCH", true);
    let (north, south) = (w.value(branch, "N", None), w.value(branch, "S", None));
    let (n, s) = (Some(w.set(&[north])), Some(w.set(&[south])));
    w.say("2026-03-02", &[("1010", "100.00", n), ("4000", "-100.00", n)]).unwrap();
    w.say("2026-03-02", &[("6100", "30.00", s), ("1010", "-30.00", s)]).unwrap();
    w.say("2026-03-02", &[("6100", "5.00", None), ("1010", "-5.00", None)]).unwrap();
    // What came to nothing as a whole came to something for each.
    let moved = [("6110", "9.00", n), ("1010", "-9.00", n), ("6110", "-9.00", s), ("1010", "9.00", s)];
    w.say("2026-03-02", &moved).unwrap();
    // A rule that nobody could keep any more does not stop the year, nor takes it the usual value.
    w.rule(DimensionRule { account: Some(w.account("6100")), ..DimensionRule::new("R", branch, Demand::Required) })
        .unwrap();
    let year = w.read(&we(), |read| Ok(read.select::<accounting::FiscalYear>("1 = 1", &[])?[0].id())).unwrap();
    w.write(&we(), move |tx| perform(tx, year, "close").map(|_| ())).unwrap();
    let mut said = w.said(&w.last_entry());
    said.sort();
    let mut wanted = [
        "4000 100.00 N",
        "6100 -30.00 S",
        "6100 -5.00 ",
        "6110 -9.00 N",
        "6110 9.00 S",
        "3100 -91.00 N",
        "3100 21.00 S",
        "3100 5.00 ",
    ];
    wanted.sort_unstable();
    assert_eq!(said, wanted);
    w.write(&we(), move |tx| perform(tx, year, "reopen").map(|_| ())).unwrap();
    assert_eq!(w.ledger(), ["bank 65.00", "sales -100.00", "rent 35.00"]);
    w.laws_hold();
}
