//! A return: goods come back from a customer with a reason, are looked at, and go where they belong; the customer gets his money, other
//! goods, or the same ones again.

mod disposing;

use crate::progress::Done;
use crate::{CustomerInvoice, Delivery, Order, credit, kit, progress};
use accounting::posting::Numbering;
use accounting::{CostAt, Journal, JournalEntry, Part, Posting, Role, Source};
use base::{Date, Id, Money, Quantity, Refusal, Result};
use catalog::Item;
use entity::{Choice, Custom, Entity, Fields, Head, Input, Lines, Number, Text, Value};
use parties::{Party, loaded};
use platform::{Company, Currency, Team, User};
use std::collections::{BTreeMap, HashMap};
use stock::{Lot, Move, Moved, Status, Warehouse, Worth, moving};
use store::{Business, Guard, Link, Made, Operation, Read, Refusals, Tx, operations};

/// Where it stands.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    #[default]
    Draft,
    /// The customer may send it.
    #[choice(tone = "info")]
    Authorised,
    /// It is here and being looked at.
    #[choice(tone = "violet")]
    Received,
    /// The goods are where they belong, and the customer's side is written.
    #[choice(tone = "success")]
    Settled,
    #[choice(tone = "danger")]
    Cancelled,
}

/// Why it comes back.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Why {
    #[default]
    Defective,
    Damaged,
    WrongItem,
    TooMany,
    NotWanted,
    Other,
}

/// What becomes of the goods.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Disposition {
    #[default]
    Undecided,
    /// Back among what can be sold.
    #[choice(tone = "success")]
    Restock,
    #[choice(tone = "danger")]
    Scrap,
    /// The customer gets them again, repaired or as they are.
    #[choice(tone = "info")]
    BackToCustomer,
}

/// What the customer gets.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Settlement {
    /// A credit note at the price he paid.
    #[default]
    Credit,
    /// The same goods anew, without charge.
    Replacement,
    Nothing,
}

/// Goods that come back from a customer.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "sales.return",
    kind = 246,
    icon = "undo-2",
    title = "number",
    number = "RMA-{year}-{seq}",
    search(number, reference),
    sort = "-requested_on",
    board = "state",
    large,
    editable(draft, authorised, received),
    index(customer, state),
    view(expected = "filter=state%20%3D%20authorised&sort=requested_on"),
    view(to_inspect = "filter=state%20%3D%20received&sort=received_on")
)]
pub struct Return {
    pub head: Head,
    #[field(column)]
    pub number: Number,
    #[field(column)]
    pub customer: Id<Party>,
    pub company: Id<Company>,
    /// The customer's own number.
    #[field(max = 60)]
    pub reference: Option<String>,
    #[field(column)]
    pub why: Why,
    #[field(max = 500)]
    pub reason: Option<Text>,
    #[field(indexed, column)]
    pub requested_on: Date,
    /// Where the goods come in.
    pub warehouse: Id<Warehouse>,
    pub lines: Lines<ReturnLine>,
    #[field(read_only, column)]
    pub received_on: Option<Date>,
    /// What the goods cost when they left, in company currency.
    #[field(read_only, currency = "currency")]
    pub cost: Option<Money>,
    #[field(read_only)]
    pub currency: Option<Id<Currency>>,
    #[field(read_only)]
    pub entry: Option<Id<JournalEntry>>,
    #[field(read_only, section = "outcome")]
    pub credit_note: Option<Id<CustomerInvoice>>,
    #[field(read_only, section = "outcome")]
    pub replacement: Option<Id<Order>>,
    #[field(read_only, section = "outcome")]
    pub settled_on: Option<Date>,
    #[field(section = "care")]
    pub owner: Option<Id<User>>,
    #[field(section = "care")]
    pub team: Option<Id<Team>>,
    #[field(max = 2000, section = "care")]
    pub notes: Option<Text>,
    #[field(indexed, column)]
    pub state: State,
    pub custom: Custom,
}

