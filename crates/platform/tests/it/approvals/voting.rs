//! How answers add up, go back, are left to others, and fall when the document changes; and what two people at once do.

use super::*;
use platform::approval::{State as Stand, StepState, Vote};

fn steps(house: &House, request: Id<Request>) -> Vec<StepState> {
    house.request(request).steps.iter().map(|s| s.state).collect()
}

fn of(step: i64, people: &[Id<User>]) -> Vec<Approver> {
    people.iter().map(|p| Approver::person(step, *p)).collect()
}

#[test]
fn all_sign_two_of_three_are_enough_and_one_after_the_other_wait_their_turn() {
    let house = House::new();
    let three = [house.berta, house.carlos, house.dora];
    let two = Step { needed: Some(2), ..Step::new("Two of three", Rule::Several) };
    let plan = vec![Step::new("All", Rule::All), two, Step::new("In turn", Rule::InTurn)];
    let approvers = [of(1, &three[..2]), of(2, &three), of(3, &three[1..])].concat();
    house.activate(Definition { skip_repeated: false, ..house.defined(plan, approvers) });
    let request = house.ask(house.purchase("Bolts", 10));
    assert_eq!(house.awaited(request), ["Berta", "Carlos"]);
    house.approve(house.berta, request).unwrap();
    assert_eq!(house.awaited(request), ["Carlos"]);
    assert_eq!(code(house.approve(house.berta, request)), "forbidden", "she has answered");
    house.approve(house.carlos, request).unwrap();
    assert_eq!(house.awaited(request), ["Berta", "Carlos", "Dora"]);
    house.reject(house.berta, request, None).unwrap();
    assert_eq!(house.request(request).state, Stand::Open, "two others can still agree");
    house.approve(house.carlos, request).unwrap();
    house.approve(house.dora, request).unwrap();
    assert_eq!(house.awaited(request), ["Carlos"], "Dora comes after him");
    house.approve(house.carlos, request).unwrap();
    assert_eq!(house.awaited(request), ["Dora"]);
    house.approve(house.dora, request).unwrap();
    assert_eq!(house.request(request).state, Stand::Approved);
}

#[test]
fn branches_run_side_by_side_and_the_last_stage_waits_for_both() {
    let house = House::new();
    let branch = |name: &str, stage, branch: &str| Step {
        stage,
        branch: (!branch.is_empty()).then(|| branch.to_owned()),
        ..Step::new(name, Rule::Any)
    };
    let plan = vec![branch("Money", 1, "money"), branch("Works", 1, "works"), branch("House", 2, "")];
    let approvers = [of(1, &[house.dora]), of(2, &[house.berta]), of(3, &[house.carlos])].concat();
    house.activate(house.defined(plan, approvers));
    let request = house.ask(house.purchase("Bolts", 10));
    assert_eq!(house.awaited(request), ["Dora", "Berta"]);
    house.approve(house.berta, request).unwrap();
    assert_eq!(house.awaited(request), ["Dora"]);
    house.approve(house.dora, request).unwrap();
    assert_eq!(house.awaited(request), ["Carlos"]);
    // Back to the works: the money stays approved.
    house.reject(house.carlos, request, Some(2)).unwrap();
    assert_eq!(steps(&house, request), [StepState::Approved, StepState::Open, StepState::Waiting]);
    assert_eq!(house.awaited(request), ["Berta"]);
    assert_eq!(code(house.reject(house.berta, request, Some(1))), "platform.approval_no_earlier_step");
    house.approve(house.berta, request).unwrap();
    house.approve(house.carlos, request).unwrap();
    assert_eq!(house.request(request).state, Stand::Approved);
}

#[test]
fn whoever_approved_is_not_asked_again() {
    let house = House::new();
    let plan = vec![Step::new("Head", Rule::Any), Step::new("Money", Rule::Any), Step::new("Both", Rule::All)];
    let approvers = [of(1, &[house.berta]), of(2, &[house.berta]), of(3, &[house.berta, house.dora])].concat();
    house.activate(house.defined(plan, approvers));
    let request = house.ask(house.purchase("Bolts", 10));
    house.approve(house.berta, request).unwrap();
    assert_eq!(steps(&house, request), [StepState::Approved, StepState::Skipped, StepState::Open]);
    assert_eq!(house.awaited(request), ["Dora"]);
    house.approve(house.dora, request).unwrap();
    assert_eq!(house.request(request).state, Stand::Approved);
}

