//! How a request goes on after each answer: the next steps open, and what was decided is carried out by the program.

use super::content;
use super::course::{self, Rule, Verdict};
use super::decision::{self, Said, What};
use super::definition::{Definition, How};
use super::request::{Asked, Request, State, StepState, Vote};
use super::resolve::{self, Case, Found};
use crate::job::{self, LongJob, Step, Tell, Work};
use crate::notification::Topic;
use base::{Context, Error, Id, Instant, Refusal, Result, ensure};
use entity::{Kind, Shape};
use serde_json::{Value as Json, json};
use std::sync::Arc;
use store::{Operation, Read, Set, Tx, Who};

/// The state of a document that waits for its approval, in every module the same.
pub(crate) const SUBMITTED: &str = "submitted";

const HOUR: i64 = 3_600_000_000;

impl Request {
    /// Closes the steps that are decided and opens those whose turn it is, until somebody has to answer or all have.
    /// `knows` are people who were told already.
    pub(crate) fn advance(
        &mut self,
        tx: &mut Tx,
        definition: &Definition,
        case: &Case,
        knows: &[Id<crate::User>],
    ) -> Result<()> {
        loop {
            let mut moved = false;
            for at in 0..self.steps.len() {
                if self.steps[at].state != StepState::Open {
                    continue;
                }
                match self.verdict(at) {
                    Verdict::Approved => {
                        self.decided(at, StepState::Approved);
                        moved = true;
                    }
                    _ => self.next_in_turn(tx, at)?,
                }
            }
            for at in course::next(&self.places()) {
                self.open_step(tx, definition, case, at, knows)?;
                moved = true;
            }
            if !moved {
                break;
            }
        }
        let all = self.steps.iter().all(super::RequestStep::finished);
        if all { self.approved(tx, definition) } else { Ok(()) }
    }

    /// Nobody is asked in this step any more.
    pub(crate) fn decided(&mut self, at: usize, state: StepState) {
        self.steps[at].state = state;
        self.steps[at].due_at = None;
        for line in self.asked.iter_mut().filter(|a| a.step == at as i64 + 1) {
            if matches!(line.state, Vote::Asked | Vote::Waiting) {
                line.settle(Vote::Passed);
            }
        }
    }

    /// Where people are asked one after the other, the next one once nobody before him is awaited.
    fn next_in_turn(&mut self, tx: &mut Tx, at: usize) -> Result<()> {
        let of_step = |a: &Asked| a.step == at as i64 + 1;
        if self.asked.iter().any(|a| of_step(a) && a.state == Vote::Asked) {
            return Ok(());
        }
        let Some(next) = self.asked.iter().position(|a| of_step(a) && a.state == Vote::Waiting) else { return Ok(()) };
        let person = self.asked[next].person;
        self.asked[next].state = Vote::Asked;
        self.asked[next].open_for = Some(person);
        self.tell(tx, person)
    }

    fn open_step(
        &mut self,
        tx: &mut Tx,
        definition: &Definition,
        case: &Case,
        at: usize,
        knows: &[Id<crate::User>],
    ) -> Result<()> {
        self.steps[at].content = Some(content::hash(&case.shape, &case.record, &definition.watched_by(at)));
        if !definition.needs(tx, &case.shape, case.record.head.id, at)? {
            self.steps[at].state = StepState::NotNeeded;
            return Ok(());
        }
        let (found, escalated) = enough(tx, definition, case, at)?;
        let approved = |user: i64| self.asked.iter().any(|a| a.person.raw() == user && a.state == Vote::Approved);
        let again: Vec<i64> = match definition.skip_repeated {
            true => found.people.iter().map(|p| p.user).filter(|u| approved(*u)).collect(),
            false => Vec::new(),
        };
        let alone = found.people.is_empty() && found.asker_alone && definition.skip_asker;
        if alone || (self.steps[at].rule == Rule::Any && !again.is_empty()) {
            self.steps[at].state = StepState::Skipped;
            let person = again.first().copied().or(case.asker.filter(|_| alone)).map(Id::from_raw);
            return decision::write(tx, self, Said { what: What::Skipped, step: Some(at), person, ..Said::default() });
        }
        self.steps[at].state = StepState::Open;
        self.steps[at].due_at = definition.steps.get(at).and_then(|s| s.hours).map(|h| later(tx, h));
        if escalated && !found.people.is_empty() {
            decision::write(tx, self, Said { what: What::Escalated, step: Some(at), ..Said::default() })?;
        }
        self.ask_people(tx, at, found, &again, knows)
    }

