//! When an event takes place: its columns as a series of the engine, and back.

use super::{Event, EventKind};
use base::{Date, Instant, Local, Zone};
use entity::{Choice, Text};
use std::collections::BTreeSet;
use std::fmt;
use std::time::Duration;
use worktime::{End, Frequency, Problem, Rule, Series, Span, WeekdayOf, When};

/// How an event comes again.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Repeat {
    #[default]
    Never,
    Daily,
    Workdays,
    Weekly,
    Fortnightly,
    /// On the same day of each month that has it.
    Monthly,
    /// On the same weekday of each month, such as its second Tuesday.
    MonthlyByWeekday,
    Yearly,
    /// As its rule says.
    Other,
}

/// What stands for the end of a series that has none, so that one index holds all.
pub(super) const FOREVER: Instant = Instant::from_micros(253_402_214_400_000_000);

/// Events that last longer than this are looked for apart from their beginning.
const LONG: i64 = 31 * 86_400 * 1_000_000;

/// Why the columns are no series.
#[derive(Debug)]
pub enum Fault {
    /// The rule cannot be read.
    Rule(worktime::Fault),
    /// Its times cannot be.
    Time(Problem),
}

impl From<Problem> for Fault {
    fn from(problem: Problem) -> Fault {
        Fault::Time(problem)
    }
}

impl From<base::Overflow> for Fault {
    fn from(overflow: base::Overflow) -> Fault {
        Fault::Time(overflow.into())
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::Rule(fault) => fault.fmt(f),
            Fault::Time(problem) => problem.fmt(f),
        }
    }
}

/// The rule of a usual way to repeat, from the day an event first takes place; none for `Never` and `Other`.
pub fn rule_of(repeat: Repeat, first: Date, until: Option<Date>) -> Option<Rule> {
    let every = |day| WeekdayOf { nth: 0, day };
    let mut rule = match repeat {
        Repeat::Never | Repeat::Other => return None,
        Repeat::Daily | Repeat::Workdays => Rule::every(Frequency::Daily),
        Repeat::Weekly | Repeat::Fortnightly => {
            Rule { weekdays: vec![every(first.weekday())], ..Rule::every(Frequency::Weekly) }
        }
        Repeat::Monthly => Rule { month_days: vec![first.day()], ..Rule::every(Frequency::Monthly) },
        Repeat::MonthlyByWeekday => {
            // A fifth weekday is meant as the last one, because most months have no fifth.
            let nth = if first.day() > 28 { -1 } else { i16::from((first.day() - 1) / 7 + 1) };
            Rule { weekdays: vec![WeekdayOf { nth, day: first.weekday() }], ..Rule::every(Frequency::Monthly) }
        }
        Repeat::Yearly => Rule::every(Frequency::Yearly),
    };
    if repeat == Repeat::Workdays {
        use base::Weekday::{Friday, Monday, Thursday, Tuesday, Wednesday};
        rule = Rule::every(Frequency::Weekly);
        rule.weekdays = [Monday, Tuesday, Wednesday, Thursday, Friday].map(every).to_vec();
    }
    if repeat == Repeat::Fortnightly {
        rule.interval = 2;
    }
    if let Some(until) = until {
        rule.end = End::OnDay(until);
    }
    Some(rule)
}

impl Event {
    /// Where its clock hangs.
    pub fn clock(&self) -> Zone {
        self.zone.as_deref().and_then(|zone| Zone::named(zone).ok()).unwrap_or(Zone::UTC)
    }

    /// The moments of the first one.
    pub fn span(&self) -> Span {
        Span { from: self.starts_at, until: self.ends_at.unwrap_or(self.starts_at) }
    }

    /// When the first one takes place.
    pub(crate) fn when(&self) -> Result<When, Fault> {
        let zone = self.clock();
        let start = zone.local(self.starts_at)?;
        if self.all_day {
            let last = zone.local(self.span().until)?;
            let days = start.date.days_until(last.date) + i64::from(last.second > 0);
            return Ok(When::Days { first: start.date, days: u32::try_from(days.max(1)).unwrap_or(u32::MAX) });
        }
        // A start between two seconds keeps its second.
        Ok(When::Hours { start, zone, length: self.span().length() })
    }

    /// The series it is, without the events that were taken out of it.
    pub fn series(&self) -> Result<Series, Fault> {
        let when = self.when()?;
        when.check()?;
        let rule = self.rule.as_deref().map(Rule::parse).transpose().map_err(Fault::Rule)?;
        let series = Series { rule, extra: read(&self.extra), left_out: read(&self.left_out), ..Series::once(when) };
        Ok(series.aligned()?)
    }

    /// Takes over when the first one takes place.
    pub(crate) fn take_when(&mut self, when: &When) -> Result<(), Fault> {
        let span = when.span(&self.clock())?;
        self.all_day = when.all_day();
        if let When::Hours { zone, .. } = when {
            self.zone = Some(zone.name().to_owned());
        }
        (self.starts_at, self.ends_at) = (span.from, Some(span.until));
        Ok(())
    }

