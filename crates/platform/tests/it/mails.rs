//! Outgoing e-mail: queued with what it is about, sent once, tried again where that is safe, and never from a copy.

use crate::fixture::{codes, registry, user_with, we};
use crate::postbox::Postbox;
use base::{Id, Instant, Result};
use entity::{Entity as _, Record};
use platform::job::Beat;
use platform::mail::{self, Draft, Mail, MailServer, Safety, State, Trouble};
use platform::{Event, EventKind, Host, Language, Reach, Reminder, User, alarm, notification, seed};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use store::testing::Fresh;
use store::{Options, Set, Tx, Vault, Who};

struct Office {
    set: Fresh,
    clock: Arc<AtomicI64>,
    server: Id<MailServer>,
    ana: Id<User>,
    post: Postbox,
}

/// The server at this port of this machine, as somebody types it in.
fn server(port: i64) -> MailServer {
    let mut server = MailServer::new("127.0.0.1", port, "office@ponte.example");
    (server.safety, server.from_name) = (Safety::Plain, Some("Ponte".to_owned()));
    server.most_megabytes = 1;
    server
}

fn office() -> Office {
    let clock = Arc::new(AtomicI64::new(1_795_000_000_000_000));
    let seen = clock.clone();
    let now = Arc::new(move || Instant::from_micros(seen.load(Ordering::Relaxed)));
    let vault = Some(Arc::new(Vault::of(&"5c".repeat(32)).unwrap()));
    let set = Fresh::with(registry(), Options { clock: now, vault, ..Options::default() });
    let post = Postbox::open();
    let port = post.port;
    let found = move |tx: &mut Tx| -> Result<_> {
        seed::basics(tx, Language::English)?;
        seed::company(tx, "Ferrum Trading", "EUR", "ES")?;
        let ana = user_with(tx, "Ana", &[("platform.*", "*", Reach::All)])?;
        Ok((ana, tx.insert(&mut server(port))?))
    };
    let (ana, server) = set.write(&we(), found).unwrap();
    Office { set, clock, server, ana, post }
}

impl Office {
    fn does(&self, verb: &'static str, input: Record) -> Result<()> {
        let (who, id) = (Who::user(self.ana.raw(), "test"), self.server.raw());
        self.set.write(&who, move |tx| tx.perform(MailServer::DEF.name, id, verb, None, &input).map(|_| ()))
    }

    fn on(self) -> Office {
        self.does("switch_on", Record::default()).unwrap();
        self
    }

    fn queue(&self, key: &str, to: &str) -> Result<Id<Mail>> {
        let draft = letter(key, to);
        self.set.write(&we(), move |tx| mail::queue(tx, draft.clone()))
    }

    fn deliver(&self) {
        deliver(&self.set.set());
    }

    fn pass(&self, minutes: i64) {
        self.clock.fetch_add(minutes * 60_000_000, Ordering::Relaxed);
    }

    fn mail(&self, id: Id<Mail>) -> Mail {
        self.set.read(&we(), |read| read.get(id)).unwrap()
    }
}

fn letter(key: &str, to: &str) -> Draft {
    let (key, to) = (key.to_owned(), to.to_owned());
    Draft { key, to, subject: "Your order".into(), body: "It is on its way.".into(), ..Draft::default() }
}

/// One round of the job; what is printed is the number of the record.
fn deliver(set: &Arc<Set>) {
    let print = |_: &Set, _: &Who, host: Host, which: &str| Ok(format!("%PDF of {} {which}", host.record).into_bytes());
    mail::deliver(set, &we(), &|_, _| Ok(Beat::Go), &print).unwrap();
}

fn typed(def: &'static [entity::FieldDef], value: &str) -> Record {
    let mut input = Record::blank(def);
    input.values[0] = value.into();
    input
}

fn input(verb: &str, value: &str) -> Record {
    let registry = registry();
    let operations = registry.get(MailServer::DEF.name).unwrap().operations;
    typed(operations.iter().find(|o| o.name == verb).unwrap().input, value)
}

