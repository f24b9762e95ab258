//! Who waits for credit: the work-list of orders on hold with what each customer owes, and the same for one order.

use crate::credit_rule::{self, Breach, Rule, Standing};
use crate::order::told;
use crate::{Hold, Order, OrderState};
use base::{Error, Money, Result};
use entity::{Entity as _, Value};
use parties::{CreditStatus, Party};
use platform::page::{Ask, Drawn, Sheet};
use std::collections::BTreeMap;
use store::{Read, action};
use ui::part::{Crumb, Empty, Tone, empty, pill};
use ui::{Markup, html};

/// Most orders that the work-list shows; whoever has more lets some through first.
const MOST: i64 = 100;

/// The name of a rule, as the form of the rules calls it.
pub(crate) fn word(rule: Rule) -> &'static str {
    match rule {
        Rule::OverLimit => "sales-credit-rule-over_limit",
        Rule::WithoutLimit => "sales-credit-rule-without_limit",
        Rule::Document => "sales-credit-rule-document",
        Rule::Oldest => "sales-credit-rule-oldest",
        Rule::Overdue => "sales-credit-rule-overdue",
        Rule::Dunning => "sales-credit-rule-dunning",
        Rule::Watch => "sales-credit-near",
        Rule::Status => "parties-party-credit_status",
    }
}

/// How amounts in company currency are written.
struct Figures<'a, 'b> {
    ask: &'a Ask<'b>,
    exponent: u8,
}

impl Figures<'_, '_> {
    fn money(&self, amount: Money) -> String {
        self.ask.format.money(amount, self.exponent)
    }

    fn cell(&self, amount: Option<Money>) -> Markup {
        html! { td.num { @if let Some(amount) = amount { (self.money(amount)) } } }
    }
}

fn figures<'a, 'b>(read: &Read, ask: &'a Ask<'b>, order: &Order) -> Result<Figures<'a, 'b>> {
    let kept = accounting::kept::books(read)?;
    Ok(Figures { ask, exponent: kept.exponent(kept.currency(order.company)?) })
}

/// Orders on hold that this person may see, the first wanted first.
fn held(read: &Read) -> Result<Vec<Order>> {
    let shape = read.shape(Order::DEF.name)?;
    let mut params: Vec<Value> = Vec::new();
    let Some(rights) = read.access()?.narrowed(&shape, action::READ, "o", &mut params) else { return Ok(Vec::new()) };
    params.push(MOST.into());
    let sql = format!(
        "SELECT o.id FROM sales_order o WHERE o.hold IN ('credit', 'customer_request', 'price') AND o.state = 'confirmed' \
         AND o.archived_at IS NULL{rights} ORDER BY o.requested, o.id LIMIT ${}",
        params.len()
    );
    let ids: Vec<i64> = read.query(&sql, &params)?.iter().filter_map(|r| r.first().and_then(Value::int)).collect();
    let mut orders: Vec<Order> = store::typed(&read.find_many(Order::DEF.name, &ids, false)?)?;
    orders.sort_by_key(|o| (o.requested, o.head.id));
    Ok(orders)
}

pub(super) fn draw_list(read: &Read, ask: &Ask) -> Result<Drawn> {
    let orders = held(read)?;
    let customers: Vec<i64> = orders.iter().map(|o| o.customer.raw()).collect();
    let names = read.titles(Party::DEF.name, &customers)?;
    let head = [
        "sales-order-number",
        "sales-order-customer",
        "sales-order-requested",
        "sales-order-hold",
        "sales-order-total_base",
        "sales-credit-items",
        "sales-credit-delivered",
        "sales-credit-orders",
        "sales-credit-exposure",
        "sales-credit-limit",
    ];
    let mut rows = Vec::new();
    for order in &orders {
        rows.push(row(read, ask, order, &names)?);
    }
    let nothing = Empty { icon: "circle-check", text: ask.t("sales-held-none"), actions: Vec::new() };
    let content = html! {
        @if rows.is_empty() { (empty(ask.cx, &nothing)) } @else {
            table.grid {
                thead { tr { @for (place, id) in head.iter().enumerate() {
                    th.num[place > 3] scope="col" { (ask.t(id)) }
                } } }
                tbody { @for row in &rows { (row) } }
            }
        }
    };
    Ok(Drawn::Page(Box::new(Sheet { content, ..Sheet::default() })))
}

