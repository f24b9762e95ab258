//! Payment runs: proposed by due day and discount, approved, booked one supplier at a time, once.

use crate::fixture::{World, codes, day, eur, perform, we, world};
use accounting::payment_run::{self, State};
use accounting::{OpenItem, PartyAccount, Payment, PaymentRun};
use base::{Id, Money};
use entity::Entity;
use parties::Party;
use platform::job::{JobKind, Runner};

static KINDS: [JobKind; 1] = [payment_run::JOB];

impl World {
    fn bill(&self, on: &str, amount: &str) -> Id<OpenItem> {
        self.post(on, &[("5000", amount), ("2000", &format!("-{amount}"))]).unwrap();
        self.last_item()
    }

    fn supplier_account(&self) {
        let account = PartyAccount::new(self.supplier, "DE89 3704 0044 0532 0130 00");
        self.write(&we(), move |tx| tx.insert(&mut account.clone()).map(|_| ())).unwrap();
    }

    fn run(&self, until: &str) -> Id<PaymentRun> {
        let run = PaymentRun::new(self.bank(), day("2026-03-31"), day(until));
        self.write(&we(), move |tx| tx.insert(&mut run.clone())).unwrap()
    }

    fn the_run(&self, id: Id<PaymentRun>) -> PaymentRun {
        self.read(&we(), move |read| read.get(id)).unwrap()
    }
}

#[test]
fn a_run_pays_what_is_due_and_makes_the_order_for_the_bank() {
    let w = world();
    let (due, later) = (w.bill("2026-03-05", "500.00"), w.bill("2026-04-20", "90.00"));
    w.post("2026-03-08", &[("5000", "-80.00"), ("2000", "80.00")]).unwrap();
    let credit = w.last_item();
    w.supplier_account();
    let id = w.run("2026-04-05");
    let run = w.the_run(id);
    assert_eq!((run.lines.len(), run.total), (2, eur("420.00")));
    // Nothing moves before somebody approved it, and then nothing changes.
    assert_eq!(codes(w.write(&we(), move |tx| perform(tx, id, "book")).unwrap_err()), ["store.wrong_state "]);
    w.write(&we(), move |tx| perform(tx, id, "approve")).unwrap();
    w.write(&we(), move |tx| perform(tx, id, "book")).unwrap();
    let refused = w.read(&we(), |read| payment_run::order(read, id)).unwrap_err();
    assert_eq!(codes(refused), ["accounting.run_not_booked "]);
    Runner::new(w.set.set(), &KINDS).run_all().unwrap();
    assert_eq!(w.the_run(id).state, State::Booked);
    assert!(w.item(due).settled && w.item(credit).settled && !w.item(later).settled);
    let order = w.read(&we(), |read| payment_run::order(read, id)).unwrap();
    let transfer = &order.transfers[0];
    assert_eq!(
        (order.transfers.len(), transfer.amount, transfer.account.as_str()),
        (1, eur("420.00"), "DE89370400440532013000")
    );
    assert_eq!(
        (transfer.number.as_str(), transfer.remittance.as_str()),
        ("PY-2026-00001", "JE-2026-00001 JE-2026-00003")
    );
    w.laws_hold();
    // The job once more does nothing.
    w.write(&we(), move |tx| platform::job::order(tx, payment_run::TASK, &id.to_string(), "").map(|_| ())).unwrap();
    Runner::new(w.set.set(), &KINDS).run_all().unwrap();
    let payments: Vec<Payment> = w.read(&we(), |read| read.select("1 = 1", &[])).unwrap();
    assert_eq!(payments.len(), 1);
}

#[test]
fn what_is_blocked_unknown_or_taken_out_is_not_paid_and_says_why() {
    let w = world();
    let (first, second) = (w.bill("2026-03-05", "500.00"), w.bill("2026-03-06", "90.00"));
    // Without an account nobody can be paid.
    let id = w.run("2026-04-05");
    assert!(w.the_run(id).lines.iter().all(|l| l.because == Some(payment_run::Why::NoAccount)));
    assert_eq!(
        codes(w.write(&we(), move |tx| perform(tx, id, "approve")).unwrap_err()),
        ["accounting.run_pays_nothing "]
    );
    w.supplier_account();
    w.write(&we(), move |tx| {
        let mut item: OpenItem = tx.lock(first)?;
        item.blocked = Some("Goods are missing".into());
        tx.update(&mut item)?;
        perform(tx, id, "propose")
    })
    .unwrap();
    let said = |w: &World| w.the_run(id).lines.iter().map(|l| (l.item, l.because)).collect::<Vec<_>>();
    assert_eq!(said(&w), [(first, Some(payment_run::Why::Blocked)), (second, None)]);
    // Paid by hand between approval and booking.
    w.write(&we(), move |tx| perform(tx, id, "approve")).unwrap();
    let by_hand = Payment::new(w.company, accounting::Flow::Paid, w.supplier, eur("90.00"), day("2026-03-20"));
    w.pay(&by_hand).unwrap();
    w.write(&we(), move |tx| perform(tx, id, "book")).unwrap();
    Runner::new(w.set.set(), &KINDS).run_all().unwrap();
    let run = w.the_run(id);
    assert_eq!((run.state, run.total), (State::Booked, Money::ZERO));
    assert_eq!(said(&w)[1], (second, Some(payment_run::Why::Settled)));
}

