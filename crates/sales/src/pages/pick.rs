//! Orders whose goods can be picked: tick those that go on one round through the warehouse.

use crate::{Order, picking};
use base::{Date, Id, Refusal, Result};
use entity::{Entity as _, Value};
use parties::Party;
use platform::page::{Ask, Drawn, Form, Reply, Sheet};
use store::{Read, Tx, action};
use ui::part::{Empty, empty};
use ui::{Markup, html};

/// Most orders shown at once; the first wanted stand first.
const MOST: i64 = 100;
/// The verb whose right decides.
const PICK: &str = "pick";

/// The orders that this person may have picked.
fn waiting(read: &Read) -> Result<Vec<(Order, base::Quantity)>> {
    let shape = read.shape(Order::DEF.name)?;
    let mut params: Vec<Value> = Vec::new();
    let Some(rights) = read.access()?.narrowed(&shape, action::READ, "o", &mut params) else { return Ok(Vec::new()) };
    picking::waiting(read, &rights, params, MOST)
}

pub(super) fn draw(read: &Read, ask: &Ask) -> Result<Drawn> {
    let waiting = waiting(read)?;
    let customers: Vec<i64> = waiting.iter().map(|(o, _)| o.customer.raw()).collect();
    let names = read.titles(Party::DEF.name, &customers)?;
    let nothing = Empty { icon: "circle-check", text: ask.t("sales-pick-none"), actions: Vec::new() };
    let today = read.today();
    let row = |(order, quantity): &(Order, base::Quantity)| -> Result<Markup> {
        let href = ask.record(read, Order::DEF.name, order.head.id)?;
        let mark = format!("pick-{}", order.head.id);
        Ok(html! {
            tr {
                td { input type="checkbox" id=(mark) name="order" value=(order.head.id) checked[order.requested <= today]
                    aria-label=(&*order.number); }
                td {
                    a href=(href) { b { (&*order.number) } }
                    p.mute {
                        (names.get(&order.customer.raw()).cloned().unwrap_or_default()) " · " (day(ask, order.requested, today))
                    }
                }
                td.num { (ask.format.quantity(*quantity)) }
            }
        })
    };
    let rows = waiting.iter().map(row).collect::<Result<Vec<_>>>()?;
    let content = html! {
        @if rows.is_empty() { (empty(ask.cx, &nothing)) } @else {
            form method="post" action=(ask.here) {
                input type="hidden" name="_token" value=(ask.cx.token);
                table.grid {
                    thead { tr {
                        th.w-cb scope="col" { span.vh { (ask.t("sales-pick-choose")) } }
                        th scope="col" { (ask.t("sales-order-number")) }
                        th.num scope="col" { (ask.t("sales-pick-held")) }
                    } }
                    tbody { @for row in &rows { (row) } }
                }
                div.wrap { div.acts { button.btn.pri data-do="main" { (ask.t("sales-pick-make")) } } }
            }
        }
    };
    Ok(Drawn::Page(Box::new(Sheet { content, ..Sheet::default() })))
}

fn day(ask: &Ask, on: Date, today: Date) -> Markup {
    html! { @if on < today { b.late { (ask.format.date(on)) } } @else { (ask.format.date(on)) } }
}

pub(super) fn act(tx: &mut Tx, form: &Form) -> Result<Reply> {
    let ids: Vec<Id<Order>> = form.all("order").filter_map(|id| id.parse().ok()).map(Id::from_raw).collect();
    base::ensure!(!ids.is_empty(), Refusal::new("sales.nothing_chosen"))?;
    let orders = tx.lock_many(&ids)?;
    let shape = tx.shape(Order::DEF.name)?;
    for order in &orders {
        tx.must(&shape, &entity::Described::to_record(order), PICK)?;
    }
    let list = picking::pick(tx, &orders)?;
    Ok(Reply { to: format!("/pages/stock/pick/{list}"), said: None })
}
