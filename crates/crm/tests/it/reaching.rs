//! Strangers write by a web form: one lead however often they press, with where they came from and what they agreed to; programs and
//! floods get nowhere, and what was agreed to is withdrawn by a link.

use crate::fixture::{World, we, world};
use base::{Id, Result};
use crm::confirmation;
use crm::consent::{self, Answer, Purpose, Reach, Said, Why};
use crm::web_form::{self, Known, Outcome, Sent};
use crm::{Channel, Consent, ConsentState, Lead, WebEntry, WebForm, WebFormState};
use entity::{Entity as _, Text};
use parties::{EmailAddress, Party};
use platform::{Mail, MailServer};
use store::Tx;

const WORDING: &str = "I agree to offers by e-mail.";

/// The form of the fair, open to everybody.
fn form(w: &World, change: fn(&mut WebForm)) -> WebForm {
    let mut form = WebForm::new("Fair 2026", w.company);
    (form.source, form.campaign, form.wording) = (Some(w.fair), Some("spring".to_owned()), Some(Text::new(WORDING)));
    change(&mut form);
    let id = w.keep(form).unwrap();
    w.does(id, "open").unwrap();
    w.get(id)
}

/// What Lucía writes, on a form that was drawn a while ago.
fn lucia(w: &World, form: &WebForm) -> Sent {
    let key = w.read(&we(), |read| form.draw_key(read)).unwrap();
    w.wait(5);
    Sent {
        key,
        given_name: "Lucía".into(),
        family_name: "Ortega".into(),
        email: "Lucia@Talleres.example".into(),
        interest: "Forty frames".into(),
        agrees: true,
        utm: ["site".into(), String::new(), String::new(), String::new(), String::new()],
        landing_page: "https://ponte.example/frames".into(),
        address: "203.0.113.7".into(),
        ..Sent::default()
    }
}

fn send(w: &World, form: &WebForm, sent: &Sent) -> Result<Outcome> {
    let (form, sent) = (form.clone(), sent.clone());
    w.write(&we(), move |tx| web_form::submit(tx, &form, &sent))
}

fn leads(w: &World) -> Vec<Lead> {
    w.read(&we(), |read| read.select("archived_at IS NULL ORDER BY id", &[])).unwrap()
}

fn asked(w: &World, address: &str) -> Answer {
    w.read(&we(), |read| consent::asked(read, Reach::Email, Purpose::Offers, address)).unwrap()
}

#[test]
fn pressed_ten_times_it_is_one_lead_with_where_it_came_from() {
    let w = world();
    let form = form(&w, |_| {});
    let sent = lucia(&w, &form);
    let Outcome::Made(id, Some(_)) = send(&w, &form, &sent).unwrap() else { panic!("no lead") };
    for _ in 0..9 {
        assert_eq!(send(&w, &form, &sent).unwrap(), Outcome::Again);
    }
    let lead: Lead = w.get(id);
    assert_eq!((leads(&w).len(), lead.name.as_str()), (1, "Lucía Ortega"));
    assert_eq!((lead.channel, lead.source), (Channel::WebForm, Some(w.fair)));
    assert_eq!((lead.utm_source.as_deref(), lead.utm_campaign.as_deref()), (Some("site"), Some("spring")));
    assert_eq!(lead.email.as_deref(), Some("lucia@talleres.example"));
    let entries: Vec<WebEntry> = w.read(&we(), |read| read.select("lead = $1", &[id.into()])).unwrap();
    assert_eq!((entries.len(), entries[0].sent_from.as_deref()), (1, Some("203.0.113.7")));
}

#[test]
fn whoever_writes_again_joins_the_lead_that_is_worked_on() {
    let w = world();
    let first = form(&w, |_| {});
    let Outcome::Made(id, _) = send(&w, &first, &lucia(&w, &first)).unwrap() else { panic!("no lead") };
    let again = Sent { interest: "And forty forks".into(), ..lucia(&w, &first) };
    let Outcome::Joined(joined, _) = send(&w, &first, &again).unwrap() else { panic!("another lead") };
    let notes = w.read(&we(), |read| platform::note::of(read, "crm.lead", id.raw())).unwrap();
    assert_eq!((joined, leads(&w).len(), notes.len()), (id, 1, 1));
    assert!(notes[0].body.contains("And forty forks"));
    let another = form(&w, |form| form.known = Known::Another);
    assert!(matches!(send(&w, &another, &lucia(&w, &another)).unwrap(), Outcome::Made(..)));
    assert_eq!(leads(&w).len(), 2);
}

