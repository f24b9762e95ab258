//! Short plays of the simulator: the laws hold, the same seed does the same, and what is broken on purpose is found.

use accounting::charts::Chart;
use accounting::{CostAt, Costing};
use base::Date;
use std::collections::BTreeMap;
use store::testing::Fresh;
use story::{Calendar, Keeping, Outcome, Plan, found, simulate};

fn play(costing: Costing, chart: Chart, plan: Plan) -> Outcome {
    let first = Date::parse("2026-01-02").unwrap();
    let calendar = Calendar::at(first).unwrap();
    let set = Fresh::with(story::registry(), calendar.options());
    let cost_at = [CostAt::Delivery, CostAt::Invoice][(plan.seed % 2) as usize];
    let trade = found(&set, Keeping { chart, costing, cost_at }, Date::parse("2026-01-01").unwrap()).unwrap();
    simulate(&set, &trade, &calendar, plan, first).unwrap()
}

#[test]
fn every_law_holds_whatever_happens() {
    let mut happened: BTreeMap<&str, u64> = BTreeMap::new();
    for (seed, costing, chart) in [
        (1, Costing::MovingAverage, Chart::General),
        (2, Costing::Fifo, Chart::Spain),
        (3, Costing::Standard, Chart::China),
    ] {
        let outcome = play(costing, chart, Plan { steps: 600, seed, broken_at: None });
        assert_eq!(outcome.broken, None, "seed {seed}");
        for (verb, (done, _)) in outcome.done {
            *happened.entry(verb).or_default() += done;
        }
    }
    let never: Vec<&str> = happened.iter().filter(|(_, times)| **times == 0).map(|(verb, _)| *verb).collect();
    assert_eq!(never, Vec::<&str>::new());
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
