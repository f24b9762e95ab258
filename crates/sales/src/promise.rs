//! What is said while somebody types: the day on which a line can be promised, and what it really earns, from figures that are kept.

use crate::{Order, OrderLine, Partial, schedule};
use base::{Date, Id, Money, Percent, Price, Quantity, Result, Rounding};
use catalog::Item;
use entity::Entity as _;
use parties::loaded;
use platform::Currency;
use std::collections::{BTreeMap, HashMap};
use stock::promising::{self, Promise, Wanted};
use store::{Read, Tx};

/// Fills day and earnings of every line, in one statement whatever their number.
pub(crate) fn fill(order: &mut Order, read: &Read, items: &HashMap<i64, Item>) -> Result<()> {
    let Ok(warehouse) = order.leaves_from(read) else { return Ok(()) };
    let requested = order.requested;
    let parts = schedule::of(read, std::slice::from_ref(order))?;
    let mut wanted: Vec<(usize, Wanted)> = Vec::new();
    let lines = loaded(&order.lines).iter().enumerate();
    for (place, line) in lines.filter(|(_, l)| l.goods && l.item.is_valid() && l.stock_quantity.is_positive()) {
        let on = line.requested.unwrap_or(requested);
        for (on, quantity) in schedule::wanted(line, &parts, on)? {
            let needs = line.needs(quantity)?;
            wanted.extend(needs.into_iter().map(|(item, quantity)| (place, Wanted { item, warehouse, quantity, on })));
        }
    }
    let asked: Vec<Wanted> = wanted.iter().map(|(_, w)| *w).collect();
    let promised = promising::promises(read, order.company, &asked)?;
    let mut said: HashMap<usize, Vec<(Wanted, Promise)>> = HashMap::new();
    for ((place, wanted), promise) in wanted.into_iter().zip(promised) {
        said.entry(place).or_default().push((wanted, promise));
    }
    let company = order.company_currency;
    let exponent = company.map_or(2, |c| accounting::kept::books(read).map_or(2, |k| k.exponent(c)));
    for (place, line) in order.lines.iter_mut().enumerate() {
        let parts = said.remove(&place).unwrap_or_default();
        let there = last_day(parts.iter().map(|(_, p)| p.on)).flatten();
        line.forecast = if line.goods { there } else { Some(line.requested.unwrap_or(requested)) };
        let cost = |(w, p): &(Wanted, Promise)| Some(of(p.cost?, w.quantity, exponent));
        let known = parts.iter().map(cost).collect::<Option<Result<Vec<Money>>>>().transpose()?;
        line.cost = match known.filter(|costs| !costs.is_empty()) {
            Some(costs) => Some(Money::sum(costs)?),
            None => {
                let reckoned = items.get(&line.item.raw()).and_then(|item| standard(item, company));
                reckoned.map(|p| of(p, line.stock_quantity, exponent)).transpose()?
            }
        };
        line.margin = line.cost.and_then(|c| margin(line.net_base, c));
    }
    let all: Vec<usize> = (0..order.lines.len()).collect();
    (order.cost, order.margin) = earned(order, &all)?;
    Ok(())
}

/// The last of these days, by which all of it is there; nothing inside where one of them is not known, nothing at all where there are
/// none.
pub(crate) fn last_day(days: impl Iterator<Item = Option<Date>>) -> Option<Option<Date>> {
    days.reduce(|one, other| Some(one?.max(other?)))
}

/// What these of an order's lines cost, and what is left of their net; nothing where the cost of one is not known.
pub(crate) fn earned(order: &Order, places: &[usize]) -> Result<(Option<Money>, Option<Percent>)> {
    let (mut cost, mut net) = (Money::ZERO, Money::ZERO);
    for line in places.iter().filter_map(|place| loaded(&order.lines).get(*place)) {
        let Some(one) = line.cost else { return Ok((None, None)) };
        (cost, net) = (cost.checked_add(one)?, net.checked_add(line.net_base)?);
    }
    Ok(if places.is_empty() { (None, None) } else { (Some(cost), margin(net, cost)) })
}

/// What an item is reckoned to cost, where it says so in the company's currency.
fn standard(item: &Item, company: Option<Id<Currency>>) -> Option<Price> {
    item.standard_cost.filter(|_| item.currency.is_some() && item.currency == company)
}

fn of(price: Price, quantity: Quantity, exponent: u8) -> Result<Money> {
    Ok(price.amount(quantity, exponent, Rounding::HalfAwayFromZero)?)
}

