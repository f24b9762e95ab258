//! A schedule splits a line of an order into quantities, each wanted, promised and delivered on its day.

use crate::{Order, OrderLine, OrderState, Partial, progress};
use accounting::Source;
use base::{Date, Id, Money, Quantity, Refusal, Result, distribute};
use catalog::{Item, Unit};
use entity::{Entity, Fields, Head, Input, Value};
use parties::loaded;
use std::collections::BTreeMap;
use stock::promising::{self, Forecast, Wanted};
use store::{Business, Made, Read, Refusals, Tx};

/// A quantity of a line of an order with a day of its own.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "sales.schedule_line",
    kind = 254,
    icon = "calendar-range",
    title = "label",
    sort = "requested",
    index(sales_order),
    index(order_line),
    view(ahead = "filter=confirmed%20%3E%3D%20today&sort=confirmed")
)]
pub struct ScheduleLine {
    pub head: Head,
    /// Order and line, as people call it.
    #[field(column, computed, max = 80)]
    pub label: String,
    #[field(column)]
    pub sales_order: Id<Order>,
    /// The place of the line in its order, counted from 1.
    #[field(default = "1")]
    pub line: i64,
    #[field(column, computed)]
    pub item: Option<Id<Item>>,
    /// In the unit of the line.
    #[field(column)]
    pub quantity: Quantity,
    #[field(column, computed)]
    pub unit: Option<Id<Unit>>,
    /// When the customer wants it.
    #[field(indexed, column)]
    pub requested: Date,
    /// When we promised it.
    #[field(indexed, column)]
    pub confirmed: Option<Date>,
    /// When it can be there, as far as supply is known.
    #[field(column, computed, volatile)]
    pub forecast: Option<Date>,
    /// In base units of the item.
    #[field(computed)]
    pub stock_quantity: Quantity,
    /// The number of the order's line.
    #[field(computed)]
    pub order_line: i64,
}

/// What splitting a line asks for.
#[derive(Input, Clone, Debug)]
pub struct Split {
    /// The place of the line in its order, counted from 1.
    #[field(default = "1")]
    pub line: i64,
    /// Into so many quantities.
    #[field(default = "2")]
    pub parts: i64,
    /// The day of the first one; as wanted where nothing is said.
    pub first: Option<Date>,
    #[field(default = "30")]
    pub every_days: i64,
}

/// More quantities than these are an agreement, not a line.
const MOST: i64 = 60;

impl ScheduleLine {
    /// So much of a line of an order, wanted on a day.
    pub fn new(order: Id<Order>, line: i64, quantity: Quantity, requested: Date) -> ScheduleLine {
        ScheduleLine {
            head: Head::default(),
            label: String::new(),
            sales_order: order,
            line,
            item: None,
            quantity,
            unit: None,
            requested,
            confirmed: None,
            forecast: None,
            stock_quantity: Quantity::ZERO,
            order_line: 0,
        }
    }

    /// Its day: as we promised it, otherwise as it is wanted.
    pub fn on(&self) -> Date {
        self.confirmed.unwrap_or(self.requested)
    }

    /// Its line, by the place that somebody typed or by the number that was found for it.
    fn line_of<'a>(&self, order: &'a Order, typed: bool) -> Option<(usize, &'a OrderLine)> {
        let mut lines = loaded(&order.lines).iter().enumerate();
        match typed || self.order_line == 0 {
            true => lines.find(|(at, _)| *at as i64 + 1 == self.line),
            false => lines.find(|(_, l)| l.head.id == self.order_line),
        }
    }
}

fn open(order: &Order) -> bool {
    matches!(order.state, OrderState::Draft | OrderState::Amending)
}

/// The parts of these orders that count, the first day first.
fn select(read: &Read, orders: &[i64]) -> Result<Vec<ScheduleLine>> {
    let wanted = "sales_order IN LIST($1) AND archived_at IS NULL ORDER BY COALESCE(confirmed, requested), id";
    read.select(wanted, &[store::id_list(orders)])
}

/// The parts of those among these orders that are delivered by their schedule; of others nothing is asked.
pub(crate) fn of(read: &Read, orders: &[Order]) -> Result<Vec<ScheduleLine>> {
    let scheduled = orders.iter().filter(|o| o.partial == Partial::Scheduled && o.head.saved());
    let ids: Vec<i64> = scheduled.map(|o| o.head.id).collect();
    if ids.is_empty() { Ok(Vec::new()) } else { select(read, &ids) }
}

