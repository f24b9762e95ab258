//! A delivery: goods leave for a customer. Their cost leaves the books in the same step.

use crate::order::read_items;
use crate::progress::Done;
use crate::{Hold, Order, OrderLine, OrderState, Pack, Package, Partial, Return, Reversal, TakeBack};
use crate::{credit, kit, package, progress, schedule};
use accounting::dimensioning::Chosen;
use accounting::posting::Numbering;
use accounting::{CostAt, Journal, JournalEntry, Part, Posting, Role, Source};
use base::{Date, Id, Instant, Money, Quantity, Refusal, Result};
use catalog::Item;
use entity::{Choice, Custom, Entity, Head, Input, Lines, Number};
use parties::{Party, loaded};
use platform::{Company, Currency};
use std::collections::BTreeMap;
use stock::{Location, Lot, Move, Moved, Status, Warehouse, Worth, moving};
use store::{Business, Guard, Link, Made, OfLine, Operation, Read, Refusals, Tx, operations};

/// Where the document stands.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    #[default]
    Draft,
    #[choice(tone = "success")]
    Posted,
    #[choice(tone = "warn")]
    Reversed,
}

/// Goods that leave for a customer.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "sales.delivery",
    kind = 232,
    plural = "deliveries",
    icon = "truck",
    title = "number",
    number = "DN-{year}-{seq}",
    search(number),
    sort = "-posted_on",
    calendar = "posted_on",
    large,
    editable(draft),
    index(customer, state),
    view(drafts = "filter=state%20%3D%20draft&sort=posted_on")
)]
pub struct Delivery {
    pub head: Head,
    #[field(column)]
    pub number: Number,
    #[field(column)]
    pub customer: Id<Party>,
    pub company: Id<Company>,
    /// The day the goods leave.
    #[field(indexed, column)]
    pub posted_on: Date,
    #[field(column)]
    pub warehouse: Id<Warehouse>,
    pub lines: Lines<DeliveryLine>,
    #[field(column)]
    pub carrier: Option<Id<Party>>,
    /// What the goods cost, in company currency.
    #[field(read_only, currency = "currency")]
    pub cost: Option<Money>,
    #[field(read_only)]
    pub currency: Option<Id<Currency>>,
    #[field(read_only)]
    pub entry: Option<Id<JournalEntry>>,
    /// Who took the goods at the customer's, and when.
    #[field(read_only, personal, max = 120)]
    pub received_by: Option<String>,
    #[field(read_only)]
    pub received_at: Option<Instant>,
    #[field(read_only, max = 200)]
    pub reversed_because: Option<String>,
    #[field(indexed, column)]
    pub state: State,
    pub custom: Custom,
}

/// One item of a delivery.
#[derive(Entity, Clone, Debug, PartialEq, Eq)]
#[entity(
    name = "sales.delivery_line",
    kind = 233,
    line_of = "sales.delivery",
    title = "item",
    large,
    index(order_line)
)]
pub struct DeliveryLine {
    pub head: Head,
    #[field(column)]
    pub item: Id<Item>,
    /// In base units.
    #[field(column)]
    pub quantity: Quantity,
    #[field(column)]
    pub lot: Option<Id<Lot>>,
    #[field(column)]
    pub location: Option<Id<Location>>,
    /// The kit that it is a part of.
    #[field(read_only)]
    pub kit: Option<Id<Item>>,
    #[field(read_only)]
    pub sales_order: Option<Id<Order>>,
    /// The line of the order.
    #[field(read_only)]
    pub order_line: i64,
}

/// Who took the goods.
#[derive(Input, Clone, Debug)]
pub struct HandOver {
    #[field(max = 120)]
    pub name: String,
    /// Now, unless it was earlier.
    pub at: Option<Instant>,
}