#[test]
fn what_is_queued_twice_goes_out_once_and_only_with_its_transaction() {
    let office = office().on();
    let id = office.queue("order 7", "eva@kunde.example").unwrap();
    assert_eq!(office.queue("order 7", "eva@kunde.example").unwrap(), id);
    let undone = office.set.write(&we(), |tx| {
        mail::queue(tx, letter("order 8", "eva@kunde.example"))?;
        Err::<(), _>(base::Refusal::new("platform.mail_off").into())
    });
    assert!(undone.is_err());
    office.deliver();
    office.deliver();
    let taken = office.post.taken();
    assert_eq!(taken.len(), 1);
    assert!(taken[0].to[0].contains("<eva@kunde.example>"), "{taken:?}");
    assert!(taken[0].text.contains("From: Ponte <office@ponte.example>"), "{taken:?}");
    assert!(taken[0].text.contains("It is on its way."));
    let sent = office.mail(id);
    assert_eq!((sent.state, sent.attempts, sent.trouble), (State::Sent, 1, None));
    assert!(sent.sent_at.is_some());
}

#[test]
fn what_the_server_says_later_to_is_tried_again_and_what_it_refuses_is_not() {
    let office = office().on();
    let later = office.queue("a", "later@kunde.example").unwrap();
    let nobody = office.queue("b", "nobody@kunde.example").unwrap();
    office.deliver();
    let waits = office.mail(later);
    assert_eq!((waits.state, waits.trouble, waits.attempts), (State::Waiting, Some(Trouble::Unreachable), 1));
    assert_eq!(waits.due_at.micros() - office.clock.load(Ordering::Relaxed), 60_000_000, "after a minute");
    let failed = office.mail(nobody);
    assert_eq!((failed.state, failed.trouble), (State::Failed, Some(Trouble::Refused)));
    assert!(failed.answer.unwrap().contains("nobody here"));
    office.deliver();
    assert_eq!(office.mail(later).attempts, 1, "not before its time");
    office.pass(1);
    office.deliver();
    let waits = office.mail(later);
    assert_eq!(waits.due_at.micros() - office.clock.load(Ordering::Relaxed), 120_000_000, "each time twice as long");
    for _ in 0..12 {
        office.pass(13 * 60);
        office.deliver();
    }
    assert_eq!((office.mail(later).state, office.mail(later).attempts), (State::Failed, 12), "given up in the end");
    assert_eq!(office.post.taken().len(), 0);
}

#[test]
fn what_may_have_gone_out_is_not_sent_a_second_time() {
    let office = office().on();
    let broken = office.queue("a", "gone@kunde.example").unwrap();
    office.deliver();
    assert_eq!((office.mail(broken).state, office.mail(broken).trouble), (State::Failed, Some(Trouble::Unknown)));
    // Whoever sent this one died over it.
    let died = office.queue("b", "eva@kunde.example").unwrap();
    let taking = move |tx: &mut Tx| {
        let mut mail: Mail = tx.lock(died)?;
        mail.state = State::Sending;
        mail.due_at = Instant::from_micros(tx.now().micros() + 600_000_000);
        tx.update(&mut mail).map(|_| ())
    };
    office.set.write(&we(), taking).unwrap();
    office.deliver();
    assert_eq!(office.mail(died).state, State::Sending, "somebody may still be at it");
    office.pass(11);
    office.deliver();
    assert_eq!((office.mail(died).state, office.mail(died).trouble), (State::Failed, Some(Trouble::Unknown)));
    assert_eq!(office.post.taken().len(), 1);
    let again = move |tx: &mut Tx| tx.perform(Mail::DEF.name, died.raw(), "send_again", None, &Record::default());
    office.set.write(&we(), again).unwrap();
    office.deliver();
    assert_eq!((office.mail(died).state, office.post.taken().len()), (State::Sent, 2), "a person decides");
}

