//! What the clock does: people who stand in, reminders, escalation and answers by default.

use super::*;
use base::Date;
use platform::approval::{Came, Delegation, Late, State as Stand};
use platform::notification;

fn away(house: &House, owner: Id<User>, delegate: Id<User>, from: i64, to: i64) -> Result<Id<Delegation>> {
    house.set.write(&we(), move |tx| {
        let today = tx.today();
        tx.insert(&mut Delegation::new(owner, delegate, today.add_days(from)?, today.add_days(to)?))
    })
}

fn rings(house: &House, user: Id<User>) -> i64 {
    house.set.read(&we(), |read| notification::unseen(read, user)).unwrap()
}

#[test]
fn whoever_stands_in_is_asked_and_answers_in_the_others_place() {
    let house = House::new();
    house.decided_by(house.berta);
    away(&house, house.berta, house.carlos, 0, 3).unwrap();
    let bolts = house.purchase("Bolts", 10);
    let request = house.ask(bolts);
    assert_eq!(house.awaited(request), ["Carlos"]);
    assert_eq!(rings(&house, house.carlos), 1);
    house.approve(house.carlos, request).unwrap();
    let yes = house.record(request).pop().unwrap();
    assert_eq!((yes.person, yes.behalf_of), (Some(house.carlos), Some(house.berta)));
    house.release(bolts).unwrap();
}

#[test]
fn standing_in_never_leads_to_the_asker_nor_round_in_a_circle() {
    let house = House::new();
    house.decided_by(house.berta);
    away(&house, house.berta, house.ana, 0, 3).unwrap();
    assert_eq!(house.awaited(house.ask(house.purchase("Bolts", 10))), ["Berta"], "Ana asks, so Berta stays asked");
    // Ana is away as well, and passes it on to Dora: that is somebody else.
    away(&house, house.ana, house.dora, 0, 3).unwrap();
    assert_eq!(house.awaited(house.ask(house.purchase("Nuts", 10))), ["Dora"]);
    // Dora passes it back to Berta: a circle leads nowhere, and Berta stays asked.
    away(&house, house.dora, house.berta, 0, 3).unwrap();
    assert_eq!(house.awaited(house.ask(house.purchase("Rope", 10))), ["Berta"]);
    assert_eq!(code(away(&house, house.dora, house.dora, 0, 3)), "platform.delegation_to_oneself");
    assert_eq!(code(away(&house, house.dora, house.ana, 3, 0)), "platform.delegation_ends_first");
}

#[test]
fn two_who_must_both_sign_stay_two_when_one_stands_in_for_the_other() {
    let house = House::new();
    let both = vec![Approver::person(1, house.berta), Approver::person(1, house.dora)];
    house.activate(house.defined(vec![Step::new("Both", Rule::All)], both));
    away(&house, house.berta, house.dora, 0, 3).unwrap();
    assert_eq!(house.awaited(house.ask(house.purchase("Bolts", 10))), ["Berta", "Dora"]);
}

#[test]
fn open_answers_go_to_the_stand_in_when_the_day_comes_and_back_when_it_is_over() {
    let house = House::new();
    house.decided_by(house.berta);
    away(&house, house.berta, house.carlos, 1, 2).unwrap();
    let request = house.ask(house.purchase("Bolts", 10));
    house.work();
    assert_eq!(house.awaited(request), ["Berta"], "today she is here");
    house.pass(24);
    house.work();
    assert_eq!(house.awaited(request), ["Carlos"]);
    assert_eq!(house.request(request).asked.last().unwrap().came, Came::Delegation);
    house.pass(48);
    house.work();
    assert_eq!(house.awaited(request), ["Berta"]);
    house.approve(house.berta, request).unwrap();
    assert_eq!(house.request(request).state, Stand::Approved);
}

