//! A collective run: the deliveries or the invoices of many orders at once, one transaction a document. What is refused says why and
//! stops nobody else.

use crate::{CustomerInvoice, Delivery, Hold, Order, OrderState};
use base::{Date, Error, Id, Refusal, Result};
use entity::{Choice, Entity, Fields, Head, Lines, Number, Record, Text, Value};
use parties::{Party, loaded};
use platform::job::{Beat, LongJob, Step, Tell, Work};
use platform::{Company, User};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::{Business, Guard, Made, Operation, Read, Refusals, Row, Set, Tx, Who, operations};

/// Where it stands.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    #[default]
    Draft,
    /// The job is at it.
    #[choice(tone = "info")]
    Running,
    #[choice(tone = "success")]
    Done,
}

/// What it makes.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum What {
    Deliveries,
    #[default]
    Invoices,
}

/// What goes into one document.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Grouping {
    /// One order.
    Order,
    /// All orders of a customer in one currency.
    #[default]
    Customer,
}

/// How a line came out.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Outcome {
    #[default]
    Waiting,
    #[choice(tone = "success")]
    Made,
    #[choice(tone = "danger")]
    Refused,
}

/// The documents of many orders at once.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "sales.collective_run",
    kind = 244,
    icon = "layers",
    title = "number",
    number = "CR-{year}-{seq}",
    search(number),
    sort = "-id",
    editable(draft)
)]
pub struct CollectiveRun {
    pub head: Head,
    #[field(column)]
    pub number: Number,
    #[field(column)]
    pub company: Id<Company>,
    #[field(column)]
    pub what: What,
    #[field(column)]
    pub grouping: Grouping,
    /// Only this customer.
    pub customer: Option<Id<Party>>,
    /// Orders wanted until this day, or goods delivered until it.
    #[field(column)]
    pub until: Date,
    /// The day of the documents.
    #[field(column)]
    pub posted_on: Date,
    /// They are posted as they are made; otherwise they stay drafts.
    pub posts: bool,
    #[field(column)]
    pub owner: Option<Id<User>>,
    pub lines: Lines<RunLine>,
    #[field(read_only, column)]
    pub made: i64,
    #[field(read_only, column)]
    pub refused: i64,
    #[field(indexed, column)]
    pub state: State,
}

/// One document of a run.
#[derive(Entity, Clone, Debug, PartialEq, Eq)]
#[entity(name = "sales.run_line", kind = 245, line_of = "sales.collective_run", title = "customer")]
pub struct RunLine {
    pub head: Head,
    #[field(read_only)]
    pub customer: Id<Party>,
    /// The first of its orders.
    #[field(read_only)]
    pub sales_order: Id<Order>,
    /// How many orders it takes.
    #[field(read_only)]
    pub orders: i64,
    /// All of them, as ids.
    #[field(read_only, max = 4000)]
    pub order_ids: Text,
    #[field(read_only)]
    pub outcome: Outcome,
    #[field(read_only)]
    pub delivery: Option<Id<Delivery>>,
    #[field(read_only)]
    pub invoice: Option<Id<CustomerInvoice>>,
    /// Why it was refused, as a code with what it is about.
    #[field(read_only, max = 1000)]
    pub refusal: Option<String>,
}

/// More orders than this are another run.
const MOST: i64 = 2_000;

impl CollectiveRun {
    /// A draft of today.
    pub fn new(company: Id<Company>, what: What, grouping: Grouping, on: Date) -> CollectiveRun {
        CollectiveRun {
            head: Head::default(),
            number: Number::default(),
            company,
            what,
            grouping,
            customer: None,
            until: on,
            posted_on: on,
            posts: true,
            owner: None,
            lines: Lines::default(),
            made: 0,
            refused: 0,
            state: State::Draft,
        }
    }

    /// Finds what waits and orders the job.
    fn start(&mut self, tx: &mut Tx) -> Result<Made> {
        let lines = self.proposal(tx)?;
        base::ensure!(!lines.is_empty(), Refusal::new("sales.run_finds_nothing").field("until"))?;
        self.lines = lines.into();
        let job = platform::job::order(tx, TASK, &self.head.id.to_string(), "")?;
        Ok(vec![("platform.job", job.raw())])
    }

