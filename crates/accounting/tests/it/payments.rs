//! Payments: what they settle, what they leave, what the exchange does to them, and how they are taken back.

use crate::fixture::{World, codes, day, eur, perform, perform_with, we, world};
use accounting::posting::{self, Numbering, Posting, Source};
use accounting::{
    Clearing, ClearingLine, Direction, DiscountTax, ExchangeRate, Flow, Journal, OpenItem, Part, Payment, PaymentLine,
    PaymentTerm, RateKind, Reversal, TaxCode, TermInstalment, TermOffer, terms,
};
use base::{Id, Money, Percent, Rate};
use entity::{Entity, Head};
use ledger::Line;

impl World {
    /// An invoice to the customer over 100.00 a piece and 21 % tax, posted and due on this day.
    pub fn invoice(&self, on: &str, net: &str) -> Id<OpenItem> {
        let net = eur(net);
        let tax = Money::from_minor(net.minor() * 21 / 100);
        let total = Money::from_minor(net.minor() + tax.minor());
        let text = |m: Money| m.format(2);
        self.post(
            on,
            &[("1100", &text(total)), ("4000", &format!("-{}", text(net))), ("2200", &format!("-{}", text(tax)))],
        )
        .unwrap();
        self.last_item()
    }

    pub fn last_item(&self) -> Id<OpenItem> {
        let items: Vec<OpenItem> = self.read(&we(), |read| read.select("1 = 1 ORDER BY id DESC LIMIT 1", &[])).unwrap();
        items[0].id()
    }

    pub fn item(&self, id: Id<OpenItem>) -> OpenItem {
        self.read(&we(), move |read| read.get(id)).unwrap()
    }

    pub fn received(&self, on: &str, amount: &str) -> Payment {
        Payment::new(self.company, Flow::Received, self.customer, eur(amount), day(on))
    }

    pub fn pay(&self, payment: &Payment) -> base::Result<Id<Payment>> {
        let payment = payment.clone();
        self.write(&we(), move |tx| {
            let id = tx.insert(&mut payment.clone())?;
            perform(tx, id, "post")?;
            Ok(id)
        })
    }

    pub fn rate(&self, on: &str, dollars: &str, kind: RateKind) {
        let rate = ExchangeRate {
            head: Head::default(),
            base_currency: self.dollar,
            currency: self.euro,
            kind,
            quoted_on: day(on),
            rate: Rate::parse(dollars).unwrap(),
        };
        self.write(&we(), move |tx| tx.insert(&mut rate.clone()).map(|_| ())).unwrap();
    }

    /// An invoice in dollars; the rate of the day must be known.
    pub fn dollar_invoice(&self, on: &str, amount: &str) -> Id<OpenItem> {
        let draft = accounting::ManualEntry {
            currency: Some(self.dollar),
            ..self.draft(on, &[("1100", amount), ("4000", &format!("-{amount}"))])
        };
        self.write(&we(), move |tx| {
            let id = tx.insert(&mut draft.clone())?;
            perform(tx, id, "post")
        })
        .unwrap();
        self.last_item()
    }

    pub fn laws_hold(&self) {
        let broken: Vec<String> = self
            .read(&we(), |read| {
                let all = accounting::MODULE.laws.iter().map(|law| (law.broken)(read));
                Ok(all.collect::<base::Result<Vec<_>>>()?.into_iter().flatten().collect())
            })
            .unwrap();
        assert_eq!(broken, Vec::<String>::new());
    }

    pub fn reverse<E: Entity>(&self, id: Id<E>, on: &str) -> base::Result<()> {
        let asked = Reversal { posted_on: day(on), reason: "By mistake".into() };
        self.write(&we(), move |tx| perform_with(tx, id, "reverse", &asked).map(|_| ()))
    }
}

fn open(w: &World, id: Id<OpenItem>) -> String {
    w.item(id).open.format(2)
}