#[test]
fn nobody_puts_a_header_into_anothers_letter() {
    let office = office().on();
    let draft = Draft {
        subject: "Order\r\nBcc: spy@evil.example\r\n\r\nBuy".into(),
        name: Some("Eva\r\nBcc: spy@evil.example".into()),
        body: "One\r\n.\r\nRCPT TO:<spy@evil.example>\r\nTwo".into(),
        ..letter("a", "eva@kunde.example")
    };
    office.set.write(&we(), move |tx| mail::queue(tx, draft.clone())).unwrap();
    let wrong = ["eva@kunde.example\r\nBcc: spy@evil.example", "eva@kunde.example, spy@evil.example", "eva", ""];
    for to in wrong {
        let refused = office.queue(&format!("wrong {to}"), to).unwrap_err();
        assert_eq!(codes(refused), ["platform.mail_address email"], "{to:?}");
    }
    office.deliver();
    let taken = office.post.taken();
    assert_eq!((taken.len(), taken[0].to.len()), (1, 1));
    let (head, body) = taken[0].text.split_once("\n\n").unwrap();
    assert!(!head.lines().any(|line| line.starts_with("Bcc")), "{head}");
    assert!(head.contains("Subject: Order Bcc: spy@evil.example Buy"), "{head}");
    assert!(body.contains("Two"), "a line with a dot ends nothing: {body}");
}

#[test]
fn a_print_goes_along_and_what_is_too_large_stays() {
    let office = office().on();
    let print = |key: &str, which: &str| Draft {
        print: Some((Host { kind: 900, record: 7 }, which.to_owned(), "DR-2026-1.pdf".to_owned())),
        ..letter(key, "eva@kunde.example")
    };
    let (small, large) = (print("a", "party=4"), print("b", "x"));
    let queue = move |tx: &mut Tx| Ok((mail::queue(tx, small.clone())?, mail::queue(tx, large.clone())?));
    let (small, large) = office.set.write(&we(), queue).unwrap();
    let make = |_: &Set, _: &Who, host: Host, which: &str| -> Result<Vec<u8>> {
        let size = if which == "x" { 2_000_000 } else { 0 };
        let text = format!(" of {} {which}{}", host.record, "0".repeat(size));
        Ok([b"\xff\xfe", text.as_bytes()].concat())
    };
    mail::deliver(&office.set.set(), &we(), &|_, _| Ok(Beat::Go), &make).unwrap();
    let taken = office.post.taken();
    assert_eq!(taken.len(), 1);
    assert!(taken[0].text.contains("Content-Type: application/pdf"), "{taken:?}");
    assert!(taken[0].text.contains("filename=\"DR-2026-1.pdf\""), "{taken:?}");
    assert!(taken[0].text.contains("//4gb2YgNyBwYXJ0eT00"), "the bytes of the print: {taken:?}");
    assert_eq!(office.mail(small).state, State::Sent);
    assert_eq!((office.mail(large).state, office.mail(large).trouble), (State::Failed, Some(Trouble::TooLarge)));
}

#[test]
fn a_link_that_lets_somebody_act_is_gone_once_it_went_out() {
    let office = office().on();
    let draft = Draft {
        body: format!("Answer here: {}", mail::LINK),
        link: Some("https://erp.example/ponte/offer/s3cret".into()),
        ..letter("a", "eva@kunde.example")
    };
    let id = office.set.write(&we(), move |tx| mail::queue(tx, draft.clone())).unwrap();
    assert!(!office.mail(id).body.contains("s3cret"), "whoever reads e-mails here cannot answer in their place");
    office.deliver();
    assert!(office.post.taken()[0].text.contains("offer/s3cret"));
    assert_eq!(office.mail(id).link, None);
}

