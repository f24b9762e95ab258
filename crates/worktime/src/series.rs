//! A series of events: when the first takes place, how it comes again, which are left out, added or moved, and what changing one,
//! the following or all of them makes of it.

use crate::{End, Problem, Result, Rule, Span, rule::Starts};
use base::{Date, Instant, Local, Reader, Zone};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

const SECOND: i64 = 1_000_000;
const DAY: i64 = 86_400;

/// No event lasts longer.
pub const LONGEST_DAYS: u32 = 366;

/// No question about a series reaches further, because an end without a bound could come from anybody's file.
pub const WIDEST_DAYS: i64 = 3_653;

/// When an event takes place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum When {
    /// On whole days, whose moments depend on who looks at them.
    Days {
        /// The first day.
        first: Date,
        /// How many, at least 1.
        days: u32,
    },
    /// From a time on the wall of a place.
    Hours {
        /// The time on the wall.
        start: Local,
        /// Where the wall stands.
        zone: Zone,
        /// How long it takes in real time.
        length: Duration,
    },
}

impl When {
    /// The day, and the time unless it is whole days.
    pub fn start(&self) -> Local {
        match self {
            When::Days { first, .. } => Local::midnight(*first),
            When::Hours { start, .. } => *start,
        }
    }

    /// True for whole days.
    pub fn all_day(&self) -> bool {
        matches!(self, When::Days { .. })
    }

    /// The same length from another start; whole days take its day.
    pub fn from(&self, start: Local) -> When {
        match self {
            When::Days { days, .. } => When::Days { first: start.date, days: *days },
            When::Hours { zone, length, .. } => When::Hours { start, zone: zone.clone(), length: *length },
        }
    }

    /// The moments it takes; whole days are those of the viewer's zone.
    pub fn span(&self, viewer: &Zone) -> Result<Span> {
        self.span_from(self.start().seconds(), &mut self.zone(viewer).reader())
    }

    /// Refuses what lasts no day or longer than a year.
    pub fn check(&self) -> Result<()> {
        let fits = match self {
            When::Days { days, .. } => (1..=LONGEST_DAYS).contains(days),
            When::Hours { length, .. } => length.as_secs() <= u64::from(LONGEST_DAYS) * DAY as u64,
        };
        if fits { Ok(()) } else { Err(Problem::TooLong) }
    }

    fn zone<'z>(&'z self, viewer: &'z Zone) -> &'z Zone {
        match self {
            When::Days { .. } => viewer,
            When::Hours { zone, .. } => zone,
        }
    }

    /// From a start in seconds on the wall.
    fn span_from(&self, start: i64, reader: &mut Reader) -> Result<Span> {
        match self {
            When::Days { days, .. } => {
                let (first, end) = (Local::from_seconds(start)?, Local::from_seconds(start + i64::from(*days) * DAY)?);
                Ok(Span { from: reader.boundary(first)?, until: reader.boundary(end)? })
            }
            When::Hours { length, .. } => {
                let from = reader.instant_of(start)?;
                let until = i64::try_from(length.as_micros()).ok().and_then(|length| from.micros().checked_add(length));
                Ok(Span { from, until: Instant::from_micros(until.ok_or(Problem::Overflow)?) })
            }
        }
    }

    fn length_seconds(&self) -> i64 {
        match self {
            When::Days { days, .. } => i64::from(*days) * DAY,
            When::Hours { length, .. } => length.as_secs() as i64,
        }
    }
}

/// One event of a series.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// Where the rule has it: its name within the series for life (RECURRENCE-ID).
    pub original: Local,
    /// Where it takes place, on the wall of its own zone.
    pub start: Local,
    /// The moments it takes.
    pub span: Span,
    /// True when it was moved away from its rule.
    pub moved: bool,
}

/// The events of a series within a stretch of time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expansion {
    /// In the order of their beginning.
    pub occurrences: Vec<Occurrence>,
    /// True when there are more than were asked for, or the rule was given up because hardly anything fits it.
    pub cut_off: bool,
}

/// A series of events, or a single one when it has no rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// The first event.
    pub when: When,
    /// How it comes again.
    pub rule: Option<Rule>,
    /// Further beginnings that no rule tells.
    pub extra: BTreeSet<Local>,
    /// Beginnings that are left out.
    pub left_out: BTreeSet<Local>,
    /// Events that take place at another time than the series has them.
    pub moved: BTreeMap<Local, When>,
}

impl Series {
    /// An event that takes place once.
    pub fn once(when: When) -> Series {
        Series { when, rule: None, extra: BTreeSet::new(), left_out: BTreeSet::new(), moved: BTreeMap::new() }
    }

    /// An event that comes again; the first is moved to where the rule begins.
    pub fn repeated(when: When, rule: Rule) -> Result<Series> {
        Series { rule: Some(rule), ..Series::once(when) }.aligned()
    }

