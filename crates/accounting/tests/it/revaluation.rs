//! Currencies at a month's end: valued on an adjustment account, turned back the next day, never twice.

use crate::fixture::{World, codes, day, eur, perform, we, world};
use accounting::{Account, BankAccount, Payment, RateKind, Revaluation, rate};
use base::{Date, Id, Rate};
use std::collections::BTreeMap;

impl World {
    fn revalue(&self, on: &str) -> base::Result<Id<Revaluation>> {
        let revaluation = Revaluation::new(self.company, day(on));
        self.write(&we(), move |tx| {
            let id = tx.insert(&mut revaluation.clone())?;
            perform(tx, id, "post")?;
            Ok(id)
        })
    }

    fn balance(&self, code: &str, on: &str) -> String {
        let (account, on): (Id<Account>, Date) = (self.account(code), day(on));
        let balances: BTreeMap<_, _> =
            self.read(&we(), |read| accounting::balance::balances(read, self.company, None, on)).unwrap();
        balances.get(&account.raw()).map_or("0.00".to_owned(), |b| b.format(2))
    }
}

/// TV6: 1,000 dollars booked at 0.90; 0.95 at the month's end is +50.00, reversed the next day; paid at 0.93 is +30.00.
#[test]
fn a_debt_in_dollars_is_valued_at_the_end_of_the_month_and_counts_once() {
    let w = world();
    w.rate("2026-03-10", "0.90", RateKind::Spot);
    w.rate("2026-03-31", "0.95", RateKind::Closing);
    w.rate("2026-04-20", "0.93", RateKind::Spot);
    let item = w.dollar_invoice("2026-03-10", "1000.00");
    w.revalue("2026-03-31").unwrap();
    // The control account keeps the original rate; the adjustment account shows the difference for one day.
    assert_eq!((w.balance("1100", "2026-03-31"), w.balance("1180", "2026-03-31")), ("900.00".into(), "50.00".into()));
    assert_eq!(w.balance("4130", "2026-03-31"), "-50.00");
    assert_eq!((w.balance("1180", "2026-04-01"), w.balance("4130", "2026-04-01")), ("0.00".into(), "0.00".into()));
    assert_eq!(codes(w.revalue("2026-03-31").unwrap_err()), ["accounting.revalued_already revalued_on"]);
    w.pay(&Payment { currency: Some(w.dollar), ..w.received("2026-04-20", "1000.00") }).unwrap();
    assert!(w.item(item).settled);
    assert_eq!(w.ledger(), ["payments in transit 930.00", "sales -900.00", "exchange gains -30.00"]);
    w.laws_hold();
}

/// Run later, a revaluation still sees what was open on its day.
#[test]
fn what_was_paid_later_was_open_then() {
    let w = world();
    w.rate("2026-03-10", "0.90", RateKind::Spot);
    w.rate("2026-03-31", "0.85", RateKind::Closing);
    w.rate("2026-04-02", "0.93", RateKind::Spot);
    w.dollar_invoice("2026-03-10", "1000.00");
    w.pay(&Payment { currency: Some(w.dollar), ..w.received("2026-04-02", "1000.00") }).unwrap();
    let id = w.revalue("2026-03-31").unwrap();
    let made: Revaluation = w.read(&we(), |read| read.get(id)).unwrap();
    assert_eq!((made.difference, made.lines.len()), (eur("-50.00"), 1));
    assert_eq!(w.balance("7020", "2026-03-31"), "50.00");
    w.laws_hold();
}

#[test]
fn a_bank_account_in_dollars_is_adjusted_itself() {
    let w = world();
    w.rate("2026-03-10", "0.90", RateKind::Spot);
    w.rate("2026-03-31", "0.95", RateKind::Closing);
    w.rate("2026-04-30", "0.92", RateKind::Closing);
    let bank = BankAccount::new(w.company, "Dollars", "DE89370400440532013000", w.dollar, w.account("1010"));
    w.write(&we(), move |tx| tx.insert(&mut bank.clone()).map(|_| ())).unwrap();
    let draft = accounting::ManualEntry {
        currency: Some(w.dollar),
        ..w.draft("2026-03-10", &[("1010", "1000.00"), ("3000", "-1000.00")])
    };
    w.write(&we(), move |tx| {
        let id = tx.insert(&mut draft.clone())?;
        perform(tx, id, "post")
    })
    .unwrap();
    w.revalue("2026-03-31").unwrap();
    assert_eq!((w.balance("1010", "2026-03-31"), w.balance("1010", "2026-04-15")), ("950.00".into(), "950.00".into()));
    w.revalue("2026-04-30").unwrap();
    assert_eq!(w.balance("1010", "2026-04-30"), "920.00");
    let ledger = w.ledger();
    assert!(ledger.contains(&"unrealised exchange gains -50.00".to_owned()), "{ledger:?}");
    assert!(ledger.contains(&"unrealised exchange losses 30.00".to_owned()), "{ledger:?}");
    w.laws_hold();
}

#[test]
fn published_rates_are_taken_in_once() {
    let w = world();
    let rates = |dollar: &str| {
        let rate = |text: &str| Rate::parse(text).unwrap();
        vec![
            (day("2026-03-30"), "USD".to_owned(), rate("1.0800")),
            (day("2026-03-31"), "USD".to_owned(), rate(dollar)),
            (day("2026-03-31"), "XXX".to_owned(), rate("3")),
        ]
    };
    let take = |dollar: &str| {
        let rates = rates(dollar);
        w.write(&we(), move |tx| rate::take_in(tx, "EUR", &rates)).unwrap()
    };
    assert_eq!((take("1.0876"), take("1.0876"), take("1.0877")), (2, 0, 1));
    let worth = w
        .read(&we(), |read| rate::quote(read, w.dollar, w.euro, RateKind::Closing, day("2026-03-31")))
        .unwrap()
        .convert(eur("1087.70"), 2, 2);
    assert_eq!(worth.unwrap(), eur("1000.00"));
}
