//! A request is one document waiting for somebody's yes: its steps, who is asked in each, and what they answered.

use super::course::{self, Answer, Place, Rule, Verdict, Voice};
use super::decision::{self, Said, What};
use super::definition::{self, Definition};
use super::resolve::{Case, Person};
use super::running;
use crate::notification::{self, Topic};
use crate::{Company, Currency, Host, User};
use base::{Error, Id, Instant, Money, Refusal, Result, ensure};
use entity::{Choice, Entity, Head, Input, Lines, Number, Text};
use std::sync::Arc;
use store::{Business, Guard, Made, Operation, Read, Tx, operations};

/// Where a request stands.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// Somebody is to decide.
    #[default]
    #[choice(tone = "violet")]
    Open,
    /// Everybody said yes; what was asked for may be done.
    #[choice(tone = "success")]
    Approved,
    /// It was done.
    #[choice(tone = "success")]
    Done,
    /// Back with whoever asked, to be changed.
    #[choice(tone = "warn")]
    Returned,
    #[choice(tone = "danger")]
    Rejected,
    /// Whoever asked took it back.
    Recalled,
    /// The document no longer needs it.
    Lapsed,
}

/// Where one step stands.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StepState {
    /// Its turn has not come.
    #[default]
    Waiting,
    #[choice(tone = "violet")]
    Open,
    #[choice(tone = "success")]
    Approved,
    #[choice(tone = "danger")]
    Rejected,
    /// Nobody had to decide: the only approver asked, or had approved already.
    Skipped,
    /// The document does not need it.
    NotNeeded,
}

/// What somebody who is asked has answered.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Vote {
    /// Others are asked before him.
    #[default]
    Waiting,
    #[choice(tone = "violet")]
    Asked,
    #[choice(tone = "success")]
    Approved,
    #[choice(tone = "danger")]
    Rejected,
    #[choice(tone = "warn")]
    Returned,
    /// Left to somebody else, or no longer needed.
    Passed,
    /// Answered about what the document said before it changed, or asked no more.
    #[choice(tone = "warn")]
    Void,
}

/// How somebody came to be asked.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Came {
    /// The definition names him.
    #[default]
    Rule,
    /// He stands in for somebody.
    Delegation,
    /// Time was up, or nobody else was there.
    Escalation,
    /// An approver brought him in.
    Added,
    /// An approver left it to him.
    Transfer,
    /// Somebody with the right to it put him in.
    Reassigned,
}

/// A document waiting for a yes.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "platform.approval_request",
    kind = 27,
    icon = "stamp",
    title = "number",
    number = "AR-{year}-{seq}",
    search(number, subject),
    sort = "-id",
    editable(nothing),
    index(source_kind, source, id),
    view(to_decide = "filter=asked.open_for%20%3D%20me&sort=id"),
    view(mine = "filter=owner%20%3D%20me&sort=-id"),
    view(decided = "filter=asked.decided_by%20%3D%20me&sort=-id")
)]
pub struct Request {
    pub head: Head,
    #[field(indexed, column)]
    pub number: Number,
    /// The document as it was called when somebody asked.
    #[field(read_only, column)]
    pub subject: String,
    /// The entity, `purchasing.order`.
    #[field(read_only, column, max = 80)]
    pub entity: String,
    #[field(read_only)]
    pub source_kind: i64,
    #[field(read_only)]
    pub source: i64,
    /// The verb that waits, `release`.
    #[field(read_only, column, max = 80)]
    pub operation: String,
    #[field(read_only)]
    pub definition: Id<Definition>,
    #[field(read_only, column)]
    pub company: Option<Id<Company>>,
    /// How much it is about, in company currency.
    #[field(read_only, column)]
    pub amount: Option<Money>,
    #[field(read_only)]
    pub currency: Option<Id<Currency>>,
    /// Who asks.
    #[field(read_only, column)]
    pub owner: Option<Id<User>>,
    #[field(read_only, max = 2000)]
    pub reason: Option<Text>,
    /// Whom the asker chose to decide.
    #[field(read_only)]
    pub chosen: Option<Id<User>>,
    #[field(read_only)]
    pub steps: Lines<RequestStep>,
    #[field(read_only)]
    pub asked: Lines<Asked>,
    /// The hash of what the document says.
    #[field(read_only, max = 64)]
    pub content: String,
    /// Document and verb while the request lives: no two of them wait for the same.
    #[field(read_only, unique, max = 120)]
    pub alive: Option<String>,
    #[field(read_only)]
    pub ended_at: Option<Instant>,
    #[field(indexed, column)]
    pub state: State,
}