/// What comes back of one line of a delivery, in base units.
#[derive(Entity, Clone, Debug, PartialEq, Eq)]
#[entity(
    name = "sales.return_line",
    kind = 247,
    line_of = "sales.return",
    title = "item",
    large,
    index(delivery_line),
    index(order_line)
)]
pub struct ReturnLine {
    pub head: Head,
    #[field(read_only, column)]
    pub item: Id<Item>,
    #[field(column)]
    pub quantity: Quantity,
    /// What really came; empty is all of it.
    #[field(column)]
    pub received: Option<Quantity>,
    /// What was found when it was looked at.
    #[field(max = 400, column)]
    pub finding: Option<String>,
    #[field(column)]
    pub disposition: Disposition,
    #[field(column)]
    pub settlement: Settlement,
    #[field(read_only)]
    pub lot: Option<Id<Lot>>,
    /// What it cost when it left, in company currency.
    #[field(read_only, currency = "currency")]
    pub cost: Option<Money>,
    #[field(read_only)]
    pub delivery: Id<Delivery>,
    #[field(read_only)]
    pub delivery_line: i64,
    #[field(read_only)]
    pub sales_order: Id<Order>,
    #[field(read_only)]
    pub order_line: i64,
}

/// What taking a delivery back asks for.
#[derive(Input, Clone, Debug)]
pub struct TakeBack {
    pub why: Why,
    #[field(max = 500)]
    pub reason: Option<Text>,
}

/// The day on which goods come back or go on.
#[derive(Input, Clone, Debug, Default)]
pub struct OnDay {
    pub posted_on: Option<Date>,
}

impl ReturnLine {
    /// What really came of it.
    fn came(&self) -> Quantity {
        self.received.unwrap_or(self.quantity)
    }
}

impl Return {
    /// A draft of all that was delivered and has not come back yet.
    pub(crate) fn of(read: &Read, delivery: &Delivery, asked: &TakeBack) -> Result<Return> {
        let ids: Vec<i64> = loaded(&delivery.lines).iter().map(|l| l.head.id).collect();
        let back = coming_back(read, &ids, 0)?;
        let mut lines = Vec::new();
        for line in loaded(&delivery.lines) {
            let Some(order) = line.sales_order else { continue };
            let gone = back.get(&line.head.id).copied().unwrap_or(Quantity::ZERO);
            let quantity = line.quantity.checked_sub(gone)?;
            if quantity.is_positive() {
                lines.push(ReturnLine {
                    head: Head::default(),
                    item: line.item,
                    quantity,
                    received: None,
                    finding: None,
                    disposition: Disposition::Undecided,
                    settlement: Settlement::Credit,
                    lot: line.lot,
                    cost: None,
                    delivery: delivery.id(),
                    delivery_line: line.head.id,
                    sales_order: order,
                    order_line: line.order_line,
                });
            }
        }
        base::ensure!(!lines.is_empty(), Refusal::new("sales.nothing_to_return").record(&*delivery.number))?;
        Ok(Return {
            head: Head::default(),
            number: Number::default(),
            customer: delivery.customer,
            company: delivery.company,
            reference: None,
            why: asked.why,
            reason: asked.reason.clone(),
            requested_on: read.today(),
            warehouse: delivery.warehouse,
            lines: lines.into(),
            received_on: None,
            cost: None,
            currency: None,
            entry: None,
            credit_note: None,
            replacement: None,
            settled_on: None,
            owner: None,
            team: None,
            notes: None,
            state: State::Draft,
            custom: Custom::default(),
        })
    }

    fn source(&self) -> Source {
        Source::of::<Return>(self.head.id)
    }

