//! An opportunity goes its way: what each stage asks for, what it is worth, how it ends, and what is kept of it.

use crate::fixture::{World, codes, day, pieces, price, we, world};
use base::{Id, Money, Percent};
use crm::opportunity::State;
use crm::{
    Applies, Category, Class, CloseReason, Competitor, DrawUp, Lose, Move, Needs, Opportunity, OpportunityContact,
    OpportunityLine, Pipeline, ProbabilitySource, Reopen, Stage, StageCheck, StageNeed, StageStay, StepDone, Win,
};
use entity::{Entity as _, Head, Value};
use parties::{BuyingRole, Party, loaded};
use sales::{Contract, ContractKind, ContractState, Quotation};
use store::list::{self, Question};
use store::{LineChange, LinesChange, Submission};

/// The usual pipeline: prospecting 10 %, need 20, proposal 50, negotiation 80, contract 90, won, lost.
pub struct Way {
    pub w: World,
    pub pipeline: Id<Pipeline>,
    pub stages: Vec<Id<Stage>>,
}

pub fn way() -> Way {
    let w = world();
    let pipeline = w.keep(Pipeline::new("Sales")).unwrap();
    let made = w.does(pipeline, "furnish").unwrap();
    Way { w, pipeline, stages: made.iter().map(|m| Id::from_raw(m.1)).collect() }
}

impl Way {
    pub fn deal(&self, name: &str, euros: i64, expected: &str) -> Id<Opportunity> {
        let w = &self.w;
        let deal = Opportunity::new(w.company, Some(w.customer), name);
        w.keep(deal.worth(Money::from_minor(euros * 100), w.euro, day(expected))).unwrap()
    }

    pub fn to(&self, deal: Id<Opportunity>, stage: usize) -> base::Result<store::Made> {
        let stage = self.stages[stage];
        self.w.does_with(deal, "move_to", Move { stage, reason: None, competitor: None, note: None })
    }

    pub fn won(&self, deal: Id<Opportunity>) {
        let reason = CloseReason { applies: Applies::Won, ..CloseReason::new("service", "Better service") };
        let known: Vec<CloseReason> = self.w.read(&we(), |r| r.select("code = 'service'", &[])).unwrap();
        let reason = known.first().map_or_else(|| self.w.keep(reason).unwrap(), |r| r.id());
        self.w.does_with(deal, "win", Win { reason, competitor: None, note: None }).unwrap();
    }

    pub fn lost(&self, deal: Id<Opportunity>) {
        self.w.does_with(deal, "lose", Lose { reason: self.w.price, competitor: None, note: None }).unwrap();
    }

    fn stays(&self, deal: Id<Opportunity>) -> Vec<StageStay> {
        self.w.read(&we(), |r| r.select("opportunity = $1 ORDER BY id", &[deal.into()])).unwrap()
    }
}

fn euros(n: i64) -> Money {
    Money::from_minor(n * 100)
}

fn percent(n: i64) -> Percent {
    Percent::from_units(n * 10_000)
}

#[test]
fn a_new_one_begins_in_the_first_stage_and_its_stage_says_how_likely_it_is() {
    let way = way();
    let deal = way.deal("Bolts for the bridge", 10_000, "2026-03-31");
    let new = way.w.get(deal);
    assert_eq!((new.stage, new.probability, new.category), (way.stages[0], percent(10), Category::Pipeline));
    assert_eq!((new.amount_base, new.weighted_base), (euros(10_000), euros(1_000)));
    assert_eq!(new.stalls_on, Some(day("2026-01-19")), "fourteen days after the 5th");
    way.to(deal, 2).unwrap();
    let then = way.w.get(deal);
    assert_eq!((then.probability, then.category, then.weighted_base), (percent(50), Category::BestCase, euros(5_000)));
}

