//! Entries by hand, the calendar, reversal, open items and the year's end.

use crate::fixture::{codes, day, eur, perform, perform_with, we, world};
use accounting::{FiscalYear, JournalEntry, LockException, ManualEntry, OpenItem, Part, Period, Reversal, Which};
use base::{Id, Instant, Money};
use entity::{Head, Text};

#[test]
fn an_entry_by_hand_is_posted_and_taken_back() {
    let w = world();
    let id = w.post("2026-03-05", &[("6100", "1200.00"), ("1300", "252.00"), ("1010", "-1452.00")]).unwrap();
    assert_eq!(w.ledger(), ["bank -1452.00", "input tax 252.00", "rent 1200.00"]);
    let posted: ManualEntry = w.read(&we(), |read| read.get(id)).unwrap();
    assert_eq!((posted.number.as_deref(), posted.debit), (Some("JE-2026-00001"), eur("1452.00")));
    let reversal = Reversal { posted_on: day("2026-03-06"), reason: "Wrong month".into() };
    w.write(&we(), move |tx| perform_with(tx, id, "reverse", &reversal)).unwrap();
    assert_eq!(w.ledger(), Vec::<String>::new());
    let entries: Vec<JournalEntry> = w.read(&we(), |read| read.select("1 = 1 ORDER BY id", &[])).unwrap();
    assert_eq!(entries[1].reverses, Some(Id::from_raw(entries[0].head.id)));
}

#[test]
fn what_does_not_balance_is_refused_and_nothing_is_posted() {
    let w = world();
    let refused = w.post("2026-03-05", &[("6100", "1200.00"), ("1010", "-1199.99")]);
    assert_eq!(codes(refused.unwrap_err()), ["accounting.entry_unbalanced lines"]);
    assert_eq!(codes(w.post("2026-03-05", &[]).unwrap_err()), ["accounting.entry_without_lines lines"]);
    let refused = w.post("2025-12-31", &[("6100", "1.00"), ("1010", "-1.00")]);
    assert_eq!(codes(refused.unwrap_err()), ["accounting.no_period posted_on"]);
    // Stock and its clearing accounts follow from goods.
    let refused = w.post("2026-03-05", &[("1200", "1.00"), ("1010", "-1.00")]);
    assert_eq!(codes(refused.unwrap_err()), ["accounting.control_by_hand lines.0.account"]);
    assert_eq!(w.ledger(), Vec::<String>::new());
    // No number was used up on the way.
    let id = w.post("2026-03-05", &[("6100", "1.00"), ("1010", "-1.00")]).unwrap();
    let posted: ManualEntry = w.read(&we(), |read| read.get(id)).unwrap();
    assert_eq!(posted.number.as_deref(), Some("JE-2026-00001"));
}

#[test]
fn posted_rows_refuse_every_change_in_the_database_itself() {
    let w = world();
    w.post("2026-03-05", &[("6100", "1.00"), ("1010", "-1.00")]).unwrap();
    for sql in [
        "UPDATE accounting_journal_line SET amount_base = 5",
        "DELETE FROM accounting_journal_line",
        "UPDATE accounting_journal_entry SET posted_on = '2026-01-01'",
        "DELETE FROM accounting_journal_entry",
    ] {
        assert!(w.write(&we(), move |tx| tx.execute(sql, &[])).is_err(), "{sql}");
    }
}

#[test]
fn closed_periods_take_nothing_but_from_whoever_may() {
    let w = world();
    let march: Id<Period> = w
        .read(&we(), |read| {
            let found: Vec<Period> = read.select("name = '2026-03'", &[])?;
            Ok(Id::from_raw(found[0].head.id))
        })
        .unwrap();
    let draft = w.draft("2026-03-31", &[("6100", "1.00"), ("1010", "-1.00")]);
    let draft = w.write(&we(), move |tx| tx.insert(&mut draft.clone())).unwrap();
    // A draft in the period keeps it open.
    let refused = w.write(&we(), move |tx| perform_with(tx, march, "close_softly", &Which { part: None }));
    assert_eq!(codes(refused.unwrap_err()), ["accounting.period_has_drafts "]);
    w.write(&we(), move |tx| perform(tx, draft, "post")).unwrap();
    w.write(&we(), move |tx| perform_with(tx, march, "close_softly", &Which { part: None })).unwrap();
    let entry = [("6100", "1.00"), ("1010", "-1.00")];
    assert_eq!(codes(w.post("2026-03-31", &entry).unwrap_err()), ["accounting.period_closed posted_on"]);
    w.post("2026-04-01", &entry).unwrap();
    // One person, for an hour, with a reason.
    let clerk = w
        .write(&we(), move |tx| {
            let clerk = tx.insert(&mut platform::User::new("Clara", "clara@example.com", &[]))?;
            let until = Instant::from_micros(tx.now().micros() + 3_600_000_000);
            let reason = Text::new("Late bill of the landlord");
            let mut leave = LockException {
                head: Head::default(),
                period: march,
                part: None,
                person: clerk,
                until,
                reason,
                company: None,
            };
            tx.insert(&mut leave)?;
            Ok(clerk)
        })
        .unwrap();
    let draft = w.draft("2026-03-31", &entry);
    let clara = store::Who::user(clerk.raw(), "test");
    w.write(&clara, move |tx| {
        let id = tx.insert(&mut draft.clone())?;
        perform(tx, id, "post")
    })
    .unwrap();
    // Closed for good stays closed.
    w.write(&we(), move |tx| perform_with(tx, march, "close_for_good", &Which { part: Some(Part::General) })).unwrap();
    let refused = w.write(&we(), move |tx| perform_with(tx, march, "open", &Which { part: Some(Part::General) }));
    assert_eq!(codes(refused.unwrap_err()), ["accounting.period_closed_for_good "]);
    assert_eq!(codes(w.post("2026-03-31", &entry).unwrap_err()), ["accounting.period_closed_for_good posted_on"]);
}