/// One step of a request, as its definition had it.
#[derive(Entity, Clone, Debug, PartialEq, Eq)]
#[entity(
    name = "platform.approval_request_step",
    kind = 28,
    line_of = "platform.approval_request",
    title = "name",
    index(state, due_at)
)]
pub struct RequestStep {
    pub head: Head,
    #[field(read_only, max = 80)]
    pub name: String,
    #[field(read_only)]
    pub stage: i64,
    #[field(read_only, max = 40)]
    pub branch: Option<String>,
    #[field(read_only)]
    pub rule: Rule,
    #[field(read_only)]
    pub needed: Option<i64>,
    /// Until when it should be decided.
    #[field(read_only)]
    pub due_at: Option<Instant>,
    /// The hash of what it stands on.
    #[field(read_only, max = 64)]
    pub content: Option<String>,
    pub state: StepState,
}

/// Somebody who is asked.
#[derive(Entity, Clone, Debug, PartialEq, Eq)]
#[entity(name = "platform.approval_asked", kind = 29, line_of = "platform.approval_request", title = "person")]
pub struct Asked {
    pub head: Head,
    /// The step, counted from 1.
    #[field(read_only)]
    pub step: i64,
    #[field(read_only)]
    pub person: Id<User>,
    /// In whose place.
    #[field(read_only)]
    pub behalf_of: Option<Id<User>>,
    #[field(read_only)]
    pub came: Came,
    /// His yes is needed whatever the rule of the step says.
    #[field(read_only)]
    pub must: bool,
    /// The person while his answer is awaited.
    #[field(read_only)]
    pub open_for: Option<Id<User>>,
    #[field(read_only)]
    pub decided_by: Option<Id<User>>,
    #[field(read_only)]
    pub decided_at: Option<Instant>,
    #[field(read_only, max = 2000)]
    pub comment: Option<Text>,
    pub state: Vote,
}

/// What an approver may add to his yes.
#[derive(Input, Clone, Debug)]
pub struct Comment {
    #[field(max = 2000)]
    pub comment: Option<Text>,
}

/// Why something is sent back or taken back.
#[derive(Input, Clone, Debug)]
pub struct Why {
    #[field(max = 2000)]
    pub comment: Text,
}

/// A no: why, and to which step it goes back; without one it ends.
#[derive(Input, Clone, Debug)]
pub struct Rejection {
    #[field(max = 2000)]
    pub comment: Text,
    /// Counted from 1.
    pub to_step: Option<i64>,
}

/// Somebody else who is to decide.
#[derive(Input, Clone, Debug)]
pub struct Other {
    pub person: Id<User>,
    #[field(max = 2000)]
    pub comment: Option<Text>,
}

/// Somebody put in the place of an approver who cannot decide, or of nobody.
#[derive(Input, Clone, Debug)]
pub struct Instead {
    pub person: Id<User>,
    pub instead_of: Option<Id<User>>,
    #[field(max = 2000)]
    pub comment: Text,
}

impl Asked {
    /// What is awaited of somebody in a step, counted from 0.
    pub(crate) fn new(step: usize, person: Person) -> Asked {
        Asked {
            head: Head::default(),
            step: step as i64 + 1,
            person: Id::from_raw(person.user),
            behalf_of: person.behalf_of.map(Id::from_raw),
            came: person.came,
            must: false,
            open_for: None,
            decided_by: None,
            decided_at: None,
            comment: None,
            state: Vote::Waiting,
        }
    }

    /// True while it counts for its step.
    pub(crate) fn counts(&self) -> bool {
        !matches!(self.state, Vote::Passed | Vote::Void | Vote::Returned)
    }

    pub(crate) fn settle(&mut self, state: Vote) {
        self.state = state;
        self.open_for = None;
    }

