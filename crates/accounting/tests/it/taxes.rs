//! Which tax applies, what it amounts to, and where it is booked.

use crate::fixture::{day, eur, we, world};
use accounting::taxing::{Taxable, code_for, reckon};
use accounting::{Destination, Direction, TaxCode, TaxRule};
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
