//! What is said about a ticket: by the customer, by us to the customer, and among ourselves.

use super::{Channel, Message, Speaker, State, Ticket};
use base::{Id, Instant, Refusal, Result};
use entity::{Head, Text};
use parties::Party;
use platform::User;
use store::Tx;

impl Message {
    fn of(speaker: Speaker, channel: Channel, body: Text, said_at: Instant) -> Message {
        Message { head: Head::default(), said_at, speaker, channel, person: None, contact: None, body, said_in: None }
    }
}

/// The user who asks; none is the program.
pub(super) fn me(tx: &Tx) -> Option<Id<User>> {
    tx.who().user.map(Id::from_raw)
}

impl Ticket {
    /// It stands in another state from now on.
    pub(super) fn moves(&mut self, to: State, at: Instant) {
        if self.state != to {
            (self.state, self.state_since) = (to, Some(at));
        }
    }

    /// A public word of ours answers whatever was open.
    pub(super) fn answer(&mut self, tx: &Tx, body: Text, channel: Channel) -> Result<()> {
        let at = tx.now();
        let body = said(body)?;
        self.messages.push(Message { person: me(tx), ..Message::of(Speaker::Us, channel, body, at) });
        self.answered_at.get_or_insert(at);
        self.unanswered_since = None;
        self.looked_at(tx);
        Ok(())
    }

    /// Something we write down for ourselves. It answers nothing.
    pub(super) fn remark(&mut self, tx: &Tx, body: Text) -> Result<()> {
        let body = said(body)?;
        self.messages.push(Message { person: me(tx), ..Message::of(Speaker::Note, self.channel, body, tx.now()) });
        Ok(())
    }

    /// The customer's word, heard by somebody of us or brought by a machine. It is our turn again.
    pub(super) fn hear(&mut self, tx: &Tx, body: Text, channel: Channel, contact: Option<Id<Party>>) -> Result<()> {
        let at = tx.now();
        let body = said(body)?;
        let contact = contact.or(self.contact);
        self.messages.push(Message { person: me(tx), contact, ..Message::of(Speaker::Customer, channel, body, at) });
        self.unanswered_since.get_or_insert(at);
        if matches!(self.state, State::WaitingCustomer) {
            self.moves(State::Open, at);
        }
        Ok(())
    }

    /// Whoever does something with a ticket that was given to them has accepted it.
    pub(super) fn looked_at(&mut self, tx: &Tx) {
        if self.state == State::New {
            self.moves(State::Open, tx.now());
        }
        if self.owner.is_none() {
            self.owner = me(tx);
        }
        if self.owner == me(tx) {
            self.accept_until = None;
        }
    }
}

fn said(body: Text) -> Result<Text> {
    base::ensure!(!body.trim().is_empty(), Refusal::new("service.nothing_said").field("body"))?;
    Ok(body)
}
