//! A promise to customers: within which working time a ticket is answered and solved, and what happens on the way there.
//!
//! Of the policies that fit a ticket the most particular one holds: its contract's before its customer's, before the one for every
//! contract of a kind, before its item's, before its type's and priority's, before the one for everybody.

use crate::hours::Hours;
use crate::{Priority, Target, Ticket, TicketType};
use base::{Id, Result};
use catalog::{Item, ItemGroup};
use entity::{Choice, Custom, Entity, Head, Lines, Value};
use parties::{Party, loaded};
use platform::{User, WorkingCalendar};
use sales::contract::{InForce, in_force};
use sales::{Contract, ContractKind};
use std::sync::Arc;
use std::time::Duration;
use store::{Business, Read, Refusals};

/// No promise is longer than a year around the clock, in minutes.
pub(crate) const LONGEST: i64 = 525_600;

/// What happens at a step.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Does {
    /// Somebody's bell rings.
    #[default]
    #[choice(tone = "info")]
    Notify,
    /// The ticket becomes more urgent by one.
    #[choice(tone = "warn")]
    Raise,
    /// Somebody else of the queue gets it.
    #[choice(tone = "violet")]
    Reassign,
    /// Somebody gets a task to see to it.
    #[choice(tone = "danger")]
    Task,
}

/// Whom a step concerns.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Whom {
    /// Whoever works on the ticket, or the leader of its queue where nobody does.
    #[default]
    Owner,
    /// The leader of its queue.
    Leader,
    /// Somebody named.
    Person,
}

/// A promise.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "service.sla_policy",
    kind = 298,
    plural = "sla-policies",
    icon = "timer",
    title = "name",
    search(name),
    sort = "place",
    kept
)]
pub struct SlaPolicy {
    pub head: Head,
    #[field(column, translated, max = 80)]
    pub name: String,
    /// Among policies that are equally particular the lowest place decides.
    #[field(indexed, column, default = "10")]
    pub place: i64,
    /// Tickets of this customer and of what belongs to it.
    #[field(column, section = "tickets")]
    pub customer: Option<Id<Party>>,
    /// Tickets that this contract covers, as long as it is valid.
    #[field(column, section = "tickets")]
    pub contract: Option<Id<Contract>>,
    /// Tickets of customers with a valid contract of this kind.
    #[field(column, section = "tickets")]
    pub contract_kind: Option<ContractKind>,
    #[field(column, section = "tickets")]
    pub item: Option<Id<Item>>,
    #[field(column, section = "tickets")]
    pub item_group: Option<Id<ItemGroup>>,
    #[field(column, section = "tickets")]
    pub ticket_type: Option<Id<TicketType>>,
    #[field(column, section = "tickets")]
    pub priority: Option<Priority>,
    /// Time counts at every hour of every day; otherwise while the company works.
    #[field(column, section = "time")]
    pub around_the_clock: bool,
    /// Whose working time counts, holidays among it; empty is the company's.
    #[field(column, section = "time")]
    pub calendar: Option<Id<WorkingCalendar>>,
    #[field(section = "time")]
    pub targets: Lines<SlaTarget>,
    #[field(section = "time")]
    pub steps: Lines<EscalationStep>,
    #[field(column, default = "1")]
    pub is_active: bool,
    pub custom: Custom,
}

/// What is promised for one priority, in working minutes; empty is no promise.
#[derive(Entity, Clone, Debug, PartialEq, Eq)]
#[entity(name = "service.sla_target", kind = 299, line_of = "service.sla_policy")]
pub struct SlaTarget {
    pub head: Head,
    /// Empty is every other priority.
    pub priority: Option<Priority>,
    pub first_response: Option<i64>,
    pub next_response: Option<i64>,
    pub resolution: Option<i64>,
}

/// What happens when so much of a promise is used up.
#[derive(Entity, Clone, Debug, PartialEq, Eq)]
#[entity(name = "service.escalation_step", kind = 300, line_of = "service.sla_policy")]
pub struct EscalationStep {
    pub head: Head,
    pub target: Target,
    /// Of the working time that is promised; 100 is when the time is up.
    pub percent: i64,
    pub does: Does,
    pub whom: Whom,
    pub person: Option<Id<User>>,
}

impl SlaPolicy {
    /// A policy for every ticket, with one promise for all priorities: first answer, next answer, solution in minutes.
    pub fn new(name: &str, first: Option<i64>, next: Option<i64>, resolution: Option<i64>) -> SlaPolicy {
        SlaPolicy {
            head: Head::default(),
            name: name.to_owned(),
            place: 10,
            customer: None,
            contract: None,
            contract_kind: None,
            item: None,
            item_group: None,
            ticket_type: None,
            priority: None,
            around_the_clock: false,
            calendar: None,
            targets: vec![SlaTarget::of(None, first, next, resolution)].into(),
            steps: Lines::default(),
            is_active: true,
            custom: Custom::default(),
        }
    }