#[test]
fn hostile_text_stays_text() {
    let w = world();
    let form = form(&w, |_| {});
    let mut sent = lucia(&w, &form);
    sent.family_name = "<script>alert(1)</script>\u{0}".into();
    sent.interest = "' OR 1=1 --\n<img src=x onerror=alert(1)>".into();
    sent.landing_page = "javascript:alert(1)".into();
    sent.utm[0] = "x".repeat(10_000);
    let Outcome::Made(id, _) = send(&w, &form, &sent).unwrap() else { panic!("no lead") };
    let lead: Lead = w.get(id);
    assert_eq!(lead.family_name.as_deref(), Some("<script>alert(1)</script>"));
    assert_eq!(lead.interest.as_deref(), Some("' OR 1=1 --\n<img src=x onerror=alert(1)>"));
    assert_eq!((lead.landing_page, lead.utm_source.map(|text| text.len())), (None, Some(120)));
}

#[test]
fn programs_floods_and_old_pages_get_nowhere() {
    let w = world();
    let form = form(&w, |form| form.most_an_hour = 2);
    let code = |sent: &Sent| send(&w, &form, sent).unwrap_err().code().to_owned();
    let trapped = Sent { trap: "http://spam.example".into(), ..lucia(&w, &form) };
    assert_eq!(send(&w, &form, &trapped).unwrap(), Outcome::Nothing);
    assert_eq!(code(&Sent { key: "made.up.key".into(), ..lucia(&w, &form) }), "crm.form_again");
    let quick = Sent {
        key: w.read(&we(), |read| form.draw_key(read)).unwrap(),
        email: "a@b.example".into(),
        ..Sent::default()
    };
    assert_eq!(code(&quick), "crm.form_too_fast");
    assert_eq!(code(&Sent { email: "nobody".into(), ..lucia(&w, &form) }), "crm.form_email");
    let old = lucia(&w, &form);
    w.pass(2);
    assert_eq!(code(&old), "crm.form_again");
    assert!(leads(&w).is_empty());
    for place in 0..3 {
        let sent = Sent { email: format!("person{place}@talleres.example"), ..lucia(&w, &form) };
        let outcome = send(&w, &form, &sent);
        assert_eq!(outcome.is_ok(), place < 2, "{outcome:?}");
    }
    assert_eq!(code(&lucia(&w, &form)), "crm.form_busy");
    w.does(form_id(&form), "close").unwrap();
    let token = form.token.unwrap();
    assert!(w.read(&we(), |read| WebForm::by_token(read, &token)).unwrap().is_none(), "a closed form is not there");
}

fn form_id(form: &WebForm) -> Id<WebForm> {
    Id::from_raw(form.head.id)
}

#[test]
fn what_they_agreed_to_stands_with_its_proof_and_is_withdrawn_by_their_link() {
    let w = world();
    let form = form(&w, |_| {});
    assert_eq!((form.wording_version, form.state), (Some(1), WebFormState::Open));
    assert_eq!(asked(&w, "lucia@talleres.example"), Answer::No(Why::NeverAsked));
    let Outcome::Made(lead, Some(secret)) = send(&w, &form, &lucia(&w, &form)).unwrap() else { panic!("no link") };
    let Answer::Yes(id) = asked(&w, "LUCIA@talleres.example") else { panic!("not agreed") };
    let said: Consent = w.get(id);
    assert_eq!((said.wording.as_deref(), said.wording_version), (Some(WORDING), Some(1)));
    assert_eq!((said.said, said.lead, said.evidence.as_deref()), (Said::WebForm, Some(lead), Some("203.0.113.7")));
    let newsletter = w.read(&we(), |r| consent::asked(r, Reach::Email, Purpose::Newsletter, "lucia@talleres.example"));
    assert_eq!(newsletter.unwrap(), Answer::No(Why::NeverAsked), "one yes is no other");

    let address = w.read(&we(), |read| consent::opened(read, &secret)).unwrap().unwrap();
    assert!(matches!(asked(&w, &address), Answer::Yes(_)), "opening the link changes nothing");
    assert_eq!(w.read(&we(), |read| consent::opened(read, "wrong")).unwrap(), None);
    let back = |tx: &mut Tx| consent::withdraw(tx, "lucia@talleres.example", Said::Link, None);
    assert_eq!((w.write(&we(), back).unwrap(), w.write(&we(), back).unwrap()), (1, 0));
    assert_eq!(asked(&w, &address), Answer::No(Why::Withdrawn));
    let all: Vec<Consent> = w.read(&we(), |read| read.select("address = $1 ORDER BY id", &[address.into()])).unwrap();
    assert_eq!(all.iter().map(|c| c.state).collect::<Vec<_>>(), [ConsentState::Granted, ConsentState::Withdrawn]);
}

