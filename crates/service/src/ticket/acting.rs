//! What people do with a ticket.

use super::talking::me;
use super::{Act, Channel, LogEntry, State, Ticket};
use crate::policy::Policies;
use crate::{Queue, assigning};
use base::{Date, Id, Instant, Refusal, Result};
use entity::{Choice, Described as _, Entity, Input, Text};
use parties::Party;
use platform::User;
use sales::{CustomerInvoice, InvoiceState};
use store::{Guard, Made, Read, Tx};

const DAY: i64 = 86_400_000_000;

/// Where a ticket stands after an answer.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum After {
    /// The customer has to answer.
    #[default]
    WaitingCustomer,
    /// We go on working.
    Open,
    Solved,
}

/// An answer to the customer.
#[derive(Input, Clone, Debug)]
pub struct Reply {
    #[field(max = 20_000)]
    pub body: Text,
    pub channel: Channel,
    /// Where the ticket stands then.
    pub leads_to: After,
}

/// Something for ourselves.
#[derive(Input, Clone, Debug)]
pub struct Note {
    #[field(max = 20_000)]
    pub body: Text,
}

/// What the customer said.
#[derive(Input, Clone, Debug)]
pub struct Received {
    #[field(max = 20_000)]
    pub body: Text,
    pub channel: Channel,
    pub contact: Option<Id<Party>>,
}

/// What the solution is; told to the customer where it says something.
#[derive(Input, Clone, Debug)]
pub struct Solve {
    #[field(max = 20_000)]
    pub solution: Option<Text>,
    pub channel: Channel,
}

/// Who works on it from now on.
#[derive(Input, Clone, Debug)]
pub struct HandOver {
    pub owner: Option<Id<User>>,
    pub queue: Option<Id<Queue>>,
    #[field(max = 400)]
    pub because: Option<String>,
}

/// The ticket that it becomes part of.
#[derive(Input, Clone, Debug)]
pub struct MergeInto {
    pub ticket: Id<Ticket>,
}

/// What a credit note over the ticket's invoice asks for.
#[derive(Input, Clone, Debug)]
pub struct Credit {
    pub posted_on: Date,
    #[field(max = 200)]
    pub reason: String,
}

impl Ticket {
    /// Writes down what was done.
    pub(crate) fn wrote(&mut self, entry: LogEntry) {
        self.log.push(entry);
    }

    pub(super) fn done(&self, tx: &Tx, act: Act) -> LogEntry {
        LogEntry {
            person: me(tx),
            owner_before: self.owner,
            owner_after: self.owner,
            queue: self.queue,
            ..LogEntry::of(act, tx.now())
        }
    }

    pub(super) fn reply(&mut self, tx: &mut Tx, asked: Reply) -> Result<Made> {
        let at = tx.now();
        self.answer(tx, asked.body, asked.channel)?;
        match asked.leads_to {
            After::WaitingCustomer => self.moves(State::WaitingCustomer, at),
            After::Open => {
                if self.state == State::Solved {
                    self.open_again(tx);
                }
                self.moves(State::Open, at);
            }
            After::Solved => self.end(tx),
        }
        Ok(Vec::new())
    }

    pub(super) fn note(&mut self, tx: &mut Tx, asked: Note) -> Result<Made> {
        self.remark(tx, asked.body)?;
        Ok(Vec::new())
    }

    pub(super) fn can_take(&self, read: &Read) -> Result<Guard> {
        let mine = self.owner.map(Id::raw) == read.who().user;
        Ok(if mine && self.accept_until.is_none() && self.state != State::New { Guard::Hidden } else { Guard::Open })
    }

    /// Whoever asks works on it from now on.
    pub(super) fn take(&mut self, tx: &mut Tx) -> Result<Made> {
        let entry = self.done(tx, Act::Accepted);
        if let Some(person) = me(tx) {
            self.give_to(tx, person)?;
        }
        self.accept_until = None;
        if self.state == State::New {
            self.moves(State::Open, tx.now());
        }
        self.wrote(LogEntry { owner_after: self.owner, ..entry });
        Ok(Vec::new())
    }

    fn give_to(&mut self, read: &Read, person: Id<User>) -> Result<()> {
        self.owner = Some(person);
        if let Some(team) = read.get(person)?.team.filter(|_| self.queue.is_none()) {
            self.team = Some(team);
        }
        Ok(())
    }