#[test]
fn a_debt_stands_in_one_run_and_each_supplier_is_one_payment() {
    let w = world();
    w.supplier_account();
    w.bill("2026-03-05", "500.00");
    let other: Id<Party> = w.write(&we(), |tx| tx.insert(&mut Party::organisation("Vetro SA"))).unwrap();
    let mut draft = w.draft("2026-03-05", &[("5000", "70.00"), ("2000", "-70.00")]);
    if let entity::Lines::Loaded(lines) = &mut draft.lines {
        lines[1].party = Some(other);
    }
    w.write(&we(), move |tx| {
        tx.insert(&mut PartyAccount::new(other, "ES7921000813610123456789"))?;
        let id = tx.insert(&mut draft.clone())?;
        perform(tx, id, "post")
    })
    .unwrap();
    let bank = w.bank();
    let new = PaymentRun::new(bank, day("2026-03-31"), day("2026-03-31"));
    let again = new.clone();
    let first = w.write(&we(), move |tx| tx.insert(&mut new.clone())).unwrap();
    let second = w.write(&we(), move |tx| tx.insert(&mut again.clone())).unwrap();
    assert_eq!((w.the_run(first).lines.len(), w.the_run(second).lines.len()), (2, 0));
    for verb in ["approve", "book"] {
        w.write(&we(), move |tx| perform(tx, first, verb)).unwrap();
    }
    Runner::new(w.set.set(), &KINDS).run_all().unwrap();
    let order = w.read(&we(), |read| payment_run::order(read, first)).unwrap();
    let names: Vec<&str> = order.transfers.iter().map(|t| t.name.as_str()).collect();
    assert_eq!(names, ["Ferrum AG", "Vetro SA"]);
    assert!(PaymentRun::DEF.fixed_in("approved"));
    w.laws_hold();
}

#[test]
fn a_large_run_is_approved_by_two_who_did_not_propose_it() {
    use platform::approval::{self, Approver, Comment, Definition, Request, Step, Wish, course::Rule};
    let w = world();
    w.supplier_account();
    w.bill("2026-03-05", "500.00");
    let user = |name: &'static str| {
        w.write(&we(), move |tx| tx.insert(&mut platform::User::new(name, format!("{name}@demo.example"), &[])))
            .unwrap()
    };
    let (ana, ines, clara) = (user("ana"), user("ines"), user("clara"));
    w.write(&we(), move |tx| {
        let approvers = [ana, ines, clara].map(|p| Approver::person(1, p)).to_vec();
        let steps = vec![Step { needed: Some(2), ..Step::new("Two signatures", Rule::Several) }];
        let definition = Definition::new("Payments", PaymentRun::DEF.name, "approve", steps, approvers);
        let condition = Some(entity::Text::new("total > 400"));
        let id = tx.insert(&mut Definition { condition, apart: Some("create, propose".into()), ..definition })?;
        perform(tx, id, "activate").map(|_| ())
    })
    .unwrap();
    let who = |user: Id<platform::User>| store::Who::user(user.raw(), "test");
    let run = PaymentRun::new(w.bank(), day("2026-03-31"), day("2026-04-05"));
    let id = w.write(&who(ana), move |tx| tx.insert(&mut run.clone())).unwrap();
    let refused = w.write(&who(ana), move |tx| perform(tx, id, "approve")).unwrap_err();
    assert_eq!(codes(refused), ["platform.approval_needed "]);
    let ask = move |tx: &mut store::Tx| approval::ask(tx, PaymentRun::DEF.name, id.raw(), "approve", &Wish::default());
    let request: Id<Request> = w.write(&who(ana), ask).unwrap();
    let yes = move |tx: &mut store::Tx| {
        let input = entity::Described::to_record(&Comment { comment: None });
        tx.perform(Request::DEF.name, request.raw(), "approve", None, &input).map(|_| ())
    };
    assert!(w.write(&who(ana), yes).is_err(), "she made it");
    w.write(&who(ines), yes).unwrap();
    // Somebody takes a debt out: what Ines said yes to is another run.
    w.write(&who(ana), move |tx| {
        let mut run: PaymentRun = tx.lock(id)?;
        run.pay_on = day("2026-03-30");
        tx.update(&mut run).map(|_| ())
    })
    .unwrap();
    w.write(&who(clara), yes).unwrap();
    assert!(w.write(&who(ana), move |tx| perform(tx, id, "approve")).is_err(), "Ines has to look again");
    w.write(&who(ines), yes).unwrap();
    w.write(&who(ana), move |tx| perform(tx, id, "approve")).unwrap();
    assert_eq!(w.the_run(id).state, State::Approved);
}