    fn answer(&mut self, state: Vote, by: Id<User>, at: Instant, comment: Option<&str>) {
        self.settle(state);
        self.decided_by = Some(by);
        self.decided_at = Some(at);
        self.comment = comment.map(Text::new);
    }
}

impl RequestStep {
    fn place(&self) -> Place<'_> {
        let waiting = self.state == StepState::Waiting;
        let branch = self.branch.as_deref().unwrap_or_default();
        Place { stage: self.stage, branch, waiting, finished: self.finished() }
    }

    pub(crate) fn finished(&self) -> bool {
        matches!(self.state, StepState::Approved | StepState::Skipped | StepState::NotNeeded)
    }
}

impl Business for RequestStep {}
impl Business for Asked {}

impl Business for Request {
    const OPERATIONS: &'static [Operation] = &operations![Request:
        approve(Comment) if can_decide: [Open] => same,
        reject(Rejection) if can_decide: [Open] => same,
        return_for_change(Why) if can_decide: [Open] => same,
        add_approver(Other) if can_decide: [Open] => same,
        transfer(Other) if can_decide: [Open] => same,
        reassign(Instead): [Open] => same,
        recall(Why) if can_recall: [Open, Approved, Returned] => Recalled,
    ];
}

impl Request {
    /// The places of its lines that await an answer of a user.
    pub fn awaited(&self, user: i64) -> Vec<usize> {
        let open = |(at, a): (usize, &Asked)| (a.open_for.map(Id::raw) == Some(user)).then_some(at);
        self.asked.iter().enumerate().filter_map(open).collect()
    }

    /// Whose answers are awaited.
    pub fn awaits(&self) -> Vec<Id<User>> {
        self.asked.iter().filter_map(|a| a.open_for).collect()
    }

    /// Only whoever is asked decides, whatever his roles say.
    fn can_decide(&self, read: &Read) -> Result<Guard> {
        let mine = read.who().user.is_some_and(|user| !self.awaited(user).is_empty());
        Ok(if mine { Guard::Open } else { Guard::Hidden })
    }

    fn can_recall(&self, read: &Read) -> Result<Guard> {
        let mine = read.who().user.is_none_or(|user| self.owner.map(Id::raw) == Some(user));
        Ok(if mine { Guard::Open } else { Guard::Hidden })
    }

    pub(crate) fn host(&self) -> Host {
        Host { kind: self.source_kind, record: self.source }
    }

    pub(crate) fn rule(&self, read: &Read) -> Result<Arc<Definition>> {
        let known = definition::book(read)?.get(&self.entity, self.definition);
        known.map_or_else(|| read.get(self.definition).map(Arc::new), Ok)
    }

    /// The document as it is stored now, with what its approvers are found by.
    pub(crate) fn case(&self, read: &Read, definition: &Definition) -> Result<Case> {
        let shape = self.host().shape(read)?;
        let record = read.find(shape.name(), self.source)?;
        let record = record.ok_or_else(|| Error::not_found(shape.name(), self.source))?;
        Case::new(read, definition, &shape, record, self.owner.map(Id::raw), self.chosen.map(Id::raw))
    }

    /// What somebody needs to answer: the definition and the document, which has to say what he was asked about.
    fn at_hand(&self, tx: &Tx, me: Id<User>) -> Result<(Arc<Definition>, Case)> {
        let definition = self.rule(tx)?;
        let case = self.case(tx, &definition)?;
        let now = super::content::hash(&case.shape, &case.record, &definition.watched());
        ensure!(now == self.content, Refusal::new("platform.approval_changed").record(&self.subject))?;
        ensure!(case.may_decide(tx, me.raw())?, Refusal::new("platform.approval_apart").record(&self.subject))?;
        Ok((definition, case))
    }

    fn approve(&mut self, tx: &mut Tx, said: Comment) -> Result<Made> {
        let me = me(tx)?;
        let (definition, case) = self.at_hand(tx, me)?;
        for at in self.awaited(me.raw()) {
            self.answer(tx, at, Vote::Approved, What::Approved, said.comment.as_deref())?;
        }
        self.advance(tx, &definition, &case, &[])?;
        Ok(Made::new())
    }