    fn orders(&self) -> Vec<Id<Order>> {
        let mut ids: Vec<Id<Order>> = loaded(&self.lines).iter().map(|l| l.sales_order).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// The customer may send the goods.
    fn authorise(&mut self, _tx: &mut Tx) -> Result<Made> {
        base::ensure!(!loaded(&self.lines).is_empty(), Refusal::new("sales.return_without_lines").field("lines"))?;
        Ok(Vec::new())
    }

    /// The goods are here: they come in at what they cost when they left, to be looked at before anybody uses them.
    fn receive(&mut self, tx: &mut Tx, asked: OnDay) -> Result<Made> {
        let on = asked.posted_on.unwrap_or(tx.today());
        for line in self.lines.iter_mut() {
            line.received = Some(line.came());
        }
        let some = loaded(&self.lines).iter().any(|l| l.came().is_positive());
        base::ensure!(some, Refusal::new("sales.return_without_lines").field("lines"))?;
        let (orders, done) = progress::hold(tx, &self.orders())?;
        let quantities = self.by_order_line(&orders, |_| true)?;
        within(&orders, &done, &quantities)?;
        self.weigh(tx, &orders, &done, &quantities, 1)?;
        let moves = self.comes_in(tx)?;
        let number = self.number.to_string();
        let document =
            moving::Document { company: self.company, posted_on: on, number: &number, source: self.source() };
        let moved = moving::apply(tx, &document, &moves)?;
        self.costs(tx, &moved)?;
        self.progress(tx, &orders, done, &quantities, &moved, 1)?;
        let counter = self.counter(tx)?;
        let draft = stock::posting::against(tx, self.company, &moved, counter, ledger::Draft::new())?;
        self.entry = self.book(tx, &orders, on, draft)?;
        self.received_on = Some(on);
        Ok(self.entry.map(|e| (JournalEntry::DEF.name, e.raw())).into_iter().collect())
    }

    fn cancel(&mut self, _tx: &mut Tx) -> Result<Made> {
        Ok(Vec::new())
    }

    fn can_settle(&self, _read: &Read) -> Result<Guard> {
        let open =
            loaded(&self.lines).iter().any(|l| l.came().is_positive() && l.disposition == Disposition::Undecided);
        Ok(if open { Guard::Closed(Refusal::new("sales.disposition_missing")) } else { Guard::Open })
    }

    /// The goods go where they belong, and the customer's side is written: credit note, other goods, or the same ones again.
    fn settle(&mut self, tx: &mut Tx, asked: OnDay) -> Result<Made> {
        let on = asked.posted_on.unwrap_or(tx.today());
        self.settled_on = Some(on);
        disposing::settle(self, tx, on)
    }

    /// What really came of lines that a test lets through, by order line.
    fn by_order_line(&self, orders: &[Order], of: impl Fn(&ReturnLine) -> bool) -> Result<BTreeMap<i64, Quantity>> {
        let mut found: BTreeMap<i64, Vec<kit::Part>> = BTreeMap::new();
        for line in loaded(&self.lines).iter().filter(|l| of(l)) {
            found.entry(line.order_line).or_default().push((line.item, line.came()));
        }
        let mut sums = kit::by_line(orders.iter().flat_map(|o| loaded(&o.lines)), &found)?;
        sums.retain(|_, quantity| quantity.is_positive());
        Ok(sums)
    }

    /// What came back is delivered no longer; until its credit note it is money the customer has coming.
    fn weigh(
        &self,
        tx: &mut Tx,
        orders: &[Order],
        done: &Done,
        quantities: &BTreeMap<i64, Quantity>,
        sign: i64,
    ) -> Result<()> {
        let changes =
            quantities.iter().map(|(line, q)| (*line, progress::Change::returned(q.units() * sign))).collect();
        let (open, waiting) = progress::weighing(orders, done, &changes)?;
        credit::add(tx, self.company, self.customer, open, waiting).map(|_| ())
    }

    /// The goods as they come in: each at the cost of the very delivery it left with, the first one first.
    fn comes_in(&self, read: &Read) -> Result<Vec<Move>> {
        let mut left = rows_left(read, loaded(&self.lines))?;
        let mut moves = Vec::new();
        for line in loaded(&self.lines) {
            let mut open = line.came();
            for (row, out) in left.entry(line.delivery_line).or_default() {
                let taken = open.min(*out);
                if taken.is_positive() {
                    moves.push(self.back_in(line, taken, Some(*row)));
                    (open, *out) = (open.checked_sub(taken)?, out.checked_sub(taken)?);
                }
            }
            if open.is_positive() {
                moves.push(self.back_in(line, open, None));
            }
        }
        Ok(moves)
    }

    fn back_in(&self, line: &ReturnLine, quantity: Quantity, original: Option<Id<stock::LedgerRow>>) -> Move {
        Move {
            lot: line.lot,
            status: Status::Inspection,
            worth: Worth::Current,
            original,
            ..Move::receipt(line.item, self.warehouse, quantity, Money::ZERO).line(line.head.id)
        }
    }

    fn costs(&mut self, read: &Read, moved: &[Moved]) -> Result<()> {
        for line in self.lines.iter_mut() {
            let mine = moved.iter().filter(|m| m.source_line == Some(line.head.id));
            line.cost = Some(Money::sum(mine.map(|m| m.value))?);
        }
        self.currency = Some(accounting::kept::books(read)?.currency(self.company)?);
        self.cost = Some(Money::sum(loaded(&self.lines).iter().filter_map(|l| l.cost))?);
        Ok(())
    }

    fn progress(
        &self,
        tx: &mut Tx,
        orders: &[Order],
        done: Done,
        quantities: &BTreeMap<i64, Quantity>,
        moved: &[Moved],
        sign: i64,
    ) -> Result<()> {
        let changes =
            quantities.iter().map(|(line, q)| (*line, progress::Change::returned(q.units() * sign))).collect();
        let parts: Vec<(i64, Quantity)> = loaded(&self.lines).iter().map(|l| (l.order_line, l.came())).collect();
        let stands = kit::stands_for(orders.iter().flat_map(|o| loaded(&o.lines)), quantities, &parts);
        let stands: HashMap<i64, Quantity> = loaded(&self.lines).iter().map(|l| l.head.id).zip(stands).collect();
        progress::add(tx, orders, done, &changes)?;
        let (from, to) = (i64::from(Order::DEF.kind), i64::from(Return::DEF.kind));
        let worth =
            |line: i64| -> i64 { moved.iter().filter(|m| m.source_line == Some(line)).map(|m| m.value.minor()).sum() };
        let link = |l: &ReturnLine| Link {
            from: (from, l.sales_order.raw(), l.order_line),
            to: (to, self.head.id, l.head.id),
            role: "returned",
            quantity: stands.get(&l.head.id).map_or(0, |q| q.units()) * sign,
            amount: worth(l.head.id),
        };
        let mine = loaded(&self.lines).iter().filter(|l| quantities.contains_key(&l.order_line));
        let mine = mine.filter(|l| l.came().is_positive() && moved.iter().any(|m| m.source_line == Some(l.head.id)));
        tx.link(&mine.map(link).collect::<Vec<_>>())
    }

    /// The account that the delivery charged.
    fn counter(&self, read: &Read) -> Result<Role> {
        Ok(match accounting::kept::books(read)?.books(self.company)?.cost_at {
            CostAt::Delivery => Role::CostOfGoodsSold,
            CostAt::Invoice => Role::DeliveredNotInvoiced,
        })
    }

    fn book(&self, tx: &mut Tx, orders: &[Order], on: Date, draft: ledger::Draft) -> Result<Option<Id<JournalEntry>>> {
        if draft.is_empty() {
            return Ok(None);
        }
        let number = self.number.to_string();
        let given = Numbering::Given(&number);
        let of_orders = progress::chosen(orders);
        let of = |l: &ReturnLine| (l.head.id, of_orders.get(&l.order_line).copied().flatten());
        let header = Posting::new(self.company, Journal::Stock, Part::Inventory, on, given, self.source())
            .chosen(loaded(&self.lines).iter().map(of).collect());
        Ok(Some(accounting::posting::post(tx, &header, draft)?.entry))
    }
}

/// Nothing comes back that was not delivered, and nothing twice.
fn within(orders: &[Order], done: &Done, quantities: &BTreeMap<i64, Quantity>) -> Result<()> {
    for order in orders {
        for line in loaded(&order.lines) {
            let Some(wanted) = quantities.get(&line.head.id) else { continue };
            let left = done.get(&line.head.id).copied().unwrap_or_default().kept()?;
            if *wanted > left {
                let refusal = Refusal::new("sales.more_than_came").record(&*order.number).field("lines");
                return Err(refusal.arg("left", left).arg("wanted", wanted).into());
            }
        }
    }
    Ok(())
}

/// What of lines of deliveries came back or may come, by line; without one return.
fn coming_back(read: &Read, lines: &[i64], without: i64) -> Result<HashMap<i64, Quantity>> {
    let sql = store::sql!(
        "sales.coming_back",
        "SELECT l.delivery_line, SUM(COALESCE(l.received, l.quantity)) FROM sales_return_line l JOIN sales_return r ON r.id = l.document \
         WHERE l.delivery_line IN LIST($1) AND r.id <> $2 AND r.archived_at IS NULL AND (r.state IN ('draft', 'authorised', 'received') \
         OR (r.state = 'settled' AND l.disposition <> 'back_to_customer')) GROUP BY l.delivery_line"
    );
    let int = |row: &store::Row, place: usize| row.get(place).and_then(Value::int).unwrap_or(0);
    let rows = read.query(sql, &[store::id_list(lines), without.into()])?;
    Ok(rows.iter().map(|r| (int(r, 0), Quantity::from_units(int(r, 1)))).collect())
}

/// By line of a delivery: the rows of the stock ledger that took it out, and how much of each is still out.
type Out = HashMap<i64, Vec<(Id<stock::LedgerRow>, Quantity)>>;

/// The rows of the stock ledger by which lines of deliveries left, or went back to the customer later, and how much of each is
/// still out.
fn rows_left(read: &Read, lines: &[ReturnLine]) -> Result<Out> {
    let mut ids: Vec<i64> = lines.iter().map(|l| l.delivery.raw()).collect();
    ids.sort_unstable();
    ids.dedup();
    let left = store::sql!(
        "sales.rows_left",
        "SELECT source_line, id, quantity FROM stock_ledger_row WHERE source_kind = $1 AND source IN LIST($2) \
         AND quantity < 0 AND reverses IS NULL ORDER BY id"
    );
    let again = store::sql!(
        "sales.rows_sent_again",
        "SELECT l.delivery_line, s.id, s.quantity FROM sales_return_line l JOIN stock_ledger_row s ON s.source_kind = $1 \
         AND s.source = l.document AND s.source_line = l.id WHERE l.delivery_line IN LIST($2) \
         AND l.disposition = 'back_to_customer' AND s.quantity < 0 AND s.reverses IS NULL ORDER BY s.id"
    );
    let known: Vec<i64> = lines.iter().map(|l| l.delivery_line).collect();
    let mut rows = read.query(left, &[i64::from(Delivery::DEF.kind).into(), store::id_list(&ids)])?;
    rows.extend(read.query(again, &[i64::from(Return::DEF.kind).into(), store::id_list(&known)])?);
    let came = store::sql!(
        "sales.rows_came",
        "SELECT origin, SUM(quantity) FROM stock_ledger_row WHERE origin IN LIST($1) AND quantity > 0 GROUP BY origin"
    );
    let int = |row: &store::Row, place: usize| row.get(place).and_then(Value::int).unwrap_or(0);
    let ids: Vec<i64> = rows.iter().map(|r| int(r, 1)).collect();
    let came = read.query(came, &[store::id_list(&ids)])?;
    let came: HashMap<i64, i64> = came.iter().map(|r| (int(r, 0), int(r, 1))).collect();
    let mut left = Out::new();
    for row in &rows {
        let out = -int(row, 2) - came.get(&int(row, 1)).copied().unwrap_or(0);
        left.entry(int(row, 0)).or_default().push((Id::from_raw(int(row, 1)), Quantity::from_units(out)));
    }
    Ok(left)
}

impl Business for ReturnLine {}

impl Business for Return {
    const OPERATIONS: &'static [Operation] = &operations![Return:
        authorise: [Draft] => Authorised,
        receive(OnDay): [Authorised] => Received,
        settle(OnDay) if can_settle: [Received] => Settled,
        cancel: [Draft, Authorised] => Cancelled,
    ];

