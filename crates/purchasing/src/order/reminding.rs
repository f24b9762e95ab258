//! A supplier is reminded of what should be here by now: the order keeps when and how often, its print says of what.

use super::{Extent, Order};
use crate::held;
use base::{Date, Quantity, Refusal, Result};
use parties::loaded;
use store::{Guard, Made, Read, Tx};

/// A line of which something is late.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Late {
    /// Its place in the order, counted from 0.
    pub place: usize,
    /// What has not come, in the line's unit.
    pub open: Quantity,
    /// The day on which it was expected, as the progress board counts it.
    pub due: Date,
    pub days: i64,
}

impl Order {
    /// What of its goods should have come before a day and did not. A service is done, not awaited.
    pub(crate) fn late(&self, read: &Read, on: Date) -> Result<Vec<Late>> {
        let done = held::progress(read, &[self.head.id])?;
        let mut late = Vec::new();
        for (place, line) in loaded(&self.lines).iter().enumerate().filter(|(_, line)| !line.is_service) {
            let came = done.get(&line.head.id).map_or(Quantity::ZERO, |p| p.received);
            let open = line.quantity.checked_sub(came)?;
            let due = line.expected().or(self.requested).filter(|due| *due < on && open.is_positive());
            late.extend(due.map(|due| Late { place, open, due, days: due.days_until(on) }));
        }
        Ok(late)
    }

    /// Asked for every screen: decided by what is read already.
    pub(super) fn overdue(&self, read: &Read) -> Result<Guard> {
        let late = self.received != Extent::Fully && self.due_on.is_some_and(|due| due < read.today());
        Ok(if late { Guard::Open } else { Guard::Hidden })
    }

    pub(super) fn remind(&mut self, tx: &mut Tx) -> Result<Made> {
        let today = tx.today();
        base::ensure!(!self.late(tx, today)?.is_empty(), Refusal::new("purchasing.nothing_late"))?;
        self.reminded_on = Some(today);
        self.reminders += 1;
        Ok(Vec::new())
    }
}
