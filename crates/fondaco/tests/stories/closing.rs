//! A month closes: what belongs to it is accrued, debts in dollars are valued, what is not posted is named; afterwards only whoever
//! holds an exception posts into it, and only for a while.

use crate::books::{Stage, day, pieces};
use accounting::{
    LockException, ManualEntry, ManualLine, ManualState, Part, PeriodState, RateKind, Revaluation, Which,
};
use base::{Date, Id, Instant, Money, Price};
use entity::{Custom, Entity as _, Head, Record, Text};
use platform::User;
use purchasing::{InvoiceLine, SupplierInvoice};
use sales::{Bill, CustomerInvoice, Order, OrderLine};
use stock::{Movement, MovementLine, Purpose};
use store::{Tx, Who};

/// So many cents from one account to another.
fn by_hand(stage: &Stage, on: Date, text: &str, accounts: [&'static str; 2], cents: i64) -> ManualEntry {
    let line = |code: &'static str| ManualLine {
        head: Head::default(),
        account: stage.account(code),
        text: None,
        party: None,
        dimensions: None,
        due_on: None,
        debit: None,
        credit: None,
    };
    let amount = Some(Money::from_minor(cents));
    let lines =
        vec![ManualLine { debit: amount, ..line(accounts[0]) }, ManualLine { credit: amount, ..line(accounts[1]) }];
    ManualEntry {
        head: Head::default(),
        number: None,
        company: stage.trade.company,
        posted_on: on,
        text: Some(text.to_owned()),
        currency: None,
        adjustment: false,
        reverse_on: None,
        lines: lines.into(),
        debit: Money::ZERO,
        credit: Money::ZERO,
        entry: None,
        reversed_because: None,
        state: ManualState::Draft,
        custom: Custom::default(),
    }
}

/// Makes an entry and posts it.
fn posted(tx: &mut Tx, entry: &ManualEntry) -> base::Result<()> {
    let id = tx.insert(&mut entry.clone())?;
    tx.perform(ManualEntry::DEF.name, id.raw(), "post", None, &Record::default()).map(|_| ())
}