#[test]
fn a_changed_wording_is_another_version_and_no_tick_is_no_yes() {
    let w = world();
    let form = form(&w, |_| {});
    let id = form_id(&form);
    let reword = move |tx: &mut Tx| {
        let mut form = tx.lock(id)?;
        form.wording = Some(Text::new("I agree to offers by e-mail, once a month."));
        tx.update(&mut form)
    };
    w.write(&we(), reword).unwrap();
    let form: WebForm = w.get(id);
    assert_eq!(form.wording_version, Some(2));
    let sent = Sent { agrees: false, ..lucia(&w, &form) };
    assert!(matches!(send(&w, &form, &sent).unwrap(), Outcome::Made(_, None)));
    assert_eq!(asked(&w, &sent.email), Answer::No(Why::NeverAsked));
}

#[test]
fn the_register_is_stricter_than_a_single_record() {
    let w = world();
    let agree = |tx: &mut Tx, wording: Option<&str>| {
        let said = consent::statement(tx, Reach::Email, Purpose::Offers, "info@nordbau.example", ConsentState::Granted);
        tx.insert(&mut Consent { wording: wording.map(Text::new), ..said })
    };
    let unproven = w.write(&we(), move |tx| agree(tx, None)).unwrap_err();
    assert_eq!(unproven.code(), "crm.consent_without_proof", "nobody's word is made up");
    let id = w.write(&we(), move |tx| agree(tx, Some(WORDING))).unwrap();
    assert_eq!(asked(&w, "info@nordbau.example"), Answer::Yes(id));
    // Somebody who shares the address wants no mail: that holds for everybody who has it.
    let opted_out = EmailAddress { is_opted_out: true, ..EmailAddress::of("info@nordbau.example") };
    let mut other = Party::organisation("Nordbau Service");
    other.emails = vec![opted_out].into();
    w.keep(other).unwrap();
    assert_eq!(asked(&w, "info@nordbau.example"), Answer::No(Why::Blocked));
    let ends = move |tx: &mut Tx| {
        let said = consent::statement(tx, Reach::Email, Purpose::Offers, "ana@ruiz.example", ConsentState::Granted);
        let until = tx.today().add_days(30)?;
        tx.insert(&mut Consent { wording: Some(Text::new(WORDING)), expires_on: Some(until), ..said })
    };
    w.write(&we(), ends).unwrap();
    assert!(matches!(asked(&w, "ana@ruiz.example"), Answer::Yes(_)));
    w.pass(31);
    assert_eq!(asked(&w, "ana@ruiz.example"), Answer::No(Why::Expired));
}

/// How often a text stands in a column of a table.
fn found(w: &World, column: &str, table: &str, text: &str) -> i64 {
    let sql = format!("SELECT COUNT(*) FROM {table} WHERE {column} LIKE $1");
    w.read(&we(), |read| read.number(&sql, &[format!("%{text}%").into()])).unwrap()
}