    /// Notes an answer on its line and in the record of decisions.
    fn answer(&mut self, tx: &mut Tx, at: usize, vote: Vote, what: What, comment: Option<&str>) -> Result<()> {
        let (me, now) = (me(tx)?, tx.now());
        let line = &mut self.asked[at];
        line.answer(vote, me, now, comment);
        let said = Said {
            what,
            step: usize::try_from(line.step - 1).ok(),
            behalf_of: line.behalf_of,
            comment,
            ..Said::default()
        };
        decision::write(tx, self, said)
    }

    fn reject(&mut self, tx: &mut Tx, no: Rejection) -> Result<Made> {
        let me = me(tx)?;
        let (definition, case) = self.at_hand(tx, me)?;
        let mine = self.awaited(me.raw());
        let step = mine.first().map_or(0, |at| self.asked[*at].step);
        if let Some(to) = no.to_step {
            let back = usize::try_from(to - 1).ok().filter(|_| to < step);
            let there = back.is_some_and(|back| course::from(&self.places(), back).contains(&(step as usize - 1)));
            ensure!(there, Refusal::new("platform.approval_no_earlier_step").field("to_step").arg("step", step))?;
        }
        for at in &mine {
            self.answer(tx, *at, Vote::Rejected, What::Rejected, Some(&no.comment))?;
        }
        let refused = mine.iter().any(|at| self.verdict(self.asked[*at].step as usize - 1) == Verdict::Refused);
        match no.to_step {
            Some(to) => {
                self.open_again(to as usize - 1);
                self.advance(tx, &definition, &case, &[])?;
            }
            None if refused => {
                for at in mine {
                    let step = self.asked[at].step as usize - 1;
                    self.steps[step].state = StepState::Rejected;
                }
                self.end(tx, State::Rejected, &no.comment)?;
            }
            None => self.advance(tx, &definition, &case, &[])?,
        }
        Ok(Made::new())
    }

    fn return_for_change(&mut self, tx: &mut Tx, why: Why) -> Result<Made> {
        let me = me(tx)?;
        let mine = self.awaited(me.raw());
        for at in &mine {
            self.answer(tx, *at, Vote::Returned, What::Returned, Some(&why.comment))?;
        }
        self.put_off();
        self.state = State::Returned;
        if let Some(owner) = self.owner {
            self.ring(tx, owner, Topic::Decision)?;
        }
        running::back(tx, self, &why.comment)?;
        Ok(Made::new())
    }

    fn add_approver(&mut self, tx: &mut Tx, other: Other) -> Result<Made> {
        let (me, step) = self.brings_in(tx, &other)?;
        let person = Person { user: other.person.raw(), behalf_of: None, came: Came::Added };
        self.put(tx, Asked { must: true, ..Asked::new(step, person) }, true)?;
        let names = tx.titles("platform.user", &[other.person.raw()])?.remove(&other.person.raw()).unwrap_or_default();
        let comment = format!("{names}\n{}", other.comment.as_deref().unwrap_or_default());
        let said =
            Said { what: What::Added, step: Some(step), person: Some(me), comment: Some(&comment), ..Said::default() };
        decision::write(tx, self, said)?;
        Ok(Made::new())
    }

    fn transfer(&mut self, tx: &mut Tx, other: Other) -> Result<Made> {
        let (me, _) = self.brings_in(tx, &other)?;
        for at in self.awaited(me.raw()) {
            self.hand_over(tx, at, other.person, Came::Transfer)?;
        }
        Ok(Made::new())
    }

    /// Whoever may put somebody else in the place of an approver says why; it is written down as that.
    fn reassign(&mut self, tx: &mut Tx, asked: Instead) -> Result<Made> {
        let definition = self.rule(tx)?;
        self.fit(tx, &definition, asked.person)?;
        let open: Vec<usize> = match asked.instead_of {
            Some(user) => self.awaited(user.raw()),
            None => Vec::new(),
        };
        for at in &open {
            self.hand_over(tx, *at, asked.person, Came::Reassigned)?;
        }
        let alone = |at: &usize| self.steps[*at].state == StepState::Open && !self.anybody(*at);
        let empty: Vec<usize> = (0..self.steps.len()).filter(alone).filter(|_| asked.instead_of.is_none()).collect();
        ensure!(
            !open.is_empty() || !empty.is_empty(),
            Refusal::new("platform.approval_not_asked").field("instead_of")
        )?;
        for step in &empty {
            let person = Person { user: asked.person.raw(), behalf_of: None, came: Came::Reassigned };
            self.put(tx, Asked::new(*step, person), true)?;
        }
        let step = open.first().map(|at| self.asked[*at].step as usize - 1).or(empty.first().copied());
        let said = Said { what: What::Reassigned, step, comment: Some(&asked.comment), ..Said::default() };
        decision::write(tx, self, said)?;
        Ok(Made::new())
    }