    /// The series with its first event where the rule has it, because a first event that the rule does not know is counted by some
    /// programs and dropped by others.
    pub fn aligned(mut self) -> Result<Series> {
        self.when.check()?;
        if let Some(rule) = &self.rule {
            let first = self.starts(rule)?.next().ok_or(Problem::NeverOccurs)?;
            self.when = self.when.from(Local::from_seconds(first)?);
        }
        Ok(self)
    }

    /// The events that lie at least partly within a stretch of time, at most `limit` of them.
    pub fn within(&self, window: Span, viewer: &Zone, limit: usize) -> Result<Expansion> {
        let zone = self.when.zone(viewer);
        let widest = Instant::from_micros(window.from.micros().saturating_add(WIDEST_DAYS * DAY * SECOND));
        let window = Span { from: window.from, until: window.until.min(widest) };
        let overlaps = |span: Span| span.overlaps(window) || span.from == span.until && span.from == window.from;
        let mut found = Expansion { cut_off: window.until == widest, ..Expansion::default() };
        let from = zone.local(window.from)?.seconds() - self.when.length_seconds() - DAY;
        let until = zone.local(window.until)?.seconds() + DAY;
        let (mut reader, mut last) = (zone.reader(), None);
        let mut rule =
            self.rule.as_ref().map(|rule| self.starts(rule).map(|s| s.from(from).until(until))).transpose()?;
        let single = self.rule.is_none().then_some(self.when.start().seconds());
        let apart = |start: &Local| self.left_out.contains(start) || self.moved.contains_key(start);
        let nothing_apart = self.left_out.is_empty() && self.moved.is_empty();
        for start in rule.as_mut().into_iter().flatten().chain(single) {
            if start < from || !nothing_apart && apart(&Local::from_seconds(start)?) {
                continue;
            }
            let span = self.when.span_from(start, &mut reader)?;
            if self.ended(span.from) {
                break;
            }
            // Two wall times are one moment where the clock is put forward.
            if !overlaps(span) || last == Some(span.from) {
                continue;
            }
            last = Some(span.from);
            if found.occurrences.len() == limit {
                found.cut_off = true;
                break;
            }
            let start = Local::from_seconds(start)?;
            found.occurrences.push(Occurrence { original: start, start, span, moved: false });
        }
        found.cut_off |= rule.is_some_and(|rule| rule.gave_up());
        for start in self.extra.iter().filter(|start| !apart(start)) {
            let span = self.when.span_from(start.seconds(), &mut reader)?;
            if overlaps(span) && !found.occurrences.iter().any(|o| o.original == *start) {
                found.occurrences.push(Occurrence { original: *start, start: *start, span, moved: false });
            }
        }
        for (original, when) in self.moved.iter().filter(|(original, _)| !self.left_out.contains(original)) {
            let span = when.span(viewer)?;
            if overlaps(span) {
                found.occurrences.push(Occurrence { original: *original, start: when.start(), span, moved: true });
            }
        }
        found.occurrences.sort_by_key(|occurrence| (occurrence.span, occurrence.original));
        found.cut_off |= found.occurrences.len() > limit;
        found.occurrences.truncate(limit);
        Ok(found)
    }

    /// When the last of its events is over; none when it never ends, or not within what can be counted.
    pub fn end(&self, viewer: &Zone) -> Result<Option<Instant>> {
        let mut reader = self.when.zone(viewer).reader();
        let mut last = (!self.left_out.contains(&self.when.start())).then_some(self.when.start().seconds());
        if let Some(rule) = &self.rule {
            if rule.end == End::Never {
                return Ok(None);
            }
            let mut starts = self.starts(rule)?;
            last = starts.by_ref().last().or(last);
            if starts.gave_up() {
                return Ok(None);
            }
        }
        let starts = last.into_iter().chain(self.extra.iter().map(|start| start.seconds()));
        let mut ends = starts.map(|start| self.when.span_from(start, &mut reader)).collect::<Result<Vec<Span>>>()?;
        ends.extend(self.moved.values().map(|when| when.span(viewer)).collect::<Result<Vec<Span>>>()?);
        Ok(Some(ends.iter().map(|span| span.until).max().unwrap_or(self.when.span(viewer)?.until)))
    }

    /// Whether the series has an event of this name, also when it was moved.
    pub fn has(&self, original: Local) -> Result<bool> {
        if self.left_out.contains(&original) {
            return Ok(false);
        }
        let by_rule = match &self.rule {
            Some(rule) => {
                let second = original.seconds();
                self.starts(rule)?.from(second).until(second).any(|start| start == second)
            }
            None => self.when.start() == original,
        };
        Ok(by_rule || self.extra.contains(&original))
    }

    /// Leaves one event out: *this one* is deleted.
    pub fn leave_out(&mut self, original: Local) -> Result<()> {
        self.known(original)?;
        self.moved.remove(&original);
        self.left_out.insert(original);
        Ok(())
    }

    /// Moves one event: *this one* takes place at another time.
    pub fn move_one(&mut self, original: Local, when: When) -> Result<()> {
        self.known(original)?;
        when.check()?;
        self.moved.insert(original, when);
        Ok(())
    }

