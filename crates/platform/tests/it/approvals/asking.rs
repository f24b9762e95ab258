//! What waits, who may ask, who is found, and what becomes of a document whose approval is under way.

use super::*;
use platform::approval::{Came, DefinitionState, How, State as Stand, StepState};
use store::action;

#[test]
fn a_guarded_verb_waits_for_a_yes_and_then_runs_once() {
    let house = House::new();
    house.decided_by(house.berta);
    let bolts = house.purchase("Bolts", 500);
    assert_eq!(code(house.release(bolts)), "platform.approval_needed");
    let request = house.ask(bolts);
    assert_eq!(house.awaited(request), ["Berta"]);
    assert_eq!(state(&house, bolts), State::Submitted, "a document that has such a state goes there");
    assert_eq!(code(house.release(bolts)), "platform.approval_waits");
    assert_eq!(code(house.ask_as(house.ana, bolts, Wish::default())), "platform.approval_under_way");
    house.answer(house.berta, request, "approve", &approval_comment(Some("Fine"))).unwrap();
    assert_eq!(house.request(request).state, Stand::Approved);
    house.release(bolts).unwrap();
    assert_eq!((state(&house, bolts), house.request(request).state), (State::Released, Stand::Done));
    assert_eq!(house.request(request).alive, None);
    let record = house.record(request);
    assert_eq!(house.happened(request), [What::Asked, What::Approved, What::CarriedOut]);
    let yes = &record[1];
    assert_eq!(yes.comment.as_deref(), Some("Fine"));
    assert_eq!(yes.person, Some(house.berta));
    assert_eq!(yes.via, "POST /demo/approve");
    assert_eq!((yes.step, yes.content.len()), (Some(1), 64));
    assert_eq!(yes.content, record[0].content, "she decided about what was asked");
}

#[test]
fn neither_the_administrator_nor_the_program_gets_past() {
    let house = House::new();
    house.decided_by(house.berta);
    let bolts = house.purchase("Bolts", 500);
    for who in [house.who(house.emil), we()] {
        assert_eq!(code(house.perform(&who, bolts, "release")), "platform.approval_needed");
    }
    let request = house.ask(bolts);
    // He may see it and do everything, but he is not asked.
    assert_eq!(code(house.approve(house.emil, request)), "forbidden");
    assert_eq!(code(house.approve(house.ana, request)), "forbidden");
    let state = |read: &store::Read| read.visible(Purchase::NAME, bolts, action::READ).map(|_| ());
    house.set.read(&house.who(house.berta), state).expect("who is asked sees the document");
    assert_eq!(code(house.set.read(&house.who(house.carlos), state)), "not_found");
}

#[test]
fn handing_in_asks_and_a_no_gives_the_document_back() {
    let house = House::new();
    house.decided_by(house.berta);
    let bolts = house.purchase("Bolts", 500);
    house.perform(&house.who(house.ana), bolts, "submit").unwrap();
    let request =
        house.set.read(&we(), |read| read.select::<Request>("source = $1", &[bolts.into()])).unwrap()[0].clone();
    let request = request.head.id;
    let request = Id::from_raw(request);
    house.reject(house.berta, request, None).unwrap();
    assert_eq!((house.request(request).state, state(&house, bolts)), (Stand::Rejected, State::Submitted));
    house.work();
    let back = house.purchase_now(bolts);
    assert_eq!((back.state, back.sent_back.as_deref()), (State::Draft, Some("Too dear")));
    // A new question begins from the beginning.
    let again = house.ask(bolts);
    assert_ne!(again, request);
    assert_eq!(house.awaited(again), ["Berta"]);
}

#[test]
fn what_is_approved_is_carried_out_by_the_program_where_the_definition_says_so() {
    let house = House::new();
    let definition = house.defined(vec![Step::new("Head", Rule::Any)], vec![Approver::person(1, house.berta)]);
    house.activate(Definition { carry_out: true, ..definition });
    let bolts = house.purchase("Bolts", 500);
    let request = house.ask(bolts);
    house.approve(house.berta, request).unwrap();
    house.work();
    assert_eq!((state(&house, bolts), house.request(request).state), (State::Released, Stand::Done));
    assert!(house.record(request).last().unwrap().via.starts_with("approval AR-"));
}

