//! What an invoice asks for of orders: what was delivered, all of it, or the milestones that are reached.

use super::{CustomerInvoice, CustomerInvoiceLine, Purpose};
use crate::progress::{self, Done, Far};
use crate::{Billing, Milestone, Order, OrderLine, credit, milestone};
use base::{Date, Id, Money, Percent, Price, Quantity, Ratio, Refusal, Result, Rounding};
use entity::{Entity as _, Head};
use parties::loaded;
use std::collections::HashMap;
use store::Read;

/// How much of a line may be invoiced in all.
pub(super) fn most(order: &Order, line: &OrderLine, far: &Far) -> Result<Quantity> {
    match order.billing {
        Billing::Delivery if line.goods => far.kept(),
        _ => Ok(line.stock_quantity.checked_sub(far.returned)?),
    }
}

impl CustomerInvoice {
    /// What of orders of one customer waits for its invoice.
    pub(crate) fn of(read: &Read, orders: &[Order], on: Date) -> Result<CustomerInvoice> {
        CustomerInvoice::until(read, orders, on, None)
    }

    /// The same of what was delivered until a day.
    pub(crate) fn until(read: &Read, orders: &[Order], on: Date, until: Option<Date>) -> Result<CustomerInvoice> {
        let first = orders.first().ok_or_else(|| Refusal::new("sales.nothing_to_invoice"))?;
        let ids: Vec<i64> = orders.iter().map(|o| o.head.id).collect();
        let done = progress::of(read, &ids)?;
        let later = until.map(|day| progress::delivered_after(read, orders, day)).transpose()?.unwrap_or_default();
        let mut lines = Vec::new();
        // What the orders state of tax is carried over only where all of them do.
        let mut stated = Some(Money::ZERO);
        for order in orders {
            if order.billing == Billing::Milestones {
                lines.extend(reached(read, order, &done, None)?);
                stated = None;
                continue;
            }
            let (mut before, mut after, mut whole) = (Money::ZERO, Money::ZERO, Money::ZERO);
            for line in loaded(&order.lines) {
                let far = done.get(&line.head.id).copied().unwrap_or_default();
                let mut due = most(order, line, &far)?;
                if line.goods && order.billing == Billing::Delivery {
                    due = due.checked_sub(later.get(&line.head.id).copied().unwrap_or_default())?;
                }
                let quantity = due.checked_sub(far.invoiced)?;
                if quantity.is_positive() {
                    lines.push(CustomerInvoiceLine::of(order, line, quantity)?);
                }
                whole = whole.checked_add(line.net)?;
                before = before.checked_add(credit::share(line.net, far.invoiced, line.stock_quantity)?)?;
                after = after.checked_add(credit::share(line.net, due.max(far.invoiced), line.stock_quantity)?)?;
            }
            let part = order.stated_tax.map(|tax| part(tax, before, after, whole)).transpose()?;
            stated = stated.zip(part).map(|(sum, part)| sum.checked_add(part)).transpose()?;
        }
        if lines.is_empty() {
            let nothing = match first.billing {
                Billing::Delivery => "sales.nothing_to_invoice",
                Billing::Order => "sales.invoiced_in_full",
                Billing::Milestones => "sales.no_milestone_reached",
            };
            return Err(Refusal::new(nothing).record(&*first.number).into());
        }
        let mut taken = Vec::new();
        for order in orders {
            taken.extend(CustomerInvoice::deductions(read, order, &done, &lines)?);
        }
        lines.append(&mut taken);
        Ok(CustomerInvoice {
            reference: first.reference.clone(),
            currency: first.currency,
            lines: lines.into(),
            stated_tax: stated,
            ..CustomerInvoice::new(first.company, first.customer, on)
        })
    }

