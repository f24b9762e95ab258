//! A supplier's calendar says on which days they deliver: the weekdays on which their goods come, and the days on which they are closed.

use base::{Date, Id, Result, Weekday};
use entity::{Entity, Head, Lines};
use parties::{Party, loaded};
use platform::{WorkingCalendar, WorkingTime};
use std::collections::HashMap;
use std::sync::Arc;
use store::{Business, Read, Refusals};

/// When a supplier delivers.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "purchasing.supplier_calendar",
    kind = 216,
    icon = "calendar-days",
    title = "supplier",
    sort = "id",
    unique(supplier),
    kept,
    aside
)]
pub struct SupplierCalendar {
    pub head: Head,
    #[field(column)]
    pub supplier: Id<Party>,
    #[field(column, default = "1")]
    pub monday: bool,
    #[field(column, default = "1")]
    pub tuesday: bool,
    #[field(column, default = "1")]
    pub wednesday: bool,
    #[field(column, default = "1")]
    pub thursday: bool,
    #[field(column, default = "1")]
    pub friday: bool,
    #[field(column)]
    pub saturday: bool,
    #[field(column)]
    pub sunday: bool,
    /// Whose days off are theirs too, such as those of their country.
    #[field(column)]
    pub calendar: Option<Id<WorkingCalendar>>,
    /// Besides: stocktaking, holidays of the works.
    pub closed: Lines<ClosedDays>,
}

/// Days on which a supplier delivers nothing.
#[derive(Entity, Clone, Debug, PartialEq, Eq)]
#[entity(
    name = "purchasing.closed_days",
    kind = 217,
    plural = "closed-days",
    line_of = "purchasing.supplier_calendar",
    title = "name"
)]
pub struct ClosedDays {
    pub head: Head,
    #[field(max = 100)]
    pub name: Option<String>,
    pub starts_on: Date,
    /// The last of them; nothing is the first alone.
    pub ends_on: Option<Date>,
}

/// Whoever delivers on no day of so many delivers never.
const LOOK: i64 = 400;

impl ClosedDays {
    /// From a day to a day, both of them.
    pub fn new(starts_on: Date, ends_on: Option<Date>) -> ClosedDays {
        ClosedDays { head: Head::default(), name: None, starts_on, ends_on }
    }

    fn has(&self, day: Date) -> bool {
        (self.starts_on..=self.ends_on.unwrap_or(self.starts_on)).contains(&day)
    }
}

impl SupplierCalendar {
    /// On these weekdays.
    pub fn new(supplier: Id<Party>, weekdays: &[Weekday]) -> SupplierCalendar {
        let on = |day: Weekday| weekdays.contains(&day);
        SupplierCalendar {
            head: Head::default(),
            supplier,
            monday: on(Weekday::Monday),
            tuesday: on(Weekday::Tuesday),
            wednesday: on(Weekday::Wednesday),
            thursday: on(Weekday::Thursday),
            friday: on(Weekday::Friday),
            saturday: on(Weekday::Saturday),
            sunday: on(Weekday::Sunday),
            calendar: None,
            closed: Lines::default(),
        }
    }

    fn on(&self, weekday: Weekday) -> bool {
        match weekday {
            Weekday::Monday => self.monday,
            Weekday::Tuesday => self.tuesday,
            Weekday::Wednesday => self.wednesday,
            Weekday::Thursday => self.thursday,
            Weekday::Friday => self.friday,
            Weekday::Saturday => self.saturday,
            Weekday::Sunday => self.sunday,
        }
    }

    /// The first day from this one on, itself included, on which goods come; nothing where that is never.
    fn next(&self, off: Option<&worktime::Calendar>, from: Date) -> Option<Date> {
        (0..LOOK).filter_map(|days| from.add_days(days).ok()).find(|day| {
            let closed = loaded(&self.closed).iter().any(|closed| closed.has(*day));
            let works = off.is_none_or(|calendar| !calendar.day(*day).is_off());
            self.on(day.weekday()) && works && !closed
        })
    }
}

impl Business for ClosedDays {}

impl Business for SupplierCalendar {
    fn check(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        for (at, closed) in loaded(&self.closed).iter().enumerate() {
            let order = closed.ends_on.is_none_or(|end| end >= closed.starts_on);
            refusals.ensure(order, "purchasing.ends_before_start", format!("closed.{at}.ends_on"));
        }
        let ever = self.next(off(read, self)?.as_ref(), read.today()).is_some();
        refusals.ensure(ever, "purchasing.never_delivers", "monday");
        Ok(())
    }
}

fn off(read: &Read, calendar: &SupplierCalendar) -> Result<Option<worktime::Calendar>> {
    let Some(id) = calendar.calendar else { return Ok(None) };
    Ok(WorkingTime::of(read)?.calendar(id))
}

/// The calendars of a set, in memory while its revision stands.
pub(crate) struct Calendars(HashMap<i64, SupplierCalendar>);

/// The calendars that are not archived, by supplier.
pub(crate) fn calendars(read: &Read) -> Result<Arc<Calendars>> {
    read.kept(|| {
        let heads: Vec<SupplierCalendar> = read.select("archived_at IS NULL ORDER BY id", &[])?;
        let ids: Vec<i64> = heads.iter().map(|c| c.head.id).collect();
        let all: Vec<SupplierCalendar> = store::typed(&read.find_many(SupplierCalendar::DEF.name, &ids, true)?)?;
        Ok(Calendars(all.into_iter().map(|c| (c.supplier.raw(), c)).collect()))
    })
}

impl Calendars {
    /// The first day from this one on, itself included, on which a supplier delivers; the day itself where nothing is known of them.
    pub(crate) fn next(&self, read: &Read, supplier: Id<Party>, from: Date) -> Result<Date> {
        let Some(calendar) = self.0.get(&supplier.raw()) else { return Ok(from) };
        Ok(calendar.next(off(read, calendar)?.as_ref(), from).unwrap_or(from))
    }
}