impl Delivery {
    /// What is left of orders of one customer: what is held for them or free in their warehouse, and where they have a schedule no more
    /// than is due until a day.
    pub(crate) fn of(read: &Read, orders: &[Order], on: Date, until: Date) -> Result<Delivery> {
        let first = orders.first().ok_or_else(|| Refusal::new("sales.nothing_to_deliver"))?;
        let warehouse = first.leaves_from(read)?;
        let ids: Vec<i64> = orders.iter().map(|o| o.head.id).collect();
        let mut wanted: Vec<Id<Item>> = Vec::new();
        for line in orders.iter().flat_map(|o| loaded(&o.lines)).filter(|l| l.goods) {
            wanted.extend(line.needs(Quantity::ZERO)?.into_iter().map(|(item, _)| item));
        }
        let mut asked = vec![progress::ask(&ids), moving::ask_available(warehouse, &wanted)];
        asked.extend(orders.iter().map(|o| stock::reservation::ask_held(o.source())));
        let answers = read.together(&asked)?;
        let parts = schedule::of(read, orders)?;
        let (done, mut free) = (progress::answer(&answers[0]), moving::answer_available(&answers[1]));
        let (mut lines, mut waits) = (Vec::new(), None);
        for (order, held) in orders.iter().zip(&answers[2..]) {
            let held = stock::reservation::answer_held(held);
            let (begun, spared) = (lines.len(), free.clone());
            let mut short = false;
            for line in loaded(&order.lines).iter().filter(|l| l.goods) {
                let delivered = done.get(&line.head.id).map_or(Quantity::ZERO, |d| d.delivered);
                let left = match order.partial {
                    Partial::Scheduled => schedule::due(order, line, &parts, delivered, until)?,
                    _ => line.stock_quantity.checked_sub(delivered)?,
                };
                let mine = |item: Id<Item>| held.get(&(line.head.id, item.raw())).copied().unwrap_or(Quantity::ZERO);
                let spare =
                    |item: Id<Item>| free.get(&item.raw()).copied().unwrap_or(Quantity::ZERO).max(Quantity::ZERO);
                let quantity = left.min(line.most(|item| mine(item).checked_add(spare(item)))?);
                short |= quantity < left;
                if quantity < left && order.partial == Partial::WholeLines {
                    continue;
                }
                let needs = if quantity.is_positive() { line.needs(quantity)? } else { Vec::new() };
                for (item, needed) in needs {
                    let extra = needed.checked_sub(mine(item))?.max(Quantity::ZERO);
                    let left = free.entry(item.raw()).or_insert(Quantity::ZERO);
                    *left = left.checked_sub(extra)?;
                    lines.push(DeliveryLine::of(order, line, item, needed));
                }
            }
            if short && order.partial == Partial::AtOnce {
                lines.truncate(begun);
                free = spared;
            }
            waits = waits.or(order.waits_for_the_rest().filter(|_| short));
        }
        if lines.is_empty() {
            if let Some(next) = schedule::next(orders, &parts, &done)?.filter(|next| *next > until) {
                return Err(Refusal::new("sales.nothing_due").record(&*first.number).arg("next", next).into());
            }
            let nothing = || Refusal::new("sales.nothing_to_deliver").record(&*first.number);
            return Err(waits.unwrap_or_else(nothing).into());
        }
        Ok(Delivery::draft(first, warehouse, on, lines))
    }

    /// A draft for the customer of an order.
    pub(crate) fn draft(order: &Order, warehouse: Id<Warehouse>, on: Date, lines: Vec<DeliveryLine>) -> Delivery {
        Delivery {
            head: Head::default(),
            number: Number::default(),
            customer: order.customer,
            company: order.company,
            posted_on: on,
            warehouse,
            lines: lines.into(),
            carrier: None,
            cost: None,
            currency: None,
            entry: None,
            received_by: None,
            received_at: None,
            reversed_because: None,
            state: State::Draft,
            custom: Custom::default(),
        }
    }

    /// So much of a line of an order, from a place.
    pub(crate) fn line(
        order: &Order,
        line: &OrderLine,
        (item, quantity): (Id<Item>, Quantity),
        lot: Option<Id<Lot>>,
        location: Option<Id<Location>>,
    ) -> DeliveryLine {
        DeliveryLine { lot, location, ..DeliveryLine::of(order, line, item, quantity) }
    }

    fn can_pack(&self, read: &Read) -> Result<Guard> {
        let packed = package::packed(read, self)?;
        let whole = |l: &DeliveryLine| packed.get(&l.head.id).is_some_and(|there| *there >= l.quantity);
        let all = self.state == State::Posted && loaded(&self.lines).iter().all(whole);
        Ok(if all { Guard::Hidden } else { Guard::Open })
    }

    /// Puts all that is in no package yet into a new one.
    fn pack(&mut self, tx: &mut Tx, asked: Pack) -> Result<Made> {
        self.carrier = asked.carrier.or(self.carrier);
        let refusal = || Refusal::new("sales.nothing_to_pack").record(&*self.number);
        let package = package::pack(tx, self, asked)?.ok_or_else(refusal)?;
        Ok(vec![(Package::DEF.name, package.raw())])
    }

