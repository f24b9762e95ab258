//! An amendment is what changed of an order after the supplier had it: numbered, with its reason, line by line before and after.

use crate::held;
use crate::order::{Order, OrderLine};
use base::{Error, Id, Refusal, Result};
use entity::{Entity, Head, Lines, Text};
use parties::loaded;
use std::collections::BTreeMap;
use store::{Business, Made, Read, Refusals, Tx};

/// A change of an order that the supplier already had.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "purchasing.amendment",
    kind = 211,
    icon = "file-diff",
    title = "reason",
    sort = "-id",
    unique(purchase_order, number),
    aside
)]
pub struct Amendment {
    pub head: Head,
    #[field(read_only, column)]
    pub purchase_order: Id<Order>,
    /// Counted from 1 for each order.
    #[field(read_only, column)]
    pub number: i64,
    #[field(read_only, column, max = 200)]
    pub reason: String,
    /// What the order said, until the change is released.
    #[field(read_only, volatile)]
    pub was: Option<Text>,
    pub lines: Lines<AmendmentLine>,
}

/// One thing that changed.
#[derive(Entity, Clone, Debug, PartialEq, Eq)]
#[entity(name = "purchasing.amendment_line", kind = 210, line_of = "purchasing.amendment", title = "subject")]
pub struct AmendmentLine {
    pub head: Head,
    /// The line of the order; nothing is the order itself.
    #[field(read_only)]
    pub order_line: Option<i64>,
    #[field(read_only, max = 300)]
    pub subject: String,
    /// The name of the field.
    #[field(read_only, max = 40)]
    pub changed: String,
    #[field(read_only, max = 300)]
    pub before: Option<String>,
    #[field(read_only, max = 300)]
    pub after: Option<String>,
}

impl Business for AmendmentLine {}
impl Business for Amendment {}

/// Fields by name, for one line or for the order, which is line 0.
type Said = BTreeMap<i64, BTreeMap<String, String>>;

fn said(order: &Order) -> Said {
    let text = |value: Option<String>| value.unwrap_or_default();
    let head = [
        ("currency", text(order.currency.map(|c| c.to_string()))),
        ("warehouse", text(order.warehouse.map(|w| w.to_string()))),
        ("requested", text(order.requested.map(|d| d.to_string()))),
        ("over_receipt", order.over_receipt.to_string()),
    ];
    let line = |l: &OrderLine| {
        let all = [
            ("item", l.item.to_string()),
            ("description", text(l.description.clone())),
            ("quantity", l.quantity.to_string()),
            ("unit", text(l.unit.map(|u| u.to_string()))),
            ("price", text(l.price.map(|p| p.to_string()))),
            ("discount", l.discount.to_string()),
            ("requested", text(l.requested.map(|d| d.to_string()))),
            ("warehouse", text(l.warehouse.map(|w| w.to_string()))),
        ];
        (l.head.id, all.into_iter().map(|(k, v)| (k.to_owned(), v)).collect())
    };
    let head = (0, head.into_iter().map(|(k, v)| (k.to_owned(), v)).collect());
    std::iter::once(head).chain(loaded(&order.lines).iter().map(line)).collect()
}

/// Remembers what the order says before it changes.
pub(crate) fn begin(tx: &mut Tx, order: &Order, reason: &str) -> Result<Made> {
    let was = serde_json::to_string(&said(order)).map_err(|e| Error::broken_by("writing what an order says", &e))?;
    let mut amendment = Amendment {
        head: Head::default(),
        purchase_order: order.id(),
        number: order.amendment,
        reason: reason.to_owned(),
        was: Some(Text::new(was)),
        lines: Lines::default(),
    };
    Ok(vec![(Amendment::DEF.name, tx.insert(&mut amendment)?.raw())])
}

/// Writes down what changed, now that the order is released again.
pub(crate) fn finish(tx: &mut Tx, order: &Order) -> Result<Made> {
    let open: Vec<Amendment> =
        tx.select("purchase_order = $1 AND number = $2", &[order.id().into(), order.amendment.into()])?;
    let Some(found) = open.first() else { return Ok(Made::new()) };
    let mut amendment = tx.lock(found.id())?;
    let Some(was) = amendment.was.take() else { return Ok(Made::new()) };
    let was: Said = serde_json::from_str(&was).map_err(|e| Error::broken_by("reading what an order said", &e))?;
    amendment.lines = differences(order, &was).into();
    tx.update(&mut amendment)?;
    let orders = vec![order.id()];
    let held = held::Held::lock(tx, orders)?;
    let blocked = crate::invoice_match::blocked(tx, &held.ids())?;
    crate::invoice_match::again(tx, blocked, &held.with(order))?;
    Ok(vec![(Amendment::DEF.name, amendment.head.id)])
}

fn differences(order: &Order, was: &Said) -> Vec<AmendmentLine> {
    let is = said(order);
    let lines: std::collections::BTreeSet<i64> = was.keys().chain(is.keys()).copied().collect();
    let mut found = Vec::new();
    let empty = BTreeMap::new();
    for line in lines {
        let (before, after) = (was.get(&line).unwrap_or(&empty), is.get(&line).unwrap_or(&empty));
        let named = after.get("description").or(before.get("description"));
        let subject = named.cloned().unwrap_or_else(|| order.number.to_string());
        let names: std::collections::BTreeSet<&String> = before.keys().chain(after.keys()).collect();
        for name in names.into_iter().filter(|n| before.get(*n) != after.get(*n)) {
            let text = |of: &BTreeMap<String, String>| of.get(name).filter(|t| !t.is_empty()).cloned();
            found.push(AmendmentLine {
                head: Head::default(),
                order_line: (line != 0).then_some(line),
                subject: subject.clone(),
                changed: name.clone(),
                before: text(before),
                after: text(after),
            });
        }
    }
    found.retain(|l| l.before != l.after);
    found
}

/// What came or was invoiced cannot be changed away.
pub(crate) fn check(order: &Order, read: &Read, refusals: &mut Refusals) -> Result<()> {
    let done = held::progress(read, &[order.head.id])?;
    let before: Order = read.get(order.id())?;
    let begun = |p: &held::Progress| !p.received.is_zero() || !p.invoiced.is_zero() || !p.ahead.is_zero();
    for (line, progress) in done.iter().filter(|(_, p)| begun(p)) {
        let Some(at) = loaded(&order.lines).iter().position(|l| l.head.id == *line) else {
            refusals.add(Refusal::new("purchasing.line_begun").field("lines"));
            continue;
        };
        let (now, was) = (&order.lines[at], loaded(&before.lines).iter().find(|l| l.head.id == *line));
        let same = was.is_some_and(|w| {
            w.item == now.item && w.unit == now.unit && w.stock_quantity.is_zero() == now.stock_quantity.is_zero()
        });
        refusals.ensure(same, "purchasing.line_begun", format!("lines.{at}.item"));
        refusals.ensure(
            now.quantity >= progress.received.max(progress.invoiced),
            "purchasing.less_than_came",
            format!("lines.{at}.quantity"),
        );
    }
    let moved = !done.values().any(begun) || (order.supplier == before.supplier && order.currency == before.currency);
    refusals.ensure(moved && order.company == before.company, "purchasing.line_begun", "supplier");
    Ok(())
}