#[test]
fn a_receipt_settles_the_oldest_first_and_leaves_the_rest_on_account() {
    let w = world();
    let (march, april) = (w.invoice("2026-03-05", "100.00"), w.invoice("2026-04-05", "100.00"));
    // In part.
    w.pay(&w.received("2026-04-10", "150.00")).unwrap();
    assert_eq!((open(&w, march), open(&w, april)), ("0.00".into(), "92.00".into()));
    // More than is owed.
    w.pay(&w.received("2026-04-20", "100.00")).unwrap();
    let rest = w.item(w.last_item());
    assert_eq!((open(&w, april), rest.open, rest.number.as_str()), ("0.00".into(), eur("-8.00"), "PY-2026-00002"));
    assert_eq!(
        w.ledger(),
        ["payments in transit 250.00", "trade receivables -8.00", "output tax -42.00", "sales -200.00"]
    );
    w.laws_hold();
}

#[test]
fn a_small_difference_is_written_off_and_a_fee_is_ours() {
    let w = world();
    let item = w.invoice("2026-03-05", "100.00");
    // The customer sent 120.97, of which the bank kept 10.
    let payment = Payment { fee: Some(eur("10.00")), ..w.received("2026-03-20", "110.97") };
    w.pay(&payment).unwrap();
    assert_eq!(open(&w, item), "0.00");
    assert_eq!(
        w.ledger(),
        [
            "payments in transit 110.97",
            "output tax -21.00",
            "sales -100.00",
            "bank fees 10.00",
            "small differences 0.03"
        ]
    );
    let item = w.invoice("2026-04-05", "100.00");
    let line = PaymentLine { written_off: eur("1.00"), ..PaymentLine::of(item, eur("120.00")) };
    let refused = w.pay(&w.received("2026-04-20", "120.00").settling(vec![line])).unwrap_err();
    assert_eq!(codes(refused), ["accounting.write_off_too_large lines.0.written_off"]);
    w.laws_hold();
}

fn two_percent(tax: DiscountTax) -> PaymentTerm {
    let offer = TermOffer { head: Head::default(), percent: Percent::whole(2).unwrap(), days: 10, end_of_month: false };
    PaymentTerm {
        offers: vec![offer].into(),
        discount_tax: tax,
        ..PaymentTerm::days("2-10-30", "2 % within 10 days, 30 days net", 30)
    }
}

/// Posts an invoice of 1,000.00 and 210.00 tax under the terms, as the sales module does.
fn invoice_on_terms(w: &World, tax: DiscountTax) -> Id<OpenItem> {
    let (receivable, revenue, account) = (w.account("1100"), w.account("4000"), w.account("2200"));
    let (company, party, euro) = (w.company, w.customer, w.euro.raw());
    w.write(&we(), move |tx| {
        let code = TaxCode::new(company, "S21", "VAT 21 %", Direction::Sale, Percent::whole(21)?);
        let code = tx.insert(&mut code.clone())?;
        let term = tx.insert(&mut two_percent(tax))?;
        let due = terms::due(tx, Some(term), eur("1210.00"), eur("210.00"), day("2026-03-01"))?;
        let mut draft = ledger::Draft::new();
        for one in &due.instalments {
            let line = Line::of(receivable.raw(), euro, one.amount);
            draft.push(Line { party: Some(party.raw()), due_on: Some(one.due_on), ..line });
        }
        draft.push(Line::of(revenue.raw(), euro, eur("-1000.00")));
        let tax = Line::of(account.raw(), euro, eur("-210.00"));
        draft.push(Line { tax_code: Some(code.raw()), tax_base: Some(eur("-1000.00")), ..tax });
        let source = Source { kind: 1, record: 1 };
        let number = Numbering::Given("CI-1");
        let header = Posting::new(company, Journal::Sales, Part::Receivables, day("2026-03-01"), number, source);
        let posted = posting::post(tx, &header, draft)?;
        due.grant(tx, posted.entry)
    })
    .unwrap();
    w.last_item()
}