#[test]
fn conditions_decide_about_amounts_lines_and_companies() {
    let house = House::new();
    let head = |what: &str, condition: &str, priority| Definition {
        condition: Some(entity::Text::new(condition)),
        priority,
        ..Definition::new(what, "shop.purchase", "release", vec![Step::new(what, Rule::Any)], Vec::new())
    };
    for (what, condition, priority, person) in
        [("Large", "total > 1000", 10, house.carlos), ("Wine", "lines.item in (Wine, Beer)", 20, house.dora)]
    {
        house.activate(Definition {
            approvers: vec![Approver::person(1, person)].into(),
            ..head(what, condition, priority)
        });
    }
    let small = house.purchase("Bolts", 1000);
    assert_eq!(code(house.ask_as(house.ana, small, Wish::default())), "platform.approval_not_needed");
    house.release(small).unwrap();
    assert_eq!(house.awaited(house.ask(house.purchase("Bolts", 1001))), ["Carlos"]);
    assert_eq!(house.awaited(house.ask(house.purchase("Wine", 20))), ["Dora"]);
    assert_eq!(house.awaited(house.ask(house.purchase("Wine", 2000))), ["Carlos"], "the smaller number decides");
    let wrong = house.try_activate(Definition {
        approvers: vec![Approver::person(1, house.dora)].into(),
        ..head("Wrong", "colour = red", 1)
    });
    assert_eq!(code(wrong), "store.filter_unknown_name");
}

#[test]
fn approvers_are_found_by_role_team_manager_field_and_choice() {
    let house = House::new();
    let with = |approver: Approver| {
        let definition =
            Definition { name: "Ways".into(), ..house.defined(vec![Step::new("Head", Rule::All)], vec![approver]) };
        let edition =
            house.set.read(&we(), |read| read.select::<Definition>("name = 'Ways'", &[])).unwrap().len() as i64;
        house.activate(Definition { edition: edition + 1, ..definition });
        let bolts = house.purchase("Bolts", 10);
        house.edit(bolts, "expert", house.dora.raw());
        (bolts, house.ask_as(house.ana, bolts, Wish::default()).map(|r| house.awaited(r)))
    };
    assert_eq!(with(Approver::role(1, house.deciders)).1.unwrap(), ["Berta", "Dora"]);
    assert_eq!(with(Approver::new(1, How::Leader)).1.unwrap(), ["Berta"]);
    assert_eq!(with(Approver { levels: Some(2), ..Approver::new(1, How::Leader) }).1.unwrap(), ["Carlos"]);
    assert_eq!(with(Approver::new(1, How::Manager)).1.unwrap(), ["Berta"]);
    assert_eq!(with(Approver { levels: Some(2), ..Approver::new(1, How::Manager) }).1.unwrap(), ["Carlos"]);
    assert_eq!(with(Approver::new(1, How::OwnersManager)).1.unwrap(), ["Berta"]);
    let named = Approver { field: Some("expert".into()), ..Approver::new(1, How::Named) };
    assert_eq!(with(named).1.unwrap(), ["Dora"]);
    // Above the head of the house there is nobody: that is said, and nobody is put in silently.
    let too_far = Approver { levels: Some(3), ..Approver::new(1, How::Manager) };
    assert_eq!(code(with(too_far).1), "platform.approval_nobody");
    let (bolts, chosen) = with(Approver::new(1, How::Chosen));
    assert_eq!(code(chosen), "platform.approval_choose");
    let wish = Wish { chosen: Some(house.carlos), ..Wish::default() };
    assert_eq!(house.awaited(house.ask_as(house.ana, bolts, wish).unwrap()), ["Carlos"]);
    // His own manager, named on the user, comes before the team.
    house
        .set
        .write(&we(), {
            let (ana, dora) = (house.ana, house.dora);
            move |tx| {
                let mut user = tx.lock(ana)?;
                user.manager = Some(dora);
                tx.update(&mut user).map(|_| ())
            }
        })
        .unwrap();
    assert_eq!(with(Approver::new(1, How::Manager)).1.unwrap(), ["Dora"]);
}