#[test]
fn the_stages_of_a_pipeline_are_called_as_each_reader_calls_them() {
    let way = way();
    way.w
        .read(&we(), |read| {
            let ids: Vec<i64> = way.stages.iter().map(|stage| stage.raw()).collect();
            let named = |language: &str| read.titles_in(Stage::DEF.name, &ids, language);
            let first = |language: &str| Ok::<_, base::Error>(named(language)?[&ids[0]].clone());
            assert_eq!([first("en")?, first("zh-CN")?, first("es")?], ["Prospecting", "初步接洽", "Prospección"]);
            assert_eq!(named("es")?[&ids[6]], "Perdida");
            Ok(())
        })
        .unwrap();
    // Whoever furnishes one in Spanish has Spanish in the column, and readers of English their own.
    let pipeline = way.w.keep(Pipeline::new("Ventas")).unwrap();
    let ana = way.w.ana;
    way.w
        .write(&we(), move |tx| {
            let mut user = tx.lock(ana)?;
            user.language = platform::Language::Spanish;
            tx.update(&mut user).map(|_| ())
        })
        .unwrap();
    let who = store::Who::user(ana.raw(), "test");
    let made = way.w.write(&who, move |tx| crate::fixture::perform(tx, pipeline, "furnish")).unwrap();
    way.w
        .read(&we(), |read| {
            let won = made[5].1;
            assert_eq!(read.titles(Stage::DEF.name, &[won])?[&won], "Ganada");
            assert_eq!(read.titles_in(Stage::DEF.name, &[won], "en")?[&won], "Won");
            Ok(())
        })
        .unwrap();
}

#[test]
fn what_somebody_knows_better_stays_until_it_is_left_to_the_stage_again() {
    let way = way();
    let deal = way.deal("Bolts", 10_000, "2026-03-31");
    let say = |n: i64| {
        let values = vec![("probability".to_owned(), Value::from(percent(n).units()))];
        let sent =
            Submission { entity: "crm.opportunity".into(), id: Some(deal.raw()), values, ..Submission::default() };
        way.w.write(&we(), move |tx| tx.submit(&sent).map(|_| ())).unwrap();
    };
    say(10);
    assert_eq!(way.w.get(deal).probability_source, ProbabilitySource::StageDefault, "that is what the stage says");
    say(35);
    way.to(deal, 3).unwrap();
    let kept = way.w.get(deal);
    assert_eq!((kept.probability, kept.probability_source), (percent(35), ProbabilitySource::Manual));
    way.w.does(deal, "leave_to_stage").unwrap();
    let left = way.w.get(deal);
    assert_eq!((left.probability, left.weighted_base), (percent(80), euros(8_000)));
}

#[test]
fn a_stage_lets_nobody_go_on_without_what_it_asks_for_whichever_way_they_come() {
    let way = way();
    let first = way.stages[0];
    way.w
        .write(&we(), move |tx| {
            let mut stage = tx.lock(first)?;
            let need = |needed| StageNeed { head: Head::default(), needed };
            stage.needs = vec![need(Needs::Amount), need(Needs::DecisionMaker), need(Needs::NextStep)].into();
            stage.checks = vec![StageCheck { head: Head::default(), text: "Credit asked for".into() }].into();
            tx.update(&mut stage)
        })
        .unwrap();
    let deal = way.deal("Bolts", 0, "2026-03-31");
    let refused = way.to(deal, 2).unwrap_err();
    assert_eq!(
        codes(refused),
        [
            "crm.stage_needs amount",
            "crm.stage_needs_decision_maker contacts",
            "crm.stage_needs next_step",
            "crm.stage_check_open checks"
        ]
    );
    // Winning is going on too; losing is not.
    let refused = way.w.does_with(deal, "win", Win { reason: way.w.price, competitor: None, note: None }).unwrap_err();
    assert_eq!(codes(refused), ["crm.reason_for_something_else reason"]);
    let person = way.w.keep(Party::person("Karl", "Lang")).unwrap();
    way.w
        .write(&we(), move |tx| {
            let mut deal = tx.lock(deal)?;
            deal.amount = euros(500);
            (deal.next_step, deal.next_step_on) = (Some("Send the offer".into()), Some(day("2026-01-09")));
            deal.contacts = vec![OpportunityContact::of(person, Some(BuyingRole::DecisionMaker))].into();
            let mut checks = loaded(&deal.checks).to_vec();
            assert_eq!(checks.len(), 1, "the stage put it on the list");
            checks[0].is_done = true;
            deal.checks = checks.into();
            tx.update(&mut deal)
        })
        .unwrap();
    way.to(deal, 2).unwrap();
    // Back is free; the first stage is as it was left.
    way.to(deal, 0).unwrap();
    way.to(deal, 1).unwrap();
    assert_eq!(way.w.get(deal).stage, way.stages[1]);
}

