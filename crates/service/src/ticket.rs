//! A ticket is one question or complaint of a customer, with all that was said about it, until it is solved.

mod acting;
mod merging;
mod talking;

pub use acting::{After, Credit, HandOver, MergeInto, Note, Received, Reply, Solve};

use crate::kind::DAYS;
use crate::policy::Policies;
use crate::{Clock, InstalledPiece, Queue, Skill, SlaPolicy, TicketType, clocks};
use base::{Id, Instant, Refusal, Result};
use catalog::Item;
use entity::{Choice, Custom, Entity, Fields, Head, Lines, Number, Text, Value};
use parties::Party;
use platform::{Company, Team, User};
use sales::{CustomerInvoice, Delivery, Order};
use stock::Lot;
use store::{Business, Operation, Read, Refusals, operations};

/// Where a ticket stands.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// Nobody has looked at it.
    #[default]
    #[choice(tone = "violet")]
    New,
    /// Somebody works on it.
    #[choice(tone = "info")]
    Open,
    /// The customer has to answer.
    WaitingCustomer,
    /// A supplier, a carrier or a colleague has to answer.
    WaitingThirdParty,
    /// It rests until somebody takes it up again.
    #[choice(tone = "warn")]
    OnHold,
    #[choice(tone = "success")]
    Solved,
    Closed,
}

/// How much it hurts the customer.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Level {
    Minor,
    #[default]
    Normal,
    #[choice(tone = "warn")]
    Major,
    #[choice(tone = "danger")]
    Critical,
}

/// How soon it is worked on.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Priority {
    Low,
    #[default]
    #[choice(tone = "info")]
    Normal,
    #[choice(tone = "warn")]
    High,
    #[choice(tone = "danger")]
    Urgent,
}

/// How people talk with us.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Channel {
    #[default]
    Phone,
    Mail,
    Web,
    Chat,
    Visit,
}

/// Who said something.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Speaker {
    #[default]
    #[choice(tone = "teal")]
    Customer,
    /// We, to the customer.
    #[choice(tone = "info")]
    Us,
    /// We among ourselves; the customer never reads it.
    #[choice(tone = "warn")]
    Note,
}

/// What was done with a ticket.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Act {
    /// A rule or a queue gave it to somebody.
    #[default]
    #[choice(tone = "info")]
    Assigned,
    /// Nobody of the queue could take it.
    #[choice(tone = "danger")]
    NobodyCould,
    /// No rule and no type names a queue.
    #[choice(tone = "warn")]
    NoQueue,
    /// Somebody took it or said yes to it.
    #[choice(tone = "success")]
    Accepted,
    /// Somebody gave it to somebody else.
    #[choice(tone = "info")]
    HandedOver,
    /// Whoever had it did not accept it in time.
    #[choice(tone = "warn")]
    GivenBack,
    /// A step of the promise was reached.
    #[choice(tone = "warn")]
    Escalated,
    /// The time of a promise was up.
    #[choice(tone = "danger")]
    Breached,
    /// Another ticket became part of it.
    Merged,
    /// It became part of another.
    MergedInto,
    Solved,
    Reopened,
    Closed,
    /// Another ticket goes on where this one was closed.
    Followed,
    /// A credit note was begun for it.
    Credited,
}

