//! The clock of a promise, such as a first answer within four hours: it counts working time, stands still while it is not our
//! turn, and says when it is due.

use crate::{Calendar, Problem, Result};
use base::Instant;
use std::time::Duration;

/// How a promise stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Time counts.
    Running,
    /// It is somebody else's turn.
    Paused,
    /// Kept in time.
    Met,
    /// The time was up before it was kept. What comes later, also keeping it late, does not change that.
    Breached,
    /// It no longer matters.
    Cancelled,
}

/// One promise of one ticket or order. Whoever keeps it stores these values and gives them back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clock {
    /// How much working time is allowed.
    pub target: Duration,
    /// When it began.
    pub started_at: Instant,
    /// The working time that counted before `running_since`.
    pub consumed: Duration,
    /// Since when time counts; none while it stands still.
    pub running_since: Option<Instant>,
    /// When the time is up; while it stands still, when it would have been up.
    pub due_at: Instant,
    /// When the time was up without the promise being kept. It stays, whatever changes later.
    pub breached_at: Option<Instant>,
    /// When the promise was kept, in time or late.
    pub met_at: Option<Instant>,
    /// How it stands.
    pub state: State,
    /// How often it went on after it had been met.
    pub reopens: u32,
}

/// A point on the way to the target or behind it at which something is to happen, told in working time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// When this much of the target is used up, in percent; more than 100 is after it.
    Percent(u32),
    /// So long before the target.
    Before(Duration),
    /// So long after the target.
    After(Duration),
}

impl Clock {
    /// A clock that runs from `at`.
    pub fn start(calendar: &Calendar, target: Duration, at: Instant) -> Result<Clock> {
        Ok(Clock {
            target,
            started_at: at,
            consumed: Duration::ZERO,
            running_since: Some(at),
            due_at: calendar.add(at, target)?,
            breached_at: None,
            met_at: None,
            state: State::Running,
            reopens: 0,
        })
    }

    /// True until it is met or cancelled; a breached promise is still to be kept.
    pub fn is_open(&self) -> bool {
        self.met_at.is_none() && self.state != State::Cancelled
    }

    /// The working time that counts so far.
    pub fn consumed_at(&self, calendar: &Calendar, at: Instant) -> Result<Duration> {
        match self.running_since {
            Some(since) => Ok(self.consumed + calendar.between(since, at)?),
            None => Ok(self.consumed),
        }
    }

    /// The working time that is left; nothing once it is used up.
    pub fn left_at(&self, calendar: &Calendar, at: Instant) -> Result<Duration> {
        Ok(self.target.saturating_sub(self.consumed_at(calendar, at)?))
    }

    /// Notes that the time is up, if it is; true when it was noted just now. Everything below does so first.
    pub fn pass(&mut self, at: Instant) -> bool {
        let up = self.state == State::Running && at >= self.due_at;
        if up {
            self.state = State::Breached;
            self.breached_at.get_or_insert(self.due_at);
        }
        up
    }

    /// Lets it stand still: it is somebody else's turn. A night that follows costs nothing, because only working time counts.
    pub fn pause(&mut self, calendar: &Calendar, at: Instant) -> Result<()> {
        self.ensure(self.is_open() && self.running_since.is_some())?;
        self.stop(calendar, at)?;
        if self.state == State::Running {
            self.state = State::Paused;
        }
        Ok(())
    }

    /// Lets it go on with what is left of the target.
    pub fn resume(&mut self, calendar: &Calendar, at: Instant) -> Result<()> {
        self.ensure(self.is_open() && self.running_since.is_none())?;
        self.go_on(calendar, at)
    }

    /// The promise is kept, in time or late. At the very moment it is due is in time.
    pub fn meet(&mut self, calendar: &Calendar, at: Instant) -> Result<()> {
        self.ensure(self.is_open())?;
        let punctual = self.state == State::Running && at == self.due_at;
        if !punctual {
            self.pass(at);
        }
        self.stop_counting(calendar, at)?;
        self.met_at = Some(at);
        if self.state != State::Breached {
            self.state = State::Met;
        }
        Ok(())
    }

    /// It goes on although it was met: what was solved is not. The time since then counts as a pause.
    pub fn reopen(&mut self, calendar: &Calendar, at: Instant) -> Result<()> {
        self.ensure(self.state != State::Cancelled)?;
        let met = self.met_at.ok_or(Problem::NotNow)?;
        if at < met {
            return Err(Problem::Backwards);
        }
        self.met_at = None;
        self.reopens += 1;
        self.go_on(calendar, at)
    }

    /// It no longer matters.
    pub fn cancel(&mut self, calendar: &Calendar, at: Instant) -> Result<()> {
        self.ensure(self.is_open())?;
        self.stop(calendar, at)?;
        self.state = State::Cancelled;
        Ok(())
    }

    /// Another target or calendar from `at` on: what has counted stays, and the time that is up is reckoned anew; answers the old
    /// and the new one. What was breached stays breached.
    pub fn change(
        &mut self,
        old: &Calendar,
        new: &Calendar,
        target: Duration,
        at: Instant,
    ) -> Result<(Instant, Instant)> {
        self.ensure(self.is_open())?;
        let (before, runs) = (self.due_at, self.running_since.is_some());
        self.stop(old, at)?;
        self.target = target;
        if runs {
            self.go_on(new, at)?;
        }
        if self.state != State::Breached {
            self.due_at = new.add(at, target.saturating_sub(self.consumed))?;
        }
        self.pass(at);
        Ok((before, self.due_at))
    }

    /// When a step comes, if the clock goes on running as it does; a step that lies behind comes at once. None while it stands
    /// still.
    pub fn step_at(&self, calendar: &Calendar, step: Step) -> Result<Option<Instant>> {
        let Some(since) = self.running_since else { return Ok(None) };
        let at = match step {
            Step::Percent(percent) => share(self.target, percent)?,
            Step::Before(time) => self.target.saturating_sub(time),
            Step::After(time) => self.target.checked_add(time).ok_or(Problem::Overflow)?,
        };
        calendar.add(since, at.saturating_sub(self.consumed)).map(Some)
    }

    fn ensure(&self, holds: bool) -> Result<()> {
        if holds { Ok(()) } else { Err(Problem::NotNow) }
    }

    fn stop(&mut self, calendar: &Calendar, at: Instant) -> Result<()> {
        self.pass(at);
        self.stop_counting(calendar, at)
    }

    fn stop_counting(&mut self, calendar: &Calendar, at: Instant) -> Result<()> {
        if at < self.running_since.unwrap_or(self.started_at) {
            return Err(Problem::Backwards);
        }
        self.consumed = self.consumed_at(calendar, at)?;
        self.running_since = None;
        Ok(())
    }

    fn go_on(&mut self, calendar: &Calendar, at: Instant) -> Result<()> {
        if at < self.started_at {
            return Err(Problem::Backwards);
        }
        // A breached promise keeps the moment at which its time was up.
        if self.state != State::Breached {
            self.due_at = calendar.add(at, self.target.saturating_sub(self.consumed))?;
            self.state = State::Running;
        }
        self.running_since = Some(at);
        Ok(())
    }
}

fn share(time: Duration, percent: u32) -> Result<Duration> {
    let micros = time.as_micros().checked_mul(u128::from(percent)).ok_or(Problem::Overflow)? / 100;
    u64::try_from(micros).map(Duration::from_micros).map_err(|_| Problem::Overflow)
}

#[cfg(test)]
#[path = "clock_tests.rs"]
mod tests;