#[test]
fn each_stay_is_kept_with_what_it_was_worth_then_and_stages_passed_over_are_none() {
    let way = way();
    let deal = way.deal("Bolts", 10_000, "2026-03-31");
    way.w.pass(3);
    way.to(deal, 2).unwrap();
    way.w.pass(4);
    way.to(deal, 1).unwrap();
    way.w.pass(1);
    way.to(deal, 3).unwrap();
    let said: Vec<_> = way.stays(deal).iter().map(|s| (s.stage, s.days, s.back, s.probability)).collect();
    assert_eq!(
        said,
        [
            (way.stages[0], 3, false, percent(10)),
            (way.stages[2], 4, true, percent(50)),
            (way.stages[1], 1, false, percent(20)),
        ]
    );
    assert_eq!(way.w.get(deal).stalls_on, Some(day("2026-01-27")), "fourteen days after the 13th");
}

#[test]
fn won_and_lost_need_their_reason_and_what_was_thought_before_is_kept() {
    let way = way();
    let (won, lost) = (way.deal("Bolts", 60_000, "2026-02-28"), way.deal("Nuts", 40_000, "2026-02-28"));
    way.to(won, 3).unwrap();
    // Dropping a card on a closing stage is the same, and asks for the same.
    assert_eq!(codes(way.to(won, 5).unwrap_err()), ["crm.win_needs_reason reason"]);
    assert_eq!(codes(way.to(lost, 6).unwrap_err()), ["crm.loss_needs_reason reason"]);
    way.w.pass(2);
    way.won(won);
    let end = way.w.get(won);
    assert_eq!((end.state, end.stage, end.closed_on), (State::Won, way.stages[5], Some(day("2026-01-07"))));
    assert_eq!((end.probability, end.category), (Percent::HUNDRED, Category::Closed));
    assert_eq!((end.last_stage, end.last_probability), (Some(way.stages[3]), Some(percent(80))));
    assert_eq!((end.amount_base, end.weighted_base), (euros(60_000), Money::ZERO), "weighted is what is open");
    // A reason may want to know who won instead.
    let dear = CloseReason { needs_competitor: true, ..CloseReason::new("rival", "Bought elsewhere") };
    let dear = way.w.keep(dear).unwrap();
    let refused = way.w.does_with(lost, "lose", Lose { reason: dear, competitor: None, note: None }).unwrap_err();
    assert_eq!(codes(refused), ["crm.competitor_missing competitor"]);
    let rival = way.w.keep(Competitor::new("Schrauben AG")).unwrap();
    way.w.does_with(lost, "lose", Lose { reason: dear, competitor: Some(rival), note: None }).unwrap();
    let end = way.w.get(lost);
    assert_eq!((end.state, end.competitor, end.category), (State::Lost, Some(rival), Category::Omitted));
    assert_eq!((end.probability, end.weighted_base), (Percent::ZERO, Money::ZERO));
    // Open again, it goes on where it was, and its history tells that it had been lost.
    way.w.does_with(lost, "reopen", Reopen { stage: None }).unwrap();
    let again = way.w.get(lost);
    assert_eq!((again.state, again.stage, again.reopened), (State::Open, way.stages[0], 1));
    assert_eq!((again.closed_on, again.close_reason, again.weighted_base), (None, None, euros(4_000)));
    let stages: Vec<_> = way.stays(lost).iter().map(|s| s.stage).collect();
    assert_eq!(stages, [way.stages[0], way.stages[6]]);
}

