//! A lead comes, is given out, worked on, parked and comes back; whoever is known already is found.

use crate::fixture::{World, codes, day, we, world};
use base::Id;
use crm::{
    Assignment, AssignmentMember, AssignmentRule, Because, Channel, CloseReason, Disqualify, Distribution, HandOver,
    Lead, LeadState, Nurture, Verdict,
};
use entity::Entity as _;
use parties::{EmailAddress, Party, loaded};
use platform::job::Runner;
use platform::{Notification, Topic, User};
use store::{Business as _, Seen};

/// A lead of the fair, given out by the rules.
fn given_out(w: &World, name: &str) -> Id<Lead> {
    let mut lead = Lead::new(w.company, "", name, "");
    (lead.source, lead.channel) = (Some(w.fair), Channel::Event);
    let id = w.keep(lead).unwrap();
    w.does(id, "assign").unwrap();
    id
}

fn rule(w: &World, distribution: Distribution, members: &[Id<User>]) -> Id<AssignmentRule> {
    let members = members.iter().map(|m| AssignmentMember::of(*m)).collect();
    w.keep(AssignmentRule::new("Fair", distribution, members)).unwrap()
}

/// The newest decision about a lead.
fn decided(w: &World, lead: Id<Lead>) -> Assignment {
    let found: Vec<Assignment> =
        w.read(&we(), |r| r.select("lead = $1 ORDER BY id DESC LIMIT 1", &[lead.into()])).unwrap();
    w.get(found[0].id())
}

#[test]
fn a_card_becomes_a_lead_with_what_stands_on_it() {
    let w = world();
    let mut lead = Lead::new(w.company, "Ana", "Ruiz", "Talleres Ruiz S.L.");
    lead.country = w.read(&we(), |r| platform::Country::by_code(r, "ES")).unwrap();
    let lead = lead.reached_at(&["Ana.Ruiz@TALLERES.example", "compras@talleres.example"], &["911 234 567"]);
    let lead = w.get(w.keep(lead).unwrap());
    assert_eq!(lead.name, "Ana Ruiz");
    assert_eq!(lead.email.as_deref(), Some("ana.ruiz@talleres.example"));
    assert_eq!(lead.phone.as_deref(), Some("+34911234567"));
    assert_eq!(loaded(&lead.emails).iter().filter(|e| e.is_primary).count(), 1);
    assert!(lead.number.starts_with("L-2026-"));
    assert!(Lead::DEF.made_by_hand(), "people and files make them");
    // An address typed into the one field joins the lines and is the primary one; taking a line away takes it away.
    let lead_id = lead.id();
    let say = |change: fn(&mut Lead)| {
        w.write(&we(), move |tx| {
            let mut lead = tx.lock(lead_id)?;
            change(&mut lead);
            tx.update(&mut lead)
        })
        .unwrap();
        let lead = w.get(lead_id);
        (lead.email.map(|e| e.to_string()), loaded(&lead.emails).len())
    };
    let primary = |text: &str| Some(text.to_owned());
    assert_eq!(say(|l| l.email = Some("ruiz@home.example".into())), (primary("ruiz@home.example"), 3));
    let gone: fn(&mut Lead) = |l| l.emails = loaded(&l.emails)[..1].to_vec().into();
    assert_eq!(say(gone), (primary("ana.ruiz@talleres.example"), 1));
    // A firm without a name of a person is a lead too; nobody at all is none.
    assert_eq!(w.get(w.keep(Lead::new(w.company, "", "", "Acme")).unwrap()).name, "Acme");
    assert_eq!(codes(w.keep(Lead::new(w.company, " ", "", "")).unwrap_err()), ["crm.lead_without_name family_name"]);
}

