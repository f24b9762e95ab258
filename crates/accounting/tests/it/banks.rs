//! Bank statements: taken in once, matched to payments, debts and rules, and unmatched again.

use crate::fixture::{World, codes, day, eur, perform, perform_with, we, world};
use accounting::matching::{self, Belongs, Booking, Unmatching};
use accounting::statement::{self, Incoming, IncomingLine, TakenIn};
use accounting::{BankAccount, BankMatch, BankTransaction, Flow, MatchLine, MatchRule, PartyAccount, Payment, iban};
use base::{Id, Money};
use entity::{Entity, Head};
use platform::job::Runner;

impl World {
    pub fn bank(&self) -> Id<BankAccount> {
        let account =
            BankAccount::new(self.company, "Main", "ES91 2100 0418 4502 0005 1332", self.euro, self.account("1010"));
        self.write(&we(), move |tx| tx.insert(&mut account.clone())).unwrap()
    }

    pub fn take_in(&self, account: Id<BankAccount>, incoming: &Incoming) -> base::Result<TakenIn> {
        let incoming = incoming.clone();
        self.write(&we(), move |tx| statement::take_in(tx, account, &incoming))
    }

    fn movement(&self, text: &str) -> BankTransaction {
        let text = text.to_owned();
        let found: Vec<BankTransaction> =
            self.read(&we(), move |read| read.select("text = $1", &[text.as_str().into()])).unwrap();
        found.into_iter().next().expect("the statement has it")
    }

    fn payment(&self, id: Id<Payment>) -> Payment {
        self.read(&we(), move |read| read.get(id)).unwrap()
    }
}

fn line(on: &str, amount: &str, text: &str) -> IncomingLine {
    IncomingLine {
        booked_on: day(on),
        valued_on: None,
        amount: eur(amount),
        text: text.to_owned(),
        name: None,
        account: None,
        reference: None,
        bank_id: None,
    }
}

fn march(lines: Vec<IncomingLine>) -> Incoming {
    let sum = Money::sum(lines.iter().map(|l| l.amount)).unwrap();
    Incoming {
        number: Some("3/2026".into()),
        opening: Some(eur("1000.00")),
        closing: Some(eur("1000.00").checked_add(sum).unwrap()),
        lines,
    }
}

#[test]
fn a_statement_is_taken_in_once_and_goes_on_where_the_last_one_ended() {
    let w = world();
    let bank = w.bank();
    let first = march(vec![
        line("2026-03-02", "50.00", "A"),
        line("2026-03-02", "50.00", "A"),
        line("2026-03-03", "-20.00", "B"),
    ]);
    let taken = w.take_in(bank, &first).unwrap();
    assert_eq!((taken.new, taken.known), (3, 0));
    let again = w.take_in(bank, &first).unwrap();
    assert_eq!((again.statement, again.new, again.known), (None, 0, 3));
    // A file that overlaps brings what is new.
    let mut longer = first.clone();
    longer.lines.push(line("2026-03-04", "5.00", "C"));
    longer.closing = Some(eur("1085.00"));
    assert_eq!(w.take_in(bank, &longer).unwrap().new, 1);
    // What does not add up, and what leaves a gap.
    let wrong = Incoming { closing: Some(eur("1085.01")), ..longer };
    assert_eq!(codes(w.take_in(bank, &wrong).unwrap_err()), ["accounting.statement_does_not_add_up "]);
    let later = Incoming {
        opening: Some(eur("1090.00")),
        closing: Some(eur("1091.00")),
        ..march(vec![line("2026-03-09", "1.00", "D")])
    };
    assert_eq!(codes(w.take_in(bank, &later).unwrap_err()), ["accounting.statement_not_next "]);
    // A file without balances goes on from the last.
    let bare = Incoming { lines: vec![line("2026-03-09", "1.00", "D")], ..Incoming::default() };
    w.take_in(bank, &bare).unwrap();
    w.laws_hold();
}