#[test]
fn a_change_voids_the_yes_from_the_first_step_that_stands_on_it() {
    let house = House::new();
    let need = Step { watched: Some("purpose".into()), ..Step::new("Need", Rule::Any) };
    let money = Step { watched: Some("lines.price, total".into()), ..Step::new("Money", Rule::Any) };
    let large = Step { condition: Some("total > 1000".into()), ..Step::new("House", Rule::Any) };
    let approvers = [of(1, &[house.berta]), of(2, &[house.dora]), of(3, &[house.carlos])].concat();
    house.activate(house.defined(vec![need, money, large], approvers));
    let bolts = house.purchase("Bolts", 500);
    let request = house.ask(bolts);
    house.approve(house.berta, request).unwrap();
    house.approve(house.dora, request).unwrap();
    assert_eq!(steps(&house, request), [StepState::Approved, StepState::Approved, StepState::NotNeeded]);
    assert_eq!(house.request(request).state, Stand::Approved);
    // What nobody's yes stands on may change.
    house
        .set
        .write(&we(), move |tx| {
            let mut purchase: Purchase = tx.lock(Id::from_raw(bolts))?;
            purchase.sent_back = Some("a remark of the program".into());
            tx.update(&mut purchase).map(|_| ())
        })
        .unwrap();
    assert_eq!(house.request(request).state, Stand::Approved);
    // Twice as dear: the need is still the need, the money is asked again, and now the head of the house as well.
    house.price(bolts, 1500);
    assert_eq!(steps(&house, request), [StepState::Approved, StepState::Open, StepState::Waiting]);
    assert_eq!(house.awaited(request), ["Dora"]);
    assert_eq!(house.happened(request).last(), Some(&What::Voided));
    assert_eq!(code(house.release(bolts)), "platform.approval_waits");
    house.approve(house.dora, request).unwrap();
    assert_eq!(house.awaited(request), ["Carlos"]);
    house.approve(house.carlos, request).unwrap();
    house.release(bolts).unwrap();
}

#[test]
fn a_document_that_no_longer_needs_it_lets_the_request_lapse() {
    let house = House::new();
    let definition = house.defined(vec![Step::new("Head", Rule::Any)], of(1, &[house.berta]));
    house.activate(Definition { condition: Some(entity::Text::new("total > 100")), ..definition });
    let bolts = house.purchase("Bolts", 200);
    let request = house.ask(bolts);
    house.price(bolts, 50);
    assert_eq!(house.request(request).state, Stand::Lapsed);
    assert_eq!(house.awaited(request), [] as [String; 0]);
    house.release(bolts).unwrap();
}

#[test]
fn what_comes_back_to_be_changed_keeps_the_answers_that_nothing_changed_for() {
    let house = House::new();
    let need = Step { watched: Some("purpose".into()), ..Step::new("Need", Rule::Any) };
    let plan = vec![need, Step::new("Money", Rule::Any)];
    house.activate(house.defined(plan, [of(1, &[house.berta]), of(2, &[house.dora])].concat()));
    let bolts = house.purchase("Bolts", 500);
    let request = house.ask(bolts);
    house.approve(house.berta, request).unwrap();
    house.answer(house.dora, request, "return_for_change", &Why { comment: "Half of them".into() }).unwrap();
    assert_eq!(house.request(request).state, Stand::Returned);
    assert_eq!(code(house.release(bolts)), "platform.approval_returned");
    house.work();
    assert_eq!(state(&house, bolts), State::Draft, "it can be typed into again");
    house.price(bolts, 250);
    assert_eq!(house.ask(bolts), request, "the same request goes on");
    assert_eq!(house.awaited(request), ["Dora"]);
    assert_eq!(steps(&house, request), [StepState::Approved, StepState::Open]);
    house.approve(house.dora, request).unwrap();
    house.release(bolts).unwrap();
}

#[test]
fn an_approver_brings_in_another_or_leaves_it_to_him() {
    let house = House::new();
    house.decided_by(house.berta);
    let bolts = house.purchase("Bolts", 10);
    let request = house.ask(bolts);
    let other = |person| Other { person, comment: Some(entity::Text::new("You know more")) };
    assert_eq!(code(house.answer(house.berta, request, "transfer", &other(house.ana))), "platform.approval_unfit");
    house.answer(house.berta, request, "add_approver", &other(house.dora)).unwrap();
    house.approve(house.berta, request).unwrap();
    assert_eq!(house.request(request).state, Stand::Open, "any of them is enough, but Dora was brought in");
    house.answer(house.dora, request, "transfer", &other(house.carlos)).unwrap();
    assert_eq!(house.awaited(request), ["Carlos"]);
    house.approve(house.carlos, request).unwrap();
    assert_eq!(house.request(request).state, Stand::Approved);
    assert_eq!(house.happened(request), [What::Asked, What::Added, What::Approved, What::Transferred, What::Approved]);
}

#[test]
fn whoever_asked_takes_it_back_and_others_do_not() {
    let house = House::new();
    house.decided_by(house.berta);
    let bolts = house.purchase("Bolts", 10);
    let request = house.ask(bolts);
    let why = Why { comment: "Found some".into() };
    assert_eq!(code(house.answer(house.berta, request, "recall", &why)), "forbidden");
    house.answer(house.ana, request, "recall", &why).unwrap();
    assert_eq!(house.request(request).state, Stand::Recalled);
    assert_eq!(code(house.approve(house.berta, request)), "store.wrong_state");
    house.work();
    assert_eq!(state(&house, bolts), State::Draft);
    assert_eq!(code(house.release(bolts)), "platform.approval_needed");
    // Taking the document back takes the question back.
    let again = house.ask(bolts);
    let why = crate::fixture::Reason { reason: "Wrong colour".into() };
    house
        .set
        .write(&house.who(house.ana), move |tx| {
            tx.perform(Purchase::NAME, bolts, "give_back", None, &why.to_record()).map(|_| ())
        })
        .unwrap();
    assert_eq!(house.request(again).state, Stand::Recalled);
}