    /// What a milestone of an order asks for.
    pub(crate) fn of_milestone(read: &Read, order: &Order, milestone: &Milestone, on: Date) -> Result<CustomerInvoice> {
        let done = progress::of(read, &[order.head.id])?;
        let mut lines = reached(read, order, &done, Some(milestone))?;
        let nothing = Refusal::new("sales.no_milestone_reached").record(&*order.number);
        base::ensure!(!lines.is_empty(), nothing)?;
        lines.extend(CustomerInvoice::deductions(read, order, &done, &lines)?);
        Ok(CustomerInvoice {
            reference: order.reference.clone(),
            currency: order.currency,
            lines: lines.into(),
            ..CustomerInvoice::new(order.company, order.customer, on)
        })
    }

    /// What it asks for of the milestones of an order, without tax.
    pub(super) fn by_milestone(&self, order: &Order) -> Result<HashMap<i64, Money>> {
        let mut sums: HashMap<i64, Money> = HashMap::new();
        for line in loaded(&self.lines).iter().filter(|l| l.sales_order == Some(order.id())) {
            if let Some(milestone) = line.milestone {
                let sum = sums.entry(milestone.raw()).or_default();
                *sum = sum.checked_add(line.net)?;
            }
        }
        Ok(sums)
    }
}

/// The lines of the milestones of an order that are reached and not invoiced.
fn reached(read: &Read, order: &Order, done: &Done, only: Option<&Milestone>) -> Result<Vec<CustomerInvoiceLine>> {
    let kept = accounting::kept::books(read)?;
    let exponent = kept.exponent(order.currency.unwrap_or(kept.currency(order.company)?));
    let mut lines = Vec::new();
    for part in milestone::parts(read, order, done, only)? {
        let line = &loaded(&order.lines)[part.line];
        let text = line.text.as_ref().map_or(part.name.clone(), |text| format!("{} · {text}", part.name));
        lines.push(CustomerInvoiceLine {
            text: Some(text.chars().take(400).collect()),
            quantity: Quantity::whole(1)?,
            unit: None,
            price: price_of(part.net, exponent)?,
            discount: Percent::ZERO,
            tax_inside: false,
            stock_quantity: part.quantity,
            milestone: Some(part.milestone),
            ..CustomerInvoiceLine::of(order, line, part.quantity)?
        });
    }
    Ok(lines)
}

/// An amount as the price of one piece.
pub(super) fn price_of(amount: Money, exponent: u8) -> Result<Price> {
    let steps = 10i64.pow(u32::from(Price::SCALE.saturating_sub(exponent)));
    Ok(Price::from_units(amount.minor().checked_mul(steps).ok_or(base::Overflow)?))
}

/// What of a tax falls on the net from one amount to another. Parts of all invoices add up to the tax.
fn part(tax: Money, before: Money, after: Money, whole: Money) -> Result<Money> {
    let of = |net: Money| Quantity::from_units(net.minor());
    if whole.is_zero() {
        return Ok(tax);
    }
    let upto = |net: Money| credit::share(tax, of(net), of(whole));
    Ok(upto(after)?.checked_sub(upto(before)?)?)
}

impl CustomerInvoiceLine {
    /// So many base units of a line of an order, at its price.
    fn of(order: &Order, line: &OrderLine, quantity: Quantity) -> Result<CustomerInvoiceLine> {
        // Back into the unit that the price is of; exact, because the line's own figures are the ratio.
        let ratio = Ratio::new(line.quantity.units(), line.stock_quantity.units()).unwrap_or(Ratio::ONE);
        Ok(CustomerInvoiceLine {
            head: Head::default(),
            item: Some(line.item),
            text: line.text.clone(),
            quantity: ratio.apply(quantity, Rounding::HalfAwayFromZero)?,
            unit: line.unit,
            price: line.price.unwrap_or(Price::ZERO),
            discount: line.discount,
            tax_code: line.tax_code,
            tax_inside: line.tax_inside,
            dimensions: line.dimensions,
            net: Money::ZERO,
            stock_quantity: quantity,
            sales_order: Some(Id::from_raw(order.head.id)),
            order_line: line.head.id,
            corrects_line: None,
            milestone: None,
            purpose: Purpose::Sale,
            deducts: None,
        })
    }
}
