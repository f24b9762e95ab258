//! A milestone is a step of an order that the customer pays for when it is reached: its share of the order, or an amount.

use crate::{Billing, CustomerInvoice, Order, OrderState, progress};
use base::{Date, Id, Money, Percent, Quantity, Refusal, Result, Rounding, distribute};
use entity::{Choice, Entity, Fields, Head, Input, Value};
use parties::loaded;
use platform::Currency;
use std::collections::HashMap;
use store::{Business, Guard, Made, Operation, Read, Refusals, Row, Tx, operations};

/// Whether it is there yet.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    #[default]
    Planned,
    /// The customer is invoiced for it.
    #[choice(tone = "success")]
    Reached,
}

/// A step of an order that is invoiced when it is reached.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "sales.milestone",
    kind = 251,
    icon = "flag",
    title = "name",
    search(name),
    sort = "planned_on",
    index(sales_order),
    view(overdue = "filter=state%20%3D%20planned%20and%20planned_on%20%3C%20today&sort=planned_on")
)]
pub struct Milestone {
    pub head: Head,
    #[field(column, max = 120)]
    pub name: String,
    #[field(column)]
    pub sales_order: Id<Order>,
    #[field(indexed, column)]
    pub planned_on: Date,
    /// Of the net of the order.
    #[field(column)]
    pub share: Option<Percent>,
    /// Without tax, where no share is said.
    pub amount: Option<Money>,
    /// What is invoiced for it, without tax.
    #[field(column, computed, volatile)]
    pub due: Money,
    #[field(computed)]
    pub currency: Option<Id<Currency>>,
    #[field(read_only, column)]
    pub reached_on: Option<Date>,
    #[field(indexed, column)]
    pub state: State,
}

/// What reaching one asks for.
#[derive(Input, Clone, Debug)]
pub struct Reach {
    /// The day of its invoice as well.
    pub reached_on: Option<Date>,
}

fn int(row: &Row, place: usize) -> i64 {
    row.get(place).and_then(Value::int).unwrap_or(0)
}

/// The milestones of orders that count, in the order in which they are planned.
pub(crate) fn of(read: &Read, orders: &[i64]) -> Result<Vec<Milestone>> {
    let wanted = "sales_order IN LIST($1) AND archived_at IS NULL ORDER BY planned_on, id";
    read.select(wanted, &[store::id_list(orders)])
}

/// What each milestone of an order comes to: amounts as they are, shares of the net, the last share with the cents that rounding left.
/// Refused where they are not the whole of it.
fn figures(read: &Read, order: &Order, milestones: &[Milestone]) -> Result<Vec<Money>> {
    let one = |m: &Milestone| -> Result<Money> {
        let share = m.share.map(|s| s.of(order.net, Rounding::HalfAwayFromZero)).transpose()?;
        Ok(share.or(m.amount).unwrap_or(Money::ZERO))
    };
    let mut all = milestones.iter().map(one).collect::<Result<Vec<Money>>>()?;
    let gap = order.net.checked_sub(Money::sum(all.iter().copied())?)?;
    let shares = Percent::from_units(milestones.iter().filter_map(|m| m.share).map(Percent::units).sum());
    let whole = gap.is_zero() || (shares == Percent::HUNDRED && milestones.iter().all(|m| m.share.is_some()));
    let refusal = Refusal::new("sales.milestones_not_whole").record(&*order.number);
    base::ensure!(whole && !all.is_empty(), refusal.arg("left", order.said(read, gap)?).field("billing"))?;
    if let Some(last) = all.last_mut() {
        *last = last.checked_add(gap)?;
    }
    Ok(all)
}

/// What was invoiced for lines of an order, credit notes taken off: of each line, and of each milestone.
#[derive(Default)]
struct Billed {
    lines: HashMap<i64, Money>,
    milestones: HashMap<i64, Money>,
}

