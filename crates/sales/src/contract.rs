//! A contract is what we and a customer agreed on for a time: what it covers, what it is worth, when it ends and how it goes on. It
//! posts nothing; orders and tickets under it do.

mod template;

pub use template::{ContractTemplate, said};

use crate::{Order, OrderLine, Reason};
use accounting::Source;
use base::{Date, Id, Instant, Money, Price, Quantity, Refusal, Result};
use catalog::{Item, Unit};
use entity::{Choice, Custom, Described, Entity, Fields, Head, Input, Lines, Number, Record, Text, Value};
use parties::{Party, loaded};
use platform::job::{JobKind, Step, Work};
use platform::{Company, Currency, Team, Topic, User, notification};
use std::collections::BTreeSet;
use store::{Business, Guard, Made, Operation, Read, Refusals, Row, Tx, operations};

/// Where the contract stands.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    #[default]
    Draft,
    /// It binds both from its first day on.
    #[choice(tone = "success")]
    Active,
    /// Its last day is over.
    Ended,
}

/// What it is about.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// Goods at agreed prices.
    #[default]
    #[choice(tone = "info")]
    Sales,
    /// We look after what the customer has.
    #[choice(tone = "violet")]
    Service,
}

/// What happens after its last day.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Renewal {
    /// It ends.
    #[default]
    Ends,
    /// It goes on by so many months, unless somebody gives notice.
    Automatic,
}

/// What was agreed on with a customer for a time.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "sales.contract",
    kind = 258,
    icon = "scroll-text",
    title = "number",
    number = "CT-{year}-{seq}",
    search(number, subject, reference),
    sort = "-starts_on",
    board = "state",
    calendar = "ends_on",
    editable(draft),
    index(customer, state),
    index(state, ends_on),
    index(source_kind, source),
    view(active = "filter=state%20%3D%20active&sort=ends_on"),
    view(ending = "filter=state%20%3D%20active%20and%20ends_on%20in%20next%2090%20days&sort=ends_on")
)]
pub struct Contract {
    pub head: Head,
    #[field(column)]
    pub number: Number,
    #[field(column)]
    pub kind: Kind,
    /// What it is about, as the customer reads it.
    #[field(column, max = 120)]
    pub subject: Option<String>,
    #[field(column)]
    pub customer: Id<Party>,
    /// The person there who signs.
    pub contact: Option<Id<Party>>,
    pub company: Id<Company>,
    /// The customer's own number.
    #[field(max = 60)]
    pub reference: Option<String>,
    #[field(indexed, column)]
    pub starts_on: Date,
    /// The last day; empty is until somebody gives notice.
    #[field(indexed, column)]
    pub ends_on: Option<Date>,
    #[field(column, section = "term")]
    pub renewal: Renewal,
    /// How many months it goes on each time.
    #[field(section = "term")]
    pub renewal_months: Option<i64>,
    /// How many days before its last day notice is given at the latest.
    #[field(section = "term")]
    pub notice_days: Option<i64>,
    /// How often it went on.
    #[field(read_only, section = "term", default = "0")]
    pub renewals: i64,
    #[field(read_only, max = 200, section = "term")]
    pub ended_because: Option<String>,
    pub currency: Option<Id<Currency>>,
    /// The items it covers; none is everything the customer has of us.
    pub lines: Lines<ContractLine>,
    /// What it is worth over its term, without tax.
    #[field(column, computed)]
    pub value: Money,
    #[field(section = "words")]
    pub taken_from: Option<Id<ContractTemplate>>,
    /// Its text, filled from the template. Words in braces, such as {start}, are filled in when it is printed.
    #[field(max = 20_000, section = "words")]
    pub terms: Option<Text>,
    /// The document it was made for, such as an opportunity.
    #[field(read_only)]
    pub source_kind: Option<i64>,
    #[field(read_only)]
    pub source: Option<i64>,
    #[field(section = "care", column)]
    pub owner: Option<Id<User>>,
    #[field(section = "care")]
    pub team: Option<Id<Team>>,
    /// For ourselves; the customer never reads it.
    #[field(max = 2000, section = "care")]
    pub notes: Option<Text>,
    #[field(indexed, column)]
    pub state: State,
    pub custom: Custom,
}