/// What a line wants in base units and on which day, the first day first: its parts, and the rest of it on its own day.
fn days(
    line: &OrderLine,
    parts: &[ScheduleLine],
    on: impl Fn(&ScheduleLine) -> Date,
    rest_on: Date,
) -> Result<Vec<(Date, Quantity)>> {
    let mine: Vec<(Date, Quantity)> =
        parts.iter().filter(|p| p.order_line == line.head.id).map(|p| (on(p), p.stock_quantity)).collect();
    let rest = line.stock_quantity.checked_sub(Quantity::sum(mine.iter().map(|(_, q)| *q))?)?;
    let mut all: Vec<(Date, Quantity)> =
        mine.into_iter().chain(rest.is_positive().then_some((rest_on, rest))).collect();
    all.sort_by_key(|(day, _)| *day);
    Ok(all)
}

/// What of a line is still to be delivered and when; what was delivered took the first days. A line without parts has one day.
pub(crate) fn left(
    order: &Order,
    line: &OrderLine,
    parts: &[ScheduleLine],
    delivered: Quantity,
) -> Result<Vec<(Date, Quantity)>> {
    let rest_on = line.confirmed.unwrap_or(order.requested);
    let mut gone = delivered;
    let mut left = Vec::new();
    for (day, quantity) in days(line, parts, ScheduleLine::on, rest_on)? {
        let taken = gone.min(quantity);
        gone = gone.checked_sub(taken)?;
        let open = quantity.checked_sub(taken)?;
        if open.is_positive() {
            left.push((day, open));
        }
    }
    // What holds nothing any more has to be told so.
    Ok(if left.is_empty() { vec![(rest_on, Quantity::ZERO)] } else { left })
}

/// How much of what is left of a line is to leave until a day; all of it where it has no parts.
pub(crate) fn due(
    order: &Order,
    line: &OrderLine,
    parts: &[ScheduleLine],
    delivered: Quantity,
    until: Date,
) -> Result<Quantity> {
    let left = left(order, line, parts, delivered)?;
    let scheduled = order.partial == Partial::Scheduled;
    Ok(Quantity::sum(left.iter().filter(|(day, _)| !scheduled || *day <= until).map(|(_, q)| *q))?)
}

/// The first day on which something of these orders is to leave, where nothing is before.
pub(crate) fn next(orders: &[Order], parts: &[ScheduleLine], done: &progress::Done) -> Result<Option<Date>> {
    let mut first: Option<Date> = None;
    for order in orders.iter().filter(|o| o.partial == Partial::Scheduled) {
        for line in loaded(&order.lines).iter().filter(|l| l.goods) {
            let delivered = done.get(&line.head.id).map_or(Quantity::ZERO, |d| d.delivered);
            let open = left(order, line, parts, delivered)?.into_iter().filter(|(_, q)| q.is_positive());
            first = open.map(|(day, _)| day).chain(first).min();
        }
    }
    Ok(first)
}

/// What a line of a draft wants and when.
pub(crate) fn wanted(line: &OrderLine, parts: &[ScheduleLine], rest_on: Date) -> Result<Vec<(Date, Quantity)>> {
    if parts.is_empty() {
        return Ok(vec![(rest_on, line.stock_quantity)]);
    }
    days(line, parts, |part| part.requested, rest_on)
}

/// What of a line weighs on the customer's credit after a day, in base units.
pub(crate) fn beyond(line: &OrderLine, parts: &[ScheduleLine], order: &Order, until: Date) -> Result<Quantity> {
    let all = days(line, parts, ScheduleLine::on, line.confirmed.unwrap_or(order.requested))?;
    Ok(Quantity::sum(all.iter().filter(|(day, _)| *day > until).map(|(_, q)| *q))?)
}

/// An order is promised: each part gets its day, and together they are no more than their line.
pub(crate) fn settle(tx: &mut Tx, order: &Order) -> Result<()> {
    let parts = of(tx, std::slice::from_ref(order))?;
    if order.partial != Partial::Scheduled {
        return Ok(());
    }
    let missing = Refusal::new("sales.schedule_missing").record(&*order.number).field("partial");
    base::ensure!(!parts.is_empty(), missing)?;
    for part in &parts {
        let there = part.line_of(order, false).is_some_and(|(_, line)| line.item == part.item.unwrap_or(line.item));
        base::ensure!(there, Refusal::new("sales.schedule_line_gone").record(&part.label).field("lines"))?;
    }
    for (at, line) in loaded(&order.lines).iter().enumerate() {
        let mine = parts.iter().filter(|p| p.order_line == line.head.id).map(|p| p.quantity);
        let refusal = Refusal::new("sales.schedule_exceeds").field(format!("lines.{at}.quantity"));
        let sum = Quantity::sum(mine)?;
        base::ensure!(sum <= line.quantity, refusal.arg("left", line.quantity).arg("wanted", sum))?;
    }
    for part in parts {
        let mut part = tx.lock(part.id())?;
        if let Some((_, line)) = part.line_of(order, false).filter(|_| part.confirmed.is_none()) {
            // Supply may have changed since it was written.
            part.confirmed = promised(tx, order, line, &part)?.or(Some(part.requested));
        }
        tx.update(&mut part)?;
    }
    Ok(())
}