fn billed(read: &Read, order: &Order) -> Result<Billed> {
    let sql = store::sql!(
        "sales.billed_of_milestones",
        "SELECT l.order_line, COALESCE(l.milestone, 0), SUM(CASE WHEN i.form = 'credit_note' THEN -l.net ELSE l.net END) \
         FROM sales_customer_invoice_line l JOIN sales_customer_invoice i ON i.id = l.document \
         WHERE l.order_line IN LIST($1) AND i.state <> 'draft' GROUP BY l.order_line, l.milestone"
    );
    let ids: Vec<i64> = loaded(&order.lines).iter().map(|l| l.head.id).collect();
    let mut billed = Billed::default();
    for row in read.query(sql, &[store::id_list(&ids)])? {
        let net = Money::from_minor(int(&row, 2));
        for (of, sums) in [(int(&row, 0), &mut billed.lines), (int(&row, 1), &mut billed.milestones)] {
            let sum = sums.entry(of).or_default();
            *sum = sum.checked_add(net)?;
        }
    }
    Ok(billed)
}

/// What of a line of an order is invoiced for a milestone.
pub(crate) struct Part {
    pub milestone: Id<Milestone>,
    pub name: String,
    /// The place of the line in its order.
    pub line: usize,
    pub net: Money,
    /// How much of the line that is, in base units.
    pub quantity: Quantity,
}

/// What a milestone, or every reached one, still asks for, shared out to the lines by what is left of each; the last one takes all that is left.
pub(crate) fn parts(read: &Read, order: &Order, done: &progress::Done, only: Option<&Milestone>) -> Result<Vec<Part>> {
    let reached: Vec<Milestone> = match only {
        Some(milestone) => vec![milestone.clone()],
        None => of(read, &[order.head.id])?.into_iter().filter(|m| m.state == State::Reached).collect(),
    };
    if reached.is_empty() {
        return Ok(Vec::new());
    }
    let billed = billed(read, order)?;
    let lines = loaded(&order.lines);
    let mut left = Vec::with_capacity(lines.len());
    for line in lines {
        let far = done.get(&line.head.id).copied().unwrap_or_default();
        let net = line.net.checked_sub(billed.lines.get(&line.head.id).copied().unwrap_or_default())?;
        left.push((net.max(Money::ZERO), line.stock_quantity.checked_sub(far.returned)?.checked_sub(far.invoiced)?));
    }
    let mut parts = Vec::new();
    for milestone in reached {
        let gone = billed.milestones.get(&milestone.head.id).copied().unwrap_or_default();
        let all = Money::sum(left.iter().map(|l| l.0))?;
        let due = milestone.due.checked_sub(gone)?.min(all);
        if !due.is_positive() {
            continue;
        }
        let weights: Vec<i64> = left.iter().map(|l| l.0.minor()).collect();
        for (place, net) in distribute(due, &weights)?.into_iter().enumerate() {
            let (rest, units) = left[place];
            let last = net == rest && (net.is_positive() || due == all);
            let share = crate::credit::share(Money::from_minor(units.units()), quantity(net), quantity(rest))?;
            let quantity = if last { units } else { Quantity::from_units(share.minor()) };
            if net.is_positive() || (last && quantity.is_positive()) {
                let (milestone, name) = (milestone.id(), milestone.name.clone());
                parts.push(Part { milestone, name, line: place, net, quantity });
            }
            let taken = if net.is_zero() && !last { Quantity::ZERO } else { quantity };
            left[place] = (rest.checked_sub(net)?, units.checked_sub(taken)?);
        }
    }
    Ok(parts)
}

fn quantity(money: Money) -> Quantity {
    Quantity::from_units(money.minor())
}

/// An invoice asks for exactly what its milestones still have to ask for; `mine` is its net by milestone.
pub(crate) fn allowed(read: &Read, order: &Order, mine: &HashMap<i64, Money>) -> Result<()> {
    let milestones = of(read, &[order.head.id])?;
    let billed = billed(read, order)?;
    for (id, net) in mine {
        let Some(milestone) = milestones.iter().find(|m| m.head.id == *id) else { continue };
        let gone = billed.milestones.get(id).copied().unwrap_or_default();
        let left = milestone.due.checked_sub(gone)?;
        let refusal = || Refusal::new("sales.milestone_asks_for_another").record(&milestone.name).field("lines");
        base::ensure!(
            milestone.state == State::Reached && left == *net,
            refusal().arg("left", order.said(read, left)?).arg("wanted", order.said(read, *net)?)
        )?;
    }
    Ok(())
}