/// An item that a contract covers.
#[derive(Entity, Clone, Debug, PartialEq, Eq)]
#[entity(name = "sales.contract_line", kind = 259, line_of = "sales.contract", title = "item")]
pub struct ContractLine {
    pub head: Head,
    #[field(column)]
    pub item: Id<Item>,
    #[field(column)]
    pub quantity: Quantity,
    #[field(column)]
    pub unit: Option<Id<Unit>>,
    /// Of one unit.
    #[field(column)]
    pub price: Option<Price>,
    #[field(column, computed)]
    pub net: Money,
    #[field(column, max = 400)]
    pub text: Option<String>,
}

/// What giving notice asks for.
#[derive(Input, Clone, Debug)]
pub struct Notice {
    /// The last day of the contract.
    pub ends_on: Date,
    #[field(max = 200)]
    pub reason: String,
}

impl ContractLine {
    /// So many of an item, priced by the rules.
    pub fn of(item: Id<Item>, quantity: Quantity) -> ContractLine {
        ContractLine { head: Head::default(), item, quantity, unit: None, price: None, net: Money::ZERO, text: None }
    }

    /// With a price agreed with the customer.
    pub fn at(self, price: Price) -> ContractLine {
        ContractLine { price: Some(price), ..self }
    }
}

impl Contract {
    /// A draft that begins on a day.
    pub fn new(company: Id<Company>, customer: Id<Party>, kind: Kind, starts_on: Date) -> Contract {
        Contract {
            head: Head::default(),
            number: Number::default(),
            kind,
            subject: None,
            customer,
            contact: None,
            company,
            reference: None,
            starts_on,
            ends_on: None,
            renewal: Renewal::Ends,
            renewal_months: None,
            notice_days: None,
            renewals: 0,
            ended_because: None,
            currency: None,
            lines: Lines::Loaded(Vec::new()),
            value: Money::ZERO,
            taken_from: None,
            terms: None,
            source_kind: None,
            source: None,
            owner: None,
            team: None,
            notes: None,
            state: State::Draft,
            custom: Custom::default(),
        }
    }

    /// Made for a document of another module, such as an opportunity.
    pub fn about(self, source: Source) -> Contract {
        Contract { source_kind: Some(source.kind), source: Some(source.record), ..self }
    }

    /// True on the days on which it binds.
    pub fn holds_on(&self, day: Date) -> bool {
        self.state == State::Active && self.starts_on <= day && self.ends_on.is_none_or(|end| end >= day)
    }

    fn activate(&mut self, tx: &mut Tx) -> Result<Made> {
        let party: Party = tx.get(self.customer)?;
        let blocked = || Refusal::new("sales.customer_blocked").record(&party.name).field("customer");
        base::ensure!(party.state != parties::State::Blocked, blocked())?;
        let over = self.ends_on.is_some_and(|day| day < tx.today());
        base::ensure!(!over, Refusal::new("sales.contract_over").record(&*self.number).field("ends_on"))?;
        Ok(Vec::new())
    }

    fn can_renew(&self, _read: &Read) -> Result<Guard> {
        let ready = self.renewal_months.is_some() && self.ends_on.is_some();
        Ok(if ready { Guard::Open } else { Guard::Hidden })
    }

    /// It goes on from its last day.
    fn renew(&mut self, _tx: &mut Tx) -> Result<Made> {
        let refusal = || Refusal::new("sales.renewal_without_months").record(&*self.number).field("renewal_months");
        let (Some(end), Some(months)) = (self.ends_on, self.months()) else { return Err(refusal().into()) };
        // The 31st goes on from the 31st: a year to the last of January is a year from the first of February.
        self.ends_on = Some(end.add_days(1)?.add_months(months)?.add_days(-1)?);
        self.renewals += 1;
        Ok(Vec::new())
    }

    fn months(&self) -> Option<i32> {
        self.renewal_months.filter(|m| *m > 0).and_then(|m| i32::try_from(m).ok())
    }