#[test]
fn who_is_erased_leaves_the_proof_and_their_no_and_nothing_that_names_them() {
    let w = world();
    let mut lucia = Party::person("Lucía", "Ortega");
    lucia.emails = vec![EmailAddress::of("lucia@talleres.example")].into();
    let lucia = w.keep(lucia).unwrap();
    let company = w.company;
    let lead = w
        .write(&we(), move |tx| {
            let mut lead = Lead::new(company, "Lucía", "Ortega", "Talleres");
            (lead.became_person, lead.interest) = (Some(lucia), Some(Text::new("Forty frames for Ortega")));
            lead.email = Some("lucia@talleres.example".into());
            let lead = tx.insert(&mut lead)?;
            for (purpose, state) in
                [(Purpose::Offers, ConsentState::Granted), (Purpose::Newsletter, ConsentState::Denied)]
            {
                let said = consent::statement(tx, Reach::Email, purpose, "Lucia@talleres.example", state);
                let wording = Some(Text::new(WORDING));
                let evidence = Some("Letter of L. Ortega".to_owned());
                tx.insert(&mut Consent { wording, evidence, party: Some(lucia), ..said })?;
            }
            consent::link(tx, "lucia@talleres.example")?;
            platform::note::add(tx, Party::DEF.name, lucia.raw(), "Ortega is allergic to nuts", &[])?;
            platform::note::add(tx, Lead::DEF.name, lead.raw(), "Ortega met at the fair", &[])?;
            let paper = platform::attachment::put(tx, b"Passport of Ortega")?;
            platform::attachment::add(tx, Party::DEF.name, lucia.raw(), &paper, "ortega-passport.txt", "text/plain")?;
            Ok(lead)
        })
        .unwrap();
    assert!(matches!(asked(&w, "lucia@talleres.example"), Answer::Yes(_)));
    let code = w.get(lucia).code.to_string();
    let erasure = parties::Erasure { code: code.clone() };
    w.write(&we(), move |tx| crate::fixture::perform_with(tx, lucia, "erase", &erasure)).unwrap();
    // What was said, by what words and when, is still proven; by whom only a fingerprint knows.
    let all: Vec<Consent> = w.read(&we(), |read| read.select("party = $1 ORDER BY id", &[lucia.into()])).unwrap();
    let kept = all.iter().map(|c| {
        (c.state, c.wording.is_some(), c.evidence.clone(), c.address == consent::erased("lucia@talleres.example"))
    });
    let proof = [(ConsentState::Granted, true, None, true), (ConsentState::Denied, true, None, true)];
    assert_eq!(kept.collect::<Vec<_>>(), proof);
    // The no is known again when the address comes back; the yes is not.
    let newsletter = w.read(&we(), |r| consent::asked(r, Reach::Email, Purpose::Newsletter, "lucia@talleres.example"));
    assert_eq!(newsletter.unwrap(), Answer::No(Why::Denied));
    assert_eq!(asked(&w, "lucia@talleres.example"), Answer::No(Why::NeverAsked));
    for (column, table) in [
        ("body", "platform_note"),
        ("name", "platform_attachment"),
        ("COALESCE(old, '') || COALESCE(new, '')", "audit_value"),
        ("COALESCE(evidence, '') || address", "crm_consent"),
        ("name || COALESCE(interest, '') || COALESCE(email, '')", "crm_lead"),
        ("address", "crm_consent_link"),
        ("address", "crm_lead_email_address"),
    ] {
        for text in ["Ortega", "ortega", "lucia@"] {
            assert_eq!(found(&w, column, table, text), 0, "{text} in {table}");
        }
    }
    let left = w.read(&we(), |read| read.number("SELECT COUNT(*) FROM attachment_chunk", &[])).unwrap();
    assert_eq!((left, w.get(lead).name.starts_with("L-") || !w.get(lead).name.is_empty()), (0, true));
    // Everything else of a statement stays as it was, whoever asks the database.
    let forged = w.write(&we(), |tx| tx.execute("UPDATE crm_consent SET state = 'granted'", &[]));
    assert_eq!(forged.unwrap_err().code(), "store.posted_row");
    store::testing::seal_all(&w);
    assert_eq!(w.read(&we(), store::audit::verify).unwrap(), Vec::<String>::new());
}

