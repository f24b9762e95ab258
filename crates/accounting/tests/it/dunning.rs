//! Reminders: one step at a time, with fees and interest that outlive the debt, and never twice on a day.

use crate::fixture::{World, codes, day, eur, perform, we, world};
use accounting::{DunningLevel, DunningProcedure, DunningRun, OpenItem, PartyTerms, dunning};
use base::{Id, Money, Percent};
use entity::Head;
use parties::{EmailAddress, Party, Use};
use platform::{Mail, MailServer};

impl World {
    pub fn procedure(&self, least: &str) -> Id<DunningProcedure> {
        let level = |overdue: i64, since: i64, fee: &str, interest: i64| DunningLevel {
            head: Head::default(),
            min_days_overdue: overdue,
            min_days_since_last: since,
            fee: eur(fee),
            interest: Percent::whole(interest).unwrap(),
            text: None,
            stops_credit: interest > 0,
        };
        let procedure = DunningProcedure {
            head: Head::default(),
            name: "Standard".into(),
            currency: self.euro,
            grace_days: 3,
            least: eur(least),
            year_days: dunning::YearDays::Of365,
            credits_offset: true,
            levels: vec![level(1, 0, "0.00", 0), level(15, 10, "5.00", 9), level(30, 14, "10.00", 9)].into(),
        };
        self.write(&we(), move |tx| tx.insert(&mut procedure.clone())).unwrap()
    }

    pub fn remind(&self, procedure: Id<DunningProcedure>, on: &str) -> Id<DunningRun> {
        let run = DunningRun::new(self.company, procedure, day(on));
        self.write(&we(), move |tx| tx.insert(&mut run.clone())).unwrap()
    }

    pub fn release(&self, run: Id<DunningRun>) -> base::Result<()> {
        self.write(&we(), move |tx| perform(tx, run, "release").map(|_| ()))
    }

    pub fn dunning_run(&self, id: Id<DunningRun>) -> DunningRun {
        self.read(&we(), move |read| read.get(id)).unwrap()
    }

    pub fn debt(&self, on: &str, amount: &str) -> Id<OpenItem> {
        self.post(on, &[("1100", amount), ("4000", &format!("-{amount}"))]).unwrap();
        self.last_item()
    }
}

/// TV7: 1,000.00 at 9 % for 45 days is 11.10.
#[test]
fn interest_and_fee_stay_when_the_debt_is_paid() {
    let w = world();
    let procedure = w.procedure("10.00");
    let item = w.debt("2026-01-31", "1000.00");
    // Within grace nobody is asked.
    assert_eq!(w.dunning_run(w.remind(procedure, "2026-02-03")).lines.len(), 0);
    let first = w.remind(procedure, "2026-02-10");
    w.release(first).unwrap();
    assert_eq!((w.item(item).dunning_level, w.item(item).dunned_on), (1, Some(day("2026-02-10"))));
    assert_eq!(w.item(item).interest_until, None);
    // Again on the same day: nobody, and the second proposal of the day finds nothing left.
    let again = w.remind(procedure, "2026-02-10");
    assert_eq!(codes(w.release(again).unwrap_err()), ["accounting.nobody_to_remind lines"]);
    // The second letter, 45 days after the due day.
    let second = w.remind(procedure, "2026-03-17");
    let run = w.dunning_run(second);
    assert_eq!((run.asked, run.fees, run.interest), (eur("1000.00"), eur("5.00"), eur("11.10")));
    w.release(second).unwrap();
    assert_eq!(
        w.ledger(),
        ["trade receivables 1016.10", "sales -1000.00", "reminder fees -5.00", "interest income -11.10"]
    );
    let open = |w: &World| {
        let items: Vec<OpenItem> = w.read(&we(), |read| read.select("settled = 0 ORDER BY id", &[])).unwrap();
        items.iter().map(|i| i.open.format(2)).collect::<Vec<_>>()
    };
    assert_eq!(open(&w), ["1000.00", "5.00", "11.10"]);
    let level = w.read(&we(), |read| dunning::highest_level(read, w.company, w.customer)).unwrap();
    assert_eq!(level, 2);
    w.pay(&w.received("2026-03-20", "1000.00")).unwrap();
    assert_eq!(open(&w), ["5.00", "11.10"]);
    w.laws_hold();
    // Fees alone earn no letter.
    assert_eq!(w.dunning_run(w.remind(procedure, "2026-06-30")).lines.len(), 0);
}

#[test]
fn a_day_bears_interest_once() {
    let w = world();
    let procedure = w.procedure("10.00");
    let item = w.debt("2026-01-31", "1000.00");
    for on in ["2026-02-10", "2026-03-17"] {
        w.release(w.remind(procedure, on)).unwrap();
    }
    let third = w.remind(procedure, "2026-04-01");
    let run = w.dunning_run(third);
    // Fifteen days more: 3.70.
    assert_eq!((run.lines.len(), run.interest, run.fees), (1, eur("3.70"), eur("10.00")));
    w.release(third).unwrap();
    assert_eq!((w.item(item).dunning_level, w.item(item).interest_until), (3, Some(day("2026-04-01"))));
    w.laws_hold();
}

