//! The clocks of a ticket: one for each promise. They count working time, stand still while it is not our turn, and keep what has
//! counted when priority, policy or calendar change.

mod reckoning;

pub use reckoning::{TASK as RECKON, reckon_all, some as reckon_some, step as reckon_step};

use crate::hours::Hours;
use crate::policy::{About, Policies};
use crate::{SlaPolicy, Ticket, TicketState};
use base::{Error, Id, Instant, Refusal, Result};
use entity::{Choice, Entity, Head, Lines};
use platform::WorkingCalendar;
use std::sync::Arc;
use std::time::Duration;
use store::{Business, Read};
use worktime::{Calendar, Problem, Step};

/// What is promised.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// The first public answer.
    #[default]
    FirstResponse,
    /// An answer to what the customer wrote after ours.
    NextResponse,
    Resolution,
}

impl Target {
    /// All of them, in the order of a ticket's life.
    pub const ALL: [Target; 3] = [Target::FirstResponse, Target::NextResponse, Target::Resolution];
}

/// How a promise stands.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    #[default]
    #[choice(tone = "info")]
    Running,
    /// It is somebody else's turn.
    Paused,
    /// Kept in time.
    #[choice(tone = "success")]
    Met,
    /// The time was up first; keeping it late does not change that.
    #[choice(tone = "danger")]
    Breached,
    /// It no longer matters.
    Cancelled,
}

/// The clock of one promise.
#[derive(Entity, Clone, Debug, PartialEq, Eq)]
#[entity(name = "service.clock", kind = 292, line_of = "service.ticket", title = "target", large, index(due_at))]
pub struct Clock {
    pub head: Head,
    #[field(read_only, column)]
    pub target: Target,
    #[field(read_only, column)]
    pub standing: State,
    /// When the time is up; while it stands still, when it would have been up.
    #[field(read_only, column, volatile)]
    pub due_at: Instant,
    /// When it would have been up before a change of priority, policy or calendar.
    #[field(read_only, volatile)]
    pub was_due_at: Option<Instant>,
    #[field(read_only, column)]
    pub met_at: Option<Instant>,
    #[field(read_only)]
    pub breached_at: Option<Instant>,
    #[field(read_only)]
    pub started_at: Instant,
    /// The policy that promises it.
    #[field(read_only, volatile)]
    pub policy: Option<Id<SlaPolicy>>,
    /// Working minutes that are allowed.
    #[field(read_only, column, volatile)]
    pub minutes: i64,
    /// The calendar that counts is the one of every hour of every day.
    #[field(read_only, volatile)]
    pub around_the_clock: bool,
    /// The working calendar that counts; empty is the company's.
    #[field(read_only, volatile)]
    pub calendar: Option<Id<WorkingCalendar>>,
    /// Working time that counted before `running_since`, in microseconds.
    #[field(read_only, volatile, secret)]
    pub consumed: i64,
    #[field(read_only, volatile)]
    pub running_since: Option<Instant>,
    /// The percentage of the last step that was taken; no step is taken twice.
    #[field(read_only)]
    pub reached: i64,
    /// How often it went on after it had been met.
    #[field(read_only)]
    pub reopens: i64,
}

impl Business for Clock {}

impl Clock {
    /// The clock as the engine reckons with it.
    pub fn clock(&self) -> worktime::Clock {
        let time = |micros: i64| Duration::from_micros(u64::try_from(micros).unwrap_or(0));
        worktime::Clock {
            target: time(self.minutes.saturating_mul(60_000_000)),
            started_at: self.started_at,
            consumed: time(self.consumed),
            running_since: self.running_since,
            due_at: self.due_at,
            breached_at: self.breached_at,
            met_at: self.met_at,
            state: match self.standing {
                State::Running => worktime::State::Running,
                State::Paused => worktime::State::Paused,
                State::Met => worktime::State::Met,
                State::Breached => worktime::State::Breached,
                State::Cancelled => worktime::State::Cancelled,
            },
            reopens: u32::try_from(self.reopens).unwrap_or(0),
        }
    }

    fn take(&mut self, clock: &worktime::Clock) {
        self.minutes = i64::try_from(clock.target.as_secs() / 60).unwrap_or(i64::MAX);
        self.consumed = i64::try_from(clock.consumed.as_micros()).unwrap_or(i64::MAX);
        self.running_since = clock.running_since;
        (self.due_at, self.breached_at, self.met_at) = (clock.due_at, clock.breached_at, clock.met_at);
        self.reopens = i64::from(clock.reopens);
        self.standing = match clock.state {
            worktime::State::Running => State::Running,
            worktime::State::Paused => State::Paused,
            worktime::State::Met => State::Met,
            worktime::State::Breached => State::Breached,
            worktime::State::Cancelled => State::Cancelled,
        };
    }

    /// True until it is met or cancelled; a breached promise is still to be kept.
    pub fn is_open(&self) -> bool {
        self.met_at.is_none() && self.standing != State::Cancelled
    }

    /// True while it is still to be kept and time counts.
    pub fn runs(&self) -> bool {
        self.is_open() && self.running_since.is_some()
    }

