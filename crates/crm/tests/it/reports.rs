//! What the reports say of a small pipeline whose figures one can add up by hand.

use crate::fixture::{day, we};
use crate::opportunities::{Way, way};
use base::{Id, Money};
use crm::{Applies, Class, CloseReason, Competitor, Lose, Opportunity, OpportunityLine, Quota, Win, reports};
use entity::{Head, Record, Value};
use platform::job::Runner;
use std::collections::BTreeSet;
use store::report::{Line, Link, Report, Sheet};

fn report(name: &str) -> &'static Report {
    reports::REPORTS.iter().find(|r| r.name == name).expect("the report is there")
}

/// Runs a report with these parameters.
fn run(way: &Way, name: &str, asked: &[(&str, Value)]) -> Sheet {
    let report = report(name);
    let mut record = Record::blank(report.parameters);
    for (name, value) in asked {
        let place = report.parameters.iter().position(|p| p.name == *name).expect("it asks for that");
        record.values[place] = value.clone();
    }
    way.w.read(&we(), |read| (report.run)(read, &record)).unwrap()
}

/// A row as text: words and names as they are, figures in whole units of their column.
fn said(sheet: &Sheet, line: &Line) -> String {
    let cell =
        |(place, cell): (usize, &store::report::Cell)| match (&cell.word, &cell.value, sheet.columns[place].holds) {
            (Some(word), ..) => word.clone(),
            (None, Value::Int(n), store::report::Holds::Money(_)) => (n / 100).to_string(),
            (None, Value::Int(n), store::report::Holds::Percent) => format!("{}%", n / 10_000),
            (None, Value::Null, _) => "–".to_owned(),
            (None, value, _) => value.to_string(),
        };
    line.cells.iter().enumerate().map(cell).collect::<Vec<_>>().join(" | ")
}

fn rows(sheet: &Sheet) -> Vec<String> {
    sheet.rows.iter().map(|line| said(sheet, line)).collect()
}

fn euros(n: i64) -> Money {
    Money::from_minor(n * 100)
}

/// A deal of Ana or Tom.
fn deal(way: &Way, owner: Id<platform::User>, euros: i64, expected: &str) -> Id<Opportunity> {
    let deal = way.deal("Bolts", euros, expected);
    way.w
        .write(&we(), move |tx| {
            let mut deal = tx.lock(deal)?;
            deal.owner = Some(owner);
            tx.update(&mut deal)
        })
        .unwrap();
    deal
}

