//! Verbs of what happens to goods after the order: they are picked, packed, shipped, and some come back.

use crate::company::{Trade, act, perform};
use crate::dice::Dice;
use crate::simulate::any;
use base::{Date, Id, Result};
use sales::{Delivery, Disposition, OnDay, Order, Pack, Return, Settlement, TakeBack, Why};
use store::Tx;

pub fn pick(tx: &mut Tx, _: &Trade, _: Date, dice: &mut Dice) -> Result<bool> {
    let Some(id) = any::<Order>(tx, dice, "sales_order", "state = 'confirmed'")? else { return Ok(false) };
    act(tx, id, "pick")?;
    Ok(true)
}

/// All of it was found.
pub fn picked(tx: &mut Tx, _: &Trade, _: Date, dice: &mut Dice) -> Result<bool> {
    let open = "state = 'open'";
    let Some(id) = any::<stock::PickList>(tx, dice, "stock_pick_list", open)? else { return Ok(false) };
    let verb = if dice.below(5) == 0 { "cancel" } else { "finish" };
    act(tx, id, verb)?;
    Ok(true)
}

pub fn pack(tx: &mut Tx, _: &Trade, _: Date, dice: &mut Dice) -> Result<bool> {
    let Some(id) = any::<Delivery>(tx, dice, "sales_delivery", "state = 'draft'")? else { return Ok(false) };
    let asked = Pack { tracking_number: Some("1Z".into()), ..Pack::default() };
    perform(tx, id, if dice.below(2) == 0 { "pack" } else { "ship" }, &asked)?;
    Ok(true)
}

pub fn take_back(tx: &mut Tx, _: &Trade, _: Date, dice: &mut Dice) -> Result<bool> {
    let Some(id) = any::<Delivery>(tx, dice, "sales_delivery", "state = 'posted'")? else { return Ok(false) };
    let made = perform(tx, id, "take_back", &TakeBack { why: Why::Damaged, reason: None })?;
    let Some(rma) = made.first().map(|m| Id::<Return>::from_raw(m.1)) else { return Ok(false) };
    act(tx, rma, "authorise")?;
    Ok(true)
}

pub fn come_back(tx: &mut Tx, _: &Trade, today: Date, dice: &mut Dice) -> Result<bool> {
    let Some(id) = any::<Return>(tx, dice, "sales_return", "state = 'authorised'")? else { return Ok(false) };
    perform(tx, id, "receive", &OnDay { posted_on: Some(today) })?;
    Ok(true)
}

pub fn settle(tx: &mut Tx, _: &Trade, today: Date, dice: &mut Dice) -> Result<bool> {
    let Some(id) = any::<Return>(tx, dice, "sales_return", "state = 'received'")? else { return Ok(false) };
    let mut rma = tx.lock(id)?;
    for line in rma.lines.iter_mut() {
        let what = [Disposition::Restock, Disposition::Scrap, Disposition::BackToCustomer];
        let gets = [Settlement::Credit, Settlement::Replacement, Settlement::Nothing];
        line.disposition = dice.one(&what).copied().unwrap_or_default();
        line.settlement = dice.one(&gets).copied().unwrap_or_default();
        if line.disposition == Disposition::BackToCustomer {
            line.settlement = Settlement::Nothing;
        }
    }
    tx.update(&mut rma)?;
    perform(tx, id, "settle", &OnDay { posted_on: Some(today) })?;
    Ok(true)
}