    /// Does something to it as the engine does.
    fn with(&mut self, change: impl FnOnce(&mut worktime::Clock) -> worktime::Result<()>) -> Result<()> {
        let mut clock = self.clock();
        change(&mut clock).map_err(broken)?;
        self.take(&clock);
        Ok(())
    }
}

/// What cannot happen to a clock that our own code keeps, unless a calendar has no hours left.
pub(crate) fn broken(problem: Problem) -> Error {
    match problem {
        Problem::NeverOpen => Refusal::new("service.calendar_never_open").into(),
        other => Error::broken(format!("a clock of a ticket: {other}")),
    }
}

/// What holds for the clocks of one ticket now.
struct Rules<'a> {
    policy: &'a SlaPolicy,
    calendar: Arc<Calendar>,
    hours: &'a Hours,
    now: Instant,
}

/// Brings the clocks of a ticket to where its state, its words and its policy put them. Asked on every save of a ticket, on
/// whatever way; the same ticket at the same moment always comes to the same.
pub(crate) fn keep(read: &Read, ticket: &mut Ticket) -> Result<()> {
    if !matches!(ticket.clocks, Lines::Loaded(_)) || !matches!(ticket.messages, Lines::Loaded(_)) {
        return Ok(());
    }
    let policies = Policies::of(read)?;
    let counts = ticket.counts(&policies);
    let mut about = About::default();
    if counts && !policies.all.is_empty() {
        about = About::of(read, &policies, ticket)?;
    }
    let policy = policies.choose(&about).filter(|_| counts);
    let hours = Hours::of(read)?;
    let now = read.now();
    match policy {
        None => cancel_all(&hours, &mut ticket.clocks, now)?,
        Some(policy) => {
            let rules = Rules { policy, calendar: hours.of_policy(policy), hours: &hours, now };
            for target in Target::ALL {
                keep_one(&rules, ticket, target)?;
            }
        }
    }
    look_ahead(&policies, &hours, ticket)
}

fn cancel_all(hours: &Hours, clocks: &mut [Clock], now: Instant) -> Result<()> {
    for clock in clocks.iter_mut().filter(|c| c.is_open()) {
        let calendar = hours.of_clock(clock);
        let at = now.max(clock.running_since.unwrap_or(clock.started_at));
        clock.with(|c| c.cancel(&calendar, at))?;
    }
    Ok(())
}

/// What a ticket asks of the clock of a target.
struct Asked {
    /// When a clock has to begin, if none is open.
    begins: Option<Instant>,
    /// When it was kept.
    kept: Option<Instant>,
    /// It is our turn.
    ours: bool,
}

fn asked(ticket: &Ticket, target: Target) -> Asked {
    let over = ticket.state == TicketState::Closed;
    let ours = ticket.state.is_ours();
    match target {
        // Never stands still: the customer waits for a first word, whatever we wait for.
        Target::FirstResponse => Asked { begins: ticket.received_at, kept: ticket.answered_at, ours: true },
        Target::NextResponse => {
            let begins = ticket.answered_at.and(ticket.unanswered_since);
            let kept = if begins.is_none() { last_answer(ticket) } else { None };
            Asked { begins, kept, ours }
        }
        Target::Resolution => {
            let kept = if over || ticket.state == TicketState::Solved { ticket.solved_at } else { None };
            Asked { begins: ticket.received_at, kept, ours }
        }
    }
}

/// Our last public word.
fn last_answer(ticket: &Ticket) -> Option<Instant> {
    ticket.messages.iter().rev().find(|m| m.speaker == crate::Speaker::Us).map(|m| m.said_at)
}

fn keep_one(rules: &Rules, ticket: &mut Ticket, target: Target) -> Result<()> {
    let asked = asked(ticket, target);
    let since = ticket.state_since.unwrap_or(rules.now);
    let promised = rules.policy.promised(ticket.priority.unwrap_or_default(), target);
    let closed = ticket.state == TicketState::Closed;
    let place = ticket.clocks.iter().rposition(|c| c.target == target);
    let newest = place.map(|place| &mut ticket.clocks[place]);
    let once = target != Target::NextResponse;
    match (newest, promised) {
        // Met once and for all, unless what was solved is not.
        (Some(clock), Some(allowed)) if !clock.is_open() && once => {
            #[expect(clippy::collapsible_match, reason = "a clock met for good must not fall to the arms below")]
            if target == Target::Resolution && asked.kept.is_none() && clock.standing != State::Cancelled {
                let calendar = rules.hours.of_clock(clock);
                clock.with(|c| c.reopen(&calendar, since))?;
                clock.reached = 0;
                change(rules, clock, allowed)?;
                turn(rules, clock, asked.ours, since)?;
            }
        }
        (Some(clock), Some(allowed)) if clock.is_open() => {
            change(rules, clock, allowed)?;
            match asked.kept {
                Some(at) => {
                    let at = at.max(clock.running_since.unwrap_or(clock.started_at));
                    let calendar = rules.calendar.clone();
                    clock.with(|c| c.meet(&calendar, at))?;
                }
                // Closed without a word: nobody waits for it any more.
                None if closed => cancel_all(rules.hours, std::slice::from_mut(clock), since)?,
                None => turn(rules, clock, asked.ours, since)?,
            }
        }
        (Some(clock), None) if clock.is_open() => cancel_all(rules.hours, std::slice::from_mut(clock), rules.now)?,
        (_, Some(allowed)) if !closed => {
            let late = once && asked.kept.is_some();
            if let Some(at) = asked.begins.filter(|_| !late) {
                let mut clock = start(rules, target, allowed, at)?;
                turn(rules, &mut clock, asked.ours, since.max(at))?;
                ticket.clocks.push(clock);
            }
        }
        _ => {}
    }
    Ok(())
}

