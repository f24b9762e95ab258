//! What the simulator does on the buying side and with money: orders, receipts, supplier invoices, returns, payments, and all of it
//! taken back.

use crate::company::{Trade, act, perform};
use crate::dice::Dice;
use crate::simulate::{any, around, pieces};
use accounting::{Flow, OpenItem, Payment, PaymentLine};
use base::{Date, Money, Price, Quantity, Result};
use entity::Entity as _;
use purchasing::{
    GoodsReceipt, InvoiceLine, Order, OrderLine, ReceiptLine, ReturnLine, Reversal, Sense, SupplierInvoice,
    SupplierReturn,
};
use stock::Status;
use store::Tx;

fn mistake(today: Date, dice: &mut Dice) -> Result<Reversal> {
    Ok(Reversal { posted_on: around(today, dice)?, reason: "by chance".into() })
}

/// An order for a few items, released where nothing speaks against it.
pub fn order(tx: &mut Tx, trade: &Trade, today: Date, dice: &mut Dice) -> Result<bool> {
    let Some(supplier) = dice.one(&trade.suppliers).copied() else { return Ok(false) };
    let mut lines = Vec::new();
    for _ in 0..dice.between(0, 4) {
        let item = if dice.below(6) == 0 { Some(trade.service) } else { dice.one(&trade.items).copied() };
        let Some(item) = item else { continue };
        let price = Price::from_units(dice.between(-1, 60_000_000) + 777);
        lines.push(OrderLine::new(item, pieces(dice, 30)?).at(price));
    }
    let order = Order { warehouse: Some(trade.warehouse), ..Order::new(trade.company, supplier, today, lines) };
    let id = tx.insert(&mut order.clone())?;
    act(tx, id, "release")?;
    Ok(true)
}

/// Some of one line comes: fit, to be inspected, or not fit.
pub fn receive(tx: &mut Tx, _: &Trade, today: Date, dice: &mut Dice) -> Result<bool> {
    let open = any::<Order>(tx, dice, "purchasing_order", "state IN ('released', 'closed')")?;
    let Some(id) = open else { return Ok(false) };
    let order = tx.get(id)?;
    let Some(line) = dice.one(&order.lines).cloned() else { return Ok(false) };
    let line = ReceiptLine {
        quarantined: Quantity::whole(dice.between(0, 3))?,
        rejected: Quantity::whole(dice.between(0, 2))?,
        ..ReceiptLine::of(&order, &line, pieces(dice, 20)?)
    };
    let on = around(today, dice)?;
    let receipt = tx.insert(&mut GoodsReceipt::new(order.company, order.supplier, on, vec![line]))?;
    act(tx, receipt, "post")?;
    Ok(true)
}

/// The supplier invoices a line, at another price now and then, or credits it.
pub fn invoice(tx: &mut Tx, _: &Trade, today: Date, dice: &mut Dice) -> Result<bool> {
    let open = any::<Order>(tx, dice, "purchasing_order", "state IN ('released', 'closed')")?;
    let Some(id) = open else { return Ok(false) };
    let order = tx.get(id)?;
    let Some(of) = dice.one(&order.lines).cloned() else { return Ok(false) };
    let mut line = InvoiceLine::of(&order, &of, pieces(dice, 20)?);
    if dice.below(3) == 0 {
        line.price = Price::from_units(dice.between(1, 60_000_000));
    }
    let credit = dice.below(4) == 0;
    line.price_only = credit && dice.below(2) == 0;
    let number = format!("F-{}", dice.throw());
    let draft = SupplierInvoice::new(order.company, order.supplier, &number, around(today, dice)?, vec![line]);
    let sense = if credit { Sense::CreditNote } else { Sense::Invoice };
    let id = tx.insert(&mut SupplierInvoice { sense, currency: order.currency, ..draft })?;
    act(tx, id, "post")?;
    Ok(true)
}

/// Some of a receipt goes back.
pub fn give_back(tx: &mut Tx, _: &Trade, today: Date, dice: &mut Dice) -> Result<bool> {
    let posted = any::<GoodsReceipt>(tx, dice, "purchasing_goods_receipt", "state = 'posted'")?;
    let Some(id) = posted else { return Ok(false) };
    let receipt = tx.get(id)?;
    let Some(line) = receipt.lines.first().map(|l| l.head.id) else { return Ok(false) };
    let status = if dice.below(2) == 0 { Status::Blocked } else { Status::Unrestricted };
    let lines = vec![ReturnLine::of(line, pieces(dice, 4)?, status)];
    let draft = SupplierReturn::new(receipt.company, receipt.supplier, around(today, dice)?, lines);
    let id = tx.insert(&mut draft.clone())?;
    act(tx, id, "post")?;
    Ok(true)
}

/// A receipt, an invoice or a return is taken back.
pub fn reverse(tx: &mut Tx, _: &Trade, today: Date, dice: &mut Dice) -> Result<bool> {
    let asked = mistake(today, dice)?;
    match dice.below(3) {
        0 => {
            let one = any::<GoodsReceipt>(tx, dice, "purchasing_goods_receipt", "state = 'posted'")?;
            one.map(|id| perform(tx, id, "reverse", &asked)).transpose().map(|done| done.is_some())
        }
        1 => {
            let one = any::<SupplierInvoice>(tx, dice, "purchasing_supplier_invoice", "state = 'posted'")?;
            one.map(|id| perform(tx, id, "reverse", &asked)).transpose().map(|done| done.is_some())
        }
        _ => {
            let one = any::<SupplierReturn>(tx, dice, "purchasing_supplier_return", "state = 'posted'")?;
            one.map(|id| perform(tx, id, "reverse", &asked)).transpose().map(|done| done.is_some())
        }
    }
}

/// Somebody pays or is paid: an item in full, a part of it, more than it, or on account.
pub fn pay(tx: &mut Tx, trade: &Trade, today: Date, dice: &mut Dice) -> Result<bool> {
    let open = any::<OpenItem>(tx, dice, "accounting_open_item", "settled = 0 AND blocked IS NULL")?;
    let Some(id) = open else { return Ok(false) };
    let item = tx.get(id)?;
    let flow = if item.open.minor() > 0 { Flow::Received } else { Flow::Paid };
    let whole = item.open.minor().abs();
    let part = match dice.below(4) {
        0 => (whole / 3).max(1),
        1 => whole + dice.between(1, 5_000),
        _ => whole,
    };
    let mut payment = Payment::new(trade.company, flow, item.party, Money::from_minor(part), around(today, dice)?);
    payment.side = Some(item.side);
    if dice.below(3) > 0 {
        let settles = Money::from_minor(part.min(whole) * item.open.minor().signum());
        payment = payment.settling(vec![PaymentLine::of(item.id(), settles)]);
    }
    payment.currency = Some(item.currency);
    let id = tx.insert(&mut payment)?;
    act(tx, id, "post")?;
    Ok(true)
}

/// A payment comes back.
pub fn bounce(tx: &mut Tx, _: &Trade, today: Date, dice: &mut Dice) -> Result<bool> {
    let Some(id) = any::<Payment>(tx, dice, "accounting_payment", "state = 'posted'")? else { return Ok(false) };
    let asked = accounting::Reversal { posted_on: around(today, dice)?, reason: "by chance".into() };
    perform(tx, id, "reverse", &asked)?;
    Ok(true)
}
