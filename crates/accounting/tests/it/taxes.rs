//! Which tax applies, what it amounts to, and where it is booked.

use crate::fixture::{day, eur, we, world};
use accounting::taxing::{Taxable, code_for, price_without_tax, reckon};
use accounting::{Books, Destination, Direction, TaxCode, TaxRounding, TaxRule};
use base::{Id, Percent, Price, Quantity};
use entity::Head;
use parties::Party;

fn percent(text: &str) -> Percent {
    Percent::parse(text).unwrap()
}

fn line(price: &str, code: Option<Id<TaxCode>>) -> Taxable {
    Taxable {
        quantity: Quantity::whole(1).unwrap(),
        price: Price::parse(price).unwrap(),
        discount: Percent::ZERO,
        code,
        tax_inside: false,
        on: None,
    }
}

#[test]
fn the_finest_rule_decides_and_cents_are_rounded_once() {
    let w = world();
    let (company, customer) = (w.company, w.customer);
    let full = w
        .write(&we(), move |tx| {
            let full = tx.insert(&mut TaxCode::new(company, "S19", "19 %", Direction::Sale, percent("19")))?;
            let rule = |destination, tax_code| TaxRule {
                head: Head::default(),
                company,
                direction: Direction::Sale,
                destination,
                country: None,
                standing: None,
                item_group: None,
                starts_on: day("2020-01-01"),
                ends_on: None,
                tax_code,
            };
            tx.insert(&mut rule(Destination::Anywhere, Some(full)))?;
            tx.insert(&mut rule(Destination::Abroad, None))?;
            Ok(full)
        })
        .unwrap();
    w.read(&we(), |read| {
        let mut party: Party = read.get(customer)?;
        let on = day("2026-03-01");
        party.country = None;
        assert_eq!(code_for(read, company, Direction::Sale, &party, None, on)?, Some(full));
        party.country = platform::Country::by_code(read, "CN")?;
        assert_eq!(code_for(read, company, Direction::Sale, &party, None, on)?, None);
        assert_eq!(code_for(read, company, Direction::Purchase, &party, None, on)?, None);
        // Test vector 4: three lines of 33.33 at 19 % are 19.00 on the document, the cent on the first line.
        let three = [line("33.33", Some(full)), line("33.33", Some(full)), line("33.33", Some(full))];
        let taxed = reckon(read, company, w.euro, on, &three)?;
        assert_eq!((taxed.net, taxed.tax, taxed.total), (eur("99.99"), eur("19.00"), eur("118.99")));
        assert_eq!(taxed.lines[0].1, eur("6.34"));
        assert_eq!(taxed.groups.len(), 1);
        // Before a tax existed it has no rate.
        let refused = reckon(read, company, w.euro, day("1990-01-01"), &three).unwrap_err();
        assert_eq!(refused.refusals()[0].code, "accounting.no_tax_rate");
        Ok(())
    })
    .unwrap();
}

/// Prices with 21 % inside: what is paid stays to the cent, whatever is taken out of it.
#[test]
fn a_price_with_tax_inside_is_what_is_paid() {
    let w = world();
    let company = w.company;
    let (full, reduced) = w
        .write(&we(), move |tx| {
            let full = tx.insert(&mut TaxCode::new(company, "S21", "21 %", Direction::Sale, percent("21")))?;
            let reduced = tx.insert(&mut TaxCode::new(company, "S10", "10 %", Direction::Sale, percent("10")))?;
            Ok((full, reduced))
        })
        .unwrap();
    let inside = |price: &str, code| Taxable { tax_inside: true, ..line(price, Some(code)) };
    let off = |off: &str, of: Taxable| Taxable { discount: percent(off), ..of };
    let many = |n: &str, of: Taxable| Taxable { quantity: Quantity::parse(n).unwrap(), ..of };
    // Lines; net and tax of each; net, tax and total of the document, rounded once.
    type Case<'a> = (&'a str, Vec<Taxable>, &'a [(&'a str, &'a str)], [&'a str; 3]);
    let cases: [Case; 7] = [
        ("one", vec![inside("121", full)], &[("100", "21")], ["100", "21", "121"]),
        // Test vector 5: each alone would be 17.79 and 3.74.
        (
            "two",
            vec![inside("21.53", full), inside("21.53", full)],
            &[("17.80", "3.73"), ("17.79", "3.74")],
            ["35.59", "7.47", "43.06"],
        ),
        ("a shelf price", vec![many("3", inside("9.99", full))], &[("24.77", "5.20")], ["24.77", "5.20", "29.97"]),
        ("ten off", vec![off("10", inside("121", full))], &[("90", "18.90")], ["90", "18.90", "108.90"]),
        (
            "two rates",
            vec![inside("10.99", reduced), inside("4.99", full)],
            &[("9.99", "1"), ("4.12", "0.87")],
            ["14.11", "1.87", "15.98"],
        ),
        // One list is with tax, the other without: 100 and 21, 100 and 21.
        (
            "mixed",
            vec![inside("121", full), line("100", Some(full))],
            &[("100", "21"), ("100", "21")],
            ["200", "42", "242"],
        ),
        ("untaxed", vec![Taxable { tax_inside: true, ..line("50", None) }], &[("50", "0")], ["50", "0", "50"]),
    ];
    let check = |rounding: TaxRounding, cases: &[Case]| {
        w.write(&we(), move |tx| {
            let all: Vec<Books> = tx.select("company = $1", &[company.into()])?;
            let mut books = tx.lock(Id::<Books>::from_raw(all[0].head.id))?;
            books.tax_rounding = rounding;
            tx.update(&mut books).map(|_| ())
        })
        .unwrap();
        for (name, lines, each, all) in cases {
            let taxed = w.read(&we(), |read| reckon(read, company, w.euro, day("2026-03-01"), lines)).unwrap();
            let found: Vec<_> = taxed.lines.iter().map(|(net, tax, _)| (*net, *tax)).collect();
            let wanted: Vec<_> = each.iter().map(|(net, tax)| (eur(net), eur(tax))).collect();
            assert_eq!(found, wanted, "{name}, {rounding:?}");
            assert_eq!([taxed.net, taxed.tax, taxed.total], all.map(eur), "{name}, {rounding:?}");
        }
    };
    check(TaxRounding::Document, &cases);
    // Line by line each of the two is 17.79 and 3.74; what is paid is the same.
    let two: Case = (
        "two",
        vec![inside("21.53", full), inside("21.53", full)],
        &[("17.79", "3.74"), ("17.79", "3.74")],
        ["35.58", "7.48", "43.06"],
    );
    check(TaxRounding::Line, &[two]);
    let without =
        |of: Taxable| w.read(&we(), |read| price_without_tax(read, &of, day("2026-03-01"))).unwrap().to_string();
    assert_eq!(without(inside("121", full)), "100");
    assert_eq!(without(inside("9.99", full)), "8.256198");
    assert_eq!(without(line("121", Some(full))), "121");
}