#[test]
fn a_discount_for_paying_early_takes_its_tax_along() {
    let w = world();
    let item = invoice_on_terms(&w, DiscountTax::ReducedOnPayment);
    assert_eq!(w.item(item).due_on, day("2026-03-31"));
    w.pay(&w.received("2026-03-11", "1185.80")).unwrap();
    assert_eq!(open(&w, item), "0.00");
    assert_eq!(
        w.ledger(),
        ["payments in transit 1185.80", "output tax -205.80", "sales -1000.00", "discounts given 20.00"]
    );
    let taxed = w
        .read(&we(), |read| {
            read.number("SELECT SUM(tax_base) FROM accounting_journal_line WHERE tax_code IS NOT NULL", &[])
        })
        .unwrap();
    assert_eq!(taxed, -98_000);
    w.laws_hold();
    // With tax that stays, the discount is of the net.
    let w = world();
    let item = invoice_on_terms(&w, DiscountTax::Unchanged);
    w.pay(&w.received("2026-03-11", "1190.00")).unwrap();
    assert_eq!(open(&w, item), "0.00");
    assert_eq!(
        w.ledger(),
        ["payments in transit 1190.00", "output tax -210.00", "sales -1000.00", "discounts given 20.00"]
    );
}

#[test]
fn a_discount_ends_on_its_day_and_nobody_takes_more() {
    let w = world();
    let item = invoice_on_terms(&w, DiscountTax::ReducedOnPayment);
    w.pay(&w.received("2026-03-12", "1185.80")).unwrap();
    assert_eq!(open(&w, item), "24.20");
    let w = world();
    let item = invoice_on_terms(&w, DiscountTax::ReducedOnPayment);
    let line = PaymentLine { discount: eur("24.21"), ..PaymentLine::of(item, eur("1185.79")) };
    let refused = w.pay(&w.received("2026-03-11", "1185.79").settling(vec![line])).unwrap_err();
    assert_eq!(codes(refused), ["accounting.discount_not_offered lines.0.discount"]);
    // Who pays in full takes no discount, and nothing is left on account.
    w.pay(&w.received("2026-03-11", "1210.00")).unwrap();
    assert_eq!(open(&w, item), "0.00");
    assert_eq!(w.ledger(), ["payments in transit 1210.00", "output tax -210.00", "sales -1000.00"]);
}

#[test]
fn terms_cut_a_total_into_instalments() {
    let w = world();
    let third =
        |days| TermInstalment { percent: Some(Percent::parse("33.3333").unwrap()), ..TermInstalment::rest(days) };
    let end = TermInstalment { end_of_month: true, day_of_month: Some(10), ..TermInstalment::rest(60) };
    let term =
        PaymentTerm { instalments: vec![third(0), third(30), end].into(), ..PaymentTerm::new("3", "In three parts") };
    let due = w
        .write(&we(), move |tx| {
            let id = tx.insert(&mut term.clone())?;
            terms::due(tx, Some(id), eur("100.00"), eur("0"), day("2026-01-15"))
        })
        .unwrap();
    let all: Vec<String> = due.instalments.iter().map(|i| format!("{} {}", i.due_on, i.amount.format(2))).collect();
    assert_eq!(all, ["2026-01-15 33.33", "2026-02-14 33.33", "2026-04-10 33.34"]);
    // Terms that never ask for a part of the money are none.
    let half = TermInstalment { percent: Some(Percent::whole(50).unwrap()), ..TermInstalment::rest(0) };
    let wrong = PaymentTerm { instalments: vec![half].into(), ..PaymentTerm::new("H", "Half") };
    let refused = w.write(&we(), move |tx| tx.insert(&mut wrong.clone()).map(|_| ())).unwrap_err();
    assert_eq!(codes(refused), ["accounting.terms_do_not_sum instalments"]);
}