#[test]
fn march_is_accrued_valued_and_closed_and_a_late_bill_needs_an_exception() {
    let stage = Stage::new();
    let trade = stage.trade.clone();
    let dollar = stage.dollar_is("2026-03-01", "0.90");
    stage.quotes("2026-03-31", "0.95", RateKind::Closing);
    let march = Id::from_raw(stage.period("2026-03").head.id);

    // A shop in California owes 1,210 dollars for ten hours.
    stage.on("2026-03-05");
    let shop = stage.makes(parties::Party { currency: Some(dollar), ..parties::Party::organisation("Bay Bikes Inc.") });
    let hours = OrderLine::of(trade.service, pieces(10)).at(Price::parse("100").unwrap());
    let order = stage.makes(Order::new(trade.company, shop, day("2026-03-05"), vec![hours]));
    stage.does(order, "confirm");
    let invoice: Id<CustomerInvoice> = Id::from_raw(stage.does_with(order, "bill", &Bill { posted_on: None }));
    stage.does(invoice, "post");

    // Two documents of March lie around: Ferrum's bill for repairs and ten bikes nobody brought into the books.
    stage.on("2026-03-30");
    let repairs = InvoiceLine {
        account: Some(stage.account("6120")),
        ..InvoiceLine::expense("Repair of the gate", pieces(1), Price::parse("240").unwrap())
    };
    let ferrum = trade.suppliers[0];
    let bill = SupplierInvoice::new(trade.company, ferrum, "F-19", day("2026-03-30"), vec![repairs]);
    let bill = stage.makes(SupplierInvoice { currency: stage.reads(ferrum).currency, ..bill });
    let line = MovementLine::new(trade.items[2], pieces(10), Some(Price::parse("500").unwrap()));
    let bikes = Movement::new(trade.company, trade.warehouse, Purpose::Opening, day("2026-03-30"), vec![line]);
    let bikes = stage.makes(bikes);

    // The rent of March comes in April: accrued on the last day, turned back on the first.
    stage.on("2026-04-01");
    let rent = by_hand(&stage, day("2026-03-31"), "Rent of March", ["6100", "2310"], 80_000);
    let rent = stage.makes(ManualEntry { reverse_on: Some(day("2026-04-01")), ..rent });
    stage.does(rent, "post");
    let revaluation = stage.makes(Revaluation::new(trade.company, day("2026-03-31")));
    stage.does(revaluation, "post");

    // Both documents keep March open, by name; goods close when theirs is posted, the rest when the bill is.
    assert_eq!(stage.keeps_open("2026-03"), ["stock.movement Main", "purchasing.supplier_invoice F-19"]);
    let close = |part: Option<Part>| {
        let closes = move |tx: &mut Tx| {
            let which = entity::Described::to_record(&Which { part });
            tx.perform("accounting.period", march.raw(), "close_softly", None, &which).map(|_| ())
        };
        stage.tries(&Who::program("story"), closes)
    };
    assert_eq!(close(Some(Part::Inventory)), ["accounting.period_has_drafts"]);
    stage.does(bikes, "post");
    assert_eq!(close(Some(Part::Inventory)), [""; 0]);
    assert_eq!(close(None), ["accounting.period_has_drafts"]);
    stage.does(bill, "post");
    assert_eq!(stage.keeps_open("2026-03"), [""; 0]);
    assert_eq!(close(None), [""; 0]);
    let closed = stage.period("2026-03");
    assert!(Part::ALL.iter().all(|part| closed.state_of(*part) == PeriodState::Soft));

    // On the tenth an invoice for electricity turns up. Nobody posts into March any more …
    stage.on("2026-04-10");
    let late = by_hand(&stage, day("2026-03-31"), "Electricity of March", ["6110", "2310"], 9_350);
    let clara = stage.write(|tx| {
        let role = tx.number("SELECT id FROM platform_role WHERE code = 'administrator'", &[])?;
        tx.insert(&mut User::new("Clara", "clara@ponte.example", &[Id::from_raw(role)]))
    });
    let clara_is = Who::user(clara.raw(), "story");
    let tries = |who: &Who| {
        let late = late.clone();
        stage.tries(who, move |tx| posted(tx, &late))
    };
    assert_eq!(tries(&Who::program("story")), ["accounting.period_closed"]);
    assert_eq!(tries(&clara_is), ["accounting.period_closed"]);

    // … but Clara, whom the head of accounting lets in until the evening.
    let until =
        Instant::from_micros(Instant::start_of(day("2026-04-10"), "UTC").unwrap().micros() + 18 * 3_600_000_000);
    stage.makes(LockException {
        head: Head::default(),
        period: march,
        part: Some(Part::General),
        person: clara,
        until,
        reason: Text::new("The meter was read late"),
        company: None,
    });
    assert_eq!(tries(&Who::program("story")), ["accounting.period_closed"]);
    assert_eq!(tries(&clara_is), [""; 0]);
    stage.on("2026-04-11");
    assert_eq!(tries(&clara_is), ["accounting.period_closed"]);

    assert_eq!(stage.journal(), JOURNAL);
    assert_eq!(stage.ledger(), LEDGER);
    stage.everything_agrees();
}

const JOURNAL: &str = "\
2026-03-05 INV-2026-00001
  Trade receivables              1089.00
  Output tax                     -189.00
  Sales                          -900.00
2026-03-31 JE-2026-00001
  Accrued expenses               -800.00
  Rent                            800.00
2026-04-01 JE-2026-00001
  Accrued expenses                800.00
  Rent                           -800.00
2026-03-31 RV-2026-00001
  Unrealised exchange differences     60.50
  Unrealised exchange gains       -60.50
2026-04-01 RV-2026-00001
  Unrealised exchange differences    -60.50
  Unrealised exchange gains        60.50
2026-03-30 SM-2026-00001
  Inventory                      5000.00
  Opening balances              -5000.00
2026-03-30 PI-2026-00001
  Trade payables                 -240.00
  Repairs                         240.00
2026-03-31 JE-2026-00002
  Accrued expenses                -93.50
  Energy                           93.50
";

const LEDGER: &str = "\
Trade receivables                1089.00
Inventory                        5000.00
Trade payables                   -240.00
Output tax                       -189.00
Accrued expenses                  -93.50
Opening balances                -5000.00
Sales                            -900.00
Energy                             93.50
Repairs                           240.00
";
