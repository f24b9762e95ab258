//! A company with customers, a queue of two who answer them, and a clock that the story turns. It is Monday, 23 November 2026, nine.

use base::{Date, Id, Instant};
use catalog::{Dimension, Item, Unit};
use entity::{Entity, Head, Input, Record, Text};
use parties::Party;
use platform::{Company, Country, Currency, Team, User};
use service::{
    After, Channel, Clock, Queue, Received, Reply, RoutingRule, Sharing, SlaPolicy, Target, Ticket, TicketState,
};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use store::testing::Fresh;
use store::{Hooks, Options, Reaction, Registry, Tx, Who};

pub struct World {
    pub set: Fresh,
    clock: Arc<AtomicI64>,
    pub company: Id<Company>,
    pub customer: Id<Party>,
    pub bolt: Id<Item>,
    pub team: Id<Team>,
    pub ana: Id<User>,
    pub tom: Id<User>,
    pub lea: Id<User>,
}

impl std::ops::Deref for World {
    type Target = Fresh;
    fn deref(&self) -> &Fresh {
        &self.set
    }
}

/// What the program's reaction table has for this module.
static REACTIONS: [Reaction; 10] = [
    Reaction { after: "sales.delivery", action: "before post", run: service::installed::lock_shipped },
    Reaction { after: "sales.delivery", action: "before reverse", run: service::installed::lock_shipped },
    Reaction { after: "sales.delivery", action: "reverse", run: service::installed::shipped },
    Reaction { after: "sales.return", action: "before receive", run: service::installed::lock_returned },
    Reaction { after: "sales.delivery", action: "post", run: service::installed::shipped },
    Reaction { after: "sales.return", action: "receive", run: service::installed::came_back },
    Reaction { after: "sales.contract", action: "", run: |tx, _| service::clocks::reckon_all(tx) },
    Reaction { after: "service.ticket", action: "create", run: service::assigning::arrived },
    Reaction { after: "service.sla_policy", action: "", run: |tx, _| service::clocks::reckon_all(tx) },
    Reaction { after: "service.ticket_type", action: "", run: |tx, _| service::clocks::reckon_all(tx) },
];

pub fn we() -> Who {
    Who::program("test")
}

pub fn at(text: &str) -> Instant {
    Instant::parse(&format!("2026-{text}:00Z")).unwrap()
}

pub fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

/// The codes a refusal names, with their fields.
pub fn codes(error: base::Error) -> Vec<String> {
    assert!(!error.refusals().is_empty(), "no refusal: {error}");
    error.refusals().iter().map(|r| format!("{} {}", r.code, r.field.clone().unwrap_or_default())).collect()
}

/// Runs a verb without input.
pub fn perform<E: Entity>(tx: &mut Tx, id: Id<E>, verb: &str) -> base::Result<store::Made> {
    tx.perform(E::NAME, id.raw(), verb, None, &Record::default())
}

/// Runs a verb with its input.
pub fn perform_with<E: Entity, I: Input>(tx: &mut Tx, id: Id<E>, verb: &str, input: &I) -> base::Result<store::Made> {
    tx.perform(E::NAME, id.raw(), verb, None, &input.to_record())
}

pub fn modules() -> [&'static store::Module; 7] {
    [
        &platform::MODULE,
        &parties::MODULE,
        &catalog::MODULE,
        &accounting::MODULE,
        &stock::MODULE,
        &sales::MODULE,
        &service::MODULE,
    ]
}

pub fn world() -> World {
    world_with(Hooks::OPEN)
}

pub fn world_with(hooks: Hooks) -> World {
    let clock = Arc::new(AtomicI64::new(at("11-23T09:00").micros()));
    let hand = clock.clone();
    let options =
        Options { clock: Arc::new(move || Instant::from_micros(hand.load(Ordering::Relaxed))), ..Options::default() };
    let set = Fresh::with(Registry::reacting(&modules(), &[], hooks, &REACTIONS), options);
    set.write(&we(), |tx| platform::seed::basics(tx, platform::Language::English)).unwrap();
    let made = set.write(&we(), |tx| {
        let euro = Currency::by_code(tx, "EUR")?.unwrap();
        let spain = Country::by_code(tx, "ES")?.unwrap();
        let company = tx.insert(&mut Company::new("Ponte Cycles", "PC", euro, spain))?;
        let piece = tx.insert(&mut Unit::of("pc", "Piece", Dimension::Count, (1, 1), "C62"))?;
        let bolt = tx.insert(&mut Item::goods("BOLT", "Bolt", piece))?;
        let customer = tx.insert(&mut Party::organisation("Nordbau GmbH"))?;
        let team =
            tx.insert(&mut Team { head: Head::default(), name: "Support".into(), parent: None, leader: None })?;
        let mut user = |name: &str, login: &str| {
            let mut user = User::new(name, login, &[]);
            user.team = Some(team);
            tx.insert(&mut user)
        };
        let people = (user("Ana", "ana@p.example")?, user("Tom", "tom@p.example")?, user("Lea", "lea@p.example")?);
        Ok((company, customer, bolt, team, people))
    });
    let (company, customer, bolt, team, (ana, tom, lea)) = made.unwrap();
    World { set, clock, company, customer, bolt, team, ana, tom, lea }
}

impl World {
    /// Turns the clock to a moment.
    pub fn now(&self, text: &str) {
        self.clock.store(at(text).micros(), Ordering::Relaxed);
    }

    /// A record as it is now.
    pub fn get<E: Entity>(&self, id: Id<E>) -> E {
        self.read(&we(), |read| read.get(id)).unwrap()
    }

