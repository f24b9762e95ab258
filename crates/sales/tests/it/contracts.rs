//! Contracts: their text comes from a template, they go on or end by themselves, and both sides get them on paper.

use crate::fixture::{World, codes, day, perform, perform_with, pieces, price, we, world};
use crate::printing::{lines, printed};
use accounting::Costing;
use accounting::charts::Chart;
use base::{Id, Money};
use entity::Text;
use platform::Language;
use sales::{Contract, ContractKind, ContractLine, ContractState, ContractTemplate, Notice, Renewal};

const TERMS: &str =
    "{company} looks after what {customer} has, from {start} on until {end}.\n\n{renewal} Notice is {notice}.";

fn trading() -> World {
    let w = world(Chart::General, Costing::MovingAverage);
    w.write(&we(), |tx| {
        tx.insert(&mut ContractTemplate::new("Service", ContractKind::Service, Language::English, TERMS))?;
        let chinese = "自 {start} 起至 {end}，{company} 为 {customer} 提供服务。{renewal}";
        tx.insert(&mut ContractTemplate::new("服务", ContractKind::Service, Language::Chinese, chinese))?;
        let spanish = "{company} atiende lo que tiene {customer} del {start} al {end}. {renewal}";
        tx.insert(&mut ContractTemplate::new("Servicio", ContractKind::Service, Language::Spanish, spanish)).map(|_| ())
    })
    .unwrap();
    w
}

/// A year of service for the customer: twelve hours and a bolt at prices of the rules and of our own.
fn year(w: &World) -> Contract {
    let mut contract = Contract::new(w.company, w.customer, ContractKind::Service, day("2026-02-01"));
    (contract.ends_on, contract.notice_days) = (Some(day("2027-01-31")), Some(90));
    (contract.renewal, contract.renewal_months) = (Renewal::Automatic, Some(12));
    contract.lines =
        vec![ContractLine::of(w.hours, pieces(12)), ContractLine::of(w.bolt, pieces(1)).at(price("20"))].into();
    contract
}

fn kept(w: &World, contract: Contract) -> Id<Contract> {
    w.write(&we(), move |tx| tx.insert(&mut contract.clone())).unwrap()
}

fn get(w: &World, id: Id<Contract>) -> Contract {
    w.read(&we(), move |read| read.get(id)).unwrap()
}

#[test]
fn a_contract_of_a_customer_takes_its_text_from_the_template_and_is_printed_in_three_languages() {
    let w = trading();
    let id = kept(&w, year(&w));
    assert_eq!(get(&w, id).value, Money::from_minor(74_000), "twelve hours at 60 and a bolt at 20");
    let print = printed(&w, id, &[]);
    assert_eq!((print.title.as_str(), print.mark.as_deref()), ("Service contract", Some("Draft")));
    assert_eq!(
        print.before,
        [
            "Ponte Cycles looks after what Nordbau GmbH has, from 1 Feb 2026 on until 31 Jan 2027.",
            "It goes on by 12 months each time, unless one of us gives notice. Notice is 90 days.",
        ]
    );
    assert_eq!(
        lines(&print.tables[0]),
        [
            "No. | Description | Quantity | Unit | Price | Net EUR",
            "1 | Hour [Item HOUR] | 12 | Piece | 60.00 | 720.00",
            "2 | Bolt [Item BOLT] | 1 | Piece | 20.00 | 20.00",
            "* Value without tax: EUR\u{a0}740.00",
        ]
    );
    let signs: Vec<&str> = print.sections.iter().map(|s| s.title.as_str()).collect();
    assert_eq!(signs, ["Nordbau GmbH", "Ponte Cycles"]);
    let titles = ["zh-CN", "es"].map(|lang| printed(&w, id, &[("lang", lang)]).title);
    assert_eq!(titles, ["服务合同", "Contrato de servicio"]);
    // A customer who reads Spanish gets the Spanish text.
    let customer = w.customer;
    w.write(&we(), move |tx| {
        let mut party = tx.lock(customer)?;
        party.language = Some(Language::Spanish);
        tx.update(&mut party)
    })
    .unwrap();
    let print = printed(&w, kept(&w, year(&w)), &[]);
    assert_eq!(print.title, "Contrato de servicio");
    assert!(print.before[0].starts_with("Ponte Cycles atiende lo que tiene Nordbau GmbH"), "{:?}", print.before);
}

