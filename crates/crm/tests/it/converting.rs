//! A lead becomes a customer, a contact and an opportunity, or part of those that are there; and it can be had back.

use crate::fixture::{codes, day, we};
use crate::opportunities::{Way as World, way};
use base::{Id, Money};
use crm::opportunity::State;
use crm::{Conversion, Convert, Lead, LeadState, Opportunity, Way};
use entity::Entity as _;
use parties::{Affiliation, EmailAddress, Form, Party, loaded};
use platform::timeline::What;
use platform::{Activity, ActivityType, Notification};
use sales::{Order, OrderLine};
use store::Business as _;

fn all_new() -> Convert {
    Convert {
        organisation: Way::Create,
        existing_organisation: None,
        person: Way::Create,
        existing_person: None,
        somebody_else: false,
        opportunity: Way::Create,
        existing_opportunity: None,
        opportunity_name: None,
        pipeline: None,
        expected_on: Some(day("2026-03-31")),
    }
}

/// Karl Lang of Lang Stahlbau, met at the fair, with a note, an open call and a done one.
fn qualified(way: &World) -> Id<Lead> {
    let w = &way.w;
    let mut lead = Lead::new(w.company, "Karl", "Lang", "Lang Stahlbau GmbH");
    lead = lead.reached_at(&["karl@lang-stahl.example"], &["+49 30 901820"]);
    lead.job_title = Some("Head of purchasing".into());
    lead.interest = Some("Needs 4,000 bolts a month".into());
    (lead.city, lead.website) = (Some("Bremen".into()), Some("https://lang-stahl.example".into()));
    (lead.source, lead.utm_campaign) = (Some(w.fair), Some("eurobike".into()));
    (lead.owner, lead.team) = (Some(w.ana), Some(w.team));
    let id = w.keep(lead).unwrap();
    w.does(id, "qualify").unwrap();
    w.write(&we(), move |tx| {
        platform::note::add(tx, Lead::DEF.name, id.raw(), "Met him at the stand", &[])?;
        for (title, done) in [("Call him", false), ("Send the catalogue", true)] {
            let task = Activity::new(ActivityType::Call, title, Some(day("2026-01-09")), None);
            let task = platform::activity::plan(tx, Lead::DEF.name, id.raw(), task)?;
            if done {
                tx.perform(Activity::DEF.name, task.raw(), "finish", None, &entity::Record::default())?;
            }
        }
        Ok(())
    })
    .unwrap();
    id
}

#[test]
fn organisation_person_and_opportunity_come_of_a_lead_at_once() {
    let way = way();
    let w = &way.w;
    let lead = qualified(&way);
    w.does_with(lead, "convert", all_new()).unwrap();
    let gone = w.get(lead);
    assert_eq!(gone.state, LeadState::Converted);
    let firm = w.get(gone.became_organisation.unwrap());
    let person = w.get(gone.became_person.unwrap());
    let deal = w.get(gone.became_opportunity.unwrap());
    assert_eq!(
        (firm.name.as_str(), firm.website.as_deref()),
        ("Lang Stahlbau GmbH", Some("https://lang-stahl.example"))
    );
    assert_eq!(loaded(&firm.addresses)[0].city.as_deref(), Some("Bremen"));
    assert!(loaded(&firm.emails).is_empty(), "his address is his own");
    assert_eq!((person.name.as_str(), person.email.as_deref()), ("Karl Lang", Some("karl@lang-stahl.example")));
    assert_eq!((person.owner, deal.owner), (Some(w.ana), Some(w.ana)));
    let tie: Vec<Affiliation> = w.read(&we(), |r| r.select("person = $1", &[person.head.id.into()])).unwrap();
    assert_eq!((tie[0].organisation, tie[0].role.as_deref()), (firm.id(), Some("Head of purchasing")));
    assert_eq!((deal.customer, deal.lead), (Some(firm.id()), Some(lead)));
    assert_eq!((deal.source, deal.campaign.as_deref()), (Some(w.fair), Some("eurobike")));
    assert_eq!(deal.probability.to_string(), "10", "the stage says so");
    assert_eq!(loaded(&deal.contacts)[0].person, person.id());
    assert_eq!(deal.description.as_deref().unwrap(), "Needs 4,000 bolts a month");
    // What was written of the lead is read at the customer and the opportunity; the open call went over to it.
    let seen = |entity: &str, id: i64| -> Vec<String> {
        let (events, _) = w.read(&we(), |r| platform::timeline::of(r, entity, id, None, 50)).unwrap();
        let word = |what: What| match what {
            What::Noted(note) => Some(note.body.to_string()),
            What::Planned(activity) => Some(activity.title),
            _ => None,
        };
        let mut said: Vec<String> = events.into_iter().filter_map(|e| word(e.what)).collect();
        said.sort();
        said
    };
    assert_eq!(seen(Party::DEF.name, firm.head.id), ["Met him at the stand", "Send the catalogue"]);
    let at_deal = seen(Opportunity::DEF.name, deal.head.id);
    assert_eq!(at_deal, ["Call him", "Met him at the stand", "Send the catalogue"]);
    assert_eq!(seen(Lead::DEF.name, lead.raw()), ["Met him at the stand", "Send the catalogue"]);
}

