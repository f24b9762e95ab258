//! The occurrences of a rule in order, as seconds on the wall since 1970: period by period, each period's days and times, and of these the positions
//! that the rule names.

use super::{End, Frequency, Rule};
use base::{Date, Local, Weekday};

const DAY: i64 = 86_400;

/// How many periods and days are looked at before a rule that hardly ever fits is given up.
pub(crate) const BUDGET: u32 = 400_000;

/// Walks over the occurrences of a rule.
#[derive(Debug)]
pub(crate) struct Starts<'r> {
    rule: &'r Rule,
    fits: Fits,
    start: i64,
    /// The times of a day in seconds, or of an hour or minute below days.
    times: Vec<u32>,
    /// The last wall second that may be an occurrence.
    bound: i64,
    /// The number of the period that comes next.
    period: i64,
    /// The days that the period gave, as seconds of their beginning; below days the beginning of the hour, minute or second.
    days: Vec<i64>,
    /// The places within days × times that are still to come, in order.
    places: Places,
    last: Option<i64>,
    counted: u32,
    budget: u32,
    done: bool,
}

/// Which of a period's occurrences come.
#[derive(Debug)]
enum Places {
    All { next: usize, of: usize },
    Some { chosen: Vec<usize>, next: usize },
}

impl Places {
    fn next(&mut self) -> Option<usize> {
        match self {
            Places::All { next, of } => {
                *next += 1;
                (*next <= *of).then(|| *next - 1)
            }
            Places::Some { chosen, next } => {
                *next += 1;
                chosen.get(*next - 1).copied()
            }
        }
    }
}

impl<'r> Starts<'r> {
    /// From the start of a series on; `all_day` leaves times aside.
    pub(crate) fn new(rule: &'r Rule, start: Local, all_day: bool) -> Starts<'r> {
        let fits = Fits::of(rule, start.date);
        let bound = match rule.end {
            End::Never | End::After(_) => i64::MAX,
            End::OnDay(day) => day.day_number() * DAY + DAY - 1,
            End::AtLocal(local) => local.seconds(),
            // The series knows its zone and cuts exactly; without one the figures are taken as they stand.
            End::At(moment) => moment.micros().div_euclid(1_000_000),
        };
        let times = if all_day { vec![0] } else { times(rule, start) };
        Starts {
            rule,
            fits,
            start: start.seconds(),
            times,
            bound,
            period: 0,
            days: Vec::new(),
            places: Places::All { next: 0, of: 0 },
            last: None,
            counted: 0,
            budget: BUDGET,
            done: false,
        }
    }

    /// Nothing after this wall second.
    pub(crate) fn until(mut self, bound: i64) -> Starts<'r> {
        self.bound = self.bound.min(bound);
        self
    }