    /// Ends the series before an event and answers a new one from it on: *this and the following* are to be changed.
    ///
    /// Without a series before it, the answer's first half is nothing. A series that counts keeps its number in all. One of every other
    /// year is not cut at a day that a week carried into the year between.
    pub fn split(self, original: Local) -> Result<(Option<Series>, Series)> {
        self.known(original)?;
        let Some(rule) = self.rule.clone() else { return Ok((None, self)) };
        let before = self.starts(&rule)?.until(original.seconds() - 1).count();
        let next = self.starts(&rule)?.from(original.seconds()).find(|start| *start >= original.seconds());
        let next = next.map(Local::from_seconds).transpose()?;
        if next.is_some_and(|next| rule.out_of_step(self.when.start().date, next.date)) {
            return Err(Problem::OutOfStep);
        }
        let (mut head_rule, mut tail_rule) = (rule.clone(), rule);
        if let End::After(count) = tail_rule.end {
            let before = u32::try_from(before).map_err(|_| Problem::Overflow)?;
            (head_rule.end, tail_rule.end) = (End::After(before), End::After(count.saturating_sub(before)));
        } else {
            head_rule.end = self.just_before(original)?;
        }
        let extra = self.extra.iter().copied().partition::<BTreeSet<Local>, _>(|start| *start < original);
        let left_out = self.left_out.iter().copied().partition::<BTreeSet<Local>, _>(|start| *start < original);
        let (head_moved, tail_moved) = self.moved.into_iter().partition(|(start, _)| *start < original);
        let tail = Series {
            when: self.when.from(next.unwrap_or(original)),
            rule: next.is_some().then_some(tail_rule),
            extra: extra.1,
            left_out: left_out.1,
            moved: tail_moved,
        };
        let nothing_before = before == 0 && extra.0.is_empty();
        let head =
            Series { when: self.when, rule: Some(head_rule), extra: extra.0, left_out: left_out.0, moved: head_moved };
        Ok((if nothing_before { None } else { Some(head) }, tail))
    }

    /// The whole series from another time: *all* are changed. What named the old day in its rule names the new one, and what was
    /// moved or left out moves along on the wall; answers too which of these the new series no longer has.
    pub fn move_all(self, to: When) -> Result<(Series, Vec<Local>)> {
        let (old, new) = (self.when.start(), to.start());
        let delta = new.seconds() - old.seconds();
        let shift = |local: &Local| local.add_seconds(delta);
        let mut rule = self.rule.as_ref().map(|rule| rule.moved(old.date, new.date));
        if let Some(rule) = &mut rule {
            // As many events as before: the last day moves along.
            rule.end = match rule.end {
                End::OnDay(day) => End::OnDay(day.add_days(old.date.days_until(new.date))?),
                End::AtLocal(local) => End::AtLocal(local.add_seconds(delta)?),
                End::At(moment) => End::At(Instant::from_micros(moment.micros() + delta * SECOND)),
                End::Never | End::After(_) => rule.end,
            };
        }
        let mut series =
            Series { rule, extra: self.extra.iter().map(shift).collect::<Result<_, _>>()?, ..Series::once(to) }
                .aligned()?;
        let mut lost = Vec::new();
        for start in &self.left_out {
            let shifted = shift(start)?;
            if series.has(shifted)? {
                series.left_out.insert(shifted)
            } else {
                false
            };
        }
        for (start, when) in &self.moved {
            let shifted = shift(start)?;
            if series.has(shifted)? {
                series.moved.insert(shifted, when.from(shift(&when.start())?));
            } else {
                lost.push(*start);
            }
        }
        Ok((series, lost))
    }

    fn known(&self, original: Local) -> Result<()> {
        if self.has(original)? { Ok(()) } else { Err(Problem::NotInSeries) }
    }

    fn starts<'r>(&self, rule: &'r Rule) -> Result<Starts<'r>> {
        let starts = Starts::new(rule, self.when.start(), self.when.all_day());
        Ok(match (&self.when, rule.end) {
            // Whoever writes an end for whole days means the day that is written.
            (When::Hours { zone, .. }, End::At(moment)) => starts.ending(zone.local(moment)?.seconds()),
            _ => starts,
        })
    }

    /// True when the rule's end lies before a moment. Its wall time alone does not tell where an hour comes twice.
    fn ended(&self, at: Instant) -> bool {
        match (&self.when, self.rule.as_ref().map(|rule| rule.end)) {
            (When::Hours { .. }, Some(End::At(moment))) => at > moment,
            _ => false,
        }
    }

    fn just_before(&self, original: Local) -> Result<End> {
        match &self.when {
            When::Days { .. } => Ok(End::OnDay(original.date.add_days(-1)?)),
            When::Hours { zone, .. } => {
                let moment = zone.instant(original)?;
                Ok(End::At(Instant::from_micros(moment.micros() - SECOND)))
            }
        }
    }
}

#[cfg(test)]
#[path = "series_tests.rs"]
mod tests;