fn start(rules: &Rules, target: Target, allowed: Duration, at: Instant) -> Result<Clock> {
    let engine = worktime::Clock::start(&rules.calendar, allowed, at).map_err(broken)?;
    let mut clock = Clock {
        head: Head::default(),
        target,
        standing: State::Running,
        due_at: engine.due_at,
        was_due_at: None,
        met_at: None,
        breached_at: None,
        started_at: at,
        policy: Some(rules.policy.id()),
        minutes: 0,
        around_the_clock: rules.policy.around_the_clock,
        calendar: rules.policy.calendar,
        consumed: 0,
        running_since: None,
        reached: 0,
        reopens: 0,
    };
    clock.take(&engine);
    clock.with(|c| {
        c.pass(rules.now);
        Ok(())
    })?;
    Ok(clock)
}

/// Another policy, priority or calendar from now on; what has counted stays.
fn change(rules: &Rules, clock: &mut Clock, allowed: Duration) -> Result<()> {
    let counted = (clock.around_the_clock, clock.calendar) == (rules.policy.around_the_clock, rules.policy.calendar);
    let same = clock.clock().target == allowed && counted;
    clock.policy = Some(rules.policy.id());
    if same {
        return Ok(());
    }
    let (old, new) = (rules.hours.of_clock(clock), rules.calendar.clone());
    let at = rules.now.max(clock.running_since.unwrap_or(clock.started_at));
    let before = clock.due_at;
    clock.with(|c| c.change(&old, &new, allowed, at).map(|_| ()))?;
    (clock.around_the_clock, clock.calendar) = (rules.policy.around_the_clock, rules.policy.calendar);
    if clock.due_at != before {
        clock.was_due_at = Some(before);
    }
    Ok(())
}

/// Lets it stand still or go on, as the turn is.
fn turn(rules: &Rules, clock: &mut Clock, ours: bool, since: Instant) -> Result<()> {
    let calendar = rules.calendar.clone();
    let at = since.max(clock.running_since.unwrap_or(clock.started_at));
    match (ours, clock.running_since.is_some()) {
        (false, true) => clock.with(|c| c.pause(&calendar, at)),
        (true, false) => clock.with(|c| c.resume(&calendar, at)),
        _ => Ok(()),
    }?;
    clock.with(|c| {
        c.pass(rules.now);
        Ok(())
    })
}

/// The next step of a clock that has not been taken, and when it comes; none while it stands still.
pub(crate) fn next_step<'a>(
    policies: &'a Policies,
    hours: &Hours,
    clock: &Clock,
) -> Result<Option<(&'a crate::EscalationStep, Instant)>> {
    if !clock.runs() {
        return Ok(None);
    }
    let Some(policy) = policies.get(clock.policy) else { return Ok(None) };
    let Some(step) = policy.ladder(clock.target).into_iter().find(|s| s.percent > clock.reached) else {
        return Ok(None);
    };
    let percent = u32::try_from(step.percent).unwrap_or(u32::MAX);
    let at = clock.clock().step_at(&hours.of_clock(clock), Step::Percent(percent)).map_err(broken)?;
    Ok(at.map(|at| (step, at)))
}

/// When the next promise is due, whether one was broken, and when the program has to look at the ticket again.
pub(crate) fn look_ahead(policies: &Policies, hours: &Hours, ticket: &mut Ticket) -> Result<()> {
    ticket.due_at = ticket.clocks.iter().filter(|c| c.runs()).map(|c| c.due_at).min();
    ticket.is_late = ticket.clocks.iter().any(|c| c.breached_at.is_some() && c.standing != State::Cancelled);
    let mut moments: Vec<Instant> = Vec::new();
    for clock in ticket.clocks.iter() {
        if clock.standing == State::Running {
            moments.push(clock.due_at);
        }
        moments.extend(next_step(policies, hours, clock)?.map(|(_, at)| at));
    }
    if ticket.state.is_live() {
        moments.extend(ticket.accept_until);
    }
    if ticket.state == TicketState::Solved
        && let Some(since) = ticket.state_since
    {
        let days = ticket.days(policies).0;
        moments.push(Instant::from_micros(since.micros().saturating_add(days.saturating_mul(86_400_000_000))));
    }
    ticket.act_at = moments.into_iter().min();
    Ok(())
}