#[test]
fn a_forecast_counts_each_category_and_leaves_out_what_was_lost() {
    let way = way();
    let w = &way.w;
    let (euro, dollar) = (w.euro, w.dollar);
    let rate = accounting::ExchangeRate {
        head: Head::default(),
        base_currency: dollar,
        currency: euro,
        kind: accounting::RateKind::Spot,
        quoted_on: day("2026-01-01"),
        rate: base::Rate::parse("0.80").unwrap(),
    };
    w.keep(rate).unwrap();
    let proposal = deal(&way, w.ana, 100_000, "2026-02-10");
    way.to(proposal, 2).unwrap();
    let mut foreign = Opportunity::new(w.company, Some(w.customer), "In dollars");
    foreign.owner = Some(w.tom);
    let foreign = w.keep(foreign.worth(euros(50_000), dollar, day("2026-03-20"))).unwrap();
    way.to(foreign, 4).unwrap();
    way.won(deal(&way, w.tom, 60_000, "2026-06-30"));
    way.lost(deal(&way, w.ana, 40_000, "2026-02-01"));
    deal(&way, w.ana, 7_000, "2026-05-01");
    let undated = way.deal("Whenever", 1, "2026-02-01");
    w.write(&we(), move |tx| {
        let mut deal = tx.lock(undated)?;
        deal.expected_on = None;
        tx.update(&mut deal)
    })
    .unwrap();
    let days = [("starts_on", Value::from(day("2026-01-01"))), ("ends_on", Value::from(day("2026-03-31")))];
    let on = ("rated_on", Value::from(day("2026-01-03")));
    let asked = |more: &[(&str, Value)]| -> Vec<String> {
        let all: Vec<(&str, Value)> = days.iter().chain([&on]).chain(more).cloned().collect();
        rows(&run(&way, "crm.forecast", &all))
    };
    // Count, won, commit, most likely, best case, pipeline, weighted, total. Ana's proposal at 50 %, Tom's contract at 90 %.
    assert_eq!(
        asked(&[]),
        [
            "Ana | 1 | 0 | 0 | 0 | 100000 | 0 | 50000 | 50000",
            "Tom | 2 | 60000 | 40000 | 0 | 0 | 0 | 36000 | 96000",
            "crm-total | 3 | 60000 | 40000 | 0 | 100000 | 0 | 86000 | 146000",
        ]
    );
    let cumulative = asked(&[("mode", Value::from("cumulative"))]);
    assert_eq!(cumulative[2], "crm-total | 3 | 60000 | 100000 | 100000 | 200000 | 200000 | 86000 | 146000");
    let months = asked(&[("per", Value::from("month"))]);
    assert_eq!(
        months[0], "2026-01 | 1 | 60000 | 0 | 0 | 0 | 0 | 0 | 60000",
        "won in January, whenever it was expected"
    );
    assert_eq!(months[1], "2026-02 | 1 | 0 | 0 | 0 | 100000 | 0 | 50000 | 50000");
    // The sheet says which rates it used, and what it left out.
    let sheet = run(&way, "crm.forecast", &days);
    let notes: Vec<&str> = sheet.notes.iter().map(|n| n.message).collect();
    assert_eq!(notes, ["accounting-in_currency", "crm-forecast_rates", "crm-forecast_overdue"]);
    // A figure leads to what is behind it.
    let Some(Link::List(entity, filter)) = &sheet.rows[0].cells[5].link else { panic!("no list behind it") };
    let question = store::list::Question { entity: (*entity).to_owned(), filter: filter.clone(), ..Default::default() };
    let foot = w.read(&we(), |r| store::list::foot(r, &question, true)).unwrap();
    assert_eq!(foot.count, 1);
}

#[test]
fn a_quota_is_reached_by_what_was_won() {
    let way = way();
    let w = &way.w;
    let quarter = (day("2026-01-01"), day("2026-03-31"));
    w.keep(Quota::of(w.company, w.ana, quarter, euros(80_000))).unwrap();
    w.keep(Quota::of_team(w.company, w.team, quarter, euros(200_000))).unwrap();
    let twice = w.keep(Quota::of(w.company, w.ana, (day("2026-03-01"), day("2026-04-30")), euros(1))).unwrap_err();
    assert_eq!(crate::fixture::codes(twice), ["crm.quota_twice starts_on"]);
    let won = deal(&way, w.ana, 60_000, "2026-02-01");
    let open = deal(&way, w.ana, 10_000, "2026-02-01");
    way.to(open, 3).unwrap();
    let team = w.team;
    w.write(&we(), move |tx| {
        for id in [won, open] {
            let mut deal = tx.lock(id)?;
            deal.team = Some(team);
            tx.update(&mut deal)?;
        }
        Ok(())
    })
    .unwrap();
    way.won(won);
    let sheet = run(&way, "crm.attainment", &[]);
    assert_eq!(
        rows(&sheet),
        [
            "Ana | 2026-01-01 | 2026-03-31 | 80000 | 60000 | 75% | 20000 | 10000 | 8000",
            "Sales | 2026-01-01 | 2026-03-31 | 200000 | 60000 | 30% | 140000 | 10000 | 8000",
        ]
    );
}