#[test]
fn lines_are_priced_by_the_rules_and_roll_up_to_the_amount() {
    let way = way();
    let w = &way.w;
    let mut deal = Opportunity::new(w.company, Some(w.customer), "Bolts");
    let mut special = OpportunityLine::of(w.bolt, pieces(10));
    (special.price, special.discount) = (Some(price("20")), percent(10));
    deal.lines = vec![OpportunityLine::of(w.bolt, pieces(4)), special].into();
    let deal = w.get(w.keep(deal).unwrap());
    let nets: Vec<_> = loaded(&deal.lines).iter().map(|l| (l.net, l.by_rules)).collect();
    assert_eq!(nets, [(euros(100), true), (euros(180), false)]);
    assert_eq!((deal.amount, deal.currency), (euros(280), Some(w.euro)));
}

#[test]
fn an_offer_is_made_of_its_lines_and_accepting_it_wins_the_opportunity() {
    let way = way();
    let w = &way.w;
    let person = w.keep(Party::person("Karl", "Lang")).unwrap();
    let mut deal = Opportunity::new(w.company, Some(w.customer), "Bolts for the bridge");
    let agreed = OpportunityLine { price: Some(price("20")), ..OpportunityLine::of(w.bolt, pieces(10)) };
    deal.lines = vec![OpportunityLine::of(w.bolt, pieces(4)), agreed].into();
    deal.contacts = vec![OpportunityContact { is_primary: true, ..OpportunityContact::of(person, None) }].into();
    let deal = w.keep(deal).unwrap();
    let first = way.stages[0];
    w.write(&we(), move |tx| {
        let mut stage = tx.lock(first)?;
        stage.checks = vec![StageCheck { head: Head::default(), text: "Credit asked for".into() }].into();
        tx.update(&mut stage)
    })
    .unwrap();
    w.keep(stock::Warehouse::new(w.company, "MAIN", "Main")).unwrap();
    let made = w.does(deal, "quote").unwrap();
    let offer: Id<Quotation> = Id::from_raw(made[0].1);
    let drafted = w.get(offer);
    assert_eq!((drafted.customer, drafted.contact), (w.customer, Some(person)));
    assert_eq!((drafted.subject.as_deref(), drafted.net), (Some("Bolts for the bridge"), euros(300)));
    // Talked down to 280 and accepted: that is what was won, though the stage had not been left.
    w.write(&we(), move |tx| {
        let mut offer = tx.lock(offer)?;
        offer.lines[1].price = Some(price("18"));
        tx.update(&mut offer)
    })
    .unwrap();
    w.does(offer, "send").unwrap();
    let by = sales::quotation::Decided { name: "Karl Lang".into(), from: "192.0.2.7".into() };
    w.write(&we(), move |tx| sales::quotation::accept(tx, offer, &[], &by)).unwrap();
    let won = w.get(deal);
    assert_eq!((won.state, won.amount, won.closed_on), (State::Won, euros(280), Some(day("2026-01-05"))));
    assert_eq!((won.quotation, won.sales_order), (Some(offer), w.get(offer).sales_order));
    assert!(won.sales_order.is_some());
    assert_eq!(won.last_stage, Some(first));
    // Without a customer nobody can be offered anything.
    let lead = w.keep(crm::Lead::new(w.company, "Eva", "Sol", "")).unwrap();
    let mut early = Opportunity::new(w.company, None, "A bicycle");
    early.lead = Some(lead);
    let early = w.keep(early).unwrap();
    assert_eq!(codes(w.does(early, "quote").unwrap_err()), ["crm.quote_without_customer customer"]);
}