#[test]
fn somebody_with_the_right_puts_another_in_and_it_is_written_down() {
    let house = House::new();
    house.decided_by(house.berta);
    let request = house.ask(house.purchase("Bolts", 10));
    let instead = |person, of: Option<Id<User>>| Instead { person, instead_of: of, comment: "Berta is ill".into() };
    assert_eq!(
        code(house.answer(house.carlos, request, "reassign", &instead(house.dora, Some(house.berta)))),
        "not_found"
    );
    assert_eq!(
        code(house.answer(house.emil, request, "reassign", &instead(house.ana, Some(house.berta)))),
        "platform.approval_unfit"
    );
    assert_eq!(
        code(house.answer(house.emil, request, "reassign", &instead(house.dora, Some(house.carlos)))),
        "platform.approval_not_asked"
    );
    house.answer(house.emil, request, "reassign", &instead(house.dora, Some(house.berta))).unwrap();
    assert_eq!(house.awaited(request), ["Dora"]);
    let last = house.record(request).pop().unwrap();
    assert_eq!(
        (last.what, last.person, last.comment.as_deref()),
        (What::Reassigned, Some(house.emil), Some("Berta is ill"))
    );
}

#[test]
fn of_two_who_answer_at_once_one_decides_and_the_other_hears_so() {
    let house = House::new();
    house.activate(house.defined(vec![Step::new("Head", Rule::Any)], of(1, &[house.berta, house.dora])));
    for round in 0..8 {
        let request = house.ask(house.purchase(["Bolts", "Nuts"][round % 2], 10));
        let outcomes: Vec<bool> = std::thread::scope(|scope| {
            let runs = [house.berta, house.dora].map(|user| {
                scope.spawn({
                    let house = &house;
                    move || house.approve(user, request).is_ok()
                })
            });
            runs.map(|run| run.join().unwrap()).to_vec()
        });
        assert_eq!(outcomes.iter().filter(|ok| **ok).count(), 1);
        assert_eq!(house.request(request).state, Stand::Approved);
        assert_eq!(house.happened(request), [What::Asked, What::Approved]);
    }
}

#[test]
fn both_of_two_who_must_sign_are_counted_when_they_sign_at_once() {
    let house = House::new();
    house.activate(house.defined(vec![Step::new("Head", Rule::All)], of(1, &[house.berta, house.dora])));
    for _ in 0..8 {
        let request = house.ask(house.purchase("Bolts", 10));
        std::thread::scope(|scope| {
            for user in [house.berta, house.dora] {
                let house = &house;
                scope.spawn(move || house.approve(user, request).unwrap());
            }
        });
        assert_eq!(house.request(request).state, Stand::Approved);
    }
}

#[test]
fn a_yes_and_a_change_at_once_never_leave_a_yes_to_what_nobody_saw() {
    let house = House::new();
    let definition = house.defined(vec![Step::new("Head", Rule::Any)], of(1, &[house.berta]));
    house.activate(definition);
    for _ in 0..8 {
        let bolts = house.purchase("Bolts", 10);
        let request = house.ask(bolts);
        let version = house.request(request).head.version;
        std::thread::scope(|scope| {
            let house = &house;
            scope.spawn(move || {
                let said = approval_comment(None).to_record();
                let _ = house.set.write(&house.who(house.berta), move |tx| {
                    tx.perform(Request::NAME, request.raw(), "approve", Some(version), &said).map(|_| ())
                });
            });
            scope.spawn(move || house.price(bolts, 9000));
        });
        let request = house.request(request);
        assert_eq!(request.state, Stand::Open, "whichever came first, the new price is not approved");
        let held = request.asked.iter().filter(|a| a.state == Vote::Approved).count();
        assert_eq!((held, request.awaits()), (0, vec![house.berta]));
        assert_eq!(code(house.release(bolts)), "platform.approval_waits");
    }
}

#[test]
fn running_the_verb_and_taking_the_question_back_at_once_have_one_outcome() {
    let house = House::new();
    house.decided_by(house.berta);
    for _ in 0..8 {
        let bolts = house.purchase("Bolts", 10);
        let request = house.ask(bolts);
        house.approve(house.berta, request).unwrap();
        let (ran, taken) = std::thread::scope(|scope| {
            let house = &house;
            let run = scope.spawn(move || house.release(bolts).is_ok());
            let back = scope
                .spawn(move || house.answer(house.ana, request, "recall", &Why { comment: "Stop".into() }).is_ok());
            (run.join().unwrap(), back.join().unwrap())
        });
        assert!(ran != taken, "released {ran}, taken back {taken}");
        let stand = if ran { Stand::Done } else { Stand::Recalled };
        assert_eq!(house.request(request).state, stand);
        assert_eq!(state(&house, bolts) == State::Released, ran);
    }
}
