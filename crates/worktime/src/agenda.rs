//! Who is free: events that fall on each other, and the first times at which everybody who is needed can meet.

use crate::{Calendar, Result, Span};
use base::Instant;
use std::time::Duration;

/// Time that is taken by something, and by what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Busy<W> {
    /// The moments it takes.
    pub span: Span,
    /// What takes them.
    pub by: W,
}

/// Which busy times fall on which wanted ones, by their places; in the order of the wanted ones, at most `limit`.
///
/// `wanted` and `busy` may come in any order. What ends when the other begins does not fall on it.
pub fn clashes<W>(wanted: &[Span], busy: &[Busy<W>], limit: usize) -> Vec<(usize, usize)> {
    let mut by_start: Vec<usize> = (0..busy.len()).collect();
    by_start.sort_by_key(|place| busy[*place].span);
    let longest = busy.iter().map(|busy| busy.span.length()).max().unwrap_or_default();
    let mut found = Vec::new();
    for (wanted_at, wanted) in wanted.iter().enumerate() {
        // Whatever begins earlier than the longest lasts has ended.
        let earliest = wanted.from.micros().saturating_sub(longest.as_micros() as i64);
        let first = by_start.partition_point(|place| busy[*place].span.from.micros() < earliest);
        for place in &by_start[first..] {
            if busy[*place].span.from >= wanted.until {
                break;
            }
            if busy[*place].span.overlaps(*wanted) {
                if found.len() == limit {
                    return found;
                }
                found.push((wanted_at, *place));
            }
        }
    }
    found
}

/// Somebody who is to come.
#[derive(Clone, Debug)]
pub struct Attendee<'c> {
    /// When they work.
    pub calendar: &'c Calendar,
    /// What they have already; in any order.
    pub busy: Vec<Span>,
    /// Without them there is no meeting.
    pub needed: bool,
}

/// A time at which everybody who is needed can meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// From when until when.
    pub span: Span,
    /// How many of the others can come too.
    pub others: usize,
}

/// The first times within a stretch at which all who are needed work and have nothing else, one after the other.
///
/// They begin on full steps of `grid`, such as quarters of an hour. With nobody who is needed there is none.
pub fn common_slots(
    people: &[Attendee],
    within: Span,
    length: Duration,
    grid: Duration,
    limit: usize,
) -> Result<Vec<Slot>> {
    let mut common: Option<Vec<Span>> = None;
    for attendee in people.iter().filter(|attendee| attendee.needed) {
        let free = free(attendee, within)?;
        common = Some(common.map_or(free.clone(), |common| both(&common, &free)));
    }
    let others: Vec<Vec<Span>> = people
        .iter()
        .filter(|attendee| !attendee.needed)
        .map(|attendee| free(attendee, within))
        .collect::<Result<_>>()?;
    let (step, length) = (grid.as_micros().max(1) as i64, length.as_micros() as i64);
    let mut slots = Vec::new();
    for span in common.unwrap_or_default() {
        let mut from = next_step(span.from.micros(), step);
        while length > 0 && from + length <= span.until.micros() {
            if slots.len() == limit {
                return Ok(slots);
            }
            let slot = Span { from: Instant::from_micros(from), until: Instant::from_micros(from + length) };
            let comes = |free: &&Vec<Span>| free.iter().any(|free| free.from <= slot.from && slot.until <= free.until);
            slots.push(Slot { span: slot, others: others.iter().filter(comes).count() });
            from = next_step(from + length, step);
        }
    }
    Ok(slots)
}

/// What is left of working time beside what somebody has already.
pub fn free(attendee: &Attendee, within: Span) -> Result<Vec<Span>> {
    let mut busy: Vec<Span> = attendee.busy.iter().copied().filter(|busy| busy.overlaps(within)).collect();
    busy.sort_unstable();
    let mut free = Vec::new();
    for open in attendee.calendar.spans(within)? {
        let mut from = open.from;
        for taken in busy.iter().filter(|taken| taken.overlaps(open)) {
            if from < taken.from {
                free.push(Span { from, until: taken.from });
            }
            from = from.max(taken.until);
        }
        if from < open.until {
            free.push(Span { from, until: open.until });
        }
    }
    Ok(free)
}