/// What of the net is left after the cost, in percent of the net; nothing where nothing is earned.
pub fn margin(net: Money, cost: Money) -> Option<Percent> {
    if net.is_zero() {
        return None;
    }
    let left = i128::from(net.minor()) - i128::from(cost.minor());
    let share = left * i128::from(Percent::HUNDRED.units());
    let share = base::decimal::div_round(share, i128::from(net.minor()), Rounding::HalfAwayFromZero);
    i64::try_from(share).ok().map(Percent::from_units)
}

/// The job that brings forecasts up to date after supply changed; one in every set.
pub const TASK: &str = "sales.forecast";

/// The kind of job, for the program's list.
pub const JOB: platform::job::JobKind = platform::job::JobKind { task: TASK, step: next, tries: 20 };

/// Orders that forecasts are looked at again, once however often it is asked before they are.
pub fn order_forecast(tx: &mut Tx) {
    platform::job::order_at_end(tx, TASK, "all");
}

/// Items a step looks at.
const STEP: i64 = 100;

fn next(tx: &mut Tx, work: &platform::job::Work) -> Result<platform::job::Step> {
    let after = work.cursor.parse().unwrap_or(0);
    Ok(match refresh(tx, after)? {
        Some(cursor) => {
            platform::job::Step::Next { cursor: cursor.to_string(), progress: work.progress + STEP, total: None }
        }
        None => platform::job::Step::Done,
    })
}

/// Brings the forecasts of open lines up to date, for the next items that something waits for; where to go on, if anywhere.
pub fn refresh(tx: &mut Tx, after: i64) -> Result<Option<i64>> {
    let sql = store::sql!(
        "sales.items_waiting",
        "SELECT DISTINCT item FROM stock_reservation WHERE item > $1 AND done = 0 ORDER BY item LIMIT $2"
    );
    let rows = tx.query(sql, &[after.into(), STEP.into()])?;
    let items: Vec<i64> = rows.iter().filter_map(|r| r.first().and_then(entity::Value::int)).collect();
    let Some(last) = items.last().copied() else { return Ok(None) };
    let kind = i64::from(Order::DEF.kind);
    let mut found = promising::forecasts(tx, &items)?;
    let lines: Vec<i64> = found.iter().filter(|f| f.source.kind == kind).map(|f| f.source_line).collect();
    let known = store::sql!(
        "sales.forecasts",
        "SELECT l.id, l.forecast, l.kit_parts, o.partial FROM sales_order_line l JOIN sales_order o ON o.id = l.document \
         WHERE l.id IN LIST($1)"
    );
    let mut before = HashMap::new();
    let (mut kits, mut scheduled) = (false, false);
    for row in tx.query(known, &[store::id_list(&lines)])? {
        let id = row.first().and_then(entity::Value::int).unwrap_or(0);
        kits |= row.get(2).is_some_and(|parts| !parts.is_null());
        scheduled |= row.get(3).and_then(entity::Value::text) == Some(Partial::Scheduled.code());
        before.insert(id, row.get(1).cloned().unwrap_or_default());
    }
    if kits {
        // A kit is there with the last of its parts, whatever step they are in.
        let others = store::sql!(
            "sales.items_beside",
            "SELECT DISTINCT o.item FROM stock_reservation r JOIN stock_reservation o ON o.source_kind = r.source_kind \
             AND o.source = r.source AND o.source_line = r.source_line WHERE r.item IN LIST($1) AND r.done = 0 AND o.done = 0"
        );
        let rows = tx.query(others, &[store::id_list(&items)])?;
        let all: Vec<i64> = rows.iter().filter_map(|r| r.first().and_then(entity::Value::int)).collect();
        found = promising::forecasts(tx, &all)?;
    }
    let (mut days, mut parts): (BTreeMap<i64, Vec<Option<Date>>>, BTreeMap<_, Vec<_>>) = Default::default();
    for forecast in found.iter().filter(|f| f.source.kind == kind && before.contains_key(&f.source_line)) {
        days.entry(forecast.source_line).or_default().push(forecast.on);
        parts.entry((forecast.source_line, forecast.wanted_on)).or_default().push(forecast.on);
    }
    if scheduled {
        schedule::refresh(tx, &parts)?;
    }
    // When goods are expected is no change of the order: no version, no audit.
    let change = store::sql!("sales.forecast_moved", "UPDATE sales_order_line SET forecast = $1 WHERE id = $2");
    for (line, days) in days {
        let now = entity::Value::from(last_day(days.into_iter()).flatten());
        if before.get(&line).is_some_and(|was| *was != now) {
            tx.execute(change, &[now, line.into()])?;
        }
    }
    Ok((items.len() as i64 == STEP).then_some(last))
}

impl OrderLine {
    /// Later than promised, as far as is known today.
    pub fn late(&self) -> bool {
        self.confirmed.zip(self.forecast).is_some_and(|(promised, now)| now > promised)
    }
}