#[test]
fn a_contract_is_drawn_up_of_an_opportunity_without_retyping() {
    let way = way();
    let w = &way.w;
    let person = w.keep(Party::person("Karl", "Lang")).unwrap();
    let mut deal = Opportunity::new(w.company, Some(w.customer), "Bolts for a year");
    let agreed = OpportunityLine { price: Some(price("20")), ..OpportunityLine::of(w.bolt, pieces(10)) };
    deal.lines = vec![OpportunityLine::of(w.bolt, pieces(4)), agreed].into();
    deal.contacts = vec![OpportunityContact { is_primary: true, ..OpportunityContact::of(person, None) }].into();
    let deal = w.keep(deal).unwrap();
    w.keep(stock::Warehouse::new(w.company, "MAIN", "Main")).unwrap();
    let wish = |months| DrawUp { kind: ContractKind::Sales, starts_on: Some(day("2026-02-01")), months };
    let made = w.does_with(deal, "draw_up", wish(Some(12))).unwrap();
    let contract: Contract = w.get(Id::from_raw(made[0].1));
    assert_eq!((contract.customer, contract.contact), (w.customer, Some(person)));
    assert_eq!((contract.subject.as_deref(), contract.value), (Some("Bolts for a year"), euros(300)));
    assert_eq!((contract.starts_on, contract.ends_on), (day("2026-02-01"), Some(day("2027-01-31"))));
    assert_eq!((contract.state, contract.source), (ContractState::Draft, Some(deal.raw())));
    assert_eq!(codes(w.does_with(deal, "draw_up", wish(Some(0))).unwrap_err()), ["crm.months_out_of_range months"]);
    let lead = w.keep(crm::Lead::new(w.company, "Eva", "Sol", "")).unwrap();
    let mut early = Opportunity::new(w.company, None, "A bicycle");
    early.lead = Some(lead);
    let early = w.keep(early).unwrap();
    let refused = w.does_with(early, "draw_up", wish(None)).unwrap_err();
    assert_eq!(codes(refused), ["crm.contract_without_customer customer"]);
}

#[test]
fn stage_and_pipeline_are_changed_by_moving_alone() {
    let way = way();
    let deal = way.deal("Bolts", 10_000, "2026-03-31");
    let values = vec![("stage".to_owned(), Value::Int(way.stages[3].raw()))];
    let sent = Submission { entity: "crm.opportunity".into(), id: Some(deal.raw()), values, ..Submission::default() };
    let refused = way.w.write(&we(), move |tx| tx.submit(&sent).map(|_| ())).unwrap_err();
    assert_eq!(codes(refused), ["store.field_not_yours_to_set stage"]);
    // A new one may begin further on, though not at the end.
    let begin = |stage: Id<Stage>| {
        let mut deal = Opportunity::new(way.w.company, Some(way.w.customer), "Nuts");
        deal.stage = stage;
        way.w.keep(deal)
    };
    assert_eq!(way.w.get(begin(way.stages[3]).unwrap()).probability, percent(80));
    assert_eq!(codes(begin(way.stages[5]).unwrap_err()), ["crm.begins_open stage"]);
    let nobody = Opportunity::new(way.w.company, None, "Nobody's");
    assert_eq!(codes(way.w.keep(nobody).unwrap_err()), ["crm.opportunity_of_nobody customer"]);
}

#[test]
fn putting_it_off_into_a_later_month_is_counted() {
    let way = way();
    let deal = way.deal("Bolts", 10_000, "2026-03-10");
    for (on, slips) in [("2026-03-25", 0), ("2026-04-02", 1), ("2026-02-20", 1), ("2026-06-01", 2)] {
        way.w
            .write(&we(), move |tx| {
                let mut deal = tx.lock(deal)?;
                deal.expected_on = Some(day(on));
                tx.update(&mut deal)
            })
            .unwrap();
        assert_eq!(way.w.get(deal).slips, slips, "{on}");
    }
}