    fn complete(&mut self, _read: &Read, _touched: &Fields) -> Result<()> {
        Ok(())
    }

    fn check(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        let lines = loaded(&self.lines);
        if matches!(self.state, State::Settled | State::Cancelled) || lines.is_empty() {
            return Ok(());
        }
        let known: Vec<i64> = lines.iter().map(|l| l.delivery_line).collect();
        let back = coming_back(read, &known, self.head.id)?;
        let delivered = delivered(read, &known)?;
        let before: Option<Return> =
            if self.state == State::Received && self.head.saved() { Some(read.get(self.id())?) } else { None };
        for (place, line) in lines.iter().enumerate() {
            let field = |name: &str| format!("lines.{place}.{name}");
            refusals.ensure(line.quantity.is_positive(), "sales.quantity_not_positive", field("quantity"));
            let came = line.received.is_none_or(|r| !r.is_negative() && r <= line.quantity);
            refusals.ensure(came, "sales.received_range", field("received"));
            let others = back.get(&line.delivery_line).copied().unwrap_or_default();
            let whole = delivered.get(&line.delivery_line).copied().unwrap_or_default();
            let fits = others.checked_add(line.came())? <= whole;
            refusals.ensure(fits, "sales.more_than_left", field("quantity"));
            let credited = line.settlement == Settlement::Credit && line.disposition == Disposition::BackToCustomer;
            refusals.ensure(!credited, "sales.back_is_not_credited", field("settlement"));
            // What is here is here; only what becomes of it is still open.
            let same = before.as_ref().is_none_or(|b| b.state != State::Received || same_goods(b, line));
            refusals.ensure(same, "sales.received_stays", field("received"));
        }
        Ok(())
    }
}