/// One question or complaint.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "service.ticket",
    kind = 290,
    icon = "headset",
    title = "subject",
    number = "T-{year}-{seq}",
    search(number, subject, description),
    sort = "-id",
    board = "state",
    large,
    editable(new, open, waiting_customer, waiting_third_party, on_hold, solved),
    index(owner, state),
    index(queue, state),
    index(customer, state),
    index(item, state),
    index(lot),
    index(piece),
    index(act_at),
    index(parent),
    index(follows),
    index(merged_into),
    index(state, id),
    view(
        mine = "filter=owner%20=%20me%20and%20state%20in%20(new,%20open,%20waiting_customer,%20waiting_third_party,%20on_hold)&sort=due_at"
    ),
    view(waiting = "filter=owner%20is%20empty%20and%20state%20in%20(new,%20open)&sort=due_at"),
    view(late = "filter=state%20in%20(new,%20open)%20and%20is_late%20=%20yes&sort=due_at"),
    view(open = "filter=state%20in%20(new,%20open,%20waiting_customer,%20waiting_third_party,%20on_hold)&sort=due_at")
)]
pub struct Ticket {
    pub head: Head,
    #[field(column)]
    pub number: Number,
    /// Filled from the type where nobody says what it is about.
    #[field(column, max = 120)]
    pub subject: String,
    #[field(column)]
    pub kind: Option<Id<TicketType>>,
    /// Left open, the type or the level decides.
    #[field(column)]
    pub priority: Option<Priority>,
    #[field(default = "normal")]
    pub level: Level,
    pub channel: Channel,
    /// What the customer said first.
    #[field(max = 20_000, personal)]
    pub description: Option<Text>,
    #[field(column, section = "about")]
    pub customer: Option<Id<Party>>,
    /// The person who asked.
    #[field(section = "about")]
    pub contact: Option<Id<Party>>,
    #[field(section = "about")]
    pub item: Option<Id<Item>>,
    /// Which of the pieces that stand at the customer's.
    #[field(section = "about")]
    pub piece: Option<Id<InstalledPiece>>,
    /// The lot or the piece with its serial number.
    #[field(section = "about")]
    pub lot: Option<Id<Lot>>,
    #[field(section = "about")]
    pub sales_order: Option<Id<Order>>,
    #[field(section = "about")]
    pub delivery: Option<Id<Delivery>>,
    #[field(section = "about")]
    pub customer_invoice: Option<Id<CustomerInvoice>>,
    #[field(column, section = "care")]
    pub queue: Option<Id<Queue>>,
    #[field(column, section = "care")]
    pub owner: Option<Id<User>>,
    /// What whoever works on it has to be able to do; of its type, unless another is said.
    #[field(section = "care")]
    pub skill: Option<Id<Skill>>,
    #[field(section = "care")]
    pub team: Option<Id<Team>>,
    #[field(section = "care")]
    pub company: Id<Company>,
    /// The ticket about the cause that this one is a case of.
    #[field(section = "care")]
    pub parent: Option<Id<Ticket>>,
    /// The closed ticket that this one goes on from.
    #[field(read_only, section = "care")]
    pub follows: Option<Id<Ticket>>,
    /// The ticket that this one became part of.
    #[field(read_only, section = "care")]
    pub merged_into: Option<Id<Ticket>>,
    /// When it reached us.
    #[field(read_only, indexed)]
    pub received_at: Option<Instant>,
    /// Since when it stands where it stands.
    #[field(read_only, volatile)]
    pub state_since: Option<Instant>,
    /// The first public answer.
    #[field(read_only)]
    pub answered_at: Option<Instant>,
    /// The first word of the customer that nobody has answered.
    #[field(read_only, indexed, volatile)]
    pub unanswered_since: Option<Instant>,
    #[field(read_only, indexed)]
    pub solved_at: Option<Instant>,
    /// How often it was opened again.
    #[field(read_only, default = "0")]
    pub reopens: i64,
    /// Until when whoever was given it may accept it.
    #[field(read_only, volatile)]
    pub accept_until: Option<Instant>,
    /// When the next promise is due; empty while it is somebody else's turn.
    #[field(computed, indexed, column, volatile)]
    pub due_at: Option<Instant>,
    /// A promise was not kept.
    #[field(computed)]
    pub is_late: bool,
    /// When the program looks at it next.
    #[field(computed, volatile, secret)]
    pub act_at: Option<Instant>,
    #[field(read_only)]
    pub messages: Lines<Message>,
    #[field(read_only)]
    pub clocks: Lines<Clock>,
    #[field(read_only)]
    pub log: Lines<LogEntry>,
    #[field(indexed, column)]
    pub state: State,
    pub custom: Custom,
}