    pub(super) fn solve(&mut self, tx: &mut Tx, asked: Solve) -> Result<Made> {
        match asked.solution.filter(|text| !text.trim().is_empty()) {
            Some(solution) => self.answer(tx, solution, asked.channel)?,
            None => self.looked_at(tx),
        }
        self.end(tx);
        Ok(Vec::new())
    }

    /// It is solved as of now.
    fn end(&mut self, tx: &Tx) {
        let at = tx.now();
        if self.state != State::Solved {
            let entry = self.done(tx, Act::Solved);
            self.wrote(entry);
            self.solved_at = Some(at);
        }
        (self.unanswered_since, self.accept_until) = (None, None);
        self.moves(State::Solved, at);
    }

    /// Writes down what the customer said. A solved ticket opens again while it may; a closed one is followed by a new one.
    pub(super) fn receive(&mut self, tx: &mut Tx, asked: Received) -> Result<Made> {
        if let Some(other) = self.merged_into {
            return tx.perform(Ticket::DEF.name, other.raw(), "receive", None, &asked.to_record());
        }
        if matches!(self.state, State::Solved | State::Closed) && !self.may_reopen(tx)? {
            base::ensure!(!asked.body.trim().is_empty(), Refusal::new("service.nothing_said").field("body"))?;
            return self.followed(tx, Some(asked));
        }
        if matches!(self.state, State::Solved | State::Closed) {
            self.open_again(tx);
            self.moves(State::Open, tx.now());
        }
        self.hear(tx, asked.body, asked.channel, asked.contact)?;
        self.tell_owner(tx)?;
        Ok(Vec::new())
    }

    fn tell_owner(&self, tx: &mut Tx) -> Result<()> {
        if let Some(owner) = self.owner.filter(|o| Some(*o) != me(tx)) {
            assigning::ring(tx, self, owner, platform::Topic::Task)?;
        }
        Ok(())
    }

    pub(super) fn hand_over(&mut self, tx: &mut Tx, asked: HandOver) -> Result<Made> {
        let nobody = Refusal::new("service.handed_to_nobody").field("owner");
        base::ensure!(asked.owner.is_some() || asked.queue.is_some(), nobody)?;
        let entry = self.done(tx, Act::HandedOver);
        if let Some(queue) = asked.queue {
            let queue: Queue = tx.get(queue)?;
            self.queue = Some(queue.id());
            self.team = queue.team.or(self.team);
            self.owner = None;
        }
        self.accept_until = None;
        match asked.owner {
            Some(owner) => {
                let user: User = tx.get(owner)?;
                let refusal = Refusal::new("service.owner_inactive").field("owner").record(&user.name);
                base::ensure!(user.active && user.head.archived_at.is_none(), refusal)?;
                self.give_to(tx, owner)?;
            }
            None => {
                self.wrote(LogEntry { owner_after: None, queue: self.queue, because: asked.because, ..entry });
                assigning::share_out(tx, self, None)?;
                return Ok(Vec::new());
            }
        }
        self.wrote(LogEntry { owner_after: self.owner, queue: self.queue, because: asked.because, ..entry });
        self.tell_owner(tx)?;
        Ok(Vec::new())
    }

    pub(super) fn can_assign(&self, _read: &Read) -> Result<Guard> {
        Ok(if self.owner.is_none() { Guard::Open } else { Guard::Hidden })
    }

    /// Gives it out by rules and queues.
    pub(super) fn assign(&mut self, tx: &mut Tx) -> Result<Made> {
        assigning::give_out(tx, self)?;
        Ok(Vec::new())
    }

    pub(super) fn wait_for_customer(&mut self, tx: &mut Tx) -> Result<Made> {
        self.rests(tx, State::WaitingCustomer)
    }

    pub(super) fn wait_for_third_party(&mut self, tx: &mut Tx) -> Result<Made> {
        self.rests(tx, State::WaitingThirdParty)
    }

    pub(super) fn hold(&mut self, tx: &mut Tx) -> Result<Made> {
        self.rests(tx, State::OnHold)
    }

    pub(super) fn resume(&mut self, tx: &mut Tx) -> Result<Made> {
        self.rests(tx, State::Open)
    }

    fn rests(&mut self, tx: &Tx, to: State) -> Result<Made> {
        self.looked_at(tx);
        self.moves(to, tx.now());
        Ok(Vec::new())
    }