    /// With another last second than the rule's own, which the caller knows in its zone.
    pub(crate) fn ending(mut self, bound: i64) -> Starts<'r> {
        self.bound = bound;
        self
    }

    /// Begins near this wall second instead of at the start, as far as the rule does not have to be counted.
    pub(crate) fn from(mut self, second: i64) -> Starts<'r> {
        if self.rule.count().is_none() && second > self.start {
            let interval = i64::from(self.rule.interval);
            let periods = self.rule.unit_of(second) - self.rule.unit_of(self.start);
            // One earlier, because weeks of the year reach into their neighbours.
            self.period = (periods / interval - 1).max(0);
        }
        self
    }

    /// True when it was given up because hardly anything fits.
    pub(crate) fn gave_up(&self) -> bool {
        self.budget == 0
    }

    /// Fills `days` with those of the next period that has any; false at the end.
    fn refill(&mut self) -> bool {
        let interval = i64::from(self.rule.interval);
        while self.budget > 0 && !self.done {
            self.budget -= 1;
            let unit = self.rule.unit_of(self.start) + self.period * interval;
            self.days.clear();
            let skip_to = match self.rule.frequency {
                Frequency::Yearly => self.year(unit),
                Frequency::Monthly => self.month(unit),
                Frequency::Weekly => self.week(unit),
                Frequency::Daily => self.day(unit),
                Frequency::Hourly => self.part(unit, 3600),
                Frequency::Minutely => self.part(unit, 60),
                Frequency::Secondly => self.part(unit, 1),
            };
            let first = self.rule.unit_of(self.start);
            self.period = match skip_to {
                // The first period that begins at or after the unit that can fit.
                Some(target) if target > unit => (target - first + interval - 1).div_euclid(interval),
                _ => self.period + 1,
            };
            if !self.days.is_empty() {
                self.places = self.choose();
                return true;
            }
        }
        false
    }

    fn choose(&self) -> Places {
        let of = self.days.len() * self.times.len();
        if self.rule.positions.is_empty() {
            return Places::All { next: 0, of };
        }
        let place = |position: &i16| {
            let place = if *position > 0 { i64::from(*position) - 1 } else { of as i64 + i64::from(*position) };
            usize::try_from(place).ok().filter(|place| *place < of)
        };
        let mut chosen: Vec<usize> = self.rule.positions.iter().filter_map(place).collect();
        chosen.sort_unstable();
        chosen.dedup();
        Places::Some { chosen, next: 0 }
    }

    fn year(&mut self, year: i64) -> Option<i64> {
        let Some(facts) = Year::of(year, self.rule.week_start) else {
            self.done = true;
            return None;
        };
        self.done |= facts.first * DAY > self.bound;
        if self.fits.by_date_alone() {
            for month in 1..=12 {
                if self.fits.month(month) {
                    let month = facts.month(month);
                    self.days.extend(month.days().filter(|day| self.fits.month_day(*day)).map(|day| day.number * DAY));
                }
            }
            return None;
        }
        let (from, until) = match self.fits.weeks() {
            true => (facts.week_of(facts.first), facts.week_of(facts.first + facts.length - 1) + 7),
            false => (facts.first, facts.first + facts.length),
        };
        self.budget = self.budget.saturating_sub(366);
        let neighbours = [Year::of(year - 1, self.rule.week_start), Year::of(year + 1, self.rule.week_start)];
        for number in from..until {
            let holds = |y: &&Year| (y.first..y.first + y.length).contains(&number);
            let of = [Some(&facts), neighbours[0].as_ref(), neighbours[1].as_ref()].into_iter().flatten().find(holds);
            if of.is_some_and(|of| self.fits.day(number, of)) {
                self.days.push(number * DAY);
            }
        }
        None
    }

    fn month(&mut self, months: i64) -> Option<i64> {
        let (year, month) = (months.div_euclid(12), months.rem_euclid(12) + 1);
        let Some(facts) = Year::of(year, self.rule.week_start) else {
            self.done = true;
            return None;
        };
        let fits = self.fits.month(month);
        let month = facts.month(month);
        self.done |= month.first * DAY > self.bound;
        if !fits {
            return None;
        }
        self.days
            .extend((month.first..month.first + month.length).filter(|n| self.fits.day(*n, &facts)).map(|n| n * DAY));
        None
    }

    fn week(&mut self, week: i64) -> Option<i64> {
        let monday = week * 7 + week_shift(self.rule.week_start);
        self.done |= monday * DAY > self.bound;
        for number in monday..monday + 7 {
            if !self.fits.weekday_alone(number) {
                continue;
            }
            match self.year_of(number) {
                Some(year) if self.fits.day(number, &year) => self.days.push(number * DAY),
                Some(_) => {}
                None => self.done |= number > 0,
            }
        }
        None
    }

    fn day(&mut self, number: i64) -> Option<i64> {
        self.done |= number * DAY > self.bound;
        if self.fits.any_day() {
            self.days.push(number * DAY);
            return None;
        }
        match self.year_of(number) {
            Some(year) if self.fits.day(number, &year) => self.days.push(number * DAY),
            Some(_) => {}
            None => self.done |= number > 0,
        }
        None
    }

    /// An hour, a minute or a second. Where its day, hour or minute cannot fit it answers the next one that may.
    fn part(&mut self, unit: i64, length: i64) -> Option<i64> {
        let second = unit * length;
        self.done |= second > self.bound;
        let day = second.div_euclid(DAY);
        if !self.fits.any_day() && !self.done {
            let fits = match self.year_of(day) {
                Some(year) => self.fits.day(day, &year),
                None => {
                    self.done |= day > 0;
                    false
                }
            };
            if !fits {
                return Some((day + 1) * DAY / length);
            }
        }
        let (hour, minute) = (second.rem_euclid(DAY) / 3600, second.rem_euclid(3600) / 60);
        if !self.rule.hours.is_empty() && !self.rule.hours.contains(&(hour as u8)) {
            return Some((second.div_euclid(3600) + 1) * 3600 / length);
        }
        if length < 3600 && !self.rule.minutes.is_empty() && !self.rule.minutes.contains(&(minute as u8)) {
            return Some((second.div_euclid(60) + 1) * 60 / length);
        }
        if length > 1 || self.rule.seconds.is_empty() || self.rule.seconds.contains(&(second.rem_euclid(60) as u8)) {
            self.days.push(second);
        }
        None
    }

    fn year_of(&mut self, number: i64) -> Option<Year> {
        if !self.fits.needs_year() {
            return Some(Year::ANY);
        }
        let date = Date::from_day_number(number)?;
        Year::of(i64::from(date.year()), self.rule.week_start)
    }
}

