//! The course of a request: which steps are open together, when a step is decided, and what going back opens again. Pure.

/// How many of those asked have to say yes.
#[derive(entity::Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rule {
    /// The first who decides.
    #[default]
    Any,
    /// Everybody: a countersignature.
    All,
    /// So many of them.
    Several,
    /// Everybody, one after the other.
    InTurn,
}

/// What one of those asked has said so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Nothing yet.
    Pending,
    Yes,
    No,
}

/// One voice in a step; whoever was added by an approver has to agree besides those whom the rule counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Voice {
    pub answer: Answer,
    pub must: bool,
}

/// Where a step stands after what was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Pending,
    Approved,
    Refused,
}

/// Decides a step. A no ends it, except where so many of several are still possible.
pub fn verdict(rule: Rule, needed: usize, voices: &[Voice]) -> Verdict {
    let of = |must: bool, answer: Answer| voices.iter().filter(|v| v.must == must && v.answer == answer).count();
    let (yes, no, open) = (of(false, Answer::Yes), of(false, Answer::No), of(false, Answer::Pending));
    let counted = yes + no + open;
    let (refused, approved) = match rule {
        Rule::Any => (no > 0, yes > 0 || (counted == 0 && of(true, Answer::Yes) > 0)),
        Rule::All | Rule::InTurn => (no > 0, yes == counted),
        Rule::Several => (yes + open < needed, yes >= needed),
    };
    match () {
        () if refused || of(true, Answer::No) > 0 => Verdict::Refused,
        () if approved && of(true, Answer::Pending) == 0 && !voices.is_empty() => Verdict::Approved,
        () => Verdict::Pending,
    }
}

/// Where a step stands in the course. Stages follow one another; branches of a stage run side by side, and the steps of one
/// branch follow one another in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place<'a> {
    pub stage: i64,
    pub branch: &'a str,
    /// Nobody has been asked yet.
    pub waiting: bool,
    /// Nothing more is expected of it.
    pub finished: bool,
}

/// The steps to open now.
pub fn next(places: &[Place]) -> Vec<usize> {
    let Some(stage) = places.iter().filter(|p| !p.finished).map(|p| p.stage).min() else { return Vec::new() };
    let mut seen: Vec<&str> = Vec::new();
    let mut open = Vec::new();
    for (at, place) in places.iter().enumerate().filter(|(_, p)| p.stage == stage && !p.finished) {
        if seen.contains(&place.branch) {
            continue;
        }
        seen.push(place.branch);
        if place.waiting {
            open.push(at);
        }
    }
    open
}

/// What is to be done again when a step is opened again: itself and all that comes after it.
pub fn from(places: &[Place], step: usize) -> Vec<usize> {
    let Some(first) = places.get(step) else { return Vec::new() };
    let after = |(at, place): (usize, &Place)| {
        let behind =
            place.stage > first.stage || (place.stage == first.stage && place.branch == first.branch && at >= step);
        behind.then_some(at)
    };
    places.iter().enumerate().filter_map(after).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn voices(text: &str) -> Vec<Voice> {
        let answer = |c: char| match c.to_ascii_lowercase() {
            'y' => Answer::Yes,
            'n' => Answer::No,
            _ => Answer::Pending,
        };
        text.chars().map(|c| Voice { answer: answer(c), must: c.is_ascii_uppercase() }).collect()
    }

    #[test]
    fn a_step_is_decided_by_its_rule() {
        use Verdict::*;
        // Small letters are counted, capitals have to agree besides: y yes, n no, p nothing yet.
        let table = [
            (Rule::Any, 0, "pp", Pending),
            (Rule::Any, 0, "py", Approved),
            (Rule::Any, 0, "pn", Refused),
            (Rule::Any, 0, "yP", Pending),
            (Rule::Any, 0, "yY", Approved),
            (Rule::Any, 0, "yN", Refused),
            (Rule::All, 0, "yyp", Pending),
            (Rule::All, 0, "yyy", Approved),
            (Rule::All, 0, "ynp", Refused),
            (Rule::InTurn, 0, "yp", Pending),
            (Rule::InTurn, 0, "yy", Approved),
            (Rule::Several, 2, "ypp", Pending),
            (Rule::Several, 2, "ynp", Pending),
            (Rule::Several, 2, "yyn", Approved),
            (Rule::Several, 2, "ynn", Refused),
            (Rule::Several, 2, "yyP", Pending),
            (Rule::Any, 0, "", Pending),
            (Rule::All, 0, "", Pending),
        ];
        for (rule, needed, said, wanted) in table {
            assert_eq!(verdict(rule, needed, &voices(said)), wanted, "{rule:?} {needed} {said}");
        }
    }

    fn place(stage: i64, branch: &str, state: char) -> Place<'_> {
        Place { stage, branch, waiting: state == 'w', finished: state == 'f' }
    }

    #[test]
    fn branches_run_side_by_side_and_stages_one_after_the_other() {
        let plan = |a, b, c, d, e| {
            [place(1, "", a), place(2, "money", b), place(2, "money", c), place(2, "works", d), place(3, "", e)]
        };
        assert_eq!(next(&plan('w', 'w', 'w', 'w', 'w')), [0]);
        assert_eq!(next(&plan('o', 'w', 'w', 'w', 'w')), [] as [usize; 0]);
        assert_eq!(next(&plan('f', 'w', 'w', 'w', 'w')), [1, 3]);
        assert_eq!(next(&plan('f', 'f', 'w', 'o', 'w')), [2]);
        assert_eq!(next(&plan('f', 'f', 'f', 'o', 'w')), [] as [usize; 0]);
        assert_eq!(next(&plan('f', 'f', 'f', 'f', 'w')), [4]);
        assert_eq!(next(&plan('f', 'f', 'f', 'f', 'f')), [] as [usize; 0]);
    }

    #[test]
    fn going_back_opens_the_step_and_all_behind_it_but_not_the_branch_beside() {
        let plan = [place(1, "", 'f'), place(2, "a", 'f'), place(2, "b", 'f'), place(2, "a", 'o'), place(3, "", 'w')];
        assert_eq!(from(&plan, 1), [1, 3, 4]);
        assert_eq!(from(&plan, 0), [0, 1, 2, 3, 4]);
        assert_eq!(from(&plan, 2), [2, 4]);
        assert_eq!(from(&plan, 9), [] as [usize; 0]);
    }
}
