//! What invited people answer: they come, perhaps, or they do not. Whoever invited them hears of it.

use super::editing::{apart, keep, name};
use super::{Answer, Event, clash, told_to};
use crate::{Host, Topic, User, WorkingTime, notification};
use base::{Id, Refusal, Result};
use entity::{Entity as _, Input};
use store::{Guard, Made, Read, Refusals, Tx};

/// An answer to an invitation; to a series it is meant for all of it.
#[derive(Input, Clone, Debug)]
pub struct Respond {
    #[field(default = "accepted")]
    pub answer: Answer,
    /// Yes, although something is in the way.
    pub accepted: bool,
}

/// An answer for one event of a series.
#[derive(Input, Clone, Debug)]
pub struct RespondOne {
    #[field(max = 20)]
    pub original: String,
    #[field(default = "accepted")]
    pub answer: Answer,
    /// Yes, although something is in the way.
    pub accepted: bool,
}

impl Event {
    /// What somebody answered; nothing where they are not invited.
    pub fn answer_of(&self, person: Id<User>) -> Option<Answer> {
        self.attendees.iter().find(|a| a.person == Some(person)).map(|a| a.answer)
    }

    pub(super) fn is_invited(&self, read: &Read) -> Result<Guard> {
        let answer = read.who().user.and_then(|me| self.answer_of(Id::from_raw(me)));
        Ok(match answer {
            None => Guard::Hidden,
            Some(_) if self.until_at.is_some_and(|until| until <= read.now()) => {
                Guard::Closed(Refusal::new("platform.event_over"))
            }
            Some(_) => Guard::Open,
        })
    }

    pub(super) fn is_invited_to_series(&self, read: &Read) -> Result<Guard> {
        if self.rule.is_some() { self.is_invited(read) } else { Ok(Guard::Hidden) }
    }

    /// Answers an invitation. What was taken out of a series and still waits for the answer gets the same.
    pub(super) fn respond(&mut self, tx: &mut Tx, wish: Respond) -> Result<Made> {
        let me = me(tx)?;
        self.take_answer(tx, me, wish.answer, wish.accepted)?;
        if self.rule.is_some() {
            for one in apart(tx, self.head.id, None)? {
                let mut one: Event = tx.lock(Id::from_raw(one))?;
                if one.answer_of(me) == Some(Answer::Open) {
                    one.note_answer(me, wish.answer);
                    tx.update(&mut one)?;
                }
            }
        }
        self.tell_owner(tx, me, wish.answer)?;
        Ok(Vec::new())
    }

    /// Answers for one event of a series, which stands for itself from then on.
    pub(super) fn respond_one(&mut self, tx: &mut Tx, wish: RespondOne) -> Result<Made> {
        let me = me(tx)?;
        let mut one = self.taken(tx, name(&wish.original)?)?;
        one.take_answer(tx, me, wish.answer, wish.accepted)?;
        let made = keep(tx, &mut one)?;
        one.tell_owner(tx, me, wish.answer)?;
        Ok(made)
    }

    /// Notes an answer. A yes on what somebody has already, or on time in which they do not work, has to be meant.
    fn take_answer(&mut self, tx: &Tx, person: Id<User>, answer: Answer, meant: bool) -> Result<()> {
        if answer == Answer::Accepted && !meant {
            let mut refusals = Refusals::default();
            clash::told(self, tx, clash::of_people(tx, self, &[person.raw()])?, &mut refusals)?;
            refusals.into_result()?;
        }
        self.note_answer(person, answer);
        Ok(())
    }

    fn note_answer(&mut self, person: Id<User>, answer: Answer) {
        let before = self.answer_of(person);
        for line in self.attendees.iter_mut().filter(|a| a.person == Some(person)) {
            line.answer = answer;
        }
        // Who comes is their own to say: what was meant with these people stays meant with more or fewer of them.
        let joins = before == Some(Answer::Declined) && answer != Answer::Declined;
        self.accept(self.accepted || joins);
    }

    /// Rings the bell of whoever invited, in signs that need no language.
    fn tell_owner(&self, tx: &mut Tx, person: Id<User>, answer: Answer) -> Result<()> {
        let Some(owner) = self.owner.filter(|owner| *owner != person) else { return Ok(()) };
        let name = tx.titles(User::DEF.name, &[person.raw()])?.remove(&person.raw()).unwrap_or_default();
        self.tell(tx, owner, &name, answer)
    }

    fn tell(&self, tx: &mut Tx, owner: Id<User>, name: &str, answer: Answer) -> Result<()> {
        let sign = match answer {
            Answer::Accepted => "✓",
            Answer::Tentative => "?",
            Answer::Declined => "✗",
            Answer::Open => "…",
        };
        let told = told_to(self, self.span(), &WorkingTime::of(tx)?.zone_of(owner));
        let host = Host { kind: i64::from(Event::DEF.kind), record: self.head.id };
        notification::ring(tx, owner, Topic::Decision, &format!("{sign} {name}: {told}"), Some(host)).map(|_| ())
    }
}

/// An answer that came in a calendar file, from whoever has this address: to the event, or to one of a series by its place there.
/// False when nobody with this address is invited.
pub fn replied(tx: &mut Tx, event: Id<Event>, original: Option<&str>, address: &str, answer: Answer) -> Result<bool> {
    let user = User::by_login(tx, address)?.map(|user| user.id());
    let mut event: Event = tx.lock(event)?;
    if let Some(original) = original.filter(|_| event.rule.is_some()) {
        event = event.taken(tx, name(original)?)?;
    }
    let known = |email: Option<&str>| email.is_some_and(|email| email.eq_ignore_ascii_case(address));
    let lines = event.attendees.iter_mut();
    let Some(line) = lines.into_iter().find(|a| user.is_some() && a.person == user || known(a.email.as_deref())) else {
        return Ok(false);
    };
    line.answer = answer;
    let guest = line.name.clone().filter(|_| line.person.is_none());
    let joined = event.accepted || answer != Answer::Declined;
    event.accept(joined);
    keep(tx, &mut event)?;
    if let Some(owner) = event.owner.filter(|owner| Some(*owner) != user) {
        let name = match (guest, user) {
            (Some(name), _) => name,
            (None, Some(user)) => tx.titles(User::DEF.name, &[user.raw()])?.remove(&user.raw()).unwrap_or_default(),
            (None, None) => address.to_owned(),
        };
        event.tell(tx, owner, &name, answer)?;
    }
    Ok(true)
}

fn me(tx: &Tx) -> Result<Id<User>> {
    tx.who().user.map(Id::from_raw).ok_or_else(|| base::Error::forbidden(Event::DEF.name, "respond"))
}