impl Iterator for Starts<'_> {
    type Item = i64;

    fn next(&mut self) -> Option<i64> {
        loop {
            let Some(place) = self.places.next() else {
                if self.refill() {
                    continue;
                }
                return None;
            };
            let second = self.days[place / self.times.len()] + i64::from(self.times[place % self.times.len()]);
            if second < self.start || self.last.is_some_and(|last| second <= last) {
                continue;
            }
            if second > self.bound || self.rule.count().is_some_and(|count| self.counted >= count) {
                self.done = true;
                self.places = Places::All { next: 0, of: 0 };
                return None;
            }
            self.last = Some(second);
            self.counted += 1;
            return Some(second);
        }
    }
}

impl Rule {
    /// The number of the period that a wall second belongs to.
    fn unit_of(&self, second: i64) -> i64 {
        let day = second.div_euclid(DAY);
        match self.frequency {
            Frequency::Secondly => second,
            Frequency::Minutely => second.div_euclid(60),
            Frequency::Hourly => second.div_euclid(3600),
            Frequency::Daily => day,
            Frequency::Weekly => (day - week_shift(self.week_start)).div_euclid(7),
            Frequency::Monthly | Frequency::Yearly => {
                let date = Date::from_day_number(day);
                let (year, month) =
                    date.map_or((10_000, 0), |date| (i64::from(date.year()), i64::from(date.month()) - 1));
                if self.frequency == Frequency::Yearly { year } else { year * 12 + month }
            }
        }
    }
}

/// How many days after 1970-01-01 the first week begins; that day was a Thursday.
fn week_shift(start: Weekday) -> i64 {
    i64::from(start.to_monday_zero_offset()) + 4 - 7
}

/// The times of day that a rule and its start give together; below days those within the hour or minute.
fn times(rule: &Rule, start: Local) -> Vec<u32> {
    let own = |given: &[u8], own: u32| -> Vec<u32> {
        if given.is_empty() { vec![own] } else { given.iter().map(|n| u32::from(*n)).collect() }
    };
    let hours = own(&rule.hours, start.hour());
    let minutes = own(&rule.minutes, start.minute());
    let seconds = own(&rule.seconds, start.second % 60);
    let zero = vec![0];
    let (hours, minutes, seconds) = match rule.frequency {
        Frequency::Secondly => (&zero, &zero, &zero),
        Frequency::Minutely => (&zero, &zero, &seconds),
        Frequency::Hourly => (&zero, &minutes, &seconds),
        _ => (&hours, &minutes, &seconds),
    };
    let mut times = Vec::with_capacity(hours.len() * minutes.len() * seconds.len());
    for hour in hours {
        for minute in minutes {
            times.extend(seconds.iter().map(|second| hour * 3600 + minute * 60 + second));
        }
    }
    times.sort_unstable();
    times.dedup();
    times
}

/// A year of the calendar by the numbers of its days.
#[derive(Clone, Copy, Debug)]
struct Year {
    first: i64,
    length: i64,
    week_shift: i64,
    /// The number of the day that its first week begins on, and next year's.
    weeks: (i64, i64),
}

/// A month by the numbers of its days.
#[derive(Clone, Copy, Debug)]
struct Month {
    first: i64,
    length: i64,
}

/// A day within its month.
#[derive(Clone, Copy, Debug)]
struct MonthDay {
    number: i64,
    day: i64,
    length: i64,
}