#[test]
fn a_step_that_is_done_goes_down_as_an_activity_and_the_next_one_is_said() {
    let way = way();
    let deal = way.deal("Bolts", 10_000, "2026-03-10");
    way.w
        .write(&we(), move |tx| {
            let mut deal = tx.lock(deal)?;
            (deal.next_step, deal.next_step_on) = (Some("Send the offer".into()), Some(day("2026-01-05")));
            tx.update(&mut deal)
        })
        .unwrap();
    let activity = platform::ActivityType::Email;
    let next = StepDone { activity, next_step: "Ask what they think".into(), next_step_on: day("2026-01-12") };
    way.w.does_with(deal, "step_done", next).unwrap();
    assert_eq!(way.w.get(deal).next_step_on, Some(day("2026-01-12")));
    let done = way.w.read(&we(), |r| platform::activity::of(r, "crm.opportunity", deal.raw())).unwrap();
    let said = (done[0].title.as_str(), done[0].activity, done[0].state);
    assert_eq!(said, ("Send the offer", activity, platform::activity::State::Done), "it was a mail");
}

#[test]
fn another_currency_is_converted_and_a_missing_rate_stops_only_a_new_amount() {
    let way = way();
    let w = &way.w;
    let (euro, dollar) = (w.euro, w.dollar);
    let rate = accounting::ExchangeRate {
        head: Head::default(),
        base_currency: euro,
        currency: dollar,
        kind: accounting::RateKind::Spot,
        quoted_on: day("2026-01-02"),
        rate: base::Rate::parse("1.25").unwrap(),
    };
    w.keep(rate).unwrap();
    let deal = Opportunity::new(w.company, Some(w.customer), "Bolts").worth(euros(1_000), dollar, day("2026-03-10"));
    let deal = w.keep(deal).unwrap();
    assert_eq!((w.get(deal).amount_base, w.get(deal).weighted_base), (euros(800), euros(80)));
    // Weeks later nobody has recorded a rate: the deal can be worked on, though not be worth something else.
    w.pass(30);
    way.to(deal, 2).unwrap();
    assert_eq!((w.get(deal).amount_base, w.get(deal).weighted_base), (euros(800), euros(400)));
    let refused = w.write(&we(), move |tx| {
        let mut deal = tx.lock(deal)?;
        deal.amount = euros(2_000);
        tx.update(&mut deal)
    });
    assert_eq!(codes(refused.unwrap_err()), ["accounting.no_rate "]);
}

#[test]
fn sums_of_a_column_are_over_all_of_it_and_kept_apart_by_stage() {
    let way = way();
    for n in 0..70 {
        let deal = way.deal(&format!("Deal {n}"), 100 + n, "2026-03-10");
        if n % 7 == 0 {
            way.to(deal, 2).unwrap();
        }
    }
    let lost = way.deal("Gone", 9_999, "2026-03-10");
    way.lost(lost);
    let asked = Question {
        entity: "crm.opportunity".into(),
        filter: format!("pipeline = #{} and (closed_on is empty or closed_on in last 30 days)", way.pipeline),
        ..Question::default()
    };
    let groups = way.w.read(&we(), |r| list::sums(r, &asked, "stage", &["amount_base", "weighted_base"])).unwrap();
    let of = |stage: usize| {
        let group = groups.iter().find(|g| g.value == Value::Int(way.stages[stage].raw())).unwrap();
        let sums: Vec<i64> = group.foot.sums.iter().map(|s| s.units).collect();
        (group.foot.count, sums)
    };
    // 100 + 107 + … + 163 is 1,315; the sixty others are 8,100.
    assert_eq!(of(2), (10, vec![131_500, 65_750]));
    assert_eq!(of(0), (60, vec![810_000, 81_000]));
    assert_eq!(of(6), (1, vec![999_900, 0]));
    // A month later what was closed is laid aside.
    way.w.pass(31);
    let groups = way.w.read(&we(), |r| list::sums(r, &asked, "stage", &["amount_base"])).unwrap();
    assert!(groups.iter().all(|g| g.value != Value::Int(way.stages[6].raw())));
}