    fn recall(&mut self, tx: &mut Tx, why: Why) -> Result<Made> {
        self.end(tx, State::Recalled, &why.comment)?;
        Ok(Made::new())
    }

    /// The step for which whoever is asked brings in somebody else, who has to be able to decide it.
    fn brings_in(&self, tx: &Tx, other: &Other) -> Result<(Id<User>, usize)> {
        let me = me(tx)?;
        let definition = self.rule(tx)?;
        self.fit(tx, &definition, other.person)?;
        let step = self.awaited(me.raw()).first().map_or(1, |at| self.asked[*at].step);
        let there = self.asked.iter().any(|a| a.step == step && a.counts() && a.person == other.person);
        ensure!(!there, Refusal::new("platform.approval_asked_already").field("person"))?;
        Ok((me, step as usize - 1))
    }

    /// Refuses somebody who asked, had a hand in the document, or no longer works here.
    fn fit(&self, tx: &Tx, definition: &Definition, person: Id<User>) -> Result<()> {
        let fits = self.case(tx, definition)?.may_decide(tx, person.raw())?;
        ensure!(fits, Refusal::new("platform.approval_unfit").field("person").record(&self.subject))
    }

    /// Leaves an awaited answer to somebody else.
    pub(crate) fn hand_over(&mut self, tx: &mut Tx, at: usize, to: Id<User>, came: Came) -> Result<()> {
        let line = self.asked[at].clone();
        self.asked[at].settle(Vote::Passed);
        let step = line.step as usize - 1;
        let behalf_of = if came == Came::Delegation { Some(line.person) } else { line.behalf_of };
        let person = Person { user: to.raw(), behalf_of: behalf_of.map(Id::raw), came };
        self.put(tx, Asked { must: line.must, ..Asked::new(step, person) }, true)?;
        let what = if came == Came::Transfer { What::Transferred } else { What::Delegated };
        if came == Came::Reassigned {
            return Ok(());
        }
        let said = Said { what, step: Some(step), behalf_of: Some(line.person), person: Some(to), ..Said::default() };
        decision::write(tx, self, said)
    }

    /// Gives an awaited answer back to the one in whose place it was to be given.
    pub(crate) fn return_to(&mut self, tx: &mut Tx, at: usize, person: Id<User>) -> Result<()> {
        let line = self.asked[at].clone();
        self.asked[at].settle(Vote::Passed);
        let step = line.step as usize - 1;
        let back = Person { user: person.raw(), behalf_of: None, came: Came::Rule };
        self.put(tx, Asked { must: line.must, ..Asked::new(step, back) }, true)?;
        let said = Said { what: What::Delegated, step: Some(step), person: Some(person), ..Said::default() };
        decision::write(tx, self, said)
    }

    /// Awaits an answer, and tells whoever is to give it unless he knows.
    pub(crate) fn put(&mut self, tx: &mut Tx, mut line: Asked, tell: bool) -> Result<()> {
        line.state = Vote::Asked;
        line.open_for = Some(line.person);
        let person = line.person;
        self.asked.push(line);
        if tell { self.tell(tx, person) } else { Ok(()) }
    }

    /// Lets somebody see the document and the request, and rings his bell.
    pub(crate) fn tell(&self, tx: &mut Tx, person: Id<User>) -> Result<()> {
        crate::rights::let_see(tx, self.host(), person)?;
        crate::rights::let_see(tx, Host { kind: Request::DEF.kind.into(), record: self.head.id }, person)?;
        self.ring(tx, person, Topic::Approval)
    }

