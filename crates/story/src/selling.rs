//! Verbs of selling beyond order, delivery and invoice: offers, changes of confirmed orders, orders that wait.

use crate::company::{Trade, act, perform};
use crate::dice::Dice;
use crate::simulate::{any, pieces};
use base::{Date, Id, Percent, Price, Result};
use entity::Text;
use parties::loaded;
use sales::quotation::{Accept, Decided, accept};
use sales::{Hold, Order, OrderLine, Quotation, QuotationLine, Reason, Wait};
use store::Tx;

pub fn offer(tx: &mut Tx, trade: &Trade, today: Date, dice: &mut Dice) -> Result<bool> {
    let Some(customer) = dice.one(&trade.customers).copied() else { return Ok(false) };
    let mut lines = vec![QuotationLine::section("As asked")];
    for _ in 0..dice.between(0, 5) {
        let item = if dice.below(5) == 0 { Some(trade.service) } else { dice.one(&trade.items).copied() };
        let Some(item) = item else { continue };
        let mut line = QuotationLine::of(item, pieces(dice, 12)?);
        line.optional = dice.below(3) == 0;
        if dice.below(4) == 0 {
            line.price = Some(Price::from_units(dice.between(1, 40_000_000)));
        }
        line.discount = Percent::from_units(dice.between(0, 3) * 50_000);
        lines.push(line);
    }
    tx.insert(&mut Quotation::new(trade.company, customer, today, lines))?;
    Ok(true)
}

pub fn send(tx: &mut Tx, _: &Trade, _: Date, dice: &mut Dice) -> Result<bool> {
    let Some(id) = any::<Quotation>(tx, dice, "sales_quotation", "state = 'draft'")? else { return Ok(false) };
    act(tx, id, "send")?;
    Ok(true)
}

pub fn revise(tx: &mut Tx, _: &Trade, _: Date, dice: &mut Dice) -> Result<bool> {
    let Some(id) = any::<Quotation>(tx, dice, "sales_quotation", "state <> 'draft'")? else { return Ok(false) };
    act(tx, id, "revise")?;
    Ok(true)
}

/// Somebody of ours, or the customer himself with one of the options.
pub fn accepted(tx: &mut Tx, _: &Trade, _: Date, dice: &mut Dice) -> Result<bool> {
    let Some(id) = any::<Quotation>(tx, dice, "sales_quotation", "state <> 'draft'")? else { return Ok(false) };
    if dice.below(2) == 0 {
        perform(tx, id, "accept", &Accept::default())?;
        return Ok(true);
    }
    let offer: Quotation = tx.get(id)?;
    let option = loaded(&offer.lines).iter().find(|l| l.optional).map(|l| l.head.id);
    let by = Decided { name: "By chance".into(), from: "192.0.2.1".into() };
    accept(tx, id, &option.into_iter().collect::<Vec<_>>(), &by)?;
    Ok(true)
}

pub fn amend(tx: &mut Tx, _: &Trade, _: Date, dice: &mut Dice) -> Result<bool> {
    let Some(id) = any::<Order>(tx, dice, "sales_order", "state = 'confirmed'")? else { return Ok(false) };
    perform(tx, id, "amend", &Reason { reason: Text::new("by chance") })?;
    Ok(true)
}

/// Another quantity, another price, a line more or a line less, in an order that is being changed.
pub fn change(tx: &mut Tx, trade: &Trade, _: Date, dice: &mut Dice) -> Result<bool> {
    let Some(id) = any::<Order>(tx, dice, "sales_order", "state = 'amending'")? else { return Ok(false) };
    let mut order = tx.lock(id)?;
    let place = dice.below(order.lines.len() as u64) as usize;
    let what = if order.lines.is_empty() { 3 } else { dice.below(4) };
    match what {
        0 => order.lines[place].quantity = pieces(dice, 15)?,
        1 => {
            order.lines[place].price = Some(Price::from_units(dice.between(1, 50_000_000)));
            order.lines[place].price_trace = None;
        }
        2 => {
            order.lines.remove(place);
        }
        _ => {
            let Some(item) = dice.one(&trade.items).copied() else { return Ok(false) };
            order.lines.push(OrderLine::of(item, pieces(dice, 10)?));
        }
    }
    tx.update(&mut order)?;
    Ok(true)
}

pub fn confirm_again(tx: &mut Tx, _: &Trade, _: Date, dice: &mut Dice) -> Result<bool> {
    let Some(id) = any::<Order>(tx, dice, "sales_order", "state = 'amending'")? else { return Ok(false) };
    act(tx, id, "confirm")?;
    Ok(true)
}

pub fn hold(tx: &mut Tx, _: &Trade, _: Date, dice: &mut Dice) -> Result<bool> {
    let Some(id): Option<Id<Order>> = any(tx, dice, "sales_order", "state = 'confirmed'")? else { return Ok(false) };
    let hold = dice.one(&[Hold::CustomerRequest, Hold::Price, Hold::Credit]).copied().unwrap_or_default();
    perform(tx, id, "put_on_hold", &Wait { hold, reason: Text::new("by chance") })?;
    Ok(true)
}