fn row(read: &Read, ask: &Ask, order: &Order, names: &BTreeMap<i64, String>) -> Result<Markup> {
    let figures = figures(read, ask, order)?;
    let (standing, broken) = told(read, order)?;
    let e = standing.exposure;
    let href = ask.record(read, Order::DEF.name, order.head.id)?;
    let why = if order.hold == Hold::Credit { String::new() } else { reason(order) };
    Ok(html! {
        tr {
            td { a href=(href) { b { (&*order.number) } } }
            td { (names.get(&order.customer.raw()).cloned().unwrap_or_default()) }
            td { (ask.format.date(order.requested)) }
            td { (pills(ask, order, &broken)) span.mute { (why) } }
            (figures.cell(Some(order.total_base)))
            (figures.cell(Some(e.items)))
            (figures.cell(Some(e.delivered)))
            (figures.cell(Some(e.orders)))
            (figures.cell(Some(e.total()?)))
            (figures.cell(standing.limit))
        }
    })
}

fn reason(order: &Order) -> String {
    order.hold_reason.as_ref().map(|t| t.to_string()).unwrap_or_default()
}

/// Why it waits: the rules that block it today, or the reason somebody gave.
fn pills(ask: &Ask, order: &Order, broken: &[Breach]) -> Markup {
    let hold = format!("sales-order-hold-{}", order.hold.code());
    html! {
        @if order.hold != Hold::Without { (pill(Tone::Danger, &ask.t(&hold))) " " }
        (reasons(ask, broken, order.hold == Hold::Credit))
    }
}

/// The broken rules by their weight; what only holds an order is left out where none is held.
pub(crate) fn reasons(ask: &Ask, broken: &[Breach], held: bool) -> Markup {
    let stop = broken.iter().filter(|b| b.status == CreditStatus::Stop || (held && b.status == CreditStatus::Hold));
    html! {
        @for breach in stop { span.tag.t-danger { (ask.t(word(breach.rule))) } " " }
        @for breach in broken.iter().filter(|b| b.status == CreditStatus::Watch) { span.tag.t-warn { (ask.t(word(breach.rule))) } " " }
    }
}

/// What the credit is, in its colour.
pub(crate) fn status(ask: &Ask, status: CreditStatus) -> Markup {
    let tone = match status {
        CreditStatus::Ok => Tone::Success,
        CreditStatus::Watch => Tone::Warn,
        CreditStatus::Hold | CreditStatus::Stop => Tone::Danger,
    };
    pill(tone, &ask.t(&format!("parties-party-credit_status-{}", status.code())))
}

pub(super) fn draw_order(read: &Read, ask: &Ask) -> Result<Drawn> {
    let id = ask.id().ok_or_else(|| Error::not_found("page", "credit"))?;
    let record = read.visible(Order::DEF.name, id, action::READ)?;
    let order: Order = entity::Described::from_record(&record).map_err(store::damaged)?;
    let (standing, broken) = told(read, &order)?;
    let crumb = Crumb { label: order.number.to_string(), href: ask.record(read, Order::DEF.name, id)? };
    let now = standing.status(&credit_rule::of(read, order.company)?)?;
    let content = html! {
        div.wrap { (status(ask, now)) " " (exposure(read, ask, &order, &standing)?) (pills(ask, &order, &broken)) }
    };
    let current = ask.list(read, Order::DEF.name)?;
    Ok(Drawn::Page(Box::new(Sheet { crumbs: vec![crumb], content, current, ..Sheet::default() })))
}

/// The exposure part by part; a draft is not in it yet.
fn exposure(read: &Read, ask: &Ask, order: &Order, standing: &Standing) -> Result<Markup> {
    let figures = figures(read, ask, order)?;
    let e = standing.exposure;
    let total = e.total()?;
    let free = standing.limit.map(|l| l.checked_sub(total)).transpose()?;
    let part = |id: &str, amount: Money| html! { div { dt { (ask.t(id)) } dd { (figures.money(amount)) } } };
    Ok(html! {
        dl.tot {
            (part("sales-credit-items", e.items))
            (part("sales-credit-overdue", standing.overdue))
            (part("sales-credit-delivered", e.delivered))
            (part("sales-credit-orders", e.orders))
            div.sum { dt { (ask.t("sales-credit-exposure")) } dd { (figures.money(total)) } }
            @if let Some(limit) = standing.limit { (part("sales-credit-limit", limit)) }
            @if let Some(free) = free { div.sum { dt { (ask.t("sales-credit-free")) } dd { (figures.money(free)) } } }
            (part("sales-order-total_base", order.total_base))
        }
        @if order.state == OrderState::Draft { p.mute { (ask.t("sales-credit-draft")) } }
    })
}
