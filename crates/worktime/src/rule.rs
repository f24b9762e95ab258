//! A recurrence rule by RFC 5545, such as "every second Tuesday" or "the last working day of the month".

mod expand;
mod read;

pub(crate) use expand::Starts;
pub use read::Fault;
pub(crate) use read::{basic, basic_day, date, local};

use base::{Date, Instant, Local, Weekday};

/// What is counted between two occurrences.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Frequency {
    Secondly,
    Minutely,
    Hourly,
    Daily,
    Weekly,
    Monthly,
    Yearly,
}

/// When a rule stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Never.
    Never,
    /// After so many occurrences, the first among them.
    After(u32),
    /// After this day; an occurrence on it still takes place.
    OnDay(Date),
    /// After this wall time of the series' own zone.
    AtLocal(Local),
    /// After this moment.
    At(Instant),
}

/// A weekday in a rule: every one, or the nth of the month or year; counted from the end when negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WeekdayOf {
    /// 0 is every one.
    pub nth: i16,
    /// Which day.
    pub day: Weekday,
}

/// A recurrence rule. Empty lists say nothing; what they leave open is taken from the start of the series.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    pub frequency: Frequency,
    /// Every so many days, weeks and so on; at least 1.
    pub interval: u32,
    pub end: End,
    /// On which day weeks begin.
    pub week_start: Weekday,
    pub months: Vec<u8>,
    /// Weeks of the year, negative from its end.
    pub weeks: Vec<i8>,
    /// Days of the year, negative from its end.
    pub year_days: Vec<i16>,
    /// Days of the month, negative from its end.
    pub month_days: Vec<i8>,
    pub weekdays: Vec<WeekdayOf>,
    pub hours: Vec<u8>,
    pub minutes: Vec<u8>,
    pub seconds: Vec<u8>,
    /// Of what a period gives, only these, negative from the end.
    pub positions: Vec<i16>,
}

impl Rule {
    /// Every one of these periods, without an end.
    pub fn every(frequency: Frequency) -> Rule {
        Rule {
            frequency,
            interval: 1,
            end: End::Never,
            week_start: Weekday::Monday,
            months: Vec::new(),
            weeks: Vec::new(),
            year_days: Vec::new(),
            month_days: Vec::new(),
            weekdays: Vec::new(),
            hours: Vec::new(),
            minutes: Vec::new(),
            seconds: Vec::new(),
            positions: Vec::new(),
        }
    }

    /// Reads the text of an RRULE, with or without its name in front.
    pub fn parse(text: &str) -> Result<Rule, Fault> {
        read::rule(text)
    }

    /// The rule as it is after its series was moved from one day to another: what named the old day names the new one.
    ///
    /// Where a rule names several days of a month it stays as it is; [`crate::Series::aligned`] then finds the first that fits.
    pub(crate) fn moved(&self, from: Date, to: Date) -> Rule {
        let mut rule = self.clone();
        let days = from.days_until(to);
        if days == 0 {
            return rule;
        }
        if self.frequency == Frequency::Weekly {
            for weekday in &mut rule.weekdays {
                weekday.day = weekday.day.wrapping_add(days);
            }
        } else if let [weekday] = rule.weekdays.as_mut_slice()
            && weekday.nth != 0
        {
            *weekday = WeekdayOf { nth: nth_of_month(to, weekday.nth < 0), day: to.weekday() };
        }
        if let [day] = rule.month_days.as_mut_slice() {
            *day = if *day > 0 { to.day() } else { to.day() - to.last_of_month().day() - 1 };
        }
        if let [month] = rule.months.as_mut_slice() {
            *month = to.month() as u8;
        }
        rule
    }

    /// True when a day of the series lies in a year that its interval passes over: a week of the year, whose days reach into the
    /// neighbour, brought it there. A series that began on it would count its years from the wrong one.
    pub(crate) fn out_of_step(&self, start: Date, day: Date) -> bool {
        let years = i64::from(day.year()) - i64::from(start.year());
        self.frequency == Frequency::Yearly && !self.weeks.is_empty() && years % i64::from(self.interval) != 0
    }

    /// How often it says it takes place, if it counts.
    pub fn count(&self) -> Option<u32> {
        match self.end {
            End::After(count) => Some(count),
            _ => None,
        }
    }
}

fn nth_of_month(date: Date, from_end: bool) -> i16 {
    let day = i16::from(date.day());
    if from_end { -((i16::from(date.last_of_month().day()) - day) / 7 + 1) } else { (day - 1) / 7 + 1 }
}