/// Something that was said about a ticket. What was said is never changed.
#[derive(Entity, Clone, Debug, PartialEq, Eq)]
#[entity(
    name = "service.message",
    kind = 291,
    line_of = "service.ticket",
    title = "body",
    search(body),
    large,
    reserved(speaker, note, note)
)]
pub struct Message {
    pub head: Head,
    #[field(read_only, column)]
    pub said_at: Instant,
    #[field(read_only, column)]
    pub speaker: Speaker,
    #[field(read_only)]
    pub channel: Channel,
    /// Who of us said it or wrote it down.
    #[field(read_only, column)]
    pub person: Option<Id<User>>,
    /// Who of the customer's said it.
    #[field(read_only)]
    pub contact: Option<Id<Party>>,
    #[field(read_only, column, max = 20_000, personal)]
    pub body: Text,
    /// The number of the ticket in which it was said, where that became part of this one.
    #[field(read_only, max = 40)]
    pub said_in: Option<String>,
}

/// Something that was done with a ticket.
#[derive(Entity, Clone, Debug, PartialEq, Eq)]
#[entity(
    name = "service.log_entry",
    kind = 297,
    plural = "log-entries",
    line_of = "service.ticket",
    title = "act",
    large
)]
pub struct LogEntry {
    pub head: Head,
    #[field(read_only, column)]
    pub done_at: Instant,
    #[field(read_only, column)]
    pub act: Act,
    /// Who did it; empty is the program.
    #[field(read_only, column)]
    pub person: Option<Id<User>>,
    #[field(read_only)]
    pub owner_before: Option<Id<User>>,
    #[field(read_only, column)]
    pub owner_after: Option<Id<User>>,
    #[field(read_only)]
    pub queue: Option<Id<Queue>>,
    /// The promise it is about, and how much of it was used up.
    #[field(read_only)]
    pub target: Option<clocks::Target>,
    #[field(read_only)]
    pub percent: Option<i64>,
    #[field(read_only)]
    pub other: Option<Id<Ticket>>,
    #[field(read_only, column, max = 400)]
    pub because: Option<String>,
}

impl LogEntry {
    /// Something done by the program at a moment.
    pub(crate) fn of(act: Act, done_at: Instant) -> LogEntry {
        LogEntry {
            head: Head::default(),
            done_at,
            act,
            person: None,
            owner_before: None,
            owner_after: None,
            queue: None,
            target: None,
            percent: None,
            other: None,
            because: None,
        }
    }
}

impl State {
    /// True while somebody has to work on it or wait.
    pub fn is_live(self) -> bool {
        !matches!(self, State::Solved | State::Closed)
    }

    /// True while it is our turn.
    pub fn is_ours(self) -> bool {
        matches!(self, State::New | State::Open)
    }
}

impl Priority {
    /// One more urgent.
    pub fn raised(self) -> Priority {
        match self {
            Priority::Low => Priority::Normal,
            Priority::Normal => Priority::High,
            Priority::High | Priority::Urgent => Priority::Urgent,
        }
    }

    fn of(level: Level) -> Priority {
        match level {
            Level::Minor => Priority::Low,
            Level::Normal => Priority::Normal,
            Level::Major => Priority::High,
            Level::Critical => Priority::Urgent,
        }
    }
}