#[test]
fn whoever_converts_it_again_gets_what_came_of_it_first() {
    let way = way();
    let lead = qualified(&way);
    let first = way.w.does_with(lead, "convert", all_new()).unwrap();
    let again = way.w.does_with(lead, "convert", all_new()).unwrap();
    assert_eq!(first, again);
    let deals: Vec<Opportunity> = way.w.read(&we(), |r| r.select("1 = 1", &[])).unwrap();
    assert_eq!(deals.len(), 1);
}

#[test]
fn who_is_known_is_chosen_and_keeps_what_is_said_and_who_looks_after_them() {
    let way = way();
    let w = &way.w;
    let mut firm = Party::organisation("Lang Stahlbau");
    firm.website = Some("https://lang.example".into());
    firm.owner = Some(w.tom);
    let firm = w.keep(firm).unwrap();
    let mut karl = Party::person("Karl", "Lang");
    karl.emails = vec![EmailAddress::of("karl@lang-stahl.example")].into();
    let karl = w.keep(karl).unwrap();
    let lead = qualified(&way);
    // Made anew he would be there twice.
    let refused = w.does_with(lead, "convert", all_new()).unwrap_err();
    assert_eq!(codes(refused), ["crm.converts_the_known existing_person"]);
    // The dialog offers both from the start.
    let offered = w.read(&we(), |r| r.get(lead)?.prefill(r, "convert")).unwrap();
    let has = |name: &str, id: i64| offered.iter().any(|(n, v)| *n == name && v.int() == Some(id));
    assert!(has("existing_organisation", firm.raw()) && has("existing_person", karl.raw()), "{offered:?}");
    let chosen = Convert {
        organisation: Way::UseExisting,
        existing_organisation: Some(firm),
        person: Way::UseExisting,
        existing_person: Some(karl),
        ..all_new()
    };
    w.does_with(lead, "convert", chosen).unwrap();
    let (firm, karl) = (w.get(firm), w.get(karl));
    assert_eq!((firm.website.as_deref(), firm.owner), (Some("https://lang.example"), Some(w.tom)));
    assert_eq!(karl.phone.as_deref(), Some("+4930901820"), "that was not known");
    let kept: Conversion = w.get(w.get(lead).conversion.unwrap());
    let differing = kept.differing.unwrap().to_string();
    assert!(differing.starts_with("website: https://lang.example ≠ https://lang-stahl.example"), "{differing}");
    let rung: Vec<Notification> = w.read(&we(), |r| r.select("owner = $1", &[w.tom.into()])).unwrap();
    assert_eq!(rung.len(), 1, "Tom hears that his customer turned up");
}

#[test]
fn somebody_else_of_the_same_telephone_is_said_to_be_so() {
    let way = way();
    let w = &way.w;
    let mut karl = Party::person("Karla", "Lang");
    karl.phones = vec![parties::PhoneNumber::of("+49 30 901820")].into();
    let karla = w.keep(karl).unwrap();
    let lead = qualified(&way);
    let refused = w.does_with(lead, "convert", all_new()).unwrap_err();
    assert_eq!(codes(refused), ["crm.converts_the_known existing_person"]);
    w.does_with(lead, "convert", Convert { somebody_else: true, ..all_new() }).unwrap();
    let person = w.get(w.get(lead).became_person.unwrap());
    assert_eq!(loaded(&person.distinctions)[0].other, karla, "and is not asked about again");
}