#[test]
fn who_is_a_lead_or_a_customer_already_is_found_by_either() {
    let w = world();
    let customer = w.customer;
    w.write(&we(), move |tx| {
        let mut party = tx.lock(customer)?;
        party.emails = vec![EmailAddress::of("info@nordbau.example")].into();
        tx.update(&mut party)
    })
    .unwrap();
    let first = Lead::new(w.company, "Karl", "Lang", "Nordbau").reached_at(&["lang@nordbau.example"], &[]);
    let first = w.keep(first).unwrap();
    // Another card of the same man, with the firm's own address this time.
    let again = Lead::new(w.company, "Karl", "Lang", "Nordbau GmbH").reached_at(&["info@nordbau.example"], &[]);
    let found = w.read(&we(), |r| crm::lead::alike(r, &again)).unwrap();
    let said: Vec<(&str, i64, i64, &str)> =
        found.iter().map(|c| (c.entity, c.id, c.score, c.reasons[0].as_str())).collect();
    assert_eq!(
        said,
        [("parties.party", w.customer.raw(), 95, "email"), ("crm.lead", first.raw(), 80, "name")],
        "{found:?}"
    );
    // Whoever types the customer anew hears of the lead.
    let firm = Party::organisation("Nordbau");
    let finds = Party::ALIKE.unwrap();
    let found = w.read(&we(), |r| finds(&firm, r)).unwrap();
    let lead = found.iter().find(|c| c.entity == "crm.lead").expect("the lead is found");
    assert_eq!(lead.seen, Seen::Open("Karl Lang".to_owned()));
}

#[test]
fn leads_go_round_and_a_full_day_ends_it() {
    let w = world();
    let mut round = AssignmentRule::new("Fair", Distribution::RoundRobin, vec![]);
    round.leads = Some("source.code = fair".into());
    round.team = Some(w.team);
    round.told = Some(w.ana);
    let member = |user, most| AssignmentMember { most_per_day: Some(most), ..AssignmentMember::of(user) };
    round.members = vec![member(w.ana, 1), member(w.tom, 2)].into();
    w.keep(round).unwrap();
    let leads: Vec<_> = ["Adler", "Braun", "Conti", "Diaz"].into_iter().map(|n| given_out(&w, n)).collect();
    let owners: Vec<_> = leads.iter().map(|l| w.get(*l).owner).collect();
    assert_eq!(owners, [Some(w.ana), Some(w.tom), Some(w.tom), None]);
    assert_eq!(w.get(leads[3]).team, Some(w.team));
    let why = decided(&w, leads[3]);
    assert_eq!(why.because, Because::NobodyEligible);
    let said: Vec<_> = loaded(&why.candidates).iter().map(|c| (c.candidate, c.verdict, c.today)).collect();
    assert_eq!(said, [(w.ana, Verdict::DayFull, 1), (w.tom, Verdict::DayFull, 2)]);
    // Who got a lead and who has to look after the queue are told.
    let rung: Vec<Notification> = w.read(&we(), |r| r.select("1 = 1 ORDER BY id", &[])).unwrap();
    let rung: Vec<_> = rung.iter().map(|n| (n.owner, n.topic, n.text.as_str())).collect();
    assert_eq!(
        rung,
        [
            (w.ana, Topic::Task, "Adler"),
            (w.tom, Topic::Task, "Braun"),
            (w.tom, Topic::Task, "Conti"),
            (w.ana, Topic::Waiting, "Diaz"),
        ]
    );
    // The next day there is room, and the job gives out what waited; nobody is told of the queue again.
    w.pass(1);
    w.write(&we(), crm::order_standing).unwrap();
    let runner = Runner::new(w.set.set(), &crm::JOBS);
    assert!(runner.run_all().unwrap() > 0);
    assert_eq!(w.get(leads[3]).owner, Some(w.ana));
    assert_eq!(decided(&w, leads[3]).because, Because::Rule);
}