    /// Takes over a series that was changed, in a usual way to repeat where its rule is one.
    pub fn take_series(&mut self, series: &Series) -> Result<(), Fault> {
        self.take_when(&series.when)?;
        (self.repeat, self.repeat_until) = match &series.rule {
            None => (Repeat::Never, None),
            Some(rule) => self.usual(rule, series.when.start()).unwrap_or((Repeat::Other, None)),
        };
        self.rule = series.rule.as_ref().map(|rule| Text::new(rule.to_string()));
        self.extra = written(&series.extra);
        self.left_out = written(&series.left_out);
        Ok(())
    }

    /// The usual way to repeat that a rule is, and its last day.
    fn usual(&self, rule: &Rule, start: Local) -> Option<(Repeat, Option<Date>)> {
        let until = match rule.end {
            End::Never => None,
            End::OnDay(day) => Some(day),
            // Once a day at the same time: an end earlier on its day leaves that day out.
            End::AtLocal(local) => Some(local.date.add_days(-i64::from(local.second < start.second)).ok()?),
            End::At(moment) => {
                let local = self.clock().local(moment).ok()?;
                Some(local.date.add_days(-i64::from(local.second < start.second)).ok()?)
            }
            End::After(_) => return None,
        };
        let plain = Rule { end: End::Never, ..rule.clone() };
        let all = Repeat::DEF.options.iter().filter_map(|option| Repeat::from_code(option.code));
        let found = all.into_iter().find(|repeat| rule_of(*repeat, start.date, None).as_ref() == Some(&plain))?;
        Some((found, until))
    }

    /// What follows from what was typed: the end, whole days, the rule, the first day that fits it, how far it reaches.
    pub(super) fn settle_times(&mut self, before: Option<&Event>) {
        let usual = Duration::from_secs(if self.kind == EventKind::Call { 900 } else { 3600 });
        if self.ends_at.is_none() {
            // Whoever moves the beginning alone keeps the length.
            let length = before.map_or(usual, |before| before.span().length());
            self.ends_at =
                Some(Instant::from_micros(self.starts_at.micros().saturating_add(length.as_micros() as i64)));
        }
        if self.ends_at.is_some_and(|end| end < self.starts_at) {
            return;
        }
        let zone = self.clock();
        if self.all_day
            && let Ok(when) = self.when()
            && let Ok(span) = when.span(&zone)
        {
            (self.starts_at, self.ends_at) = (span.from, Some(span.until));
        }
        if self.repeat != Repeat::Other
            && let Ok(start) = zone.local(self.starts_at)
        {
            self.rule = rule_of(self.repeat, start.date, self.repeat_until).map(|rule| Text::new(rule.to_string()));
        }
        self.lasting = self.rule.is_some() || self.extra.is_some();
        self.until_at = self.ends_at;
        if let Ok(series) = self.series() {
            if series.when.start() != self.when().map_or(series.when.start(), |when| when.start()) {
                let _ = self.take_when(&series.when);
            }
            self.until_at = Some(series.end(&zone).ok().flatten().unwrap_or(FOREVER));
        }
        self.lasting |= self.until_at.is_some_and(|end| end.micros().saturating_sub(self.starts_at.micros()) > LONG);
    }

    /// True when it takes place at other times or with other people's time than before.
    pub(super) fn moved_from(&self, before: &Event) -> bool {
        (self.starts_at, self.ends_at, self.all_day, &self.rule)
            != (before.starts_at, before.ends_at, before.all_day, &before.rule)
            || (self.free, self.owner, self.state) != (before.free, before.owner, before.state)
    }
}

/// The names of events that are left out or added, parted by spaces.
pub(super) fn read(text: &Option<Text>) -> BTreeSet<Local> {
    text.as_deref().unwrap_or_default().split(' ').filter_map(Local::parse).collect()
}

pub(super) fn written(names: &BTreeSet<Local>) -> Option<Text> {
    let names: Vec<String> = names.iter().map(Local::to_string).collect();
    (!names.is_empty()).then(|| Text::new(names.join(" ")))
}

/// "2026-11-23 09:00–10:00" on the wall of a zone; days alone for whole days.
pub(crate) fn told_span(span: Span, zone: &Zone, all_day: bool) -> String {
    let (Ok(from), Ok(until)) = (zone.local(span.from), zone.local(span.until)) else { return String::new() };
    if all_day {
        let last = Local::from_seconds(until.seconds() - 1).map_or(until.date, |last| last.date);
        return if last <= from.date { from.date.to_string() } else { format!("{} – {last}", from.date) };
    }
    let clock = |local: Local| format!("{:02}:{:02}", local.hour(), local.minute());
    if until.date == from.date {
        return format!("{} {}–{}", from.date, clock(from), clock(until));
    }
    format!("{} {} – {} {}", from.date, clock(from), until.date, clock(until))
}
