//! Whose turn it is: the decision alone, without a database, so that the same facts always give the same answer.

use super::{Distribution, Verdict};

/// What is known of a member when somebody has to be chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// The user.
    pub user: i64,
    /// They may work in the set.
    pub active: bool,
    /// They are away today.
    pub away: bool,
    /// By their calendar they do not work at this hour, or have the day off.
    pub off_work: bool,
    /// Leads they are working on.
    pub open: i64,
    /// The most they work on at once.
    pub most_open: Option<i64>,
    /// Leads they were given in the last 24 hours.
    pub today: i64,
    /// The most they are given in 24 hours.
    pub most_per_day: Option<i64>,
    /// Their share where shares are weighted; nobody has less than one.
    pub weight: i64,
    /// What they are still owed of their share.
    pub standing: i64,
}

impl Facts {
    /// Whether they can take a lead, and why not.
    pub fn verdict(&self) -> Verdict {
        match () {
            () if !self.active => Verdict::Inactive,
            () if self.away => Verdict::Away,
            () if self.off_work => Verdict::OffWork,
            () if self.most_open.is_some_and(|most| self.open >= most) => Verdict::TooMuchOpen,
            () if self.most_per_day.is_some_and(|most| self.today >= most) => Verdict::DayFull,
            () => Verdict::Eligible,
        }
    }
}

/// The place of whoever gets the lead; nobody where nobody is eligible. `last` is who got one last. Where shares are weighted, the
/// standings move, so that shares come out even over time and nobody gets a run of leads.
pub fn choose(way: Distribution, members: &mut [Facts], last: Option<i64>) -> Option<usize> {
    let able: Vec<usize> = (0..members.len()).filter(|i| members[*i].verdict() == Verdict::Eligible).collect();
    let first = *able.first()?;
    match way {
        Distribution::RoundRobin => {
            let at = last.and_then(|user| members.iter().position(|m| m.user == user));
            Some(at.and_then(|at| able.iter().copied().find(|i| *i > at)).unwrap_or(first))
        }
        Distribution::LeastLoad => able.into_iter().min_by_key(|i| (members[*i].open, members[*i].today, *i)),
        Distribution::Weighted => {
            let whole: i64 = able.iter().map(|i| members[*i].weight.max(1)).sum();
            for place in &able {
                members[*place].standing += members[*place].weight.max(1);
            }
            let chosen = able.into_iter().max_by_key(|i| (members[*i].standing, std::cmp::Reverse(*i)))?;
            members[chosen].standing -= whole;
            Some(chosen)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn team(weights: &[i64]) -> Vec<Facts> {
        let one = |(place, weight): (usize, &i64)| Facts {
            user: place as i64 + 1,
            active: true,
            weight: *weight,
            ..Facts::default()
        };
        weights.iter().enumerate().map(one).collect()
    }

    /// Who gets the next leads, by letter.
    fn turns(way: Distribution, members: &mut [Facts], n: usize) -> String {
        let mut last = None;
        let mut said = String::new();
        for _ in 0..n {
            match choose(way, members, last) {
                Some(place) => {
                    last = Some(members[place].user);
                    members[place].open += 1;
                    members[place].today += 1;
                    said.push(char::from(b'a' + place as u8));
                }
                None => said.push('-'),
            }
        }
        said
    }

    #[test]
    fn round_robin_goes_on_after_the_last_and_passes_over_whoever_cannot() {
        assert_eq!(turns(Distribution::RoundRobin, &mut team(&[1, 1, 1]), 7), "abcabca");
        let mut members = team(&[1, 1, 1]);
        members[1].active = false;
        assert_eq!(turns(Distribution::RoundRobin, &mut members, 4), "acac");
        members[1].active = true;
        members[0].away = true;
        assert_eq!(choose(Distribution::RoundRobin, &mut members, Some(3)), Some(1), "b, because a is away");
        assert_eq!(choose(Distribution::RoundRobin, &mut members, Some(99)), Some(1), "somebody who left the team");
    }

    #[test]
    fn the_least_loaded_is_who_works_on_fewest_leads() {
        let mut members = team(&[1, 1, 1]);
        (members[0].open, members[1].open, members[2].open) = (5, 2, 4);
        // Of two who are even, it is whoever got fewer today.
        assert_eq!(turns(Distribution::LeastLoad, &mut members, 6), "bbcbac");
    }

    #[test]
    fn weights_give_shares_without_runs() {
        assert_eq!(turns(Distribution::Weighted, &mut team(&[5, 1, 1]), 7), "aabacaa");
        assert_eq!(turns(Distribution::Weighted, &mut team(&[2, 1]), 6), "abaaba");
        // A weight of nothing counts as one.
        assert_eq!(turns(Distribution::Weighted, &mut team(&[0, 1]), 4), "abab");
    }

    #[test]
    fn a_full_day_or_a_full_desk_ends_it() {
        let mut members = team(&[1, 1]);
        members[0].most_per_day = Some(2);
        members[1].most_open = Some(1);
        assert_eq!(turns(Distribution::RoundRobin, &mut members, 5), "aba--");
        assert_eq!((members[0].verdict(), members[1].verdict()), (Verdict::DayFull, Verdict::TooMuchOpen));
        members[0].away = true;
        members[1].active = false;
        assert_eq!((members[0].verdict(), members[1].verdict()), (Verdict::Away, Verdict::Inactive));
    }
}