impl Month {
    fn days(self) -> impl Iterator<Item = MonthDay> {
        (1..=self.length).map(move |day| MonthDay { number: self.first + day - 1, day, length: self.length })
    }
}

impl Year {
    /// Stands for the year where nothing asks for it.
    const ANY: Year = Year { first: 0, length: 365, week_shift: 0, weeks: (0, 0) };

    fn of(year: i64, week_start: Weekday) -> Option<Year> {
        let first = Date::new(i16::try_from(year).ok()?, 1, 1)?.day_number();
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let length = if leap { 366 } else { 365 };
        let week_shift = week_shift(week_start);
        let mut facts = Year { first, length, week_shift, weeks: (0, 0) };
        // The first week is the one that holds the fourth of January.
        facts.weeks = (facts.week_of(first + 3), facts.week_of(first + length + 3));
        Some(facts)
    }

    fn month(&self, month: i64) -> Month {
        let leap = self.length - 365;
        let before = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365];
        let starts = |m: i64| before[m as usize] + if m >= 2 { leap } else { 0 };
        Month { first: self.first + starts(month - 1), length: starts(month) - starts(month - 1) }
    }

    fn month_of(&self, number: i64) -> (i64, Month) {
        // A month has at least 28 days, so the guess is at most one too far.
        let guess = ((number - self.first) / 29 + 1).min(12);
        let month = self.month(guess);
        if month.first <= number { (guess, month) } else { (guess - 1, self.month(guess - 1)) }
    }

    /// The number of the day that the week of a day begins on.
    fn week_of(&self, number: i64) -> i64 {
        number - (number - self.week_shift).rem_euclid(7)
    }
}

/// What a rule asks of a day, in a form that is quick to test.
#[derive(Debug)]
struct Fits {
    months: u16,
    weekdays: u8,
    /// (counted from the month rather than the year, the nth, the weekday with Monday 0)
    nth: Vec<(bool, i64, i64)>,
    month_days: (u32, u32),
    year_days: Option<Box<([u64; 6], [u64; 6])>>,
    week_numbers: (u64, u64),
}

impl Fits {
    fn of(rule: &Rule, start: Date) -> Fits {
        let by = (
            !rule.weeks.is_empty(),
            !rule.year_days.is_empty(),
            !rule.month_days.is_empty(),
            !rule.weekdays.is_empty(),
        );
        let mut months = rule.months.iter().fold(0u16, |set, month| set | 1 << month);
        let mut weekdays = 0u8;
        let mut month_days = rule.month_days.iter().fold((0u32, 0u32), |(first, last), day| match *day > 0 {
            true => (first | 1 << day, last),
            false => (first, last | 1 << -day),
        });
        let counts = matches!(rule.frequency, Frequency::Monthly | Frequency::Yearly) && !by.0;
        let of_month = rule.frequency == Frequency::Monthly || !rule.months.is_empty();
        let mut nth = Vec::new();
        for weekday in &rule.weekdays {
            let day = weekday.day.to_monday_zero_offset();
            if weekday.nth == 0 || !counts {
                weekdays |= 1 << day;
            } else {
                nth.push((of_month, i64::from(weekday.nth), i64::from(day)));
            }
        }
        // What the rule leaves open comes from the start of the series.
        match (rule.frequency, by) {
            (Frequency::Yearly, (true, false, false, false)) | (Frequency::Weekly, (_, _, _, false)) => {
                weekdays = 1 << start.weekday().to_monday_zero_offset();
            }
            (Frequency::Yearly, (false, false, false, false)) => {
                month_days = (1 << start.day(), 0);
                months = if months == 0 { 1 << start.month() } else { months };
            }
            (Frequency::Yearly, (false, false, true, false)) if months == 0 => months = 1 << start.month(),
            (Frequency::Monthly, (_, false, false, false)) => month_days = (1 << start.day(), 0),
            _ => {}
        }
        let bits = |values: &mut dyn Iterator<Item = i64>| {
            let mut set = [0u64; 6];
            values.for_each(|n| set[(n / 64) as usize] |= 1 << (n % 64));
            set
        };
        let year_days = by.1.then(|| {
            let all = || rule.year_days.iter().map(|day| i64::from(*day));
            Box::new((bits(&mut all().filter(|d| *d > 0)), bits(&mut all().filter(|d| *d < 0).map(|d| -d))))
        });
        let week_numbers = rule.weeks.iter().fold((0u64, 0u64), |(first, last), week| match *week > 0 {
            true => (first | 1 << week, last),
            false => (first, last | 1 << -week),
        });
        Fits { months, weekdays, nth, month_days, year_days, week_numbers }
    }