#[test]
fn the_password_is_said_to_its_server_and_to_nobody_else() {
    let office = office();
    office.does("set_password", input("set_password", "Mond#Gras7")).unwrap();
    let login = |tx: &mut Tx, id: Id<MailServer>| {
        let mut server: MailServer = tx.lock(id)?;
        server.login = Some("ponte".into());
        tx.update(&mut server).map(|_| ())
    };
    let id = office.server;
    office.set.write(&we(), move |tx| login(tx, id)).unwrap();
    let kept: MailServer = office.set.read(&we(), |read| read.get(id)).unwrap();
    assert!(kept.has_password && kept.password.as_deref().is_some_and(|p| p.starts_with("x1:") && !p.contains("Mond")));
    let told = office.set.read(&we(), |read| read.query("SELECT * FROM audit", &[])).unwrap();
    let told = format!("{told:?}");
    assert!(!told.contains("Mond#Gras7") && !told.contains("x1:"), "{told}");
    let office = office.on();
    office.queue("a", "eva@kunde.example").unwrap();
    office.deliver();
    assert_eq!(office.post.logins().len(), 1, "it lets us in with it");
    assert_eq!(office.post.taken().len(), 1);
    let moved = office.set.write(&we(), move |tx| {
        let mut server: MailServer = tx.lock(id)?;
        server.host = "mail.evil.example".into();
        tx.update(&mut server).map(|_| ())
    });
    let mut refused = codes(moved.unwrap_err());
    refused.sort();
    assert_eq!(refused, ["platform.mail_password_in_the_open safety", "platform.mail_password_of_another host"]);
}

#[test]
fn switched_off_nothing_goes_out_but_a_test_to_oneself() {
    let office = office();
    let id = office.queue("a", "eva@kunde.example").unwrap();
    office.does("send_test", input("send_test", "ana@ferrum.example")).unwrap();
    office.deliver();
    let taken = office.post.taken();
    assert_eq!(taken.len(), 1);
    assert!(taken[0].to[0].contains("ana@ferrum.example") && taken[0].text.contains("This is a test."), "{taken:?}");
    assert_eq!(office.mail(id).state, State::Waiting);
    let office = office.on();
    office.deliver();
    assert_eq!(office.mail(id).state, State::Sent);
}

#[test]
fn more_than_an_hour_takes_wait_for_the_next() {
    let office = office().on();
    let id = office.server;
    let fewer = move |tx: &mut Tx| {
        let mut server: MailServer = tx.lock(id)?;
        server.most_an_hour = 2;
        tx.update(&mut server).map(|_| ())
    };
    office.set.write(&we(), fewer).unwrap();
    for n in 0..3 {
        office.queue(&format!("n{n}"), "eva@kunde.example").unwrap();
    }
    office.deliver();
    assert_eq!(office.post.taken().len(), 2);
    office.pass(61);
    office.deliver();
    assert_eq!(office.post.taken().len(), 3);
}

#[test]
fn a_copy_sends_nothing_until_it_is_switched_on_and_never_what_was_queued_before() {
    let office = office().on();
    office.queue("before", "eva@kunde.example").unwrap();
    let place = store::testing::Place::here();
    let copy = copied(&office.set.set(), &place);
    assert!(!copy.read(&we(), mail::sends).unwrap(), "it knows that it is another set");
    copy.write(&we(), |tx| mail::queue(tx, letter("in the copy", "eva@kunde.example"))).unwrap();
    deliver(&copy);
    assert_eq!(office.post.taken().len(), 0);
    let id = office.server.raw();
    let on = move |tx: &mut Tx| tx.perform(MailServer::DEF.name, id, "switch_on", None, &Record::default());
    copy.write(&we(), on).unwrap();
    deliver(&copy);
    let mails: Vec<Mail> = copy.read(&we(), |read| read.select("1 = 1 ORDER BY id", &[])).unwrap();
    let stand: Vec<_> = mails.iter().map(|m| (m.key.as_str(), m.state, m.trouble)).collect();
    let copied = Some(Trouble::Copied);
    assert_eq!(stand, [("before", State::Cancelled, copied), ("in the copy", State::Sent, None)]);
    office.deliver();
    assert_eq!(office.post.taken().len(), 2, "the first one sends what is its own");
}