#[test]
fn whoever_is_off_work_or_on_leave_gets_no_lead_until_they_are_back() {
    use platform::working_calendar::On;
    use platform::{SpecialDay, WorkingCalendar, WorkingHours};
    let w = world();
    rule(&w, Distribution::RoundRobin, &[w.ana, w.tom]);
    // It is Monday noon. Ana works in the afternoon; Tom works all day and has this Monday and Tuesday off.
    let mut anas = WorkingCalendar::new("Ana", vec![WorkingHours::new(On::Workdays, "14:00", "18:00")], Vec::new());
    let off = [SpecialDay::off(day("2026-01-05"), "Leave"), SpecialDay::off(day("2026-01-06"), "Leave")];
    let mut toms = WorkingCalendar::new("Tom", vec![WorkingHours::new(On::Workdays, "09:00", "18:00")], off.to_vec());
    (anas.of_person, toms.of_person) = (Some(w.ana), Some(w.tom));
    (anas.zone, toms.zone) = (Some("UTC".into()), Some("UTC".into()));
    w.keep(anas).unwrap();
    w.keep(toms).unwrap();
    let lead = given_out(&w, "Adler");
    let why = decided(&w, lead);
    let said: Vec<_> = loaded(&why.candidates).iter().map(|c| (c.candidate, c.verdict)).collect();
    assert_eq!(said, [(w.ana, Verdict::OffWork), (w.tom, Verdict::OffWork)]);
    assert_eq!((why.because, w.get(lead).owner), (Because::NobodyEligible, None), "it waits");
    // At three Ana is at work, and the job gives her what waited; the next one is hers too, because Tom is on leave.
    w.wait(3 * 3_600);
    w.write(&we(), crm::order_standing).unwrap();
    assert!(Runner::new(w.set.set(), &crm::JOBS).run_all().unwrap() > 0);
    assert_eq!(w.get(lead).owner, Some(w.ana));
    assert_eq!(w.get(given_out(&w, "Braun")).owner, Some(w.ana));
    // On Wednesday morning only Tom is there.
    w.pass(2);
    w.wait(-5 * 3_600);
    assert_eq!(w.get(given_out(&w, "Conti")).owner, Some(w.tom));
}

#[test]
fn the_first_rule_that_fits_decides_and_none_leaves_it_in_the_queue() {
    let w = world();
    let mut spanish = AssignmentRule::new("Spain", Distribution::LeastLoad, vec![AssignmentMember::of(w.tom)]);
    (spanish.place, spanish.leads) = (5, Some("country.code = ES and source is not empty".into()));
    w.keep(spanish).unwrap();
    let here = given_out(&w, "Elsewhere");
    let decision = decided(&w, here);
    assert_eq!((decision.because, w.get(here).owner), (Because::NoRule, None));
    rule(&w, Distribution::RoundRobin, &[w.ana]);
    let spain = w.read(&we(), |r| platform::Country::by_code(r, "ES")).unwrap();
    let mut lead = Lead::new(w.company, "Ana", "Ruiz", "");
    (lead.source, lead.country) = (Some(w.fair), spain);
    let lead = w.keep(lead).unwrap();
    w.does(lead, "assign").unwrap();
    assert_eq!(w.get(lead).owner, Some(w.tom));
    // A rule that asks for what is not there is refused where it is written.
    let mut broken = AssignmentRule::new("Broken", Distribution::RoundRobin, vec![]);
    broken.leads = Some("colour = red".into());
    assert_eq!(codes(w.keep(broken).unwrap_err()), ["store.filter_unknown_name leads"]);
}

#[test]
fn weights_share_out_and_nobody_who_left_gets_anything() {
    let w = world();
    let mut shares = AssignmentRule::new("Shares", Distribution::Weighted, vec![]);
    shares.members = vec![
        AssignmentMember { weight: 2, ..AssignmentMember::of(w.ana) },
        AssignmentMember { weight: 1, ..AssignmentMember::of(w.tom) },
    ]
    .into();
    w.keep(shares).unwrap();
    let who = |name: &str| w.get(given_out(&w, name)).owner;
    let first: Vec<_> = ["A1", "A2", "A3", "A4", "A5", "A6"].into_iter().map(who).collect();
    let (ana, tom) = (Some(w.ana), Some(w.tom));
    assert_eq!(first, [ana, tom, ana, ana, tom, ana]);
    let ana = w.ana;
    w.write(&we(), move |tx| {
        let mut user = tx.lock(ana)?;
        user.active = false;
        tx.update(&mut user)
    })
    .unwrap();
    assert_eq!((who("A7"), who("A8")), (tom, tom));
}

