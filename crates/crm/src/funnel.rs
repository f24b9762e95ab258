//! How far opportunities come: of those that entered a stage, how many ever went on. By cohort, not by dividing two stocks.

use crate::pipeline::Class;
use base::Instant;
use std::collections::{BTreeMap, BTreeSet};

/// An opportunity entered a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    pub opportunity: i64,
    /// The place of the stage among those of its pipeline, the first open one being 0.
    pub place: usize,
    pub class: Class,
    pub at: Instant,
}

/// What became of the opportunities that entered a stage.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Step {
    /// Who entered it in the time asked for.
    pub entered: BTreeSet<i64>,
    /// Of them, who ever went on to a later stage or was won.
    pub went_on: BTreeSet<i64>,
    pub won: BTreeSet<i64>,
    pub lost: BTreeSet<i64>,
}

/// One step for each of `stages` open stages: its cohort are the opportunities that entered it between two moments; what they did
/// afterwards counts up to `as_of`.
pub fn funnel(entries: &[Entry], stages: usize, from: Instant, until: Instant, as_of: Instant) -> Vec<Step> {
    let mut by: BTreeMap<i64, Vec<&Entry>> = BTreeMap::new();
    for entry in entries.iter().filter(|e| e.at <= as_of) {
        by.entry(entry.opportunity).or_default().push(entry);
    }
    let mut steps = vec![Step::default(); stages];
    for (opportunity, way) in &mut by {
        way.sort_by_key(|e| e.at);
        for (place, step) in steps.iter_mut().enumerate() {
            let here = |e: &&&Entry| e.class == Class::Open && e.place == place && e.at >= from && e.at <= until;
            let Some(begun) = way.iter().position(|e| here(&e)) else { continue };
            step.entered.insert(*opportunity);
            let later = &way[begun + 1..];
            if later.iter().any(|e| e.class == Class::Won || (e.class == Class::Open && e.place > place)) {
                step.went_on.insert(*opportunity);
            }
            // How it stands at the end counts: what was lost and opened again is not lost.
            match way.last().map(|e| e.class) {
                Some(Class::Won) => drop(step.won.insert(*opportunity)),
                Some(Class::Lost) => drop(step.lost.insert(*opportunity)),
                _ => {}
            }
        }
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(day: i64) -> Instant {
        Instant::from_micros(day * 86_400_000_000)
    }

    fn open(opportunity: i64, place: usize, day: i64) -> Entry {
        Entry { opportunity, place, class: Class::Open, at: at(day) }
    }

    fn end(opportunity: i64, class: Class, day: i64) -> Entry {
        Entry { opportunity, place: 9, class, at: at(day) }
    }

    fn counts(step: &Step) -> [usize; 4] {
        [step.entered.len(), step.went_on.len(), step.won.len(), step.lost.len()]
    }

    #[test]
    fn conversion_is_of_those_who_entered_in_the_time_asked_for() {
        let entries = [
            // 1 goes all the way; 2 is lost in the second stage; 3 stays; 4 came earlier; 5 passes over the second stage.
            open(1, 0, 10),
            open(1, 1, 12),
            open(1, 2, 15),
            end(1, Class::Won, 20),
            open(2, 0, 11),
            open(2, 1, 13),
            end(2, Class::Lost, 14),
            open(3, 0, 12),
            open(4, 0, 1),
            open(4, 1, 12),
            open(5, 0, 13),
            open(5, 2, 14),
        ];
        let steps = funnel(&entries, 3, at(10), at(19), at(30));
        // Entered, went on, won, lost. 4 is of the second stage's cohort alone.
        assert_eq!(counts(&steps[0]), [4, 3, 1, 1]);
        assert_eq!(counts(&steps[1]), [3, 1, 1, 1]);
        assert_eq!(counts(&steps[2]), [2, 1, 1, 0]);
        // As of an earlier day less had happened.
        assert_eq!(counts(&funnel(&entries, 3, at(10), at(19), at(13))[0]), [4, 2, 0, 0]);
    }

    #[test]
    fn going_back_is_no_going_on_and_what_was_opened_again_is_not_lost() {
        let entries = [open(1, 1, 10), open(1, 0, 11), open(2, 0, 10), end(2, Class::Lost, 12), open(2, 0, 13)];
        let steps = funnel(&entries, 2, at(10), at(20), at(20));
        assert_eq!(counts(&steps[1]), [1, 0, 0, 0]);
        assert_eq!(counts(&steps[0]), [2, 0, 0, 0]);
    }
}