    /// Somebody gives notice: it ends on that day and does not go on.
    fn give_notice(&mut self, tx: &mut Tx, asked: Notice) -> Result<Made> {
        let wrong = |code: &'static str| Refusal::new(code).record(&*self.number).field("ends_on");
        base::ensure!(asked.ends_on >= self.starts_on, wrong("sales.contract_ends_before_it_starts"))?;
        base::ensure!(asked.ends_on >= tx.today(), wrong("sales.notice_for_the_past"))?;
        (self.ends_on, self.renewal) = (Some(asked.ends_on), Renewal::Ends);
        self.ended_because = Some(asked.reason);
        Ok(Vec::new())
    }

    /// It ends today, or ended on its last day.
    fn end(&mut self, tx: &mut Tx, asked: Reason) -> Result<Made> {
        let day = self.ends_on.filter(|day| *day < tx.today()).unwrap_or(tx.today());
        self.ends_on = Some(day.max(self.starts_on));
        self.ended_because.get_or_insert(asked.reason.to_string().chars().take(200).collect());
        Ok(Vec::new())
    }

    /// Prices and net are those of an order of the same lines.
    fn reckon(&mut self, read: &Read, touched: &Fields) -> Result<()> {
        let line = |l: &ContractLine| OrderLine { unit: l.unit, price: l.price, ..OrderLine::of(l.item, l.quantity) };
        let lines = loaded(&self.lines).iter().map(line).collect();
        let mut typed = Fields::none();
        for place in 0..self.lines.len() {
            if touched.has_line("lines", place, "price") || (touched.is_empty() && self.lines[place].price.is_some()) {
                typed.add(format!("lines.{place}.price"));
            }
        }
        let mut order = Order::new(self.company, self.customer, self.starts_on, lines);
        order.currency = self.currency;
        order.complete(read, &typed)?;
        (self.currency, self.value) = (order.currency, order.net);
        for (line, ordered) in self.lines.iter_mut().zip(loaded(&order.lines)) {
            (line.unit, line.price, line.net) = (ordered.unit, ordered.price, ordered.net);
        }
        Ok(())
    }

    /// The text of the template of its kind in the customer's language, unless somebody chose or wrote another.
    fn take_words(&mut self, read: &Read, touched: &Fields) -> Result<()> {
        if self.taken_from.is_none() && !self.head.saved() && !touched.has("taken_from") {
            self.taken_from = template::fitting(read, self.kind, self.customer)?;
        }
        if let (None, Some(template)) = (&self.terms, self.taken_from)
            && !touched.has("terms")
        {
            self.terms = Some(read.get(template)?.body);
        }
        Ok(())
    }
}

impl Business for ContractLine {}

impl Business for Contract {
    const OPERATIONS: &'static [Operation] = &operations![Contract:
        activate: [Draft] => Active,
        renew if can_renew: [Active] => same,
        give_notice(Notice): [Active] => same,
        end(Reason): [Active] => Ended,
    ];

    fn complete(&mut self, read: &Read, touched: &Fields) -> Result<()> {
        if self.state != State::Draft || !self.company.is_valid() || !self.customer.is_valid() {
            return Ok(());
        }
        self.take_words(read, touched)?;
        if !matches!(self.lines, Lines::Loaded(_)) {
            return Ok(());
        }
        self.reckon(read, touched)
    }

    fn check(&self, _read: &Read, refusals: &mut Refusals) -> Result<()> {
        let backwards = self.ends_on.is_some_and(|end| end < self.starts_on);
        refusals.ensure(!backwards, "sales.contract_ends_before_it_starts", "ends_on");
        let within = |n: Option<i64>, most: i64| n.is_none_or(|n| (0..=most).contains(&n));
        let months = within(self.renewal_months, 600) && self.renewal_months != Some(0);
        refusals.ensure(months, "sales.months_out_of_range", "renewal_months");
        refusals.ensure(within(self.notice_days, 3_650), "sales.days_out_of_range", "notice_days");
        if self.renewal == Renewal::Automatic {
            refusals.ensure(self.renewal_months.is_some(), "sales.renewal_without_months", "renewal_months");
            refusals.ensure(self.ends_on.is_some(), "sales.renewal_without_end", "ends_on");
        }
        for (place, line) in loaded(&self.lines).iter().enumerate() {
            let field = |name: &str| format!("lines.{place}.{name}");
            refusals.ensure(line.quantity.is_positive(), "sales.quantity_not_positive", field("quantity"));
            refusals.ensure(line.price.is_none_or(|p| !p.is_negative()), "sales.price_negative", field("price"));
        }
        if self.state == State::Draft {
            template::check(self.terms.as_ref(), "terms", refusals);
        }
        Ok(())
    }
}