#[test]
fn contacts_are_people_and_each_of_them_one() {
    let way = way();
    let person = way.w.keep(Party::person("Karl", "Lang")).unwrap();
    let line = |party: Id<Party>| LineChange {
        values: vec![("person".to_owned(), Value::Int(party.raw()))],
        ..LineChange::default()
    };
    let lines = vec![line(person), line(person), line(way.w.customer)];
    let sent = Submission {
        entity: "crm.opportunity".into(),
        values: vec![
            ("name".to_owned(), Value::from("Bolts")),
            ("company".to_owned(), way.w.company.into()),
            ("customer".to_owned(), way.w.customer.into()),
        ],
        lines: vec![("contacts".to_owned(), LinesChange::Whole(lines))],
        ..Submission::default()
    };
    let refused = way.w.write(&we(), move |tx| tx.submit(&sent).map(|_| ())).unwrap_err();
    assert_eq!(codes(refused), ["crm.contact_twice contacts.1.person", "crm.contact_no_person contacts.2.person"]);
}

#[test]
fn a_stage_in_use_keeps_its_class_and_a_pipeline_has_one_stage_for_what_is_won() {
    let way = way();
    way.deal("Bolts", 10_000, "2026-03-31");
    let first = way.stages[0];
    let refused = way.w.write(&we(), move |tx| {
        let mut stage = tx.lock(first)?;
        stage.class = Class::Lost;
        tx.update(&mut stage)
    });
    assert_eq!(codes(refused.unwrap_err()), ["crm.stage_in_use class"]);
    let second = Stage::new(way.pipeline, "Also won", 90, Class::Won);
    assert_eq!(codes(way.w.keep(second).unwrap_err()), ["crm.second_won_stage class"]);
    let refused = way.w.does(way.pipeline, "furnish").unwrap_err();
    assert!(matches!(refused, base::Error::Forbidden { .. }), "it has its stages: {refused}");
}

#[test]
fn what_a_customer_is_interested_in_is_what_lies_in_his_open_opportunities_and_offers() {
    let way = way();
    let w = &way.w;
    let deal = way.deal("Bolts for the bridge", 0, "2026-03-31");
    let (bolt, company, customer) = (w.bolt, w.company, w.customer);
    w.write(&we(), move |tx| {
        let mut deal = tx.lock(deal)?;
        deal.lines = vec![OpportunityLine::of(bolt, pieces(40))].into();
        tx.update(&mut deal)
    })
    .unwrap();
    let wanted = || w.read(&we(), |r| crm::panels::interest::wanted(r, customer.raw())).unwrap();
    let told = |places: i64, n: i64| (places, n * 1_000_000);
    let one = |(items, sums): &(
        std::collections::BTreeMap<i64, crm::panels::interest::Wanted>,
        std::collections::BTreeMap<Option<i64>, i64>,
    )| {
        let bolt = items.get(&bolt.raw()).cloned().unwrap_or_default();
        ((bolt.places, bolt.quantity), sums.get(&Some(w.euro.raw())).copied())
    };
    assert_eq!(one(&wanted()), (told(1, 40), Some(100_000)), "forty at 25 euro");
    // The offer that is made of it is told with it; one that stands alone is another place.
    w.does(deal, "quote").unwrap();
    assert_eq!(one(&wanted()), (told(1, 40), Some(100_000)));
    w.write(&we(), move |tx| {
        let lines = vec![sales::QuotationLine::of(bolt, pieces(2))];
        let mut offer = Quotation::new(company, customer, tx.today(), lines);
        tx.insert(&mut offer)
    })
    .unwrap();
    assert_eq!(one(&wanted()), (told(2, 42), Some(105_000)));
    // What is closed is of no more interest.
    way.lost(deal);
    assert_eq!(one(&wanted()), (told(1, 2), Some(5_000)));
}
