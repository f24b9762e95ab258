//! Which working time a promise counts, and whether somebody is working now: the one place that knows where hours come from.

use crate::{Clock, SlaPolicy};
use base::{Id, Instant, Result, Zone};
use platform::User;
use std::collections::BTreeMap;
use std::sync::Arc;
use store::Read;
use worktime::{Calendar, Week};

/// Working time as policies and queues ask for it.
#[derive(Debug)]
pub struct Hours {
    office: Arc<Calendar>,
    always: Arc<Calendar>,
}

impl Hours {
    /// Read once for each revision of the set.
    pub fn of(read: &Read) -> Result<Arc<Hours>> {
        let zone = Zone::named(read.zone()).unwrap_or(Zone::UTC);
        read.kept(|| {
            let pair = |from: u16, until: u16| worktime::Hours::new(from * 60, until * 60);
            let hours: Vec<_> = [pair(9, 12), pair(13, 18)].into_iter().filter_map(Result::ok).collect();
            let always = Arc::new(Calendar::always(zone.clone()));
            let office = Calendar::new(zone.clone(), Week::monday_to_friday(&hours), BTreeMap::new());
            Ok(Hours { office: office.map_or_else(|_| always.clone(), Arc::new), always })
        })
    }

    /// The time that counts for a policy.
    pub fn of_policy(&self, policy: &SlaPolicy) -> Arc<Calendar> {
        if policy.around_the_clock { self.always.clone() } else { self.office.clone() }
    }

    /// The time that a clock counts by.
    pub fn of_clock(&self, clock: &Clock) -> Arc<Calendar> {
        if clock.around_the_clock { self.always.clone() } else { self.office.clone() }
    }

    /// Every calendar that promises count by, by a key.
    pub(crate) fn all(&self) -> Vec<(i64, Arc<Calendar>)> {
        vec![(0, self.office.clone()), (1, self.always.clone())]
    }

    /// The key of the calendar of a policy.
    pub(crate) fn key_of(&self, policy: &SlaPolicy) -> i64 {
        i64::from(policy.around_the_clock)
    }

    /// The key of the calendar that a clock counts by.
    pub(crate) fn key_of_clock(&self, clock: &Clock) -> i64 {
        i64::from(clock.around_the_clock)
    }

    /// True when a policy has any working time in its week.
    pub fn opens(&self, _policy: &SlaPolicy) -> bool {
        true
    }

    /// When somebody works.
    pub fn of_user(&self, _user: Id<User>) -> Arc<Calendar> {
        self.always.clone()
    }

    /// Whether somebody works at a moment.
    pub fn works(&self, user: Id<User>, at: Instant) -> bool {
        self.of_user(user).is_open(at).unwrap_or(true)
    }
}
