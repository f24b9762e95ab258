//! The ways of an opportunity: from stage to stage, won or lost with the reason, open again; each stay it leaves is written down.

use super::{Opportunity, ProbabilitySource, State};
use crate::pipeline::{Class, Stage, stages};
use crate::{Applies, CloseReason, Competitor, StageStay};
use base::{Date, Error, Id, Percent, Refusal, Result};
use entity::{Entity, Head, Input, Text};
use platform::{Activity, ActivityType};
use store::{Guard, Made, Read, Tx};

/// To which stage. Into one that closes it, why.
#[derive(Input, Clone, Debug)]
pub struct Move {
    pub stage: Id<Stage>,
    pub reason: Option<Id<CloseReason>>,
    pub competitor: Option<Id<Competitor>>,
    #[field(max = 1000)]
    pub note: Option<Text>,
}

/// Why it was won.
#[derive(Input, Clone, Debug)]
pub struct Win {
    pub reason: Id<CloseReason>,
    pub competitor: Option<Id<Competitor>>,
    #[field(max = 1000)]
    pub note: Option<Text>,
}

/// Why it was lost, and to whom.
#[derive(Input, Clone, Debug)]
pub struct Lose {
    pub reason: Id<CloseReason>,
    pub competitor: Option<Id<Competitor>>,
    #[field(max = 1000)]
    pub note: Option<Text>,
}

/// Where it goes on; nothing is where it was.
#[derive(Input, Clone, Debug)]
pub struct Reopen {
    pub stage: Option<Id<Stage>>,
}

/// What is done, and what comes next.
#[derive(Input, Clone, Debug)]
pub struct StepDone {
    /// What it was that is done: a call, a meeting, a mail.
    pub activity: ActivityType,
    pub next_step: String,
    pub next_step_on: Date,
}

impl Opportunity {
    pub(super) fn move_to(&mut self, tx: &mut Tx, asked: Move) -> Result<Made> {
        let all = stages(tx)?;
        let to = all.get(asked.stage)?;
        if to.id() == self.stage {
            return Ok(Vec::new());
        }
        base::ensure!(
            to.head.archived_at.is_none(),
            Refusal::new("crm.stage_archived").field("stage").record(&to.name)
        )?;
        match to.class {
            Class::Open if self.state == State::Open => self.step(tx, to),
            Class::Open => self.go_on(tx, to),
            Class::Won | Class::Lost => {
                base::ensure!(self.state == State::Open, Refusal::new("crm.closed_already").field("stage"))?;
                let reason = asked.reason.ok_or_else(|| {
                    let code = if to.class == Class::Won { "crm.win_needs_reason" } else { "crm.loss_needs_reason" };
                    Error::from(Refusal::new(code).field("reason"))
                })?;
                let why = Lose { reason, competitor: asked.competitor, note: asked.note };
                self.close_in(tx, to, Some(why))?;
                self.state = if to.class == Class::Won { State::Won } else { State::Lost };
                self.weigh()?;
                Ok(Vec::new())
            }
        }
    }

    pub(super) fn win(&mut self, tx: &mut Tx, asked: Win) -> Result<Made> {
        let all = stages(tx)?;
        let to = all.first(self.pipeline, Class::Won)?;
        self.close_in(tx, to, Some(Lose { reason: asked.reason, competitor: asked.competitor, note: asked.note }))
    }

    pub(super) fn lose(&mut self, tx: &mut Tx, asked: Lose) -> Result<Made> {
        let all = stages(tx)?;
        let to = all.first(self.pipeline, Class::Lost)?;
        self.close_in(tx, to, Some(asked))
    }

    /// It was not over after all. That it had been closed stays in its history.
    pub(super) fn reopen(&mut self, tx: &mut Tx, asked: Reopen) -> Result<Made> {
        let all = stages(tx)?;
        let to = match asked.stage.or(self.last_stage) {
            Some(stage) => all.get(stage)?,
            None => all.first(self.pipeline, Class::Open)?,
        };
        base::ensure!(to.class == Class::Open, Refusal::new("crm.reopens_open").field("stage").record(&to.name))?;
        self.go_on(tx, to)
    }

    /// The step is done: it goes down as an activity, and the next one is said at once.
    pub(super) fn step_done(&mut self, tx: &mut Tx, asked: StepDone) -> Result<Made> {
        let title = self.next_step.clone().unwrap_or_default();
        let mut made = Made::new();
        if !title.trim().is_empty() {
            let activity = Activity::new(asked.activity, &title, self.next_step_on, tx.who().user.map(Id::from_raw));
            let id = platform::activity::plan(tx, Self::DEF.name, self.head.id, activity)?;
            let mut activity = tx.lock(id)?;
            (activity.state, activity.done_at) = (platform::activity::State::Done, Some(tx.now()));
            tx.update(&mut activity)?;
            made.push((Activity::DEF.name, id.raw()));
        }
        (self.next_step, self.next_step_on) = (Some(asked.next_step), Some(asked.next_step_on));
        Ok(made)
    }