/// The parts of an order, held, so that their forecast may be kept.
pub(crate) fn hold(tx: &mut Tx, order: &Order) -> Result<Vec<ScheduleLine>> {
    let parts = of(tx, std::slice::from_ref(order))?;
    let open: Vec<Id<ScheduleLine>> = parts.iter().map(|p| p.id()).filter(|id| !tx.holds(*id)).collect();
    if !open.is_empty() {
        tx.lock_many(&open)?;
    }
    Ok(parts)
}

/// Keeps when each part can be there: what is held is there on its day, the rest comes as supply is known.
pub(crate) fn forecast(tx: &mut Tx, source: Source, parts: &[ScheduleLine], found: &[Forecast]) -> Result<()> {
    for part in parts {
        let mine = found.iter().filter(|f| f.source == source && f.source_line == part.order_line);
        let days = mine.filter(|f| f.wanted_on == part.on()).map(|f| f.on);
        let on = crate::promise::last_day(days).unwrap_or(Some(part.on()));
        if on != part.forecast {
            tx.keep(part.id(), &[("forecast", on.into())])?;
        }
    }
    Ok(())
}

/// Brings the forecasts of parts up to date after supply changed, by line and day.
pub(crate) fn refresh(tx: &mut Tx, days: &BTreeMap<(i64, Date), Vec<Option<Date>>>) -> Result<()> {
    let mut lines: Vec<i64> = days.keys().map(|(line, _)| *line).collect();
    lines.dedup();
    let known = store::sql!(
        "sales.schedule_forecasts",
        "SELECT id, order_line, COALESCE(confirmed, requested), forecast FROM sales_schedule_line \
         WHERE order_line IN LIST($1) AND archived_at IS NULL"
    );
    // When goods are expected is no change of the part: no version, no audit.
    let change = store::sql!("sales.schedule_moved", "UPDATE sales_schedule_line SET forecast = $1 WHERE id = $2");
    for row in tx.query(known, &[store::id_list(&lines)])? {
        let int = |place: usize| row.get(place).and_then(Value::int).unwrap_or(0);
        let on = row.get(2).and_then(Value::text).map(Date::parse).transpose()?;
        let Some(found) = on.and_then(|on| days.get(&(int(1), on))) else { continue };
        let now = Value::from(crate::promise::last_day(found.iter().copied()).flatten());
        if row.get(3) != Some(&now) {
            tx.execute(change, &[now, int(0).into()])?;
        }
    }
    Ok(())
}

/// What the schedule of an order says, line by line, as an amendment tells it.
pub(crate) fn told(parts: &[ScheduleLine], line: i64) -> Option<String> {
    let mine = parts.iter().filter(|p| p.order_line == line);
    let all: Vec<String> = mine.map(|p| format!("{}: {}", p.on(), p.quantity)).collect();
    (!all.is_empty()).then(|| all.join(", ").chars().take(400).collect())
}

/// Splits a line into equal quantities at equal distances; whole ones where the line counts whole ones.
pub(crate) fn split(tx: &mut Tx, order: &Order, asked: &Split) -> Result<Made> {
    base::ensure!((2..=MOST).contains(&asked.parts), Refusal::new("sales.schedule_parts").field("parts"))?;
    base::ensure!((1..=3_650).contains(&asked.every_days), Refusal::new("sales.days_range").field("every_days"))?;
    let at = usize::try_from(asked.line - 1).unwrap_or(usize::MAX);
    let line = loaded(&order.lines).get(at);
    let line = line.ok_or_else(|| Refusal::new("sales.no_such_line").field("line"))?;
    let parts = select(tx, &[order.head.id])?;
    let split = parts.iter().any(|p| p.order_line == line.head.id);
    base::ensure!(!split, Refusal::new("sales.line_is_split").record(&*order.number).field("line"))?;
    let one = Quantity::whole(1)?.units();
    let step = if line.quantity.units() % one == 0 { one } else { 1 };
    let weights = vec![1; usize::try_from(asked.parts).unwrap_or(0)];
    let mut made = Made::new();
    let mut on = asked.first.or(line.requested).unwrap_or(order.requested);
    for units in distribute(Money::from_minor(line.quantity.units() / step), &weights)? {
        let quantity = Quantity::from_units(units.minor() * step);
        base::ensure!(quantity.is_positive(), Refusal::new("sales.schedule_parts").field("parts"))?;
        let mut part = ScheduleLine::new(order.id(), asked.line, quantity, on);
        made.push((ScheduleLine::DEF.name, tx.insert(&mut part)?.raw()));
        on = on.add_days(asked.every_days)?;
    }
    Ok(made)
}