/// An order is promised: its milestones are the whole of it, and no less than was invoiced for them.
pub(crate) fn settle(tx: &mut Tx, order: &Order) -> Result<()> {
    if order.billing != Billing::Milestones {
        return Ok(());
    }
    let milestones = of(tx, &[order.head.id])?;
    let figures = figures(tx, order, &milestones)?;
    let billed = billed(tx, order)?;
    for (milestone, due) in milestones.into_iter().zip(figures) {
        let gone = billed.milestones.get(&milestone.head.id).copied().unwrap_or_default();
        let refusal = Refusal::new("sales.milestone_below_billed").record(&milestone.name).field("billing");
        base::ensure!(due >= gone && due.is_positive(), refusal.arg("billed", order.said(tx, gone)?))?;
        tx.lock(milestone.id())?;
        tx.keep(milestone.id(), &[("due", due.into())])?;
    }
    Ok(())
}

impl Milestone {
    /// A step that is to be paid with a share of an order.
    pub fn of(order: Id<Order>, name: &str, planned_on: Date, share: Percent) -> Milestone {
        Milestone {
            head: Head::default(),
            name: name.to_owned(),
            sales_order: order,
            planned_on,
            share: Some(share),
            amount: None,
            due: Money::ZERO,
            currency: None,
            reached_on: None,
            state: State::Planned,
        }
    }

    /// With an amount without tax instead of a share.
    pub fn costing(self, amount: Money) -> Milestone {
        Milestone { share: None, amount: Some(amount), ..self }
    }

    /// It is there: the draft of its invoice is made.
    fn reach(&mut self, tx: &mut Tx, asked: Reach) -> Result<Made> {
        let on = asked.reached_on.unwrap_or(tx.today());
        let order: Order = tx.get(self.sales_order)?;
        let open = order.state == OrderState::Confirmed && order.billing == Billing::Milestones;
        base::ensure!(open, Refusal::new("sales.order_without_milestones").record(&*order.number))?;
        self.reached_on = Some(on);
        let mut invoice = CustomerInvoice::of_milestone(tx, &order, self, on)?;
        let id = tx.insert(&mut invoice)?;
        Ok(vec![(CustomerInvoice::DEF.name, id.raw())])
    }

    fn can_take_back(&self, read: &Read) -> Result<Guard> {
        let order = read.get(self.sales_order)?;
        let gone = billed(read, &order)?.milestones.get(&self.head.id).copied().unwrap_or_default();
        let refusal = || Refusal::new("sales.milestone_billed").record(&self.name);
        Ok(if gone.is_zero() { Guard::Open } else { Guard::Closed(refusal()) })
    }

    /// It was said too early.
    fn take_back(&mut self, _tx: &mut Tx) -> Result<Made> {
        self.reached_on = None;
        Ok(Made::new())
    }
}

impl Business for Milestone {
    const OPERATIONS: &'static [Operation] = &operations![Milestone:
        reach(Reach): [Planned] => Reached,
        take_back if can_take_back: [Reached] => Planned,
    ];

    fn complete(&mut self, read: &Read, _touched: &Fields) -> Result<()> {
        if !self.sales_order.is_valid() {
            return Ok(());
        }
        let order: Order = read.get(self.sales_order)?;
        self.currency = order.currency;
        if matches!(order.state, OrderState::Draft | OrderState::Amending) {
            let share = self.share.map(|s| s.of(order.net, Rounding::HalfAwayFromZero)).transpose()?;
            self.due = share.or(self.amount).unwrap_or(Money::ZERO);
        }
        Ok(())
    }

    fn check(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        let one = self.share.is_some() != self.amount.is_some();
        refusals.ensure(one, "sales.milestone_share_or_amount", "share");
        let some = self.share.is_none_or(Percent::is_positive) && self.amount.is_none_or(Money::is_positive);
        refusals.ensure(some, "sales.milestone_of_nothing", "share");
        let order = read.get(self.sales_order)?;
        if matches!(order.state, OrderState::Draft | OrderState::Amending) {
            return Ok(());
        }
        let was = if self.head.saved() { Some(read.get(self.id())?) } else { None };
        let same = |was: &Milestone| {
            (was.sales_order, was.share, was.amount) == (self.sales_order, self.share, self.amount)
                && was.head.archived_at == self.head.archived_at
        };
        refusals.ensure(was.as_ref().is_some_and(same), "sales.milestones_stand", "sales_order");
        Ok(())
    }
}