#[test]
fn the_funnel_follows_those_who_entered_in_these_days() {
    let way = way();
    let before = way.deal("Before", 1_000, "2026-03-01");
    way.w.pass(10);
    let [all, half, gone] = ["All the way", "Half the way", "Gone"].map(|n| way.deal(n, 1_000, "2026-03-01"));
    way.w.pass(1);
    way.to(all, 1).unwrap();
    way.to(all, 2).unwrap();
    way.to(half, 1).unwrap();
    way.to(before, 1).unwrap();
    way.w.pass(1);
    way.lost(gone);
    way.won(all);
    let days = [("starts_on", Value::from(day("2026-01-10"))), ("ends_on", Value::from(day("2026-01-31")))];
    let sheet = run(&way, "crm.funnel", &days);
    let said = rows(&sheet);
    // Entered, went on, of those, won, of those, lost, still open.
    assert_eq!(said[0], "Prospecting | 3 | 2 | 66% | 1 | 33% | 1 | 1");
    assert_eq!(said[1], "Need understood | 3 | 1 | 33% | 1 | 33% | 0 | 2", "the early one entered here too");
    assert_eq!(said[2], "Proposal | 1 | 1 | 100% | 1 | 100% | 0 | 0");
    assert_eq!(said[3], "Negotiation | 0 | 0 | – | 0 | – | 0 | 0");
}

#[test]
fn velocity_and_endings_count_what_was_closed_in_these_days() {
    let way = way();
    let w = &way.w;
    let rival = w.keep(Competitor::new("Schrauben AG")).unwrap();
    let reason = CloseReason { applies: Applies::Won, ..CloseReason::new("service", "Better service") };
    let reason = w.keep(reason).unwrap();
    let won: Vec<_> = [6_000, 4_000].into_iter().map(|n| deal(&way, w.ana, n, "2026-03-01")).collect();
    let lost = deal(&way, w.ana, 30_000, "2026-03-01");
    deal(&way, w.ana, 9_000, "2026-03-01");
    deal(&way, w.tom, 5_000, "2026-03-01");
    w.pass(20);
    for id in won {
        w.does_with(id, "win", Win { reason, competitor: None, note: None }).unwrap();
    }
    w.does_with(lost, "lose", Lose { reason: w.price, competitor: Some(rival), note: None }).unwrap();
    // Open, won, lost, rate, rate of amount, average, days, a day: 1 × 2/3 × 5,000 / 20 is 166.67.
    let velocity = rows(&run(&way, "crm.velocity", &[]));
    assert_eq!(velocity[0], "Ana | 1 | 2 | 1 | 66% | 25% | 5000 | 20 | 166");
    assert_eq!(velocity[1], "Tom | 1 | 0 | 0 | – | – | – | – | –");
    assert_eq!(velocity[2], "crm-total | 2 | 2 | 1 | 66% | 25% | 5000 | 20 | 333");
    let endings = rows(&run(&way, "crm.endings", &[]));
    assert_eq!(
        endings,
        [
            "Too dear | 0 | 0 | 1 | 30000 | 0%",
            "Better service | 2 | 10000 | 0 | 0 | 100%",
            "crm-total | 2 | 10000 | 1 | 30000 | 66%",
        ]
    );
    let rivals = rows(&run(&way, "crm.endings", &[("per", Value::from("competitor"))]));
    assert_eq!(rivals[1], "Schrauben AG | 0 | 0 | 1 | 30000 | 0%");
    // The two that stay open are a month old at most; both should have left their first stage by now.
    let aged = rows(&run(&way, "crm.aged_pipeline", &[]));
    assert_eq!(aged[0], "Prospecting | 2 | 14000 | 0 | 0 | 0 | 0 | 14000 | 1400 | 2");
}

