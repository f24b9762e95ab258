//! A queue is work of a team that waits for somebody: who takes from it, how it is shared out, and who hears when nobody can.

use crate::Skill;
use base::{Date, Id, Result};
use entity::{Choice, Custom, Entity, Head, Lines, Text};
use parties::loaded;
use platform::{Team, User};
use store::{Business, Read, Refusals};

/// How tickets of a queue find somebody.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sharing {
    /// They wait until somebody takes one.
    ByHand,
    /// One after the other.
    #[default]
    RoundRobin,
    /// To whoever has fewest.
    LeastBusy,
    /// To whoever is best at what the ticket needs.
    BestSkilled,
}

/// Work of a team.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "service.queue",
    kind = 294,
    icon = "inbox",
    title = "name",
    code = "name",
    search(name),
    sort = "name"
)]
pub struct Queue {
    pub head: Head,
    #[field(indexed, unique, column, translated, max = 80)]
    pub name: String,
    /// The team its tickets belong to.
    #[field(column)]
    pub team: Option<Id<Team>>,
    #[field(column)]
    pub sharing: Sharing,
    /// Who is told when nobody can take a ticket, and when one is late.
    #[field(column)]
    pub leader: Id<User>,
    /// Working minutes in which whoever was given a ticket accepts it; then it goes to somebody else. Empty is without limit.
    #[field(column)]
    pub accept_within: Option<i64>,
    /// What everybody who works on its tickets has to be able to do.
    #[field(column)]
    pub skill: Option<Id<Skill>>,
    pub members: Lines<QueueMember>,
    #[field(column, default = "1")]
    pub is_active: bool,
    pub custom: Custom,
}

/// Somebody who works on tickets of a queue.
#[derive(Entity, Clone, Debug, PartialEq, Eq)]
#[entity(name = "service.queue_member", kind = 295, line_of = "service.queue", title = "member")]
pub struct QueueMember {
    pub head: Head,
    pub member: Id<User>,
    /// The most open tickets at once; empty is no limit.
    pub most_open: Option<i64>,
    /// The last day they are away.
    pub away_until: Option<Date>,
}

/// A rule: which tickets go to which queue. The lowest place that fits decides.
#[derive(Entity, Clone, Debug)]
#[entity(name = "service.routing_rule", kind = 296, icon = "route", title = "name", search(name), sort = "place")]
pub struct RoutingRule {
    pub head: Head,
    #[field(column, translated)]
    pub name: String,
    #[field(indexed, column, default = "10")]
    pub place: i64,
    /// Which tickets, in the filter language; empty is every ticket.
    #[field(column, max = 2000)]
    pub tickets: Option<Text>,
    #[field(column)]
    pub queue: Id<Queue>,
    #[field(column, default = "1")]
    pub is_active: bool,
    pub custom: Custom,
}

impl Queue {
    /// A queue without members.
    pub fn new(name: &str, leader: Id<User>, sharing: Sharing) -> Queue {
        Queue {
            head: Head::default(),
            name: name.to_owned(),
            team: None,
            sharing,
            leader,
            accept_within: None,
            skill: None,
            members: Lines::default(),
            is_active: true,
            custom: Custom::default(),
        }
    }

    /// With these members.
    pub fn of(self, members: &[Id<User>]) -> Queue {
        Queue { members: members.iter().map(|m| QueueMember::of(*m)).collect::<Vec<_>>().into(), ..self }
    }
}

impl QueueMember {
    /// A member without a limit.
    pub fn of(member: Id<User>) -> QueueMember {
        QueueMember { head: Head::default(), member, most_open: None, away_until: None }
    }
}

impl RoutingRule {
    /// A rule for the tickets of a filter.
    pub fn new(name: &str, place: i64, tickets: &str, queue: Id<Queue>) -> RoutingRule {
        RoutingRule {
            head: Head::default(),
            name: name.to_owned(),
            place,
            tickets: (!tickets.is_empty()).then(|| Text::new(tickets)),
            queue,
            is_active: true,
            custom: Custom::default(),
        }
    }
}

impl Business for QueueMember {}

impl Business for Queue {
    fn check(&self, _read: &Read, refusals: &mut Refusals) -> Result<()> {
        let members = loaded(&self.members);
        for (place, member) in members.iter().enumerate() {
            let field = |name: &str| format!("members.{place}.{name}");
            let limited = member.most_open.is_none_or(|most| most > 0);
            refusals.ensure(limited, "service.limit_not_positive", field("most_open"));
            let twice = members.iter().take(place).any(|m| m.member == member.member);
            refusals.ensure(!twice, "service.member_twice", field("member"));
        }
        let minutes = self.accept_within.is_none_or(|minutes| (1..=crate::policy::LONGEST).contains(&minutes));
        refusals.ensure(minutes, "service.minutes_out_of_range", "accept_within");
        Ok(())
    }
}

impl Business for RoutingRule {
    fn check(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        if let Err(error) = crate::assigning::condition(read, self, &mut Vec::new()) {
            match error {
                base::Error::Refused(broken) => broken.into_iter().for_each(|r| refusals.add(r.field("tickets"))),
                other => return Err(other),
            }
        }
        Ok(())
    }
}