#[test]
fn who_wants_to_hear_nothing_is_neither_written_to_nor_called() {
    let w = world();
    let agree = |reach, address: &'static str| {
        let said = move |tx: &mut Tx| {
            let said = consent::statement(tx, reach, Purpose::Offers, address, ConsentState::Granted);
            tx.insert(&mut Consent { wording: Some(Text::new(WORDING)), ..said })
        };
        w.write(&we(), said).unwrap()
    };
    agree(Reach::Email, "eva@sanz.example");
    agree(Reach::Telephone, "+34911234567");
    let call = || w.read(&we(), |r| consent::asked(r, Reach::Telephone, Purpose::Offers, "+34 911 234 567")).unwrap();
    let mut eva = Party::person("Eva", "Sanz");
    eva.emails = vec![EmailAddress::of("eva@sanz.example")].into();
    eva.phones = vec![parties::PhoneNumber::of("+34 911 234 567")].into();
    let eva = w.keep(eva).unwrap();
    assert!(matches!((asked(&w, "eva@sanz.example"), call()), (Answer::Yes(_), Answer::Yes(_))));
    let quiet = move |tx: &mut Tx| {
        let mut eva = tx.lock(eva)?;
        (eva.do_not_contact, eva.preferred_channel) = (true, Some(parties::Channel::Letter));
        tx.update(&mut eva)
    };
    w.write(&we(), quiet).unwrap();
    assert_eq!(asked(&w, "eva@sanz.example"), Answer::No(Why::Blocked));
    assert_eq!(call(), Answer::No(Why::Blocked), "a yes from before does not help");
    let filter = "do_not_contact = yes and preferred_channel = letter".to_owned();
    let question = store::list::Question { entity: Party::DEF.name.to_owned(), filter, ..Default::default() };
    let found = w.read(&we(), |read| store::list::foot(read, &question, false)).unwrap();
    assert_eq!(found.count, 1, "and is found by it");
}

#[test]
fn a_lead_that_wants_to_hear_nothing_is_left_alone_and_so_is_whoever_it_becomes() {
    let w = world();
    let agree = |reach, address: &'static str| {
        let said = move |tx: &mut Tx| {
            let said = consent::statement(tx, reach, Purpose::Offers, address, ConsentState::Granted);
            tx.insert(&mut Consent { wording: Some(Text::new(WORDING)), ..said })
        };
        w.write(&we(), said).unwrap()
    };
    agree(Reach::Email, "ivo@kern.example");
    agree(Reach::Telephone, "+34911234599");
    let call = || w.read(&we(), |r| consent::asked(r, Reach::Telephone, Purpose::Offers, "+34 911 234 599")).unwrap();
    let mut lead =
        Lead::new(w.company, "Ivo", "Kern", "Kern Velos").reached_at(&["ivo@kern.example"], &["+34 911 234 599"]);
    lead.owner = Some(w.ana);
    (lead.preferred_channel, lead.best_time) = (Some(parties::Channel::Letter), Some("Tue 10–12".into()));
    let lead = w.keep(lead).unwrap();
    assert!(matches!((asked(&w, "ivo@kern.example"), call()), (Answer::Yes(_), Answer::Yes(_))));
    let quiet = move |tx: &mut Tx| {
        let mut lead = tx.lock(lead)?;
        lead.do_not_contact = true;
        tx.update(&mut lead)
    };
    w.write(&we(), quiet).unwrap();
    assert_eq!(asked(&w, "ivo@kern.example"), Answer::No(Why::Blocked), "a yes from before does not help");
    assert_eq!(call(), Answer::No(Why::Blocked));
    let filter = "do_not_contact = yes and preferred_channel = letter".to_owned();
    let question = store::list::Question { entity: Lead::DEF.name.to_owned(), filter, ..Default::default() };
    assert_eq!(w.read(&we(), |read| store::list::foot(read, &question, false)).unwrap().count, 1, "it is found by it");
    // The wish goes over to the person, and not to the firm.
    let pipeline = w.keep(crm::Pipeline::new("Sales")).unwrap();
    w.does(pipeline, "furnish").unwrap();
    w.does(lead, "qualify").unwrap();
    let asked_for = crm::Convert {
        organisation: crm::Way::Create,
        existing_organisation: None,
        person: crm::Way::Create,
        existing_person: None,
        somebody_else: false,
        opportunity: crm::Way::Skip,
        existing_opportunity: None,
        opportunity_name: None,
        pipeline: None,
        expected_on: None,
    };
    w.does_with(lead, "convert", asked_for).unwrap();
    let became = w.get(lead);
    let (firm, person) = (w.get(became.became_organisation.unwrap()), w.get(became.became_person.unwrap()));
    assert_eq!((firm.do_not_contact, firm.preferred_channel), (false, None));
    assert_eq!(
        (person.do_not_contact, person.preferred_channel, person.best_time.as_deref()),
        (true, Some(parties::Channel::Letter), Some("Tue 10–12"))
    );
    assert_eq!(asked(&w, "ivo@kern.example"), Answer::No(Why::Blocked), "now for the person's wish");
    // The lead can no longer be changed: once he wants to hear from us again, his own record says so.
    let person = became.became_person.unwrap();
    let again = move |tx: &mut Tx| {
        let mut ivo = tx.lock(person)?;
        ivo.do_not_contact = false;
        tx.update(&mut ivo)
    };
    w.write(&we(), again).unwrap();
    assert!(matches!((asked(&w, "ivo@kern.example"), call()), (Answer::Yes(_), Answer::Yes(_))));
}