#[test]
fn a_statement_shows_payments_and_unmatching_takes_back_the_match_alone() {
    let w = world();
    let bank = w.bank();
    w.invoice("2026-03-05", "100.00");
    let paid = w.pay(&Payment { bank_account: Some(bank), ..w.received("2026-03-20", "121.00") }).unwrap();
    let incoming = march(vec![line("2026-03-21", "121.00", "Transfer PY-2026-00001, thanks")]);
    w.take_in(bank, &incoming).unwrap();
    let movement = w.movement("Transfer PY-2026-00001, thanks");
    let found = w.read(&we(), |read| matching::propose(read, &movement)).unwrap();
    assert_eq!((found.len(), found[0].score), (1, 100));
    let id = movement.id();
    w.write(&we(), move |tx| perform(tx, id, "accept")).unwrap();
    assert_eq!(w.ledger(), ["bank 121.00", "output tax -21.00", "sales -100.00"]);
    assert_eq!(w.payment(paid).matched, eur("121.00"));
    w.laws_hold();
    assert_eq!(
        codes(w.write(&we(), move |tx| perform(tx, id, "accept")).unwrap_err()),
        ["accounting.already_matched "]
    );
    // What a statement shows is not taken back before the match is.
    assert_eq!(codes(w.reverse(paid, "2026-03-22").unwrap_err()), ["accounting.payment_matched "]);
    let asked = Unmatching { posted_on: day("2026-03-22") };
    w.write(&we(), move |tx| perform_with(tx, id, "unmatch", &asked)).unwrap();
    assert_eq!(w.ledger(), ["payments in transit 121.00", "output tax -21.00", "sales -100.00"]);
    assert_eq!(
        (w.payment(paid).matched, w.movement("Transfer PY-2026-00001, thanks").matched),
        (Money::ZERO, Money::ZERO)
    );
    w.laws_hold();
    w.reverse(paid, "2026-03-22").unwrap();
}

#[test]
fn references_win_over_amounts_and_amounts_over_names() {
    let w = world();
    let bank = w.bank();
    let score = |text: &str, amount: &str, name: Option<&str>, account: Option<&str>| {
        let mut one = line("2026-03-21", amount, text);
        (one.name, one.account) = (name.map(str::to_owned), account.map(str::to_owned));
        w.take_in(bank, &Incoming { lines: vec![one], ..Incoming::default() }).unwrap();
        let movement = w.movement(text);
        w.read(&we(), |read| matching::propose(read, &movement)).unwrap().first().map(|c| c.score)
    };
    w.invoice("2026-03-05", "100.00");
    w.invoice("2026-03-06", "200.00");
    let party = PartyAccount::new(w.customer, "DE89370400440532013000");
    w.write(&we(), move |tx| tx.insert(&mut party.clone()).map(|_| ())).unwrap();
    assert_eq!(score("for JE-2026-00001", "121.00", None, None), Some(98));
    assert_eq!(score("JE-2026-00001 in part", "100.00", None, None), Some(88));
    assert_eq!(score("both JE-2026-00001 JE 2026 00002", "363.00", None, None), Some(98));
    assert_eq!(score("nothing said", "242.00", None, Some("DE89 3704 0044 0532 0130 00")), Some(80));
    assert_eq!(score("by name", "242.00", Some("NORDBAU GMBH"), None), Some(72));
    assert_eq!(score("by amount", "242.00", Some("Somebody else"), None), Some(50));
    assert_eq!(score("by account", "17.00", None, Some("DE89370400440532013000")), Some(40));
    assert_eq!(score("by nothing", "17.00", None, None), None);
    assert!(iban::valid("DE89370400440532013000"));
}

