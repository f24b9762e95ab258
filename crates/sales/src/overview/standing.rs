//! What a customer's credit says, wherever somebody is about to promise something: at the customer, at an offer, at an opportunity.

use crate::credit::{self, Asking};
use crate::credit_rule;
use crate::pages;
use base::{Error, Id, Money, Result};
use entity::{Entity, Value};
use parties::{CreditStatus, Party};
use platform::Company;
use platform::page::{Ask, PanelView, currencies};
use store::Read;
use ui::html;

/// The panel of a customer: with the company whose books the reader sees.
pub(super) fn of_customer(read: &Read, ask: &Ask, id: i64) -> Result<PanelView> {
    view(read, ask, None, Some(Id::from_raw(id)))
}

/// The panel of an order.
pub(super) fn of_order(read: &Read, ask: &Ask, id: i64) -> Result<PanelView> {
    let sql = store::sql!("sales.ordered_by", "SELECT customer, company FROM sales_order WHERE id = $1");
    let row = read.row(sql, &[id.into()])?.unwrap_or_default();
    let int = |place: usize| row.get(place).and_then(Value::int);
    view(read, ask, int(1).map(Id::from_raw), int(0).map(Id::from_raw))
}

/// The panel of an offer.
pub(super) fn of_offer(read: &Read, ask: &Ask, id: i64) -> Result<PanelView> {
    let sql = store::sql!("sales.offered_to", "SELECT customer, company FROM sales_quotation WHERE id = $1");
    let row = read.row(sql, &[id.into()])?.unwrap_or_default();
    let int = |place: usize| row.get(place).and_then(Value::int);
    view(read, ask, int(1).map(Id::from_raw), int(0).map(Id::from_raw))
}

/// What the customer owes or will owe against what we lend, what of it is overdue and for how long, and how often he was reminded.
/// Whoever does not see the figures of the whole company sees none.
pub fn view(read: &Read, ask: &Ask, company: Option<Id<Company>>, customer: Option<Id<Party>>) -> Result<PanelView> {
    let nothing = || PanelView { content: html! { p.mute { (ask.t("sales-standing-none")) } }, ..PanelView::default() };
    let Some(customer) = customer else { return Ok(nothing()) };
    let company = match accounting::reports::company_of(read, company, crate::Order::DEF.name) {
        Ok(company) => company,
        Err(Error::Refused(_) | Error::NotFound { .. }) => return Ok(nothing()),
        Err(other) => return Err(other),
    };
    let (account, rules) = (credit::look(read, company, customer)?, credit_rule::of(read, company)?);
    let party = read.shape(Party::DEF.name)?;
    let mut lent = credit::lent(read, customer)?;
    let access = read.access()?;
    if !access.sees(&party, "credit_limit") {
        lent.limit = None;
    }
    if !access.sees(&party, "credit_status") {
        lent.status = CreditStatus::Ok;
    }
    let standing = credit_rule::standing(read, &account, &lent, &rules, Asking::Looking)?;
    let kept = accounting::kept::books(read)?;
    let currency = kept.currency(company)?;
    let exponent = kept.exponent(currency);
    let money = |amount: Money| ask.format.money(amount, exponent);
    let exposure = standing.exposure;
    let total = exposure.total()?;
    let free = standing.limit.map(|limit| limit.checked_sub(total)).transpose()?;
    let part = |id: &str, amount: Money| html! { div { dt { (ask.t(id)) } dd { (money(amount)) } } };
    let count = |id: &str, n: i64| html! { div { dt { (ask.t(id)) } dd { (ask.format.integer(n)) } } };
    let (now, broken) = (standing.status(&rules)?, standing.judge(&rules, Money::ZERO)?);
    let group =
        account.group.as_ref().map(|g| ask.cx.t_args("sales-credit-shared", &[("group", ui::Arg::Text(&g.name))]));
    let content = html! {
        p { (pages::credit::status(ask, now)) " " (pages::credit::reasons(ask, &broken, true)) }
        @if let Some(group) = group { p.mute { (group) } }
        dl.tot {
            (part("sales-credit-items", exposure.items))
            @if standing.overdue.is_positive() {
                (part("sales-credit-overdue", standing.overdue))
                (count("sales-standing-oldest", standing.oldest_days))
            }
            @if standing.dunning_level > 0 { (count("sales-standing-reminded", standing.dunning_level)) }
            (part("sales-credit-delivered", exposure.delivered))
            (part("sales-credit-orders", exposure.orders))
            div.sum { dt { (ask.t("sales-credit-exposure")) } dd { (money(total)) } }
            @if let Some(limit) = standing.limit { (part("sales-credit-limit", limit)) }
            @if let Some(free) = free { div.sum { dt { (ask.t("sales-credit-free")) } dd { (money(free)) } } }
        }
    };
    Ok(PanelView {
        amount: ask.format.money_code(total, exponent, currencies(read)?.code(Some(currency.raw()))),
        pressing: standing.overdue.is_positive() || now >= CreditStatus::Hold || free.is_some_and(Money::is_negative),
        content,
        ..PanelView::default()
    })
}