fn same_goods(before: &Return, line: &ReturnLine) -> bool {
    let old = loaded(&before.lines).iter().find(|l| l.head.id == line.head.id);
    old.is_some_and(|o| (o.quantity, o.received) == (line.quantity, line.received))
}

/// True when something of a delivery came back and is not at the customer's again.
pub(crate) fn came_back(read: &Read, delivery: &Delivery) -> Result<bool> {
    let sql = store::sql!(
        "sales.came_back",
        "SELECT COUNT(*) FROM sales_return_line l JOIN sales_return r ON r.id = l.document WHERE l.delivery_line IN LIST($1) \
         AND l.received > 0 AND (r.state = 'received' OR (r.state = 'settled' AND l.disposition <> 'back_to_customer'))"
    );
    let lines: Vec<i64> = loaded(&delivery.lines).iter().map(|l| l.head.id).collect();
    Ok(read.number(sql, &[store::id_list(&lines)])? > 0)
}

/// What left by lines of deliveries that stand.
fn delivered(read: &Read, lines: &[i64]) -> Result<HashMap<i64, Quantity>> {
    let sql = store::sql!(
        "sales.left_by_line",
        "SELECT l.id, l.quantity FROM sales_delivery_line l JOIN sales_delivery d ON d.id = l.document \
         WHERE l.id IN LIST($1) AND d.state = 'posted'"
    );
    let int = |row: &store::Row, place: usize| row.get(place).and_then(Value::int).unwrap_or(0);
    let rows = read.query(sql, &[store::id_list(lines)])?;
    Ok(rows.iter().map(|r| (int(r, 0), Quantity::from_units(int(r, 1)))).collect())
}
