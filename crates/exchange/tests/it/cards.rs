//! Address cards in and out: a stack from a fair becomes leads or contacts, whoever is known already is shown and not doubled.

use base::Id;
use crm::{Channel, Lead, Source};
use entity::Entity;
use exchange::vcard::{As, Look, Taken, card_of, look, read, take};
use parties::{Affiliation, EmailAddress, Form, Party};
use platform::Company;
use store::testing::Fresh;
use store::{Options, Registry, Who};

const STACK: &str = "BEGIN:VCARD\nVERSION:3.0\nN:Ortega;Lucía;;;\nFN:Lucía Ortega\nORG:Talleres Ruiz\nTITLE:Head of purchasing\n\
EMAIL:lucia@talleres.example\nTEL;TYPE=CELL:+34 600 111 222\nADR:;;Calle Mayor 1;Madrid;;28013;Spain\nEND:VCARD\n\
BEGIN:VCARD\nVERSION:4.0\nFN:Olaf Brandt\nORG:Nordbau GmbH\nEMAIL:olaf@nordbau.example\nEND:VCARD\n\
BEGIN:VCARD\nVERSION:4.0\nFN:Olaf Brandt\nORG:Nordbau GmbH\nEMAIL:olaf@nordbau.example\nEND:VCARD\n";

struct Desk {
    set: Fresh,
    fair: Id<Source>,
}

fn who() -> Who {
    Who::program("test")
}

/// A company that was at a fair and knows Olaf Brandt already.
fn desk() -> Desk {
    let modules = [
        &platform::MODULE,
        &parties::MODULE,
        &catalog::MODULE,
        &accounting::MODULE,
        &stock::MODULE,
        &sales::MODULE,
        &crm::MODULE,
    ];
    let set = Fresh::with(Registry::new(&modules, &[], platform::HOOKS), Options::default());
    let fair = set
        .write(&who(), |tx| {
            platform::seed::basics(tx, platform::Language::English)?;
            platform::seed::company(tx, "Ponte Cycles", "EUR", "ES")?;
            let mut olaf = Party::person("Olaf", "Brandt");
            olaf.emails = vec![EmailAddress::of("olaf@nordbau.example")].into();
            tx.insert(&mut olaf)?;
            tx.insert(&mut Source::new("fair", "Eurobike 2026"))
        })
        .unwrap();
    Desk { set, fair }
}

impl Desk {
    fn look(&self, into: As) -> Vec<Look> {
        self.set.read(&who(), |r| look(r, STACK.as_bytes(), into)).unwrap()
    }

    fn take(&self, into: As, chosen: &[usize]) -> base::Result<Taken> {
        let (fair, chosen) = (self.fair, chosen.to_vec());
        self.set.write(&who(), move |tx| take(tx, STACK.as_bytes(), into, Some(fair), &chosen))
    }

    fn all<E: Entity>(&self) -> Vec<E> {
        let found: Vec<E> = self.set.read(&who(), |r| r.select("archived_at IS NULL ORDER BY id", &[])).unwrap();
        let whole = |e: &E| self.set.read(&who(), |r| r.get(Id::<E>::from_raw(e.head().id))).unwrap();
        found.iter().map(whole).collect()
    }
}

#[test]
fn a_stack_of_cards_becomes_leads_of_the_fair() {
    let desk = desk();
    let looks = desk.look(As::Leads);
    assert_eq!(looks.len(), 2, "the same card twice is one");
    assert!(looks[0].alike.is_empty() && looks[1].alike[0].score >= 80, "Olaf is known");
    assert!(desk.all::<Lead>().is_empty(), "looking keeps nothing");
    assert_eq!(desk.take(As::Leads, &[0]).unwrap(), Taken { made: 1, organisations: 0 });
    let lead = desk.all::<Lead>().remove(0);
    assert_eq!((lead.name.as_str(), lead.organisation.as_deref()), ("Lucía Ortega", Some("Talleres Ruiz")));
    assert_eq!((lead.channel, lead.source), (Channel::Card, Some(desk.fair)));
    assert_eq!((lead.phone.as_deref(), lead.city.as_deref()), (Some("+34600111222"), Some("Madrid")));
    assert!(lead.country.is_some(), "Spain is found by its name");
    assert_eq!(desk.take(As::Leads, &[]).unwrap_err().code(), "exchange.cards_none_chosen");
}

#[test]
fn contacts_come_with_their_organisation_and_what_they_do_there() {
    let desk = desk();
    assert!(desk.look(As::Contacts)[1].alike[0].score >= 80);
    assert_eq!(desk.take(As::Contacts, &[0]).unwrap(), Taken { made: 1, organisations: 1 });
    let parties = desk.all::<Party>();
    let lucia = parties.iter().find(|p| p.name == "Lucía Ortega").unwrap();
    let talleres = parties.iter().find(|p| p.name == "Talleres Ruiz").unwrap();
    assert_eq!((lucia.form, talleres.form), (Form::Person, Form::Organisation));
    let tie = desk.all::<Affiliation>().remove(0);
    assert_eq!((tie.person, tie.organisation), (lucia.id(), talleres.id()));
    assert_eq!(tie.role.as_deref(), Some("Head of purchasing"));
    // Whoever ticks a card that looks like somebody says that it is somebody else.
    desk.take(As::Contacts, &[1]).unwrap();
    assert_eq!(desk.all::<Party>().iter().filter(|p| p.name == "Olaf Brandt").count(), 2);
}

#[test]
fn what_goes_out_as_a_card_comes_in_as_it_was() {
    let desk = desk();
    desk.take(As::Contacts, &[0]).unwrap();
    let lucia = desk.all::<Party>().into_iter().find(|p| p.name == "Lucía Ortega").unwrap();
    let file = desk.set.read(&who(), |r| card_of(r, &lucia)).unwrap();
    assert!(file.starts_with("BEGIN:VCARD\r\nVERSION:4.0\r\n") && file.lines().all(|line| line.len() <= 75), "{file}");
    let card = read(file.as_bytes()).unwrap().remove(0);
    assert_eq!((card.given_name.as_str(), card.family_name.as_str()), ("Lucía", "Ortega"));
    assert_eq!((card.organisation.as_str(), card.job_title.as_str()), ("Talleres Ruiz", "Head of purchasing"));
    assert_eq!(
        (card.emails[0].value.as_str(), card.phones[0].value.as_str()),
        ("lucia@talleres.example", "+34600111222")
    );
    assert_eq!((card.places[0].city.as_str(), card.places[0].country.as_str()), ("Madrid", "ES"));
    let company: Vec<Company> = desk.all();
    assert_eq!(company.len(), 1);
}
