//! The customer service of the demonstration company: what people asked and complained about in the last weeks, told by its own verbs
//! on a clock of its own, so that what happened in the past also stands there.

use super::called;
use ::service::{
    After, Channel, Does, EscalationStep, HandOver, Level, Note, Priority, Queue, Received, Reply, RoutingRule,
    Sharing, Skill, SlaPolicy, SlaTarget, Solve, Target, Ticket, TicketType,
};
use base::{Error, Id, Instant, Result, Zone};
use entity::{Entity, Head, Input, Record, Text};
use parties::Party;
use platform::{Colour, Company, SavedView, Tag, Team, User};
use sales::{ContractKind, CustomerInvoice, Order};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;
use store::{Set, Tx, Who};
use worktime::{Calendar, Hours, Week};

const MINUTE: i64 = 60_000_000;
const DAY: i64 = 86_400_000_000;

/// What happens next to a ticket, so many minutes after what came before.
#[derive(Clone, Copy)]
enum Turn {
    /// We answer and wait.
    Ask(i64, &'static str),
    /// We answer and go on working.
    Tell(i64, &'static str),
    /// The customer answers.
    Hear(i64, &'static str),
    /// We note something.
    Note(i64, &'static str),
    /// It goes to the workshop.
    Workshop(i64, &'static str),
    /// It is solved with these words.
    Solve(i64, &'static str),
    /// Somebody else has to answer.
    Others(i64),
}

use Turn::{Ask, Hear, Others, Solve as Done, Tell, Workshop};

/// A case: type, subject, level, channel, what was said, and what followed.
struct Case(&'static str, &'static str, Level, Channel, &'static str, &'static [Turn]);

const CASES: &[Case] = &[
    Case(
        "Claim",
        "Rims scratched in the last delivery",
        Level::Major,
        Channel::Mail,
        "Four of the twenty rims have deep scratches. The boxes were not damaged.\nWhat do you need from us?",
        &[
            Ask(35, "I am sorry to hear that. Could you send a photo of each rim and of the labels on the boxes?"),
            Hear(190, "Photos attached. Labels say lot R-2231."),
            Turn::Note(20, "Same lot as last month's claim from Lisbon. Told quality."),
            Done(60, "Four new rims leave today. Keep the scratched ones until the carrier collects them."),
        ],
    ),
    Case(
        "Late delivery",
        "Where is our order?",
        Level::Normal,
        Channel::Phone,
        "They expected the chains on Tuesday and nothing came. They open the season on Saturday.",
        &[
            Tell(12, "The parcel was scanned in Zaragoza this morning; I asked the carrier for a time."),
            Others(3),
            Done(210, "It arrives tomorrow before ten. The carrier confirmed it to us."),
        ],
    ),
    Case(
        "Invoice",
        "Invoice without our order number",
        Level::Minor,
        Channel::Mail,
        "Our bookkeeping cannot book the invoice without the order number on it. Please send it again.",
        &[
            Ask(160, "Which number shall stand there? We put it on this invoice and on those to come."),
            Hear(1_400, "4500-2291, thank you."),
            Done(45, "The corrected invoice is in your mailbox."),
        ],
    ),
    Case(
        "Question",
        "Which bottom bracket fits the older frames?",
        Level::Normal,
        Channel::Web,
        "We have about thirty frames from before the change of threads. Is there an adapter?",
        &[
            Workshop(25, "Needs somebody who knows the old threads."),
            Tell(380, "The adapter fits frames up to the change. Thirty are in stock."),
            Hear(1_300, "Then send us thirty."),
            Done(30, "Thank you. Our colleagues in sales take the order on."),
        ],
    ),
    Case(
        "Return",
        "Two boxes too many",
        Level::Normal,
        Channel::Phone,
        "They got seven boxes instead of five and want to send two back.",
        &[
            Ask(18, "The label for the way back is in your mail. Please tell us when the carrier was there."),
            Hear(2_900, "Collected this morning."),
            Done(90, "They arrived. The credit note follows today."),
        ],
    ),
    Case(
        "Claim",
        "Pedals squeak after a week",
        Level::Normal,
        Channel::Mail,
        "Several customers brought bicycles back because the pedals squeak. All from the same carton.",
        &[
            Ask(240, "Which lot is printed on the carton? Then we see whether others are concerned."),
            Hear(700, "P-0417."),
            Workshop(15, "Try one of lot P-0417 on the stand."),
            Turn::Note(600, "Bearing without grease. Seen in three of five."),
            Done(30, "We replace the carton. The bearings of this lot lack grease; it is stopped."),
        ],
    ),
    Case(
        "Question",
        "Do you deliver to the Canary Islands?",
        Level::Minor,
        Channel::Chat,
        "Do you, and what does it cost?",
        &[Done(4, "We do, twice a week. Up to 30 kg it is 48 euro; I sent you the table.")],
    ),
    Case(
        "Invoice",
        "Paid twice",
        Level::Normal,
        Channel::Phone,
        "They paid the invoice of last month twice and want the money back rather than have it set off.",
        &[
            Tell(30, "I passed it on to accounting. You hear from us by tomorrow."),
            Others(2),
            Done(900, "The second payment went back to your account today."),
        ],
    ),
    Case(
        "Claim",
        "Fork broke on a test ride",
        Level::Critical,
        Channel::Phone,
        "The steerer cracked under a test rider. Nobody is hurt. They stopped selling this model.",
        &[
            Tell(9, "We take this very seriously. Please keep the fork; a colleague collects it tomorrow."),
            Workshop(6, "Safety. Fetch the fork, photograph, cut."),
            Turn::Note(1_500, "Void in the casting. Lot F-118 is blocked in stock."),
            Done(300, "The lot is stopped. You get another model today at no cost, and our report on Friday."),
        ],
    ),
    Case(
        "Late delivery",
        "Half of the order is missing",
        Level::Major,
        Channel::Mail,
        "Only three of six pallets arrived. The delivery note lists six.",
        &[
            Ask(55, "Did the driver note anything on the delivery note?"),
            Hear(120, "He wrote: rest follows."),
            Others(10),
            Done(1_200, "The other three stood in the wrong hall. They are with you tomorrow at eight."),
        ],
    ),
    Case(
        "Question",
        "Certificate for the bells",
        Level::Minor,
        Channel::Mail,
        "Our customs office wants the declaration of conformity of the bells.",
        &[Done(75, "Attached. It holds for all bells of this year.")],
    ),
    Case(
        "Return",
        "Wrong size ordered",
        Level::Minor,
        Channel::Web,
        "We ordered saddles in M and need L. They are unopened.",
        &[
            Ask(130, "No problem. Shall we send L right away, or after yours came back?"),
            Hear(300, "Right away, please."),
            Done(25, "They leave today; the label for the way back is in the parcel."),
        ],
    ),
];

/// Cases that nobody has finished yet: how many working hours ago they came, which case, and how far they are.
const OPEN: &[(i64, usize, usize)] = &[
    (1, 6, 0),
    (2, 1, 0),
    (3, 0, 1),
    (4, 9, 1),
    (6, 8, 2),
    (9, 5, 2),
    (11, 3, 1),
    (13, 2, 1),
    (15, 11, 1),
    (18, 7, 2),
    (20, 4, 1),
    (26, 0, 2),
];

fn act<E: Entity, I: Input>(tx: &mut Tx, id: Id<E>, verb: &str, input: &I) -> Result<store::Made> {
    tx.perform(E::NAME, id.raw(), verb, None, &input.to_record())
}

/// Who serves whom.
#[derive(Clone)]
struct Desk {
    company: Id<Company>,
    workshop: Id<Queue>,
    kinds: HashMap<&'static str, Id<TicketType>>,
    customers: Vec<Id<Party>>,
    invoices: HashMap<i64, Id<CustomerInvoice>>,
    orders: HashMap<i64, Id<Order>>,
    agents: Vec<Id<User>>,
}

/// Serves customers through the last two months.
pub fn serve(set: &Set) -> Result<()> {
    let desk = set.write(&Who::program("demo"), found)?;
    let now = set.now();
    let (then, hand) = super::on_a_clock(set)?;
    let mut story = Story { desk, set: then, hand, tickets: HashMap::new() };
    for (at, ticket, turn) in timetable(now)? {
        story.turn(at, ticket, turn)?;
    }
    story.hand.store(now.micros(), Ordering::Relaxed);
    story.watch()?;
    set.write(&Who::program("demo"), mark)
}

/// Types, queues, rules and promises.
fn found(tx: &mut Tx) -> Result<Desk> {
    let missing = |what: &str| Error::not_found("demo", what);
    let companies: Vec<Company> = tx.select("archived_at IS NULL ORDER BY id LIMIT 1", &[])?;
    let company = companies.first().map(Entity::id).ok_or_else(|| missing("company"))?;
    let who = |tx: &Tx, login: &str| User::by_login(tx, login)?.map(|u| u.id()).ok_or_else(|| missing(login));
    let (lucia, noor, pablo) =
        (who(tx, "lucia@demo.example")?, who(tx, "noor@demo.example")?, who(tx, "pablo@demo.example")?);
    let team: Vec<Team> = tx.select("name = $1", &["Support".into()])?;
    let team = team.first().map(Entity::id);
    let names = ["Service desk", "服务台", "Mostrador de servicio"];
    let desk = Queue { team, accept_within: Some(240), ..Queue::new(names[0], lucia, Sharing::LeastBusy) };
    let desk = called(tx, &mut desk.of(&[noor, pablo, lucia]), names)?;
    let names = ["Workshop", "维修车间", "Taller"];
    let workshop = Queue { team, ..Queue::new(names[0], lucia, Sharing::ByHand) };
    let workshop = called(tx, &mut workshop.of(&[pablo, lucia]), names)?;
    let names = ["Everything else", "其他全部", "Todo lo demás"];
    called(tx, &mut RoutingRule::new(names[0], 100, "", desk), names)?;
    let names = ["Drive trains", "传动系统", "Transmisiones"];
    let drives = called(tx, &mut Skill::of(names[0], &[(pablo, 5), (noor, 2)]), names)?;
    let names = ["Chinese", "中文", "Chino"];
    called(tx, &mut Skill::of(names[0], &[(noor, 3)]), names)?;
    let mut kinds = HashMap::new();
    for (names, level, template) in [
        (["Question", "咨询", "Consulta"], Level::Normal, ""),
        (
            ["Claim", "质量投诉", "Reclamación"],
            Level::Major,
            "What is wrong with it?\nHow many pieces?\nLot or serial number:\nSince when?",
        ),
        (
            ["Late delivery", "延迟交货", "Entrega con retraso"],
            Level::Normal,
            "Order number:\nPromised for:\nNeeded by:",
        ),
        (["Return", "退货", "Devolución"], Level::Normal, "What comes back, and how many?\nWhy?\nOpened or unopened?"),
        (["Invoice", "发票问题", "Factura"], Level::Minor, "Invoice number:\nWhat is wrong with it?"),
    ] {
        let template = (!template.is_empty()).then(|| Text::new(template));
        let skill = (names[0] == "Claim").then_some(drives);
        let mut kind = TicketType { level: Some(level), template, skill, ..TicketType::new(names[0]) };
        kinds.insert(names[0], called(tx, &mut kind, names)?);
    }
    let names = ["Everybody", "所有客户", "Todos los clientes"];
    let mut everybody = SlaPolicy::new(names[0], Some(240), Some(480), Some(1_440));
    everybody.targets.push(SlaTarget::of(Some(Priority::Urgent), Some(30), Some(120), Some(480)));
    everybody.targets.push(SlaTarget::of(Some(Priority::High), Some(120), Some(240), Some(960)));
    everybody.steps = vec![
        EscalationStep::at(Target::FirstResponse, 75, Does::Notify),
        EscalationStep::at(Target::Resolution, 75, Does::Notify),
        EscalationStep::at(Target::Resolution, 100, Does::Raise),
    ]
    .into();
    called(tx, &mut everybody, names)?;
    let invoices: Vec<CustomerInvoice> =
        tx.select("state = 'posted' AND archived_at IS NULL ORDER BY id DESC LIMIT 400", &[])?;
    let orders: Vec<Order> =
        tx.select("state = 'confirmed' AND archived_at IS NULL ORDER BY id DESC LIMIT 400", &[])?;
    let mut customers: Vec<Id<Party>> = Vec::new();
    for customer in orders.iter().map(|o| o.customer).chain(invoices.iter().map(|i| i.customer)) {
        if !customers.contains(&customer) {
            customers.push(customer);
        }
    }
    let first = customers.first().copied().ok_or_else(|| missing("customers"))?;
    let names = ["Key account", "重点客户", "Cliente clave"];
    let mut key = SlaPolicy { customer: Some(first), ..SlaPolicy::new(names[0], Some(60), Some(240), Some(960)) };
    called(tx, &mut key, names)?;
    let names = ["Service contract", "服务合同", "Contrato de servicio"];
    let mut under = SlaPolicy {
        contract_kind: Some(ContractKind::Service),
        ..SlaPolicy::new(names[0], Some(60), Some(240), Some(960))
    };
    called(tx, &mut under, names)?;
    Ok(Desk {
        company,
        workshop,
        kinds,
        customers,
        invoices: invoices.iter().rev().map(|i| (i.customer.raw(), i.id())).collect(),
        orders: orders.iter().rev().map(|o| (o.customer.raw(), o.id())).collect(),
        agents: vec![noor, pablo],
    })
}

/// Every turn of every case in the order of time: when, of which ticket, and what; nothing is the beginning.
fn timetable(now: Instant) -> Result<Vec<(Instant, usize, Option<Turn>)>> {
    let mut all = Vec::new();
    let ago = |micros: i64| Instant::from_micros(now.micros() - micros);
    let office = office()?;
    let mut tell = |ticket: usize, from: Instant, turns: &[Turn]| -> Result<()> {
        let mut at = from;
        all.push((at, ticket, None));
        for turn in turns {
            let worked = Duration::from_secs(minutes(turn).unsigned_abs() * 60);
            at = office.add(at, worked).map_err(|_| base::Overflow)?;
            if at < now {
                all.push((at, ticket, Some(*turn)));
            }
        }
        Ok(())
    };
    // Old cases came on a working day between nine and one.
    for n in 0..36usize {
        let day = ago((58 - n as i64 * 3 / 2) * DAY).date_in("UTC").map_err(|_| base::Overflow)?;
        let day = match day.weekday().to_monday_zero_offset() {
            5 => day.add_days(2)?,
            6 => day.add_days(1)?,
            _ => day,
        };
        let hour = 8 + n as i64 % 4;
        let at = Instant::parse(&format!("{day}T{hour:02}:{:02}:00Z", n * 17 % 60)).unwrap_or(now);
        tell(n, at, CASES[n % CASES.len()].5)?;
    }
    for (n, (hours, case, turns)) in OPEN.iter().enumerate() {
        let turns = &CASES[*case].5[..(*turns).min(CASES[*case].5.len())];
        tell(36 + n, worked_ago(&office, now, *hours)?, turns)?;
    }
    all.sort_by_key(|(at, ticket, _)| (*at, *ticket));
    Ok(all)
}

/// When people write to us and we to them.
fn office() -> Result<Calendar> {
    let hours = Hours::new(8 * 60, 17 * 60).map_err(|_| base::Overflow)?;
    Calendar::new(Zone::UTC, Week::monday_to_friday(&[hours]), BTreeMap::new()).map_err(|_| base::Overflow.into())
}

/// The moment since which so many hours were worked.
fn worked_ago(office: &Calendar, now: Instant, hours: i64) -> Result<Instant> {
    let wanted = Duration::from_secs(hours.unsigned_abs() * 3_600);
    let mut at = now;
    while office.between(at, now).map_err(|_| base::Overflow)? < wanted {
        at = Instant::from_micros(at.micros() - 20 * MINUTE);
    }
    Ok(at)
}

fn minutes(turn: &Turn) -> i64 {
    match turn {
        Ask(n, _) | Tell(n, _) | Hear(n, _) | Turn::Note(n, _) | Workshop(n, _) | Done(n, _) | Others(n) => *n,
    }
}

fn case_of(ticket: usize) -> &'static Case {
    match ticket.checked_sub(36) {
        Some(open) => &CASES[OPEN[open].1],
        None => &CASES[ticket % CASES.len()],
    }
}

/// What is told, and how far it is.
struct Story {
    desk: Desk,
    set: Set,
    hand: Arc<AtomicI64>,
    tickets: HashMap<usize, Id<Ticket>>,
}

impl Story {
    /// What the program does by itself in the meantime.
    fn watch(&self) -> Result<()> {
        self.set.write(&Who::program("demo"), |tx| {
            while ::service::look(tx)? > 0 {}
            ::service::give_waiting(tx)
        })
    }

    fn turn(&mut self, at: Instant, ticket: usize, turn: Option<Turn>) -> Result<()> {
        self.hand.store(at.micros(), Ordering::Relaxed);
        self.watch()?;
        let Some(turn) = turn else { return self.begin(ticket) };
        let Some(id) = self.tickets.get(&ticket).copied() else { return Ok(()) };
        let owner = self.set.read(&Who::program("demo"), move |read| Ok(read.get(id)?.owner))?;
        let agent = owner.unwrap_or(self.desk.agents[ticket % self.desk.agents.len()]);
        let (who, workshop) = (Who::user(agent.raw(), "demo"), self.desk.workshop);
        let channel = case_of(ticket).3;
        let done = self.set.write(&who, move |tx| {
            let reply = |text: &str, leads_to| Reply { body: Text::new(text), channel, leads_to };
            match turn {
                Ask(_, text) => act(tx, id, "reply", &reply(text, After::WaitingCustomer)),
                Tell(_, text) => act(tx, id, "reply", &reply(text, After::Open)),
                Hear(_, text) => act(tx, id, "receive", &Received { body: Text::new(text), channel, contact: None }),
                Turn::Note(_, text) => act(tx, id, "note", &Note { body: Text::new(text) }),
                Workshop(_, why) => {
                    let over = HandOver { owner: None, queue: Some(workshop), because: Some(why.to_owned()) };
                    act(tx, id, "hand_over", &over)
                }
                Done(_, text) => act(tx, id, "solve", &Solve { solution: Some(Text::new(text)), channel }),
                Others(_) => tx.perform(Ticket::DEF.name, id.raw(), "wait_for_third_party", None, &Record::default()),
            }
        });
        match done {
            // The customer did not wait for us, or we not for him.
            Err(Error::Refused(_)) => Ok(()),
            other => other.map(|_| ()),
        }
    }

    fn begin(&mut self, ticket: usize) -> Result<()> {
        let Case(kind, subject, level, channel, said, _) = case_of(ticket);
        let customer = self.desk.customers[ticket * 5 % self.desk.customers.len()];
        let mut draft = Ticket {
            kind: self.desk.kinds.get(kind).copied(),
            level: *level,
            channel: *channel,
            description: Some(Text::new(*said)),
            ..Ticket::new(self.desk.company, Some(customer), subject)
        };
        if matches!(*kind, "Invoice" | "Return" | "Claim") {
            draft.customer_invoice = self.desk.invoices.get(&customer.raw()).copied();
        }
        draft.sales_order = self.desk.orders.get(&customer.raw()).copied();
        let id = self.set.write(&Who::program("demo"), move |tx| tx.insert(&mut draft.clone()))?;
        self.tickets.insert(ticket, id);
        Ok(())
    }
}

/// Tags on some, and a view that everybody may use.
fn mark(tx: &mut Tx) -> Result<()> {
    let mut tags = Vec::new();
    for (name, colour) in [("safety", Colour::Red), ("carrier", Colour::Amber), ("season start", Colour::Teal)] {
        tags.push(tx.insert(&mut Tag { head: Head::default(), name: name.to_owned(), colour })?);
    }
    for (word, tag) in [("Fork", tags[0]), ("Where is", tags[1]), ("Half of", tags[1]), ("Where is", tags[2])] {
        let tickets: Vec<Ticket> =
            tx.select("archived_at IS NULL AND state <> 'closed' ORDER BY id DESC LIMIT 40", &[])?;
        for ticket in tickets.iter().filter(|t| t.subject.starts_with(word)) {
            platform::tag::put(tx, Ticket::DEF.name, ticket.head.id, tag)?;
        }
    }
    let query = "filter=kind.name%20%3D%20Claim%20and%20state%20in%20(new,%20open,%20waiting_customer,%20waiting_third_party,%20on_hold)&sort=due_at";
    tx.insert(&mut SavedView {
        head: Head::default(),
        name: "Open claims".to_owned(),
        entity: Ticket::DEF.name.to_owned(),
        query: Text::new(query),
        owner: None,
        team: None,
        shared: platform::Audience::Public,
        position: 1,
    })
    .map(|_| ())
}
