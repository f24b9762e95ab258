//! Whose turn it is: the decision alone, without a database, so that the same facts always give the same answer.

use crate::Sharing;

/// What is known of a member when somebody has to be chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// The user.
    pub user: i64,
    /// They may work in the set.
    pub active: bool,
    /// They are away today.
    pub away: bool,
    /// They work at this hour, by their calendar.
    pub works: bool,
    /// Tickets that wait for them.
    pub open: i64,
    /// The most at once.
    pub most_open: Option<i64>,
    /// They can do what it needs; where it needs nothing, everybody can.
    pub skilled: bool,
    /// How well, from 1 to 5.
    pub level: i64,
    /// They had it and did not accept it.
    pub passed_over: bool,
}

impl Facts {
    /// Whether they can take a ticket now.
    pub fn can(&self) -> bool {
        let room = self.most_open.is_none_or(|most| self.open < most);
        self.active && !self.away && self.works && room && self.skilled && !self.passed_over
    }
}

/// The place of whoever gets the ticket; nobody where nobody can take it. `last` is who got one last.
pub fn choose(way: Sharing, members: &[Facts], last: Option<i64>) -> Option<usize> {
    let able: Vec<usize> = (0..members.len()).filter(|i| members[*i].can()).collect();
    let first = *able.first()?;
    match way {
        Sharing::ByHand => None,
        Sharing::RoundRobin => {
            let at = last.and_then(|user| members.iter().position(|m| m.user == user));
            Some(at.and_then(|at| able.iter().copied().find(|i| *i > at)).unwrap_or(first))
        }
        Sharing::BestSkilled => {
            let best = able.iter().map(|i| members[*i].level).max()?;
            let even = able.into_iter().filter(|i| members[*i].level == best).collect();
            least_busy(even, members, last)
        }
        Sharing::LeastBusy => least_busy(able, members, last),
    }
}

/// Of two who have equally few, whoever comes after the last: a quiet queue does not always ring at one desk.
fn least_busy(able: Vec<usize>, members: &[Facts], last: Option<i64>) -> Option<usize> {
    let least = able.iter().map(|i| members[*i].open).min()?;
    let even: Vec<usize> = able.into_iter().filter(|i| members[*i].open == least).collect();
    let at = last.and_then(|user| members.iter().position(|m| m.user == user));
    at.and_then(|at| even.iter().copied().find(|i| *i > at)).or(even.first().copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn team(n: i64) -> Vec<Facts> {
        (1..=n).map(|user| Facts { user, active: true, works: true, skilled: true, ..Facts::default() }).collect()
    }

    /// Who gets the next tickets, by letter.
    fn turns(way: Sharing, members: &mut [Facts], n: usize) -> String {
        let (mut last, mut said) = (None, String::new());
        for _ in 0..n {
            match choose(way, members, last) {
                Some(place) => {
                    last = Some(members[place].user);
                    members[place].open += 1;
                    said.push(char::from(b'a' + place as u8));
                }
                None => said.push('-'),
            }
        }
        said
    }

    #[test]
    fn round_robin_passes_over_whoever_does_not_work_now() {
        assert_eq!(turns(Sharing::RoundRobin, &mut team(3), 7), "abcabca");
        let mut members = team(3);
        members[1].works = false;
        assert_eq!(turns(Sharing::RoundRobin, &mut members, 4), "acac");
        members[1].works = true;
        members[0].away = true;
        assert_eq!(choose(Sharing::RoundRobin, &members, Some(3)), Some(1), "b, because a is away");
        members[1].active = false;
        assert_eq!(choose(Sharing::RoundRobin, &members, Some(99)), Some(2), "the last one left the team");
    }

    #[test]
    fn the_least_busy_is_who_has_fewest_and_even_ones_take_turns() {
        let mut members = team(3);
        (members[0].open, members[1].open, members[2].open) = (5, 2, 3);
        assert_eq!(turns(Sharing::LeastBusy, &mut members, 4), "bcbc");
        assert_eq!(turns(Sharing::LeastBusy, &mut team(3), 4), "abca");
    }

    #[test]
    fn a_full_desk_ends_it_and_whoever_let_it_lie_does_not_get_it_again() {
        let mut members = team(2);
        members[0].most_open = Some(1);
        members[1].most_open = Some(2);
        assert_eq!(turns(Sharing::RoundRobin, &mut members, 5), "abb--");
        let mut members = team(2);
        members[0].passed_over = true;
        assert_eq!(choose(Sharing::RoundRobin, &members, Some(2)), Some(1));
        assert_eq!(choose(Sharing::ByHand, &members, None), None);
    }

    #[test]
    fn who_cannot_do_it_does_not_get_it_and_the_best_get_it_first() {
        let mut members = team(3);
        (members[0].skilled, members[1].level, members[2].level) = (false, 2, 4);
        assert_eq!(turns(Sharing::RoundRobin, &mut members, 4), "bcbc");
        assert_eq!(choose(Sharing::BestSkilled, &members, None), Some(2));
        members[2].away = true;
        assert_eq!(choose(Sharing::BestSkilled, &members, None), Some(1), "the best is away");
        members[1].skilled = false;
        assert_eq!(choose(Sharing::BestSkilled, &members, None), None, "nobody who cannot do it");
        let mut even = team(2);
        (even[0].level, even[1].level, even[0].open) = (5, 5, 1);
        assert_eq!(choose(Sharing::BestSkilled, &even, None), Some(1), "of equally good ones who has fewer");
    }
}