#[test]
fn a_contract_goes_on_until_notice_is_given_and_then_ends_on_its_day() {
    let w = trading();
    let id = kept(&w, year(&w));
    let today = w.read(&we(), |read| Ok(read.today())).unwrap();
    let days = move |n: i64| today.add_days(n).unwrap();
    // It ended yesterday, and goes on by a year.
    w.write(&we(), move |tx| {
        let mut contract = tx.lock(id)?;
        contract.ends_on = Some(days(0));
        tx.update(&mut contract)?;
        perform(tx, id, "activate")?;
        let mut contract = tx.lock(id)?;
        contract.ends_on = Some(days(-1));
        tx.update(&mut contract).map(|_| ())
    })
    .unwrap();
    assert!(!get(&w, id).holds_on(today));
    assert_eq!(w.write(&we(), sales::contract::go_on).unwrap(), 1);
    let contract = get(&w, id);
    let end = today.add_months(12).unwrap().add_days(-1).unwrap();
    assert_eq!((contract.ends_on, contract.renewals, contract.state), (Some(end), 1, ContractState::Active));
    assert!(contract.holds_on(today) && contract.holds_on(end) && !contract.holds_on(end.add_days(1).unwrap()));
    let past = Notice { ends_on: days(-1), reason: "Moves away".into() };
    let refused = w.write(&we(), move |tx| perform_with(tx, id, "give_notice", &past)).unwrap_err();
    assert_eq!(codes(refused), ["sales.notice_for_the_past ends_on"]);
    let notice = Notice { ends_on: days(30), reason: "Moves away".into() };
    w.write(&we(), move |tx| perform_with(tx, id, "give_notice", &notice)).unwrap();
    let contract = get(&w, id);
    assert_eq!((contract.ends_on, contract.renewal), (Some(days(30)), Renewal::Ends));
    assert_eq!(w.write(&we(), sales::contract::go_on).unwrap(), 0, "it holds for a month");
    w.write(&we(), move |tx| {
        let mut contract = tx.lock(id)?;
        contract.ends_on = Some(days(-1));
        tx.update(&mut contract).map(|_| ())
    })
    .unwrap();
    assert_eq!(w.write(&we(), sales::contract::go_on).unwrap(), 1);
    let contract = get(&w, id);
    assert_eq!((contract.state, contract.ended_because.as_deref()), (ContractState::Ended, Some("Moves away")));
    assert_eq!(printed(&w, id, &[]).mark.as_deref(), Some("No longer valid"));
}

#[test]
fn what_cannot_be_agreed_on_is_refused_with_its_field() {
    let w = trading();
    let refused = |change: &dyn Fn(&mut Contract)| {
        let mut contract = year(&w);
        change(&mut contract);
        codes(w.write(&we(), move |tx| tx.insert(&mut contract.clone())).unwrap_err())
    };
    let backwards = refused(&|c| c.ends_on = Some(day("2026-01-31")));
    assert_eq!(backwards, ["sales.contract_ends_before_it_starts ends_on"]);
    assert_eq!(refused(&|c| c.renewal_months = None), ["sales.renewal_without_months renewal_months"]);
    assert_eq!(refused(&|c| c.ends_on = None), ["sales.renewal_without_end ends_on"]);
    assert_eq!(refused(&|c| c.renewal_months = Some(0)), ["sales.months_out_of_range renewal_months"]);
    assert_eq!(refused(&|c| c.notice_days = Some(-1)), ["sales.days_out_of_range notice_days"]);
    assert_eq!(refused(&|c| c.lines[0].quantity = pieces(0)), ["sales.quantity_not_positive lines.0.quantity"]);
    assert_eq!(refused(&|c| c.terms = Some(Text::new("Until {stop}"))), ["sales.template_word_unknown terms"]);
    let mut over = year(&w);
    (over.starts_on, over.ends_on) = (day("2020-01-01"), Some(day("2020-12-31")));
    let over = kept(&w, over);
    let refused = w.write(&we(), move |tx| perform(tx, over, "activate")).unwrap_err();
    assert_eq!(codes(refused), ["sales.contract_over ends_on"]);
}