#[test]
fn the_owner_of_a_known_customer_keeps_the_customer() {
    let w = world();
    rule(&w, Distribution::RoundRobin, &[w.ana]);
    let (customer, tom) = (w.customer, w.tom);
    w.write(&we(), move |tx| {
        let mut party = tx.lock(customer)?;
        (party.owner, party.emails) = (Some(tom), vec![EmailAddress::of("info@nordbau.example")].into());
        tx.update(&mut party)
    })
    .unwrap();
    let lead = w.keep(Lead::new(w.company, "Karl", "Lang", "").reached_at(&["info@nordbau.example"], &[])).unwrap();
    w.does(lead, "assign").unwrap();
    let why = decided(&w, lead);
    assert_eq!((why.because, why.customer, why.owner), (Because::KnownCustomer, Some(w.customer), Some(w.tom)));
}

#[test]
fn a_parked_lead_comes_back_on_its_day_and_counts_the_attempts() {
    let w = world();
    rule(&w, Distribution::RoundRobin, &[w.tom]);
    let lead = w.keep(Lead::new(w.company, "Karl", "Lang", "")).unwrap();
    let hand_over = HandOver { owner: Some(w.ana), team: None };
    w.does_with(lead, "hand_over", hand_over).unwrap();
    w.does(lead, "work").unwrap();
    let yesterday = Nurture { resume_on: day("2026-01-05") };
    assert_eq!(codes(w.does_with(lead, "nurture", yesterday).unwrap_err()), ["crm.resume_in_the_past resume_on"]);
    w.does_with(lead, "nurture", Nurture { resume_on: day("2026-01-08") }).unwrap();
    w.write(&we(), crm::order_standing).unwrap();
    let runner = Runner::new(w.set.set(), &crm::JOBS);
    w.pass(2);
    runner.run_all().unwrap();
    assert_eq!(w.get(lead).state, LeadState::Nurturing, "its day has not come");
    // Meanwhile Ana leaves; the lead goes to whoever the rules say.
    let ana = w.ana;
    w.write(&we(), move |tx| {
        let mut user = tx.lock(ana)?;
        user.active = false;
        tx.update(&mut user)
    })
    .unwrap();
    w.pass(1);
    runner.run_all().unwrap();
    let back = w.get(lead);
    assert_eq!((back.state, back.owner, back.resume_on), (LeadState::New, Some(w.tom), None));
    w.does(lead, "work").unwrap();
    assert_eq!(w.get(lead).attempts, 2);
    let gone = HandOver { owner: Some(w.ana), team: None };
    assert_eq!(codes(w.does_with(lead, "hand_over", gone).unwrap_err()), ["crm.owner_inactive owner"]);
}

#[test]
fn what_comes_to_nothing_needs_its_reason_and_can_be_opened_again() {
    let w = world();
    let lead = w.keep(Lead::new(w.company, "Karl", "Lang", "")).unwrap();
    let deals_only = CloseReason { applies: crm::Applies::Lost, ..CloseReason::new("late", "Too late") };
    let deals_only = w.keep(deals_only).unwrap();
    let refused = w.does_with(lead, "disqualify", Disqualify { reason: deals_only, note: None }).unwrap_err();
    assert_eq!(codes(refused), ["crm.reason_for_something_else reason"]);
    w.does_with(lead, "disqualify", Disqualify { reason: w.price, note: Some("Wants it for free".into()) }).unwrap();
    let gone = w.get(lead);
    assert_eq!((gone.state, gone.loss_reason), (LeadState::Disqualified, Some(w.price)));
    // Nobody changes it any more, except by opening it again.
    let refused = w.does(lead, "work").unwrap_err();
    assert_eq!(codes(refused), ["store.wrong_state "]);
    w.does(lead, "reopen").unwrap();
    assert_eq!((w.get(lead).state, w.get(lead).loss_reason), (LeadState::New, None));
    w.does(lead, "qualify").unwrap();
    assert_eq!(w.get(lead).state, LeadState::Qualified);
}