#[test]
fn a_consumer_is_the_customer_and_nobody_at_all_is_none() {
    let way = way();
    let w = &way.w;
    let lead = w.keep(Lead::new(w.company, "Eva", "Sol", "")).unwrap();
    w.does(lead, "work").unwrap();
    w.does_with(lead, "convert", Convert { opportunity_name: Some("A bicycle".into()), ..all_new() }).unwrap();
    let gone = w.get(lead);
    assert_eq!((gone.became_organisation, gone.became_person.is_some()), (None, true));
    assert_eq!(w.get(gone.became_opportunity.unwrap()).customer, gone.became_person);
    let other = w.keep(Lead::new(w.company, "", "", "Acme")).unwrap();
    w.does(other, "work").unwrap();
    let nothing = Convert { organisation: Way::Skip, ..all_new() };
    assert_eq!(codes(w.does_with(other, "convert", nothing).unwrap_err()), ["crm.converts_into_nobody organisation"]);
}

#[test]
fn a_lead_becomes_part_of_an_opportunity_that_is_there() {
    let way = way();
    let w = &way.w;
    let deal = way.deal("Steel for Bremen", 5_000, "2026-05-31");
    let lead = qualified(&way);
    let join = Convert {
        organisation: Way::UseExisting,
        existing_organisation: Some(w.customer),
        opportunity: Way::UseExisting,
        existing_opportunity: Some(deal),
        ..all_new()
    };
    w.does_with(lead, "convert", join).unwrap();
    let joined = w.get(deal);
    assert_eq!((joined.name.as_str(), joined.expected_on), ("Steel for Bremen", Some(day("2026-05-31"))));
    assert_eq!((joined.amount, joined.source), (Money::from_minor(500_000), Some(w.fair)));
    assert_eq!(loaded(&joined.contacts).len(), 1);
    // What is closed is joined by nobody.
    way.won(deal);
    let other = w.keep(Lead::new(w.company, "Eva", "Sol", "")).unwrap();
    w.does(other, "work").unwrap();
    let late = Convert { opportunity: Way::UseExisting, existing_opportunity: Some(deal), ..all_new() };
    assert_eq!(codes(w.does_with(other, "convert", late).unwrap_err()), ["crm.existing_closed existing_opportunity"]);
}

#[test]
fn a_conversion_is_taken_back_while_nothing_followed() {
    let way = way();
    let w = &way.w;
    let lead = qualified(&way);
    w.does_with(lead, "convert", all_new()).unwrap();
    let was = w.get(lead);
    let (firm, deal) = (was.became_organisation.unwrap(), was.became_opportunity.unwrap());
    // Somebody worked on the firm since: that stays.
    w.write(&we(), move |tx| {
        let mut party = tx.lock(firm)?;
        party.notes = Some("Pays early".into());
        tx.update(&mut party)
    })
    .unwrap();
    w.does(lead, "undo_conversion").unwrap();
    let back = w.get(lead);
    assert_eq!((back.state, back.became_opportunity, back.conversion), (LeadState::Qualified, None, None));
    assert!(w.get(deal).head.archived_at.is_some());
    assert!(w.get(firm).head.archived_at.is_none());
    assert!(w.get(was.became_person.unwrap()).head.archived_at.is_some());
    let tasks = w.read(&we(), |r| platform::activity::of(r, Lead::DEF.name, lead.raw())).unwrap();
    assert_eq!(tasks.len(), 2, "the call is the lead's again");
    // Converted again with the firm that stayed, and ordered from: now it holds.
    let again = Convert { organisation: Way::UseExisting, existing_organisation: Some(firm), ..all_new() };
    w.does_with(lead, "convert", again).unwrap();
    let person = w.get(lead).became_person.unwrap();
    let order =
        Order::new(w.company, person, day("2026-01-05"), vec![OrderLine::of(w.bolt, crate::fixture::pieces(1))]);
    w.keep(order).unwrap();
    assert_eq!(codes(w.does(lead, "undo_conversion").unwrap_err()), ["crm.conversion_followed "]);
    assert_eq!(w.get(person).form, Form::Person);
    let kept = w.get(lead).conversion.unwrap();
    assert_eq!(codes(w.does(kept, "undo").unwrap_err()), ["crm.conversion_followed "]);
    assert_eq!(w.get(w.get(lead).became_opportunity.unwrap()).state, State::Open);
}