#[test]
fn an_item_is_won_and_lost_with_the_opportunities_it_is_in() {
    let way = way();
    let w = &way.w;
    let with_bolts = |n: i64| {
        let mut deal = Opportunity::new(w.company, Some(w.customer), "Bolts");
        deal.lines = vec![OpportunityLine::of(w.bolt, crate::fixture::pieces(n))].into();
        w.keep(deal).unwrap()
    };
    way.won(with_bolts(4));
    way.lost(with_bolts(2));
    let items = rows(&run(&way, "crm.endings", &[("per", Value::from("item"))]));
    assert_eq!(items, ["Bolt | 1 | – | 1 | – | 50%"]);
}

#[test]
fn the_bridge_between_two_days_comes_out_even_and_names_what_changed() {
    let way = way();
    let w = &way.w;
    let [grows, shrinks, slips, lost, won] =
        ["Grows", "Shrinks", "Slips", "Lost", "Won"].map(|n| way.deal(n, 1_000, "2026-02-15"));
    let later = way.deal("Comes early", 500, "2026-07-01");
    w.write(&we(), crm::order_standing).unwrap();
    let runner = Runner::new(w.set.set(), &crm::JOBS);
    w.pass(1);
    runner.run_all().unwrap();
    w.pass(9);
    let change = |id: Id<Opportunity>, run: fn(&mut Opportunity)| {
        w.write(&we(), move |tx| {
            let mut deal = tx.lock(id)?;
            run(&mut deal);
            tx.update(&mut deal)
        })
        .unwrap();
    };
    change(grows, |d| d.amount = euros(1_300));
    change(shrinks, |d| d.amount = euros(900));
    change(slips, |d| d.expected_on = Some(day("2026-05-01")));
    change(later, |d| d.expected_on = Some(day("2026-03-01")));
    way.lost(lost);
    way.won(won);
    way.deal("New", 2_000, "2026-03-30");
    runner.run_all().unwrap();
    w.pass(5);
    runner.run_all().unwrap();
    let between = |opens: &str, closes: &str| {
        let asked = [
            ("opens_on", Value::from(day(opens))),
            ("closes_on", Value::from(day(closes))),
            ("expected_from", Value::from(day("2026-01-01"))),
            ("expected_until", Value::from(day("2026-03-31"))),
        ];
        let sheet = run(&way, "crm.bridge", &asked);
        let heads = sheet.rows.iter().filter(|r| r.depth == 0);
        heads.map(|r| said(&sheet, r)).collect::<Vec<_>>()
    };
    let wanted = [
        "crm-bridge_opening | 5000",
        "crm-bridge_new | 2000",
        "crm-bridge_pulled_in | 500",
        "crm-bridge_increased | 300",
        "crm-bridge_decreased | -100",
        "crm-bridge_slipped_out | -1000",
        "crm-bridge_lost | -1000",
        "crm-bridge_won | -1000",
        "crm-bridge_closing | 4700",
    ];
    // From the end of the first day to the end of the fifteenth, and to what is true now: nothing has changed since.
    assert_eq!(between("2026-01-05", "2026-01-15"), wanted);
    assert_eq!(between("2026-01-05", "2026-01-20"), wanted);
    assert_eq!(between("2026-01-15", "2026-01-20"), ["crm-bridge_opening | 4700", "crm-bridge_closing | 4700"]);
    // Before anything is known there was nothing.
    assert_eq!(between("2026-01-04", "2026-01-05")[1], "crm-bridge_new | 5000");
    assert_eq!(w.get(lost).state, crm::OpportunityState::Lost);
    assert_eq!(w.get(w.get(won).stage).class, Class::Won);
}