    fn weeks(&self) -> bool {
        self.week_numbers != (0, 0)
    }

    fn by_weekday(&self) -> bool {
        self.weekdays != 0 || !self.nth.is_empty()
    }

    /// Nothing but months and days of the month.
    fn by_date_alone(&self) -> bool {
        !self.by_weekday() && self.year_days.is_none() && !self.weeks() && self.month_days != (0, 0)
    }

    fn needs_year(&self) -> bool {
        self.months != 0
            || self.month_days != (0, 0)
            || self.year_days.is_some()
            || self.weeks()
            || !self.nth.is_empty()
    }

    fn any_day(&self) -> bool {
        !self.needs_year() && !self.by_weekday()
    }

    fn month(&self, month: i64) -> bool {
        self.months == 0 || self.months & 1 << month != 0
    }

    fn month_day(&self, day: MonthDay) -> bool {
        let (first, last) = self.month_days;
        first == 0 && last == 0 || first & 1 << day.day != 0 || last & 1 << (day.length - day.day + 1) != 0
    }

    fn weekday_alone(&self, number: i64) -> bool {
        self.weekdays == 0 || !self.nth.is_empty() || self.weekdays & 1 << weekday(number) != 0
    }

    fn day(&self, number: i64, year: &Year) -> bool {
        if !self.needs_year() {
            return self.weekday_alone(number);
        }
        let (month, facts) = year.month_of(number);
        let day = MonthDay { number, day: number - facts.first + 1, length: facts.length };
        self.month(month)
            && self.month_day(day)
            && self.year_days.as_ref().is_none_or(|set| {
                let (day, back) = (number - year.first + 1, year.first + year.length - number);
                has(&set.0, day) || has(&set.1, back)
            })
            && (!self.weeks() || self.week(number, year))
            && (!self.by_weekday() || self.weekday(day, year))
    }

    fn week(&self, number: i64, year: &Year) -> bool {
        let week = year.week_of(number);
        let (first, last) = self.week_numbers;
        // The days before the first week belong to last year's weeks, those after the last one to next year's first.
        let (begin, end) = if week < year.weeks.0 {
            let before = year.week_of(year.first - 365 - i64::from(year.first_of_previous_is_leap()) + 3);
            (before, year.weeks.0)
        } else if week >= year.weeks.1 {
            let next = year.first + year.length;
            let after = year.week_of(next + Year::length_from(next) + 3);
            (year.weeks.1, after)
        } else {
            year.weeks
        };
        let (number, back) = ((week - begin) / 7 + 1, (end - week) / 7);
        first & 1 << number != 0 || last & 1 << back != 0
    }

    fn weekday(&self, day: MonthDay, year: &Year) -> bool {
        let on = weekday(day.number);
        if self.weekdays & 1 << on != 0 {
            return true;
        }
        self.nth.iter().any(|(of_month, nth, wanted)| {
            let (from_start, to_end) = match of_month {
                true => (day.day - 1, day.length - day.day),
                false => (day.number - year.first, year.first + year.length - 1 - day.number),
            };
            *wanted == on && (*nth == from_start / 7 + 1 || *nth == -(to_end / 7 + 1))
        })
    }
}

impl Year {
    fn first_of_previous_is_leap(&self) -> bool {
        // 366 days before the first of January lies the first of January of a leap year.
        Date::from_day_number(self.first - 366).is_some_and(|date| date.month() == 1 && date.day() == 1)
    }

    fn length_from(first: i64) -> i64 {
        let leap = Date::from_day_number(first + 365).is_some_and(|date| date.month() == 12);
        if leap { 366 } else { 365 }
    }
}

fn has(set: &[u64; 6], n: i64) -> bool {
    (0..384).contains(&n) && set[(n / 64) as usize] & 1 << (n % 64) != 0
}

/// Monday is 0; 1970-01-01 was a Thursday.
fn weekday(number: i64) -> i64 {
    (number + 3).rem_euclid(7)
}