#[test]
fn nobody_decides_about_his_own() {
    let house = House::new();
    let steps = vec![Step::new("Head", Rule::Any), Step::new("Money", Rule::Any)];
    house.activate(house.defined(steps, vec![Approver::person(1, house.ana), Approver::person(2, house.dora)]));
    let bolts = house.purchase("Bolts", 10);
    let request = house.ask(bolts);
    assert_eq!(house.request(request).steps[0].state, StepState::Skipped);
    assert_eq!(house.awaited(request), ["Dora"]);
    // Where nobody else would be asked, it is refused; the administrator is not put in.
    let alone = Definition {
        edition: 2,
        ..house.defined(vec![Step::new("Head", Rule::Any)], vec![Approver::person(1, house.ana)])
    };
    house.activate(alone);
    assert_eq!(
        code(house.ask_as(house.ana, house.purchase("Nuts", 10), Wish::default())),
        "platform.approval_only_yourself"
    );
}

#[test]
fn whoever_is_gone_is_not_asked_and_escalation_takes_the_place_of_nobody() {
    let house = House::new();
    let berta = Approver::person(1, house.berta);
    let carlos = Approver { escalation: true, ..Approver::person(1, house.carlos) };
    house.activate(house.defined(vec![Step::new("Head", Rule::Any)], vec![berta, carlos]));
    let request = house.ask(house.purchase("Bolts", 10));
    assert_eq!(house.awaited(request), ["Berta"]);
    let berta = house.berta;
    house
        .set
        .write(&we(), move |tx| {
            let mut user = tx.lock(berta)?;
            user.active = false;
            tx.update(&mut user).map(|_| ())
        })
        .unwrap();
    let request = house.ask(house.purchase("Nuts", 10));
    assert_eq!(house.awaited(request), ["Carlos"]);
    assert_eq!(house.request(request).asked[0].came, Came::Escalation);
    assert_eq!(house.happened(request), [What::Asked, What::Escalated]);
}

#[test]
fn limits_say_who_goes_ahead_alone_and_who_has_to_be_asked() {
    let house = House::new();
    let up_to = |person, euros: i64| Approver {
        up_to: Some(base::Money::from_minor(100 * euros)),
        ..Approver::person(1, person)
    };
    let approvers = vec![up_to(house.ana, 100), up_to(house.berta, 1000), Approver::person(1, house.carlos)];
    let definition = house.defined(vec![Step::new("Limit", Rule::Any)], approvers);
    house.activate(Definition { self_approval: true, ..definition });
    house.release(house.purchase("Bolts", 100)).unwrap();
    let more = house.purchase("Bolts", 101);
    assert_eq!(code(house.release(more)), "platform.approval_needed");
    assert_eq!(house.awaited(house.ask(more)), ["Berta", "Carlos"]);
    assert_eq!(house.awaited(house.ask(house.purchase("Crane", 5000))), ["Carlos"]);
}

#[test]
fn whoever_had_a_hand_in_it_does_not_approve_it_and_whoever_approved_does_not_carry_it_out() {
    let house = House::new();
    let definition = house.defined(vec![Step::new("Head", Rule::Any)], vec![Approver::role(1, house.deciders)]);
    house.activate(Definition { apart: Some("create, edit".into()), executor_apart: true, ..definition });
    let bolts = house.purchase("Bolts", 10);
    // Berta typed something into it: only Dora is left.
    house
        .set
        .write(&we(), {
            let berta = house.berta;
            move |tx| {
                let role = role(tx, "helps", &[("shop.purchase", "*", Reach::All)])?;
                let mut user = tx.lock(berta)?;
                user.roles.push(platform::UserRole { head: entity::Head::default(), role });
                tx.update(&mut user).map(|_| ())
            }
        })
        .unwrap();
    let sent = Submission {
        entity: Purchase::NAME.into(),
        id: Some(bolts),
        values: vec![("purpose".into(), "Bridge".into())],
        ..Submission::default()
    };
    house.set.write(&house.who(house.berta), move |tx| tx.submit(&sent).map(|_| ())).unwrap();
    let request = house.ask(bolts);
    assert_eq!(house.awaited(request), ["Dora"]);
    let to = |person| Other { person, comment: None };
    for person in [house.ana, house.berta] {
        assert_eq!(code(house.answer(house.dora, request, "transfer", &to(person))), "platform.approval_unfit");
        assert_eq!(code(house.answer(house.dora, request, "add_approver", &to(person))), "platform.approval_unfit");
    }
    house.answer(house.dora, request, "transfer", &to(house.carlos)).unwrap();
    house.approve(house.carlos, request).unwrap();
    house
        .set
        .write(&we(), {
            let carlos = house.carlos;
            move |tx| {
                let buys = Role::by_code(tx, "buys")?.expect("the role");
                let mut user = tx.lock(carlos)?;
                user.roles.push(platform::UserRole { head: entity::Head::default(), role: buys });
                tx.update(&mut user).map(|_| ())
            }
        })
        .unwrap();
    assert_eq!(code(house.perform(&house.who(house.carlos), bolts, "release")), "platform.approval_executor");
    house.release(bolts).unwrap();
}

