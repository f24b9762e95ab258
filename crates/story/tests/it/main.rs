//! Short plays of the simulator: the laws hold, the same seed does the same, and what is broken on purpose is found.

use accounting::Costing;
use accounting::charts::Chart;
use base::Date;
use store::testing::Fresh;
use story::{Outcome, Plan, found, simulate};

fn play(costing: Costing, chart: Chart, plan: Plan) -> Outcome {
    let set = Fresh::open(story::registry());
    let trade = found(&set, chart, costing, Date::parse("2026-01-01").unwrap()).unwrap();
    simulate(&set, &trade, plan, Date::parse("2026-01-02").unwrap()).unwrap()
}

#[test]
fn every_law_holds_whatever_happens() {
    for (seed, costing, chart) in [
        (1, Costing::MovingAverage, Chart::General),
        (2, Costing::Fifo, Chart::Spain),
        (3, Costing::Standard, Chart::China),
    ] {
        let outcome = play(costing, chart, Plan { steps: 400, seed, broken_at: None });
        assert_eq!(outcome.broken, None, "seed {seed}");
        let done = |verb: &str| outcome.done.get(verb).map_or(0, |d| d.0);
        let verbs = ["goods leave", "post invoice", "receive", "supplier invoice", "pay"];
        assert!(verbs.iter().all(|verb| done(verb) > 0), "{:?}", outcome.done);
    }
}

#[test]
fn the_same_seed_does_the_same() {
    let plan = Plan { steps: 60, seed: 7, broken_at: None };
    let once = play(Costing::Fifo, Chart::General, plan);
    assert_eq!(once, play(Costing::Fifo, Chart::General, plan));
}

#[test]
fn a_value_moved_without_its_entry_is_found_at_once() {
    let outcome = play(Costing::MovingAverage, Chart::General, Plan { steps: 200, seed: 5, broken_at: Some(90) });
    let (step, culprits) = outcome.broken.expect("it is found");
    assert_eq!(step, 90);
    assert!(culprits.iter().any(|c| c.contains("inventory says")), "{culprits:?}");
}