/// The set sends e-mail, and links in it begin here.
fn mailing(w: &World) {
    let mut server = MailServer::new("mail.ponte.example", 587, "office@ponte.example");
    server.site = Some("https://erp.example/ponte".into());
    let server = w.keep(server).unwrap();
    w.does(server, "switch_on").unwrap();
}

#[test]
fn what_was_ticked_counts_once_it_is_confirmed_from_the_mailbox_once_and_in_time() {
    let w = world();
    let draft = WebForm { confirms: true, wording: Some(Text::new(WORDING)), ..WebForm::new("Fair", w.company) };
    let early = w.keep(draft).unwrap();
    assert_eq!(w.does(early, "open").unwrap_err().code(), "platform.mail_off", "nobody could be asked");
    mailing(&w);
    let form = form(&w, |form| form.confirms = true);
    let Outcome::Made(lead, None) = send(&w, &form, &lucia(&w, &form)).unwrap() else { panic!("no lead") };
    assert_eq!(asked(&w, "lucia@talleres.example"), Answer::No(Why::NeverAsked), "a tick alone is nothing");
    let letters = || w.read(&we(), |read| read.select::<Mail>("1 = 1 ORDER BY id", &[])).unwrap();
    let secret = |mail: &Mail| {
        let link = mail.link.clone().unwrap();
        let rest = link.strip_prefix("https://erp.example/ponte/confirm/").unwrap();
        rest.split('?').next().unwrap().to_owned()
    };
    let letter = letters().remove(0);
    assert_eq!(&*letter.recipient, "lucia@talleres.example");
    assert!(letter.body.contains(WORDING) && letter.body.contains("[link]"), "{letter:?}");
    send(&w, &form, &lucia(&w, &form)).unwrap();
    assert_eq!(letters().len(), 1, "whoever was asked is not asked again");
    let confirm = |secret: String| w.write(&we(), move |tx| confirmation::confirm(tx, &secret, "203.0.113.9")).unwrap();
    assert_eq!(confirm("f00d".repeat(16)), None, "nobody guesses a link");
    let withdraws = confirm(secret(&letter)).expect("it opens");
    let Answer::Yes(consent) = asked(&w, "lucia@talleres.example") else { panic!("it counts") };
    let consent: Consent = w.get(consent);
    assert_eq!((consent.lead, consent.wording_version), (Some(lead), form.wording_version));
    assert_eq!(consent.evidence.as_deref(), Some("203.0.113.7 · 203.0.113.9"), "where it was sent and confirmed");
    assert_eq!(confirm(secret(&letter)), None, "once");
    let opens = w.read(&we(), |read| consent::opened(read, &withdraws)).unwrap();
    assert_eq!(opens.as_deref(), Some("lucia@talleres.example"), "and it is withdrawn by its own link");
    // Another address, and a link that lay too long.
    let late = Sent { email: "tom@talleres.example".into(), ..lucia(&w, &form) };
    send(&w, &form, &late).unwrap();
    let letter = letters().remove(1);
    w.pass(4);
    assert_eq!(confirm(secret(&letter)), None);
    assert_eq!(asked(&w, "tom@talleres.example"), Answer::No(Why::NeverAsked));
}