#[test]
fn a_delegation_holds_for_the_documents_it_names() {
    let house = House::new();
    house.decided_by(house.berta);
    let (berta, dora) = (house.berta, house.dora);
    let about = |documents: &'static str| {
        house.set.write(&we(), move |tx| {
            let today = tx.today();
            let delegation = Delegation::new(berta, dora, today, today);
            tx.insert(&mut Delegation { documents: Some(documents.into()), ..delegation })
        })
    };
    about("platform.*").unwrap();
    assert_eq!(house.awaited(house.ask(house.purchase("Bolts", 10))), ["Berta"]);
    about("shop.*").unwrap();
    assert_eq!(house.awaited(house.ask(house.purchase("Nuts", 10))), ["Dora"]);
    assert_eq!(code(about("shoes")), "platform.entity_unknown");
    // Everybody names who stands in for himself, and for nobody else.
    let mine = move |owner: Id<User>, today: Date| Submission {
        entity: Delegation::NAME.into(),
        values: vec![
            ("owner".into(), owner.into()),
            ("delegate".into(), dora.into()),
            ("starts_on".into(), today.into()),
            ("ends_on".into(), today.into()),
        ],
        ..Submission::default()
    };
    let carlos = house.who(house.carlos);
    let own = house.carlos;
    house.set.write(&carlos, move |tx| tx.submit(&mine(own, tx.today())).map(|_| ())).unwrap();
    assert_eq!(code(house.set.write(&carlos, move |tx| tx.submit(&mine(berta, tx.today())).map(|_| ()))), "forbidden");
}

fn late(house: &House, late: Late) -> Id<Request> {
    let step = Step { hours: Some(8), late, ..Step::new("Head", Rule::Any) };
    let carlos = Approver { escalation: true, ..Approver::person(1, house.carlos) };
    house.activate(house.defined(vec![step], vec![Approver::person(1, house.berta), carlos]));
    let request = house.ask(house.purchase("Bolts", 10));
    house.pass(7);
    house.work();
    assert_eq!(house.happened(request), [What::Asked], "there is time");
    house.pass(2);
    house.work();
    request
}

#[test]
fn whoever_is_late_is_reminded_again_and_again() {
    let house = House::new();
    let request = late(&house, Late::Remind);
    assert_eq!((house.happened(request), rings(&house, house.berta)), (vec![What::Asked, What::Reminded], 2));
    house.pass(9);
    house.work();
    assert_eq!(rings(&house, house.berta), 3);
    assert_eq!(house.record(request).last().unwrap().person, None, "the program did");
}

#[test]
fn when_time_is_up_the_next_are_asked_besides() {
    let house = House::new();
    let request = late(&house, Late::Escalate);
    assert_eq!(house.awaited(request), ["Berta", "Carlos"]);
    // Further up there is nobody, so both are reminded.
    house.pass(9);
    house.work();
    assert_eq!(house.happened(request), [What::Asked, What::Escalated, What::Reminded]);
    house.approve(house.carlos, request).unwrap();
    assert_eq!(house.request(request).state, Stand::Approved);
}

#[test]
fn silence_counts_as_a_yes_or_as_a_no_where_the_definition_says_so() {
    let house = House::new();
    let request = late(&house, Late::Approve);
    assert_eq!(house.request(request).state, Stand::Approved);
    let yes = house.record(request).pop().unwrap();
    assert_eq!((yes.what, yes.person), (What::Approved, None));
    let house = House::new();
    let request = late(&house, Late::Reject);
    assert_eq!(house.request(request).state, Stand::Rejected);
    assert_eq!(state(&house, house.request(request).source), State::Draft);
}

#[test]
fn a_step_without_anybody_is_told_and_tried_again() {
    let house = House::new();
    let plan = vec![Step::new("Head", Rule::Any), Step::new("Money", Rule::Any)];
    house.activate(house.defined(plan, vec![Approver::person(1, house.berta), Approver::person(2, house.dora)]));
    let request = house.ask(house.purchase("Bolts", 10));
    let dora = house.dora;
    let set_active = |active: bool| {
        house
            .set
            .write(&we(), move |tx| {
                let mut user = tx.lock(dora)?;
                user.active = active;
                tx.update(&mut user).map(|_| ())
            })
            .unwrap();
    };
    set_active(false);
    house.approve(house.berta, request).unwrap();
    assert_eq!(house.awaited(request), [] as [String; 0], "and not the administrator");
    assert_eq!(house.happened(request), [What::Asked, What::Approved, What::Stuck]);
    assert_eq!(rings(&house, house.ana), 1);
    set_active(true);
    house.pass(2);
    house.work();
    assert_eq!(house.awaited(request), ["Dora"]);
}