#[test]
fn blocked_disputed_exempt_and_covered_debts_are_left_alone() {
    let w = world();
    let procedure = w.procedure("10.00");
    let (first, second) = (w.debt("2026-01-31", "100.00"), w.debt("2026-02-01", "200.00"));
    let lines = |on: &str| {
        let run = w.dunning_run(w.remind(procedure, on));
        run.lines.iter().map(|l| (l.item, l.open)).collect::<Vec<_>>()
    };
    let change = |id: Id<OpenItem>, blocked: Option<&str>, disputed: bool| {
        let blocked = blocked.map(str::to_owned);
        w.write(&we(), move |tx| {
            let mut item: OpenItem = tx.lock(id)?;
            (item.blocked, item.disputed) = (blocked.clone(), disputed);
            tx.update(&mut item).map(|_| ())
        })
        .unwrap();
    };
    assert_eq!(lines("2026-02-20"), [(first, eur("100.00")), (second, eur("200.00"))]);
    change(first, Some("Promised for Friday"), false);
    change(second, None, true);
    assert_eq!(lines("2026-02-20"), []);
    change(first, None, false);
    change(second, None, false);
    // A payment on account covers the oldest debt first.
    w.pay(&w.received("2026-02-15", "130.00").settling(vec![])).unwrap();
    assert_eq!(lines("2026-02-20"), [(second, eur("170.00"))]);
    // Less than is worth a letter.
    w.pay(&w.received("2026-02-16", "165.00").settling(vec![])).unwrap();
    assert_eq!(lines("2026-02-20"), []);
    let third = w.debt("2026-02-01", "500.00");
    assert_eq!(lines("2026-02-20").last(), Some(&(third, eur("500.00"))));
    let terms = PartyTerms { never_reminded: true, ..PartyTerms::new(w.customer) };
    w.write(&we(), move |tx| tx.insert(&mut terms.clone()).map(|_| ())).unwrap();
    assert_eq!(lines("2026-02-20"), []);
    assert_eq!(Money::ZERO, eur("0.00"));
}

#[test]
fn what_was_paid_since_the_proposal_is_not_asked_for() {
    let w = world();
    let procedure = w.procedure("10.00");
    let item = w.debt("2026-01-31", "100.00");
    let run = w.remind(procedure, "2026-02-20");
    w.pay(&w.received("2026-02-20", "100.00")).unwrap();
    assert_eq!(codes(w.release(run).unwrap_err()), ["accounting.nobody_to_remind lines"]);
    assert_eq!(w.item(item).dunning_level, 0);
}

#[test]
fn letters_go_out_as_e_mail_to_whoever_has_an_address_for_it_and_the_run_says_who_has_none() {
    let w = world();
    let procedure = w.procedure("10.00");
    w.debt("2026-01-31", "1000.00");
    let run = w.remind(procedure, "2026-02-10");
    w.release(run).unwrap();
    let send = || w.write(&we(), move |tx| perform(tx, run, "send").map(|_| ()));
    let letters = || w.read(&we(), |read| read.select::<Mail>("1 = 1 ORDER BY id", &[])).unwrap();
    assert_eq!(send().unwrap_err().code(), "platform.mail_off");
    let server = MailServer::new("mail.ponte.example", 587, "office@ponte.example");
    let on = move |tx: &mut store::Tx| {
        let id = tx.insert(&mut server.clone())?;
        perform(tx, id, "switch_on").map(|_| ())
    };
    w.write(&we(), on).unwrap();
    send().unwrap();
    let told = w.dunning_run(run);
    assert_eq!((letters().len(), told.mailed, told.unreached.as_deref()), (0, Some(0), Some("Nordbau GmbH")));
    let reached = |address: &'static str, purpose: Use| {
        let customer = w.customer;
        let add = move |tx: &mut store::Tx| {
            let mut party: Party = tx.lock(customer)?;
            let line = EmailAddress {
                head: Head::default(),
                address: address.into(),
                purpose,
                is_primary: false,
                is_invalid: false,
                is_opted_out: false,
            };
            party.emails = party.emails.iter().cloned().chain([line]).collect::<Vec<_>>().into();
            tx.update(&mut party).map(|_| ())
        };
        w.write(&we(), add).unwrap();
    };
    reached("hans@nordbau.example", Use::Work);
    reached("books@nordbau.example", Use::Billing);
    send().unwrap();
    send().unwrap();
    let told = w.dunning_run(run);
    assert_eq!((told.mailed, told.unreached), (Some(1), None));
    let [letter] = &letters()[..] else { panic!("one letter, however often it is pressed") };
    assert_eq!(&*letter.recipient, "books@nordbau.example");
    assert_eq!(letter.file.as_deref(), Some(&*format!("{}.pdf", &*told.number)));
    assert_eq!((letter.prints, letter.prints_which.clone()), (Some(run.raw()), Some(format!("party={}", w.customer))));
    assert!(letter.subject.contains(&*told.number), "{}", letter.subject);
}