#[test]
fn a_payment_taken_back_opens_what_it_settled() {
    let w = world();
    let item = w.invoice("2026-03-05", "100.00");
    let id = w.pay(&w.received("2026-03-20", "130.00")).unwrap();
    assert_eq!(open(&w, item), "0.00");
    w.reverse(id, "2026-03-21").unwrap();
    assert_eq!(open(&w, item), "121.00");
    assert_eq!(w.ledger(), ["trade receivables 121.00", "output tax -21.00", "sales -100.00"]);
    assert_eq!(accounting_history(&w, item), ["-121.00", "121.00"]);
    w.laws_hold();
    // Posting or reversing twice is refused by its state.
    assert_eq!(codes(w.reverse(id, "2026-03-22").unwrap_err()), ["store.wrong_state "]);
}

fn accounting_history(w: &World, item: Id<OpenItem>) -> Vec<String> {
    let facts = w.read(&we(), move |read| accounting::clearing::history(read, item)).unwrap();
    facts.iter().map(|f| f.amount.format(2)).collect()
}

#[test]
fn nobody_pays_twice() {
    let w = world();
    let item = w.invoice("2026-03-05", "100.00");
    let payment = Payment { reference: Some("RF18".into()), ..w.received("2026-03-20", "121.00") };
    let payment = payment.settling(vec![PaymentLine::of(item, eur("121.00"))]);
    let (first, second) = (payment.clone(), payment.clone());
    let (first, second) =
        w.write(&we(), move |tx| Ok((tx.insert(&mut first.clone())?, tx.insert(&mut second.clone())?))).unwrap();
    w.write(&we(), move |tx| perform(tx, first, "post")).unwrap();
    // The same once more, and another reference for the same debt.
    let refused = w.write(&we(), move |tx| perform(tx, second, "post")).unwrap_err();
    assert_eq!(codes(refused), ["accounting.payment_twice reference"]);
    let refused = w.pay(&Payment { reference: None, ..payment }).unwrap_err();
    assert_eq!(codes(refused), ["accounting.more_than_open lines.0.amount"]);
    let refused = w.write(&we(), move |tx| perform(tx, first, "post")).unwrap_err();
    assert_eq!(codes(refused), ["store.wrong_state "]);
}

/// TV6 without the month's end: 1,000 dollars booked at 0.90, paid at 0.93, gain 30.00; the last part clears every cent.
#[test]
fn what_the_exchange_gained_is_realised_by_the_payment() {
    let w = world();
    for (on, rate) in [("2026-03-01", "0.90"), ("2026-04-01", "0.93"), ("2026-05-01", "0.87")] {
        w.rate(on, rate, RateKind::Spot);
    }
    let item = w.dollar_invoice("2026-03-01", "1000.00");
    let payment = |on: &str, amount: &str| Payment { currency: Some(w.dollar), ..w.received(on, amount) };
    w.pay(&payment("2026-04-01", "333.33")).unwrap();
    assert_eq!((w.item(item).open, w.item(item).open_base), (eur("666.67"), eur("600.00")));
    w.pay(&payment("2026-04-01", "666.67")).unwrap();
    assert!(w.item(item).settled);
    assert_eq!(w.ledger(), ["payments in transit 930.00", "sales -900.00", "exchange gains -30.00"]);
    // A loss of another one, paid in euro.
    let item = w.dollar_invoice("2026-03-01", "100.00");
    let line = PaymentLine { paid: Some(eur("87.00")), ..PaymentLine::of(item, eur("100.00")) };
    w.pay(&w.received("2026-05-01", "87.00").settling(vec![line])).unwrap();
    assert!(w.item(item).settled);
    let ledger = w.ledger();
    assert!(ledger.contains(&"exchange losses 3.00".to_owned()), "{ledger:?}");
    w.laws_hold();
}