    fn ask_people(
        &mut self,
        tx: &mut Tx,
        at: usize,
        found: Found,
        again: &[i64],
        knows: &[Id<crate::User>],
    ) -> Result<()> {
        if found.people.is_empty() {
            self.steps[at].due_at = Some(later(tx, 1));
            decision::write(tx, self, Said { what: What::Stuck, step: Some(at), ..Said::default() })?;
            return self.owner.map_or(Ok(()), |owner| self.ring(tx, owner, Topic::Decision));
        }
        let one_by_one = self.steps[at].rule == Rule::InTurn;
        let mut somebody = false;
        for person in found.people {
            let mut line = Asked::new(at, person);
            if again.contains(&person.user) {
                line.state = Vote::Approved;
                line.decided_by = Some(line.person);
                line.decided_at = Some(tx.now());
                self.asked.push(line);
            } else if one_by_one && somebody {
                self.asked.push(line);
            } else {
                let tell = !knows.contains(&line.person);
                self.put(tx, line, tell)?;
                somebody = true;
            }
        }
        Ok(())
    }

    fn approved(&mut self, tx: &mut Tx, definition: &Definition) -> Result<()> {
        self.state = State::Approved;
        if definition.carry_out {
            order(tx, self, true, self.reason.as_deref().unwrap_or_default())?;
        }
        let me = tx.who().user;
        match self.owner.filter(|owner| Some(owner.raw()) != me) {
            Some(owner) => self.ring(tx, owner, Topic::Decision),
            None => Ok(()),
        }
    }
}

pub(crate) fn later(read: &Read, hours: i64) -> Instant {
    Instant::from_micros(read.now().micros() + hours * HOUR)
}

/// Who is asked in a step; those for escalation where the others are too few. True when it came to that.
pub(crate) fn enough(read: &Read, definition: &Definition, case: &Case, at: usize) -> Result<(Found, bool)> {
    let needed = match definition.steps.get(at) {
        Some(step) if step.rule == Rule::Several => step.needed.unwrap_or(1).max(1) as usize,
        _ => 1,
    };
    let found = case.find(read, definition, at, false)?;
    if found.people.len() >= needed {
        return Ok((found, false));
    }
    let mut more = case.find(read, definition, at, true)?;
    more.people.retain(|p| found.people.iter().all(|f| f.user != p.user));
    let people = [found.people, more.people].concat();
    let people = if people.len() >= needed { people } else { Vec::new() };
    Ok((Found { people, asker_alone: found.asker_alone }, true))
}

/// Refuses what nobody could decide, before anybody is asked.
pub(crate) fn foresee(read: &Read, definition: &Definition, case: &Case) -> Result<()> {
    let mut somebody = false;
    for (at, step) in definition.steps.iter().enumerate() {
        if !definition.needs(read, &case.shape, case.record.head.id, at)? {
            continue;
        }
        let (found, _) = enough(read, definition, case, at)?;
        if found.people.is_empty() && found.asker_alone && definition.skip_asker {
            continue;
        }
        if found.people.is_empty() {
            let choose = definition.approvers.iter().any(|a| a.step == at as i64 + 1 && a.how == How::Chosen);
            let refusal = match choose && case.chosen.is_none() {
                true => Refusal::new("platform.approval_choose").field("chosen"),
                false => Refusal::new("platform.approval_nobody"),
            };
            return Err(refusal.record(case.shape.title(&case.record)).arg("step", &step.name).into());
        }
        somebody = true;
    }
    ensure!(somebody, Refusal::new("platform.approval_only_yourself").record(case.shape.title(&case.record)))
}