/// So much of a line in base units.
fn share(line: &OrderLine, part: Quantity) -> Result<Quantity> {
    let whole = Money::from_minor(line.stock_quantity.units());
    Ok(Quantity::from_units(crate::credit::share(whole, part, line.quantity)?.minor()))
}

impl Business for ScheduleLine {
    fn complete(&mut self, read: &Read, touched: &Fields) -> Result<()> {
        if !self.sales_order.is_valid() {
            return Ok(());
        }
        let order: Order = read.get(self.sales_order)?;
        self.label = order.number.to_string();
        let Some((at, line)) = self.line_of(&order, touched.has("line")) else { return Ok(()) };
        (self.line, self.order_line) = (at as i64 + 1, line.head.id);
        self.label = format!("{} / {}", &*order.number, self.line);
        (self.item, self.unit) = (Some(line.item), line.unit);
        self.stock_quantity = share(line, self.quantity)?;
        if open(&order) {
            self.forecast = promised(read, &order, line, self)?;
        }
        Ok(())
    }

    fn check(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        refusals.ensure(self.quantity.is_positive(), "sales.quantity_not_positive", "quantity");
        let order: Order = read.get(self.sales_order)?;
        if !open(&order) {
            let was = if self.head.saved() { Some(read.get(self.id())?) } else { None };
            let says = |l: &ScheduleLine| (l.sales_order, l.order_line, l.quantity, l.requested, l.confirmed);
            let same = |was: &ScheduleLine| says(was) == says(self) && was.head.archived_at == self.head.archived_at;
            refusals.ensure(was.as_ref().is_some_and(same), "sales.schedule_stands", "sales_order");
            return Ok(());
        }
        let scheduled = order.partial == Partial::Scheduled;
        refusals.ensure(scheduled, "sales.order_without_schedule", "sales_order");
        let Some((_, line)) = self.line_of(&order, false).filter(|(at, _)| *at as i64 + 1 == self.line) else {
            refusals.ensure(false, "sales.no_such_line", "line");
            return Ok(());
        };
        refusals.ensure(line.goods, "sales.schedule_of_goods", "line");
        let whole = !line.is_kit() || self.stock_quantity.units() % Quantity::whole(1)?.units() == 0;
        refusals.ensure(whole, "sales.kits_are_whole", "quantity");
        let others = select(read, &[order.head.id])?.into_iter();
        let others = others.filter(|p| p.order_line == self.order_line && p.head.id != self.head.id);
        let room = line.quantity.checked_sub(Quantity::sum(others.map(|p| p.quantity))?)?;
        if self.quantity > room && self.head.archived_at.is_none() {
            let refusal = Refusal::new("sales.schedule_exceeds").field("quantity");
            refusals.add(refusal.arg("left", room.max(Quantity::ZERO)).arg("wanted", self.quantity));
        }
        Ok(())
    }
}

/// When a part of a draft can be there, once those before it have theirs.
fn promised(read: &Read, order: &Order, line: &OrderLine, part: &ScheduleLine) -> Result<Option<Date>> {
    let Ok(warehouse) = order.leaves_from(read) else { return Ok(None) };
    let mut parts = select(read, &[order.head.id])?;
    parts.retain(|p| p.order_line == line.head.id && p.head.id != part.head.id && p.requested <= part.requested);
    parts.push(part.clone());
    let mut wanted = Vec::new();
    let mut own = 0;
    for part in &parts {
        own = wanted.len();
        for (item, quantity) in line.needs(part.stock_quantity)? {
            wanted.push(Wanted { item, warehouse, quantity, on: part.requested });
        }
    }
    let promises = promising::promises(read, order.company, &wanted)?;
    Ok(crate::promise::last_day(promises.iter().skip(own).map(|p| p.on)).flatten())
}