    /// How particular it is: the lower, the sooner it decides.
    fn rank(&self) -> (u8, i64, i64) {
        let particular = match () {
            () if self.contract.is_some() => 0,
            () if self.customer.is_some() => 1,
            () if self.contract_kind.is_some() => 2,
            () if self.item.is_some() => 3,
            () if self.item_group.is_some() => 4,
            () if self.ticket_type.is_some() || self.priority.is_some() => 5,
            () => 6,
        };
        (particular, self.place, self.head.id)
    }

    fn fits(&self, about: &About) -> bool {
        let same = |wanted: Option<i64>, there: Option<i64>| wanted.is_none_or(|wanted| there == Some(wanted));
        self.customer.is_none_or(|customer| about.customers.contains(&customer.raw()))
            && self.contract.is_none_or(|contract| about.contracts.iter().any(|c| c.0 == contract.raw()))
            && self.contract_kind.is_none_or(|kind| about.contracts.iter().any(|c| c.1 == kind))
            && same(self.item.map(Id::raw), about.item)
            && same(self.item_group.map(Id::raw), about.item_group)
            && same(self.ticket_type.map(Id::raw), about.kind)
            && self.priority.is_none_or(|priority| about.priority == priority)
    }

    /// The line of a priority.
    fn line(&self, priority: Priority) -> Option<&SlaTarget> {
        let lines = loaded(&self.targets);
        lines.iter().find(|l| l.priority == Some(priority)).or_else(|| lines.iter().find(|l| l.priority.is_none()))
    }

    /// The working time that is promised for a target.
    pub fn promised(&self, priority: Priority, target: Target) -> Option<Duration> {
        let line = self.line(priority)?;
        let minutes = match target {
            Target::FirstResponse => line.first_response,
            Target::NextResponse => line.next_response,
            Target::Resolution => line.resolution,
        };
        minutes.and_then(|minutes| u64::try_from(minutes).ok()).map(|minutes| Duration::from_secs(minutes * 60))
    }

    /// The steps of a target, the first to come first.
    pub fn ladder(&self, target: Target) -> Vec<&EscalationStep> {
        let mut steps: Vec<_> = loaded(&self.steps).iter().filter(|s| s.target == target).collect();
        steps.sort_by_key(|s| s.percent);
        steps
    }
}

impl SlaTarget {
    /// A promise in minutes.
    pub fn of(priority: Option<Priority>, first: Option<i64>, next: Option<i64>, resolution: Option<i64>) -> SlaTarget {
        SlaTarget { head: Head::default(), priority, first_response: first, next_response: next, resolution }
    }
}

impl EscalationStep {
    /// A step that concerns whoever works on the ticket.
    pub fn at(target: Target, percent: i64, does: Does) -> EscalationStep {
        EscalationStep { head: Head::default(), target, percent, does, whom: Whom::Owner, person: None }
    }

    /// The same for the leader of the queue.
    pub fn to_leader(self) -> EscalationStep {
        EscalationStep { whom: Whom::Leader, ..self }
    }
}

/// What decides about a ticket's policy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// The customer and what it belongs to.
    pub customers: Vec<i64>,
    /// Their valid contracts that cover what the ticket is about.
    pub contracts: Vec<(i64, ContractKind)>,
    pub item: Option<i64>,
    pub item_group: Option<i64>,
    pub kind: Option<i64>,
    pub priority: Priority,
}

impl About {
    /// What decides about this ticket.
    pub fn of(read: &Read, policies: &Policies, ticket: &Ticket) -> Result<About> {
        let item_group = match ticket.item {
            Some(item) => group_of(read, item)?,
            None => None,
        };
        let customers = match ticket.customer {
            Some(customer) => platform::tree::above(read, "parties_party", "parent", customer.raw())?,
            None => Vec::new(),
        };
        let mut contracts = Vec::new();
        if policies.by_contract {
            let of_piece = match ticket.piece {
                Some(piece) => read.get(piece)?.contract.map(Id::raw),
                None => None,
            };
            contracts = covering(&in_force(read, &customers, read.today())?, ticket.item.map(Id::raw), of_piece);
        }
        Ok(About {
            customers,
            contracts,
            item: ticket.item.map(Id::raw),
            item_group,
            kind: ticket.kind.map(Id::raw),
            priority: ticket.priority.unwrap_or_default(),
        })
    }
}

