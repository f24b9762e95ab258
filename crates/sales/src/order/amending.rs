//! An amendment is what changed of an order after it was confirmed: numbered, with its reason, line by line before and after.

use super::{Order, OrderLine};
use crate::{ScheduleLine, progress, schedule};
use base::{Error, Id, Refusal, Result};
use catalog::Item;
use entity::{Choice, Entity, Head, Lines, Text};
use parties::loaded;
use std::collections::{BTreeMap, BTreeSet};
use store::{Business, Made, Read, Refusals, Tx};

/// What of an order changed.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aspect {
    #[default]
    Item,
    Text,
    Quantity,
    Unit,
    Price,
    Discount,
    Requested,
    Confirmed,
    Schedule,
    Warehouse,
    Reference,
}

/// A change of an order that was confirmed.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "sales.amendment",
    kind = 240,
    icon = "file-diff",
    title = "reason",
    sort = "-id",
    unique(sales_order, number),
    aside
)]
pub struct Amendment {
    pub head: Head,
    #[field(read_only, column)]
    pub sales_order: Id<Order>,
    /// Counted from 1 for each order.
    #[field(read_only, column)]
    pub number: i64,
    #[field(read_only, column, max = 500)]
    pub reason: Text,
    /// What the order said, until the change is confirmed.
    #[field(read_only, volatile)]
    pub was: Option<Text>,
    #[field(read_only)]
    pub lines: Lines<AmendmentLine>,
}

/// One thing that changed.
#[derive(Entity, Clone, Debug, PartialEq, Eq)]
#[entity(name = "sales.amendment_line", kind = 241, line_of = "sales.amendment", title = "subject")]
pub struct AmendmentLine {
    pub head: Head,
    #[field(read_only)]
    pub aspect: Aspect,
    /// The item of the line, or the number of the order.
    #[field(read_only, max = 300)]
    pub subject: String,
    #[field(read_only, max = 400)]
    pub before: Option<String>,
    #[field(read_only, max = 400)]
    pub after: Option<String>,
    /// The line of the order; nothing is the order itself.
    #[field(read_only)]
    pub order_line: Option<i64>,
}

impl Business for AmendmentLine {}
impl Business for Amendment {}

/// What the order and each of its lines says, by line; line 0 is the order.
type Said = BTreeMap<i64, BTreeMap<String, String>>;

fn said(order: &Order, parts: &[ScheduleLine]) -> Said {
    let entry = |aspect: Aspect, text: Option<String>| (aspect.code().to_owned(), text.unwrap_or_default());
    let head = BTreeMap::from([
        entry(Aspect::Reference, order.reference.clone()),
        entry(Aspect::Requested, Some(order.requested.to_string())),
        entry(Aspect::Warehouse, order.warehouse.map(|w| w.to_string())),
    ]);
    let line = |l: &OrderLine| {
        let all = [
            entry(Aspect::Item, Some(l.item.to_string())),
            entry(Aspect::Text, l.text.clone()),
            entry(Aspect::Quantity, Some(l.quantity.to_string())),
            entry(Aspect::Unit, l.unit.map(|u| u.to_string())),
            entry(Aspect::Price, l.price.map(|p| p.to_string())),
            entry(Aspect::Discount, (!l.discount.is_zero()).then(|| format!("{} %", l.discount))),
            entry(Aspect::Requested, l.requested.map(|d| d.to_string())),
            entry(Aspect::Confirmed, l.confirmed.map(|d| d.to_string())),
            entry(Aspect::Schedule, schedule::told(parts, l.head.id)),
        ];
        (l.head.id, BTreeMap::from(all))
    };
    std::iter::once((0, head)).chain(loaded(&order.lines).iter().map(line)).collect()
}

/// Remembers what the order says before it changes.
pub(super) fn begin(tx: &mut Tx, order: &Order, reason: &Text) -> Result<Made> {
    let parts = schedule::of(tx, std::slice::from_ref(order))?;
    let was =
        serde_json::to_string(&said(order, &parts)).map_err(|e| Error::broken_by("writing what an order says", &e))?;
    let mut amendment = Amendment {
        head: Head::default(),
        sales_order: order.id(),
        number: order.amendment,
        reason: reason.clone(),
        was: Some(Text::new(was)),
        lines: Lines::default(),
    };
    Ok(vec![(Amendment::DEF.name, tx.insert(&mut amendment)?.raw())])
}