#[test]
fn a_line_on_a_control_account_opens_an_item() {
    let w = world();
    let id = w.post("2026-03-05", &[("1100", "119.00"), ("4000", "-100.00"), ("2200", "-19.00")]).unwrap();
    let items: Vec<OpenItem> = w.read(&we(), |read| read.select("1 = 1", &[])).unwrap();
    assert_eq!((items.len(), items[0].party, items[0].open), (1, w.customer, eur("119.00")));
    // Taking the entry back settles it.
    let reversal = Reversal { posted_on: day("2026-03-06"), reason: "Twice".into() };
    w.write(&we(), move |tx| perform_with(tx, id, "reverse", &reversal)).unwrap();
    let items: Vec<OpenItem> = w.read(&we(), |read| read.select("1 = 1", &[])).unwrap();
    assert_eq!((items.len(), items[0].open, items[0].settled), (1, Money::ZERO, true));
    assert_eq!(w.ledger(), Vec::<String>::new());
}

#[test]
fn the_year_closes_to_equity_and_opens_again() {
    let w = world();
    w.post("2026-03-05", &[("1010", "500.00"), ("4000", "-500.00")]).unwrap();
    w.post("2026-04-05", &[("6100", "200.00"), ("1010", "-200.00")]).unwrap();
    let year: Id<FiscalYear> = w
        .read(&we(), |read| {
            let found: Vec<FiscalYear> = read.select("1 = 1", &[])?;
            Ok(Id::from_raw(found[0].head.id))
        })
        .unwrap();
    w.write(&we(), move |tx| perform(tx, year, "close")).unwrap();
    assert_eq!(w.ledger(), ["bank 300.00", "retained earnings -300.00"]);
    let refused = w.post("2026-04-06", &[("6100", "1.00"), ("1010", "-1.00")]);
    assert_eq!(codes(refused.unwrap_err()), ["accounting.period_closed posted_on"]);
    w.write(&we(), move |tx| perform(tx, year, "reopen")).unwrap();
    assert_eq!(w.ledger(), ["bank 300.00", "sales -500.00", "rent 200.00"]);
    w.post("2026-04-06", &[("6100", "1.00"), ("1010", "-1.00")]).unwrap();
}

#[test]
fn an_entry_in_dollars_stands_in_the_books_in_euro() {
    let w = world();
    let draft =
        ManualEntry { currency: Some(w.dollar), ..w.draft("2026-03-05", &[("6100", "110.00"), ("1010", "-110.00")]) };
    let post = |w: &crate::fixture::World| {
        let draft = draft.clone();
        w.write(&we(), move |tx| {
            let id = tx.insert(&mut draft.clone())?;
            perform(tx, id, "post")
        })
    };
    assert_eq!(codes(post(&w).unwrap_err()), ["accounting.no_rate "]);
    let rate = accounting::ExchangeRate {
        head: Head::default(),
        base_currency: w.euro,
        currency: w.dollar,
        kind: accounting::RateKind::Spot,
        quoted_on: day("2026-03-03"),
        rate: base::Rate::parse("1.10").unwrap(),
    };
    w.write(&we(), move |tx| tx.insert(&mut rate.clone()).map(|_| ())).unwrap();
    post(&w).unwrap();
    assert_eq!(w.ledger(), ["bank -100.00", "rent 100.00"]);
}

#[test]
fn an_accrual_takes_itself_back() {
    let w = world();
    let draft = ManualEntry {
        reverse_on: Some(day("2026-04-01")),
        ..w.draft("2026-03-31", &[("6110", "80.00"), ("2310", "-80.00")])
    };
    let id = w
        .write(&we(), move |tx| {
            let id = tx.insert(&mut draft.clone())?;
            perform(tx, id, "post")?;
            Ok(id)
        })
        .unwrap();
    assert_eq!(w.ledger(), Vec::<String>::new());
    let march = w.read(&we(), |read| accounting::balance::balances(read, w.company, None, day("2026-03-31"))).unwrap();
    assert_eq!(march[&w.account("6110").raw()], eur("80.00"));
    let reversal = Reversal { posted_on: day("2026-04-02"), reason: "Again".into() };
    let refused = w.write(&we(), move |tx| perform_with(tx, id, "reverse", &reversal));
    assert_eq!(codes(refused.unwrap_err()), ["accounting.already_reversed "]);
}