#[test]
fn a_new_version_holds_for_new_questions_and_the_old_one_for_those_under_way() {
    let house = House::new();
    let first =
        house.activate(house.defined(vec![Step::new("Head", Rule::Any)], vec![Approver::person(1, house.berta)]));
    let bolts = house.purchase("Bolts", 10);
    let request = house.ask(bolts);
    let second = house
        .set
        .write(&we(), move |tx| {
            let made = tx.perform(Definition::NAME, first.raw(), "revise", None, &Record::default())?;
            let second = Id::<Definition>::from_raw(made[0].1);
            let mut next = tx.lock(second)?;
            assert_eq!((next.edition, next.state), (2, DefinitionState::Draft));
            next.approvers[0].person = next.approvers[0].person.map(|_| Id::from_raw(0));
            next.approvers[0].how = How::Leader;
            next.approvers[0].person = None;
            next.approvers[0].levels = Some(2);
            tx.update(&mut next)?;
            tx.perform(Definition::NAME, second.raw(), "activate", None, &Record::default())?;
            Ok(second)
        })
        .unwrap();
    let states = house.set.read(&we(), |read| Ok((read.get(first)?.state, read.get(second)?.state))).unwrap();
    assert_eq!(states, (DefinitionState::Retired, DefinitionState::Active));
    assert_eq!(house.awaited(house.ask(house.purchase("Nuts", 10))), ["Carlos"]);
    house.approve(house.berta, request).unwrap();
    house.release(bolts).unwrap();
    // Who changes an active definition hears how it is done.
    let sent = Submission {
        entity: Definition::NAME.into(),
        id: Some(second.raw()),
        values: vec![("priority".into(), Value::Int(1))],
        ..Submission::default()
    };
    assert_eq!(code(house.set.write(&we(), move |tx| tx.submit(&sent).map(|_| ()))), "store.not_editable");
}

#[test]
fn a_definition_that_cannot_work_is_refused_at_its_fields() {
    let house = House::new();
    let codes = |definition: Definition| crate::fixture::codes(house.try_activate(definition).unwrap_err());
    let step = || vec![Step::new("Head", Rule::Any)];
    let berta = || vec![Approver::person(1, house.berta)];
    assert_eq!(
        codes(Definition::new("X", "shop.nothing", "release", step(), berta())),
        ["platform.entity_unknown document"]
    );
    assert_eq!(
        codes(Definition::new("X", "shop.purchase", "eat", step(), berta())),
        ["platform.approval_verb_unknown operation"]
    );
    assert_eq!(
        codes(Definition::new("X", "shop.purchase", "release", step(), vec![])),
        ["platform.approval_step_empty approvers"]
    );
    assert_eq!(
        codes(Definition::new(
            "X",
            "shop.purchase",
            "release",
            vec![Step::new("Head", Rule::Several)],
            vec![Approver::person(2, house.berta)]
        )),
        ["platform.approval_positive steps.0.needed", "platform.approval_no_such_step approvers.0.step"]
    );
    let limited = vec![Approver { up_to: Some(base::Money::from_minor(1)), ..Approver::person(1, house.berta) }];
    assert_eq!(
        codes(Definition::new("X", "shop.purchase", "release", step(), limited)),
        ["platform.approval_limit_of_what amount", "platform.approval_limit_of_what currency"]
    );
    let own = Definition::new("X", "platform.approval_request", "recall", step(), berta());
    assert_eq!(codes(own), ["platform.approval_verb_unknown operation"], "nobody shuts himself out");
}