    pub(super) fn can_finish_step(&self, _read: &Read) -> Result<Guard> {
        Ok(if self.next_step.is_some() { Guard::Open } else { Guard::Hidden })
    }

    /// The stage says how likely it is again.
    pub(super) fn leave_to_stage(&mut self, _tx: &mut Tx) -> Result<Made> {
        self.probability_source = ProbabilitySource::StageDefault;
        Ok(Vec::new())
    }

    pub(super) fn can_leave_to_stage(&self, _read: &Read) -> Result<Guard> {
        Ok(if self.probability_source == ProbabilitySource::Manual { Guard::Open } else { Guard::Hidden })
    }

    /// From one open stage to another; forward only with what the stage asks for.
    fn step(&mut self, tx: &mut Tx, to: &Stage) -> Result<Made> {
        self.ready(tx, to)?;
        self.leave(tx, to)?;
        Ok(Vec::new())
    }

    /// Refuses to go forward while its stage asks for something.
    fn ready(&self, read: &Read, to: &Stage) -> Result<()> {
        let all = stages(read)?;
        let from = all.get(self.stage)?;
        if from.class != Class::Open || !all.forward(from, to) {
            return Ok(());
        }
        let missing = self.missing(from);
        if missing.is_empty() { Ok(()) } else { Err(Error::Refused(missing)) }
    }

    /// Open again in a stage.
    pub(super) fn go_on(&mut self, tx: &mut Tx, to: &Stage) -> Result<Made> {
        self.leave(tx, to)?;
        self.state = State::Open;
        self.reopened += 1;
        (self.closed_on, self.close_reason, self.close_note) = (None, None, None);
        if let (Some(before), ProbabilitySource::Manual) = (self.last_probability, self.probability_source) {
            self.probability = before;
        }
        (self.last_stage, self.last_probability) = (None, None);
        Ok(Vec::new())
    }

    /// Ends it in a stage that closes: amounts at today's rate, and what was known before is kept for the record of forecasts.
    fn close_in(&mut self, tx: &mut Tx, to: &Stage, why: Option<Lose>) -> Result<Made> {
        let won = to.class == Class::Won;
        if let Some(why) = why {
            let applies = if won { Applies::Won } else { Applies::Lost };
            let reason = crate::source::applies(tx, why.reason, applies)?;
            let named = why.competitor.is_some() || self.competitor.is_some() || !reason.needs_competitor;
            base::ensure!(named, Refusal::new("crm.competitor_missing").field("competitor").record(&reason.name))?;
            self.competitor = why.competitor.or(self.competitor);
            (self.close_reason, self.close_note) = (Some(why.reason), why.note);
        }
        self.ready(tx, to)?;
        self.end_in(tx, to)?;
        Ok(Vec::new())
    }

    /// Ends it in a stage, whatever the one before still asks for.
    pub(super) fn end_in(&mut self, tx: &mut Tx, to: &Stage) -> Result<()> {
        let won = to.class == Class::Won;
        self.reckon(tx)?;
        let (last, probability) = (self.stage, self.probability);
        self.leave(tx, to)?;
        (self.last_stage, self.last_probability) = (Some(last), Some(probability));
        self.closed_on = Some(tx.today());
        self.probability = if won { Percent::HUNDRED } else { Percent::ZERO };
        self.category = to.category;
        self.stalls_on = None;
        self.weighted_base = base::Money::ZERO;
        Ok(())
    }

    /// Writes down the stay that ends and begins the next.
    fn leave(&mut self, tx: &mut Tx, to: &Stage) -> Result<()> {
        let all = stages(tx)?;
        let from = all.get(self.stage)?;
        let forward = all.forward(from, to);
        let now = tx.now();
        let since = self.stage_since.unwrap_or(now);
        let back = to.class == Class::Open && from.pipeline == to.pipeline && !forward;
        tx.insert(&mut StageStay {
            head: Head::default(),
            opportunity: self.id(),
            pipeline: self.pipeline,
            stage: self.stage,
            entered_at: since,
            left_at: now,
            days: since.date_in(tx.zone())?.days_until(now.date_in(tx.zone())?),
            moved_by: tx.who().user.map(Id::from_raw),
            back,
            amount_base: self.stage_amount,
            currency: self.company_currency,
            probability: self.stage_probability,
        })?;
        (self.pipeline, self.stage, self.stage_since) = (to.pipeline, to.id(), Some(now));
        if self.probability_source == ProbabilitySource::StageDefault {
            self.probability = to.probability;
        }
        (self.stage_amount, self.stage_probability) = (self.amount_base, self.probability);
        Ok(())
    }
}