/// A copy of a set at another place, with the same key around it.
fn copied(set: &Set, place: &store::testing::Place) -> Arc<Set> {
    store::archive::copy(set, place.location(), &mut store::archive::quietly).unwrap();
    let vault = Some(Arc::new(Vault::of(&"5c".repeat(32)).unwrap()));
    let now = set.now();
    let options = Options { vault, clock: Arc::new(move || now), ..Options::default() };
    Arc::new(Set::open(place.location().clone(), registry(), options).unwrap())
}

#[test]
fn a_reminder_comes_as_e_mail_too_once_and_in_the_language_of_whoever_is_reminded() {
    let office = office().on();
    let (ana, start) = (office.ana, office.clock.load(Ordering::Relaxed) + 30 * 60_000_000);
    let plan = move |tx: &mut Tx| {
        let mut person: User = tx.lock(ana)?;
        person.language = Language::Spanish;
        tx.update(&mut person)?;
        let (from, until) = (Instant::from_micros(start), Instant::from_micros(start + 3_600_000_000));
        let mut event = Event::new(EventKind::Meeting, "Obra en Burgos", from, until, Some(ana));
        event.place = Some("Sala 2".into());
        let by_email = Reminder { by_email: true, ..Reminder::before(15) };
        event.reminders = vec![by_email, Reminder::before(10)].into();
        tx.insert(&mut event).map(|_| ())
    };
    office.set.write(&we(), plan).unwrap();
    office.pass(16);
    for _ in 0..2 {
        office.set.write(&we(), alarm::ring_due).unwrap();
        office.deliver();
    }
    office.pass(5);
    office.set.write(&we(), alarm::ring_due).unwrap();
    office.deliver();
    let rings = office.set.read(&we(), |read| notification::newest(read, ana, None, 10)).unwrap();
    assert_eq!(rings.len(), 2, "both ring the bell");
    let taken = office.post.taken();
    assert_eq!(taken.len(), 1, "and the one that says so writes");
    assert!(taken[0].to[0].contains("<ana@ferrum.example>"));
    assert!(taken[0].text.contains("Subject: Recordatorio: Obra en Burgos"), "{taken:?}");
    assert!(taken[0].text.contains("Obra en Burgos empieza el") && taken[0].text.contains("Sala 2"), "{taken:?}");
}

#[test]
fn a_task_reminds_its_owner_by_e_mail_where_it_says_so() {
    let office = office().on();
    let (ana, start) = (office.ana, office.clock.load(Ordering::Relaxed) + 10 * 60_000_000);
    let plan = move |tx: &mut Tx| {
        let due = Some(base::Date::parse("2026-12-01")?);
        for (title, by_email) in [("Send the price list", true), ("Tidy the desk", false)] {
            let task = platform::Activity::new(platform::ActivityType::Task, title, due, Some(ana));
            let remind_at = Some(Instant::from_micros(start));
            tx.insert(&mut platform::Activity { by_email, remind_at, ..task })?;
        }
        Ok(())
    };
    office.set.write(&we(), plan).unwrap();
    office.pass(11);
    for _ in 0..2 {
        office.set.write(&we(), alarm::ring_due).unwrap();
        office.deliver();
    }
    let rings = office.set.read(&we(), |read| notification::newest(read, ana, None, 10)).unwrap();
    assert_eq!(rings.len(), 2, "both ring the bell");
    let taken = office.post.taken();
    assert_eq!(taken.len(), 1, "and the one that says so writes, once");
    assert!(taken[0].to[0].contains("<ana@ferrum.example>"));
    assert!(taken[0].text.contains("Subject: Reminder: Send the price list"), "{taken:?}");
    assert!(taken[0].text.contains("Due 1 Dec 2026"), "{taken:?}");
}
