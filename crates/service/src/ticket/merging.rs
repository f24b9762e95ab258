//! Two tickets about the same thing become one: what was said moves to the one that stays, and the other leads to it.

use super::{Act, LogEntry, MergeInto, Message, State, Ticket};
use crate::clocks::State as Standing;
use base::{Id, Refusal, Result};
use entity::{Entity, Head};
use store::{Made, Tx, action};

impl Ticket {
    /// This one becomes part of another. Its id leads there from now on, and so does what is still said about it.
    pub(super) fn merge_into(&mut self, tx: &mut Tx, asked: MergeInto) -> Result<Made> {
        let refuse = |code: &'static str| Refusal::new(code).field("ticket").record(self.title());
        base::ensure!(asked.ticket != self.id(), refuse("service.merged_with_itself"))?;
        let shape = tx.shape(Ticket::DEF.name)?;
        let record = tx.lock_record(Ticket::DEF.name, asked.ticket.raw())?;
        tx.must(&shape, &record, action::EDIT)?;
        let mut other: Ticket = tx.lock(asked.ticket)?;
        let gone = other.merged_into.is_some() || other.head.archived_at.is_some();
        base::ensure!(!gone, refuse("service.merged_already").arg("ticket", other.title()))?;
        base::ensure!(other.state.is_live(), refuse("service.merged_with_closed").arg("ticket", other.title()))?;
        let same = self.customer.is_none() || other.customer.is_none() || self.customer == other.customer;
        base::ensure!(same, refuse("service.merged_unlike").arg("ticket", other.title()))?;
        other.receive_all(self);
        let entry = LogEntry { other: Some(self.id()), ..other.done(tx, Act::Merged) };
        other.wrote(entry);
        tx.update(&mut other)?;
        let entry = LogEntry { other: Some(other.id()), ..self.done(tx, Act::MergedInto) };
        self.wrote(entry);
        self.merged_into = Some(other.id());
        (self.accept_until, self.unanswered_since) = (None, None);
        self.moves(State::Closed, tx.now());
        self.carry_along(tx, other.id())?;
        tx.retire(Ticket::DEF.name, self.head.id, other.head.id)?;
        Ok(vec![(Ticket::DEF.name, other.head.id)])
    }

    /// Takes over what was said in another ticket, in the order of time, and whichever promise began first.
    fn receive_all(&mut self, from: &Ticket) {
        let said_in = Some(from.number.to_string());
        let opening = from.description.as_ref().map(|body| Message {
            head: Head::default(),
            said_at: from.received_at.unwrap_or(base::Instant::from_micros(0)),
            speaker: super::Speaker::Customer,
            channel: from.channel,
            person: None,
            contact: from.contact,
            body: body.clone(),
            said_in: said_in.clone(),
        });
        let copy = |m: &Message| Message {
            head: Head::default(),
            said_in: m.said_in.clone().or(said_in.clone()),
            ..m.clone()
        };
        let moved: Vec<Message> = opening.into_iter().chain(from.messages.iter().map(copy)).collect();
        self.messages.extend(moved);
        self.messages.sort_by_key(|m| m.said_at);
        self.customer = self.customer.or(from.customer);
        self.contact = self.contact.or(from.contact);
        self.item = self.item.or(from.item);
        self.lot = self.lot.or(from.lot);
        self.sales_order = self.sales_order.or(from.sales_order);
        self.delivery = self.delivery.or(from.delivery);
        self.customer_invoice = self.customer_invoice.or(from.customer_invoice);
        self.answered_at = earlier(self.answered_at, from.answered_at);
        self.unanswered_since = earlier(self.unanswered_since, from.unanswered_since);
        self.received_at = earlier(self.received_at, from.received_at);
        for clock in self.clocks.iter_mut().filter(|c| c.is_open()) {
            let first = from.clocks.iter().rev().find(|c| c.target == clock.target && c.is_open());
            // What was broken once stays broken, also under another number.
            if let Some(first) = first.filter(|f| f.started_at < clock.started_at) {
                *clock = crate::Clock { head: clock.head.clone(), ..first.clone() };
            }
        }
        debug_assert!(self.clocks.iter().all(|c| c.standing != Standing::Cancelled || !c.is_open()));
    }

    /// Tickets that hang on this one hang on the other from now on.
    fn carry_along(&self, tx: &mut Tx, to: Id<Ticket>) -> Result<()> {
        let sql = store::sql!(
            "service.children",
            "SELECT id FROM service_ticket WHERE parent = $1 AND archived_at IS NULL ORDER BY id"
        );
        let rows = tx.query(sql, &[self.head.id.into()])?;
        let ids: Vec<Id<Ticket>> = rows.iter().filter_map(|r| r.first()?.int()).map(Id::from_raw).collect();
        for mut child in tx.lock_many(&ids)? {
            child.parent = (child.id() != to).then_some(to);
            tx.update(&mut child)?;
        }
        Ok(())
    }
}

fn earlier<T: Ord>(one: Option<T>, other: Option<T>) -> Option<T> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}