/// What lies outside working time of a stretch, in order.
pub fn outside(calendar: &Calendar, within: Span) -> Result<Vec<Span>> {
    let mut closed = Vec::new();
    let mut from = within.from;
    for open in calendar.spans(within)? {
        if from < open.from {
            closed.push(Span { from, until: open.from });
        }
        from = open.until;
    }
    if from < within.until {
        closed.push(Span { from, until: within.until });
    }
    Ok(closed)
}

/// What two lists of spans have in common; both are in order and apart.
fn both(first: &[Span], second: &[Span]) -> Vec<Span> {
    let (mut a, mut b, mut common) = (0, 0, Vec::new());
    while let (Some(one), Some(two)) = (first.get(a), second.get(b)) {
        let span = Span { from: one.from.max(two.from), until: one.until.min(two.until) };
        if span.from < span.until {
            common.push(span);
        }
        if one.until < two.until { a += 1 } else { b += 1 }
    }
    common
}

fn next_step(micros: i64, step: i64) -> i64 {
    micros + (step - micros.rem_euclid(step)) % step
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Hours, Week};
    use base::Zone;
    use std::collections::BTreeMap;

    const HOUR: Duration = Duration::from_secs(3600);

    fn span(from: &str, until: &str) -> Span {
        let at = |text: &str| Instant::parse(&format!("2026-11-{text}:00Z")).unwrap();
        Span { from: at(from), until: at(until) }
    }

    fn office(zone: &str) -> Calendar {
        let hours = [Hours::new(9 * 60, 13 * 60).unwrap(), Hours::new(14 * 60, 18 * 60).unwrap()];
        Calendar::new(Zone::named(zone).unwrap(), Week::monday_to_friday(&hours), BTreeMap::new()).unwrap()
    }

    #[test]
    fn what_ends_when_the_other_begins_does_not_clash() {
        let busy = [
            Busy { span: span("23T11:00", "23T12:00"), by: "lunch" },
            Busy { span: span("20T00:00", "24T00:00"), by: "fair" },
            Busy { span: span("23T09:00", "23T10:00"), by: "call" },
        ];
        let wanted = [span("23T10:00", "23T11:00"), span("23T10:30", "23T11:30"), span("24T09:00", "24T10:00")];
        let found = clashes(&wanted, &busy, 10);
        let named: Vec<_> = found.iter().map(|(wanted, busy_at)| (*wanted, busy[*busy_at].by)).collect();
        assert_eq!(named, [(0, "fair"), (1, "fair"), (1, "lunch")]);
        assert_eq!(clashes(&wanted, &busy, 1).len(), 1);
    }

    #[test]
    fn the_first_three_times_at_which_all_who_are_needed_can_meet() {
        let (madrid, shanghai) = (office("Europe/Madrid"), office("Asia/Shanghai"));
        // Madrid's morning is Shanghai's afternoon: 09:00 to 11:00 in Madrid is 16:00 to 18:00 in Shanghai.
        let people = [
            Attendee { calendar: &madrid, busy: vec![span("23T08:30", "23T09:10")], needed: true },
            Attendee { calendar: &shanghai, busy: Vec::new(), needed: true },
            Attendee { calendar: &madrid, busy: vec![span("24T08:00", "24T09:00")], needed: false },
        ];
        let slots = common_slots(&people, span("23T00:00", "30T00:00"), HOUR / 2, HOUR / 4, 3).unwrap();
        assert_eq!(
            slots,
            [
                Slot { span: span("23T08:00", "23T08:30"), others: 1 },
                Slot { span: span("23T09:15", "23T09:45"), others: 1 },
                Slot { span: span("24T08:00", "24T08:30"), others: 0 },
            ]
        );
        assert!(common_slots(&people, span("23T00:00", "30T00:00"), HOUR * 3, HOUR / 4, 3).unwrap().is_empty());
        assert!(common_slots(&people[2..], span("23T00:00", "30T00:00"), HOUR, HOUR / 4, 3).unwrap().is_empty());
    }

    #[test]
    fn what_lies_outside_working_time_is_told() {
        let calendar = office("UTC");
        let found = outside(&calendar, span("27T12:00", "27T19:00")).unwrap();
        assert_eq!(found, [span("27T13:00", "27T14:00"), span("27T18:00", "27T19:00")]);
        assert_eq!(outside(&calendar, span("28T10:00", "28T11:00")).unwrap(), [span("28T10:00", "28T11:00")]);
        assert!(outside(&calendar, span("27T09:00", "27T10:00")).unwrap().is_empty());
    }
}