    fn may_reopen(&self, read: &Read) -> Result<bool> {
        if self.merged_into.is_some() {
            return Ok(false);
        }
        let within = self.days(&*Policies::of(read)?).1;
        let solved = self.solved_at.unwrap_or(read.now());
        Ok(self.state == State::Solved || read.now().micros() - solved.micros() <= within.saturating_mul(DAY))
    }

    pub(super) fn can_reopen(&self, read: &Read) -> Result<Guard> {
        if self.merged_into.is_some() {
            return Ok(Guard::Hidden);
        }
        let days = self.days(&*Policies::of(read)?).1;
        let late = || Refusal::new("service.reopened_too_late").arg("days", days);
        Ok(if self.may_reopen(read)? { Guard::Open } else { Guard::Closed(late()) })
    }

    pub(super) fn reopen(&mut self, tx: &mut Tx) -> Result<Made> {
        self.open_again(tx);
        self.unanswered_since.get_or_insert(tx.now());
        self.moves(State::Open, tx.now());
        Ok(Vec::new())
    }

    fn open_again(&mut self, tx: &Tx) {
        let entry = self.done(tx, Act::Reopened);
        self.wrote(entry);
        self.reopens += 1;
        self.solved_at = None;
    }

    pub(super) fn can_follow_up(&self, _read: &Read) -> Result<Guard> {
        Ok(if self.merged_into.is_none() { Guard::Open } else { Guard::Hidden })
    }

    pub(super) fn follow_up(&mut self, tx: &mut Tx) -> Result<Made> {
        self.followed(tx, None)
    }

    /// A new ticket that goes on where this one was closed.
    fn followed(&mut self, tx: &mut Tx, said: Option<Received>) -> Result<Made> {
        let mut next = Ticket {
            kind: self.kind,
            priority: self.priority,
            level: self.level,
            channel: said.as_ref().map_or(self.channel, |s| s.channel),
            description: said.as_ref().map(|s| s.body.clone()),
            contact: said.and_then(|s| s.contact).or(self.contact),
            item: self.item,
            lot: self.lot,
            sales_order: self.sales_order,
            delivery: self.delivery,
            customer_invoice: self.customer_invoice,
            queue: self.queue,
            team: self.team,
            follows: Some(self.id()),
            ..Ticket::new(self.company, self.customer, &self.subject)
        };
        let made = tx.insert(&mut next)?;
        let entry = LogEntry { other: Some(made), ..self.done(tx, Act::Followed) };
        self.wrote(entry);
        Ok(vec![(Ticket::DEF.name, made.raw())])
    }

    pub(super) fn can_credit(&self, read: &Read) -> Result<Guard> {
        let Some(invoice) = self.customer_invoice else { return Ok(Guard::Hidden) };
        let invoice: CustomerInvoice = read.get(invoice)?;
        let posted = invoice.form == sales::Form::Invoice && invoice.state == InvoiceState::Posted;
        let number = invoice.number.unwrap_or_default();
        let refusal = || Refusal::new("service.invoice_not_to_credit").arg("invoice", number);
        Ok(if posted { Guard::Open } else { Guard::Closed(refusal()) })
    }

    /// Begins the credit note that takes the invoice back. Whoever may not reverse invoices cannot do so from here.
    pub(super) fn credit(&mut self, tx: &mut Tx, asked: Credit) -> Result<Made> {
        let Some(invoice) = self.customer_invoice else { return Ok(Vec::new()) };
        let number = tx.get(invoice)?.number;
        let reversal = sales::Reversal { posted_on: asked.posted_on, reason: asked.reason.clone() };
        let made = tx.perform(CustomerInvoice::DEF.name, invoice.raw(), "reverse", None, &reversal.to_record())?;
        let because = format!("{} · {}", number.unwrap_or_default(), asked.reason).chars().take(400).collect();
        let entry = LogEntry { because: Some(because), ..self.done(tx, Act::Credited) };
        self.wrote(entry);
        self.looked_at(tx);
        Ok(made)
    }

    pub(super) fn close(&mut self, tx: &mut Tx) -> Result<Made> {
        let entry = self.done(tx, Act::Closed);
        self.wrote(entry);
        self.moves(State::Closed, tx.now());
        Ok(Vec::new())
    }

    /// Closes a solved ticket whose days are over; true when they are.
    pub(crate) fn is_to_close(&self, policies: &Policies, now: Instant) -> bool {
        let days = self.days(policies).0;
        let since = self.state_since.unwrap_or(now).micros();
        self.state == State::Solved && since.saturating_add(days.saturating_mul(DAY)) <= now.micros()
    }
}
