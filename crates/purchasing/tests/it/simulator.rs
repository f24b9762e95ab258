//! Purchases at random, the same every time: after each step every law holds.

use crate::fixture::{World, average, day, perform, perform_with, pieces, price, we, world};
use accounting::Costing;
use accounting::charts::Chart;
use base::{Id, Price};
use purchasing::{
    GoodsReceipt, InvoiceLine, Order, OrderLine, ReceiptLine, ReturnLine, Reversal, Sense, SupplierInvoice,
    SupplierReturn,
};
use stock::Status;
use store::Tx;

/// A small generator of numbers; what it gives depends on its seed alone.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: i64) -> i64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as i64) % n
    }
}

/// What was made so far.
#[derive(Default)]
struct Made {
    orders: Vec<Id<Order>>,
    receipts: Vec<Id<GoodsReceipt>>,
    invoices: Vec<Id<SupplierInvoice>>,
    returns: Vec<Id<SupplierReturn>>,
}

fn pick<T: Copy>(dice: &mut Dice, of: &[T]) -> Option<T> {
    if of.is_empty() { None } else { of.get(dice.below(of.len() as i64) as usize).copied() }
}

fn amount(dice: &mut Dice) -> Price {
    price(&format!("{}.{:02}", 5 + dice.below(10), dice.below(100)))
}

/// One step; what a rule refuses has not happened.
fn step(w: &World, dice: &mut Dice, made: &mut Made, n: i64) -> Result<(), base::Error> {
    let on = day("2026-11-01").add_days(n / 4).unwrap();
    let quantity = 1 + dice.below(9);
    match dice.below(12) {
        0 | 1 => {
            let lines = (0..2).map(|_| OrderLine::new(w.bolt, pieces(3 + dice.below(20))).at(amount(dice))).collect();
            let mut order = w.draft(lines);
            order.ordered_on = on;
            order.over_receipt = crate::fixture::percent("20");
            made.orders.push(w.released(order)?);
        }
        2..=4 => {
            let Some(order) = pick(dice, &made.orders) else { return Ok(()) };
            let (line, rejected) = (dice.below(2) as usize, dice.below(3));
            made.receipts.push(w.write(&we(), move |tx| {
                let order = tx.get(order)?;
                let line = ReceiptLine {
                    rejected: pieces(rejected),
                    ..ReceiptLine::of(&order, &order.lines[line], pieces(quantity))
                };
                let mut receipt = GoodsReceipt::new(order.company, order.supplier, on, vec![line]);
                let id = tx.insert(&mut receipt)?;
                perform(tx, id, "post")?;
                Ok(id)
            })?);
        }
        5..=7 => {
            let Some(order) = pick(dice, &made.orders) else { return Ok(()) };
            let (line, at, credit) = (dice.below(2) as usize, amount(dice), dice.below(3) == 0);
            let price_only = credit && dice.below(2) == 0;
            let invoice = move |tx: &mut Tx| {
                let order = tx.get(order)?;
                let line = InvoiceLine {
                    price: at,
                    price_only,
                    ..InvoiceLine::of(&order, &order.lines[line], pieces(quantity))
                };
                let number = format!("F-{n}");
                let invoice = SupplierInvoice::new(order.company, order.supplier, &number, on, vec![line]);
                let sense = if credit { Sense::CreditNote } else { Sense::Invoice };
                let id = tx.insert(&mut SupplierInvoice { sense, ..invoice })?;
                perform(tx, id, "post")?;
                Ok(id)
            };
            made.invoices.push(w.write(&we(), invoice)?);
        }
        8 => {
            let Some(receipt) = pick(dice, &made.receipts) else { return Ok(()) };
            let status = if dice.below(2) == 0 { Status::Blocked } else { Status::Unrestricted };
            let (company, supplier) = (w.company, w.supplier);
            made.returns.push(w.write(&we(), move |tx| {
                let line = tx.get(receipt)?.lines[0].head.id;
                let lines = vec![ReturnLine::of(line, pieces(quantity.min(3)), status)];
                let id = tx.insert(&mut SupplierReturn::new(company, supplier, on, lines))?;
                perform(tx, id, "post")?;
                Ok(id)
            })?);
        }
        9 => w.scrap_some(on, quantity)?,
        _ => reverse(w, dice, made, on)?,
    }
    Ok(())
}

fn reverse(w: &World, dice: &mut Dice, made: &Made, on: base::Date) -> Result<(), base::Error> {
    let asked = Reversal { posted_on: on, reason: "A mistake".into() };
    let (receipt, invoice, back) = (pick(dice, &made.receipts), pick(dice, &made.invoices), pick(dice, &made.returns));
    let which = dice.below(3);
    w.write(&we(), move |tx| match (which, receipt, invoice, back) {
        (0, Some(receipt), ..) => perform_with(tx, receipt, "reverse", &asked).map(|_| ()),
        (1, _, Some(invoice), _) => perform_with(tx, invoice, "reverse", &asked).map(|_| ()),
        (2, .., Some(back)) => perform_with(tx, back, "reverse", &asked).map(|_| ()),
        _ => Ok(()),
    })
}

fn run(w: &World, seed: u64, steps: i64) {
    let (mut dice, mut made, mut happened) = (Dice(seed), Made::default(), 0);
    for n in 0..steps {
        match step(w, &mut dice, &mut made, n) {
            Ok(()) => happened += 1,
            Err(base::Error::Refused(_) | base::Error::NotFound { .. }) => {}
            Err(other) => panic!("seed {seed}, step {n}: {other}"),
        }
        assert_eq!(w.broken(), Vec::<String>::new(), "seed {seed}, step {n}");
    }
    assert!(happened > steps / 3, "only {happened} of {steps} steps happened");
}

#[test]
fn laws_hold_at_the_average() {
    run(&average(), 7, 120);
    // An amount in the company's own currency once differed from its base; an invoice once outlived its own credit note.
    run(&average(), 100, 55);
    run(&average(), 110, 72);
}

#[test]
fn laws_hold_first_in_first_out() {
    run(&world(Chart::General, Costing::Fifo), 11, 150);
}

#[test]
fn laws_hold_at_standard() {
    run(&world(Chart::General, Costing::Standard), 13, 100);
}

#[test]
fn laws_hold_the_continental_way() {
    run(&world(Chart::Spain, Costing::MovingAverage), 17, 100);
}
