//! Which working time a promise counts, and whether somebody is working now: the one place that knows where hours come from.

use crate::{Clock, SlaPolicy};
use base::{Id, Instant, Result, Zone};
use entity::Entity;
use platform::{Company, User, WorkingCalendar, WorkingTime};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::Read;
use worktime::{Calendar, Week};

/// Working time as policies and queues ask for it.
#[derive(Debug)]
pub struct Hours {
    time: Arc<WorkingTime>,
    /// When the house works: its first company's calendar, or nine to twelve and one to six where nobody said so.
    house: Arc<Calendar>,
    always: Arc<Calendar>,
    /// Working calendars by id, each with what it takes from the calendars above it.
    named: BTreeMap<i64, Arc<Calendar>>,
}

/// The keys of the two calendars that are there without anybody making them; all others have their record's id and one more.
const HOUSE: i64 = 0;
const ALWAYS: i64 = 1;

impl Hours {
    /// Read once for each revision of the set.
    pub fn of(read: &Read) -> Result<Arc<Hours>> {
        let time = WorkingTime::of(read)?;
        read.kept(|| Hours::load(read, time.clone()))
    }

    fn load(read: &Read, time: Arc<WorkingTime>) -> Result<Hours> {
        let zone = Zone::named(read.zone()).unwrap_or(Zone::UTC);
        let always = Arc::new(Calendar::always(zone.clone()));
        let companies: Vec<Company> = read.select("archived_at IS NULL ORDER BY id", &[])?;
        let house = match companies.iter().find_map(|company| time.of_company(company.id())) {
            Some(calendar) => Arc::new(calendar),
            None => office(zone).map_or_else(|| always.clone(), Arc::new),
        };
        let mut named = BTreeMap::new();
        for one in read.select::<WorkingCalendar>("archived_at IS NULL ORDER BY id", &[])? {
            let calendar = match (one.of_company, one.of_team, one.of_person) {
                (Some(company), ..) => time.of_company(company),
                (_, Some(team), _) => time.of_team(team, companies.first().map(Entity::id)),
                (.., Some(person)) => time.of_user(person),
                _ => time.calendar(one.id()),
            };
            named.extend(calendar.map(|calendar| (one.head.id, Arc::new(calendar))));
        }
        Ok(Hours { time, house, always, named })
    }

    /// The time that counts for a policy.
    pub fn of_policy(&self, policy: &SlaPolicy) -> Arc<Calendar> {
        self.of_key(self.key_of(policy))
    }

    /// The time that a clock counts by.
    pub fn of_clock(&self, clock: &Clock) -> Arc<Calendar> {
        self.of_key(self.key_of_clock(clock))
    }

    fn of_key(&self, key: i64) -> Arc<Calendar> {
        match key {
            HOUSE => self.house.clone(),
            ALWAYS => self.always.clone(),
            // A calendar that was archived gives way to the house's.
            id => self.named.get(&(id - 1)).unwrap_or(&self.house).clone(),
        }
    }

    /// Every calendar that promises count by, by a key.
    pub(crate) fn all(&self) -> Vec<(i64, Arc<Calendar>)> {
        let named = self.named.iter().map(|(id, calendar)| (id + 1, calendar.clone()));
        [(HOUSE, self.house.clone()), (ALWAYS, self.always.clone())].into_iter().chain(named).collect()
    }

    /// The key of the calendar of a policy.
    pub(crate) fn key_of(&self, policy: &SlaPolicy) -> i64 {
        self.key(policy.around_the_clock, policy.calendar)
    }

    /// The key of the calendar that a clock counts by.
    pub(crate) fn key_of_clock(&self, clock: &Clock) -> i64 {
        self.key(clock.around_the_clock, clock.calendar)
    }

    fn key(&self, around_the_clock: bool, calendar: Option<Id<WorkingCalendar>>) -> i64 {
        match calendar.filter(|id| self.named.contains_key(&id.raw())) {
            _ if around_the_clock => ALWAYS,
            Some(id) => id.raw() + 1,
            None => HOUSE,
        }
    }

    /// True when a policy has any working time in its week.
    pub fn opens(&self, policy: &SlaPolicy) -> bool {
        policy.around_the_clock || policy.calendar.is_none_or(|id| self.named.contains_key(&id.raw()))
    }

    /// When somebody works; at any hour where nobody said so.
    pub fn of_user(&self, user: Id<User>) -> Arc<Calendar> {
        self.time.of_user(user).map_or_else(|| self.always.clone(), Arc::new)
    }

    /// Whether somebody works at a moment.
    pub fn works(&self, user: Id<User>, at: Instant) -> bool {
        self.of_user(user).is_open(at).unwrap_or(true)
    }
}

/// Monday to Friday, nine to twelve and one to six.
fn office(zone: Zone) -> Option<Calendar> {
    let pair = |from: u16, until: u16| worktime::Hours::new(from * 60, until * 60);
    let hours: Vec<_> = [pair(9, 12), pair(13, 18)].into_iter().filter_map(Result::ok).collect();
    Calendar::new(zone, Week::monday_to_friday(&hours), BTreeMap::new()).ok()
}