    pub(crate) fn ring(&self, tx: &mut Tx, person: Id<User>, topic: Topic) -> Result<()> {
        let host = Host { kind: Request::DEF.kind.into(), record: self.head.id };
        let text = format!("{} · {}", &*self.number, self.subject);
        notification::ring(tx, person, topic, &text, Some(host)).map(|_| ())
    }

    /// True when somebody's answer counts or is awaited in a step.
    pub(crate) fn anybody(&self, step: usize) -> bool {
        self.asked.iter().any(|a| a.step == step as i64 + 1 && a.counts())
    }

    pub(crate) fn verdict(&self, step: usize) -> Verdict {
        let of_step = self.asked.iter().filter(|a| a.step == step as i64 + 1 && a.counts());
        let voices: Vec<Voice> = of_step
            .map(|a| Voice {
                answer: match a.state {
                    Vote::Approved => Answer::Yes,
                    Vote::Rejected => Answer::No,
                    _ => Answer::Pending,
                },
                must: a.must,
            })
            .collect();
        let step = &self.steps[step];
        course::verdict(step.rule, step.needed.and_then(|n| usize::try_from(n).ok()).unwrap_or(1), &voices)
    }

    pub(crate) fn places(&self) -> Vec<Place<'_>> {
        self.steps.iter().map(RequestStep::place).collect()
    }

    /// A step and all behind it wait again; what was answered there no longer counts.
    pub(crate) fn open_again(&mut self, step: usize) {
        for at in course::from(&self.places(), step) {
            self.steps[at].state = StepState::Waiting;
            self.steps[at].due_at = None;
            for line in self.asked.iter_mut().filter(|a| a.step == at as i64 + 1) {
                if !matches!(line.state, Vote::Passed | Vote::Rejected | Vote::Returned) {
                    line.settle(Vote::Void);
                } else if line.state == Vote::Rejected {
                    line.settle(Vote::Returned);
                }
            }
        }
    }

    /// Nobody's answer is awaited until whoever asked comes back.
    fn put_off(&mut self) {
        for step in self.steps.iter_mut().filter(|s| s.state == StepState::Open) {
            step.state = StepState::Waiting;
            step.due_at = None;
        }
        let waiting: Vec<i64> =
            (1..).zip(self.steps.iter()).filter(|(_, s)| s.state == StepState::Waiting).map(|(at, _)| at).collect();
        for line in self.asked.iter_mut().filter(|a| waiting.contains(&a.step)) {
            if matches!(line.state, Vote::Asked | Vote::Waiting | Vote::Approved) {
                line.settle(Vote::Void);
            }
        }
    }

    /// Nothing more is decided.
    pub(crate) fn end(&mut self, tx: &mut Tx, state: State, comment: &str) -> Result<()> {
        let was = self.state;
        self.close(tx, state);
        let what = match state {
            State::Recalled => Some(What::Recalled),
            State::Lapsed => Some(What::Lapsed),
            State::Done => Some(What::CarriedOut),
            // The no itself is written down already.
            _ => None,
        };
        if let Some(what) = what {
            decision::write(tx, self, Said { what, comment: Some(comment), ..Said::default() })?;
        }
        let me = tx.who().user;
        if let Some(owner) = self.owner.filter(|owner| Some(owner.raw()) != me && state != State::Done) {
            self.ring(tx, owner, Topic::Decision)?;
        }
        let given_back = matches!(state, State::Rejected | State::Recalled) && was != State::Returned;
        if given_back { running::back(tx, self, comment) } else { Ok(()) }
    }

    fn close(&mut self, tx: &Tx, state: State) {
        self.state = state;
        self.alive = None;
        self.ended_at = Some(tx.now());
        for line in self.asked.iter_mut().filter(|a| matches!(a.state, Vote::Asked | Vote::Waiting)) {
            line.settle(Vote::Passed);
        }
        for step in self.steps.iter_mut() {
            step.due_at = None;
        }
    }
}

/// Whoever decides; the program decides nothing.
pub(crate) fn me(tx: &Tx) -> Result<Id<User>> {
    tx.who().user.map(Id::from_raw).ok_or_else(|| Error::forbidden("platform.approval_request", "approve"))
}