impl Ticket {
    /// A new ticket of a customer.
    pub fn new(company: Id<Company>, customer: Option<Id<Party>>, subject: &str) -> Ticket {
        Ticket {
            head: Head::default(),
            number: Number::default(),
            subject: subject.to_owned(),
            kind: None,
            priority: None,
            level: Level::Normal,
            channel: Channel::Phone,
            description: None,
            customer,
            contact: None,
            item: None,
            piece: None,
            lot: None,
            sales_order: None,
            delivery: None,
            customer_invoice: None,
            queue: None,
            owner: None,
            skill: None,
            team: None,
            company,
            parent: None,
            follows: None,
            merged_into: None,
            received_at: None,
            state_since: None,
            answered_at: None,
            unanswered_since: None,
            solved_at: None,
            reopens: 0,
            accept_until: None,
            due_at: None,
            is_late: false,
            act_at: None,
            messages: Lines::default(),
            clocks: Lines::default(),
            log: Lines::default(),
            state: State::New,
            custom: Custom::default(),
        }
    }

    /// Number and subject, as people call it.
    pub fn title(&self) -> String {
        format!("{} {}", &*self.number, self.subject)
    }

    /// True for a ticket that customers were promised something about.
    pub(crate) fn counts(&self, policies: &Policies) -> bool {
        self.merged_into.is_none() && policies.kind(self.kind).is_none_or(|kind| kind.counts)
    }

    /// Days to closing, and days in which it is opened again.
    pub(crate) fn days(&self, policies: &Policies) -> (i64, i64) {
        policies.kind(self.kind).map_or(DAYS, |kind| (kind.closes_after, kind.reopens_within))
    }

    /// The policy that holds for it, as its clocks say.
    pub fn policy(&self) -> Option<Id<SlaPolicy>> {
        self.clocks.iter().rev().find_map(|clock| clock.policy)
    }

    /// What a new ticket takes from its type.
    fn begin(&mut self, read: &Read, touched: &Fields) -> Result<()> {
        let received = *self.received_at.get_or_insert(read.now());
        self.state_since = Some(received);
        self.unanswered_since.get_or_insert(received);
        // Whoever writes a ticket down is not who works on it, unless that is what they say.
        if !touched.is_empty() && !touched.has("owner") {
            self.owner = None;
            self.team = self.team.filter(|_| touched.has("team"));
        }
        let policies = Policies::of(read)?;
        if let Some(kind) = policies.kind(self.kind) {
            if self.subject.trim().is_empty() && !touched.has("subject") {
                self.subject = kind.subject.clone().unwrap_or_default();
            }
            if self.description.is_none() && !touched.has("description") {
                self.description = kind.template.clone();
            }
            if !touched.has("level") && self.level == Level::Normal {
                self.level = kind.level.unwrap_or_default();
            }
            if self.priority.is_none() {
                self.priority = kind.priority;
            }
            if self.skill.is_none() && !touched.has("skill") {
                self.skill = kind.skill;
            }
        }
        self.trace(read)
    }

    /// Fills what follows from what is known: the order's customer, the invoice's, the piece's item, the person's organisation.
    fn trace(&mut self, read: &Read) -> Result<()> {
        let one = |sql: &str, id: i64| -> Result<Option<i64>> {
            Ok(read.row(sql, &[id.into()])?.and_then(|row| row.first().and_then(Value::int)))
        };
        if let Some(piece) = self.piece {
            let piece = read.get(piece)?;
            (self.item, self.lot) = (self.item.or(Some(piece.item)), self.lot.or(piece.lot));
            self.customer = self.customer.or(Some(piece.customer));
        }
        if let (None, Some(lot)) = (self.item, self.lot) {
            let sql = store::sql!("service.item_of_lot", "SELECT item FROM stock_lot WHERE id = $1");
            self.item = one(sql, lot.raw())?.map(Id::from_raw);
        }
        if self.customer.is_some() {
            return Ok(());
        }
        let by_order = store::sql!("service.customer_of_order", "SELECT customer FROM sales_order WHERE id = $1");
        let by_invoice =
            store::sql!("service.customer_of_invoice", "SELECT customer FROM sales_customer_invoice WHERE id = $1");
        let by_delivery =
            store::sql!("service.customer_of_delivery", "SELECT customer FROM sales_delivery WHERE id = $1");
        let by_contact = store::sql!(
            "service.organisation_of_contact",
            "SELECT organisation FROM parties_affiliation WHERE person = $1 AND is_active = 1 AND archived_at IS NULL \
             ORDER BY id LIMIT 1"
        );
        let known = [
            (by_order, self.sales_order.map(Id::raw)),
            (by_invoice, self.customer_invoice.map(Id::raw)),
            (by_delivery, self.delivery.map(Id::raw)),
            (by_contact, self.contact.map(Id::raw)),
        ];
        for (sql, id) in known {
            if let (None, Some(id)) = (self.customer, id) {
                self.customer = one(sql, id)?.map(Id::from_raw);
            }
        }
        // A person who belongs to nobody is the customer.
        self.customer = self.customer.or(self.contact);
        Ok(())
    }