#[test]
fn what_people_did_is_counted_by_kind_and_what_they_let_lie_is_told() {
    use platform::{Activity, ActivityType, Event};
    let way = way();
    let w = &way.w;
    let (ana, tom) = (w.ana, w.tom);
    let add = |kind, due: &str, owner| w.keep(Activity::new(kind, "Something", Some(day(due)), Some(owner))).unwrap();
    for kind in [ActivityType::Call, ActivityType::Call, ActivityType::Email] {
        let done = add(kind, "2026-01-05", ana);
        w.does(done, "finish").unwrap();
    }
    add(ActivityType::Task, "2026-01-06", tom);
    let starts = base::Instant::parse("2026-01-05T09:00:00Z").unwrap();
    let ends = base::Instant::parse("2026-01-05T10:00:00Z").unwrap();
    let visit = w.keep(Event::new(platform::EventKind::Visit, "A visit", starts, ends, Some(tom))).unwrap();
    w.does(visit, "hold").unwrap();
    w.pass(2);
    let of = |from: &str, until: &str| {
        let sheet = run(&way, "crm.activity", &[("starts_on", day(from).into()), ("ends_on", day(until).into())]);
        rows(&sheet)
    };
    // Tasks, calls, meetings, e-mails, deadlines, appointments held, and what is overdue on the seventh.
    let wanted =
        ["Ana | 0 | 2 | 0 | 1 | 0 | 0 | 0", "Tom | 0 | 0 | 0 | 0 | 0 | 1 | 1", "crm-total | 0 | 2 | 0 | 1 | 0 | 1 | 1"];
    assert_eq!(of("2026-01-05", "2026-01-31"), wanted);
    assert_eq!(
        of("2026-01-06", "2026-01-31"),
        ["Tom | 0 | 0 | 0 | 0 | 0 | 0 | 1", "crm-total | 0 | 0 | 0 | 0 | 0 | 0 | 1"]
    );
}

#[test]
fn stages_of_two_pipelines_stand_under_their_own() {
    let way = way();
    let w = &way.w;
    way.deal("Bolts", 1_000, "2026-02-01");
    let one = rows(&run(&way, "crm.aged_pipeline", &[]));
    assert_eq!(one.len(), 2, "a stage and the sum: {one:?}");
    let second = w.keep(crm::Pipeline { place: 99, ..crm::Pipeline::new("Second") }).unwrap();
    let deal = way.deal("Nuts", 300, "2026-02-01");
    let stage = w.keep(crm::Stage::new(second, "Beginning", 10, Class::Open)).unwrap();
    w.write(&we(), move |tx| {
        let mut deal = tx.lock(deal)?;
        (deal.pipeline, deal.stage) = (second, stage);
        tx.update(&mut deal)
    })
    .unwrap();
    let sheet = run(&way, "crm.aged_pipeline", &[]);
    let looks: Vec<_> = sheet.rows.iter().map(|r| (r.look, r.depth)).collect();
    use store::report::Look::{Heading, Plain, Total};
    assert_eq!(looks, [(Heading, 0), (Plain, 1), (Heading, 0), (Plain, 1), (Total, 0)], "{:?}", rows(&sheet));
    assert!(rows(&sheet)[2].starts_with("Second | 1 | 300"), "{:?}", rows(&sheet));
}

/// Every column that a report may show, by its words.
pub fn words() -> BTreeSet<String> {
    let way = way();
    let mut words = BTreeSet::new();
    for report in reports::REPORTS {
        let id = report.message();
        words.extend([id.clone(), format!("{id}-about")]);
        let mut ways: Vec<Vec<(&str, Value)>> = vec![Vec::new()];
        for parameter in report.parameters {
            words.insert(format!("{id}-{}", parameter.name));
            let entity::Kind::Choice(choice) = parameter.kind else { continue };
            words.extend(choice.options.iter().map(|o| format!("{id}-{}-{}", parameter.name, o.code)));
            ways.extend(choice.options.iter().map(|o| vec![(parameter.name, Value::from(o.code))]));
        }
        for asked in ways {
            let sheet = run(&way, report.name, &asked);
            words.extend(sheet.columns.iter().map(|c| format!("{id}-{}", c.name)));
        }
    }
    words
}

#[test]
fn every_report_runs_on_an_empty_pipeline() {
    assert!(words().len() > 60);
}
