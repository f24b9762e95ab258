//! What the simulator does about prices that earn too little: they are held, approved or refused by whoever is asked, or put right.

use crate::company::{Trade, act, perform};
use crate::dice::Dice;
use crate::simulate::any;
use base::{Date, Id, Percent, Result};
use catalog::ItemGroup;
use entity::{Entity as _, Head, Text};
use platform::User;
use platform::approval::course::Rule;
use platform::approval::{self, Approver, Comment, Definition, Rejection, Request, Step, Why, Wish};
use sales::{Order, PriceGuard, PriceGuardGroup, Quotation, Reaction};
use store::Tx;

/// The verb of whoever is asked; everything else the house does itself.
pub const ANSWER: &str = "answer";

/// A tenth of the net has to be left of what is guarded, the dearest of the items; the others go at any price. Ines is asked about
/// orders and offers that leave less.
pub fn founded(tx: &mut Tx, trade: &Trade) -> Result<Id<User>> {
    let group = ItemGroup { head: Head::default(), code: "GUARDED".into(), name: "Guarded".into(), parent: None };
    let group = tx.insert(&mut group.clone())?;
    if let Some(dearest) = trade.items.last() {
        let mut item = tx.lock(*dearest)?;
        item.item_group = Some(group);
        tx.update(&mut item)?;
    }
    let limits = PriceGuardGroup {
        head: Head::default(),
        item_group: group,
        least_margin: Some(Percent::parse("10")?),
        most_discount: None,
    };
    let guard = PriceGuard::new(trade.company);
    tx.insert(&mut PriceGuard { margin: Reaction::Block, groups: vec![limits].into(), ..guard })?;
    let role = tx.number("SELECT id FROM platform_role WHERE code = 'administrator'", &[])?;
    let ines = tx.insert(&mut User::new("Ines", "ines@story.example", &[Id::from_raw(role)]))?;
    for (document, verb) in [(Order::DEF.name, "confirm"), (Quotation::DEF.name, "send")] {
        let steps = vec![Step::new("Sales management", Rule::Any)];
        let asked = vec![Approver::person(1, ines)];
        let definition = Definition::new(&format!("Prices: {verb}"), document, verb, steps, asked);
        let condition = Some(Text::new("price_check = needs_approval"));
        let id = tx.insert(&mut Definition { condition, ..definition })?;
        act(tx, id, "activate")?;
    }
    Ok(ines)
}

/// Somebody asks whether an order or an offer may go with its prices.
pub fn ask(tx: &mut Tx, _: &Trade, _: Date, dice: &mut Dice) -> Result<bool> {
    let wish = Wish { reason: "by chance".into(), chosen: None };
    let low = "price_check = 'needs_approval' AND state IN ('draft', 'amending')";
    if dice.below(3) == 0 {
        let Some(id) = any::<Quotation>(tx, dice, "sales_quotation", low)? else { return Ok(false) };
        approval::ask(tx, Quotation::DEF.name, id.raw(), "send", &wish)?;
    } else {
        let Some(id) = any::<Order>(tx, dice, "sales_order", low)? else { return Ok(false) };
        approval::ask(tx, Order::DEF.name, id.raw(), "confirm", &wish)?;
    }
    Ok(true)
}

/// Ines says yes, no, or not like this.
pub fn answer(tx: &mut Tx, _: &Trade, _: Date, dice: &mut Dice) -> Result<bool> {
    let open = any::<Request>(tx, dice, "platform_approval_request", "state = 'open'")?;
    let Some(id) = open else { return Ok(false) };
    let comment = Text::new("by chance");
    match dice.below(5) {
        0 => perform(tx, id, "reject", &Rejection { comment, to_step: None })?,
        1 => perform(tx, id, "return_for_change", &Why { comment })?,
        _ => perform(tx, id, "approve", &Comment { comment: None })?,
    };
    Ok(true)
}

/// The prices of an order that earns too little are found again by the rules, whether somebody was asked or not.
pub fn put_right(tx: &mut Tx, _: &Trade, _: Date, dice: &mut Dice) -> Result<bool> {
    let low = "price_check = 'needs_approval' AND state IN ('draft', 'amending')";
    let Some(id) = any::<Order>(tx, dice, "sales_order", low)? else { return Ok(false) };
    let mut order = tx.lock(id)?;
    for line in order.lines.iter_mut() {
        (line.price, line.price_trace, line.discount) = (None, None, Percent::ZERO);
    }
    tx.update(&mut order)?;
    Ok(true)
}