/// What was written to whom, by subject.
fn mails(w: &World) -> Vec<(String, String, String)> {
    let mails: Vec<platform::Mail> = w.read(&we(), |read| read.select("1 = 1 ORDER BY id", &[])).unwrap();
    mails.into_iter().map(|m| (m.recipient.0, m.subject, m.file.unwrap_or_default())).collect()
}

#[test]
fn each_supplier_of_a_booked_run_is_sent_an_advice_in_his_language() {
    let w = world();
    w.bill("2026-03-05", "500.00");
    w.post("2026-03-08", &[("5000", "-80.00"), ("2000", "80.00")]).unwrap();
    w.supplier_account();
    let other: Id<Party> = w.write(&we(), |tx| tx.insert(&mut Party::organisation("Vetro SA"))).unwrap();
    let mut draft = w.draft("2026-03-05", &[("5000", "70.00"), ("2000", "-70.00")]);
    if let entity::Lines::Loaded(lines) = &mut draft.lines {
        (lines[1].party, lines[1].text) = (Some(other), Some("V-4711".into()));
    }
    let supplier = w.supplier;
    w.write(&we(), move |tx| {
        tx.insert(&mut PartyAccount::new(other, "ES7921000813610123456789"))?;
        let mut party: Party = tx.lock(supplier)?;
        party.language = Some(platform::Language::Spanish);
        party.emails = vec![parties::EmailAddress::of("pagos@ferrum.example")].into();
        tx.update(&mut party)?;
        let id = tx.insert(&mut draft.clone())?;
        perform(tx, id, "post")
    })
    .unwrap();
    let id = w.run("2026-04-05");
    // Before it is booked it says so.
    let draft = crate::printing::printed(&w, "accounting.payment_run", id.raw(), &[]).unwrap();
    let marks: Vec<Option<&str>> = draft.iter().map(|p| p.mark.as_deref()).collect();
    assert_eq!(marks, [Some("Borrador"), Some("Draft")]);
    let nobody = crate::printing::printed(&w, "accounting.payment_run", id.raw(), &[("party", "999999")]);
    assert_eq!(codes(nobody.unwrap_err()), ["accounting.nobody_to_advise "]);
    for verb in ["approve", "book"] {
        w.write(&we(), move |tx| perform(tx, id, verb)).unwrap();
    }
    Runner::new(w.set.set(), &KINDS).run_all().unwrap();
    // Printed: one paper each, by name.
    let papers = crate::printing::printed(&w, "accounting.payment_run", id.raw(), &[]).unwrap();
    let titles: Vec<(&str, &str)> = papers.iter().map(|p| (p.recipient[0].as_str(), p.title.as_str())).collect();
    assert_eq!(titles, [("Ferrum AG", "Aviso de pago"), ("Vetro SA", "Remittance advice")]);
    let rows = |at: usize| crate::printing::rows(&papers[at].tables[0]);
    assert_eq!(rows(0).len(), 2);
    assert_eq!(rows(0)[1][3], "\u{2212}80,00");
    assert_eq!(crate::printing::totals(&papers[0].tables[0]), ["Transferido: 420,00\u{a0}EUR"]);
    // By the supplier's own number where we know it.
    assert_eq!((rows(1)[0][0].as_str(), rows(1)[0][2].as_str()), ("V-4711", "JE-2026-00003"));
    let alone = crate::printing::printed(&w, "accounting.payment_run", id.raw(), &[("party", &other.to_string())]);
    assert_eq!(alone.unwrap().len(), 1);
    // By e-mail: not without a server, then once each; who has no address stands on the run.
    let closed = w.write(&we(), move |tx| perform(tx, id, "advise"));
    assert_eq!(closed.unwrap_err().code(), "platform.mail_off");
    w.write(&we(), |tx| {
        let mut server = platform::MailServer::new("mail.ponte.example", 587, "office@ponte.example");
        let server = tx.insert(&mut server)?;
        perform(tx, server, "switch_on")
    })
    .unwrap();
    for _ in 0..2 {
        w.write(&we(), move |tx| perform(tx, id, "advise")).unwrap();
    }
    let number = "PY-2026-00001";
    let wanted =
        ("pagos@ferrum.example".to_owned(), format!("Ponte Cycles: aviso de pago {number}"), format!("{number}.pdf"));
    assert_eq!(mails(&w), [wanted]);
    let run = w.the_run(id);
    assert_eq!((run.advised, run.unreached.map(|t| t.to_string())), (Some(1), Some("Vetro SA".to_owned())));
}