#[test]
fn a_statement_makes_the_payments_that_nobody_entered() {
    let w = world();
    let bank = w.bank();
    let first = w.invoice("2026-03-05", "100.00");
    let second = w.invoice("2026-03-06", "200.00");
    w.post("2026-03-07", &[("5000", "300.00"), ("2000", "-300.00")]).unwrap();
    let rule = MatchRule {
        head: Head::default(),
        name: "Fees".into(),
        priority: 10,
        bank_account: None,
        direction: Some(Flow::Paid),
        text_has: Some("commission".into()),
        name_has: None,
        most: Some(eur("20.00")),
        currency: Some(w.euro),
        account: Some(w.account("6410")),
        party: None,
        tolerance: None,
    };
    w.write(&we(), move |tx| tx.insert(&mut rule.clone()).map(|_| ())).unwrap();
    let mut unsure = line("2026-03-25", "77.00", "Who is this");
    unsure.account = Some("ES9121000418450200051332".into());
    let incoming = march(vec![
        line("2026-03-21", "363.00", "JE-2026-00001 and JE-2026-00002"),
        line("2026-03-22", "-300.00", "JE-2026-00003"),
        line("2026-03-31", "-4.50", "COMMISSION MARCH"),
        unsure,
    ]);
    let taken = w.take_in(bank, &incoming).unwrap();
    let statement = taken.statement.unwrap();
    w.write(&we(), move |tx| perform(tx, statement, "match_all")).unwrap();
    static KINDS: [platform::job::JobKind; 1] = [matching::JOB];
    Runner::new(w.set.set(), &KINDS).run_all().unwrap();
    assert!(w.item(first).settled && w.item(second).settled);
    assert_eq!(
        w.ledger(),
        ["bank 58.50", "output tax -63.00", "sales -300.00", "cost of goods sold 300.00", "bank fees 4.50"]
    );
    w.laws_hold();
    // What nobody knows waits, keeps the period open, and is learned once somebody says whose it is.
    let waiting = w
        .read(&we(), |read| {
            let march: Vec<accounting::Period> = read.select("name = '2026-03'", &[])?;
            accounting::blocking(read, &march[0], None)
        })
        .unwrap();
    assert_eq!(waiting.iter().map(|b| b.name.as_str()).collect::<Vec<_>>(), ["Who is this"]);
    let id = w.movement("Who is this").id();
    let asked = Belongs { party: w.customer, item: None };
    w.write(&we(), move |tx| perform_with(tx, id, "assign", &asked)).unwrap();
    assert_eq!(w.item(w.last_item()).open, eur("-77.00"));
    let known = w.read(&we(), |read| PartyAccount::party_of(read, "ES9121000418450200051332")).unwrap();
    assert_eq!(known, Some(w.customer));
    w.laws_hold();
}

#[test]
fn several_movements_are_several_payments_and_a_fee() {
    let w = world();
    let bank = w.bank();
    let pay = |amount: &str| w.pay(&Payment { bank_account: Some(bank), ..w.received("2026-03-20", amount) }).unwrap();
    let (a, b) = (pay("60.00"), pay("41.00"));
    w.take_in(bank, &march(vec![line("2026-03-21", "70.00", "One"), line("2026-03-22", "30.00", "Two")])).unwrap();
    let (one, two) = (w.movement("One").id(), w.movement("Two").id());
    let lines = |fee: &str| {
        vec![
            MatchLine::movement(one, eur("70.00")),
            MatchLine::movement(two, eur("30.00")),
            MatchLine::payment(a, eur("60.00")),
            MatchLine::payment(b, eur("41.00")),
            MatchLine::account(w.account("6410"), eur(fee)),
        ]
    };
    let book = |lines: Vec<MatchLine>| {
        let made = BankMatch::new(bank, day("2026-03-22"), lines);
        w.write(&we(), move |tx| {
            let id = tx.insert(&mut made.clone())?;
            perform(tx, id, "post")?;
            Ok(id)
        })
    };
    assert_eq!(codes(book(lines("-0.50")).unwrap_err()), ["accounting.match_unbalanced lines"]);
    let id = book(lines("-1.00")).unwrap();
    assert_eq!(w.ledger(), ["bank 100.00", "trade receivables -101.00", "bank fees 1.00"]);
    w.laws_hold();
    w.reverse(id, "2026-03-23").unwrap();
    assert_eq!(w.ledger(), ["payments in transit 101.00", "trade receivables -101.00"]);
    // A part of a movement may be booked and the rest wait.
    let booking = Booking { account: w.account("4110"), amount: Some(eur("20.00")), text: Some("Interest".into()) };
    w.write(&we(), move |tx| perform_with(tx, one, "book", &booking)).unwrap();
    let rest = w.movement("One");
    assert_eq!((rest.matched, rest.settled), (eur("20.00"), false));
    w.laws_hold();
}