    /// Keeps a new record.
    pub fn keep<E: Entity + Clone + Send + Sync>(&self, record: E) -> Id<E> {
        self.write(&we(), move |tx| tx.insert(&mut record.clone())).unwrap()
    }

    /// Changes a record as the program would.
    pub fn change<E: Entity>(&self, id: Id<E>, how: impl Fn(&mut E) + Send + Sync + 'static) {
        self.write(&we(), move |tx| {
            let mut record = tx.lock(id)?;
            how(&mut record);
            tx.update(&mut record).map(|_| ())
        })
        .unwrap();
    }

    /// Runs a verb without input, as somebody.
    pub fn does<E: Entity>(&self, who: Id<User>, id: Id<E>, verb: &'static str) -> base::Result<store::Made> {
        self.write(&Who::user(who.raw(), "test"), move |tx| perform(tx, id, verb))
    }

    /// Runs a verb with its input, as somebody.
    pub fn does_with<E: Entity, I: Input + Send + Sync>(
        &self,
        who: Id<User>,
        id: Id<E>,
        verb: &'static str,
        input: I,
    ) -> base::Result<store::Made> {
        self.write(&Who::user(who.raw(), "test"), move |tx| perform_with(tx, id, verb, &input))
    }

    /// The company keeps books from January on.
    pub fn books(&self) {
        let company = self.company;
        self.write(&we(), move |tx| {
            let costing = accounting::Costing::MovingAverage;
            let books = tx.insert(&mut accounting::Books { costing, ..accounting::Books::new(company) })?;
            let (chart, language) = (accounting::charts::Chart::General, platform::Language::English);
            let founding = accounting::Founding { chart, language, starts_on: day("2026-01-01") };
            perform_with(tx, books, "open", &founding).map(|_| ())
        })
        .unwrap();
    }

    /// A posted invoice over three bolts at ten euro.
    pub fn invoiced(&self) -> Id<sales::CustomerInvoice> {
        let (company, customer, bolt) = (self.company, self.customer, self.bolt);
        self.write(&we(), move |tx| {
            let line = sales::CustomerInvoiceLine {
                head: Head::default(),
                dimensions: None,
                item: Some(bolt),
                text: Some("Bolts".into()),
                quantity: base::Quantity::whole(3)?,
                unit: None,
                price: base::Price::parse("10")?,
                discount: base::Percent::ZERO,
                tax_code: None,
                tax_inside: false,
                net: base::Money::ZERO,
                stock_quantity: base::Quantity::ZERO,
                sales_order: None,
                order_line: 0,
                corrects_line: None,
                milestone: None,
                purpose: sales::Purpose::Sale,
                deducts: None,
            };
            let mut draft = sales::CustomerInvoice::new(company, customer, day("2026-11-20"));
            draft.lines = vec![line].into();
            let id = tx.insert(&mut draft)?;
            perform(tx, id, "post")?;
            Ok(id)
        })
        .unwrap()
    }

    /// A ticket of the customer, as the telephone brings it.
    pub fn ticket(&self, subject: &str) -> Id<Ticket> {
        self.keep(Ticket::new(self.company, Some(self.customer), subject))
    }

    /// Two hours to a first answer, four to the next, eight to a solution.
    pub fn promised(&self) -> Id<SlaPolicy> {
        self.keep(SlaPolicy::new("Everybody", Some(120), Some(240), Some(480)))
    }

    /// A queue of Ana and Tom, led by Lea, to which every ticket goes.
    pub fn queue(&self, sharing: Sharing) -> Id<Queue> {
        let queue = Queue { team: Some(self.team), ..Queue::new("First line", self.lea, sharing) };
        let queue = self.keep(queue.of(&[self.ana, self.tom]));
        self.keep(RoutingRule::new("All", 10, "", queue));
        queue
    }

    /// We answer, and go on as told.
    pub fn answers(&self, who: Id<User>, ticket: Id<Ticket>, body: &str, leads_to: After) {
        let reply = Reply { body: Text::new(body), channel: Channel::Mail, leads_to };
        self.does_with(who, ticket, "reply", reply).unwrap();
    }

    /// The customer says something.
    pub fn says(&self, ticket: Id<Ticket>, body: &str) -> store::Made {
        let received = Received { body: Text::new(body), channel: Channel::Mail, contact: None };
        self.write(&we(), move |tx| perform_with(tx, ticket, "receive", &received)).unwrap()
    }

    /// The newest clock of a target.
    pub fn clock_of(&self, ticket: Id<Ticket>, target: Target) -> Clock {
        let ticket = self.get(ticket);
        ticket.clocks.iter().rev().find(|c| c.target == target).cloned().expect("there is such a clock")
    }

    pub fn state(&self, ticket: Id<Ticket>) -> TicketState {
        self.get(ticket).state
    }

    /// Who works on a ticket, by first letter; a dash for nobody.
    pub fn owner(&self, ticket: Id<Ticket>) -> char {
        match self.get(ticket).owner {
            Some(owner) if owner == self.ana => 'a',
            Some(owner) if owner == self.tom => 't',
            Some(_) => '?',
            None => '-',
        }
    }

    /// The program looks at what is due, and gives out what waits.
    pub fn watch(&self) {
        self.write(&we(), |tx| {
            while service::look(tx)? > 0 {}
            service::give_waiting(tx)
        })
        .unwrap();
    }

    /// How often somebody's bell rang.
    pub fn bells(&self, who: Id<User>) -> i64 {
        self.read(&we(), |read| platform::notification::unseen(read, who)).unwrap()
    }

    /// What the log of a ticket says, act by act.
    pub fn log(&self, ticket: Id<Ticket>) -> Vec<&'static str> {
        self.get(ticket).log.iter().map(|entry| entry.act.code()).collect()
    }
}