    fn check_links(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        if let (Some(item), Some(lot)) = (self.item, self.lot)
            && read.get(lot)?.item != item
        {
            refusals.field("service.lot_of_another_item", "lot");
        }
        if let (Some(customer), Some(piece)) = (self.customer, self.piece) {
            // A company's pieces are asked about by its branches too, and by its people.
            let owner = read.get(piece)?.customer;
            let family = platform::tree::above(read, "parties_party", "parent", customer.raw())?;
            let theirs = family.contains(&owner.raw()) || self.contact == Some(owner);
            refusals.ensure(theirs, "service.piece_of_another_customer", "piece");
        }
        if let Some(parent) = self.parent
            && self.head.saved()
        {
            read.hold("tree", Ticket::DEF.name)?;
            if platform::tree::above(read, "service_ticket", "parent", parent.raw())?.contains(&self.head.id) {
                refusals.add(Refusal::new("service.ticket_in_a_circle").field("parent").record(&*self.number));
            }
        }
        Ok(())
    }
}

impl Business for Message {}
impl Business for LogEntry {}

impl Business for Ticket {
    const OPERATIONS: &'static [Operation] = &operations![Ticket:
        reply(Reply): [New, Open, WaitingCustomer, WaitingThirdParty, OnHold, Solved] => same,
        note(Note): [] => same,
        take if can_take: [New, Open, WaitingCustomer, WaitingThirdParty, OnHold] => same,
        solve(Solve): [New, Open, WaitingCustomer, WaitingThirdParty, OnHold] => Solved,
        receive(Received): [] => same,
        hand_over(HandOver): [New, Open, WaitingCustomer, WaitingThirdParty, OnHold] => same,
        assign if can_assign: [New, Open] => same,
        wait_for_customer: [New, Open, WaitingThirdParty, OnHold] => WaitingCustomer,
        wait_for_third_party: [New, Open, WaitingCustomer, OnHold] => WaitingThirdParty,
        hold: [New, Open, WaitingCustomer, WaitingThirdParty] => OnHold,
        resume: [WaitingCustomer, WaitingThirdParty, OnHold] => Open,
        reopen if can_reopen: [Solved, Closed] => Open,
        follow_up if can_follow_up: [Closed] => same,
        merge_into(MergeInto): [New, Open, WaitingCustomer, WaitingThirdParty, OnHold, Solved] => Closed,
        close: [Solved] => Closed,
        credit(Credit) if can_credit: [New, Open, WaitingCustomer, WaitingThirdParty, OnHold, Solved] => same,
    ];

    fn complete(&mut self, read: &Read, touched: &Fields) -> Result<()> {
        if !self.company.is_valid() {
            return Ok(());
        }
        if !self.head.saved() {
            self.begin(read, touched)?;
        }
        if self.priority.is_none() {
            self.priority = Some(Priority::of(self.level));
        }
        clocks::keep(read, self)
    }

    fn check(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        refusals.ensure(!self.subject.trim().is_empty(), "service.ticket_without_subject", "subject");
        self.check_links(read, refusals)
    }
}