#[test]
fn a_payment_on_account_clears_an_invoice_later_and_can_be_freed_again() {
    let w = world();
    for (on, rate) in [("2026-03-01", "0.93"), ("2026-04-01", "0.90")] {
        w.rate(on, rate, RateKind::Spot);
    }
    let paid = w.pay(&Payment { currency: Some(w.dollar), ..w.received("2026-03-01", "400.00") }).unwrap();
    let advance = w.last_item();
    let item = w.dollar_invoice("2026-04-01", "1000.00");
    let mut clearing = Clearing::new(w.company, w.customer, day("2026-04-02"), Vec::new());
    clearing.currency = Some(w.dollar);
    let id = w
        .write(&we(), move |tx| {
            let id = tx.insert(&mut clearing.clone())?;
            perform(tx, id, "post")?;
            Ok(id)
        })
        .unwrap();
    assert_eq!((open(&w, item), open(&w, advance)), ("600.00".into(), "0.00".into()));
    // Received at 0.93 for what was booked at 0.90.
    let ledger = w.ledger();
    assert!(ledger.contains(&"exchange gains -12.00".to_owned()), "{ledger:?}");
    assert!(ledger.contains(&"trade receivables 540.00".to_owned()), "{ledger:?}");
    w.laws_hold();
    // The payment cannot go while its money is used; freed, it can.
    assert_eq!(codes(w.reverse(paid, "2026-04-03").unwrap_err()), ["accounting.item_partly_settled "]);
    w.reverse(id, "2026-04-03").unwrap();
    assert_eq!((open(&w, item), open(&w, advance)), ("1000.00".into(), "-400.00".into()));
    w.reverse(paid, "2026-04-03").unwrap();
    assert_eq!(w.ledger(), ["trade receivables 900.00", "sales -900.00"]);
    w.laws_hold();
}

#[test]
fn only_what_adds_up_clears() {
    let w = world();
    let item = w.invoice("2026-03-05", "100.00");
    w.pay(&w.received("2026-03-20", "100.00").settling(vec![])).unwrap();
    let advance = w.last_item();
    let lines = |a: &str, b: &str| vec![ClearingLine::of(item, eur(a)), ClearingLine::of(advance, eur(b))];
    let clear = |lines: Vec<ClearingLine>| {
        let clearing = Clearing::new(w.company, w.customer, day("2026-03-21"), lines);
        w.write(&we(), move |tx| tx.insert(&mut clearing.clone()).map(|_| ()))
    };
    assert_eq!(codes(clear(lines("100.00", "-99.00")).unwrap_err()), ["accounting.clearing_unbalanced lines"]);
    assert_eq!(codes(clear(lines("122.00", "-122.00")).unwrap_err())[0], "accounting.more_than_open lines.0.amount");
    clear(lines("60.00", "-60.00")).unwrap();
}

#[test]
fn a_supplier_is_paid_in_cash_and_a_credit_note_is_taken_along() {
    let w = world();
    w.post("2026-03-05", &[("5000", "500.00"), ("2000", "-500.00")]).unwrap();
    let bill = w.last_item();
    w.post("2026-03-06", &[("5000", "-80.00"), ("2000", "80.00")]).unwrap();
    let credit = w.last_item();
    let payment = Payment {
        means: accounting::Means::Cash,
        ..Payment::new(w.company, Flow::Paid, w.supplier, eur("420.00"), day("2026-03-31"))
    };
    let lines = vec![PaymentLine::of(bill, eur("500.00")), PaymentLine::of(credit, eur("-80.00"))];
    w.pay(&payment.settling(lines)).unwrap();
    assert_eq!(w.ledger(), ["cash in hand -420.00", "cost of goods sold 420.00"]);
    assert!(w.item(bill).settled && w.item(credit).settled);
    w.laws_hold();
}

#[test]
fn a_draft_keeps_its_period_open() {
    let w = world();
    let draft = w.received("2026-03-31", "10.00");
    w.write(&we(), move |tx| tx.insert(&mut draft.clone()).map(|_| ())).unwrap();
    let found = w
        .read(&we(), |read| {
            let march: Vec<accounting::Period> = read.select("name = '2026-03'", &[])?;
            accounting::blocking(read, &march[0], None)
        })
        .unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].entity, found[0].name.as_str()), ("accounting.payment", "Nordbau GmbH"));
}