/// Of valid contracts those that cover an item, or the very piece.
pub(crate) fn covering(valid: &[InForce], item: Option<i64>, of_piece: Option<i64>) -> Vec<(i64, ContractKind)> {
    let covers = |c: &&InForce| of_piece == Some(c.contract) || c.covers(item);
    valid.iter().filter(covers).map(|c| (c.contract, c.kind)).collect()
}

fn group_of(read: &Read, item: Id<Item>) -> Result<Option<i64>> {
    let sql = store::sql!("service.group_of_item", "SELECT item_group FROM catalog_item WHERE id = $1");
    Ok(read.row(sql, &[item.into()])?.and_then(|row| row.first().and_then(Value::int)))
}

/// Every policy in force, the most particular first, and the types of tickets, as they are kept in memory.
#[derive(Debug, Default)]
pub struct Policies {
    pub all: Vec<SlaPolicy>,
    pub kinds: Vec<TicketType>,
    /// True where a policy looks at the customer, so that its ancestors matter.
    pub by_customer: bool,
    /// True where one looks at contracts.
    pub by_contract: bool,
}

impl Policies {
    /// Read once for each revision of the set.
    pub fn of(read: &Read) -> Result<Arc<Policies>> {
        read.kept(|| Policies::load(read))
    }

    fn load(read: &Read) -> Result<Policies> {
        let sql = store::sql!(
            "service.policies",
            "SELECT id FROM service_sla_policy WHERE is_active = 1 AND archived_at IS NULL ORDER BY id"
        );
        let ids: Vec<i64> = read.query(sql, &[])?.iter().filter_map(|row| row.first()?.int()).collect();
        let records = read.find_many(SlaPolicy::DEF.name, &ids, true)?;
        let mut all: Vec<SlaPolicy> = store::typed(&records)?;
        all.sort_by_key(SlaPolicy::rank);
        let by_contract = all.iter().any(|p| p.contract.is_some() || p.contract_kind.is_some());
        let by_customer = by_contract || all.iter().any(|p| p.customer.is_some());
        let kinds = read.select("archived_at IS NULL ORDER BY id", &[])?;
        Ok(Policies { all, kinds, by_customer, by_contract })
    }

    /// The policy of a ticket; none where nothing is promised.
    pub fn choose(&self, about: &About) -> Option<&SlaPolicy> {
        self.all.iter().find(|policy| policy.fits(about))
    }

    /// A type of tickets.
    pub fn kind(&self, id: Option<Id<TicketType>>) -> Option<&TicketType> {
        id.and_then(|id| self.kinds.iter().find(|k| k.id() == id))
    }

    /// A policy by its id.
    pub fn get(&self, id: Option<Id<SlaPolicy>>) -> Option<&SlaPolicy> {
        id.and_then(|id| self.all.iter().find(|p| p.id() == id))
    }
}

impl Business for SlaTarget {}
impl Business for EscalationStep {}

impl Business for SlaPolicy {
    fn check(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        let targets = loaded(&self.targets);
        for (place, line) in targets.iter().enumerate() {
            let field = |name: &str| format!("targets.{place}.{name}");
            let minutes = [
                ("first_response", line.first_response),
                ("next_response", line.next_response),
                ("resolution", line.resolution),
            ];
            for (name, minutes) in minutes {
                let within = minutes.is_none_or(|minutes| (1..=LONGEST).contains(&minutes));
                refusals.ensure(within, "service.minutes_out_of_range", field(name));
            }
            let first_before_last = match (line.first_response, line.resolution) {
                (Some(first), Some(last)) => first <= last,
                _ => true,
            };
            refusals.ensure(first_before_last, "service.answer_after_solution", field("first_response"));
            let twice = targets.iter().take(place).any(|l| l.priority == line.priority);
            refusals.ensure(!twice, "service.priority_twice", field("priority"));
        }
        if matches!(self.targets, Lines::Loaded(_)) {
            let every = [Priority::Low, Priority::Normal, Priority::High, Priority::Urgent];
            let wanted = |p: &&Priority| self.priority.is_none_or(|own| own == **p);
            let lacking = every.iter().filter(wanted).any(|priority| self.line(*priority).is_none());
            refusals.ensure(!lacking, "service.priority_without_promise", "targets");
        }
        for (place, step) in loaded(&self.steps).iter().enumerate() {
            let field = |name: &str| format!("steps.{place}.{name}");
            refusals.ensure((1..=1_000).contains(&step.percent), "service.percent_out_of_range", field("percent"));
            let named = step.whom != Whom::Person || step.person.is_some();
            refusals.ensure(named, "service.step_for_nobody", field("person"));
        }
        let one = !self.around_the_clock || self.calendar.is_none();
        refusals.ensure(one, "service.calendar_or_always", "calendar");
        refusals.ensure(Hours::of(read)?.opens(self), "service.calendar_never_open", "calendar");
        Ok(())
    }
}