/// A contract that binds on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InForce {
    pub contract: i64,
    pub kind: Kind,
    pub customer: i64,
    /// What it covers; nothing is everything.
    pub items: BTreeSet<i64>,
}

impl InForce {
    /// Whether it is about an item; whoever names none is covered.
    pub fn covers(&self, item: Option<i64>) -> bool {
        self.items.is_empty() || item.is_none_or(|item| self.items.contains(&item))
    }
}

/// The contracts of customers that bind on a day, with what each covers.
pub fn in_force(read: &Read, customers: &[i64], day: Date) -> Result<Vec<InForce>> {
    if customers.is_empty() {
        return Ok(Vec::new());
    }
    let sql = store::sql!(
        "sales.contracts_in_force",
        "SELECT c.id, c.kind, c.customer, l.item FROM sales_contract c LEFT JOIN sales_contract_line l ON l.document = c.id \
         WHERE c.customer IN LIST($1) AND c.state = 'active' AND c.starts_on <= $2 AND (c.ends_on IS NULL OR c.ends_on >= $2) \
         AND c.archived_at IS NULL ORDER BY c.id"
    );
    let mut found: Vec<InForce> = Vec::new();
    for row in read.query(sql, &[store::id_list(customers), day.into()])? {
        let int = |place: usize| row.get(place).and_then(Value::int);
        let contract = int(0).unwrap_or(0);
        if found.last().is_none_or(|last| last.contract != contract) {
            let kind = row.get(1).and_then(Value::text).and_then(Kind::from_code).unwrap_or_default();
            found.push(InForce { contract, kind, customer: int(2).unwrap_or(0), items: BTreeSet::new() });
        }
        if let (Some(item), Some(last)) = (int(3), found.last_mut()) {
            last.items.insert(item);
        }
    }
    Ok(found)
}

/// The job that renews and ends contracts after their last day, and says when notice is due; one in every set.
pub const TASK: &str = "sales.contracts";

/// The kind of job, for the program's list.
pub const JOB: JobKind = JobKind { task: TASK, step: next, tries: 20 };

/// Looks every hour.
fn next(tx: &mut Tx, _work: &Work) -> Result<Step> {
    let done = go_on(tx)?;
    let wait = if done > 0 { 0 } else { 3_600_000_000 };
    Ok(Step::Later(String::new(), Instant::from_micros(tx.now().micros() + wait)))
}

/// Contracts whose last day is over go on or end, some a transaction; how many. Whoever looks after one hears of it.
pub fn go_on(tx: &mut Tx) -> Result<usize> {
    let sql = store::sql!(
        "sales.contracts_over",
        "SELECT id, renewal, number, owner FROM sales_contract WHERE state = 'active' AND ends_on < $1 AND archived_at IS NULL \
         ORDER BY id LIMIT 100"
    );
    let rows = tx.query(sql, &[tx.today().into()])?;
    for row in &rows {
        let int = |row: &Row, place: usize| row.get(place).and_then(Value::int);
        let (id, renews) = (int(row, 0).unwrap_or(0), row.get(1).and_then(Value::text) == Some("automatic"));
        if renews {
            tx.perform(Contract::DEF.name, id, "renew", None, &Record::default())?;
        } else {
            let reason = Reason { reason: Text::new("–") };
            tx.perform(Contract::DEF.name, id, "end", None, &reason.to_record())?;
        }
        if let Some(owner) = int(row, 3) {
            let number = row.get(2).and_then(Value::text).unwrap_or_default();
            let host = platform::Host { kind: i64::from(Contract::DEF.kind), record: id };
            notification::ring(tx, Id::from_raw(owner), Topic::Task, number, Some(host))?;
        }
    }
    Ok(rows.len())
}