    /// The lines of what waits now, whoever asks.
    pub(crate) fn proposal(&self, read: &Read) -> Result<Vec<RunLine>> {
        let (state, hold) = match self.what {
            What::Deliveries => (
                "o.delivered IN ('not', 'partially') AND o.state = 'confirmed' AND o.hold = 'without' \
                 AND (o.partial = 'scheduled' OR o.requested <= $2)",
                // Of a schedule something has to be due that did not leave: its parts, and the rest of a line on the line's own day.
                "AND (o.partial <> 'scheduled' OR EXISTS (SELECT 1 FROM sales_order_line l LEFT JOIN sales_progress p ON p.line = l.id \
                 WHERE l.document = o.id AND l.goods = 1 AND COALESCE(p.delivered, 0) < \
                 (SELECT COALESCE(SUM(s.stock_quantity), 0) FROM sales_schedule_line s WHERE s.order_line = l.id \
                 AND s.archived_at IS NULL AND COALESCE(s.confirmed, s.requested) <= $2) \
                 + CASE WHEN COALESCE(l.confirmed, o.requested) > $2 THEN 0 ELSE l.stock_quantity - (SELECT \
                 COALESCE(SUM(s.stock_quantity), 0) FROM sales_schedule_line s WHERE s.order_line = l.id AND s.archived_at IS NULL) END))",
            ),
            What::Invoices => (
                "o.invoiced IN ('not', 'partially') AND o.state IN ('confirmed', 'closed') AND o.ordered_on <= $2",
                "AND EXISTS (SELECT 1 FROM sales_order_line l LEFT JOIN sales_progress p ON p.line = l.id WHERE l.document = o.id \
                 AND COALESCE(p.invoiced, 0) < CASE WHEN l.goods = 1 AND o.billing = 'delivery' THEN COALESCE(p.delivered, 0) \
                 ELSE l.stock_quantity END) AND (o.billing <> 'milestones' OR EXISTS (SELECT 1 FROM sales_milestone m \
                 WHERE m.sales_order = o.id AND m.state = 'reached' AND m.archived_at IS NULL AND m.due > (SELECT \
                 COALESCE(SUM(CASE WHEN i.form = 'credit_note' THEN -b.net ELSE b.net END), 0) FROM sales_order_line t \
                 JOIN sales_customer_invoice_line b ON b.order_line = t.id JOIN sales_customer_invoice i ON i.id = b.document \
                 WHERE t.document = o.id AND b.milestone = m.id AND i.state <> 'draft')))",
            ),
        };
        let sql = format!(
            "SELECT o.id, o.customer, COALESCE(o.currency, 0), COALESCE(o.warehouse, 0) FROM sales_order o WHERE {state} \
             AND o.company = $1 AND o.archived_at IS NULL AND ($3 = 0 OR o.customer = $3) {hold} ORDER BY o.customer, o.id LIMIT $4"
        );
        let customer = self.customer.map_or(0, |c| c.raw());
        let params = [self.company.into(), self.until.into(), customer.into(), MOST.into()];
        let int = |row: &Row, place: usize| row.get(place).and_then(Value::int).unwrap_or(0);
        // Goods of two warehouses do not leave together, nor are two currencies owed together.
        let mut groups: BTreeMap<(i64, i64, i64, i64), Vec<i64>> = BTreeMap::new();
        for row in read.query(&sql, &params)? {
            let apart = if self.what == What::Deliveries { int(&row, 3) } else { 0 };
            let alone = if self.grouping == Grouping::Order { int(&row, 0) } else { 0 };
            groups.entry((int(&row, 1), int(&row, 2), apart, alone)).or_default().push(int(&row, 0));
        }
        let line = |(key, ids): (&(i64, i64, i64, i64), &Vec<i64>)| RunLine {
            head: Head::default(),
            customer: Id::from_raw(key.0),
            sales_order: Id::from_raw(ids.first().copied().unwrap_or(0)),
            orders: ids.len() as i64,
            order_ids: Text::new(ids.iter().map(i64::to_string).collect::<Vec<_>>().join(" ")),
            outcome: Outcome::Waiting,
            delivery: None,
            invoice: None,
            refusal: None,
        };
        // A line names its orders in one text; a customer with very many gets several documents.
        let parts = groups.iter().flat_map(|(key, ids)| ids.chunks(200).map(move |part| (*key, part.to_vec())));
        Ok(parts.collect::<Vec<_>>().iter().map(|(key, ids)| line((key, ids))).collect())
    }

    fn can_finish(&self, _read: &Read) -> Result<Guard> {
        let waits = loaded(&self.lines).iter().any(|l| l.outcome == Outcome::Waiting);
        Ok(if waits { Guard::Hidden } else { Guard::Open })
    }

    fn finish(&mut self, _tx: &mut Tx) -> Result<Made> {
        Ok(Vec::new())
    }