/// The verb that leads a document in this state on to waiting for approval.
pub(crate) fn submitting(operations: &'static [Operation], state: &str) -> Option<&'static Operation> {
    operations.iter().find(|o| o.to == Some(SUBMITTED) && o.from.contains(&state))
}

/// The verb that leads a document back from waiting to its beginning.
pub(crate) fn giving_back(shape: &Shape, operations: &'static [Operation]) -> Option<&'static Operation> {
    let Kind::Choice(choice) = shape.def.state()?.kind else { return None };
    let first = choice.options.first().map(|o| o.code);
    operations.iter().find(|o| o.from.contains(&SUBMITTED) && o.to.is_some() && o.to == first)
}

/// The job that does what was approved, or gives back what was not.
pub const CARRY_OUT: LongJob = LongJob { task: TASK, run: carry_out, tries: 8 };

const TASK: &str = "platform.approval_outcome";

/// Gives a document back that waits in its submitted state. A job does it, so that requests are always locked after documents.
pub(crate) fn back(tx: &mut Tx, request: &Request, words: &str) -> Result<()> {
    let shape = request.host().shape(tx)?;
    let operations = tx.registry().get(shape.name()).map(|r| r.operations).unwrap_or_default();
    if giving_back(&shape, operations).is_none() { Ok(()) } else { order(tx, request, false, words) }
}

fn order(tx: &mut Tx, request: &Request, forward: bool, words: &str) -> Result<()> {
    let key = format!("{} {}", request.head.id, if forward { "done" } else { "back" });
    let input = json!({ "request": request.head.id, "forward": forward, "words": words });
    job::order(tx, TASK, &key, &input.to_string()).map(|_| ())
}

fn carry_out(set: &Arc<Set>, _: &Who, work: &Work, _: Tell) -> Result<Step> {
    let input: Json = serde_json::from_str(&work.input).context("reading what an approval leads to")?;
    let id = Id::<Request>::from_raw(input["request"].as_i64().unwrap_or(0));
    let forward = input["forward"].as_bool().unwrap_or_default();
    let words = input["words"].as_str().unwrap_or_default().to_owned();
    let number = set.read(&Who::program("approval"), |read| Ok(read.get(id)?.number.to_string()))?;
    let who = Who::program(format!("approval {number}"));
    let outcome = set.write_job(&who, move |tx| lead(tx, id, forward, &words));
    match outcome {
        Ok(()) => Ok(Step::Done),
        Err(Error::Unavailable(what)) => Err(Error::Unavailable(what)),
        Err(Error::Broken(broken)) => Err(Error::Broken(broken)),
        Err(refused) => {
            let why = refused.to_string();
            set.write_job(&who, move |tx| hinder(tx, id, &why))?;
            Ok(Step::Done)
        }
    }
}

/// Runs the verb, if the document and the request are still where they were.
fn lead(tx: &mut Tx, id: Id<Request>, forward: bool, words: &str) -> Result<()> {
    let request = tx.get(id)?;
    let shape = request.host().shape(tx)?;
    let operations = tx.registry().get(shape.name()).map(|r| r.operations).unwrap_or_default();
    let verb = match forward {
        true => operations.iter().find(|o| o.name == request.operation).filter(|_| request.state == State::Approved),
        false => giving_back(&shape, operations),
    };
    let Some(verb) = verb else { return Ok(()) };
    let record = tx.lock_record(shape.name(), request.source)?;
    let state = shape.value(&record, "state");
    if !verb.from.is_empty() && !state.text().is_some_and(|s| verb.from.contains(&s)) {
        return Ok(());
    }
    let input = resolve::input(verb, words);
    tx.perform(shape.name(), request.source, verb.name, None, &input).map(|_| ())
}

/// Tells whoever asked that it could not be done, and why.
fn hinder(tx: &mut Tx, id: Id<Request>, why: &str) -> Result<()> {
    let request: Request = tx.lock(id)?;
    decision::write(tx, &request, Said { what: What::Hindered, comment: Some(why), ..Said::default() })?;
    request.owner.map_or(Ok(()), |owner| request.ring(tx, owner, Topic::Decision))
}

/// The request that lives for a verb of a record.
pub(crate) fn alive(kind: i64, record: i64, operation: &str) -> String {
    format!("{kind} {record} {operation}")
}