/// Writes down what changed, now that the order is confirmed again.
pub(super) fn finish(tx: &mut Tx, order: &Order) -> Result<Made> {
    let open: Vec<Amendment> =
        tx.select("sales_order = $1 AND number = $2", &[order.id().into(), order.amendment.into()])?;
    let Some(found) = open.first() else { return Ok(Made::new()) };
    let mut amendment = tx.lock(found.id())?;
    let Some(was) = amendment.was.take() else { return Ok(Made::new()) };
    let was: Said = serde_json::from_str(&was).map_err(|e| Error::broken_by("reading what an order said", &e))?;
    let is = said(order, &schedule::of(tx, std::slice::from_ref(order))?);
    let names = names(tx, was.values().chain(is.values()))?;
    amendment.lines = differences(&order.number, &was, &is, &names).into();
    tx.update(&mut amendment)?;
    Ok(vec![(Amendment::DEF.name, amendment.head.id)])
}

/// What people read for the ids in it: items, units and warehouses.
type Names = BTreeMap<(&'static str, i64), String>;

fn names<'a>(read: &Read, all: impl Iterator<Item = &'a BTreeMap<String, String>> + Clone) -> Result<Names> {
    let mut names = Names::new();
    for (aspect, entity) in [
        (Aspect::Item, Item::DEF.name),
        (Aspect::Unit, catalog::Unit::DEF.name),
        (Aspect::Warehouse, stock::Warehouse::DEF.name),
    ] {
        let ids: BTreeSet<i64> = all.clone().filter_map(|m| m.get(aspect.code())?.parse().ok()).collect();
        let ids: Vec<i64> = ids.into_iter().collect();
        let titles = read.titles(entity, &ids)?;
        names.extend(titles.into_iter().map(|(id, title)| ((aspect.code(), id), title)));
    }
    Ok(names)
}

fn differences(number: &str, was: &Said, is: &Said, names: &Names) -> Vec<AmendmentLine> {
    let empty = BTreeMap::new();
    let lines: BTreeSet<i64> = was.keys().chain(is.keys()).copied().collect();
    let mut found = Vec::new();
    for line in lines {
        let (before, after) = (was.get(&line).unwrap_or(&empty), is.get(&line).unwrap_or(&empty));
        let text = |of: &BTreeMap<String, String>, aspect: Aspect| -> Option<String> {
            let raw = of.get(aspect.code()).filter(|t| !t.is_empty())?;
            let named = raw.parse().ok().and_then(|id: i64| names.get(&(aspect.code(), id)));
            Some(named.unwrap_or(raw).chars().take(400).collect())
        };
        let subject = match line {
            0 => number.to_owned(),
            _ => text(after, Aspect::Item).or_else(|| text(before, Aspect::Item)).unwrap_or_default(),
        };
        for option in Aspect::DEF.options {
            let Some(aspect) = Aspect::from_code(option.code) else { continue };
            let (before, after) = (text(before, aspect), text(after, aspect));
            if before != after {
                found.push(AmendmentLine {
                    head: Head::default(),
                    aspect,
                    subject: subject.chars().take(300).collect(),
                    before,
                    after,
                    order_line: (line != 0).then_some(line),
                });
            }
        }
    }
    found
}

/// What was delivered or invoiced cannot be changed away.
pub(super) fn check(order: &Order, read: &Read, refusals: &mut Refusals) -> Result<()> {
    let done = progress::of(read, &[order.head.id])?;
    let before: Order = read.get(order.id())?;
    refusals.ensure(
        (order.customer, order.company, order.currency) == (before.customer, before.company, before.currency),
        "sales.order_stays_with_customer",
        "customer",
    );
    let begun = done.values().any(|far| !far.invoiced.is_zero());
    refusals.ensure(!begun || order.billing == before.billing, "sales.billing_stays", "billing");
    for (line, far) in &done {
        if far.delivered.is_zero() && far.invoiced.is_zero() {
            continue;
        }
        let Some(at) = loaded(&order.lines).iter().position(|l| l.head.id == *line) else {
            refusals.add(Refusal::new("sales.line_begun").field("lines"));
            continue;
        };
        let now = &order.lines[at];
        let was = loaded(&before.lines).iter().find(|l| l.head.id == *line);
        let same = was.is_some_and(|w| (w.item, w.unit) == (now.item, now.unit));
        refusals.ensure(same, "sales.line_begun", format!("lines.{at}.item"));
        let least = far.delivered.max(far.invoiced);
        refusals.ensure(now.stock_quantity >= least, "sales.less_than_delivered", format!("lines.{at}.quantity"));
    }
    Ok(())
}