    /// The goods leave with a carrier: what is in no package yet is packed, then the delivery is posted.
    fn ship(&mut self, tx: &mut Tx, asked: Pack) -> Result<Made> {
        self.carrier = asked.carrier.or(self.carrier);
        let mut made = Made::new();
        if asked.says_something()
            && let Some(package) = package::pack(tx, self, asked)?
        {
            made.push((Package::DEF.name, package.raw()));
        }
        made.extend(self.post(tx)?);
        Ok(made)
    }

    fn can_hand_over(&self, _read: &Read) -> Result<Guard> {
        Ok(if self.received_by.is_some() { Guard::Hidden } else { Guard::Open })
    }

    /// Somebody at the customer's took the goods.
    fn hand_over(&mut self, tx: &mut Tx, asked: HandOver) -> Result<Made> {
        let name = asked.name.trim();
        base::ensure!(!name.is_empty(), Refusal::new("sales.name_missing").field("name"))?;
        let at = asked.at.unwrap_or(tx.now());
        base::ensure!(at <= tx.now(), Refusal::new("sales.handed_over_later").field("at"))?;
        (self.received_by, self.received_at) = (Some(name.to_owned()), Some(at));
        Ok(Vec::new())
    }

    /// The customer wants to give goods back: a return of all that has not come back yet.
    fn take_back(&mut self, tx: &mut Tx, asked: TakeBack) -> Result<Made> {
        let mut rma = Return::of(tx, self, &asked)?;
        (rma.owner, rma.team) = (tx.who().user.map(Id::from_raw), tx.access()?.team.map(Id::from_raw));
        Ok(vec![(Return::DEF.name, tx.insert(&mut rma)?.raw())])
    }

    fn source(&self) -> Source {
        Source::of::<Delivery>(self.head.id)
    }