    /// Makes the document of one line, and posts it where the run does.
    fn carry_out(&mut self, tx: &mut Tx, place: usize) -> Result<()> {
        let line = &self.lines[place];
        let ids: Vec<Id<Order>> =
            line.order_ids.split(' ').filter_map(|id| id.parse().ok()).map(Id::from_raw).collect();
        let orders: Vec<Order> = tx.lock_many(&ids)?;
        match self.what {
            What::Deliveries => {
                let open = |o: &&Order| o.state == OrderState::Confirmed && o.hold == Hold::Without;
                let orders: Vec<Order> = orders.iter().filter(open).cloned().collect();
                let shape = tx.shape(Order::DEF.name)?;
                for order in &orders {
                    tx.must(&shape, &entity::Described::to_record(order), "deliver")?;
                }
                let id = tx.insert(&mut Delivery::of(tx, &orders, self.posted_on, self.until)?)?;
                if self.posts {
                    tx.perform(Delivery::DEF.name, id.raw(), "post", None, &Record::default())?;
                }
                self.lines[place].delivery = Some(id);
            }
            What::Invoices => {
                let shape = tx.shape(Order::DEF.name)?;
                for order in &orders {
                    tx.must(&shape, &entity::Described::to_record(order), "bill")?;
                }
                let until = Some(self.until);
                let id = tx.insert(&mut CustomerInvoice::until(tx, &orders, self.posted_on, until)?)?;
                if self.posts {
                    tx.perform(CustomerInvoice::DEF.name, id.raw(), "post", None, &Record::default())?;
                }
                self.lines[place].invoice = Some(id);
            }
        }
        self.lines[place].outcome = Outcome::Made;
        self.made += 1;
        Ok(())
    }
}

/// The job's word; its key is the run.
pub const TASK: &str = "sales.collective_run_job";

/// Runs are long jobs: each document is a transaction of its own, and what one refuses is written down in another.
pub const RUN: LongJob = LongJob { task: TASK, run: work, tries: 5 };

fn work(set: &Arc<Set>, who: &Who, work: &Work, tell: Tell) -> Result<Step> {
    let id: Id<CollectiveRun> = Id::from_raw(work.key.parse().unwrap_or(0));
    loop {
        let run: CollectiveRun = set.read(who, move |read| read.get(id))?;
        if run.state != State::Running {
            return Ok(Step::Done);
        }
        let all = run.lines.len() as i64;
        let Some(place) = loaded(&run.lines).iter().position(|l| l.outcome == Outcome::Waiting) else {
            set.write_job(who, move |tx| {
                tx.perform(CollectiveRun::DEF.name, id.raw(), "finish", None, &Record::default()).map(|_| ())
            })?;
            return Ok(Step::Done);
        };
        match tell(place as i64, Some(all))? {
            Beat::Go => {}
            Beat::Off => return Ok(Step::Done),
            Beat::Leave => return Ok(Step::Later(String::new(), set.now())),
        }
        step(set, who, id, place)?;
    }
}

/// One document; what is refused is noted and the run goes on.
pub fn step(set: &Set, who: &Who, id: Id<CollectiveRun>, place: usize) -> Result<()> {
    let made = set.write_job(who, move |tx| {
        let mut run = tx.lock(id)?;
        run.carry_out(tx, place)?;
        tx.update(&mut run).map(|_| ())
    });
    let refusal = match made {
        Ok(()) => return Ok(()),
        Err(Error::Refused(refusals)) => refusals.into_iter().next(),
        Err(Error::Forbidden { .. } | Error::NotFound { .. }) => Some(Refusal::new("sales.run_forbidden")),
        Err(other) => return Err(other),
    };
    let said = refusal.map(|r| packed(&r));
    set.write_job(who, move |tx| {
        let mut run = tx.lock(id)?;
        run.lines[place].outcome = Outcome::Refused;
        run.lines[place].refusal.clone_from(&said);
        run.refused += 1;
        tx.update(&mut run).map(|_| ())
    })
}

/// A refusal as one text: its code, its record and its arguments.
fn packed(refusal: &Refusal) -> String {
    let arguments: serde_json::Map<String, serde_json::Value> =
        refusal.args.iter().map(|(k, v)| (k.to_string(), serde_json::Value::from(v.as_str()))).collect();
    let said = serde_json::json!({ "code": refusal.code, "record": refusal.record, "args": arguments });
    said.to_string().chars().take(1_000).collect()
}

impl Business for RunLine {}

impl Business for CollectiveRun {
    const OPERATIONS: &'static [Operation] = &operations![CollectiveRun:
        start: [Draft] => Running,
        finish if can_finish: [Running] => Done,
    ];

    fn complete(&mut self, _read: &Read, _touched: &Fields) -> Result<()> {
        Ok(())
    }

    fn check(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        if self.state == State::Draft {
            let far = self.posted_on > read.today().add_days(31)?;
            refusals.ensure(!far, "sales.run_too_far", "posted_on");
        }
        Ok(())
    }
}
