//! What happens to goods after the order: they are picked, packed and shipped, somebody takes them, and some of them come back.

use crate::company::{Trade, act, perform};
use crate::dice::Dice;
use crate::simulate::{any, around, pieces};
use base::{Date, Id, Quantity, Result};
use sales::{
    Delivery, Disposition, HandOver, OnDay, Order, Pack, Package, Return, Settlement, TakeBack, Why, picking as sold,
};
use stock::picking::PickList;
use store::Tx;

/// One order, or the two that are wanted first in one round.
pub fn pick(tx: &mut Tx, _: &Trade, _: Date, dice: &mut Dice) -> Result<bool> {
    if dice.below(3) == 0 {
        let waiting = sold::waiting(tx, "", Vec::new(), 2)?;
        let ids: Vec<Id<Order>> = waiting.iter().map(|(order, _)| Id::from_raw(order.head.id)).collect();
        let orders = tx.lock_many(&ids)?;
        sold::pick(tx, &orders)?;
        return Ok(true);
    }
    let condition = "state = 'confirmed' AND delivered <> 'fully'";
    let Some(id) = any::<Order>(tx, dice, "sales_order", condition)? else { return Ok(false) };
    act(tx, id, "pick")?;
    Ok(true)
}

/// Somebody counts what he takes; now and then less is there than was wanted, or more is said than was wanted.
pub fn picked(tx: &mut Tx, _: &Trade, _: Date, dice: &mut Dice) -> Result<bool> {
    let open = "state = 'open'";
    let Some(id) = any::<PickList>(tx, dice, "stock_pick_list", open)? else { return Ok(false) };
    if dice.below(6) == 0 {
        act(tx, id, "cancel")?;
        return Ok(true);
    }
    if dice.below(3) == 0 {
        let mut list = tx.lock(id)?;
        for line in list.lines.iter_mut() {
            let less = Quantity::whole(dice.between(-1, 3))?;
            line.picked = Some(line.wanted.checked_sub(less)?);
        }
        tx.update(&mut list)?;
    }
    act(tx, id, "finish")?;
    Ok(true)
}

/// A delivery is packed, and sometimes some of the package is taken out again; or it is shipped at once.
pub fn pack(tx: &mut Tx, _: &Trade, _: Date, dice: &mut Dice) -> Result<bool> {
    let Some(id) = any::<Delivery>(tx, dice, "sales_delivery", "state = 'draft'")? else { return Ok(false) };
    let asked = Pack { tracking_number: Some(format!("1Z{}", dice.below(1_000))), ..Pack::default() };
    if dice.below(2) == 0 {
        perform(tx, id, "ship", &asked)?;
        return Ok(true);
    }
    let made = perform(tx, id, "pack", &asked)?;
    if dice.below(2) == 0
        && let Some((_, package)) = made.first()
    {
        let mut package = tx.lock(Id::<Package>::from_raw(*package))?;
        if let Some(line) = package.lines.iter_mut().next() {
            line.quantity = pieces(dice, 6)?;
        }
        tx.update(&mut package)?;
    }
    Ok(true)
}

pub fn hand_over(tx: &mut Tx, _: &Trade, _: Date, dice: &mut Dice) -> Result<bool> {
    let Some(id) = any::<Delivery>(tx, dice, "sales_delivery", "state = 'posted'")? else { return Ok(false) };
    perform(tx, id, "hand_over", &HandOver { name: "By chance".into(), at: None })?;
    Ok(true)
}

/// The customer says what he sends back: all of it, or of one line some.
pub fn take_back(tx: &mut Tx, _: &Trade, _: Date, dice: &mut Dice) -> Result<bool> {
    let Some(id) = any::<Delivery>(tx, dice, "sales_delivery", "state = 'posted'")? else { return Ok(false) };
    let made = perform(tx, id, "take_back", &TakeBack { why: Why::Damaged, reason: None })?;
    let Some(rma) = made.first().map(|m| Id::<Return>::from_raw(m.1)) else { return Ok(false) };
    if dice.below(2) == 0 {
        let mut record = tx.lock(rma)?;
        if let Some(line) = record.lines.iter_mut().next() {
            line.quantity = pieces(dice, 5)?;
        }
        tx.update(&mut record)?;
    }
    act(tx, rma, if dice.below(8) == 0 { "cancel" } else { "authorise" })?;
    Ok(true)
}

/// What was announced arrives, or a little less of it.
pub fn come_back(tx: &mut Tx, _: &Trade, today: Date, dice: &mut Dice) -> Result<bool> {
    let Some(id) = any::<Return>(tx, dice, "sales_return", "state = 'authorised'")? else { return Ok(false) };
    if dice.below(4) == 0 {
        let mut rma = tx.lock(id)?;
        for line in rma.lines.iter_mut() {
            line.received = Some(line.quantity.checked_sub(Quantity::whole(1)?)?);
        }
        tx.update(&mut rma)?;
    }
    perform(tx, id, "receive", &OnDay { posted_on: Some(around(today, dice)?) })?;
    Ok(true)
}

/// Line by line somebody decides where the goods go and what the customer gets.
pub fn settle(tx: &mut Tx, _: &Trade, today: Date, dice: &mut Dice) -> Result<bool> {
    let Some(id) = any::<Return>(tx, dice, "sales_return", "state = 'received'")? else { return Ok(false) };
    let mut rma = tx.lock(id)?;
    for line in rma.lines.iter_mut() {
        let what = [Disposition::Restock, Disposition::Restock, Disposition::Scrap, Disposition::BackToCustomer];
        let gets = [Settlement::Credit, Settlement::Credit, Settlement::Replacement, Settlement::Nothing];
        line.disposition = dice.one(&what).copied().unwrap_or_default();
        line.settlement = dice.one(&gets).copied().unwrap_or_default();
        // A credit note for what goes back to him is refused; mostly nobody asks for one.
        if line.disposition == Disposition::BackToCustomer && dice.below(8) > 0 {
            line.settlement = Settlement::Nothing;
        }
    }
    tx.update(&mut rma)?;
    perform(tx, id, "settle", &OnDay { posted_on: Some(around(today, dice)?) })?;
    Ok(true)
}