    fn orders(&self) -> Vec<Id<Order>> {
        let mut ids: Vec<Id<Order>> = loaded(&self.lines).iter().filter_map(|l| l.sales_order).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// The goods leave: orders and credit are moved on, reservations end, stock and books are written.
    fn post(&mut self, tx: &mut Tx) -> Result<Made> {
        base::ensure!(!loaded(&self.lines).is_empty(), Refusal::new("sales.delivery_without_lines").field("lines"))?;
        let (orders, done) = progress::hold(tx, &self.orders())?;
        let leaving = self.leaving(&orders)?;
        self.allowed(&orders, &done, &leaving)?;
        let moves = self.moves()?;
        self.move_credit(tx, &orders, &done, &leaving, 1)?;
        let mut promised = Vec::with_capacity(orders.len());
        for order in &orders {
            let mut quantities = stock::reservation::ByLine::new();
            for line in loaded(&self.lines).iter().filter(|l| l.sales_order.map(|o| o.raw()) == Some(order.head.id)) {
                let sum = quantities.entry((line.order_line, line.item.raw())).or_insert(Quantity::ZERO);
                *sum = sum.checked_add(line.quantity)?;
            }
            promised.push((order.source(), quantities));
        }
        let number = self.number.to_string();
        let document = moving::Document {
            company: self.company,
            posted_on: self.posted_on,
            number: &number,
            source: self.source(),
        };
        let moved = moving::apply_promised(tx, &document, &moves, &promised)?;
        self.write_costs(tx, &moved)?;
        let ahead = invoiced_ahead(&done, &leaving);
        self.move_progress(tx, &orders, done, &leaving, &moved, 1)?;
        let of_orders = progress::chosen(&orders);
        self.entry = self.book(tx, &moved, &of_orders, self.posted_on, None)?;
        crate::customer_invoice::sold_ahead(tx, self, &ahead, &of_orders)?;
        Ok(self.entry.map(|e| (JournalEntry::DEF.name, e.raw())).into_iter().collect())
    }

    /// The goods come back as they left; the orders are open again.
    fn reverse(&mut self, tx: &mut Tx, asked: Reversal) -> Result<Made> {
        let (orders, done) = progress::hold(tx, &self.orders())?;
        let came = crate::customer_return::came_back(tx, self)?;
        base::ensure!(!came, Refusal::new("sales.delivery_came_back").record(&*self.number))?;
        let leaving = self.leaving(&orders)?;
        for (line, left) in &leaving {
            let far = done.get(line).copied().unwrap_or_default();
            if far.kept()?.checked_sub(*left)? < far.invoiced {
                return Err(Refusal::new("sales.delivery_invoiced").record(&*self.number).into());
            }
        }
        self.move_credit(tx, &orders, &done, &leaving, -1)?;
        let number = self.number.to_string();
        let document = moving::Document {
            company: self.company,
            posted_on: asked.posted_on,
            number: &number,
            source: self.source(),
        };
        let moved = moving::take_back(tx, &document)?;
        let of_orders = progress::chosen(&orders);
        self.move_progress(tx, &orders, done, &leaving, &moved, -1)?;
        let mirror = self.book(tx, &moved, &of_orders, asked.posted_on, self.entry)?;
        self.reversed_because = Some(asked.reason);
        Ok(mirror.map(|e| (JournalEntry::DEF.name, e.raw())).into_iter().collect())
    }

    /// How much of each line of the orders leaves with it.
    fn leaving(&self, orders: &[Order]) -> Result<BTreeMap<i64, Quantity>> {
        let mut found: BTreeMap<i64, Vec<kit::Part>> = BTreeMap::new();
        for line in loaded(&self.lines) {
            found.entry(line.order_line).or_default().push((line.item, line.quantity));
        }
        kit::by_line(orders.iter().flat_map(|o| loaded(&o.lines)), &found)
    }

    fn allowed(&self, orders: &[Order], done: &Done, sums: &BTreeMap<i64, Quantity>) -> Result<()> {
        for order in orders {
            let open = order.state == OrderState::Confirmed && order.company == self.company;
            base::ensure!(open, Refusal::new("sales.order_not_open").record(&*order.number))?;
            base::ensure!(order.hold == Hold::Without, Refusal::new("sales.order_on_hold").record(&*order.number))?;
            for line in loaded(&order.lines) {
                let sum = sums.get(&line.head.id);
                let delivered = done.get(&line.head.id).map_or(Quantity::ZERO, |d| d.delivered);
                let left = line.stock_quantity.checked_sub(delivered)?;
                let whole = match order.partial {
                    Partial::Allowed | Partial::Scheduled => false,
                    Partial::WholeLines => sum.is_some(),
                    Partial::AtOnce => line.goods,
                };
                if let Some(refusal) = order.waits_for_the_rest().filter(|_| whole && sum.is_none_or(|s| *s < left)) {
                    return Err(refusal.field("lines").into());
                }
                let Some(sum) = sum else { continue };
                if *sum > left {
                    let refusal = Refusal::new("sales.more_than_ordered").record(&*order.number).field("lines");
                    return Err(refusal.arg("left", left).arg("wanted", sum).into());
                }
            }
        }
        Ok(())
    }

    fn moves(&self) -> Result<Vec<Move>> {
        let one = |l: &DeliveryLine| -> Result<Move> {
            Ok(Move {
                location: l.location,
                lot: l.lot,
                status: Status::Unrestricted,
                worth: Worth::Current,
                ..Move::issue(l.item, self.warehouse, l.quantity)?.line(l.head.id)
            })
        };
        loaded(&self.lines).iter().map(one).collect()
    }

    /// What leaves stops being an open order and becomes delivered, until it is invoiced.
    fn move_credit(
        &self,
        tx: &mut Tx,
        orders: &[Order],
        done: &Done,
        leaving: &BTreeMap<i64, Quantity>,
        sign: i64,
    ) -> Result<()> {
        let (open, moved) = progress::weighing(orders, done, &changes(leaving, sign))?;
        let after = credit::add(tx, self.company, self.customer, open, moved)?;
        if sign > 0 {
            let before = credit::Account {
                orders: after.orders.checked_sub(open)?,
                delivered: after.delivered.checked_sub(moved)?,
                ..after
            };
            crate::order::may_leave(tx, &before, orders)?;
        }
        Ok(())
    }

    fn move_progress(
        &self,
        tx: &mut Tx,
        orders: &[Order],
        done: Done,
        leaving: &BTreeMap<i64, Quantity>,
        moved: &[Moved],
        sign: i64,
    ) -> Result<()> {
        let changes = changes(leaving, sign);
        let mut links = Vec::new();
        let (from, to) = (i64::from(Order::DEF.kind), i64::from(Delivery::DEF.kind));
        let parts: Vec<(i64, Quantity)> = loaded(&self.lines).iter().map(|l| (l.order_line, l.quantity)).collect();
        let stands = kit::stands_for(orders.iter().flat_map(|o| loaded(&o.lines)), leaving, &parts);
        for (line, stands) in loaded(&self.lines).iter().zip(stands) {
            let Some(order) = line.sales_order else { continue };
            let value = moved.iter().find(|m| m.source_line == Some(line.head.id)).map_or(Money::ZERO, |m| m.value);
            let quantity = stands.units() * sign;
            links.push(Link {
                from: (from, order.raw(), line.order_line),
                to: (to, self.head.id, line.head.id),
                role: "delivered",
                quantity,
                amount: value.minor(),
            });
        }
        progress::add(tx, orders, done, &changes)?;
        tx.link(&links)
    }

    fn write_costs(&mut self, tx: &Tx, moved: &[Moved]) -> Result<()> {
        let kept = accounting::kept::books(tx)?;
        self.currency = Some(kept.currency(self.company)?);
        self.cost = Some(Money::sum(moved.iter().map(|m| m.value))?.checked_neg()?);
        Ok(())
    }

    /// The cost of what left is cost of sales now, or when it is invoiced, as the books say.
    fn book(
        &self,
        tx: &mut Tx,
        moved: &[Moved],
        of_orders: &Chosen,
        on: Date,
        reverses: Option<Id<JournalEntry>>,
    ) -> Result<Option<Id<JournalEntry>>> {
        let counter = match accounting::kept::books(tx)?.books(self.company)?.cost_at {
            CostAt::Delivery => Role::CostOfGoodsSold,
            CostAt::Invoice => Role::DeliveredNotInvoiced,
        };
        let draft = stock::posting::against(tx, self.company, moved, counter, ledger::Draft::new())?;
        if draft.is_empty() {
            return Ok(None);
        }
        let number = self.number.to_string();
        let of = |l: &DeliveryLine| (l.head.id, of_orders.get(&l.order_line).copied().flatten());
        let header = Posting {
            reverses,
            chosen: Some(loaded(&self.lines).iter().map(of).collect()),
            ..Posting::new(self.company, Journal::Stock, Part::Inventory, on, Numbering::Given(&number), self.source())
        };
        Ok(Some(accounting::posting::post(tx, &header, draft)?.entry))
    }
}

/// How far it brings lines of orders, or takes them back.
fn changes(leaving: &BTreeMap<i64, Quantity>, sign: i64) -> BTreeMap<i64, progress::Change> {
    let change = |q: &Quantity| progress::Change { delivered: q.units() * sign, ..progress::Change::default() };
    leaving.iter().map(|(line, quantity)| (*line, change(quantity))).collect()
}

/// The lines of orders that are invoiced beyond what left before, in order.
fn invoiced_ahead(done: &Done, leaving: &BTreeMap<i64, Quantity>) -> Vec<i64> {
    leaving.keys().copied().filter(|line| done.get(line).is_some_and(|far| far.invoiced > far.delivered)).collect()
}

impl DeliveryLine {
    fn of(order: &Order, line: &OrderLine, item: Id<Item>, quantity: Quantity) -> DeliveryLine {
        DeliveryLine {
            head: Head::default(),
            item,
            quantity,
            lot: None,
            location: None,
            kit: line.is_kit().then_some(line.item),
            sales_order: Some(Id::from_raw(order.head.id)),
            order_line: line.head.id,
        }
    }
}

impl Business for DeliveryLine {}

impl Business for Delivery {
    const OPERATIONS: &'static [Operation] = &operations![Delivery:
        pack(Pack) if can_pack: [Draft, Posted] => same,
        ship(Pack): [Draft] => Posted,
        post: [Draft] => Posted,
        hand_over(HandOver) if can_hand_over: [Posted] => same,
        take_back(TakeBack): [Posted] => same,
        reverse(Reversal): [Posted] => Reversed,
    ];

    fn check(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        let lines = loaded(&self.lines);
        if self.state != State::Draft || lines.is_empty() {
            return Ok(());
        }
        let items = read_items(read, lines.iter().map(|l| l.item), false)?;
        for (place, line) in lines.iter().enumerate() {
            let field = |name| OfLine(place, name);
            refusals.ensure(line.quantity.is_positive(), "sales.quantity_not_positive", field("quantity"));
            refusals.ensure(line.sales_order.is_some(), "sales.line_without_order", field("item"));
            let goods = items.get(&line.item.raw()).is_none_or(|i| i.nature == catalog::Nature::Goods);
            refusals.ensure(goods, "sales.services_are_not_delivered", field("item"));
        }
        Ok(())
    }
}
